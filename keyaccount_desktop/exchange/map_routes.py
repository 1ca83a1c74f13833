"""Which way the links of a map run: from card border to card border, around other cards where possible.

Reporting lines are elbows from the superior's lower edge, everything else is a curve between two sides of
the cards. Several links at one side share it in the order of where they go, so that they cross little; links
between the same two cards run side by side, fanned out if they need room for their labels.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, Literal

from keyaccount_desktop.exchange.map_labels import Labels, Placed, Size
from keyaccount_desktop.exchange.map_layout import Point
from keyaccount_desktop.exchange.map_obstacles import Lines, Obstacles
from keyaccount_desktop.exchange.map_shapes import Rect, Segment
from keyaccount_desktop.workbook.maps import MapLink

Side = Literal["left", "right", "top", "bottom"]
Curve = tuple[Point, Point, Point, Point]

_NORMAL: Final[dict[Side, Point]] = {"left": (-1, 0), "right": (1, 0), "top": (0, -1), "bottom": (0, 1)}
_FACING: Final[dict[Side, Side]] = {"left": "right", "right": "left", "top": "bottom", "bottom": "top"}
_ARCS: Final[tuple[tuple[Side, Side], ...]] = (
    ("top", "top"),
    ("bottom", "bottom"),
    ("right", "right"),
    ("left", "left"),
)
_THROUGH_A_CARD: Final = 400.0
_ROUND_ABOUT: Final = 90.0
_APART: Final = 24.0
"""Between the middles of links that run side by side: room for their labels."""
_RUN: Final = 12.0
"""How far from a card a reporting line runs along it."""
_STEP: Final = 18.0
"""Between the points that follow a curve."""
_ROUGH: Final = 36.0
"""The same where curves are only compared with each other: no card is missed by them, if perhaps a corner."""
_LONG: Final = 700.0
"""Curves longer than this cross so many cards that no more than comparing makes sense."""
_BULGES: Final = (0.0, 50.0, -50.0, 100.0, -100.0, 170.0, -170.0)


@dataclass(frozen=True, slots=True)
class Route:
    """The way of one link; ``points`` follow it closely, for hit tests, zig-zags and what lies under it."""

    link: MapLink
    segments: tuple[Segment, ...]
    points: tuple[Point, ...]
    tip: Point
    """Where it meets the target's border."""
    heading: Point
    """Unit vector in which it arrives there."""
    label: Rect | None
    """Where its label or mark goes; None if it has none, or there is no room far and wide."""
    leader: tuple[Point, Point] | None = None
    """The thin line that ties a label to its link where it found no room on it."""


def route_links(
    links: Iterable[MapLink],
    cards: Mapping[str, Rect],
    label_size: Callable[[MapLink], Size | None],
    texts: Sequence[Rect] = (),
) -> list[Route]:
    """Routes of all links whose two different ends are on the picture, in the order given.

    ``texts``: what else must stay readable, such as the headings of the lanes.
    """
    wanted = [
        link
        for link in links
        if link.source_id != link.target_id and link.source_id in cards and link.target_id in cards
    ]
    obstacles = Obstacles(cards)
    for number, text in enumerate(texts):
        obstacles.add(f"\0{number}", text)
    curved = [link for link in wanted if link.kind != "reports_to"]
    sizes = {link.id: label_size(link) for link in wanted}
    sides = _all_sides(curved, sizes, cards, obstacles)
    bundles = _bundles(curved, sides)
    ports = _ports(wanted, sides, cards, bundles)
    ways: dict[str, tuple[tuple[Segment, ...], list[Point], Point]] = {}
    for link in wanted:
        if link.kind == "reports_to":
            points = _elbow(link, cards, obstacles)
            ways[link.id] = (_rounded(points), points, _direction(points[-2], points[-1]))
        else:
            bulge = _fanned(link, bundles[link.id], ports, sides[link.id])
            curve = _free_curve(link, *ports[link.id], *sides[link.id], obstacles, bulge)
            start, first, second, end = curve
            segments: tuple[Segment, ...] = (("M", *start), ("C", *first, *second, *end))
            ways[link.id] = (segments, _samples(curve), _direction(second, end))
    labels = _placed(wanted, sizes, {id_: points for id_, (_, points, _) in ways.items()}, obstacles)
    routes = []
    for link in wanted:
        segments, points, heading = ways[link.id]
        area, leader = (label.area, label.leader) if (label := labels.get(link.id)) else (None, None)
        routes.append(Route(link, segments, tuple(points), points[-1], heading, area, leader))
    return routes


