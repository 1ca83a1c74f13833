"""What a fact rests on: shown quietly behind the value, said with one click."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from keyaccount_desktop.ui.fields import FactField
from keyaccount_desktop.ui.fields.evidence import EvidencePanel, short_day, words_of
from keyaccount_desktop.workbook.facts import Fact, add_entry, facts_of, set_fact
from tests.ui.fields import keyboard
from tests.ui.fields.conftest import Book, ShowGrid
from tests.ui.fields.test_editing import click, line_of

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier


def fact(book: Book, key: str = "person.native_place") -> Fact:
    return next(found for found in facts_of(book.workbook, book.subject("person")) if found.field == key)


def panel(line: FactField) -> EvidencePanel:
    panels = [panel for panel in line.window().findChildren(EvidencePanel) if panel.isVisible()]
    assert len(panels) == 1
    return panels[0]


def panels(line: FactField) -> list[EvidencePanel]:
    return [panel for panel in line.window().findChildren(EvidencePanel) if panel.isVisible()]


@pytest.fixture
def place(book: Book, show_grid: ShowGrid) -> FactField:
    book.set("person.native_place", "Shaoxing", source="third_party", learned_on="2025-03-02")
    return line_of(show_grid(book, ["person.native_place"]), "person.native_place")


def test_that_source_and_day_stand_behind_the_value(place: FactField) -> None:
    assert place.shown.replace("\u2060", "").split() == ["Shaoxing", "Third", "party", "·", "2025-03"]


def test_that_what_is_assumed_is_marked(book: Book, show_grid: ShowGrid) -> None:
    book.set("person.native_place", "Shaoxing", certainty="assumed")
    line = line_of(show_grid(book, ["person.native_place"]), "person.native_place")
    assert line.shown.startswith("Shaoxing\u00a0?")
    assert "Assumed" in line.shown.replace("\u2060", "")


def test_that_what_is_confirmed_without_a_source_says_nothing_more(book: Book, show_grid: ShowGrid) -> None:
    book.set("person.native_place", "Shaoxing")
    assert line_of(show_grid(book, ["person.native_place"]), "person.native_place").shown == "Shaoxing"


def test_that_a_stale_judgement_asks_again(book: Book) -> None:
    long_ago = (date.today() - timedelta(days=200)).isoformat()
    book.set("stakeholder.attitude", "neutral", learned_on=long_ago)
    found = facts_of(book.workbook, book.subject("stakeholder"))[0]
    words, stale = words_of(found, book.workbook.catalogue.field(found.field), date.today())
    assert stale and "ask again" in words


def test_that_one_click_on_the_evidence_and_one_on_a_source_say_it(book: Book, place: FactField) -> None:
    QTest.mouseClick(place, Qt.MouseButton.LeftButton, pos=place.entry_place().center())
    shown = panel(place)
    assert place.editor is None
    QTest.mouseClick(shown.sources["self"], Qt.MouseButton.LeftButton)
    assert fact(book).source == "self"
    assert fact(book).learned_on == "2025-03-02"
    QTest.mouseClick(shown.certainties["assumed"], Qt.MouseButton.LeftButton)
    assert fact(book).assumed
    keyboard.press(Key.Key_Escape)
    assert not panels(place) and keyboard.focused() is place
    assert "Shaoxing\u00a0?" in place.shown
    book.workbook.undo()
    assert (fact(book).source, fact(book).certainty) == ("third_party", "confirmed"), "one visit, one step"
    assert book.workbook.undo_label is None


def test_that_where_nothing_is_said_a_mark_under_the_mouse_opens_it(book: Book, show_grid: ShowGrid) -> None:
    book.set("person.native_place", "Shaoxing")
    line = line_of(show_grid(book, ["person.native_place"]), "person.native_place")
    beside = line.entry_place().center()
    QTest.mouseMove(line, beside)
    QTest.mouseClick(line, Qt.MouseButton.LeftButton, pos=beside)
    assert panel(line).isVisible()


def test_that_a_second_click_takes_the_source_back(book: Book, place: FactField) -> None:
    place.open_evidence()
    QTest.mouseClick(panel(place).sources["third_party"], Qt.MouseButton.LeftButton)
    assert fact(book).source is None


def test_that_the_keyboard_reaches_it(book: Book, place: FactField) -> None:
    place.setFocus()
    keyboard.press(Key.Key_E, CTRL)
    shown = panel(place)
    assert keyboard.focused() is shown.sources["third_party"]
    keyboard.press(Key.Key_Right)
    keyboard.press(Key.Key_Return)
    assert fact(book).source == "public"
    assert not panels(place)


def test_that_it_opens_from_inside_the_editor_and_saves_first(book: Book, place: FactField) -> None:
    click(place)
    keyboard.write("Ningbo")
    keyboard.press(Key.Key_E, CTRL)
    assert fact(book).value == "Ningbo"
    assert panel(place).isVisible()


def test_that_the_day_it_was_learned_is_typed(book: Book, place: FactField) -> None:
    place.open_evidence()
    day = panel(place).day
    day.setFocus()
    day.selectAll()
    keyboard.write("2026-02-30")
    keyboard.press(Key.Key_Return)
    assert panels(place), "a day that does not exist keeps the panel open"
    day.selectAll()
    keyboard.write("2026年2月3日")
    keyboard.press(Key.Key_Return)
    assert fact(book).learned_on == "2026-02-03"
    assert not panels(place)


def test_that_a_fact_is_verified_in_one_click(book: Book, place: FactField) -> None:
    place.open_evidence()
    QTest.mouseClick(panel(place).holds, Qt.MouseButton.LeftButton)
    assert fact(book).verified_on == date.today().isoformat()


def test_that_it_closes_when_one_goes_on_elsewhere(place: FactField, qtbot: QtBot) -> None:
    place.open_evidence()
    elsewhere = place.window().findChild(QLineEdit, "elsewhere")
    QTest.mouseClick(elsewhere, Qt.MouseButton.LeftButton)
    assert not panels(place)


def test_that_each_entry_has_its_own(book: Book, show_grid: ShowGrid) -> None:
    subject = book.subject("person")
    for number in ("138 0000 1111", "139 0000 2222"):
        add_entry(book.workbook, subject, "person.phones", {"number": number})
    line = line_of(show_grid(book, ["person.phones"]), "person.phones")
    line.open_evidence(1)
    QTest.mouseClick(panel(line).sources["coach"], Qt.MouseButton.LeftButton)
    assert [found.source for found in facts_of(book.workbook, subject)] == [None, "coach"]


def test_that_correcting_a_text_keeps_who_said_it_and_a_new_judgement_does_not(
    book: Book, show_grid: ShowGrid, place: FactField
) -> None:
    place.setFocus()
    keyboard.write("Shangyu")
    keyboard.press(Key.Key_Return)
    assert fact(book).source == "third_party"
    book.set("stakeholder.attitude", "neutral", source="coach", certainty="assumed")
    grid = show_grid(book, ["stakeholder.attitude"], "stakeholder")
    line_of(grid, "stakeholder.attitude").setFocus()
    keyboard.write("Supporter")
    keyboard.press(Key.Key_Return)
    found = facts_of(book.workbook, book.subject("stakeholder"))[0]
    assert (found.value, found.source, found.certainty) == ("supporter", None, "confirmed")


def test_that_days_of_this_year_are_short() -> None:
    assert short_day("2026-11-03", date(2026, 12, 1)) == "11-03"
    assert short_day("2025-11-03", date(2026, 12, 1)) == "2025-11"


def test_that_it_goes_with_the_field_it_belongs_to(place: FactField) -> None:
    place.open_evidence()
    place.hide()
    assert not panels(place)


def test_that_a_judgement_without_a_source_says_when_and_asks_for_it(book: Book, show_grid: ShowGrid) -> None:
    set_fact(book.workbook, book.subject("stakeholder"), "stakeholder.attitude", "supporter")
    book.set("stakeholder.motive", "Less downtime")
    grid = show_grid(book, ["stakeholder.attitude", "stakeholder.motive"], "stakeholder")
    attitude, motive = grid.field("stakeholder.attitude"), grid.field("stakeholder.motive")
    assert attitude is not None and motive is not None
    assert attitude.shown.replace("\u2060", "").replace("\u00a0", " ") == "Supporter  today · source?"
    assert motive.shown == "Less downtime"
    QTest.mouseClick(attitude, Qt.MouseButton.LeftButton, pos=attitude.entry_place().center())
    assert grid.window().findChild(EvidencePanel) is not None


# ---- confirmed in one click


@pytest.fixture
def doubted(book: Book, show_grid: ShowGrid) -> FactField:
    """An assumed fact and the mouse on it."""
    book.set("person.native_place", "Shaoxing", source="third_party", certainty="assumed")
    line = line_of(show_grid(book, ["person.native_place"]), "person.native_place")
    QTest.mouseMove(line, line.entry_place().center())
    return line


def test_that_one_click_confirms_what_is_only_assumed(book: Book, doubted: FactField) -> None:
    QTest.mouseClick(doubted, Qt.MouseButton.LeftButton, pos=doubted._tick_place(0).center())
    now = fact(book)
    assert (now.certainty, now.verified_on, now.source) == (
        "confirmed", date.today().isoformat(), "third_party",
    )  # fmt: skip
    assert doubted.editor is None and not panels(doubted)
    book.workbook.undo()
    assert fact(book).assumed


def test_that_one_key_confirms_what_must_be_asked_again(book: Book, show_grid: ShowGrid) -> None:
    long_ago = (date.today() - timedelta(days=200)).isoformat()
    book.set("stakeholder.attitude", "neutral", source="self", learned_on=long_ago)
    line = line_of(show_grid(book, ["stakeholder.attitude"], "stakeholder"), "stakeholder.attitude")
    assert line.open_to_doubt(0)
    line.setFocus()
    keyboard.press(Key.Key_T, CTRL)
    assert not line.open_to_doubt(0) and "ask again" not in line.shown
    assert facts_of(book.workbook, book.subject("stakeholder"))[0].verified_on == date.today().isoformat()


def test_that_what_is_fresh_and_confirmed_has_no_mark_to_confirm_it(book: Book, show_grid: ShowGrid) -> None:
    book.set("person.native_place", "Shaoxing", source="self")
    line = line_of(show_grid(book, ["person.native_place"]), "person.native_place")
    QTest.mouseMove(line, line.entry_place().center())
    assert line.doubt_at(line._tick_place(0).center().toPointF()) is None


def test_that_a_changed_value_is_saved_before_it_is_confirmed(book: Book, doubted: FactField) -> None:
    doubted.begin_edit()
    keyboard.write("Ningbo")
    keyboard.press(Key.Key_T, CTRL)
    assert (fact(book).value, fact(book).certainty) == ("Ningbo", "confirmed")
