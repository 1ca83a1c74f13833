"""People, groups and posts of a client, and outsiders: commands and queries.

Name and place in the organisation are columns; everything else known about someone is a fact. Roles and
attitude belong to the person in a purchase (``purchases``). ``person_card`` reads all of one person at once,
for the person page, the card and the command line.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import Connection, delete, false, func, insert, or_, select, update

from keyaccount_desktop.language import Text, plain
from keyaccount_desktop.workbook import blobs, pinyin, search
from keyaccount_desktop.workbook.accounts import Department
from keyaccount_desktop.workbook.document import DEFINING, new_id, timestamp
from keyaccount_desktop.workbook.drafts import erase_drafts
from keyaccount_desktop.workbook.driver import gone
from keyaccount_desktop.workbook.duplicates import forget_erased
from keyaccount_desktop.workbook.facts import Evidence, Fact, facts_by_subject, set_fact, value_of
from keyaccount_desktop.workbook.names import valid_name
from keyaccount_desktop.workbook.reviews import anonymise
from keyaccount_desktop.workbook.tables import (
    account,
    attachment,
    department,
    erased,
    fact,
    link,
    map_review,
    person,
    purchase,
    stakeholder,
    task,
    visit,
    visit_person,
)

if TYPE_CHECKING:
    from keyaccount_desktop.workbook.document import Workbook
    from keyaccount_desktop.workbook.journal import ChangeSet

KINDS: Final = ("person", "group", "post")


@dataclass(frozen=True, slots=True)
class PersonRow:
    """Someone among the people of a client; what lists show of them is read by ``listing``."""

    id: str
    name: str
    kind: str
    department: str | None


@dataclass(frozen=True, slots=True)
class Stake:
    """Someone's part in one purchase."""

    stakeholder_id: str
    purchase_id: str
    purchase: str
    facts: dict[str, list[Fact]]


@dataclass(frozen=True, slots=True)
class PersonLink:
    """A link as seen from one person: ``outgoing`` when it starts at them."""

    id: str
    kind: str
    outgoing: bool
    other_id: str
    other: str
    other_position: str | None
    facts: dict[str, list[Fact]]


@dataclass(frozen=True, slots=True)
class Contact:
    """A visit or other contact the person took part in."""

    visit_id: str
    kind: str
    state: str
    on_date: str
    aim: str
    said: str
    effect: int | None


@dataclass(frozen=True, slots=True)
class OpenTask:
    id: str
    kind: str
    text: str
    due_on: str | None


@dataclass(frozen=True, slots=True)
class PersonCard:
    """Everything about one person."""

    id: str
    name: str
    kind: str
    account_id: str | None
    account: str | None
    department: Department | None
    photo_id: str | None
    facts: dict[str, list[Fact]]
    stakes: tuple[Stake, ...]
    links: tuple[PersonLink, ...]
    contacts: tuple[Contact, ...]
    """Newest first."""
    tasks: tuple[OpenTask, ...]
    """Not done yet, due first."""


# ---- commands


def add_person(
    workbook: Workbook,
    account_id: str | None,
    name: str,
    *,
    kind: str = "person",
    department_id: str | None = None,
    position: str | None = None,
    level: str | None = None,
    function: str | None = None,
    evidence: Evidence | None = None,
) -> str:
    """Add someone to a client, or without one an outsider; their id."""
    name, id_ = valid_name(name), new_id()
    with workbook.edit(Text("Add {name}", "添加{name}").format(name=plain(name))) as connection:
        connection.execute(
            insert(person),
            {
                "id": id_,
                "account_id": account_id,
                "department_id": department_id,
                "kind": kind,
                "name": name,
                "name_sort": pinyin.sort_key(name, person=kind == "person"),
                "created_at": timestamp(),
            },
        )
        given = (("person.position", position), ("person.level", level), ("person.function", function))
        for field, value in given:
            if value:
                set_fact(workbook, ("person", id_), field, value, evidence=evidence)
    return id_


def kind_called(name: str) -> str:
    """Whether a name is a person's, or that of a post whose holder is not known: such a one ends in "?"."""
    name = name.strip()
    return "post" if name.endswith(("?", "？")) and name.strip("?？ ") else "person"


