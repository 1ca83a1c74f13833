"""The prices that were seen, at one client or at all of them: the query behind their comparison.

They are facts of clients (``account.prices``), set and cleared through ``facts``; ``method.prices`` compares
them.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from sqlalchemy import select

from keyaccount_desktop.method.prices import Observation, observed
from keyaccount_desktop.workbook.tables import account, fact

if TYPE_CHECKING:
    from keyaccount_desktop.workbook.document import Workbook

FIELD = "account.prices"


def prices_seen(workbook: Workbook, account_id: str | None = None) -> list[Observation]:
    """What was seen at a client; without one: at all clients, each observation with its client's name."""
    query = (
        select(fact.c.value, fact.c.learned_on, fact.c.entered_at, account.c.name)
        .join(account, account.c.id == fact.c.account_id)
        .where(fact.c.field == FIELD, fact.c.replaced_at.is_(None))
        .order_by(account.c.name_sort, account.c.id, fact.c.position, fact.c.item)
    )
    if account_id is not None:
        query = query.where(fact.c.account_id == account_id)
    with workbook.read() as connection:
        rows = connection.execute(query).all()
    return [
        observed(json.loads(value), learned_on or entered_at[:10], "" if account_id is not None else name)
        for value, learned_on, entered_at, name in rows
    ]