def _placed(
    links: Sequence[MapLink],
    sizes: Mapping[str, Size | None],
    ways: Mapping[str, Sequence[Point]],
    obstacles: Obstacles,
) -> dict[str, Placed]:
    """Places of all labels; those of short links, which have least choice, are found first."""
    labelled = [(link.id, size) for link in links if (size := sizes[link.id]) is not None]
    if not labelled:
        return {}
    places = Labels(obstacles, Lines(ways.items()))
    labelled.sort(key=lambda entry: math.dist(ways[entry[0]][0], ways[entry[0]][-1]))
    placed = ((id_, places.place(id_, ways[id_], size)) for id_, size in labelled)
    return {id_: place for id_, place in placed if place is not None}


def straight(source: Rect, target: Rect) -> tuple[Point, Point]:
    """The shortest honest line between two cards, for use while one of them is being dragged."""
    (x1, y1), (x2, y2) = source.centre, target.centre
    return _border(source, x2 - x1, y2 - y1), _border(target, x1 - x2, y1 - y2)


def _border(rect: Rect, dx: float, dy: float) -> Point:
    """Where the ray from the middle of the rectangle leaves it."""
    x, y = rect.centre
    if dx == dy == 0:
        return x, y
    scale = min(
        rect.width / 2 / abs(dx) if dx else math.inf,
        rect.height / 2 / abs(dy) if dy else math.inf,
    )
    return x + dx * min(scale, 1), y + dy * min(scale, 1)


# Curves.


def _all_sides(
    links: Sequence[MapLink],
    sizes: Mapping[str, Size | None],
    cards: Mapping[str, Rect],
    obstacles: Obstacles,
) -> dict[str, tuple[Side, Side]]:
    """The sides of every link: the same for all between the same two cards, so that none crosses another."""
    pairs: dict[tuple[str, str], list[MapLink]] = {}
    for link in links:
        pairs.setdefault((link.source_id, link.target_id), []).append(link)
    sides: dict[str, tuple[Side, Side]] = {}
    for (source, target), between in pairs.items():
        back = pairs.get((target, source), [])
        if back and source > target:
            continue
        labels = [size for link in (*between, *back) if (size := sizes[link.id]) is not None]
        widest = (max(size[0] for size in labels), labels[0][1]) if labels else None
        out, into = _sides(between[0], widest, cards, obstacles)
        sides |= {link.id: (out, into) for link in between}
        sides |= {link.id: (into, out) for link in back}
    return sides


def _sides(
    link: MapLink, label: Size | None, cards: Mapping[str, Rect], obstacles: Obstacles
) -> tuple[Side, Side]:
    """The sides by which a link leaves its source and reaches its target.

    Short, through no card, and with room for its label between the two.
    """
    source, target = cards[link.source_id], cards[link.target_id]
    across: Side | None = (
        "right" if target.x >= source.right else "left" if target.right <= source.x else None
    )
    along: Side | None = (
        "bottom" if target.y >= source.bottom else "top" if target.bottom <= source.y else None
    )
    choices: list[tuple[Side, Side]] = []
    if across:
        choices.append((across, _FACING[across]))
    if along:
        choices.append((along, _FACING[along]))
    if across and along:
        choices += [(across, _FACING[along]), (along, _FACING[across])]
    best = _best_sides(link, label, choices, source, target, obstacles, 0.0)
    if best is None or best[0] >= _THROUGH_A_CARD:
        around = _best_sides(link, None, _ARCS, source, target, obstacles, _ROUND_ABOUT)
        if best is None or (around is not None and around[0] < best[0]):
            best = around
    assert best is not None
    return best[1]