def rename_person(workbook: Workbook, person_id: str, name: str) -> None:
    name = valid_name(name)
    with workbook.edit(Text("Rename {name}", "重命名{name}").format(name=plain(name))) as connection:
        kind = connection.execute(select(person.c.kind).where(person.c.id == person_id)).scalar_one_or_none()
        connection.execute(
            update(person)
            .where(person.c.id == person_id)
            .values(name=name, name_sort=pinyin.sort_key(name, person=kind == "person"))
        )


def name_post_holder(workbook: Workbook, person_id: str, name: str) -> None:
    """A post's holder has become known: it turns into a person, keeping its links and its place.

    What the post was called is the person's position from then on, unless that is known better.
    """
    name = valid_name(name)
    with workbook.edit(
        Text("{name} holds the post", "{name}担任该职务").format(name=plain(name))
    ) as connection:
        row = connection.execute(select(person.c.kind, person.c.name).where(person.c.id == person_id)).first()
        if row is None:
            raise gone()
        if row.kind == "post" and (position := position_of_post(connection, person_id, row.name)) is not None:
            set_fact(
                workbook, ("person", person_id), "person.position", position.value, evidence=position.evidence
            )
        connection.execute(
            update(person)
            .where(person.c.id == person_id)
            .values(kind="person", name=name, name_sort=pinyin.sort_key(name, person=True))
        )


@dataclass(frozen=True, slots=True)
class Position:
    """What someone has as their position, and how that is known."""

    value: str
    evidence: Evidence


def position_of_post(connection: Connection, post_id: str, name: str) -> Position | None:
    """The position that goes with a post: the one it has, or else what the post is called."""
    field = "person.position"
    known = facts_by_subject(connection, "person", [post_id], (field,)).get(post_id, {}).get(field)
    if known:
        found = known[0]
        return Position(found.value, Evidence(found.source, found.certainty, found.learned_on))
    called = name.rstrip("?？ ")
    return Position(called, Evidence()) if called else None


def move_to_department(workbook: Workbook, person_id: str, department_id: str | None) -> None:
    with workbook.edit(Text("Change the department", "修改部门")) as connection:
        connection.execute(update(person).where(person.c.id == person_id).values(department_id=department_id))


def delete_people(workbook: Workbook, ids: Iterable[str]) -> None:
    """Delete people with their facts, links, places on maps and parts in visits, as one step of undo."""
    listed = json.dumps(list(ids))
    with workbook.read() as connection:
        names = list(
            connection.exec_driver_sql(f"SELECT name FROM person WHERE {_THESE}", (listed,)).scalars()
        )
    label = (
        Text("Delete {name}", "删除{name}").format(name=plain(names[0]))
        if len(names) == 1
        else Text("Delete {n} people", "删除{n}人").format(n=f"{len(names):,}")
    )
    with workbook.edit(label) as connection:
        connection.exec_driver_sql(f"DELETE FROM person WHERE {_THESE}", (listed,))


_THESE: Final = "id IN (SELECT value FROM json_each(?))"


def erase_person(workbook: Workbook, person_id: str) -> int:
    """Erase someone; cannot be undone, and clears what could be. Their id alone stays in ``erased``, with
    those of records once merged into theirs.

    In reviews their card stays, anonymous. Who was deleted before is erased from the reviews they stand in.
    What was written about others may still hold a name they had: in how many texts it does is returned, for the
    user to look them up. Backups made before still hold the person. Raises UserError if not there.
    """
    with workbook.edit(Text("Erase a person", "彻底删除人员"), undoable=False) as connection:
        name = connection.execute(select(person.c.name).where(person.c.id == person_id)).scalar_one_or_none()
        merged = forget_erased(connection, person_id)
        reviewed, names = anonymise(connection, [person_id, *merged], name)
        if name is None and not reviewed:
            raise gone()
        stakes = select(stakeholder.c.id).where(stakeholder.c.person_id == person_id)
        erase_drafts(connection, [person_id, *connection.execute(stakes).scalars()])
        connection.execute(delete(person).where(person.c.id == person_id))
        search.erase(connection, "person", person_id, workbook.catalogue)
        # Together with the erasure, or not at all; the undo history, which might ask for it, goes below.
        blobs.sweep(connection.connection.driver_connection)
        known = set(connection.execute(select(erased.c.id)).scalars())
        for id_ in (person_id, *merged):
            if id_ not in known:  # a post may have been erased from reviews before its holder is
                connection.execute(insert(erased).values(id=id_, erased_at=timestamp()))
        mentions = _mentions(connection, names)
    workbook.forget_history()
    return mentions


