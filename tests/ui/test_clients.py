"""The client list: found, opened, added, renamed and deleted by mouse and keys; fast at any size."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from keyaccount_desktop.language import Text
from keyaccount_desktop.ui import place
from keyaccount_desktop.ui.clients import client_list
from keyaccount_desktop.ui.clients.client_list import ClientList
from keyaccount_desktop.ui.clients.client_page import ClientPage
from keyaccount_desktop.ui.main_window import MainWindow
from keyaccount_desktop.workbook.accounts import accounts, add_account
from keyaccount_desktop.workbook.document import Workbook
from keyaccount_desktop.workbook.listing import client_listing
from keyaccount_desktop.workbook.maps import influence_map
from keyaccount_desktop.workbook.purchases import purchases_of
from tests.ui.fields.keyboard import focused

OpenWindow = Callable[[Path], MainWindow]


def names(page: ClientList) -> list[str]:
    return [str(page.model.value(row, "name")) for row in range(page.model.rowCount())]


def list_of(window: MainWindow) -> ClientList:
    page = window.stack.currentWidget()
    assert isinstance(page, ClientList)
    return page


@pytest.fixture
def empty(tmp_path: Path) -> Path:
    path = tmp_path / "empty.kaw"
    Workbook.create(path).close()
    return path


# ---- the page


def test_that_the_first_screen_shows_what_the_query_gives(open_window: OpenWindow, demo: Path) -> None:
    window = open_window(demo)
    assert window.workbook is not None
    assert names(list_of(window)) == [row.name for row in accounts(window.workbook)]


def test_that_a_client_is_added_by_typing_its_name(
    open_window: OpenWindow, empty: Path, qtbot: QtBot
) -> None:
    window = open_window(empty)
    page = list_of(window)
    assert page._empty.isVisible()
    qtbot.mouseClick(page._empty._button, Qt.MouseButton.LeftButton)
    qtbot.keyClicks(page.add, "East Lake Hospital")
    qtbot.keyClick(page.add, Qt.Key.Key_Return)
    assert names(page) == ["East Lake Hospital"]
    assert page.add.text() == ""
    assert page.table.isVisible() and page.current_id() is not None


def test_that_enter_once_more_opens_the_client_just_added(
    open_window: OpenWindow, empty: Path, qtbot: QtBot
) -> None:
    window = open_window(empty)
    page = list_of(window)
    page.add.setFocus()
    qtbot.keyClick(page.add, Qt.Key.Key_Return)
    assert window.stack.currentWidget() is page  # nothing was added yet
    qtbot.keyClicks(page.add, "East Lake Hospital")
    qtbot.keyClick(page.add, Qt.Key.Key_Return)
    qtbot.keyClick(page.add, Qt.Key.Key_Return)
    opened = window.stack.currentWidget()
    assert isinstance(opened, ClientPage) and opened.name.text() == "East Lake Hospital"


def test_that_the_name_above_a_client_is_cut_only_where_there_is_no_room(
    open_window: OpenWindow, empty: Path, qtbot: QtBot
) -> None:
    window = open_window(empty)
    assert window.workbook is not None
    with window.workbook.edit(Text("Make", "做")):
        ids = [
            add_account(window.workbook, name)
            for name in (
                "Haihe Central Hospital",
                "Binjiang First Hospital",
                "Fifth Institute",
                "滨江市第一医院",
            )
        ]
    for id_ in ids:
        window.go(place.client(id_))
        page = window.stack.currentWidget()
        assert isinstance(page, ClientPage)
        page.name.clearFocus()
        page.name.grab()  # painted: whether it is cut is told by its tool tip
        assert page.name.toolTip() == "", page.name.text()


def test_that_what_is_worked_out_from_very_many_people_is_not_waited_for(
    open_window: OpenWindow, demo: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(client_list, "_MANY_PEOPLE", 5)
    window = open_window(demo)
    page, book = list_of(window), window.workbook
    assert book is not None
    page.show_columns([*page.shown_keys, "known"])
    qtbot.waitUntil(lambda: not page.reading.busy)

    def known() -> dict[str, int | None]:
        return dict(zip(page.model.ids(), page.reading.listing.values["known"], strict=True))

    def expected() -> dict[str, int | None]:
        found = client_listing(book, ["known"])
        return dict(zip(found.ids, found.values["known"], strict=True))

    before = known()
    assert before == expected() and all(percent is not None for percent in before.values())
    added = add_account(book, "艾新医院")
    assert "艾新医院" in names(page), "what is quick is there at once"
    assert page.reading.busy, "the rest is still being worked out"
    assert known() == {**before, added: None}, "and shows what it did until then"
    qtbot.waitUntil(lambda: not page.reading.busy)
    assert known() == expected() and known()[added] == 0


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
    place = page.table.visualRect(page.model.index(0, 0)).center()
    qtbot.mouseClick(page.table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    qtbot.mouseDClick(page.table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert (window.here.page, window.here.id) == ("client", page.model.id_at(0))


def test_that_a_client_is_renamed_in_its_row(open_window: OpenWindow, demo: Path, qtbot: QtBot) -> None:
    window = open_window(demo)
    page = list_of(window)
    page.table.select_row(0)
    id_ = page.current_id()
    page.table.setFocus()
    qtbot.keyClick(page.table, Qt.Key.Key_F2)
    editor = focused()
    qtbot.keyClick(editor, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClicks(editor, "Zhonghai Hospital")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "Zhonghai Hospital" in names(page))
    row = page.model.row_of(str(id_))
    assert row is not None and page.model.value(row, "name") == "Zhonghai Hospital"
    assert page.current_id() == id_


def test_that_an_empty_name_is_refused_and_the_old_one_stays(
    open_window: OpenWindow, demo: Path, qtbot: QtBot
) -> None:
    window = open_window(demo)
    page = list_of(window)
    before = names(page)
    page.table.select_row(0)
    page.table.setFocus()
    qtbot.keyClick(page.table, Qt.Key.Key_F2)
    editor = focused()
    qtbot.keyClick(editor, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(editor, Qt.Key.Key_Delete)
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    (line,) = page.cells().open_lines
    assert "empty" in line.message
    assert names(page) == before
    qtbot.keyClick(editor, Qt.Key.Key_Escape)
    assert page.cells().open_lines == [] and names(page) == before


def test_that_deleting_names_what_goes_along_and_can_be_undone(
    open_window: OpenWindow, demo: Path, qtbot: QtBot
) -> None:
    window = open_window(demo)
    page = list_of(window)
    before = names(page)
    row = max(range(len(before)), key=lambda each: page.model.value(each, "people") or 0)
    people = page.model.value(row, "people")
    page.table.select_row(row)
    page.table.setFocus()
    qtbot.keyClick(page.table, Qt.Key.Key_Delete)
    assert len(names(page)) == len(before) - 1
    assert before[row] in window.messages.text and f"{people} people" in window.messages.text
    qtbot.mouseClick(window.messages.button, Qt.MouseButton.LeftButton)
    assert names(page) == before


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
    assert names(page) == ["滨江市第一医院"]
    qtbot.keyClicks(page.filter, "qqq")
    assert page._nothing.isVisible()
    qtbot.mouseClick(page._nothing._button, Qt.MouseButton.LeftButton)
    assert page.table.isVisible() and page.filter.text() == ""


def test_that_headings_sort(open_window: OpenWindow, demo: Path, qtbot: QtBot) -> None:
    window = open_window(demo)
    page = list_of(window)
    header = page.table.horizontalHeader()
    column = page.model.column_of("people")
    assert column is not None
    heading = QPoint(header.sectionViewportPosition(column) + 10, 10)
    for descending in (False, True):
        qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=heading)
        counts = [page.model.value(row, "people") for row in range(page.model.rowCount())]
        assert counts == sorted(counts, reverse=descending)


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
