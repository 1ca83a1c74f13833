"""The command line starts without Qt and without anything heavy: each command loads what it needs."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def loaded() -> set[str]:
    """The top-level packages that are loaded once the command line has been imported."""
    code = "import json, sys, keyaccount_desktop.cli; json.dump(sorted(sys.modules), sys.stdout)"
    ran = subprocess.run([sys.executable, "-c", code], cwd=CHECKOUT, capture_output=True, encoding="utf-8")
    assert ran.returncode == 0, ran.stderr
    return {name.partition(".")[0] for name in json.loads(ran.stdout)}


@pytest.mark.parametrize("package", ["PySide6", "shiboken6"])
def test_that_importing_the_command_line_loads_no_qt(loaded: set[str], package: str) -> None:
    assert "keyaccount_desktop" in loaded
    assert package not in loaded


@pytest.mark.parametrize("package", ["sqlalchemy", "openpyxl", "matplotlib", "numpy", "PIL"])
def test_that_importing_the_command_line_loads_nothing_heavy(loaded: set[str], package: str) -> None:
    """The window starts here too, and it paints before it loads these."""
    assert package not in loaded
