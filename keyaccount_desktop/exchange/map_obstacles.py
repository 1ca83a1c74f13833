"""What is in the way on a map: cards, headings and labels as areas, and the lines of links.

Everything is looked up by neighbourhood and in plain numbers, since it is asked very often. Used by
``map_routes`` and ``map_labels``.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Final

from keyaccount_desktop.exchange.map_layout import Point
from keyaccount_desktop.exchange.map_shapes import Rect

_STEP: Final = (192.0, 96.0)
_EDGE: Final = 5.0
"""How far a link may reach into the edge of its own two cards."""
_FINE: Final = 18.0
"""Size of the cells in which the points of curves are noted."""


class Obstacles:
    """Areas that links should pass and that labels must not touch."""

    def __init__(self, areas: Mapping[str, Rect]) -> None:
        self._rects: dict[tuple[int, int], list[tuple[str, float, float, float, float]]] = {}
        for id_, rect in areas.items():
            self.add(id_, rect.grown(1))

    def add(self, id_: str, rect: Rect) -> None:
        entry = (id_, rect.x, rect.y, rect.right, rect.bottom)
        for key in _keys(*entry[1:]):
            self._rects.setdefault(key, []).append(entry)

    def hits(self, points: Sequence[Point], source: str, target: str, enough: float = math.inf) -> int:
        """How many areas a curve falls into, counting no further than ``enough``.

        The link's own two cards may be touched at their edges.
        """
        step_x, step_y = _STEP
        found: set[str] = set()
        rects = self._rects
        for x, y in points:
            for id_, left, top, right, bottom in rects.get((int(x // step_x), int(y // step_y)), ()):
                if left < x < right and top < y < bottom and id_ not in found:
                    edge = _EDGE if id_ in (source, target) else 0.0
                    if left + edge < x < right - edge and top + edge < y < bottom - edge:
                        found.add(id_)
                        if len(found) >= enough:
                            return len(found)
        return len(found)

    def crossed(self, way: Sequence[Point], source: str, target: str, enough: float = math.inf) -> int:
        """The same for a way of upright and level pieces."""
        found: set[str] = set()
        rects = self._rects
        for (x0, y0), (x1, y1) in pairwise(way):
            left, right = (x0, x1) if x0 <= x1 else (x1, x0)
            top, bottom = (y0, y1) if y0 <= y1 else (y1, y0)
            for key in _keys(left, top, right, bottom):
                for id_, x, y, end_x, end_y in rects.get(key, ()):
                    if x < right and left < end_x and y < bottom and top < end_y and id_ not in found:
                        edge = _EDGE if id_ in (source, target) else 0.0
                        if (
                            x + edge < right
                            and left < end_x - edge
                            and y + edge < bottom
                            and top < end_y - edge
                        ):
                            found.add(id_)
                            if len(found) >= enough:
                                return len(found)
        return len(found)

    def free(self, x: float, y: float, width: float, height: float, around: float) -> bool:
        """Whether nothing lies in a rectangle and this near around it."""
        x, y, end_x, end_y = x - around, y - around, x + width + around, y + height + around
        step_x, step_y = _STEP
        first, last = int(y // step_y), int(end_y // step_y) + 1
        for i in range(int(x // step_x), int(end_x // step_x) + 1):
            for j in range(first, last):
                for _, left, top, right, bottom in self._rects.get((i, j), ()):
                    if x < right and left < end_x and y < bottom and top < end_y:
                        return False
        return True


class Lines:
    """The ways of all links, by their ids; the curves among them come in points that lie close together."""

    def __init__(self, ways: Iterable[tuple[str, Sequence[Point]]]) -> None:
        self._points: dict[tuple[int, int], list[str]] = {}
        self._level: dict[int, list[tuple[str, float, float, float]]] = {}
        self._upright: dict[int, list[tuple[str, float, float, float]]] = {}
        for id_, points in ways:
            if all(one[0] == other[0] or one[1] == other[1] for one, other in pairwise(points)):
                self._add_elbow(id_, points)
            else:
                self._add_curve(id_, points)

    def _add_elbow(self, id_: str, points: Sequence[Point]) -> None:
        for (x0, y0), (x1, y1) in pairwise(points):
            if y0 == y1:
                entry = (id_, y0, min(x0, x1), max(x0, x1))
                self._level.setdefault(int(y0 // _STEP[1]), []).append(entry)
            else:
                entry = (id_, x0, min(y0, y1), max(y0, y1))
                self._upright.setdefault(int(x0 // _STEP[0]), []).append(entry)

    def _add_curve(self, id_: str, points: Sequence[Point]) -> None:
        cells = self._points
        for x, y in points:
            key = (int(x // _FINE), int(y // _FINE))
            known = cells.get(key)
            if known is None:
                cells[key] = [id_]
            elif known[-1] != id_:
                known.append(id_)

    def under(self, area: Rect, own: str) -> int:
        """About how many links other than ``own`` run through an area."""
        left, top, right, bottom = area.x, area.y, area.right, area.bottom
        found = {
            id_
            for i in range(int(left // _FINE), int(right // _FINE) + 1)
            for j in range(int(top // _FINE), int(bottom // _FINE) + 1)
            for id_ in self._points.get((i, j), ())
        }
        for lines, step, (low, high), (start, end) in (
            (self._level, _STEP[1], (top, bottom), (left, right)),
            (self._upright, _STEP[0], (left, right), (top, bottom)),
        ):
            for key in range(int(low // step), int(high // step) + 1):
                for id_, at, first, last in lines.get(key, ()):
                    if low <= at <= high and first <= end and start <= last:
                        found.add(id_)
        return len(found - {own})


def _keys(left: float, top: float, right: float, bottom: float) -> list[tuple[int, int]]:
    step_x, step_y = _STEP
    rows = range(int(top // step_y), int(bottom // step_y) + 1)
    return [(i, j) for i in range(int(left // step_x), int(right // step_x) + 1) for j in rows]
