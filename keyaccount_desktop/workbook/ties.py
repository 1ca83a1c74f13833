"""Ties found from profiles, offered for the people of a map: accepted into the workbook, or dismissed.

``found_ties`` reads native places and schools of everyone at once and lets ``method.ties`` compare them; with
50,000 people it takes a moment and is meant for a worker. Nothing is added by itself: ``accept_tie`` draws the link
(or, with one of our own staff, notes it at the person), ``dismiss_tie`` remembers that it is not wanted. What was
dismissed stands with both ids in ``dismissed_tie``, so that it goes with either. Called by the map's panel of ties.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import Connection, bindparam, delete, func, insert, or_, select

from keyaccount_desktop.language import Text
from keyaccount_desktop.method import ties, vocabulary
from keyaccount_desktop.method.catalogue_person import STAFF_TIES
from keyaccount_desktop.method.schools import Years
from keyaccount_desktop.method.ties import Background, Backing, Origin, Study
from keyaccount_desktop.workbook.colleagues import Colleague, colleagues
from keyaccount_desktop.workbook.document import new_id, timestamp
from keyaccount_desktop.workbook.driver import gone, raw
from keyaccount_desktop.workbook.facts import Evidence, add_entry, facts_by_subject, set_fact
from keyaccount_desktop.workbook.links import draw_link, existing_link
from keyaccount_desktop.workbook.tables import (
    account,
    colleague,
    dismissed_tie,
    fact,
    link,
    map_node,
    person,
    stakeholder,
)

if TYPE_CHECKING:
    from keyaccount_desktop.workbook.document import Workbook

Step = Callable[[int, int], None]
CLOSE: Final = ("close", "frequent")
"""Closeness 密切 and 频繁: people we are close to."""


@dataclass(frozen=True, slots=True)
class Party:
    """One end of a tie."""

    id: str
    name: str
    place: str = ""
    """The client, of someone who is not on the map; the post, of one of our own staff."""
    staff: bool = False


@dataclass(frozen=True, slots=True)
class OfferedTie:
    """A tie that was found; ``one`` is on the map."""

    kind: str
    """``place`` or ``alumni``."""
    one: Party
    other: Party
    reason: Text
    evidence: Evidence
    """What the link gets when the tie is accepted."""

    @property
    def key(self) -> tuple[frozenset[str], str]:
        return frozenset((self.one.id, self.other.id)), self.kind


@dataclass(frozen=True, slots=True)
class OfferedTies:
    """What was found for a map, the most telling first."""

    among: tuple[OfferedTie, ...] = ()
    """Between people of the map."""
    staff: tuple[OfferedTie, ...] = ()
    """With our own staff."""
    elsewhere: tuple[OfferedTie, ...] = ()
    """With people who are not on the map, also at other clients."""
    left_off: int = 0
    """How many more there are on the map and with people elsewhere."""
    dismissed: tuple[OfferedTie, ...] = ()

    @property
    def offered(self) -> tuple[OfferedTie, ...]:
        return self.among + self.staff + self.elsewhere


# ---- commands


def accept_tie(workbook: Workbook, tie: OfferedTie) -> str:
    """Have the tie stand in the workbook, with its reason as note: the id of the link, or of the entry at the person.

    One step of undo. It is as sure as what it was found from: assumed, unless both facts are confirmed. One that
    stands there by now stays as it is. Raises UserError when either end is gone.
    """
    label = Text("Accept the tie {kind}", "采纳{kind}").format(kind=vocabulary.LINK_KIND[tie.kind].text)
    strength = workbook.defaults.link_strength
    with workbook.edit(label) as connection:
        if tie.other.staff:
            return _note_at_person(workbook, connection, tie, strength)
        there = existing_link(connection, tie.one.id, tie.other.id, tie.kind)
        if there is not None:
            return there
        id_ = draw_link(
            workbook, tie.one.id, tie.other.id, tie.kind, strength=strength, evidence=tie.evidence
        )
        set_fact(workbook, ("link", id_), "link.note", str(tie.reason), evidence=tie.evidence)
        return id_


def _note_at_person(workbook: Workbook, connection: Connection, tie: OfferedTie, strength: int) -> str:
    if connection.execute(select(colleague.c.id).where(colleague.c.id == tie.other.id)).first() is None:
        raise gone()  # the field would take the id for the name of someone
    noted = facts_by_subject(connection, "person", [tie.one.id], (STAFF_TIES,)).get(tie.one.id, {})
    for held in noted.get(STAFF_TIES, ()):
        if held.value["colleague"] == tie.other.id and held.value.get("kind") == tie.kind:
            return held.item
    entry = {"colleague": tie.other.id, "kind": tie.kind, "strength": strength, "note": str(tie.reason)}
    return add_entry(workbook, ("person", tie.one.id), STAFF_TIES, entry, tie.evidence)


def dismiss_tie(workbook: Workbook, tie: OfferedTie) -> None:
    """Offer this tie no more, until it is restored."""
    label = Text("Dismiss the tie {kind}", "忽略{kind}").format(kind=vocabulary.LINK_KIND[tie.kind].text)
    with workbook.edit(label) as connection:
        if connection.execute(select(dismissed_tie.c.id).where(*_pair(tie))).first() is None:
            _dismiss(connection, tie.kind, *_ends(tie))


def restore_tie(workbook: Workbook, tie: OfferedTie) -> None:
    """Offer a dismissed tie again."""
    label = Text("Offer the tie {kind} again", "恢复{kind}").format(kind=vocabulary.LINK_KIND[tie.kind].text)
    with workbook.edit(label) as connection:
        connection.execute(delete(dismissed_tie).where(*_pair(tie)))


def merge_dismissed(connection: Connection, keep_id: str, other_id: str) -> None:
    """Two people become one, in an edit that is open: what was dismissed of the other holds for the one kept."""
    rows = connection.execute(
        select(dismissed_tie).where(
            or_(dismissed_tie.c.person_id == other_id, dismissed_tie.c.other_id == other_id)
        )
    ).all()
    connection.execute(delete(dismissed_tie).where(dismissed_tie.c.id.in_([row.id for row in rows])))
    for row in rows:
        ends = [keep_id if end == other_id else end for end in (row.person_id, row.other_id)]
        first, second = ends if ends[1] is None else sorted(ends)
        if first == second:
            continue
        same = (
            dismissed_tie.c.person_id == first,
            dismissed_tie.c.other_id == second,
            dismissed_tie.c.colleague_id == row.colleague_id,
            dismissed_tie.c.kind == row.kind,
        )
        if connection.execute(select(dismissed_tie.c.id).where(*same)).first() is None:
            _dismiss(connection, row.kind, first, second, row.colleague_id)


def _dismiss(
    connection: Connection, kind: str, person_id: str, other_id: str | None, colleague_id: str | None
) -> None:
    connection.execute(
        insert(dismissed_tie),
        {
            "id": new_id(),
            "person_id": person_id,
            "other_id": other_id,
            "colleague_id": colleague_id,
            "kind": kind,
            "dismissed_at": timestamp(),
        },
    )


def _ends(tie: OfferedTie) -> tuple[str, str | None, str | None]:
    """Person, other person and colleague as a dismissal names them."""
    if tie.other.staff:
        return tie.one.id, None, tie.other.id
    first, second = sorted((tie.one.id, tie.other.id))
    return first, second, None


def _pair(tie: OfferedTie) -> tuple[Any, ...]:
    person_id, other_id, colleague_id = _ends(tie)
    # A column that should be empty is asked for IS NULL.
    return (
        dismissed_tie.c.person_id == person_id,
        dismissed_tie.c.other_id == other_id,
        dismissed_tie.c.colleague_id == colleague_id,
        dismissed_tie.c.kind == tie.kind,
    )


# ---- queries


def found_ties(workbook: Workbook, purchase_id: str, step: Step = lambda done, total: None) -> OfferedTies:
    """The ties of the people on a purchase's map that are not linked so already. Made for a worker.

    ``step(done, total)`` is told how far it is, and may raise to stop. Reads in short turns, so that an edit
    meanwhile does not wait.
    """
    with workbook.read() as connection:
        on_map: list[str] = list(connection.execute(_ON_MAP, {"purchase": purchase_id}).scalars())
        known = _known(connection, on_map)
        dismissed = _dismissed(connection, on_map)
        near = set(connection.execute(_NEAR).scalars())
    staff = {found.id: found for found in colleagues(workbook)}
    step(1, 4)
    people = _backgrounds(workbook, step)
    ours = {id_: _of_colleague(found) for id_, found in staff.items()}
    mine = [people[id_] for id_ in on_map if id_ in people]
    others = people.values() if mine else ()
    found = ties.found_ties(mine, ours.values(), others, known | dismissed, preferred=near)
    left = [
        tie
        for pair, kind in sorted(dismissed - known, key=lambda each: (sorted(each[0]), each[1]))
        for tie in _again(pair, kind, on_map, people, ours)
    ]
    step(3, 4)
    parties = _parties(workbook, (*found.among, *found.elsewhere, *left), set(on_map), staff)

    def told(given: Iterable[ties.Tie]) -> tuple[OfferedTie, ...]:
        return tuple(
            OfferedTie(
                tie.kind,
                parties[tie.one],
                parties[tie.other],
                tie.reason,
                Evidence(tie.backing.source, "assumed" if tie.backing.assumed else "confirmed"),
            )
            for tie in given
            if tie.one in parties and tie.other in parties
        )

    return OfferedTies(
        told(found.among), told(found.staff), told(found.elsewhere), found.left_off, told(left)
    )


_ON_MAP: Final = (
    select(stakeholder.c.person_id)
    .join(map_node, map_node.c.stakeholder_id == stakeholder.c.id)
    .where(stakeholder.c.purchase_id == bindparam("purchase"))
    .order_by(stakeholder.c.person_id)
)
_NEAR: Final = (
    select(stakeholder.c.person_id)
    .join(fact, fact.c.stakeholder_id == stakeholder.c.id)
    .where(
        fact.c.field == "stakeholder.closeness",
        fact.c.replaced_at.is_(None),
        func.json_extract(fact.c.value, "$").in_(CLOSE),
    )
)


def _known(connection: Connection, on_map: list[str]) -> set[tuple[frozenset[str], str]]:
    """What is linked already, as a found tie would say it; with our own staff what is noted at the person."""
    rows = connection.execute(
        select(link.c.source_id, link.c.target_id, link.c.kind).where(
            or_(link.c.source_id.in_(on_map), link.c.target_id.in_(on_map)), link.c.kind.in_(_SAME)
        )
    )
    known: set[tuple[frozenset[str], str]] = {
        (frozenset((source, target)), kind)
        for source, target, said in rows
        for kind in ties.KINDS
        if said in ties.SAME_TIE[kind]
    }
    for id_, facts in facts_by_subject(connection, "person", on_map, (STAFF_TIES,)).items():
        for entry in facts[STAFF_TIES]:
            known |= {
                (frozenset((id_, entry.value["colleague"])), kind)
                for kind in ties.KINDS
                if entry.value.get("kind") in ties.SAME_TIE[kind]
            }
    return known


_SAME: Final = tuple(sorted(frozenset().union(*ties.SAME_TIE.values())))


def _dismissed(connection: Connection, on_map: list[str]) -> set[tuple[frozenset[str], str]]:
    rows = connection.execute(
        select(dismissed_tie).where(
            or_(dismissed_tie.c.person_id.in_(on_map), dismissed_tie.c.other_id.in_(on_map))
        )
    )
    return {(frozenset((row.person_id, row.other_id or row.colleague_id)), row.kind) for row in rows}


def _backgrounds(workbook: Workbook, step: Step) -> dict[str, Background]:
    """Native place and schools of everyone of whom they are known."""
    origins = {id_: _origin(*told) for id_, *told in _rows(workbook, _ORIGINS)}
    step(2, 4)
    studies: dict[str, tuple[Study, ...]] = {}
    for id_, *told in _rows(workbook, _STUDIES):
        studies[id_] = (*studies.get(id_, ()), _study(*told))
    return {
        id_: Background(id_, origins.get(id_), studies.get(id_, ()))
        for id_ in origins.keys() | studies.keys()
    }


_ORIGINS: Final = (
    "SELECT person_id, json_extract(value, '$'), certainty, source FROM fact"
    " WHERE field = 'person.native_place' AND replaced_at IS NULL"
)
_STUDIES: Final = (
    "SELECT person_id, json_extract(value, '$.school'), json_extract(value, '$.from_year'),"
    " json_extract(value, '$.to_year'), certainty, source FROM fact"
    " WHERE field = 'person.education' AND replaced_at IS NULL ORDER BY position, item"
)


# Many people have a place or a school in common: each different one is made once.


@lru_cache(maxsize=65_536)
def _origin(text: str, certainty: str, source: str | None) -> Origin:
    return Origin(text, Backing(certainty == "assumed", source))


@lru_cache(maxsize=65_536)
def _study(name: str, first: int | None, last: int | None, certainty: str, source: str | None) -> Study:
    return Study(name, Years(first, last), Backing(certainty == "assumed", source))


def _of_colleague(found: Colleague) -> Background:
    """What one of our own staff says of themselves is sure, and has no source."""
    return Background(
        found.id,
        Origin(found.native_place) if found.native_place else None,
        tuple(
            Study(record["school"], Years(record.get("from_year"), record.get("to_year")))
            for record in found.schools
        ),
    )


def _rows(workbook: Workbook, sql: str) -> list[tuple[Any, ...]]:
    # Straight from the driver: rows of SQLAlchemy's take four times as long, and an edit waits for them.
    with workbook.read() as connection:
        return list(raw(connection).execute(sql))


def _again(
    pair: frozenset[str],
    kind: str,
    on_map: list[str],
    people: Mapping[str, Background],
    staff: Mapping[str, Background],
) -> list[ties.Tie]:
    """The tie of a pair, if their profiles still tell of it."""
    one, other = sorted(pair, key=lambda id_: (id_ in staff, id_ not in on_map, id_))
    mine, theirs = people.get(one), staff.get(other) or people.get(other)
    if mine is None or theirs is None:
        return []
    return [tie for tie in ties.ties_between(mine, theirs) if tie.kind == kind]


def _parties(
    workbook: Workbook, told: Iterable[ties.Tie], on_map: set[str], staff: Mapping[str, Colleague]
) -> dict[str, Party]:
    """Everyone who is an end of a tie, and where they are."""
    ids = {end for tie in told for end in (tie.one, tie.other)} | on_map
    query = (
        select(person.c.id, person.c.name, account.c.name)
        .select_from(person.outerjoin(account, account.c.id == person.c.account_id))
        .where(person.c.id.in_(list(ids)))
    )
    with workbook.read() as connection:
        found = {
            id_: Party(id_, name, "" if id_ in on_map else client or "")
            for id_, name, client in connection.execute(query)
        }
    return found | {each.id: Party(each.id, each.name, each.post, staff=True) for each in staff.values()}
