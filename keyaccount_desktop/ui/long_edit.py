"""A change of very many rows: made in a worker, while the window shows that it goes on and offers Cancel.

``LongEdit`` is what ``Operation`` is for quick commands. While it lasts the window takes no input; cancelled, it has
changed nothing. Used by whatever changes or deletes many rows at once, and by undo of that.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final, Generic, TypeVar

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QWindow
from PySide6.QtWidgets import QApplication, QProgressDialog, QWidget

from keyaccount_desktop.ui.operation import Cancelled, Job, Operation, Progress

if TYPE_CHECKING:
    from keyaccount_desktop.workbook.document import Workbook

Result = TypeVar("Result")

MANY: Final = 1_000
"""Rows that are changed at once without anybody noticing that it takes time."""
_INPUT: Final = frozenset(
    {
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseButtonRelease,
        QEvent.Type.MouseButtonDblClick,
        QEvent.Type.Wheel,
        QEvent.Type.KeyPress,
        QEvent.Type.KeyRelease,
        QEvent.Type.ShortcutOverride,
        QEvent.Type.Shortcut,
        QEvent.Type.InputMethod,
        QEvent.Type.ContextMenu,
        QEvent.Type.Drop,
        QEvent.Type.Close,
    }
)


class LongEdit(QObject, Generic[Result]):
    """``LongEdit(self, workbook, self.tr("Changing 5,000 people"), lambda: …, rows=5000, then=…).start()``.

    ``command`` edits the workbook and touches no widget. With few rows it is done at once. ``ended`` comes at the
    end, however it ended.
    """

    ended = Signal()

    def __init__(
        self,
        origin: QWidget,
        workbook: Workbook,
        title: str,
        command: Callable[[], Result],
        *,
        rows: int,
        then: Callable[[Result], None] | None = None,
    ) -> None:
        super().__init__(QApplication.instance())
        self._origin = origin
        self._workbook = workbook
        self._title = title
        self._command = command
        self._rows = rows
        self._then = then
        self._results: list[Result] = []

    def start(self) -> None:
        """Begin; ``then`` comes when it is done, and not at all when it was refused or cancelled."""
        if self._rows <= MANY:
            Operation(self._origin, self._command, then=self._then).run()
            self.ended.emit()
            self.deleteLater()
            return
        job = Job(self._origin, self._title, self._work)
        job.finished.connect(self._end)
        application = QApplication.instance()
        assert application is not None
        application.installEventFilter(self)
        job.start()

    def _work(self, progress: Progress) -> None:
        try:
            with self._workbook.lent(progress.stop):
                self._results.append(self._command())
        except Exception:
            if progress.stop.is_set():
                raise Cancelled from None
            raise

    def _end(self) -> None:
        application = QApplication.instance()
        if application is not None:
            application.removeEventFilter(self)
        self.deleteLater()
        if self._workbook.take_back() and self._results and self._then is not None:
            self._then(self._results[0])
        self.ended.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() not in _INPUT:
            return False
        if isinstance(watched, QWidget):
            return not isinstance(watched.window(), QProgressDialog)
        if isinstance(watched, QWindow):
            return watched is not _window_of_progress()
        return event.type() == QEvent.Type.Shortcut


def _window_of_progress() -> QWindow | None:
    dialog = QApplication.activeModalWidget()
    return dialog.windowHandle() if isinstance(dialog, QProgressDialog) else None
