"""Two records side by side before they become one: in what they differ, and what goes along.

``compare_people`` and ``compare_accounts`` give the window everything it shows beside each other; what the user
chooses there goes to ``merging`` by the ``key`` of each difference.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, func, select

from keyaccount_desktop.method.catalogue import Catalogue
from keyaccount_desktop.method.choices import word_key
from keyaccount_desktop.workbook.facts import Fact, facts_by_subject, value_of
from keyaccount_desktop.workbook.links import link_plan
from keyaccount_desktop.workbook.merging import (
    CLIENT,
    DEPARTMENT,
    NAME,
    PHOTO,
    choice_key,
    clashes_of,
    pair_of_accounts,
    pair_of_people,
)
from keyaccount_desktop.workbook.tables import (
    account,
    attachment,
    department,
    fact,
    link,
    person,
    purchase,
    stakeholder,
    task,
    visit,
    visit_person,
)
from keyaccount_desktop.workbook.uniting import Facts, Pair, Side, pairs

if TYPE_CHECKING:
    from keyaccount_desktop.workbook.document import Workbook


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing of which the two say different things."""

    key: str
    """For the choices of ``merging``."""
    field: str
    """A field of the catalogue, or ``name``, ``client``, ``department``, ``photo``."""
    item: str
    """Of a field with a value for each product: which."""
    purchase: str
    """Of what is judged in a purchase: its name."""
    keep: Fact | str
    other: Fact | str
    """A fact; of a column its text, of a photo its id."""
    better: Side
    both: bool
    """Whether the two can be kept as one."""


@dataclass(frozen=True, slots=True)
class Along:
    """How much belongs to a record."""

    facts: int = 0
    people: int = 0
    purchases: int = 0
    visits: int = 0
    tasks: int = 0
    links: int = 0
    attachments: int = 0
    photos: int = 0


