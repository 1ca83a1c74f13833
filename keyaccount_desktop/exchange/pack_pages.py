"""The meeting pack on its pages: what stands where, in points of a landscape A4 from the upper left corner.

The shapes are those of ``map_shapes``, painted by ``ui.pack_print``, which enlarges them on larger paper and
paints the sheets of the map where a page leaves room for one. Tables break over pages between people, or
within one whose text fills a page; their headings are repeated. No fact is cut.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from keyaccount_desktop.exchange.card_content import CONFIDENTIAL
from keyaccount_desktop.exchange.map_shapes import (
    Box,
    Measure,
    Path,
    Rect,
    TextStyle,
    Words,
    elide,
    fold,
)
from keyaccount_desktop.exchange.pack import (
    MOTIVE_HEADINGS,
    MOTIVES,
    ORGANISATION,
    OVERVIEW,
    PRESENTER,
    ROLE_HEADINGS,
    ROLES,
    FactLine,
    Level,
    Pack,
    PersonRow,
    Said,
)
from keyaccount_desktop.language import Text

WIDTH: Final = 842.0
HEIGHT: Final = 595.0

_TITLE: Final = TextStyle(22, bold=True)
_SECTION: Final = TextStyle(14, bold=True)
_HEADING: Final = TextStyle(11, bold=True)
_NAME: Final = TextStyle(11, bold=True)
_BODY: Final = TextStyle(10)
_BOLD: Final = TextStyle(10, bold=True)
_ASSUMED: Final = TextStyle(10, italic=True)
_SMALL: Final = TextStyle(8)

_MARGIN: Final = 36.0
_TOP: Final = 66.0
"""Where the content of a page begins, below its heading."""
_FOOT: Final = 26.0
_LINE: Final = 1.4
"""Height of a line in sizes of its letters."""
_PAD: Final = 5.0
_GAP: Final = 14.0
"""Between two columns."""
_BLANK: Final = 30.0
"""Left free where something is to be written by hand."""
_LABEL: Final = 118.0

_PAGE: Final = Text("Page {page} / {pages}", "第 {page} / {pages} 页")
_CONTINUED: Final = Text("{title} (continued)", "{title}（续）")
_DATE: Final = Text("Date: {date}", "日期：{date}")
_FILE: Final = Text("File: {file}", "文件：{file}")
_VERSION: Final = Text("version {version}", "版本 {version}")
_NOBODY: Final = Text("Nobody has been put into this purchase yet.", "这个采购项目里还没有人。")
_ROLE_SHARES: Final = (0.19, 0.24, 0.28, 0.29)
_MOTIVE_SHARES: Final = (0.19, 0.31, 0.24, 0.26)

_Shape = Words | Box | Path
_CellsOf = Callable[[PersonRow], tuple[tuple[Said, ...], ...]]
"""What stands in the columns after a client's name."""


@dataclass
class PackPage:
    """The shapes of one page."""

    shapes: list[_Shape] = field(default_factory=list)
    sheet: int | None = None
    """Which sheet of the map goes into ``MAP_ROOM``, or the wider one."""

    @property
    def words(self) -> list[Words]:
        return [shape for shape in self.shapes if isinstance(shape, Words)]


MAP_ROOM: Final = Rect(_MARGIN, 54, WIDTH - 2 * _MARGIN, HEIGHT - 54 - 38)
"""What a page leaves for a sheet of the map."""
WIDE_MAP_ROOM: Final = Rect(22, 54, WIDTH - 44, HEIGHT - 54 - 38)
"""The same for a map that does not fit between the margins in letters that can be read."""


def pack_pages(pack: Pack, sheets: int, measure: Measure) -> list[PackPage]:
    """Lay a pack out; ``sheets``: on how many the map goes."""
    return _Layout(pack, measure).pages(sheets)


@dataclass(frozen=True, slots=True)
class _Run:
    """Some text of a cell, in one style."""

    text: str
    style: TextStyle
    colour: str = "text_1"


@dataclass(frozen=True, slots=True)
class _Cell:
    x: float
    width: float
    runs: tuple[_Run, ...]


@dataclass(frozen=True, slots=True)
class _Row:
    """Cells side by side; ``blank``: the least height, where something may be written."""

    cells: tuple[_Cell, ...]
    blank: float = 0.0
    rule: str | None = "line"
    fill: str | None = None
    holds_next: bool = False
    """Whether it must not be the last on its page."""


