"""The list of everyone: seen, sorted, its columns chosen, moved and drawn, its rows selected, copied, deleted."""

from __future__ import annotations

import sys
from pathlib import Path
from types import FrameType

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QFontMetrics, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from keyaccount_desktop.language import Text
from keyaccount_desktop.method.columns import SHOWN
from keyaccount_desktop.method.filters import Condition
from keyaccount_desktop.ui import place, theme
from keyaccount_desktop.ui.clients import client_list
from keyaccount_desktop.ui.clients.people_list import PeopleList
from keyaccount_desktop.ui.lists.bulk_panel import BulkPanel
from keyaccount_desktop.ui.lists.column_panel import ColumnPanel
from keyaccount_desktop.ui.lists.list_model import ListModel, attitude_texts
from keyaccount_desktop.ui.lists.list_table import _GOES_FIRST
from keyaccount_desktop.ui.main_window import MainWindow
from keyaccount_desktop.workbook import accounts, facts, people
from keyaccount_desktop.workbook.definitions import Form, define_field, retire_field
from keyaccount_desktop.workbook.document import Workbook
from keyaccount_desktop.workbook.first_screen import clients
from keyaccount_desktop.workbook.journal import ChangeSet
from keyaccount_desktop.workbook.listing import client_listing
from tests.ui.fields.keyboard import focused, press, write
from tests.ui.lists.conftest import column, names, row

LEFT = Qt.MouseButton.LeftButton
CTRL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)
NONE = Qt.KeyboardModifier.NoModifier


def cell(page: PeopleList, line: int, key: str) -> QPoint:
    return page.table.visualRect(page.model.index(line, column(page, key))).center()


def click(page: PeopleList, line: int, modifier: Qt.KeyboardModifier = NONE, key: str = "name") -> None:
    QTest.mouseClick(page.table.viewport(), LEFT, modifier, cell(page, line, key))


