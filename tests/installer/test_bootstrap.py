"""The set-up decides rightly what to do, says exactly what is missing, and does nothing when all is there."""

from __future__ import annotations

import ast
import contextlib
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
import venv
from collections.abc import Callable, Iterator
from pathlib import Path

import bootstrap
import environment
import launch
import processes
import pytest
import system_packages
from environment import Stamp, State

CHECKOUT = Path(__file__).resolve().parents[2]
HERE = list(sys.version_info[:3])
posix_only = pytest.mark.skipif(
    os.name == "nt", reason="about file links and signals, which are otherwise there"
)


def run_bootstrap(
    checkout: Path, *arguments: str, cwd: Path | None = None, **variables: str
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(checkout / "installer" / "bootstrap.py"), *arguments],
        cwd=cwd,
        env={**os.environ, **variables},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
    )


# ------------------------------------------------------------------------------------------- old Pythons


@pytest.mark.parametrize("name", ["bootstrap.py", "processes.py"])
def test_that_an_old_python_can_read_it(name: str) -> None:
    source = (CHECKOUT / "installer" / name).read_text(encoding="utf-8")
    tree = ast.parse(source, feature_version=(3, 4))
    newer = (ast.JoinedStr, ast.AnnAssign, ast.Nonlocal, ast.NamedExpr, ast.AsyncFunctionDef, ast.Await)
    functions = [node for node in ast.walk(tree) if isinstance(node, (ast.FunctionDef, ast.Lambda))]
    displays = [node for node in ast.walk(tree) if isinstance(node, (ast.List, ast.Tuple, ast.Set, ast.Dict))]
    assert [ast.unparse(node) for node in ast.walk(tree) if isinstance(node, newer)] == []
    assert [node.args.kwonlyargs for node in functions if node.args.kwonlyargs] == []
    assert [ast.unparse(node) for node in displays if "*" in ast.unparse(node).replace(" * ", "")] == []
    assert [node.returns for node in functions if getattr(node, "returns", None)] == []
    assert "from __future__ import print_function" in source
    source.encode("ascii")


@pytest.mark.parametrize("name", ["bootstrap.py", "processes.py"])
def test_that_an_old_python_has_all_it_imports_at_first(name: str) -> None:
    tree = ast.parse((CHECKOUT / "installer" / name).read_text(encoding="utf-8"))
    first = {alias.name for node in tree.body if isinstance(node, ast.Import) for alias in node.names}
    first |= {str(node.module) for node in tree.body if isinstance(node, ast.ImportFrom)}
    assert first <= {"__future__", "json", "os", "subprocess", "sys", "processes"}


def run_as_old_python(checkout: Path, *arguments: str, path: str) -> subprocess.CompletedProcess[str]:
    """The script, in a Python that says it is 3.9."""
    code = (
        "import runpy, sys; sys.version_info = (3, 9, 2, 'final', 0)\n"
        "sys.argv = sys.argv[1:]; sys.path[0] = sys.argv[0].rpartition('bootstrap.py')[0]\n"
        "runpy.run_path(sys.argv[0], run_name='__main__')\n"
    )
    script = str(checkout / "installer" / "bootstrap.py")
    return subprocess.run(
        [sys.executable, "-c", code, script, *arguments],
        env={**os.environ, "PATH": path},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
    )


@posix_only
def test_that_an_old_python_says_what_it_lacks_and_what_to_do(tmp_path: Path) -> None:
    ran = run_as_old_python(CHECKOUT, "run", path=str(tmp_path))
    assert ran.returncode == 1
    assert "needs Python 3.11" in ran.stdout
    assert "This is Python 3.9.2" in ran.stdout
    assert "install" in ran.stdout
    assert "Traceback" not in ran.stdout


@pytest.mark.parametrize(
    ("system", "line"),
    [("linux", "sudo apt-get install"), ("win32", "winget install"), ("darwin", "brew install")],
)
def test_that_each_system_is_told_its_own_way_to_a_python(system: str, line: str) -> None:
    assert line in bootstrap.wrong_python_text((3, 8, 10), "python3", system)


