"""Prices compared: over time, across companies, across clients, and rival products with ours.

Pure functions over what was seen; who calls them reads the facts (``account.prices``). Used by the client's
Suppliers tab.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from keyaccount_desktop.method.choices import word_key
from keyaccount_desktop.method.completeness import day_of

OURS: Final = "ours"
"""Code of our own company among those a price may be of."""


@dataclass(frozen=True, slots=True)
class Observation:
    """A price as it was seen once: whose, of what, how much, and on which day."""

    company: str
    """``OURS`` or a name."""
    product: str
    price: float
    day: date
    unit: str = ""
    against: str = ""
    """Our product that it competes with; empty: it is compared under its own name."""
    source: str = ""
    client: str = ""
    """The client it was seen at, where several are compared."""

    @property
    def ours(self) -> bool:
        return self.company == OURS


@dataclass(frozen=True, slots=True)
class Series:
    """The prices of one product of one company (at one client) over time, oldest first."""

    company: str
    product: str
    client: str
    points: tuple[Observation, ...]

    @property
    def ours(self) -> bool:
        return self.company == OURS

    @property
    def latest(self) -> Observation:
        return self.points[-1]

    @property
    def change(self) -> float | None:
        """Percent from the first to the last price; None when it was seen once, or was 0."""
        first = self.points[0].price
        return None if len(self.points) < 2 or not first else 100 * (self.latest.price / first - 1)


@dataclass(frozen=True, slots=True)
class Comparison:
    """Everything that is compared with one product of ours, in one unit."""

    product: str
    unit: str
    series: tuple[Series, ...]
    """Ours first, then by company."""

    @property
    def reference(self) -> Observation | None:
        """Our newest price, if one is recorded."""
        ours = [series.latest for series in self.series if series.ours]
        return max(ours, key=lambda seen: seen.day, default=None)

    def against_ours(self, series: Series) -> float | None:
        """By how many percent the newest price of a rival lies over (+) or under (−) ours."""
        reference = self.reference
        if series.ours or reference is None or not reference.price:
            return None
        return 100 * (series.latest.price / reference.price - 1)


def observed(record: Mapping[str, Any], known_on: str, client: str = "") -> Observation:
    """A value of ``account.prices``; where it names no day, the day it became known counts."""
    day = day_of(record.get("day")) or day_of(known_on) or date.min
    return Observation(
        record["company"],
        record["product"],
        float(record["price"]),
        day,
        record.get("unit", ""),
        record.get("against", ""),
        record.get("source", ""),
        client,
    )


def comparisons(seen: Iterable[Observation]) -> list[Comparison]:
    """What can be compared, by product and unit; that of which most was seen first.

    A price without a unit goes with the others of its product as long as they agree on one.
    """
    by_product: dict[str, list[Observation]] = {}
    for observation in seen:
        by_product.setdefault(word_key(observation.against or observation.product), []).append(observation)
    found: list[Comparison] = []
    for observations in by_product.values():
        units = {word_key(observation.unit) for observation in observations} - {""}
        only = next(iter(units)) if len(units) == 1 else ""
        by_unit: dict[str, list[Observation]] = {}
        for observation in observations:
            by_unit.setdefault(word_key(observation.unit) or only, []).append(observation)
        found += [_comparison(group) for group in by_unit.values()]
    return sorted(found, key=lambda comparison: -sum(len(series.points) for series in comparison.series))


def _comparison(observations: Sequence[Observation]) -> Comparison:
    groups: dict[tuple[str, str, str], list[Observation]] = {}
    for observation in observations:
        key = (word_key(observation.company), word_key(observation.product), observation.client)
        groups.setdefault(key, []).append(observation)
    series = []
    for points in groups.values():
        points.sort(key=lambda point: point.day)
        newest = points[-1]
        series.append(Series(newest.company, newest.product, newest.client, tuple(points)))
    series.sort(key=lambda each: (not each.ours, each.company, each.product, each.client))
    named = next((seen.against for seen in observations if seen.against), observations[0].product)
    unit = next((seen.unit for seen in observations if seen.unit), "")
    return Comparison(named, unit, tuple(series))
