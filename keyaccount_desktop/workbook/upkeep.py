"""What a workbook needs while its window is open: backups and a health check that no edit waits for.

One thread per open workbook. It works only after a rest of ``REST`` seconds without an edit, gives up when
one begins, and tries again after the next rest. Made by the window (``Upkeep(workbook).start()``);
``document`` pauses it around every edit.
"""

from __future__ import annotations

import logging
import threading
import time
from datetime import datetime
from typing import TYPE_CHECKING, Final

from keyaccount_desktop.language import Text, UserError
from keyaccount_desktop.workbook import backup, driver

if TYPE_CHECKING:
    from keyaccount_desktop.workbook.document import Workbook

REST: Final = 20.0
"""Seconds without an edit before work begins."""
BACKUP_EVERY: Final = 15 * 60.0
"""Seconds between backups while the workbook is being changed."""


class Upkeep:
    """The thread that backs a workbook up and checks it."""

    def __init__(self, workbook: Workbook, *, rest: float = REST, every: float = BACKUP_EVERY) -> None:
        self.last_backup: datetime | None = None
        self.problem: UserError | None = None
        """Why the last backup or check failed, until one succeeds."""
        self.interrupted = 0
        """How often work was given up for an edit."""
        self.checks = 0
        """How often the whole file was found sound."""
        self._workbook = workbook
        self._rest, self._every = rest, every
        self._give_way = threading.Event()
        self._wake = threading.Condition()
        self._stopping = False
        self._editing = False
        self._changed = not backup.backups_of(workbook.id) or _changed_since_backup(workbook)
        self._checked = False
        self._last_edit = self._last_made = float("-inf")
        self._thread = threading.Thread(target=self._run, name="upkeep", daemon=True)

    def start(self) -> None:
        """Begin; the workbook stops it when it closes."""
        self._workbook.upkeep = self
        self._thread.start()

    def pause(self) -> None:
        """An edit begins: give way at once."""
        with self._wake:
            self._editing = True
            # Stays set until work begins anew: a short edit must not be over before the thread has noticed.
            self._give_way.set()

    def resume(self) -> None:
        with self._wake:
            self._editing, self._changed = False, True
            self._last_edit = time.monotonic()
            self._wake.notify()

    def stop(self) -> None:
        with self._wake:
            self._stopping = True
            self._give_way.set()
            self._wake.notify()
        self._thread.join()

    def back_up_now(self) -> None:
        """For closing: back up in the caller's thread what has not been backed up yet."""
        if self._changed:
            backup.make(self._workbook)
            self._changed = False
            self.last_backup = datetime.now()

    def _run(self) -> None:
        while self._await_work():
            try:
                if not self._checked:
                    self._check()
                else:
                    started = time.monotonic()
                    backup.make(self._workbook, stop=self._give_way, thin=self.problem is None)
                    self.last_backup = datetime.now()
                    with self._wake:
                        self._last_made = time.monotonic()
                        # An edit made while the old backups were thinned is not in this one.
                        self._changed = self._editing or self._last_edit > started
                self.problem = None
            except backup.Interrupted:
                self.interrupted += 1
            except Exception as error:  # noqa: BLE001
                # Whatever it is, the next attempt may succeed, and the window says so meanwhile.
                self.problem = error if isinstance(error, UserError) else _unknown(error)
                logging.getLogger(__name__).info("upkeep failed: %r", error)
                self._checked = True
                with self._wake:
                    self._last_made = time.monotonic()

    def _await_work(self) -> bool:
        """Wait until there is something to do and nobody is editing; False when it is over."""
        with self._wake:
            while not self._stopping:
                due = self._due_in()
                if due is not None and due <= 0:
                    self._give_way.clear()
                    return True
                self._wake.wait(due)
            return False

    def _due_in(self) -> float | None:
        """Seconds until work may begin; None: nothing to do until an edit ends."""
        if self._editing:
            return None
        now = time.monotonic()
        rested = self._last_edit + self._rest - now
        if not self._checked:
            return max(rested, 0.0)
        if not self._changed:
            return None
        return max(rested, self._last_made + self._every - now, 0.0)

    def _check(self) -> None:
        connection = backup.source_of(self._workbook)
        try:
            backup.verify(connection, self._workbook.path, self._give_way)
        except driver.DriverError as error:
            raise driver.explained(error, self._workbook.path) or error from error
        finally:
            connection.close()
        self.checks += 1
        self._checked = True


def _unknown(error: Exception) -> UserError:
    return UserError(
        Text("The backup failed: {why}.", "备份失败：{why}。").format(why=type(error).__name__),
        Text("It is tried again; save a copy meanwhile.", "程序会再次尝试；请先另存副本。"),
    )


def _changed_since_backup(workbook: Workbook) -> bool:
    newest = backup.backups_of(workbook.id)[0]
    return workbook.path.stat().st_mtime > newest.path.stat().st_mtime
