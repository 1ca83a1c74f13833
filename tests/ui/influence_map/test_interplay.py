"""What stands beside the map, what is shown in its place and what is in the hand, each in the midst of the others."""

from __future__ import annotations

from typing import cast

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from keyaccount_desktop.ui import editing, theme
from keyaccount_desktop.ui.influence_map import menus
from keyaccount_desktop.ui.influence_map.beside import SIDES
from keyaccount_desktop.ui.influence_map.map_page import MapPage
from keyaccount_desktop.ui.influence_map.reviews_panel import ReviewsPanel
from keyaccount_desktop.ui.influence_map.two_views import TwoViews
from keyaccount_desktop.ui.influence_map.view import MapView
from keyaccount_desktop.ui.operation import stop_jobs
from keyaccount_desktop.ui.widgets import MessageBar
from keyaccount_desktop.workbook import maps, people, purchases, reviews
from tests.ui.influence_map.conftest import LEFT, Book, Hand

LOCKED = "A review stays as it was. Go back to the map to change it."


@pytest.fixture
def panel(page: MapPage, book: Book) -> ReviewsPanel:
    """A review of an earlier state; the live map is shown."""
    reviews.freeze_review(book.workbook, book.purchase, "first")
    people.rename_person(book.workbook, book.people["方凯"], "方小凯")
    page.beside.open_panel("reviews")
    return cast("ReviewsPanel", page.beside.panel("reviews"))


def side_by_side(panel: ReviewsPanel) -> tuple[MapView, MapView]:
    panel.step(1)
    QTest.mouseClick(panel.modes["beside"], LEFT)
    (two,) = panel.window().findChildren(TwoViews)
    assert two.isVisible()
    return two.views


def said(page: MapPage) -> str:
    return page.toolbar.said


def test_that_what_was_begun_on_the_live_map_is_over_once_a_review_is_shown(
    page: MapPage, panel: ReviewsPanel, hand: Hand
) -> None:
    hand.select("方凯")
    hand.key(Qt.Key.Key_L)
    assert "Link from 方小凯" in said(page)
    panel.step(1)
    assert said(page) == ""
    hand.select("钟敏")
    hand.click(hand.middle("钟敏"))
    assert not any(each.isVisible() for each in page.findChildren(menus.LinkMenu))


def test_that_the_dots_of_a_card_go_with_it_and_are_not_offered_on_a_review(
    page: MapPage, panel: ReviewsPanel, hand: Hand, book: Book
) -> None:
    handles = page.view.map_scene.handles
    hand.move(hand.middle("钟敏"))
    assert handles.isVisible()
    panel.step(1)
    assert not handles.isVisible()
    page.stage.show_live()
    hand.move(hand.middle("钟敏") + QPoint(1, 0))
    assert handles.isVisible()
    maps.take_off_map(book.workbook, book.purchase, [book.people["钟敏"]])
    assert not handles.isVisible()


@pytest.mark.parametrize("beside", [False, True])
def test_that_a_review_says_why_a_link_of_it_cannot_be_opened(
    page: MapPage, panel: ReviewsPanel, *, beside: bool
) -> None:
    view = side_by_side(panel)[0] if beside else page.view
    panel.step(1)
    picture = view.map_scene.picture
    assert picture is not None
    view.map_scene.select((), picture.routes[0].link.id)
    QTest.keyClick(view, Qt.Key.Key_Return)
    assert said(page) == LOCKED


def test_that_two_maps_side_by_side_say_why_nothing_is_changed_on_them(
    page: MapPage, panel: ReviewsPanel, book: Book
) -> None:
    before, _ = side_by_side(panel)
    before.map_scene.select([book.people["钟敏"]])
    QTest.keyClick(before, Qt.Key.Key_Delete)
    assert said(page) == LOCKED


