"""Who is put onto a map before they are known: new people, groups, posts whose holder is unknown.

A post that gets its holder stays what it was: its place, links, judgements and history become the holder's.
A new name turns the post itself into a person (``people.name_post_holder``); someone the workbook knows
already takes the post over here, and what was known of both is kept.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sqlalchemy import Connection, delete, select

from keyaccount_desktop.language import Text, UserError, plain
from keyaccount_desktop.method.vocabulary import BUYING_ROLE
from keyaccount_desktop.workbook.driver import gone
from keyaccount_desktop.workbook.facts import facts_by_subject, set_fact, value_of
from keyaccount_desktop.workbook.maps import Placement, judge, place_cards
from keyaccount_desktop.workbook.merging import (
    DEPARTMENT,
    Merged,
    choice_key,
    merge_people,
    pair_of_people,
)
from keyaccount_desktop.workbook.people import add_person, position_of_post
from keyaccount_desktop.workbook.purchases import add_stakeholder
from keyaccount_desktop.workbook.tables import map_node, person, purchase, stakeholder
from keyaccount_desktop.workbook.uniting import Side

if TYPE_CHECKING:
    from keyaccount_desktop.workbook.document import Workbook

_OF_THE_POST = ("person.level", "person.function", "person.position")
"""What whoever holds a post has by holding it."""


def add_to_map(
    workbook: Workbook,
    purchase_id: str,
    name: str,
    place: Placement,
    *,
    kind: str = "person",
    role: str = "",
) -> str:
    """Add someone to the client of a purchase and put them onto its map; their id. One step of undo.

    ``place`` is where, whoever it names; ``kind`` is that of a person. Raises UserError for a name that is none,
    and when the purchase is gone.
    """
    with workbook.read() as connection:
        account_id = connection.execute(
            select(purchase.c.account_id).where(purchase.c.id == purchase_id)
        ).scalar_one_or_none()
    if account_id is None:
        raise gone()
    with workbook.edit(Text("Add {name}", "添加{name}").format(name=plain(name))):
        id_ = add_person(workbook, account_id, name, kind=kind)
        place_cards(workbook, purchase_id, [replace(place, person_id=id_)])
        if role:
            judge(workbook, purchase_id, [id_], "stakeholder.roles", [BUYING_ROLE[role].code])
    return id_


def put_on_map(workbook: Workbook, purchase_id: str, placement: Placement, *, role: str = "") -> str:
    """Put someone known onto a map, with one more role if one is given; their id. One step of undo."""
    with workbook.read() as connection:
        name = connection.execute(
            select(person.c.name).where(person.c.id == placement.person_id)
        ).scalar_one_or_none()
    if name is None:
        raise gone()
    with workbook.edit(Text("Place {name}", "放置{name}").format(name=plain(name))) as connection:
        place_cards(workbook, purchase_id, [placement])
        if role:
            part = add_stakeholder(workbook, purchase_id, placement.person_id)
            known = facts_by_subject(connection, "stakeholder", [part], ("stakeholder.roles",))
            held = value_of(known.get(part, {}), "stakeholder.roles") or []
            wanted = [code for code in BUYING_ROLE.codes if code in held or code == role]
            set_fact(workbook, ("stakeholder", part), "stakeholder.roles", wanted)
    return placement.person_id


def hold_post(workbook: Workbook, post_id: str, person_id: str) -> Merged:
    """Someone known holds a post: they take its place, links, judgements and history. One step of undo.

    Level, function, department and position are the post's from then on; what they had before is history, as
    are judgements of both that differ. Raises UserError when one is gone, or the person belongs to another client.
    """
    with workbook.read() as connection:
        holder, post = pair_of_people(connection, person_id, post_id)
        position = position_of_post(connection, post.id, post.name)
    if post.kind != "post" or holder.kind != "person":
        raise UserError(
            Text("Only a person can hold a post.", "只有人员才能担任职务。"),
            Text(
                "Choose a person, and a post whose holder is unknown.", "请选择一个人和一个人选未知的职务。"
            ),
        )
    if None not in (holder.account_id, post.account_id) and holder.account_id != post.account_id:
        raise UserError(
            Text("{name} belongs to another client.", "{name}属于另一个客户。").format(
                name=plain(holder.name)
            ),
            Text("Move them to this client first.", "请先把此人转到这个客户。"),
        )
    label = Text("{name} holds the post", "{name}担任该职务").format(name=plain(holder.name))
    with workbook.edit(label) as connection:
        if position is not None:
            set_fact(
                workbook, ("person", person_id), "person.position", position.value, evidence=position.evidence
            )
        _leave_places(connection, person_id, post_id)
        choices: dict[str, Side] = {choice_key(of_post): "other" for of_post in (*_OF_THE_POST, DEPARTMENT)}
        return merge_people(workbook, person_id, post_id, choices)


def _leave_places(connection: Connection, person_id: str, post_id: str) -> None:
    """On maps where both stand, the person goes where the post is."""
    of_post = (
        select(stakeholder.c.purchase_id)
        .join(map_node, map_node.c.stakeholder_id == stakeholder.c.id)
        .where(stakeholder.c.person_id == post_id)
    )
    own = select(stakeholder.c.id).where(
        stakeholder.c.person_id == person_id, stakeholder.c.purchase_id.in_(of_post)
    )
    connection.execute(delete(map_node).where(map_node.c.stakeholder_id.in_(own)))
