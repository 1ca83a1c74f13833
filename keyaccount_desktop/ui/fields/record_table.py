"""A field of many records as a table that is edited in place: suppliers, competitors, prices.

Each entry is a row, its short parts are cells; its long texts unfold under the row. The last row takes a new
entry. The table listens to the workbook and mirrors it, like every grid of facts; it says by signals what it
cannot do itself.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFontMetrics,
    QGuiApplication,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QResizeEvent,
)
from PySide6.QtWidgets import QMenu, QStyleOptionViewItem, QWidget

from keyaccount_desktop.language import UserError
from keyaccount_desktop.method import values
from keyaccount_desktop.method.fields import Part
from keyaccount_desktop.ui import icons, theme
from keyaccount_desktop.ui.fields.cell_table import CellTable, InPlaceDelegate
from keyaccount_desktop.ui.fields.fact_panels import fact_command
from keyaccount_desktop.ui.fields.part_line import PartCell
from keyaccount_desktop.ui.fields.pending import Draft, draft_of, keep_draft
from keyaccount_desktop.ui.fields.record_details import BEFORE_NAME, Details
from keyaccount_desktop.ui.fields.record_model import RecordModel
from keyaccount_desktop.ui.operation import Operation, show_done
from keyaccount_desktop.ui.table import Index, row_height
from keyaccount_desktop.workbook.facts import (
    Fact,
    Subject,
    add_entry,
    clear_fact,
    facts_of,
    set_part,
)

if TYPE_CHECKING:
    from keyaccount_desktop.workbook.document import Workbook
    from keyaccount_desktop.workbook.journal import ChangeSet

_CHEVRON: Final = 12
_MOST_NAME: Final = 190
"""Pixels of the first column before any other gets more than it needs."""
_LEAST: Final = 84
"""Pixels a column is worth having."""
_NEW: Final = "new"


class RecordTable(CellTable):
    """``columns`` and ``details`` are keys of parts; ``suggested`` gives words for parts that are typed.

    ``undo_wanted`` asks the window for one step back.
    """

    undo_wanted = Signal()

    def __init__(
        self,
        workbook: Workbook,
        subject: Subject,
        key: str,
        columns: Sequence[str],
        *,
        details: Sequence[str] = (),
        suggested: Mapping[str, Callable[[], Sequence[str]]] | None = None,
    ) -> None:
        self.field = workbook.catalogue.field(key)
        parts = {part.key: part for part in self.field.parts}
        self._details = [parts[detail] for detail in details]
        self._open_rows: dict[str, Details] = {}
        super().__init__()
        self._workbook = workbook
        self.subject = subject
        self._suggested = suggested or {}
        self._deleting = ""
        self._beside: QWidget | None = None
        self.records = RecordModel(self.field, columns, details, editable=not workbook.read_only, parent=self)
        self.setModel(self.records)
        self.setItemDelegate(_Delegate(self))
        self.records.rowsInserted.connect(self._place_details)
        self.records.rowsRemoved.connect(self._place_details)
        self.records.modelReset.connect(self._place_details)
        for signal in (self.records.rowsInserted, self.records.dataChanged, self.records.modelReset):
            signal.connect(lambda *_: self._spread())
        self._unsubscribe = workbook.subscribe(self._workbook_changed)
        self.setAccessibleName(str(self.field.text))

    # ---- showing

    def show_facts(self, facts: Sequence[Fact]) -> None:
        """Show the entries among a client's facts."""
        self.records.show_facts([fact for fact in facts if fact.field == self.field.key])
        for item in [item for item in self._open_rows if self.records.row_of(item) is None]:
            self._close_details(item)
        for item, details in self._open_rows.items():
            if (fact := self._fact(item)) is not None:
                details.show_entry(fact)
        if (kept := draft_of(self._workbook, self._new_key())) is not None and isinstance(kept.typed, dict):
            self.records.show_draft(kept.typed)
        self._restore_drafts()

    def _restore_drafts(self) -> None:
        for row in range(self.records.rowCount()):
            for column in range(self.records.columnCount()):
                index = self.records.index(row, column)
                if draft_of(self._workbook, self._draft_key(index)) is not None:
                    self.restore_cell(index)

    def release(self) -> None:
        """Listen no more; before the workbook is closed or the subject goes."""
        self._unsubscribe()

    def retranslate(self, adding: str, deleting: str) -> None:
        """``adding`` stands in the row for a new entry; ``deleting`` says with {name} what was deleted."""
        self.records.retranslate(adding)
        self._deleting = deleting
        self.setAccessibleName(str(self.field.text))
        for details in self._open_rows.values():
            details.retranslate()
        self._set_heights()

    def reveal(self, item: str) -> None:
        """Stand on an entry, after undo or redo."""
        if (row := self.records.row_of(item)) is not None:
            self.setCurrentIndex(self.records.index(row, 0))
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _workbook_changed(self, change: ChangeSet) -> None:
        mine = change.kind == "reloaded" or any(
            row.table == "fact"
            and (row.after or row.before or {}).get(f"{self.subject[0]}_id") == self.subject[1]
            and (row.after or row.before or {}).get("field") == self.field.key
            for row in change.rows
        )
        if mine:
            self.show_facts(facts_of(self._workbook, self.subject))

    def _fact(self, item: str) -> Fact | None:
        row = self.records.row_of(item)
        return None if row is None else self.records.fact_at(row)

    # ---- columns

    def _spread(self) -> None:
        """Names first, then what else there is room for; what unfolds under the row can go from it."""
        if self.model() is None or not self._stretched or not self._room:
            return
        colours = theme.current()
        header = self.horizontalHeader()
        needs = {
            column: max(
                colours.px(self._widths.get(column, 0)), header.sectionSizeFromContents(column).width()
            )
            for column in range(self.records.columnCount())
        }
        needs[0] = max(needs[0], min(self._longest_name(), colours.px(_MOST_NAME)))
        shown = list(needs)
        long = [self.records.columns.index(part) for part in self._details if part in self.records.columns]
        while long and sum(max(needs[column], colours.px(_LEAST)) for column in shown) > self._room:
            shown.remove(long.pop(0))
        for column in needs:
            self.setColumnHidden(column, column not in shown)
        stretched = [column for column in shown if column in self._stretched]
        room = self._room - sum(needs[column] for column in shown if column not in stretched)
        for column in shown:
            if column not in stretched:
                self.setColumnWidth(column, needs[column])
        for place, column in enumerate(stretched):
            later = stretched[place + 1 :]
            share = min(room // (len(later) + 1), room - sum(needs[other] for other in later))
            self.setColumnWidth(column, max(needs[column], share))
            room -= self.columnWidth(column)

    def _longest_name(self) -> int:
        metrics = QFontMetrics(theme.current().font(bold=True))
        names = [str(self.records.index(row, 0).data() or "") for row in range(self.records.rowCount())]
        before = BEFORE_NAME if self._details else 0
        return max(map(metrics.horizontalAdvance, names), default=0) + before + 24

    # ---- editing

    def edit_cell(self, index: Index, typed: str = "", *, offer: bool = True) -> bool:
        part, fact = self.records.columns[index.column()], self.records.fact_at(index.row())
        if part not in self._details:
            return super().edit_cell(index, typed, offer=offer)
        if fact is None or not self.records.editable:
            return False
        # A cell is too small for it: the row unfolds.
        self._open_details(fact).line(part).begin_edit(typed)
        return True

    def line_for(self, index: Index) -> PartCell | None:
        if not self.records.editable:
            return None
        part, fact = self.records.columns[index.column()], self.records.fact_at(index.row())
        item = fact.item if fact is not None else None
        line = PartCell(
            self._workbook, part, self._draft_key(index),
            lambda part, value, visit: self._store(item, part, value, visit), self._words(part),
        )  # fmt: skip
        line.show_part(self.records.value(index.row(), part.key))
        return line

    def _draft_key(self, index: Index) -> tuple[object, ...]:
        fact = self.records.fact_at(index.row())
        item = fact.item if fact is not None else _NEW
        return (*self.subject, self.field.key, item, self.records.columns[index.column()].key)

    def _new_key(self) -> tuple[object, ...]:
        return (*self.subject, self.field.key, _NEW)

    def _words(self, part: Part) -> list[str]:
        """What was written in this column before, and what is suggested beside it."""
        if part.key not in self._suggested:
            return []
        written = [fact.value.get(part.key) for fact in self.records.facts]
        found = [word for word in (*written, *self._suggested[part.key]()) if isinstance(word, str)]
        return list(dict.fromkeys(found))

    def _store(self, item: str | None, part: Part, value: Any, visit: object) -> None:
        if item is not None:
            set_part(self._workbook, self.subject, self.field.key, item, part.key, value, join=visit)
            return
        draft = {**self.records.draft, part.key: values.normalise(part, value)}
        draft = {key: written for key, written in draft.items() if written is not None}
        if all(need.key in draft for need in self.field.parts if need.required):
            # The row becomes the entry's; what waited in it is no draft any more.
            self.records.show_draft({})
            keep_draft(self._workbook, self._new_key(), None)
            try:
                add_entry(self._workbook, self.subject, self.field.key, draft)
            except UserError:
                self._wait(draft)
                raise
        else:
            self._wait(draft)

    def _wait(self, draft: Mapping[str, Any]) -> None:
        self.records.show_draft(draft)
        keep_draft(self._workbook, self._new_key(), Draft(dict(draft), "") if draft else None)

    @property
    def missing(self) -> list[Part]:
        """What the new entry still needs; nothing while none has been begun."""
        draft = self.records.draft
        return [part for part in self.field.parts if part.required and part.key not in draft] if draft else []

    def after_enter(self, index: Index) -> None:
        """In the row for a new entry: on to what it lacks, or when it is made to the next new one."""
        last = self.records.rowCount() - 1
        if index.row() == last and self.missing:
            column = self.records.columns.index(self.missing[0])
            self.edit_cell(self.records.index(last, column))
        elif index.row() == last - 1 and index.column() == 0:
            self.edit_cell(self.records.index(last, 0))
        else:
            super().after_enter(index)

    def delete_row(self, row: int) -> None:
        """Delete an entry, and offer to undo it."""
        fact = self.records.fact_at(row)
        if not self.records.editable:
            return
        if fact is None:
            self._wait({})
            return
        name = str(values.display(self.records.columns[0], fact.value.get(self.records.columns[0].key, "")))

        def deleted(_: None) -> None:
            show_done(self, self._deleting.format(name=name), self.tr("Undo"), self.undo_wanted.emit)

        Operation(
            self,
            lambda: clear_fact(self._workbook, self.subject, self.field.key, fact.item),
            then=deleted,
        ).run()

    def edit_command(self, name: str) -> bool:
        if name == "copy" and self.currentIndex().isValid() and self.currentIndex().column() == 0:
            row = self.currentIndex().row()
            cells = [
                str(self.records.index(row, column).data(Qt.ItemDataRole.EditRole) or "")
                for column in range(self.records.columnCount())
            ]
            QGuiApplication.clipboard().setText("\t".join(" ".join(cell.split()) for cell in cells))
            return True
        return super().edit_command(name)

    # ---- what unfolds

    @property
    def has_details(self) -> bool:
        return bool(self._details)

    def is_open(self, row: int) -> bool:
        fact = self.records.fact_at(row)
        return fact is not None and fact.item in self._open_rows

    def details_of(self, row: int) -> Details | None:
        """What is unfolded under a row."""
        fact = self.records.fact_at(row)
        return self._open_rows.get(fact.item) if fact is not None else None

    def toggle(self, row: int) -> None:
        """Unfold the long texts of an entry under its row, or fold them again."""
        fact = self.records.fact_at(row)
        if fact is None or not self._details:
            return
        if fact.item in self._open_rows:
            self._close_details(fact.item)
        else:
            self._open_details(fact)

    def _open_details(self, fact: Fact) -> Details:
        known = self._open_rows.get(fact.item)
        if known is not None:
            return known
        item = fact.item
        details = Details(
            self._workbook, self._details, (*self.subject, self.field.key, item),
            lambda part, value, visit: self._store(item, part, value, visit),
        )  # fmt: skip
        details.setParent(self.viewport())
        details.show_entry(fact)
        details.installEventFilter(self)
        self._open_rows[item] = details
        details.show()
        self._place_details()
        self._order_tabs()
        return details

    def _close_details(self, item: str) -> None:
        details = self._open_rows.pop(item)
        if details.isAncestorOf(self.window().focusWidget() or self):
            self.setFocus(Qt.FocusReason.OtherFocusReason)
        details.hide()
        details.deleteLater()
        self._place_details()

    def _order_tabs(self) -> None:
        before: QWidget = self
        for row in range(self.records.rowCount()):
            if (details := self.details_of(row)) is not None:
                for stop in details.stops():
                    QWidget.setTabOrder(before, stop)
                    before = stop

    def _place_details(self, *_: object) -> None:
        if self.model() is None:
            return
        width = self.viewport().width()
        for row in range(self.records.rowCount()):
            details = self.details_of(row)
            height = row_height() + (details.height_for(width) if details is not None else 0)
            if self.rowHeight(row) != height:
                self.setRowHeight(row, height)
        self._fit()
        self._lay_details()

    def _lay_details(self) -> None:
        if self.model() is None:
            return
        width = self.viewport().width()
        for row in range(self.records.rowCount()):
            if (details := self.details_of(row)) is not None:
                top = self.rowViewportPosition(row) + row_height()
                details.setGeometry(QRect(0, top, width, details.height_for(width)))

    def updateGeometries(self) -> None:
        super().updateGeometries()
        self._lay_details()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        super().scrollContentsBy(dx, dy)
        self._lay_details()

    def _set_heights(self) -> None:
        super()._set_heights()
        self._place_details()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest and watched in self._open_rows.values():
            self._place_details()
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_details()

    # ---- mouse and keyboard

    def _on_chevron(self, point: QPoint) -> int | None:
        index = self.indexAt(point)
        if (
            not self._details
            or not index.isValid()
            or index.column()
            or self.records.fact_at(index.row()) is None
        ):
            return None
        cell = self.visualRect(index)
        inside = point.x() < cell.left() + 10 + BEFORE_NAME and point.y() < cell.top() + row_height()
        return index.row() if inside else None

    def mousePressEvent(self, event: QMouseEvent) -> None:
        row = self._on_chevron(event.position().toPoint())
        if row is not None and event.button() == Qt.MouseButton.LeftButton:
            self.setCurrentIndex(self.records.index(row, 0))
            self.toggle(row)
            event.accept()
            return
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        index = self.indexAt(event.position().toPoint())
        if self._on_chevron(event.position().toPoint()) is not None:
            self.viewport().setCursor(Qt.CursorShape.PointingHandCursor)
        elif index.isValid() and self.records.editable:
            self.viewport().setCursor(Qt.CursorShape.IBeamCursor)
        else:
            self.viewport().unsetCursor()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        index = self.currentIndex()
        if event.key() == Qt.Key.Key_Space and index.isValid() and not event.modifiers():
            self.toggle(index.row())
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        index = self.currentIndex()
        if event.reason() == QContextMenuEvent.Reason.Mouse:
            index = self.indexAt(event.pos())
        fact = self.records.fact_at(index.row()) if index.isValid() else None
        if fact is None:
            return
        self.setCurrentIndex(index)
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        row = index.row()
        if self._details:
            text = self.tr("Fold") if self.is_open(row) else self.tr("Unfold")
            menu.addAction(text, lambda: self.toggle(row))
        if self.records.editable:
            menu.addAction(self.tr("Edit"), lambda: self.edit_cell(self.records.index(row, index.column())))
            menu.addAction(self.tr("Source and certainty…"), lambda: self.fact_command("evidence"))
            menu.addAction(self.tr("Still true today"), lambda: self.fact_command("confirm"))
        menu.addAction(self.tr("Previous values…"), lambda: self.fact_command("history"))
        menu.addAction(self.tr("Copy"), lambda: self.edit_command("copy"))
        if self.records.editable:
            menu.addAction(self.tr("Delete"), lambda: self.delete_row(row))
        place = event.globalPos()
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            place = self.viewport().mapToGlobal(self.visualRect(index).bottomLeft())
        menu.popup(place)

    def fact_command(self, name: str) -> None:
        """``evidence``, ``confirm`` or ``history`` of the entry the keyboard is at."""
        row = self.currentIndex().row()
        fact = self.records.fact_at(row)
        if fact is not None:
            fact_command(
                name, lambda: self._anchor(row), self._workbook, self.subject, self.field.key, [fact]
            )

    def _anchor(self, row: int) -> QWidget:
        """What a panel about a row stands beside; it goes with the next one."""
        if self._beside is not None:
            self._beside.deleteLater()
        place = self.visualRect(self.records.index(row, 0))
        place.setHeight(row_height())
        self._beside = QWidget(self.viewport())
        self._beside.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._beside.setGeometry(place)
        self._beside.setFocusProxy(self)
        self._beside.show()
        return self._beside


class _Delegate(InPlaceDelegate):
    """Draws the chevron before the first column of what unfolds, and the evidence as the tooltip."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        super().paint(painter, option, index)
        table = option.widget
        if not isinstance(table, RecordTable) or not table.has_details:
            return
        if table.is_open(index.row()):
            # The line is under what is unfolded.
            ground = "raised" if table.hovered_row == index.row() else "surface"
            painter.fillRect(
                option.rect.left(),
                option.rect.bottom(),
                option.rect.width(),
                1,
                theme.current().colour(ground),
            )
        if index.column() == 0 and table.records.fact_at(index.row()) is not None:
            name = "chevron-down" if table.is_open(index.row()) else "chevron-right"
            ratio = table.devicePixelRatioF()
            middle = option.rect.top() + (row_height() - _CHEVRON) // 2
            painter.drawPixmap(option.rect.left() + 8, middle, icons.pixmap(name, "text_3", _CHEVRON, ratio))

    def text_area(self, option: QStyleOptionViewItem, index: Index) -> QRect:
        area = super().text_area(option, index)
        table = option.widget
        if isinstance(table, RecordTable) and table.has_details and index.column() == 0:
            area.setLeft(area.left() + BEFORE_NAME)
        return area
