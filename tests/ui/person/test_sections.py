"""The sections of the person page: folded, remembered, and opened by whatever leads into them."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from keyaccount_desktop.ui.person_page import PersonPage
from keyaccount_desktop.ui.person_sections import SectionCard
from keyaccount_desktop.workbook.facts import set_fact
from keyaccount_desktop.workbook.people import add_person
from tests.ui.fields import keyboard
from tests.ui.fields.conftest import Book
from tests.ui.person.conftest import line

Key = Qt.Key


def section(page: PersonPage, key: str) -> SectionCard:
    return next(found for found in page.sections if key in found.sections)


@pytest.fixture
def personal(page: PersonPage) -> SectionCard:
    """The section of personal facts, folded."""
    found = section(page, "person.personal")
    QTest.mouseClick(found.fold_title, Qt.MouseButton.LeftButton)
    assert found.folded
    return found


def test_that_a_folded_section_is_folded_for_everyone(
    page: PersonPage, book: Book, personal: SectionCard, open_page: Callable[..., PersonPage]
) -> None:
    other = add_person(book.workbook, book.ids["account"], "Zhao Lei")
    page.show_person(other)
    assert section(page, "person.personal").folded
    assert not section(page, "person.value").folded
    assert section(open_page(book.workbook, book.ids["person"]), "person.personal").folded


def test_that_it_says_its_share_and_first_values(page: PersonPage, book: Book, personal: SectionCard) -> None:
    set_fact(book.workbook, book.subject("person"), "person.native_place", "Shaoxing")
    set_fact(book.workbook, book.subject("person"), "person.interests", "Go")
    assert personal.fold_title.summary == "Shaoxing · Go"
    assert "2 / " in personal.fold_title.accessibleName()
    for words in (personal.fold_title.toolTip(), personal.fold_title.accessibleDescription()):
        assert "2 of " in words and "By weight that is " in words
    book.workbook.undo()
    assert personal.fold_title.summary == "Shaoxing"


def test_that_a_question_opens_the_section_it_leads_into(page: PersonPage, personal: SectionCard) -> None:
    while page.unknowns.more.isVisible():
        QTest.mouseClick(page.unknowns.more, Qt.MouseButton.LeftButton)
    row = next(row for row in page.unknowns.rows if row.asked.question.field == "person.native_place")
    QTest.mouseClick(row, Qt.MouseButton.LeftButton)
    assert not personal.folded
    shown = line(page, "person.native_place")
    assert shown.isVisible() and shown.editor is not None


def test_that_undo_opens_the_section_it_changes(page: PersonPage, book: Book, personal: SectionCard) -> None:
    set_fact(book.workbook, book.subject("person"), "person.native_place", "Shaoxing")
    change = book.workbook.undo()
    assert change is not None
    page.reveal(change)
    assert not personal.folded and line(page, "person.native_place").hasFocus()


def test_that_tab_goes_from_a_folded_title_to_the_next(page: PersonPage, personal: SectionCard) -> None:
    personal.fold_title.setFocus()
    keyboard.press(Key.Key_Tab)
    assert keyboard.focused() is section(page, "person.value").fold_title
    keyboard.press(Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
    keyboard.press(Key.Key_Right)
    keyboard.press(Key.Key_Tab)
    assert personal.isAncestorOf(keyboard.focused()) and keyboard.focused() is not personal.fold_title


def test_that_the_lines_of_one_person_are_taken_over_by_the_next(page: PersonPage, book: Book) -> None:
    first, other = page.person_id, add_person(book.workbook, book.ids["account"], "Zhao Lei")
    set_fact(book.workbook, ("person", first), "person.taboos", "Mondays")
    set_fact(book.workbook, ("person", other), "person.interests", "Go")
    lines = {field.key: field for shown in page.sections for field in shown.grid.fields}
    page.show_person(other)
    taken = [field for shown in page.sections for field in shown.grid.fields]
    assert {field.key for field in taken if lines.get(field.key) is field} >= {"person.interests"}
    assert all(field.subject[1] == other for field in taken)
    assert page.line_of("person.taboos", other, make=False) is None, "not asked of someone new"
    assert line(page, "person.interests").shown == "Go"  # type: ignore[attr-defined]
    page.show_person(first)
    assert line(page, "person.taboos").shown == "Mondays"  # type: ignore[attr-defined]
    assert line(page, "person.interests").empty


def test_that_what_is_being_typed_belongs_to_whom_it_was_typed_of(page: PersonPage, book: Book) -> None:
    first, other = page.person_id, add_person(book.workbook, book.ids["account"], "Zhao Lei")
    page.edit_field("person.interests", first)
    keyboard.write("Go")
    page.show_person(other)
    assert line(page, "person.interests").editor is None and line(page, "person.interests").empty
    page.edit_field("person.birthday", other)
    keyboard.write("2/30")
    page.show_person(first)
    assert line(page, "person.birthday").editor is None
    assert line(page, "person.interests").shown == "Go"  # type: ignore[attr-defined]
    page.show_person(other)
    birthday = line(page, "person.birthday")
    assert birthday.editor is not None and birthday.editor.draft() == "2/30" and birthday.message


def test_that_people_groups_and_posts_follow_one_another(page: PersonPage, book: Book) -> None:
    first = page.person_id
    group = add_person(book.workbook, book.ids["account"], "Evaluation committee", kind="group")
    for person in (group, first, group, first):
        page.show_person(person)
        keys = {field.key for shown in page.sections for field in shown.grid.fields if shown.stake is None}
        assert bool(keys) == (person == first)
        assert (page.sections[0].stake is not None) == (person == first)


def test_that_sections_of_purchases_come_and_go_with_them(page: PersonPage, book: Book) -> None:
    from keyaccount_desktop.workbook.purchases import add_purchase, add_stakeholder

    first, other = page.person_id, add_person(book.workbook, book.ids["account"], "Zhao Lei")
    stakes = [
        add_stakeholder(book.workbook, add_purchase(book.workbook, book.ids["account"], name), other)
        for name in ("MRI system", "CT system")
    ]
    for number, stake in enumerate(stakes):
        set_fact(book.workbook, ("stakeholder", stake), "stakeholder.motive", f"motive {number}")
    page.show_person(other)
    shown = {
        found.stake.purchase: found.grid.field("stakeholder.motive").shown  # type: ignore[union-attr]
        for found in page.sections
        if found.stake is not None
    }
    assert shown == {"MRI system": "motive 0", "CT system": "motive 1"}
    page.show_person(first)
    assert [found.stake.purchase for found in page.sections if found.stake is not None] == [
        "Ultrasound system"
    ]
