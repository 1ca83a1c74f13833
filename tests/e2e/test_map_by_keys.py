"""The influence map of eight people again, built without touching the mouse."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from keyaccount_desktop.exchange.map_shapes import Rect
from keyaccount_desktop.ui.clients.client_page import ClientPage
from keyaccount_desktop.ui.influence_map.map_page import MapPage
from keyaccount_desktop.ui.influence_map.menus import LinkMenu
from keyaccount_desktop.ui.main_window import MainWindow
from keyaccount_desktop.workbook.document import Workbook
from keyaccount_desktop.workbook.maps import MapCard
from tests.e2e import map_of_eight as eight
from tests.ui.fields.keyboard import focused, press, write
from tests.workbook.conftest import contents

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
ATTITUDE = {"supporter": Key.Key_S, "neutral": Key.Key_N, "opponent": Key.Key_O}
ROLE = {"initiator": Key.Key_1, "designer": Key.Key_2, "decider": Key.Key_3, "user": Key.Key_4}
LEVELS = ["decision", "management", "operation", None]
FUNCTIONS = ["executive", "using", "technical", "finance", "purchasing", None]


class Keyboard:
    """Two hands on the keyboard, and eyes that see where everything stands."""

    def __init__(self, window: MainWindow, qtbot: QtBot) -> None:
        self.window, self.qtbot = window, qtbot

    @property
    def workbook(self) -> Workbook:
        assert self.window.workbook is not None
        return self.window.workbook

    def press(self, *keys: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        for key in keys:
            press(key, modifiers)
            QApplication.processEvents()

    def open_the_map(self) -> None:
        """Ctrl+K and the client's name, then Ctrl+4."""
        QTest.keyClick(self.window, Key.Key_K, CTRL)
        self.qtbot.waitUntil(self.window.popup.isVisible)
        write("Binjiang")
        self.qtbot.waitUntil(lambda: self.window.popup.model.rowCount() > 0)
        self.press(Key.Key_Return)
        self.qtbot.waitUntil(lambda: isinstance(self.window.stack.currentWidget(), ClientPage))
        QTest.keyClick(self.window, Key.Key_4, CTRL)
        page = self.window.stack.currentWidget()
        self.qtbot.waitUntil(lambda: any(found.isVisible() for found in page.findChildren(MapPage)))
        (self.page,) = [found for found in page.findChildren(MapPage) if found.isVisible()]
        self.view = self.page.view

    def tab_to(self, reached: Callable[[], bool], *, back: bool = False) -> None:
        for _ in range(40):
            if reached():
                return
            stood = QApplication.focusWidget() or self.window
            QTest.keyClick(stood, Key.Key_Backtab if back else Key.Key_Tab)
            QApplication.processEvents()
        raise AssertionError("not reached by Tab")

    # ---- on the map

    def card(self, name: str) -> MapCard:
        (card,) = [card for card in eight.shown(self.workbook).cards if card.name == name]
        return card

    @property
    def current(self) -> str:
        card = self.view.map_scene.card(self.view.map_scene.current or "")
        return card.name if card is not None else ""

    def place(self, name: str) -> Rect:
        return self.view.map_scene.place_of(self.card(name).person_id)

    def walk_to(self, name: str) -> None:
        """Arrows, each time the one that leads to the card nearest to the one that is wanted."""
        assert focused() is self.view
        if not self.current:
            self.press(Key.Key_Down)
        seen: list[str] = []
        while self.current != name:
            here, there = self.place(self.current).centre, self.place(name).centre
            across, down = there[0] - here[0], there[1] - here[1]
            aside = Key.Key_Right if across > 0 else Key.Key_Left
            along = Key.Key_Down if down > 0 else Key.Key_Up
            ways = [aside, along] if abs(across) > abs(down) else [along, aside]
            before = self.current
            seen.append(before)
            for way in ways if seen.count(before) < 2 else reversed(ways):
                self.press(way)
                if self.current != before:
                    break
            assert self.current != before and len(seen) < 40, f"from {before} no arrow leads to {name}"

    def carry_to(self, name: str, level: str, function: str) -> None:
        """Ctrl and arrows, lane by lane."""
        self.walk_to(name)
        for axis, lanes, wanted, keys in (
            ("level", LEVELS, level, (Key.Key_Up, Key.Key_Down)),
            ("function", FUNCTIONS, function, (Key.Key_Left, Key.Key_Right)),
        ):
            while (now := getattr(self.card(name), axis)) != wanted:
                self.press(keys[lanes.index(now) < lanes.index(wanted)], modifiers=CTRL)
                assert getattr(self.card(name), axis) != now
        assert self.current == name

    def answer(self, text: str) -> None:
        """Go down the menu that has opened, and press Enter."""
        menu = next(menu for menu in self.view.findChildren(QMenu) if menu.isVisible())
        while (action := menu.activeAction()) is None or action.text().split("\t")[0] != text:
            QTest.keyClick(menu, Key.Key_Down)
        QTest.keyClick(menu, Key.Key_Return)
        QApplication.processEvents()

    def link(self, source: str, kind: str, target: str) -> None:
        before = len(eight.shown(self.workbook).links)
        self.walk_to(source)
        self.press(Key.Key_L)
        self.walk_to(target)
        self.press(Key.Key_Return)
        menu: QMenu = next(menu for menu in self.view.findChildren(LinkMenu) if menu.isVisible())
        assert isinstance(menu, LinkMenu)
        if kind not in {action.data() for action in menu.actions()}:
            while menu.activeAction() is not menu.ties.menuAction():
                QTest.keyClick(menu, Key.Key_Down)
            QTest.keyClick(menu, Key.Key_Right)
            menu = menu.ties
        while menu.activeAction().data() != kind:
            QTest.keyClick(menu, Key.Key_Down)
        QTest.keyClick(menu, Key.Key_Return)
        self.qtbot.waitUntil(lambda: len(eight.shown(self.workbook).links) == before + 1)

    def report(self, superior: str, *names: str) -> None:
        self.walk_to(names[0])
        for name in names[1:]:
            self.add(name)
        self.press(Key.Key_R)
        self.walk_to(superior)
        assert "to " + superior in self.page.toolbar.said
        self.press(Key.Key_Return)

    def add(self, name: str) -> None:
        """Shift and the arrow to a neighbour."""
        here, there = self.place(self.current).centre, self.place(name).centre
        self.press(Key.Key_Right if there[0] > here[0] else Key.Key_Left, modifiers=SHIFT)
        assert self.current == name

    def go_to_link(self, source: str, kind: str) -> str:
        """Through the links of a card with the closing bracket."""
        self.walk_to(source)
        scene = self.view.map_scene
        for _ in range(10):
            self.press(Key.Key_BracketRight)
            link = scene.link(scene.selected_link or "")
            if link is not None and link.kind == kind:
                return link.id
        raise AssertionError("not reached")


