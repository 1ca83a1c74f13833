"""Purchases (采购项目) of a client and the people who have a part in them: commands and queries."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import delete, func, insert, select, update

from keyaccount_desktop.language import Text, plain
from keyaccount_desktop.workbook import pinyin
from keyaccount_desktop.workbook.document import new_id, timestamp
from keyaccount_desktop.workbook.driver import gone
from keyaccount_desktop.workbook.facts import Fact, facts_by_subject
from keyaccount_desktop.workbook.names import valid_name
from keyaccount_desktop.workbook.tables import account, map_node, purchase, stakeholder

if TYPE_CHECKING:
    from keyaccount_desktop.workbook.document import Workbook


@dataclass(frozen=True, slots=True)
class PurchaseRow:
    id: str
    name: str
    account_id: str
    account: str
    stakeholders: int
    on_map: int
    """How many of them have a place on the map."""


@dataclass(frozen=True, slots=True)
class Purchase:
    """One purchase with its current facts by field."""

    id: str
    name: str
    account_id: str
    account: str
    layout: str
    facts: dict[str, list[Fact]]


def add_purchase(workbook: Workbook, account_id: str, name: str) -> str:
    """Add a purchase to a client; its id."""
    name, id_ = valid_name(name), new_id()
    with workbook.edit(
        Text("Add purchase {name}", "添加采购项目{name}").format(name=plain(name))
    ) as connection:
        connection.execute(
            insert(purchase).values(
                id=id_,
                account_id=account_id,
                name=name,
                name_sort=pinyin.sort_key(name),
                layout="lanes",
                created_at=timestamp(),
            )
        )
    return id_


def rename_purchase(workbook: Workbook, purchase_id: str, name: str) -> None:
    name = valid_name(name)
    with workbook.edit(
        Text("Rename purchase {name}", "重命名采购项目{name}").format(name=plain(name))
    ) as connection:
        connection.execute(
            update(purchase)
            .where(purchase.c.id == purchase_id)
            .values(name=name, name_sort=pinyin.sort_key(name))
        )


def delete_purchase(workbook: Workbook, purchase_id: str) -> None:
    """Delete a purchase with its map and what was judged of people in it; the people stay."""
    with workbook.read() as connection:
        name = connection.execute(
            select(purchase.c.name).where(purchase.c.id == purchase_id)
        ).scalar_one_or_none()
    label = Text("Delete purchase {name}", "删除采购项目{name}").format(name=plain(name or ""))
    with workbook.edit(label) as connection:
        connection.execute(delete(purchase).where(purchase.c.id == purchase_id))


def add_stakeholder(workbook: Workbook, purchase_id: str, person_id: str) -> str:
    """Give a person a part in a purchase; the id of that part, a new one or the one there was."""
    with workbook.edit(Text("Add to the purchase", "加入采购项目")) as connection:
        known = connection.execute(
            select(stakeholder.c.id).where(
                stakeholder.c.purchase_id == purchase_id, stakeholder.c.person_id == person_id
            )
        ).scalar_one_or_none()
        if known is not None:
            return str(known)
        id_ = new_id()
        connection.execute(
            insert(stakeholder), {"id": id_, "purchase_id": purchase_id, "person_id": person_id}
        )
        return id_


def purchases_of(workbook: Workbook, account_id: str | None = None) -> list[PurchaseRow]:
    """The purchases of a client, or all, in pinyin order."""
    count = (
        select(func.count())
        .select_from(stakeholder)
        .where(stakeholder.c.purchase_id == purchase.c.id)
        .scalar_subquery()
    )
    placed = (
        select(func.count())
        .select_from(stakeholder)
        .join(map_node, map_node.c.stakeholder_id == stakeholder.c.id)
        .where(stakeholder.c.purchase_id == purchase.c.id)
        .scalar_subquery()
    )
    query = (
        select(purchase.c.id, purchase.c.name, account.c.id, account.c.name, count, placed)
        .join(account, account.c.id == purchase.c.account_id)
        .order_by(purchase.c.name_sort, purchase.c.id)
    )
    if account_id is not None:
        query = query.where(purchase.c.account_id == account_id)
    with workbook.read() as connection:
        return [PurchaseRow(*row) for row in connection.execute(query)]


def newest_purchase(workbook: Workbook, account_id: str) -> str | None:
    """The id of the purchase of a client that was added last; None when there is none."""
    query = (
        select(purchase.c.id)
        .where(purchase.c.account_id == account_id)
        .order_by(purchase.c.created_at.desc(), purchase.c.id)
        .limit(1)
    )
    with workbook.read() as connection:
        return connection.execute(query).scalar_one_or_none()


def purchase_facts(workbook: Workbook, purchase_id: str) -> Purchase:
    """One purchase. Raises UserError when it is not in the workbook."""
    with workbook.read() as connection:
        row = connection.execute(
            select(purchase.c.id, purchase.c.name, account.c.id, account.c.name, purchase.c.layout)
            .join(account, account.c.id == purchase.c.account_id)
            .where(purchase.c.id == purchase_id)
        ).first()
        if row is None:
            raise gone()
        return Purchase(*row, facts_by_subject(connection, "purchase", [purchase_id]).get(purchase_id, {}))
