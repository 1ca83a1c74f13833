"""The photo of a person, round, on the person page: by file, by paste or by drop, replaced and removed there.

A picture is read in a worker, then a square of it is chosen on a surface beside the circle
(``photo_crop``). Each change is one step of undo.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QBuffer, QByteArray, QEvent, QIODevice, QRectF, QSize, QStandardPaths, Qt
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QImageReader,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
)
from PySide6.QtWidgets import QAbstractButton, QFileDialog, QMenu

from keyaccount_desktop.language import Text, UserError
from keyaccount_desktop.ui import icons, theme
from keyaccount_desktop.ui.incoming import Incoming, brings_something, incoming, pasted
from keyaccount_desktop.ui.operation import Job, Operation, show_error
from keyaccount_desktop.ui.photo_crop import CropPanel
from keyaccount_desktop.ui.scrolling import bring_into_view
from keyaccount_desktop.ui.widgets import paint_avatar
from keyaccount_desktop.workbook.people import PersonCard
from keyaccount_desktop.workbook.photos import photo, remove_photo, set_photo

if TYPE_CHECKING:
    from keyaccount_desktop.exchange.pictures import Picture
    from keyaccount_desktop.workbook.document import Workbook

SIDE: Final = 84
"""Pixels of the circle at 100 % text."""
_RING: Final = 4
_LARGEST: Final = 2000
"""Pixels a side: a workbook from elsewhere may hold any picture as a photo."""

NO_PICTURE: Final = UserError(
    Text("The clipboard holds no picture.", "剪贴板中没有图片。"),
    Text("Copy a picture, or a picture file, and paste again.", "请复制图片或图片文件后再粘贴。"),
)
SEVERAL: Final = UserError(
    Text("A person has one photo.", "一个人只有一张照片。"), Text("Choose one file.", "请选择一个文件。")
)


class PhotoCircle(QAbstractButton):
    """Shows who ``show_card`` says; pressing it offers what can be done."""

    def __init__(self, workbook: Workbook) -> None:
        super().__init__()
        self._workbook = workbook
        self._card: PersonCard | None = None
        self._photo = QPixmap()
        self._shown = ""
        self._aimed_at = False
        self.panel: CropPanel | None = None
        """The surface on which a square is being chosen."""
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.clicked.connect(self.offer)
        self._fit()

    def show_card(self, card: PersonCard) -> None:
        """Show a person's photo, or the first character of the name."""
        if self._card is not None and self._card.id != card.id and self.panel is not None:
            self.panel.close_panel()
        self._card = card
        if (card.photo_id or "") != self._shown:
            self._shown = card.photo_id or ""
            self._photo = _pixmap(photo(self._workbook, self._shown)) if self._shown else QPixmap()
        able = self._able
        self.setAcceptDrops(able)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if able else Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor if able else Qt.CursorShape.ArrowCursor)
        self._retranslate()
        self.update()

    @property
    def has_photo(self) -> bool:
        """Whether a photo is shown."""
        return not self._photo.isNull()

    @property
    def _able(self) -> bool:
        # A post is nobody yet.
        return self._card is not None and self._card.kind != "post" and not self._workbook.read_only

    # ---- what can be done

    def offer(self) -> None:
        """Show what can be done with the photo."""
        if not self._able:
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(icons.icon("folder"), self.tr("Choose a picture…"), self.choose)
        paste = menu.addAction(icons.icon("paste"), self.tr("Paste a picture"), self.paste)
        paste.setEnabled(bool(pasted()))
        if self._shown:
            menu.addSeparator()
            menu.addAction(icons.icon("trash"), self.tr("Remove the photo"), self.remove)
        menu.popup(self.mapToGlobal(self.rect().bottomLeft()))

    def choose(self) -> None:
        """Ask for a picture file."""
        if not self._able:
            return
        pictures = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.PicturesLocation)
        kinds = self.tr("Pictures ({endings});;All files (*)").format(
            endings="*.jpg *.jpeg *.png *.webp *.heic *.gif *.bmp *.tif *.tiff"
        )
        dialog = QFileDialog(self.window(), self.tr("Choose a picture"), pictures, kinds)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(lambda chosen: self.take(Incoming((Path(chosen),))))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def paste(self) -> None:
        """Take the picture, or the copied picture file, that the clipboard holds."""
        if self._able:
            self.take(pasted())

    def remove(self) -> None:
        """Take the photo away."""
        card = self._card
        if self._able and card is not None and self._shown:
            Operation(self, lambda: remove_photo(self._workbook, card.id)).run()

    def take(self, found: Incoming) -> None:
        """Read a picture, then let a square of it be chosen."""
        card = self._card
        if card is None:
            return
        if not found or len(found.paths) > 1:
            show_error(self, SEVERAL if found else NO_PICTURE)
            return

        def read(_progress: object) -> Picture:
            from keyaccount_desktop.exchange.pictures import read_picture, read_picture_file

            if found.paths:
                return read_picture_file(found.paths[0])
            assert found.picture is not None
            return read_picture(found.picture())

        Job(self, self.tr("Reading the picture"), read, then=lambda made: self._crop(made, card.id)).start()

    def _crop(self, picture: Picture, person_id: str) -> None:
        if self._card is None or self._card.id != person_id or not self.isVisible():
            return  # one has gone on to someone else meanwhile
        if self.panel is not None:
            self.panel.close_panel()
        panel = CropPanel(self, picture)
        panel.chosen.connect(lambda jpeg: self._set(person_id, jpeg))
        panel.closed.connect(self._forget_panel)
        self.panel = panel
        bring_into_view(self)
        panel.open()

    def _set(self, person_id: str, jpeg: bytes) -> None:
        Operation(self, lambda: set_photo(self._workbook, person_id, jpeg)).run()

    def _forget_panel(self) -> None:
        self.panel = None

    # ---- the Edit menu

    def edits_here(self) -> bool:
        return self._able

    def edit_command(self, name: str) -> bool:
        """Paste and delete mean the photo while it has the keyboard."""
        if name == "paste":
            self.paste()
        elif name == "delete":
            self.remove()
        else:
            return False
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.offer()
        else:
            super().keyPressEvent(event)

    # ---- drag and drop

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if brings_something(event.mimeData()):
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
            self._aim(True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._aim(False)

    def dropEvent(self, event: QDropEvent) -> None:
        self._aim(False)
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        self.take(incoming(event.mimeData()))

    def _aim(self, on: bool) -> None:
        self._aimed_at = on
        self.update()

    # ---- looks

    def sizeHint(self) -> QSize:
        return self.size()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        elif event.type() == QEvent.Type.FontChange:
            self._fit()
        super().changeEvent(event)

    def _fit(self) -> None:
        side = theme.current().px(SIDE)
        self.setFixedSize(side, side)

    def _retranslate(self) -> None:
        card = self._card
        if card is None:
            return
        self.setAccessibleName(self.tr("Photo of {name}").format(name=card.name))
        self.setToolTip(self.tr("Drop or paste a picture here, or press for more") if self._able else "")

    def paintEvent(self, event: QPaintEvent) -> None:
        colours = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        name = self._card.name if self._card is not None else ""
        paint_avatar(painter, QRectF(self.rect()), name, self._photo)
        if self._aimed_at or self.hasFocus():
            width = _RING if self._aimed_at else 2
            inset = width / 2
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(colours.colour("accent"), width))
            painter.drawEllipse(QRectF(self.rect()).adjusted(inset, inset, -inset, -inset))
        if self._able and (self.underMouse() or self._aimed_at):
            self._paint_badge(painter)

    def _paint_badge(self, painter: QPainter) -> None:
        """A small camera at the lower right: here something can be done."""
        colours = theme.current()
        side = colours.px(24)
        place = QRectF(self.width() - side, self.height() - side, side, side).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(QPen(colours.colour("line_strong"), 1))
        painter.setBrush(colours.colour("surface"))
        painter.drawEllipse(place)
        icon = icons.pixmap("photo", "text_2", colours.px(14), self.devicePixelRatioF())
        size = icon.deviceIndependentSize()
        painter.drawPixmap(
            round(place.center().x() - size.width() / 2), round(place.center().y() - size.height() / 2), icon
        )


def _pixmap(data: bytes | None) -> QPixmap:
    """The photo to be painted; an empty one for whatever is no small JPEG."""
    if data is None or not data.startswith(b"\xff\xd8\xff"):
        return QPixmap()
    buffer = QBuffer()
    buffer.setData(QByteArray(data))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer, QByteArray(b"jpg"))
    size = reader.size()
    if not 0 < size.width() <= _LARGEST or not 0 < size.height() <= _LARGEST:
        return QPixmap()
    return QPixmap.fromImage(reader.read())
