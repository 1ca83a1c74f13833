"""Content of photos and attachments, named by its SHA-256: the same content is kept once, and never changed.

Content is no part of the journal: undo only brings back the rows that refer to it. What nothing refers to
any more goes when the undo history does, which ``document`` and the erasure see to. Larger content lies in
pieces, each written and read in a transaction of its own, so that no edit ever waits for a whole file.
Called by ``photos``, ``attachments``, ``document``, ``people`` and ``health``.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, Final

from keyaccount_desktop.language import Text, UserError
from keyaccount_desktop.workbook import driver

if TYPE_CHECKING:
    from keyaccount_desktop.workbook.document import Workbook

PIECE: Final = 2 * 1024**2
"""Bytes of one piece: written in about 10 ms, so that nobody notices who wants to read or save meanwhile."""
PIECES: Final = "application/x-keyaccount-pieces"
"""Media type of a row that holds, as a JSON array, the ids of the pieces its content consists of."""
ANY: Final = "application/octet-stream"
REFERENCES: Final = (("person", "photo_id"), ("attachment", "blob_id"))
"""Every column that keeps content alive."""

_MOST_PIECES: Final = 1024
"""No content of ours has as many: a list that is longer was made to fill a disk."""
_SWEPT_AT_ONCE: Final = 8 * 1024**2

_REFERRED: Final = " UNION ALL ".join(
    f"SELECT {column} FROM {table} WHERE {column} IS NOT NULL" for table, column in REFERENCES
)
_UNREFERRED: Final = f"""
SELECT id, length(bytes) FROM blob WHERE id NOT IN ({_REFERRED}) AND id NOT IN (
    SELECT piece.value FROM blob AS whole, json_each(CAST(whole.bytes AS TEXT)) AS piece
    WHERE whole.media_type = '{PIECES}' AND whole.id IN ({_REFERRED})
)"""


# ---- keeping


def put(connection: Any, content: bytes, media_type: str) -> str:
    """Keep small content through a driver connection, in the transaction that is open; its id."""
    id_ = hashlib.sha256(content).hexdigest()
    _insert(connection, id_, media_type, content)
    return id_


def take_in(workbook: Workbook, pieces: Iterable[bytes]) -> tuple[str, int]:
    """Keep content that comes in pieces of at most ``PIECE`` bytes; its id and size. From any thread.

    Until a row refers to it the content may go again with the undo history. What ``pieces`` raises passes
    through; what was kept by then is unreferred and goes as well. Raises UserError where the file may not or
    cannot be written.
    """
    if workbook.read_only:
        raise workbook.holder.refusal(workbook.path) if workbook.holder else driver.read_only(workbook.path)
    if workbook.upkeep is not None:
        workbook.upkeep.pause()
    try:
        connection = driver.connect(workbook.path, workbook.key)
        try:
            return _take_in(connection, pieces)
        finally:
            connection.close()
    except driver.DriverError as error:
        raise driver.explained(error, workbook.path) or error from error
    finally:
        if workbook.upkeep is not None:
            workbook.upkeep.resume()


def _take_in(connection: Any, pieces: Iterable[bytes]) -> tuple[str, int]:
    whole, size, ids = hashlib.sha256(), 0, []
    for piece in pieces:
        whole.update(piece)
        size += len(piece)
        ids.append(put(connection, piece, ANY))
    id_ = whole.hexdigest()
    if len(ids) != 1:
        _insert(connection, id_, PIECES, json.dumps(ids).encode())
    return id_, size


def _insert(connection: Any, id_: str, media_type: str, content: bytes) -> None:
    connection.execute(
        "INSERT INTO blob (id, media_type, bytes) VALUES (?, ?, ?) ON CONFLICT (id) DO NOTHING",
        (id_, media_type, content),
    )


# ---- reading


def pieces_of(workbook: Workbook, id_: str) -> Iterator[bytes]:
    """The content piece by piece, each read by itself. Raises UserError, at the end at the latest, when it
    is missing or not what it was: whoever writes it to a file puts that in its place only afterwards.
    """
    whole = hashlib.sha256()
    media_type, content = _row(workbook, id_)
    if media_type != PIECES:
        whole.update(content)
        yield content
    else:
        for piece in _ids_in(content):
            _, content = _row(workbook, piece)
            if hashlib.sha256(content).hexdigest() != piece:
                raise damaged()
            whole.update(content)
            yield content
    if whole.hexdigest() != id_:
        raise damaged()


def _row(workbook: Workbook, id_: str) -> tuple[str, bytes]:
    with workbook.read() as connection:
        driven: Any = connection.connection.driver_connection
        row = driven.execute("SELECT media_type, bytes FROM blob WHERE id = ?", (id_,)).fetchone()
    if row is None:
        raise damaged()
    return str(row[0]), bytes(row[1])


def _ids_in(content: bytes) -> list[str]:
    try:
        found = json.loads(content)
    except ValueError as error:
        raise damaged() from error
    if not isinstance(found, list) or len(found) > _MOST_PIECES:
        raise damaged()
    return [str(piece) for piece in found]


def whole(connection: Any, id_: str) -> bool:
    """Whether a driver connection finds the content with all its pieces; they are not read."""
    row = connection.execute("SELECT media_type FROM blob WHERE id = ?", (id_,)).fetchone()
    if row is None:
        return False
    if row[0] != PIECES:
        return True
    (content,) = connection.execute("SELECT bytes FROM blob WHERE id = ?", (id_,)).fetchone()
    return all(
        connection.execute("SELECT 1 FROM blob WHERE id = ?", (piece,)).fetchone()
        for piece in _ids_in(content)
    )


def damaged() -> UserError:
    return UserError(
        Text("The content is missing from the workbook, or damaged.", "工作簿中缺少该内容，或内容已损坏。"),
        Text("Look for it in a backup, or add it again.", "请在备份中查找，或重新添加。"),
    )


# ---- letting go


def sweep(connection: Any) -> int:
    """Remove what nothing refers to, through a driver connection; how many rows that were.

    Inside a transaction it is part of that; otherwise it goes in steps that keep nobody waiting. Only when
    no undo can bring a reference back.
    """
    unreferred = connection.execute(_UNREFERRED).fetchall()
    batch: list[str] = []
    size = 0
    for id_, length in unreferred:
        batch.append(id_)
        size += length
        if size >= _SWEPT_AT_ONCE or len(batch) == 500:
            _remove(connection, batch)
            batch, size = [], 0
    _remove(connection, batch)
    return len(unreferred)


def something_to_sweep(connection: Any) -> bool:
    return connection.execute(f"{_UNREFERRED} LIMIT 1").fetchone() is not None


def _remove(connection: Any, ids: list[str]) -> None:
    if ids:
        connection.execute(f"DELETE FROM blob WHERE id IN ({', '.join('?' * len(ids))})", ids)


# ---- checking


def damaged_ids(workbook: Workbook) -> Iterator[str]:
    """All content referred to that is missing or not what it was; reads every byte."""
    with workbook.read() as connection:
        driven: Any = connection.connection.driver_connection
        ids = [row[0] for row in driven.execute(f"SELECT DISTINCT * FROM ({_REFERRED}) ORDER BY 1")]
    for id_ in ids:
        try:
            for _ in pieces_of(workbook, id_):
                pass
        except UserError:
            yield id_
