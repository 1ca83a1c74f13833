"""The Settings page: fields, lists, advice, products and numbers of a workbook, changed in place and undone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from keyaccount_desktop.language import Text, plain
from keyaccount_desktop.method import advice, boundaries, playbooks
from keyaccount_desktop.method.defaults import DEFAULTS
from keyaccount_desktop.ui import motion
from keyaccount_desktop.ui.operation import stop_jobs
from keyaccount_desktop.ui.place import SETTINGS_TABS, client, settings
from keyaccount_desktop.ui.preferences.page import SettingsPage
from keyaccount_desktop.ui.preferences.rows import RowColumn
from keyaccount_desktop.ui.settings import Settings
from keyaccount_desktop.ui.widgets import MessageBar
from keyaccount_desktop.workbook import colleagues, definitions, products
from keyaccount_desktop.workbook.definitions import Form, define_field
from keyaccount_desktop.workbook.facts import add_entry, facts_of, set_fact
from keyaccount_desktop.workbook.people import add_person
from keyaccount_desktop.workbook.preferences import own_numbers
from keyaccount_desktop.workbook.purchases import purchases_of
from tests.ui.fields import keyboard
from tests.ui.fields.conftest import Book

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from keyaccount_desktop.ui.main_window import MainWindow

Key = Qt.Key
LEFT = Qt.MouseButton.LeftButton
ALT = Qt.KeyboardModifier.AltModifier
CTRL = Qt.KeyboardModifier.ControlModifier
PERSONAL = "person.personal"


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    made = Book(tmp_path / "book.kaw")
    yield made
    made.workbook.close()


@pytest.fixture
def fields(book: Book) -> list[str]:
    """Three fields of the user's own, about people."""
    made = [
        define_field(book.workbook, PERSONAL, plain(name), Form("text")) for name in ("Tea", "Car", "Dog")
    ]
    book.workbook.forget_history()
    return made


@pytest.fixture
def page(book: Book, qtbot: QtBot) -> Iterator[SettingsPage]:
    made = SettingsPage(book.workbook)
    MessageBar(made)
    qtbot.addWidget(made)
    made.resize(1104, 700)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    made.show_tab("fields")
    yield made
    made.release()
    stop_jobs()


def press(widget: QWidget, where: QPoint | None = None) -> None:
    QApplication.processEvents()
    QTest.mouseClick(widget, LEFT, Qt.KeyboardModifier.NoModifier, where or widget.rect().center())


def choose(rows: RowColumn, key: str, *path: str) -> None:
    """Open the menu of a row by its button, and choose from it, through submenus."""
    press(rows.more(key))
    for words in path:
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        action = next(each for each in menu.actions() if each.text() == words)
        QTest.mouseClick(menu, LEFT, Qt.KeyboardModifier.NoModifier, menu.actionGeometry(action).center())
        if action.menu() is not None and QApplication.activePopupWidget() is menu:
            QTest.keyClick(menu, Key.Key_Right)


def names(rows: RowColumn) -> list[str]:
    """What stands in the rows, from above."""
    return [rows.row(key).plain_text() for key in rows.order if key in rows._rows]


def write_over(typed: str) -> None:
    keyboard.press(Key.Key_F2)
    keyboard.press(Key.Key_A, CTRL)
    keyboard.write(typed)
    keyboard.press(Key.Key_Return)


# ---- fields


def test_that_a_field_is_made_renamed_and_undone_in_place(page: SettingsPage, book: Book) -> None:
    tab = page.fields
    press(tab.button)
    assert tab.panel is not None
    keyboard.write("Favourite tea")
    keyboard.press(Key.Key_Return)
    keyboard.press(Key.Key_Return)
    assert names(tab.rows) == ["Favourite tea"]
    (key,) = [field.key for field in book.workbook.catalogue.fields.values() if field.custom]
    assert keyboard.focused() is tab.rows.row(key)
    write_over("Tea")
    assert names(tab.rows) == ["Tea"] and str(book.workbook.catalogue.field(key).text) == "Tea"
    book.workbook.undo()
    assert names(tab.rows) == ["Favourite tea"]
    book.workbook.undo()
    assert names(tab.rows) == []


