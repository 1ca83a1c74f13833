"""One description of the influence map's picture, for screen, paper, PDF, SVG, PNG and slides alike.

``MapPicture`` is built from the map's query and a function that measures text; it says in shapes what every
lane, card, link and label looks like and where it stands. Nothing here draws: the window's painter and the
writers of other formats walk over ``drawings()``. The drawing of a card is made when first asked for, so
that a map of a thousand people costs little while its cards are too small to be read.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from keyaccount_desktop.exchange import map_frame, map_links
from keyaccount_desktop.exchange.map_cards import CardStyle, draw_card, draw_name_card
from keyaccount_desktop.exchange.map_layout import CLOSE_PAD, PAD, Layout, lay_out
from keyaccount_desktop.exchange.map_routes import Route, route_links
from keyaccount_desktop.exchange.map_shapes import Drawing, Measure, Rect, around
from keyaccount_desktop.language import Language
from keyaccount_desktop.workbook.maps import InfluenceMap, MapCard, MapLink

MARGIN = 16.0
_LEAST_WIDTH = 720.0
"""Of a picture with a title block or a legend, so that these have room."""
_MOST_AIR = (48.0, 72.0)
"""Around the cards of a cell; beyond that lanes would look as if somebody were missing."""
_HARDLY_LESS = 0.97


@dataclass(frozen=True, slots=True)
class PictureStyle:
    """What is shown, in which language, and whether it must do without colour."""

    language: Language
    mono: bool = False
    coach: bool = False
    """The coach's mark is private: never on anything that leaves the program unless asked for."""
    ties: bool = True
    """Whether the legend explains ties; they are private too, and taken out of the map itself."""
    pins: bool = False
    compact: bool = False
    """Lanes closer together and no margin: for paper."""
    airy: tuple[float, float] = (0.0, 0.0)
    """What lanes have more around their cards, across and down: see ``filling``."""
    legend: bool = False
    title: bool = False
    author: str = ""
    """For the title block; the workbook's name if empty."""
    version: str = ""

    @property
    def card(self) -> CardStyle:
        return CardStyle(self.language, self.mono, self.coach, self.pins)


def filling(picture: MapPicture, room: tuple[float, float], largest: float, least: float) -> MapPicture:
    """The same with lanes so wide or high that it fills a sheet, rather than leave the rest of it blank.

    ``room``: of the sheet, in points. ``largest``, ``least``: in how many points a map unit may be shown.
    """
    bounds, lanes = picture.bounds, picture.layout.lanes
    columns = sum(not lane.empty for lane in lanes.columns)
    scale = min(room[0] / bounds.width, room[1] / bounds.height, largest)
    if not columns or scale < least:
        return picture
    free = (
        (room[0] / scale - bounds.width) / columns / 2,
        (room[1] / scale - bounds.height) / len(lanes.rows) / 2,
    )
    airy = (min(max(free[0], 0.0), _MOST_AIR[0]), min(max(free[1], 0.0), _MOST_AIR[1]))
    if max(airy) < 1:
        return picture
    filled = MapPicture(picture.map, replace(picture.style, airy=airy), picture.measure)
    # A link that swings out farther in the wider lanes must not cost the letters their size.
    fits = min(room[0] / filled.bounds.width, room[1] / filled.bounds.height)
    return filled if fits >= max(scale * _HARDLY_LESS, least) else picture


