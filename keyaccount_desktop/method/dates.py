"""Dates as people know them: a year, a month, a day; a birthday that is lunar or lacks its year.

Reads what is typed, pasted or imported, refuses what no calendar has, and writes it the way Chinese and English
readers expect. Used by ``values`` for the kinds ``date`` and ``partial_date``, and by the window for days near
today. When a date comes round again is told by ``occasions``.
"""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from typing import Any, Final

from keyaccount_desktop.language import Text, UserError, plain
from keyaccount_desktop.method import lunar
from keyaccount_desktop.method.text import quoted, shortened

EARLIEST_YEAR: Final = 1800
LATEST_YEAR: Final = 2199
EARLIEST_BIRTH: Final = 1900
LATEST_LUNAR: Final = lunar.LAST_YEAR
_ANY_LEAP_YEAR: Final = 2000

PartialDate = dict[str, Any]
"""``{"calendar": "solar"|"lunar", "year": …, "month": …, "day": …, "leap": …}``, unknown parts None."""


class NotADate(UserError):
    """What is no date in any way of writing one, or not yet one while it is being typed."""


_DATE_HINT: Final = Text(
    "Write it as 2026-11-03, 2026-11 or 2026.", "请写成 2026-11-03、2026-11 或 2026 的形式。"
)
_BIRTHDAY_HINT: Final = Text(
    "Write it as 1979-05-03, 05-03, 1979 or lunar 8/10.",
    "请写成 1979-05-03、5月3日、1979年 或 农历八月初十 的形式。",
)

_TIME: Final = re.compile(r"[t ]\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?(z|[+-]\d{2}:?\d{2})?$")
_NUMERIC: Final = re.compile(r"(\d{4})([-/.年])(\d{1,2})(?:(?:\2|月)(\d{1,2})?[日号]?)?月?")
_PACKED: Final = re.compile(r"(\d{4})(\d{2})(\d{2})")
_YEAR: Final = re.compile(r"(\d{4})年?")
_MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DAY_FIRST: Final = re.compile(r"(\d{1,2}) ([a-z]{3,9})\.?,?(?: (\d{4}))?")
_MONTH_FIRST: Final = re.compile(r"([a-z]{3,9})\.? (\d{1,2})(?:,? (\d{4}))?")

_WEEKDAYS: Final = (
    Text("Mon", "周一"),
    Text("Tue", "周二"),
    Text("Wed", "周三"),
    Text("Thu", "周四"),
    Text("Fri", "周五"),
    Text("Sat", "周六"),
    Text("Sun", "周日"),
)

_DIGITS: Final = {
    "〇": 0,
    "零": 0,
    "一": 1,
    "二": 2,
    "三": 3,
    "四": 4,
    "五": 5,
    "六": 6,
    "七": 7,
    "八": 8,
    "九": 9,
}
_MONTH_NAMES: Final = ("正", "二", "三", "四", "五", "六", "七", "八", "九", "十", "冬", "腊")
_ONES: Final = ("", "一", "二", "三", "四", "五", "六", "七", "八", "九")
_CHINESE: Final = re.compile(
    r"(?:(\d{4}|[〇零一二三四五六七八九]{4})年?)?"
    r"(?:([正冬腊]|[一二三四五六七八九十]{1,2}|\d{1,2})月)?"
    r"(?:(初?[一二三四五六七八九十廿卅]{1,3}|\d{1,2})[日号]?)?"
)
_MONTH_DAY: Final = re.compile(r"(\d{1,2})[-/.](\d{1,2})")
_VCARD: Final = re.compile(r"--(\d{2})-?(\d{2})")
_MONTH_ONLY: Final = re.compile(r"month(\d{1,2})")
_LUNAR_SIGNS: Final = ("农历", "阴历", "旧历", "lunar", "闰", "leapmonth")
_LUNAR_NUMERALS: Final = re.compile("初|廿|卅|正月|冬月|腊月")
_LABELS: Final = re.compile(
    r"农历|阴历|旧历|lunar|公历|阳历|新历|西历|solar|\(leapmonth\)|leapmonth|闰|[()（）:：]"
)


