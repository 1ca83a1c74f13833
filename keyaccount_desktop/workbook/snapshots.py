"""What a review holds: a map as it stood, written as JSON that stands for itself.

Everything a picture needs is in it, in codes and the words of then, so that nothing which happens to the workbook
later changes it: names, posts, places, judgements with what was assumed or stale, who said so, links, layout.
``frozen`` writes it, ``thawed`` reads it, ``anonymised`` takes a person out who was erased: their card keeps its
place, its lane and its buying roles, and nothing that tells who it was. Called by ``reviews``.
"""

from __future__ import annotations

import json
import math
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from keyaccount_desktop.language import Text, UserError
from keyaccount_desktop.method.change_words import ERASED
from keyaccount_desktop.workbook.maps import InfluenceMap, Judgement, MapCard, MapLink

FORMAT: Final = 1
JUDGED: Final = ("attitude", "firmness", "closeness", "roles", "part", "weight", "coach")
"""The judgements of a card, by the names of their attributes."""
_KEPT_OF_ERASED: Final = (
    "id", "kind", "level", "function", "x", "y", "free_x", "free_y", "pinned", "roles"
)  # fmt: skip
_SHORTEST_MENTION: Final = 2
"""Characters of a name that is looked for in what was written about others: one alone stands in many words."""


class Unreadable(Exception):
    """What is stored is no map of a format this program knows; says what is wrong with it, for a log."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A map as it stood at ``at``, a time stamp as rows have it."""

    shown: InfluenceMap
    """Only who stood on the map."""
    at: str


# ---- writing


def frozen(shown: InfluenceMap, at: str) -> str:
    """The map as JSON, format 1: an object of ``format``, ``at``, ``purchase``, ``account``, ``account_id``,
    ``layout``, ``cards`` and ``links``. What is empty, unknown or zero is left out.
    """
    return _encoded(
        {
            "format": FORMAT,
            "at": at,
            "purchase": shown.purchase,
            "account": shown.account,
            "account_id": shown.account_id,
            "layout": shown.layout,
            "cards": [_card(card) for card in shown.cards if card.placed],
            "links": [_link(link) for link in shown.links],
        }
    )


def _encoded(picture: Mapping[str, Any]) -> str:
    return json.dumps(picture, ensure_ascii=False, separators=(",", ":"))


def _card(card: MapCard) -> dict[str, Any]:
    written: dict[str, Any] = {
        "id": card.person_id,
        "kind": card.kind,
        "name": card.name,
        "position": card.position,
        "level": card.level,
        "function": card.function,
        "key": card.key,
        "cold": card.cold,
        "x": card.x,
        "y": card.y,
        "free_x": card.free_x,
        "free_y": card.free_y,
        "pinned": card.pinned,
    }
    for name in JUDGED:
        if (judged := getattr(card, name)) is not None:
            written[name] = _told(
                {"value": judged.value, "assumed": judged.assumed, "stale": judged.stale, **_by(judged)}
            )
    # A place of 0 in the free layout is a place, none is not.
    return {
        key: value
        for key, value in written.items()
        if value or (key in ("free_x", "free_y") and value is not None)
    }


def _link(link: MapLink) -> dict[str, Any]:
    return _told(
        {
            "id": link.id,
            "source": link.source_id,
            "target": link.target_id,
            "kind": link.kind,
            "strength": link.strength,
            "assumed": link.assumed,
            "note": link.note,
            "evidence": _told(_by(link)),
        }
    )


def _by(judged: Judgement | MapLink) -> dict[str, Any]:
    return {"source": judged.source, "on": judged.learned_on}


def _told(written: dict[str, Any]) -> dict[str, Any]:
    """Without what says nothing; a weight of 0 % says something."""
    return {
        key: value
        for key, value in written.items()
        if key == "value" or value not in (None, "", False, (), {})
    }


# ---- reading


def thawed(picture: str, purchase_id: str, workbook: str, name: str, day: str) -> Snapshot:
    """The map that was frozen. Raises Unreadable for what is none."""
    try:
        read = json.loads(picture)
    except (ValueError, RecursionError) as error:
        raise Unreadable("no JSON") from error
    stored = _Object(read, "the picture")
    if stored.number("format") != FORMAT:
        raise Unreadable("another format")
    cards = tuple(_read_card(card) for card in stored.objects("cards"))
    ids = {card.person_id for card in cards}
    if len(ids) < len(cards):
        raise Unreadable("someone stands on the map twice")
    links = tuple(_read_link(link) for link in stored.objects("links"))
    if any(link.source_id not in ids or link.target_id not in ids for link in links):
        raise Unreadable("a link without an end")
    if len({link.id for link in links}) < len(links):
        raise Unreadable("a link twice")
    layout = stored.text("layout")
    if layout not in ("lanes", "free"):
        raise Unreadable("an unknown layout")
    return Snapshot(
        InfluenceMap(
            purchase_id,
            stored.text("purchase"),
            stored.text("account_id"),
            stored.text("account"),
            layout,
            cards,
            links,
            workbook,
            day,
            name,
        ),
        stored.text("at"),
    )


def unreadable(name: str) -> UserError:
    """What the user is told of a review that cannot be read."""
    return UserError(
        Text("The review “{name}” cannot be read.", "无法读取复盘“{name}”。").format(name=name),
        Text(
            "It is damaged, or a newer version of the program made it: install that version, or delete the review.",
            "它已损坏，或由更新的版本生成：请安装更新的版本，或删除该复盘。",
        ),
    )


