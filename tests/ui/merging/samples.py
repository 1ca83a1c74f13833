"""Duplicates for the demo workbook: a person entered twice, and a client under two names."""

from __future__ import annotations

from keyaccount_desktop.language import Text
from keyaccount_desktop.workbook import accounts, facts, maps, people, purchases, visits
from keyaccount_desktop.workbook.document import Workbook
from keyaccount_desktop.workbook.facts import Evidence

_KNOWN = (
    (
        "person.position",
        Text("Head of ultrasound", "超声医学科主任"),
        Evidence("public", "confirmed", "2026-03-01"),
    ),
    ("person.native_place", Text("Ningbo", "宁波"), Evidence("third_party", "assumed", "2025-08-12")),
    (
        "person.best_time_place",
        Text("Friday afternoon, office on the third floor", "周五下午，住院部三楼办公室"),
        Evidence("self", "confirmed", "2026-02-11"),
    ),
    ("person.notes", Text("Stays after meetings to talk.", "散会后愿意多聊几句。"), Evidence()),
)


def add_duplicates(workbook: Workbook, account_id: str, twin_of: str) -> dict[str, str]:
    """Enter ``twin_of``, a person of ``account_id``, and the client once more, a little otherwise; their ids."""
    card = people.person_card(workbook, twin_of)
    chinese = not card.name.isascii()
    with workbook.edit(Text("Make duplicates", "生成重复记录")):
        twin = people.add_person(workbook, account_id, f"{card.name}主任" if chinese else f"Dr. {card.name}")
        for key, value, evidence in _KNOWN:
            said = value.in_language("zh" if chinese else "en")
            facts.set_fact(workbook, ("person", twin), key, said, evidence=evidence)
        for entry in card.facts.get("person.phones", ())[:1]:
            facts.add_entry(workbook, ("person", twin), "person.phones", entry.value)
        for purchase in purchases.purchases_of(workbook, account_id)[:1]:
            maps.judge(workbook, purchase.id, [twin], "stakeholder.attitude", "neutral")
        visits.add_visit(workbook, account_id, kind="call", on_date="2026-02-11", people=[twin])
        name = accounts.account(workbook, account_id).name
        client = accounts.add_account(workbook, f"{name}  " if not chinese else f"{name[:2]} {name[2:]}")
        facts.set_fact(workbook, ("account", client), "account.region", "华东" if chinese else "East")
        facts.set_fact(workbook, ("account", client), "account.type", "hospital")
    return {"twin": twin, "client": client}
