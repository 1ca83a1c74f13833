"""What one does after a visit, on the person page: the quick note, the next step, what was promised."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from keyaccount_desktop.ui.person_page import PersonPage
from keyaccount_desktop.ui.widgets import MessageBar
from keyaccount_desktop.workbook.people import add_person
from keyaccount_desktop.workbook.purchases import add_purchase
from keyaccount_desktop.workbook.tasks import add_task, open_tasks, set_next_step
from keyaccount_desktop.workbook.visits import visits_of
from tests.ui.fields import keyboard
from tests.ui.fields.conftest import Book
from tests.ui.person.conftest import timeline

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
LEFT = Qt.MouseButton.LeftButton


def test_that_a_note_becomes_a_contact_of_today_with_one_key(
    page: PersonPage, book: Book, qtbot: QtBot
) -> None:
    page.note.box.setFocus()
    keyboard.write("Wants the image comparison")
    keyboard.press(Key.Key_Return)
    keyboard.write("in December")
    keyboard.press(Key.Key_Return, CTRL)
    made = visits_of(book.workbook, book.ids["account"])
    assert len(made) == 1
    assert (made[0].kind, made[0].state, made[0].on_date) == ("visit", "held", date.today().isoformat())
    assert made[0].said == "Wants the image comparison\nin December"
    assert made[0].people == (page.person_id,)
    assert page.note.box.toPlainText() == "" and page.note.box.hasFocus()
    qtbot.waitUntil(lambda: timeline(page) == ["Visit: Wants the image comparison in December"])
    book.workbook.undo()
    assert visits_of(book.workbook, book.ids["account"]) == []
    qtbot.waitUntil(lambda: timeline(page) == ["No contact yet. A quick note is the first."])


def test_that_the_kind_of_contact_is_chosen(page: PersonPage, book: Book) -> None:
    menu = page.note.kind.menu()
    assert [action.text() for action in menu.actions()] == ["Visit", "Call", "Message", "Meeting", "Event"]
    menu.actions()[1].trigger()
    assert page.note.kind.text() == "Call"
    page.note.box.setFocus()
    keyboard.write("Will call back")
    QTest.mouseClick(page.note.button, LEFT)
    assert visits_of(book.workbook, book.ids["account"])[0].kind == "call"


def test_that_an_empty_note_records_nothing(page: PersonPage, book: Book) -> None:
    assert not page.note.button.isEnabled()
    page.note.box.setFocus()
    keyboard.write("  ")
    keyboard.press(Key.Key_Return, CTRL)
    assert visits_of(book.workbook, book.ids["account"]) == []


def test_that_a_note_waits_while_someone_else_is_shown_and_is_never_lost(
    page: PersonPage, book: Book
) -> None:
    first, other = page.person_id, add_person(book.workbook, book.ids["account"], "Zhao Lei")
    page.note.box.setFocus()
    keyboard.write("Half a thought")
    page.show_person(other)
    assert page.note.box.toPlainText() == ""
    page.show_person(first)
    assert page.note.box.toPlainText() == "Half a thought"
    page.show_person(other)
    page.release()
    made = visits_of(book.workbook, book.ids["account"])
    assert [(visit.said, visit.people) for visit in made] == [("Half a thought", (first,))]


def test_that_the_next_step_is_saved_when_its_lines_are_left(page: PersonPage, book: Book) -> None:
    page.next_step.text.setFocus()
    keyboard.write("Bring the engineer")
    keyboard.press(Key.Key_Tab)
    assert open_tasks(book.workbook, book.ids["account"]) == [], "the day is still to come"
    keyboard.write("+7")
    keyboard.press(Key.Key_Return)
    step = open_tasks(book.workbook, book.ids["account"])[0]
    due = (date.today() + timedelta(days=7)).isoformat()
    assert (step.text, step.due_on, step.person_id) == ("Bring the engineer", due, page.person_id)
    assert page.next_step.due.text() == due
    page.next_step.due.selectAll()
    keyboard.write("+1")
    page.note.box.setFocus()
    tomorrow = (date.today() + timedelta(days=1)).isoformat()
    assert [task.due_on for task in open_tasks(book.workbook, book.ids["account"])] == [tomorrow]
    book.workbook.undo()
    assert page.next_step.due.text() == due
    book.workbook.undo()
    assert page.next_step.text.toPlainText() == ""


def test_that_a_step_of_a_purchase_is_changed_not_doubled(
    book: Book, open_page: Callable[..., PersonPage]
) -> None:
    client, person = book.ids["account"], book.ids["person"]
    purchase = add_purchase(book.workbook, client, "Another purchase")
    set_next_step(book.workbook, client, "Call", person_id=person, purchase_id=purchase)
    page = open_page(book.workbook, person)
    page.next_step.text.setFocus()
    keyboard.press(Key.Key_A, CTRL)
    keyboard.write("Visit")
    keyboard.press(Key.Key_Return)
    assert [(task.text, task.purchase_id) for task in open_tasks(book.workbook, client)] == [
        ("Visit", purchase)
    ]
    keyboard.press(Key.Key_A, CTRL)
    keyboard.press(Key.Key_Delete)
    keyboard.press(Key.Key_Return)
    assert open_tasks(book.workbook, client) == []


def test_that_a_day_that_is_none_stays_with_the_reason(page: PersonPage, book: Book) -> None:
    page.next_step.text.setFocus()
    keyboard.write("Call")
    keyboard.press(Key.Key_Tab)
    keyboard.write("soon")
    keyboard.press(Key.Key_Return)
    assert "is not a date" in page.next_step.message
    assert open_tasks(book.workbook, book.ids["account"]) == []
    assert page.next_step.due.text() == "soon"
    keyboard.press(Key.Key_Escape)
    assert page.next_step.text.toPlainText() == "" and page.next_step.message == ""


def test_that_steps_and_promises_are_done_with_a_click(
    book: Book, open_page: Callable[..., PersonPage]
) -> None:
    client, person = book.ids["account"], book.ids["person"]
    set_next_step(book.workbook, client, "Bring the engineer", person_id=person)
    add_task(book.workbook, client, "promise", "Send the papers", person_id=person)
    page = open_page(book.workbook, person)
    QTest.mouseClick(page.next_step.done, LEFT)
    assert [task.text for task in open_tasks(book.workbook, client)] == ["Send the papers"]
    QTest.mouseClick(page.next_step.promises_done[0], LEFT)
    assert open_tasks(book.workbook, client) == []


def test_that_a_note_is_dated_back(page: PersonPage, book: Book) -> None:
    yesterday = date.today() - timedelta(days=1)
    page.note.day.setFocus()
    keyboard.write("-1")
    page.note.box.setFocus()
    assert page.note.day.text() in (yesterday.isoformat()[5:], yesterday.isoformat())
    keyboard.write("Rang about the tender")
    keyboard.press(Key.Key_Return, CTRL)
    assert [visit.on_date for visit in visits_of(book.workbook, book.ids["account"])] == [
        yesterday.isoformat()
    ]
    assert page.note.day.text() == ""


def test_that_a_day_that_is_none_records_nothing_and_keeps_what_is_written(
    page: PersonPage, book: Book
) -> None:
    page.note.box.setFocus()
    keyboard.write("Rang about the tender")
    page.note.day.setFocus()
    keyboard.write("someday")
    keyboard.press(Key.Key_Return)
    assert visits_of(book.workbook, book.ids["account"]) == []
    assert (page.note.box.toPlainText(), page.note.day.text()) == ("Rang about the tender", "someday")
    page.release()
    assert [visit.on_date for visit in visits_of(book.workbook, book.ids["account"])] == [
        date.today().isoformat()
    ]


def test_that_what_was_recorded_is_said_and_taken_back(page: PersonPage, book: Book) -> None:
    page.note.choose_kind("call")
    page.note.box.setFocus()
    keyboard.write("Will call back")
    keyboard.press(Key.Key_Return, CTRL)
    bar = page.findChild(MessageBar)
    assert isinstance(bar, MessageBar)
    assert (bar.text, bar.button.text()) == ("Recorded: call", "Undo")
    bar.button.click()
    assert visits_of(book.workbook, book.ids["account"]) == []


def test_that_a_day_waits_with_its_note(page: PersonPage, book: Book) -> None:
    first, other = page.person_id, add_person(book.workbook, book.ids["account"], "Zhao Lei")
    page.note.day.setFocus()
    keyboard.write("yesterday")
    page.note.box.setFocus()
    keyboard.write("Half a thought")
    day = page.note.day.text()
    page.show_person(other)
    assert page.note.day.text() == ""
    page.show_person(first)
    assert day and page.note.day.text() == day
