"""How a line is edited: beginning, ending, drafts, undo, and the input method."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from keyaccount_desktop.ui import editing
from keyaccount_desktop.ui.fields import FactField, FactGrid, commit_pending
from keyaccount_desktop.ui.fields.text_editors import LongTextEditor
from tests.ui.fields import keyboard
from tests.ui.fields.conftest import Book, ShowGrid

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

Key = Qt.Key


def line_of(grid: FactGrid, key: str) -> FactField:
    line = grid.field(key)
    assert line is not None
    return line


def click(line: FactField) -> None:
    QTest.mouseClick(line, Qt.MouseButton.LeftButton, pos=QPoint(line.value_left() + 4, line.height() // 2))


@pytest.fixture
def place(book: Book, show_grid: ShowGrid) -> FactField:
    """One text field that is known."""
    book.set("person.native_place", "Shaoxing")
    return line_of(show_grid(book, ["person.native_place", "person.interests"]), "person.native_place")


# ---- beginning and ending


def test_that_a_click_edits_and_leaving_saves(book: Book, place: FactField) -> None:
    click(place)
    keyboard.write("Ningbo")
    keyboard.press(Key.Key_Tab)
    assert book.values("person.native_place") == ["Ningbo"]
    assert place.editor is None and place.shown.startswith("Ningbo")


@pytest.mark.parametrize("key", [Key.Key_Return, Key.Key_Enter, Key.Key_F2])
def test_that_a_key_begins_with_the_value_and_enter_saves(book: Book, place: FactField, key: Qt.Key) -> None:
    place.setFocus()
    keyboard.press(key)
    keyboard.press(Key.Key_End)
    keyboard.write(" in Zhejiang")
    keyboard.press(Key.Key_Return)
    assert book.values("person.native_place") == ["Shaoxing in Zhejiang"]
    assert keyboard.focused() is place


def test_that_simply_typing_writes_over_the_value(book: Book, place: FactField) -> None:
    place.setFocus()
    keyboard.write("Ningbo")
    keyboard.press(Key.Key_Return)
    assert book.values("person.native_place") == ["Ningbo"]


def test_that_typing_goes_on_in_a_long_text_and_does_not_write_over_it(
    book: Book, show_grid: ShowGrid
) -> None:
    book.set("person.notes", "Likes tea.")
    line = line_of(show_grid(book, ["person.notes"]), "person.notes")
    line.setFocus()
    keyboard.write(" And Go.")
    keyboard.press(Key.Key_Tab)
    assert book.values("person.notes") == ["Likes tea. And Go."]


def test_that_tab_goes_from_field_to_field_ready_to_type(book: Book, place: FactField) -> None:
    place.setFocus()
    keyboard.write("Ningbo")
    keyboard.press(Key.Key_Tab)
    keyboard.write("Go")
    keyboard.press(Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
    assert book.values("person.interests") == ["Go"]
    assert place.editor is not None
    keyboard.press(Key.Key_Tab)
    keyboard.press(Key.Key_Tab)
    assert book.values("person.native_place") == ["Ningbo"]


def test_that_escape_restores(book: Book, place: FactField) -> None:
    click(place)
    keyboard.write("Ningbo")
    keyboard.press(Key.Key_Escape)
    assert place.editor is None
    assert book.values("person.native_place") == ["Shaoxing"]
    assert book.workbook.undo_label is None
    assert keyboard.focused() is place


def test_that_leaving_without_a_change_changes_nothing(book: Book, place: FactField) -> None:
    click(place)
    keyboard.press(Key.Key_Tab)
    assert book.workbook.undo_label is None


def test_that_emptying_a_field_clears_it(book: Book, place: FactField) -> None:
    click(place)
    keyboard.press(Key.Key_Delete)
    keyboard.press(Key.Key_Return)
    assert book.values("person.native_place") == []
    assert place.empty


def test_that_clearing_the_focus_saves_as_quitting_does(book: Book, place: FactField) -> None:
    click(place)
    keyboard.write("Ningbo")
    editing.commit_field()
    assert book.values("person.native_place") == ["Ningbo"]


def test_that_another_window_does_not_end_editing_but_saves(
    book: Book, place: FactField, qtbot: QtBot
) -> None:
    click(place)
    keyboard.write("Ningbo")
    other = QLineEdit()
    qtbot.addWidget(other)
    other.show()
    other.activateWindow()
    qtbot.waitUntil(other.isActiveWindow)
    assert book.values("person.native_place") == ["Ningbo"]
    assert place.editor is not None


def test_that_pending_text_is_committed_from_outside(book: Book, place: FactField) -> None:
    click(place)
    keyboard.write("Ningbo")
    assert commit_pending(place.window())
    assert book.values("person.native_place") == ["Ningbo"]
    assert commit_pending(place.window()), "nothing is left to commit"


def test_that_a_read_only_workbook_is_read_and_not_edited(book: Book, show_grid: ShowGrid) -> None:
    book.set("person.native_place", "Shaoxing")
    book.workbook.read_only = True
    try:
        line = line_of(show_grid(book, "person.personal"), "person.native_place")
        click(line)
        line.setFocus()
        keyboard.press(Key.Key_F2)
        assert line.editor is None
        keyboard.press(Key.Key_C, Qt.KeyboardModifier.ControlModifier)
        assert QGuiApplication.clipboard().text() == "Shaoxing"
    finally:
        book.workbook.read_only = False


# ---- what cannot be saved


@pytest.fixture
def weight(book: Book, show_grid: ShowGrid) -> FactField:
    book.set("stakeholder.weight", 20)
    grid = show_grid(book, ["stakeholder.weight", "stakeholder.firmness"], "stakeholder")
    return line_of(grid, "stakeholder.weight")


def test_that_invalid_text_stays_as_a_draft_with_the_reason_under_it(book: Book, weight: FactField) -> None:
    click(weight)
    keyboard.write("lots")
    keyboard.press(Key.Key_Tab)
    assert "not a number" in weight.message
    assert weight.editor is not None
    assert book.values("stakeholder.weight") == [20]
    assert not commit_pending(weight.window())
    click(weight)
    assert isinstance(keyboard.focused(), QLineEdit)
    keyboard.write("30")
    assert weight.message == "", "typing on takes the reproach away"
    keyboard.press(Key.Key_Return)
    assert book.values("stakeholder.weight") == [30]


def test_that_escape_lets_go_of_a_draft(book: Book, weight: FactField, show_grid: ShowGrid) -> None:
    click(weight)
    keyboard.write("lots")
    keyboard.press(Key.Key_Return)
    assert weight.message
    keyboard.press(Key.Key_Escape)
    assert weight.message == "" and weight.editor is None
    again = line_of(show_grid(book, ["stakeholder.weight"], "stakeholder"), "stakeholder.weight")
    assert again.editor is None


def test_that_a_draft_is_there_again_when_its_field_is_shown_again(
    book: Book, weight: FactField, show_grid: ShowGrid
) -> None:
    click(weight)
    keyboard.write("lots")
    keyboard.press(Key.Key_Return)
    again = line_of(show_grid(book, ["stakeholder.weight"], "stakeholder"), "stakeholder.weight")
    assert again.editor is not None and again.message == weight.message
    assert again.editor.draft() == "lots"


def test_that_a_change_from_elsewhere_leaves_alone_what_is_being_typed(book: Book, place: FactField) -> None:
    click(place)
    keyboard.write("Ning")
    book.set("person.native_place", "Hangzhou")
    keyboard.write("bo")
    keyboard.press(Key.Key_Return)
    assert book.values("person.native_place") == ["Ningbo"]


# ---- the window's keys


class Grasping(QLineEdit):
    """Claims every key, as Qt's fields do on X11 with the letters that move in a line."""

    def event(self, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress):
            event.accept()
            return True
        return super().event(event)


