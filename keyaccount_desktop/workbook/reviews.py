"""Reviews (复盘) of an influence map: frozen at a date under a name, read again, compared.

A review is a picture of its own (``snapshots``): nothing that happens later changes it, but an erasure, which
leaves an anonymous card. ``differences`` compares any two states, the live map being one of them, and adds from
the history of facts what happened in between. Called by the window's panel of reviews.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import Connection, and_, delete, func, insert, or_, select, update

from keyaccount_desktop.language import Text, plain
from keyaccount_desktop.method.map_changes import (
    COMPARED,
    NAME,
    STRENGTH,
    Bond,
    Change,
    Held,
    MapState,
    compare,
)
from keyaccount_desktop.workbook.document import new_id, timestamp
from keyaccount_desktop.workbook.driver import gone
from keyaccount_desktop.workbook.duplicates import merged_into
from keyaccount_desktop.workbook.maps import InfluenceMap, Judgement, MapCard, influence_map
from keyaccount_desktop.workbook.names import valid_name
from keyaccount_desktop.workbook.snapshots import (
    JUDGED,
    Snapshot,
    Unreadable,
    anonymised,
    frozen,
    named_in,
    thawed,
    unreadable,
)
from keyaccount_desktop.workbook.tables import fact, map_review, person, stakeholder

if TYPE_CHECKING:
    from keyaccount_desktop.workbook.document import Workbook

NOW: Final = "~"
"""Later than every time stamp: when the live map stands."""
DUE_DAYS: Final = 30
"""After so many days without a review a new one is proposed, if something has changed."""


@dataclass(frozen=True, slots=True)
class Review:
    """A review in the list; ``reviewed_on`` is an ISO date."""

    id: str
    purchase_id: str
    name: str
    reviewed_on: str


@dataclass(frozen=True, slots=True)
class Differences:
    """What changed from one state of a map to a later one."""

    before: MapState
    after: MapState
    changes: tuple[Change, ...]
    since: str
    """ISO date of the earlier state."""

    @property
    def told(self) -> tuple[Change, ...]:
        """The changes as one tells them. That the links of someone who left are gone need not be said, nor that
        those of someone who joined are there, if they were known before.
        """
        gone = {change.person_id for change in self.changes if change.what in ("left", "merged")}
        come = {change.person_id for change in self.changes if change.what == "joined"}

        def plain(change: Change) -> bool:
            if change.what == "bond_removed":
                return bool(gone & set(change.people))
            known = "" < change.after.day < self.since
            return change.what == "bond_added" and known and bool(come & set(change.people))

        return tuple(change for change in self.changes if not plain(change))


# ---- commands


def freeze_review(workbook: Workbook, purchase_id: str, name: str, on: date | None = None) -> str:
    """Freeze the map as it stands now, under a name and the date of today or of ``on``; the review's id."""
    name, id_ = valid_name(name), new_id()
    with workbook.edit(Text("Freeze review {name}", "保存复盘{name}").format(name=plain(name))) as connection:
        connection.execute(
            insert(map_review),
            {
                "id": id_,
                "purchase_id": purchase_id,
                "name": name,
                "reviewed_on": (on or date.today()).isoformat(),
                "picture": frozen(influence_map(workbook, purchase_id), timestamp()),
            },
        )
    return id_


def rename_review(workbook: Workbook, review_id: str, name: str) -> None:
    name = valid_name(name)
    with workbook.edit(
        Text("Rename review {name}", "重命名复盘{name}").format(name=plain(name))
    ) as connection:
        connection.execute(update(map_review).where(map_review.c.id == review_id).values(name=name))


def delete_review(workbook: Workbook, review_id: str) -> None:
    with workbook.read() as connection:
        name = connection.execute(
            select(map_review.c.name).where(map_review.c.id == review_id)
        ).scalar_one_or_none()
    label = Text("Delete review {name}", "删除复盘{name}").format(name=plain(name or ""))
    with workbook.edit(label) as connection:
        connection.execute(delete(map_review).where(map_review.c.id == review_id))


