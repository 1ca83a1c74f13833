"""Filters as chips, entered from the keyboard or the mouse; views that come along and views one saves."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from pytestqt.qtbot import QtBot

from keyaccount_desktop.method.filters import BUILT_IN, Condition
from keyaccount_desktop.ui import place
from keyaccount_desktop.ui.clients.client_list import ClientList
from keyaccount_desktop.ui.clients.people_list import PeopleList
from keyaccount_desktop.ui.lists.condition_panel import ConditionPanel
from keyaccount_desktop.ui.main_window import MainWindow
from keyaccount_desktop.ui.name_panel import NamePanel
from keyaccount_desktop.workbook import accounts, facts, views
from keyaccount_desktop.workbook.document import Workbook
from tests.ui.fields.keyboard import focused, press, write
from tests.ui.lists.conftest import names

LEFT = Qt.MouseButton.LeftButton
CTRL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)
NONE = Qt.KeyboardModifier.NoModifier
OPPONENTS = Condition("stakeholder.attitude", "any", ("opponent",))


def panel_of(window: MainWindow) -> ConditionPanel:
    found = [panel for panel in window.findChildren(ConditionPanel) if panel.isVisible()]
    assert len(found) == 1
    return found[0]


def click_tab(page: PeopleList | ClientList, index: int) -> None:
    QTest.mouseClick(page.views, LEFT, NONE, page.views.tabRect(index).center())


def tabs(page: PeopleList | ClientList) -> list[str]:
    return [page.views.tabText(index) for index in range(page.views.count())]


def with_attitude(page: PeopleList, *codes: str | None) -> set[str]:
    """Who has one of these attitudes, read from the list row by row."""
    held = zip(
        page.reading.listing.values["name"], page.reading.listing.values["stakeholder.attitude"], strict=True
    )
    return {name for name, attitude in held if attitude in codes}


# ---- the line that narrows


def test_that_enter_and_down_lead_from_the_filter_to_the_list_and_escape_lifts_it_first(
    shown: MainWindow, page: PeopleList, qtbot: QtBot
) -> None:
    everyone = page.model.rowCount()
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Down):
        press(Qt.Key.Key_F, CTRL)
        write("wjg")
        assert page.filter.hasFocus() and page.model.rowCount() < everyone
        press(key)
        assert page.table.hasFocus() and page.current_id() is not None
    press(Qt.Key.Key_F, CTRL)
    write("nobody of that name")
    press(Qt.Key.Key_Return)
    assert page.filter.hasFocus(), "there is no list to go to"
    press(Qt.Key.Key_Escape)
    assert page.filter.text() == "" and page.model.rowCount() == everyone and page.filter.hasFocus()
    press(Qt.Key.Key_Escape)
    assert page.table.hasFocus()


# ---- conditions


def test_that_leaving_a_panel_whose_button_is_hidden_gives_the_keyboard_back(
    shown: MainWindow, page: PeopleList, qtbot: QtBot
) -> None:
    press(Qt.Key.Key_A, CTRL)
    assert not page.add_filter.isVisible(), "what can be done with the selected stands in its place"
    press(Qt.Key.Key_B, CTRL | SHIFT)
    panel = panel_of(shown)
    qtbot.waitUntil(panel.columns_line.line.hasFocus)
    panel.close_panel()
    assert page.table.hasFocus()


def test_that_a_condition_is_entered_from_the_keyboard_and_the_list_follows_every_key(
    shown: MainWindow, page: PeopleList, qtbot: QtBot
) -> None:
    press(Qt.Key.Key_B, CTRL | SHIFT)
    panel = panel_of(shown)
    qtbot.waitUntil(panel.columns_line.line.hasFocus)
    write("attit")
    press(Qt.Key.Key_Return)
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Space)
    assert page.bar.conditions == (OPPONENTS,)
    assert set(names(page)) == with_attitude(page, "opponent")
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Space)
    assert set(names(page)) == with_attitude(page, "opponent", None)
    assert [chip.text() for chip in page.bar.chips] == ["Attitude: Opponent, not known"]
    press(Qt.Key.Key_Return)
    assert not panel.isVisible()
    assert page._count.text() == f"{len(names(page))} of {page.model.total} people"


def test_that_conditions_add_up_and_each_is_taken_away_by_its_cross_or_by_delete(
    page: PeopleList, qtbot: QtBot
) -> None:
    page.bar.show_conditions(
        [OPPONENTS, Condition("known", "below", 40), Condition("person.level", "any", ("management",))]
    )
    page.bar.changed.emit()
    rows = [
        (page.model.value(row, "known"), page.model.value(row, "person.level"))
        for row in range(page.model.rowCount())
    ]
    assert all(known < 40 and level == "management" for known, level in rows)
    chip = page.bar.chips[1]
    qtbot.waitUntil(chip.isVisible)
    qtbot.mouseClick(chip, LEFT, pos=QPoint(chip.width() - 8, chip.height() // 2))
    assert [each.column for each in page.bar.conditions] == ["stakeholder.attitude", "person.level"]
    page.bar.chips[0].setFocus()
    press(Qt.Key.Key_Delete)
    assert [each.column for each in page.bar.conditions] == ["person.level"]
    assert page.bar.chips[0].hasFocus()
    press(Qt.Key.Key_Delete)
    assert page.bar.conditions == () and not page.bar.isVisible()
    assert page.model.rowCount() == page.model.total


def test_that_pressing_a_chip_changes_its_condition(shown: MainWindow, page: PeopleList) -> None:
    page.bar.show_conditions([Condition("last_contact", "not_since", 90)])
    page.bar.changed.emit()
    chip = page.bar.chips[0]
    QTest.mouseClick(chip, LEFT, NONE, QPoint(20, chip.height() // 2))
    panel = panel_of(shown)
    assert focused().text() == "90"  # type: ignore[attr-defined]
    focused().selectAll()  # type: ignore[attr-defined]
    write("5")
    assert page.bar.conditions == (Condition("last_contact", "not_since", 5),)
    QTest.mouseClick(panel._buttons["since"], LEFT)
    assert page.bar.conditions == (Condition("last_contact", "since", 5),)
    press(Qt.Key.Key_Escape)
    assert not panel.isVisible()
    assert chip.text() == "Last contact: within 5 days"


def test_that_what_is_no_number_is_said_at_the_field_and_changes_nothing(
    shown: MainWindow, page: PeopleList
) -> None:
    page.bar.open_new(page.add_filter, "known")
    panel = panel_of(shown)
    assert page.bar.conditions == (Condition("known", "below", 70),)
    focused().selectAll()  # type: ignore[attr-defined]
    write("many")
    assert "not a number" in panel._problem.text() and panel._problem.isVisible()
    assert page.bar.conditions == (Condition("known", "below", 70),)
    press(Qt.Key.Key_Return)
    assert panel.isVisible(), "the typing is kept"


def test_that_tags_in_use_are_offered(
    shown: MainWindow, page: PeopleList, book: Workbook, qtbot: QtBot
) -> None:
    target = page.model.id_at(4)
    facts.set_fact(book, ("person", target), "person.tags", ["reference", "pilot"])
    page.bar.open_new(page.add_filter, "person.tags")
    panel_of(shown)
    press(Qt.Key.Key_Space)
    (condition,) = page.bar.conditions
    assert condition.value and condition.value[0] in ("reference", "pilot")  # type: ignore[index]
    qtbot.waitUntil(lambda: not page.reading.busy)
    assert target in page.model.ids()


def test_that_a_filter_shows_nobody_wrong_while_its_column_is_being_read(
    page: PeopleList, qtbot: QtBot
) -> None:
    page.bar.show_conditions([Condition("person.gender", "any", ("female",))])
    page.bar.changed.emit()
    assert page.model.rowCount() == 0
    assert page.table.isVisible(), "not: nobody is like this"
    qtbot.waitUntil(lambda: page.model.rowCount() > 0)
    assert "刘敏" in names(page)


# ---- views that come along


@pytest.mark.parametrize("place_", range(len(BUILT_IN["person"])))
def test_that_a_view_shows_what_it_promises(page: PeopleList, place_: int) -> None:
    promised = [
        lambda row: page.model.value(row, "cold") is True,
        lambda row: page.model.value(row, "known") < 70,
        lambda row: page.model.value(row, "stakeholder.attitude") == "opponent",
    ][place_]
    click_tab(page, 1 + place_)
    assert 0 < page.model.rowCount() < page.model.total
    assert all(promised(row) for row in range(page.model.rowCount()))
    assert page.bar.conditions == BUILT_IN["person"][place_].selection.conditions
    assert not page.bar.save.isVisible(), "as it came, there is nothing to keep"
    click_tab(page, 0)
    assert page.model.rowCount() == page.model.total


def test_that_the_views_of_clients_find_who_has_no_next_step(
    shown: MainWindow, book: Workbook, qtbot: QtBot
) -> None:
    from keyaccount_desktop.workbook.tasks import set_next_step

    shown.go(place.CLIENTS)
    page = shown.stack.currentWidget()
    assert isinstance(page, ClientList)
    idle = accounts.add_account(book, "艾无")
    overdue = accounts.add_account(book, "艾晚")
    set_next_step(book, overdue, "late", "2020-01-01")
    today = date.today().isoformat()
    steps = dict(zip(page.reading.listing.ids, page.reading.listing.values["next_step"], strict=True))
    click_tab(page, 2)
    assert idle in page.model.ids()
    assert set(page.model.ids()) == {id_ for id_, step in steps.items() if step is None}
    click_tab(page, 3)
    assert overdue in page.model.ids()
    assert set(page.model.ids()) == {
        id_ for id_, step in steps.items() if step is not None and step[0] < today
    }


# ---- own views


def drawn(widget: QWidget, spot: QPoint) -> None:
    """The mouse is moved there with its button held down; QTest moves it without one."""
    globally = QPointF(widget.mapToGlobal(spot))
    moved = QMouseEvent(QEvent.Type.MouseMove, QPointF(spot), globally, Qt.MouseButton.NoButton, LEFT, NONE)
    QApplication.sendEvent(widget, moved)
    QApplication.processEvents()


def save(page: PeopleList, name: str) -> None:
    QTest.mouseClick(page.bar.save, LEFT)
    panel = next(panel for panel in page.window().findChildren(NamePanel) if panel.isVisible())
    assert focused() is panel.line
    write(name)
    press(Qt.Key.Key_Return)


def test_that_a_filter_is_saved_under_a_name_found_again_and_taken_back(
    shown: MainWindow, page: PeopleList, book: Workbook
) -> None:
    before = tabs(page)
    page.bar.show_conditions([OPPONENTS])
    page.sort_by(("known", True))
    page.bar.changed.emit()
    save(page, "反对的人 & co")
    assert tabs(page) == [*before, "反对的人 && co"]
    assert page.views.currentIndex() == len(before)
    assert not page.bar.save.isVisible()
    (view,) = views.views_of(book, "person")
    assert view.selection.conditions == (OPPONENTS,) and view.selection.sort == ("known", True)
    found = names(page)
    click_tab(page, 0)
    assert page.model.rowCount() == page.model.total and page.model.sorting is None
    click_tab(page, len(before))
    assert names(page) == found and page.model.sorting == ("known", True)
    press(Qt.Key.Key_Z, CTRL)
    assert tabs(page) == before
    assert page.views.currentIndex() == 0
    assert shown.here == place.PEOPLE


def test_that_a_changed_view_says_so_and_is_saved_or_left_as_it_was(page: PeopleList, book: Workbook) -> None:
    page.bar.show_conditions([OPPONENTS])
    page.bar.changed.emit()
    save(page, "mine")
    page.bar.show_conditions([OPPONENTS, Condition("known", "below", 50)])
    page.bar.changed.emit()
    assert page.bar.save_changes.isVisible() and page.bar.save.isVisible()
    click_tab(page, page.views.currentIndex())
    assert page.bar.conditions == (OPPONENTS,), "pressed again it shows what it is meant to"
    page.bar.show_conditions([Condition("known", "below", 50)])
    page.bar.changed.emit()
    QTest.mouseClick(page.bar.save_changes, LEFT)
    (view,) = views.views_of(book, "person")
    assert view.selection.conditions == (Condition("known", "below", 50),)
    assert not page.bar.save_changes.isVisible()


def test_that_own_views_are_renamed_moved_and_deleted_from_the_keyboard(
    shown: MainWindow, page: PeopleList, book: Workbook
) -> None:
    for name in ("one", "two"):
        page.bar.show_conditions([Condition("person.position", "holds", name)])
        page.bar.changed.emit()
        save(page, name)
    fixed = 1 + len(BUILT_IN["person"])
    page.views.setFocus()
    press(Qt.Key.Key_Left, ALT)
    assert tabs(page)[fixed:] == ["two", "one"]
    assert page.views.tabText(page.views.currentIndex()) == "two"
    assert shown.here == place.PEOPLE, "Alt+Left moved the view, it did not go back"
    press(Qt.Key.Key_F2)
    write("2")
    press(Qt.Key.Key_Return)
    assert tabs(page)[fixed:] == ["2", "one"]
    page.views.setFocus()
    press(Qt.Key.Key_Delete)
    assert tabs(page)[fixed:] == ["one"]
    assert "Deleted the view 2" in shown.messages.text
    QTest.mouseClick(shown.messages.button, LEFT)
    assert tabs(page)[fixed:] == ["2", "one"]


def test_that_an_own_view_is_dragged_to_another_place_and_the_others_are_not(
    page: PeopleList, book: Workbook, qtbot: QtBot
) -> None:
    for name in ("one", "two", "three"):
        page.bar.show_conditions([Condition("person.position", "holds", name)])
        page.bar.changed.emit()
        save(page, name)
    fixed = 1 + len(BUILT_IN["person"])

    def drag(start: int, end: int) -> None:
        first, last = page.views.tabRect(start).center(), page.views.tabRect(end).center()
        QTest.mousePress(page.views, LEFT, NONE, first)
        for step in range(1, 13):
            drawn(page.views, first + (last - first) * step / 12)
        QTest.mouseRelease(page.views, LEFT, NONE, last)

    drag(fixed + 2, fixed)
    assert [view.name for view in views.views_of(book, "person")] == ["three", "one", "two"]
    assert tabs(page)[fixed:] == ["three", "one", "two"]
    drag(fixed, fixed + 2)
    assert [view.name for view in views.views_of(book, "person")] == ["one", "two", "three"]
    before = tabs(page)
    drag(1, fixed + 1)
    assert tabs(page) == before


def test_that_the_menu_of_an_own_view_is_there_and_of_others_is_not(page: PeopleList) -> None:
    page.bar.show_conditions([OPPONENTS])
    page.bar.changed.emit()
    save(page, "mine")
    place_ = page.views.currentIndex()
    page.views.customContextMenuRequested.emit(page.views.tabRect(place_).center())
    menu = page.views.findChildren(QMenu)[-1]
    assert [action.text() for action in menu.actions()] == ["Rename…", "Move left", "Move right", "Delete"]
    assert [action.isEnabled() for action in menu.actions()] == [True, False, False, True]
    menu.close()


def test_that_the_tabs_are_named_anew_in_the_other_language(
    shown: MainWindow, page: PeopleList, qtbot: QtBot
) -> None:
    page.bar.show_conditions([OPPONENTS])
    page.bar.changed.emit()
    shown.do("language_zh")
    qtbot.waitUntil(lambda: page.filter.placeholderText() == "在列表中查找")
    assert tabs(page) == ["全部", "正在变冷", "资料不全", "反对者"]
    assert [chip.text() for chip in page.bar.chips] == ["态度：反对者"]
    assert page.model.headerData(0, Qt.Orientation.Horizontal) == "姓名"


def test_that_a_saved_view_is_there_in_the_next_session(
    shown: MainWindow, page: PeopleList, demo: Path, qtbot: QtBot
) -> None:
    page.bar.show_conditions([OPPONENTS])
    page.bar.changed.emit()
    save(page, "mine")
    shown.files.close()
    qtbot.waitUntil(lambda: shown.workbook is None)
    assert shown.files.open(demo)
    qtbot.waitUntil(lambda: shown.loaded and shown.here == place.PEOPLE)
    again = shown.stack.currentWidget()
    assert isinstance(again, PeopleList)
    assert tabs(again)[-1] == "mine"
    assert again.views.currentIndex() == 0, "one begins with everyone: nobody is hidden unasked"
