"""What a decision simulation says, in words: where it leans, how sure that is, and why a move counts.

Numbers alone would look surer than they are; every lean is shown with these. Called by the what-if panel, and by
whatever else tells of a lean.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from keyaccount_desktop.language import Text, plain
from keyaccount_desktop.method.simulation import Move, Simulation, Step, Way
from keyaccount_desktop.method.vocabulary import ATTITUDE, LINK_KIND, UNKNOWN_ATTITUDE

BANDS: Final[tuple[tuple[float, Text], ...]] = (
    (0.5, Text("Clearly for us", "明显倾向我们")),
    (0.15, Text("Leans to us", "倾向我们")),
    (-0.15, Text("Undecided", "尚无倾向")),
    (-0.5, Text("Leans against us", "倾向反对我们")),
    (-2.0, Text("Clearly against us", "明显反对我们")),
)
"""From which lean on it is called so, the highest first."""
_TURNS: Final = 0.15
"""A lean that may go beyond this on the other side could turn."""
_SURE: Final = 0.2
"""Up to this width, from lowest to highest, a lean is called sure."""
_COUNTS: Final = 0.1
"""Share of the whole doubt from which a kind of doubt is worth naming."""

NOBODY: Final = Text(
    "Nobody on the map decides, so there is no lean yet.", "图上还没有决策者，无法判断倾向。"
)
NOBODY_HINT: Final = Text(
    "Give someone the role decision maker, a weight, or the decision level.",
    "请给某人标上“决策者”、填写比重，或放到决策层。",
)
BY_LEVEL: Final = Text(
    "No decision maker is named: everyone at the decision level counts as one.",
    "没有标明决策者：暂按决策层的人计算。",
)

_SURENESS: Final[Mapping[str, Text]] = {
    "sure": Text("{lean}, and that is well founded", "{lean}，依据充分"),
    "doubt": Text("{lean}, with some doubt", "{lean}，但不完全确定"),
    "turn": Text("{lean}, but could turn", "{lean}，但可能翻转"),
    "open": Text("{lean}: it could go either way", "{lean}，两边都有可能"),
}
_DOUBTS: Final[Mapping[tuple[str, bool], tuple[Text, Text]]] = {
    ("unknown", True): (
        Text("the attitude of one decider is unknown", "1位决策者的态度未知"),
        Text("the attitudes of {n} deciders are unknown", "{n} 位决策者的态度未知"),
    ),
    ("unknown", False): (
        Text("the attitude of one who influences them is unknown", "1位影响者的态度未知"),
        Text("the attitudes of {n} who influence them are unknown", "{n} 位影响者的态度未知"),
    ),
    ("assumed", True): (
        Text("the attitude of one decider is only assumed", "1位决策者的态度只是推测"),
        Text("the attitudes of {n} deciders are only assumed", "{n} 位决策者的态度只是推测"),
    ),
    ("assumed", False): (
        Text("the attitude of one who influences them is only assumed", "1位影响者的态度只是推测"),
        Text("the attitudes of {n} who influence them are only assumed", "{n} 位影响者的态度只是推测"),
    ),
    ("stale", True): (
        Text("the attitude of one decider is due for checking", "1位决策者的态度需要核实"),
        Text("the attitudes of {n} deciders are due for checking", "{n} 位决策者的态度需要核实"),
    ),
    ("stale", False): (
        Text("the attitude of one who influences them is due for checking", "1位影响者的态度需要核实"),
        Text("the attitudes of {n} who influence them are due for checking", "{n} 位影响者的态度需要核实"),
    ),
}
"""Why it is unsure, and whether those people decide: for one, and for several."""

_WAYS: Final[Mapping[Way, Text]] = {
    "influences": Text("influences {name}", "影响{name}"),
    "superior": Text("is the superior of {name}", "是{name}的上级"),
    "subordinate": Text("reports to {name}", "向{name}汇报"),
    "tie": Text("is tied to {name} ({kind})", "与{name}有{kind}"),
}


def number(lean: float) -> str:
    """A lean, or a part of one, with its sign: +0.18, −0.05, 0.00."""
    rounded = round(lean, 2)
    if rounded == 0:
        return "0.00"
    sign = "+" if rounded > 0 else "\N{MINUS SIGN}"
    return f"{sign}{abs(rounded):.2f}"


def band(lean: float) -> Text:
    """The words for a lean by itself."""
    return next(text for least, text in BANDS if round(lean, 2) >= least)


def verdict(found: Simulation) -> Text:
    """One line: where it leans and whether that could turn."""
    if found.lean is None:
        return NOBODY
    lean = band(found.lean)
    wide = found.high - found.low > _SURE
    if abs(found.lean) < -BANDS[2][0]:
        turns = found.low <= -_TURNS and found.high >= _TURNS
        return (_SURENESS["open"] if turns else _SURENESS["doubt" if wide else "sure"]).format(lean=lean)
    away = found.low if found.lean > 0 else -found.high
    sureness = "turn" if away <= -_TURNS else "doubt" if wide else "sure"
    return _SURENESS[sureness].format(lean=lean)


def reasons(found: Simulation) -> list[Text]:
    """What makes it unsure, the heaviest first; doubts that hardly count are left out."""
    whole = sum(doubt.width for doubt in found.doubts)
    kinds: dict[tuple[str, bool], tuple[int, float]] = {}
    for doubt in found.doubts:
        if doubt.width * 100 >= whole:
            many, width = kinds.get((doubt.why, doubt.decides), (0, 0.0))
            kinds[doubt.why, doubt.decides] = (many + 1, width + doubt.width)
    heavy = [(width, kind, many) for kind, (many, width) in kinds.items() if width >= _COUNTS * whole]
    said = []
    for _, kind, many in sorted(heavy, key=lambda each: (-each[0], each[1])):
        one, several = _DOUBTS[kind]
        said.append(one if many == 1 else several.format(n=many))
    return said


def difference(before: Simulation, after: Simulation) -> Text:
    """What the supposed changes do to the lean."""
    if after.lean is None:
        return NOBODY
    if before.lean is None:
        return Text("Now somebody decides", "现在有了决策者")
    change = round(after.lean, 2) - round(before.lean, 2)
    if not round(change, 2):
        if round(after.high - after.low, 2) < round(before.high - before.low, 2):
            return Text("The lean stays, and is surer", "倾向不变，但更确定")
        if round(after.high - after.low, 2) > round(before.high - before.low, 2):
            return Text("The lean stays, and is less sure", "倾向不变，但更不确定")
        return Text("The lean stays as it is", "倾向不变")
    pattern = (
        Text("{number}, towards us", "{number}，向我们靠近")
        if change > 0
        else Text("{number}, away from us", "{number}，离我们更远")
    )
    return pattern.format(number=number(change))


def move_line(move: Move, names: Mapping[str, str]) -> Text:
    """What would move whom, and by how much."""
    after = ATTITUDE[move.after].text
    known = ATTITUDE.get(move.before) if move.before is not None else None
    before = (known or UNKNOWN_ATTITUDE).text
    return Text(
        "{name}: {after} instead of {before} moves the lean by {gain}",
        "{name}：由{before}变为{after}，倾向 {gain}",
    ).format(
        name=names[move.person_id],
        after=_lower(after),
        before=_lower(before),
        gain=number(move.gain),
    )


def move_reason(move: Move, names: Mapping[str, str]) -> Text:
    """Why that move counts so much: a share of the decision, or the strongest way to it; and what is against it."""
    parts = []
    if move.share:
        parts.append(
            Text("holds {percent}% of the decision", "占决策的 {percent}%").format(
                percent=round(100 * move.share)
            )
        )
    if move.path:
        parts.append(_way(move.path, names))
    said = _joined(parts)
    if move.firmness >= 4:
        said = Text("{said}. Hard to move: firmness {n}", "{said}。不易改变：坚定程度 {n}").format(
            said=said, n=move.firmness
        )
    return said


def _way(path: tuple[Step, ...], names: Mapping[str, str]) -> Text:
    first, *others = path
    kind = LINK_KIND.get(first.kind)
    said = _WAYS[first.way].format(
        name=names[first.person_id], kind=_lower(kind.text) if kind is not None else first.kind
    )
    if not others:
        return said
    chain = plain(" → ".join(names[step.person_id] for step in others))
    return Text("{said}, and through them {chain}", "{said}，再影响{chain}").format(said=said, chain=chain)


def _lower(text: Text) -> Text:
    return Text(text.en[:1].lower() + text.en[1:], text.zh)


def _joined(parts: list[Text]) -> Text:
    if not parts:
        return plain("")
    return Text("; ".join(part.en for part in parts), "；".join(part.zh for part in parts))
