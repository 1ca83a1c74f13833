"""Doing what the user asked for: one object that runs it, shows what is refused, and keeps the window alive.

``Operation`` runs a command of the workbook, which is quick, in the window's own thread. ``Job`` runs long
work (exports, backups, imports) in a worker with a busy cursor after 300 ms and progress with Cancel after
600 ms. Call sites stay one line: errors are shown where the user looks. Used by every page.
"""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Final, Generic, TypeVar

from PySide6.QtCore import QCoreApplication, QObject, QRunnable, Qt, QThreadPool, QTimer, Signal
from PySide6.QtWidgets import QApplication, QLabel, QMessageBox, QProgressDialog, QWidget

from keyaccount_desktop.language import UserError
from keyaccount_desktop.ui.widgets import Label, MessageBar
from keyaccount_desktop.workbook.driver import GaveWay

Result = TypeVar("Result")

BUSY_AFTER_MS: Final = 300
PROGRESS_AFTER_MS: Final = 600


class Cancelled(Exception):
    """The user pressed Cancel; raised inside the work by ``Progress.step``."""


@contextmanager
def busy(wanted: bool = True) -> Iterator[None]:
    """The cursor of waiting, around what may take longer than one is willing to wait without a sign."""
    if wanted:
        QApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
    try:
        yield
    finally:
        if wanted:
            QApplication.restoreOverrideCursor()


class Operation(Generic[Result]):
    """A quick command: ``Operation(self, lambda: rename_account(workbook, id, name)).run()``."""

    def __init__(
        self,
        origin: QWidget,
        command: Callable[[], Result],
        *,
        then: Callable[[Result], None] | None = None,
        slow: bool = False,
    ) -> None:
        self._origin = origin
        self._command = command
        self._then = then
        self._slow = slow
        """Whether it may take longer than one is willing to wait without a sign."""

    def run(self) -> bool:
        """Whether it went through; a refusal has then been shown."""
        try:
            with busy(self._slow):
                result = self._command()
        except UserError as error:
            show_error(self._origin, error)
            return False
        if self._then is not None:
            self._then(result)
        return True


class Progress:
    """What work in a worker is given: tells how far it is, and hears that it should stop."""

    def __init__(self) -> None:
        self.stop = threading.Event()
        """Set by Cancel; for functions that take such an event."""
        self.done = 0
        self.total = 0

    def step(self, done: int, total: int) -> None:
        """Say how far the work is; raises Cancelled when the user has had enough."""
        self.done, self.total = done, total
        if self.stop.is_set():
            raise Cancelled


