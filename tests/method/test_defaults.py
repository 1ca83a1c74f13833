"""The table of the program's own numbers."""

from __future__ import annotations

from dataclasses import replace

import pytest

from keyaccount_desktop.method.catalogue import FIELDS
from keyaccount_desktop.method.defaults import DEFAULTS, cold_days, person_importance
from keyaccount_desktop.method.vocabulary import ATTITUDE, BUYING_ROLE, GRADE_S0, GRADE_S4


def test_that_every_number_is_the_one_agreed_on() -> None:
    assert {
        days: sorted(key for key, value in DEFAULTS.stale_days.items() if value == days)
        for days in (90, 180, 365)
    } == {
        90: ["stakeholder.attitude", "stakeholder.closeness", "stakeholder.coach"],
        180: ["stakeholder.part", "stakeholder.roles", "stakeholder.weight"],
        365: ["account.phones", "person.phones", "person.position"],
    }
    assert DEFAULTS.half_life_days == 30
    assert DEFAULTS.cold_share_of_peak == 0.25
    assert dict(DEFAULTS.cold_days) == {"A": 30, "B": 45, "C": 90, "D": 180}
    assert dict(DEFAULTS.opinion) == {"supporter": 1.0, "neutral": 0.0, "opponent": -1.0}
    assert (DEFAULTS.unknown_opinion, DEFAULTS.unknown_uncertainty) == (0.0, 1.0)
    assert (DEFAULTS.firmness, DEFAULTS.firmness_range) == (3, (1, 5))


def test_that_the_table_speaks_of_what_exists() -> None:
    assert set(DEFAULTS.stale_days) <= set(FIELDS)
    assert set(DEFAULTS.opinion) == set(ATTITUDE.codes)
    assert set(DEFAULTS.role_importance) <= set(BUYING_ROLE.codes)
    assert set(DEFAULTS.cold_days) == set(GRADE_S0.codes) == set(GRADE_S4.codes)


@pytest.mark.parametrize(
    ("grade", "days"), [("A", 30), ("B", 45), ("C", 90), ("D", 180), (None, 90), ("?", 90)]
)
def test_that_a_client_goes_cold_by_its_grade(grade: str | None, days: int) -> None:
    assert cold_days(grade) == days


@pytest.mark.parametrize(
    ("roles", "part", "importance"),
    [
        ((), None, 1),
        (("user",), None, 1),
        (("initiator", "evaluator"), None, 2),
        (("designer",), "influences", 2),
        (("decider", "user"), None, 3),
        (("user",), "decides", 3),
    ],
)
def test_that_importance_follows_the_weightiest_role(
    roles: tuple[str, ...], part: str | None, importance: int
) -> None:
    assert person_importance(roles, part) == importance


def test_that_a_workbook_may_have_numbers_of_its_own() -> None:
    assert cold_days("A", replace(DEFAULTS, cold_days={"A": 7})) == 7
