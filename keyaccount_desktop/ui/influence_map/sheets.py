"""How a map is spread over sheets of paper, and what stands on each of them. Used by ``print``.

One sheet holds the whole picture as long as its text stays readable. A larger map is cut into pieces that
overlap; then every sheet bears the title, the headings of the lanes it shows, and the legend, so that it
can be read alone, and the pieces between them can be glued at the crop marks.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from PySide6.QtCore import QSizeF

from keyaccount_desktop.exchange import map_frame
from keyaccount_desktop.exchange.map_layout import Lane, Lanes
from keyaccount_desktop.exchange.map_picture import MapPicture
from keyaccount_desktop.exchange.map_shapes import SMALL, Drawing, Measure, Rect, Words

SMALLEST_POINTS: Final = 7.0
"""The smallest text of a map on paper; a map that would need smaller text goes over several sheets."""
LEAST_SCALE: Final = SMALLEST_POINTS / SMALL.size
"""Points per map unit at least."""
LARGEST_SCALE: Final = 1.15
"""Points per map unit that a small map is enlarged to at most."""
_OVERLAP: Final = 40.0
"""Points that neighbouring sheets share at least, to glue them by."""
_HARDLY: Final = 60.0
_TRIES: Final = 12
_LEGEND_GAP: Final = 10.0
_TITLE_RAISED: Final = 6.0


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: which part of the picture it shows, and where on the paper that begins (in points)."""

    part: Rect
    x: float
    y: float
    cuts_across: tuple[float, ...] = ()
    """Where it is to be cut to join its neighbours on the left and right: x in map units."""
    cuts_down: tuple[float, ...] = ()
    """The same for those above and below: y in map units."""


@dataclass(frozen=True, slots=True)
class Spread:
    """All sheets of a map, and how many points one map unit measures on them."""

    scale: float
    sheets: tuple[Sheet, ...]
    whole: bool
    """Whether the one sheet shows the picture as it is, with its own title and legend."""


def spread(picture: MapPicture, room: QSizeF) -> Spread:
    """Lay a picture out on sheets that have this room, in points."""
    bounds, least = picture.bounds, LEAST_SCALE
    scale = min(room.width() / bounds.width, room.height() / bounds.height, LARGEST_SCALE)
    if scale >= least:
        x = (room.width() - bounds.width * scale) / 2
        y = (room.height() - bounds.height * scale) / 2
        return Spread(scale, (Sheet(bounds, x, y),), True)
    grid = _grid(picture, room, least)
    # As many sheets as that take, and on them as large as it goes: what overlaps more than it must is wasted.
    low, high = least, max(LARGEST_SCALE, least)
    for _ in range(_TRIES):
        middle = (low + high) / 2
        tried = _grid(picture, room, middle)
        if tried.columns <= grid.columns and tried.rows <= grid.rows:
            low = middle
        else:
            high = middle
    return _spread_over(picture, room, low)


@dataclass(frozen=True, slots=True)
class _Grid:
    """How many sheets side by side and below each other, and the room for the map on each, in map units."""

    columns: int
    rows: int
    free_x: float
    free_y: float


def _grid(picture: MapPicture, room: QSizeF, scale: float) -> _Grid:
    area, side, head = _content(picture)
    wide, high = room.width() / scale, room.height() / scale
    legend = picture.legend.height(wide) + _LEGEND_GAP
    free_x, free_y = wide - side, high - _title_height(picture) - head - legend
    overlap = _OVERLAP / scale
    return _Grid(_count(area.width, free_x, overlap), _count(area.height, free_y, overlap), free_x, free_y)


def _spread_over(picture: MapPicture, room: QSizeF, scale: float) -> Spread:
    area, side, head = _content(picture)
    grid = _grid(picture, room, scale)
    columns = list(_pieces(area.x, area.width, grid.free_x, grid.columns))
    rows = list(_pieces(area.y, area.height, grid.free_y, grid.rows))
    left, top = side * scale, (_title_height(picture) + head) * scale
    sheets = (
        Sheet(Rect(x, y, width, height), left, top, across, down)
        for y, height, down in rows
        for x, width, across in columns
    )
    return Spread(scale, tuple(sheets), False)


def around_the_part(picture: MapPicture, sheet: Sheet, room: float, measure: Measure) -> list[Drawing]:
    """Title, headings of lanes and legend of one sheet among several; ``room`` is its width in map units."""
    part = sheet.part
    _, side, head = _content(picture)
    x, y = part.x - side, part.y - head - map_frame.TITLE_HEIGHT + _TITLE_RAISED
    style = picture.style
    legend = picture.legend.drawn(x, part.bottom + _LEGEND_GAP, room)
    drawn = [*_headings(picture, part, measure), legend]
    if style.title:
        drawn.append(
            map_frame.draw_title(
                picture.map, x, y, room, style.language, style.author, style.version, measure
            )
        )
    return drawn


def _title_height(picture: MapPicture) -> float:
    return map_frame.TITLE_HEIGHT if picture.style.title else 0.0


def _content(picture: MapPicture) -> tuple[Rect, float, float]:
    """What is cut into pieces, and the room that the headings take on its left and above it."""
    lanes, body = picture.layout.lanes.rect, picture.body
    if not picture.layout.lanes.rows:
        return body, 0.0, 0.0
    area = Rect(lanes.x, lanes.y, body.right - lanes.x, body.bottom - lanes.y)
    return area, lanes.x, map_frame.HEAD


def _headings(picture: MapPicture, part: Rect, measure: Measure) -> Iterator[Drawing]:
    """The headings of the lanes, each in the middle of what is seen of its lane."""
    lanes, style = picture.layout.lanes, picture.style
    rows = _seen(lanes.rows, part.y, part.bottom)
    columns = _seen(lanes.columns, part.x, part.right)
    if not rows or not columns:
        return
    for drawing in map_frame.draw_lanes(
        Lanes(rows, columns, lanes.pad), style.language, style.compact, measure
    ):
        words = tuple(
            word
            for word in drawing.words
            if word.baseline < part.y or (word.x < part.x and _fits(word, drawing))
        )
        yield replace(drawing, shapes=words)


def _fits(title: Words, row: Drawing) -> bool:
    """Whether a title beside its row has room in what is seen of that row."""
    return (title.width if title.turned else title.style.size) <= row.bounds.height


def _seen(lanes: tuple[Lane, ...], start: float, end: float) -> tuple[Lane, ...]:
    seen = []
    for lane in lanes:
        first, last = max(lane.start, start), min(lane.end, end)
        # Where hardly anything is seen of a lane, there is no room to say which it is.
        if last - first >= min(lane.size, _HARDLY):
            seen.append(replace(lane, start=first, size=last - first))
    return tuple(seen)


def _count(length: float, room: float, overlap: float) -> int:
    """In how many overlapping pieces one side goes."""
    if length <= room:
        return 1
    return math.ceil((length - overlap) / max(room - overlap, overlap))


def _pieces(
    start: float, length: float, room: float, count: int
) -> Iterator[tuple[float, float, tuple[float, ...]]]:
    """The pieces along one side, evenly overlapping: where each begins, its size, and where it is cut."""
    if count == 1:
        yield start, length, ()
        return
    step = (length - room) / (count - 1)
    middle = (room - step) / 2
    for index in range(count):
        at = start + index * step
        before = (at + middle,) if index else ()
        after = (at + room - middle,) if index < count - 1 else ()
        yield at, room, before + after
