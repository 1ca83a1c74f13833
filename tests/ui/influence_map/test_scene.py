"""The scene mirrors the workbook, changes as little as it must, and paints what the picture says."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QPointF, QRect
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication, QStyleOptionGraphicsItem

from keyaccount_desktop.exchange.map_shapes import NAME, SMALL, SMALL_BOLD_ITALIC, SMALL_ITALIC, TextStyle
from keyaccount_desktop.ui import theme
from keyaccount_desktop.ui.influence_map.items import CardItem, LinkItem, name_size
from keyaccount_desktop.ui.influence_map.map_page import MapPage
from keyaccount_desktop.ui.influence_map.painter import screen_ink
from keyaccount_desktop.ui.influence_map.scene import MapScene
from keyaccount_desktop.ui.influence_map.view import MapView
from keyaccount_desktop.workbook import links, maps
from keyaccount_desktop.workbook.maps import InfluenceMap, Placement
from keyaccount_desktop.workbook.people import delete_people, rename_person
from tests.benchmarks.made_maps import made_map
from tests.ui.influence_map.conftest import Book, Hand


def cards_of(scene: MapScene) -> dict[str, CardItem]:
    return {item.card.person_id: item for item in scene.items() if isinstance(item, CardItem)}


def links_of(scene: MapScene) -> dict[str, LinkItem]:
    return {item.route.link.id: item for item in scene.items() if isinstance(item, LinkItem)}


def assert_mirrors(scene: MapScene, influence_map: InfluenceMap) -> None:
    """What is on the scene is what is on the map, where the picture puts it."""
    placed = {card.person_id: card for card in influence_map.cards if card.placed}
    shown = cards_of(scene)
    assert {id_: item.card for id_, item in shown.items()} == placed
    fresh = MapScene()
    fresh.show(influence_map)
    assert fresh.picture is not None
    for id_, item in shown.items():
        place = fresh.picture.place(id_)
        assert (item.x(), item.y()) == (place.x, place.y)
    assert {id_: item.route for id_, item in links_of(scene).items()} == {
        route.link.id: route for route in fresh.picture.routes
    }


def test_that_only_what_changed_is_touched(qapp: QApplication) -> None:
    scene = MapScene()
    before = made_map(20)
    scene.show(before)
    cards, linked = cards_of(scene), links_of(scene)
    painted = {id_: item._draw for id_, item in cards.items()}
    changed = replace(before.cards[3], cold=not before.cards[3].cold)
    scene.show(replace(before, cards=(*before.cards[:3], changed, *before.cards[4:])))
    assert cards_of(scene) == cards and links_of(scene) == linked
    assert all(item._draw is not painted[id_] for id_, item in cards.items())
    assert cards["p3"].card.cold == changed.cold


def test_that_what_left_the_map_leaves_the_scene(qapp: QApplication) -> None:
    scene = MapScene()
    before = made_map(12)
    scene.show(before)
    gone = replace(before, cards=before.cards[:8], links=())
    scene.show(gone)
    assert_mirrors(scene, gone)
    scene.clear_map()
    assert not cards_of(scene) and not links_of(scene)


def test_that_the_scene_equals_the_workbook_after_any_walk_through_commands_and_undo(
    book: Book, page: MapPage
) -> None:
    chance = random.Random(7)
    scene, workbook = page.view.map_scene, book.workbook
    people = list(book.people.values())
    first = book.map()
    for _ in range(60):
        placed = [card.person_id for card in book.map().cards if card.placed] or people[:1]
        one, other = chance.choice(people), chance.choice(people)
        linked = [link.id for link in book.map().links]
        step: Any = chance.choice([
            lambda one=one: maps.place_cards(workbook, book.purchase, [Placement(one, chance.randint(0, 400), 0)]),
            lambda placed=placed: maps.move_cards(workbook, book.purchase, [
                Placement(id_, chance.randint(-50, 300), chance.randint(-50, 200),
                          chance.choice([None, "decision", "operation"]), chance.choice([None, "finance"]))
                for id_ in chance.sample(placed, min(2, len(placed)))
            ]),
            lambda placed=placed: maps.take_off_map(workbook, book.purchase, placed[:1]),
            lambda one=one: maps.judge(workbook, book.purchase, [one], "stakeholder.attitude", "opponent"),
            lambda one=one, other=other: one == other or links.draw_link(workbook, one, other, "influences"),
            lambda linked=linked: links.remove_links(workbook, linked[:1]),
            workbook.undo,
            workbook.undo,
            workbook.redo,
        ])  # fmt: skip
        step()
        assert_mirrors(scene, book.map())
    while workbook.undo() is not None:
        assert_mirrors(scene, book.map())
    assert book.map() == first


def test_that_renaming_and_deleting_a_person_reach_the_map(book: Book, page: MapPage) -> None:
    rename_person(book.workbook, book.people["钟敏"], "钟晓敏")
    assert cards_of(page.view.map_scene)[book.people["钟敏"]].card.name == "钟晓敏"
    delete_people(book.workbook, [book.people["钟敏"]])
    assert book.people["钟敏"] not in cards_of(page.view.map_scene)
    book.workbook.undo()
    assert book.people["钟敏"] in cards_of(page.view.map_scene)


def test_that_the_selection_outlives_a_change_and_forgets_who_is_gone(hand: Hand, book: Book) -> None:
    hand.select("严文博", "钟敏")
    maps.judge(book.workbook, book.purchase, [book.people["钟敏"]], "stakeholder.attitude", "neutral")
    assert hand.selected() == ["严文博", "钟敏"]
    maps.take_off_map(book.workbook, book.purchase, [book.people["钟敏"]])
    assert hand.selected() == ["严文博"]


def picture_of(view: MapView) -> QImage:
    QApplication.processEvents()
    return view.viewport().grab().toImage()


def colours(image: QImage, area: QRect) -> set[str]:
    return {
        QColor(image.pixel(x, y)).name()
        for x in range(area.left(), area.right())
        for y in range(area.top(), area.bottom())
    }


def test_that_a_card_shows_its_attitudes_colour_and_changes_it(hand: Hand, book: Book, view: MapView) -> None:
    view.set_zoom(1.0)
    band = QRect(hand.at("严文博", 1, 20), hand.at("严文博", 6, 50))
    assert theme.current().css("supporter") in colours(picture_of(view), band)
    maps.judge(book.workbook, book.purchase, [book.people["严文博"]], "stakeholder.attitude", "opponent")
    seen = colours(picture_of(view), band)
    assert theme.current().css("opponent") in seen and theme.current().css("supporter") not in seen


def test_that_the_map_follows_the_theme(hand: Hand, view: MapView) -> None:
    view.set_zoom(1.0)
    card = QRect(hand.at("严文博", 20, 40), hand.at("严文博", 60, 50))
    assert theme.current().css("surface") in colours(picture_of(view), card)
    theme.current().set_mode("dark")
    seen = colours(picture_of(view), card)
    assert theme.current().css("surface") in seen and "#ffffff" not in seen


@pytest.mark.parametrize("zoom", [0.05, 0.2, 0.41, 0.5, 1.0, 3.0])
def test_that_every_zoom_can_be_painted(view: MapView, zoom: float) -> None:
    view.show_map(made_map(40))
    view.set_zoom(zoom)
    assert len(colours(picture_of(view), view.viewport().rect())) > 2


def test_that_what_stands_still_looks_the_same_while_a_card_is_carried(hand: Hand, view: MapView) -> None:
    before = picture_of(view)
    start = hand.at("方凯")
    hand.press(start)
    hand.carry(start, start + QPoint(60, 30))
    during = picture_of(view)
    area = QRect(hand.at("沈国梁", -10, -10), hand.at("沈国梁", 100, 70))
    assert before.copy(area) == during.copy(area)
    hand.carry(start + QPoint(60, 30), start)
    hand.release(start)
    view.map_scene.select(())
    hand.move(QPoint(2, 2))
    assert picture_of(view) == before


@pytest.mark.parametrize(("zoom", "named"), [(0.15, False), (0.21, True), (0.4, True), (0.75, True)])
def test_that_names_are_painted_wherever_they_can_be_read(
    qapp: QApplication, zoom: float, named: bool
) -> None:
    scene = MapScene()
    scene.show(made_map(1))
    (item,) = cards_of(scene).values()
    pictures = []
    for paint in (lambda painter: item.paint(painter, QStyleOptionGraphicsItem()), item.paint_token):
        picture = QImage(80, 40, QImage.Format.Format_RGB32)
        picture.fill(QColor("white"))
        painter = QPainter(picture)
        painter.scale(zoom, zoom)
        paint(painter)
        painter.end()
        pictures.append(picture)
    assert (pictures[0] != pictures[1]) == named


@pytest.mark.parametrize("percent", range(10, 401, 6))
def test_that_no_zoom_shows_letters_too_small_to_be_read(qapp: QApplication, percent: int) -> None:
    picture = QImage(8, 8, QImage.Format.Format_RGB32)
    painter = QPainter(picture)
    painter.scale(percent / 100, percent / 100)
    size = name_size(painter)
    painter.end()
    if size is not None:
        smallest = size or SMALL.size
        assert smallest * percent / 100 >= 6.3


@pytest.mark.parametrize("percent", [21, 27, 35, 45, 58, 75, 100, 133, 200, 400])
@pytest.mark.parametrize(
    "text", ["Konstantinopel Wolfgang", "采购办公室副主任（分管设备）", "Öztürk 李 fjord"]
)
def test_that_text_keeps_to_its_measured_room_at_every_zoom(
    qapp: QApplication, percent: int, text: str
) -> None:
    ink, grey = screen_ink(), QImage.Format.Format_Grayscale8
    for style in (NAME, SMALL, SMALL_ITALIC, SMALL_BOLD_ITALIC, TextStyle(28, bold=True)):
        room, zoom = ink.measure(text, style), percent / 100
        left = 20
        picture = QImage(round(room * zoom) + 2 * left, round(style.size * zoom * 3) + 8, grey)
        picture.fill(255)
        painter = QPainter(picture)
        painter.setFont(ink.font(style))
        painter.translate(left, picture.height() * 0.6)
        painter.scale(zoom, zoom)
        painter.drawText(QPointF(), text)
        painter.end()
        inked = [
            x
            for x in range(picture.width())
            if any(picture.pixelColor(x, y).red() < 160 for y in range(picture.height()))
        ]
        assert left - 1 <= inked[0] and inked[-1] <= left + room * zoom + 1
