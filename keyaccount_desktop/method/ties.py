"""Ties between people that their profiles tell of: the same native place 地缘, the same school and years 校友情.

``found_ties`` compares the people of a map with each other, with our own staff, and with everyone else of the
workbook. A tie is only found, never made: ``workbook.ties`` offers it. People are grouped by where they come from
and where they studied, so that the work grows with their number and not with its square. What counts as the same
place or school is said in ``places`` and ``schools``; what weighs how much is ours.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from heapq import merge
from itertools import islice
from typing import Final, Literal

from keyaccount_desktop.language import Text, plain
from keyaccount_desktop.method.places import Place, place, same_place
from keyaccount_desktop.method.schools import School, Years, school, together

_NOT_KNOWN: Final = Years()

Kind = Literal["place", "alumni"]
KINDS: Final[tuple[Kind, ...]] = ("place", "alumni")
"""Kinds of link that are found, as ``vocabulary.LINK_KIND`` calls them."""
SAME_TIE: Final[dict[str, frozenset[str]]] = {
    "place": frozenset({"place"}),
    "alumni": frozenset({"alumni", "affection", "teacher"}),
}
"""Links that say already what a found tie of a kind would: school friendship is a tie of affection 情缘."""

TOGETHER: Final = 5
COUNTY: Final = 4
NEAR_YEARS: Final = 3
CITY: Final = 2
UNDATED: Final = 1
"""How much a tie weighs: years together at school most, a school without years least."""
MOST_AMONG: Final = 10
"""Ties offered of each person of the map with others on it: where a whole hospital is of one city, each pair is one.
The rest is counted.
"""
MOST_ELSEWHERE: Final = 5
"""Ties offered of each person of the map with people elsewhere. The rest is counted."""
_WEIGHTS: Final = {"overlapping": TOGETHER, "near": NEAR_YEARS, "undated": UNDATED}
_DOUBT: Final = ("observed", "self", "coach", "public", "third_party")
"""Sources, the surest first: of two that a tie rests on, the less sure one is told."""


@dataclass(frozen=True, slots=True)
class Backing:
    """Who said something about someone, and how surely."""

    assumed: bool = False
    source: str | None = None


@dataclass(frozen=True, slots=True)
class Origin:
    """A native place as it was written."""

    text: str
    backing: Backing = Backing()

    @property
    def place(self) -> Place:
        return place(self.text)


@dataclass(frozen=True, slots=True)
class Study:
    """A stay at a school as it was written."""

    text: str
    years: Years = _NOT_KNOWN
    backing: Backing = Backing()

    @property
    def school(self) -> School:
        return school(self.text)


@dataclass(frozen=True, slots=True)
class Background:
    """What ties of one person, or of one of our own staff, are found from."""

    id: str
    origin: Origin | None = None
    studies: tuple[Study, ...] = ()


@dataclass(frozen=True, slots=True)
class Tie:
    """A tie that two backgrounds tell of; ``one`` and ``other`` are in the order they were asked for."""

    kind: Kind
    one: str
    other: str
    reason: Text
    weight: int
    backing: Backing
    """Confirmed only where both facts are, and the years are told."""

    @property
    def pair(self) -> frozenset[str]:
        return frozenset((self.one, self.other))


@dataclass(frozen=True, slots=True)
class Found:
    """The ties of the people of a map, the weightiest first."""

    among: tuple[Tie, ...]
    """With each other; at least the ``MOST_AMONG`` most useful of each."""
    staff: tuple[Tie, ...]
    """With our own staff, who are ``other``."""
    elsewhere: tuple[Tie, ...]
    """With people who are not on the map, who are ``other``; of each on the map ``MOST_ELSEWHERE`` at most."""
    left_off: int
    """How many ties with each other and elsewhere are not among them."""


Settled = Collection[tuple[frozenset[str], str]]
"""Pairs with a kind of tie that is not to be found: known already, or dismissed."""


def found_ties(
    people: Sequence[Background],
    staff: Iterable[Background],
    others: Iterable[Background],
    settled: Settled = frozenset(),
    *,
    preferred: Collection[str] = frozenset(),
    most_among: int = MOST_AMONG,
    most_elsewhere: int = MOST_ELSEWHERE,
) -> Found:
    """The ties that touch ``people``; of those with each other and with people elsewhere the most useful of each.

    These are ties with ``preferred`` people, whom we are close to, and then the weightier ones. Nobody is tied
    to themselves, and each pair is told once of each kind.
    """
    told = [
        tie
        for one in people
        for other in staff
        for tie in ties_between(one, other)
        if (tie.pair, tie.kind) not in settled
    ]
    mine = {one.id for one in people}
    known = _by_person(settled)
    here = _Groups(people, preferred)
    away = _Groups((other for other in others if other.id not in mine), preferred)
    among: dict[tuple[frozenset[str], str], Tie] = {}
    elsewhere: list[Tie] = []
    pairs = left_off = 0
    for one in people:
        ties, number = here.ties_of(one, known, most_among)
        pairs += number
        for tie in ties:
            among.setdefault((tie.pair, tie.kind), tie)
        ties, number = away.ties_of(one, known, most_elsewhere)
        elsewhere += ties
        left_off += number - len(ties)
    # Each of those on the map has been counted from either end.
    left_off += pairs // 2 - len(among)
    return Found(_sorted(among.values()), _sorted(told), _sorted(elsewhere), left_off)


def _by_person(settled: Settled) -> dict[tuple[str, str], set[str]]:
    """With whom each is not to be tied, by person and kind."""
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    for pair, kind in settled:
        for id_ in pair:
            found[id_, kind] |= pair - {id_}
    return found


def _sorted(ties: Iterable[Tie]) -> tuple[Tie, ...]:
    return tuple(
        sorted(ties, key=lambda tie: (-tie.weight, tie.backing.assumed, tie.kind, tie.one, tie.other))
    )


_Alike = tuple[bool, bool, str]
"""How one of many alike is preferred: not one we are close to, assumed, id. The least comes first."""


@dataclass(frozen=True, slots=True, eq=False)
class _Group:
    """People who have the same in common."""

    ranked: list[_Alike]
    """The preferred first."""
    ids: set[str]


class _Groups:
    """Many people, by what of them may be shared: those of one place, those of the same years at one school."""

    def __init__(self, people: Iterable[Background], preferred: Collection[str]) -> None:
        self._people: dict[str, Background] = {}
        places: dict[Place, list[_Alike]] = defaultdict(list)
        studies: dict[str, dict[Years, list[_Alike]]] = defaultdict(lambda: defaultdict(list))
        for each in people:
            self._people[each.id] = each
            far = each.id not in preferred
            if each.origin is not None:
                places[each.origin.place].append((far, each.origin.backing.assumed, each.id))
            for study in each.studies:
                if key := study.school.key:
                    studies[key][study.years].append((far, study.backing.assumed, each.id))
        self._places = {place_: _grouped(group) for place_, group in places.items()}
        self._by_key: dict[str, list[Place]] = defaultdict(list)
        for place_ in places:
            for key in place_.keys:
                self._by_key[key].append(place_)
        self._studies = {
            key: {years: _grouped(group) for years, group in by_years.items()}
            for key, by_years in studies.items()
        }

    def ties_of(
        self, one: Background, known: Mapping[tuple[str, str], Collection[str]], most: int
    ) -> tuple[list[Tie], int]:
        """The most useful ties of someone with these people, and how many there are in all.

        ``known``: with whom there is no tie to be found, by person and kind. Of many alike only the first are
        looked at: hundreds may come from one city.
        """
        number = 0
        best: list[tuple[bool, int, bool, str, Kind]] = []
        for kind in KINDS:
            groups = self._of_place(one) if kind == "place" else self._of_school(one)
            out = {one.id, *known.get((one.id, kind), ())}
            number += _count([group for same in groups.values() for group in same], out)
            for weight, same in sorted(groups.items(), reverse=True):
                left = (alike for alike in merge(*(group.ranked for group in same)) if alike[2] not in out)
                for far, assumed, id_ in islice(left, most):
                    out.add(id_)  # who was twice at one school is in several groups
                    best.append((far, -weight, assumed, id_, kind))
        ties = []
        for *_, id_, kind in sorted(best)[:most]:
            ties += [tie for tie in ties_between(one, self._people[id_]) if tie.kind == kind]
        return ties, number

    def _of_place(self, one: Background) -> dict[int, list[_Group]]:
        """The groups that share a place with someone, by how much that weighs."""
        found: dict[int, list[_Group]] = defaultdict(list)
        if one.origin is not None:
            own = one.origin.place
            for place_ in dict.fromkeys(place_ for key in own.keys for place_ in self._by_key.get(key, ())):
                if (shared := same_place(own, place_)) is not None:
                    found[COUNTY if shared.level == "county" else CITY].append(self._places[place_])
        return found

    def _of_school(self, one: Background) -> dict[int, list[_Group]]:
        """The groups that share a school with someone, by how much that weighs."""
        found: dict[int, list[_Group]] = defaultdict(list)
        for study in one.studies:
            for years, group in self._studies.get(study.school.key, {}).items():
                how, _ = together(study.years, years)
                if how in _WEIGHTS and group not in found[_WEIGHTS[how]]:
                    found[_WEIGHTS[how]].append(group)
        return found


def _grouped(people: list[_Alike]) -> _Group:
    return _Group(sorted(people), {id_ for *_, id_ in people})


def _count(groups: Sequence[_Group], out: Collection[str]) -> int:
    """How many people there are in the groups, but those."""
    if not groups:
        return 0
    everyone = groups[0].ids if len(groups) == 1 else set().union(*(group.ids for group in groups))
    return len(everyone) - sum(id_ in everyone for id_ in out)


def ties_between(one: Background, other: Background) -> list[Tie]:
    """The ties of two: at most one of place, and of their schools the one that binds most."""
    if one.id == other.id:
        return []
    found = []
    if (tie := _of_place(one, other)) is not None:
        found.append(tie)
    if (tie := max(_of_schools(one, other), key=_binding, default=None)) is not None:
        found.append(tie)
    return found


def _binding(tie: Tie) -> tuple[int, bool, int]:
    return tie.weight, not tie.backing.assumed, -_doubt(tie.backing.source or "")


def _of_place(one: Background, other: Background) -> Tie | None:
    if one.origin is None or other.origin is None:
        return None
    shared = same_place(one.origin.place, other.origin.place)
    if shared is None:
        return None
    reason = Text("both from {place}", "都是{place}人").format(place=shared.name)
    weight = COUNTY if shared.level == "county" else CITY
    return Tie("place", one.id, other.id, reason, weight, _both(one.origin.backing, other.origin.backing))


def _of_schools(one: Background, other: Background) -> Iterator[Tie]:
    for mine in one.studies:
        for theirs in other.studies:
            if not mine.school.key or mine.school.key != theirs.school.key:
                continue
            how, shared = together(mine.years, theirs.years)
            backing = _both(mine.backing, theirs.backing)
            name = plain(_name(mine, theirs))
            both = f"{mine.years} / {theirs.years}"
            if how == "overlapping":
                years = _years(shared)
                reason = Text("{name} {both}, {years} together", "{name} {both}，{years}").format(
                    name=name, both=both, years=years
                )
                yield Tie("alumni", one.id, other.id, reason, TOGETHER, backing)
            elif how == "near":
                reason = Text("{name} {both}, near in time", "{name} {both}，前后相近").format(
                    name=name, both=both
                )
                yield Tie("alumni", one.id, other.id, reason, NEAR_YEARS, backing)
            elif how == "undated":
                reason = Text("both at {name}, years not known", "都在{name}读过书，年份不详").format(
                    name=name
                )
                unsure = Backing(True, backing.source)
                yield Tie("alumni", one.id, other.id, reason, UNDATED, unsure)


def _name(mine: Study, theirs: Study) -> str:
    """The school as both wrote it, or the university where they wrote differently."""
    same = "".join(mine.text.split()).casefold() == "".join(theirs.text.split()).casefold()
    return min(mine.text, theirs.text) if same else min(mine.school.name, theirs.school.name, key=_length)


def _length(name: str) -> tuple[int, str]:
    return len(name), name


_NUMBERS: Final = ("one year", "two years", "three years", "four years", "five years", "six years")
_CHINESE_NUMBERS: Final = "一两三四五六"


def _years(count: int) -> Text:
    if count > len(_NUMBERS):
        return Text(f"{count} years", f"同校 {count} 年")
    return Text(_NUMBERS[count - 1], f"同校{_CHINESE_NUMBERS[count - 1]}年")


def _both(one: Backing, other: Backing) -> Backing:
    """What a tie rests on that rests on two facts: it is as sure as the less sure one.

    What is known of our own staff has no source: the other one counts.
    """
    named = [source for source in (one.source, other.source) if source is not None]
    source = max(named, key=_doubt, default=None)
    return Backing(one.assumed or other.assumed, source)


def _doubt(source: str) -> int:
    return _DOUBT.index(source) if source in _DOUBT else len(_DOUBT)
