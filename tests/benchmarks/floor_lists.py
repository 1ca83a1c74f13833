"""The floor of changing many: the same rows written by the bare driver in one transaction, the index with them."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from keyaccount_desktop.workbook.document import new_id, timestamp
from tests.benchmarks import floor_search


def changing(connection: Any, ids: list[str], field: str, *, indexed: bool) -> Callable[[Any], None]:
    """Makes what sets a field of these people to a value; each of them has the field already."""
    rows = floor_search.index_rows(connection, ids) if indexed else []
    held = (
        "SELECT person_id, id FROM fact WHERE field = ? AND replaced_at IS NULL"
        " AND person_id IN (SELECT value FROM json_each(?))"
    )

    def change(value: Any) -> None:
        connection.execute("BEGIN IMMEDIATE")
        old = dict(connection.execute(held, (field, json.dumps(ids))).fetchall())
        connection.executemany(
            "UPDATE fact SET replaced_at = ? WHERE id = ?", [(timestamp(), old[id_]) for id_ in ids]
        )
        written = json.dumps(value, ensure_ascii=False)
        connection.executemany(
            "INSERT INTO fact (id, person_id, field, value, certainty, learned_on, entered_at)"
            " VALUES (?, ?, ?, ?, 'confirmed', '2026-11-23', ?)",
            [(new_id(), id_, field, written, timestamp()) for id_ in ids],
        )
        connection.executemany("DELETE FROM search_text WHERE rowid = ?", [(row[0],) for row in rows])
        connection.executemany("INSERT INTO search_text (rowid, name, body) VALUES (?, ?, ?)", rows)
        connection.execute("COMMIT")

    return change


_CONTACTS = (
    "SELECT w.person_id, v.on_date, v.effect, v.half_life_days FROM visit_person w"
    " CROSS JOIN visit v ON v.id = w.visit_id WHERE v.state = 'held'"
)
_GRADES = (
    "SELECT p.id, f.value FROM person p JOIN fact f ON f.account_id = p.account_id"
    " AND f.field = 'account.grade' AND f.replaced_at IS NULL"
)


def contacts(connection: Any) -> list[list[tuple[Any, ...]]]:
    """What warmth is worked out from, read and nothing done with it."""
    return [connection.execute(query).fetchall() for query in (_CONTACTS, _GRADES)]
