"""A field of the user's own from page to page: made where it is missed, filled in, renamed and retired in the
settings, and followed everywhere at once.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from keyaccount_desktop.language import plain
from keyaccount_desktop.ui import place
from keyaccount_desktop.ui.fields.fact_grid import FactGrid
from keyaccount_desktop.ui.place import settings
from keyaccount_desktop.ui.preferences.page import SettingsPage
from keyaccount_desktop.workbook import definitions
from keyaccount_desktop.workbook.definitions import Form, define_field
from keyaccount_desktop.workbook.facts import facts_of, set_fact
from keyaccount_desktop.workbook.first_screen import clients
from keyaccount_desktop.workbook.purchases import purchases_of
from tests.ui.fields import keyboard
from tests.whom import supporters

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from keyaccount_desktop.ui.main_window import MainWindow

Key = Qt.Key
LEFT = Qt.MouseButton.LeftButton
OpenWindow = Callable[[Path], "MainWindow"]


@pytest.fixture
def shown(open_window: OpenWindow, english_demo: Path, qtbot: QtBot) -> MainWindow:
    window = open_window(english_demo)
    window.resize(1440, 900)
    return window


def lead_to(window: MainWindow, subject: str) -> tuple[str, str]:
    """Go where fields of this kind of subject stand; the subject."""
    workbook = window.workbook
    assert workbook is not None
    client = max(clients(workbook), key=lambda row: row.people).id
    person = supporters(workbook, client)[0]
    purchase = purchases_of(workbook, client)[0]
    if subject == "account":
        window.go(place.client(client))
        return "account", client
    if subject == "purchase":
        window.go(place.client(client, "map", purchase.id))
        window.do("unknowns")
        return "purchase", purchase.id
    window.go(place.person(person))
    if subject == "person":
        return "person", person
    page: Any = window.stack.currentWidget()
    return "stakeholder", next(section.stake for section in page.sections if section.stake).stakeholder_id


def grid_of(window: MainWindow, subject: tuple[str, str]) -> FactGrid:
    """The first grid of the subject that offers more fields."""
    page = window.stack.currentWidget()
    assert page is not None
    QApplication.processEvents()
    grids = [grid for grid in page.findChildren(FactGrid) if grid.subject == subject and grid.isVisible()]
    return next(grid for grid in grids if grid.add.isVisible())


@pytest.mark.parametrize("subject", ["person", "stakeholder", "account", "purchase"])
def test_that_a_field_is_made_and_filled_in_on_the_page_where_it_is_missed(
    shown: MainWindow, subject: str, qtbot: QtBot
) -> None:
    of = lead_to(shown, subject)
    grid = grid_of(shown, of)
    workbook = shown.workbook
    assert workbook is not None
    grid.add.button.setFocus()
    keyboard.press(Key.Key_Space)
    keyboard.write("Favourite tea")
    keyboard.press(Key.Key_Up)
    keyboard.press(Key.Key_Return)
    keyboard.press(Key.Key_Return)
    keyboard.write("Longjing")
    keyboard.press(Key.Key_Return)
    (field,) = [field for field in workbook.catalogue.fields.values() if field.custom]
    assert (field.subject, str(field.text)) == (subject, "Favourite tea")
    assert [fact.value for fact in facts_of(workbook, of) if fact.field == field.key] == ["Longjing"]
    line = grid_of(shown, of).field(field.key)
    assert line is not None and line.isVisible() and line.shown.startswith("Longjing")
    shown.do("undo")
    shown.do("undo")
    assert field.key not in workbook.catalogue.fields
    grid = grid_of(shown, of)
    assert grid.field(field.key) is None


@pytest.mark.parametrize("subject", ["person", "stakeholder", "account", "purchase"])
def test_that_what_happens_in_the_settings_shows_on_the_page(
    shown: MainWindow, subject: str, qtbot: QtBot
) -> None:
    of = lead_to(shown, subject)
    workbook = shown.workbook
    assert workbook is not None
    section = workbook.catalogue.field(grid_of(shown, of).keys[0]).section
    key = define_field(workbook, section, plain("Tea"), Form("text"))
    set_fact(workbook, of, key, "Longjing")
    assert grid_of(shown, of).field(key) is not None
    shown.go(settings("fields"))
    page = shown.stack.currentWidget()
    assert isinstance(page, SettingsPage)
    page.fields.show_detail(subject)
    row = page.fields.rows.row(key)
    row.setFocus()
    keyboard.press(Key.Key_F2)
    keyboard.press(Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    keyboard.write("Best tea")
    keyboard.press(Key.Key_Return)
    keyboard.press(Key.Key_Delete)
    shown.do("back")
    if subject == "purchase":
        QApplication.processEvents()
    line = grid_of(shown, of).field(key)
    assert line is not None and line.label == "Best tea" and line.shown.endswith("retired")
    qtbot.waitUntil(lambda: not page.counting)


def test_that_a_term_renamed_is_called_so_on_the_page_one_comes_back_to(
    shown: MainWindow, qtbot: QtBot
) -> None:
    of = lead_to(shown, "account")
    workbook = shown.workbook
    assert workbook is not None
    set_fact(workbook, of, "account.concerns", ["price"])
    shown.go(settings("lists"))
    definitions.rename_term(workbook, "key_concern", "price", plain("What it costs"))
    page: Any = shown.stack.currentWidget()
    qtbot.waitUntil(lambda: not page.counting)
    shown.do("back")
    client: Any = shown.stack.currentWidget()
    listed = client.overview.sections.concerns.editor.order
    assert [listed.item(row).text() for row in range(listed.count())] == ["What it costs"]


def test_that_a_field_is_offered_with_a_click_on_the_map(shown: MainWindow) -> None:
    of = lead_to(shown, "purchase")
    grid = grid_of(shown, of)
    QTest.mouseClick(grid.add.button, LEFT)
    assert grid.add.offered is not None and grid.add.offered.codes[-1] == "new"
    keyboard.press(Key.Key_Escape)
