"""Who can introduce me to those who decide: read from the workbook, found by ``method.chains``.

From the people to be met, links are followed outwards, layer by layer, over the bounds of clients and maps; how
close we are to whoever is reached, in this purchase or another, says where a chain can begin. Only what is within
reach of the people asked about is read. Called by the map's panel of ties, in its worker.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from keyaccount_desktop.method.chains import LONGEST, Chain, Chains, Opening, Tied
from keyaccount_desktop.method.defaults import DEFAULTS
from keyaccount_desktop.workbook.colleagues import Colleague, colleagues
from keyaccount_desktop.workbook.driver import raw
from keyaccount_desktop.workbook.maps import InfluenceMap, MapCard
from keyaccount_desktop.workbook.ties import CLOSE, OfferedTie

if TYPE_CHECKING:
    from keyaccount_desktop.workbook.document import Workbook

_MOST_PEOPLE: Final = 20_000
"""Nobody is asked beyond so many: a chain through them would be no introduction any more."""


@dataclass(frozen=True, slots=True)
class Contact:
    """Someone in a chain, as it is told."""

    id: str
    name: str
    place: str = ""
    """The client of someone who is at another one; the post of one of our own staff."""
    on_map: bool = False
    staff: bool = False
    purchase: str = ""
    """In which other purchase we are close to them, where that is what the chain begins with."""


@dataclass(frozen=True, slots=True)
class Way:
    """What is known of how to come to someone."""

    target: Contact
    chain: Chain | None
    """None where there is none yet; then the others may say what would help."""
    by_found_tie: Chain | None = None
    """The chain there would be with ties that are offered; their links have the id ``""``."""
    nearest: Chain | None = None
    """From the nearest person we are not close to."""
    contacts: Mapping[str, Contact] = field(default_factory=dict)
    """Everyone in the chains, by id."""


def unmet(shown: InfluenceMap) -> list[MapCard]:
    """Those on a map who decide or stand at decision level, and are not contacted 未联系, or nobody knows whether."""
    return [
        card
        for card in shown.cards
        if card.placed
        and card.kind != "group"
        and (card.decides or card.level == "decision")
        and (card.closeness is None or card.closeness.value == "none")
    ]


def ways_to(
    workbook: Workbook,
    shown: InfluenceMap,
    targets: Sequence[str],
    offered: Iterable[OfferedTie] = (),
    *,
    usual_strength: int = DEFAULTS.link_strength,
) -> list[Way]:
    """For each of these people, as far as they are there, how to come to them from whom we know.

    ``offered`` are ties that may be accepted: where there is no chain yet, one may make it, to someone we know.
    ``usual_strength`` is that of links of which none is known.
    """
    found = [
        Tied("", tie.other.id, tie.one.id, tie.kind, usual_strength, tie.evidence.certainty == "assumed")
        for tie in offered
    ]
    staff = {each.id: each for each in colleagues(workbook)}
    with workbook.read() as connection:
        read = _Reading(raw(connection), usual_strength)
        links = read.links_around(targets, (end for tie in found for end in (tie.source, tie.target)))
        people = read.people()
        close = read.closeness()
        links += [tie for tie in read.staff_ties() if tie.source in staff]
    # Whoever holds a post that nobody knows yet can introduce no one, nor can a group.
    able = {id_ for id_, each in people.items() if each.kind == "person"} | staff.keys()
    ends = able.union(targets)
    links = [tie for tie in links if tie.source in ends and tie.target in ends]
    openings = [
        *_openings(close, links, people, shown.purchase_id),
        *(Opening(id_, "staff") for id_ in staff),
    ]
    cards = {card.person_id: card for card in shown.cards}
    against = {
        id_ for id_, card in cards.items() if card.attitude is not None and card.attitude.value == "opponent"
    }
    now = Chains(openings, links, against)
    then: Chains | None = None
    begun = {opening.person for opening in openings}
    distant = {id_ for id_, known in close.items() if "distant" in known.values()} - begun
    others = able - begun - staff.keys()
    ways = []
    for target in targets:
        if target not in people:
            continue
        chain = now.chain_to(target)
        by_found = nearest = None
        if chain is None:
            then = then or Chains(openings, [*links, *found], against)
            by_found = then.chain_to(target)
            nearest = now.nearest_to(target, distant) or now.nearest_to(target, others)
        involved = {target, *(id_ for way in (chain, by_found, nearest) if way for id_ in way.people)}
        contacts = {
            id_: _contact(id_, people, staff, close, cards, shown)
            for id_ in involved
            if id_ in people or id_ in staff
        }
        ways.append(Way(contacts[target], chain, by_found, nearest, contacts))
    return ways


def _openings(
    close: Mapping[str, Mapping[str, str]], links: Iterable[Tied], people: Mapping[str, _Person], here: str
) -> list[Opening]:
    """Whom we are close to, here or elsewhere, and outsiders who introduce."""
    openings = [
        Opening(id_, "here" if purchase_id == here else "elsewhere", how)
        for id_, known in close.items()
        for purchase_id, how in known.items()
        if how in CLOSE
    ]
    introducing = {tie.source for tie in links if tie.kind == "introduces"}
    return openings + [
        Opening(id_, "introducer")
        for id_ in sorted(introducing)
        if id_ in people and people[id_].account_id is None and "none" not in close.get(id_, {}).values()
    ]


def _contact(
    id_: str,
    people: Mapping[str, _Person],
    staff: Mapping[str, Colleague],
    close: Mapping[str, Mapping[str, str]],
    cards: Mapping[str, MapCard],
    shown: InfluenceMap,
) -> Contact:
    if id_ in staff:
        return Contact(id_, staff[id_].name, staff[id_].post, staff=True)
    known = people[id_]
    placed = id_ in cards and cards[id_].placed
    place = "" if known.account_id == shown.account_id else known.account or ""
    elsewhere = sorted(purchase_id for purchase_id, how in close.get(id_, {}).items() if how in CLOSE)
    here = shown.purchase_id in elsewhere
    return Contact(
        id_,
        known.name,
        place,
        placed,
        purchase="" if here or not elsewhere else known.purchases[elsewhere[0]],
    )


@dataclass(frozen=True, slots=True)
class _Person:
    name: str
    kind: str
    account_id: str | None
    account: str | None
    purchases: dict[str, str] = field(default_factory=dict)
    """Names of the purchases in which we know how close they are, by id."""


class _Reading:
    """One reading of the people within reach, by the driver's connection."""

    def __init__(self, driver: Any, usual_strength: int) -> None:
        self._driver = driver
        self._usual = usual_strength
        self._ids: list[str] = []
        self._people: dict[str, _Person] = {}

    def _rows(self, sql: str, ids: Iterable[str]) -> list[tuple[Any, ...]]:
        listed = json.dumps(list(ids))
        return list(self._driver.execute(sql, (listed,) * sql.count("?")))

    def links_around(self, roots: Iterable[str], besides: Iterable[str]) -> list[Tied]:
        """All links within reach of the roots. Whom they reach, and some besides, is what the rest is read of."""
        seen = set(roots)
        layer = set(seen)
        found: dict[str, tuple[str, str, str]] = {}
        for _ in range(LONGEST - 1):
            rows = self._rows(_LINKS, layer)
            found.update((id_, (source, target, kind)) for id_, source, target, kind in rows)
            layer = {end for _, *ends, _ in rows for end in ends} - seen
            if not layer or len(seen) + len(layer) > _MOST_PEOPLE:
                break
            seen |= layer
        self._ids = sorted(seen.union(besides))
        strengths = {id_: told for id_, *told in self._rows(_STRENGTHS, found)}
        return [
            Tied(id_, *ends, *strengths.get(id_, (self._usual, False))) for id_, ends in sorted(found.items())
        ]

    def people(self) -> dict[str, _Person]:
        self._people = {id_: _Person(*told) for id_, *told in self._rows(_PEOPLE, self._ids)}
        return self._people

    def closeness(self) -> dict[str, dict[str, str]]:
        """How close we are, by person and purchase."""
        found: dict[str, dict[str, str]] = {}
        for id_, purchase_id, name, how in self._rows(_CLOSENESS, self._ids):
            found.setdefault(id_, {})[purchase_id] = how
            self._people[id_].purchases[purchase_id] = name
        return found

    def staff_ties(self) -> list[Tied]:
        return [
            Tied(id_, colleague, person, kind or "rapport", strength or self._usual, bool(assumed))
            for id_, person, colleague, kind, strength, assumed in self._rows(_STAFF_TIES, self._ids)
        ]


