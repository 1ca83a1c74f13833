"""A lean as a bar from “against us” to “for us”: how far it may go either way as a band, the lean as a mark.

Two rows at most: as things are, and as they are supposed to be. Which is which, and which end is ours, is written
beside it: nothing rests on colour. Used by the what-if panel.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from keyaccount_desktop.ui import theme

_ROW: Final = 22
_BAND: Final = 10
_WORDS: Final = 18
"""Height of the line with the words for the ends."""
_EDGE: Final = 6
"""Room left and right for a mark that stands at an end."""


@dataclass(frozen=True, slots=True)
class LeanRow:
    """One lean with its lowest and highest value, −1…+1; ``name`` stands before it."""

    name: str
    lean: float
    low: float
    high: float
    supposed: bool = False


class LeanBar(QWidget):
    """Paints the rows; what they say in words is given with them, for whoever cannot see it."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: tuple[LeanRow, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_rows(self, rows: tuple[LeanRow, ...], words: str) -> None:
        self._rows = rows
        self.setAccessibleName(words)
        self.setVisible(bool(rows))
        self.updateGeometry()
        self.update()

    @property
    def rows(self) -> tuple[LeanRow, ...]:
        return self._rows

    def sizeHint(self) -> QSize:
        px = theme.current().px
        return QSize(px(200), px(_ROW) * len(self._rows) + px(_WORDS))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.current().px(120), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(look.font("small"))
        metrics = painter.fontMetrics()
        named = max((metrics.horizontalAdvance(row.name) for row in self._rows), default=0)
        inset = self.contentsMargins().left()
        left = (
            inset + named + 2 * theme.GRID + look.px(_EDGE) if len(self._rows) > 1 else inset + look.px(_EDGE)
        )
        scale = QRectF(left, 0, self.width() - left - inset - look.px(_EDGE), self.height() - look.px(_WORDS))
        self._paint_scale(painter, scale)
        for number, row in enumerate(self._rows):
            top = number * look.px(_ROW)
            area = QRectF(scale.x(), top, scale.width(), look.px(_ROW))
            if len(self._rows) > 1:
                painter.setPen(look.colour("text_1" if row.supposed else "text_2"))
                names = QRectF(inset, top, named + 1, area.height())
                painter.drawText(names, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, row.name)
            self._paint_row(painter, area, row)

    def _paint_scale(self, painter: QPainter, scale: QRectF) -> None:
        """Both ends and the middle as fine lines, and under them what the ends mean."""
        look = theme.current()
        for share, strong in ((0.0, False), (0.5, True), (1.0, False)):
            painter.setPen(QPen(look.colour("line_strong" if strong else "line"), 1))
            x = round(scale.x() + share * scale.width()) + 0.5
            painter.drawLine(QPointF(x, scale.top()), QPointF(x, scale.bottom()))
        words = QRectF(
            scale.x() - look.px(_EDGE), scale.bottom(), scale.width() + 2 * look.px(_EDGE), look.px(_WORDS)
        )
        painter.setPen(look.colour("text_3"))
        low = Qt.AlignmentFlag.AlignBottom
        painter.drawText(words, Qt.AlignmentFlag.AlignLeft | low, self.tr("– against us"))
        painter.drawText(words, Qt.AlignmentFlag.AlignRight | low, self.tr("+ for us"))

    def _paint_row(self, painter: QPainter, area: QRectF, row: LeanRow) -> None:
        look = theme.current()

        def x_of(lean: float) -> float:
            return area.x() + (lean + 1) / 2 * area.width()

        thick = look.px(_BAND)
        middle = area.center().y()
        painter.setPen(QPen(look.colour("line"), 1))
        painter.drawLine(QPointF(area.left(), middle), QPointF(area.right(), middle))
        band = QRectF(x_of(row.low), middle - thick / 2, max(x_of(row.high) - x_of(row.low), 1.0), thick)
        painter.setPen(QPen(look.colour("accent" if row.supposed else "text_3"), 1))
        painter.setBrush(look.colour("accent_soft" if row.supposed else "raised"))
        painter.drawRoundedRect(band, 3, 3)
        at, half = x_of(row.lean), look.px(5)
        mark = QPolygonF(
            [QPointF(at, middle - half - 2), QPointF(at + half, middle), QPointF(at, middle + half + 2),
             QPointF(at - half, middle)]
        )  # fmt: skip
        painter.setPen(QPen(look.colour("accent" if row.supposed else "text_1"), 1.5))
        painter.setBrush(look.colour("accent" if row.supposed else "surface"))
        painter.drawPolygon(mark)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.LanguageChange):
            self.updateGeometry()
            self.update()
        super().changeEvent(event)
