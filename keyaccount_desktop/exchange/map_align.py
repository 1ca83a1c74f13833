"""Superiors over the middle of their people: where along their lines the cards of an arranged map stand.

The last step of ``map_arrange``; who stands in which line and order is settled by then.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from keyaccount_desktop.exchange.map_blocks import STEP_X, Block, Blocks
from keyaccount_desktop.exchange.map_layout import Point, cell_of
from keyaccount_desktop.workbook.maps import InfluenceMap


def aligned(blocks: Blocks, influence_map: InfluenceMap) -> dict[str, Point]:
    """Places inside their cells for all movable cards, in half steps along every line."""
    at = dict(blocks.pinned)
    for block in blocks.blocks:
        for number, line in enumerate(block.lines):
            at.update(zip(line, block.places(number, len(line)), strict=True))
    lane_of = {id_: block.left for block in blocks.blocks for line in block.lines for id_ in line}
    cards = {card.person_id: card for card in influence_map.cards}
    for id_ in blocks.pinned:
        same = [block.left for block in blocks.blocks if block.cell[1] in (None, cell_of(cards[id_])[1])]
        lane_of[id_] = same[0] if same else -1.0
    below: dict[str, list[str]] = {id_: [] for id_ in at}
    above: dict[str, list[str]] = {id_: [] for id_ in at}
    for link in influence_map.links:
        if link.kind == "reports_to" and link.source_id in at and link.target_id in at:
            source, target = link.source_id, link.target_id
            if lane_of[source] == lane_of[target] and at[target][1] < at[source][1]:
                below[target].append(source)
                above[source].append(target)
    free_lines = sorted(
        (
            (block, number)
            for block in blocks.blocks
            for number, line in enumerate(block.lines)
            if line and block.free(number)
        ),
        key=lambda entry: (entry[0].y(entry[1]), entry[0].left),
    )
    for towards, order in ((below, free_lines[::-1]), (above, free_lines), (below, free_lines[::-1])):
        for block, number in order:
            _settle_line(block, block.lines[number], at, towards)
    return _in_cells(blocks, at)


def _settle_line(
    block: Block, line: Sequence[str], at: dict[str, Point], towards: Mapping[str, Sequence[str]]
) -> None:
    """Let the cards of a line stand over (or under) the middle of those they are tied to, in their order."""
    wanted: list[tuple[float, float]] = []
    for index, id_ in enumerate(line):
        ties = towards[id_]
        middle = sum(at[tie][0] for tie in ties) / len(ties) if ties else at[id_][0]
        wanted.append((middle - index * STEP_X, 1.0 if ties else 0.1))
    last = block.left + block.width - len(line) * STEP_X
    for index, (id_, start) in enumerate(zip(line, _rising(wanted), strict=True)):
        x = min(max(start, block.left), last) - block.left
        at[id_] = (block.left + round(x / (STEP_X / 2)) * (STEP_X / 2) + index * STEP_X, at[id_][1])


def _rising(wanted: Iterable[tuple[float, float]]) -> list[float]:
    """The values nearest to the wanted ones, by their weights, that never fall from one to the next."""
    pools: list[tuple[float, float, int]] = []
    for value, heavy in wanted:
        pool = (value, heavy, 1)
        while pools and pools[-1][0] > pool[0]:
            other, weighs, count = pools.pop()
            both = weighs + pool[1]
            pool = ((other * weighs + pool[0] * pool[1]) / both, both, count + pool[2])
        pools.append(pool)
    return [value for value, _, count in pools for _ in range(count)]


def _in_cells(blocks: Blocks, at: Mapping[str, Point]) -> dict[str, Point]:
    """Places of the map as places of the cells, moved to the left edge where nothing is pinned."""
    spare: dict[float, float] = {}
    for block in blocks.blocks:
        for line in block.lines:
            for id_ in line:
                spare[block.left] = min(spare.get(block.left, at[id_][0]), at[id_][0])
    for x in [block.left for block in blocks.blocks if block.obstacles]:
        spare[x] = x
    places = {}
    for block in blocks.blocks:
        left, top = blocks.corners[block.cell]
        aside = spare.get(block.left, block.left) - block.left
        for line in block.lines:
            for id_ in line:
                x, y = at[id_]
                places[id_] = (x - left - aside, y - top)
    return places
