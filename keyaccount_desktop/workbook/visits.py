"""Contacts with a client: visits, calls, messages, meetings, events, planned or held. Commands and queries."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, insert, select

from keyaccount_desktop.language import Text, UserError
from keyaccount_desktop.method import vocabulary
from keyaccount_desktop.method.values import clean_text
from keyaccount_desktop.workbook.document import new_id, timestamp
from keyaccount_desktop.workbook.tables import visit, visit_person

if TYPE_CHECKING:
    from keyaccount_desktop.workbook.document import Workbook


@dataclass(frozen=True, slots=True)
class Visit:
    """One contact; ``people`` are ids."""

    id: str
    account_id: str
    purchase_id: str | None
    kind: str
    state: str
    on_date: str
    at_time: str | None
    aim: str
    said: str
    effect: int | None
    half_life_days: int | None
    reason_again: str
    no_next_because: str
    people: tuple[str, ...]


def add_visit(
    workbook: Workbook,
    account_id: str,
    *,
    kind: str,
    on_date: str,
    people: Iterable[str] = (),
    purchase_id: str | None = None,
    state: str = "held",
    at_time: str | None = None,
    aim: str = "",
    said: str = "",
    effect: int | None = None,
    half_life_days: int | None = None,
    reason_again: str = "",
    no_next_because: str = "",
) -> str:
    """Record a contact with the people who took part; its id.

    ``effect`` is −3…+3, ``half_life_days`` how long until half of it is gone. Raises UserError for a date that
    is none or a held contact in the future.
    """
    vocabulary.VISIT_KIND[kind]
    try:
        day = date.fromisoformat(on_date)
    except ValueError as error:
        raise UserError(
            Text("“{typed}” is not a date.", "“{typed}”不是有效日期。").format(typed=on_date),
            Text("Write it as 2026-11-03.", "请写成 2026-11-03 的形式。"),
        ) from error
    if state == "held" and day > date.today():
        raise UserError(
            Text("A contact that was held cannot lie in the future.", "已进行的联系不能在今天之后。"),
            Text("Choose today or an earlier day, or plan it.", "请选择今天或更早的日期，或改为计划。"),
        )
    if effect is not None and not -3 <= effect <= 3:
        raise UserError(
            Text("The effect lies between −3 and +3.", "影响应在 −3 到 +3 之间。"),
            Text("Choose a number in that range.", "请选择范围内的数字。"),
        )
    id_ = new_id()
    with workbook.edit(
        Text("Add {kind}", "添加{kind}").format(kind=vocabulary.VISIT_KIND[kind].text)
    ) as connection:
        connection.execute(
            insert(visit),
            {
                "id": id_,
                "account_id": account_id,
                "purchase_id": purchase_id,
                "kind": kind,
                "state": state,
                "on_date": on_date,
                "at_time": at_time,
                "aim": clean_text(aim),
                "said": clean_text(said),
                "effect": effect,
                "half_life_days": half_life_days,
                "reason_again": clean_text(reason_again),
                "no_next_because": clean_text(no_next_because),
                "created_at": timestamp(),
            },
        )
        rows = [{"id": new_id(), "visit_id": id_, "person_id": person} for person in dict.fromkeys(people)]
        if rows:
            connection.execute(insert(visit_person), rows)
    return id_


def visits_of(workbook: Workbook, account_id: str) -> list[Visit]:
    """All contacts with a client, newest first."""
    with workbook.read() as connection:
        rows: list[Any] = list(
            connection.execute(
                select(
                    visit.c.id,
                    visit.c.account_id,
                    visit.c.purchase_id,
                    visit.c.kind,
                    visit.c.state,
                    visit.c.on_date,
                    visit.c.at_time,
                    visit.c.aim,
                    visit.c.said,
                    visit.c.effect,
                    visit.c.half_life_days,
                    visit.c.reason_again,
                    visit.c.no_next_because,
                )
                .where(visit.c.account_id == account_id)
                .order_by(visit.c.on_date.desc(), visit.c.at_time.desc(), visit.c.id)
            )
        )
        people: dict[str, list[str]] = {}
        for visit_id, person_id in connection.execute(
            select(visit_person.c.visit_id, visit_person.c.person_id)
            .join(visit, visit.c.id == visit_person.c.visit_id)
            .where(visit.c.account_id == account_id)
            .order_by(visit_person.c.id)
        ):
            people.setdefault(visit_id, []).append(person_id)
    return [Visit(*(*row, tuple(people.get(row[0], ())))) for row in rows]


def last_contacts(workbook: Workbook, people: Iterable[str]) -> dict[str, str]:
    """The day each of these people was last met or spoken to; who never was is not in it."""
    query = (
        select(visit_person.c.person_id, func.max(visit.c.on_date))
        .join(visit, visit.c.id == visit_person.c.visit_id)
        .where(visit_person.c.person_id.in_(list(people)), visit.c.state == "held")
        .group_by(visit_person.c.person_id)
    )
    with workbook.read() as connection:
        return {row[0]: row[1] for row in connection.execute(query)}
