"""The map on paper, in files and on the clipboard, all from the one description of its picture.

``export_map`` writes a file by its ending; ``paint_pages`` paints onto a printer, over as many sheets as
``sheets`` says. Coach and ties stay off unless the ``Output`` asks for them. Also used by the command line,
without a window.
"""

from __future__ import annotations

import math
import os
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QBuffer, QIODevice, QLineF, QMarginsF, QMimeData, QRectF, QSize, QSizeF, Qt
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
from keyaccount_desktop.exchange.map_output import SHARED, Output
from keyaccount_desktop.exchange.map_picture import MARGIN, MapPicture, filling
from keyaccount_desktop.exchange.map_shapes import SMALL, Drawing, Rect, one_line
from keyaccount_desktop.language import Text, UserError
from keyaccount_desktop.ui.influence_map.painter import Ink, Stroke, paint, paint_drawing, paper_ink, strokes
from keyaccount_desktop.ui.influence_map.paper_font import mend_file, mended, print_families
from keyaccount_desktop.ui.influence_map.sheets import (
    LARGEST_SCALE,
    LEAST_SCALE,
    Sheet,
    Spread,
    around_the_part,
    spread,
)
from keyaccount_desktop.workbook.maps import InfluenceMap

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

FORMATS: Final = ("pdf", "svg", "png", "pptx")

EDGE: Final = 8 * 72 / 25.4
"""What is left free around the paper, in points."""
_CROP_MARK: Final = 8.0
USUAL_SCALE: Final = 2.0
"""Pixels of a picture per map unit."""
_PNG_MOST: Final = 12_000
_PAPERS: Final = {"A4": QPageSize.PageSizeId.A4, "A3": QPageSize.PageSizeId.A3}


def export_map(
    influence_map: InfluenceMap,
    path: Path,
    output: Output = SHARED,
    *,
    scale: float = USUAL_SCALE,
    note: Callable[[], object] = lambda: None,
) -> tuple[int, int] | None:
    """Write the map in the format that ``path`` ends in; an older file is replaced at the end.

    ``scale``: pixels of a PNG per map unit. The size of a PNG in pixels is returned: where it would be larger
    than programs open, it is made smaller. ``note`` is called before the file is in its place: what cannot be
    noted does not go out. Raises UserError where the file cannot be written.
    """
    kind = path.suffix.lower().lstrip(".")
    if kind not in FORMATS:
        raise UserError(
            Text("A map cannot be written as “{name}”.", "影响图无法写成“{name}”。").format(name=path.name),
            Text(
                "Choose a name that ends in .pdf, .svg, .png or .pptx.",
                "文件名请以 .pdf、.svg、.png 或 .pptx 结尾。",
            ),
        )
    size = None
    # Drawn in memory first: Qt writes files without telling of a full disk.
    if kind == "pptx":
        drawn = _slides(influence_map, output)
    else:
        printed = Printed(influence_map, output)
        if kind == "png":
            image = printed.image(scale)
            drawn, size = _encoded(image), (image.width(), image.height())
        else:
            drawn = printed.pdf() if kind == "pdf" else printed.svg()
    with replacing(path) as beside:
        beside.write_bytes(drawn)
        note()
    return size


def map_png(influence_map: InfluenceMap, output: Output = SHARED) -> bytes:
    """The map as a PNG picture, for documents that hold one."""
    return _encoded(Printed(influence_map, output).image(USUAL_SCALE))


def map_picture_data(influence_map: InfluenceMap, output: Output = SHARED) -> QMimeData:
    """The map for the clipboard: as pixels, and as a drawing for programs that take one."""
    printed = Printed(influence_map, output)
    data = QMimeData()
    data.setImageData(printed.image(USUAL_SCALE))
    data.setData("image/svg+xml", printed.svg())
    data.setData("application/pdf", printed.pdf())
    return data


def paint_pages(
    device: QPagedPaintDevice,
    influence_map: InfluenceMap,
    output: Output = SHARED,
    first: int = 1,
    last: int | None = None,
) -> int:
    """Paint the map onto a printer or PDF, over as many sheets as it takes, all or some; how many in all."""
    return Printed(influence_map, output).paint_pages(device, first, last)


