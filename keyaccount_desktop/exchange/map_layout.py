"""Where everything on the map stands: swim-lanes, and cards that never lie on each other.

Rows are levels, columns department functions; a card's place is its top left corner inside its cell. In a
free layout there are no lanes, and places are those of the picture, to any side. Pure functions of an
``InfluenceMap``: used by the picture, by drops in the window (``free_spot``) and by ``map_arrange``.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from keyaccount_desktop.exchange.map_shapes import Rect
from keyaccount_desktop.workbook.maps import InfluenceMap, MapCard

CARD_WIDTH: Final = 176.0
CARD_HEIGHT: Final = 76.0
GRID: Final = 8.0
GAP: Final = 8.0
"""Kept free around every card."""
PAD: Final = (28.0, 20.0)
"""Between the edge of a cell and its cards, across and down: room for links and their labels."""
CLOSE_PAD: Final = (24.0, 18.0)
"""The same on paper, where room is dear."""
LANE_GAP: Final = 4.0
"""Between two rows."""
NARROW: Final = 72.0
"""Width of the lane of a function nobody is known in."""

LEVELS: Final = ("decision", "management", "operation")
FUNCTIONS: Final = ("executive", "using", "technical", "finance", "purchasing", "other")
ALWAYS: Final = FUNCTIONS[:5]
"""Functions that have a lane even while nobody is known there; ``other`` has one only if used."""

Cell = tuple[str | None, str | None]
"""Level and function; None is the lane of those whose level or function is unknown."""
Point = tuple[float, float]

_FAR: Final = 100_000.0
_SLOT: Final = (CARD_WIDTH + 3 * GRID, CARD_HEIGHT + 3 * GRID)
ASIDE: Final = (CARD_WIDTH + 32.0, CARD_HEIGHT + 28.0)
"""How far from the card in the way one moves, so that a link still fits between the two."""
_SHIFTS: Final = sorted(
    ((dx * GRID, dy * GRID) for dx in range(-24, 25) for dy in range(-12, 13)),
    key=lambda shift: (abs(shift[0]) + abs(shift[1]), shift),
)
"""How far a formation gives way as a whole: past one card at most, the nearest first."""


@dataclass(frozen=True, slots=True)
class Lane:
    """One row or column: which level or function, and its extent on the picture."""

    code: str | None
    start: float
    size: float
    empty: bool

    @property
    def end(self) -> float:
        return self.start + self.size


@dataclass(frozen=True, slots=True)
class Lanes:
    """The swim-lanes of a map; without rows and columns for a free layout."""

    rows: tuple[Lane, ...]
    columns: tuple[Lane, ...]
    pad: tuple[float, float] = PAD

    @property
    def rect(self) -> Rect:
        if not self.rows:
            return Rect(0, 0, 0, 0)
        x, y = self.columns[0].start, self.rows[0].start
        return Rect(x, y, self.columns[-1].end - x, self.rows[-1].end - y)

    def cell_at(self, x: float, y: float) -> Cell:
        """The cell nearest to a point of the picture."""
        return _nearest(self.rows, y).code, _nearest(self.columns, x).code

    def cell_rect(self, cell: Cell) -> Rect:
        row, column = self._row(cell[0]), self._column(cell[1])
        return Rect(column.start, row.start, column.size, row.size)

    def origin(self, cell: Cell) -> Point:
        """Where on the picture a card at 0, 0 of this cell has its corner."""
        return self._column(cell[1]).start + self.pad[0], self._row(cell[0]).start + self.pad[1]

    def _row(self, code: str | None) -> Lane:
        return next(lane for lane in self.rows if lane.code == code)

    def _column(self, code: str | None) -> Lane:
        return next(lane for lane in self.columns if lane.code == code)


@dataclass(frozen=True, slots=True)
class Layout:
    """Lanes and the cards' rectangles on the picture, by person id."""

    lanes: Lanes
    cards: dict[str, Rect]


def cell_of(card: MapCard) -> Cell:
    """The cell a card belongs to by its person's level and function."""
    level = card.level if card.level in LEVELS else None
    function = card.function if card.function in FUNCTIONS else None
    return level, function


