"""Files that are written beside their target first: their names, and removing what an interruption left.

The name is short whatever the target's is, and says whose it is. Called by everything that writes a whole
file: making and migrating workbooks, backups, and through ``exchange.atomic`` every export.
"""

from __future__ import annotations

import contextlib
import os
import time
from pathlib import Path
from typing import Final

_MARK: Final = ".keyaccount-part"
_OLD_SECONDS: Final = 24 * 3600


def beside(target: Path) -> Path:
    """A free name in the target's folder, with its ending, since writers go by that."""
    return target.with_name(f".{os.urandom(6).hex()}{_MARK}{target.suffix}")


def remove(path: Path) -> None:
    """Remove a temporary file if it can be removed; what cannot is left to ``clear``."""
    with contextlib.suppress(OSError):
        path.unlink(missing_ok=True)


def clear(folder: Path) -> None:
    """Remove what was begun in a folder a day ago or earlier and never finished."""
    with contextlib.suppress(OSError):
        for path in folder.glob(f".*{_MARK}*"):
            if time.time() - path.stat().st_mtime > _OLD_SECONDS:
                remove(path)
