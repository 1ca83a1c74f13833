"""The list of everyone in the workbook; and what it has in common with the people of one client."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING, Final

from keyaccount_desktop.ui import counts
from keyaccount_desktop.ui.lists.list_page import ListPage
from keyaccount_desktop.ui.lists.list_pane import ListPane
from keyaccount_desktop.ui.lists.reading import Told
from keyaccount_desktop.ui.operation import Operation, show_done
from keyaccount_desktop.workbook.listing import Listing, people_listing
from keyaccount_desktop.workbook.people import contents_of_people, delete_people

if TYPE_CHECKING:
    from keyaccount_desktop.workbook.document import Workbook

_SLOW: Final = 500
"""Deleting more people than this may take longer than one waits without a sign."""


class PeoplePane(ListPane):
    """A list of people; ``opened`` carries a person's id."""

    def delete_selected(self) -> None:
        """Delete the selected people, say what went along, and offer Undo."""
        ids = self.selected_ids()
        if not ids or self._workbook.read_only:
            return
        row = self.table.selected_rows()[0]
        name = str(self.model.value(row, "name")) if len(ids) == 1 else counts.people(len(ids))
        facts, links = contents_of_people(self._workbook, ids)
        along = counts.joined([counts.facts(facts) if facts else "", counts.links(links) if links else ""])

        def deleted(_: None) -> None:
            if self.model.rowCount():
                self.table.select_row(min(row, self.model.rowCount() - 1))
            message = self.tr("Deleted {name}").format(name=name)
            if along:
                message = self.tr("Deleted {name} with {things}").format(name=name, things=along)
            show_done(self, message, self.tr("Undo"), self.undo_wanted.emit)

        Operation(self, lambda: delete_people(self._workbook, ids), then=deleted, slow=len(ids) > _SLOW).run()

    def retranslate(self) -> None:
        super().retranslate()
        self.filter.setAccessibleName(self.tr("Filter the people"))
        self.table.setAccessibleName(self.tr("People"))
        self._nothing.set_texts(self.tr("Nobody is like this"), "", self.tr("Show everyone"))


class PeopleList(PeoplePane, ListPage):
    """Everyone: of all clients, and outsiders."""

    def __init__(self, workbook: Workbook) -> None:
        super().__init__(workbook, "person", "people", "people")
        self.reading.in_worker = True
        self._empty.pressed.connect(self.other_wanted)
        self.lay_out()
        self.retranslate()

    def read(self, keys: Collection[str], ids: Iterable[str] | None, told: Told | None) -> Listing:
        return people_listing(self._workbook, keys, ids=ids, told=told)

    def retranslate(self) -> None:
        super().retranslate()
        self.reading.title = self.tr("Reading the people")
        self._empty.set_texts(
            self.tr("Nobody here yet"),
            self.tr("People are added on the page of their client."),
            self.tr("Go to the clients"),
        )
