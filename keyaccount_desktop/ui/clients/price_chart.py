"""Prices over time, as a picture: a step line for each company, ours as the reference they are read against.

Painted by hand in the theme's colours. Companies are told apart by the shape of their points and by their
name at the end of the line, so that colour is never needed. Used by ``prices_card``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from math import floor, log10
from typing import Final

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QHelpEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from keyaccount_desktop.method import numbers
from keyaccount_desktop.method.prices import Comparison, Observation, Series
from keyaccount_desktop.method.vocabulary import PRICE_COMPANY
from keyaccount_desktop.ui import theme
from keyaccount_desktop.ui.widgets import plain_tip

_HEIGHT: Final = 220
_TOP: Final = 14
_NEAR: Final = 12
"""Pixels from a point within which it is the one that is meant."""
_MOST_LABEL: Final = 150
_RIVALS: Final = ("text_1", "warning", "neutral", "text_2")
_SHAPES: Final = ("circle", "square", "triangle", "diamond")
_LEAST_DAYS: Final = 60
_MONTH_STEPS: Final = (1, 2, 3, 6, 12, 24, 60)


def company_text(company: str) -> str:
    """A company's name as it is shown; ours by the method's own word."""
    choice = PRICE_COMPANY.get(company)
    return str(choice.text) if choice is not None else company


@dataclass(frozen=True, slots=True)
class Look:
    """How a series is drawn: colour token and shape of its points."""

    token: str
    shape: str


def looks(comparison: Comparison) -> list[Look]:
    """A look for every series: ours in the accent, each rival with a shape of its own as far as they go."""
    found, rival = [], 0
    for series in comparison.series:
        if series.ours:
            found.append(Look("accent", "circle"))
        else:
            found.append(Look(_RIVALS[rival % len(_RIVALS)], _SHAPES[(rival + 1) % len(_SHAPES)]))
            rival += 1
    return found


def paint_point(painter: QPainter, at: QPointF, look: Look, size: float = 3.6) -> None:
    """The mark of one price."""
    painter.save()
    painter.setPen(QPen(theme.current().colour("surface"), 1))
    painter.setBrush(theme.current().colour(look.token))
    x, y = at.x(), at.y()
    if look.shape == "circle":
        painter.drawEllipse(at, size, size)
    elif look.shape == "square":
        painter.drawRect(QRectF(x - size + 0.4, y - size + 0.4, 2 * size - 0.8, 2 * size - 0.8))
    else:
        s = size + 0.8
        corners = (
            [(x, y - s), (x + s, y + s * 0.8), (x - s, y + s * 0.8)]
            if look.shape == "triangle"
            else [(x, y - s), (x + s, y), (x, y + s), (x - s, y)]
        )
        painter.drawPolygon(QPolygonF([QPointF(*corner) for corner in corners]))
    painter.restore()


class PriceChart(QWidget):
    """Shows one comparison at a time."""

    def __init__(self) -> None:
        super().__init__()
        self._comparison: Comparison | None = None
        self._points: list[tuple[QPointF, Observation]] = []
        self.today = date.today()
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_comparison(self, comparison: Comparison | None) -> None:
        """Show these prices; nothing for None."""
        self._comparison = comparison
        self.today = date.today()
        self._describe()
        self.update()

    @property
    def points(self) -> list[tuple[QPointF, Observation]]:
        """Where each price stands, as it was last painted."""
        return list(self._points)

    def _describe(self) -> None:
        """The picture in words, for a screen reader."""
        said = [
            f"{company_text(series.company)} {series.product}: "
            + ", ".join(f"{point.day.isoformat()} {_amount(point.price)}" for point in series.points)
            for series in (self._comparison.series if self._comparison is not None else ())
        ]
        self.setAccessibleName(self.tr("Prices over time"))
        self.setAccessibleDescription("; ".join(said))

    # ---- painting

    def paintEvent(self, event: QPaintEvent) -> None:
        comparison = self._comparison
        self._points = []
        if comparison is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(theme.current().font("caption"))
        frame = _Frame(self, comparison, self.today)
        self._paint_grid(painter, frame)
        ends: list[tuple[float, Series, Look]] = []
        for series, look in reversed(list(zip(comparison.series, looks(comparison), strict=True))):
            ends.append((self._paint_series(painter, frame, series, look), series, look))
        self._paint_names(painter, frame, ends)

    def _paint_grid(self, painter: QPainter, frame: _Frame) -> None:
        colours = theme.current()
        metrics = painter.fontMetrics()
        for price in frame.prices:
            y = round(frame.y(price)) + 0.5
            painter.setPen(QPen(colours.colour("line"), 1))
            painter.drawLine(QPointF(frame.plot.left(), y), QPointF(frame.plot.right(), y))
            painter.setPen(colours.colour("text_3"))
            place = QRectF(0, y - metrics.height() / 2, frame.plot.left() - 8, metrics.height())
            painter.drawText(
                place, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, _amount(price)
            )
        top = frame.plot.bottom() + 6
        for day, text in frame.days:
            x = frame.x(day)
            painter.setPen(QPen(colours.colour("line_strong"), 1))
            painter.drawLine(QPointF(x, frame.plot.bottom()), QPointF(x, frame.plot.bottom() + 4))
            painter.setPen(colours.colour("text_3"))
            painter.drawText(QRectF(x - 40, top, 80, metrics.height()), Qt.AlignmentFlag.AlignHCenter, text)

    def _paint_series(self, painter: QPainter, frame: _Frame, series: Series, look: Look) -> float:
        """Draw one company; where its line ends."""
        pen = QPen(theme.current().colour(look.token), 2 if series.ours else 1.4)
        pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
        places = [QPointF(frame.x(point.day), frame.y(point.price)) for point in series.points]
        line = QPolygonF()
        for before, after in pairwise(places):
            # A price holds until another is seen.
            for corner in (before, QPointF(after.x(), before.y()), after):
                line.append(corner)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPolyline(line)
        pen.setStyle(Qt.PenStyle.DotLine)
        painter.setPen(pen)
        last = places[-1]
        painter.drawLine(last, QPointF(frame.plot.right(), last.y()))
        for place, point in zip(places, series.points, strict=True):
            paint_point(painter, place, look, 4.2 if series.ours else 3.6)
            self._points.append((place, point))
        return last.y()

    def _paint_names(
        self, painter: QPainter, frame: _Frame, ends: Sequence[tuple[float, Series, Look]]
    ) -> None:
        """The names at the ends of the lines, moved apart where they would meet."""
        colours = theme.current()
        height = painter.fontMetrics().height()
        tops = _apart([end for end, _, _ in ends], height, frame.plot.top(), frame.plot.bottom() + height)
        for (end, series, look), middle in zip(ends, tops, strict=True):
            left = frame.plot.right() + 6
            if abs(middle - end) > 2:
                painter.setPen(QPen(colours.colour("line_strong"), 1))
                painter.drawLine(QPointF(left - 5, end), QPointF(left + 4, middle))
                left += 6
            painter.setPen(colours.colour(look.token))
            painter.setFont(colours.font("caption", bold=series.ours))
            place = QRectF(left, middle - height / 2, self.width() - left, height)
            text = painter.fontMetrics().elidedText(
                series_text(series), Qt.TextElideMode.ElideRight, int(place.width())
            )
            painter.drawText(place, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, text)

    # ---- what is under the mouse

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            point = self.point_at(QPointF(event.pos()))
            if point is None:
                QToolTip.hideText()
                event.ignore()
            else:
                QToolTip.showText(event.globalPos(), plain_tip(self.words(point)), self)
            return True
        return super().event(event)

    def point_at(self, place: QPointF) -> Observation | None:
        """The price that is meant by a place in the picture."""
        near = [
            ((at - place).manhattanLength(), number)
            for number, (at, _) in enumerate(self._points)
            if (at - place).manhattanLength() <= _NEAR
        ]
        return self._points[min(near)[1]][1] if near else None

    def words(self, point: Observation) -> str:
        """A price in words."""
        unit = f" / {point.unit}" if point.unit else ""
        lines = [
            f"{company_text(point.company)} · {point.product}",
            f"{_amount(point.price)}{unit} · {point.day.isoformat()}",
            point.source,
            point.client,
        ]
        return "\n".join(line for line in lines if line)

    # ---- looks

    def sizeHint(self) -> QSize:
        return QSize(theme.current().px(420), theme.current().px(_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.current().px(260), theme.current().px(_HEIGHT))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._describe()
            self.update()
        elif event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self.updateGeometry()
            self.update()
        super().changeEvent(event)


class _Frame:
    """From days and prices to places in the widget."""

    def __init__(self, widget: QWidget, comparison: Comparison, today: date) -> None:
        metrics = QFontMetricsF(theme.current().font("caption"))
        points = [point for series in comparison.series for point in series.points]
        first = min(point.day for point in points)
        self._last = max(today, *(point.day for point in points))
        self._first = min(first, self._last - timedelta(days=_LEAST_DAYS))
        self.prices = _round_steps([point.price for point in points])
        left = max(metrics.horizontalAdvance(_amount(price)) for price in self.prices) + 8
        names = max(metrics.horizontalAdvance(series_text(series)) for series in comparison.series) * 1.1 + 20
        right = min(names, theme.current().px(_MOST_LABEL), widget.width() / 3)
        bottom = metrics.height() + 10
        self.plot = QRectF(
            left, _TOP, max(widget.width() - left - right, 40), max(widget.height() - _TOP - bottom, 40)
        )
        self.days = self._days(metrics)

    def x(self, day: date) -> float:
        share = (day - self._first).days / max((self._last - self._first).days, 1)
        return self.plot.left() + 6 + share * (self.plot.width() - 6)

    def y(self, price: float) -> float:
        low, high = self.prices[0], self.prices[-1]
        return self.plot.bottom() - (price - low) / (high - low) * self.plot.height()

    def _days(self, metrics: QFontMetricsF) -> list[tuple[date, str]]:
        """First days of months to name below, no more than there is room for."""
        room = self.plot.width() / (metrics.horizontalAdvance("2026-11") + 24)
        months = (self._last.year - self._first.year) * 12 + self._last.month - self._first.month + 1
        step = next((step for step in _MONTH_STEPS if months / step <= room), _MONTH_STEPS[-1])
        found = []
        for number in range(self._first.year * 12, self._last.year * 12 + 12, step):
            day = date(number // 12, number % 12 + 1, 1)
            if self._first <= day <= self._last:
                found.append((day, f"{day:%Y}" if step >= 12 else f"{day:%Y-%m}"))
        return found


def series_text(series: Series) -> str:
    """Whose prices a line shows; with the client where several are compared."""
    name = company_text(series.company)
    return f"{name} · {series.client}" if series.client else name


def _amount(price: float) -> str:
    whole = int(price) if price == int(price) else round(price, 2)
    return str(numbers.money(whole))


def _round_steps(prices: Sequence[float]) -> list[float]:
    """Round amounts from below the least to above the greatest price, four to six of them."""
    low, high = min(prices), max(prices)
    spread = (high - low) or max(abs(high) * 0.1, 1)
    rough = spread / 3
    power = 10 ** floor(log10(rough))
    step = next(factor * power for factor in (1, 2, 2.5, 5, 10) if factor * power >= rough)
    start = floor(low / step) * step
    if low - start < step * 0.1 and start > 0:
        start -= step
    steps = [start]
    while steps[-1] < high + step * 0.1:
        steps.append(round(start + len(steps) * step, 10))
    return steps if len(steps) > 1 else [start, start + step]


def _apart(middles: Sequence[float], height: float, top: float, bottom: float) -> list[float]:
    """The same heights, moved so far that no two are nearer than a line of text."""
    order = sorted(range(len(middles)), key=lambda number: middles[number])
    placed = [0.0] * len(middles)
    before = top - height / 2
    for number in order:
        placed[number] = before = max(middles[number], before + height)
    after = bottom + height / 2
    for number in reversed(order):
        placed[number] = after = min(placed[number], after - height)
    return placed
