"""Clients and their departments: commands and queries.

A client is called account in code and file. ``accounts`` is the list of the first screen; ``first_screen``
holds the same query for the moment before SQLAlchemy is loaded.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, delete, func, insert, select, update

from keyaccount_desktop.language import Text, plain
from keyaccount_desktop.method import vocabulary
from keyaccount_desktop.workbook import pinyin, tables
from keyaccount_desktop.workbook.document import new_id, timestamp
from keyaccount_desktop.workbook.driver import gone
from keyaccount_desktop.workbook.facts import Fact, facts_by_subject
from keyaccount_desktop.workbook.first_screen import AccountRow
from keyaccount_desktop.workbook.names import valid_name

if TYPE_CHECKING:
    from keyaccount_desktop.workbook.document import Workbook


@dataclass(frozen=True, slots=True)
class Department:
    id: str
    name: str
    function: str | None


@dataclass(frozen=True, slots=True)
class DepartmentRow:
    """A department with how many people are in it."""

    id: str
    name: str
    function: str | None
    people: int


@dataclass(frozen=True, slots=True)
class NextStep:
    """The open next step that is due first."""

    id: str
    text: str
    due_on: str | None
    person_id: str | None


@dataclass(frozen=True, slots=True)
class Account:
    """One client with its current facts by field."""

    id: str
    name: str
    facts: dict[str, list[Fact]]
    departments: tuple[Department, ...]
    people: int
    next_step: NextStep | None


@dataclass(frozen=True, slots=True)
class Contents:
    """How much goes along when something is deleted."""

    people: int
    purchases: int
    visits: int
    facts: int
    attachments: int
    """Of the client itself, of its people and its purchases."""


# ---- commands


def add_account(workbook: Workbook, name: str) -> str:
    """Add a client; its id."""
    name, id_ = valid_name(name), new_id()
    with workbook.edit(Text("Add client {name}", "添加客户{name}").format(name=plain(name))) as connection:
        connection.execute(
            insert(tables.account).values(
                id=id_, name=name, name_sort=pinyin.sort_key(name), created_at=timestamp()
            )
        )
    return id_


def rename_account(workbook: Workbook, account_id: str, name: str) -> None:
    name = valid_name(name)
    with workbook.edit(
        Text("Rename client {name}", "重命名客户{name}").format(name=plain(name))
    ) as connection:
        connection.execute(
            update(tables.account)
            .where(tables.account.c.id == account_id)
            .values(name=name, name_sort=pinyin.sort_key(name))
        )


def delete_account(workbook: Workbook, account_id: str) -> None:
    """Delete a client with all that belongs to it: see ``contents_of``."""
    delete_accounts(workbook, [account_id])


def delete_accounts(workbook: Workbook, ids: Iterable[str]) -> None:
    """Delete clients with all that belongs to them, as one step of undo."""
    ids = list(ids)
    with workbook.read() as connection:
        names = list(
            connection.execute(
                select(tables.account.c.name).where(tables.account.c.id.in_(ids[:1]))
            ).scalars()
        )
    label = (
        Text("Delete {n} clients", "删除{n}个客户").format(n=len(ids))
        if len(ids) > 1
        else Text("Delete client {name}", "删除客户{name}").format(name=plain("".join(names)))
    )
    with workbook.edit(label) as connection:
        connection.exec_driver_sql(
            "DELETE FROM account WHERE id IN (SELECT value FROM json_each(?))", (json.dumps(ids),)
        )


def add_department(workbook: Workbook, account_id: str, name: str, function: str | None = None) -> str:
    """Add a department to a client, after the others; its id."""
    name, id_ = valid_name(name), new_id()
    department = tables.department
    with workbook.edit(
        Text("Add department {name}", "添加部门{name}").format(name=plain(name))
    ) as connection:
        last = connection.execute(
            select(func.max(department.c.position)).where(department.c.account_id == account_id)
        ).scalar_one()
        connection.execute(
            insert(department).values(
                id=id_, account_id=account_id, name=name, function=function, position=(last or 0) + 1
            )
        )
    return id_


def rename_department(workbook: Workbook, department_id: str, name: str) -> None:
    name = valid_name(name)
    _change_department(
        workbook,
        department_id,
        Text("Rename department {name}", "重命名部门{name}").format(name=plain(name)),
        name=name,
    )


def set_department_function(workbook: Workbook, department_id: str, function: str | None) -> None:
    """Say which function of the organisation a department has; None: not known. KeyError for an unknown code."""
    if function is not None:
        vocabulary.FUNCTION[function]
    _change_department(
        workbook, department_id, Text("Change the function", "修改部门职能"), function=function
    )


def _change_department(workbook: Workbook, department_id: str, label: Text, **values: str | None) -> None:
    with workbook.edit(label) as connection:
        connection.execute(
            update(tables.department).where(tables.department.c.id == department_id).values(values)
        )


def move_department(workbook: Workbook, department_id: str, to: int) -> None:
    """Put a department at a place among those of its client, 0 being the first."""
    department = tables.department
    with workbook.edit(Text("Reorder the departments", "调整部门顺序")) as connection:
        own = select(department.c.account_id).where(department.c.id == department_id).scalar_subquery()
        ids = list(
            connection.execute(
                select(department.c.id)
                .where(department.c.account_id == own)
                .order_by(department.c.position, department.c.id)
            ).scalars()
        )
        if department_id not in ids:
            return
        ids.remove(department_id)
        ids.insert(max(to, 0), department_id)
        for place, id_ in enumerate(ids, start=1):
            connection.execute(update(department).where(department.c.id == id_).values(position=place))


def delete_department(workbook: Workbook, department_id: str) -> int:
    """Delete a department; its people stay, without one. How many those are."""
    department, person = tables.department, tables.person
    with workbook.read() as connection:
        name = connection.execute(
            select(department.c.name).where(department.c.id == department_id)
        ).scalar_one_or_none()
        people = connection.execute(
            select(func.count()).select_from(person).where(person.c.department_id == department_id)
        ).scalar_one()
    label = Text("Delete department {name}", "删除部门{name}").format(name=plain(name or ""))
    with workbook.edit(label) as connection:
        connection.execute(delete(department).where(department.c.id == department_id))
    return int(people)


# ---- queries


def departments_of(workbook: Workbook, account_id: str) -> list[DepartmentRow]:
    """The departments of a client in their order."""
    department, person = tables.department, tables.person
    people = (
        select(func.count())
        .select_from(person)
        .where(person.c.department_id == department.c.id)
        .scalar_subquery()
    )
    query = (
        select(department.c.id, department.c.name, department.c.function, people)
        .where(department.c.account_id == account_id)
        .order_by(department.c.position, department.c.id)
    )
    with workbook.read() as connection:
        return [DepartmentRow(*row) for row in connection.execute(query)]


def accounts(workbook: Workbook) -> list[AccountRow]:
    """All clients in pinyin order, with what the list shows."""
    account, fact, person, visit, task = (
        tables.account,
        tables.fact,
        tables.person,
        tables.visit,
        tables.task,
    )

    def current(field: str) -> Any:
        return (
            select(func.json_extract(fact.c.value, "$"))
            .where(
                fact.c.account_id == account.c.id,
                fact.c.field == field,
                fact.c.item == "",
                fact.c.replaced_at.is_(None),
            )
            .scalar_subquery()
        )

    people = (
        select(func.count()).where(person.c.account_id == account.c.id).select_from(person).scalar_subquery()
    )
    last_contact = (
        select(func.max(visit.c.on_date))
        .where(visit.c.account_id == account.c.id, visit.c.state == "held")
        .scalar_subquery()
    )
    step = task.alias()
    first_step = (
        select(step.c.id)
        .where(step.c.account_id == account.c.id, step.c.kind == "next_step", step.c.done_on.is_(None))
        .order_by(step.c.due_on.is_(None), step.c.due_on, step.c.created_at, step.c.id)
        .limit(1)
        .scalar_subquery()
    )
    query = (
        select(
            account.c.id,
            account.c.name,
            current("account.type"),
            current("account.grade"),
            current("account.region"),
            people,
            last_contact,
            task.c.text,
            task.c.due_on,
        )
        .select_from(account.outerjoin(task, task.c.id == first_step))
        .order_by(account.c.name_sort, account.c.id)
    )
    with workbook.read() as connection:
        return [AccountRow(*row) for row in connection.execute(query)]


def account(workbook: Workbook, account_id: str) -> Account:
    """One client. Raises UserError when it is not in the workbook."""
    with workbook.read() as connection:
        row = connection.execute(
            select(tables.account.c.id, tables.account.c.name).where(tables.account.c.id == account_id)
        ).first()
        if row is None:
            raise gone()
        department, person, task = tables.department, tables.person, tables.task
        departments = connection.execute(
            select(department.c.id, department.c.name, department.c.function)
            .where(department.c.account_id == account_id)
            .order_by(department.c.position, department.c.id)
        )
        people = connection.execute(
            select(func.count()).select_from(person).where(person.c.account_id == account_id)
        ).scalar_one()
        step = connection.execute(
            select(task.c.id, task.c.text, task.c.due_on, task.c.person_id)
            .where(
                and_(task.c.account_id == account_id, task.c.kind == "next_step", task.c.done_on.is_(None))
            )
            .order_by(task.c.due_on.is_(None), task.c.due_on, task.c.created_at, task.c.id)
            .limit(1)
        ).first()
        return Account(
            row.id,
            row.name,
            facts_by_subject(connection, "account", [account_id]).get(account_id, {}),
            tuple(Department(*found) for found in departments),
            people,
            NextStep(*step) if step else None,
        )


def contents_of(workbook: Workbook, *ids: str) -> Contents:
    """What deleting these clients would take along."""
    account, listed = "account_id IN (SELECT value FROM json_each(?))", json.dumps(ids)
    with workbook.read() as connection:

        def count(table: str, condition: str = account) -> int:
            parameters = (listed,) * condition.count("?")
            query = f"SELECT count(*) FROM {table} WHERE {condition}"
            return int(connection.exec_driver_sql(query, parameters).scalar_one())

        return Contents(
            count("person"),
            count("purchase"),
            count("visit"),
            count("fact") + count("fact", f"person_id IN (SELECT id FROM person WHERE {account})"),
            count("attachment")
            + count("attachment", f"person_id IN (SELECT id FROM person WHERE {account})")
            + count("attachment", f"purchase_id IN (SELECT id FROM purchase WHERE {account})"),
        )
