"""A table that is edited in place, a cell at a time, and is as high as its rows.

A click, Enter, F2 or simply typing edits the cell; Tab and Shift+Tab go on to the next one, Enter to the row
below, Esc back. While a cell is edited an ``EditableLine`` lies over it, so that saving, drafts and messages
are those of every field of the page. ``record_table`` and the departments' table are made of it.
"""

from __future__ import annotations

from abc import abstractmethod
from typing import Final

from PySide6.QtCore import QAbstractItemModel, QEvent, QModelIndex, QObject, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QFocusEvent, QInputMethodEvent, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QAbstractItemView, QApplication, QStyle, QStyleOptionViewItem, QWidget

from keyaccount_desktop.ui import theme
from keyaccount_desktop.ui.fields.line import EditableLine
from keyaccount_desktop.ui.fields.panel import Panel, belongs_to
from keyaccount_desktop.ui.table import CellDelegate, Index, Table, row_height
from keyaccount_desktop.ui.widgets import Label

_LEAST_EDITOR: Final = 150
"""Pixels an editor is wide at least, whatever its column."""
_ENTER: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_TABS: Final = (Qt.Key.Key_Tab, Qt.Key.Key_Backtab)


class Cell(EditableLine):
    """What lies over a cell while it is edited. Why it cannot be saved floats under it, over other rows."""

    _reason: _Reason | None = None

    def _say(self, text: str) -> None:
        self._unsay()
        self._reason = _Reason(self, text)
        self._reason.open()

    def _unsay(self) -> None:
        reason, self._reason = self._reason, None
        if reason is not None:
            reason.close_panel()

    @property
    def message(self) -> str:
        return self._reason.text if self._reason is not None else ""


class _Reason(Panel):
    def __init__(self, cell: Cell, text: str) -> None:
        super().__init__(cell, width=theme.current().px(220))
        self.text = text
        label = Label(text, "warning_caption", wrap=True)
        label.setContentsMargins(6, 4, 6, 4)
        self.column.addWidget(label)


class CellTable(Table):
    """Subclasses give the line that edits a cell (``line_for``), and say what Delete does."""

    most_rows = 1_000
    """With more rows it scrolls by itself."""

    def __init__(self) -> None:
        # First: the heights are set while the table is being made.
        self._cells: list[tuple[EditableLine, QPersistentModelIndex]] = []
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
        focused = QApplication.focusWidget()
        return next((line for line, _ in self._cells if belongs_to(focused, line)), None)

    def edit_cell(self, index: Index, typed: str = "", *, offer: bool = True) -> bool:
        """Begin to edit a cell; whether it can be edited."""
        line = self._open(index)
        if line is None:
            return False
        self.setCurrentIndex(self.model().index(index.row(), index.column()))
        self._place_cells()
        line.begin_edit(typed, offer=offer)
        return True

    def _open(self, index: Index) -> EditableLine | None:
        for line, place in self._cells:
            if (place.row(), place.column()) == (index.row(), index.column()):
                return line
        made = self.line_for(index)
        if made is None:
            return None
        place = QPersistentModelIndex(index)
        self._cells.append((made, place))
        made.setParent(self.viewport())
        made.edit_began.connect(lambda: self._begun(made, place))
        made.edit_ended.connect(lambda: self._ended(made))
        made.show()
        made.raise_()
        return made

    def _begun(self, line: EditableLine, place: QPersistentModelIndex) -> None:
        editor = line.editor
        if editor is not None:
            for stop in editor.stops():
                stop.installEventFilter(self)
            row, column = place.row(), place.column()
            # After the line's own: it has saved by then, or said why not.
            editor.entered.connect(lambda: self._entered(line, row, column))

    def _entered(self, line: EditableLine, row: int, column: int) -> None:
        if line.editor is None:
            # By its number: what was the empty row is the new entry's now, and the empty one is below it.
            self.after_enter(self.model().index(row, column))

    def restore_cell(self, index: Index) -> None:
        """Show again what was typed into a cell and could not be saved."""
        line = self._open(index)
        if line is None:
            return
        self._place_cells()
        line.restore_draft()

    def _ended(self, line: EditableLine) -> None:
        had_focus = belongs_to(QApplication.focusWidget(), line)
        self._cells = [(other, place) for other, place in self._cells if other is not line]
        if had_focus:
            self.setFocus(Qt.FocusReason.OtherFocusReason)
        line.hide()
        line.deleteLater()
        self.viewport().update()

    def close_cells(self) -> None:
        """Let go of what is being edited, without saving: before the rows go."""
        for line, _ in self._cells:
            line.hide()
            line.deleteLater()
        self._cells = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.key() in _TABS:
            for line, place in self._cells:
                if isinstance(watched, QWidget) and belongs_to(watched, line):
                    return self._tab(watched, line, place, back=event.key() == Qt.Key.Key_Backtab)
        return super().eventFilter(watched, event)

    def _tab(self, widget: QWidget, line: EditableLine, place: Index, *, back: bool) -> bool:
        if getattr(widget, "composing", False):
            return False
        row, column = place.row(), place.column()
        if line.commit():
            beside = self._next(self.model().index(row, column), -1 if back else 1)
            if beside is None or not self.edit_cell(beside, offer=False):
                self.focusNextPrevChild(not back)
        return True

    def _next(self, place: Index, by: int) -> QModelIndex | None:
        """The cell after or before a cell that can be edited; None at the end of the table."""
        model = self.model()
        columns = model.columnCount()
        number = place.row() * columns + place.column() + by
        while 0 <= number < model.rowCount() * columns:
            index = model.index(*divmod(number, columns))
            if index.flags() & Qt.ItemFlag.ItemIsEditable:
                return index
            number += by
        return None

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
        if model is not None:
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
        self._place_cells()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        super().scrollContentsBy(dx, dy)
        self._place_cells()

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self._place_cells()
        return super().viewportEvent(event)

    def _place_cells(self) -> None:
        for line, place in self._cells:
            cell = self.visualRect(self.model().index(place.row(), place.column()))
            width = max(cell.width(), theme.current().px(_LEAST_EDITOR))
            left = max(min(cell.left(), self.viewport().width() - width), 0)
            top = cell.top() + max((row_height() - line.line_height()) // 2, 0)
            line.setGeometry(QRect(left, top, width, line.heightForWidth(width)))


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
