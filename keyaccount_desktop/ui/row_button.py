"""A row of labels that is one button: as large as the layout in it, with a ground under the mouse and a frame in focus.

Used by whatever lists things to go to, outside of views: open questions, who decides, the method's ladders.
"""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QVBoxLayout, QWidget

from keyaccount_desktop.ui import theme
from keyaccount_desktop.ui.widgets import pressed_by_enter


class RowButton(QAbstractButton):
    """It is given its labels by ``lay_lines``, or has a layout of its own and calls ``let_presses_through``."""

    ground_from = 0.0
    """Pixels from the left edge to what is drawn behind the labels."""

    def __init__(self) -> None:
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def lay_lines(self, *lines: QWidget) -> None:
        """Put these below each other, as high as their words need at the width there is."""
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        column = QVBoxLayout(self)
        column.setContentsMargins(6, 3, 6, 3)
        column.setSpacing(1)
        for line in lines:
            column.addWidget(line)
        self.let_presses_through()

    def let_presses_through(self) -> None:
        """Have a press on a label be one on the button."""
        for label in self.findChildren(QWidget):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def sizeHint(self) -> QSize:
        return self.layout().sizeHint()

    def minimumSizeHint(self) -> QSize:
        return self.layout().minimumSize()

    def heightForWidth(self, width: int) -> int:
        return self.layout().totalHeightForWidth(width)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(self.rect()).adjusted(self.ground_from + 0.5, 0.5, -0.5, -0.5)
        hovered = self.isEnabled() and self.underMouse()
        if hovered:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.current().colour("raised"))
            painter.drawRoundedRect(area, 5, 5)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.current().colour("accent"), 1))
            painter.drawRoundedRect(area, 5, 5)
        self.paint_mark(painter, hot=hovered or (self.isEnabled() and self.hasFocus()))

    def paint_mark(self, painter: QPainter, *, hot: bool) -> None:
        """What stands before the words."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not pressed_by_enter(self, event):
            super().keyPressEvent(event)
