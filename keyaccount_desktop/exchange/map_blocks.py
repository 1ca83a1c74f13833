"""The cards of a map in blocks and lines, as ``map_arrange`` begins with them.

A block holds the cards of one cell; in the free layout, which has no functions, those of one level. Its cards
stand in lines of limited length, superiors in a line above those who report to them. Lines and order are the
user's own as far as they fit; pinned cards stand in no line, and the lines leave out what they cover.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from keyaccount_desktop.exchange.map_layout import (
    CARD_HEIGHT,
    CARD_WIDTH,
    FUNCTIONS,
    GAP,
    LEVELS,
    NARROW,
    Cell,
    Point,
    cell_of,
    lay_out,
)
from keyaccount_desktop.workbook.maps import InfluenceMap, MapCard

STEP_X: Final = CARD_WIDTH + 64
STEP_Y: Final = CARD_HEIGHT + 28
"""From one card of an arranged block to the next: room for links and their labels in between."""

_SHAPE: Final = 1.5
"""Width to height that the whole map should come close to: between a sheet of paper and a screen."""
_BETWEEN_LEVELS: Final = 32.0
"""Of a free layout: more room than between two lines."""
_ROWS: Final = (*LEVELS, None)
_COLUMNS: Final = (*FUNCTIONS, None)


@dataclass(slots=True)
class Block:
    """The movable cards of one cell in their lines, from the left, and where the block is on the map."""

    cell: Cell
    left: float
    top: float
    columns: int
    """How many cards stand in a line at most, where none is pinned."""
    width: float
    obstacles: tuple[Point, ...]
    """Pinned cards, seen from the corner of the block."""
    above: dict[str, list[str]] = field(default_factory=dict)
    """Superiors within the block, by person; they stand in a line above."""
    heights: dict[str, int] = field(default_factory=dict)
    """How many lines those below each of them need."""
    lines: list[list[str]] = field(default_factory=list)
    _rooms: list[tuple[float, tuple[float, ...] | None]] = field(default_factory=list)
    """Of every line that has room for a card: y, and the only x there are for cards, if some are pinned."""
    _searched: int = 0

    def room(self, line: int) -> int:
        """How many cards a line can take."""
        xs = self._line(line)[1]
        return self.columns if xs is None else min(len(xs), self.columns)

    def free(self, line: int) -> bool:
        """Whether a line has no pinned card in it, so that its cards may stand anywhere along it."""
        return self._line(line)[1] is None

    def y(self, line: int) -> float:
        return self.top + self._line(line)[0]

    def places(self, line: int, count: int) -> list[Point]:
        """Where on the map so many cards of a line stand: in the middle, or where pinned ones leave room."""
        y, xs = self._line(line)
        if xs is None:
            begin = (self.width - count * STEP_X) / 2
            return [(self.left + begin + index * STEP_X, self.top + y) for index in range(count)]
        return [(self.left + x, self.top + y) for x in xs[:count]]

    def _line(self, line: int) -> tuple[float, tuple[float, ...] | None]:
        while len(self._rooms) <= line:
            y = self._searched * STEP_Y
            self._searched += 1
            beside = [px for px, py in self.obstacles if abs(py - y) < CARD_HEIGHT + GAP]
            if not beside:
                self._rooms.append((y, None))
            elif xs := _beside(beside, self.width):
                self._rooms.append((y, xs))
        return self._rooms[line]


@dataclass(frozen=True, slots=True)
class Blocks:
    """All blocks of a map from the upper left, and where its pinned cards stand on it."""

    blocks: tuple[Block, ...]
    pinned: dict[str, Point]
    corners: dict[Cell, Point]
    """Where the blocks' places are counted from: their own corners, or that of a free layout."""


