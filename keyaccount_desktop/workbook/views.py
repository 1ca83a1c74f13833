"""Filters of a list kept under a name: the saved views of the clients and of the people. Commands and queries."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import delete, func, insert, select, update

from keyaccount_desktop.language import Text, plain
from keyaccount_desktop.method import filters
from keyaccount_desktop.method.columns import ListKind
from keyaccount_desktop.method.filters import Condition
from keyaccount_desktop.workbook.document import new_id
from keyaccount_desktop.workbook.driver import gone
from keyaccount_desktop.workbook.names import valid_name
from keyaccount_desktop.workbook.tables import saved_view

if TYPE_CHECKING:
    from keyaccount_desktop.workbook.document import Workbook

_PAGES: Final[dict[ListKind, str]] = {"account": "clients", "person": "people"}


@dataclass(frozen=True, slots=True)
class Selection:
    """What a list shows, and in which order."""

    conditions: tuple[Condition, ...] = ()
    text: str = ""
    """Typed into the filter box."""
    sort: tuple[str, bool] | None = None
    """Column, and whether descending; None: by name."""


@dataclass(frozen=True, slots=True)
class SavedView:
    id: str
    name: str
    selection: Selection


# ---- commands


def save_view(workbook: Workbook, kind: ListKind, name: str, selection: Selection) -> str:
    """Keep a selection under a name, after the others; its id. Raises UserError for an empty name."""
    name, id_ = valid_name(name), new_id()
    label = Text("Save view {name}", "保存视图{name}").format(name=plain(name))
    with workbook.edit(label) as connection:
        last = connection.execute(
            select(func.max(saved_view.c.position)).where(saved_view.c.page == _PAGES[kind])
        ).scalar_one()
        connection.execute(
            insert(saved_view).values(
                id=id_,
                page=_PAGES[kind],
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
        .where(saved_view.c.page == _PAGES[kind])
        .order_by(saved_view.c.position, saved_view.c.id)
    )
    with workbook.read() as connection:
        return [
            SavedView(id_, name, _read(definition)) for id_, name, definition in connection.execute(query)
        ]


# ---- how they are kept


def _written(selection: Selection) -> str:
    stored: dict[str, Any] = {"conditions": filters.written(selection.conditions)}
    if selection.text:
        stored["text"] = selection.text
    if selection.sort is not None:
        stored["sort"] = list(selection.sort)
    return json.dumps(stored, ensure_ascii=False, separators=(",", ":"))


def _read(definition: str) -> Selection:
    """What is in it as far as it is understood: it may come from a newer program."""
    stored = json.loads(definition)
    if not isinstance(stored, dict):
        return Selection()
    text = stored.get("text")
    match stored.get("sort"):
        case [str(column), bool(descending)]:
            sort: tuple[str, bool] | None = (column, descending)
        case _:
            sort = None
    return Selection(filters.read(stored.get("conditions")), text if isinstance(text, str) else "", sort)
