"""Starting on the large workbook, and memory once idle ÷ an empty window with menu, toolbar, table, dock."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.benchmarks.measure import report

RUNS = 7
BARS = {
    "painted": ("first painted window", "<= 2.0", "ms"),
    "listed": ("client list shown and answering", "<= 2.5", "ms"),
    "pss": ("memory at idle", "<= 2.0", "MiB"),
    "pss used": ("memory with a client's map of 60 open", "-", "MiB"),
}


def started(module: str, path: Path) -> dict[str, float]:
    """One start, as at the first time: nothing is remembered from the last run."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    with tempfile.TemporaryDirectory(prefix="keyaccount-start-") as data:
        done = subprocess.run(
            [sys.executable, "-m", f"tests.benchmarks.{module}", str(time.time()), str(path)],
            capture_output=True,
            text=True,
            check=True,
            # An installed program has its bytecode beside it.
            env={**kept, "KEYACCOUNT_DATA": data},
        )
    return {name: float(value) for name, value in json.loads(done.stdout.splitlines()[-1]).items()}


def main(large: Path, scratch: Path) -> None:
    ours, floors = [], []
    for number in range(RUNS + 1):
        both = started("start_ours", large), started("start_floor", large)
        if number:  # the first run fills the caches
            ours.append(both[0])
            floors.append(both[1])
    for name, (title, bar, unit) in BARS.items():
        report(
            title,
            statistics.median(run[name] for run in ours),
            statistics.median(run[name] for run in floors),
            bar,
            unit,
        )
