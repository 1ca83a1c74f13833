"""``python -m tests.benchmarks [NAME …]``: run all benchmarks, or those named."""

from __future__ import annotations

import importlib
import sys
import tempfile
import time
from pathlib import Path

from tests.benchmarks import large

HERE = Path(__file__).parent


def main(names: list[str]) -> None:
    wanted = names or sorted(path.stem.removeprefix("bench_") for path in HERE.glob("bench_*.py"))
    with tempfile.TemporaryDirectory(prefix="keyaccount-benchmarks-") as folder:
        import os

        os.environ["KEYACCOUNT_DATA"] = str(Path(folder, "data"))
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
        path = Path(folder, "large.kaw")
        start = time.perf_counter()
        large.make(path)
        print(f"made {path.stat().st_size >> 20} MiB in {time.perf_counter() - start:.0f} s", flush=True)
        for name in wanted:
            print(f"-- {name}", flush=True)
            importlib.import_module(f"tests.benchmarks.bench_{name}").main(path, Path(folder))


if __name__ == "__main__":
    main(sys.argv[1:])
