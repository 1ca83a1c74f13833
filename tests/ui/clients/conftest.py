"""What the tests of the client's page share: a small workbook, the page in a window, and ways to look at it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from keyaccount_desktop.ui.clients.client_page import ClientPage
from keyaccount_desktop.ui.fields.cell_table import CellTable
from keyaccount_desktop.ui.widgets import MessageBar
from keyaccount_desktop.workbook.document import Workbook
from tests.ui.fields.conftest import Book

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier
LEFT = Qt.MouseButton.LeftButton
OpenPage = Callable[..., ClientPage]


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    made = Book(tmp_path / "book.kaw")
    yield made
    made.workbook.close()


@pytest.fixture
def open_page(qtbot: QtBot) -> Iterator[OpenPage]:
    """Shows a client's page in a window that has the keyboard."""
    pages: list[ClientPage] = []

    def opened(
        workbook: Workbook, account_id: str, tab: str = "overview", size: tuple[int, int] = (1104, 690)
    ) -> ClientPage:
        page = ClientPage(workbook)
        MessageBar(page)
        qtbot.addWidget(page)
        page.resize(*size)
        page.undo_wanted.connect(workbook.undo)
        page.show()
        page.activateWindow()
        qtbot.waitUntil(page.isActiveWindow)
        page.show_client(account_id, tab)
        settle()
        pages.append(page)
        return page

    yield opened
    for page in pages:
        page.release()


@pytest.fixture
def page(book: Book, open_page: OpenPage) -> ClientPage:
    return open_page(book.workbook, book.ids["account"])


def settle() -> None:
    """Let layouts take up what has changed."""
    for _ in range(4):
        QApplication.sendPostedEvents()
        QApplication.processEvents()


def see(widget: QWidget) -> QWidget:
    """Scroll a widget into view, as one would with the wheel."""
    above: Any = widget.parentWidget()
    while above is not None:
        if hasattr(above, "ensureWidgetVisible"):
            above.ensureWidgetVisible(widget, 0, 40)
        above = above.parentWidget()
    settle()
    return widget


def click(widget: QWidget, at: QPoint | None = None) -> None:
    see(widget)
    assert widget.isVisible()
    QTest.mouseClick(widget, LEFT, Qt.KeyboardModifier.NoModifier, at or widget.rect().center())
    settle()


def click_cell(table: CellTable, row: int, column: int) -> None:
    """Press a cell with the mouse."""
    see(table)
    place = table.visualRect(table.model().index(row, column))
    assert not place.isEmpty()
    at = QPoint(place.left() + min(40, place.width() // 2), place.top() + 14)
    QTest.mouseClick(table.viewport(), LEFT, Qt.KeyboardModifier.NoModifier, at)
    settle()


def texts(table: CellTable) -> list[list[str]]:
    """What a table shows, row by row."""
    model = table.model()
    return [
        [str(model.index(row, column).data() or "") for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]
