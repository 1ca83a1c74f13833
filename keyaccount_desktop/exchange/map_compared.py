"""Two states of a map laid over each other: the later one, with who is gone as ghosts, and every change marked.

``laid_over`` gives the map that shows both, to be drawn like any other; ``Overlay`` says which of it are ghosts,
and draws the marks on the picture of it: old → new badge at a card, new, gone, and the same at links. Used by the
window's scene, which paints what it gets.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from math import hypot
from typing import Final

from keyaccount_desktop.exchange import map_marks as marks
from keyaccount_desktop.exchange.map_picture import MapPicture
from keyaccount_desktop.exchange.map_routes import Route
from keyaccount_desktop.exchange.map_shapes import (
    SMALL,
    SMALL_BOLD,
    Box,
    Drawing,
    Measure,
    Path,
    Polygon,
    Rect,
    Shape,
    Words,
    elide,
)
from keyaccount_desktop.language import Language, Text
from keyaccount_desktop.method.change_words import kind_said, said
from keyaccount_desktop.method.map_changes import Change, Held
from keyaccount_desktop.workbook.maps import InfluenceMap, MapLink

NEW: Final = Text("new", "新增")
GONE: Final = Text("gone", "已离开")
LINK_GONE: Final = Text("removed", "取消")
_ATTITUDE: Final = "stakeholder.attitude"
_HEIGHT: Final = 22.0
_MOST: Final = 150.0
"""Width of a mark, at most that of a card with room for its badge."""
_ARROW: Final = 13.0
_GONE_LINK: Final = "gone:"
"""Before the id of a link that is gone: the link may live on between other people."""


def laid_over(before: InfluenceMap, after: InfluenceMap, changes: Iterable[Change]) -> InfluenceMap:
    """The later map, with the cards and links that are gone where they were."""
    changes = tuple(changes)
    gone = {change.person_id for change in changes if change.what in ("left", "merged")}
    there = {card.person_id for card in after.cards}
    ghosts = [card for card in before.cards if card.person_id in gone]
    # Whoever was only taken off the map is among the people of the later one, beside it.
    kept = [card for card in after.cards if card.placed or card.person_id not in gone]
    links = [
        MapLink(
            _GONE_LINK + change.link_id,
            change.person_id,
            change.other_id,
            change.kind,
            change.before.value if isinstance(change.before.value, int) else 1,
            change.before.assumed,
            "",
        )
        for change in changes
        if change.what == "bond_removed" and {change.person_id, change.other_id} <= there | gone
    ]
    return replace(after, cards=(*kept, *ghosts), links=(*after.links, *links))


@dataclass(frozen=True)
class Overlay:
    """The marks of changes on a picture of ``laid_over``."""

    changes: tuple[Change, ...]
    faded: bool = True
    """Whether who is gone is faded; not on the earlier map alone, where they still stand."""

    @property
    def ghosts(self) -> frozenset[str]:
        """The people who are gone."""
        gone = (change.person_id for change in self.changes if change.what in ("left", "merged"))
        return frozenset(gone if self.faded else ())

    @property
    def ghost_links(self) -> frozenset[str]:
        gone = (_GONE_LINK + change.link_id for change in self.changes if change.what == "bond_removed")
        return frozenset(gone if self.faded else ())

    def drawings(self, picture: MapPicture, measure: Measure) -> Iterator[Drawing]:
        """What is painted over the cards, in the order it is painted."""
        language = picture.style.language
        routes: Mapping[str, Route] = {route.link.id: route for route in picture.routes}
        by_person: dict[str, list[Change]] = {}
        left = {change.person_id for change in self.changes if change.what in ("left", "merged")}
        for change in self.changes:
            if change.what == "bond_removed" and left & set(change.people):
                continue  # it went with the card, whose own mark says so; it may well hold still
            if not change.link_id:
                by_person.setdefault(change.person_id, []).append(change)
                continue
            gone = change.what == "bond_removed" and self.faded
            route = routes.get((_GONE_LINK if gone else "") + change.link_id)
            if route is not None:
                yield _at_link(change, route, language, measure)
        for person_id, changes in by_person.items():
            if person_id in picture.layout.cards:
                yield _at_card(changes, picture.layout.cards[person_id], picture, measure)


def _at_card(changes: Sequence[Change], place: Rect, picture: MapPicture, measure: Measure) -> Drawing:
    """A frame around the card, and above its upper edge what has changed first of all."""
    first, language = changes[0], picture.style.language
    x, y = place.x + 8, place.y - _HEIGHT
    gone = first.what in ("left", "merged")
    colour = "text_3" if gone else "accent"
    shapes: list[Shape] = [
        Box(place.x - 3, place.y - 3, place.width + 6, place.height + 6, 8, stroke=colour, stroke_width=2,
            dash=(3, 2.5) if gone else ()),
    ]  # fmt: skip
    if first.what == "field" and first.field == _ATTITUDE:
        inner = _badges(first, x + 4, y + 2, language, picture.style.mono, measure)
    elif first.what == "field":
        inner = _turned(first.field, first.before, first.after, x + 7, y + 15, language, measure)
    else:
        text = (GONE if gone else NEW).in_language(language)
        written = _words(x + 7, y + 15, text, "text_2" if gone else "surface", measure)
        inner = (written.width + 14, [written])
    width, drawn = inner
    if len(changes) > 1 and first.what == "field":
        more = f"+{len(changes) - 1}"
        drawn.append(_words(x + width - 2, y + 15, more, "text_2", measure))
        width += measure(more, SMALL_BOLD) + 5
    filled = first.what == "joined"
    shapes += [
        Box(x, y, width, _HEIGHT, 6, fill="accent" if filled else "surface", stroke=colour, stroke_width=1.2),
        *drawn,
    ]
    right = max(place.right, x + width)
    bounds = Rect(place.x, y, right - place.x, place.bottom - y).grown(5)
    return Drawing("label", f"change:{first.person_id}", 0, 0, bounds, tuple(shapes))


def _badges(
    change: Change, x: float, y: float, language: Language, mono: bool, measure: Measure
) -> tuple[float, list[Shape]]:
    """Old badge → new badge; and how wide the mark around them is."""

    def badge(held: Held, at: float) -> tuple[float, list[Shape]]:
        code = marks.attitude_code(held.value)
        return marks.badge(code, held.assumed, at, y, language, mono, measure)

    old, drawn = badge(change.before, x)
    new, further = badge(change.after, x + old + _ARROW + 4)
    arrow = _arrow(x + old + 2, y + marks.BADGE_HEIGHT / 2)
    return old + _ARROW + 4 + new + 8, [*drawn, *arrow, *further]


def _arrow(x: float, y: float) -> list[Shape]:
    return [
        Path((("M", x, y), ("L", x + _ARROW - 4, y)), stroke="text_2", stroke_width=1.4),
        Polygon(((x + _ARROW, y), (x + _ARROW - 5, y - 3.2), (x + _ARROW - 5, y + 3.2)), fill="text_2"),
    ]


def _turned(
    field: str, before: Held, after: Held, x: float, baseline: float, language: Language, measure: Measure
) -> tuple[float, list[Shape]]:
    """Old → new in words, as far as there is room."""
    text = f"{said(field, before).in_language(language)} → {said(field, after).in_language(language)}"
    text = elide(text, _MOST, SMALL, measure)
    width = measure(text, SMALL)
    return width + 14, [Words(x, baseline, text, SMALL, "text_1", width)]


def _at_link(change: Change, route: Route, language: Language, measure: Measure) -> Drawing:
    """The line marked along its way, and in its middle what has become of it."""
    gone = change.what == "bond_removed"
    if change.what == "bond_changed" and change.kind == change.kind_before:
        width, inner = _turned(change.field, change.before, change.after, 7, 15, language, measure)
    elif change.what == "bond_changed":
        old, new = (Held(kind_said(kind).in_language(language)) for kind in (change.kind_before, change.kind))
        width, inner = _turned("", old, new, 7, 15, language, measure)
    else:
        text = (LINK_GONE if gone else NEW).in_language(language)
        inner = [_words(7, 15, text, "text_2" if gone else "surface", measure)]
        width = measure(text, SMALL_BOLD) + 14
    middle_x, middle_y = _middle(route)
    x, y = middle_x - width / 2, middle_y - _HEIGHT / 2
    if route.label is not None:  # beside the label, which says what kind of link it is
        y = route.label.y - _HEIGHT - 1
    filled = change.what == "bond_added"
    shapes: list[Shape] = [
        Box(x, y, width, _HEIGHT, 6, fill="accent" if filled else "surface",
            stroke="text_3" if gone else "accent", stroke_width=1.2),
        *(replace(shape, x=shape.x + x, baseline=shape.baseline + y) for shape in inner if isinstance(shape, Words)),
    ]  # fmt: skip
    return Drawing(
        "label", f"change:{change.link_id}", 0, 0, Rect(x, y, width, _HEIGHT).grown(2), tuple(shapes)
    )


def _middle(route: Route) -> tuple[float, float]:
    """Halfway along the line."""
    pieces = [
        (start, end, hypot(end[0] - start[0], end[1] - start[1])) for start, end in pairwise(route.points)
    ]
    left = sum(length for *_, length in pieces) / 2
    for start, end, length in pieces:
        if left <= length and length > 0:
            share = left / length
            return start[0] + (end[0] - start[0]) * share, start[1] + (end[1] - start[1]) * share
        left -= length
    return route.tip


def _words(x: float, baseline: float, text: str, colour: str, measure: Measure) -> Words:
    return Words(x, baseline, text, SMALL_BOLD, colour, measure(text, SMALL_BOLD))
