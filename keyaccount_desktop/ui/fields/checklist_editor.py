"""The editor of a checklist: its boxes under one another, ticked by a click or Space."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from PySide6.QtCore import QEvent, QObject, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QListWidget, QListWidgetItem, QWidget

from keyaccount_desktop.ui import theme
from keyaccount_desktop.ui.fields.editor import Editor
from keyaccount_desktop.ui.fields.inputs import TextLine
from keyaccount_desktop.ui.fields.panel import CODE_ROLE, Option

_BOX: Final = 14
_PADDING: Final = 34
_ABOVE_AND_BELOW: Final = 8
"""Pixels of an item beside its text."""
_ENTER: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class ChecklistEditor(Editor):
    """Space or a click ticks, Enter is done. An open-ended list has a line for words of one's own."""

    INSET = 9

    def __init__(self, options: Sequence[Option], codes: Sequence[str], *, open_ended: bool = False) -> None:
        super().__init__()
        self._before = list(codes)
        self.list = _Boxes()
        self.list.installEventFilter(self)
        self.list.viewport().installEventFilter(self)
        self.list.height_changed.connect(self.height_changed)
        self.list.itemChanged.connect(lambda _item: self.typed_in.emit())
        self.line = TextLine()
        self.line.setPlaceholderText(self.tr("In your own words"))
        self.line.entered.connect(self._take_or_end)
        self.line.escaped.connect(self.escaped)
        self.line.textEdited.connect(self.typed_in)
        self.line.setVisible(open_ended)
        self.column.addWidget(self.list)
        self.column.addWidget(self.line)
        known = {option.code for option in options}
        for option in (*options, *(Option(code, code) for code in codes if code not in known)):
            self._add(option, ticked=option.code in codes)

    def changed(self) -> bool:
        return self._codes() != self._before or bool(self.line.text().strip())

    def value(self) -> object:
        self._take()
        return self._codes() or None

    def saved(self) -> None:
        self._before = self._codes()

    def draft(self) -> Any:
        return (tuple(self._codes()), self.line.text())

    def load_draft(self, draft: Any) -> None:
        codes, typed = draft
        known = {item.data(CODE_ROLE) for item in self._items()}
        for code in codes:
            if code not in known:
                self._add(Option(code, code), ticked=True)
        for item in self._items():
            _tick(item, item.data(CODE_ROLE) in codes)
        self.line.setText(typed)

    def start(self, typed: str, *, offer: bool) -> None:
        if self.list.currentRow() < 0:
            self.list.setCurrentRow(0)
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)
        if typed == " ":
            self._toggle(self.list.currentItem())
        elif typed:
            self.list.keyboardSearch(typed)

    def stops(self) -> list[QWidget]:
        return [self.list, self.line] if not self.line.isHidden() else [self.list]

    def _items(self) -> list[QListWidgetItem]:
        return [self.list.item(row) for row in range(self.list.count())]

    def _codes(self) -> list[str]:
        return [item.data(CODE_ROLE) for item in self._items() if _ticked(item)]

    def _add(self, option: Option, *, ticked: bool) -> None:
        item = QListWidgetItem(option.text)
        item.setData(CODE_ROLE, option.code)
        item.setFlags(
            Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable
        )
        _tick(item, ticked)
        self.list.addItem(item)

    def _toggle(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            _tick(item, not _ticked(item))

    def _take(self) -> None:
        """Tick what was typed, as a box of its own if there is none of that name."""
        word = " ".join(self.line.text().split())
        if not word:
            return
        self.line.clear()
        same = next((item for item in self._items() if item.text().casefold() == word.casefold()), None)
        if same is not None:
            _tick(same, True)
        else:
            self._add(Option(word, word), ticked=True)
            self.list.fit()

    def _take_or_end(self) -> None:
        if self.line.text().strip():
            self._take()
        else:
            self.entered.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.list and isinstance(event, QKeyEvent):
            return self._key(event)
        if watched is self.list.viewport() and isinstance(event, QMouseEvent):
            return self._mouse(event)
        return False

    def _key(self, event: QKeyEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and event.key() == Qt.Key.Key_Escape:
            event.accept()
            return True
        if event.type() != QEvent.Type.KeyPress:
            return False
        if event.key() in _ENTER:
            self.entered.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.escaped.emit()
        elif event.key() == Qt.Key.Key_Space:
            self._toggle(self.list.currentItem())
        else:
            return False
        return True

    def _mouse(self, event: QMouseEvent) -> bool:
        """A click anywhere on a line ticks it, not only one on its box."""
        presses = (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick)
        if event.button() == Qt.MouseButton.LeftButton and event.type() in presses:
            self.list.setFocus(Qt.FocusReason.MouseFocusReason)
            item = self.list.itemAt(event.position().toPoint())
            if item is not None:
                self.list.setCurrentItem(item)
                self._toggle(item)
            return True
        return event.button() == Qt.MouseButton.LeftButton


class _Boxes(QListWidget):
    """As high as all of its lines."""

    height_changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWordWrap(True)
        self.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabKeyNavigation(False)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def fit(self) -> None:
        """Take the height of the lines at the width there is: Qt's own forgets the box beside a long text."""
        room = self.viewport().width() - theme.current().px(_BOX) - _PADDING
        whole = QRect(0, 0, max(room, 20), 1 << 16)
        total = 2
        for row in range(self.count()):
            item = self.item(row)
            text = self.fontMetrics().boundingRect(whole, int(Qt.TextFlag.TextWordWrap), item.text())
            size = QSize(20, text.height() + _ABOVE_AND_BELOW)
            item.setSizeHint(size)
            total += size.height()
        if total != self.height():
            self.setFixedHeight(total)
            self.height_changed.emit()


def _ticked(item: QListWidgetItem) -> bool:
    return item.checkState() == Qt.CheckState.Checked


def _tick(item: QListWidgetItem, on: bool) -> None:
    item.setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)