@posix_only
def test_that_a_better_python_on_the_search_path_is_found(tmp_path: Path) -> None:
    shims, real = tmp_path / "shims", tmp_path / "有 real"
    for folder in (shims, real):
        folder.mkdir()
    for name in bootstrap.python_names():
        (shims / name).write_text("#!/bin/sh\necho 'not this one' >&2\nexit 127\n", encoding="utf-8")
        (shims / name).chmod(0o755)
    (real / "python3.11").symlink_to(sys.executable)
    assert bootstrap.find_other_python(f"{shims}{os.pathsep}{real}") == str(real / "python3.11")
    assert bootstrap.find_other_python(str(shims)) is None
    assert bootstrap.find_other_python(str(tmp_path / "nowhere")) is None


@pytest.mark.parametrize(
    ("version", "will_do"),
    [((2, 7, 18), False), ((3, 10, 13), False), ((3, 11, 0), True), ((3, 14, 1), True), ((3, 15, 0), False)],
)
def test_which_pythons_will_do(version: tuple[int, int, int], will_do: bool) -> None:
    assert processes.is_supported(version) is will_do


# -------------------------------------------------------------------------------------- what to be done


DONE = Stamp(root="/here", fingerprint="now", tools=False, version=HERE)


@pytest.mark.parametrize(
    ("state", "tools", "action"),
    [
        (State(exists=False, unfinished=False, version=None, stamp=None), False, "create"),
        (State(exists=True, unfinished=True, version=HERE, stamp=None), False, "rebuild"),
        (State(exists=True, unfinished=True, version=HERE, stamp=DONE), False, "rebuild"),
        (State(exists=True, unfinished=False, version=None, stamp=DONE), False, "rebuild"),
        (State(exists=True, unfinished=False, version=None, stamp=None), False, "rebuild"),
        (State(exists=True, unfinished=False, version=[3, 10, 2], stamp=None), False, "rebuild"),
        (State(exists=True, unfinished=False, version=HERE, stamp=None), False, "complete"),
        (State(exists=True, unfinished=False, version=HERE, stamp=DONE), False, "ready"),
        (State(exists=True, unfinished=False, version=HERE, stamp=DONE), True, "complete"),
        (State(True, False, HERE, Stamp("/here", "now", True, HERE)), True, "ready"),
        (State(True, False, HERE, Stamp("/here", "before", True, HERE)), True, "complete"),
        (State(True, False, HERE, Stamp("/elsewhere", "now", True, HERE)), True, "rebuild"),
        (State(True, False, HERE, Stamp("/here", "now", True, [3, 11, 0])), True, "rebuild"),
    ],
)
def test_what_is_done_with_an_environment(state: State, tools: bool, action: str) -> None:
    assert environment.what_to_do(state, "/here", "now", tools)[0] == action


def test_that_an_environment_is_recognised(tmp_path: Path) -> None:
    folder = tmp_path / ".venv"
    assert environment.environment_state(folder) == State(False, False, None, None)
    folder.mkdir()
    assert environment.environment_state(folder) == State(False, False, None, None)
    venv.create(folder, with_pip=False, symlinks=os.name != "nt")
    assert environment.environment_state(folder) == State(True, False, None, None), (
        "without pip it is of no use"
    )
    (folder / environment.UNFINISHED).touch()
    for broken in ("", "[]", '{"root": 1}', "{"):
        (folder / environment.STAMP).write_text(broken, encoding="utf-8")
        assert environment.environment_state(folder) == State(True, True, None, None)


def test_that_only_an_environment_is_ever_deleted(tmp_path: Path) -> None:
    alien = tmp_path / "alien"
    alien.mkdir()
    (alien / "thesis.txt").touch()
    with pytest.raises(processes.Refusal, match="Move it away"):
        environment.remove_environment(alien)
    ours = tmp_path / "ours"
    ours.mkdir()
    (ours / "pyvenv.cfg").touch()
    if os.name != "nt":
        (tmp_path / "link").symlink_to(ours)
        with pytest.raises(processes.Refusal, match="Move it away"):
            environment.remove_environment(tmp_path / "link")
    environment.remove_environment(ours)
    assert not ours.exists()
    assert (alien / "thesis.txt").exists()


