"""Backups: whole copies of a workbook, verified, thinned, and as encrypted as the file itself.

They lie in the user's data folder, one folder per workbook id. ``upkeep`` makes them while the window is
open; the command line, migration and import call ``make`` or ``copy`` directly.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import platformdirs

from keyaccount_desktop.language import Text, UserError
from keyaccount_desktop.workbook import driver, remains
from keyaccount_desktop.workbook.driver import Key

if TYPE_CHECKING:
    from keyaccount_desktop.workbook.document import Workbook

PAGES_A_STEP: Final = 128
"""Half a megabyte: between two steps the file is free, so that an edit never waits longer than one step."""
SIZE_LIMIT: Final = 2 * 1024**3
_NAME_FORMAT: Final = "%Y-%m-%d %H.%M.%S"


class Interrupted(Exception):
    """A copy was given up because an edit began."""


@dataclass(frozen=True, slots=True)
class Backup:
    """One backup file; ``made`` is local time."""

    path: Path
    made: datetime
    size: int


def data_folder() -> Path:
    """Where the program keeps what belongs to the user but not into a workbook."""
    if named := os.environ.get("KEYACCOUNT_DATA"):
        return Path(named)
    return Path(platformdirs.user_data_dir("KeyAccount Workbook", appauthor=False))


def folder_of(workbook_id: str) -> Path:
    return data_folder() / "backups" / workbook_id


def backups_of(workbook_id: str) -> list[Backup]:
    """The backups there are, newest first."""
    found = []
    folder = folder_of(workbook_id)
    for path in folder.glob("*.kaw") if folder.is_dir() else ():
        try:
            made = datetime.strptime(path.stem, _NAME_FORMAT)
        except ValueError:
            continue
        found.append(Backup(path, made, path.stat().st_size))
    return sorted(found, key=lambda backup: backup.made, reverse=True)


def make(workbook: Workbook, *, stop: threading.Event | None = None, thin: bool = True) -> Backup:
    """Back the workbook up now, from any thread; verified before it counts, then the old ones are thinned.

    Raises Interrupted when ``stop`` is set meanwhile, UserError when the copy cannot be written or is bad.
    """
    source = source_of(workbook)
    try:
        made = _into_folder(source, workbook.id, workbook.path, workbook.key, stop)
    finally:
        source.close()
    if thin:
        for old in thinned(backups_of(workbook.id), datetime.now(), workbook.path.stat().st_size):
            old.path.unlink(missing_ok=True)
    return made


def before_migration(path: Path, key: Key | None, connection: Any) -> Backup:
    """Back a file up whose schema is older than ours; thinning waits until it has opened."""
    (value,) = connection.execute("SELECT value FROM setting WHERE id = 'id'").fetchone()
    return _into_folder(connection, str(value).strip('"'), path, key, None)


def save_copy(workbook: Workbook, target: Path) -> None:
    """Write a whole copy to ``target``, replacing it only once the copy is complete and verified."""
    _check_target(workbook, target)
    source = source_of(workbook)
    try:
        _copy_verified(source, target, workbook.key, None)
    finally:
        source.close()


def source_of(workbook: Workbook) -> Any:
    """A driver connection of its own that only reads. Raises UserError."""
    try:
        source = driver.connect(workbook.path, workbook.key)
        source.execute("PRAGMA query_only = ON")
    except driver.DriverError as error:
        raise driver.explained(error, workbook.path) or error from error
    return source


def _check_target(workbook: Workbook, target: Path) -> None:
    """A copy may replace an earlier copy of the same workbook, and nothing else."""
    choose = Text("Choose another name.", "请换一个名称。")
    try:
        if not target.exists():
            return
        if not target.is_file():
            raise UserError(
                Text("“{path}” is no ordinary file.", "“{path}”不是普通文件。").format(path=target), choose
            )
        if target.samefile(workbook.path):
            raise UserError(
                Text("The copy would replace the workbook itself.", "副本会覆盖工作簿本身。"), choose
            )
        if _id_in(target, workbook.key) != workbook.id:
            other = Text("“{name}” is no copy of this workbook.", "“{name}”不是此工作簿的副本。")
            raise UserError(other.format(name=target.name), choose)
    except OSError as error:
        raise driver.explained(error, target) or error from error


def _id_in(path: Path, key: Key | None) -> str | None:
    """The id of the workbook in a file; None for what is none, or does not open with this key."""
    try:
        connection = driver.connect(path, key)
        try:
            row = connection.execute("SELECT value FROM setting WHERE id = 'id'").fetchone()
        finally:
            connection.close()
    except (driver.DriverError, UnicodeDecodeError):
        return None
    return str(row[0]).strip('"') if row else None


def _into_folder(
    source: Any, workbook_id: str, path: Path, key: Key | None, stop: threading.Event | None
) -> Backup:
    folder = folder_of(workbook_id)
    remains.clear(folder)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise driver.explained(error, folder) or error from error
    made = datetime.now().replace(microsecond=0)
    while (target := folder / f"{made.strftime(_NAME_FORMAT)}.kaw").exists():
        made += timedelta(seconds=1)
    _copy_verified(source, target, key, stop)
    return Backup(target, made, target.stat().st_size)


def _copy_verified(source: Any, target: Path, key: Key | None, stop: threading.Event | None) -> None:
    beside = remains.beside(target)
    try:
        copy(source, beside, key, stop=stop)
        opened = driver.connect(beside, key)
        try:
            verify(opened, target, stop)
        finally:
            opened.close()
        os.replace(beside, target)
    except (OSError, driver.DriverError) as error:
        raise driver.explained(error, target) or error from error
    finally:
        remains.remove(beside)


def copy(source: Any, target: Path, key: Key | None, *, stop: threading.Event | None = None) -> None:
    """Copy the database behind a driver connection page by page into a new file with the same key."""
    target.unlink(missing_ok=True)
    os.close(os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    copying = driver.sqlite.connect(str(target), isolation_level=None, check_same_thread=False)
    try:
        copying.execute("PRAGMA cipher_log_level = NONE")
        if key is not None:
            copying.execute(key.pragma)

        def step(_status: int, _remaining: int, _total: int) -> None:
            if stop is not None and stop.is_set():
                raise Interrupted

        source.backup(copying, pages=PAGES_A_STEP, progress=step, sleep=0.001)
    finally:
        copying.close()


def verify(connection: Any, path: Path, stop: threading.Event | None = None) -> None:
    """Raise UserError unless the database behind the connection is whole."""
    if stop is not None:
        connection.set_progress_handler(lambda: 1 if stop.is_set() else 0, 10_000)
    try:
        problems = [row[0] for row in connection.execute("PRAGMA quick_check")]
    except driver.OperationalError as error:
        if stop is not None and stop.is_set():
            raise Interrupted from error
        raise
    finally:
        connection.set_progress_handler(None, 0)
    if problems != ["ok"]:
        raise driver.damaged(path)


def thinned(backups: Iterable[Backup], now: datetime, workbook_size: int) -> list[Backup]:
    """The backups that may go: kept are all of today and yesterday, then the last of each of 12 days,
    10 weeks and 9 months, as far as they fit into 2 GB or ten times the file, the newest in any case.
    """
    newest_first = sorted(backups, key=lambda backup: backup.made, reverse=True)
    yesterday = (now - timedelta(days=1)).date()
    kept: set[Path] = {backup.path for backup in newest_first if backup.made.date() >= yesterday}
    rules: tuple[tuple[int, Callable[[datetime], object]], ...] = (
        (12, lambda made: made.date()),
        (10, lambda made: made.isocalendar()[:2]),
        (9, lambda made: (made.year, made.month)),
    )
    older = [backup for backup in newest_first if backup.path not in kept]
    for count, period in rules:
        seen: list[object] = []
        for backup in older:
            if period(backup.made) not in seen and len(seen) < count:
                seen.append(period(backup.made))
                kept.add(backup.path)
    limit, used, gone = max(SIZE_LIMIT, 10 * workbook_size), 0, []
    for index, backup in enumerate(newest_first):
        used += backup.size
        if backup.path not in kept or (used > limit and index > 0):
            gone.append(backup)
    return gone