def mend_pdf(path: Path, influence_map: InfluenceMap, output: Output) -> None:
    """Let the text of a PDF that a printer driver of Qt's wrote be found by searching. Raises UserError."""
    printed = Printed(influence_map, output)
    mend_file(path, printed.ink, printed.texts())


def begun(device: QPagedPaintDevice) -> QPainter:
    """A painter on paper. Raises UserError where the printer or its file does not take any."""
    painter = QPainter()
    if not painter.begin(device):
        raise UserError(
            Text("The printer does not accept anything.", "打印机不接受打印。"),
            Text(
                "Is it switched on and connected? To print into a file, choose a folder you may write to.",
                "它是否已开机并连接？如果打印到文件，请选择可以写入的文件夹。",
            ),
        )
    return painter


def set_page(printer: QPrinter, paper: str) -> None:
    """Landscape, in the size that was chosen for maps."""
    printer.setPageLayout(page_layout(paper))
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


class Printed:
    """A map as it goes out: its picture with title and legend, in the colours of paper."""

    def __init__(self, influence_map: InfluenceMap, output: Output, *, title: bool = True) -> None:
        """``title``: whether it says itself what it is the map of."""
        self.ink: Ink = paper_ink(print_families(), mono=output.mono)
        shown = output.shown(influence_map)
        style = replace(output.style(language.language(), shown), title=title)
        self.picture = self._natural = MapPicture(shown, style, self.ink.measure)
        self.paper = output.paper
        self.title = one_line(f"{influence_map.purchase} · {influence_map.account}")

    @property
    def bounds(self) -> Rect:
        return self.picture.bounds

    @property
    def _framed(self) -> Rect:
        """With an edge around it: where a file is shown, anything may touch it."""
        return self.picture.bounds.grown(MARGIN)

    @cached_property
    def _prepared(self) -> list[tuple[Drawing, list[Stroke]]]:
        """All drawings and their strokes, made once for all sheets."""
        return [(drawing, strokes(drawing.shapes, self.ink)) for drawing in self.picture.drawings()]

    def texts(self) -> Iterator[str]:
        """Every text of the picture, and what sheets may add to it."""
        yield "0123456789 / …"
        yield from (words.text for drawing, _ in self._prepared for words in drawing.words)

    def spread(self, room: QSizeF) -> Spread:
        """The sheets this map goes over, each with so much room in points; from now on it is made for them."""
        size = (room.width(), room.height())
        filled = filling(self._natural, size, LARGEST_SCALE, LEAST_SCALE)
        if filled is not self.picture:
            self.picture = filled
            self.__dict__.pop("_prepared", None)
        return spread(filled, room)

    def paint(self, painter: QPainter) -> None:
        """The whole picture, in map units."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for drawing, made in self._prepared:
            painter.translate(drawing.x, drawing.y)
            paint(painter, made)
            painter.translate(-drawing.x, -drawing.y)

    def paint_pages(self, device: QPagedPaintDevice, first: int = 1, last: int | None = None) -> int:
        page = device.pageLayout().fullRect(QPageLayout.Unit.Point)
        room = QRectF(0, 0, page.width(), page.height()).adjusted(EDGE, EDGE, -EDGE, -EDGE)
        spread = self.spread(room.size())
        painter = begun(device)
        dots = device.logicalDpiX() / 72
        painter.scale(dots, dots)
        for number, sheet in enumerate(spread.sheets[first - 1 : last], first):
            if number > first:
                device.newPage()
            self.paint_sheet(painter, spread, sheet, room)
            if len(spread.sheets) > 1:
                self._number(painter, page, EDGE, f"{number} / {len(spread.sheets)}")
        painter.end()
        return len(spread.sheets)

    def paint_sheet(self, painter: QPainter, spread: Spread, sheet: Sheet, room: QRectF) -> None:
        """One sheet of the map in this room of the paper, in points."""
        painter.save()
        painter.translate(room.x() + sheet.x, room.y() + sheet.y)
        painter.scale(spread.scale, spread.scale)
        painter.translate(-sheet.part.x, -sheet.part.y)
        if spread.whole:
            self.paint(painter)
        else:
            self._paint_part(painter, sheet, room.width() / spread.scale)
        painter.restore()

    def _paint_part(self, painter: QPainter, sheet: Sheet, room: float) -> None:
        """One piece of the picture with its own title, headings and legend, and where to cut it."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for drawing in around_the_part(self.picture, sheet, room, self.ink.measure):
            paint_drawing(painter, drawing, self.ink)
        part = QRectF(sheet.part.x, sheet.part.y, sheet.part.width, sheet.part.height)
        painter.save()
        painter.setClipRect(part)
        for drawing, made in self._prepared:
            # What lies elsewhere costs time and would be found here by searching.
            if drawing.kind not in ("title", "legend") and _reaches(drawing, sheet.part):
                painter.translate(drawing.x, drawing.y)
                paint(painter, made)
                painter.translate(-drawing.x, -drawing.y)
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

    # Files.

    def pdf(self) -> bytes:
        buffer = _buffer()
        writer = QPdfWriter(buffer)
        writer.setPageLayout(page_layout(self.paper))
        writer.setResolution(720)
        writer.setTitle(self.title)
        writer.setCreator(f"KeyAccount Workbook {__version__}")
        self.paint_pages(writer)
        del writer
        return mended(bytes(buffer.data().data()), self.ink, self.texts())

    def svg(self) -> bytes:
        from PySide6.QtSvg import QSvgGenerator  # here: the window can do without it

        bounds, buffer = self._framed, _buffer()
        generator = QSvgGenerator()
        generator.setOutputDevice(buffer)
        generator.setResolution(96)
        generator.setSize(QSize(math.ceil(bounds.width), math.ceil(bounds.height)))
        generator.setViewBox(QRectF(0, 0, bounds.width, bounds.height))
        generator.setTitle(self.title)
        painter = QPainter(generator)
        painter.translate(-bounds.x, -bounds.y)
        self.paint(painter)
        painter.end()
        return bytes(buffer.data().data())

    def image(self, scale: float) -> QImage:
        bounds = self._framed
        scale = min(scale, _PNG_MOST / max(bounds.width, bounds.height))
        image = QImage(
            math.ceil(bounds.width * scale), math.ceil(bounds.height * scale), QImage.Format.Format_RGB32
        )
        image.fill(self.ink.colour("window"))
        painter = QPainter(image)
        painter.scale(scale, scale)
        painter.translate(-bounds.x, -bounds.y)
        self.paint(painter)
        painter.end()
        return image


