"""The strip under the map that says what its marks mean: the picture's own legend, painted in the window.

One line of it, so that the map has the room; a button unfolds the rest, which scrolls where it would leave the
map too little.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QWidget

from keyaccount_desktop import language
from keyaccount_desktop.exchange.map_frame import Legend as Marks
from keyaccount_desktop.exchange.map_shapes import Drawing
from keyaccount_desktop.ui import icons, theme
from keyaccount_desktop.ui.influence_map.painter import paint_drawing, screen_ink
from keyaccount_desktop.ui.widgets import Button

_EDGE = 16
_ABOVE = 8
_LEAST = 80
"""Room for one entry."""


class _Entries(QWidget):
    """The entries, as high as they need."""

    def __init__(self, strip: LegendStrip) -> None:
        super().__init__()
        self._strip = strip

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._strip.paint_entries(painter)


class LegendStrip(QScrollArea):
    """As high as its entries need at its width and ``limit`` allows, or one line high."""

    unfolded_changed = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self._unfolded = False
        self._most = 0
        self._entries = _Entries(self)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidget(self._entries)
        self.toggle = Button("", "quiet")
        self.toggle.setParent(self)
        self.toggle.clicked.connect(lambda: self.unfold(not self._unfolded))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.current().changed.connect(self._renew)
        self._renew()

    @property
    def unfolded(self) -> bool:
        return self._unfolded

    def unfold(self, unfolded: bool) -> None:
        """Show all entries, or as many as go into one line."""
        if unfolded != self._unfolded:
            self._unfolded = unfolded
            self._renew()
            self.unfolded_changed.emit(unfolded)

    def limit(self, most: int) -> None:
        """Be at most so many pixels high, though never less than one line."""
        if most != self._most:
            self._most = most
            self._place()

    def sizeHint(self) -> QSize:
        return QSize(480, self._height())

    def minimumSizeHint(self) -> QSize:
        return QSize(240, self._height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._renew()
        super().changeEvent(event)

    def paint_entries(self, painter: QPainter) -> None:
        painter.setPen(theme.current().colour("line"))
        painter.drawLine(0, 0, self._entries.width(), 0)
        painter.scale(self._scale, self._scale)
        paint_drawing(painter, self._drawing(), screen_ink())

    @property
    def _scale(self) -> float:
        return theme.current().zoom / 100

    def _drawing(self) -> Drawing:
        beside = self.toggle.width() + _EDGE if self._foldable() else 0
        return self._drawn(self.viewport().width(), None if self._unfolded else 1, beside)

    def _drawn(self, room: float, most_lines: int | None, beside: int = 0) -> Drawing:
        """``beside``: pixels of the first line that the button takes."""
        width = max(room / self._scale - 2 * _EDGE, _LEAST)
        first = max(width - beside / self._scale, _LEAST)
        ink = screen_ink()
        marks = Marks(language.language(), False, True, ink.measure, pins=True)
        return marks.folded(_EDGE, _ABOVE, width, most_lines, first)

    def _foldable(self) -> bool:
        """Whether there is more than one line."""
        one_line = self._drawn(self.viewport().width(), 1)
        return self._drawn(self.viewport().width(), None).bounds.height > one_line.bounds.height

    def _height(self) -> int:
        return min(self._needed(), max(self._most, self._one_line())) if self._most else self._needed()

    def _needed(self) -> int:
        return round((self._drawing().bounds.bottom + _ABOVE) * self._scale)

    def _one_line(self) -> int:
        return round((self._drawn(self.viewport().width(), 1).bounds.bottom + _ABOVE) * self._scale)

    def _place(self) -> None:
        """The button at the right end of the first line."""
        self.toggle.setVisible(self._foldable())
        self.toggle.resize(self.toggle.sizeHint())
        height = self._height()
        if self.height() != height:
            self.setFixedHeight(height)
        needed = self._needed()
        self._entries.resize(self.viewport().width(), needed)
        scrolls = needed > height
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus if scrolls else Qt.FocusPolicy.NoFocus)
        line = round(self._drawn(self.viewport().width(), 1).bounds.height * self._scale)
        top = round(_ABOVE * self._scale) + (line - self.toggle.height()) // 2
        self.toggle.move(self.viewport().width() - self.toggle.width() - 4, max(top, 1))

    def _renew(self) -> None:
        self.setAccessibleName(self.tr("Legend"))
        described = (word.text for word in self._drawn(self.viewport().width(), None).words)
        self.setAccessibleDescription(" ".join(described))
        self.toggle.setText(self.tr("Legend"))
        self.toggle.setToolTip(self.tr("Show one line only") if self._unfolded else self.tr("Show all marks"))
        self.toggle.setAccessibleDescription(self.toggle.toolTip())
        icons.give(self.toggle, "chevron-down" if self._unfolded else "chevron-up", "text_2")
        self._place()
        self._entries.update()
