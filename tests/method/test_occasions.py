"""When a date comes round again, by either calendar and whatever the year lacks."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import islice, pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keyaccount_desktop.method import lunar, occasions
from keyaccount_desktop.method.occasions import HOLIDAYS, Occurrence


def solar(month: int | None, day: int | None, year: int | None = None) -> dict[str, Any]:
    return {"calendar": "solar", "year": year, "month": month, "day": day, "leap": False}


def moon(month: int | None, day: int | None, year: int | None = None, leap: bool = False) -> dict[str, Any]:
    return {"calendar": "lunar", "year": year, "month": month, "day": day, "leap": leap}


def following(value: dict[str, Any], start: date) -> Occurrence:
    found = occasions.next_occurrence(value, start)
    assert found is not None
    return found


# From calendars in print.
@pytest.mark.parametrize(
    ("value", "start", "day"),
    [
        (moon(8, 10), date(2026, 11, 23), date(2027, 9, 10)),
        (moon(8, 15), date(2026, 1, 1), date(2026, 9, 25)),
        (moon(1, 1), date(2026, 2, 17), date(2026, 2, 17)),
        (moon(1, 1), date(2026, 2, 18), date(2027, 2, 6)),
        (moon(6, 15, leap=True), date(2025, 1, 1), date(2025, 8, 8)),
        (moon(12, 23), date(2027, 1, 1), date(2027, 1, 30)),
        (solar(11, 26), date(2026, 11, 26), date(2026, 11, 26)),
        (solar(11, 26), date(2026, 11, 27), date(2027, 11, 26)),
        (solar(2, 29), date(2027, 6, 1), date(2028, 2, 29)),
    ],
)
def test_that_a_date_comes_round_on_its_day(value: dict[str, Any], start: date, day: date) -> None:
    assert following(value, start) == Occurrence(day)


def test_that_the_rule_is_said_where_a_year_lacks_the_day() -> None:
    february = following(solar(2, 29, 1980), date(2026, 11, 23))
    assert february.day == date(2027, 2, 28)
    assert february.rule is not None and "按2月28日" in february.rule.zh and "the 28th" in february.rule.en

    thirtieth = following(moon(8, 30), date(2026, 11, 23))  # 2027: 29 days
    assert thirtieth.day == date(2027, 9, 29)
    assert thirtieth.rule is not None and thirtieth.rule.zh == "当年八月只有29天，三十按廿九。"

    leap = following(moon(6, 15, leap=True), date(2026, 1, 1))
    assert leap.day == date(2026, 7, 28)
    assert leap.rule is not None and leap.rule.zh == "当年没有闰六月，按六月。"
    assert "plain month 6" in leap.rule.en

    both = next(
        found for found in occasions.occurrences(moon(6, 30, leap=True), date(2026, 1, 1))
        if found.rule is not None and "三十按廿九" in found.rule.zh
    )  # fmt: skip
    assert both.rule is not None and "没有闰六月" in both.rule.zh


def test_that_a_month_alone_comes_round_on_no_day() -> None:
    for value in (solar(5, None), moon(8, None), solar(None, None, 1979)):
        assert not occasions.comes_round(value)
        assert occasions.next_occurrence(value, date(2026, 1, 1)) is None
        assert occasions.coming(value, date(2026, 1, 1)) is None


def test_that_nothing_comes_round_before_it_first_was() -> None:
    assert following(solar(6, 7, 2028), date(2026, 11, 23)).day == date(2028, 6, 7)
    assert following(moon(1, 1, 2030), date(2026, 11, 23)).day == date(2030, 2, 3)


def test_that_age_counts_the_years_of_its_own_calendar() -> None:
    born = moon(8, 10, 1979)
    assert occasions.years_at(born, date(2027, 9, 10)) == 48
    assert occasions.age_on(born, date(2027, 9, 9)) == 47
    assert occasions.age_on(born, date(2027, 9, 10)) == 48
    in_january = moon(12, 20, 1979)  # fell on 1980-02-06
    assert occasions.age_on(in_january, date(2026, 2, 6)) == 45
    assert occasions.age_on(in_january, date(2026, 2, 7)) == 46
    assert occasions.age_on(solar(11, 26, 1979), date(2026, 11, 25)) == 46
    assert occasions.age_on(solar(None, None, 1979), date(2026, 11, 25)) is None
    assert occasions.age_on(solar(11, 26), date(2026, 11, 25)) is None


def test_that_one_line_says_the_next_day_the_age_and_the_rule() -> None:
    said = occasions.coming(moon(8, 10, 1979), date(2026, 11, 23), birthday=True)
    assert said is not None
    assert said.zh == "下次 2027-09-10 周五，满 48 岁"
    assert said.en == "next Fri 2027-09-10, turns 48"
    said = occasions.coming(moon(8, 30), date(2026, 11, 23), birthday=True)
    assert said is not None and said.zh.endswith("。当年八月只有29天，三十按廿九。")


@st.composite
def dates_known(draw: st.DrawFn) -> dict[str, Any]:
    """Month and day of any solar or lunar date there was, the year known or not."""
    day = draw(st.dates(lunar.FIRST_DAY, date(2026, 12, 31)))
    with_year = draw(st.booleans())
    if draw(st.booleans()):
        return solar(day.month, day.day, day.year if with_year else None)
    year, month, of_month = lunar.lunar_date(day)
    return moon(month.month, of_month, year if with_year else None, month.leap)


@given(dates_known(), st.dates(lunar.FIRST_DAY, date(2098, 12, 31)))
def test_that_the_next_time_is_never_before_and_never_far_and_as_the_rule_says(
    value: dict[str, Any], start: date
) -> None:
    found = following(value, start)
    assert found.day >= start
    if value["year"] is None or start.year > value["year"]:
        # From the plain month of one year to the leap month of the next it is thirteen months.
        assert found.day - start <= timedelta(days=386)
    if value["calendar"] == "solar":
        assert (found.day.month, found.day.day) == (value["month"], value["day"]) or (
            (value["month"], value["day"]) == (2, 29)
            and (found.day.month, found.day.day) == (2, 28)
            and found.rule is not None
        )
        return
    year, month, day = lunar.lunar_date(found.day)
    has_leap = lunar.month_of(year, value["month"], leap=True) is not None
    assert month.month == value["month"]
    assert month.leap == (value["leap"] and has_leap)
    assert day == min(value["day"], month.days)
    assert (found.rule is None) == (month.leap == value["leap"] and day == value["day"])


@given(dates_known(), st.dates(lunar.FIRST_DAY, date(2080, 12, 31)))
def test_that_the_years_follow_one_another_without_a_gap(value: dict[str, Any], start: date) -> None:
    found = list(islice(occasions.occurrences(value, start), 12))
    for one, following in pairwise(found):
        assert timedelta(days=325) <= following.day - one.day <= timedelta(days=386)
        assert occasions.next_occurrence(value, one.day + timedelta(days=1)) == following
        if value["year"] is not None:
            assert occasions.years_at(value, following.day) == (occasions.years_at(value, one.day) or 0) + 1


def test_that_beyond_the_tables_nothing_comes() -> None:
    assert occasions.next_occurrence(moon(8, 10), date(2101, 6, 1)) is None
    assert occasions.next_occurrence(solar(8, 10), date(2150, 6, 1)) is None
    assert following(solar(1, 1), date(1850, 1, 1)).day == date(1901, 1, 1)
    assert occasions.holidays(date(2101, 2, 1), date(2101, 12, 31)) == []


# ---- the moon's tables


@given(st.dates(lunar.FIRST_DAY, lunar.LAST_DAY))
def test_that_every_day_lies_in_one_lunar_month(day: date) -> None:
    year, month, number = lunar.lunar_date(day)
    assert 1 <= number <= month.days
    assert month.first + timedelta(days=number - 1) == day
    assert month in lunar.months_of(year)
    assert lunar.month_of(year, month.month, leap=month.leap) == month


@pytest.mark.parametrize("day", [lunar.FIRST_DAY - timedelta(days=1), lunar.LAST_DAY + timedelta(days=1)])
def test_that_days_beyond_the_tables_are_refused(day: date) -> None:
    with pytest.raises(ValueError, match=str(day.year)):
        lunar.lunar_date(day)


# ---- holidays


def test_that_the_holidays_of_a_year_are_those_of_the_calendar() -> None:
    found = occasions.holidays(date(2026, 1, 1), date(2026, 12, 31))
    assert {holiday.text.zh: day.isoformat()[5:] for day, holiday in found} == {
        "元旦": "01-01",
        "春节": "02-17",
        "元宵节": "03-03",
        "清明节": "04-05",
        "劳动节": "05-01",
        "护士节": "05-12",
        "端午节": "06-19",
        "中国医师节": "08-19",
        "教师节": "09-10",
        "世界药师日": "09-25",
        "中秋节": "09-25",
        "国庆节": "10-01",
        "重阳节": "10-18",
    }
    assert [day for day, _ in found] == sorted(day for day, _ in found)


@given(st.dates(date(1901, 1, 1), date(2099, 1, 1)))
def test_that_each_holiday_comes_once_or_twice_within_thirteen_months(start: date) -> None:
    found = [holiday.code for _, holiday in occasions.holidays(start, start + timedelta(days=385))]
    assert {holiday.code for holiday in HOLIDAYS} == set(found)
    assert max(map(found.count, found)) <= 2


def test_that_no_holiday_suggests_a_gift_and_qingming_no_congratulation() -> None:
    for holiday in HOLIDAYS:
        said = f"{holiday.text.zh}{holiday.text.en}{holiday.note or ''}".lower()
        assert not any(word in said for word in ("礼", "gift", "present", "红包"))
    qingming = next(holiday for holiday in HOLIDAYS if holiday.code == "qingming")
    assert qingming.note is not None and "不宜道贺" in qingming.note.zh
