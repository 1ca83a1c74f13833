"""Decision simulation 决策模拟: where the decision leans, how sure that is, and whose move would swing it most.

**The model** is that of Friedkin and Johnsen (N. E. Friedkin, E. C. Johnsen, “Social influence and opinions”,
Journal of Mathematical Sociology 15, 1990, 193–206). Everyone begins with an opinion of their own and goes on
hearing those who influence them, without ever quite forgetting where they stood:

    x(t+1) = Λ W x(t) + (I − Λ) x(0)          settled:  x = (I − Λ W)⁻¹ (I − Λ) x(0)

- ``x(0)``: attitude as opinion, supporter +1, neutral 0, opponent −1 (``Defaults.opinion``).
- ``Λ``: how far each can be moved, diagonal, 1 − ``STUBBORNNESS`` of the firmness 坚定程度.
- ``W``: who is heard, each row summing to 1. Everyone hears themselves with ``OWN_VOICE``, and others by
  ``CARRIES``, times the strength 1–3 of the link. Whom nobody influences keeps the opinion they have.

The **lean** is the mean of the settled opinions of those who decide, weighted by their share of the decision
(``shares_of``): −1 wholly against us, +1 wholly for us. It is linear in ``x(0)``: lean = Σ sᵢ xᵢ(0), with
s = (I − Λ)(I − ΛW)⁻ᵀ w ≥ 0 and Σ sᵢ = 1. One solve gives s, which is each person's influence on the decision; from it
come, exactly, the lean, its lowest and highest value while attitudes are unknown (anything from −1 to +1) or doubtful
(``DOUBT``), and what each single move would change. No stubbornness is 0, so there is one solution and every iteration
finds it.

**Conflict** carries nothing: experiments find no reliable move away from people one dislikes (K. Takács, A. Flache,
M. Mäs, “Discrepancy and disliking do not induce negative opinion shifts”, PLoS ONE 11, 2016), and negative weights
could push the lean beyond what anybody thinks. It only dampens what other links between the two carry.
**Limits**: numbers for firmness, strength and shares are ours, not measured; the range holds for the attitudes alone,
not for links or weights nobody knows of; a vote, a price or a rule of the tender is in none of it. An aid for the
next conversation, no forecast.

Pure: called by ``workbook.what_if``, which knows the map. Sizes: 1,000 people in some hundredths of a second.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from keyaccount_desktop.method.defaults import DEFAULTS, Defaults, person_importance
from keyaccount_desktop.method.vocabulary import TIES

STUBBORNNESS: Final[Mapping[int, float]] = {1: 0.1, 2: 0.3, 3: 0.5, 4: 0.75, 5: 1.0}
"""Firmness 坚定程度: the share of one's own first opinion that stays whatever others say. Never 0."""
OWN_VOICE: Final = 1.0
"""How much everyone hears themselves beside others: as much as one weak link of influence."""

Way = Literal["influences", "superior", "subordinate", "tie"]
"""How an influence runs, seen from whoever has it."""

CARRIES: Final[Mapping[Way, float]] = {"influences": 1.0, "superior": 0.6, "subordinate": 0.2, "tie": 0.25}
"""What one step of strength carries. Ties 五缘 run both ways; conflict and introduction 引见 carry nothing."""
DAMPED: Final[Mapping[int, float]] = {1: 0.75, 2: 0.5, 3: 0.25}
"""What a conflict of this strength lets through of the other links between the same two."""

DOUBT: Final[Mapping[str, float]] = {"assumed": 0.5, "stale": 0.5}
"""How far an attitude may be from what is recorded, on the scale −1…+1; doubts add up. One that is not known may be
anything (``Defaults.unknown_uncertainty``).
"""
PERCENT_A_POINT: Final = 10
"""A decider without a recorded weight counts as 10 % a point of importance: decider 30, designer 20, else 10."""

_CLOSE_ENOUGH: Final = 1e-10
_SETTLES: Final = 5_000


