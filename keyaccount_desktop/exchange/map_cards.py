"""What one card of the map looks like, and what it says in words.

``draw_card`` turns a ``MapCard`` into shapes of 176 × 76 units by the visual language of the map: every
judgement has its own mark, and each can be told from the others without colour. Text is cut or wrapped to
its room here, so that painters never measure.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from keyaccount_desktop.exchange import map_marks as marks
from keyaccount_desktop.exchange.map_layout import CARD_HEIGHT, CARD_WIDTH, FUNCTIONS, LEVELS
from keyaccount_desktop.exchange.map_shapes import (
    FADED,
    NAME,
    SMALL,
    SMALL_BOLD,
    SMALL_BOLD_ITALIC,
    Box,
    Drawing,
    Measure,
    Path,
    Rect,
    Segment,
    Shape,
    TextStyle,
    Words,
    one_line,
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
    PART,
    UNKNOWN_ATTITUDE,
)
from keyaccount_desktop.workbook.maps import Judgement, MapCard

HOLDER_UNKNOWN: Final = Text("Holder unknown", "人选未知")
NAMELESS: Final = Text("(no name)", "（未填姓名）")
ASSUMED: Final = Text("{what} (assumed)", "{what}（推测）")
COLD: Final = Text("going cold: no contact for longer than planned", "正在变冷：太久没有联系")
STALE: Final = Text("a judgement is due for checking", "有判断需要核实")
KEY: Final = Text("key person", "关键人")
SUPPOSED: Final = Text("What if", "假设")
SUPPOSED_SAID: Final = Text("only supposed: not in the workbook", "仅为假设：未写入工作簿")
COACH: Final = Text("coach: {rung}", "内线：{rung}")
WEIGHT: Final = Text("weight {percent}%", "比重 {percent}%")
_JOINT: Final = Text("; ", "；")

_LEADING: Final = 1.1
"""Of the lines of a name that is seen from afar, in heights of its letters."""
PIPS_FROM: Final = (0, 15, 35)
"""From how many percent of the decision on a card has one, two, three pips."""
_LEFT: Final = 15.0
_EDGE: Final = 8.0
_RADIUS: Final = 6.0
_NAME_ROOM: Final = 62.0
"""What a name has left of it on the first line at least: three or four Chinese characters, one short word."""
_OUTSIDE: Final = 4.0
"""How far the ring around a supposed card reaches beyond it, with its tag."""
_ROW: Final = 56.0
"""Top of the row of role letters, pips and bars."""


@dataclass(frozen=True, slots=True)
class CardStyle:
    """What of a card is shown, and how."""

    language: Language
    mono: bool = False
    coach: bool = False
    """The coach's star is private: only where it was asked for."""
    pins: bool = False


def draw_card(card: MapCard, x: float, y: float, style: CardStyle, measure: Measure) -> Drawing:
    """The card with its top left corner at ``x``, ``y`` of the picture."""
    # Without colour a faded card could be taken for a badly printed one: there the clock alone says it.
    fade = FADED if _doubtful(card, style) and not style.mono else ""
    shapes = [
        *_body(card, style, fade),
        *_top(card, style, measure, fade),
        *_bottom(card, style, measure, fade),
    ]
    if card.supposed:
        shapes += _supposed(style, measure)
    bounds = Rect(0, 0, CARD_WIDTH, CARD_HEIGHT).grown(_OUTSIDE if card.supposed else 1.5)
    return Drawing("card", card.person_id, x, y, bounds, tuple(shapes))


