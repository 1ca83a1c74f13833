"""Links between people: who reports to, influences, introduces whom, who is in conflict, which ties bind.

A link stands between two people, for every map both are on. Strength and note are facts of the link, with
evidence. A conflict or tie has no direction: it is stored once, whichever end it was drawn from. When two
people turn out to be one, ``link_plan`` says what becomes of the links of both.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, and_, delete, insert, or_, select, update

from keyaccount_desktop.language import Text, UserError
from keyaccount_desktop.method import vocabulary
from keyaccount_desktop.method.catalogue import Catalogue
from keyaccount_desktop.workbook.document import new_id
from keyaccount_desktop.workbook.driver import gone
from keyaccount_desktop.workbook.facts import Evidence, set_fact
from keyaccount_desktop.workbook.tables import link
from keyaccount_desktop.workbook.uniting import unite

if TYPE_CHECKING:
    from keyaccount_desktop.workbook.document import Workbook


def draw_link(
    workbook: Workbook,
    source_id: str,
    target_id: str,
    kind: str,
    *,
    strength: int = 2,
    evidence: Evidence | None = None,
) -> str:
    """Link two people; the link's id. One that exists already gets the strength instead of a double.

    Raises UserError for a link to oneself, or a reporting line that would close a circle.
    """
    with workbook.edit(
        Text("Link “{kind}”", "画“{kind}”关系").format(kind=vocabulary.LINK_KIND[kind].text)
    ) as connection:
        _check_ends(connection, source_id, target_id, kind, None)
        id_ = existing_link(connection, source_id, target_id, kind)
        if id_ is None:
            id_ = new_id()
            connection.execute(
                insert(link), {"id": id_, "source_id": source_id, "target_id": target_id, "kind": kind}
            )
        set_fact(workbook, ("link", id_), "link.strength", strength, evidence=evidence)
    return id_


def change_link(
    workbook: Workbook,
    link_id: str,
    *,
    kind: str | None = None,
    strength: int | None = None,
    source_id: str | None = None,
    target_id: str | None = None,
) -> None:
    """Change what a link means, how strong it is, or whom it connects. Raises UserError as ``draw_link``."""
    with workbook.edit(Text("Change a link", "修改关系")) as connection:
        row = connection.execute(select(link).where(link.c.id == link_id)).first()
        if row is None:
            raise gone()
        source, target = source_id or row.source_id, target_id or row.target_id
        meant = kind or row.kind
        if (source, target, meant) != (row.source_id, row.target_id, row.kind):
            _check_ends(connection, source, target, meant, link_id)
            _check_double(connection, source, target, meant, link_id)
            connection.execute(
                update(link)
                .where(link.c.id == link_id)
                .values(source_id=source, target_id=target, kind=meant)
            )
        if strength is not None:
            set_fact(workbook, ("link", link_id), "link.strength", strength)


def draw_reporting_lines(workbook: Workbook, person_ids: Iterable[str], superior_id: str) -> None:
    """Let people report to someone; a line that is there already stays as it is. One step of undo.

    A person may report to several. Raises UserError as ``draw_link``, and then draws none of them.
    """
    with workbook.edit(
        Text("Link “{kind}”", "画“{kind}”关系").format(kind=vocabulary.LINK_KIND["reports_to"].text)
    ) as c:
        for person_id in person_ids:
            if existing_link(c, person_id, superior_id, "reports_to") is None:
                draw_link(workbook, person_id, superior_id, "reports_to")


def obstacle(
    workbook: Workbook, source_id: str, target_id: str, kind: str, link_id: str | None = None
) -> UserError | None:
    """Why these two cannot be linked so, before anyone tries; None if they can.

    ``link_id`` is a link that would run there instead of where it runs now.
    """
    with workbook.read() as connection:
        try:
            _check_ends(connection, source_id, target_id, kind, link_id)
            _check_double(connection, source_id, target_id, kind, link_id)
        except UserError as error:
            return error
    return None


def remove_links(workbook: Workbook, ids: Iterable[str]) -> None:
    with workbook.edit(Text("Remove links", "删除关系")) as connection:
        connection.execute(delete(link).where(link.c.id.in_(list(ids))))


def existing_link(connection: Connection, source: str, target: str, kind: str) -> str | None:
    """The id of the link of this kind between two people; one without direction may run either way."""
    same = and_(link.c.source_id == source, link.c.target_id == target)
    if kind not in vocabulary.DIRECTED_LINKS:
        same = or_(same, and_(link.c.source_id == target, link.c.target_id == source))
    return connection.execute(select(link.c.id).where(same, link.c.kind == kind)).scalar_one_or_none()


def _check_ends(connection: Connection, source: str, target: str, kind: str, link_id: str | None) -> None:
    check_different(source, target)
    if kind == "reports_to" and _reports_up_to(connection, target, source, link_id):
        raise closes_circle()


def check_different(source: str, target: str) -> None:
    """Raises UserError when both ends of a link are the same."""
    if source == target:
        raise UserError(
            Text("A link needs two different people.", "关系的两端必须是不同的人。"),
            Text("Drop it on another card.", "请拖到另一张卡片上。"),
        )


def linked_already() -> UserError:
    """Why a link is not changed into one that exists."""
    return UserError(
        Text("These two are linked in this way already.", "两人之间已有这种关系。"),
        Text("Change that link, or choose another kind.", "请修改那条关系，或选择其他类型。"),
    )


def closes_circle() -> UserError:
    """Why a reporting line is refused."""
    return UserError(
        Text("This reporting line would close a circle.", "这条汇报线会形成循环。"),
        Text("Remove the line in the other direction first.", "请先删除相反方向的汇报线。"),
    )


def _check_double(connection: Connection, source: str, target: str, kind: str, link_id: str | None) -> None:
    if existing_link(connection, source, target, kind) not in (None, link_id):
        raise linked_already()


def _reports_up_to(connection: Connection, start: str, wanted: str, without: str | None) -> bool:
    """Whether ``start`` reports to ``wanted``, directly or through others, leaving one link out."""
    seen: set[str] = set()
    todo: list[Any] = [start]
    while todo:
        if wanted in todo:
            return True
        seen.update(todo)
        query = select(link.c.target_id).where(link.c.source_id.in_(todo), link.c.kind == "reports_to")
        if without is not None:
            query = query.where(link.c.id != without)
        todo = [found for found in connection.execute(query).scalars() if found not in seen]
    return False


# ---- two people become one


@dataclass(frozen=True, slots=True)
class LinkPlan:
    """What becomes of the links of someone who turns out to be someone else."""

    moved: tuple[tuple[str, str, str], ...]
    """Id, and the new ends."""
    doubles: tuple[tuple[str, str], ...]
    """Id of a link, and of the one that says the same already."""
    left_out: tuple[str, ...]
    """Between the two, or a reporting line that would close a circle."""


def link_plan(connection: Connection, keep_id: str, other_id: str) -> LinkPlan:
    """What to do with the links of ``other_id`` when the two become one. Only reads."""
    rows: list[Any] = list(
        connection.execute(
            select(link.c.id, link.c.source_id, link.c.target_id, link.c.kind)
            .where(or_(link.c.source_id == other_id, link.c.target_id == other_id))
            .order_by(link.c.id)
        )
    )
    moved, doubles, left_out = [], [], []
    for row in rows:
        source, target = (keep_id if end == other_id else end for end in (row.source_id, row.target_id))
        if source == target:
            left_out.append(row.id)
        elif (twin := existing_link(connection, source, target, row.kind)) is not None:
            doubles.append((row.id, twin))
        elif row.kind == "reports_to" and _reports_up_to(connection, target, source, row.id):
            # A circle can only close through a line of each: those of one person never made one.
            left_out.append(row.id)
        else:
            moved.append((row.id, source, target))
    return LinkPlan(tuple(moved), tuple(doubles), tuple(left_out))


def merge_links(connection: Connection, catalogue: Catalogue, plan: LinkPlan) -> None:
    """Carry a plan out, in an edit that is open."""
    for id_, twin in plan.doubles:
        unite(connection, catalogue, "link", twin, id_, lambda pair: pair.better)
    gone_now = [*plan.left_out, *(id_ for id_, _ in plan.doubles)]
    connection.execute(delete(link).where(link.c.id.in_(gone_now)))
    for id_, source, target in plan.moved:
        connection.execute(update(link).where(link.c.id == id_).values(source_id=source, target_id=target))
