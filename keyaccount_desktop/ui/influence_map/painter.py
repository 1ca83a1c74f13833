"""Turns the shapes of a map's picture into strokes of a QPainter: the only drawing code of the map.

``Ink`` says what the colour names and text styles mean on one surface: the window in its theme, paper, or
paper in black and white; it also measures text for ``MapPicture``. ``strokes`` prepares shapes once,
``paint`` puts them down as often as needed, on screen, printer, PDF, SVG or an image.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPen, QPolygonF

from keyaccount_desktop.exchange.map_paper import FADE, paper_colour
from keyaccount_desktop.exchange.map_shapes import (
    FADED,
    Box,
    Drawing,
    Ellipse,
    Path,
    Polygon,
    Rect,
    Shape,
    TextStyle,
    Words,
)
from keyaccount_desktop.ui import theme

Stroke = tuple[Callable[..., Any], tuple[Any, ...]]
"""A method of QPainter and its arguments."""

_FADE_ON_SCREEN: Final = 0.4
_SUBSTITUTING: Final = ("liga", "clig", "locl", "calt")
"""What fonts do on their own to put other glyphs in place: fi as one, figures as some language wants them."""


class Ink:
    """Colours and letters of one surface."""

    def __init__(
        self,
        colour_of: Callable[[str], QColor],
        families: Sequence[str],
        *,
        fade: float,
        found_again: bool = False,
    ) -> None:
        self._colour_of = colour_of
        self._fade = fade
        self._found_again = found_again
        self._families = list(families)
        self._colours: dict[str, QColor] = {}
        self._fonts: dict[TextStyle, QFont] = {}
        self._metrics: dict[TextStyle, QFontMetricsF] = {}
        self._widths: dict[tuple[str, TextStyle], float] = {}

    @property
    def families(self) -> list[str]:
        return self._families

    def colour(self, token: str) -> QColor:
        """The colour a name stands for; with ``FADED`` at its end, mixed into the card's surface."""
        found = self._colours.get(token)
        if found is None:
            if token.endswith(FADED):
                found = mix(self.colour(token.removesuffix(FADED)), self.colour("surface"), self._fade)
            else:
                found = self._colour_of(token)
            self._colours[token] = found
        return found

    def font(self, style: TextStyle) -> QFont:
        font = self._fonts.get(style)
        if font is None:
            font = QFont()
            font.setFamilies(self._families)
            font.setPixelSize(int(style.size))
            font.setBold(style.bold)
            font.setItalic(style.italic)
            # Letters keep their widths at every zoom and on paper: what fitted once fits everywhere.
            font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
            if self._found_again:
                # Glyphs that stand for no character by themselves are spaces to whoever searches a PDF.
                for feature in _SUBSTITUTING:
                    font.setFeature(QFont.Tag(feature), 0)
            self._fonts[style] = font
        return font

    def measure(self, text: str, style: TextStyle) -> float:
        """How wide a text is; what ``MapPicture`` asks for. Slanted and bold letters may lean out a little."""
        key = (text, style)
        width = self._widths.get(key)
        if width is None:
            metrics = self._metrics.get(style)
            if metrics is None:
                metrics = self._metrics[style] = QFontMetricsF(self.font(style))
            width = self._widths[key] = metrics.horizontalAdvance(text) + (1.5 if style.italic else 0.0)
        return width


def screen_ink() -> Ink:
    """The window's colours as they are now; make a new one when the theme has changed."""
    now = theme.current()

    def colour_of(token: str) -> QColor:
        if token == "lane":
            return mix(now.colour("window"), now.colour("surface"), 0.5) if now.dark else now.colour("raised")
        return now.colour(token)

    return Ink(colour_of, now.font().families(), fade=_FADE_ON_SCREEN)


def paper_ink(families: Sequence[str], *, mono: bool = False) -> Ink:
    """The colours of prints and exports: the same whatever the window's theme is."""
    return Ink(lambda token: QColor(paper_colour(token, mono=mono)), families, fade=FADE, found_again=True)


