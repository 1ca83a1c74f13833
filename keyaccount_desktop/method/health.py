"""What a good map passes: checks of a purchase's map, each with a light, the reason in words, and what mends it.

Pure functions of who is on the map and what is judged of them. ``workbook.map_health`` reads that; the panel
beside the map shows it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from keyaccount_desktop.language import Language, Text, plain
from keyaccount_desktop.method import gaps, vocabulary
from keyaccount_desktop.method.completeness import Standing
from keyaccount_desktop.method.playbooks import COACH_ENOUGH

Light = Literal["red", "amber", "green", "none"]
"""``none``: the check does not apply to this map."""
Action = Literal["fill_role", "role_absent", "add_post", "name_holder", "countermeasure", "verify"]

PROFILE_ENOUGH: Final = 0.7
"""Share of a key person's profile that is known on a good map."""
CLOSE_ENOUGH: Final = 2
"""People at close or frequent contact that a purchase must not hang on fewer of."""
_CLOSE: Final = ("close", "frequent")
_MANY: Final = 5
"""Names that a reason spells out; roles and functions are no more."""
_TOO_GOOD: Final = Text("It goes too smoothly: this may be an ambush.", "攻坚战进行得太顺利,可能已经中了埋伏")


@dataclass(frozen=True, slots=True)
class Member:
    """Someone in the purchase, as far as the checks depend on it."""

    person_id: str
    name: str
    """As the map shows it."""
    standing: Standing
    holder_known: bool = True
    """False for a post whose holder is unknown."""
    level: str | None = None
    function: str | None = None
    closeness: str | None = None
    coach: str | None = None
    countermeasure: bool = False
    judged: int = 0
    """How many judgements there are of them."""
    stale: int = 0
    """How many of those are past their days."""
    share: float | None = None
    """How much of a key person's profile is known, 0 to 1."""

    @property
    def decides(self) -> bool:
        return "decider" in self.standing.roles or self.standing.part == "decides"


@dataclass(frozen=True, slots=True)
class Mend:
    """One thing that would mend a check; ``item`` is the role or the function it is about."""

    action: Action
    item: str = ""


@dataclass(frozen=True, slots=True)
class Check:
    """One check of a map."""

    code: str
    light: Light
    title: Text
    why: Text
    people: tuple[str, ...] = ()
    """Whom it concerns; where nobody is found who should be, those among whom one would look first."""
    mends: tuple[Mend, ...] = ()
    private: bool = False
    """Whether it is for the window only."""


def health(members: Iterable[Member], absent: Collection[str] = ()) -> tuple[Check, ...]:
    """All checks of a map, in the order of the method. ``absent``: roles known to be played by nobody."""
    inside = list(members)
    return (
        _decider(inside),
        _support(inside),
        _roles(inside, absent),
        _functions(inside),
        _contact(inside),
        _threads(inside),
        _opponents(inside),
        _coach(inside),
        _profiles(inside),
        _verified(inside),
        _too_good(inside),
    )


def lights(checks: Iterable[Check]) -> dict[Light, int]:
    """How many checks show each light."""
    found: dict[Light, int] = {"red": 0, "amber": 0, "green": 0, "none": 0}
    for check in checks:
        found[check.light] += 1
    return found


# ---- the checks


def _decider(members: Sequence[Member]) -> Check:
    deciders = [member for member in members if member.decides]
    known = [member for member in deciders if member.holder_known]
    if known:
        return _check("decider", "green", Text("A decision maker is present", "决策者已在图上"), known)
    if deciders:
        return _check(
            "decider",
            "amber",
            Text("The decision maker's post is known, its holder is not", "决策者的职务已知，人选未知"),
            deciders,
            mends=(Mend("name_holder"),),
        )
    return _check(
        "decider",
        "red",
        Text("No decision maker yet", "还没有决策者"),
        why=Text("Who settles budget, go-ahead and supplier?", "预算、是否采购和供应商由谁决定？"),
        mends=(Mend("fill_role", "decider"),),
    )


