"""What of the map lies where: cards and links by a point or an area, without asking each of them.

Made once for each picture, at the first question. A question costs as much as lies around it, so that hover
and drags are as quick on a map of a thousand people as on one of ten. Used by the scene.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Final

from keyaccount_desktop.exchange.map_picture import MapPicture
from keyaccount_desktop.exchange.map_routes import Route
from keyaccount_desktop.exchange.map_shapes import Rect

_SIZE: Final = 256.0
"""Width and height of a bucket: a card lies in few of them, and few cards lie in one."""

Bucket = tuple[int, int]


class Spots:
    """Where everything of one picture is."""

    def __init__(self, picture: MapPicture) -> None:
        self._picture = picture
        self._cards: dict[Bucket, list[tuple[int, str]]] = {}
        self._links: dict[Bucket, list[Route]] | None = None
        for order, (id_, place) in enumerate(picture.layout.cards.items()):
            for bucket in _buckets(place):
                self._cards.setdefault(bucket, []).append((order, id_))

    def card_at(self, x: float, y: float, slack: float = 0.0) -> str | None:
        """The topmost card whose rectangle, grown by ``slack``, holds a point."""
        places = self._picture.layout.cards
        found = [
            (order, id_)
            for bucket in _buckets(Rect(x, y, 0, 0).grown(slack))
            for order, id_ in self._cards.get(bucket, ())
            if places[id_].grown(slack).holds(x, y)
        ]
        return max(found)[1] if found else None

    def cards_in(self, area: Rect) -> list[str]:
        """The cards that meet an area, in the picture's order."""
        places = self._picture.layout.cards
        found = {
            entry
            for bucket in _buckets(area, self._cards)
            for entry in self._cards.get(bucket, ())
            if places[entry[1]].meets(area)
        }
        return [id_ for _, id_ in sorted(found)]

    def link_at(self, x: float, y: float, reach: float) -> str | None:
        """The link whose line or label runs closest to a point, within ``reach``."""
        if self._links is None:
            self._links = {}
            for route in self._picture.routes:
                for bucket in _buckets_along(route):
                    self._links.setdefault(bucket, []).append(route)
        best: tuple[float, str] | None = None
        for bucket in _buckets(Rect(x, y, 0, 0).grown(reach)):
            for route in self._links.get(bucket, ()):
                if route.label is not None and route.label.holds(x, y):
                    return route.link.id
                distance = _distance(x, y, route.points, reach)
                if distance <= reach and (best is None or distance < best[0]):
                    best = (distance, route.link.id)
        return best[1] if best is not None else None


def _buckets(area: Rect, known: Mapping[Bucket, object] | None = None) -> Iterator[Bucket]:
    """The buckets an area touches; found among the ``known`` ones if these are fewer to look at."""
    left, top = math.floor(area.x / _SIZE), math.floor(area.y / _SIZE)
    right, bottom = math.floor(area.right / _SIZE), math.floor(area.bottom / _SIZE)
    if known is not None and (right - left + 1) * (bottom - top + 1) > len(known):
        for column, row in known:
            if left <= column <= right and top <= row <= bottom:
                yield column, row
        return
    for column in range(left, right + 1):
        for row in range(top, bottom + 1):
            yield column, row


def _buckets_along(route: Route) -> set[Bucket]:
    found: set[Bucket] = set()
    for (x1, y1), (x2, y2) in pairwise(route.points):
        found.update(_buckets(Rect(min(x1, x2), min(y1, y2), abs(x2 - x1), abs(y2 - y1))))
    if route.label is not None:
        found.update(_buckets(route.label))
    return found


def _distance(x: float, y: float, points: tuple[tuple[float, float], ...], enough: float) -> float:
    best = math.inf
    for (x1, y1), (x2, y2) in pairwise(points):
        if not min(x1, x2) - enough <= x <= max(x1, x2) + enough:
            continue
        if not min(y1, y2) - enough <= y <= max(y1, y2) + enough:
            continue
        dx, dy = x2 - x1, y2 - y1
        length = dx * dx + dy * dy
        share = 0.0 if length == 0 else min(max(((x - x1) * dx + (y - y1) * dy) / length, 0.0), 1.0)
        best = min(best, math.hypot(x - x1 - share * dx, y - y1 - share * dy))
    return best
