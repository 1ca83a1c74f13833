"""Who is missing in a purchase: roles nobody is known to play, functions nobody stands for, no blocker, no coach.

They are questions like those about facts, and ranked among them. Read through ``workbook.knowledge``.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Final

from keyaccount_desktop.language import Text
from keyaccount_desktop.method import vocabulary
from keyaccount_desktop.method.completeness import MOST_IMPORTANT, NOT_KNOWN, OpenQuestion, Standing
from keyaccount_desktop.method.defaults import DEFAULTS, Defaults, person_importance
from keyaccount_desktop.method.playbooks import COACH_ENOUGH

ROLE: Final = "stakeholder.roles"
ABSENT: Final = "purchase.absent_roles"
"""The fact of a purchase that holds the roles nobody plays in it."""
FUNCTION: Final = "person.function"
PART: Final = "stakeholder.part"
COACH: Final = "stakeholder.coach"
HOLDER: Final = "person.name"
"""What a question is about: the field that whoever is found would have, its code in ``item``. The last one
is no field: that a post has a holder, whose name is not known."""

ROLES: Final = {
    "decider": Text("Who is the decision maker?", "谁是决策者？"),
    "designer": Text("Who is the designer?", "谁是设计者？"),
    "evaluator": Text("Who is the evaluator?", "谁是评估者？"),
    "initiator": Text("Who is the initiator?", "谁是发起者？"),
    "user": Text("Who is the user?", "谁是使用者？"),
}
"""Each of the five roles is filled in a good map."""

FUNCTIONS: Final = {
    "using": Text("Who takes part from the using department?", "使用部门由谁参与？"),
    "technical": Text("Who takes part from the technical department?", "技术部门由谁参与？"),
    "finance": Text("Who takes part from the finance department?", "财务部门由谁参与？"),
    "purchasing": Text("Who takes part from the purchasing department?", "采购部门由谁参与？"),
}
"""The four functions of the source are present in a good map."""

_NO_ONE_IN_ROLE: Final = Text("nobody known in this role", "该角色人选未知")
_NO_ONE_THERE: Final = Text("nobody known there", "该部门人选未知")
_WHO_BLOCKS: Final = Text("Who could block the purchase?", "谁可能是阻碍者？")
_NO_BLOCKER: Final = Text("none known, and the hardest to find", "目前未知，最难发现")
_WHO_COACHES: Final = Text("Who inside could become our coach?", "谁可以成为我们的内线？")
_NO_COACH: Final = Text("no coach at “{rung}” or above", "还没有达到“{rung}”的内线").format(
    rung=vocabulary.COACH_RUNG[COACH_ENOUGH].text
)
_WHO_HOLDS: Final = Text("Who holds this post?", "这个职务由谁担任？")


def missing_people(
    standings: Iterable[Standing],
    functions: Collection[str | None],
    rungs: Collection[str | None],
    absent: Collection[str] = (),
    defaults: Defaults = DEFAULTS,
) -> list[OpenQuestion]:
    """Who is missing in a purchase, from the standings, functions and coach rungs of those who are in it.

    ``absent``: roles that are known to be played by nobody. Whoever is missing is as pressing as the most
    important fact about someone who would be there.
    """
    standings = list(standings)
    found = [
        _missing(ROLE, role, ROLES[role], _NO_ONE_IN_ROLE, person_importance((role,), defaults=defaults))
        for role in missing_roles(standings, absent)
    ]
    if "blocks" not in {standing.part for standing in standings}:
        found.append(_missing(PART, "blocks", _WHO_BLOCKS, _NO_BLOCKER, 2))
    if not any(coaches(rung) for rung in rungs):
        found.append(_missing(COACH, "", _WHO_COACHES, _NO_COACH, 2))
    found += [
        _missing(FUNCTION, function, FUNCTIONS[function], _NO_ONE_THERE, 1)
        for function in missing_functions(functions)
    ]
    return found


def missing_roles(standings: Iterable[Standing], absent: Collection[str] = ()) -> list[str]:
    """Roles that nobody is known to play, and that are not known to be played by nobody."""
    roles = set(absent)
    for standing in standings:
        roles.update(standing.roles)
        if standing.part == "decides":
            roles.add("decider")
    return [role for role in ROLES if role not in roles]


def missing_functions(functions: Collection[str | None]) -> list[str]:
    """Functions of the source that nobody stands for."""
    return [function for function in FUNCTIONS if function not in functions]


def coaches(rung: str | None) -> bool:
    """Whether someone on this rung of the trust ladder counts as a coach."""
    ladder = vocabulary.COACH_RUNG.codes
    return rung in ladder and ladder.index(rung) >= ladder.index(COACH_ENOUGH)


def unnamed_holder(standing: Standing, defaults: Defaults = DEFAULTS) -> OpenQuestion:
    """That a post is known, but not who holds it."""
    return _missing(HOLDER, "", _WHO_HOLDS, NOT_KNOWN, standing.attention(defaults))


def _missing(field: str, item: str, text: Text, reason: Text, attention: int) -> OpenQuestion:
    private = field == COACH
    return OpenQuestion(field, item, "unknown", text, reason, float(MOST_IMPORTANT * attention), private)
