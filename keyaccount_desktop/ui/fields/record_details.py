"""What unfolds under a row of a table of records: the long texts of its entry, edited in place.

Made by ``record_table``, which gives it its place.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from keyaccount_desktop.method.fields import Part
from keyaccount_desktop.ui import theme
from keyaccount_desktop.ui.fields.part_line import PartLine
from keyaccount_desktop.workbook.facts import Fact

if TYPE_CHECKING:
    from keyaccount_desktop.workbook.document import Workbook

BEFORE_NAME: Final = 18
"""Pixels before the first column's text that the chevron takes."""


class Details(QWidget):
    """The long texts of an entry, two to a row."""

    def __init__(
        self, workbook: Workbook, parts: Sequence[Part], key: tuple[object, ...],
        store: Callable[[Part, Any, object], None],
    ) -> None:  # fmt: skip
        super().__init__()
        self._lines = {
            part.key: PartLine(workbook, part, (*key, part.key, "detail"), store) for part in parts
        }
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(10 + BEFORE_NAME, 0, 10, 2 * theme.GRID)
        self._grid.setHorizontalSpacing(5 * theme.GRID)
        self._grid.setVerticalSpacing(0)
        for column in (0, 1):
            self._grid.setColumnStretch(column, 1)
        for number, line in enumerate(self._lines.values()):
            self._grid.addWidget(line, number // 2, number % 2, Qt.AlignmentFlag.AlignTop)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._align()

    def show_entry(self, fact: Fact) -> None:
        for key, line in self._lines.items():
            line.show_part(fact.value.get(key))
            line.restore_draft()

    def line(self, part: Part) -> PartLine:
        return self._lines[part.key]

    @property
    def lines(self) -> list[PartLine]:
        return list(self._lines.values())

    def stops(self) -> list[QWidget]:
        return [stop for line in self._lines.values() for stop in line.stops()]

    def height_for(self, width: int) -> int:
        """The height the texts need at this width."""
        return self._grid.totalHeightForWidth(width)

    def retranslate(self) -> None:
        for line in self._lines.values():
            line.retranslate()
        self._align()

    def paintEvent(self, event: QPaintEvent) -> None:
        bottom = self.height() - 1
        QPainter(self).fillRect(0, bottom, self.width(), 1, theme.current().colour("line"))

    def _align(self) -> None:
        """The labels of a column are as wide as the widest of them."""
        metrics = self.fontMetrics()
        widest = max(metrics.horizontalAdvance(str(line.part.text)) for line in self._lines.values())
        width = min(widest, theme.current().px(130)) + theme.GAP
        for line in self._lines.values():
            line.set_label_width(width)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._align()
        super().changeEvent(event)
