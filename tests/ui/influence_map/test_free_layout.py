"""The free layout: switched on and off without losing either arrangement, and every gesture works in it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest

from keyaccount_desktop.ui.influence_map import mime
from keyaccount_desktop.ui.influence_map.map_page import MapPage
from keyaccount_desktop.workbook import maps
from keyaccount_desktop.workbook.maps import Placement
from keyaccount_desktop.workbook.purchases import add_purchase
from tests.ui.influence_map.conftest import CTRL, LEFT, PEOPLE, SHIFT, Book, Hand
from tests.ui.influence_map.test_mouse import drop

if TYPE_CHECKING:
    from keyaccount_desktop.ui.main_window import MainWindow


def places(page: MapPage) -> dict[str, tuple[float, float]]:
    picture = page.view.map_scene.picture
    assert picture is not None
    return {id_: (place.x, place.y) for id_, place in picture.layout.cards.items()}


def levels(book: Book) -> dict[str, tuple[str | None, str | None]]:
    return {name: (book.card(name).level, book.card(name).function) for name in book.people}


@pytest.fixture
def free(book: Book, page: MapPage) -> MapPage:
    """The page with the free layout on."""
    QTest.mouseClick(page.toolbar.free, LEFT)
    page.view.fit()
    return page


def test_that_switching_is_one_step_and_moves_nothing_at_first(book: Book, page: MapPage) -> None:
    before, undo = places(page), book.workbook.undo_label
    lanes_before = {id_: (x - before[book.people["沈国梁"]][0], y) for id_, (x, y) in before.items()}
    QTest.mouseClick(page.toolbar.free, LEFT)
    assert book.map().layout == "free" and page.toolbar.free.isChecked()
    assert str(book.workbook.undo_label) == "Free layout"
    after = places(page)
    first = book.people["沈国梁"]
    for id_, (x, y) in after.items():
        assert x - after[first][0] == pytest.approx(lanes_before[id_][0])
        assert y - after[first][1] == pytest.approx(before[id_][1] - before[first][1])
    picture = page.view.map_scene.picture
    assert picture is not None and not picture.layout.lanes.rows and not picture.lanes()
    book.workbook.undo()
    assert places(page) == before and not page.toolbar.free.isChecked()
    assert book.workbook.undo_label == undo


def test_that_switching_back_and_forth_loses_neither_arrangement(book: Book, page: MapPage) -> None:
    in_lanes = places(page)
    QTest.mouseClick(page.toolbar.free, LEFT)
    maps.move_cards(book.workbook, book.purchase, [Placement(book.people["钟敏"], -160, 640)])
    freely = places(page)
    assert freely[book.people["钟敏"]] == (-160, 640)
    QTest.mouseClick(page.toolbar.free, LEFT)
    assert places(page) == in_lanes
    maps.move_cards(book.workbook, book.purchase, [Placement(book.people["方凯"], 80, 80)])
    QTest.mouseClick(page.toolbar.free, LEFT)
    assert places(page) == freely


def test_that_a_drag_puts_a_card_where_it_is_dropped_and_keeps_level_and_function(
    book: Book, free: MapPage, hand: Hand
) -> None:
    before = levels(book)
    scene = free.view.map_scene
    start = hand.at("邹志强")
    place = scene.place_of(book.people["邹志强"])
    to = start + QPoint(-16, 100)
    wanted = hand.view.mapToScene(to) - hand.view.mapToScene(start)
    hand.drag(start, to)
    moved = scene.place_of(book.people["邹志强"])
    assert (moved.x - place.x, moved.y - place.y) == pytest.approx((wanted.x(), wanted.y()), abs=12)
    assert levels(book) == before
    assert free.toolbar.said == ""
    book.workbook.undo()
    assert scene.place_of(book.people["邹志强"]) == place


def test_that_the_keys_nudge_and_carry(book: Book, free: MapPage, hand: Hand) -> None:
    before = levels(book)
    hand.select("方凯")
    scene = free.view.map_scene
    start = scene.place_of(book.people["方凯"])
    hand.key(Qt.Key.Key_Down, CTRL)
    lower = scene.place_of(book.people["方凯"])
    assert lower.x == pytest.approx(start.x, abs=8) and lower.y >= start.bottom
    hand.key(Qt.Key.Key_Right, CTRL | SHIFT)
    assert scene.place_of(book.people["方凯"]).x == lower.x + 8
    assert levels(book) == before
    book.workbook.undo()
    book.workbook.undo()
    assert scene.place_of(book.people["方凯"]) == start


def test_that_people_dropped_from_the_list_come_where_they_are_dropped(
    book: Book, free: MapPage, hand: Hand
) -> None:
    view = hand.view
    at = view.mapFromScene(QPointF(700, 700)) if view.fits else view.rect().center()
    point = view.mapToScene(at)
    assert drop(view, mime.of_people([book.people["凌蓉"]]), at)
    card = book.card("凌蓉")
    assert card.placed and (card.level, card.function) == ("management", "finance")
    place = view.map_scene.place_of(book.people["凌蓉"])
    assert place.grown(60).holds(point.x(), point.y())
    before = {name: book.card(name) for name in PEOPLE}
    QTest.mouseClick(free.toolbar.free, LEFT)
    assert {name: book.card(name) for name in PEOPLE} == before
    lanes = places(free)
    assert len(set(lanes.values())) == len(PEOPLE) + 1


def test_that_it_is_arranged_by_who_reports_to_whom(book: Book, free: MapPage) -> None:
    before = levels(book)
    maps.move_cards(book.workbook, book.purchase, [Placement(book.people["方凯"], 0, -400)])
    maps.pin(book.workbook, book.purchase, [book.people["邹志强"]], True)
    scene = free.view.map_scene
    pinned = scene.place_of(book.people["邹志强"])
    steps = book.workbook.undo_label
    QTest.mouseClick(free.toolbar.arrange, LEFT)
    assert book.workbook.undo_label != steps
    assert scene.place_of(book.people["方凯"]).y > scene.place_of(book.people["钟敏"]).y
    assert scene.place_of(book.people["邹志强"]) == pinned
    assert levels(book) == before
    QTest.mouseClick(free.toolbar.arrange, LEFT)
    assert free.toolbar.said == "Everything is in order already"


def test_that_each_purchase_has_a_layout_of_its_own(book: Book, free: MapPage) -> None:
    other = add_purchase(book.workbook, book.account, "内镜系统")
    assert free.purchase_id == other and not free.toolbar.free.isChecked()
    maps.place_cards(book.workbook, other, [Placement(book.people["钟敏"], 24, 48)])
    box = free.toolbar.purchases
    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_Down if box.currentIndex() == 0 else Qt.Key.Key_Up)
    assert free.purchase_id == book.purchase and free.toolbar.free.isChecked()
    assert len(places(free)) == len(PEOPLE)
    QTest.keyClick(box, Qt.Key.Key_Down if box.currentIndex() == 0 else Qt.Key.Key_Up)
    assert free.purchase_id == other and not free.toolbar.free.isChecked()
    assert list(places(free)) == [book.people["钟敏"]]


def test_that_a_workbook_that_is_only_read_keeps_its_layout(book: Book, page: MapPage) -> None:
    page.toolbar.set_writable(False)
    assert not page.toolbar.free.isEnabled()


def test_that_the_window_switches_and_arranges_by_keys(
    open_window: Callable[[Path], MainWindow], english_demo: Path
) -> None:
    window = open_window(english_demo)
    window.show_first_map()
    page = window.findChild(MapPage)
    assert page is not None and page.influence_map is not None
    QTest.keyClick(window, Qt.Key.Key_F, CTRL | SHIFT)
    assert page.influence_map.layout == "free"
    assert page.toolbar.said.startswith("Free layout")
    before = places(page)
    QTest.keyClick(window, Qt.Key.Key_F8)
    arranged = places(page)
    assert arranged != before
    QTest.keyClick(window, Qt.Key.Key_Z, CTRL)
    assert places(page) == before
    QTest.keyClick(window, Qt.Key.Key_Z, CTRL)
    assert page.influence_map.layout == "lanes"
    QTest.keyClick(window, Qt.Key.Key_Y, CTRL)
    QTest.keyClick(window, Qt.Key.Key_Y, CTRL)
    assert places(page) == arranged
