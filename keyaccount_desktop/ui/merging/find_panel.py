"""A panel in which one types a part of a name and picks a person or a client; what is found by the search index.

``FindPanel`` finds the other one to merge with. ``move_panel`` builds on it.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import QListView, QWidget

from keyaccount_desktop.ui import theme
from keyaccount_desktop.ui.fields.inputs import TextLine
from keyaccount_desktop.ui.fields.panel import KeyboardPanel
from keyaccount_desktop.ui.operation import Operation
from keyaccount_desktop.ui.search_entry import Entry
from keyaccount_desktop.ui.search_popup import ENTRY_ROLE, EntryDelegate, EntryModel
from keyaccount_desktop.ui.widgets import Label
from keyaccount_desktop.workbook.search import search

if TYPE_CHECKING:
    from keyaccount_desktop.workbook.document import Workbook

_WIDTH: Final = 380
_MOST: Final = 7


class FindPanel(KeyboardPanel):
    """``chosen`` carries the kind and id of what was picked."""

    chosen = Signal(str, str)

    def __init__(
        self, anchor: QWidget, workbook: Workbook, kind: str, without: Collection[str], title: str
    ) -> None:
        super().__init__(anchor, width=theme.current().px(_WIDTH), hugging=True)
        self._workbook = workbook
        self._kind = kind
        self._without = frozenset(without)
        self.setAccessibleName(title)
        self.column.setContentsMargins(12, 10, 12, 10)
        self.column.setSpacing(6)
        self.title = Label(title, "strong", wrap=True)
        self.line = TextLine()
        self.line.setAccessibleName(title)
        self.line.textEdited.connect(self._find)
        self.line.entered.connect(self._take)
        self.line.stepped.connect(self._step)
        self.model = EntryModel(self)
        self.list = QListView()
        self.list.setModel(self.model)
        self.list.setItemDelegate(EntryDelegate(self.list))
        self.list.setUniformItemSizes(True)
        self.list.setMouseTracking(True)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setAccessibleName(self.tr("What was found"))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.entered.connect(self.list.setCurrentIndex)
        self.list.clicked.connect(self._choose)
        self._nothing = Label("", "faint", wrap=True)
        self.column.addWidget(self.title)
        self.column.addWidget(self.line)
        self.column.addWidget(self.list)
        self.column.addWidget(self._nothing)
        self.line.setPlaceholderText(
            self.tr("A name, pinyin, a phone number") if kind == "person" else self.tr("A name or pinyin")
        )
        self._find("")

    def first_stop(self) -> QWidget:
        return self.line

    def entries(self, typed: str) -> list[Entry]:
        """What there is to pick for what is typed."""
        if not typed:
            return []
        hits = search(self._workbook, typed, limit=_MOST + len(self._without), kinds=(self._kind,))
        return [
            Entry(hit.kind, hit.id, hit.title, hit.subtitle) for hit in hits if hit.id not in self._without
        ][:_MOST]

    def picked(self, entry: Entry) -> None:
        """One was picked."""
        self.close_panel()
        self.chosen.emit(entry.kind, entry.id)

    def show_entries(self, entries: Sequence[Entry], nothing: str) -> None:
        """List these, or say that there is nothing."""
        self.model.show_entries(entries)
        self.list.setCurrentIndex(self.model.index(0, 0))
        line_height = theme.current().px(18) + 4 * theme.GRID
        self.list.setFixedHeight(len(entries) * line_height + 2)
        self.list.setVisible(bool(entries))
        self._nothing.setText(nothing)
        self._nothing.setVisible(bool(nothing) and not entries)
        if self.isVisible():
            self.take_place()

    def _find(self, typed: str) -> None:
        typed = typed.strip()
        found: list[Entry] = []
        Operation(self.anchor, lambda: self.entries(typed), then=found.extend).run()
        self.show_entries(found, self.tr("Nothing found.") if typed else "")

    def _take(self) -> None:
        self._choose(self.list.currentIndex())

    def _choose(self, index: QModelIndex) -> None:
        entry = index.data(ENTRY_ROLE)
        if isinstance(entry, Entry):
            self.picked(entry)

    def _step(self, by: int) -> None:
        if rows := self.model.rowCount():
            row = (self.list.currentIndex().row() + by) % rows
            self.list.setCurrentIndex(self.model.index(row, 0))
