"""What was typed into a field and could not be saved: kept in the file until it is saved or given up.

In the workbook, so that it is as encrypted as the rest and no trace of it lies elsewhere. Drafts are no part of
undo. ``ui.fields.pending`` keeps them; ``first_screen`` knows whether there are any, and the window has those
forgotten whose subject has gone.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import Connection, delete, insert, select

from keyaccount_desktop.language import Text
from keyaccount_desktop.workbook.tables import (
    account,
    department,
    link,
    person,
    purchase,
    setting,
    stakeholder,
)

if TYPE_CHECKING:
    from keyaccount_desktop.workbook.document import Workbook

PREFIX: Final = "draft/"
"""Before the key, in ``setting``."""
_LABEL: Final = Text("Keep a draft", "保留草稿")

Key = tuple[Any, ...]
"""What a draft belongs to: kind and id of a subject, then the field; of text, numbers and None."""


def keep_draft(workbook: Workbook, key: Key, typed: object) -> None:
    """Keep what was typed, in a form that JSON can hold. Raises UserError where the file cannot be written."""
    with workbook.edit(_LABEL, undoable=False) as connection:
        connection.execute(delete(setting).where(setting.c.id == _id(key)))
        connection.execute(insert(setting).values(id=_id(key), value=json.dumps(typed)))


def forget_draft(workbook: Workbook, key: Key) -> None:
    """It was saved, or given up."""
    with workbook.edit(_LABEL, undoable=False) as connection:
        connection.execute(delete(setting).where(setting.c.id == _id(key)))


def drafts(workbook: Workbook) -> dict[Key, Any]:
    """All drafts, by what they belong to."""
    query = (
        select(setting.c.id, setting.c.value).where(setting.c.id.startswith(PREFIX)).order_by(setting.c.id)
    )
    with workbook.read() as connection:
        return {
            tuple(json.loads(row.id.removeprefix(PREFIX))): json.loads(row.value)
            for row in connection.execute(query)
        }


def forget_orphans(workbook: Workbook) -> None:
    """Forget the drafts of what was deleted; when a workbook is opened, as then no undo can bring it back."""
    kept = drafts(workbook)
    with workbook.read() as connection:
        gone = [key for key in kept if _orphaned(connection, key)]
    if gone:
        with workbook.edit(_LABEL, undoable=False):
            for key in gone:
                forget_draft(workbook, key)


_OWNERS: Final = {
    **{table.name: (table,) for table in (account, person, purchase, stakeholder, link)},
    "department": (department, account),  # of its client, while it has no name
    "list": (account, person),
    "note": (account,),
    "next_step": (account,),
}
"""Of what begins the key of a draft: the tables that the id behind it may be in."""


def _orphaned(connection: Connection, key: Key) -> bool:
    tables = _OWNERS.get(key[0], ()) if len(key) > 1 and _ID.fullmatch(str(key[1])) else ()
    return bool(tables) and not any(
        connection.execute(select(table.c.id).where(table.c.id == key[1])).first() for table in tables
    )


_ID: Final = re.compile("[0-9a-f]{32}")


def erase_drafts(connection: Connection, ids: Iterable[str]) -> None:
    """Let no draft stay that belongs to one of these subjects; inside an edit."""
    for id_ in ids:
        connection.execute(
            delete(setting).where(
                setting.c.id.startswith(PREFIX), setting.c.id.contains(id_, autoescape=True)
            )
        )


def _id(key: Key) -> str:
    return PREFIX + json.dumps(list(key), ensure_ascii=False)
