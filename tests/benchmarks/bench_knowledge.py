"""How complete 50,000 people are ÷ reading the rows it depends on, bare; people of all sorts, 11 facts each."""

from __future__ import annotations

import random
import shutil
from pathlib import Path
from typing import Any

from keyaccount_desktop.method import catalogue
from keyaccount_desktop.workbook.document import Workbook
from keyaccount_desktop.workbook.knowledge import completeness_of_people
from keyaccount_desktop.workbook.people import person_cards
from keyaccount_desktop.workbook.products import products
from tests.benchmarks import floor_knowledge
from tests.benchmarks.bench_workbook import raw_connection
from tests.benchmarks.measure import interleaved, report
from tests.workbook.test_knowledge import share_of


def main(large: Path, scratch: Path) -> None:
    path = scratch / "knowledge.kaw"
    shutil.copy(large, path)
    raw = raw_connection(path)
    know_more(raw)
    with Workbook.open(path, read_only=True) as workbook:
        found = completeness_of_people(workbook)
        read = floor_knowledge.read(raw)
        assert len(found) == len(read[0])
        ids = random.Random(1).sample(sorted(found), 1000)
        known = [product.id for product in products(workbook)]
        assert {
            card.id: share_of(card, workbook.catalogue, known) for card in person_cards(workbook, ids)
        } == {id_: found[id_] for id_ in ids}
        mine, theirs = interleaved(
            lambda: completeness_of_people(workbook), lambda: floor_knowledge.read(raw), 9
        )
        rows = sum(len(each) for each in read)
        report(f"completeness of {len(found):,} people, {rows:,} rows", mine.median, theirs.median, "<= 5")
        some = ids[:100]
        single, _ = interleaved(lambda: completeness_of_people(workbook, some), lambda: None, 9)
        print(f"    of 100 of them {single.median * 1000:.1f} ms", flush=True)
    raw.close()


def know_more(raw: Any) -> None:
    """Give everyone some further facts, each another choice of fields."""
    chance = random.Random(2)
    fields = [
        field.key
        for field in catalogue.fields_of("person")
        if field.importance and not field.per_product and field.kind not in ("choice", "date")
        and field.key not in ("person.position", "person.native_place", "person.notes")
    ]  # fmt: skip
    rows = [
        (f"more{number}-{place}", person, field)
        for number, (person,) in enumerate(raw.execute("SELECT id FROM person").fetchall())
        for place, field in enumerate(chance.sample(fields, chance.randrange(13)))
    ]
    raw.execute("BEGIN")
    raw.executemany(
        "INSERT INTO fact (id, person_id, field, value, certainty, learned_on, entered_at)"
        " VALUES (?, ?, ?, '\"已知\"', 'confirmed', '2026-05-05', '2026-05-05T00:00:00Z')",
        rows,
    )
    raw.execute("COMMIT")
