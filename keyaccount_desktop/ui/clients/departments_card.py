"""The departments of a client: named, given a function, put in order, deleted; how many people each has.

A card of the client's overview. Everything is edited in its table: cells as in every table of the page, rows
dragged by their grip or moved with Alt+Up and Alt+Down.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import (
    QAbstractTableModel,
    QEvent,
    QModelIndex,
    QPoint,
    QRect,
    Qt,
    Signal,
)
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QMenu, QStyleOptionViewItem, QWidget

from keyaccount_desktop.language import Text
from keyaccount_desktop.method import vocabulary
from keyaccount_desktop.ui import counts, theme
from keyaccount_desktop.ui.fields.cell_table import CellTable, InPlaceDelegate
from keyaccount_desktop.ui.fields.cells import Cell
from keyaccount_desktop.ui.fields.choice_editors import ChoiceEditor, options_of
from keyaccount_desktop.ui.fields.editor import Editor
from keyaccount_desktop.ui.fields.text_editors import LineEditor
from keyaccount_desktop.ui.folding import FoldingCard
from keyaccount_desktop.ui.operation import Operation, show_done
from keyaccount_desktop.ui.table import TONE, Index
from keyaccount_desktop.ui.widgets import plain_tip
from keyaccount_desktop.workbook.accounts import (
    DepartmentRow,
    add_department,
    delete_department,
    departments_of,
    move_department,
    rename_department,
    set_department_function,
)

if TYPE_CHECKING:
    from keyaccount_desktop.workbook.document import Workbook
    from keyaccount_desktop.workbook.journal import ChangeSet

NAME, FUNCTION, PEOPLE = range(3)
_NO_INDEX: Final = QModelIndex()
_TITLE: Final = Text("Departments", "部门")
_GRIP: Final = 16
"""Pixels before the name by which a row is dragged."""


class DepartmentModel(QAbstractTableModel):
    """The departments in their order, and where one may add one an empty row after them."""

    def __init__(self, *, editable: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.editable = editable
        self._rows: list[DepartmentRow] = []

    def show_rows(self, rows: Sequence[DepartmentRow]) -> None:
        """Show these, touching only what is other than before."""
        rows = list(rows)
        if [row.id for row in rows] == [row.id for row in self._rows]:
            for number, row in enumerate(rows):
                if row != self._rows[number]:
                    self._rows[number] = row
                    self.dataChanged.emit(self.index(number, 0), self.index(number, PEOPLE))
        elif [row.id for row in rows[:-1]] == [row.id for row in self._rows]:
            self.beginInsertRows(_NO_INDEX, len(rows) - 1, len(rows) - 1)
            self._rows = rows
            self.endInsertRows()
        else:
            self.beginResetModel()
            self._rows = rows
            self.endResetModel()

    def at(self, row: int) -> DepartmentRow | None:
        """The department of a row; None for the empty one."""
        return self._rows[row] if 0 <= row < len(self._rows) else None

    def row_of(self, department_id: str) -> int | None:
        return next((row for row, found in enumerate(self._rows) if found.id == department_id), None)

    @property
    def total(self) -> int:
        return len(self._rows)

    def rowCount(self, parent: Index = _NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self._rows) + self.editable

    def columnCount(self, parent: Index = _NO_INDEX) -> int:
        return 0 if parent.isValid() else 3

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        row, column = self.at(index.row()), index.column()
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(str(self.data(index, Qt.ItemDataRole.EditRole)))
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            if row is None:
                adding = column == NAME and role == Qt.ItemDataRole.DisplayRole
                return self.tr("Add a department…") if adding else ""
            function = vocabulary.FUNCTION.get(row.function or "")
            people = str(row.people) if row.people else ""
            return (row.name, str(function.text) if function is not None else "", people)[column]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            across = Qt.AlignmentFlag.AlignRight if column == PEOPLE else Qt.AlignmentFlag.AlignLeft
            return int(across | Qt.AlignmentFlag.AlignVCenter)
        if role == TONE:
            return "text_3" if row is None else "text_1" if column == NAME else "text_2"
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        new_without_name = index.isValid() and self.at(index.row()) is None and index.column() != NAME
        if self.editable and index.isValid() and index.column() != PEOPLE and not new_without_name:
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation == Qt.Orientation.Horizontal:
            if role == Qt.ItemDataRole.DisplayRole:
                return (self.tr("Department"), self.tr("Function"), self.tr("People"))[section]
            if role == Qt.ItemDataRole.TextAlignmentRole:
                across = Qt.AlignmentFlag.AlignRight if section == PEOPLE else Qt.AlignmentFlag.AlignLeft
                return int(across | Qt.AlignmentFlag.AlignVCenter)
        return None

    def retranslate(self) -> None:
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, PEOPLE)
        if self.rowCount():
            self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, PEOPLE))


class DepartmentTable(CellTable):
    """``undo_wanted`` asks the window for one step back."""

    undo_wanted = Signal()

    def __init__(self, workbook: Workbook, account_id: str) -> None:
        super().__init__()
        self._workbook = workbook
        self._account_id = account_id
        self._dragged: int | None = None
        self._drop_at: int | None = None
        self.departments = DepartmentModel(editable=not workbook.read_only, parent=self)
        self.setModel(self.departments)
        self.setItemDelegate(_Delegate(self))
        self.set_columns((NAME, FUNCTION), {PEOPLE: 64})
        self.read()

    def read(self) -> None:
        """Show the departments as they are now."""
        self.departments.show_rows(departments_of(self._workbook, self._account_id))

    # ---- editing

    def line_for(self, index: Index) -> Cell | None:
        if not index.flags() & Qt.ItemFlag.ItemIsEditable:
            return None
        return _DepartmentCell(
            self._workbook, self._account_id, self.departments.at(index.row()), index.column()
        )

    def after_enter(self, index: Index) -> None:
        if index.column() == NAME and index.row() == self.departments.total - 1:
            self.edit_cell(self.departments.index(self.departments.total, NAME))
        else:
            super().after_enter(index)

    def move_row(self, row: int, to: int) -> None:
        """Put a department at another place, and stay on it."""
        found = self.departments.at(row)
        if (
            found is None
            or not self.departments.editable
            or not 0 <= to < self.departments.total
            or to == row
        ):
            return
        if Operation(self, lambda: move_department(self._workbook, found.id, to)).run():
            self.setCurrentIndex(self.departments.index(to, NAME))

    def delete_row(self, row: int) -> None:
        """Delete a department; says how many people lose it, and offers to undo."""
        found = self.departments.at(row)
        if found is None or not self.departments.editable:
            return

        def deleted(people: int) -> None:
            message = self.tr("Deleted {name}").format(name=found.name)
            if people:
                message = self.tr("Deleted {name}: {people} without a department now").format(
                    name=found.name, people=counts.people(people)
                )
            show_done(self, message, self.tr("Undo"), self.undo_wanted.emit)

        Operation(self, lambda: delete_department(self._workbook, found.id), then=deleted).run()

    # ---- keyboard and mouse

    def keyPressEvent(self, event: QKeyEvent) -> None:
        row, key = self.currentIndex().row(), event.key()
        if key in (Qt.Key.Key_Up, Qt.Key.Key_Down) and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.move_row(row, row + (1 if key == Qt.Key.Key_Down else -1))
        elif key == Qt.Key.Key_Escape and self._dragged is not None:
            self._end_drag()
        else:
            super().keyPressEvent(event)

    def _on_grip(self, point: QPoint) -> int | None:
        index = self.indexAt(point)
        if not self.departments.editable or not index.isValid() or self.departments.at(index.row()) is None:
            return None
        return index.row() if point.x() < _GRIP + 10 else None

    def mousePressEvent(self, event: QMouseEvent) -> None:
        row = self._on_grip(event.position().toPoint())
        if row is not None and event.button() == Qt.MouseButton.LeftButton:
            self._dragged = row
            self.setCurrentIndex(self.departments.index(row, NAME))
            self.setFocus(Qt.FocusReason.MouseFocusReason)
            event.accept()
            return
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        point = event.position().toPoint()
        if self._dragged is None:
            super().mouseMoveEvent(event)
            cursor = Qt.CursorShape.ArrowCursor
            if self._on_grip(point) is not None:
                cursor = Qt.CursorShape.OpenHandCursor
            elif self.indexAt(point).flags() & Qt.ItemFlag.ItemIsEditable:
                cursor = Qt.CursorShape.IBeamCursor
            self.viewport().setCursor(cursor)
            return
        self.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)
        height = self.rowHeight(0)
        self._drop_at = min(max(round(point.y() / height), 0), self.departments.total)
        self.viewport().update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        dragged, drop_at = self._dragged, self._drop_at
        if dragged is None:
            super().mouseReleaseEvent(event)
            return
        self._end_drag()
        if drop_at is not None:
            # A row dropped below its place leaves a gap above it.
            self.move_row(dragged, drop_at - 1 if drop_at > dragged else drop_at)

    def _end_drag(self) -> None:
        self._dragged = self._drop_at = None
        self.viewport().unsetCursor()
        self.viewport().update()

    @property
    def drop_at(self) -> int | None:
        """Before which row what is being dragged would go."""
        return self._drop_at

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._drop_at is not None and self._dragged not in (self._drop_at, self._drop_at - 1):
            y = self._drop_at * self.rowHeight(0)
            painter = QPainter(self.viewport())
            painter.fillRect(0, max(y - 1, 0), self.viewport().width(), 2, theme.current().colour("accent"))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        index = self.currentIndex()
        if event.reason() == QContextMenuEvent.Reason.Mouse:
            index = self.indexAt(event.pos())
        row = index.row()
        if not index.isValid() or self.departments.at(row) is None or not self.departments.editable:
            return
        self.setCurrentIndex(index)
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(self.tr("Rename"), lambda: self.edit_cell(self.departments.index(row, NAME)))
        menu.addAction(self.tr("Function…"), lambda: self.edit_cell(self.departments.index(row, FUNCTION)))
        up = menu.addAction(self.tr("Move up"), lambda: self.move_row(row, row - 1))
        down = menu.addAction(self.tr("Move down"), lambda: self.move_row(row, row + 1))
        up.setEnabled(row > 0)
        down.setEnabled(row < self.departments.total - 1)
        menu.addAction(self.tr("Delete"), lambda: self.delete_row(row))
        place = event.globalPos()
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            place = self.viewport().mapToGlobal(self.visualRect(index).bottomLeft())
        menu.popup(place)


class _DepartmentCell(Cell):
    """The name or the function of a department, while it is edited; without one, the name of a new one."""

    def __init__(
        self, workbook: Workbook, account_id: str, department: DepartmentRow | None, column: int
    ) -> None:
        super().__init__(workbook)
        self._account_id = account_id
        self._department = department
        self._column = column
        name = str(vocabulary.FUNCTION.text if column == FUNCTION else _TITLE)
        self.show_value(name, [], empty=department is None)

    def draft_key(self) -> Hashable:
        id_ = self._department.id if self._department is not None else self._account_id
        return ("department", id_, self._column)

    def make_editor(self) -> Editor:
        if self._column == FUNCTION:
            function = self._department.function if self._department is not None else None
            return ChoiceEditor(options_of(vocabulary.FUNCTION), function)
        return LineEditor(self._department.name if self._department is not None else "", lambda typed: typed)

    def save(self, value: object, visit: object) -> None:
        department, typed = self._department, str(value or "")
        if department is None:
            if typed.strip():
                add_department(self._workbook, self._account_id, typed)
        elif self._column == FUNCTION:
            set_department_function(self._workbook, department.id, typed or None)
        else:
            rename_department(self._workbook, department.id, typed)

    def clear(self) -> None:
        """Nothing to clear: a department has a name."""


class _Delegate(InPlaceDelegate):
    """Draws the grip before the name."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        super().paint(painter, option, index)
        table = option.widget
        if index.column() != NAME or not isinstance(table, DepartmentTable):
            return
        if table.departments.at(index.row()) is None or not table.departments.editable:
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.current().colour("line_strong"))
        left, middle = option.rect.left() + 8, option.rect.center().y()
        for across in (0, 5):
            for down in (-5, 0, 5):
                painter.drawEllipse(left + across, middle + down - 1, 2, 2)
        painter.restore()

    def text_area(self, option: QStyleOptionViewItem, index: Index) -> QRect:
        area = super().text_area(option, index)
        if index.column() == NAME:
            area.setLeft(area.left() + _GRIP)
        return area


