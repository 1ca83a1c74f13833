"""The dialog before the calendar goes out: what it says, what it writes, what it logs."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from icalendar import Calendar
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QPushButton, QRadioButton

from keyaccount_desktop.ui import place
from keyaccount_desktop.ui.today.export_calendar import ExportCalendarDialog
from keyaccount_desktop.ui.today.today_page import TodayPage
from keyaccount_desktop.workbook.document import Workbook
from keyaccount_desktop.workbook.export_log import exports
from keyaccount_desktop.workbook.first_screen import clients

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from keyaccount_desktop.ui.main_window import MainWindow

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def shown(english_demo: Path, open_window: Callable[[Path], MainWindow]) -> MainWindow:
    return open_window(english_demo)


def workbook_of(window: MainWindow) -> Workbook:
    assert window.workbook is not None
    return window.workbook


def opened(window: MainWindow) -> ExportCalendarDialog:
    found = [each for each in window.findChildren(ExportCalendarDialog) if each.isVisible()]
    assert len(found) == 1
    return found[0]


def press(dialog: ExportCalendarDialog, text: str) -> None:
    button = next(each for each in dialog.findChildren(QPushButton) if each.text() == text)
    QTest.mouseClick(button, LEFT)


def export_to(window: MainWindow, path: Path, qtbot: QtBot) -> None:
    press(opened(window), "Export…")
    chooser = next(each for each in window.findChildren(QFileDialog) if each.isVisible())
    chooser.fileSelected.emit(str(path))
    chooser.close()
    qtbot.waitUntil(lambda: "events in" in window.messages.text)


def test_that_the_button_of_the_page_opens_it(shown: MainWindow) -> None:
    shown.go(place.TODAY)
    page = shown.stack.currentWidget()
    assert isinstance(page, TodayPage)
    QTest.mouseClick(page.export, LEFT)
    press(opened(shown), "Cancel")
    assert not [each for each in shown.findChildren(ExportCalendarDialog) if each.isVisible()]


def test_that_holidays_go_out_and_private_dates_only_when_ticked(
    shown: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    QTest.keyClick(
        shown, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    )
    dialog = opened(shown)
    assert not dialog.private.isChecked()
    assert "Holidays go out" in dialog.meaning.text()
    export_to(shown, tmp_path / "a.ics", qtbot)
    events = Calendar.from_ical((tmp_path / "a.ics").read_bytes()).walk("VEVENT")
    assert "Spring Festival" in {str(event["SUMMARY"]) for event in events}
    assert not any("Birthday" in str(event["SUMMARY"]) for event in events)
    (entry,) = exports(workbook_of(shown))
    assert (entry.kind, entry.people, entry.private_fields) == ("calendar", 0, ())


def test_that_it_says_how_many_people_and_which_private_dates_go_out(
    shown: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    shown.do("export_calendar")
    dialog = opened(shown)
    QTest.mouseClick(dialog.private, LEFT, pos=QPoint(8, dialog.private.height() // 2))
    assert dialog.meaning.text() == (
        "7 people; these private dates go out: Birthday, Family. The export is noted in the workbook."
    )
    export_to(shown, tmp_path / "b.ics", qtbot)
    events = Calendar.from_ical((tmp_path / "b.ics").read_bytes()).walk("VEVENT")
    assert any(str(event["SUMMARY"]) == "Liu Min · Birthday" for event in events)
    (entry,) = exports(workbook_of(shown))
    assert (entry.people, entry.private_fields) == (7, ("person.birthday", "person.family"))


def test_that_a_client_is_offered_first_where_one_is(shown: MainWindow) -> None:
    client = max(clients(workbook_of(shown)), key=lambda row: row.people)
    shown.go(place.client(client.id))
    shown.do("export_calendar")
    radios = [radio.text() for radio in opened(shown).findChildren(QRadioButton)]
    assert radios == [f"{client.name}: dates of 5 people", "The whole workbook: dates of 7 people"]
    press(opened(shown), "Cancel")
