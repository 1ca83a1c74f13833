"""The small marks of the map, drawn as shapes: fonts lack them or set them as coloured pictures.

Each function gives the shapes of one mark whose box begins at ``x``, ``y``. Shared by cards and legend.
"""

from __future__ import annotations

import math
from typing import Final

from keyaccount_desktop.exchange.map_shapes import (
    SMALL_BOLD,
    SMALL_BOLD_ITALIC,
    Box,
    Ellipse,
    Measure,
    Path,
    Polygon,
    Rect,
    Segment,
    Shape,
    Words,
)
from keyaccount_desktop.language import Language
from keyaccount_desktop.method.vocabulary import ATTITUDE, BUYING_ROLE, UNKNOWN_ATTITUDE

BADGE_HEIGHT: Final = 18.0
MARK: Final = 12.0
"""Width and height of star, clock, blocker, key and pin."""
LETTER_HEIGHT: Final = 15.0
BARS_WIDTH: Final = 17.0
PIP: Final = 5.0
_SIGN: Final = 9.0


def attitude_code(value: object) -> str:
    """The attitude a card is coloured by: one of the list, or ``unknown``."""
    return value if isinstance(value, str) and value in ATTITUDE else UNKNOWN_ATTITUDE.code


def attitude_letter(code: str, language: Language) -> str:
    """The badge's letter, such as 支, without the sign that is drawn beside it."""
    mark = (ATTITUDE.get(code) or UNKNOWN_ATTITUDE).mark
    return "" if mark is None else mark.in_language(language).strip("▲●▼○ ")


def attitude_sign(code: str, x: float, y: float, colour: str, size: float = _SIGN) -> Shape:
    """▲ ● ▼ or ○."""
    if code == "supporter":
        return Polygon(((x, y + size - 1), (x + size / 2, y + 0.5), (x + size, y + size - 1)), fill=colour)
    if code == "opponent":
        return Polygon(((x, y + 1), (x + size, y + 1), (x + size / 2, y + size - 0.5)), fill=colour)
    if code == "neutral":
        return Ellipse(x + 0.5, y + 0.5, size - 1, size - 1, fill=colour)
    return Ellipse(x + 1, y + 1, size - 2, size - 2, stroke=colour, stroke_width=1.3)


def badge(
    code: str,
    assumed: bool,
    x: float,
    y: float,
    language: Language,
    mono: bool,
    measure: Measure,
    fade: str = "",
) -> tuple[float, list[Shape]]:
    """The attitude's badge and its width; what is only assumed stands in italics with a question mark."""
    colour = code + fade
    style = SMALL_BOLD_ITALIC if assumed else SMALL_BOLD
    letter = attitude_letter(code, language)
    shapes: list[Shape] = []
    width = 5.0
    if letter:  # English has none for neutral
        letter_width = measure(letter, style)
        shapes.append(Words(x + width, y + 13, letter, style, colour, letter_width))
        width += letter_width + 3
    shapes.append(attitude_sign(code, x + width, y + (BADGE_HEIGHT - _SIGN) / 2, colour))
    width += _SIGN + 5
    if assumed:
        shapes.append(Words(x + width - 3, y + 13, "?", style, colour, measure("?", style)))
        width += measure("?", style)
    hollow = code == UNKNOWN_ATTITUDE.code
    outline = colour if hollow or mono else None
    fill = None if hollow else f"{code}_soft{fade}"
    return width, [Box(x, y, width, BADGE_HEIGHT, 4, fill=fill, stroke=outline), *shapes]


def role_letter(
    code: str,
    assumed: bool,
    x: float,
    y: float,
    language: Language,
    measure: Measure,
    fade: str = "",
    *,
    tight: bool = False,
) -> tuple[float, list[Shape]]:
    """A role's boxed letter and the box's width; the decider's is filled."""
    mark = BUYING_ROLE[code].mark
    letter = code[:1].upper() if mark is None else mark.in_language(language)
    style = SMALL_BOLD_ITALIC if assumed else SMALL_BOLD
    letter_width = measure(letter, style)
    width = max(15.0, letter_width + (2 if tight else 4))
    decider = code == "decider"
    box = Box(
        x, y, width, LETTER_HEIGHT, 3,
        fill=f"text_1{fade}" if decider else None,
        stroke=f"text_1{fade}" if decider else f"text_3{fade}",
    )  # fmt: skip
    colour = f"surface{fade}" if decider else f"text_1{fade}"
    return width, [box, Words(x + (width - letter_width) / 2, y + 11.5, letter, style, colour, letter_width)]