@pytest.fixture
def fingerprinted(tmp_path: Path) -> Path:
    for name in ("pyproject.toml", "installer/constraints.txt", "keyaccount_desktop/__init__.py"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        shutil.copy(CHECKOUT / name, tmp_path / name)
    return tmp_path


@pytest.mark.parametrize(
    ("name", "old", "new", "matters"),
    [
        ("pyproject.toml", '    "openpyxl",\n', '    "openpyxl>=3.1",\n', True),
        ("pyproject.toml", '"types-openpyxl",', '"types-openpyxl", "more",', True),
        ("pyproject.toml", "keyaccount_desktop.cli:main", "keyaccount_desktop.other:main", True),
        ("pyproject.toml", "hatchling>=1", "hatchling>=2", True),
        ("pyproject.toml", "line-length = ", "line-length = 1", False),
        ("installer/constraints.txt", "openpyxl==", "openpyxl==9.", True),
        ("keyaccount_desktop/__init__.py", '__version__ = "', '__version__ = "9', True),
    ],
)
def test_what_makes_an_environment_old(
    fingerprinted: Path, name: str, old: str, new: str, matters: bool
) -> None:
    before = environment.fingerprint(fingerprinted)
    text = (fingerprinted / name).read_text(encoding="utf-8")
    assert old in text
    (fingerprinted / name).write_text(text.replace(old, new), encoding="utf-8")
    assert (environment.fingerprint(fingerprinted) != before) is matters


# -------------------------------------------------------------------------------------- system packages


POLICY_OF_UBUNTU_24 = """\
libglib2.0-0t64:
  Installed: (none)
  Candidate: 2.80.0-6ubuntu3
  Version table:
     2.80.0-6ubuntu3 500
libglib2.0-0:
  Installed: (none)
  Candidate: (none)
  Version table:
libreoffice-calc-nogui:
  Installed: (none)
  Candidate: 4:24.2.2-0ubuntu1
"""


def test_that_the_name_of_the_release_at_hand_is_chosen() -> None:
    need = ("libglib2.0-0t64", "libglib2.0-0")
    on_ubuntu_24 = system_packages.installable(POLICY_OF_UBUNTU_24)
    assert on_ubuntu_24 == {"libglib2.0-0t64", "libreoffice-calc-nogui"}
    assert system_packages.packages_to_install([need], on_ubuntu_24) == ["libglib2.0-0t64"]
    assert system_packages.packages_to_install([need], {"libglib2.0-0"}) == ["libglib2.0-0"]
    assert system_packages.packages_to_install([need], set()) == ["libglib2.0-0"], (
        "apt knows who provides that"
    )


def test_that_any_package_of_a_need_will_do() -> None:
    needs = [("a-new", "a"), ("b",), ("c-full", "c-small")]
    assert system_packages.missing_needs(needs, {"a", "c-full"}) == [("b",)]
    assert system_packages.missing_needs(needs, set()) == needs


def test_that_the_line_to_run_is_said_exactly() -> None:
    said = system_packages.missing_text(["libegl1", "libgl1"])
    line = "sudo apt-get update && sudo apt-get install -y --no-install-recommends libegl1 libgl1"
    assert line in [text.strip() for text in said.splitlines()]


@pytest.mark.skipif(not shutil.which("dpkg-query"), reason="not a Debian")
def test_that_installed_packages_are_told_from_others() -> None:
    assert system_packages.installed_packages([("dpkg", "no-such-package-anywhere")]) == {"dpkg"}
    assert system_packages.installed_packages([("no-such-package-anywhere",)]) == set()


# ---------------------------------------------------------------------------------------- what is started


@pytest.mark.parametrize(
    ("variables", "system", "shown"),
    [
        ({}, "linux", False),
        ({"DISPLAY": ""}, "linux", False),
        ({"DISPLAY": ":0"}, "linux", True),
        ({"WAYLAND_DISPLAY": "wayland-0"}, "linux", True),
        ({"DISPLAY": ":0", "QT_QPA_PLATFORM": "offscreen"}, "linux", False),
        ({}, "win32", True),
        ({}, "darwin", True),
    ],
)
def test_when_a_window_can_be_shown(variables: dict[str, str], system: str, shown: bool) -> None:
    assert launch.has_display(variables, system) is shown


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({}, {"LC_CTYPE": "C.UTF-8"}),
        ({"LANG": "zh_CN.UTF-8"}, {"LANG": "zh_CN.UTF-8"}),
        ({"LANG": "zh_CN.GB18030"}, {"LANG": "zh_CN.GB18030", "LC_CTYPE": "C.UTF-8"}),
        ({"LC_ALL": "C", "LANG": "en_US.UTF-8"}, {"LC_ALL": "C.UTF-8", "LANG": "en_US.UTF-8"}),
        ({"LANG": "C.utf8", "PYTHONPATH": "/other", "PYTHONHOME": "/other"}, {"LANG": "C.utf8"}),
    ],
)
def test_that_the_program_starts_in_utf8_and_with_its_own_python(
    given: dict[str, str], expected: dict[str, str]
) -> None:
    assert processes.child_variables(given, "linux") == {**expected, "PIP_USER": "0"}


