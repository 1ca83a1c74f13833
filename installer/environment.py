"""The environment `.venv` of a checkout: the pinned packages, and this checkout installed in place.

Called by bootstrap.py once the Python is right. A finished environment carries a stamp that says what it was
made from, so that the next start takes a moment; one that was left unfinished is noticed and made anew.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import shutil
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import BinaryIO, Literal

from processes import ROOT, Refusal, is_supported, python_version, run, say
from system_packages import FOR_THE_TESTS, FOR_THE_WINDOW, Need, ensure_system_packages

CHECKOUT = Path(ROOT)
ENVIRONMENT = CHECKOUT / ".venv"
CONSTRAINTS = CHECKOUT / "installer" / "constraints.txt"

# Raise this when the set-up itself changes, so that finished environments are gone over again.
SETUP_VERSION = 1
STAMP = "keyaccount-setup.json"
UNFINISHED = "keyaccount-setup.unfinished"

Action = Literal["ready", "create", "rebuild", "complete"]


@dataclass(frozen=True, slots=True)
class Stamp:
    """What an environment was made from."""

    root: str
    fingerprint: str
    tools: bool
    version: list[int]


@dataclass(frozen=True, slots=True)
class State:
    """What lies in the place of the environment. `version` is None if its Python or pip does not start."""

    exists: bool
    unfinished: bool
    version: list[int] | None
    stamp: Stamp | None


def environment_python(environment: Path) -> str:
    return str(environment / ("Scripts/python.exe" if os.name == "nt" else "bin/python"))


def base_python() -> str:
    """The Python that makes environments: not that of an environment, which may be about to go."""
    if sys.prefix != sys.base_prefix:
        return str(getattr(sys, "_base_executable", sys.executable))
    return sys.executable


def fingerprint(checkout: Path) -> str:
    """Changes when the environment has to: dependencies, their pins, how we are built, our version.

    The settings of the test tools stand in pyproject.toml too; they are left out.
    """
    settings = tomllib.loads((checkout / "pyproject.toml").read_text(encoding="utf-8"))
    parts = [SETUP_VERSION, settings["build-system"], settings["project"], settings["tool"]["hatch"]]
    digest = hashlib.sha256(json.dumps(parts, sort_keys=True).encode())
    for path in ("installer/constraints.txt", "keyaccount_desktop/__init__.py"):
        digest.update((checkout / path).read_text(encoding="utf-8").encode())
    return digest.hexdigest()


def read_stamp(environment: Path) -> Stamp | None:
    try:
        return Stamp(**json.loads((environment / STAMP).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None


def environment_state(environment: Path) -> State:
    return State(
        exists=environment.is_dir() and any(environment.iterdir()),
        unfinished=(environment / UNFINISHED).exists(),
        version=python_version(environment_python(environment), module="pip"),
        stamp=read_stamp(environment),
    )


def what_to_do(state: State, root: str, wanted: str, tools: bool) -> tuple[Action, str]:
    """The action, and the reason for it as the person reads it."""
    stamp = state.stamp
    if not state.exists:
        return "create", "Making the environment"
    if state.unfinished:
        return "rebuild", "The environment was left unfinished; making it anew"
    if state.version is None:
        return "rebuild", "The environment does not work any more; making it anew"
    if not is_supported(state.version):
        return "rebuild", "The environment has the wrong Python; making it anew"
    if stamp is None:
        return "complete", "The environment was made by hand; adding what is missing"
    if stamp.root != root or stamp.version != state.version:
        return "rebuild", "The environment belongs to another folder or Python; making it anew"
    if stamp.fingerprint != wanted:
        return "complete", "The dependencies have changed; bringing the environment up to date"
    if tools and not stamp.tools:
        return "complete", "Adding the test tools to the environment"
    return "ready", "The environment is ready"


def set_up(tools: bool) -> None:
    """All that has to be there before anything can start. If it is there already, this takes a moment."""
    with one_at_a_time():
        state = environment_state(ENVIRONMENT)
        tools_too = tools or (state.stamp is not None and state.stamp.tools)
        wanted = fingerprint(CHECKOUT)
        action, reason = what_to_do(state, ROOT, wanted, tools_too)
        needs = [*FOR_THE_WINDOW, *(FOR_THE_TESTS if tools else ())]
        if action in ("create", "rebuild"):
            needs += venv_needs()
        ensure_system_packages(needs)
        if action == "ready":
            say(f"{reason}.")
            return
        say(f"{reason}. This can take some minutes.")
        make_environment(action, wanted, tools_too)
        say("The environment is ready.")


def venv_needs() -> list[Need]:
    """What `python -m venv` lacks with this Python: Debian packs it apart from Python itself."""
    if python_version(base_python(), module="ensurepip") is not None:
        return []
    if not shutil.which("apt-get"):
        raise Refusal(
            f"This Python ({base_python()}) cannot make environments: it lacks the module ensurepip.\n"
            "Install the package of your system that has it, then run this command again."
        )
    return [("python{}.{}-venv".format(*sys.version_info),)]


def make_environment(action: Action, wanted: str, tools: bool) -> None:
    """Bring the environment to what is wanted; an interruption at any point is noticed by the next set-up."""
    if action == "rebuild":
        remove_environment(ENVIRONMENT)
    ENVIRONMENT.mkdir(exist_ok=True)
    unfinished = ENVIRONMENT / UNFINISHED
    unfinished.write_text("Set-up is at work. Interrupted? The next one makes all this anew.\n", "utf-8")
    (ENVIRONMENT / STAMP).unlink(missing_ok=True)
    if action != "complete" and run([base_python(), "-m", "venv", str(ENVIRONMENT)]) != 0:
        raise Refusal("The environment could not be made (see above).")
    python = environment_python(ENVIRONMENT)
    install_packages(python, tools)
    check_libraries(python)
    stamp = Stamp(ROOT, wanted, tools, python_version(python) or [])
    (ENVIRONMENT / STAMP).write_text(json.dumps(asdict(stamp), indent=2), encoding="utf-8")
    unfinished.unlink()


def remove_environment(environment: Path) -> None:
    """Delete it, but only if it is an environment: never a link, nor a folder of something else."""
    ours = ("pyvenv.cfg", UNFINISHED, STAMP)
    if environment.is_symlink() or not any((environment / name).exists() for name in ours):
        raise Refusal(f"{environment} is no environment that may be replaced. Move it away, then try again.")
    shutil.rmtree(environment)


def install_packages(python: str, tools: bool) -> None:
    """The build tool first: only then does its pin hold, as pip would fetch the newest for itself."""
    quietly = ["--disable-pip-version-check", "--no-input", "--no-color", "--quiet"]
    install = [python, "-m", "pip", *quietly, "install", "--constraint", str(CONSTRAINTS)]
    project = ".[test]" if tools else "."
    for step in (["hatchling"], ["--no-build-isolation", "--editable", project]):
        if run([*install, *step]) != 0:
            raise Refusal(
                "pip could not install the packages (see above). It needs a network or a package mirror;\n"
                "`pip config list` shows where it looks. Then run the same command again."
            )


def check_libraries(python: str) -> None:
    """Load what the window stands on: a missing system library is named here, not in a traceback later."""
    code = (
        "import sys\n"
        "try:\n"
        "    import keyaccount_desktop, openpyxl, sqlalchemy, sqlcipher3, PySide6.QtWidgets\n"
        "except ImportError as error:\n"
        "    sys.exit(str(error))\n"
    )
    if run([python, "-I", "-c", code]) != 0:
        raise Refusal(
            "The environment was made, but the program's libraries do not load (see the line above)."
        )


@contextlib.contextmanager
def one_at_a_time() -> Iterator[None]:
    """Two set-ups of one checkout wait for each other. The lock is on this file: nothing is left behind."""
    with Path(__file__).open("rb") as file:
        if not try_lock(file):
            say("Another set-up is at work in this folder; waiting for it.")
            while not try_lock(file, wait=True):
                pass
        yield


def try_lock(file: BinaryIO, wait: bool = False) -> bool:
    """Take the lock, which goes when the file is closed. On Windows a wait ends after ten seconds."""
    try:
        if sys.platform == "win32":
            import msvcrt

            file.seek(1 << 30)  # far past the end: bytes that are locked cannot be read by others there
            msvcrt.locking(file.fileno(), msvcrt.LK_LOCK if wait else msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
    except OSError:
        return False
    return True
