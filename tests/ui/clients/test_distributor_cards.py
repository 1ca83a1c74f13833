"""A distributor: ten facts and eight messages, answered, told, and never an amount."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import QPoint

from keyaccount_desktop.method.catalogue_distributor import TEN_FACTS
from keyaccount_desktop.ui.clients.client_page import ClientPage
from keyaccount_desktop.ui.clients.client_sections import ClientSections
from keyaccount_desktop.ui.clients.distributor_cards import MessageRow, MessagesCard, ReplyLine, TenFactsCard
from keyaccount_desktop.ui.fields.choice_editors import ChoiceEditor
from keyaccount_desktop.ui.fields.fact_field import FactField
from keyaccount_desktop.workbook.facts import history_of, set_fact
from tests.ui.clients.conftest import CTRL, Key, OpenPage, click, see, settle
from tests.ui.fields.conftest import Book
from tests.ui.fields.keyboard import focused, press, write


@pytest.fixture
def page(book: Book, open_page: OpenPage) -> ClientPage:
    book.set("account.type", "distributor")
    return open_page(book.workbook, book.ids["account"])


@pytest.fixture
def left(page: ClientPage) -> ClientSections:
    assert page.overview.sections is not None
    return page.overview.sections


@pytest.fixture
def ten(left: ClientSections) -> TenFactsCard:
    assert left.ten_facts is not None
    return left.ten_facts


@pytest.fixture
def messages(left: ClientSections) -> MessagesCard:
    assert left.messages is not None
    return left.messages


def row_of(messages: MessagesCard, code: str) -> MessageRow:
    return next(row for row in messages.rows if row.day.key == f"account.told_{code}")


@pytest.mark.parametrize("kind", ["hospital", "company", "government", "other"])
def test_that_others_are_not_asked_what_a_distributor_is(book: Book, open_page: OpenPage, kind: str) -> None:
    book.set("account.type", kind)
    page = open_page(book.workbook, book.ids["account"])
    assert page.overview.sections is not None
    assert page.overview.sections.ten_facts is None and page.overview.sections.messages is None


def test_that_the_ten_facts_are_ten_and_counted(book: Book, ten: TenFactsCard) -> None:
    assert len(ten.list.rows) == 10 == len(TEN_FACTS)
    assert ten.fold_title.accessibleName() == "Distributor: ten facts 0 of 10 answered"
    set_fact(book.workbook, book.subject("account"), "account.distributed_territory", "Two cities")
    assert ten.list.rows[5].mark.answered, "either territory answers it"
    assert ten.fold_title.accessibleName().endswith("1 of 10 answered")


def test_that_a_fact_is_answered_in_place(book: Book, ten: TenFactsCard) -> None:
    line = ten.list.line_of("account.channel")
    assert line is not None
    click(line)
    write("clinical")
    press(Key.Key_Return)
    press(Key.Key_Return)
    assert book.values("account.channel") == [["clinical"]]
    assert ten.list.rows[2].mark.answered


def test_that_the_contact_data_counts_from_the_facts_and_leads_to_them(
    book: Book, page: ClientPage, ten: TenFactsCard
) -> None:
    row = ten.list.rows[0]
    assert row.elsewhere is not None and not row.mark.answered
    click(row.elsewhere, QPoint(row.elsewhere.value_left() + 6, 12))
    settle()
    write("1 Main Street")
    press(Key.Key_Return)
    assert book.values("account.address") == ["1 Main Street"]
    assert row.mark.answered and "1 Main Street" in row.elsewhere.shown
    see(row.elsewhere).setFocus()
    press(Key.Key_Return)
    settle()
    assert not ten.isAncestorOf(focused())


def test_that_working_under_anothers_licence_is_flagged_on_card_and_header(
    book: Book, page: ClientPage, ten: TenFactsCard
) -> None:
    assert not ten.risk.isVisible()
    set_fact(book.workbook, book.subject("account"), "account.nature", "affiliated")
    assert ten.risk.isVisible() and "risk" in ten.risk.text()
    chips = {chip.text(): chip.property("chip") for chip in page._chips if chip.isVisible()}
    assert chips["⚠ Working under another firm's licence"] == "warning"
    set_fact(book.workbook, book.subject("account"), "account.nature", "company")
    assert not ten.risk.isVisible()


def test_that_a_tick_says_told_today_and_is_taken_back(book: Book, messages: MessagesCard) -> None:
    row = row_of(messages, "products")
    click(row.told, QPoint(8, row.told.height() // 2))
    assert book.values("account.told_products") == [date.today().isoformat()]
    assert messages.fold_title.accessibleName() == "Distributor: eight messages 1 of 8 told"
    press(Key.Key_Space)
    assert book.values("account.told_products") == []
    assert len(history_of(book.workbook, book.subject("account"), "account.told_products")) == 1
    book.workbook.undo()
    assert row.told.isChecked()
    book.workbook.undo()
    assert not row.told.isChecked()


def test_that_the_day_can_be_another_and_what_they_said_is_kept_with_it(
    book: Book, messages: MessagesCard
) -> None:
    row = row_of(messages, "company")
    click(row.day)
    write("2026-01-05")
    press(Key.Key_Tab)
    assert row.told.isChecked()
    write("Knew us already")
    press(Key.Key_Return)
    assert book.values("account.told_company") == ["2026-01-05"]
    assert book.values("account.message_replies") == [{"message": "company", "reply": "Knew us already"}]
    assert isinstance(row.answer, ReplyLine)
    click(row.answer)
    press(Key.Key_A, CTRL)
    press(Key.Key_Delete)
    press(Key.Key_Return)
    assert book.values("account.message_replies") == []


def test_that_a_day_that_is_none_is_refused_at_the_field(book: Book, messages: MessagesCard) -> None:
    row = row_of(messages, "company")
    click(row.day)
    write("2026-02-30")
    press(Key.Key_Return)
    assert row.day.message
    assert book.values("account.told_company") == []


def test_that_of_the_discount_only_told_or_why_not_can_be_said(book: Book, messages: MessagesCard) -> None:
    row = row_of(messages, "discount")
    assert isinstance(row.answer, FactField)
    click(row.answer)
    assert isinstance(row.answer.editor, ChoiceEditor)
    write("12 %")
    press(Key.Key_Return)
    assert "not in the list" in row.answer.message
    press(Key.Key_Escape)
    click(row.answer)
    write("agent")
    press(Key.Key_Return)
    assert book.values("account.discount_not_told") == ["has_agent"]
    click(row.told, QPoint(8, row.told.height() // 2))
    assert book.values("account.discount_not_told") == []
    assert book.values("account.told_discount") == [date.today().isoformat()]
    assert not row.answer.isVisible()
    book.workbook.undo()
    assert book.values("account.discount_not_told") == ["has_agent"]
    assert book.values("account.told_discount") == []


def test_that_a_narrow_page_puts_day_and_reply_under_the_message(
    page: ClientPage, messages: MessagesCard
) -> None:
    row = messages.rows[0]
    assert abs(row.told.mapTo(page, QPoint()).y() - row.day.mapTo(page, QPoint()).y()) < 12
    page.resize(820, 690)
    settle()
    assert row.day.mapTo(page, QPoint()).y() > row.told.mapTo(page, QPoint()).y() + 12
