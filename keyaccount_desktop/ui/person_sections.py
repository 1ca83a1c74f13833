"""The middle of the person page: what is known, in sections laid out by hand.

The table here says which sections there are, what stands in each, and which empty lines a person is asked
for first. ``SectionCard`` is one of them on the page.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from keyaccount_desktop.method import catalogue
from keyaccount_desktop.method.catalogue import Catalogue
from keyaccount_desktop.ui import theme
from keyaccount_desktop.ui.emptying import empty
from keyaccount_desktop.ui.fields.fact_grid import FactGrid, Facts, Keys
from keyaccount_desktop.ui.fields.fact_section import FactSection
from keyaccount_desktop.ui.operation import Operation
from keyaccount_desktop.ui.person_essentials import HERE
from keyaccount_desktop.ui.widgets import Button, Card, Label
from keyaccount_desktop.workbook.facts import Fact, Subject, value_of
from keyaccount_desktop.workbook.people import PersonCard, Stake
from keyaccount_desktop.workbook.purchases import PurchaseRow, add_stakeholder, purchases_of

if TYPE_CHECKING:
    from keyaccount_desktop.workbook.document import Workbook

PERSON_SECTIONS: Final = (
    "person.personal",
    "person.value",
    "person.post",
    "person.contact",
    "person.decides",
    "person.notes",
)
"""From above; those of the purchases come before them."""

_OFFERED_PURCHASES: Final = 3
MOST_EMPTY: Final = 12
"""Empty lines a page begins with."""

ASKED_FIRST: Final = (
    "person.position",
    "person.level",
    "person.function",
    "stakeholder.attitude",
    "stakeholder.closeness",
    "stakeholder.roles",
    "person.phones",
    "person.wechat",
    "person.birthday",
    "person.personality",
    "person.interests",
    "person.best_time_place",
    "stakeholder.motive",
    "person.native_place",
    "person.working_style",
    "person.education",
    "stakeholder.part",
    "stakeholder.weight",
    "stakeholder.countermeasure",
    "person.taboos",
    "person.value_psychological",
    "person.value_functional",
    "person.value_economic",
    "stakeholder.firmness",
    "person.family",
    "person.innovativeness",
)
"""Empty lines in the order they are asked: the more is known, the further down the list the page goes."""


def asked(card: PersonCard) -> dict[str, set[str]]:
    """The empty lines to show, by subject id: at most ``MOST_EMPTY``, the pressing ones first."""
    chosen: dict[str, set[str]] = {card.id: set(), **{stake.stakeholder_id: set() for stake in card.stakes}}
    no_department = card.department is None and card.account_id is not None
    left = MOST_EMPTY - no_department  # its line stands empty under the name
    for key in ASKED_FIRST:
        field = catalogue.field(key)
        if not catalogue.applies(field, person_kind=card.kind):
            continue
        for subject, facts in _subjects(card, field.subject):
            if key == "stakeholder.countermeasure" and value_of(facts, "stakeholder.attitude") != "opponent":
                continue
            if left and not facts.get(key):
                chosen[subject].add(key)
                left -= 1
    return chosen


def _subjects(card: PersonCard, kind: str) -> list[tuple[str, dict[str, list[Fact]]]]:
    if kind == "person":
        return [(card.id, card.facts)]
    return [(stake.stakeholder_id, stake.facts) for stake in card.stakes]


def fields_in(known: Catalogue, section: str, person_kind: str) -> list[str]:
    """The fields of a section that stand in the middle, for a person, group or post; retired ones too."""
    return [
        field.key
        for field in known.fields_of(section.split(".")[0], section, retired=True)
        if field.key not in HERE and catalogue.applies(field, person_kind=person_kind)
    ]


def _fold_key(section: str, stake: Stake | None) -> str:
    """A purchase that is over is folded for everyone in it."""
    return section if stake is None else f"{section} {stake.purchase_id}"


class SectionCard(FactSection):
    """A section with its fields. ``field_wanted`` asks the page for one that stands elsewhere."""

    field_wanted = Signal(str)
    map_wanted = Signal(str)

    def __init__(
        self, workbook: Workbook, subject: Subject, sections: Sequence[str], fields: Keys, *,
        asked: Collection[str], more: Keys, facts: Facts, stake: Stake | None = None,
    ) -> None:  # fmt: skip
        super().__init__(
            _fold_key(sections[0], stake),
            catalogue.section(sections[0]).text,
            FactGrid(workbook, subject, fields, shown=list(asked), more=more, facts=facts),
            about=stake.purchase if stake is not None else "",
        )
        self.sections = tuple(sections)
        self.stake = stake
        self.grid.field_wanted.connect(self.field_wanted)
        self.map = Button(self.tr("On the map"), "crumb")
        self.map.hide()
        self.add_control(self.map)
        self.map.clicked.connect(self._ask_for_map)

    def show_subject(
        self, subject: Subject, facts: Facts, asked: Collection[str], stake: Stake | None = None
    ) -> None:
        """Stand for someone else, or their part in a purchase, from now on."""
        self.stake = stake
        self.about = stake.purchase if stake is not None else ""
        self.grid.show_subject(subject, facts, list(asked))
        self.show_remembered(_fold_key(self.sections[0], stake))

    def _ask_for_map(self) -> None:
        if self.stake is not None:
            self.map_wanted.emit(self.stake.purchase_id)

    def offer_map(self, offered: bool) -> None:
        """Show the way to this purchase's map: where there are several."""
        self.map.setVisible(offered and self.stake is not None)

    def stops(self) -> list[QWidget]:
        """What the Tab key goes through, from above."""
        title: list[QWidget] = [self.fold_title, self.map] if self.stake is not None else [self.fold_title]
        return title if self.folded else [*title, *self.grid.stops()]

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.map.setText(self.tr("On the map"))
        super().changeEvent(event)


class PurchaseOffer(Card):
    """Offers the client's purchases someone has no part in yet, while they have a part in none."""

    def __init__(self, workbook: Workbook) -> None:
        super().__init__("")
        self._workbook = workbook
        self._card: PersonCard | None = None
        self._text = Label("", "soft", wrap=True)
        self._buttons = QVBoxLayout()
        self._buttons.setSpacing(theme.GRID)
        self.column.addWidget(self._text)
        self.column.addLayout(self._buttons)
        self.hide()

    def show_person(self, card: PersonCard) -> None:
        self._card = card
        empty(self._buttons)
        offered: list[PurchaseRow] = []
        if not card.stakes and card.account_id is not None and not self._workbook.read_only:
            offered = purchases_of(self._workbook, card.account_id)[:_OFFERED_PURCHASES]
        for purchase in offered:
            text = self.tr("Add to “{purchase}”").format(purchase=purchase.name)
            button = Button(text.replace("&", "&&"), icon="plus")
            button.clicked.connect(lambda _on=False, purchase_id=purchase.id: self._add(purchase_id))
            self._buttons.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        if self.title is not None:
            self.title.set_texts(str(catalogue.section("stakeholder.purchase").text))
        self._text.setText(
            self.tr("Attitude, role and motive are kept for each purchase. No part in one yet.")
        )
        self.setVisible(bool(offered))

    @property
    def buttons(self) -> list[QWidget]:
        """One for each purchase on offer."""
        found = (self._buttons.itemAt(index).widget() for index in range(self._buttons.count()))
        return [button for button in found if button is not None]

    def _add(self, purchase_id: str) -> None:
        card = self._card
        if card is not None:
            Operation(self, lambda: add_stakeholder(self._workbook, purchase_id, card.id)).run()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange and self._card is not None:
            self.show_person(self._card)
        super().changeEvent(event)