@dataclass(frozen=True, slots=True)
class Party:
    """One of the two."""

    id: str
    kind: str
    """``account``, or the kind of a person."""
    name: str
    position: str
    place: str
    """Client and department of a person, region of a client; may be empty."""
    photo_id: str | None
    entered_on: str
    """ISO date."""
    has: Along


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two records beside each other."""

    kind: str
    """``person`` or ``account``."""
    keep: Party
    other: Party
    differences: tuple[Difference, ...]
    same: tuple[Fact, ...]
    """Facts in which both agree: they speak for one and the same."""
    links_left_out: int


def compare_people(workbook: Workbook, keep_id: str, other_id: str) -> Comparison:
    """Two people side by side. Raises UserError when one is gone or the two cannot be one."""
    ids = [keep_id, other_id]
    with workbook.read() as connection:
        keep, other = pair_of_people(connection, keep_id, other_id)
        facts = facts_by_subject(connection, "person", ids)
        places = _places(connection, ids)
        found = [
            Difference(choice_key(column), column, "", "", *_column(column, keep, other, places), side, False)
            for column, side in clashes_of(keep, other).items()
        ]
        agreed, differ = _compared(workbook.catalogue, facts.get(keep_id, {}), facts.get(other_id, {}))
        found += differ
        for purchase_id, name, stakes in _shared_purchases(connection, keep_id, other_id):
            judged = facts_by_subject(connection, "stakeholder", list(stakes))
            mine, theirs = (judged.get(stake, {}) for stake in stakes)
            found += _compared(workbook.catalogue, mine, theirs, purchase_id, name)[1]
        one, two = (
            Party(
                row.id,
                row.kind,
                row.name,
                value_of(facts.get(row.id, {}), "person.position") or "",
                " · ".join(part for part in places[row.id] if part),
                row.photo_id,
                row.created_at[:10],
                _along_of_person(connection, row, facts.get(row.id, {})),
            )
            for row in (keep, other)
        )
        left_out = len(link_plan(connection, keep_id, other_id).left_out)
    return Comparison("person", one, two, tuple(found), agreed, left_out)


def compare_accounts(workbook: Workbook, keep_id: str, other_id: str) -> Comparison:
    """Two clients side by side. Raises UserError when one is gone."""
    with workbook.read() as connection:
        keep, other = pair_of_accounts(connection, keep_id, other_id)
        facts = facts_by_subject(connection, "account", [keep_id, other_id])
        agreed, differ = _compared(workbook.catalogue, facts.get(keep_id, {}), facts.get(other_id, {}))
        found = list(differ)
        if word_key(keep.name) != word_key(other.name):
            found.insert(0, Difference(choice_key(NAME), NAME, "", "", keep.name, other.name, "keep", False))
        one, two = (
            Party(
                row.id,
                "account",
                row.name,
                "",
                value_of(facts.get(row.id, {}), "account.region") or "",
                None,
                row.created_at[:10],
                _along_of_account(connection, row.id, facts.get(row.id, {})),
            )
            for row in (keep, other)
        )
    return Comparison("account", one, two, tuple(found), agreed, 0)


def compare(workbook: Workbook, kind: str, keep_id: str, other_id: str) -> Comparison:
    """Two records of a kind, ``person`` or ``account``."""
    return (compare_people if kind == "person" else compare_accounts)(workbook, keep_id, other_id)


def _compared(
    catalogue: Catalogue, keep: Facts, other: Facts, purchase_id: str = "", purchase_name: str = ""
) -> tuple[tuple[Fact, ...], list[Difference]]:
    """What two subjects agree in, and in what they differ, in the order of a page."""
    order = {key: place for place, key in enumerate(catalogue.fields)}
    met = pairs(catalogue, keep, other)
    met.sort(key=lambda pair: (order.get(pair.field, len(order)), pair.keep.item))
    agreed = tuple(pair.keep for pair in met if not pair.clashes)
    return agreed, [_difference(pair, purchase_id, purchase_name) for pair in met if pair.clashes]


def _difference(pair: Pair, purchase_id: str, purchase_name: str) -> Difference:
    key = choice_key(pair.field, pair.keep.item, purchase_id)
    return Difference(
        key, pair.field, pair.keep.item, purchase_name, pair.keep, pair.other, pair.better, pair.both
    )


def _column(
    column: str, keep: Any, other: Any, places: Mapping[str, Sequence[str | None]]
) -> tuple[str, str]:
    def shown(row: Any) -> str:
        client, place = places[row.id]
        said = {NAME: row.name, CLIENT: client, DEPARTMENT: place, PHOTO: row.photo_id}[column]
        return str(said or "")

    return shown(keep), shown(other)


def _places(connection: Connection, ids: Sequence[str]) -> dict[str, tuple[str | None, str | None]]:
    query = (
        select(person.c.id, account.c.name, department.c.name)
        .select_from(
            person.outerjoin(account, account.c.id == person.c.account_id).outerjoin(
                department, department.c.id == person.c.department_id
            )
        )
        .where(person.c.id.in_(ids))
    )
    return {id_: (client, place) for id_, client, place in connection.execute(query)}


def _shared_purchases(
    connection: Connection, keep_id: str, other_id: str
) -> list[tuple[str, str, tuple[str, str]]]:
    """Id and name of the purchases both have a part in, with the two parts."""
    one, two = stakeholder.alias(), stakeholder.alias()
    query = (
        select(purchase.c.id, purchase.c.name, one.c.id, two.c.id)
        .join(one, one.c.purchase_id == purchase.c.id)
        .join(two, two.c.purchase_id == purchase.c.id)
        .where(one.c.person_id == keep_id, two.c.person_id == other_id)
        .order_by(purchase.c.created_at.desc(), purchase.c.id)
    )
    return [(id_, name, (mine, theirs)) for id_, name, mine, theirs in connection.execute(query)]


def _count(connection: Connection, table: Any, condition: Any) -> int:
    return int(connection.execute(select(func.count()).select_from(table).where(condition)).scalar_one())


def _along_of_person(connection: Connection, row: Any, facts: Facts) -> Along:
    id_ = row.id
    stakes = select(stakeholder.c.id).where(stakeholder.c.person_id == id_)
    judged = _count(connection, fact, fact.c.stakeholder_id.in_(stakes) & fact.c.replaced_at.is_(None))
    return Along(
        facts=sum(map(len, facts.values())) + judged,
        purchases=_count(connection, stakeholder, stakeholder.c.person_id == id_),
        visits=_count(connection, visit_person, visit_person.c.person_id == id_),
        tasks=_count(connection, task, task.c.person_id == id_),
        links=_count(connection, link, (link.c.source_id == id_) | (link.c.target_id == id_)),
        attachments=_count(connection, attachment, attachment.c.person_id == id_),
        photos=int(row.photo_id is not None),
    )


def _along_of_account(connection: Connection, id_: str, facts: Facts) -> Along:
    return Along(
        facts=sum(map(len, facts.values())),
        people=_count(connection, person, person.c.account_id == id_),
        purchases=_count(connection, purchase, purchase.c.account_id == id_),
        visits=_count(connection, visit, visit.c.account_id == id_),
        tasks=_count(connection, task, task.c.account_id == id_),
        attachments=_count(connection, attachment, attachment.c.account_id == id_),
    )
