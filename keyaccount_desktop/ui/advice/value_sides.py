"""What moves a person: the emotional and the rational side beside each other, and what we can help with."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from keyaccount_desktop.language import Text
from keyaccount_desktop.method import advice, values
from keyaccount_desktop.ui.advice.playbook import column_in, heading
from keyaccount_desktop.ui.advice.pressed import PressedLine
from keyaccount_desktop.ui.advice.text import AdviceText
from keyaccount_desktop.workbook.facts import facts_of, value_of
from keyaccount_desktop.workbook.people import PersonCard

if TYPE_CHECKING:
    from keyaccount_desktop.workbook.document import Workbook

EMOTIONAL: Final = ("person.value_psychological",)
RATIONAL: Final = ("person.value_functional", "person.value_economic")
HELP: Final = "person.how_we_help"
_NAMES: Final = {
    "person.value_psychological": Text("Psychological", "心理"),
    "person.value_functional": Text("Functional", "功能"),
    "person.value_economic": Text("Economic", "经济"),
}
_LONGEST: Final = 160
"""Characters of what we can help with that are shown."""
_GRADES_AIMED_AT: Final = ("A", "B")


class ValueSides(QWidget):
    """``field_wanted`` asks for the field that stands behind a line."""

    field_wanted = Signal(str)

    def __init__(self, workbook: Workbook) -> None:
        super().__init__()
        self._workbook = workbook
        self._heads = {side: heading("", "hint") for side in (EMOTIONAL, RATIONAL)}
        self.lines = {key: self._line(key) for key in (*EMOTIONAL, *RATIONAL)}
        self._lacking = heading("", "warning_caption")
        self.help = self._line(HELP)
        self.aim = AdviceText(workbook)
        sides = QWidget()
        row = QHBoxLayout(sides)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for side, head in self._heads.items():
            column = QVBoxLayout()
            column.setSpacing(0)
            column.addWidget(head)
            for key in side:
                column.addWidget(self.lines[key])
            column.addStretch(1)
            row.addLayout(column, 1)
        column_in(self, sides, self._lacking, self.help, self.aim)

    def show_card(self, card: PersonCard) -> None:
        said = {key: self._said(card, key) for key in self.lines}
        for key, line in self.lines.items():
            self._say(line, _NAMES[key], said[key])
        emotional, rational = (any(said[key] for key in side) for side in (EMOTIONAL, RATIONAL))
        self._heads[EMOTIONAL].setText(self.tr("Emotional side"))
        self._heads[RATIONAL].setText(self.tr("Rational side"))
        self._lacking.setVisible(emotional != rational)
        self._lacking.setText(
            self.tr("The rational side is missing: tie the emotional to it.")
            if emotional
            else self.tr("The emotional side is missing: tie the rational to it.")
        )
        helped = " ".join(str(value_of(card.facts, HELP) or "").split())
        shown = helped if len(helped) <= _LONGEST else helped[:_LONGEST].rstrip() + "…"
        self._say(self.help, self._workbook.catalogue.field(HELP).text, shown)
        # While it is open what we can help with, what the help is to lead to.
        self.aim.setVisible(not shown and self._grade(card) in _GRADES_AIMED_AT)
        if not self.aim.isHidden():
            self.aim.show_piece(advice.VALUE_AIM)

    def stops(self) -> list[QWidget]:
        return [*self.lines.values(), self.help, self.aim]

    def _line(self, key: str) -> PressedLine:
        line = PressedLine()
        line.clicked.connect(lambda: self.field_wanted.emit(key))
        return line

    def _say(self, line: PressedLine, about: Text, said: str) -> None:
        if said:
            line.set_words(self.tr("{lead}: {texts}").format(lead=about, texts=said))
        else:
            line.set_words(self.tr("{lead}?").format(lead=about), "hint")

    def _said(self, card: PersonCard, key: str) -> str:
        entries = card.facts.get(key)
        if not entries:
            return ""
        text = str(values.display(self._workbook.catalogue.field(key), entries[0].value))
        return f"{text} ?" if entries[0].assumed else text

    def _grade(self, card: PersonCard) -> str | None:
        if card.account_id is None:
            return None
        facts = facts_of(self._workbook, ("account", card.account_id))
        return next((str(fact.value) for fact in facts if fact.field == "account.grade"), None)
