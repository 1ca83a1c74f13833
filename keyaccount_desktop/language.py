"""Texts that exist in English and Chinese side by side, and the error type shown to users.

The lowest layer: every other module may import it, it imports none of ours. It serves whatever works
without a window (vocabulary, labels of undo steps, errors, the command line, exports). Texts that only
a window shows go through Qt Linguist instead.
"""

from __future__ import annotations

import locale
import os
from dataclasses import dataclass
from typing import Final, Literal

Language = Literal["en", "zh"]
LANGUAGES: Final[tuple[Language, ...]] = ("en", "zh")


@dataclass(frozen=True, slots=True)
class Text:
    """One text in both languages; ``str()`` gives the one of the current language."""

    en: str
    zh: str

    def __str__(self) -> str:
        return self.in_language(language())

    def in_language(self, code: Language) -> str:
        return self.zh if code == "zh" else self.en

    def format(self, **values: object) -> Text:
        """Fill ``{placeholders}``; a value that is itself a Text is filled in per language."""

        def fill(code: Language) -> str:
            pattern = self.in_language(code)
            return pattern.format(
                **{
                    name: value.in_language(code) if isinstance(value, Text) else value
                    for name, value in values.items()
                }
            )

        return Text(fill("en"), fill("zh"))


def plain(text: str) -> Text:
    """A text that reads the same in both languages, such as a name."""
    return Text(text, text)


class UserError(Exception):
    """Something the user can understand and mend: what happened, and what to do next.

    Everything else that is raised is a fault of ours.
    """

    def __init__(self, message: Text, hint: Text) -> None:
        super().__init__(message, hint)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message} {self.hint}"


_current: Language | None = None


def language() -> Language:
    """The language texts are shown in: the one set, else that of the system."""
    return _current if _current is not None else system_language()


def chosen_language() -> Language | None:
    """The language chosen for this run; None while the system's is followed."""
    return _current


def set_language(code: Language | None) -> None:
    """Choose the language of all texts; None follows the system again."""
    global _current
    _current = code


def system_language() -> Language:
    for variable in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if name := os.environ.get(variable):
            return "zh" if name.lower().startswith("zh") else "en"
    name = locale.getlocale()[0] or ""
    return "zh" if name.lower().startswith(("zh", "chinese")) else "en"
