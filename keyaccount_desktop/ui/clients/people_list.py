"""The list of everyone in the workbook; and what it has in common with the people of one client."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QCoreApplication

from keyaccount_desktop.ui import counts
from keyaccount_desktop.ui.lists.list_page import ListPage
from keyaccount_desktop.ui.lists.list_pane import ListPane
from keyaccount_desktop.ui.lists.reading import Told
from keyaccount_desktop.ui.long_edit import LongEdit
from keyaccount_desktop.ui.operation import show_done
from keyaccount_desktop.workbook.listing import Listing, people_listing
from keyaccount_desktop.workbook.people import contents_of_people, delete_people

if TYPE_CHECKING:
    from keyaccount_desktop.workbook.document import Workbook

_ROWS_EACH: Final = 12
"""How many rows about go along with someone who is deleted."""


def delete_selected_people(pane: ListPane, workbook: Workbook) -> None:
    """Delete the selected people of a list, say what went along, and offer Undo."""
    ids = pane.selected_ids()
    if not ids or workbook.read_only:
        return
    row = pane.table.selected_rows()[0]
    name = str(pane.model.value(row, "name")) if len(ids) == 1 else counts.people(len(ids))
    translate = QCoreApplication.translate

    def delete() -> tuple[int, int, int]:
        contents = contents_of_people(workbook, ids)
        delete_people(workbook, ids)
        return contents

    def deleted(contents: tuple[int, int, int]) -> None:
        if pane.model.rowCount():
            pane.table.select_row(min(row, pane.model.rowCount() - 1))
        counted = zip((counts.facts, counts.links, counts.attachments), contents, strict=True)
        along = counts.joined([count(n) for count, n in counted if n])
        message = translate("PeopleList", "Deleted {name}").format(name=name)
        if along:
            message = translate("PeopleList", "Deleted {name} with {things}").format(name=name, things=along)
        show_done(pane, message, translate("PeopleList", "Undo"), pane.undo_wanted.emit)

    title = translate("PeopleList", "Deleting {name}").format(name=name)
    LongEdit(pane, workbook, title, delete, rows=_ROWS_EACH * len(ids), then=deleted).start()


class PeopleList(ListPage):
    """Everyone: of all clients, and outsiders. ``opened`` carries a person's id."""

    def __init__(self, workbook: Workbook) -> None:
        super().__init__(workbook, "person", "people", "people")
        self.reading.in_worker = True
        self.reading.slow = frozenset({"last_contact", "cold", "known"})
        self._empty.pressed.connect(self.other_wanted)
        self.lay_out()
        self.retranslate()

    def read(self, keys: Collection[str], ids: Iterable[str] | None, told: Told | None) -> Listing:
        return people_listing(self._workbook, keys, ids=ids, told=told)

    def delete_selected(self) -> None:
        delete_selected_people(self, self._workbook)

    def retranslate(self) -> None:
        super().retranslate()
        self.filter.setAccessibleName(self.tr("Filter the people"))
        self.table.setAccessibleName(self.tr("People"))
        self._nothing.set_texts(self.tr("Nobody is like this"), "", self.tr("Show everyone"))
        self.reading.title = self.tr("Reading the people")
        self._empty.set_texts(
            self.tr("Nobody here yet"),
            self.tr("People are added on the page of their client."),
            self.tr("Go to the clients"),
        )
