"""Every gesture of the map in one table: with the mouse, by keys, and from a menu.

Shown in the list of keyboard shortcuts. A test does each of them in all three ways and compares what has
become of the workbook.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QCoreApplication


def QT_TRANSLATE_NOOP(_context: str, text: str) -> str:
    """Marks a text for lupdate."""
    return text


@dataclass(frozen=True, slots=True)
class Gesture:
    """One thing a hand does to the map."""

    id: str
    text: str
    mouse: str
    keys: str
    menu: str

    def __str__(self) -> str:
        return QCoreApplication.translate("Gesture", self.text)

    @property
    def ways(self) -> str:
        """How it is done without the keyboard."""
        return " · ".join(QCoreApplication.translate("Gesture", way) for way in (self.mouse, self.menu))


GESTURES: Final = (
    Gesture(
        "place",
        QT_TRANSLATE_NOOP("Gesture", "Put people onto the map"),
        QT_TRANSLATE_NOOP("Gesture", "Drag them from the list"),
        "Enter",
        QT_TRANSLATE_NOOP("Gesture", "Menu of the list: Put onto the map"),
    ),
    Gesture(
        "lane",
        QT_TRANSLATE_NOOP("Gesture", "Move to another level or function"),
        QT_TRANSLATE_NOOP("Gesture", "Drag the card into that lane"),
        "Ctrl+↑ ↓ ← →",
        QT_TRANSLATE_NOOP("Gesture", "Menu: Move"),
    ),
    Gesture(
        "nudge",
        QT_TRANSLATE_NOOP("Gesture", "Move within the lane"),
        QT_TRANSLATE_NOOP("Gesture", "Drag the card, or all that are selected"),
        "Ctrl+Shift+↑ ↓ ← →",
        QT_TRANSLATE_NOOP("Gesture", "Menu: Move"),
    ),
    Gesture(
        "report",
        QT_TRANSLATE_NOOP("Gesture", "Let someone report to someone"),
        QT_TRANSLATE_NOOP("Gesture", "Hold the card over the superior's until it lights up; Alt prevents it"),
        "R",
        QT_TRANSLATE_NOOP("Gesture", "Menu: Reports to…"),
    ),
    Gesture(
        "link",
        QT_TRANSLATE_NOOP("Gesture", "Draw a link"),
        QT_TRANSLATE_NOOP("Gesture", "Drag from a dot of the card to another card"),
        "L",
        QT_TRANSLATE_NOOP("Gesture", "Menu: Draw a link from here"),
    ),
    Gesture(
        "reattach",
        QT_TRANSLATE_NOOP("Gesture", "Carry a link to another card"),
        QT_TRANSLATE_NOOP("Gesture", "Select the link, drag one of its ends"),
        "Home, End",
        QT_TRANSLATE_NOOP("Gesture", "Menu: Start at another card…, End at another card…"),
    ),
    Gesture(
        "judge",
        QT_TRANSLATE_NOOP(
            "Gesture", "Set attitude; roles; closeness, weight, blocker, key person, trust ladder, pin"
        ),
        QT_TRANSLATE_NOOP("Gesture", "Drag a badge onto the card, or onto one of those selected"),
        "S N O U; 1–5; C W B K T P",
        QT_TRANSLATE_NOOP("Gesture", "Menu: Attitude to us, and those that follow"),
    ),
    Gesture(
        "select",
        QT_TRANSLATE_NOOP("Gesture", "Select several"),
        QT_TRANSLATE_NOOP("Gesture", "Draw a band around them; with Ctrl or Shift it adds"),
        "Shift+↑ ↓ ← →, Ctrl+A",
        QT_TRANSLATE_NOOP("Gesture", "Menu: Select all"),
    ),
    Gesture(
        "look",
        QT_TRANSLATE_NOOP("Gesture", "Look around"),
        QT_TRANSLATE_NOOP("Gesture", "Wheel or pinch; middle button, Space and drag, or two fingers"),
        "Ctrl++ Ctrl+− Ctrl+0 Ctrl+9, Page Up, Page Down",
        QT_TRANSLATE_NOOP("Gesture", "Menu: Fit to window, Natural size"),
    ),
)

KEYS: Final = (
    (QT_TRANSLATE_NOOP("Gesture", "Go from card to card; open the person, or the link"), "↑ ↓ ← →; Enter"),
    (QT_TRANSLATE_NOOP("Gesture", "Go through the links of a card"), "[ ]"),
    (
        QT_TRANSLATE_NOOP(
            "Gesture", "Add a person; a group; a post whose holder is unknown, and there name the holder"
        ),
        "A; G; H",
    ),
    (QT_TRANSLATE_NOOP("Gesture", "Ask who can introduce me to the selected person"), "I"),
    (QT_TRANSLATE_NOOP("Gesture", "Take off the map, or remove the link"), "Del"),
    (QT_TRANSLATE_NOOP("Gesture", "Menu of the card, the link or the ground"), "Shift+F10"),
    (QT_TRANSLATE_NOOP("Gesture", "Give up what was begun; select nothing"), "Esc"),
)
"""What else the keyboard does there, with its keys."""


def other_keys() -> list[tuple[str, str]]:
    """``KEYS`` in the language of the window."""
    return [(QCoreApplication.translate("Gesture", text), keys) for text, keys in KEYS]