_Lines = list[list[Words]]
"""By cell, its lines from the row's upper edge down."""


class _Layout:
    def __init__(self, pack: Pack, measure: Measure) -> None:
        self._pack = pack
        self._measure = measure
        self._room = WIDTH - 2 * _MARGIN
        self._made: list[PackPage] = []
        self._y = 0.0

    def pages(self, sheets: int) -> list[PackPage]:
        self._overview()
        for sheet in range(sheets):
            self._fresh(ORGANISATION, ruled=False)
            self._made[-1].sheet = sheet
        self._table(ROLES, ROLE_HEADINGS, _ROLE_SHARES, self._role_cells)
        self._table(MOTIVES, MOTIVE_HEADINGS, _MOTIVE_SHARES, self._motive_cells)
        for number, page in enumerate(self._made, 1):
            page.shapes += self._footer(number, len(self._made))
        return self._made

    # ---- around

    def _fresh(self, title: Text, *, continued: bool = False, ruled: bool = True) -> None:
        """A new page with its heading."""
        page = PackPage()
        self._made.append(page)
        said = self._pack.says(_CONTINUED.format(title=title) if continued else title)
        about = f"{self._pack.purchase} · {self._pack.map.account}"
        baseline = 46.0
        width = min(self._measure(said, _SECTION), self._room)
        page.shapes.append(self._words(_MARGIN, baseline, said, _SECTION, "text_1", self._room))
        left = self._room - width - 20
        if left > 60:
            if self._measure(about, _SMALL) > left:
                about = self._pack.purchase
            shown = elide(about, left, _SMALL, self._measure)
            wide = self._measure(shown, _SMALL)
            page.shapes.append(Words(WIDTH - _MARGIN - wide, baseline, shown, _SMALL, "text_2", wide))
        if ruled:
            page.shapes.append(self._rule(baseline + 10, "line_strong"))
        self._y = _TOP

    def _footer(self, number: int, count: int) -> list[_Shape]:
        pack = self._pack
        y = HEIGHT - 20
        paging = _PAGE.format(page=number, pages=count).in_language(pack.language)
        right = self._measure(paging, _SMALL)
        parts = (pack.file, pack.day.isoformat(), pack.says(_VERSION.format(version=pack.version)))
        left = " · ".join((pack.says(CONFIDENTIAL), *parts))
        return [
            self._words(_MARGIN, y, left, _SMALL, "text_2", self._room - right - 12),
            Words(WIDTH - _MARGIN - right, y, paging, _SMALL, "text_2", right),
        ]

    @property
    def _bottom(self) -> float:
        return HEIGHT - _MARGIN - _FOOT + 14

    # ---- a) overview

    def _overview(self) -> None:
        pack = self._pack
        page = PackPage()
        self._made.append(page)
        y = 52.0
        for line in fold(pack.purchase, self._room, _TITLE, self._measure):
            page.shapes.append(self._words(_MARGIN, y, line, _TITLE, "text_1", self._room))
            y += 28
        kind = pack.title
        wide = self._measure(kind, _BOLD)
        page.shapes.append(Words(WIDTH - _MARGIN - wide, y - 6, kind, _BOLD, "text_2", wide))
        room = self._room - wide - 20
        for index, line in enumerate(fold(pack.client, room, _HEADING, self._measure)):
            y += _HEADING.size * _LINE if index else 0
            page.shapes.append(self._words(_MARGIN, y - 6, line, _HEADING, "text_2", room))
        self._presented(page, y + 16)
        facts = " · ".join(
            text.in_language(pack.language)
            for text in (_DATE.format(date=pack.day.isoformat()), _FILE.format(file=pack.file))
        )
        facts = elide(facts, self._room * 0.45, _BODY, self._measure)
        about = self._measure(facts, _BODY)
        page.shapes.append(Words(WIDTH - _MARGIN - about, y + 16, facts, _BODY, "text_2", about))
        page.shapes.append(self._rule(y + 30, "line_strong"))
        page.shapes.append(self._words(_MARGIN, y + 54, pack.says(OVERVIEW), _SECTION, "text_1", self._room))
        self._y = y + 62
        for part in pack.parts:
            cell = _Cell(_MARGIN, self._room, (_Run(part.title, _HEADING, "text_2"),))
            rows = [_Row((cell,), rule="line_strong", holds_next=True), *self._fact_rows(part.lines)]
            self._place(rows, OVERVIEW)

    def _presented(self, page: PackPage, y: float) -> None:
        """Who presents, or a line to write the name on."""
        label = self._words(_MARGIN, y, self._pack.says(PRESENTER), _BODY, "text_2", self._room)
        x = _MARGIN + label.width + 10
        page.shapes.append(label)
        if self._pack.presenter:
            page.shapes.append(self._words(x, y, self._pack.presenter, _BOLD, "text_1", self._room * 0.4))
        else:
            page.shapes.append(_level(x, y + 3, x + 190, "text_3"))

    def _fact_rows(self, lines: Sequence[FactLine]) -> Iterable[_Row]:
        """Short facts two in a row, long ones over the whole width."""
        half = (self._room - 2 * _GAP) / 2
        waiting: list[FactLine] = []
        for line in lines:
            if line.long:
                yield from self._short_rows(waiting, half)
                waiting = []
                yield _Row(self._fact_cells(line, _MARGIN, self._room), _BLANK if line.said is None else 0)
            else:
                waiting.append(line)
        yield from self._short_rows(waiting, half)

    def _short_rows(self, lines: Sequence[FactLine], half: float) -> Iterable[_Row]:
        for index in range(0, len(lines), 2):
            cells = [
                cell
                for place, line in enumerate(lines[index : index + 2])
                for cell in self._fact_cells(line, _MARGIN + place * (half + 2 * _GAP), half)
            ]
            yield _Row(tuple(cells))

    def _fact_cells(self, line: FactLine, x: float, width: float) -> tuple[_Cell, ...]:
        said = line.said
        runs = () if said is None else (_Run(said.text, _ASSUMED if said.assumed else _BODY),)
        label = _Cell(x, _LABEL, (_Run(line.label, _BODY, "text_2"),))
        return label, _Cell(x + _LABEL + _GAP, width - _LABEL - _GAP, runs)

    # ---- c) and d) the tables

    def _table(
        self, title: Text, headings: Sequence[Text], shares: Sequence[float], cells_of: _CellsOf
    ) -> None:
        self._fresh(title)
        if not self._pack.levels:
            text = self._pack.says(_NOBODY)
            self._place(
                [_Row((_Cell(_MARGIN, self._room, (_Run(text, _BODY, "text_2"),)),), rule=None)], title
            )
            return
        columns = _columns(shares, self._room)
        head = _Row(
            tuple(
                _Cell(x, width, (_Run(self._pack.says(text), _BOLD, "text_2"),))
                for text, (x, width) in zip(headings, columns, strict=True)
            ),
            rule="text_3",
            holds_next=True,
        )
        self._place([head], title)
        for level in self._pack.levels:
            self._place(self._level_rows(level, columns, cells_of), title, head)

    def _level_rows(
        self, level: Level, columns: Sequence[tuple[float, float]], cells_of: _CellsOf
    ) -> Iterable[_Row]:
        cell = _Cell(_MARGIN, self._room, (_Run(level.title, _BOLD),))
        yield _Row((cell,), fill="lane", rule=None, holds_next=True)
        for person in level.people:
            name = (_Run(person.name, _NAME), *((_Run(person.post, _BODY, "text_2"),) if person.post else ()))
            filled = (name, *(tuple(_runs(said)) for said in cells_of(person)))
            cells = tuple(_Cell(x, width, runs) for (x, width), runs in zip(columns, filled, strict=True))
            yield _Row(cells, _BLANK)

    def _role_cells(self, person: PersonRow) -> tuple[tuple[Said, ...], ...]:
        return person.role, person.stance, person.relation

    def _motive_cells(self, person: PersonRow) -> tuple[tuple[Said, ...], ...]:
        return person.motive, person.values, person.help

    # ---- rows on pages

    def _place(self, rows: Iterable[_Row], title: Text, head: _Row | None = None) -> None:
        """Put rows below each other, on as many pages as they take."""
        waiting = list(rows)
        for index, row in enumerate(waiting):
            lines = self._lines(row)
            height = _height(lines, row)
            needs = height
            after = index
            while waiting[after].holds_next and after + 1 < len(waiting):
                after += 1
                needs += _height(self._lines(waiting[after]), waiting[after])
            top = self._y
            whole = self._bottom - _TOP - (0 if head is None else _height(self._lines(head), head))
            # What a heading holds begins below it, though it may not end on this page.
            held = index > 0 and waiting[index - 1].holds_next
            if not held and top + min(needs, whole) > self._bottom + 0.01:
                self._next_page(title, head)
            while self._y + height > self._bottom:
                # Longer than a page: what fits stands here, the rest goes on.
                lines, rest = _split(lines, self._bottom - self._y - 2 * _PAD)
                self._put(row, lines, self._bottom - self._y)
                self._next_page(title, head)
                lines, height = rest, _height(rest, replace(row, blank=0.0))
            self._put(row, lines, height)

    def _next_page(self, title: Text, head: _Row | None) -> None:
        self._fresh(title, continued=True)
        if head is not None:
            lines = self._lines(head)
            self._put(head, lines, _height(lines, head))

    def _put(self, row: _Row, lines: _Lines, height: float) -> None:
        page, y = self._made[-1], self._y
        if row.fill is not None:
            page.shapes.append(Box(_MARGIN - 6, y, self._room + 12, height, 4, fill=row.fill))
        for cell in lines:
            page.shapes += [replace(words, baseline=words.baseline + y + _PAD) for words in cell]
        if row.rule is not None:
            page.shapes.append(self._rule(y + height, row.rule))
        self._y = y + height

    def _lines(self, row: _Row) -> _Lines:
        return [self._cell_lines(cell) for cell in row.cells]

    def _cell_lines(self, cell: _Cell) -> list[Words]:
        made: list[Words] = []
        y = 0.0
        for run in cell.runs:
            step = run.style.size * _LINE
            for text in fold(run.text, cell.width, run.style, self._measure):
                width = self._measure(text, run.style)
                made.append(Words(cell.x, y + step * 0.75, text, run.style, run.colour, width))
                y += step
        return made

    # ---- shapes

    def _words(self, x: float, y: float, text: str, style: TextStyle, colour: str, room: float) -> Words:
        fitted = elide(text, room, style, self._measure)
        return Words(x, y, fitted, style, colour, self._measure(fitted, style))

    def _rule(self, y: float, colour: str) -> Path:
        return _level(_MARGIN, y, WIDTH - _MARGIN, colour)


