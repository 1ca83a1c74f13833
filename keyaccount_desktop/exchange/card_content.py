"""What of a person may stand on a card, and how it reads there.

Sensitive fields, ties, private numbers, the coach and whatever hints at one stay out unless the card is a
private one. Pure reading: the page is made of it in ``card_layout``, the data sheet in ``card_data_sheet``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final, NamedTuple

from keyaccount_desktop.exchange.card_text import sheet_text
from keyaccount_desktop.language import Language, Text
from keyaccount_desktop.method import advice, catalogue, occasions, values, vocabulary
from keyaccount_desktop.method.catalogue import CATALOGUE, Catalogue
from keyaccount_desktop.method.fields import Field
from keyaccount_desktop.workbook.facts import Fact
from keyaccount_desktop.workbook.people import PersonCard, PersonLink

Facts = Mapping[str, list[Fact]]
CONFIDENTIAL: Final = Text("Confidential – internal use only", "内部资料，请勿外传")
"""At the foot of every page."""
ASSUMED: Final = " ?"
"""What an assumed value ends in."""


@dataclass(frozen=True, slots=True)
class CardView:
    """For whom cards are written; ``private_fields`` collects the keys of what is private and went out."""

    language: Language
    private: bool
    products: Mapping[str, str]
    """Id → name."""
    today: date
    catalogue: Catalogue = CATALOGUE
    private_fields: set[str] = field(default_factory=set)

    def says(self, text: Text) -> str:
        return text.in_language(self.language)


class Shown(NamedTuple):
    """A value as it reads on a card; assumed ones end in a question mark."""

    text: str
    assumed: bool = False


class LinkLine(NamedTuple):
    kind: Shown
    person: str
    strength: str
    evidence: str


class ContactLine(NamedTuple):
    date: str
    occasion: str
    said: str


class TaskLine(NamedTuple):
    kind: str
    text: str
    due: str


def permitted(facts: Facts, view: CardView) -> dict[str, list[Fact]]:
    """The facts that may leave the workbook."""
    allowed = {}
    for key, entries in facts.items():
        known = view.catalogue.fields.get(key)
        if known is None:
            continue
        if view.private:
            if any(catalogue.is_sensitive(known, entry.value) for entry in entries):
                view.private_fields.add(key)
            allowed[key] = entries
        elif kept := [entry for entry in entries if not catalogue.is_sensitive(known, entry.value)]:
            allowed[key] = kept
    return allowed


def permitted_links(links: Iterable[PersonLink], view: CardView) -> list[PersonLink]:
    """The links that may leave the workbook: ties are as private as what they rest on."""
    kept = []
    for link in links:
        if link.kind not in vocabulary.TIES:
            kept.append(link)
        elif view.private:
            view.private_fields.add(f"link.{link.kind}")
            kept.append(link)
    return kept


def permitted_source(source: str | None, view: CardView) -> str | None:
    """Who said so; that a coach did, would tell that there is one."""
    return None if source == "coach" and not view.private else source


def display(known: Field, value: Any, view: CardView) -> str:
    """How a value reads in the language of the cards."""
    shown = values.display(known, value)
    return view.says(shown) if isinstance(shown, Text) else shown


def _one(known: Field, fact: Fact, view: CardView) -> str:
    text = display(known, fact.value, view)
    if known.kind == "partial_date" and (next_time := _next_time(known, fact.value, view)):
        text = f"{text} ({next_time})" if view.language == "en" else f"{text}（{next_time}）"
    if known.per_product and (product := view.products.get(fact.item)):
        return f"{product}: {text}" if view.language == "en" else f"{product}：{text}"
    return text


def _next_time(known: Field, value: Any, view: CardView) -> str:
    """When a date comes round next, and by which rule where the year lacks the day."""
    coming = occasions.coming(value, view.today, birthday=not known.ahead)
    return view.says(coming) if coming is not None else ""


def shown(key: str, facts: Facts, view: CardView) -> Shown | None:
    """What is known of a field, all entries in one text; None when nothing is."""
    entries = facts.get(key)
    if not entries:
        return None
    known = view.catalogue.fields[key]
    if len(entries) == 1:
        text, assumed = _one(known, entries[0], view), entries[0].assumed
        return Shown(sheet_text(f"{text}{ASSUMED}" if assumed else text), assumed)
    texts = [_one(known, entry, view) + (ASSUMED if entry.assumed else "") for entry in entries]
    mark = "; " if view.language == "en" else "；"
    return Shown(sheet_text(mark.join(texts)), all(entry.assumed for entry in entries))


def judgement(key: str, facts: Facts, view: CardView) -> Shown | None:
    """As ``shown``, with the sign that carries it in black and white: ▲ ● ▼, or the bars of closeness."""
    entries = facts.get(key)
    choices = view.catalogue.fields[key].choices
    choice = choices.get(entries[0].value) if entries and choices is not None else None
    if choice is None or choice.mark is None or not entries:
        return shown(key, facts, view)
    sign = choice.mark.zh if key == "stakeholder.closeness" else choice.mark.zh[-1]
    assumed = entries[0].assumed
    return Shown(f"{view.says(choice.text)} {sign}{ASSUMED if assumed else ''}", assumed)


def personality(facts: Facts, view: CardView) -> Shown | None:
    """The style, and how someone of it wants to be treated."""
    said = shown("person.personality", facts, view)
    if said is None:
        return None
    treatment = advice.said(view.catalogue, advice.of_style(str(facts["person.personality"][0].value)))
    if treatment is None:
        return said
    mark = ": " if view.language == "en" else "："
    style = said.text.removesuffix(ASSUMED) if said.assumed else said.text
    words = sheet_text(view.says(advice.in_one_line(treatment)))
    return Shown(f"{style}{mark}{words}{ASSUMED if said.assumed else ''}", said.assumed)


def age(facts: Facts, view: CardView) -> Shown | None:
    """The age: recorded, with its year if that is past, or from the year of birth where that may be known."""
    if entries := facts.get("person.age"):
        found, year = entries[0], entries[0].known_on[:4]
        said = f"{found.value:g}" + ("" if year == str(view.today.year) else f" ({year})")
        return Shown(f"{said}{ASSUMED}" if found.assumed else said, found.assumed)
    if entries := facts.get("person.birthday"):
        born = entries[0].value
        if (completed := occasions.age_on(born, view.today)) is not None:
            return Shown(str(completed), entries[0].assumed)
        if isinstance(born.get("year"), int):
            return Shown(str(view.today.year - born["year"]), entries[0].assumed)
    return None


_ARROWS: Final = {True: " →", False: " ←"}


def link_lines(card: PersonCard, view: CardView) -> list[LinkLine]:
    lines = []
    for link in permitted_links(card.links, view):
        known = vocabulary.LINK_KINDS.get(link.kind)
        strengths = link.facts.get("link.strength", [])
        fact = strengths[0] if strengths else None
        text = view.says(known.text) if known else link.kind
        if known is not None and known.directed:
            text += _ARROWS[link.outgoing]
        elif known is not None and known.mark is not None:
            text += f" {view.says(known.mark)}"
        assumed = fact is not None and fact.assumed
        other = f"{link.other}（{link.other_position}）" if link.other_position else link.other
        if view.language == "en" and link.other_position:
            other = f"{link.other} ({link.other_position})"
        strength = vocabulary.LINK_STRENGTH.get(str(fact.value)) if fact else None
        source = vocabulary.SOURCE.get(permitted_source(fact.source, view) or "") if fact else None
        said_by = view.says(source.text) if source else ""
        evidence = f"{said_by} {fact.known_on}".strip() if fact else ""
        lines.append(
            LinkLine(
                Shown(f"{text}{ASSUMED}" if assumed else text, assumed),
                sheet_text(other),
                view.says(strength.text) if strength else "",
                evidence,
            )
        )
    return lines


def contact_lines(card: PersonCard, view: CardView) -> list[ContactLine]:
    """Contacts that were held, newest first."""
    lines = []
    for contact in card.contacts:
        if contact.state != "held":
            continue
        kind = vocabulary.VISIT_KIND.get(contact.kind)
        occasion = view.says(kind.text) if kind else contact.kind
        if contact.aim and contact.said:
            occasion += f" · {contact.aim}"
        effect = f" ({contact.effect:+d})" if contact.effect else ""
        lines.append(
            ContactLine(
                contact.on_date, sheet_text(occasion), sheet_text((contact.said or contact.aim) + effect)
            )
        )
    return lines


def task_lines(card: PersonCard, view: CardView) -> list[TaskLine]:
    """What is still to be done, due first, and the next contact that is planned."""
    lines = []
    for task in card.tasks:
        kind = vocabulary.TASK_KIND.get(task.kind)
        lines.append(
            TaskLine(view.says(kind.text) if kind else task.kind, sheet_text(task.text), task.due_on or "")
        )
    today = view.today.isoformat()
    planned = [visit for visit in card.contacts if visit.state == "planned" and visit.on_date >= today]
    for visit in planned[-1:]:
        kind = vocabulary.VISIT_KIND.get(visit.kind)
        lines.append(
            TaskLine(view.says(kind.text) if kind else visit.kind, sheet_text(visit.aim), visit.on_date)
        )
    return lines
