"""What-if 假设推演: changes of a map that are only supposed, until they are applied as one edit or thrown away.

``Scratch`` holds the changes with steps of their own back and forth; ``supposed_map`` shows a map as if they held;
``decision_of`` says where the decision of any map leans. Nothing here writes but ``apply_changes``. A change remembers
what the workbook said when it was supposed: what has changed there meanwhile is noticed and told, never overrun
unseen. Called by the what-if panel beside the map.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from keyaccount_desktop.language import Text, UserError
from keyaccount_desktop.method import values
from keyaccount_desktop.method.defaults import DEFAULTS, Defaults
from keyaccount_desktop.method.simulation import Pull, Simulation, Voice, simulate
from keyaccount_desktop.method.vocabulary import (
    DIRECTED_LINKS,
    FUNCTION,
    LEVEL,
    LINK_KIND,
    LINK_STRENGTH,
    UNKNOWN_ATTITUDE,
)
from keyaccount_desktop.workbook import links
from keyaccount_desktop.workbook.facts import Evidence, set_fact
from keyaccount_desktop.workbook.maps import (
    InfluenceMap,
    Judgement,
    MapCard,
    MapLink,
    Placement,
    influence_map,
    place_cards,
    take_off_map,
)
from keyaccount_desktop.workbook.purchases import add_stakeholder

if TYPE_CHECKING:
    from keyaccount_desktop.method.catalogue import Catalogue
    from keyaccount_desktop.workbook.document import Workbook

JUDGED: Final = ("attitude", "firmness", "closeness", "roles", "part", "weight", "key", "coach")
"""What can be supposed of a person in the purchase."""


class Spot(NamedTuple):
    """Where a card is supposed to be; level and function are the person's own then."""

    x: float
    y: float
    level: str | None
    function: str | None
    layout: str = "lanes"
    """Of which layout the place is; the other one's stays."""


