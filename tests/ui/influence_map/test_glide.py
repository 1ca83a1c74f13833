"""Cards glide to their new places: only paint, ended by any gesture, and not where motion is unwelcome."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QProxyStyle, QStyle

from keyaccount_desktop.ui import motion
from keyaccount_desktop.ui.influence_map.glide import MILLISECONDS, Glide
from keyaccount_desktop.ui.influence_map.map_page import MapPage
from keyaccount_desktop.workbook import maps
from keyaccount_desktop.workbook.maps import Placement
from tests.ui.influence_map.conftest import LEFT, Book, Hand
from tests.ui.influence_map.test_mouse import wheel


@pytest.fixture
def glide(page: MapPage, book: Book) -> Iterator[Glide]:
    """The page's gliding, its clock in the test's hand; a card stands out of order."""
    maps.move_cards(book.workbook, book.purchase, [Placement(book.people["钟敏"], 320, 240)])
    motion.begin("full")
    glide = page.arranging.glide
    yield glide
    glide.finish()


def seen(page: MapPage, book: Book, name: str = "钟敏") -> tuple[float, float]:
    """Where a card is painted, in pixels of the window."""
    at = page.view.map_scene.card_item(book.people[name]).pos()
    shown = page.view.viewportTransform().map(at)
    return shown.x(), shown.y()


def at_home(page: MapPage, book: Book) -> bool:
    scene = page.view.map_scene
    return all(
        scene.card_item(id_).pos() == QPointF(scene.place_of(id_).x, scene.place_of(id_).y)
        for name in ("沈国梁", "严文博", "钟敏", "邹志强", "方凯")
        for id_ in (book.people[name],)
    )


def turn_clock(glide: Glide, share: float) -> None:
    glide.animation.pause()
    glide.animation.setCurrentTime(int(MILLISECONDS * share))


def test_that_arranged_cards_glide_from_where_they_were_seen(book: Book, page: MapPage, glide: Glide) -> None:
    before = seen(page, book)
    QTest.mouseClick(page.toolbar.arrange, LEFT)
    assert glide.under_way
    assert (book.card("钟敏").x, book.card("钟敏").y) == (0, 0)
    turn_clock(glide, 0)
    assert seen(page, book) == pytest.approx(before, abs=1.5)
    turn_clock(glide, 0.3)
    half_way = seen(page, book)
    glide.animation.resume()
    glide.animation.setCurrentTime(MILLISECONDS)
    assert not glide.under_way
    assert at_home(page, book)
    after = seen(page, book)
    assert min(before[1], after[1]) < half_way[1] < max(before[1], after[1])


def test_that_links_follow_their_cards_and_come_back(book: Book, page: MapPage, glide: Glide) -> None:
    scene = page.view.map_scene
    (link,) = [each.id for each in book.map().links if each.kind == "reports_to"]
    QTest.mouseClick(page.toolbar.arrange, LEFT)
    turn_clock(glide, 0.5)
    assert not scene.link_item(link).isVisible()
    assert glide._links is not None and glide._links.scene() is scene
    page.view.grab()
    glide.finish()
    assert scene.link_item(link).isVisible()
    assert glide._links is None


@pytest.mark.parametrize("gesture", ["press", "key", "wheel", "undo", "hide"])
def test_that_any_gesture_ends_it_at_once(
    book: Book, page: MapPage, hand: Hand, glide: Glide, gesture: str
) -> None:
    QTest.mouseClick(page.toolbar.arrange, LEFT)
    turn_clock(glide, 0.4)
    assert not at_home(page, book)
    if gesture == "press":
        hand.press(hand.at("钟敏"))
        assert hand.selected() == ["钟敏"]
        hand.release(hand.at("钟敏"))
    elif gesture == "key":
        hand.key(Qt.Key.Key_Right)
    elif gesture == "wheel":
        wheel(page.view, hand.at("钟敏"), 1)
    elif gesture == "undo":
        maps.take_off_map(book.workbook, book.purchase, [book.people["方凯"]])
        book.workbook.undo()
        glide.finish()
    else:
        page.hide()
    assert not glide.under_way
    assert at_home(page, book)


def test_that_undo_and_redo_glide_too(book: Book, page: MapPage, glide: Glide) -> None:
    QTest.mouseClick(page.toolbar.arrange, LEFT)
    glide.finish()
    for step in (book.workbook.undo, book.workbook.redo):
        step()
        assert glide.under_way
        glide.finish()
        assert at_home(page, book)


def test_that_the_layouts_glide_into_each_other(book: Book, page: MapPage, glide: Glide) -> None:
    QTest.mouseClick(page.toolbar.free, LEFT)
    maps.move_cards(book.workbook, book.purchase, [Placement(book.people["钟敏"], 640, 480)])
    assert not glide.under_way
    QTest.mouseClick(page.toolbar.free, LEFT)
    assert glide.under_way


def test_that_what_the_hand_has_moved_does_not_glide(
    book: Book, page: MapPage, hand: Hand, glide: Glide
) -> None:
    start = hand.at("严文博")
    hand.drag(start, start + (hand.lane("operation", "finance") - hand.lane("management", "using")))
    assert not glide.under_way
    assert at_home(page, book)


def test_that_nothing_glides_where_the_user_wants_less_motion(
    book: Book, page: MapPage, glide: Glide
) -> None:
    motion.begin("reduced")
    QTest.mouseClick(page.toolbar.arrange, LEFT)
    assert not glide.under_way
    assert at_home(page, book)


class StillStyle(QProxyStyle):
    """A system that asks for no animation."""

    def styleHint(self, hint: QStyle.StyleHint, *arguments: object, **named: object) -> int:
        if hint == QStyle.StyleHint.SH_Widget_Animation_Duration:
            return 0
        return super().styleHint(hint)


def test_that_nothing_glides_where_the_system_wants_less_motion(monkeypatch: pytest.MonkeyPatch) -> None:
    motion.begin("full")
    assert not motion.reduced()
    still = StillStyle("Fusion")
    monkeypatch.setattr(QApplication, "style", lambda: still)
    assert motion.reduced()


def test_that_a_map_of_another_purchase_is_simply_there(book: Book, page: MapPage, glide: Glide) -> None:
    from keyaccount_desktop.workbook.purchases import add_purchase

    add_purchase(book.workbook, book.account, "内镜系统")
    book.workbook.undo()
    assert not glide.under_way
