"""The lists of clients and of people, column by column: read at once for all, and again for those that changed.

Only the columns asked for are read. A list of 50,000 people is read in a worker, a source at a time, so that no
edit has to wait for the whole; then only whom ``concerned`` names is read again. Called by the lists of the
window. Loads no SQLAlchemy by itself: the client list of the first screen is made here too.
"""

from __future__ import annotations

import json
from bisect import insort
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from keyaccount_desktop.method.columns import Column, ListKind, columns, shown_text
from keyaccount_desktop.workbook.driver import raw

if TYPE_CHECKING:
    from keyaccount_desktop.method.rhythm import Warmth
    from keyaccount_desktop.workbook.document import Workbook
    from keyaccount_desktop.workbook.first_screen import AccountRow
    from keyaccount_desktop.workbook.journal import ChangeSet

ALWAYS: Final[dict[ListKind, tuple[str, ...]]] = {
    "account": ("name", "account.region"),
    "person": ("name", "kind", "account_id"),
}
"""What is read of every row, whichever columns are shown."""
MANY: Final = 2_000
"""Of more changed rows than this the whole list is read again."""


@dataclass(frozen=True, slots=True)
class Listing:
    """Rows in pinyin order of their names. ``values`` has a list for each column: one value a row."""

    ids: list[str]
    order: list[str]
    """What the names sort by."""
    values: dict[str, list[Any]]

    def carried_on(self, keys: Iterable[str], before: Listing) -> Listing:
        """With columns of an earlier reading, as far as they were read then: what holds until they are read again."""
        kept = {
            key: dict(zip(before.ids, before.values[key], strict=True))
            for key in keys
            if key in before.values
        }
        values = {key: [held.get(id_) for id_ in self.ids] for key, held in kept.items()}
        return Listing(self.ids, self.order, {**self.values, **values})

    def updated(self, asked: Collection[str], found: Listing) -> Listing:
        """The list after some rows have been read again: those asked for and not found are gone."""
        keys = list(zip(self.order, self.ids, strict=True))
        new_keys = list(zip(found.order, found.ids, strict=True))
        moved = {key for key in keys if key[1] in asked} ^ set(new_keys)
        rows = list(range(len(keys)))
        """What stands where: a row of this list, or ``~row`` of what was found."""
        if moved:
            rows = [row for row in rows if keys[row][1] not in asked]
            place = lambda row: keys[row] if row >= 0 else new_keys[~row]  # noqa: E731
            if len(found.ids) <= _FEW:
                for row in range(len(found.ids)):
                    insort(rows, ~row, key=place)
            else:
                rows = sorted(rows + [~row for row in range(len(found.ids))], key=place)
        else:
            anew = {id_: ~row for row, id_ in enumerate(found.ids)}
            rows = [anew.get(key[1], row) for row, key in enumerate(keys)]

        def merged(before: Sequence[Any], now: Sequence[Any]) -> list[Any]:
            return [before[row] if row >= 0 else now[~row] for row in rows]

        return Listing(
            merged(self.ids, found.ids),
            merged(self.order, found.order),
            {key: merged(held, found.values[key]) for key, held in self.values.items()},
        )


_FEW: Final = 20
EMPTY: Final = Listing([], [], {})


# ---- clients


def of_first_screen(rows: Iterable[AccountRow]) -> Listing:
    """The client list as the first screen has read it."""
    rows = list(rows)
    return Listing(
        [row.id for row in rows],
        [f"{place:08}" for place in range(len(rows))],
        {
            "name": [row.name for row in rows],
            "account.type": [row.type for row in rows],
            "account.grade": [row.grade for row in rows],
            "account.region": [row.region for row in rows],
            "people": [row.people or None for row in rows],
            "last_contact": [row.last_contact for row in rows],
            "next_step": [
                None if row.next_step is None else (row.next_step_on, row.next_step) for row in rows
            ],
        },
    )


