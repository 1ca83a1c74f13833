"""Writing a file so that it is whole or not there: beside the target first, then put in its place.

Every export goes through ``replacing``, which also removes what an interrupted one left in the folder.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from keyaccount_desktop.language import Text, UserError
from keyaccount_desktop.workbook import driver, remains
from keyaccount_desktop.workbook.document import open_here

_REFUSED: Final = frozenset('\\/:*?"<>|')
_DEVICES: Final = {
    "CON",
    "PRN",
    "AUX",
    "NUL",
    *(f"{port}{n}" for port in ("COM", "LPT") for n in range(1, 10)),
}
"""Names that Windows keeps for itself, whatever ending they have."""
_MOST_BYTES: Final = 180
"""Of the 255 that file systems take, for words around the name and for the ending."""


@contextmanager
def replacing(target: Path) -> Iterator[Path]:
    """A path beside ``target`` to write to; it replaces the target when the block ends well.

    It keeps the target's ending, since writers go by it. The file is readable by the user alone. Raises
    UserError where the disk or folder refuses, and rather than replace a workbook or what is no file.
    """
    remains.clear(target.parent)
    beside = remains.beside(target)
    try:
        try:
            _check(target)
            os.close(os.open(beside, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
            yield beside
            os.replace(beside, target)
        except OSError as error:
            raise driver.explained(error, target) or error from error
    finally:
        remains.remove(beside)


def _check(target: Path) -> None:
    if not target.exists():
        return
    choose = Text("Choose another name.", "请换一个名称。")
    if not target.is_file():
        no_file = Text("“{path}” is no ordinary file.", "“{path}”不是普通文件。")
        raise UserError(no_file.format(path=driver.shown_name(target)), choose)
    if open_here(target) or _holds_workbook(target):
        destroyed = Text(
            "“{name}” is a workbook; an export would destroy it.", "“{name}”是工作簿，导出会毁掉它。"
        )
        raise UserError(destroyed.format(name=target.name), choose)


def _holds_workbook(path: Path) -> bool:
    # Never one that is open in this process: closing a second handle would drop SQLite's locks.
    with path.open("rb") as file:
        return driver.is_workbook(file.read(100))


def file_name(text: str) -> str:
    """A name as part of a file's name on every system: no character, length or word that one of them refuses."""
    usable = "".join("_" if c in _REFUSED or c < " " or "\ud800" <= c <= "\udfff" else c for c in text)
    usable = usable.encode()[:_MOST_BYTES].decode("utf-8", "ignore")[:80].strip(". ")
    return f"_{usable}" if usable.partition(".")[0].strip().upper() in _DEVICES else usable
