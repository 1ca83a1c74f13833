"""What is to be done: next steps, promises, preparation, company support. Commands and queries."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import delete, insert, select, update

from keyaccount_desktop.language import Text, UserError
from keyaccount_desktop.method import vocabulary
from keyaccount_desktop.method.values import clean_text
from keyaccount_desktop.workbook.document import new_id, timestamp
from keyaccount_desktop.workbook.tables import account, person, task

if TYPE_CHECKING:
    from keyaccount_desktop.workbook.document import Workbook


@dataclass(frozen=True, slots=True)
class Task:
    id: str
    kind: str
    account_id: str
    person_id: str | None
    purchase_id: str | None
    text: str
    due_on: str | None
    done_on: str | None


@dataclass(frozen=True, slots=True)
class DueTask:
    """An open task with a day, and whose it is; dates ISO."""

    id: str
    kind: str
    text: str
    due_on: str
    account_id: str
    account: str
    person_id: str | None
    person: str | None


def set_next_step(
    workbook: Workbook,
    account_id: str,
    text: str,
    due_on: str | None = None,
    *,
    person_id: str | None = None,
    purchase_id: str | None = None,
) -> str | None:
    """Say what comes next with a client, a person or a purchase; it takes the place of the step open there.

    An empty text removes it. The id of the step. Raises UserError for what is no date.
    """
    cleaned, due = _checked(text, due_on)
    with workbook.edit(Text("Set the next step", "设定下一步")) as connection:
        connection.execute(
            delete(task).where(
                task.c.kind == "next_step",
                task.c.account_id == account_id,
                task.c.person_id.is_(None) if person_id is None else task.c.person_id == person_id,
                task.c.purchase_id.is_(None) if purchase_id is None else task.c.purchase_id == purchase_id,
                task.c.done_on.is_(None),
            )
        )
        if not cleaned:
            return None
        return add_task(
            workbook, account_id, "next_step", cleaned, due, person_id=person_id, purchase_id=purchase_id
        )


def add_task(
    workbook: Workbook,
    account_id: str,
    kind: str,
    text: str,
    due_on: str | None = None,
    *,
    person_id: str | None = None,
    purchase_id: str | None = None,
    visit_id: str | None = None,
) -> str:
    """Add a next step, promise, preparation or support; its id. Raises UserError for an empty text."""
    cleaned, due = _checked(text, due_on)
    if not cleaned:
        raise UserError(
            Text("Nothing was written.", "内容为空。"),
            Text("Say in a few words what is to be done.", "请用几个字写明要做什么。"),
        )
    id_ = new_id()
    label = Text("Add {kind}", "添加{kind}").format(kind=vocabulary.TASK_KIND[kind].text)
    with workbook.edit(label) as connection:
        connection.execute(
            insert(task),
            {
                "id": id_,
                "kind": kind,
                "account_id": account_id,
                "person_id": person_id,
                "purchase_id": purchase_id,
                "visit_id": visit_id,
                "text": cleaned,
                "due_on": due,
                "created_at": timestamp(),
            },
        )
    return id_


def rewrite_task(workbook: Workbook, task_id: str, text: str, due_on: str | None = None) -> None:
    """Change what an open task says; an empty text removes it. Raises UserError for what is no date."""
    cleaned, due = _checked(text, due_on)
    with workbook.edit(Text("Change a task", "修改任务")) as connection:
        if cleaned:
            connection.execute(update(task).where(task.c.id == task_id).values(text=cleaned, due_on=due))
        else:
            connection.execute(delete(task).where(task.c.id == task_id))


def finish_task(workbook: Workbook, task_id: str) -> None:
    """Note that a task was done today."""
    with workbook.edit(Text("Finish a task", "完成任务")) as connection:
        connection.execute(update(task).where(task.c.id == task_id).values(done_on=date.today().isoformat()))


def open_tasks(workbook: Workbook, account_id: str) -> list[Task]:
    """What is still to be done for a client, due first."""
    query = (
        select(
            task.c.id,
            task.c.kind,
            task.c.account_id,
            task.c.person_id,
            task.c.purchase_id,
            task.c.text,
            task.c.due_on,
            task.c.done_on,
        )
        .where(task.c.account_id == account_id, task.c.done_on.is_(None))
        .order_by(task.c.due_on.is_(None), task.c.due_on, task.c.created_at, task.c.id)
    )
    with workbook.read() as connection:
        return [Task(*row) for row in connection.execute(query)]


def due_tasks(workbook: Workbook, until: date) -> list[DueTask]:
    """What is to be done up to a day, that day included and what is overdue too, due first; of all clients."""
    query = (
        select(
            task.c.id,
            task.c.kind,
            task.c.text,
            task.c.due_on,
            task.c.account_id,
            account.c.name,
            task.c.person_id,
            person.c.name,
        )
        .select_from(
            task.join(account, task.c.account_id == account.c.id).outerjoin(
                person, task.c.person_id == person.c.id
            )
        )
        .where(task.c.done_on.is_(None), task.c.due_on <= until.isoformat())
        .order_by(task.c.due_on, account.c.name_sort, task.c.created_at, task.c.id)
    )
    with workbook.read() as connection:
        return [DueTask(*row) for row in connection.execute(query)]


def _checked(text: str, due_on: str | None) -> tuple[str, str | None]:
    if due_on:
        try:
            date.fromisoformat(due_on)
        except ValueError as error:
            raise UserError(
                Text("“{typed}” is not a date.", "“{typed}”不是有效日期。").format(typed=due_on),
                Text("Write it as 2026-11-03.", "请写成 2026-11-03 的形式。"),
            ) from error
    return clean_text(text).strip(), due_on or None
