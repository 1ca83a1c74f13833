"""Stops of the tour at the reviews of a map."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from keyaccount_desktop.ui import place

LATEST, NOW = 1, 0
"""Rows of the list."""


def review_stops(
    window: Any, account_id: str, purchase_id: str
) -> Iterator[tuple[str, Callable[[], object]]]:
    """The list, a review, and a comparison marked and side by side; the panel is closed afterwards."""

    def show(mode: str, row: int) -> None:
        window.go(place.client(account_id, "map", purchase_id))
        page = window.stack.currentWidget()._map
        page.beside.open_panel("reviews")
        panel = page.beside.panel("reviews")
        panel.list.setCurrentRow(row)
        panel.modes[mode].click()

    yield "map-reviews", lambda: show("picture", NOW)
    yield "map-review", lambda: show("picture", LATEST)
    yield "map-reviews-marked", lambda: show("marked", NOW)
    yield "map-reviews-beside", lambda: show("beside", NOW)
    window.go(place.client(account_id, "map", purchase_id))
    window.stack.currentWidget()._map.beside.open_panel("")
