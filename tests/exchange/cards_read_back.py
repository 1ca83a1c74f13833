"""What the tests of the cards share: a workbook with hostile or ordinary people, and reading an export back."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from zipfile import ZipFile

from python_calamine import CalamineWorkbook

from keyaccount_desktop.workbook.document import Workbook, new_id


@dataclass
class ReadPerson:
    """A row of the data sheet, read the way its rules say: column key → value, and its evidence."""

    values: dict[str, Any] = field(default_factory=dict)
    evidence: dict[str, dict[str, Any]] = field(default_factory=dict)


def read_data(path: Path, sheet: str = "Data") -> list[ReadPerson]:
    """The people of a data sheet with the exact values of their fields."""
    keys, _, *rows = CalamineWorkbook.from_path(path).get_sheet_by_name(sheet).to_python()
    people = []
    for row in rows:
        cells = {key: cell for key, cell in zip(keys, row, strict=True) if cell != ""}
        person = ReadPerson()
        for key in dict.fromkeys(key.removesuffix("!") for key in cells):
            cell, beside = cells.get(key, ""), json.loads(cells.get(f"{key}!", "{}"))
            person.values[key] = beside["v"] if "v" in beside and beside["t"] == cell else cell
            if beside:
                person.evidence[key] = beside
        people.append(person)
    return people


def put_raw_fact(
    workbook: Workbook, subject: tuple[str, str], key: str, value: object, item: str = "", position: int = 0
) -> None:
    """A fact as no editor would let it through: a file may come from anywhere."""
    connection = workbook.driver_connection
    connection.execute(
        f"INSERT INTO fact (id, {subject[0]}_id, field, item, position, value, certainty, learned_on, entered_at)"
        " VALUES (?, ?, ?, ?, ?, ?, 'confirmed', '2026-01-01', '2026-01-01T00:00:00Z')",
        (new_id(), subject[1], key, item, position, json.dumps(value)),
    )


def parts(path: Path) -> Iterator[tuple[str, bytes]]:
    """Every part of the file, unpacked."""
    with ZipFile(path) as archive:
        for name in archive.namelist():
            yield name, archive.read(name)
