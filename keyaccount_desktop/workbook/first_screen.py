"""The client list, its views, the number of what is due, whether drafts wait: what the window shows at once.

All of it is read by the bare driver. The SQL is what ``accounts.accounts`` and ``views.views_of`` compile to; a test
holds their results together. Imports neither SQLAlchemy nor the rest of this layer.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from keyaccount_desktop.method.columns import ListKind
from keyaccount_desktop.method.filters import Selection

if TYPE_CHECKING:
    from keyaccount_desktop.workbook.document import Workbook


@dataclass(frozen=True, slots=True)
class AccountRow:
    """A client as the list shows it; codes as stored, dates ISO."""

    id: str
    name: str
    type: str | None
    grade: str | None
    region: str | None
    people: int
    last_contact: str | None
    next_step: str | None
    next_step_on: str | None


@dataclass(frozen=True, slots=True)
class SavedView:
    """A selection of a list that is kept under a name."""

    id: str
    name: str
    selection: Selection


VIEW_PAGES: Final[dict[ListKind, str]] = {"account": "clients", "person": "people"}
"""What saved views of a list are kept under."""


def _fact(field: str) -> str:
    return (
        "(SELECT json_extract(value, '$') FROM fact WHERE account_id = account.id"
        f" AND field = '{field}' AND item = '' AND replaced_at IS NULL)"
    )


_SQL: Final = f"""
SELECT account.id, account.name, {_fact("account.type")}, {_fact("account.grade")}, {_fact("account.region")},
    (SELECT count(*) FROM person WHERE person.account_id = account.id),
    (SELECT max(on_date) FROM visit WHERE visit.account_id = account.id AND state = 'held'),
    task.text, task.due_on
FROM account LEFT JOIN task ON task.id = (
    SELECT id FROM task AS step
    WHERE step.account_id = account.id AND step.kind = 'next_step' AND step.done_on IS NULL
    ORDER BY step.due_on IS NULL, step.due_on, step.created_at, step.id LIMIT 1)
ORDER BY account.name_sort, account.id
"""


def drafts_waiting(workbook: Workbook) -> int:
    """How many fields hold text that could not be saved; ``drafts`` tells them."""
    counted = "SELECT count(*) FROM setting WHERE id >= 'draft/' AND id < 'draft0'"
    return int(workbook.driver_connection.execute(counted).fetchone()[0])


def due(workbook: Workbook, today: str) -> int:
    """How many tasks are due or overdue on a day (ISO)."""
    query = "SELECT count(*) FROM task WHERE done_on IS NULL AND due_on <= ?"
    return int(workbook.driver_connection.execute(query, (today,)).fetchone()[0])


def own_types(workbook: Workbook) -> bool:
    """Whether the types of clients are called otherwise than the method calls them, or there are others."""
    query = "SELECT EXISTS (SELECT 1 FROM term WHERE list = 'account_type')"
    return bool(workbook.driver_connection.execute(query).fetchone()[0])


def clients(workbook: Workbook) -> list[AccountRow]:
    """All clients in pinyin order."""
    return [AccountRow(*row) for row in workbook.driver_connection.execute(_SQL)]


def saved_views(workbook: Workbook, kind: ListKind) -> list[SavedView]:
    """The saved views of a list in their order."""
    rows = workbook.driver_connection.execute(
        "SELECT id, name, definition FROM saved_view WHERE page = ? ORDER BY position, id",
        (VIEW_PAGES[kind],),
    )
    return [SavedView(id_, name, Selection.read(json.loads(written))) for id_, name, written in rows]
