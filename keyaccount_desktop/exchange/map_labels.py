"""Where the labels and marks of links stand: on their own link, clear of cards, headings and each other.

Of the free spots the one that hides fewest other links is taken, then the one nearest to the middle. A link
so short, or so hemmed in, that none of its own spots is free has its label beside it, tied to it by a thin
line. Only where cards and labels are packed so closely that there is no room far and wide is a
label left out. Called by ``map_routes``.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from keyaccount_desktop.exchange.map_layout import Point
from keyaccount_desktop.exchange.map_obstacles import Lines, Obstacles
from keyaccount_desktop.exchange.map_shapes import Rect

Size = tuple[float, float]

_CLEAR: Final = 2.0
"""Kept free around a label."""
_OTHER_LINK: Final = 26.0
"""How much further a label goes to hide one link less."""
_OFF: Final = 18.0
"""The same, to stay on its own link."""
_COMPARED: Final = 12
"""How many free spots of a link are compared."""
_QUARTER: Final = 80.0
"""Size of the neighbourhoods that are known to be full once a search there was in vain."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A label's place; ``leader`` is the thin line to its link if it does not stand on it."""

    area: Rect
    leader: tuple[Point, Point] | None = None


def _spots() -> list[tuple[float, float, float]]:
    """Where labels are tried, cheapest first: its cost, how far beside the link, after which share of its way."""
    shares = sorted({*(index / 30 for index in range(1, 30)), 0.5}, key=lambda share: abs(share - 0.5))
    spots = [
        (abs(aside) + abs(share - 0.5) * 40, aside, share)
        for aside in (0.0, 12.0, -12.0, 24.0, -24.0)
        for share in shares
    ]
    return sorted(spots)


_SPOTS: Final = _spots()


class Labels:
    """Gives places to labels, one after the other; each is in the way of the next."""

    def __init__(self, obstacles: Obstacles, lines: Lines) -> None:
        self._obstacles = obstacles
        self._free = obstacles.free
        self._lines = lines
        self._full: dict[tuple[int, int], Size] = {}
        """Neighbourhoods without room for a label of this size or a larger one: what is taken stays taken."""

    def place(self, id_: str, points: Sequence[Point], size: Size) -> Placed | None:
        """Takes the best free place for the label of a link that runs along these points."""
        way = _Way(points)
        area = self._on_the_way(id_, way, size) or self._beside(way, size)
        if area is None:
            return None
        self._obstacles.add(id_, area)
        start, end = _leader(area, points)
        return Placed(area) if math.dist(start, end) < 2 else Placed(area, (start, end))

    def _on_the_way(self, id_: str, way: _Way, size: Size) -> Rect | None:
        width, height = size
        best: tuple[float, Rect] | None = None
        compared = 0
        for cost, aside, share in _SPOTS:
            if compared == _COMPARED or (best is not None and cost >= best[0]):
                break
            (x, y), (dx, dy) = way.at(share)
            left, top = x - dy * aside - width / 2, y + dx * aside - height / 2
            if not self._free(left, top, width, height, _CLEAR):
                continue
            area = Rect(left, top, width, height)
            compared += 1
            cost += _OTHER_LINK * self._lines.under(area, id_)
            if aside and not area.holds(x, y):
                cost += _OFF
            if best is None or cost < best[0]:
                best = (cost, area)
        return best[1] if best is not None else None

    def _beside(self, way: _Way, size: Size) -> Rect | None:
        (x, y), _ = way.at(0.5)
        width, height = size
        quarter = (int(x // _QUARTER), int(y // _QUARTER))
        least = self._full.get(quarter)
        if least is not None and width >= least[0] and height >= least[1]:
            return None
        for dx, dy in _AROUND:
            left, top = x + dx - width / 2, y + dy - height / 2
            if self._free(left, top, width, height, _CLEAR):
                return Rect(left, top, width, height)
        self._full[quarter] = size
        return None


class _Way:
    """A line of straight pieces, measured along its length."""

    def __init__(self, points: Sequence[Point]) -> None:
        self._points = points
        self._lengths = [math.dist(start, end) for start, end in pairwise(points)]
        self._whole = sum(self._lengths)
        self._known: dict[float, tuple[Point, Point]] = {}

    def at(self, share: float) -> tuple[Point, Point]:
        """The point after this share of the way, and the unit vector in which it goes on there."""
        if share not in self._known:
            self._known[share] = self._after(self._whole * share)
        return self._known[share]

    def _after(self, left: float) -> tuple[Point, Point]:
        for length, ((x0, y0), (x1, y1)) in zip(self._lengths, pairwise(self._points), strict=True):
            if left <= length and length > 0:
                dx, dy = (x1 - x0) / length, (y1 - y0) / length
                return (x0 + dx * left, y0 + dy * left), (dx, dy)
            left -= length
        return self._points[-1], (1.0, 0.0)


def _outwards() -> Iterator[Point]:
    """Steps from a point to the spots around it, in rings: close ones, then wider ones."""
    for radius in (*range(18, 217, 18), *range(252, 541, 36)):
        count = 4 + radius // (5 if radius < 220 else 9)
        for index in range(count):
            angle = 2 * math.pi * index / count
            yield radius * math.cos(angle), radius * math.sin(angle)


_AROUND: Final = list(_outwards())


def _leader(area: Rect, points: Sequence[Point]) -> tuple[Point, Point]:
    """From the label's border to the nearest point of its link."""
    middle = area.centre
    nearest = min(
        (_nearest(start, end, middle) for start, end in pairwise(points)),
        key=lambda point: math.dist(point, middle),
    )
    start = (
        min(max(nearest[0], area.x), area.right),
        min(max(nearest[1], area.y), area.bottom),
    )
    return start, nearest


def _nearest(start: Point, end: Point, to: Point) -> Point:
    """The point of a straight piece that is nearest to another point."""
    dx, dy = end[0] - start[0], end[1] - start[1]
    length = dx * dx + dy * dy
    share = 0.0 if length == 0 else ((to[0] - start[0]) * dx + (to[1] - start[1]) * dy) / length
    share = min(max(share, 0.0), 1.0)
    return start[0] + share * dx, start[1] + share * dy
