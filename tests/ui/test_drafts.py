"""What could not be saved is not lost when the program is quit: it is told of, and there again."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from keyaccount_desktop.language import set_language
from keyaccount_desktop.ui import place
from keyaccount_desktop.ui.main_window import MainWindow
from keyaccount_desktop.ui.person_page import PersonPage
from keyaccount_desktop.workbook.drafts import drafts
from keyaccount_desktop.workbook.facts import facts_of
from keyaccount_desktop.workbook.people import person_card
from tests.ui.fields import keyboard

OpenWindow = Callable[[Path], MainWindow]
Key = Qt.Key


def page_of(window: MainWindow) -> PersonPage:
    page = window.stack.currentWidget()
    assert isinstance(page, PersonPage)
    return page


@pytest.fixture
def someone(open_window: OpenWindow, english_demo: Path) -> tuple[MainWindow, str, str]:
    """The window at the page of someone in a purchase; their id and that of their part in it."""
    window = open_window(english_demo)
    assert window.workbook is not None
    query = "SELECT p.id, s.id FROM stakeholder s JOIN person p ON p.id = s.person_id WHERE p.name = 'Wang Jianguo'"
    person, stake = window.workbook.driver_connection.execute(query).fetchone()
    window.go(place.person(person))
    return window, person, stake


def close_and_open(window: MainWindow, path: Path, qtbot: QtBot) -> None:
    window.files.close()
    qtbot.waitUntil(lambda: window.workbook is None)
    assert window.files.open(path)
    qtbot.waitUntil(lambda: window.loaded)


def test_that_a_field_with_text_that_cannot_be_saved_is_there_after_quitting(
    someone: tuple[MainWindow, str, str], english_demo: Path, qtbot: QtBot
) -> None:
    window, person, stake = someone
    page_of(window).edit_field("stakeholder.weight", stake)
    keyboard.press(Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    keyboard.write("a lot")
    window.go(place.CLIENTS)
    close_and_open(window, english_demo, qtbot)

    assert window.messages.isVisible()
    assert window.messages.text == "Could not be saved and kept as typed: 1 field"
    QTest.mouseClick(window.messages.button, Qt.MouseButton.LeftButton)
    assert window.here == place.person(person)
    line = page_of(window).line_of("stakeholder.weight", stake, make=False)
    assert line is not None and line.editor is not None and line.editor.draft() == "a lot"
    assert "is not a number" in line.message
    assert keyboard.focused() in line.editor.stops()

    keyboard.press(Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    keyboard.write("35")
    keyboard.press(Key.Key_Return)
    workbook = window.workbook
    assert workbook is not None and drafts(workbook) == {}
    weights = [fact.value for fact in facts_of(workbook, ("stakeholder", stake)) if "weight" in fact.field]
    assert weights == [35]


def test_that_giving_up_a_draft_forgets_it(
    someone: tuple[MainWindow, str, str], english_demo: Path, qtbot: QtBot
) -> None:
    window, person, _ = someone
    page_of(window).edit_field("person.birthday", person)
    keyboard.press(Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    keyboard.write("2/30")
    keyboard.press(Key.Key_Return)
    workbook = window.workbook
    assert workbook is not None and len(drafts(workbook)) == 1
    keyboard.press(Key.Key_Escape)
    assert drafts(workbook) == {}
    close_and_open(window, english_demo, qtbot)
    assert not window.messages.isVisible()


def test_that_entries_of_a_record_are_kept_as_they_were_typed(
    someone: tuple[MainWindow, str, str], english_demo: Path, qtbot: QtBot
) -> None:
    window, person, _ = someone
    page_of(window).edit_field("person.education", person)
    line = page_of(window).line_of("person.education", person)
    assert line is not None and line.editor is not None
    before = line.editor.draft()
    row = len(before) - 1
    line.editor.stops()[0].setFocus()
    stops = line.editor.rows[row].stops()  # type: ignore[attr-defined]
    for stop, text in zip(stops, ("Zhejiang University", "1999", "1994"), strict=False):
        stop.setFocus()
        keyboard.write(text)
    keyboard.press(Key.Key_Return)
    assert "ends before it begins" in line.message
    close_and_open(window, english_demo, qtbot)
    window.go(place.person(person))
    again = page_of(window).line_of("person.education", person)
    assert again is not None and again.editor is not None
    assert again.editor.rows[row].drafts()[:3] == ["Zhejiang University", "1999", "1994"]  # type: ignore[attr-defined]
    assert "ends before it begins" in again.message


def test_that_the_reason_is_told_in_the_language_of_now(
    someone: tuple[MainWindow, str, str], english_demo: Path, qtbot: QtBot
) -> None:
    window, person, stake = someone
    page_of(window).edit_field("stakeholder.weight", stake)
    keyboard.press(Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    keyboard.write("a lot")
    keyboard.press(Key.Key_Tab)
    window.do("language_zh")
    close_and_open(window, english_demo, qtbot)
    window.go(place.person(person))
    line = page_of(window).line_of("stakeholder.weight", stake)
    assert line is not None and "不是数字" in line.message
    window.do("language_en")
    set_language("en")


def test_that_a_next_step_with_a_day_that_is_none_is_there_after_quitting(
    someone: tuple[MainWindow, str, str], english_demo: Path, qtbot: QtBot
) -> None:
    window, person, _ = someone
    step = page_of(window).next_step
    step.due.setFocus()
    step.due.selectAll()
    keyboard.write("one day")
    text = step.text.toPlainText()
    close_and_open(window, english_demo, qtbot)
    assert window.messages.text == "Could not be saved and kept as typed: 1 field"
    window.go(place.person(person))
    again = page_of(window).next_step
    assert (again.text.toPlainText(), again.due.text()) == (text, "one day")
    again.due.setFocus()
    keyboard.press(Key.Key_Escape)
    assert again.due.text() != "one day"
    assert window.workbook is not None and drafts(window.workbook) == {}


def test_that_a_note_that_cannot_be_recorded_is_there_after_quitting(
    someone: tuple[MainWindow, str, str], english_demo: Path, qtbot: QtBot
) -> None:
    window, person, _ = someone
    note = page_of(window).note
    note.box.setFocus()
    note.box.setPlainText("x" * 150_000)
    close_and_open(window, english_demo, qtbot)
    window.go(place.person(person))
    again = page_of(window).note
    assert again.box.toPlainText() == "x" * 150_000
    again.box.setFocus()
    again.box.selectAll()
    keyboard.write("Short now")
    QTest.mouseClick(again.button, Qt.MouseButton.LeftButton)
    workbook = window.workbook
    assert workbook is not None and drafts(workbook) == {}
    assert person_card(workbook, person).contacts[0].said == "Short now"
