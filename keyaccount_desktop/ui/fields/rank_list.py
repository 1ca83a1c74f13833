"""A short list in an order of one's own: rows are dragged, or moved with Alt+Up and Alt+Down.

A drag reorders while one drags and counts when the button is let go; Esc takes it back. Used by the editor of
ranked fields and by the client's card of what matters.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QFrame,
    QListWidget,
    QListWidgetItem,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from keyaccount_desktop.ui import theme
from keyaccount_desktop.ui.fields.panel import CODE_ROLE

_MOST_SHOWN: Final = 8
_NUMBER: Final = 22
"""Pixels the number of a row takes, at 100 %."""
_GRIP: Final = 14


class RankList(QListWidget):
    """``reordered`` comes when the order, or what is in it, was changed by the user."""

    reordered = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.editable = True
        self._grabbed: QListWidgetItem | None = None
        self._pressed_at = 0
        self._before: list[str] = []
        self.setItemDelegate(_Delegate(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)

    def codes(self) -> list[str]:
        """What is listed, first to last."""
        return [self.item(row).data(CODE_ROLE) for row in range(self.count())]

    def show_codes(self, codes: Sequence[str], names: Mapping[str, str]) -> None:
        """List these; words of the user's own are their own names."""
        current = self.currentRow()
        self.clear()
        for code in codes:
            item = QListWidgetItem(names.get(code, code))
            item.setData(CODE_ROLE, code)
            self.addItem(item)
        if self.count():
            self.setCurrentRow(min(max(current, 0), self.count() - 1))
        self._fit()

    @property
    def dragging(self) -> bool:
        """Whether a row is being dragged now."""
        return self._grabbed is not None

    def row_place(self, row: int) -> QRect:
        """Where a row stands, in the viewport."""
        return self.visualItemRect(self.item(row))

    def _fit(self) -> None:
        rows = min(self.count(), _MOST_SHOWN)
        self.setFixedHeight(rows * row_height() + 2)
        self.setVisible(self.count() > 0)

    def move_row(self, row: int, to: int) -> bool:
        """Move a row and stay on it; whether there was anywhere to move it."""
        if not (0 <= row < self.count() and 0 <= to < self.count()) or row == to:
            return False
        self.insertItem(to, self.takeItem(row))
        self.setCurrentRow(to)
        return True

    # ---- keyboard

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, row = event.key(), self.currentRow()
        if key in (Qt.Key.Key_Up, Qt.Key.Key_Down) and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            if self.editable and self.move_row(row, row + (1 if key == Qt.Key.Key_Down else -1)):
                self.reordered.emit()
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and self.editable:
            self.remove(row)
        elif key == Qt.Key.Key_Escape and self._grabbed is not None:
            self._take_back()
        else:
            super().keyPressEvent(event)

    def remove(self, row: int) -> None:
        """Take a row out of the list."""
        if 0 <= row < self.count():
            self.takeItem(row)
            self._fit()
            self.reordered.emit()

    # ---- mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        item = self.itemAt(event.position().toPoint())
        if self.editable and event.button() == Qt.MouseButton.LeftButton and item is not None:
            self._grabbed, self._before = item, self.codes()
            self._pressed_at = round(event.position().y())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._grabbed is None or not event.buttons() & Qt.MouseButton.LeftButton:
            over = self.itemAt(event.position().toPoint()) is not None and self.editable
            self.viewport().setCursor(Qt.CursorShape.OpenHandCursor if over else Qt.CursorShape.ArrowCursor)
            return
        y = round(event.position().y())
        if self.codes() == self._before and abs(y - self._pressed_at) < QApplication.startDragDistance():
            return
        self.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)
        self.move_row(self.row(self._grabbed), min(max(y // row_height(), 0), self.count() - 1))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        grabbed, self._grabbed = self._grabbed, None
        self.viewport().setCursor(Qt.CursorShape.OpenHandCursor)
        if grabbed is not None and self.codes() != self._before:
            self.reordered.emit()

    def _take_back(self) -> None:
        names = {code: self.item(row).text() for row, code in enumerate(self.codes())}
        self._grabbed = None
        self.show_codes(self._before, names)

    # ---- looks

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit()
        super().changeEvent(event)


def row_height() -> int:
    """Of every row of the list."""
    return theme.current().px(18) + 10


class _Delegate(QStyledItemDelegate):
    """A number, the word, and at the right the grip by which the row is moved."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        colours, view = theme.current(), option.widget
        area = QRect(option.rect)
        current = isinstance(view, RankList) and view.hasFocus() and view.currentRow() == index.row()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        if current:
            painter.setBrush(colours.colour("accent_soft"))
            painter.drawRoundedRect(area.adjusted(0, 1, -1, -1), 5, 5)
        number = QRect(area.left() + 6, area.top(), colours.px(_NUMBER), area.height())
        painter.setFont(colours.font(bold=True))
        painter.setPen(colours.colour("accent" if index.row() == 0 else "text_3"))
        painter.drawText(number, Qt.AlignmentFlag.AlignVCenter, str(index.row() + 1))
        painter.setFont(colours.font())
        painter.setPen(colours.colour("text_1"))
        text = area.adjusted(6 + colours.px(_NUMBER), 0, -_GRIP - 8, 0)
        words = painter.fontMetrics().elidedText(str(index.data()), Qt.TextElideMode.ElideRight, text.width())
        painter.drawText(text, Qt.AlignmentFlag.AlignVCenter, words)
        if isinstance(view, RankList) and view.editable:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colours.colour("line_strong"))
            left, middle = area.right() - _GRIP, area.center().y()
            for column in (0, 5):
                for row in (-5, 0, 5):
                    painter.drawEllipse(left + column, middle + row - 1, 2, 2)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(60, row_height())