def _runs(said: Iterable[Said]) -> Iterable[_Run]:
    for each in said:
        style = _ASSUMED if each.assumed else _BODY
        if each.attitude:
            style = replace(style, bold=True)
        # A label needs no full stop of its own; Chinese and English have their own colon.
        text = each.text
        if each.label:
            chinese = any("\u4e00" <= character <= "\u9fff" for character in each.label)
            text = f"{each.label}：{text}" if chinese else f"{each.label}: {text}"
        yield _Run(text, style, each.attitude or "text_1")


def _columns(shares: Sequence[float], room: float) -> list[tuple[float, float]]:
    """Where each column begins, and its width."""
    free = room - _GAP * (len(shares) - 1)
    columns, x = [], _MARGIN
    for share in shares:
        columns.append((x, free * share))
        x += free * share + _GAP
    return columns


def _bottom_of(words: Words) -> float:
    return words.baseline + words.style.size * _LINE * 0.25


def _height(lines: _Lines, row: _Row) -> float:
    tallest = max((_bottom_of(cell[-1]) for cell in lines if cell), default=0.0)
    return max(tallest + 2 * _PAD, row.blank, _BODY.size * _LINE + 2 * _PAD)


def _split(lines: _Lines, room: float) -> tuple[_Lines, _Lines]:
    """The lines of each cell that end within the room, and the rest moved up."""
    here, rest = [], []
    for cell in lines:
        kept = [words for words in cell if _bottom_of(words) <= room]
        left = cell[len(kept) :]
        here.append(kept)
        up = left[0].baseline - left[0].style.size * _LINE * 0.75 if left else 0.0
        rest.append([replace(words, baseline=words.baseline - up) for words in left])
    return here, rest


def _level(x: float, y: float, end: float, colour: str) -> Path:
    return Path((("M", x, y), ("L", end, y)), stroke=colour, stroke_width=0.7)
