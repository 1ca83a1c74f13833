"""The rail at the left of the window: which workbook, is it safe, search, and where to go.

Shown with the first paint, so it draws no icon and loads nothing. It tells what was pressed by signals.
"""

from __future__ import annotations

from datetime import datetime
from typing import Final

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from keyaccount_desktop.ui import theme
from keyaccount_desktop.ui.widgets import Button, ElidedLabel, Label, plain_tip, restyle

WIDTH: Final = 176


class Rail(QFrame):
    """``page_chosen`` carries a page of ``place.PAGES``."""

    page_chosen = Signal(str)
    search_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("rail")
        self._name = ElidedLabel("", "strong")
        self._state = ElidedLabel("", "caption")
        self.search = SearchButton()
        self.search.clicked.connect(self.search_wanted)
        self.today = NavigationButton()
        self.today.clicked.connect(lambda: self.page_chosen.emit("today"))
        self.clients = NavigationButton()
        self.clients.clicked.connect(lambda: self.page_chosen.emit("clients"))
        self.settings = NavigationButton()
        self.settings.clicked.connect(lambda: self.page_chosen.emit("settings"))
        names = QVBoxLayout()
        names.setContentsMargins(8, 0, 8, 0)
        names.setSpacing(0)
        names.addWidget(self._name)
        names.addWidget(self._state)
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 14, 10, 14)
        column.setSpacing(theme.GRID)
        column.addLayout(names)
        column.addSpacing(2 * theme.GRID)
        column.addWidget(self.search)
        column.addSpacing(2 * theme.GRID)
        column.addWidget(self.today)
        column.addWidget(self.clients)
        column.addStretch(1)
        column.addWidget(self.settings)
        self._workbook: str | None = None
        self._backup: datetime | None = None
        self._read_only = False
        self._problem = ""
        self._retranslate()
        self._set_width()

    def show_workbook(self, name: str | None, path: str = "") -> None:
        """Name the open workbook; None when there is none."""
        self._workbook = name
        self._name.setText(name or "")
        self._name.setAccessibleDescription(path)
        for widget in (self._name, self._state, self.today, self.clients, self.settings):
            widget.setVisible(name is not None)
        self._write_state()

    def show_safety(self, backup: datetime | None, *, read_only: bool = False, problem: str = "") -> None:
        """Say when the workbook was last backed up, or what keeps it from being so."""
        self._backup, self._read_only, self._problem = backup, read_only, problem
        self._write_state()

    def show_page(self, page: str, clients: int | None, due: int = 0) -> None:
        """Mark the page one is on, with the number of clients and of what is due."""
        self.today.set_current(page == "today")
        self.today.set_count(due or None)
        self.clients.set_current(page in ("clients", "people", "client", "person", "merging"))
        self.clients.set_count(clients)
        self.settings.set_current(page == "settings")

    @property
    def state(self) -> str:
        """The line under the workbook's name."""
        return self._state.text()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        elif event.type() == QEvent.Type.FontChange:
            self._set_width()
        super().changeEvent(event)

    def _set_width(self) -> None:
        # Grows less than the text: at 150 % the pages need the room more.
        self.setFixedWidth((WIDTH * 2 + theme.current().px(WIDTH) * 3) // 5)

    def _retranslate(self) -> None:
        self.setAccessibleName(self.tr("Navigation"))
        self.search.set_text(self.tr("Find…"), QKeySequence("Ctrl+K"))
        self.today.set_name(self.tr("Today"))
        self.clients.set_name(self.tr("Clients"))
        self.settings.set_name(self.tr("Settings"))
        self._write_state()

    def _write_state(self) -> None:
        if self._workbook is None:
            self._state.setText("")
        elif self._problem:
            self._state.setText(self._problem)
        elif self._read_only:
            self._state.setText(self.tr("Read-only"))
        elif self._backup is None:
            self._state.setText(self.tr("Saved"))
        else:
            self._state.setText(self.tr("Saved · backup {time}").format(time=_when(self._backup)))
        self._state.set_role("warning_caption" if self._problem else "caption")


def _when(moment: datetime) -> str:
    """The hour for today, the date for before."""
    if moment.date() == datetime.now().date():
        return moment.strftime("%H:%M")
    return moment.strftime("%m-%d")


class SearchButton(Button):
    """Looks like a search box and opens the search popup."""

    def __init__(self) -> None:
        super().__init__(kind="search")
        self._text = Label("", "faint")
        self._keys = Label("", "hint")
        row = QHBoxLayout(self)
        row.setContentsMargins(9, 0, 9, 0)
        row.addWidget(self._text, 1)
        row.addWidget(self._keys)
        for label in (self._text, self._keys):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def set_text(self, text: str, keys: QKeySequence) -> None:
        shown = keys.toString(QKeySequence.SequenceFormat.NativeText)
        self._text.setText(text)
        self._keys.setText(shown.replace("+", " "))
        self.setAccessibleName(text)
        self.setToolTip(plain_tip(f"{text} ({shown})"))

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self._text.sizeHint().height() + 3 * theme.GRID)


class NavigationButton(Button):
    """A page's name with a faint count at the right; the current page is filled."""

    def __init__(self) -> None:
        super().__init__(kind="nav")
        self.setProperty("current", False)
        self._count = Label("", "hint")
        self._count.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 0, 8, 0)
        row.addStretch(1)
        row.addWidget(self._count)

    def set_name(self, name: str) -> None:
        self.setText(name)
        self.setAccessibleName(name)

    def set_count(self, count: int | None) -> None:
        self._count.setText("" if count is None else f"{count}")

    def set_current(self, current: bool) -> None:
        if self.property("current") != current:
            self.setProperty("current", current)
            self._count.set_role("accent_hint" if current else "hint")
            restyle(self)
