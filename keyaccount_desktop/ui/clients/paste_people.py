"""The preview before pasted rows become people: what each column means, who is new, what is left out.

Nothing is written until “Add”; then everything is one step of undo. The reading and the rules are
``exchange.pasted_rows``; this only shows them and lets the guesses be changed.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from keyaccount_desktop.exchange.pasted_rows import (
    Candidate,
    Pasted,
    add_pasted,
    people_in,
    read_pasted,
    targets,
)
from keyaccount_desktop.method import vocabulary
from keyaccount_desktop.ui import counts, theme
from keyaccount_desktop.ui.operation import Operation
from keyaccount_desktop.ui.table import TONE, CellDelegate, row_height
from keyaccount_desktop.ui.widgets import Button, Card, Label, plain_tip, resize_within
from keyaccount_desktop.workbook.facts import Evidence
from keyaccount_desktop.workbook.people import people_of

if TYPE_CHECKING:
    from keyaccount_desktop.workbook.document import Workbook

_MOST_SHOWN: Final = 500
"""Rows of the preview; more are added all the same, and it says so."""


class PastePeopleDialog(QDialog):
    """``added`` carries the ids of the people made."""

    added = Signal(list)

    def __init__(
        self, workbook: Workbook, account_id: str, pasted: Pasted, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Paste people"))
        self._workbook = workbook
        self._account_id = account_id
        self._existing = [(person.id, person.name) for person in people_of(workbook, account_id)]
        self._pasted = pasted
        self._people: list[Candidate] = []
        self._chosen: dict[int, bool] = {}
        self._targets = targets(workbook.catalogue)
        self._summary = Label("", "strong", wrap=True)
        self._refused = Label("", "warning", wrap=True)
        self.table = QTableWidget()
        self.table.setAccessibleName(self.tr("Preview of the people to add"))
        self.table.setShowGrid(False)
        self.table.setItemDelegate(CellDelegate(self.table))
        self.table.setWordWrap(False)
        self.table.verticalHeader().hide()
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.table.itemChanged.connect(self._ticked)
        self.source = QComboBox()
        self.source.setAccessibleName(self.tr("Source"))
        self.source.addItem(self.tr("Source not given"), None)
        for choice in vocabulary.SOURCE:
            self.source.addItem(str(choice.text), choice.code)
        self._add = Button("", "primary")
        self._add.setDefault(True)
        self._add.clicked.connect(self._add_them)
        cancel = Button(self.tr("Cancel"))
        cancel.clicked.connect(self.reject)
        card = Card()
        card.column.setContentsMargins(1, 4, 1, 4)
        card.column.addWidget(self.table)
        buttons = QHBoxLayout()
        buttons.setSpacing(2 * theme.GRID)
        buttons.addWidget(self.source)
        buttons.addStretch(1)
        buttons.addWidget(cancel)
        buttons.addWidget(self._add)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 20, 20, 16)
        column.setSpacing(3 * theme.GRID)
        column.addWidget(self._summary)
        hint = self.tr("Above each column stands what it is taken for; change it where it is wrong.")
        column.addWidget(Label(hint, "hint", wrap=True))
        column.addWidget(card, 1)
        column.addWidget(self._refused)
        column.addLayout(buttons)
        resize_within(self, 860, 520)
        self._show()

    @classmethod
    def of_text(
        cls, workbook: Workbook, account_id: str, text: str, parent: QWidget | None = None
    ) -> PastePeopleDialog:
        """The preview of a text. Raises UserError when there is nothing in it to take."""
        return cls(workbook, account_id, read_pasted(text, workbook.catalogue), parent)

    @property
    def chosen(self) -> list[Candidate]:
        """Who would be added now."""
        return [
            person
            for person in self._people
            if person.refused is None and self._chosen.get(person.row, person.new)
        ]

    def _show(self) -> None:
        self._people = people_in(self._pasted, self._existing)
        table = self.table
        table.blockSignals(True)
        table.clear()
        shown = self._people[:_MOST_SHOWN]
        table.setColumnCount(len(self._pasted.columns) + 1)
        table.setRowCount(len(shown) + 1)
        table.setHorizontalHeaderLabels(["", *(column.heading or "" for column in self._pasted.columns)])
        table.horizontalHeader().setDefaultAlignment(
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        )
        table.horizontalHeader().setVisible(any(column.heading for column in self._pasted.columns))
        table.setItem(0, 0, _fixed(""))
        for place, column in enumerate(self._pasted.columns, start=1):
            table.setItem(0, place, _fixed(""))
            table.setCellWidget(0, place, self._meaning(place - 1))
            table.setColumnWidth(place, theme.current().px(170))
            for row, person in enumerate(shown, start=1):
                item = _fixed(self._pasted.rows[person.row][place - 1])
                if column.target is None or person.refused is not None:
                    item.setData(TONE, "text_3")
                table.setItem(row, place, item)
        for row, person in enumerate(shown, start=1):
            table.setItem(row, 0, self._state(person))
        table.setColumnWidth(0, theme.current().px(150))
        for row in range(len(shown) + 1):
            table.setRowHeight(row, row_height() if row else row_height() + 6)
        if len(self._pasted.columns) <= 4:
            table.horizontalHeader().setSectionResizeMode(
                len(self._pasted.columns), QHeaderView.ResizeMode.Stretch
            )
        table.blockSignals(False)
        refused = [column for column in self._pasted.columns if column.refused is not None]
        self._refused.setText(
            "\n".join(
                self.tr("Not taken: {column}. {reason}").format(column=column.heading, reason=column.refused)
                for column in refused
            )
        )
        self._refused.setVisible(bool(refused))
        self._show_summary()

    def _meaning(self, column: int) -> QComboBox:
        box = QComboBox()
        box.setAccessibleName(self.tr("Meaning of column {n}").format(n=column + 1))
        box.addItem(self.tr("Leave out"), None)
        if self._pasted.columns[column].refused is not None:
            box.setEnabled(False)
            return box
        for target, text in self._targets:
            box.addItem(str(text), target)
        box.setCurrentIndex(max(box.findData(self._pasted.columns[column].target), 0))
        box.currentIndexChanged.connect(partial(self._mean, column, box))
        return box

    def _mean(self, column: int, box: QComboBox, _index: int) -> None:
        self._pasted = self._pasted.with_target(column, box.currentData())
        self._show()

    def _state(self, person: Candidate) -> QTableWidgetItem:
        item = QTableWidgetItem()
        flags = Qt.ItemFlag.ItemIsEnabled
        if person.refused is not None:
            item.setText(self.tr("No name"))
            item.setToolTip(plain_tip(str(person.refused)))
            item.setData(TONE, "text_3")
        else:
            flags |= Qt.ItemFlag.ItemIsUserCheckable
            ticked = self._chosen.get(person.row, person.new)
            item.setCheckState(Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)
            if person.known_as is not None:
                item.setText(self.tr("Already here"))
            elif person.repeats:
                item.setText(self.tr("Twice in the rows"))
            elif person.problems:
                item.setText(self.tr("New, in part"))
            else:
                item.setText(self.tr("New"))
            item.setToolTip(plain_tip("\n".join(str(problem) for problem in person.problems)))
            if person.known_as is not None or person.repeats or person.problems:
                item.setData(TONE, "warning")
        item.setFlags(flags)
        return item

    def _ticked(self, item: QTableWidgetItem) -> None:
        if item.column() == 0 and item.row() > 0:
            self._chosen[self._people[item.row() - 1].row] = item.checkState() == Qt.CheckState.Checked
            self._show_summary()

    def _show_summary(self) -> None:
        chosen, known = len(self.chosen), sum(1 for person in self._people if person.known_as is not None)
        parts = [self.tr("Rows: {n}").format(n=len(self._people)), self.tr("to add: {n}").format(n=chosen)]
        if known:
            parts.append(self.tr("here already: {n}").format(n=known))
        if len(self._people) > _MOST_SHOWN:
            parts.append(self.tr("the first {n} are shown").format(n=_MOST_SHOWN))
        self._summary.setText(" · ".join(parts))
        self._add.setText(self.tr("Add {people}").format(people=counts.people(chosen)))
        self._add.setEnabled(chosen > 0)

    def _add_them(self) -> None:
        source = self.source.currentData()
        evidence = Evidence(source) if source else None

        def added(ids: list[str]) -> None:
            self.accept()
            self.added.emit(ids)

        Operation(
            self,
            lambda: add_pasted(self._workbook, self._account_id, self.chosen, evidence),
            then=added,
            slow=True,
        ).run()


def _fixed(text: str) -> QTableWidgetItem:
    item = QTableWidgetItem(text)
    item.setFlags(Qt.ItemFlag.ItemIsEnabled)
    item.setToolTip(plain_tip(text))
    return item