@pytest.mark.parametrize("name", ["回扣", "Kickback", "Car", " "])
def test_that_a_name_that_cannot_be_stays_with_the_reason_under_it(
    name: str, page: SettingsPage, book: Book, fields: list[str]
) -> None:
    row = page.fields.rows.row(fields[0])
    row.setFocus()
    write_over(name)
    assert row.editor is not None and row.message
    if (reason := boundaries.barred(name)) is not None:
        assert str(reason) in row.message
    keyboard.press(Key.Key_Escape)
    assert names(page.fields.rows) == ["Tea", "Car", "Dog"] and book.workbook.undo_label is None


def test_that_a_field_is_renamed_in_the_other_language(
    page: SettingsPage, book: Book, fields: list[str]
) -> None:
    definitions.rename_field(book.workbook, fields[0], Text("Tea", "茶"))
    choose(page.fields.rows, fields[0], "Name in Chinese…")
    keyboard.press(Key.Key_A, CTRL)
    keyboard.write("爱喝的茶")
    keyboard.press(Key.Key_Return)
    assert book.workbook.catalogue.field(fields[0]).text == Text("Tea", "爱喝的茶")
    row = page.fields.rows.row(fields[0])
    row.setFocus()
    write_over("Best tea")
    assert book.workbook.catalogue.field(fields[0]).text == Text("Best tea", "爱喝的茶")


def test_that_fields_are_moved_by_keys_and_to_another_section(
    page: SettingsPage, book: Book, fields: list[str]
) -> None:
    rows = page.fields.rows
    rows.row(fields[2]).setFocus()
    keyboard.press(Key.Key_Up, ALT)
    assert names(rows) == ["Tea", "Dog", "Car"] and keyboard.focused() is rows.row(fields[2])
    keyboard.press(Key.Key_Up, ALT)
    keyboard.press(Key.Key_Up, ALT)
    assert names(rows) == ["Dog", "Tea", "Car"]
    assert [field.key for field in book.workbook.catalogue.fields_of("person", PERSONAL)][-3:] == [
        fields[2], fields[0], fields[1],
    ]  # fmt: skip
    choose(rows, fields[0], "Move to section", "Notes")
    assert book.workbook.catalogue.field(fields[0]).section == "person.notes"
    assert rows.order == [PERSONAL, fields[2], fields[1], "person.notes", fields[0]]
    rows.row(fields[1]).setFocus()
    keyboard.press(Key.Key_Down, ALT)
    assert book.workbook.catalogue.field(fields[1]).section == "person.notes"
    for _ in range(4):
        book.workbook.undo()
    assert names(rows) == ["Tea", "Car", "Dog"]


def test_that_a_field_is_dragged_to_its_place_in_one_step_and_escape_puts_it_back(
    page: SettingsPage, book: Book, fields: list[str]
) -> None:
    rows = page.fields.rows

    def drag(key: str, onto: str, end: Key | None = None) -> None:
        QApplication.processEvents()
        grip, target = rows.grip(key), rows.row(onto)
        QTest.mousePress(grip, LEFT, Qt.KeyboardModifier.NoModifier, grip.rect().center())
        middle = grip.mapFromGlobal(target.mapToGlobal(target.rect().center()))
        QTest.mouseMove(grip, middle)
        if end is not None:
            keyboard.press(end)
        QTest.mouseRelease(grip, LEFT, Qt.KeyboardModifier.NoModifier, middle)

    drag(fields[0], fields[2])
    assert names(rows) == ["Car", "Dog", "Tea"]
    book.workbook.undo()
    assert names(rows) == ["Tea", "Car", "Dog"] and book.workbook.undo_label is None
    rows.row(fields[1]).setFocus()
    drag(fields[0], fields[2], Key.Key_Escape)
    assert names(rows) == ["Tea", "Car", "Dog"] and book.workbook.undo_label is None


def test_that_a_field_is_kept_private_by_its_menu(page: SettingsPage, book: Book, fields: list[str]) -> None:
    choose(page.fields.rows, fields[0], "Private: left out of shared exports")
    assert book.workbook.catalogue.field(fields[0]).sensitive
    assert "private" in page.fields.rows.row(fields[0]).shown
    choose(page.fields.rows, fields[0], "Private: left out of shared exports")
    assert not book.workbook.catalogue.field(fields[0]).sensitive


