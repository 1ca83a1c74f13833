"""The table of clients or people in whatever room there is: names whole first, then as many columns as fit.

``Roster`` is a ``Table`` that knows which column is read first, what the others need, and which of them go
when the window is narrow or the text large. Used by ``client_list`` and ``people_tab``.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import QAbstractItemModel
from PySide6.QtGui import QFontMetrics

from keyaccount_desktop.ui import theme
from keyaccount_desktop.ui.table import Table

_SIDES: Final = 24
"""Pixels beside the text of a cell."""
_CHIP_SIDES: Final = 12
_MEASURED_ROWS: Final = 200
"""Names measured to find the room they need: those one sees first."""


class Roster(Table):
    """The first of the stretched columns gets its width before any other."""

    def __init__(self) -> None:
        super().__init__()
        self._most_first = 0
        self._least: dict[int, int] = {}
        self._dropped: tuple[int, ...] = ()
        self._chips: dict[int, Callable[[], Sequence[str]]] = {}

    def setModel(self, model: QAbstractItemModel | None) -> None:
        super().setModel(model)
        if model is not None:
            model.modelReset.connect(self._spread)
            model.dataChanged.connect(self._spread)

    def set_room(
        self,
        most_first: int,
        least: dict[int, int],
        dropped: tuple[int, ...],
        chips: dict[int, Callable[[], Sequence[str]]] | None = None,
    ) -> None:
        """How columns share a narrow room.

        ``most_first``: what the first column may take of it; ``least``: what the other stretched ones need,
        both at 100 % text. ``dropped``: which columns go, in this order. ``chips``: all that may stand in a
        column of chips, which is never cut.
        """
        self._most_first, self._least, self._dropped = most_first, least, dropped
        self._chips = chips or {}
        self._spread()

    def _spread(self) -> None:
        if not self._stretched or not self._room or not self._most_first:
            return
        first, *others = self._stretched
        needs = {column: self._need(column) for column in (*self._widths, *self._stretched)}
        shown = set(needs)
        for column in self._dropped:
            if sum(needs[kept] for kept in shown) <= self._room:
                break
            shown.discard(column)
        for column, need in needs.items():
            self.setColumnHidden(column, column not in shown)
            if column in self._widths:
                self.setColumnWidth(column, need)
        others = [column for column in others if column in shown]
        room = self._room - sum(needs[column] for column in shown if column in self._widths)
        for place, column in enumerate((first, *others)):
            later = others[place:]
            share = room // (len(later) + 1)
            # Not so much that the later ones lack what they need.
            share = max(needs[column], min(share, room - sum(needs[other] for other in later)))
            self.setColumnWidth(column, share)
            room -= share

    def _need(self, column: int) -> int:
        """The least width of a column; a heading is never cut."""
        colours = theme.current()
        need = self.horizontalHeader().sectionSizeFromContents(column).width()
        if column == self._stretched[0]:
            metrics = QFontMetrics(colours.font(bold=True))
            model = self.model()
            rows = min(model.rowCount(), _MEASURED_ROWS)
            names = [str(model.index(row, column).data() or "") for row in range(rows)]
            longest = max(map(metrics.horizontalAdvance, names), default=0) + _SIDES
            return max(need, min(longest, colours.px(self._most_first)))
        if column in self._chips:
            metrics = QFontMetrics(colours.font("small", bold=True))
            longest = max(map(metrics.horizontalAdvance, self._chips[column]()), default=0)
            return max(need, longest + _CHIP_SIDES + _SIDES)
        return max(need, colours.px(self._widths.get(column) or self._least.get(column, 0)))
