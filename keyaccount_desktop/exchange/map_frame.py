"""What stands around the cards of a map: swim-lanes with their titles, the legend, the title block."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final

from keyaccount_desktop.exchange import map_links
from keyaccount_desktop.exchange import map_marks as marks
from keyaccount_desktop.exchange.map_layout import LANE_GAP, Lane, Lanes
from keyaccount_desktop.exchange.map_shapes import (
    BODY,
    HEADING,
    SMALL,
    SMALL_BOLD,
    SMALL_BOLD_ITALIC,
    TITLE,
    Box,
    Drawing,
    Measure,
    Path,
    Rect,
    Segment,
    Shape,
    Words,
    elide,
    wrap,
)
from keyaccount_desktop.language import Language, Text
from keyaccount_desktop.method.vocabulary import ATTITUDE, BUYING_ROLE, FUNCTION, LEVEL, UNKNOWN_ATTITUDE
from keyaccount_desktop.workbook.maps import InfluenceMap

HEAD: Final = 40.0
"""Height of the columns' titles."""
TITLE_HEIGHT: Final = 58.0
LEGEND_LINE: Final = 22.0
_SIDE_MOST: Final = 96.0
_SIDE_LONG: Final = 42.0
_SIDE_LEAST: Final = 14.0
_LINE: Final = 15.0
_SAMPLE: Final = 26.0
"""Length of a link in the legend."""

LEVEL_UNKNOWN: Final = Text("Level unknown", "级别未知")
FUNCTION_UNKNOWN: Final = Text("Function unknown", "部门职能未知")
NOBODY: Final = Text("nobody known", "暂无人")
MAP: Final = Text("Procurement influence map", "采购分析图")
CLIENT: Final = Text("Client: {name}", "客户：{name}")
AUTHOR: Final = Text("Author: {name}", "作者：{name}")
DATE: Final = Text("Date: {date}", "日期：{date}")
VERSION: Final = Text("Version: {version}", "版本：{version}")

_WEIGHT: Final = Text("weight", "决策比重")
_CLOSENESS: Final = Text("closeness", "联系密切度")
_BLOCKER: Final = Text("blocker", "阻碍者")
_KEY: Final = Text("key person", "关键人")
_COACH: Final = Text("coach", "内线")
_INFLUENCE: Final = Text("influences", "影响")
_CONFLICT: Final = Text("conflict", "冲突")
_TIE: Final = Text("tie", "五缘")
_INTRODUCES: Final = Text("introduces", "引见")
_REPORTS: Final = Text("reports to", "汇报")
_UNKNOWN_HOLDER: Final = Text("holder unknown", "人选未知")
_CLOCK: Final = Text("cold or stale", "变冷或待核实")
_ASSUMED: Final = Text("assumed", "推测")


def side_width(lanes: Lanes, language: Language, compact: bool, measure: Measure) -> float:
    """Room that the titles of the rows need; turned ones need little."""
    widths = [
        _SIDE_LEAST if _turns(line, compact, measure) else measure(line, HEADING)
        for lane in lanes.rows
        for line in _row_title(lane, language, compact, measure)
    ]
    return max(widths, default=0.0) + 14


def draw_lanes(lanes: Lanes, language: Language, compact: bool, measure: Measure) -> list[Drawing]:
    """Rows first, then the columns over them."""
    if not lanes.rows:
        return []
    area = lanes.rect
    return [_row(lane, area, language, compact, measure) for lane in lanes.rows] + [
        _column(lane, area, index == 0, language, measure) for index, lane in enumerate(lanes.columns)
    ]


def _row(lane: Lane, area: Rect, language: Language, compact: bool, measure: Measure) -> Drawing:
    shapes: list[Shape] = [Box(area.x, lane.start, area.width, lane.size, 8, fill="lane")]
    lines = _row_title(lane, language, compact, measure)
    middle = lane.start + lane.size / 2
    baseline = middle - (len(lines) - 1) * _LINE / 2 + 4
    for index, line in enumerate(lines):
        width = measure(line, HEADING)
        if _turns(line, compact, measure):
            shapes.append(Words(area.x - 10, middle + width / 2, line, HEADING, "text_2", width, turned=True))
            break
        shapes.append(Words(area.x - 10 - width, baseline + index * _LINE, line, HEADING, "text_2", width))
    bounds = Rect(area.x - _SIDE_MOST, lane.start, area.width + _SIDE_MOST, lane.size)
    return Drawing("lane", f"row:{lane.code or ''}", 0, 0, bounds, tuple(shapes))


