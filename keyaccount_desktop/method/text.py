"""Text as it is kept: no control characters, no broken code points, not too long.

``clean_text`` is used for every text that enters the workbook, names and notes alike, whoever brings it:
the keyboard, a pasted sheet, an imported file. What it returns can be written to SQLite, JSON, XML and PDF.
"""

from __future__ import annotations

import sys
from typing import Final

from keyaccount_desktop.language import Text, UserError

TEXT_LIMIT: Final = 100_000
"""Characters of one text."""

# Line ends of other systems and of Word become \n; all other control characters go, and with them the two
# code points that no XML file may hold.
_KEPT_AS_LINE_END: Final = "\x0b\x0c\x85\u2028\u2029"
_REPLACED: Final[dict[int, str | None]] = {
    **dict.fromkeys((*range(0x20), *range(0x7F, 0xA0), 0xFFFE, 0xFFFF)),
    **{ord(character): "\n" for character in _KEPT_AS_LINE_END},
    ord("\t"): "\t",
    ord("\n"): "\n",
}
_EDGES: Final = "".join(
    chr(code) for code in range(0x3001) if chr(code).isspace() or code in (0x200B, 0x2060)
) + chr(0xFEFF)
"""What is cut off at both ends: all kinds of space, and characters without width."""


def clean_text(text: str, *, limit: int = TEXT_LIMIT) -> str:
    """The text without control characters (line ends and tabs stay), without space at its ends.

    Halves of a code point that lost their other half become U+FFFD. Raises UserError when it is too long.
    """
    if not text.isprintable():
        if not _encodable(text):
            # Joins surrogate pairs; what is left alone cannot be stored.
            text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        text = text.replace("\r\n", "\n").replace("\r", "\n").translate(_REPLACED)
    text = text.strip(_EDGES)
    if len(text) > limit:
        raise UserError(
            Text(
                "The text has {n} characters; {most} is the most.", "文字有 {n} 个字符，最多 {most} 个。"
            ).format(n=len(text), most=limit),
            Text("Shorten it, or keep it in a file of its own.", "请缩短，或另存为文件。"),
        )
    return text


def one_line(text: str, *, limit: int = TEXT_LIMIT) -> str:
    """The cleaned text with every run of space and line ends as one space."""
    return " ".join(clean_text(text, limit=limit).split())


def shortened(text: str, most: int = 40) -> str:
    """For quoting what was typed in a message: one clean line of at most ``most`` characters."""
    line = one_line(text[: most * 4], limit=sys.maxsize)
    return line if len(line) <= most else line[: most - 1] + "…"


def quoted(value: object) -> str:
    """Any value as ``shortened`` shows it, even an int too long to be written."""
    try:
        return shortened(str(value))
    except ValueError:
        return "…"


def _encodable(text: str) -> bool:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True
