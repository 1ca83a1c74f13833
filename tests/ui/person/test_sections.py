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
