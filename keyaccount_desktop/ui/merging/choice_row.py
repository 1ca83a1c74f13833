"""One thing of which two records say different things: both values with what they rest on, one click chooses.

The row is one stop of the Tab key: Left and Right choose, Up, Down and Enter ask for its neighbours. Where two
values can be kept as one, both are chosen between the two. Used by ``side_by_side``.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import (
    QAbstractButton,
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QSizePolicy,
    QWidget,
)

from keyaccount_desktop.ui import icons, theme
from keyaccount_desktop.ui.fields.value_text import Run, ValueText
from keyaccount_desktop.ui.widgets import Label, paint_avatar
from keyaccount_desktop.workbook.uniting import Side

LABEL_WIDTH: Final = 116
BETWEEN: Final = 52
"""Pixels at 100 % text between the two values, where both are chosen."""
_PHOTO: Final = 56
_INSET: Final = 10
_MARK: Final = 16
_ANY_WIDTH: Final = 16777215
"""What Qt takes for no limit."""


class ValueCell(QAbstractButton):
    """A value to choose; the chosen one is filled and carries a tick."""

    def __init__(self, runs: Sequence[Run], photo: QPixmap | None = None) -> None:
        super().__init__()
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._runs = list(runs)
        self._photo = photo
        self._laid_out: ValueText | None = None
        self._room = 0
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setText("".join(run.text for run in runs))

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        if self._photo is not None:
            return theme.current().px(_PHOTO) + 2 * 6
        return round(self._text(width).height) + 2 * 7

    def sizeHint(self) -> QSize:
        width = theme.current().px(180)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.current().px(110), theme.current().px(18) + 14)

    def paintEvent(self, event: QPaintEvent) -> None:
        colours = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen = self.isChecked()
        strong = "accent" if chosen else "line_strong" if self.underMouse() else "line"
        painter.setPen(QPen(colours.colour(strong), 1))
        painter.setBrush(colours.colour("accent_soft" if chosen else "surface"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        if not chosen and self.isEnabled():
            painter.setOpacity(0.72)
        if self._photo is not None:
            side = colours.px(_PHOTO)
            paint_avatar(painter, QRectF(_INSET, 6, side, side), self.text(), self._photo)
        else:
            self._text(self.width()).paint(painter, QPointF(_INSET, 7))
        painter.setOpacity(1)
        if chosen:
            tick = icons.pixmap("check", "accent", _MARK, self.devicePixelRatioF())
            painter.drawPixmap(self.width() - _MARK - 8, 8, tick)

    def _text(self, width: int) -> ValueText:
        room = max(width - 2 * _INSET - _MARK - 4, 20)
        if self._laid_out is None or self._room != room:
            self._laid_out = ValueText(self._runs, room)
            self._room = room
        return self._laid_out

    def event(self, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.HoverEnter, QEvent.Type.HoverLeave):
            self.update()
        return super().event(event)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange, QEvent.Type.PaletteChange):
            self._laid_out = None
            self.updateGeometry()
        super().changeEvent(event)


class BothButton(QAbstractButton):
    """Chooses both values as one."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.setText(text)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        return QSize(metrics.horizontalAdvance(self.text()) + 12, metrics.height() + 6)

    def paintEvent(self, event: QPaintEvent) -> None:
        colours = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen = self.isChecked()
        painter.setPen(QPen(colours.colour("accent" if chosen else "line_strong"), 1))
        painter.setBrush(colours.colour("accent_soft" if chosen else "surface"))
        shape = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(shape, shape.height() / 2, shape.height() / 2)
        painter.setFont(colours.font("small"))
        painter.setPen(colours.colour("accent" if chosen else "text_2"))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.text())


