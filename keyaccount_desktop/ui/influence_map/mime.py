"""What is dragged onto the map: people from the side list, badges from the palette."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Final

from PySide6.QtCore import QByteArray, QMimeData

PEOPLE: Final = "application/x-keyaccount-people"
BADGE: Final = "application/x-keyaccount-badge"


def of_people(person_ids: Iterable[str]) -> QMimeData:
    return _data(PEOPLE, list(person_ids))


def of_badge(field: str, code: str | None) -> QMimeData:
    """A field and value of ``palette.ROWS``."""
    return _data(BADGE, [field, code])


def people(data: QMimeData) -> list[str]:
    """The ids of the dragged people; empty for anything else."""
    found = _read(data, PEOPLE)
    return [id_ for id_ in found if isinstance(id_, str)] if isinstance(found, list) else []


def badge(data: QMimeData) -> tuple[str, str | None] | None:
    """Field and code of the dragged badge; None for anything else."""
    match _read(data, BADGE):
        case [str(field), str() | None as code]:
            return field, code
    return None


def _data(kind: str, content: object) -> QMimeData:
    data = QMimeData()
    data.setData(kind, QByteArray(json.dumps(content).encode()))
    return data


def _read(data: QMimeData, kind: str) -> object:
    if not data.hasFormat(kind):
        return None
    try:
        return json.loads(bytes(data.data(kind).data()))
    except ValueError:
        return None