def _reaches(drawing: Drawing, part: Rect) -> bool:
    """Whether any of a drawing's ink lies in a part of the picture; shapes are relative to a drawing's place."""
    return drawing.bounds.moved(drawing.x, drawing.y).grown(4).meets(part)


def page_layout(paper: str) -> QPageLayout:
    """Landscape, in the size that was chosen for maps."""
    size = QPageSize(_PAPERS.get(paper, QPageSize.PageSizeId.A4))
    return QPageLayout(size, QPageLayout.Orientation.Landscape, QMarginsF(0, 0, 0, 0))


def _slides(influence_map: InfluenceMap, output: Output) -> bytes:
    from keyaccount_desktop.exchange.map_slides import FONTS, slide_show

    code = language.language()
    # Measured in the letters it will be read in, as far as they are here.
    ink = paper_ink([*dict.fromkeys(FONTS[code]), *print_families()], mono=output.mono)
    shown = output.shown(influence_map)
    return slide_show(shown, output.style(code, shown), ink.measure)


def _encoded(image: QImage) -> bytes:
    buffer = _buffer()
    # No picture where there was no room for its pixels.
    if image.isNull() or not image.save(buffer, "PNG"):  # type: ignore[call-overload]
        raise UserError(
            Text("The picture is too large for the memory of this computer.", "图片太大，内存不够。"),
            Text("Choose a smaller size, or a PDF.", "请选择较小的尺寸，或改用 PDF。"),
        )
    return bytes(buffer.data().data())


def _buffer() -> QBuffer:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    return buffer
