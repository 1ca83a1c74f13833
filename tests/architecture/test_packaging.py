"""The wheel is whole: in an environment that has only what the wheel declares, the program tries itself."""

from __future__ import annotations

import importlib.metadata
import os
import shutil
import subprocess
import sys
import venv
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

CHECKOUT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    command = [
        "pip",
        "--quiet",
        "wheel",
        "--no-deps",
        "--no-build-isolation",
        "--wheel-dir",
        str(folder),
        str(CHECKOUT),
    ]
    ran = subprocess.run([sys.executable, "-m", *command], capture_output=True, encoding="utf-8")
    assert ran.returncode == 0, ran.stdout + ran.stderr
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the commands of a new environment with the wheel and the packages that it declares.

    Those packages are the ones installed here, linked: nothing else of this environment can be seen from there.
    """
    environment = tmp_path_factory.mktemp("fresh 全新")
    venv.create(environment, with_pip=False, symlinks=os.name != "nt")
    commands = environment / ("Scripts" if os.name == "nt" else "bin")
    python = commands / ("python.exe" if os.name == "nt" else "python")
    asked = subprocess.run(
        [python, "-X", "utf8", "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"],
        capture_output=True,
        encoding="utf-8",
    )
    packages = Path(asked.stdout.strip())
    for name in declared_by(wheel):
        link_distribution(name, packages)
    install = ["pip", "--quiet", "--python", str(python), "install", "--no-index", "--no-deps", str(wheel)]
    ran = subprocess.run([sys.executable, "-m", *install], capture_output=True, encoding="utf-8")
    assert ran.returncode == 0, ran.stdout + ran.stderr
    return commands


def declared_by(wheel: Path) -> set[str]:
    """The packages that the wheel asks for here, and those that these ask for."""
    with zipfile.ZipFile(wheel) as archive:
        name = next(name for name in archive.namelist() if name.endswith(".dist-info/METADATA"))
        lines = archive.read(name).decode().partition("\n\n")[0].splitlines()
    waiting = [line.removeprefix("Requires-Dist: ") for line in lines if line.startswith("Requires-Dist: ")]
    found: set[str] = set()
    while waiting:
        requirement = Requirement(waiting.pop())
        name = canonicalize_name(requirement.name)
        if name not in found and (requirement.marker is None or requirement.marker.evaluate({"extra": ""})):
            found.add(name)
            waiting += importlib.metadata.requires(name) or []
    return found


def link_distribution(name: str, packages: Path) -> None:
    distribution = importlib.metadata.distribution(name)
    tops = {file.parts[0] for file in distribution.files or () if file.parts[0] not in ("..", "__pycache__")}
    assert tops, f"{name} does not say which files it has"
    for top in tops:
        source, target = Path(str(distribution.locate_file(top))), packages / top
        if target.exists() or not source.exists():
            continue
        if os.name != "nt":
            target.symlink_to(source)
        elif source.is_dir():
            shutil.copytree(source, target)
        else:
            shutil.copy(source, target)


def contents(wheel: Path) -> Iterator[str]:
    with zipfile.ZipFile(wheel) as archive:
        yield from archive.namelist()


def test_that_the_wheel_holds_the_program_and_its_resources_and_nothing_else(wheel: Path) -> None:
    names = list(contents(wheel))
    assert {name.split("/")[0] for name in names if ".dist-info/" not in name} == {"keyaccount_desktop"}
    modules = {
        path.relative_to(CHECKOUT).as_posix() for path in (CHECKOUT / "keyaccount_desktop").rglob("*.py")
    }
    assert modules <= set(names)
    resources = [path for path in (CHECKOUT / "resources").rglob("*") if path.is_file()]
    shipped = {
        f"keyaccount_desktop/_resources/{p.relative_to(CHECKOUT / 'resources').as_posix()}" for p in resources
    }
    assert shipped <= set(names)
    assert [name for name in names if name.endswith((".pyc", ".pyo"))] == []


def test_that_the_wheel_carries_the_licence_and_the_version(wheel: Path) -> None:
    import keyaccount_desktop

    assert wheel.name == f"keyaccount_workbook-{keyaccount_desktop.__version__}-py3-none-any.whl"
    assert any(name.endswith("/licenses/LICENSE") for name in contents(wheel))


@pytest.mark.slow
def test_that_the_installed_program_tries_itself_and_is_content(installed: Path, tmp_path: Path) -> None:
    variables = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    ran = subprocess.run(
        [installed / ("keyaccount.exe" if os.name == "nt" else "keyaccount"), "self-test"],
        cwd=tmp_path,
        env={**variables, "KEYACCOUNT_DATA": str(tmp_path / "data"), "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        encoding="utf-8",
        errors="replace",
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert ran.stderr == ""


@pytest.mark.slow
def test_that_the_program_there_is_the_installed_one(installed: Path, tmp_path: Path) -> None:
    code = (
        "import keyaccount_desktop, keyaccount_desktop.resources as r, importlib.util as u\n"
        "print(keyaccount_desktop.__file__, r.resource(''), u.find_spec('pytest'), sep='\\n')"
    )
    ran = subprocess.run(
        [installed / ("python.exe" if os.name == "nt" else "python"), "-X", "utf8", "-c", code],
        cwd=tmp_path,
        capture_output=True,
        encoding="utf-8",
    )
    assert ran.returncode == 0, ran.stderr
    package, resources, test_tools = ran.stdout.splitlines()
    assert Path(package).is_relative_to(installed.parent)
    assert Path(resources).is_relative_to(installed.parent)
    assert test_tools == "None"
