"""The entries of a field of records as rows: what Qt asks of a table of suppliers, competitors or prices.

The last row is the one to write a new entry into; what is written there waits until the entry has all it
needs. The model mirrors the facts it is shown and knows no commands.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from keyaccount_desktop.method import values
from keyaccount_desktop.method.fields import Field, Part
from keyaccount_desktop.ui.fields.evidence import words_of
from keyaccount_desktop.ui.table import ASSUMED, TONE
from keyaccount_desktop.ui.widgets import plain_tip
from keyaccount_desktop.workbook.facts import Fact

Index = QModelIndex | QPersistentModelIndex
_NO_INDEX: Final = QModelIndex()
_NUMBERS: Final = frozenset({"number", "percent", "money", "rating"})


class RecordModel(QAbstractTableModel):
    """``columns`` are keys of parts, from the left; those in ``long`` are too long to be edited in a cell.

    ``adding`` stands in the row for a new entry.
    """

    def __init__(
        self, field: Field, columns: Sequence[str], long: Sequence[str], *, editable: bool,
        parent: QObject | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._long = frozenset(long)
        self._field = field
        parts = {part.key: part for part in field.parts}
        self.columns: tuple[Part, ...] = tuple(parts[key] for key in columns)
        self.editable = editable
        self.adding = ""
        self._facts: list[Fact] = []
        self._draft: dict[str, Any] = {}

    # ---- what it shows

    def show_facts(self, facts: Sequence[Fact]) -> None:
        """Show these entries in their order, touching only the rows that are others than before."""
        wanted = [fact.item for fact in facts]
        for row in reversed(range(len(self._facts))):
            if self._facts[row].item not in wanted:
                self.beginRemoveRows(_NO_INDEX, row, row)
                del self._facts[row]
                self.endRemoveRows()
        for row, fact in enumerate(facts):
            if row < len(self._facts) and self._facts[row].item == fact.item:
                if self._facts[row] != fact:
                    self._facts[row] = fact
                    self.dataChanged.emit(self.index(row, 0), self.index(row, len(self.columns) - 1))
            elif any(known.item == fact.item for known in self._facts):
                self.beginResetModel()  # another order, after an undo
                self._facts = list(facts)
                self.endResetModel()
                return
            else:
                self.beginInsertRows(_NO_INDEX, row, row)
                self._facts.insert(row, fact)
                self.endInsertRows()

    def show_draft(self, draft: Mapping[str, Any]) -> None:
        """What has been written of a new entry."""
        self._draft = dict(draft)
        if self.editable:
            row = len(self._facts)
            self.dataChanged.emit(self.index(row, 0), self.index(row, len(self.columns) - 1))

    def fact_at(self, row: int) -> Fact | None:
        """The entry of a row; None for the new one."""
        return self._facts[row] if 0 <= row < len(self._facts) else None

    def row_of(self, item: str) -> int | None:
        return next((row for row, fact in enumerate(self._facts) if fact.item == item), None)

    @property
    def facts(self) -> list[Fact]:
        return list(self._facts)

    @property
    def draft(self) -> dict[str, Any]:
        return dict(self._draft)

    def value(self, row: int, part: str) -> Any:
        """What a part of the entry in a row holds; None when empty."""
        fact = self.fact_at(row)
        return (self._draft if fact is None else fact.value).get(part)

    # ---- what Qt asks

    def rowCount(self, parent: Index = _NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self._facts) + self.editable

    def columnCount(self, parent: Index = _NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        fact, part = self.fact_at(index.row()), self.columns[index.column()]
        if role == Qt.ItemDataRole.ToolTipRole:
            said = str(index.data() or "")
            rests_on = words_of(fact, self._field, date.today())[0] if fact is not None else ""
            return plain_tip(f"{said}\n{rests_on}" if said and rests_on else said)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            value = self.value(index.row(), part.key)
            if value is not None:
                return str(values.display(part, value))
            inviting = fact is None and not self._draft and index.column() == 0
            return self.adding if inviting and role == Qt.ItemDataRole.DisplayRole else ""
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(_alignment(part))
        if role == TONE:
            if fact is None:
                return "text_2" if self._draft else "text_3"
            return "strong" if index.column() == 0 else "text_1" if index.column() == 1 else "text_2"
        if role == ASSUMED:
            return fact is not None and fact.assumed
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        if self.editable and index.isValid() and self.columns[index.column()].key not in self._long:
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation == Qt.Orientation.Horizontal:
            if role == Qt.ItemDataRole.DisplayRole:
                return str(self.columns[section].text)
            if role == Qt.ItemDataRole.TextAlignmentRole:
                return int(_alignment(self.columns[section]))
        return None

    def retranslate(self, adding: str) -> None:
        """Write everything in the language of now."""
        self.adding = adding
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self.columns) - 1)
        if self.rowCount():
            last = self.index(self.rowCount() - 1, len(self.columns) - 1)
            self.dataChanged.emit(self.index(0, 0), last)


def _alignment(part: Part) -> Qt.AlignmentFlag:
    across = Qt.AlignmentFlag.AlignRight if part.kind in _NUMBERS else Qt.AlignmentFlag.AlignLeft
    return across | Qt.AlignmentFlag.AlignVCenter
