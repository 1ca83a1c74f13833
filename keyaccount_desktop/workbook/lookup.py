"""From what someone types on the command line to the one client, person or purchase meant by it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
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


def find(workbook: Workbook, kind: str, typed: str, also: Mapping[str, str] | None = None) -> str:
    """The id of the one entry whose id or name is ``typed``, or whose name alone holds it.

    ``also``: names by id of what could be meant besides. Raises UserError when there is none, or when it could
    be several.
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
        everyone = [
            (str(id_), str(name))
            for id_, name in connection.execute(select(table.c.id, table.c.name).order_by(table.c.name_sort))
        ]
        everyone += (also or {}).items()
        for fits in _FITS:
            rows = [row for row in everyone if fits(row[0], row[1].casefold(), wanted)]
            if len(rows) == 1:
                return rows[0][0]
            if rows:
                shown = ", ".join(f"{name} ({id_})" for id_, name in rows[:_SHOWN])
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
