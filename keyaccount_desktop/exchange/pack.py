"""What stands in the meeting pack of a purchase, in the order in which the method presents a project.

First the overview 项目概述, then the organisation 组织结构, which is the map, then role, stance and relation of
each client who has to do with the purchase, and last their motives. ``pack_pages`` lays it out; the window and
the command line print it. Only facts: nothing here is reckoned.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from keyaccount_desktop import __version__
from keyaccount_desktop.exchange import card_content as content
from keyaccount_desktop.exchange.card_content import CardView, Shown
from keyaccount_desktop.exchange.map_cards import title as title_of
from keyaccount_desktop.exchange.map_frame import CLIENT, LEVEL_UNKNOWN, MAP
from keyaccount_desktop.exchange.map_layout import FUNCTIONS, LEVELS
from keyaccount_desktop.exchange.map_marks import attitude_code
from keyaccount_desktop.exchange.map_output import Output
from keyaccount_desktop.language import Language, Text
from keyaccount_desktop.method import catalogue
from keyaccount_desktop.method.vocabulary import (
    FUNCTION,
    LEVEL,
    LINK_KIND,
    TIES,
    UNKNOWN_ATTITUDE,
    link_reading,
)
from keyaccount_desktop.workbook.maps import InfluenceMap, MapCard, influence_map
from keyaccount_desktop.workbook.people import PersonCard, person_cards
from keyaccount_desktop.workbook.products import products
from keyaccount_desktop.workbook.purchases import Purchase, purchase_facts

if TYPE_CHECKING:
    from keyaccount_desktop.workbook.document import Workbook

OVERVIEW: Final = Text("a) Overview", "a) 项目概述")
ORGANISATION: Final = Text("b) Organisation", "b) 组织结构")
ROLES: Final = Text(
    "c) Role, stance and relation of each client who has to do with the purchase",
    "c) 与采购相关的每个客户的角色、立场和关系",
)
MOTIVES: Final = Text(
    "d) Motive of each client who has to do with the purchase", "d) 与采购相关的每个客户的采购动机"
)
PACK: Final = Text("Meeting pack", "项目研讨材料")
PRESENTER: Final = Text("Presented by", "介绍人")

ROLE_HEADINGS: Final = (
    Text("Client", "客户"),
    Text("Role", "角色"),
    Text("Stance", "立场"),
    Text("Relation", "关系"),
)
MOTIVE_HEADINGS: Final = (
    Text("Client", "客户"),
    Text("Purchase motive", "采购动机"),
    Text("Value orientation", "价值取向"),
    Text("What our company can help with", "我们公司能帮助他什么"),
)

_LONG: Final = frozenset({"long_text", "checklist"})
_COACH: Final = "stakeholder.coach"
_VALUES: Final = ("person.value_psychological", "person.value_functional", "person.value_economic")


@dataclass(frozen=True, slots=True)
class Said:
    """One line of a cell: what it is about, if that must be said, and what is known."""

    text: str
    label: str = ""
    assumed: bool = False
    attitude: str = ""
    """The code of the attitude that it tells, for its colour."""


@dataclass(frozen=True, slots=True)
class FactLine:
    """A fact of the overview; without text it is not known, and room is left to write it down."""

    label: str
    said: Shown | None
    long: bool


@dataclass(frozen=True, slots=True)
class Part:
    """Some facts under one heading."""

    title: str
    lines: tuple[FactLine, ...]


@dataclass(frozen=True, slots=True)
class PersonRow:
    """One client's line in both tables: the cells after the name."""

    name: str
    post: str
    role: tuple[Said, ...]
    stance: tuple[Said, ...]
    relation: tuple[Said, ...]
    motive: tuple[Said, ...]
    values: tuple[Said, ...]
    help: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class Level:
    """The clients of one level."""

    title: str
    people: tuple[PersonRow, ...]


