"""Starting the program with a window: settings, look, language, crash handler, first paint.

``run`` is what ``cli`` calls. Import this module and Qt comes in, nothing else heavy.
"""

from __future__ import annotations

import logging
import os
import sys
from pathlib import Path
from typing import cast

from PySide6.QtCore import QObject, QTimer, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication

from keyaccount_desktop import __version__, language
from keyaccount_desktop.language import Language
from keyaccount_desktop.ui import motion, theme
from keyaccount_desktop.ui.crash_hooks import CrashHooks
from keyaccount_desktop.ui.main_window import MainWindow
from keyaccount_desktop.ui.operation import stop_jobs
from keyaccount_desktop.ui.settings import Settings
from keyaccount_desktop.ui.translation import Translation

NAME = "KeyAccount Workbook"
PICTURE_SIZE = (1280, 800)
"""Of the picture that ``--screenshot`` makes, whatever the screen."""


def run(path: Path | None, screenshot: Path | None = None) -> int:
    """Open the window on a workbook, else on the one open last, else on the welcome page; the exit code.

    With ``screenshot`` a picture of the window is written there, and the program ends.
    """
    if screenshot is not None and _no_display():
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    qInstallMessageHandler(_log_qt_message)
    application = QApplication(sys.argv[:1])
    window = make_window(application)
    crashes = CrashHooks(application)
    crashes.install()
    file = path if path is not None else _last_file(window.settings) if screenshot is None else None
    if file is not None:
        window.files.open(file)
    if screenshot is not None:
        window.resize(*PICTURE_SIZE)
    window.show()
    if screenshot is not None:
        _Picture(window, screenshot)
    code = application.exec()
    stop_jobs()
    crashes.uninstall()
    return code


def make_window(application: QApplication) -> MainWindow:
    """The window with its look and language, not shown yet."""
    application.setApplicationName("keyaccount")
    application.setApplicationDisplayName(NAME)
    application.setApplicationVersion(__version__)
    application.setDesktopFileName("keyaccount")
    settings = Settings()
    theme.begin(application, cast(theme.Mode, settings.theme), settings.zoom)
    motion.begin(settings.motion)
    # A language given on the command line holds for this run, before the one chosen in the window.
    code = language.chosen_language() or cast("Language | None", settings.language)
    return MainWindow(settings, Translation(application, code))


def _last_file(settings: Settings) -> str | None:
    last = settings.last_file
    return last if last is not None and Path(last).exists() else None


def _no_display() -> bool:
    return sys.platform.startswith("linux") and not (
        os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    )


def _log_qt_message(kind: QtMsgType, _context: object, message: str) -> None:
    """Qt's own remarks go to the log, not to the user's terminal."""
    level = {
        QtMsgType.QtDebugMsg: logging.DEBUG,
        QtMsgType.QtInfoMsg: logging.INFO,
        QtMsgType.QtWarningMsg: logging.INFO,
    }.get(kind, logging.ERROR)
    logging.getLogger("qt").log(level, message)


class _Picture(QObject):
    """Waits until the window is complete, then writes a picture of it and quits."""

    def __init__(self, window: MainWindow, target: Path) -> None:
        super().__init__(window)  # the window keeps it alive
        self._window, self._target = window, target
        self._timer = QTimer(window)
        self._timer.timeout.connect(self._try)
        self._timer.start(100)

    def _try(self) -> None:
        if not self._window.loaded:
            return
        self._timer.stop()
        self._window.show_first_map()
        QTimer.singleShot(0, self._write)

    def _write(self) -> None:
        self._window.grab().save(str(self._target))
        self._window.close()
