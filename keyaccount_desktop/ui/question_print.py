"""The question list on paper: a preview with its choices, then the printer.

What is on the list is made by ``exchange.question_list``, where it stands by ``exchange.question_pages``; here
it is painted. That it went out is noted in the workbook. Loaded when a list is first asked for.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMarginsF
from PySide6.QtGui import QPagedPaintDevice, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter, QPrintPreviewWidget
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from keyaccount_desktop import language
from keyaccount_desktop.exchange.question_list import LENGTHS, QuestionList, question_list
from keyaccount_desktop.exchange.question_pages import Page, pages
from keyaccount_desktop.ui import theme
from keyaccount_desktop.ui.influence_map.painter import paint, paper_ink, strokes
from keyaccount_desktop.ui.influence_map.paper_font import mend_file, print_families
from keyaccount_desktop.ui.influence_map.preview import Preview, asked_pages
from keyaccount_desktop.ui.widgets import resize_within
from keyaccount_desktop.workbook.export_log import record_export
from keyaccount_desktop.workbook.questions import Knowledge

if TYPE_CHECKING:
    from keyaccount_desktop.workbook.document import Workbook


def paint_list(
    device: QPagedPaintDevice, shown: QuestionList, first: int = 1, last: int | None = None
) -> int:
    """Paint a list onto a printer or PDF, all pages or some; how many there are in all."""
    ink = paper_ink(print_families())
    sheet = device.pageLayout().fullRect(QPageLayout.Unit.Point)
    made = pages(shown, sheet.width(), sheet.height(), ink.measure)
    painter = QPainter(device)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    dots = device.logicalDpiX() / 72
    painter.scale(dots, dots)
    for number, page in enumerate(made[first - 1 : last]):
        if number:
            device.newPage()
        paint(painter, strokes(page.shapes, ink))
    painter.end()
    return len(made)


def mend_list(path: Path, shown: QuestionList) -> None:
    """Let the text of a PDF that a printer driver of Qt's wrote be found by searching. Raises UserError."""
    ink = paper_ink(print_families())
    mend_file(path, ink, _texts(pages(shown, 595.0, 842.0, ink.measure)))


def _texts(made: Sequence[Page]) -> list[str]:
    return ["0123456789 / …", *(words.text for page in made for words in page.words)]


class QuestionPreview(Preview):
    """The list as it will be on paper; how many questions, and whether private ones too, is chosen here."""

    def __init__(self, parent: QWidget, workbook: Workbook, known: Knowledge, subject: str) -> None:
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        a4 = QPageSize(QPageSize.PageSizeId.A4)
        printer.setPageLayout(QPageLayout(a4, QPageLayout.Orientation.Portrait, QMarginsF(0, 0, 0, 0)))
        printer.setFullPage(True)
        super().__init__(printer, parent, subject)
        self.setWindowTitle(self.tr("Question list: {subject}").format(subject=subject))
        self._known, self._subject = known, subject
        self._workbook, self._catalogue = workbook, workbook.catalogue
        self._file = workbook.path.name
        self.length = QComboBox()
        for most in LENGTHS:
            self.length.addItem(self.tr("The %n most pressing", "", most), most)
        self.length.setAccessibleName(self.tr("How many questions"))
        self.length.setCurrentIndex(LENGTHS.index(20))
        self.private = QCheckBox(self.tr("With private questions: family, birthday, taboos, coach …"))
        private = sum(asked.question.sensitive for asked in known.questions)
        # What cannot be noted in the workbook does not go out.
        self.private.setEnabled(private > 0 and not workbook.read_only)
        self._lay_out()
        self.length.currentIndexChanged.connect(self._show_anew)
        self.private.toggled.connect(self._show_anew)
        resize_within(self, 820, 720)

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setContentsMargins(theme.GAP, 2 * theme.GRID, theme.GAP, 2 * theme.GRID)
        row.setSpacing(theme.GAP)
        row.addWidget(self.length)
        row.addWidget(self.private)
        row.addStretch(1)
        column = self.layout()
        assert isinstance(column, QVBoxLayout)
        column.insertLayout(0, row)
        QWidget.setTabOrder(self.length, self.private)

    @property
    def list(self) -> QuestionList:
        """What is on the list as it is chosen now."""
        return question_list(
            self._known,
            self._catalogue,
            self._subject,
            file=self._file,
            day=date.today(),
            language=language.language(),
            most=self.length.currentData(),
            private=self.private.isChecked(),
        )

    def _show_anew(self) -> None:
        preview = self.findChild(QPrintPreviewWidget)
        if preview is not None:
            preview.updatePreview()

    def paint_on(self, printer: QPrinter) -> None:
        paint_list(printer, self.list, *asked_pages(printer))

    def mend(self, path: Path) -> None:
        mend_list(path, self.list)

    def note(self, path: Path | None) -> None:
        if not self._workbook.read_only:
            shown, folder = self.list, "" if path is None else path.resolve().parent
            record_export(self._workbook, "questions", folder, shown.people, shown.private_fields)


def preview_questions(parent: QWidget, workbook: Workbook, known: Knowledge, subject: str) -> QuestionPreview:
    """Show what the list will be; its own buttons print it."""
    dialog = QuestionPreview(parent, workbook, known, subject)
    dialog.open()
    return dialog
