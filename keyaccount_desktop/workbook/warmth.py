"""How warm people and clients are and who goes cold: what was held, judged by ``method.rhythm``. Queries only.

Called by the map, by the lists and by the client's header, so that all of them say the same of one.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from keyaccount_desktop.method.defaults import Defaults
from keyaccount_desktop.method.rhythm import Impression, Warmth, warmth
from keyaccount_desktop.workbook.driver import raw

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from keyaccount_desktop.workbook.document import Workbook


def warmth_of_people(
    workbook: Workbook, ids: Iterable[str] | None = None, today: date | None = None
) -> dict[str, Warmth]:
    """Everyone who has been contacted, or those of these people: by their ids. Fast for all at once."""
    defaults = workbook.defaults
    with workbook.read() as connection:
        return warmth_in(connection, defaults, ids, today)


def warmth_of_clients(
    workbook: Workbook, ids: Iterable[str] | None = None, today: date | None = None
) -> dict[str, Warmth]:
    """Every client that has been contacted, or those of these clients: by their ids. Fast for all at once."""
    defaults = workbook.defaults
    with workbook.read() as connection:
        return _judged(raw(connection), _OF_CLIENTS, defaults, ids, today)


def warmth_in(
    connection: Connection, defaults: Defaults, ids: Iterable[str] | None = None, today: date | None = None
) -> dict[str, Warmth]:
    """Of people, inside a read of this layer."""
    return _judged(raw(connection), _OF_PEOPLE, defaults, ids, today)


class _Asked(NamedTuple):
    """Queries for contacts and for grades, each with the column that says of whom."""

    contacts: str
    by: str
    grades: str
    of: str


def _judged(
    driver: Any, asked: _Asked, defaults: Defaults, ids: Iterable[str] | None, today: date | None
) -> dict[str, Warmth]:
    these = () if ids is None else (json.dumps(list(ids)),)
    held: dict[str, list[Impression]] = {}
    # Many contacts have day, effect and half-life in common: each different one is made once.
    made: dict[tuple[Any, ...], Impression] = {}
    for id_, *told in driver.execute(asked.contacts + (_THESE.format(asked.by) if these else ""), these):
        key = tuple(told)
        if key not in made:
            made[key] = Impression(date.fromisoformat(told[0]), told[1] or 0, told[2])
        held.setdefault(id_, []).append(made[key])
    grades = dict(driver.execute(asked.grades + (_THESE.format(asked.of) if these else ""), these).fetchall())
    now = today or date.today()
    judged = (
        (id_, warmth(all_, now, grade=grades.get(id_), defaults=defaults)) for id_, all_ in held.items()
    )
    return {id_: found for id_, found in judged if found is not None}


_OF_PEOPLE: Final = _Asked(
    # CROSS JOIN: to look up the visit of each part in one is many times faster than the other way round.
    "SELECT vp.person_id, v.on_date, coalesce(vp.effect, v.effect), v.half_life_days FROM visit_person vp"
    " CROSS JOIN visit v ON v.id = vp.visit_id WHERE v.state = 'held'",
    "vp.person_id",
    "SELECT p.id, json_extract(f.value, '$') FROM person p JOIN fact f ON f.account_id = p.account_id"
    " AND f.field = 'account.grade' AND f.item = '' AND f.replaced_at IS NULL WHERE true",
    "p.id",
)
_OF_CLIENTS: Final = _Asked(
    "SELECT account_id, on_date, effect, half_life_days FROM visit"
    " WHERE state = 'held' AND account_id IS NOT NULL",
    "account_id",
    "SELECT account_id, json_extract(value, '$') FROM fact WHERE account_id IS NOT NULL"
    " AND field = 'account.grade' AND item = '' AND replaced_at IS NULL",
    "account_id",
)
_THESE: Final = " AND {} IN (SELECT value FROM json_each(?))"