def lay_out(
    influence_map: InfluenceMap, *, left: float = 0.0, top: float = 0.0, pad: tuple[float, float] = PAD
) -> Layout:
    """Places for all placed cards, moved apart where they would lie on each other.

    Lanes begin at ``left``, ``top`` and grow to hold their cards.
    """
    placed = [card for card in influence_map.cards if card.placed]
    if influence_map.layout == "free":
        spots = settle(((card.person_id, *_free_place(card), card.pinned) for card in placed), bounded=False)
        return Layout(
            Lanes((), ()),
            {id_: Rect(left + x, top + y, CARD_WIDTH, CARD_HEIGHT) for id_, (x, y) in spots.items()},
        )
    by_cell: dict[Cell, list[MapCard]] = {}
    for card in placed:
        by_cell.setdefault(cell_of(card), []).append(card)
    settled = {
        cell: settle((card.person_id, card.x, card.y, card.pinned) for card in cards)
        for cell, cards in by_cell.items()
    }
    lanes = _lanes(settled, left, top, pad)
    cards = {}
    for cell, places in settled.items():
        x0, y0 = lanes.origin(cell)
        for id_, (x, y) in places.items():
            cards[id_] = Rect(x0 + x, y0 + y, CARD_WIDTH, CARD_HEIGHT)
    return Layout(lanes, {card.person_id: cards[card.person_id] for card in placed})


def settle(wanted: Iterable[tuple[str, float, float, bool]], *, bounded: bool = True) -> dict[str, Point]:
    """Places without overlaps: each card stays where it wants to be, or moves to the nearest free spot.

    Pinned cards are seated first, so that only another pinned card could move one. ``bounded``: a cell of the
    lanes, which has nothing above or to the left of its corner.
    """
    taken = _Taken(bounded)
    places: dict[str, Point] = {}
    for id_, x, y, _ in sorted(wanted, key=lambda entry: not entry[3]):
        places[id_] = taken.seat(_sane(x, bounded), _sane(y, bounded))
    return places


def free_spot(taken: Iterable[Point], x: float, y: float, *, bounded: bool = True) -> Point:
    """The spot nearest to ``x``, ``y`` (snapped to the grid) where a card lies on none of ``taken``."""
    return free_spots(taken, x, y, 1, bounded=bounded)[0]


def free_spots(
    taken: Iterable[Point], x: float, y: float, count: int, *, bounded: bool = True
) -> list[Point]:
    """Spots for several cards dropped at once: the first at the drop, the others close to it."""
    places = _Taken(bounded)
    for other_x, other_y in taken:
        places.add(other_x, other_y)
    return [places.seat(snap(_sane(x, bounded)), snap(_sane(y, bounded))) for _ in range(count)]


def seats(
    wanted: Sequence[tuple[Cell, Point]], taken: Mapping[Cell, Iterable[Point]], *, bounded: bool = True
) -> list[Point]:
    """For each of several cards the free spot nearest to the one that is wanted, in their order."""
    places = _taken_places(wanted, taken, bounded)
    return [places[cell].seat(snap(_sane(x, bounded)), snap(_sane(y, bounded))) for cell, (x, y) in wanted]


def formation(
    wanted: Sequence[tuple[Cell, Point]], taken: Mapping[Cell, Iterable[Point]], *, bounded: bool = True
) -> list[Point]:
    """Spots for cards that are moved together: as they stand to each other, as near as possible to the wanted.

    Where there is no room for all of them nearby, each goes to the free spot nearest to its own.
    """
    if len(wanted) > 1:
        places = _taken_places(wanted, taken, bounded)
        least = 0.0 if bounded else -math.inf
        inwards = (
            max(0.0, least - min(x for _, (x, _) in wanted)),
            max(0.0, least - min(y for _, (_, y) in wanted)),
        )
        spots = [(cell, snap(x + inwards[0]), snap(y + inwards[1])) for cell, (x, y) in wanted]
        for dx, dy in _SHIFTS:
            if all(
                min(x + dx, y + dy) >= least and places[cell].free(x + dx, y + dy) for cell, x, y in spots
            ):
                return [(x + dx, y + dy) for _, x, y in spots]
    return seats(wanted, taken, bounded=bounded)


def _taken_places(
    wanted: Iterable[tuple[Cell, Point]], taken: Mapping[Cell, Iterable[Point]], bounded: bool
) -> dict[Cell, _Taken]:
    places: dict[Cell, _Taken] = {}
    for cell in {cell for cell, _ in wanted}:
        places[cell] = _Taken(bounded)
        for spot in taken.get(cell, ()):
            places[cell].add(*spot)
    return places


def snap(value: float) -> float:
    return round(value / GRID) * GRID


def _sane(value: float, bounded: bool) -> float:
    return min(max(value, 0.0 if bounded else -_FAR), _FAR) if math.isfinite(value) else 0.0


