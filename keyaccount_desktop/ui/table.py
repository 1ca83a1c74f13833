"""The table of clients and the table of people look and behave alike: one view, one delegate.

Models say by roles how a cell is shown: the plain text by DisplayRole, a faint remark behind it by
``REMARK``, a strength or tone by ``TONE``, a filled chip by ``CHIP``. Used by the pages under ``clients``.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from keyaccount_desktop.ui import theme

Index = QModelIndex | QPersistentModelIndex
REMARK: Final = Qt.ItemDataRole.UserRole + 1
TONE: Final = Qt.ItemDataRole.UserRole + 2
"""``strong``, or a colour token; body text without it."""
CHIP: Final = Qt.ItemDataRole.UserRole + 3
"""Tone of the chip the text stands in."""
ASSUMED: Final = Qt.ItemDataRole.UserRole + 4
"""True for what is only assumed: slanted, as everywhere."""
_CHIP_TONES: Final = {"plain": ("raised", "text_2"), "unknown": (None, "text_2")}
_SIDE: Final = 10


def row_height() -> int:
    """Of every row of a table."""
    return theme.current().px(18) + 18


class CellDelegate(QStyledItemDelegate):
    """Draws a cell by the roles above, all by itself: asking the style for every cell takes most of a paint."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        colours = theme.current()
        area = QRect(option.rect)
        view = option.widget
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(area, colours.colour("accent_soft"))
        elif isinstance(view, Table) and view.hovered_row == index.row():
            painter.fillRect(area, colours.colour("raised"))
        painter.fillRect(area.left(), area.bottom(), area.width(), 1, colours.colour("line"))
        area = self.text_area(option, index)
        check = index.data(Qt.ItemDataRole.CheckStateRole)
        if check is not None:
            area.setLeft(self._paint_check(painter, option, check) + _SIDE)
        if text := str(index.data(Qt.ItemDataRole.DisplayRole) or ""):
            painter.save()
            if (chip := index.data(CHIP)) is not None:
                paint_chip(painter, area, text, str(chip))
            else:
                self._paint_text(painter, area, text, index)
            painter.restore()

    def text_area(self, option: QStyleOptionViewItem, index: Index) -> QRect:
        """Where the text of a cell stands."""
        return QRect(option.rect).adjusted(_SIDE, 0, -_SIDE, 0)

    @staticmethod
    def _paint_check(painter: QPainter, option: QStyleOptionViewItem, check: object) -> int:
        """Draw the box where the view looks for presses on it; its right edge."""
        box = QStyleOptionViewItem(option)
        box.features |= QStyleOptionViewItem.ViewItemFeature.HasCheckIndicator
        checked = Qt.CheckState(check) == Qt.CheckState.Checked
        box.checkState = Qt.CheckState.Checked if checked else Qt.CheckState.Unchecked
        style = option.widget.style()
        place = style.subElementRect(QStyle.SubElement.SE_ItemViewItemCheckIndicator, box, option.widget)
        box.rect = place
        box.state = (box.state & ~QStyle.StateFlag.State_HasFocus) | (
            QStyle.StateFlag.State_On if checked else QStyle.StateFlag.State_Off
        )
        style.drawPrimitive(
            QStyle.PrimitiveElement.PE_IndicatorItemViewItemCheck, box, painter, option.widget
        )
        return place.right()

    def _paint_text(self, painter: QPainter, area: QRect, text: str, index: Index) -> None:
        colours = theme.current()
        tone = index.data(TONE) or "text_1"
        painter.setFont(colours.font(bold=tone == "strong", italic=bool(index.data(ASSUMED))))
        painter.setPen(colours.colour("text_1" if tone == "strong" else tone))
        metrics = painter.fontMetrics()
        alignment = Qt.AlignmentFlag(
            index.data(Qt.ItemDataRole.TextAlignmentRole) or Qt.AlignmentFlag.AlignLeft
        )
        one_line = " ".join(text.split("\n"))
        shown = metrics.elidedText(one_line, Qt.TextElideMode.ElideRight, area.width())
        painter.drawText(area, alignment | Qt.AlignmentFlag.AlignVCenter, shown)
        if remark := index.data(REMARK):
            area.setLeft(area.left() + metrics.horizontalAdvance(shown) + 8)
            painter.setFont(colours.font("small"))
            painter.setPen(colours.colour("text_2"))
            metrics = painter.fontMetrics()
            if area.width() > metrics.averageCharWidth() * 3:
                shown = metrics.elidedText(str(remark), Qt.TextElideMode.ElideRight, area.width())
                painter.drawText(area, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(super().sizeHint(option, index).width(), row_height())

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        editor.setGeometry(QRect(option.rect).adjusted(2, 3, -2, -3))


def paint_chip(painter: QPainter, area: QRect, text: str, tone: str) -> None:
    """A chip like ``widgets.Chip``, at the left of an area."""
    colours = theme.current()
    ground, ink = _CHIP_TONES.get(tone, (f"{tone}_soft", tone))
    painter.setFont(colours.font("small", bold=tone not in _CHIP_TONES))
    metrics = QFontMetrics(painter.font())
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, area.width() - 12)
    height = metrics.height() + 2
    box = QRectF(
        area.left(), area.center().y() - height / 2 + 0.5, metrics.horizontalAdvance(shown) + 12, height
    )
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if ground is None:
        painter.setPen(colours.colour("unknown"))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        box.adjust(0.5, 0.5, -0.5, -0.5)
    else:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colours.colour(ground))
    painter.drawRoundedRect(box, 4, 4)
    painter.setPen(colours.colour(ink))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, shown)


