"""Finding people, clients and purchases by any part of a name, by pinyin, initials, digits or any fact.

The index (``search_entry`` and the FTS5 table ``search_text``) is derived: ``update`` brings it up to date
from the steps of an edit, before its commit, and so does undo. How texts become its words is said in
``search_words``; the rowids of a kind lie together, so that each kind is asked for by itself.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import Connection

from keyaccount_desktop.method.catalogue import Catalogue
from keyaccount_desktop.workbook import search_words, tables
from keyaccount_desktop.workbook.driver import raw
from keyaccount_desktop.workbook.journal import Step
from keyaccount_desktop.workbook.search_words import Part

if TYPE_CHECKING:
    from keyaccount_desktop.workbook.document import Workbook

KINDS: Final = ("account", "person", "purchase")
_ROWIDS: Final = {
    kind: (number << 40 | 1, (number + 1) << 40)
    for number, kind in enumerate(("account", "purchase", "person"))
}
"""First and last rowid of each kind; people, who are many, apart from the others."""
_UNINDEXED_KINDS: Final = frozenset({"choice", "choices", "checklist", "flag", "rating", "percent"})
"""Kinds whose values are codes or marks: a filter finds those, not a text search."""
_BATCH: Final = 500
"""Subjects indexed at a time."""


@dataclass(frozen=True, slots=True)
class SearchHit:
    """Something found; ``kind`` is account, person or purchase."""

    kind: str
    id: str
    title: str
    subtitle: str
    """Post and client of a person, client of a purchase; may be empty."""
    tier: int = 0
    """0: the name begins with what was typed, 1: it holds it, 2: a fact does."""


@dataclass(frozen=True, slots=True)
class Reason:
    """Why something was found, where it was not the name: the field, and its text around what was found."""

    field: str
    snippet: str


# ---- asking


def search(
    workbook: Workbook, typed: str, *, limit: int = 50, kinds: Iterable[str] = KINDS
) -> list[SearchHit]:
    """What the typed text finds, best first: names that begin with it, names that hold it, then facts.

    Several words must all be found. No kind crowds out another: the most numerous gives way first. Text
    without a letter or digit finds nothing.
    """
    parts = search_words.parts(typed)
    if not parts:
        return []
    with workbook.read() as connection:
        found = _ranked(raw(connection), parts, limit, [kind for kind in KINDS if kind in set(kinds)])
    while sum(map(len, found.values())) > limit:
        max(found.values(), key=len).pop()
    return sorted((hit for hits in found.values() for hit in hits), key=lambda hit: hit.tier)


def _ranked(driver: Any, parts: list[Part], limit: int, kinds: list[str]) -> dict[str, list[SearchHit]]:
    """The best hits of each kind, as many as the limit at most."""
    found: dict[str, list[SearchHit]] = {kind: [] for kind in kinds}
    seen: set[int] = set()
    wanting = kinds
    for tier, expression in enumerate(_tiers(parts)):
        if not wanting:
            break
        rows, cut = _rows(driver, expression, wanting, limit)
        # A shorter name is more of it than a longer one.
        for rowid, kind, subject, title, subtitle in sorted(rows, key=lambda row: len(row[3])):
            if rowid not in seen and kind in wanting:
                seen.add(rowid)
                found[kind].append(SearchHit(kind, subject, title, subtitle, tier))
        wanting = [kind for kind in wanting if kind not in cut and len(found[kind]) < limit]
    return {kind: hits[:limit] for kind, hits in found.items()}


def _rows(driver: Any, expression: str, kinds: list[str], limit: int) -> tuple[list[Any], set[str]]:
    """What an expression finds, all kinds in one query as far as can be; and of which kinds not all of it."""
    ranges = {kind: _ROWIDS[kind] for kind in kinds}
    together = (min(ranges.values())[0], max(ranges.values())[1])
    rows: list[Any] = driver.execute(_QUERY, (expression, *together, limit + 1)).fetchall()
    if len(rows) <= limit:
        return rows, set()
    # Rows come in the order of rowids: only of the last kind some may be missing.
    last = rows[-1][1]
    if len(kinds) == 1 or sum(row[1] != last for row in rows) <= limit // 3:
        return rows, {last}
    rows = [row for each in ranges.values() for row in driver.execute(_QUERY, (expression, *each, limit))]
    return rows, set()


# The limit lies inside: nothing is joined that is not shown.
_QUERY: Final = (
    "SELECT e.rowid, e.kind, e.subject_id, e.title, e.subtitle FROM search_entry e JOIN"
    " (SELECT rowid AS found FROM search_text WHERE search_text MATCH ? AND rowid BETWEEN ? AND ? LIMIT ?)"
    " ON e.rowid = found"
)


def _tiers(parts: list[Part]) -> Iterator[str]:
    """FTS5 queries from the most to the least telling; the last one is that of facts."""
    first, *rest = parts
    others = "".join(f" AND {part.anywhere}" for part in rest)
    for asked in (first.begins_name, first.in_name, first.in_fact):
        yield f"{asked}{others}"


def found_ids(workbook: Workbook, typed: str, kind: str) -> frozenset[str] | None:
    """The ids of all subjects of a kind that hold the typed words; None when no word was typed.

    People are also found by the name of their client.
    """
    parts = search_words.parts(typed)
    if not parts:
        return None
    with workbook.read() as connection:
        driver = raw(connection)
        sets = [_holding(driver, kind, part) for part in parts]
        rowids = set.intersection(*sets)
        return frozenset(
            subject
            for (subject,) in driver.execute(
                "SELECT subject_id FROM search_entry WHERE rowid IN (SELECT value FROM json_each(?))",
                (json.dumps(list(rowids)),),
            )
        )


def _holding(driver: Any, kind: str, part: Part) -> set[int]:
    rows = driver.execute(_ROWIDS_OF, (part.anywhere, *_ROWIDS[kind])).fetchall()
    if kind == "person":
        rows += driver.execute(
            "SELECT own.rowid FROM search_entry client JOIN person ON person.account_id = client.subject_id"
            " JOIN search_entry own ON own.kind = 'person' AND own.subject_id = person.id"
            f" WHERE client.rowid IN ({_ROWIDS_OF})",
            (part.in_name, *_ROWIDS["account"]),
        ).fetchall()
    return {rowid for (rowid,) in rows}


_ROWIDS_OF: Final = "SELECT rowid FROM search_text WHERE search_text MATCH ? AND rowid BETWEEN ? AND ?"


def reasons(workbook: Workbook, typed: str, hits: Iterable[SearchHit]) -> dict[str, Reason]:
    """Why those of the hits were found that were found by a fact: by their ids.

    What stands beside the name anyway, such as the post, is no reason that needs saying.
    """
    parts = search_words.parts(typed)
    ids: dict[str, list[str]] = {}
    for hit in hits:
        if hit.tier == 2:
            ids.setdefault(hit.kind, []).append(hit.id)
    found: dict[str, Reason] = {}
    with workbook.read() as connection:
        for kind, subjects in ids.items():
            for subject, texts in _texts(raw(connection), kind, subjects, workbook.catalogue).items():
                held = [(*search_words.snippet(text, parts), field) for field, text in texts]
                count, snippet, field = max(held, key=lambda each: each[0], default=(0, "", ""))
                if count and field != "person.position":
                    found[subject] = Reason(field, snippet)
    return found


# ---- keeping up to date


def update(connection: Connection, steps: Iterable[Step], catalogue: Catalogue) -> None:
    """Bring the index up to date with an edit's steps, in the edit's own transaction."""
    anew: dict[str, set[str]] = {kind: set() for kind in KINDS}
    """Subjects whose name may have changed."""
    told: dict[str, set[str]] = {kind: set() for kind in KINDS}
    """Subjects of which something else may be known now."""
    driver = raw(connection)
    for step in steps:
        if step.table == "fact":
            if _changes_words(step, catalogue):
                row = step.after or step.before or ()
                for kind, column in _FACT_SUBJECTS:
                    if row[column] is not None:
                        told[kind].add(str(row[column]))
        elif step.table in _NAMED and _names(step, step.before) != _names(step, step.after):
            anew[step.table].add(str((step.after or step.before or ("",))[0]))
            if step.table == "account" and step.before and step.after:
                _rename_beside(driver, str(step.after[0]))
    for kind in KINDS:
        _index(driver, kind, anew[kind], catalogue, anew=True)
        _index(driver, kind, told[kind] - anew[kind], catalogue, anew=False)


_COLUMN: Final = {column.name: place for place, column in enumerate(tables.fact.columns)}
_FACT_SUBJECTS: Final = tuple((kind, _COLUMN[f"{kind}_id"]) for kind in KINDS)
_WORDED: Final = tuple(_COLUMN[name] for name in ("field", "item", "value", "replaced_at"))
_NAMED: Final = {
    table.name: tuple(
        place
        for place, column in enumerate(table.columns)
        if column.name in ("account_id", "kind", "name")
    )
    for table in (tables.account, tables.person, tables.purchase)
}  # fmt: skip


def _names(step: Step, row: tuple[object, ...] | None) -> tuple[object, ...] | None:
    return None if row is None else tuple(row[place] for place in _NAMED[step.table])


def _changes_words(step: Step, catalogue: Catalogue) -> bool:
    """Whether a fact's change is one of words at all: not of its evidence, nor of a code."""
    states: list[tuple[object, ...] | None] = []
    for row in (step.before, step.after):
        # A former value is as good as none.
        if row is None or row[_COLUMN["replaced_at"]] is not None:
            states.append(None)
        else:
            indexed = _indexed(str(row[_COLUMN["field"]]), catalogue)
            states.append(tuple(row[place] for place in _WORDED) if indexed else None)
    return states[0] != states[1]


