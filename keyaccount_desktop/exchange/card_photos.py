"""Photos as cards carry them: small, upright, without what a camera notes in them. Called by ``cards``."""

from __future__ import annotations

from collections.abc import Iterable
from io import BytesIO
from typing import TYPE_CHECKING, Final

from PIL import Image, ImageOps
from sqlalchemy import select

from keyaccount_desktop.exchange.pictures import decoded
from keyaccount_desktop.language import UserError
from keyaccount_desktop.workbook.tables import blob

if TYPE_CHECKING:
    from keyaccount_desktop.workbook.document import Workbook

LARGEST: Final = (252, 264)
"""Pixels: three times the place on the card, for print."""


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
        made = decoded(data, (2 * LARGEST[0], 2 * LARGEST[1]))
    except UserError:
        return None
    if made.width * LARGEST[1] > made.height * LARGEST[0]:
        # Too wide for its place: the sides go, the face stays large.
        made = ImageOps.fit(made, (max(1, round(made.height * LARGEST[0] / LARGEST[1])), made.height))
    made.thumbnail(LARGEST, Image.Resampling.LANCZOS)
    out = BytesIO()
    made.save(out, "JPEG", quality=85)
    return out.getvalue()
