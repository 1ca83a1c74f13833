"""The print preview of the map: what will be on paper, before it is."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtPrintSupport import QPrinter, QPrintPreviewDialog
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from keyaccount_desktop.ui.influence_map.print import mend_pdf, paint_pages, set_page
from keyaccount_desktop.ui.widgets import resize_within
from keyaccount_desktop.workbook.maps import InfluenceMap


def preview_map(
    parent: QWidget, influence_map: InfluenceMap, *, paper: str, mono: bool, coach: bool
) -> QPrintPreviewDialog:
    """Show the preview; its own buttons print and set up the page."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(influence_map.purchase)
    set_page(printer, paper)
    dialog = QPrintPreviewDialog(printer, parent)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setWindowTitle(influence_map.purchase)

    def paint(to: QPrinter) -> None:
        to.setFullPage(True)
        paint_pages(to, influence_map, mono=mono, coach=coach)

    def mend() -> None:
        # "Print to file" wrote a PDF of Qt's: its text shall be found like that of our own.
        if printer.outputFormat() == QPrinter.OutputFormat.PdfFormat and printer.outputFileName():
            mend_pdf(Path(printer.outputFileName()), influence_map, mono=mono, coach=coach)

    dialog.paintRequested.connect(paint)
    dialog.accepted.connect(mend)
    name_controls(dialog)
    resize_within(dialog, 1000, 720)
    dialog.open()
    return dialog


def name_controls(dialog: QPrintPreviewDialog) -> None:
    """Give Qt's own controls of a preview the names that a screen reader says."""
    zoom = QCoreApplication.translate("Preview", "Zoom")
    for box in dialog.findChildren(QComboBox):
        box.setAccessibleName(zoom)
    for line in dialog.findChildren(QLineEdit):
        inside = isinstance(line.parentWidget(), QComboBox)
        line.setAccessibleName(zoom if inside else QCoreApplication.translate("Preview", "Page"))