def heading(page: PeopleList, key: str, dx: int = 10) -> QPoint:
    header = page.table.horizontalHeader()
    return QPoint(header.sectionViewportPosition(column(page, key)) + dx, header.height() // 2)


# ---- seen


def test_that_everyone_is_there_in_pinyin_order_with_their_client(page: PeopleList, book: Workbook) -> None:
    expected = people.all_people(book)
    assert names(page) == [name for _, name, _ in expected]
    client = column(page, "account")
    assert [page.model.index(line, client).data() for line in range(len(expected))] == [
        name or "" for _, _, name in expected
    ]


def test_that_the_switch_leads_to_the_clients_and_back(
    shown: MainWindow, page: PeopleList, qtbot: QtBot
) -> None:
    qtbot.mouseClick(page.switch, LEFT, pos=page.switch.tabRect(0).center())
    assert shown.here == place.CLIENTS
    clients = shown.stack.currentWidget()
    qtbot.mouseClick(clients.switch, LEFT, pos=clients.switch.tabRect(1).center())  # type: ignore[attr-defined]
    assert shown.here == place.PEOPLE
    assert page.table.hasFocus()
    assert page.switch.currentIndex() == 1
    press(Qt.Key.Key_Left, ALT)
    assert shown.here == place.CLIENTS
    QTest.keyClick(shown, Qt.Key.Key_R, CTRL | SHIFT)
    assert shown.here == place.PEOPLE


def test_that_enter_and_a_double_click_open_a_person(shown: MainWindow, page: PeopleList) -> None:
    page.table.select_row(3)
    expected = page.model.id_at(3)
    press(Qt.Key.Key_Return)
    assert shown.here == place.person(expected)
    press(Qt.Key.Key_Left, ALT)
    assert shown.here == place.PEOPLE and page.current_id() == expected
    click(page, 5)
    QTest.mouseDClick(page.table.viewport(), LEFT, NONE, cell(page, 5, "name"))
    assert shown.here == place.person(page.model.id_at(5))


def test_that_an_edit_elsewhere_is_there_when_one_comes_back(
    shown: MainWindow, page: PeopleList, book: Workbook
) -> None:
    shown.go(place.CLIENTS)
    first = next(iter(accounts.accounts(book)))
    added = people.add_person(book, first.id, "艾新")
    facts.set_fact(book, ("person", added), "person.position", "总务")
    shown.go(place.PEOPLE)
    line = row(page, "艾新")
    assert page.model.index(line, column(page, "person.position")).data() == "总务"
    assert line == min(row(page, "艾新"), row(page, "曹文斌"))


def test_that_the_list_follows_while_one_looks_at_it(page: PeopleList, book: Workbook) -> None:
    target = page.model.id_at(row(page, "王建国"))
    page.table.select_ids([target], target)
    people.rename_person(book, target, "安建国")
    assert names(page)[0] == "安建国"
    assert page.current_id() == target, "the keyboard goes with them"
    people.delete_people(book, [target])
    assert "安建国" not in names(page)
    book.undo()
    assert names(page)[0] == "安建国"


# ---- order


def test_that_headings_sort_up_and_down(page: PeopleList) -> None:
    header = page.table.horizontalHeader()
    for descending in (False, True):
        QTest.mouseClick(header.viewport(), LEFT, NONE, heading(page, "known"))
        shares = [page.model.value(line, "known") for line in range(page.model.rowCount())]
        assert shares == sorted(shares, reverse=descending)
    assert header.sortIndicatorSection() == column(page, "known")


def test_that_sorting_keeps_who_is_selected(page: PeopleList) -> None:
    ids = [page.model.id_at(line) for line in (2, 5, 9)]
    page.table.select_ids(ids, ids[1])
    page.sort_by(("person.position", True))
    assert set(page.selected_ids()) == set(ids)
    assert page.current_id() == ids[1]


# ---- columns


def test_that_columns_are_chosen_by_typing_and_remembered(
    shown: MainWindow, page: PeopleList, qtbot: QtBot
) -> None:
    press(Qt.Key.Key_T, CTRL | SHIFT)
    panel = shown.findChild(ColumnPanel)
    assert panel is not None and focused() is panel.line
    QTest.keyClicks(focused(), "phone")
    press(Qt.Key.Key_Return)
    assert page.shown_keys == [*SHOWN["person"], "person.phones"]
    focused().selectAll()  # type: ignore[attr-defined]
    QTest.keyClicks(focused(), "roles")
    press(Qt.Key.Key_Return)
    press(Qt.Key.Key_Escape)
    assert page.table.hasFocus() or page.choose_columns.hasFocus()
    assert "stakeholder.roles" not in page.shown_keys
    qtbot.waitUntil(lambda: not page.reading.busy)
    line = row(page, "刘敏")
    assert "138" in page.model.index(line, column(page, "person.phones")).data()
    again = PeopleList(shown.workbook)  # type: ignore[arg-type]
    assert again.shown_keys == page.shown_keys
    again.release()
    again.deleteLater()
    page.reset_columns()
    assert page.shown_keys == list(SHOWN["person"])


def test_that_a_heading_is_dragged_to_another_place_and_stays_there(page: PeopleList, qtbot: QtBot) -> None:
    viewport = page.table.horizontalHeader().viewport()
    start, end = heading(page, "person.level", 30), heading(page, "account", 20)
    QTest.mousePress(viewport, LEFT, NONE, start)
    for step in range(1, 9):
        QTest.mouseMove(viewport, start + (end - start) * step / 8)
        QApplication.processEvents()
    QTest.mouseRelease(viewport, LEFT, NONE, end)
    expected = [
        "name",
        "person.level",
        *(key for key in SHOWN["person"] if key not in ("name", "person.level")),
    ]
    qtbot.waitUntil(lambda: page.shown_keys == expected)
    assert page.table.shown_keys() == expected


def test_that_a_column_drawn_wider_stays_so(shown: MainWindow, page: PeopleList, qtbot: QtBot) -> None:
    header = page.table.horizontalHeader()
    place_ = column(page, "person.position")
    before = page.table.columnWidth(place_)
    edge = QPoint(header.sectionViewportPosition(place_) + before - 1, header.height() // 2)
    QTest.mousePress(header.viewport(), LEFT, NONE, edge)
    for step in range(1, 6):
        QTest.mouseMove(header.viewport(), edge + QPoint(12 * step, 0))
    QTest.mouseRelease(header.viewport(), LEFT, NONE, edge + QPoint(60, 0))
    qtbot.waitUntil(lambda: abs(page.table.columnWidth(place_) - before - 60) <= 2)
    wide = page.table.columnWidth(place_)
    page.resize(page.width() + 120, page.height())
    assert page.table.columnWidth(place_) == wide
    assert shown.settings.list_widths("people") == {"person.position": wide}


def test_that_the_room_is_used_and_names_and_attitudes_are_never_cut(page: PeopleList, qtbot: QtBot) -> None:
    table = page.table
    bold, small = QFontMetrics(theme.current().font(bold=True)), theme.current().font("small", bold=True)
    longest = max(map(bold.horizontalAdvance, names(page)))
    order = [key for key in _GOES_FIRST if key in page.shown_keys]
    before = -1
    for width in (1100, 760, 560):
        table.setFixedWidth(width)
        qtbot.waitUntil(lambda width=width: table.width() == width)
        hidden = {key for key in page.shown_keys if table.isColumnHidden(column(page, key))}
        assert hidden == set(order[: len(hidden)]), width
        assert len(hidden) > before
        before = len(hidden)
        assert table.columnWidth(column(page, "name")) >= min(longest + 20, 200)
        for text in attitude_texts():
            attitude = table.columnWidth(column(page, "stakeholder.attitude"))
            assert attitude >= QFontMetrics(small).horizontalAdvance(text) + 32
        used = sum(table.columnWidth(place_) for place_ in range(page.model.columnCount()))
        assert abs(used - table.viewport().width()) <= 4


def test_that_columns_chosen_by_hand_do_not_go_but_scroll(page: PeopleList, qtbot: QtBot) -> None:
    page.show_columns([*SHOWN["person"], "person.tags", "department"])
    page.table.setFixedWidth(560)
    qtbot.waitUntil(lambda: page.table.horizontalScrollBar().maximum() > 0)
    assert not any(page.table.isColumnHidden(place_) for place_ in range(page.model.columnCount()))


def test_that_the_menu_of_a_heading_sorts_filters_and_hides(shown: MainWindow, page: PeopleList) -> None:
    header = page.table.horizontalHeader()

    def choose(text: str) -> None:
        header.customContextMenuRequested.emit(heading(page, "person.level"))
        menu = page.findChildren(QMenu)[-1]
        assert menu.isVisible()
        action = next(action for action in menu.actions() if action.text().startswith(text))
        QTest.mouseClick(menu, LEFT, NONE, menu.actionGeometry(action).center())

    choose("Sort descending")
    assert page.model.sorting == ("person.level", True)
    choose("Hide this column")
    assert "person.level" not in page.shown_keys


# ---- rows


def test_that_several_are_selected_with_shift_and_ctrl_and_counted(page: PeopleList) -> None:
    click(page, 1)
    assert page.add_filter.isVisible() and not page.change.isVisible()
    click(page, 4, SHIFT)
    click(page, 7, CTRL)
    assert page.table.selected_rows() == [1, 2, 3, 4, 7]
    assert page._selected.text() == "5 selected"
    assert page.change.isVisible() and page.delete.isVisible() and not page.add_filter.isVisible()
    press(Qt.Key.Key_A, CTRL)
    assert page.table.count_selected() == page.model.rowCount()


def test_that_selected_rows_are_copied_as_a_table_in_which_text_stays_text(
    page: PeopleList, book: Workbook
) -> None:
    target = page.model.id_at(0)
    facts.set_fact(book, ("person", target), "person.position", "=1+1 <b>")
    page.table.select_ids([target, page.model.id_at(1)], target)
    press(Qt.Key.Key_C, CTRL)
    data = QGuiApplication.clipboard().mimeData()
    head, first, second = data.text().split("\n")
    assert head.split("\t")[:3] == ["Name", "Client", "Position"]
    assert first.split("\t")[0] == names(page)[0] and second.split("\t")[0] == names(page)[1]
    assert "\t'=1+1 <b>\t" in first
    assert "mso-number-format:'\\@'" in data.html() and "=1+1 &lt;b&gt;</td>" in data.html()


def test_that_several_are_deleted_at_once_and_come_back(shown: MainWindow, page: PeopleList) -> None:
    before = names(page)
    click(page, 2)
    click(page, 5, SHIFT)
    press(Qt.Key.Key_Delete)
    assert names(page) == before[:2] + before[6:]
    assert "Deleted 4 people" in shown.messages.text and "facts" in shown.messages.text
    QTest.mouseClick(shown.messages.button, LEFT)
    assert names(page) == before
    assert len(page.selected_ids()) == 4, "what came back is shown"
    assert shown.here == place.PEOPLE


def test_that_typing_over_the_list_looks_for_it_and_changes_nothing(
    page: PeopleList, book: Workbook, qtbot: QtBot
) -> None:
    label = str(book.undo_label)
    press(Qt.Key.Key_W)
    assert page.filter.hasFocus()
    QTest.keyClicks(page.filter, "jg")
    assert names(page) == ["王建国"]
    assert str(book.undo_label) == label


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("滨江 主任", {"王建国", "陈志恒"}),
        ("binjiang", {"王建国", "刘敏"}),
        ("围棋", {"王建国"}),
        ("1380000", {"刘敏"}),
    ],
)
def test_that_the_filter_box_finds_by_client_post_pinyin_phone_and_any_fact(
    page: PeopleList, typed: str, found: set[str]
) -> None:
    press(Qt.Key.Key_F, CTRL)
    write(typed)
    assert found <= set(names(page))
    assert len(names(page)) < page.model.total