def mix(colour: QColor, other: QColor, share: float) -> QColor:
    """A colour with ``share`` of another mixed in: opaque, so that it prints as it looks."""
    own = 1 - share
    return QColor(
        round(colour.red() * own + other.red() * share),
        round(colour.green() * own + other.green() * share),
        round(colour.blue() * own + other.blue() * share),
    )


def strokes(shapes: Iterable[Shape], ink: Ink) -> list[Stroke]:
    """The calls that paint the shapes."""
    made: list[Stroke] = []
    state = _State(ink, made)
    for shape in shapes:
        if isinstance(shape, Words):
            state.font(shape.style)
            state.pen(shape.colour, 1, (), False)
            spot = QPointF(shape.x, shape.baseline)
            made.append((_draw_turned if shape.turned else QPainter.drawText, (spot, shape.text)))
            continue
        state.pen(shape.stroke, shape.stroke_width, getattr(shape, "dash", ()), isinstance(shape, Path))
        state.brush(shape.fill)
        if isinstance(shape, Box):
            rect = QRectF(shape.x, shape.y, shape.width, shape.height)
            if shape.radius:
                made.append((QPainter.drawRoundedRect, (rect, shape.radius, shape.radius)))
            else:
                made.append((QPainter.drawRect, (rect,)))
        elif isinstance(shape, Ellipse):
            made.append((QPainter.drawEllipse, (QRectF(shape.x, shape.y, shape.width, shape.height),)))
        elif isinstance(shape, Polygon):
            polygon = QPolygonF([QPointF(x, y) for x, y in shape.points])
            made.append((QPainter.drawPolygon, (polygon,)))
        else:
            made.append((QPainter.drawPath, (_path(shape),)))
    return made


def paint(painter: QPainter, made: Iterable[Stroke]) -> None:
    for call, arguments in made:
        call(painter, *arguments)


def paint_drawing(painter: QPainter, drawing: Drawing, ink: Ink) -> None:
    """Prepare and paint one drawing at its place: for surfaces that are painted once."""
    painter.save()
    painter.translate(drawing.x, drawing.y)
    paint(painter, strokes(drawing.shapes, ink))
    painter.restore()


def to_qrect(rect: Rect) -> QRectF:
    return QRectF(rect.x, rect.y, rect.width, rect.height)


class _State:
    """Adds changes of pen, brush and font, but only where they change something."""

    def __init__(self, ink: Ink, made: list[Stroke]) -> None:
        self._ink = ink
        self._made = made
        self._pen: object = None
        self._brush: object = 0
        self._font: TextStyle | None = None

    def pen(self, token: str | None, width: float, dash: tuple[float, ...], line: bool) -> None:
        wanted = (token, width, dash, line)
        if wanted == self._pen:
            return
        self._pen = wanted
        if token is None:
            self._made.append((QPainter.setPen, (Qt.PenStyle.NoPen,)))
            return
        pen = QPen(self._ink.colour(token), width)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap if line else Qt.PenCapStyle.FlatCap)
        if dash:
            pen.setDashPattern(list(dash))
        self._made.append((QPainter.setPen, (pen,)))

    def brush(self, token: str | None) -> None:
        if token == self._brush:
            return
        self._brush = token
        brush = QBrush(Qt.BrushStyle.NoBrush) if token is None else QBrush(self._ink.colour(token))
        self._made.append((QPainter.setBrush, (brush,)))

    def font(self, style: TextStyle) -> None:
        if style != self._font:
            self._font = style
            self._made.append((QPainter.setFont, (self._ink.font(style),)))


def _draw_turned(painter: QPainter, spot: QPointF, text: str) -> None:
    painter.save()
    painter.translate(spot)
    painter.rotate(-90)
    painter.drawText(QPointF(), text)
    painter.restore()


def _path(shape: Path) -> QPainterPath:
    path = QPainterPath()
    for segment in shape.segments:
        if segment[0] == "M":
            path.moveTo(segment[1], segment[2])
        elif segment[0] == "L":
            path.lineTo(segment[1], segment[2])
        else:
            path.cubicTo(*segment[1:])
    return path
