"""Writing a file so that it is whole or not there: beside the target first, then put in its place.

Every export goes through ``replacing``. What an interrupted one left behind is removed by ``clear_remains``
at the next start.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from keyaccount_desktop.workbook.driver import explained

_MARK: Final = ".keyaccount-part"
_OLD_SECONDS: Final = 24 * 3600


@contextmanager
def replacing(target: Path) -> Iterator[Path]:
    """A path beside ``target`` to write to; it replaces the target when the block ends well.

    It keeps the target's ending, since writers go by it. The file is readable by the user alone. Raises
    UserError where the disk or folder refuses.
    """
    beside = target.with_name(f".{os.getpid()}-{time.monotonic_ns()}{_MARK}{target.suffix}")
    try:
        try:
            os.close(os.open(beside, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
            yield beside
            os.replace(beside, target)
        except OSError as error:
            raise explained(error, target) or error from error
    finally:
        beside.unlink(missing_ok=True)


def clear_remains(folder: Path) -> None:
    """Remove what exports that were interrupted a day ago or earlier left in a folder."""
    for path in folder.glob(f".*{_MARK}*"):
        if time.time() - path.stat().st_mtime > _OLD_SECONDS:
            path.unlink(missing_ok=True)


def file_name(text: str) -> str:
    """A name as part of a file's name on every system."""
    return "".join("_" if c in '\\/:*?"<>|' or c < " " else c for c in text).strip(". ")[:80]
