"""Warmth: effects that add up and fade, each in its own time; and who has gone cold."""

from __future__ import annotations

import math
from dataclasses import replace

import hypothesis.strategies as st
import pytest
from hypothesis import assume, given

from keyaccount_desktop.method.defaults import DEFAULTS
from keyaccount_desktop.method.rhythm import Touch, warmth, warmth_now

TODAY = 740_000
touches = st.lists(
    st.builds(
        Touch,
        st.integers(TODAY - 900, TODAY + 30),
        st.none() | st.integers(-3, 3),
        st.none() | st.integers(1, 400),
    ),
    max_size=8,
)
helpful = touches.map(lambda all_: [replace(each, effect=abs(each.effect or 0)) for each in all_])
grades = st.sampled_from([None, "A", "B", "C", "D", "unheard of"])


@given(st.integers(-3, 3), st.integers(1, 400), st.integers(0, 5))
def test_an_effect_halves_with_every_half_life(effect: int, half_life: int, times: int) -> None:
    left = warmth([Touch(TODAY - times * half_life, effect, half_life)], TODAY)
    assert left == pytest.approx(effect / 2**times)


def test_what_nobody_timed_fades_as_the_defaults_say() -> None:
    assert warmth([Touch(TODAY - 30, 2)], TODAY) == pytest.approx(1)
    assert warmth([Touch(TODAY - 30, 2)], TODAY, replace(DEFAULTS, half_life_days=15)) == pytest.approx(0.5)


@given(touches, touches)
def test_warmth_adds_up_in_any_order(first: list[Touch], second: list[Touch]) -> None:
    together = warmth([*second, *first], TODAY)
    assert math.isclose(together, warmth(first, TODAY) + warmth(second, TODAY), abs_tol=1e-9)


@given(touches, grades)
def test_a_contact_still_to_come_changes_nothing(held: list[Touch], grade: str | None) -> None:
    planned = [*held, Touch(TODAY + 1, 3)]
    assert warmth_now(planned, grade, TODAY) == warmth_now(held, grade, TODAY)


@given(grades)
def test_nobody_goes_cold_who_was_never_contacted(grade: str | None) -> None:
    assert warmth_now([], grade, TODAY) is None


@pytest.mark.parametrize(("grade", "days"), [("A", 30), ("B", 45), ("C", 90), ("D", 180), (None, 90)])
def test_silence_is_counted_by_the_grade_of_the_client(grade: str | None, days: int) -> None:
    for passed, cold in ((days, False), (days + 1, True)):
        found = warmth_now([Touch(TODAY - passed)], grade, TODAY)
        assert found is not None
        assert (found.silent, found.faded, found.cold) == (cold, False, cold)
        assert found.last_day == TODAY - passed


@given(st.integers(1, 3), st.integers(1, 85), st.integers(0, 180))
def test_what_a_contact_did_is_gone_when_less_than_a_quarter_is_left(
    effect: int, half_life: int, passed: int
) -> None:
    found = warmth_now([Touch(TODAY - passed, effect, half_life)], "D", TODAY)
    assert found is not None
    # A quarter is left after two half-lives.
    assert found.faded == (passed > 2 * half_life)


def test_the_last_peak_counts_not_the_highest_ever() -> None:
    great, small = Touch(TODAY - 170, 3), Touch(TODAY - 5, 1)
    found = warmth_now([great, small], "D", TODAY)
    assert found is not None
    assert not found.cold
    assert found.peak == pytest.approx(1 + 3 * 0.5 ** (165 / 30))


def test_a_contact_that_did_harm_leaves_someone_cold() -> None:
    found = warmth_now([Touch(TODAY - 9, 3), Touch(TODAY - 2, -3)], "A", TODAY)
    assert found is not None
    assert found.faded
    assert not found.silent


@given(touches, grades)
def test_a_good_contact_today_warms_everyone_it_outweighs(held: list[Touch], grade: str | None) -> None:
    before = warmth([each for each in held if each.day < TODAY], TODAY)
    assume(before >= 0)
    found = warmth_now([*(each for each in held if each.day < TODAY), Touch(TODAY, 1)], grade, TODAY)
    assert found is not None
    assert not found.cold


@given(helpful, grades, st.integers(0, 400))
def test_who_is_cold_stays_so_without_another_contact(
    held: list[Touch], grade: str | None, later: int
) -> None:
    held = [each for each in held if each.day <= TODAY]
    now, then = warmth_now(held, grade, TODAY), warmth_now(held, grade, TODAY + later)
    if now is not None and now.cold:
        assert then is not None
        assert then.cold
