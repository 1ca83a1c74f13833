"""Facts: what is known about a person, a client, a purchase, a person in a purchase, or a link, with evidence.

A new value replaces the current one, which stays as history. Every field comes from the catalogue, and its
value is brought into canonical form there. All other modules of this layer set and read facts through here.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import Connection, and_, bindparam, func, insert, literal, select, update

from keyaccount_desktop.language import Text, UserError
from keyaccount_desktop.method import values, vocabulary
from keyaccount_desktop.method.fields import Field
from keyaccount_desktop.workbook.document import new_id, timestamp
from keyaccount_desktop.workbook.driver import gone
from keyaccount_desktop.workbook.tables import account, fact, link, person, purchase, stakeholder

if TYPE_CHECKING:
    from keyaccount_desktop.workbook.document import Workbook
    from keyaccount_desktop.workbook.journal import ChangeSet

Subject = tuple[str, str]
"""What a fact is about: ``("person", id)``, or account, stakeholder, purchase, link."""
SUBJECTS: Final = ("account", "person", "stakeholder", "purchase", "link")
TABLES: Final = {
    "account": account,
    "person": person,
    "stakeholder": stakeholder,
    "purchase": purchase,
    "link": link,
}
"""The table of each kind of subject."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """Who says so, how sure it is, and since when (ISO date; None: today)."""

    source: str | None = None
    certainty: str = "confirmed"
    learned_on: str | None = None


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact; current while ``replaced_at`` is None. ``value`` is in the canonical form of its kind."""

    id: str
    field: str
    item: str
    position: int
    value: Any
    source: str | None
    certainty: str
    learned_on: str | None
    verified_on: str | None
    entered_at: str
    replaced_at: str | None

    @property
    def assumed(self) -> bool:
        return self.certainty == "assumed"

    @property
    def known_on(self) -> str:
        """The ISO date the fact was last known to hold."""
        return max(self.verified_on or "", self.learned_on or "") or self.entered_at[:10]


_COLUMNS: Final = (
    fact.c.id,
    fact.c.field,
    fact.c.item,
    fact.c.position,
    fact.c.value,
    fact.c.source,
    fact.c.certainty,
    fact.c.learned_on,
    fact.c.verified_on,
    fact.c.entered_at,
    fact.c.replaced_at,
)


def _fact(row: Any) -> Fact:
    id_, field, item, position, value, *rest = row
    return Fact(id_, field, item, position, json.loads(value), *rest)


def _column(subject: Subject) -> Any:
    return fact.c[f"{subject[0]}_id"]


# ---- commands


def set_fact(
    workbook: Workbook,
    subject: Subject,
    field: str,
    value: object,
    *,
    item: str = "",
    evidence: Evidence | None = None,
    join: object = None,
) -> str:
    """Set a field of a subject; the former value becomes history. The id of the fact that holds now.

    Setting what holds already, with the same evidence, changes nothing. Settings with an equal ``join`` (one
    visit to a field that saves as it rests) are one step of undo and leave one value. A value that is empty clears the
    field. Raises UserError for a value the field cannot hold.
    """
    known = workbook.catalogue.field(field)
    if known.subject != subject[0]:
        raise ValueError(f"{field} is no field of a {subject[0]}")
    canonical = values.normalise(known, value)
    if _empty(canonical):
        clear_fact(workbook, subject, field, item)
        return ""
    encoded = _encoded(canonical)
    given = evidence or Evidence()
    _check_evidence(given)
    label = Text("Change {field}", "修改{field}").format(field=known.text)
    with workbook.edit(label, join=join) as connection:
        current = _current(connection, subject, field, item)
        position = 0
        if current is not None:
            told = (given.source, given.certainty, given.learned_on or date.today().isoformat())
            if current.value == canonical and (
                evidence is None or told == (current.source, current.certainty, current.learned_on)
            ):
                return current.id
            position = current.position
            if _made_in(workbook.step_joined(join), current.id):
                _rewrite(connection, current.id, encoded, given)
                return current.id
            _replace(connection, current.id)
        return _insert(connection, subject, field, item, position, encoded, given)