def client_listing(workbook: Workbook, keys: Collection[str]) -> Listing:
    """All clients with these columns."""
    from keyaccount_desktop.workbook.accounts import accounts

    found = of_first_screen(accounts(workbook))
    wanted = [key for key in keys if key not in found.values]
    known = columns("account", workbook.catalogue)
    facts = {
        key: column for key in wanted if (column := known.get(key)) is not None and column.field is not None
    }
    if facts:
        by_client = _facts(workbook, "account", facts, None)
        found.values.update({key: _aligned(by_client[key], found.ids) for key in facts})
    if "cold" in wanted:
        from keyaccount_desktop.workbook.warmth import warmth_of_clients

        found.values["cold"] = _cold(warmth_of_clients(workbook), found.ids)
    if "known" in wanted:
        from keyaccount_desktop.workbook.knowledge import completeness_of_clients

        found.values["known"] = _percents(completeness_of_clients(workbook), found.ids)
    return found


# ---- people


def people_listing(
    workbook: Workbook,
    keys: Collection[str],
    *,
    ids: Iterable[str] | None = None,
    account_id: str | None = None,
    told: Callable[[int, int], None] | None = None,
) -> Listing:
    """People with these columns: everyone, or those of these ids, or those of a client.

    What is judged in a purchase is taken from the newest purchase the person has a part in. ``told`` hears how many
    sources have been read, of how many; it may raise to end the reading.
    """
    known = columns("person", workbook.catalogue)
    wanted = {key: known[key] for key in keys if key in known}
    if account_id is not None:
        found = _people(workbook, "WHERE p.account_id = ?", account_id)
    elif ids is not None:
        found = _people(workbook, "WHERE p.id IN (SELECT value FROM json_each(?))", json.dumps(list(ids)))
    else:
        found = _people(workbook)
    everyone = ids is None and account_id is None
    by_source: dict[_Source, _Columns] = {}
    for key, column in wanted.items():
        source = _OTHERS.get(key) if column.field is None else _OF_FACTS[column.field.subject]
        if source is not None:
            by_source.setdefault(source, {})[key] = column
    for number, (source, asked) in enumerate(by_source.items(), start=1):
        if told is not None:
            told(number, len(by_source) + 1)
        found.values.update(source(workbook, asked, found, None if everyone else found.ids))
    return found


_Columns = dict[str, Column]
_Values = dict[str, list[Any]]
_Ids = list[str] | None
"""Of these people; None: of everyone."""


def _people(workbook: Workbook, condition: str = "", *parameters: str) -> Listing:
    with workbook.read() as connection:
        rows = (
            raw(connection)
            .execute(
                "SELECT p.id, p.name_sort, p.name, p.kind, p.account_id, a.name, d.name FROM person p"
                " LEFT JOIN account a ON a.id = p.account_id LEFT JOIN department d ON d.id = p.department_id"
                f" {condition} ORDER BY p.name_sort, p.id",
                parameters,
            )
            .fetchall()
        )
    ids, order, *values = map(list, zip(*rows, strict=True)) if rows else [[] for _ in range(7)]
    return Listing(
        ids, order, dict(zip(("name", "kind", "account_id", "account", "department"), values, strict=True))
    )


def _own_facts(workbook: Workbook, asked: _Columns, found: Listing, ids: _Ids) -> _Values:
    by_person = _facts(workbook, "person", asked, ids)
    return {key: _aligned(by_person[key], found.ids) for key in asked}


def _client_facts(workbook: Workbook, asked: _Columns, found: Listing, ids: _Ids) -> _Values:
    by_client = _facts(workbook, "account", asked, None)
    return {key: _aligned(by_client[key], found.values["account_id"]) for key in asked}


def _judgements(workbook: Workbook, asked: _Columns, found: Listing, ids: _Ids) -> _Values:
    newest = newest_parts(workbook, ids)
    judged = _facts(workbook, "stakeholder", asked, None if ids is None else list(newest.values()))
    parts = _aligned(newest, found.ids)
    return {key: _aligned(judged[key], parts) for key in asked}


