"""What is still unknown, assumed or stale: how complete a subject is, and what the next visit should ask.

Pure functions over what is known; who calls them reads the facts. Used by the person and client pages, the
map's health panel, cards ("questions still open") and the briefing.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from keyaccount_desktop.language import Text
from keyaccount_desktop.method import catalogue, emphasis
from keyaccount_desktop.method.defaults import DEFAULTS, Defaults, person_importance
from keyaccount_desktop.method.fields import Field

State = Literal["unknown", "stale", "assumed"]


@dataclass(frozen=True, slots=True)
class Standing:
    """What makes a person's facts more pressing: their standing in the purchase, and their post."""

    roles: tuple[str, ...] = ()
    part: str | None = None
    key: bool = False
    attitude: str | None = None
    post: str | None = None
    """Code of the playbook that fits the post."""

    def attention(self, defaults: Defaults = DEFAULTS) -> int:
        """1 to 4: importance by role, and one more for a key person, who is asked about first."""
        return person_importance(self.roles, self.part, defaults) + self.key


NOBODY_SPECIAL: Final = Standing()


def standing_in_all(standings: Iterable[Standing], post: str | None = None) -> Standing:
    """How someone stands who has a part in several purchases: what they are in any of them.

    For the facts about the person, which are the same in all; so it has no attitude.
    """
    roles: set[str] = set()
    parts: set[str] = set()
    key = False
    for standing in standings:
        roles.update(standing.roles)
        parts.add(standing.part or "")
        key = key or standing.key
    part = next((part for part in ("decides", "blocks", "influences", "executes") if part in parts), None)
    return Standing(tuple(sorted(roles)), part, key, None, post)


@dataclass(frozen=True, slots=True)
class Known:
    """A current fact, as far as questions depend on it."""

    field: str
    item: str = ""
    assumed: bool = False
    known_on: date | str | None = None
    """Last verified, else learned, else entered."""


@dataclass(frozen=True, slots=True)
class Share:
    """How much is known: fields, and their weights."""

    known: int
    asked: int
    weight_known: int
    weight_asked: int

    @property
    def share(self) -> float:
        """0 to 1, by weight; 1 where nothing is asked."""
        return self.weight_known / self.weight_asked if self.weight_asked else 1.0


@dataclass(frozen=True, slots=True)
class Completeness:
    """How complete a subject is, as a whole and by section (of those where something is asked)."""

    whole: Share
    sections: Mapping[str, Share]

    @property
    def share(self) -> float:
        return self.whole.share


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """Something to ask, and why."""

    field: str
    item: str
    state: State
    text: Text
    reason: Text
    urgency: float
    """Comparable between subjects: the more, the sooner."""
    sensitive: bool = False
    """Whether it is left off what is shared, unless asked for."""


Weighed = tuple[tuple[Field, int], ...]
"""Fields that are asked of a subject, each with how much it matters to know it."""


def completeness(
    subject: str,
    known: Collection[str],
    *,
    standing: Standing = NOBODY_SPECIAL,
    account_type: str | None = None,
    person_kind: str = "person",
    products: Collection[str] = (),
    fields: Sequence[Field] | None = None,
) -> Completeness:
    """How complete a subject is. ``known`` are the keys of the fields it has facts for, assumed or not.

    For a given standing more knowledge never makes it less complete; but to learn that someone decides, or
    is against us, raises what must be known of them. A field with one value per product counts where there
    are ``products``. ``fields`` replaces the catalogue's, for instance to count custom fields too.
    """
    return completeness_of(weighed(subject, standing, account_type, person_kind, products, fields), known)


def completeness_of(asked: Weighed, known: Collection[str]) -> Completeness:
    """The same, where what is asked has been worked out before: for many subjects that stand alike."""
    sections: dict[str, list[tuple[int, bool]]] = {}
    for field, weight in asked:
        sections.setdefault(field.section, []).append((weight, field.key in known))
    shares = {section: _share(entries) for section, entries in sections.items()}
    return Completeness(_share([entry for entries in sections.values() for entry in entries]), shares)


def overall(parts: Iterable[tuple[float, int]]) -> float:
    """How much is known of several subjects, from the share of each and the attention it deserves."""
    weighted = list(parts)
    total = sum(attention for _, attention in weighted)
    # Added up exactly: in whatever order they come, it is the same.
    return math.fsum(share * attention for share, attention in weighted) / total if total else 1.0


def weighed(
    subject: str,
    standing: Standing = NOBODY_SPECIAL,
    account_type: str | None = None,
    person_kind: str = "person",
    products: Collection[str] = (),
    fields: Sequence[Field] | None = None,
) -> Weighed:
    """The fields that count for a subject, in the order of its page, and how much each matters."""
    return tuple(
        (field, weight)
        for field in (catalogue.fields_of(subject) if fields is None else fields)
        if (weight := importance(field, standing)) > 0
        and (products or not field.per_product)
        and catalogue.applies(field, account_type=account_type, person_kind=person_kind)
    )


