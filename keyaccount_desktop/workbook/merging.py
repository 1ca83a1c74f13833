"""Two records of one person, or of one client, made one: everything of the other goes to the one kept.

``merge_people`` and ``merge_accounts`` are one edit each, and so one step of undo. Facts are united by
``uniting``; what someone has to choose is found by ``comparison`` and comes here as ``choices``. What is not
chosen stays: a value as history, a name among the other names, a photo as attachment, a client in the career.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import Connection, delete, func, select, update

from keyaccount_desktop.language import Text, UserError, plain
from keyaccount_desktop.method.catalogue import Catalogue
from keyaccount_desktop.method.choices import word_key
from keyaccount_desktop.workbook import attachments, pinyin
from keyaccount_desktop.workbook.driver import gone
from keyaccount_desktop.workbook.duplicates import remember_merged
from keyaccount_desktop.workbook.facts import Evidence, facts_by_subject, set_fact, value_of
from keyaccount_desktop.workbook.links import link_plan, merge_links
from keyaccount_desktop.workbook.moving import add_to_career, take_tasks_along
from keyaccount_desktop.workbook.tables import (
    account,
    blob,
    department,
    map_node,
    person,
    purchase,
    stakeholder,
    task,
    visit,
    visit_person,
)
from keyaccount_desktop.workbook.ties import merge_dismissed
from keyaccount_desktop.workbook.uniting import Pair, Side, unite

if TYPE_CHECKING:
    from keyaccount_desktop.workbook.document import Workbook

Choices = Mapping[str, Side]
"""What the user chose, by ``choice_key``; what is not in it is settled by what is better proved."""
Sides = Mapping[str, Side]
"""The same for the columns of a person, every one of which has a side."""
NAME: Final = "name"
CLIENT: Final = "client"
DEPARTMENT: Final = "department"
PHOTO: Final = "photo"
_AT_THE_CLIENT: Final = ("person.position", "person.tenure")


@dataclass(frozen=True, slots=True)
class Merged:
    """What a merge did that its choices did not say."""

    name: str
    links_left_out: int
    """Links between the two, and reporting lines that would have closed a circle."""


def choice_key(field: str, item: str = "", purchase_id: str = "") -> str:
    """The name of a choice: a field of the catalogue or a column, of which product, in which purchase."""
    return f"{purchase_id}:{field}:{item}"


# ---- people


def merge_people(workbook: Workbook, keep_id: str, other_id: str, choices: Choices | None = None) -> Merged:
    """Make two people one, who has ``keep_id`` from now on.

    A post is merged into the person who holds it. Raises UserError when one is gone, for a group and a person,
    or when two texts together would be too long.
    """
    chosen = choices or {}
    with workbook.read() as connection:
        keep, other = pair_of_people(connection, keep_id, other_id)
    sides = {column: chosen.get(choice_key(column), side) for column, side in clashes_of(keep, other).items()}
    name = _name(keep, other, sides)
    with workbook.edit(Text("Merge {name}", "合并{name}").format(name=plain(name))) as connection:
        _keep_post(workbook, keep, other)
        _keep_career(workbook, keep, other, sides)
        unite(connection, workbook.catalogue, "person", keep_id, other_id, _settled(chosen))
        _keep_name(workbook, connection, ("person", keep_id), name, keep, other)
        _merge_stakes(connection, workbook.catalogue, keep_id, other_id, chosen)
        plan = link_plan(connection, keep_id, other_id)
        merge_links(connection, workbook.catalogue, plan)
        merge_dismissed(connection, keep_id, other_id)
        _merge_visits(connection, keep_id, other_id)
        connection.execute(update(task).where(task.c.person_id == other_id).values(person_id=keep_id))
        place = other if sides.get(CLIENT) == "other" or keep.account_id is None else keep
        if CLIENT in sides:
            left = keep if place is other else other
            take_tasks_along(connection, [keep_id], left.account_id, place.account_id)
        _keep_photo(workbook, connection, keep, other, sides)
        attachments.hand_over(connection, "person", keep_id, other_id)
        remember_merged(connection, keep_id, other_id)
        values = {
            "name": name,
            "kind": "person" if "person" in (keep.kind, other.kind) else keep.kind,
            "account_id": place.account_id,
            "department_id": _department(keep, other, place, sides),
            "photo_id": _photo(keep, other, sides),
        }
        values["name_sort"] = pinyin.sort_key(name, person=values["kind"] == "person")
        connection.execute(update(person).where(person.c.id == keep_id).values(values))
        connection.execute(delete(person).where(person.c.id == other_id))
    return Merged(name, len(plan.left_out))


def pair_of_people(connection: Connection, keep_id: str, other_id: str) -> tuple[Any, Any]:
    """Both rows of ``person``. Raises UserError when they cannot be one."""
    rows = {
        row.id: row for row in connection.execute(select(person).where(person.c.id.in_([keep_id, other_id])))
    }
    if len(rows) < 2:
        raise gone()
    keep, other = rows[keep_id], rows[other_id]
    if keep.kind != other.kind and "group" in (keep.kind, other.kind):
        raise UserError(
            Text("A group cannot become one with a person or a post.", "小组不能与人员或岗位合并。"),
            Text("Choose two of the same kind.", "请选择同一类的两条记录。"),
        )
    return keep, other


def clashes_of(keep: Any, other: Any) -> dict[str, Side]:
    """The columns of two people in which one has to be chosen, and which is taken unless the user says."""
    found: dict[str, Side] = {}
    if keep.kind == other.kind and word_key(keep.name) != word_key(other.name):
        found[NAME] = "keep"
    if None not in (keep.account_id, other.account_id) and keep.account_id != other.account_id:
        found[CLIENT] = "keep"
    elif None not in (keep.department_id, other.department_id) and keep.department_id != other.department_id:
        found[DEPARTMENT] = "keep"
    if None not in (keep.photo_id, other.photo_id) and keep.photo_id != other.photo_id:
        found[PHOTO] = "keep"
    return found


def _settled(chosen: Choices, purchase_id: str = "") -> Callable[[Pair], Side]:
    def side(pair: Pair) -> Side:
        if not pair.clashes:
            return pair.better
        return chosen.get(choice_key(pair.field, pair.keep.item, purchase_id), pair.better)

    return side


def _name(keep: Any, other: Any, sides: Sides) -> str:
    if keep.kind != other.kind:
        return str(keep.name if keep.kind == "person" else other.name)
    return str(other.name if sides.get(NAME) == "other" else keep.name)


def _department(keep: Any, other: Any, place: Any, sides: Sides) -> Any:
    if keep.account_id != other.account_id:
        return place.department_id
    first, second = (other, keep) if sides.get(DEPARTMENT) == "other" else (keep, other)
    return first.department_id or second.department_id


def _photo(keep: Any, other: Any, sides: Sides) -> Any:
    first, second = (other, keep) if sides.get(PHOTO) == "other" else (keep, other)
    return first.photo_id or second.photo_id


def _keep_post(workbook: Workbook, keep: Any, other: Any) -> None:
    """Of a post and the person who holds it: the post's name is their position, if no better is known."""
    post = next((row for row in (keep, other) if row.kind == "post"), None)
    if post is None or keep.kind == other.kind:
        return
    with workbook.read() as connection:
        known = facts_by_subject(connection, "person", [keep.id, other.id], ("person.position",))
    if not known and (position := post.name.rstrip("?？ ")):
        set_fact(
            workbook, ("person", keep.id), "person.position", position, evidence=Evidence(None, "assumed")
        )


