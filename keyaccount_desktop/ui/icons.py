"""The program's own line icons, drawn in the colours of the theme.

The files in ``resources/icons`` are strokes of one grey; that grey is replaced by the wanted token when an
icon is made. ``give`` keeps the icon of a button or action in step with the theme.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final, Protocol, cast

from PySide6.QtCore import QByteArray, QObject, QSize, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QAbstractButton

from keyaccount_desktop.resources import resource
from keyaccount_desktop.ui import theme

DRAWN_IN: Final = "#8B94A4"
_SIZES: Final = (16, 20)


"""At 100 % text: of menus and buttons, and of larger buttons."""


class _HasIcon(Protocol):
    def setIcon(self, icon: QIcon) -> None: ...


def icon(name: str, token: str = "text_2") -> QIcon:
    """The icon in a colour of the theme as it is now; greyed where the control is disabled."""
    result = QIcon()
    look = theme.current()
    scales = {screen.devicePixelRatio() for screen in QGuiApplication.screens()} or {1.0}
    for mode, colour in ((QIcon.Mode.Normal, token), (QIcon.Mode.Disabled, "text_3")):
        for scale in sorted(scales):
            for size in _SIZES:
                result.addPixmap(pixmap(name, colour, look.px(size), scale), mode)
    return result


def pixmap(name: str, token: str, size: int, scale: float = 1.0) -> QPixmap:
    """The icon as a picture ``size`` pixels wide, sharp on a screen with this pixel ratio."""
    return _pixmap(name, theme.current().css(token), size, scale)


@lru_cache(maxsize=512)
def _pixmap(name: str, colour: str, size: int, scale: float) -> QPixmap:
    from PySide6.QtSvg import QSvgRenderer  # here: the first window shows no icon and need not load it

    picture = QPixmap(QSize(round(size * scale), round(size * scale)))
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    QSvgRenderer(QByteArray(_source(name).replace(DRAWN_IN, colour).encode())).render(painter)
    painter.end()
    picture.setDevicePixelRatio(scale)
    return picture


@lru_cache(maxsize=128)
def _source(name: str) -> str:
    return resource(f"icons/{name}.svg").read_text(encoding="utf-8")


def give(target: QObject, name: str, token: str = "text_2") -> None:
    """Set the icon of a button or an action, and again whenever the theme changes."""
    holder = target.property("icon_of_theme")
    target.setProperty("icon_of_theme", f"{name} {token}")
    _renew(target)
    if holder is None:
        # The receiver is the target's own context: the connection goes when the target does.
        theme.current().changed.connect(_Renewal(target).renew)


class _Renewal(QObject):
    """Lives as a child of what carries the icon, so that a deleted button is forgotten by the theme."""

    def __init__(self, target: QObject) -> None:
        super().__init__(target)

    def renew(self) -> None:
        _renew(self.parent())


def _renew(target: QObject | None) -> None:
    if target is None:
        return
    name, token = str(target.property("icon_of_theme")).split(" ")
    cast(_HasIcon, target).setIcon(icon(name, token))
    if isinstance(target, QAbstractButton):
        side = theme.current().px(_SIZES[0])
        target.setIconSize(QSize(side, side))
