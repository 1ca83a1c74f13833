"""Who has a workbook open for writing: an operating-system lock on a small file beside it.

The lock lives as long as its holder's process, so a crash leaves none behind; the file's text only says who
it is. Called by ``document``.
"""

from __future__ import annotations

import contextlib
import json
import os
import platform
import sys
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import IO

from keyaccount_desktop.language import Text, UserError

if sys.platform == "win32":
    import msvcrt

    _FAR = 1 << 30

    def _try_lock(file: IO[str]) -> bool:
        # Windows locks bytes against reading as well: take one far behind the text.
        file.seek(_FAR)
        try:
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        finally:
            file.seek(0)
        return True

else:
    import fcntl

    def _try_lock(file: IO[str]) -> bool:
        try:
            fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True


@dataclass(frozen=True, slots=True)
class Holder:
    """Who has the workbook open, and since when (local time, to the minute)."""

    user: str
    host: str
    since: str

    @property
    def text(self) -> Text:
        return Text("{user} on {host}, since {since}", "{user}（{host}，自 {since}）").format(
            user=self.user, host=self.host, since=self.since
        )

    def refusal(self, path: Path) -> UserError:
        """For those who must write: says who has the file open."""
        return UserError(
            Text("“{name}” is open: {who}.", "“{name}”已被打开：{who}。").format(
                name=path.name, who=self.text
            ),
            Text("Close it there, then try again.", "请先在那里关闭，再试一次。"),
        )


class Lock:
    """The lock on one workbook. ``take`` it, ``release`` it; ``holder`` is the other side if it was taken."""

    def __init__(self, workbook: Path) -> None:
        self.path = workbook.with_name(f".{workbook.name}.lock")
        self.holder: Holder | None = None
        self._file: IO[str] | None = None

    def take(self) -> bool:
        """Whether the lock is ours now. Raises OSError where no lock file can be made at all."""
        while True:
            descriptor = os.open(self.path, os.O_RDWR | os.O_CREAT, 0o666)
            file = os.fdopen(descriptor, "r+", encoding="utf-8", errors="replace")
            if not _try_lock(file):
                self.holder = _read_holder(file)
                file.close()
                return False
            if self._still_there(file):
                break
            file.close()
        self._file = file
        since = datetime.now().isoformat(sep=" ", timespec="minutes")
        # The lock is what counts: on a full disk it is held without saying by whom.
        with contextlib.suppress(OSError):
            file.truncate()
            file.write(json.dumps(asdict(Holder(_user(), platform.node(), since))))
            file.flush()
        return True

    def _still_there(self, file: IO[str]) -> bool:
        # Between our open and our lock the former holder may have removed the file.
        try:
            return os.path.samestat(os.fstat(file.fileno()), self.path.stat())
        except FileNotFoundError:
            return False

    def release(self) -> None:
        if self._file is None:
            return
        file, self._file = self._file, None
        # Elsewhere the file goes while its lock is held; Windows removes none that is open, and perhaps
        # another process has opened it by then. What stays behind locks nothing.
        with contextlib.suppress(OSError):
            if sys.platform == "win32":
                file.close()
            self.path.unlink(missing_ok=True)
        with contextlib.suppress(OSError):
            file.close()


def _read_holder(file: IO[str]) -> Holder:
    try:
        return Holder(**json.load(file))
    except (ValueError, TypeError):
        return Holder("?", "?", "?")


def _user() -> str:
    return next((name for key in ("USERNAME", "LOGNAME", "USER") if (name := os.environ.get(key))), "?")
