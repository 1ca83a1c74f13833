"""Entries under the days they belong to: the model, the list, and how an entry is drawn.

The page makes the entries; this module knows nothing of tasks or birthdays. Any number of them: only what is
seen is drawn.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Final

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFont, QKeyEvent, QMouseEvent, QPainter, QPen, QTextLayout, QTextOption
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from keyaccount_desktop.ui import icons, theme
from keyaccount_desktop.ui.widgets import paint_avatar, plain_tip

Index = QModelIndex | QPersistentModelIndex
ENTRY: Final = Qt.ItemDataRole.UserRole
_SIDE: Final = 14
_MARK: Final = 26
"""The circle or picture before an entry, at 100 % text."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the list. A heading has a ``title`` alone."""

    title: str
    heading: bool = False
    late: bool = False
    """Drawn as a warning, heading or circle."""
    remark: str = ""
    """Behind the title, quieter."""
    lines: tuple[str, ...] = ()
    """Below it."""
    person: str = ""
    """Whose picture stands before it."""
    icon: str = ""
    """What stands there instead."""
    task_id: str = ""
    """A circle to tick stands there instead."""
    place: tuple[str, str] | None = None
    """Where it leads: ``person`` or ``account``, and the id."""

    @property
    def spoken(self) -> str:
        """All of it in one line, for screen readers and the tooltip."""
        return "\n".join(part for part in (f"{self.title} {self.remark}".strip(), *self.lines) if part)


