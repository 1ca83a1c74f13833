"""Beside the map: the people who are not on it yet, and the badges that can be dragged onto a card.

Everything here works by dragging and by keys alike: Enter puts the selected people into their own lane, a
pressed badge goes to the cards selected on the map.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QMimeData,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QContextMenuEvent, QDrag, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QHBoxLayout,
    QListView,
    QMenu,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from keyaccount_desktop import language
from keyaccount_desktop.exchange.map_cards import in_words, title
from keyaccount_desktop.ui import icons, theme
from keyaccount_desktop.ui.influence_map import mime
from keyaccount_desktop.ui.influence_map.hint import sheet
from keyaccount_desktop.ui.influence_map.palette import Palette
from keyaccount_desktop.ui.widgets import IconButton, Label, paint_avatar, plain_tip
from keyaccount_desktop.workbook.maps import MapCard

Index = QModelIndex | QPersistentModelIndex
PERSON: Final = Qt.ItemDataRole.UserRole + 1
POSITION: Final = Qt.ItemDataRole.UserRole + 2
_NO_INDEX: Final = QModelIndex()
_FACE: Final = 28


class PeopleModel(QAbstractListModel):
    """The people who are not on the map."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._cards: list[MapCard] = []

    def show(self, cards: Sequence[MapCard]) -> None:
        """Show these; rows that stay keep their selection."""
        wanted = {card.person_id for card in cards}
        for row in reversed(range(len(self._cards))):
            if self._cards[row].person_id not in wanted:
                self.beginRemoveRows(_NO_INDEX, row, row)
                del self._cards[row]
                self.endRemoveRows()
        for row, card in enumerate(cards):
            if row < len(self._cards) and self._cards[row].person_id == card.person_id:
                if self._cards[row] != card:
                    self._cards[row] = card
                    self.dataChanged.emit(self.index(row), self.index(row))
                continue
            if any(other.person_id == card.person_id for other in self._cards[row:]):
                self.beginResetModel()  # the order has changed, after a renaming
                self._cards = list(cards)
                self.endResetModel()
                return
            self.beginInsertRows(_NO_INDEX, row, row)
            self._cards.insert(row, card)
            self.endInsertRows()

    def rowCount(self, parent: Index = _NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self._cards)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        card = self._cards[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return title(card, language.language())
        if role == Qt.ItemDataRole.AccessibleDescriptionRole:
            return in_words(card, language.language())
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(in_words(card, language.language()))
        if role == PERSON:
            return card.person_id
        if role == POSITION:
            return card.position
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsDragEnabled if index.isValid() else flags

    def mimeTypes(self) -> list[str]:
        return [mime.PEOPLE]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        rows = sorted({index.row() for index in indexes})
        return mime.of_people(self._cards[row].person_id for row in rows)

    def supportedDragActions(self) -> Qt.DropAction:
        return Qt.DropAction.CopyAction


class PersonDelegate(QStyledItemDelegate):
    """A person in two lines: name and post."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        colours = theme.current()
        style = QApplication.style()
        option.text = ""
        style.drawPrimitive(QStyle.PrimitiveElement.PE_PanelItemViewItem, option, painter, option.widget)
        area: QRect = option.rect.adjusted(8, 0, -8, 0)
        side = colours.px(_FACE)
        face = QRectF(area.x(), area.center().y() - side / 2 + 0.5, side, side)
        name = str(index.data())
        paint_avatar(painter, face, name, tone="plain")
        text = area.adjusted(side + 8, 0, 0, 0)
        position = str(index.data(POSITION) or "")
        painter.save()
        for words, font, token, lower in (
            (name, colours.font(), "text_1", False),
            (position, colours.font("caption"), "text_2", True),
        ):
            painter.setFont(font)
            painter.setPen(colours.colour(token))
            line = QRect(text)
            if position:
                half = text.height() // 2
                line.setHeight(half - 2)
                if lower:
                    line.translate(0, half)
            shown = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, line.width())
            vertical = Qt.AlignmentFlag.AlignVCenter
            if position:
                vertical = Qt.AlignmentFlag.AlignTop if lower else Qt.AlignmentFlag.AlignBottom
            painter.drawText(line, vertical | Qt.AlignmentFlag.AlignLeft, shown)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(120, theme.current().px(34) + 10)


class PeopleList(QListView):
    """The list itself; ``chosen`` when people shall go onto the map without being dragged."""

    chosen = Signal(list)
    opened = Signal(str)
    refused = Signal()

    def __init__(self, model: PeopleModel) -> None:
        super().__init__()
        self.writable = True
        self.setModel(model)
        self.setItemDelegate(PersonDelegate(self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setDragEnabled(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragOnly)
        self.setUniformItemSizes(True)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.doubleClicked.connect(lambda index: self.chosen.emit([index.data(PERSON)]))

    def selected(self) -> list[str]:
        rows = sorted(self.selectionModel().selectedRows(), key=lambda index: index.row())
        return [index.data(PERSON) for index in rows]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.selected():
            self.chosen.emit(self.selected())
            return
        super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """What Enter and dragging do, and the way to the person."""
        chosen = self.selected()
        if not chosen:
            return
        menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        place = menu.addAction(self.tr("Put onto the map") + "\tEnter")
        place.setEnabled(self.writable)
        place.triggered.connect(lambda _checked=False: self.chosen.emit(chosen))
        menu.setDefaultAction(place)
        if len(chosen) == 1:
            open_ = menu.addAction(self.tr("Open person"))
            open_.triggered.connect(lambda _checked=False: self.opened.emit(chosen[0]))
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        at = self.visualRect(self.currentIndex()).center()
        menu.popup(self.viewport().mapToGlobal(at) if by_key else event.globalPos())

    def startDrag(self, actions: Qt.DropAction) -> None:
        """With a small sheet under the pointer that says who is being carried."""
        indexes = self.selectedIndexes()
        if not indexes:
            return
        if not self.writable:
            self.refused.emit()
            return
        drag = QDrag(self)
        drag.setMimeData(self.model().mimeData(indexes))
        names = [str(index.data()) for index in indexes]
        text = (
            names[0]
            if len(names) == 1
            else self.tr("{name} and {n} more").format(name=names[0], n=len(names) - 1)
        )
        picture = sheet(text, self.devicePixelRatioF())
        drag.setPixmap(picture)
        drag.setHotSpot(QPoint(round(picture.deviceIndependentSize().width() / 2), 14))
        drag.exec(Qt.DropAction.CopyAction)


class PeoplePanel(QWidget):
    """The whole left side of the map."""

    placed = Signal(list)
    """People shall go onto the map, into their own lane."""
    opened = Signal(str)
    """A person's page is wanted."""
    refused = Signal()
    """Someone was to be carried onto the map, and nothing may be changed."""
    badge_chosen = Signal(str, object)
    folded_changed = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self._folded = False
        self._writable = True
        self.model = PeopleModel(self)
        self.list = PeopleList(self.model)
        self.list.chosen.connect(self.placed)
        self.list.opened.connect(self.opened)
        self.list.refused.connect(self.refused)
        self._count = 0
        self._anyone = False
        self._title = Label("", "heading")
        self._number = Label("", "heading")
        self._number.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.handle = IconButton("")
        self.handle.clicked.connect(lambda: self.fold(not self._folded))
        self._empty = Label("", "hint", wrap=True)
        self._hint = Label("", "caption", wrap=True)
        self.palette_ = Palette()
        self.palette_.chosen.connect(self.badge_chosen)
        top = QHBoxLayout()
        top.addWidget(self._title, 1)
        top.addWidget(self.handle)
        self._filler = QWidget()
        column = QVBoxLayout(self)
        column.setSpacing(6)
        column.addLayout(top)
        column.addWidget(self._number)
        column.addWidget(self._filler, 1)
        column.addWidget(self._empty)
        column.addWidget(self.list, 1)
        column.addWidget(self._hint)
        column.addWidget(self.palette_)
        self.retranslate()
        self._show_fold()
        theme.current().changed.connect(self._on_theme)

    def show_people(self, cards: Sequence[MapCard]) -> None:
        """Show who of these is not on the map."""
        beside = [card for card in cards if not card.placed]
        self._count = len(beside)
        self._anyone = bool(cards)
        self.model.show(beside)
        self.retranslate()

    def set_writable(self, writable: bool) -> None:
        self._writable = writable
        self.list.writable = writable
        self.palette_.setVisible(writable)
        self._show_fold()

    @property
    def folded(self) -> bool:
        return self._folded

    def fold(self, folded: bool) -> None:
        """Leave the room to the map: only a narrow edge with the badges stays, and they still drag."""
        if folded != self._folded:
            self._folded = folded
            self._show_fold()
            self.folded_changed.emit(folded)

    def _show_fold(self) -> None:
        folded = self._folded
        self._title.setVisible(not folded)
        self.list.setVisible(not folded)
        self._number.setVisible(folded)
        self._filler.setVisible(folded)
        self._empty.setVisible(self._count == 0 and not folded)
        self._hint.setVisible(self._writable and not folded)
        self.layout().setContentsMargins(*((6, 8, 7, 12) if folded else (12, 8, 8, 12)))
        self.retranslate()
        icons.give(self.handle, "chevron-right" if folded else "chevron-left", "text_2")
        self._on_theme()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.current().colour("surface"))
        painter.setPen(theme.current().colour("line"))
        painter.drawLine(self.width() - 1, 0, self.width() - 1, self.height())

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
            self._on_theme()
        super().changeEvent(event)

    def retranslate(self) -> None:
        self._title.setText(self.tr("Not on the map ({n})").format(n=self._count))
        self._hint.setText(self.tr("Drag onto a card"))
        self._empty.setText(
            self.tr("Everyone is on the map.")
            if self._anyone
            else self.tr("Nobody here yet: add people under “People”.")
        )
        self._empty.setVisible(self._count == 0 and not self._folded)
        self._number.setText(str(self._count))
        self._number.setToolTip(plain_tip(self._title.text()))
        self.handle.set_name(
            self.tr("Show the list of people") if self._folded else self.tr("Hide the list of people")
        )
        self.list.setAccessibleName(self._title.text())
        self.list.setToolTip(self.tr("Drag onto the map, or press Enter"))
        self.palette_.retranslate()

    def _on_theme(self) -> None:
        self.palette_.retranslate()
        self.setFixedWidth(self.palette_.narrow + 14 if self._folded else theme.current().px(196))
