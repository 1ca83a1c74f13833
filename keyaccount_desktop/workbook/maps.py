"""The influence map of a purchase: who stands where on it, what is judged of them, how they are linked.

``influence_map`` gives everything a picture of the map needs in one read. Places are stored per
stakeholder (``map_node``); level and department function are facts of the person, so that putting a card
into another lane changes them for every map the person is on. Called by the window's scene, by
``exchange.map_picture`` and by the command line.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, and_, bindparam, delete, func, insert, select, union, update

from keyaccount_desktop.language import Text
from keyaccount_desktop.method import catalogue, completeness
from keyaccount_desktop.method.fields import Field
from keyaccount_desktop.method.vocabulary import TIES
from keyaccount_desktop.workbook.document import new_id
from keyaccount_desktop.workbook.driver import gone
from keyaccount_desktop.workbook.facts import Fact, facts_by_subject, set_fact, value_of
from keyaccount_desktop.workbook.purchases import add_stakeholder
from keyaccount_desktop.workbook.tables import (
    account,
    link,
    map_node,
    person,
    purchase,
    stakeholder,
)
from keyaccount_desktop.workbook.warmth import warmth_in

if TYPE_CHECKING:
    from keyaccount_desktop.workbook.document import Workbook


@dataclass(frozen=True, slots=True)
class Judgement:
    """A judged value as the map shows it."""

    value: str | int | float | tuple[str, ...]
    assumed: bool
    stale: bool
    source: str | None = field(default=None, compare=False)
    learned_on: str = field(default="", compare=False)
    """ISO date; empty where that is not known."""


@dataclass(frozen=True, slots=True)
class MapCard:
    """A person in the purchase, on the map or still beside it."""

    stakeholder_id: str | None
    """None: a person of the account who is not a stakeholder of this purchase yet."""
    person_id: str
    kind: str
    """``person``, ``group``, or ``post`` (a known post whose holder is unknown)."""
    name: str
    position: str
    """Their post as free text; may be empty."""
    function: str | None
    level: str | None
    attitude: Judgement | None
    closeness: Judgement | None
    roles: Judgement | None
    part: Judgement | None
    weight: Judgement | None
    """Percent of the decision, 0–100."""
    coach: Judgement | None
    """Rung of the trust ladder; private."""
    key: bool
    cold: bool
    """No contact for longer than the account's grade allows, or its effect has faded."""
    placed: bool
    x: float
    y: float
    """Top left corner inside the lane cell, in map units; 0 when not placed."""
    free_x: float | None
    free_y: float | None
    pinned: bool
    firmness: Judgement | None = None
    """How firm the attitude is, 1–5."""
    supposed: bool = False
    """Something of the card is only supposed: ``workbook.what_if``."""

    @property
    def decides(self) -> bool:
        """Whether the card is drawn as a decision maker's."""
        in_roles = (
            self.roles is not None and isinstance(self.roles.value, tuple) and "decider" in self.roles.value
        )
        return in_roles or (self.part is not None and self.part.value == "decides")

    @property
    def stale(self) -> bool:
        """Whether any judgement shown on the card is past its days."""
        shown = (self.attitude, self.closeness, self.roles, self.part, self.weight)
        return any(judgement.stale for judgement in shown if judgement is not None)


@dataclass(frozen=True, slots=True)
class MapLink:
    """A link between two people of the map; ``source`` reports to / influences / introduces … ``target``.

    For ``introduces`` the target is the person introduced. Conflicts and ties have no direction.
    """

    id: str
    source_id: str
    target_id: str
    kind: str
    strength: int
    assumed: bool
    note: str
    supposed: bool = False
    """The link, or its kind or strength, is only supposed: ``workbook.what_if``."""
    source: str | None = field(default=None, compare=False)
    learned_on: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class InfluenceMap:
    """One purchase's map as it stands now."""

    purchase_id: str
    purchase: str
    account_id: str
    account: str
    layout: str
    """``lanes`` or ``free``."""
    cards: tuple[MapCard, ...]
    """Placed cards and the people not on the map, in pinyin order."""
    links: tuple[MapLink, ...]
    """Links whose both ends are placed."""
    workbook: str
    """File name without its ending, for the title block."""
    as_of: str
    """ISO date of the picture."""
    review: str = ""
    """The name of the review this is; empty for the map as it stands now."""
    supposed: bool = False
    """Something of it is only supposed: ``workbook.what_if``."""