def _not_a_date(typed: str, hint: Text) -> NotADate:
    return NotADate(
        Text("“{typed}” is not a date.", "“{typed}”不是有效日期。").format(typed=shortened(typed)), hint
    )


def _tidied(typed: str) -> str:
    text = " ".join(unicodedata.normalize("NFKC", typed[:200]).casefold().split())
    return _TIME.sub("", text)


# ---- a date: a year, a month or a day


def normalise_date(value: object) -> str | None:
    """A date as ``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD``; None when empty. Raises UserError."""
    if isinstance(value, date):
        return value.isoformat()[:10]
    if isinstance(value, int) and not isinstance(value, bool):
        value = quoted(value)  # a year out of a sheet cell
    if not isinstance(value, str):
        raise _not_a_date(quoted(value), _DATE_HINT)
    text = _tidied(value)
    if not text:
        return None
    found = _numbers(text)
    if found is None or found[0] is None:
        raise _not_a_date(value, _DATE_HINT)
    year, month, day = found
    _check_calendar(year, month, day, _DATE_HINT)
    if year is None or not EARLIEST_YEAR <= year <= LATEST_YEAR:
        raise _not_a_date(value, _DATE_HINT)
    return "-".join([f"{year:04}", *(f"{part:02}" for part in (month, day) if part is not None)])


def _numbers(text: str) -> tuple[int | None, int | None, int | None] | None:
    """Year, month, day of a tidied solar date."""
    for pattern, order in ((_DAY_FIRST, (3, 2, 1)), (_MONTH_FIRST, (3, 1, 2))):
        if (match := pattern.fullmatch(text)) and (name := match[order[1]][:3]) in _MONTHS:
            return (int(match[3]) if match[3] else None), _MONTHS.index(name) + 1, int(match[order[2]])
    text = text.replace(" ", "")
    if match := _NUMERIC.fullmatch(text):
        return int(match[1]), int(match[3]), (int(match[4]) if match[4] else None)
    if match := _PACKED.fullmatch(text):
        return int(match[1]), int(match[2]), int(match[3])
    if match := _YEAR.fullmatch(text):
        return int(match[1]), None, None
    return None


def _check_calendar(year: int | None, month: int | None, day: int | None, hint: Text) -> None:
    if month is None:
        return
    if not 1 <= month <= 12:
        raise UserError(
            Text("There is no month {month}.", "没有 {month} 月。").format(month=quoted(month)), hint
        )
    if day is not None and not 1 <= day <= monthrange(year or _ANY_LEAP_YEAR, month)[1]:
        value = {"year": year, "month": month}
        raise UserError(
            Text("{month} has no day {day}.", "{month}没有{day}日。").format(
                month=Text(_english_month(year, month), display_partial(value).zh), day=quoted(day)
            ),
            hint,
        )


def _english_month(year: int | None, month: int) -> str:
    return solar_month(month).en + (f" {year}" if year is not None else "")


# ---- a birthday: solar or lunar, parts of it unknown


def normalise_partial(value: object, today: date, *, ahead: bool = False) -> PartialDate | None:
    """A birthday in canonical form; None when nothing is known of it. Raises UserError.

    ``ahead``: it may be any day that matters, also one still to come.
    """
    if isinstance(value, str):
        return parse_partial(value, today, ahead=ahead)
    if isinstance(value, date):
        value = {"calendar": "solar", "year": value.year, "month": value.month, "day": value.day}
    if not isinstance(value, Mapping):
        raise _not_a_date(quoted(value), _BIRTHDAY_HINT)
    calendar = value.get("calendar", "solar")
    parts = [value.get(name) for name in ("year", "month", "day")]
    if calendar not in ("solar", "lunar"):
        raise _not_a_date(quoted(calendar), _BIRTHDAY_HINT)
    if any(part is not None and (isinstance(part, bool) or not isinstance(part, int)) for part in parts):
        typed = "-".join("?" if part is None else quoted(part) for part in parts)
        raise _not_a_date(typed, _BIRTHDAY_HINT)
    year, month, day = parts
    if year is None and month is None and day is None:
        return None
    if day is not None and month is None:
        raise UserError(
            Text("A day without its month is no date.", "只有日、没有月，不是日期。"),
            Text("Add the month, or leave the day open too.", "请补上月份，或把日也留空。"),
        )
    leap = bool(value.get("leap")) and calendar == "lunar" and month is not None
    if year is not None:
        _check_year(year, calendar == "lunar", today, ahead)
    if calendar == "lunar":
        _check_lunar(year, month, day, leap, LATEST_LUNAR if ahead else today.year)
    else:
        _check_calendar(year, month, day, _BIRTHDAY_HINT)
    known = {"calendar": calendar, "year": year, "month": month, "day": day, "leap": leap}
    if not ahead and (days := days_meant(known)) is not None and days[0] > today:
        raise _born_in_the_future()
    return known


