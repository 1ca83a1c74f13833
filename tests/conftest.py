"""Guards over every test: whatever it does beside what it promises makes it fail.

A test fails on any Python warning (pyproject.toml says so), on any logged warning, on any message of Qt's, and
if it leaves a thread or a window behind. It speaks English, and its user data lie in a folder of its own.
tests/architecture/test_guards.py tries the guards themselves.

Nothing here loads Qt: tests of the layers below the window do without.
"""

from __future__ import annotations

import gc
import logging
import os
import re
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Generator, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

from keyaccount_desktop.language import set_language

# A slow machine makes no test wrong.
settings.register_profile(
    "suite", deadline=None, suppress_health_check=[HealthCheck.too_slow], print_blob=True
)
settings.load_profile("suite")

PATIENCE = 10.0  # seconds that a thread of a test gets to come to its end; usually it has by then

CALL_FAILED = pytest.StashKey[bool]()
AT_START = pytest.StashKey["Standing"]()

ExpectLog = Callable[[str], None]


# ------------------------------------------------------------------------------------- the surroundings


def pytest_configure(config: pytest.Config) -> None:
    home = tempfile.TemporaryDirectory(prefix="keyaccount-tests-")
    config.add_cleanup(home.cleanup)
    for name in (
        "XDG_DATA_HOME",
        "XDG_CONFIG_HOME",
        "XDG_STATE_HOME",
        "XDG_RUNTIME_DIR",
        "APPDATA",
        "LOCALAPPDATA",
    ):
        os.environ[name] = str(Path(home.name, name.lower()))
        Path(os.environ[name]).mkdir(mode=0o700)
    # A person's own settings must not change what the tests see.
    for name in list(os.environ):
        if name.startswith(("KEYACCOUNT_", "QT_", "QML_")) and name != "QT_QPA_PLATFORM":
            del os.environ[name]
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ["LC_ALL"] = "C.UTF-8"  # Qt complains about a locale that is not UTF-8
    os.environ["LANGUAGE"] = "en"
    watch_qt_messages.config = config
    logging.getLogger().addHandler(watched_log)
    config.add_cleanup(lambda: logging.getLogger().removeHandler(watched_log))
    config.add_cleanup(watch_qt_messages.stop)


@pytest.fixture(autouse=True)
def own_data_folder(tmp_path: Path) -> Iterator[None]:
    """The user's data lie beside the test's own folder; the program makes the folder when it needs it."""
    os.environ["KEYACCOUNT_DATA"] = str(tmp_path.with_name(tmp_path.name + "-data"))
    yield
    os.environ.pop("KEYACCOUNT_DATA", None)


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    set_language("en")
    yield
    set_language("en")


# ------------------------------------------------------------------------------------- logged warnings


class WatchedLog(logging.Handler):
    """Keeps what is logged as a warning or worse, apart from what the test said would be."""

    def __init__(self) -> None:
        super().__init__(level=logging.WARNING)
        self.seen: list[str] = []
        self.expected: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.seen.append(f"{record.levelname} {record.name}: {record.getMessage()}")

    def take_unexpected(self) -> list[str]:
        taken, self.seen = self.seen, []
        return [line for line in taken if not any(re.search(pattern, line) for pattern in self.expected)]


watched_log = WatchedLog()


@pytest.fixture
def expect_log() -> Iterator[ExpectLog]:
    """``expect_log("pattern")``: the test provokes this log line, and fails if it does not come."""

    def expect(pattern: str) -> None:
        watched_log.expected.append(pattern)

    yield expect
    expected, watched_log.expected = watched_log.expected, []
    missing = [
        pattern for pattern in expected if not any(re.search(pattern, line) for line in watched_log.seen)
    ]
    watched_log.seen = [
        line for line in watched_log.seen if not any(re.search(pattern, line) for pattern in expected)
    ]
    if missing:
        pytest.fail(f"expected to be logged, but was not: {missing}", pytrace=False)


# ---------------------------------------------------------------------------------------- Qt's messages


class WatchedQtMessages:
    """What Qt says outside the test function itself: while fixtures end, and when windows are taken down.

    pytest-qt puts its own handler over ours from the set-up to the end of the test function, and fails the
    test there; before and after, the messages come here.
    """

    config: pytest.Config

    def __init__(self) -> None:
        self.seen: list[str] = []

    def start(self) -> None:
        if qt := sys.modules.get("PySide6.QtCore"):
            qt.qInstallMessageHandler(self._keep)

    def stop(self) -> None:
        if qt := sys.modules.get("PySide6.QtCore"):
            qt.qInstallMessageHandler(None)

    def _keep(self, kind: Any, context: Any, message: str) -> None:
        self.seen.append(f"{kind.name}: {message}")

    def take_unexpected(self, item: pytest.Item) -> list[str]:
        taken, self.seen = self.seen, []
        if item.get_closest_marker("no_qt_log"):
            return []
        patterns = list(self.config.getini("qt_log_ignore"))
        for marker in item.iter_markers("qt_log_ignore"):
            patterns += marker.args
        return [line for line in taken if not any(re.search(p, line.split(": ", 1)[1]) for p in patterns)]