def _row_title(lane: Lane, language: Language, compact: bool, measure: Measure) -> list[str]:
    text = LEVEL_UNKNOWN if lane.code is None else LEVEL[lane.code].text
    if compact:
        return [text.in_language(language)]
    return wrap(text.in_language(language), (_SIDE_MOST - 14,) * 2, HEADING, measure)


def _turns(title: str, compact: bool, measure: Measure) -> bool:
    return compact and measure(title, HEADING) > _SIDE_LONG


def _column(lane: Lane, area: Rect, first: bool, language: Language, measure: Measure) -> Drawing:
    shapes: list[Shape] = []
    if not first:
        down: tuple[Segment, ...] = (("M", lane.start, area.y), ("L", lane.start, area.bottom))
        shapes.append(Path(down, stroke="line_strong", dash=(1.5, 3.5)))
    text = FUNCTION_UNKNOWN if lane.code is None else FUNCTION[lane.code].text
    style = SMALL if lane.empty else HEADING
    colour = "text_3" if lane.empty else "text_2"
    lines = wrap(text.in_language(language), (lane.size - 8,) * 2, style, measure)
    middle = lane.start + lane.size / 2
    for index, line in enumerate(lines):
        width = measure(line, style)
        baseline = area.y - 10 - (len(lines) - 1 - index) * _LINE
        shapes.append(Words(middle - width / 2, baseline, line, style, colour, width))
    if lane.empty:
        shapes += _nobody(lane, area, middle, language, measure)
    bounds = Rect(lane.start, area.y - HEAD, lane.size, area.height + HEAD)
    return Drawing("lane", f"column:{lane.code or ''}", 0, 0, bounds, tuple(shapes))


def _nobody(lane: Lane, area: Rect, middle: float, language: Language, measure: Measure) -> list[Shape]:
    """The narrow lane of a function nobody is known in: empty on purpose, and it says so."""
    inner = Rect(lane.start + 6, area.y + 6, lane.size - 12, area.height - LANE_GAP - 8)
    shapes: list[Shape] = [
        Box(inner.x, inner.y, inner.width, inner.height, 6, stroke="line_strong", dash=(4, 4))
    ]
    lines = wrap(NOBODY.in_language(language), (inner.width - 6,) * 3, SMALL, measure)
    for index, line in enumerate(lines):
        width = measure(line, SMALL)
        baseline = inner.y + 24 + index * _LINE
        shapes.append(Words(middle - width / 2, baseline, line, SMALL, "text_3", width))
    return shapes


# Legend.

_Entry = tuple[float, Callable[[float, float], list[Shape]]]
"""Width of one entry, and its shapes when it begins at x in the line whose middle is y."""


def draw_legend(
    x: float,
    y: float,
    width: float,
    language: Language,
    mono: bool,
    coach: bool,
    measure: Measure,
    most_lines: int | None = None,
    *,
    ties: bool = True,
) -> Drawing:
    """All marks with their meaning, in as many lines as the width asks for; the last ones go beyond the most."""
    shapes: list[Shape] = []
    at, line = 0.0, 0
    for entry_width, draw in _entries(language, mono, coach, ties, measure):
        if at > 0 and at + entry_width > width:
            if line + 1 == most_lines:
                break
            at, line = 0.0, line + 1
        shapes += draw(x + at, y + line * LEGEND_LINE + LEGEND_LINE / 2)
        at += entry_width + 12
    return Drawing("legend", "", 0, 0, Rect(x, y, width, (line + 1) * LEGEND_LINE), tuple(shapes))