@dataclass(frozen=True, slots=True)
class Voice:
    """A person as the model sees them."""

    id: str
    attitude: str | None = None
    assumed: bool = False
    """Whether the attitude is."""
    stale: bool = False
    firmness: int | None = None
    roles: tuple[str, ...] = ()
    part: str | None = None
    weight: float | None = None
    """Percent of the decision, 0–100."""
    level: str | None = None

    @property
    def decides(self) -> bool:
        return "decider" in self.roles or self.part == "decides"


@dataclass(frozen=True, slots=True)
class Pull:
    """A link as the model sees it; ``source`` and ``target`` as in the map."""

    source: str
    target: str
    kind: str
    strength: int


@dataclass(frozen=True, slots=True)
class Step:
    """One stretch of the way by which someone reaches the decision: to whom, and how."""

    person_id: str
    way: Way
    kind: str


@dataclass(frozen=True, slots=True)
class Move:
    """What it would change if one person were one step more for us."""

    person_id: str
    before: str | None
    after: str
    gain: float
    share: float
    """Of the decision, 0–1; 0 for whoever only influences those who decide."""
    path: tuple[Step, ...]
    """The strongest way to someone who decides; empty if it is their own voice that counts most."""
    firmness: int


@dataclass(frozen=True, slots=True)
class Doubted:
    """An attitude that makes the lean unsure; ``width``: how far the lean may be off by it, either way."""

    person_id: str
    why: Literal["unknown", "assumed", "stale"]
    width: float
    decides: bool


@dataclass(frozen=True, slots=True)
class Simulation:
    """Where the decision leans. Without anybody who decides, ``lean`` is None and the rest is empty."""

    basis: Literal["deciders", "decision_level", "nobody"]
    lean: float | None
    low: float
    high: float
    influence: Mapping[str, float]
    """What each opinion counts in the decision, by person; sums to 1."""
    shares: Mapping[str, float]
    """Those who decide, with their share, 0–1."""
    doubts: tuple[Doubted, ...]
    """The largest first."""
    moves: tuple[Move, ...]
    """Everyone who is not for us yet and would change something, the largest gain first."""


def simulate(voices: Sequence[Voice], pulls: Iterable[Pull], defaults: Defaults = DEFAULTS) -> Simulation:
    """Where the decision of these people leans."""
    basis, shares = shares_of(voices, defaults)
    if not shares:
        return Simulation(basis, None, 0.0, 0.0, {}, {}, (), ())
    network = _Network(voices, pulls, defaults)
    weights = [shares.get(voice.id, 0.0) for voice in voices]
    counts = sensitivity(network.rows, network.moved, weights)
    lean = low = high = 0.0
    doubts = []
    for voice, count in zip(voices, counts, strict=True):
        opinion = opinion_of(voice, defaults)
        least, most, why = _between(voice, opinion, defaults)
        lean += count * opinion
        low += count * least
        high += count * most
        if why is not None and count:
            doubts.append(Doubted(voice.id, why, count * (most - least) / 2, voice.id in shares))
    return Simulation(
        basis,
        _within(lean),
        _within(low),
        _within(high),
        {voice.id: count for voice, count in zip(voices, counts, strict=True)},
        shares,
        tuple(sorted(doubts, key=lambda doubt: (-doubt.width, doubt.person_id))),
        _moves(voices, network, counts, weights, defaults),
    )


def shares_of(
    voices: Iterable[Voice], defaults: Defaults = DEFAULTS
) -> tuple[Literal["deciders", "decision_level", "nobody"], dict[str, float]]:
    """Who decides, and with which share: deciders, and whoever has a weight 比重 in the decision.

    Without any, whoever stands at the decision level. A recorded weight counts as it is, one left open by importance;
    shares sum to 1, and nobody with a share of 0 is among them.
    """
    voices = list(voices)
    groups: tuple[tuple[Literal["deciders", "decision_level"], list[Voice]], ...] = (
        ("deciders", [voice for voice in voices if voice.decides or voice.weight]),
        ("decision_level", [voice for voice in voices if voice.level == "decision"]),
    )
    for basis, group in groups:
        percents = {voice.id: _percent(voice, defaults) for voice in group}
        whole = sum(percents.values())
        if whole > 0:
            return basis, {id_: percent / whole for id_, percent in percents.items() if percent > 0}
    return "nobody", {}


