"""Copies of attachments on the disk: read-only ones to be opened, for as long as the workbook is; or saved ones.

What is opened lies in a private folder of this run of the program, which goes when the workbook is closed. A
run that ended otherwise is tidied up after at the next start: an operating-system lock tells which folders
nobody uses any more. Called by the window, reading and writing in a worker.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

from keyaccount_desktop.exchange.atomic import replacing
from keyaccount_desktop.exchange.file_kinds import REFUSED, FileKind, kind_of
from keyaccount_desktop.language import Text, UserError
from keyaccount_desktop.workbook import driver
from keyaccount_desktop.workbook.attachments import Attachment, content_of
from keyaccount_desktop.workbook.backup import data_folder
from keyaccount_desktop.workbook.lock import Lock
from keyaccount_desktop.workbook.outside_files import Step

if TYPE_CHECKING:
    from keyaccount_desktop.workbook.document import Workbook

_FROM_INTERNET: Final = "[ZoneTransfer]\r\nZoneId=3\r\n"


def look_at(workbook: Workbook, file: Attachment) -> FileKind:
    """What an attachment is, by its name and content. Raises UserError when that is missing."""
    return kind_of(file.name, content_of(workbook, file))


def save_as(workbook: Workbook, file: Attachment, target: Path, step: Step | None = None) -> None:
    """Write an attachment to a file of the user's choice, whole or not at all. Raises UserError."""
    with replacing(target) as beside:
        _write(workbook, file, beside, step)


class OpenedCopies:
    """The copies one run of the program has opened."""

    def __init__(self) -> None:
        self._folder: Path | None = None
        self._lock: Lock | None = None
        self._made: dict[tuple[str, str], Path] = {}

    def make(self, workbook: Workbook, file: Attachment, step: Step | None = None) -> Path:
        """A read-only copy, one's own and nobody else's to read. Raises UserError for a program, whoever asks."""
        kind = look_at(workbook, file)
        if kind.danger >= REFUSED:
            raise refusal(file, kind)
        known = self._made.get((file.content_id, file.name))
        if known is not None and known.exists():
            return known
        folder = self._own_folder()
        path = folder / os.urandom(4).hex() / file.name
        try:
            path.parent.mkdir(mode=0o700)
            os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
            _write(workbook, file, path, step)
            _mark_as_foreign(path)
            path.chmod(0o400)
        except BaseException as error:
            _remove(path.parent)
            if isinstance(error, OSError):
                raise driver.explained(error, path) or error from error
            raise
        self._made[file.content_id, file.name] = path
        return path

    def remove_all(self) -> None:
        """Remove every copy; what another program still holds open goes at the next start."""
        folder, self._folder = self._folder, None
        lock, self._lock = self._lock, None
        self._made.clear()
        if folder is not None:
            _remove(folder)
        if lock is not None:
            lock.release()
            with contextlib.suppress(OSError):
                lock.path.parent.rmdir()  # where no other run has one, the next start need not look

    def _own_folder(self) -> Path:
        if self._folder is None:
            folder = _all_folders() / os.urandom(8).hex()
            try:
                folder.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
                lock = Lock(folder)
                lock.take()
                folder.mkdir(mode=0o700)
            except OSError as error:
                raise driver.explained(error, folder) or error from error
            self._folder, self._lock = folder, lock
        return self._folder


OPENED: Final = OpenedCopies()
"""Those of this run; the window has them removed when it lets go of the workbook."""


def clear_leftovers() -> None:
    """Remove what earlier runs opened and could not remove; never what another window has open."""
    with contextlib.suppress(OSError):
        for folder in _all_folders().iterdir():
            if not folder.is_dir() or folder.is_symlink():
                continue
            lock = Lock(folder)
            if lock.take():
                _remove(folder)
                lock.release()


def refusal(file: Attachment, kind: FileKind) -> UserError:
    """Why a program is not opened."""
    return UserError(
        Text("“{name}” is not opened from here: {kind}.", "不在此处打开“{name}”：{kind}。").format(
            name=file.name, kind=kind.text
        ),
        Text("It can be saved elsewhere.", "可以另存到其他位置。"),
    )


def _all_folders() -> Path:
    return data_folder() / "opened"


def _write(workbook: Workbook, file: Attachment, path: Path, step: Step | None) -> None:
    done = 0
    with path.open("wb") as target:
        for piece in content_of(workbook, file):
            target.write(piece)
            done += len(piece)
            if step is not None:
                step(done, file.size)


def _mark_as_foreign(path: Path) -> None:
    """Let Windows and Office treat the copy like something downloaded: protected view, no macros unasked."""
    if sys.platform == "win32":
        with contextlib.suppress(OSError):
            Path(f"{path}:Zone.Identifier").write_text(_FROM_INTERNET, encoding="ascii", newline="")


def _remove(folder: Path) -> None:
    for path in folder.rglob("*"):
        with contextlib.suppress(OSError):
            if path.is_file() and not path.is_symlink():
                path.chmod(0o600)  # Windows removes nothing that is read-only
    shutil.rmtree(folder, ignore_errors=True)
