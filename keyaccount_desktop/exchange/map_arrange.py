"""The automatic order of a map: few crossings, superiors above their people, pinned cards where they are.

``auto_arrange`` is pure and deterministic. It begins with the user's own order, exchanges cards where that
shortens and disentangles the links by more than a little, and last puts superiors over the middle of those
who report to them. So an arranged map stays as it is, and a small change of it moves little.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import combinations
from typing import Final

from keyaccount_desktop.exchange.map_align import aligned
from keyaccount_desktop.exchange.map_blocks import STEP_X, Block, Blocks, in_blocks
from keyaccount_desktop.exchange.map_crossings import Line, crossed, crossings, line_between, weight
from keyaccount_desktop.exchange.map_layout import Layout, Point, cell_of, lay_out
from keyaccount_desktop.workbook.maps import InfluenceMap, MapLink, Placement

_CROSSING: Final = 170.0
"""What one crossing costs, as a length: so much longer may links become to avoid it."""
_CROSSING_OF_MANY: Final = 40.0
_STEP_ON: Final = 1.25 * STEP_X
_OVER_CARDS: Final = 1.0
"""A link along its own line that is longer than that passes others, which counts this much more."""
_BELOW_OWN_REPORT: Final = 120.0
_LEAST_GAIN: Final = 20.0
"""For less than this no card is moved: the user's order is worth something too."""
_FEW_LINKS: Final = 110
"""Up to so many every crossing counts, above it those of links from the same line of a block."""
_FEW_CARDS: Final = 40
"""On a map of so many it is tried to exchange two cards together with all who follow them."""
_SMALL: Final = 16
"""Up to this many cards in a block every pair is tried for an exchange, above it neighbours only."""
_FAR_WORSE: Final = 3 * STEP_X
_FAR_WORSE_OF_MANY: Final = STEP_X / 4
"""What lengthens the links by so much is not looked at any closer."""
_SWEEPS: Final = 40


def auto_arrange(influence_map: InfluenceMap) -> list[Placement]:
    """New places for those cards of the map that should move; pinned ones never do.

    For the layout that is on: within the lanes, or of the free layout. Where the user's own arrangement has
    fewer crossings than any found, it stays, and cards only move off each other.
    """
    before = lay_out(influence_map)
    tangle = crossings(before.cards, influence_map.links)
    found: dict[str, Point] = {}
    for searching in (True, False):
        blocks = in_blocks(influence_map)
        if searching:
            _Search(blocks, influence_map.links).run()
        found = aligned(blocks, influence_map)
        after = lay_out(placed_at(influence_map, found))
        if crossings(after.cards, influence_map.links) <= tangle:
            break
    else:
        found = _as_they_are(influence_map, before)
    free = influence_map.layout == "free"
    return [
        Placement(id_, *found[id_])
        for card in influence_map.cards
        if (id_ := card.person_id) in found
        and found[id_] != ((card.free_x, card.free_y) if free else (card.x, card.y))
    ]


def _as_they_are(influence_map: InfluenceMap, layout: Layout) -> dict[str, Point]:
    """Where the cards are seen, those that would lie on each other moved aside."""
    places = {}
    for card in influence_map.cards:
        if card.placed and not card.pinned:
            place = layout.cards[card.person_id]
            x, y = layout.lanes.origin(cell_of(card)) if layout.lanes.rows else (0.0, 0.0)
            places[card.person_id] = place.x - x, place.y - y
    return places


def placed_at(influence_map: InfluenceMap, places: Mapping[str, Point]) -> InfluenceMap:
    """The map with cards at these places of the layout that is on."""
    cards = []
    for card in influence_map.cards:
        if (place := places.get(card.person_id)) is None:
            cards.append(card)
        elif influence_map.layout == "free":
            cards.append(replace(card, free_x=place[0], free_y=place[1]))
        else:
            cards.append(replace(card, x=place[0], y=place[1]))
    return replace(influence_map, cards=tuple(cards))


