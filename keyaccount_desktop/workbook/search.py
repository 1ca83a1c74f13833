"""Finding people, clients and purchases by any part of a name, by pinyin, initials, digits or any fact.

The index (``search_entry`` and the FTS5 table ``search_text``) is derived: ``update`` brings it up to date
from the steps of an edit, before its commit, and so does undo. Han characters are indexed one by one, so a
phrase query finds any part of a Chinese text, however short; pinyin stands in a column of its own.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import Connection, bindparam, text

from keyaccount_desktop.method.catalogue import Catalogue
from keyaccount_desktop.workbook import pinyin
from keyaccount_desktop.workbook.journal import Step

if TYPE_CHECKING:
    from keyaccount_desktop.workbook.document import Workbook

KINDS: Final = ("account", "person", "purchase")
_UNINDEXED_KINDS: Final = frozenset({"choice", "choices", "checklist", "flag", "rating", "percent"})
"""Kinds whose values are codes or marks: a filter finds those, not a text search."""


@dataclass(frozen=True, slots=True)
class SearchHit:
    """Something found; ``kind`` is account, person or purchase."""

    kind: str
    id: str
    title: str
    subtitle: str
    """Post and client of a person, client of a purchase; may be empty."""


# ---- asking


def search(
    workbook: Workbook, typed: str, *, limit: int = 50, kinds: Iterable[str] = KINDS
) -> list[SearchHit]:
    """What the typed text finds, best first: names that begin with it, then names that hold it, then facts.

    Several words must all be found. Text without a letter or digit finds nothing.
    """
    parts = _parts(typed)
    if not parts:
        return []
    wanted = tuple(kinds)
    found: dict[tuple[str, str], SearchHit] = {}
    with workbook.read() as connection:
        for expression in _expressions(parts):
            rows = connection.execute(_QUERY, {"match": expression, "kinds": wanted, "limit": limit})
            for kind, subject, title, subtitle in rows:
                found.setdefault((kind, subject), SearchHit(kind, subject, title, subtitle))
            if len(found) >= limit:
                break
    return list(found.values())[:limit]


_QUERY: Final = text(
    "SELECT e.kind, e.subject_id, e.title, e.subtitle FROM search_text t JOIN search_entry e ON e.rowid = t.rowid"
    " WHERE search_text MATCH :match AND e.kind IN :kinds LIMIT :limit"
).bindparams(bindparam("kinds", expanding=True))

_WORD: Final = re.compile(r"\w+")
_RUN: Final = re.compile(f"{pinyin.HAN.pattern}+|(?:(?!{pinyin.HAN.pattern}).)+")


@dataclass(frozen=True, slots=True)
class _Part:
    phrase: str
    """A quoted FTS5 phrase, with ``*`` where the last word may go on."""
    han: bool


def _parts(typed: str) -> list[_Part]:
    # Only letters and digits reach the query, each run quoted: nothing typed is ever FTS5 syntax.
    parts = []
    for word in _WORD.findall(_encodable(typed).replace("_", " ")):
        for run in _RUN.findall(word):
            if pinyin.HAN.match(run):
                parts.append(_Part(f'"{pinyin.spaced(run)}"', True))
            else:
                parts.append(_Part(f'"{run}"*', False))
    return parts


def _encodable(typed: str) -> str:
    return typed.encode("utf-8", "replace").decode("utf-8")


def _expressions(parts: list[_Part]) -> Iterator[str]:
    """FTS5 queries from the most to the least telling."""
    first, *rest = parts
    others = "".join(f" AND {part.phrase}" for part in rest)
    yield f"({'name' if first.han else '{name reading}'} : ^ {first.phrase}){others}"
    yield f"({'name' if first.han else '{name reading}'} : {first.phrase}){others}"
    yield f"{first.phrase}{others}"


# ---- keeping up to date


def update(connection: Connection, steps: Iterable[Step], catalogue: Catalogue) -> None:
    """Bring the index up to date with an edit's steps, in the edit's own transaction."""
    touched: set[tuple[str, str]] = set()
    for step in steps:
        for row in (step.before, step.after):
            if row is None:
                continue
            if step.table in KINDS:
                touched.add((step.table, str(row[0])))
            elif step.table == "fact":
                _, account, person, _, purchase = row[:5]
                for kind, subject in (("account", account), ("person", person), ("purchase", purchase)):
                    if subject is not None:
                        touched.add((kind, str(subject)))
        if step.table == "account" and step.before and step.after and step.before[1] != step.after[1]:
            _rename_beside(connection.connection.driver_connection, str(step.after[0]))
    _index(connection, touched, catalogue)


def _rename_beside(driver: Any, account_id: str) -> None:
    """A client's name shows beside its people and purchases; their indexed texts do not hold it."""
    for kind in ("person", "purchase"):
        for (subject,) in driver.execute(
            f"SELECT id FROM {kind} WHERE account_id = ?", (account_id,)
        ).fetchall():
            driver.execute(
                "UPDATE search_entry SET subtitle = ? WHERE kind = ? AND subject_id = ?",
                (_subtitle(driver.execute(_SUBJECTS[kind], (subject,)).fetchone()), kind, subject),
            )


