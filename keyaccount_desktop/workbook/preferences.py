"""What a workbook is told once and then holds everywhere: numbers of its own, and the style of its rep.

Rows of ``setting``, journaled like everything else. ``Workbook.defaults`` gives the numbers that hold. Called
by the settings page and by what advises.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import delete, insert, select, update

from keyaccount_desktop.language import Text
from keyaccount_desktop.method.defaults import Defaults
from keyaccount_desktop.method.own_numbers import NUMBERS, with_numbers
from keyaccount_desktop.workbook.tables import setting

if TYPE_CHECKING:
    from keyaccount_desktop.workbook.document import Workbook

_NUMBER: Final = "number/"
_STYLE: Final = "rep/personality"


def set_number(workbook: Workbook, name: str, value: float | None) -> None:
    """Have one of ``NUMBERS`` otherwise in this workbook; None returns to the program's own."""
    label = Text("Change a number: {name}", "修改数值：{name}").format(name=NUMBERS[name].text)
    _put(workbook, label, f"{_NUMBER}{name}", value)


def own_numbers(workbook: Workbook) -> dict[str, float]:
    """The numbers this workbook has otherwise, by name."""
    query = select(setting.c.id, setting.c.value).where(setting.c.id.startswith(_NUMBER, autoescape=True))
    with workbook.read() as connection:
        return {row.id.removeprefix(_NUMBER): json.loads(row.value) for row in connection.execute(query)}


def read_defaults(workbook: Workbook) -> Defaults:
    """The numbers that hold in a workbook, as it is in the file now."""
    return with_numbers(own_numbers(workbook))


def set_own_style(workbook: Workbook, style: str | None) -> None:
    """Say which personality style the rep who keeps this workbook has; None: not known."""
    if style is not None:
        workbook.catalogue.lists["personality"][style]
    _put(workbook, Text("Change your own style", "修改自己的风格"), _STYLE, style)


def own_style(workbook: Workbook) -> str | None:
    """The rep's own personality style."""
    with workbook.read() as connection:
        stored = connection.execute(select(setting.c.value).where(setting.c.id == _STYLE)).scalar()
    return json.loads(stored) if stored is not None else None


def _put(workbook: Workbook, label: Text, name: str, value: Any) -> None:
    with workbook.edit(label) as connection:
        here = setting.c.id == name
        if value is None:
            connection.execute(delete(setting).where(here))
        elif connection.execute(update(setting).where(here).values(value=json.dumps(value))).rowcount == 0:
            connection.execute(insert(setting).values(id=name, value=json.dumps(value)))
        workbook.forget_catalogue()
