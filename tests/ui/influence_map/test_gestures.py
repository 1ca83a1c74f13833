"""Every gesture of the table, with the mouse, by keys and from a menu: the workbook is the same afterwards."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QMenu
from pytestqt.qtbot import QtBot

from keyaccount_desktop.ui.help import ShortcutsWindow
from keyaccount_desktop.ui.influence_map.gestures import GESTURES, other_keys
from keyaccount_desktop.ui.influence_map.keys import KEY_OF, LETTERS, NEW_KEYS
from keyaccount_desktop.ui.influence_map.map_page import MapPage
from keyaccount_desktop.ui.influence_map.menus import ASKED
from keyaccount_desktop.ui.influence_map.palette import ROWS
from tests.ui.dropping import carry
from tests.ui.influence_map.conftest import CTRL, SHIFT, Book, Hand
from tests.ui.influence_map.test_mouse import asked, choose, drag_link, entry, open_menu, steps, wheel
from tests.workbook.conftest import contents

Key = Qt.Key


class User:
    """Does each gesture in its three ways."""

    def __init__(self, hand: Hand, page: MapPage, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
        self.hand, self.page, self.qtbot, self.monkeypatch = hand, page, qtbot, monkeypatch
        self.view, self.book = page.view, hand.book

    def menu(self, *path: str) -> None:
        self.hand.key(Key.Key_Menu)
        entry(open_menu(self.view), *path)
        QApplication.processEvents()

    def keys(self, *keys: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        for key in keys:
            self.hand.key(key, modifiers)

    def badge(self, field: str, code: str | None, name: str) -> None:
        (badge,) = [b for b in self.page.panel.palette_.badges if (b.field, b.code) == (field, code)]
        target = self.hand.at(name)
        assert carry(self.monkeypatch, badge, badge.rect().center(), self.view.viewport(), target) == [True]

    def click_link(self) -> str:
        """Select the one link of influence, by a click on it."""
        (link,) = [link for link in self.book.map().links if link.kind == "influences"]
        points = self.view.map_scene.link_item(link.id).route.points
        self.hand.click(self.view.mapFromScene(QPointF(*points[len(points) // 2])))
        assert self.view.map_scene.selected_link == link.id
        return link.id

    # ---- the gestures

    def place_by_mouse(self) -> None:
        people = self.page.panel.list
        spot = self.row_of("凌蓉")
        picture = self.view.map_scene.picture
        assert picture is not None
        cell = picture.layout.lanes.cell_rect(("management", "finance"))
        at = self.view.mapFromScene(QPointF(cell.x + cell.width / 2, cell.y + 30))
        assert carry(self.monkeypatch, people.viewport(), spot, self.view.viewport(), at) == [True]

    def row_of(self, name: str) -> QPoint:
        people = self.page.panel.list
        (index,) = [
            people.model().index(row, 0)
            for row in range(people.model().rowCount())
            if people.model().index(row, 0).data() == name
        ]
        people.setCurrentIndex(index)
        return people.visualRect(index).center()

    def place_by_keys(self) -> None:
        self.row_of("凌蓉")
        QTest.keyClick(self.page.panel.list, Key.Key_Return)

    def place_by_menu(self) -> None:
        people, at = self.page.panel.list, self.row_of("凌蓉")
        asked_for = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, people.viewport().mapToGlobal(at))
        QApplication.sendEvent(people.viewport(), asked_for)
        (menu,) = [menu for menu in self.page.panel.list.findChildren(QMenu) if menu.isVisible()]
        entry(menu, "Put onto the map")

    def lane_by_mouse(self) -> None:
        start = self.hand.at("邹志强")
        rows = {lane.code: lane.start for lane in self._lanes().rows}
        up = round((rows["decision"] - rows["management"]) * self.view.zoom)
        self.hand.drag(start, start + QPoint(0, up))

    def _lanes(self) -> Any:
        picture = self.view.map_scene.picture
        assert picture is not None
        return picture.layout.lanes

    def lane_by_keys(self) -> None:
        self.hand.select("邹志强")
        self.keys(Key.Key_Up, modifiers=CTRL)

    def lane_by_menu(self) -> None:
        self.hand.select("邹志强")
        self.menu("Move", "One level up")

    def nudge_by_mouse(self) -> None:
        start = self.hand.at("方凯")
        self.hand.drag(start, start + QPoint(round(40 * self.view.zoom), round(24 * self.view.zoom)))

    def nudge_by_keys(self) -> None:
        self.hand.select("方凯")
        self.keys(*[Key.Key_Right] * 5, *[Key.Key_Down] * 3, modifiers=CTRL | SHIFT)

    def nudge_by_menu(self) -> None:
        self.hand.select("方凯")
        for name in ["A step to the right"] * 5 + ["A step down"] * 3:
            self.menu("Move", name)

    def report_by_mouse(self) -> None:
        self.hand.hold("邹志强", "钟敏")
        self.qtbot.waitUntil(lambda: "reports to" in self.page.toolbar.said)
        self.hand.release(self.hand.middle("钟敏"))

    def report_by_keys(self) -> None:
        self.hand.select("邹志强")
        self.keys(Key.Key_R, Key.Key_Left, Key.Key_Return)

    def report_by_menu(self) -> None:
        self.hand.select("邹志强")
        self.menu("Reports to…")
        self.hand.click(self.hand.at("钟敏"))

    def link_by_mouse(self) -> None:
        drag_link(self.hand, "钟敏", "邹志强")
        self._choose("influences")

    def _choose(self, kind: str) -> None:
        before = len(self.book.links())
        choose(asked(self.view), kind)
        self.qtbot.waitUntil(lambda: len(self.book.links()) == before + 1)

    def link_by_keys(self) -> None:
        self.hand.select("钟敏")
        self.keys(Key.Key_L, Key.Key_Right, Key.Key_Return)
        QTest.keyClick(asked(self.view), Key.Key_Return)
        self.qtbot.waitUntil(lambda: len(self.book.links()) == 3)

    def link_by_menu(self) -> None:
        self.hand.select("钟敏")
        self.menu("Draw a link from here")
        self.hand.click(self.hand.at("邹志强"))
        self._choose("influences")

    def reattach_by_mouse(self) -> None:
        self.click_link()
        _, end = self.view.map_scene.link_ends()
        self.hand.drag(self.view.mapFromScene(end), self.hand.at("钟敏"))

    def reattach_by_keys(self) -> None:
        self.hand.select("严文博")
        self.keys(Key.Key_BracketRight, Key.Key_End, Key.Key_Down, Key.Key_Right)
        assert self.hand.selected() == ["钟敏"]
        self.keys(Key.Key_Return)

    def reattach_by_menu(self) -> None:
        self.click_link()
        self.menu("End at another card…")
        self.hand.click(self.hand.at("钟敏"))

    def judge_by_mouse(self) -> None:
        self.badge("attitude", "opponent", "钟敏")

    def judge_by_keys(self) -> None:
        self.hand.select("钟敏")
        self.keys(Key.Key_O)

    def judge_by_menu(self) -> None:
        self.hand.select("钟敏")
        self.menu("Attitude to us", "Opponent")

    def select_by_mouse(self) -> None:
        self.hand.drag(self.hand.at("沈国梁", -30, -10), self.hand.at("邹志强", 200, 300))
        self._all_selected()

    def _all_selected(self) -> None:
        assert len(self.hand.selected()) == 5

    def select_by_keys(self) -> None:
        self.keys(Key.Key_A, modifiers=CTRL)
        self._all_selected()

    def select_by_menu(self) -> None:
        self.hand.click(self.hand.ground())
        self.menu("Select all")
        self._all_selected()

    def look_by_mouse(self) -> None:
        before = self.view.zoom
        wheel(self.view, self.hand.at("钟敏"), -1)
        assert self.view.zoom < before

    def look_by_keys(self) -> None:
        self.keys(Key.Key_9, modifiers=CTRL)
        assert self.view.fits

    def look_by_menu(self) -> None:
        self.hand.click(self.hand.ground())
        self.menu("Natural size")
        assert self.view.zoom == 1.0


def told(book: Book, known: set[str]) -> dict[str, list[tuple[object, ...]]]:
    """The whole workbook, but for the names of new rows and the second they were made."""

    def plain(value: object) -> object:
        if isinstance(value, str) and re.fullmatch("[0-9a-f]{32}", value) and value not in known:
            return "new"
        return "now" if isinstance(value, str) and re.match(r"\d{4}-\d\d-\d\dT", value) else value

    return {
        table: sorted((tuple(plain(value) for value in row) for row in rows), key=repr)
        for table, rows in contents(book.workbook).items()
    }


def ids(book: Book) -> set[str]:
    return {
        value
        for rows in contents(book.workbook).values()
        for row in rows
        for value in row
        if isinstance(value, str) and re.fullmatch("[0-9a-f]{32}", value)
    }


@pytest.fixture
def user(hand: Hand, page: MapPage, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> User:
    page.window().activateWindow()
    return User(hand, page, qtbot, monkeypatch)


@pytest.mark.parametrize("gesture", [gesture.id for gesture in GESTURES])
def test_that_mouse_keys_and_menu_lead_to_the_same_workbook(user: User, book: Book, gesture: str) -> None:
    before, known = contents(book.workbook), ids(book)
    found = {}
    for way in ("mouse", "keys", "menu"):
        do: Callable[[], None] = getattr(user, f"{gesture}_by_{way}")
        user.view.fit()
        user.hand.select()
        do()
        found[way] = told(book, known)
        if way == "mouse" and gesture not in ("select", "look"):
            assert steps(book) == 1, "a drag is one step of undo"
        while book.workbook.undo_label is not None:
            book.workbook.undo()
        assert contents(book.workbook) == before
    assert found["mouse"] == found["keys"] == found["menu"]
    assert (found["mouse"] != told(book, known)) == (gesture not in ("select", "look"))


BADGES = [badge for row in ROWS for badge in row]


@pytest.mark.parametrize(("field", "code"), BADGES, ids=[f"{field}-{code}" for field, code in BADGES])
def test_that_every_badge_has_a_letter_and_a_menu_that_do_the_same(
    user: User, book: Book, field: str, code: str | None
) -> None:
    """Each is done to someone of whom nothing is known; what is asked for is answered with the first."""
    letter = KEY_OF.get((field, code)) or KEY_OF[field, None]
    if field == "attitude" and code is None:
        user.hand.select("钟敏")
        user.keys(Key.Key_O)  # so that there is something to take back
        book.workbook.forget_history()
    before, known = contents(book.workbook), ids(book)
    found = []
    for way in ("badge", "letter", "menu"):
        user.hand.select("钟敏")
        if way == "badge":
            user.badge(field, code, "钟敏")
        elif way == "letter":
            QTest.keyClicks(user.view, letter)
        else:
            user.menu(*MENU[field, code])
        if way != "menu" and ((field in ASKED and code is None) or (letter == "C" and way == "letter")):
            answer(user, MENU[field, code][-1])
        found.append(told(book, known))
        assert steps(book) == 1
        book.workbook.undo()
        assert contents(book.workbook) == before
    assert found[0] == found[1] == found[2] != told(book, known)


MENU = {
    ("attitude", "supporter"): ("Attitude to us", "Supporter"),
    ("attitude", "neutral"): ("Attitude to us", "Neutral"),
    ("attitude", "opponent"): ("Attitude to us", "Opponent"),
    ("attitude", None): ("Attitude to us", "Not known yet"),
    ("roles", "initiator"): ("Buying role", "Initiator"),
    ("roles", "designer"): ("Buying role", "Designer"),
    ("roles", "decider"): ("Buying role", "Decision maker"),
    ("roles", "user"): ("Buying role", "User"),
    ("roles", "evaluator"): ("Buying role", "Evaluator"),
    ("closeness", "close"): ("Contact closeness", "Close"),
    ("closeness", "frequent"): ("Contact closeness", "Frequent"),
    ("closeness", "distant"): ("Contact closeness", "Distant"),
    ("closeness", "none"): ("Contact closeness", "Not contacted"),
    ("weight", None): ("Weight in the decision", "5%"),
    ("part", "blocks"): ("Part in the decision", "Blocker"),
    ("key", "yes"): ("Key person",),
    ("coach", None): ("Trust ladder", "Acquainted"),
    ("pinned", "yes"): ("Pin in place",),
}


def answer(user: User, text: str) -> None:
    """Choose in the menu that asks for a value, by keys."""
    menu = open_menu(user.view)
    while (action := menu.activeAction()) is None or action.text() != text:
        QTest.keyClick(menu, Key.Key_Down)
    QTest.keyClick(menu, Key.Key_Return)
    QApplication.processEvents()


def test_that_the_list_of_shortcuts_names_every_gesture_with_its_keys(qtbot: QtBot) -> None:
    window = ShortcutsWindow()
    qtbot.addWidget(window)
    shown = {label.text() for label in window.findChildren(QLabel)}
    for gesture in GESTURES:
        assert {str(gesture), gesture.keys, gesture.ways} <= shown
    for text, keys in other_keys():
        assert {text, keys} <= shown


def test_that_the_list_of_shortcuts_leaves_no_letter_of_the_map_out(qtbot: QtBot) -> None:
    window = ShortcutsWindow()
    qtbot.addWidget(window)
    said = " ".join(label.text() for label in window.findChildren(QLabel)).replace("1–5", "1 2 3 4 5")
    named = set(re.findall(r"(?<![\w+])[A-Z0-9](?!\w)", said))
    assert {*LETTERS, *NEW_KEYS, "L", "R", "I"} <= named
