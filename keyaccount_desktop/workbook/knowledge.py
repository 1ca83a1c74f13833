"""What we know and what we don't: how complete people, clients and purchases are, and what to ask next.

Reads what the rules of ``method.completeness`` need. Used by lists of people, the person page, the client's
overview, the map page and the printed question list.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import Connection, Select, func, select

from keyaccount_desktop.method.completeness import Standing, fields_asked, importance, standing_in_all
from keyaccount_desktop.method.playbooks import playbook_for
from keyaccount_desktop.workbook.tables import fact, person, product, stakeholder

if TYPE_CHECKING:
    from keyaccount_desktop.workbook.document import Workbook


# ---- how complete everyone is

_STANDING_FIELDS: Final = tuple(f"stakeholder.{name}" for name in ("roles", "part", "key", "attitude"))
_PEOPLE: Final = select(person.c.id, person.c.kind)
_POSITIONS: Final = select(fact.c.person_id, fact.c.value).where(
    fact.c.person_id.is_not(None),
    fact.c.field == "person.position",
    fact.c.item == "",
    fact.c.replaced_at.is_(None),
)
_STAKES: Final = select(stakeholder.c.id, stakeholder.c.person_id)
_STANDINGS: Final = select(fact.c.stakeholder_id, fact.c.field, fact.c.value).where(
    fact.c.stakeholder_id.is_not(None), fact.c.field.in_(_STANDING_FIELDS), fact.c.replaced_at.is_(None)
)
# Answered from an index alone, as that a fact is there is enough; one row each, as rows are what takes time.
_KNOWN_OF_PEOPLE, _KNOWN_OF_STAKES = (
    select(fact.c[f"{kind}_id"], func.group_concat(fact.c.field))
    .where(fact.c[f"{kind}_id"].is_not(None), fact.c.replaced_at.is_(None))
    .group_by(fact.c[f"{kind}_id"])
    for kind in ("person", "stakeholder")
)
_AT_ONCE: Final = 500

Weights = Mapping[str, int]
"""Field → how much it counts to know it."""


def completeness_of_people(workbook: Workbook, ids: Iterable[str] | None = None) -> dict[str, float]:
    """How much is known of everyone, or of some, 0 to 1, by id: the share their page shows.

    It counts the person and their part in each purchase; what matters for their roles, part and post counts
    more.
    """
    with workbook.read() as connection:
        if ids is None:
            return _shares(connection, None)
        wanted, found = list(ids), {}
        for start in range(0, len(wanted), _AT_ONCE):
            found.update(_shares(connection, wanted[start : start + _AT_ONCE]))
        return found


def _shares(connection: Connection, ids: list[str] | None) -> dict[str, float]:
    def rows(query: Select[Any], column: Any, wanted: Iterable[str] | None) -> Any:
        if wanted is not None:
            query = query.where(column.in_(list(wanted)))
        # Rows to be read by name would take half of the time; these are only gone through.
        return connection.execute(query).cursor.fetchall()

    kinds: dict[str, str] = dict(rows(_PEOPLE, person.c.id, ids))
    stakes: dict[str, str] = dict(rows(_STAKES, stakeholder.c.person_id, ids))
    parts = None if ids is None else stakes.keys()
    posts = _posts(rows(_POSITIONS, fact.c.person_id, ids))
    standings = _standings(rows(_STANDINGS, fact.c.stakeholder_id, parts))
    weigh = _Weighing(connection.execute(select(product.c.id).limit(1)).first() is not None)

    asked = dict.fromkeys(kinds, 0)
    known = dict.fromkeys(kinds, 0)
    stands: dict[str, list[Standing]] = {}
    of_stake: dict[str, Weights] = {}
    for stake, owner in stakes.items():
        standing = standings.get(stake, _NOT_JUDGED)
        stands.setdefault(owner, []).append(standing)
        of_stake[stake], total = weigh("stakeholder", standing, "person")
        asked[owner] += total
    of_person: dict[str, Weights] = {}
    for id_, kind in kinds.items():
        of_person[id_], total = weigh("person", standing_in_all(stands.get(id_, ()), posts.get(id_)), kind)
        asked[id_] += total
    for id_, fields in rows(_KNOWN_OF_PEOPLE, fact.c.person_id, ids):
        known[id_] += _weight(of_person[id_], fields)
    for stake, fields in rows(_KNOWN_OF_STAKES, fact.c.stakeholder_id, parts):
        known[stakes[stake]] += _weight(of_stake[stake], fields)
    return {id_: known[id_] / total if total else 1.0 for id_, total in asked.items()}


def _weight(weights: Weights, fields: str) -> int:
    return sum(weights.get(field, 0) for field in set(fields.split(",")))


_NOT_JUDGED: Final = Standing()


class _Weighing:
    """What to know of whom and how much it counts, worked out once for each way of standing."""

    def __init__(self, products: bool) -> None:
        self._products = products
        self._found: dict[tuple[str, Standing, str], tuple[Weights, int]] = {}

    def __call__(self, subject: str, standing: Standing, person_kind: str) -> tuple[Weights, int]:
        """The weights, and their sum."""
        key = (subject, standing, person_kind)
        if (found := self._found.get(key)) is None:
            weights = {
                field.key: importance(field, standing)
                for field in fields_asked(subject, standing, person_kind=person_kind)
                if self._products or not field.per_product
            }
            found = self._found[key] = weights, sum(weights.values())
        return found


def _standings(rows: Iterable[tuple[str, str, str]]) -> dict[str, Standing]:
    """How people stand in purchases, by stakeholder id, from the facts that say so, as stored."""
    stored: dict[str, dict[str, str]] = {}
    for stake, field, value in rows:
        stored.setdefault(stake, {})[field] = value
    made: dict[tuple[str, ...], Standing] = {}
    found = {}
    for stake, own in stored.items():
        values = tuple(own.get(field, "null") for field in _STANDING_FIELDS)
        if values not in made:
            roles, part, key, attitude = map(json.loads, values)
            made[values] = Standing(tuple(roles or ()), part, bool(key), attitude)
        found[stake] = made[values]
    return found


def _posts(rows: Iterable[tuple[str, str]]) -> dict[str, str | None]:
    """The codes of the playbooks that fit people's positions, as stored."""
    made: dict[str, str | None] = {}
    found = {}
    for id_, position in rows:
        if position not in made:
            playbook = playbook_for(json.loads(position))
            made[position] = playbook.code if playbook is not None else None
        found[id_] = made[position]
    return found
