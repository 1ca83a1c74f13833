"""The sheet in front of the cards: who is in the file, at one glance, with a link to each card.

Called by ``cards``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from keyaccount_desktop.exchange import card_content as content
from keyaccount_desktop.exchange.card_content import CardView, Shown
from keyaccount_desktop.exchange.card_sheet import Cell, Row
from keyaccount_desktop.exchange.card_styles import room, row_height
from keyaccount_desktop.exchange.card_text import line_count, sheet_text, shortened
from keyaccount_desktop.language import Text
from keyaccount_desktop.workbook.people import PersonCard

HEAD: Final = (
    (Text("No.", "序号"), 36),
    (Text("Name", "姓名"), 100),
    (Text("Position", "职务"), 132),
    (Text("Client", "客户"), 140),
    (Text("Department", "部门"), 90),
    (Text("Level", "级别"), 76),
    (Text("Attitude", "态度"), 84),
    (Text("Closeness", "联系"), 96),
    (Text("Last contact", "最近联系"), 78),
    (Text("Next step", "下一步"), 156),
)
"""Headings and widths in pixels."""
NAME_COLUMN: Final = "B"
_LINES: Final = 3


class Place(NamedTuple):
    """Where a card stands."""

    sheet: str
    cell: str


class IndexEntry(NamedTuple):
    """A line of the index; styles and texts of all columns but the first."""

    cells: tuple[tuple[str, str], ...]
    place: Place


def entry_of(card: PersonCard, view: CardView, place: Place) -> IndexEntry:
    """The line of a person."""
    facts = card.facts
    stake = card.stakes[0].facts if card.stakes else {}
    last = next((contact.on_date for contact in card.contacts if contact.state == "held"), "")
    step = next((task for task in card.tasks if task.kind == "next_step"), None)
    return IndexEntry(
        (
            ("link", sheet_text(card.name)),
            _shown(content.shown("person.position", facts, view)),
            ("entry", sheet_text(card.account or "")),
            ("entry", sheet_text(card.department.name if card.department else "")),
            _shown(content.shown("person.level", facts, view)),
            _shown(content.judgement("stakeholder.attitude", stake, view)),
            _shown(content.judgement("stakeholder.closeness", stake, view)),
            ("entry", last),
            ("entry", sheet_text(f"{step.text} {step.due_on or ''}".strip()) if step else ""),
        ),
        place,
    )


def _shown(said: Shown | None) -> tuple[str, str]:
    if said is None:
        return "entry", ""
    return "entry_assumed" if said.assumed else "entry", said.text


def index_rows(
    title: str, subtitle: str, links: Sequence[str], entries: Sequence[IndexEntry], view: CardView
) -> Iterator[Row]:
    """Title, links to the other sheets, headings, one row per person."""
    yield Row((Cell("title", title),), 28.0)
    yield Row((Cell("subtitle", subtitle),), 16.0)
    for link in links:
        yield Row((Cell("plain_link", link),), 16.0)
    yield Row((), 8.0)
    yield Row(tuple(Cell("head", view.says(text)) for text, _ in HEAD), 22.0)
    for number, entry in enumerate(entries, 1):
        cells, lines = [Cell("entry", number)], 1
        for (style, text), (_, pixels) in zip(entry.cells, HEAD[1:], strict=True):
            wide = room(style, pixels)
            if len(text) > wide or "\n" in text:
                text = shortened(text, wide, _LINES)
                lines = max(lines, line_count(text, wide))
            cells.append(Cell(style, text))
        yield Row(tuple(cells), row_height("entry", lines))


def head_row(links: int) -> int:
    """Number of the row with the headings, when so many links stand above it."""
    return 4 + links