def _support(members: Sequence[Member]) -> Check:
    supporters = [member for member in members if member.standing.attitude == "supporter"]
    high = [member for member in supporters if member.decides or member.level == "decision"]
    if high:
        return _check(
            "support",
            "green",
            Text("A supporter decides or stands at decision level", "决策层有支持者"),
            high,
        )
    if supporters:
        return _check(
            "support",
            "amber",
            Text("Supporters, but none at decision level", "有支持者，但都不在决策层"),
            supporters,
        )
    return _check(
        "support",
        "red",
        Text("No supporter yet", "还没有支持者"),
        [member for member in members if member.standing.attitude != "opponent"],
        why=Text("Nobody is known to be for us.", "还不知道有谁支持我们。"),
    )


def _roles(members: Sequence[Member], absent: Collection[str]) -> Check:
    missing = gaps.missing_roles([member.standing for member in members], absent)
    if not missing:
        none = [role for role in gaps.ROLES if role in absent]
        return _check(
            "roles",
            "green",
            Text("All five roles are accounted for", "五个角色都有着落"),
            why=Text("Nobody plays: {roles}", "无人担任：{roles}").format(roles=_listed(_roles_named(none)))
            if none
            else Text("Each is filled.", "每个角色都有人。"),
        )
    return _check(
        "roles",
        "red" if len(missing) == len(gaps.ROLES) else "amber",
        Text("Roles without anybody", "有角色还没有人"),
        why=_listed(_roles_named(missing)),
        mends=tuple(Mend(action, role) for role in missing for action in _OF_ROLE),
    )


_OF_ROLE: Final[tuple[Action, ...]] = ("fill_role", "role_absent")


def _functions(members: Sequence[Member]) -> Check:
    missing = gaps.missing_functions({member.function for member in members})
    if not missing:
        return _check(
            "functions",
            "green",
            Text("The four functions are present", "四个职能部门都有人"),
            why=_listed(_functions_named(list(gaps.FUNCTIONS))),
        )
    return _check(
        "functions",
        "red" if len(missing) == len(gaps.FUNCTIONS) else "amber",
        Text("Functions without anybody", "有职能部门还没有人"),
        why=_listed(_functions_named(missing)),
        mends=tuple(Mend("add_post", function) for function in missing),
    )


def _contact(members: Sequence[Member]) -> Check:
    top = [member for member in members if member.level == "decision"]
    code = "contact"
    never = [member for member in top if member.closeness == "none"]
    if never:
        return _check(code, "red", Text("Not contacted at decision level", "决策层有人未联系"), never)
    unknown = [member for member in top if member.closeness is None]
    if unknown:
        return _check(
            code,
            "amber",
            Text("Contact with the decision level is not known", "与决策层的联系未知"),
            unknown,
        )
    if top:
        return _check(code, "green", Text("Everyone at decision level is contacted", "决策层都已联系"), top)
    return _check(
        code,
        "none",
        Text("Contact with the decision level", "与决策层的联系"),
        why=Text("Nobody is known at decision level.", "决策层还没有人。"),
    )


def _threads(members: Sequence[Member]) -> Check:
    near = [member for member in members if member.closeness in _CLOSE]
    if len(near) >= CLOSE_ENOUGH:
        return _check(
            "threads", "green", Text("Contact is close with several", "密切/频繁联系不止一人"), near
        )
    if near:
        return _check(
            "threads", "amber", Text("All hangs on one thread", "只靠一个人：密切/频繁联系仅一人"), near
        )
    return _check(
        "threads",
        "red",
        Text("Nobody at close or frequent contact", "没有密切/频繁联系的人"),
        [member for member in members if member.closeness == "distant"],
        why=Text("At least two, so that it does not hang on one thread.", "至少两人，才不会只靠一条线。"),
    )


def _opponents(members: Sequence[Member]) -> Check:
    against = [member for member in members if member.standing.attitude == "opponent"]
    bare = [member for member in against if not member.countermeasure]
    if bare:
        return _check(
            "opponents",
            "red",
            Text("An opponent without a countermeasure", "反对者缺化解措施"),
            bare,
            mends=(Mend("countermeasure"),),
        )
    if against:
        return _check(
            "opponents", "green", Text("Every opponent has a countermeasure", "反对者都有化解措施"), against
        )
    return _check(
        "opponents",
        "none",
        Text("Countermeasures", "化解措施"),
        why=Text("No opponent is known.", "还没有已知的反对者。"),
    )


