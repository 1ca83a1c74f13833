"""Our own staff: who of us can make an introduction, and what ties to clients' people are found from.

A colleague has a native place and schools in the form of a person's (``person.native_place``,
``person.education``). In the workbook's catalogue their names are the choices of ``person.staff_ties``, which
holds their ids; whoever is removed takes what is noted of their ties along. Called by the settings and by ``ties``.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import Connection, delete, func, insert, select, update

from keyaccount_desktop.language import Text, UserError, plain
from keyaccount_desktop.method import catalogue, values
from keyaccount_desktop.method.catalogue_person import STAFF_TIES
from keyaccount_desktop.workbook.document import new_id
from keyaccount_desktop.workbook.driver import gone
from keyaccount_desktop.workbook.names import valid_name
from keyaccount_desktop.workbook.tables import colleague, fact

if TYPE_CHECKING:
    from keyaccount_desktop.workbook.document import Workbook

NATIVE_PLACE: Final = catalogue.field("person.native_place")
SCHOOLS: Final = catalogue.field("person.education")
POST: Final = catalogue.field("person.position")


@dataclass(frozen=True, slots=True)
class Colleague:
    """One of us; what is not known is empty."""

    id: str
    name: str
    post: str = ""
    native_place: str = ""
    schools: tuple[Mapping[str, Any], ...] = ()
    """Records as ``person.education`` holds them."""


# ---- commands


def add_colleague(workbook: Workbook, name: str) -> str:
    """Add one of our staff, after the others; the id. Raises UserError for a name another has."""
    name, id_ = valid_name(name), new_id()
    label = Text("Add {name} to our staff", "添加我方人员{name}").format(name=plain(name))
    with workbook.edit(label) as connection:
        _check_free(connection, name, id_)
        last = connection.execute(select(func.max(colleague.c.position))).scalar_one()
        connection.execute(
            insert(colleague).values(id=id_, name=name, schools="[]", position=(last or 0) + 1)
        )
    return id_


def rename_colleague(workbook: Workbook, id_: str, name: str) -> None:
    name, before = valid_name(name), _named(workbook, id_)
    with workbook.edit(Text("Rename {name}", "重命名{name}").format(name=before)) as connection:
        _check_free(connection, name, id_)
        connection.execute(update(colleague).where(colleague.c.id == id_).values(name=name))


def set_post(workbook: Workbook, id_: str, post: str | None, *, join: object = None) -> None:
    """What a colleague does; empty for not known. Edits with an equal ``join`` are one step of undo."""
    _set(workbook, id_, POST.text, join, post=values.normalise(POST, post))


def set_native_place(workbook: Workbook, id_: str, place: str | None, *, join: object = None) -> None:
    """Where a colleague comes from."""
    _set(workbook, id_, NATIVE_PLACE.text, join, native_place=values.normalise(NATIVE_PLACE, place))


def set_schools(
    workbook: Workbook, id_: str, schools: Sequence[Mapping[str, Any]], *, join: object = None
) -> None:
    """Where a colleague studied: records of ``person.education``. Raises UserError for what these cannot hold."""
    normal = [found for school in schools if (found := values.normalise(SCHOOLS, school)) is not None]
    _set(workbook, id_, SCHOOLS.text, join, schools=json.dumps(normal, ensure_ascii=False))


def order_colleagues(workbook: Workbook, ids: Sequence[str]) -> None:
    """Put our staff in this order; those not named come after."""
    with workbook.edit(Text("Reorder our staff", "调整我方人员顺序")) as connection:
        others = [found.id for found in colleagues(workbook) if found.id not in ids]
        for place, id_ in enumerate((*ids, *others), 1):
            connection.execute(update(colleague).where(colleague.c.id == id_).values(position=place))


def remove_colleague(workbook: Workbook, id_: str) -> int:
    """Remove one of our staff with all that was ever noted of their ties; how many ties held."""
    label = Text("Remove {name} from our staff", "删除我方人员{name}").format(name=_named(workbook, id_))
    with workbook.edit(label) as connection:
        noted = (fact.c.field == STAFF_TIES, func.json_extract(fact.c.value, "$.colleague") == id_)
        held = connection.execute(
            select(func.count()).select_from(fact).where(*noted, fact.c.replaced_at.is_(None))
        ).scalar_one()
        connection.execute(delete(fact).where(*noted))
        connection.execute(delete(colleague).where(colleague.c.id == id_))
    return int(held)


# ---- queries


def colleagues(workbook: Workbook) -> list[Colleague]:
    """Our staff in their order."""
    with workbook.read() as connection:
        rows = connection.execute(select(colleague).order_by(colleague.c.position, colleague.c.id)).all()
    return [
        Colleague(row.id, row.name, row.post or "", row.native_place or "", tuple(json.loads(row.schools)))
        for row in rows
    ]


def _set(workbook: Workbook, id_: str, what: Text, join: object, **columns: object) -> None:
    label = Text("Change {field} of {name}", "修改{name}的{field}").format(
        field=what, name=_named(workbook, id_)
    )
    with workbook.edit(label, join=join) as connection:
        connection.execute(update(colleague).where(colleague.c.id == id_).values(**columns))


def _named(workbook: Workbook, id_: str) -> Text:
    with workbook.read() as connection:
        name = connection.execute(select(colleague.c.name).where(colleague.c.id == id_)).scalar()
    if name is None:
        raise gone()
    return plain(name)


def _check_free(connection: Connection, name: str, but: str) -> None:
    """Two of one name could not be told apart where one chooses them."""
    for id_, other in connection.execute(select(colleague.c.id, colleague.c.name)):
        if id_ != but and other.casefold() == name.casefold():
            raise UserError(
                Text("“{name}” is among our staff already.", "我方人员中已有“{name}”。").format(
                    name=plain(other)
                ),
                Text("Add the post or place to the name.", "请在姓名后加上职务或地区。"),
            )
