"""The Suppliers tab: suppliers, competitors and prices in tables that are filled from the keyboard."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication

from keyaccount_desktop.method import catalogue
from keyaccount_desktop.method.text import TEXT_LIMIT
from keyaccount_desktop.ui import editing
from keyaccount_desktop.ui.clients.client_page import ClientPage
from keyaccount_desktop.ui.clients.suppliers_tab import SuppliersTab
from keyaccount_desktop.ui.fields import commit_pending
from keyaccount_desktop.ui.fields.evidence import EvidencePanel
from keyaccount_desktop.ui.fields.history import HistoryPanel
from keyaccount_desktop.ui.fields.line import EditableLine
from keyaccount_desktop.ui.fields.record_model import RecordModel
from keyaccount_desktop.ui.fields.record_table import RecordTable
from keyaccount_desktop.ui.widgets import MessageBar
from keyaccount_desktop.workbook.document import Workbook
from keyaccount_desktop.workbook.facts import Evidence, Fact, add_entry, facts_of, set_part
from tests.ui.clients.conftest import CTRL, Key, OpenPage, click, click_cell, see, settle, texts
from tests.ui.fields.conftest import Book
from tests.ui.fields.keyboard import focused, press, write

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

NAME, PRODUCT, SHARE, PRICE, PROBLEMS, MEASURES = range(6)


@pytest.fixture
def page(book: Book, open_page: OpenPage) -> ClientPage:
    return open_page(book.workbook, book.ids["account"], "suppliers")


@pytest.fixture
def tab(page: ClientPage) -> SuppliersTab:
    return page.suppliers


def suppliers(tab: SuppliersTab) -> RecordTable:
    assert tab.suppliers is not None
    return tab.suppliers.table


def open_cells(tab: SuppliersTab) -> list[EditableLine]:
    cells = suppliers(tab).cells
    return cells.open_lines if cells is not None else []


def prices(tab: SuppliersTab) -> RecordTable:
    assert tab.prices is not None
    return tab.prices.table


def add(book: Book, key: str = "account.suppliers", **parts: object) -> str:
    item = add_entry(book.workbook, book.subject("account"), key, parts)
    book.workbook.forget_history()
    return item


# ---- entering


def test_that_suppliers_are_entered_from_the_keyboard_row_after_row(book: Book, tab: SuppliersTab) -> None:
    table = suppliers(tab)
    assert [row[0] for row in texts(table)] == ["Add a supplier…"]
    click_cell(table, 0, NAME)
    for word in ("Boen Imaging", "B9", "64 %", "1.16 million"):
        write(word)
        press(Key.Key_Tab)
    # After the last short cell of a row the next row begins.
    write("Herui Medical")
    press(Key.Key_Return)
    write("Our company")
    press(Key.Key_Return)
    press(Key.Key_Escape)
    assert book.values("account.suppliers") == [
        {"name": "Boen Imaging", "product": "B9", "share": 64, "price": "1.16 million"},
        {"name": "Herui Medical"},
        {"name": "Our company"},
    ]
    assert texts(table)[0][:4] == ["Boen Imaging", "B9", "64%", "1.16 million"]
    assert table.hasFocus()
    for _ in range(6):
        book.workbook.undo()
    assert book.values("account.suppliers") == []
    assert [row[0] for row in texts(table)] == ["Add a supplier…"]


def test_that_a_cell_is_changed_by_typing_over_it_and_back_with_shift_tab(
    book: Book, tab: SuppliersTab
) -> None:
    add(book, name="Boen", share=60)
    table = suppliers(tab)
    see(table).setFocus()
    press(Key.Key_Right)
    press(Key.Key_Right)
    write("6")
    assert table.cell is not None
    write("5")
    press(Key.Key_Backtab)
    write("B9")
    press(Key.Key_Return)
    assert book.values("account.suppliers") == [{"name": "Boen", "product": "B9", "share": 65}]
    assert table.currentIndex().row() == 1 and table.currentIndex().column() == PRODUCT


def test_that_escape_takes_the_typing_back(book: Book, tab: SuppliersTab) -> None:
    add(book, name="Boen")
    table = suppliers(tab)
    click_cell(table, 0, NAME)
    write("Other")
    press(Key.Key_Escape)
    assert book.values("account.suppliers") == [{"name": "Boen"}]
    assert table.cell is None and table.hasFocus()
    assert book.workbook.undo_label is None


def test_that_tab_in_an_empty_last_row_goes_on_to_the_next_part_of_the_page(
    book: Book, tab: SuppliersTab
) -> None:
    table = suppliers(tab)
    click_cell(table, 0, PRICE)
    press(Key.Key_Tab)
    assert not table.isAncestorOf(focused()) and focused() is not table
    assert tab.isAncestorOf(focused())


def test_that_leaving_a_cell_saves_it(book: Book, page: ClientPage, tab: SuppliersTab) -> None:
    add(book, name="Boen")
    click_cell(suppliers(tab), 0, PRODUCT)
    write("B9")
    click_cell(suppliers(tab), 1, NAME)
    assert book.values("account.suppliers") == [{"name": "Boen", "product": "B9"}]
    write("Herui")
    assert commit_pending(page)
    assert [value["name"] for value in book.values("account.suppliers")] == ["Boen", "Herui"]


# ---- what cannot be


def test_that_what_a_cell_cannot_hold_is_said_under_it_and_the_rest_is_kept(
    book: Book, page: ClientPage, tab: SuppliersTab
) -> None:
    add(book, name="Boen", product="B9")
    table = suppliers(tab)
    click_cell(table, 0, SHARE)
    write("a lot")
    press(Key.Key_Return)
    assert table.cell is not None and "Share" in table.cell.message
    assert book.values("account.suppliers") == [{"name": "Boen", "product": "B9"}]
    click_cell(table, 0, PRICE)
    write("cheap")
    press(Key.Key_Return)
    assert book.values("account.suppliers") == [{"name": "Boen", "product": "B9", "price": "cheap"}]
    # It is there again when one comes back.
    page.show_client(book.ids["account"], "people")
    assert not commit_pending(page)
    other = add_entry(book.workbook, book.subject("account"), "account.suppliers", {"name": "Herui"})
    page.show_client(book.ids["account"], "suppliers")
    settle()
    (line,) = open_cells(tab)
    assert "Share" in line.message and other
    click_cell(suppliers(tab), 0, SHARE)
    press(Key.Key_A, CTRL)
    write("64")
    press(Key.Key_Return)
    assert book.values("account.suppliers")[0]["share"] == 64
    assert open_cells(tab) == []


def test_that_a_supplier_cannot_lose_its_name(book: Book, tab: SuppliersTab) -> None:
    add(book, name="Boen", share=60)
    table = suppliers(tab)
    click_cell(table, 0, NAME)
    press(Key.Key_A, CTRL)
    press(Key.Key_Delete)
    press(Key.Key_Return)
    assert table.cell is not None and "empty" in table.cell.message
    assert book.values("account.suppliers") == [{"name": "Boen", "share": 60}]


@pytest.mark.parametrize(
    ("pasted", "kept"),
    [
        ("<b>Boen</b> & Co", "<b>Boen</b> & Co"),
        ("Bo\x00en \x07Imaging", "Boen Imaging"),
        ("=1+1", "=1+1"),
    ],
)
def test_that_odd_text_is_kept_as_plain_text(book: Book, tab: SuppliersTab, pasted: str, kept: str) -> None:
    table = suppliers(tab)
    click_cell(table, 0, NAME)
    QGuiApplication.clipboard().setText(pasted)
    press(Key.Key_V, CTRL)
    press(Key.Key_Return)
    assert [value["name"] for value in book.values("account.suppliers")] == [kept]
    assert texts(table)[0][NAME] == kept


def test_that_a_text_too_long_is_refused_in_words_and_stays(book: Book, tab: SuppliersTab) -> None:
    add(book, name="Boen")
    table = suppliers(tab)
    table.toggle(0)
    settle()
    details = table.details_of(0)
    assert details is not None
    line = details.lines[2]
    click(line)
    QGuiApplication.clipboard().setText("长" * (TEXT_LIMIT + 1))
    press(Key.Key_V, CTRL)
    press(Key.Key_Return, CTRL)
    assert line.editor is not None and line.message
    assert book.values("account.suppliers") == [{"name": "Boen"}]


# ---- long texts


def test_that_a_row_unfolds_to_its_long_texts_and_they_are_edited_there(
    book: Book, tab: SuppliersTab
) -> None:
    add(book, name="Boen")
    add(book, name="Herui")
    table = suppliers(tab)
    height = table.height()
    see(table).setFocus()
    press(Key.Key_Space)
    settle()
    assert table.is_open(0) and not table.is_open(1)
    assert table.height() > height
    details = table.details_of(0)
    assert details is not None and details.isVisible()
    press(Key.Key_Tab)
    assert details.isAncestorOf(focused())
    write("Cheap")
    press(Key.Key_Return)
    write("and quick")
    press(Key.Key_Return, CTRL)
    assert book.values("account.suppliers")[0] == {"name": "Boen", "strengths": "Cheap\nand quick"}
    settle()
    assert table.rowHeight(0) == 36 + details.height_for(table.viewport().width())
    assert details.geometry().bottom() < table.viewport().height()
    table.setFocus()
    press(Key.Key_Space)
    assert not table.is_open(0)
    settle()
    assert table.height() == height


def test_that_a_press_on_the_chevron_unfolds_and_one_on_a_long_text_edits_it(
    book: Book, tab: SuppliersTab
) -> None:
    add(book, name="Boen", problems="Slow service")
    table = suppliers(tab)
    see(table)
    at = QPoint(14, table.visualRect(table.model().index(0, 0)).center().y())
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at)
    settle()
    assert table.is_open(0) and table.cell is None
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at)
    settle()
    assert not table.is_open(0)
    click_cell(table, 0, MEASURES)
    assert table.is_open(0)
    write("Quick service")
    press(Key.Key_Return, CTRL)
    assert book.values("account.suppliers")[0]["countermeasures"] == "Quick service"
    assert texts(table)[0][MEASURES] == "Quick service"


# ---- deleting, evidence, undo


def test_that_a_row_is_deleted_and_brought_back(book: Book, page: ClientPage, tab: SuppliersTab) -> None:
    add(book, name="Boen", share=60)
    add(book, name="Herui")
    table = suppliers(tab)
    see(table).setFocus()
    assert editing.edit("delete")
    bar = page.findChild(MessageBar)
    assert bar is not None and "Deleted Boen" in bar.text
    assert [row[0] for row in texts(table)] == ["Herui", "Add a supplier…"]
    click(bar.button)
    assert [row[0] for row in texts(table)] == ["Boen", "Herui", "Add a supplier…"]


def test_that_a_row_says_what_it_rests_on_and_was_before(book: Book, tab: SuppliersTab) -> None:
    item = add(book, name="Boen")
    set_part(book.workbook, book.subject("account"), "account.suppliers", item, "share", 60)
    table = suppliers(tab)
    see(table).setFocus()
    target = editing.fact_target()
    assert target is table
    target.fact_command("history")
    history = tab.window().findChild(HistoryPanel)
    assert history is not None and history.list.count() == 2
    press(Key.Key_Escape)
    settle()
    target.fact_command("evidence")
    panel = tab.window().findChild(EvidencePanel)
    assert panel is not None
    click(panel.certainties["assumed"])
    press(Key.Key_Escape)
    (fact,) = facts_of(book.workbook, book.subject("account"))
    assert fact.assumed
    assert "Assumed" in str(table.model().index(0, 0).data(Qt.ItemDataRole.ToolTipRole))
    settle()
    assert table.hasFocus()


def test_that_a_row_is_copied_as_excel_takes_it_and_a_cell_alone(book: Book, tab: SuppliersTab) -> None:
    add(book, name="Boen", product="B9", share=60)
    table = suppliers(tab)
    see(table).setFocus()
    assert editing.edit("copy")
    assert QGuiApplication.clipboard().text() == "Boen\tB9\t60%\t\t\t"
    press(Key.Key_Right)
    editing.edit("copy")
    assert QGuiApplication.clipboard().text() == "B9"
    press(Key.Key_Right)
    press(Key.Key_Right)
    QGuiApplication.clipboard().setText("1.2 million")
    editing.edit("paste")
    press(Key.Key_Return)
    assert book.values("account.suppliers")[0]["price"] == "1.2 million"


def test_that_undo_stands_on_the_entry_again(book: Book, page: ClientPage, tab: SuppliersTab) -> None:
    add(book, name="Boen")
    item = add_entry(book.workbook, book.subject("account"), "account.competitors", {"name": "Herui"})
    assert tab.competitors is not None
    tab.competitors.set_folded(True)
    book.workbook.undo()
    change = book.workbook.redo()
    assert change is not None and item
    page.reveal(change)
    assert not tab.competitors.folded
    assert tab.competitors.table.currentIndex().row() == 0
    assert tab.competitors.table.hasFocus()
    tab.competitors.set_folded(False)


# ---- prices


def test_that_a_price_waits_until_it_has_what_it_needs(
    book: Book, page: ClientPage, tab: SuppliersTab
) -> None:
    table = prices(tab)
    click_cell(table, 0, 0)
    write("Boen")
    press(Key.Key_Return)
    # On to what is missing: the product, then the price.
    assert book.values("account.prices") == []
    assert [part.key for part in table.missing] == ["product", "price"]
    write("B9")
    press(Key.Key_Return)
    press(Key.Key_Escape)
    page.show_client(book.ids["account"], "overview")
    page.show_client(book.ids["account"], "suppliers")
    settle()
    assert texts(prices(tab))[-1][:2] == ["Boen", "B9"]
    click_cell(prices(tab), 0, 3)
    write("118万")
    press(Key.Key_Tab)
    write("set")
    press(Key.Key_Tab)
    write("2026-03")
    press(Key.Key_Return)
    press(Key.Key_Escape)
    assert book.values("account.prices") == [
        {"company": "Boen", "product": "B9", "price": 1_180_000, "unit": "set", "day": "2026-03"}
    ]
    assert texts(prices(tab))[-1][0] == "Add a price…"


def test_that_what_waits_is_dropped_with_delete(book: Book, tab: SuppliersTab) -> None:
    table = prices(tab)
    click_cell(table, 0, 0)
    write("Boen")
    press(Key.Key_Return)
    press(Key.Key_Escape)
    editing.edit("delete")
    assert table.missing == []
    assert texts(table)[-1][0] == "Add a price…"


def test_that_companies_and_products_known_are_offered_while_typing(book: Book, tab: SuppliersTab) -> None:
    add(book, "account.prices", company="博恩影像", product="B9", price=1)
    table = prices(tab)
    click_cell(table, 1, 0)
    assert table.cell is not None
    write("bey")
    press(Key.Key_Down)
    press(Key.Key_Tab)
    write("aurora")
    press(Key.Key_Down)
    press(Key.Key_Tab)
    press(Key.Key_Tab)
    write("2")
    press(Key.Key_Return)
    assert book.values("account.prices")[1] == {"company": "博恩影像", "product": "Aurora X7", "price": 2}


def test_that_our_own_price_is_known_by_its_word_and_read_against_the_others(
    book: Book, tab: SuppliersTab
) -> None:
    table = prices(tab)
    for company, product, against, price in (
        ("our company", "X7", "", "120"),
        ("Boen", "B9", "X7", "90"),
    ):
        row = table.model().rowCount() - 1
        click_cell(table, row, 0)
        for word in (company, product, against, price):
            write(word)
            press(Key.Key_Tab)
        press(Key.Key_Escape)
    assert book.values("account.prices")[0]["company"] == "ours"
    card = tab.prices
    assert card is not None and card.chosen is not None
    assert [series.company for series in card.chosen.series] == ["ours", "Boen"]
    settle()
    shown = {label.text() for label in card.newest.findChildren(type(card._about)) if label.isVisible()}
    assert "−25%" in shown
    assert card.chart.isVisible()


def test_that_prices_at_all_clients_are_compared_when_asked_for(book: Book, tab: SuppliersTab) -> None:
    from keyaccount_desktop.workbook.accounts import add_account

    other = add_account(book.workbook, "Other Hospital")
    add(book, "account.prices", company="ours", product="X7", price=120)
    add_entry(
        book.workbook,
        ("account", other),
        "account.prices",
        {"company": "ours", "product": "X7", "price": 110},
    )
    card = tab.prices
    assert card is not None and card.chosen is not None
    assert [series.client for series in card.chosen.series] == [""]
    see(card.everywhere)
    card.everywhere.setFocus()
    press(Key.Key_Space)
    assert sorted(series.client for series in card.chosen.series) == ["Other Hospital", "Riverside Hospital"]
    press(Key.Key_Space)
    assert len(card.chosen.series) == 1


# ---- the rest


def test_that_a_read_only_workbook_shows_and_changes_nothing(book: Book, open_page: OpenPage) -> None:
    add(book, name="Boen", problems="Slow")
    path = book.workbook.path
    book.workbook.close()
    with Workbook.open(path, read_only=True) as workbook:
        page = open_page(workbook, book.ids["account"], "suppliers")
        table = suppliers(page.suppliers)
        assert [row[0] for row in texts(table)] == ["Boen"]
        click_cell(table, 0, NAME)
        assert table.cell is None
        table.setFocus()
        write("x")
        assert table.cell is None
        press(Key.Key_Space)
        details = table.details_of(0)
        assert details is not None
        click(details.lines[2])
        assert details.lines[2].editor is None
        page.release()
    book.workbook = Workbook.open(path)


def test_that_another_client_shows_its_own_suppliers(book: Book, page: ClientPage, tab: SuppliersTab) -> None:
    from keyaccount_desktop.workbook.accounts import add_account

    add(book, name="Boen")
    other = add_account(book.workbook, "Other Hospital")
    page.show_client(other, "suppliers")
    assert [row[0] for row in texts(suppliers(tab))] == ["Add a supplier…"]
    page.show_client(book.ids["account"], "suppliers")
    assert [row[0] for row in texts(suppliers(tab))] == ["Boen", "Add a supplier…"]


def test_that_the_words_follow_the_language(book: Book, page: ClientPage, tab: SuppliersTab) -> None:
    from keyaccount_desktop.language import set_language

    add(book, name="Boen")
    table = suppliers(tab)
    table.toggle(0)
    set_language("zh")
    QApplication.instance().postEvent(page, _language_change())
    settle()
    assert table.model().headerData(0, Qt.Orientation.Horizontal) == "供应商"
    details = table.details_of(0)
    assert details is not None and details.lines[0].label == "优势"


def _language_change() -> object:
    from PySide6.QtCore import QEvent

    return QEvent(QEvent.Type.LanguageChange)


def fact(item: str, name: str, position: int = 0) -> Fact:
    return Fact(
        item, "account.suppliers", item, position, {"name": name}, None, "confirmed", None, None, "2026", None
    )


def test_that_the_model_keeps_the_rules_of_qt_while_it_changes(qtbot: QtBot) -> None:
    model = RecordModel(catalogue.field("account.suppliers"), ("name", "share"), (), editable=True)
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.show_facts([fact("a", "A"), fact("b", "B")])
    model.show_draft({"name": "C"})
    model.show_facts([fact("a", "A"), fact("c", "C"), fact("b", "BB")])
    model.show_facts([fact("b", "B"), fact("a", "A")])
    model.show_facts([fact("a", "A")])
    model.show_facts([])
    model.retranslate("Add…")
    assert model.rowCount() == 1
    del tester


def test_that_evidence_given_on_import_is_shown(book: Book, tab: SuppliersTab) -> None:
    add_entry(
        book.workbook, book.subject("account"), "account.suppliers", {"name": "Boen"},
        Evidence("coach", "assumed", "2025-01-05"),
    )  # fmt: skip
    tip = str(suppliers(tab).model().index(0, 0).data(Qt.ItemDataRole.ToolTipRole))
    assert "Coach" in tip and "2025-01" in tip