class _Object:
    """A JSON object that is read part by part; what is not of its kind is Unreadable."""

    def __init__(self, read: Any, what: str) -> None:
        if not isinstance(read, dict):
            raise Unreadable(f"{what} is no object")
        self._read: dict[str, Any] = read

    def text(self, key: str) -> str:
        return str(self._of(key, str, ""))

    def code(self, key: str) -> str | None:
        found = self._read.get(key)
        return None if found is None else self.text(key)

    def required(self, key: str) -> str:
        if not (found := self.text(key)):
            raise Unreadable(f"no {key}")
        return found

    def flag(self, key: str) -> bool:
        return bool(self._of(key, bool, False))

    def number(self, key: str) -> float:
        found: float = self._of(key, (int, float), 0)
        if isinstance(found, bool) or not math.isfinite(found):
            raise Unreadable(f"{key} is no number")
        return found

    def place(self, key: str) -> float | None:
        return None if self._read.get(key) is None else float(self.number(key))

    def day(self, key: str) -> str:
        if found := self.text(key):
            try:
                date.fromisoformat(found)
            except ValueError as error:
                raise Unreadable(f"{key} is no date") from error
        return found

    def part(self, key: str) -> _Object | None:
        return None if key not in self._read else _Object(self._read[key], key)

    def objects(self, key: str) -> list[_Object]:
        return [_Object(found, key) for found in self._of(key, list, [])]

    def value(self) -> str | int | float | tuple[str, ...]:
        found = self._read.get("value")
        if isinstance(found, list) and all(isinstance(part, str) for part in found):
            return tuple(found)
        if isinstance(found, str):
            return found
        number = self.number("value")
        return int(number) if isinstance(found, int) else number

    def _of(self, key: str, kind: Any, otherwise: Any) -> Any:
        found = self._read.get(key, otherwise)
        if not isinstance(found, kind):
            raise Unreadable(f"{key} is of another kind")
        return found


def _read_card(stored: _Object) -> MapCard:
    erased = stored.flag("erased")
    return MapCard(
        stakeholder_id=None,
        person_id=stored.required("id"),
        kind=stored.required("kind"),
        name=str(ERASED) if erased else stored.text("name"),
        position=stored.text("position"),
        function=stored.code("function"),
        level=stored.code("level"),
        **{name: _read_judgement(stored.part(name)) for name in JUDGED},
        key=stored.flag("key"),
        cold=stored.flag("cold"),
        placed=True,
        x=float(stored.number("x")),
        y=float(stored.number("y")),
        free_x=stored.place("free_x"),
        free_y=stored.place("free_y"),
        pinned=stored.flag("pinned"),
        supposed=False,
    )


def _read_judgement(stored: _Object | None) -> Judgement | None:
    if stored is None:
        return None
    return Judgement(
        stored.value(), stored.flag("assumed"), stored.flag("stale"), stored.code("source"), stored.day("on")
    )


def _read_link(stored: _Object) -> MapLink:
    evidence = stored.part("evidence") or _Object({}, "")
    return MapLink(
        stored.required("id"),
        stored.required("source"),
        stored.required("target"),
        stored.required("kind"),
        int(stored.number("strength")),
        stored.flag("assumed"),
        stored.text("note"),
        source=evidence.code("source"),
        learned_on=evidence.day("on"),
    )


# ---- erasing


def named_in(picture: str) -> dict[str, str]:
    """The names that people had when the picture was frozen, by id; without those who were erased since."""
    return {
        card["id"]: card["name"]
        for card in _listed(_loaded(picture), "cards")
        if isinstance(card.get("id"), str) and isinstance(card.get("name"), str)
    }


def anonymised(picture: str, ids: Collection[str], names: Iterable[str]) -> str:
    """The picture without these people: anonymous cards in their places, links without notes.

    Notes about others that hold one of their names go; in other texts of others the name becomes “…”. Of what
    cannot be read nothing is left.
    """
    names = [name for name in names if len(name) >= _SHORTEST_MENTION]
    read = _loaded(picture)
    if read is None:
        return "{}"

    def without_names(text: Any) -> Any:
        for name in names if isinstance(text, str) else ():
            text = text.replace(name, "…")
        return text

    for key in ("purchase", "account"):
        if key in read:
            read[key] = without_names(read[key])
    cards = []
    for card in _listed(read, "cards"):
        if card.get("id") in ids:
            card = {**{key: card[key] for key in _KEPT_OF_ERASED if key in card}, "erased": True}
            if isinstance(card.get("roles"), dict):
                card["roles"] = {"value": card["roles"].get("value")}
        elif "position" in card:
            card = {**card, "position": without_names(card["position"])}
        cards.append(card)
    links = []
    for link in _listed(read, "links"):
        note = link.get("note")
        theirs = link.get("source") in ids or link.get("target") in ids
        if theirs or (note is not None and without_names(note) != note):
            link = {key: value for key, value in link.items() if key not in ("note", "evidence")}
        links.append(link)
    return _encoded({**read, "cards": cards, "links": links})


def _loaded(picture: str) -> dict[str, Any] | None:
    try:
        read = json.loads(picture)
    except (ValueError, RecursionError):
        return None
    if not isinstance(read, dict) or read.get("format") != FORMAT:
        return None
    return read


def _listed(read: Mapping[str, Any] | None, key: str) -> list[dict[str, Any]]:
    found = read.get(key) if read is not None else None
    return [each for each in found if isinstance(each, dict)] if isinstance(found, list) else []
