"""How to deal with this person: what the method says that fits them now, in few lines.

The page shows it what it has read. Rungs and ticks are facts; advice is edited where it stands; for what
stands in a field of the page it asks by ``field_wanted``.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QWidget

from keyaccount_desktop.ui import theme
from keyaccount_desktop.ui.advice.adoption import AdoptionBlock
from keyaccount_desktop.ui.advice.playbook import PostBlock, StyleBlock
from keyaccount_desktop.ui.advice.trust import TrustBlock
from keyaccount_desktop.ui.advice.value_sides import ValueSides
from keyaccount_desktop.ui.fields.quiet_line import INSET
from keyaccount_desktop.ui.widgets import Card
from keyaccount_desktop.workbook.people import PersonCard
from keyaccount_desktop.workbook.products import Product

if TYPE_CHECKING:
    from keyaccount_desktop.workbook.document import Workbook


class Advice(Card):
    """Shows one person at a time, by ``show_card``."""

    field_wanted = Signal(str)

    def __init__(self, workbook: Workbook) -> None:
        super().__init__("", spacing=2 * theme.GRID)
        self._card: PersonCard | None = None
        self._products: list[Product] = []
        self.post = PostBlock(workbook)
        self.style_ = StyleBlock(workbook)
        self.values = ValueSides(workbook)
        self.adoption = AdoptionBlock(workbook)
        self.trust = TrustBlock(workbook)
        self._blocks = (self.post, self.style_, self.values, self.adoption, self.trust)
        margins = self.column.contentsMargins()
        self.column.setContentsMargins(
            margins.left() - INSET, margins.top(), margins.right() - theme.GRID, margins.bottom()
        )
        if self.title is not None:
            self.title.setContentsMargins(INSET, 0, 0, 0)
        for block in self._blocks:
            self.column.addWidget(block)
        for asking in (self.values, self.adoption):
            asking.field_wanted.connect(self.field_wanted)

    def show_card(self, card: PersonCard, products: Sequence[Product]) -> None:
        """``products`` are the workbook's, retired ones too, in their order."""
        self._card, self._products = card, list(products)
        self._fill()

    def _fill(self) -> None:
        card = self._card
        if self.title is not None:
            self.title.set_texts(self.tr("How to deal with them"))
        if card is None:
            return
        self.post.show_card(card)
        # A committee or a post without a holder has no style and no motives.
        someone = card.kind == "person"
        for block in (self.style_, self.values, self.adoption, self.trust):
            block.setVisible(someone)
        if someone:
            self.style_.show_card(card)
            self.values.show_card(card)
            self.adoption.show_card(card, self._products)
            self.trust.show_card(card)
        self.setVisible(any(not block.isHidden() for block in self._blocks))

    def stops(self) -> list[QWidget]:
        """What the Tab key goes through, from above."""
        found: list[QWidget] = []
        for block in self._blocks:
            for stop in block.stops():
                editor = getattr(stop, "editor", None)
                found += editor.stops() if editor is not None else [stop]
        return found

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._fill()
        super().changeEvent(event)
