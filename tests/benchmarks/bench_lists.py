"""The lists and the search of a large workbook, painting included: scrolling, keystrokes, order, changes of many.

What may take a moment is held against the 300 ms after which one asks oneself whether anything happens.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QApplication

from keyaccount_desktop.workbook import facts, people, warmth
from keyaccount_desktop.workbook.document import Workbook
from tests.benchmarks import floor_lists, floor_search, large
from tests.benchmarks.bench_workbook import raw_connection
from tests.benchmarks.measure import Times, interleaved, report, timed

WINDOW = (1280, 720)
STEPS = 150
MANY = 5_000
MOMENT = 0.3
"""Seconds after which there must be a sign of what goes on."""


def main(path: Path, scratch: Path) -> None:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    copy = scratch / "listed.kaw"
    shutil.copy(path, copy)
    few = scratch / "few.kaw"
    large.make(few, people=500, accounts=5, visits=2_000)
    with Workbook.open(copy) as workbook:
        warm(workbook)
        changing_many(workbook, open_list=False)
    window = shown(copy)
    typing_into_search(window)
    with Workbook.open(few) as small:
        scrolling(window, small)
    in_the_list(window)
    changing_many(window.workbook, open_list=True)
    window.files.close()
    settle(lambda: window.workbook is None)
    window.close()


def settle(reached: Callable[[], bool] = lambda: True) -> None:
    """Let the window do what it has to do, painting included."""
    QApplication.processEvents()
    while not reached():
        QApplication.processEvents()


def shown(path: Path) -> Any:
    """The window as the program starts it, with the workbook open and everything loaded."""
    from keyaccount_desktop.ui.application import make_window
    from keyaccount_desktop.ui.settings import Settings

    application = QApplication.instance() or QApplication(["keyaccount"])
    Settings().language = "zh"
    window = make_window(application)  # type: ignore[arg-type]
    window.resize(*WINDOW)
    window.show()
    window.activateWindow()
    settle(lambda: window.loaded)
    window.files.open(path)
    settle(lambda: window.loaded)
    return window


def everyone(workbook: Workbook) -> Any:
    """The list of everyone as a page of its own, read and at rest."""
    from keyaccount_desktop.ui.clients.people_list import PeopleList

    page = PeopleList(workbook)
    page.resize(*WINDOW)
    page.show()
    settle(lambda: page.reading.begun and not page.reading.busy)
    return page


# ---- one by one


def warm(workbook: Workbook) -> None:
    connection = raw_connection(workbook.path)
    mine, theirs = interleaved(
        lambda: warmth.warmth_of_people(workbook), lambda: floor_lists.contacts(connection), 5
    )
    report("warmth of everyone", mine.median, theirs.median, "<= 4")
    connection.close()


def typing_into_search(window: Any) -> None:
    """From a key in the search popup until what is found is painted ÷ the scan alone."""
    popup = window.popup
    connection = raw_connection(window.workbook.path)
    floor_search.write_texts(connection)
    popup.open()
    settle()

    def key(typed: str) -> None:
        popup.line.setText(typed)
        settle()

    def ours(typed: str) -> float:
        popup.line.setText(typed[:-1])
        settle()
        return timed(lambda: key(typed))

    for typed in ("王", "建国", "王建国", "wjg", "wangjian", "设备科"):
        for name, scan, bar in (
            ("", floor_search.scan, "<= 0.5"),
            (", plain table", floor_search.scan_plain, "-"),
        ):
            mine, theirs = [], []
            for _ in range(12):
                mine.append(ours(typed))
                theirs.append(timed(partial(scan, connection, typed)))
            report(
                f"a key in search, {typed}{name}", Times(tuple(mine)).median, Times(tuple(theirs)).median, bar
            )
    popup.close_quietly()
    connection.close()


def scrolling(window: Any, small: Workbook) -> None:
    long, short = everyone(window.workbook), everyone(small)
    assert long.model.rowCount() == large.PEOPLE
    assert short.model.rowCount() == 500

    def steps(page: Any) -> Callable[[], None]:
        bar = page.table.verticalScrollBar()

        def step() -> None:
            value = bar.value() + bar.singleStep() * 3
            bar.setValue(value if value < bar.maximum() else 0)
            page.table.viewport().repaint()

        return step

    mine, theirs = interleaved(steps(long), steps(short), STEPS)
    report("a step of scrolling, 50,000 ÷ 500 people", mine.median, theirs.median, "<= 1.5")
    report("the same, p95", mine.percentile(95), theirs.percentile(95), "-")
    for page in (long, short):
        page.release()
        page.close()
        page.deleteLater()
    settle()


def in_the_list(window: Any) -> None:
    from keyaccount_desktop.method.filters import ALL, Condition
    from keyaccount_desktop.ui import place

    def go() -> None:
        window.go(place.PEOPLE)
        settle(lambda: window.stack.currentWidget().model.rowCount() > 0)

    report("to the list of everyone, first rows", timed(go), MOMENT, "progress")
    page = window.stack.currentWidget()
    print(f"    all columns: {timed(lambda: settle(lambda: not page.reading.busy)) * 1000:.0f} ms more")

    def filtered(text: str) -> None:
        page.filter.setText(text)
        settle()

    def ordered(key: str, descending: bool) -> None:
        page.sort_by((key, descending))
        settle()

    def narrowed(condition: Condition) -> None:
        page.bar.show_conditions([condition])
        page.bar.changed.emit()
        settle(lambda: not page.reading.busy)

    for text in ("王", "王建国", "wjg", "设备科 绍兴"):
        filtered(text[:-1])
        report(f"a key in the filter, {text}", timed(partial(filtered, text)), MOMENT, "<= 1")
    filtered("")
    for key in ("person.position", "stakeholder.attitude", "known", "last_contact", "account"):
        for descending in (False, True):
            name = f"order by {key}{', descending' if descending else ''}"
            report(name, timed(partial(ordered, key, descending)), MOMENT, "<= 1")
    page.sort_by(None)
    for condition in (
        Condition("stakeholder.attitude", "any", ("opponent",)),
        Condition("known", "below", 70),
        Condition("cold", "yes"),
        Condition("last_contact", "not_since", 90),
    ):
        report(f"filter by {condition.column}", timed(partial(narrowed, condition)), MOMENT, "<= 1")
    page.views.chosen.emit(ALL)
    settle(lambda: not page.reading.busy)


# ---- many at once


def changing_many(workbook: Workbook, *, open_list: bool) -> None:
    """A field of 5,000 people changed and undone ÷ the same rows written bare, changed and changed back."""
    ids = [id_ for id_, _, _ in people.all_people(workbook)]
    mine, other = ids[:MANY], ids[MANY : 2 * MANY]
    connection = raw_connection(workbook.path)
    for field, value, back, indexed in (
        ("person.position", "主任医师", "医师", True),
        ("person.level", "decision", "operation", False),
    ):
        floor = floor_lists.changing(connection, other, field, indexed=indexed)

        def ours(field: str = field, value: str = value) -> None:
            facts.set_facts(workbook, "person", field, dict.fromkeys(mine, value))
            settle()

        def undone() -> None:
            workbook.undo()
            settle()

        changed, back_again, bare = [], [], []
        facts.set_facts(workbook, "person", field, dict.fromkeys(mine, back))
        for number in range(5):
            changed.append(timed(ours))
            back_again.append(timed(undone))
            bare.append(timed(partial(floor, (value, back)[number % 2])))
        seen = ", seen in the list" if open_list else ""
        both = Times(tuple(map(sum, zip(changed, back_again, strict=True))))
        report(
            f"{field} of {MANY:,} changed and undone{seen}",
            both.median,
            Times(tuple(bare)).median,
            "-" if open_list else "<= 8",
        )
    connection.close()
