"""The days to greet on: birthdays, family occasions, dates of the user's own, holidays. A query over facts.

Called by the Today page and by the calendar export. When a date comes round, and by which
rule, is decided in ``method.occasions``.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Final, Literal

from sqlalchemy import Select, case, func, select

from keyaccount_desktop.language import Text, plain
from keyaccount_desktop.method import family, lunar, values
from keyaccount_desktop.method import occasions as calendar
from keyaccount_desktop.method.catalogue import is_sensitive
from keyaccount_desktop.method.dates import display_partial
from keyaccount_desktop.method.fields import Field, Part
from keyaccount_desktop.method.occasions import Occurrence
from keyaccount_desktop.workbook.tables import account, fact, person

if TYPE_CHECKING:
    from keyaccount_desktop.workbook.document import Workbook

BIRTHDAY: Final = "person.birthday"
FAMILY: Final = "person.family"

_AT_ONCE: Final = 500
"""People asked for in one statement: SQLite takes only so many."""

Kind = Literal["birthday", "family", "own", "holiday"]


@dataclass(frozen=True, slots=True)
class Whose:
    """A person with the client he or she belongs to, if any."""

    person_id: str
    person: str
    account_id: str | None
    account: str | None
    sort: str


@dataclass(frozen=True, slots=True)
class KnownDate:
    """A date that matters to a person, as it is known. ``item`` tells entries of a field apart."""

    person_id: str
    field: Field
    item: str
    entry: dict[str, Any]
    """The value of the fact; ``value`` is the date in it."""
    assumed: bool

    @property
    def kind(self) -> Kind:
        if self.field.key == BIRTHDAY:
            return "birthday"
        return "family" if self.field.key == FAMILY else "own"

    @property
    def value(self) -> dict[str, Any]:
        found: dict[str, Any] = self.entry["day"] if self.kind == "family" else self.entry
        return found

    @property
    def once(self) -> bool:
        """Whether it is one day, not one of every year."""
        named = self.entry.get("event", "") if self.kind == "family" else self.field.text.zh
        return family.comes_once(named)

    @property
    def what(self) -> Text:
        """Birthday; Spouse: Wedding day."""
        if self.kind != "family":
            return self.field.text
        parts = {part.key: part for part in self.field.parts}
        return Text("{relation}: {event}", "{relation}：{event}").format(
            relation=_shown(parts["relation"], self.entry["relation"]),
            event=_shown(parts["event"], self.entry.get("event", family.BIRTHDAY)),
        )

    @property
    def written(self) -> Text:
        """The date as it is known: 农历八月初十."""
        return display_partial(self.value)

    def coming(self, start: date) -> Iterator[Occurrence]:
        """The days from ``start`` on that it falls on."""
        found = calendar.occurrences(self.value, start)
        if not self.once or self.value["year"] is None:
            yield from found
            return
        for occurrence in found:
            if calendar.years_at(self.value, occurrence.day) is None:
                yield occurrence
            return


@dataclass(frozen=True, slots=True)
class Occasion:
    """A date that falls on a day. Of a holiday nobody is named and nothing is known beside its name."""

    day: date
    kind: Kind
    what: Text
    person_id: str | None = None
    person: str | None = None
    account_id: str | None = None
    account: str | None = None
    written: Text | None = None
    rule: Text | None = None
    """Why it falls on that day, where the year lacks the day itself; of a holiday, what to mind."""
    years: int | None = None
    """The age a birthday completes, or how long ago another day was."""
    assumed: bool = False


def occasions(
    workbook: Workbook, start: date, days: int = 30, account_id: str | None = None
) -> list[Occasion]:
    """What falls on the days from ``start`` on, in their order; of one client, or of all.

    ``days`` counts from ``start``, which is the first of them. Holidays come before people on their day.
    """
    until = start + timedelta(days=days - 1)
    found = [
        Occasion(day, "holiday", holiday.text, rule=holiday.note)
        for day, holiday in calendar.holidays(start, until)
    ]
    rounds = _Rounds(start)
    coming = []
    for known in _known_dates(workbook, account_id, _months_touched(start, until)):
        occurrence = rounds.next(known)
        if occurrence is not None and occurrence.day <= until:
            coming.append((occurrence, known))
    whose = _whose(workbook, {known.person_id for _, known in coming})
    # A person may have gone since.
    named = [
        (whose[known.person_id], occurrence, known)
        for occurrence, known in coming
        if known.person_id in whose
    ]
    named.sort(key=lambda entry: entry[0].sort)
    found += [
        Occasion(
            occurrence.day,
            known.kind,
            known.what,
            who.person_id,
            who.person,
            who.account_id,
            who.account,
            known.written,
            occurrence.rule,
            calendar.years_at(known.value, occurrence.day),
            known.assumed,
        )
        for who, occurrence, known in named
    ]
    found.sort(key=lambda occasion: occasion.day)
    return found


@dataclass(frozen=True, slots=True)
class Dated:
    """How many people have a date that comes round, and the sensitive fields it stands in."""

    people: int
    sensitive: tuple[Field, ...]


def dated(workbook: Workbook, account_id: str | None = None) -> Dated:
    """Whom ``known_dates`` would name, without naming them: for saying what an export takes along."""
    whom = _dated_facts(workbook, account_id, [func.count(fact.c.person_id.distinct())])
    where = _dated_facts(workbook, account_id, [fact.c.field]).distinct()
    with workbook.read() as connection:
        people = connection.execute(whom).scalar_one()
        keys = set(connection.execute(where).scalars())
    fields = workbook.catalogue.fields_of("person")
    return Dated(people, tuple(field for field in fields if field.key in keys and is_sensitive(field)))


class _Rounds:
    """When dates come round next. Many people share one: it is worked out once."""

    def __init__(self, start: date) -> None:
        self._start = start
        self._found: dict[tuple[Any, ...], Occurrence | None] = {}

    def next(self, known: KnownDate) -> Occurrence | None:
        value = known.value
        if known.once or (value["year"] or 0) >= self._start.year - 1:
            return next(known.coming(self._start), None)  # may still begin
        key = (value["calendar"], value["month"], value["day"], value["leap"])
        if key not in self._found:
            self._found[key] = next(known.coming(self._start), None)
        return self._found[key]


def known_dates(workbook: Workbook, account_id: str | None = None) -> list[tuple[Whose, KnownDate]]:
    """Every date that comes round, of the people of a client or of all, in the order of their names."""
    dates = list(_known_dates(workbook, account_id))
    whose = _whose(workbook, {known.person_id for known in dates})
    found = [(whose[known.person_id], known) for known in dates if known.person_id in whose]
    found.sort(key=lambda entry: (entry[0].sort, entry[0].person_id))
    return found


_Months = tuple[frozenset[int], frozenset[int]]
"""Solar months, lunar months."""


def _months_touched(start: date, until: date) -> _Months:
    """The months in which a date must lie to come round in this time; the rules never leave the month."""
    days = [start + timedelta(days=step) for step in range(0, (until - start).days + 1, 27)] + [until]
    known = [day for day in days if lunar.FIRST_DAY <= day <= lunar.LAST_DAY]
    return (
        frozenset(day.month for day in days),
        frozenset(lunar.lunar_date(day)[1].month for day in known),
    )


_DATE: Final = case((fact.c.field == FAMILY, func.json_extract(fact.c.value, "$.day")), else_=fact.c.value)
"""The date in a fact, as JSON."""


def _known_dates(
    workbook: Workbook, account_id: str | None, months: _Months | None = None
) -> Iterator[KnownDate]:
    """The dates with month and day of the people asked for; of all months, or of those given.

    Without the names: joined with them, SQLite would look for the facts of every single person.
    """
    columns = [fact.c.person_id, fact.c.field, fact.c.item, fact.c.value, fact.c.certainty]
    query = _dated_facts(workbook, account_id, columns).order_by(fact.c.field, fact.c.position)
    if months is not None:
        solar, of_moon = months
        month = func.json_extract(_DATE, "$.month")
        by_moon = func.json_extract(_DATE, "$.calendar") == "lunar"
        query = query.where(case((by_moon, month.in_(of_moon)), else_=month.in_(solar)))
    with workbook.read() as connection:
        rows = connection.execute(query).all()
    for person_id, key, item, value, certainty in rows:
        field = workbook.catalogue.field(key)
        yield KnownDate(person_id, field, item, json.loads(value), certainty == "assumed")


def _dated_facts(workbook: Workbook, account_id: str | None, columns: Sequence[Any]) -> Select[Any]:
    """The query for the facts that hold a date with month and day."""
    keys = [
        field.key
        for field in workbook.catalogue.fields_of("person")
        if field.kind == "partial_date" or field.key == FAMILY
    ]
    # A day never stands without its month.
    query = select(*columns).where(
        fact.c.field.in_(keys),
        fact.c.replaced_at.is_(None),
        func.json_extract(_DATE, "$.day").is_not(None),
    )
    if account_id is None:
        return query
    return query.where(fact.c.person_id.in_(select(person.c.id).where(person.c.account_id == account_id)))


def _whose(workbook: Workbook, person_ids: Collection[str]) -> dict[str, Whose]:
    query = select(
        person.c.id, person.c.name, person.c.account_id, account.c.name, person.c.name_sort
    ).select_from(person.outerjoin(account, person.c.account_id == account.c.id))
    found: dict[str, Whose] = {}
    ids = list(person_ids)
    with workbook.read() as connection:
        for start in range(0, len(ids), _AT_ONCE):
            some = query.where(person.c.id.in_(ids[start : start + _AT_ONCE]))
            found |= {row[0]: Whose(*row) for row in connection.execute(some)}
    return found


def _shown(part: Part, value: str) -> Text:
    shown = values.display(part, value)
    return plain(shown) if isinstance(shown, str) else shown
