"""The values a field has had: seen with their days and sources, and made to hold again."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest

from keyaccount_desktop.ui.fields import FactField
from keyaccount_desktop.ui.fields.evidence import EvidencePanel
from keyaccount_desktop.ui.fields.history import HistoryPanel
from keyaccount_desktop.workbook.facts import add_entry, clear_fact, facts_of, set_fact
from tests.ui.fields import keyboard
from tests.ui.fields.conftest import Book, ShowGrid
from tests.ui.fields.test_editing import line_of

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
TODAY = date.today().isoformat()


def history(line: FactField) -> HistoryPanel | None:
    return next((found for found in line.window().findChildren(HistoryPanel) if found.isVisible()), None)


@pytest.fixture
def attitude(book: Book, show_grid: ShowGrid) -> FactField:
    """Has been unknown, against us, neutral, and for us."""
    book.set("stakeholder.attitude", "opponent", source="coach", certainty="assumed", learned_on="2025-03-01")
    book.set("stakeholder.attitude", "neutral", source="observed", learned_on="2025-09-01")
    book.set("stakeholder.attitude", "supporter", source="self", learned_on="2026-01-05")
    return line_of(show_grid(book, ["stakeholder.attitude"], "stakeholder"), "stakeholder.attitude")


def test_that_ctrl_b_shows_former_values_with_days_source_and_certainty(attitude: FactField) -> None:
    attitude.setFocus()
    keyboard.press(Key.Key_B, CTRL)
    panel = history(attitude)
    assert panel is not None and keyboard.focused() is panel.list
    QAbstractItemModelTester(panel.list.model(), QAbstractItemModelTester.FailureReportingMode.Fatal)
    assert panel.rows == [
        "Supporter\nsince 2026-01-05 · The person",
        "Neutral\n2025-09-01 – 2026-01-05 · Observed",
        "Opponent\n2025-03-01 – 2025-09-01 · Coach · Assumed",
    ]
    keyboard.press(Key.Key_Escape)
    assert history(attitude) is None and keyboard.focused() is attitude


def test_that_enter_makes_a_former_value_hold_again(book: Book, attitude: FactField) -> None:
    attitude.setFocus()
    keyboard.press(Key.Key_B, CTRL)
    keyboard.press(Key.Key_Down)
    keyboard.press(Key.Key_Return)
    assert history(attitude) is None and attitude.hasFocus()
    (now,) = facts_of(book.workbook, book.subject("stakeholder"))
    assert (now.value, now.source, now.assumed, now.learned_on) == ("opponent", "coach", True, "2025-03-01")
    assert attitude.shown.startswith("Opponent")
    book.workbook.undo()
    assert attitude.shown.startswith("Supporter")
    assert book.workbook.undo_label is None


def test_that_the_button_restores_and_is_off_for_what_holds_now(book: Book, attitude: FactField) -> None:
    attitude.open_history()
    panel = history(attitude)
    assert panel is not None and panel.restore.isEnabled()
    panel.list.setCurrentRow(0)
    assert not panel.restore.isEnabled()
    panel.list.setCurrentRow(1)
    QTest.mouseClick(panel.restore, Qt.MouseButton.LeftButton)
    assert book.values("stakeholder.attitude") == ["neutral"]


def test_that_the_evidence_leads_to_it(attitude: FactField) -> None:
    attitude.open_evidence()
    evidence = attitude.window().findChild(EvidencePanel)
    assert evidence is not None and evidence.history.text() == "2 previous values"
    QTest.mouseClick(evidence.history, Qt.MouseButton.LeftButton)
    assert history(attitude) is not None


def test_that_what_never_changed_has_no_history_to_show(book: Book, show_grid: ShowGrid) -> None:
    book.set("person.gender", "male")
    line = line_of(show_grid(book, ["person.gender"]), "person.gender")
    assert not line.has_history()
    line.open_evidence()
    evidence = line.window().findChild(EvidencePanel)
    assert evidence is not None and not evidence.history.isVisible()


def test_that_a_field_that_was_emptied_still_tells_what_it_held(book: Book, show_grid: ShowGrid) -> None:
    book.set("person.interests", "Go", learned_on="2026-01-05")
    clear_fact(book.workbook, book.subject("person"), "person.interests")
    line = line_of(show_grid(book, ["person.interests"]), "person.interests")
    line.setFocus()
    keyboard.press(Key.Key_B, CTRL)
    panel = history(line)
    assert panel is not None and panel.rows == [f"Go\n2026-01-05 – {TODAY}"]
    keyboard.press(Key.Key_Return)
    assert book.values("person.interests") == ["Go"]


def test_that_an_entry_that_was_removed_can_be_brought_back(book: Book, show_grid: ShowGrid) -> None:
    subject = book.subject("person")
    items = [
        add_entry(book.workbook, subject, "person.phones", {"number": number})
        for number in ("138 0000 1111", "139 0000 2222")
    ]
    clear_fact(book.workbook, subject, "person.phones", items[0])
    line = line_of(show_grid(book, ["person.phones"]), "person.phones")
    line.open_history()
    panel = history(line)
    assert panel is not None and [row.split("\n")[0] for row in panel.rows] == [
        "139 0000 2222", "138 0000 1111",
    ]  # fmt: skip
    keyboard.press(Key.Key_Return)
    assert [value["number"] for value in book.values("person.phones")] == ["138 0000 1111", "139 0000 2222"]


def test_that_values_of_products_are_named_by_them(book: Book, show_grid: ShowGrid) -> None:
    subject = book.subject("person")
    for rung in ("aware", "trial"):
        set_fact(book.workbook, subject, "person.adoption", rung, item=book.product)
    line = line_of(show_grid(book, ["person.adoption"]), "person.adoption")
    line.open_history()
    panel = history(line)
    assert panel is not None and [row.split("\n")[0] for row in panel.rows] == [
        "Aurora X7: Trial", "Aurora X7: Aware",
    ]  # fmt: skip


def test_that_a_read_only_workbook_shows_it_and_changes_nothing(book: Book, show_grid: ShowGrid) -> None:
    book.set("person.interests", "Go")
    book.set("person.interests", "Tea")
    book.workbook.read_only = True
    try:
        line = line_of(show_grid(book, ["person.interests"]), "person.interests")
        line.open_history()
        panel = history(line)
        assert panel is not None and not panel.restore.isVisible()
        keyboard.press(Key.Key_Return)
        assert book.values("person.interests") == ["Tea"]
    finally:
        book.workbook.read_only = False


def test_that_it_closes_when_one_goes_on_elsewhere(attitude: FactField, qtbot: QtBot) -> None:
    attitude.open_history()
    QTest.mouseClick(attitude.window(), Qt.MouseButton.LeftButton, pos=attitude.window().rect().bottomRight())
    assert history(attitude) is None
