"""The print preview: what will be on paper, before it is. ``Preview`` is that of anything, ``MapPreview`` the map's.

Qt's own preview does the work; here it is dressed like the program.
"""

from __future__ import annotations

from abc import abstractmethod
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QCoreApplication, QSize, Qt, QTimer
from PySide6.QtPrintSupport import QPrinter, QPrintPreviewDialog
from PySide6.QtWidgets import QComboBox, QGraphicsView, QLineEdit, QToolBar, QWidget

from keyaccount_desktop.exchange.map_shapes import one_line
from keyaccount_desktop.language import UserError
from keyaccount_desktop.ui import icons, theme
from keyaccount_desktop.ui.influence_map.outlet import check_private, note
from keyaccount_desktop.ui.influence_map.print import mend_pdf, paint_pages, set_page
from keyaccount_desktop.ui.operation import Operation, show_error
from keyaccount_desktop.ui.widgets import resize_within

if TYPE_CHECKING:
    from keyaccount_desktop.exchange.map_output import Output
    from keyaccount_desktop.workbook.document import Workbook
    from keyaccount_desktop.workbook.maps import InfluenceMap

_ICONS: Final = (
    "fit-width", "fit", "zoom-out", "zoom-in", "page-upright", "page-wide",
    "page-first", "chevron-left", "chevron-right", "page-last",
    "page-one", "page-two", "arrange", "settings", "print",
)  # fmt: skip
"""For the buttons of Qt's preview, in their order."""


class Preview(QPrintPreviewDialog):
    """Shows the pages; its own buttons print and set up the page."""

    def __init__(self, printer: QPrinter, parent: QWidget, title: str) -> None:
        super().__init__(printer, parent)
        self._printer = printer
        self._refused: UserError | None = None
        """Why the pages could not be painted, the last time they were to be."""
        printer.setDocName(one_line(title))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        _dress(self)
        self.paintRequested.connect(self._paint)
        self.accepted.connect(self._printed)

    @abstractmethod
    def paint_on(self, printer: QPrinter) -> None:
        """Paint the pages that are asked for."""

    @abstractmethod
    def mend(self, path: Path) -> None:
        """Let the text of a PDF of Qt's be found by searching, like that of our own. Raises UserError."""

    def note(self, path: Path | None) -> None:
        """It went out: on paper, or into that file."""

    def _paint(self, printer: QPrinter) -> None:
        printer.setFullPage(True)
        self._refused = None
        try:
            self.paint_on(printer)
        except UserError as error:
            self._refused = error
            # Not in the middle of Qt's painting.
            QTimer.singleShot(0, self, self._tell)

    def _tell(self) -> None:
        if self._refused is not None and self.isVisible():
            show_error(self, self._refused)

    def _printed(self) -> None:
        if self._refused is not None:
            show_error(self.parentWidget() or self, self._refused)
            return
        name = self._printer.outputFileName()
        to_file = bool(name) and self._printer.outputFormat() == QPrinter.OutputFormat.PdfFormat
        path = Path(name) if to_file else None
        window = self.parentWidget() or self
        if path is not None:
            Operation(window, lambda: self.mend(path), slow=True).run()
        Operation(window, lambda: self.note(path)).run()


class MapPreview(Preview):
    """The map on its sheets."""

    def __init__(
        self, parent: QWidget, workbook: Workbook, influence_map: InfluenceMap, output: Output
    ) -> None:
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        set_page(printer, output.paper)
        super().__init__(printer, parent, influence_map.purchase)
        self.setWindowTitle(influence_map.purchase)
        self._workbook, self._map, self._output = workbook, influence_map, output
        resize_within(self, 1000, 720)

    def paint_on(self, printer: QPrinter) -> None:
        paint_pages(printer, self._map, self._output, *asked_pages(printer))

    def mend(self, path: Path) -> None:
        mend_pdf(path, self._map, self._output)

    def note(self, path: Path | None) -> None:
        folder = "" if path is None else path.resolve().parent
        note(self._workbook, "map print", folder, self._map, self._output)


def preview_map(
    parent: QWidget, workbook: Workbook, influence_map: InfluenceMap, output: Output
) -> MapPreview | None:
    """Show the preview of a map; nothing where what is private could not be noted."""
    if not Operation(parent, lambda: check_private(workbook, influence_map, output)).run():
        return None
    dialog = MapPreview(parent, workbook, influence_map, output)
    dialog.open()
    return dialog


def asked_pages(printer: QPrinter) -> tuple[int, int | None]:
    """The first and last page that are wanted; all, if nothing was said."""
    some = printer.printRange() == QPrinter.PrintRange.PageRange and printer.fromPage() > 0
    return (printer.fromPage(), printer.toPage() or None) if some else (1, None)


def _dress(dialog: QPrintPreviewDialog) -> None:
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
