"""Fields whose value is chosen, ticked, ranked, or made of several entries."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest

from keyaccount_desktop.language import set_language
from keyaccount_desktop.ui.fields import FactField
from keyaccount_desktop.ui.fields.choice_editors import ChoiceEditor, ChoicesEditor, RankedEditor
from keyaccount_desktop.ui.fields.entry_editors import RecordsEditor
from keyaccount_desktop.ui.fields.panel import Option, OptionList, matching
from keyaccount_desktop.workbook.facts import add_entry
from tests.ui.fields import keyboard
from tests.ui.fields.conftest import Book, ShowGrid
from tests.ui.fields.test_editing import click, line_of

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

Key = Qt.Key


@pytest.fixture
def attitude(book: Book, show_grid: ShowGrid) -> FactField:
    return line_of(show_grid(book, ["stakeholder.attitude"], "stakeholder"), "stakeholder.attitude")


def offered(line: FactField) -> OptionList:
    assert isinstance(line.editor, (ChoiceEditor, ChoicesEditor))
    assert line.editor.offered is not None
    return line.editor.offered


def pick(listed: OptionList, code: str) -> None:
    QTest.mouseClick(listed.list.viewport(), Qt.MouseButton.LeftButton, pos=listed.place_of(code).center())


# ---- one of a list


def test_that_the_list_of_one_part_closes_on_the_way_to_the_next(book: Book, show_grid: ShowGrid) -> None:
    family = line_of(show_grid(book, ["person.family"]), "person.family")
    click(family)
    assert isinstance(family.editor, RecordsEditor)
    relation, _name, _news, event, _day = family.editor.rows[0].editors
    assert isinstance(relation, ChoiceEditor) and isinstance(event, ChoiceEditor)
    keyboard.write("spouse")
    assert relation.offered is not None
    for _ in range(3):
        keyboard.press(Key.Key_Tab)
    assert relation.offered is None and event.line.hasFocus()
    keyboard.press(Key.Key_Down)
    keyboard.press(Key.Key_Down)
    keyboard.press(Key.Key_Tab)
    assert event.offered is None and event.line.text() == "Wedding day", "what was pointed at holds"
    keyboard.press(Key.Key_Return)
    assert book.values("person.family") == [{"relation": "spouse", "event": "wedding"}]


def test_that_a_click_offers_the_list_and_a_click_chooses(book: Book, attitude: FactField) -> None:
    click(attitude)
    listed = offered(attitude)
    assert listed.isVisible()
    assert listed.codes == ["supporter", "neutral", "opponent"]
    pick(listed, "opponent")
    assert attitude.editor is None
    assert book.values("stakeholder.attitude") == ["opponent"]


def test_that_arrows_and_enter_choose(book: Book, attitude: FactField) -> None:
    click(attitude)
    keyboard.press(Key.Key_Down)
    keyboard.press(Key.Key_Down)
    keyboard.press(Key.Key_Up)
    keyboard.press(Key.Key_Return)
    assert book.values("stakeholder.attitude") == ["neutral"]


def test_that_what_was_pointed_at_holds_when_one_leaves_by_tab(book: Book, attitude: FactField) -> None:
    click(attitude)
    keyboard.press(Key.Key_Down)
    keyboard.press(Key.Key_Tab)
    assert book.values("stakeholder.attitude") == ["neutral"]


@pytest.mark.parametrize("typed", ["opp", "反对", "fandui", "fdz", "fand"])
def test_that_a_choice_is_found_in_either_language_and_by_pinyin(
    typed: str, book: Book, attitude: FactField
) -> None:
    set_language("zh")
    attitude.retranslate()
    attitude.setFocus()
    keyboard.write(typed)
    assert offered(attitude).codes == ["opponent"]
    keyboard.press(Key.Key_Return)
    assert book.values("stakeholder.attitude") == ["opponent"]


def test_that_a_word_that_is_no_choice_is_refused_and_kept(book: Book, attitude: FactField) -> None:
    attitude.setFocus()
    keyboard.write("friendly")
    keyboard.press(Key.Key_Return)
    assert "not in the list" in attitude.message
    assert book.values("stakeholder.attitude") == []


def test_that_an_empty_choice_is_unknown(book: Book, attitude: FactField) -> None:
    book.set("stakeholder.attitude", "neutral")
    click(attitude)
    keyboard.press(Key.Key_Backspace)
    keyboard.press(Key.Key_Return)
    assert book.values("stakeholder.attitude") == []


def test_that_tab_passes_through_without_opening_or_changing(book: Book, show_grid: ShowGrid) -> None:
    book.set("stakeholder.attitude", "neutral")
    keys = ["stakeholder.attitude", "stakeholder.closeness"]
    grid = show_grid(book, keys, "stakeholder")
    for line in grid.fields:
        line.setFocus(Qt.FocusReason.TabFocusReason)
        assert isinstance(line.editor, ChoiceEditor) and line.editor.offered is None
        keyboard.press(Key.Key_Tab)
    assert book.workbook.undo_label is None


def test_that_the_list_stands_inside_the_window(book: Book, show_grid: ShowGrid) -> None:
    grid = show_grid(book, ["stakeholder.attitude"], "stakeholder")
    window = grid.window()
    window.resize(300, 90)
    line = line_of(grid, "stakeholder.attitude")
    click(line)
    assert window.rect().contains(offered(line).geometry())


# ---- several of a list


def test_that_space_and_clicks_tick(book: Book, show_grid: ShowGrid) -> None:
    line = line_of(show_grid(book, ["stakeholder.roles"], "stakeholder"), "stakeholder.roles")
    click(line)
    keyboard.press(Key.Key_Space)
    keyboard.press(Key.Key_Down)
    keyboard.press(Key.Key_Down)
    keyboard.press(Key.Key_Space)
    listed = offered(line)
    assert listed.checked == {"initiator", "decider"}
    pick(listed, "user")
    pick(listed, "initiator")
    keyboard.press(Key.Key_Return)
    assert book.values("stakeholder.roles") == [["decider", "user"]]
    assert line.editor is None


def test_that_an_open_list_takes_words_of_ones_own(book: Book, show_grid: ShowGrid) -> None:
    key = "person.value_functional"
    line = line_of(show_grid(book, [key]), key)
    click(line)
    keyboard.write("image quality")
    keyboard.press(Key.Key_Return)
    keyboard.write("effi")
    keyboard.press(Key.Key_Return)
    keyboard.press(Key.Key_Tab)
    assert book.values(key) == [["efficacy", "image quality"]]


def test_that_unticking_all_clears(book: Book, show_grid: ShowGrid) -> None:
    book.set("stakeholder.roles", ["user"])
    line = line_of(show_grid(book, ["stakeholder.roles"], "stakeholder"), "stakeholder.roles")
    click(line)
    keyboard.press(Key.Key_Backspace)
    keyboard.press(Key.Key_Return)
    assert book.values("stakeholder.roles") == []


def test_that_a_ranking_is_reordered_from_the_keyboard(book: Book, show_grid: ShowGrid) -> None:
    key = "account.concerns"
    book.set(key, ["quality", "price"])
    line = line_of(show_grid(book, [key], "account"), key)
    click(line)
    assert isinstance(line.editor, RankedEditor)
    keyboard.press(Key.Key_Tab)
    line.editor.order.setCurrentRow(1)
    keyboard.press(Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    keyboard.press(Key.Key_Return)
    assert book.values(key) == [["price", "quality"]]
    book.workbook.undo()
    assert book.values(key) == [["quality", "price"]]


def test_that_a_flag_is_one_click(book: Book, show_grid: ShowGrid) -> None:
    line = line_of(show_grid(book, ["stakeholder.key"], "stakeholder"), "stakeholder.key")
    click(line)
    assert book.values("stakeholder.key") == [True]
    click(line)
    assert book.values("stakeholder.key") == []


# ---- entries


def phone(book: Book, number: str, label: str = "mobile") -> str:
    return add_entry(
        book.workbook, book.subject("person"), "person.phones", {"number": number, "label": label}
    )


def test_that_entries_are_added_changed_and_removed_in_one_step(book: Book, show_grid: ShowGrid) -> None:
    phone(book, "138 0000 1111")
    phone(book, "0571 1111", "office")
    book.workbook.forget_history()
    line = line_of(show_grid(book, ["person.phones"]), "person.phones")
    click(line)
    assert isinstance(line.editor, RecordsEditor)
    rows = line.editor.rows
    assert len(rows) == 3
    keyboard.write("139 2222 3333")
    QTest.mouseClick(rows[1].remove, Qt.MouseButton.LeftButton)
    keyboard.write("0571 4444")
    keyboard.press(Key.Key_Tab)
    keyboard.write("总机")
    keyboard.press(Key.Key_Return)
    assert book.values("person.phones") == [
        {"number": "139 2222 3333", "label": "mobile"},
        {"number": "0571 4444", "label": "switchboard"},
    ]
    book.workbook.undo()
    assert [value["number"] for value in book.values("person.phones")] == ["138 0000 1111", "0571 1111"]
    assert book.workbook.undo_label is None


def test_that_a_new_row_waits_under_the_one_that_is_typed(book: Book, show_grid: ShowGrid) -> None:
    line = line_of(show_grid(book, ["person.education"]), "person.education")
    click(line)
    assert isinstance(line.editor, RecordsEditor)
    keyboard.write("Zhejiang University")
    assert len(line.editor.rows) == 2
    line.editor.rows[1].editors[0].start("", offer=False)
    keyboard.write("Technical University of Munich")
    keyboard.press(Key.Key_Return)
    schools = [value["school"] for value in book.values("person.education")]
    assert schools == ["Zhejiang University", "Technical University of Munich"]


def test_that_a_wrong_part_is_refused_and_nothing_typed_is_lost(book: Book, show_grid: ShowGrid) -> None:
    line = line_of(show_grid(book, ["person.education"]), "person.education")
    click(line)
    for typed in ("Zhejiang University", "1999", "1994"):
        keyboard.write(typed)
        keyboard.press(Key.Key_Tab)
    keyboard.press(Key.Key_Return)
    assert "ends before it begins" in line.message
    assert book.values("person.education") == []
    again = line_of(show_grid(book, ["person.education"]), "person.education")
    assert isinstance(again.editor, RecordsEditor)
    assert again.editor.rows[0].drafts()[:3] == ["Zhejiang University", "1999", "1994"]


def test_that_a_product_is_named_where_its_value_is_typed(book: Book, show_grid: ShowGrid) -> None:
    key = "person.adoption"
    line = line_of(show_grid(book, [key]), key)
    click(line)
    keyboard.press(Key.Key_Tab)
    keyboard.write("Borealis 3")
    keyboard.press(Key.Key_Tab)
    keyboard.write("Trial")
    keyboard.press(Key.Key_Return)
    assert book.values(key) == ["trial"]
    assert line.shown == "Borealis 3: Trial"
    book.workbook.undo()
    assert book.values(key) == []


# ---- what is found


def test_that_better_matches_come_first() -> None:
    options = [Option("a", "Retail price"), Option("b", "Price"), Option("c", "Prices of rivals")]
    assert [option.code for option in matching(options, "price")] == ["b", "c", "a"]
    assert matching(options, "  ") == options


def test_that_the_list_keeps_the_rules_of_its_model(book: Book, attitude: FactField, qtbot: QtBot) -> None:
    click(attitude)
    QAbstractItemModelTester(
        offered(attitude).list.model(), QAbstractItemModelTester.FailureReportingMode.Warning
    )
    keyboard.write("n")
    keyboard.press(Key.Key_Escape)


def test_that_the_mouse_over_a_list_points(attitude: FactField) -> None:
    click(attitude)
    listed = offered(attitude)
    place = listed.place_of("opponent").center()
    QTest.mouseMove(listed.list.viewport(), place - QPoint(1, 1))
    QTest.mouseMove(listed.list.viewport(), place)
    assert listed.current == "opponent"
