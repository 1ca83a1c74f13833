"""Drag and drop, and the clipboard, as Qt delivers them: the events go to whatever lies under the mouse."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest
from PySide6.QtCore import QByteArray, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import (
    QDrag,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QGuiApplication,
)
from PySide6.QtTest import QTest
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


def let_go(widget: QWidget, data: QMimeData, at: QPoint | None = None) -> QDropEvent:
    drop = QDropEvent(QPointF(at if at is not None else widget.rect().center()), OFFERED, data, LEFT, NO_KEY)
    QApplication.sendEvent(widget, drop)
    return drop


def take_away(widget: QWidget) -> None:
    QApplication.sendEvent(widget, QDragLeaveEvent())


def drop(widget: QWidget, data: QMimeData, at: QPoint | None = None) -> bool:
    """Drag something onto a widget and let go; whether it was taken, as a copy."""
    if not drag_over(widget, data, at):
        take_away(widget)
        return False
    done = let_go(widget, data, at)
    return done.isAccepted() and done.dropAction() == Qt.DropAction.CopyAction


def drop_in_steps(widget: QWidget, data: QMimeData, at: QPoint) -> bool:
    """Come over the edge of a widget and go on to a point of it, then let go if one may there."""
    entered = QDragEnterEvent(QPoint(5, 5), Qt.DropAction.CopyAction, data, LEFT, NO_KEY)
    QApplication.sendEvent(widget, entered)
    allowed = False
    for step in range(1, 5):
        over = QDragMoveEvent(at * step / 4, Qt.DropAction.CopyAction, data, LEFT, NO_KEY)
        QApplication.sendEvent(widget, over)
        QApplication.processEvents()
        allowed = over.isAccepted()
    if not allowed:
        take_away(widget)
        return False
    done = QDropEvent(QPointF(at), Qt.DropAction.CopyAction, data, LEFT, NO_KEY)
    QApplication.sendEvent(widget, done)
    return done.isAccepted()


def carry(
    monkeypatch: pytest.MonkeyPatch, source: QWidget, start: QPoint, target: QWidget, at: QPoint
) -> list[bool]:
    """Drag with the mouse from one widget to another; whether it was taken, once the drag has begun.

    The platform's own loop needs a mouse of its own: it is played, everything before and after it is real.
    """
    taken: list[bool] = []

    def exec_(drag: QDrag, *_: object) -> Qt.DropAction:
        assert not drag.pixmap().isNull()
        taken.append(drop_in_steps(target, drag.mimeData(), at))
        return Qt.DropAction.CopyAction if taken[-1] else Qt.DropAction.IgnoreAction

    with monkeypatch.context() as patch:
        patch.setattr(QDrag, "exec", exec_)
        QTest.mousePress(source, LEFT, NO_KEY, start)
        for step in (4, 12, 24):
            if not taken:
                QTest.mouseMove(source, start + QPoint(step, step // 4))
                QApplication.processEvents()
        QTest.mouseRelease(source, LEFT, NO_KEY, start)
    return taken


def copy(data: QMimeData) -> None:
    """Put it on the clipboard."""
    QGuiApplication.clipboard().setMimeData(data)
