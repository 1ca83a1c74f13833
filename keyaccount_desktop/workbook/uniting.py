"""How the facts of two subjects become those of one: what is the same, what clashes, what becomes history.

Called by ``comparison``, which shows the user what clashes, and by ``merging``, which carries out what was
chosen. Nothing that was known is lost: a value that is not chosen, and the second of two equal ones, stand
in the history of the one kept, with their own evidence and days.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal

from sqlalchemy import Connection, delete, insert, update

from keyaccount_desktop.method import likeness, values
from keyaccount_desktop.method.catalogue import Catalogue, is_sensitive
from keyaccount_desktop.method.choices import word_key
from keyaccount_desktop.method.fields import Field
from keyaccount_desktop.workbook.document import new_id, timestamp
from keyaccount_desktop.workbook.facts import Fact, facts_by_subject
from keyaccount_desktop.workbook.tables import fact

Side = Literal["keep", "other", "both"]
Facts = Mapping[str, Sequence[Fact]]
"""A subject's current facts by field."""

_ADDED_UP: Final = frozenset({"tags", "choices", "checklist"})
_BOTH: Final = _ADDED_UP | {"long_text"}
"""Kinds whose two values together make one that says all."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A current fact of each subject, about the same thing."""

    keep: Fact
    other: Fact
    known: Field | None
    """The field as the workbook has it; None for one of a newer version."""

    @property
    def field(self) -> str:
        return self.keep.field

    @property
    def clashes(self) -> bool:
        """Whether the two say different things, so that someone has to choose."""
        known = self.known
        if known is not None and known.many:
            return False  # only what is the same has been paired
        return _meaning(known, self.keep.value) != _meaning(known, self.other.value)

    @property
    def both(self) -> bool:
        """Whether the two values can be kept as one."""
        known = self.known
        return known is not None and known.kind in _BOTH

    @property
    def better(self) -> Side:
        """What to choose unless the user says otherwise: both if that can be, else the better proved value."""
        if self.both and self.clashes:
            return "both"
        known = self.known
        if known is not None and known.many and self.keep.value != self.other.value:
            # The same number, but one of them says more about it; what was called private stays so.
            says = [
                (is_sensitive(known, entry.value), len(str(entry.value))) for entry in (self.keep, self.other)
            ]
            return "other" if says[1] > says[0] else "keep"
        return "other" if _weight(self.other) > _weight(self.keep) else "keep"


def pairs(catalogue: Catalogue, keep: Facts, other: Facts) -> list[Pair]:
    """The current facts of two subjects that are about the same thing, equal or not."""
    found = []
    for key, entries in other.items():
        known = catalogue.fields.get(key)
        if known is not None and known.many:
            free = {_meaning(known, entry.value): entry for entry in reversed(keep.get(key, ()))}
            for entry in entries:
                if (twin := free.pop(_meaning(known, entry.value), None)) is not None:
                    found.append(Pair(twin, entry, known))
        else:
            # One value, or one for each product.
            held = {entry.item: entry for entry in keep.get(key, ())}
            found += [Pair(held[entry.item], entry, known) for entry in entries if entry.item in held]
    return found


def unite(
    connection: Connection,
    catalogue: Catalogue,
    kind: str,
    keep_id: str,
    other_id: str,
    chosen: Callable[[Pair], Side],
) -> None:
    """Give all facts of one subject to another of its kind, current and former; ``chosen`` settles each pair.

    For an edit that is open. Raises UserError when two texts together would be too long.
    """
    column = fact.c[f"{kind}_id"]
    facts = facts_by_subject(connection, kind, [keep_id, other_id])
    keep, other = facts.get(keep_id, {}), facts.get(other_id, {})
    for pair in pairs(catalogue, keep, other):
        _settle(connection, column, keep_id, pair, chosen(pair))
    for key, entries in other.items():
        if len(entries) and key in keep:
            after = max(entry.position for entry in keep[key]) + 1
            connection.execute(
                update(fact)
                .where(column == other_id, fact.c.field == key, fact.c.replaced_at.is_(None))
                .where(fact.c.item.not_in([entry.item for entry in keep[key]]))
                .values(position=fact.c.position + after)
            )
    connection.execute(update(fact).where(column == other_id).values({column.name: keep_id}))


def _settle(connection: Connection, column: Any, keep_id: str, pair: Pair, side: Side) -> None:
    keep, other = pair.keep, pair.other
    if keep.item != other.item:
        # Former values of an entry follow it.
        connection.execute(
            update(fact)
            .where(fact.c.field == other.field, fact.c.item == other.item, fact.c.replaced_at.is_not(None))
            .values(item=keep.item)
        )
    if _told(keep) == _told(other):
        connection.execute(delete(fact).where(fact.c.id == other.id))
        return
    united: object = None
    if side == "both":
        united = _united(pair)
        if united in (keep.value, other.value):
            side = "keep" if united == keep.value else "other"
    now = timestamp()
    for entry, winner in ((keep, "keep"), (other, "other")):
        changes: dict[str, object] = {"item": keep.item, "position": keep.position}
        if side != winner:
            changes["replaced_at"] = now
        connection.execute(update(fact).where(fact.c.id == entry.id).values(changes))
    if side == "both":
        connection.execute(insert(fact), _row_of_both(column.name, keep_id, pair, united, now))


def _row_of_both(column: str, keep_id: str, pair: Pair, value: object, now: str) -> dict[str, object]:
    """The fact that says what two said; it is as sure as the less sure of them."""
    better = pair.other if _weight(pair.other) > _weight(pair.keep) else pair.keep
    assumed = pair.keep.assumed or pair.other.assumed
    return {
        "id": new_id(),
        column: keep_id,
        "field": pair.field,
        "item": pair.keep.item,
        "position": pair.keep.position,
        "value": json.dumps(value, ensure_ascii=False, separators=(",", ":")),
        "source": better.source,
        "certainty": "assumed" if assumed else "confirmed",
        "learned_on": max(pair.keep.known_on, pair.other.known_on),
        "entered_at": now,
    }


def _united(pair: Pair) -> object:
    assert pair.known is not None
    one, two = pair.keep.value, pair.other.value
    if pair.known.kind in _ADDED_UP:
        return values.normalise(pair.known, [*one, *(entry for entry in two if entry not in one)])
    if word_key(two) in word_key(one):
        return one
    return two if word_key(one) in word_key(two) else values.normalise(pair.known, f"{one}\n\n{two}")


def _told(entry: Fact) -> tuple[object, ...]:
    """All that tells one fact from another, but for when it was typed."""
    return (entry.value, entry.source, entry.certainty, entry.learned_on, entry.verified_on)


def _weight(entry: Fact) -> tuple[bool, str]:
    return (not entry.assumed, entry.known_on)


def _meaning(field: Field | None, value: Any) -> str:
    """A value without what makes no difference: how a number is typed, width and space in a text."""
    if field is not None and isinstance(value, dict):
        for part in field.parts:
            if part.kind == "phone" and (key := likeness.phone_key(str(value.get(part.key, "")))):
                return key
    if isinstance(value, str):
        if field is not None and field.kind == "phone" and (key := likeness.phone_key(value)):
            return key
        return word_key(value)
    return json.dumps(value, ensure_ascii=False, sort_keys=True)
