"""What people paste and type by mistake: told at the field, the rest of the edit kept, nothing else touched."""

from __future__ import annotations

import time
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPlainTextEdit
from pytestqt.qtbot import QtBot

from keyaccount_desktop.method.text import TEXT_LIMIT
from keyaccount_desktop.ui import editing
from keyaccount_desktop.ui.fields import FactField
from keyaccount_desktop.workbook.facts import facts_of
from tests.ui.fields import keyboard
from tests.ui.fields.conftest import Book, ShowGrid
from tests.ui.fields.test_editing import click, line_of

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
BOOK = "国" * 1_000_000


def put_on_clipboard(text: str) -> None:
    QGuiApplication.clipboard().setText(text)


def field_in_hand() -> QLineEdit | QPlainTextEdit:
    widget = keyboard.focused()
    assert isinstance(widget, (QLineEdit, QPlainTextEdit))
    return widget


def held() -> str:
    widget = field_in_hand()
    return widget.text() if isinstance(widget, QLineEdit) else widget.toPlainText()


# ---- far too much


@pytest.fixture(
    params=["person.notes", "person.native_place", "person.tags", "person.phones", "person.email"]
)
def written_in(request: pytest.FixtureRequest, book: Book, show_grid: ShowGrid) -> FactField:
    """A field one has begun to write in."""
    line = line_of(show_grid(book, [request.param]), request.param)
    line.setFocus()
    keyboard.press(Key.Key_Return)
    keyboard.write("abc")
    return line


def test_that_a_whole_book_pasted_is_told_of_at_the_field_and_changes_nothing_in_it(
    book: Book, written_in: FactField
) -> None:
    put_on_clipboard(BOOK)
    begun = time.perf_counter()
    keyboard.press(Key.Key_V, CTRL)
    QApplication.processEvents()
    assert time.perf_counter() - begun < 2, "it would take longer still to lay it out"
    assert "1,000,000 characters were not put in; 100,000 is the most." in written_in.message
    assert held() == "abc"
    assert QGuiApplication.clipboard().text() == BOOK, "where it came from it still is"
    keyboard.write("d")
    assert written_in.message == "" and held() == "abcd"


def test_that_the_paste_of_the_menu_and_of_the_context_menu_refuse_it_too(written_in: FactField) -> None:
    put_on_clipboard(BOOK)
    assert editing.edit("paste")
    assert "were not put in" in written_in.message and held() == "abc"


def test_that_a_dropped_book_is_refused(written_in: FactField) -> None:
    target = field_in_hand()
    data = QMimeData()
    data.setText(BOOK)
    shown = target.viewport() if isinstance(target, QPlainTextEdit) else target
    about = Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(shown, QDragEnterEvent(QPoint(5, 5), *about))
    QApplication.sendEvent(shown, QDropEvent(QPointF(5, 5), *about))
    assert "were not put in" in written_in.message and held() == "abc"


def test_that_a_book_pasted_on_a_line_at_rest_is_refused(book: Book, show_grid: ShowGrid) -> None:
    book.set("person.notes", "Likes tea.")
    line = line_of(show_grid(book, ["person.notes"]), "person.notes")
    line.setFocus()
    put_on_clipboard(BOOK)
    assert line.edit_command("paste")
    assert "were not put in" in line.message
    keyboard.press(Key.Key_Tab)
    assert book.values("person.notes") == ["Likes tea."]


def test_that_a_little_too_much_may_be_shortened_where_it_is(book: Book, show_grid: ShowGrid) -> None:
    line = line_of(show_grid(book, ["person.notes"]), "person.notes")
    click(line)
    put_on_clipboard("x" * (TEXT_LIMIT + 2))
    keyboard.press(Key.Key_V, CTRL)
    assert f"{TEXT_LIMIT + 2} characters; {TEXT_LIMIT} is the most" in line.message
    keyboard.press(Key.Key_Backspace)
    keyboard.press(Key.Key_Backspace)
    assert line.message == ""
    keyboard.press(Key.Key_Return, CTRL)
    assert book.values("person.notes") == ["x" * TEXT_LIMIT]


# ---- what no text may hold

STRANGE = "a\x00b\x07c\x1b[31md\u2028e\ud800f\udfffg\ufffe\u200b"


@pytest.mark.parametrize(
    ("key", "kept"),
    [
        ("person.native_place", "abc[31md efg"),
        ("person.notes", "abc[31md\nefg"),
        ("person.tags", ["abc[31md efg"]),
    ],
)
def test_that_control_characters_and_halves_of_code_points_are_left_out(
    book: Book, show_grid: ShowGrid, key: str, kept: Any
) -> None:
    line = line_of(show_grid(book, [key]), key)
    line.setFocus()
    line.begin_edit(STRANGE)
    keyboard.press(Key.Key_Tab)
    assert book.values(key) == [kept]
    assert line.message == ""
    keyboard.focused().window().grab()


