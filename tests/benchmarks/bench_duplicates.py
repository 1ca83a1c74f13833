"""Finding the likely doubles among 50,000 people ÷ reading the rows it looks at, bare; some of them entered twice."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

from keyaccount_desktop.workbook import suspicions
from keyaccount_desktop.workbook.document import Workbook
from keyaccount_desktop.workbook.duplicates import duplicates
from tests.benchmarks.bench_workbook import raw_connection
from tests.benchmarks.measure import interleaved, report

TWINS = 500


def main(large: Path, scratch: Path) -> None:
    path = scratch / "duplicates.kaw"
    shutil.copy(large, path)
    raw = raw_connection(path)
    give_phones(raw)
    with Workbook.open(path, read_only=True) as workbook:
        found = duplicates(workbook)
        twins = [each for each in found if any(reason.en == "Same mobile number" for reason in each.reasons)]
        assert len(twins) == TWINS
        people = len(read(raw)[0])
        mine, theirs = interleaved(lambda: duplicates(workbook), lambda: read(raw), 7)
        report(f"likely doubles among {people:,} people", mine.median, theirs.median, "<= 8")
    raw.close()


def give_phones(raw: Any) -> None:
    """Everyone gets a mobile number of their own, but for the last, who share that of the first."""
    people = [id_ for (id_,) in raw.execute("SELECT id FROM person ORDER BY id").fetchall()]
    numbers = [13800000000 + place for place in range(len(people))]
    numbers[-TWINS:] = numbers[:TWINS]
    raw.execute("BEGIN")
    raw.executemany(
        "INSERT INTO fact (id, person_id, field, item, value, certainty, learned_on, entered_at)"
        " VALUES (?, ?, 'person.phones', ?, ?, 'confirmed', '2026-05-05', '2026-05-05T00:00:00Z')",
        [
            (f"phone{place}", person, f"phone{place}", f'{{"number":"{number}"}}')
            for place, (person, number) in enumerate(zip(people, numbers, strict=True))
        ],
    )
    raw.execute("COMMIT")


def read(connection: Any) -> list[list[tuple[Any, ...]]]:
    """The floor: the bare driver reads the rows, and nothing is done with them."""
    connection.execute("BEGIN")
    rows = [connection.execute("SELECT id, name, kind, account_id, name_sort FROM person").fetchall()]
    for field in (*suspicions.PERSON_FACTS, *suspicions.ACCOUNT_FACTS):
        query = "SELECT person_id, account_id, value FROM fact WHERE field = ? AND replaced_at IS NULL"
        rows.append(connection.execute(query, (field,)).fetchall())
    connection.execute("ROLLBACK")
    return rows
