"""The map on paper and in files: printer, preview, PDF, SVG, PNG, all from the one description of it.

``export_map`` writes a file by its ending; ``paint_pages`` paints onto a printer. A page holds the whole
map; where that would make its smallest text smaller than 7 points, it goes over several sheets that
overlap. The coach's mark stays off unless asked for. Also used by the command line, without a window.
"""

from __future__ import annotations

import math
import os
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QPointF, QRectF, QSize, QSizeF, Qt
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
from keyaccount_desktop.ui.influence_map.paper_font import mend_characters, print_families
from keyaccount_desktop.workbook.maps import InfluenceMap

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

Paper = Literal["A4", "A3"]
FORMATS: Final = ("pdf", "svg", "png")

SMALLEST_POINTS: Final = 7.0
_MARGIN_MM: Final = 8.0
_OVERLAP: Final = 40.0
"""Points that neighbouring sheets share, to glue them by."""
_LARGEST: Final = 1.15
"""Points per map unit that a small map is enlarged to at most."""
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
    write = {"pdf": _write_pdf, "svg": _write_svg, "png": _write_png}.get(kind)
    if write is None:
        raise UserError(
            Text("A map cannot be written as “{name}”.", "影响图无法写成“{name}”。").format(name=path.name),
            Text("Choose a name that ends in .pdf, .svg or .png.", "文件名请以 .pdf、.svg 或 .png 结尾。"),
        )
    printed = _Printed(influence_map, mono, coach)
    with replacing(path) as beside:
        write(printed, beside, paper)


def map_png(influence_map: InfluenceMap, *, mono: bool = False, coach: bool = False) -> bytes:
    """The map as a PNG picture, for documents that hold one."""
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    _image(_Printed(influence_map, mono, coach)).save(buffer, "PNG")  # type: ignore[call-overload]
    buffer.close()
    return bytes(data.data())


def paint_pages(
    device: QPagedPaintDevice, influence_map: InfluenceMap, *, mono: bool = False, coach: bool = False
) -> int:
    """Paint the map onto a printer or PDF, over as many sheets as it takes; how many those were."""
    return _Printed(influence_map, mono, coach).paint_pages(device)


def mend_pdf(path: Path, influence_map: InfluenceMap, *, mono: bool, coach: bool) -> None:
    """Let the text of a PDF that a printer driver of Qt's wrote be found by searching."""
    if path.is_file():
        printed = _Printed(influence_map, mono, coach)
        mend_characters(path, printed.ink, printed.texts())


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


@dataclass(frozen=True, slots=True)
class _Sheet:
    """One sheet: which part of the picture it shows, and where on the paper that begins (in points)."""

    part: Rect
    x: float
    y: float


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
        """Every text of the picture."""
        return (words.text for drawing in self.picture.drawings() for words in drawing.words)

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
        scale, sheets = _sheets(self.bounds, room)
        painter = QPainter(device)
        dots = device.logicalDpiX() / 72
        painter.scale(dots, dots)
        for index, sheet in enumerate(sheets):
            if index:
                device.newPage()
            painter.save()
            painter.translate(edge + sheet.x, edge + sheet.y)
            painter.scale(scale, scale)
            if len(sheets) > 1:
                painter.setClipRect(QRectF(0, 0, sheet.part.width, sheet.part.height))
            painter.translate(-sheet.part.x, -sheet.part.y)
            self.paint(painter)
            painter.restore()
            if len(sheets) > 1:
                self._mark(painter, page, edge, f"{index + 1} / {len(sheets)}")
        painter.end()
        return len(sheets)

    def _mark(self, painter: QPainter, page: QRectF, edge: float, number: str) -> None:
        """Number a sheet, and show where its neighbours overlap."""
        painter.setPen(QPen(QColor(self.ink.colour("text_3")), 0.5))
        font = QFont(self.ink.font(SMALL))
        font.setPixelSize(8)
        painter.setFont(font)
        painter.drawText(
            QRectF(edge, page.height() - edge, page.width() - 2 * edge, edge * 0.7),
            Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter,
            number,
        )
        inner = page.adjusted(edge, edge, -edge, -edge)
        for corner, dx, dy in (
            (inner.topLeft(), 1, 1),
            (inner.topRight(), -1, 1),
            (inner.bottomLeft(), 1, -1),
            (inner.bottomRight(), -1, -1),
        ):
            mark = corner + QPointF(dx * _OVERLAP, dy * _OVERLAP)
            painter.drawLine(QPointF(mark.x(), corner.y()), QPointF(mark.x(), corner.y() + dy * 8))
            painter.drawLine(QPointF(corner.x(), mark.y()), QPointF(corner.x() + dx * 8, mark.y()))


def _sheets(bounds: Rect, room: QSizeF) -> tuple[float, list[_Sheet]]:
    """Points per map unit, and the sheets that the picture is spread over."""
    least = SMALLEST_POINTS / SMALL.size
    scale = min(room.width() / bounds.width, room.height() / bounds.height, _LARGEST)
    if scale >= least:
        x = (room.width() - bounds.width * scale) / 2
        y = (room.height() - bounds.height * scale) / 2
        return scale, [_Sheet(bounds, x, y)]
    columns = list(_tiles(bounds.width * least, room.width()))
    rows = list(_tiles(bounds.height * least, room.height()))
    return least, [
        _Sheet(
            Rect(
                bounds.x + left / least, bounds.y + top / least, room.width() / least, room.height() / least
            ),
            0,
            0,
        )
        for top in rows
        for left in columns
    ]


def _tiles(length: float, room: float) -> Iterator[float]:
    """Where the sheets along one side begin, evenly overlapping."""
    if length <= room:
        yield 0.0
        return
    count = math.ceil((length - _OVERLAP) / (room - _OVERLAP))
    step = (length - room) / (count - 1)
    for index in range(count):
        yield index * step


def _page_layout(paper: str) -> QPageLayout:
    size = QPageSize(_PAPERS.get(paper, QPageSize.PageSizeId.A4))
    return QPageLayout(size, QPageLayout.Orientation.Landscape, QMarginsF(0, 0, 0, 0))


# Files.


def _write_pdf(printed: _Printed, path: Path, paper: str) -> None:
    writer = QPdfWriter(str(path))
    writer.setPageLayout(_page_layout(paper))
    writer.setResolution(720)
    writer.setTitle(printed.title)
    writer.setCreator(f"KeyAccount Workbook {__version__}")
    printed.paint_pages(writer)
    del writer
    mend_characters(path, printed.ink, printed.texts())


def _write_svg(printed: _Printed, path: Path, paper: str) -> None:
    from PySide6.QtSvg import QSvgGenerator  # here: the window can do without it

    bounds = printed.bounds
    generator = QSvgGenerator()
    generator.setFileName(str(path))
    generator.setResolution(96)
    generator.setSize(QSize(math.ceil(bounds.width), math.ceil(bounds.height)))
    generator.setViewBox(QRectF(0, 0, bounds.width, bounds.height))
    generator.setTitle(printed.title)
    painter = QPainter(generator)
    painter.translate(-bounds.x, -bounds.y)
    printed.paint(painter)
    painter.end()


def _write_png(printed: _Printed, path: Path, paper: str) -> None:
    if not _image(printed).save(str(path), "PNG"):  # type: ignore[call-overload]
        raise OSError(f"cannot write {path.name}")


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
