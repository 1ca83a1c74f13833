"""A change of an influence map in words: “王建国 中立 → 支持，2026-11-03，内线证实”.

Called by the panel of reviews and by whoever prints what changed. Codes that no list knows, such as a term that
was deleted, are said as they are.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from keyaccount_desktop.language import LANGUAGES, Language, Text, plain
from keyaccount_desktop.method.catalogue import field as field_of
from keyaccount_desktop.method.choices import ChoiceList
from keyaccount_desktop.method.map_changes import NAME, Change, Held, MapState, Value
from keyaccount_desktop.method.vocabulary import (
    ATTITUDE,
    BUYING_ROLE,
    CLOSENESS,
    COACH_RUNG,
    DIRECTED_LINKS,
    FUNCTION,
    LEVEL,
    LINK_KIND,
    LINK_STRENGTH,
    PART,
)

ERASED: Final = Text("(erased)", "（已彻底删除）")
"""Stands for the name of someone who was erased."""
_LISTS: Final[dict[str, ChoiceList]] = {
    "stakeholder.attitude": ATTITUDE,
    "stakeholder.closeness": CLOSENESS,
    "stakeholder.roles": BUYING_ROLE,
    "stakeholder.part": PART,
    "stakeholder.coach": COACH_RUNG,
    "person.level": LEVEL,
    "person.function": FUNCTION,
    "link.strength": LINK_STRENGTH,
}
_UNKNOWN: Final = Text("not known", "未知")
_NONE: Final = Text("none", "无")
_ASSUMED: Final = Text("{value} (assumed)", "{value}（推测）")
_JOINT: Final = Text(", ", "，")
_AND: Final = Text(", ", "、")

_FIELD: Final = Text("{name}: {field} {before} → {after}", "{name} {field} {before} → {after}")
_ATTITUDE: Final = Text("{name} {before} → {after}", "{name} {before} → {after}")
_NAMED: Final = Text("{before} is now called {after}", "{before} 现名 {after}")
_KEY: Final = Text("{name} is a key person now", "{name} 成为关键人")
_NO_KEY: Final = Text("{name} is no key person any more", "{name} 不再是关键人")
_JOINED: Final = Text("{name} is new on the map: {after}", "{name} 新上图：{after}")
_LEFT: Final = Text("{name} is no longer on the map", "{name} 已不在图上")
_MERGED: Final = Text("{name} was merged into {other}", "{name} 已并入 {other}")
_ADDED: Final = Text("New link: {ends} ({kind}, {after})", "新增关系：{ends}（{kind}，{after}）")
_REMOVED: Final = Text("Link gone: {ends} ({kind})", "关系取消：{ends}（{kind}）")
_CHANGED: Final = Text(
    "Link {ends} ({kind}): {before} → {after}", "关系 {ends}（{kind}）：{before} → {after}"
)
_TURNED: Final = Text("Link {ends}: {before} → {after}", "关系 {ends}：{before} → {after}")
_DIRECTED: Final = Text("{source} → {target}", "{source} → {target}")
_UNDIRECTED: Final = Text("{source} – {target}", "{source} – {target}")

_STEP: Final = plain("→ {value}")

_SAID_BY: Final[dict[tuple[bool, str | None], Text]] = {
    # (only assumed, source)
    (False, "coach"): Text("confirmed by the coach", "内线证实"),
    (False, "self"): Text("confirmed by the person", "本人证实"),
    (False, "third_party"): Text("confirmed by a third party", "侧面证实"),
    (False, "public"): Text("confirmed by public sources", "公开信息证实"),
    (False, "observed"): Text("observed", "亲见"),
    (True, "coach"): Text("assumed from the coach's words", "据内线推测"),
    (True, "self"): Text("assumed from the person's words", "据本人推测"),
    (True, "third_party"): Text("assumed from a third party", "据侧面推测"),
    (True, "public"): Text("assumed from public sources", "据公开信息推测"),
    (True, "observed"): Text("assumed from what was seen", "据亲见推测"),
    (True, None): Text("assumed", "推测"),
}


def in_words(change: Change, before: MapState, after: MapState) -> Text:
    """The change, the day and who said so, in one line; names are those of the later state if it has them."""
    told: list[Text | None] = [what_changed(change, before, after)]
    if change.what != "joined":  # the day would be that of the attitude
        told.append(evidence(change.after))
    return _joined([text for text in told if text is not None], _JOINT)


def what_changed(change: Change, before: MapState, after: MapState) -> Text:
    """The change alone."""

    def name(person_id: str) -> Text:
        # Someone merged has no name in the later state; someone new none in the earlier one.
        return plain(after.name(person_id) or before.name(person_id)) if person_id else plain("")

    old, new = said(change.field, change.before), said(change.field, change.after)
    one, other = name(change.person_id), name(change.other_id)
    if change.what == "joined":
        return _JOINED.format(name=one, after=said("stakeholder.attitude", change.after))
    if change.what == "left":
        return _LEFT.format(name=one)
    if change.what == "merged":
        return _MERGED.format(name=plain(before.name(change.person_id)), other=other)
    if change.what == "field":
        if change.field == NAME:
            return _NAMED.format(before=old, after=new)
        if change.field == "stakeholder.key":
            return (_KEY if change.after.value else _NO_KEY).format(name=one)
        if change.before.value != change.after.value:  # that it is assumed stands behind it, as evidence
            new = said(change.field, replace(change.after, assumed=False))
        pattern = _ATTITUDE if change.field == "stakeholder.attitude" else _FIELD
        return pattern.format(name=one, field=_lower(field_of(change.field).text), before=old, after=new)
    ends = (_DIRECTED if change.kind in DIRECTED_LINKS else _UNDIRECTED).format(source=one, target=other)
    kind = kind_said(change.kind)
    if change.what == "bond_added":
        new = said(change.field, replace(change.after, assumed=False))
        return _ADDED.format(ends=ends, kind=kind, after=new)
    if change.what == "bond_removed":
        return _REMOVED.format(ends=ends, kind=kind)
    if change.kind_before != change.kind:
        return _TURNED.format(ends=ends, before=kind_said(change.kind_before), after=kind)
    return _CHANGED.format(ends=ends, kind=kind, before=old, after=new)


def evidence(held: Held) -> Text | None:
    """The day, and who said so; None where neither is known."""
    told = [plain(held.day)] if held.day else []
    if held.value is not None and (said_by := _SAID_BY.get((held.assumed, held.source))) is not None:
        told.append(said_by)
    return _joined(told, _JOINT) if told else None


def step(field: str, held: Held) -> Text:
    """One value out of several that followed each other: “→ 反对，2026-10-01，推测”."""
    told = [_STEP.format(value=said(field, replace(held, assumed=False)))]
    if (known := evidence(held)) is not None:
        told.append(known)
    return _joined(told, _JOINT)


def said(field: str, held: Held) -> Text:
    """A value in words; one that is only assumed says so."""
    if held.value is None or held.value in ("", ()):
        return _NONE if field == "stakeholder.roles" else _UNKNOWN
    text = _value(field, held.value)
    return _ASSUMED.format(value=text) if held.assumed else text


def _value(field: str, value: Value) -> Text:
    if isinstance(value, tuple):
        return _joined([_value(field, part) for part in value], _AND)
    choices = _LISTS.get(field)
    if choices is not None:
        choice = choices.get(str(value))
        if choice is None:
            return plain(str(value))
        # 中立 → 支持: between names and arrows the short form is what people say.
        zh = choice.text.zh.removesuffix("者") if field == "stakeholder.attitude" else choice.text.zh
        return Text(_lower(choice.text).en, zh)
    if field == "stakeholder.weight" and isinstance(value, int | float):
        return plain(f"{value:g}%")
    return plain(str(value))


def kind_said(code: str) -> Text:
    """A kind of link in words."""
    choice = LINK_KIND.get(code)
    return plain(code) if choice is None else _lower(choice.text)


def _lower(text: Text) -> Text:
    """In the middle of an English sentence."""
    return Text(text.en[:1].lower() + text.en[1:], text.zh)


def _joined(texts: list[Text], joint: Text) -> Text:
    def in_language(code: Language) -> str:
        return joint.in_language(code).join(text.in_language(code) for text in texts)

    en, zh = (in_language(code) for code in LANGUAGES)
    return Text(en, zh)
