"""The people of a client: their list, a line to add someone, paste to add many.

Rows copied from Excel or a chat and pasted here become people after a preview, as one step of undo.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout

from keyaccount_desktop.ui import counts, theme
from keyaccount_desktop.ui.clients.people_list import delete_selected_people
from keyaccount_desktop.ui.lists.list_pane import ListPane
from keyaccount_desktop.ui.lists.reading import Told
from keyaccount_desktop.ui.operation import Operation, show_done
from keyaccount_desktop.ui.widgets import Button
from keyaccount_desktop.workbook.listing import EMPTY, Listing, people_listing
from keyaccount_desktop.workbook.people import add_person, kind_called

if TYPE_CHECKING:
    from keyaccount_desktop.workbook.document import Workbook


class PeopleTab(ListPane):
    """Shows what ``show_client`` names; the client's page tells it when to read again."""

    person_opened = Signal(str)
    person_begun = Signal(str)
    """Someone just added, whose page is to be opened to write on."""

    def __init__(self, workbook: Workbook) -> None:
        super().__init__(workbook, "person", "client_people", "people")
        self._account_id = ""
        self._added = ""
        """Who was added last; Enter on the empty line goes on to them."""
        self.opened.connect(self.person_opened)
        self.add = QLineEdit()
        self.add.returnPressed.connect(self._add)
        self.paste = Button("", icon="paste")
        self.paste.clicked.connect(self.paste_rows)
        if workbook.read_only:
            self.add.hide()
            self.paste.hide()
        self._empty.pressed.connect(self.add.setFocus)
        line = QHBoxLayout()
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(2 * theme.GRID)
        line.addWidget(self.add)
        line.addWidget(self.paste)
        line.addStretch(1)
        line.addWidget(self.filter)
        page = QVBoxLayout(self)
        page.setContentsMargins(theme.PAD, 3 * theme.GRID, theme.PAD, theme.PAD)
        page.setSpacing(2 * theme.GRID)
        page.addLayout(line)
        page.addLayout(self.tools())
        page.addLayout(self.body(), 1)
        self._set_widths()
        self.retranslate()

    # ---- what it shows

    def shown_at_first(self) -> list[str]:
        return [
            "name",
            "person.position",
            "department",
            "person.level",
            "stakeholder.attitude",
            "stakeholder.roles",
            "last_contact",
            "known",
        ]

    def show_client(self, account_id: str) -> None:
        """Read and show the people of a client, keeping the current one if it is the same client."""
        if account_id != self._account_id:
            self._account_id = account_id
            self.add.clear()
            self._added = ""
            self.reading.show_first(EMPTY)
            self.show_all()
        self._want(read=False)
        self.reading.read_all()

    def read(self, keys: Collection[str], ids: Iterable[str] | None, told: Told | None) -> Listing:
        return people_listing(self._workbook, keys, account_id=self._account_id)

    def select_person(self, person_id: str) -> None:
        """Bring someone into view, lifting a filter that hides them."""
        self.select(person_id)

    # ---- what it does

    def _add(self) -> None:
        name = self.add.text()

        def added(person_id: str) -> None:
            self._added = person_id
            self.add.clear()
            self.select(person_id)

        if not name.strip():
            if self._added:
                self.person_begun.emit(self._added)
        else:
            kind = kind_called(name)
            Operation(
                self,
                lambda: add_person(self._workbook, self._account_id, name, kind=kind),
                then=added,
            ).run()

    def paste_rows(self) -> None:
        """Show what the rows on the clipboard would make; add them if wanted."""
        if self._workbook.read_only:
            return
        from keyaccount_desktop.ui.clients.paste_people import PastePeopleDialog

        def show(dialog: PastePeopleDialog) -> None:
            dialog.added.connect(self._show_added)
            dialog.finished.connect(dialog.deleteLater)
            dialog.open()

        text = QGuiApplication.clipboard().text()
        Operation(
            self,
            lambda: PastePeopleDialog.of_text(self._workbook, self._account_id, text, self.window()),
            then=show,
        ).run()

    def _show_added(self, ids: list[str]) -> None:
        if ids:
            self.select(ids[0])
        show_done(
            self,
            self.tr("Added {people}").format(people=counts.people(len(ids))),
            self.tr("Undo"),
            self.undo_wanted.emit,
        )

    def delete_selected(self) -> None:
        delete_selected_people(self, self._workbook)

    def edit_command(self, name: str) -> bool:
        if name == "paste":
            self.paste_rows()
        elif name == "add_person":
            self.add.setFocus(Qt.FocusReason.ShortcutFocusReason)
        else:
            return super().edit_command(name)
        return True

    # ---- looks

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.FontChange:
            self._set_widths()
        super().changeEvent(event)

    def _set_widths(self) -> None:
        self.add.setFixedWidth(theme.current().px(240))
        self.filter.setFixedWidth(theme.current().px(200))

    def retranslate(self) -> None:
        super().retranslate()
        self.filter.setAccessibleName(self.tr("Filter the people"))
        self.table.setAccessibleName(self.tr("People"))
        self._nothing.set_texts(self.tr("Nobody is like this"), "", self.tr("Show everyone"))
        self.add.setPlaceholderText(self.tr("Add a person: name, Enter"))
        self.add.setAccessibleName(self.tr("Name of a new person"))
        self.add.setToolTip(self.tr("Enter adds; Enter once more opens the page of whoever was added"))
        self.paste.setText(self.tr("Paste rows"))
        self.paste.setToolTip(self.tr("Makes people of rows copied from Excel or a chat"))
        self._empty.set_texts(
            self.tr("Nobody here yet"),
            self.tr("Type a name, or copy rows from Excel or a chat and paste them here."),
            "" if self._workbook.read_only else self.tr("Add a person"),
        )
