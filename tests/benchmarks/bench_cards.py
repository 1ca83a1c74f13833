"""The Excel cards: 200 people on a sheet each, 1,000 and 10,000 on shared sheets ÷ XlsxWriter writing the same.

Ours reads the workbook, decides what may go out, lays the pages out, writes them, and logs the export. The
floor only writes, with rows made ready beforehand. Both files are read back and must hold the same.
"""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import IO

import openpyxl
from python_calamine import CalamineWorkbook

from keyaccount_desktop.exchange import cards
from keyaccount_desktop.exchange.card_sheet import SheetWriter
from keyaccount_desktop.exchange.card_styles import Ids
from keyaccount_desktop.language import set_language
from keyaccount_desktop.workbook.document import Workbook
from keyaccount_desktop.workbook.people import all_people
from tests.benchmarks import large
from tests.benchmarks.floor_cards import ReadySheet, write
from tests.benchmarks.measure import interleaved, report, timed

PEOPLE = 10_000
KNOWN: dict[str, tuple[object, ...]] = {
    "person.professional_title": ("主任医师", "高级工程师", "会计师"),
    "person.phones": ({"number": "0500-1234 5678", "label": "office"}, {"number": "138 0000 1234"}),
    "person.email": ("office@hospital.example",),
    "person.gender": ("male", "female"),
    "person.interests": ("围棋、茶", "历史，摄影", "登山"),
    "person.education": ({"school": "江东医科大学", "from_year": 1990, "to_year": 1995},),
    "person.working_style": ("重数据，不喜欢催促", "先看结论，再看对比", "细致"),
    "person.best_time_place": ("周三下午门诊结束后", "周一例会之后"),
    "person.tenure": ("在院二十年，熟悉历次采购",),
    "person.personality": ("authority", "analytical", "expressive", "amiable"),
    "person.value_psychological": (["status", "reputation"], ["relationship"]),
    "person.value_economic": (["price"], ["price", "hospital_resources"]),
    "person.innovativeness": ("innovator", "early_majority"),
}


def main(path: Path, scratch: Path) -> None:
    set_language("zh")
    lively = scratch / "cards.kaw"
    large.make(lively, people=PEOPLE, accounts=100, visits=4 * PEOPLE)
    with Workbook.open(lively) as workbook:
        _add_facts(workbook)
        everyone = [id_ for id_, _, _ in all_people(workbook)]
        _compare(workbook, everyone[:200], scratch, "200 cards, a sheet each", "<= 3.0", 9)
        thousand = _compare(workbook, everyone[:1000], scratch, "1,000 cards on shared sheets", "<= 2.5", 5)
        whole = scratch / "all.xlsx"
        seconds = timed(lambda: cards.write_cards(workbook, whole))
        report("10,000 cards ÷ ten times 1,000 (linear)", seconds, 10 * thousand, "<= 1.15")
        print(
            f"    {whole.stat().st_size / 2**20:.1f} MiB, {seconds / PEOPLE * 1000:.2f} ms a card", flush=True
        )


def _compare(workbook: Workbook, ids: list[str], scratch: Path, name: str, bar: str, runs: int) -> float:
    target, other = scratch / "ours.xlsx", scratch / "floor.xlsx"
    ready = _recorded(workbook, ids, target)
    write(ready, other)
    _check_equal(target, other)
    mine, theirs = interleaved(
        lambda: cards.write_cards(workbook, target, person_ids=ids), lambda: write(ready, other), runs
    )
    report(name, mine.median, theirs.median, bar)
    return mine.median


