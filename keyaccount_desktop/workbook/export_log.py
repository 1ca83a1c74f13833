"""The log of exports: when, which kind, into which folder, how many people, which private fields. No names.

Called by whatever writes people out of the workbook. The log cannot be undone: what left, left.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import insert, select

from keyaccount_desktop.language import Text
from keyaccount_desktop.workbook import driver
from keyaccount_desktop.workbook.document import new_id, timestamp
from keyaccount_desktop.workbook.tables import export_log

if TYPE_CHECKING:
    from keyaccount_desktop.workbook.document import Workbook


@dataclass(frozen=True, slots=True)
class ExportEntry:
    """One export as it was logged; ``private_fields`` are keys of the catalogue."""

    exported_at: str
    kind: str
    folder: str
    people: int
    private_fields: tuple[str, ...]


def record_export(
    workbook: Workbook, kind: str, folder: Path | str, people: int, private_fields: Iterable[str] = ()
) -> None:
    """Note an export. Raises UserError where the workbook cannot be written to."""
    # A folder's name is bytes on some systems: what is no text in it must not stop the log.
    shown = str(folder).encode("utf-8", "replace").decode("utf-8")
    with workbook.edit(Text("Export", "导出"), undoable=False) as connection:
        connection.execute(
            insert(export_log),
            {
                "id": new_id(),
                "exported_at": timestamp(),
                "kind": kind,
                "folder": shown,
                "people": people,
                "private_fields": json.dumps(sorted(set(private_fields))),
            },
        )


def check_private_export(workbook: Workbook) -> None:
    """Refuse to let private fields out of a workbook in which that cannot be logged.

    Raises UserError that says who has the workbook open, or that it cannot be written to.
    """
    if workbook.read_only:
        raise workbook.holder.refusal(workbook.path) if workbook.holder else driver.read_only(workbook.path)


def exports(workbook: Workbook) -> list[ExportEntry]:
    """What was exported, newest first."""
    query = select(
        export_log.c.exported_at,
        export_log.c.kind,
        export_log.c.folder,
        export_log.c.people,
        export_log.c.private_fields,
    ).order_by(export_log.c.exported_at.desc(), export_log.c.id)
    with workbook.read() as connection:
        return [
            ExportEntry(at, kind, folder, people, tuple(json.loads(fields)))
            for at, kind, folder, people, fields in connection.execute(query)
        ]
