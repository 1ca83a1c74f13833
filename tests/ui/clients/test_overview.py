"""The client's overview: at a glance first, every field within two clicks, all of it edited in place."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from keyaccount_desktop.language import Text
from keyaccount_desktop.method import catalogue, vocabulary
from keyaccount_desktop.ui import editing
from keyaccount_desktop.ui.clients.client_page import ClientPage
from keyaccount_desktop.ui.clients.client_sections import AT_A_GLANCE, ClientSections
from keyaccount_desktop.ui.clients.who_decides import foremost
from keyaccount_desktop.ui.fields.evidence import EvidencePanel
from keyaccount_desktop.ui.fields.history import HistoryPanel
from keyaccount_desktop.ui.fields.line import EditableLine
from keyaccount_desktop.ui.settings import Settings
from keyaccount_desktop.workbook import definitions, facts, people, purchases, visits
from keyaccount_desktop.workbook.accounts import add_account
from keyaccount_desktop.workbook.definitions import Form
from keyaccount_desktop.workbook.facts import Evidence, set_fact
from keyaccount_desktop.workbook.maps import influence_map, judge
from tests.ui.clients.conftest import ALT, CTRL, Key, OpenPage, click, see, settle
from tests.ui.fields.conftest import Book
from tests.ui.fields.keyboard import focused, press, write

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


def sections(page: ClientPage) -> ClientSections:
    assert page.overview.sections is not None
    return page.overview.sections


def days_ago(days: int) -> str:
    return (date.today() - timedelta(days=days)).isoformat()


def value(book: Book, key: str) -> object:
    found = book.values(key)
    return found[0] if found else None


# ---- the header


def test_that_the_header_says_what_kind_how_much_which_season_and_how_warm(
    book: Book, page: ClientPage
) -> None:
    account = book.subject("account")
    for key, given in (
        ("account.type", "hospital"),
        ("account.hospital_grade", "tertiary_a"),
        ("account.grade", "A"),
        ("account.share_percent", 18),
        ("account.season", "autumn"),
    ):
        set_fact(book.workbook, account, key, given)
    visits.add_visit(
        book.workbook, account[1], kind="visit", on_date=days_ago(30), effect=2, half_life_days=30
    )
    chips = [chip.text() for chip in page._chips if chip.isVisible()]
    assert chips == ["Tertiary, class A", "Share 18% · Development zone", "Autumn", "Warmth 50%"]
    assert page._grade.text() == "Grade A"
    assert "30 days" in page._chips[-1].toolTip()


def test_that_a_client_long_not_met_is_going_cold_in_the_header(book: Book, page: ClientPage) -> None:
    set_fact(book.workbook, book.subject("account"), "account.grade", "A")
    visits.add_visit(book.workbook, book.ids["account"], kind="call", on_date=days_ago(40), effect=1)
    assert [chip.text() for chip in page._chips if chip.isVisible()] == ["Going cold · 1 month"]
    assert page._chips[-1].property("chip") == "warning"


# ---- who decides


@pytest.fixture
def decided(book: Book) -> dict[str, str]:
    """People of the newest purchase and where they stand."""
    found = {}
    for name, judgements in {
        "Decider": {"part": "decides", "attitude": "neutral"},
        "Blocker": {"part": "blocks"},
        "Opponent": {"attitude": "opponent"},
        "Key": {"key": True, "attitude": "supporter"},
        "Nobody": {"attitude": "supporter"},
    }.items():
        found[name] = people.add_person(book.workbook, book.ids["account"], name)
        for field, given in judgements.items():
            judge(book.workbook, book.ids["purchase"], [found[name]], f"stakeholder.{field}", given)
    visits.add_visit(
        book.workbook, book.ids["account"], kind="visit", on_date=days_ago(200), people=[found["Decider"]]
    )
    book.workbook.forget_history()
    return found


def test_that_who_decides_opposes_or_is_key_stands_first_and_the_others_are_counted(
    book: Book, decided: dict[str, str], page: ClientPage
) -> None:
    who = sections(page).who
    assert [row.card.name for row in who.rows] == ["Decider", "Blocker", "Opponent", "Key"]
    said = {
        label.text() for label in who.findChildren(QWidget) if hasattr(label, "text") and label.isVisible()
    }
    assert {"+ ▲ Supporter 2", "● Neutral 1", "– ▼ Opponent 1", "? ○ Not known yet 2"} <= said
    assert "Going cold 1" in said
    assert "Decision maker" in who.rows[0].accessibleName()


def test_that_whoever_goes_cold_is_named_with_how_long_it_is(
    book: Book, decided: dict[str, str], page: ClientPage
) -> None:
    visits.add_visit(
        book.workbook, book.ids["account"], kind="call", on_date=days_ago(150), people=[decided["Nobody"]]
    )
    row = sections(page).who.rows[-1]
    assert row.card.name == "Nobody"
    assert "5 months" in {label.text() for label in row.findChildren(QWidget) if hasattr(label, "text")}


def test_that_a_press_or_enter_on_a_name_leads_to_the_person(
    book: Book, decided: dict[str, str], page: ClientPage, qtbot: QtBot
) -> None:
    who = sections(page).who
    with qtbot.waitSignal(page.person_opened) as opened:
        click(who.rows[1])
    assert opened.args == [decided["Blocker"]]
    who.rows[2].setFocus()
    with qtbot.waitSignal(page.person_opened) as opened:
        press(Key.Key_Space)
    assert opened.args == [decided["Opponent"]]


def test_that_the_newest_purchase_counts_and_a_change_of_mind_shows_at_once(
    book: Book, decided: dict[str, str], page: ClientPage
) -> None:
    who = sections(page).who
    judge(book.workbook, book.ids["purchase"], [decided["Nobody"]], "stakeholder.attitude", "opponent")
    assert "Nobody" in [row.card.name for row in who.rows]
    newer = purchases.add_purchase(book.workbook, book.ids["account"], "Newer")
    assert who.rows == []
    judge(book.workbook, newer, [decided["Key"]], "stakeholder.part", "decides")
    assert [row.card.name for row in who.rows] == ["Key"]


def test_that_without_a_purchase_the_next_step_is_offered(book: Book, open_page: OpenPage) -> None:
    other = add_account(book.workbook, "New client")
    page = open_page(book.workbook, other)
    who = sections(page).who
    click(who._start)
    write("First purchase")
    press(Key.Key_Return)
    assert [row.name for row in purchases.purchases_of(book.workbook, other)] == ["First purchase"]


def test_that_the_heavier_vote_stands_first(book: Book, decided: dict[str, str]) -> None:
    judge(book.workbook, book.ids["purchase"], [decided["Key"]], "stakeholder.part", "decides")
    judge(book.workbook, book.ids["purchase"], [decided["Key"]], "stakeholder.weight", 60)
    cards = [card for card in influence_map(book.workbook, book.ids["purchase"]).cards if card.stakeholder_id]
    assert [card.name for card in foremost(cards)][:2] == ["Key", "Decider"]


# ---- what matters, why key, season


def test_that_concerns_are_ranked_with_the_mouse_as_one_step(book: Book, open_page: OpenPage) -> None:
    book.set("account.concerns", ["quality", "price", "supply"])
    page = open_page(book.workbook, book.ids["account"])
    order = sections(page).concerns.editor.order
    see(order)
    start, end = order.row_place(2).center(), order.row_place(0).center()
    viewport = order.viewport()
    QTest.mousePress(viewport, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, start)
    for step in range(1, 7):
        QTest.mouseMove(viewport, start + (end - start) * step / 6)
        QApplication.processEvents()
    assert book.values("account.concerns") == [["quality", "price", "supply"]], "not before it is let go"
    QTest.mouseRelease(viewport, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, end)
    assert book.values("account.concerns") == [["supply", "quality", "price"]]
    book.workbook.undo()
    assert order.codes() == ["quality", "price", "supply"]
    assert book.workbook.undo_label is None


def test_that_escape_ends_a_drag_without_a_change(book: Book, open_page: OpenPage) -> None:
    book.set("account.concerns", ["quality", "price", "supply"])
    page = open_page(book.workbook, book.ids["account"])
    order = sections(page).concerns.editor.order
    see(order)
    viewport, start = order.viewport(), order.row_place(0).center()
    QTest.mousePress(viewport, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, start)
    for down in range(0, 70, 10):
        QTest.mouseMove(viewport, start + QPoint(0, down))
    assert order.codes() != ["quality", "price", "supply"]
    press(Key.Key_Escape)
    QTest.mouseRelease(viewport, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, start)
    assert order.codes() == ["quality", "price", "supply"]
    assert book.workbook.undo_label is None


def test_that_concerns_are_ranked_added_and_taken_out_from_the_keyboard(book: Book, page: ClientPage) -> None:
    card = sections(page).concerns
    see(card)
    card.editor.adding.line.setFocus()
    write("quality")
    press(Key.Key_Return)
    write("Night service")
    press(Key.Key_Return)
    assert book.values("account.concerns") == [["quality", "Night service"]]
    card.editor.order.setFocus()
    card.editor.order.setCurrentRow(1)
    press(Key.Key_Up, ALT)
    assert book.values("account.concerns") == [["Night service", "quality"]]
    press(Key.Key_Down)
    press(Key.Key_Delete)
    assert book.values("account.concerns") == [["Night service"]]
    for _ in range(4):
        book.workbook.undo()
    assert book.values("account.concerns") == []
    assert card.editor.order.codes() == []


def test_that_what_the_method_knows_is_one_click_away(book: Book, page: ClientPage) -> None:
    card = sections(page).concerns
    assert len(card.offered) == len(vocabulary.KEY_CONCERN)
    click(card.offered[1])
    assert book.values("account.concerns") == [["price"]]
    assert len(card.offered) == len(vocabulary.KEY_CONCERN) - 1


def test_that_what_is_typed_and_left_is_not_lost(book: Book, page: ClientPage) -> None:
    card = sections(page).concerns
    see(card)
    card.editor.adding.line.setFocus()
    write("Night service")
    page.overview.next_step.text.setFocus()
    assert book.values("account.concerns") == [["Night service"]]


def test_that_the_reasons_of_a_key_account_are_ticked_one_by_one(book: Book, page: ClientPage) -> None:
    ticks = sections(page).why_key.ticks
    see(ticks)
    ticks.boxes["high_return"].setFocus()
    press(Key.Key_Space)
    click(ticks.boxes["many_buyers"], QPoint(8, ticks.boxes["many_buyers"].height() // 2))
    assert book.values("account.why_key") == [["many_buyers", "high_return"]]
    book.workbook.undo()
    assert ticks.ticked == ["high_return"]
    book.workbook.undo()
    assert ticks.ticked == []


def test_that_the_season_moves_with_a_press_and_its_history_is_seen(book: Book, open_page: OpenPage) -> None:
    account = book.subject("account")
    for season, day in (("spring", "2024-03-01"), ("summer", "2025-02-01"), ("summer", "2025-09-01")):
        set_fact(
            book.workbook, account, "account.season", season, evidence=Evidence("observed", learned_on=day)
        )
    page = open_page(book.workbook, account[1])
    card = sections(page).season
    assert card.trail == "2024-03 Spring → 2025-02 Summer"
    click(card.buttons["autumn"])
    assert value(book, "account.season") == "autumn"
    assert card.trail.endswith("Autumn") and card.trail.startswith("2024-03 Spring → 2025-02 Summer → ")
    assert card.buttons["autumn"].isChecked() and not card.buttons["summer"].isChecked()
    click(card.buttons["autumn"])
    assert value(book, "account.season") is None


@pytest.mark.parametrize("key", ["account.concerns", "account.why_key", "account.season"])
def test_that_the_cards_say_what_they_rest_on_when_asked(book: Book, open_page: OpenPage, key: str) -> None:
    book.set(
        key,
        {"account.concerns": ["price"], "account.why_key": ["long_term"], "account.season": "winter"}[key],
    )
    page = open_page(book.workbook, book.ids["account"])
    card: Any = sections(page).line_of(key)
    see(card)
    stop = card.stops()[0]
    stop.setFocus()
    target = editing.fact_target()
    assert target is not None
    target.fact_command("evidence")
    panel = page.findChild(EvidencePanel)
    assert panel is not None and panel.isVisible()
    click(panel.sources["coach"])
    press(Key.Key_Escape)
    (fact,) = facts.facts_of(book.workbook, book.subject("account"))
    assert fact.source == "coach"
    assert focused() is stop
    target.fact_command("confirm")
    (fact,) = facts.facts_of(book.workbook, book.subject("account"))
    assert fact.verified_on == date.today().isoformat()
    target.fact_command("history")
    assert page.findChild(HistoryPanel) is not None


# ---- sections and the fields behind "Add…"


def empty_lines(page: ClientPage) -> list[EditableLine]:
    return [line for line in page.findChildren(EditableLine) if line.isVisible() and line.empty]


def test_that_a_new_client_shows_few_empty_lines(book: Book, page: ClientPage) -> None:
    assert 0 < len(empty_lines(page)) <= 12


@pytest.mark.parametrize("kind", ["hospital", "distributor", "company"])
def test_that_every_field_is_on_the_page_or_behind_add(book: Book, open_page: OpenPage, kind: str) -> None:
    set_fact(book.workbook, book.subject("account"), "account.type", kind)
    page = open_page(book.workbook, book.ids["account"])
    left = sections(page)
    wanted = {
        field.key for field in catalogue.fields_of("account") if catalogue.applies(field, account_type=kind)
    }
    shown = set(left._keys_shown()) | AT_A_GLANCE
    behind = set(left.sections[0].grid.add.keys)
    assert wanted <= shown | behind
    for key in wanted - AT_A_GLANCE - shown:
        offered = {option.code for option in left.sections[0].grid.add._options()}
        assert key in offered


def test_that_add_leads_to_a_field_of_another_section_and_begins_to_edit_it(
    book: Book, page: ClientPage
) -> None:
    left = sections(page)
    click(left.sections[0].grid.add.button)
    write("payment cycle")
    press(Key.Key_Return)
    settle()
    assert isinstance(focused().parentWidget().parentWidget(), EditableLine)
    write("60 days")
    press(Key.Key_Return)
    assert book.values("account.payment_cycle") == ["60 days"]


def test_that_add_leads_to_the_suppliers_too(book: Book, page: ClientPage) -> None:
    click(sections(page).sections[0].grid.add.button)
    write("competitors")
    press(Key.Key_Return)
    settle()
    assert page.place.tab == "suppliers"
    write("Herui")
    press(Key.Key_Return)
    assert book.values("account.competitors") == [{"name": "Herui"}]


def test_that_a_section_stays_folded_and_opens_for_undo(book: Book, open_page: OpenPage) -> None:
    book.set("account.grade", "B")
    page = open_page(book.workbook, book.ids["account"])
    segment = next(section for section in sections(page).sections if section.key == "account.segment")
    click(segment.fold_title, QPoint(30, 8))
    assert segment.folded and Settings().folded("account.segment")
    again = open_page(book.workbook, book.ids["account"])
    other = next(section for section in sections(again).sections if section.key == "account.segment")
    assert other.folded and other.fold_title.summary == "B"
    set_fact(book.workbook, book.subject("account"), "account.grade", "A")
    change = book.workbook.undo()
    assert change is not None
    again.reveal(change)
    assert not other.folded
    assert focused() is other.grid.field("account.grade")
    Settings().set_folded("account.segment", False)


def test_that_the_type_is_asked_while_nobody_has_said_it(book: Book, page: ClientPage) -> None:
    ask = sections(page).ask_type
    assert ask is not None and sections(page).ten_facts is None
    click(ask.buttons["distributor"])
    assert book.values("account.type") == ["distributor"]
    assert sections(page).ask_type is None
    assert sections(page).ten_facts is not None
    assert page._chips[0].text() == "Distributor"


def test_that_saying_the_type_in_its_line_shows_what_belongs_to_it_and_one_goes_on_from_there(
    book: Book, page: ClientPage
) -> None:
    line = sections(page).line_of("account.type")
    assert line is not None
    click(line)
    write("hospital")
    press(Key.Key_Return)
    settle()
    assert book.values("account.type") == ["hospital"]
    left = sections(page)
    assert left.ask_type is None
    assert focused() is left.line_of("account.type")
    press(Key.Key_Tab)
    write("tertiary, class a")
    press(Key.Key_Return)
    assert book.values("account.hospital_grade") == ["tertiary_a"]


def test_that_the_users_own_fields_stand_in_their_sections(book: Book, page: ClientPage) -> None:
    for section in ("account.facts", "account.questions", "account.suppliers"):
        definitions.define_field(
            book.workbook, section, Text(f"Own {section[8:]}", f"自定 {section[8:]}"), Form("text")
        )
    settle()
    left = sections(page)
    keys = {
        field.text.en: field.key for field in book.workbook.catalogue.fields_of("account") if field.custom
    }
    for name, key in keys.items():
        if name == "Own suppliers":
            page.show_client(book.ids["account"], "suppliers")
            assert page.suppliers.texts is not None and key in page.suppliers.texts.keys
            continue
        left.edit_field(key)
        settle()
        write("known")
        press(Key.Key_Return)
        assert book.values(key) == ["known"]


def test_that_tab_goes_through_the_page_from_above(book: Book, page: ClientPage) -> None:
    stops = sections(page).stops()
    assert len(set(map(id, stops))) == len(stops)
    glance = [sections(page).concerns, sections(page).why_key, sections(page).season]
    tops = [
        stop.mapTo(page, QPoint()).y()
        for stop in stops
        if stop.isVisible() and not any(card.isAncestorOf(stop) for card in glance)
    ]
    # Within a row one may stand a little higher than the one before; never a row further up.
    assert len(tops) > 10
    assert all(after - before > -20 for before, after in pairwise(tops))


def test_that_a_question_leads_to_the_field_that_answers_it(book: Book, page: ClientPage) -> None:
    unknowns = page.overview.unknowns
    while not unknowns.more.isHidden():
        click(unknowns.more)
    rows = {row.asked.question.field: row for row in unknowns.rows if row.asked.kind == "account"}
    click(rows["account.payment_cycle"])
    write("60 days")
    press(Key.Key_Return)
    assert book.values("account.payment_cycle") == ["60 days"]
    rows = {row.asked.question.field: row for row in unknowns.rows if row.asked.kind == "account"}
    click(rows["account.concerns"])
    write("quality")
    press(Key.Key_Return)
    assert book.values("account.concerns") == [["quality"]]
    rows = {row.asked.question.field: row for row in unknowns.rows if row.asked.kind == "account"}
    click(rows["account.suppliers"])
    assert page.place.tab == "suppliers"
    write("Boen")
    press(Key.Key_Return)
    assert book.values("account.suppliers") == [{"name": "Boen"}]


# ---- the eight questions


def test_that_the_eight_questions_are_numbered_counted_and_answered_in_place(
    book: Book, open_page: OpenPage
) -> None:
    book.set("account.client_strategy", "niche")
    page = open_page(book.workbook, book.ids["account"])
    card = sections(page).questions
    assert [row.mark.accessibleName() for row in card.list.rows][6] == "7: answered"
    assert [row.lines[0].key for row in card.list.rows] == [
        field.key for field in catalogue.fields_of("account", "account.questions")
    ]
    assert card.fold_title.accessibleName().endswith("1 of 8 answered")
    click(card.list.rows[0].lines[0])
    write("The hospital across the river")
    press(Key.Key_Return, CTRL)
    assert book.values("account.main_competitor") == ["The hospital across the river"]
    assert card.fold_title.accessibleName().endswith("2 of 8 answered")
    assert card.list.rows[0].mark.answered
    book.workbook.undo()
    assert not card.list.rows[0].mark.answered


def test_that_of_a_new_client_the_questions_wait_folded(book: Book, page: ClientPage) -> None:
    card = sections(page).questions
    assert card.folded
    assert not Settings().folded(card.key)
    click(card.fold_title, QPoint(30, 8))
    assert not card.folded and card.list.isVisible()


def test_that_the_title_counts_what_is_known_of_each_section(book: Book, open_page: OpenPage) -> None:
    book.set("account.region", "East")
    page = open_page(book.workbook, book.ids["account"])
    names = [section.fold_title.accessibleName() for section in sections(page).sections]
    assert names[0].startswith("Facts 1 / ")
    facts.set_fact(book.workbook, book.subject("account"), "account.address", "1 Main Street")
    assert sections(page).sections[0].fold_title.accessibleName().startswith("Facts 2 / ")
