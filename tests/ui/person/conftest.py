"""What the tests of the person page share: a small workbook, the page in a window, and ways to look at it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QWidget

from keyaccount_desktop.ui.fields.line import EditableLine
from keyaccount_desktop.ui.person_page import PersonPage
from keyaccount_desktop.ui.widgets import MessageBar
from keyaccount_desktop.workbook.document import Workbook
from tests.ui.fields.conftest import Book

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

OpenPage = Callable[..., PersonPage]


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    made = Book(tmp_path / "book.kaw")
    yield made
    made.workbook.close()


@pytest.fixture
def open_page(qtbot: QtBot) -> Iterator[Callable[..., PersonPage]]:
    """Shows a person's page in a window that has the keyboard."""
    pages: list[PersonPage] = []

    def opened(workbook: Workbook, person_id: str, size: tuple[int, int] = (1264, 860)) -> PersonPage:
        page = PersonPage(workbook)
        MessageBar(page)
        qtbot.addWidget(page)
        page.resize(*size)
        page.show()
        page.activateWindow()
        qtbot.waitUntil(page.isActiveWindow)
        page.show_person(person_id)
        page.setFocus()
        pages.append(page)
        return page

    yield opened
    for page in pages:
        page.release()


@pytest.fixture
def page(book: Book, open_page: Callable[..., PersonPage]) -> PersonPage:
    return open_page(book.workbook, book.ids["person"])


def line(page: PersonPage, key: str, subject: str = "") -> EditableLine:
    found = page.line_of(key, subject or page.person_id, make=False)
    assert found is not None
    return found


def empty_lines(page: PersonPage) -> list[EditableLine]:
    return [found for found in page.findChildren(EditableLine) if found.isVisible() and found.empty]


def timeline(page: PersonPage) -> list[str]:
    labels = [label for label in page.timeline.findChildren(QWidget) if label.isVisible()]
    return [label.text() for label in labels if hasattr(label, "wordWrap") and label.wordWrap()]