@dataclass(frozen=True, slots=True)
class Pack:
    """Everything that is printed, in one language."""

    map: InfluenceMap
    """As it goes out: without what was not asked for."""
    output: Output
    language: Language
    client: str
    file: str
    day: date
    presenter: str
    """Empty: a line to write on."""
    parts: tuple[Part, ...]
    levels: tuple[Level, ...]
    private_fields: frozenset[str]

    @property
    def purchase(self) -> str:
        return self.map.purchase

    @property
    def version(self) -> str:
        return __version__

    @property
    def people(self) -> int:
        return sum(len(level.people) for level in self.levels)

    def says(self, text: Text) -> str:
        return text.in_language(self.language)

    @property
    def title(self) -> str:
        return f"{self.says(PACK)} · {self.says(MAP)}"


def meeting_pack(
    workbook: Workbook, purchase_id: str, output: Output, language: Language, presenter: str = ""
) -> Pack:
    """The pack of a purchase. Raises UserError when the purchase is not in the workbook."""
    whole = influence_map(workbook, purchase_id)
    shown = output.shown(whole)
    purchase = purchase_facts(workbook, purchase_id)
    view = CardView(
        language,
        False,
        {each.id: each.name for each in products(workbook, retired=True)},
        date.today(),
        workbook.catalogue,
    )
    concerned = _in_order(card for card in shown.cards if card.stakeholder_id is not None)
    cards = {card.id: card for card in person_cards(workbook, [card.person_id for card in concerned])}
    writer = _Writer(purchase_id, view, output, {card.person_id: card for card in concerned})
    rows = {
        card.person_id: writer.row(card, cards[card.person_id])
        for card in concerned
        if card.person_id in cards
    }
    return Pack(
        map=shown,
        output=output,
        language=language,
        client=CLIENT.format(name=shown.account).in_language(language),
        file=workbook.path.name,
        day=view.today,
        presenter=presenter.strip(),
        parts=tuple(_parts(purchase, view)),
        levels=tuple(_levels(concerned, rows, language)),
        private_fields=frozenset(writer.private_fields | output.private_fields(whole)),
    )


def _in_order(cards: Iterable[MapCard]) -> list[MapCard]:
    """By department function, there as they stand on the map from above; last who is not on the map."""
    order = {code: place for place, code in enumerate(FUNCTIONS)}

    def place(card: MapCard) -> tuple[int, bool, float, float]:
        at = (card.y, card.x) if card.placed else (0.0, 0.0)
        return order.get(card.function or "", len(order)), not card.placed, *at

    return sorted(cards, key=place)


def _levels(cards: Sequence[MapCard], rows: Mapping[str, PersonRow], language: Language) -> Iterable[Level]:
    """From the decision downwards."""
    for level in (*LEVELS, None):
        people = tuple(
            rows[card.person_id]
            for card in cards
            if card.person_id in rows and (card.level if card.level in LEVELS else None) == level
        )
        if people:
            text = LEVEL_UNKNOWN if level is None else LEVEL[level].text
            yield Level(text.in_language(language), people)


def _names(position: str, department: str) -> bool:
    """Whether a post says itself in which department it is."""
    return department.casefold() in position.casefold()


def _parts(purchase: Purchase, view: CardView) -> Iterable[Part]:
    """The facts of the purchase by section: what is known, and what should be."""
    facts = content.permitted(purchase.facts, view)
    for section in catalogue.sections_of("purchase"):
        lines = []
        for field in view.catalogue.fields_of("purchase", section.key):
            if catalogue.is_sensitive(field) and field.key not in facts:
                continue
            said = content.shown(field.key, facts, view)
            if said is not None or field.essential:
                lines.append(FactLine(view.says(field.text), said, field.kind in _LONG))
        if lines:
            yield Part(view.says(section.text), tuple(lines))


