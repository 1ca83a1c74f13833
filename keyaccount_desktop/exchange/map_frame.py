"""What stands around the cards of a map: swim-lanes with their titles, the legend, the title block."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Final

from keyaccount_desktop.exchange import map_links
from keyaccount_desktop.exchange import map_marks as marks
from keyaccount_desktop.exchange.map_cards import PIPS_FROM
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
    TextStyle,
    Words,
    elide,
    wrap,
)
from keyaccount_desktop.language import Language, Text
from keyaccount_desktop.method.vocabulary import (
    ATTITUDE,
    BUYING_ROLE,
    CLOSENESS,
    CLOSENESS_BARS,
    COACH_RUNG,
    FUNCTION,
    LEVEL,
    LINK_KIND,
    PART,
    UNKNOWN_ATTITUDE,
    Choice,
)
from keyaccount_desktop.workbook.maps import InfluenceMap

HEAD: Final = 40.0
"""Height of the columns' titles."""
TITLE_HEIGHT: Final = 58.0
LEGEND_LINE: Final = 22.0
_SIDE_MOST: Final = 96.0
_SIDE_LONG: Final = 42.0
_SIDE_LEAST: Final = 14.0
_LINE: Final = 15.0
_LEADING: Final = 1.2
"""From line to line of letters of any size."""
_SAMPLE: Final = 26.0
"""Length of a link in the legend."""
_BETWEEN: Final = 11.0
"""Between two entries of the legend."""
_BETWEEN_GROUPS: Final = 20.0
_SIDE_BY_SIDE: Final = (0, 3, 4, 1, 2, 5, 6)
"""In this order the groups of the legend share three lines of a sheet in both languages."""

LEVEL_UNKNOWN: Final = Text("Level unknown", "级别未知")
FUNCTION_UNKNOWN: Final = Text("Function unknown", "部门职能未知")
NOBODY: Final = Text("nobody known", "暂无人")
MAP: Final = Text("Procurement influence map", "采购分析图")
REVIEW: Final = Text("{map} · review “{name}”", "{map} · 复盘“{name}”")
WHAT_IF: Final = Text("{map} · what if", "{map} · 假设推演")
CLIENT: Final = Text("Client: {name}", "客户：{name}")
AUTHOR: Final = Text("Author: {name}", "作者：{name}")
DATE: Final = Text("Date: {date}", "日期：{date}")
VERSION: Final = Text("Version: {version}", "版本：{version}")

_ATTITUDES: Final = Text("Attitude", "态度")
_ROLES: Final = Text("Buying role", "采购角色")
_PARTS: Final = Text("Part", "决策作用")
_WEIGHTS: Final = Text("Weight", "比重")
_CLOSENESSES: Final = Text("Closeness", "联系")
_LINKS: Final = Text("Links", "关系")
_CARDS: Final = Text("Cards", "卡片")
_LITTLE: Final = Text("Below {percent}%", "{percent}% 以下")
_MUCH: Final = Text("{percent}% and more", "{percent}% 及以上")
_DECIDES: Final = Text("Decides (role or part)", "决策者（角色或作用）")
_STRENGTH: Final = Text("Strength 1–3", "强度 1–3")
_TIE: Final = Text("Tie (named)", "五缘（标明）")
_KEY: Final = Text("Key person", "关键人")
_GROUP: Final = Text("Group", "群体")
_UNKNOWN_HOLDER: Final = Text("Holder unknown", "人选未知")
_COLD: Final = Text("Cold or stale", "变冷或待核实")
_ASSUMED: Final = Text("Assumed", "推测")
_COACH: Final = Text("Coach, rung 1–{most}", "内线，信任阶梯 1–{most}")
_PINNED: Final = Text("Stays in place", "位置固定")


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


