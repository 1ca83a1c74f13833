"""The words a picture of the map is written in: shapes, text styles, and fitting text into a width.

A drawing is a list of shapes owned by one thing of the map (a card, a link, a lane, the legend, the
title). Colours are names of theme tokens, so that one drawing serves light, dark, paper and black and
white; text comes already cut to its room. Made by the other ``map_*`` modules, painted by
``ui.influence_map.painter``, turned into other formats by whoever writes them.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final, Literal

ELLIPSIS: Final = "…"
FADED: Final = "~"
"""Ends a colour's name when it is to be mixed halfway into the surface behind it."""


@dataclass(frozen=True, slots=True)
class TextStyle:
    """How text is set; sizes are in map units, of which one is a pixel at 100 %."""

    size: float
    bold: bool = False
    italic: bool = False


NAME: Final = TextStyle(13, bold=True)
SMALL: Final = TextStyle(11)
"""The smallest text of a picture: what the 7-pt floor of a print is measured by."""
SMALL_BOLD: Final = TextStyle(11, bold=True)
SMALL_ITALIC: Final = TextStyle(11, italic=True)
SMALL_BOLD_ITALIC: Final = TextStyle(11, bold=True, italic=True)
HEADING: Final = TextStyle(12, bold=True)
TITLE: Final = TextStyle(18, bold=True)
BODY: Final = TextStyle(12)

Measure = Callable[[str, TextStyle], float]
"""How wide a text is when set in a style, in map units."""


@dataclass(frozen=True, slots=True)
class Rect:
    """An upright rectangle in map units."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        return self.x + self.width

    @property
    def bottom(self) -> float:
        return self.y + self.height

    @property
    def centre(self) -> tuple[float, float]:
        return self.x + self.width / 2, self.y + self.height / 2

    def meets(self, other: Rect) -> bool:
        """Whether the two share more than an edge."""
        return (
            self.x < other.right and other.x < self.right and self.y < other.bottom and other.y < self.bottom
        )

    def holds(self, x: float, y: float) -> bool:
        return self.x <= x <= self.right and self.y <= y <= self.bottom

    def grown(self, by: float) -> Rect:
        return Rect(self.x - by, self.y - by, self.width + 2 * by, self.height + 2 * by)

    def moved(self, dx: float, dy: float) -> Rect:
        return Rect(self.x + dx, self.y + dy, self.width, self.height)


def around(rects: Iterable[Rect]) -> Rect:
    """The smallest rectangle that holds all of them; an empty one if there are none."""
    found = list(rects)
    if not found:
        return Rect(0, 0, 0, 0)
    x, y = min(r.x for r in found), min(r.y for r in found)
    return Rect(x, y, max(r.right for r in found) - x, max(r.bottom for r in found) - y)


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle, with round corners if ``radius`` is set."""

    x: float
    y: float
    width: float
    height: float
    radius: float = 0
    fill: str | None = None
    stroke: str | None = None
    stroke_width: float = 1
    dash: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Ellipse:
    x: float
    y: float
    width: float
    height: float
    fill: str | None = None
    stroke: str | None = None
    stroke_width: float = 1


@dataclass(frozen=True, slots=True)
class Polygon:
    points: tuple[tuple[float, float], ...]
    fill: str | None = None
    stroke: str | None = None
    stroke_width: float = 1


Segment = (
    tuple[Literal["M"], float, float]
    | tuple[Literal["L"], float, float]
    | tuple[Literal["C"], float, float, float, float, float, float]
)
"""Move, straight line, cubic curve (two control points, then the end)."""


@dataclass(frozen=True, slots=True)
class Path:
    """A line of straight and curved pieces; dashes are in units of the line's width."""

    segments: tuple[Segment, ...]
    stroke: str | None = None
    stroke_width: float = 1
    dash: tuple[float, ...] = ()
    fill: str | None = None


@dataclass(frozen=True, slots=True)
class Words:
    """One line of text standing on ``baseline``; ``width`` is what it was measured to take.

    ``turned``: it reads upwards, and begins at ``x``, ``baseline``.
    """

    x: float
    baseline: float
    text: str
    style: TextStyle
    colour: str
    width: float
    turned: bool = False

    @property
    def area(self) -> Rect:
        """About what the letters cover, with the parts of them that hang below the line."""
        rise, fall = self.style.size * 0.88, self.style.size * 0.24
        if self.turned:
            return Rect(self.x - rise, self.baseline - self.width, rise + fall, self.width)
        return Rect(self.x, self.baseline - rise, self.width, rise + fall)


Shape = Box | Ellipse | Polygon | Path | Words
OwnerKind = Literal["lane", "card", "link", "label", "legend", "title"]


@dataclass(frozen=True, slots=True)
class Drawing:
    """What one thing of the map looks like; shapes are relative to ``x``, ``y``.

    ``bounds`` holds all of its ink, in the same coordinates as the shapes.
    """

    kind: OwnerKind
    id: str
    x: float
    y: float
    bounds: Rect
    shapes: tuple[Shape, ...]

    @property
    def words(self) -> tuple[Words, ...]:
        return tuple(shape for shape in self.shapes if isinstance(shape, Words))


