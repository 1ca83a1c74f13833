"""The page of today: what is due and whom to greet, in step with the workbook, by mouse and keyboard."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QPushButton

from keyaccount_desktop.ui import place
from keyaccount_desktop.ui.today import today_page as module
from keyaccount_desktop.ui.today.agenda import Agenda, AgendaList, Entry
from keyaccount_desktop.ui.today.today_page import TodayPage
from keyaccount_desktop.workbook.accounts import add_account
from keyaccount_desktop.workbook.document import Workbook
from keyaccount_desktop.workbook.facts import add_entry, clear_fact, set_fact
from keyaccount_desktop.workbook.people import add_person
from keyaccount_desktop.workbook.tasks import add_task, set_next_step

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from keyaccount_desktop.ui.main_window import MainWindow

Key = Qt.Key
TODAY = date.today()
CTRL = Qt.KeyboardModifier.ControlModifier


def in_days(days: int) -> str:
    return (TODAY + timedelta(days=days)).isoformat()


def coming(days: int, year: int = 1972) -> dict[str, object]:
    """A date of an earlier year that comes round in some days."""
    day = TODAY + timedelta(days=days)
    return {"calendar": "solar", "year": year, "month": day.month, "day": day.day}


class Book:
    """A client with two people, and what a rep has to think of."""

    def __init__(self, path: Path) -> None:
        self.workbook = Workbook.create(path)
        self.client = add_account(self.workbook, "Riverside Hospital")
        self.wang = add_person(self.workbook, self.client, "Wang Jianguo")
        self.liu = add_person(self.workbook, self.client, "Liu Min")
        self.workbook.forget_history()


@pytest.fixture
def shown(tmp_path: Path, open_window: Callable[[Path], MainWindow]) -> MainWindow:
    """A window with a workbook in which nothing is due."""
    book = Book(tmp_path / "East.kaw")
    book.workbook.close()
    return open_window(tmp_path / "East.kaw")


@pytest.fixture
def page(shown: MainWindow) -> TodayPage:
    QTest.keyClick(shown, Key.Key_0, CTRL)
    page = shown.stack.currentWidget()
    assert isinstance(page, TodayPage)
    return read(page)


def read(page: TodayPage) -> TodayPage:
    """Wait until it has read the dates."""
    while page.reading:
        QApplication.processEvents()
    return page


def workbook_of(window: MainWindow) -> Workbook:
    assert window.workbook is not None
    return window.workbook


def client_of(workbook: Workbook) -> str:
    from keyaccount_desktop.workbook.first_screen import clients

    return clients(workbook)[0].id


def person_of(workbook: Workbook, name: str) -> str:
    from keyaccount_desktop.workbook.people import all_people

    return next(id_ for id_, found, _ in all_people(workbook) if found == name)


def words(shown: AgendaList) -> list[str]:
    """What the list says, headings in brackets."""
    entries = [shown.agenda.entry(row) for row in range(shown.agenda.rowCount())]
    return [
        f"[{entry.title}]" if entry.heading else f"{entry.title} {entry.remark}".strip() for entry in entries
    ]


def row_of(shown: AgendaList, title: str) -> int:
    return next(row for row in shown.rows() if shown.agenda.entry(row).title == title)


def click(shown: AgendaList, title: str, *, circle: bool = False) -> None:
    row = row_of(shown, title)
    shown.scrollTo(shown.agenda.index(row))
    spot = shown.circle_of(row).center()
    if not circle:
        spot += QPoint(80, 0)
    QTest.mouseClick(shown.viewport(), Qt.MouseButton.LeftButton, pos=spot)


def people_in(shown: AgendaList) -> list[str]:
    return [entry.title for row in shown.rows() if (entry := shown.agenda.entry(row)).person]


# ---- what it shows


def test_that_what_is_due_stands_overdue_first_then_day_by_day(shown: MainWindow, page: TodayPage) -> None:
    workbook = workbook_of(shown)
    client, wang = client_of(workbook), person_of(workbook, "Wang Jianguo")
    set_next_step(workbook, client, "Call the director", in_days(0))
    add_task(workbook, client, "promise", "Send the report", in_days(-3), person_id=wang)
    add_task(workbook, client, "promise", "Bring the list", in_days(1), person_id=wang)
    add_task(workbook, client, "promise", "Much later", in_days(20))
    add_task(workbook, client, "promise", "Some day")
    said = words(page.due.list)
    assert [word for word in said if not word.startswith("[")] == [
        "Send the report", "Call the director", "Bring the list",
    ]  # fmt: skip
    headings = [word for word in said if word.startswith("[")]
    assert headings[0] == "[Overdue]"
    assert headings[1].startswith("[Today · ") and headings[2].startswith("[Tomorrow · ")
    entry = page.due.list.agenda.entry(row_of(page.due.list, "Bring the list"))
    assert entry.lines == ("Promise · Wang Jianguo · Riverside Hospital",)
    assert shown.rail.today.findChild(module.Label).text() == "2", "overdue and due today"


def test_that_dates_say_whose_what_when_and_how_old(shown: MainWindow, page: TodayPage) -> None:
    workbook = workbook_of(shown)
    wang, liu = person_of(workbook, "Wang Jianguo"), person_of(workbook, "Liu Min")
    set_fact(workbook, ("person", wang), "person.birthday", coming(4))
    add_entry(
        workbook, ("person", liu), "person.family",
        {"relation": "spouse", "event": "wedding", "day": coming(9, 1996)},
    )  # fmt: skip
    set_fact(workbook, ("person", liu), "person.birthday", coming(31))
    assert people_in(read(page).dates.list) == ["Wang Jianguo", "Liu Min"]
    years = (TODAY + timedelta(days=4)).year - 1972
    assert f"Wang Jianguo Birthday · turns {years}" in words(page.dates.list)
    assert any("Spouse: Wedding day" in word for word in words(page.dates.list))
    clear_fact(workbook, ("person", wang), "person.birthday")
    assert people_in(read(page).dates.list) == ["Liu Min"]


def test_that_a_rule_is_said_below_the_date(
    shown: MainWindow, page: TodayPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    workbook = workbook_of(shown)
    set_fact(workbook, ("person", person_of(workbook, "Liu Min")), "person.birthday", "02-29")

    class Clock(date):
        @classmethod
        def today(cls) -> date:
            return date(2027, 2, 20)

    monkeypatch.setattr(module, "date", Clock)
    shown.go(place.CLIENTS)
    shown.go(place.TODAY)
    entry = read(page).dates.list.agenda.entry(row_of(page.dates.list, "Liu Min"))
    assert "29 February in a year without it: the 28th." in entry.lines
    assert "the 28th" in entry.spoken


def test_that_an_empty_workbook_says_what_to_do(page: TodayPage, shown: MainWindow) -> None:
    assert page.due.empty.isVisible()
    assert people_in(page.dates.list) == []
    assert page._hint.isVisible() or page.dates.empty.isVisible()
    button = page.dates.empty.findChild(QPushButton)
    if button.isVisible():
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        assert shown.here == place.CLIENTS


def test_that_the_language_changes_under_way(shown: MainWindow, page: TodayPage, qtbot: QtBot) -> None:
    workbook = workbook_of(shown)
    add_task(workbook, client_of(workbook), "promise", "资料", in_days(0))
    shown.do("language_zh")
    qtbot.waitUntil(lambda: words(page.due.list)[0].startswith("[今日 · "))
    assert "周" in words(page.due.list)[0]


# ---- what it does


def test_that_an_entry_leads_to_the_person_or_the_client(
    shown: MainWindow, page: TodayPage, qtbot: QtBot
) -> None:
    workbook = workbook_of(shown)
    client, wang = client_of(workbook), person_of(workbook, "Wang Jianguo")
    set_fact(workbook, ("person", wang), "person.birthday", coming(2))
    set_next_step(workbook, client, "Call the director", in_days(0))
    click(read(page).dates.list, "Wang Jianguo")
    assert shown.here == place.person(wang)
    QTest.keyClick(shown, Key.Key_0, CTRL)
    click(page.due.list, "Call the director")
    assert shown.here == place.client(client)


def test_that_the_keyboard_alone_walks_opens_and_ticks(shown: MainWindow, page: TodayPage) -> None:
    workbook = workbook_of(shown)
    client, wang = client_of(workbook), person_of(workbook, "Wang Jianguo")
    for number in range(3):
        add_task(workbook, client, "promise", f"Promise {number}", in_days(number - 1), person_id=wang)
    shown.go(place.CLIENTS)
    QTest.keyClick(shown, Key.Key_0, CTRL)
    assert page.due.list.hasFocus()
    listed = page.due.list
    assert listed.agenda.entry(listed.currentIndex().row()).title == "Promise 0"
    QTest.keyClick(listed, Key.Key_Down)  # over the heading of the next day
    assert listed.agenda.entry(listed.currentIndex().row()).title == "Promise 1"
    QTest.keyClick(listed, Key.Key_Up)
    QTest.keyClick(listed, Key.Key_Up)
    assert listed.agenda.entry(listed.currentIndex().row()).title == "Promise 0"
    QTest.keyClick(listed, Key.Key_Space)
    assert [word for word in words(listed) if word.startswith("Promise")] == ["Promise 1", "Promise 2"]
    assert listed.hasFocus() and listed.agenda.entry(listed.currentIndex().row()).title == "Promise 1"
    QTest.keyClick(listed, Key.Key_Return)
    assert shown.here == place.person(wang)


def test_that_a_tick_is_one_step_that_is_offered_back(shown: MainWindow, page: TodayPage) -> None:
    workbook = workbook_of(shown)
    add_task(workbook, client_of(workbook), "promise", "Send the report", in_days(0))
    click(page.due.list, "Send the report", circle=True)
    assert shown.here == place.TODAY
    assert page.due.empty.isVisible()
    assert "Done: Send the report" in shown.messages.text
    QTest.mouseClick(shown.messages.button, Qt.MouseButton.LeftButton)
    assert shown.here == place.TODAY, "the undo stays where its change is seen"
    assert "Send the report" in words(page.due.list)


def test_that_tab_goes_from_what_is_due_to_the_dates_and_the_export(
    shown: MainWindow, page: TodayPage
) -> None:
    workbook = workbook_of(shown)
    add_task(workbook, client_of(workbook), "promise", "Send the report", in_days(0))
    set_fact(workbook, ("person", person_of(workbook, "Liu Min")), "person.birthday", coming(2))
    read(page).due.list.setFocus()
    QTest.keyClick(page.due.list, Key.Key_Tab)
    assert page.dates.list.hasFocus() and page.dates.list.currentIndex().isValid()
    QTest.keyClick(page.dates.list, Key.Key_Tab)
    assert page.export.hasFocus()


def test_that_the_page_is_left_alone_while_it_is_not_seen(
    shown: MainWindow, page: TodayPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    found: list[int] = []
    monkeypatch.setattr(module, "occasions", lambda *_: found.append(1) or [])
    workbook = workbook_of(shown)
    shown.go(place.CLIENTS)
    set_fact(workbook, ("person", person_of(workbook, "Liu Min")), "person.birthday", coming(2))
    assert found == []
    for _ in range(2):
        shown.go(place.CLIENTS)
        shown.go(place.TODAY)
        read(page)
    assert found == [1]


def test_that_what_changes_while_the_dates_are_read_is_not_missed(shown: MainWindow, page: TodayPage) -> None:
    workbook = workbook_of(shown)
    for name in ("Wang Jianguo", "Liu Min"):
        set_fact(workbook, ("person", person_of(workbook, name)), "person.birthday", coming(2))
        assert page.reading, "the second comes while the first is read"
    assert people_in(read(page).dates.list) == ["Liu Min", "Wang Jianguo"]


def test_that_the_place_is_remembered(
    shown: MainWindow, page: TodayPage, qtbot: QtBot, open_window: Callable[[Path], MainWindow]
) -> None:
    path = workbook_of(shown).path
    shown.do("close")
    qtbot.waitUntil(lambda: shown.workbook is None)
    open_window(path)
    assert shown.here == place.TODAY


# ---- the list


def test_that_the_model_keeps_the_rules_of_qt(qtbot: QtBot) -> None:
    model = Agenda()
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    entries = [Entry("Today", heading=True), Entry("Call", task_id="t"), Entry("Wang", person="Wang")]
    model.show_entries(entries)
    assert model.rowCount() == 3
    assert not model.flags(model.index(0)) & Qt.ItemFlag.ItemIsSelectable
    model.show_entries([])
    model.show_entries(entries[:1])
    assert model.rowCount() == 1
    assert tester is not None


def test_that_thousands_of_entries_are_walked_to_the_end(qtbot: QtBot) -> None:
    listed = AgendaList()
    qtbot.addWidget(listed)
    listed.resize(400, 500)
    entries = [Entry("Day", heading=True), *(Entry(f"P{number}", person="P") for number in range(5000))]
    listed.show_entries(entries)
    listed.show()
    listed.activateWindow()
    qtbot.waitUntil(listed.isActiveWindow)
    listed.setFocus()
    assert listed.currentIndex().row() == 1
    QTest.keyClick(listed, Key.Key_End)
    assert listed.currentIndex().row() == 5000
    QTest.keyClick(listed, Key.Key_Down)
    assert listed.currentIndex().row() == 5000
    QTest.keyClick(listed, Key.Key_PageUp)
    assert listed.currentIndex().row() < 5000
    QApplication.processEvents()