def newest_parts(workbook: Workbook, ids: _Ids = None) -> dict[str, str]:
    """The part someone has in the newest purchase they have one in: its id by theirs."""
    return {person: part for person, part, _ in _parts(workbook, ids)}


def _purchases(workbook: Workbook, asked: _Columns, found: Listing, ids: _Ids) -> _Values:
    newest = {person: purchase for person, _, purchase in _parts(workbook, ids)}
    return {"purchase": _aligned(newest, found.ids)}


def _parts(workbook: Workbook, ids: _Ids) -> list[tuple[str, str, str]]:
    """Person, part and name of the purchase; of each person the newest purchase comes last."""
    these, parameters = _among("s.person_id", ids)
    with workbook.read() as connection:
        rows: list[tuple[str, str, str]] = (
            raw(connection)
            .execute(
                "SELECT s.person_id, s.id, q.name FROM stakeholder s JOIN purchase q ON q.id = s.purchase_id"
                f" WHERE {these} ORDER BY q.created_at, q.id DESC",
                parameters,
            )
            .fetchall()
        )
    return rows


def _contacts(workbook: Workbook, asked: _Columns, found: Listing, ids: _Ids) -> _Values:
    these, parameters = _among("vp.person_id", ids)
    with workbook.read() as connection:
        rows = raw(connection).execute(
            "SELECT vp.person_id, max(v.on_date) FROM visit_person vp CROSS JOIN visit v ON v.id = vp.visit_id"
            f" WHERE v.state = 'held' AND {these} GROUP BY vp.person_id",
            parameters,
        )
        return {"last_contact": _aligned(dict(rows.fetchall()), found.ids)}


def _warmths(workbook: Workbook, asked: _Columns, found: Listing, ids: _Ids) -> _Values:
    from keyaccount_desktop.workbook.warmth import warmth_of_people

    return {"cold": _cold(warmth_of_people(workbook, ids), found.ids)}


def _cold(warm: Mapping[str, Warmth], ids: list[str]) -> list[bool | None]:
    return [(id_ in warm and warm[id_].cold) or None for id_ in ids]


def _shares(workbook: Workbook, asked: _Columns, found: Listing, ids: _Ids) -> _Values:
    from keyaccount_desktop.workbook.knowledge import completeness_of_people

    return {"known": _percents(completeness_of_people(workbook, ids), found.ids)}


def _percents(shares: dict[str, float], ids: list[str]) -> list[int | None]:
    return [None if (share := shares.get(id_)) is None else int(share * 100) for id_ in ids]


_Source = Callable[["Workbook", _Columns, Listing, _Ids], _Values]
_OF_FACTS: Final[dict[str, _Source]] = {
    "person": _own_facts,
    "account": _client_facts,
    "stakeholder": _judgements,
}
"""What reads the facts of a subject."""
_OTHERS: Final[dict[str, _Source]] = {
    "purchase": _purchases,
    "last_contact": _contacts,
    "cold": _warmths,
    "known": _shares,
}
"""What reads the other columns, by their keys."""


# ---- facts


def _facts(workbook: Workbook, kind: str, asked: _Columns, ids: _Ids) -> dict[str, dict[str, Any]]:
    """The current values of fields by subject: of a field with many entries a list."""
    found: dict[str, dict[str, Any]] = {key: {} for key in asked}
    many = {key for key, column in asked.items() if column.field is not None and column.field.many}
    these, parameters = _among(f"{kind}_id", ids)
    # Very many values are few different ones.
    decoded: dict[str, Any] = {}
    with workbook.read() as connection:
        rows = raw(connection).execute(
            f"SELECT {kind}_id, field, value FROM fact WHERE {kind}_id IS NOT NULL AND replaced_at IS NULL"
            f" AND field IN (SELECT value FROM json_each(?)) AND {these}"
            + (" ORDER BY position, item" if many else ""),
            (json.dumps(list(asked)), *parameters),
        )
        for subject, field, written in rows:
            if written not in decoded:
                decoded[written] = json.loads(written)
            if field in many:
                found[field].setdefault(subject, []).append(decoded[written])
            else:
                found[field][subject] = decoded[written]
    return found


