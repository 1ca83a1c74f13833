"""From what someone types on the command line to the one client, person or purchase meant by it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from sqlalchemy import select

from keyaccount_desktop.language import Text, UserError
from keyaccount_desktop.workbook import tables

if TYPE_CHECKING:
    from keyaccount_desktop.workbook.document import Workbook

KINDS: Final[dict[str, Text]] = {
    "account": Text("client", "客户"),
    "person": Text("person", "人员"),
    "purchase": Text("purchase", "采购项目"),
}
_FITS: Final[tuple[Callable[[str, str, str], bool], ...]] = (
    lambda id_, name, wanted: id_ == wanted,
    lambda id_, name, wanted: name == wanted,
    lambda id_, name, wanted: wanted in name,
)
"""What is meant by what was typed: the first of these that anything fits."""
_SHOWN: Final = 5
"""How many of several matches an error names."""


def find(workbook: Workbook, kind: str, typed: str) -> str:
    """The id of the one entry whose id or name is ``typed``, or whose name alone holds it.

    Raises UserError when there is none, or when it could be several.
    """
    table = tables.METADATA.tables[kind]
    wanted = typed.strip().casefold()
    if not wanted:
        raise UserError(
            Text("No {kind} was named.", "没有指定{kind}。").format(kind=KINDS[kind]),
            Text("Give an id or a part of the name.", "请给出编号或名称的一部分。"),
        )
    with workbook.read() as connection:
        # Compared here: SQLite folds the case of ASCII only.
        everyone = connection.execute(select(table.c.id, table.c.name).order_by(table.c.name_sort)).all()
        for fits in _FITS:
            rows = [row for row in everyone if fits(row.id, row.name.casefold(), wanted)]
            if len(rows) == 1:
                return str(rows[0].id)
            if rows:
                shown = ", ".join(f"{row.name} ({row.id})" for row in rows[:_SHOWN])
                raise UserError(
                    Text(
                        "“{typed}” could be several: {rows}{more}", "“{typed}”对应多个：{rows}{more}"
                    ).format(typed=typed, rows=shown, more=" …" if len(rows) > _SHOWN else ""),
                    Text("Give the id in parentheses instead.", "请改用括号中的编号。"),
                )
    raise UserError(
        Text("There is no {kind} “{typed}”.", "没有名为“{typed}”的{kind}。").format(
            kind=KINDS[kind], typed=typed
        ),
        Text("List them with `keyaccount list`.", "可用 `keyaccount list` 列出。"),
    )
