"""How a value of each kind stands in a line at rest: points, ticks, chips, ranks, or words.

``runs_of`` gives the runs that ``value_text`` lays out. Called by ``fact_field``.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from keyaccount_desktop.language import Text
from keyaccount_desktop.method import phones, values
from keyaccount_desktop.method.fields import Field, Part
from keyaccount_desktop.ui.fields.rating_editor import has_points, points
from keyaccount_desktop.ui.fields.value_text import Run, Strength

_SHOWN_CHARACTERS: Final = 400
_SHOWN_LINES: Final = 8
"""Of a long text at rest; all of it is there when it is edited."""


def runs_of(field: Field, value: Any, strength: Strength, entry: int = 0) -> list[Run]:
    """A value as it stands in a line; ``strength`` is that of its words, ``entry`` its place among others."""
    match field.kind:
        case "rating" if shows_points(field):
            shown = points(int(value), field.high)
            filled = 2 * int(value)
            return [Run(shown[:filled], "soft", entry), Run(shown[filled:], "empty", entry)]
        case "checklist" if isinstance(value, list):
            ticked = [shortened(str(values.display(field, [code]))) for code in value]
            return _with_between(
                [[Run("✓ ", "tick", entry), Run(text, strength, entry)] for text in ticked], "\n", entry
            )
        case "ranked" if isinstance(value, list):
            ranked = [shortened(str(values.display(field, [code]))) for code in value]
            return _with_between(
                [[Run(f"{place}\u00a0", "soft", entry), Run(unbroken(text), strength, entry)]
                 for place, text in enumerate(ranked, 1)], "  ", entry
            )  # fmt: skip
        case "tags" if isinstance(value, list):
            return _with_between(
                [[Run(unbroken(shortened(str(tag))), "chip", entry)] for tag in value], " ", entry
            )
        case _:
            return [Run(shortened(str(values.display(field, value))), strength, entry)]


def shows_points(field: Field) -> bool:
    """Whether its value stands there as points."""
    return field.kind == "rating" and field.choices is None and has_points(field.low, field.high)


def doubt_of(field: Field | Part, value: Any) -> Text | None:
    """What looks wrong about a phone number, or about one that is part of a record."""
    if field.kind == "phone":
        return phones.doubt(str(value))
    if isinstance(field, Field) and field.kind == "record" and isinstance(value, Mapping):
        doubts = (doubt_of(part, value[part.key]) for part in field.parts if part.key in value)
        return next((found for found in doubts if found is not None), None)
    return None


def shortened(text: str) -> str:
    """The beginning of a long text."""
    lines = text[: 2 * _SHOWN_CHARACTERS].split("\n")
    short = "\n".join(lines[:_SHOWN_LINES])[:_SHOWN_CHARACTERS]
    return short if short == text else short.rstrip() + "…"


def unbroken(words: str) -> str:
    """Kept on one line, as far as there is room for it."""
    return "\u2060".join(words.replace(" ", "\u00a0"))


def _with_between(pieces: list[list[Run]], between: str, entry: int) -> list[Run]:
    joined: list[Run] = []
    for piece in pieces:
        if joined:
            joined.append(Run(between, "soft", entry))
        joined += piece
    return joined