class Job(QObject, Generic[Result]):
    """Long work: ``Job(self, self.tr("Exporting cards"), lambda progress: …, then=…).start()``.

    The work runs in a worker thread and must not touch widgets or edit the workbook. ``then`` runs in the
    window's thread with its result.
    """

    finished = Signal()
    _returned = Signal()

    def __init__(
        self,
        origin: QWidget,
        title: str,
        work: Callable[[Progress], Result],
        *,
        then: Callable[[Result], None] | None = None,
        quiet: bool = False,
    ) -> None:
        """``quiet``: nobody waits for it, or the window shows by itself that something is still to come."""
        super().__init__(QCoreApplication.instance())
        self._origin: QWidget | None = origin
        self._title = title
        self._work = work
        self._then = then
        self._quiet = quiet
        self._progress = Progress()
        self._results: list[Result] = []
        self._error: BaseException | None = None
        self._dialog: QProgressDialog | None = None
        self._busy = QTimer(self)
        self._busy.setSingleShot(True)
        self._busy.timeout.connect(self._show_busy)
        self._slow = QTimer(self)
        self._slow.setSingleShot(True)
        self._slow.timeout.connect(self._show_progress)
        self._poll = QTimer(self)
        self._poll.setInterval(100)
        self._poll.timeout.connect(self._show_step)
        self._is_busy = False
        self._returned.connect(self._end, Qt.ConnectionType.QueuedConnection)
        origin.destroyed.connect(self._lose_origin)

    def start(self) -> None:
        _running.add(self)
        if not self._quiet:
            self._busy.start(BUSY_AFTER_MS)
            self._slow.start(PROGRESS_AFTER_MS)
        QThreadPool.globalInstance().start(QRunnable.create(self._run))

    def cancel(self) -> None:
        self._progress.stop.set()

    def _run(self) -> None:
        try:
            self._results.append(self._worked())
        except BaseException as error:  # noqa: BLE001  (delivered in the window's thread)
            self._error = error
        self._returned.emit()

    def _worked(self) -> Result:
        while True:
            try:
                return self._work(self._progress)
            except GaveWay:
                self._progress.step(0, 0)  # an edit came: what was read is of before it

    def _end(self) -> None:
        for timer in (self._busy, self._slow, self._poll):
            timer.stop()
        if self._is_busy:
            QApplication.restoreOverrideCursor()
        if self._dialog is not None:
            self._dialog.canceled.disconnect(self.cancel)  # closing it says so too
            self._dialog.close()
            self._dialog.deleteLater()
        _running.discard(self)
        try:
            self._deliver()
        finally:
            self.finished.emit()
            self.deleteLater()

    def _deliver(self) -> None:
        if self._results:
            # What was cancelled as it ended is not wanted any more: its workbook may be closed.
            if self._then is not None and self._origin is not None and not self._progress.stop.is_set():
                self._then(self._results[0])
        elif isinstance(self._error, UserError):
            if self._origin is not None:
                show_error(self._origin, self._error)
        elif self._error is not None and not self._progress.stop.is_set():
            sys.excepthook(type(self._error), self._error, self._error.__traceback__)

    def _show_busy(self) -> None:
        self._is_busy = True
        QApplication.setOverrideCursor(Qt.CursorShape.BusyCursor)

    def _show_progress(self) -> None:
        if self._origin is None:
            return
        dialog = QProgressDialog(self._origin.window())
        dialog.setWindowModality(Qt.WindowModality.WindowModal)
        dialog.setWindowTitle(self._title)
        dialog.setLabel(Label(self._title))
        dialog.setCancelButtonText(QCoreApplication.translate("Job", "Cancel"))
        dialog.setAutoClose(False)
        dialog.setAutoReset(False)
        dialog.setMinimumDuration(0)
        dialog.setMinimumWidth(360)
        dialog.setRange(0, 0)
        dialog.canceled.connect(self.cancel)
        dialog.show()
        self._dialog = dialog
        self._poll.start()

    def _show_step(self) -> None:
        if self._dialog is not None and self._progress.total and not self._progress.stop.is_set():
            self._dialog.setRange(0, self._progress.total)
            self._dialog.setValue(self._progress.done)

    def _lose_origin(self) -> None:
        self._origin = None
        self._dialog = None
        self.cancel()


_running: set[Job[Any]] = set()


def stop_jobs() -> None:
    """Cancel what still runs and wait for it: before a workbook is closed and before the program ends."""
    for job in tuple(_running):
        job.cancel()
    QThreadPool.globalInstance().waitForDone()


def show_error(origin: QWidget, error: UserError) -> None:
    """Show a refusal in the message bar of the window, or in a box where there is none."""
    window = origin.window()
    bar = message_bar(origin)
    if bar is not None and window.isVisible():
        bar.show_error(error)
        return
    box = QMessageBox(window)
    box.setIcon(QMessageBox.Icon.Warning)
    box.setWindowTitle(QApplication.applicationDisplayName())
    box.setText(str(error.message))
    box.setInformativeText(str(error.hint))
    for label in box.findChildren(QLabel):
        label.setTextFormat(Qt.TextFormat.PlainText)
    box.exec()


def show_done(
    origin: QWidget,
    message: str,
    action: str = "",
    callback: Callable[[], object] | None = None,
    hint: str = "",
) -> None:
    """Say what was done, with a way back or onward; silently nothing where there is no message bar."""
    if (bar := message_bar(origin)) is not None:
        bar.show_done(message, action, callback, hint)


def message_bar(origin: QWidget) -> MessageBar | None:
    """The message bar of the window a widget is in."""
    return origin.window().findChild(MessageBar)