def draw_far_lanes(lanes: Lanes, language: Language, size: int, measure: Measure) -> list[Drawing]:
    """The same for who looks from afar: headings in large letters, all rows and all columns in the same ones."""
    area = lanes.rect
    drawn = []
    titles = [(LEVEL_UNKNOWN if lane.code is None else LEVEL[lane.code].text) for lane in lanes.rows]
    turned = [(text.in_language(language), lane.size) for text, lane in zip(titles, lanes.rows, strict=True)]
    style, texts = _as_large_as_all_can_be(turned, size, 1, measure)
    for lane, lines in zip(lanes.rows, texts, strict=True):
        shapes: list[Shape] = [Box(area.x, lane.start, area.width, lane.size, 8, fill="lane")]
        for line in lines:
            length = measure(line, style)
            low = lane.start + (lane.size + length) / 2
            shapes.append(Words(area.x - 10, low, line, style, "text_2", length, turned=True))
        drawn.append(Drawing("lane", f"row:{lane.code or ''}", 0, 0, _row_bounds(lane, area), tuple(shapes)))
    titles = [(FUNCTION_UNKNOWN if lane.code is None else FUNCTION[lane.code].text) for lane in lanes.columns]
    over = [
        (text.in_language(language), lane.size - 8) for text, lane in zip(titles, lanes.columns, strict=True)
    ]
    style, texts = _as_large_as_all_can_be(over, size, 2, measure)
    for index, (lane, lines) in enumerate(zip(lanes.columns, texts, strict=True)):
        shapes = [_border(lane, area)] if index else []
        colour = "text_3" if lane.empty else "text_2"
        for number, line in enumerate(lines):
            length = measure(line, style)
            x = lane.start + (lane.size - length) / 2
            y = area.y - 10 - (len(lines) - 1 - number) * style.size * _LEADING
            shapes.append(Words(x, y, line, style, colour, length))
        drawn.append(
            Drawing("lane", f"column:{lane.code or ''}", 0, 0, _column_bounds(lane, area), tuple(shapes))
        )
    return drawn


def _as_large_as_all_can_be(
    titles: list[tuple[str, float]], size: int, most_lines: int, measure: Measure
) -> tuple[TextStyle, list[list[str]]]:
    """Letters not much below a size in which every title has the room beside it, and the titles' lines in them.

    In the smallest letters what still has no room is elided, or left out where no more than its beginning
    could be read.
    """
    for share in (1.0, 0.85, 0.72):
        style = TextStyle(int(size * share), bold=True)
        high = HEAD + 16 - 10
        lines = most_lines if most_lines * style.size * _LEADING <= high else 1
        texts = [wrap(title, (room,) * lines, style, measure) for title, room in titles]
        if all(
            " ".join(found) == title or "".join(found) == title
            for found, (title, _) in zip(texts, titles, strict=True)
        ):
            break
    least = style.size * 3
    return style, [found if room >= least else [] for found, (_, room) in zip(texts, titles, strict=True)]


def _row_bounds(lane: Lane, area: Rect) -> Rect:
    return Rect(area.x - _SIDE_MOST, lane.start, area.width + _SIDE_MOST, lane.size)


def _column_bounds(lane: Lane, area: Rect) -> Rect:
    return Rect(lane.start, area.y - HEAD - 16, lane.size, area.height + HEAD + 16)


def _border(lane: Lane, area: Rect) -> Path:
    down: tuple[Segment, ...] = (("M", lane.start, area.y), ("L", lane.start, area.bottom))
    return Path(down, stroke="line_strong", dash=(1.5, 3.5))


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
    return Drawing("lane", f"row:{lane.code or ''}", 0, 0, _row_bounds(lane, area), tuple(shapes))


def _row_title(lane: Lane, language: Language, compact: bool, measure: Measure) -> list[str]:
    text = LEVEL_UNKNOWN if lane.code is None else LEVEL[lane.code].text
    if compact:
        return [text.in_language(language)]
    return wrap(text.in_language(language), (_SIDE_MOST - 14,) * 2, HEADING, measure)


def _turns(title: str, compact: bool, measure: Measure) -> bool:
    return compact and measure(title, HEADING) > _SIDE_LONG


def _column(lane: Lane, area: Rect, first: bool, language: Language, measure: Measure) -> Drawing:
    shapes: list[Shape] = [] if first else [_border(lane, area)]
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
    return Drawing("lane", f"column:{lane.code or ''}", 0, 0, _column_bounds(lane, area), tuple(shapes))


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

_Mark = Callable[[float, float], list[Shape]]
"""The shapes of a mark that begins at x in the line whose middle is y."""
_Entry = tuple[Text, float, _Mark]
"""What a mark means, its width, and how it looks."""