class Agenda(QAbstractListModel):
    """Entries in the order given."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._entries: list[Entry] = []

    def show_entries(self, entries: Sequence[Entry]) -> None:
        self.beginResetModel()
        self._entries = list(entries)
        self.endResetModel()

    def entry(self, row: int) -> Entry:
        return self._entries[row]

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._entries)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        entry = self._entries[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return entry.title
        if role == ENTRY:
            return entry
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return entry.spoken
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(entry.spoken)
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid() or self._entries[index.row()].heading:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


class AgendaList(QListView):
    """A click or Enter opens an entry, a click on its circle or Space ticks it off."""

    opened = Signal(str, str)
    """Kind and id of what an entry leads to."""
    ticked = Signal(str)
    """Id of a task."""

    def __init__(self) -> None:
        super().__init__()
        self._model = Agenda(self)
        self._pressed = QPersistentModelIndex()
        self.setModel(self._model)
        self.setItemDelegate(_EntryDelegate(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListView.ResizeMode.Adjust)

    @property
    def agenda(self) -> Agenda:
        return self._model

    def show_entries(self, entries: Sequence[Entry]) -> None:
        """Show these, keeping the place of the keyboard and what is in view."""
        row, scrolled = self.currentIndex().row(), self.verticalScrollBar().value()
        self._model.show_entries(entries)
        self.verticalScrollBar().setValue(scrolled)
        if row >= 0:
            self._make_current(min(row, len(entries) - 1), -1)

    def rows(self) -> list[int]:
        """The rows that are no headings."""
        return [row for row in range(self._model.rowCount()) if not self._model.entry(row).heading]

    def circle_of(self, row: int) -> QRect:
        """Where the circle of an entry is, in the viewport."""
        return _mark(self.visualRect(self._model.index(row)))

    def _make_current(self, row: int, by: int) -> None:
        """Go to a row, or to the nearest that is no heading, in this direction first."""
        count = self._model.rowCount()
        ahead = chain(range(row, count), range(row - 1, -1, -1))
        if by < 0:
            ahead = chain(range(row, -1, -1), range(row + 1, count))
        for other in ahead:
            if 0 <= other < count and not self._model.entry(other).heading:
                self.setCurrentIndex(self._model.index(other))
                return

    # ---- keyboard and mouse

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        current = self.currentIndex().row()
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            by = 1 if key == Qt.Key.Key_Down else -1
            self._make_current(current + by, by)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open(current)
        elif key == Qt.Key.Key_Space:
            self._tick(current)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QEvent) -> None:
        super().focusInEvent(event)  # type: ignore[arg-type]
        if not self.currentIndex().isValid():
            self._make_current(0, 1)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        self._pressed = QPersistentModelIndex(self.indexAt(event.position().toPoint()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        point = event.position().toPoint()
        index = self.indexAt(point)
        if event.button() != Qt.MouseButton.LeftButton or not index.isValid() or self._pressed != index:
            return
        if self._model.entry(index.row()).task_id and _mark(self.visualRect(index)).contains(point):
            self._tick(index.row())
        else:
            self._open(index.row())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        index = self.indexAt(event.position().toPoint())
        entry = self._model.entry(index.row()) if index.isValid() else None
        leads = entry is not None and bool(entry.place or entry.task_id)
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if leads else Qt.CursorShape.ArrowCursor)

    def _open(self, row: int) -> None:
        place = self._model.entry(row).place if row >= 0 else None
        if place is not None:
            self.opened.emit(*place)

    def _tick(self, row: int) -> None:
        if row >= 0 and (task_id := self._model.entry(row).task_id):
            self.ticked.emit(task_id)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self.scheduleDelayedItemsLayout()
        super().changeEvent(event)


def _mark(area: QRect) -> QRect:
    side = theme.current().px(_MARK)
    return QRect(area.left() + _SIDE, area.top() + theme.current().px(8), side, side)


def _text_area(area: QRect) -> QRect:
    """The first line of an entry."""
    text = QRect(area)
    text.setLeft(_mark(area).right() + 12)
    text.setRight(area.right() - _SIDE)
    text.setTop(area.top() + 7)
    text.setHeight(theme.current().px(20))
    return text


def _titled(entry: Entry, width: int) -> list[str]:
    """The title in lines of this width: of what is to be done two if need be, else one."""
    if not entry.task_id:
        return [entry.title]
    layout = QTextLayout(entry.title, theme.current().font())
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.beginLayout()
    line = layout.createLine()
    line.setLineWidth(max(width, 1))
    layout.endLayout()
    # Qt counts in UTF-16 units.
    units = entry.title.encode("utf-16-le", "surrogatepass")
    first = units[: line.textLength() * 2].decode("utf-16-le", "surrogatepass")
    rest = entry.title[len(first) :]
    return [first.rstrip(), rest] if rest else [first]


class _EntryDelegate(QStyledItemDelegate):
    """Draws headings and entries; asks the style for nothing."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        entry: Entry = index.data(ENTRY)
        look = theme.current()
        if entry.heading:
            return QSize(120, look.px(20) + 14)
        title = 1
        if entry.task_id:
            view = option.widget
            room = view.viewport().width() if isinstance(view, QListView) else 120
            title = len(_titled(entry, _text_area(QRect(0, 0, room, 0)).width()))
        return QSize(120, (title - 1) * look.px(18) + look.px(20) + len(entry.lines) * look.px(17) + 14)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        entry: Entry = index.data(ENTRY)
        look = theme.current()
        area = QRect(option.rect)
        painter.save()
        if entry.heading:
            self._paint_heading(painter, area, entry)
            painter.restore()
            return
        view = option.widget
        if option.state & QStyle.StateFlag.State_Selected and isinstance(view, QWidget) and view.hasFocus():
            painter.fillRect(area, look.colour("accent_soft"))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(area, look.colour("raised"))
        self._paint_mark(painter, _mark(area), entry, view)
        text = _text_area(area)
        *above, last = _titled(entry, text.width())
        for line in above:
            self._paint_words(painter, text, line, look.font(), "text_1")
            text.translate(0, look.px(18))
        self._paint_title(painter, text, last, entry)
        for number, line in enumerate(entry.lines):
            below = QRect(text.left(), text.bottom() + 1 + number * look.px(17), text.width(), look.px(17))
            self._paint_words(painter, below, line, look.font("small"), "text_2")
        painter.restore()

    @staticmethod
    def _paint_heading(painter: QPainter, area: QRect, entry: Entry) -> None:
        look = theme.current()
        painter.setFont(look.font("small", bold=True))
        painter.setPen(look.colour("warning" if entry.late else "text_2"))
        area.adjust(_SIDE, 8, -_SIDE, 0)
        words = painter.fontMetrics().elidedText(entry.title, Qt.TextElideMode.ElideRight, area.width())
        painter.drawText(area, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, words)

    def _paint_title(self, painter: QPainter, area: QRect, title: str, entry: Entry) -> None:
        look = theme.current()
        used = self._paint_words(painter, area, title, look.font(bold=bool(entry.person)), "text_1")
        if entry.remark:
            rest = QRect(area)
            rest.setLeft(area.left() + used + 8)
            if rest.width() > painter.fontMetrics().averageCharWidth() * 3:
                self._paint_words(painter, rest, entry.remark, look.font(), "text_2")

    @staticmethod
    def _paint_words(painter: QPainter, area: QRect, text: str, font: QFont, token: str) -> int:
        painter.setFont(font)
        painter.setPen(theme.current().colour(token))
        one_line = " ".join(text.split("\n"))
        shown = painter.fontMetrics().elidedText(one_line, Qt.TextElideMode.ElideRight, area.width())
        painter.drawText(area, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
        return painter.fontMetrics().horizontalAdvance(shown)

    @staticmethod
    def _paint_mark(painter: QPainter, place: QRect, entry: Entry, view: object) -> None:
        look = theme.current()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if entry.task_id:
            middle = QRectF(place).center()
            radius = look.px(16) / 2
            painter.setPen(QPen(look.colour("warning" if entry.late else "text_3"), 1.5))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(middle, radius, radius)
        elif entry.person:
            paint_avatar(painter, QRectF(place), entry.person, tone="plain")
        elif entry.icon:
            side = look.px(18)
            ratio = view.devicePixelRatioF() if isinstance(view, QWidget) else 1.0
            picture = icons.pixmap(entry.icon, "text_3", side, ratio)
            painter.drawPixmap(
                place.center().x() - side // 2 + 1, place.center().y() - side // 2 + 1, picture
            )
