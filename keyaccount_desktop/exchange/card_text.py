"""Text on its way into a spreadsheet cell: what a cell can hold, and how much room it takes.

Text is data: nothing in here ever yields a formula or a link. Widths are estimates in em, a little on the
wide side, since the font in which a card is read is not known where it is written. Used by the other
``card_*`` modules.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

CELL_LIMIT: Final = 32_767
"""UTF-16 code units a cell can hold."""
ELLIPSIS: Final = "…"

_FOREIGN: Final = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")
_PAIR: Final = re.compile("[\ud800-\udbff][\udc00-\udfff]")
_CONTROL: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")
_BROKEN: Final = re.compile("[\ud800-\udfff\ufffe\uffff]")
_ESCAPE: Final = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
_FORMULA_SIGNS: Final = frozenset("=+-@＝＋－＠")


def sheet_text(text: str) -> str:
    """The text as a cell can show it: line ends as ``\\n``, no control characters, no broken code points."""
    if _FOREIGN.search(text) is None:
        return text
    text = _PAIR.sub(lambda pair: pair.group().encode("utf-16", "surrogatepass").decode("utf-16"), text)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _BROKEN.sub("\ufffd", _CONTROL.sub("", text))


def cell_text(text: str) -> tuple[str, int]:
    """The text as a cell can hold it, and how many characters had to be cut off."""
    text = sheet_text(text)
    if len(text) <= CELL_LIMIT // 2:
        return text, 0
    units = len(text) + sum(character > "\uffff" for character in text)
    if units <= CELL_LIMIT:
        return text, 0
    room, kept = CELL_LIMIT, 0
    for character in text:
        room -= 2 if character > "\uffff" else 1
        if room < 0:
            break
        kept += 1
    return text[:kept], len(text) - kept


def looks_like_formula(text: str) -> bool:
    """Whether a spreadsheet would take the text for a formula if someone typed it there."""
    return text.lstrip()[:1] in _FORMULA_SIGNS


@lru_cache(maxsize=8192)
def inline_string(text: str) -> str:
    """The XML of a cell's text, which must be a ``sheet_text``."""
    # What reads like Excel's own escape of a character is escaped itself.
    text = _ESCAPE.sub("_x005F_", text)
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return f'<is><t xml:space="preserve">{text}</t></is>'


# ---- how much room it takes


_LATIN: Final = {
    0.28: "ijlI',.:;| ",
    0.34: "f!()-[]{}",
    0.39: "rt/\\",
    0.48: 'sxz"*?',
    0.54: "cvyJL",
    0.58: "0123456789aegkEFSTXY#$+<=>^_~",
    0.63: "bdhnopquACKPRVZ`",
    0.70: "BG&",
    0.74: "DHNU",
    0.79: "OQw",
    0.93: "mMW%@",
}
"""The wider of what the usual fonts have, in em."""


class _Widths(dict[str, float]):
    """Width of a character in em, found out once."""

    def __missing__(self, character: str) -> float:
        if unicodedata.category(character) in ("Cf", "Mn", "Me"):
            width = 0.0
        elif unicodedata.east_asian_width(character) in "WFA" or character > "\uffff":
            width = 1.0
        else:
            width = 0.68
        self[character] = width
        return width


_WIDTHS: Final = _Widths({character: wide for wide, group in _LATIN.items() for character in group})
_width_of: Final = _WIDTHS.__getitem__
_WORD: Final = re.compile(r"[!-\u2e7f]+ *|\s+|.", re.DOTALL)


def width(text: str) -> float:
    """How wide a line of text is, in em."""
    return sum(map(_width_of, text))


@lru_cache(maxsize=4096)
def line_count(text: str, room: float) -> int:
    """How many lines the text fills in a cell ``room`` em wide that wraps."""
    if "\n" not in text and (len(text) <= room or width(text) <= room):
        return 1
    return sum(len(_wrapped(line, room)) for line in text.split("\n"))


@lru_cache(maxsize=1024)
def shortened(text: str, room: float, lines: int) -> str:
    """The text cut, with an ellipsis, to so many lines in a cell ``room`` em wide."""
    head = text[: int(room * lines * 4) + 1]
    if len(head) == len(text) and line_count(text, room) <= lines:
        return text
    kept: list[str] = []
    for line in head.split("\n"):
        parts = _wrapped(line, room)
        if len(parts) >= lines:
            before = "".join(parts[: lines - 1])
            last = line[len(before) :]
            last = last[: _fitting(last, room - _WIDTHS[ELLIPSIS])].rstrip()
            kept.append(before + last + ELLIPSIS)
            break
        kept.append(line)
        lines -= len(parts)
    else:
        kept.append(ELLIPSIS)
    return "\n".join(kept)


def _wrapped(line: str, room: float) -> list[str]:
    """The line as a spreadsheet breaks it: between words, and between any two Han characters."""
    if width(line) <= room:
        return [line]
    broken, current, used = [], "", 0.0
    for word in _WORD.findall(line):
        wide = width(word)
        if used and used + width(word.rstrip()) > room:
            broken.append(current)
            current, used = "", 0.0
        while wide > room:
            fitting = _fitting(word, room)
            broken.append(word[:fitting])
            word = word[fitting:]
            wide = width(word)
        current += word
        used += wide
    broken.append(current)
    return broken


def _fitting(word: str, room: float) -> int:
    """How many characters of a word fit; at least one."""
    used = 0.0
    for count, character in enumerate(word):
        used += _WIDTHS[character]
        if used > room:
            return max(count, 1)
    return len(word)
