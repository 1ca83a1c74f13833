"""The days to greet on among 50,000 people, each with a birthday, a third with a wedding day; ÷ the same rows raw."""

from __future__ import annotations

import json
import random
import shutil
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from keyaccount_desktop.method import lunar
from keyaccount_desktop.workbook.document import Workbook
from keyaccount_desktop.workbook.occasions import dated, occasions
from tests.benchmarks.measure import interleaved, report

START = date(2026, 11, 27)
_RAW = "SELECT person_id, value FROM fact WHERE field IN (?, ?) AND replaced_at IS NULL"


def main(large: Path, scratch: Path) -> None:
    path = scratch / "dates.kaw"
    shutil.copy(large, path)
    with Workbook.open(path) as workbook:
        _give_dates(workbook)

        def floor() -> Any:
            fields = ("person.birthday", "person.family")
            return workbook.driver_connection.execute(_RAW, fields).fetchall()

        found = occasions(workbook, START)
        assert len(found) > len(floor()) / 14, "a twelfth or so falls into a month"
        mine, theirs = interleaved(lambda: occasions(workbook, START), floor, 9)
        report("days to greet on, 30 days, 50,000 people", mine.median, theirs.median, "<= 5.0")
        mine, theirs = interleaved(lambda: dated(workbook), floor, 9)
        report("how many people have a date", mine.median, theirs.median, "<= 5.0")


def _give_dates(workbook: Workbook) -> None:
    chance = random.Random(2)
    connection = workbook.driver_connection
    rows = []
    for number, (person,) in enumerate(connection.execute("SELECT id FROM person ORDER BY id").fetchall()):
        born = date(1955, 1, 1) + timedelta(days=chance.randrange(17_000))
        year, month, day, leap = born.year, born.month, born.day, False
        calendar = chance.choice(("solar", "lunar"))
        if calendar == "lunar":
            year, of_moon, day = lunar.lunar_date(born)
            month, leap = of_moon.month, of_moon.leap
        value = {
            "calendar": calendar, "year": year if chance.random() < 0.5 else None, "month": month, "day": day,
            "leap": leap,
        }  # fmt: skip
        rows.append((f"9{number:031x}", person, "person.birthday", "", json.dumps(value)))
        if number % 3 == 0:
            entry = {"relation": "spouse", "event": "wedding", "day": value}
            rows.append((f"8{number:031x}", person, "person.family", "x", json.dumps(entry)))
    connection.execute("BEGIN")
    connection.executemany(
        "INSERT INTO fact (id, person_id, field, item, value, certainty, entered_at)"
        " VALUES (?, ?, ?, ?, ?, 'confirmed', '2026-01-01T00:00:00Z')",
        rows,
    )
    connection.execute("COMMIT")
