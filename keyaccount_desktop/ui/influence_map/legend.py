"""The strip under the map that says what its marks mean: the picture's own legend, painted in the window."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from keyaccount_desktop import language
from keyaccount_desktop.exchange.map_frame import draw_legend
from keyaccount_desktop.exchange.map_shapes import Drawing
from keyaccount_desktop.ui import theme
from keyaccount_desktop.ui.influence_map.painter import paint_drawing, screen_ink

_EDGE = 16


class LegendStrip(QWidget):
    """As high as its entries need at its width."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.current().changed.connect(self._renew)
        self._renew()

    def sizeHint(self) -> QSize:
        return QSize(480, self._height())

    def minimumSizeHint(self) -> QSize:
        return QSize(240, self._height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.height() != self._height():
            self.setFixedHeight(self._height())

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._renew()
        super().changeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(theme.current().colour("line"))
        painter.drawLine(0, 0, self.width(), 0)
        painter.scale(self._scale, self._scale)
        paint_drawing(painter, self._drawing(), screen_ink())

    @property
    def _scale(self) -> float:
        return theme.current().zoom / 100

    def _drawing(self) -> Drawing:
        width = max(self.width() / self._scale - 2 * _EDGE, 200)
        return draw_legend(_EDGE, 8, width, language.language(), False, True, screen_ink().measure)

    def _height(self) -> int:
        return round((self._drawing().bounds.bottom + 8) * self._scale)

    def _renew(self) -> None:
        self.setAccessibleName(self.tr("Legend"))
        described = (word.text for word in self._drawing().words)
        self.setAccessibleDescription(" ".join(described))
        self.setFixedHeight(self._height())
        self.update()
