"""Stops of the tour at what-if beside the map."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from keyaccount_desktop.ui import place
from keyaccount_desktop.ui.influence_map.what_if_panel import WhatIfPanel
from keyaccount_desktop.ui.main_window import MainWindow


def what_if_stops(
    window: MainWindow, account_id: str, purchase_id: str
) -> Iterator[tuple[str, Callable[[], object]]]:
    """As things are; and with an attitude, a link, a weight and a role supposed."""

    def open_panel() -> Any:
        window.go(place.client(account_id, "map", purchase_id))
        panel = window.findChild(WhatIfPanel)
        if panel is None or not panel.isVisible():
            window.do("map_what_if")
        return window.stack.currentWidget()

    def suppose() -> None:
        page = open_panel()._map
        panel = window.findChild(WhatIfPanel)
        panel.moves.rows[0].try_it.click()
        scene, actions = page.view.map_scene, page.view.map_actions
        people = [card for card in panel._shown.cards if card.placed]
        opponents = [c for c in people if c.attitude is not None and c.attitude.value == "opponent"]
        actions.judge([opponents[0].person_id], "firmness", 2)
        actions.judge([opponents[0].person_id], "weight", 15)
        helper = next(card for card in people if card.attitude is None)
        actions.draw_link(helper.person_id, opponents[0].person_id, "influences", 3)
        scene.select(())

    yield "map-what-if", open_panel
    yield "map-what-if-tried", suppose
    if window.findChild(WhatIfPanel) is not None and window.findChild(WhatIfPanel).isVisible():
        window.do("map_what_if")
