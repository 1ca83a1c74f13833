"""How the cells of an export look: every style once, by name, registered in the file's style table.

Cells refer to styles by number, so that a thousand cards cost one set of them. Used by ``cards``.
"""

from __future__ import annotations

import math
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, Literal

from openpyxl import Workbook
from openpyxl.cell.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Side

FONTS: Final = {"win32": "Microsoft YaHei", "darwin": "PingFang SC"}
"""The system's font for Chinese; elsewhere Noto."""
BASE_FONT: Final = ("Arial", 10)
"""Columns are measured in digits of this font: the same width wherever the file is opened."""
DIGIT_PIXELS: Final = 7

TEXT, TEXT_2, TEXT_3 = "1B2230", "566072", "8B94A4"
ACCENT, LINE, LINE_STRONG = "2C66D9", "E0E4EA", "CDD3DC"
WINDOW, RAISED = "F5F6F8", "EFF1F4"


@dataclass(frozen=True, slots=True)
class Style:
    """How a kind of cell looks; sizes in points."""

    size: float = 9
    bold: bool = False
    italic: bool = False
    underline: bool = False
    colour: str = TEXT
    fill: str | None = None
    box: str | None = None
    """Colour of a thin line around the cell."""
    under: tuple[Literal["thin", "medium"], str] | None = None
    """Kind and colour of a line below the cell."""
    across: str = "left"
    down: str = "center"
    indent: int = 0
    wrap: bool = True


def _grid(**changes: object) -> Style:
    return Style(**{"box": LINE, "indent": 1, **changes})  # type: ignore[arg-type]


STYLES: Final[Mapping[str, Style]] = MappingProxyType(
    {
        # the title band
        "name": Style(20, bold=True),
        "long_name": Style(13, bold=True),
        "post": Style(10),
        "client": Style(10, colour=TEXT_2),
        "key": Style(10, bold=True, colour=ACCENT, across="right", indent=1),
        "place": Style(9, colour=TEXT_2, across="right", indent=1),
        "photo": Style(9, colour=TEXT_3, fill=RAISED, across="center"),
        "framed": Style(9),
        "rule": Style(under=("medium", ACCENT)),
        # sections
        "section": Style(10, bold=True, colour=ACCENT, down="bottom"),
        "label": _grid(colour=TEXT_2, fill=WINDOW),
        "value": _grid(),
        "assumed": _grid(italic=True),
        "due": _grid(across="center", indent=0),
        "label_small": _grid(size=8, colour=TEXT_2, fill=WINDOW),
        "value_small": _grid(size=8),
        "assumed_small": _grid(size=8, italic=True),
        "due_small": _grid(size=8, across="center", indent=0),
        "question": Style(),
        "answer": Style(under=("thin", LINE_STRONG)),
        # the list in front
        "title": Style(16, bold=True, wrap=False),
        "subtitle": Style(9, colour=TEXT_2, wrap=False),
        "head": _grid(bold=True, colour=TEXT_2, fill=WINDOW, indent=0),
        "entry": _grid(indent=0),
        "entry_assumed": _grid(indent=0, italic=True),
        "link": _grid(indent=0, colour=ACCENT, underline=True),
        "plain_link": Style(9, colour=ACCENT, underline=True, wrap=False),
        # the data sheet
        "data_head": _grid(bold=True, colour=TEXT_2, fill=WINDOW, indent=0),
        "data": Style(down="top", wrap=False),
        "data_assumed": Style(down="top", wrap=False, italic=True),
        "key_row": Style(8, colour=TEXT_3, wrap=False),
    }
)

Ids = Mapping[str, tuple[int, int]]
"""Number of a style in the file: for any text, and for text that looks like a formula."""


def font_name() -> str:
    return FONTS.get(sys.platform, "Noto Sans CJK SC")


def register(workbook: Workbook) -> Ids:
    """Enter every style in the workbook's table of styles."""
    # What columns are measured by is the font of the style Normal, for which openpyxl has no public door.
    normal: NamedStyle = workbook._named_styles["Normal"]  # type: ignore[attr-defined]
    normal.font = Font(name=BASE_FONT[0], size=BASE_FONT[1])
    return {
        name: (_number(workbook, style, quoted=False), _number(workbook, style, quoted=True))
        for name, style in STYLES.items()
    }


def _number(workbook: Workbook, style: Style, *, quoted: bool) -> int:
    cell = WriteOnlyCell(workbook.worksheets[0])
    cell.font = Font(
        name=font_name(),
        size=style.size,
        bold=style.bold,
        italic=style.italic,
        underline="single" if style.underline else None,
        color=style.colour,
    )
    if style.fill is not None:
        cell.fill = PatternFill("solid", fgColor=style.fill)
    cell.border = _border(style)
    cell.alignment = Alignment(
        horizontal=style.across, vertical=style.down, wrap_text=style.wrap, indent=style.indent
    )
    cell.quotePrefix = quoted
    return cell.style_id


def _border(style: Style) -> Border:
    if style.box is not None:
        side = Side("thin", color=style.box)
        return Border(left=side, right=side, top=side, bottom=side)
    if style.under is not None:
        kind, colour = style.under
        return Border(bottom=Side(kind, color=colour))
    return Border()


def room(style: str, pixels: float) -> float:
    """How wide a text may be, in em of its style, in a cell so many pixels wide."""
    look = STYLES[style]
    padding = 6 + 9 * look.indent
    return (pixels - padding) * 0.75 / (look.size * (1.06 if look.bold else 1.0))


def row_height(style: str, lines: int) -> float:
    """Points a row needs for so many lines of a style: whole pixels, as programs round to these."""
    return whole_pixels(STYLES[style].size * 1.38 * lines + 5.4)


def whole_pixels(points: float) -> float:
    return math.ceil(points / 0.75) * 0.75
