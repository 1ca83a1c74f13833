"""What the mouse does on the map: one gesture, one step of undo; Esc leaves everything as it was."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, QRect, Qt
from PySide6.QtGui import (
    QAction,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QHelpEvent,
    QWheelEvent,
)
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QToolButton, QToolTip
from pytestqt.qtbot import QtBot

from keyaccount_desktop.method.vocabulary import TIES
from keyaccount_desktop.ui.influence_map import mime
from keyaccount_desktop.ui.influence_map.map_page import MapPage
from keyaccount_desktop.ui.influence_map.menus import LinkMenu
from keyaccount_desktop.ui.influence_map.view import MapView
from keyaccount_desktop.workbook.maps import Placement, place_cards, take_off_map
from tests.ui.influence_map.conftest import CTRL, LEFT, NO_KEY, SHIFT, Book, Hand


def steps(book: Book) -> int:
    """How many steps of undo there are; takes them all back and does them again."""
    count = 0
    while book.workbook.undo_label is not None:
        book.workbook.undo()
        count += 1
    for _ in range(count):
        book.workbook.redo()
    return count


def one_step(book: Book) -> bool:
    return steps(book) == 1


# Moving.


def test_that_a_card_moves_within_its_lane_in_one_step_of_undo(hand: Hand, book: Book) -> None:
    start = hand.at("严文博")
    hand.drag(start, start + QPoint(0, 30))
    after = book.card("严文博")
    assert after.y > 0 and after.y % 8 == 0
    assert (after.level, after.function) == ("management", "using")
    assert one_step(book)
    book.workbook.undo()
    assert book.card("严文博").y == 0


def test_that_a_card_dropped_in_another_lane_changes_level_and_function(hand: Hand, book: Book) -> None:
    start = hand.at("邹志强", 88, 38)
    hand.drag(start, hand.lane("decision", "using"))
    after = book.card("邹志强")
    assert (after.level, after.function) == ("decision", "using")
    assert one_step(book)


def test_that_a_card_dropped_on_others_comes_to_lie_beside_them(hand: Hand, book: Book) -> None:
    hand.drag(hand.at("严文博"), hand.at("钟敏"))
    places = hand.view.map_scene
    assert not places.place_of(book.people["严文博"]).meets(places.place_of(book.people["钟敏"]))
    assert book.card("严文博").function == "technical"
    assert book.card("钟敏").x == book.card("钟敏").y == 0


def test_that_several_selected_cards_move_together_as_one_step(hand: Hand, book: Book) -> None:
    hand.select("钟敏", "方凯")
    start = hand.at("钟敏")
    hand.drag(start, start + QPoint(40, 0))
    assert book.card("钟敏").x == book.card("方凯").x > 0
    assert one_step(book)


def test_that_a_drag_shows_the_lane_and_says_what_it_changes(hand: Hand, page: MapPage, book: Book) -> None:
    start = hand.at("邹志强", 88, 38)
    hand.press(start)
    hand.carry(start, hand.lane("decision", "using"))
    assert page.toolbar.said == "Decision-making · Using department"
    hand.carry(hand.lane("decision", "using"), start)
    assert page.toolbar.said == ""
    hand.release(start)
    assert book.workbook.undo_label is None


def test_that_escape_lets_go_of_the_card_and_changes_nothing(hand: Hand, book: Book, view: MapView) -> None:
    before, start = book.map(), hand.at("严文博")
    hand.press(start)
    hand.carry(start, hand.lane("decision", "finance"))
    hand.key(Qt.Key.Key_Escape)
    hand.release(hand.lane("decision", "finance"))
    assert book.map() == before
    assert book.workbook.undo_label is None
    assert view.cursor().shape() == Qt.CursorShape.ArrowCursor


def test_that_a_card_carried_back_is_no_change(hand: Hand, book: Book) -> None:
    start = hand.at("严文博")
    hand.press(start)
    hand.carry(start, start + QPoint(90, 90))
    hand.carry(start + QPoint(90, 90), start)
    hand.release(start)
    assert book.workbook.undo_label is None


def test_that_a_trembling_click_moves_nothing(hand: Hand, book: Book) -> None:
    start = hand.at("严文博")
    hand.drag(start, start + QPoint(2, 2))
    assert book.workbook.undo_label is None
    assert hand.selected() == ["严文博"]


def test_that_an_undo_during_a_drag_lets_go_of_the_card(hand: Hand, book: Book) -> None:
    start = hand.at("严文博")
    hand.drag(start, start + QPoint(0, 40))
    start = hand.at("钟敏")
    hand.press(start)
    hand.carry(start, start + QPoint(60, 60))
    book.workbook.undo()
    hand.carry(start + QPoint(60, 60), start + QPoint(80, 80))
    hand.release(start + QPoint(80, 80))
    assert book.card("钟敏").y == 0
    assert book.card("严文博").y == 0


def test_that_a_card_that_disappears_during_its_drag_is_let_go(hand: Hand, book: Book) -> None:
    start = hand.at("钟敏")
    hand.press(start)
    hand.carry(start, start + QPoint(60, 60))
    take_off_map(book.workbook, book.purchase, [book.people["钟敏"]])
    hand.carry(start + QPoint(60, 60), start)
    hand.release(start)
    assert not book.card("钟敏").placed


def test_that_holding_a_card_at_the_edge_scrolls_the_map(hand: Hand, view: MapView, qtbot: QtBot) -> None:
    view.set_zoom(2.5)
    view.reveal(hand.book.people["严文博"])
    start = hand.at("严文博")
    hand.press(start)
    edge = QPoint(view.viewport().width() - 3, view.viewport().height() // 2)
    hand.carry(start, edge)
    before = view.horizontalScrollBar().value()
    qtbot.waitUntil(lambda: view.horizontalScrollBar().value() > before + 40)
    hand.key(Qt.Key.Key_Escape)
    hand.release(edge)


# Selecting.


def test_that_a_click_selects_and_a_click_on_the_ground_selects_nothing(hand: Hand) -> None:
    hand.click(hand.at("严文博"))
    assert hand.selected() == ["严文博"]
    hand.click(hand.at("钟敏"))
    assert hand.selected() == ["钟敏"]
    hand.click(hand.ground())
    assert hand.selected() == []


def test_that_ctrl_click_adds_and_takes_away(hand: Hand) -> None:
    hand.click(hand.at("严文博"))
    hand.click(hand.at("钟敏"), CTRL)
    assert hand.selected() == ["严文博", "钟敏"]
    hand.click(hand.at("严文博"), CTRL)
    assert hand.selected() == ["钟敏"]


def test_that_a_rubber_band_catches_the_cards_it_touches(hand: Hand, book: Book) -> None:
    start = hand.at("严文博", -20, -12)
    hand.drag(start, hand.at("钟敏", 100, 60))
    assert sorted(hand.selected()) == ["严文博", "钟敏"]
    start = hand.at("方凯", -20, -12)
    hand.drag(start, hand.at("方凯", 60, 60), SHIFT)
    assert sorted(hand.selected()) == ["严文博", "方凯", "钟敏"]
    assert book.workbook.undo_label is None


def test_that_escape_gives_up_a_rubber_band(hand: Hand) -> None:
    hand.select("邹志强")
    start = hand.at("严文博", -20, -12)
    hand.press(start)
    hand.carry(start, hand.at("钟敏", 100, 60))
    hand.key(Qt.Key.Key_Escape)
    hand.release(hand.at("钟敏", 100, 60))
    assert hand.selected() == ["邹志强"]


def test_that_a_double_click_opens_the_person(hand: Hand, page: MapPage, book: Book, qtbot: QtBot) -> None:
    with qtbot.waitSignal(page.person_opened) as opened:
        QTest.mouseDClick(hand.view.viewport(), LEFT, NO_KEY, hand.at("钟敏"))
    assert opened.args == [book.people["钟敏"]]


# Links.


def asked(view: MapView) -> LinkMenu:
    (menu,) = [menu for menu in view.findChildren(LinkMenu) if menu.isVisible()]
    return menu


def choose(menu: LinkMenu, kind: str) -> None:
    within: QMenu = menu
    if kind in TIES:
        menu.setActiveAction(menu.ties.menuAction())
        QTest.keyClick(menu, Qt.Key.Key_Right)
        within = menu.ties
        assert within.isVisible()
    (action,) = [action for action in within.actions() if action.data() == kind]
    assert action.text()
    pick(within, action)


def pick(menu: QMenu, action: QAction) -> None:
    QTest.mouseClick(menu, LEFT, NO_KEY, menu.actionGeometry(action).center())


def drag_link(hand: Hand, source: str, target: str) -> None:
    hand.move(hand.at(source))
    hand.move(hand.dot(source))
    hand.drag(hand.dot(source), hand.at(target))


@pytest.mark.parametrize("kind", ["influences", "reports_to", "conflict", "introduces", "alumni"])
def test_that_a_link_drawn_from_a_dot_means_what_is_chosen_at_the_drop(
    hand: Hand, book: Book, view: MapView, qtbot: QtBot, kind: str
) -> None:
    drag_link(hand, "钟敏", "邹志强")
    choose(asked(view), kind)
    qtbot.waitUntil(lambda: len(book.links()) == 3)
    ends = {(source, target) for source, made, target, _ in book.links() if made == kind}
    assert ("钟敏", "邹志强") in ends or ("邹志强", "钟敏") in ends
    assert one_step(book)


def test_that_its_strength_is_chosen_in_the_same_menu(
    hand: Hand, book: Book, view: MapView, qtbot: QtBot
) -> None:
    drag_link(hand, "钟敏", "邹志强")
    menu = asked(view)
    (strong,) = [button for button in menu.findChildren(QToolButton) if button.text() == "Strong"]
    QTest.mouseClick(strong, LEFT, NO_KEY, strong.rect().center())
    choose(menu, "influences")
    qtbot.waitUntil(lambda: ("钟敏", "influences", "邹志强", 3) in book.links())
    assert one_step(book)


@pytest.mark.parametrize(("source", "target"), [("沈国梁", "严文博"), ("严文博", "沈国梁")])
def test_that_the_menu_says_who_is_linked_and_covers_neither_card(
    hand: Hand, view: MapView, source: str, target: str
) -> None:
    drag_link(hand, source, target)
    menu = asked(view)
    assert menu.actions()[0].text() == f"{source} → {target}"
    for name in (source, target):
        corners = [view.viewport().mapToGlobal(hand.at(name, x, y)) for x, y in ((2, 2), (174, 74))]
        assert not menu.geometry().intersects(QRect(*corners)), name
    QTest.keyClick(menu, Qt.Key.Key_Escape)


def test_that_leaving_the_menu_draws_nothing(hand: Hand, book: Book, view: MapView, qtbot: QtBot) -> None:
    drag_link(hand, "钟敏", "邹志强")
    menu = asked(view)
    QTest.keyClick(menu, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not view.findChildren(LinkMenu))
    assert book.workbook.undo_label is None
    start = hand.at("严文博")
    hand.drag(start, start + QPoint(0, 40))
    assert book.card("严文博").y > 0


@pytest.mark.parametrize(
    ("strength", "said"),
    [
        ("Strong", "These two are linked in this way already"),
        ("Weak", "These two were linked in this way already: the strength is changed"),
    ],
)
def test_that_a_link_drawn_again_makes_no_double_and_says_so(
    hand: Hand, book: Book, view: MapView, page: MapPage, qtbot: QtBot, strength: str, said: str
) -> None:
    drag_link(hand, "严文博", "沈国梁")
    menu = asked(view)
    (button,) = [button for button in menu.findChildren(QToolButton) if button.text() == strength]
    QTest.mouseClick(button, LEFT, NO_KEY, button.rect().center())
    choose(menu, "influences")
    qtbot.waitUntil(lambda: page.toolbar.said == said)
    assert len(book.links()) == 2


def test_that_a_link_dropped_on_the_ground_or_on_its_own_card_is_none(
    hand: Hand, book: Book, view: MapView
) -> None:
    hand.drag(hand.dot("钟敏"), hand.ground())
    hand.drag(hand.dot("钟敏"), hand.at("钟敏", 40, 40))
    assert not [menu for menu in view.findChildren(LinkMenu) if menu.isVisible()]
    assert book.workbook.undo_label is None


def test_that_escape_gives_up_a_link(hand: Hand, book: Book, view: MapView) -> None:
    hand.press(hand.dot("钟敏"))
    hand.carry(hand.dot("钟敏"), hand.at("邹志强"))
    hand.key(Qt.Key.Key_Escape)
    hand.release(hand.at("邹志强"))
    assert not view.findChildren(LinkMenu)
    assert book.workbook.undo_label is None


def test_that_a_link_is_selected_by_a_click_on_its_line(hand: Hand, view: MapView) -> None:
    (link,) = [link for link in hand.book.map().links if link.kind == "influences"]
    points = view.map_scene.link_item(link.id).route.points
    hand.click(view.mapFromScene(QPointF(*points[len(points) // 2])))
    assert view.map_scene.selected_link == link.id
    assert hand.selected() == []


# Menus.


def open_menu(view: MapView) -> QMenu:
    (menu,) = [menu for menu in view.findChildren(QMenu) if menu.isVisible() and menu.parent() is view]
    return menu


def entry(menu: QMenu, *path: str) -> None:
    """Choose an entry of a menu: by keys through its submenus, at last by mouse."""
    for name in path:
        (action,) = [action for action in menu.actions() if action.text().split("\t")[0] == name]
        if name == path[-1]:
            QTest.mouseClick(menu, LEFT, NO_KEY, menu.actionGeometry(action).center())
            return
        while menu.activeAction() is not action:
            QTest.keyClick(menu, Qt.Key.Key_Down)
        QTest.keyClick(menu, Qt.Key.Key_Right)
        menu = action.menu()
        assert menu.isVisible()


CHOICES = [
    (("Attitude to us", "Opponent"), "attitude", "opponent"),
    (("Attitude to us", "Not known yet"), "attitude", None),
    (("Contact closeness", "Frequent"), "closeness", "frequent"),
    (("Part in the decision", "Blocker"), "part", "blocks"),
    (("Buying role", "Designer"), "roles", ("designer",)),
    (("Weight in the decision", "25%"), "weight", 25),
]


@pytest.mark.parametrize(("path", "field", "value"), CHOICES, ids=[choice[0][1] for choice in CHOICES])
def test_that_the_cards_menu_sets_each_judgement_in_one_step(
    hand: Hand, book: Book, view: MapView, path: tuple[str, ...], field: str, value: object
) -> None:
    hand.select("严文博")
    view.open_menu()
    entry(open_menu(view), *path)
    judged = getattr(book.card("严文博"), field)
    assert (None if judged is None else judged.value) == value
    assert one_step(book)


def test_that_the_menu_of_several_cards_changes_all_of_them_in_one_step(
    hand: Hand, book: Book, view: MapView
) -> None:
    hand.select("严文博", "钟敏", "方凯")
    view.open_menu()
    entry(open_menu(view), "Buying role", "User")
    for name in ("严文博", "钟敏", "方凯"):
        roles = book.card(name).roles
        assert roles is not None and roles.value == ("user",)
    assert one_step(book)


def test_that_a_role_chosen_again_is_taken_away(hand: Hand, book: Book, view: MapView) -> None:
    hand.select("严文博")
    for _ in range(2):
        view.open_menu()
        entry(open_menu(view), "Buying role", "User")
    assert book.card("严文博").roles is None


def test_that_cards_are_pinned_marked_as_key_and_taken_off_by_menu(
    hand: Hand, book: Book, view: MapView
) -> None:
    hand.select("严文博")
    for name in ("Pin in place", "Key person"):
        view.open_menu()
        entry(open_menu(view), name)
    assert book.card("严文博").pinned and book.card("严文博").key
    view.open_menu()
    entry(open_menu(view), "Take off the map")
    assert not book.card("严文博").placed
    assert steps(book) == 3


def test_that_a_links_menu_changes_kind_and_strength_and_removes_it(
    hand: Hand, book: Book, view: MapView
) -> None:
    (link,) = [link for link in book.map().links if link.kind == "influences"]
    view.map_scene.select((), link.id)
    view.open_menu()
    entry(open_menu(view), "Strength", "Weak")
    assert ("严文博", "influences", "沈国梁", 1) in book.links()
    view.open_menu()
    entry(open_menu(view), "Introduces")
    assert ("严文博", "introduces", "沈国梁", 1) in book.links()
    view.open_menu()
    entry(open_menu(view), "Remove link")
    assert len(book.links()) == 1
    assert steps(book) == 3


# Drops.


def drop(view: MapView, data: QMimeData, at: QPoint, *, leave: bool = False) -> bool:
    """Drag something in from elsewhere; whether it was accepted where it was let go."""
    copy, none = Qt.DropAction.CopyAction, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(5, 5), copy, data, LEFT, none)
    QApplication.sendEvent(view.viewport(), enter)
    over = QDragMoveEvent(at, copy, data, LEFT, none)
    QApplication.sendEvent(view.viewport(), over)
    QApplication.processEvents()
    if leave or not over.isAccepted():
        QApplication.sendEvent(view.viewport(), QDragLeaveEvent())
        return False
    let_go = QDropEvent(QPointF(at), copy, data, LEFT, none)
    QApplication.sendEvent(view.viewport(), let_go)
    return let_go.isAccepted()


def test_that_a_person_dropped_from_the_list_gets_the_lanes_level_and_function(
    hand: Hand, book: Book, page: MapPage
) -> None:
    assert drop(hand.view, mime.of_people([book.people["韩伟"]]), hand.lane("operation", "finance"))
    after = book.card("韩伟")
    assert after.placed
    assert (after.level, after.function) == ("operation", "finance")
    assert one_step(book)
    assert page.panel.model.rowCount() == 1


def test_that_several_people_dropped_at_once_lie_beside_each_other(hand: Hand, book: Book) -> None:
    people = [book.people["韩伟"], book.people["凌蓉"]]
    assert drop(hand.view, mime.of_people(people), hand.at("钟敏", 88, 38))
    scene = hand.view.map_scene
    places = [scene.place_of(book.people[name]) for name in ("韩伟", "凌蓉", "钟敏")]
    assert not any(one.meets(other) for i, one in enumerate(places) for other in places[i + 1 :])
    assert one_step(book)


def test_that_a_drag_that_leaves_the_map_again_changes_nothing(hand: Hand, book: Book) -> None:
    data = mime.of_people([book.people["韩伟"]])
    assert not drop(hand.view, data, hand.lane("operation", "finance"), leave=True)
    assert book.workbook.undo_label is None


@pytest.mark.parametrize("what", ["nobody", "text", "rubbish", "a person of another client"])
def test_that_what_is_no_person_of_this_client_is_not_accepted(hand: Hand, what: str) -> None:
    data = QMimeData()
    if what == "nobody":
        data = mime.of_people([])
    elif what == "text":
        data.setText("王建国")
    elif what == "rubbish":
        data.setData(mime.PEOPLE, b"\xff{[")
    else:
        data = mime.of_people(["0" * 32])
    assert not drop(hand.view, data, hand.ground())


@pytest.mark.parametrize(
    ("field", "code", "value"),
    [
        ("attitude", "opponent", "opponent"),
        ("attitude", None, None),
        ("closeness", "close", "close"),
        ("roles", "evaluator", ("evaluator",)),
    ],
)
def test_that_a_badge_dropped_on_a_card_sets_it(
    hand: Hand, book: Book, field: str, code: str | None, value: object
) -> None:
    assert drop(hand.view, mime.of_badge(field, code), hand.at("严文博"))
    judged = getattr(book.card("严文博"), field)
    assert (None if judged is None else judged.value) == value
    assert one_step(book)


def test_that_a_badge_is_not_accepted_beside_a_card(hand: Hand, book: Book) -> None:
    assert not drop(hand.view, mime.of_badge("attitude", "opponent"), hand.ground())
    assert book.workbook.undo_label is None


# Looking around.


def wheel(view: MapView, at: QPoint, clicks: int) -> None:
    event = QWheelEvent(
        QPointF(at), QPointF(view.viewport().mapToGlobal(at)), QPoint(), QPoint(0, 120 * clicks),
        Qt.MouseButton.NoButton, NO_KEY, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(view.viewport(), event)


def test_that_the_wheel_zooms_at_the_pointer(hand: Hand, view: MapView, page: MapPage) -> None:
    view.set_zoom(1.0)
    at = hand.at("钟敏")
    before = view.mapToScene(at)
    wheel(view, at, 3)
    assert view.zoom > 1.5
    after = view.mapToScene(at)
    assert abs(after.x() - before.x()) < 3 and abs(after.y() - before.y()) < 3
    assert page.toolbar.zoom.text() == f"{round(view.zoom * 100)}%"
    for _ in range(40):
        wheel(view, at, -1)
    assert view.zoom >= 0.05


def test_that_the_middle_button_pulls_the_map(hand: Hand, view: MapView, book: Book) -> None:
    view.set_zoom(2.0)
    at = view.viewport().rect().center()
    before = view.mapToScene(QPoint())
    hand.press(at, button=Qt.MouseButton.MiddleButton)
    hand.carry(at, at + QPoint(80, 40))
    hand.release(at + QPoint(80, 40), button=Qt.MouseButton.MiddleButton)
    after = view.mapToScene(QPoint())
    assert (before.x() - after.x(), before.y() - after.y()) == pytest.approx((40, 20), abs=2)
    assert book.workbook.undo_label is None


def test_that_space_and_the_left_button_pull_the_map(hand: Hand, view: MapView, book: Book) -> None:
    view.set_zoom(2.0)
    start = hand.at("钟敏")
    before = view.mapToScene(QPoint())
    QTest.keyPress(view, Qt.Key.Key_Space)
    hand.drag(start, start + QPoint(60, 30))
    QTest.keyRelease(view, Qt.Key.Key_Space)
    assert view.mapToScene(QPoint()) != before
    assert book.workbook.undo_label is None


def test_that_a_fitted_map_stays_fitted_when_the_window_changes(
    page: MapPage, view: MapView, qtbot: QtBot
) -> None:
    view.fit()
    zoom = view.zoom
    page.resize(900, 620)
    qtbot.waitUntil(lambda: view.zoom < zoom)
    picture = view.map_scene.picture
    assert picture is not None
    shown = view.mapToScene(view.viewport().rect()).boundingRect()
    assert shown.width() >= picture.bounds.width - 2 and shown.height() >= picture.bounds.height - 2


def test_that_dots_show_on_the_card_under_the_pointer_only(hand: Hand, view: MapView) -> None:
    hand.move(hand.at("钟敏"))
    assert view.map_scene.handles.isVisible()
    hand.move(hand.ground())
    assert not view.map_scene.handles.isVisible()


def test_that_dots_do_not_stay_behind_when_the_map_moves_under_the_pointer(
    hand: Hand, view: MapView, book: Book
) -> None:
    handles = view.map_scene.handles
    hand.move(hand.at("方凯"))
    place_cards(book.workbook, book.purchase, [Placement(book.people["方凯"], 40, 24)])
    QApplication.processEvents()
    place = view.map_scene.place_of(book.people["方凯"])
    assert not handles.isVisible() or handles.pos() == QPointF(place.x, place.y)
    hand.move(hand.at("方凯"))
    place_cards(book.workbook, book.purchase, [Placement(book.people["方凯"], 900, 200)])
    QApplication.processEvents()
    assert not handles.isVisible()  # nobody is there any more


def test_that_a_tooltip_says_in_words_what_the_marks_say(hand: Hand, view: MapView) -> None:
    at = hand.at("严文博")
    QApplication.sendEvent(
        view.viewport(), QHelpEvent(QHelpEvent.Type.ToolTip, at, view.viewport().mapToGlobal(at))
    )
    assert "Supporter" in QToolTip.text() and "严文博" in QToolTip.text()
    QToolTip.hideText()