def _best_sides(
    link: MapLink,
    label: Size | None,
    choices: Sequence[tuple[Side, Side]],
    source: Rect,
    target: Rect,
    obstacles: Obstacles,
    extra: float,
) -> tuple[float, tuple[Side, Side]] | None:
    best: tuple[float, tuple[Side, Side]] | None = None
    for out, into in choices:
        curve = _curve(_port(source, out, 0.5), _port(target, into, 0.5), out, into)
        points = _samples(curve, _ROUGH)
        cost = extra + _reach(curve)
        if label is not None and _too_close(curve[0], curve[3], out, into, label):
            cost += _THROUGH_A_CARD
        # What costs more than the best already needs no exact count.
        enough = math.inf if best is None else (best[0] - cost) / _THROUGH_A_CARD
        cost += _THROUGH_A_CARD * obstacles.hits(points, link.source_id, link.target_id, enough)
        if best is None or cost < best[0]:
            best = (cost, (out, into))
    return best


def _too_close(start: Point, end: Point, out: Side, into: Side, label: Size) -> bool:
    """Whether two facing sides leave no room for a label between them."""
    if {out, into} == {"left", "right"}:
        return abs(end[0] - start[0]) < label[0] + 6
    return {out, into} == {"top", "bottom"} and abs(end[1] - start[1]) < label[1] + 6


def _bundles(links: Sequence[MapLink], sides: Mapping[str, tuple[Side, Side]]) -> dict[str, list[MapLink]]:
    """For every link those that run side by side with it, itself included."""
    bundles: dict[frozenset[tuple[str, Side]], list[MapLink]] = {}
    of: dict[str, list[MapLink]] = {}
    for link in links:
        out, into = sides[link.id]
        bundle = bundles.setdefault(frozenset(((link.source_id, out), (link.target_id, into))), [])
        bundle.append(link)
        of[link.id] = bundle
    return of


def _fanned(
    link: MapLink,
    bundle: Sequence[MapLink],
    ports: Mapping[str, tuple[Point, Point]],
    sides: tuple[Side, Side],
) -> float:
    """How far a link of a bundle bulges, so that there is room for labels between it and its neighbours."""
    if len(bundle) == 1:
        return 0.0
    if sides[0] == sides[1]:  # arcs lie within each other
        return _APART * sorted(bundle, key=lambda each: math.dist(*ports[each.id])).index(link)
    (x0, y0), (x1, y1) = _forth(bundle[0], ports)
    (x2, y2), (x3, y3) = _forth(bundle[1], ports)
    dx, dy = _direction((x0 + x2, y0 + y2), (x1 + x3, y1 + y3))
    apart = abs(dx * (y2 - y0 + y3 - y1) - dy * (x2 - x0 + x3 - x1)) / 2
    missing = (
        max(_APART - apart, 0.0) / 0.75
    )  # a curve bulges by three quarters of what its control points do
    aside = missing * (bundle.index(link) - (len(bundle) - 1) / 2)
    return -aside if link.source_id < link.target_id else aside


def _forth(link: MapLink, ports: Mapping[str, tuple[Point, Point]]) -> tuple[Point, Point]:
    """The two ends of a link, in the same order for all links between the same two cards."""
    source, target = ports[link.id]
    return (source, target) if link.source_id < link.target_id else (target, source)


def _ports(
    links: Sequence[MapLink],
    sides: Mapping[str, tuple[Side, Side]],
    cards: Mapping[str, Rect],
    bundles: Mapping[str, Sequence[MapLink]],
) -> dict[str, tuple[Point, Point]]:
    """Where on its two sides every curve begins and ends, sorted by where it goes."""
    ends: dict[tuple[str, Side], list[tuple[float, str, int, str, int]]] = {}
    lines: set[tuple[str, Side]] = set()
    for link in links:
        if link.kind == "reports_to":
            lines |= {(link.source_id, "top"), (link.target_id, "bottom")}
            continue
        for end, (own, other) in enumerate(
            ((link.source_id, link.target_id), (link.target_id, link.source_id))
        ):
            side = sides[link.id][end]
            x, y = cards[other].centre
            # Side by side with those to the same card: clockwise around one of the two, the other way round
            # at the other.
            order = bundles[link.id].index(link) * (1 if (side in ("top", "right")) == (own < other) else -1)
            ends.setdefault((own, side), []).append(
                (x if side in ("top", "bottom") else y, other, order, link.id, end)
            )
    places: dict[tuple[str, int], Point] = {}
    for (own, side), sharing in ends.items():
        sharing.sort()
        middle = cards[own].centre[0]
        for (_, _, _, id_, end), share in zip(
            sharing, _shares([entry[0] for entry in sharing], middle, (own, side) in lines), strict=True
        ):
            places[id_, end] = _port(cards[own], side, share)
    return {id_: (places[id_, 0], places[id_, 1]) for id_ in sides}


