"""Opening, making, copying and closing workbooks for one window, with all that may be asked or refused.

Holds the open Workbook; the window listens to ``opened`` and ``closing``. Loads nothing heavy: a plain
workbook is open before SQLAlchemy is there.
"""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from keyaccount_desktop.language import UserError, language
from keyaccount_desktop.ui.operation import Job, Operation, show_done, show_error, stop_jobs
from keyaccount_desktop.ui.settings import Settings
from keyaccount_desktop.workbook.document import SUFFIX, Workbook
from keyaccount_desktop.workbook.driver import PasswordNeeded, WrongPassword, explained

if TYPE_CHECKING:
    from datetime import datetime

_LOOK_AGAIN_MS = 2000
"""How often a read-only workbook is asked whether its holder has saved something."""


class Files(QObject):
    """The workbook of a window, and the File menu's work on it."""

    opened = Signal()
    closing = Signal()
    """The workbook is about to be closed: commit, unsubscribe, forget it."""
    closed = Signal()
    safety_changed = Signal()

    def __init__(self, window: QWidget, settings: Settings) -> None:
        super().__init__(window)
        self._window = window
        self._settings = settings
        self.workbook: Workbook | None = None
        self._earlier_backup: datetime | None = None
        self._watch = QTimer(self)
        self._watch.setInterval(_LOOK_AGAIN_MS)
        self._watch.timeout.connect(self._look_again)

    # ---- opening

    def open(self, path: str | Path, password: str | None = None) -> bool:
        """Open a workbook in place of the one that is open; False when it was refused or needs an answer."""
        path = Path(path)
        try:
            workbook = Workbook.open(path, password)
        except WrongPassword as error:
            self._ask_password(path, str(error.message))
            return False
        except PasswordNeeded:
            self._ask_password(path)
            return False
        except UserError as error:
            self._settings.forget_file(str(path))
            show_error(self._window, error)
            return False
        self._take(workbook)
        return True

    def _ask_password(self, path: Path, problem: str = "") -> None:
        from keyaccount_desktop.ui.password import PasswordDialog

        dialog = PasswordDialog(path.name, problem, self._window)
        dialog.accepted.connect(lambda: self.open(path, dialog.password))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def choose(self) -> None:
        """Ask for a file, and open it."""
        dialog = QFileDialog(self._window, self.tr("Open a workbook"), self._folder(), self._kinds())
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        self._ask(dialog, self.open)

    @staticmethod
    def _ask(dialog: QFileDialog, then: Callable[[str], object]) -> None:
        dialog.fileSelected.connect(then)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def make(self) -> None:
        """Ask for a name and make a new workbook."""
        from keyaccount_desktop.ui.password import NewWorkbookDialog

        made: list[Workbook] = []

        def create(path: Path, password: str | None) -> None:
            # The folder proposed may not be there yet, as on a fresh system.
            try:
                path.parent.mkdir(parents=True, exist_ok=True)
            except OSError as error:
                raise explained(error, path.parent) or error from error
            made.append(Workbook.create(path, password))

        dialog = NewWorkbookDialog(create, self._window)
        dialog.accepted.connect(lambda: self._take(made[0]))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def open_demo(self) -> None:
        """Open the demo in the language of the window; it is made at the first time and kept."""
        from keyaccount_desktop.workbook.backup import data_folder

        path = data_folder() / f"demo-{language()}{SUFFIX}"
        if self.workbook is not None and path.exists() and self.workbook.path.samefile(path):
            return
        if path.exists():
            self.open(path)
            return

        def create() -> Workbook:
            from keyaccount_desktop.workbook.demo import create_demo

            path.parent.mkdir(parents=True, exist_ok=True)
            return create_demo(path, language())

        Operation(self._window, create, then=self._take, slow=True).run()

    def _take(self, workbook: Workbook) -> None:
        self._let_go()
        self.workbook = workbook
        self._earlier_backup = None
        self._settings.remember_file(str(workbook.path))
        self._settings.last_file = str(workbook.path)
        self.opened.emit()

    def begin_upkeep(self) -> None:
        """Start backups and checks, or watch the one who holds the file; when the window is idle."""
        workbook = self.workbook
        if workbook is None or workbook.upkeep is not None:
            return
        self._watch.start()
        self._tidy_up()
        if not workbook.read_only:
            from keyaccount_desktop.workbook.backup import backups_of
            from keyaccount_desktop.workbook.upkeep import Upkeep

            earlier = backups_of(workbook.id)
            self._earlier_backup = earlier[0].made if earlier else None
            Upkeep(workbook).start()
        self.safety_changed.emit()

    @staticmethod
    def _tidy_up() -> None:
        """Remove what an earlier run opened and left behind, if it did: else nothing is loaded for it."""
        from keyaccount_desktop.workbook.backup import data_folder

        if (data_folder() / "opened").is_dir():
            from keyaccount_desktop.exchange.opened_copies import clear_leftovers

            clear_leftovers()

    @property
    def last_backup(self) -> datetime | None:
        upkeep = self.workbook.upkeep if self.workbook is not None else None
        return (upkeep.last_backup if upkeep is not None else None) or self._earlier_backup

    @property
    def problem(self) -> UserError | None:
        """Why the workbook cannot be backed up at the moment."""
        upkeep = self.workbook.upkeep if self.workbook is not None else None
        return upkeep.problem if upkeep is not None else None

    def _look_again(self) -> None:
        if self.workbook is None:
            self._watch.stop()
        elif self.workbook.read_only:
            try:
                self.workbook.reread_if_changed()
            except UserError as error:
                logging.getLogger(__name__).info("reading again failed: %s", error.message.en)
        else:
            self.safety_changed.emit()

    # ---- copying

    def save_copy(self) -> None:
        """Ask where to, and write a verified copy there."""
        workbook = self.workbook
        if workbook is None:
            return
        name = self.tr("{name} copy").format(name=workbook.path.stem)
        proposed = workbook.path.with_name(f"{name}{SUFFIX}")
        dialog = QFileDialog(self._window, self.tr("Save a copy"), str(proposed.parent), self._kinds())
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(SUFFIX[1:])
        dialog.selectFile(proposed.name)
        self._ask(dialog, lambda chosen: self._copy_to(workbook, Path(chosen)))

    def _copy_to(self, workbook: Workbook, target: Path) -> None:
        def copy(_progress: object) -> None:
            from keyaccount_desktop.workbook.backup import save_copy

            save_copy(workbook, target)

        def told(_: None) -> None:
            show_done(self._window, self.tr("Copy saved: {path}").format(path=target))

        Job(self._window, self.tr("Saving a copy"), copy, then=told).start()

    # ---- closing

    def close(self, then: Callable[[], object] | None = None) -> None:
        """Back up what is not yet backed up, with progress, and close; then go on."""
        workbook = self.workbook
        if workbook is None:
            if then is not None:
                then()
            return
        self.closing.emit()
        stop_jobs()
        upkeep = workbook.upkeep

        def finish() -> None:
            self._let_go(announce=False)
            self.closed.emit()
            if then is not None:
                then()

        if upkeep is None:
            finish()
            return

        def back_up(_progress: object) -> None:
            upkeep.stop()
            # Here rather than when the file is let go of: removing large content takes its time.
            workbook.forget_history()
            upkeep.back_up_now()

        job = Job(self._window, self.tr("Backing up"), back_up)
        job.finished.connect(finish)
        job.start()

    def _let_go(self, *, announce: bool = True) -> None:
        workbook, self.workbook = self.workbook, None
        self._watch.stop()
        if workbook is not None:
            if announce:
                self.workbook = workbook
                self.closing.emit()
                self.workbook = None
            stop_jobs()
            workbook.close()
            if (opened := sys.modules.get("keyaccount_desktop.exchange.opened_copies")) is not None:
                opened.OPENED.remove_all()

    def _folder(self) -> str:
        recent = self._settings.recent
        return str(Path(recent[0]).parent) if recent else ""

    def _kinds(self) -> str:
        return self.tr("Workbooks (*{suffix});;All files (*)").format(suffix=SUFFIX)
