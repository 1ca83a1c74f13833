"""The floors of searching: the same rows scanned with LIKE, as a program without an index does.

``scan`` reads the texts as the index holds them. ``scan_plain`` is a harder floor: one plain table made for
scanning, with a row for each client, person and purchase: name, pinyin and initials, all texts among the facts.
"""

from __future__ import annotations

import json
from typing import Any

from keyaccount_desktop.method.catalogue import CATALOGUE
from keyaccount_desktop.workbook import pinyin, search, search_words


def write_texts(connection: Any) -> None:
    """Write the plain table."""
    connection.execute("DROP TABLE IF EXISTS floor_text")
    connection.execute(
        "CREATE TABLE floor_text (kind TEXT, id TEXT, title TEXT, subtitle TEXT, reading TEXT, body TEXT)"
    )
    entries = connection.execute(
        "SELECT kind, subject_id, title, subtitle FROM search_entry ORDER BY rowid"
    ).fetchall()
    connection.execute("BEGIN")
    for kind, id_, title, subtitle in entries:
        texts = search._texts(connection, kind, [id_], CATALOGUE).get(id_, [])
        connection.execute(
            "INSERT INTO floor_text VALUES (?, ?, ?, ?, ?, ?)",
            (
                kind,
                id_,
                title,
                subtitle,
                pinyin.search_tokens(title, person=kind == "person"),
                "\n".join(text for _, text in texts),
            ),
        )
    connection.execute("COMMIT")


def scan(connection: Any, typed: str) -> list[tuple[str, ...]]:
    """Everything whose indexed words hold what was typed: kind, id, title, subtitle."""
    name, body = f"%ǂ{typed}%", f"%{' '.join(search_words._pairs(typed)[:-1]) or typed}%"
    rows: list[tuple[str, ...]] = connection.execute(
        "SELECT e.kind, e.subject_id, e.title, e.subtitle FROM search_text t JOIN search_entry e ON e.rowid = t.rowid"
        " WHERE t.name LIKE ? OR t.body LIKE ?",
        (name, body),
    ).fetchall()
    return rows


def scan_plain(connection: Any, typed: str) -> list[tuple[str, ...]]:
    """The same from the plain table."""
    pattern = f"%{typed}%"
    rows: list[tuple[str, ...]] = connection.execute(
        "SELECT kind, id, title, subtitle FROM floor_text WHERE title LIKE ? OR reading LIKE ? OR body LIKE ?",
        (pattern, pattern, pattern),
    ).fetchall()
    return rows


def index_rows(connection: Any, ids: list[str]) -> list[tuple[Any, ...]]:
    """What the index holds of some subjects, for a floor that writes it again: rowid and words."""
    rows: list[tuple[Any, ...]] = connection.execute(
        "SELECT rowid, name, body FROM search_text WHERE rowid IN"
        " (SELECT rowid FROM search_entry WHERE subject_id IN (SELECT value FROM json_each(?))) ORDER BY rowid",
        (json.dumps(ids),),
    ).fetchall()
    return rows
