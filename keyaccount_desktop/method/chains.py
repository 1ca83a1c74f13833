"""Who can introduce me: the shortest chain of people from us to someone we have not met yet.

We begin at people we are close to, at our own staff with a tie to somebody, and at outsiders who introduce; from
there links lead on. How long a link is depends on its kind and strength (the tables below are ours, not the
method's): about ten for each person one has to ask, so that few hands and good ones win. Between two who are in
conflict nothing leads on, and someone against us is asked only where there is no better way. Of chains of one length
the one with the stronger links is taken, then the one with fewer assumed ones, then the first by id.
Dijkstra's method; the same people and links always give the same chain. Called by ``workbook.chains``.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from heapq import heappop, heappush
from itertools import pairwise
from typing import Final, Literal

Via = Literal["here", "elsewhere", "staff", "introducer"]
"""How we reach the first of a chain: close to us in this purchase or in another one, one of our own staff, or an
outsider who introduces."""

COST: Final[Mapping[str, tuple[int, int | None]]] = {
    "introduces": (10, None),
    "blood": (11, 11),
    "kin": (11, 11),
    "teacher": (11, 12),
    "rapport": (11, 11),
    "affection": (12, 12),
    "alumni": (12, 12),
    "place": (13, 13),
    "influences": (12, 18),
    "reports_to": (15, 14),
}
"""How long a link of medium strength is from its source to its target, and back; None where it does not lead back:
an introducer leads to the person introduced, influence is the shorter way where it goes. A conflict leads nowhere."""
STRONGER: Final[Mapping[int, int]] = {1: 3, 2: 0, 3: -2}
"""What the strength adds."""
BEGINNING: Final[Mapping[tuple[Via, str], int]] = {
    ("here", "close"): 0,
    ("here", "frequent"): 3,
    ("elsewhere", "close"): 2,
    ("elsewhere", "frequent"): 5,
    ("staff", ""): 1,
    ("introducer", ""): 6,
}
"""How far the first of a chain is from us: by how we reach them, and how close they are."""
AGAINST_US: Final = 10
"""What it adds to ask someone whose attitude is against us: as much as one person more."""
_MOST_STRENGTH: Final = max(STRONGER)
LONGEST: Final = 6
"""People in a chain, the one to be met included; more hands than that introduce nobody."""


@dataclass(frozen=True, slots=True)
class Tied:
    """A link between two people, or a tie of one of our own staff (``source``) to a person."""

    id: str
    source: str
    target: str
    kind: str
    strength: int = 2
    assumed: bool = False


@dataclass(frozen=True, slots=True)
class Opening:
    """Someone we can begin at. ``closeness`` is empty for our own staff and outsiders."""

    person: str
    via: Via
    closeness: str = ""

    @property
    def cost(self) -> int:
        return BEGINNING[self.via, self.closeness]


@dataclass(frozen=True, slots=True)
class Chain:
    """From us to ``people[-1]``: ``links[n]`` leads from ``people[n]`` to ``people[n + 1]``."""

    opening: Opening | None
    """None in a chain from someone we are not close to."""
    people: tuple[str, ...]
    links: tuple[Tied, ...]
    length: int

    @property
    def target(self) -> str:
        return self.people[-1]


class Chains:
    """All that leads from person to person, to be asked for ways to one after the other."""

    def __init__(
        self,
        openings: Iterable[Opening],
        ties: Iterable[Tied],
        against_us: Collection[str] = frozenset(),
        *,
        longest: int = LONGEST,
    ) -> None:
        self._against_us = against_us
        self._longest = longest
        self._openings: dict[str, Opening] = {}
        for opening in openings:
            known = self._openings.get(opening.person)
            if known is None or _preferred(opening) < _preferred(known):
                self._openings[opening.person] = opening
        ties = list(ties)
        apart = {frozenset((tie.source, tie.target)) for tie in ties if tie.kind == "conflict"}
        self._back: dict[str, dict[str, tuple[int, Tied]]] = defaultdict(dict)
        """By whom one comes to: from whom, how long the best link is, and which it is."""
        for tie in ties:
            if tie.kind in COST and frozenset((tie.source, tie.target)) not in apart:
                ahead, back = COST[tie.kind]
                self._add(tie.source, tie.target, ahead, tie)
                if back is not None:
                    self._add(tie.target, tie.source, back, tie)

    def _add(self, from_: str, to: str, cost: int, tie: Tied) -> None:
        if from_ == to:
            return
        found = (cost + STRONGER[tie.strength], tie)
        known = self._back[to].get(from_)
        if known is None or _link_rank(found) < _link_rank(known):
            self._back[to][from_] = found

    def chain_to(self, target: str) -> Chain | None:
        """The shortest chain to someone; of one person where they are close to us themselves."""
        return self._search(target, {person: opening.cost for person, opening in self._openings.items()})

    def nearest_to(self, target: str, people: Collection[str]) -> Chain | None:
        """The shortest chain to someone from one of these people, whom we are not close to: who is to be won
        where there is no chain yet. None where none of them leads there.
        """
        return self._search(target, {person: 0 for person in people if person != target})

    def _search(self, target: str, beginnings: Mapping[str, int]) -> Chain | None:
        """Dijkstra from the target back to us, the end where fewer ways meet.

        Partial chains come by length, what their links lack in strength, how many are assumed, and their
        people. One through somebody whom a better one has reached with as few people is given up: with more
        people left, the better one can do all that it can.
        """
        heap: list[tuple[int, int, int, tuple[str, ...], bool]] = [(0, 0, 0, (target,), False)]
        fewest: dict[str, int] = {}
        while heap:
            length, lacking, assumed, people, complete = heappop(heap)
            first = people[0]
            if complete:
                return Chain(self._openings.get(first), people, self._links(people), length)
            if fewest.get(first, self._longest + 1) <= len(people):
                continue
            fewest[first] = len(people)
            if first in beginnings:
                heappush(heap, (length + beginnings[first], lacking, assumed, people, True))
            if len(people) == self._longest:
                continue
            for before, (cost, tie) in self._back.get(first, {}).items():
                heappush(
                    heap,
                    (
                        length + cost + (AGAINST_US if before in self._against_us else 0),
                        lacking + _MOST_STRENGTH - tie.strength,
                        assumed + tie.assumed,
                        (before, *people),
                        False,
                    ),
                )
        return None

    def _links(self, people: tuple[str, ...]) -> tuple[Tied, ...]:
        return tuple(self._back[to][from_][1] for from_, to in pairwise(people))


def _preferred(opening: Opening) -> tuple[int, str, str]:
    return opening.cost, opening.via, opening.closeness


def _link_rank(link: tuple[int, Tied]) -> tuple[int, int, bool, str]:
    cost, tie = link
    return cost, -tie.strength, tie.assumed, tie.id
