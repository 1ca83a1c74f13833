"""Cells edited in place: by keys and mouse, with the editors of the pages, each one step of undo."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from keyaccount_desktop.ui import place
from keyaccount_desktop.ui.clients.client_list import ClientList
from keyaccount_desktop.ui.clients.people_list import PeopleList
from keyaccount_desktop.ui.fields.choice_editors import ChoiceEditor
from keyaccount_desktop.ui.main_window import MainWindow
from keyaccount_desktop.workbook import accounts, facts, people
from keyaccount_desktop.workbook.document import Workbook
from keyaccount_desktop.workbook.listing import people_listing
from tests.ui.fields.keyboard import focused, press, write
from tests.ui.lists.conftest import column, names, row

LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
CTRL = Qt.KeyboardModifier.ControlModifier


def at(page: PeopleList, name: str, key: str) -> None:
    """Put the keyboard on a cell."""
    page.table.select_row(row(page, name))
    page.table.setCurrentIndex(page.model.index(row(page, name), column(page, key)))


def value(book: Workbook, id_: str, key: str) -> object:
    return people_listing(book, [key], ids=[id_]).values[key][0]


def replace(text: str) -> None:
    QTest.keyClick(focused(), Qt.Key.Key_A, CTRL)
    write(text)


def test_that_f2_edits_the_cell_and_enter_saves_it_as_one_step(page: PeopleList, book: Workbook) -> None:
    at(page, "王建国", "person.position")
    target = page.current_id()
    assert target is not None
    before = value(book, target, "person.position")
    press(Qt.Key.Key_F2)
    replace("超声中心主任")
    press(Qt.Key.Key_Return)
    assert page.table.hasFocus()
    assert page.model.index(row(page, "王建国"), column(page, "person.position")).data() == "超声中心主任"
    assert str(book.undo_label) == "Change Position"
    press(Qt.Key.Key_Z, CTRL)
    assert value(book, target, "person.position") == before
    assert page.current_id() == target


def test_that_escape_leaves_everything_as_it_was(page: PeopleList, book: Workbook) -> None:
    at(page, "王建国", "person.position")
    label = str(book.undo_label)
    press(Qt.Key.Key_F2)
    replace("nobody")
    press(Qt.Key.Key_Escape)
    assert page.cells().open_lines == [] and page.table.hasFocus()
    assert str(book.undo_label) == label


def test_that_a_second_click_edits_and_going_elsewhere_saves(
    page: PeopleList, book: Workbook, qtbot: QtBot
) -> None:
    spot = page.table.visualRect(
        page.model.index(row(page, "王建国"), column(page, "person.position"))
    ).center()
    QTest.mouseClick(page.table.viewport(), LEFT, NONE, spot)
    QTest.mouseClick(page.table.viewport(), LEFT, NONE, spot)
    qtbot.waitUntil(lambda: bool(page.cells().open_lines))
    replace("主管")
    page.filter.setFocus()
    assert page.model.index(row(page, "王建国"), column(page, "person.position")).data() == "主管"
    assert page.cells().open_lines == []


def test_that_codes_are_chosen_from_the_list_of_the_pages(page: PeopleList, book: Workbook) -> None:
    at(page, "王建国", "person.level")
    target = page.current_id()
    assert target is not None
    press(Qt.Key.Key_F2)
    (line,) = page.cells().open_lines
    assert isinstance(line.editor, ChoiceEditor)
    replace("decision")
    press(Qt.Key.Key_Return)
    assert value(book, target, "person.level") == "decision"
    at(page, "王建国", "stakeholder.roles")
    press(Qt.Key.Key_F2)
    write("decider")
    press(Qt.Key.Key_Return)
    press(Qt.Key.Key_Return)
    assert "decider" in value(book, target, "stakeholder.roles")  # type: ignore[operator]


def test_that_an_attitude_is_judged_where_someone_has_a_part_or_gets_one(
    page: PeopleList, book: Workbook
) -> None:
    client = next(account for account in accounts.accounts(book) if account.people == 14)
    added = people.add_person(book, client.id, "艾新")
    at(page, "艾新", "stakeholder.attitude")
    press(Qt.Key.Key_F2)
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Return)
    assert value(book, added, "stakeholder.attitude") in ("supporter", "neutral")
    (stake,) = people.person_card(book, added).stakes
    assert "stakeholder.attitude" in stake.facts


def test_that_where_there_is_no_purchase_the_reason_stands_at_the_cell(
    page: PeopleList, book: Workbook
) -> None:
    nobody = people.add_person(book, None, "艾外")
    at(page, "艾外", "stakeholder.attitude")
    press(Qt.Key.Key_F2)
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Return)
    (line,) = page.cells().open_lines
    assert "purchase" in line.message
    assert value(book, nobody, "stakeholder.attitude") is None
    press(Qt.Key.Key_Escape)
    assert page.cells().open_lines == []


def test_that_a_department_is_chosen_among_the_clients_own_or_added(page: PeopleList, book: Workbook) -> None:
    page.show_columns([*page.shown_keys, "department"])
    at(page, "王建国", "department")
    target = page.current_id()
    assert target is not None
    press(Qt.Key.Key_F2)
    (line,) = page.cells().open_lines
    assert isinstance(line.editor, ChoiceEditor)
    assert "设备科" in [option.text for option in line.editor._options]
    replace("影像中心")
    press(Qt.Key.Key_Return)
    card = people.person_card(book, target)
    assert card.department is not None and card.department.name == "影像中心"
    press(Qt.Key.Key_Z, CTRL)
    assert people.person_card(book, target).department != card.department


def test_that_tab_goes_on_to_the_next_cell_even_when_the_row_moves(page: PeopleList, book: Workbook) -> None:
    at(page, "王建国", "name")
    target = page.current_id()
    press(Qt.Key.Key_F2)
    replace("安建国")
    press(Qt.Key.Key_Tab)
    assert names(page)[0] == "安建国"
    assert page.current_id() == target
    assert page.table.currentIndex().column() == column(page, "person.position"), (
        "the client is not edited here"
    )
    replace("院长")
    press(Qt.Key.Key_Tab)
    press(Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
    assert focused().text() == "院长"  # type: ignore[attr-defined]
    press(Qt.Key.Key_Escape)
    assert page.model.index(0, column(page, "person.position")).data() == "院长"


def test_that_a_mark_is_set_and_taken_away_at_once(page: PeopleList, book: Workbook, qtbot: QtBot) -> None:
    page.show_columns([*page.shown_keys, "stakeholder.key"])
    qtbot.waitUntil(lambda: not page.reading.busy)
    at(page, "刘敏", "stakeholder.key")
    target = page.current_id()
    assert target is not None
    before = value(book, target, "stakeholder.key")
    for expected in (not before, before):
        press(Qt.Key.Key_F2)
        assert bool(value(book, target, "stakeholder.key")) is bool(expected)
    assert page.cells().open_lines == [] and page.table.hasFocus()


def test_that_what_cannot_be_saved_is_said_at_the_cell_and_kept(
    page: PeopleList, book: Workbook, qtbot: QtBot
) -> None:
    page.show_columns([*page.shown_keys, "person.age"])
    qtbot.waitUntil(lambda: not page.reading.busy)
    at(page, "刘敏", "person.age")
    press(Qt.Key.Key_F2)
    write("3000")
    press(Qt.Key.Key_Return)
    (line,) = page.cells().open_lines
    assert line.message and focused().text() == "3000"  # type: ignore[attr-defined]
    press(Qt.Key.Key_Backspace)
    press(Qt.Key.Key_Backspace)
    press(Qt.Key.Key_Return)
    assert page.model.index(row(page, "刘敏"), column(page, "person.age")).data() == "30 years"


def test_that_leaving_the_page_saves_the_cell_in_hand(
    shown: MainWindow, page: PeopleList, book: Workbook
) -> None:
    at(page, "王建国", "person.position")
    target = page.current_id()
    assert target is not None
    press(Qt.Key.Key_F2)
    replace("总监")
    shown.go(place.CLIENTS)
    assert value(book, target, "person.position") == "总监"


def test_that_a_cell_out_of_sight_is_saved_with_its_own_row(
    page: PeopleList, book: Workbook, qtbot: QtBot
) -> None:
    page.resize(page.width(), 300)
    at(page, names(page)[1], "person.position")
    target = page.current_id()
    assert target is not None
    press(Qt.Key.Key_F2)
    replace("门卫")
    page.table.verticalScrollBar().setValue(page.table.verticalScrollBar().maximum())
    QApplication.processEvents()
    press(Qt.Key.Key_Return)
    assert value(book, target, "person.position") == "门卫"


@pytest.mark.parametrize(
    ("key", "typed", "stored"), [("account.type", "government", "government"), ("account.grade", "D", "D")]
)
def test_that_clients_are_edited_in_their_rows_too(
    shown: MainWindow, book: Workbook, key: str, typed: str, stored: str
) -> None:
    shown.go(place.CLIENTS)
    page = shown.stack.currentWidget()
    assert isinstance(page, ClientList)
    target = page.model.id_at(1)
    page.table.select_row(1)
    place_ = page.model.column_of(key)
    assert place_ is not None
    page.table.setCurrentIndex(page.model.index(1, place_))
    press(Qt.Key.Key_F2)
    replace(typed)
    press(Qt.Key.Key_Return)
    assert facts.value_of(accounts.account(book, target).facts, key) == stored
    assert page.model.value(1, key) == stored
