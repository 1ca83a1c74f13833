"""The meeting pack on paper: a preview with its choices, then the printer or a PDF.

What is in it is made by ``exchange.pack``, where it stands by ``exchange.pack_pages``, the sheets of the map by
``influence_map.print``; here they are painted. That it went out is noted in the workbook. Loaded when a pack is
first asked for; also used by the command line, without a window.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QIODevice, QRectF, QUrl
from PySide6.QtGui import QDesktopServices, QPagedPaintDevice, QPageLayout, QPainter, QPdfWriter
from PySide6.QtPrintSupport import QPrinter, QPrintPreviewWidget
from PySide6.QtWidgets import QCheckBox, QComboBox, QFileDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from keyaccount_desktop import __version__, language
from keyaccount_desktop.exchange.atomic import file_name, replacing
from keyaccount_desktop.exchange.map_output import Output
from keyaccount_desktop.exchange.map_shapes import one_line
from keyaccount_desktop.exchange.pack import Pack, meeting_pack
from keyaccount_desktop.exchange.pack_pages import MAP_ROOM, WIDE_MAP_ROOM, WIDTH, PackPage, pack_pages
from keyaccount_desktop.ui import theme
from keyaccount_desktop.ui.influence_map.painter import paint, strokes
from keyaccount_desktop.ui.influence_map.paper_font import mend_file, mended
from keyaccount_desktop.ui.influence_map.preview import Preview, asked_pages
from keyaccount_desktop.ui.influence_map.print import Printed, begun, page_layout, set_page
from keyaccount_desktop.ui.operation import Operation, show_done
from keyaccount_desktop.ui.widgets import Button, Label, resize_within
from keyaccount_desktop.workbook.export_log import check_private_export, record_export

if TYPE_CHECKING:
    from keyaccount_desktop.workbook.document import Workbook

_PAPERS = ("A4", "A3")


class PrintedPack:
    """A pack as it goes out: its pages, and the map in the colours of paper."""

    def __init__(self, pack: Pack) -> None:
        self.pack = pack
        self._map = Printed(pack.map, pack.output, title=False)
        page = page_layout(pack.output.paper).fullRectPoints()
        self._enlarged = page.width() / WIDTH
        for room in (MAP_ROOM, WIDE_MAP_ROOM):
            self._room = QRectF(
                room.x * self._enlarged,
                room.y * self._enlarged,
                room.width * self._enlarged,
                room.height * self._enlarged,
            )
            self._spread = self._map.spread(self._room.size())
            if self._spread.whole:
                break
        self.pages: list[PackPage] = pack_pages(pack, len(self._spread.sheets), self._map.ink.measure)

    def texts(self) -> Iterator[str]:
        """Every text of the pack."""
        yield from self._map.texts()
        yield from (words.text for page in self.pages for words in page.words)

    def paint_pages(self, device: QPagedPaintDevice, first: int = 1, last: int | None = None) -> int:
        """Paint all pages or some onto a printer or PDF; how many there are in all."""
        painter = begun(device)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        dots = device.logicalDpiX() / 72
        painter.scale(dots, dots)
        self._fit(painter, device)
        for number, page in enumerate(self.pages[first - 1 : last]):
            if number:
                device.newPage()
            painter.save()
            painter.scale(self._enlarged, self._enlarged)
            paint(painter, strokes(page.shapes, self._map.ink))
            painter.restore()
            if page.sheet is not None:
                sheet = self._spread.sheets[page.sheet]
                self._map.paint_sheet(painter, self._spread, sheet, self._room)
        painter.end()
        return len(self.pages)

    def _fit(self, painter: QPainter, device: QPagedPaintDevice) -> None:
        """Bring the pages onto the printer's paper whole, where another was chosen there than for the pack."""
        own = page_layout(self.pack.output.paper).fullRect(QPageLayout.Unit.Point)
        paper = device.pageLayout().fullRect(QPageLayout.Unit.Point)
        scale = min(paper.width() / own.width(), paper.height() / own.height())
        painter.translate(
            (paper.width() - own.width() * scale) / 2, (paper.height() - own.height() * scale) / 2
        )
        painter.scale(scale, scale)

    def pdf(self) -> bytes:
        buffer = QBuffer()
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        writer = QPdfWriter(buffer)
        writer.setPageLayout(page_layout(self.pack.output.paper))
        writer.setResolution(720)
        writer.setTitle(one_line(f"{self.pack.purchase} · {self.pack.map.account}"))
        writer.setCreator(f"KeyAccount Workbook {__version__}")
        self.paint_pages(writer)
        del writer
        return mended(bytes(buffer.data().data()), self._map.ink, self.texts())

    def mend(self, path: Path) -> None:
        """Let the text of a PDF that a printer driver of Qt's wrote be found by searching. Raises UserError."""
        mend_file(path, self._map.ink, self.texts())


def write_pack(pack: Pack, path: Path, note: Callable[[], object] = lambda: None) -> int:
    """Write a pack as a PDF, whole or not at all; its pages. Raises UserError where it cannot be written.

    ``note`` is called before the file is in its place: what cannot be noted does not go out.
    """
    printed = PrintedPack(pack)
    drawn = printed.pdf()
    with replacing(path) as beside:
        beside.write_bytes(drawn)
        note()
    return len(printed.pages)


def note_pack(workbook: Workbook, kind: str, folder: Path | str, pack: Pack) -> None:
    """Note in the workbook that a pack went out; a workbook that cannot be written to notes nothing."""
    if not workbook.read_only:
        record_export(workbook, kind, folder, pack.people, pack.private_fields)


