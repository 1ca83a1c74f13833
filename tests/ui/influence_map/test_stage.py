"""What the view shows: the live map, or another one in its place."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from keyaccount_desktop.ui.influence_map.beside import SIDES
from keyaccount_desktop.ui.influence_map.map_page import MapPage
from keyaccount_desktop.workbook import maps
from tests.ui.influence_map.conftest import LEFT, Book


class NoGestures:
    """A map that only can be looked at."""

    writable = False

    def __getattr__(self, name: str) -> Any:
        return lambda *arguments, **named: None


def writable(page: MapPage) -> bool:
    return page.view.map_actions.writable


def test_that_another_map_is_shown_under_a_strip_that_leads_back(page: MapPage, book: Book) -> None:
    left: list[str] = []
    alone = replace(book.map(), cards=book.map().cards[:1], links=())
    page.stage.show_instead(alone, NoGestures(), "Review of May", lambda: left.append("left"))
    assert page.influence_map == alone
    assert page.stage.strip.isVisible() and page.stage.strip.text.text() == "Review of May"
    assert writable(page) is False
    QTest.mouseClick(page.stage.strip.back, LEFT)
    assert page.influence_map == book.map()
    assert writable(page) is True and page.stage.strip.isHidden()
    assert left == ["left"]


def test_that_a_change_of_the_workbook_is_taken_in_behind_another_map(page: MapPage, book: Book) -> None:
    before = book.map()
    page.stage.show_instead(before, NoGestures(), "Before")
    someone = before.cards[0]
    maps.judge(book.workbook, book.purchase, [someone.person_id], "stakeholder.attitude", "supporter")
    assert page.influence_map == before
    assert page.stage.live == book.map() != before
    page.stage.show_live()
    assert page.influence_map == book.map()


def test_that_what_is_not_emphasised_fades_until_nothing_is(page: MapPage, book: Book) -> None:
    scene, link = page.view.map_scene, book.map().links[0]
    page.stage.emphasise([link.source_id, link.target_id], [link.id])
    faded = {id_ for id_ in scene.picture.cards if scene.card_item(id_).opacity() < 1}  # type: ignore[union-attr]
    assert faded == set(scene.picture.cards) - {link.source_id, link.target_id}  # type: ignore[union-attr]
    assert scene.link_item(link.id).opacity() == 1
    page.stage.emphasise(())
    assert all(scene.card_item(id_).opacity() == 1 for id_ in scene.picture.cards)  # type: ignore[union-attr]


def test_that_each_panel_opens_and_closes_by_its_icon(page: MapPage) -> None:
    for side in SIDES:
        QTest.mouseClick(page.beside.bar[side.key], LEFT)
        assert page.beside.current == side.key and page.beside.panel(side.key).isVisible()
        QTest.mouseClick(page.beside.bar[side.key], LEFT)
        assert page.beside.current == "" and not page.beside.panel(side.key).isVisible()
    QApplication.processEvents()
