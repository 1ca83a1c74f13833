"""All of a link stands beside it: kind, direction, strength, note and evidence; and each end sees its own side."""

from __future__ import annotations

import re

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QToolTip
from pytestqt.qtbot import QtBot

from keyaccount_desktop.language import Text
from keyaccount_desktop.method import vocabulary
from keyaccount_desktop.ui.fields.evidence import EvidencePanel
from keyaccount_desktop.ui.fields.panel import belongs_to
from keyaccount_desktop.ui.influence_map.link_panel import LinkPanel
from keyaccount_desktop.ui.influence_map.map_page import MapPage
from keyaccount_desktop.ui.influence_map.menus import LinkMenu
from keyaccount_desktop.ui.influence_map.view import MapView
from keyaccount_desktop.workbook.definitions import Form, define_field
from keyaccount_desktop.workbook.facts import Evidence, facts_of, set_fact
from keyaccount_desktop.workbook.links import draw_link, remove_links
from tests.ui.influence_map.conftest import LEFT, NO_KEY, Book, Hand

Key = Qt.Key


def link_of(book: Book) -> str:
    (link,) = [link for link in book.map().links if link.kind == "influences"]
    return link.id


def middle(view: MapView, link_id: str) -> QPoint:
    points = view.map_scene.link_item(link_id).route.points
    return view.mapFromScene(QPointF(*points[len(points) // 2]))


def opened(page: MapPage) -> LinkPanel:
    panels = [panel for panel in page.window().findChildren(LinkPanel) if panel.isVisible()]
    (panel,) = panels
    return panel


def by_enter(hand: Hand, link_id: str) -> None:
    hand.view.map_scene.select((), link_id)
    hand.key(Key.Key_Return)


def by_double_click(hand: Hand, link_id: str) -> None:
    at = middle(hand.view, link_id)
    hand.click(at)
    QTest.mouseDClick(hand.view.viewport(), LEFT, NO_KEY, at)


def by_menu(hand: Hand, link_id: str) -> None:
    hand.view.map_scene.select((), link_id)
    hand.view.open_menu()
    (menu,) = [menu for menu in hand.view.findChildren(QMenu) if menu.isVisible()]
    QTest.keyClick(menu, Key.Key_Down)
    QTest.keyClick(menu, Key.Key_Return)


@pytest.mark.parametrize("way", [by_enter, by_double_click, by_menu])
def test_that_a_note_is_written_where_the_link_is(way: object, hand: Hand, page: MapPage, book: Book) -> None:
    link_id = link_of(book)
    way(hand, link_id)  # type: ignore[operator]
    panel = opened(page)
    assert "严文博 → 沈国梁" in panel.accessibleName()
    assert belongs_to(QApplication.focusWidget(), panel)
    line = panel.grid.field("link.note")
    assert line is not None
    line.setFocus()
    QTest.keyClick(line, Key.Key_Return)
    writing = QApplication.focusWidget()
    assert writing is not None
    QTest.keyClicks(writing, "classmates")
    QTest.keyClick(writing, Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    (link,) = [link for link in book.map().links if link.id == link_id]
    assert link.note == "classmates"


def test_that_escape_first_gives_up_what_is_typed_and_then_the_panel(
    hand: Hand, page: MapPage, book: Book, qtbot: QtBot
) -> None:
    link_id = link_of(book)
    by_enter(hand, link_id)
    panel = opened(page)
    panel.grid.edit_field("link.note")
    writing = QApplication.focusWidget()
    assert writing is not None
    QTest.keyClick(writing, Key.Key_Escape)
    assert panel.isVisible()
    resting = QApplication.focusWidget()
    assert resting is panel.grid.field("link.note")
    QTest.keyClick(resting, Key.Key_Escape)
    assert not panel.isVisible()
    assert QApplication.focusWidget() is hand.view
    assert not [fact for fact in facts_of(book.workbook, ("link", link_id)) if fact.field == "link.note"]


def test_that_a_field_of_the_users_own_is_asked_about_the_link(hand: Hand, page: MapPage, book: Book) -> None:
    key = define_field(book.workbook, "link.link", Text("Since when", "何时起"), Form("text"))
    link_id = link_of(book)
    by_enter(hand, link_id)
    panel = opened(page)
    panel.grid.edit_field(key)
    writing = QApplication.focusWidget()
    assert writing is not None
    QTest.keyClicks(writing, "2019")
    QTest.keyClick(writing, Key.Key_Return)
    (fact,) = [fact for fact in facts_of(book.workbook, ("link", link_id)) if fact.field == key]
    assert fact.value == "2019"


def test_that_the_panel_goes_with_its_link_and_with_a_press_elsewhere(
    hand: Hand, page: MapPage, book: Book
) -> None:
    link_id = link_of(book)
    by_enter(hand, link_id)
    panel = opened(page)
    hand.click(hand.ground())
    assert not panel.isVisible()
    by_enter(hand, link_id)
    panel = opened(page)
    remove_links(book.workbook, [link_id])
    assert not panel.isVisible()


# ---- what the link is


def chosen(menu: QMenu, text: str) -> None:
    """Choose an entry by the keys, in the menu or the one below it."""
    for action in menu.actions():
        if action.menu() is not None and text in [entry.text() for entry in action.menu().actions()]:
            menu.setActiveAction(action)
            QTest.keyClick(menu, Key.Key_Right)
            menu = action.menu()  # type: ignore[assignment]
            break
    menu.setActiveAction(next(action for action in menu.actions() if action.text() == text))
    QTest.keyClick(menu, Key.Key_Return)


@pytest.mark.parametrize("kind", [code for code in vocabulary.LINK_KINDS if code != "influences"])
def test_that_a_link_becomes_of_any_kind_in_its_panel(
    hand: Hand, page: MapPage, book: Book, kind: str
) -> None:
    by_enter(hand, link_of(book))
    panel = opened(page)
    panel.kind.setFocus()
    menu = panel.kind.menu()
    menu.popup(panel.kind.mapToGlobal(QPoint()))
    chosen(menu, str(vocabulary.LINK_KINDS[kind].text))
    assert ("严文博", kind, "沈国梁", 3) in book.links()
    assert panel.isVisible()
    assert str(vocabulary.LINK_KINDS[kind].text) in panel.accessibleName()
    assert panel.turn.isVisible() == vocabulary.LINK_KINDS[kind].directed
    book.workbook.undo()
    assert ("严文博", "influences", "沈国梁", 3) in book.links()
    assert panel.kind.text() == "Influences"


def test_that_a_link_is_turned_round_and_back(hand: Hand, page: MapPage, book: Book) -> None:
    by_enter(hand, link_of(book))
    panel = opened(page)
    panel.turn.setFocus()
    QTest.keyClick(panel.turn, Key.Key_Return)
    assert ("沈国梁", "influences", "严文博", 3) in book.links()
    assert "沈国梁 → 严文博" in panel.accessibleName()
    QTest.mouseClick(panel.turn, LEFT)
    assert ("严文博", "influences", "沈国梁", 3) in book.links()
    book.workbook.undo()
    book.workbook.undo()
    assert book.workbook.undo_label is None


def test_that_a_link_is_turned_round_by_its_menu(hand: Hand, book: Book) -> None:
    hand.view.map_scene.select((), link_of(book))
    hand.view.open_menu()
    (menu,) = [menu for menu in hand.view.findChildren(QMenu) if menu.isVisible()]
    chosen(menu, "Turn round")
    assert ("沈国梁", "influences", "严文博", 3) in book.links()


def test_that_a_tie_has_no_direction_to_turn(hand: Hand, page: MapPage, book: Book) -> None:
    tie = draw_link(book.workbook, book.people["方凯"], book.people["邹志强"], "alumni")
    hand.view.map_scene.select((), tie)
    hand.view.open_menu()
    (menu,) = [menu for menu in hand.view.findChildren(QMenu) if menu.isVisible()]
    assert "Turn round" not in [action.text() for action in menu.actions()]
    menu.close()
    by_enter(hand, tie)
    assert not opened(page).turn.isVisible()


def test_that_the_panel_removes_its_link_and_gives_the_keyboard_back(
    hand: Hand, page: MapPage, book: Book
) -> None:
    by_enter(hand, link_of(book))
    panel = opened(page)
    QTest.mouseClick(panel.remove, LEFT)
    assert not panel.isVisible()
    assert "influences" not in {kind for _, kind, _, _ in book.links()}
    assert QApplication.focusWidget() is hand.view
    book.workbook.undo()
    assert "influences" in {kind for _, kind, _, _ in book.links()}


def test_that_a_link_only_assumed_is_said_to_be(hand: Hand, page: MapPage, book: Book) -> None:
    link_id = link_of(book)
    by_enter(hand, link_id)
    panel = opened(page)
    set_fact(
        book.workbook, ("link", link_id), "link.strength", 3, evidence=Evidence("third_party", "assumed")
    )
    line = panel.grid.field("link.strength")
    assert line is not None
    assert line.open_to_doubt(0)
    assert panel.evidence.text().startswith("Only assumed")
    QTest.mouseClick(panel.evidence, LEFT)
    (asked,) = page.window().findChildren(EvidencePanel)
    QTest.mouseClick(asked.certainties["confirmed"], LEFT)
    assert not {link.assumed for link in book.map().links if link.id == link_id} - {False}
    asked.close_panel()
    assert panel.isVisible() and panel.evidence.text() == "Who says so?"
    book.workbook.undo()
    (link,) = [link for link in book.map().links if link.id == link_id]
    assert link.assumed
    hand.view.map_scene.select([book.people["严文博"]])
    assert "Influences: 沈国梁 (assumed)" in hand.view.accessibleDescription()


def test_that_what_is_known_of_a_new_link_is_asked_for_where_it_was_drawn(
    hand: Hand, page: MapPage, book: Book, qtbot: QtBot
) -> None:
    hand.view.ask_for_link(book.people["钟敏"], book.people["邹志强"])
    (menu,) = [menu for menu in hand.view.findChildren(LinkMenu) if menu.isVisible()]
    QTest.keyClick(menu, Key.Key_N)
    QTest.keyClick(menu, Key.Key_Return)
    qtbot.waitUntil(lambda: any(panel.isVisible() for panel in page.window().findChildren(LinkPanel)))
    QApplication.processEvents()
    assert ("钟敏", "influences", "邹志强", 2) in book.links()
    assert "钟敏 → 邹志强" in opened(page).accessibleName()


# ---- both sides of it


SIDES = [
    ("reports_to", "Reports to: 沈国梁", "Superior of: 严文博"),
    ("influences", "Influences: 沈国梁", "Influenced by: 严文博"),
    ("introduces", "Introduces: 沈国梁", "Introduced by: 严文博"),
    ("conflict", "Conflict: 沈国梁", "Conflict: 严文博"),
    ("teacher", "Teacher and student: 沈国梁", "Teacher and student: 严文博"),
]


@pytest.mark.parametrize(("kind", "of_source", "of_target"), SIDES)
def test_that_each_end_sees_its_own_side_of_a_link(
    hand: Hand, book: Book, kind: str, of_source: str, of_target: str
) -> None:
    remove_links(book.workbook, [link.id for link in book.map().links])
    draw_link(book.workbook, book.people["严文博"], book.people["沈国梁"], kind)
    view = hand.view
    for name, said in (("严文博", of_source), ("沈国梁", of_target)):
        hand.select(name)
        assert view.accessibleDescription().endswith(said)
        at = hand.at(name)
        QApplication.sendEvent(
            view.viewport(), QHelpEvent(QHelpEvent.Type.ToolTip, at, view.viewport().mapToGlobal(at))
        )
        assert QToolTip.text().endswith(said)
        QToolTip.hideText()
        view.open_menu()
        (menu,) = [menu for menu in view.findChildren(QMenu) if menu.isVisible() and menu.parent() is view]
        chosen(menu, said)
        (link,) = book.map().links
        assert view.map_scene.selected_link == link.id
        assert re.search(str(vocabulary.LINK_KINDS[kind].text), view.accessibleDescription())
