"""What-if beside the map: real gestures, that stay suppositions until they are applied."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from keyaccount_desktop.language import set_language
from keyaccount_desktop.method.simulation_words import number
from keyaccount_desktop.ui import place
from keyaccount_desktop.ui.influence_map.map_page import MapPage
from keyaccount_desktop.ui.influence_map.what_if_panel import READ_ONLY, WhatIfPanel
from keyaccount_desktop.ui.main_window import MainWindow
from keyaccount_desktop.ui.widgets import MessageBar
from keyaccount_desktop.workbook.document import Workbook
from keyaccount_desktop.workbook.first_screen import clients
from keyaccount_desktop.workbook.maps import InfluenceMap, influence_map, judge
from keyaccount_desktop.workbook.people import delete_people, erase_person
from keyaccount_desktop.workbook.purchases import add_purchase, purchases_of
from keyaccount_desktop.workbook.what_if import decision_of
from tests.ui.influence_map.conftest import CTRL, LEFT, NO_KEY, Book, Hand


@pytest.fixture
def decided(book: Book) -> Book:
    """The book with a decider who is neutral."""
    ids = [book.people["沈国梁"]]
    judge(book.workbook, book.purchase, ids, "stakeholder.roles", ["decider"])
    judge(book.workbook, book.purchase, ids, "stakeholder.attitude", "neutral")
    book.workbook.forget_history()
    return book


@pytest.fixture
def panel(page: MapPage, decided: Book) -> WhatIfPanel:
    QTest.mouseClick(page.beside.bar["what_if"], LEFT)
    found = page.beside.panel("what_if")
    assert isinstance(found, WhatIfPanel)
    page.view.fit()
    return found


@pytest.fixture
def hand(page: MapPage, book: Book) -> Hand:
    return Hand(page.view, book)


def lean(shown: InfluenceMap) -> str:
    found = decision_of(shown).lean
    assert found is not None
    return number(found)


def supposed(panel: WhatIfPanel) -> list[tuple[str, object]]:
    return [(change.what, change.after) for change in panel.scratch.changes]


def key(page: MapPage, book: Book, name: str, letter: Qt.Key) -> None:
    page.view.map_scene.select([book.people[name]])
    page.view.setFocus()
    QTest.keyClick(page.view, letter)


# ---- opening


def test_that_opening_it_shows_the_lean_and_begins_to_suppose(
    page: MapPage, decided: Book, panel: WhatIfPanel
) -> None:
    assert panel.trying and page.stage.strip.isVisible()
    assert panel.lean.number.text() == lean(decided.map())
    assert panel.lean.verdict.text() and panel.lean.bar.accessibleName() == panel.lean.verdict.text()
    assert len(panel.lean.bar.rows) == 1
    assert not panel.ending.apply.isVisible() and not panel.changes.isVisible()


def test_that_a_panel_that_was_left_open_begins_with_the_live_map(book: Book, qtbot: QtBot) -> None:
    first = MapPage(book.workbook)
    qtbot.addWidget(first)
    first.show_account(book.account)
    first.beside.open_panel("what_if")
    first.release()
    again = MapPage(book.workbook)
    qtbot.addWidget(again)
    again.show_account(book.account)
    with qtbot.waitExposed(again):
        again.show()
    panel = again.beside.panel("what_if")
    assert isinstance(panel, WhatIfPanel) and again.beside.current == "what_if"
    assert not panel.trying and again.stage.shows_live
    QTest.mouseClick(panel.ending.begin, LEFT)
    assert panel.trying and not again.stage.shows_live
    again.release()


def test_that_without_anybody_who_decides_it_says_so(page: MapPage, book: Book) -> None:
    judge(book.workbook, book.purchase, [book.people["沈国梁"]], "stakeholder.weight", 0)
    page.beside.open_panel("what_if")
    panel = page.beside.panel("what_if")
    assert isinstance(panel, WhatIfPanel)
    assert "Nobody" in panel.lean.verdict.text() and not panel.lean.number.isVisible()
    assert not panel.lean.bar.isVisible() and not panel.moves.isVisible()


# ---- the same gestures


def test_that_keys_and_drags_are_suppositions(
    page: MapPage, decided: Book, panel: WhatIfPanel, hand: Hand
) -> None:
    before = decided.map()
    key(page, decided, "严文博", Qt.Key.Key_O)
    key(page, decided, "钟敏", Qt.Key.Key_5)
    hand.press(hand.at("方凯"))
    hand.carry(hand.at("方凯"), hand.lane("management", "technical"))
    hand.release(hand.lane("management", "technical"))
    assert decided.map() == before, "nothing of it is in the workbook"
    assert supposed(panel)[:2] == [("attitude", "opponent"), ("roles", ("evaluator",))]
    assert supposed(panel)[2][0] == "place" and supposed(panel)[2][1].level == "management"  # type: ignore[attr-defined]
    shown = page.influence_map
    assert shown is not None
    assert {card.name for card in shown.cards if card.supposed} == {"严文博", "钟敏", "方凯"}
    assert panel.lean.number.text() == lean(shown) != lean(before)
    assert [row.name for row in panel.lean.bar.rows] == ["Now", "What if"]
    assert "away from us" in panel.lean.difference.text()
    assert len(panel.changes.rows) == 3


def test_that_links_are_drawn_changed_and_removed_in_supposition(
    page: MapPage, decided: Book, panel: WhatIfPanel
) -> None:
    before, actions = decided.map(), page.view.map_actions
    known = next(link for link in before.links if link.kind == "influences")
    actions.draw_link(decided.people["钟敏"], decided.people["沈国梁"], "influences", 3)
    actions.change_link(known.id, strength=1)
    assert len(page.view.map_scene.picture.routes) == len(before.links) + 1  # type: ignore[union-attr]
    page.view.map_scene.select((), known.id)
    page.view.setFocus()
    QTest.keyClick(page.view, Qt.Key.Key_Delete)
    assert len(page.view.map_scene.picture.routes) == len(before.links)  # type: ignore[union-attr]
    assert decided.map() == before
    assert sorted(what for what, _ in supposed(panel)) == ["link", "link"]


def test_that_a_drawn_link_that_exists_gets_the_strength(
    page: MapPage, decided: Book, panel: WhatIfPanel
) -> None:
    page.view.map_actions.draw_link(decided.people["严文博"], decided.people["沈国梁"], "influences", 1)
    ((what, line),) = supposed(panel)
    assert what == "link" and line.strength == 1  # type: ignore[attr-defined]


def test_that_impossible_links_are_refused(page: MapPage, decided: Book, panel: WhatIfPanel) -> None:
    actions, people, bar = page.view.map_actions, decided.people, MessageBar(page)
    actions.draw_link(people["钟敏"], people["钟敏"], "influences", 1)
    assert "two different people" in bar.text
    actions.draw_link(people["钟敏"], people["方凯"], "reports_to", 1)  # who reports to 钟敏
    assert "circle" in bar.text
    actions.set_pinned([people["钟敏"]], True)
    assert "map itself" in bar.text
    assert supposed(panel) == []


def test_that_reporting_lines_and_other_ends_are_suppositions_too(
    page: MapPage, decided: Book, panel: WhatIfPanel
) -> None:
    before, actions, people = decided.map(), page.view.map_actions, decided.people
    actions.report([people["方凯"], people["邹志强"]], people["钟敏"])  # 方凯 does already
    assert [line[:3] for _, line in supposed(panel)] == [(people["邹志强"], people["钟敏"], "reports_to")]  # type: ignore[index]
    known = next(link for link in before.links if link.kind == "influences")
    actions.change_link(known.id, source_id=people["钟敏"])
    assert supposed(panel)[1][1].source_id == people["钟敏"]  # type: ignore[attr-defined]
    assert "circle" in actions.obstacle(people["钟敏"], people["邹志强"], "reports_to")
    assert "already" in actions.obstacle(people["钟敏"], people["沈国梁"], "influences")
    assert actions.obstacle(people["钟敏"], people["沈国梁"], "influences", known.id) == ""
    assert decided.map() == before


def test_that_someone_beside_the_map_can_be_supposed_on_it(
    page: MapPage, decided: Book, panel: WhatIfPanel
) -> None:
    page.panel.placed.emit([decided.people["凌蓉"]])
    assert [what for what, _ in supposed(panel)] == ["place"]
    assert decided.people["凌蓉"] in page.view.map_scene.picture.cards  # type: ignore[union-attr]
    assert not next(card for card in decided.map().cards if card.name == "凌蓉").placed


def test_that_a_placeholder_can_be_supposed_for_us(page: MapPage, decided: Book, panel: WhatIfPanel) -> None:
    from keyaccount_desktop.workbook.maps import Placement, place_cards
    from keyaccount_desktop.workbook.people import add_person

    post = add_person(decided.workbook, decided.account, "药剂科主任", kind="post", level="management")
    place_cards(decided.workbook, decided.purchase, [Placement(post, 0, 0, "management", "executive")])
    page.view.map_scene.select([post])
    page.view.setFocus()
    QTest.keyClick(page.view, Qt.Key.Key_S)
    assert supposed(panel) == [("attitude", "supporter")]


# ---- back and forth


def test_that_each_line_of_the_list_can_be_taken_back(
    page: MapPage, decided: Book, panel: WhatIfPanel
) -> None:
    key(page, decided, "严文博", Qt.Key.Key_O)
    key(page, decided, "钟敏", Qt.Key.Key_S)
    QTest.mouseClick(panel.changes.rows[0].cross, LEFT)
    assert supposed(panel) == [("attitude", "supporter")]
    QTest.mouseClick(panel.changes.rows[0].text, LEFT)
    assert page.view.map_scene.selection == (decided.people["钟敏"],)
    QTest.mouseClick(panel.changes.rows[0].cross, LEFT)
    assert supposed(panel) == [] and page.influence_map == decided.map()


def test_that_trying_a_move_gives_the_lean_it_promised(
    page: MapPage, decided: Book, panel: WhatIfPanel
) -> None:
    row = panel.moves.rows[0]
    move, before = row.move_, decision_of(decided.map()).lean
    assert move is not None and before is not None
    QTest.mouseClick(row.text, LEFT)
    assert move.person_id in page.view.map_scene.selection
    QTest.mouseClick(row.try_it, LEFT)
    assert panel.lean.number.text() == number(before + move.gain)
    assert panel.lean.difference.text().startswith(number(move.gain)[:3])
    assert decided.workbook.undo_label is None


# ---- leaving


def test_that_suppositions_outlive_closing_and_another_purchase(
    page: MapPage, decided: Book, panel: WhatIfPanel
) -> None:
    key(page, decided, "严文博", Qt.Key.Key_O)
    QTest.mouseClick(page.beside.bar["what_if"], LEFT)
    assert page.stage.shows_live and page.influence_map == decided.map()
    key(page, decided, "方凯", Qt.Key.Key_S)
    assert decided.card("方凯").attitude is not None, "beside it, gestures reach the workbook again"
    other = add_purchase(decided.workbook, decided.account, "另一个项目")
    page.show_account(decided.account, other)
    QTest.mouseClick(page.beside.bar["what_if"], LEFT)
    assert panel.trying and supposed(panel) == []
    page.show_account(decided.account, decided.purchase)
    assert panel.trying and supposed(panel) == [("attitude", "opponent")]
    shown = page.influence_map
    assert shown is not None and any(card.supposed for card in shown.cards)


def test_that_the_way_back_shows_the_live_map_and_keeps_everything(
    page: MapPage, decided: Book, panel: WhatIfPanel
) -> None:
    key(page, decided, "严文博", Qt.Key.Key_O)
    QTest.mouseClick(page.stage.strip.back, LEFT)
    assert not panel.trying and page.influence_map == decided.map()
    assert supposed(panel) and panel.ending.begin.isVisible() and not panel.ending.apply.isVisible()
    QTest.mouseClick(panel.ending.begin, LEFT)
    assert panel.trying and page.influence_map != decided.map()


def test_that_discarding_leaves_no_trace(page: MapPage, decided: Book, panel: WhatIfPanel) -> None:
    before = decided.map()
    key(page, decided, "严文博", Qt.Key.Key_O)
    QTest.mouseClick(panel.ending.discard, LEFT)
    assert supposed(panel) == [] and decided.map() == before and page.influence_map == before
    assert decided.workbook.undo_label is None and not panel.trying


def test_that_applying_is_one_edit_that_undo_takes_back(
    page: MapPage, decided: Book, panel: WhatIfPanel
) -> None:
    before = decided.map()
    key(page, decided, "严文博", Qt.Key.Key_O)
    key(page, decided, "钟敏", Qt.Key.Key_S)
    said = panel.lean.number.text()
    QTest.mouseClick(panel.ending.apply, LEFT)
    assert not panel.trying and supposed(panel) == []
    assert panel.lean.number.text() == said == lean(decided.map())
    attitude = decided.card("严文博").attitude
    assert attitude is not None and attitude.value == "opponent" and attitude.assumed
    assert page.influence_map == decided.map()
    decided.workbook.undo()
    assert decided.map() == before and decided.workbook.undo_label is None


def test_that_changes_of_the_workbook_meanwhile_are_told(
    page: MapPage, decided: Book, panel: WhatIfPanel
) -> None:
    key(page, decided, "严文博", Qt.Key.Key_O)
    key(page, decided, "钟敏", Qt.Key.Key_S)
    judge(decided.workbook, decided.purchase, [decided.people["严文博"]], "stakeholder.attitude", "neutral")
    delete_people(decided.workbook, [decided.people["钟敏"]])
    notes = [row.text.accessibleDescription() for row in panel.changes.rows]
    assert notes == ["Has changed in the workbook meanwhile", "No longer there: will be left out"]
    assert decided.people["钟敏"] not in page.view.map_scene.picture.cards  # type: ignore[union-attr]
    QTest.mouseClick(panel.ending.apply, LEFT)
    attitude = decided.card("严文博").attitude
    assert attitude is not None and attitude.value == "opponent"


def test_that_someone_deleted_meanwhile_is_still_called_by_name_but_nobody_erased_is(
    page: MapPage, decided: Book, panel: WhatIfPanel
) -> None:
    def line() -> str:
        return panel.changes.rows[0].text.accessibleName()

    key(page, decided, "钟敏", Qt.Key.Key_S)
    delete_people(decided.workbook, [decided.people["钟敏"]])
    assert "钟敏" in line()
    decided.workbook.undo()
    erase_person(decided.workbook, decided.people["钟敏"])
    assert "钟敏" not in line()


def test_that_a_read_only_workbook_can_be_played_with_but_not_changed(
    decided: Book, qtbot: QtBot, tmp_path: Path
) -> None:
    decided.workbook.close()
    with Workbook.open(decided.workbook.path, read_only=True) as workbook:
        page = MapPage(workbook)
        qtbot.addWidget(page)
        page.show_account(decided.account)
        with qtbot.waitExposed(page):
            page.show()
        QTest.mouseClick(page.beside.bar["what_if"], LEFT)
        panel = page.beside.panel("what_if")
        assert isinstance(panel, WhatIfPanel)
        key(page, decided, "严文博", Qt.Key.Key_O)
        assert supposed(panel) == [("attitude", "opponent")]
        assert panel.ending.apply.isVisible() and not panel.ending.apply.isEnabled()
        assert panel.ending.said.text() == READ_ONLY.en
        page.release()


# ---- in the window


def test_that_undo_and_redo_mean_the_suppositions_while_one_is_at_it(
    open_window: Callable[[Path], MainWindow], demo: Path, qtbot: QtBot
) -> None:
    window = open_window(demo)
    workbook = window.workbook
    assert workbook is not None
    account = max(clients(workbook), key=lambda client: client.people)
    purchase = purchases_of(workbook, account.id)[0]
    window.go(place.client(account.id, "map", purchase.id))
    page = window.findChild(MapPage)
    assert page is not None
    key_ = QKeySequence("Ctrl+Shift+X")[0]
    QTest.keyClick(page.view, key_.key(), key_.keyboardModifiers())
    panel = window.findChild(WhatIfPanel)
    assert panel is not None and panel.trying and panel.isAncestorOf(QApplication.focusWidget())
    live = influence_map(workbook, purchase.id)
    someone = next(
        card for card in live.cards if card.placed and card.attitude and card.attitude.value == "opponent"
    )
    page.view.map_scene.select([someone.person_id])
    page.view.setFocus()
    QTest.keyClick(page.view, Qt.Key.Key_S)
    QTest.keyClick(page.view, Qt.Key.Key_N)
    assert [change.after for change in panel.scratch.changes] == ["neutral"]
    assert "Attitude" in window.actions_["undo"].text()
    for after in ("supporter", None):
        QTest.keyClick(page.view, Qt.Key.Key_Z, CTRL)
        assert [change.after for change in panel.scratch.changes] == ([after] if after else [])
        assert "Attitude" in window.messages.text
    assert not window.actions_["undo"].isEnabled()
    QTest.keyClick(page.view, Qt.Key.Key_Z, CTRL)
    QTest.keyClick(page.view, Qt.Key.Key_Y, CTRL)
    assert [change.after for change in panel.scratch.changes] == ["supporter"]
    assert influence_map(workbook, purchase.id) == live
    QTest.keyClick(page.view, key_.key(), key_.keyboardModifiers())
    QTest.keyClick(QApplication.focusWidget(), key_.key(), key_.keyboardModifiers())
    assert not panel.isVisible() and page.stage.shows_live and not window.actions_["undo"].isEnabled()


def test_that_everything_is_said_in_the_language_of_the_window(
    page: MapPage, decided: Book, panel: WhatIfPanel
) -> None:
    key(page, decided, "严文博", Qt.Key.Key_O)
    set_language("zh")
    QApplication.sendEvent(panel, _language_change())
    assert panel.changes.rows[0].text.accessibleName() == "严文博：态度 支持者 → 反对者"
    set_language("en")


def _language_change() -> object:
    from PySide6.QtCore import QEvent

    return QEvent(QEvent.Type.LanguageChange)


def test_that_the_panel_can_be_worked_by_keys_alone(page: MapPage, decided: Book, panel: WhatIfPanel) -> None:
    panel.take_focus()
    reached = []
    for _ in range(12):
        focused = QApplication.focusWidget()
        if focused is None or not panel.isAncestorOf(focused):
            break
        reached.append(focused)
        QTest.keyClick(focused, Qt.Key.Key_Tab, NO_KEY)
    first = panel.moves.rows[0]
    assert reached[:2] == [first.text, first.try_it]
    first.try_it.setFocus()
    QTest.keyClick(first.try_it, Qt.Key.Key_Return)
    assert supposed(panel)