def anonymise(connection: Connection, ids: Collection[str], name: str | None) -> tuple[int, set[str]]:
    """Take people who are erased out of every review, in an edit that is open; from how many, and all they were called.

    Also to be called for all of ``erased`` on what a backup brings back. ``name``: what they were called last.
    """
    picture = map_review.c.picture
    stands = or_(*(func.instr(picture, id_) > 0 for id_ in ids))
    names = {name} if name else set()
    for (stored,) in connection.execute(select(picture).where(stands)):
        names |= {called for id_, called in named_in(stored).items() if id_ in ids}
    named = [func.instr(picture, json.dumps(each, ensure_ascii=False)[1:-1]) > 0 for each in names]
    changed = 0
    for id_, stored in connection.execute(
        select(map_review.c.id, picture).where(or_(stands, *named)).order_by(map_review.c.id)
    ).all():
        if (left := anonymised(stored, ids, names)) != stored:
            connection.execute(update(map_review).where(map_review.c.id == id_).values(picture=left))
            changed += 1
    return changed, names


# ---- queries


def people_gone(workbook: Workbook) -> dict[str, str]:
    """Who stands in reviews and is not in the workbook any more, nor erased: id and name, the latest one."""
    query = select(map_review.c.picture).order_by(
        map_review.c.reviewed_on, func.json_extract(map_review.c.picture, "$.at")
    )
    with workbook.read() as connection:
        found: dict[str, str] = {}
        for (picture,) in connection.execute(query):
            found |= named_in(picture)
        there = set(connection.execute(select(person.c.id).where(person.c.id.in_(list(found)))).scalars())
    return {id_: name for id_, name in found.items() if id_ not in there}


def reviews_of(workbook: Workbook, purchase_id: str) -> list[Review]:
    """The reviews of a purchase, the newest first."""
    query = (
        select(map_review.c.id, map_review.c.purchase_id, map_review.c.name, map_review.c.reviewed_on)
        .where(map_review.c.purchase_id == purchase_id)
        .order_by(
            map_review.c.reviewed_on.desc(),
            func.json_extract(map_review.c.picture, "$.at").desc(),
            map_review.c.id,
        )
    )
    with workbook.read() as connection:
        return [Review(*row) for row in connection.execute(query)]


def snapshot_of(workbook: Workbook, review_id: str) -> Snapshot:
    """The map of a review, as of its date. Raises UserError when it is gone or cannot be read."""
    with workbook.read() as connection:
        row = connection.execute(select(map_review).where(map_review.c.id == review_id)).first()
    if row is None:
        raise gone()
    try:
        return thawed(row.picture, row.purchase_id, workbook.path.stem, row.name, row.reviewed_on)
    except Unreadable as error:
        logging.getLogger(__name__).info("the review %s cannot be read: %s", row.id, error)
        raise unreadable(row.name) from error


def snapshot_now(shown: InfluenceMap) -> Snapshot:
    """The live map as a state to compare with; people beside the map are left out."""
    return Snapshot(replace(shown, cards=tuple(card for card in shown.cards if card.placed)), NOW)


def differences(workbook: Workbook, before: Snapshot, after: Snapshot) -> Differences:
    """What changed between two states of a purchase's map, with what happened in between."""
    then, now = state_of(before.shown), state_of(after.shown)
    with workbook.read() as connection:
        changes = compare(then, now, merged_into(connection))
        told = _History(connection, after.shown.purchase_id, before.at, after.at)
        return Differences(then, now, told.add_to(changes), before.shown.as_of)


def state_of(shown: InfluenceMap) -> MapState:
    """The map as it is compared."""
    return MapState(
        {card.person_id: _held(card) for card in shown.cards if card.placed},
        tuple(
            Bond(
                link.id,
                link.source_id,
                link.target_id,
                link.kind,
                Held(link.strength, link.assumed, link.source, link.learned_on),
            )
            for link in shown.links
        ),
    )


