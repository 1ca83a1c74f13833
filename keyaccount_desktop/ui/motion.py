"""Whether things glide to a new place or are simply there.

They glide unless the user has chosen otherwise, or the system asks for less motion. ``begin`` is called with
what the settings file says when the window is made, and again when the choice changes.
"""

from __future__ import annotations

from PySide6.QtWidgets import QApplication, QStyle

CHOICES = ("full", "reduced")
_chosen = "full"


def begin(choice: str) -> None:
    """Follow the user's choice, one of ``CHOICES``, from now on."""
    global _chosen
    _chosen = choice


def chosen() -> str:
    """What the user chose."""
    return _chosen


def reduced() -> bool:
    """Whether nothing should glide, by the user's choice or the system's."""
    style = QApplication.style()
    return _chosen == "reduced" or not style.styleHint(QStyle.StyleHint.SH_Widget_Animation_Duration)