def _check_year(year: int, in_lunar: bool, today: date, ahead: bool) -> None:
    check = Text("Check the year, or leave it open.", "请核对年份，或把年份留空。")
    if year < EARLIEST_BIRTH:
        too_old = Text("Nobody alive was born in {year}.", "{year} 年出生的人不会在世。")
        too_long_ago = Text("{year} is too long ago.", "{year} 年太久远。")
        raise UserError((too_long_ago if ahead else too_old).format(year=quoted(year)), check)
    if not ahead and year > today.year:
        raise _born_in_the_future()
    if year > (LATEST_LUNAR if in_lunar else LATEST_YEAR):
        raise UserError(
            Text("{year} is too far ahead.", "{year} 年太遥远。").format(year=quoted(year)), check
        )


def _born_in_the_future() -> UserError:
    return UserError(
        Text("A birthday cannot lie in the future.", "生日不能晚于今天。"),
        Text("Check the year, or leave it open.", "请核对年份，或把年份留空。"),
    )


def _check_lunar(year: int | None, month: int | None, day: int | None, leap: bool, until: int) -> None:
    """Refuse a lunar month or day that the year lacks; without a year, what no year up to ``until`` has."""
    if (month is not None and not 1 <= month <= 12) or (day is not None and not 1 <= day <= 30):
        raise UserError(
            Text(
                "A lunar month runs from 1 to 12, its day from 1 to 30.",
                "农历月份为一至十二月，日为初一至三十。",
            ),
            _BIRTHDAY_HINT,
        )
    if month is None or (year is None and not leap):
        return
    name = lunar_month(month, leap=leap)
    if year is None:
        months = lunar.leap_months(month, until)
        if not months:
            raise UserError(
                Text("No lunar year has had {month}.", "没有哪一年有{month}。").format(month=name),
                Text("Check the month, or leave out “leap”.", "请核对月份，或去掉“闰”字。"),
            )
        longest = max(found.days for found in months)
    else:
        known = lunar.month_of(year, month, leap=leap)
        if known is None:
            raise UserError(
                Text("Lunar {year} has no {month}.", "农历{year}年没有{month}。").format(
                    year=year, month=name
                ),
                _leap_month_hint(year),
            )
        longest = known.days
    if day is not None and day > longest:
        of_year = (
            Text(" of lunar {year}", "农历{year}年").format(year=year) if year is not None else plain("")
        )
        raise UserError(
            Text("{month}{of_year} has only {days} days.", "{of_year}{month}只有{days}天。").format(
                month=Text(name.en[:1].upper() + name.en[1:], name.zh), of_year=of_year, days=longest
            ),
            Text("Make it the 29th, or leave the year open.", "请改为廿九，或把年份留空。")
            if year is not None
            else Text("Make it the 29th, or leave out “leap”.", "请改为廿九，或去掉“闰”字。"),
        )


def _leap_month_hint(year: int) -> Text:
    has = lunar.leap_month(year)
    if has is None:
        return Text("That year has no leap month; check the year.", "那一年没有闰月，请核对年份。")
    return Text("That year has {month}; check the month.", "那一年是{month}，请核对月份。").format(
        month=lunar_month(has, leap=True)
    )


