"""Types of clients are called in the list what the user calls them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from keyaccount_desktop.language import plain
from keyaccount_desktop.ui.clients.client_list import ClientList
from keyaccount_desktop.ui.main_window import MainWindow
from keyaccount_desktop.workbook.accounts import add_account
from keyaccount_desktop.workbook.definitions import add_term, rename_term
from keyaccount_desktop.workbook.document import Workbook
from keyaccount_desktop.workbook.facts import set_fact


def types(window: MainWindow) -> set[str]:
    (page,) = window.findChildren(ClientList)
    place = page.model.column_of("account.type")
    assert place is not None
    cells = (page.model.index(row, place) for row in range(page.model.rowCount()))
    return {str(cell.data(Qt.ItemDataRole.DisplayRole)) for cell in cells}


def test_that_types_are_told_in_the_users_words_at_once_and_after_a_start(
    shown: MainWindow, book: Workbook, open_window: Callable[[Path], MainWindow], qtbot: QtBot
) -> None:
    assert "Hospital" in types(shown)
    own = add_term(book, "account_type", plain("Clinic"))
    rename_term(book, "account_type", "hospital", plain("Sickhouse"))
    account = add_account(book, "Corner clinic")
    set_fact(book, ("account", account), "account.type", own)
    qtbot.waitUntil(lambda: {"Sickhouse", "Clinic"} <= types(shown))
    assert "Hospital" not in types(shown)
    path = book.path
    shown.files.close()
    qtbot.waitUntil(lambda: shown.workbook is None)
    again = open_window(path)
    qtbot.waitUntil(lambda: {"Sickhouse", "Clinic"} <= types(again))
