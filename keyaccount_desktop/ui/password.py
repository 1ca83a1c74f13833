"""Asking for a password to open a workbook, and for the name and password of a new one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QDialog,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from keyaccount_desktop.language import UserError
from keyaccount_desktop.ui import theme
from keyaccount_desktop.ui.widgets import Button, Label
from keyaccount_desktop.workbook.document import SUFFIX


class PasswordDialog(QDialog):
    """Asks for the password of one file; says so when the last one was wrong."""

    def __init__(self, name: str, problem: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Password"))
        self.line = QLineEdit()
        self.line.setEchoMode(QLineEdit.EchoMode.Password)
        self.line.setAccessibleName(self.tr("Password"))
        title = Label(self.tr("“{name}” is protected by a password").format(name=name), "strong", wrap=True)
        self._problem = Label(problem, "danger", wrap=True)
        if not problem:
            self._problem.hide()
        note = Label(self.tr("A lost password cannot be recovered."), "hint", wrap=True)
        column = _column(self)
        for part in (title, self.line, self._problem, note):
            column.addWidget(part)
        open_button = Button(self.tr("Open"), "primary")
        open_button.setDefault(True)
        open_button.clicked.connect(self.accept)
        column.addLayout(_buttons(self, open_button, self.tr("Cancel")))
        self.setMinimumWidth(theme.current().px(380))

    @property
    def password(self) -> str:
        return self.line.text()


class NewWorkbookDialog(QDialog):
    """Name, folder, and if wanted a password for a new workbook."""

    def __init__(self, make: Callable[[Path, str | None], object], parent: QWidget | None = None) -> None:
        """``make`` makes the workbook from path and password; what it refuses is said here, to be mended."""
        super().__init__(parent)
        self._maker = make
        self.setWindowTitle(self.tr("New workbook"))
        documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        self.name = QLineEdit(self._free_name(Path(documents), self.tr("My clients")))
        self.name.selectAll()
        self.folder = QLineEdit(documents)
        browse = Button(self.tr("Choose…"))
        browse.clicked.connect(self._browse)
        folder_row = QHBoxLayout()
        folder_row.setSpacing(2 * theme.GRID)
        folder_row.addWidget(self.folder, 1)
        folder_row.addWidget(browse)
        self.protect = QCheckBox(self.tr("Protect with a password"))
        self.protect.toggled.connect(self._show_passwords)
        self.first = QLineEdit()
        self.second = QLineEdit()
        for line in (self.first, self.second):
            line.setEchoMode(QLineEdit.EchoMode.Password)
            line.textChanged.connect(self._check)
        self._note = Label(
            self.tr("The file is then encrypted. A lost password cannot be recovered."), "hint", wrap=True
        )
        self._problem = Label("", "danger", wrap=True)
        form = QFormLayout()
        form.setHorizontalSpacing(4 * theme.GRID)
        form.setVerticalSpacing(2 * theme.GRID)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft)
        for text, field, control in (
            (self.tr("Name"), self.name, self.name),
            (self.tr("Folder"), folder_row, self.folder),
        ):
            label = Label(text, "soft")
            label.setBuddy(control)
            control.setAccessibleName(text)
            form.addRow(label, field)
        self._passwords = QWidget()
        passwords = QFormLayout(self._passwords)
        passwords.setContentsMargins(0, 0, 0, 0)
        passwords.setHorizontalSpacing(4 * theme.GRID)
        for text, line in ((self.tr("Password"), self.first), (self.tr("Once more"), self.second)):
            line.setAccessibleName(text)
            passwords.addRow(Label(text, "soft"), line)
        passwords.addRow(self._note)
        self._create = Button(self.tr("Create"), "primary")
        self._create.setDefault(True)
        self._create.clicked.connect(self._make)
        column = _column(self)
        column.addLayout(form)
        column.addWidget(self.protect)
        column.addWidget(self._passwords)
        column.addWidget(self._problem)
        column.addLayout(_buttons(self, self._create, self.tr("Cancel")))
        for line in (self.name, self.folder):
            line.textChanged.connect(self._check)
        self.setMinimumWidth(theme.current().px(480))
        self._passwords.hide()
        self._check()

    @property
    def path(self) -> Path:
        name = self.name.text().strip()
        return Path(self.folder.text().strip()).expanduser() / (
            name if name.lower().endswith(SUFFIX) else f"{name}{SUFFIX}"
        )

    @property
    def password(self) -> str | None:
        return self.first.text() if self.protect.isChecked() else None

    @property
    def problem(self) -> str:
        """What is wrong with what was typed; empty when nothing is."""
        return self._problem.text()

    def _make(self) -> None:
        QApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
        try:
            self._maker(self.path, self.password)
        except UserError as error:
            self._tell(f"{error.message} {error.hint}")
        else:
            self.accept()
        finally:
            QApplication.restoreOverrideCursor()

    def _browse(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, self.tr("Folder"), self.folder.text())
        if chosen:
            self.folder.setText(chosen)

    def _show_passwords(self, wanted: bool) -> None:
        self._passwords.setVisible(wanted)
        self._check()
        self.adjustSize()
        if wanted:
            self.first.setFocus()

    def _check(self) -> None:
        problem = ""
        ready = bool(self.name.text().strip()) and bool(self.folder.text().strip())
        if any(character in self.name.text() for character in '/\\:*?"<>|'):
            ready, problem = False, self.tr('A name may not hold any of / \\ : * ? " < > |')
        elif self.protect.isChecked():
            if self.second.text() and self.first.text() != self.second.text():
                problem = self.tr("The two passwords differ.")
            ready = ready and bool(self.first.text()) and self.first.text() == self.second.text()
        self._tell(problem)
        self._create.setEnabled(ready)

    def _tell(self, problem: str) -> None:
        self._problem.setText(problem)
        self._problem.setVisible(bool(problem))

    @staticmethod
    def _free_name(folder: Path, name: str) -> str:
        number, free = 1, name
        while (folder / f"{free}{SUFFIX}").exists():
            number += 1
            free = f"{name} {number}"
        return free


def _column(dialog: QDialog) -> QVBoxLayout:
    column = QVBoxLayout(dialog)
    column.setContentsMargins(20, 20, 20, 16)
    column.setSpacing(3 * theme.GRID)
    return column


def _buttons(dialog: QDialog, main: Button, cancel_text: str) -> QHBoxLayout:
    cancel = Button(cancel_text)
    cancel.clicked.connect(dialog.reject)
    row = QHBoxLayout()
    row.setSpacing(2 * theme.GRID)
    row.addStretch(1)
    row.addWidget(cancel)
    row.addWidget(main)
    return row
