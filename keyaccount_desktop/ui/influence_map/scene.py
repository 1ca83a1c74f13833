"""The scene of the influence map: mirrors the workbook, and is the only code that adds or moves its items.

``show`` takes the map as the workbook has it and changes as little as possible: cards that look the same
keep their painted picture, links that run the same way stay. What is selected lives here too, since it
belongs to what is shown and not to the workbook.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, QPointF, Signal
from PySide6.QtWidgets import QGraphicsScene

from keyaccount_desktop import language
from keyaccount_desktop.exchange.map_compared import Overlay
from keyaccount_desktop.exchange.map_picture import MapPicture, PictureStyle
from keyaccount_desktop.exchange.map_shapes import Drawing, Rect
from keyaccount_desktop.method.vocabulary import DIRECTED_LINKS
from keyaccount_desktop.ui.influence_map.items import (
    CHANGE,
    LABEL,
    LANE,
    READABLE,
    CardItem,
    DrawingItem,
    HandlesItem,
    LaneItem,
    LinkItem,
)
from keyaccount_desktop.ui.influence_map.link_ends import LinkEndItem, ends_of
from keyaccount_desktop.ui.influence_map.painter import Ink, screen_ink, to_qrect
from keyaccount_desktop.ui.influence_map.spots import Spots
from keyaccount_desktop.workbook.maps import InfluenceMap, MapCard, MapLink

_ROOM = 160.0
"""Free space around the picture, so that a card at its edge can be pulled outwards."""

_GHOST = 0.4
"""Of who and what is gone, while two states of the map lie over each other."""
_FADED = 0.25
"""Of what is not meant, while something else is emphasised."""


class MapScene(QGraphicsScene):
    """What is on the map, as items."""

    selection_changed = Signal()
    shown = Signal()
    """The map was shown anew; whoever is in the middle of a gesture lets go of it."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.ink: Ink = screen_ink()
        self.picture: MapPicture | None = None
        self.selection: tuple[str, ...] = ()
        """Selected people, the current one last."""
        self.selected_link: str | None = None
        self.grips = True
        """Whether the ends of the selected link show grips: not where nothing may be changed."""
        self._emphasised: tuple[frozenset[str], frozenset[str]] = (frozenset(), frozenset())
        """People and links that everything else fades behind; nothing does while there are none."""
        self._cards: dict[str, CardItem] = {}
        self._links: dict[str, LinkItem] = {}
        self._labels: dict[str, DrawingItem] = {}
        self._lanes: dict[str, LaneItem] = {}
        self._found: tuple[MapPicture, Spots] | None = None
        self._everyone: tuple[InfluenceMap, dict[str, MapCard]] | None = None
        self._overlay: Overlay | None = None
        self._changes: list[DrawingItem] = []
        """The marks of the overlay, above the cards."""
        self.handles = HandlesItem(self.ink)
        self.addItem(self.handles)
        self._ends = LinkEndItem(self.ink), LinkEndItem(self.ink)
        """The grips of the selected link, at its source and at its target."""
        for end in self._ends:
            self.addItem(end)

    # Showing.

    def show(self, influence_map: InfluenceMap) -> None:
        """Become the picture of this map."""
        self._show(influence_map, self.picture)

    def _show(self, influence_map: InfluenceMap, earlier: MapPicture | None) -> None:
        """``earlier``: whose routes still hold where nothing has moved."""
        style = PictureStyle(language.language(), coach=True, pins=True)
        before = self.picture
        picture = MapPicture(influence_map, style, self.ink.measure, earlier=earlier)
        if before is not None and before.map.purchase_id != influence_map.purchase_id:
            self.selection, self.selected_link = (), None
            self._emphasised = (frozenset(), frozenset())
        self.picture = picture
        self._show_lanes(picture)
        self._show_cards(before, picture)
        self._show_links(before, picture)
        self.setSceneRect(to_qrect(picture.bounds.grown(_ROOM)))
        self._prune_selection()
        self._fade()
        self._lay_over()
        self.shown.emit()

    def restyle(self) -> None:
        """Paint everything anew, in the colours and the language of now."""
        families, self.ink = self.ink.families, screen_ink()
        for item in (self.handles, *self._ends):
            item.become(self.ink)
        before, self.picture = self.picture, None
        if before is not None:
            # Other colours move nothing; other letters may, as labels are as wide as their words.
            self._show(before.map, before if families == self.ink.families else None)

    def clear_map(self) -> None:
        """Show nothing."""
        for items in (self._cards, self._links, self._labels, self._lanes):
            self._remove(items, set(items))
        self.picture = None
        self._lay_over()
        self.handles.setVisible(False)
        self.select(())
        self.shown.emit()

    def set_overlay(self, overlay: Overlay | None) -> None:
        """Mark changes on the maps that are shown from now on."""
        self._overlay = overlay

    def _lay_over(self) -> None:
        """Let what is gone be a ghost, and mark what has changed."""
        for item in self._changes:
            self.removeItem(item)
        self._changes = []
        if self._overlay is None or self.picture is None:
            return
        for items, ghosts in (
            (self._cards, self._overlay.ghosts),
            (self._links, self._overlay.ghost_links),
            (self._labels, self._overlay.ghost_links),
        ):
            for id_ in ghosts & items.keys():
                items[id_].setOpacity(_GHOST)
        for drawing in self._overlay.drawings(self.picture, self.ink.measure):
            item = DrawingItem(drawing, self.ink, CHANGE, READABLE / 2)
            self._changes.append(item)
            self.addItem(item)

    def _show_lanes(self, picture: MapPicture) -> None:
        lanes = picture.lanes()
        self._remove(self._lanes, self._lanes.keys() - {lane.id for lane in lanes})
        for index, lane in enumerate(lanes):
            item = self._lanes.get(lane.id)
            draw = partial(_far_lane, picture, index)
            if item is None:
                item = self._lanes[lane.id] = LaneItem(lane, draw, self.ink)
                self.addItem(item)
            elif item.drawing != lane or item.ink is not self.ink:
                item.become(lane, draw, self.ink)
            else:
                item.keep(draw)
            item.setZValue(LANE + index / 100)

    def _show_cards(self, before: MapPicture | None, picture: MapPicture) -> None:
        self._remove(self._cards, self._cards.keys() - picture.cards.keys())
        same_look = before is not None and before.style == picture.style
        for id_, card in picture.cards.items():
            place = picture.layout.cards[id_]
            item = self._cards.get(id_)
            draw = partial(picture.card, id_)
            if item is None:
                item = self._cards[id_] = CardItem(card, draw, self.ink)
                item.setPos(place.x, place.y)
                self.addItem(item)
                continue
            if not (same_look and _look(item.card) == _look(card)):
                item.become(card, draw, self.ink)
            else:
                item.keep(card, draw)
            item.setPos(place.x, place.y)

    def _show_links(self, before: MapPicture | None, picture: MapPicture) -> None:
        if before is not None and before.routes is picture.routes and before.style == picture.style:
            return
        routes = {route.link.id: route for route in picture.routes}
        self._remove(self._links, self._links.keys() - routes.keys())
        labels = {}
        for id_, route in routes.items():
            item = self._links.get(id_)
            if item is None:
                item = self._links[id_] = LinkItem(route, picture.link(route), self.ink)
                self.addItem(item)
            elif before is None or item.route != route:
                item.become(route, picture.link(route), self.ink)
            if (label := picture.label(route)) is not None:
                labels[id_] = label
        self._remove(self._labels, self._labels.keys() - labels.keys())
        for id_, label in labels.items():
            shown = self._labels.get(id_)
            if shown is None:
                shown = self._labels[id_] = DrawingItem(label, self.ink, LABEL, READABLE)
                self.addItem(shown)
            elif before is None or shown.drawing != label:
                shown.become(label, self.ink)

    def _remove(self, items: dict[str, Any], ids: Iterable[str]) -> None:
        for id_ in list(ids):
            self.removeItem(items.pop(id_))

    # Finding.

    @property
    def influence_map(self) -> InfluenceMap | None:
        return self.picture.map if self.picture is not None else None

    @property
    def everyone(self) -> dict[str, MapCard]:
        """All people of the purchase by id, on the map and beside it."""
        shown = self.influence_map
        if shown is None:
            return {}
        if self._everyone is None or self._everyone[0] is not shown:
            self._everyone = (shown, {card.person_id: card for card in shown.cards})
        return self._everyone[1]

    def place_of(self, person_id: str) -> Rect:
        assert self.picture is not None
        return self.picture.layout.cards[person_id]

    def card(self, person_id: str) -> MapCard | None:
        """The card of someone who is on the map."""
        return self.picture.cards.get(person_id) if self.picture is not None else None

    def card_item(self, person_id: str) -> CardItem:
        return self._cards[person_id]

    def link_item(self, link_id: str) -> LinkItem:
        return self._links[link_id]

    def link(self, link_id: str) -> MapLink | None:
        item = self._links.get(link_id)
        return item.route.link if item is not None else None

    def link_between(self, source_id: str, target_id: str, kind: str) -> str | None:
        """The link of a kind between two people, whichever way it runs if it has no direction."""
        ways = [(source_id, target_id)]
        if kind not in DIRECTED_LINKS:
            ways.append((target_id, source_id))
        for id_, item in self._links.items():
            link = item.route.link
            if link.kind == kind and (link.source_id, link.target_id) in ways:
                return id_
        return None

    def set_link_visible(self, link_id: str, visible: bool) -> None:
        """Hide a link with its label, while its card is in the user's hand."""
        self._links[link_id].setVisible(visible)
        if link_id in self._labels:
            self._labels[link_id].setVisible(visible)

    def card_at(self, point: QPointF, slack: float = 0.0) -> str | None:
        """The person whose card lies under a point of the scene, the topmost first."""
        spots = self._spots
        return spots.card_at(point.x(), point.y(), slack) if spots is not None else None

    def cards_in(self, area: Rect) -> list[str]:
        spots = self._spots
        return spots.cards_in(area) if spots is not None else []

    def link_at(self, point: QPointF, reach: float) -> str | None:
        """The link whose line or label runs closest to a point, within ``reach``."""
        spots = self._spots
        return spots.link_at(point.x(), point.y(), reach) if spots is not None else None

    @property
    def _spots(self) -> Spots | None:
        if self._found is None or self._found[0] is not self.picture:
            self._found = (self.picture, Spots(self.picture)) if self.picture is not None else None
        return self._found[1] if self._found is not None else None

    # Selecting.

    @property
    def current(self) -> str | None:
        """The person the keyboard speaks of."""
        return self.selection[-1] if self.selection else None

    def select(self, person_ids: Iterable[str], link_id: str | None = None) -> None:
        """Select these people, the last one being the current one, or a link."""
        wanted = tuple(dict.fromkeys(id_ for id_ in person_ids if id_ in self._cards))
        if wanted == self.selection and link_id == self.selected_link:
            return
        self.selection, self.selected_link = wanted, link_id
        self._mark()
        self.selection_changed.emit()

    def emphasise(self, person_ids: Iterable[str], link_ids: Iterable[str] = ()) -> None:
        """Let everything but these fade; with nobody named, everything is as strong as ever."""
        self._emphasised = (frozenset(person_ids), frozenset(link_ids))
        self._fade()

    def _fade(self) -> None:
        people, links = self._emphasised
        for items, strong in ((self._cards, people), (self._links, links), (self._labels, links)):
            for id_, item in items.items():
                item.setOpacity(1.0 if not people or id_ in strong else _FADED)

    def _prune_selection(self) -> None:
        kept = tuple(id_ for id_ in self.selection if id_ in self._cards)
        link_id = self.selected_link if self.selected_link in self._links else None
        changed = (kept, link_id) != (self.selection, self.selected_link)
        self.selection, self.selected_link = kept, link_id
        self._mark()
        if changed:
            self.selection_changed.emit()

    def _mark(self) -> None:
        chosen = set(self.selection)
        for id_, card in self._cards.items():
            card.set_selected(id_ in chosen)
        for id_, link in self._links.items():
            link.set_selected(id_ == self.selected_link)
        self.show_ends(True)

    def show_ends(self, shown: bool) -> None:
        """Show the grips of the selected link, or hide them while something is in the hand."""
        spots = self.link_ends()
        for item, spot in zip(self._ends, spots, strict=False):
            item.setPos(spot)
        for item in self._ends:
            item.setVisible(shown and self.grips and bool(spots))

    def link_ends(self) -> tuple[QPointF, ...]:
        """Where the selected link begins and ends; nothing if none is."""
        item = self._links.get(self.selected_link or "")
        return ends_of(item.route) if item is not None else ()


def _far_lane(picture: MapPicture, index: int, heading_size: int) -> Drawing:
    return picture.lanes(heading_size)[index]


def _look(card: MapCard) -> tuple[object, ...]:
    """Everything of a card that shows on it, which is all but its place."""
    return (
        card.kind, card.name, card.position, card.attitude, card.closeness, card.roles, card.part,
        card.weight, card.coach, card.key, card.cold, card.pinned, card.supposed,
    )  # fmt: skip
