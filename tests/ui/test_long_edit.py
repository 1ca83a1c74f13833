"""Changes of very many rows: the window stays alive and takes no input, Cancel leaves everything as it was."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QProgressDialog, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from keyaccount_desktop.ui.long_edit import MANY, LongEdit
from keyaccount_desktop.ui.operation import message_bar, show_done
from keyaccount_desktop.ui.widgets import MessageBar
from keyaccount_desktop.workbook import accounts
from keyaccount_desktop.workbook.document import Workbook

LEFT = Qt.MouseButton.LeftButton


class Page(QWidget):
    """A line to type into, a button that counts, a message bar."""

    def __init__(self) -> None:
        super().__init__()
        self.line = QLineEdit()
        self.button = QPushButton("press")
        self.pressed = 0
        self.button.clicked.connect(self._count)
        column = QVBoxLayout(self)
        column.addWidget(self.line)
        column.addWidget(self.button)
        self.messages = MessageBar(self)

    def _count(self) -> None:
        self.pressed += 1


@pytest.fixture
def page(qtbot: QtBot) -> Page:
    made = Page()
    qtbot.addWidget(made)
    made.resize(800, 600)
    made.show()
    made.activateWindow()
    made.line.setFocus()
    qtbot.waitUntil(made.line.hasFocus)
    return made


@pytest.fixture
def book(tmp_path: Path) -> Workbook:
    return Workbook.create(tmp_path / "a.kaw")


def dialog_of(page: QWidget) -> QProgressDialog | None:
    return next((each for each in page.findChildren(QProgressDialog) if each.isVisible()), None)


def test_that_few_rows_are_changed_at_once(page: Page, book: Workbook) -> None:
    with book:
        done: list[str] = []
        LongEdit(
            page, book, "Adding", lambda: accounts.add_account(book, "甲"), rows=MANY, then=done.append
        ).start()
        assert len(done) == 1


def test_that_the_window_lives_on_but_takes_no_input_until_it_is_done(
    page: Page, book: Workbook, qtbot: QtBot
) -> None:
    with book:
        go_on = threading.Event()

        def change() -> str:
            assert go_on.wait(20)
            return accounts.add_account(book, "甲")

        heard: list[int] = []
        book.subscribe(lambda _: heard.append(threading.get_ident()))
        edit = LongEdit(
            page, book, "Adding", change, rows=MANY + 1, then=lambda _: show_done(page, "done", "Undo")
        )
        with qtbot.waitSignal(edit.ended):
            edit.start()
            QTest.keyClicks(page.line, "abc")
            QTest.mouseClick(page.button, LEFT)
            qtbot.waitUntil(lambda: dialog_of(page) is not None)
            QTest.mouseClick(page.button, LEFT)
            page.close()
            assert page.isVisible() and page.line.text() == "" and page.pressed == 0
            go_on.set()
        bar = message_bar(page)
        assert bar is not None and bar.text == "done"
        assert heard == [threading.get_ident()]
        assert dialog_of(page) is None
        page.activateWindow()  # there is no window system here that gives the keyboard back
        page.line.setFocus()
        qtbot.waitUntil(page.line.hasFocus)
        QTest.keyClicks(page.line, "abc")
        QTest.mouseClick(page.button, LEFT)
        assert page.line.text() == "abc" and page.pressed == 1


def test_that_cancel_leaves_everything_as_it_was(page: Page, book: Workbook, qtbot: QtBot) -> None:
    with book:
        accounts.add_account(book, "甲")
        label = book.undo_label
        assert label is not None

        def change() -> None:
            with book.edit(label):
                for number in range(1_000_000):
                    accounts.add_account(book, f"客户{number}")

        done: list[None] = []
        edit = LongEdit(page, book, "Adding", change, rows=1_000_000, then=done.append)
        with qtbot.waitSignal(edit.ended, timeout=20_000):
            edit.start()
            qtbot.waitUntil(lambda: dialog_of(page) is not None)
            dialog = dialog_of(page)
            assert dialog is not None
            QTest.mouseClick(dialog.findChild(QPushButton), LEFT)
        assert [row.name for row in accounts.accounts(book)] == ["甲"]
        assert book.undo_label is label and done == [] and not page.messages.isVisible()
        book.undo()
        assert accounts.accounts(book) == []


def test_that_a_refusal_is_shown_like_any_other(page: Page, book: Workbook, qtbot: QtBot) -> None:
    with book:
        edit = LongEdit(
            page, book, "Renaming", lambda: accounts.rename_account(book, "nobody", " "), rows=MANY + 1
        )
        with qtbot.waitSignal(edit.ended):
            edit.start()
        assert page.messages.isVisible() and "name" in page.messages.text
        assert QApplication.overrideCursor() is None
        accounts.add_account(book, "甲")
