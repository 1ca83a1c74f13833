"""Form and types are checked by tools; their settings stand in pyproject.toml."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parents[2]


def complaints(*command: str) -> str:
    """What a tool finds; nothing if it is content."""
    ran = subprocess.run(
        [sys.executable, "-m", *command],
        cwd=CHECKOUT,
        capture_output=True,
        encoding="utf-8",
        errors="replace",
    )
    return "" if ran.returncode == 0 else ran.stdout + ran.stderr


def test_that_the_linter_finds_nothing() -> None:
    found = complaints("ruff", "check", "--quiet", "--output-format", "concise")
    assert not found, f"\n{found}\nSome of it `ruff check --fix` can mend."


def test_that_everything_is_formatted() -> None:
    found = complaints("ruff", "format", "--check", "--quiet")
    assert not found, f"\n{found}\n`ruff format` mends that."


@pytest.mark.slow
def test_that_the_types_are_right() -> None:
    found = complaints("mypy", "--no-color-output")
    assert not found, f"\n{found}"
