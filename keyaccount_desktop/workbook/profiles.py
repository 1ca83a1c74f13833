"""What is known of people as far as questions depend on it: which facts there are, how sure and how old.

Either taken from a ``PersonCard`` that has been read already, or read for many people at once with hardly a
value decoded. Used by ``questions``.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

from sqlalchemy import Connection, case, select

from keyaccount_desktop.method.completeness import Known, Standing, standing_in_all
from keyaccount_desktop.method.playbooks import playbook_for
from keyaccount_desktop.workbook.facts import Fact, value_of
from keyaccount_desktop.workbook.people import PersonCard, Stake
from keyaccount_desktop.workbook.tables import fact, person, purchase, stakeholder

_TELLING: Final = (
    "person.position",
    "person.function",
    "stakeholder.roles",
    "stakeholder.part",
    "stakeholder.key",
    "stakeholder.attitude",
    "stakeholder.coach",
    "account.type",
    "purchase.absent_roles",
)
"""Fields whose values matter, not only that they are known."""

Values = Mapping[str, Any]


@dataclass(frozen=True)
class Role:
    """Someone's part in one purchase: how they stand in it, and what is known of that."""

    id: str
    """Of the stakeholder."""
    purchase_id: str
    purchase: str
    known: tuple[Known, ...]
    values: Values

    @cached_property
    def standing(self) -> Standing:
        return Standing(
            tuple(self.values.get("stakeholder.roles") or ()),
            self.values.get("stakeholder.part"),
            bool(self.values.get("stakeholder.key")),
            self.values.get("stakeholder.attitude"),
        )


@dataclass(frozen=True)
class Profile:
    """Someone with their parts in purchases, the newest first."""

    id: str
    name: str
    kind: str
    known: tuple[Known, ...]
    values: Values
    roles: tuple[Role, ...]

    @cached_property
    def position(self) -> str:
        return self.values.get("person.position") or ""

    @cached_property
    def standing(self) -> Standing:
        playbook = playbook_for(self.position) if self.position else None
        return standing_in_all(
            (role.standing for role in self.roles), playbook.code if playbook is not None else None
        )


def profile_of(card: PersonCard) -> Profile:
    """The profile of someone whose card has been read."""
    return Profile(
        card.id,
        card.name,
        card.kind,
        known_of(card.facts),
        _values(card.facts),
        tuple(_role(stake) for stake in card.stakes),
    )


def _role(stake: Stake) -> Role:
    return Role(
        stake.stakeholder_id, stake.purchase_id, stake.purchase, known_of(stake.facts), _values(stake.facts)
    )


def known_of(facts: Mapping[str, Sequence[Fact]]) -> tuple[Known, ...]:
    """Facts as far as questions depend on them."""
    return tuple(
        Known(fact.field, fact.item, fact.assumed, fact.known_on)
        for entries in facts.values()
        for fact in entries
    )


def _values(facts: Mapping[str, list[Fact]]) -> Values:
    return {field: value_of(facts, field) for field in _TELLING if field in facts}


def profiles(connection: Connection, ids: Sequence[str]) -> list[Profile]:
    """The profiles of up to some thousand people, by name, as far as they are there."""
    people = connection.execute(
        select(person.c.id, person.c.name, person.c.kind)
        .where(person.c.id.in_(ids))
        .order_by(person.c.name_sort, person.c.id)
    ).all()
    stakes = connection.execute(
        select(stakeholder.c.id, stakeholder.c.person_id, purchase.c.id, purchase.c.name)
        .join(purchase, purchase.c.id == stakeholder.c.purchase_id)
        .where(stakeholder.c.person_id.in_(ids))
        .order_by(purchase.c.created_at.desc(), purchase.c.id)
    ).all()
    of_people = known_facts(connection, "person", ids)
    of_stakes = known_facts(connection, "stakeholder", [stake[0] for stake in stakes])
    roles: dict[str, list[Role]] = {}
    for stake, owner, purchase_id, name in stakes:
        roles.setdefault(owner, []).append(
            Role(stake, purchase_id, name, *of_stakes.get(stake, NOTHING_KNOWN))
        )
    return [
        Profile(id_, name, kind, *of_people.get(id_, NOTHING_KNOWN), tuple(roles.get(id_, ())))
        for id_, name, kind in people
    ]


NOTHING_KNOWN: Final[tuple[tuple[Known, ...], Values]] = ((), {})


def known_facts(
    connection: Connection, kind: str, ids: Iterable[str]
) -> dict[str, tuple[tuple[Known, ...], Values]]:
    """What is known of subjects of a kind, by id, with the values that matter."""
    column = fact.c[f"{kind}_id"]
    query = select(
        column,
        fact.c.field,
        fact.c.item,
        fact.c.certainty,
        fact.c.verified_on,
        fact.c.learned_on,
        fact.c.entered_at,
        case((fact.c.field.in_(_TELLING), fact.c.value)),
    ).where(column.in_(list(ids)), fact.c.replaced_at.is_(None))
    known: dict[str, list[Known]] = {}
    values: dict[str, dict[str, Any]] = {}
    rows: Iterable[Any] = connection.execute(query.order_by(fact.c.position, fact.c.item))
    for subject, field, item, certainty, verified, learned, entered, value in rows:
        since = max(verified or "", learned or "") or entered[:10]
        known.setdefault(subject, []).append(Known(field, item, certainty == "assumed", since))
        if value is not None:
            values.setdefault(subject, {}).setdefault(field, json.loads(value))
    return {subject: (tuple(found), values.get(subject, {})) for subject, found in known.items()}
