"""The photo of a person: one small picture, kept by its content. Commands and queries.

What comes in was cropped, made small and freed of all metadata by ``exchange.pictures``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import select, update

from keyaccount_desktop.language import Text, plain
from keyaccount_desktop.workbook import blobs
from keyaccount_desktop.workbook.driver import gone
from keyaccount_desktop.workbook.tables import blob, person

if TYPE_CHECKING:
    from keyaccount_desktop.workbook.document import Workbook

MOST_BYTES: Final = 60_000
"""Of one photo: a workbook of a thousand people stays small enough to be mailed."""
MEDIA_TYPE: Final = "image/jpeg"


def set_photo(workbook: Workbook, person_id: str, jpeg: bytes) -> None:
    """Give someone a photo in place of the one there may be. Raises UserError when they are gone."""
    if len(jpeg) > MOST_BYTES:
        raise ValueError(f"a photo of {len(jpeg)} bytes")
    label = Text("Set the photo of {name}", "设置{name}的照片")
    with workbook.edit(label.format(name=_name(workbook, person_id))) as connection:
        driven: Any = connection.connection.driver_connection
        photo_id = blobs.put(driven, jpeg, MEDIA_TYPE)
        connection.execute(update(person).where(person.c.id == person_id).values(photo_id=photo_id))


def remove_photo(workbook: Workbook, person_id: str) -> None:
    """Take the photo away; undo brings it back."""
    label = Text("Remove the photo of {name}", "移除{name}的照片")
    with workbook.edit(label.format(name=_name(workbook, person_id))) as connection:
        connection.execute(update(person).where(person.c.id == person_id).values(photo_id=None))


def photo(workbook: Workbook, photo_id: str) -> bytes | None:
    """The picture of that id; None when it is not there."""
    with workbook.read() as connection:
        found = connection.execute(select(blob.c.bytes).where(blob.c.id == photo_id)).scalar_one_or_none()
    return None if found is None else bytes(found)


def _name(workbook: Workbook, person_id: str) -> Text:
    with workbook.read() as connection:
        name = connection.execute(select(person.c.name).where(person.c.id == person_id)).scalar_one_or_none()
    if name is None:
        raise gone()
    return plain(name)