def days_meant(value: Mapping[str, Any]) -> tuple[date, date] | None:
    """The first and the last day, by the solar calendar, that a date can mean; None without its year.

    ``value`` is in canonical form.
    """
    year, month, day = value["year"], value["month"], value["day"]
    if year is None:
        return None
    if value["calendar"] == "lunar":
        months = lunar.months_of(year)
        if month is not None:
            found = lunar.month_of(year, month, leap=value["leap"])
            months = () if found is None else (found,)
        if not months:
            return None
        first, last = months[0].first, months[-1].first + timedelta(days=months[-1].days - 1)
        if day is not None:
            first = last = first + timedelta(days=day - 1)
        return first, last
    first = date(year, month or 1, day or 1)
    last = date(year, month or 12, day or monthrange(year, month or 12)[1])
    return first, last


def parse_partial(typed: str, today: date, *, ahead: bool = False) -> PartialDate | None:
    """Read a birthday as people write it: ``1979-05-03``, ``5月3日``, ``农历八月初十``, ``lunar 8/10``."""
    text = _tidied(typed)
    if not text:
        return None
    squeezed = text.replace(" ", "")
    in_lunar = any(sign in squeezed for sign in _LUNAR_SIGNS) or bool(_LUNAR_NUMERALS.search(squeezed))
    leap = "闰" in squeezed or "leapmonth" in squeezed
    bare = _LABELS.sub("", squeezed)
    found = (None if in_lunar else _numbers(text)) or _numbers(bare) or _month_and_day(bare) or _chinese(bare)
    if found is None:
        raise _not_a_date(typed, _BIRTHDAY_HINT)
    year, month, day = found
    calendar = "lunar" if in_lunar else "solar"
    known = {"calendar": calendar, "year": year, "month": month, "day": day, "leap": leap}
    return normalise_partial(known, today, ahead=ahead)


def _month_and_day(text: str) -> tuple[int | None, int | None, int | None] | None:
    for pattern in (_VCARD, _MONTH_DAY):
        if match := pattern.fullmatch(text):
            return None, int(match[1]), int(match[2])
    if match := _MONTH_ONLY.fullmatch(text):
        return None, int(match[1]), None
    return None


def _chinese(text: str) -> tuple[int | None, int | None, int | None] | None:
    match = _CHINESE.fullmatch(text)
    if match is None or not any(match.groups()):
        return None
    year, month, day = match.groups()
    if day is not None and month is None:
        return None
    numbers = (_year(year), _month(month), _numeral(day))
    return None if any(number == -1 for number in numbers) else numbers


def _year(text: str | None) -> int | None:
    if text is None or text.isdigit():
        return int(text) if text else None
    return int("".join(str(_DIGITS[character]) for character in text))


def _month(text: str | None) -> int | None:
    if text in ("正", "冬", "腊"):
        return _MONTH_NAMES.index(text) + 1
    return _numeral(text)


def _numeral(text: str | None) -> int | None:
    """The number up to 39 that a Chinese numeral writes; -1 when it writes none."""
    if text is None:
        return None
    if text.isdigit():
        return int(text)
    text = text.removeprefix("初").replace("廿", "二十").replace("卅", "三十")
    tens, ten, ones = text.rpartition("十")
    if (tens and tens not in _DIGITS) or (ones and ones not in _DIGITS):
        return -1
    return (_DIGITS[tens] if tens else 1 if ten else 0) * 10 + (_DIGITS[ones] if ones else 0)


# ---- writing


def weekday(day: date) -> Text:
    """The short name of its day of the week: Fri, 周五."""
    return _WEEKDAYS[day.weekday()]


def with_weekday(day: date) -> Text:
    """A day to be looked forward to: ``Fri 2027-09-10``, ``2027-09-10 周五``."""
    return Text("{weekday} {day}", "{day} {weekday}").format(weekday=weekday(day), day=day.isoformat())


