"""People, groups and posts are typed where they will stand; a post gets its holder on its own card."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QContextMenuEvent, QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from keyaccount_desktop.ui.influence_map import mime
from keyaccount_desktop.ui.influence_map.map_page import MapPage
from keyaccount_desktop.ui.influence_map.new_cards import NameLine, NewCards
from keyaccount_desktop.ui.influence_map.view import MapView
from keyaccount_desktop.workbook import people
from keyaccount_desktop.workbook.facts import set_fact
from keyaccount_desktop.workbook.links import draw_link
from keyaccount_desktop.workbook.maps import MapCard, Placement, judge
from keyaccount_desktop.workbook.posts import add_to_map
from keyaccount_desktop.workbook.purchases import add_purchase
from tests.ui.influence_map.conftest import LEFT, NO_KEY, Book, Hand
from tests.ui.influence_map.test_mouse import drop

Key = Qt.Key
POST = "药剂科主任"


@pytest.fixture
def new(view: MapView) -> NewCards:
    assert view.new_cards is not None
    return view.new_cards


@pytest.fixture
def post(book: Book) -> str:
    """A post whose holder is unknown: on the map, linked and judged."""
    id_ = add_to_map(
        book.workbook, book.purchase, POST, Placement("", 0, 0, "operation", "using"), kind="post"
    )
    draw_link(book.workbook, id_, book.people["严文博"], "reports_to")
    judge(book.workbook, book.purchase, [id_], "stakeholder.roles", ["evaluator"])
    book.workbook.forget_history()
    book.people[POST] = id_
    return id_


def line_of(new: NewCards, qtbot: QtBot) -> NameLine:
    """The line that has opened, once it has the keyboard."""
    line = new.line
    assert line is not None
    # After a menu the window of a test may not be active; the keyboard is the line's none the less.
    qtbot.waitUntil(lambda: line.window().focusWidget() is line)
    return line


def menu_at(hand: Hand, at: QPoint | None) -> QMenu:
    """The menu of empty ground under the right button, or by key."""
    viewport = hand.view.viewport()
    if at is None:
        QTest.keyClick(hand.view, Key.Key_Menu)
    else:
        event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, viewport.mapToGlobal(at))
        QApplication.sendEvent(viewport, event)
    (menu,) = [menu for menu in hand.view.findChildren(QMenu) if menu.isVisible()]
    return menu


def chosen(menu: QMenu, text: str) -> None:
    menu.setActiveAction(next(action for action in menu.actions() if action.text().startswith(text)))
    QTest.keyClick(menu, Key.Key_Return)


def card_named(book: Book, name: str) -> MapCard:
    return next(card for card in book.map().cards if card.name == name)


def one_step(book: Book, name: str) -> bool:
    """Whether one undo takes someone back out of the workbook."""
    book.workbook.undo()
    return book.workbook.undo_label is None and name not in {card.name for card in book.map().cards}


WAYS = [
    ("Add a person here", "person", "A"),
    ("Add a group here", "group", "G"),
    ("Add a post whose holder is unknown", "post", "H"),
]


@pytest.mark.parametrize(("text", "kind", "key"), WAYS)
def test_that_a_card_is_typed_into_the_lane_that_was_clicked(
    hand: Hand, book: Book, new: NewCards, qtbot: QtBot, text: str, kind: str, key: str
) -> None:
    chosen(menu_at(hand, hand.lane("operation", "finance")), text)
    line = line_of(new, qtbot)
    assert line.accessibleName()
    QTest.keyClicks(line, "Committee 7")
    QTest.keyClick(line, Key.Key_Return)
    card = card_named(book, "Committee 7")
    assert (card.kind, card.level, card.function, card.placed) == (kind, "operation", "finance", True)
    assert hand.view.map_scene.selection == (card.person_id,)
    assert new.line is None and hand.view.window().focusWidget() is hand.view
    assert one_step(book, "Committee 7")


@pytest.mark.parametrize(("text", "kind", "key"), WAYS)
def test_that_a_key_adds_a_card_beside_the_current_one(
    hand: Hand, book: Book, new: NewCards, qtbot: QtBot, text: str, kind: str, key: str
) -> None:
    hand.select("钟敏")
    QTest.keyClick(hand.view, key)
    line = line_of(new, qtbot)
    assert line.text() == "", "the letter that opened it is not typed into it"
    QTest.keyClicks(line, "Someone")
    QTest.keyClick(line, Key.Key_Return)
    card = card_named(book, "Someone")
    assert (card.kind, card.level, card.function) == (kind, "management", "technical")
    places = hand.view.map_scene
    assert not places.place_of(card.person_id).meets(places.place_of(book.people["钟敏"]))
    assert one_step(book, "Someone")


def test_that_a_person_typed_with_a_question_mark_is_a_post(
    hand: Hand, book: Book, new: NewCards, qtbot: QtBot
) -> None:
    hand.select("钟敏")
    QTest.keyClicks(hand.view, "A")
    line = line_of(new, qtbot)
    QTest.keyClicks(line, "Head of stores?")
    QTest.keyClick(line, Key.Key_Return)
    assert card_named(book, "Head of stores?").kind == "post"


def test_that_without_a_current_card_a_key_adds_one_in_the_middle(
    hand: Hand, book: Book, new: NewCards, qtbot: QtBot
) -> None:
    QTest.keyClick(hand.view, Key.Key_A)
    QTest.keyClicks(line_of(new, qtbot), "Someone\r")
    assert card_named(book, "Someone").placed


def test_that_the_menu_by_key_adds_a_card_too(hand: Hand, book: Book, new: NewCards, qtbot: QtBot) -> None:
    chosen(menu_at(hand, None), "Add a post")
    QTest.keyClicks(line_of(new, qtbot), "Head of finance\r")
    assert card_named(book, "Head of finance").kind == "post"


def test_that_escape_and_an_empty_line_add_nobody(
    hand: Hand, book: Book, new: NewCards, qtbot: QtBot
) -> None:
    before = book.map()
    for leave in (Key.Key_Escape, Key.Key_Return):
        QTest.keyClick(hand.view, Key.Key_A)
        line = line_of(new, qtbot)
        if leave == Key.Key_Escape:
            QTest.keyClicks(line, "Nobody")
        QTest.keyClick(line, leave)
        assert new.line is None and hand.view.hasFocus()
    QTest.keyClick(hand.view, Key.Key_A)
    line_of(new, qtbot)
    hand.click(hand.ground())
    assert new.line is None
    assert book.map() == before and book.workbook.undo_label is None


def test_that_a_click_elsewhere_takes_what_was_typed(
    hand: Hand, book: Book, new: NewCards, qtbot: QtBot
) -> None:
    QTest.keyClick(hand.view, Key.Key_A)
    QTest.keyClicks(line_of(new, qtbot), "Someone")
    hand.click(hand.ground())
    assert card_named(book, "Someone").placed and new.line is None
    assert one_step(book, "Someone")


def test_that_keys_of_the_map_mean_nothing_while_one_types(
    hand: Hand, book: Book, new: NewCards, qtbot: QtBot
) -> None:
    hand.select("钟敏")
    before = book.map()
    QTest.keyClick(hand.view, Key.Key_A)
    line = line_of(new, qtbot)
    for key, modifiers in (
        (Key.Key_Up, Qt.KeyboardModifier.ControlModifier),
        (Key.Key_Delete, NO_KEY),
        (Key.Key_Delete, Qt.KeyboardModifier.ControlModifier),
        (Key.Key_PageDown, NO_KEY),
    ):
        QTest.keyClick(line, key, modifiers)
    assert book.map() == before
    assert hand.selected() == ["钟敏"]


def test_that_someone_beside_the_map_is_offered_and_comes_onto_it(
    hand: Hand, book: Book, new: NewCards, qtbot: QtBot
) -> None:
    count = len(book.map().cards)
    chosen(menu_at(hand, hand.lane("operation", "finance")), "Add a person")
    line = line_of(new, qtbot)
    QTest.keyClicks(line, "ling")
    assert new.options is not None and new.options.codes == [book.people["凌蓉"]]
    QTest.keyClick(line, Key.Key_Down)
    QTest.keyClick(line, Key.Key_Return)
    card = book.card("凌蓉")
    assert card.placed and (card.level, card.function) == ("operation", "finance")
    assert len(book.map().cards) == count
    assert new.line is None and new.options is None
    book.workbook.undo()
    assert not book.card("凌蓉").placed and book.workbook.undo_label is None


def test_that_a_name_that_stands_beside_the_map_means_that_person(
    hand: Hand, book: Book, new: NewCards, qtbot: QtBot
) -> None:
    count = len(book.map().cards)
    QTest.keyClick(hand.view, Key.Key_A)
    line = line_of(new, qtbot)
    line.setText("韩伟")
    QTest.keyClick(line, Key.Key_Return)
    assert book.card("韩伟").placed and len(book.map().cards) == count


def test_that_a_name_too_long_is_refused_and_stays_in_the_line(
    hand: Hand, book: Book, new: NewCards, qtbot: QtBot
) -> None:
    QTest.keyClick(hand.view, Key.Key_A)
    line = line_of(new, qtbot)
    line.setText("长" * 2000)
    answered()
    QTest.keyClick(line, Key.Key_Return)
    assert new.line is line and line.text() == "长" * 2000
    assert book.workbook.undo_label is None
    QTest.keyClick(line, Key.Key_Escape)


def answered() -> None:
    """Close what tells the user of a refusal, once it stands there."""

    def close() -> None:
        if (told := QApplication.activeModalWidget()) is not None:
            told.close()

    QTimer.singleShot(0, close)


def test_that_the_line_stays_on_its_place_when_the_map_is_moved(
    hand: Hand, new: NewCards, qtbot: QtBot
) -> None:
    chosen(menu_at(hand, hand.ground()), "Add a person")
    line = line_of(new, qtbot)
    before = line.pos()
    hand.view.set_zoom(hand.view.zoom * 1.5)
    assert line.pos() != before
    assert hand.view.viewport().rect().contains(line.geometry())


def test_that_what_is_being_typed_goes_with_its_map(
    hand: Hand, book: Book, page: MapPage, new: NewCards, qtbot: QtBot
) -> None:
    QTest.keyClick(hand.view, Key.Key_A)
    QTest.keyClicks(line_of(new, qtbot), "Someone")
    add_purchase(book.workbook, book.account, "Another")
    assert new.line is None
    assert "Someone" not in {name for _, name, _ in people.all_people(book.workbook)}


# ---- posts and their holders


def holds(book: Book, id_: str) -> bool:
    card = next(card for card in book.map().cards if card.person_id == id_)
    links = [link for link in book.map().links if link.kind == "reports_to" and link.source_id == id_]
    return (
        card.kind == "person"
        and card.placed
        and (card.level, card.function) == ("operation", "using")
        and card.position == POST
        and card.roles is not None
        and card.roles.value == ("evaluator",)
        and [link.target_id for link in links] == [book.people["严文博"]]
    )


def test_that_the_holder_of_a_post_is_named_on_its_card(
    hand: Hand, book: Book, post: str, new: NewCards, qtbot: QtBot
) -> None:
    hand.select(POST)
    QTest.keyClick(hand.view, Key.Key_H)
    QTest.keyClicks(line_of(new, qtbot), "Wang Fang")
    QTest.keyClick(new.line, Key.Key_Return)
    assert holds(book, post)
    assert card_named(book, "Wang Fang").person_id == post
    book.workbook.undo()
    assert book.card(POST).kind == "post" and book.workbook.undo_label is None


def test_that_the_menu_of_a_post_names_its_holder(
    hand: Hand, book: Book, post: str, new: NewCards, qtbot: QtBot
) -> None:
    hand.select(POST)
    chosen(menu_at(hand, None), "Name the holder")
    QTest.keyClicks(line_of(new, qtbot), "Wang Fang\r")
    assert holds(book, post)


def test_that_only_a_post_is_asked_for_its_holder(hand: Hand, book: Book, post: str) -> None:
    hand.select("严文博")
    menu = menu_at(hand, None)
    assert not [action for action in menu.actions() if action.text().startswith("Name the holder")]


def test_that_someone_known_is_offered_as_holder_and_takes_the_post(
    hand: Hand, book: Book, post: str, new: NewCards, qtbot: QtBot
) -> None:
    hand.select(POST)
    QTest.keyClick(hand.view, Key.Key_H)
    line = line_of(new, qtbot)
    assert new.options is not None
    assert set(new.options.codes) == {book.people["凌蓉"], book.people["韩伟"]}, "those beside the map first"
    QTest.keyClicks(line, "z")
    assert book.people["钟敏"] in new.options.codes
    QTest.keyClick(line, Key.Key_Backspace)
    QTest.keyClicks(line, "hanwei")
    option = new.options.place_of(book.people["韩伟"])
    QTest.mouseClick(new.options.list.viewport(), LEFT, NO_KEY, option.center())
    assert holds(book, book.people["韩伟"])
    assert post not in {card.person_id for card in book.map().cards}
    assert hand.selected() == ["韩伟"]
    book.workbook.undo()
    assert book.card(POST).kind == "post" and book.workbook.undo_label is None


def test_that_a_person_dropped_onto_a_post_holds_it(hand: Hand, book: Book, page: MapPage, post: str) -> None:
    assert drop(hand.view, mime.of_people([book.people["凌蓉"]]), hand.at(POST))
    assert holds(book, book.people["凌蓉"])
    assert page.toolbar.said == ""
    book.workbook.undo()
    assert book.card(POST).kind == "post" and not book.card("凌蓉").placed
    assert book.workbook.undo_label is None


def test_that_it_is_said_what_whoever_holds_a_post_now_was_and_which_links_went(
    hand: Hand, book: Book, page: MapPage, post: str
) -> None:
    set_fact(book.workbook, ("person", book.people["凌蓉"]), "person.position", "信息科科长")
    draw_link(book.workbook, book.people["凌蓉"], post, "influences")
    assert drop(hand.view, mime.of_people([book.people["凌蓉"]]), hand.at(POST))
    assert page.toolbar.said == (
        "凌蓉 was: 信息科科长; Left out: 1 of their links, between the two or closing a circle"
    )


def test_that_it_is_said_before_the_drop_who_would_hold_the_post(
    hand: Hand, book: Book, page: MapPage, post: str
) -> None:
    data = mime.of_people([book.people["凌蓉"]])
    copy = Qt.DropAction.CopyAction
    viewport = hand.view.viewport()
    QApplication.sendEvent(viewport, QDragEnterEvent(hand.ground(), copy, data, LEFT, NO_KEY))
    QApplication.sendEvent(viewport, QDragMoveEvent(hand.at(POST), copy, data, LEFT, NO_KEY))
    assert page.toolbar.said == f"凌蓉 holds the post: {POST}?"
    QApplication.sendEvent(viewport, QDragMoveEvent(hand.ground(), copy, data, LEFT, NO_KEY))
    assert "holds" not in page.toolbar.said
    QApplication.sendEvent(viewport, QDragMoveEvent(hand.at(POST), copy, data, LEFT, NO_KEY))
    QApplication.sendEvent(viewport, QDragLeaveEvent())
    assert page.toolbar.said == ""
    assert book.workbook.undo_label is None


@pytest.mark.parametrize("who", [["凌蓉", "韩伟"], ["评标委员会"]])
def test_that_several_or_a_group_dropped_onto_a_post_only_come_onto_the_map(
    hand: Hand, book: Book, post: str, who: list[str]
) -> None:
    book.people["评标委员会"] = people.add_person(book.workbook, book.account, "评标委员会", kind="group")
    assert drop(hand.view, mime.of_people([book.people[name] for name in who]), hand.at(POST))
    assert all(book.card(name).placed for name in who)
    assert book.card(POST).kind == "post"


def test_that_nothing_is_added_to_a_read_only_map(
    hand: Hand, book: Book, page: MapPage, new: NewCards, post: str
) -> None:
    book.workbook.read_only = True
    try:
        assert not new.available
        for key in (Key.Key_A, Key.Key_G, Key.Key_H):
            hand.view.map_scene.select(())
            QTest.keyClick(hand.view, key)
            assert new.line is None
        hand.select(POST)
        QTest.keyClick(hand.view, Key.Key_H)
        assert new.line is None
        assert not new.can_hold(post, book.people["凌蓉"])
    finally:
        book.workbook.read_only = False
