"""Drags that could go wrong: each has a clear outcome, and none changes what it did not promise to change."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QKeyEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from keyaccount_desktop.language import Text
from keyaccount_desktop.ui.influence_map import mime
from keyaccount_desktop.ui.influence_map.hint import Hint, sheet
from keyaccount_desktop.ui.influence_map.map_page import MapPage
from keyaccount_desktop.ui.influence_map.menus import LinkMenu
from keyaccount_desktop.ui.influence_map.move_tool import MoveTool
from keyaccount_desktop.ui.influence_map.view import MapView
from keyaccount_desktop.workbook.accounts import add_account
from keyaccount_desktop.workbook.links import draw_link
from keyaccount_desktop.workbook.maps import Placement, place_cards
from keyaccount_desktop.workbook.people import add_person, delete_people, rename_person
from tests.ui.dropping import drop_in_steps, take_away
from tests.ui.influence_map.conftest import CTRL, LEFT, NO_KEY, SHIFT, Book, Hand
from tests.ui.influence_map.test_mouse import asked, drag_link, steps
from tests.workbook.conftest import contents

ALT = Qt.KeyboardModifier.AltModifier
Key = Qt.Key


def tool(view: MapView) -> object:
    return view._tool


def lit_up(hand: Hand, page: MapPage, qtbot: QtBot, name: str, over: str) -> None:
    """Hold a card over another one until that lights up."""
    hand.hold(name, over)
    qtbot.waitUntil(lambda: page.toolbar.said != "" and hand.view._tool.hint is not None)  # type: ignore[union-attr]


# Onto another card.


def test_that_a_card_held_over_another_reports_to_it_and_stays_where_it_was(
    hand: Hand, book: Book, page: MapPage, qtbot: QtBot
) -> None:
    before = book.card("邹志强")
    lit_up(hand, page, qtbot, "邹志强", "钟敏")
    assert page.toolbar.said == "邹志强 reports to 钟敏"
    assert hand.view.viewport().cursor().shape() == Qt.CursorShape.DragLinkCursor
    hand.release(hand.middle("钟敏"))
    assert ("邹志强", "reports_to", "钟敏", 2) in book.links()
    assert book.card("邹志强") == before
    assert page.toolbar.said == "邹志强 reports to 钟敏"
    assert steps(book) == 1


def test_that_a_card_only_moved_across_others_or_let_go_at_once_reports_to_nobody(
    hand: Hand, book: Book, view: MapView
) -> None:
    links = book.links()
    hand.hold("严文博", "钟敏")
    hand.release(hand.middle("钟敏"))
    assert book.links() == links
    assert book.card("严文博").function == "technical", "it lies beside the card it was let go on"


def test_that_the_edge_of_a_card_is_no_target(hand: Hand, book: Book, view: MapView, qtbot: QtBot) -> None:
    hand.press(hand.at("邹志强"))
    hand.carry(hand.at("邹志强"), hand.at("钟敏", 10, 38))
    moving = tool(view)
    assert isinstance(moving, MoveTool)
    assert not view.resting.isActive()
    hand.carry(hand.at("钟敏", 10, 38), hand.middle("钟敏"))
    assert view.resting.isActive()
    hand.key(Key.Key_Escape)


def test_that_alt_makes_it_a_move(hand: Hand, view: MapView, page: MapPage, qtbot: QtBot) -> None:
    lit_up(hand, page, qtbot, "邹志强", "钟敏")
    QApplication.sendEvent(view, QKeyEvent(QKeyEvent.Type.KeyPress, Key.Key_Alt, ALT))
    moving = tool(view)
    assert isinstance(moving, MoveTool)
    assert moving.hint is None and not view.resting.isActive()
    QApplication.sendEvent(view, QKeyEvent(QKeyEvent.Type.KeyRelease, Key.Key_Alt, NO_KEY))
    assert view.resting.isActive()
    hand.key(Key.Key_Escape)


def test_that_going_on_puts_the_light_out_and_the_card_moves(
    hand: Hand, book: Book, page: MapPage, qtbot: QtBot
) -> None:
    links = book.links()
    lit_up(hand, page, qtbot, "邹志强", "钟敏")
    hand.carry(hand.middle("钟敏"), hand.lane("decision", "using"))
    assert page.toolbar.said == "Decision-making · Using department"
    hand.release(hand.lane("decision", "using"))
    assert book.links() == links
    assert book.card("邹志强").level == "decision"


def test_that_a_circle_of_reporting_is_refused_with_the_reason_before_it_is_let_go(
    hand: Hand, book: Book, page: MapPage, qtbot: QtBot
) -> None:
    before = contents(book.workbook)
    lit_up(hand, page, qtbot, "钟敏", "方凯")  # 方凯 reports to 钟敏
    assert page.toolbar.said == "This reporting line would close a circle."
    assert hand.view.viewport().cursor().shape() == Qt.CursorShape.ForbiddenCursor
    hand.release(hand.middle("方凯"))
    assert contents(book.workbook) == before
    assert page.toolbar.said == "This reporting line would close a circle."


def test_that_a_line_that_is_there_already_is_not_drawn_twice(
    hand: Hand, book: Book, page: MapPage, qtbot: QtBot
) -> None:
    lit_up(hand, page, qtbot, "方凯", "钟敏")
    assert "already" in page.toolbar.said
    hand.release(hand.middle("钟敏"))
    assert book.workbook.undo_label is None


def test_that_several_cards_report_at_once_as_one_step(
    hand: Hand, book: Book, page: MapPage, qtbot: QtBot
) -> None:
    hand.select("方凯", "严文博", "邹志强")
    lit_up(hand, page, qtbot, "邹志强", "钟敏")
    assert page.toolbar.said == "2 people report to 钟敏", "one of them does so already"
    hand.release(hand.middle("钟敏"))
    assert {source for source, kind, target, _ in book.links() if (kind, target) == ("reports_to", "钟敏")} == {
        "方凯", "严文博", "邹志强"
    }  # fmt: skip
    assert steps(book) == 1


def test_that_one_person_may_report_to_two(hand: Hand, book: Book, page: MapPage, qtbot: QtBot) -> None:
    lit_up(hand, page, qtbot, "方凯", "严文博")
    hand.release(hand.middle("严文博"))
    assert {target for source, kind, target, _ in book.links() if (source, kind) == ("方凯", "reports_to")} == {
        "钟敏", "严文博"
    }  # fmt: skip


def test_that_the_menu_of_a_new_link_does_not_offer_a_circle_and_says_so(
    hand: Hand, book: Book, view: MapView
) -> None:
    drag_link(hand, "钟敏", "方凯")  # 方凯 reports to 钟敏
    (action,) = [action for action in asked(view).actions() if action.data() == "reports_to"]
    assert not action.isEnabled()
    assert "circle" in action.text()
    QTest.keyClick(asked(view), Key.Key_Escape)
    assert book.workbook.undo_label is None


# The ends of a link.


def select_link(hand: Hand, kind: str) -> str:
    (link,) = [link for link in hand.book.map().links if link.kind == kind]
    hand.view.map_scene.select((), link.id)
    return link.id


def grip(hand: Hand, end: int) -> QPoint:
    return hand.view.mapFromScene(hand.view.map_scene.link_ends()[end])


@pytest.mark.parametrize(
    ("end", "ends"), [(0, ("钟敏", "沈国梁")), (1, ("严文博", "钟敏"))], ids=["source", "target"]
)
def test_that_an_end_of_a_link_is_carried_to_another_card(
    hand: Hand, book: Book, page: MapPage, end: int, ends: tuple[str, str]
) -> None:
    link = select_link(hand, "influences")
    hand.drag(grip(hand, end), hand.at("钟敏"))
    assert page.toolbar.said == ""
    assert (ends[0], "influences", ends[1], 3) in book.links()
    assert len(book.links()) == 2
    assert hand.view.map_scene.selected_link == link
    assert steps(book) == 1


def test_that_the_grips_show_only_on_the_selected_link(hand: Hand, view: MapView) -> None:
    ends = view.map_scene._ends
    assert not any(end.isVisible() for end in ends)
    select_link(hand, "influences")
    assert all(end.isVisible() for end in ends)
    hand.click(hand.ground())
    assert not any(end.isVisible() for end in ends)


@pytest.mark.parametrize("how", ["ground", "its own card", "escape"])
def test_that_an_end_let_go_nowhere_stays_where_it_was(
    hand: Hand, book: Book, view: MapView, how: str
) -> None:
    link = select_link(hand, "influences")
    start = grip(hand, 1)
    to = hand.at("沈国梁") if how == "its own card" else hand.ground()
    hand.press(start)
    hand.carry(start, to)
    if how == "escape":
        hand.key(Key.Key_Escape)
    hand.release(to)
    assert book.workbook.undo_label is None
    assert view.map_scene.selected_link == link
    assert all(end.isVisible() for end in view.map_scene._ends)
    assert view.map_scene.link_item(link).isVisible()


@pytest.mark.parametrize(
    ("kind", "end", "over", "reason"),
    [
        ("influences", 1, "严文博", "A link needs two different people."),
        ("reports_to", 1, "邹志强", "This reporting line would close a circle."),
        ("conflict", 1, "沈国梁", "These two are linked in this way already."),
    ],
)
def test_that_a_card_an_end_cannot_go_to_says_why_while_it_is_in_the_hand(
    hand: Hand, book: Book, page: MapPage, kind: str, end: int, over: str, reason: str
) -> None:
    people = book.people
    draw_link(book.workbook, people["邹志强"], people["方凯"], "reports_to")
    draw_link(book.workbook, people["严文博"], people["沈国梁"], "conflict")
    draw_link(book.workbook, people["邹志强"], people["严文博"], "conflict")
    book.workbook.forget_history()
    (link,) = [
        link
        for link in book.map().links
        if link.kind == kind and (kind != "conflict" or people["邹志强"] in (link.source_id, link.target_id))
        and (kind != "reports_to" or link.source_id == people["方凯"])
    ]  # fmt: skip
    if kind == "conflict":
        end = 0 if link.source_id == people["邹志强"] else 1
    hand.view.map_scene.select((), link.id)
    before = contents(book.workbook)
    start = grip(hand, end)
    hand.press(start)
    hand.carry(start, hand.at(over))
    assert page.toolbar.said == reason
    assert hand.view.viewport().cursor().shape() == Qt.CursorShape.ForbiddenCursor
    hand.release(hand.at(over))
    assert contents(book.workbook) == before
    assert page.toolbar.said == reason


def test_that_a_link_let_go_on_its_own_card_says_why_it_is_none(
    hand: Hand, book: Book, page: MapPage
) -> None:
    hand.drag(hand.dot("钟敏"), hand.at("钟敏", 40, 40))
    assert page.toolbar.said == "A link needs two different people."
    assert book.workbook.undo_label is None


def test_that_keys_say_where_an_end_cannot_go(hand: Hand, book: Book, page: MapPage) -> None:
    select_link(hand, "influences")
    hand.key(Key.Key_End)
    assert "New end of the link" in page.toolbar.said
    hand.key(Key.Key_Down)
    assert hand.selected() == ["严文博"]
    assert page.toolbar.said == "A link needs two different people."
    hand.key(Key.Key_Return)
    assert page.toolbar.said == "A link needs two different people."
    assert book.workbook.undo_label is None


# The map changes under the hand.


def delete(name: str) -> Callable[[Book], None]:
    return lambda book: delete_people(book.workbook, [book.people[name]])


def press_card(hand: Hand) -> QPoint:
    hand.hold("钟敏", "邹志强")
    return hand.middle("邹志强")


def press_dot(hand: Hand) -> QPoint:
    hand.press(hand.dot("钟敏"))
    hand.carry(hand.dot("钟敏"), hand.at("邹志强"))
    return hand.at("邹志强")


def press_end(hand: Hand) -> QPoint:
    select_link(hand, "reports_to")
    start = grip(hand, 1)
    hand.press(start)
    hand.carry(start, hand.at("邹志强"))
    return hand.at("邹志强")


def press_ground(hand: Hand) -> QPoint:
    start = hand.at("严文博", -20, -12)
    hand.press(start)
    hand.carry(start, hand.at("邹志强"))
    return hand.at("邹志强")


HELD = [press_card, press_dot, press_end, press_ground]


@pytest.mark.parametrize("take_up", HELD)
@pytest.mark.parametrize("gone", ["钟敏", "邹志强", "沈国梁"])
def test_that_deleting_a_person_in_the_middle_of_a_drag_lets_go_and_says_so(
    hand: Hand, book: Book, page: MapPage, take_up: Callable[[Hand], QPoint], gone: str
) -> None:
    """Whether that person is held, aimed at, or neither."""
    at = take_up(hand)
    delete(gone)(book)
    after = contents(book.workbook)
    assert "drag was cancelled" in page.toolbar.said
    assert not hand.view.busy and not hand.view.still.held
    hand.carry(at, at + QPoint(30, 20))
    hand.release(at + QPoint(30, 20))
    assert contents(book.workbook) == after
    book.workbook.undo()
    assert book.card(gone).placed


@pytest.mark.parametrize("take_up", HELD)
def test_that_escape_leaves_everything_as_it_was(
    hand: Hand, book: Book, take_up: Callable[[Hand], QPoint]
) -> None:
    before, at = contents(book.workbook), take_up(hand)
    hand.key(Key.Key_Escape)
    assert not hand.view.busy and not hand.view.still.held
    hand.release(at)
    assert contents(book.workbook) == before
    assert not hand.view.findChildren(LinkMenu)


@pytest.mark.parametrize("take_up", HELD)
def test_that_other_keys_and_buttons_leave_a_drag_alone(
    hand: Hand, book: Book, view: MapView, take_up: Callable[[Hand], QPoint]
) -> None:
    before, at = contents(book.workbook), take_up(hand)
    for key in (Key.Key_Delete, Key.Key_S, Key.Key_Up, Key.Key_L, Key.Key_Return):
        hand.key(key)
    hand.press(at, button=Qt.MouseButton.MiddleButton)
    hand.release(at, button=Qt.MouseButton.MiddleButton)
    assert view.busy
    assert contents(book.workbook) == before
    hand.key(Key.Key_Escape)
    hand.release(at)


def test_that_a_person_deleted_while_carried_in_from_the_list_is_let_go(
    hand: Hand, book: Book, page: MapPage
) -> None:
    data = mime.of_people([book.people["韩伟"]])
    at = hand.ground()
    QApplication.sendEvent(
        hand.view.viewport(), QDragEnterEvent(at, Qt.DropAction.CopyAction, data, LEFT, NO_KEY)
    )
    assert hand.view.busy
    delete("韩伟")(book)
    assert not hand.view.busy and "was cancelled" in page.toolbar.said
    over = QDragMoveEvent(at, Qt.DropAction.CopyAction, data, LEFT, NO_KEY)
    QApplication.sendEvent(hand.view.viewport(), over)
    take_away(hand.view.viewport())
    assert not over.isAccepted()


def test_that_what_was_begun_by_keys_is_forgotten_when_its_person_goes(
    hand: Hand, book: Book, page: MapPage
) -> None:
    hand.select("钟敏")
    hand.key(Key.Key_R)
    delete("钟敏")(book)
    assert page.toolbar.said == ""
    hand.select("邹志强")
    opened: list[str] = []
    page.person_opened.connect(opened.append)
    hand.key(Key.Key_Return)
    assert opened == [book.people["邹志强"]], "Enter means what it always means again"


# Where nothing may be changed, and what is no person.


def lock(book: Book, page: MapPage) -> None:
    book.workbook.read_only = True
    page.show_account(book.account)


def test_that_a_drag_in_a_read_only_workbook_says_why_nothing_moves(
    hand: Hand, book: Book, page: MapPage
) -> None:
    lock(book, page)
    before = contents(book.workbook)
    hand.drag(hand.at("钟敏"), hand.lane("decision", "using"))
    assert "cannot be written to" in page.toolbar.said
    assert contents(book.workbook) == before
    book.workbook.read_only = False


def test_that_the_list_of_a_read_only_workbook_says_why_nobody_is_carried(
    hand: Hand, book: Book, page: MapPage
) -> None:
    lock(book, page)
    people = page.panel.list
    start = people.visualRect(people.model().index(0, 0)).center()
    QTest.mousePress(people.viewport(), LEFT, NO_KEY, start)
    for step in (4, 12, 24):
        QTest.mouseMove(people.viewport(), start + QPoint(step, 0))
        QApplication.processEvents()
    QTest.mouseRelease(people.viewport(), LEFT, NO_KEY, start)
    assert "cannot be written to" in page.toolbar.said
    book.workbook.read_only = False


def test_that_people_of_another_client_are_refused_and_left_out_of_a_mixed_drop(
    hand: Hand, book: Book, page: MapPage
) -> None:
    other = add_account(book.workbook, "另一家医院")
    stranger = add_person(book.workbook, other, "外人")
    book.workbook.forget_history()
    viewport = hand.view.viewport()
    assert not drop_in_steps(viewport, mime.of_people([stranger]), hand.ground())
    assert "of this client" in page.toolbar.said
    assert book.workbook.undo_label is None
    mixed = mime.of_people([stranger, book.people["韩伟"]])
    assert drop_in_steps(viewport, mixed, hand.lane("operation", "finance"))
    assert book.card("韩伟").placed
    assert stranger not in {card.person_id for card in book.map().cards}
    assert page.toolbar.said.startswith("1 ")
    assert steps(book) == 1


def test_that_text_is_not_taken_and_files_are_left_to_the_page(hand: Hand, page: MapPage) -> None:
    text = QMimeData()
    text.setText("王建国")
    assert not drop_in_steps(hand.view.viewport(), text, hand.ground())
    assert "people from the list" in page.toolbar.said


def test_that_a_badge_goes_to_all_selected_cards_when_dropped_on_one_of_them(hand: Hand, book: Book) -> None:
    hand.select("钟敏", "方凯", "邹志强")
    assert drop_in_steps(hand.view.viewport(), mime.of_badge("attitude", "opponent"), hand.at("方凯"))
    attitudes = {name: book.card(name).attitude for name in ("钟敏", "方凯", "邹志强")}
    assert all(found is not None and found.value == "opponent" for found in attitudes.values())
    assert steps(book) == 1


def test_that_a_badge_dropped_on_an_unselected_card_is_for_that_card_only(hand: Hand, book: Book) -> None:
    hand.select("钟敏", "方凯")
    assert drop_in_steps(hand.view.viewport(), mime.of_badge("attitude", "opponent"), hand.at("邹志强"))
    assert book.card("钟敏").attitude is None
    assert hand.selected() == ["邹志强"]


def test_that_a_badge_that_is_dropped_never_takes_away(hand: Hand, book: Book) -> None:
    for _ in range(2):
        assert drop_in_steps(hand.view.viewport(), mime.of_badge("roles", "user"), hand.at("钟敏"))
        assert drop_in_steps(hand.view.viewport(), mime.of_badge("part", "blocks"), hand.at("钟敏"))
    card = book.card("钟敏")
    assert card.roles is not None and card.roles.value == ("user",)
    assert card.part is not None and card.part.value == "blocks"


# Many, and long names.


def test_that_three_hundred_people_are_dropped_at_once(hand: Hand, book: Book, page: MapPage) -> None:
    with book.workbook.edit(Text("Make", "做")):
        crowd = [add_person(book.workbook, book.account, f"人{number:03}") for number in range(300)]
    book.workbook.forget_history()
    at = hand.lane("operation", "using")
    assert drop_in_steps(hand.view.viewport(), mime.of_people(crowd), at)
    places = hand.view.map_scene.picture.layout.cards  # type: ignore[union-attr]
    assert set(crowd) <= set(places)
    taken = sorted((place.x, place.y) for place in places.values())
    assert len(set(taken)) == len(taken)
    placed = {card.person_id: card for card in book.map().cards}
    assert {(placed[id_].level, placed[id_].function) for id_ in crowd} == {("operation", "using")}
    assert steps(book) == 1


def test_that_names_of_a_hundred_characters_fit_beside_the_pointer(
    hand: Hand, book: Book, page: MapPage, qtbot: QtBot
) -> None:
    rename_person(book.workbook, book.people["邹志强"], "欧阳" * 50)
    rename_person(book.workbook, book.people["钟敏"], "Bartholomew " * 9)
    hand.view.fit()
    lit_up(hand, page, qtbot, "邹志强", "钟敏")
    hint = hand.view._tool.hint  # type: ignore[union-attr]
    assert isinstance(hint, Hint)
    shown = hand.view.mapFromScene(hint.rect()).boundingRect()
    assert hand.view.viewport().rect().adjusted(-2, -2, 2, 2).contains(shown)
    assert "…" in hint.text and "reports to" in hint.text
    hand.key(Key.Key_Escape)
    assert sheet("欧阳" * 50, 1.0).width() < 500


# Standing level, moving together, scrolling.


def test_that_cards_moved_together_onto_another_give_way_together(hand: Hand, book: Book) -> None:
    scene, people = hand.view.map_scene, book.people
    place_cards(book.workbook, book.purchase, [Placement(people["韩伟"], 48, 120, "management", "using")])
    book.workbook.forget_history()
    hand.view.fit()
    before = [scene.place_of(people[name]) for name in ("严文博", "韩伟")]
    hand.select("严文博", "韩伟")
    hand.drag(hand.at("严文博"), hand.at("钟敏", 80, 30))
    after = [scene.place_of(people[name]) for name in ("严文博", "韩伟")]
    assert book.card("严文博").function == book.card("韩伟").function == "technical"
    assert (after[1].x - after[0].x, after[1].y - after[0].y) == (48, 120)
    assert before != after and not any(place.meets(scene.place_of(people["钟敏"])) for place in after)
    assert steps(book) == 1


def test_that_a_card_is_pulled_level_with_its_neighbour(hand: Hand, book: Book, view: MapView) -> None:
    start = hand.at("方凯")
    hand.drag(start, start + QPoint(round(40 * view.zoom), 0))
    assert book.card("方凯").x == 40
    start = hand.at("方凯")
    hand.press(start)
    hand.carry(start, start + QPoint(round(-35 * view.zoom), 0))
    moving = tool(view)
    assert isinstance(moving, MoveTool)
    assert moving.places[book.people["方凯"]].x == view.map_scene.place_of(book.people["钟敏"]).x
    assert moving._guide_lines
    hand.release(start + QPoint(round(-35 * view.zoom), 0))
    assert book.card("方凯").x == 0


def test_that_holding_a_dragged_person_at_the_edge_scrolls_the_map(
    hand: Hand, book: Book, view: MapView, qtbot: QtBot
) -> None:
    view.set_zoom(2.5)
    view.horizontalScrollBar().setValue(view.horizontalScrollBar().minimum())
    data = mime.of_people([book.people["韩伟"]])
    edge = QPoint(view.viewport().width() - 3, view.viewport().height() // 2)
    copy = Qt.DropAction.CopyAction
    QApplication.sendEvent(view.viewport(), QDragEnterEvent(edge, copy, data, LEFT, NO_KEY))
    QApplication.sendEvent(view.viewport(), QDragMoveEvent(edge, copy, data, LEFT, NO_KEY))
    before = view.horizontalScrollBar().value()
    qtbot.waitUntil(lambda: view.horizontalScrollBar().value() > before + 40)
    take_away(view.viewport())
    assert not view.busy


def test_that_a_rubber_band_adds_with_ctrl_and_with_shift(hand: Hand) -> None:
    for modifiers in (CTRL, SHIFT):
        hand.select("邹志强")
        hand.drag(hand.at("严文博", -20, -12), hand.at("钟敏", 100, 60), modifiers)
        assert sorted(hand.selected()) == sorted(["邹志强", "严文博", "钟敏"])


@pytest.mark.parametrize(
    ("what", "shape"),
    [
        ("card", Qt.CursorShape.OpenHandCursor),
        ("dot", Qt.CursorShape.CrossCursor),
        ("ground", Qt.CursorShape.ArrowCursor),
        ("link", Qt.CursorShape.PointingHandCursor),
        ("end", Qt.CursorShape.SizeAllCursor),
    ],
)
def test_that_the_pointer_says_what_a_press_would_do(hand: Hand, what: str, shape: Qt.CursorShape) -> None:
    link = select_link(hand, "influences")
    points = hand.view.map_scene.link_item(link).route.points
    spots = {
        "card": hand.at("钟敏"),
        "dot": hand.dot("钟敏"),
        "ground": hand.ground(),
        "link": hand.view.mapFromScene(QPointF(*points[len(points) // 2])),
        "end": grip(hand, 1),
    }
    hand.move(spots[what])
    assert hand.view.viewport().cursor().shape() == shape


@pytest.mark.parametrize(
    ("turned", "phase", "modifiers", "zooms"),
    [
        (QPoint(0, 120), Qt.ScrollPhase.NoScrollPhase, NO_KEY, True),
        (QPoint(0, 17), Qt.ScrollPhase.NoScrollPhase, NO_KEY, False),
        (QPoint(0, 120), Qt.ScrollPhase.ScrollUpdate, NO_KEY, False),
        (QPoint(0, 17), Qt.ScrollPhase.NoScrollPhase, CTRL, True),
        (QPoint(0, 120), Qt.ScrollPhase.NoScrollPhase, SHIFT, False),
    ],
    ids=["wheel", "fine steps of fingers", "fingers", "pinch as Windows sends it", "sideways"],
)
def test_that_a_wheel_zooms_and_fingers_scroll(
    hand: Hand, view: MapView, turned: QPoint, phase: Qt.ScrollPhase, modifiers: Qt.KeyboardModifier, zooms: bool
) -> None:  # fmt: skip
    view.set_zoom(2.0)
    at = view.viewport().rect().center()
    before = view.mapToScene(QPoint())
    QApplication.sendEvent(
        view.viewport(),
        QWheelEvent(
            QPointF(at), QPointF(view.viewport().mapToGlobal(at)), QPoint(), turned,
            Qt.MouseButton.NoButton, modifiers, phase, False,
        ),
    )  # fmt: skip
    assert (view.zoom != 2.0) == zooms
    assert view.mapToScene(QPoint()) != before


def test_that_the_card_in_the_hand_follows_when_the_map_is_scrolled_under_it(
    hand: Hand, view: MapView, book: Book
) -> None:
    view.set_zoom(1.5)
    view.reveal(book.people["钟敏"])
    start = hand.at("钟敏")
    hand.press(start)
    hand.carry(start, start + QPoint(24, 24))
    moving = tool(view)
    assert isinstance(moving, MoveTool)
    before = moving.places[book.people["钟敏"]]
    view.pan(QPoint(-60, 0))
    assert moving.places[book.people["钟敏"]].x >= before.x + 32
    hand.key(Key.Key_Escape)
    hand.release(start)


def test_that_page_keys_scroll(hand: Hand, view: MapView) -> None:
    view.set_zoom(2.5)
    bar = view.verticalScrollBar()
    bar.setValue((bar.minimum() + bar.maximum()) // 2)
    before = bar.value()
    hand.key(Key.Key_PageDown)
    assert bar.value() > before
    hand.key(Key.Key_PageUp)
    assert bar.value() == before
