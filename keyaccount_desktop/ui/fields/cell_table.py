"""A table that is edited in place, a cell at a time, and is as high as its rows.

A click, Enter, F2 or simply typing edits the cell; Tab and Shift+Tab go on to the next one, Enter to the row
below, Esc back; what lies over a cell meanwhile is in ``cells``. ``record_table`` and the departments' table are
made of it.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QAbstractItemModel, QEvent, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QFocusEvent, QInputMethodEvent, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QAbstractItemView, QApplication, QStyle, QStyleOptionViewItem

from keyaccount_desktop.ui import theme
from keyaccount_desktop.ui.fields.cells import Cells
from keyaccount_desktop.ui.fields.line import EditableLine
from keyaccount_desktop.ui.fields.panel import belongs_to
from keyaccount_desktop.ui.table import CellDelegate, Index, Table, row_height

_ENTER: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class CellTable(Table):
    """Subclasses give the line that edits a cell (``line_for``), and say what Delete does."""

    most_rows = 1_000
    """With more rows it scrolls by itself."""

    def __init__(self) -> None:
        # First: the heights are set while the table is being made.
        self.cells: Cells | None = None
        super().__init__()
        self.setItemDelegate(InPlaceDelegate(self))
        # One is at a cell, with a frame round it; there is nothing to select.
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.clicked.connect(self._clicked)

    # ---- what the kinds of tables say

    @abstractmethod
    def line_for(self, index: Index) -> EditableLine | None:
        """A new line that edits a cell; None where nothing can be edited."""

    def after_enter(self, index: Index) -> None:
        """Enter has saved a cell: go to the row below."""
        below = index.sibling(index.row() + 1, index.column())
        if below.isValid():
            self.setCurrentIndex(below)

    # ---- editing

    @property
    def cell(self) -> EditableLine | None:
        """The line that is being edited now."""
        focused, open_lines = QApplication.focusWidget(), self.cells.open_lines if self.cells else []
        return next((line for line in open_lines if belongs_to(focused, line)), None)

    def edit_cell(self, index: Index, typed: str = "", *, offer: bool = True) -> bool:
        """Begin to edit a cell; whether it can be edited."""
        return self.cells is not None and self.cells.edit(index, typed, offer=offer)

    def restore_cell(self, index: Index) -> None:
        """Show again what was typed into a cell and could not be saved."""
        if self.cells is not None:
            self.cells.restore(index)

    # ---- mouse and keyboard at rest

    def _clicked(self, index: QModelIndex) -> None:
        self.edit_cell(index)

    def event(self, event: QEvent) -> bool:
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_F2
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        index = self.currentIndex()
        plain = not event.modifiers() & ~(
            Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier
        )
        typed = event.text() if plain and event.text().isprintable() else ""
        if index.isValid() and plain and event.key() in (*_ENTER, Qt.Key.Key_F2):
            self.edit_cell(index)
        elif index.isValid() and typed.strip():
            self.edit_cell(index, typed)
        else:
            super().keyPressEvent(event)

    def inputMethodQuery(self, query: Qt.InputMethodQuery) -> object:
        if query == Qt.InputMethodQuery.ImEnabled:
            return True
        return super().inputMethodQuery(query)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        index = self.currentIndex()
        if (event.preeditString() or event.commitString()) and index.isValid() and self.edit_cell(index):
            focused = QApplication.focusWidget()
            if focused is not None and focused is not self:
                QApplication.sendEvent(focused, event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        if not self.currentIndex().isValid() and self.model() is not None and self.model().rowCount():
            self.setCurrentIndex(self.model().index(0, 0))
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    def edits_here(self) -> bool:
        """The Edit menu is meant for the table when it has the keyboard."""
        return True

    def edit_command(self, name: str) -> bool:
        """What the Edit menu asks of the table: whether it does that."""
        index = self.currentIndex()
        if not index.isValid():
            return False
        if name == "copy":
            QApplication.clipboard().setText(str(index.data(Qt.ItemDataRole.EditRole) or ""))
        elif name == "paste":
            return self.edit_cell(index, QApplication.clipboard().text().strip("\n"))
        elif name == "delete":
            self.delete_row(index.row())
        else:
            return False
        return True

    def delete_row(self, row: int) -> None:
        """Delete what stands in a row."""

    # ---- geometry

    def setModel(self, model: QAbstractItemModel | None) -> None:
        super().setModel(model)
        if model is not None and self.cells is None:
            self.cells = _Cells(self, self.line_for)
            self.cells.entered.connect(self.after_enter)
            for signal in (model.rowsInserted, model.rowsRemoved, model.modelReset, model.layoutChanged):
                signal.connect(self._fit)
            self._fit()

    def _fit(self, *_: object) -> None:
        """Be as high as the rows, up to the most."""
        rows = self.model().rowCount() if self.model() is not None else 0
        heights = sum(self.rowHeight(row) for row in range(min(rows, self.most_rows)))
        bar = self.horizontalScrollBar()
        below = bar.sizeHint().height() if bar.maximum() > 0 else 0
        more = rows > self.most_rows
        policy = Qt.ScrollBarPolicy.ScrollBarAsNeeded if more else Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        self.setVerticalScrollBarPolicy(policy)
        self.setFixedHeight(self.horizontalHeader().sizeHint().height() + heights + below + 2)

    def _set_heights(self) -> None:
        super()._set_heights()
        self._fit()

    def updateGeometries(self) -> None:
        super().updateGeometries()
        if self.cells is not None:
            self.cells.place()


class _Cells(Cells):
    """Of a table as high as its rows, with an empty one to write on."""

    def __init__(self, table: CellTable, line_for: Callable[[Index], EditableLine | None]) -> None:
        super().__init__(table, line_for)
        self._own = table

    def found_again(self, place: QPersistentModelIndex) -> Callable[[], QModelIndex]:
        # By its number: what was the empty row is the new entry's now, and the empty one is below it.
        model, row, column = self._own.model(), place.row(), place.column()
        return lambda: model.index(row, column)

    def go_on(self, index: QModelIndex) -> bool:
        return self._own.edit_cell(index, offer=False)

    def go_past(self, *, back: bool) -> None:
        self._own.focusNextPrevChild(not back)

    def passes(self, column: int) -> bool:
        return False  # what has no room in the row unfolds under it


class InPlaceDelegate(CellDelegate):
    """Draws the cell the keyboard is at with a frame, instead of marking the row."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        view = option.widget
        option.rect.setHeight(min(option.rect.height(), row_height()))
        option.state &= ~QStyle.StateFlag.State_Selected
        super().paint(painter, option, index)
        if isinstance(view, CellTable) and view.hasFocus() and index == view.currentIndex():
            painter.save()
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(theme.current().colour("accent"), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(option.rect.adjusted(2, 2, -3, -4), 5, 5)
            painter.restore()
