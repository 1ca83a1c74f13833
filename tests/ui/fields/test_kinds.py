"""Editors fit for their kind: points, boxes, chips, units, numbers of choices, entries of any kind."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication

from keyaccount_desktop.language import Text
from keyaccount_desktop.ui.fields import FactField
from keyaccount_desktop.ui.fields.checklist_editor import ChecklistEditor
from keyaccount_desktop.ui.fields.choice_editors import ChoiceEditor
from keyaccount_desktop.ui.fields.entry_editors import RecordsEditor
from keyaccount_desktop.ui.fields.rating_editor import RatingEditor
from keyaccount_desktop.ui.fields.tags_editor import TagsEditor
from keyaccount_desktop.ui.widgets import Label
from keyaccount_desktop.workbook.definitions import Form, NewPart, add_term, define_field, retire_term
from keyaccount_desktop.workbook.facts import add_entry, set_fact
from keyaccount_desktop.workbook.people import add_person
from tests.ui.fields import keyboard
from tests.ui.fields.conftest import Book, ShowGrid
from tests.ui.fields.test_editing import click, line_of

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

Key = Qt.Key
LEFT = Qt.MouseButton.LeftButton
FIRMNESS, SIGNS, TAGS = "stakeholder.firmness", "person.innovator_signs", "person.tags"


def own_line(book: Book, show_grid: ShowGrid, form: Form) -> FactField:
    """The line of a field of the user's own."""
    key = define_field(book.workbook, "person.notes", Text("Own", "自定"), form)
    return line_of(show_grid(book, [key]), key)


# ---- points


@pytest.fixture
def firmness(book: Book, show_grid: ShowGrid) -> FactField:
    return line_of(show_grid(book, [FIRMNESS], "stakeholder"), FIRMNESS)


@pytest.mark.parametrize(
    ("keys", "points"),
    [
        ([Key.Key_4], [4]),
        ([Key.Key_9], [5]),
        ([Key.Key_Right, Key.Key_Right, Key.Key_Up], [3]),
        ([Key.Key_3, Key.Key_Left], [2]),
        ([Key.Key_Right, Key.Key_Left], []),
        ([Key.Key_3, Key.Key_0], []),
        ([Key.Key_3, Key.Key_Delete], []),
    ],
)
def test_that_digits_and_arrows_set_points(
    book: Book, firmness: FactField, keys: list[Qt.Key], points: list[int]
) -> None:
    firmness.setFocus()
    keyboard.press(Key.Key_Return)
    for key in keys:
        keyboard.press(key)
    keyboard.press(Key.Key_Return)
    assert book.values(FIRMNESS) == points and firmness.editor is None


def test_that_a_digit_on_the_line_is_enough(book: Book, firmness: FactField) -> None:
    firmness.setFocus()
    keyboard.write("4")
    keyboard.press(Key.Key_Tab)
    assert book.values(FIRMNESS) == [4]
    assert firmness.shown.replace("\u2009", "").startswith("●●●●○")
    assert firmness.accessibleDescription() == "4 / 5"


def test_that_a_click_on_a_point_sets_it(book: Book, firmness: FactField) -> None:
    click(firmness)
    assert isinstance(firmness.editor, RatingEditor)
    points = firmness.editor.points
    QTest.mouseClick(points, LEFT, pos=points.place_of(3))
    assert book.values(FIRMNESS) == [3] and firmness.editor is None