def test_that_a_field_is_retired_by_delete_and_brought_back_with_what_it_held(
    page: SettingsPage, book: Book, fields: list[str], qtbot: QtBot
) -> None:
    set_fact(book.workbook, book.subject("person"), fields[0], "Longjing")
    page.fields.rows.row(fields[0]).setFocus()
    keyboard.press(Key.Key_Delete)
    assert names(page.fields.rows) == ["Car", "Dog"] and names(page.fields.retired) == ["Tea"]
    press(page.fields.retired.button(fields[0]))
    assert names(page.fields.rows) == ["Tea", "Car", "Dog"] and page.fields.retired_card.isHidden()
    assert book.values(fields[0]) == ["Longjing"]


def test_that_it_says_how_much_is_held(
    page: SettingsPage, book: Book, fields: list[str], qtbot: QtBot
) -> None:
    qtbot.waitUntil(lambda: not page.counting)
    other = add_person(book.workbook, book.ids["account"], "Zhao Lei")
    for person in (book.ids["person"], other):
        set_fact(book.workbook, ("person", person), fields[0], "Longjing")
    page.show_tab("fields")
    qtbot.waitUntil(lambda: not page.counting)
    notes = {row.key: row.note for row in page.fields.rows._entries if hasattr(row, "note")}
    assert notes == {fields[0]: "2 facts", fields[1]: "", fields[2]: ""}


@pytest.mark.parametrize("subject", ["person", "stakeholder", "account", "purchase", "link"])
def test_that_each_kind_of_subject_has_its_fields(subject: str, page: SettingsPage, book: Book) -> None:
    page.fields.show_detail(subject)
    press(page.fields.button)
    keyboard.write("Tea")
    keyboard.press(Key.Key_Return)
    keyboard.press(Key.Key_Return)
    (field,) = [field for field in book.workbook.catalogue.fields.values() if field.custom]
    assert field.subject == subject and names(page.fields.rows) == ["Tea"]


# ---- lists


def test_that_choices_are_added_renamed_ordered_retired_and_brought_back(
    page: SettingsPage, book: Book, qtbot: QtBot
) -> None:
    book.set("person.personality", "analytical")
    page.show_tab("lists", "personality")
    tab = page.lists
    qtbot.waitUntil(lambda: not page.counting)
    assert names(tab.rows) == ["Driver (authoritative)", "Analytical", "Expressive", "Amiable"]
    notes = {row.key: row.note for row in tab.rows._entries if hasattr(row, "note")}
    assert notes["analytical"] == "used 1×"
    tab.rows.row("analytical").setFocus()
    write_over("Thinker")
    assert "in the method: Analytical" in tab.rows.row("analytical").shown
    keyboard.press(Key.Key_Up, ALT)
    assert names(tab.rows)[0] == "Thinker"
    tab.new.line.setFocus()
    keyboard.write("Doer")
    keyboard.press(Key.Key_Return)
    assert names(tab.rows)[-1] == "Doer" and tab.new.line.text() == ""
    tab.rows.row("amiable").setFocus()
    keyboard.press(Key.Key_Delete)
    assert names(tab.retired) == ["Amiable"]
    press(tab.retired.button("amiable"))
    assert "Amiable" in names(tab.rows)
    choose(tab.rows, "analytical", "Back to the method's word")
    assert names(tab.rows)[0] == "Analytical"
    for _ in range(6):
        book.workbook.undo()
    assert names(tab.rows) == ["Driver (authoritative)", "Analytical", "Expressive", "Amiable"]


def test_that_a_choice_there_is_already_is_refused_where_it_was_typed(page: SettingsPage) -> None:
    page.show_tab("lists", "personality")
    page.lists.new.line.setFocus()
    keyboard.write("思考者")
    keyboard.press(Key.Key_Return)
    assert "already" in page.lists.new.message and page.lists.new.line.text() == "思考者"
    keyboard.press(Key.Key_Escape)
    assert page.lists.new.message == "" and page.lists.new.line.text() == ""