_THESE: Final = "IN (SELECT value FROM json_each(?))"
_LINKS: Final = (
    f"SELECT id, source_id, target_id, kind FROM link WHERE source_id {_THESE}"
    f" UNION SELECT id, source_id, target_id, kind FROM link WHERE target_id {_THESE}"
)
_STRENGTHS: Final = (
    "SELECT link_id, json_extract(value, '$'), certainty = 'assumed' FROM fact"
    f" WHERE field = 'link.strength' AND replaced_at IS NULL AND link_id {_THESE}"
)
_PEOPLE: Final = (
    "SELECT p.id, p.name, p.kind, p.account_id, a.name FROM person p LEFT JOIN account a ON a.id = p.account_id"
    f" WHERE p.id {_THESE}"
)
_CLOSENESS: Final = (
    "SELECT s.person_id, s.purchase_id, u.name, json_extract(f.value, '$') FROM stakeholder s"
    " JOIN purchase u ON u.id = s.purchase_id JOIN fact f ON f.stakeholder_id = s.id"
    " AND f.field = 'stakeholder.closeness' AND f.item = '' AND f.replaced_at IS NULL"
    f" WHERE s.person_id {_THESE}"
)
_STAFF_TIES: Final = (
    "SELECT id, person_id, json_extract(value, '$.colleague'), json_extract(value, '$.kind'),"
    " json_extract(value, '$.strength'), certainty = 'assumed' FROM fact"
    f" WHERE field = 'person.staff_ties' AND replaced_at IS NULL AND person_id {_THESE} ORDER BY person_id, id"
)