def opinion_of(voice: Voice, defaults: Defaults = DEFAULTS) -> float:
    """The attitude as a number, −1…+1."""
    return defaults.opinion.get(voice.attitude or "", defaults.unknown_opinion)


def settled(
    voices: Sequence[Voice], pulls: Iterable[Pull], defaults: Defaults = DEFAULTS
) -> dict[str, float]:
    """The opinion everyone ends at, by person."""
    network = _Network(voices, pulls, defaults)
    found = equilibrium(network.rows, network.moved, [opinion_of(voice, defaults) for voice in voices])
    return {voice.id: opinion for voice, opinion in zip(voices, found, strict=True)}


# ---- the equations


def equilibrium(
    rows: Sequence[Mapping[int, float]], moved: Sequence[float], first: Sequence[float]
) -> list[float]:
    """x = (I − ΛW)⁻¹(I − Λ)x(0), each to 1e-9 of the largest opinion.

    ``rows``: W, a row per person, each summing to 1. ``moved``: the diagonal of Λ, below 1. ``first``: x(0).
    """
    found = list(first)
    for _ in range(_SETTLES):
        furthest = 0.0
        for j, row in enumerate(rows):
            heard, own = 0.0, 0.0
            for k, weight in row.items():
                if k == j:
                    own = weight
                else:
                    heard += weight * found[k]
            new = ((1 - moved[j]) * first[j] + moved[j] * heard) / (1 - moved[j] * own)
            furthest = max(furthest, abs(new - found[j]))
            found[j] = new
        if furthest <= _CLOSE_ENOUGH:
            break
    return found


def sensitivity(
    rows: Sequence[Mapping[int, float]], moved: Sequence[float], weights: Sequence[float]
) -> list[float]:
    """s = (I − Λ)(I − ΛW)⁻ᵀ w: what each first opinion counts in the weighted mean of the settled ones.

    Arguments as for ``equilibrium``; ``weights``: w. The sum of all errors stays below 1e-9 of that of w.
    """
    hearers: list[list[tuple[int, float]]] = [[] for _ in rows]
    own = [0.0] * len(rows)
    for j, row in enumerate(rows):
        for k, weight in row.items():
            if k == j:
                own[j] = 1 - moved[j] * weight
            elif moved[j]:
                hearers[k].append((j, moved[j] * weight))
        own[j] = own[j] or 1.0
    # Backwards from those who decide: whoever they never hear, even through others, counts nothing.
    order = _reached(hearers, rows, weights)
    found = [0.0] * len(rows)
    for _ in range(_SETTLES):
        change = 0.0
        for k in order:
            new = weights[k]
            for j, carried in hearers[k]:
                new += carried * found[j]
            new /= own[k]
            change += abs(new - found[k])
            found[k] = new
        if change <= _CLOSE_ENOUGH:
            break
    return [(1 - each) * value for each, value in zip(moved, found, strict=True)]


def _reached(
    hearers: Sequence[Sequence[tuple[int, float]]],
    rows: Sequence[Mapping[int, float]],
    weights: Sequence[float],
) -> list[int]:
    order = [k for k, weight in enumerate(weights) if weight]
    seen = set(order)
    for j in order:  # grows as it is walked
        for k in rows[j]:
            if k not in seen:
                seen.add(k)
                order.append(k)
    return order


# ---- from people and links to the equations


class _Network:
    """W and Λ of these people; their places are those of ``voices``."""

    def __init__(self, voices: Sequence[Voice], pulls: Iterable[Pull], defaults: Defaults) -> None:
        place = {voice.id: j for j, voice in enumerate(voices)}
        self.firmness = [voice.firmness or defaults.firmness for voice in voices]
        self.moved = [1 - STUBBORNNESS[firmness] for firmness in self.firmness]
        heard: list[dict[int, float]] = [{} for _ in voices]
        self.ways: dict[tuple[int, int], tuple[float, Way, str]] = {}
        """By who is heard and who hears: the link that carries most."""
        damped: dict[tuple[int, int], float] = {}
        for pull in pulls:
            source, target = place.get(pull.source), place.get(pull.target)
            if source is None or target is None or source == target:
                continue
            if pull.kind == "conflict":
                for pair in ((source, target), (target, source)):
                    damped[pair] = min(damped.get(pair, 1.0), DAMPED[pull.strength])
            for j, k, way in _runs(pull.kind, source, target):
                carried = CARRIES[way] * pull.strength
                heard[k][j] = heard[k].get(j, 0.0) + carried
                if carried > self.ways.get((j, k), (0.0,))[0]:
                    self.ways[j, k] = (carried, way, pull.kind)
        for (j, k), share in damped.items():
            if j in heard[k]:
                heard[k][j] *= share
        self.rows: list[dict[int, float]] = []
        for k, row in enumerate(heard):
            whole = OWN_VOICE + sum(row.values())
            self.rows.append({k: OWN_VOICE / whole, **{j: carried / whole for j, carried in row.items()}})