def test_that_an_introduction_can_be_asked_for_at_two_maps_side_by_side(
    page: MapPage, panel: ReviewsPanel, book: Book, qtbot: QtBot
) -> None:
    before, _ = side_by_side(panel)
    before.map_scene.select([book.people["钟敏"]])
    QTest.keyClick(before, Qt.Key.Key_I)
    assert page.beside.current == "ties" and page.stage.shows_live
    stop_jobs()
    QApplication.processEvents()


def test_that_arranging_a_review_or_a_locked_map_says_why_nothing_moves(
    page: MapPage, panel: ReviewsPanel, book: Book
) -> None:
    panel.step(1)
    assert page.edit_command("map_arrange") and said(page) == LOCKED
    page.stage.show_live()
    book.workbook.read_only = True
    try:
        for command in ("map_arrange", "map_free"):
            page.toolbar.say("")
            assert page.edit_command(command)
            assert said(page) == page.view.map_actions.why_locked != ""
    finally:
        book.workbook.read_only = False


def test_that_deleting_a_purchase_names_what_it_is_now_though_a_review_is_shown(
    page: MapPage, panel: ReviewsPanel, book: Book
) -> None:
    bar = MessageBar(page)
    purchases.rename_purchase(book.workbook, book.purchase, "超声二期")
    panel.step(1)
    page.toolbar.purchase_deleted.emit()
    assert "Deleted 超声二期 with its map" in bar.text


def test_that_two_maps_that_are_covered_up_are_forgotten_and_shown_anew(
    page: MapPage, panel: ReviewsPanel
) -> None:
    views = side_by_side(panel)
    assert all(view.map_scene.picture is not None for view in views)
    QTest.mouseClick(panel.modes["marked"], LEFT)
    assert all(view.map_scene.picture is None for view in views)
    QTest.mouseClick(panel.modes["beside"], LEFT)
    assert all(view.map_scene.picture is not None for view in views)
    page.stage.show_live()
    assert all(view.map_scene.picture is None for view in views)


def test_that_another_theme_moves_no_link(page: MapPage) -> None:
    """Finding the ways of a thousand links takes a second."""
    before = page.view.map_scene.picture
    theme.current().set_mode("dark")
    after = page.view.map_scene.picture
    assert before is not None and after is not None and after is not before
    assert after.routes is before.routes


@pytest.mark.parametrize("key", [side.key for side in SIDES])
def test_that_another_language_is_taken_while_the_purchase_has_gone_unseen(
    page: MapPage, book: Book, key: str
) -> None:
    reviews.freeze_review(book.workbook, book.purchase, "first")
    page.beside.open_panel(key)
    if key == "what_if":
        page._place_by_key([book.people["凌蓉"]])
        assert "凌蓉" in {card.name for card in page.influence_map.cards if card.placed}  # type: ignore[union-attr]
    page.hide()
    purchases.delete_purchase(book.workbook, book.purchase)
    QApplication.sendEvent(page, QEvent(QEvent.Type.LanguageChange))
    page.show()
    assert page.purchase_id == "" and page.empty.isVisible()
    stop_jobs()


def test_that_a_name_being_typed_is_taken_when_one_goes_to_another_page(
    page: MapPage, book: Book, hand: Hand
) -> None:
    hand.key(Qt.Key.Key_A)
    line = page.view.new_cards.line  # type: ignore[union-attr]
    assert line is not None
    QApplication.processEvents()
    QTest.keyClicks(line, "New one")
    editing.commit_field()
    page.hide()
    QApplication.processEvents()
    assert "New one" in {card.name for card in book.map().cards}


@pytest.mark.parametrize("fitted", [True, False])
def test_that_the_map_is_seen_as_before_when_two_maps_side_by_side_are_left(
    page: MapPage, panel: ReviewsPanel, *, fitted: bool
) -> None:
    if not fitted:
        page.view.set_zoom(1.5)
    before = page.view.zoom
    views = side_by_side(panel)
    views[1].set_zoom(0.4)
    assert page.view.zoom == 0.4
    page.stage.show_live()
    assert page.view.zoom == pytest.approx(before) and page.view.fits == fitted
