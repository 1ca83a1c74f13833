"""Files attached to people, clients and purchases: commands and queries.

A file's content is taken in first, in a worker (``take_in_file``); the edit that attaches it is then a matter
of one row. Attachments are private: no export holds them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import delete, func, insert, select, update

from keyaccount_desktop.language import Text, plain
from keyaccount_desktop.workbook import blobs, outside_files
from keyaccount_desktop.workbook.document import new_id, timestamp
from keyaccount_desktop.workbook.driver import gone
from keyaccount_desktop.workbook.file_names import LONGEST, kept_name, numbered, split
from keyaccount_desktop.workbook.names import valid_name
from keyaccount_desktop.workbook.outside_files import Step
from keyaccount_desktop.workbook.tables import attachment

if TYPE_CHECKING:
    from keyaccount_desktop.workbook.document import Workbook

SUBJECTS: Final = ("account", "person", "purchase")
Subject = tuple[str, str]
"""What a file is attached to: ``("person", id)``, or account, purchase."""


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file as it is listed. ``name`` is safe on every system, whoever wrote the workbook."""

    id: str
    name: str
    size: int
    added_on: str
    """Day in local time, ISO."""
    content_id: str


@dataclass(frozen=True, slots=True)
class Taken:
    """Content that is in the workbook and waits for a row that refers to it."""

    name: str
    content_id: str
    size: int


# ---- taking in


def most_bytes(workbook: Workbook) -> int:
    """How large a file may be."""
    return int(workbook.defaults.attachment_megabytes) * 1024**2


def take_in_file(workbook: Workbook, path: Path, step: Step | None = None) -> Taken:
    """Read a file into the workbook, from any thread. Raises UserError for one that cannot be attached."""
    content_id, size = blobs.take_in(workbook, outside_files.pieces(path, most_bytes(workbook), step))
    return Taken(kept_name(path.name), content_id, size)


def take_in_content(workbook: Workbook, name: str, content: bytes) -> Taken:
    """The same for what comes from the clipboard."""
    most = most_bytes(workbook)
    if len(content) > most:
        raise outside_files.too_large(Path(name), most)
    starts = range(0, len(content), blobs.PIECE)
    pieces = (content[start : start + blobs.PIECE] for start in starts)
    content_id, size = blobs.take_in(workbook, pieces)
    return Taken(kept_name(name), content_id, size)


# ---- commands


def attach(workbook: Workbook, subject: Subject, taken: Sequence[Taken]) -> list[str]:
    """Attach what was taken in, as one step of undo; the ids of the attachments, new ones or those there were.

    The same content is attached to a subject once. Of several files of one name the later get a number.
    """
    label = (
        Text("Attach “{name}”", "添加附件“{name}”").format(name=plain(taken[0].name))
        if len(taken) == 1
        else Text("Attach {n} files", "添加 {n} 个附件").format(n=len(taken))
    )
    made = []
    with workbook.edit(label) as connection:
        driven: Any = connection.connection.driver_connection
        for file in taken:
            known = connection.execute(
                select(attachment.c.id).where(_of(subject), attachment.c.blob_id == file.content_id)
            ).scalar()
            if known is not None:
                made.append(str(known))
                continue
            if not blobs.whole(driven, file.content_id):
                # The undo history was dropped between taking in and attaching, and it with that.
                raise blobs.damaged()
            made.append(id_ := new_id())
            connection.execute(
                insert(attachment).values(
                    {
                        "id": id_,
                        f"{subject[0]}_id": subject[1],
                        "blob_id": file.content_id,
                        "name": free_name(connection, subject, file.name),
                        "size": file.size,
                        "added_at": timestamp(),
                    }
                )
            )
    return made