def _add_facts(workbook: Workbook) -> None:
    chance = random.Random(7)
    connection = workbook.driver_connection
    rows = [
        (
            f"x{number:07}{place:024}",
            person,
            field,
            f"item{number}" if field in ("person.phones", "person.education") else "",
            json.dumps(chance.choice(values), ensure_ascii=False),
            chance.choice(("assumed", "confirmed", "confirmed")),
        )
        for number, (person,) in enumerate(connection.execute("SELECT id FROM person").fetchall())
        for place, (field, values) in enumerate(KNOWN.items())
    ]
    judged = [
        (f"y{number:07}{place:024}", part, field, json.dumps(value, ensure_ascii=False))
        for number, (part,) in enumerate(connection.execute("SELECT id FROM stakeholder").fetchall())
        for place, (field, value) in enumerate(
            (
                ("stakeholder.closeness", chance.choice(("close", "frequent", "distant"))),
                ("stakeholder.weight", chance.choice((5, 10, 20))),
                ("stakeholder.motive", "建区域中心，争重点专科"),
            )
        )
    ]
    evidence = "'self', '2026-06-01', '2026-06-01T00:00:00Z'"
    connection.execute("BEGIN")
    connection.executemany(
        "INSERT INTO fact (id, person_id, field, item, value, certainty, source, learned_on, entered_at)"
        f" VALUES (?, ?, ?, ?, ?, ?, {evidence})",
        rows,
    )
    connection.executemany(
        "INSERT INTO fact (id, stakeholder_id, field, value, certainty, source, learned_on, entered_at)"
        f" VALUES (?, ?, ?, ?, 'confirmed', {evidence})",
        judged,
    )
    connection.execute("COMMIT")


# ---- the same for the floor


class _Recorder(SheetWriter):
    """Writes, and keeps what it was given."""

    def __init__(self, spool: IO[bytes], styles: Ids) -> None:
        super().__init__(spool, styles)
        self.sheets: dict[str, ReadySheet] = {}
        self.now = ReadySheet("")
        recorders.append(self)

    def start(self, title: str) -> None:
        super().start(title)
        self.now = self.sheets[title] = ReadySheet(title)

    def write(self, rows) -> None:
        kept = list(rows)
        self.now.rows += kept
        super().write(kept)

    def merge(self, reference: str) -> None:
        super().merge(reference)
        self.now.merges.append(reference)

    def link(self, reference: str, title: str, target: str = "A1") -> None:
        super().link(reference, title, target)
        self.now.links.append((reference, title, target))


recorders: list[_Recorder] = []


def _recorded(workbook: Workbook, ids: list[str], target: Path) -> list[ReadySheet]:
    cards.SheetWriter = _Recorder  # type: ignore[misc]
    try:
        cards.write_cards(workbook, target, person_ids=ids)
    finally:
        cards.SheetWriter = SheetWriter  # type: ignore[misc]
    sheets = recorders.pop().sheets
    ready = []
    for sheet in openpyxl.load_workbook(target).worksheets:
        made = sheets[sheet.title]
        made.breaks = [broken.id for broken in sheet.row_breaks.brk]
        made.landscape = sheet.page_setup.orientation == "landscape"
        made.footer = str(sheet.oddFooter)
        if sheet.page_setup.fitToHeight is not None:
            made.fitted = (1, int(sheet.page_setup.fitToHeight))
        for column in range(1, sheet.max_column + 1):
            dimension = sheet.column_dimensions[openpyxl.utils.get_column_letter(column)]
            made.widths.append((dimension.width, dimension.hidden))
        ready.append(made)
    return ready


def _check_equal(ours: Path, floor: Path) -> None:
    one, other = CalamineWorkbook.from_path(ours), CalamineWorkbook.from_path(floor)
    assert one.sheet_names == other.sheet_names
    for name in one.sheet_names:
        mine, theirs = one.get_sheet_by_name(name), other.get_sheet_by_name(name)
        assert mine.to_python() == theirs.to_python(), name
        assert sorted(mine.merged_cell_ranges or ()) == sorted(theirs.merged_cell_ranges or ()), name


if __name__ == "__main__":
    import os
    import tempfile

    with tempfile.TemporaryDirectory(prefix="keyaccount-cards-") as folder:
        os.environ["KEYACCOUNT_DATA"] = folder
        main(Path(folder), Path(folder))
