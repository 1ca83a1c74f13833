"""Help lines for a card that is being moved: where it stands level with others, where distances are equal.

Cards are of one size, so that edges and centres are level together. Built when a card is taken up; each
question then looks only at the neighbours. Used by the tool that moves cards.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from keyaccount_desktop.exchange.map_layout import CARD_HEIGHT, CARD_WIDTH, Point
from keyaccount_desktop.exchange.map_shapes import Rect


@dataclass(frozen=True, slots=True)
class Guide:
    """A line to show. ``gap``: it measures a distance between two cards that is found twice."""

    start: Point
    end: Point
    gap: bool = False


class Guides:
    """What a card can be level with: the ``others``, which stand still."""

    def __init__(self, others: Iterable[Rect]) -> None:
        self._columns: dict[float, list[float]] = {}
        """The tops of the cards whose left edge is there."""
        self._rows: dict[float, list[float]] = {}
        for place in others:
            insort(self._columns.setdefault(place.x, []), place.y)
            insort(self._rows.setdefault(place.y, []), place.x)
        self._lefts = sorted(self._columns)
        self._tops = sorted(self._rows)

    def pulled(self, x: float, y: float, reach: float) -> Point:
        """The corner of a card, pulled to what it nearly lines up with: by ``reach`` at most each way."""
        left, top = _nearest(self._lefts, x, reach), _nearest(self._tops, y, reach)
        if left is not None:
            even = _nearest(_even(self._columns[left], y), y, reach)
            top = top if even is None else even
        if top is not None and top in self._rows:
            even = _nearest(_even(self._rows[top], x), x, reach)
            left = left if even is None else even
        return (x if left is None else left), (y if top is None else top)

    def of(self, place: Rect) -> list[Guide]:
        """The lines for a card that stands exactly there."""
        guides: list[Guide] = []
        across, down = place.centre
        if near := _neighbours(self._columns.get(place.x, ()), place.y):
            first, last = min(*near, place.y), max(*near, place.y) + CARD_HEIGHT
            guides += [Guide((x, first), (x, last)) for x in (place.x, place.right)]
            gaps = _gaps(self._columns[place.x], place.y, CARD_HEIGHT)
            guides += [Guide((across, start), (across, end), True) for start, end in gaps]
        if near := _neighbours(self._rows.get(place.y, ()), place.x):
            first, last = min(*near, place.x), max(*near, place.x) + CARD_WIDTH
            guides += [Guide((first, y), (last, y)) for y in (place.y, place.bottom)]
            gaps = _gaps(self._rows[place.y], place.x, CARD_WIDTH)
            guides += [Guide((start, down), (end, down), True) for start, end in gaps]
        return guides


def _nearest(sorted_values: Sequence[float], value: float, reach: float) -> float | None:
    at = bisect_left(sorted_values, value)
    near = [each for each in sorted_values[max(at - 1, 0) : at + 1] if abs(each - value) <= reach]
    return min(near, key=lambda each: abs(each - value)) if near else None


def _neighbours(starts: Sequence[float], start: float) -> list[float]:
    """The next before and the next after."""
    before, after = _around(starts, start)
    return [*before[:1], *after[:1]]


def _around(starts: Sequence[float], start: float) -> tuple[list[float], list[float]]:
    """The two next before, nearest first, and the two next after."""
    at = bisect_left(starts, start)
    after = at + 1 if at < len(starts) and starts[at] == start else at
    return list(reversed(starts[max(at - 2, 0) : at])), list(starts[after : after + 2])


def _even(starts: Sequence[float], start: float) -> list[float]:
    """Where a card would stand evenly spaced: between its neighbours, or going on as they stand."""
    before, after = _around(starts, start)
    even = []
    if before and after:
        even.append((before[0] + after[0]) / 2)
    if len(before) == 2:
        even.append(2 * before[0] - before[1])
    if len(after) == 2:
        even.append(2 * after[0] - after[1])
    return sorted(even)


def _gaps(starts: Sequence[float], start: float, size: float) -> list[tuple[float, float]]:
    """The equal distances beside a card that stands at ``start``; none if they are not."""
    before, after = _around(starts, start)
    standing = [*reversed(before), start, *after]
    steps = list(pairwise(standing))
    found: set[tuple[float, float]] = set()
    for one in steps:
        same = [step for step in steps if abs((step[1] - step[0]) - (one[1] - one[0])) < 0.5]
        if start in one and len(same) > 1:
            found.update(same)
    return sorted((first + size, second) for first, second in found if second - first > size)
