"""The workbook: one SQLite file, open, and the one door through which it changes.

``Workbook.edit`` is that door: one transaction, one ChangeSet, one step of undo, one notification. Reads go
through ``Workbook.read``. The module owns the open workbook: opening and closing (the file itself is checked and
brought up to date in ``opening``), the undo history and the listeners; commands and queries live beside it, one
module per subject.
SQLAlchemy is loaded with the first read or edit, not with this module: the first screen does without it.
"""

from __future__ import annotations

import json
import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal

from keyaccount_desktop.language import Text, UserError
from keyaccount_desktop.workbook import driver, opening, remains
from keyaccount_desktop.workbook.driver import Key, PasswordNeeded
from keyaccount_desktop.workbook.lock import Holder, Lock

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine

    from keyaccount_desktop.method.catalogue import Catalogue
    from keyaccount_desktop.method.defaults import Defaults
    from keyaccount_desktop.workbook.journal import ChangeSet
    from keyaccount_desktop.workbook.upkeep import Upkeep

Listener = Callable[["ChangeSet"], None]

SUFFIX: Final = ".kaw"
UNDO_STEPS: Final = 500
"""How many steps back the history reaches; older ones are let go."""
_PATIENCE: Final = 60.0
"""Seconds that a reader in another thread waits for an edit of ours; one of 50,000 people takes most of that."""
_GIVING_WAY: Final = 20_000
"""Instructions of SQLite's after which a reader in a worker looks whether an edit has come; about a millisecond."""

DEFINING: Final = frozenset({"field_definition", "term", "setting", "colleague"})
"""The tables that a workbook's catalogue is made of."""

_open_files: set[tuple[int, int]] = set()
"""Device and inode of every workbook open in this process."""


def new_id() -> str:
    """A key for a new row."""
    import uuid  # not needed for the first screen

    return uuid.uuid4().hex


