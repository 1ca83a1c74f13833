"""An influence map of eight people, built with the mouse on visible widgets; only its name is typed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from keyaccount_desktop.method.vocabulary import TIES
from keyaccount_desktop.ui.clients.client_page import ClientPage
from keyaccount_desktop.ui.influence_map.map_page import MapPage
from keyaccount_desktop.ui.influence_map.menus import LinkMenu
from keyaccount_desktop.ui.main_window import MainWindow
from keyaccount_desktop.workbook.document import Workbook
from tests.e2e import map_of_eight as eight
from tests.ui.dropping import carry
from tests.ui.fields.keyboard import focused, write
from tests.workbook.conftest import contents

LEFT = Qt.MouseButton.LeftButton
NO_KEY = Qt.KeyboardModifier.NoModifier
CTRL = Qt.KeyboardModifier.ControlModifier


class Mouse:
    """A hand on the mouse, and eyes that find what it goes to."""

    def __init__(self, window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
        self.window, self.qtbot, self.monkeypatch = window, qtbot, monkeypatch

    def click(
        self, widget: QWidget, at: QPoint | None = None, modifiers: Qt.KeyboardModifier = NO_KEY
    ) -> None:
        at = widget.rect().center() if at is None else at
        assert widget.isVisible() and widget.rect().contains(at)
        QTest.mouseClick(widget, LEFT, modifiers, at)
        QApplication.processEvents()

    # ---- the window

    @property
    def workbook(self) -> Workbook:
        assert self.window.workbook is not None
        return self.window.workbook

    def open_the_client(self) -> None:
        table = self.window._pages["clients"].table  # type: ignore[attr-defined]
        at = table.visualRect(table.model().index(0, 0)).center()
        self.click(table.viewport(), at)
        QTest.mouseDClick(table.viewport(), LEFT, NO_KEY, at)
        self.qtbot.waitUntil(lambda: isinstance(self.window.stack.currentWidget(), ClientPage))

    def open_the_map(self) -> None:
        page = self.window.stack.currentWidget()
        assert isinstance(page, ClientPage)
        tab = next(n for n in range(page.tabs.count()) if page.tabs.tabText(n).startswith("Influence map"))
        self.click(page.tabs, page.tabs.tabRect(tab).center())
        self.qtbot.waitUntil(lambda: any(found.isVisible() for found in page.findChildren(MapPage)))
        (self.page,) = [found for found in page.findChildren(MapPage) if found.isVisible()]
        self.view = self.page.view

    def menu_bar(self, menu: str, entry: str) -> None:
        """Click a menu of the window, and the entry that begins so."""
        bar = self.window.menuBar()
        (title,) = [action for action in bar.actions() if action.text().replace("&", "") == menu]
        self.click(bar, bar.actionGeometry(title).center())
        opened = title.menu()
        assert isinstance(opened, QMenu)
        self.qtbot.waitUntil(opened.isVisible)
        self.pick(opened, entry)

    def pick(self, menu: QMenu, entry: str) -> None:
        action = next(a for a in menu.actions() if a.text().replace("&", "").startswith(entry))
        assert action.isEnabled()
        QTest.mouseClick(menu, LEFT, NO_KEY, menu.actionGeometry(action).center())
        QApplication.processEvents()

    # ---- the map

    def at(self, name: str, across: float = 30, down: float = 12) -> QPoint:
        """A point of a card, from its upper left corner."""
        (id_,) = [card.person_id for card in eight.shown(self.workbook).cards if card.name == name]
        place = self.view.map_scene.place_of(id_)
        at = self.view.mapFromScene(QPointF(place.x + across, place.y + down))
        assert self.view.viewport().rect().contains(at), f"{name} is not in view"
        return at

    def lane(self, level: str, function: str) -> QPoint:
        picture = self.view.map_scene.picture
        assert picture is not None
        cell = picture.layout.lanes.cell_rect((level, function))
        return self.view.mapFromScene(QPointF(cell.x + cell.width / 2, cell.y + cell.height / 2))

    def drag(self, start: QPoint, end: QPoint, until: Callable[[], bool] | None = None) -> None:
        """Press, move, hold until something is to be seen, let go."""
        viewport = self.view.viewport()
        assert viewport.rect().contains(start) and viewport.rect().contains(end)
        QTest.mouseMove(viewport, start)
        QTest.mousePress(viewport, LEFT, NO_KEY, start)
        for step in range(1, 9):
            QTest.mouseMove(viewport, start + (end - start) * step / 8)
            QApplication.processEvents()
        if until is not None:
            self.qtbot.waitUntil(until)
        QTest.mouseRelease(viewport, LEFT, NO_KEY, end)
        QApplication.processEvents()

    def place(self, name: str, level: str, function: str) -> None:
        people = self.page.panel.list
        row = next(r for r in range(people.model().rowCount()) if people.model().index(r, 0).data() == name)
        people.scrollTo(people.model().index(row, 0))
        start = people.visualRect(people.model().index(row, 0)).center()
        taken = carry(
            self.monkeypatch, people.viewport(), start, self.view.viewport(), self.lane(level, function)
        )
        assert taken == [True]

    def badge(self, field: str, code: str, *names: str) -> None:
        """A badge of the palette onto a card; several cards are selected first."""
        (badge,) = [b for b in self.page.panel.palette_.badges if (b.field, b.code) == (field, code)]
        if len(names) > 1:
            for name in names:
                self.click(self.view.viewport(), self.at(name), CTRL if name != names[0] else NO_KEY)
        at = self.at(names[-1])
        assert carry(self.monkeypatch, badge, badge.rect().center(), self.view.viewport(), at) == [True]

    def link(self, source: str, kind: str, target: str, strength: str = "") -> None:
        before = len(eight.shown(self.workbook).links)
        QTest.mouseMove(self.view.viewport(), self.at(source))
        self.drag(self.at(source, 88, 76), self.at(target))
        (menu,) = [menu for menu in self.view.findChildren(LinkMenu) if menu.isVisible()]
        if strength:
            (button,) = [button for button in menu.findChildren(QToolButton) if button.text() == strength]
            self.click(button)
        within: QMenu = menu
        if kind in TIES:
            ties = menu.ties.menuAction()
            QTest.mouseMove(menu, menu.actionGeometry(ties).center())
            QTest.mouseClick(menu, LEFT, NO_KEY, menu.actionGeometry(ties).center())
            self.qtbot.waitUntil(menu.ties.isVisible)
            within = menu.ties
        (action,) = [action for action in within.actions() if action.data() == kind]
        QTest.mouseClick(within, LEFT, NO_KEY, within.actionGeometry(action).center())
        self.qtbot.waitUntil(lambda: len(eight.shown(self.workbook).links) == before + 1)

    def report(self, name: str, superior: str) -> None:
        """Hold a card over the middle of another until that lights up."""
        self.drag(
            self.at(name), self.at(superior, 88, 38), until=lambda: "to " + superior in self.page.toolbar.said
        )

    def reattach(self, source: str, kind: str, target: str, new_target: str) -> None:
        found = eight.shown(self.workbook)
        ids = {card.name: card.person_id for card in found.cards}
        ends = (ids[source], kind, ids[target])
        (link,) = [link for link in found.links if (link.source_id, link.kind, link.target_id) == ends]
        route = self.view.map_scene.link_item(link.id).route
        x, y = route.label.centre if route.label is not None else route.points[len(route.points) // 2]
        self.click(self.view.viewport(), self.view.mapFromScene(QPointF(x, y)))
        grip = self.view.mapFromScene(self.view.map_scene.link_ends()[1])
        self.drag(grip, self.at(new_target))


def test_that_a_map_of_eight_is_built_with_the_mouse_alone(
    open_window: Callable[[Path], MainWindow], qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    eight.make_client(tmp_path / "East.kaw")
    window = open_window(tmp_path / "East.kaw")
    window.resize(1680, 1000)
    mouse = Mouse(window, qtbot, monkeypatch)
    mouse.open_the_client()
    mouse.open_the_map()
    workbook, page = mouse.workbook, mouse.page
    beginning = contents(workbook)

    mouse.click(page.empty._button)
    write(eight.PURCHASE)
    QTest.keyClick(focused(), Qt.Key.Key_Return)
    mouse.click(page.toolbar.fit)

    for name, (level, function) in eight.PLACES.items():
        mouse.place(name, level, function)
    for name, attitude in eight.ATTITUDES.items():
        mouse.badge("attitude", attitude, name)
    for name, roles in eight.ROLES.items():
        for role in roles:
            mouse.badge("roles", role, name)
    mouse.badge("closeness", "close", *eight.CLOSE)
    mouse.badge("part", "blocks", eight.BLOCKER)
    mouse.badge("key", "yes", eight.KEY)

    mouse.link("Wang Jianguo", "influences", "Zhou Deming", "Strong")
    mouse.link("Liu Min", "introduces", "Li Qiumei")
    mouse.link("Chen Zhiheng", "conflict", "Wang Jianguo")
    mouse.link("Zhao Yifan", "alumni", "Wu Kai")
    mouse.reattach("Liu Min", "introduces", "Li Qiumei", "Zhou Deming")

    mouse.report("Wang Jianguo", "Zhou Deming")
    mouse.report("Zhao Yifan", "Wang Jianguo")
    mouse.click(mouse.view.viewport(), mouse.at("Huang Jingyi"))
    mouse.click(mouse.view.viewport(), mouse.at("Chen Zhiheng"), CTRL)
    mouse.report("Chen Zhiheng", "Li Qiumei")  # both of them
    eight.check(workbook)

    # A band around the two of operations, and both move together.
    mouse.drag(mouse.at("Zhao Yifan", -20, -14), mouse.at("Wu Kai", 190, 60))
    moved = {card.name: card for card in eight.shown(workbook).cards}
    mouse.drag(mouse.at("Wu Kai"), mouse.at("Wu Kai") + QPoint(0, 40))
    after = {card.name: card for card in eight.shown(workbook).cards}
    assert after["Wu Kai"].y - moved["Wu Kai"].y == after["Zhao Yifan"].y - moved["Zhao Yifan"].y > 0
    eight.check(workbook)

    mouse.click(page.toolbar.arrange)
    eight.check(workbook)
    finished = contents(workbook)

    # Everything back, step by step from the Edit menu, and everything again.
    taken_back = 0
    while workbook.undo_label is not None:
        mouse.menu_bar("Edit", "Undo")
        taken_back += 1
    assert contents(workbook) == beginning
    for _ in range(taken_back):
        mouse.menu_bar("Edit", "Redo")
    assert contents(workbook) == finished
    eight.check(workbook)
