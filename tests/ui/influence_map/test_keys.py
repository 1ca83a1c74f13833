"""The map without a mouse: walking, moving, judging, linking, removing, zooming by keys alone."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from keyaccount_desktop.method.vocabulary import TIES
from keyaccount_desktop.ui.influence_map.map_page import MapPage
from keyaccount_desktop.ui.influence_map.menus import LinkMenu
from keyaccount_desktop.ui.influence_map.view import MapView
from tests.ui.influence_map.conftest import CTRL, NO_KEY, SHIFT, Book, Hand

Key = Qt.Key


def test_that_tab_into_the_map_begins_at_its_upper_left_card(page: MapPage, hand: Hand) -> None:
    page.panel.list.setFocus()
    page.view.setFocus(Qt.FocusReason.TabFocusReason)
    assert hand.selected() == ["沈国梁"]


def test_that_arrows_walk_from_card_to_card(hand: Hand) -> None:
    hand.select("严文博")
    for key, name in (
        (Key.Key_Right, "钟敏"),
        (Key.Key_Down, "方凯"),
        (Key.Key_Up, "钟敏"),
        (Key.Key_Right, "邹志强"),
        (Key.Key_Left, "钟敏"),
        (Key.Key_Left, "严文博"),
    ):
        hand.key(key)
        assert hand.selected() == [name]


def test_that_shift_and_arrows_select_more(hand: Hand) -> None:
    hand.select("严文博")
    hand.key(Key.Key_Right, SHIFT)
    assert hand.selected() == ["严文博", "钟敏"]


def test_that_every_card_is_reached_by_arrows(hand: Hand, book: Book) -> None:
    hand.select("沈国梁")
    seen = set(hand.selected())
    frontier = list(seen)
    while frontier:
        start = frontier.pop()
        for key in (Key.Key_Up, Key.Key_Down, Key.Key_Left, Key.Key_Right):
            hand.select(start)
            hand.key(key)
            (reached,) = hand.selected()
            if reached not in seen:
                seen.add(reached)
                frontier.append(reached)
    assert seen == {"沈国梁", "严文博", "钟敏", "邹志强", "方凯"}


def test_that_ctrl_and_arrows_carry_the_card_to_the_next_lane(hand: Hand, book: Book, page: MapPage) -> None:
    hand.select("邹志强")
    hand.key(Key.Key_Up, CTRL)
    assert book.card("邹志强").level == "decision"
    assert page.toolbar.said == "Decision-making · Purchasing department"
    hand.key(Key.Key_Left, CTRL)
    assert book.card("邹志强").function == "finance"
    book.workbook.undo()
    book.workbook.undo()
    assert book.workbook.undo_label is None
    assert (book.card("邹志强").level, book.card("邹志强").function) == ("management", "purchasing")
    assert hand.selected() == ["邹志强"]


def test_that_ctrl_shift_and_arrows_nudge_by_one_step_of_the_grid(hand: Hand, book: Book) -> None:
    hand.select("严文博")
    hand.key(Key.Key_Right, CTRL | SHIFT)
    hand.key(Key.Key_Down, CTRL | SHIFT)
    assert (book.card("严文博").x, book.card("严文博").y) == (8, 8)


@pytest.mark.parametrize(
    ("key", "attitude"),
    [(Key.Key_S, "supporter"), (Key.Key_N, "neutral"), (Key.Key_O, "opponent"), (Key.Key_U, None)],
)
def test_that_letters_set_the_attitude(hand: Hand, book: Book, key: Key, attitude: str | None) -> None:
    hand.select("严文博", "钟敏")
    hand.key(key)
    for name in ("严文博", "钟敏"):
        judged = book.card(name).attitude
        assert (judged.value if judged else None) == attitude
    if attitude != "supporter":
        book.workbook.undo()
        assert book.workbook.undo_label is None


def test_that_digits_give_and_take_roles(hand: Hand, book: Book) -> None:
    hand.select("钟敏")
    for key in (Key.Key_1, Key.Key_5):
        hand.key(key)
    roles = book.card("钟敏").roles
    assert roles is not None and roles.value == ("initiator", "evaluator")
    hand.key(Key.Key_1)
    roles = book.card("钟敏").roles
    assert roles is not None and roles.value == ("evaluator",)


def test_that_p_pins_and_lets_loose(hand: Hand, book: Book) -> None:
    hand.select("钟敏")
    hand.key(Key.Key_P)
    assert book.card("钟敏").pinned
    hand.key(Key.Key_P)
    assert not book.card("钟敏").pinned


def test_that_enter_opens_the_person(hand: Hand, page: MapPage, book: Book, qtbot: QtBot) -> None:
    hand.select("钟敏")
    with qtbot.waitSignal(page.person_opened) as opened:
        hand.key(Key.Key_Return)
    assert opened.args == [book.people["钟敏"]]


def test_that_delete_takes_people_off_the_map_and_removes_links(
    hand: Hand, book: Book, view: MapView
) -> None:
    hand.select("方凯")
    hand.key(Key.Key_Delete)
    assert not book.card("方凯").placed
    hand.select("严文博")
    hand.key(Key.Key_BracketRight)
    assert view.map_scene.selected_link is not None
    hand.key(Key.Key_Delete)
    assert book.links() == set()


def test_that_a_link_is_drawn_by_keys(
    hand: Hand, book: Book, page: MapPage, view: MapView, qtbot: QtBot
) -> None:
    hand.select("钟敏")
    hand.key(Key.Key_L)
    assert "钟敏" in page.toolbar.said
    hand.key(Key.Key_Right)
    hand.key(Key.Key_Return)
    (menu,) = [menu for menu in view.findChildren(LinkMenu) if menu.isVisible()]
    QTest.keyClick(menu, Key.Key_Down)
    QTest.keyClick(menu, Key.Key_Return)
    qtbot.waitUntil(lambda: len(book.links()) == 3)
    assert {kind for source, kind, _, _ in book.links() if source == "钟敏"} == {"reports_to"}
    assert page.toolbar.said == ""


def test_that_a_tie_is_chosen_by_keys(hand: Hand, book: Book, view: MapView, qtbot: QtBot) -> None:
    hand.select("钟敏")
    hand.key(Key.Key_L)
    hand.key(Key.Key_Right)
    hand.key(Key.Key_Return)
    (menu,) = [menu for menu in view.findChildren(LinkMenu) if menu.isVisible()]
    while menu.activeAction() is not menu.ties.menuAction():
        QTest.keyClick(menu, Key.Key_Down)
    QTest.keyClick(menu, Key.Key_Right)
    assert menu.ties.isVisible()
    wanted = menu.ties.activeAction().data()
    QTest.keyClick(menu.ties, Key.Key_Return)
    qtbot.waitUntil(lambda: len(book.links()) == 3)
    assert {kind for source, kind, _, _ in book.links() if source == "钟敏"} == {wanted} <= TIES


def test_that_escape_gives_up_a_link_begun_by_keys_and_then_the_selection(hand: Hand, page: MapPage) -> None:
    hand.select("钟敏")
    hand.key(Key.Key_L)
    hand.key(Key.Key_Escape)
    assert page.toolbar.said == ""
    assert hand.selected() == ["钟敏"]
    hand.key(Key.Key_Escape)
    assert hand.selected() == []


def test_that_brackets_walk_through_the_links_of_a_card(hand: Hand, book: Book, view: MapView) -> None:
    hand.select("严文博")
    hand.key(Key.Key_BracketRight)
    first = view.map_scene.selected_link
    hand.key(Key.Key_BracketRight)
    assert view.map_scene.selected_link == first is not None
    hand.key(Key.Key_Escape)
    seen = set()
    for _ in range(4):
        hand.key(Key.Key_BracketLeft)
        seen.add(view.map_scene.selected_link)
    assert seen == {link.id for link in book.map().links}


@pytest.mark.parametrize(("key", "modifiers"), [(Key.Key_Menu, NO_KEY), (Key.Key_F10, SHIFT)])
def test_that_the_menu_key_opens_the_menu_of_the_card(
    hand: Hand, view: MapView, key: Key, modifiers: Qt.KeyboardModifier
) -> None:
    hand.select("钟敏")
    hand.key(key, modifiers)
    (menu,) = [menu for menu in view.findChildren(QMenu) if menu.isVisible()]
    assert "Open person" in [action.text().split("\t")[0] for action in menu.actions()]
    QTest.keyClick(menu, Key.Key_Escape)


def test_that_ctrl_plus_minus_and_nought_zoom(hand: Hand, view: MapView) -> None:
    hand.key(Key.Key_0, CTRL)
    assert view.zoom == 1.0
    hand.key(Key.Key_Plus, CTRL)
    assert view.zoom > 1.0
    hand.key(Key.Key_Minus, CTRL)
    hand.key(Key.Key_Minus, CTRL)
    assert view.zoom < 1.0
    hand.key(Key.Key_9, CTRL)
    fitted = view.zoom
    view.fit()
    assert view.zoom == fitted


def test_that_ctrl_a_selects_all(hand: Hand) -> None:
    hand.key(Key.Key_A, CTRL)
    assert len(hand.selected()) == 5


def test_that_screen_readers_are_told_what_the_keyboard_is_at(hand: Hand, view: MapView) -> None:
    hand.select("严文博")
    assert "严文博" in view.accessibleDescription()
    assert "Supporter" in view.accessibleDescription()
    assert view.accessibleName() == "Influence map"


def test_that_people_are_put_on_the_map_by_enter(page: MapPage, book: Book) -> None:
    page.panel.list.setFocus()
    page.panel.list.selectAll()
    QTest.keyClick(page.panel.list, Key.Key_Return)
    assert book.card("凌蓉").placed and book.card("韩伟").placed
    assert (book.card("凌蓉").level, book.card("凌蓉").function) == ("management", "finance")
    assert book.card("韩伟").level is None
    book.workbook.undo()
    assert book.workbook.undo_label is None
    assert not book.card("凌蓉").placed


def test_that_badges_are_pressed_for_the_selected_cards(page: MapPage, hand: Hand, book: Book) -> None:
    (badge,) = [
        each for each in page.panel.palette_.badges if each.field == "closeness" and each.code == "close"
    ]
    badge.setFocus()
    QTest.keyClick(badge, Key.Key_Space)
    assert book.workbook.undo_label is None
    assert "Select a card first" in page.toolbar.said
    hand.select("钟敏")
    QTest.keyClick(badge, Key.Key_Space)
    closeness = book.card("钟敏").closeness
    assert closeness is not None and closeness.value == "close"


def test_that_nothing_can_be_changed_in_a_read_only_workbook(hand: Hand, book: Book, view: MapView) -> None:
    before = book.map()
    book.workbook.read_only = True
    hand.select("钟敏")
    for key in (Key.Key_S, Key.Key_1, Key.Key_P, Key.Key_Delete):
        hand.key(key)
    hand.key(Key.Key_Up, CTRL)
    hand.key(Key.Key_Up, CTRL | SHIFT)
    hand.drag(hand.at("严文博"), hand.lane("decision", "finance"))
    hand.drag(hand.dot("钟敏"), hand.at("邹志强"))
    view.open_menu()
    (menu,) = [menu for menu in view.findChildren(QMenu) if menu.isVisible()]
    enabled = {
        action.text().split("\t")[0] for action in menu.actions() if action.isEnabled() and action.text()
    }
    assert enabled == {"Open person", "Who can introduce me?", "Links (1)"}
    menu.close()
    QApplication.processEvents()
    book.workbook.read_only = False
    assert book.map() == before
