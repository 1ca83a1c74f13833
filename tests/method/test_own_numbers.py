"""The numbers a workbook may have otherwise: all of those that are ours, within limits."""

from __future__ import annotations

from dataclasses import fields

import pytest

from keyaccount_desktop.language import UserError
from keyaccount_desktop.method.defaults import DEFAULTS
from keyaccount_desktop.method.own_numbers import NUMBERS, value_in, with_numbers

NOT_FOR_CHANGING = {
    "opinion", "unknown_opinion", "unknown_uncertainty", "firmness_range",  # the scales of attitude and firmness
}  # fmt: skip


def test_that_every_number_that_is_used_may_be_changed() -> None:
    assert {name.partition("/")[0] for name in NUMBERS} == (
        {field.name for field in fields(DEFAULTS)} - NOT_FOR_CHANGING
    )
    for member in ("stale_days", "cold_days", "role_importance"):
        assert {name.partition("/")[2] for name in NUMBERS if name.startswith(f"{member}/")} == set(
            getattr(DEFAULTS, member)
        )


@pytest.mark.parametrize("name", NUMBERS)
def test_that_what_is_shown_is_read_back(name: str) -> None:
    number = NUMBERS[name]
    value = value_in(DEFAULTS, name)
    for text in (number.shown(value).en, number.shown(value).zh):
        assert number.read(text) == value


@pytest.mark.parametrize("name", NUMBERS)
def test_that_a_number_of_ones_own_holds_and_leaves_the_others(name: str) -> None:
    number = NUMBERS[name]
    own = number.read(str(number.high))
    changed = with_numbers({name: own})
    assert value_in(changed, name) == own
    others = [other for other in NUMBERS if other != name]
    assert [value_in(changed, other) for other in others] == [value_in(DEFAULTS, other) for other in others]


def test_that_several_numbers_of_one_kind_hold_together() -> None:
    changed = with_numbers({"cold_days/A": 7, "cold_days/B": 8, "stale_days/person.phones": 30})
    assert (changed.cold_days["A"], changed.cold_days["B"], changed.cold_days["C"]) == (7, 8, 90)
    assert changed.stale_days["person.phones"] == 30


@pytest.mark.parametrize("typed", ["0", "-3", "1.5", "soon", "", "99999"])
def test_that_what_cannot_be_is_refused(typed: str) -> None:
    with pytest.raises(UserError):
        NUMBERS["half_life_days"].read(typed)


@pytest.mark.parametrize(
    "stored", [{"no_such": 1}, {"half_life_days": 0}, {"half_life_days": "x"}, {"link_strength": True}]
)
def test_that_what_another_program_wrote_does_no_harm(stored: dict[str, float]) -> None:
    assert with_numbers(stored) is DEFAULTS
