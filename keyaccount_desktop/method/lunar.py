"""The lunar calendar from 1900 to 2100: which months a year has, and which day a lunar date falls on.

The one module that knows borax; it is loaded with the first question, since most dates are solar. Used by
``dates`` to check, and by ``occasions`` to find what comes next.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Final

FIRST_YEAR: Final = 1900
LAST_YEAR: Final = 2100
FIRST_DAY: Final = date(1900, 1, 31)
LAST_DAY: Final = date(2101, 1, 28)
"""What the tables of borax reach; years here are lunar ones, days solar."""


@dataclass(frozen=True, slots=True)
class LunarMonth:
    """One month of a lunar year: 1–12, whether it is the leap one, its 29 or 30 days, its first day."""

    month: int
    leap: bool
    days: int
    first: date


@lru_cache(maxsize=LAST_YEAR - FIRST_YEAR + 1)
def months_of(year: int) -> tuple[LunarMonth, ...]:
    """The twelve or thirteen months of a lunar year in their order. ValueError outside 1900–2100."""
    from borax.calendars.lunardate import LCalendars, LunarDate

    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise ValueError(year)
    first: date = LunarDate(year, 1, 1).to_solar_date()
    months = []
    for month, days, leap in LCalendars.iter_year_month(year):
        months.append(LunarMonth(month, bool(leap), days, first))
        first += timedelta(days=days)
    return tuple(months)


def month_of(year: int, month: int, *, leap: bool = False) -> LunarMonth | None:
    """That month of a lunar year; None when the year lacks it."""
    return next((found for found in months_of(year) if (found.month, found.leap) == (month, leap)), None)


def leap_month(year: int) -> int | None:
    """The month a lunar year has twice; None in an ordinary year."""
    return next((found.month for found in months_of(year) if found.leap), None)


def leap_months(month: int, until: int = LAST_YEAR) -> list[LunarMonth]:
    """The leap months of that number from 1900 to a year."""
    found = (month_of(year, month, leap=True) for year in range(FIRST_YEAR, min(until, LAST_YEAR) + 1))
    return [leap for leap in found if leap is not None]


def lunar_date(day: date) -> tuple[int, LunarMonth, int]:
    """Lunar year, month and day of the month of a solar day. ValueError outside the tables."""
    if not FIRST_DAY <= day <= LAST_DAY:
        raise ValueError(day)
    year = min(day.year, LAST_YEAR)
    if day < months_of(year)[0].first:
        year -= 1
    month = next(month for month in reversed(months_of(year)) if month.first <= day)
    return year, month, (day - month.first).days + 1


@lru_cache(maxsize=LAST_YEAR - FIRST_YEAR + 1)
def pure_brightness(year: int) -> date:
    """清明, the one feast that follows the sun's course, in a solar year. ValueError outside 1900–2100."""
    from borax.calendars.lunardate import TermUtils

    found: date = TermUtils.nth_term_day(year, term_name="清明")
    return found
