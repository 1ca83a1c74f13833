"""Duplicates: found, compared, chosen, merged, kept apart and brought back, by mouse and by keys alone."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QAbstractItemView, QApplication, QMenu, QWidget
from pytestqt.qtbot import QtBot

from keyaccount_desktop.language import Text
from keyaccount_desktop.ui import place
from keyaccount_desktop.ui.clients.client_list import ClientList
from keyaccount_desktop.ui.clients.client_page import ClientPage
from keyaccount_desktop.ui.main_window import MainWindow
from keyaccount_desktop.ui.merging.choice_row import ChoiceRow
from keyaccount_desktop.ui.merging.find_panel import FindPanel
from keyaccount_desktop.ui.merging.merge_page import MergePage
from keyaccount_desktop.ui.merging.pair_list import PairModel
from keyaccount_desktop.ui.operation import Progress
from keyaccount_desktop.ui.person_page import PersonPage
from keyaccount_desktop.ui.widgets import Button
from keyaccount_desktop.workbook import facts, people
from keyaccount_desktop.workbook.document import Workbook
from keyaccount_desktop.workbook.duplicates import Suspicion
from keyaccount_desktop.workbook.first_screen import clients
from keyaccount_desktop.workbook.people import people_of, person_card
from tests.ui.merging.samples import add_duplicates
from tests.ui.test_files import HOLD
from tests.whom import supporters

OpenWindow = Callable[[Path], MainWindow]
CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


class Doubled:
    """The demo in the window, with a person and a client entered twice."""

    def __init__(self, window: MainWindow) -> None:
        self.window = window
        assert window.workbook is not None
        self.workbook: Workbook = window.workbook
        self.client = max(clients(self.workbook), key=lambda row: row.people).id
        self.person = supporters(self.workbook, self.client)[0]
        made = add_duplicates(self.workbook, self.client, self.person)
        self.twin, self.second = made["twin"], made["client"]
        self.workbook.forget_history()

    def value(self, key: str) -> object:
        return facts.value_of(person_card(self.workbook, self.person).facts, key)

    def exists(self, person: str) -> bool:
        return any(row[0] == person for row in people.all_people(self.workbook))


@pytest.fixture
def doubled(open_window: OpenWindow, english_demo: Path) -> Doubled:
    return Doubled(open_window(english_demo))


@pytest.fixture
def page(doubled: Doubled, qtbot: QtBot) -> MergePage:
    """The page of duplicates, opened by its keys."""
    return opened(doubled.window, qtbot)


def opened(window: MainWindow, qtbot: QtBot) -> MergePage:
    qtbot.keyClick(window, Qt.Key.Key_U, CONTROL | SHIFT)
    page = window.stack.currentWidget()
    assert isinstance(page, MergePage)
    qtbot.waitUntil(lambda: not page.looking)
    return page


def listed(page: MergePage) -> list[str]:
    return [str(page.model.index(row).data()) for row in range(page.model.rowCount())]


def row_of(page: MergePage, field: str) -> ChoiceRow:
    shown = page.side_by_side.shown
    assert shown is not None
    fields = [difference.field for difference in shown.differences]
    return page.side_by_side.rows[fields.index(field)]


def focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def press(qtbot: QtBot, *keys: Qt.Key) -> None:
    for key in keys:
        qtbot.keyClick(focused(), key)


# ---- the list


def test_that_the_model_keeps_the_rules_of_qt_while_it_changes(qtbot: QtBot) -> None:
    model = PairModel()
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    pair = Suspicion("person", "a", "b", "王建国", "王健国", "滨江", (Text("x", "y"),), 50)
    model.show_pairs([pair, pair])
    model.retranslate()
    model.show_pairs([])
    del tester


def test_that_what_was_entered_twice_is_listed_with_the_reason(page: MergePage, doubled: Doubled) -> None:
    assert listed(page) == ["Liu Min  ·  Dr. Liu Min", "Binjiang First Hospital"]
    told = str(page.model.index(0).data(Qt.ItemDataRole.AccessibleTextRole))
    assert "Same mobile number" in told and "Binjiang First Hospital" in told
    assert page.list.hasFocus()
    assert doubled.window.here == place.merging()


def test_that_without_duplicates_the_page_says_so(
    open_window: OpenWindow, english_demo: Path, qtbot: QtBot
) -> None:
    page = opened(open_window(english_demo), qtbot)
    assert page.empty.isVisible()
    assert not page.list.isVisible()


def test_that_the_list_speaks_the_language_of_the_window(
    page: MergePage, doubled: Doubled, qtbot: QtBot
) -> None:
    doubled.window.do("language_zh")
    qtbot.waitUntil(lambda: page.side_by_side.merge.text() == "合并")
    assert "手机号相同" in str(page.model.index(0).data(Qt.ItemDataRole.AccessibleTextRole))
    assert [row.accessibleName().split(":")[0] for row in page.side_by_side.rows][:2] == ["姓名", "职务"]


# ---- choosing


def test_that_only_what_differs_is_asked_and_both_values_are_shown_with_their_evidence(
    page: MergePage,
) -> None:
    shown = page.side_by_side.shown
    assert shown is not None
    assert [difference.field for difference in shown.differences] == [
        "name", "person.position", "person.native_place", "person.best_time_place", "person.notes",
        "stakeholder.attitude",
    ]  # fmt: skip
    row = row_of(page, "person.native_place")
    assert row.left.text().startswith("Yunqiao County") and "Ningbo" in row.right.text()
    assert "Third party · Assumed · 2025-08" in row.right.text()


def test_that_a_click_on_a_value_chooses_it(page: MergePage, doubled: Doubled, qtbot: QtBot) -> None:
    row = row_of(page, "person.native_place")
    assert row.side == "keep"
    qtbot.mouseClick(row.right, Qt.MouseButton.LeftButton)
    assert (row.side, row.left.isChecked(), row.right.isChecked()) == ("other", False, True)
    qtbot.mouseClick(row.right, Qt.MouseButton.LeftButton)
    assert row.side == "other" and row.right.isChecked()
    qtbot.mouseClick(page.side_by_side.merge, Qt.MouseButton.LeftButton)
    assert doubled.value("person.native_place") == "Ningbo"
    assert not doubled.exists(doubled.twin)


def test_that_two_notes_are_kept_as_one_unless_one_is_chosen(
    page: MergePage, doubled: Doubled, qtbot: QtBot
) -> None:
    row = row_of(page, "person.notes")
    assert row.both is not None and row.both.isChecked() and row.left.isChecked() and row.right.isChecked()
    before = str(doubled.value("person.notes"))
    qtbot.mouseClick(page.side_by_side.merge, Qt.MouseButton.LeftButton)
    assert doubled.value("person.notes") == f"{before}\n\nStays after meetings to talk."


def test_that_everything_is_taken_from_one_side_with_one_click(page: MergePage, qtbot: QtBot) -> None:
    qtbot.mouseClick(page.side_by_side.take_right, Qt.MouseButton.LeftButton)
    assert {row.side for row in page.side_by_side.rows} == {"other"}
    qtbot.mouseClick(page.side_by_side.take_left, Qt.MouseButton.LeftButton)
    assert {row.side for row in page.side_by_side.rows} == {"keep"}


def test_that_a_pair_is_gone_through_with_keys_alone(page: MergePage, doubled: Doubled, qtbot: QtBot) -> None:
    press(qtbot, Qt.Key.Key_Return)
    rows = page.side_by_side.rows
    assert focused() is rows[0]
    press(qtbot, Qt.Key.Key_Right, Qt.Key.Key_Left, Qt.Key.Key_Return, Qt.Key.Key_Right)
    assert [row.side for row in rows[:2]] == ["keep", "other"]
    press(qtbot, Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Up)
    assert focused() is rows[0]
    notes = rows.index(row_of(page, "person.notes"))
    press(qtbot, *[Qt.Key.Key_Return] * notes)
    sides = []
    for key in (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Right):
        press(qtbot, key)
        sides.append(rows[notes].side)
    assert sides == ["keep", "both", "other"]
    press(qtbot, *[Qt.Key.Key_Return] * (len(rows) - notes))
    assert focused() is page.side_by_side.merge
    press(qtbot, Qt.Key.Key_Return)
    assert doubled.value("person.position") == "Head of ultrasound"
    assert doubled.value("person.notes") == "Stays after meetings to talk."
    assert listed(page) == ["Binjiang First Hospital"]
    assert focused() in (*page.side_by_side.rows, page.side_by_side.merge)


def test_that_the_tab_key_goes_through_choices_and_buttons_in_order(page: MergePage, qtbot: QtBot) -> None:
    page.side_by_side.take_left.setFocus()
    reached = [focused()]
    for _ in page.side_by_side.stops()[1:]:
        press(qtbot, Qt.Key.Key_Tab)
        reached.append(focused())
    assert reached == page.side_by_side.stops()


def test_that_what_is_chosen_is_read_out(page: MergePage, qtbot: QtBot) -> None:
    row = row_of(page, "stakeholder.attitude")
    assert row.accessibleName().startswith("Attitude to us Colour ultrasound systems: Supporter")
    qtbot.mouseClick(row.right, Qt.MouseButton.LeftButton)
    assert ": Neutral" in row.accessibleName()
    assert "Supporter" in row.accessibleDescription()


# ---- merged, kept apart, brought back


def test_that_a_merge_names_what_came_along_and_comes_back_with_ctrl_z(
    page: MergePage, doubled: Doubled, qtbot: QtBot
) -> None:
    window = doubled.window
    qtbot.keyClick(page.list, Qt.Key.Key_Return, CONTROL)
    assert "Merged into one: Liu Min" in window.messages.text
    assert "Came along: 1 visit, 1 purchase, 6 facts" in window.messages.text
    assert listed(page) == ["Binjiang First Hospital"]
    qtbot.keyClick(focused(), Qt.Key.Key_Z, CONTROL)
    assert window.here == place.merging()
    assert listed(page) == ["Liu Min  ·  Dr. Liu Min", "Binjiang First Hospital"]
    assert page.pair is not None and page.pair.other == doubled.twin
    assert doubled.exists(doubled.twin)


def test_that_the_offer_in_the_message_takes_the_merge_back(
    page: MergePage, doubled: Doubled, qtbot: QtBot
) -> None:
    qtbot.mouseClick(page.side_by_side.merge, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(doubled.window.messages.button, Qt.MouseButton.LeftButton)
    assert doubled.exists(doubled.twin)
    assert page.model.rowCount() == 2


def test_that_what_is_not_the_same_goes_for_good_unless_undone(
    page: MergePage, doubled: Doubled, qtbot: QtBot
) -> None:
    window = doubled.window
    qtbot.mouseClick(page.side_by_side.distinct, Qt.MouseButton.LeftButton)
    assert listed(page) == ["Binjiang First Hospital"]
    assert "Kept apart: Liu Min, Dr. Liu Min" in window.messages.text
    window.go(place.CLIENTS)
    assert listed(opened(window, qtbot)) == ["Binjiang First Hospital"]
    qtbot.keyClick(focused(), Qt.Key.Key_Z, CONTROL)
    qtbot.waitUntil(lambda: listed(page)[0] == "Liu Min  ·  Dr. Liu Min")
    assert page.pair is not None and page.pair.other == doubled.twin


def test_that_after_the_last_pair_there_is_nothing_left_to_do(
    page: MergePage, doubled: Doubled, qtbot: QtBot
) -> None:
    for _ in range(2):
        qtbot.mouseClick(page.side_by_side.merge, Qt.MouseButton.LeftButton)
    assert page.empty.isVisible()
    assert len(clients(doubled.workbook)) == 3
    qtbot.keyClick(doubled.window, Qt.Key.Key_Z, CONTROL)
    assert listed(page) == ["Binjiang First Hospital"]


def test_that_a_search_broken_off_says_so_and_can_be_begun_again(
    doubled: Doubled, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    from keyaccount_desktop.ui.merging import merge_page

    real = merge_page.duplicates

    def stopped(workbook: Workbook, step: Callable[[int, int], None]) -> list[Suspicion]:
        progress.append(step.__self__)  # type: ignore[attr-defined]
        progress[0].stop.set()
        step(1, 6)
        raise AssertionError("it went on")

    # Cancel is pressed at a moment that no test can hit; what it does is the same.
    progress: list[Progress] = []
    monkeypatch.setattr(merge_page, "duplicates", stopped)
    page = opened(doubled.window, qtbot)
    assert page.empty.isVisible()
    monkeypatch.setattr(merge_page, "duplicates", real)
    button = next(each for each in page.empty.findChildren(Button) if each.isVisible())
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.model.rowCount() == 2)


# ---- two that someone chose


def test_that_any_two_are_merged_from_a_persons_page_by_typing(doubled: Doubled, qtbot: QtBot) -> None:
    window = doubled.window
    other = next(
        row
        for row in people_of(doubled.workbook, doubled.client)
        if row.name.startswith("Wang") and row.kind == "person"
    )
    window.go(place.person(doubled.person))
    qtbot.keyClick(window, Qt.Key.Key_J, CONTROL | SHIFT)
    panel = window.findChild(FindPanel)
    assert panel is not None and panel.line.hasFocus()
    qtbot.keyClicks(panel.line, other.name)
    qtbot.keyClick(panel.line, Qt.Key.Key_Return)
    page = window.stack.currentWidget()
    assert isinstance(page, MergePage)
    qtbot.waitUntil(lambda: not page.looking)
    assert page.pair is not None and page.pair.ids == {doubled.person, other.id}
    assert listed(page)[0] == f"Liu Min  ·  {other.name}"
    qtbot.keyClick(page.list, Qt.Key.Key_Return, CONTROL)
    assert window.here == place.person(doubled.person)
    assert not doubled.exists(other.id)
    assert doubled.value("person.other_names") == [other.name]
    window.do("back")
    assert window.here == place.CLIENTS


def test_that_someone_is_found_by_any_part_but_never_themselves(doubled: Doubled, qtbot: QtBot) -> None:
    window = doubled.window
    window.go(place.person(doubled.person))
    page = window.stack.currentWidget()
    assert isinstance(page, PersonPage)
    page.header.more.actions_.merge()
    panel = window.findChild(FindPanel)
    assert panel is not None
    qtbot.keyClicks(panel.line, "Liu Min")
    assert [entry.id for entry in panel.entries("Liu Min")] == [doubled.twin]
    qtbot.keyClicks(panel.line, "zzz")
    assert panel.model.rowCount() == 0
    qtbot.keyClick(panel.line, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: window.findChild(FindPanel) is None)
    assert window.here == place.person(doubled.person)


def test_that_a_client_is_merged_from_the_menu_of_its_page(doubled: Doubled, qtbot: QtBot) -> None:
    window = doubled.window
    before = len(people_of(doubled.workbook, doubled.client))
    window.go(place.client(doubled.second))
    page = window.stack.currentWidget()
    assert isinstance(page, ClientPage)
    qtbot.mouseClick(page.more, Qt.MouseButton.LeftButton)
    menu = page.more.findChild(QMenu)
    assert menu is not None
    (action,) = menu.actions()
    qtbot.mouseClick(menu, Qt.MouseButton.LeftButton, pos=menu.actionGeometry(action).center())
    panel = window.findChild(FindPanel)
    assert panel is not None
    qtbot.keyClicks(panel.line, "Binjiang")
    qtbot.mouseClick(
        panel.list.viewport(),
        Qt.MouseButton.LeftButton,
        pos=panel.list.visualRect(panel.model.index(0)).center(),
    )
    merging = window.stack.currentWidget()
    assert isinstance(merging, MergePage)
    qtbot.waitUntil(lambda: not merging.looking)
    qtbot.mouseClick(merging.side_by_side.merge, Qt.MouseButton.LeftButton)
    assert window.here == place.client(doubled.second)
    assert len(people_of(doubled.workbook, doubled.second)) == before


def test_that_two_selected_in_the_list_are_merged_from_its_menu(doubled: Doubled, qtbot: QtBot) -> None:
    window = doubled.window
    window.go(place.client(doubled.client, "people"))
    page = window.stack.currentWidget()
    assert isinstance(page, ClientPage)
    select(page, doubled.person, doubled.twin)
    qtbot.keyClick(window, Qt.Key.Key_J, CONTROL | SHIFT)
    merging = window.stack.currentWidget()
    assert isinstance(merging, MergePage)
    qtbot.waitUntil(lambda: not merging.looking)
    assert merging.pair is not None and merging.pair.ids == {doubled.person, doubled.twin}


def test_that_two_clients_selected_in_their_list_are_merged_from_its_menu(
    doubled: Doubled, qtbot: QtBot
) -> None:
    window = doubled.window
    window.go(place.CLIENTS)
    clients_page = window.stack.currentWidget()
    assert isinstance(clients_page, ClientList)
    table = clients_page.table
    table.select_ids([doubled.client, doubled.second], doubled.client, 0)
    row = clients_page.model.row_of(doubled.client)
    assert row is not None
    menu_at(qtbot, table, table.visualRect(clients_page.model.index(row, 0)).center())
    menu = clients_page.findChild(QMenu)
    assert menu is not None
    action = next(each for each in menu.actions() if each.text() == "Merge…")
    qtbot.mouseClick(menu, Qt.MouseButton.LeftButton, pos=menu.actionGeometry(action).center())
    merging = window.stack.currentWidget()
    assert isinstance(merging, MergePage)
    qtbot.waitUntil(lambda: not merging.looking)
    assert merging.pair is not None and merging.pair.ids == {doubled.client, doubled.second}


def menu_at(qtbot: QtBot, table: QAbstractItemView, point: QPoint) -> None:
    """Ask for the menu of a row, as a right click does."""
    event = QContextMenuEvent(
        QContextMenuEvent.Reason.Mouse,
        point,
        table.viewport().mapToGlobal(point),
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(table.viewport(), event)


def test_that_of_three_selected_none_is_merged(doubled: Doubled, qtbot: QtBot) -> None:
    window = doubled.window
    window.go(place.client(doubled.client, "people"))
    page = window.stack.currentWidget()
    assert isinstance(page, ClientPage)
    third = next(row.id for row in people_of(doubled.workbook, doubled.client) if row.kind == "group")
    select(page, doubled.person, doubled.twin, third)
    qtbot.keyClick(window, Qt.Key.Key_J, CONTROL | SHIFT)
    assert "Two can be merged at a time" in window.messages.text
    assert window.stack.currentWidget() is page


def select(page: ClientPage, *ids: str) -> None:
    """Select these people in the list, as Ctrl and clicks do."""
    table = page.people.table
    model = table.selectionModel()
    model.clearSelection()
    flag = model.SelectionFlag
    for id_ in ids:
        row = page.people.model.row_of(id_)
        assert row is not None
        model.select(page.people.model.index(row, 0), flag.Select | flag.Rows)
    table.setFocus()


def test_that_a_group_and_a_person_are_refused_with_a_reason(doubled: Doubled, qtbot: QtBot) -> None:
    window = doubled.window
    group = next(row for row in people_of(doubled.workbook, doubled.client) if row.kind == "group")
    window.go(place.merging("person", doubled.person, group.id))
    assert "A group cannot become one" in window.messages.text


def test_that_nothing_can_be_merged_in_a_workbook_opened_read_only(
    open_window: OpenWindow, english_demo: Path, qtbot: QtBot
) -> None:
    with held_by_another(english_demo):
        window = open_window(english_demo)
        assert window.workbook is not None and window.workbook.read_only
        window.go(place.client(clients(window.workbook)[0].id))
        assert not window.actions_["merge_with"].isEnabled()
        assert not window.actions_["move_people"].isEnabled()
        page = opened(window, qtbot)
        assert not page.side_by_side.merge.isEnabled()


@contextmanager
def held_by_another(path: Path) -> Iterator[None]:
    """Another process has the workbook open."""
    other = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    try:
        assert other.stdout is not None and other.stdout.readline() == "held\n"
        yield
    finally:
        other.communicate("\n")
        other.wait()


def test_that_a_mouse_press_beside_the_panel_closes_it(doubled: Doubled, qtbot: QtBot) -> None:
    window = doubled.window
    window.go(place.person(doubled.person))
    qtbot.keyClick(window, Qt.Key.Key_J, CONTROL | SHIFT)
    assert window.findChild(FindPanel) is not None
    qtbot.mouseClick(window.rail, Qt.MouseButton.LeftButton, pos=QPoint(20, 500))
    qtbot.waitUntil(lambda: window.findChild(FindPanel) is None)