@pytest.mark.parametrize("arguments", [[], ["fly"], ["run", "--fly"], ["setup", "now"]])
def test_that_a_command_it_does_not_know_is_answered_with_the_usage(arguments: list[str]) -> None:
    ran = run_bootstrap(CHECKOUT, *arguments)
    assert ran.returncode == 2
    assert "bootstrap.py run" in ran.stdout


def test_that_it_explains_itself() -> None:
    ran = run_bootstrap(CHECKOUT, "--help")
    assert ran.returncode == 0
    assert "bootstrap.py test" in ran.stdout


@posix_only
def test_that_the_exit_code_of_what_it_started_is_passed_on() -> None:
    assert processes.run([sys.executable, "-c", "raise SystemExit(5)"]) == 5
    assert processes.run([sys.executable, "-c", "import os; os.kill(os.getpid(), 9)"]) == 128 + 9


def test_that_two_set_ups_wait_for_each_other() -> None:
    code = "import environment\nwith environment.one_at_a_time():\n    print('in', flush=True)"
    lock = contextlib.ExitStack()
    lock.enter_context(environment.one_at_a_time())
    with (
        lock,
        subprocess.Popen(
            [sys.executable, "-c", code], cwd=CHECKOUT / "installer", stdout=subprocess.PIPE, encoding="utf-8"
        ) as other,
    ):
        assert other.stdout is not None
        assert "waiting" in other.stdout.readline()
        lock.close()
        assert other.stdout.readline() == "in\n"
    assert other.returncode == 0


