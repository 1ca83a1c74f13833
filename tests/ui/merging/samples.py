"""Duplicates for the demo workbook, and the way to everything that merges and moves.

Not only for the tests here: the tests of every window and the pictures of the tour go there too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from keyaccount_desktop.language import Text
from keyaccount_desktop.workbook import accounts, facts, maps, people, purchases, visits
from keyaccount_desktop.workbook.document import Workbook
from keyaccount_desktop.workbook.facts import Evidence

if TYPE_CHECKING:
    from keyaccount_desktop.ui.main_window import MainWindow

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


def merging_stops(
    window: MainWindow, account_id: str, person_id: str
) -> Iterator[tuple[str, Callable[[], object]]]:
    """Name of each page and panel, and how to get there. The duplicates are there as long as one goes on."""
    from PySide6.QtWidgets import QApplication

    from keyaccount_desktop.ui import place
    from keyaccount_desktop.ui.merging.find_panel import FindPanel
    from keyaccount_desktop.ui.merging.merge_page import MergePage

    def panel(action: str, typed: str = "", *, pick: bool = False) -> None:
        window.go(place.CLIENTS)
        window.go(place.person(person_id))
        window.do(action)
        (found,) = (each for each in window.findChildren(FindPanel) if each.isVisible())
        found.line.setText(typed)
        found.line.textEdited.emit(typed)
        if pick:
            found.picked(found.entries(typed)[0])

    def nothing() -> None:
        window.do("merge_duplicates")
        page = window.stack.currentWidget()
        while isinstance(page, MergePage) and page.looking:
            QApplication.processEvents()

    workbook = window.workbook
    assert workbook is not None
    yield "no-duplicates", nothing
    made = add_duplicates(workbook, account_id, person_id)
    yield "merge-people", lambda: window.go(place.merging("person", person_id, made["twin"]))
    yield "merge-clients", lambda: window.go(place.merging("account", account_id, made["client"]))
    yield "merge-with", lambda: panel("merge_with", "w")
    yield "move", lambda: panel("move_people")
    yield "move-there", lambda: panel("move_people", "k", pick=True)
    window.go(place.CLIENTS)
    workbook.undo()
