"""What the window remembers between two starts: look, language, recent files, where one was.

One small file in the user's configuration folder (or ``KEYACCOUNT_DATA``), never in a workbook: a workbook
handed to a colleague carries nobody's window position. Called by ``application``, ``main_window`` and
``folding``.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

from PySide6.QtCore import QByteArray, QSettings, QStandardPaths

RECENT_FILES: Final = 8
FILE_NAME: Final = "keyaccount.ini"
FOLDED_KEPT: Final = 400
"""Folded cards that are remembered; the one folded longest ago is forgotten first."""


def settings_file() -> Path:
    """Where the settings are kept."""
    if folder := os.environ.get("KEYACCOUNT_DATA"):
        return Path(folder) / FILE_NAME
    location = QStandardPaths.StandardLocation.GenericConfigLocation
    return Path(QStandardPaths.writableLocation(location)) / "keyaccount" / FILE_NAME


class Settings:
    """Typed access to the settings file; anything unreadable in it counts as not set."""

    def __init__(self, file: Path | None = None) -> None:
        path = file if file is not None else settings_file()
        self._store = QSettings(str(path), QSettings.Format.IniFormat)

    @property
    def theme(self) -> str:
        """``light``, ``dark`` or ``system``."""
        return self._one_of("look/theme", ("light", "dark", "system"), "system")

    @theme.setter
    def theme(self, mode: str) -> None:
        self._store.setValue("look/theme", mode)

    @property
    def zoom(self) -> int:
        """Text size in percent."""
        return int(self._one_of("look/zoom", ("100", "125", "150"), "100"))

    @zoom.setter
    def zoom(self, percent: int) -> None:
        self._store.setValue("look/zoom", str(percent))

    @property
    def motion(self) -> str:
        """``full``, or ``reduced``: nothing glides."""
        return self._one_of("look/motion", ("full", "reduced"), "full")

    @motion.setter
    def motion(self, choice: str) -> None:
        self._store.setValue("look/motion", choice)

    @property
    def user_name(self) -> str:
        """The user's name as it stands on prints; empty if they gave none."""
        value = self._store.value("user/name")
        return value if isinstance(value, str) else ""

    @user_name.setter
    def user_name(self, name: str) -> None:
        self._store.setValue("user/name", " ".join(name.split()))

    @property
    def language(self) -> str | None:
        """``en`` or ``zh``; None follows the system."""
        return self._one_of("look/language", ("en", "zh"), "") or None

    @language.setter
    def language(self, code: str | None) -> None:
        self._store.setValue("look/language", code or "")

    @property
    def window_state(self) -> QByteArray:
        value = self._store.value("window/geometry")
        return value if isinstance(value, QByteArray) else QByteArray()

    @window_state.setter
    def window_state(self, geometry: QByteArray) -> None:
        self._store.setValue("window/geometry", geometry)

    @property
    def recent(self) -> list[str]:
        """Paths of the workbooks opened last, newest first."""
        return self._listed("files/recent")[:RECENT_FILES]

    def remember_file(self, path: str) -> None:
        """Put a workbook at the head of the recent files."""
        others = [other for other in self.recent if other != path]
        self._store.setValue("files/recent", [path, *others][:RECENT_FILES])

    def forget_file(self, path: str) -> None:
        self._store.setValue("files/recent", [other for other in self.recent if other != path])

    @property
    def last_file(self) -> str | None:
        """The workbook that was open when the window was closed; None if it was closed first."""
        value = self._store.value("files/last")
        return value if isinstance(value, str) and value else None

    @last_file.setter
    def last_file(self, path: str | None) -> None:
        self._store.setValue("files/last", path or "")

    def place(self, workbook_id: str) -> str:
        """Where one was in a workbook, as the window wrote it; empty if unknown."""
        value = self._store.value(f"places/{workbook_id}")
        return value if isinstance(value, str) else ""

    def set_place(self, workbook_id: str, place: str) -> None:
        self._store.setValue(f"places/{workbook_id}", place)

    def folded(self, card: str) -> bool:
        """Whether the user folded a card, by its key."""
        return card in self._listed("look/folded")

    def set_folded(self, card: str, folded: bool) -> None:
        others = [other for other in self._listed("look/folded") if other != card]
        self._store.setValue("look/folded", [card, *others][:FOLDED_KEPT] if folded else others)

    def list_columns(self, name: str) -> list[str]:
        """The columns the user chose for a list, from the left; empty: those it has at first."""
        return self._listed(f"lists/{name}/columns")

    def set_list_columns(self, name: str, keys: list[str]) -> None:
        self._store.setValue(f"lists/{name}/columns", keys)

    def list_widths(self, name: str) -> dict[str, int]:
        """How wide the user drew columns of a list, in pixels at 100 % text."""
        found = {}
        for entry in self._listed(f"lists/{name}/widths"):
            key, _, pixels = entry.rpartition("=")
            if key and pixels.isdecimal():
                found[key] = min(int(pixels), 4000)
        return found

    def set_list_width(self, name: str, key: str, pixels: int) -> None:
        widths = {**self.list_widths(name), key: pixels}
        self._store.setValue(f"lists/{name}/widths", [f"{each}={wide}" for each, wide in widths.items()])

    def forget_list_widths(self, name: str) -> None:
        self._store.remove(f"lists/{name}/widths")

    def save(self) -> None:
        """Write now; otherwise written when idle and at the end."""
        self._store.sync()

    def _listed(self, key: str) -> list[str]:
        value = self._store.value(key)
        listed = [value] if isinstance(value, str) else value if isinstance(value, list) else []
        return [entry for entry in listed if isinstance(entry, str) and entry]

    def _one_of(self, key: str, allowed: tuple[str, ...], default: str) -> str:
        value = self._store.value(key)
        return value if isinstance(value, str) and value in allowed else default