def _among(expression: str, ids: _Ids) -> tuple[str, tuple[str, ...]]:
    """The condition that an expression is one of the ids, and its parameters."""
    return (
        ("true", ())
        if ids is None
        else (f"{expression} IN (SELECT value FROM json_each(?))", (json.dumps(ids),))
    )


def _aligned(held: Mapping[Any, Any], ids: Iterable[str | None]) -> list[Any]:
    return list(map(held.get, ids))


# ---- what an edit changed


def concerned(workbook: Workbook, change: ChangeSet, kind: ListKind) -> set[str] | None:
    """Whose rows an edit may have changed; None when they are too many, or it cannot be told.

    Of clients that is always so: they are few, and read in one go.
    """
    if _reworded(change):
        return None
    touched = bool(_TABLES[kind] & change.tables) or change.kind == "reloaded"
    if not touched:
        return set()
    if kind == "account" or change.kind == "reloaded" or len(change.rows) > 5 * MANY:
        return None
    people = change.ids("person") | change.values("visit_person", "person_id")
    people |= change.values("fact", "person_id") | change.values("stakeholder", "person_id")
    with workbook.read() as connection:
        driver = raw(connection)
        for query, ids in (
            ("SELECT person_id FROM stakeholder WHERE id", change.values("fact", "stakeholder_id")),
            ("SELECT person_id FROM stakeholder WHERE purchase_id", change.ids("purchase")),
            ("SELECT person_id FROM visit_person WHERE visit_id", change.ids("visit")),
            ("SELECT id FROM person WHERE department_id", change.ids("department")),
            (
                "SELECT id FROM person WHERE account_id",
                change.ids("account") | change.values("fact", "account_id"),
            ),
        ):
            if ids:
                rows = driver.execute(
                    f"{query} IN (SELECT value FROM json_each(?))", (json.dumps(list(ids)),)
                )
                people.update(row[0] for row in rows)
    return people if len(people) <= MANY else None


def _reworded(change: ChangeSet) -> bool:
    """Whether fields, words or numbers that a list is made by have changed."""
    return not {"field_definition", "term"}.isdisjoint(change.tables) or any(
        id_.startswith("number/") for id_ in change.ids("setting")
    )


_TABLES: Final[dict[ListKind, frozenset[str]]] = {
    "account": frozenset({"account", "person", "visit", "task", "fact", "purchase", "stakeholder"}),
    "person": frozenset(
        {"account", "person", "department", "fact", "stakeholder", "purchase", "visit", "visit_person"}
    ),
}


# ---- order


def sort_keys(column: Column, values: Sequence[Any]) -> list[Any]:
    """What a column sorts by, one key a row, None for what is not known: names and texts in pinyin order, codes in
    the order of their list.
    """
    choices = column.choices
    match column.kind:
        case "choice" if choices is not None:
            places: dict[Any, Any] = {
                value: choices.position(value) for value in set(values) if value is not None
            }
            return [places.get(value) for value in values]
        case "choices" if choices is not None:
            tuples = {tuple(value) for value in values if value}
            orders = {each: tuple(map(choices.position, each)) for each in tuples}
            return [orders[tuple(value)] if value else None for value in values]
        case "name" | "text" | "tags":
            return [_reading(shown_text(column, value)) if value else None for value in values]
        case "step":
            return [None if value is None else (value[0] or "9999", value[1]) for value in values]
    return list(values)


@lru_cache(maxsize=100_000)
def _reading(text: str) -> str:
    from keyaccount_desktop.workbook import pinyin

    return pinyin.sort_key(text[:_SORTED])


_SORTED: Final = 40
"""Characters of a text that count for its place."""
