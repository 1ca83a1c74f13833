"""The list of pairs that may be one: both names, where they are, and why they are suspected.

Used by ``merge_page``.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import (
    QAbstractListModel,
    QCoreApplication,
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
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from keyaccount_desktop.method.choices import word_key
from keyaccount_desktop.ui import icons, theme
from keyaccount_desktop.ui.widgets import plain_tip
from keyaccount_desktop.workbook.duplicates import Suspicion

Index = QModelIndex | QPersistentModelIndex
PAIR_ROLE: Final = Qt.ItemDataRole.UserRole
_ICONS: Final = {"account": "building", "person": "person"}


class PairModel(QAbstractListModel):
    """Pairs in the order they are to be looked at."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pairs: list[Suspicion] = []

    @property
    def pairs(self) -> list[Suspicion]:
        return list(self._pairs)

    def show_pairs(self, pairs: Sequence[Suspicion]) -> None:
        self.beginResetModel()
        self._pairs = list(pairs)
        self.endResetModel()

    def retranslate(self) -> None:
        """The reasons read differently now."""
        if self._pairs:
            self.dataChanged.emit(self.index(0), self.index(len(self._pairs) - 1))

    def row_of(self, ids: frozenset[str]) -> int:
        """Where a pair stands; -1 when it is not listed."""
        return next((row for row, pair in enumerate(self._pairs) if pair.ids == ids), -1)

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._pairs)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        pair = self._pairs[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return title_of(pair)
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            said = "\n".join(part for part in (title_of(pair), pair.place, reason_of(pair)) if part)
            return said if role == Qt.ItemDataRole.AccessibleTextRole else plain_tip(said)
        return pair if role == PAIR_ROLE else None


def title_of(pair: Suspicion) -> str:
    """Both names, or the one both have."""
    if word_key(pair.keep_name) == word_key(pair.other_name):
        return pair.keep_name
    return f"{pair.keep_name}  ·  {pair.other_name}"


def reason_of(pair: Suspicion) -> str:
    """Why the two are suspected."""
    if not pair.reasons:
        return QCoreApplication.translate("PairList", "Chosen by you")
    return QCoreApplication.translate("PairList", ", ").join(str(reason) for reason in pair.reasons)


class PairDelegate(QStyledItemDelegate):
    """Icon and names; under them the reason, with the client faint behind it."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(160, theme.current().px(36) + 4 * theme.GRID)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        pair: Suspicion = index.data(PAIR_ROLE)
        colours = theme.current()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRect(option.rect)
        if ground := self._ground(option):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colours.colour(ground))
            painter.drawRoundedRect(QRectF(area).adjusted(4, 1, -4, -1), 6, 6)
        area.adjust(14, 6, -12, -6)
        ratio = painter.device().devicePixelRatioF()
        upper = QRect(area.left(), area.top(), area.width(), area.height() // 2)
        picture = icons.pixmap(_ICONS[pair.kind], "text_2", 16, ratio)
        painter.drawPixmap(area.left(), upper.center().y() - 7, picture)
        area.setLeft(area.left() + 26)
        upper.setLeft(area.left())
        lower = QRect(area.left(), upper.bottom() + 1, area.width(), area.height() - upper.height())
        self._line(painter, upper, title_of(pair), "body", "text_1", bold=True)
        first = str(pair.reasons[0]) if pair.reasons else reason_of(pair)
        used = self._line(painter, lower, first, "small", "text_2")
        lower.setLeft(lower.left() + used + 10)
        self._line(painter, lower, pair.place, "small", "text_3")
        painter.restore()

    @staticmethod
    def _ground(option: QStyleOptionViewItem) -> str:
        if option.state & QStyle.StateFlag.State_Selected:
            return "accent_soft"
        return "raised" if option.state & QStyle.StateFlag.State_MouseOver else ""

    @staticmethod
    def _line(painter: QPainter, area: QRect, text: str, size: str, token: str, *, bold: bool = False) -> int:
        """Draw one line; the width it took."""
        if not text or area.width() < 2 * theme.GRID:
            return 0
        painter.setFont(theme.current().font(size, bold=bold))
        painter.setPen(theme.current().colour(token))
        metrics = QFontMetrics(painter.font())
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, area.width())
        painter.drawText(area, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
        return metrics.horizontalAdvance(shown)


class PairList(QListView):
    """``entered_pair``: Enter or Right asks to go on to the choices of the current pair."""

    entered_pair = Signal()

    def __init__(self, model: PairModel) -> None:
        super().__init__()
        self.setModel(model)
        self.setItemDelegate(PairDelegate(self))
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Right) and not event.modifiers():
            if self.currentIndex().isValid():
                self.entered_pair.emit()
            return
        super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self.scheduleDelayedItemsLayout()
        super().changeEvent(event)
