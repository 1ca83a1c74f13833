"""The map on paper and in files: printer, preview, PDF, SVG, PNG, all from the one description of it.

``export_map`` writes a file by its ending; ``paint_pages`` paints onto a printer, over as many sheets as
``sheets`` says. The coach's mark stays off unless asked for. Also used by the command line, without a window.
"""

from __future__ import annotations

import math
import os
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal

from PySide6.QtCore import QBuffer, QIODevice, QLineF, QMarginsF, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QImage,
    QPagedPaintDevice,
    QPageLayout,
    QPageSize,
    QPainter,
    QPdfWriter,
    QPen,
)
from PySide6.QtWidgets import QApplication

from keyaccount_desktop import __version__, language
from keyaccount_desktop.exchange.atomic import replacing
from keyaccount_desktop.exchange.map_picture import MapPicture, PictureStyle
from keyaccount_desktop.exchange.map_shapes import SMALL, Rect
from keyaccount_desktop.language import Text, UserError
from keyaccount_desktop.ui.influence_map.painter import Ink, paint_drawing, paper_ink
from keyaccount_desktop.ui.influence_map.paper_font import mend_file, mended, print_families
from keyaccount_desktop.ui.influence_map.sheets import Sheet, Spread, around_the_part, spread
from keyaccount_desktop.workbook.maps import InfluenceMap

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

Paper = Literal["A4", "A3"]
FORMATS: Final = ("pdf", "svg", "png")

_MARGIN_MM: Final = 8.0
_CROP_MARK: Final = 8.0
_PNG_SCALE: Final = 2.0
_PNG_MOST: Final = 12_000
_PAPERS: Final = {"A4": QPageSize.PageSizeId.A4, "A3": QPageSize.PageSizeId.A3}


def export_map(
    influence_map: InfluenceMap, path: Path, *, paper: str = "A4", mono: bool = False, coach: bool = False
) -> None:
    """Write the map as PDF, SVG or PNG, by the ending of ``path``; an older file is replaced at the end.

    Raises UserError where the file cannot be written.
    """
    kind = path.suffix.lower().lstrip(".")
    draw = {"pdf": _pdf, "svg": _svg, "png": _png}.get(kind)
    if draw is None:
        raise UserError(
            Text("A map cannot be written as “{name}”.", "影响图无法写成“{name}”。").format(name=path.name),
            Text("Choose a name that ends in .pdf, .svg or .png.", "文件名请以 .pdf、.svg 或 .png 结尾。"),
        )
    # Drawn in memory first: Qt writes files without telling of a full disk.
    drawn = draw(_Printed(influence_map, mono, coach), paper)
    with replacing(path) as beside:
        beside.write_bytes(drawn)


def map_png(influence_map: InfluenceMap, *, mono: bool = False, coach: bool = False) -> bytes:
    """The map as a PNG picture, for documents that hold one."""
    return _png(_Printed(influence_map, mono, coach), "")


def paint_pages(
    device: QPagedPaintDevice, influence_map: InfluenceMap, *, mono: bool = False, coach: bool = False
) -> int:
    """Paint the map onto a printer or PDF, over as many sheets as it takes; how many those were."""
    return _Printed(influence_map, mono, coach).paint_pages(device)


def mend_pdf(path: Path, influence_map: InfluenceMap, *, mono: bool, coach: bool) -> None:
    """Let the text of a PDF that a printer driver of Qt's wrote be found by searching. Raises UserError."""
    printed = _Printed(influence_map, mono, coach)
    mend_file(path, printed.ink, printed.texts())


def set_page(printer: QPrinter, paper: str) -> None:
    """Landscape, in the size that was chosen for maps."""
    printer.setPageLayout(_page_layout(paper))
    printer.setFullPage(True)


def offscreen_application() -> QApplication:
    """The application Qt needs before it can set text, without a window if none is running yet."""
    running = QApplication.instance()
    if isinstance(running, QApplication):
        return running
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    return _kept()


@cache
def _kept() -> QApplication:
    return QApplication(["keyaccount"])


# The picture on its sheets.