def closeness_bars(
    filled: int, x: float, bottom: float, mono: bool, fade: str = "", *, assumed: bool = False
) -> list[Shape]:
    """The three-bar signal standing on ``bottom``; what is only assumed leans like italics."""
    shapes: list[Shape] = []
    for index, height in enumerate((5.0, 9.0, 13.0)):
        left, top = x + index * 6, bottom - height
        colour = f"text_2{fade}" if index < filled else None if mono else f"line_strong{fade}"
        outline = None if colour else f"text_3{fade}"
        inset = 0.5 if outline else 0.0
        if assumed:
            lean = height * 0.22
            corners = (
                (left + inset, bottom - inset), (left + inset + lean, top + inset),
                (left + 4 - inset + lean, top + inset), (left + 4 - inset, bottom - inset),
            )  # fmt: skip
            shapes.append(Polygon(corners, fill=colour, stroke=outline))
        else:
            bar = Rect(left, top, 4.5, height).grown(-inset)
            shapes.append(Box(bar.x, bar.y, bar.width, bar.height, 1, fill=colour, stroke=outline))
    return shapes


def weight_pips(
    count: int, x: float, y: float, fade: str = "", *, assumed: bool = False, upright: bool = False
) -> list[Shape]:
    """One to three dots in a row, or from the bottom up if ``upright``; hollow if they are only assumed."""
    colour = f"text_2{fade}"
    shapes: list[Shape] = []
    for index in range(count):
        left, top = (x, y - index * (PIP + 1)) if upright else (x + index * (PIP + 3), y)
        if assumed:
            shapes.append(
                Ellipse(left + 0.6, top + 0.6, PIP - 1.2, PIP - 1.2, stroke=colour, stroke_width=1.2)
            )
        else:
            shapes.append(Ellipse(left, top, PIP, PIP, fill=colour))
    return shapes


def pips_width(count: int, *, upright: bool = False) -> float:
    return (PIP if upright else count * (PIP + 3) - 3) if count else 0


def part_mark(code: str, x: float, y: float, fade: str = "") -> list[Shape]:
    """What someone does in the decision: a crown, waves that spread, a cog, or the no-entry sign."""
    draw = {"decides": crown, "influences": waves, "executes": cog}.get(code)
    return draw(x, y, f"text_2{fade}") if draw else blocker(x, y, f"opponent{fade}", "surface")


def star(x: float, y: float, colour: str) -> Shape:
    centre_x, centre_y = x + MARK / 2, y + MARK / 2 + 0.5
    points = []
    for index in range(10):
        radius = 6.0 if index % 2 == 0 else 2.6
        angle = math.pi * index / 5
        points.append((centre_x + radius * math.sin(angle), centre_y - radius * math.cos(angle)))
    return Polygon(tuple(points), fill=colour)


def clock(x: float, y: float, colour: str) -> list[Shape]:
    middle_x, middle_y = x + 6, y + 6
    hands: tuple[Segment, ...] = (
        ("M", middle_x, y + 3.2),
        ("L", middle_x, middle_y),
        ("L", x + 8.6, y + 7.6),
    )
    return [
        Ellipse(x + 0.8, y + 0.8, 10.4, 10.4, stroke=colour, stroke_width=1.2),
        Path(hands, stroke=colour, stroke_width=1.2),
    ]


def blocker(x: float, y: float, colour: str, bar: str) -> list[Shape]:
    """The no-entry sign."""
    return [Ellipse(x, y, MARK, MARK, fill=colour), Box(x + 2.5, y + 4.5, 7, 3, 0.5, fill=bar)]