@dataclass(frozen=True, slots=True)
class Placement:
    """Where a person's card goes, in the layout that is on.

    ``level`` and ``function`` of None leave the person's own as they are.
    """

    person_id: str
    x: float
    y: float
    level: str | None = None
    function: str | None = None
    in_lanes: tuple[float, float] | None = None
    """In a free layout, for whoever is new on the map: their place in the lanes."""


# ---- commands


def place_cards(workbook: Workbook, purchase_id: str, placements: Iterable[Placement]) -> None:
    """Put people onto the map, or move those who are there; with their level and function if given.

    Whoever had no part in the purchase gets one. The places are those of the layout that is on; the other
    one's stay. One step of undo.
    """
    placements = list(placements)
    with workbook.edit(
        _label(workbook, placements, "Place {name}", "放置{name}", "Place {n} people", "放置{n}人")
    ) as c:
        free = c.execute(select(purchase.c.layout).where(purchase.c.id == purchase_id)).scalar() == "free"
        for placement in placements:
            part = add_stakeholder(workbook, purchase_id, placement.person_id)
            node = c.execute(_NODE_OF, {"part": part}).scalar_one_or_none()
            if node is None:
                x, y = placement.in_lanes or (0.0, 0.0) if free else (placement.x, placement.y)
                node = new_id()
                made = {"id": node, "stakeholder_id": part, "pinned": 0, "x": x, "y": y}
                c.execute(insert(map_node), made)
            c.execute(
                _MOVE_FREELY if free else _MOVE_NODE,
                {"node": node, "to_x": placement.x, "to_y": placement.y},
            )
            for field, value in (("person.level", placement.level), ("person.function", placement.function)):
                if value is not None:
                    set_fact(workbook, ("person", placement.person_id), field, value)


_NODE_OF = select(map_node.c.id).where(map_node.c.stakeholder_id == bindparam("part"))
_MOVE_NODE = (
    update(map_node)
    .where(map_node.c.id == bindparam("node"))
    .values(x=bindparam("to_x"), y=bindparam("to_y"))
)
_MOVE_FREELY = (
    update(map_node)
    .where(map_node.c.id == bindparam("node"))
    .values(free_x=bindparam("to_x"), free_y=bindparam("to_y"))
)


def set_layout(
    workbook: Workbook, purchase_id: str, layout: str, first_places: Iterable[Placement] = ()
) -> None:
    """Show a purchase's map in ``lanes``, or ``free`` without them. One step of undo.

    Either layout has places of its own, which the other leaves alone. ``first_places``: those in the free
    layout for the cards that have none in it yet.
    """
    label = Text("Free layout", "自由布局") if layout == "free" else Text("Layout in lanes", "泳道布局")
    with workbook.edit(label) as connection:
        connection.execute(update(purchase).where(purchase.c.id == purchase_id).values(layout=layout))
        if layout == "free":
            place_cards(workbook, purchase_id, first_places)


def move_cards(workbook: Workbook, purchase_id: str, placements: Iterable[Placement]) -> None:
    """Move cards on the map, to other lanes if level or function are given. One step of undo."""
    placements = list(placements)
    with workbook.edit(
        _label(workbook, placements, "Move {name}", "移动{name}", "Move {n} cards", "移动{n}张卡片")
    ):
        place_cards(workbook, purchase_id, placements)


def take_off_map(workbook: Workbook, purchase_id: str, person_ids: Iterable[str]) -> None:
    """Take people off the map; their part in the purchase and what was judged of them stay."""
    parts = select(stakeholder.c.id).where(
        stakeholder.c.purchase_id == purchase_id, stakeholder.c.person_id.in_(list(person_ids))
    )
    with workbook.edit(Text("Take off the map", "移出影响图")) as connection:
        connection.execute(delete(map_node).where(map_node.c.stakeholder_id.in_(parts)))