def _keep_career(workbook: Workbook, keep: Any, other: Any, sides: Sides) -> None:
    """Whoever was at two clients has worked at the one not chosen."""
    if CLIENT in sides and "person" in (keep.kind, other.kind):
        left = keep if sides[CLIENT] == "other" else other
        with workbook.read() as connection:
            known = facts_by_subject(connection, "person", [left.id], _AT_THE_CLIENT).get(left.id, {})
        add_to_career(
            workbook,
            keep.id,
            left.account_id,
            left.department_id,
            value_of(known, "person.position"),
            tenure=value_of(known, "person.tenure"),
        )


def _keep_name(
    workbook: Workbook, connection: Connection, subject: tuple[str, str], name: str, keep: Any, other: Any
) -> None:
    """The name not chosen becomes one of the other names, so that a search for it still finds the record."""
    if subject[0] == "person" and keep.kind != other.kind:
        return  # the name of a post is no name of a person
    left = other.name if word_key(name) == word_key(keep.name) else keep.name
    if word_key(left) == word_key(name):
        return
    field = f"{subject[0]}.other_names"
    known = facts_by_subject(connection, subject[0], [subject[1]], (field,)).get(subject[1], {})
    names = value_of(known, field) or []
    if word_key(left) not in map(word_key, names):
        set_fact(workbook, subject, field, [*names, left])


def _keep_photo(workbook: Workbook, connection: Connection, keep: Any, other: Any, sides: Sides) -> None:
    if PHOTO in sides:
        left = keep if sides[PHOTO] == "other" else other
        (size,) = connection.execute(
            select(func.length(blob.c.bytes)).where(blob.c.id == left.photo_id)
        ).one()
        name = f"{Text('Photo', '照片')} {date.today().isoformat()}.jpg"
        attachments.attach(workbook, ("person", keep.id), [attachments.Taken(name, left.photo_id, size)])