def test_that_nobody_found_says_so_and_offers_everyone(page: PeopleList) -> None:
    page.filter.setText("qqqqzz")
    assert page._nothing.isVisible()
    QTest.mouseClick(page._nothing._button, LEFT)
    assert page.filter.text() == "" and page.table.isVisible()


def test_that_a_read_only_workbook_is_listed_but_not_changed(qtbot: QtBot, demo: Path) -> None:
    with Workbook.open(demo, read_only=True) as workbook:
        page = PeopleList(workbook)
        qtbot.addWidget(page)
        page.resize(1000, 600)
        page.show()
        qtbot.waitUntil(lambda: page.model.rowCount() > 0 and not page.reading.busy)
        before = names(page)
        page.table.setFocus()
        page.table.selectAll()
        assert not page.change.isVisible() and not page.delete.isVisible()
        for name in ("delete", "rename", "change_selected"):
            page.edit_command(name)
        assert names(page) == before
        assert page.cells().open_lines == []
        assert page.findChildren(BulkPanel) == []
        page.bar.show_conditions([Condition("known", "below", 70)])
        page.bar.changed.emit()
        assert page.bar.isVisible() and not page.bar.save.isVisible(), "filtered, but not saved"
        page.release()


def test_that_a_field_of_ones_own_becomes_a_column_and_goes_with_it(
    page: PeopleList, book: Workbook, qtbot: QtBot
) -> None:
    key = define_field(book, "person.notes", Text("Wine", "葡萄酒"), Form("text"))
    target = page.model.id_at(4)
    facts.set_fact(book, ("person", target), key, "Riesling")
    page.show_columns([*page.shown_keys, key])
    page.bar.show_conditions([Condition(key, "holds", "ries")])
    page.bar.changed.emit()
    page.sort_by((key, True))
    qtbot.waitUntil(lambda: not page.reading.busy)
    assert page.model.ids() == [target]
    assert page.model.headerData(column(page, key), Qt.Orientation.Horizontal) == "Wine"
    retire_field(book, key)
    assert key not in page.shown_keys
    qtbot.waitUntil(lambda: not page.reading.busy)
    assert page.model.rowCount() == page.model.total, "nobody is hidden by what is not there any more"
    assert page.bar.chips == []
    book.undo()
    assert key in page.shown_keys