def in_blocks(influence_map: InfluenceMap) -> Blocks:
    """The placed cards of a map in blocks, in the order they are seen in now."""
    free = influence_map.layout == "free"
    layout = lay_out(influence_map)
    cards = {card.person_id: card for card in influence_map.cards if card.placed}
    members: dict[Cell, list[MapCard]] = {}
    for id_ in sorted(cards, key=lambda id_: (layout.cards[id_].y, layout.cards[id_].x)):
        level, function = cell_of(cards[id_])
        members.setdefault((level, None if free else function), []).append(cards[id_])

    def seen(id_: str) -> Point:
        """A card's place in its cell, or in the free layout."""
        place = layout.cards[id_]
        x, y = (0.0, 0.0) if free else layout.lanes.origin(cell_of(cards[id_]))
        return place.x - x, place.y - y

    chains = {cell: _Chain([card.person_id for card in own], influence_map) for cell, own in members.items()}
    columns = _columns(chains, free)
    pinned = {id_: seen(id_) for id_, card in cards.items() if card.pinned}
    lefts = _lefts(members, columns, pinned)
    made: list[Block] = []
    corners: dict[Cell, Point] = {}
    top = 0.0
    for level in _ROWS:
        bottom = top if free else top + STEP_Y
        for function in _COLUMNS:
            cell = level, function
            if cell not in members:
                continue
            own = [card.person_id for card in members[cell]]
            left = 0.0 if free else lefts[function]
            corners[cell] = (0.0, 0.0) if free else (left, top)
            there = pinned.values() if free else [pinned[id_] for id_ in own if id_ in pinned]
            obstacles = tuple((x, y - top if free else y) for x, y in there)
            block = Block(cell, left, top, columns[function], columns[function] * STEP_X, obstacles)
            movable = [id_ for id_ in own if id_ not in pinned]
            _fill(block, movable, chains[cell].among(movable), {id_: seen(id_) for id_ in movable})
            made.append(block)
            extents = [block.y(line) for line in range(len(block.lines))]
            if not free:
                extents += [top + y for _, y in obstacles]
            bottom = max([bottom, *(y + STEP_Y for y in extents)])
            if free:
                bottom += _BETWEEN_LEVELS
        top = bottom
    origins = {id_: corners[_cell(cards[id_], free)] for id_ in pinned}
    at = {id_: (x + origins[id_][0], y + origins[id_][1]) for id_, (x, y) in pinned.items()}
    return Blocks(tuple(made), at, corners)


def _cell(card: MapCard, free: bool) -> Cell:
    level, function = cell_of(card)
    return level, None if free else function


def _beside(taken: Sequence[float], width: float) -> tuple[float, ...]:
    """The places of a line that pinned cards leave, in half steps."""
    xs = []
    x = 0.0
    while x <= width - STEP_X:
        if any(abs(x - other) < CARD_WIDTH + GAP for other in taken):
            x += STEP_X / 2
        else:
            xs.append(x)
            x += STEP_X
    return tuple(xs)


# Who stands in which line.


class _Chain:
    """Who reports to whom among the cards of one block, cut where it would go round in a circle."""

    def __init__(self, ids: Sequence[str], influence_map: InfluenceMap) -> None:
        own = set(ids)
        self.above: dict[str, list[str]] = {id_: [] for id_ in ids}
        for link in influence_map.links:
            below, above = link.source_id, link.target_id
            both = link.kind == "reports_to" and below in own and above in own
            if both and below not in self._up_from(above):
                self.above[below].append(above)
        self.heights = self._heights()

    @property
    def count(self) -> int:
        return len(self.above)

    @property
    def lines(self) -> int:
        """How many lines the longest chain needs."""
        return max(self.heights.values(), default=0) + 1

    def among(self, ids: Iterable[str]) -> _Chain:
        """The same among some of them."""
        chain = _Chain.__new__(_Chain)
        own = set(ids)
        chain.above = {id_: [up for up in self.above[id_] if up in own] for id_ in ids}
        chain.heights = chain._heights()
        return chain

    def _up_from(self, id_: str) -> set[str]:
        found, at_hand = {id_}, [id_]
        while at_hand:
            for up in self.above[at_hand.pop()]:
                if up not in found:
                    found.add(up)
                    at_hand.append(up)
        return found

    def _heights(self) -> dict[str, int]:
        """How many stand below each in the longest chain down from them."""
        waiting = dict.fromkeys(self.above, 0)
        for ups in self.above.values():
            for up in ups:
                waiting[up] += 1
        heights = dict.fromkeys(self.above, 0)
        at_hand = [id_ for id_, count in waiting.items() if not count]
        while at_hand:
            id_ = at_hand.pop()
            for up in self.above[id_]:
                heights[up] = max(heights[up], heights[id_] + 1)
                waiting[up] -= 1
                if not waiting[up]:
                    at_hand.append(up)
        return heights