class Row(QFrame):
    """A name and two things beside each other; the name over them where there is little room."""

    def __init__(self, name: str, remark: str, left: QWidget, right: QWidget) -> None:
        super().__init__()
        self._label = Label(name, "soft", wrap=True)
        self._remark = Label(remark, "hint", wrap=True)
        if not remark:
            self._remark.hide()
        self._labels = QWidget()
        self.between = QWidget()
        self._texts = QBoxLayout(QBoxLayout.Direction.TopToBottom, self._labels)
        self._texts.setSpacing(0)
        self._texts.addWidget(self._label)
        self._texts.addWidget(self._remark)
        self._texts.addStretch(1)
        values = QHBoxLayout()
        values.setContentsMargins(0, 0, 0, 0)
        values.setSpacing(theme.GRID)
        values.addWidget(left, 1)
        values.addWidget(self.between)
        values.addWidget(right, 1)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(2, 3, 3, 3)
        self._row.setSpacing(theme.GRID)
        self._row.addWidget(self._labels)
        self._row.addLayout(values, 1)

    def set_room(self, labels: int, between: int) -> None:
        """Pixels of the name (0: it stands over the two) and of the room between them, the same in all rows."""
        side = bool(labels)
        self._labels.setVisible(side or bool(self._label.text()))
        self._labels.setMinimumWidth(labels)
        self._labels.setMaximumWidth(labels or _ANY_WIDTH)
        self.between.setFixedWidth(between)
        direction = QBoxLayout.Direction
        self._row.setDirection(direction.LeftToRight if side else direction.TopToBottom)
        self._row.setSpacing(theme.GRID if side else 0)
        self._texts.setDirection(direction.TopToBottom if side else direction.LeftToRight)
        self._texts.setSpacing(0 if side else 2 * theme.GRID)
        self._texts.setContentsMargins(8, 7 if side else 4, 4, 4 if side else 0)


class ChoiceRow(Row):
    """``chosen`` comes when another side is chosen, ``neighbour_wanted`` with +1 or -1."""

    chosen = Signal()
    neighbour_wanted = Signal(int)

    def __init__(
        self, name: str, remark: str, cells: tuple[ValueCell, ValueCell], side: Side, both: str = ""
    ) -> None:
        super().__init__(name, remark, *cells)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._name = " ".join(part for part in (name, remark) if part)
        self._side: Side = side
        self._cells = cells
        self._both = BothButton(both) if both else None
        if self._both is not None:
            between = QHBoxLayout(self.between)
            between.setContentsMargins(0, 0, 0, 0)
            between.addWidget(self._both, 0, Qt.AlignmentFlag.AlignCenter)
        for button, chosen in self._buttons():
            button.clicked.connect(lambda _on=False, side=chosen: self._click(side))
        self._show_side()

    @property
    def side(self) -> Side:
        """What is chosen: ``keep`` is the left one."""
        return self._side

    @property
    def left(self) -> ValueCell:
        return self._cells[0]

    @property
    def right(self) -> ValueCell:
        return self._cells[1]

    @property
    def both(self) -> QAbstractButton | None:
        """Chooses both as one; None where they cannot be."""
        return self._both

    def choose(self, side: Side) -> None:
        """Choose a side; both only where that can be."""
        if side == self._side or (side == "both" and self._both is None):
            return
        self._side = side
        self._show_side()
        self.chosen.emit()

    def _buttons(self) -> list[tuple[QAbstractButton, Side]]:
        found: list[tuple[QAbstractButton, Side]] = [(self.left, "keep"), (self.right, "other")]
        if self._both is not None:
            found.insert(1, (self._both, "both"))
        return found

    def _click(self, side: Side) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        self.choose(side)
        self._show_side()  # a click on what is chosen must not take it back

    def _show_side(self) -> None:
        for button, side in self._buttons():
            button.setChecked(self._side in (side, "both"))
        told = [self.left.text(), self.right.text()]
        held = {"keep": told[:1], "other": told[1:], "both": told}[self._side]
        self.setAccessibleName(f"{self._name}: {' / '.join(held)}")
        self.setAccessibleDescription(" | ".join(told))

    # ---- keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        sides = [side for _, side in self._buttons()]
        place = sides.index(self._side)
        match event.key():
            case Qt.Key.Key_Left:
                self.choose(sides[max(place - 1, 0)])
            case Qt.Key.Key_Right:
                self.choose(sides[min(place + 1, len(sides) - 1)])
            case Qt.Key.Key_Up:
                self.neighbour_wanted.emit(-1)
            case Qt.Key.Key_Down:
                self.neighbour_wanted.emit(1)
            case Qt.Key.Key_Return | Qt.Key.Key_Enter if not event.modifiers():
                self.neighbour_wanted.emit(1)
            case _:
                super().keyPressEvent(event)

    # ---- looks

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self.hasFocus():
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.current().colour("raised"))
        painter.drawRoundedRect(QRectF(self.rect()), 6, 6)
        painter.setBrush(theme.current().colour("accent"))
        painter.drawRoundedRect(QRect(0, 4, 3, self.height() - 8), 1.5, 1.5)