def _subtitle(row: tuple[Any, ...]) -> str:
    _, account, position = row
    return " · ".join(part for part in (position, account) if part)


def rebuild(connection: Connection, catalogue: Catalogue) -> None:
    """Write the whole index anew, for checks and repairs."""
    connection.exec_driver_sql("DELETE FROM search_text")
    connection.exec_driver_sql("DELETE FROM search_entry")
    touched = {
        (kind, row[0])
        for kind in KINDS
        for row in connection.exec_driver_sql(f"SELECT id FROM {kind}").fetchall()
    }
    _index(connection, touched, catalogue)


def erase(connection: Connection, kind: str, subject: str, catalogue: Catalogue) -> None:
    """Take what has just been deleted out of the index at once, without trace.

    An index that lets go of a text keeps its words until it next tidies up; written anew, it has none of them.
    """
    _index(connection, {(kind, subject)}, catalogue)
    connection.exec_driver_sql("INSERT INTO search_text (search_text) VALUES ('rebuild')")


def _index(connection: Connection, touched: Iterable[tuple[str, str]], catalogue: Catalogue) -> None:
    driver: Any = connection.connection.driver_connection
    for kind, subject in sorted(touched):
        entry = driver.execute(
            "SELECT rowid FROM search_entry WHERE kind = ? AND subject_id = ?", (kind, subject)
        ).fetchone()
        if entry is not None:
            driver.execute("DELETE FROM search_text WHERE rowid = ?", entry)
        row = driver.execute(_SUBJECTS[kind], (subject,)).fetchone()
        if row is None:
            if entry is not None:
                driver.execute("DELETE FROM search_entry WHERE rowid = ?", entry)
            continue
        name, subtitle = row[0], _subtitle(row)
        if entry is None:
            entry = driver.execute(
                "INSERT INTO search_entry (kind, subject_id, title, subtitle) VALUES (?, ?, ?, ?) RETURNING rowid",
                (kind, subject, name, subtitle),
            ).fetchone()
        else:
            driver.execute(
                "UPDATE search_entry SET title = ?, subtitle = ? WHERE rowid = ?", (name, subtitle, *entry)
            )
        person = kind == "person"
        driver.execute(
            "INSERT INTO search_text (rowid, name, reading, body) VALUES (?, ?, ?, ?)",
            (
                *entry,
                pinyin.spaced(name),
                pinyin.search_tokens(name, person=person),
                pinyin.spaced(_BOUNDARY.join(_words(driver, kind, subject, catalogue))),
            ),
        )


_BOUNDARY: Final = " ǁ "
"""Between two facts: a letter nobody types, so that no phrase is found across the end of one."""

_SUBJECTS: Final = {
    "account": "SELECT name, '', '' FROM account WHERE id = ?",
    "person": "SELECT p.name, a.name, json_extract(f.value, '$') FROM person p"
    " LEFT JOIN account a ON a.id = p.account_id LEFT JOIN fact f ON f.person_id = p.id"
    " AND f.field = 'person.position' AND f.item = '' AND f.replaced_at IS NULL WHERE p.id = ?",
    "purchase": "SELECT p.name, a.name, '' FROM purchase p JOIN account a ON a.id = p.account_id WHERE p.id = ?",
}


def _words(driver: Any, kind: str, subject: str, catalogue: Catalogue) -> Iterator[str]:
    """All texts among the subject's current facts; of digits also every tail of four or more."""
    rows = driver.execute(
        f"SELECT field, value FROM fact WHERE {kind}_id = ? AND replaced_at IS NULL ORDER BY field, item",
        (subject,),
    ).fetchall()
    for name, value in rows:
        known = catalogue.fields.get(name)
        if known is not None and known.kind in _UNINDEXED_KINDS:
            continue
        for found in _strings(json.loads(value)):
            yield found
            digits = re.sub(r"[\s\-()+]", "", found)
            if 5 <= len(digits) <= 20 and digits.isdigit():
                for start in range(len(digits) - 3):
                    yield digits[start:]


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from _strings(part)
    elif isinstance(value, list):
        for part in value:
            yield from _strings(part)


def missing(connection: Connection) -> list[tuple[str, str]]:
    """Subjects without an index entry, and entries without a subject."""
    found: list[tuple[str, str]] = []
    for kind in KINDS:
        rows = connection.execute(
            text(
                f"SELECT id FROM {kind} WHERE id NOT IN (SELECT subject_id FROM search_entry WHERE kind = :kind)"
                f" UNION ALL SELECT subject_id FROM search_entry WHERE kind = :kind AND subject_id NOT IN"
                f" (SELECT id FROM {kind})"
            ),
            {"kind": kind},
        )
        found += [(kind, row[0]) for row in rows]
    return found