def _mentions(connection: Any, names: Collection[str]) -> int:
    """How many texts about others hold one of these names."""
    return sum(
        connection.execute(
            select(func.count()).where(
                or_(false(), *(func.instr(column, name) > 0 for column in columns for name in names))
            )
        ).scalar_one()
        for columns in (
            (visit.c.aim, visit.c.said, visit.c.reason_again),
            (task.c.text,),
            (fact.c.value,),
            (attachment.c.name,),
            (map_review.c.name,),
        )
    )


# ---- queries


def people_of(workbook: Workbook, account_id: str | None) -> list[PersonRow]:
    """The people of a client in pinyin order; without a client: the outsiders."""
    query = (
        select(person.c.id, person.c.name, person.c.kind, department.c.name)
        .select_from(person.outerjoin(department, department.c.id == person.c.department_id))
        .where(person.c.account_id.is_(None) if account_id is None else person.c.account_id == account_id)
        .order_by(person.c.name_sort, person.c.id)
    )
    with workbook.read() as connection:
        return [PersonRow(*row) for row in connection.execute(query)]


def contents_of_people(workbook: Workbook, ids: Iterable[str]) -> tuple[int, int, int]:
    """What ``delete_people`` would take along: how many facts, also those of their parts in purchases, links, files."""
    with workbook.read() as connection:
        row = connection.exec_driver_sql(
            "WITH these (id) AS (SELECT value FROM json_each(?)) SELECT"
            " (SELECT count(*) FROM fact WHERE replaced_at IS NULL AND (person_id IN these OR stakeholder_id IN"
            "  (SELECT id FROM stakeholder WHERE person_id IN these))),"
            " (SELECT count(*) FROM link WHERE source_id IN these OR target_id IN these),"
            " (SELECT count(*) FROM attachment WHERE person_id IN these)",
            (json.dumps(list(ids)),),
        ).one()
    return row[0], row[1], row[2]


def all_people(workbook: Workbook) -> list[tuple[str, str, str | None]]:
    """Id, name and client of everyone, in pinyin order."""
    query = (
        select(person.c.id, person.c.name, account.c.name)
        .select_from(person.outerjoin(account, account.c.id == person.c.account_id))
        .order_by(person.c.name_sort, person.c.id)
    )
    with workbook.read() as connection:
        return [(id_, name, client) for id_, name, client in connection.execute(query)]


def person_card(workbook: Workbook, person_id: str) -> PersonCard:
    """Everything about one person. Raises UserError when they are not in the workbook."""
    cards = person_cards(workbook, [person_id])
    if not cards:
        raise gone()
    return cards[0]


def person_cards(workbook: Workbook, ids: Iterable[str]) -> list[PersonCard]:
    """Everything about many people, in the order of their ids as far as they are there."""
    ids = list(ids)
    made: list[PersonCard] = []
    with workbook.read() as connection:
        for start in range(0, len(ids), 500):
            made += _cards(connection, ids[start : start + 500])
    return made


def touches(card: PersonCard, change: ChangeSet) -> bool:
    """Whether a change may have made anything that a card says otherwise."""
    mine = {card.id, *(stake.stakeholder_id for stake in card.stakes), *(link.id for link in card.links)}
    around = {card.account_id, *(stake.purchase_id for stake in card.stakes)}
    around |= mine | {link.other_id for link in card.links} | {contact.visit_id for contact in card.contacts}
    if card.department is not None:
        around.add(card.department.id)
    for row in change.rows:
        if row.id in around or row.table == "product" or row.table in DEFINING:
            return True
        values = row.after or row.before or {}
        if any(values.get(column) in mine for column in _TOLD_BY.get(row.table, ())):
            return True
        if row.table == "purchase" and values.get("account_id") == card.account_id:
            return True
    return False


_TOLD_BY: Final = {
    **dict.fromkeys(("task", "stakeholder", "visit_person"), ("person_id",)),
    "fact": ("person_id", "stakeholder_id", "link_id"),
    "link": ("source_id", "target_id"),
}
"""The columns that say whose card a row stands on."""


