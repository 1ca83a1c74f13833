"""One thing changed of all that is selected: from the keyboard, with evidence, as one step that offers Undo."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from keyaccount_desktop.method.filters import Selection
from keyaccount_desktop.ui import long_edit, place
from keyaccount_desktop.ui.clients.client_list import ClientList
from keyaccount_desktop.ui.clients.people_list import PeopleList
from keyaccount_desktop.ui.lists.bulk_panel import BulkPanel
from keyaccount_desktop.ui.main_window import MainWindow
from keyaccount_desktop.workbook import accounts, bulk, facts, people, purchases, views
from keyaccount_desktop.workbook.document import Workbook
from keyaccount_desktop.workbook.listing import people_listing
from tests.ui.fields.keyboard import focused, press, write

LEFT = Qt.MouseButton.LeftButton
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def values(book: Workbook, key: str, ids: list[str]) -> list[object]:
    found = people_listing(book, [key], ids=ids)
    return [found.values[key][found.ids.index(id_)] for id_ in ids]


def open_panel(shown: MainWindow, page: PeopleList | ClientList, ids: list[str], qtbot: QtBot) -> BulkPanel:
    page.table.select_ids(ids, ids[0])
    page.table.setFocus()
    press(Qt.Key.Key_G, CTRL | SHIFT)
    panel = next(panel for panel in shown.findChildren(BulkPanel) if panel.isVisible())
    qtbot.waitUntil(panel.fields_line.line.hasFocus)
    return panel


def ids_of(page: PeopleList, *names: str) -> list[str]:
    known = zip(page.reading.listing.values["name"], page.reading.listing.ids, strict=True)
    by_name = dict(known)
    return [by_name[name] for name in names]


def test_that_a_field_is_changed_from_the_keyboard_alone(
    shown: MainWindow, page: PeopleList, book: Workbook, qtbot: QtBot
) -> None:
    ids = ids_of(page, "王建国", "刘敏", "何伟")
    before = values(book, "person.position", ids)
    panel = open_panel(shown, page, ids, qtbot)
    write("position")
    press(Qt.Key.Key_Return)
    assert not panel.apply.isEnabled(), "nothing has been entered yet"
    write("项目组成员")
    press(Qt.Key.Key_Return)
    assert panel.apply.hasFocus() and panel.apply.text() == "Change 3 people"
    press(Qt.Key.Key_Return)
    assert not any(each.isVisible() for each in shown.findChildren(BulkPanel))
    assert values(book, "person.position", ids) == ["项目组成员"] * 3
    assert "3 people changed" in shown.messages.text
    assert set(page.selected_ids()) == set(ids), "they stay selected"
    QTest.mouseClick(shown.messages.button, LEFT)
    assert values(book, "person.position", ids) == before
    assert shown.here == place.PEOPLE
    assert set(page.selected_ids()) == set(ids)


@pytest.mark.parametrize("selected", [False, True])
def test_that_the_row_with_the_frame_is_meant_when_none_is_selected(
    selected: bool, shown: MainWindow, page: PeopleList, qtbot: QtBot
) -> None:
    row = page.model.row_of(ids_of(page, "何伟")[0])
    assert row is not None
    page.table.select_row(row)
    if not selected:
        page.table.clearSelection()
    assert page.table.hasFocus()
    press(Qt.Key.Key_G, CTRL | SHIFT)
    (panel,) = (each for each in shown.findChildren(BulkPanel) if each.isVisible())
    assert page.selected_ids() == ids_of(page, "何伟"), "one sees who is meant"
    press(Qt.Key.Key_Escape)
    press(Qt.Key.Key_Escape)
    assert not panel.isVisible() and page.table.hasFocus(), "one goes on where one was"


def test_that_source_and_certainty_are_kept_with_every_one(
    shown: MainWindow, page: PeopleList, book: Workbook, qtbot: QtBot
) -> None:
    ids = ids_of(page, "王建国", "刘敏")
    panel = open_panel(shown, page, ids, qtbot)
    write("level")
    press(Qt.Key.Key_Return)
    write("decision")
    press(Qt.Key.Key_Return)
    QTest.mouseClick(panel.sources["coach"], LEFT)
    QTest.mouseClick(panel.certainties["assumed"], LEFT)
    QTest.mouseClick(panel.apply, LEFT)
    for id_ in ids:
        level = next(fact for fact in facts.facts_of(book, ("person", id_)) if fact.field == "person.level")
        assert (level.value, level.source, level.certainty) == ("decision", "coach", "assumed")


def test_that_roles_are_added_and_taken_away(
    shown: MainWindow, page: PeopleList, book: Workbook, qtbot: QtBot
) -> None:
    ids = ids_of(page, "王建国", "刘敏")
    before = values(book, "stakeholder.roles", ids)
    for how, typed, change in (
        ("add", "decision", lambda held: {*held, "decider"}),
        ("remove", "evaluator", lambda held: {*held, "decider"} - {"evaluator"}),
    ):
        panel = open_panel(shown, page, ids, qtbot)
        write("roles")
        press(Qt.Key.Key_Return)
        QTest.mouseClick(panel.hows[how], LEFT)
        assert panel._editor is not None
        panel._editor.stops()[0].setFocus()
        write(typed)
        press(Qt.Key.Key_Return)
        QTest.mouseClick(panel.apply, LEFT)
        now = [set(held or ()) for held in values(book, "stakeholder.roles", ids)]  # type: ignore[call-overload]
        assert now == [change(held or ()) for held in before], how


def test_that_clearing_has_to_be_asked_for(
    shown: MainWindow, page: PeopleList, book: Workbook, qtbot: QtBot
) -> None:
    ids = ids_of(page, "王建国", "刘敏")
    panel = open_panel(shown, page, ids, qtbot)
    write("position")
    press(Qt.Key.Key_Return)
    QTest.mouseClick(panel.hows["empty"], LEFT)
    assert panel.apply.isEnabled() and panel.apply.text() == "Clear Position of 2 people"
    assert not panel.sources["coach"].isVisible(), "an emptied field rests on nothing"
    QTest.mouseClick(panel.apply, LEFT)
    assert values(book, "person.position", ids) == [None, None]


def test_that_a_mark_and_a_department_are_set_for_many(
    shown: MainWindow, page: PeopleList, book: Workbook, qtbot: QtBot
) -> None:
    ids = ids_of(page, "王建国", "刘敏")
    panel = open_panel(shown, page, ids, qtbot)
    write("key person")
    press(Qt.Key.Key_Return)
    QTest.mouseClick(panel.apply, LEFT)
    assert values(book, "stakeholder.key", ids) == [True, True]
    panel = open_panel(shown, page, ids, qtbot)
    write("department")
    press(Qt.Key.Key_Return)
    write("采购小组")
    press(Qt.Key.Key_Return)
    press(Qt.Key.Key_Return)
    assert values(book, "department", ids) == ["采购小组", "采购小组"]


def test_that_who_has_no_purchase_is_left_out_and_counted(
    shown: MainWindow, page: PeopleList, book: Workbook, qtbot: QtBot
) -> None:
    outsider = people.add_person(book, None, "艾外")
    ids = [*ids_of(page, "王建国"), outsider]
    open_panel(shown, page, ids, qtbot)
    write("attitude")
    press(Qt.Key.Key_Return)
    write("neutral")
    press(Qt.Key.Key_Return)
    press(Qt.Key.Key_Return)
    assert values(book, "stakeholder.attitude", ids) == ["neutral", None]
    assert "1 person changed, 1 without a purchase left out" in shown.messages.text


def test_that_a_refusal_stays_in_the_panel_with_what_was_typed(
    shown: MainWindow, page: PeopleList, book: Workbook, qtbot: QtBot
) -> None:
    ids = ids_of(page, "王建国", "刘敏")
    label = str(book.undo_label)
    panel = open_panel(shown, page, ids, qtbot)
    write("age")
    press(Qt.Key.Key_Return)
    write("3000")
    press(Qt.Key.Key_Return)
    press(Qt.Key.Key_Return)
    assert panel.isVisible() and panel._problem.isVisible() and panel._problem.text()
    assert focused().text() == "3000"  # type: ignore[attr-defined]
    assert str(book.undo_label) == label
    press(Qt.Key.Key_Escape)
    assert not panel.isVisible()


@pytest.mark.parametrize("field", ["grade", "season"])
def test_that_clients_are_changed_together(
    shown: MainWindow, book: Workbook, qtbot: QtBot, field: str
) -> None:
    shown.go(place.CLIENTS)
    page = shown.stack.currentWidget()
    assert isinstance(page, ClientList)
    ids = page.model.ids()[:2]
    open_panel(shown, page, ids, qtbot)
    write(field)
    press(Qt.Key.Key_Return)
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Return)
    press(Qt.Key.Key_Return)
    assert "2 clients changed" in shown.messages.text or "1 client changed" in shown.messages.text
    assert str(book.undo_label).endswith("of 2 clients")


def test_that_the_menu_of_a_row_offers_the_change_of_one_too(
    shown: MainWindow, page: PeopleList, book: Workbook, qtbot: QtBot
) -> None:
    ids = ids_of(page, "王建国")
    panel = open_panel(shown, page, ids, qtbot)
    write("tags")
    press(Qt.Key.Key_Return)
    write("vip")
    press(Qt.Key.Key_Return)
    press(Qt.Key.Key_Return)
    assert panel.apply.hasFocus()
    press(Qt.Key.Key_Return)
    assert values(book, "person.tags", ids) == [["vip"]]
    assert str(book.undo_label) == "Change Tags"


def test_that_undo_from_elsewhere_leads_to_the_list_that_shows_them_together(
    shown: MainWindow, page: PeopleList, book: Workbook
) -> None:
    ids = ids_of(page, "王建国", "刘敏")
    elsewhere = accounts.add_account(book, "艾城医院")
    purchases.add_purchase(book, elsewhere, "监护仪")
    apart = [ids[0], people.add_person(book, elsewhere, "艾一")]
    clients = [row.id for row in accounts.accounts(book)][:2]
    for edit, there in (
        (lambda: bulk.change_field(book, "person", ids, "person.position", "成员"), place.PEOPLE),
        (lambda: bulk.change_field(book, "person", apart, "stakeholder.closeness", "distant"), place.PEOPLE),
        (lambda: bulk.change_field(book, "account", clients, "account.grade", "D"), place.CLIENTS),
        (lambda: views.save_view(book, "person", "mine", Selection()), place.PEOPLE),
        (lambda: views.save_view(book, "account", "mine", Selection()), place.CLIENTS),
    ):
        edit()
        shown.go(place.TODAY)
        shown.do("undo")
        assert shown.here == there


@pytest.fixture
def little_is_many(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two rows are as many as a thousand: they are changed in a worker."""
    monkeypatch.setattr(long_edit, "MANY", 1)