def _coach(members: Sequence[Member]) -> Check:
    rung = vocabulary.COACH_RUNG[COACH_ENOUGH].text
    trusting = [member for member in members if gaps.coaches(member.coach)]
    if trusting:
        title = Text("A coach at “{rung}” or above", "内线达到“{rung}”").format(rung=rung)
        return _check("coach", "green", title, trusting, private=True)
    below = [member for member in members if member.coach is not None]
    if below:
        title = Text("The coach is below “{rung}”", "内线还没有达到“{rung}”").format(rung=rung)
        return _check("coach", "amber", title, below, private=True)
    return _check(
        "coach",
        "red",
        Text("No coach yet", "还没有内线"),
        [member for member in members if member.closeness in _CLOSE],
        why=Text("Who inside could become one?", "谁可以成为我们的内线？"),
        private=True,
    )


def _profiles(members: Sequence[Member]) -> Check:
    keys = [member for member in members if member.share is not None]
    if not keys:
        return _check(
            "profiles",
            "none",
            Text("Profiles of key persons", "关键人的资料"),
            why=Text("No key person is marked yet.", "还没有标出关键人。"),
        )
    thin = [member for member in keys if (member.share or 0) < PROFILE_ENOUGH]
    percent = round(PROFILE_ENOUGH * 100)
    if not thin:
        title = Text("Key persons are known to {n}% at least", "关键人资料都达到 {n}%").format(n=percent)
        return _check("profiles", "green", title, keys)
    title = Text("Key persons known to less than {n}%", "关键人资料不足 {n}%").format(n=percent)
    named = [f"{member.name} {int((member.share or 0) * 100)}%" for member in thin]
    return _check(
        "profiles",
        "red" if len(thin) == len(keys) else "amber",
        title,
        thin,
        why=_listed([plain(n) for n in named]),
    )


def _verified(members: Sequence[Member]) -> Check:
    judged = [member for member in members if member.judged]
    if not judged:
        return _check(
            "verified",
            "none",
            Text("Judgements verified in time", "判断按时核实"),
            why=Text("Nothing is judged yet.", "还没有任何判断。"),
        )
    old = [member for member in judged if member.stale]
    if not old:
        return _check("verified", "green", Text("Every judgement is verified", "判断都在期限内核实"), judged)
    count = sum(member.stale for member in old)
    title = Text("{n} judgements are past their days", "{n} 项判断超期未核实").format(n=count)
    if count == 1:
        title = Text("1 judgement is past its days", "1 项判断超期未核实")
    light: Light = "red" if 2 * count > sum(member.judged for member in judged) else "amber"
    return _check("verified", light, title, old, mends=(Mend("verify"),))


def _too_good(members: Sequence[Member]) -> Check:
    if not members:
        return _check(
            "too_good",
            "none",
            Text("Opponents and blockers", "反对者和阻碍者"),
            why=Text("Nobody is in the purchase yet.", "采购中还没有人。"),
        )
    against = [
        member
        for member in members
        if member.standing.attitude == "opponent" or member.standing.part == "blocks"
    ]
    if against:
        return _check("too_good", "green", Text("Resistance is known", "已看到反对者或阻碍者"), against)
    return _check(
        "too_good",
        "amber",
        Text("No opponent, no blocker: too good to be true", "没有反对者和阻碍者"),
        [member for member in members if member.standing.attitude is None],
        why=_TOO_GOOD,
    )


# ---- words


def _check(
    code: str,
    light: Light,
    title: Text,
    people: Sequence[Member] = (),
    *,
    why: Text | None = None,
    mends: tuple[Mend, ...] = (),
    private: bool = False,
) -> Check:
    said = _listed([plain(member.name) for member in people]) if why is None else why
    return Check(code, light, title, said, tuple(member.person_id for member in people), mends, private)


def _roles_named(roles: Iterable[str]) -> list[Text]:
    return [vocabulary.BUYING_ROLE[role].text for role in roles]


def _functions_named(functions: Iterable[str]) -> list[Text]:
    return [vocabulary.FUNCTION[function].text for function in functions]


def _listed(names: Sequence[Text]) -> Text:
    """Names in a row; of more than a few how many there are."""

    def listed(language: Language) -> str:
        shown = [name.in_language(language) for name in names[:_MANY]]
        row = ("、" if language == "zh" else ", ").join(shown)
        if len(names) <= _MANY:
            return row
        return f"{row} 等 {len(names)} 人" if language == "zh" else f"{row} and {len(names) - _MANY} more"

    return Text(listed("en"), listed("zh"))
