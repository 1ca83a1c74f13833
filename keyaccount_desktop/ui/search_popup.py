"""Ctrl+K: one line that finds people, clients, purchases and actions.

A surface over the page, not a window of its own: it takes the keyboard, and gives it back where it was.
What is found comes from functions the window passes in; the popup knows neither workbook nor pages.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Final

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from keyaccount_desktop.ui import icons, theme
from keyaccount_desktop.ui.search_entry import Entry
from keyaccount_desktop.ui.widgets import Label

Index = QModelIndex | QPersistentModelIndex
ENTRY_ROLE: Final = Qt.ItemDataRole.UserRole
_WIDTH: Final = 560
_MOST_LINES: Final = 9
_ICONS: Final = {"account": "building", "person": "person", "purchase": "map", "action": "arrow-right"}


class EntryModel(QAbstractListModel):
    """The entries found for what is typed."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._entries: list[Entry] = []

    def show_entries(self, entries: Sequence[Entry]) -> None:
        self.beginResetModel()
        self._entries = list(entries)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._entries)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        entry = self._entries[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return entry.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return " ".join(part for part in (entry.title, entry.why, entry.subtitle) if part)
        return entry if role == ENTRY_ROLE else None


class EntryDelegate(QStyledItemDelegate):
    """Icon, title, the fact by which it was found, and the rest faint at the right."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(200, theme.current().px(18) + 4 * theme.GRID)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        entry: Entry = index.data(ENTRY_ROLE)
        colours = theme.current()
        painter.save()
        area = QRect(option.rect)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colours.colour("accent_soft"))
            painter.drawRoundedRect(area.adjusted(4, 1, -4, -1), 6, 6)
        area.adjust(14, 0, -14, 0)
        ratio = painter.device().devicePixelRatioF()
        picture = icons.pixmap(_ICONS[entry.kind], "text_2", 16, ratio)
        painter.drawPixmap(area.left(), area.center().y() - 7, picture)
        area.setLeft(area.left() + 26)
        left = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.setFont(colours.font())
        metrics = QFontMetrics(painter.font())
        title = metrics.elidedText(entry.title, Qt.TextElideMode.ElideRight, area.width())
        painter.setPen(colours.colour("text_1"))
        painter.drawText(area, left, title)
        area.setLeft(area.left() + metrics.horizontalAdvance(title) + 12)
        painter.setFont(colours.font("small"))
        metrics = QFontMetrics(painter.font())
        room = max(area.width(), 0)
        if entry.why:
            # Why it was found comes first; what it is may be cut.
            why = metrics.elidedText(entry.why, Qt.TextElideMode.ElideRight, room)
            painter.setPen(colours.colour("accent"))
            painter.drawText(area, left, why)
            room = max(room - metrics.horizontalAdvance(why) - 16, 0)
        painter.setPen(colours.colour("text_2"))
        rest = metrics.elidedText(entry.subtitle, Qt.TextElideMode.ElideRight, room)
        painter.drawText(area, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, rest)
        painter.restore()


class EntryList(QListView):
    """Opaque, so that a key does not have the page behind it painted again."""

    def __init__(self) -> None:
        super().__init__()
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), theme.current().colour("surface"))
        painter.end()
        super().paintEvent(event)


class SearchPopup(QFrame):
    """``chosen`` carries the kind and id of the entry picked."""

    chosen = Signal(str, str)

    def __init__(self, parent: QWidget, find: Callable[[str], Sequence[Entry]]) -> None:
        super().__init__(parent)
        self._find = find
        self._before: list[QWidget] = []
        """What had the keyboard, and all it lies in: the field itself may go once it is left."""
        self.setProperty("kind", "popup")
        self.line = QLineEdit()
        self.line.setProperty("kind", "search_line")
        self.line.textChanged.connect(self._search)
        self.line.installEventFilter(self)
        self.model = EntryModel(self)
        self.list = EntryList()
        self.list.setModel(self.model)
        self.list.setItemDelegate(EntryDelegate(self.list))
        self.list.setUniformItemSizes(True)
        self.list.setMouseTracking(True)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.entered.connect(self.list.setCurrentIndex)
        self.list.clicked.connect(self._choose)
        self._nothing = Label("", "faint", wrap=True)
        self._nothing.setContentsMargins(14, 8, 14, 10)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 6)
        column.setSpacing(4)
        column.addWidget(self.line)
        column.addWidget(self.list)
        column.addWidget(self._nothing)
        parent.installEventFilter(self)
        self._retranslate()
        self.hide()

    def open(self) -> None:
        """Show the popup, empty, with the keyboard in it."""
        self._before = list(_outwards(QApplication.focusWidget()))
        self.line.clear()
        self._search("")
        self.show()
        self.raise_()
        self.line.setFocus(Qt.FocusReason.PopupFocusReason)

    def close_quietly(self) -> None:
        """Hide it and give the keyboard back."""
        if not self.isVisible():
            return
        before, self._before = self._before, []
        had_focus = self.line.hasFocus()
        self.hide()
        takes = (
            widget
            for widget in before
            if isValid(widget) and widget.isVisible() and widget.focusPolicy() != Qt.FocusPolicy.NoFocus
        )
        if had_focus and (nearest := next(takes, None)) is not None:
            nearest.setFocus(Qt.FocusReason.PopupFocusReason)

    def _search(self, typed: str) -> None:
        entries = self._find(typed.strip())
        self.model.show_entries(entries)
        self.list.setCurrentIndex(self.model.index(0, 0))
        self.list.setVisible(bool(entries))
        self._nothing.setVisible(not entries)
        self._take_place()

    def _choose(self, index: QModelIndex) -> None:
        entry = index.data(ENTRY_ROLE)
        if isinstance(entry, Entry):
            self.close_quietly()
            self.chosen.emit(entry.kind, entry.id)

    def _take_place(self) -> None:
        area = self.parentWidget().rect()
        width = min(theme.current().px(_WIDTH), area.width() - 4 * theme.PAD)
        lines = min(self.model.rowCount(), _MOST_LINES)
        line_height = theme.current().px(18) + 4 * theme.GRID
        self.list.setFixedHeight(lines * line_height + 2)
        height = self.layout().heightForWidth(width) if self.layout().hasHeightForWidth() else -1
        height = height if height > 0 else self.sizeHint().height()
        top_left = QPoint(area.center().x() - width // 2, min(72, area.height() // 10))
        self.setGeometry(QRect(top_left, QSize(width, height)))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.parentWidget():
            if event.type() == QEvent.Type.Resize and self.isVisible():
                self._take_place()
        elif watched is self.line:
            if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
                return self._key(event)
            if event.type() == QEvent.Type.FocusOut and self.isVisible():
                self._before = []
                self.hide()
        return False

    def _key(self, event: QKeyEvent) -> bool:
        key = event.key()
        if key == Qt.Key.Key_Escape:
            self.close_quietly()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._choose(self.list.currentIndex())
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp):
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 8}.get(Qt.Key(key), -8)
            rows = self.model.rowCount()
            if rows:
                row = self.list.currentIndex().row() + step
                row = row % rows if abs(step) == 1 else min(max(row, 0), rows - 1)
                self.list.setCurrentIndex(self.model.index(row, 0))
        else:
            return False
        return True

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def _retranslate(self) -> None:
        self.setAccessibleName(self.tr("Search"))
        self.line.setAccessibleName(self.tr("Find people, clients and actions"))
        self.line.setPlaceholderText(self.tr("A name, a phone number, pinyin, or what you want to do"))
        self.list.setAccessibleName(self.tr("What was found"))
        self._nothing.setText(self.tr("Nothing found. Try fewer characters, or pinyin initials."))


def _outwards(widget: QWidget | None) -> Iterator[QWidget]:
    while widget is not None:
        yield widget
        widget = widget.parentWidget()
