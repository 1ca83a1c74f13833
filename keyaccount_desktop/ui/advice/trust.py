"""The coach's trust ladder and six conditions, under a title that gives nothing away.

Private: it opens by itself only for someone a rung has been set for, so that one does not stumble over it on a
screen that others see. Nothing of it is ever printed from here.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QVBoxLayout, QWidget

from keyaccount_desktop.method import advice, playbooks
from keyaccount_desktop.ui import theme
from keyaccount_desktop.ui.advice.adoption import FieldTicks
from keyaccount_desktop.ui.advice.ladder import Ladder
from keyaccount_desktop.ui.advice.playbook import column_in, heading
from keyaccount_desktop.ui.advice.pressed import Unfold
from keyaccount_desktop.ui.advice.text import AdviceText
from keyaccount_desktop.ui.fields.quiet_line import INSET
from keyaccount_desktop.ui.operation import Operation
from keyaccount_desktop.workbook.facts import set_fact, value_of
from keyaccount_desktop.workbook.people import PersonCard, Stake

if TYPE_CHECKING:
    from keyaccount_desktop.workbook.document import Workbook

COACH: Final = "stakeholder.coach"
CONDITIONS: Final = "stakeholder.coach_conditions"


class TrustLadder(QWidget):
    """Someone's trust in one purchase."""

    def __init__(self, workbook: Workbook) -> None:
        super().__init__()
        self._workbook = workbook
        self._stake = ""
        self.ladder = Ladder()
        self.ladder.chosen.connect(self._store)
        self.next = AdviceText(workbook)
        self.conditions = FieldTicks(workbook, CONDITIONS)
        indented = QWidget()
        column_in(indented, self.ladder).setContentsMargins(INSET, 0, theme.GRID, 0)
        column_in(self, indented, self.next, self.conditions)

    def show_stake(self, stake: Stake, name: str) -> None:
        self._stake = stake.stakeholder_id
        rungs = self._workbook.catalogue.lists["coach_rung"]
        rung = value_of(stake.facts, COACH)
        self.ladder.show_ladder(
            name,
            [(choice.code, str(choice.text)) for choice in rungs],
            rung or "",
            self.tr("unknown"),
            editable=not self._workbook.read_only,
        )
        self.next.setVisible(rung is not None)
        if rung is not None:
            self.next.show_piece(advice.of_trust(rung))
        self.conditions.show_facts(("stakeholder", stake.stakeholder_id), stake.facts.get(CONDITIONS, ()))

    def stops(self) -> list[QWidget]:
        return [self.ladder.stairs, self.next, *self.conditions.stops()]

    def _store(self, rung: str) -> None:
        subject = ("stakeholder", self._stake)
        Operation(self, lambda: set_fact(self._workbook, subject, COACH, rung or None)).run()


class TrustBlock(QWidget):
    """One ladder for each purchase; folded for whom nothing is set in any."""

    def __init__(self, workbook: Workbook) -> None:
        super().__init__()
        self._workbook = workbook
        self._person = ""
        self.ladders: list[TrustLadder] = []
        self._body = QWidget()
        self._column = QVBoxLayout(self._body)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(2 * theme.GRID)
        self.text = AdviceText(workbook)
        self._rule = heading("", "hint")
        self._column.addWidget(self.text)
        self._column.addWidget(self._rule)
        self.unfold = Unfold(self._body)
        column_in(self, self.unfold, self._body)

    def show_card(self, card: PersonCard) -> None:
        self.setVisible(bool(card.stakes))
        considered = any(value_of(stake.facts, COACH) is not None for stake in card.stakes)
        if card.id != self._person:
            self._person = card.id
            self.unfold.setChecked(considered)
        self._place(card.stakes)
        for ladder, stake in zip(self.ladders, card.stakes, strict=True):
            ladder.show_stake(stake, stake.purchase)
        self.unfold.set_words(self.tr("Trust"))
        self.text.show_piece(advice.COACH_TELLS if considered else advice.COACH)
        self._rule.setText(str(playbooks.COACH_RULE))

    def stops(self) -> list[QWidget]:
        return [self.unfold, *(stop for ladder in self.ladders for stop in ladder.stops()), self.text]

    def _place(self, stakes: Sequence[Stake]) -> None:
        while len(self.ladders) < len(stakes):
            made = TrustLadder(self._workbook)
            self._column.insertWidget(len(self.ladders), made)
            self.ladders.append(made)
        while len(self.ladders) > len(stakes):
            gone = self.ladders.pop()
            gone.hide()
            gone.deleteLater()