@pytest.mark.usefixtures("little_is_many")
def test_that_very_many_are_changed_deleted_and_brought_back_in_a_worker(
    shown: MainWindow, page: PeopleList, book: Workbook, qtbot: QtBot
) -> None:
    ids = ids_of(page, "王建国", "刘敏", "何伟")
    before = values(book, "person.position", ids)
    open_panel(shown, page, ids, qtbot)
    write("position")
    press(Qt.Key.Key_Return)
    write("成员")
    press(Qt.Key.Key_Return)
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "3 people changed" in shown.messages.text)
    assert not any(each.isVisible() for each in shown.findChildren(BulkPanel))
    assert values(book, "person.position", ids) == ["成员"] * 3
    press(Qt.Key.Key_Z, CTRL)
    qtbot.waitUntil(lambda: "Undone" in shown.messages.text)
    assert values(book, "person.position", ids) == before
    qtbot.waitUntil(lambda: not page.reading.busy)
    assert set(page.selected_ids()) == set(ids)
    page.table.setFocus()
    press(Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: "Deleted 3 people" in shown.messages.text)
    assert not set(ids) & set(page.model.ids())
    press(Qt.Key.Key_Z, CTRL)
    qtbot.waitUntil(lambda: "Undone" in shown.messages.text)
    assert set(ids) <= set(page.model.ids())


@pytest.mark.usefixtures("little_is_many")
def test_that_a_refusal_in_a_worker_leaves_the_panel_with_what_was_chosen(
    shown: MainWindow, page: PeopleList, book: Workbook, qtbot: QtBot
) -> None:
    ids = [people.add_person(book, None, name) for name in ("艾一", "艾二")]
    panel = open_panel(shown, page, ids, qtbot)
    write("attitude")
    press(Qt.Key.Key_Return)
    write("neutral")
    press(Qt.Key.Key_Return)
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "purchase" in shown.messages.text)
    assert panel.isVisible() and panel._editor is not None
    assert panel._editor.value() == "neutral"
    qtbot.waitUntil(panel.apply.hasFocus)
    press(Qt.Key.Key_Escape)
    assert not panel.isVisible()
