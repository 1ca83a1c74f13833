"""Which of the program's own numbers a workbook may have otherwise: their names, words, units and limits.

``NUMBERS`` is the table; ``value_in`` and ``with_numbers`` read and write them in a ``Defaults``. A workbook
stores those that differ under their names (``workbook.preferences``).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from keyaccount_desktop.language import Text
from keyaccount_desktop.method import numbers
from keyaccount_desktop.method.catalogue import FIELDS
from keyaccount_desktop.method.defaults import DEFAULTS, Defaults
from keyaccount_desktop.method.vocabulary import BUYING_ROLE


@dataclass(frozen=True, slots=True)
class Number:
    """One of them. ``name`` is a member of ``Defaults``, with the key in it after a slash."""

    name: str
    group: Text
    text: Text
    unit: Text | None
    low: float
    high: float
    whole: bool = True
    share: bool = False
    """Kept as 0.25, read and written as 25 %."""

    def read(self, typed: str) -> float:
        """The number a text writes. Raises UserError for what it cannot be."""
        known = numbers.read(typed, self.unit)
        check = numbers.whole if self.whole else numbers.checked
        number = check(known, self.low, self.high)
        return number / 100 if self.share else number

    def shown(self, value: float) -> Text:
        """The number with its unit, as people read it."""
        number = numbers.checked(value * 100 if self.share else value, None, None)
        return numbers.with_unit(number, self.unit)


_DAYS: Final = Text("days", "天")
_PERCENT: Final = Text("%", "%")
_STALE: Final = Text("A judgement must be verified again after", "判断超过多久需重新核实")
_COLD: Final = Text("Going cold", "变冷")
_WEIGHS: Final = Text("Importance of a person", "人员的重要程度")
_FILES: Final = Text("Files", "附件")
_UNSAID: Final = Text("Where nothing is recorded", "未记录时按")
_LONGEST: Final = 3650
_LARGEST: Final = 200


def _stale(key: str) -> Number:
    name = FIELDS[key].text
    if FIELDS[key].subject == "account":
        name = Text("{field} of a client", "客户的{field}").format(field=name)
    return Number(f"stale_days/{key}", _STALE, name, _DAYS, 1, _LONGEST)


NUMBERS: Final[dict[str, Number]] = {
    number.name: number
    for number in (
        *map(_stale, DEFAULTS.stale_days),
        *(
            Number(
                f"cold_days/{grade}",
                _COLD,
                Text("Client of grade {grade}: without contact for", "{grade} 级客户：未联系超过").format(
                    grade=grade
                ),
                _DAYS,
                1,
                _LONGEST,
            )
            for grade in DEFAULTS.cold_days
        ),
        Number(
            "cold_days_ungraded",
            _COLD,
            Text("Client without a grade: without contact for", "未评级客户：未联系超过"),
            _DAYS,
            1,
            _LONGEST,
        ),
        Number(
            "cold_share_of_peak",
            _COLD,
            Text("Or warmth below this share of its last peak", "或热度低于上次高点的"),
            _PERCENT,
            1,
            100,
            share=True,
        ),
        Number(
            "half_life_days",
            _COLD,
            Text("The effect of a contact has half faded after", "接触的影响减半需要"),
            _DAYS,
            1,
            _LONGEST,
        ),
        *(
            Number(f"role_importance/{role}", _WEIGHS, BUYING_ROLE[role].text, None, 1, 10)
            for role in DEFAULTS.role_importance
        ),
        Number("other_importance", _WEIGHS, Text("Everyone else", "其他人"), None, 1, 10),
        Number("link_strength", _UNSAID, FIELDS["link.strength"].text, None, 1, 3),
        Number("firmness", _UNSAID, FIELDS["stakeholder.firmness"].text, None, 1, 5),
        Number(
            "attachment_megabytes",
            _FILES,
            Text("The largest file that may be attached", "单个附件最大"),
            Text("MB", "MB"),
            1,
            _LARGEST,
        ),
    )
}
"""By name, in the order they are listed. What nothing computes with yet is not offered: it would do nothing."""


def value_in(defaults: Defaults, name: str) -> float:
    """One of the numbers of a ``Defaults``."""
    member, _, key = name.partition("/")
    found = getattr(defaults, member)
    return float(found[key] if key else found)


def with_numbers(changed: Mapping[str, float]) -> Defaults:
    """The program's numbers with these in place of its own. Names it does not know are left out, and numbers
    beyond their limits: another program wrote them.
    """
    members: dict[str, Any] = {}
    for name, value in changed.items():
        number = NUMBERS.get(name)
        if number is None or not _possible(number, value):
            continue
        member, _, key = name.partition("/")
        if key:
            members[member] = {**members.get(member, getattr(DEFAULTS, member)), key: value}
        else:
            members[member] = value
    return replace(DEFAULTS, **members) if members else DEFAULTS


def _possible(number: Number, value: object) -> bool:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    return number.low <= (value * 100 if number.share else value) <= number.high
