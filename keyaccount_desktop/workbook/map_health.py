"""How good the map of a purchase is: who is on it goes through the checks of ``method.health``.

What the map's query has read already is taken from it; the rest, which is little, is read here at once. Shown
by the panel beside the map.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Final

from sqlalchemy import select

from keyaccount_desktop.language import Text
from keyaccount_desktop.method.completeness import Standing, stale
from keyaccount_desktop.method.gaps import ABSENT
from keyaccount_desktop.method.health import Check, Member, health
from keyaccount_desktop.method.vocabulary import BUYING_ROLE
from keyaccount_desktop.workbook.facts import facts_by_subject, set_fact, value_of, verify_fact
from keyaccount_desktop.workbook.knowledge import PersonShare, person_shares
from keyaccount_desktop.workbook.tables import stakeholder

if TYPE_CHECKING:
    from keyaccount_desktop.workbook.document import Workbook
    from keyaccount_desktop.workbook.maps import InfluenceMap, Judgement, MapCard

JUDGED: Final = ("attitude", "closeness", "roles", "part", "weight", "coach")
"""What is judged of someone in a purchase, and must be verified within its days."""


# ---- commands


def mark_role(workbook: Workbook, purchase_id: str, role: str, *, absent: bool) -> None:
    """Note that nobody plays a role in a purchase, so that it is not looked for; or that it is again."""
    subject = ("purchase", purchase_id)
    with workbook.edit(
        Text("Nobody plays the role: {role}", "角色无人担任：{role}").format(role=BUYING_ROLE[role].text)
        if absent
        else Text("Look for the role: {role}", "角色待查：{role}").format(role=BUYING_ROLE[role].text)
    ) as connection:
        facts = facts_by_subject(connection, "purchase", [purchase_id], (ABSENT,)).get(purchase_id, {})
        held = value_of(facts, ABSENT) or []
        wanted = [code for code in BUYING_ROLE.codes if (code in held, absent)[code == role]]
        set_fact(workbook, subject, ABSENT, wanted)


def confirm_judgements(workbook: Workbook, purchase_id: str, person_ids: Iterable[str]) -> int:
    """Note that what is past its days among the judgements of people in a purchase holds today; how many.

    One step of undo.
    """
    today, known = date.today(), workbook.catalogue
    fields = [f"stakeholder.{name}" for name in JUDGED]
    parts = select(stakeholder.c.id).where(
        stakeholder.c.purchase_id == purchase_id, stakeholder.c.person_id.in_(list(person_ids))
    )
    count = 0
    with workbook.edit(Text("Judgements hold today", "判断今天核实")) as connection:
        for facts in facts_by_subject(connection, "stakeholder", parts.scalar_subquery(), fields).values():
            for field, entries in facts.items():
                for entry in entries:
                    if stale(known.field(field), entry.known_on, today):
                        verify_fact(workbook, entry.id)
                        count += 1
    return count


# ---- queries


def map_health(workbook: Workbook, shown: InfluenceMap) -> tuple[Check, ...]:
    """The checks of a map as it was read, for everyone who has a part in the purchase."""
    inside = [card for card in shown.cards if card.stakeholder_id is not None]
    opponents = [card.stakeholder_id for card in inside if _value(card.attitude) == "opponent"]
    keys = [card.person_id for card in inside if card.key]
    with workbook.read() as connection:
        purchase = facts_by_subject(connection, "purchase", [shown.purchase_id], (ABSENT,))
        countered = (
            facts_by_subject(connection, "stakeholder", opponents, ("stakeholder.countermeasure",))
            if opponents
            else {}
        )
        shares = person_shares(connection, workbook.catalogue, keys) if keys else {}
    absent = value_of(purchase.get(shown.purchase_id, {}), ABSENT) or ()
    return health((_member(card, countered, shares) for card in inside), absent)


def _member(card: MapCard, countered: Collection[str], shares: Mapping[str, PersonShare]) -> Member:
    judgements = [judged for name in JUDGED if (judged := getattr(card, name)) is not None]
    share = shares.get(card.person_id)
    roles = _value(card.roles)
    return Member(
        card.person_id,
        card.name if card.kind != "post" or card.name.endswith(("?", "？")) else f"{card.name}?",
        Standing(
            roles if isinstance(roles, tuple) else (),
            _code(card.part),
            card.key,
            _code(card.attitude),
        ),
        holder_known=card.kind != "post",
        level=card.level,
        function=card.function,
        closeness=_code(card.closeness),
        coach=_code(card.coach),
        countermeasure=card.stakeholder_id in countered,
        judged=len(judgements),
        stale=sum(judged.stale for judged in judgements),
        share=share.share if share is not None else None,
    )


def _value(judged: Judgement | None) -> object:
    return judged.value if judged is not None else None


def _code(judged: Judgement | None) -> str | None:
    return str(judged.value) if judged is not None else None