def _held(card: MapCard) -> dict[str, Held]:
    held = {f"stakeholder.{name}": _judged(getattr(card, name)) for name in JUDGED}
    held["stakeholder.key"] = Held(True) if card.key else None
    for key, value in (
        (NAME, card.name),
        ("person.position", card.position),
        ("person.level", card.level),
        ("person.function", card.function),
    ):
        held[key] = Held(value) if value else None
    return {key: known for key in COMPARED if (known := held[key]) is not None}


def _judged(judged: Judgement | None) -> Held | None:
    return None if judged is None else Held(judged.value, judged.assumed, judged.source, judged.learned_on)


class _History:
    """What the facts of a purchase went through between two moments."""

    def __init__(self, connection: Connection, purchase_id: str, start: str, end: str) -> None:
        self._connection = connection
        self._purchase_id = purchase_id
        self._start, self._end = start, end

    def add_to(self, changes: Iterable[Change]) -> tuple[Change, ...]:
        """The changes with the values in between, and the day and source of the last where they lack it."""
        changes = tuple(changes)
        rows = self._rows(changes)
        return tuple(self._added(change, rows.get(_subject(change), ())) for change in changes)

    def _rows(self, changes: tuple[Change, ...]) -> dict[tuple[str, str], list[Any]]:
        people = [change for change in changes if change.what == "field" and change.field != NAME]
        links = [change.link_id for change in changes if change.what == "bond_changed"]
        ids = list({change.person_id for change in people})
        keys = list({change.field for change in people})
        columns = (
            fact.c.field, fact.c.value, fact.c.source, fact.c.certainty, fact.c.learned_on,
            fact.c.entered_at, fact.c.replaced_at,
        )  # fmt: skip
        asked = (
            select(stakeholder.c.person_id, *columns)
            .join(stakeholder, stakeholder.c.id == fact.c.stakeholder_id)
            .where(
                stakeholder.c.purchase_id == self._purchase_id,
                stakeholder.c.person_id.in_(ids),
                fact.c.field.in_(keys),
            ),
            select(fact.c.person_id, *columns).where(fact.c.person_id.in_(ids), fact.c.field.in_(keys)),
            select(fact.c.link_id, *columns).where(fact.c.link_id.in_(links), fact.c.field == STRENGTH),
        )
        found: dict[tuple[str, str], list[Any]] = {}
        within = or_(
            and_(fact.c.entered_at > self._start, fact.c.entered_at <= self._end),
            and_(fact.c.replaced_at > self._start, fact.c.replaced_at <= self._end),
        )
        for query in asked:
            for row in self._connection.execute(query.where(within).order_by(fact.c.entered_at, fact.c.id)):
                found.setdefault((row[0], row.field), []).append(row)
        return found

    def _added(self, change: Change, rows: Iterable[Any]) -> Change:
        made = [_held_in(row) for row in rows if self._start < row.entered_at <= self._end]
        if change.after.value is None and change.what == "field":
            ended = [row.replaced_at for row in rows if row.replaced_at and row.replaced_at <= self._end]
            if not ended:
                return change
            made.append(Held(None, day=_local_day(max(ended))))
        if not made or made[-1] != change.after:
            return change
        after = change.after if change.after.day else made[-1]
        return replace(change, after=after, steps=(*made[:-1], after) if len(made) > 1 else ())


def _subject(change: Change) -> tuple[str, str]:
    return (change.link_id or change.person_id, change.field)


def _held_in(row: Any) -> Held:
    value = json.loads(row.value)
    return Held(
        tuple(value) if isinstance(value, list) else value,
        row.certainty == "assumed",
        row.source,
        row.learned_on or _local_day(row.entered_at),
    )


def _local_day(stamp: str) -> str:
    """The day of a time stamp by the clock on the wall: rows are stamped in UTC."""
    return datetime.fromisoformat(stamp).astimezone().date().isoformat()
