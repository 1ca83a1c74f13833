"""Everything that could stand on a card, put into words before it is arranged. Called by ``card_layout``."""

from __future__ import annotations

from keyaccount_desktop.exchange import card_content as content
from keyaccount_desktop.exchange.card_content import CardView, Facts, Shown
from keyaccount_desktop.exchange.card_questions import questions
from keyaccount_desktop.exchange.card_slots import PERSONAL, PURCHASE, VALUE, Slot, Slots, other_slots
from keyaccount_desktop.exchange.card_text import sheet_text
from keyaccount_desktop.language import Text
from keyaccount_desktop.workbook.people import PersonCard


class Material:
    """Everything of one person that could stand on the card, read once; sections not filled in are there too."""

    def __init__(self, card: PersonCard, view: CardView) -> None:
        self.card = card
        self.view = view
        self.facts = content.permitted(card.facts, view)
        self.stakes = [(stake.purchase, content.permitted(stake.facts, view)) for stake in card.stakes]
        self.purchases = [
            (sheet_text(name), self._filled(PURCHASE, facts)) for name, facts in self.stakes
        ] or [("", self._filled(PURCHASE, {}))]
        self.personal = self._filled(PERSONAL, self.facts)
        self.value = self._filled(VALUE, self.facts)
        self.others = [
            (slot.label, said)
            for slot in other_slots(view.catalogue, "person")
            if slot.keys[0] in self.facts and (said := content.shown(slot.keys[0], self.facts, view))
        ]
        self.links = content.link_lines(card, view)
        self.contacts = content.contact_lines(card, view)
        self.steps = content.task_lines(card, view)
        self.questions = questions(card, self.facts, self.stakes[0][1] if self.stakes else None, view)

    def _filled(self, group: Slots, facts: Facts) -> list[tuple[Text, Shown | None]]:
        filled = []
        for slot in group.slots:
            if not self.view.private and any(self.view.catalogue.fields[key].sensitive for key in slot.keys):
                continue
            said = _slot_value(slot, facts, self.view)
            if said is not None or not slot.if_known:
                filled.append((slot.label, said))
        if group is PURCHASE:
            for slot in other_slots(self.view.catalogue, "stakeholder"):
                if (
                    slot.keys[0] in facts
                    and (said := content.shown(slot.keys[0], facts, self.view)) is not None
                ):
                    filled.append((slot.label, said))
        return filled


def _slot_value(slot: Slot, facts: Facts, view: CardView) -> Shown | None:
    first = slot.keys[0]
    if len(slot.keys) == 1:
        if first in ("stakeholder.attitude", "stakeholder.closeness"):
            return content.judgement(first, facts, view)
        if first == "person.personality":
            return content.personality(facts, view)
        return content.shown(first, facts, view)
    if first == "person.gender":
        parts = [content.shown(first, facts, view), content.age(facts, view)]
        mark = " / "
    else:
        parts = [content.shown(key, facts, view) for key in slot.keys]
        mark = ", " if view.language == "en" else "、"
    known = [part for part in parts if part is not None]
    if not known:
        return None
    return Shown(mark.join(part.text for part in known), all(part.assumed for part in known))