def _shares(positions: Sequence[float], middle: float, line_in_the_middle: bool) -> list[float]:
    """Fractions of a side for its links, leaving the middle to a reporting line if there is one."""
    count = len(positions)
    if not line_in_the_middle:
        return [0.5] if count == 1 else [0.2 + 0.6 * index / (count - 1) for index in range(count)]
    before = sum(position < middle for position in positions)
    after = count - before
    return [0.15 + 0.25 * (index + 1) / (before + 1) for index in range(before)] + [
        0.6 + 0.25 * (index + 1) / (after + 1) for index in range(after)
    ]


def _port(rect: Rect, side: Side, share: float) -> Point:
    if side == "left":
        return rect.x, rect.y + share * rect.height
    if side == "right":
        return rect.right, rect.y + share * rect.height
    if side == "top":
        return rect.x + share * rect.width, rect.y
    return rect.x + share * rect.width, rect.bottom


def _curve(start: Point, end: Point, out: Side, into: Side, bulge: float = 0.0) -> Curve:
    """The curve that leaves and arrives at right angles to the sides; an arc bulges only away from them."""
    distance = math.dist(start, end)
    reach = min(max(distance * 0.4, 18.0), 140.0)
    if out == into:
        reach = min(max(distance * 0.1, 28.0), 42.0) + abs(bulge)
        bulge = 0.0
    (ox, oy), (ix, iy) = _NORMAL[out], _NORMAL[into]
    nx, ny = (0.0, 0.0) if distance == 0 else ((end[1] - start[1]) / distance, (start[0] - end[0]) / distance)
    return (
        start,
        (start[0] + ox * reach + nx * bulge, start[1] + oy * reach + ny * bulge),
        (end[0] + ix * reach + nx * bulge, end[1] + iy * reach + ny * bulge),
        end,
    )


def _free_curve(
    link: MapLink, start: Point, end: Point, out: Side, into: Side, obstacles: Obstacles, wanted: float
) -> Curve:
    """The curve between two ports, bent as is wanted and as it must be to pass the cards between them."""
    best: tuple[float, Curve] | None = None
    step = _ROUGH if math.dist(start, end) > _LONG else _STEP
    for bulge in _BULGES:
        curve = _curve(start, end, out, into, wanted + bulge)
        points = _samples(curve, step)
        cost = _reach(curve)
        enough = math.inf if best is None else (best[0] - cost) / _THROUGH_A_CARD
        hits = obstacles.hits(points, link.source_id, link.target_id, enough)
        if hits == 0:
            return curve
        cost += hits * _THROUGH_A_CARD
        if best is None or cost < best[0]:
            best = (cost, curve)
    assert best is not None
    return best[1]


def _reach(curve: Curve) -> float:
    """About how long a curve is: between the straight line and the way by its control points."""
    return (math.dist(curve[0], curve[3]) + _length(curve)) / 2


def _samples(curve: Curve, step: float = _STEP) -> list[Point]:
    (x0, y0), (x1, y1), (x2, y2), (x3, y3) = curve
    wanted = min(math.dist(curve[0], curve[3]) / step, 96 if step < _ROUGH else 32)
    weights = _WEIGHTS[next(count for count in _WEIGHTS if count >= wanted)]
    return [(a * x0 + b * x1 + c * x2 + d * x3, a * y0 + b * y1 + c * y2 + d * y3) for a, b, c, d in weights]


