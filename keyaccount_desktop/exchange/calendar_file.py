"""The calendar export: an .ics file with the days to greet on, for the calendar of a phone or of the office.

Holidays always; birthdays, family occasions and other sensitive dates only when asked for. What follows the sun is
one event of every year; what follows the moon falls on another day each year and stands there once for each
of the coming years. ``write_calendar`` is called by the command line and, in a worker, by the window; the
package icalendar does the escaping and folding of RFC 5545.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import takewhile
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from icalendar import Calendar, Event

from keyaccount_desktop.exchange.atomic import replacing
from keyaccount_desktop.language import Language, Text
from keyaccount_desktop.language import language as current_language
from keyaccount_desktop.method import occasions as rules
from keyaccount_desktop.method.catalogue import is_sensitive
from keyaccount_desktop.method.occasions import HOLIDAYS, Holiday, Occurrence
from keyaccount_desktop.method.text import shortened
from keyaccount_desktop.workbook.export_log import check_private_export, record_export
from keyaccount_desktop.workbook.occasions import KnownDate, Whose, known_dates

if TYPE_CHECKING:
    from keyaccount_desktop.workbook.document import Workbook

SUFFIX: Final = ".ics"
YEARS: Final = 5
"""How far ahead days stand that fall on another day each year."""
_NAME: Final = 80
"""Characters of a name in a title."""
_SCRIPT: Final = "-//KeyAccount Workbook//KeyAccount Workbook//"
_LEAP_DAY: Final = (2, 29)

_GREET: Final = Text("For a greeting.", "用于问候。")
_ASSUMED: Final = Text("Only assumed, not confirmed.", "推测，尚未证实。")
_TURNS: Final = Text("Turns {years}.", "满 {years} 岁。")
_YEARS_AGO: Final = Text("{years} years.", "{years} 周年。")

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class CalendarReport:
    """What an export wrote: events, people, and the keys of the sensitive fields that went out."""

    events: int
    people: int
    private_fields: tuple[str, ...]


def write_calendar(
    workbook: Workbook,
    path: Path | str,
    *,
    account_id: str | None = None,
    private: bool = False,
    language: Language | None = None,
    today: date | None = None,
    progress: Progress | None = None,
    log: bool = True,
) -> CalendarReport:
    """Write the holidays and, if ``private``, the dates of a client's people or of all.

    Written again, the file brings the same events under the same names, so that a calendar updates them.
    ``progress`` is told how many dates of how many are done, and may raise to stop. The export is logged in
    the workbook; a caller in another thread than the workbook's passes ``log=False`` and calls
    ``record_export`` itself afterwards. Raises UserError when the file cannot be written, or when private
    dates are to leave a workbook that someone else has open.
    """
    path = Path(path)
    if private:
        check_private_export(workbook)
    dates = [
        (who, known)
        for who, known in known_dates(workbook, account_id)
        if private or not is_sensitive(known.field)
    ]
    writer = _Writer(uuid.UUID(workbook.id), language or current_language(), today or date.today())
    sensitive = {known.field.key for _, known in dates if is_sensitive(known.field)}
    with replacing(path) as beside:
        with beside.open("wb") as file:
            for piece in writer.pieces(dates, progress):
                file.write(piece)
        people = {who.person_id for who, _ in dates}
        report = CalendarReport(writer.events, len(people), tuple(sorted(sensitive)))
        # Before the file is in its place: what cannot be logged does not go out.
        if log and not workbook.read_only:
            record_export(workbook, "calendar", path.resolve().parent, report.people, report.private_fields)
    return report


_END: Final = b"END:VCALENDAR\r\n"


class _Writer:
    """Makes events in one language, as seen from one day; counts them."""

    def __init__(self, namespace: uuid.UUID, language: Language, today: date) -> None:
        self._namespace = namespace
        self._language: Language = language
        self._today = today
        self._now = datetime.now(UTC).replace(microsecond=0)
        self.events = 0

    def pieces(self, dates: list[tuple[Whose, KnownDate]], progress: Progress | None) -> Iterator[bytes]:
        """The file from its beginning to its end: first the holidays, then people."""
        yield self._head()
        for holiday in HOLIDAYS:
            yield from self.of_holiday(holiday)
        for done, (who, known) in enumerate(dates):
            if progress is not None and done % 50 == 0:
                progress(done, len(dates))
            yield from self.of_person(who, known)
        yield _END

    def _head(self) -> bytes:
        calendar = Calendar()
        calendar.add("prodid", f"{_SCRIPT}{self._language.upper()}")
        calendar.add("version", "2.0")
        calendar.add("x-wr-calname", self._said(Text("Days to greet on", "问候的日子")))
        written: bytes = calendar.to_ical()
        return written.removesuffix(_END)

    def of_holiday(self, holiday: Holiday) -> Iterator[bytes]:
        lines = [holiday.note] if holiday.note is not None else [_GREET]
        by_the_sun = holiday.calendar == "solar" and holiday.month
        days = holiday.dates_from(self._today)
        for day in takewhile(self._soon, days):
            event = self._event(
                day, f"holiday/{holiday.code}", self._said(holiday.text), lines, not by_the_sun
            )
            if by_the_sun:
                event.add("rrule", {"freq": "yearly"})
            yield self._written(event)
            if by_the_sun:
                return

    def of_person(self, who: Whose, known: KnownDate) -> Iterator[bytes]:
        value = known.value
        name = f"{who.person_id}/{known.field.key}/{known.item}"
        title = f"{shortened(who.person, _NAME)} · {shortened(self._said(known.what), _NAME)}"
        yearly = value["calendar"] == "solar" and not known.once
        for occurrence in known.coming(self._today):
            if not (yearly or known.once or self._soon(occurrence.day)):
                return
            lines = self._about(who, known, occurrence, yearly)
            event = self._event(occurrence.day, name, title, lines, not (yearly or known.once))
            event.add("class", "PRIVATE")
            if yearly:
                event.add("rrule", _every_year(value))
            yield self._written(event)
            if yearly or known.once:
                return

    def _soon(self, day: date) -> bool:
        return day.year < self._today.year + YEARS

    def _about(self, who: Whose, known: KnownDate, occurrence: Occurrence, yearly: bool) -> list[Text | str]:
        lines: list[Text | str] = [known.written]
        years = rules.years_at(known.value, occurrence.day)
        if years is not None and not yearly:
            lines.append((_TURNS if known.kind == "birthday" else _YEARS_AGO).format(years=years))
        if yearly and (known.value["month"], known.value["day"]) == _LEAP_DAY:
            lines.append(rules.NOT_A_LEAP_YEAR)
        elif occurrence.rule is not None:
            lines.append(occurrence.rule)
        if known.assumed:
            lines.append(_ASSUMED)
        if who.account:
            lines.append(shortened(who.account, _NAME))
        return [*lines, _GREET]

    def _event(self, day: date, name: str, title: str, lines: list[Any], one_of_many: bool) -> Event:
        event = Event()
        if one_of_many:
            name = f"{name}/{day.year}"
        event.add("uid", f"{uuid.uuid5(self._namespace, name)}@keyaccount")
        event.add("dtstamp", self._now)
        event.add("dtstart", day)
        event.add("summary", title)
        event.add("description", "\n".join(self._said(line) for line in lines))
        event.add("transp", "TRANSPARENT")
        return event

    def _written(self, event: Event) -> bytes:
        self.events += 1
        written: bytes = event.to_ical()
        return written

    def _said(self, text: Text | str) -> str:
        return text if isinstance(text, str) else text.in_language(self._language)


def _every_year(value: dict[str, Any]) -> dict[str, Any]:
    if (value["month"], value["day"]) == _LEAP_DAY:
        # The last day of February: the 29th where there is one, else the 28th.
        return {"freq": "yearly", "bymonth": 2, "bymonthday": -1}
    return {"freq": "yearly"}
