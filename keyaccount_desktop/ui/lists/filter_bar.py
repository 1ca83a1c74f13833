"""The conditions of a filter as chips over a list: pressed, one is changed; its cross, or Delete, takes it away.

Hidden while there is none. What a condition asks for is entered in a ``ConditionPanel``, which comes in with the
first one. Used by ``list_pane`` alone.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QLineEdit, QSizePolicy, QWidget

from keyaccount_desktop.method.columns import Column, ListKind
from keyaccount_desktop.method.filters import Condition, described, usable
from keyaccount_desktop.ui import theme
from keyaccount_desktop.ui.widgets import Button, FlowLayout

if TYPE_CHECKING:
    from keyaccount_desktop.workbook.document import Workbook

_CROSS: Final = 22
"""Pixels at the right end of a chip that take it away."""


class FilterBar(QWidget):
    """``changed`` comes when the conditions are others; ``save_wanted`` carries whether as a new view."""

    changed = Signal()
    save_wanted = Signal(bool)

    def __init__(self, workbook: Workbook, kind: ListKind, columns: Callable[[], dict[str, Column]]) -> None:
        super().__init__()
        self._workbook = workbook
        self._kind: ListKind = kind
        self._columns = columns
        self._conditions: list[Condition] = []
        self._chips: list[ConditionChip] = []
        self._flow = FlowLayout(spacing=6)
        self.clear = Button("", "link")
        self.clear.clicked.connect(lambda: self._take([]))
        self.save_changes = Button("", "link")
        self.save_changes.clicked.connect(lambda: self.save_wanted.emit(False))
        self.save = Button("", "link")
        self.save.clicked.connect(lambda: self.save_wanted.emit(True))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(3 * theme.GRID)
        row.addLayout(self._flow, 1)
        for button in (self.clear, self.save_changes, self.save):
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        self.retranslate()
        self.hide()

    @property
    def conditions(self) -> tuple[Condition, ...]:
        """The conditions that hold now, the first one at the left."""
        return tuple(self._conditions)

    @property
    def chips(self) -> list[ConditionChip]:
        return list(self._chips)

    def show_conditions(self, conditions: Sequence[Condition]) -> None:
        """Show these, without a word to anyone."""
        self._conditions = (
            [each for each in conditions if usable(each, self._columns())] if conditions else []
        )
        self._write()

    def offer_saving(self, *, differs: bool, of_own: bool) -> None:
        """Offer to keep what is shown: in the user's own view one is in, or as a new one."""
        self.save.setVisible(differs and not self._workbook.read_only)
        self.save_changes.setVisible(differs and of_own and not self._workbook.read_only)
        self.clear.setVisible(bool(self._conditions))
        self.setVisible(bool(self._conditions) or (differs and not self._workbook.read_only))

    def open_new(self, anchor: QWidget, column: str = "") -> None:
        """Ask for another condition, beside a widget; of a column if one is given."""
        self._open(anchor, None, column)

    def _open(self, anchor: QWidget, place: int | None, column: str = "") -> None:
        from keyaccount_desktop.ui.lists.condition_panel import ConditionPanel

        before = self._conditions[place] if place is not None else None
        panel = ConditionPanel(anchor, self._workbook, self._kind, self._columns(), before, column)
        panel.changed.connect(self._put)
        self._place = place
        panel.open()

    def _put(self, condition: Condition | None) -> None:
        """What the open panel says now takes the place of what it said before; None: nothing."""
        conditions = list(self._conditions)
        if self._place is not None:
            conditions[self._place : self._place + 1] = [condition] if condition is not None else []
            if condition is None:
                self._place = None
        elif condition is not None:
            self._place = len(conditions)
            conditions.append(condition)
        self._take(conditions)

    def _take(self, conditions: list[Condition]) -> None:
        if conditions != self._conditions:
            self._conditions = conditions
            self._write()
            self.changed.emit()

    def _write(self) -> None:
        columns = self._columns() if self._conditions else {}
        texts = [str(described(each, columns[each.column])) for each in self._conditions]
        while len(self._chips) > len(texts):
            chip = self._chips.pop()
            self._flow.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        while len(self._chips) < len(texts):
            self._add_chip(len(self._chips))
        for chip, text in zip(self._chips, texts, strict=True):
            chip.show_text(text)
        self.updateGeometry()

    def _add_chip(self, place: int) -> None:
        chip = ConditionChip()
        chip.clicked.connect(lambda: self._open(chip, place))
        chip.removed.connect(lambda: self._remove(place))
        self._chips.append(chip)
        self._flow.addWidget(chip)
        QWidget.setTabOrder(self._chips[place - 1] if place else self, chip)

    def _remove(self, place: int) -> None:
        had_focus = self._chips[place].hasFocus()
        self._take([each for number, each in enumerate(self._conditions) if number != place])
        if had_focus and self._chips:
            self._chips[min(place, len(self._chips) - 1)].setFocus(Qt.FocusReason.OtherFocusReason)

    def hasHeightForWidth(self) -> bool:
        return True

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def retranslate(self) -> None:
        self.clear.setText(self.tr("Clear"))
        self.clear.setAccessibleName(self.tr("Clear the filter"))
        self.save_changes.setText(self.tr("Save changes"))
        self.save.setText(self.tr("Save as view…"))
        for chip in self._chips:
            chip.retranslate()
        self._write()


