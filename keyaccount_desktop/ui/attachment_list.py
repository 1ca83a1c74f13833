"""How attached files are listed: name, and under it what it is, how large, since when. Model, delegate, view.

The model knows no commands: a name typed into a row leaves by ``rename_wanted``. Used by ``attachments``.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from PySide6.QtCore import (
    QAbstractItemModel,
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from keyaccount_desktop.exchange.file_kinds import BY_ENDING, UNKNOWN, FileKind
from keyaccount_desktop.ui import icons, theme
from keyaccount_desktop.ui.fields.evidence import short_day
from keyaccount_desktop.ui.widgets import plain_tip
from keyaccount_desktop.workbook.attachments import Attachment
from keyaccount_desktop.workbook.file_names import ending_of, split
from keyaccount_desktop.workbook.outside_files import in_words

Index = QModelIndex | QPersistentModelIndex
REMARK: Final = Qt.ItemDataRole.UserRole + 1
ICON: Final = Qt.ItemDataRole.UserRole + 2
_MOST_ROWS: Final = 6
"""Shown at once; with more one scrolls."""
SIDE: Final = 6
"""From the edge of a row to its icon."""
_ICON: Final = 16


def kind_by_name(name: str) -> FileKind:
    """What a file is by its ending, before anyone has looked into it."""
    return BY_ENDING.get(ending_of(name), UNKNOWN)


class AttachmentModel(QAbstractListModel):
    """``rename_wanted`` carries an attachment's id and what was typed."""

    rename_wanted = Signal(str, str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._files: list[Attachment] = []
        self.editable = True

    @property
    def files(self) -> list[Attachment]:
        """What is listed, from above."""
        return list(self._files)

    def show_files(self, files: Sequence[Attachment]) -> None:
        self.beginResetModel()
        self._files = list(files)
        self.endResetModel()

    def file_at(self, index: Index) -> Attachment:
        return self._files[index.row()]

    def row_of(self, id_: str) -> int | None:
        return next((row for row, file in enumerate(self._files) if file.id == id_), None)

    # ---- what Qt asks

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._files)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        file = self._files[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return file.name
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(file.name)
        if role == REMARK:
            return self._remark(file)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{file.name}, {self._remark(file)}"
        if role == ICON:
            return kind_by_name(file.name).icon
        return None

    @staticmethod
    def _remark(file: Attachment) -> str:
        parts = [str(kind_by_name(file.name).text), in_words(file.size)]
        if file.added_on:
            parts.append(short_day(file.added_on, date.today()))
        return " · ".join(parts)

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if not index.isValid() or role != Qt.ItemDataRole.EditRole:
            return False
        file = self._files[index.row()]
        if str(value).strip() != file.name:
            self.rename_wanted.emit(file.id, str(value))
        # The row changes when the workbook says so, not before.
        return False

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsEditable if self.editable and index.isValid() else flags


class AttachmentDelegate(QStyledItemDelegate):
    """Draws a row; a name is edited where it stands, its ending kept out of the way."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        colours = theme.current()
        area = QRect(option.rect)
        view = option.widget
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if chosen or hovered:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colours.colour("accent_soft" if chosen else "raised"))
            painter.drawRoundedRect(area, 5, 5)
        if isinstance(view, AttachmentView) and view.hasFocus() and view.currentIndex() == index:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(colours.colour("accent"))
            painter.drawRoundedRect(area.adjusted(0, 0, -1, -1), 5, 5)
        side = colours.px(_ICON)
        picture = icons.pixmap(str(index.data(ICON)), "text_2", side, painter.device().devicePixelRatioF())
        painter.drawPixmap(area.left() + SIDE, area.top() + _line_height() // 2 + 4 - side // 2, picture)
        for rect, token, text, mode, size in (
            (self._name_rect(area), "text_1", index.data(), Qt.TextElideMode.ElideMiddle, "body"),
            (self._remark_rect(area), "text_3", index.data(REMARK), Qt.TextElideMode.ElideRight, "small"),
        ):
            painter.setFont(colours.font(size))
            painter.setPen(colours.colour(token))
            shown = painter.fontMetrics().elidedText(str(text), mode, rect.width())
            painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
        painter.restore()

    @staticmethod
    def _name_rect(area: QRect) -> QRect:
        left = area.left() + SIDE + theme.current().px(_ICON) + 8
        return QRect(left, area.top() + 4, area.right() - left - SIDE + 1, _line_height())

    def _remark_rect(self, area: QRect) -> QRect:
        name = self._name_rect(area)
        return QRect(name.left(), name.bottom() + 1, name.width(), area.bottom() - name.bottom() - 4)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(80, row_height())

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        editor = QLineEdit(parent)
        editor.setAccessibleName(self.tr("Name of the file"))
        return editor

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        assert isinstance(editor, QLineEdit)
        editor.setText(str(index.data(Qt.ItemDataRole.EditRole)))

        def choose_stem() -> None:
            # What follows the dot says how it is opened: one types over the rest.
            if not editor.isModified():
                editor.setSelection(0, len(split(editor.text())[0]))

        QTimer.singleShot(0, editor, choose_stem)  # the view has it all chosen first

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        assert isinstance(editor, QLineEdit)
        model.setData(index, editor.text())

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        name = self._name_rect(QRect(option.rect))
        editor.setGeometry(name.adjusted(-9, -3, SIDE, editor.sizeHint().height() - name.height() - 3))


class AttachmentView(QListView):
    """As high as its rows; Enter or a double click opens one (``opened`` its index)."""

    opened = Signal(QModelIndex)

    def __init__(self) -> None:
        super().__init__()
        self.setItemDelegate(AttachmentDelegate(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.viewport().setAutoFillBackground(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.EditKeyPressed)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.doubleClicked.connect(self.opened)

    def fit(self) -> None:
        """Take the height that the rows need."""
        rows = self.model().rowCount() if self.model() is not None else 0
        self.setFixedHeight(min(rows, _MOST_ROWS) * row_height())
        self.setVisible(rows > 0)

    def select_row(self, row: int) -> None:
        """Make a row the current and only selected one."""
        index = self.model().index(row, 0)
        self.setCurrentIndex(index)
        self.scrollTo(index)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        by_mouse = event.reason() == Qt.FocusReason.MouseFocusReason
        if not by_mouse and not self.selectedIndexes() and self.model().rowCount():
            self.select_row(max(self.currentIndex().row(), 0))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        editing = self.state() == QAbstractItemView.State.EditingState
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not editing:
            if self.currentIndex().isValid():
                self.opened.emit(self.currentIndex())
            return
        super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange) and self.model() is not None:
            self.scheduleDelayedItemsLayout()
            self.fit()
        super().changeEvent(event)


def _line_height() -> int:
    return theme.current().px(20)


def row_height() -> int:
    """Of every row: a name and a remark under it."""
    return _line_height() + theme.current().px(17) + 8
