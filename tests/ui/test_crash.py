"""When the program is at fault: a report that holds no client data, and no traceback for anyone to see."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QPlainTextEdit
from pytestqt.qtbot import QtBot

from keyaccount_desktop.ui import crash
from keyaccount_desktop.ui.crash import CrashWindow
from keyaccount_desktop.ui.crash_hooks import CrashHooks
from keyaccount_desktop.ui.settings import settings_file


def fail(name: str) -> None:
    try:
        {}[name]
    except KeyError as error:
        raise ValueError(f"no {name}") from error


def failure() -> ValueError:
    try:
        fail("王建国 13800001234")
    except ValueError as error:
        return error
    raise AssertionError


def test_that_a_report_names_the_places_but_not_what_was_typed() -> None:
    error = failure()
    text = crash.report(type(error), error, error.__traceback__)
    assert "ValueError" in text and "KeyError" in text and "fail" in text
    assert "王建国" not in text and "13800001234" not in text
    assert str(Path.home()) not in text


def windows() -> list[CrashWindow]:
    return [window for window in QApplication.topLevelWidgets() if isinstance(window, CrashWindow)]


def test_that_a_fault_shows_one_window_and_keeps_every_report(
    qapp: QApplication, qtbot: QtBot, capsys: pytest.CaptureFixture[str]
) -> None:
    hooks = CrashHooks(qapp)
    error = failure()
    hooks.handle(type(error), error, error.__traceback__)
    hooks.handle(type(error), error, error.__traceback__)
    qtbot.waitUntil(lambda: len(windows()) == 1)
    (window,) = windows()
    assert "ValueError" in window.findChild(QPlainTextEdit).toPlainText()
    said = capsys.readouterr().err
    assert "Traceback" not in said and "王建国" not in said
    assert str(settings_file().parent / "reports") in said
    window.close()
    hooks.deleteLater()


def test_that_a_fault_in_a_thread_is_shown_in_the_window(
    qapp: QApplication, qtbot: QtBot, capsys: pytest.CaptureFixture[str]
) -> None:
    hooks = CrashHooks(qapp)
    error = failure()
    thread = threading.Thread(target=hooks.handle, args=(type(error), error, error.__traceback__))
    thread.start()
    thread.join()
    qtbot.waitUntil(lambda: len(windows()) == 1)
    windows()[0].close()
    hooks.deleteLater()


def test_that_the_report_can_be_copied(qtbot: QtBot) -> None:
    window = CrashWindow("the report", "")
    qtbot.addWidget(window)
    window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    window.show()
    copy = next(button for button in window.findChildren(crash.Button) if button.text() == "Copy the report")
    qtbot.mouseClick(copy, Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text() == "the report"


FAULTY = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from keyaccount_desktop.ui import application, main_window

def show(self, event, original=main_window.MainWindow.showEvent):
    original(self, event)
    QTimer.singleShot(0, fault)

def fault():
    QTimer.singleShot(0, application.QApplication.quit)
    raise RuntimeError("王建国")

main_window.MainWindow.showEvent = show
sys.exit(application.run(None))
"""


def test_that_no_traceback_reaches_the_terminal(tmp_path: Path) -> None:
    environment = {**os.environ, "KEYACCOUNT_DATA": str(tmp_path), "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run([sys.executable, "-c", FAULTY], capture_output=True, text=True, env=environment)
    assert "Traceback" not in done.stderr and "王建国" not in done.stderr
    assert "met an error of its own" in done.stderr
    (report,) = (tmp_path / "reports").glob("*.txt")
    assert "RuntimeError" in report.read_text(encoding="utf-8")