def timestamp() -> str:
    """Now, as rows record it: UTC, fine enough to tell the order of what one edit did."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


class Workbook:
    """An open workbook. Make one with ``create`` or ``open``; belongs to the thread that did.

    ``holder`` says who else has the file open, when that is why it is ``read_only``.
    """

    def __init__(
        self,
        path: Path,
        key: Key | None,
        connection: Any,
        lock: Lock | None,
        holder: Holder | None,
        immutable: bool,
    ) -> None:
        self.path = path
        self.holder = holder
        self.read_only = lock is None
        self.driver_connection = connection
        """The writer's driver connection; only ``first_screen`` and this module use it directly."""
        self.id: str = json.loads(self._setting("id"))
        self.upkeep: Upkeep | None = None
        self.key = key
        self._immutable = immutable
        self._lock = lock
        self._opener = self._thread = threading.get_ident()
        self._still = threading.Event()
        """Set while no edit of ours is under way."""
        self._still.set()
        self._held: list[ChangeSet] | None = None
        """While it is lent: what listeners have yet to hear."""
        self._connection: Connection | None = None
        self._listeners: list[Listener] = []
        self._undo: list[tuple[ChangeSet, object]] = []
        self._redo: list[tuple[ChangeSet, object]] = []
        self._catalogue: Catalogue | None = None
        self._file_id = opening.file_id(path)
        self._data_version = self._read_data_version()
        _open_files.add(self._file_id)

    # ---- making, opening, closing

    @classmethod
    def create(cls, path: Path | str, password: str | None = None) -> Workbook:
        """Make a new workbook, encrypted if a password is given, and open it. Refuses to replace a file."""
        path = Path(path)
        if opening.is_there(path):
            raise UserError(
                Text("“{name}” exists already.", "“{name}”已存在。").format(name=path.name),
                Text("Choose another name, or open that file.", "请换一个名称，或打开该文件。"),
            )
        key = Key.new(password) if password else None
        beside = remains.beside(path)
        try:
            opening.make_file(beside, key, new_id())
            # Unlike a rename, a link never replaces a file that appeared meanwhile.
            opening.move_without_replacing(beside, path)
        except (OSError, driver.DriverError) as error:
            raise driver.explained(error, path) or error from error
        finally:
            remains.remove(beside)
        return cls._opened(path, key, read_only=False)

    @classmethod
    def open(cls, path: Path | str, password: str | None = None, *, read_only: bool = False) -> Workbook:
        """Open a workbook; read-only if asked for, if someone else has it open, or if it cannot be written.

        Raises PasswordNeeded, WrongPassword, or another UserError that says why it cannot be opened.
        """
        path = Path(path)
        if open_here(path):
            raise UserError(
                Text("“{name}” is open in this program already.", "“{name}”已在本程序中打开。").format(
                    name=path.name
                ),
                Text("Go on in its window.", "请在它的窗口中继续。"),
            )
        try:
            key = None
            if driver.encrypted(path):
                if not password:
                    raise PasswordNeeded(
                        Text("“{name}” is protected by a password.", "“{name}”有密码保护。").format(
                            name=path.name
                        ),
                        Text("Enter its password.", "请输入密码。"),
                    )
                key = Key.of_file(path, password)
            return cls._opened(path, key, read_only)
        except (OSError, driver.DriverError, UnicodeDecodeError) as error:
            raise driver.explained(error, path) or error from error

    @classmethod
    def _opened(cls, path: Path, key: Key | None, read_only: bool) -> Workbook:
        path = path.resolve()
        remains.clear(path.parent)
        lock = None if read_only else opening.taken_lock(path)
        holder = lock.holder if lock is not None else None
        if holder is not None:
            lock = None
        connection = None
        try:
            immutable = lock is None and opening.on_read_only_media(path)
            connection = opening.connected(path, key, immutable)
            connection = opening.at_newest_version(path, key, connection, lock)
            if lock is None:
                connection.execute("PRAGMA query_only = ON")
            return cls(path, key, connection, lock, holder, immutable)
        except BaseException:
            if connection is not None:
                connection.close()
            if lock is not None:
                lock.release()
            raise

    def close(self) -> None:
        """Let go of the file. Every edit was saved when it was made."""
        if self.upkeep is not None:
            self.upkeep.stop()
            self.upkeep = None
        self._held = None
        self.forget_history()
        for name in ("_writer", "_reader"):
            if name in self.__dict__:
                self.__dict__.pop(name).dispose()
        self.driver_connection.close()
        if self._lock is not None:
            self._lock.release()
        _open_files.discard(self._file_id)

    def __enter__(self) -> Workbook:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # ---- reading

    @cached_property
    def _writer(self) -> Engine:
        from sqlalchemy import create_engine
        from sqlalchemy.pool import StaticPool

        return create_engine(
            "sqlite://",
            module=driver.sqlite,
            creator=lambda: self.driver_connection,
            poolclass=StaticPool,
        )

    @cached_property
    def _reader(self) -> Engine:
        from sqlalchemy import create_engine, event
        from sqlalchemy.pool import QueuePool

        def connection() -> Any:
            made = driver.connect(self.path, self.key, immutable=self._immutable)
            made.execute("PRAGMA query_only = ON")
            return made

        engine = create_engine(
            "sqlite://", module=driver.sqlite, creator=connection, poolclass=QueuePool, pool_size=3
        )
        event.listen(engine, "begin", lambda reading: reading.exec_driver_sql("BEGIN"))
        return engine

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A connection for queries, all of one state of the file; inside an edit, that edit's own.

        May be called from any thread. In a worker it gives way to an edit: its statement ends at once, and
        GaveWay says that all must be read again. Keep it short elsewhere: while it lasts, an edit has to wait.
        """
        if self._connection is not None and threading.get_ident() == self._thread:
            yield self._connection
            return
        in_worker = threading.get_ident() not in (self._thread, self._opener)
        if in_worker:
            # A large edit holds the file for longer than a reader asks for it; the window must not wait so long.
            self._still.wait(_PATIENCE)
        with self._explaining(), self._reader.connect() as connection:
            reader: Any = connection.connection.driver_connection
            reader.set_progress_handler(self._edit_comes if in_worker else None, _GIVING_WAY)
            try:
                yield connection
            except Exception as error:
                if driver.gave_way(error):
                    raise driver.GaveWay from error
                raise

    def _edit_comes(self) -> bool:
        return not self._still.is_set()

    @property
    def refusal(self) -> UserError | None:
        """Why nothing can be changed, if it is read-only: who has it open, or that it cannot be written to."""
        if not self.read_only:
            return None
        return self.holder.refusal(self.path) if self.holder else driver.read_only(self.path)

    @property
    def catalogue(self) -> Catalogue:
        """The fields and lists that hold in this workbook: the method's and the user's own."""
        if self._catalogue is None:
            from keyaccount_desktop.workbook import definitions

            self._catalogue = definitions.read(self)
        return self._catalogue

    @property
    def defaults(self) -> Defaults:
        """The numbers that hold in this workbook: the program's, or the user's own."""
        return self.catalogue.defaults

    def forget_catalogue(self) -> None:
        """Read the catalogue anew when it is next asked for: what it is made of has changed."""
        self._catalogue = None

    def reread_if_changed(self) -> bool:
        """For a read-only workbook: notice what another process has saved. Listeners get ``reloaded``."""
        version = self._read_data_version()
        if version == self._data_version:
            return False
        self._data_version = version
        self._reloaded()
        return True

    def _read_data_version(self) -> int:
        return int(self.driver_connection.execute("PRAGMA data_version").fetchone()[0])

    def _setting(self, name: str) -> str:
        row = self.driver_connection.execute("SELECT value FROM setting WHERE id = ?", (name,)).fetchone()
        return str(row[0]) if row else "null"

    # ---- changing

    @contextmanager
    def edit(self, label: Text, *, undoable: bool = True, join: object = None) -> Iterator[Connection]:
        """The one door for change: what happens inside is saved as a whole, or not at all.

        Afterwards it is one step of undo under ``label`` and one notification. An edit inside an edit joins
        it. ``join``: consecutive edits with an equal value other than None become one step of undo.
        Raises UserError where the file may not or cannot be written; then nothing has changed.
        """
        self._check_thread()
        if self._connection is not None:
            yield self._connection
            return
        with self._transaction() as (connection, steps):
            yield connection
        self._changed(label, "do", tuple(steps), join if undoable else None, undoable)

    @contextmanager
    def _transaction(self) -> Iterator[tuple[Connection, list[Any]]]:
        """One write transaction; the list holds its steps when it is over."""
        from keyaccount_desktop.workbook import journal, search

        self._check_thread()
        if (refusal := self.refusal) is not None:
            raise refusal
        self._journal_installed  # noqa: B018  (made on first use)
        if self.upkeep is not None:
            self.upkeep.pause()
        steps: list[Any] = []
        self._still.clear()
        try:
            with self._explaining(), self._writer.connect() as connection:
                self.driver_connection.execute("BEGIN IMMEDIATE")
                try:
                    self._connection = connection
                    yield connection, steps
                    steps += journal.collect(self.driver_connection)
                    if any(step.table in DEFINING for step in steps):
                        self.forget_catalogue()
                    search.update(connection, steps, self.catalogue)
                    self.driver_connection.execute("COMMIT")
                except BaseException:
                    if self.driver_connection.in_transaction:
                        self.driver_connection.execute("ROLLBACK")
                    self.forget_catalogue()
                    raise
                finally:
                    self._connection = None
        finally:
            self._still.set()
            if self.upkeep is not None:
                self.upkeep.resume()

    def _check_thread(self) -> None:
        if threading.get_ident() == self._thread:
            return
        if self._held is None:
            raise RuntimeError("a workbook is edited from the thread that opened it")
        raise UserError(
            Text("A long change is still being made.", "一项较大的修改仍在进行。"),
            Text("Wait until it is done, or cancel it.", "请等它完成，或先取消它。"),
        )

    @contextmanager
    def lent(self, stop: threading.Event) -> Iterator[None]:
        """Inside, the thread that calls may edit, and the one that opened the workbook may not.

        For a change that takes long, so that the window is not busy with it. Once ``stop`` is set the change
        fails with whatever error the driver makes of that, and nothing has changed. What listeners are to hear
        waits for ``take_back``.
        """
        owner, self._thread = self._thread, threading.get_ident()
        self._held = []
        self.driver_connection.set_progress_handler(stop.is_set, 10_000)
        try:
            yield
        finally:
            self.driver_connection.set_progress_handler(None, 0)
            self._thread = owner

    def take_back(self) -> bool:
        """For the thread that opened it, when what it was lent for is over: listeners hear of it now.

        False when it has been closed meanwhile.
        """
        held, self._held = self._held, None
        for change in held or ():
            self._notify(change)
        return held is not None

    @cached_property
    def _journal_installed(self) -> bool:
        from keyaccount_desktop.workbook import journal

        journal.install(self.driver_connection)
        return True

    def _changed(self, label: Text, kind: Any, steps: tuple[Any, ...], join: object, undoable: bool) -> None:
        from keyaccount_desktop.workbook.journal import ChangeSet

        if not steps:
            return
        change = ChangeSet(label, kind, steps)
        if undoable:
            self._redo.clear()
            if (earlier := self.step_joined(join)) is not None:
                self._undo.pop()
                self._undo.append((ChangeSet(label, "do", earlier.steps + steps), join))
            else:
                self._undo.append((change, join))
            del self._undo[:-UNDO_STEPS]
        self._notify(change)

    @contextmanager
    def _explaining(self) -> Iterator[None]:
        """Turn what the file, the disk or the driver refuses into a UserError."""
        try:
            yield
        except UserError:
            raise
        except Exception as error:
            if (known := driver.explained(error, self.path)) is not None:
                raise known from error
            raise

    # ---- undo and redo

    @property
    def undo_label(self) -> Text | None:
        """What ``undo`` would take back; None when there is nothing."""
        return self._undo[-1][0].label if self._undo else None

    @property
    def redo_label(self) -> Text | None:
        return self._redo[-1][0].label if self._redo else None

    def steps_to(self, kind: Literal["undo", "redo"]) -> int:
        """How many changes of rows the next step back or forth is made of."""
        history = self._undo if kind == "undo" else self._redo
        return len(history[-1][0].steps) if history else 0

    def step_joined(self, join: object) -> ChangeSet | None:
        """The step of undo that an edit with this ``join`` would become part of, if there is one."""
        return self._undo[-1][0] if join is not None and self._undo and self._undo[-1][1] == join else None

    def undo(self) -> ChangeSet | None:
        """Take the last step back; what that changed, or None when there was nothing to undo."""
        return self._retrace("undo", self._undo, self._redo)

    def redo(self) -> ChangeSet | None:
        """Do the last undone step again."""
        return self._retrace("redo", self._redo, self._undo)

    def _retrace(self, kind: Any, source: list[Any], target: list[Any]) -> ChangeSet | None:
        from keyaccount_desktop.workbook import journal

        if not source:
            return None
        change, _ = source[-1]
        with self._transaction() as (_, steps):
            journal.replay(
                self.driver_connection, journal.reverse(change.steps) if kind == "undo" else change.steps
            )
        source.pop()
        target.append((change, None))
        made = journal.ChangeSet(change.label, kind, tuple(steps))
        self._notify(made)
        return made

    def forget_history(self) -> None:
        """Clear undo and redo: after an erasure nothing may bring the person back.

        What of photos and attachments only they referred to leaves the file.
        """
        self._undo.clear()
        self._redo.clear()
        if not self.read_only:
            self._sweep()

    def _sweep(self) -> None:
        from keyaccount_desktop.workbook import blobs

        try:
            if not blobs.something_to_sweep(self.driver_connection):
                return
            if self.upkeep is not None:
                self.upkeep.pause()
            try:
                blobs.sweep(self.driver_connection)
            finally:
                if self.upkeep is not None:
                    self.upkeep.resume()
        except driver.DriverError as error:
            # It lies idle in the file until the next time, and a workbook must close whatever happens.
            logging.getLogger(__name__).info("unused content could not be removed: %s", error)

    # ---- listeners

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Call ``listener`` after every change; the function returned ends that."""
        self._listeners.append(listener)

        def unsubscribe() -> None:
            if listener in self._listeners:
                self._listeners.remove(listener)

        return unsubscribe

    def _notify(self, change: ChangeSet) -> None:
        if self._held is not None:
            self._held.append(change)
            _ = change.rows  # worked out here, where it takes nobody's time
            return
        for listener in tuple(self._listeners):
            listener(change)

    def _reloaded(self) -> None:
        from keyaccount_desktop.workbook.journal import ChangeSet

        self.forget_history()
        self.forget_catalogue()
        self._notify(ChangeSet(Text("Reload", "重新载入"), "reloaded"))


def open_here(path: Path) -> bool:
    """Whether the file is a workbook that is open in this process."""
    return opening.is_there(path) and opening.file_id(path) in _open_files