def test_that_the_choices_of_a_field_are_a_menu_away(page: SettingsPage, book: Book) -> None:
    key = define_field(book.workbook, PERSONAL, plain("Tea"), Form("choice", choices=(plain("Green"),)))
    choose(page.fields.rows, key, "Choices of “Tea”…")
    assert page.tab == "lists" and names(page.lists.rows) == ["Green"]


def test_that_only_lists_that_may_change_are_offered(page: SettingsPage, book: Book) -> None:
    page.show_tab("lists")
    offered = page.lists.parts.groups.keys
    assert set(offered) == {code for code, each in book.workbook.catalogue.lists.items() if each.editable}


# ---- advice


def test_that_all_advice_is_edited_in_its_list(page: SettingsPage, book: Book) -> None:
    page.show_tab("texts", "playbook.pharmacy_head")
    line = page.texts.lines["playbook.pharmacy_head.response"]
    assert line.shown == "not given yet: write your own"
    line.setFocus()
    keyboard.press(Key.Key_F2)
    keyboard.write("Bring the economics")
    keyboard.press(Key.Key_Return, CTRL)
    assert line.shown.startswith("Bring the economics") and line.own
    keyboard.press(Key.Key_Delete)
    book.workbook.undo()
    assert not page.texts.lines["playbook.pharmacy_head.response"].own


def test_that_every_piece_of_advice_stands_in_a_group(page: SettingsPage, book: Book) -> None:
    page.show_tab("texts")
    seen: set[str] = set()
    for key in page.texts.parts.groups.keys:
        page.texts.show_detail(key)
        seen |= set(page.texts.lines)
    assert {piece.name for piece in advice.pieces(book.workbook.catalogue)} <= seen


def test_that_a_post_of_ones_own_is_added_with_the_words_it_is_found_by(
    page: SettingsPage, book: Book
) -> None:
    page.show_tab("texts")
    page.texts.new.line.setFocus()
    keyboard.write("Equipment head")
    keyboard.press(Key.Key_Return)
    (post,) = set(book.workbook.catalogue.lists[advice.POSTS].codes) - set(playbooks.PLAYBOOKS)
    assert page.texts.detail == f"playbook.{post}"
    words = page.texts.lines[f"playbook.{post}.words"]
    press(words)
    keyboard.write("devices, apparatus")
    keyboard.press(Key.Key_Return, CTRL)
    assert advice.post_of(book.workbook.catalogue, "Head of apparatus") == post
    choose_post = page.lists
    page.show_tab("lists", advice.POSTS)
    choose(choose_post.rows, post, "Its playbook…")
    assert page.tab == "texts" and page.texts.detail == f"playbook.{post}"


# ---- products


def test_that_products_are_renamed_ordered_retired_and_brought_back(page: SettingsPage, book: Book) -> None:
    page.show_tab("products")
    tab = page.products
    tab.new.line.setFocus()
    keyboard.write("Aurora P3")
    keyboard.press(Key.Key_Return)
    assert names(tab.rows) == ["Aurora X7", "Aurora P3"]
    tab.rows.row(book.product).setFocus()
    write_over("Aurora X8")
    keyboard.press(Key.Key_Down, ALT)
    assert names(tab.rows) == ["Aurora P3", "Aurora X8"]
    keyboard.press(Key.Key_Delete)
    assert names(tab.rows) == ["Aurora P3"] and names(tab.retired) == ["Aurora X8"]
    assert [found.name for found in products.products(book.workbook)] == ["Aurora P3"]
    press(tab.retired.button(book.product))
    assert names(tab.rows) == ["Aurora P3", "Aurora X8"]
    tab.new.line.setFocus()
    keyboard.write("aurora x8")
    keyboard.press(Key.Key_Return)
    assert "already" in tab.new.message


# ---- numbers