def test_that_drawing_the_headings_asks_nothing_of_the_rows_however_many_are_selected(
    page: PeopleList,
) -> None:
    asked = 0

    def watch(frame: FrameType, event: str, _argument: object) -> None:
        nonlocal asked
        asked += event == "call" and frame.f_code is ListModel.flags.__code__

    page.table.selectAll()
    sys.setprofile(watch)
    try:
        page.model.index(0, 0).flags()
        assert asked == 1, "it is seen when a row is asked"
        page.table.horizontalHeader().grab()
    finally:
        sys.setprofile(None)
    assert asked == 1


def test_that_how_much_is_known_of_many_clients_comes_after_the_rest_and_never_goes_blank(
    shown: MainWindow, book: Workbook, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(client_list, "_MANY_PEOPLE", 1)
    made = client_list.ClientList(book)
    qtbot.addWidget(made)
    made.resize(1200, 600)
    made.show_rows(clients(book))
    made.show()
    made.show_columns([*made.shown_keys, "known"])
    qtbot.waitUntil(lambda: "known" in made.reading.listing.values and not made.reading.busy)
    target = made.model.id_at(0)
    before = made.model.value(0, "known")
    facts.set_fact(book, ("account", target), "account.notes", "x")
    made.follow(ChangeSet(Text("x", "x"), "reloaded"))
    assert made.reading.busy
    assert made.model.value(0, "known") == before
    qtbot.waitUntil(lambda: not made.reading.busy)
    assert made.model.value(0, "known") == client_listing(book, ["known"]).values["known"][0]
    made.release()