def test_that_one_click_changes_points_that_are_set(book: Book, firmness: FactField) -> None:
    book.set(FIRMNESS, 2)
    width = firmness.fontMetrics().horizontalAdvance("●\u2009●\u2009●\u2009●")
    middle = QPoint(firmness.value_left() + width - 4, firmness.line_height() // 2)
    QTest.mouseClick(firmness, LEFT, pos=middle)
    assert book.values(FIRMNESS) == [4] and firmness.editor is None


def test_that_escape_leaves_the_points_as_they_were(book: Book, firmness: FactField) -> None:
    book.set(FIRMNESS, 2)
    firmness.setFocus()
    keyboard.write("5")
    keyboard.press(Key.Key_Escape)
    assert book.values(FIRMNESS) == [2] and firmness.hasFocus()


def test_that_a_long_scale_is_a_list(book: Book, show_grid: ShowGrid) -> None:
    line = own_line(book, show_grid, Form("rating", low=1, high=12))
    line.setFocus()
    keyboard.write("11")
    keyboard.press(Key.Key_Return)
    assert book.workbook.undo_label is not None and line.shown.startswith("11 / 12")


# ---- boxes


@pytest.fixture
def signs(book: Book, show_grid: ShowGrid) -> FactField:
    return line_of(show_grid(book, [SIGNS]), SIGNS)


def boxes(line: FactField) -> ChecklistEditor:
    assert isinstance(line.editor, ChecklistEditor)
    return line.editor


def test_that_a_checklist_shows_all_its_boxes_and_space_ticks(book: Book, signs: FactField) -> None:
    codes = signs.field.choices.codes if signs.field.choices is not None else ()
    signs.setFocus()
    keyboard.press(Key.Key_Return)
    assert boxes(signs).list.count() == len(codes)
    QAbstractItemModelTester(boxes(signs).list.model(), QAbstractItemModelTester.FailureReportingMode.Fatal)
    for key in (Key.Key_Space, Key.Key_Down, Key.Key_Space, Key.Key_Down, Key.Key_Space, Key.Key_Space):
        keyboard.press(key)
    keyboard.press(Key.Key_Return)
    assert book.values(SIGNS) == [list(codes[:2])]
    assert signs.shown.count("✓") == 2 and signs.accessibleDescription() == signs.plain_text()


def test_that_a_click_anywhere_on_a_line_ticks_it(book: Book, signs: FactField) -> None:
    click(signs)
    listed = boxes(signs).list
    for where in ("left", "right"):
        place = listed.visualItemRect(listed.item(1))
        pos = place.center()
        pos.setX(place.left() + 6 if where == "left" else place.right() - 6)
        QTest.mouseClick(listed.viewport(), LEFT, pos=pos)
        ticked = listed.item(1).checkState() == Qt.CheckState.Checked
        assert ticked == (where == "left")
    code = listed.item(2).data(Qt.ItemDataRole.UserRole)
    QTest.mouseClick(listed.viewport(), LEFT, pos=listed.visualItemRect(listed.item(2)).center())
    keyboard.press(Key.Key_Tab)
    assert book.values(SIGNS) == [[code]] and signs.editor is None


def test_that_a_checklist_is_one_stop_of_the_tab_key(book: Book, signs: FactField) -> None:
    signs.setFocus()
    keyboard.press(Key.Key_Return)
    keyboard.press(Key.Key_Space)
    keyboard.press(Key.Key_Tab)
    assert signs.editor is None and len(book.values(SIGNS)) == 1


def test_that_an_open_checklist_takes_words_of_ones_own(book: Book, show_grid: ShowGrid) -> None:
    form = Form("checklist", open_ended=True, choices=(Text("Tea", "茶"),))
    line = own_line(book, show_grid, form)
    click(line)
    keyboard.press(Key.Key_Tab)
    keyboard.write("Go")
    keyboard.press(Key.Key_Return)
    keyboard.press(Key.Key_Return)
    assert line.facts[0].value == ["Go"]


# ---- chips


@pytest.fixture
def tagged(book: Book, show_grid: ShowGrid) -> FactField:
    """Two others have tags: pilot twice, reference once."""
    for tags in (["pilot"], ["pilot", "Reference"]):
        other = add_person(book.workbook, book.ids["account"], "Zhao Lei")
        set_fact(book.workbook, ("person", other), TAGS, tags)
    book.workbook.forget_history()
    return line_of(show_grid(book, [TAGS]), TAGS)


def tags(line: FactField) -> TagsEditor:
    assert isinstance(line.editor, TagsEditor)
    return line.editor


def offered(line: FactField) -> list[str]:
    listed = tags(line).offered
    return listed.codes if listed is not None else []


def test_that_tags_in_use_are_offered_the_most_used_first(tagged: FactField) -> None:
    click(tagged)
    assert offered(tagged) == ["pilot", "Reference"]
    keyboard.write("ref")
    assert offered(tagged) == ["Reference"]
    keyboard.write("x")
    assert offered(tagged) == []


def test_that_enter_adds_a_tag_and_on_nothing_is_done(book: Book, tagged: FactField) -> None:
    tagged.setFocus()
    keyboard.write("new one")
    keyboard.press(Key.Key_Return)
    assert [chip.text() for chip in tags(tagged).chips] == ["new one"]
    keyboard.press(Key.Key_Return)
    assert book.values(TAGS) == [["new one"]]


def test_that_down_and_enter_take_a_tag_in_use(book: Book, tagged: FactField) -> None:
    tagged.setFocus()
    keyboard.press(Key.Key_Return)
    keyboard.press(Key.Key_Down)
    keyboard.press(Key.Key_Down)
    keyboard.press(Key.Key_Return)
    keyboard.press(Key.Key_Return)
    assert book.values(TAGS) == [["Reference"]]


def test_that_the_spelling_in_use_is_kept(book: Book, tagged: FactField) -> None:
    tagged.setFocus()
    keyboard.write("REFERENCE")
    keyboard.press(Key.Key_Return)
    keyboard.press(Key.Key_Return)
    assert book.values(TAGS) == [["Reference"]]


@pytest.mark.parametrize("between", [",", "，", "、", ";"])
def test_that_a_comma_ends_a_tag(book: Book, tagged: FactField, between: str) -> None:
    tagged.setFocus()
    keyboard.write(f"a{between}b")
    keyboard.press(Key.Key_Tab)
    assert book.values(TAGS) == [["a", "b"]]


def test_that_backspace_and_a_click_take_tags_away(book: Book, tagged: FactField) -> None:
    book.set(TAGS, ["a", "b", "c"])
    click(tagged)
    keyboard.press(Key.Key_Backspace)
    QTest.mouseClick(tags(tagged).chips[0], LEFT)
    assert keyboard.focused() is tags(tagged).line
    keyboard.press(Key.Key_Return)
    assert book.values(TAGS) == [["b"]]


def test_that_a_tag_is_held_once(book: Book, tagged: FactField) -> None:
    book.set(TAGS, ["a"])
    tagged.setFocus()
    keyboard.write("A")
    keyboard.press(Key.Key_Tab)
    assert book.values(TAGS) == [["a"]]


# ---- units, numbers, retired choices


@pytest.mark.parametrize(("key", "unit"), [("stakeholder.weight", "%"), ("purchase.budget", "yuan")])
def test_that_the_unit_stands_in_the_line(book: Book, show_grid: ShowGrid, key: str, unit: str) -> None:
    line = line_of(show_grid(book, [key], key.split(".")[0]), key)
    click(line)
    assert unit in [label.text() for label in line.findChildren(Label) if label.isVisible()]


def test_that_a_percentage_is_edited_without_its_sign(book: Book, show_grid: ShowGrid) -> None:
    book.set("stakeholder.weight", 20)
    line = line_of(show_grid(book, ["stakeholder.weight"], "stakeholder"), "stakeholder.weight")
    click(line)
    keyboard.press(Key.Key_End)
    keyboard.write(".5")
    keyboard.press(Key.Key_Return)
    assert book.values("stakeholder.weight") == [20.5]


def test_that_a_digit_chooses_by_place(book: Book, show_grid: ShowGrid) -> None:
    key = "stakeholder.attitude"
    line = line_of(show_grid(book, [key], "stakeholder"), key)
    line.setFocus()
    keyboard.write("2")
    keyboard.press(Key.Key_Return)
    assert book.values(key) == ["neutral"]


def test_that_a_choice_that_holds_the_digit_is_meant_before_the_place(
    book: Book, show_grid: ShowGrid
) -> None:
    form = Form(
        "choice", choices=(Text("Ward 3", "三病区"), Text("Ward 1", "一病区"), Text("Ward 2", "二病区"))
    )
    line = own_line(book, show_grid, form)
    line.setFocus()
    keyboard.write("1")
    keyboard.press(Key.Key_Return)
    assert line.shown == "Ward 1"


def test_that_a_retired_choice_still_reads_as_it_did_and_is_not_lost(book: Book, show_grid: ShowGrid) -> None:
    workbook, key = book.workbook, "person.personality"
    code = add_term(workbook, "personality", Text("Arbiter", "裁判型"))
    book.set(key, code)
    retire_term(workbook, "personality", code)
    line = line_of(show_grid(book, [key]), key)
    assert line.shown == "Arbiter"
    click(line)
    assert isinstance(line.editor, ChoiceEditor) and line.editor.line.text() == "Arbiter"
    keyboard.press(Key.Key_Return)
    assert book.values(key) == [code]
    book.set(key, "amiable")
    click(line)
    assert line.editor.offered is not None and code not in line.editor.offered.codes


# ---- phones


def test_that_a_number_is_kept_as_typed_and_quietly_doubted(book: Book, show_grid: ShowGrid) -> None:
    for number in ("138 0000 1234", "8800 1234 转 12"):
        add_entry(book.workbook, book.subject("person"), "person.phones", {"number": number})
    line = line_of(show_grid(book, ["person.phones"]), "person.phones")
    shown = line.shown.replace("\u2060", "").replace("\u00a0", " ")
    assert shown == "138 0000 1234\n8800 1234 转 12  area code?"
    assert line.message == ""


# ---- entries of any kind


ENTRIES: dict[str, tuple[Form, list[str], list[Any]]] = {
    "text": (Form("text", many=True), ["Tea", "Go"], ["Tea", "Go"]),
    "number": (Form("number", many=True), ["3", "5"], [3, 5]),
    "choice": (
        Form("choice", many=True, open_ended=True, choices=(Text("Tea", "茶"),)), ["Coffee", "Milk"],
        ["Coffee", "Milk"],
    ),
    "phone": (Form("phone", many=True), ["0571 8800 1234", "120"], ["0571 8800 1234", "120"]),
}  # fmt: skip


@pytest.mark.parametrize("kind", ENTRIES)
def test_that_a_field_of_any_kind_holds_many(book: Book, show_grid: ShowGrid, kind: str) -> None:
    form, typed, expected = ENTRIES[kind]
    line = own_line(book, show_grid, form)
    line.setFocus()
    keyboard.press(Key.Key_Return)
    for number, text in enumerate(typed):
        if number:
            keyboard.press(Key.Key_Tab)
        keyboard.write(text)
    keyboard.press(Key.Key_Return)
    assert [fact.value for fact in line.facts] == expected
    click(line)
    assert isinstance(line.editor, RecordsEditor)
    QTest.mouseClick(line.editor.rows[0].remove, LEFT)
    keyboard.press(Key.Key_Return)
    assert [fact.value for fact in line.facts] == expected[1:]
    book.workbook.undo()
    assert [fact.value for fact in line.facts] == expected


def test_that_a_record_is_kept_for_each_product(book: Book, show_grid: ShowGrid, qtbot: QtBot) -> None:
    parts = (NewPart("text", Text("Use", "用途")), NewPart("percent", Text("Share", "比例")))
    line = own_line(book, show_grid, Form("record", per_product=True, parts=parts))
    line.setFocus()
    keyboard.press(Key.Key_Return)
    keyboard.write("Ward")
    keyboard.press(Key.Key_Tab)
    keyboard.write("30")
    keyboard.press(Key.Key_Return)
    (fact,) = line.facts
    assert (fact.item, list(fact.value.values())) == (book.product, ["Ward", 30])
    assert line.shown.startswith("Aurora X7: ")
    QApplication.sendPostedEvents()
