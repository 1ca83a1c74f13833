"""Reading files the user brings: only ordinary ones, up to a size, and never a workbook that is open here.

``pieces`` gives a file's content as ``blobs`` keeps it. Called for attachments and photos, in a worker.
"""

from __future__ import annotations

import stat
from collections.abc import Callable, Iterator
from pathlib import Path

from keyaccount_desktop.language import Text, UserError
from keyaccount_desktop.workbook.blobs import PIECE
from keyaccount_desktop.workbook.document import open_here
from keyaccount_desktop.workbook.driver import shown_name

Step = Callable[[int, int], None]
"""Told how many bytes of how many are read; may raise to stop."""


def pieces(path: Path, most: int, step: Step | None = None) -> Iterator[bytes]:
    """The file's content in pieces of ``blobs.PIECE`` bytes. Raises UserError for what cannot be read, is
    empty, no file, or larger than ``most`` bytes.
    """
    size = _size(path, most)
    done = 0
    try:
        with path.open("rb") as file:
            while piece := file.read(PIECE):
                done += len(piece)
                # It may have grown since it was looked at.
                if done > most:
                    raise too_large(path, most)
                yield piece
                if step is not None:
                    step(done, max(size, done))
    except OSError as error:
        raise _unreadable(path, error) from error
    if not done:
        raise _empty(path)


def _size(path: Path, most: int) -> int:
    try:
        if open_here(path):
            raise UserError(
                Text("“{name}” is open here as a workbook.", "“{name}”是此处打开的工作簿。").format(
                    name=_name(path)
                ),
                Text("Save a copy, and add that.", "请先另存副本，再添加副本。"),
            )
        status = path.stat()
    except (OSError, ValueError) as error:
        raise _unreadable(path, error) from error
    if stat.S_ISDIR(status.st_mode):
        raise UserError(
            Text("“{name}” is a folder.", "“{name}”是文件夹。").format(name=_name(path)),
            Text("Choose the files in it, or pack it into one.", "请选择其中的文件，或先压缩成一个文件。"),
        )
    if not stat.S_ISREG(status.st_mode):
        raise UserError(
            Text("“{name}” is no ordinary file.", "“{name}”不是普通文件。").format(name=_name(path)),
            Text("Choose another one.", "请选择其他文件。"),
        )
    if status.st_size > most:
        raise too_large(path, most)
    if status.st_size == 0:
        raise _empty(path)
    return status.st_size


def too_large(path: Path, most: int) -> UserError:
    return UserError(
        Text("“{name}” is larger than {most}.", "“{name}”超过 {most}。").format(
            name=_name(path), most=in_words(most)
        ),
        Text("Make it smaller, or keep it elsewhere and note where.", "请缩小文件，或存放在别处并注明位置。"),
    )


def in_words(size: int) -> str:
    """A size as people read it: 812 B, 64 KB, 1.4 MB."""
    if size < 1024:
        return f"{size} B"
    if size < 1000 * 1024:
        return f"{max(1, round(size / 1024))} KB"
    megabytes = size / 1024**2
    return f"{megabytes:.1f} MB" if megabytes < 10 and size % 1024**2 else f"{megabytes:.0f} MB"


def _empty(path: Path) -> UserError:
    return UserError(
        Text("“{name}” is empty.", "“{name}”是空文件。").format(name=_name(path)),
        Text(
            "If it lies in a cloud folder, wait until it has come down.",
            "如果它在云端文件夹中，请等待下载完成。",
        ),
    )


def _unreadable(path: Path, error: Exception) -> UserError:
    why = (error.strerror if isinstance(error, OSError) else None) or type(error).__name__
    return UserError(
        Text("“{name}” could not be read: {why}.", "无法读取“{name}”：{why}。").format(
            name=_name(path), why=why
        ),
        Text("Is it still there, and may you read it?", "它是否还在，是否有读取权限？"),
    )


def _name(path: Path) -> str:
    from keyaccount_desktop.workbook.file_names import kept_name

    return kept_name(path.name) if path.name else shown_name(path)