def display_partial(value: Mapping[str, object]) -> Text:
    """A birthday as readers expect it: ``农历八月初十``, ``1979年5月3日``; ``lunar 8/10``, ``1979-05-03``."""
    year, month, day = (
        part if isinstance(part := value.get(name), int) else None for name in ("year", "month", "day")
    )
    leap = bool(value.get("leap"))
    if value.get("calendar") != "lunar":
        zh = "".join(
            f"{part}{unit}" for part, unit in ((year, "年"), (month, "月"), (day, "日")) if part is not None
        )
        return Text(_english(year, month, day, "-"), zh)
    zh_month = lunar_month(month, leap=leap).zh if month is not None and 1 <= month <= 12 else ""
    zh = "农历" + (f"{year}年" if year is not None else "") + zh_month + (lunar_day(day) if day else "")
    en = f"lunar {_english(year, month, day, '/')}" + (" (leap month)" if leap else "")
    return Text(en, zh)


def _english(year: int | None, month: int | None, day: int | None, mark: str) -> str:
    if year is not None:
        return "-".join([f"{year:04}", *(f"{part:02}" for part in (month, day) if part is not None)])
    if month is None:
        return ""
    if day is None:
        return f"month {month}"
    return f"{month:02}-{day:02}" if mark == "-" else f"{month}/{day}"


def near_day_name(day: date) -> Text:
    """A day of these weeks, whose year nobody doubts: ``Fri, Sep 10``, ``9月10日 周五``."""
    month = solar_month(day.month)
    return Text(f"{weekday(day).en}, {month.en} {day.day}", f"{month.zh}{day.day}日 {weekday(day).zh}")


def solar_month(month: int) -> Text:
    """The short name of a month: ``May``, ``5月``."""
    return Text(_MONTHS[month - 1].capitalize(), f"{month}月")


def lunar_month(month: int, *, leap: bool = False) -> Text:
    """The name of a lunar month: ``month 8``, ``八月``; ``leap month 6``, ``闰六月``."""
    en = f"leap month {month}" if leap else f"month {month}"
    return Text(en, f"{'闰' if leap else ''}{_MONTH_NAMES[month - 1]}月")


def lunar_day(day: int) -> str:
    """How a day of a lunar month is called: 初一 to 三十."""
    if day <= 10:
        return "初" + (_ONES[day] if day < 10 else "十")
    if day in (20, 30):
        return "二十" if day == 20 else "三十"
    return ("十" if day < 20 else "廿") + _ONES[day % 10]


_NEAR_DAY: Final = re.compile(r"(?:(\d{4})[-/.年])?(\d{1,2})[-/.月](\d{1,2})[日号]?")
_PAST_WORDS: Final = {
    "today": 0,
    "今天": 0,
    "今日": 0,
    "yesterday": 1,
    "昨天": 1,
    "昨日": 1,
    "前天": 2,
    "前日": 2,
}


def near_day(typed: str, today: date) -> str | None:
    """The ISO date meant where a day to come is asked for: 12-04 is the next such day, +7 a week from today.

    None: no date.
    """
    typed = typed.strip()
    if re.fullmatch(r"\+\d{1,3}", typed):
        return (today + timedelta(days=int(typed))).isoformat()
    found = _year_by_year(typed, (today.year, today.year + 1))
    return next((day.isoformat() for day, written in found if written or day >= today), None)


def past_day(typed: str, today: date) -> str | None:
    """The ISO date meant where a day of the past, or today, is asked for.

    11-20 is the last such day, −1 or yesterday the day before today. None: no date, or one to come.
    """
    typed = " ".join(unicodedata.normalize("NFKC", typed[:40]).casefold().split())
    if typed in _PAST_WORDS:
        return (today - timedelta(days=_PAST_WORDS[typed])).isoformat()
    if match := re.fullmatch(r"[-\u2212\u2013](\d{1,3})", typed):
        return (today - timedelta(days=int(match[1]))).isoformat()
    # A day of February that only leap years have may lie some years back.
    found = _year_by_year(typed, range(today.year, today.year - 9, -1))
    return next((day.isoformat() for day, _written in found if day <= today), None)


def _year_by_year(typed: str, years: Iterable[int]) -> Iterator[tuple[date, bool]]:
    """The day meant, in its year and True when that is written, else in each of these that has it."""
    if (match := _NEAR_DAY.fullmatch(typed)) is None:
        return
    year, month, day = match.groups()
    for candidate in (int(year),) if year else years:
        try:
            yield date(candidate, int(month), int(day)), bool(year)
        except ValueError:
            continue
