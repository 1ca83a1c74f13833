"""Cells of a table edited in place: while one is edited, an ``EditableLine`` lies over it.

So saving, drafts and messages are those of every field of a page. ``Cells`` opens the lines, keeps them over their
cells while the table scrolls, and goes on with Tab. Tables own one, and say which line edits a cell.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QTableView, QWidget

from keyaccount_desktop.ui import theme
from keyaccount_desktop.ui.fields.line import EditableLine
from keyaccount_desktop.ui.fields.panel import Panel, belongs_to
from keyaccount_desktop.ui.table import Index, row_height
from keyaccount_desktop.ui.widgets import Label

_LEAST_EDITOR = 150
"""Pixels an editor is wide at least, whatever its column."""
_TABS = (Qt.Key.Key_Tab, Qt.Key.Key_Backtab)


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


class Cells(QObject):
    """``line_for`` makes the line that edits a cell, None where nothing can be edited. ``entered`` carries the
    index of a cell that Enter has saved.
    """

    entered = Signal(QModelIndex)

    def __init__(self, table: QTableView, line_for: Callable[[Index], EditableLine | None]) -> None:
        super().__init__(table)
        self._table = table
        self._line_for = line_for
        self._lines: list[tuple[EditableLine, QPersistentModelIndex]] = []
        for bar in (table.verticalScrollBar(), table.horizontalScrollBar()):
            bar.valueChanged.connect(self.place)
        table.horizontalHeader().sectionResized.connect(self.place)
        # Kept: while a table is taken down it no longer tells which one is its own.
        self._viewport = table.viewport()
        self._viewport.installEventFilter(self)

    @property
    def open_lines(self) -> list[EditableLine]:
        return [line for line, _ in self._lines]

    def edit(self, index: Index, typed: str = "", *, offer: bool = True) -> bool:
        """Begin to edit a cell; whether it can be edited."""
        line = self._open(index)
        if line is None:
            return False
        model = self._table.model()
        self._table.setCurrentIndex(model.index(index.row(), index.column()))
        self.place()
        if line.toggles():
            line.toggle()
            self._ended(line)
        else:
            line.begin_edit(typed, offer=offer)
        return True

    def restore(self, index: Index) -> None:
        """Show again what was typed into a cell and could not be saved."""
        line = self._open(index)
        if line is not None:
            self.place()
            line.restore_draft()

    def close(self) -> None:
        """Take the lines away before their rows go; what cannot be saved stays as a draft."""
        for line, _ in tuple(self._lines):
            line.leave()
            self._ended(line)

    def _open(self, index: Index) -> EditableLine | None:
        for line, place in self._lines:
            if (place.row(), place.column()) == (index.row(), index.column()):
                return line
        made = self._line_for(index)
        if made is None:
            return None
        place = QPersistentModelIndex(index)
        self._lines.append((made, place))
        made.setParent(self._table.viewport())
        made.edit_began.connect(lambda: self._follow(made, place))
        made.edit_ended.connect(lambda: self._ended(made))
        made.show()
        made.raise_()
        return made

    def _follow(self, line: EditableLine, place: QPersistentModelIndex) -> None:
        """Hear Tab in the editor of a line, and Enter after the line's own has saved or said why not."""
        if (editor := line.editor) is None:
            return
        for stop in editor.stops():
            stop.installEventFilter(self)
        found = self.found_again(place)
        editor.entered.connect(lambda: self._entered(line, found))

    def _entered(self, line: EditableLine, found: Callable[[], QModelIndex]) -> None:
        if line.editor is None and (index := found()).isValid():
            self.entered.emit(index)

    def _ended(self, line: EditableLine) -> None:
        if all(other is not line for other, _ in self._lines):
            return
        had_focus = belongs_to(QApplication.focusWidget(), line)
        self._lines = [(other, place) for other, place in self._lines if other is not line]
        if had_focus:
            self._table.setFocus(Qt.FocusReason.OtherFocusReason)
        line.hide()
        line.deleteLater()
        self._table.viewport().update()

    # ---- going on

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._viewport:
            if event.type() in (QEvent.Type.Resize, QEvent.Type.LayoutRequest):
                self.place()
        elif event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.key() in _TABS:
            for line, place in self._lines:
                if isinstance(watched, QWidget) and belongs_to(watched, line):
                    return self._tab(watched, line, place, back=event.key() == Qt.Key.Key_Backtab)
        return False

    def _tab(self, widget: QWidget, line: EditableLine, place: QPersistentModelIndex, *, back: bool) -> bool:
        if getattr(widget, "composing", False):
            return False
        found = self.found_again(place)
        if line.commit():
            at = found()
            # Where the rows are others now, the table knows where one went on.
            beside = self._next(at if at.isValid() else self._table.currentIndex(), -1 if back else 1)
            if beside is None or not self.go_on(beside):
                self.go_past(back=back)
        return True

    # ---- what kinds of tables have otherwise

    def found_again(self, place: QPersistentModelIndex) -> Callable[[], QModelIndex]:
        """Gives the cell that was edited once it has been saved, which may put rows into another order."""
        model = self._table.model()
        return lambda: model.index(place.row(), place.column()) if place.isValid() else QModelIndex()

    def go_on(self, index: QModelIndex) -> bool:
        """Begin to edit the next cell; whether it can be."""
        return self.edit(index, offer=False)

    def go_past(self, *, back: bool) -> None:
        """There is no next cell."""
        self._table.setFocus(Qt.FocusReason.OtherFocusReason)

    def passes(self, column: int) -> bool:
        """Whether one does not come through a column."""
        return self._table.isColumnHidden(column)

    def _next(self, place: Index, by: int) -> QModelIndex | None:
        """The cell after or before a cell that can be edited, as the columns stand; None at the end of the table."""
        model, header = self._table.model(), self._table.horizontalHeader()
        columns = model.columnCount()
        number = place.row() * columns + header.visualIndex(place.column()) + by
        while 0 <= number < model.rowCount() * columns:
            row, visual = divmod(number, columns)
            column = header.logicalIndex(visual)
            index = model.index(row, column)
            if index.flags() & Qt.ItemFlag.ItemIsEditable and not self.passes(column):
                return index
            number += by
        return None

    # ---- geometry

    def place(self, *_: object) -> None:
        for line, place in self._lines:
            cell = self._table.visualRect(self._table.model().index(place.row(), place.column()))
            width = max(cell.width(), theme.current().px(_LEAST_EDITOR))
            left = max(min(cell.left(), self._viewport.width() - width), 0)
            top = cell.top() + max((row_height() - line.line_height()) // 2, 0)
            line.setGeometry(QRect(left, top, width, line.heightForWidth(width)))
