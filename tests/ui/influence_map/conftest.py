"""A small workbook with one map, its page shown offscreen, and a hand that moves a real mouse over it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from keyaccount_desktop.language import Text
from keyaccount_desktop.ui.influence_map.map_page import MapPage
from keyaccount_desktop.ui.influence_map.view import MapView
from keyaccount_desktop.workbook.accounts import add_account
from keyaccount_desktop.workbook.document import Workbook
from keyaccount_desktop.workbook.links import draw_link
from keyaccount_desktop.workbook.maps import (
    InfluenceMap,
    MapCard,
    Placement,
    influence_map,
    judge,
    place_cards,
)
from keyaccount_desktop.workbook.people import add_person
from keyaccount_desktop.workbook.purchases import add_purchase

NO_KEY = Qt.KeyboardModifier.NoModifier
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
LEFT = Qt.MouseButton.LeftButton


@dataclass
class Book:
    """A workbook with a client, a purchase, five people on its map and two beside it."""

    workbook: Workbook
    account: str
    purchase: str
    people: dict[str, str]

    def map(self) -> InfluenceMap:
        return influence_map(self.workbook, self.purchase)

    def card(self, name: str) -> MapCard:
        return next(card for card in self.map().cards if card.person_id == self.people[name])

    def links(self) -> set[tuple[str, str, str, int]]:
        names = {id_: name for name, id_ in self.people.items()}
        return {
            (names[link.source_id], link.kind, names[link.target_id], link.strength)
            for link in self.map().links
        }


PEOPLE = {
    # name: level, function, x, y
    "沈国梁": ("decision", "executive", 0, 0),
    "严文博": ("management", "using", 0, 0),
    "钟敏": ("management", "technical", 0, 0),
    "邹志强": ("management", "purchasing", 0, 0),
    "方凯": ("operation", "technical", 0, 0),
}
BESIDE = {"凌蓉": ("management", "finance"), "韩伟": (None, None)}


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    workbook = Workbook.create(tmp_path / "华东区.kaw")
    with workbook.edit(Text("Make", "做")):
        account = add_account(workbook, "江滨市第一人民医院")
        purchase = add_purchase(workbook, account, "彩色超声系统采购")
        people = {}
        for name, (level, function, x, y) in PEOPLE.items():
            people[name] = add_person(
                workbook, account, name, position="主任", level=level, function=function
            )
            place_cards(workbook, purchase, [Placement(people[name], x, y)])
        for name, (level_, function_) in BESIDE.items():
            people[name] = add_person(workbook, account, name, level=level_, function=function_)
        judge(workbook, purchase, [people["严文博"]], "stakeholder.attitude", "supporter")
        draw_link(workbook, people["严文博"], people["沈国梁"], "influences", strength=3)
        draw_link(workbook, people["方凯"], people["钟敏"], "reports_to")
    workbook.forget_history()
    yield Book(workbook, account, purchase, people)
    workbook.close()


@pytest.fixture
def page(book: Book, qtbot: QtBot) -> Iterator[MapPage]:
    shown = MapPage(book.workbook)
    qtbot.addWidget(shown)
    shown.resize(1280, 760)
    shown.show_account(book.account)
    with qtbot.waitExposed(shown):
        shown.show()
    shown.view.fit()  # all of it in sight, for the hand to reach
    yield shown
    shown.release()


@pytest.fixture
def view(page: MapPage) -> MapView:
    page.view.setFocus()
    return page.view


class Hand:
    """The user's hand: a mouse over the view, by names of people."""

    def __init__(self, view: MapView, book: Book) -> None:
        self.view = view
        self.book = book

    def at(self, name: str, dx: float = 60, dy: float = 20) -> QPoint:
        """A point of a person's card, from its upper left corner, in map units."""
        place = self.view.map_scene.place_of(self.book.people[name])
        return self.view.mapFromScene(QPointF(place.x + dx, place.y + dy))

    def dot(self, name: str) -> QPoint:
        """The dot in the middle of the card's right edge."""
        return self.at(name, 176, 38)

    def middle(self, name: str) -> QPoint:
        return self.at(name, 88, 38)

    def hold(self, name: str, over: str, modifiers: Qt.KeyboardModifier = NO_KEY) -> None:
        """Take a card up and carry it until the pointer is on the middle of another card."""
        self.press(self.at(name), modifiers)
        self.carry(self.at(name), self.middle(over))

    def lane(self, level: str, function: str) -> QPoint:
        """The middle of a cell."""
        picture = self.view.map_scene.picture
        assert picture is not None
        x, y = picture.layout.lanes.cell_rect((level, function)).centre
        return self.view.mapFromScene(QPointF(x, y))

    def ground(self) -> QPoint:
        return self.lane("operation", "purchasing")

    def press(
        self, at: QPoint, modifiers: Qt.KeyboardModifier = NO_KEY, button: Qt.MouseButton = LEFT
    ) -> None:
        QTest.mousePress(self.view.viewport(), button, modifiers, at)

    def move(self, at: QPoint) -> None:
        QTest.mouseMove(self.view.viewport(), at)
        QApplication.processEvents()

    def carry(self, start: QPoint, end: QPoint, steps: int = 6) -> None:
        """Move as a hand does, in several steps."""
        for step in range(1, steps + 1):
            self.move(start + (end - start) * step / steps)

    def release(
        self, at: QPoint, modifiers: Qt.KeyboardModifier = NO_KEY, button: Qt.MouseButton = LEFT
    ) -> None:
        QTest.mouseRelease(self.view.viewport(), button, modifiers, at)

    def drag(self, start: QPoint, end: QPoint, modifiers: Qt.KeyboardModifier = NO_KEY) -> None:
        self.press(start, modifiers)
        self.carry(start, end)
        self.release(end, modifiers)

    def click(self, at: QPoint, modifiers: Qt.KeyboardModifier = NO_KEY) -> None:
        QTest.mouseClick(self.view.viewport(), LEFT, modifiers, at)

    def key(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = NO_KEY) -> None:
        QTest.keyClick(self.view, key, modifiers)

    def selected(self) -> list[str]:
        names = {id_: name for name, id_ in self.book.people.items()}
        return [names[id_] for id_ in self.view.map_scene.selection]

    def select(self, *names: str) -> None:
        self.view.map_scene.select([self.book.people[name] for name in names])


@pytest.fixture
def hand(view: MapView, book: Book) -> Hand:
    return Hand(view, book)