def crown(x: float, y: float, colour: str) -> list[Shape]:
    points = ((0.8, 2.8), (3.6, 5.8), (6, 1.2), (8.4, 5.8), (11.2, 2.8), (10.2, 10.8), (1.8, 10.8))
    return [Polygon(tuple((x + left, y + top) for left, top in points), fill=colour)]


def waves(x: float, y: float, colour: str) -> list[Shape]:
    """Something that spreads from one point."""
    middle = y + 6
    shapes: list[Shape] = [Ellipse(x + 0.6, middle - 1.8, 3.6, 3.6, fill=colour)]
    for reach in (3.4, 6.8):
        left, rise = x + 2.6 + reach * 0.7, 1.4 + reach * 0.55
        arc: tuple[Segment, ...] = (
            ("M", left, middle - rise),
            (
                "C",
                left + reach * 0.42,
                middle - rise / 2,
                left + reach * 0.42,
                middle + rise / 2,
                left,
                middle + rise,
            ),
        )
        shapes.append(Path(arc, stroke=colour, stroke_width=1.3))
    return shapes


def cog(x: float, y: float, colour: str) -> list[Shape]:
    points = []
    for index in range(24):
        radius = 5.6 if index % 3 else 4.0
        angle = math.pi * (index + 0.5) / 12
        points.append((x + 6 + radius * math.sin(angle), y + 6 - radius * math.cos(angle)))
    return [Polygon(tuple(points), fill=colour), Ellipse(x + 4, y + 4, 4, 4, fill="surface")]


def stripes(x: float, y: float, width: float, height: float) -> list[Shape]:
    """Gaps in a band, for the one attitude that black and white must not let look like another."""
    gap = 5.0
    count = int((height - gap) / (2 * gap))
    return [Box(x, y + gap * (2 * index + 1), width, gap, fill="surface") for index in range(count + 1)]


def bolt(centre_x: float, centre_y: float, colour: str) -> Shape:
    points = ((1.4, -5.5), (-3.4, 0.9), (-0.5, 0.9), (-1.4, 5.5), (3.4, -1.1), (0.5, -1.1))
    return Polygon(tuple((centre_x + x, centre_y + y) for x, y in points), fill=colour)


def key(x: float, y: float, colour: str) -> list[Shape]:
    bit: tuple[Segment, ...] = (("M", x + 5.2, y + 6.8), ("L", x + 11, y + 6.8), ("L", x + 11, y + 9.6))
    tooth: tuple[Segment, ...] = (("M", x + 8.6, y + 6.8), ("L", x + 8.6, y + 9.2))
    return [
        Ellipse(x + 0.8, y + 4.4, 4.8, 4.8, stroke=colour, stroke_width=1.4),
        Path(bit, stroke=colour, stroke_width=1.4),
        Path(tooth, stroke=colour, stroke_width=1.4),
    ]


def pin(x: float, y: float, colour: str) -> list[Shape]:
    needle: tuple[Segment, ...] = (("M", x + 6, y + 7.5), ("L", x + 6, y + 12))
    head = ((3.5, 1), (8.5, 1), (8, 5), (9.5, 7.5), (2.5, 7.5), (4, 5))
    return [
        Polygon(tuple((x + left, y + top) for left, top in head), fill=colour),
        Path(needle, stroke=colour, stroke_width=1.3),
    ]


def heads(x: float, y: float, colour: str) -> list[Shape]:
    """Two people: an entry that stands for a group."""
    shapes: list[Shape] = []
    for left in (x + 5.0, x):
        shapes.append(Ellipse(left + 1.6, y + 1.5, 4, 4, fill=colour))
        shoulders: tuple[Segment, ...] = (
            ("M", left, y + 10.5),
            ("C", left, y + 7, left + 1.6, y + 6.4, left + 3.6, y + 6.4),
            ("C", left + 5.6, y + 6.4, left + 7.2, y + 7, left + 7.2, y + 10.5),
        )
        shapes.append(Path(shoulders, fill=colour))
    return shapes