def pin(workbook: Workbook, purchase_id: str, person_ids: Iterable[str], pinned: bool) -> None:
    """Pin cards, so that arranging the map leaves them where they are, or let them loose."""
    parts = select(stakeholder.c.id).where(
        stakeholder.c.purchase_id == purchase_id, stakeholder.c.person_id.in_(list(person_ids))
    )
    label = Text("Pin cards", "固定卡片") if pinned else Text("Unpin cards", "取消固定")
    with workbook.edit(label) as connection:
        connection.execute(
            update(map_node).where(map_node.c.stakeholder_id.in_(parts)).values(pinned=int(pinned))
        )


def judge(workbook: Workbook, purchase_id: str, person_ids: Iterable[str], field: str, value: object) -> None:
    """Set one judgement (``stakeholder.attitude`` …) of people in a purchase, as one step of undo.

    A value of None clears it. Whoever had no part in the purchase gets one.
    """
    label = Text("Change {field}", "修改{field}").format(field=catalogue.field(field).text)
    with workbook.edit(label):
        for person_id in person_ids:
            part = add_stakeholder(workbook, purchase_id, person_id)
            set_fact(workbook, ("stakeholder", part), field, value)


def _label(
    workbook: Workbook, placements: list[Placement], one: str, one_zh: str, many: str, many_zh: str
) -> Text:
    if len(placements) != 1:
        return Text(many, many_zh).format(n=len(placements))
    with workbook.read() as connection:
        name = connection.execute(
            select(person.c.name).where(person.c.id == placements[0].person_id)
        ).scalar_one_or_none()
    return Text(one, one_zh).format(name=name or "")


# ---- queries


def other_maps(workbook: Workbook, person_ids: Iterable[str], purchase_id: str) -> int:
    """On how many maps of other purchases any of the people stand: a new level or function shows there too."""
    query = (
        select(func.count(stakeholder.c.purchase_id.distinct()))
        .join(map_node, map_node.c.stakeholder_id == stakeholder.c.id)
        .where(stakeholder.c.person_id.in_(list(person_ids)), stakeholder.c.purchase_id != purchase_id)
    )
    with workbook.read() as connection:
        return int(connection.execute(query).scalar_one())


def influence_map(workbook: Workbook, purchase_id: str, *, also: Iterable[str] = ()) -> InfluenceMap:
    """The map of a purchase. Raises UserError when the purchase is not in the workbook.

    ``also``: people whose links belong to it as if they were on the map.
    """
    today, defaults, known = date.today(), workbook.defaults, workbook.catalogue
    with workbook.read() as connection:
        head = connection.execute(
            select(purchase.c.name, purchase.c.layout, account.c.id, account.c.name)
            .join(account, account.c.id == purchase.c.account_id)
            .where(purchase.c.id == purchase_id)
        ).first()
        if head is None:
            raise gone()
        name, layout, account_id, client = head
        rows = connection.execute(
            select(
                person.c.id,
                person.c.name,
                person.c.kind,
                stakeholder.c.id,
                map_node.c.x,
                map_node.c.y,
                map_node.c.free_x,
                map_node.c.free_y,
                map_node.c.pinned,
            )
            .select_from(
                person.outerjoin(
                    stakeholder,
                    and_(stakeholder.c.person_id == person.c.id, stakeholder.c.purchase_id == purchase_id),
                ).outerjoin(map_node, map_node.c.stakeholder_id == stakeholder.c.id)
            )
            .where(person.c.id.in_(_shown_people(account_id, purchase_id)))
            .order_by(person.c.name_sort, person.c.id)
        ).all()
        people = [row[0] for row in rows]
        own = facts_by_subject(
            connection, "person", people, ("person.position", "person.level", "person.function")
        )
        parts = select(stakeholder.c.id).where(stakeholder.c.purchase_id == purchase_id).scalar_subquery()
        judged = facts_by_subject(connection, "stakeholder", parts, _SHOWN)
        cold = {id_ for id_, found in warmth_in(connection, defaults, people, today).items() if found.cold}
        placed = {row[0] for row in rows if row[4] is not None}
        links = _links_among(connection, placed.union(also), defaults.link_strength)
    cards = tuple(
        MapCard(
            stakeholder_id=part,
            person_id=id_,
            kind=kind,
            name=shown,
            position=value_of(own.get(id_, {}), "person.position") or "",
            function=value_of(own.get(id_, {}), "person.function"),
            level=value_of(own.get(id_, {}), "person.level"),
            **{
                key.partition(".")[2]: _judgement(judged.get(part, {}), known.field(key), today)
                for key in _SHOWN
                if key != "stakeholder.key"
            },
            key=bool(value_of(judged.get(part, {}), "stakeholder.key")),
            cold=id_ in cold,
            placed=x is not None,
            x=x or 0.0,
            y=y or 0.0,
            free_x=free_x,
            free_y=free_y,
            pinned=bool(pinned),
            supposed=False,
        )
        for id_, shown, kind, part, x, y, free_x, free_y, pinned in rows
    )
    return InfluenceMap(
        purchase_id, name, account_id, client, layout, cards, links, workbook.path.stem, today.isoformat()
    )