class Legend:
    """All marks with their meaning. What is measured for it is measured once, for any number of sheets."""

    def __init__(
        self,
        language: Language,
        mono: bool,
        coach: bool,
        measure: Measure,
        *,
        pins: bool = False,
        ties: bool = True,
    ) -> None:
        self._groups = []
        for heading, entries in _groups(language, mono, coach, pins, ties, measure):
            title = heading.in_language(language)
            texts = [(text.in_language(language), mark_width, mark) for text, mark_width, mark in entries]
            explained = [
                _Explained(words, measure(words, SMALL), mark_width, mark)
                for words, mark_width, mark in texts
            ]
            self._groups.append(_Group(title, measure(title, SMALL_BOLD) + 8, explained))

    def height(self, width: float) -> float:
        """How high it is where it has this width."""
        return _lines(self._placed(width)) * LEGEND_LINE

    def drawn(self, x: float, y: float, width: float) -> Drawing:
        """For paper, in as many lines as the width asks for."""
        return _legend(x, y, width, self._placed(width))

    def folded(self, x: float, y: float, width: float, most_lines: int | None, first_width: float) -> Drawing:
        """For the window: one mark after the other, so that none moves when the lines beyond the most come back.

        ``first_width``: of the first line, beside which something stands.
        """
        placed = _lined_up(self._groups, width, first_width, whole=False)
        shown = [each for each in placed if most_lines is None or each[0] < most_lines]
        return _legend(x, y, width, shown)

    def _placed(self, width: float) -> list[_Placed]:
        """Each group in one line where that costs no line more, else one after the other."""
        tight = _lined_up(self._groups, width, width, whole=False)
        groups = [self._groups[place] for place in _SIDE_BY_SIDE]
        whole = _lined_up(groups, width, width, whole=True)
        return whole if _lines(whole) <= _lines(tight) else tight


def _legend(x: float, y: float, width: float, placed: Sequence[_Placed]) -> Drawing:
    shapes: list[Shape] = []
    for line, at, group, entry in placed:
        middle = y + line * LEGEND_LINE + LEGEND_LINE / 2
        at += x
        if entry is group.entries[0]:
            shapes.append(Words(at, middle + 4, group.title, SMALL_BOLD, "text_2", group.lead - 8))
            at += group.lead
        shapes += entry.mark(at, middle)
        beside = at + entry.mark_width + 5
        shapes.append(Words(beside, middle + 4, entry.words, SMALL, "text_2", entry.text_width))
    bounds = Rect(x, y, width, _lines(placed) * LEGEND_LINE)
    return Drawing("legend", "", 0, 0, bounds, tuple(shapes))


def _lined_up(groups: Iterable[_Group], width: float, first_width: float, *, whole: bool) -> list[_Placed]:
    placed: list[_Placed] = []
    at, line = 0.0, 0
    for group in groups:
        for number, entry in enumerate(group.entries):
            needed = entry.width if number else group.lead + entry.width
            together = group.width if whole and not number and group.width <= width else needed
            if at > 0 and at + together > (width if line else first_width):
                at, line = 0.0, line + 1
            placed.append((line, at, group, entry))
            at += needed + _BETWEEN
        at += _BETWEEN_GROUPS - _BETWEEN
    return placed


@dataclass(frozen=True, slots=True)
class _Explained:
    """A mark and what it means."""

    words: str
    text_width: float
    mark_width: float
    mark: _Mark

    @property
    def width(self) -> float:
        return self.mark_width + 5 + self.text_width


@dataclass(frozen=True, slots=True)
class _Group:
    """The marks that tell one thing, after its heading."""

    title: str
    lead: float
    entries: list[_Explained]

    @property
    def width(self) -> float:
        return self.lead + sum(entry.width + _BETWEEN for entry in self.entries) - _BETWEEN


_Placed = tuple[int, float, _Group, _Explained]
"""In which line of the legend and how far from its beginning a mark stands, after its heading if it is first."""


def _lines(placed: Sequence[_Placed]) -> int:
    return placed[-1][0] + 1


def _groups(
    language: Language, mono: bool, coach: bool, pins: bool, ties: bool, measure: Measure
) -> Iterable[tuple[Text, list[_Entry]]]:
    yield _ATTITUDES, [_attitude(choice, language, mono, measure) for choice in (*ATTITUDE, UNKNOWN_ATTITUDE)]
    yield _ROLES, [_role(choice, language, measure) for choice in BUYING_ROLE]
    heavy = Box(1, -6, 18, 12, 3, stroke="text_1", stroke_width=2.2)
    yield (
        _PARTS,
        [
            *((choice.text, marks.MARK, partial(_part, choice.code)) for choice in PART),
            (_DECIDES, 20, lambda x, y: [replace(heavy, x=x + 1, y=y - 6)]),
        ],
    )
    yield (
        _WEIGHTS,
        [(text, marks.pips_width(count), partial(_pips, count)) for count, text in enumerate(_percents(), 1)],
    )
    yield (
        _CLOSENESSES,
        [
            (choice.text, marks.BARS_WIDTH, partial(_bars, CLOSENESS_BARS[choice.code], mono))
            for choice in CLOSENESS
        ],
    )
    yield _LINKS, _links(mono, ties)
    yield _CARDS, _other_marks(coach, pins, measure)