class MapPicture:
    """The picture of one map in one style; it never changes."""

    def __init__(
        self,
        influence_map: InfluenceMap,
        style: PictureStyle,
        measure: Measure,
        *,
        earlier: MapPicture | None = None,
    ) -> None:
        """``earlier``: a former picture of the same map, whose routes are taken over if nothing moved."""
        self.map = influence_map
        self.style = style
        self.measure = measure
        self._drawn: dict[tuple[str, int], Drawing] = {}
        self.cards: dict[str, MapCard] = {card.person_id: card for card in influence_map.cards if card.placed}
        """The cards on the map, by person."""
        self.layout: Layout = self._laid_out()
        if earlier is not None and earlier._same_ways(self):
            self.routes: tuple[Route, ...] = earlier.routes
        else:
            self.routes = tuple(
                route_links(
                    influence_map.links,
                    self.layout.cards,
                    lambda link: map_links.label_size(link, style.language, measure),
                    [words.area for lane in self.lanes() for words in lane.words],
                )
            )

    def _laid_out(self) -> Layout:
        top = map_frame.TITLE_HEIGHT if self.style.title else 0.0
        if self.map.layout == "free":
            return lay_out(self.map, top=top)
        rough, compact = lay_out(self.map), self.style.compact
        side = map_frame.side_width(rough.lanes, self.style.language, compact, self.measure)
        (across, down), (more_across, more_down) = CLOSE_PAD if compact else PAD, self.style.airy
        pad = (across + more_across, down + more_down)
        return lay_out(self.map, left=side, top=top + map_frame.HEAD, pad=pad)

    def _same_ways(self, later: MapPicture) -> bool:
        return (
            self.layout.cards == later.layout.cards
            and self.map.links == later.map.links
            and self.style.language == later.style.language
        )

    # What there is.

    def lanes(self, heading_size: int = 0) -> list[Drawing]:
        """Rows, then columns; with a size, their headings in letters of it as far as there is room."""
        lanes, style = self.layout.lanes, self.style
        if heading_size:
            return map_frame.draw_far_lanes(lanes, style.language, heading_size, self.measure)
        return map_frame.draw_lanes(lanes, style.language, style.compact, self.measure)

    def place(self, person_id: str) -> Rect:
        """Where a person's card lies."""
        return self.layout.cards[person_id]

    def card(self, person_id: str, name_size: int = 0) -> Drawing:
        """The drawing of a card, made on first use; with a size, no more than the name in letters of it."""
        drawn = self._drawn.get((person_id, name_size))
        if drawn is None:
            card, place = self.cards[person_id], self.layout.cards[person_id]
            at, look = (place.x, place.y), self.style.card
            if name_size:
                drawn = draw_name_card(card, *at, look, name_size, self.measure)
            else:
                drawn = draw_card(card, *at, look, self.measure)
            self._drawn[person_id, name_size] = drawn
        return drawn

    def link(self, route: Route) -> Drawing:
        return map_links.draw_link(route, self.style.mono)

    def label(self, route: Route) -> Drawing | None:
        return map_links.draw_label(route, self.style.language, self.measure)

    @cached_property
    def body(self) -> Rect:
        """What lanes, cards and links take up, titles of the lanes included."""
        lanes = self.layout.lanes.rect
        rects = [*self.layout.cards.values()]
        if self.routes:
            rects.append(map_links.union(self.routes).grown(8))
        if self.layout.lanes.rows:
            rects.append(Rect(0, lanes.y - map_frame.HEAD, lanes.right, lanes.height + map_frame.HEAD))
        return around(rects)

    @cached_property
    def frame(self) -> tuple[Drawing, ...]:
        """Title block and legend, as far as the style asks for them."""
        body, drawn = self.body, []
        # The cards of a free layout may begin anywhere.
        left = 0.0 if self.layout.lanes.rows else body.x
        width = max(body.right - left, _LEAST_WIDTH)
        if self.style.title:
            drawn.append(
                map_frame.draw_title(
                    self.map, left, body.y - map_frame.TITLE_HEIGHT + 6, width, self.style.language,
                    self.style.author, self.style.version, self.measure,
                )
            )  # fmt: skip
        if self.style.legend:
            drawn.append(self.legend.drawn(left, body.bottom + 10, width))
        return tuple(drawn)

    @cached_property
    def legend(self) -> map_frame.Legend:
        """What explains the marks, for wherever it stands."""
        style = self.style
        return map_frame.Legend(
            style.language, style.mono, style.coach, self.measure, pins=style.pins, ties=style.ties
        )

    @cached_property
    def bounds(self) -> Rect:
        """The whole picture with its margin."""
        whole = around([self.body, *(drawing.bounds for drawing in self.frame)])
        return whole if self.style.compact else whole.grown(MARGIN)

    def drawings(self) -> Iterator[Drawing]:
        """Everything, in the order it is painted."""
        yield from self.lanes()
        for route in self.routes:
            yield self.link(route)
        for route in self.routes:
            if (label := self.label(route)) is not None:
                yield label
        for person_id in self.cards:
            yield self.card(person_id)
        yield from self.frame

    def links_of(self, person_ids: set[str]) -> list[MapLink]:
        """The links that have an end among these people."""
        return [
            route.link
            for route in self.routes
            if route.link.source_id in person_ids or route.link.target_id in person_ids
        ]