class ConditionChip(QAbstractButton):
    """One condition in words, with a cross at its end."""

    removed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._on_cross = False
        self.retranslate()

    def retranslate(self) -> None:
        self.setToolTip(self.tr("Press to change it, Delete to take it away"))

    def show_text(self, text: str) -> None:
        self.setText(text)
        self.setAccessibleName(text)
        self.setAccessibleDescription(self.toolTip())
        self.updateGeometry()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self.updateGeometry()
        super().changeEvent(event)

    def sizeHint(self) -> QSize:
        self.ensurePolished()
        metrics = self.fontMetrics()
        width = min(metrics.horizontalAdvance(self.text()), theme.current().px(420))
        return QSize(width + 12 + _CROSS, metrics.height() + 10)

    def minimumSizeHint(self) -> QSize:
        return QSize(min(self.sizeHint().width(), theme.current().px(90)), self.sizeHint().height())

    def _cross_place(self) -> QRect:
        return QRect(self.width() - _CROSS, 0, _CROSS, self.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        colours = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = self.rect().toRectF().adjusted(0.5, 0.5, -0.5, -0.5)
        edge = "accent" if self.hasFocus() else "accent_soft"
        painter.setPen(QPen(colours.colour(edge), 1))
        painter.setBrush(colours.colour("accent_soft"))
        painter.drawRoundedRect(box, 6, 6)
        painter.setPen(colours.colour("accent"))
        text = self.rect().adjusted(10, 0, -_CROSS, 0)
        shown = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, text.width())
        painter.drawText(text, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
        painter.setPen(QPen(colours.colour("accent" if self._on_cross else "text_2"), 1.4))
        middle = self._cross_place().center()
        for sign in (1, -1):
            painter.drawLine(middle.x() - 3, middle.y() - 3 * sign, middle.x() + 3, middle.y() + 3 * sign)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        on_cross = self._cross_place().contains(event.position().toPoint())
        if on_cross != self._on_cross:
            self._on_cross = on_cross
            self.update()
        super().mouseMoveEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self._on_cross = False
        self.update()
        super().leaveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self.isDown() and self._cross_place().contains(event.position().toPoint()):
            self.setDown(False)
            self.removed.emit()
            return
        super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.removed.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        # Delete means the chip, not what the Edit menu would delete.
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)
        ):
            event.accept()
            return True
        return super().event(event)


class FilterLine(QLineEdit):
    """Narrows a list while one types. Down and Enter go on to the list; Esc lifts the filter, then goes."""

    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
        elif event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        elif event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.left.emit()
        else:
            super().keyPressEvent(event)