def test_that_a_map_of_eight_is_built_with_keys_alone(
    open_window: Callable[[Path], MainWindow], qtbot: QtBot, tmp_path: Path
) -> None:
    eight.make_client(tmp_path / "East.kaw")
    window = open_window(tmp_path / "East.kaw")
    keys = Keyboard(window, qtbot)
    keys.open_the_map()
    workbook, page, view = keys.workbook, keys.page, keys.view
    beginning = contents(workbook)

    keys.tab_to(lambda: QApplication.focusWidget() is page.empty._button)
    keys.press(Key.Key_Space)
    write(eight.PURCHASE)
    keys.press(Key.Key_Return)
    assert focused() is view

    # All of them from the list at once, then each to where they belong.
    keys.tab_to(lambda: QApplication.focusWidget() is page.panel.list, back=True)
    keys.press(Key.Key_A, modifiers=CTRL)
    keys.press(Key.Key_Return)
    keys.tab_to(lambda: QApplication.focusWidget() is view)
    keys.press(Key.Key_Escape)
    for name, (level, function) in eight.PLACES.items():
        keys.carry_to(name, level, function)

    for name, attitude in eight.ATTITUDES.items():
        keys.walk_to(name)
        keys.press(ATTITUDE[attitude])
    for name, roles in eight.ROLES.items():
        keys.walk_to(name)
        keys.press(*(ROLE[role] for role in roles))
    keys.walk_to(eight.CLOSE[0])
    keys.add(eight.CLOSE[1])
    keys.press(Key.Key_C)
    keys.answer("Close")
    keys.walk_to(eight.BLOCKER)
    keys.press(Key.Key_B)
    keys.walk_to(eight.KEY)
    keys.press(Key.Key_K)

    keys.link("Wang Jianguo", "influences", "Zhou Deming")
    keys.go_to_link("Wang Jianguo", "influences")
    keys.press(Key.Key_Menu)
    menu = next(menu for menu in view.findChildren(QMenu) if menu.isVisible())
    while (
        menu.activeAction() is None
        or menu.activeAction().menu() is None
        or ("Strength" not in menu.activeAction().text())
    ):
        QTest.keyClick(menu, Key.Key_Down)
    QTest.keyClick(menu, Key.Key_Right)
    strengths = menu.activeAction().menu()
    assert isinstance(strengths, QMenu)
    while strengths.activeAction().text() != "Strong":
        QTest.keyClick(strengths, Key.Key_Down)
    QTest.keyClick(strengths, Key.Key_Return)
    keys.press(Key.Key_Escape)
    keys.link("Liu Min", "introduces", "Li Qiumei")
    keys.link("Chen Zhiheng", "conflict", "Wang Jianguo")
    keys.link("Zhao Yifan", "alumni", "Wu Kai")
    carried = keys.go_to_link("Liu Min", "introduces")
    keys.press(Key.Key_End)
    keys.walk_to("Zhou Deming")
    keys.press(Key.Key_Return)
    assert view.map_scene.selected_link == carried
    keys.press(Key.Key_Escape)

    keys.report("Zhou Deming", "Wang Jianguo")
    keys.report("Wang Jianguo", "Zhao Yifan")
    keys.report("Li Qiumei", "Huang Jingyi", "Chen Zhiheng")
    eight.check(workbook)

    # The two of operations are moved together, and everything is put in order.
    keys.walk_to("Zhao Yifan")
    keys.add("Wu Kai")
    moved = {name: keys.card(name).y for name in ("Zhao Yifan", "Wu Kai")}
    keys.press(Key.Key_Down, Key.Key_Down, modifiers=CTRL | SHIFT)
    assert all(keys.card(name).y == y + 16 for name, y in moved.items())
    keys.press(Key.Key_Escape, Key.Key_Menu)
    keys.answer("Arrange automatically")
    eight.check(workbook)
    finished = contents(workbook)

    taken_back = 0
    while workbook.undo_label is not None:
        QTest.keyClick(window, Key.Key_Z, CTRL)
        QApplication.processEvents()
        taken_back += 1
    assert contents(workbook) == beginning
    for _ in range(taken_back):
        QTest.keyClick(window, Key.Key_Z, CTRL | SHIFT)
        QApplication.processEvents()
    assert contents(workbook) == finished
    eight.check(workbook)
