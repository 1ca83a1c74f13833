"""A map of eight people as a team would have it: who is where, what is judged of them, how they are linked.

The same map is built with the mouse only and with keys only. Places are not compared: they are what looks
right to the hand that built it.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from keyaccount_desktop.language import Text
from keyaccount_desktop.workbook.accounts import add_account
from keyaccount_desktop.workbook.document import Workbook
from keyaccount_desktop.workbook.maps import InfluenceMap, influence_map
from keyaccount_desktop.workbook.people import add_person
from keyaccount_desktop.workbook.purchases import purchases_of

CLIENT: Final = "Binjiang First Hospital"
PURCHASE: Final = "Ultrasound 2026"
PLACES: Final = {
    "Zhou Deming": ("decision", "executive"),
    "Li Qiumei": ("decision", "executive"),
    "Wang Jianguo": ("management", "using"),
    "Liu Min": ("management", "technical"),
    "Huang Jingyi": ("management", "finance"),
    "Chen Zhiheng": ("management", "purchasing"),
    "Zhao Yifan": ("operation", "using"),
    "Wu Kai": ("operation", "technical"),
}
ATTITUDES: Final = {"Zhou Deming": "neutral", "Wang Jianguo": "supporter", "Huang Jingyi": "opponent"}
ROLES: Final = {"Zhou Deming": ("decider",), "Wang Jianguo": ("initiator", "user"), "Liu Min": ("designer",)}
CLOSE: Final = ("Wang Jianguo", "Liu Min")
BLOCKER: Final = "Chen Zhiheng"
KEY: Final = "Zhou Deming"
LINKS: Final = {
    ("Wang Jianguo", "influences", "Zhou Deming", 3),
    ("Liu Min", "introduces", "Zhou Deming", 2),
    ("Chen Zhiheng", "conflict", "Wang Jianguo", 2),
    ("Zhao Yifan", "alumni", "Wu Kai", 2),
    ("Wang Jianguo", "reports_to", "Zhou Deming", 2),
    ("Huang Jingyi", "reports_to", "Li Qiumei", 2),
    ("Chen Zhiheng", "reports_to", "Li Qiumei", 2),
    ("Zhao Yifan", "reports_to", "Wang Jianguo", 2),
}


def make_client(path: Path) -> None:
    """A workbook with the client and its people, and no purchase yet."""
    with Workbook.create(path) as workbook, workbook.edit(Text("Make", "做")):
        account = add_account(workbook, CLIENT)
        for name in PLACES:
            add_person(workbook, account, name)


def shown(workbook: Workbook) -> InfluenceMap:
    (purchase,) = purchases_of(workbook)
    return influence_map(workbook, purchase.id)


def check(workbook: Workbook) -> None:
    """The workbook holds exactly that map."""
    found = shown(workbook)
    cards = {card.name: card for card in found.cards}
    names = {card.person_id: card.name for card in found.cards}
    assert found.purchase == PURCHASE
    assert {name: (card.level, card.function) for name, card in cards.items()} == PLACES
    assert all(card.placed for card in cards.values())
    assert {name: card.attitude.value for name, card in cards.items() if card.attitude} == ATTITUDES
    assert {name: card.roles.value for name, card in cards.items() if card.roles} == ROLES
    close = {name: card.closeness.value for name, card in cards.items() if card.closeness}
    assert close == dict.fromkeys(CLOSE, "close")
    assert {name: card.part.value for name, card in cards.items() if card.part} == {BLOCKER: "blocks"}
    assert [name for name, card in cards.items() if card.key] == [KEY]
    directed = {"influences", "introduces", "reports_to"}
    links = {(names[link.source_id], link.kind, names[link.target_id], link.strength) for link in found.links}
    wanted = {
        (source, kind, target, strength)
        if kind in directed or (source, kind, target, strength) in links
        else (target, kind, source, strength)
        for source, kind, target, strength in LINKS
    }
    assert links == wanted
