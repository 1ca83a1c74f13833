"""A graphics view that is zoomed at the pointer, pulled about, and fitted to what it shows.

``MapView`` adds what can be done to the map. By wheel, pinch, touchpad, or the methods behind the buttons.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QInputDevice, QNativeGestureEvent, QPainter, QResizeEvent, QTransform, QWheelEvent
from PySide6.QtWidgets import QFrame, QGraphicsScene, QGraphicsView, QWidget

LEAST_ZOOM: Final = 0.05
MOST_ZOOM: Final = 4.0
_STEP: Final = 1.2
_NOTCH: Final = 120
"""What a wheel turns from one notch to the next."""
_SCROLLED: Final = 80
"""Pixels that a notch scrolls."""


@dataclass(frozen=True, slots=True)
class Look:
    """Which part of its scene a view shows, and whether it keeps to that by itself."""

    fits: bool
    at_beginning: bool
    zoom: float
    across: int
    down: int


class ZoomView(QGraphicsView):
    """Shows a scene at a zoom; says by ``whole`` what is fitted."""

    zoom_changed = Signal(float)
    shifted = Signal()
    """Something else is seen now: by zoom, by scrolling, or in a larger window."""

    def __init__(self, scene: QGraphicsScene, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._fits = True
        self._began: tuple[float, int, int] | None = None
        """How it looked when it was shown from its beginning; None once everything was asked for."""
        self.setScene(scene)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.setViewportUpdateMode(QGraphicsView.ViewportUpdateMode.SmartViewportUpdate)
        self.setOptimizationFlag(QGraphicsView.OptimizationFlag.DontSavePainterState)
        self.setOptimizationFlag(QGraphicsView.OptimizationFlag.DontAdjustForAntialiasing)
        self.setTransformationAnchor(QGraphicsView.ViewportAnchor.NoAnchor)
        self.setResizeAnchor(QGraphicsView.ViewportAnchor.NoAnchor)

    def whole(self) -> QRectF:
        """The part of the scene that ``fit`` shows; empty if there is nothing."""
        return self.sceneRect()

    def readable(self) -> float:
        """The least zoom at which a scene is first shown."""
        return 1.0

    @property
    def zoom(self) -> float:
        return self.transform().m11()

    @property
    def fits(self) -> bool:
        """Whether everything is kept in view, whatever the size of the window."""
        return self._fits

    def set_zoom(self, zoom: float, at: QPointF | None = None) -> None:
        """Zoom so that the point of the viewport (its middle if None) stays where it is."""
        zoom = min(max(zoom, LEAST_ZOOM), MOST_ZOOM)
        anchor = QPointF(self.viewport().rect().center()) if at is None else at
        under = self.mapToScene(anchor.toPoint())
        self._set_fits(False)
        self.setTransform(QTransform.fromScale(zoom, zoom))
        moved = QPointF(self.mapFromScene(under)) - anchor
        self.pan(QPoint(-round(moved.x()), -round(moved.y())))
        self.zoom_changed.emit(zoom)

    def zoom_in(self) -> None:
        self.set_zoom(self.zoom * _STEP)

    def zoom_out(self) -> None:
        self.set_zoom(self.zoom / _STEP)

    def reset_zoom(self) -> None:
        self.set_zoom(1.0)

    def fit(self) -> None:
        """Show everything, at most at its natural size; stays fitted while the window is resized."""
        area = self.whole()
        if area.isEmpty():
            return
        self._began = None
        self._set_fits(True)
        zoom = self._fitting()
        self.setTransform(QTransform.fromScale(zoom, zoom))
        self.centerOn(area.center())
        self.shifted.emit()
        self.zoom_changed.emit(zoom)

    def show_beginning(self) -> None:
        """Show everything where it can then be read, else as much as can be, from the upper left on.

        Keeps to that while the window is resized, until the user looks elsewhere.
        """
        area = self.whole()
        if area.isEmpty():
            return
        if self._fitting() >= self.readable():
            self.fit()
        else:
            self.set_zoom(self.readable())
            shown, room = self.mapFromScene(area).boundingRect(), self.viewport().size()
            # Along a side that has room for all of it, it stands in the middle.
            spare = QPoint(
                max(room.width() - shown.width(), 0) // 2, max(room.height() - shown.height(), 0) // 2
            )
            self.pan(spare - shown.topLeft())
        self._began = self._look()

    def keep_up(self) -> None:
        """The scene has changed: what was seen as a whole still is, as far as it was not only the beginning."""
        if not self._fits or self.whole().isEmpty():
            return
        if self._began is None:
            self.fit()
        elif self._fitting() >= self.readable():
            self.show_beginning()
        else:
            self._set_fits(False)

    def _fitting(self) -> float:
        area, room = self.whole(), self.viewport().size()
        return max(min(room.width() / area.width(), room.height() / area.height(), 1.0), LEAST_ZOOM)

    def _look(self) -> tuple[float, int, int]:
        return self.zoom, self.horizontalScrollBar().value(), self.verticalScrollBar().value()

    def pan(self, by: QPoint) -> None:
        """Pull what is seen by so many pixels."""
        across, down = self.horizontalScrollBar(), self.verticalScrollBar()
        across.setValue(across.value() - by.x())
        down.setValue(down.value() - by.y())
        self._set_fits(False)
        self.shifted.emit()

    def look(self) -> Look:
        """How it looks: to ``look_again`` so."""
        return Look(self._fits, self._began is not None and self._began == self._look(), *self._look())

    def look_again(self, before: Look) -> None:
        """Look as it did before; what was fitted into the window then is fitted into it as it is now."""
        if self.whole().isEmpty():
            return
        if before.at_beginning:
            self.show_beginning()
        elif before.fits:
            self.fit()
        else:
            self.set_zoom(before.zoom)
            self.horizontalScrollBar().setValue(before.across)
            self.verticalScrollBar().setValue(before.down)

    def look_like(self, other: ZoomView) -> None:
        """See the same part of a scene of the same size, at the same zoom, from the upper left on."""
        self._set_fits(other.fits)
        self.setTransform(other.transform())
        for own, theirs in (
            (self.horizontalScrollBar(), other.horizontalScrollBar()),
            (self.verticalScrollBar(), other.verticalScrollBar()),
        ):
            own.setValue(theirs.value())

    def _set_fits(self, fits: bool) -> None:
        self._fits = fits
        policy = Qt.ScrollBarPolicy.ScrollBarAlwaysOff if fits else Qt.ScrollBarPolicy.ScrollBarAsNeeded
        self.setHorizontalScrollBarPolicy(policy)
        self.setVerticalScrollBarPolicy(policy)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """A wheel zooms at the pointer, two fingers scroll; Ctrl always zooms, Shift scrolls sideways."""
        turned = event.angleDelta()
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.set_zoom(self.zoom * _STEP ** (turned.y() / _NOTCH), event.position())
        elif event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.pan(QPoint((turned.x() or turned.y()) * _SCROLLED // _NOTCH, 0))
        elif _by_fingers(event):
            pixels = event.pixelDelta()
            self.pan(pixels if not pixels.isNull() else turned * _SCROLLED / _NOTCH)
        else:
            self.set_zoom(self.zoom * _STEP ** (turned.y() / _NOTCH), event.position())
        event.accept()

    def viewportEvent(self, event: QEvent) -> bool:
        if (
            isinstance(event, QNativeGestureEvent)
            and event.gestureType() == Qt.NativeGestureType.ZoomNativeGesture
        ):
            self.set_zoom(self.zoom * (1 + event.value()), event.position())
            return True
        return super().viewportEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        at_beginning = self._began is not None and self._began == self._look()
        super().resizeEvent(event)
        if at_beginning:
            self.show_beginning()
        elif self._fits:
            self.fit()
        else:
            self.shifted.emit()


def _by_fingers(event: QWheelEvent) -> bool:
    """Whether two fingers on a touchpad move, and not a wheel.

    Some systems say so; on others only fingers move sideways, or by less than a notch.
    """
    if event.phase() != Qt.ScrollPhase.NoScrollPhase:
        return True
    if event.deviceType() == QInputDevice.DeviceType.TouchPad:
        return True
    turned = event.angleDelta()
    return turned.x() != 0 or turned.y() % _NOTCH != 0
