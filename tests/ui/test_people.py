"""The people of a client: added, pasted, renamed, deleted and opened by mouse and keys."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QComboBox
from pytestqt.qtbot import QtBot

from keyaccount_desktop.ui import place
from keyaccount_desktop.ui.clients.client_page import ClientPage
from keyaccount_desktop.ui.clients.paste_people import PastePeopleDialog
from keyaccount_desktop.ui.clients.people_tab import PeopleTab
from keyaccount_desktop.ui.main_window import MainWindow
from keyaccount_desktop.workbook.accounts import accounts
from keyaccount_desktop.workbook.people import people_of, person_card

OpenWindow = Callable[[Path], MainWindow]
ROWS = "姓名\t职务\t科室\t手机\t回扣\n孙晓东\t信息科科长\t信息科\t13800002222\t1\n王建国\t主任\t\t\t\n\t科长\t\t\t\n"


@pytest.fixture
def tab(open_window: OpenWindow, demo: Path, qtbot: QtBot) -> PeopleTab:
    """The People tab of the demo's hospital."""
    window = open_window(demo)
    assert window.workbook is not None
    account_id = max(accounts(window.workbook), key=lambda row: row.people).id
    window.go(place.client(account_id, "people"))
    page = window.stack.currentWidget()
    assert isinstance(page, ClientPage)
    return page.people


def names(tab: PeopleTab) -> list[str]:
    return [str(tab.model.value(row, "name")) for row in range(tab.model.rowCount())]


def window_of(tab: PeopleTab) -> MainWindow:
    window = tab.window()
    assert isinstance(window, MainWindow)
    return window


# ---- the tab


def test_that_the_people_are_those_of_the_workbook_in_pinyin_order(tab: PeopleTab) -> None:
    workbook = window_of(tab).workbook
    assert workbook is not None
    assert names(tab) == [row.name for row in people_of(workbook, tab._account_id)]


def test_that_a_person_is_added_by_typing_a_name(tab: PeopleTab, qtbot: QtBot) -> None:
    qtbot.keyClick(
        tab.table, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    )
    assert tab.add.hasFocus()
    qtbot.keyClicks(tab.add, "Li Dan")
    qtbot.keyClick(tab.add, Qt.Key.Key_Return)
    assert "Li Dan" in names(tab)
    assert tab.model.value(tab.table.currentIndex().row(), "name") == "Li Dan"
    assert tab.add.text() == "" and tab.add.hasFocus()


@pytest.mark.parametrize(
    ("typed", "kind"), [("药剂科主任？", "post"), ("Head of stores?", "post"), ("?", "person")]
)
def test_that_a_name_with_a_question_mark_is_a_post_whose_holder_is_unknown(
    tab: PeopleTab, qtbot: QtBot, typed: str, kind: str
) -> None:
    tab.add.setFocus()
    tab.add.setText(typed)
    qtbot.keyClick(tab.add, Qt.Key.Key_Return)
    workbook = window_of(tab).workbook
    assert workbook is not None
    (made,) = [row.id for row in people_of(workbook, tab._account_id) if row.name == typed]
    assert person_card(workbook, made).kind == kind


def test_that_several_are_deleted_at_once_and_come_back_with_ctrl_z(tab: PeopleTab, qtbot: QtBot) -> None:
    before = names(tab)
    tab.table.setFocus()
    tab.table.select_row(0)
    qtbot.keyClick(tab.table, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClick(tab.table, Qt.Key.Key_Delete)
    assert names(tab) == before[2:]
    assert "Deleted 2 people" in window_of(tab).messages.text
    qtbot.keyClick(tab.table, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert names(tab) == before
    assert "Undone: Delete 2 people" in window_of(tab).messages.text


def test_that_enter_opens_the_person(tab: PeopleTab, qtbot: QtBot) -> None:
    tab.table.setFocus()
    tab.table.select_row(3)
    expected = tab.model.id_at(3)
    qtbot.keyClick(tab.table, Qt.Key.Key_Return)
    window = window_of(tab)
    assert window.here == place.person(expected)
    qtbot.keyClick(window, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert window.here.tab == "people"


def test_that_selected_rows_are_copied_as_excel_takes_them(tab: PeopleTab, qtbot: QtBot) -> None:
    tab.table.setFocus()
    tab.table.select_row(0)
    qtbot.keyClick(tab.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text().split("\t")[0] == names(tab)[0]


# ---- paste


@pytest.fixture
def preview(tab: PeopleTab, qtbot: QtBot) -> PastePeopleDialog:
    QGuiApplication.clipboard().setText(ROWS)
    tab.table.setFocus()
    qtbot.keyClick(tab.table, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    dialog = window_of(tab).findChild(PastePeopleDialog)
    assert dialog is not None and dialog.isVisible()
    return dialog


def test_that_pasted_rows_are_shown_before_anything_is_written(
    tab: PeopleTab, preview: PastePeopleDialog
) -> None:
    assert [candidate.name for candidate in preview.chosen] == ["孙晓东"]
    assert "Rows: 3 · to add: 1 · here already: 1" in preview._summary.text()
    assert "回扣" in preview._refused.text()
    assert "孙晓东" not in names(tab)


def test_that_pasted_people_come_and_go_as_one_step(
    tab: PeopleTab, preview: PastePeopleDialog, qtbot: QtBot
) -> None:
    before = names(tab)
    qtbot.mouseClick(preview._add, Qt.MouseButton.LeftButton)
    assert "孙晓东" in names(tab)
    row = names(tab).index("孙晓东")
    assert (tab.model.value(row, "department"), tab.model.value(row, "person.position")) == (
        "信息科",
        "信息科科长",
    )
    assert "Added 1 person" in window_of(tab).messages.text
    window = window_of(tab)
    window.activateWindow()
    qtbot.waitUntil(lambda: QGuiApplication.focusWindow() is window.windowHandle())
    tab.table.setFocus()
    qtbot.keyClick(tab.table, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert names(tab) == before


def test_that_a_wrong_guess_is_put_right_in_the_preview(preview: PastePeopleDialog, qtbot: QtBot) -> None:
    box = preview.table.cellWidget(0, 2)
    assert isinstance(box, QComboBox) and box.currentData() == "person.position"
    box.setFocus()
    box.setCurrentIndex(box.findData("person.professional_title"))
    assert dict(preview.chosen[0].values)["person.professional_title"] == "信息科科长"


def test_that_someone_already_here_is_added_again_only_when_ticked(
    preview: PastePeopleDialog, qtbot: QtBot
) -> None:
    table = preview.table
    place_of_tick = table.visualItemRect(table.item(2, 0)).adjusted(12, 0, 0, 0)
    point = place_of_tick.topLeft()
    point.setY(place_of_tick.center().y())
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=point)
    assert [candidate.name for candidate in preview.chosen] == ["孙晓东", "王建国"]


def test_that_pasting_nothing_says_what_to_do(tab: PeopleTab, qtbot: QtBot) -> None:
    QGuiApplication.clipboard().clear()
    tab.table.setFocus()
    qtbot.keyClick(tab.table, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert "Copy rows from Excel" in window_of(tab).messages.text
