"""What was just done, or would be done, in a few words that float at the foot of the map.

There it is near the eye and the pointer, and has room for all of its words whatever stands above the map.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractScrollArea

from keyaccount_desktop.ui import theme
from keyaccount_desktop.ui.widgets import Label

_FROM_EDGE: Final = 16
_MARGIN: Final = 12


class Remark(Label):
    """Over a view; the mouse goes through it."""

    def __init__(self, over: QAbstractScrollArea) -> None:
        super().__init__("", "small", wrap=True)
        self._over = over
        self.setParent(over)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setContentsMargins(_MARGIN, 6, _MARGIN, 6)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.hide()

    def say(self, text: str) -> None:
        """Show this; nothing is shown of nothing."""
        self.setText(text)
        self.setAccessibleName(text)
        self.setVisible(bool(text))
        self.take_place()

    def take_place(self) -> None:
        """Stand at the foot of the view; for whoever hears that its size has changed.

        It does not listen itself: PySide crashes where a dragged event goes through two filters of one widget.
        """
        if self.isHidden():
            return
        self.ensurePolished()
        area = self._over.viewport().geometry()
        wanted = self.fontMetrics().horizontalAdvance(self.text()) + 2 * _MARGIN + 4
        width = min(wanted, area.width() - 2 * _FROM_EDGE)
        height = self.heightForWidth(width)
        place = QRect(0, 0, width, height)
        place.moveCenter(area.center())
        place.moveBottom(area.bottom() - _FROM_EDGE)
        self.setGeometry(place)
        self.raise_()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "_over"):
            self.take_place()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.current().colour("line_strong"), 1))
        painter.setBrush(theme.current().colour("raised"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        painter.end()
        super().paintEvent(event)