def set_facts(
    workbook: Workbook,
    kind: str,
    field: str,
    values_by_id: Mapping[str, object],
    *,
    evidence: Evidence | None = None,
) -> int:
    """Set a field of many subjects of a kind at once, as ``set_fact`` does one by one; how many changed.

    ``values_by_id`` has a value for each subject's id; one that is empty clears the field there. One step of undo.
    Raises UserError for a value the field cannot hold; then nothing has changed.
    """
    known = workbook.catalogue.field(field)
    if known.subject != kind or known.many or known.per_product:
        raise ValueError(f"{field} does not hold one value of a {kind}")
    given = evidence or Evidence()
    _check_evidence(given)
    learned = given.learned_on or date.today().isoformat()
    told = (given.source, given.certainty, learned)
    wanted = _canonical(known, values_by_id)
    label = Text("Change {field}", "修改{field}").format(field=known.text)
    with workbook.edit(label) as connection:
        replaced, made = [], []
        now = timestamp()
        current = _current_of_many(connection, kind, list(wanted), field)
        for subject, encoded in wanted.items():
            fact_id, value, position, *known_by = current.get(subject, ("", None, 0))
            if encoded == value and (evidence is None or encoded is None or told == tuple(known_by)):
                continue
            if fact_id:
                replaced.append((now, fact_id))
            if encoded is not None:
                made.append((new_id(), subject, field, position, encoded, *told, now))
        if replaced:
            connection.exec_driver_sql("UPDATE fact SET replaced_at = ? WHERE id = ?", replaced)
        if made:
            connection.exec_driver_sql(
                f"INSERT INTO fact (id, {kind}_id, field, position, value, source, certainty, learned_on, entered_at)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                made,
            )
        return len(made) + len(replaced) - len({row[1] for row in made} & current.keys())


def _canonical(field: Field, values_by_id: Mapping[str, object]) -> dict[str, str | None]:
    """The values as they are stored, None for one that is empty; each different one is looked at once."""
    seen: dict[str, str | None] = {}
    canonical: dict[str, str | None] = {}
    for subject, value in values_by_id.items():
        key = repr(value)
        if key not in seen:
            normal = values.normalise(field, value)
            seen[key] = None if _empty(normal) else _encoded(normal)
        canonical[subject] = seen[key]
    return canonical


def _current_of_many(
    connection: Connection, kind: str, ids: list[str], field: str
) -> dict[str, tuple[Any, ...]]:
    """Of each subject that has the field: id, value, position, source, certainty and day of its fact."""
    rows = connection.exec_driver_sql(
        f"SELECT {kind}_id, id, value, position, source, certainty, learned_on FROM fact WHERE field = ? AND item = ''"
        f" AND replaced_at IS NULL AND {kind}_id IN (SELECT value FROM json_each(?))",
        (field, json.dumps(ids)),
    )
    return {row[0]: tuple(row[1:]) for row in rows}


def add_entry(
    workbook: Workbook, subject: Subject, field: str, value: object, evidence: Evidence | None = None
) -> str:
    """Add an entry to a field that holds many, such as a phone; the entry's ``item``."""
    item = new_id()
    with workbook.edit(
        Text("Add {field}", "添加{field}").format(field=workbook.catalogue.field(field).text)
    ) as connection:
        id_ = set_fact(workbook, subject, field, value, item=item, evidence=evidence)
        last = connection.execute(
            select(func.max(fact.c.position)).where(
                _column(subject) == subject[1], fact.c.field == field, fact.c.replaced_at.is_(None)
            )
        ).scalar_one()
        if last is not None:
            connection.execute(update(fact).where(fact.c.id == id_).values(position=last + 1))
    return item


def set_part(
    workbook: Workbook,
    subject: Subject,
    field: str,
    item: str,
    part: str,
    value: object,
    *,
    join: object = None,
) -> None:
    """Change one part of an entry of records; None empties it. Who said so and how surely stays.

    Raises UserError for what the part cannot hold, for an entry that would lack what it needs, and when the
    entry is gone.
    """
    known = workbook.catalogue.field(field)
    label = Text("Change {field}", "修改{field}").format(field=known.text)
    with workbook.edit(label, join=join) as connection:
        current = _current(connection, subject, field, item)
        if current is None:
            raise gone()
        record = {**current.value, part: value}
        if values.normalise(known, record) != current.value:
            evidence = Evidence(current.source, current.certainty)
            set_fact(workbook, subject, field, record, item=item, evidence=evidence, join=join)


def clear_fact(workbook: Workbook, subject: Subject, field: str, item: str = "") -> None:
    """Empty a field; what it held becomes history."""
    label = Text("Clear {field}", "清除{field}").format(field=workbook.catalogue.field(field).text)
    with workbook.edit(label) as connection:
        current = _current(connection, subject, field, item)
        if current is not None:
            _replace(connection, current.id)


