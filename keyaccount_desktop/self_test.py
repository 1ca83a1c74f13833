"""``keyaccount self-test``: the installed program tries itself, in a folder of its own.

It makes the demo, edits, undoes, searches, exports and reopens, with the real parts. Each step prints a
line; the exit code says whether all held. Called by ``cli`` and by the test of the packaged wheel.
"""

from __future__ import annotations

import os
import sys
import tempfile
import traceback
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from keyaccount_desktop import __version__
from keyaccount_desktop.language import LANGUAGES, Text


def run() -> int:
    """Run all steps; 0 when each held, else 1."""
    print(f"KeyAccount Workbook {__version__}, Python {sys.version.split()[0]}, {sys.platform}")
    failed = 0
    with tempfile.TemporaryDirectory(prefix="keyaccount-self-test-") as folder:
        os.environ["KEYACCOUNT_DATA"] = str(Path(folder, "data"))
        for name, step in _STEPS:
            try:
                step(Path(folder))
            except Exception:  # noqa: BLE001
                # A self-test is for whoever mends the installation: here the traceback is the message.
                failed += 1
                print(f"FAILED  {name}")
                traceback.print_exc(file=sys.stdout)
            else:
                print(f"ok      {name}")
    print(str(Text("All is well.", "一切正常。")) if not failed else f"{failed} FAILED")
    return 1 if failed else 0


def _expect(condition: bool, what: str) -> None:
    if not condition:
        raise AssertionError(what)


def _demo_both_languages(folder: Path) -> None:
    from keyaccount_desktop.workbook.demo import create_demo

    for code in LANGUAGES:
        create_demo(folder / f"{code}.kaw", code).close()


def _demo(folder: Path) -> Any:
    from keyaccount_desktop.workbook.document import Workbook

    return Workbook.open(folder / "zh.kaw")


def _edit_undo_redo(folder: Path) -> None:
    from keyaccount_desktop.workbook.accounts import accounts, add_account

    with _demo(folder) as workbook:
        before = accounts(workbook)
        add_account(workbook, "自检医院")
        after = accounts(workbook)
        _expect(len(after) == len(before) + 1, "the client was added")
        workbook.undo()
        _expect(accounts(workbook) == before, "undo restores the list")
        workbook.redo()
        _expect(accounts(workbook) == after, "redo adds it again")


def _search_by_pinyin(folder: Path) -> None:
    from keyaccount_desktop.workbook.search import search

    with _demo(folder) as workbook:
        _expect(any(hit.title == "自检医院" for hit in search(workbook, "zijianyiyuan")), "found by pinyin")


def _encrypted(folder: Path) -> None:
    from keyaccount_desktop.workbook.accounts import accounts
    from keyaccount_desktop.workbook.demo import create_demo
    from keyaccount_desktop.workbook.document import Workbook

    path = folder / "locked.kaw"
    create_demo(path, "zh", "密码 1").close()
    _expect(b"SQLite" not in path.read_bytes()[:100], "the file is encrypted")
    with Workbook.open(path, "密码 1") as workbook:
        _expect(len(accounts(workbook)) > 0, "the password opens it")


def _backup_is_sound(folder: Path) -> None:
    from keyaccount_desktop.workbook.backup import make
    from keyaccount_desktop.workbook.document import Workbook
    from keyaccount_desktop.workbook.health import problems

    with _demo(folder) as workbook:
        made = make(workbook)
    with Workbook.open(made.path, read_only=True) as copy:
        _expect(problems(copy) == [], "the backup is sound")


def _cards(folder: Path) -> None:
    from keyaccount_desktop.exchange.cards import write_cards

    with _demo(folder) as workbook:
        report = write_cards(workbook, folder / "cards.xlsx")
    _expect(report.people > 0 and zipfile.is_zipfile(folder / "cards.xlsx"), "cards were written")


def _map(folder: Path) -> None:
    from keyaccount_desktop.exchange.map_output import SHARED
    from keyaccount_desktop.exchange.pack import meeting_pack
    from keyaccount_desktop.ui.influence_map.print import export_map, offscreen_application
    from keyaccount_desktop.ui.pack_print import write_pack
    from keyaccount_desktop.workbook.maps import influence_map
    from keyaccount_desktop.workbook.purchases import purchases_of

    offscreen_application()
    with _demo(folder) as workbook:
        drawn = influence_map(workbook, purchases_of(workbook)[0].id)
        pack = meeting_pack(workbook, drawn.purchase_id, SHARED, "zh")
    for ending in ("pdf", "svg", "png", "pptx"):
        target = folder / f"map.{ending}"
        export_map(drawn, target)
        _expect(target.stat().st_size > 1000, f"a map was drawn as {ending}")
    _expect(write_pack(pack, folder / "pack.pdf") >= 4, "a meeting pack was printed")


_STEPS: tuple[tuple[str, Callable[[Path], None]], ...] = (
    ("the demo workbook in both languages", _demo_both_languages),
    ("edit, undo, redo", _edit_undo_redo),
    ("search by pinyin", _search_by_pinyin),
    ("a workbook with a password", _encrypted),
    ("a verified backup", _backup_is_sound),
    ("Excel cards", _cards),
    ("the map as PDF, SVG, PNG, PowerPoint, and the meeting pack", _map),
)
