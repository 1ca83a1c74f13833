"""The health panel: every check with its light in sign and words, whom it concerns, and what mends it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from keyaccount_desktop.language import set_language
from keyaccount_desktop.method.health import Check
from keyaccount_desktop.ui.influence_map.health_panel import SAID, CheckBlock, HealthPanel
from keyaccount_desktop.ui.influence_map.map_page import MapPage
from keyaccount_desktop.workbook import maps
from keyaccount_desktop.workbook.facts import Evidence, set_fact
from keyaccount_desktop.workbook.map_health import map_health
from keyaccount_desktop.workbook.posts import add_to_map
from keyaccount_desktop.workbook.purchases import add_stakeholder
from keyaccount_desktop.workbook.questions import Asked
from tests.ui.influence_map.conftest import LEFT, Book, Hand

Key = Qt.Key
LONG_AGO = (date.today() - timedelta(days=400)).isoformat()


@pytest.fixture
def panel(page: MapPage) -> HealthPanel:
    page.beside.open_panel("health")
    found = page.beside.panel("health")
    assert isinstance(found, HealthPanel)
    return found


def block_of(panel: HealthPanel, code: str) -> CheckBlock:
    return next(block for block in panel.blocks if block.check is not None and block.check.code == code)


def check_of(panel: HealthPanel, code: str) -> Check:
    check = block_of(panel, code).check
    assert check is not None
    return check


def said(block: CheckBlock) -> str:
    return block.row.accessibleName()


def judge(book: Book, name: str, field: str, value: object, evidence: Evidence | None = None) -> None:
    part = add_stakeholder(book.workbook, book.purchase, book.people[name])
    set_fact(book.workbook, ("stakeholder", part), f"stakeholder.{field}", value, evidence=evidence)


def press(block: CheckBlock, text: str) -> None:
    (button,) = [button for button in block.buttons if text in button.text()]
    QTest.mouseClick(button, LEFT)


def choose(block: CheckBlock, role: str, entry: str) -> None:
    """An entry of a role's menu."""
    (button,) = [button for button in block.buttons if button.text() == role]
    menu = button.menu()
    menu.popup(button.mapToGlobal(button.rect().bottomLeft()))
    menu.setActiveAction(next(action for action in menu.actions() if action.text().startswith(entry)))
    QTest.keyClick(menu, Key.Key_Return)


def test_that_it_shows_what_the_checks_find_and_keeps_up(book: Book, panel: HealthPanel) -> None:
    def shown() -> list[str]:
        return [said(block) for block in panel.blocks]

    for change in (
        lambda: judge(book, "沈国梁", "roles", ["decider"]),
        lambda: judge(book, "邹志强", "attitude", "opponent"),
        lambda: book.workbook.undo(),
        lambda: maps.take_off_map(book.workbook, book.purchase, [book.people["沈国梁"]]),
    ):
        change()
        checks = map_health(book.workbook, book.map())
        assert shown() == [f"{check.title} ({SAID[check.light]})" for check in checks]
        reasons = [block.row.accessibleDescription() for block in panel.blocks]
        assert reasons == [str(check.why) for check in checks]


def test_that_a_row_selects_on_the_map_whom_it_concerns_by_mouse_and_key(
    hand: Hand, book: Book, panel: HealthPanel
) -> None:
    for name in ("钟敏", "邹志强"):
        judge(book, name, "attitude", "opponent")
    row = block_of(panel, "opponents").row
    QTest.mouseClick(row, LEFT)
    assert set(hand.selected()) == {"钟敏", "邹志强"}
    hand.select()
    row.setFocus()
    QTest.keyClick(row, Key.Key_Return)
    assert set(hand.selected()) == {"钟敏", "邹志强"}


def test_that_whoever_is_not_on_the_map_is_gone_to(
    book: Book, page: MapPage, panel: HealthPanel, qtbot: QtBot
) -> None:
    judge(book, "凌蓉", "attitude", "opponent")
    with qtbot.waitSignal(page.person_opened) as opened:
        QTest.mouseClick(block_of(panel, "opponents").row, LEFT)
    assert opened.args == [book.people["凌蓉"]]


def test_that_an_opponent_leads_to_the_field_of_the_countermeasure(
    book: Book, page: MapPage, panel: HealthPanel, qtbot: QtBot
) -> None:
    judge(book, "邹志强", "attitude", "opponent")
    with qtbot.waitSignal(page.question_chosen) as chosen:
        press(block_of(panel, "opponents"), "邹志强")
    (asked,) = chosen.args
    assert isinstance(asked, Asked)
    assert (asked.person_id, asked.question.field) == (book.people["邹志强"], "stakeholder.countermeasure")
    assert asked.id == book.card("邹志强").stakeholder_id


def test_that_old_judgements_are_selected_and_hold_today_in_one_step(
    hand: Hand, book: Book, panel: HealthPanel
) -> None:
    old = Evidence("coach", "confirmed", LONG_AGO)
    for name in ("钟敏", "邹志强"):
        judge(book, name, "closeness", "close", old)
    book.workbook.forget_history()
    block = block_of(panel, "verified")
    QTest.mouseClick(block.row, LEFT)
    assert set(hand.selected()) == {"钟敏", "邹志强"}
    hand.select("钟敏")
    press(block, "Still true today")
    assert check_of(panel, "verified").people == (book.people["邹志强"],), "only of who is selected"
    assert block.row.hasFocus() or panel.window().focusWidget() is block.row
    hand.select("方凯")
    press(block, "Still true today")
    assert check_of(panel, "verified").light == "green"
    book.workbook.undo()
    book.workbook.undo()
    assert book.workbook.undo_label is None
    assert len(check_of(panel, "verified").people) == 2


