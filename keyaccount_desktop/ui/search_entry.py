"""What the search popup lists: one found thing. Apart from the popup, which the first paint does not need."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the popup; ``kind`` is account, person, purchase or action."""

    kind: str
    id: str
    title: str
    subtitle: str = ""
    why: str = ""
    """The fact by which it was found, where it was not the name."""