def _fill(block: Block, ids: Sequence[str], chain: _Chain, seen: Mapping[str, Point]) -> None:
    """Give a block its lines: the user's own where they fit, else as few as will do, in the user's order."""
    if not ids:
        return
    block.above, block.heights = chain.above, chain.heights
    widest = block.columns
    # No longer than they must be: four cards stand two by two, and not three over one.
    fewest = len(_scheduled(sorted(ids), chain, block.room))
    block.columns = max(math.ceil(len(ids) / fewest), 1)
    while block.columns < widest and len(_scheduled(sorted(ids), chain, block.room)) > fewest:
        block.columns += 1
    # Below a superior stand their own people: whoever reports to nobody here belongs beside them.
    if (heads := sum(not ups for ups in chain.above.values())) <= widest:
        block.columns = max(block.columns, heads)
    now = _as_seen(ids, seen)
    if not _fits(now, fewest, chain, block.room):
        order = {id_: place for place, id_ in enumerate(id_ for line in now for id_ in line)}
        now = _scheduled(ids, chain, block.room, lambda id_: order[id_])
        if len(now) > fewest:
            now = _scheduled(sorted(ids), chain, block.room)
        for line in now:
            line.sort(key=lambda id_: (seen[id_], id_))
    block.lines = now


def _as_seen(ids: Sequence[str], seen: Mapping[str, Point]) -> list[list[str]]:
    """The lines that the eye sees, each from the left."""
    lines: list[list[str]] = []
    begins = -math.inf
    for id_ in sorted(ids, key=lambda id_: (seen[id_][1], seen[id_][0], id_)):
        if seen[id_][1] > begins + STEP_Y / 2:
            begins = seen[id_][1]
            lines.append([])
        lines[-1].append(id_)
    for line in lines:
        line.sort(key=lambda id_: (seen[id_], id_))
    return lines


def _fits(lines: Sequence[Sequence[str]], fewest: int, chain: _Chain, room: Callable[[int], int]) -> bool:
    line_of = {id_: number for number, line in enumerate(lines) for id_ in line}
    return (
        len(lines) <= fewest
        and all(len(line) <= room(number) for number, line in enumerate(lines))
        and all(line_of[up] < line for id_, line in line_of.items() for up in chain.above[id_])
    )


def _scheduled(
    ids: Iterable[str],
    chain: _Chain,
    room: Callable[[int], int],
    order: Callable[[str], object] = lambda id_: id_,
) -> list[list[str]]:
    """As few lines as possible, superiors above; those with the longest chains below them come first."""
    waiting = sorted(ids, key=lambda id_: (-chain.heights[id_], order(id_)))
    line_of: dict[str, int] = {}
    lines: list[list[str]] = []
    while waiting:
        number, most = len(lines), room(len(lines))
        line: list[str] = []
        rest = []
        for id_ in waiting:
            if len(line) < most and all(up in line_of for up in chain.above[id_]):
                line.append(id_)
            else:
                rest.append(id_)
        line_of.update((id_, number) for id_ in line)
        lines.append(line)
        waiting = rest
    return lines


# How wide.


def _columns(chains: Mapping[Cell, _Chain], free: bool) -> dict[str | None, int]:
    """How many cards stand beside each other in every function, so that the map is neither wide nor tall."""
    columns: dict[str | None, int] = dict.fromkeys((function for _, function in chains), 1)
    if not chains:
        return columns
    lanes = 0 if free else len(FUNCTIONS)

    def extent(columns: Mapping[str | None, int]) -> tuple[int, int]:
        """Height of the map in cards, and how tall all its blocks are together."""
        tallest: dict[str | None, int] = {}
        total = 0
        for (level, function), chain in chains.items():
            height = max(math.ceil(chain.count / columns[function]), chain.lines)
            tallest[level] = max(tallest.get(level, 0), height)
            total += height
        return sum(tallest.values()), total

    def shape(columns: Mapping[str | None, int]) -> float:
        width = sum(columns.values()) * STEP_X + 40 * lanes
        return width / (extent(columns)[0] * STEP_Y + 40 * len(LEVELS))

    most = max(chain.count for chain in chains.values())
    while shape(columns) < _SHAPE and max(columns.values()) < most:
        # One more column where it makes the map lowest.
        wider = [columns | {function: count + 1} for function, count in columns.items()]
        columns = min(wider, key=extent)
    return columns


def _lefts(
    members: Mapping[Cell, Sequence[MapCard]],
    columns: Mapping[str | None, int],
    pinned: Mapping[str, Point],
) -> dict[str | None, float]:
    """Where every function's lane begins."""
    widths = {function: count * STEP_X for function, count in columns.items()}
    for (_, function), own in members.items():
        for card in own:
            if card.person_id in pinned:
                widths[function] = max(widths[function], pinned[card.person_id][0] + STEP_X)
    lefts: dict[str | None, float] = {}
    x = 0.0
    for function in _COLUMNS:
        lefts[function] = x
        x += widths.get(function, NARROW)
    return lefts
