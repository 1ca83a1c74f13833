"""What the links of a map look like: line, arrow head, mark and label for every kind.

Kinds differ by line and mark, not only by colour, so that black and white loses nothing.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from keyaccount_desktop.exchange import map_marks as marks
from keyaccount_desktop.exchange.map_labels import Size
from keyaccount_desktop.exchange.map_layout import Point
from keyaccount_desktop.exchange.map_routes import Route
from keyaccount_desktop.exchange.map_shapes import (
    SMALL,
    SMALL_ITALIC,
    Box,
    Drawing,
    Ellipse,
    Measure,
    Path,
    Polygon,
    Rect,
    Segment,
    Shape,
    TextStyle,
    Words,
    around,
    elide,
    one_line,
)
from keyaccount_desktop.language import Language
from keyaccount_desktop.method.vocabulary import LINK_KIND
from keyaccount_desktop.workbook.maps import MapLink

LABEL_HEIGHT: Final = 18.0
_BOLT: Final = 18.0
_LONGEST: Final = 132.0
"""Width of the longest text on a link."""
_DOTS: Final = (0.1, 2.6)


@dataclass(frozen=True, slots=True)
class LinkLook:
    """The line of one kind of link."""

    colour: str
    widths: tuple[float, float, float]
    """For strength 1, 2, 3."""
    dash: tuple[float, ...] = ()
    arrow: bool = False
    named: bool = False

    def width(self, strength: int) -> float:
        return self.widths[min(max(strength, 1), 3) - 1]


LOOKS: Final = {
    "reports_to": LinkLook("text_3", (0.7, 1.1, 1.7)),
    "influences": LinkLook("accent", (1.2, 2.1, 3.2), arrow=True),
    "conflict": LinkLook("opponent", (1.2, 1.9, 2.8)),
    "introduces": LinkLook("text_2", (0.9, 1.3, 1.9), arrow=True, named=True),
}
_TIE: Final = LinkLook("text_2", (1.4, 2.0, 2.8), dash=_DOTS, named=True)


def look(kind: str) -> LinkLook:
    """The line of a kind; the five ties and kinds of the user's own are dotted and named."""
    return LOOKS.get(kind, _TIE)


def link_name(link: MapLink, language: Language) -> str:
    """The text of the link's label; empty if it carries none."""
    name = ""
    if look(link.kind).named:
        choice = LINK_KIND.get(link.kind)
        name = link.kind if choice is None else choice.text.in_language(language)
    return name + ("?" if link.assumed else "")


def _shown_name(link: MapLink, language: Language, measure: Measure) -> str:
    """The same as far as a label may be long."""
    name = one_line(link_name(link, language))
    style = _label_style(link)
    if measure(name, style) <= _LONGEST:
        return name
    doubt = "?" if link.assumed else ""
    return elide(name.removesuffix("?"), _LONGEST - measure(doubt, style), style, measure) + doubt


def label_size(link: MapLink, language: Language, measure: Measure) -> Size | None:
    """Room for the link's label or mark; None if it has neither."""
    name = _shown_name(link, language, measure)
    if link.kind == "conflict":
        return (_BOLT + (measure(name, SMALL_ITALIC) + 4 if name else 0), _BOLT)
    return (measure(name, _label_style(link)) + 12, LABEL_HEIGHT) if name else None


def draw_link(route: Route, mono: bool) -> Drawing:
    """The line and its arrow head, in the picture's own coordinates."""
    link, style = route.link, look(route.link.kind)
    width = style.width(link.strength)
    segments = route.segments
    shapes: list[Shape] = []
    if style.arrow:
        length = 6 + 1.7 * width
        head = _head(route.tip, route.heading, length, 2.8 + 0.8 * width)
        end = (route.tip[0] - route.heading[0] * length * 0.8, route.tip[1] - route.heading[1] * length * 0.8)
        segments = (*segments[:-1], _ending(segments[-1], end))
        shapes.append(Polygon(head, fill=style.colour))
    if link.kind == "conflict" and mono:
        segments = _zigzag(route.points)
    line = Path(segments, stroke=style.colour, stroke_width=width, dash=style.dash)
    xs, ys = [x for x, _ in route.points], [y for _, y in route.points]
    bounds = Rect(min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys)).grown(8)
    return Drawing("link", link.id, 0, 0, bounds, (line, *shapes))