def _free_place(card: MapCard) -> Point:
    return (
        card.x if card.free_x is None else card.free_x,
        card.y if card.free_y is None else card.free_y,
    )


def _nearest(lanes: Sequence[Lane], position: float) -> Lane:
    for lane in lanes:
        if position < lane.end:
            return lane
    return lanes[-1]


def _lanes(settled: dict[Cell, dict[str, Point]], left: float, top: float, pad: tuple[float, float]) -> Lanes:
    widths: dict[str | None, float] = {}
    heights: dict[str | None, float] = {}
    for (level, function), places in settled.items():
        for x, y in places.values():
            widths[function] = max(widths.get(function, 0), x + CARD_WIDTH)
            heights[level] = max(heights.get(level, 0), y + CARD_HEIGHT)
    functions: list[str | None] = [code for code in FUNCTIONS if code in ALWAYS or code in widths]
    levels: list[str | None] = list(LEVELS)
    columns, rows = [], []
    at = left
    for code in (*functions, *([None] if None in widths else [])):
        size = widths[code] + 2 * pad[0] if code in widths else NARROW
        columns.append(Lane(code, at, size, code not in widths))
        at += size
    at = top
    for code in (*levels, *([None] if None in heights else [])):
        size = heights.get(code, CARD_HEIGHT) + 2 * pad[1]
        rows.append(Lane(code, at, size, code not in heights))
        at += size + LANE_GAP
    return Lanes(tuple(rows), tuple(columns), pad)


class _Taken:
    """Places that are taken, looked up by neighbourhood."""

    _STEP: Final = (CARD_WIDTH + GAP, CARD_HEIGHT + GAP)

    def __init__(self, bounded: bool) -> None:
        self._least = 0.0 if bounded else -math.inf
        self._places: dict[tuple[int, int], list[Point]] = {}
        self._searches: dict[tuple[int, int], Iterator[Point]] = {}

    def add(self, x: float, y: float) -> None:
        self._places.setdefault(self._key(x, y), []).append((x, y))

    def seat(self, x: float, y: float) -> Point:
        """Takes the free place nearest to the wanted one."""
        found = self._nearest(x, y)
        self.add(*found)
        return found

    def free(self, x: float, y: float) -> bool:
        return not self._conflicts(x, y)

    def _nearest(self, x: float, y: float) -> Point:
        in_the_way = self._conflicts(x, y)
        if not in_the_way:
            return x, y
        step_x, step_y = ASIDE
        beside = [
            place
            for other_x, other_y in in_the_way[:4]
            for place in (
                (x, other_y + step_y), (x, other_y - step_y), (other_x + step_x, y), (other_x - step_x, y),
            )
            if min(place) >= self._least and not self._conflicts(*place)
        ]  # fmt: skip
        if beside:
            return min(beside, key=lambda place: (abs(place[0] - x) + abs(place[1] - y), place))
        # Crowded: walk the slots of a regular grid outwards. Taken slots never become free again within
        # one run, so a second search from the same place goes on where the last one ended.
        slot = (round(x / _SLOT[0]), round(y / _SLOT[1]))
        search = self._searches.setdefault(slot, _slots_outwards(*slot, self._least))
        return next(place for place in search if not self._conflicts(*place))

    def _conflicts(self, x: float, y: float) -> list[Point]:
        step_x, step_y = self._STEP
        column, row = self._key(x, y)
        return [
            (other_x, other_y)
            for i in (column - 1, column, column + 1)
            for j in (row - 1, row, row + 1)
            for other_x, other_y in self._places.get((i, j), ())
            if abs(other_x - x) < step_x and abs(other_y - y) < step_y
        ]

    def _key(self, x: float, y: float) -> tuple[int, int]:
        return int(x // self._STEP[0]), int(y // self._STEP[1])


def _slots_outwards(column: int, row: int, least: float) -> Iterator[Point]:
    """The slots of an endless grid in rings around one of them."""
    ring = 0
    while True:
        slots = [
            (i, j)
            for i in range(column - ring, column + ring + 1)
            for j in range(row - ring, row + ring + 1)
            if max(abs(i - column), abs(j - row)) == ring and min(i, j) >= least
        ]
        slots.sort(key=lambda slot: (abs(slot[0] - column) + abs(slot[1] - row), slot[1], slot[0]))
        for i, j in slots:
            yield i * _SLOT[0], j * _SLOT[1]
        ring += 1
