"""The one table of the program's own numbers: staleness, half-life, coldness, importance, opinion, firmness.

None of them comes from the sources; all may be changed by the user. Rules take a ``Defaults`` as argument,
so a workbook with numbers of its own passes ``replace(DEFAULTS, …)``.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final


@dataclass(frozen=True, slots=True)
class Defaults:
    """Every editable number, with the value the program ships."""

    stale_days: Mapping[str, int] = field(
        default_factory=lambda: MappingProxyType(
            {
                "stakeholder.attitude": 90,
                "stakeholder.closeness": 90,
                "stakeholder.coach": 90,
                "stakeholder.roles": 180,
                "stakeholder.part": 180,
                "stakeholder.weight": 180,
                "person.phones": 365,
                "person.position": 365,
                "account.phones": 365,
            }
        )
    )
    """Days after which a field must be verified again; a field not named here never goes stale."""
    half_life_days: int = 30
    """Days until the effect of a contact has half faded."""
    cold_share_of_peak: float = 0.25
    """Warmth below this share of its last peak is cold."""
    cold_days: Mapping[str, int] = field(
        default_factory=lambda: MappingProxyType({"A": 30, "B": 45, "C": 90, "D": 180})
    )
    """Days without contact after which someone is cold, by the client's grade."""
    cold_days_ungraded: int = 90
    """The same for a client that has no grade yet."""
    role_importance: Mapping[str, int] = field(
        default_factory=lambda: MappingProxyType({"decider": 3, "evaluator": 2, "designer": 2})
    )
    other_importance: int = 1
    """Importance of everyone without one of those roles."""
    opinion: Mapping[str, float] = field(
        default_factory=lambda: MappingProxyType({"supporter": 1.0, "neutral": 0.0, "opponent": -1.0})
    )
    unknown_opinion: float = 0.0
    unknown_uncertainty: float = 1.0
    """An attitude not known counts as opinion 0 with full uncertainty, which is not neutral."""
    firmness: int = 3
    """Firmness 坚定程度, 1–5, where none is recorded."""
    firmness_range: tuple[int, int] = (1, 5)
    link_strength: int = 2
    """Strength 1–3 of a link where none is recorded."""
    attachment_megabytes: int = 50
    """The largest file that may be attached."""


DEFAULTS: Final = Defaults()


def cold_days(grade: str | None, defaults: Defaults = DEFAULTS) -> int:
    """After how many days without contact someone at a client of this grade is cold."""
    return defaults.cold_days.get(grade or "", defaults.cold_days_ungraded)


def person_importance(
    roles: Collection[str] = (), part: str | None = None, defaults: Defaults = DEFAULTS
) -> int:
    """How much a person counts in a purchase: 3 decider, 2 evaluator or designer, 1 everyone else."""
    held = set(roles) | ({"decider"} if part == "decides" else set())
    return max(
        (defaults.role_importance.get(role, defaults.other_importance) for role in held),
        default=defaults.other_importance,
    )
