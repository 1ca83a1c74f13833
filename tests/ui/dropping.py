"""Drag and drop, and the clipboard, as Qt delivers them: the events go to whatever lies under the mouse."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from PySide6.QtCore import QByteArray, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget

LEFT = Qt.MouseButton.LeftButton
NO_KEY = Qt.KeyboardModifier.NoModifier
OFFERED = Qt.DropAction.CopyAction | Qt.DropAction.MoveAction


def files(paths: Iterable[Path]) -> QMimeData:
    """What a file manager drags or copies."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return data


def bytes_of(kind: str, content: bytes) -> QMimeData:
    """What another program drags or copies."""
    data = QMimeData()
    data.setData(kind, QByteArray(content))
    return data


def drag_over(widget: QWidget, data: QMimeData, at: QPoint | None = None) -> bool:
    """Carry something to a widget; whether it may be dropped there."""
    window = widget.window()
    there = widget.mapTo(window, at if at is not None else widget.rect().center())
    under = window.childAt(there) or window
    place = under.mapFrom(window, there)
    enter = QDragEnterEvent(place, OFFERED, data, LEFT, NO_KEY)
    QApplication.sendEvent(under, enter)
    move = QDragMoveEvent(place, OFFERED, data, LEFT, NO_KEY)
    QApplication.sendEvent(under, move)
    return enter.isAccepted()


def let_go(widget: QWidget, data: QMimeData) -> QDropEvent:
    drop = QDropEvent(QPointF(widget.rect().center()), OFFERED, data, LEFT, NO_KEY)
    QApplication.sendEvent(widget, drop)
    return drop


def take_away(widget: QWidget) -> None:
    QApplication.sendEvent(widget, QDragLeaveEvent())


def drop(widget: QWidget, data: QMimeData, at: QPoint | None = None) -> bool:
    """Drag something onto a widget and let go; whether it was taken, as a copy."""
    if not drag_over(widget, data, at):
        take_away(widget)
        return False
    done = let_go(widget, data)
    return done.isAccepted() and done.dropAction() == Qt.DropAction.CopyAction


def copy(data: QMimeData) -> None:
    """Put it on the clipboard."""
    QGuiApplication.clipboard().setMimeData(data)
