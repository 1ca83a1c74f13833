"""Which connector of a presentation a link of the map becomes, and between which sides of its boxes.

A connector holds on to a box in the middle of one of its four sides, and keeps to few shapes: straight, and
bent or curved with two to five pieces. ``connectors`` finds the nearest of them to the way a link takes on
the map, so that it stays off other boxes and no two links lie on each other. Lengths are in map units.
Called by ``map_slides``.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise, product
from typing import Final, Literal

from keyaccount_desktop.exchange.map_layout import Point
from keyaccount_desktop.exchange.map_obstacles import Obstacles
from keyaccount_desktop.exchange.map_routes import Route
from keyaccount_desktop.exchange.map_shapes import Rect

Side = Literal["top", "left", "bottom", "right"]
_End = tuple[str, Side]
_Ends = tuple[_End, _End]
SIDES: Final[tuple[Side, ...]] = ("top", "left", "bottom", "right")
"""In the order in which a rectangle numbers the places that connectors hold on to."""

_OUT: Final[dict[Side, Point]] = {"top": (0, -1), "left": (-1, 0), "bottom": (0, 1), "right": (1, 0)}
_CLEAR: Final = 16.0
"""How far a connector runs off a box before it turns."""
_ARC: Final = 20.0
"""The same where it turns back to a box on the same side; about what LibreOffice takes, which knows no other."""
_LEAST: Final = 1.0
"""The width of a connector whose ends are in line: what its turns are measured by must not be nothing."""
_THROUGH_A_BOX: Final = 1000.0
_ON_ANOTHER: Final = 600.0
_OTHER_SIDE: Final = 220.0
_SHARED: Final = 30.0
"""Where another connector holds on too; reporting lines are meant to meet."""
_THROUGH_IT_ELSEWHERE: Final = 500.0
"""Where it would run through a box in a program that knows no turns but its own, as LibreOffice before 7.5."""
_UNSURE_ELSEWHERE: Final = 300.0
"""Where such a program finds a way of its own."""


@dataclass(frozen=True, slots=True)
class Connector:
    """One connector, from box to box: in which sides, of which shape, and how that lies on the slide."""

    route: Route
    start: Side
    end: Side
    shape: str
    """``straightConnector1``, ``bentConnector2`` … ``curvedConnector5``."""
    box: Rect
    """The frame of the shape before it is turned."""
    turned: bool
    """By a quarter, clockwise, around its middle."""
    mirrored: tuple[bool, bool]
    """Left to right, top to bottom; before it is turned."""
    turns: tuple[float, ...]
    """Where it bends, as shares of its width, height, width."""
    points: tuple[Point, ...]
    """The way it takes, for what must stand on or beside it."""


def connectors(routes: Sequence[Route], boxes: Mapping[str, Rect]) -> list[Connector]:
    """A connector for each route, in the order given."""
    taken: Counter[_Ends | _End] = Counter()
    obstacles = Obstacles(boxes)
    found: dict[str, Connector] = {}
    # Reporting lines have first choice: they are what one expects upright and in the middle.
    for route in sorted(routes, key=lambda each: each.link.kind != "reports_to"):
        best = _best(route, boxes, obstacles, taken)
        taken.update((*_ends(best), *next(_ends(best))))
        found[route.link.id] = best
    return [found[route.link.id] for route in routes]


def _best(
    route: Route, boxes: Mapping[str, Rect], obstacles: Obstacles, taken: Counter[_Ends | _End]
) -> Connector:
    """The first way that has nothing in it, else the one with the least."""
    link = route.link
    usual = _usual(route, boxes)
    best: tuple[float, Connector] | None = None
    for each in _candidates(route, boxes, usual):
        in_the_way = _THROUGH_A_BOX * obstacles.hits(each.points, link.source_id, link.target_id)
        in_the_way += _ON_ANOTHER * taken[next(_ends(each))] + _elsewhere(each, boxes, obstacles)
        if best is None and not in_the_way:
            return each
        aside = (each.start != usual[0]) + (each.end != usual[1])
        shared = 0 if link.kind == "reports_to" else sum(taken[end] for end in next(_ends(each)))
        cost = in_the_way + _OTHER_SIDE * aside + _SHARED * shared
        cost += 12 * len(each.turns) + _length(each.points)
        if best is None or cost < best[0]:
            best = (cost, each)
    assert best is not None
    return best[1]


def _elsewhere(each: Connector, boxes: Mapping[str, Rect], obstacles: Obstacles) -> float:
    """What may go wrong with a connector where its turns are not heeded."""
    if len(each.turns) > 1:
        return _UNSURE_ELSEWHERE
    if not each.shape.startswith("bent") or each.start == each.end:
        return 0.0
    link = each.route.link
    way = _way(boxes[link.source_id], boxes[link.target_id], each.start, each.end)
    return _THROUGH_IT_ELSEWHERE * obstacles.hits(_dense(way), link.source_id, link.target_id)


def _usual(route: Route, boxes: Mapping[str, Rect]) -> tuple[Side, Side]:
    """The sides that the link has on the map."""
    link = route.link
    return side_of(boxes[link.source_id], route.points[0]), side_of(boxes[link.target_id], route.points[-1])


def _ends(connector: Connector) -> Iterator[_Ends]:
    one = (connector.route.link.source_id, connector.start)
    other = (connector.route.link.target_id, connector.end)
    yield one, other
    yield other, one


def _candidates(route: Route, boxes: Mapping[str, Rect], usual: tuple[Side, Side]) -> Iterator[Connector]:
    """Between all sides, the usual ones first."""
    source, target = boxes[route.link.source_id], boxes[route.link.target_id]
    bent = route.link.kind == "reports_to"
    for start, end in sorted(product(SIDES, SIDES), key=lambda pair: pair != usual):
        way = _way(source, target, start, end)
        if bent and (start, end) == usual and _upright(route.points):
            way = _as_routed(route.points, way)
        yield _made(route, start, end, way, bent)


def side_of(box: Rect, point: Point) -> Side:
    """The side of a box that a point of its border is on."""
    x, y = point
    far: dict[Side, float] = {
        "top": abs(y - box.y),
        "bottom": abs(y - box.bottom),
        "left": abs(x - box.x),
        "right": abs(x - box.right),
    }
    return min(SIDES, key=lambda side: far[side])


def place_of(box: Rect, side: Side) -> Point:
    """Where on a side connectors hold on."""
    (x, y), (dx, dy) = box.centre, _OUT[side]
    return x + dx * box.width / 2, y + dy * box.height / 2


# The way: from border to border in upright and level pieces.


def _way(source: Rect, target: Rect, start: Side, end: Side) -> list[Point]:
    """The fewest pieces that leave one side and arrive at the other, each at a right angle to its box."""
    (px, py), (qx, qy) = place_of(source, start), place_of(target, end)
    level = start in ("left", "right")
    if level != (end in ("left", "right")):
        corner = (qx, py) if level else (px, qy)
        if _ahead((px, py), corner, start) > 0 and _ahead((qx, qy), corner, end) > 0:
            return [(px, py), corner, (qx, qy)]
        out, into = _run((px, py), start, _CLEAR), _run((qx, qy), end, _CLEAR)
        between = (out[0], into[1]) if level else (into[0], out[1])
        return [(px, py), out, between, into, (qx, qy)]
    if start == end:
        reach = max(_ahead((px, py), (qx, qy), start), 0.0) + _ARC
        out = _run((px, py), start, reach)
        return [(px, py), out, (out[0], qy) if level else (qx, out[1]), (qx, qy)]
    gap = _ahead((px, py), (qx, qy), start)
    if gap >= 2 * _LEAST:
        if abs(py - qy if level else px - qx) < _LEAST:
            return [(px, py), (qx, qy)]
        out = _run((px, py), start, gap / 2)
        return [(px, py), out, (out[0], qy) if level else (qx, out[1]), (qx, qy)]
    out, into = _run((px, py), start, _CLEAR), _run((qx, qy), end, _CLEAR)
    middle = _beside(source, target, level)
    if level:
        return [(px, py), out, (out[0], middle), (into[0], middle), into, (qx, qy)]
    return [(px, py), out, (middle, out[1]), (middle, into[1]), into, (qx, qy)]


def _as_routed(points: Sequence[Point], way: list[Point]) -> list[Point]:
    """The reporting line of the map itself, held on to the middle of the sides."""
    pieces = [points[0]]
    for before, point, after in zip(points, points[1:], points[2:], strict=False):
        if (before[0] == point[0]) != (point[0] == after[0]):
            pieces.append(point)
    pieces.append(points[-1])
    if not 4 <= len(pieces) <= 6 or len(pieces) != len(way):
        return way
    upright = pieces[0][0] == pieces[1][0]
    first, last = way[0], way[-1]
    pieces[0], pieces[-1] = first, last
    pieces[1] = (first[0], pieces[1][1]) if upright else (pieces[1][0], first[1])
    ends_upright = upright == (len(pieces) % 2 == 0)
    pieces[-2] = (last[0], pieces[-2][1]) if ends_upright else (pieces[-2][0], last[1])
    return pieces


def _upright(points: Sequence[Point]) -> bool:
    return all(a[0] == b[0] or a[1] == b[1] for a, b in pairwise(points))


def _ahead(point: Point, other: Point, side: Side) -> float:
    """How far another point lies ahead of one that leaves by a side."""
    dx, dy = _OUT[side]
    return (other[0] - point[0]) * dx + (other[1] - point[1]) * dy


def _run(point: Point, side: Side, by: float) -> Point:
    dx, dy = _OUT[side]
    return point[0] + dx * by, point[1] + dy * by


def _beside(source: Rect, target: Rect, level: bool) -> float:
    """Between two boxes across the way if there is room, else beside both."""
    one, other = (
        ((source.y, source.bottom), (target.y, target.bottom))
        if level
        else ((source.x, source.right), (target.x, target.right))
    )
    low, high = max(one[0], other[0]), min(one[1], other[1])
    return (low + high) / 2 if low > high else max(one[1], other[1]) + _CLEAR


# The shape: the same way as the presentation's program describes it.


def _made(route: Route, start: Side, end: Side, way: list[Point], bent: bool) -> Connector:
    pieces = len(way) - 1
    p, q = way[0], way[-1]
    if pieces == 1:
        box = Rect(min(p[0], q[0]), min(p[1], q[1]), abs(q[0] - p[0]), abs(q[1] - p[1]))
        mirrored = (q[0] < p[0], q[1] < p[1])
        return Connector(
            route, start, end, "straightConnector1", box, False, mirrored, (), tuple(_dense(way))
        )
    level = start in ("left", "right")
    along, across = (0, 1) if level else (1, 0)
    forth, aside = q[along] - p[along], q[across] - p[across]
    width, height = max(abs(forth), _LEAST), max(abs(aside), _LEAST)
    sign, turn = (-1 if forth < 0 else 1), (-1 if aside < 0 else 1)
    turns = []
    for index, point in enumerate(way[1 : pieces - 1]):
        # The first and third turn are measured along the way it leaves, the second across it.
        if index % 2 == 0:
            turns.append((point[along] - p[along]) * sign / width)
        else:
            turns.append((point[across] - p[across]) * turn / height)
    middle = ((p[0] + q[0]) / 2, (p[1] + q[1]) / 2)
    box = Rect(middle[0] - width / 2, middle[1] - height / 2, width, height)
    # Turned by a quarter, what went right goes down, and what went down goes left.
    mirrored = (sign < 0, turn < 0) if level else (sign < 0, turn > 0)
    points = _dense(way) if bent else _rounded(way)
    name = f"{'bent' if bent else 'curved'}Connector{pieces}"
    return Connector(route, start, end, name, box, not level, mirrored, tuple(turns), tuple(points))


def _dense(way: Sequence[Point]) -> list[Point]:
    points = []
    for (x0, y0), (x1, y1) in pairwise(way):
        count = max(int(math.hypot(x1 - x0, y1 - y0) / 10), 1)
        points += [(x0 + (x1 - x0) * i / count, y0 + (y1 - y0) * i / count) for i in range(count)]
    return [*points, way[-1]]


def _rounded(way: Sequence[Point]) -> list[Point]:
    """About the curve that is drawn by these corners: it passes the middle of each inner piece."""
    stations = [way[0], *(_half(a, b) for a, b in list(pairwise(way))[1:-1]), way[-1]]
    points: list[Point] = []
    for (a, b), corner in zip(pairwise(stations), way[1:-1], strict=True):
        count = max(int((math.dist(a, corner) + math.dist(corner, b)) / 12), 4)
        for index in range(count):
            t = index / count
            u = 1 - t
            points.append(
                (
                    u * u * a[0] + 2 * u * t * corner[0] + t * t * b[0],
                    u * u * a[1] + 2 * u * t * corner[1] + t * t * b[1],
                )
            )
    return [*points, way[-1]]


def _half(a: Point, b: Point) -> Point:
    return (a[0] + b[0]) / 2, (a[1] + b[1]) / 2


def _length(points: Sequence[Point]) -> float:
    return sum(math.dist(a, b) for a, b in pairwise(points))
