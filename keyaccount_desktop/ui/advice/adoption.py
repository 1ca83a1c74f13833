"""How far a person has taken up each product, what the rep does next, and who takes up something new at all."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from keyaccount_desktop.method import advice, values
from keyaccount_desktop.method.choices import ChoiceList
from keyaccount_desktop.ui import theme
from keyaccount_desktop.ui.advice.ladder import Ladder
from keyaccount_desktop.ui.advice.playbook import column_in, heading
from keyaccount_desktop.ui.advice.pressed import PressedLine, Ticks, Unfold
from keyaccount_desktop.ui.advice.text import AdviceText
from keyaccount_desktop.ui.fields.quiet_line import INSET
from keyaccount_desktop.ui.operation import Operation
from keyaccount_desktop.workbook.facts import Fact, Subject, set_fact, value_of
from keyaccount_desktop.workbook.people import PersonCard
from keyaccount_desktop.workbook.products import Product

if TYPE_CHECKING:
    from keyaccount_desktop.workbook.document import Workbook

ADOPTION: Final = "person.adoption"
FIRST_USE: Final = ("person.first_use_product", "person.first_use_rep")
INNOVATIVENESS: Final = "person.innovativeness"
SIGNS: Final = "person.innovator_signs"
_TRYING: Final = ("interested", "using")
"""From the first of these rungs a first use is near; from the second it is history."""
_AT_ONCE: Final = 1
"""Products shown though nothing is known of them."""


def offered(choices: ChoiceList) -> list[tuple[str, str]]:
    """Codes and names that may still be chosen."""
    return [(choice.code, str(choice.text)) for choice in choices.offered]


class FieldTicks(QWidget):
    """A checklist that is a field of a subject: ticking is a fact."""

    def __init__(self, workbook: Workbook, key: str) -> None:
        super().__init__()
        self._workbook = workbook
        self._key = key
        self._subject: Subject = ("", "")
        self._item = ""
        self._name = heading("", "hint")
        self._ticks = Ticks()
        self._ticks.changed.connect(self._store)
        column_in(self, self._name, self._ticks)

    def show_facts(
        self, subject: Subject, facts: Sequence[Fact], item: str = "", *, named: bool = True
    ) -> None:
        """What is ticked of a subject, and of a product."""
        self._subject, self._item = subject, item
        field = self._workbook.catalogue.field(self._key)
        assert field.choices is not None
        self._name.setText(str(field.choices.text))
        self._name.setVisible(named)
        self._ticks.show_choices(
            offered(field.choices), self._ticked(facts), editable=not self._workbook.read_only
        )

    def count(self, facts: Sequence[Fact], item: str = "") -> tuple[int, int]:
        """How many are ticked, and of how many."""
        choices = self._workbook.catalogue.field(self._key).choices
        ticked: list[str] = next((fact.value for fact in facts if fact.item == item), [])
        return len(ticked), len(choices.offered) if choices is not None else 0

    def stops(self) -> list[QWidget]:
        return self._ticks.stops()

    @property
    def ticks(self) -> Ticks:
        return self._ticks

    def _ticked(self, facts: Sequence[Fact]) -> list[str]:
        return next((list(fact.value) for fact in facts if fact.item == self._item), [])

    def _store(self, codes: list[str]) -> None:
        Operation(
            self, lambda: set_fact(self._workbook, self._subject, self._key, codes, item=self._item)
        ).run()


class ProductLadder(QWidget):
    """One product: the ladder, what the rep does at this rung, what made or will make the first use possible."""

    def __init__(self, workbook: Workbook, product: str) -> None:
        super().__init__()
        self._workbook = workbook
        self._product = product
        self._person = ""
        self.ladder = Ladder()
        self.ladder.chosen.connect(self._store)
        self.what_next = AdviceText(workbook)
        self.factors = {key: FieldTicks(workbook, key) for key in FIRST_USE}
        body = QWidget()
        column_in(body, *self.factors.values())
        self.first_use = Unfold(body)
        indented = QWidget()
        column_in(indented, self.ladder).setContentsMargins(INSET, 0, theme.GRID, 0)
        column_in(self, indented, self.what_next, self.first_use, body)

    def show_card(self, card: PersonCard, name: str) -> None:
        self._person = card.id
        known = self._workbook.catalogue
        rungs = known.lists["adoption"]
        rung = _value(card.facts.get(ADOPTION, ()), self._product)
        self.ladder.show_ladder(
            name,
            # A rung that is retired, and stood on, is still on the ladder.
            [
                (choice.code, str(choice.text))
                for choice in rungs
                if not choice.retired or choice.code == rung
            ],
            rung or "",
            self.tr("unknown"),
            editable=not self._workbook.read_only,
        )
        self.what_next.setVisible(rung is not None)
        if rung is not None:
            self.what_next.show_piece(advice.of_rung(rung))
        ticked, total = 0, 0
        for key, factors in self.factors.items():
            facts = card.facts.get(key, ())
            factors.show_facts(("person", card.id), facts, self._product)
            some, all_ = factors.count(facts, self._product)
            ticked, total = ticked + some, total + all_
        self.first_use.set_words(self.tr("First use: {n} of {all}").format(n=ticked, all=total), "hint")
        near, history = (rungs.position(code) for code in _TRYING)
        trying = rung is not None and near <= rungs.position(rung) < history
        self.first_use.setVisible(trying or ticked > 0)
        self.first_use.body.setVisible(not self.first_use.isHidden() and self.first_use.isChecked())

    def stops(self) -> list[QWidget]:
        ticks = [stop for factors in self.factors.values() for stop in factors.stops()]
        return [self.ladder.stairs, self.what_next, self.first_use, *ticks]

    def _store(self, rung: str) -> None:
        subject = ("person", self._person)
        Operation(
            self, lambda: set_fact(self._workbook, subject, ADOPTION, rung or None, item=self._product)
        ).run()


def _value(facts: Sequence[Fact], item: str) -> str | None:
    return next((str(fact.value) for fact in facts if fact.item == item), None)


class AdoptionBlock(QWidget):
    """The products known of first; the others unfold. Then the type of innovator, and its signs."""

    field_wanted = Signal(str)

    def __init__(self, workbook: Workbook) -> None:
        super().__init__()
        self._workbook = workbook
        self.products: dict[str, ProductLadder] = {}
        self._shown = QVBoxLayout()
        self._rest = QWidget()
        self._others = column_in(self._rest)
        for column in (self._shown, self._others):
            column.setSpacing(2 * theme.GRID)
        self.more = Unfold(self._rest)
        self.type = PressedLine()
        self.type.clicked.connect(lambda: self.field_wanted.emit(INNOVATIVENESS))
        self.signs = FieldTicks(workbook, SIGNS)
        self.unfold_signs = Unfold(self.signs)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._shown)
        for part in (self.more, self._rest, self.type, self.unfold_signs, self.signs):
            column.addWidget(part)

    def show_card(self, card: PersonCard, products: Sequence[Product]) -> None:
        """Those known of come first; of a retired product only what is known is shown."""
        known = {fact.item for fact in card.facts.get(ADOPTION, ())}
        names = {each.id: each.name for each in products if each.id in known or not each.retired}
        first = [item for item in names if item in known]
        first += [item for item in names if item not in known][: max(_AT_ONCE - len(first), 0)]
        rest = [item for item in names if item not in first]
        self._place(first, rest)
        for item, ladder in self.products.items():
            ladder.show_card(card, names[item])
        one = len(rest) == 1
        more = self.tr("1 more product") if one else self.tr("{n} more products").format(n=len(rest))
        self.more.set_words(more, "hint")
        self.more.setVisible(bool(rest))
        self._rest.setVisible(bool(rest) and self.more.isChecked())
        self._show_innovator(card)

    def stops(self) -> list[QWidget]:
        found = [stop for ladder in self.products.values() for stop in ladder.stops()]
        return [*found, self.more, self.type, self.unfold_signs, *self.signs.stops()]

    def _place(self, first: Sequence[str], rest: Sequence[str]) -> None:
        """Have a ladder for each product, in this order; those there are stay as they are."""
        for item in [item for item in self.products if item not in first and item not in rest]:
            gone = self.products.pop(item)
            gone.hide()
            gone.deleteLater()
        for column, items in ((self._shown, first), (self._others, rest)):
            for place, item in enumerate(items):
                if item not in self.products:
                    self.products[item] = ProductLadder(self._workbook, item)
                at = column.itemAt(place)
                if at is None or at.widget() is not self.products[item]:
                    column.insertWidget(place, self.products[item])
                self.products[item].show()
        self.products = {item: self.products[item] for item in (*first, *rest)}

    def _show_innovator(self, card: PersonCard) -> None:
        field = self._workbook.catalogue.field(INNOVATIVENESS)
        kind = value_of(card.facts, INNOVATIVENESS)
        self.type.setVisible(kind is not None)
        if kind is not None:
            choice = field.choices.get(kind) if field.choices is not None else None
            shown = str(values.display(field, kind))
            if choice is not None and choice.note is not None:
                shown = f"{shown} · {choice.note}"
            self.type.set_words(self.tr("{lead}: {texts}").format(lead=field.text, texts=shown))
        facts = card.facts.get(SIGNS, ())
        self.signs.show_facts(("person", card.id), facts, named=False)
        ticked, total = self.signs.count(facts)
        name = self._workbook.catalogue.field(SIGNS).text
        self.unfold_signs.set_words(f"{name} {ticked}/{total}", "small" if ticked else "hint")
