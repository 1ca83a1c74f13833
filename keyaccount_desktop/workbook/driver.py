"""Connections to a workbook file: the one SQLite driver, for plain and encrypted files alike.

Owns the checks made before SQLite touches a file, the key of an encrypted one, the settings every
connection gets, and the translation of the driver's errors into words for the user. Called by
``document``, ``backup`` and ``upkeep``.
"""

from __future__ import annotations

import os
import struct
from pathlib import Path
from typing import Any, Final

from sqlcipher3 import dbapi2

from keyaccount_desktop.language import Text, UserError
from keyaccount_desktop.workbook.migrations import APPLICATION_ID

sqlite: Final = dbapi2
"""The driver's module."""
Connection = Any
"""A connection of the driver, which is untyped."""
DriverError: Final = sqlite.Error
OperationalError: Final = sqlite.OperationalError

BUSY_MILLISECONDS: Final = 5000
_HEADER: Final = b"SQLite format 3\x00"
_PAGE: Final = 4096
_SALT_BYTES: Final = 16
_KDF_ROUNDS: Final = 256_000
"""What SQLCipher 4 itself uses, so that any SQLCipher tool opens the file with the same password."""


_BY_WORDS: Final = {
    "is full": sqlite.SQLITE_FULL,
    "I/O error": sqlite.SQLITE_IOERR,
    "readonly": sqlite.SQLITE_READONLY,
    "locked": sqlite.SQLITE_BUSY,
    "malformed": sqlite.SQLITE_CORRUPT,
    "not a database": sqlite.SQLITE_NOTADB,
    "unable to open": sqlite.SQLITE_CANTOPEN,
}
"""The driver's ``backup`` raises without a code: what its errors say."""


class PasswordNeeded(UserError):
    """The file is encrypted and no password was given."""


class WrongPassword(UserError):
    """The password does not open the file."""


class Key:
    """The derived key of an encrypted file. Deriving takes about 0.2 s, so it is done once per open file."""

    def __init__(self, password: str, salt: bytes) -> None:
        import hashlib  # not needed for the first screen of a file without a password

        raw = hashlib.pbkdf2_hmac("sha512", password.encode("utf-8", "surrogatepass"), salt, _KDF_ROUNDS, 32)
        # PRAGMA key takes no bound values; hex holds nothing that could break out of the quotes.
        self.pragma = f"PRAGMA key = \"x'{raw.hex()}{salt.hex()}'\""

    @classmethod
    def new(cls, password: str) -> Key:
        return cls(password, os.urandom(_SALT_BYTES))

    @classmethod
    def of_file(cls, path: Path, password: str) -> Key:
        """The key for an existing encrypted file, whose first bytes are its salt.

        The file must not be open in this process: closing a second handle would drop SQLite's locks.
        """
        with path.open("rb") as file:
            return cls(password, file.read(_SALT_BYTES))


def encrypted(path: Path) -> bool:
    """Whether the file is (or may be) an encrypted workbook; the file must not be open in this process.

    Raises UserError for everything that cannot be a workbook at all.
    """
    not_found = Text("There is no file “{path}”.", "没有找到文件“{path}”。").format(path=shown_name(path))
    choose = Text("Check the name, or choose another file.", "请检查文件名，或选择其他文件。")
    try:
        there, folder = path.exists(), path.is_dir()
    except (OSError, ValueError) as error:  # a name too long, or with a NUL
        raise UserError(not_found, choose) from error
    if not there:
        raise UserError(not_found, choose)
    if folder:
        raise UserError(
            Text("“{path}” is a folder, not a workbook.", "“{path}”是文件夹，不是工作簿。").format(path=path),
            Text("Choose a file that ends in .kaw.", "请选择以 .kaw 结尾的文件。"),
        )
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            header = file.read(100)
    except PermissionError as error:
        raise UserError(
            Text("“{path}” may not be read.", "没有读取“{path}”的权限。").format(path=path),
            Text("Ask its owner for permission to read it.", "请向文件所有者申请读取权限。"),
        ) from error
    if size == 0:
        raise UserError(
            Text("“{name}” is empty.", "“{name}”是空文件。").format(name=path.name),
            _revert_hint(),
        )
    if header.startswith(_HEADER):
        _check_plain(path, header, size)
        return False
    if size < _PAGE or size % 512:
        raise not_a_workbook(path)
    return True


