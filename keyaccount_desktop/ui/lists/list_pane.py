"""A list with all that belongs to it: views, filters, columns, cells edited in place, changes of many, copying.

``ListPane`` puts the parts together and says what they do; the lists of clients, of everyone, and of a client's
people derive from it and say what is read, how one adds, and what deleting takes along. At first paint it is a table
and a line of tabs: everything else comes in when it is first asked for.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Collection, Iterable
from functools import cached_property
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QModelIndex, QPoint, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QStackedLayout, QVBoxLayout, QWidget

from keyaccount_desktop.method.columns import FIRST_SCREEN, NAME, SHOWN, Column, ListKind
from keyaccount_desktop.method.filters import Selection
from keyaccount_desktop.ui import theme
from keyaccount_desktop.ui.lists.filter_bar import FilterBar, FilterLine
from keyaccount_desktop.ui.lists.list_model import ID_ROLE, ListModel
from keyaccount_desktop.ui.lists.list_table import ListTable
from keyaccount_desktop.ui.lists.reading import Reading, Told
from keyaccount_desktop.ui.lists.view_tabs import ViewTabs
from keyaccount_desktop.ui.operation import Operation, show_done
from keyaccount_desktop.ui.settings import Settings
from keyaccount_desktop.ui.widgets import Button, Card, EmptyState, Label
from keyaccount_desktop.workbook import first_screen
from keyaccount_desktop.workbook.listing import ALWAYS, Listing

if TYPE_CHECKING:
    from keyaccount_desktop.ui.fields.cells import Cells
    from keyaccount_desktop.ui.merging.record_actions import RecordActions
    from keyaccount_desktop.workbook.document import Workbook
    from keyaccount_desktop.workbook.journal import ChangeSet

_SLOW_ROWS = 8_000
"""With more rows an order of texts may take longer than one waits without a sign."""


_OF_THE_SELECTED = ("delete", "copy", "change_selected", "merge_with", "move_people")


class ListPane(QWidget):
    """``opened`` carries the id of a row; ``undo_wanted`` asks the window for one step back; ``counted`` comes
    when other rows are shown; ``merge_wanted`` as of ``RecordActions``.
    """

    opened = Signal(str)
    merge_wanted = Signal(str, str, str)
    undo_wanted = Signal()
    counted = Signal()

    def __init__(self, workbook: Workbook, kind: ListKind, layout_name: str, empty_icon: str) -> None:
        super().__init__()
        self._workbook = workbook
        self._kind: ListKind = kind
        self._layout_name = layout_name
        self._settings = Settings()
        self._known: dict[str, Column] = {}
        self._cells: Cells | None = None
        self.reading = Reading(self, workbook, kind, self.read)
        self.reading.read_anew.connect(self._show_listing)
        self.model = ListModel(self._columns, self)
        self.model.editable = not workbook.read_only
        self.table = ListTable(self.model, kind)
        self.table.opened.connect(self._open)
        self.table.typed.connect(self._type_into_filter)
        self.table.edit_wanted.connect(self.edit_cell)
        self.table.columns_moved.connect(self._keep_columns)
        self.table.column_drawn.connect(self._keep_width)
        self.table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.table.customContextMenuRequested.connect(self._row_menu)
        header = self.table.horizontalHeader()
        header.customContextMenuRequested.connect(self._heading_menu)
        self.model.sort_wanted.connect(lambda key, descending: self.sort_by((key, descending)))
        self.table.selectionModel().selectionChanged.connect(self._show_selected)
        self.filter = FilterLine()
        self.filter.textChanged.connect(self._filter_typed)
        self.filter.left.connect(self._leave_filter)
        self.views = ViewTabs(workbook, kind)
        self.views.chosen.connect(self._choose_view)
        self.views.undo_wanted.connect(self.undo_wanted)
        self.bar = FilterBar(workbook, kind, self._columns)
        self.bar.changed.connect(self._filter)
        self.bar.save_wanted.connect(self._save_view)
        self.add_filter = Button("", "quiet")
        self.add_filter.clicked.connect(lambda: self.bar.open_new(self.add_filter))
        self.choose_columns = Button("", "quiet")
        self.choose_columns.clicked.connect(self._open_columns)
        self._selected = Label("", "soft")
        self.change = Button("")
        self.change.clicked.connect(self.change_selected)
        self.delete = Button("")
        self.delete.clicked.connect(self.delete_selected)
        self._empty = EmptyState(empty_icon)
        self._nothing = EmptyState("search")
        self._nothing.pressed.connect(self.show_all)
        self._unread = EmptyState("refresh")
        self._unread.pressed.connect(self.reading.read_all)
        self._set_columns(self._remembered())

    # ---- what the lists say

    @abstractmethod
    def read(self, keys: Collection[str], ids: Iterable[str] | None, told: Told | None) -> Listing:
        """Read these columns, of these rows or of all; may be called in a worker."""

    @abstractmethod
    def delete_selected(self) -> None:
        """Delete what is selected and offer Undo."""

    # ---- layout

    def tools(self) -> QHBoxLayout:
        """The line over the table: views at the left, at the right what can be done with the list or with what is
        selected.
        """
        line = QHBoxLayout()
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(theme.GRID)
        line.addWidget(self.views, 1)
        for widget in (self._selected, self.change, self.delete, self.add_filter, self.choose_columns):
            line.addWidget(widget)
        return line

    def body(self) -> QVBoxLayout:
        """Conditions, when there are any, and the table or why there is none."""
        card = Card()
        card.column.setContentsMargins(1, 4, 1, 1)
        self._stack = QStackedLayout()
        # First into the card: the layout shows what is put into it, and alone that would be a window.
        card.column.addLayout(self._stack)
        for widget in (self.table, self._empty, self._nothing, self._unread):
            self._stack.addWidget(widget)
        column = QVBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2 * theme.GRID)
        column.addWidget(self.bar)
        column.addWidget(card, 1)
        return column

    # ---- columns

    def _columns(self) -> dict[str, Column]:
        """All columns there may be; those of the first screen need no catalogue."""
        if not self._known:
            from keyaccount_desktop.method.columns import columns

            self._known = columns(self._kind, self._workbook.catalogue)
        return self._known

    def shown_at_first(self) -> list[str]:
        """The columns shown until the user chooses others."""
        return list(SHOWN[self._kind])

    def _remembered(self) -> list[str]:
        return self._settings.list_columns(self._layout_name) or self.shown_at_first()

    def _set_columns(self, keys: Iterable[str]) -> None:
        wanted = list(dict.fromkeys([NAME, *keys]))
        light = {column.key: column for column in FIRST_SCREEN} if self._kind == "account" else {}
        enough = set(wanted) <= light.keys() and not first_screen.own_types(self._workbook)
        known = light if enough else self._columns()
        self.model.show_columns(known[key] for key in wanted if key in known)
        self.table.put_in_order()
        chosen = bool(self._settings.list_columns(self._layout_name))
        self.table.set_layout(self._settings.list_widths(self._layout_name), chosen=chosen)
        self.table.show_sorting(self.model.sorting)

    @property
    def shown_keys(self) -> list[str]:
        """The columns shown, from the left."""
        return [column.key for column in self.model.columns]

    def show_columns(self, keys: list[str]) -> None:
        """Show these columns from now on, here and at the next start."""
        self._settings.set_list_columns(self._layout_name, [] if keys == self.shown_at_first() else keys)
        with self.keeping():
            self._set_columns(keys)
        self._want()

    def _keep_columns(self, keys: list[str]) -> None:
        self.show_columns(keys)

    def _keep_width(self, key: str, pixels: int) -> None:
        self._settings.set_list_width(self._layout_name, key, pixels)

    def reset_columns(self) -> None:
        """Columns and widths as they are at first."""
        self._settings.forget_list_widths(self._layout_name)
        self.show_columns(self.shown_at_first())

    def _open_columns(self) -> None:
        from keyaccount_desktop.ui.lists.column_panel import ColumnPanel

        panel = ColumnPanel(self.choose_columns, list(self._columns().values()), self.shown_keys)
        panel.changed.connect(self.show_columns)
        panel.reset.connect(self.reset_columns)
        panel.open()

    # ---- reading

    def _want(self, *, read: bool = True) -> None:
        """See that what is shown, filtered and sorted by is read; without ``read`` the next time anything is."""
        filtered = [condition.column for condition in self.bar.conditions]
        if self.model.sorting is not None:
            filtered.append(self.model.sorting[0])
        always = [key for key in ALWAYS[self._kind] if key != NAME]
        beside = ["cold"] if self._kind == "person" and "last_contact" in self.shown_keys else []
        self.reading.want([*self.shown_keys, *filtered, *always, *beside], urgent=filtered, read=read)

    def _show_listing(self) -> None:
        with self.keeping():
            self.model.show_listing(self.reading.listing)
        self._show_counts()

    def keeping(self) -> _Kept:
        """``with pane.keeping():`` what is selected, the cell the keyboard is at and what is in sight stay."""
        return _Kept(self.table)

    def _show_counts(self) -> None:
        shown, total = self.model.rowCount(), self.model.total
        state: QWidget = self.table if shown else self._nothing if total else self._empty
        if self.reading.given_up:
            state = self._unread
        elif not shown and self.reading.busy:
            state = self.table  # whether anyone is like this will be known in a moment
        self._stack.setCurrentWidget(state)
        self.filter.setEnabled(total > 0)
        self._show_selected()
        self.counted.emit()

    def follow(self, change: ChangeSet, *, now: bool = True) -> None:
        """The workbook has changed: read again what is concerned, or only take note of it."""
        if change.kind == "reloaded" or {"field_definition", "term"} & change.tables:
            self._follow_fields()
        if change.kind == "reloaded" or "saved_view" in change.tables:
            self.views.read_views()
        self.reading.follow(change, now=now)

    def _follow_fields(self) -> None:
        """Fields or their words have changed: so do columns, conditions, and the order."""
        self._known = {}
        with self.keeping():
            self._set_columns(self._remembered())
        conditions, sorting = self.bar.conditions, self.model.sorting
        self.bar.show_conditions(conditions)
        self.model.sorting = self._possible(sorting)
        self.table.show_sorting(self.model.sorting)
        if (self.bar.conditions, self.model.sorting) != (conditions, sorting):
            self._filter()

    def _possible(self, sorting: tuple[str, bool] | None) -> tuple[str, bool] | None:
        """The order, unless it is by a column that is not there any more."""
        return sorting if sorting is not None and sorting[0] in self._columns() else None

    def shows(self, change: ChangeSet) -> bool:
        """Whether a change can be seen here: of rows of this list, in columns that are shown."""
        ids = self.changed_ids(change)
        return bool(ids) and all(self.model.row_of(id_) is not None for id_ in list(ids)[:100])

    def changed_ids(self, change: ChangeSet) -> set[str]:
        """Which rows of the list a change is about, if it is of what a list shows."""
        kind, keys = self._kind, set(self.shown_keys)
        if change.tables == {"saved_view"}:
            return set()
        found = {row.id for row in change.rows if row.table == kind and row.after is not None}
        for row in change.rows:
            values = row.after or row.before or {}
            if row.table == "fact" and values["field"] in keys and values[f"{kind}_id"] is not None:
                found.add(values[f"{kind}_id"])
        if kind == "person" and any(key.startswith("stakeholder.") for key in keys):
            found |= self._judged(change, keys)
        return found

    def _judged(self, change: ChangeSet, keys: set[str]) -> set[str]:
        from keyaccount_desktop.workbook.listing import concerned

        judged = any(
            row.table == "fact" and (row.after or row.before or {})["field"] in keys
            for row in change.rows
            if (row.after or row.before or {}).get("stakeholder_id") is not None
        )
        return (concerned(self._workbook, change, "person") or set()) if judged else set()

    def reveal(self, change: ChangeSet) -> None:
        """After undo or redo: bring what came back into view."""
        ids = [id_ for id_ in self.changed_ids(change) if self.model.row_of(id_) is not None]
        if ids:
            first = min(ids, key=lambda id_: self.model.row_of(id_) or 0)
            self.table.select_ids(ids, first, max(self.table.currentIndex().column(), 0))
            self.table.scrollTo(self.table.currentIndex())

    # ---- rows

    def current_id(self) -> str | None:
        return self.table.current_id()

    def selected_ids(self) -> list[str]:
        return self.table.selected_ids()

    def select(self, id_: str) -> None:
        """Bring a row into view, lifting filters that hide it."""
        if self.model.row_of(id_) is None:
            self.show_all()
        if (row := self.model.row_of(id_)) is not None:
            self.table.select_row(row)

    def _open(self, index: QModelIndex) -> None:
        self.opened.emit(str(index.data(ID_ROLE)))

    def _show_selected(self, *_: object) -> None:
        count = self.table.count_selected()
        several = count > 1
        changing = several and not self._workbook.read_only
        self._selected.setText(self.tr("{n} selected").format(n=f"{count:,}") if several else "")
        self._selected.setVisible(several)
        self.change.setVisible(changing)
        self.delete.setVisible(changing)
        self.add_filter.setVisible(not several)
        self.choose_columns.setVisible(not several)

    # ---- filters, order, views

    def show_all(self) -> None:
        """Lift every filter."""
        self.views.choose_all()

    def _type_into_filter(self, text: str) -> None:
        self.filter.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.filter.setText(text)

    def _leave_filter(self) -> None:
        if self.model.rowCount():
            self.table.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _filter_typed(self) -> None:
        self.filter.setClearButtonEnabled(True)
        self._filter()

    def _filter(self) -> None:
        self._want()
        found = self.found(self.filter.text())
        with self.keeping():
            self.model.narrow(found, self.bar.conditions)
        if self.current_id() is None and self.model.rowCount():
            self.table.select_row(0)
        self._tell_views()
        self._show_counts()

    def _tell_views(self) -> None:
        text = self.filter.text().strip()
        self.views.show_selection(Selection(self.bar.conditions, text, self.model.sorting))
        own = self.views.current_view is not None
        self.bar.offer_saving(differs=self.views.differs, of_own=own)

    def found(self, typed: str) -> Collection[str] | None:
        """The ids of all rows that hold what is typed; None when nothing is."""
        if not typed.strip():
            return None
        from keyaccount_desktop.workbook.search import found_ids

        return found_ids(self._workbook, typed, self._kind)

    def sort_by(self, sorting: tuple[str, bool] | None) -> None:
        """Put the rows into this order: a column, and whether descending; None: by name."""

        def sort() -> None:
            with self.keeping():
                self.model.sort_by(sorting)

        self.model.sorting = sorting
        self._want()
        Operation(self, sort, slow=self.model.total > _SLOW_ROWS).run()
        self.table.show_sorting(sorting)
        self._tell_views()

    def _choose_view(self, selection: Selection) -> None:
        self.bar.show_conditions(selection.conditions)
        self.filter.blockSignals(True)
        self.filter.setText(selection.text)
        self.filter.blockSignals(False)
        self.model.sorting = self._possible(selection.sort)
        self.table.show_sorting(self.model.sorting)
        self._filter()

    def _save_view(self, anew: bool) -> None:
        if anew:
            self.views.ask_name(self.bar.save, None)
        else:
            self.views.save_current()

    # ---- cells

    def edit_cell(self, index: QModelIndex) -> None:
        """Edit a cell in its place; what cannot be edited is passed over."""
        if index.isValid():
            self.cells().edit(index)

    def cells(self) -> Cells:
        """The cells being edited; the editors come in with the first one."""
        if self._cells is None:
            from keyaccount_desktop.ui.fields.cells import Cells

            self._cells = Cells(self.table, self._cell_for)
            self.model.modelAboutToBeReset.connect(self._cells.close)
        return self._cells

    def _cell_for(self, index: Any) -> Any:
        from keyaccount_desktop.ui.lists.list_cells import cell_for

        row, column = index.row(), self.model.columns[index.column()]
        return cell_for(
            self._workbook,
            self._kind,
            self.model.id_at(row),
            # The catalogue's own: the first screen's columns know no field.
            self._columns()[column.key],
            str(self.model.value(row, column.key) or ""),
            self.model.value(row, "account_id"),
        )

    # ---- many at once

    def change_selected(self) -> None:
        """Change one thing of all that is selected."""
        if self._workbook.read_only or not self.selected_ids():
            return
        from keyaccount_desktop.ui.lists.bulk_panel import BulkPanel

        panel = BulkPanel(
            self._anchor(), self._workbook, self._kind, list(self._columns().values()), self.selected_ids()
        )
        panel.done.connect(lambda message: show_done(self, message, self.tr("Undo"), self.undo_wanted.emit))
        panel.open()

    def _anchor(self) -> QWidget:
        """What panels about the selected rows stand under."""
        return self.change if self.change.isVisible() else self.choose_columns

    @cached_property
    def records(self) -> RecordActions:
        """Merging and moving of what is selected; comes in with the first menu that offers it."""
        from keyaccount_desktop.ui.merging.record_actions import RecordActions

        records = RecordActions(self, self._workbook, self._kind, self._chosen, self._anchor)
        records.merge_wanted.connect(self.merge_wanted)
        records.undo_wanted.connect(self.undo_wanted)
        return records

    def _chosen(self) -> list[tuple[str, str]]:
        rows = self.table.selected_rows()
        return [(self.model.id_at(row), str(self.model.value(row, NAME))) for row in rows]

    def copy_selected(self) -> None:
        """Put the selected rows on the clipboard, as Excel takes them."""
        from keyaccount_desktop.ui.lists.copying import copy_rows

        header = self.table.horizontalHeader()
        columns = [header.logicalIndex(place) for place in range(header.count())]
        copy_rows(
            self.model,
            self.table.selected_rows(),
            [column for column in columns if not self.table.isColumnHidden(column)],
        )

    def edits_here(self) -> bool:
        return True

    def edit_command(self, name: str) -> bool:
        """What the Edit menu asks of the list: whether it does that."""
        if name in _OF_THE_SELECTED and self.table.hasFocus():
            self.table.select_current_if_none()
        if name == "delete":
            self.delete_selected()
        elif name == "copy":
            self.copy_selected()
        elif name == "rename":
            self._edit_current()
        elif name == "change_selected":
            self.change_selected()
        elif name == "select_all":
            self.table.selectAll()
        elif name == "filter":
            self.filter.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.filter.selectAll()
        elif name == "add_filter":
            self.bar.open_new(self.add_filter)
        elif name == "choose_columns":
            self._open_columns()
        else:
            return self.records.edit_command(name)
        return True

    def _edit_current(self) -> None:
        index = self.table.currentIndex()
        if not index.isValid():
            return
        if not self.model.columns[index.column()].editable:
            index = self.model.index(index.row(), 0)
        self.edit_cell(index)

    # ---- menus

    def _row_menu(self, point: QPoint) -> None:
        ids = self.selected_ids()
        if not ids:
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(self.tr("Open"), lambda: self._open(self.table.currentIndex()))
        column = self.model.columns[max(self.table.currentIndex().column(), 0)]
        writable = not self._workbook.read_only
        if len(ids) == 1 and column.editable:
            edit = menu.addAction(
                self.tr("Edit {column}").format(column=column.text), lambda: self._edit_current()
            )
            edit.setEnabled(writable)
        change = menu.addAction(self.tr("Change…"), self.change_selected)
        self.records.add_to(menu)
        menu.addAction(self.tr("Copy"), self.copy_selected)
        delete = menu.addAction(self.tr("Delete"), self.delete_selected)
        for action in (change, delete):
            action.setEnabled(writable)
        menu.addSeparator()
        menu.addAction(
            self.tr("Sort by {column}").format(column=column.text), lambda: self.sort_by((column.key, False))
        )
        menu.popup(self.table.viewport().mapToGlobal(point))

    def _heading_menu(self, point: QPoint) -> None:
        column = self.table.column_at(point)
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if column is not None:
            menu.addAction(self.tr("Sort ascending"), lambda: self.sort_by((column.key, False)))
            menu.addAction(self.tr("Sort descending"), lambda: self.sort_by((column.key, True)))
            menu.addAction(
                self.tr("Filter by {column}…").format(column=column.text),
                lambda: self.bar.open_new(self.add_filter, column.key),
            )
            if column.key != NAME:
                rest = [key for key in self.table.shown_keys() if key != column.key]
                menu.addAction(self.tr("Hide this column"), lambda: self.show_columns(rest))
            menu.addSeparator()
        menu.addAction(self.tr("Columns…"), self._open_columns)
        menu.addAction(self.tr("Columns as at first"), self.reset_columns)
        menu.popup(self.table.horizontalHeader().mapToGlobal(point))

    # ---- looks

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
            self.table.viewport().update()
            self.table.horizontalHeader().viewport().update()
        super().changeEvent(event)

    def retranslate(self) -> None:
        """Write everything in the language of now."""
        self.filter.setPlaceholderText(self.tr("Find in this list"))
        self.add_filter.setText(self.tr("+ Filter"))
        self.choose_columns.setText(self.tr("Columns"))
        self.change.setText(self.tr("Change…"))
        self.delete.setText(self.tr("Delete"))
        self._unread.set_texts(self.tr("The list was not read"), "", self.tr("Read it"))
        self._show_selected()


class _Kept:
    """Puts back what was selected, where the keyboard was, and what was in sight, after the rows have changed."""

    def __init__(self, table: ListTable) -> None:
        self._table = table

    def __enter__(self) -> None:
        table = self._table
        self._ids = table.selected_ids()
        self._current = table.current_id()
        self._column = max(table.currentIndex().column(), 0)
        self._scrolled = table.verticalScrollBar().value()
        self._resets = 0
        table.model().modelReset.connect(self._count)

    def _count(self) -> None:
        self._resets += 1

    def __exit__(self, *_: object) -> None:
        table = self._table
        table.model().modelReset.disconnect(self._count)
        if self._resets:
            table.select_ids(self._ids, self._current, self._column)
            table.verticalScrollBar().setValue(self._scrolled)
