"""Filters of a list kept under a name: the saved views of the clients and of the people. Commands and queries."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from sqlalchemy import delete, func, insert, select, update

from keyaccount_desktop.language import Text, plain
from keyaccount_desktop.method.columns import ListKind
from keyaccount_desktop.method.filters import Selection
from keyaccount_desktop.workbook.document import new_id
from keyaccount_desktop.workbook.driver import gone
from keyaccount_desktop.workbook.first_screen import VIEW_PAGES, SavedView
from keyaccount_desktop.workbook.names import valid_name
from keyaccount_desktop.workbook.tables import saved_view

if TYPE_CHECKING:
    from keyaccount_desktop.workbook.document import Workbook

# ---- commands


def save_view(workbook: Workbook, kind: ListKind, name: str, selection: Selection) -> str:
    """Keep a selection under a name, after the others; its id. Raises UserError for an empty name."""
    name, id_ = valid_name(name), new_id()
    label = Text("Save view {name}", "保存视图{name}").format(name=plain(name))
    with workbook.edit(label) as connection:
        last = connection.execute(
            select(func.max(saved_view.c.position)).where(saved_view.c.page == VIEW_PAGES[kind])
        ).scalar_one()
        connection.execute(
            insert(saved_view).values(
                id=id_,
                page=VIEW_PAGES[kind],
                name=name,
                definition=_written(selection),
                position=(last or 0) + 1,
            )
        )
    return id_


def rename_view(workbook: Workbook, view_id: str, name: str) -> None:
    name = valid_name(name)
    label = Text("Rename view {name}", "重命名视图{name}").format(name=plain(name))
    with workbook.edit(label) as connection:
        connection.execute(update(saved_view).where(saved_view.c.id == view_id).values(name=name))


def change_view(workbook: Workbook, view_id: str, selection: Selection) -> None:
    """Have a view show something else."""
    with workbook.edit(_label(workbook, view_id, "Change view {name}", "修改视图{name}")) as connection:
        connection.execute(
            update(saved_view).where(saved_view.c.id == view_id).values(definition=_written(selection))
        )


def delete_view(workbook: Workbook, view_id: str) -> None:
    with workbook.edit(_label(workbook, view_id, "Delete view {name}", "删除视图{name}")) as connection:
        connection.execute(delete(saved_view).where(saved_view.c.id == view_id))


def move_view(workbook: Workbook, view_id: str, to: int) -> None:
    """Put a view at a place among those of its list, 0 being the first."""
    with workbook.edit(_label(workbook, view_id, "Move view {name}", "移动视图{name}")) as connection:
        page = select(saved_view.c.page).where(saved_view.c.id == view_id).scalar_subquery()
        ids = list(
            connection.execute(
                select(saved_view.c.id)
                .where(saved_view.c.page == page)
                .order_by(saved_view.c.position, saved_view.c.id)
            ).scalars()
        )
        ids.remove(view_id)
        ids.insert(max(to, 0), view_id)
        for place, id_ in enumerate(ids, start=1):
            connection.execute(update(saved_view).where(saved_view.c.id == id_).values(position=place))


def _label(workbook: Workbook, view_id: str, en: str, zh: str) -> Text:
    with workbook.read() as connection:
        name = connection.execute(
            select(saved_view.c.name).where(saved_view.c.id == view_id)
        ).scalar_one_or_none()
    if name is None:
        raise gone()
    return Text(en, zh).format(name=plain(name))


# ---- queries


def views_of(workbook: Workbook, kind: ListKind) -> list[SavedView]:
    """The saved views of a list in their order."""
    query = (
        select(saved_view.c.id, saved_view.c.name, saved_view.c.definition)
        .where(saved_view.c.page == VIEW_PAGES[kind])
        .order_by(saved_view.c.position, saved_view.c.id)
    )
    with workbook.read() as connection:
        return [
            SavedView(id_, name, Selection.read(json.loads(definition)))
            for id_, name, definition in connection.execute(query)
        ]


def _written(selection: Selection) -> str:
    return json.dumps(selection.written(), ensure_ascii=False, separators=(",", ":"))