def set_evidence(workbook: Workbook, fact_id: str, evidence: Evidence) -> None:
    """Say who says so and how sure it is, without changing the value."""
    _check_evidence(evidence)
    with workbook.edit(Text("Change the evidence", "修改依据")) as connection:
        changes: dict[str, object] = {"source": evidence.source, "certainty": evidence.certainty}
        if evidence.learned_on is not None:
            changes["learned_on"] = evidence.learned_on
        connection.execute(update(fact).where(fact.c.id == fact_id).values(changes))


def verify_fact(workbook: Workbook, fact_id: str, source: str | None = None) -> None:
    """Note that a fact was found to hold today."""
    changes = {"verified_on": date.today().isoformat(), "certainty": "confirmed"}
    if source is not None:
        _check_evidence(Evidence(source))
        changes["source"] = source
    with workbook.edit(Text("Confirm a fact", "核实")) as connection:
        connection.execute(update(fact).where(fact.c.id == fact_id).values(changes))


def restore_fact(workbook: Workbook, fact_id: str) -> str:
    """Have a former value hold again, with the evidence it had: a new fact, whose id is returned.

    What holds now in its place becomes history. Raises UserError when the former value is gone.
    """
    with workbook.read() as connection:
        row = connection.execute(select(fact).where(fact.c.id == fact_id)).mappings().first()
    if row is None:
        raise gone()
    known = workbook.catalogue.field(row["field"])
    subject = next((kind, row[f"{kind}_id"]) for kind in SUBJECTS if row[f"{kind}_id"] is not None)
    with workbook.edit(Text("Restore {field}", "恢复{field}").format(field=known.text)) as connection:
        current = _current(connection, subject, known.key, row["item"])
        if current is not None:
            _replace(connection, current.id)
        evidence = Evidence(row["source"], row["certainty"], row["learned_on"] or row["entered_at"][:10])
        return _insert(connection, subject, known.key, row["item"], row["position"], row["value"], evidence)


def _empty(value: object) -> bool:
    return value is None or value is False or value in ("", [], {})


