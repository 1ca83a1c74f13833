"""Beside the map: what we don't know about the purchase and everyone in it, its files and its facts.

It reads while it is open, and keeps itself in step with the workbook. The map page opens and closes it; a
question about a person leaves by ``question_chosen``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from keyaccount_desktop.language import UserError
from keyaccount_desktop.method import catalogue
from keyaccount_desktop.ui import theme
from keyaccount_desktop.ui.attachments import AttachmentsCard, DropZone
from keyaccount_desktop.ui.fields.fact_grid import FactGrid
from keyaccount_desktop.ui.fields.line import EditableLine
from keyaccount_desktop.ui.influence_map.beside import SidePanel, lay_flat
from keyaccount_desktop.ui.unknowns import Unknowns
from keyaccount_desktop.ui.widgets import Card
from keyaccount_desktop.workbook.document import DEFINING
from keyaccount_desktop.workbook.purchases import purchase_facts
from keyaccount_desktop.workbook.questions import Asked, knowledge_of_purchase

if TYPE_CHECKING:
    from keyaccount_desktop.workbook.document import Workbook
    from keyaccount_desktop.workbook.journal import ChangeSet

_SETTLES_MS: Final = 250
"""Words that wrap find their height in several rounds when the panel has just been opened."""
_TELLING: Final = frozenset({"person", "purchase", "stakeholder", "fact", "product", *DEFINING})
"""Tables that open questions depend on."""


class PurchasePanel(SidePanel):
    """Reads while it is open."""

    question_chosen = Signal(object)
    """An ``Asked`` about a person."""
    missing_chosen = Signal(object)
    """An ``Asked`` about somebody who is missing on the map."""

    def __init__(self, workbook: Workbook) -> None:
        super().__init__()
        self._workbook = workbook
        self._purchase_id = ""
        self._built_for = ""
        self._stale = False
        self._grids: list[FactGrid] = []
        self._cards: list[Card] = []
        self.unknowns = Unknowns("purchase")
        self.unknowns.chosen.connect(self.answer)
        self.unknowns.print_wanted.connect(self.print_questions)
        self.attachments = AttachmentsCard(workbook)
        self._sections = QVBoxLayout()
        self._sections.setSpacing(2 * theme.GAP)
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setSpacing(2 * theme.GAP)
        column.addWidget(self.unknowns)
        column.addWidget(self.attachments)
        column.addLayout(self._sections)
        column.addStretch(1)
        lay_flat(self.unknowns)
        lay_flat(self.attachments)
        self._area = self.lay_out(inner)
        DropZone(self, self.attachments)
        self._unsubscribe = workbook.subscribe(self._workbook_changed)

    # ---- what it shows

    def show_purchase(self, purchase_id: str) -> None:
        """Be about this purchase; it is read when the panel is open."""
        if purchase_id != self._purchase_id:
            self._purchase_id = purchase_id
            self.unknowns.forget_all()
            if purchase_id:
                self.attachments.show_subject("purchase", purchase_id)
            self._take_in()

    def reveal_attachments(self) -> AttachmentsCard:
        """Bring the files into view, and keep them there while what stands above takes its height."""
        heights = self._area.verticalScrollBar().rangeChanged

        def show() -> None:
            self._area.ensureWidgetVisible(self.attachments, 0, 3 * theme.GRID)

        following = heights.connect(show)
        show()
        QTimer.singleShot(_SETTLES_MS, self, lambda: heights.disconnect(following))
        return self.attachments

    def answer(self, asked: Asked) -> None:
        """Lead to what answers a question: a field here, a person, somebody to be found."""
        if asked.person_id:
            self.question_chosen.emit(asked)
            return
        line = self._shown(asked.question.field)
        if line is None:
            self.missing_chosen.emit(asked)
        else:
            line.begin_edit()

    def take_focus(self) -> None:
        self.unknowns.take_focus()

    def reveal(self, key: str) -> None:
        """After undo or redo: bring a fact of the purchase into view, and stand on it."""
        if (line := self._shown(key)) is not None:
            line.setFocus(Qt.FocusReason.OtherFocusReason)

    def print_questions(self) -> None:
        """Preview the list, then paper."""
        from keyaccount_desktop.ui.question_print import preview_questions

        if self._purchase_id:
            shown = purchase_facts(self._workbook, self._purchase_id)
            known = knowledge_of_purchase(self._workbook, self._purchase_id)
            preview_questions(self, self._workbook, known, f"{shown.name} · {shown.account}")

    def release(self) -> None:
        """Listen no more; before the workbook is closed."""
        self._unsubscribe()
        self.attachments.list.release()
        self._clear()

    def _shown(self, key: str) -> EditableLine | None:
        """The line of a field, in view; None where it is no field of the purchase."""
        line = next((grid.show_field(key) for grid in self._grids if key in grid.keys), None)
        if line is not None:
            if (layout := self._area.widget().layout()) is not None:
                layout.activate()
            self._area.ensureWidgetVisible(line, 0, 6 * theme.GRID)
        return line

    # ---- in step with the workbook

    def _take_in(self) -> None:
        """Read, or do so when the panel is opened."""
        self._stale = not self.isVisible()
        if self._stale or not self._purchase_id:
            return
        try:
            known = knowledge_of_purchase(self._workbook, self._purchase_id)
        except UserError:
            return  # it has gone; the map page hears of it too, and shows another
        if self._built_for != self._purchase_id:
            self._build()
        self.unknowns.show_knowledge(known)

    def _build(self) -> None:
        self._clear()
        self._built_for = self._purchase_id
        for section in catalogue.sections_of("purchase"):
            card = Card(str(section.text))
            lay_flat(card, rows=False)
            grid = FactGrid(self._workbook, ("purchase", self._purchase_id), section.key, columns=1)
            card.column.addWidget(grid)
            self._sections.addWidget(card)
            card.show()
            self._grids.append(grid)
            self._cards.append(card)
        for grid in self._grids:
            grid.share_labels(self._grids)

    def _clear(self) -> None:
        self._built_for = ""
        for grid in self._grids:
            grid.release()
        for card in self._cards:
            self._sections.removeWidget(card)
            card.hide()
            card.deleteLater()
        self._grids, self._cards = [], []

    def _workbook_changed(self, change: ChangeSet) -> None:
        if change.kind == "reloaded" or change.tables & _TELLING:
            self._take_in()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self._take_in()

    # ---- looks

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange and self._cards:
            for card, section in zip(self._cards, catalogue.sections_of("purchase"), strict=True):
                if card.title is not None:
                    card.title.set_texts(str(section.text))
        super().changeEvent(event)
