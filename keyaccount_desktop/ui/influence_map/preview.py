"""The print preview of the map: what will be on paper, before it is; and how Qt's own preview is dressed."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtCore import QCoreApplication, QSize, Qt
from PySide6.QtPrintSupport import QPrinter, QPrintPreviewDialog
from PySide6.QtWidgets import QComboBox, QGraphicsView, QLineEdit, QToolBar, QWidget

from keyaccount_desktop.ui import icons, theme
from keyaccount_desktop.ui.influence_map.print import mend_pdf, paint_pages, set_page
from keyaccount_desktop.ui.widgets import resize_within
from keyaccount_desktop.workbook.maps import InfluenceMap

_ICONS: Final = (
    "fit-width", "fit", "zoom-out", "zoom-in", "page-upright", "page-wide",
    "page-first", "chevron-left", "chevron-right", "page-last",
    "page-one", "page-two", "arrange", "settings", "print",
)  # fmt: skip
"""For the buttons of Qt's preview, in their order."""


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
    dress(dialog)
    resize_within(dialog, 1000, 720)
    dialog.open()
    return dialog


def dress(dialog: QPrintPreviewDialog) -> None:
    """Let Qt's own preview look like the program, and name its controls for a screen reader."""
    bar = dialog.findChild(QToolBar)
    view = dialog.findChild(QGraphicsView)
    if bar is not None:
        # What has neither text nor icon is a separator or a field to type into.
        for action, name in zip((each for each in bar.actions() if each.text()), _ICONS, strict=False):
            icons.give(action, name)
        bar.setMovable(False)
        side = theme.current().px(20)
        bar.setIconSize(QSize(side, side))
    if view is not None and view.scene() is not None:
        view.scene().setBackgroundBrush(theme.current().colour("raised"))
    zoom = QCoreApplication.translate("Preview", "Zoom")
    for box in dialog.findChildren(QComboBox):
        box.setAccessibleName(zoom)
    for line in dialog.findChildren(QLineEdit):
        inside = isinstance(line.parentWidget(), QComboBox)
        line.setAccessibleName(zoom if inside else QCoreApplication.translate("Preview", "Page"))
