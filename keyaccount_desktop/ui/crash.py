"""When the program itself is at fault: a report without client data, and a window that says what to do.

Nobody ever sees a traceback. The report names where in the program it happened, with the kinds of the
errors but not their messages, which may quote what a user typed. Loaded by ``crash_hooks`` when it is needed.
"""

from __future__ import annotations

import platform
import sys
import traceback
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Final

from PySide6.QtCore import Qt, QUrl, qVersion
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from keyaccount_desktop import __version__
from keyaccount_desktop.ui.settings import settings_file
from keyaccount_desktop.ui.widgets import Button, Label

_PACKAGE: Final = Path(__file__).resolve().parents[1]


class CrashWindow(QDialog):
    """Says that it is our fault, what is safe, and what one can do."""

    def __init__(self, text: str, path: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("An error in the program"))
        self.setMinimumWidth(520)
        title = Label(self.tr("The program made a mistake"), "large")
        words = Label(
            self.tr(
                "Your workbook is safe: every change was saved when you made it. You can go on working; "
                "if something looks wrong, close the program and start it again."
            ),
            wrap=True,
        )
        kept = Label(
            self.tr("The report below holds no client data. It is kept at:\n{path}").format(path=path or "–"),
            "soft",
            wrap=True,
            selectable=True,
        )
        shown = QPlainTextEdit(text)
        shown.setReadOnly(True)
        shown.setAccessibleName(self.tr("Report"))
        copy = Button(self.tr("Copy the report"))
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(text))
        folder = Button(self.tr("Show its folder"))
        folder.clicked.connect(lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(Path(path).parent))))
        if not path:
            folder.hide()
        go_on = Button(self.tr("Go on"), "primary")
        go_on.clicked.connect(self.accept)
        buttons = QHBoxLayout()
        buttons.addWidget(copy)
        buttons.addWidget(folder)
        buttons.addStretch(1)
        buttons.addWidget(go_on)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 20, 20, 16)
        column.setSpacing(12)
        for part in (title, words, kept, shown):
            column.addWidget(part)
        column.addLayout(buttons)
        go_on.setFocus()


def report(kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> str:
    """The report: versions, kinds of error, places in the program. No messages, no values, no file names
    of the user.
    """
    lines = [
        f"KeyAccount Workbook {__version__}",
        f"{datetime.now().isoformat(timespec='seconds')}",
        f"Python {platform.python_version()}, Qt {qVersion()}, {platform.system()} {platform.release()}",
        "",
    ]
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        lines += _places(type(error), error.__traceback__ or trace)
        error, trace = error.__cause__ or error.__context__, None
        if error is not None:
            lines.append("after")
    if not seen:
        lines += _places(kind, trace)
    return "\n".join(lines) + "\n"


def _places(kind: type[Any] | None, trace: TracebackType | None) -> list[str]:
    name = kind.__qualname__ if kind is not None else "unknown error"
    frames = traceback.extract_tb(trace) if trace is not None else []
    return [name, *(f"  {_shortened(frame.filename)}:{frame.lineno} {frame.name}" for frame in frames)]


def _shortened(filename: str) -> str:
    # A path of the user's may hold names; below the package, and of libraries the last part, says enough.
    try:
        return str(Path(filename).resolve().relative_to(_PACKAGE.parent))
    except ValueError:
        return "…/" + "/".join(Path(filename).parts[-2:])


def write_report(text: str) -> Path | None:
    """Keep the report in the user's folder; None when even that cannot be written."""
    folder = settings_file().parent / "reports"
    path = folder / f"{datetime.now().strftime('%Y-%m-%d %H.%M.%S')}.txt"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    except OSError:
        return None
    return path


def tell_terminal(path: Path | None) -> None:
    """One line for whoever started the program from a terminal; never a traceback."""
    print(f"KeyAccount Workbook met an error of its own. Report: {path or '-'}", file=sys.stderr)