def test_that_a_missing_function_gets_a_post_in_its_lane(
    hand: Hand, book: Book, panel: HealthPanel, qtbot: QtBot
) -> None:
    press(block_of(panel, "functions"), "Finance department")
    new = hand.view.new_cards
    assert new is not None and new.line is not None
    line = new.line
    qtbot.waitUntil(lambda: panel.window().focusWidget() is line)
    QTest.keyClicks(line, "Head of finance\r")
    card = next(card for card in book.map().cards if card.name == "Head of finance")
    assert (card.kind, card.function, card.placed) == ("post", "finance", True)
    assert check_of(panel, "functions").light == "green"
    book.workbook.undo()
    assert book.workbook.undo_label is None


@pytest.mark.parametrize(
    ("role", "code", "level"), [("Designer", "designer", None), ("Decision maker", "decider", "decision")]
)
def test_that_a_missing_role_gets_a_post_with_that_role(
    hand: Hand, book: Book, panel: HealthPanel, qtbot: QtBot, role: str, code: str, level: str | None
) -> None:
    choose(block_of(panel, "roles"), role, "Add a post")
    new = hand.view.new_cards
    assert new is not None and new.line is not None
    line = new.line
    qtbot.waitUntil(lambda: panel.window().focusWidget() is line)
    QTest.keyClicks(line, "Engineer\r")
    card = next(card for card in book.map().cards if card.name == "Engineer")
    assert card.kind == "post" and card.roles is not None and card.roles.value == (code,)
    assert level is None or card.level == level
    assert role not in str(check_of(panel, "roles").why)
    book.workbook.undo()
    assert book.workbook.undo_label is None


def test_that_a_role_nobody_plays_is_marked_as_absent(book: Book, panel: HealthPanel) -> None:
    judge(book, "沈国梁", "roles", ["decider", "initiator", "evaluator", "user"])
    block = block_of(panel, "roles")
    assert [button.text() for button in block.buttons] == ["Designer"]
    choose(block, "Designer", "Nobody plays")
    assert check_of(panel, "roles").light == "green" and not block.buttons
    assert "Designer" in str(check_of(panel, "roles").why)
    book.workbook.undo()
    assert check_of(panel, "roles").light == "amber"


def test_that_a_missing_decider_cannot_be_marked_as_absent(book: Book, panel: HealthPanel) -> None:
    (button,) = block_of(panel, "decider").buttons
    assert not [action for action in button.menu().actions() if action.text().startswith("Nobody")]


def test_that_the_deciders_post_is_asked_for_its_holder(
    hand: Hand, book: Book, panel: HealthPanel, qtbot: QtBot
) -> None:
    place = maps.Placement("", 300, 0, "decision", "executive")
    post = add_to_map(book.workbook, book.purchase, "院长", place, kind="post", role="decider")
    press(block_of(panel, "decider"), "Name the holder")
    new = hand.view.new_cards
    assert new is not None and new.line is not None
    line = new.line
    qtbot.waitUntil(lambda: panel.window().focusWidget() is line)
    QTest.keyClicks(line, "Zhou Deming\r")
    assert check_of(panel, "decider").light == "green"
    assert check_of(panel, "decider").people == (post,)


def test_that_what_is_learned_of_a_key_person_counts_though_the_map_does_not_show_it(
    book: Book, panel: HealthPanel
) -> None:
    judge(book, "钟敏", "key", True)
    before = str(check_of(panel, "profiles").why)
    set_fact(book.workbook, ("person", book.people["钟敏"]), "person.native_place", "绍兴")
    assert str(check_of(panel, "profiles").why) != before


def test_that_the_bar_shows_how_much_there_is_to_mend_and_says_it(book: Book, page: MapPage) -> None:
    button = page.beside.bar["health"]
    checks = map_health(book.workbook, book.map())
    red = sum(check.light == "red" for check in checks)
    assert f"{red} to be mended" in button.accessibleName()
    judge(book, "邹志强", "attitude", "opponent")
    assert f"{red + 1} to be mended" in button.accessibleName()


def test_that_the_shortcut_opens_it_and_tab_goes_through_checks_and_buttons(
    page: MapPage, panel: HealthPanel
) -> None:
    page.beside.open_panel("")
    assert page.edit_command("map_health")
    assert panel.isVisible() and panel.window().focusWidget() is panel.blocks[0].row
    seen = []
    for _ in range(60):
        now = panel.window().focusWidget()
        if now is None or not panel.isAncestorOf(now):
            break
        seen.append(now)
        QTest.keyClick(now, Key.Key_Tab)
    wanted = [stop for block in panel.blocks for stop in (block.row, *block.buttons)]
    assert seen == wanted


def test_that_it_speaks_chinese_at_once(page: MapPage, panel: HealthPanel) -> None:
    set_language("zh")
    for widget in (page, panel):
        QApplication.sendEvent(widget, QEvent(QEvent.Type.LanguageChange))
    assert said(block_of(panel, "decider")) == "还没有决策者 (要解决)"


def test_that_nothing_is_offered_to_mend_where_nothing_may_be_changed(
    book: Book, page: MapPage, panel: HealthPanel
) -> None:
    book.workbook.read_only = True
    try:
        page.show_account(book.account)
        panel.show_purchase(book.purchase)
        panel.show_map(book.map())
        assert not [button for block in panel.blocks for button in block.buttons]
    finally:
        book.workbook.read_only = False
