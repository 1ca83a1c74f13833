"""The colours of the map on paper and in files: the same whatever the window's theme is.

Drawings name their colours; ``paper_colour`` says what a name stands for in print, in colour or in black and
white. Used by the painter's ``paper_ink`` and by the slides.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from keyaccount_desktop.exchange.map_shapes import FADED

FADE: Final = 0.22
"""How much of the surface a faded colour has mixed in: on paper little, since small pale letters cannot be read."""
COLOURS: Final[Mapping[str, str]] = {
    "window": "#FFFFFF",
    "surface": "#FFFFFF",
    "raised": "#F2F4F7",
    "lane": "#F4F5F8",
    "line": "#D5DAE2",
    "line_strong": "#AEB6C2",
    "text_1": "#11161F",
    "text_2": "#454E5E",
    "text_3": "#727C8D",
    "accent": "#2459C4",
    "accent_soft": "#E7EFFC",
    "supporter": "#127A4F",
    "supporter_soft": "#DDF1E7",
    "neutral": "#82702F",
    "neutral_soft": "#F2ECD8",
    "opponent": "#BF2F2F",
    "opponent_soft": "#FAE2E1",
    "unknown": "#727C8D",
    "warning": "#A65508",
    "warning_soft": "#FCEFDC",
}
MONO: Final[Mapping[str, str]] = {
    "window": "#FFFFFF",
    "surface": "#FFFFFF",
    "raised": "#F0F0F0",
    "lane": "#F3F3F3",
    "line": "#C8C8C8",
    "line_strong": "#9A9A9A",
    "text_1": "#000000",
    "text_2": "#333333",
    "text_3": "#6A6A6A",
    "accent": "#000000",
    "accent_soft": "#E4E4E4",
    "supporter": "#1E1E1E",
    "supporter_soft": "#FFFFFF",
    "neutral": "#707070",
    "neutral_soft": "#FFFFFF",
    "opponent": "#000000",
    "opponent_soft": "#FFFFFF",
    "unknown": "#6A6A6A",
    "warning": "#000000",
    "warning_soft": "#FFFFFF",
}


def paper_colour(token: str, *, mono: bool) -> str:
    """The colour a name stands for, as ``#RRGGBB``; with ``FADED`` at its end, mixed into white paper."""
    colours = MONO if mono else COLOURS
    if not token.endswith(FADED):
        return colours[token]
    full, surface = colours[token.removesuffix(FADED)], colours["surface"]
    parts = (
        round(int(full[at : at + 2], 16) * (1 - FADE) + int(surface[at : at + 2], 16) * FADE)
        for at in (1, 3, 5)
    )
    return "#" + "".join(f"{part:02X}" for part in parts)
