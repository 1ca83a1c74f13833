"""A ladder of rungs, drawn as quiet stairs: the current one marked, a click or the keyboard takes another.

Used for the adoption of a product and for the trust of a coach; knows neither.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from keyaccount_desktop.ui import theme
from keyaccount_desktop.ui.widgets import ElidedLabel, Label

Rung = tuple[str, str]
"""Code and name."""
_LOWEST: Final = 5
_STEP: Final = 2
_GAP: Final = 3
_BELOW: Final = 90
"""How strong the rungs below the current one are, of 255."""
_NONE: Final = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)


class Stairs(QWidget):
    """The rungs as stairs. ``chosen`` carries a code, empty to stand on none; ``pointed`` the one looked at.

    Left and Right look at the next, Enter or Space takes it, as do 1 to 9; Delete stands on none.
    """

    chosen = Signal(str)
    pointed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._rungs: list[Rung] = []
        self._current = ""
        self._looked_at: int | None = None
        self._editable = True
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_rungs(self, rungs: Sequence[Rung], current: str, *, editable: bool) -> None:
        """These rungs from below; the current one by its code, or none."""
        self._rungs, self._current, self._editable = list(rungs), current, editable
        self._look_at(None)
        shape = Qt.CursorShape.PointingHandCursor if editable else Qt.CursorShape.ArrowCursor
        self.setCursor(shape)
        self.updateGeometry()
        self.update()

    @property
    def current(self) -> str:
        """The code of the rung stood on; empty for none."""
        return self._current

    def rung_place(self, code: str) -> QRectF:
        """Where a rung stands and takes clicks."""
        return self._place([known for known, _ in self._rungs].index(code))

    # ---- mouse and keyboard

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._look_at(self._rung_at(event.position()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        place = self._rung_at(event.position())
        inside = self.rect().contains(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and inside and place is not None:
            self._choose(self._rungs[place][0])

    def leaveEvent(self, event: QEvent) -> None:
        self._look_at(None)
        super().leaveEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._look_at(None)
        super().focusOutEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Down: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: 1}
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier or not self._rungs:
            super().keyPressEvent(event)
        elif key in steps:
            self._step(steps[Qt.Key(key)])
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self._look_at(0 if key == Qt.Key.Key_Home else len(self._rungs) - 1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and self._looked_at is not None:
            self._choose(self._rungs[self._looked_at][0])
        elif key in _NONE:
            self._choose("")
        elif event.text().isdigit() and 1 <= int(event.text()) <= len(self._rungs):
            self._choose(self._rungs[int(event.text()) - 1][0])
        elif key == Qt.Key.Key_Escape and self._looked_at is not None:
            self._look_at(None)
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        if _is_override(event, _NONE):
            event.accept()  # the Edit menu's Delete would take the key
            return True
        return super().event(event)

    def _step(self, by: int) -> None:
        codes = [code for code, _ in self._rungs]
        start = self._looked_at
        if start is None:
            start = codes.index(self._current) if self._current in codes else -1 if by > 0 else 0
        self._look_at(min(max(start + by, 0), len(codes) - 1))

    def _choose(self, code: str) -> None:
        if self._editable and code != self._current:
            self.chosen.emit(code)

    def _look_at(self, place: int | None) -> None:
        if place != self._looked_at:
            self._looked_at = place
            self.pointed.emit(self._rungs[place][0] if place is not None else "")
            self.update()

    # ---- looks

    def sizeHint(self) -> QSize:
        return QSize(140, self._height())

    def minimumSizeHint(self) -> QSize:
        return QSize(60, self._height())

    def _height(self) -> int:
        return theme.current().px(_LOWEST + _STEP * max(len(self._rungs), 1)) + 6

    def _rung_at(self, point: QPointF) -> int | None:
        for place in range(len(self._rungs)):
            if self._place(place).adjusted(-1, -99, 2, 99).contains(point):
                return place
        return None

    def _place(self, number: int) -> QRectF:
        wide = (self.width() - _GAP * (len(self._rungs) - 1)) / len(self._rungs)
        high = theme.current().px(_LOWEST + _STEP * number)
        return QRectF(number * (wide + _GAP), self.height() - 3 - high, wide, high).adjusted(0.5, 0, -0.5, 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        colours = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        codes = [code for code, _ in self._rungs]
        reached = codes.index(self._current) if self._current in codes else -1
        for place in range(len(codes)):
            ground = QColor(colours.colour("accent" if place <= reached else "line"))
            if place < reached:
                ground.setAlpha(_BELOW)
            painter.setPen(
                QPen(colours.colour("accent"), 1) if place == self._looked_at else Qt.PenStyle.NoPen
            )
            painter.setBrush(ground)
            painter.drawRoundedRect(self._place(place), 2, 2)
        if self.hasFocus():
            painter.setPen(QPen(colours.colour("accent"), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 5, 5)


def _is_override(event: QEvent, keys: tuple[Qt.Key, ...]) -> bool:
    """Whether a widget is asked if it wants one of these keys before the menus get it."""
    overriding = event.type() == QEvent.Type.ShortcutOverride
    return overriding and isinstance(event, QKeyEvent) and event.key() in keys


class Ladder(QWidget):
    """Stairs with a heading, and the name of the rung one stands on, or looks at, at the right."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._heading = ElidedLabel("", "small")
        self._rung = Label("", "small")
        self.stairs = Stairs()
        self.stairs.chosen.connect(self.chosen)
        self.stairs.pointed.connect(self._name_rung)
        self._names: dict[str, str] = {}
        self._unknown = ""
        head = QHBoxLayout()
        head.setSpacing(2 * theme.GRID)
        head.addWidget(self._heading, 1)
        head.addWidget(self._rung)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addLayout(head)
        column.addWidget(self.stairs)

    def show_ladder(
        self, heading: str, rungs: Sequence[Rung], current: str, unknown: str, *, editable: bool
    ) -> None:
        """``unknown`` is said where one stands on none of the rungs."""
        self._names, self._unknown = dict(rungs), unknown
        self._heading.setText(heading)
        self.stairs.show_rungs(rungs, current, editable=editable)
        self.stairs.setAccessibleName(heading)
        self._name_rung("")

    @property
    def said(self) -> str:
        """The name of a rung that stands there now."""
        return self._rung.text()

    def _name_rung(self, looked_at: str) -> None:
        code = looked_at or self.stairs.current
        # A rung that the workbook has retired is no more among those offered.
        self._rung.setText(self._names.get(code, self._unknown))
        self._rung.set_role("small" if self.stairs.current or looked_at else "hint")
        self.stairs.setAccessibleDescription(self._rung.text())
