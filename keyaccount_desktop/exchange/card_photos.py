"""Photos as cards carry them: small, upright, without what a camera notes in them. Called by ``cards``."""

from __future__ import annotations

from collections.abc import Iterable
from io import BytesIO
from typing import TYPE_CHECKING, Final

from PIL import Image, ImageOps
from sqlalchemy import select

from keyaccount_desktop.workbook.tables import blob

if TYPE_CHECKING:
    from keyaccount_desktop.workbook.document import Workbook

LARGEST: Final = (252, 264)
"""Pixels: three times the place on the card, for print."""
_MOST_PIXELS: Final = 60_000_000


def photos(workbook: Workbook, ids: Iterable[str]) -> dict[str, bytes]:
    """The photos of those ids as small JPEGs; one that cannot be read is left out."""
    wanted = list(ids)
    if not wanted:
        return {}
    query = select(blob.c.id, blob.c.bytes).where(blob.c.id.in_(wanted))
    with workbook.read() as connection:
        found = [(id_, data) for id_, data in connection.execute(query)]
    return {id_: small for id_, data in found if (small := _small(data)) is not None}


def _small(data: bytes) -> bytes | None:
    try:
        with Image.open(BytesIO(data)) as opened:
            if opened.width * opened.height > _MOST_PIXELS:
                return None
            opened.draft("RGB", LARGEST)
            upright = ImageOps.exif_transpose(opened).convert("RGBA")
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return None
    if upright.width * LARGEST[1] > upright.height * LARGEST[0]:
        # Too wide for its place: the sides go, the face stays large.
        upright = ImageOps.fit(upright, (round(upright.height * LARGEST[0] / LARGEST[1]), upright.height))
    upright.thumbnail(LARGEST, Image.Resampling.LANCZOS)
    made = Image.new("RGB", upright.size, "white")
    made.paste(upright, mask=upright.getchannel("A"))
    out = BytesIO()
    made.save(out, "JPEG", quality=85)
    return out.getvalue()
