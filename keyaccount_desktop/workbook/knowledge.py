"""How complete what we know is, of many people and clients at once: for lists, filters and their columns.

Facts are counted without being decoded; the weights are those of ``method.completeness``. What exactly is
missing of one person, client or purchase is found by ``questions``.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from sqlalchemy import Connection, Select, func, select

from keyaccount_desktop.method.catalogue import Catalogue
from keyaccount_desktop.method.completeness import Standing, attention_of, overall, standing_in_all, weighed
from keyaccount_desktop.method.playbooks import playbook_for
from keyaccount_desktop.workbook.tables import account, fact, person, product, purchase, stakeholder

if TYPE_CHECKING:
    from keyaccount_desktop.workbook.document import Workbook


_STANDING_FIELDS: Final = tuple(f"stakeholder.{name}" for name in ("roles", "part", "key", "attitude"))
_PEOPLE: Final = select(person.c.id, person.c.kind)
_STAKES: Final = select(stakeholder.c.id, stakeholder.c.person_id, stakeholder.c.purchase_id)
_STANDINGS: Final = select(fact.c.stakeholder_id, fact.c.field, fact.c.value).where(
    fact.c.stakeholder_id.is_not(None), fact.c.field.in_(_STANDING_FIELDS), fact.c.replaced_at.is_(None)
)
_POSITIONS, _TYPES = (
    select(fact.c[f"{kind}_id"], fact.c.value).where(
        fact.c[f"{kind}_id"].is_not(None),
        fact.c.field == name,
        fact.c.item == "",
        fact.c.replaced_at.is_(None),
    )
    for kind, name in (("person", "person.position"), ("account", "account.type"))
)
# Answered from an index alone, as that a fact is there is enough; one row each, as rows are what takes time.
_KNOWN: Final = {
    kind: select(fact.c[f"{kind}_id"], func.group_concat(fact.c.field))
    .where(fact.c[f"{kind}_id"].is_not(None), fact.c.replaced_at.is_(None))
    .group_by(fact.c[f"{kind}_id"])
    for kind in ("person", "stakeholder", "account", "purchase")
}
_A_PRODUCT: Final = select(product.c.id).where(product.c.retired_at.is_(None)).limit(1)
_AT_ONCE: Final = 500

Weights = Mapping[str, int]
"""Field → how much it counts to know it."""


class PersonShare(NamedTuple):
    """How much is known of someone, 0 to 1, and how much attention they deserve, 1 to 4."""

    share: float
    attention: int


class ClientShare(NamedTuple):
    """How much is known of a client, 0 to 1, and of the people who belong to it or to its purchases."""

    share: float
    people: Mapping[str, PersonShare]


def completeness_of_people(workbook: Workbook, ids: Iterable[str] | None = None) -> dict[str, float]:
    """How much is known of everyone, or of some, 0 to 1, by id: the share their page shows.

    It counts the person and their part in each purchase; what matters for their roles, part and post counts
    more.
    """
    catalogue = workbook.catalogue
    with workbook.read() as connection:
        shares = person_shares(connection, catalogue, ids)
    return {id_: found.share for id_, found in shares.items()}


def completeness_of_clients(workbook: Workbook, ids: Iterable[str] | None = None) -> dict[str, float]:
    """How much is known of every client, or of some, 0 to 1, by id: of itself, its people, its purchases.

    Everyone with a part in one of its purchases counts as its person too. The more attention someone
    deserves, the more they count.
    """
    catalogue = workbook.catalogue
    with workbook.read() as connection:
        shares = client_shares(connection, catalogue, ids)
    return {id_: found.share for id_, found in shares.items()}


def client_shares(
    connection: Connection, catalogue: Catalogue, ids: Iterable[str] | None = None
) -> dict[str, ClientShare]:
    """The same as ``completeness_of_clients``, inside a read, with the people that count for each."""
    wanted = None if ids is None else list(ids)
    read = _Reading(connection)
    types = {id_: json.loads(value) for id_, value in read(_TYPES, fact.c.account_id, wanted)}
    clients = [id_ for (id_,) in read(select(account.c.id), account.c.id, wanted)]
    purchases = dict(read(select(purchase.c.id, purchase.c.account_id), purchase.c.account_id, wanted))
    people = _people_of_clients(read, purchases, wanted)
    known = {
        kind: dict(read(_KNOWN[kind], fact.c[f"{kind}_id"], only))
        for kind, only in (("account", wanted), ("purchase", None if wanted is None else purchases))
    }
    only = None if wanted is None else {id_ for id_, _ in people}
    shares = person_shares(connection, catalogue, only)
    weigh = _Weighing(catalogue, products=False)
    parts: dict[str, list[tuple[float, int]]] = {id_: [] for id_ in clients}
    for kind, owners in (("account", dict(zip(clients, clients, strict=True))), ("purchase", purchases)):
        for id_, owner in owners.items():
            weights, total = weigh(kind, account_type=types.get(owner) if kind == "account" else None)
            reached = _weight(weights, known[kind].get(id_, ""))
            parts[owner].append((reached / total if total else 1.0, attention_of(kind)))
    of_clients: dict[str, dict[str, PersonShare]] = {id_: {} for id_ in clients}
    for id_, owner in people:
        parts[owner].append(shares[id_])
        of_clients[owner][id_] = shares[id_]
    return {id_: ClientShare(overall(found), of_clients[id_]) for id_, found in parts.items()}


def _people_of_clients(
    read: _Reading, purchases: Mapping[str, str], ids: list[str] | None
) -> set[tuple[str, str]]:
    """Person and client, for all who belong to a client or have a part in one of its purchases."""
    own = select(person.c.id, person.c.account_id).where(person.c.account_id.is_not(None))
    found = set(map(tuple, read(own, person.c.account_id, ids)))
    only = None if ids is None else purchases
    for _, id_, purchase_id in read(_STAKES, stakeholder.c.purchase_id, only):
        found.add((id_, purchases[purchase_id]))
    return found


class _Reading:
    """Reads rows, all or those where a column has one of some values."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection

    def __call__(self, query: Select[Any], column: Any, wanted: Iterable[str] | None) -> Any:
        # Rows to be read by name would take half of the time; these are only gone through.
        if wanted is None:
            return self.connection.execute(query).cursor.fetchall()
        rows: list[Any] = []
        wanted = list(wanted)
        for start in range(0, len(wanted), _AT_ONCE):
            some = query.where(column.in_(wanted[start : start + _AT_ONCE]))
            rows += self.connection.execute(some).cursor.fetchall()
        return rows