class PackPreview(Preview):
    """The pack as it will be on paper; paper, colour, who presents and what is private are chosen here."""

    def __init__(self, parent: QWidget, workbook: Workbook, purchase_id: str, output: Output) -> None:
        self._workbook, self._purchase_id = workbook, purchase_id
        self._laid_out: PrintedPack | None = None
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        set_page(printer, output.paper)
        first = meeting_pack(workbook, purchase_id, output, language.language())
        super().__init__(printer, parent, first.purchase)
        self.setWindowTitle(self.tr("Meeting pack: {name}").format(name=first.purchase))
        self.paper = QComboBox()
        self.paper.addItems(_PAPERS)
        self.paper.setCurrentText(output.paper)
        self.paper.setAccessibleName(self.tr("Paper"))
        self.presenter = QLineEdit()
        self.presenter.setMaxLength(80)
        self.presenter.setPlaceholderText(self.tr("to be filled in by hand"))
        self.presenter.setAccessibleName(self.tr("Who presents"))
        self.mono = QCheckBox(self.tr("Black and white"))
        self.coach = QCheckBox(self.tr("Show who is our coach (private)"))
        self.ties = QCheckBox(self.tr("Show ties (private)"))
        for box, on in ((self.mono, output.mono), (self.coach, output.coach), (self.ties, output.ties)):
            box.setChecked(on)
        # What cannot be noted in the workbook does not go out.
        for box in (self.coach, self.ties):
            box.setEnabled(not workbook.read_only)
            if workbook.read_only:
                box.setChecked(False)
        self.save = Button(self.tr("Save as PDF…"), icon="export")
        self._add_choices()
        self.paper.currentTextChanged.connect(self._show_anew)
        self.presenter.textChanged.connect(self._forget)
        self.presenter.editingFinished.connect(self._show_anew)
        for box in (self.mono, self.coach, self.ties):
            box.toggled.connect(self._show_anew)
        self.save.clicked.connect(self._choose_file)
        resize_within(self, 1060, 760)

    def _add_choices(self) -> None:
        column = self.layout()
        assert isinstance(column, QVBoxLayout)
        for index, controls in enumerate(
            (
                (Label(self.tr("Who presents")), self.presenter, self.paper, self.save),
                (self.mono, self.coach, self.ties),
            )
        ):
            row = QHBoxLayout()
            row.setContentsMargins(theme.GAP, theme.GRID, theme.GAP, theme.GRID)
            row.setSpacing(theme.GAP)
            for control in controls:
                row.addWidget(control, 1 if control is self.presenter else 0)
            if index:
                row.addStretch(1)
            column.insertLayout(index, row)
        order = (self.presenter, self.paper, self.save, self.mono, self.coach, self.ties)
        for one, other in pairwise(order):
            QWidget.setTabOrder(one, other)

    @property
    def output(self) -> Output:
        """The choices as they are now."""
        return Output(
            self.paper.currentText(), self.mono.isChecked(), self.coach.isChecked(), self.ties.isChecked()
        )

    @property
    def printed(self) -> PrintedPack:
        """The pack as it is chosen now, laid out once."""
        if self._laid_out is None:
            pack = meeting_pack(
                self._workbook, self._purchase_id, self.output, language.language(), self.presenter.text()
            )
            self._laid_out = PrintedPack(pack)
        return self._laid_out

    def _forget(self) -> None:
        self._laid_out = None

    def _show_anew(self) -> None:
        self._forget()
        set_page(self._printer, self.paper.currentText())
        preview = self.findChild(QPrintPreviewWidget)
        if preview is not None:
            preview.updatePreview()

    def paint_on(self, printer: QPrinter) -> None:
        self.printed.paint_pages(printer, *asked_pages(printer))

    def mend(self, path: Path) -> None:
        self.printed.mend(path)

    def note(self, path: Path | None) -> None:
        note_pack(
            self._workbook, "pack print", "" if path is None else path.resolve().parent, self.printed.pack
        )

    def _choose_file(self) -> None:
        name = self.tr("{name} meeting pack").format(name=file_name(self.printed.pack.purchase))
        proposed = self._workbook.path.with_name(f"{name}.pdf")
        dialog = QFileDialog(
            self, self.tr("Save the meeting pack"), str(proposed.parent), self.tr("PDF document") + " (*.pdf)"
        )
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("pdf")
        dialog.selectFile(proposed.name)
        dialog.fileSelected.connect(lambda chosen: self.write(Path(chosen)))
        dialog.open()

    def write(self, path: Path) -> None:
        """Write the pack to a file and close."""
        pack, workbook = self.printed.pack, self._workbook
        window = self.parentWidget() or self

        def write() -> None:
            if pack.private_fields:
                check_private_export(workbook)
            write_pack(pack, path, lambda: note_pack(workbook, "pack pdf", path.resolve().parent, pack))

        if Operation(self, write, slow=True).run():
            show_done(
                window,
                self.tr("Saved {name}").format(name=path.name),
                self.tr("Open"),
                lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))),
            )
            self.reject()


def preview_pack(parent: QWidget, workbook: Workbook, purchase_id: str, output: Output) -> PackPreview | None:
    """Show the preview of a purchase's pack; its own buttons print and save it. Nothing where it cannot be read."""
    made: list[PackPreview] = []
    # Private things are asked for here, each time anew.
    shared = replace(output, coach=False, ties=False)
    if not Operation(
        parent, lambda: made.append(PackPreview(parent, workbook, purchase_id, shared)), slow=True
    ).run():
        return None
    made[0].open()
    return made[0]
