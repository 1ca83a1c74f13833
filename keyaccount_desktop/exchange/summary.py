"""One person, client or purchase as lines of plain text, for ``keyaccount show``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from keyaccount_desktop.language import Text
from keyaccount_desktop.method import values, vocabulary
from keyaccount_desktop.method.catalogue import Catalogue
from keyaccount_desktop.workbook.accounts import Account
from keyaccount_desktop.workbook.facts import Fact
from keyaccount_desktop.workbook.people import PersonCard
from keyaccount_desktop.workbook.purchases import Purchase

Line = tuple[str, str]


def lines_of(found: PersonCard | Account | Purchase, known: Catalogue) -> Iterator[Line]:
    """Label and value of everything known, facts in the order of the catalogue."""
    yield str(Text("Name", "姓名" if isinstance(found, PersonCard) else "名称")), found.name
    if isinstance(found, Purchase | PersonCard) and found.account:
        yield str(Text("Client", "客户")), found.account
    yield from _facts(found.facts, known)
    if isinstance(found, Account):
        for department in found.departments:
            yield str(Text("Department", "部门")), department.name
        if found.next_step is not None:
            yield (
                str(vocabulary.TASK_KIND["next_step"].text),
                _dated(found.next_step.text, found.next_step.due_on),
            )
    if isinstance(found, PersonCard):
        yield from _person(found, known)


def _person(card: PersonCard, known: Catalogue) -> Iterator[Line]:
    if card.department is not None:
        yield str(Text("Department", "部门")), card.department.name
    for stake in card.stakes:
        yield str(Text("Purchase", "采购项目")), stake.purchase
        yield from _facts(stake.facts, known)
    for link in card.links:
        arrow = "→" if link.outgoing else "←"
        yield str(vocabulary.LINK_KIND[link.kind].text), f"{arrow} {link.other}"
    for task in card.tasks:
        yield str(vocabulary.TASK_KIND[task.kind].text), _dated(task.text, task.due_on)
    for contact in card.contacts:
        yield contact.on_date, f"{vocabulary.VISIT_KIND[contact.kind].text}: {contact.said or contact.aim}"


def _facts(facts: Mapping[str, list[Fact]], known: Catalogue) -> Iterator[Line]:
    for key, field in known.fields.items():
        for fact in _in_order(facts.get(key, ())):
            yield str(field.text), f"{values.display(field, fact.value)}{'?' if fact.assumed else ''}"


def _in_order(facts: Iterable[Fact]) -> list[Fact]:
    return sorted(facts, key=lambda fact: (fact.position, fact.item))


def _dated(text: str, due_on: str | None) -> str:
    return f"{text} ({due_on})" if due_on else text