watch_qt_messages = WatchedQtMessages()


# --------------------------------------------------------------------------------- what is left behind


class Standing:
    """The threads and windows that were there before a test."""

    def __init__(self) -> None:
        self.threads = set(threading.enumerate())
        self.windows = {_address(window) for window in _windows()}

    def threads_left(self) -> list[str]:
        until = time.monotonic() + PATIENCE
        left = []
        for thread in set(threading.enumerate()) - self.threads:
            if (
                type(thread).__name__ == "_DummyThread"
            ):  # not started by Python, but it ran Python code: a QThread's
                if _qt_thread_runs(thread, until):
                    left.append(f"{thread.name} (a thread of Qt's)")
                continue
            thread.join(max(0.0, until - time.monotonic()))
            if thread.is_alive():
                left.append(thread.name)
        if _pool_is_busy(until):
            left.append("a job in Qt's thread pool")
        return left

    def windows_left(self) -> list[str]:
        """They are named, then taken down, so that the next test is not blamed for them."""
        if not self._new_windows():
            return []
        gc.collect()  # a closed window that only a cycle of references holds is gone soon enough
        left = self._new_windows()
        names = [_describe(window) for window in left]
        for window in left:
            window.hide()
            window.deleteLater()
        left.clear()
        _delete_later_is_now()
        return names

    def _new_windows(self) -> list[Any]:
        _delete_later_is_now()
        return [window for window in _windows() if _address(window) not in self.windows]


def _windows() -> list[Any]:
    """Top-level widgets without an owner. Tool tips are one hidden label that Qt keeps for itself."""
    widgets = sys.modules.get("PySide6.QtWidgets")
    application = widgets.QApplication.instance() if widgets else None
    if not isinstance(application, widgets.QApplication if widgets else ()):
        return []
    return [
        window
        for window in application.topLevelWidgets()
        if window.parent() is None and window.metaObject().className() != "QTipLabel"
    ]


def _address(window: Any) -> int:
    return int(sys.modules["shiboken6"].getCppPointer(window)[0])


def _describe(window: Any) -> str:
    shown = "shown" if window.isVisible() else "hidden"
    return f"{type(window).__name__} {window.objectName() or window.windowTitle()!r}, {shown}"


def _delete_later_is_now() -> None:
    qt = sys.modules.get("PySide6.QtCore")
    if qt and qt.QCoreApplication.instance():
        qt.QCoreApplication.sendPostedEvents(None, qt.QEvent.Type.DeferredDelete)


def _pool_is_busy(until: float) -> bool:
    qt = sys.modules.get("PySide6.QtCore")
    if not qt or not qt.QCoreApplication.instance():
        return False
    return not qt.QThreadPool.globalInstance().waitForDone(int(max(0.0, until - time.monotonic()) * 1000))


def _qt_thread_runs(thread: threading.Thread, until: float) -> bool:
    """Whether the system still has it; idle ones of Qt's pool wait for more to do, and may.

    Python keeps its record of a foreign thread for ever, so ask the system, where that is possible.
    """
    task = Path(f"/proc/self/task/{thread.native_id}")
    while task.exists():
        try:
            name = (task / "comm").read_text(encoding="utf-8")
        except OSError:
            return False
        if name.startswith("Thread (pooled"):
            return False
        if time.monotonic() > until:
            return True
        time.sleep(0.01)
    return False


# ------------------------------------------------------------------------------------ around every test


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> Generator[None, Any, Any]:
    watch_qt_messages.start()
    item.stash[AT_START] = Standing()
    item.stash[CALL_FAILED] = False
    return (yield)


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Generator[None, Any, Any]:
    report = yield
    if call.when != "teardown" and not report.passed:
        item.stash[CALL_FAILED] = True
    return report


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_teardown(item: pytest.Item) -> Generator[None, Any, Any]:
    """The outermost layer: everything that the test and its fixtures tidy up has been tidied up."""
    result = yield
    standing = item.stash[AT_START]
    found = {
        "windows left behind (give them to qtbot.addWidget, or close and delete them)": standing.windows_left(),
        "threads left behind": standing.threads_left(),
        "logged warnings (a test that provokes one says so with expect_log)": watched_log.take_unexpected(),
        "messages of Qt's": watch_qt_messages.take_unexpected(item),
    }
    if item.stash[CALL_FAILED]:
        return result  # what a failing test leaves lying about explains nothing
    texts = [f"{what}:\n  " + "\n  ".join(lines) for what, lines in found.items() if lines]
    if texts:
        pytest.fail("\n".join(texts), pytrace=False)
    return result
