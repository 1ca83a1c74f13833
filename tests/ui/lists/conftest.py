"""What the tests of the lists share: the list of everyone in the demo workbook, read and at rest."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from keyaccount_desktop.ui.clients.people_list import PeopleList
from keyaccount_desktop.ui.main_window import MainWindow
from keyaccount_desktop.workbook.document import Workbook
from tests.ui.lists.stops import everyone


@pytest.fixture
def shown(open_window: Callable[[Path], MainWindow], demo: Path) -> MainWindow:
    return open_window(demo)


@pytest.fixture
def page(shown: MainWindow, qtbot: QtBot) -> PeopleList:
    """The list of everyone, with the keyboard in its table."""
    made = everyone(shown)
    qtbot.waitUntil(lambda: made.table.hasFocus())
    return made


@pytest.fixture
def book(shown: MainWindow) -> Workbook:
    assert shown.workbook is not None
    return shown.workbook


def names(page: PeopleList) -> list[str]:
    return [str(page.model.value(row, "name")) for row in range(page.model.rowCount())]


def column(page: PeopleList, key: str) -> int:
    place = page.model.column_of(key)
    assert place is not None
    return place


def row(page: PeopleList, name: str) -> int:
    return names(page).index(name)
