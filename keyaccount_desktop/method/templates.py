"""The one-line form of a record: filled from its parts, and read back from what people type.

A template is text with ``{part}`` in it; ``[…]`` is left out when a part in it is empty, and of
``[a|b]`` the first alternative that can be filled is taken. Used by ``values``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Final

_GROUP: Final = re.compile(r"\[([^\]]*)\]")
_PART: Final = re.compile(r"\{(\w+)\}")
_LEADING: Final = " ·,，;；:："
_DOT: Final = " · "
_WITHIN_DOTS: Final = r"(?!·)(?:(?! · ).)+?"
"""Where a template parts its groups by a dot, no part reaches over one."""
_LONGEST_READ: Final = 500
"""Longer lines are not taken apart: they are prose."""


def filled(template: str, parts: Mapping[str, str]) -> str:
    """The template with its parts filled in."""

    def group(match: re.Match[str]) -> str:
        for alternative in match[1].split("|"):
            if all(parts.get(name) for name in _PART.findall(alternative)):
                return _PART.sub(lambda part: parts[part[1]], alternative)
        return ""

    # Groups first, in one pass over the template: what a part holds is never taken for template.
    pieces = []
    place = 0
    for match in _GROUP.finditer(template):
        pieces += [_plain(template[place : match.start()], parts), group(match)]
        place = match.end()
    pieces.append(_plain(template[place:], parts))
    return "".join(pieces).strip(_LEADING)


def _plain(template: str, parts: Mapping[str, str]) -> str:
    return _PART.sub(lambda part: parts.get(part[1], ""), template)


def readings(template: str, line: str) -> Iterator[dict[str, str]]:
    """The ways to take a line apart by the template; none when it does not fit."""
    if len(line) <= _LONGEST_READ:
        # ``filled`` cuts the comma before what comes first where the template begins with what may be empty.
        for whole in (line, f", {line}", f"，{line}") if template.startswith("[") else (line,):
            if match := _pattern(template).fullmatch(whole):
                found = {name: text for name, text in match.groupdict().items() if text}
                yield {name.rstrip("_0123456789"): text.strip() for name, text in found.items()}


@lru_cache(maxsize=64)
def _pattern(template: str) -> re.Pattern[str]:
    pieces = []
    place = 0
    shape = _WITHIN_DOTS if _DOT in template else ".+?"
    for count, match in enumerate(_GROUP.finditer(template)):
        pieces.append(_expression(template[place : match.start()], "", shape))
        alternatives = "|".join(
            _expression(alternative, f"_{count}{number}", shape)
            for number, alternative in enumerate(match[1].split("|"))
        )
        pieces.append(f"(?:{alternatives})?")
        place = match.end()
    pieces.append(_expression(template[place:], "", shape))
    return re.compile("".join(pieces))


def _expression(template: str, suffix: str, any_text: str) -> str:
    pieces = []
    place = 0
    for match in _PART.finditer(template):
        # Years are digits, so that "school 1994–1999" comes apart in the right place.
        shape = r"\d{4}" if match[1].endswith("_year") else any_text
        pieces += [re.escape(template[place : match.start()]), f"(?P<{match[1]}{suffix}>{shape})"]
        place = match.end()
    return "".join(pieces) + re.escape(template[place:])