def _indexed(field: str, catalogue: Catalogue) -> bool:
    known = catalogue.fields.get(field)
    return known is None or known.kind not in _UNINDEXED_KINDS


def _rename_beside(driver: Any, account_id: str) -> None:
    """A client's name shows beside its people and purchases; their indexed texts do not hold it."""
    for kind in ("person", "purchase"):
        rows = driver.execute(f"{_SUBJECTS[kind]} WHERE s.account_id = ?", (account_id,)).fetchall()
        driver.executemany(
            "UPDATE search_entry SET subtitle = ? WHERE kind = ? AND subject_id = ?",
            [(_subtitle(client, position), kind, subject) for subject, _, _, client, position in rows],
        )


def _subtitle(client: str | None, position: str | None) -> str:
    return " · ".join(part for part in (position, client) if part)


def rebuild(driver: Any, catalogue: Catalogue) -> None:
    """Write the whole index anew, on the driver's connection: after a migration, for checks and repairs."""
    driver.execute("DELETE FROM search_text")
    driver.execute("DELETE FROM search_entry")
    for kind in KINDS:
        ids = [row[0] for row in driver.execute(f"SELECT id FROM {kind} ORDER BY name_sort, id").fetchall()]
        _index(driver, kind, ids, catalogue, anew=True)
    driver.execute("INSERT INTO search_text (search_text) VALUES ('optimize')")