def _merge_stakes(
    connection: Connection, catalogue: Catalogue, keep_id: str, other_id: str, chosen: Choices
) -> None:
    mine = connection.execute(
        select(stakeholder.c.purchase_id, stakeholder.c.id).where(stakeholder.c.person_id == keep_id)
    )
    own = {row.purchase_id: row.id for row in mine}
    theirs = connection.execute(
        select(stakeholder.c.id, stakeholder.c.purchase_id).where(stakeholder.c.person_id == other_id)
    ).all()
    for stake, purchase_id in theirs:
        if purchase_id not in own:
            connection.execute(update(stakeholder).where(stakeholder.c.id == stake).values(person_id=keep_id))
            continue
        unite(connection, catalogue, "stakeholder", own[purchase_id], stake, _settled(chosen, purchase_id))
        placed = select(map_node.c.id).where(map_node.c.stakeholder_id == own[purchase_id])
        if connection.execute(placed).first() is None:
            connection.execute(
                update(map_node)
                .where(map_node.c.stakeholder_id == stake)
                .values(stakeholder_id=own[purchase_id])
            )
        connection.execute(delete(stakeholder).where(stakeholder.c.id == stake))


def _merge_visits(connection: Connection, keep_id: str, other_id: str) -> None:
    own = {
        row.visit_id: row
        for row in connection.execute(select(visit_person).where(visit_person.c.person_id == keep_id))
    }
    for row in connection.execute(select(visit_person).where(visit_person.c.person_id == other_id)).all():
        if row.visit_id not in own:
            connection.execute(
                update(visit_person).where(visit_person.c.id == row.id).values(person_id=keep_id)
            )
            continue
        if own[row.visit_id].effect is None and row.effect is not None:
            connection.execute(
                update(visit_person)
                .where(visit_person.c.id == own[row.visit_id].id)
                .values(effect=row.effect)
            )
        connection.execute(delete(visit_person).where(visit_person.c.id == row.id))


# ---- clients


def merge_accounts(workbook: Workbook, keep_id: str, other_id: str, choices: Choices | None = None) -> Merged:
    """Make two clients one, which has ``keep_id`` from now on: with all people, purchases, visits and tasks.

    Departments of the same name become one; people of the same name stay two, and are suspected afterwards.
    Raises UserError when one is gone, or when two texts together would be too long.
    """
    chosen = choices or {}
    with workbook.read() as connection:
        keep, other = pair_of_accounts(connection, keep_id, other_id)
    side = chosen.get(choice_key(NAME), "keep")
    name = str(other.name if side == "other" and word_key(keep.name) != word_key(other.name) else keep.name)
    with workbook.edit(Text("Merge {name}", "合并{name}").format(name=plain(name))) as connection:
        unite(connection, workbook.catalogue, "account", keep_id, other_id, _settled(chosen))
        _keep_name(workbook, connection, ("account", keep_id), name, keep, other)
        _merge_departments(connection, keep_id, other_id)
        for table in (person, purchase, visit, task):
            connection.execute(update(table).where(table.c.account_id == other_id).values(account_id=keep_id))
        attachments.hand_over(connection, "account", keep_id, other_id)
        remember_merged(connection, keep_id, other_id)
        connection.execute(
            update(account).where(account.c.id == keep_id).values(name=name, name_sort=pinyin.sort_key(name))
        )
        connection.execute(delete(account).where(account.c.id == other_id))
    return Merged(name, 0)


def pair_of_accounts(connection: Connection, keep_id: str, other_id: str) -> tuple[Any, Any]:
    """Both rows of ``account``. Raises UserError when one is gone."""
    rows = {
        row.id: row
        for row in connection.execute(select(account).where(account.c.id.in_([keep_id, other_id])))
    }
    if len(rows) < 2:
        raise gone()
    return rows[keep_id], rows[other_id]


def _merge_departments(connection: Connection, keep_id: str, other_id: str) -> None:
    def of(account_id: str) -> list[Any]:
        return list(
            connection.execute(
                select(department)
                .where(department.c.account_id == account_id)
                .order_by(department.c.position, department.c.id)
            )
        )

    own = {word_key(row.name): row for row in reversed(of(keep_id))}
    place = max((row.position for row in own.values()), default=0)
    for row in of(other_id):
        twin = own.get(word_key(row.name))
        if twin is None:
            place += 1
            connection.execute(
                update(department).where(department.c.id == row.id).values(account_id=keep_id, position=place)
            )
            continue
        connection.execute(
            update(person).where(person.c.department_id == row.id).values(department_id=twin.id)
        )
        if twin.function is None and row.function is not None:
            connection.execute(
                update(department).where(department.c.id == twin.id).values(function=row.function)
            )
        connection.execute(delete(department).where(department.c.id == row.id))
