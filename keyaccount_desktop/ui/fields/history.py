"""The values a field has had: since when, until when, who said so. One of them can be made to hold again.

A panel beside the line, opened by Ctrl+B (as in before), from the evidence or the context menu.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from keyaccount_desktop.method.vocabulary import CERTAINTY, SOURCE
from keyaccount_desktop.ui import theme
from keyaccount_desktop.ui.fields.evidence import local_day
from keyaccount_desktop.ui.fields.panel import KeyboardPanel
from keyaccount_desktop.ui.fields.value_text import Run, ValueText
from keyaccount_desktop.ui.operation import Operation
from keyaccount_desktop.ui.widgets import Button, Label
from keyaccount_desktop.workbook.facts import Fact, restore_fact

if TYPE_CHECKING:
    from keyaccount_desktop.workbook.document import Workbook

_WIDTH: Final = 340
_MOST_HEIGHT: Final = 320
_RUNS: Final = Qt.ItemDataRole.UserRole
_FACT: Final = Qt.ItemDataRole.UserRole + 1
_PADDING: Final = 8


class HistoryPanel(KeyboardPanel):
    """``history`` are the facts, those that hold first; ``shown`` how each value reads."""

    def __init__(
        self, anchor: QWidget, workbook: Workbook, history: Sequence[Fact], shown: Sequence[str], *,
        indent: int = 0,
    ) -> None:  # fmt: skip
        super().__init__(anchor, indent=indent, hugging=True)
        self._workbook = workbook
        self.setAccessibleName(self.tr("Previous values"))
        self.column.setContentsMargins(8, 10, 8, 8)
        self.list = QListWidget()
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setItemDelegate(_Row(self.list))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.list.setAccessibleName(self.tr("Previous values"))
        self.restore = Button(self.tr("Restore this value"), "quiet", icon="undo")
        self.restore.clicked.connect(self._restore)
        caption = Label(self.tr("Previous values"), "caption")
        caption.setContentsMargins(_PADDING, 0, _PADDING, 0)
        self.column.addWidget(caption)
        self.column.addWidget(self.list)
        if not workbook.read_only:
            below = QHBoxLayout()
            below.addStretch(1)
            below.addWidget(self.restore)
            self.column.addLayout(below)
        successors: dict[str, Fact] = {}
        for fact, text in zip(history, shown, strict=True):
            self._add(fact, text, successors.get(fact.item))
            successors[fact.item] = fact
        self.list.setFixedWidth(theme.current().px(_WIDTH))
        heights = sum(self.list.sizeHintForRow(row) for row in range(self.list.count()))
        self.list.setFixedHeight(min(heights + 2, theme.current().px(_MOST_HEIGHT)))
        self.list.currentRowChanged.connect(self._offer)
        self.list.itemDoubleClicked.connect(lambda _item: self._restore())
        former = (row for row, fact in enumerate(history) if fact.replaced_at is not None)
        self.list.setCurrentRow(next(former, 0))
        self._offer()

    def first_stop(self) -> QWidget:
        return self.list

    def key_pressed(self, watched: QWidget, event: QKeyEvent) -> bool:
        if watched is self.list and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._restore()
            return True
        return False

    @property
    def rows(self) -> list[str]:
        """What each row says."""
        return [self.list.item(row).text() for row in range(self.list.count())]

    def _add(self, fact: Fact, shown: str, successor: Fact | None) -> None:
        words = self._words(fact, successor)
        item = QListWidgetItem(f"{shown}\n{words}")
        runs = [Run(shown, "assumed" if fact.assumed else "value"), Run("\n"), Run(words, "evidence")]
        item.setData(_RUNS, runs)
        item.setData(_FACT, fact)
        self.list.addItem(item)

    def _words(self, fact: Fact, successor: Fact | None) -> str:
        """Since when and until when, and what it rested on."""
        begun = _begun(fact)
        if fact.replaced_at is None:
            words = [self.tr("since {day}").format(day=begun)]
        else:
            # It held until the next was learned, which may have been written down later.
            ended = local_day(fact.replaced_at)
            if successor is not None and begun <= _begun(successor) < ended:
                ended = _begun(successor)
            words = [begun if begun == ended else f"{begun} – {ended}"]
        if fact.source is not None:
            words.append(str(SOURCE[fact.source].text))
        if fact.assumed:
            words.append(str(CERTAINTY["assumed"].text))
        return " · ".join(words)

    def _chosen(self) -> Fact | None:
        """The former value the keyboard is on."""
        item = self.list.currentItem()
        fact = item.data(_FACT) if item is not None else None
        return fact if isinstance(fact, Fact) and fact.replaced_at is not None else None

    def _offer(self) -> None:
        self.restore.setEnabled(self._chosen() is not None)

    def _restore(self) -> None:
        fact = self._chosen()
        if fact is None or self._workbook.read_only:
            return
        # The panel goes first: it would be told of the change it has itself made.
        anchor, workbook, fact_id = self.anchor, self._workbook, fact.id
        self.close_panel()
        Operation(anchor, lambda: restore_fact(workbook, fact_id)).run()


def _begun(fact: Fact) -> str:
    return fact.learned_on or local_day(fact.entered_at)


class _Row(QStyledItemDelegate):
    """A value over what it rested on."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        place = QRectF(option.rect)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.current().colour("accent_soft"))
            painter.drawRoundedRect(place, 5, 5)
        self._text(index).paint(painter, place.topLeft() + QPointF(_PADDING, _PADDING / 2))

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(theme.current().px(_WIDTH), round(self._text(index).height) + _PADDING)

    def _text(self, index: QModelIndex | QPersistentModelIndex) -> ValueText:
        bar = theme.current().px(16)
        return ValueText(index.data(_RUNS), theme.current().px(_WIDTH) - 2 * _PADDING - bar)
