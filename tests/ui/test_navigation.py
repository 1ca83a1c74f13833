"""From place to place: tabs, back and forward, search, undo that leads to where the change is."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from keyaccount_desktop.exchange.map_layout import CARD_HEIGHT, CARD_WIDTH
from keyaccount_desktop.ui import place
from keyaccount_desktop.ui.clients.client_page import ClientPage
from keyaccount_desktop.ui.fields.evidence import EvidencePanel
from keyaccount_desktop.ui.influence_map.map_page import MapPage
from keyaccount_desktop.ui.main_window import MainWindow
from keyaccount_desktop.ui.person_page import PersonPage
from keyaccount_desktop.ui.place import CLIENTS, Place
from keyaccount_desktop.workbook.accounts import (
    accounts,
    add_account,
    delete_department,
    departments_of,
    rename_account,
    rename_department,
)
from keyaccount_desktop.workbook.facts import clear_fact, facts_of, set_fact
from keyaccount_desktop.workbook.maps import influence_map
from keyaccount_desktop.workbook.people import add_person, delete_people, people_of
from keyaccount_desktop.workbook.purchases import purchases_of
from keyaccount_desktop.workbook.tasks import open_tasks, set_next_step

OpenWindow = Callable[[Path], MainWindow]
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def shown(open_window: OpenWindow, demo: Path) -> MainWindow:
    return open_window(demo)


def hospital(window: MainWindow) -> str:
    assert window.workbook is not None
    return max(accounts(window.workbook), key=lambda row: row.people).id


def page_of(window: MainWindow) -> ClientPage:
    page = window.stack.currentWidget()
    assert isinstance(page, ClientPage)
    return page


# ---- places


@pytest.mark.parametrize(
    "there",
    [
        CLIENTS,
        place.TODAY,
        place.client("a1"),
        place.client("a1", "map", "p1"),
        place.person("p1"),
        place.client("a1", "people"),
    ],
)
def test_that_a_place_reads_as_it_was_written(there: Place) -> None:
    assert Place.read(str(there)) == there


@pytest.mark.parametrize(
    "written", ["", "nowhere", "client", "client//people", "client/a/nothing", "person/", "///"]
)
def test_that_a_place_that_makes_no_sense_is_the_client_list(written: str) -> None:
    assert Place.read(written) == CLIENTS


def test_that_the_keys_lead_through_the_tabs_and_back(shown: MainWindow, qtbot: QtBot) -> None:
    account_id = hospital(shown)
    shown.go(place.client(account_id))
    for key, tab in (
        (Qt.Key.Key_3, "people"),
        (Qt.Key.Key_5, "suppliers"),
        (Qt.Key.Key_4, "map"),
        (Qt.Key.Key_2, "overview"),
    ):
        qtbot.keyClick(shown, key, CTRL)
        assert shown.here.tab == tab
        assert shown.here.id == account_id
    qtbot.keyClick(shown, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert shown.here.tab == "map"
    qtbot.keyClick(shown, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    assert shown.here.tab == "overview"
    qtbot.keyClick(shown, Qt.Key.Key_1, CTRL)
    assert shown.here == CLIENTS


def test_that_going_to_the_map_by_key_gives_the_keyboard_to_the_map(shown: MainWindow, qtbot: QtBot) -> None:
    shown.go(place.client(hospital(shown)))
    for came_from in (Qt.Key.Key_2, Qt.Key.Key_1):  # another tab of the client, and another page
        if came_from == Qt.Key.Key_1:
            shown.go(place.person(people_of(shown.workbook, hospital(shown))[0].id))  # type: ignore[arg-type]
            qtbot.keyClick(shown, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
        qtbot.keyClick(shown, Qt.Key.Key_2, CTRL)
        qtbot.keyClick(shown, Qt.Key.Key_4, CTRL)
        view = page_of(shown)._map.view
        assert shown.focusWidget() is view
        qtbot.keyClick(view, Qt.Key.Key_Down)
        assert view.map_scene.current is not None


def test_that_see_on_the_map_shows_the_card_of_that_person(shown: MainWindow, qtbot: QtBot) -> None:
    assert shown.workbook is not None
    purchase = purchases_of(shown.workbook, hospital(shown))[0]
    cards = [card for card in influence_map(shown.workbook, purchase.id).cards if card.placed]
    for card in (cards[0], cards[-1]):
        shown.go(place.person(card.person_id))
        page = shown.stack.currentWidget()
        assert isinstance(page, PersonPage)
        page.header.map.click()
        map_page = page_of(shown).stack.currentWidget()
        assert isinstance(map_page, MapPage)
        assert map_page.view.map_scene.selection == (card.person_id,)
        at = map_page.view.map_scene.place_of(card.person_id)
        seen = map_page.view.mapToScene(map_page.view.viewport().rect()).boundingRect()
        assert seen.contains(at.x, at.y) and seen.contains(at.x + CARD_WIDTH, at.y + CARD_HEIGHT)


def test_that_walking_along_the_tabs_keeps_the_keyboard_there(shown: MainWindow, qtbot: QtBot) -> None:
    shown.go(place.client(hospital(shown)))
    tabs = page_of(shown).tabs
    tabs.setFocus()
    for at in (1, 2, 3):
        qtbot.keyClick(tabs, Qt.Key.Key_Right)
        assert tabs.currentIndex() == at and tabs.hasFocus()


def test_that_a_client_without_a_purchase_offers_the_keyboard_the_first_one(
    shown: MainWindow, qtbot: QtBot
) -> None:
    assert shown.workbook is not None
    shown.go(place.client(add_account(shown.workbook, "East Lake Hospital")))
    qtbot.keyClick(shown, Qt.Key.Key_4, CTRL)
    page = page_of(shown)._map
    assert page.empty.isVisible()
    qtbot.keyClick(shown.focusWidget(), Qt.Key.Key_Space)
    assert page.toolbar.name.hasFocus()


def test_that_a_press_on_a_tab_shows_it(shown: MainWindow, qtbot: QtBot) -> None:
    shown.go(place.client(hospital(shown)))
    tabs = page_of(shown).tabs
    qtbot.mouseClick(tabs, Qt.MouseButton.LeftButton, pos=tabs.tabRect(1).center())
    assert shown.here.tab == "people"
    assert page_of(shown).stack.currentWidget() is page_of(shown).people


def test_that_the_rail_leads_to_today_and_to_the_clients(shown: MainWindow, qtbot: QtBot) -> None:
    shown.go(place.client(hospital(shown)))
    qtbot.mouseClick(shown.rail.today, Qt.MouseButton.LeftButton)
    assert shown.here == place.TODAY
    qtbot.mouseClick(shown.rail.clients, Qt.MouseButton.LeftButton)
    assert shown.here == CLIENTS
    qtbot.keyClick(shown, Qt.Key.Key_0, CTRL)
    assert shown.here == place.TODAY


def test_that_enter_presses_what_the_rail_offers(shown: MainWindow, qtbot: QtBot) -> None:
    for button, page in ((shown.rail.today, "today"), (shown.rail.clients, "clients")):
        button.setFocus()
        qtbot.keyClick(button, Qt.Key.Key_Return)
        assert shown.here.page == page
    shown.rail.search.setFocus()
    qtbot.keyClick(shown.rail.search, Qt.Key.Key_Return)
    assert shown.popup.isVisible()


def test_that_the_last_place_is_found_again(
    shown: MainWindow, open_window: OpenWindow, demo: Path, qtbot: QtBot
) -> None:
    there = place.client(hospital(shown), "people")
    shown.go(there)
    shown.do("close")
    qtbot.waitUntil(lambda: shown.workbook is None)
    open_window(demo)
    assert shown.here == there


def test_that_what_is_gone_is_said_and_the_list_shown(shown: MainWindow) -> None:
    shown.go(place.client("no such id"))
    assert shown.here == CLIENTS
    assert "no longer in the workbook" in shown.messages.text


# ---- the client's header


def test_that_the_title_renames_the_client(shown: MainWindow, qtbot: QtBot) -> None:
    account_id = hospital(shown)
    shown.go(place.client(account_id))
    name = page_of(shown).name
    qtbot.keyClick(shown, Qt.Key.Key_F2)
    assert name.hasFocus()
    qtbot.keyClicks(name, "First Hospital")
    qtbot.keyClick(name, Qt.Key.Key_Return)
    assert shown.workbook is not None
    assert "First Hospital" in {row.name for row in accounts(shown.workbook)}
    assert shown.here.id == account_id


def test_that_escape_takes_the_typing_back(shown: MainWindow, qtbot: QtBot) -> None:
    shown.go(place.client(hospital(shown)))
    name = page_of(shown).name
    before = name.text()
    qtbot.keyClick(shown, Qt.Key.Key_F2)
    qtbot.keyClicks(name, "Something else")
    qtbot.keyClick(name, Qt.Key.Key_Escape)
    assert name.text() == before
    assert shown.workbook is not None and shown.workbook.undo_label is None


def test_that_leaving_the_page_saves_the_field_in_hand(shown: MainWindow, qtbot: QtBot) -> None:
    shown.go(place.client(hospital(shown)))
    step = page_of(shown).overview.next_step
    step.text.setFocus()
    qtbot.keyClick(step.text, Qt.Key.Key_A, CTRL)
    qtbot.keyClicks(step.text, "Bring the comparison")
    qtbot.keyClick(shown, Qt.Key.Key_1, CTRL)
    assert shown.workbook is not None
    assert "Bring the comparison" in {row.next_step for row in accounts(shown.workbook)}


def test_that_a_next_step_needs_only_a_word_and_a_day(shown: MainWindow, qtbot: QtBot) -> None:
    account_id = hospital(shown)
    shown.go(place.client(account_id))
    step = page_of(shown).overview.next_step
    step.due.setFocus()
    qtbot.keyClick(step.due, Qt.Key.Key_A, CTRL)
    qtbot.keyClicks(step.due, "2030-12-04")
    qtbot.keyClick(step.due, Qt.Key.Key_Return)
    assert shown.workbook is not None
    days = {task.due_on for task in open_tasks(shown.workbook, account_id) if task.kind == "next_step"}
    assert "2030-12-04" in days


def test_that_a_day_that_is_none_is_refused_in_words(shown: MainWindow, qtbot: QtBot) -> None:
    shown.go(place.client(hospital(shown)))
    step = page_of(shown).overview.next_step
    step.due.setFocus()
    qtbot.keyClicks(step.due, "soon")
    qtbot.keyClick(step.due, Qt.Key.Key_Return)
    assert "is not a date" in step.message


# ---- undo


def test_that_undo_names_the_step_and_leads_to_it(shown: MainWindow, qtbot: QtBot) -> None:
    workbook = shown.workbook
    assert workbook is not None
    account_id = hospital(shown)
    person = people_of(workbook, account_id)[0]
    set_fact(workbook, ("person", person.id), "person.native_place", "绍兴")
    assert "Change Native place" in shown.actions_["undo"].text()
    qtbot.keyClick(shown, Qt.Key.Key_Z, CTRL)
    assert shown.here == place.person(person.id)
    assert "Undone: Change Native place" in shown.messages.text
    assert "Native place" in shown.actions_["redo"].text()
    shown.do("clients")
    shown.do("redo")
    assert shown.here == place.person(person.id)


def test_that_undo_stays_where_the_change_is_to_be_seen(shown: MainWindow, qtbot: QtBot) -> None:
    workbook = shown.workbook
    assert workbook is not None
    account_id = hospital(shown)
    shown.go(place.client(account_id, "people"))
    person = people_of(workbook, account_id)[0]
    set_fact(workbook, ("person", person.id), "person.position", "新职务")
    shown.do("undo")
    assert shown.here == place.client(account_id, "people")
    page = page_of(shown)
    delete_people(workbook, [person.id])
    shown.do("undo")
    assert page.people.current_id() == person.id


def test_that_undo_of_a_new_client_leads_to_the_list(shown: MainWindow) -> None:
    workbook = shown.workbook
    assert workbook is not None
    new = add_account(workbook, "新客户")
    shown.go(place.client(new))
    shown.do("undo")
    assert shown.here == CLIENTS


def test_that_undo_of_what_happened_on_a_map_leads_to_that_map(shown: MainWindow) -> None:
    from keyaccount_desktop.workbook.maps import judge

    workbook = shown.workbook
    assert workbook is not None
    account_id = hospital(shown)
    (purchase, *_) = purchases_of(workbook, account_id)
    person = people_of(workbook, account_id)[0]
    judge(workbook, purchase.id, [person.id], "stakeholder.attitude", "opponent")
    shown.do("undo")
    assert (shown.here.tab, shown.here.detail) == ("map", purchase.id)


def test_that_undo_of_a_next_step_leads_to_the_clients_overview(shown: MainWindow) -> None:
    workbook = shown.workbook
    assert workbook is not None
    account_id = hospital(shown)
    set_next_step(workbook, account_id, "打电话")
    shown.do("undo")
    assert shown.here.page in ("client", "person")


def test_that_undo_of_a_supplier_leads_to_the_suppliers_and_stands_on_it(
    shown: MainWindow, qtbot: QtBot
) -> None:
    workbook = shown.workbook
    assert workbook is not None
    account_id = hospital(shown)
    suppliers = [
        fact for fact in facts_of(workbook, ("account", account_id)) if fact.field == "account.suppliers"
    ]
    clear_fact(workbook, ("account", account_id), "account.suppliers", suppliers[1].item)
    qtbot.keyClick(shown, Qt.Key.Key_Z, CTRL)
    assert shown.here == place.client(account_id, "suppliers")
    tab = page_of(shown).suppliers
    assert tab.suppliers is not None
    assert tab.suppliers.table.hasFocus()
    assert tab.suppliers.table.currentIndex().row() == 1


def test_that_del_in_a_table_deletes_the_row_and_the_message_brings_it_back(
    shown: MainWindow, qtbot: QtBot
) -> None:
    workbook = shown.workbook
    assert workbook is not None
    account_id = hospital(shown)
    shown.go(place.client(account_id, "suppliers"))
    tab = page_of(shown).suppliers
    assert tab.suppliers is not None
    table = tab.suppliers.table
    table.setFocus()
    before = [fact.item for fact in table.records.facts]
    qtbot.keyClick(table, Qt.Key.Key_Delete)
    assert [fact.item for fact in table.records.facts] == before[1:]
    qtbot.keyClick(table, Qt.Key.Key_E, CTRL)
    assert shown.findChild(EvidencePanel) is not None
    qtbot.keyClick(shown.focusWidget(), Qt.Key.Key_Escape)
    qtbot.mouseClick(shown.messages.button, Qt.MouseButton.LeftButton)
    assert [fact.item for fact in table.records.facts] == before
    assert shown.here == place.client(account_id, "suppliers")


def test_that_undo_of_a_department_leads_to_the_clients_overview(shown: MainWindow, qtbot: QtBot) -> None:
    workbook = shown.workbook
    assert workbook is not None
    account_id = hospital(shown)
    department = departments_of(workbook, account_id)[2]
    rename_department(workbook, department.id, "改名科")
    qtbot.keyClick(shown, Qt.Key.Key_Z, CTRL)
    assert shown.here == place.client(account_id)
    sections = page_of(shown).overview.sections
    assert sections is not None and sections.departments.table.currentIndex().row() == 2
    shown.go(place.client(account_id, "people"))
    delete_department(workbook, department.id)
    qtbot.keyClick(shown, Qt.Key.Key_Z, CTRL)
    assert shown.here == place.client(account_id, "people"), "the list of people shows it"


def test_that_ctrl_z_in_a_field_takes_back_typing_first(shown: MainWindow, qtbot: QtBot) -> None:
    workbook = shown.workbook
    assert workbook is not None
    rename_account(workbook, hospital(shown), "改名医院")
    clients = shown._pages["clients"]
    line: QLineEdit = clients.add  # type: ignore[attr-defined]
    line.setFocus()
    qtbot.keyClicks(line, "abc")
    qtbot.keyClick(line, Qt.Key.Key_Z, CTRL)
    assert line.text() == ""
    assert "改名医院" in {row.name for row in accounts(workbook)}
    qtbot.keyClick(line, Qt.Key.Key_Z, CTRL)
    assert "改名医院" not in {row.name for row in accounts(workbook)}


def test_that_a_page_whose_subject_is_deleted_is_left(shown: MainWindow) -> None:
    workbook = shown.workbook
    assert workbook is not None
    id_ = add_person(workbook, hospital(shown), "临时")
    shown.go(place.person(id_))
    delete_people(workbook, [id_])
    assert shown.here == CLIENTS


# ---- search


def test_that_ctrl_k_finds_a_person_by_initials_and_enter_opens_them(shown: MainWindow, qtbot: QtBot) -> None:
    qtbot.keyClick(shown, Qt.Key.Key_K, CTRL)
    popup = shown.popup
    assert popup.isVisible() and popup.line.hasFocus()
    qtbot.keyClicks(popup.line, "wjg")
    assert popup.list.currentIndex().data() == "王建国"
    qtbot.keyClick(popup.line, Qt.Key.Key_Return)
    assert not popup.isVisible()
    assert shown.here.page == "person"


def test_that_leaving_the_search_gives_the_keyboard_back_to_the_field_that_was_being_edited(
    shown: MainWindow, qtbot: QtBot
) -> None:
    assert shown.workbook is not None
    person = next(one for one in people_of(shown.workbook, hospital(shown)) if one.name == "王建国")
    shown.go(place.person(person.id))
    page = shown.stack.currentWidget()
    assert isinstance(page, PersonPage)
    qtbot.waitUntil(lambda: page.line_of("person.birthday", person.id) is not None)
    line = page.line_of("person.birthday", person.id)
    assert line is not None
    line.begin_edit()
    qtbot.keyClicks(shown.focusWidget(), "05-03")
    qtbot.keyClick(shown.focusWidget(), Qt.Key.Key_K, CTRL)
    assert shown.popup.line.hasFocus()
    # The editor is saved and gone by now.
    qtbot.waitUntil(lambda: line.editor is None)
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    qtbot.keyClick(shown.popup.line, Qt.Key.Key_Escape)
    assert line.hasFocus()


def test_that_search_finds_actions_and_does_them(shown: MainWindow, qtbot: QtBot) -> None:
    qtbot.mouseClick(shown.rail.search, Qt.MouseButton.LeftButton)
    qtbot.keyClicks(shown.popup.line, "add client")
    qtbot.keyClick(shown.popup.line, Qt.Key.Key_Return)
    assert shown._pages["clients"].add.hasFocus()  # type: ignore[attr-defined]


def test_that_a_purchase_found_leads_to_its_map(shown: MainWindow, qtbot: QtBot) -> None:
    assert shown.workbook is not None
    (purchase, *_) = purchases_of(shown.workbook, hospital(shown))
    qtbot.keyClick(shown, Qt.Key.Key_K, CTRL)
    shown.popup.line.setText(purchase.name)
    kinds = [shown.popup.model.index(row, 0).data(Qt.ItemDataRole.UserRole).kind for row in range(1)]
    assert kinds == ["purchase"]
    qtbot.keyClick(shown.popup.line, Qt.Key.Key_Return)
    assert shown.here.detail == purchase.id


def test_that_escape_closes_the_search_and_gives_the_keyboard_back(shown: MainWindow, qtbot: QtBot) -> None:
    table = shown._pages["clients"].table  # type: ignore[attr-defined]
    table.setFocus()
    qtbot.keyClick(table, Qt.Key.Key_K, CTRL)
    qtbot.keyClicks(shown.popup.line, "zzzz qqqq")
    assert shown.popup._nothing.isVisible()
    qtbot.keyClick(shown.popup.line, Qt.Key.Key_Escape)
    assert not shown.popup.isVisible()
    assert table.hasFocus()


def test_that_the_arrows_walk_through_what_was_found(shown: MainWindow, qtbot: QtBot) -> None:
    qtbot.keyClick(shown, Qt.Key.Key_K, CTRL)
    popup = shown.popup
    qtbot.keyClicks(popup.line, "w")
    rows = popup.model.rowCount()
    assert rows > 2
    qtbot.keyClick(popup.line, Qt.Key.Key_Down)
    assert popup.list.currentIndex().row() == 1
    qtbot.keyClick(popup.line, Qt.Key.Key_Up)
    qtbot.keyClick(popup.line, Qt.Key.Key_Up)
    assert popup.list.currentIndex().row() == rows - 1
