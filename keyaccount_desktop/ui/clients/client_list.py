"""The list of clients: find one, open it, add one by typing its name, change and delete many.

Its first rows come from the window, read before SQLAlchemy is loaded; later ones from ``workbook.listing``.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from keyaccount_desktop.ui import counts
from keyaccount_desktop.ui.lists.list_page import ListPage
from keyaccount_desktop.ui.lists.reading import Told
from keyaccount_desktop.ui.long_edit import LongEdit
from keyaccount_desktop.ui.operation import Operation, show_done
from keyaccount_desktop.workbook.first_screen import AccountRow
from keyaccount_desktop.workbook.listing import Listing, client_listing, of_first_screen

if TYPE_CHECKING:
    from keyaccount_desktop.workbook.document import Workbook

_MANY_PEOPLE: Final = 5_000
"""Of more people than this, what is worked out from all of them is not waited for."""


class ClientList(ListPage):
    """``opened`` carries a client's id."""

    def __init__(self, workbook: Workbook) -> None:
        super().__init__(workbook, "account", "clients", "building")
        self.add = QLineEdit()
        self._added = ""
        if workbook.read_only:
            self.add.hide()
        self.add.returnPressed.connect(self._add)
        self._empty.pressed.connect(self.add.setFocus)
        self.reading.read_anew.connect(self._weigh_again)
        self.lay_out(self.add)
        self.retranslate()

    def show_rows(self, rows: Sequence[AccountRow]) -> None:
        """Show the clients as the first screen has read them; columns it lacks come after."""
        self._weigh(sum(row.people for row in rows))
        self.reading.show_first(of_first_screen(rows))
        self._want()

    def _weigh_again(self) -> None:
        self._weigh(sum(filter(None, self.reading.listing.values.get("people", ()))))

    def _weigh(self, people: int) -> None:
        self.reading.slow = frozenset({"known", "cold"}) if people > _MANY_PEOPLE else frozenset()

    def read(self, keys: Collection[str], ids: Iterable[str] | None, told: Told | None) -> Listing:
        return client_listing(self._workbook, keys)

    def found(self, typed: str) -> Collection[str] | None:
        """Beside what the index finds: clients whose next step holds the text."""
        found = super().found(typed)
        if found is None:
            return None
        wanted = typed.strip().casefold()
        steps = zip(self.reading.listing.ids, self.reading.listing.values["next_step"], strict=True)
        return {*found, *(id_ for id_, step in steps if step is not None and wanted in step[1].casefold())}

    # ---- what it does

    def _add(self) -> None:
        from keyaccount_desktop.workbook.accounts import add_account

        def added(account_id: str) -> None:
            self._added = account_id
            self.add.clear()
            self.select(account_id)

        name = self.add.text()
        if not name.strip():
            if self._added in self.reading.listing.ids:
                self.opened.emit(self._added)
        else:
            Operation(self, lambda: add_account(self._workbook, name), then=added).run()

    def delete_selected(self) -> None:
        """Delete the selected clients, say what went along, and offer Undo."""
        from keyaccount_desktop.workbook.accounts import contents_of, delete_accounts

        ids = self.selected_ids()
        if not ids or self._workbook.read_only:
            return
        row = self.table.selected_rows()[0]
        name = str(self.model.value(row, "name")) if len(ids) == 1 else counts.clients(len(ids))
        contents = contents_of(self._workbook, *ids)
        counted = (
            (counts.people, contents.people),
            (counts.purchases, contents.purchases),
            (counts.visits, contents.visits),
            (counts.attachments, contents.attachments),
        )
        along = counts.joined([count(n) for count, n in counted if n])

        def deleted(_: None) -> None:
            message = self.tr("Deleted {name}").format(name=name)
            if along:
                message = self.tr("Deleted {name} with {things}").format(name=name, things=along)
            if self.model.rowCount():
                self.table.select_row(min(row, self.model.rowCount() - 1))
            show_done(self, message, self.tr("Undo"), self.undo_wanted.emit)

        title = self.tr("Deleting {name}").format(name=name)
        rows = 5 * contents.people + contents.facts + contents.visits
        LongEdit(
            self, self._workbook, title, lambda: delete_accounts(self._workbook, ids), rows=rows, then=deleted
        ).start()

    def edit_command(self, name: str) -> bool:
        if name == "add_client":
            self.add.setFocus(Qt.FocusReason.ShortcutFocusReason)
            return True
        return super().edit_command(name)

    def retranslate(self) -> None:
        super().retranslate()
        self.filter.setAccessibleName(self.tr("Filter the clients"))
        self.add.setPlaceholderText(self.tr("Add a client: name, Enter"))
        self.add.setAccessibleName(self.tr("Name of a new client"))
        self.table.setAccessibleName(self.tr("Clients"))
        self._empty.set_texts(
            self.tr("No clients yet"),
            self.tr("Start with the one you visit next: type its name and press Enter."),
            "" if self._workbook.read_only else self.tr("Add a client"),
        )
        self._nothing.set_texts(self.tr("No client holds this text"), "", self.tr("Show all clients"))
