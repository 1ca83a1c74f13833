"""Pictures of the map while something is in the hand, for the tour."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest

from keyaccount_desktop.ui import place
from keyaccount_desktop.ui.influence_map.map_page import MapPage

if TYPE_CHECKING:
    from keyaccount_desktop.ui.influence_map.view import MapView
    from keyaccount_desktop.ui.main_window import MainWindow

LEFT, NO_KEY = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


def gesture_stops(
    window: MainWindow, account_id: str, purchase_id: str
) -> Iterator[tuple[str, Callable[[], object]]]:
    """A card among its guides, one held over another, an end of a link where it can go and where it cannot."""

    def view() -> MapView:
        window.go(place.client(account_id, "map", purchase_id))
        (page,) = [found for found in window.findChildren(MapPage) if found.isVisible()]
        page.view.cancel_tool()
        page.view.fit()
        return page.view

    def at(shown: MapView, number: int, across: float = 88, down: float = 38) -> QPoint:
        scene = shown.map_scene
        assert scene.picture is not None
        spot = list(scene.picture.layout.cards.values())[number]
        return shown.mapFromScene(QPointF(spot.x + across, spot.y + down))

    def carry(shown: MapView, start: QPoint, end: QPoint) -> None:
        QTest.mousePress(shown.viewport(), LEFT, NO_KEY, start)
        for step in range(1, 7):
            QTest.mouseMove(shown.viewport(), start + (end - start) * step / 6)

    def moving() -> None:
        shown = view()
        carry(shown, at(shown, 0), at(shown, 0) + QPoint(6, -40))

    def reporting(number: int, superior: int) -> None:
        shown = view()
        carry(shown, at(shown, number), at(shown, superior))
        shown.resting.stop()
        assert shown._tool is not None
        shown._tool.rested()
        shown.repaint_tool()

    def reattaching(wanted: str, target: int | None) -> None:
        shown = view()
        scene = shown.map_scene
        assert scene.picture is not None
        link = next(route.link for route in scene.picture.routes if route.link.kind == wanted)
        scene.select((), link.id)
        number = list(scene.picture.layout.cards).index(link.source_id) if target is None else target
        carry(shown, shown.mapFromScene(scene.link_ends()[1]), at(shown, number, 60, 30))

    yield "map moving", moving
    yield "map reporting", lambda: reporting(0, 7)
    yield "map reattaching", lambda: reattaching("influences", 2)
    yield "map refused", lambda: reattaching("introduces", None)

    def let_go() -> None:
        shown = view()
        shown.map_scene.select(())
        shown.show_beginning()  # the stops after these begin as the map does

    yield "map let go", let_go