def draw_name_card(
    card: MapCard, x: float, y: float, style: CardStyle, size: int, measure: Measure
) -> Drawing:
    """The card for who looks from afar: who it is, and where they stand.

    The letters are of this size, or smaller by up to a fifth where the name is whole then.
    """
    fade = FADED if _doubtful(card, style) and not style.mono else ""
    attitude = marks.attitude_code(card.attitude.value if card.attitude else None)
    name = one_line(title(card, style.language))
    for share in (1.0, 0.9, 0.8):
        letters = TextStyle(size * share, bold=True)
        names, sign = _name_from_afar(name, letters, measure)
        if names and "".join(names).replace(" ", "") == name.replace(" ", ""):
            break
    height, right = letters.size, CARD_WIDTH - _EDGE - sign
    first = CARD_HEIGHT / 2 + height * 0.36 - (len(names) - 1) * height * _LEADING / 2
    top = first - height * 0.36 - sign / 2
    colour = "text_2" if fade or card.kind == "post" else "text_1"
    shapes = [*_body(card, style, fade), marks.attitude_sign(attitude, right, top, attitude + fade, sign)]
    for index, line in enumerate(names):
        baseline = first + index * height * _LEADING
        shapes.append(Words(_LEFT, baseline, line, letters, colour, measure(line, letters)))
    if card.supposed:
        shapes.append(_ring())
    bounds = Rect(0, 0, CARD_WIDTH, CARD_HEIGHT).grown(_OUTSIDE)
    return Drawing("card", card.person_id, x, y, bounds, tuple(shapes))


def _name_from_afar(name: str, letters: TextStyle, measure: Measure) -> tuple[list[str], float]:
    """The lines of a name beside the sign of the attitude, and how large that is."""
    sign = letters.size * 0.62
    beside = CARD_WIDTH - _EDGE - sign - 10 - _LEFT
    two = 2 * letters.size * _LEADING <= CARD_HEIGHT - 4
    widths = (beside, CARD_WIDTH - _LEFT - 4) if two else (beside,)
    return wrap(name, widths, letters, measure), sign


def _doubtful(card: MapCard, style: CardStyle) -> bool:
    """Whether the clock is shown; a coach's rung that is due for checking counts only where it is shown."""
    coach = style.coach and card.coach is not None and card.coach.stale
    return card.cold or card.stale or coach


def pips(weight: Judgement | None) -> int:
    """How many of the three pips a weight in percent is shown with."""
    if weight is None or not isinstance(weight.value, int | float) or weight.value <= 0:
        return 0
    return max(sum(weight.value >= least for least in PIPS_FROM), 1)


def title(card: MapCard, language: Language) -> str:
    """The name as the card shows it; a post whose holder is unknown is asked for."""
    name = one_line(card.name) or NAMELESS.in_language(language)
    if card.kind == "post" and not name.endswith(("?", "\uff1f")):
        name += "?"
    return name


def describe(card: MapCard, language: Language, *, coach: bool = True) -> list[str]:
    """Everything the card shows, in words: one line each, for tooltips and screen readers."""
    lines = [title(card, language)]
    if card.position:
        lines.append(card.position)
    if card.kind == "post":
        lines.append(HOLDER_UNKNOWN.in_language(language))
    where = [LEVEL[card.level].text] if card.level in LEVELS else []
    where += [FUNCTION[card.function].text] if card.function in FUNCTIONS else []
    if where:
        lines.append(" · ".join(text.in_language(language) for text in where))
    said: list[tuple[Text, bool]] = []
    attitude = ATTITUDE.get(str(card.attitude.value)) if card.attitude else None
    said.append(((attitude or UNKNOWN_ATTITUDE).text, bool(card.attitude and card.attitude.assumed)))
    for judged, choices in ((card.closeness, CLOSENESS), (card.part, PART)):
        if judged is not None and (choice := choices.get(str(judged.value))):
            said.append((choice.text, judged.assumed))
    for role in _roles(card):
        said.append((BUYING_ROLE[role].text, card.roles is not None and card.roles.assumed))
    if card.weight is not None and isinstance(card.weight.value, int | float):
        said.append((WEIGHT.format(percent=f"{card.weight.value:g}"), card.weight.assumed))
    if card.key:
        said.append((KEY, False))
    if coach and card.coach is not None and (rung := COACH_RUNG.get(str(card.coach.value))):
        said.append((COACH.format(rung=rung.text), card.coach.assumed))
    for text, assumed in said:
        lines.append((ASSUMED.format(what=text) if assumed else text).in_language(language))
    marks_said = ((card.cold, COLD), (card.stale, STALE), (card.supposed, SUPPOSED_SAID))
    lines += [text.in_language(language) for shown, text in marks_said if shown]
    return lines


def _ring() -> Box:
    ring = _OUTSIDE - 1.0
    return Box(
        -ring, -ring, CARD_WIDTH + 2 * ring, CARD_HEIGHT + 2 * ring, _RADIUS + 2,
        stroke="accent", stroke_width=1.5, dash=(4, 3),
    )  # fmt: skip