class _Search:
    """Looks for an order of the cards with short links and few crossings, by exchanging them."""

    def __init__(self, blocks: Blocks, links: Sequence[MapLink]) -> None:
        self._blocks = blocks.blocks
        self._at: dict[str, Point] = dict(blocks.pinned)
        self._line_of: dict[str, tuple[str, ...] | list[str]] = {id_: (id_,) for id_ in blocks.pinned}
        """Everyone in the same line, by person."""
        self._number: dict[str, int] = {}
        self._above: dict[str, list[str]] = {}
        self._below: dict[str, list[str]] = {id_: [] for id_ in blocks.pinned}
        for block in self._blocks:
            for number, line in enumerate(block.lines):
                self._sit({number: line})
                self._at.update(zip(line, block.places(number, len(line)), strict=True))
            self._above.update(block.above)
            self._below.update((id_, []) for id_ in block.above)
            for id_, ups in block.above.items():
                for up in ups:
                    self._below[up].append(id_)
        self._ends = [
            (link.source_id, link.target_id, weight(link), link.kind == "reports_to")
            for link in links
            if link.source_id != link.target_id and link.source_id in self._at and link.target_id in self._at
        ]
        self._touching: dict[str, list[int]] = {id_: [] for id_ in self._at}
        for index, (source, target, _, _) in enumerate(self._ends):
            self._touching[source].append(index)
            self._touching[target].append(index)
        self._lines = [self._line(index) for index in range(len(self._ends))]
        self._few = len(self._ends) <= _FEW_LINKS
        self._price, self._far_worse = (
            (_CROSSING, _FAR_WORSE) if self._few else (_CROSSING_OF_MANY, _FAR_WORSE_OF_MANY)
        )

    def run(self) -> None:
        """Exchange cards until nothing becomes better by it."""
        for _ in range(_SWEEPS):
            changed = False
            for block in self._blocks:
                if len(block.lines) > 1 or any(len(line) > 1 for line in block.lines):
                    changed |= self._sort(block)
                    changed |= self._exchange(block)
                    changed |= self._few and len(block.lines) > 1 and self._relocate(block)
            if not changed and not (len(self._at) <= _FEW_CARDS and self._exchange_with_people()):
                break

    # Steps.

    def _sort(self, block: Block) -> bool:
        """Put every card of the block near the middle of those it is linked to."""
        drawn = {id_: self._drawn_to(id_) for line in block.lines for id_ in line}
        changed = False
        if len(block.lines) > 1:
            changed = self._attempt(block, _by_height(block, drawn))
        for number, line in enumerate(block.lines):
            if len(line) > 1:
                changed |= self._attempt(block, {number: sorted(line, key=lambda id_: drawn[id_][0])})
        return changed

    def _exchange(self, block: Block) -> bool:
        """Exchange two cards at a time."""
        changed = False
        every = sum(map(len, block.lines)) <= _SMALL
        seats = [(number, index) for number, line in enumerate(block.lines) for index in range(len(line))]
        for at, (number, index) in enumerate(seats):
            for other, place in seats[at + 1 :] if every else ((number, index + 1), (number + 1, index)):
                if other >= len(block.lines) or place >= len(block.lines[other]):
                    continue
                lines = {line: list(block.lines[line]) for line in {number, other}}
                one, two = lines[number][index], lines[other][place]
                if self._touching[one] or self._touching[two]:
                    lines[number][index], lines[other][place] = two, one
                    changed |= self._attempt(block, lines)
        return changed

    def _exchange_with_people(self) -> bool:
        """Exchange two cards of a line, and have everybody follow those they are linked to."""
        best = self._cost()
        for block in self._blocks:
            for number, line in enumerate(block.lines):
                for one, two in combinations(range(len(line)), 2):
                    before = [(each, n, own) for each in self._blocks for n, own in enumerate(each.lines)]
                    exchanged = list(line)
                    exchanged[one], exchanged[two] = line[two], line[one]
                    self._put(block, number, exchanged)
                    for each, n, own in before:
                        if (each is not block or n != number) and len(own) > 1:
                            self._put(each, n, sorted(own, key=lambda id_: self._drawn_to(id_)[0]))
                    if self._cost() < best - _LEAST_GAIN:
                        return True
                    for each, n, own in before:
                        self._put(each, n, own)
        return False

    def _put(self, block: Block, number: int, line: list[str]) -> None:
        """Seat these cards in a line, for better or worse."""
        block.lines[number] = line
        self._sit({number: line})
        self._at.update(zip(line, block.places(number, len(line)), strict=True))
        for id_ in line:
            for link in self._touching[id_]:
                self._lines[link] = self._line(link)

    def _cost(self) -> float:
        links = range(len(self._lines))
        return sum(map(self._length, links)) + self._price * self._crossed(links, ())

    def _relocate(self, block: Block) -> bool:
        """Move a card into another line that has room.

        Below others who have people there, nobody goes who reports to none of them: it would look so.
        """
        changed = False
        ranks = any(block.above.values())
        for id_ in [id_ for line in block.lines for id_ in line if self._touching[id_]]:
            x = self._at[id_][0]
            number = next(number for number, line in enumerate(block.lines) if id_ in line)
            for other, line in enumerate(block.lines):
                own = [each for each in block.lines[number] if each != id_]
                sinks = ranks and other > number and not block.above[id_]
                if other == number or sinks or len(line) >= block.room(other) or not own:
                    continue
                place = sum(self._at[each][0] < x for each in line)
                if self._attempt(block, {number: own, other: [*line[:place], id_, *line[place:]]}):
                    changed = True
                    break
        return changed

    def _attempt(self, block: Block, lines: Mapping[int, list[str]]) -> bool:
        """Give some lines of a block these cards if the map is better for it; whether it was."""
        if not self._in_rank(lines):
            return False
        at = self._at
        places = {
            id_: place
            for number, ids in lines.items()
            for id_, place in zip(ids, block.places(number, len(ids)), strict=True)
        }
        before = {id_: at[id_] for id_, place in places.items() if at[id_] != place}
        links = sorted({link for id_ in before for link in self._touching[id_]})
        if not links:
            return False
        length = sum(self._length(link) for link in links)
        at.update(places)
        now = [self._line(link) for link in links]
        old = [self._lines[link] for link in links]
        for link, line in zip(links, now, strict=True):
            self._lines[link] = line
        gain = length - sum(self._length(link) for link in links)
        if gain > -self._far_worse:
            others = self._others(links, [*old, *now]) if self._few else ()
            self._put_back(links, old)
            gain += self._price * self._crossed(links, others)
            self._put_back(links, now)
            if gain > _LEAST_GAIN:  # else it would not do even if nothing crossed any more
                self._sit(lines)
                gain -= self._price * self._crossed(links, others)
            if gain > _LEAST_GAIN:
                for number, ids in lines.items():
                    block.lines[number] = ids
                return True
            self._sit({number: block.lines[number] for number in lines})
        at.update(before)
        self._put_back(links, old)
        return False

    def _put_back(self, links: Sequence[int], lines: Sequence[Line]) -> None:
        for link, line in zip(links, lines, strict=True):
            self._lines[link] = line

    def _sit(self, lines: Mapping[int, list[str]]) -> None:
        for number, line in lines.items():
            self._line_of.update(dict.fromkeys(line, line))
            self._number.update(dict.fromkeys(line, number))

    def _in_rank(self, lines: Mapping[int, list[str]]) -> bool:
        """Whether every superior within the block would still stand in a line above."""
        if len(lines) < 2:
            return True
        now = self._number
        then = {id_: number for number, ids in lines.items() for id_ in ids}
        return all(
            all(then.get(up, now[up]) < number for up in self._above[id_])
            and all(then.get(low, now[low]) > number for low in self._below[id_])
            for id_, number in then.items()
            if now[id_] != number
        )

    # What is good.

    def _drawn_to(self, id_: str) -> Point:
        links = self._touching[id_]
        if not links:
            return self._at[id_]
        total = x = y = 0.0
        for link in links:
            source, target, weighs, _ = self._ends[link]
            other = self._at[target if source == id_ else source]
            total += weighs
            x += weighs * other[0]
            y += weighs * other[1]
        return x / total, y / total

    def _line(self, link: int) -> Line:
        source, target, weighs, _ = self._ends[link]
        return line_between(self._at[source], self._at[target], weighs)

    def _length(self, link: int) -> float:
        _, y, _, above, left, right, top, bottom, weighs = self._lines[link]
        length = weighs * (right - left + bottom - top)
        if top == bottom and right - left > _STEP_ON:
            length += weighs * _OVER_CARDS * (right - left - _STEP_ON)
        return length + _BELOW_OWN_REPORT if self._ends[link][3] and above >= y else length

    def _others(self, links: Sequence[int], lines: Sequence[Line]) -> list[Line]:
        """All other links that come near these lines."""
        own = set(links)
        left, right = min(line[4] for line in lines), max(line[5] for line in lines)
        top, bottom = min(line[6] for line in lines), max(line[7] for line in lines)
        return [
            line
            for index, line in enumerate(self._lines)
            if line[4] < right and line[5] > left and line[6] <= bottom and line[7] >= top
            if index not in own
        ]

    def _crossed(self, links: Sequence[int], others: Sequence[Line]) -> float:
        """How much these links cross others and each other."""
        own, lines = set(links), self._lines
        total = 0.0
        if self._few:
            for place, link in enumerate(links, 1):
                total += crossed(lines[link], others)
                total += crossed(lines[link], [lines[other] for other in links[place:]])
            return total
        beside: dict[int, list[int]] = {}
        for link in links:
            rivals: list[Line] = []
            for end in self._ends[link][:2]:
                line = self._line_of[end]
                found = beside.get(id(line))
                if found is None:
                    found = beside[id(line)] = [index for each in line for index in self._touching[each]]
                rivals += [lines[index] for index in found if index > link or index not in own]
            total += crossed(lines[link], rivals)
        return total


def _by_height(block: Block, drawn: Mapping[str, Point]) -> dict[int, list[str]]:
    """Lines as long as they are, each with those who are drawn highest, as far as superiors stay above."""
    waiting = sorted(drawn, key=lambda id_: drawn[id_][1])
    seated: set[str] = set()
    lines = {}
    for number, line in enumerate(block.lines):
        left = len(block.lines) - number - 1
        at_hand = [id_ for id_ in waiting if all(up in seated for up in block.above[id_])]
        # Who has as many lines below as there are left can wait no longer.
        at_hand.sort(key=lambda id_: block.heights[id_] < left)
        chosen = at_hand[: len(line)]
        seated.update(chosen)
        waiting = [id_ for id_ in waiting if id_ not in seated]
        lines[number] = sorted(chosen, key=lambda id_: drawn[id_][0])
    return {} if waiting else lines