@pytest.mark.parametrize("key", [Key.Key_E, Key.Key_K])
def test_that_the_letters_of_unix_lines_are_left_to_what_the_field_lies_in(key: Qt.Key, qtbot: QtBot) -> None:
    around = QWidget()
    qtbot.addWidget(around)
    field = Grasping(around)
    keys = editing.WindowKeys()
    keys.follow(None, field)
    for kind in (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress):
        asked = QKeyEvent(kind, key, Qt.KeyboardModifier.ControlModifier)
        QApplication.sendEvent(field, asked)
        assert not asked.isAccepted()
        typed = QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier)
        QApplication.sendEvent(field, typed)
        assert typed.isAccepted(), "a plain letter is the field's"
    keys.follow(field, None)


# ---- undo


def test_that_ctrl_z_undoes_typing_and_then_the_workbook(book: Book, place: FactField, qtbot: QtBot) -> None:
    keys = editing.WindowKeys()
    application = QApplication.instance()
    assert application is not None
    application.installEventFilter(keys)
    undo = QShortcut(QKeySequence(QKeySequence.StandardKey.Undo), place.window())
    undo.activated.connect(book.workbook.undo)
    try:
        click(place)
        keyboard.write("Ningbo")
        keyboard.press(Key.Key_Tab)
        click(place)
        keyboard.write("Hangzhou")
        keyboard.press(Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        field = keyboard.focused()
        assert isinstance(field, QLineEdit) and field.text() == "Ningbo"
        assert book.values("person.native_place") == ["Ningbo"]
        keyboard.press(Key.Key_Escape)
        keyboard.press(Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        assert book.values("person.native_place") == ["Shaoxing"]
        assert place.shown.startswith("Shaoxing")
    finally:
        application.removeEventFilter(keys)


def test_that_long_text_is_saved_in_a_pause_and_one_visit_is_one_step(
    book: Book, show_grid: ShowGrid, qtbot: QtBot
) -> None:
    line = line_of(show_grid(book, ["person.notes"]), "person.notes")
    line.setFocus()
    keyboard.write("Likes tea")
    editor = line.editor
    assert isinstance(editor, LongTextEditor)
    assert editor.rest.isActive() and editor.rest.interval() == 2000
    editor.rest.setInterval(0)
    keyboard.write(".")
    qtbot.waitUntil(lambda: book.values("person.notes") == ["Likes tea."])
    assert line.editor is editor, "one goes on typing"
    keyboard.press(Key.Key_Return)
    keyboard.write("And Go.")
    qtbot.waitUntil(lambda: book.values("person.notes") == ["Likes tea.\nAnd Go."])
    keyboard.press(Key.Key_Tab)
    book.workbook.undo()
    assert book.values("person.notes") == []
    assert book.workbook.undo_label is None


# ---- the input method


def test_that_enter_that_ends_a_composition_does_not_save(book: Book, place: FactField) -> None:
    click(place)
    field = keyboard.focused()
    QApplication.sendEvent(field, QInputMethodEvent("ningbo", []))
    keyboard.press(Key.Key_Return)
    assert place.editor is not None
    assert book.values("person.native_place") == ["Shaoxing"]
    chosen = QInputMethodEvent("", [])
    chosen.setCommitString("宁波")
    QApplication.sendEvent(field, chosen)
    assert book.values("person.native_place") == ["Shaoxing"]
    keyboard.press(Key.Key_Return)
    assert book.values("person.native_place") == ["宁波"]


def test_that_escape_during_a_composition_leaves_the_field_open(place: FactField) -> None:
    click(place)
    QApplication.sendEvent(keyboard.focused(), QInputMethodEvent("ning", []))
    keyboard.press(Key.Key_Escape)
    assert place.editor is not None


def test_that_a_composition_in_a_long_text_keeps_its_enter(book: Book, show_grid: ShowGrid) -> None:
    line = line_of(show_grid(book, ["person.notes"]), "person.notes")
    line.setFocus()
    keyboard.press(Key.Key_F2)
    QApplication.sendEvent(keyboard.focused(), QInputMethodEvent("cha", []))
    keyboard.press(Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert line.editor is not None


# ---- copy, paste, delete


def test_that_a_line_at_rest_is_copied_pasted_over_and_cleared(book: Book, place: FactField) -> None:
    place.setFocus()
    assert editing.edit("copy")
    assert QGuiApplication.clipboard().text() == "Shaoxing"
    assert editing.edit("delete")
    assert place.empty and book.values("person.native_place") == []
    QGuiApplication.clipboard().setText("Ningbo")
    assert editing.edit("paste")
    keyboard.press(Key.Key_Return)
    assert book.values("person.native_place") == ["Ningbo"]


# ---- what is shown


def test_that_text_is_shown_as_text_whatever_it_looks_like(book: Book, show_grid: ShowGrid) -> None:
    book.set("person.native_place", "<b>Shaoxing</b> &amp; \u202eabc")
    line = line_of(show_grid(book, ["person.native_place"]), "person.native_place")
    assert line.shown.startswith("<b>Shaoxing</b> &amp;")


def test_that_a_very_long_text_is_shown_short_and_edited_whole(book: Book, show_grid: ShowGrid) -> None:
    text = "tea and Go " * 5000
    book.set("person.notes", text)
    line = line_of(show_grid(book, ["person.notes"]), "person.notes")
    assert len(line.shown) < 500 and line.height() < 400
    click(line)
    assert line.editor is not None and line.editor.draft() == text.strip()


@pytest.mark.parametrize("key", ["person.native_place", "person.notes"])
def test_that_more_than_can_be_kept_is_refused_and_stays_as_typed(
    key: str, book: Book, show_grid: ShowGrid
) -> None:
    line = line_of(show_grid(book, [key]), key)
    QGuiApplication.clipboard().setText("tea " * 30_000)
    click(line)
    keyboard.press(Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    keyboard.press(Key.Key_Tab)
    assert "100000 is the most" in line.message
    assert book.values(key) == []
    assert line.editor is not None and len(line.editor.draft()) == 120_000


def test_that_what_no_text_may_hold_is_left_out(book: Book, show_grid: ShowGrid) -> None:
    line = line_of(show_grid(book, ["person.native_place"]), "person.native_place")
    QGuiApplication.clipboard().setText("Shao\x07xing\nZhejiang")
    click(line)
    keyboard.press(Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    keyboard.press(Key.Key_Return)
    assert book.values("person.native_place") == ["Shaoxing Zhejiang"]


def test_that_the_window_keeps_no_line_that_has_gone(book: Book, show_grid: ShowGrid) -> None:
    grid = show_grid(book, "person.personal")
    listeners = len(book.workbook._listeners)
    grid.release()
    assert len(book.workbook._listeners) == listeners - 1
