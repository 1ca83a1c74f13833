"""What must not stand in any file of the project, and how its modules are cut and named."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[2]
PACKAGE = CHECKOUT / "keyaccount_desktop"
MOST_LINES = 600
# A module named so collects whatever nobody found a place for.
NO_NAMES = {"util", "utils", "helper", "helpers", "manager", "managers", "base", "common", "misc"}


def project_files() -> list[Path]:
    """All files of the project: those that git has, and new ones that it would take."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=CHECKOUT,
        capture_output=True,
    )
    if listed.returncode == 0:
        names = os.fsdecode(listed.stdout).split("\0")
        return [path for name in names if name and (path := CHECKOUT / name).is_file()]
    folders = [
        "keyaccount_desktop",
        "resources",
        "tests",
        "installer",
        ".ci",
    ]  # not a clone: an unpacked archive
    found = [path for folder in folders for path in (CHECKOUT / folder).rglob("*") if path.is_file()]
    return [path for path in found if "__pycache__" not in path.parts] + [
        p for p in CHECKOUT.glob("*.*") if p.is_file()
    ]


def texts() -> Iterator[tuple[str, str]]:
    for path in project_files():
        try:
            yield path.relative_to(CHECKOUT).as_posix(), path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue  # a picture, a workbook


def lines_with(pattern: str) -> list[str]:
    looked_for = re.compile(pattern, re.IGNORECASE)
    return [
        f"{name}:{number}: {line.strip()[:120]}"
        for name, text in texts()
        for number, line in enumerate(text.splitlines(), 1)
        if looked_for.search(line)
    ]


def machine_paths() -> Iterable[str]:
    """Patterns of paths that only exist on somebody's machine, read off this one and in general."""
    yield re.escape(str(CHECKOUT)) + r"\b"
    above = CHECKOUT.parent
    if above not in (Path(above.anchor), Path(tempfile.gettempdir())) and len(above.parts) <= 3:
        yield re.escape(str(above)) + r"/[a-z.]+/"
    yield r"(?<![\w.])/(home|Users)/[a-z][\w.-]*/"
    yield r"\b[A-Z]:\\+Users\\+[a-z]"


def registry_hosts() -> Iterable[str]:
    """Hosts that packages come from: the well-known ones, and those this machine is told to use."""
    yield r"\bpypi\." + r"org\b"
    yield r"\bpythonhosted\." + r"org\b"
    yield r"https?://[^\s\"'<>]+/simple\b"
    settings = subprocess.run(
        [sys.executable, "-m", "pip", "config", "list"], capture_output=True, encoding="utf-8"
    )
    told = "\n".join(
        [settings.stdout, *(os.environ.get(f"PIP_{name}", "") for name in ("INDEX_URL", "EXTRA_INDEX_URL"))]
    )
    for host in set(re.findall(r"https?://(?:[^@/\s]*@)?([^/\s'\":]+)", told)):
        yield re.escape(host)


def test_that_no_file_names_a_path_of_somebodys_machine() -> None:
    assert lines_with("|".join(machine_paths())) == []


def test_that_no_file_names_a_package_registry() -> None:
    assert lines_with("|".join(registry_hosts())) == []


def test_that_the_product_has_no_unfinished_places() -> None:
    words = ["TO" + "DO", "FIX" + "ME", "XX" + "X", "coming" + " soon", "not " + "implemented"]
    found = lines_with(r"\b(?-i:" + "|".join(words) + r")\b")  # a variable may be called like that
    assert [line for line in found if line.startswith("keyaccount_desktop/")] == []


def test_that_no_module_is_too_long() -> None:
    lines = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in PACKAGE.rglob("*.py")}
    assert lines
    assert {str(path.relative_to(CHECKOUT)): n for path, n in lines.items() if n > MOST_LINES} == {}


def test_that_modules_are_named_for_what_they_hold() -> None:
    paths = [path.relative_to(CHECKOUT) for path in PACKAGE.rglob("*.py")]
    assert [str(path) for path in paths if NO_NAMES & {*path.parts[:-1], *path.stem.split("_")}] == []


def test_that_every_module_says_what_it_is_for() -> None:
    without = []
    for path in [*PACKAGE.rglob("*.py"), *(CHECKOUT / "installer").glob("*.py")]:
        code = re.sub(r"\A(#.*\n|\s)*", "", path.read_text(encoding="utf-8"))
        if not code.startswith('"""'):
            without.append(str(path.relative_to(CHECKOUT)))
    assert without == []


def test_that_generated_files_are_not_part_of_the_project() -> None:
    generated = re.compile(r"(^|/)(__pycache__|\.venv|out|dist|build|[^/]*\.egg-info)/|\.py[co]$")
    names = [path.relative_to(CHECKOUT).as_posix() for path in project_files()]
    assert [name for name in names if generated.search(name)] == []
