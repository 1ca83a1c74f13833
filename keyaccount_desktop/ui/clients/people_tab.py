"""The people of a client: a table to read and sort, a line to add someone, paste to add many.

Rows copied from Excel or a chat and pasted here become people after a preview, as one step of undo.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QMenu, QStackedLayout, QVBoxLayout, QWidget

from keyaccount_desktop.ui import counts, theme
from keyaccount_desktop.ui.clients.people_model import (
    ATTITUDE,
    DEPARTMENT,
    EDITABLE,
    ID_ROLE,
    LAST_CONTACT,
    LEVEL,
    NAME,
    POSITION,
    PeopleModel,
    attitude_texts,
)
from keyaccount_desktop.ui.clients.roster import Roster
from keyaccount_desktop.ui.operation import Operation, show_done
from keyaccount_desktop.ui.widgets import Button, Card, EmptyState
from keyaccount_desktop.workbook.attachments import counts as attachment_counts
from keyaccount_desktop.workbook.facts import set_fact
from keyaccount_desktop.workbook.people import (
    PersonRow,
    add_person,
    delete_people,
    people_of,
    person_cards,
    rename_person,
)

if TYPE_CHECKING:
    from keyaccount_desktop.workbook.document import Workbook


class PeopleTab(QWidget):
    """Shows what ``show_client`` names; the client's page tells it when to read again."""

    person_opened = Signal(str)
    person_begun = Signal(str)
    """Someone just added, whose page is to be opened to write on."""
    undo_wanted = Signal()

    def __init__(self, workbook: Workbook) -> None:
        super().__init__()
        self._workbook = workbook
        self._account_id = ""
        self._added = ""
        """Who was added last; Enter on the empty line goes on to them."""
        self.model = PeopleModel(self)
        self.model.editable = not workbook.read_only
        self.model.change_wanted.connect(self._change)
        self.add = QLineEdit()
        self.add.returnPressed.connect(self._add)
        self.paste = Button("", icon="paste")
        self.paste.clicked.connect(self.paste_rows)
        self.filter = QLineEdit()
        self.filter.setClearButtonEnabled(True)
        self.filter.textChanged.connect(self._filter)
        if workbook.read_only:
            self.add.hide()
            self.paste.hide()
        self.table = Roster()
        self.table.setModel(self.model)
        self.table.set_columns((NAME, POSITION, DEPARTMENT), {LEVEL: 124, ATTITUDE: 118, LAST_CONTACT: 100})
        self.table.set_room(
            240,
            {POSITION: 150, DEPARTMENT: 140},
            (DEPARTMENT, LEVEL, LAST_CONTACT),
            {ATTITUDE: attitude_texts},
        )
        self.table.horizontalHeader().setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.table.setSortingEnabled(True)
        self.table.setSelectionMode(Roster.SelectionMode.ExtendedSelection)
        self.table.setEditTriggers(Roster.EditTrigger.EditKeyPressed)
        self.table.opened.connect(self._open)
        self.table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.table.customContextMenuRequested.connect(self._context_menu)
        self._empty = EmptyState("people")
        self._empty.pressed.connect(self.add.setFocus)
        self._nothing = EmptyState("search")
        self._nothing.pressed.connect(self.filter.clear)
        line = QHBoxLayout()
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(2 * theme.GRID)
        line.addWidget(self.add)
        line.addWidget(self.paste)
        line.addStretch(1)
        line.addWidget(self.filter)
        card = Card()
        card.column.setContentsMargins(1, 4, 1, 1)
        self._stack = QStackedLayout()
        # First into the card: the layout shows what is put into it, and alone that would be a window.
        card.column.addLayout(self._stack)
        for widget in (self.table, self._empty, self._nothing):
            self._stack.addWidget(widget)
        page = QVBoxLayout(self)
        page.setContentsMargins(theme.PAD, 16, theme.PAD, theme.PAD)
        page.setSpacing(3 * theme.GRID)
        page.addLayout(line)
        page.addWidget(card)
        self._set_widths()
        self._retranslate()

    # ---- what it shows

    def show_client(self, account_id: str) -> None:
        """Read and show the people of a client, keeping the current one if it is the same client."""
        same = account_id == self._account_id
        current = self.current_id() if same else None
        if not same:
            self.filter.clear()
            self.add.clear()
            self._added = ""
        self._account_id = account_id
        self.model.show_rows(people_of(self._workbook, account_id))
        self._select(current)
        self._show_counts()

    def current_id(self) -> str | None:
        index = self.table.currentIndex()
        return str(index.data(ID_ROLE)) if index.isValid() else None

    def selected(self) -> list[PersonRow]:
        return [self.model.person_at(row) for row in self.table.selected_rows()]

    def select_person(self, person_id: str) -> None:
        """Bring someone into view, lifting a filter that hides them."""
        if self.model.row_of(person_id) is None:
            self.filter.clear()
        self._select(person_id)

    def _select(self, person_id: str | None) -> None:
        row = self.model.row_of(person_id) if person_id else None
        if row is not None:
            self.table.select_row(row)

    def _show_counts(self) -> None:
        shown, total = self.model.rowCount(), self.model.total
        self._stack.setCurrentWidget(self.table if shown else self._nothing if total else self._empty)
        self.filter.setEnabled(total > 0)

    # ---- what it does

    def _filter(self, typed: str) -> None:
        current = self.current_id()
        self.model.set_filter(typed)
        self._select(current)
        self._show_counts()

    def _open(self, index: QModelIndex) -> None:
        self.person_opened.emit(str(index.data(ID_ROLE)))

    def _add(self) -> None:
        name = self.add.text()

        def added(person_id: str) -> None:
            self._added = person_id
            self.add.clear()
            self.select_person(person_id)

        if not name.strip():
            if self._added:
                self.person_begun.emit(self._added)
        else:
            Operation(self, lambda: add_person(self._workbook, self._account_id, name), then=added).run()

    def _change(self, person_id: str, column: int, typed: str) -> None:
        if column == NAME:
            Operation(self, lambda: rename_person(self._workbook, person_id, typed)).run()
        else:
            Operation(
                self, lambda: set_fact(self._workbook, ("person", person_id), "person.position", typed)
            ).run()

    def delete_selected(self) -> None:
        """Delete the selected people and offer Undo."""
        people = self.selected()
        if not people or self._workbook.read_only:
            return
        row = self.table.selected_rows()[0]
        cards = person_cards(self._workbook, [person.id for person in people])
        facts = sum(len(entries) for card in cards for entries in card.facts.values())
        links = len({link.id for card in cards for link in card.links})
        files = sum(attachment_counts(self._workbook, "person", [card.id for card in cards]).values())

        def deleted(_: None) -> None:
            if self.model.rowCount():
                self.table.select_row(min(row, self.model.rowCount() - 1))
            name = people[0].name if len(people) == 1 else counts.people(len(people))
            counted = ((counts.facts, facts), (counts.links, links), (counts.attachments, files))
            along = counts.joined([count(n) for count, n in counted if n])
            message = self.tr("Deleted {name}").format(name=name)
            if along:
                message = self.tr("Deleted {name} with {things}").format(name=name, things=along)
            show_done(self, message, self.tr("Undo"), self.undo_wanted.emit)

        Operation(
            self, lambda: delete_people(self._workbook, [person.id for person in people]), then=deleted
        ).run()

    def copy_selected(self) -> None:
        """Put the selected rows on the clipboard, as Excel takes them."""
        lines = []
        for row in self.table.selected_rows():
            cells = (
                str(self.model.index(row, column).data() or "") for column in range(self.model.columnCount())
            )
            lines.append("\t".join(cell.replace("\t", " ").replace("\n", " ") for cell in cells))
        if lines:
            QGuiApplication.clipboard().setText("\n".join(lines))

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
            self.select_person(ids[0])
        show_done(
            self,
            self.tr("Added {people}").format(people=counts.people(len(ids))),
            self.tr("Undo"),
            self.undo_wanted.emit,
        )

    def edits_here(self) -> bool:
        return True

    def edit_command(self, name: str) -> bool:
        """What the Edit menu asks of the tab: whether it does that."""
        if name == "delete":
            self.delete_selected()
        elif name == "copy":
            self.copy_selected()
        elif name == "paste":
            self.paste_rows()
        elif name == "rename":
            index = self.table.currentIndex()
            if index.isValid():
                column = index.column() if index.column() in EDITABLE else NAME
                self.table.edit(self.model.index(index.row(), column))
        elif name == "filter":
            self.filter.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.filter.selectAll()
        elif name == "add_person":
            self.add.setFocus(Qt.FocusReason.ShortcutFocusReason)
        else:
            return False
        return True

    def _context_menu(self, point: QPoint) -> None:
        if not self.selected():
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(self.tr("Open"), lambda: self._open(self.table.currentIndex()))
        changing = [
            menu.addAction(self.tr("Rename"), lambda: self.edit_command("rename")),
            menu.addAction(self.tr("Delete"), self.delete_selected),
        ]
        for action in changing:
            action.setEnabled(not self._workbook.read_only)
        menu.popup(self.table.viewport().mapToGlobal(point))

    # ---- looks

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
            self.table.viewport().update()
        elif event.type() == QEvent.Type.FontChange:
            self._set_widths()
        super().changeEvent(event)

    def _set_widths(self) -> None:
        self.add.setFixedWidth(theme.current().px(240))
        self.filter.setFixedWidth(theme.current().px(200))

    def _retranslate(self) -> None:
        self.add.setPlaceholderText(self.tr("Add a person: name, Enter"))
        self.add.setAccessibleName(self.tr("Name of a new person"))
        self.add.setToolTip(self.tr("Enter adds; Enter once more opens the page of whoever was added"))
        self.paste.setText(self.tr("Paste rows"))
        self.paste.setToolTip(self.tr("Makes people of rows copied from Excel or a chat"))
        self.filter.setPlaceholderText(self.tr("Filter"))
        self.filter.setAccessibleName(self.tr("Filter the people"))
        self.table.setAccessibleName(self.tr("People"))
        self._empty.set_texts(
            self.tr("Nobody here yet"),
            self.tr("Type a name, or copy rows from Excel or a chat and paste them here."),
            "" if self._workbook.read_only else self.tr("Add a person"),
        )
        self._nothing.set_texts(self.tr("Nobody holds this text"), "", self.tr("Show everyone"))
