"""The list of clients: find one, open it, add one by typing its name, rename it in place, delete it.

Its first rows come from the window, read before SQLAlchemy is loaded; later ones from ``accounts``. It
listens to the workbook and reads anew when something it shows has changed, at once or when next seen.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QMenu, QStackedLayout, QVBoxLayout, QWidget

from keyaccount_desktop.ui import counts, theme
from keyaccount_desktop.ui.clients.client_model import (
    GRADE,
    ID_ROLE,
    LAST_CONTACT,
    NAME,
    NEXT_STEP,
    PEOPLE,
    TYPE,
    ClientModel,
)
from keyaccount_desktop.ui.clients.roster import Roster
from keyaccount_desktop.ui.operation import Operation, show_done
from keyaccount_desktop.ui.widgets import Card, EmptyState, Label
from keyaccount_desktop.workbook.first_screen import AccountRow

if TYPE_CHECKING:
    from keyaccount_desktop.workbook.document import Workbook
    from keyaccount_desktop.workbook.journal import ChangeSet

_SHOWN_TABLES = frozenset({"account", "person", "visit", "task"})


class ClientList(QWidget):
    """``client_opened`` carries an account's id; ``undo_wanted`` asks the window for one step back."""

    client_opened = Signal(str)
    undo_wanted = Signal()
    count_changed = Signal(int)

    def __init__(self, workbook: Workbook) -> None:
        super().__init__()
        self._workbook = workbook
        self._stale = False
        self._unsubscribe = workbook.subscribe(self._workbook_changed)
        self.model = ClientModel(self)
        self.model.editable = not workbook.read_only
        self.model.rename_wanted.connect(self._rename)
        self._title = Label("", "title")
        self._count = Label("", "faint")
        self.filter = QLineEdit()
        self.filter.textChanged.connect(self._filter)
        self.add = QLineEdit()
        if workbook.read_only:
            self.add.hide()
        self.add.returnPressed.connect(self._add)
        self.table = Roster()
        self.table.setModel(self.model)
        self.table.set_columns((NAME, NEXT_STEP), {TYPE: 110, GRADE: 64, PEOPLE: 72, LAST_CONTACT: 120})
        # The day of the next step stands before its text, and has its room.
        self.table.set_room(330, {NEXT_STEP: 140}, (TYPE, PEOPLE, LAST_CONTACT, GRADE))
        self.table.horizontalHeader().setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.table.setSortingEnabled(True)
        self.table.setSelectionMode(Roster.SelectionMode.SingleSelection)
        self.table.setEditTriggers(Roster.EditTrigger.EditKeyPressed)
        self.table.opened.connect(self._open)
        self.table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.table.customContextMenuRequested.connect(self._context_menu)
        self._empty = EmptyState("building")
        self._empty.pressed.connect(self.add.setFocus)
        self._nothing = EmptyState("search")
        self._nothing.pressed.connect(self.filter.clear)
        self._lay_out()
        self._retranslate()

    def _lay_out(self) -> None:
        header = QFrame()
        header.setObjectName("page_header")
        row = QHBoxLayout(header)
        row.setContentsMargins(theme.PAD, 14, theme.PAD, 14)
        row.setSpacing(2 * theme.GRID)
        row.addWidget(self._title)
        row.addWidget(self._count, 0, Qt.AlignmentFlag.AlignBottom)
        row.addStretch(1)
        row.addWidget(self.add)
        row.addWidget(self.filter)
        card = Card()
        card.column.setContentsMargins(1, 4, 1, 1)
        self._stack = QStackedLayout()
        # First into the card: the layout shows what is put into it, and alone that would be a window.
        card.column.addLayout(self._stack)
        for widget in (self.table, self._empty, self._nothing):
            self._stack.addWidget(widget)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(0)
        page.addWidget(header)
        body = QVBoxLayout()
        body.setContentsMargins(theme.PAD, 16, theme.PAD, theme.PAD)
        body.addWidget(card)
        page.addLayout(body)
        self._set_widths()

    # ---- what it shows

    def show_rows(self, rows: Sequence[AccountRow]) -> None:
        """Show these clients, keeping the current one."""
        current = self.current_id()
        scrolled = self.table.verticalScrollBar().value()
        self.model.show_rows(rows)
        self._select(current)
        self.table.verticalScrollBar().setValue(scrolled)
        self._stale = False
        self._show_counts()
        self.count_changed.emit(self.model.total)

    def current_id(self) -> str | None:
        """The client the keyboard is on."""
        index = self.table.currentIndex()
        return str(index.data(ID_ROLE)) if index.isValid() else None

    def select_client(self, account_id: str) -> None:
        """Bring a client into view, lifting a filter that hides it."""
        if self.model.row_of(account_id) is None:
            self.filter.clear()
        self._select(account_id)

    def release(self) -> None:
        """Listen no more; before the workbook is closed."""
        self._unsubscribe()

    def _select(self, account_id: str | None) -> None:
        row = self.model.row_of(account_id) if account_id else None
        if row is not None:
            self.table.select_row(row)

    def _show_counts(self) -> None:
        shown, total = self.model.rowCount(), self.model.total
        self._count.setText(
            f"{total}" if shown == total else self.tr("{n} of {all}").format(n=shown, all=total)
        )
        self._count.setVisible(total > 0)
        self._stack.setCurrentWidget(self.table if shown else self._nothing if total else self._empty)
        self.filter.setEnabled(total > 0)

    def _workbook_changed(self, change: ChangeSet) -> None:
        touched = change.kind == "reloaded" or any(
            row.table in _SHOWN_TABLES
            or (row.table == "fact" and (row.after or row.before or {}).get("account_id") is not None)
            for row in change.rows
        )
        if touched and self.isVisible():
            self._reload()
        elif touched:
            self._stale = True

    def _reload(self) -> None:
        from keyaccount_desktop.workbook.accounts import accounts

        Operation(self, lambda: accounts(self._workbook), then=self.show_rows).run()

    def showEvent(self, event: QShowEvent) -> None:
        if self._stale:
            self._reload()
        super().showEvent(event)

    # ---- what it does

    def _filter(self, typed: str) -> None:
        self.filter.setClearButtonEnabled(True)
        current = self.current_id()
        self.model.set_filter(typed, self._found_by_reading(typed))
        self._select(current)
        if self.current_id() is None and self.model.rowCount():
            self.table.select_row(0)
        self._show_counts()

    def _found_by_reading(self, typed: str) -> frozenset[str]:
        if not (typed := typed.strip()) or not typed.isascii():
            return frozenset()
        from keyaccount_desktop.workbook.search import search

        return frozenset(hit.id for hit in search(self._workbook, typed, limit=500, kinds=("account",)))

    def _open(self, index: QModelIndex) -> None:
        self.client_opened.emit(str(index.data(ID_ROLE)))

    def _add(self) -> None:
        from keyaccount_desktop.workbook.accounts import add_account

        def added(account_id: str) -> None:
            self.add.clear()
            self.select_client(account_id)

        name = self.add.text()
        if name.strip():
            Operation(self, lambda: add_account(self._workbook, name), then=added).run()

    def _rename(self, account_id: str, name: str) -> None:
        from keyaccount_desktop.workbook.accounts import rename_account

        Operation(self, lambda: rename_account(self._workbook, account_id, name)).run()

    def delete_current(self) -> None:
        """Delete the current client and say what went along."""
        from keyaccount_desktop.workbook.accounts import contents_of, delete_account

        account_id = self.current_id()
        if account_id is None or self._workbook.read_only:
            return
        row = self.table.currentIndex().row()
        name = self.model.client_at(row).name
        contents = contents_of(self._workbook, account_id)
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

        Operation(self, lambda: delete_account(self._workbook, account_id), then=deleted).run()

    def edits_here(self) -> bool:
        return True

    def edit_command(self, name: str) -> bool:
        """What the Edit menu asks of the page: whether it does that."""
        if name == "delete":
            self.delete_current()
        elif name == "rename" and self.table.currentIndex().isValid():
            self.table.edit(self.model.index(self.table.currentIndex().row(), NAME))
        elif name == "filter":
            self.filter.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.filter.selectAll()
        elif name == "add_client":
            self.add.setFocus(Qt.FocusReason.ShortcutFocusReason)
        else:
            return False
        return True

    def _context_menu(self, point: QPoint) -> None:
        if self.current_id() is None:
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(self.tr("Open"), lambda: self._open(self.table.currentIndex()))
        rename = menu.addAction(self.tr("Rename"), lambda: self.edit_command("rename"))
        delete = menu.addAction(self.tr("Delete"), self.delete_current)
        for action in (rename, delete):
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
        for line in (self.filter, self.add):
            line.setFixedWidth(theme.current().px(210))

    def _retranslate(self) -> None:
        self._title.setText(self.tr("Clients"))
        self.filter.setPlaceholderText(self.tr("Filter"))
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
        self._show_counts()