def without_ties(shown: InfluenceMap) -> InfluenceMap:
    """The map as it may be shared: ties between people are sensitive and stay out unless asked for."""
    return replace(shown, links=tuple(link for link in shown.links if link.kind not in TIES))


def shareable(shown: InfluenceMap, *, coach: bool = False, ties: bool = False) -> InfluenceMap:
    """The map as it may leave the workbook: without coach, ties and notes on links, as far as not asked for.

    Notes never leave with a map: no picture of it has a place for them.
    """
    cards = shown.cards if coach else tuple(replace(card, coach=None) for card in shown.cards)
    links = (shown if ties else without_ties(shown)).links
    return replace(shown, cards=cards, links=tuple(replace(link, note="") for link in links))


def _shown_people(account_id: str, purchase_id: str) -> Any:
    """Ids of the account's own people and of everyone else with a part in the purchase."""
    # Two look-ups by index; an OR over the join would read every person of the workbook.
    return union(
        select(person.c.id).where(person.c.account_id == account_id),
        select(stakeholder.c.person_id).where(stakeholder.c.purchase_id == purchase_id),
    )


_SHOWN = tuple(
    f"stakeholder.{name}"
    for name in ("attitude", "closeness", "roles", "part", "weight", "coach", "key", "firmness")
)


def _judgement(facts: Mapping[str, list[Fact]], judged: Field, today: date) -> Judgement | None:
    entries = facts.get(judged.key)
    if not entries:
        return None
    found = entries[0]
    value = tuple(found.value) if isinstance(found.value, list) else found.value
    stale = completeness.stale(judged, found.known_on, today)
    return Judgement(value, found.assumed, stale, found.source, _learned(found))


def _learned(found: Fact) -> str:
    return found.learned_on or found.entered_at[:10]


def _links_among(connection: Connection, placed: set[str], usual_strength: int) -> tuple[MapLink, ...]:
    rows: list[Any] = [
        row
        for row in connection.execute(
            select(link.c.id, link.c.source_id, link.c.target_id, link.c.kind)
            .where(link.c.source_id.in_(list(placed)))
            .order_by(link.c.id)
        )
        if row.target_id in placed
    ]
    facts = facts_by_subject(connection, "link", [row.id for row in rows], ("link.strength", "link.note"))
    made = []
    for id_, source, target, kind in rows:
        own = facts.get(id_, {})
        strength = own.get("link.strength")
        made.append(
            MapLink(
                id_,
                source,
                target,
                kind,
                strength[0].value if strength else usual_strength,
                strength[0].assumed if strength else False,
                value_of(own, "link.note") or "",
                source=strength[0].source if strength else None,
                learned_on=_learned(strength[0]) if strength else "",
            )
        )
    return tuple(made)