# -------------------------------------------------------------------------------- the whole, in a checkout


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A copy of this checkout with an environment made by hand, which sees the packages of this one.

    So pip has nothing to fetch: the set-up is tried in earnest, but without a network and quickly.
    """
    copy = tmp_path_factory.mktemp("客户 资料") / "key account"
    ignored = shutil.ignore_patterns("__pycache__", "*.pyc")
    for name in ("keyaccount_desktop", "installer", "resources"):
        shutil.copytree(CHECKOUT / name, copy / name, ignore=ignored)
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(CHECKOUT / name, copy)
    (copy / "tests").mkdir()
    python = environment.environment_python(copy / ".venv")
    subprocess.run([environment.base_python(), "-m", "venv", str(copy / ".venv")], check=True)
    where = [python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"]
    packages = subprocess.run(where, check=True, stdout=subprocess.PIPE, encoding="utf-8").stdout.strip()
    seen = Path(pytest.__file__).parents[1]
    Path(packages, "of_the_tests.pth").write_text(f"{seen}\n", encoding="utf-8")
    yield copy
    shutil.rmtree(copy)


def packages_of(checkout: Path) -> dict[str, int]:
    """Everything in the environment, with when it was last changed."""
    return {
        str(path): path.stat().st_mtime_ns
        for path in (checkout / ".venv").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }


@pytest.mark.slow
def test_that_an_environment_made_by_hand_is_completed_and_the_next_set_up_does_nothing(
    checkout: Path, tmp_path: Path
) -> None:
    first = run_bootstrap(checkout, "setup", cwd=tmp_path, PIP_NO_INDEX="1")
    assert first.returncode == 0, first.stdout
    assert "made by hand" in first.stdout
    assert environment.read_stamp(checkout / ".venv") is not None
    assert not (checkout / ".venv" / environment.UNFINISHED).exists()
    code = "import keyaccount_desktop; print(keyaccount_desktop.__file__)"
    python = environment.environment_python(checkout / ".venv")
    found = subprocess.run(
        [python, "-X", "utf8", "-c", code], cwd=tmp_path, stdout=subprocess.PIPE, encoding="utf-8"
    ).stdout
    assert Path(found.strip()).is_relative_to(checkout)

    before = packages_of(checkout)
    second = run_bootstrap(checkout, "setup", cwd=tmp_path, PIP_NO_INDEX="1")
    assert second.stdout == "The environment is ready.\n"
    assert second.returncode == 0
    assert packages_of(checkout) == before


@pytest.mark.slow
@posix_only
def test_that_an_old_python_hands_over_to_a_better_one(checkout: Path, tmp_path: Path) -> None:
    (tmp_path / "python3.11").symlink_to(sys.executable)
    ran = run_as_old_python(checkout, "setup", path=f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    assert ran.returncode == 0, ran.stdout
    assert f"going on with {tmp_path / 'python3.11'}" in ran.stdout
    assert "The environment is ready." in ran.stdout


@pytest.mark.slow
@posix_only
def test_that_ctrl_c_ends_the_tests_and_the_set_up_cleanly(checkout: Path, tmp_path: Path) -> None:
    begun = tmp_path / "begun"
    (checkout / "tests" / "test_long.py").write_text(
        "import os, pathlib, threading\n"
        "def test_long():\n"
        "    pathlib.Path(os.environ['BEGUN']).touch()\n"
        "    threading.Event().wait()\n",
        encoding="utf-8",
    )
    shutil.copy(CHECKOUT / "tests" / "conftest.py", checkout / "tests")
    output = tmp_path / "output"
    with (
        output.open("wb") as stream,
        subprocess.Popen(
            [sys.executable, str(checkout / "installer" / "bootstrap.py"), "test", "-p", "no:cacheprovider"],
            env={**os.environ, "PIP_NO_INDEX": "1", "BEGUN": str(begun)},
            stdout=stream,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            # A job in the background ignores Ctrl+C, and so would everything that it starts.
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
        ) as process,
    ):
        try:
            wait_for(lambda: begun.exists() or process.poll() is not None)
            os.killpg(process.pid, signal.SIGINT)
            wait_for(lambda: process.poll() is not None)
        finally:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
    said = output.read_text(encoding="utf-8")
    assert process.returncode == 130, said
    assert said.endswith("Stopped.\n")
    assert "KeyboardInterrupt" in said, "pytest got to say where it was"
    assert "bootstrap.py" not in said.partition("test_long.py")[2], (
        "but the set-up shows no traceback of its own"
    )


def wait_for(condition: Callable[[], bool], seconds: float = 60) -> None:
    """Wait for what another process does; fails when it never does it."""
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it never happened"
        threading.Event().wait(0.01)


@pytest.mark.slow
def test_that_an_environment_left_unfinished_is_made_anew(checkout: Path, tmp_path: Path) -> None:
    copy = tmp_path / "checkout"
    shutil.copytree(checkout, copy, ignore=shutil.ignore_patterns(".venv", "__pycache__"))
    nothing = {
        "PIP_NO_INDEX": "1",
        "PIP_FIND_LINKS": str(tmp_path / "no packages"),
        "PIP_CONFIG_FILE": os.devnull,
    }
    first = run_bootstrap(copy, "setup", **nothing)
    assert first.returncode == 1, first.stdout
    assert "pip could not install" in first.stdout
    assert "Traceback" not in first.stdout
    half = environment.environment_state(copy / ".venv")
    assert half.unfinished
    assert half.stamp is None
    again = run_bootstrap(copy, "setup", **nothing)
    assert "left unfinished; making it anew" in again.stdout
