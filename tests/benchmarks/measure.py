"""How the benchmarks measure and print: medians of interleaved runs, ratios beside absolute milliseconds."""

from __future__ import annotations

import gc
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Times:
    """Seconds, one per run."""

    seconds: tuple[float, ...]

    @property
    def median(self) -> float:
        return statistics.median(self.seconds)

    def percentile(self, percent: float) -> float:
        ordered = sorted(self.seconds)
        return ordered[min(len(ordered) - 1, int(len(ordered) * percent / 100))]


def timed(action: Callable[[], object]) -> float:
    """Seconds one call takes, without the garbage collector."""
    gc.collect()
    gc.disable()
    try:
        start = time.perf_counter()
        action()
        return time.perf_counter() - start
    finally:
        gc.enable()


def interleaved(ours: Callable[[], object], floor: Callable[[], object], runs: int) -> tuple[Times, Times]:
    """Both in turn, so that whatever else the machine does falls on both; the first of each is thrown away."""
    ours(), floor()
    mine, theirs = [], []
    for _ in range(runs):
        mine.append(timed(ours))
        theirs.append(timed(floor))
    return Times(tuple(mine)), Times(tuple(theirs))


def report(name: str, ours: float, floor: float, bar: str, unit: str = "ms") -> None:
    """One line: the ratio, its bar, and both absolute figures (seconds given as milliseconds)."""
    factor = 1000 if unit == "ms" else 1
    print(
        f"{name:<58} {ours / floor:7.3f} x   bar {bar:<10} ours {ours * factor:9.2f} {unit}"
        f"   floor {floor * factor:9.2f} {unit}",
        flush=True,
    )
