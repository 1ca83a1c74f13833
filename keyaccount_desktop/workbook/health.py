"""Whether a workbook is sound, and how much is in it. For ``keyaccount check`` and ``keyaccount info``."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from keyaccount_desktop.workbook import backup, blobs, driver, migrations, search, tables

if TYPE_CHECKING:
    from keyaccount_desktop.workbook.document import Workbook


@dataclass(frozen=True, slots=True)
class Contents:
    """Counts of what a workbook holds; facts are the current ones."""

    accounts: int
    people: int
    purchases: int
    facts: int
    visits: int
    attachments: int
    schema: int
    encrypted: bool
    bytes: int
    last_backup: str | None


def contents(workbook: Workbook) -> Contents:
    """How much is in the workbook."""
    with workbook.read() as connection:

        def count(name: str) -> int:
            return int(
                connection.execute(
                    select(func.count()).select_from(tables.METADATA.tables[name])
                ).scalar_one()
            )

        facts = connection.execute(
            select(func.count()).select_from(tables.fact).where(tables.fact.c.replaced_at.is_(None))
        ).scalar_one()
        backups = backup.backups_of(workbook.id)
        return Contents(
            count("account"),
            count("person"),
            count("purchase"),
            facts,
            count("visit"),
            count("attachment"),
            migrations.version_of(workbook.driver_connection),
            workbook.key is not None,
            workbook.path.stat().st_size,
            backups[0].made.isoformat(sep=" ", timespec="minutes") if backups else None,
        )


def problems(workbook: Workbook) -> list[str]:
    """What is wrong with the file, technically and briefly; empty when it is sound."""
    # A connection of its own: on one that has checked before, FTS5 (SQLite 3.53) compares a stale structure
    # with what others have written since, and reports damage that is not there.
    fresh = driver.connect(workbook.path, workbook.key)
    try:
        found = [str(line) for (line,) in fresh.execute("PRAGMA quick_check") if line != "ok"]
        for table, row, parent, _ in fresh.execute("PRAGMA foreign_key_check"):
            found.append(f"{table} {row}: no such {parent}")
    except driver.DriverError as error:
        raise driver.explained(error, workbook.path) or error from error
    finally:
        fresh.close()
    with workbook.read() as connection:
        for kind, subject in search.missing(connection):
            found.append(f"search index: {kind} {subject} is missing or left over")
    return found + _content_problems(workbook)


def _content_problems(workbook: Workbook) -> list[str]:
    """Photos and attachments whose content is not there, or not what it was."""
    bad = set(blobs.damaged_ids(workbook))
    if not bad:
        return []
    found = []
    with workbook.read() as connection:
        for name, photo in connection.execute(
            select(tables.person.c.name, tables.person.c.photo_id).order_by(tables.person.c.id)
        ):
            if photo in bad:
                found.append(f"photo of {name}: its content is missing or damaged")
        for name, content in connection.execute(
            select(tables.attachment.c.name, tables.attachment.c.blob_id).order_by(tables.attachment.c.id)
        ):
            if content in bad:
                found.append(f"attachment {name}: its content is missing or damaged")
    return found