def person_shares(
    connection: Connection, catalogue: Catalogue, ids: Iterable[str] | None = None
) -> dict[str, PersonShare]:
    """The same as ``completeness_of_people``, inside a read, with the attention each deserves."""
    read = _Reading(connection)
    ids = None if ids is None else list(ids)
    kinds: dict[str, str] = dict(read(_PEOPLE, person.c.id, ids))
    stakes = read(_STAKES, stakeholder.c.person_id, ids)
    owners = {stake: owner for stake, owner, _ in stakes}
    parts = None if ids is None else owners.keys()
    posts = _posts(read(_POSITIONS, fact.c.person_id, ids))
    standings = _standings(read(_STANDINGS, fact.c.stakeholder_id, parts))
    weigh = _Weighing(catalogue, products=read.connection.execute(_A_PRODUCT).first() is not None)

    asked = dict.fromkeys(kinds, 0)
    known = dict(asked)
    stands: dict[str, list[Standing]] = {}
    of_stake: dict[str, Weights] = {}
    for stake, owner in owners.items():
        standing = standings.get(stake, _NOT_JUDGED)
        stands.setdefault(owner, []).append(standing)
        of_stake[stake], total = weigh("stakeholder", standing, person_kind=kinds[owner])
        asked[owner] += total
    of_person: dict[str, Weights] = {}
    attention: dict[str, int] = {}
    for id_, kind in kinds.items():
        standing = standing_in_all(stands.get(id_, ()), posts.get(id_))
        of_person[id_], total = weigh("person", standing, person_kind=kind)
        attention[id_] = standing.attention(catalogue.defaults)
        asked[id_] += total
    for id_, fields in read(_KNOWN["person"], fact.c.person_id, ids):
        known[id_] += _weight(of_person[id_], fields)
    for stake, fields in read(_KNOWN["stakeholder"], fact.c.stakeholder_id, parts):
        known[owners[stake]] += _weight(of_stake[stake], fields)
    return {
        id_: PersonShare(known[id_] / total if total else 1.0, attention[id_]) for id_, total in asked.items()
    }


def _weight(weights: Weights, fields: str) -> int:
    return sum(weights.get(field, 0) for field in set(fields.split(",")))


_NOT_JUDGED: Final = Standing()


class _Weighing:
    """What to know of whom and how much it counts, worked out once for each way of standing."""

    def __init__(self, catalogue: Catalogue, *, products: bool) -> None:
        self._catalogue = catalogue
        self._products = ("any",) if products else ()
        self._found: dict[tuple[object, ...], tuple[Weights, int]] = {}

    def __call__(
        self,
        subject: str,
        standing: Standing = _NOT_JUDGED,
        *,
        person_kind: str = "person",
        account_type: str | None = None,
    ) -> tuple[Weights, int]:
        """The weights, and their sum."""
        key = (subject, standing, person_kind, account_type)
        if (found := self._found.get(key)) is None:
            fields = self._catalogue.fields_of(subject)
            asked = weighed(subject, standing, account_type, person_kind, self._products, fields)
            found = self._found[key] = (
                {field.key: weight for field, weight in asked},
                sum(weight for _, weight in asked),
            )
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