def test_that_our_staff_is_entered_with_the_keyboard_and_undone(page: SettingsPage, book: Book) -> None:
    page.show_tab("staff")
    tab = page.staff
    tab.new.line.setFocus()
    QTest.keyClicks(tab.new.line, "Lin Fang")
    QTest.keyClick(tab.new.line, Key.Key_Return)
    (lin,) = tab.order
    lines = tab.blocks[lin].lines
    assert keyboard.focused() is lines["post"], "what is asked next"
    for what, typed in (("post", "Rep"), ("native_place", "Shaoxing, Zhejiang")):
        lines[what].setFocus()
        QTest.keyClick(lines[what], Key.Key_Return)
        keyboard.write(typed)
        keyboard.press(Key.Key_Return)
    lines["schools"].setFocus()
    QTest.keyClick(lines["schools"], Key.Key_Return)
    keyboard.write("Zhejiang University")
    keyboard.press(Key.Key_Tab)
    keyboard.write("1998")
    keyboard.press(Key.Key_Tab)
    keyboard.write("2002")
    keyboard.press(Key.Key_Return)
    (known,) = colleagues.colleagues(book.workbook)
    assert (known.name, known.post, known.native_place) == ("Lin Fang", "Rep", "Shaoxing, Zhejiang")
    assert known.schools == ({"school": "Zhejiang University", "from_year": 1998, "to_year": 2002},)
    assert "Zhejiang University 1998–2002" in lines["schools"].shown
    for _ in range(3):
        book.workbook.undo()
    assert colleagues.colleagues(book.workbook)[0].post == "" and lines["post"].empty
    book.workbook.undo()
    assert tab.order == []


def test_that_our_staff_is_moved_and_removed_by_keys_and_menu_with_what_is_noted(
    page: SettingsPage, book: Book
) -> None:
    lin, gu, xia = (colleagues.add_colleague(book.workbook, name) for name in ("Lin", "Gu", "Xia"))
    person = add_person(book.workbook, book.ids["account"], "Li Qiumei")
    add_entry(book.workbook, ("person", person), "person.staff_ties", {"colleague": gu, "kind": "place"})
    page.show_tab("staff")
    tab = page.staff
    name = tab.blocks[gu].lines["name"]
    name.setFocus()
    QTest.keyClick(name, Key.Key_Up, ALT)
    assert tab.order == [gu, lin, xia] == [each.id for each in colleagues.colleagues(book.workbook)]
    press(tab.blocks[gu].menu)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    action = next(each for each in menu.actions() if each.text() == "Move down")
    QTest.mouseClick(menu, LEFT, Qt.KeyboardModifier.NoModifier, menu.actionGeometry(action).center())
    assert tab.order == [lin, gu, xia]
    name.setFocus()
    name.edit_command("delete")
    assert tab.order == [lin, xia]
    bar = page.findChild(MessageBar)
    assert bar is not None and bar.text == "Removed Gu with 1 tie"
    press(bar.button)
    assert tab.order == [lin, gu, xia]
    assert [fact.field for fact in facts_of(book.workbook, ("person", person))] == ["person.staff_ties"]


def test_that_a_name_another_of_us_has_is_refused_where_it_was_typed(page: SettingsPage, book: Book) -> None:
    colleagues.add_colleague(book.workbook, "Lin")
    gu = colleagues.add_colleague(book.workbook, "Gu")
    page.show_tab("staff")
    name = page.staff.blocks[gu].lines["name"]
    name.begin_edit()
    keyboard.write("lin")
    keyboard.press(Key.Key_Return)
    assert "among our staff already" in name.message
    keyboard.press(Key.Key_Escape)
    assert name.plain_text() == "Gu"


def test_that_a_number_is_changed_in_place_marked_and_taken_back(page: SettingsPage, book: Book) -> None:
    page.show_tab("numbers")
    line = page.numbers.lines["cold_days/A"]
    line.setFocus()
    write_over("21")
    assert line.shown == "21 days  default 30 days" and book.workbook.defaults.cold_days["A"] == 21
    line.begin_edit()
    keyboard.press(Key.Key_A, CTRL)
    keyboard.write("soon")
    keyboard.press(Key.Key_Return)
    assert line.editor is not None and "not a number" in line.message
    keyboard.press(Key.Key_Escape)
    line.begin_edit()
    keyboard.press(Key.Key_A, CTRL)
    keyboard.press(Key.Key_Delete)
    keyboard.press(Key.Key_Return)
    assert line.shown == "30 days" and own_numbers(book.workbook) == {}
    book.workbook.undo()
    assert line.shown.startswith("21 days")
    book.workbook.undo()
    assert book.workbook.defaults == DEFAULTS


