"""The page of duplicates: pairs that may be one at the left, the two side by side at the right.

The pairs are looked for in a worker when the page is shown and something has changed since; while it is in
sight, those that are merged, deleted or found not to be the same go, and come back with undo. The page asks
the window by signals and knows no other page.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QModelIndex, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from keyaccount_desktop.ui import counts, theme
from keyaccount_desktop.ui.merging.pair_list import PAIR_ROLE, PairList, PairModel, reason_of
from keyaccount_desktop.ui.merging.side_by_side import SideBySide, amounts
from keyaccount_desktop.ui.operation import Job, Operation, Progress, show_done
from keyaccount_desktop.ui.widgets import Card, EmptyState, Label
from keyaccount_desktop.workbook.comparison import Comparison, compare
from keyaccount_desktop.workbook.duplicates import (
    Suspicion,
    distinct_pair,
    duplicates,
    pairs_in,
    set_distinct,
)
from keyaccount_desktop.workbook.merging import Merged, merge_accounts, merge_people

if TYPE_CHECKING:
    from keyaccount_desktop.workbook.document import Workbook
    from keyaccount_desktop.workbook.journal import ChangeSet

_LIST_WIDTH: Final = 264
_LIST_SHARE: Final = 0.27
"""Of the page, at most."""
_COMPARED: Final = frozenset({"person", "account", "department", "setting"})
"""Tables that decide which pairs there are; of facts any may."""


class MergePage(QWidget):
    """``show_duplicates`` lists what is suspected, ``show_pair`` two that someone chose."""

    undo_wanted = Signal()
    merged = Signal(str, str)
    """Kind and id of the record two have become that someone chose; a suspected pair makes way for the next."""

    def __init__(self, workbook: Workbook) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._workbook = workbook
        self._unsubscribe = workbook.subscribe(self._workbook_changed)
        self._found: list[Suspicion] = []
        self._by_hand: Suspicion | None = None
        self._gone: set[str] = set()
        """Ids of what has been merged or deleted since it was looked for."""
        self._distinct: set[frozenset[str]] = set()
        self._wanted: frozenset[str] = frozenset()
        """The pair to go to when it is found."""
        self._stale = True
        self._looking = False
        self._stopped = False
        """Whether the last search was broken off."""
        self._title = Label("", "title")
        self._count = Label("", "faint")
        self.model = PairModel(self)
        self.list = PairList(self.model)
        self.list.selectionModel().currentChanged.connect(self._show_current)
        self.side_by_side = SideBySide(workbook)
        self.list.entered_pair.connect(self.side_by_side.enter)
        self.side_by_side.merge_wanted.connect(self.merge)
        self.side_by_side.distinct_wanted.connect(self.keep_apart)
        for button in (self.side_by_side.merge, self.side_by_side.distinct):
            button.setEnabled(not workbook.read_only)
        self.empty = EmptyState("done")
        self.empty.pressed.connect(self._look)
        self._waiting = QWidget()
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
        self._list_card = Card()
        self._list_card.column.setContentsMargins(1, 6, 1, 6)
        self._list_card.column.addWidget(self.list)
        pairs = QWidget()
        body = QHBoxLayout(pairs)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(theme.GAP)
        body.addWidget(self._list_card)
        body.addWidget(self.side_by_side, 1)
        self._pairs = pairs
        holder = QWidget()
        self._stack = QStackedLayout(holder)
        for widget in (self._waiting, pairs, self.empty):
            self._stack.addWidget(widget)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(0)
        page.addWidget(header)
        below = QVBoxLayout()
        below.setContentsMargins(theme.PAD, 16, theme.PAD, theme.PAD)
        below.addWidget(holder)
        page.addLayout(below, 1)
        self._set_widths()

    # ---- what it shows

    def show_place(self, id_: str) -> None:
        """Show what the id of a ``Place`` names: two records, or without one what is suspected."""
        if id_:
            self.show_pair(*id_.split(":"))
        else:
            self.show_duplicates()

    def show_duplicates(self) -> None:
        """List what is suspected; looked for anew if something has changed since the last time."""
        self._by_hand = None
        if self._stale:
            self._look()
        else:
            self._list()

    def show_pair(self, kind: str, keep_id: str, other_id: str) -> None:
        """Show two side by side. Raises UserError when one is gone, or when they cannot be one."""
        shown = compare(self._workbook, kind, keep_id, other_id)
        self._by_hand = Suspicion(
            kind, keep_id, other_id, shown.keep.name, shown.other.name, shown.keep.place, (), 0
        )
        self._list(select=self._by_hand.ids)
        if self._stale:
            self._look()

    @property
    def looking(self) -> bool:
        """Whether the search for pairs still runs."""
        return self._looking

    @property
    def pair(self) -> Suspicion | None:
        """The pair that is shown."""
        found = self.list.currentIndex().data(PAIR_ROLE)
        return found if isinstance(found, Suspicion) else None

    def release(self) -> None:
        """Listen no more; before the workbook is closed."""
        self._unsubscribe()

    def reveal(self, change: ChangeSet) -> None:
        """After undo or redo: show the pair it was about."""
        for ids in pairs_in(change):
            if self.model.row_of(ids) >= 0:
                self._select(ids)
            elif not ids & self._gone and ids not in self._distinct:
                self._wanted = ids  # not among those that were found the last time
                self._look()

    def _look(self) -> None:
        if self._looking:
            return
        self._looking = True
        self._stopped = True
        self._stale = False
        if not self.model.rowCount():
            self._stack.setCurrentWidget(self._waiting)

        def work(progress: Progress) -> list[Suspicion]:
            return duplicates(self._workbook, progress.step)

        job = Job(self, self.tr("Looking for duplicates"), work, then=self._take)
        job.finished.connect(self._looked)
        job.start()

    def _take(self, found: list[Suspicion]) -> None:
        self._found = found
        self._stopped = False

    def _looked(self) -> None:
        self._looking = False
        self._stale = self._stale or self._stopped
        current = self.pair
        self._say_empty()
        self._list(select=self._wanted or (current.ids if current is not None else None))
        self._wanted = frozenset()

    def _list(self, select: frozenset[str] | None = None) -> None:
        """List the pairs there still are, and stay where one was."""
        row = max(self.list.currentIndex().row(), 0)
        pairs = [pair for pair in self._found if not pair.ids & self._gone and pair.ids not in self._distinct]
        if self._by_hand is not None and not self._by_hand.ids & self._gone:
            found = next((pair for pair in pairs if pair.ids == self._by_hand.ids), self._by_hand)
            self._by_hand = replace(self._by_hand, reasons=found.reasons)
            pairs = [self._by_hand, *(pair for pair in pairs if pair.ids != self._by_hand.ids)]
        self.model.show_pairs(pairs)
        self._stack.setCurrentWidget(self._pairs if pairs else self.empty)
        self._show_count()
        if not pairs:
            return
        place = self.model.row_of(select) if select is not None else row
        self.list.setCurrentIndex(self.model.index(min(max(place, 0), len(pairs) - 1)))
        if self.hasFocus():
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _select(self, ids: frozenset[str]) -> None:
        if (row := self.model.row_of(ids)) >= 0:
            self.list.setCurrentIndex(self.model.index(row))

    def _show_count(self) -> None:
        n = self.model.rowCount()
        self._count.setText(f"{n}")
        self._count.setVisible(n > 0)

    def _show_current(self, current: QModelIndex, _before: QModelIndex) -> None:
        pair = current.data(PAIR_ROLE)
        if isinstance(pair, Suspicion):
            Operation(
                self,
                lambda: compare(self._workbook, pair.kind, pair.keep, pair.other),
                then=lambda shown: self._show(shown, current.row()),
            ).run()

    def _show(self, shown: Comparison, row: int) -> None:
        n = self.model.rowCount()
        place = self.tr("{k} of {n}").format(k=row + 1, n=n) if n > 1 else ""
        pair = self.pair
        why = reason_of(pair) if pair is not None and pair.reasons else ""
        self.side_by_side.show_comparison(shown, place, why)

    # ---- what it does

    def merge(self) -> None:
        """Make the two that are shown one, as chosen, and go on to the next pair."""
        pair, shown = self.pair, self.side_by_side.shown
        if pair is None or shown is None or self._workbook.read_only:
            return
        command = merge_people if pair.kind == "person" else merge_accounts
        by_hand = pair is self._by_hand

        def done(merged: Merged) -> None:
            along = counts.joined(amounts(shown.other.has))
            hint = self.tr("Came along: {things}").format(things=along) if along else ""
            if by_hand:
                self.merged.emit(pair.kind, pair.keep)
            show_done(
                self,
                self.tr("Merged into one: {name}").format(name=merged.name),
                self.tr("Undo"),
                self.undo_wanted.emit,
                hint,
            )
            if not by_hand:
                self._go_on()

        Operation(
            self,
            lambda: command(self._workbook, pair.keep, pair.other, self.side_by_side.choices),
            then=done,
            slow=True,
        ).run()

    def keep_apart(self) -> None:
        """Note that the two are not the same, and go on to the next pair."""
        pair = self.pair
        if pair is None or self._workbook.read_only:
            return

        def done(_: None) -> None:
            if pair is self._by_hand:
                self._by_hand = None
                self._list()
            show_done(
                self,
                self.tr("Kept apart: {names}").format(names=f"{pair.keep_name}, {pair.other_name}"),
                self.tr("Undo"),
                self.undo_wanted.emit,
            )
            self._go_on()

        Operation(self, lambda: set_distinct(self._workbook, pair.keep, pair.other), then=done).run()

    def _go_on(self) -> None:
        """The keyboard goes to the next pair, so that one can go through them all."""
        if self.model.rowCount():
            self.side_by_side.enter()
        else:
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        control = event.modifiers() == Qt.KeyboardModifier.ControlModifier
        if enter and (control or self.side_by_side.merge.hasFocus()):
            self.merge()
        elif enter and self.side_by_side.distinct.hasFocus():
            self.keep_apart()
        elif event.key() == Qt.Key.Key_Escape and self.model.rowCount():
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            super().keyPressEvent(event)

    # ---- the workbook changes

    def _workbook_changed(self, change: ChangeSet) -> None:
        whole = change.kind == "reloaded"
        if whole:
            self._gone.clear()
            self._distinct.clear()
        if not (whole or _COMPARED & change.tables or "fact" in change.tables):
            return
        self._stale = True
        for row in change.rows:
            if row.table in ("person", "account"):
                (self._gone.discard if row.after is not None else self._gone.add)(row.id)
            elif row.table == "setting" and (pair := distinct_pair(row.id)) is not None:
                (self._distinct.add if row.after is not None else self._distinct.discard)(pair)
        if whole and self.isVisible():
            self._look()
        elif self.isVisible():
            self._list()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self.model.rowCount():
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    # ---- looks

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        elif event.type() == QEvent.Type.FontChange and hasattr(self, "_list_card"):
            self._set_widths()
        super().changeEvent(event)

    def _set_widths(self) -> None:
        self._list_card.setFixedWidth(min(theme.current().px(_LIST_WIDTH), round(self.width() * _LIST_SHARE)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._set_widths()

    def _retranslate(self) -> None:
        self._title.setText(self.tr("Duplicates"))
        self.list.setAccessibleName(self.tr("Pairs that may be one"))
        self.setAccessibleName(self.tr("Duplicates"))
        self.model.retranslate()
        self._say_empty()

    def _say_empty(self) -> None:
        if self._stopped:
            self.empty.set_texts(self.tr("The search was stopped"), "", self.tr("Look for duplicates"))
            return
        self.empty.set_texts(
            self.tr("No duplicates"),
            self.tr(
                "People or clients that look as if they had been entered twice are listed here. Any other two"
                " can be merged from the menu of their pages."
            ),
        )