def test_that_lines_pasted_into_one_line_stand_side_by_side(book: Book, show_grid: ShowGrid) -> None:
    line = line_of(show_grid(book, ["person.interests"]), "person.interests")
    click(line)
    put_on_clipboard("Go\r\ntea\n\nwalks")
    keyboard.press(Key.Key_V, CTRL)
    keyboard.press(Key.Key_Return)
    assert [" ".join(value.split()) for value in book.values("person.interests")] == ["Go tea walks"]


# ---- what is none


WRONG = {
    ("person.birthday", "2/30"): "",
    ("person.birthday", str(date.today().year + 1)): "future",
    ("person.birthday", "soon"): "",
    ("person.age", "-3"): "out of range",
    ("person.age", "1e999"): "",
    ("person.age", "٣x"): "not a number",
    ("person.email", "wang at example"): "not an e-mail address",
    ("person.fax", "none"): "no digit",
    ("stakeholder.weight", "120"): "out of range",
    ("stakeholder.weight", "=1+1"): "not a number",
    ("purchase.budget", "9" * 400): "",
    ("purchase.contract_date", "2026-13-01"): "",
}


@pytest.mark.parametrize(("key", "typed"), WRONG)
def test_that_what_is_none_is_told_at_the_field_and_stays_as_typed(
    book: Book, show_grid: ShowGrid, key: str, typed: str
) -> None:
    kind = key.split(".")[0]
    other = (
        f"{kind}.notes"
        if kind == "person"
        else {"stakeholder": "stakeholder.motive"}.get(kind, "purchase.background")
    )
    grid = show_grid(book, [key, other], kind)
    line = line_of(grid, key)
    line.setFocus()
    keyboard.press(Key.Key_Return)
    keyboard.write(typed)
    keyboard.press(Key.Key_Tab)
    assert line.message and WRONG[key, typed] in line.message
    assert line.editor is not None and typed[:40] in str(line.editor.draft())
    assert facts_of(book.workbook, book.subject(kind)) == []
    # The rest goes on as if nothing had been.
    line_of(grid, other).begin_edit("All else is well")
    keyboard.press(Key.Key_Return, CTRL)
    assert book.values(other) == ["All else is well"]
    assert line.editor is not None, "what was typed is still there"


def test_that_the_reproach_at_a_narrow_field_is_whole(book: Book, show_grid: ShowGrid, qtbot: QtBot) -> None:
    grid = show_grid(book, ["person.birthday"])
    line = line_of(grid, "person.birthday")
    line.begin_edit("1990 of the fifth, the first or the second")
    keyboard.press(Key.Key_Return)
    (said,) = (label for label in line.findChildren(QLabel) if label.text() == line.message)
    for width in range(230, 180, -1):
        grid.resize(width, 600)
        qtbot.waitUntil(lambda width=width: line.width() <= width)  # type: ignore[misc]
        assert said.height() >= said.heightForWidth(said.width()), width
        assert line.height() >= said.geometry().bottom(), width


def test_that_phones_are_kept_as_people_type_them(book: Book, show_grid: ShowGrid) -> None:
    line = line_of(show_grid(book, ["person.phones"]), "person.phones")
    typed = ("138-0000-1234 转 8012", "（0571）88001234", "短号 661234", "138000012")
    line.setFocus()
    keyboard.press(Key.Key_Return)
    for number, text in enumerate(typed):
        if number:
            keyboard.press(Key.Key_Tab)
            keyboard.press(Key.Key_Tab)
        keyboard.write(text)
    keyboard.press(Key.Key_Return)
    assert [value["number"] for value in book.values("person.phones")] == list(typed)
    assert line.shown.replace("\u2060", "").count("too") == 1, "only the last looks wrong"
    assert line.message == ""


def test_that_one_wrong_part_of_a_record_keeps_all_the_others(book: Book, show_grid: ShowGrid) -> None:
    line = line_of(show_grid(book, ["person.education"]), "person.education")
    line.setFocus()
    keyboard.press(Key.Key_Return)
    for text in ("Zhejiang University", "19x9", "1994", "Doctor", "Imaging"):
        keyboard.write(text)
        keyboard.press(Key.Key_Tab)
    keyboard.press(Key.Key_Return)
    assert "not a number" in line.message and line.editor is not None
    assert line.editor.draft()[0][1] == ["Zhejiang University", "19x9", "1994", "Doctor", "Imaging"]
    QTest.mouseClick(line.editor.stops()[1], Qt.MouseButton.LeftButton)
    keyboard.press(Key.Key_A, CTRL)
    keyboard.write("1990")
    keyboard.press(Key.Key_Return)
    assert book.values("person.education")[0]["from_year"] == 1990