def _encoded(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _check_evidence(evidence: Evidence) -> None:
    if evidence.source is not None:
        vocabulary.SOURCE[evidence.source]
    vocabulary.CERTAINTY[evidence.certainty]
    if evidence.learned_on is not None:
        try:
            learned = date.fromisoformat(evidence.learned_on)
        except ValueError as error:
            raise UserError(
                Text("“{typed}” is not a date.", "“{typed}”不是有效日期。").format(typed=evidence.learned_on),
                Text("Write it as 2026-11-03.", "请写成 2026-11-03 的形式。"),
            ) from error
        if learned > date.today():
            raise UserError(
                Text("A fact cannot be learned in the future.", "获知日期不能晚于今天。"),
                Text("Choose today or an earlier day.", "请选择今天或更早的日期。"),
            )


def _current(connection: Connection, subject: Subject, field: str, item: str) -> Fact | None:
    row = connection.execute(
        _CURRENT[subject[0]], {"subject": subject[1], "field": field, "item": item}
    ).first()
    return _fact(row) if row else None


_CURRENT: Final = {
    kind: select(*_COLUMNS).where(
        fact.c[f"{kind}_id"] == bindparam("subject"),
        fact.c.field == bindparam("field"),
        fact.c.item == bindparam("item"),
        fact.c.replaced_at.is_(None),
    )
    for kind in SUBJECTS
}
_REPLACE: Final = update(fact).where(fact.c.id == bindparam("fact_id")).values(replaced_at=bindparam("now"))


def _replace(connection: Connection, fact_id: str) -> None:
    connection.execute(_REPLACE, {"fact_id": fact_id, "now": timestamp()})


def _made_in(step: ChangeSet | None, fact_id: str) -> bool:
    """Whether a fact came into being in the step that is being continued: then it is no history yet."""
    return step is not None and any(row.id == fact_id and row.before is None for row in step.rows)


def _rewrite(connection: Connection, fact_id: str, value: str, evidence: Evidence) -> None:
    connection.execute(
        update(fact)
        .where(fact.c.id == fact_id)
        .values(
            value=value,
            source=evidence.source,
            certainty=evidence.certainty,
            learned_on=evidence.learned_on or date.today().isoformat(),
            entered_at=timestamp(),
        )
    )


def _insert(
    connection: Connection,
    subject: Subject,
    field: str,
    item: str,
    position: int,
    value: str,
    evidence: Evidence,
) -> str:
    id_ = new_id()
    connection.execute(
        insert(fact),
        {
            "id": id_,
            f"{subject[0]}_id": subject[1],
            "field": field,
            "item": item,
            "position": position,
            "value": value,
            "source": evidence.source,
            "certainty": evidence.certainty,
            "learned_on": evidence.learned_on or date.today().isoformat(),
            "entered_at": timestamp(),
        },
    )
    return id_


# ---- queries


def facts_of(workbook: Workbook, subject: Subject) -> list[Fact]:
    """The subject's current facts, entries of a field in their order."""
    with workbook.read() as connection:
        rows = connection.execute(_NOW[subject[0]], {"subject": subject[1]})
        return [_fact(row) for row in rows]


_NOW: Final = {
    kind: select(*_COLUMNS)
    .where(fact.c[f"{kind}_id"] == bindparam("subject"), fact.c.replaced_at.is_(None))
    .order_by(fact.c.field, fact.c.position, fact.c.item)
    for kind in SUBJECTS
}


def history_of(workbook: Workbook, subject: Subject, field: str, item: str | None = "") -> list[Fact]:
    """All values a field has had, the current one first; without an ``item`` those of all its entries."""
    condition = _column(subject) == subject[1], fact.c.field == field
    query = select(*_COLUMNS).where(*condition).order_by(*_NEWEST_FIRST)
    with workbook.read() as connection:
        rows = connection.execute(query if item is None else query.where(fact.c.item == item))
        return [_fact(row) for row in rows]


def histories_of(workbook: Workbook, kind: str, ids: Iterable[str], field: str) -> dict[str, list[Fact]]:
    """All values a field has had for each of many subjects of a kind, the current one first."""
    column = fact.c[f"{kind}_id"]
    query = (
        select(column, *_COLUMNS).where(column.in_(list(ids)), fact.c.field == field).order_by(*_NEWEST_FIRST)
    )
    found: dict[str, list[Fact]] = {}
    with workbook.read() as connection:
        for subject, *row in connection.execute(query):
            found.setdefault(subject, []).append(_fact(row))
    return found


_NEWEST_FIRST: Final = (
    fact.c.replaced_at.is_(None).desc(),
    fact.c.replaced_at.desc(),
    fact.c.entered_at.desc(),
    fact.c.id,
)


def words_in_use(workbook: Workbook, field: str, most: int = 500) -> list[str]:
    """The words that a field holding lists, such as tags, has now anywhere in the workbook, the most used first."""
    kind = workbook.catalogue.field(field).subject
    owner = TABLES[kind]
    word = func.json_each(fact.c.value).table_valued("value", "atom")
    query = (
        select(word.c.value)
        # From the owners: their current facts are found by an index, all facts of a field are not.
        .select_from(owner.join(fact, _column((kind, "")) == owner.c.id).join(word, literal(True)))
        .where(fact.c.field == field, fact.c.replaced_at.is_(None))
        .group_by(word.c.value)
        .order_by(func.count().desc(), word.c.value)
        .limit(most)
    )
    with workbook.read() as connection:
        return [str(found) for found in connection.execute(query).scalars()]


def facts_by_subject(
    connection: Connection, kind: str, ids: Any, fields: Iterable[str] | None = None
) -> dict[str, dict[str, list[Fact]]]:
    """Current facts of many subjects of a kind at once: subject id → field → facts in order.

    ``ids`` is a list of ids or a scalar subquery. For queries of this layer, inside a read.
    """
    column = fact.c[f"{kind}_id"]
    condition = and_(column.in_(ids), fact.c.replaced_at.is_(None))
    if fields is not None:
        condition = and_(condition, fact.c.field.in_(list(fields)))
    found: dict[str, dict[str, list[Fact]]] = {}
    query = select(column, *_COLUMNS).where(condition).order_by(fact.c.position, fact.c.item)
    loads = json.loads
    rows: Iterable[Any] = connection.execute(query)
    for subject, id_, field, item, position, value, *rest in rows:
        entry = Fact(id_, field, item, position, loads(value), *rest)
        found.setdefault(subject, {}).setdefault(field, []).append(entry)
    return found


def value_of(facts: Mapping[str, list[Fact]], field: str) -> Any:
    """The value of a single field among a subject's facts; None when it is not known."""
    entries = facts.get(field)
    return entries[0].value if entries else None
