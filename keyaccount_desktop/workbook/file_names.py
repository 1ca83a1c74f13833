"""What the name of a file that someone brings may be: one that is safe on Windows, macOS and Linux alike.

``kept_name`` never refuses: it keeps what can be kept. What it gives is a single part of a path, no device
of Windows, without anything invisible, and its ending is the one that counts. Called by ``attachments`` for
names that come in, and again for names that come out of a file, which somebody else may have written.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from keyaccount_desktop.language import Text
from keyaccount_desktop.method.text import clean_text

LONGEST: Final = 120
"""Characters: with the folder it is opened in, a name must fit into Windows' 260."""
_LONGEST_BYTES: Final = 180
"""Of UTF-8: most systems allow 255, encrypted home folders fewer."""
_LONGEST_ENDING: Final = 16

NAMELESS: Final = Text("Unnamed file", "未命名文件")

_FORBIDDEN: Final = re.compile(r'[<>:"|?*]')
_DEVICE: Final = re.compile(
    r"(con|prn|aux|nul|clock\$|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])\s*(\.|$)", re.IGNORECASE
)
"""Names that Windows takes for devices, whatever ending follows."""
_EDGES: Final = " ."


def kept_name(given: str) -> str:
    """The name as it is kept: the last part of a path, cleaned; a word that says it has none if nothing is left."""
    name = re.split(r"[/\\]", given)[-1]
    # Format characters turn text round or hide an ending: “fdp.exe” shown as “exe.pdf”.
    shown = "".join(c for c in clean_text(name, limit=len(name) + 1) if unicodedata.category(c) != "Cf")
    shown = unicodedata.normalize("NFC", " ".join(shown.split()))
    shown = _FORBIDDEN.sub("_", re.sub(r"[/\\]", "_", shown)).strip(_EDGES)
    if _DEVICE.match(shown):
        shown = f"_{shown}"
    return _joined(*split(shown)).strip(_EDGES) or str(NAMELESS)


def ending_of(name: str) -> str:
    """What follows the last dot, in small letters; empty without one."""
    stem, dot, ending = name.rpartition(".")
    return ending.lower() if dot and stem else ""


def numbered(name: str, number: int) -> str:
    """“offer.pdf” as “offer (2).pdf”."""
    stem, tail = split(name)
    return _joined(stem, f" ({number}){tail}")


def split(name: str) -> tuple[str, str]:
    """The name without its ending, and the ending with its dot; a long one is part of the name."""
    ending = ending_of(name)
    tail = len(ending) + 1 if 0 < len(ending) <= _LONGEST_ENDING else 0
    return name[: len(name) - tail], name[len(name) - tail :]


def _joined(stem: str, tail: str) -> str:
    """Both together, the first shortened until the name fits."""
    if _fits(stem + tail):
        return stem + tail
    while not _fits(stem + tail):
        stem = stem[:-1]
    return stem.rstrip(_EDGES) + tail


def _fits(name: str) -> bool:
    return len(name) <= LONGEST and len(name.encode()) <= _LONGEST_BYTES
