"""The card of one person as rows of cells on one A4 page: how it is arranged, and how it is made to fit.

A page that would be too long is laid out again with less in it, so that every card is one page whatever is
known; what had to be shortened is told. What stands on it is chosen in ``card_slots``. Called by ``cards``;
a benchmark lays the same rows out for another writer.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Final, Literal, NamedTuple

from keyaccount_desktop.exchange import card_content as content
from keyaccount_desktop.exchange.card_content import CardView, Shown
from keyaccount_desktop.exchange.card_material import Material
from keyaccount_desktop.exchange.card_sheet import Cell, Row
from keyaccount_desktop.exchange.card_slots import (
    BAND_KEYS,
    PERSONAL,
    PURCHASE,
    VALUE,
)
from keyaccount_desktop.exchange.card_styles import room, row_height
from keyaccount_desktop.exchange.card_text import line_count, sheet_text, shortened
from keyaccount_desktop.language import Text, plain
from keyaccount_desktop.method import catalogue, vocabulary
from keyaccount_desktop.workbook.people import PersonCard

COLUMN_PIXELS: Final = (116, 220, 116, 136, 84)
"""Label, value, label, and the second value over two columns, of which the last holds the photo."""
PAGE_HEIGHT: Final = 744.0
"""Points of an A4 page between the margins, less what a printer or another program may need."""
_VALUE_PIXELS: Final = COLUMN_PIXELS[1]
_NAME_PIXELS: Final = sum(COLUMN_PIXELS[:3])
_SAID_PIXELS: Final = sum(COLUMN_PIXELS[2:])
_TASK_PIXELS: Final = sum(COLUMN_PIXELS[1:4])
_ASKED_PIXELS: Final = sum(COLUMN_PIXELS[:2])
_BAND: Final = 33.0
_HEADING: Final = 22.5
_LONG: Final = 1000
"""Characters that fit no value of the card, whatever they are."""
_MOST_AIR: Final = 3.0
_MOST_OF_A_LINE: Final = 13.5
"""Points that one more line in a row can take."""

TIES: Final = Text("Links", "关系")
TIES_HEAD: Final = (
    Text("Link", "关系"),
    Text("Person", "人"),
    Text("Strength", "强度"),
    Text("Evidence", "依据"),
)
CONTACTS: Final = Text("Last contacts", "最近往来")
CONTACTS_HEAD: Final = (Text("Date", "日期"), Text("Kind", "方式"), Text("Said and resulted", "内容与结果"))
STEPS: Final = Text("Next step", "下一步")
QUESTIONS: Final = Text("Still to find out", "还想知道")
OTHERS: Final = Text("Also known", "其他情况")
MORE: Final = Text("{title} ({n} more)", "{title}（另有 {n} 条）")
PHOTO: Final = Text("Photo", "照片")
_NAME: Final = Text("Name", "姓名")
_POST: Final = Text("Position", "职务")
_CLIENT: Final = Text("Client", "客户")
KEY_PERSON: Final = catalogue.field("stakeholder.key").text


class Limits(NamedTuple):
    """How much of everything may stand on the page."""

    lines: int
    """Of one value."""
    purchases: int
    others: int
    links: int
    contacts: int
    steps: int
    questions: int
    blanks: Literal["all", "purchase", "none"]
    """Where lines are kept for what is not known."""
    small: bool
    """Whether the grid is set a size smaller."""


_GENEROUS: Final = Limits(6, 2, 30, 6, 4, 3, 4, "all", False)
_STEPS: Final[tuple[dict[str, int | str], ...]] = (
    {"questions": 3, "others": 16},
    {"contacts": 3, "lines": 4},
    {"links": 5},
    {"small": True},
    {"blanks": "purchase"},
    {"lines": 3},
    {"links": 4, "steps": 2},
    {"purchases": 1},
    {"others": 10},
    {"contacts": 2},
    {"links": 3, "questions": 2},
    {"others": 6},
    {"lines": 2},
    {"others": 4},
    {"blanks": "none"},
    {"others": 2},
    {"links": 2, "steps": 1},
    {"others": 0},
    {"lines": 1},
    {"contacts": 1, "questions": 1},
)
"""What is given up, one after the other, while a card does not fit its page."""
LIMITS: Final = tuple(
    accumulate(_STEPS, lambda limits, step: limits._replace(**step), initial=_GENEROUS)  # type: ignore[arg-type]
)
"""From generous to tight; the first that fits is taken, and the last always does."""


@dataclass(frozen=True, slots=True)
class CardPage:
    """A card ready to be written; the photo's place is the last cell of the first three rows."""

    rows: tuple[Row, ...]
    height: float
    shortened: tuple[Text, ...]
    """Labels of what did not fit in full."""