def _cards(connection: Any, ids: list[str]) -> list[PersonCard]:
    people = connection.execute(
        select(
            person.c.id,
            person.c.name,
            person.c.kind,
            person.c.account_id,
            account.c.name,
            department.c.id,
            department.c.name,
            department.c.function,
            person.c.photo_id,
        )
        .select_from(
            person.outerjoin(account, account.c.id == person.c.account_id).outerjoin(
                department, department.c.id == person.c.department_id
            )
        )
        .where(person.c.id.in_(ids))
    ).all()
    found = {row[0]: row for row in people}
    facts = facts_by_subject(connection, "person", ids)
    stakes = _stakes(connection, ids)
    links = _links(connection, ids)
    contacts: dict[str, list[Contact]] = {}
    held: Any = connection.execute(
        select(
            visit_person.c.person_id,
            visit_person.c.effect,
            visit.c.id,
            visit.c.kind,
            visit.c.state,
            visit.c.on_date,
            visit.c.aim,
            visit.c.said,
            visit.c.effect,
        )
        .join(visit, visit.c.id == visit_person.c.visit_id)
        .where(visit_person.c.person_id.in_(ids))
        .order_by(visit.c.on_date.desc(), visit.c.at_time.desc(), visit.c.id)
    )
    for owner, own_effect, *rest, effect in held:
        counted = effect if own_effect is None else own_effect
        contacts.setdefault(owner, []).append(Contact(*(*rest, counted)))
    tasks: dict[str, list[OpenTask]] = {}
    for owner, *rest in connection.execute(
        select(task.c.person_id, task.c.id, task.c.kind, task.c.text, task.c.due_on)
        .where(task.c.person_id.in_(ids), task.c.done_on.is_(None))
        .order_by(task.c.due_on.is_(None), task.c.due_on, task.c.created_at, task.c.id)
    ):
        tasks.setdefault(owner, []).append(OpenTask(*rest))
    made = []
    for id_ in ids:
        if id_ not in found:
            continue
        _, name, kind, account_id, client, place_id, place, function, photo = found[id_]
        made.append(
            PersonCard(
                id_,
                name,
                kind,
                account_id,
                client,
                Department(place_id, place, function) if place_id else None,
                photo,
                facts.get(id_, {}),
                tuple(stakes.get(id_, ())),
                tuple(links.get(id_, ())),
                tuple(contacts.get(id_, ())),
                tuple(tasks.get(id_, ())),
            )
        )
    return made


def _stakes(connection: Any, ids: list[str]) -> dict[str, list[Stake]]:
    rows = connection.execute(
        select(stakeholder.c.person_id, stakeholder.c.id, purchase.c.id, purchase.c.name)
        .join(purchase, purchase.c.id == stakeholder.c.purchase_id)
        .where(stakeholder.c.person_id.in_(ids))
        .order_by(purchase.c.created_at.desc(), purchase.c.id)
    ).all()
    facts = facts_by_subject(connection, "stakeholder", [row[1] for row in rows])
    stakes: dict[str, list[Stake]] = {}
    for owner, stake, purchase_id, name in rows:
        stakes.setdefault(owner, []).append(Stake(stake, purchase_id, name, facts.get(stake, {})))
    return stakes


def _links(connection: Any, ids: list[str]) -> dict[str, list[PersonLink]]:
    rows = connection.execute(
        select(link.c.id, link.c.kind, link.c.source_id, link.c.target_id)
        .where(or_(link.c.source_id.in_(ids), link.c.target_id.in_(ids)))
        .order_by(link.c.kind, link.c.id)
    ).all()
    facts = facts_by_subject(connection, "link", [row[0] for row in rows])
    ends = list({end for row in rows for end in row[2:]})
    named = connection.execute(select(person.c.id, person.c.name).where(person.c.id.in_(ends)))
    names = {row.id: row.name for row in named}
    positions = facts_by_subject(connection, "person", ends, ("person.position",))
    wanted = set(ids)
    links: dict[str, list[PersonLink]] = {}
    for id_, kind, source, target in rows:
        for owner, other in ((source, target), (target, source)):
            if owner in wanted:
                links.setdefault(owner, []).append(
                    PersonLink(
                        id_,
                        kind,
                        owner == source,
                        other,
                        names[other],
                        value_of(positions.get(other, {}), "person.position"),
                        facts.get(id_, {}),
                    )
                )
    return links
