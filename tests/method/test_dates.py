"""Dates and birthdays, as people in two languages and two calendars write them."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keyaccount_desktop.language import UserError
from keyaccount_desktop.method import dates
from keyaccount_desktop.method.dates import PartialDate
from keyaccount_desktop.method.lunar import lunar_date

TODAY = date(2026, 11, 23)


def birthday(
    year: int | None = None,
    month: int | None = None,
    day: int | None = None,
    calendar: str = "solar",
    leap: bool = False,
) -> PartialDate:
    return {"calendar": calendar, "year": year, "month": month, "day": day, "leap": leap}


def lunar(
    month: int | None = None, day: int | None = None, year: int | None = None, leap: bool = False
) -> PartialDate:
    return birthday(year, month, day, "lunar", leap)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("2026-11-03", "2026-11-03"),
        ("2026/11/3", "2026-11-03"),
        ("2026.11.03", "2026-11-03"),
        ("20261103", "2026-11-03"),
        ("2026年11月3日", "2026-11-03"),
        ("2026 年 11 月 3 号", "2026-11-03"),
        ("２０２６－１１－０３", "2026-11-03"),
        ("2026-11-03 00:00:00", "2026-11-03"),
        ("2026-11-03T09:30:00Z", "2026-11-03"),
        ("3 Nov 2026", "2026-11-03"),
        ("November 3, 2026", "2026-11-03"),
        ("2026-11", "2026-11"),
        ("2026年11月", "2026-11"),
        ("2026", "2026"),
        ("2026年", "2026"),
        (2026, "2026"),
        (date(2026, 11, 3), "2026-11-03"),
        (datetime(2026, 11, 3, 12), "2026-11-03"),
        ("2024-02-29", "2024-02-29"),
        ("", None),
        ("  ", None),
    ],
)
def test_that_dates_are_read_as_people_write_them(typed: object, kept: str | None) -> None:
    assert dates.normalise_date(typed) == kept


NO_DATES: tuple[object, ...] = (
    *"2026-02-30 2026-13-01 2026-00-10 2026-11-31 2025-02-29 11-03 soon 1799 2200 20261340".split(),
    *("2026-11-03-04", "0000-01-01", "99999", 3.5, True, None, [], 10**5000, "2" * 100_000, "\ud800"),
)


@pytest.mark.parametrize("typed", NO_DATES, ids=range(len(NO_DATES)))
def test_that_what_is_no_date_is_refused_with_a_hint(typed: object) -> None:
    with pytest.raises(UserError) as refused:
        dates.normalise_date(typed)
    assert refused.value.hint.en and refused.value.hint.zh


@given(st.dates(date(dates.EARLIEST_YEAR, 1, 1), date(dates.LATEST_YEAR, 12, 31)))
def test_that_every_day_is_kept_as_it_is(day: date) -> None:
    assert dates.normalise_date(day.isoformat()) == day.isoformat() == dates.normalise_date(day)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("1979-05-03", birthday(1979, 5, 3)),
        ("1979年5月3日", birthday(1979, 5, 3)),
        ("公历1979年5月3日", birthday(1979, 5, 3)),
        ("5月3日", birthday(None, 5, 3)),
        ("05-03", birthday(None, 5, 3)),
        ("5/3", birthday(None, 5, 3)),
        ("--1205", birthday(None, 12, 5)),
        ("--12-05", birthday(None, 12, 5)),
        ("3 May", birthday(None, 5, 3)),
        ("五月三日", birthday(None, 5, 3)),
        ("1979", birthday(1979)),
        ("1979年5月", birthday(1979, 5)),
        ("5月", birthday(None, 5)),
        ("month 5", birthday(None, 5)),
        ("02-29", birthday(None, 2, 29)),
        ("农历八月初十", lunar(8, 10)),
        ("八月初十", lunar(8, 10)),
        ("阴历 8月10日", lunar(8, 10)),
        ("lunar 8/10", lunar(8, 10)),
        ("农历1979年腊月廿三", lunar(12, 23, 1979)),
        ("农历一九七九年正月十五", lunar(1, 15, 1979)),
        ("lunar 1979-12-23", lunar(12, 23, 1979)),
        ("农历闰四月初一", lunar(4, 1, leap=True)),
        ("农历二〇二〇年闰四月初一", lunar(4, 1, 2020, leap=True)),
        ("lunar 2020-04-01 (leap month)", lunar(4, 1, 2020, leap=True)),
        ("2020 闰四月初一", lunar(4, 1, 2020, leap=True)),
        ("1979 5月3日", birthday(1979, 5, 3)),
        ("冬月三十", lunar(11, 30)),
        ("农历八月二十一", lunar(8, 21)),
        ("农历1979年", lunar(year=1979)),
        ("农历八月", lunar(8)),
        ("", None),
    ],
)
def test_that_birthdays_are_read_as_people_write_them(typed: str, kept: PartialDate | None) -> None:
    assert dates.normalise_partial(typed, TODAY) == kept


@pytest.mark.parametrize(
    ("value", "zh", "en"),
    [
        (birthday(1979, 5, 3), "1979年5月3日", "1979-05-03"),
        (birthday(None, 5, 3), "5月3日", "05-03"),
        (birthday(1979), "1979年", "1979"),
        (birthday(1979, 5), "1979年5月", "1979-05"),
        (birthday(None, 5), "5月", "month 5"),
        (lunar(8, 10), "农历八月初十", "lunar 8/10"),
        (lunar(1, 1), "农历正月初一", "lunar 1/1"),
        (lunar(11, 11), "农历冬月十一", "lunar 11/11"),
        (lunar(12, 23, 1979), "农历1979年腊月廿三", "lunar 1979-12-23"),
        (lunar(12, 20), "农历腊月二十", "lunar 12/20"),
        (lunar(12, 30), "农历腊月三十", "lunar 12/30"),
        (lunar(4, 1, leap=True), "农历闰四月初一", "lunar 4/1 (leap month)"),
    ],
)
def test_that_birthdays_read_as_each_language_expects(value: PartialDate, zh: str, en: str) -> None:
    shown = dates.display_partial(value)
    assert (shown.zh, shown.en) == (zh, en)


NO_BIRTHDAYS: tuple[object, ...] = (
    "2026-02-30",
    "1979-02-29",
    "13-01",
    "2027-01-01",
    "2026-11-24",
    "2026-12",
    "1899-12-31",
    "农历十三月初一",
    "lunar 8/31",
    "农历2027年",
    "whenever",
    "三日",
    "\ud800",
    "9" * 100_000,
    birthday(None, None, 3),
    birthday(1979, 0, 1),
    birthday(1979, 1, 0),
    lunar(13, 1),
    lunar(1, 31),
    {"calendar": "julian", "year": 1979},
    {"calendar": "solar", "year": "1979"},
    {"calendar": "solar", "year": True},
    {"year": 10**5000},
    [],
    1979,
)


@pytest.mark.parametrize("value", NO_BIRTHDAYS, ids=range(len(NO_BIRTHDAYS)))
def test_that_what_is_no_birthday_is_refused_with_a_hint(value: object) -> None:
    with pytest.raises(UserError) as refused:
        dates.normalise_partial(value, TODAY)
    assert refused.value.hint.en and refused.value.hint.zh


def test_that_nobody_is_born_tomorrow_but_may_be_today() -> None:
    assert dates.normalise_partial("2026-11-23", TODAY) == birthday(2026, 11, 23)
    with pytest.raises(UserError, match="future"):
        dates.normalise_partial("2026-11-24", TODAY)


def test_that_only_a_lunar_month_can_be_a_leap_one() -> None:
    kept = dates.normalise_partial({"calendar": "solar", "month": 4, "day": 1, "leap": True}, TODAY)
    assert kept == birthday(None, 4, 1)


NOT_IN_THE_MOON = {
    "农历1979年闰八月": "那一年是闰六月",
    "lunar 1979-08-01 (leap month)": "leap month 6",
    "农历1980年闰八月": "没有闰月",
    "农历2020年闰正月": "闰四月",
    "农历1979年十月三十": "请改为廿九",
    "农历闰十三月初一": "",
    "农历闰13月": "",
    "农历闰正月初三": "去掉“闰”字",
    "农历闰腊月": "去掉“闰”字",
    "农历闰十月三十": "去掉“闰”字",
}


@pytest.mark.parametrize(("typed", "advice"), NOT_IN_THE_MOON.items(), ids=range(len(NOT_IN_THE_MOON)))
def test_that_a_month_or_day_the_lunar_year_lacks_is_refused_with_what_it_has(
    typed: str, advice: str
) -> None:
    with pytest.raises(UserError) as refused:
        dates.normalise_partial(typed, TODAY)
    assert advice in refused.value.hint.zh + refused.value.hint.en
    assert not isinstance(refused.value, dates.NotADate)


@pytest.mark.parametrize("typed", ["13-01", "2026-13", "2月30日", "1979-02-29", "农历2027年", "2030年"])
def test_that_what_no_calendar_has_is_told_from_what_is_not_typed_yet(typed: str) -> None:
    with pytest.raises(UserError) as refused:
        dates.normalise_partial(typed, TODAY)
    assert not isinstance(refused.value, dates.NotADate)
    with pytest.raises(dates.NotADate):
        dates.normalise_partial("农历八", TODAY)


def test_that_a_lunar_birth_in_the_future_is_refused_by_the_day_it_falls_on() -> None:
    # The twelfth month of lunar 2026 begins on 2027-01-08; the tenth ran from 2026-11-09 on.
    assert dates.normalise_partial("农历2026年十月十五", TODAY) == lunar(10, 15, 2026)
    assert dates.normalise_partial("农历2026年十月", TODAY) == lunar(10, None, 2026)
    for typed in ("农历2026年十月十六", "农历2026年冬月", "农历2026年腊月初一", "农历2027年"):
        with pytest.raises(UserError, match="future"):
            dates.normalise_partial(typed, TODAY)


def test_that_a_day_that_matters_may_lie_ahead_within_the_tables() -> None:
    assert dates.normalise_partial("2027-06-07", TODAY, ahead=True) == birthday(2027, 6, 7)
    assert dates.normalise_partial("农历闰冬月初二", TODAY, ahead=True) == lunar(11, 2, leap=True)
    for typed in ("农历2101年正月初一", "2200-01-01", "1899-05-01", "农历2027年闰五月"):
        with pytest.raises(UserError):
            dates.normalise_partial(typed, TODAY, ahead=True)


@given(st.dates(date(1900, 1, 31), TODAY))
def test_that_every_day_can_be_a_lunar_birthday_and_means_that_day(born: date) -> None:
    year, month, day = lunar_date(born)
    value = lunar(month.month, day, year, month.leap)
    assert dates.normalise_partial(value, born) == value
    assert dates.days_meant(value) == (born, born)
    with pytest.raises(UserError):
        dates.normalise_partial(value, born - timedelta(days=1))


@st.composite
def birthdays(draw: st.DrawFn) -> PartialDate:
    born = draw(st.dates(date(1900, 1, 31), date(2025, 12, 31)))
    known = draw(st.sampled_from(("year", "year month", "year month day", "month", "month day")))
    calendar = draw(st.sampled_from(("solar", "lunar")))
    year, month, day, leap = born.year, born.month, born.day, False
    if calendar == "lunar":
        year, of_moon, day = lunar_date(born)
        month, leap = of_moon.month, of_moon.leap
    return {
        "calendar": calendar,
        "year": year if "year" in known else None,
        "month": month if "month" in known else None,
        "day": day if "day" in known else None,
        "leap": leap and "month" in known,
    }


@given(birthdays())
def test_that_what_is_shown_of_a_birthday_reads_back_as_it(value: PartialDate) -> None:
    assert dates.normalise_partial(value, TODAY) == value
    shown = dates.display_partial(value)
    assert dates.normalise_partial(shown.zh, TODAY) == value
    assert dates.normalise_partial(shown.en, TODAY) == value


@given(st.text(st.characters(exclude_categories=())))
def test_that_any_text_is_either_read_or_refused(typed: str) -> None:
    with suppress(UserError):
        dates.normalise_date(typed)
    with suppress(UserError):
        dates.normalise_partial(typed, TODAY)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("2026-12-04", "2026-12-04"), ("2026/12/4", "2026-12-04"), ("12-04", "2026-12-04"), ("12月4日", "2026-12-04"),
        ("1-5", "2027-01-05"), ("1/5", "2027-01-05"), ("2-30", None),
        ("+7", "2026-11-30"), ("2026年12月4日", "2026-12-04"),
        ("soon", None), ("13-40", None), ("", None), ("+9999", None),
    ],
)  # fmt: skip
def test_that_a_day_to_come_is_understood_as_people_write_it(typed: str, meant: str | None) -> None:
    assert dates.near_day(typed, date(2026, 11, 23)) == meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("2026-11-20", "2026-11-20"), ("11-20", "2026-11-20"), ("11/20", "2026-11-20"), ("11月20日", "2026-11-20"),
        ("11-23", "2026-11-23"), ("11-24", "2025-11-24"), ("12-4", "2025-12-04"), ("2-29", "2024-02-29"),
        ("-1", "2026-11-22"), ("−2", "2026-11-21"), ("－1", "2026-11-22"), ("-0", "2026-11-23"),
        ("yesterday", "2026-11-22"), (" Today ", "2026-11-23"), ("昨天", "2026-11-22"), ("前天", "2026-11-21"),
        ("2026-11-24", None), ("2-30", None), ("soon", None), ("", None), ("+1", None), ("-9999", None),
    ],
)  # fmt: skip
def test_that_a_past_day_is_understood_as_people_write_it(typed: str, meant: str | None) -> None:
    assert dates.past_day(typed, TODAY) == meant


@given(st.text(st.characters(exclude_categories=())))
def test_that_any_text_is_a_near_day_or_none(typed: str) -> None:
    for read in (dates.near_day, dates.past_day):
        found = read(typed, TODAY)
        assert found is None or dates.normalise_date(found) == found
