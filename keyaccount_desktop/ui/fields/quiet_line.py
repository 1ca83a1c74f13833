"""How a line of the page looks while nobody edits it: the label, the value, what the value rests on.

``QuietLine`` lays the texts out, paints them and knows what a point is on. ``line.EditableLine`` adds the
editing.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QEnterEvent, QFocusEvent, QHideEvent, QPainter, QPaintEvent, QPen, QTextLayout
from PySide6.QtWidgets import QSizePolicy, QWidget

from keyaccount_desktop.ui import icons, theme
from keyaccount_desktop.ui.fields.value_text import Run, ValueText

INSET: Final = 11
"""From the left edge of a line without a label to its text: room for the frame of the editor."""
_DASHES: Final = 174
_TICK: Final = 20
_WIDTHS_KEPT: Final = 8
_ENDLESS: Final = 1 << 16
_HEIGHTS_KEPT: Final = 32
_SAYS: Final = ("value", "assumed", "strong", "soft", "chip", "tick")
_RESTS_ON: Final = ("evidence", "stale")


class QuietLine(QWidget):
    """Label and value, as high as they need to be at any width."""

    def __init__(self, *, editable: bool) -> None:
        super().__init__()
        self.editable = editable
        self._label = ""
        self._label_width = 0
        self._labels: dict[int, tuple[QTextLayout, float]] = {}
        self._values: dict[int, ValueText] = {}
        self._heights: dict[tuple[int, int], int] = {}
        """Label and value laid out, and their height, by width: a layout asks for several widths in turn."""
        self._whole: ValueText | None = None
        self._font_height = 0
        self.revision = 0
        """Counts what may have changed the height."""
        self._runs: list[Run] = []
        self._empty = True
        self._compact = False
        self._hovered = False
        self._pointed: int | None = None
        """The entry under the mouse."""
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)

    # ---- what it shows

    def show_value(self, label: str, runs: Sequence[Run], *, empty: bool, spoken: str = "") -> None:
        """Show these texts; while the line is being edited they are kept for later.

        ``spoken``: what a screen reader says instead of them.
        """
        if label == self._label and list(runs) == self._runs and empty == self._empty:
            return
        self._label, self._runs, self._empty = label, list(runs), empty
        self._forget_layout()
        self.setAccessibleName(label)
        self.setAccessibleDescription(spoken or " ".join(run.text for run in self._runs).strip())
        self.updateGeometry()
        self.update()

    def set_label_width(self, width: int) -> None:
        """The width of the label with the gap after it; 0 shows none."""
        if width != self._label_width:
            self._label_width = width
            self.updateGeometry()
            self.update()

    def set_compact(self) -> None:
        """Stand close to the lines above and below: for lines without a label."""
        self._compact = True
        self._forget_layout()
        self.updateGeometry()

    @property
    def label(self) -> str:
        return self._label

    @property
    def empty(self) -> bool:
        return self._empty

    @property
    def shown(self) -> str:
        """The value as it stands there, with what it rests on."""
        return "".join(run.text for run in self._runs)

    def entry_place(self, entry: int = 0) -> QRect:
        """Where an entry's evidence stands or would stand, in the line's coordinates."""
        value = self.value_text(self.width())
        place = value.place_of(entry, _RESTS_ON)
        if place.isEmpty():
            place = value.place_of(entry, _SAYS)
            place.setLeft(place.right())
            place.setWidth(16)
        return place.translated(self.value_left(), self.text_top()).toAlignedRect()

    def evidence_at(self, point: QPointF) -> int | None:
        """The entry whose evidence, or the mark that stands in its place, is at this point."""
        if self._empty:
            return None
        run = self.value_text(self.width()).run_at(point - QPointF(self.value_left(), self.text_top()))
        if run is not None:
            return run.entry if run.strength in _RESTS_ON else None
        if self._pointed is not None and self._mark_place(self._pointed).contains(point.toPoint()):
            return self._pointed
        return None

    def doubt_at(self, point: QPointF) -> int | None:
        """The entry whose mark to confirm it is at this point."""
        entry = self._pointed
        if entry is None or not self._can_confirm(entry):
            return None
        return entry if self._tick_place(entry).contains(point.toPoint()) else None

    def _can_confirm(self, entry: int) -> bool:
        return self.editable and self.has_evidence() and self.open_to_doubt(entry)

    def open_to_doubt(self, entry: int) -> bool:
        """Whether an entry is only assumed, or must be asked again."""
        return False

    def has_evidence(self) -> bool:
        """Whether there is anything to say a source for."""
        return False

    def at_rest(self) -> bool:
        """Whether the value is to be seen."""
        return True

    # ---- geometry

    def updateGeometry(self) -> None:
        self.revision += 1
        super().updateGeometry()

    def heightForWidth(self, width: int) -> int:
        below = 2 if self._compact else theme.GRID
        needed = round(self.text_top() + self.value_text(width).height + below)
        return max(needed, self.label_height(), self.line_height())

    def height_with(self, label_width: int, width: int) -> int:
        """The height it would have with a label of this width."""
        at_rest = self.at_rest()
        if at_rest and (known := self._heights.get((label_width, width))) is not None:
            return known
        before, self._label_width = self._label_width, label_width
        height = self.heightForWidth(width)
        self._label_width = before
        if at_rest:
            if len(self._heights) > _HEIGHTS_KEPT:
                self._heights.clear()
            self._heights[label_width, width] = height
        return height

    def sizeHint(self) -> QSize:
        width = self._label_width + 160
        if self._compact:
            # As wide as what it says, so that short ones can stand side by side.
            width = round(self._unwrapped().width) + INSET + 2 * theme.GRID
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._label_width + 60, self.line_height())

    def line_height(self) -> int:
        """The height of one line of text: that of its editor, so that nothing moves."""
        return theme.current().px(18) + (4 if self._compact and self.at_rest() else 10)

    def label_height(self) -> int:
        """The height the label takes, with what is over and under it."""
        if not self._label_width:
            return 0
        return round(self.text_top() + self._label_text()[1]) + theme.GRID

    def value_left(self) -> int:
        return self._label_width or INSET

    def text_top(self) -> float:
        if not self._font_height:
            self._font_height = self.fontMetrics().height()
        return max((self.line_height() - self._font_height) / 2, 0)

    def value_text(self, width: int) -> ValueText:
        """The value laid out in a line of this width."""
        room = max(width - self.value_left() - theme.GRID, 24)
        whole = self._unwrapped()
        if whole.width + 1 < room:
            return whole
        if room not in self._values:
            if len(self._values) > _WIDTHS_KEPT:
                self._values.clear()
            self._values[room] = ValueText(self._runs, room)
        return self._values[room]

    def _unwrapped(self) -> ValueText:
        """The value with no line broken for want of room: it is the same at every width that holds it."""
        if self._whole is None:
            self._whole = ValueText(self._runs, _ENDLESS)
        return self._whole

    def _label_text(self) -> tuple[QTextLayout, float]:
        """The label laid out in the room it has, and its height."""
        made = self._labels.get(self._label_width)
        if made is None:
            layout = QTextLayout(self._label, theme.current().font())
            layout.beginLayout()
            top = 0.0
            while (line := layout.createLine()).isValid():
                line.setLineWidth(max(self._label_width - theme.GAP, 20))
                line.setPosition(QPointF(0, top))
                top += line.height()
            layout.endLayout()
            made = self._labels[self._label_width] = layout, top
        return made

    def _forget_layout(self) -> None:
        self._values.clear()
        self._heights.clear()
        self._labels.clear()
        self._whole = None
        self._font_height = 0

    # ---- painting

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        top = self.text_top()
        if self._label_width:
            painter.setPen(theme.current().colour("text_2"))
            self._label_text()[0].draw(painter, QPointF(0, top))
        if self.at_rest():
            self._paint_ground(painter)
            self._paint_value(painter, QPointF(self.value_left(), top))

    def _paint_ground(self, painter: QPainter) -> None:
        colours = theme.current()
        left = self.value_left() - INSET + 3
        area = QRectF(left, 0.5, self.width() - left - 0.5, self.height() - 1)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._hovered and self.editable:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colours.colour("raised"))
            painter.drawRoundedRect(area, 5, 5)
        if self.hasFocus():
            painter.setPen(QPen(colours.colour("accent"), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(area, 5, 5)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)

    def _paint_value(self, painter: QPainter, at: QPointF) -> None:
        value = self.value_text(self.width())
        if self._empty and not self.editable:
            return
        if self._empty and not self.hasFocus() and not self._hovered:
            room = self.width() - at.x() - 2 * theme.GRID
            value.paint_dashes(painter, at, min(theme.current().px(_DASHES), room))
        value.paint(painter, at)
        # The mark only where nothing is said yet: a text of its own is what one clicks otherwise.
        entry = self._pointed if self.editable and self.has_evidence() else None
        if entry is not None and value.place_of(entry, _RESTS_ON).isEmpty():
            self._paint_mark(painter, self._mark_place(entry), "info", "text_3")
        if entry is not None and self._can_confirm(entry):
            self._paint_mark(painter, self._tick_place(entry), "check", "supporter")

    def _paint_mark(self, painter: QPainter, place: QRect, name: str, token: str) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.current().colour("raised"))
        painter.drawRoundedRect(place, 4, 4)
        picture = icons.pixmap(name, token, 14, self.devicePixelRatioF())
        painter.drawPixmap(place.topLeft() + QPoint(3, 3), picture)

    def _mark_place(self, entry: int) -> QRect:
        text = self.entry_place(entry)
        return QRect(min(text.left() + 6, self.width() - 24), text.center().y() - 10, 20, 20)

    def _tick_place(self, entry: int) -> QRect:
        """Behind what it rests on, or behind the value where there is no more room."""
        value = self.value_text(self.width())
        text = self.entry_place(entry)
        if value.place_of(entry, _RESTS_ON).isEmpty():
            text = self._mark_place(entry)
        elif text.right() + 4 + _TICK > self.width():
            said = value.place_of(entry, _SAYS).translated(self.value_left(), self.text_top()).toAlignedRect()
            text = said if said.right() + 4 + _TICK <= self.width() else text
        left = min(text.right() + 4, self.width() - _TICK - 2)
        return QRect(left, text.center().y() - _TICK // 2, _TICK, _TICK)

    # ---- the mouse over it, the focus on it

    def point_at(self, point: QPointF | None) -> None:
        """Note which entry the mouse is on; None when it is on none."""
        pointed = None
        if point is not None and self.at_rest():
            pointed = self.value_text(self.width()).entry_at(point.y() - self.text_top())
        if pointed != self._pointed:
            self._pointed = pointed
            self.update()

    def enterEvent(self, event: QEnterEvent) -> None:
        self._hovered = True
        self.update()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self._hovered = False
        self.point_at(None)
        self.update()
        super().leaveEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        self._hovered = False
        super().hideEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.StyleChange, QEvent.Type.FontChange):
            self._forget_layout()
            self.updateGeometry()
            self.update()
        super().changeEvent(event)