def _entries(language: Language, mono: bool, coach: bool, ties: bool, measure: Measure) -> Iterable[_Entry]:
    def with_text(text: Text, mark_width: float, mark: Callable[[float, float], list[Shape]]) -> _Entry:
        words = text.in_language(language)
        width = measure(words, SMALL)

        def draw(x: float, y: float) -> list[Shape]:
            return [*mark(x, y), Words(x + mark_width + 5, y + 4, words, SMALL, "text_2", width)]

        return mark_width + 5 + width, draw

    def line(kind: str) -> Callable[[float, float], list[Shape]]:
        return lambda x, y: map_links.sample(kind, x, y, _SAMPLE, mono)

    for choice in (*ATTITUDE, UNKNOWN_ATTITUDE):
        code = choice.code
        size, _ = marks.badge(code, False, 0, 0, language, mono, measure)

        def attitude(x: float, y: float, code: str = code) -> list[Shape]:
            return marks.badge(code, False, x, y - 9, language, mono, measure)[1]

        yield with_text(choice.text, size, attitude)
    yield with_text(_WEIGHT, marks.pips_width(3), lambda x, y: marks.weight_pips(3, x, y - 2.5))
    yield with_text(_CLOSENESS, marks.BARS_WIDTH, lambda x, y: marks.closeness_bars(2, x, y + 6, mono))
    for role in BUYING_ROLE:
        code = role.code
        size, _ = marks.role_letter(code, False, 0, 0, language, measure)

        def letter(x: float, y: float, code: str = code, size: float = size) -> list[Shape]:
            shapes = marks.role_letter(code, False, x, y - 7.5, language, measure)[1]
            # A decision maker is also known by the card's heavy border.
            heavy = Box(x + size + 5, y - 6, 18, 12, 3, stroke="text_1", stroke_width=2.2)
            return [*shapes, heavy] if code == "decider" else shapes

        yield with_text(role.text, size + 25 if code == "decider" else size, letter)
    yield with_text(_BLOCKER, marks.MARK, lambda x, y: marks.blocker(x, y - 6, "opponent", "surface"))
    yield with_text(_KEY, marks.MARK, lambda x, y: marks.key(x, y - 6, "text_2"))
    if coach:
        yield with_text(_COACH, marks.MARK, lambda x, y: [marks.star(x, y - 6.5, "warning")])
    yield with_text(_INFLUENCE, _SAMPLE, line("influences"))
    yield with_text(_CONFLICT, _SAMPLE, lambda x, y: [*line("conflict")(x, y), *_bolt(x + _SAMPLE / 2, y)])
    yield with_text(_REPORTS, _SAMPLE, line("reports_to"))
    yield with_text(_INTRODUCES, _SAMPLE, line("introduces"))
    if ties:
        yield with_text(_TIE, _SAMPLE, line("alumni"))
    yield with_text(
        _UNKNOWN_HOLDER, 22, lambda x, y: [Box(x + 1, y - 6, 20, 12, 3, stroke="text_3", dash=(3, 2.5))]
    )
    yield with_text(_CLOCK, marks.MARK, lambda x, y: marks.clock(x, y - 6, "warning"))
    doubt = measure("?", SMALL_BOLD_ITALIC)
    yield with_text(_ASSUMED, doubt, lambda x, y: [Words(x, y + 4, "?", SMALL_BOLD_ITALIC, "text_2", doubt)])


def _bolt(x: float, y: float) -> list[Shape]:
    return [Box(x - 7, y - 7, 14, 14, 7, fill="surface", stroke="opponent"), marks.bolt(x, y, "opponent")]


# Title block.


def draw_title(
    influence_map: InfluenceMap,
    x: float,
    y: float,
    width: float,
    language: Language,
    author: str,
    version: str,
    measure: Measure,
) -> Drawing:
    """Project and client on the left; what it is, author, date and version on the right."""
    facts = [AUTHOR.format(name=author or influence_map.workbook), DATE.format(date=influence_map.as_of)]
    facts += [VERSION.format(version=version)] if version else []
    shapes: list[Shape] = []
    rooms = (width * 0.62, width * 0.38 - 20)
    lines = (
        (influence_map.purchase, TITLE, "text_1", MAP.in_language(language), SMALL_BOLD, 20.0),
        (
            CLIENT.format(name=influence_map.account).in_language(language), BODY, "text_2",
            " · ".join(fact.in_language(language) for fact in facts), SMALL, 41.0,
        ),
    )  # fmt: skip
    for left, left_style, colour, right, right_style, baseline in lines:
        left = elide(left, rooms[0], left_style, measure)
        right = elide(right, rooms[1], right_style, measure)
        right_width = measure(right, right_style)
        shapes += [
            Words(x, y + baseline, left, left_style, colour, measure(left, left_style)),
            Words(x + width - right_width, y + baseline, right, right_style, "text_2", right_width),
        ]
    return Drawing("title", "", 0, 0, Rect(x, y, width, TITLE_HEIGHT), tuple(shapes))
