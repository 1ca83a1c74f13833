"""Dates that come round again: the next birthday by either calendar, what a year that lacks the day does, holidays.

Pure rules over the dates of ``dates`` and the calendar of ``lunar``; ``workbook.occasions`` asks them about
people. All of it is for greetings only: nothing here or above suggests a gift.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from keyaccount_desktop.language import Text
from keyaccount_desktop.method import lunar
from keyaccount_desktop.method.dates import lunar_month, with_weekday


@dataclass(frozen=True, slots=True)
class Occurrence:
    """The day on which a date comes round; ``rule`` says why it is not the very date, where it is not."""

    day: date
    rule: Text | None = None


NOT_A_LEAP_YEAR: Final = Text(
    "29 February in a year without it: the 28th.", "2月29日，当年没有这一天时按2月28日。"
)
_NO_THIRTIETH: Final = Text(
    "{month} of that year has 29 days: the 29th instead of the 30th.", "当年{month}只有29天，三十按廿九。"
)
_NO_LEAP_MONTH: Final = Text("That year has no {leap}: the plain {month}.", "当年没有{leap}，按{month}。")


def comes_round(value: Mapping[str, Any]) -> bool:
    """Whether a date is known well enough to fall on a day each year: its month and its day."""
    return value["month"] is not None and value["day"] is not None


def occurrences(value: Mapping[str, Any], start: date) -> Iterator[Occurrence]:
    """The days a date in canonical form falls on, from ``start`` on; none before the date itself.

    Empty where month or day is not known, and beyond what the calendars reach (about 1900 to 2100).
    """
    if not comes_round(value):
        return
    lunar_one = value["calendar"] == "lunar"
    first = max(start, lunar.FIRST_DAY)
    if first > lunar.LAST_DAY:
        return
    year = lunar.lunar_date(first)[0] if lunar_one else first.year
    if value["year"] is not None:
        year = max(year, value["year"])
    for candidate in range(year, lunar.LAST_YEAR + 1):
        found = _in_lunar_year(value, candidate) if lunar_one else _in_solar_year(value, candidate)
        if found.day >= first:
            yield found


def next_occurrence(value: Mapping[str, Any], start: date) -> Occurrence | None:
    """The first of ``occurrences``; None when there is none."""
    return next(occurrences(value, start), None)


def _in_solar_year(value: Mapping[str, Any], year: int) -> Occurrence:
    month, day = value["month"], value["day"]
    try:
        return Occurrence(date(year, month, day))
    except ValueError:
        return Occurrence(date(year, 2, 28), NOT_A_LEAP_YEAR)


def _in_lunar_year(value: Mapping[str, Any], year: int) -> Occurrence:
    month, day, leap = value["month"], value["day"], value["leap"]
    found = lunar.month_of(year, month, leap=leap)
    rules = []
    if found is None:
        rules.append(_NO_LEAP_MONTH.format(leap=lunar_month(month, leap=True), month=lunar_month(month)))
        found = lunar.month_of(year, month)
        assert found is not None
    if day > found.days:
        name = lunar_month(month, leap=found.leap)
        name = Text(name.en[:1].upper() + name.en[1:], name.zh)
        rules.append(_NO_THIRTIETH.format(month=name))
        day = found.days
    rule = Text(" ".join(rule.en for rule in rules), "".join(rule.zh for rule in rules)) if rules else None
    return Occurrence(found.first + timedelta(days=day - 1), rule)


def years_at(value: Mapping[str, Any], day: date) -> int | None:
    """How many years a date lies back on a day on which it comes round: the age someone completes.

    A lunar date counts lunar years. None when its year is not known, or for the day itself.
    """
    if value["year"] is None:
        return None
    year = lunar.lunar_date(day)[0] if value["calendar"] == "lunar" else day.year
    return year - int(value["year"]) or None


def age_on(value: Mapping[str, Any], day: date) -> int | None:
    """The years completed by a day; None unless the whole date is known."""
    if value["year"] is None or not comes_round(value):
        return None
    coming = next_occurrence(value, day + timedelta(days=1))
    years = years_at(value, coming.day) if coming is not None else None
    return None if years is None else max(years - 1, 0)


def coming(value: Mapping[str, Any], start: date, *, birthday: bool = False) -> Text | None:
    """In one line, when a date comes round next, what it completes then, and by which rule.

    None when it is not known well enough.
    """
    found = next_occurrence(value, start)
    if found is None:
        return None
    said = Text("next {day}", "下次 {day}").format(day=with_weekday(found.day))
    years = years_at(value, found.day)
    if years is not None and birthday:
        said = Text("{said}, turns {years}", "{said}，满{years}岁").format(said=said, years=years)
    if found.rule is not None:
        said = Text("{said}. {rule}", "{said}。{rule}").format(said=said, rule=found.rule)
    return said


# ---- holidays


@dataclass(frozen=True, slots=True)
class Holiday:
    """A day of greetings. ``note``: what to mind."""

    code: str
    text: Text
    month: int = 0
    day: int = 0
    calendar: str = "solar"
    note: Text | None = None

    def dates_from(self, start: date) -> Iterator[date]:
        """Its days from ``start`` on."""
        if self.code == "qingming":
            years = range(max(start.year, lunar.FIRST_YEAR), lunar.LAST_YEAR + 1)
            yield from (day for day in map(lunar.pure_brightness, years) if day >= start)
            return
        value = {
            "calendar": self.calendar, "year": None, "month": self.month, "day": self.day, "leap": False
        }  # fmt: skip
        yield from (found.day for found in occurrences(value, start))


_REMEMBRANCE: Final = Text("A day of remembrance: no congratulations.", "祭扫追思的日子，不宜道贺。")

HOLIDAYS: Final = (
    Holiday("new_year", Text("New Year's Day", "元旦"), 1, 1),
    Holiday("spring", Text("Spring Festival", "春节"), 1, 1, "lunar"),
    Holiday("lantern", Text("Lantern Festival", "元宵节"), 1, 15, "lunar"),
    Holiday("qingming", Text("Qingming Festival", "清明节"), note=_REMEMBRANCE),
    Holiday("labour", Text("Labour Day", "劳动节"), 5, 1),
    Holiday("nurses", Text("Nurses' Day", "护士节"), 5, 12),
    Holiday("dragon_boat", Text("Dragon Boat Festival", "端午节"), 5, 5, "lunar"),
    Holiday("doctors", Text("Chinese Doctors' Day", "中国医师节"), 8, 19),
    Holiday("teachers", Text("Teachers' Day", "教师节"), 9, 10),
    Holiday("pharmacists", Text("World Pharmacists Day", "世界药师日"), 9, 25),
    Holiday("mid_autumn", Text("Mid-Autumn Festival", "中秋节"), 8, 15, "lunar"),
    Holiday("national", Text("National Day", "国庆节"), 10, 1),
    Holiday("double_ninth", Text("Double Ninth Festival", "重阳节"), 9, 9, "lunar"),
)
"""For greetings only."""


def holidays(start: date, until: date) -> list[tuple[date, Holiday]]:
    """The holidays from a day to another, both included, in their order."""
    found = []
    for holiday in HOLIDAYS:
        for day in holiday.dates_from(start):
            if day > until:
                break
            found.append((day, holiday))
    return sorted(found, key=lambda entry: (entry[0], HOLIDAYS.index(entry[1])))
