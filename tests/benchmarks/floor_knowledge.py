"""The floor of completeness: the bare driver reads the rows that it depends on, and nothing is done with them."""

from __future__ import annotations

from typing import Any

ROWS = (
    "SELECT id, kind FROM person",
    "SELECT id, person_id FROM stakeholder",
    """SELECT person_id, value FROM fact WHERE person_id IS NOT NULL AND field = 'person.position'
       AND item = '' AND replaced_at IS NULL""",
    """SELECT stakeholder_id, field, value FROM fact WHERE stakeholder_id IS NOT NULL AND field IN
       ('stakeholder.roles', 'stakeholder.part', 'stakeholder.key', 'stakeholder.attitude')
       AND replaced_at IS NULL""",
    "SELECT person_id, field FROM fact WHERE person_id IS NOT NULL AND replaced_at IS NULL",
    "SELECT stakeholder_id, field FROM fact WHERE stakeholder_id IS NOT NULL AND replaced_at IS NULL",
)


def read(connection: Any) -> list[list[tuple[Any, ...]]]:
    connection.execute("BEGIN")
    rows = [connection.execute(query).fetchall() for query in ROWS]
    connection.execute("ROLLBACK")
    return rows
