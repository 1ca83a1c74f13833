"""What the tests of the document share: an open workbook, and its whole content for comparing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from keyaccount_desktop.workbook.document import Workbook

Dump = dict[str, list[tuple[object, ...]]]


@pytest.fixture
def workbook(tmp_path: Path) -> Iterator[Workbook]:
    made = Workbook.create(tmp_path / "华东区.kaw")
    yield made
    made.close()


@pytest.fixture
def dump() -> Callable[[Workbook], Dump]:
    return contents


def contents(workbook: Workbook) -> Dump:
    """Every row of every table, and what the search index holds for whom."""
    found: Dump = {}
    connection = workbook.driver_connection
    names = [
        name
        for (name,) in connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'search%' ORDER BY name"
        )
    ]
    for name in names:
        found[name] = connection.execute(f"SELECT * FROM {name} ORDER BY 1").fetchall()
    found["search"] = connection.execute(
        "SELECT e.kind, e.subject_id, e.title, e.subtitle, t.name, t.body"
        " FROM search_entry e JOIN search_text t ON t.rowid = e.rowid ORDER BY 1, 2"
    ).fetchall()
    return found
