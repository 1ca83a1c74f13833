"""The rhythm of contact: how warm someone is, and when they have gone cold (5. Contact rhythm).

Warmth is the sum of the effects of past contacts, each fading with its own half-life. Pure functions over
what is known of the contacts; who calls them reads them (``workbook.warmth``). Days are counted as
``date.toordinal`` does, because all people of a workbook are judged at once.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from keyaccount_desktop.method.defaults import DEFAULTS, Defaults, cold_days


@dataclass(frozen=True, slots=True)
class Touch:
    """One contact that was held: its day, its effect −3…+3, and the days until half of that is gone."""

    day: int
    effect: int | None = None
    """None: nobody judged it; it then counts as contact, but warms nobody."""
    half_life_days: int | None = None
    """None: as the defaults say."""


@dataclass(frozen=True, slots=True)
class Warmth:
    """How someone stands who has been contacted at least once."""

    value: float
    peak: float
    """What it was after the last contact that did good; 0 if none did."""
    last_day: int
    """Of the last contact."""
    silent: bool
    """No contact for longer than the client's grade allows."""
    faded: bool
    """Less than a share of the last peak is left."""

    @property
    def cold(self) -> bool:
        return self.silent or self.faded


def warmth(touches: Iterable[Touch], today: int, defaults: Defaults = DEFAULTS) -> float:
    """What is left on a day of the effects of all contacts until then."""
    usual = defaults.half_life_days
    return sum(
        touch.effect * math.exp2((touch.day - today) / (touch.half_life_days or usual))
        for touch in touches
        if touch.effect and touch.day <= today
    )


def warmth_now(
    touches: Collection[Touch], grade: str | None, today: int, defaults: Defaults = DEFAULTS
) -> Warmth | None:
    """How someone stands; None for who has never been contacted: what was never warm does not go cold.

    ``grade`` is that of the client. Contacts come in any order; those after today do not count.
    """
    past = [touch for touch in touches if touch.day <= today]
    if not past:
        return None
    last_day = max(touch.day for touch in past)
    good_day = max((touch.day for touch in past if touch.effect and touch.effect > 0), default=None)
    value = warmth(past, today, defaults)
    peak = 0.0 if good_day is None else max(warmth(past, good_day, defaults), 0.0)
    return Warmth(
        value,
        peak,
        last_day,
        silent=today - last_day > cold_days(grade, defaults),
        faded=peak > 0 and value < defaults.cold_share_of_peak * peak,
    )
