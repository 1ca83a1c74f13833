"""The layers are what the design says they are; the contracts stand in pyproject.toml."""

from __future__ import annotations

import itertools
import re
import shutil
import subprocess
import sys
from pathlib import Path

import grimp
import pytest

CHECKOUT = Path(__file__).resolve().parents[2]
CONTRACTS = re.findall(
    r'^\[\[tool\.importlinter\.contracts\]\]\nname = "(.+)"$',
    (CHECKOUT / "pyproject.toml").read_text(encoding="utf-8"),
    re.MULTILINE,
)
LAYERS, NO_QT, NO_DATABASE_IN_UI, PURE_METHOD = CONTRACTS

# The pages of the left rail, each a package of its own once it exists.
PAGES = ("today", "clients", "purchases", "visits", "analysis")


def check_contracts(folder: Path) -> str:
    """What import-linter says of the package in a folder; it reads the contracts from pyproject.toml there."""
    code = "from importlinter.cli import lint_imports_command; lint_imports_command()"
    ran = subprocess.run(
        [sys.executable, "-c", code, "--no-logo", "--no-cache"],
        cwd=folder,
        capture_output=True,
        encoding="utf-8",
    )
    assert "Contracts:" in ran.stdout, ran.stdout + ran.stderr
    return ran.stdout


def test_that_every_contract_is_kept() -> None:
    said = check_contracts(CHECKOUT)
    broken = [name for name in CONTRACTS if f"{name} KEPT" not in said]
    explanation = said.partition("Broken contracts\n")[2]
    assert not broken, f"These promises are broken: {'; '.join(broken)}\n{explanation}"


@pytest.mark.parametrize(
    ("module", "line", "broken"),
    [
        ("workbook/people.py", "import keyaccount_desktop.exchange.cards", LAYERS),
        ("method/choices.py", "from keyaccount_desktop.workbook import people", LAYERS),
        ("language.py", "import keyaccount_desktop.method.choices", LAYERS),
        ("exchange/cards.py", "def draw():\n    import keyaccount_desktop.ui.window", LAYERS),
        ("utilities.py", "", LAYERS),
        ("workbook/people.py", "import PySide6.QtCore", NO_QT),
        ("language.py", "from PySide6.QtCore import QLocale", NO_QT),
        ("exchange/cards.py", "import shiboken6", NO_QT),
        ("ui/window.py", "import sqlalchemy", NO_DATABASE_IN_UI),
        ("ui/window.py", "from sqlcipher3 import dbapi2", NO_DATABASE_IN_UI),
        ("method/choices.py", "import openpyxl", PURE_METHOD),
    ],
)
def test_that_a_contract_notices(tmp_path: Path, module: str, line: str, broken: str) -> None:
    shutil.copy(CHECKOUT / "pyproject.toml", tmp_path)
    package = tmp_path / "keyaccount_desktop"
    files = {
        "__init__.py": "", "__main__.py": "import keyaccount_desktop.cli", "cli.py": "",
        "self_test.py": "", "language.py": "", "resources.py": "",
        "ui/__init__.py": "",
        "ui/window.py": "from PySide6 import QtWidgets\nimport keyaccount_desktop.workbook.people",
        "exchange/__init__.py": "", "exchange/cards.py": "",
        "workbook/__init__.py": "", "workbook/people.py": "import sqlalchemy",
        "method/__init__.py": "", "method/choices.py": "import keyaccount_desktop.language",
    }  # fmt: skip
    for name, text in files.items():
        (package / name).parent.mkdir(parents=True, exist_ok=True)
        (package / name).write_text(text, encoding="utf-8")
    assert check_contracts(tmp_path).count("KEPT") == len(CONTRACTS)
    with (package / module).open("a", encoding="utf-8") as file:
        file.write("\n" + line)
    assert f"{broken} BROKEN" in check_contracts(tmp_path)


def test_that_pages_do_not_import_each_other() -> None:
    graph = grimp.build_graph("keyaccount_desktop", cache_dir=None)
    pages = [f"keyaccount_desktop.ui.{page}" for page in PAGES]
    existing = [page for page in pages if page in graph.modules]
    assert existing, "no page found: have they moved?"
    for page, other in itertools.permutations(existing, 2):
        chain = graph.find_shortest_chain(importer=page, imported=other, as_packages=True)
        assert chain is None, f"one page uses another: {' → '.join(chain or ())}"
