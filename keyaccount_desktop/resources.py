"""Where the files that ship with the program lie: beside the package in a checkout, inside it in a wheel."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).parent
_ROOTS = (_PACKAGE / "_resources", _PACKAGE.parent / "resources")


def resource(path: str) -> Path:
    """The file or folder ``path`` (with forward slashes) of the shipped resources.

    Raises FileNotFoundError if the installation lacks it.
    """
    for root in _ROOTS:
        if (found := root / path).exists():
            return found
    raise FileNotFoundError(f"shipped resource missing: {path}")
