"""Letters on paper that can be found again: the font of prints, and the character maps of PDFs.

Some fonts have one glyph for a character and for the radical that looks like it. Qt then notes the radical
in the PDF: "生" is printed, "⽣" is found by nobody who searches. ``mended`` puts the characters
that were really printed back into the finished file; ``print_families`` chooses a font by trying it out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Final

from PySide6.QtCore import QBuffer, QIODevice, QPointF
from PySide6.QtGui import QFont, QFontDatabase, QPainter, QPdfWriter, QRawFont

from keyaccount_desktop.exchange.atomic import replacing
from keyaccount_desktop.exchange.map_shapes import NAME, SMALL_BOLD_ITALIC, TextStyle
from keyaccount_desktop.ui.influence_map.painter import Ink, paper_ink

_PREFERRED: Final = (
    "Microsoft YaHei UI", "Microsoft YaHei", "PingFang SC", "Hiragino Sans GB", "Noto Sans CJK SC",
    "Source Han Sans SC", "WenQuanYi Micro Hei", "WenQuanYi Zen Hei", "SimHei", "Droid Sans Fallback",
)  # fmt: skip
_TRICKY: Final = "生金高行走大人力支一见长门车风龙王国决使评中反发设–+"
"""Characters that many fonts share with a radical or another sign."""
_LATIN: Final = "Official filing 0123456789"
"""Letters and figures that many fonts put another glyph in place of."""
_STYLES: Final = (NAME, SMALL_BOLD_ITALIC, TextStyle(13), TextStyle(13, italic=True))

_MAP: Final = re.compile(rb"begincmap.*?endcmap", re.DOTALL)
_LIST: Final = re.compile(rb"\[[^\]]*\]")
_CODE: Final = re.compile(rb"<([0-9A-Fa-f]{4})>")


@cache
def print_families() -> list[str]:
    """Fonts for prints and PDFs: the first of the usual ones whose text can be found again."""
    installed = set(QFontDatabase.families())
    present: list[str] = [family for family in _PREFERRED if family in installed]
    good = next((family for family in present if _reads_back(family)), None)
    return [good] if good is not None else present[:1] or [QFont().family()]


def mended(pdf: bytes, ink: Ink, texts: Iterable[str]) -> bytes:
    """A PDF written in this ink, saying the characters of these texts and not their look-alikes."""
    drawn = {character for text in texts for character in text if ord(character) < 0x10000}
    return _MAP.sub(lambda found: _mended(found[0], ink, drawn), pdf)


def mend_file(path: Path, ink: Ink, texts: Iterable[str]) -> None:
    """The same of a file, whole or not at all. Raises UserError where it cannot be written."""
    if path.is_file():
        with replacing(path) as beside:
            beside.write_bytes(mended(path.read_bytes(), ink, texts))


def _mended(character_map: bytes, ink: Ink, drawn: set[str]) -> bytes:
    """The map of one font; every code is replaced by one of the same length, so no offset changes."""
    strange = {chr(int(code, 16)) for code in _CODE.findall(character_map)} - drawn - {"\0"}
    meant = _meant(strange, ink, drawn)

    def replaced(code: re.Match[bytes]) -> bytes:
        character = chr(int(code[1], 16))
        return b"<%04X>" % ord(meant.get(character, character))

    # Only the lists hold characters one by one; what stands before them are numbers of glyphs.
    return _LIST.sub(lambda codes: _CODE.sub(replaced, codes[0]), character_map)


def _meant(strange: Iterable[str], ink: Ink, drawn: Iterable[str]) -> Mapping[str, str]:
    """For each character nobody printed, the printed one that has the same glyph."""
    meant: dict[str, str] = {}
    for glyph_of in _glyphs(ink):
        printed = {glyph: character for character in sorted(drawn) if (glyph := glyph_of(character))}
        for character in strange:
            if (glyph := glyph_of(character)) and glyph in printed:
                meant.setdefault(character, printed[glyph])
    return meant


def _glyphs(ink: Ink) -> Iterable[Callable[[str], int]]:
    for family in ink.families:
        for style in _STYLES:
            font = QFont(ink.font(style))
            font.setFamilies([family])
            raw = QRawFont.fromFont(font)

            def glyph_of(character: str, raw: QRawFont = raw) -> int:
                indexes = raw.glyphIndexesForString(character)
                return int(indexes[0]) if indexes else 0

            yield glyph_of


def _reads_back(family: str) -> bool:
    """Whether a PDF set in a font says the characters that were printed."""
    ink = paper_ink([family])
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    painter = QPainter(writer)
    painter.setFont(ink.font(NAME))
    painter.drawText(QPointF(100, 100), _TRICKY)
    painter.drawText(QPointF(100, 300), _LATIN)
    painter.end()
    del painter, writer
    said = mended(bytes(buffer.data().data()), ink, [_TRICKY, _LATIN])
    return set(_TRICKY + _LATIN) - {" "} <= set(characters(said))


def characters(pdf: bytes) -> Iterable[str]:
    """The characters that the maps of a PDF's fonts translate glyphs to."""
    for character_map in _MAP.findall(pdf):
        for codes in _LIST.findall(character_map):
            for code in _CODE.findall(codes):
                yield chr(int(code, 16))
