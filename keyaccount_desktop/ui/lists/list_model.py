"""The rows of a list as Qt sees them: filtered and sorted here, in plain Python, at any size.

A proxy model would ask Python for every cell of every row; here a row is a number into a ``Listing``, and only
cells on the screen are ever written out. The model knows no commands and reads nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import date
from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from keyaccount_desktop.language import Text
from keyaccount_desktop.method import filters
from keyaccount_desktop.method.columns import NAME, Column, shown_text
from keyaccount_desktop.method.filters import Condition
from keyaccount_desktop.ui.table import CHIP, REMARK, TONE
from keyaccount_desktop.ui.widgets import plain_tip
from keyaccount_desktop.workbook.listing import EMPTY, Listing, sort_keys

Index = QModelIndex | QPersistentModelIndex
ID_ROLE: Final = Qt.ItemDataRole.UserRole
_LEFT: Final = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_ATTITUDE: Final = "stakeholder.attitude"
_HOLDER_UNKNOWN: Final = Text("Holder unknown", "人选未知")


class ListModel(QAbstractTableModel):
    """Rows in the order and selection the user asked for. ``known`` gives all columns there may be, by key.

    ``sort_wanted`` carries the column and whether descending, when a heading was pressed.
    """

    sort_wanted = Signal(str, bool)

    def __init__(self, known: Callable[[], dict[str, Column]], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._known = known
        self.columns: list[Column] = []
        self.listing: Listing = EMPTY
        self._rows: Sequence[int] = []
        """What is shown: rows of the listing."""
        self._places: dict[str, int] | None = None
        self._keys: dict[str, list[Any]] = {}
        self._found: Collection[str] | None = None
        self.conditions: tuple[Condition, ...] = ()
        self.sorting: tuple[str, bool] | None = None
        """Column, and whether descending; None: the pinyin order of the names."""
        self.today = date.today()
        self.editable = True

    # ---- what it shows

    @property
    def total(self) -> int:
        """How many rows there are, shown or not."""
        return len(self.listing.ids)

    def show_columns(self, columns: Iterable[Column]) -> None:
        """Show these columns, from the left."""
        self.beginResetModel()
        self.columns = list(columns)
        self.endResetModel()

    def show_listing(self, listing: Listing) -> None:
        """Show what has been read; an order and a selection that were asked for hold."""
        self.listing = listing
        self._keys.clear()
        self.today = date.today()
        self._arrange()

    def narrow(self, found: Collection[str] | None, conditions: Iterable[Condition]) -> None:
        """Show only rows among these ids (None: all) of which all conditions hold."""
        self._found, self.conditions = found, tuple(conditions)
        self._arrange()

    def sort_by(self, sorting: tuple[str, bool] | None) -> None:
        self.sorting = sorting
        self._arrange()

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        # What is to be sorted by may have to be read first: the list decides.
        if 0 <= column < len(self.columns):
            self.sort_wanted.emit(self.columns[column].key, order == Qt.SortOrder.DescendingOrder)

    # ---- rows

    def row_of(self, id_: str) -> int | None:
        if self._places is None:
            ids = self.listing.ids
            self._places = {ids[row]: place for place, row in enumerate(self._rows)}
        return self._places.get(id_)

    def id_at(self, row: int) -> str:
        return self.listing.ids[self._rows[row]]

    def ids(self) -> list[str]:
        """Everyone shown, from the top."""
        ids = self.listing.ids
        return [ids[row] for row in self._rows]

    def value(self, row: int, key: str) -> Any:
        """What stands in a column of a shown row, shown itself or not; None when that has not been read."""
        held = self.listing.values.get(key)
        return held[self._rows[row]] if held is not None else None

    def column_of(self, key: str) -> int | None:
        return next((place for place, column in enumerate(self.columns) if column.key == key), None)

    # ---- what Qt asks

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        column, row = self.columns[index.column()], index.row()
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(column, row)
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(self._text(column, row))
        if role == ID_ROLE:
            return self.id_at(row)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _LEFT
        if role == TONE:
            return self._tone(column, row)
        if role == CHIP:
            return self._chip(column, row)
        if role == REMARK and column.key == NAME:
            return self._remark(row)
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        if self.editable and index.isValid() and self.columns[index.column()].editable:
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        column = self.columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return str(column.text)
        if role == Qt.ItemDataRole.ToolTipRole and column.field is not None and column.field.help is not None:
            return str(column.field.help)
        return None

    # ---- words

    def _text(self, column: Column, row: int) -> str:
        value = self.value(row, column.key)
        if column.key == _ATTITUDE:
            return attitude_text(value) if column.key in self.listing.values else ""
        if column.kind == "step":
            return self._step(value)
        if value is None and column.key == "last_contact" and "kind" in self.listing.values:
            return self.tr("never") if column.key in self.listing.values else ""
        return shown_text(column, value)

    def _step(self, value: tuple[str | None, str] | None) -> str:
        """The day first, and without the year when it is this one: the text may be cut, the day not."""
        if value is None:
            return ""
        day, text = value
        if day is not None and day[:5] == self.today.isoformat()[:5]:
            day = day[5:]
        return " ".join(part for part in (day, text) if part)

    def _tone(self, column: Column, row: int) -> str:
        if column.key == NAME:
            return "strong"
        value = self.value(row, column.key)
        if column.kind == "step":
            overdue = value is not None and value[0] is not None and value[0] < self.today.isoformat()
            return "warning" if overdue else "text_1"
        if column.key == "last_contact":
            return "text_3" if value is None else "warning" if self.value(row, "cold") else "text_2"
        return "text_1" if column.kind == "text" else "text_2"

    def _chip(self, column: Column, row: int) -> str | None:
        if column.key == _ATTITUDE:
            if column.key not in self.listing.values:
                return None
            value = self.value(row, column.key)
            return value if column.choices is not None and value in column.choices else "unknown"
        if column.key == "account.grade":
            value = self.value(row, column.key)
            return None if not value else "accent" if value == "A" else "plain"
        return None

    def _remark(self, row: int) -> str | None:
        """Beside a client its region, unless that has a column; beside a group or a post what it is."""
        if (kind := self.value(row, "kind")) is not None:
            return None if kind == "person" else person_kind_text(kind)
        if any(column.key == "account.region" for column in self.columns):
            return None
        region = self.value(row, "account.region")
        return str(region) if region else None

    # ---- order

    def _arrange(self) -> None:
        ids, before = self.listing.ids, self._rows
        rows: Sequence[int] = range(len(ids))
        if self._found is not None:
            found = self._found
            rows = [row for row in rows if ids[row] in found]
        if not all(each.column in self.listing.values for each in self.conditions):
            rows = ()  # still being read: better nothing than what the filter hides
        elif self.conditions:
            rows = filters.matching(self.conditions, self._known(), self.listing.values, rows, self.today)
        rows = self._sorted(rows)
        same = len(rows) == len(before) and self._places is not None
        if same and all(self._places.get(ids[row]) == place for place, row in enumerate(rows)):
            self._rows = rows
            if rows and self.columns:
                last = self.index(len(rows) - 1, len(self.columns) - 1)
                self.dataChanged.emit(self.index(0, 0), last)
            return
        self.beginResetModel()
        self._rows, self._places = rows, None
        self.endResetModel()
        self.row_of("")

    def _sorted(self, rows: Sequence[int]) -> Sequence[int]:
        if self.sorting is None:
            return rows
        key, descending = self.sorting
        if key == NAME:
            return list(reversed(rows)) if descending else rows
        column, held = self._known().get(key), self.listing.values.get(key)
        if column is None or held is None:
            return rows
        if key not in self._keys:
            self._keys[key] = sort_keys(column, held)
        keys = self._keys[key]
        known = sorted(
            (row for row in rows if keys[row] is not None), key=keys.__getitem__, reverse=descending
        )
        # What is not known stays at the end in either direction.
        return known + [row for row in rows if keys[row] is None]


def attitude_text(code: str | None) -> str:
    """The attitude with the sign that shows it without colour: ``▲ 支持者``; ``? ○ 未知`` where none is known."""
    from keyaccount_desktop.method import vocabulary

    if code is None or code not in vocabulary.ATTITUDE:
        unknown = vocabulary.UNKNOWN_ATTITUDE
        return f"{unknown.mark} {unknown.text}"
    choice = vocabulary.ATTITUDE[code]
    sign = str(choice.mark)[-1] if choice.mark is not None else ""
    return f"{sign} {choice.text}".strip()


def attitude_texts() -> list[str]:
    """All that may stand in the column of attitudes."""
    from keyaccount_desktop.method import vocabulary

    return [attitude_text(code) for code in (None, *vocabulary.ATTITUDE.codes)]


def person_kind_text(kind: str) -> str:
    from keyaccount_desktop.method import vocabulary

    # Of a post the name says what it is; beside it only what is missing.
    return str(_HOLDER_UNKNOWN if kind == "post" else vocabulary.PERSON_KIND[kind].text)
