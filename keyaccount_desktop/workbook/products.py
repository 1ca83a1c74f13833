"""Our own products: what a purchase is about, and what a person's adoption is recorded for. Commands and queries.

The id of a product is the ``item`` of facts that are kept per product. A product is never deleted but retired:
what is known about it stays.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import Connection, func, insert, select, update

from keyaccount_desktop.language import Text, UserError, plain
from keyaccount_desktop.workbook.document import new_id, timestamp
from keyaccount_desktop.workbook.driver import gone
from keyaccount_desktop.workbook.names import valid_name
from keyaccount_desktop.workbook.tables import product

if TYPE_CHECKING:
    from keyaccount_desktop.workbook.document import Workbook


@dataclass(frozen=True, slots=True)
class Product:
    id: str
    name: str
    retired: bool = False


def add_product(workbook: Workbook, name: str) -> str:
    """Add a product, after the others; its id. Raises UserError for a name another has."""
    name, id_ = valid_name(name), new_id()
    with workbook.edit(Text("Add product {name}", "添加产品{name}").format(name=plain(name))) as connection:
        _check_free(connection, name, id_)
        last = connection.execute(select(func.max(product.c.position))).scalar_one()
        connection.execute(insert(product).values(id=id_, name=name, position=(last or 0) + 1))
    return id_


def rename_product(workbook: Workbook, id_: str, name: str) -> None:
    """Call a product otherwise; what is known about it stays."""
    name, before = valid_name(name), _named(workbook, id_)
    with workbook.edit(Text("Rename product {name}", "重命名产品{name}").format(name=before)) as connection:
        _check_free(connection, name, id_)
        connection.execute(update(product).where(product.c.id == id_).values(name=name))


def order_products(workbook: Workbook, ids: Sequence[str]) -> None:
    """Put the products in this order; those not named come after."""
    with workbook.edit(Text("Reorder the products", "调整产品顺序")) as connection:
        others = [found.id for found in products(workbook, retired=True) if found.id not in ids]
        for place, id_ in enumerate((*ids, *others), 1):
            connection.execute(update(product).where(product.c.id == id_).values(position=place))


def retire_product(workbook: Workbook, id_: str) -> None:
    """Ask and offer a product no longer; what is known about it stays."""
    label = Text("Retire product {name}", "停用产品{name}").format(name=_named(workbook, id_))
    with workbook.edit(label) as connection:
        connection.execute(update(product).where(product.c.id == id_).values(retired_at=timestamp()))


def restore_product(workbook: Workbook, id_: str) -> None:
    """Offer a retired product again."""
    label = Text("Bring back product {name}", "恢复产品{name}").format(name=_named(workbook, id_))
    with workbook.edit(label) as connection:
        connection.execute(update(product).where(product.c.id == id_).values(retired_at=None))


def products(workbook: Workbook, *, retired: bool = False) -> list[Product]:
    """The products on offer in their order; with ``retired`` all of them, for what is known about them."""
    query = select(product.c.id, product.c.name, product.c.retired_at.is_not(None))
    if not retired:
        query = query.where(product.c.retired_at.is_(None))
    with workbook.read() as connection:
        rows = connection.execute(query.order_by(product.c.position, product.c.id))
        return [Product(id_, name, bool(gone_)) for id_, name, gone_ in rows]


def _named(workbook: Workbook, id_: str) -> Text:
    with workbook.read() as connection:
        name = connection.execute(select(product.c.name).where(product.c.id == id_)).scalar()
    if name is None:
        raise gone()
    return plain(name)


def _check_free(connection: Connection, name: str, but: str) -> None:
    """Two products of one name could not be told apart anywhere."""
    for id_, other, retired_at in connection.execute(
        select(product.c.id, product.c.name, product.c.retired_at)
    ):
        if id_ != but and other.casefold() == name.casefold():
            raise UserError(
                Text("There is a product “{name}” already.", "已有产品“{name}”。").format(name=plain(other)),
                Text("Bring it back under retired products.", "请在停用的产品中恢复它。")
                if retired_at
                else Text("Choose another name.", "请换一个名称。"),
            )
