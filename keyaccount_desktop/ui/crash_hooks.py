"""The hooks that catch every error nobody else caught, from any thread, and hand it to ``crash``.

Apart from ``crash`` so that a start without errors, which is every start, loads none of it.
"""

from __future__ import annotations

import sys
import threading
from types import TracebackType

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QApplication, QWidget

from keyaccount_desktop.ui import editing


class CrashHooks(QObject):
    """Stands in the place of Python's own hooks while the window is open."""

    _caught = Signal(str, str)

    def __init__(self, application: QApplication) -> None:
        super().__init__(application)
        self._window: QWidget | None = None
        self._saving = False
        # From whatever thread it comes, the window's thread shows it.
        self._caught.connect(self._show, Qt.ConnectionType.QueuedConnection)

    def install(self) -> None:
        sys.excepthook = self.handle
        threading.excepthook = lambda args: self.handle(args.exc_type, args.exc_value, args.exc_traceback)
        sys.unraisablehook = lambda args: self.handle(args.exc_type, args.exc_value, args.exc_traceback)

    @staticmethod
    def uninstall() -> None:
        sys.excepthook = sys.__excepthook__
        threading.excepthook = threading.__excepthook__
        sys.unraisablehook = sys.__unraisablehook__

    def handle(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Write the report and show it; Ctrl+C in a terminal just ends the program."""
        if kind is not None and issubclass(kind, KeyboardInterrupt):
            QApplication.quit()
            return
        from keyaccount_desktop.ui import crash

        text = crash.report(kind, error, trace)
        path = crash.write_report(text)
        crash.tell_terminal(path)
        self._caught.emit(text, str(path) if path else "")

    def _show(self, text: str, path: str) -> None:
        from keyaccount_desktop.ui import crash

        if not self._saving:
            self._saving = True
            try:
                editing.commit_field()  # what fails here comes back as a report of its own
            finally:
                self._saving = False
        if self._window is None:  # one window is enough; every report is written all the same
            window = crash.CrashWindow(text, path, QApplication.activeWindow())
            window.destroyed.connect(self._forget)
            self._window = window
            window.show()

    def _forget(self) -> None:
        self._window = None
