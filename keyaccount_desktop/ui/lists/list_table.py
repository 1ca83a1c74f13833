"""The table of a list in whatever room there is: names whole, columns as wide as they need or as one drew them.

``ListTable`` shares the room among the columns, lets them be moved and drawn wider, keeps what is selected by id
when the rows change, and passes what is typed on to the filter. Editing a cell is ``list_cells``, which comes in
with the first edit. Used by ``list_pane`` alone.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QAbstractItemView, QApplication, QStyleOptionViewItem

from keyaccount_desktop.method.columns import NAME, Column
from keyaccount_desktop.ui import theme
from keyaccount_desktop.ui.lists.list_model import ListModel, attitude_texts
from keyaccount_desktop.ui.table import CellDelegate, Index, Table

_SIDES: Final = 24
"""Pixels beside the text of a cell."""
_CHIP_SIDES: Final = 12
_MEASURED_ROWS: Final = 200
"""Names measured to find the room they need: those one sees first."""
_MOST_NAME: Final = {"account": 330, "person": 200}
"""Pixels at 100 % that names may take of a narrow room."""
_MOST_CHOICE: Final = 140
"""And a choice of what is left, to show its words whole."""
_LEAST: Final = {
    "name": 150, "text": 122, "choice": 92, "choices": 130, "tags": 110, "flag": 60, "number": 72, "percent": 64,
    "date": 100, "step": 140,
}  # fmt: skip
"""Pixels at 100 % that a column of a kind needs; its heading is never cut."""
_STRETCHED: Final = ("name", "text", "step")
"""Kinds that share the room that is left."""
_GOES_FIRST: Final = (
    "account.type", "department", "people", "stakeholder.roles", "known", "person.level", "last_contact",
    "account.grade",
)  # fmt: skip
"""Columns nobody chose by hand that go when the room is narrow, in this order."""


class ListTable(Table):
    """``typed``: text for the filter. ``columns_moved``: keys in their new order. ``column_drawn``: key and pixels
    at 100 %. ``edit_wanted``: a cell, and what was typed to get there.
    """

    typed = Signal(str)
    columns_moved = Signal(list)
    column_drawn = Signal(str, int)
    edit_wanted = Signal(QModelIndex)

    def __init__(self, model: ListModel, kind: str) -> None:
        self._model = model
        self._kind = kind
        self._drawn: dict[str, int] = {}
        self._chosen = False
        self._spreading = False
        self._pressed = QPersistentModelIndex()
        super().__init__()
        self.setItemDelegate(ListDelegate(self))
        self.setModel(model)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        header = self.horizontalHeader()
        # One of its own: to paint itself it would ask of each cell whether it is selected.
        header.setSelectionModel(QItemSelectionModel(model, header))
        header.setSectionsMovable(True)
        header.setFirstSectionMovable(False)
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        header.setSortIndicatorClearable(False)
        header.sectionMoved.connect(self._moved)
        header.sectionResized.connect(self._resized)
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.viewport().installEventFilter(self)
        self.setSortingEnabled(True)
        self._resting = QTimer(self)
        self._resting.setSingleShot(True)
        self._resting.timeout.connect(self._spread)
        self._editing = QTimer(self)
        self._editing.setSingleShot(True)
        self._editing.timeout.connect(self._edit_pressed)
        model.modelReset.connect(self._spread)

    # ---- columns

    def set_layout(self, drawn: dict[str, int], *, chosen: bool) -> None:
        """How wide columns were drawn, in pixels at 100 %; ``chosen``: by hand, so that none goes for lack of room."""
        self._drawn = dict(drawn)
        self._chosen = chosen
        self._spread()

    def put_in_order(self) -> None:
        """Stand the columns in the order of the model again, after one was dragged."""
        header = self.horizontalHeader()
        self._spreading = True
        for place in range(header.count()):
            header.moveSection(header.visualIndex(place), place)
        self._spreading = False

    def show_sorting(self, sorting: tuple[str, bool] | None) -> None:
        """Mark the heading the rows are sorted by, without sorting them."""
        header = self.horizontalHeader()
        column = self._model.column_of(sorting[0]) if sorting is not None else None
        order = Qt.SortOrder.DescendingOrder if sorting and sorting[1] else Qt.SortOrder.AscendingOrder
        header.blockSignals(True)
        header.setSortIndicator(-1 if column is None else column, order)
        header.blockSignals(False)
        header.viewport().update()

    def shown_keys(self) -> list[str]:
        """The columns from the left as they stand there."""
        header = self.horizontalHeader()
        return [self._model.columns[header.logicalIndex(place)].key for place in range(header.count())]

    def _moved(self, *_: int) -> None:
        if self._spreading:
            return
        # Later: the header is still at it.
        QTimer.singleShot(0, self, lambda: self.columns_moved.emit(self.shown_keys()))

    def _resized(self, column: int, before: int, width: int) -> None:
        if self._spreading or not 0 <= column < len(self._model.columns):
            return
        key = self._model.columns[column].key
        self._drawn[key] = max(round(width / theme.current().px(100) * 100), 20)
        self.column_drawn.emit(key, self._drawn[key])

    def _spread(self) -> None:
        columns = self._model.columns
        if not columns or not self._room or self._spreading:
            return
        needs = [self._need(place, column) for place, column in enumerate(columns)]
        shown = [True] * len(columns)
        for key in () if self._chosen else _GOES_FIRST:
            if sum(need for need, seen in zip(needs, shown, strict=True) if seen) <= self._room:
                break
            if (place := self._model.column_of(key)) is not None:
                shown[place] = False
        left = self._room - sum(need for need, seen in zip(needs, shown, strict=True) if seen)
        stretched = [
            place
            for place, column in enumerate(columns)
            if shown[place] and column.kind in _STRETCHED and column.key not in self._drawn
        ]
        for place, column in enumerate(columns):
            if shown[place] and column.key not in self._drawn:
                more = min(max(_wish(column) - needs[place], 0), max(left, 0))
                needs[place] += more
                left -= more
        # The widest at last: what is narrow is helped first.
        for number, place in enumerate(sorted(stretched, key=needs.__getitem__)):
            share = max(left, 0) // (len(stretched) - number)
            needs[place] += share
            left -= share
        self._spreading = True
        for place, need in enumerate(needs):
            self.setColumnHidden(place, not shown[place])
            self.setColumnWidth(place, need)
        self._spreading = False

    def _need(self, place: int, column: Column) -> int:
        """The least width of a column; a heading is never cut."""
        colours = theme.current()
        need = self.horizontalHeader().sectionSizeFromContents(place).width()
        if (drawn := self._drawn.get(column.key)) is not None:
            return max(need, colours.px(drawn))
        if column.key == NAME:
            metrics = QFontMetrics(colours.font(bold=True))
            rows = min(self._model.rowCount(), _MEASURED_ROWS)
            names = (str(self._model.value(row, NAME)) for row in range(rows))
            longest = max(map(metrics.horizontalAdvance, names), default=0) + _SIDES
            return max(need, min(longest, colours.px(_MOST_NAME[self._kind])))
        if column.key == "stakeholder.attitude":
            metrics = QFontMetrics(colours.font("small", bold=True))
            return max(need, max(map(metrics.horizontalAdvance, attitude_texts())) + _CHIP_SIDES + _SIDES)
        return max(need, colours.px(_LEAST[column.kind]))

    # ---- rows

    def selected_ids(self) -> list[str]:
        """Who is selected, from the top."""
        return [self._model.id_at(row) for row in self.selected_rows()]

    def selected_rows(self) -> list[int]:
        rows: set[int] = set()
        for top, bottom in self._selected_ranges():
            rows.update(range(top, bottom + 1))
        return sorted(rows)

    def select_current_if_none(self) -> None:
        """The row with the frame is meant where none is selected: show that."""
        if self.currentIndex().isValid() and not self.count_selected():
            flags = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
            self.selectionModel().select(self.currentIndex(), flags)

    def count_selected(self) -> int:
        """How many are selected."""
        return sum(bottom - top + 1 for top, bottom in self._selected_ranges())

    def _selected_ranges(self) -> set[tuple[int, int]]:
        # Not one index a row: fifty thousand would take their time.
        selection = self.selectionModel().selection()
        parts = (selection.at(place) for place in range(selection.count()))
        return {(part.top(), part.bottom()) for part in parts}

    def current_id(self) -> str | None:
        """Who the keyboard is at."""
        row = self.currentIndex().row()
        return self._model.id_at(row) if 0 <= row < self._model.rowCount() else None

    def select_ids(self, ids: Iterable[str], current: str | None = None, column: int = 0) -> None:
        """Select those of these that are shown, with the keyboard at one of them."""
        rows = sorted(row for id_ in ids if (row := self._model.row_of(id_)) is not None)
        last = max(self._model.columnCount() - 1, 0)
        selection = QItemSelection()
        start = 0
        for place in range(1, len(rows) + 1):
            if place == len(rows) or rows[place] != rows[place - 1] + 1:
                selection.select(self._model.index(rows[start], 0), self._model.index(rows[place - 1], last))
                start = place
        model = self.selectionModel()
        row = self._model.row_of(current) if current is not None else None
        if row is not None:
            index = self._model.index(row, min(column, last))
            model.setCurrentIndex(index, QItemSelectionModel.SelectionFlag.NoUpdate)
        model.select(selection, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    # ---- mouse and keyboard

    def mousePressEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        alone = event.modifiers() == Qt.KeyboardModifier.NoModifier and self.count_selected() == 1
        again = index.isValid() and index == self.currentIndex() and self.hasFocus() and alone
        left = event.button() == Qt.MouseButton.LeftButton
        self._pressed = QPersistentModelIndex(index if again and left else QModelIndex())
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if self._pressed.isValid() and self.indexAt(event.position().toPoint()) == self._pressed:
            # A second click on a cell edits it, unless it is the first half of a double click.
            self._editing.start(QApplication.doubleClickInterval())

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self._editing.stop()
        self._pressed = QPersistentModelIndex()
        super().mouseDoubleClickEvent(event)

    def _edit_pressed(self) -> None:
        if self._pressed.isValid() and self.currentIndex() == self._pressed and self.hasFocus():
            self.edit_wanted.emit(self.currentIndex())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        held = event.modifiers() & ~(Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier)
        text = event.text() if not held and event.text().isprintable() else ""
        if text.strip():
            # What is typed over a list looks for something in it; it never changes a cell.
            self.typed.emit(text)
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: Any, event: QEvent) -> bool:
        if watched is self.horizontalHeader().viewport() and event.type() == QEvent.Type.MouseButtonRelease:
            # One column was drawn: the others share what is left, now that nothing is being dragged.
            self._resting.start()
        return super().eventFilter(watched, event)

    def column_at(self, point: QPoint) -> Column | None:
        """The column whose heading is at a point of the header."""
        place = self.horizontalHeader().logicalIndexAt(point)
        return self._model.columns[place] if 0 <= place < len(self._model.columns) else None


def _wish(column: Column) -> int:
    """What a column of choices would take to cut none of them, as far as they are words."""
    if column.kind != "choice" or column.choices is None:
        return 0
    colours = theme.current()
    metrics = QFontMetrics(colours.font())
    longest = max((metrics.horizontalAdvance(str(each.text)) for each in column.choices), default=0)
    return min(longest + _SIDES, colours.px(_MOST_CHOICE))


class ListDelegate(CellDelegate):
    """Frames the cell the keyboard is at, where it can be edited."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        super().paint(painter, option, index)
        view = option.widget
        if not isinstance(view, ListTable) or not view.hasFocus() or index != view.currentIndex():
            return
        if index.flags() & Qt.ItemFlag.ItemIsEditable:
            painter.save()
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(theme.current().colour("accent"), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(option.rect.adjusted(2, 2, -3, -4), 5, 5)
            painter.restore()
