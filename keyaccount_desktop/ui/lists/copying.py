"""Rows on the clipboard, as Excel takes them: a table in which text stays text, and the same as plain lines."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication

from keyaccount_desktop.ui.lists.list_model import ListModel

_FORMULA: Final = re.compile(r"[=@]|[+-](?![\d\s])")
"""How a text begins that a spreadsheet would work out; a phone number does not."""
_TEXT: Final = "mso-number-format:'\\@'"
"""Tells Excel to take a cell as text: no phone number becomes 1.38E+10, nothing typed becomes a formula."""


def copy_rows(model: ListModel, rows: Sequence[int], columns: Sequence[int]) -> None:
    """Put these cells on the clipboard, under their headings where there are several rows."""
    cells = [[str(model.index(row, column).data() or "") for column in columns] for row in rows]
    if not cells:
        return
    if len(rows) > 1:
        cells.insert(0, [str(model.columns[column].text) for column in columns])
    data = QMimeData()
    data.setText("\n".join("\t".join(map(_plain, line)) for line in cells))
    data.setHtml(
        "<table>"
        + "".join(
            "<tr>" + "".join(f'<td style="{_TEXT}">{html.escape(cell)}</td>' for cell in line) + "</tr>"
            for line in cells
        )
        + "</table>"
    )
    QGuiApplication.clipboard().setMimeData(data)


def _plain(cell: str) -> str:
    one_line = " ".join(cell.replace("\t", " ").splitlines())
    return f"'{one_line}" if _FORMULA.match(one_line) else one_line
