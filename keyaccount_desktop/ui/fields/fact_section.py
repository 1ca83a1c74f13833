"""A section of the catalogue as a card that folds: its grid of fields, and how much of it is known.

Used by the person page and by the client's overview.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent

from keyaccount_desktop.language import Text
from keyaccount_desktop.method.completeness import Share
from keyaccount_desktop.ui.fields.fact_field import FactField
from keyaccount_desktop.ui.fields.fact_grid import FactGrid
from keyaccount_desktop.ui.folding import FoldingCard


class FactSection(FoldingCard):
    """``key`` is what the card is remembered by when folded, ``name`` its title."""

    def __init__(self, key: str, name: Text, grid: FactGrid, *, about: str = "") -> None:
        super().__init__(key, spacing=4)
        self.name = name
        self.about = about
        """Said behind the title, before the share: which purchase, for example."""
        self.grid = grid
        self._share: Share | None = None
        self.column.addWidget(grid)
        grid.changed.connect(self._sum_up)
        self.folded_changed.connect(self._sum_up)
        self._retranslate()

    def show_share(self, shares: Sequence[Share]) -> None:
        """Say in the title how much of it is known."""
        self._share = Share(
            sum(share.known for share in shares),
            sum(share.asked for share in shares),
            sum(share.weight_known for share in shares),
            sum(share.weight_asked for share in shares),
        )
        self._retranslate()

    def show_field(self, key: str) -> FactField:
        """Open the section for now, have a field shown, empty or not, and give its line."""
        self.unfold()
        return self.grid.show_field(key)

    def _sum_up(self) -> None:
        if self.folded:
            self.set_summary(self.grid.summary())

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def _retranslate(self) -> None:
        parts = [self.about] if self.about else []
        explained = ""
        if self._share is not None and self._share.asked:
            parts.append(f"{self._share.known} / {self._share.asked}")
            explained = self.tr(
                "{known} of {asked} are known. By weight that is {percent}%: what matters more counts more."
            ).format(known=self._share.known, asked=self._share.asked, percent=round(100 * self._share.share))
        self.set_texts(str(self.name), " · ".join(parts), explained)
        self.grid.setAccessibleName(" ".join([str(self.name), *parts]))
        self._sum_up()