def _supposed(style: CardStyle, measure: Measure) -> list[Shape]:
    """A dashed ring around the card and a tag on its upper edge: what it shows is not in the workbook."""
    word = SUPPOSED.in_language(style.language)
    width = measure(word, SMALL) + 8
    left = (CARD_WIDTH - width) / 2
    return [
        _ring(),
        Box(left, -_OUTSIDE, width, 13, 3, fill="accent"),
        Words(left + 4, 6, word, SMALL, "surface", width - 8),
    ]  # fmt: skip


def in_words(card: MapCard, language: Language) -> str:
    """``describe`` in one line."""
    return _JOINT.in_language(language).join(describe(card, language))


def _roles(card: MapCard) -> list[str]:
    if card.roles is None or not isinstance(card.roles.value, tuple):
        return []
    return [code for code in BUYING_ROLE.codes if code in card.roles.value]


def _body(card: MapCard, style: CardStyle, fade: str) -> list[Shape]:
    attitude = marks.attitude_code(card.attitude.value if card.attitude else None)
    unknown = attitude == UNKNOWN_ATTITUDE.code
    band: tuple[Segment, ...] = (
        ("M", 7, 0.5),
        ("L", 0.5 + _RADIUS, 0.5),
        ("C", 3.2, 0.5, 0.5, 3.2, 0.5, 0.5 + _RADIUS),
        ("L", 0.5, CARD_HEIGHT - 0.5 - _RADIUS),
        ("C", 0.5, CARD_HEIGHT - 3.2, 3.2, CARD_HEIGHT - 0.5, 0.5 + _RADIUS, CARD_HEIGHT - 0.5),
        ("L", 7, CARD_HEIGHT - 0.5),
        ("L", 7, 0.5),
    )
    heavy = 2.5 if card.decides else 1
    inset = heavy / 2
    outline = Box(
        inset, inset, CARD_WIDTH - heavy, CARD_HEIGHT - heavy, _RADIUS,
        stroke=f"text_1{fade}" if card.decides else f"text_3{fade}" if card.kind == "post" else "line_strong",
        stroke_width=heavy,
        dash=(4, 3) if card.kind == "post" else (),
    )  # fmt: skip
    striped = style.mono and attitude == "opponent"
    return [
        Box(0.5, 0.5, CARD_WIDTH - 1, CARD_HEIGHT - 1, _RADIUS, fill="surface"),
        Path(band, stroke=f"unknown{fade}") if unknown else Path(band, fill=attitude + fade),
        *(marks.stripes(1, 1, 6, CARD_HEIGHT - 2) if striped else ()),
        outline,
    ]


def _top(card: MapCard, style: CardStyle, measure: Measure, fade: str) -> list[Shape]:
    """Name and post in up to three lines, and right of the name badge, star, clock and the like.

    Marks that would leave a short name no room stand one line lower.
    """
    shapes: list[Shape] = []
    right = CARD_WIDTH - _EDGE + 1
    attitude = marks.attitude_code(card.attitude.value if card.attitude else None)
    assumed = card.attitude is not None and card.attitude.assumed
    width, _ = marks.badge(attitude, assumed, 0, 0, style.language, style.mono, measure)
    right -= width
    shapes += marks.badge(attitude, assumed, right, 6, style.language, style.mono, measure, fade)[1]
    lower = CARD_WIDTH - _EDGE + 1
    if style.coach and card.coach is not None:
        width, star = _star(card.coach, right, 9, measure)
        right -= width
        shapes += star
    for shown, draw, colour in (
        (_doubtful(card, style), marks.clock, "warning"),
        (card.key, marks.key, f"text_2{fade}"),
        (card.kind == "group", marks.heads, f"text_2{fade}"),
        (card.pinned and style.pins, marks.pin, "text_3"),
    ):
        if not shown:
            continue
        if right - marks.MARK - 3 - _LEFT >= _NAME_ROOM:
            right -= marks.MARK + 3
            shapes += draw(right, 9, colour)
        else:
            lower -= marks.MARK + 3
            shapes += draw(lower, 26, colour)
    full = CARD_WIDTH - _LEFT - _EDGE
    second = full if lower > CARD_WIDTH - _EDGE else lower - 4 - _LEFT
    names = wrap(title(card, style.language), (right - 4 - _LEFT, second), NAME, measure)
    baselines = (20.0, 36.0, 50.0) if len(names) == 1 else (20.0, 36.0, 51.0)
    name_colour = "text_2" if fade or card.kind == "post" else "text_1"
    for baseline, line in zip(baselines, names, strict=False):
        shapes.append(Words(_LEFT, baseline, line, NAME, name_colour, measure(line, NAME)))
    under = baselines[len(names) :]
    rooms = [second if baseline == baselines[1] else full for baseline in under]
    posts = wrap(card.position, rooms[: len(rooms) - (card.kind == "post")], SMALL, measure)
    if card.kind == "post":
        posts.append(HOLDER_UNKNOWN.in_language(style.language))
    for baseline, line in zip(under, posts, strict=False):
        shapes.append(Words(_LEFT, baseline, line, SMALL, f"text_2{fade}", measure(line, SMALL)))
    return shapes


