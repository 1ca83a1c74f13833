"""A list that is a page of its own: over it the switch to the other list, and the filter box.

``ListPage`` listens to the workbook and reads again at once while it is seen, otherwise when it is seen next. The
lists of clients and of everyone derive from it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout

from keyaccount_desktop.method.columns import ListKind
from keyaccount_desktop.ui import counts, theme
from keyaccount_desktop.ui.lists.list_pane import ListPane
from keyaccount_desktop.ui.lists.switch import ListSwitch
from keyaccount_desktop.ui.widgets import Label

if TYPE_CHECKING:
    from keyaccount_desktop.workbook.document import Workbook
    from keyaccount_desktop.workbook.journal import ChangeSet

_LINE: Final = 210
_PLACES: Final[dict[ListKind, int]] = {"account": 0, "person": 1}


class ListPage(ListPane):
    """``other_wanted`` asks for the other list; ``count_changed`` carries how many rows there are."""

    other_wanted = Signal()
    count_changed = Signal(int)

    def __init__(self, workbook: Workbook, kind: ListKind, layout_name: str, empty_icon: str) -> None:
        super().__init__(workbook, kind, layout_name, empty_icon)
        self.switch = ListSwitch(_PLACES[kind])
        self.switch.switched.connect(self.other_wanted)
        self._count = Label("", "faint")
        self._lines: list[QLineEdit] = []
        self._unsubscribe = workbook.subscribe(self._workbook_changed)
        self.counted.connect(self._write_count)

    def lay_out(self, *lines: QLineEdit) -> None:
        """Put the page together; ``lines`` stand before the filter box."""
        self._lines = [*lines, self.filter]
        header = QFrame()
        header.setObjectName("page_header")
        row = QHBoxLayout(header)
        row.setContentsMargins(theme.PAD, 10, theme.PAD, 10)
        row.setSpacing(2 * theme.GRID)
        row.addWidget(self.switch)
        row.addWidget(self._count)
        row.addStretch(1)
        for line in self._lines:
            row.addWidget(line)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(0)
        page.addWidget(header)
        inside = QVBoxLayout()
        inside.setContentsMargins(theme.PAD, 2 * theme.GRID, theme.PAD, theme.PAD)
        inside.setSpacing(2 * theme.GRID)
        inside.addLayout(self.tools())
        inside.addLayout(self.body(), 1)
        page.addLayout(inside, 1)
        self._set_widths()

    def release(self) -> None:
        """Listen no more; before the workbook is closed."""
        self._unsubscribe()
        self.reading.stop()

    def _workbook_changed(self, change: ChangeSet) -> None:
        self.follow(change, now=self.isVisible())

    def showEvent(self, event: QShowEvent) -> None:
        if not self.reading.begun:
            self._want()
        self.reading.catch_up()
        super().showEvent(event)

    def _write_count(self) -> None:
        shown, total = self.model.rowCount(), self.model.total
        # With what is counted: a bare number beside the two names could belong to either.
        every = counts.clients(total) if self._kind == "account" else counts.people(total)
        self._count.setText(every if shown == total else self.tr("{n} of {all}").format(n=shown, all=every))
        self._count.setVisible(total > 0)
        self.count_changed.emit(total)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.FontChange:
            self._set_widths()
        super().changeEvent(event)

    def _set_widths(self) -> None:
        for line in self._lines:
            line.setFixedWidth(theme.current().px(_LINE))

    def retranslate(self) -> None:
        super().retranslate()
        self._write_count()

    def take_keyboard(self) -> None:
        """The list is ready for the arrow keys."""
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)