class Table(QTableView):
    """A quiet table: whole rows, Enter or a double click opens one (``opened`` its index)."""

    opened = Signal(QModelIndex)

    def __init__(self) -> None:
        super().__init__()
        self.setItemDelegate(CellDelegate(self))
        self.setShowGrid(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setMouseTracking(True)
        self.setCornerButtonEnabled(False)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionsMovable(False)
        self._widths: dict[int, int] = {}
        self._stretched: tuple[int, ...] = ()
        self._room = 0
        self.hovered_row = -1
        self.doubleClicked.connect(self.opened)
        self.entered.connect(self._hover)
        self.viewportEntered.connect(self._hover_nothing)
        self._set_heights()

    def set_columns(self, stretched: tuple[int, ...], widths: dict[int, int]) -> None:
        """Which columns share the room, and how wide the others are at 100 % text."""
        self._widths = widths
        self._stretched = stretched
        self._set_heights()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        editing = self.state() == QAbstractItemView.State.EditingState
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not editing:
            if self.currentIndex().isValid():
                self.opened.emit(self.currentIndex())
            return
        super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange, QEvent.Type.LanguageChange):
            self._set_heights()
        super().changeEvent(event)

    def _set_heights(self) -> None:
        self.verticalHeader().setMinimumSectionSize(10)
        self.verticalHeader().setDefaultSectionSize(row_height())
        self._spread()

    def _hover(self, index: QModelIndex) -> None:
        self._hover_row(index.row())

    def _hover_nothing(self) -> None:
        self._hover_row(-1)

    def leaveEvent(self, event: QEvent) -> None:
        self._hover_row(-1)
        super().leaveEvent(event)

    def _hover_row(self, row: int) -> None:
        if row != self.hovered_row:
            self.hovered_row = row
            self.viewport().update()

    def _spread(self) -> None:
        """Share the room among the columns; a heading is never cut, rather one scrolls sideways."""
        header = self.horizontalHeader()
        if not self._stretched or not self._room:
            return
        room = self._room
        for column, width in self._widths.items():
            self.setColumnWidth(
                column, max(theme.current().px(width), header.sectionSizeFromContents(column).width())
            )
            room -= self.columnWidth(column)
        for place, column in enumerate(self._stretched):
            share = room // (len(self._stretched) - place)
            self.setColumnWidth(column, max(share, header.sectionSizeFromContents(column).width()))
            room -= self.columnWidth(column)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._room = event.size().width()
        self._spread()

    def select_row(self, row: int) -> None:
        """Make a row the current and only selected one, and bring it into view."""
        index = self.model().index(row, 0)
        self.setCurrentIndex(index)
        self.scrollTo(index)

    def selected_rows(self) -> list[int]:
        """Rows selected, from the top."""
        return sorted(index.row() for index in self.selectionModel().selectedRows())
