"""People who change their organisation: they keep all that is known of them, and the client they leave as career.

``move_people`` is one edit, and so one step of undo. Called by the window; ``merging`` uses its parts.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import Connection, func, select, update

from keyaccount_desktop.language import Text, UserError, plain
from keyaccount_desktop.method.choices import word_key
from keyaccount_desktop.method.dates import normalise_date
from keyaccount_desktop.workbook.accounts import add_account
from keyaccount_desktop.workbook.driver import gone
from keyaccount_desktop.workbook.facts import (
    Evidence,
    Fact,
    add_entry,
    clear_fact,
    facts_by_subject,
    set_fact,
    value_of,
)
from keyaccount_desktop.workbook.tables import (
    account,
    department,
    map_node,
    person,
    purchase,
    stakeholder,
    task,
)

if TYPE_CHECKING:
    from keyaccount_desktop.workbook.document import Workbook

CAREER: Final = "person.career"
LEFT_BEHIND: Final = (
    "person.position",
    "person.authority",
    "person.tenure",
    "person.post_traits",
    "person.assistant",
    "person.fax",
)
"""What was true of the post at the old client: it becomes history, and is asked anew."""
DOUBTED: Final = (
    "person.level",
    "person.function",
    "person.best_time_place",
    "person.email",
    "person.address",
)
"""What may hold at the new client as well: it stays as assumed, and is to be asked again."""
_OF_THE_PLACE: Final = frozenset({"office", "switchboard"})
"""Labels of phone numbers that belong to the client rather than to the person."""


@dataclass(frozen=True, slots=True)
class Moved:
    """What a move meant for the rest of the workbook."""

    people: int
    maps: int
    """Purchases of other clients on whose maps they still stand."""
    tasks: int
    """Open tasks that went along."""
    tasks_left: int
    """Open tasks that stay with a purchase of the old client, or with it because there is no new one."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Where some people are, and whether they can change their organisation."""

    names: tuple[str, ...]
    accounts: frozenset[str]
    """Their clients; nothing for outsiders."""
    outsiders: bool
    """Whether any of them belongs to no client."""
    rooted: bool
    """Whether there are posts or groups among them: those can only have been entered at the wrong client."""


def standing_of(workbook: Workbook, ids: Iterable[str]) -> Standing:
    """Where people are who are to be moved. Raises UserError when one of them is gone."""
    with workbook.read() as connection:
        rows = _people(connection, list(dict.fromkeys(ids)))
    return Standing(
        tuple(str(row.name) for row in rows),
        frozenset(row.account_id for row in rows if row.account_id is not None),
        any(row.account_id is None for row in rows),
        any(row.kind != "person" for row in rows),
    )


def move_people(
    workbook: Workbook,
    ids: Iterable[str],
    account_id: str | None,
    *,
    on_date: str | None = None,
    correction: bool = False,
) -> Moved:
    """Move people to another client, or to none; links, visits and parts in purchases stay as they are.

    ``on_date``: when they changed (a year, month or day; None: not known). ``correction``: they were entered
    at the wrong client and never worked there: nothing becomes history, and posts and groups move too.
    Raises UserError for a post or group that would change its organisation, or what is no date.
    """
    ids = list(dict.fromkeys(ids))
    left_on = None if on_date is None else _checked_date(on_date)
    with workbook.read() as connection:
        rows = _people(connection, ids)
        target = _target(connection, account_id)
    rows = [row for row in rows if row.account_id != account_id]
    if not rows:
        raise UserError(
            Text("They are at this client already.", "已经在该客户。"),
            Text("Choose another client.", "请选择其他客户。"),
        )
    if not correction and any(row.kind != "person" for row in rows):
        raise UserError(
            Text("A post or a group stays with its client.", "岗位和小组属于所在客户，不能调动。"),
            Text(
                "Move people only, or say that it was entered at the wrong client.",
                "请只选择人员，或注明是录错了客户。",
            ),
        )
    with workbook.edit(_label(rows, target)) as connection:
        for row in rows:
            if not correction:
                _leave(workbook, row, left_on)
            place = None
            if correction and account_id is not None:
                place = _same_department(connection, row.department_id, account_id)
            connection.execute(
                update(person).where(person.c.id == row.id).values(account_id=account_id, department_id=place)
            )
        tasks, left = _move_tasks(connection, rows, account_id)
        maps = _maps_elsewhere(connection, [row.id for row in rows], account_id)
    return Moved(len(rows), maps, tasks, left)


def move_to_new_client(
    workbook: Workbook,
    ids: Iterable[str],
    name: str,
    *,
    on_date: str | None = None,
    correction: bool = False,
) -> tuple[str, Moved]:
    """Make a client and move people there, as one step of undo; its id. Otherwise as ``move_people``."""
    label = Text("Move to the new client {name}", "转到新客户{name}").format(name=plain(name.strip()))
    with workbook.edit(label):
        account_id = add_account(workbook, name)
        return account_id, move_people(workbook, ids, account_id, on_date=on_date, correction=correction)


def add_to_career(
    workbook: Workbook,
    person_id: str,
    account_id: str | None,
    department_id: str | None,
    position: str | None,
    *,
    tenure: str | None = None,
    left_on: str | None = None,
) -> None:
    """Note in someone's career where they were, with the dates that are known; nothing for an outsider."""
    if account_id is None:
        return
    with workbook.edit(Text("Add to the career", "记入履历")) as connection:
        names = connection.execute(
            select(account.c.name, department.c.name)
            .select_from(account.outerjoin(department, department.c.id == department_id))
            .where(account.c.id == account_id)
        ).first()
        if names is None:
            return
        entry = {
            "organisation": names[0],
            "department": names[1],
            "post": position,
            "from_date": _since(tenure),
            "to_date": left_on,
        }
        add_entry(workbook, ("person", person_id), CAREER, {key: said for key, said in entry.items() if said})


