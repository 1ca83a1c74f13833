"""Our own products: what a purchase is about, and what a person's adoption is recorded for. Commands and queries.

The id of a product is the ``item`` of facts that are kept per product.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import func, insert, select

from keyaccount_desktop.language import Text, plain
from keyaccount_desktop.workbook.document import new_id
from keyaccount_desktop.workbook.names import valid_name
from keyaccount_desktop.workbook.tables import product

if TYPE_CHECKING:
    from keyaccount_desktop.workbook.document import Workbook


@dataclass(frozen=True, slots=True)
class Product:
    id: str
    name: str


def add_product(workbook: Workbook, name: str) -> str:
    """Add a product, after the others; its id."""
    name, id_ = valid_name(name), new_id()
    with workbook.edit(Text("Add product {name}", "添加产品{name}").format(name=plain(name))) as connection:
        last = connection.execute(select(func.max(product.c.position))).scalar_one()
        connection.execute(insert(product).values(id=id_, name=name, position=(last or 0) + 1))
    return id_


def products(workbook: Workbook) -> list[Product]:
    """All products in their order."""
    with workbook.read() as connection:
        rows = connection.execute(
            select(product.c.id, product.c.name).order_by(product.c.position, product.c.id)
        )
        return [Product(*row) for row in rows]
