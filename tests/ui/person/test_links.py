"""Whom someone is linked to stands on their page, from their side, and leads there."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from keyaccount_desktop.language import set_language
from keyaccount_desktop.ui.person_page import PersonPage
from keyaccount_desktop.workbook import links, people
from keyaccount_desktop.workbook.facts import Evidence, set_fact
from tests.ui.fields.conftest import Book
from tests.ui.person.conftest import OpenPage

LEFT = Qt.MouseButton.LeftButton


def said(page: PersonPage) -> list[str]:
    return [row.accessibleName() for row in page.links.rows]


def other(book: Book) -> str:
    return next(id_ for id_, name, _ in people.all_people(book.workbook) if name == "Zhou Min")


def test_that_each_end_of_a_link_shows_its_own_side(book: Book, open_page: OpenPage) -> None:
    assert said(open_page(book.workbook, book.ids["person"])) == ["Influences: Zhou Min"]
    assert said(open_page(book.workbook, other(book))) == ["Influenced by: Wang Jianguo"]


def test_that_strength_note_and_doubt_are_said(book: Book, page: PersonPage) -> None:
    link = ("link", book.ids["link"])
    set_fact(book.workbook, link, "link.strength", 3, evidence=Evidence("coach", "assumed"))
    set_fact(book.workbook, link, "link.note", "old classmates")
    (row,) = page.links.rows
    assert row.accessibleDescription() == "Strong · assumed · old classmates"


def test_that_links_come_and_go_with_the_workbook(book: Book, page: PersonPage) -> None:
    chief = people.add_person(book.workbook, book.ids["account"], "Zhou Deming")
    links.draw_link(book.workbook, chief, book.ids["person"], "reports_to")
    assert said(page) == ["Superior of: Zhou Deming", "Influences: Zhou Min"]
    people.rename_person(book.workbook, chief, "Zhou D.")
    assert said(page)[0] == "Superior of: Zhou D."
    links.remove_links(book.workbook, [book.ids["link"]])
    book.workbook.undo()
    book.workbook.undo()
    book.workbook.undo()
    assert said(page) == ["Influences: Zhou Min"]
    links.remove_links(book.workbook, [book.ids["link"]])
    assert page.links.isHidden()


def test_that_a_row_leads_to_the_other_person_by_mouse_and_key(
    book: Book, page: PersonPage, qtbot: QtBot
) -> None:
    (row,) = page.links.rows
    with qtbot.waitSignal(page.other_wanted) as wanted:
        QTest.mouseClick(row, LEFT)
    assert wanted.args == [other(book)]
    row.setFocus()
    with qtbot.waitSignal(page.other_wanted) as wanted:
        QTest.keyClick(row, Qt.Key.Key_Return)
    assert row in page.stops()


def test_that_many_links_are_shown_when_asked_for(book: Book, page: PersonPage) -> None:
    with book.workbook.edit(people.Text("Add", "添加")):
        for number in range(12):
            id_ = people.add_person(book.workbook, book.ids["account"], f"Someone {number}")
            links.draw_link(book.workbook, id_, book.ids["person"], "reports_to")
    assert len(page.links.rows) == 8
    QTest.mouseClick(page.links.more, LEFT)
    assert len(page.links.rows) == 13 and page.links.more.isHidden()


def test_that_links_are_said_in_chinese(book: Book, open_page: OpenPage) -> None:
    set_language("zh")
    links.draw_link(book.workbook, other(book), book.ids["person"], "introduces")
    page = open_page(book.workbook, book.ids["person"])
    assert said(page) == ["影响：Zhou Min", "引见人：Zhou Min"]
