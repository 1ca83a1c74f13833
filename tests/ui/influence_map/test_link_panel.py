"""What is known of a link is written beside it: the method's note and fields of the user's own."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from keyaccount_desktop.language import Text
from keyaccount_desktop.ui.fields.panel import belongs_to
from keyaccount_desktop.ui.influence_map.link_panel import LinkPanel
from keyaccount_desktop.ui.influence_map.map_page import MapPage
from keyaccount_desktop.ui.influence_map.view import MapView
from keyaccount_desktop.workbook.definitions import Form, define_field
from keyaccount_desktop.workbook.facts import facts_of
from keyaccount_desktop.workbook.links import remove_links
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