def _attitude(choice: Choice, language: Language, mono: bool, measure: Measure) -> _Entry:
    width, _ = marks.badge(choice.code, False, 0, 0, language, mono, measure)
    return (
        choice.text,
        width,
        lambda x, y: marks.badge(choice.code, False, x, y - 9, language, mono, measure)[1],
    )


def _role(choice: Choice, language: Language, measure: Measure) -> _Entry:
    width, _ = marks.role_letter(choice.code, False, 0, 0, language, measure)
    return (
        choice.text,
        width,
        lambda x, y: marks.role_letter(choice.code, False, x, y - 7.5, language, measure)[1],
    )


def _part(code: str, x: float, y: float) -> list[Shape]:
    return marks.part_mark(code, x, y - 6)


def _pips(count: int, x: float, y: float) -> list[Shape]:
    return marks.weight_pips(count, x, y - 2.5)


def _bars(filled: int, mono: bool, x: float, y: float) -> list[Shape]:
    return marks.closeness_bars(filled, x, y + 6, mono)


def _percents() -> list[Text]:
    """What one, two and three pips stand for."""
    return [
        *(_LITTLE.format(percent=str(most)) for most in PIPS_FROM[1:]),
        _MUCH.format(percent=str(PIPS_FROM[-1])),
    ]


def _links(mono: bool, ties: bool) -> list[_Entry]:
    def line(kind: str) -> _Mark:
        return lambda x, y: map_links.sample(kind, x, y, _SAMPLE, mono)

    def strengths(x: float, y: float) -> list[Shape]:
        return [
            shape
            for strength in (1, 2, 3)
            for shape in map_links.sample("influences", x + (strength - 1) * 22, y, 18, mono, strength)
        ]

    def conflict(x: float, y: float) -> list[Shape]:
        middle = x + _SAMPLE / 2
        return [
            *line("conflict")(x, y),
            Box(middle - 7, y - 7, 14, 14, 7, fill="surface", stroke="opponent"),
            marks.bolt(middle, y, "opponent"),
        ]

    return [
        (LINK_KIND["influences"].text, _SAMPLE, line("influences")),
        (_STRENGTH, 62, strengths),
        (LINK_KIND["conflict"].text, _SAMPLE, conflict),
        (LINK_KIND["reports_to"].text, _SAMPLE, line("reports_to")),
        (LINK_KIND["introduces"].text, _SAMPLE, line("introduces")),
        *([(_TIE, _SAMPLE, line("alumni"))] if ties else []),
    ]


def _other_marks(coach: bool, pins: bool, measure: Measure) -> list[_Entry]:
    doubt = measure("?", SMALL_BOLD_ITALIC)
    dashed = Box(1, -6, 20, 12, 3, stroke="text_3", dash=(3, 2.5))

    def assumed(x: float, y: float) -> list[Shape]:
        """Most marks bear a question mark then; the weight has no room for one and is hollow."""
        words = Words(x, y + 4, "?", SMALL_BOLD_ITALIC, "text_2", doubt)
        return [words, *marks.weight_pips(1, x + doubt + 3, y - 2.5, assumed=True)]

    entries: list[_Entry] = [
        (_KEY, marks.MARK, lambda x, y: marks.key(x, y - 6, "text_2")),
        (_GROUP, marks.MARK, lambda x, y: marks.heads(x, y - 6, "text_2")),
        (_UNKNOWN_HOLDER, 22, lambda x, y: [replace(dashed, x=x + 1, y=y - 6)]),
        (_COLD, marks.MARK, lambda x, y: marks.clock(x, y - 6, "warning")),
        (_ASSUMED, doubt + 3 + marks.PIP, assumed),
    ]
    if coach:
        rungs = _COACH.format(most=str(len(COACH_RUNG.codes)))
        entries.append((rungs, marks.MARK, lambda x, y: [marks.star(x, y - 6.5, "warning")]))
    if pins:
        entries.append((_PINNED, marks.MARK, lambda x, y: marks.pin(x, y - 6, "text_3")))
    return entries


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
    what = REVIEW.format(map=MAP, name=influence_map.review) if influence_map.review else MAP
    if influence_map.supposed:
        what = WHAT_IF.format(map=MAP)
    shapes: list[Shape] = []
    rooms = (width * 0.62, width * 0.38 - 20)
    lines = (
        (influence_map.purchase, TITLE, "text_1", what.in_language(language), SMALL_BOLD, 20.0),
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