def is_workbook(header: bytes) -> bool:
    """Whether the first hundred bytes are those of a workbook that is not encrypted."""
    return header.startswith(_HEADER) and struct.unpack(">I", header[68:72])[0] == APPLICATION_ID


def _check_plain(path: Path, header: bytes, size: int) -> None:
    if len(header) < 100:
        raise damaged(path)
    (application,) = struct.unpack(">I", header[68:72])
    if application != APPLICATION_ID:
        raise not_a_workbook(path)
    page, pages = struct.unpack(">H", header[16:18])[0], struct.unpack(">I", header[28:32])[0]
    counted = header[24:28] == header[92:96]
    hot = path.with_name(path.name + "-journal").exists()
    if counted and not hot and size < pages * (65536 if page == 1 else page):
        raise damaged(path)


def connect(path: Path, key: Key | None, *, immutable: bool = False, create: bool = False) -> Connection:
    """A connection with this program's settings; it is in autocommit, and transactions are begun in SQL.

    Raises the driver's error as it is; ``explained`` turns it into a UserError.
    """
    mode = "mode=ro&immutable=1" if immutable else "mode=rwc" if create else "mode=rw"
    connection = sqlite.connect(
        f"{path.resolve().as_uri()}?{mode}",
        uri=True,
        isolation_level=None,
        check_same_thread=False,
        timeout=BUSY_MILLISECONDS / 1000,
    )
    try:
        connection.execute("PRAGMA cipher_log_level = NONE")
        if key is not None:
            connection.execute(key.pragma)
        for pragma in (
            "foreign_keys = ON",
            "trusted_schema = OFF",
            "secure_delete = ON",
            "temp_store = MEMORY",
            # The driver's default of 8 MB a connection would be a tenth of the program's memory.
            "cache_size = -3000",
        ):
            connection.execute(f"PRAGMA {pragma}")
        # The first read of the file: a wrong key, or something that is no database, shows here.
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        if not immutable:
            connection.execute("PRAGMA synchronous = FULL")
    except BaseException:
        connection.close()
        raise
    return connection


def raw(connection: Any) -> Connection:
    """The driver's connection under one of SQLAlchemy's, in its transaction: for queries over very many rows.

    All answers it gives are of one state of the file.
    """
    if not connection.in_transaction():
        connection.begin()
    return connection.connection.driver_connection


class GaveWay(Exception):
    """A read in a worker gave way to an edit, which never waits for our own readers: begin it again."""


def gave_way(error: BaseException) -> bool:
    """Whether the driver's error (or one that wraps it) says that a statement was interrupted."""
    cause = getattr(error, "orig", None) or error
    return isinstance(cause, DriverError) and "interrupted" in str(cause)


def explained(error: BaseException, path: Path) -> UserError | None:
    """The driver's error (or one that wraps it) in words for the user; None for what is a fault of ours."""
    cause = getattr(error, "orig", None) or error
    if isinstance(cause, UnicodeDecodeError):
        # SQLite quotes bytes of a damaged schema in its message, and the driver stumbles over them.
        return damaged(path)
    if isinstance(cause, OSError):
        return _os_error(cause, path)
    if not isinstance(cause, DriverError):
        return None
    code = _code_of(cause)
    name = path.name
    if code == sqlite.SQLITE_FULL:
        return _disk_full(path)
    if code in (sqlite.SQLITE_READONLY, sqlite.SQLITE_PERM):
        return read_only(path)
    if code in (sqlite.SQLITE_BUSY, sqlite.SQLITE_LOCKED):
        return UserError(
            Text("Another program keeps “{name}” busy.", "另一个程序正占用“{name}”。").format(name=name),
            Text(
                "Close it there (a sync or virus program?) and try again.",
                "请先在那里关闭它（同步或杀毒软件？），再试一次。",
            ),
        )
    if code == sqlite.SQLITE_IOERR:
        return UserError(
            Text("“{name}” could not be read or written.", "“{name}”无法读写。").format(name=name),
            Text(
                "Is the disk or network drive still connected? Nothing was changed; try again.",
                "磁盘或网络驱动器是否仍然连接？没有任何更改；请再试一次。",
            ),
        )
    if code in (sqlite.SQLITE_CORRUPT, sqlite.SQLITE_NOTADB):
        return damaged(path)
    if code == sqlite.SQLITE_CONSTRAINT and "FOREIGN KEY" in str(cause):
        return gone()
    if code == sqlite.SQLITE_CANTOPEN:
        return UserError(
            Text("“{name}” could not be opened.", "无法打开“{name}”。").format(name=name),
            Text("Check that the folder exists and may be written to.", "请检查文件夹是否存在、是否可写。"),
        )
    return None