class _Printed:
    """A map as it goes out: its picture with title and legend, in the colours of paper."""

    def __init__(self, influence_map: InfluenceMap, mono: bool, coach: bool) -> None:
        self.ink: Ink = paper_ink(print_families(), mono=mono)
        style = PictureStyle(
            language.language(),
            mono=mono,
            coach=coach,
            compact=True,
            legend=True,
            title=True,
            version=__version__,
        )
        self.picture = MapPicture(influence_map, style, self.ink.measure)
        self.title = f"{influence_map.purchase} · {influence_map.account}"

    @property
    def bounds(self) -> Rect:
        return self.picture.bounds

    def texts(self) -> Iterator[str]:
        """Every text of the picture, and what sheets may add to it."""
        yield "0123456789 / …"
        yield from (words.text for drawing in self.picture.drawings() for words in drawing.words)

    def spread(self, room: QSizeF) -> Spread:
        """The sheets this map goes over, each with so much room in points."""
        return spread(self.picture, room, self.ink.measure)

    def paint(self, painter: QPainter) -> None:
        """The whole picture, in map units."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for drawing in self.picture.drawings():
            paint_drawing(painter, drawing, self.ink)

    def paint_pages(self, device: QPagedPaintDevice) -> int:
        layout = device.pageLayout()
        page = layout.fullRect(QPageLayout.Unit.Point)
        edge = _MARGIN_MM * 72 / 25.4
        room = QSizeF(page.width() - 2 * edge, page.height() - 2 * edge)
        spread = self.spread(room)
        painter = QPainter(device)
        dots = device.logicalDpiX() / 72
        painter.scale(dots, dots)
        for index, sheet in enumerate(spread.sheets):
            if index:
                device.newPage()
            painter.save()
            painter.translate(edge + sheet.x, edge + sheet.y)
            painter.scale(spread.scale, spread.scale)
            painter.translate(-sheet.part.x, -sheet.part.y)
            if spread.whole:
                self.paint(painter)
            else:
                self._paint_part(painter, sheet, room.width() / spread.scale)
            painter.restore()
            if len(spread.sheets) > 1:
                self._number(painter, page, edge, f"{index + 1} / {len(spread.sheets)}")
        painter.end()
        return len(spread.sheets)

    def _paint_part(self, painter: QPainter, sheet: Sheet, room: float) -> None:
        """One piece of the picture with its own title, headings and legend, and where to cut it."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for drawing in around_the_part(self.picture, sheet, room, self.ink.measure):
            paint_drawing(painter, drawing, self.ink)
        part = QRectF(sheet.part.x, sheet.part.y, sheet.part.width, sheet.part.height)
        painter.save()
        painter.setClipRect(part)
        for drawing in self.picture.drawings():
            if drawing.kind not in ("title", "legend"):
                paint_drawing(painter, drawing, self.ink)
        painter.restore()
        painter.setPen(QPen(QColor(self.ink.colour("text_3")), 0.8))
        for x in sheet.cuts_across:
            painter.drawLine(QLineF(x, part.top(), x, part.top() + _CROP_MARK))
            painter.drawLine(QLineF(x, part.bottom() - _CROP_MARK, x, part.bottom()))
        for y in sheet.cuts_down:
            painter.drawLine(QLineF(part.left(), y, part.left() + _CROP_MARK, y))
            painter.drawLine(QLineF(part.right() - _CROP_MARK, y, part.right(), y))

    def _number(self, painter: QPainter, page: QRectF, edge: float, number: str) -> None:
        """Number a sheet in its margin."""
        painter.setPen(QPen(QColor(self.ink.colour("text_3")), 0.5))
        font = QFont(self.ink.font(SMALL))
        font.setPixelSize(8)
        painter.setFont(font)
        painter.drawText(
            QRectF(edge, page.height() - edge, page.width() - 2 * edge, edge * 0.7),
            Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter,
            number,
        )


def _page_layout(paper: str) -> QPageLayout:
    size = QPageSize(_PAPERS.get(paper, QPageSize.PageSizeId.A4))
    return QPageLayout(size, QPageLayout.Orientation.Landscape, QMarginsF(0, 0, 0, 0))


# Files.


def _pdf(printed: _Printed, paper: str) -> bytes:
    buffer = _buffer()
    writer = QPdfWriter(buffer)
    writer.setPageLayout(_page_layout(paper))
    writer.setResolution(720)
    writer.setTitle(printed.title)
    writer.setCreator(f"KeyAccount Workbook {__version__}")
    printed.paint_pages(writer)
    del writer
    return mended(bytes(buffer.data().data()), printed.ink, printed.texts())


def _svg(printed: _Printed, _paper: str) -> bytes:
    from PySide6.QtSvg import QSvgGenerator  # here: the window can do without it

    bounds, buffer = printed.bounds, _buffer()
    generator = QSvgGenerator()
    generator.setOutputDevice(buffer)
    generator.setResolution(96)
    generator.setSize(QSize(math.ceil(bounds.width), math.ceil(bounds.height)))
    generator.setViewBox(QRectF(0, 0, bounds.width, bounds.height))
    generator.setTitle(printed.title)
    painter = QPainter(generator)
    painter.translate(-bounds.x, -bounds.y)
    printed.paint(painter)
    painter.end()
    return bytes(buffer.data().data())


def _png(printed: _Printed, _paper: str) -> bytes:
    buffer = _buffer()
    _image(printed).save(buffer, "PNG")  # type: ignore[call-overload]
    return bytes(buffer.data().data())


def _buffer() -> QBuffer:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    return buffer


def _image(printed: _Printed) -> QImage:
    bounds = printed.bounds
    scale = min(_PNG_SCALE, _PNG_MOST / max(bounds.width, bounds.height))
    image = QImage(
        math.ceil(bounds.width * scale), math.ceil(bounds.height * scale), QImage.Format.Format_RGB32
    )
    image.fill(printed.ink.colour("window"))
    painter = QPainter(image)
    painter.scale(scale, scale)
    painter.translate(-bounds.x, -bounds.y)
    printed.paint(painter)
    painter.end()
    return image
