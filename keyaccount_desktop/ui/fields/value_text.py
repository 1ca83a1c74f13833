"""The value of a line with what belongs to it, set as one flowing text in several strengths.

``ValueText`` lays runs out for a width, paints them, and knows which run a point is on. Used by
``line`` alone; what the runs say comes from the kinds of lines.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen, QTextCharFormat, QTextLayout, QTextOption

from keyaccount_desktop.ui import theme

Strength = Literal[
    "value",
    "strong",
    "assumed",
    "chip",
    "tick",
    "doubt",
    "evidence",
    "stale",
    "empty",
    "soft",
    "faint",
    "lead",
    "advice",
    "empty_advice",
]

_LINE_BREAK: Final = "\u2028"
_LOOKS: Final[dict[str, tuple[str, str, bool]]] = {
    "value": ("body", "text_1", False),
    "strong": ("large", "text_1", False),
    "soft": ("body", "text_2", False),
    "assumed": ("body", "text_1", True),
    "chip": ("small", "text_1", False),
    "tick": ("body", "accent", False),
    "doubt": ("caption", "warning", False),
    "evidence": ("caption", "text_3", False),
    "stale": ("caption", "warning", False),
    "empty": ("body", "text_3", False),
    "faint": ("caption", "text_3", False),
    "lead": ("small", "text_1", False),
    "advice": ("small", "text_2", False),
    "empty_advice": ("small", "text_3", False),
}
"""Size, colour and slant of each strength."""


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of text; ``entry`` is the place of what it belongs to among the line's values."""

    text: str
    strength: Strength = "value"
    entry: int = 0


class ValueText:
    """Runs laid out for one width."""

    def __init__(self, runs: Sequence[Run], width: float) -> None:
        colours = theme.current()
        self._runs = list(runs)
        self._ends: list[int] = []
        text = ""
        formats = []
        for run in self._runs:
            size, token, slanted = _LOOKS[run.strength]
            shown = run.text.replace("\r\n", "\n").replace("\n", _LINE_BREAK)
            if run.strength == "chip":
                shown = f"\u00a0{shown}\u00a0"
            form = QTextCharFormat()
            form.setFont(colours.font(size, italic=slanted, bold=run.strength == "strong"))
            form.setForeground(colours.colour(token))
            piece = QTextLayout.FormatRange()
            piece.start = _units(text)
            piece.length = _units(shown)
            piece.format = form
            formats.append(piece)
            text += shown
            self._ends.append(_units(text))
        self._layout = QTextLayout(text, colours.font())
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self._layout.setTextOption(option)
        self._layout.setFormats(formats)
        self._layout.setCacheEnabled(True)
        self._layout.beginLayout()
        top = 0.0
        self.width = 0.0
        while (line := self._layout.createLine()).isValid():
            line.setLineWidth(max(width, 1))
            line.setPosition(QPointF(0, top))
            top += line.height()
            self.width = max(self.width, line.naturalTextWidth())
        self._layout.endLayout()
        self.height = top

    def paint(self, painter: QPainter, at: QPointF) -> None:
        self._paint_chips(painter, at)
        self._layout.draw(painter, at)

    def _paint_chips(self, painter: QPainter, at: QPointF) -> None:
        """The grounds of the chips; one that is broken has one on each line."""
        chips = [place for place, run in enumerate(self._runs) if run.strength == "chip"]
        if not chips:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.current().colour("raised"))
        for chip in chips:
            start, end = self._ends[chip - 1] if chip else 0, self._ends[chip]
            for index in range(self._layout.lineCount()):
                line = self._layout.lineAt(index)
                first, last = max(start, line.textStart()), min(end, line.textStart() + line.textLength())
                if first < last:
                    left, right = _x_of(line, first), _x_of(line, last)
                    ground = QRectF(left, line.y() + 0.5, right - left, line.height() - 1)
                    painter.drawRoundedRect(ground.translated(at), 4, 4)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)

    def paint_dashes(self, painter: QPainter, at: QPointF, width: float) -> None:
        """The dashed line to write on, under what is empty."""
        pen = QPen(theme.current().colour("line_strong"), 1)
        pen.setDashPattern([3, 3])
        painter.setPen(pen)
        bottom = round(at.y() + self.height) + 1.5
        painter.drawLine(QPointF(at.x(), bottom), QPointF(at.x() + width, bottom))

    def run_at(self, point: QPointF) -> Run | None:
        """The run a point is on, or None beside the text."""
        place = self.place_at(point)
        return self._run_of(place) if place is not None else None

    def place_at(self, point: QPointF) -> int | None:
        """The place in the text of the character a point is on, or None beside the text."""
        for index in range(self._layout.lineCount()):
            line = self._layout.lineAt(index)
            if line.y() <= point.y() < line.y() + line.height():
                if not 0 <= point.x() <= line.naturalTextWidth():
                    return None
                return int(line.xToCursor(point.x(), line.CursorPosition.CursorOnCharacter))
        return None

    def entry_at(self, height: float) -> int:
        """The entry whose line is at this height."""
        for index in range(self._layout.lineCount()):
            line = self._layout.lineAt(index)
            if height < line.y() + line.height():
                return self._run_of(line.textStart()).entry
        return self._runs[-1].entry if self._runs else 0

    def place_of(self, entry: int, strengths: Sequence[str]) -> QRectF:
        """Where an entry's last run of one of these strengths stands; an empty rectangle if it has none."""
        start = 0
        place = QRectF()
        for run, end in zip(self._runs, self._ends, strict=True):
            if run.entry == entry and run.strength in strengths:
                line = self._layout.lineForTextPosition(start)
                left = _x_of(line, start)
                right = (
                    _x_of(line, end)
                    if end <= line.textStart() + line.textLength()
                    else line.naturalTextWidth()
                )
                place = QRectF(left, line.y(), max(right - left, 1), line.height())
            start = end
        return place

    def _run_of(self, position: int) -> Run:
        for run, end in zip(self._runs, self._ends, strict=True):
            if position < end:
                return run
        return self._runs[-1]


def _x_of(line: object, position: int) -> float:
    place = line.cursorToX(position)  # type: ignore[attr-defined]
    return float(place[0] if isinstance(place, tuple) else place)


def _units(text: str) -> int:
    """Length as Qt counts: in UTF-16 units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