class _Writer:
    """Puts into words what is known of each person in one purchase."""

    def __init__(
        self, purchase_id: str, view: CardView, output: Output, cards: Mapping[str, MapCard]
    ) -> None:
        self._purchase_id = purchase_id
        self._view = view
        self._output = output
        self._cards = cards
        self.private_fields: set[str] = set()

    def row(self, card: MapCard, person: PersonCard) -> PersonRow:
        view = self._view
        stake = next((each for each in person.stakes if each.purchase_id == self._purchase_id), None)
        judged = content.permitted(stake.facts if stake else {}, view)
        if self._output.coach and stake and (coach := stake.facts.get(_COACH)):
            self.private_fields.add(_COACH)
            judged[_COACH] = coach
        own = content.permitted(person.facts, view)
        place = [card.position]
        if person.department is None and card.function in FUNCTIONS:
            place.append(view.says(FUNCTION[card.function].text))
        elif person.department is not None and not _names(card.position, person.department.name):
            place.append(person.department.name)
        return PersonRow(
            name=title_of(card, view.language),
            post=" · ".join(part for part in place if part),
            role=self._lines(judged, "stakeholder.roles", labelled=False)
            + self._lines(judged, "stakeholder.part", "stakeholder.weight", "stakeholder.key"),
            stance=self._stance(card, judged),
            relation=(*self._lines(judged, "stakeholder.closeness", labelled=True), *self._links(person)),
            motive=self._lines(judged, "stakeholder.motive", labelled=False),
            values=self._lines(own, *_VALUES),
            help=self._lines(own, "person.how_we_help", labelled=False),
        )

    def _lines(self, facts: content.Facts, *keys: str, labelled: bool = True) -> tuple[Said, ...]:
        made = []
        for key in keys:
            said = content.shown(key, facts, self._view)
            if said is None:
                continue
            field = self._view.catalogue.fields[key]
            if field.kind == "flag":
                made.append(Said(self._view.says(field.text), assumed=said.assumed))
            else:
                label = self._view.says(field.text) if labelled else ""
                made.append(Said(said.text, label, said.assumed))
        return tuple(made)

    def _stance(self, card: MapCard, judged: content.Facts) -> tuple[Said, ...]:
        said = content.judgement("stakeholder.attitude", judged, self._view)
        if said is None or card.attitude is None:
            mark = UNKNOWN_ATTITUDE.mark
            sign = f" {mark.zh[-1]}" if mark is not None else ""
            first = Said(self._view.says(UNKNOWN_ATTITUDE.text) + sign, attitude=UNKNOWN_ATTITUDE.code)
        else:
            first = Said(said.text, assumed=said.assumed, attitude=attitude_code(card.attitude.value))
        return (first, *self._lines(judged, "stakeholder.firmness", "stakeholder.countermeasure", _COACH))

    def _links(self, person: PersonCard) -> Iterable[Said]:
        """Links to others in this purchase, those of one kind in one line; kinds and people always in one order."""
        kinds = {code: place for place, code in enumerate(LINK_KIND.codes)}
        people = {id_: place for place, id_ in enumerate(self._cards)}
        found: dict[tuple[str, str], tuple[list[str], bool]] = {}
        shown = (link for link in person.links if link.other_id in self._cards)
        for link in sorted(
            shown,
            key=lambda each: (
                kinds.get(each.kind, len(kinds)),
                not each.outgoing,
                people[each.other_id],
            ),
        ):
            tie = link.kind in TIES
            if tie and not self._output.ties:
                continue
            if tie:
                self.private_fields.add(f"link.{link.kind}")
            text = self._view.says(link_reading(link.kind, link.outgoing))
            strength = link.facts.get("link.strength", [])
            assumed = bool(strength and strength[0].assumed)
            name = title_of(self._cards[link.other_id], self._view.language)
            names, _ = found.setdefault((text, "?" if assumed else ""), ([], assumed))
            names.append(name + (content.ASSUMED if assumed else ""))
        mark = ", " if self._view.language == "en" else "、"
        for (label, _), (names, assumed) in found.items():
            yield Said(mark.join(names), label, assumed)
