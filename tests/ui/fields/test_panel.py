"""What floats beside a line stays with it: inside the margins of the page, and never over the page's header."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from keyaccount_desktop.ui.fields import FactGrid
from keyaccount_desktop.ui.fields.evidence import EvidencePanel
from keyaccount_desktop.ui.fields.panel import OptionList, Panel
from keyaccount_desktop.ui.widgets import Button
from tests.ui.fields.conftest import Book
from tests.ui.fields.test_editing import line_of

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

_KEYS = ["person.gender", "person.native_place", "person.interests", "person.hobbies"]


@pytest.fixture
def area(book: Book, qtbot: QtBot) -> QScrollArea:
    """A grid in a window too low for it, with room above and below to scroll."""
    book.set("person.native_place", "Shaoxing", source="third_party", learned_on="2025-03-02")
    grid = FactGrid(book.workbook, book.subject("person"), _KEYS, shown=_KEYS)
    page = QWidget()
    column = QVBoxLayout(page)
    column.addWidget(grid)
    column.addSpacing(2000)
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setWidget(page)
    qtbot.addWidget(area)
    area.resize(700, 400)
    area.show()
    area.activateWindow()
    qtbot.waitUntil(area.isActiveWindow)
    return area


def shown(area: QScrollArea, kind: type[Panel]) -> list[Panel]:
    return [panel for panel in area.findChildren(kind) if panel.isVisible()]


def test_that_a_list_of_choices_goes_out_of_sight_with_its_line_and_comes_back(
    area: QScrollArea, qtbot: QtBot
) -> None:
    grid = area.findChild(FactGrid)
    assert isinstance(grid, FactGrid)
    line_of(grid, "person.gender").begin_edit()
    assert shown(area, OptionList)
    area.verticalScrollBar().setValue(1200)
    qtbot.waitUntil(lambda: not shown(area, OptionList))
    assert line_of(grid, "person.gender").editor is not None
    area.verticalScrollBar().setValue(0)
    qtbot.waitUntil(lambda: bool(shown(area, OptionList)))


def test_that_a_panel_with_the_keyboard_closes_when_its_line_is_scrolled_out_of_sight(
    area: QScrollArea, qtbot: QtBot
) -> None:
    grid = area.findChild(FactGrid)
    assert isinstance(grid, FactGrid)
    line_of(grid, "person.native_place").open_evidence()
    assert shown(area, EvidencePanel)
    area.verticalScrollBar().setValue(1200)
    qtbot.waitUntil(lambda: not shown(area, EvidencePanel))
    area.verticalScrollBar().setValue(0)
    assert not shown(area, EvidencePanel)


def test_that_a_panel_of_a_button_at_the_right_ends_where_the_button_ends(qtbot: QtBot) -> None:
    window = QWidget()
    button = Button("Columns")
    column = QVBoxLayout(window)
    column.setContentsMargins(20, 20, 20, 20)
    column.addWidget(button, 0, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
    qtbot.addWidget(window)
    window.resize(600, 400)
    window.show()
    panel = Panel(button, width=300)
    panel.open()
    assert panel.geometry().right() == button.mapTo(window, QPoint(button.width() - 1, 0)).x()