def _star(coach: Judgement, right: float, y: float, measure: Measure) -> tuple[float, list[Shape]]:
    """The coach's star with the number of the rung, and the room the two take left of ``right``."""
    known = str(coach.value) in COACH_RUNG
    number = str(COACH_RUNG.position(str(coach.value)) + 1) if known else ""
    number += "?" if coach.assumed else ""
    style = SMALL_BOLD_ITALIC if coach.assumed else SMALL_BOLD
    beside = measure(number, style) + 4
    left = right - beside - marks.MARK - 1
    return right - left, [
        Words(right - beside, y + 10, number, style, "warning", measure(number, style)),
        marks.star(left, y, "warning"),
    ]


def _bottom(card: MapCard, style: CardStyle, measure: Measure, fade: str) -> list[Shape]:
    """Roles and part on the left; weight and closeness on the right; closer together where all are known."""
    roomy = _bottom_row(card, style, measure, fade, tight=False)
    return roomy if roomy is not None else _bottom_row(card, style, measure, fade, tight=True) or []


def _bottom_row(
    card: MapCard, style: CardStyle, measure: Measure, fade: str, *, tight: bool
) -> list[Shape] | None:
    """The row of marks; None if they do not fit."""
    shapes: list[Shape] = []
    bottom = _ROW + marks.LETTER_HEIGHT - 1
    right = CARD_WIDTH - _EDGE
    doubt = measure("?", SMALL_BOLD_ITALIC)
    gap = 0.0 if tight else 1.0

    def ask(x: float) -> Words:
        return Words(x, bottom - 2.5, "?", SMALL_BOLD_ITALIC, f"text_2{fade}", doubt)

    count, closeness, weight = pips(card.weight), card.closeness, card.weight
    unsure = [bool(each and each.assumed) for each in (closeness, weight if count else None)]
    if any(unsure):
        right -= doubt
        shapes.append(ask(right))
        right -= 1 + gap
    if closeness is not None and (filled := CLOSENESS_BARS.get(str(closeness.value))) is not None:
        right -= marks.BARS_WIDTH + (1 if unsure[0] else 0)
        shapes += marks.closeness_bars(filled, right, bottom, style.mono, fade, assumed=unsure[0])
        right -= 3 if tight else 6
    if count:
        right -= marks.pips_width(count, upright=tight)
        top = bottom - 5 if tight else bottom - 8
        shapes += marks.weight_pips(count, right, top, fade, assumed=unsure[1], upright=tight)
        right -= 2 if tight else 4
    x = _LEFT
    guessed = card.roles is not None and card.roles.assumed
    for role in _roles(card):
        width, letter = marks.role_letter(role, guessed, x, _ROW, style.language, measure, fade, tight=tight)
        shapes += letter
        x += width + gap
    if guessed and _roles(card):
        shapes.append(ask(x + gap / 2))
        x += doubt + gap
    part = card.part
    if part is not None and str(part.value) in PART:
        x += 2 * gap if x > _LEFT else 0.0
        shapes += marks.part_mark(str(part.value), x, _ROW + 1.5, fade)
        x += marks.MARK + gap
        if part.assumed:
            shapes.append(ask(x))
            x += doubt
    return shapes if x <= right or tight else None
