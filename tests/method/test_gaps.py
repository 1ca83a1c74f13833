"""Who is missing in a purchase."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keyaccount_desktop.method import catalogue, gaps, vocabulary
from keyaccount_desktop.method.completeness import MOST_IMPORTANT, Standing, importance
from tests.method.asking import open_questions
from tests.method.test_completeness import TODAY

NOBODY: tuple[list[Standing], list[str], list[str]] = ([], [], [])


def missing(*people: tuple[list[Standing], list[str], list[str]]) -> set[tuple[str, str]]:
    standings, functions, rungs = people[0] if people else NOBODY
    return {(gap.field, gap.item) for gap in gaps.missing_people(standings, functions, rungs)}


def test_that_where_nobody_is_known_everyone_is_missing() -> None:
    assert missing() == {
        *((gaps.ROLE, role) for role in vocabulary.BUYING_ROLE.codes),
        *((gaps.FUNCTION, function) for function in ("using", "technical", "finance", "purchasing")),
        (gaps.PART, "blocks"),
        (gaps.COACH, ""),
    }


@pytest.mark.parametrize("role", vocabulary.BUYING_ROLE.codes)
def test_that_a_role_somebody_plays_is_not_missing(role: str) -> None:
    assert missing() - missing(([Standing((role,))], [], [])) == {(gaps.ROLE, role)}


def test_that_whoever_decides_is_the_decision_maker() -> None:
    assert missing() - missing(([Standing(part="decides")], [], [])) == {(gaps.ROLE, "decider")}


def test_that_a_blocker_is_asked_for_until_one_is_found() -> None:
    assert missing() - missing(([Standing(part="blocks")], [], [])) == {(gaps.PART, "blocks")}
    assert (gaps.PART, "blocks") in missing(([Standing(part="influences")], [], []))


@pytest.mark.parametrize("rung", vocabulary.COACH_RUNG.codes)
def test_that_a_coach_counts_from_trusting_on(rung: str) -> None:
    found = (gaps.COACH, "") not in missing(([], [], [rung]))
    assert found == (rung in ("trusting", "allied"))


def test_that_the_coach_is_private() -> None:
    for gap in gaps.missing_people([], [], []):
        assert gap.sensitive == (gap.field == gaps.COACH)


def test_that_the_missing_decider_comes_first_and_nothing_presses_more() -> None:
    asked = sorted(gaps.missing_people([], [], []), key=lambda gap: -gap.urgency)
    assert (asked[0].field, asked[0].item) == (gaps.ROLE, "decider")
    decider = Standing(("decider",))
    of_decider = open_questions("stakeholder", [], TODAY, standing=decider)
    assert asked[0].urgency >= max(question.urgency for question in of_decider)


@given(st.sampled_from(list(catalogue.FIELDS.values())), st.sampled_from(vocabulary.BUYING_ROLE.codes))
def test_that_no_field_counts_more_than_the_most_important(field: catalogue.Field, role: str) -> None:
    assert importance(field, Standing((role,), "blocks", True)) <= MOST_IMPORTANT