def _runs(kind: str, source: int, target: int) -> tuple[tuple[int, int, Way], ...]:
    """Which way a link carries: from whom, to whom, how."""
    if kind == "influences":
        return ((source, target, "influences"),)
    if kind == "reports_to":
        return ((target, source, "superior"), (source, target, "subordinate"))
    if kind in TIES:
        return ((source, target, "tie"), (target, source, "tie"))
    return ()


def _percent(voice: Voice, defaults: Defaults) -> float:
    if voice.weight is not None:
        return max(voice.weight, 0.0)
    return float(PERCENT_A_POINT * person_importance(voice.roles, voice.part, defaults))


def _between(
    voice: Voice, opinion: float, defaults: Defaults
) -> tuple[float, float, Literal["unknown", "assumed", "stale"] | None]:
    """The lowest and the highest opinion someone may have, and why that is not one."""
    if voice.attitude is None:
        width = defaults.unknown_uncertainty
        return _within(opinion - width), _within(opinion + width), "unknown"
    width = DOUBT["assumed"] * voice.assumed + DOUBT["stale"] * voice.stale
    why: Literal["assumed", "stale"] | None = "assumed" if voice.assumed else "stale" if voice.stale else None
    return _within(opinion - width), _within(opinion + width), why


def _within(opinion: float) -> float:
    return min(max(opinion, -1.0), 1.0)


# ---- single moves


_NEXT: Final[Mapping[str | None, str]] = {"opponent": "neutral", "neutral": "supporter", None: "supporter"}


def _moves(
    voices: Sequence[Voice],
    network: _Network,
    counts: Sequence[float],
    weights: Sequence[float],
    defaults: Defaults,
) -> tuple[Move, ...]:
    towards = _strongest_ways(network, weights)
    found = []
    for j, voice in enumerate(voices):
        after = _NEXT.get(voice.attitude)
        if after is None or counts[j] <= _CLOSE_ENOUGH:
            continue
        step = defaults.opinion.get(after, 0.0) - opinion_of(voice, defaults)
        path = []
        at = j
        while (on := towards[at]) is not None:
            _, way, kind = network.ways[at, on]
            path.append(Step(voices[on].id, way, kind))
            at = on
        found.append(
            Move(
                voice.id,
                voice.attitude,
                after,
                counts[j] * step,
                weights[j],
                tuple(path),
                network.firmness[j],
            )
        )
    return tuple(sorted(found, key=lambda move: (-move.gain, move.person_id)))


def _strongest_ways(network: _Network, weights: Sequence[float]) -> list[int | None]:
    """For everyone, who is next on the way by which most of their opinion reaches the decision.

    None: it is their own voice, or they reach nobody. A way carries the product of what each stretch does, times the
    share of whoever decides at its end.
    """
    best = list(weights)
    towards: list[int | None] = [None] * len(weights)
    waiting = [(-weight, j) for j, weight in enumerate(weights) if weight]
    heapq.heapify(waiting)
    done: set[int] = set()
    while waiting:
        carried, k = heapq.heappop(waiting)
        if k in done:
            continue
        done.add(k)
        for j, weight in network.rows[k].items():
            reached = -carried * network.moved[k] * weight
            if j != k and reached > best[j]:
                best[j] = reached
                towards[j] = k
                heapq.heappush(waiting, (-reached, j))
    return towards