def rename_attachment(workbook: Workbook, attachment_id: str, name: str) -> None:
    """Give a file another name; without an ending it keeps the one it had. Raises UserError for an empty one."""
    with workbook.read() as connection:
        row = connection.execute(select(attachment).where(attachment.c.id == attachment_id)).first()
    if row is None:
        raise gone()
    before = kept_name(row.name)
    valid_name(name[:LONGEST])  # refuses an empty one; a long one is shortened
    wanted = kept_name(name[:1000])
    if not split(wanted)[1]:
        wanted = kept_name(wanted + split(before)[1])
    if wanted == before:
        return
    subject = next((kind, getattr(row, f"{kind}_id")) for kind in SUBJECTS if getattr(row, f"{kind}_id"))
    with workbook.edit(Text("Rename “{name}”", "重命名“{name}”").format(name=plain(before))) as connection:
        free = free_name(connection, subject, wanted, but=attachment_id)
        connection.execute(update(attachment).where(attachment.c.id == attachment_id).values(name=free))


def remove_attachments(workbook: Workbook, ids: Sequence[str]) -> None:
    """Take files off what they are attached to, as one step of undo, which brings them back."""
    with workbook.read() as connection:
        names = list(connection.execute(select(attachment.c.name).where(attachment.c.id.in_(ids))).scalars())
    label = (
        Text("Remove “{name}”", "移除“{name}”").format(name=plain(kept_name(names[0])))
        if len(names) == 1
        else Text("Remove {n} files", "移除 {n} 个附件").format(n=len(names))
    )
    with workbook.edit(label) as connection:
        connection.execute(delete(attachment).where(attachment.c.id.in_(ids)))


def hand_over(connection: Any, kind: str, keep_id: str, other_id: str) -> None:
    """Give the files of one subject to another, in an edit that is open; the same content stays once."""
    mine, theirs = (
        connection.execute(select(attachment).where(_of((kind, id_))).order_by(attachment.c.added_at)).all()
        for id_ in (keep_id, other_id)
    )
    own = {row.blob_id for row in mine}
    for row in theirs:
        if row.blob_id in own:
            connection.execute(delete(attachment).where(attachment.c.id == row.id))
            continue
        free = free_name(connection, (kind, keep_id), row.name)
        connection.execute(
            update(attachment).where(attachment.c.id == row.id).values({f"{kind}_id": keep_id, "name": free})
        )


def _of(subject: Subject) -> Any:
    kind, id_ = subject
    return attachment.c[f"{kind}_id"] == id_


def free_name(connection: Any, subject: Subject, name: str, *, but: str = "") -> str:
    """The name, with a number if the subject has a file of that name; ``but``: an attachment that does not count."""
    taken = {
        str(other).casefold()
        for other in connection.execute(
            select(attachment.c.name).where(_of(subject), attachment.c.id != but)
        ).scalars()
    }
    free, number = name, 2
    while free.casefold() in taken:
        free, number = numbered(name, number), number + 1
    return free


# ---- queries


def attachments_of(workbook: Workbook, subject: Subject) -> list[Attachment]:
    """The files of a person, client or purchase, the newest first."""
    query = select(attachment).where(_of(subject)).order_by(attachment.c.added_at.desc(), attachment.c.id)
    with workbook.read() as connection:
        return [_read(row) for row in connection.execute(query)]


def _read(row: Any) -> Attachment:
    try:
        added = datetime.fromisoformat(row.added_at).astimezone().date().isoformat()
    except ValueError:
        added = ""
    return Attachment(row.id, kept_name(row.name), row.size, added, row.blob_id)


def content_of(workbook: Workbook, file: Attachment) -> Iterator[bytes]:
    """A file's content piece by piece, from any thread. Raises UserError, at the end at the latest, when it
    is missing, damaged, or larger than it says.
    """
    done = 0
    for piece in blobs.pieces_of(workbook, file.content_id):
        done += len(piece)
        if done > file.size:
            raise blobs.damaged()
        yield piece


def counts(workbook: Workbook, kind: str, ids: Iterable[str]) -> dict[str, int]:
    """How many files each of those people, clients or purchases has; without those that have none."""
    column = attachment.c[f"{kind}_id"]
    query = select(column, func.count()).where(column.in_(list(ids))).group_by(column)
    with workbook.read() as connection:
        return {str(row[0]): int(row[1]) for row in connection.execute(query)}
