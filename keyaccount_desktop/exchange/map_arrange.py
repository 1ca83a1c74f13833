"""The automatic order of a map: lanes kept, pinned cards stay, linked people close to each other.

``auto_arrange`` is pure and deterministic: the same map always gives the same order, and where links say
nothing the user's own order is kept.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from keyaccount_desktop.exchange.map_layout import (
    CARD_HEIGHT,
    CARD_WIDTH,
    FUNCTIONS,
    GAP,
    LEVELS,
    Cell,
    Point,
    cell_of,
    lay_out,
)
from keyaccount_desktop.workbook.maps import InfluenceMap, MapCard, Placement

STEP_X: Final = CARD_WIDTH + 56
STEP_Y: Final = CARD_HEIGHT + 28
"""From one card of an arranged cell to the next: room for links and their labels in between."""

_SHAPE: Final = 1.5
"""Width to height that the whole map should come close to: between a sheet of paper and a screen."""
_SWEEPS: Final = 12
_SMALL: Final = 16
"""Up to this many cards in a cell every pair is tried for a swap, above it neighbours only."""
_BELOW_OWN_REPORT: Final = 400.0
_ROWS: Final = (*LEVELS, None)
_COLUMNS: Final = (*FUNCTIONS, None)


def auto_arrange(influence_map: InfluenceMap) -> list[Placement]:
    """New places for those cards of the map that should move; pinned ones never do."""
    cards = {card.person_id: card for card in influence_map.cards if card.placed}
    now = lay_out(influence_map).cards
    members: dict[Cell, list[MapCard]] = {}
    for id_ in sorted(cards, key=lambda id_: (now[id_].y, now[id_].x)):
        members.setdefault(cell_of(cards[id_]), []).append(cards[id_])
    cells = _seated(members)
    links = _links(influence_map, cards)
    order = _Order(cells, links)
    for _ in range(_SWEEPS):
        # Each step only ever shortens links, so that arranging an arranged map changes nothing.
        changed = [order.sort(cell) for cell in cells] + [order.swap(cell) for cell in cells]
        if not any(changed):
            break
    return [
        Placement(id_, x, y)
        for cell in cells
        for id_, (x, y) in zip(cell.ids, cell.slots, strict=True)
        if (cards[id_].x, cards[id_].y) != (x, y)
    ]


@dataclass(slots=True)
class _Cell:
    """The movable cards of one cell, in the order of its slots, and where the cell is."""

    x: float
    y: float
    columns: int
    ids: list[str]
    slots: list[Point]
    pinned: dict[str, Point] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Tie:
    """One end of a link, as seen from the other."""

    to: str
    weight: float
    above: bool
    """Whether ``to`` is the superior."""


def _links(influence_map: InfluenceMap, cards: Mapping[str, MapCard]) -> dict[str, list[_Tie]]:
    links: dict[str, list[_Tie]] = {id_: [] for id_ in cards}
    for link in influence_map.links:
        source, target = link.source_id, link.target_id
        if source in cards and target in cards and source != target:
            reports = link.kind == "reports_to"
            weight = 1.5 if reports else 0.5 + link.strength / 2
            links[source].append(_Tie(target, weight, reports))
            links[target].append(_Tie(source, weight, False))
    return links


def _seated(members: Mapping[Cell, list[MapCard]]) -> list[_Cell]:
    """The cells with their slots, row by row, each standing where the arranged map will have it."""
    columns_of = _columns({cell: len(cards) for cell, cards in members.items()}) if members else {}
    cells: dict[Cell, _Cell] = {}
    widths: dict[str | None, float] = {}
    depths: dict[str | None, float] = {}
    for (level, function), cards in members.items():
        columns = math.ceil(len(cards) / math.ceil(len(cards) / columns_of[function]))
        pinned = {card.person_id: (max(card.x, 0.0), max(card.y, 0.0)) for card in cards if card.pinned}
        movable = [card.person_id for card in cards if not card.pinned]
        slots = _slots(len(movable), columns, list(pinned.values()))
        cells[level, function] = _Cell(0, 0, columns, movable, slots, pinned)
        for x, y in (*slots, *pinned.values()):
            widths[function] = max(widths.get(function, 0), x + STEP_X)
            depths[level] = max(depths.get(level, 0), y + STEP_Y)
    y = 0.0
    ordered = []
    for level in _ROWS:
        x = 0.0
        for function in _COLUMNS:
            if cell := cells.get((level, function)):
                cell.x, cell.y = x, y
                ordered.append(cell)
            x += widths.get(function, STEP_X / 2)
        y += depths.get(level, STEP_Y)
    return ordered


def _slots(count: int, columns: int, pinned: Sequence[Point]) -> list[Point]:
    """Places row by row in so many columns, leaving out those a pinned card touches."""
    slots: list[Point] = []
    index = 0
    while len(slots) < count:
        x, y = index % columns * STEP_X, index // columns * STEP_Y
        if not any(abs(x - px) < CARD_WIDTH + GAP and abs(y - py) < CARD_HEIGHT + GAP for px, py in pinned):
            slots.append((x, y))
        index += 1
    return slots


def _columns(counts: Mapping[Cell, int]) -> dict[str | None, int]:
    """How many cards stand beside each other in every function, so that the map is neither wide nor tall."""
    columns: dict[str | None, int] = dict.fromkeys((function for _, function in counts), 1)

    def extent(columns: Mapping[str | None, int]) -> tuple[int, int]:
        """Height of the map in cards, and how tall all its cells are together."""
        tallest: dict[str | None, int] = {}
        total = 0
        for (level, function), count in counts.items():
            height = math.ceil(count / columns[function])
            tallest[level] = max(tallest.get(level, 0), height)
            total += height
        return sum(tallest.values()), total

    def shape(columns: Mapping[str | None, int]) -> float:
        width = sum(columns.values()) * STEP_X + 40 * len(FUNCTIONS)
        return width / (extent(columns)[0] * STEP_Y + 40 * len(LEVELS))

    while shape(columns) < _SHAPE and max(counts.values()) > 1:
        # One more column where it makes the map lowest.
        wider = [columns | {function: count + 1} for function, count in columns.items()]
        columns = min(wider, key=extent)
    return columns


class _Order:
    """Who sits in which slot, and how good that is."""

    def __init__(self, cells: Sequence[_Cell], links: Mapping[str, list[_Tie]]) -> None:
        self._links = links
        self._at: dict[str, Point] = {}
        for cell in cells:
            for id_, (x, y) in cell.pinned.items():
                self._at[id_] = (cell.x + x, cell.y + y)
            self._take(cell, cell.ids)

    def _take(self, cell: _Cell, ids: list[str]) -> None:
        cell.ids = ids
        for id_, (x, y) in zip(ids, cell.slots, strict=True):
            self._at[id_] = (cell.x + x, cell.y + y)

    def sort(self, cell: _Cell) -> bool:
        """Put every card near the middle of those it is linked to, as far as the slots allow.

        Whether that made the links shorter; if not, nothing has changed.
        """
        drawn = {id_: self._drawn_to(id_) for id_ in cell.ids}
        by_height = sorted(cell.ids, key=lambda id_: drawn[id_][1])
        ids: list[str] = []
        for start in range(0, len(by_height), cell.columns):
            row = by_height[start : start + cell.columns]
            ids += sorted(row, key=lambda id_: drawn[id_][0])
        better = self._cost_of(cell, ids) < self._cost_of(cell, cell.ids) - 1e-6
        if better:
            self._take(cell, ids)
        return better

    def swap(self, cell: _Cell) -> bool:
        """Exchange pairs of the cell where that shortens the links; whether it did anywhere."""
        changed = False
        count = len(cell.ids)
        for i in range(count):
            others = range(i + 1, count) if count <= _SMALL else (i + 1, i + cell.columns)
            for j in others:
                if j < count:
                    changed |= self._swap_if_better(cell, i, j)
        return changed

    def _swap_if_better(self, cell: _Cell, i: int, j: int) -> bool:
        first, second = cell.ids[i], cell.ids[j]
        before = self._cost(first) + self._cost(second)
        self._exchange(first, second)
        if self._cost(first) + self._cost(second) < before - 1e-6:
            cell.ids[i], cell.ids[j] = second, first
            return True
        self._exchange(first, second)
        return False

    def _exchange(self, first: str, second: str) -> None:
        self._at[first], self._at[second] = self._at[second], self._at[first]

    def _drawn_to(self, id_: str) -> Point:
        ties = self._links[id_]
        if not ties:
            return self._at[id_]
        total = sum(tie.weight for tie in ties)
        x = sum(tie.weight * self._at[tie.to][0] for tie in ties) / total
        return x, sum(tie.weight * self._at[tie.to][1] for tie in ties) / total

    def _cost_of(self, cell: _Cell, ids: list[str]) -> float:
        kept = cell.ids
        self._take(cell, ids)
        cost = sum(self._cost(id_) for id_ in ids)
        self._take(cell, kept)
        return cost

    def _cost(self, id_: str) -> float:
        x, y = self._at[id_]
        cost = 0.0
        for tie in self._links[id_]:
            other_x, other_y = self._at[tie.to]
            cost += tie.weight * (abs(other_x - x) + abs(other_y - y))
            if tie.above and other_y >= y and abs(other_x - x) < STEP_X:
                cost += _BELOW_OWN_REPORT
        return cost