def draw_label(route: Route, language: Language, measure: Measure) -> Drawing | None:
    """The label or mark on the link, in the picture's own coordinates."""
    area = route.label
    if area is None:
        return None
    link = route.link
    name = _shown_name(link, language, measure)
    style = _label_style(link)
    shapes: list[Shape]
    if link.kind == "conflict":
        middle = area.y + area.height / 2
        if name:
            shapes = [
                Box(area.x, area.y, area.width, area.height, 9, fill="surface", stroke="opponent"),
                Words(area.x + _BOLT - 1, middle + 4, name, style, "text_2", measure(name, style)),
            ]
        else:
            shapes = [
                Ellipse(area.x, area.y, _BOLT, _BOLT, fill="surface", stroke="opponent", stroke_width=1.2)
            ]
        shapes.append(marks.bolt(area.x + _BOLT / 2, middle, "opponent"))
    else:
        shapes = [
            Box(area.x, area.y, area.width, area.height, 9, fill="surface", stroke="line_strong"),
            Words(area.x + 6, area.y + 13, name, style, "text_2", measure(name, style)),
        ]
    bounds = area
    if route.leader is not None:
        start, end = route.leader
        shapes.insert(0, Path((("M", *start), ("L", *end)), stroke="text_3", stroke_width=0.7))
        bounds = around([area, Rect(*start, 0, 0), Rect(*end, 0, 0)])
    return Drawing("label", link.id, 0, 0, bounds.grown(1), tuple(shapes))


def sample(kind: str, x: float, y: float, width: float, mono: bool, strength: int = 2) -> list[Shape]:
    """A short piece of a kind's line for the legend, its left end at ``x``, ``y``."""
    link = MapLink("", "", "", kind, strength, False, "")
    segments: tuple[Segment, ...] = (("M", x, y), ("L", x + width, y))
    points = tuple((x + width * index / 12, y) for index in range(13))
    drawn = draw_link(Route(link, segments, points, (x + width, y), (1, 0), None), mono)
    return list(drawn.shapes)


def union(routes: Sequence[Route]) -> Rect:
    """What all the links, of which there are some, take up, labels included."""
    xs = [x for route in routes for x, _ in route.points]
    ys = [y for route in routes for _, y in route.points]
    lines = Rect(min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys))
    return around([lines, *(route.label for route in routes if route.label is not None)])


def _label_style(link: MapLink) -> TextStyle:
    return SMALL_ITALIC if link.assumed else SMALL


def _head(tip: Point, heading: Point, length: float, half: float) -> tuple[Point, ...]:
    base = (tip[0] - heading[0] * length, tip[1] - heading[1] * length)
    return (
        tip,
        (base[0] - heading[1] * half, base[1] + heading[0] * half),
        (base[0] + heading[1] * half, base[1] - heading[0] * half),
    )


def _ending(segment: Segment, end: Point) -> Segment:
    if segment[0] == "C":
        return ("C", *segment[1:5], *end)
    return ("L", *end)


def _zigzag(points: Sequence[Point], step: float = 6.0, swing: float = 3.0) -> tuple[Segment, ...]:
    segments: list[Segment] = [("M", *points[0])]
    left, sign = step / 2, 1.0
    for start, end in pairwise(points):
        distance = math.dist(start, end)
        if distance == 0:
            continue
        dx, dy = (end[0] - start[0]) / distance, (end[1] - start[1]) / distance
        while left <= distance:
            aside = swing * sign
            segments.append(("L", start[0] + dx * left - dy * aside, start[1] + dy * left + dx * aside))
            sign, left = -sign, left + step
        left -= distance
    segments.append(("L", *points[-1]))
    return tuple(segments)