def _since(tenure: str | None) -> str | None:
    """The year or day the time with an organisation began, if it was written as one."""
    try:
        return normalise_date(tenure or "")
    except UserError:
        return None


def take_tasks_along(connection: Connection, ids: Sequence[str], old_account: str, new_account: str) -> int:
    """Hand what is open with people from their old client to the new one, but for what a purchase is waiting
    for. How many.
    """
    result = connection.execute(
        update(task)
        .where(
            task.c.person_id.in_(ids),
            task.c.account_id == old_account,
            task.c.purchase_id.is_(None),
            task.c.done_on.is_(None),
        )
        .values(account_id=new_account)
    )
    return int(result.rowcount)


def _checked_date(typed: str) -> str | None:
    known = normalise_date(typed)
    if known is not None and known > date.today().isoformat()[: len(known)]:
        raise UserError(
            Text("The day lies in the future.", "日期在今天之后。"),
            Text("Move people when they have left.", "请在其离开后再转移。"),
        )
    return known


def _people(connection: Connection, ids: list[str]) -> list[Any]:
    rows: list[Any] = []
    for start in range(0, len(ids), 500):
        rows += connection.execute(
            select(
                person.c.id, person.c.name, person.c.kind, person.c.account_id, person.c.department_id
            ).where(person.c.id.in_(ids[start : start + 500]))
        ).all()
    if len(rows) < len(ids):
        raise gone()
    return rows


def _target(connection: Connection, account_id: str | None) -> Text:
    if account_id is None:
        return Text("no client", "客户之外")
    name = connection.execute(select(account.c.name).where(account.c.id == account_id)).scalar_one_or_none()
    if name is None:
        raise gone()
    return plain(name)


def _label(rows: Sequence[Any], target: Text) -> Text:
    if len(rows) == 1:
        return Text("Move {name} to {target}", "把{name}转到{target}").format(
            name=plain(rows[0].name), target=target
        )
    return Text("Move {n} people to {target}", "把{n}人转到{target}").format(n=len(rows), target=target)


def _leave(workbook: Workbook, row: Any, left_on: str | None) -> None:
    """Put down as history or as assumed what was true at the client someone leaves."""
    with workbook.read() as connection:
        fields = (*LEFT_BEHIND, *DOUBTED, "person.phones")
        facts = facts_by_subject(connection, "person", [row.id], fields).get(row.id, {})
    subject = ("person", row.id)
    add_to_career(
        workbook,
        row.id,
        row.account_id,
        row.department_id,
        value_of(facts, "person.position"),
        tenure=value_of(facts, "person.tenure"),
        left_on=left_on,
    )
    if row.account_id is None:
        return  # an outsider's post is no post at a client
    for field in LEFT_BEHIND:
        if field in facts:
            clear_fact(workbook, subject, field)
    doubted = [entry for field in DOUBTED for entry in facts.get(field, ())]
    doubted += [
        entry for entry in facts.get("person.phones", ()) if entry.value.get("label") in _OF_THE_PLACE
    ]
    for entry in doubted:
        _doubt(workbook, subject, entry)


def _doubt(workbook: Workbook, subject: tuple[str, str], entry: Fact) -> None:
    """Have a fact hold as assumed from now on; what was confirmed is history."""
    if not entry.assumed:
        evidence = Evidence(entry.source, "assumed", entry.known_on)
        set_fact(workbook, subject, entry.field, entry.value, item=entry.item, evidence=evidence)


def _same_department(connection: Connection, department_id: str | None, account_id: str) -> str | None:
    """The department of the same name at another client, if it has one."""
    if department_id is None:
        return None
    name = connection.execute(select(department.c.name).where(department.c.id == department_id)).scalar_one()
    rows = connection.execute(
        select(department.c.id, department.c.name)
        .where(department.c.account_id == account_id)
        .order_by(department.c.position)
    )
    return next((str(id_) for id_, other in rows if word_key(other) == word_key(name)), None)


def _move_tasks(connection: Connection, rows: Sequence[Any], account_id: str | None) -> tuple[int, int]:
    by_old: dict[str, list[str]] = {}
    for row in rows:
        if row.account_id is not None:
            by_old.setdefault(row.account_id, []).append(row.id)
    moved = left = 0
    for old, ids in by_old.items():
        if account_id is not None:
            moved += take_tasks_along(connection, ids, old, account_id)
        left += connection.execute(
            select(func.count())
            .select_from(task)
            .where(task.c.person_id.in_(ids), task.c.account_id == old, task.c.done_on.is_(None))
        ).scalar_one()
    return moved, left


def _maps_elsewhere(connection: Connection, ids: Sequence[str], account_id: str | None) -> int:
    query = (
        select(func.count(purchase.c.id.distinct()))
        .select_from(
            purchase.join(stakeholder, stakeholder.c.purchase_id == purchase.c.id).join(
                map_node, map_node.c.stakeholder_id == stakeholder.c.id
            )
        )
        .where(stakeholder.c.person_id.in_(ids))
    )
    if account_id is not None:
        query = query.where(purchase.c.account_id != account_id)
    return int(connection.execute(query).scalar_one())
