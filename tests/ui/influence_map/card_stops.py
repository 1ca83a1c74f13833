"""Stops of the tour on the map: its health beside it, a card being typed, a link with all that is known of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from keyaccount_desktop.ui import place
from keyaccount_desktop.ui.influence_map.link_panel import LinkPanel
from keyaccount_desktop.ui.main_window import MainWindow

Stop = tuple[str, Callable[[], object]]


def card_stops(
    window: MainWindow, account_id: str, purchase_id: str, settle: Callable[[], object]
) -> Iterator[Stop]:
    """The last one leaves the map as it was, with nothing beside it."""

    def page(side: str = "") -> Any:
        window.go(place.client(account_id, "map", purchase_id))
        settle()
        found: Any = window.stack.currentWidget()._map  # type: ignore[attr-defined]
        found.beside.open_panel(side)
        settle()
        return found

    def type_card() -> None:
        view = page().view
        view.setFocus()
        view.new_cards.add_to_function("finance")

    def offer_holders() -> None:
        found = page()
        found.view.new_cards.close()
        post = next(card for card in found.influence_map.cards if card.kind == "post" and card.placed)
        found.view.new_cards.name_holder(post.person_id)

    def open_link() -> None:
        found = page()
        found.view.new_cards.close()
        link = next(link for link in found.influence_map.links if link.kind == "influences")
        found.view.map_scene.select((), link.id)
        found.open_link(link.id)

    yield "map-health", lambda: page("health")
    yield "map-new-card", type_card
    yield "map-holder", offer_holders
    yield "map-link", open_link
    for panel in window.findChildren(LinkPanel):
        panel.close_panel()
    page().view.new_cards.close()
