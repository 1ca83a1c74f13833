"""How tangled a map is: which of its links cross, taken as straight lines between the middles of their cards.

The measure by which ``map_arrange`` compares one arrangement with another. The ways that links are really
drawn depend on where the cards stand, so the straight line is what an arrangement itself is to blame for.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from keyaccount_desktop.exchange.map_layout import Point
from keyaccount_desktop.exchange.map_shapes import Rect
from keyaccount_desktop.workbook.maps import MapLink

Line = tuple[float, float, float, float, float, float, float, float, float]
"""From x, y to x, y; then its extent left, right, top, bottom; then its weight."""

_WEIGHTS: Final = {"reports_to": 1.5, "conflict": 1.25}
_TIE: Final = 0.75


def weight(link: MapLink) -> float:
    """How much a link counts: reporting lines and strong influence most, ties least. 0.75 to 2."""
    if link.kind == "influences":
        return 0.5 + link.strength / 2
    return _WEIGHTS.get(link.kind, _TIE)


def crossings(cards: Mapping[str, Rect], links: Iterable[MapLink]) -> float:
    """How much the links between these cards cross: each crossing counts the product of both weights."""
    lines = [
        line_between(cards[link.source_id].centre, cards[link.target_id].centre, weight(link))
        for link in links
        if link.source_id != link.target_id and link.source_id in cards and link.target_id in cards
    ]
    lines.sort(key=lambda line: line[6])
    total = 0.0
    for index, line in enumerate(lines):
        bottom = line[7]
        # Sorted by their upper ends, so that those that begin below this one's end need no look.
        end = index + 1
        while end < len(lines) and lines[end][6] < bottom:
            end += 1
        total += crossed(line, lines[index + 1 : end])
    return total


def line_between(start: Point, end: Point, weighs: float) -> Line:
    (x1, y1), (x2, y2) = start, end
    left, right = (x1, x2) if x1 <= x2 else (x2, x1)
    top, bottom = (y1, y2) if y1 <= y2 else (y2, y1)
    return x1, y1, x2, y2, left, right, top, bottom, weighs


def crossed(line: Line, others: Iterable[Line]) -> float:
    """How much a line crosses others. Lines that only touch, as those of one card do, do not cross."""
    x1, y1, x2, y2, left, right, top, bottom, weighs = line
    dx, dy = x2 - x1, y2 - y1
    total = 0.0
    for a1, b1, a2, b2, low, high, upper, lower, heavy in others:
        if low >= right or high <= left or upper > bottom or lower < top:
            continue
        if (dx * (b1 - y1) - dy * (a1 - x1)) * (dx * (b2 - y1) - dy * (a2 - x1)) >= 0:
            continue
        ex, ey = a2 - a1, b2 - b1
        if (ex * (y1 - b1) - ey * (x1 - a1)) * (ex * (y2 - b1) - ey * (x2 - a1)) < 0:
            total += heavy
    return total * weighs
