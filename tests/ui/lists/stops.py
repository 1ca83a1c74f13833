"""The list of everyone with each of the things that open over it: for pictures, and for looking at every window."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from PySide6.QtWidgets import QApplication

from keyaccount_desktop.method.filters import Condition
from keyaccount_desktop.ui import place
from keyaccount_desktop.ui.clients.people_list import PeopleList
from keyaccount_desktop.ui.fields.panel import KeyboardPanel
from keyaccount_desktop.ui.lists.bulk_panel import BulkPanel
from keyaccount_desktop.ui.main_window import MainWindow

NARROW = (
    Condition("stakeholder.attitude", "any", ("opponent", "neutral")),
    Condition("known", "below", 90),
    Condition("account.grade", "any", ("A", "B")),
)


def close_panels(window: MainWindow) -> None:
    """Close whatever floats over the page."""
    for panel in window.findChildren(KeyboardPanel):
        panel.close_panel()


def everyone(window: MainWindow) -> PeopleList:
    """The list, read, with nobody selected and nothing filtered."""
    close_panels(window)
    window.go(place.PEOPLE)
    page = window.stack.currentWidget()
    assert isinstance(page, PeopleList)
    while page.reading.busy:
        QApplication.processEvents()
    if page._cells is not None:
        page._cells.close()
    page.show_all()
    page.table.clearSelection()
    page.take_keyboard()
    return page


def filtered(window: MainWindow) -> PeopleList:
    page = everyone(window)
    page.bar.show_conditions(NARROW)
    page.bar.changed.emit()
    return page


def asking(window: MainWindow, column: str) -> None:
    """The panel that asks for a condition of a column."""
    page = everyone(window)
    page.bar.open_new(page.add_filter, column)


def selected(window: MainWindow) -> PeopleList:
    page = everyone(window)
    page.table.select_ids(page.model.ids()[2:7], page.model.ids()[2])
    return page


def changing(window: MainWindow, field: str) -> BulkPanel:
    """The panel that changes the selected, with a field chosen."""
    selected(window).change.click()
    QApplication.processEvents()
    panel = window.findChildren(BulkPanel)[-1]
    panel.fields_line._pick(field)
    panel.fields_line.entered.emit()
    return panel


def editing(window: MainWindow, key: str) -> PeopleList:
    page = everyone(window)
    column = page.model.column_of(key)
    assert column is not None
    page.edit_cell(page.model.index(4, column))
    return page


def list_stops(window: MainWindow) -> Iterator[tuple[str, Callable[[], object]]]:
    """Name of every stop, and how to get there."""
    yield "list-people", lambda: everyone(window)
    yield "list-filtered", lambda: filtered(window)
    yield "list-condition", lambda: filtered(window).bar.chips[0].click()
    yield "list-condition-days", lambda: asking(window, "last_contact")
    yield "list-new-condition", lambda: everyone(window).edit_command("add_filter")
    yield "list-columns", lambda: everyone(window).edit_command("choose_columns")
    yield "list-selected", lambda: selected(window)
    yield "list-change", lambda: changing(window, "stakeholder.roles")
    yield "list-change-text", lambda: changing(window, "person.position")
    yield "list-edit", lambda: editing(window, "stakeholder.attitude")
    everyone(window)
