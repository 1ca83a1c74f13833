"""What an edit changed: recorded by the database itself, kept as a ChangeSet, replayed for undo and redo.

TEMP triggers on the writer's connection copy old and new rows of every journaled table, in order, into one
TEMP table; at the end of an edit they are collected. Nothing of it is ever in the file. Only ``document``
uses the functions; ChangeSet and RowChange reach every listener.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from operator import itemgetter
from typing import Any, Final, Literal

from keyaccount_desktop.language import Text
from keyaccount_desktop.workbook.tables import JOURNALED

Row = tuple[object, ...]
_COLUMNS: Final[dict[str, tuple[str, ...]]] = {
    table.name: tuple(column.name for column in table.columns) for table in JOURNALED
}
_WIDTH: Final = max(len(columns) for columns in _COLUMNS.values())


@dataclass(frozen=True, slots=True)
class Step:
    """One row as a trigger saw it change; ``before`` is None for an insert, ``after`` for a delete."""

    table: str
    before: Row | None
    after: Row | None


@dataclass(frozen=True, slots=True)
class RowChange:
    """A row's state before and after a whole edit."""

    table: str
    id: str
    before: Mapping[str, Any] | None
    after: Mapping[str, Any] | None


@dataclass(frozen=True)
class ChangeSet:
    """What one edit, undo or redo changed; ``reloaded`` means: everything may have, read it all again."""

    label: Text
    kind: Literal["do", "undo", "redo", "reloaded"]
    steps: tuple[Step, ...] = ()

    @cached_property
    def rows(self) -> tuple[RowChange, ...]:
        """One entry per row in the order first touched; rows that end as they began are left out."""
        folded: dict[tuple[str, str], list[Row | None]] = {}
        for step in self.steps:
            key = (step.table, str((step.after or step.before or ("",))[0]))
            folded.setdefault(key, [step.before, None])[1] = step.after
        return tuple(
            RowChange(table, id_, _named(table, before), _named(table, after))
            for (table, id_), (before, after) in folded.items()
            if before != after
        )

    def ids(self, table: str) -> set[str]:
        """The ids of the table's rows that changed."""
        return {row.id for row in self.rows if row.table == table}

    @property
    def tables(self) -> set[str]:
        return {row.table for row in self.rows}

    def values(self, table: str, column: str) -> set[Any]:
        """All values, before and after, that a column had in the changed rows; without None."""
        return {
            row[column]
            for change in self.rows
            if change.table == table
            for row in (change.before, change.after)
            if row is not None and row[column] is not None
        }


def _named(table: str, row: Row | None) -> Mapping[str, Any] | None:
    return None if row is None else dict(zip(_COLUMNS[table], row, strict=True))


def install(connection: Any) -> None:
    """Put the triggers onto the writer's driver connection; after migrations, once per connection."""
    places = ", ".join(f"o{i}, n{i}" for i in range(_WIDTH))
    connection.execute("BEGIN")
    connection.execute(f"CREATE TEMP TABLE journal (seq INTEGER PRIMARY KEY, tab TEXT, op INTEGER, {places})")
    for table, columns in _COLUMNS.items():
        for op, event in enumerate(("INSERT", "UPDATE", "DELETE")):
            olds = [f"old.{c}" for c in columns] if event != "INSERT" else []
            news = [f"new.{c}" for c in columns] if event != "DELETE" else []
            names = [f"o{i}" for i in range(len(olds))] + [f"n{i}" for i in range(len(news))]
            connection.execute(
                f"CREATE TEMP TRIGGER journal_{table}_{op} AFTER {event} ON main.{table} BEGIN"
                f" INSERT INTO journal (tab, op, {', '.join(names)})"
                f" VALUES ('{table}', {op}, {', '.join(olds + news)}); END"
            )
    connection.execute("COMMIT")


def collect(connection: Any) -> tuple[Step, ...]:
    """Take what was recorded since the last call, in order."""
    olds = ", ".join(f"o{i}" for i in range(_WIDTH))
    news = ", ".join(f"n{i}" for i in range(_WIDTH))
    steps = []
    for table, op, *row in connection.execute(f"SELECT tab, op, {olds}, {news} FROM journal ORDER BY seq"):
        width = len(_COLUMNS[table])
        before = None if op == 0 else tuple(row[:width])
        after = None if op == 2 else tuple(row[_WIDTH : _WIDTH + width])
        if before != after:
            steps.append(Step(table, before, after))
    connection.execute("DELETE FROM journal")
    return tuple(steps)


def replay(connection: Any, steps: Iterable[Step]) -> None:
    """Put each step's ``after`` in place of its ``before``, inside the transaction that is open.

    Foreign keys are checked at its commit: while a cascade is being retraced, rows stand alone for a moment.
    """
    connection.execute("PRAGMA defer_foreign_keys = ON")
    for statement, same in groupby(map(_retraced, steps), key=itemgetter(0)):
        connection.executemany(statement, [values for _, values in same])


def _retraced(step: Step) -> tuple[str, Row]:
    """The statement that does a step, alike for steps of one sort, and its values."""
    columns = _COLUMNS[step.table]
    if step.after is None:
        assert step.before is not None
        return f"DELETE FROM {step.table} WHERE id = ?", step.before[:1]
    if step.before is None:
        marks = ", ".join("?" * len(columns))
        return f"INSERT INTO {step.table} ({', '.join(columns)}) VALUES ({marks})", step.after
    # What stays is not written: every index that holds a written column is written too.
    changed = [place for place, value in enumerate(step.after) if value != step.before[place]]
    assignments = ", ".join(f"{columns[place]} = ?" for place in changed)
    values = (*(step.after[place] for place in changed), step.before[0])
    return f"UPDATE {step.table} SET {assignments} WHERE id = ?", values


def reverse(steps: tuple[Step, ...]) -> tuple[Step, ...]:
    """The steps that take these back."""
    return tuple(Step(step.table, step.after, step.before) for step in reversed(steps))
