"""A list of groups at the left, and at the right the group one has chosen. Tabs of the settings with many parts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from keyaccount_desktop.ui import theme
from keyaccount_desktop.ui.widgets import plain_tip

_WIDTH: Final = 208
_WIDEST: Final = 720
"""Pixels at 100 %: longer lines are no longer read as one."""
_KEY: Final = Qt.ItemDataRole.UserRole


class GroupList(QListWidget):
    """Groups to choose from; ``chosen`` carries the key of the one that is now current."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setUniformItemSizes(True)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Maximum)
        self.currentRowChanged.connect(self._tell)
        self._set_width()

    def show_groups(self, groups: Sequence[tuple[str, str]]) -> None:
        """Keys with names; the current one stays current."""
        current = self.current
        self.blockSignals(True)
        self.clear()
        for key, name in groups:
            item = QListWidgetItem(name)
            item.setData(_KEY, key)
            item.setToolTip(plain_tip(name))
            self.addItem(item)
        self.blockSignals(False)
        self.updateGeometry()
        self.choose(current)

    def choose(self, key: str) -> None:
        """Make a group current; the first one when there is none of that key."""
        keys = self.keys
        self.setCurrentRow(keys.index(key) if key in keys else 0)

    @property
    def keys(self) -> list[str]:
        return [str(self.item(row).data(_KEY)) for row in range(self.count())]

    @property
    def current(self) -> str:
        """The key of the current group; empty while there is none."""
        item = self.currentItem()
        return str(item.data(_KEY)) if item is not None else ""

    def sizeHint(self) -> QSize:
        # As high as its lines: what stands under it stands close.
        return QSize(self.width(), self.count() * max(self.sizeHintForRow(0), 0) + 4)

    def minimumSizeHint(self) -> QSize:
        return QSize(self.width(), 3 * max(self.sizeHintForRow(0), 0))

    def _tell(self, row: int) -> None:
        if row >= 0:
            self.chosen.emit(self.current)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.FontChange:
            self._set_width()
        super().changeEvent(event)

    def _set_width(self) -> None:
        self.setFixedWidth(theme.current().px(_WIDTH))


class Detail(QScrollArea):
    """What stands at the right, in a column (``column``) that is no wider than one reads well."""

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._holder = QWidget()
        self.column = QVBoxLayout()
        self.column.setSpacing(theme.GAP)
        outer = QVBoxLayout(self._holder)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addLayout(self.column)
        outer.addStretch(1)
        inner = QWidget()
        row = QHBoxLayout(inner)
        row.setContentsMargins(theme.PAD, 16, theme.PAD, theme.PAD)
        row.addWidget(self._holder, 10)
        row.addStretch(1)
        self.setWidget(inner)
        self._set_width()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.FontChange and hasattr(self, "_holder"):
            self._set_width()
        super().changeEvent(event)

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.current().px(280), 120)

    def _set_width(self) -> None:
        self._holder.setMaximumWidth(theme.current().px(_WIDEST))


class MasterDetail(QWidget):
    """The two beside each other."""

    def __init__(self) -> None:
        super().__init__()
        self.groups = GroupList()
        self.detail = Detail()
        self.left = QVBoxLayout()
        self.left.setContentsMargins(theme.PAD - 8, 16, 0, theme.PAD)
        self.left.addWidget(self.groups, 1)
        self.left.addStretch()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addLayout(self.left)
        row.addWidget(self.detail, 1)
