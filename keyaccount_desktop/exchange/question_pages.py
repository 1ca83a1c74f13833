"""A question list on its pages: what stands where, in points from the upper left corner of the sheet.

The shapes are those of ``map_shapes``, painted by ``ui.question_print``. A question is never parted from its
lines, and a name never stands alone at the foot of a page.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Final

from keyaccount_desktop.exchange.card_content import CONFIDENTIAL
from keyaccount_desktop.exchange.map_shapes import (
    Box,
    Measure,
    Path,
    TextStyle,
    Words,
    elide,
    wrap,
)
from keyaccount_desktop.exchange.question_list import Entry, Group, QuestionList
from keyaccount_desktop.language import Text

_Shape = Words | Box | Path

TITLE: Final = TextStyle(18, bold=True)
SUBJECT: Final = TextStyle(12, bold=True)
NAME: Final = TextStyle(12, bold=True)
QUESTION: Final = TextStyle(10)
SMALL: Final = TextStyle(8)

MARGIN: Final = 42.5
"""15 mm, which every printer leaves."""
_FOOT: Final = 26.0
_BOX: Final = 9.0
"""The box to tick."""
_INDENT: Final = 18.0
_LINE: Final = 21.0
"""7.5 mm between lines to write on: room for a hand in a car."""
_MOST_LINES_OF_TEXT: Final = 3
_CHOICE_GAP: Final = 16.0

_ASKED_ON: Final = Text("Asked on", "询问日期")
_ASKED_WHOM: Final = Text("With", "询问对象")
_PAGE: Final = Text("Page {page} / {pages}", "第 {page} / {pages} 页")
_NOTHING: Final = Text("Everything that is asked is known and fresh.", "该问的都已知且未过期。")


@dataclass
class Page:
    """The shapes of one sheet."""

    shapes: list[_Shape] = field(default_factory=list)

    @property
    def words(self) -> list[Words]:
        return [shape for shape in self.shapes if isinstance(shape, Words)]


def pages(shown: QuestionList, width: float, height: float, measure: Measure) -> list[Page]:
    """Lay a list out on sheets of this size."""
    return _Layout(shown, width, height, measure).pages()


@dataclass(frozen=True, slots=True)
class _Block:
    """Shapes that stay together, from their own upper edge down."""

    shapes: tuple[_Shape, ...]
    height: float
    holds_next: bool = False
    """Whether it must not be the last on its page."""


class _Layout:
    def __init__(self, shown: QuestionList, width: float, height: float, measure: Measure) -> None:
        self._shown = shown
        self._width, self._height = width, height
        self._room = width - 2 * MARGIN
        self._measure = measure

    def pages(self) -> list[Page]:
        made = [self._fresh(first=True)]
        y = self._top(first=True)
        blocks = self._blocks()
        bottom = self._height - MARGIN - _FOOT
        for place, block in enumerate(blocks):
            together = block.height
            if block.holds_next and place + 1 < len(blocks):
                together += blocks[place + 1].height
            if y + together > bottom and y > self._top(first=len(made) == 1):
                made.append(self._fresh(first=False))
                y = self._top(first=False)
            made[-1].shapes += [_moved(shape, y) for shape in block.shapes]
            y += block.height
        for number, page in enumerate(made, 1):
            page.shapes += self._footer(number, len(made))
        return made

    # ---- around

    def _top(self, *, first: bool) -> float:
        return MARGIN + (84.0 if first else 26.0)

    def _fresh(self, *, first: bool) -> Page:
        shown = self._shown
        if not first:
            running = f"{shown.title} · {shown.subject}"
            return Page(
                [
                    self._words(MARGIN, MARGIN + 8, running, SMALL, "text_3", self._room),
                    self._rule(MARGIN + 14),
                ]
            )
        page = Page()
        page.shapes.append(self._words(MARGIN, MARGIN + 16, shown.title, TITLE, "text_1", self._room))
        page.shapes.append(self._words(MARGIN, MARGIN + 36, shown.subject, SUBJECT, "text_1", self._room))
        page.shapes.append(self._words(MARGIN, MARGIN + 50, shown.remark, SMALL, "text_2", self._room))
        x = MARGIN
        for label, share in ((_ASKED_ON, 0.35), (_ASKED_WHOM, 0.65)):
            text = label.in_language(shown.language)
            words = self._words(x, MARGIN + 72, text, SMALL, "text_3", self._room)
            page.shapes.append(words)
            end = x + self._room * share - (12 if share < 0.5 else 0)
            page.shapes.append(_line(x + words.width + 6, MARGIN + 74, end, "line_strong"))
            x += self._room * share
        return page

    def _footer(self, number: int, count: int) -> list[_Shape]:
        shown = self._shown
        y = self._height - MARGIN
        paging = _PAGE.format(page=number, pages=count).in_language(shown.language)
        right = self._measure(paging, SMALL)
        left = f"{shown.file} · {shown.day.isoformat()} · {CONFIDENTIAL.in_language(shown.language)}"
        return [
            self._rule(y - 12),
            self._words(MARGIN, y, left, SMALL, "text_3", self._room - right - 12),
            Words(self._width - MARGIN - right, y, paging, SMALL, "text_3", right),
        ]

    # ---- questions

    def _blocks(self) -> list[_Block]:
        if not self._shown.groups:
            text = _NOTHING.in_language(self._shown.language)
            return [_Block((self._words(MARGIN, 24, text, QUESTION, "text_2", self._room),), 40)]
        blocks = []
        for group in self._shown.groups:
            blocks.append(self._heading(group))
            blocks += [self._question(entry) for entry in group.entries]
        return blocks

    def _heading(self, group: Group) -> _Block:
        name = self._words(MARGIN, 26, group.name, NAME, "text_1", self._room)
        about = self._words(
            MARGIN + name.width + 8, 26, group.about, SMALL, "text_2", max(self._room - name.width - 8, 0)
        )
        shapes: tuple[_Shape, ...] = (name, about, self._rule(32, "line_strong"))
        return _Block(tuple(shape for shape in shapes if getattr(shape, "text", "-")), 38, holds_next=True)

    def _question(self, entry: Entry) -> _Block:
        x, room = MARGIN + _INDENT, self._room - _INDENT
        reason_width = self._measure(entry.reason, SMALL)
        lines = wrap(entry.text, [room] * _MOST_LINES_OF_TEXT, QUESTION, self._measure)
        shapes: list[_Shape] = [Box(MARGIN, 5, _BOX, _BOX, radius=1.5, stroke="text_2", stroke_width=0.9)]
        y = 13.0
        for line in lines:
            shapes.append(self._words(x, y, line, QUESTION, "text_1", room))
            y += 13
        last = self._measure(lines[-1], QUESTION) if lines else 0.0
        if last + 10 + reason_width <= room:
            shapes.append(Words(x + last + 10, y - 13, entry.reason, SMALL, "text_3", reason_width))
        else:
            shapes.append(self._words(x, y - 1, entry.reason, SMALL, "text_3", room))
            y += 11
        y = self._choices(entry, shapes, x, y, room)
        for _ in range(entry.lines):
            y += _LINE
            shapes.append(_line(x, y - 9, self._width - MARGIN, "line"))
        return _Block(tuple(shapes), y + (2 if entry.lines else 9))

    def _choices(self, entry: Entry, shapes: list[_Shape], x: float, y: float, room: float) -> float:
        """The choices to be ticked, in as many rows as they take; where the last one ends."""
        if not entry.choices:
            return y
        y += 4
        at = x
        for choice in entry.choices:
            width = min(self._measure(choice, QUESTION), room - _BOX - 4)
            if at > x and at + _BOX + 4 + width > x + room:
                at, y = x, y + 15
            shapes.append(Box(at, y - 8, _BOX - 1, _BOX - 1, radius=1.5, stroke="text_3", stroke_width=0.8))
            shapes.append(self._words(at + _BOX + 4, y, choice, QUESTION, "text_2", width))
            at += _BOX + 4 + width + _CHOICE_GAP
        return y + 9

    # ---- shapes

    def _words(self, x: float, y: float, text: str, style: TextStyle, colour: str, room: float) -> Words:
        fitted = elide(text, room, style, self._measure)
        return Words(x, y, fitted, style, colour, self._measure(fitted, style))

    def _rule(self, y: float, colour: str = "line") -> Path:
        return _line(MARGIN, y, self._width - MARGIN, colour)


def _line(x: float, y: float, end: float, colour: str) -> Path:
    return Path((("M", x, y), ("L", end, y)), stroke=colour, stroke_width=0.7)


def _moved(shape: _Shape, by: float) -> _Shape:
    """A shape so much further down."""
    if isinstance(shape, Words):
        return replace(shape, baseline=shape.baseline + by)
    if isinstance(shape, Path):
        return replace(shape, segments=tuple((*segment[:2], segment[2] + by) for segment in shape.segments))
    return replace(shape, y=shape.y + by)
