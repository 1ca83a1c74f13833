"""A small surface on which the square of a picture is chosen that becomes a photo.

Drag or the arrow keys move the picture, the wheel or + and − make it larger and smaller, Enter takes it, Esc
gives up. Shown by ``photo`` beside the circle.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QNativeGestureEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QWheelEvent,
)
from PySide6.QtWidgets import QApplication, QHBoxLayout, QWidget

from keyaccount_desktop.ui import theme
from keyaccount_desktop.ui.fields.panel import Panel, belongs_to
from keyaccount_desktop.ui.widgets import Button, IconButton, Label

if TYPE_CHECKING:
    from keyaccount_desktop.exchange.pictures import Picture, Square

_SIDE: Final = 264
_STEP: Final = 0.05
"""Part of the square that an arrow key moves it."""
_ZOOM: Final = 1.15
_ENTER: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class CropView(QWidget):
    """The picture behind a round window."""

    def __init__(self, picture: Picture) -> None:
        super().__init__()
        self._picture = picture
        self._image = QImage(
            picture.rgb, picture.width, picture.height, 3 * picture.width, QImage.Format.Format_RGB888
        ).copy()
        self._square = picture.proposed()
        self._grabbed: QPointF | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.OpenHandCursor)

    @property
    def square(self) -> Square:
        """What is chosen, in pixels of the picture."""
        return self._square

    def move_picture(self, by: QPointF) -> None:
        """Move the picture under the window by this many pixels of the screen."""
        scale = self._square.side / self.width()
        self._choose(self._square.x - by.x() * scale, self._square.y - by.y() * scale, self._square.side)

    def zoom(self, factor: float, around: QPointF | None = None) -> None:
        """Make the picture larger, keeping what is at a point of the screen (the middle if none) there."""
        at = around if around is not None else QPointF(self.width() / 2, self.height() / 2)
        before = self._square
        side = self._picture.within(_square(before.x, before.y, before.side / factor)).side
        x = before.x + at.x() / self.width() * (before.side - side)
        y = before.y + at.y() / self.height() * (before.side - side)
        self._choose(x, y, side)

    def start_over(self) -> None:
        """Choose what was proposed."""
        self._square = self._picture.proposed()
        self.update()

    def _choose(self, x: float, y: float, side: float) -> None:
        self._square = self._picture.within(_square(x, y, side))
        self.update()

    # ---- mouse and keys

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._grabbed = event.position()
            self.setCursor(Qt.CursorShape.ClosedHandCursor)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._grabbed is not None:
            self.move_picture(event.position() - self._grabbed)
            self._grabbed = event.position()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._grabbed = None
        self.setCursor(Qt.CursorShape.OpenHandCursor)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if turned := event.angleDelta().y():
            self.zoom(_ZOOM ** (turned / 120), event.position())
        event.accept()  # the page must not scroll under it

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QNativeGestureEvent) and event.gestureType() == (
            Qt.NativeGestureType.ZoomNativeGesture
        ):
            self.zoom(1 + event.value(), event.position())
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = self.width() * _STEP
        moves = {
            Qt.Key.Key_Left: QPointF(-step, 0),
            Qt.Key.Key_Right: QPointF(step, 0),
            Qt.Key.Key_Up: QPointF(0, -step),
            Qt.Key.Key_Down: QPointF(0, step),
        }
        key = Qt.Key(event.key())
        if key in moves:
            self.move_picture(moves[key])
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.zoom(_ZOOM)
        elif key in (Qt.Key.Key_Minus, Qt.Key.Key_Underscore):
            self.zoom(1 / _ZOOM)
        elif key in (Qt.Key.Key_0, Qt.Key.Key_Home):
            self.start_over()
        else:
            super().keyPressEvent(event)

    # ---- looks

    def paintEvent(self, event: QPaintEvent) -> None:
        colours = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        area = QRectF(self.rect())
        frame = QPainterPath()
        frame.addRoundedRect(area, 6, 6)
        painter.setClipPath(frame)
        chosen = self._square
        painter.drawImage(area, self._image, QRectF(chosen.x, chosen.y, chosen.side, chosen.side))
        outside = QPainterPath()
        outside.addRect(area)
        window = QPainterPath()
        window.addEllipse(area)
        veil = QColor(colours.colour("surface"))
        veil.setAlphaF(0.6)
        painter.fillPath(outside.subtracted(window), veil)
        painter.setPen(QPen(colours.colour("accent" if self.hasFocus() else "line_strong"), 2))
        painter.drawEllipse(area.adjusted(1, 1, -1, -1))


class CropPanel(Panel):
    """Carries the view and its buttons; ``chosen`` carries the photo."""

    chosen = Signal(bytes)

    def __init__(self, anchor: QWidget, picture: Picture) -> None:
        super().__init__(anchor)
        self._picture = picture
        self.setAccessibleName(self.tr("Choose the part of the picture"))
        self.column.setContentsMargins(12, 12, 12, 10)
        self.column.setSpacing(2 * theme.GRID)
        self.view = CropView(picture)
        self.view.setAccessibleName(self.tr("Part of the picture that is shown"))
        self.view.setAccessibleDescription(self.tr("Arrow keys move it, + and − change its size"))
        side = min(theme.current().px(_SIDE), anchor.window().height() - theme.current().px(220))
        self.view.setFixedSize(QSize(side, side))
        self.smaller = IconButton("minus", self.tr("Smaller"))
        self.smaller.clicked.connect(lambda: self.view.zoom(1 / _ZOOM))
        self.larger = IconButton("plus", self.tr("Larger"))
        self.larger.clicked.connect(lambda: self.view.zoom(_ZOOM))
        self.cancel = Button(self.tr("Cancel"), "quiet")
        self.cancel.clicked.connect(self.close_panel)
        self.use = Button(self.tr("Use photo"), "primary")
        self.use.clicked.connect(self.accept)
        self.column.addWidget(self.view)
        hint = Label(self.tr("Drag to move, wheel to zoom"), "hint", wrap=True)
        hint.setFixedWidth(side)
        self.column.addWidget(hint)
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.GRID)
        row.addWidget(self.smaller)
        row.addWidget(self.larger)
        row.addStretch(1)
        row.addWidget(self.cancel)
        row.addWidget(self.use)
        self.column.addLayout(row)

    def open(self) -> None:
        super().open()
        self.view.setFocus(Qt.FocusReason.PopupFocusReason)

    def accept(self) -> None:
        """Take what is chosen."""
        photo = self._picture.photo(self.view.square)
        self.close_panel()
        self.chosen.emit(photo)

    def close_panel(self) -> None:
        if belongs_to(QApplication.focusWidget(), self):
            self.anchor.setFocus(Qt.FocusReason.PopupFocusReason)
        super().close_panel()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_panel()
        elif event.key() in _ENTER:
            if self.cancel.hasFocus():
                self.close_panel()
            else:
                self.accept()
        # Whatever else is pressed here is not meant for the page.


def _square(x: float, y: float, side: float) -> Square:
    from keyaccount_desktop.exchange.pictures import Square

    return Square(x, y, side)
