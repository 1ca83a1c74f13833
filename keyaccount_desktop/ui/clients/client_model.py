"""The rows of the client list as Qt sees them: filtered and sorted here, in plain Python, at any size.

A proxy model would ask Python for every cell of every row; sorting a list of dataclasses does not. The
model knows no commands: a new name typed into a row leaves by ``rename_wanted``.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from keyaccount_desktop.ui.table import CHIP, REMARK, TONE
from keyaccount_desktop.ui.widgets import plain_tip
from keyaccount_desktop.workbook.first_screen import AccountRow

Index = QModelIndex | QPersistentModelIndex
NAME, TYPE, GRADE, PEOPLE, NEXT_STEP, LAST_CONTACT = range(6)
ID_ROLE: Final = Qt.ItemDataRole.UserRole


class ClientModel(QAbstractTableModel):
    """Clients in the order and selection the user asked for."""

    rename_wanted = Signal(str, str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._all: list[AccountRow] = []
        self._shown: list[AccountRow] = []
        self._filter = ""
        self._also: frozenset[str] = frozenset()
        self._column = NAME
        self._descending = False
        self.today = date.today().isoformat()
        self.editable = True

    @property
    def total(self) -> int:
        """How many clients there are, shown or not."""
        return len(self._all)

    def show_rows(self, rows: Sequence[AccountRow]) -> None:
        """Show these clients, given in pinyin order."""
        same_order = [row.id for row in rows] == [row.id for row in self._all]
        self._all = list(rows)
        self.today = date.today().isoformat()
        if same_order and not self._filter and self._column == NAME and self._shown:
            self._shown = self._arranged()
            last = self.index(len(self._shown) - 1, self.columnCount() - 1)
            self.dataChanged.emit(self.index(0, 0), last)
        else:
            self._renew()

    def set_filter(self, typed: str, also: frozenset[str] = frozenset()) -> None:
        """Show only clients that hold the text, and those of the ids in ``also``."""
        typed = typed.strip().casefold()
        if (typed, also) != (self._filter, self._also):
            self._filter, self._also = typed, also
            self._renew()

    def row_of(self, account_id: str) -> int | None:
        for number, row in enumerate(self._shown):
            if row.id == account_id:
                return number
        return None

    def client_at(self, row: int) -> AccountRow:
        return self._shown[row]

    # ---- what Qt asks

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._shown)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else 6

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        row, column = self._shown[index.row()], index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(row, column)
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(self._text(row, column))
        if role == ID_ROLE:
            return row.id
        if role == Qt.ItemDataRole.EditRole and column == NAME:
            return row.name
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        if role == REMARK:
            return self._remark(row, column)
        if role == TONE:
            return self._tone(row, column)
        if role == CHIP and column == GRADE and row.grade:
            return "accent" if row.grade == "A" else "plain"
        return None

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if not index.isValid() or index.column() != NAME or role != Qt.ItemDataRole.EditRole:
            return False
        row = self._shown[index.row()]
        if str(value).strip() != row.name:
            self.rename_wanted.emit(row.id, str(value))
        # The row changes when the workbook says so, not before.
        return False

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        if self.editable and index.isValid() and index.column() == NAME:
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return (
                self.tr("Client"),
                self.tr("Type"),
                self.tr("Grade"),
                self.tr("People"),
                self.tr("Next step"),
                self.tr("Last contact"),
            )[section]
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        # No column at all, as before the first press on a heading, is the pinyin order of the names.
        self._column = max(column, NAME)
        self._descending = order == Qt.SortOrder.DescendingOrder
        self._renew()

    # ---- words

    def _text(self, row: AccountRow, column: int) -> str:
        if column == NAME:
            return row.name
        if column == TYPE:
            return type_text(row.type)
        if column == GRADE:
            return row.grade or ""
        if column == PEOPLE:
            return str(row.people) if row.people else ""
        if column == NEXT_STEP:
            return self._step(row)
        return row.last_contact or ""

    def _step(self, row: AccountRow) -> str:
        """The day first, and without the year when it is this one: the text may be cut, the day not."""
        day = row.next_step_on or ""
        if day[:5] == self.today[:5]:
            day = day[5:]
        return " ".join(part for part in (day, row.next_step or "") if part)

    def _remark(self, row: AccountRow, column: int) -> str | None:
        if column == NAME:
            return row.region
        return None

    def _tone(self, row: AccountRow, column: int) -> str:
        if column == NAME:
            return "strong"
        if column == NEXT_STEP:
            overdue = row.next_step_on is not None and row.next_step_on < self.today
            return "warning" if overdue else "text_1"
        return "text_2"

    # ---- order

    def _renew(self) -> None:
        self.beginResetModel()
        self._shown = self._arranged()
        self.endResetModel()

    def _arranged(self) -> list[AccountRow]:
        rows = self._all
        if self._filter:
            rows = [row for row in rows if row.id in self._also or self._filter in _haystack(row)]
        if self._column != NAME:
            key = _KEYS[self._column]
            known = [row for row in rows if key(row) not in (None, "")]
            # What is not known stays at the end in either direction.
            unknown = [row for row in rows if key(row) in (None, "")]
            known.sort(key=key, reverse=self._descending)  # type: ignore[arg-type]
            return known + unknown
        return list(reversed(rows)) if self._descending else list(rows)


_KEYS: Final[dict[int, Callable[[AccountRow], object]]] = {
    TYPE: lambda row: row.type,
    GRADE: lambda row: row.grade,
    PEOPLE: lambda row: row.people or None,
    NEXT_STEP: lambda row: (row.next_step_on or "9999") if row.next_step else None,
    LAST_CONTACT: lambda row: row.last_contact,
}


def _haystack(row: AccountRow) -> str:
    return f"{row.name}\n{row.region or ''}\n{row.next_step or ''}".casefold()


def type_text(code: str | None) -> str:
    """A type of client in the current language; from its own list, since the first paint shows it."""
    from keyaccount_desktop.method.vocabulary_account import ACCOUNT_TYPE

    choice = ACCOUNT_TYPE.get(code) if code is not None else None
    return str(choice.text) if choice is not None else code or ""


def choice_text(field: str, code: str | None) -> str:
    """A code of the method's lists in the current language; as it is when the list does not know it."""
    from keyaccount_desktop.method import catalogue

    if code is None:
        return ""
    choices = catalogue.field(field).choices
    choice = choices.get(code) if choices is not None else None
    return str(choice.text) if choice is not None else code
