"""The departments on the client's overview: added, named, put in order, deleted, by mouse and keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication

from keyaccount_desktop.ui import editing
from keyaccount_desktop.ui.clients.client_page import ClientPage
from keyaccount_desktop.ui.clients.departments_card import (
    FUNCTION,
    NAME,
    DepartmentModel,
    DepartmentsCard,
    DepartmentTable,
)
from keyaccount_desktop.ui.widgets import MessageBar
from keyaccount_desktop.workbook.accounts import DepartmentRow, add_department, departments_of
from keyaccount_desktop.workbook.people import add_person, person_card
from tests.ui.clients.conftest import ALT, Key, OpenPage, click, click_cell, see, texts
from tests.ui.fields.conftest import Book
from tests.ui.fields.keyboard import press, write

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


@pytest.fixture
def page(book: Book, open_page: OpenPage) -> ClientPage:
    for name, function in (("Board", "executive"), ("Ultrasound", "using"), ("Finance", None)):
        add_department(book.workbook, book.ids["account"], name, function)
    book.workbook.forget_history()
    return open_page(book.workbook, book.ids["account"])


@pytest.fixture
def card(page: ClientPage) -> DepartmentsCard:
    assert page.overview.sections is not None
    return page.overview.sections.departments


@pytest.fixture
def table(card: DepartmentsCard) -> DepartmentTable:
    return card.table


def names(book: Book) -> list[str]:
    return [row.name for row in departments_of(book.workbook, book.ids["account"])]


def test_that_departments_are_added_one_after_the_other(
    book: Book, card: DepartmentsCard, table: DepartmentTable
) -> None:
    click_cell(table, 3, NAME)
    write("Pharmacy")
    press(Key.Key_Return)
    write("Purchasing")
    press(Key.Key_Tab)
    write("purchasing")
    press(Key.Key_Return)
    assert names(book) == ["Board", "Ultrasound", "Finance", "Pharmacy", "Purchasing"]
    assert departments_of(book.workbook, book.ids["account"])[4].function == "purchasing"
    assert texts(table)[-1][NAME] == "Add a department…"
    assert card.fold_title.accessibleName() == "Departments 5"


def test_that_a_department_is_renamed_and_its_function_chosen_in_place(
    book: Book, table: DepartmentTable
) -> None:
    see(table).setFocus()
    press(Key.Key_Down)
    press(Key.Key_F2)
    write("Imaging")
    press(Key.Key_Tab)
    write("tech")
    press(Key.Key_Return)
    row = departments_of(book.workbook, book.ids["account"])[1]
    assert (row.name, row.function) == ("Imaging", "technical")
    book.workbook.undo()
    book.workbook.undo()
    assert texts(table)[1][:2] == ["Ultrasound", "Using department"]


def test_that_an_empty_name_and_an_unknown_function_are_refused_in_words(
    book: Book, table: DepartmentTable
) -> None:
    click_cell(table, 0, NAME)
    press(Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    press(Key.Key_Delete)
    press(Key.Key_Return)
    assert table.cell is not None and "empty" in table.cell.message
    press(Key.Key_Escape)
    click_cell(table, 0, FUNCTION)
    write("nonsense")
    press(Key.Key_Return)
    assert table.cell is not None and "not in the list" in table.cell.message
    press(Key.Key_Escape)
    assert texts(table)[0][:2] == ["Board", "Executives"]
    assert book.workbook.undo_label is None


def test_that_alt_and_the_arrows_move_a_department(book: Book, table: DepartmentTable) -> None:
    see(table).setFocus()
    press(Key.Key_Down, ALT)
    press(Key.Key_Down, ALT)
    press(Key.Key_Down, ALT)
    assert names(book) == ["Ultrasound", "Finance", "Board"]
    assert table.currentIndex().row() == 2
    press(Key.Key_Up, ALT)
    assert names(book) == ["Ultrasound", "Board", "Finance"]


@pytest.mark.parametrize(
    ("row", "below", "order"),
    [(0, 2, ["Ultrasound", "Finance", "Board"]), (2, -2, ["Finance", "Board", "Ultrasound"]), (1, 0, None)],
)
def test_that_a_department_is_dragged_by_its_grip_as_one_step(
    book: Book, table: DepartmentTable, row: int, below: int, order: list[str] | None
) -> None:
    see(table)
    before = names(book)
    viewport, height = table.viewport(), table.rowHeight(0)
    start = QPoint(12, table.rowViewportPosition(row) + height // 2)
    end = start + QPoint(0, below * height + (8 if below > 0 else -8 if below < 0 else 0))
    QTest.mousePress(viewport, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, start)
    for step in range(1, 6):
        QTest.mouseMove(viewport, start + (end - start) * step / 5)
        QApplication.processEvents()
    assert names(book) == before
    QTest.mouseRelease(viewport, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, end)
    assert names(book) == (order or before)
    if order is not None:
        book.workbook.undo()
        assert names(book) == before
    assert book.workbook.undo_label is None


def test_that_escape_ends_a_drag_without_a_change(book: Book, table: DepartmentTable) -> None:
    see(table)
    viewport = table.viewport()
    start = QPoint(12, table.rowHeight(0) // 2)
    QTest.mousePress(viewport, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, start)
    QTest.mouseMove(viewport, start + QPoint(0, 80))
    assert table.drop_at is not None
    press(Key.Key_Escape)
    QTest.mouseRelease(viewport, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, start)
    assert table.drop_at is None
    assert names(book) == ["Board", "Ultrasound", "Finance"]


def test_that_deleting_says_how_many_people_lose_it_and_undo_gives_it_back(
    book: Book, page: ClientPage, table: DepartmentTable
) -> None:
    department = departments_of(book.workbook, book.ids["account"])[1].id
    someone = add_person(book.workbook, book.ids["account"], "Zhao Yiming", department_id=department)
    assert texts(table)[1][2] == "1"
    see(table).setFocus()
    press(Key.Key_Down)
    editing.edit("delete")
    bar = page.findChild(MessageBar)
    assert bar is not None and "Deleted Ultrasound: 1 person without a department now" in bar.text
    assert names(book) == ["Board", "Finance"]
    assert person_card(book.workbook, someone).department is None
    click(bar.button)
    assert names(book) == ["Board", "Ultrasound", "Finance"]
    card = person_card(book.workbook, someone)
    assert card.department is not None and card.department.name == "Ultrasound"


def test_that_undo_of_a_department_stands_on_it(book: Book, page: ClientPage, card: DepartmentsCard) -> None:
    add_department(book.workbook, book.ids["account"], "Pharmacy")
    book.workbook.undo()
    change = book.workbook.redo()
    assert change is not None
    page.reveal(change)
    assert card.table.hasFocus()
    assert card.table.currentIndex().row() == 3


def test_that_the_model_keeps_the_rules_of_qt_while_it_changes(qtbot: QtBot) -> None:
    model = DepartmentModel(editable=True)
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    rows = [DepartmentRow(str(n), f"D{n}", None, n) for n in range(4)]
    model.show_rows(rows[:2])
    model.show_rows(rows[:3])
    model.show_rows([rows[2], rows[0]])
    model.show_rows([rows[2], DepartmentRow("0", "New", "using", 3)])
    model.retranslate()
    model.show_rows([])
    assert model.rowCount() == 1
    del tester
