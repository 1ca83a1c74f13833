"""How warm a relation is: every contact has an effect that fades, each with its own half-life.

Pure functions over contacts, which ``workbook.warmth`` reads for people and clients, all at once if need be.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from keyaccount_desktop.method.defaults import DEFAULTS, Defaults, cold_days


@dataclass(frozen=True, slots=True)
class Impression:
    """A contact that was held: its effect, −3…+3, and the days until half of it is gone.

    One that nobody judged has no effect: it counts as contact, but warms nobody.
    """

    day: date
    effect: int
    half_life: int | None = None


@dataclass(frozen=True, slots=True)
class Warmth:
    """The sum of what is left of past effects, beside what it was after the last contact that raised it."""

    now: float
    peak: float
    days_since: int
    """Days since the last contact."""
    cold: bool

    @property
    def share(self) -> float:
        """What is left of the last peak, 0 to 1; 0 where nothing ever warmed."""
        return min(max(self.now / self.peak, 0.0), 1.0) if self.peak > 0 else 0.0


def warmth(
    held: Iterable[Impression], today: date, *, grade: str | None = None, defaults: Defaults = DEFAULTS
) -> Warmth | None:
    """How warm it is today, whatever order the contacts are given in; None where nobody was ever met.

    Cold: below the share of the last peak that the defaults say, or no contact for longer than the grade
    allows.
    """
    past = [each for each in held if each.day <= today]
    if not past:
        return None
    raised = max((each.day for each in past if each.effect > 0), default=None)
    peak = 0.0 if raised is None else max(_sum(past, raised, defaults), 0.0)
    now = _sum(past, today, defaults)
    days_since = (today - max(each.day for each in past)).days
    cold = days_since > cold_days(grade, defaults) or (peak > 0 and now < defaults.cold_share_of_peak * peak)
    return Warmth(now, peak, days_since, cold)


def _sum(past: Iterable[Impression], on: date, defaults: Defaults) -> float:
    usual = defaults.half_life_days
    return sum(
        each.effect * math.exp2(-(on - each.day).days / (each.half_life or usual))
        for each in past
        if each.effect and each.day <= on
    )
