"""How texts and typed words become words of the search index, and where a word stands in a text.

A name is indexed from each of its characters on, behind a mark, and from the first one behind another: so
"holds" and "begins with" are each the look-up of one prefix. Facts are indexed as pairs of Han characters, so
that a Chinese word of two characters is one word too, however often its characters occur. Called by
``search`` alone.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from keyaccount_desktop.workbook import pinyin

_BEGINS, _HOLDS = "ǁ", "ǂ"
"""Letters nobody types, before the words of names: a name's first word, and every word within it."""
_LONGEST: Final = 16
"""Characters of a name that one word holds; of a longer typed one only these are looked for."""
_HAN_RUN: Final = re.compile(f"{pinyin.HAN.pattern}+")
_RUN: Final = re.compile(rf"{pinyin.HAN.pattern}+|(?:(?!{pinyin.HAN.pattern})[^\W_{_BEGINS}{_HOLDS}])+")
_BETWEEN_DIGITS: Final = re.compile(r"[\s\-()+]")
_AROUND: Final = 14
"""Characters shown before and after what was found in a fact."""


@dataclass(frozen=True, slots=True)
class Part:
    """One run of what was typed, as it is looked for: FTS5 expressions, each quoted whole."""

    run: str

    @property
    def begins_name(self) -> str:
        return f'"{_BEGINS}{self.run[:_LONGEST]}"*'

    @property
    def in_name(self) -> str:
        return f'"{_HOLDS}{self.run[:_LONGEST]}"*'

    @property
    def in_fact(self) -> str:
        if not pinyin.HAN.match(self.run) or len(self.run) == 1:
            return f'"{self.run}"*'
        return f'"{" ".join(_pairs(self.run)[:-1])}"'

    @property
    def anywhere(self) -> str:
        return f"({self.in_name} OR {self.in_fact})"


def parts(typed: str) -> list[Part]:
    """What is looked for, run by run: Han characters, or letters and digits; all of it must be found.

    Only those reach the index, each run quoted: nothing typed is ever FTS5 syntax.
    """
    return [Part(run) for run in _RUN.findall(_folded(typed))]


def of_name(name: str, person: bool) -> str:
    """The words of a name, with its pinyin and initials. ``person``: it begins with a surname."""
    words: dict[str, None] = {}
    for place, run in enumerate(_RUN.findall(_folded(name))):
        if place == 0:
            words[_BEGINS + run[:_LONGEST]] = None
        for start in range(len(run)):
            words[_HOLDS + run[start : start + _LONGEST]] = None
    for word, begins in pinyin.readings(name, person=person).items():
        if begins:
            words[_BEGINS + word[:_LONGEST]] = None
        words[_HOLDS + word[:_LONGEST]] = None
    return " ".join(words)


def of_facts(texts: Iterable[str]) -> str:
    """The words of what is known; of digits also every tail of four or more."""
    words = []
    for text in texts:
        words.append(_HAN_RUN.sub(lambda run: f" {' '.join(_pairs(run.group()))} ", _folded(text)))
        digits = _BETWEEN_DIGITS.sub("", text)
        if 5 <= len(digits) <= 20 and digits.isdigit():
            words += [digits[start:] for start in range(len(digits) - 3)]
    return " ".join(words)


def snippet(text: str, looked_for: list[Part]) -> tuple[int, str]:
    """How many of the parts a text holds, and the text around the first of them; (0, "") without any."""
    folded = text.casefold()
    if len(folded) != len(text):  # a few letters fold into two, and then places would not agree
        folded = text
    found = [place for place in (_place(folded, part.run) for part in looked_for) if place is not None]
    if not found:
        return 0, ""
    start, end = min(found)
    shown = " ".join(text[max(start - _AROUND, 0) : end + _AROUND].split())
    before, after = "…" if start > _AROUND else "", "…" if end + _AROUND < len(text) else ""
    return len(found), f"{before}{shown}{after}"


def _place(text: str, run: str) -> tuple[int, int] | None:
    if (start := text.find(run)) >= 0:
        return start, start + len(run)
    if run.isdigit():
        # Numbers are found whatever stands between their digits.
        spread = re.search(r"[\s\-()+]*".join(run), text)
        return spread.span() if spread else None
    return None


def _pairs(run: str) -> list[str]:
    """Each character with the next one; the last one alone."""
    return [run[start : start + 2] for start in range(len(run))]


def _folded(text: str) -> str:
    """Letters and digits as they are compared: of one width and case, and fit for a file."""
    encodable = text.encode("utf-8", "replace").decode("utf-8")
    return unicodedata.normalize("NFKC", encodable).casefold()