class Line(NamedTuple):
    """A link as it is supposed to be."""

    source_id: str
    target_id: str
    kind: str
    strength: int


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that is supposed to be otherwise.

    ``what``: one of ``JUDGED``, with its value; ``place``, with a ``Spot``; ``link``, with a ``Line``. None stands for
    not known, not on the map, no such link.
    """

    what: str
    subject: str
    """Id of the person, or of the link; a new link has an id of its own."""
    before: Any
    """What the workbook said when this was last supposed."""
    after: Any

    @property
    def key(self) -> tuple[str, str]:
        return (self.what, self.subject)


class Scratch:
    """The changes of one purchase that are supposed now, with a step back and forth for each gesture."""

    def __init__(self) -> None:
        self._states: list[tuple[Change, ...]] = [()]
        self._labels: list[Text] = []
        self._at = 0

    @property
    def changes(self) -> tuple[Change, ...]:
        """In the order in which they were first made."""
        return self._states[self._at]

    @property
    def undo_label(self) -> Text | None:
        return self._labels[self._at - 1] if self._at else None

    @property
    def redo_label(self) -> Text | None:
        return self._labels[self._at] if self._at < len(self._labels) else None

    def suppose(self, changes: Iterable[Change], label: Text) -> bool:
        """Add changes as one step; whether anything is different now. What is as it is anyway is no change."""
        held = {change.key: change for change in self.changes}
        for change in changes:
            if change.after == change.before:
                held.pop(change.key, None)
            else:
                held[change.key] = change
        return self._step(tuple(held.values()), label)

    def withdraw(self, change: Change) -> None:
        """Suppose one of the changes no longer; also a step."""
        rest = tuple(each for each in self.changes if each.key != change.key)
        self._step(rest, Text("Take back a supposition", "撤回一项假设"))

    def undo(self) -> bool:
        """One step back; whether there was one."""
        self._at, before = max(self._at - 1, 0), self._at
        return self._at != before

    def redo(self) -> bool:
        self._at, before = min(self._at + 1, len(self._labels)), self._at
        return self._at != before

    def clear(self) -> None:
        """Throw all of it away, steps and all."""
        self._states, self._labels, self._at = [()], [], 0

    def _step(self, state: tuple[Change, ...], label: Text) -> bool:
        if state == self.changes:
            return False
        self._states[self._at + 1 :] = [state]
        self._labels[self._at :] = [label]
        self._at += 1
        return True


# ---- a map as if


def supposed_map(live: InfluenceMap, changes: Iterable[Change]) -> InfluenceMap:
    """The map as if the changes held, with what they touch marked ``supposed``; those that ``stands`` denies are
    left out.
    """
    cards = {card.person_id: card for card in live.cards}
    lines = {link.id: link for link in live.links}
    any_stands = False
    for change in changes:
        if not stands(live, change):
            continue
        any_stands = True
        if change.what != "link":
            cards[change.subject] = _supposed_card(cards[change.subject], change)
        elif change.after is None:
            lines.pop(change.subject, None)
        else:
            known = lines.get(change.subject)
            note = known.note if known is not None else ""
            source, target, kind, strength = _line_by_now(live, change)
            lines[change.subject] = MapLink(
                change.subject, source, target, kind, strength, False, note, supposed=True
            )
    placed = {id_ for id_, card in cards.items() if card.placed}
    shown = (link for link in lines.values() if link.source_id in placed and link.target_id in placed)
    return replace(live, cards=tuple(cards.values()), links=tuple(shown), supposed=any_stands)


def put_on(changes: Iterable[Change]) -> frozenset[str]:
    """Who is supposed to be on the map and is not: their links must be read too (``influence_map``'s ``also``)."""
    return frozenset(
        change.subject
        for change in changes
        if change.what == "place" and change.before is None and change.after is not None
    )


def stands(live: InfluenceMap, change: Change) -> bool:
    """Whether the people and the link of a change are still there."""
    people = {card.person_id for card in live.cards}
    if change.what != "link":
        return change.subject in people
    if change.after is not None and not {change.after.source_id, change.after.target_id} <= people:
        return False
    return change.before is None or any(link.id == change.subject for link in live.links)


def now(live: InfluenceMap, what: str, subject: str) -> Any:
    """What a map says of a person or a link, in the form that changes have."""
    if what == "link":
        link = next((link for link in live.links if link.id == subject), None)
        return Line(link.source_id, link.target_id, link.kind, link.strength) if link is not None else None
    card = next((card for card in live.cards if card.person_id == subject), None)
    if card is None:
        return None
    if what == "place":
        return spot_of(card, live.layout) if card.placed else None
    if what == "key":
        return card.key or None
    judged: Judgement | None = getattr(card, what)
    return judged.value if judged is not None else None


def _line_by_now(live: InfluenceMap, change: Change) -> Line:
    """A link as it is supposed to be; what was not supposed of it is as the map says by now."""
    held: Line | None = now(live, "link", change.subject)
    supposed: Line = change.after
    if held is None or change.before is None:
        return supposed
    line = Line._make(
        new if new != old else said for new, old, said in zip(supposed, change.before, held, strict=True)
    )
    return line if line.source_id != line.target_id else supposed


def spot_of(card: MapCard, layout: str) -> Spot:
    """Where a card is in a layout."""
    if layout == "free":
        return Spot(card.free_x or 0.0, card.free_y or 0.0, card.level, card.function, layout)
    return Spot(card.x, card.y, card.level, card.function, layout)


def _supposed_card(card: MapCard, change: Change) -> MapCard:
    if change.what == "place":
        if change.after is None:
            return replace(card, placed=False, supposed=True)
        x, y, level, function, layout = change.after
        places = {"free_x": x, "free_y": y} if layout == "free" else {"x": x, "y": y}
        return replace(card, placed=True, level=level, function=function, supposed=True, **places)
    if change.what == "key":
        return replace(card, key=bool(change.after), supposed=True)
    value = change.after
    # What is supposed is so, as far as the map of suppositions goes: neither assumed nor stale.
    judged = Judgement(value, False, False) if value is not None else None
    return replace(card, **{change.what: judged}, supposed=True)  # type: ignore[arg-type]


def check_line(shown: InfluenceMap, line: Line, link_id: str | None = None) -> str | None:
    """Whether a link may be supposed: the id of one that says the same already, else None.

    Raises UserError as ``links.draw_link`` does.
    """
    links.check_different(line.source_id, line.target_id)
    others = [link for link in shown.links if link.id != link_id]
    if line.kind == "reports_to":
        above = {line.target_id}
        lines = [(link.source_id, link.target_id) for link in others if link.kind == "reports_to"]
        while new := {target for source, target in lines if source in above} - above:
            above |= new
        if line.source_id in above:
            raise links.closes_circle()
    ends = [(line.source_id, line.target_id)]
    if line.kind not in DIRECTED_LINKS:
        ends.append((line.target_id, line.source_id))
    return next(
        (link.id for link in others if link.kind == line.kind and (link.source_id, link.target_id) in ends),
        None,
    )


# ---- the decision


def decision_of(shown: InfluenceMap, defaults: Defaults = DEFAULTS) -> Simulation:
    """Where the decision leans by what is on a map; people beside it count nothing."""
    voices = [_voice(card, defaults) for card in shown.cards if card.placed]
    pulls = (
        Pull(link.source_id, link.target_id, link.kind, min(max(int(link.strength), 1), 3))
        for link in shown.links
    )
    return simulate(voices, pulls, defaults)


def _voice(card: MapCard, defaults: Defaults) -> Voice:
    attitude, firmness, weight = card.attitude, card.firmness, card.weight
    low, high = defaults.firmness_range
    known = attitude is not None and attitude.value in defaults.opinion
    return Voice(
        id=card.person_id,
        attitude=str(attitude.value) if known and attitude is not None else None,
        assumed=known and attitude is not None and attitude.assumed,
        stale=known and attitude is not None and attitude.stale,
        firmness=min(max(round(firmness.value), low), high)
        if firmness is not None and isinstance(firmness.value, int | float)
        else None,
        roles=card.roles.value if card.roles is not None and isinstance(card.roles.value, tuple) else (),
        part=str(card.part.value) if card.part is not None else None,
        weight=float(weight.value) if weight is not None and isinstance(weight.value, int | float) else None,
        level=card.level,
    )


# ---- in words


def in_words(change: Change, names: Mapping[str, str], catalogue: Catalogue) -> Text:
    """A change as one line: who, what, from what to what. ``names`` by person id."""
    if change.what == "link":
        return _link_in_words(change, names)
    name = names.get(change.subject, "?")
    if change.what == "place":
        return _place_in_words(change, name)
    field = catalogue.field(f"stakeholder.{change.what}")
    before, after = (_value(change.what, field, value) for value in (change.before, change.after))
    return Text("{name}: {field} {before} → {after}", "{name}：{field} {before} → {after}").format(
        name=name, field=field.text, before=before, after=after
    )


def _value(what: str, field: Any, value: Any) -> Text | str:
    if value is None:
        if what == "attitude":
            return UNKNOWN_ATTITUDE.text
        return Text("no", "否") if what == "key" else Text("open", "未填")
    if what == "firmness":
        return str(value)
    return values.display(field, list(value) if isinstance(value, tuple) else value)


def _place_in_words(change: Change, name: str) -> Text:
    before, after = change.before, change.after
    if after is None:
        return Text("{name}: not on the map", "{name}：移出影响图").format(name=name)
    if before is None:
        return Text("{name}: on the map", "{name}：放到影响图").format(name=name)
    changed: list[Text] = [
        choices[code].text
        for choices, old, code in (
            (LEVEL, before.level, after.level),
            (FUNCTION, before.function, after.function),
        )
        if code != old and code is not None
    ]
    if not changed:
        return Text("{name}: moved", "{name}：移动位置").format(name=name)
    lanes = Text(" · ".join(text.en for text in changed), " · ".join(text.zh for text in changed))
    return Text("{name}: to {lanes}", "{name}：移到{lanes}").format(name=name, lanes=lanes)


def _link_in_words(change: Change, names: Mapping[str, str]) -> Text:
    line: Line = change.after or change.before
    arrow = "→" if line.kind in DIRECTED_LINKS else "–"
    ends = f"{names.get(line.source_id, '?')} {arrow} {names.get(line.target_id, '?')}"
    after = _line(change.after) if change.after is not None else None
    if change.before is None:
        return Text("{ends}: new, {after}", "{ends}：新增{after}").format(ends=ends, after=after)
    before = _line(change.before)
    if after is None:
        return Text("{ends}: without {before}", "{ends}：去掉{before}").format(ends=ends, before=before)
    if change.before[2:] == change.after[2:]:
        return Text("{ends}: {after}, other ends", "{ends}：{after}，改变两端").format(ends=ends, after=after)
    return Text("{ends}: {before} → {after}", "{ends}：{before} → {after}").format(
        ends=ends, before=before, after=after
    )


def _line(line: Line) -> Text:
    kind, strength = LINK_KIND.get(line.kind), LINK_STRENGTH.get(str(line.strength))
    name = kind.text if kind is not None else Text(line.kind, line.kind)
    if strength is None:
        return name
    return Text("{kind} ({strength})", "{kind}（{strength}）").format(
        kind=Text(name.en.lower(), name.zh), strength=Text(strength.text.en.lower(), strength.text.zh)
    )


# ---- for good


@dataclass(frozen=True, slots=True)
class Applied:
    """What became of the changes that were applied."""

    done: int
    skipped: tuple[tuple[Change, Text], ...]
    """Those that could not be, each with the reason."""
    overtaken: tuple[Change, ...]
    """Done, though the workbook said something else meanwhile than when they were supposed."""


GONE: Final = Text("no longer there", "已不存在")


def overtaken(live: InfluenceMap, change: Change) -> bool:
    """Whether the workbook says something else by now than when this was supposed, and than is supposed."""
    said: Any = now(live, change.what, change.subject)
    if isinstance(said, Spot) and isinstance(change.before, Spot) and said.layout != change.before.layout:
        return said[2:4] not in (change.before[2:4], change.after[2:4] if change.after else None)
    return bool(said != change.before and said != change.after)


def apply_changes(workbook: Workbook, purchase_id: str, changes: Sequence[Change]) -> Applied:
    """Write what was supposed into the workbook, as one step of undo.

    Judgements and links become assumed: nobody has confirmed them. What the workbook says by now anyway stays as it
    is known there. What concerns people or links that have gone is skipped. Raises UserError when the workbook cannot
    be written; then nothing has changed.
    """
    done, skipped, late = 0, [], []
    with workbook.edit(Text("Apply what-if", "采用假设推演")):
        live = influence_map(workbook, purchase_id, also=put_on(changes))
        for change in changes:
            if not stands(live, change):
                skipped.append((change, GONE))
                continue
            try:
                if now(live, change.what, change.subject) != change.after:
                    _apply(workbook, live, change)
            except UserError as error:
                skipped.append((change, error.message))
                continue
            done += 1
            if overtaken(live, change):
                late.append(change)
    return Applied(done, tuple(skipped), tuple(late))


def _apply(workbook: Workbook, live: InfluenceMap, change: Change) -> None:
    purchase_id = live.purchase_id
    evidence = Evidence(certainty="assumed")
    if change.what == "link":
        _apply_link(workbook, live, change, evidence)
    elif change.what != "place":
        part = add_stakeholder(workbook, purchase_id, change.subject)
        value = list(change.after) if isinstance(change.after, tuple) else change.after
        set_fact(workbook, ("stakeholder", part), f"stakeholder.{change.what}", value, evidence=evidence)
    elif change.after is None:
        take_off_map(workbook, purchase_id, [change.subject])
    else:
        place_cards(workbook, purchase_id, [_placement(live, change)])


def _placement(live: InfluenceMap, change: Change) -> Placement:
    before, after = change.before or Spot(0, 0, None, None), change.after
    if after.layout == live.layout:
        x, y = after.x, after.y
    else:  # the other layout is on by now: of what was supposed there only the lane holds
        here = now(live, "place", change.subject)
        x, y = (here.x, here.y) if here is not None else (0.0, 0.0)
    return Placement(
        change.subject,
        x,
        y,
        after.level if after.level != before.level else None,
        after.function if after.function != before.function else None,
    )


def _apply_link(workbook: Workbook, live: InfluenceMap, change: Change, evidence: Evidence) -> None:
    before: Line | None = change.before
    after: Line | None = change.after
    if after is None:
        links.remove_links(workbook, [change.subject])
    elif before is None:
        twin = check_line(live, after)
        if twin is None or now(live, "link", twin).strength != after.strength:
            source, target, kind, strength = after
            links.draw_link(workbook, source, target, kind, strength=strength, evidence=evidence)
    else:
        line = _line_by_now(live, change)
        links.change_link(
            workbook, change.subject, kind=line.kind, source_id=line.source_id, target_id=line.target_id
        )
        if after.strength != before.strength:
            set_fact(workbook, ("link", change.subject), "link.strength", after.strength, evidence=evidence)
