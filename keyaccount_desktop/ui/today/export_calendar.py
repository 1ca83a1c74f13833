"""The dialog before the calendar goes out: whose dates, with private ones or without, and what that means.

The file is written by ``exchange.calendar_file`` in a worker, with progress; afterwards the export is logged in
the workbook and the message bar offers the folder.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from keyaccount_desktop.exchange.atomic import file_name
from keyaccount_desktop.ui import counts, theme
from keyaccount_desktop.ui.operation import Job, Operation, Progress, show_done
from keyaccount_desktop.ui.widgets import Button, Label, SectionTitle
from keyaccount_desktop.workbook.accounts import account
from keyaccount_desktop.workbook.export_log import check_private_export, record_export
from keyaccount_desktop.workbook.occasions import Dated, dated

if TYPE_CHECKING:
    from keyaccount_desktop.workbook.document import Workbook

SUFFIX = ".ics"


class ExportCalendarDialog(QDialog):
    """Whose dates, and which; then where to."""

    def __init__(self, workbook: Workbook, account_id: str | None, window: QWidget) -> None:
        super().__init__(window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Export calendar"))
        self._workbook = workbook
        self._window = window
        self._group = QButtonGroup(self)
        self._scopes: list[tuple[str | None, str, Dated]] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 20, 20, 16)
        column.setSpacing(2 * theme.GRID)
        column.addWidget(SectionTitle(self.tr("Whose dates?")))
        if account_id is not None:
            self._offer(column, account_id, account(workbook, account_id).name)
        self._offer(column, None, self.tr("The whole workbook"))
        self._group.button(0).setChecked(True)
        self._group.idClicked.connect(self._show_meaning)
        column.addSpacing(2 * theme.GRID)
        self.private = QCheckBox(self.tr("With private dates"))
        self.private.toggled.connect(self._show_meaning)
        self.meaning = Label("", "hint", wrap=True)
        column.addWidget(self.private)
        column.addWidget(self.meaning)
        column.addSpacing(2 * theme.GRID)
        save = Button(self.tr("Export…"), "primary")
        save.setDefault(True)
        save.clicked.connect(self._export)
        cancel = Button(self.tr("Cancel"))
        cancel.clicked.connect(self.reject)
        buttons = QHBoxLayout()
        buttons.setSpacing(2 * theme.GRID)
        buttons.addStretch(1)
        buttons.addWidget(cancel)
        buttons.addWidget(save)
        column.addLayout(buttons)
        self.setMinimumWidth(theme.current().px(440))
        self._show_meaning()

    def _offer(self, column: QVBoxLayout, account_id: str | None, name: str) -> None:
        known = dated(self._workbook, account_id)
        text = self.tr("{whose}: dates of {people}").format(whose=name, people=counts.people(known.people))
        radio = QRadioButton(text)
        self._group.addButton(radio, len(self._scopes))
        self._scopes.append((account_id, name, known))
        column.addWidget(radio, 0, Qt.AlignmentFlag.AlignLeft)

    @property
    def _scope(self) -> tuple[str | None, str, Dated]:
        return self._scopes[self._group.checkedId()]

    def _show_meaning(self) -> None:
        """Say which dates are private, and whose would go out."""
        known = self._scope[2]
        if not self.private.isChecked():
            self.meaning.set_role("hint")
            self.meaning.setText(
                self.tr("Holidays go out. Birthdays, family occasions and the like stay here.")
            )
            return
        names = [str(field.text) for field in known.sensitive]
        self.meaning.set_role("warning")
        self.meaning.setText(
            self.tr(
                "{people}; these private dates go out: {fields}. The export is noted in the workbook."
            ).format(people=counts.people(known.people), fields=counts.joined(names) or self.tr("none"))
        )

    def _export(self) -> None:
        private = self.private.isChecked()
        if private and not Operation(self._window, lambda: check_private_export(self._workbook)).run():
            self.reject()
            return
        account_id, name, _ = self._scope
        stem = file_name(name) if account_id is not None else self._workbook.path.stem
        proposed = self._workbook.path.with_name(f"{self.tr('{name} dates').format(name=stem)}{SUFFIX}")
        kinds = self.tr("Calendars (*{suffix})").format(suffix=SUFFIX)
        dialog = QFileDialog(self, self.tr("Export calendar"), str(proposed.parent), kinds)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(SUFFIX[1:])
        dialog.selectFile(proposed.name)
        dialog.fileSelected.connect(lambda chosen: self._write(Path(chosen), private))
        dialog.open()

    def _write(self, path: Path, private: bool) -> None:
        workbook, window, (account_id, _, _) = self._workbook, self._window, self._scope
        title = self.tr("Exporting calendar")
        said, show = self.tr("{n} events in {file}"), self.tr("Show folder")

        def write(progress: Progress) -> Any:
            from keyaccount_desktop.exchange.calendar_file import write_calendar

            return write_calendar(
                workbook, path, account_id=account_id, private=private, progress=progress.step, log=False
            )

        def written(report: Any) -> None:
            if not workbook.read_only:
                Operation(
                    window,
                    lambda: record_export(
                        workbook, "calendar", path.resolve().parent, report.people, report.private_fields
                    ),
                ).run()
            folder = QUrl.fromLocalFile(str(path.parent))
            message = said.format(n=report.events, file=path.name)
            show_done(window, message, show, lambda: QDesktopServices.openUrl(folder))

        Job(window, title, write, then=written).start()
        self.accept()
