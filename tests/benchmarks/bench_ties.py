"""Finding the ties of 60 people on a map among 50,000, and the way to one of them ÷ reading the rows, bare."""

from __future__ import annotations

import json
import random
import shutil
from pathlib import Path
from typing import Any

from keyaccount_desktop.workbook import maps, purchases
from keyaccount_desktop.workbook.chains import ways_to
from keyaccount_desktop.workbook.document import Workbook
from keyaccount_desktop.workbook.maps import Placement
from keyaccount_desktop.workbook.ties import found_ties
from tests.benchmarks.bench_workbook import raw_connection
from tests.benchmarks.large import PLACES
from tests.benchmarks.measure import interleaved, report

ON_MAP = 60
SCHOOLS = [f"{place}{kind}" for place in PLACES for kind in ("大学", "医科大学")]
LINKS = 100_000


def main(large: Path, scratch: Path) -> None:
    path = scratch / "ties.kaw"
    shutil.copy(large, path)
    raw = raw_connection(path)
    give_schools_and_links(raw)
    with Workbook.open(path) as workbook:
        client = raw.execute(
            "SELECT account_id FROM person GROUP BY 1 ORDER BY count(*) DESC LIMIT 1"
        ).fetchone()
        people = [
            id_ for (id_,) in raw.execute("SELECT id FROM person WHERE account_id = ? ORDER BY id", client)
        ]
        purchase = purchases.add_purchase(workbook, client[0], "监护仪")
        maps.place_cards(
            workbook, purchase, [Placement(id_, 0, 90.0 * place) for place, id_ in enumerate(people[:ON_MAP])]
        )
        maps.judge(workbook, purchase, people[1:4], "stakeholder.closeness", "close")
        found = found_ties(workbook, purchase)
        assert found.elsewhere and found.left_off
        mine, theirs = interleaved(lambda: found_ties(workbook, purchase), lambda: read(raw), 7)
        report(f"ties of {ON_MAP} people on a map among 50,000", mine.median, theirs.median, "<= 8")
        shown = maps.influence_map(workbook, purchase)
        assert ways_to(workbook, shown, people[:1])
        mine, theirs = interleaved(
            lambda: ways_to(workbook, shown, people[:1], found.offered), lambda: read(raw), 7
        )
        report(f"the way to one of them over {LINKS:,} links", mine.median, theirs.median, "<= 8")
    raw.close()


def give_schools_and_links(raw: Any) -> None:
    """Everyone has studied somewhere and is linked to some others."""
    chance = random.Random(3)
    people = [id_ for (id_,) in raw.execute("SELECT id FROM person ORDER BY id").fetchall()]
    studies = []
    for place, id_ in enumerate(people):
        first = chance.randint(1975, 2010)
        value = {"school": chance.choice(SCHOOLS), "from_year": first, "to_year": first + 4}
        studies.append((f"study{place}", id_, f"study{place}", json.dumps(value, ensure_ascii=False)))
    raw.execute("BEGIN")
    raw.executemany(
        "INSERT INTO fact (id, person_id, field, item, value, certainty, learned_on, entered_at)"
        " VALUES (?, ?, 'person.education', ?, ?, 'confirmed', '2026-05-05', '2026-05-05T00:00:00Z')",
        studies,
    )
    raw.executemany(
        "INSERT OR IGNORE INTO link (id, source_id, target_id, kind) VALUES (?, ?, ?, 'influences')",
        [(f"link{number}", *chance.sample(people, 2)) for number in range(LINKS)],
    )
    raw.execute("COMMIT")


def read(connection: Any) -> list[list[tuple[Any, ...]]]:
    """The floor: the bare driver reads native places and schools, and nothing is done with them."""
    connection.execute("BEGIN")
    query = "SELECT person_id, value, certainty, source FROM fact WHERE field = ? AND replaced_at IS NULL"
    rows = [
        connection.execute(query, (field,)).fetchall()
        for field in ("person.native_place", "person.education")
    ]
    connection.execute("ROLLBACK")
    return rows
