"""The question list on paper: a preview with its choices, then the printer.

What is on the list is made by ``exchange.question_list``, where it stands by ``exchange.question_pages``; here
it is painted. Loaded when a list is first asked for.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMarginsF, Qt
from PySide6.QtGui import QPagedPaintDevice, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter, QPrintPreviewDialog, QPrintPreviewWidget
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from keyaccount_desktop import language
from keyaccount_desktop.exchange.question_list import LENGTHS, QuestionList, question_list
from keyaccount_desktop.exchange.question_pages import Page, pages
from keyaccount_desktop.ui import theme
from keyaccount_desktop.ui.influence_map.painter import paint, paper_ink, strokes
from keyaccount_desktop.ui.influence_map.paper_font import mended, print_families
from keyaccount_desktop.ui.influence_map.preview import dress
from keyaccount_desktop.ui.widgets import resize_within
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
    """Let the text of a PDF that a printer driver of Qt's wrote be found by searching."""
    if path.is_file():
        ink = paper_ink(print_families())
        made = pages(shown, 595.0, 842.0, ink.measure)
        path.write_bytes(mended(path.read_bytes(), ink, _texts(made)))


def _texts(made: Sequence[Page]) -> list[str]:
    return ["0123456789 / …", *(words.text for page in made for words in page.words)]


class QuestionPreview(QPrintPreviewDialog):
    """The list as it will be on paper; how many questions, and whether private ones too, is chosen here."""

    def __init__(self, parent: QWidget, workbook: Workbook, known: Knowledge, subject: str) -> None:
        self._printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        self._printer.setDocName(subject)
        a4 = QPageSize(QPageSize.PageSizeId.A4)
        self._printer.setPageLayout(QPageLayout(a4, QPageLayout.Orientation.Portrait, QMarginsF(0, 0, 0, 0)))
        self._printer.setFullPage(True)
        super().__init__(self._printer, parent)
        dress(self)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Question list: {subject}").format(subject=subject))
        self._known, self._subject = known, subject
        self._catalogue = workbook.catalogue
        self._file = workbook.path.name
        self.length = QComboBox()
        for most in LENGTHS:
            self.length.addItem(self.tr("The %n most pressing", "", most), most)
        self.length.setAccessibleName(self.tr("How many questions"))
        self.length.setCurrentIndex(LENGTHS.index(20))
        self.private = QCheckBox(self.tr("With private questions: family, birthday, taboos, coach …"))
        private = sum(asked.question.sensitive for asked in known.questions)
        self.private.setEnabled(private > 0)
        self._lay_out()
        self.length.currentIndexChanged.connect(self._show_anew)
        self.private.toggled.connect(self._show_anew)
        self.paintRequested.connect(self._paint)
        self.accepted.connect(self._mend)
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

    def _paint(self, printer: QPrinter) -> None:
        printer.setFullPage(True)
        some = printer.printRange() == QPrinter.PrintRange.PageRange and printer.fromPage() > 0
        first, last = (printer.fromPage(), printer.toPage() or None) if some else (1, None)
        paint_list(printer, self.list, first, last)

    def _mend(self) -> None:
        # "Print to file" wrote a PDF of Qt's: its text shall be found like that of our own.
        if self._printer.outputFormat() == QPrinter.OutputFormat.PdfFormat and self._printer.outputFileName():
            mend_list(Path(self._printer.outputFileName()), self.list)


def preview_questions(parent: QWidget, workbook: Workbook, known: Knowledge, subject: str) -> QuestionPreview:
    """Show what the list will be; its own buttons print it."""
    dialog = QuestionPreview(parent, workbook, known, subject)
    dialog.open()
    return dialog
