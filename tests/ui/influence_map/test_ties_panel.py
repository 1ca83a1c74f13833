"""Beside the map: the way to those who decide, and found ties to be accepted or dismissed, by mouse and by keys."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from pytestqt.qtbot import QtBot

from keyaccount_desktop.language import Text
from keyaccount_desktop.ui.influence_map.map_page import MapPage
from keyaccount_desktop.ui.influence_map.ties_panel import TiesPanel
from keyaccount_desktop.ui.influence_map.ties_rows import TieBox, WayBox
from keyaccount_desktop.ui.operation import stop_jobs
from keyaccount_desktop.ui.widgets import MessageBar
from keyaccount_desktop.workbook.accounts import add_account
from keyaccount_desktop.workbook.colleagues import add_colleague, set_native_place
from keyaccount_desktop.workbook.facts import facts_of, set_fact
from keyaccount_desktop.workbook.links import draw_link
from keyaccount_desktop.workbook.maps import Placement, judge, place_cards
from keyaccount_desktop.workbook.people import add_person, rename_person
from keyaccount_desktop.workbook.purchases import add_purchase
from tests.ui.influence_map.conftest import CTRL, LEFT, Book, Hand

Settle = Callable[[], None]


@pytest.fixture
def told(book: Book) -> Book:
    """The director is not contacted, 严文博 is close to us, and both are from one place."""
    judge(book.workbook, book.purchase, [book.people["严文博"]], "stakeholder.closeness", "close")
    for name in ("严文博", "沈国梁", "钟敏"):
        set_fact(book.workbook, ("person", book.people[name]), "person.native_place", "浙江绍兴")
    book.workbook.forget_history()
    return book


@pytest.fixture
def panel(told: Book, page: MapPage, qtbot: QtBot) -> Iterator[TiesPanel]:
    MessageBar(page)
    QTest.mouseClick(page.beside.bar["ties"], LEFT)
    made = page.beside.panel("ties")
    assert isinstance(made, TiesPanel)
    qtbot.waitUntil(lambda: not made.reading)
    yield made
    stop_jobs()


@pytest.fixture
def settle(panel: TiesPanel, qtbot: QtBot) -> Settle:
    def settled() -> None:
        QApplication.processEvents()
        qtbot.waitUntil(lambda: not panel.reading)

    return settled


def click(widget: QWidget) -> None:
    QApplication.processEvents()
    assert widget.isVisible()
    QTest.mouseClick(widget, LEFT)


def pairs(panel: TiesPanel) -> list[set[str]]:
    return [{box.tie.one.name, box.tie.other.name} for box in panel.tie_boxes if box.isVisible()]


def has_keyboard(widget: QWidget) -> bool:
    return widget.window().focusWidget() is widget


def box_of(panel: TiesPanel, *names: str) -> TieBox:
    return next(box for box in panel.tie_boxes if {box.tie.one.name, box.tie.other.name} == set(names))


def strong(page: MapPage) -> set[str]:
    scene = page.view.map_scene
    assert scene.picture is not None
    return {
        scene.picture.cards[id_].name for id_ in scene.picture.cards if scene.card_item(id_).opacity() == 1
    }


def way_of(panel: TiesPanel, name: str) -> WayBox:
    return next(box for box in panel.way_boxes if box.row.way.target.name == name)


def test_that_the_shortcut_leads_into_the_panel_as_soon_as_it_has_been_read(
    told: Book, page: MapPage, qtbot: QtBot
) -> None:
    page.view.setFocus()
    assert page.edit_command("map_ties")
    made = page.beside.panel("ties")
    assert isinstance(made, TiesPanel) and made.reading and not has_keyboard(made)
    qtbot.waitUntil(lambda: not made.reading)
    assert has_keyboard(made.way_boxes[0].row)
    stop_jobs()


def test_that_whoever_goes_elsewhere_meanwhile_is_not_called_into_the_panel(
    told: Book, page: MapPage, qtbot: QtBot
) -> None:
    page.view.setFocus()
    page.edit_command("map_ties")
    made = page.beside.panel("ties")
    assert isinstance(made, TiesPanel) and made.reading
    page.panel.list.setFocus()
    qtbot.waitUntil(lambda: not made.reading)
    assert has_keyboard(page.panel.list)
    stop_jobs()


def test_that_accepting_a_tie_leaves_the_panel_where_it_was_scrolled_and_the_keyboard_on_the_way(
    panel: TiesPanel, page: MapPage, told: Book, settle: Settle
) -> None:
    for number in range(20):  # more than fits
        made = add_colleague(told.workbook, f"同事{number:02}")
        set_native_place(told.workbook, made, "浙江绍兴")
    settle()
    page.resize(1200, 420)
    settle()
    bar = panel._area.verticalScrollBar()
    assert bar.maximum() > 0 and not panel.more.isHidden()
    way_of(panel, "沈国梁").row.setFocus()
    bar.setValue(0)
    click(panel.tie_boxes[0].stops()[1])
    settle()
    assert has_keyboard(way_of(panel, "沈国梁").row)
    assert bar.value() == 0


def test_that_the_way_to_a_decider_is_told_and_emphasised_on_the_map(
    panel: TiesPanel, page: MapPage, told: Book, settle: Settle
) -> None:
    (box,) = panel.way_boxes
    assert box.row.way.target.name == "沈国梁"
    assert box.row.words == "Me → 严文博 (close) —influences→ 沈国梁"
    click(box.row)
    assert strong(page) == {"严文博", "沈国梁"}
    assert page.remark.isVisible() and page.remark.text() == box.row.words
    link = next(link for link in told.map().links if link.kind == "influences")
    assert page.view.map_scene.link_item(link.id).opacity() == 1
    assert page.view.map_scene.selection == (told.people["沈国梁"],)
    click(box.row)
    assert strong(page) == {card.name for card in told.map().cards if card.placed}
    assert page.remark.isHidden()
    click(box.row)
    click(page.beside.bar["ties"])
    assert strong(page) == {card.name for card in told.map().cards if card.placed}


def test_that_anyone_can_be_chosen_by_key_or_from_the_menu(
    panel: TiesPanel, page: MapPage, hand: Hand, told: Book, settle: Settle
) -> None:
    draw_link(told.workbook, told.people["严文博"], told.people["方凯"], "rapport", strength=3)
    page.beside.open_panel("")
    hand.select("方凯")
    hand.key(Qt.Key.Key_I)
    settle()
    assert page.beside.current == "ties"
    way = way_of(panel, "方凯")
    assert way.row.words == "Me → 严文博 (close) —personal goodwill— 方凯"
    assert has_keyboard(way.row) and strong(page) == {"严文博", "方凯"}
    hand.select("钟敏")
    page.view.open_menu()
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    action = next(each for each in menu.actions() if each.text().startswith("Who can introduce me?"))
    QTest.mouseClick(menu, LEFT, Qt.KeyboardModifier.NoModifier, menu.actionGeometry(action).center())
    settle()
    assert way_of(panel, "钟敏").row.words == "Me → 严文博 (close) —personal goodwill— 方凯 —reports to→ 钟敏"


def test_that_a_way_that_is_read_after_the_panel_was_closed_fades_nobody(
    panel: TiesPanel, page: MapPage, hand: Hand, told: Book, settle: Settle
) -> None:
    hand.select("方凯")
    hand.key(Qt.Key.Key_I)
    assert panel.reading
    page.beside.open_panel("reviews")
    settle()
    assert strong(page) == {card.name for card in told.map().cards if card.placed}


def test_that_many_ways_are_shown_some_at_a_time_and_the_one_asked_for_among_them(
    panel: TiesPanel, page: MapPage, told: Book, settle: Settle
) -> None:
    with told.workbook.edit(Text("Make", "做")):
        ids = [
            add_person(told.workbook, told.account, f"院领导{number:02}", level="decision")
            for number in range(40)
        ]
        place_cards(told.workbook, told.purchase, [Placement(id_, 0, 0) for id_ in ids])
    settle()
    assert len(panel.way_boxes) == 12 and panel.more_ways.text() == "29 more"
    panel.more_ways.setFocus()
    QTest.keyClick(panel.more_ways, Qt.Key.Key_Space)
    assert len(panel.way_boxes) == 32 and has_keyboard(panel.way_boxes[12].row)
    click(panel.more_ways)
    assert len(panel.way_boxes) == 41 and not panel.more_ways.isVisible()
    page.beside.open_panel("")
    page.beside.open_panel("ties")
    panel.show_way_to(ids[-1])
    settle()
    assert strong(page) == {"院领导39"}


def test_that_the_menu_of_the_window_asks_for_the_selected_person(
    panel: TiesPanel, page: MapPage, hand: Hand, settle: Settle
) -> None:
    page.beside.open_panel("")
    hand.select("方凯")
    assert page.edit_command("map_introduce")
    settle()
    assert page.beside.current == "ties" and has_keyboard(way_of(panel, "方凯").row)


def test_that_where_there_is_no_chain_it_says_what_would_help(
    panel: TiesPanel, page: MapPage, hand: Hand, told: Book, settle: Settle
) -> None:
    hand.select("钟敏")
    hand.key(Qt.Key.Key_I)
    settle()
    advice = way_of(panel, "钟敏").row.advice.text()
    assert "No chain yet." in advice
    assert "Me → 严文博 (close) —tie of place— 钟敏" in advice
    assert "Nearest: 方凯 —reports to→ 钟敏." in advice
    assert "Find a coach" in advice
    judge(told.workbook, told.purchase, [told.people["方凯"]], "stakeholder.coach", "trusting")
    settle()
    assert "Ask the coach who knows them: 方凯." in way_of(panel, "钟敏").row.advice.text()


def test_that_someone_at_another_client_in_the_chain_is_put_on_the_map(
    panel: TiesPanel, page: MapPage, told: Book, settle: Settle
) -> None:
    workbook = told.workbook
    other = add_account(workbook, "二院")
    he = add_person(workbook, other, "何平")
    judge(workbook, add_purchase(workbook, other, "监护仪"), [he], "stakeholder.closeness", "close")
    judge(workbook, told.purchase, [told.people["严文博"]], "stakeholder.closeness", "distant")
    draw_link(workbook, he, told.people["沈国梁"], "introduces")
    settle()
    (box,) = panel.way_boxes
    assert box.row.words == "Me → 何平 (二院, close in 监护仪) —introduces→ 沈国梁"
    steps = workbook.undo_label
    click(box.buttons[he])
    settle()
    assert next(card for card in told.map().cards if card.person_id == he).placed
    assert way_of(panel, "沈国梁").buttons == {}
    workbook.undo()
    assert workbook.undo_label == steps, "one step"
    settle()
    assert he in way_of(panel, "沈国梁").buttons


def test_that_a_found_tie_is_accepted_by_its_button_and_undone_in_one_step(
    panel: TiesPanel, page: MapPage, told: Book, settle: Settle
) -> None:
    assert {frozenset(pair) for pair in pairs(panel)} == {
        frozenset(("严文博", "沈国梁")), frozenset(("严文博", "钟敏")), frozenset(("沈国梁", "钟敏")),
    }  # fmt: skip
    click(box_of(panel, "严文博", "钟敏").accept)
    assert {"严文博", "钟敏"} not in pairs(panel), "gone at once"
    settle()
    (link,) = [link for link in told.map().links if link.kind == "place"]
    assert link.note == "both from 绍兴" and not link.assumed
    bar = page.findChild(MessageBar)
    assert bar is not None
    click(bar.button)
    settle()
    assert [link for link in told.map().links if link.kind == "place"] == []
    assert {"严文博", "钟敏"} in pairs(panel)


def test_that_a_tie_is_dismissed_by_delete_and_the_keyboard_goes_on_with_the_next(
    panel: TiesPanel, told: Book, settle: Settle
) -> None:
    first, second = panel.tie_boxes[0].tie.key, panel.tie_boxes[1].tie.key
    panel.tie_boxes[0].row.setFocus()
    QTest.keyClick(panel.tie_boxes[0].row, Qt.Key.Key_Delete)
    settle()
    assert panel.tie_boxes[0].tie.key == second and has_keyboard(panel.tie_boxes[0].row)
    assert len(pairs(panel)) == 2 and told.workbook.undo_label is not None
    click(panel.gone)
    box = next(box for box in panel.tie_boxes if box.tie.key == first)
    click(box.restore)
    settle()
    assert len(pairs(panel)) == 3 and not panel.gone.isVisible()


def test_that_dismissed_ties_come_into_view_when_they_are_asked_for(
    panel: TiesPanel, page: MapPage, told: Book, settle: Settle
) -> None:
    for number in range(20):  # more than fits
        made = add_colleague(told.workbook, f"同事{number:02}")
        set_native_place(told.workbook, made, "浙江绍兴")
    settle()
    page.resize(1200, 420)
    settle()
    click(panel.tie_boxes[0].dismiss)
    settle()
    panel._area.ensureWidgetVisible(panel.gone, 0, 0)
    click(panel.gone)
    QApplication.processEvents()
    gone = panel.tie_boxes[-1]
    assert gone.gone and not gone.restore.visibleRegion().isEmpty()


def test_that_a_pressed_tie_shows_both_on_the_map(panel: TiesPanel, hand: Hand) -> None:
    box = box_of(panel, "严文博", "钟敏")
    click(box.row)
    assert set(hand.selected()) == {"严文博", "钟敏"}
    box.row.setFocus()
    QTest.keyClick(box.row, Qt.Key.Key_Return)
    assert set(hand.selected()) == {"严文博", "钟敏"}


def test_that_a_tie_with_our_staff_is_noted_at_the_person_and_makes_a_chain(
    panel: TiesPanel, told: Book, settle: Settle
) -> None:
    judge(told.workbook, told.purchase, [told.people["严文博"]], "stakeholder.closeness", "distant")
    lin = add_colleague(told.workbook, "林方")
    set_native_place(told.workbook, lin, "绍兴")
    settle()
    assert way_of(panel, "沈国梁").row.words == ""
    click(box_of(panel, "林方", "沈国梁").accept)
    settle()
    noted = [
        fact.value
        for fact in facts_of(told.workbook, ("person", told.people["沈国梁"]))
        if fact.field == "person.staff_ties"
    ]
    assert noted == [{"colleague": lin, "kind": "place", "strength": 2, "note": "both from 绍兴"}]
    assert way_of(panel, "沈国梁").row.words == "Me → 林方 (our staff) —tie of place— 沈国梁"


def test_that_the_panel_keeps_in_step_with_the_workbook_but_not_with_every_move(
    panel: TiesPanel, page: MapPage, hand: Hand, told: Book, settle: Settle
) -> None:
    box = panel.tie_boxes[0]
    hand.select("邹志强")
    hand.key(Qt.Key.Key_Left, CTRL)
    assert told.card("邹志强").function == "finance"
    assert panel.tie_boxes[0] is box and not panel.reading
    set_fact(told.workbook, ("person", told.people["钟敏"]), "person.native_place", "宁波")
    settle()
    assert pairs(panel) == [{"严文博", "沈国梁"}]
    rename_person(told.workbook, told.people["严文博"], "严文")
    settle()
    assert pairs(panel) == [{"严文", "沈国梁"}]


def test_that_another_purchase_begins_without_the_way_that_was_asked_for(
    panel: TiesPanel, page: MapPage, hand: Hand, told: Book, settle: Settle
) -> None:
    hand.select("钟敏")
    hand.key(Qt.Key.Key_I)
    settle()
    assert len(panel.way_boxes) == 2
    add_purchase(told.workbook, told.account, "另一个")
    settle()
    assert panel.way_boxes == [] and pairs(panel) == []