def _code_of(error: BaseException) -> int:
    """The primary code of the driver's error, by its words where it has none."""
    code = (getattr(error, "sqlite_errorcode", None) or 0) & 0xFF
    if code == 0:
        return next((known for words, known in _BY_WORDS.items() if words in str(error)), 0)
    if code == sqlite.SQLITE_ERROR and "invalid fts5 file format" in str(error):
        return int(sqlite.SQLITE_CORRUPT)  # FTS5 says of its own damaged tables only that it is an error
    return int(code)


def gone() -> UserError:
    """For what was there when the screen was drawn and is not any more."""
    return UserError(
        Text("That entry is no longer in the workbook.", "该条目已不在工作簿中。"),
        Text("Undo its deletion, or go back to the list.", "请撤销删除，或返回列表。"),
    )


def _os_error(error: OSError, path: Path) -> UserError:
    import errno

    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return _disk_full(path)
    if error.errno == errno.ENAMETOOLONG:
        return UserError(
            Text("The file name is too long.", "文件名过长。"),
            Text("Choose a shorter one.", "请使用较短的名称。"),
        )
    if isinstance(error, PermissionError) or error.errno == errno.EROFS:
        return UserError(
            Text("“{name}” may not be written.", "“{name}”不可写入。").format(name=shown_name(path)),
            Text(
                "Close it in the program that has it open, or choose another place.",
                "请在打开它的程序中关闭它，或选择其他位置。",
            ),
        )
    return UserError(
        Text("“{path}” could not be written: {why}.", "无法写入“{path}”：{why}。").format(
            path=path, why=error.strerror or type(error).__name__
        ),
        Text("Choose another place, or mend this and try again.", "请选择其他位置，或排除故障后再试。"),
    )


def _disk_full(path: Path) -> UserError:
    return UserError(
        Text("The disk is full; “{name}” was not changed.", "磁盘已满；“{name}”没有更改。").format(
            name=path.name
        ),
        Text("Free some space and do it again.", "请腾出空间后重做一次。"),
    )


def shown_name(path: Path) -> str:
    """A file's name as a message can hold it."""
    name = str(path)
    return name if len(name) <= 120 else f"{name[:60]}…{name[-40:]}"


def read_only(path: Path) -> UserError:
    return UserError(
        Text("“{name}” cannot be written to.", "“{name}”不可写入。").format(name=path.name),
        Text(
            "The file or its folder is read-only: save a copy elsewhere and work in that.",
            "文件或其所在文件夹为只读：请另存副本到其他位置，在副本中编辑。",
        ),
    )


def damaged(path: Path) -> UserError:
    return UserError(
        Text("“{name}” is damaged or cut off.", "“{name}”已损坏或不完整。").format(name=path.name),
        _revert_hint(),
    )


def not_a_workbook(path: Path) -> UserError:
    return UserError(
        Text("“{name}” is not a KeyAccount workbook.", "“{name}”不是 KeyAccount 工作簿。").format(
            name=path.name
        ),
        Text(
            "Choose a file that ends in .kaw; other files can be imported into a workbook.",
            "请选择以 .kaw 结尾的文件；其他文件可导入到工作簿中。",
        ),
    )


def _revert_hint() -> Text:
    return Text(
        "Open a backup of it instead: they are kept in the program's data folder.",
        "请改为打开它的备份：备份保存在程序的数据文件夹中。",
    )
