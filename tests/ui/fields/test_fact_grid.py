"""Fields in columns: which are shown, how they stand, and that they keep in step with the workbook."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from keyaccount_desktop.language import set_language
from keyaccount_desktop.method import catalogue
from keyaccount_desktop.ui.fields import FactGrid
from keyaccount_desktop.ui.fields.add_field import NEW
from keyaccount_desktop.ui.fields.layout import ORDER, ROOMY
from keyaccount_desktop.workbook.facts import clear_fact, set_fact
from tests.ui.fields import keyboard
from tests.ui.fields.conftest import Book, ShowGrid

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

Key = Qt.Key


def keys(grid: FactGrid) -> list[str]:
    return [field.key for field in grid.fields]


def test_that_a_section_shows_what_is_essential_or_known(book: Book, show_grid: ShowGrid) -> None:
    book.set("person.hobbies", "fishing")
    grid = show_grid(book, "person.personal")
    essential = {field.key for field in catalogue.fields_of("person", "person.personal") if field.essential}
    assert set(keys(grid)) == essential | {"person.hobbies"}


def test_that_what_becomes_known_gets_a_line_and_keeps_it(book: Book, show_grid: ShowGrid) -> None:
    grid = show_grid(book, "person.personal")
    assert grid.field("person.hobbies") is None
    set_fact(book.workbook, book.subject("person"), "person.hobbies", "fishing")
    line = grid.field("person.hobbies")
    assert line is not None and line.shown == "fishing"
    clear_fact(book.workbook, book.subject("person"), "person.hobbies")
    assert grid.field("person.hobbies") is line and line.empty


def test_that_only_the_line_that_changed_is_touched(book: Book, show_grid: ShowGrid) -> None:
    grid = show_grid(book, "person.personal")
    before = {line.key: line.facts for line in grid.fields}
    set_fact(book.workbook, book.subject("person"), "person.interests", "Go")
    set_fact(book.workbook, book.subject("person"), "person.position", "Head of ultrasound")
    changed = [line.key for line in grid.fields if line.facts is not before[line.key]]
    assert changed == ["person.interests"]


def test_that_undo_and_redo_are_seen(book: Book, show_grid: ShowGrid) -> None:
    grid = show_grid(book, "person.personal")
    set_fact(book.workbook, book.subject("person"), "person.interests", "Go")
    line = grid.field("person.interests")
    assert line is not None and line.shown == "Go"
    book.workbook.undo()
    assert line.empty
    book.workbook.redo()
    assert line.shown == "Go"


def test_that_add_offers_the_rest_by_type_ahead_and_edits_what_is_chosen(
    book: Book, show_grid: ShowGrid
) -> None:
    grid = show_grid(book, "person.personal")
    QTest.mouseClick(grid.add.button, Qt.MouseButton.LeftButton)
    listed = grid.add.offered
    assert listed is not None
    assert set(listed.codes) == set(grid.keys) - set(keys(grid)) | {NEW}
    keyboard.write("tabo")
    assert listed.codes[0] == "person.taboos"
    keyboard.press(Key.Key_Return)
    line = grid.field("person.taboos")
    assert line is not None and line.editor is not None
    keyboard.write("Never call on Mondays")
    keyboard.press(Key.Key_Return)
    assert book.values("person.taboos") == ["Never call on Mondays"]


def test_that_every_field_of_a_section_is_two_clicks_away(book: Book, show_grid: ShowGrid) -> None:
    for key in (field.key for field in catalogue.fields_of("person", "person.decides")):
        grid = show_grid(book, "person.decides")
        QTest.mouseClick(grid.add.button, Qt.MouseButton.LeftButton)
        listed = grid.add.offered
        assert listed is not None
        item_place = listed.place_of(key)
        listed.list.scrollToItem(listed.list.itemAt(item_place.center()))
        QTest.mouseClick(listed.list.viewport(), Qt.MouseButton.LeftButton, pos=listed.place_of(key).center())
        line = grid.field(key)
        assert line is not None and line.editor is not None, key
        keyboard.press(Key.Key_Escape)


def test_that_escape_closes_the_offer(book: Book, show_grid: ShowGrid) -> None:
    grid = show_grid(book, "person.personal")
    grid.add.open()
    keyboard.press(Key.Key_Escape)
    assert grid.add.offered is None and keyboard.focused() is grid.add.button


# ---- layout


def test_that_labels_stand_in_one_column_and_rows_are_even(book: Book, show_grid: ShowGrid) -> None:
    grid = show_grid(book, ["person.interests", "person.hobbies", "person.gender", "person.character"])
    first, second, third, fourth = grid.fields
    assert first.y() == second.y() and third.y() == fourth.y() == first.y() + first.height()
    assert first.x() == third.x() and second.x() == fourth.x() > first.x()
    assert len({line.value_left() for line in grid.fields}) == 1


def test_that_a_narrow_place_gets_one_column(book: Book, show_grid: ShowGrid) -> None:
    grid = show_grid(book, ["person.interests", "person.hobbies"])
    grid.window().resize(300, 400)
    assert {line.x() for line in grid.fields} == {0}


def test_that_the_tab_key_follows_the_eye(book: Book, show_grid: ShowGrid) -> None:
    grid = show_grid(book, ["person.interests", "person.hobbies", "person.gender", "person.character"])
    grid.fields[0].setFocus(Qt.FocusReason.TabFocusReason)
    met = []
    for _ in grid.fields:
        place = keyboard.focused().mapTo(grid, QPoint(0, 0))
        met.append((place.y() // 20, place.x() > grid.width() // 2))
        keyboard.press(Key.Key_Tab)
    assert met == sorted(met)


def test_that_every_line_holds_its_text_in_both_languages(book: Book, show_grid: ShowGrid) -> None:
    for code in ("en", "zh"):
        set_language(code)  # type: ignore[arg-type]
        grid = show_grid(book, [field.key for field in catalogue.fields_of("person")])
        labels = {line.key: line.label for line in grid.fields}
        assert labels == {line.key: line.field.text.in_language(code) for line in grid.fields}  # type: ignore[arg-type]
        for line in grid.fields:
            assert line.heightForWidth(line.width()) <= line.height()


def test_that_the_language_is_switched_live(book: Book, show_grid: ShowGrid) -> None:
    book.set("person.gender", "male", source="observed")
    grid = show_grid(book, ["person.gender"])
    line = grid.fields[0]
    assert (line.label, line.shown.split()[0]) == ("Gender", "Male")
    set_language("zh")
    QApplication.sendEvent(grid, QEvent(QEvent.Type.LanguageChange))
    assert (line.label, line.shown.split()[0]) == ("性别", "男")
    assert "亲见" in line.shown.replace("\u2060", "")


def test_that_lines_are_named_for_screen_readers(book: Book, show_grid: ShowGrid) -> None:
    book.set("person.interests", "Go")
    grid = show_grid(book, "person.personal")
    for line in grid.fields:
        assert line.accessibleName() == line.label
    line = grid.field("person.interests")
    assert line is not None and line.accessibleDescription() == "Go"
    line.begin_edit()
    assert keyboard.focused().accessibleName() == line.label


@pytest.mark.parametrize("key", [*ORDER, *ROOMY])
def test_that_the_hand_set_layout_names_fields_that_exist(key: str) -> None:
    assert key in catalogue.FIELDS


def test_that_the_height_asked_for_is_the_one_taken_in_either_language(
    book: Book, show_grid: ShowGrid
) -> None:
    book.set("person.special_experiences", "Studied abroad, ran the emergency room for years; " * 3)
    book.set("person.best_time_place", "At ten in the department, by appointment", source="observed")
    grid = show_grid(book, "person.personal")
    for width in (900, 620, 480, 320):
        grid.window().resize(width, 700)
        for code in ("zh", "en"):
            set_language(code)  # type: ignore[arg-type]
            QApplication.sendEvent(grid, QEvent(QEvent.Type.LanguageChange))
            QApplication.sendPostedEvents()
            lowest = max(line.geometry().bottom() + 1 for line in (*grid.fields, grid.add))
            assert grid.height() >= grid.heightForWidth(grid.width()) == lowest


def test_that_the_height_does_not_hang_on_the_width_before(book: Book, show_grid: ShowGrid) -> None:
    book.set("person.special_experiences", "Studied abroad, ran the emergency room for years; " * 3)
    heights = []
    for before in (320, 900):
        grid = show_grid(book, "person.personal")
        grid.window().resize(before, 700)
        heights.append([grid.heightForWidth(width) for width in range(300, 900, 20)])
    assert heights[0] == heights[1]


def test_that_what_was_left_while_hidden_leaves_no_gap_behind(book: Book, qtbot: QtBot) -> None:
    book.set("person.birthday", {"calendar": "solar", "year": 1979, "month": 11, "day": 26})
    pages = QStackedWidget()
    page, elsewhere = QWidget(), QLineEdit()
    grid = FactGrid(book.workbook, book.subject("person"), ["person.birthday", "person.wechat"], 1, more=())
    inner = QVBoxLayout(page)
    inner.addWidget(grid)
    inner.addStretch(1)
    pages.addWidget(page)
    pages.addWidget(elsewhere)
    qtbot.addWidget(pages)
    pages.resize(400, 500)
    pages.show()
    pages.activateWindow()
    qtbot.waitUntil(pages.isActiveWindow)
    at_rest = grid.height()
    grid.edit_field("person.birthday")
    qtbot.waitUntil(lambda: grid.height() > at_rest)
    pages.setCurrentWidget(elsewhere)
    grid.fields[0].leave()
    QApplication.processEvents()
    pages.setCurrentWidget(page)
    qtbot.waitUntil(lambda: grid.height() == at_rest)
