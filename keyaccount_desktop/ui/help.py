"""The Help menu's windows: the help page, the list of shortcuts, About."""

from __future__ import annotations

import platform

from PySide6.QtCore import Qt, QUrl, qVersion
from PySide6.QtGui import QKeySequence, QTextCharFormat, QTextCursor, QTextDocument
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QScrollArea,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from keyaccount_desktop import __version__
from keyaccount_desktop.language import language
from keyaccount_desktop.resources import resource
from keyaccount_desktop.ui import theme
from keyaccount_desktop.ui.actions import ACTIONS, shortcuts_of, translated, without_mnemonic
from keyaccount_desktop.ui.influence_map.gestures import GESTURES, other_keys
from keyaccount_desktop.ui.widgets import Button, Label, resize_within


class _Window(QDialog):
    """A dialog with a column and a Close button; gone when closed."""

    def __init__(self, title: str, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(20, 20, 20, 16)
        self.column.setSpacing(3 * theme.GRID)

    def add_close(self, text: str) -> None:
        close = Button(text)
        close.clicked.connect(self.accept)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(close)
        self.column.addLayout(row)


class HelpWindow(_Window):
    """The help page that ships with the program."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.setWindowTitle(self.tr("Help"))
        page = QTextBrowser()
        page.setAccessibleName(self.tr("Help"))
        page.setOpenExternalLinks(False)
        page.setSource(QUrl())
        page.setFrameShape(QTextBrowser.Shape.NoFrame)
        page.setMarkdown(resource(f"help/{language()}.md").read_text(encoding="utf-8"))
        _set_headings(page.document())
        self.column.addWidget(page)
        self.add_close(self.tr("Close"))
        resize_within(self, 640, 560)


def _set_headings(document: QTextDocument) -> None:
    """Give the headings the sizes of the window; Markdown would make them huge."""
    block = document.begin()
    while block.isValid():
        if level := block.blockFormat().headingLevel():
            cursor = QTextCursor(block)
            lines = block.blockFormat()
            lines.setTopMargin(theme.PAD if level > 1 else 0)
            lines.setBottomMargin(theme.GRID)
            cursor.setBlockFormat(lines)
            cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
            letters = QTextCharFormat()  # set, not merged: the size of Markdown's would win
            letters.setFont(theme.current().font("title" if level == 1 else "large", bold=True))
            cursor.setCharFormat(letters)
        block = block.next()


class ShortcutsWindow(_Window):
    """Every action with its keys, as the menus have them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.setWindowTitle(self.tr("Keyboard shortcuts"))
        inner = QWidget()
        grid = QGridLayout(inner)
        grid.setContentsMargins(0, 0, 12, 0)
        grid.setHorizontalSpacing(32)
        grid.setVerticalSpacing(6)
        for row, spec in enumerate(ACTIONS):
            grid.addWidget(Label(without_mnemonic(translated(spec))), row, 0)
            keys = " ".join(
                key.toString(QKeySequence.SequenceFormat.NativeText) for key in shortcuts_of(spec)
            )
            grid.addWidget(Label(keys, "soft"), row, 1)
        self._add_gestures(grid)
        grid.setColumnStretch(0, 1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setWidget(inner)
        scroll.setAccessibleName(self.tr("Keyboard shortcuts"))
        self.column.addWidget(scroll)
        self.add_close(self.tr("Close"))
        resize_within(self, 460, 520)

    def _add_gestures(self, grid: QGridLayout) -> None:
        """The keys of the influence map, each with what the mouse does and where the menu has it."""
        row = grid.rowCount()
        heading = Label(self.tr("On the influence map"), "heading")
        heading.setContentsMargins(0, 2 * theme.GRID, 0, 0)
        grid.addWidget(heading, row, 0, 1, 2)
        for gesture in GESTURES:
            row += 2
            grid.addWidget(Label(str(gesture), wrap=True), row, 0)
            grid.addWidget(Label(gesture.keys, "soft", wrap=True), row, 1)
            grid.addWidget(Label(gesture.ways, "caption", wrap=True), row + 1, 0, 1, 2)
        for place, (text, keys) in enumerate(other_keys(), row + 2):
            grid.addWidget(Label(text, wrap=True), place, 0)
            grid.addWidget(Label(keys, "soft", wrap=True), place, 1)


class AboutWindow(_Window):
    """Name, version, and where data is kept."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.setWindowTitle(self.tr("About"))
        self.column.addWidget(Label(QApplication.applicationDisplayName(), "title"))
        versions = self.tr("Version {version} · Python {python} · Qt {qt}").format(
            version=__version__, python=platform.python_version(), qt=qVersion()
        )
        self.column.addWidget(Label(versions, "soft", wrap=True, selectable=True))
        self.column.addWidget(
            Label(
                self.tr(
                    "Your workbooks stay on this computer. The program sends nothing anywhere and needs no network."
                ),
                wrap=True,
            )
        )
        self.column.addWidget(
            Label(self.tr("Made with Qt for Python (LGPL v3), SQLite and SQLCipher."), "hint", wrap=True)
        )
        self.add_close(self.tr("Close"))
        self.setMinimumWidth(theme.current().px(420))
