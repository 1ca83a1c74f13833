"""People and clients that are likely entered twice, with the reasons; and which pairs are known not to be.

``duplicates`` reads what the rules of ``suspicions`` look at; 50,000 people take moments. "Not the same" is
kept in the workbook, as a ``setting``. Called by the window's page of duplicates, in a worker.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import Connection, delete, insert, select, update

from keyaccount_desktop.language import Text
from keyaccount_desktop.workbook import suspicions
from keyaccount_desktop.workbook.suspicions import Record
from keyaccount_desktop.workbook.tables import setting

if TYPE_CHECKING:
    from keyaccount_desktop.workbook.document import Workbook
    from keyaccount_desktop.workbook.journal import ChangeSet

DISTINCT: Final = "distinct:"
"""Begins the setting that says of two ids that they are not the same."""
MERGED: Final = "merged:"
"""Begins the setting that says into whom an id was merged."""
_MOST: Final = 2000
_NOT_READING: Final = re.compile("[^a-z]+")

Step = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Suspicion:
    """Two people or two clients that may be one; ``keep`` came first."""

    kind: str
    """``person`` or ``account``."""
    keep: str
    other: str
    keep_name: str
    other_name: str
    place: str
    """The client of the first person; empty for an outsider or a client."""
    reasons: tuple[Text, ...]
    """The most telling first."""
    weight: int

    @property
    def ids(self) -> frozenset[str]:
        return frozenset((self.keep, self.other))


def duplicates(workbook: Workbook, step: Step = lambda done, total: None) -> list[Suspicion]:
    """The likely doubles, likeliest first. ``step(done, total)`` is told how far it is, and may raise to stop.

    Reads in short turns, so that an edit meanwhile does not wait.
    """
    apart = distinct_pairs(workbook)
    step(1, 6)
    clients = _clients(workbook)
    names = {client.id: client.name for client in clients}
    found = _told("account", clients, suspicions.ACCOUNT_RULES, names, apart)
    step(2, 6)
    people = _people(workbook)
    step(4, 6)
    found += _told("person", people, suspicions.PEOPLE_RULES, names, apart)
    step(6, 6)
    found.sort(key=lambda each: (-each.weight, each.kind, each.place, each.keep_name, each.keep, each.other))
    return found[:_MOST]


def _told(
    kind: str,
    records: Iterable[Record],
    rules: Sequence[suspicions.Rule],
    clients: Mapping[str, str],
    apart: set[frozenset[str]],
) -> list[Suspicion]:
    return [
        Suspicion(
            kind,
            one.id,
            other.id,
            one.name,
            other.name,
            clients.get(one.account_id or "", ""),
            suspicions.told(reasons),
            sum(reasons.values()),
        )
        for (one, other), reasons in suspicions.suspected(records, rules)
        if frozenset((one.id, other.id)) not in apart
    ]


# ---- reading


def _clients(workbook: Workbook) -> list[Record]:
    rows = _rows(workbook, "SELECT id, name, created_at, name_sort FROM account")
    records = [
        Record(id_, name, "account", None, None, (at, id_), _NOT_READING.sub("", sort))
        for id_, name, at, sort in rows
    ]
    _add_facts(workbook, "account", records, suspicions.ACCOUNT_FACTS)
    return records


def _people(workbook: Workbook) -> list[Record]:
    rows = _rows(
        workbook, "SELECT id, name, kind, account_id, department_id, created_at, name_sort FROM person"
    )
    records = [
        Record(id_, name, kind, client, place, (at, id_), _NOT_READING.sub("", sort))
        for id_, name, kind, client, place, at, sort in rows
    ]
    _add_facts(workbook, "person", records, suspicions.PERSON_FACTS)
    return records


def _add_facts(workbook: Workbook, kind: str, records: Iterable[Record], fields: Sequence[str]) -> None:
    by_id = {record.id: record for record in records}
    for key in fields:
        rows = _rows(
            workbook,
            f"SELECT {kind}_id, value FROM fact WHERE field = ? AND replaced_at IS NULL ORDER BY position, item",
            key,
        )
        for id_, value in rows:
            if id_ in by_id:
                by_id[id_].facts.setdefault(key, []).append(json.loads(value))


def _rows(workbook: Workbook, sql: str, *values: str) -> list[tuple[Any, ...]]:
    # Straight from the driver: rows of SQLAlchemy's take four times as long, and an edit waits for them.
    with workbook.read() as connection:
        driver: Any = connection.connection.driver_connection
        return list(driver.execute(sql, values))


# ---- not the same


def set_distinct(workbook: Workbook, one: str, other: str) -> None:
    """Say that two are not the same, and are not to be suspected again."""
    with workbook.edit(Text("Not the same", "不是同一个")) as connection:
        _set_distinct(connection, _distinct_key(one, other))


def _set_distinct(connection: Connection, key: str) -> None:
    if connection.execute(select(setting.c.id).where(setting.c.id == key)).first() is None:
        connection.execute(insert(setting), {"id": key, "value": "true"})


def distinct_pairs(workbook: Workbook) -> set[frozenset[str]]:
    """The pairs of ids that are known not to be the same."""
    with workbook.read() as connection:
        keys = (
            connection.execute(select(setting.c.id).where(setting.c.id.startswith(DISTINCT))).scalars().all()
        )
    return {pair for key in keys if (pair := distinct_pair(key)) is not None}


def pairs_in(change: ChangeSet) -> list[frozenset[str]]:
    """The pairs that a change merged or kept apart, or took back."""
    found = []
    for row in change.rows:
        if row.table == "setting":
            if (pair := distinct_pair(row.id)) is not None:
                found.append(pair)
            elif row.id.startswith(MERGED):
                keep_id = json.loads((row.after or row.before or {})["value"])
                found.append(frozenset((row.id.removeprefix(MERGED), keep_id)))
    return found


def distinct_pair(key: str) -> frozenset[str] | None:
    """The two ids in the key of a setting that says that they are not the same; None for another setting."""
    return frozenset(key.removeprefix(DISTINCT).split(":")) if key.startswith(DISTINCT) else None


def remember_merged(connection: Connection, keep_id: str, other_id: str) -> None:
    """Note whom the other's id means now, in the edit that merges them.

    What is known not to be the other is not the one kept either. If that one is erased later, no backup may
    bring the other back: see ``forget_erased``.
    """
    for key in _about(connection, other_id):
        connection.execute(delete(setting).where(setting.c.id == key))
        for third in (distinct_pair(key) or frozenset()) - {keep_id, other_id}:
            _set_distinct(connection, _distinct_key(keep_id, third))
    connection.execute(
        update(setting)
        .where(setting.c.id.startswith(MERGED), setting.c.value == json.dumps(other_id))
        .values(value=json.dumps(keep_id))
    )
    connection.execute(insert(setting), {"id": f"{MERGED}{other_id}", "value": json.dumps(keep_id)})


def merged_into(connection: Connection) -> dict[str, str]:
    """Whom the ids of those who were merged into another mean now."""
    query = select(setting.c.id, setting.c.value).where(setting.c.id.startswith(MERGED))
    return {row.id.removeprefix(MERGED): json.loads(row.value) for row in connection.execute(query)}


def forget_erased(connection: Connection, person_id: str) -> list[str]:
    """Remove what is noted here about someone who is being erased; the ids of those once merged into them."""
    keys = connection.execute(
        select(setting.c.id).where(setting.c.id.startswith(MERGED), setting.c.value == json.dumps(person_id))
    )
    merged = [key.removeprefix(MERGED) for key in keys.scalars()]
    gone = [*(f"{MERGED}{id_}" for id_ in merged), *_about(connection, person_id)]
    connection.execute(delete(setting).where(setting.c.id.in_(gone)))
    return merged


def _about(connection: Connection, id_: str) -> list[str]:
    """The keys of the settings that say of this id what it is not the same as."""
    found = connection.execute(
        select(setting.c.id).where(setting.c.id.startswith(DISTINCT), setting.c.id.contains(id_))
    )
    return list(found.scalars())


def _distinct_key(one: str, other: str) -> str:
    return DISTINCT + ":".join(sorted((one, other)))