class DepartmentsCard(FoldingCard):
    """The table under its title."""

    undo_wanted = Signal()

    def __init__(self, workbook: Workbook, account_id: str) -> None:
        super().__init__("account.departments")
        self.table = DepartmentTable(workbook, account_id)
        self.table.undo_wanted.connect(self.undo_wanted)
        self.add_table(self.table)
        self._unsubscribe = workbook.subscribe(self._workbook_changed)
        self._retranslate()

    def reveal(self, department_id: str) -> None:
        """Stand on a department, after undo or redo."""
        row = self.table.departments.row_of(department_id)
        if row is not None:
            self.unfold()
            self.table.setCurrentIndex(self.table.departments.index(row, NAME))
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def stops(self) -> list[QWidget]:
        return [self.fold_title] if self.folded else [self.fold_title, self.table]

    def release(self) -> None:
        self._unsubscribe()

    def _workbook_changed(self, change: ChangeSet) -> None:
        if change.kind == "reloaded" or change.tables & {"department", "person"}:
            self.table.read()
            self._say()

    def _say(self) -> None:
        total = self.table.departments.total
        self.set_texts(str(_TITLE), f"{total}" if total else "")
        names = (self.table.departments.at(row) for row in range(total))
        self.set_summary(" · ".join(row.name for row in names if row is not None))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def _retranslate(self) -> None:
        self.table.departments.retranslate()
        self.table.setAccessibleName(str(_TITLE))
        self._say()