def attention_of(subject: str, standing: Standing = NOBODY_SPECIAL, defaults: Defaults = DEFAULTS) -> int:
    """How pressing questions about a subject are: 1 to 4."""
    return ATTENTION.get(subject) or standing.attention(defaults)


ATTENTION: Final[Mapping[str, int]] = {"purchase": 3, "account": 2}
"""What a purchase is about is as pressing as what its decider thinks; of a client we know more in the long run."""


def importance(field: Field, standing: Standing = NOBODY_SPECIAL) -> int:
    """How much it matters to know this about someone who stands like that; 0: it is not asked."""
    # Only opposition needs dissolving, and then it is among the first things to settle.
    if field.key == "stakeholder.countermeasure":
        return 3 if standing.attitude == "opponent" else 0
    return field.importance + emphasis.gained(
        field.key, standing.roles, standing.part, standing.key, standing.post
    )


def _share(entries: list[tuple[int, bool]]) -> Share:
    return Share(
        sum(known for _, known in entries),
        len(entries),
        sum(weight for weight, known in entries if known),
        sum(weight for weight, _ in entries),
    )


# ---- staleness


def stale(field: Field, known_on: date | str | None, today: date) -> bool:
    """Whether a fact must be verified again, by the days its field has in the workbook.

    ``known_on``: when verified, else learned, else entered. A field that never goes stale is not; neither is a
    fact without any date, as nothing can be counted.
    """
    since = day_of(known_on)
    return field.stale_days is not None and since is not None and (today - since).days > field.stale_days


def day_of(known_on: date | str | None) -> date | None:
    """The day of an ISO date or timestamp; the first one of a month or year; None when there is none."""
    if isinstance(known_on, str):
        day = known_on[:10]
        try:
            return date.fromisoformat(day + "-01-01"[len(day) - 4 :] if len(day) < 10 else day)
        except ValueError:
            return None
    return known_on


# ---- questions


def questions_of(
    asked: Weighed,
    facts: Iterable[Known],
    today: date,
    attention: int,
    products: Sequence[str] = (),
) -> list[OpenQuestion]:
    """What is unknown, stale or only assumed of a subject, of what ``weighed`` says is asked, in the order of its page.

    ``products`` are the ids of those that fields with one value per product are asked for.
    """
    known: dict[str, list[Known]] = {}
    for fact in facts:
        known.setdefault(fact.field, []).append(fact)
    found: list[OpenQuestion] = []
    for field, counts in asked:
        weight = float(counts * attention)
        entries = known.get(field.key, [])
        sensitive = catalogue.is_sensitive(field)
        if field.per_product:
            entries = [entry for entry in entries if entry.item in products]
            have = {entry.item for entry in entries}
            missing = [product for product in products if product not in have]
        else:
            missing = [] if entries else [""]
        found += [
            OpenQuestion(field.key, item, "unknown", _question(field), NOT_KNOWN, weight, sensitive)
            for item in missing
        ]
        for entry in entries:
            doubt = _doubt(field, entry, today)
            if doubt is not None:
                state, reason, pressing = doubt
                urgency = weight * pressing
                found.append(
                    OpenQuestion(field.key, entry.item, state, _question(field), reason, urgency, sensitive)
                )
    return found


MOST_IMPORTANT: Final = 3 + emphasis.MOST
"""What the most important fact about the most telling person counts."""

NOT_KNOWN: Final = Text("not known yet", "未知")


def _doubt(field: Field, entry: Known, today: date) -> tuple[State, Text, float] | None:
    since = day_of(entry.known_on)
    age = max((today - since).days, 0) if since else 0
    is_stale = stale(field, since, today)
    if entry.assumed:
        # An assumption is less pressing than a gap, but the longer it stands unproved the more so.
        pressing = 0.9 if is_stale else 0.6 + 0.2 * min(age / 365, 1)
        reason = (
            Text("assumed for {time}", "推测已 {time}").format(time=span(age))
            if age
            else Text("assumed", "推测")
        )
        return "assumed", reason, pressing
    if is_stale:
        return "stale", Text("not verified for {time}", "已 {time}未核实").format(time=span(age)), 0.8
    return None


def span(days: int) -> Text:
    """A length of time in the unit one would say it in: days, months or years."""
    if days < 31:
        count, en, zh = days, "day", "天"
    elif days < 730:
        count, en, zh = round(days / 30.4), "month", "个月"
    else:
        count, en, zh = round(days / 365.25), "year", "年"
    return Text(f"{count} {en}" if count == 1 else f"{count} {en}s", f"{count} {zh}")


def _question(field: Field) -> Text:
    return field.ask or Text(f"{field.text.en}?", f"{field.text.zh}？")
