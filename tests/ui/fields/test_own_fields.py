"""Fields of the user's own: they behave like those of the method, and are made where they are missed."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from keyaccount_desktop.language import Text, plain
from keyaccount_desktop.method import boundaries, catalogue
from keyaccount_desktop.method.fields import KINDS, SEVERAL_KINDS, SUBJECTS
from keyaccount_desktop.ui.fields.add_field import AddField
from keyaccount_desktop.ui.fields.new_field import NewFieldPanel
from keyaccount_desktop.workbook import definitions
from keyaccount_desktop.workbook.definitions import Form, NewPart, define_field
from tests.ui.fields import keyboard
from tests.ui.fields.conftest import Book, ShowGrid

Key = Qt.Key
LEFT = Qt.MouseButton.LeftButton
CTRL = Qt.KeyboardModifier.ControlModifier
NAME = Text("Favourite tea", "爱喝的茶")
CHOICES = (plain("Green"), plain("Black"), plain("White"))
PARTS = (
    NewPart("text", plain("Sort")),
    NewPart("number", plain("Year")),
    NewPart("choice", plain("Colour"), CHOICES),
)


def form(kind: Any, **more: Any) -> Form:
    if kind in ("choice", "choices", "checklist", "ranked"):
        more["choices"] = CHOICES
    if kind == "record":
        more["parts"] = PARTS
    return Form(kind, **more)


SHAPES = [
    *((kind, {}) for kind in KINDS),
    *((kind, {"many": True}) for kind in sorted(SEVERAL_KINDS)),
    *((kind, {"per_product": True}) for kind in KINDS if kind != "record"),
]


@pytest.mark.parametrize(
    ("kind", "shape"), SHAPES, ids=lambda value: value if isinstance(value, str) else "-".join(value)
)
def test_that_each_kind_is_set_from_the_keyboard_read_back_and_undone(
    kind: str, shape: dict[str, bool], book: Book, show_grid: ShowGrid
) -> None:
    key = define_field(book.workbook, "person.personal", NAME, form(kind, **shape))
    book.workbook.forget_history()
    grid = show_grid(book, [key])
    line = grid.field(key)
    assert line is not None and line.empty and line.label == "Favourite tea"
    line.setFocus()
    if kind == "flag" and shape:
        keyboard.press(Key.Key_Return)
        keyboard.write("yes")
        keyboard.press(Key.Key_Return)
    else:
        keyboard.fill(line)
    assert line.editor is None, line.message
    assert book.values(key) == [keyboard.expected(line.field)]
    assert not line.empty and "custom" not in line.shown
    book.workbook.undo()
    assert book.values(key) == [] and line.empty and book.workbook.undo_label is None
    book.workbook.redo()
    assert not line.empty


@pytest.mark.parametrize("subject", SUBJECTS)
def test_that_every_subject_may_have_fields_of_the_users_own(
    subject: str, book: Book, show_grid: ShowGrid
) -> None:
    section = catalogue.sections_of(subject)[0].key
    key = define_field(book.workbook, section, NAME, Form("text"))
    grid = show_grid(book, [key], subject)
    line = grid.field(key)
    assert line is not None
    line.setFocus()
    keyboard.fill(line)
    assert book.values(key) == ["Tea and Go"]


def test_that_a_second_entry_joins_the_first(book: Book, show_grid: ShowGrid) -> None:
    key = define_field(book.workbook, "person.personal", NAME, Form("date", many=True))
    grid = show_grid(book, [key])
    line = grid.field(key)
    assert line is not None
    line.setFocus()
    keyboard.fill(line)
    line.begin_edit()
    keyboard.press(Key.Key_Tab)
    keyboard.press(Key.Key_Tab)
    keyboard.write("2025")
    keyboard.press(Key.Key_Return)
    assert book.values(key) == ["2026-11-03", "2025"], line.message


# ---- coming and going


def test_that_fields_made_renamed_moved_and_retired_are_followed_in_place(
    book: Book, show_grid: ShowGrid
) -> None:
    grid = show_grid(book, "person.personal")
    key = define_field(book.workbook, "person.personal", NAME, Form("text"))
    assert key in grid.keys and grid.field(key) is None
    line = grid.show_field(key)
    book.set(key, "Longjing")
    assert line.shown.startswith("Longjing")
    definitions.rename_field(book.workbook, key, plain("Tea"))
    assert line.label == "Tea"
    definitions.retire_field(book.workbook, key)
    assert line.shown.endswith("retired") and line.isVisible()
    assert key not in grid.add.keys
    definitions.restore_field(book.workbook, key)
    assert "retired" not in line.shown and key in grid.add.keys
    definitions.change_field(book.workbook, key, section="person.contact")
    assert grid.field(key) is None and key not in grid.keys
    book.workbook.undo()
    assert grid.field(key) is not None


def test_that_a_retired_field_that_holds_nothing_is_not_asked(book: Book, show_grid: ShowGrid) -> None:
    key = define_field(book.workbook, "person.personal", NAME, Form("text"))
    definitions.retire_field(book.workbook, key)
    grid = show_grid(book, "person.personal")
    assert grid.field(key) is None and key not in grid.add.keys


def test_that_undoing_a_field_takes_away_its_line_and_leaves_the_keyboard_in_place(
    book: Book, show_grid: ShowGrid
) -> None:
    grid = show_grid(book, "person.personal")
    key = define_field(book.workbook, "person.personal", NAME, Form("text"))
    grid.show_field(key).setFocus()
    book.workbook.undo()
    assert grid.field(key) is None and key not in grid.keys
    assert keyboard.focused() is grid.add.button


# ---- made where it is missed


@pytest.fixture
def add(book: Book, show_grid: ShowGrid) -> AddField:
    return show_grid(book, "person.personal").add


def offer(add: AddField, typed: str) -> NewFieldPanel:
    """Type a name that is no field yet, and take the last line of the list."""
    QTest.mouseClick(add.button, LEFT)
    keyboard.write(typed)
    assert add.offered is not None
    assert add.offered.codes[-1] == "new"
    keyboard.press(Key.Key_Up)
    keyboard.press(Key.Key_Return)
    assert add.panel is not None
    return add.panel


def test_that_a_field_missed_is_made_by_its_name_and_enter(book: Book, add: AddField) -> None:
    panel = offer(add, "Favourite tea")
    assert panel.name.text() == "Favourite tea" and panel.isVisible()
    keyboard.press(Key.Key_Return)
    (field,) = [field for field in book.workbook.catalogue.fields.values() if field.custom]
    assert (field.text, field.kind, field.section) == (plain("Favourite tea"), "text", "person.personal")
    keyboard.write("Longjing")
    keyboard.press(Key.Key_Return)
    assert book.values(field.key) == ["Longjing"]
    book.workbook.undo()
    book.workbook.undo()
    assert not [field for field in book.workbook.catalogue.fields.values() if field.custom]


def test_that_a_list_is_made_with_its_choices(book: Book, add: AddField) -> None:
    offer(add, "Favourite tea")
    keyboard.write("One of")
    keyboard.press(Key.Key_Return)
    keyboard.write("Green")
    keyboard.press(Key.Key_Return)
    keyboard.write("Black")
    keyboard.press(Key.Key_Return, CTRL)
    (field,) = [field for field in book.workbook.catalogue.fields.values() if field.custom]
    assert field.kind == "choice" and field.choices is not None
    assert [str(choice.text) for choice in field.choices] == ["Green", "Black"]


def test_that_an_entry_is_made_with_its_parts(book: Book, add: AddField) -> None:
    panel = offer(add, "Teas")
    keyboard.write("entry with")
    keyboard.press(Key.Key_Return)
    keyboard.write("Sort")
    keyboard.press(Key.Key_Return)
    keyboard.press(Key.Key_Return)
    panel.parts.rows[1][0].setFocus()
    keyboard.write("Colour")
    keyboard.press(Key.Key_Return)
    keyboard.write("one of")
    keyboard.press(Key.Key_Return)
    keyboard.write("Green, Black")
    assert len(panel.parts.rows) == 3, "an empty one for the next"
    panel.many.setFocus()
    keyboard.press(Key.Key_Space)
    QTest.mouseClick(panel.button, LEFT)
    (field,) = [field for field in book.workbook.catalogue.fields.values() if field.custom]
    assert [(str(part.text), part.kind) for part in field.parts] == [("Sort", "text"), ("Colour", "choice")]
    assert field.parts[1].choices is not None and len(field.parts[1].choices) == 2
    assert field.many


@pytest.mark.parametrize(("kind", "typed", "found"), [("Number", "cups", "cups"), ("Rating", "2", None)])
def test_that_a_number_has_a_unit_and_a_rating_its_steps(
    kind: str, typed: str, found: str | None, book: Book, add: AddField
) -> None:
    offer(add, "Tea")
    keyboard.write(kind)
    keyboard.press(Key.Key_Return)
    keyboard.write(typed)
    keyboard.press(Key.Key_Return)
    (field,) = [field for field in book.workbook.catalogue.fields.values() if field.custom]
    assert (str(field.unit) if field.unit else None) == found
    assert (field.low, field.high) == ((2, 5) if kind == "Rating" else (None, None))


def test_that_a_field_is_private_and_stands_where_the_user_says(book: Book, add: AddField) -> None:
    panel = offer(add, "Favourite tea")
    panel.section.start("", offer=False)
    keyboard.write("Contact")
    keyboard.press(Key.Key_Return)
    panel.sensitive.setFocus()
    keyboard.press(Key.Key_Space)
    panel.button.setFocus()
    keyboard.press(Key.Key_Space)
    (field,) = [field for field in book.workbook.catalogue.fields.values() if field.custom]
    assert field.sensitive and field.section == "person.contact"


@pytest.mark.parametrize("name", ["回扣", "Kickback", "处方量"])
def test_that_a_barred_name_is_refused_with_the_reason_and_may_be_mended(
    name: str, book: Book, add: AddField
) -> None:
    panel = offer(add, name)
    keyboard.press(Key.Key_Return)
    assert str(boundaries.barred(name)) in panel.message and panel.isVisible()
    assert not [field for field in book.workbook.catalogue.fields.values() if field.custom]
    panel.name.setFocus()
    panel.name.selectAll()
    keyboard.write("Tea")
    assert panel.message == "", "it was said of another name"
    QTest.mouseClick(panel.button, LEFT)
    assert [str(field.text) for field in book.workbook.catalogue.fields.values() if field.custom] == ["Tea"]


def test_that_escape_makes_nothing(book: Book, add: AddField) -> None:
    offer(add, "Favourite tea")
    keyboard.press(Key.Key_Escape)
    assert add.panel is None and book.workbook.undo_label is None
    assert keyboard.focused() is add.button


def test_that_a_field_there_is_already_is_not_offered_as_new(add: AddField) -> None:
    QTest.mouseClick(add.button, LEFT)
    keyboard.write("hobbies")
    assert add.offered is not None and "new" not in add.offered.codes