def one_line(text: str) -> str:
    """A text as pictures can hold it: in one line, without what XML and printers refuse."""
    shown = "".join(
        "\ufffd" if "\ud800" <= character <= "\udfff" or character in "\ufffe\uffff" else character
        for character in text
        if character.isspace() or unicodedata.category(character) != "Cc"
    )
    return " ".join(shown.split())


def elide(text: str, width: float, style: TextStyle, measure: Measure) -> str:
    """The text, or as much of its beginning as fits with an ellipsis; empty if not even that does."""
    text = one_line(text)
    if measure(text, style) <= width:
        return text
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        if measure(_cut(text, middle), style) <= width:
            low = middle
        else:
            high = middle - 1
    if low == 0:
        return ELLIPSIS if measure(ELLIPSIS, style) <= width else ""
    return _cut(text, low)


def _cut(text: str, length: int) -> str:
    return text[: _whole(text, length)].rstrip() + ELLIPSIS


def _whole(text: str, length: int) -> int:
    """So much of the text's beginning, but no half of a character that is written in several: é, 👩‍⚕️, 🇨🇳."""
    while 0 < length < len(text) and _belong_together(text, length):
        length -= 1
    return length


def _belong_together(text: str, at: int) -> bool:
    before, after = text[at - 1], text[at]
    if before == "\u200d" or after == "\u200d" or unicodedata.category(after) in ("Mn", "Me", "Mc"):
        return True
    if "\U0001f3fb" <= after <= "\U0001f3ff" or "\U000e0020" <= after <= "\U000e007f":  # skin, regional flags
        return True
    flags = 0
    while flags < at and "\U0001f1e6" <= text[at - 1 - flags] <= "\U0001f1ff":
        flags += 1
    return flags % 2 == 1 and "\U0001f1e6" <= after <= "\U0001f1ff"


_NOT_AT_START: Final = frozenset(
    ",.;:!?)]}%…·\u2019\u201d\u3001\u3002\u3009\u300b\u300d\u300f\u3011\uff01\uff09\uff0c\uff1a\uff1b\uff1f"
)
_NOT_AT_END: Final = frozenset("([{\u2018\u201c\u3008\u300a\u300c\u300e\u3010\uff08")


def wrap(text: str, widths: Iterable[float], style: TextStyle, measure: Measure) -> list[str]:
    """The text in at most as many lines as there are widths; the last one is elided if it must be.

    Lines break at spaces, and between Chinese characters except before closing or after opening marks; a word
    longer than its line is broken with a hyphen.
    """
    lines: list[str] = []
    rest = one_line(text)
    rooms = list(widths)
    for index, room in enumerate(rooms):
        if not rest:
            break
        if index == len(rooms) - 1 or measure(rest, style) <= room:
            lines.append(elide(rest, room, style, measure))
            break
        at = _break(rest, room, style, measure)
        hyphen = ""
        if at == 0:
            at, hyphen = _break_within(rest, room, style, measure)
        if at == 0:  # not even one character fits
            lines.append(elide(rest, room, style, measure))
            break
        lines.append(rest[:at].rstrip() + hyphen)
        rest = rest[at:].lstrip()
    return [line for line in lines if line]


def fold(text: str, width: float, style: TextStyle, measure: Measure) -> list[str]:
    """The whole text in lines of this width, however many: a word that is wider than a line is broken."""
    lines: list[str] = []
    for part in text.splitlines():
        rest = one_line(part)
        while rest:
            at = _break(rest, width, style, measure) or max(_fitting(rest, width, style, measure), 1)
            lines.append(rest[:at].rstrip())
            rest = rest[at:].lstrip()
    return lines


def _fitting(text: str, room: float, style: TextStyle, measure: Measure) -> int:
    """How many characters of the beginning fit."""
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        if measure(text[:middle].rstrip(), style) <= room:
            low = middle
        else:
            high = middle - 1
    return low


def _break(text: str, room: float, style: TextStyle, measure: Measure) -> int:
    """After how many characters a line of this width ends; 0 if no break is allowed within it."""
    for at in range(_fitting(text, room, style, measure), 0, -1):
        if at == len(text) or _may_break(text[at - 1], text[at]):
            return at
    return 0


def _break_within(text: str, room: float, style: TextStyle, measure: Measure) -> tuple[int, str]:
    """After how many characters of its first word a line ends, and the hyphen that says so."""
    low, high = 0, len(text) - 1
    while low < high:
        middle = (low + high + 1) // 2
        if measure(text[:middle] + "-", style) <= room:
            low = middle
        else:
            high = middle - 1
    at = _whole(text, low)
    return at, "-" if at and text[at - 1].isalpha() and text[at].isalpha() else ""


def _may_break(before: str, after: str) -> bool:
    if before == " " or after == " ":
        return True
    if after in _NOT_AT_START or before in _NOT_AT_END:
        return False
    return _is_wide(before) or _is_wide(after) or before in "-/·"


def _is_wide(character: str) -> bool:
    return "\u2e80" <= character <= "\u9fff" or "\uf900" <= character <= "\ufaff" or character >= "\U00020000"