def lay_out(card: PersonCard, view: CardView) -> CardPage:
    """The card as one page."""
    material = Material(card, view)
    page = _Page(material, LIMITS[0]).done()
    if page.height > PAGE_HEIGHT:
        tried = {}

        def fits(limits: Limits) -> bool:
            tried[limits] = _Page(material, limits).done()
            return tried[limits].height <= PAGE_HEIGHT

        found = LIMITS[min(bisect_left(LIMITS, True, lo=1, key=fits), len(LIMITS) - 1)]
        page = tried.get(found) or _Page(material, found).done()
        spare_rows = int((PAGE_HEIGHT - page.height) / _MOST_OF_A_LINE)
        if page.shortened and spare_rows > 0:
            page = _Page(material, found, spare_rows).done()
    return _airy(page)


def _airy(page: CardPage) -> CardPage:
    """The page with room that is left over given to its rows, for the eye and for the pen."""
    spare = min((PAGE_HEIGHT - page.height) / len(page.rows) // 0.75 * 0.75, _MOST_AIR)
    if spare <= 0:
        return page
    rows = tuple(Row(cells, (height or 0) + spare) for cells, height, _ in page.rows)
    return CardPage(rows, page.height + spare * len(rows), page.shortened)


class _Page:
    """Rows in the making."""

    def __init__(self, material: Material, limits: Limits, spare_rows: int = 0) -> None:
        """``spare_rows``: how many rows may have a line more than the limit."""
        self._material = material
        self._view = material.view
        self._limits = limits
        self._spare_rows = spare_rows
        size = "_small" if limits.small else ""
        self._label, self._value, self._assumed, self._due = (
            f"{style}{size}" for style in ("label", "value", "assumed", "due")
        )
        self._rows: list[Row] = []
        self._shortened: list[Text] = []

    def done(self) -> CardPage:
        material, limits = self._material, self._limits
        self._band()
        for number, (name, filled) in enumerate(material.purchases[: limits.purchases]):
            heading = PURCHASE.heading
            if name:
                heading = Text("{heading} — {name}", "{heading} — {name}").format(
                    heading=heading, name=plain(name)
                )
            left = len(material.purchases) - limits.purchases
            self._heading(heading, left if number + 1 == limits.purchases else 0)
            self._grid(filled, blanks=limits.blanks != "none")
        for group, filled in ((PERSONAL, material.personal), (VALUE, material.value)):
            if limits.blanks == "all" or any(said for _, said in filled):
                self._heading(group.heading)
                self._grid(filled, blanks=limits.blanks == "all")
        if others := material.others[: limits.others]:
            self._heading(OTHERS, len(material.others) - len(others))
            self._grid(others, blanks=False)
        self._shortened += [label for label, _ in material.others[limits.others :]]
        self._links()
        self._contacts()
        self._steps()
        self._questions()
        height = sum(row.height or 0 for row in self._rows)
        return CardPage(tuple(self._rows), height, tuple(dict.fromkeys(self._shortened)))

    # ---- pieces

    def _text(
        self, text: str, style: str, pixels: float, label: Text, lines: int | None = None
    ) -> tuple[str, int]:
        """The text as far as it fits, and how many lines it takes."""
        most = lines or self._limits.lines + (self._spare_rows > 0)
        wide = room(style, pixels)
        if len(text) <= wide and "\n" not in text:
            return text, 1
        count = line_count(text, wide) if len(text) < _LONG else most + 1
        if count <= most:
            return text, count
        self._shortened.append(label)
        return shortened(text, wide, most), most

    def _add(self, height: float, *cells: Cell) -> None:
        self._rows.append(Row(cells, height))

    def _add_wrapping(self, lines: int, *cells: Cell) -> None:
        """A row of the grid, of so many lines."""
        if lines > self._limits.lines:
            self._spare_rows -= 1
        self._add(row_height(self._value, lines), *cells)

    def _heading(self, title: Text, more: int = 0) -> None:
        if more > 0:
            title = MORE.format(title=title, n=more)
        pixels = sum(COLUMN_PIXELS)
        text, _ = self._text(sheet_text(self._view.says(title)), "section", pixels, title, 1)
        self._add(_HEADING, Cell("section", text, 5))

    def _band(self) -> None:
        """Name, post, client; right of them what marks the person, level and function; the photo."""
        card, facts, view = self._material.card, self._material.facts, self._view
        known = {key: said.text for key in BAND_KEYS if (said := content.shown(key, facts, view))}
        posts = " · ".join(known[key] for key in BAND_KEYS[:2] if key in known)
        place = (card.account, card.department.name if card.department else None)
        client = sheet_text("    ".join(filter(None, place)))
        is_key = any(judged.get("stakeholder.key") for _, judged in self._material.stakes)
        marks = [view.says(KEY_PERSON)] if is_key else []
        if card.kind != "person":
            marks.append(view.says(vocabulary.PERSON_KIND[card.kind].text))
        name = sheet_text(card.name)
        style = "name" if line_count(name, room("name", _NAME_PIXELS)) == 1 else "long_name"
        lines = min(self._limits.lines, 2)
        self._band_row(_NAME, 3, Cell(style, name), Cell("key", "\n".join(marks)))
        self._band_row(_POST, lines, Cell("post", posts), Cell("place", known.get("person.level", "")))
        self._band_row(
            _CLIENT, lines, Cell("client", client), Cell("place", known.get("person.function", ""))
        )
        self._add(7.5, *(Cell("rule"),) * 5)

    def _band_row(self, label: Text, lines: int, left: Cell, right: Cell) -> None:
        photo = Cell("framed") if self._material.card.photo_id else Cell("photo")
        if not self._rows and photo.style == "photo":
            photo = Cell("photo", self._view.says(PHOTO))
        text, count = self._text(str(left.value), left.style, _NAME_PIXELS, label, lines)
        side, beside = self._text(str(right.value), right.style, COLUMN_PIXELS[3], label, 3)
        height = max(row_height(left.style, count), row_height(right.style, beside))
        if not self._rows:
            height = max(height, _BAND)
        self._add(height, Cell(left.style, text, 3), Cell(right.style, side), photo)

    def _grid(self, filled: Sequence[tuple[Text, Shown | None]], *, blanks: bool) -> None:
        """Labels and values, two to a row."""
        if not blanks:
            filled = [pair for pair in filled if pair[1] is not None]
        pairs = iter(filled)
        for label, said in pairs:
            left, right = self._pair(label, said), self._pair(*next(pairs, (None, None)))
            self._add_wrapping(
                max(left[2], right[2]), left[0], left[1], right[0], Cell(right[1].style, right[1].value, 2)
            )

    def _pair(self, label: Text | None, said: Shown | None) -> tuple[Cell, Cell, int]:
        if label is None:
            return Cell(self._label), Cell(self._value), 1
        named = self._view.says(label)
        lines = line_count(named, room(self._label, COLUMN_PIXELS[0]))
        if said is None:
            return Cell(self._label, named), Cell(self._value), lines
        style = self._assumed if said.assumed else self._value
        text, count = self._text(said.text, style, _VALUE_PIXELS, label)
        return Cell(self._label, named), Cell(style, text), max(lines, count)

    def _head(self, names: Sequence[Text], *spans: int) -> None:
        cells = (
            Cell(self._label, self._view.says(name), span) for name, span in zip(names, spans, strict=True)
        )
        self._add(row_height(self._label, 1), *cells)

    def _links(self) -> None:
        lines = self._material.links
        self._heading(TIES, len(lines) - self._limits.links)
        self._head(TIES_HEAD, 1, 1, 1, 2)
        for kind, person, strength, evidence in lines[: self._limits.links]:
            style = self._assumed if kind.assumed else self._value
            named, first = self._text(kind.text, style, COLUMN_PIXELS[0], TIES, 2)
            other, second = self._text(person, style, COLUMN_PIXELS[1], TIES, min(self._limits.lines, 2))
            self._add(
                row_height(self._value, max(first, second)),
                Cell(style, named),
                Cell(style, other),
                Cell(style, strength),
                Cell(style, evidence, 2),
            )
        if not lines:
            self._add(
                row_height(self._value, 1),
                Cell(self._value),
                Cell(self._value),
                Cell(self._value),
                Cell(self._value, None, 2),
            )

    def _contacts(self) -> None:
        lines = self._material.contacts
        self._heading(CONTACTS)
        self._head(CONTACTS_HEAD, 1, 1, 3)
        for day, occasion, said in lines[: self._limits.contacts]:
            how, first = self._text(occasion, self._value, COLUMN_PIXELS[1], CONTACTS)
            what, second = self._text(said, self._value, _SAID_PIXELS, CONTACTS)
            self._add_wrapping(
                max(first, second),
                Cell(self._value, day),
                Cell(self._value, how),
                Cell(self._value, what, 3),
            )
        if not lines:
            self._add(
                row_height(self._value, 1), Cell(self._value), Cell(self._value), Cell(self._value, None, 3)
            )

    def _steps(self) -> None:
        lines = self._material.steps
        self._heading(STEPS, len(lines) - self._limits.steps)
        for kind, text, due in lines[: self._limits.steps]:
            what, count = self._text(text, self._value, _TASK_PIXELS, STEPS)
            self._add_wrapping(
                count,
                Cell(self._label, kind),
                Cell(self._value, what, 3),
                Cell(self._due, due),
            )
        if not lines:
            self._add(
                row_height(self._value, 1), Cell(self._label), Cell(self._value, None, 3), Cell(self._due)
            )

    def _questions(self) -> None:
        asked = self._material.questions[: self._limits.questions]
        if not asked:
            return
        self._heading(QUESTIONS)
        for row in self._numbered(asked):
            self._rows.append(row)

    def _numbered(self, asked: Sequence[str]) -> Iterator[Row]:
        for number, question in enumerate(asked, 1):
            text, count = self._text(f"{number}. {question}", "question", _ASKED_PIXELS, QUESTIONS, 2)
            yield Row((Cell("question", text, 2), Cell("answer", None, 3)), row_height("question", count) + 3)
