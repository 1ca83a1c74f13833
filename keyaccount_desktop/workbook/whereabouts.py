"""Where a row belongs: the client, person and purchase behind any row a ChangeSet names.

The window asks it after undo and redo, to go to where the change is.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from keyaccount_desktop.workbook.tables import person, purchase, stakeholder

if TYPE_CHECKING:
    from keyaccount_desktop.workbook.document import Workbook


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """What a row belongs to, as far as it belongs to any."""

    account_id: str | None = None
    person_id: str | None = None
    purchase_id: str | None = None


def home_of(workbook: Workbook, kind: str, id_: str) -> Whereabouts | None:
    """The home of a person, purchase or stakeholder; None when it is not in the workbook (any more)."""
    with workbook.read() as connection:
        if kind == "person":
            row = connection.execute(select(person.c.account_id).where(person.c.id == id_)).first()
            return Whereabouts(row.account_id, id_) if row else None
        if kind == "purchase":
            row = connection.execute(select(purchase.c.account_id).where(purchase.c.id == id_)).first()
            return Whereabouts(row.account_id, None, id_) if row else None
        if kind == "stakeholder":
            row = connection.execute(
                select(purchase.c.account_id, stakeholder.c.person_id, stakeholder.c.purchase_id)
                .join(purchase, purchase.c.id == stakeholder.c.purchase_id)
                .where(stakeholder.c.id == id_)
            ).first()
            return Whereabouts(row.account_id, row.person_id, row.purchase_id) if row else None
    raise ValueError(kind)
