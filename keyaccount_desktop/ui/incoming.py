"""What comes in by paste or by drop: files of this computer, or a picture out of another program.

Used by the photo of a person and by attachments. Nothing is decoded here that can be had as it is.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMimeData
from PySide6.QtGui import QGuiApplication, QImage

_AS_IT_IS: Final = ("image/png", "image/jpeg", "image/webp", "image/gif", "image/bmp", "image/tiff")


@dataclass(frozen=True, slots=True)
class Incoming:
    """Files, or else a picture."""

    paths: tuple[Path, ...] = ()
    picture: Callable[[], bytes] | None = None
    """Gives the bytes of a picture file; may take a while, and may be called in a worker."""

    def __bool__(self) -> bool:
        return bool(self.paths) or self.picture is not None


def brings_something(data: QMimeData) -> bool:
    """Whether it is worth while to look closer: asked at every movement of a drag."""
    return any(url.isLocalFile() for url in data.urls()) or data.hasImage() or bool(_format_of(data))


def incoming(data: QMimeData) -> Incoming:
    """Files if there are any: what copies a file often adds a picture of its icon."""
    paths = tuple(Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile())
    if paths:
        return Incoming(paths)
    if kind := _format_of(data):
        content = bytes(data.data(kind).data())
        return Incoming(picture=lambda: content)
    image = data.imageData() if data.hasImage() else None
    if isinstance(image, QImage) and not image.isNull():
        return Incoming(picture=lambda: png_of(image))
    return Incoming()


def pasted() -> Incoming:
    """What the clipboard holds."""
    data = QGuiApplication.clipboard().mimeData()
    return incoming(data) if data is not None else Incoming()


def png_of(image: QImage) -> bytes:
    """The picture as a PNG file."""
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]
    return bytes(content.data())


def _format_of(data: QMimeData) -> str:
    return next((kind for kind in _AS_IT_IS if data.hasFormat(kind)), "")
