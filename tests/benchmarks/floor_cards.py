"""The floor of the card export: XlsxWriter writes the same sheets, rows, styles, merges, links and page set-up.

It is handed everything ready: nothing is read from a workbook, no text is measured, no layout is made.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import xlsxwriter

from keyaccount_desktop.exchange.card_sheet import Row
from keyaccount_desktop.exchange.card_styles import STYLES, font_name


@dataclass
class ReadySheet:
    """One sheet of an export as it was written."""

    title: str
    rows: list[Row] = field(default_factory=list)
    merges: list[str] = field(default_factory=list)
    links: list[tuple[str, str, str]] = field(default_factory=list)
    widths: list[tuple[float, bool]] = field(default_factory=list)
    breaks: list[int] = field(default_factory=list)
    landscape: bool = False
    fitted: tuple[int, int] | None = None
    footer: str = ""


def write(sheets: list[ReadySheet], path: Path) -> None:  # noqa: C901  (one loop is the fastest)
    book = xlsxwriter.Workbook(path)
    formats = {name: book.add_format(_format(name)) for name in STYLES}
    for ready in sheets:
        sheet = book.add_worksheet(ready.title)
        _set_up(sheet, ready)
        linked = {cell for cell, _, _ in ready.links}
        for number, (cells, height, hidden) in enumerate(ready.rows):
            if hidden:
                sheet.set_row(number, height, None, {"hidden": True})
            elif height is not None:
                sheet.set_row(number, height)
            column = 0
            for style, value, span in cells:
                if not style:
                    column += span
                    continue
                form = formats[style]
                if span > 1:
                    sheet.merge_range(number, column, number, column + span - 1, None, form)
                if value is None or value == "":
                    if span == 1:
                        sheet.write_blank(number, column, None, form)
                elif linked and column < 2 and f"{'AB'[column]}{number + 1}" in linked:
                    pass
                elif isinstance(value, str):
                    sheet.write_string(number, column, value, form)
                elif isinstance(value, bool):
                    sheet.write_boolean(number, column, value, form)
                else:
                    sheet.write_number(number, column, value, form)
                column += span
        for reference in ready.merges:
            first, last = reference.split(":")
            sheet.merge_range(f"{first}:{last}", None, formats["photo"])
            sheet.write_string(first, ready.rows[int(first[1:]) - 1].cells[-1].value or "", formats["photo"])
        for cell, title, target in ready.links:
            quoted = title.replace("'", "''")
            row, column = int(cell[1:]) - 1, ord(cell[0]) - 65
            shown = ready.rows[row].cells[column]
            sheet.write_url(cell, f"internal:'{quoted}'!{target}", formats[shown.style], str(shown.value))
    book.close()


def _format(name: str) -> dict[str, Any]:
    style = STYLES[name]
    made: dict[str, Any] = {
        "font_name": font_name(),
        "font_size": style.size,
        "bold": style.bold,
        "italic": style.italic,
        "underline": int(style.underline),
        "font_color": f"#{style.colour}",
        "align": style.across,
        "valign": "vcenter" if style.down == "center" else style.down,
        "indent": style.indent,
        "text_wrap": style.wrap,
    }
    if style.fill:
        made["bg_color"] = f"#{style.fill}"
    if style.box:
        made |= {"border": 1, "border_color": f"#{style.box}"}
    if style.under:
        made |= {"bottom": {"thin": 1, "medium": 2}[style.under[0]], "bottom_color": f"#{style.under[1]}"}
    return made


def _set_up(sheet: Any, ready: ReadySheet) -> None:
    sheet.hide_gridlines(2)
    sheet.set_paper(9)
    sheet.set_margins(0.39, 0.39, 0.47, 0.67)
    sheet.center_horizontally()
    sheet.set_footer(ready.footer)
    sheet.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})
    if ready.landscape:
        sheet.set_landscape()
    if ready.fitted:
        sheet.fit_to_pages(*ready.fitted)
    if ready.breaks:
        sheet.set_h_pagebreaks(ready.breaks)
    for column, (width, hidden) in enumerate(ready.widths):
        sheet.set_column(column, column, width, None, {"hidden": hidden})
