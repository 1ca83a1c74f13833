"""Rows of a sheet written straight as XML, and put into a file that openpyxl has prepared.

openpyxl makes everything but the rows: styles, page set-up, pictures, the list of sheets. Building its cell
objects would take three times as long as the rest of an export together. Here every text becomes an inline
string and nothing else: there is no way to a formula. Used by ``cards`` and ``card_data_sheet``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import IO, Final, NamedTuple
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

from openpyxl.utils import get_column_letter

from keyaccount_desktop.exchange.card_styles import Ids
from keyaccount_desktop.exchange.card_text import inline_string, looks_like_formula

Value = str | float | bool | None
_EMPTY_SHEET: Final = re.compile(rb"<sheetData\s*/>|<sheetData></sheetData>")
_NUMBERS_AS_TEXT: Final = (
    b'<ignoredErrors><ignoredError sqref="A1:XFD1048576" numberStoredAsText="1"/></ignoredErrors>'
)
"""Phone numbers and years are text on purpose: no green corners."""
_EXTENT: Final = re.compile(rb'<dimension ref="[^"]*"')
_HIDDEN: Final = ("", ' hidden="1"')
_AFTER_LINKS: Final = re.compile(rb"<(printOptions|pageMargins)\b")
_AFTER_IGNORED: Final = re.compile(rb"<drawing\b|<tableParts\b|</worksheet>")
_PARTS: Final = 50_000
_BLOCK: Final = 1 << 20
"""Pieces of text and bytes held at a time: a sheet may be larger than memory."""
_COMPRESSED: Final = (".png", ".jpeg", ".jpg")


class Cell(NamedTuple):
    """A cell and the empty ones to its right that are joined to it; a text must be a ``sheet_text``.

    Without a style it is no cell: so many columns are left out.
    """

    style: str
    value: Value = None
    span: int = 1


class Row(NamedTuple):
    """A row of cells from the first column on; height in points, None: the sheet's own."""

    cells: tuple[Cell, ...]
    height: float | None = None
    hidden: bool = False


@dataclass(slots=True)
class _Written:
    start: int
    length: int
    merges: list[str]
    links: list[str]
    rows: int = 0
    columns: int = 1


class SheetWriter:
    """Takes the rows of one sheet after another; they wait in ``spool`` until ``assemble`` needs them."""

    def __init__(self, spool: IO[bytes], styles: Ids) -> None:
        self._spool = spool
        self._styles = styles
        self._sheets: dict[str, _Written] = {}
        self._current: _Written | None = None
        self.row = 0
        """Number of the row written last in the present sheet."""

    def start(self, title: str) -> None:
        """Begin the sheet of that title; the one before is complete."""
        self._current = self._sheets[title] = _Written(self._spool.tell(), 0, [], [])
        self.row = 0

    def write(self, rows: Iterable[Row]) -> None:
        """Add rows to the present sheet."""
        sheet, styles, number = self._sheet, self._styles, self.row
        parts: list[str] = []
        for cells, height, hidden in rows:
            number += 1
            high = "" if height is None else f' ht="{height:g}" customHeight="1"'
            parts.append(f'<row r="{number}"{high}{_HIDDEN[hidden]}>')
            column = 0
            for style, value, span in cells:
                if not style:
                    column += span
                    continue
                name = f"{_letters(column)}{number}"
                plain, quoted = styles[style]
                if value is None or value == "":
                    parts.append(f'<c r="{name}" s="{plain}"/>')
                elif isinstance(value, str):
                    id_ = quoted if looks_like_formula(value) else plain
                    parts.append(f'<c r="{name}" s="{id_}" t="inlineStr">{inline_string(value)}</c>')
                elif isinstance(value, bool):
                    parts.append(f'<c r="{name}" s="{plain}" t="b"><v>{value:d}</v></c>')
                else:
                    parts.append(f'<c r="{name}" s="{plain}"><v>{value!r}</v></c>')
                if span > 1:
                    for joined in range(column + 1, column + span):
                        parts.append(f'<c r="{_letters(joined)}{number}" s="{plain}"/>')
                    sheet.merges.append(f"{name}:{_letters(column + span - 1)}{number}")
                column += span
            parts.append("</row>")
            if column > sheet.columns:
                sheet.columns = column
            if len(parts) > _PARTS:
                sheet.length += self._spool.write("".join(parts).encode("utf-8"))
                parts.clear()
        self.row = sheet.rows = number
        sheet.length += self._spool.write("".join(parts).encode("utf-8"))

    def merge(self, reference: str) -> None:
        """Join cells over several rows, ``E1:E3``."""
        self._sheet.merges.append(reference)

    def link(self, reference: str, title: str, target: str = "A1") -> None:
        """Make a cell lead to another place in the file."""
        quoted = title.replace("'", "''").replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")
        self._sheet.links.append(f'<hyperlink ref="{reference}" location="\'{quoted}\'!{target}"/>')

    @property
    def _sheet(self) -> _Written:
        assert self._current is not None, "no sheet was started"
        return self._current

    def assemble(self, prepared: IO[bytes], parts: Mapping[str, str], target: Path) -> None:
        """Write ``target``: the file ``prepared`` with the rows put in; ``parts``: path in it → title."""
        with ZipFile(prepared) as source, ZipFile(target, "w", ZIP_DEFLATED, allowZip64=True) as archive:
            for entry in source.infolist():
                data = source.read(entry)
                title = parts.get(entry.filename)
                if title in self._sheets:
                    with archive.open(entry.filename, "w") as out:
                        self._put(out, data, self._sheets[title])
                else:
                    stored = entry.filename.endswith(_COMPRESSED)
                    archive.writestr(entry.filename, data, ZIP_STORED if stored else ZIP_DEFLATED)

    def _put(self, out: IO[bytes], empty: bytes, sheet: _Written) -> None:
        head, rest = _EMPTY_SHEET.split(empty, 1)
        links = _found(_AFTER_LINKS, rest)
        ignored = _found(_AFTER_IGNORED, rest)
        extent = f'<dimension ref="A1:{_letters(sheet.columns - 1)}{max(sheet.rows, 1)}"'
        out.write(_EXTENT.sub(extent.encode(), head) + b"<sheetData>")
        self._spool.seek(sheet.start)
        left = sheet.length
        while left:
            left -= out.write(self._spool.read(min(left, _BLOCK)))
        out.write(b"</sheetData>" + rest[:links])
        if sheet.merges:
            references = "".join(f'<mergeCell ref="{reference}"/>' for reference in sheet.merges)
            out.write(f'<mergeCells count="{len(sheet.merges)}">{references}</mergeCells>'.encode())
        if sheet.links:
            out.write(f"<hyperlinks>{''.join(sheet.links)}</hyperlinks>".encode())
        out.write(rest[links:ignored])
        out.write(_NUMBERS_AS_TEXT)
        out.write(rest[ignored:])


def _found(pattern: re.Pattern[bytes], data: bytes) -> int:
    match = pattern.search(data)
    assert match is not None, f"openpyxl wrote a sheet without {pattern.pattern!r}"
    return match.start()


@cache
def _letters(column: int) -> str:
    return get_column_letter(column + 1)
