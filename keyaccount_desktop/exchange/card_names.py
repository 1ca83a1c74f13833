"""Names of sheets as spreadsheets demand them: valid, not too long, no two alike. Called by ``cards``."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from keyaccount_desktop.exchange.card_text import sheet_text

NAME_LIMIT: Final = 31
"""UTF-16 code units."""
RESERVED: Final = ("History", "历史记录")
"""Excel keeps these for itself, in the language it speaks."""

# The full-width forms are refused by Excel in East Asian languages; direction marks would mix up the tabs.
_REFUSED: Final = re.compile(
    "[\\[\\]:*?/\\\\［］：＊？／＼￥\x00-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069]+"
)


class SheetNames:
    """Hands out the names of one file's sheets."""

    def __init__(self) -> None:
        self._taken = {_compared(name) for name in RESERVED}
        self._last_number: dict[str, int] = {}

    def take(self, wanted: str, fallback: str) -> str:
        """A name as near to the wanted one as may be; made of the fallback when nothing of it is left."""
        base = _cut(_valid(wanted), NAME_LIMIT) or _cut(_valid(fallback), NAME_LIMIT)
        name, number = base, self._last_number.get(_compared(base), 1)
        while _compared(name) in self._taken:
            number += 1
            ending = f" ({number})"
            name = _cut(base, NAME_LIMIT - len(ending)) + ending
        self._last_number[_compared(base)] = number
        self._taken.add(_compared(name))
        return name


def _valid(text: str) -> str:
    return _trimmed(" ".join(_REFUSED.sub(" ", sheet_text(text)).split()))


def _trimmed(text: str) -> str:
    return text.strip("'＇ ")


def _cut(text: str, units: int) -> str:
    while len(text) + sum(character > "\uffff" for character in text) > units:
        text = text[:-1]
    return _trimmed(text)


def _compared(name: str) -> str:
    return unicodedata.normalize("NFKC", name).casefold()
