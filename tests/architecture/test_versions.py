"""What is installed is what the design asks for: some versions of what we stand on are known to be broken."""

from __future__ import annotations

import importlib.metadata
import tomllib
from pathlib import Path

import pytest
from packaging.markers import default_environment
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

CHECKOUT = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((CHECKOUT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
SYSTEMS = [
    {
        "sys_platform": platform,
        "platform_system": system,
        "os_name": os_name,
        "platform_machine": machine,
        "python_version": python,
        "python_full_version": f"{python}.0",
    }
    for platform, system, os_name, machine in [
        ("linux", "Linux", "posix", "x86_64"),
        ("win32", "Windows", "nt", "AMD64"),
        ("darwin", "Darwin", "posix", "arm64"),
    ]
    for python in ["3.11", "3.12", "3.13", "3.14"]
]


def pins() -> dict[str, Requirement]:
    lines = (CHECKOUT / "installer" / "constraints.txt").read_text(encoding="utf-8").splitlines()
    requirements = [Requirement(line) for line in lines if line and not line.startswith("#")]
    found = {canonicalize_name(requirement.name): requirement for requirement in requirements}
    assert len(found) == len(requirements), "a package is pinned twice"
    return found


def everything_needed() -> set[str]:
    """All packages, however indirect, that set-up installs on any system with any Python we support."""
    direct = [*PROJECT["dependencies"], *PROJECT["optional-dependencies"]["test"]]
    waiting = [Requirement(line) for line in direct]
    needed: set[tuple[str, frozenset[str]]] = set()
    while waiting:
        requirement = waiting.pop()
        name = canonicalize_name(requirement.name)
        if (name, frozenset(requirement.extras)) in needed:
            continue
        needed.add((name, frozenset(requirement.extras)))
        try:
            lines = importlib.metadata.requires(name) or []
        except importlib.metadata.PackageNotFoundError:
            continue  # it is for another system, and needs nothing further
        for line in lines:
            indirect = Requirement(line)
            extras = requirement.extras or {""}
            if indirect.marker is None or any(
                indirect.marker.evaluate({**default_environment(), **system, "extra": extra})
                for system in SYSTEMS
                for extra in extras
            ):
                waiting.append(indirect)
    return {name for name, _ in needed}


def test_that_qt_is_a_version_that_works() -> None:
    wanted = next(Requirement(line) for line in PROJECT["dependencies"] if line.startswith("PySide6"))
    installed = importlib.metadata.version("PySide6-Essentials")
    assert installed in wanted.specifier
    # 6.12.0 loses references to None on Python 3.11, 6.8.0 crashes on import: the range may not be widened.
    assert "6.12.0" not in wanted.specifier
    assert "6.8.0" not in wanted.specifier
    assert importlib.metadata.version("shiboken6") == installed


def test_that_the_database_is_past_the_wal_reset_fault() -> None:
    from sqlcipher3 import dbapi2

    assert dbapi2.sqlite_version_info >= (3, 51, 3)


def test_that_the_database_can_encrypt_and_search() -> None:
    from sqlcipher3 import dbapi2

    connection = dbapi2.connect(":memory:")
    assert connection.execute("PRAGMA cipher_version").fetchone()[0]
    connection.execute("CREATE VIRTUAL TABLE words USING fts5(text)")
    connection.close()


def test_that_every_package_of_the_set_up_is_pinned_exactly() -> None:
    pinned = pins()
    assert everything_needed() - set(pinned) == set()
    assert [str(pin) for pin in pinned.values() if [s.operator for s in pin.specifier] != ["=="]] == []


def test_that_nothing_is_pinned_that_is_not_needed() -> None:
    assert set(pins()) - everything_needed() == set()


def test_that_the_pins_name_no_index() -> None:
    lines = (CHECKOUT / "installer" / "constraints.txt").read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if "://" in line or line.startswith("-")] == []


def test_that_the_installed_packages_are_the_pinned_ones() -> None:
    different = {}
    for name, pin in pins().items():
        if pin.marker is not None and not pin.marker.evaluate():
            continue
        installed = importlib.metadata.version(name)
        if installed not in pin.specifier:
            different[name] = f"{installed}, pinned {pin.specifier}"
    assert different == {}


def test_that_the_version_is_said_in_one_place() -> None:
    import keyaccount_desktop

    assert "version" in PROJECT["dynamic"]
    assert "version" not in PROJECT
    assert keyaccount_desktop.__version__.count(".") == 2


@pytest.mark.parametrize("name", ["sqlalchemy", "openpyxl", "sqlcipher3", "platformdirs"])
def test_that_what_the_program_imports_is_declared(name: str) -> None:
    assert name in {canonicalize_name(Requirement(line).name) for line in PROJECT["dependencies"]}