def erase(connection: Connection, kind: str, subject: str, catalogue: Catalogue) -> None:
    """Take what has just been deleted out of the index at once, without trace.

    An index that lets go of a text keeps its words until it next tidies up; written anew, it has none of them.
    """
    driver = raw(connection)
    _index(driver, kind, [subject], catalogue, anew=True)
    driver.execute("INSERT INTO search_text (search_text) VALUES ('rebuild')")


def _index(driver: Any, kind: str, subjects: Iterable[str], catalogue: Catalogue, *, anew: bool) -> None:
    ids = list(subjects)
    for start in range(0, len(ids), _BATCH):
        _index_some(driver, kind, ids[start : start + _BATCH], catalogue, anew=anew)


def _index_some(driver: Any, kind: str, ids: list[str], catalogue: Catalogue, *, anew: bool) -> None:
    listed = (json.dumps(ids),)
    there = {
        row[0]: row[1:]
        for row in driver.execute(f"{_SUBJECTS[kind]} WHERE s.id IN (SELECT value FROM json_each(?))", listed)
    }
    entries = {
        subject: (rowid, title)
        for subject, rowid, title in driver.execute(
            "SELECT subject_id, rowid, title FROM search_entry WHERE kind = ?"
            " AND subject_id IN (SELECT value FROM json_each(?))",
            (kind, *listed),
        ).fetchall()
    }
    left = [(entries[subject][0],) for subject in ids if subject in entries and subject not in there]
    driver.executemany("DELETE FROM search_text WHERE rowid = ?", sorted(left))
    driver.executemany("DELETE FROM search_entry WHERE rowid = ?", left)
    texts = _texts(driver, kind, list(there), catalogue)
    # In the order of rowids: FTS5 then writes what changed in one piece.
    known = sorted((entries[subject][0], subject) for subject in there if subject in entries)
    driver.executemany(
        "UPDATE search_entry SET title = ?, subtitle = ? WHERE rowid = ?",
        [(there[subject][0], _subtitle(*there[subject][2:]), rowid) for rowid, subject in known],
    )
    bodies = {subject: search_words.of_facts(text for _, text in texts.get(subject, ())) for subject in there}
    if anew:
        driver.executemany(
            "UPDATE search_text SET name = ?, body = ? WHERE rowid = ?",
            [(search_words.of_name(*there[subject][:2]), bodies[subject], rowid) for rowid, subject in known],
        )
    else:
        driver.executemany(
            "UPDATE search_text SET body = ? WHERE rowid = ?",
            [(bodies[subject], rowid) for rowid, subject in known],
        )
    new = [subject for subject in ids if subject in there and subject not in entries]
    first = _next_rowid(driver, kind) if new else 0
    driver.executemany(
        "INSERT INTO search_entry (rowid, kind, subject_id, title, subtitle) VALUES (?, ?, ?, ?, ?)",
        [
            (rowid, kind, subject, there[subject][0], _subtitle(*there[subject][2:]))
            for rowid, subject in enumerate(new, first)
        ],
    )
    driver.executemany(
        "INSERT INTO search_text (rowid, name, body) VALUES (?, ?, ?)",
        [
            (rowid, search_words.of_name(*there[subject][:2]), bodies[subject])
            for rowid, subject in enumerate(new, first)
        ],
    )


