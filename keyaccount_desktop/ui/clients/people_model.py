"""The people of one client as Qt sees them: filtered and sorted in plain Python.

The model knows no commands: a name or post typed into a row leaves by ``change_wanted``.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from keyaccount_desktop.method import vocabulary
from keyaccount_desktop.method.choices import ChoiceList
from keyaccount_desktop.ui.clients.client_model import choice_text
from keyaccount_desktop.ui.table import CHIP, REMARK, TONE
from keyaccount_desktop.ui.widgets import plain_tip
from keyaccount_desktop.workbook.people import PersonRow

Index = QModelIndex | QPersistentModelIndex
NAME, POSITION, DEPARTMENT, LEVEL, ATTITUDE, LAST_CONTACT = range(6)
ID_ROLE: Final = Qt.ItemDataRole.UserRole
EDITABLE: Final = frozenset({NAME, POSITION})


class PeopleModel(QAbstractTableModel):
    """``change_wanted`` carries a person's id, the column, and what was typed."""

    change_wanted = Signal(str, int, str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._all: list[PersonRow] = []
        self._shown: list[PersonRow] = []
        self._filter = ""
        self._column, self._descending = NAME, False
        self.editable = True

    @property
    def total(self) -> int:
        return len(self._all)

    def show_rows(self, rows: Sequence[PersonRow]) -> None:
        """Show these people, given in pinyin order."""
        self._all = list(rows)
        self._renew()

    def set_filter(self, typed: str) -> None:
        self._filter = typed.strip().casefold()
        self._renew()

    def row_of(self, person_id: str) -> int | None:
        for number, row in enumerate(self._shown):
            if row.id == person_id:
                return number
        return None

    def person_at(self, row: int) -> PersonRow:
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
        if role == Qt.ItemDataRole.EditRole and column in EDITABLE:
            return row.name if column == NAME else row.position or ""
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        if role == TONE:
            if column == LAST_CONTACT and not row.last_contact:
                return "text_3"
            return "strong" if column == NAME else "text_1" if column == POSITION else "text_2"
        if role == CHIP and column == ATTITUDE:
            return row.attitude if row.attitude in vocabulary.ATTITUDE else "unknown"
        if role == REMARK and column == NAME and row.kind != "person":
            return str(vocabulary.PERSON_KIND[row.kind].text)
        return None

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if not index.isValid() or index.column() not in EDITABLE or role != Qt.ItemDataRole.EditRole:
            return False
        row = self._shown[index.row()]
        if str(value).strip() != (index.data(Qt.ItemDataRole.EditRole) or ""):
            self.change_wanted.emit(row.id, index.column(), str(value).strip())
        # The row changes when the workbook says so, not before.
        return False

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        if self.editable and index.isValid() and index.column() in EDITABLE:
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return (
                self.tr("Name"),
                self.tr("Position"),
                self.tr("Department"),
                self.tr("Level"),
                self.tr("Attitude"),
                self.tr("Last contact"),
            )[section]
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        self._column, self._descending = max(column, NAME), order == Qt.SortOrder.DescendingOrder
        self._renew()

    # ---- words and order

    def _text(self, row: PersonRow, column: int) -> str:
        if column == ATTITUDE:
            return attitude_text(row.attitude)
        return (
            row.name,
            row.position or "",
            row.department or "",
            choice_text("person.level", row.level),
            "",
            row.last_contact or self.tr("never"),
        )[column]

    def _renew(self) -> None:
        self.beginResetModel()
        rows = self._all
        if self._filter:
            rows = [row for row in rows if self._filter in _haystack(row)]
        if self._column == NAME:
            self._shown = list(reversed(rows)) if self._descending else list(rows)
        else:
            key = _KEYS[self._column]
            known = sorted((row for row in rows if key(row)), key=key, reverse=self._descending)
            # What is not known stays at the end in either direction.
            self._shown = known + [row for row in rows if not key(row)]
        self.endResetModel()


def attitude_text(code: str | None) -> str:
    """The attitude with the sign that shows it without colour: ``▲ 支持者``; ``? ○ 未知`` where none is known."""
    if code is None or code not in vocabulary.ATTITUDE:
        unknown = vocabulary.UNKNOWN_ATTITUDE
        return f"{unknown.mark} {unknown.text}"
    choice = vocabulary.ATTITUDE[code]
    sign = str(choice.mark)[-1] if choice.mark is not None else ""
    return f"{sign} {choice.text}".strip()


def attitude_texts() -> list[str]:
    """All that may stand in the column of attitudes."""
    return [attitude_text(code) for code in (None, *vocabulary.ATTITUDE.codes)]


_KEYS: Final[dict[int, Callable[[PersonRow], str]]] = {
    POSITION: lambda row: row.position or "",
    DEPARTMENT: lambda row: row.department or "",
    LEVEL: lambda row: _place(vocabulary.LEVEL, row.level),
    ATTITUDE: lambda row: _place(vocabulary.ATTITUDE, row.attitude),
    LAST_CONTACT: lambda row: row.last_contact or "",
}


def _place(choices: ChoiceList, code: str | None) -> str:
    return f"{choices.position(code):03}" if code else ""


def _haystack(row: PersonRow) -> str:
    return f"{row.name}\n{row.position or ''}\n{row.department or ''}".casefold()