def test_that_a_share_is_read_and_shown_in_percent(page: SettingsPage, book: Book) -> None:
    page.show_tab("numbers")
    line = page.numbers.lines["cold_share_of_peak"]
    line.setFocus()
    write_over("40")
    assert line.shown == "40%  default 25%" and book.workbook.defaults.cold_share_of_peak == 0.4


# ---- the page in the window


def test_that_the_rail_leads_to_the_settings_and_a_place_is_found_again(
    open_window: Callable[[Path], MainWindow], english_demo: Path, qtbot: QtBot
) -> None:
    window = open_window(english_demo)
    press(window.rail.settings)
    page = window.stack.currentWidget()
    assert isinstance(page, SettingsPage) and window.here.page == "settings" and page.tab == "fields"
    for tab in SETTINGS_TABS[1:]:
        page.tabs.setCurrentIndex(SETTINGS_TABS.index(tab))
        assert window.here == settings(tab)
    window.do("back")
    assert page.tab == "numbers"
    window.do("clients")
    window.do("settings")
    assert page.tab == "numbers"
    qtbot.waitUntil(lambda: not page.counting)


def test_that_the_look_is_set_here_too(
    open_window: Callable[[Path], MainWindow], english_demo: Path, qtbot: QtBot
) -> None:
    window = open_window(english_demo)
    window.go(settings("look"))
    page = window.stack.currentWidget()
    assert isinstance(page, SettingsPage)
    button = page.look.buttons["theme_dark"]
    button.setFocus()
    keyboard.press(Key.Key_Space)
    assert window.settings.theme == "dark"
    window.do("theme_light")
    page.look.show_now()
    assert page.look.buttons["theme_light"].isChecked()


def test_that_less_motion_is_chosen_there_and_kept(
    open_window: Callable[[Path], MainWindow], english_demo: Path, qtbot: QtBot
) -> None:
    window = open_window(english_demo)
    window.go(settings("look"))
    page = window.stack.currentWidget()
    assert isinstance(page, SettingsPage)
    for choice in ("full", "reduced"):
        page.look.buttons[f"motion_{choice}"].setFocus()
        keyboard.press(Key.Key_Space)
        assert motion.chosen() == Settings().motion == choice
        assert window.actions_[f"motion_{choice}"].isChecked()
    assert page.look.buttons["motion_reduced"].text() == "Reduce motion"
    qtbot.waitUntil(lambda: not page.counting)


def test_that_the_users_name_stands_on_the_maps_that_go_out(
    open_window: Callable[[Path], MainWindow], english_demo: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    window = open_window(english_demo)
    window.go(settings("look"))
    page = window.stack.currentWidget()
    assert isinstance(page, SettingsPage) and window.workbook is not None
    page.look.name.setFocus()
    keyboard.write("Lin  Fang ")
    purchase = purchases_of(window.workbook)[0]
    window.go(client(purchase.account_id, "map", purchase.id))
    shown: Any = window.stack.currentWidget()
    shown._map.outlet.write(tmp_path / "map.svg")
    assert "Author: Lin Fang" in (tmp_path / "map.svg").read_text(encoding="utf-8")
    qtbot.waitUntil(lambda: not page.counting)


def test_that_undo_leads_back_to_what_was_set(
    open_window: Callable[[Path], MainWindow], english_demo: Path, qtbot: QtBot
) -> None:
    window = open_window(english_demo)
    window.go(settings("lists"))
    page = window.stack.currentWidget()
    assert isinstance(page, SettingsPage) and window.workbook is not None
    definitions.rename_term(window.workbook, "personality", "amiable", plain("Friendly"))
    key = define_field(window.workbook, PERSONAL, plain("Tea"), Form("text"))
    window.go(settings("numbers"))
    window.do("clients")
    window.do("undo")
    assert window.here == settings("fields") and page.fields.detail == "person"
    window.do("redo")
    assert keyboard.focused() is page.fields.rows.row(key)
    window.do("undo")
    window.do("undo")
    assert window.here == settings("lists") and page.lists.detail == "personality"
    lin = colleagues.add_colleague(window.workbook, "Lin")
    colleagues.set_post(window.workbook, lin, "Rep")
    window.do("clients")
    window.do("undo")
    assert window.here == settings("staff") and keyboard.focused() is page.staff.blocks[lin].lines["name"]
    qtbot.waitUntil(lambda: not page.counting)
