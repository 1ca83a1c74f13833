"""How warm people are and who goes cold: what was held with whom, judged by ``method.rhythm``. Queries only."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any, Final

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


def warmth_in(
    connection: Connection, defaults: Defaults, ids: Iterable[str] | None = None, today: date | None = None
) -> dict[str, Warmth]:
    """The same inside a read of this layer."""
    driver = raw(connection)
    these = () if ids is None else (json.dumps(list(ids)),)
    held: dict[str, list[Impression]] = {}
    # Many contacts have day, effect and half-life in common: each different one is made once.
    made: dict[tuple[Any, ...], Impression] = {}
    for person, *told in driver.execute(_CONTACTS + (_THESE.format("vp.person_id") if these else ""), these):
        key = tuple(told)
        if key not in made:
            made[key] = Impression(date.fromisoformat(told[0]), told[1] or 0, told[2])
        held.setdefault(person, []).append(made[key])
    grades = dict(driver.execute(_GRADES + (_THESE.format("p.id") if these else ""), these).fetchall())
    now = today or date.today()
    judged = (
        (person, warmth(all_, now, grade=grades.get(person), defaults=defaults))
        for person, all_ in held.items()
    )
    return {person: found for person, found in judged if found is not None}


# CROSS JOIN: to look up the visit of each part in one is many times faster than the other way round.
_CONTACTS: Final = (
    "SELECT vp.person_id, v.on_date, coalesce(vp.effect, v.effect), v.half_life_days FROM visit_person vp"
    " CROSS JOIN visit v ON v.id = vp.visit_id WHERE v.state = 'held'"
)
_GRADES: Final = (
    "SELECT p.id, json_extract(f.value, '$') FROM person p JOIN fact f ON f.account_id = p.account_id"
    " AND f.field = 'account.grade' AND f.item = '' AND f.replaced_at IS NULL WHERE true"
)
_THESE: Final = " AND {} IN (SELECT value FROM json_each(?))"
