"""The client list: found, opened, added, renamed and deleted by mouse and keys; fast at any size."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QAbstractItemModel, QPoint, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from keyaccount_desktop.ui import place
from keyaccount_desktop.ui.clients.client_list import ClientList
from keyaccount_desktop.ui.clients.client_model import GRADE, LAST_CONTACT, NAME, PEOPLE, ClientModel
from keyaccount_desktop.ui.clients.client_page import ClientPage
from keyaccount_desktop.ui.main_window import MainWindow
from keyaccount_desktop.workbook.accounts import accounts
from keyaccount_desktop.workbook.document import Workbook
from keyaccount_desktop.workbook.first_screen import AccountRow
from keyaccount_desktop.workbook.maps import influence_map
from keyaccount_desktop.workbook.purchases import purchases_of

OpenWindow = Callable[[Path], MainWindow]


def client(number: int, **values: object) -> AccountRow:
    given: dict[str, object] = {
        "id": f"a{number}", "name": f"客户{number:05}", "type": "hospital", "grade": None, "region": None,
        "people": 0, "last_contact": None, "next_step": None, "next_step_on": None,
    }  # fmt: skip
    return AccountRow(**{**given, **values})  # type: ignore[arg-type]


def names(model: QAbstractItemModel) -> list[str]:
    return [str(model.index(row, NAME).data()) for row in range(model.rowCount())]


def list_of(window: MainWindow) -> ClientList:
    page = window.stack.currentWidget()
    assert isinstance(page, ClientList)
    return page


@pytest.fixture
def empty(tmp_path: Path) -> Path:
    path = tmp_path / "empty.kaw"
    Workbook.create(path).close()
    return path


# ---- the model


def test_that_the_model_keeps_the_rules_of_qt_while_it_changes(qtbot: QtBot) -> None:
    model = ClientModel()
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.show_rows([client(number, grade="ABCD"[number % 4], people=number) for number in range(20)])
    model.set_filter("客户0000")
    model.sort(GRADE, Qt.SortOrder.DescendingOrder)
    model.show_rows([client(number) for number in range(3)])
    model.set_filter("")
    model.sort(NAME)
    model.show_rows([])
    del tester


def test_that_the_order_is_the_one_given_which_is_pinyin() -> None:
    model = ClientModel()
    model.show_rows([client(1, name="滨江"), client(2, name="长海"), client(3, name="东湖")])
    assert names(model) == ["滨江", "长海", "东湖"]
    model.sort(NAME, Qt.SortOrder.DescendingOrder)
    assert names(model) == ["东湖", "长海", "滨江"]


@pytest.mark.parametrize("order", list(Qt.SortOrder))
def test_that_what_is_not_known_stays_at_the_end(order: Qt.SortOrder) -> None:
    model = ClientModel()
    model.show_rows([client(1), client(2, last_contact="2026-01-02"), client(3, last_contact="2026-03-04")])
    model.sort(LAST_CONTACT, order)
    assert names(model)[-1] == "客户00001"


def test_that_a_filter_finds_names_regions_and_next_steps() -> None:
    model = ClientModel()
    model.show_rows([client(1, region="浙江"), client(2, next_step="拜访刘敏"), client(3, name="华腾 ABC")])
    for typed, found in (("浙", 1), ("刘敏", 1), ("abc", 1), ("客户", 2), ("没有", 0)):
        model.set_filter(typed)
        assert model.rowCount() == found, typed


def test_that_fifty_thousand_clients_are_filtered_and_sorted_whole() -> None:
    model = ClientModel()
    model.show_rows([client(number, people=number % 97) for number in range(50_000)])
    model.set_filter("4999")
    assert model.rowCount() == 15
    model.set_filter("")
    model.sort(PEOPLE, Qt.SortOrder.DescendingOrder)
    assert model.client_at(0).people == 96


# ---- the page


def test_that_the_first_screen_shows_what_the_query_gives(open_window: OpenWindow, demo: Path) -> None:
    window = open_window(demo)
    assert window.workbook is not None
    assert names(list_of(window).model) == [row.name for row in accounts(window.workbook)]


def test_that_a_client_is_added_by_typing_its_name(
    open_window: OpenWindow, empty: Path, qtbot: QtBot
) -> None:
    window = open_window(empty)
    page = list_of(window)
    assert page._empty.isVisible()
    qtbot.mouseClick(page._empty._button, Qt.MouseButton.LeftButton)
    qtbot.keyClicks(page.add, "East Lake Hospital")
    qtbot.keyClick(page.add, Qt.Key.Key_Return)
    assert names(page.model) == ["East Lake Hospital"]
    assert page.add.text() == ""
    assert page.table.isVisible() and page.current_id() is not None


def test_that_enter_and_a_double_click_open_a_client(
    open_window: OpenWindow, demo: Path, qtbot: QtBot
) -> None:
    window = open_window(demo)
    page = list_of(window)
    page.table.select_row(1)
    expected = page.current_id()
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    assert (window.here.page, window.here.id) == ("client", expected)
    window.do("clients")
    place = page.table.visualRect(page.model.index(0, NAME)).center()
    qtbot.mouseClick(page.table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    qtbot.mouseDClick(page.table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert (window.here.page, window.here.id) == ("client", page.model.client_at(0).id)


def test_that_a_client_is_renamed_in_its_row(open_window: OpenWindow, demo: Path, qtbot: QtBot) -> None:
    window = open_window(demo)
    page = list_of(window)
    page.table.select_row(0)
    id_ = page.current_id()
    page.table.setFocus()
    qtbot.keyClick(page.table, Qt.Key.Key_F2)
    editor = page.table.findChild(QLineEdit)
    qtbot.keyClick(editor, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClicks(editor, "Zhonghai Hospital")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "Zhonghai Hospital" in names(page.model))
    row = page.model.row_of(str(id_))
    assert row is not None and page.model.client_at(row).name == "Zhonghai Hospital"
    assert page.current_id() == id_


def test_that_an_empty_name_is_refused_and_the_old_one_stays(
    open_window: OpenWindow, demo: Path, qtbot: QtBot
) -> None:
    window = open_window(demo)
    page = list_of(window)
    before = names(page.model)
    page.table.select_row(0)
    page.table.setFocus()
    qtbot.keyClick(page.table, Qt.Key.Key_F2)
    editor = page.table.findChild(QLineEdit)
    qtbot.keyClick(editor, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(editor, Qt.Key.Key_Delete)
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "empty" in window.messages.text)
    assert names(page.model) == before


def test_that_deleting_names_what_goes_along_and_can_be_undone(
    open_window: OpenWindow, demo: Path, qtbot: QtBot
) -> None:
    window = open_window(demo)
    page = list_of(window)
    before = names(page.model)
    row = max(range(len(before)), key=lambda each: page.model.client_at(each).people)
    people = page.model.client_at(row).people
    page.table.select_row(row)
    page.table.setFocus()
    qtbot.keyClick(page.table, Qt.Key.Key_Delete)
    assert len(names(page.model)) == len(before) - 1
    assert before[row] in window.messages.text and f"{people} people" in window.messages.text
    qtbot.mouseClick(window.messages.button, Qt.MouseButton.LeftButton)
    assert names(page.model) == before


def test_that_the_offer_to_undo_goes_when_it_would_undo_something_else(
    open_window: OpenWindow, demo: Path, qtbot: QtBot
) -> None:
    window = open_window(demo)
    page = list_of(window)
    page.table.select_row(0)
    page.table.setFocus()
    qtbot.keyClick(page.table, Qt.Key.Key_Delete)
    assert window.messages.isVisible()
    qtbot.keyClicks(page.add, "Another")
    qtbot.keyClick(page.add, Qt.Key.Key_Return)
    assert not window.messages.isVisible()


def test_that_typing_into_the_filter_finds_by_pinyin(
    open_window: OpenWindow, demo: Path, qtbot: QtBot
) -> None:
    window = open_window(demo)
    page = list_of(window)
    qtbot.keyClick(page.table, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert page.filter.hasFocus()
    qtbot.keyClicks(page.filter, "binjiang")
    assert names(page.model) == ["滨江市第一医院"]
    qtbot.keyClicks(page.filter, "qqq")
    assert page._nothing.isVisible()
    qtbot.mouseClick(page._nothing._button, Qt.MouseButton.LeftButton)
    assert page.table.isVisible() and page.filter.text() == ""


def test_that_headings_sort(open_window: OpenWindow, demo: Path, qtbot: QtBot) -> None:
    window = open_window(demo)
    page = list_of(window)
    header = page.table.horizontalHeader()
    heading = QPoint(header.sectionViewportPosition(PEOPLE) + 10, 10)
    qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=heading)
    counts = [page.model.client_at(row).people for row in range(page.model.rowCount())]
    assert counts == sorted(counts) or counts == sorted(counts, reverse=True)


def test_that_the_overview_says_how_many_are_on_the_map(open_window: OpenWindow, demo: Path) -> None:
    window = open_window(demo)
    assert window.workbook is not None
    found = next(row for row in purchases_of(window.workbook) if 0 < row.on_map < row.stakeholders)
    assert found.on_map == sum(card.placed for card in influence_map(window.workbook, found.id).cards)
    window.go(place.client(found.account_id))
    page = window.stack.currentWidget()
    assert isinstance(page, ClientPage)
    said = {label.text() for label in page.overview.findChildren(QLabel)}
    assert f"{found.on_map} of {found.stakeholders} on the map" in said
