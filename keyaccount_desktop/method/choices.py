"""The shape of the method's lists: a choice with its stable code, and a list of choices.

The lists themselves stand in ``vocabulary``. In the catalogue of a workbook a field's list may be another than
the method's: with terms the user added, renamed, reordered or retired. Codes are what the file stores and never
change.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field

from keyaccount_desktop.language import Text


@dataclass(frozen=True, slots=True)
class Choice:
    """One entry of a list."""

    code: str
    """Stored; ASCII, stable, never shown or translated."""
    text: Text
    note: Text | None = None
    """What the method says about it."""
    mark: Text | None = None
    """The short badge of maps and cards, readable in black and white."""
    aliases: tuple[str, ...] = ()
    """Other words for it that people type and that stand in their sheets."""
    under: str | None = None
    """Code of the wider entry of the same list that this one is a kind of."""
    retired: bool = False
    """No longer offered; what was chosen before still reads as it did."""


@dataclass(frozen=True, slots=True)
class ChoiceList:
    """A list of choices in the order they are offered; ``list[code]`` gives one."""

    code: str
    text: Text
    choices: tuple[Choice, ...]
    editable: bool = False
    """Whether the user may add, rename and reorder entries per workbook."""
    _by_code: dict[str, Choice] = field(init=False, repr=False, compare=False)
    _by_word: dict[str, Choice] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        by_word: dict[str, Choice] = {}
        # A word that a retired choice shares with another means the other.
        for choice in sorted(self.choices, key=lambda choice: choice.retired):
            for word in (choice.code, choice.text.zh, choice.text.en, *choice.aliases):
                by_word.setdefault(word_key(word), choice)
            if choice.mark is not None:
                by_word.setdefault(word_key(choice.mark.zh), choice)
                by_word.setdefault(word_key(choice.mark.en), choice)
        object.__setattr__(self, "_by_code", {choice.code: choice for choice in self.choices})
        object.__setattr__(self, "_by_word", by_word)

    def __iter__(self) -> Iterator[Choice]:
        return iter(self.choices)

    def __len__(self) -> int:
        return len(self.choices)

    def __contains__(self, code: object) -> bool:
        return code in self._by_code

    def __getitem__(self, code: str) -> Choice:
        return self._by_code[code]

    def get(self, code: str) -> Choice | None:
        return self._by_code.get(code)

    @property
    def codes(self) -> tuple[str, ...]:
        return tuple(self._by_code)

    @property
    def offered(self) -> tuple[Choice, ...]:
        """The choices one may still take, in their order."""
        return tuple(choice for choice in self.choices if not choice.retired)

    def position(self, code: str) -> int:
        """Place in the order of the list; what is not in it comes after all."""
        for place, choice in enumerate(self.choices):
            if choice.code == code:
                return place
        return len(self.choices)

    def find(self, word: str) -> Choice | None:
        """The choice meant by a typed word: its code, its name in either language, its mark, an alias."""
        return self._by_word.get(word_key(word))


def word_key(word: str) -> str:
    """How typed words are compared: width, case and spaces make no difference."""
    return "".join(unicodedata.normalize("NFKC", word).casefold().split())
