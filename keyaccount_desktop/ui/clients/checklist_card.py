"""A section of the client as a checklist under its title: how many are answered, each answered in place.

The eight questions are one, the distributor's ten facts another. What the user added to the section, or the
list does not count, stands as lines below.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QWidget

from keyaccount_desktop.method import catalogue
from keyaccount_desktop.ui import theme
from keyaccount_desktop.ui.fields.checklist import Asked, Checklist, Facts
from keyaccount_desktop.ui.fields.fact_field import FactField
from keyaccount_desktop.ui.fields.fact_grid import FactGrid
from keyaccount_desktop.ui.folding import FoldingCard
from keyaccount_desktop.workbook.facts import Subject

if TYPE_CHECKING:
    from keyaccount_desktop.workbook.document import Workbook

_SUMMED_UP = 3


class ChecklistCard(FoldingCard):
    """``section`` names the card; ``field_wanted`` asks the page for a field that stands elsewhere."""

    field_wanted = Signal(str)

    def __init__(
        self, workbook: Workbook, subject: Subject, section: str, asked: Sequence[Asked], facts: Facts
    ) -> None:
        super().__init__(section, spacing=theme.GRID)
        counted = {key for line in asked for key in line.fields}

        def others() -> list[str]:
            found = workbook.catalogue.fields_of(subject[0], section, retired=True)
            return [field.key for field in found if field.key not in counted]

        self.list = Checklist(workbook, subject, asked, facts)
        self.list.field_wanted.connect(self.field_wanted)
        self.others = FactGrid(workbook, subject, others, shown=[], more=(), facts=facts)
        self.column.addWidget(self.list)
        self.column.addWidget(self.others)
        self.list.counted.connect(self._count)
        self._count()

    def line_of(self, key: str, *, make: bool = True) -> FactField | None:
        """The line of a field that stands here; of the uncounted ones made if need be."""
        if key in self.others.keys:
            self.others.show()
            return self.others.show_field(key) if make else self.others.field(key)
        return self.list.line_of(key)

    @property
    def keys(self) -> list[str]:
        """The fields whose lines may stand here."""
        lines = [line.key for row in self.list.rows for line in row.lines]
        return [*lines, *self.others.keys]

    def keys_shown(self) -> list[str]:
        """The fields that have a line now."""
        lines = [line.key for row in self.list.rows for line in row.lines]
        return [*lines, *(field.key for field in self.others.fields)]

    def stops(self) -> list[QWidget]:
        """What the Tab key goes through, from above."""
        if self.folded:
            return [self.fold_title]
        return [self.fold_title, *self.list.stops(), *self.others.stops()]

    def release(self) -> None:
        self.list.release()
        self.others.release()

    def _count(self, *_: object) -> None:
        known, asked = self.list.count
        name = str(catalogue.section(self.key).text)
        self.set_texts(name, self.tr("{n} of {all} answered").format(n=known, all=asked))
        lines = [line for row in self.list.rows for line in row.lines if not line.empty]
        words = [" ".join(line.plain_text().split()) for line in lines[:_SUMMED_UP]]
        self.set_summary(" · ".join(words))
        self.others.setVisible(bool(self.others.fields))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._count()
        super().changeEvent(event)
