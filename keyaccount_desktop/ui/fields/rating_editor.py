"""The editor of a rating: points on a row, set by a digit, the arrows or a click."""

from __future__ import annotations

from typing import Any, Final

from PySide6.QtCore import QEvent, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from keyaccount_desktop.ui import theme
from keyaccount_desktop.ui.fields.editor import Editor

MOST_POINTS: Final = 9
"""A longer scale is no row of points: its digits would be two."""
_FILLED, _HOLLOW, _BETWEEN = "●", "○", "\u2009"
_POINT: Final = 12
_STEP: Final = 22
_INSET: Final = 10


def has_points(low: float | None, high: float | None) -> bool:
    """Whether a scale is short enough to be shown as points."""
    return int(low or 1) == 1 and int(high or 5) <= MOST_POINTS


def points(value: int, high: float | None) -> str:
    """A rating as it stands in a line of text: ``point_at`` says which of its characters is which point."""
    return _BETWEEN.join(_FILLED * value + _HOLLOW * (int(high or 5) - value))


def point_at(place: int, high: float | None) -> int | None:
    """The point at a place in such a text, counted from 1; None beyond it."""
    point = place // 2 + 1
    return point if point <= int(high or 5) else None


class RatingEditor(Editor):
    """A digit, an arrow or a click sets the points; Delete takes them all away."""

    INSET = _INSET

    def __init__(self, value: int | None, high: float | None) -> None:
        super().__init__()
        self._before = value
        self.points = PointRow(int(high or 5), value)
        self.points.picked.connect(self.entered)
        self.points.changed.connect(self.typed_in)
        self.points.entered.connect(self.entered)
        self.points.escaped.connect(self.escaped)
        self.column.addWidget(self.points)

    def changed(self) -> bool:
        return self.points.value != self._before

    def value(self) -> object:
        return self.points.value

    def saved(self) -> None:
        self._before = self.points.value

    def draft(self) -> Any:
        return self.points.value

    def load_draft(self, draft: Any) -> None:
        self.points.set_value(draft)

    def start(self, typed: str, *, offer: bool) -> None:
        self.points.setFocus(Qt.FocusReason.OtherFocusReason)
        if typed.isdecimal():
            self.points.set_value(int(typed[-1]))

    def stops(self) -> list[QWidget]:
        return [self.points]


class PointRow(QWidget):
    """Points to set. ``picked`` for a click, ``changed`` for a key."""

    picked = Signal()
    changed = Signal()
    entered = Signal()
    escaped = Signal()

    def __init__(self, most: int, value: int | None) -> None:
        super().__init__()
        self._most = most
        self.value = value
        self._pointed: int | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._say()

    def set_value(self, value: int | None) -> None:
        """Set so many points; beyond the scale its end, below it none."""
        self.value = min(value, self._most) if value is not None and value >= 1 else None
        self._say()
        self.update()

    def pick_at(self, point: QPoint) -> None:
        """Set the points up to where the mouse is; nothing beside them."""
        picked = self._point_at(point)
        if picked is not None:
            self.set_value(picked)
            self.picked.emit()

    def place_of(self, number: int) -> QPoint:
        """The middle of a point, counted from 1."""
        left = _INSET + (number - 1) * theme.current().px(_STEP) + theme.current().px(_POINT) / 2
        return QPoint(round(left), self.height() // 2)

    def _point_at(self, point: QPoint) -> int | None:
        step = theme.current().px(_STEP)
        number = (point.x() - _INSET + (step - theme.current().px(_POINT)) // 2) // step + 1
        return number if 1 <= number <= self._most and 0 <= point.y() < self.height() else None

    def _say(self) -> None:
        said = self.tr("{points} of {most}").format(points=self.value or 0, most=self._most)
        self.setAccessibleDescription(said)

    def sizeHint(self) -> QSize:
        look = theme.current()
        return QSize(_INSET + self._most * look.px(_STEP), look.px(18) + 10)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, value = event.key(), self.value or 0
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
            return
        if Qt.Key.Key_0 <= key <= Qt.Key.Key_9:
            self.set_value(key - Qt.Key.Key_0)
        elif key in (Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Plus):
            self.set_value(value + 1)
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Down, Qt.Key.Key_Minus):
            self.set_value(value - 1)
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.set_value(None)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
            return
        elif key == Qt.Key.Key_Escape:
            self.escaped.emit()
            return
        else:
            super().keyPressEvent(event)
            return
        self.changed.emit()

    def event(self, event: QEvent) -> bool:
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_Delete)
        ):
            event.accept()
            return True
        return super().event(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._point(self._point_at(event.position().toPoint()))

    def leaveEvent(self, event: QEvent) -> None:
        self._point(None)
        super().leaveEvent(event)

    def _point(self, number: int | None) -> None:
        if number != self._pointed:
            self._pointed = number
            self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            event.accept()
        else:
            super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.pick_at(event.position().toPoint())
        else:
            super().mouseReleaseEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.hasFocus():
            painter.setPen(QPen(look.colour("accent"), 1))
            painter.setBrush(look.colour("surface"))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        side = look.px(_POINT)
        for number in range(1, self._most + 1):
            middle = self.place_of(number)
            area = QRectF(middle.x() - side / 2, middle.y() - side / 2, side, side)
            on = number <= (self.value or 0)
            meant = self._pointed is not None and number <= self._pointed
            painter.setPen(QPen(look.colour("accent" if on or meant else "line_strong"), 1.5))
            painter.setBrush(look.colour("accent" if on else "accent_soft" if meant else "surface"))
            painter.drawEllipse(area.adjusted(1, 1, -1, -1))
