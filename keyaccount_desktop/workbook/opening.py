"""Files of workbooks: made, locked, checked and brought to the newest schema before a workbook is open.

Called by ``document`` alone, which owns what happens afterwards. What is refused here is told in words.
"""

from __future__ import annotations

import json
import os
import re
import sys
from pathlib import Path
from typing import Any, Final

from keyaccount_desktop import __version__
from keyaccount_desktop.language import Text, UserError
from keyaccount_desktop.workbook import driver, migrations, remains
from keyaccount_desktop.workbook.driver import Key, WrongPassword
from keyaccount_desktop.workbook.lock import Lock


def is_there(path: Path) -> bool:
    """Whether there is such a file. Raises UserError for what cannot be the name of one."""
    impossible = UserError(
        Text("That cannot be the name of a file.", "这不能作为文件名。"),
        Text("Choose a shorter one without special characters.", "请使用较短、不含特殊字符的名称。"),
    )
    if "\0" in str(path):
        raise impossible
    try:
        return path.exists()
    except (OSError, ValueError) as error:
        raise impossible from error


def file_id(path: Path) -> tuple[int, int]:
    """Device and inode."""
    status = path.stat()
    return status.st_dev, status.st_ino


def make_file(path: Path, key: Key | None, id_: str) -> None:
    """Make an empty workbook with this id, at the newest schema, readable by its owner alone."""
    connection = driver.connect(path, key, create=True)
    try:
        connection.execute(f"PRAGMA application_id = {migrations.APPLICATION_ID}")
        migrations.migrate(connection)
        for name, value in (("id", id_), ("written_by", __version__)):
            connection.execute("INSERT INTO setting (id, value) VALUES (?, ?)", (name, json.dumps(value)))
    finally:
        connection.close()
    path.chmod(0o600)


def move_without_replacing(source: Path, target: Path) -> None:
    """Give a file its name; FileExistsError where something has it."""
    if sys.platform == "win32":
        source.rename(target)
        return
    try:
        os.link(source, target)
    except FileExistsError:
        raise
    except OSError:
        # Some file systems (FAT, a few network shares) know no links.
        source.rename(target)


def taken_lock(path: Path) -> Lock | None:
    """The lock, ours or with its ``holder``; None where the file or its folder may not be written."""
    if not os.access(path, os.W_OK):
        return None
    lock = Lock(path)
    try:
        lock.take()
    except OSError:
        return None
    return lock


def on_read_only_media(path: Path) -> bool:
    """Whether nothing can ever be written beside the file, not even a journal."""
    if sys.platform == "win32":
        return False
    return bool(os.statvfs(path).f_flag & os.ST_RDONLY)


def connected(path: Path, key: Key | None, immutable: bool) -> Any:
    """A connection to what was found to be a workbook. Raises WrongPassword or another UserError."""
    try:
        connection = driver.connect(path, key, immutable=immutable)
    except driver.DriverError as error:
        if key is not None and getattr(error, "sqlite_errorcode", None) == driver.sqlite.SQLITE_NOTADB:
            raise WrongPassword(
                Text("The password does not open “{name}”.", "密码无法打开“{name}”。").format(name=path.name),
                Text(
                    "Try again, and mind capitals and the input method. If the file never had a password, it is"
                    " not a workbook or is damaged.",
                    "请注意大小写和输入法后重试。如果该文件从未设过密码，它不是工作簿，或已损坏。",
                ),
            ) from error
        raise
    try:
        if connection.execute("PRAGMA application_id").fetchone()[0] != migrations.APPLICATION_ID:
            raise driver.not_a_workbook(path)
        _check_content(path, connection)
    except BaseException:
        connection.close()
        raise
    return connection


_ID: Final = re.compile(r'"[0-9a-f]{32}"')


def _check_content(path: Path, connection: Any) -> None:
    """Refuse what has the header of a workbook but not its inside."""
    tables = {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    if migrations.version_of(connection) < 1 or "setting" not in tables:
        raise driver.damaged(path)
    row = connection.execute("SELECT value FROM setting WHERE id = 'id'").fetchone()
    # The id names the folder of the backups: nothing else may come out of a file.
    if row is None or not _ID.fullmatch(str(row[0])):
        raise driver.damaged(path)


def at_newest_version(path: Path, key: Key | None, connection: Any, lock: Lock | None) -> Any:
    """The connection, after the file was brought to the schema of this program if need be."""
    version = migrations.version_of(connection)
    if version == migrations.NEWEST:
        return connection
    if version > migrations.NEWEST:
        row = connection.execute("SELECT value FROM setting WHERE id = 'written_by'").fetchone()
        connection.close()
        raise UserError(
            Text(
                "“{name}” was written by KeyAccount Workbook {version}; this is {ours}.",
                "“{name}”由 KeyAccount Workbook {version} 写成；本程序为 {ours}。",
            ).format(name=path.name, version=json.loads(row[0]) if row else "?", ours=__version__),
            Text("Install that version or a newer one.", "请安装该版本或更新的版本。"),
        )
    if lock is None:
        connection.close()
        raise UserError(
            Text("“{name}” has to be brought up to date first.", "“{name}”需要先升级。").format(
                name=path.name
            ),
            Text("Open it once where it can be written.", "请先在可写入的位置打开一次。"),
        )
    from keyaccount_desktop.workbook import backup, definitions, search

    backup.before_migration(path, key, connection)
    copy = remains.beside(path)
    try:
        backup.copy(connection, copy, key)
        migrating = driver.connect(copy, key)
        try:
            migrations.migrate(migrating)
            migrating.execute("BEGIN")
            search.rebuild(migrating, definitions.read_kinds(migrating))
            migrating.execute("COMMIT")
            migrating.execute(
                "INSERT INTO setting (id, value) VALUES ('written_by', ?)"
                " ON CONFLICT (id) DO UPDATE SET value = excluded.value",
                (json.dumps(__version__),),
            )
            backup.verify(migrating, path)
        finally:
            migrating.close()
        connection.close()
        os.replace(copy, path)
    finally:
        remains.remove(copy)
    return driver.connect(path, key)