def _weights(count: int) -> list[tuple[float, float, float, float]]:
    steps = [index / count for index in range(count + 1)]
    return [((1 - t) ** 3, 3 * (1 - t) ** 2 * t, 3 * (1 - t) * t * t, t * t * t) for t in steps]


_WEIGHTS: Final = {count: _weights(count) for count in (8, 16, 32, 64, 96)}
"""What the four points of a curve count for along its way, for so many pieces."""


def _length(points: Sequence[Point]) -> float:
    return sum(math.dist(a, b) for a, b in pairwise(points))


def _direction(start: Point, end: Point) -> Point:
    distance = math.dist(start, end)
    return (1.0, 0.0) if distance == 0 else ((end[0] - start[0]) / distance, (end[1] - start[1]) / distance)


# Reporting lines.


def _elbow(link: MapLink, cards: Mapping[str, Rect], obstacles: Obstacles) -> list[Point]:
    """From the superior's lower edge down to the subordinate, by the way that crosses fewest cards."""
    below, above = cards[link.source_id], cards[link.target_id]
    best: tuple[float, list[Point]] | None = None
    for way in _ways(above, below):
        cost = _length(way) + 12 * len(way)
        enough = math.inf if best is None else (best[0] - cost) / _THROUGH_A_CARD
        hits = obstacles.crossed(way, link.source_id, link.target_id, enough)
        cost += hits * _THROUGH_A_CARD
        if best is None or cost < best[0]:
            best = (cost, way)
        if hits == 0 and len(way) <= 4:
            break
    assert best is not None
    return list(reversed(best[1]))


def _ways(above: Rect, below: Rect) -> Iterable[list[Point]]:
    top_x, low_x = above.centre[0], below.centre[0]
    if below.y >= above.bottom + 4:
        start, end = (top_x, above.bottom), (low_x, below.y)
        if abs(top_x - low_x) < 1:
            yield [start, (top_x, below.y)]
        gap = below.y - above.bottom
        runs = (below.y - min(_RUN, gap / 2), above.bottom + min(_RUN, gap / 2))
        for run in runs:
            yield [start, (top_x, run), (low_x, run), end]
        for beside in (below.x - _RUN, below.right + _RUN, above.x - _RUN, above.right + _RUN):
            yield [start, (top_x, runs[1]), (beside, runs[1]), (beside, runs[0]), (low_x, runs[0]), end]
        return
    (_, top_y), (_, low_y) = above.centre, below.centre
    if below.x >= above.right or below.right <= above.x:
        ahead = 1 if below.x >= above.right else -1
        start_x = above.right if ahead > 0 else above.x
        end_x = below.x if ahead > 0 else below.right
        middle = (start_x + end_x) / 2
        yield [(start_x, top_y), (middle, top_y), (middle, low_y), (end_x, low_y)]
        yield [
            (top_x, above.bottom), (top_x, above.bottom + _RUN), (end_x - ahead * _RUN, above.bottom + _RUN),
            (end_x - ahead * _RUN, low_y), (end_x, low_y),
        ]  # fmt: skip
        return
    for side in (max(above.right, below.right) + _RUN, min(above.x, below.x) - _RUN):
        edge = (above.right, below.right) if side > above.right else (above.x, below.x)
        yield [(edge[0], top_y), (side, top_y), (side, low_y), (edge[1], low_y)]


def _rounded(points: Sequence[Point], radius: float = 5.0) -> tuple[Segment, ...]:
    segments: list[Segment] = [("M", *points[0])]
    for before, corner, after in zip(points, points[1:], points[2:], strict=False):
        into, out = _direction(before, corner), _direction(corner, after)
        turn = min(radius, math.dist(before, corner) / 2, math.dist(corner, after) / 2)
        start = (corner[0] - into[0] * turn, corner[1] - into[1] * turn)
        end = (corner[0] + out[0] * turn, corner[1] + out[1] * turn)
        segments += [("L", *start), ("C", *_part(start, corner), *_part(end, corner), *end)]
    segments.append(("L", *points[-1]))
    return tuple(segments)


def _part(start: Point, corner: Point, share: float = 0.55) -> Point:
    return start[0] + (corner[0] - start[0]) * share, start[1] + (corner[1] - start[1]) * share
