"""Changing one thing of many clients or people at once, each time as one step of undo. Commands only.

What the lists of the window change goes through here, one cell or five thousand: the columns are those of
``method.columns``. What is judged of people in a purchase is set in the newest purchase each has a part in.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Literal

from keyaccount_desktop.language import Text, UserError
from keyaccount_desktop.method.columns import ListKind
from keyaccount_desktop.workbook.document import new_id
from keyaccount_desktop.workbook.driver import raw
from keyaccount_desktop.workbook.facts import Evidence, set_facts
from keyaccount_desktop.workbook.listing import newest_parts
from keyaccount_desktop.workbook.names import valid_name

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from keyaccount_desktop.method.fields import Field
    from keyaccount_desktop.workbook.document import Workbook

How = Literal["set", "add", "remove"]
"""Of a field with several values: put these in place of what is there, add them, or take them away."""
SEVERAL: Final = frozenset({"choices", "checklist", "tags"})
"""Kinds of fields of which one may add or take away."""


@dataclass(frozen=True, slots=True)
class Changed:
    """``rows`` are now otherwise; ``left_out`` could not be changed, having no client or no purchase."""

    rows: int
    left_out: int = 0


# ---- one field


def change_field(
    workbook: Workbook,
    kind: ListKind,
    ids: Sequence[str],
    field: str,
    value: object,
    *,
    how: How = "set",
    evidence: Evidence | None = None,
) -> Changed:
    """Set a field of clients or people; an empty value clears it. Raises UserError for what it cannot hold.

    A field of a person in a purchase is set where each has a part, the newest purchase first; who has none gets a
    part in the newest purchase of their client. Raises UserError when nobody can have one.
    """
    known = workbook.catalogue.field(field)
    with workbook.edit(_label(kind, known.text, len(ids))) as connection:
        subjects, left_out = list(ids), 0
        if known.subject == "stakeholder":
            subjects = _parts(workbook, connection, subjects)
            left_out = len(ids) - len(subjects)
            if ids and not subjects:
                raise _no_purchase()
        values: Mapping[str, object] = (
            dict.fromkeys(subjects, value)
            if how == "set"
            else _combined(connection, known, subjects, value, how)
        )
        return Changed(set_facts(workbook, known.subject, field, values, evidence=evidence), left_out)


def _label(kind: ListKind, name: Text, n: int) -> Text:
    if n == 1:
        return Text("Change {field}", "修改{field}").format(field=name)
    many = {
        "person": Text("Change {field} of {n} people", "修改{n}人的{field}"),
        "account": Text("Change {field} of {n} clients", "修改{n}个客户的{field}"),
    }
    return many[kind].format(field=name, n=f"{n:,}")


def _combined(
    connection: Connection, field: Field, ids: list[str], value: object, how: How
) -> dict[str, list[Any]]:
    """What the several values of each subject are after adding some or taking them away."""
    some = list(value) if isinstance(value, (list, tuple)) else [value]
    rows = raw(connection).execute(
        f"SELECT {field.subject}_id, value FROM fact WHERE field = ? AND item = '' AND replaced_at IS NULL"
        f" AND {field.subject}_id IN (SELECT value FROM json_each(?))",
        (field.key, json.dumps(ids)),
    )
    held = {id_: json.loads(written) for id_, written in rows}
    change: dict[str, Callable[[list[Any]], list[Any]]] = {
        "add": lambda before: [*before, *(each for each in some if each not in before)],
        "remove": lambda before: [each for each in before if each not in some],
    }
    return {id_: change[how](held.get(id_, [])) for id_ in ids if how == "add" or id_ in held}


def _parts(workbook: Workbook, connection: Connection, ids: list[str]) -> list[str]:
    """The part of each person that is judged, made where there is none; without those that cannot have one."""
    parts = newest_parts(workbook, ids)
    without = [id_ for id_ in ids if id_ not in parts]
    if without:
        made = [
            (new_id(), purchase, person)
            for person, purchase in raw(connection).execute(_NEWEST_PURCHASE, (json.dumps(without),))
            if purchase is not None
        ]
        raw(connection).executemany(
            "INSERT INTO stakeholder (id, purchase_id, person_id) VALUES (?, ?, ?)", made
        )
        parts |= {person: part for part, _, person in made}
    return [parts[id_] for id_ in ids if id_ in parts]


_NEWEST_PURCHASE: Final = (
    "SELECT p.id, (SELECT q.id FROM purchase q WHERE q.account_id = p.account_id"
    " ORDER BY q.created_at DESC, q.id LIMIT 1) FROM person p WHERE p.id IN (SELECT value FROM json_each(?))"
)


def _no_purchase() -> UserError:
    return UserError(
        Text(
            "What is judged belongs to a purchase, and there is none yet.",
            "判断属于采购项目，但目前还没有采购项目。",
        ),
        Text("Add a purchase on the client's page first.", "请先在客户页面添加采购项目。"),
    )


# ---- department


def change_department(workbook: Workbook, ids: Sequence[str], name: str) -> Changed:
    """Put people into the department of that name at their client, adding it where it is missing.

    An empty name takes them out of theirs. Who has no client is left out; raises UserError when that is everyone.
    """
    name = valid_name(name) if name.strip() else ""
    with workbook.edit(_label("person", Text("department", "部门"), len(ids))) as connection:
        driver = raw(connection)
        rows = driver.execute(
            "SELECT id, account_id, department_id FROM person WHERE id IN (SELECT value FROM json_each(?))",
            (json.dumps(list(ids)),),
        ).fetchall()
        at_clients = [row for row in rows if row[1] is not None]
        if rows and not at_clients:
            raise UserError(
                Text("People without a client have no department.", "没有客户的人员没有部门。"),
                Text("Give them a client first.", "请先为其指定客户。"),
            )
        of_client: dict[str, str | None] = {}
        if name:
            of_client = _departments(driver, {row[1] for row in at_clients}, name)
        changes = [
            (of_client.get(client), person)
            for person, client, before in at_clients
            if of_client.get(client) != before
        ]
        driver.executemany("UPDATE person SET department_id = ? WHERE id = ?", changes)
        return Changed(len(changes), len(rows) - len(at_clients))


def _departments(driver: Any, clients: set[str], name: str) -> dict[str, str | None]:
    """The department of that name at each of the clients, added where it is missing: its id by theirs."""
    listed = json.dumps(sorted(clients))
    found: dict[str, str | None] = dict(
        driver.execute(
            "SELECT account_id, id FROM department WHERE name = ?"
            " AND account_id IN (SELECT value FROM json_each(?)) ORDER BY position DESC, id DESC",
            (name, listed),
        ).fetchall()
    )
    last = dict(
        driver.execute(
            "SELECT account_id, max(position) FROM department"
            " WHERE account_id IN (SELECT value FROM json_each(?)) GROUP BY account_id",
            (listed,),
        ).fetchall()
    )
    made = [(new_id(), client, name, last.get(client, 0) + 1) for client in sorted(clients - found.keys())]
    driver.executemany("INSERT INTO department (id, account_id, name, position) VALUES (?, ?, ?, ?)", made)
    return found | {client: id_ for id_, client, *_ in made}
