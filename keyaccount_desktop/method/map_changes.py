"""What is different between two states of an influence map: who came and went, what is judged otherwise, which links.

Pure functions of two ``MapState``, whoever made them: a review that was frozen, or the map as it stands now.
``workbook.reviews`` makes them and adds what happened in between; ``change_words`` says a change in words.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Final, Literal

from keyaccount_desktop.method.vocabulary import DIRECTED_LINKS

NAME: Final = "name"
"""The field of a change that is of the name itself, which is no fact."""
STRENGTH: Final = "link.strength"
COMPARED: Final = (
    "stakeholder.attitude",
    "stakeholder.firmness",
    "stakeholder.closeness",
    "stakeholder.roles",
    "stakeholder.part",
    "stakeholder.weight",
    "stakeholder.key",
    "stakeholder.coach",
    NAME,
    "person.position",
    "person.level",
    "person.function",
)
"""The fields of a card that are compared, in the order in which changes are told."""

Value = str | int | float | bool | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Held:
    """A value as it stood, and who said so when; two that differ only by that are equal."""

    value: Value | None
    """None where nothing was known any more."""
    assumed: bool = False
    source: str | None = field(default=None, compare=False)
    day: str = field(default="", compare=False)
    """The ISO date it was learned or last found to hold; empty if that is not known."""


NOTHING: Final = Held(None)


@dataclass(frozen=True, slots=True)
class Bond:
    """A link of the map."""

    id: str
    source_id: str
    target_id: str
    kind: str
    strength: Held

    @property
    def means(self) -> tuple[str, str, str]:
        """What the link says, whichever end a link without direction was drawn from."""
        one, other = self.source_id, self.target_id
        if self.kind not in DIRECTED_LINKS and other < one:
            one, other = other, one
        return one, other, self.kind


@dataclass(frozen=True, slots=True)
class MapState:
    """Who stands on a map, by person id in the order they are told in: fields with values. And their links."""

    people: Mapping[str, Mapping[str, Held]]
    bonds: tuple[Bond, ...] = ()

    def name(self, person_id: str) -> str:
        held = self.people.get(person_id, {}).get(NAME)
        return str(held.value) if held is not None else ""


What = Literal["joined", "left", "merged", "field", "bond_added", "bond_removed", "bond_changed"]


@dataclass(frozen=True, slots=True)
class Change:
    """One difference. Of a link, ``person_id`` is its source and ``other_id`` its target."""

    what: What
    person_id: str
    other_id: str = ""
    """Of ``merged``: who the person turned out to be."""
    field: str = ""
    before: Held = NOTHING
    after: Held = NOTHING
    """Of ``joined`` and ``left``: the attitude then."""
    link_id: str = ""
    kind: str = ""
    """Of the link, after the change."""
    kind_before: str = ""
    steps: tuple[Held, ...] = ()
    """If it changed more than once: every value it took on the way, ``after`` last."""

    @property
    def people(self) -> tuple[str, ...]:
        return (self.person_id, self.other_id) if self.other_id else (self.person_id,)


def compare(before: MapState, after: MapState, merged: Mapping[str, str] | None = None) -> tuple[Change, ...]:
    """What turned ``before`` into ``after``, ordered by person, links last.

    ``merged``: into whom ids were merged. Whoever was merged into someone of the later state is that person, not
    one who left. Judgements differ by value and by whether they are only assumed.
    """
    before, gone_into = _followed(before, after, merged or {})
    changes: list[Change] = []
    for id_, now in after.people.items():
        then = before.people.get(id_)
        if then is None:
            changes.append(Change("joined", id_, after=now.get(COMPARED[0], NOTHING)))
        elif then is not now:
            changes += _fields(id_, then, now)
    for id_, then in before.people.items():
        if id_ in gone_into:
            changes.append(Change("merged", id_, gone_into[id_]))
        elif id_ not in after.people:
            changes.append(Change("left", id_, before=then.get(COMPARED[0], NOTHING)))
    return (*changes, *_bonds(before.bonds, after.bonds))


def _fields(person_id: str, then: Mapping[str, Held], now: Mapping[str, Held]) -> Iterator[Change]:
    for key in COMPARED:
        old, new = then.get(key, NOTHING), now.get(key, NOTHING)
        if old != new:
            yield Change("field", person_id, field=key, before=old, after=new)


def _followed(
    before: MapState, after: MapState, merged: Mapping[str, str]
) -> tuple[MapState, dict[str, str]]:
    """The earlier state by the ids of the later one; and who was there besides the one they were merged into."""
    known = {id_: merged[id_] for id_ in before.people if id_ not in after.people and id_ in merged}
    known = {old: new for old, new in known.items() if new in after.people}
    if not known:
        return before, {}
    people: dict[str, Mapping[str, Held]] = {}
    gone_into: dict[str, str] = {}
    for id_, held in before.people.items():
        new = known.get(id_, id_)
        if new != id_ and (new in before.people or new in people):
            gone_into[id_] = new
            people[id_] = held
        else:
            people[new] = held
    bonds = tuple(
        replace(bond, source_id=source, target_id=target)
        for bond in before.bonds
        if (source := known.get(bond.source_id, bond.source_id))
        != (target := known.get(bond.target_id, bond.target_id))
    )
    return MapState(people, bonds), gone_into


def _bonds(before: Iterable[Bond], after: Iterable[Bond]) -> Iterator[Change]:
    then, now = _by_meaning(before), _by_meaning(after)
    turned = {bond.id: bond for means, bond in then.items() if means not in now}
    for means, bond in now.items():
        old = then.get(means)
        if old is None:
            old = turned.pop(bond.id, None)
            if old is None or {old.source_id, old.target_id} != {bond.source_id, bond.target_id}:
                if old is not None:  # its end was put onto someone else: one link less, one more
                    turned[old.id] = old
                yield _bond("bond_added", bond, after=bond.strength)
                continue
        if (old.kind, old.means[0], old.strength) != (bond.kind, bond.means[0], bond.strength):
            yield replace(
                _bond("bond_changed", bond, before=old.strength, after=bond.strength), kind_before=old.kind
            )
    for bond in turned.values():
        yield _bond("bond_removed", bond, before=bond.strength)


def _by_meaning(bonds: Iterable[Bond]) -> dict[tuple[str, str, str], Bond]:
    """One link for each thing that is said: two may say the same once two people are one."""
    found: dict[tuple[str, str, str], Bond] = {}
    for bond in bonds:
        found.setdefault(bond.means, bond)
    return found


def _bond(what: What, bond: Bond, before: Held = NOTHING, after: Held = NOTHING) -> Change:
    return Change(
        what, bond.source_id, bond.target_id, STRENGTH, before, after, link_id=bond.id, kind=bond.kind
    )