def _next_rowid(driver: Any, kind: str) -> int:
    first, last = _ROWIDS[kind]
    row = driver.execute(
        "SELECT max(rowid) FROM search_entry WHERE rowid BETWEEN ? AND ?", (first, last)
    ).fetchone()
    return first if row[0] is None else int(row[0]) + 1


_SUBJECTS: Final = {
    "account": "SELECT s.id, s.name, 0, '', '' FROM account s",
    "person": "SELECT s.id, s.name, s.kind = 'person', a.name, json_extract(f.value, '$') FROM person s"
    " LEFT JOIN account a ON a.id = s.account_id LEFT JOIN fact f ON f.person_id = s.id"
    " AND f.field = 'person.position' AND f.item = '' AND f.replaced_at IS NULL",
    "purchase": "SELECT s.id, s.name, 0, a.name, '' FROM purchase s JOIN account a ON a.id = s.account_id",
}
"""Of each kind: id, name, whether the name begins with a surname, client, position."""


def _texts(driver: Any, kind: str, ids: list[str], catalogue: Catalogue) -> dict[str, list[tuple[str, str]]]:
    """All texts among the subjects' current facts, each with its field: by subject."""
    found: dict[str, list[tuple[str, str]]] = {}
    rows = driver.execute(
        f"SELECT {kind}_id, field, value FROM fact WHERE {kind}_id IN (SELECT value FROM json_each(?))"
        " AND replaced_at IS NULL ORDER BY 1, 2, item",
        (json.dumps(ids),),
    )
    for subject, field, value in rows.fetchall():
        if _indexed(field, catalogue):
            found.setdefault(subject, []).extend((field, text) for text in _strings(json.loads(value)))
    return found


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for part in value.values():
            yield from _strings(part)
    elif isinstance(value, list):
        for part in value:
            yield from _strings(part)


def missing(connection: Connection) -> list[tuple[str, str]]:
    """Subjects without an index entry, and entries without a subject."""
    found: list[tuple[str, str]] = []
    for kind in KINDS:
        rows = connection.exec_driver_sql(
            f"SELECT id FROM {kind} WHERE id NOT IN (SELECT subject_id FROM search_entry WHERE kind = ?)"
            f" UNION ALL SELECT subject_id FROM search_entry WHERE kind = ? AND subject_id NOT IN"
            f" (SELECT id FROM {kind})",
            (kind, kind),
        )
        found += [(kind, row[0]) for row in rows]
    return found
