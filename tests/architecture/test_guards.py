"""The guards of tests/conftest.py catch what they promise to catch, and nothing else.

A file of tests, each with one fault, is run by a pytest of its own with our settings and our conftest.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parents[2]

TESTS = """
import logging
import os
import sys
import threading
import warnings

import pytest
from PySide6.QtCore import QObject, QRunnable, QThread, QThreadPool, qDebug, qWarning
from PySide6.QtWidgets import QMainWindow, QMenu, QWidget

from keyaccount_desktop import language

release = threading.Event()


def test_good_window(qtbot):
    window = QMainWindow()
    qtbot.addWidget(window)
    window.show()
    QMenu("inside", window)


def test_good_window_deleted_later(qapp):
    window = QWidget()
    window.show()
    window.deleteLater()


def test_good_cycle(qapp):
    window = QWidget()
    window.myself = window
    window.setWindowTitle("held by a cycle only")


def test_good_thread():
    thread = threading.Thread(target=lambda: None)
    thread.start()


def test_good_qt_thread(qapp):
    class Worker(QThread):
        def run(self):
            threading.current_thread()  # Python takes note of it

    worker = Worker()
    worker.start()
    assert worker.wait(5000)


def test_good_pool(qapp):
    class Job(QRunnable):
        def run(self):
            threading.current_thread()

    QThreadPool.globalInstance().start(Job())


def test_good_expected_log(expect_log):
    expect_log("the disk is .* full")
    logging.getLogger("somewhere").warning("the disk is nearly full")


def test_good_information():
    logging.getLogger("somewhere").info("all is well")


@pytest.mark.qt_log_ignore("a known whim")
def test_good_ignored_qt_message(qapp):
    qWarning("a known whim of Qt")


def test_bad_warning():
    warnings.warn("old", DeprecationWarning)


def test_bad_forgotten_file():
    open(__file__)


def test_bad_log():
    logging.getLogger("somewhere").warning("the disk is full")


def test_bad_log_in_thread():
    thread = threading.Thread(target=logging.getLogger("elsewhere").error, args=("lost",))
    thread.start()
    thread.join()


@pytest.fixture
def careless():
    yield
    logging.getLogger("somewhere").warning("said while tidying up")


def test_bad_log_in_fixture(careless):
    pass


def test_bad_expected_log_missing(expect_log):
    expect_log("never said")


def test_bad_qt_warning(qapp):
    qWarning("not good")


def test_bad_qt_debug(qapp):
    qDebug("left in by mistake")


@pytest.fixture
def careless_with_qt(qapp):
    yield
    qWarning("said while tidying up")


def test_bad_qt_warning_in_fixture(careless_with_qt):
    pass


def test_bad_exception_in_slot(qtbot):
    source = QObject()
    source.objectNameChanged.connect(lambda: 1 / 0)
    source.setObjectName("new")


def test_bad_window(qapp):
    global window
    window = QMainWindow()
    window.setWindowTitle("forgotten")
    window.show()


def test_bad_hidden_window(qapp):
    global hidden
    hidden = QWidget()
    hidden.setObjectName("put away")


def test_bad_thread():
    threading.Thread(target=release.wait, name="forgotten thread", daemon=True).start()


def test_good_after_bad_thread():
    release.set()


def test_bad_exception_in_thread():
    thread = threading.Thread(target=lambda: 1 / 0)
    thread.start()
    thread.join()


class Waiting(QThread):
    known = threading.Event()

    def run(self):
        threading.current_thread()
        self.known.set()
        release.wait()


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux tells what threads there are")
def test_bad_qt_thread(qapp):
    global waiting
    release.clear()
    waiting = Waiting()
    waiting.start()
    assert waiting.known.wait(5)


def test_good_after_bad_qt_thread(qapp):
    release.set()
    if "waiting" in globals():
        assert waiting.wait(5000)


def test_bad_itself():
    language.set_language("zh")
    logging.getLogger("somewhere").warning("this explains nothing")
    assert 1 == 2


def test_good_english_again():
    assert language.language() == "en"


def test_good_own_data_folder(tmp_path):
    folder = os.environ["KEYACCOUNT_DATA"]
    assert folder.startswith(str(tmp_path.parent))
    assert not os.path.exists(folder)
"""

# What the report says of each bad test: where it was caught, and a word from the explanation.
BAD = {
    "test_bad_warning": ("FAILED", "DeprecationWarning"),
    "test_bad_forgotten_file": ("FAILED", "ResourceWarning|PytestUnraisable"),
    "test_bad_log": ("ERROR", "the disk is full"),
    "test_bad_log_in_thread": ("ERROR", "ERROR elsewhere: lost"),
    "test_bad_log_in_fixture": ("ERROR", "said while tidying up"),
    "test_bad_expected_log_missing": ("ERROR", "never said"),
    "test_bad_qt_warning": ("FAILED", "not good"),
    "test_bad_qt_debug": ("FAILED", "left in by mistake"),
    "test_bad_qt_warning_in_fixture": ("ERROR", "QtWarningMsg: said while tidying up"),
    "test_bad_exception_in_slot": ("FAILED", "ZeroDivisionError"),
    "test_bad_window": ("ERROR", "QMainWindow 'forgotten', shown"),
    "test_bad_hidden_window": ("ERROR", "QWidget 'put away', hidden"),
    "test_bad_thread": ("ERROR", "forgotten thread"),
    "test_bad_exception_in_thread": ("FAILED", "PytestUnhandledThreadException"),
    "test_bad_qt_thread": ("ERROR", "a thread of Qt's"),
    "test_bad_itself": ("FAILED", "assert 1 == 2"),
}
LINUX_ONLY = {"test_bad_qt_thread"}
GOOD = re.findall(r"def (test_good\w+)", TESTS)


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, str]:
    """What pytest says of each test, by name, and under "" the whole."""
    folder = tmp_path_factory.mktemp("guarded")
    shutil.copy(CHECKOUT / "pyproject.toml", folder)
    (folder / "tests").mkdir()
    conftest = (CHECKOUT / "tests" / "conftest.py").read_text(encoding="utf-8")
    # The guard waits for a thread that is about to end; here we know that it does not.
    assert "PATIENCE = 10.0" in conftest
    (folder / "tests" / "conftest.py").write_text(
        conftest.replace("PATIENCE = 10.0", "PATIENCE = 1.0"), "utf-8"
    )
    (folder / "tests" / "test_it.py").write_text(TESTS, encoding="utf-8")
    ran = subprocess.run(
        [sys.executable, "-m", "pytest", "-rA", "--tb=short", "-p", "no:cacheprovider", "tests/test_it.py"],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(CHECKOUT)},
        capture_output=True,
        encoding="utf-8",
    )
    said = {"": ran.stdout + ran.stderr}
    summary = ran.stdout.rpartition("short test summary info")[2]
    for outcome, name in re.findall(r"^(PASSED|FAILED|ERROR) \S+::(\w+)", summary, re.MULTILINE):
        said[name] = f"{said.get(name, '')} {outcome}".strip()
    return said


@pytest.mark.parametrize("name", sorted(BAD))
def test_that_a_test_with_a_fault_fails(report: Mapping[str, str], name: str) -> None:
    if name in LINUX_ONLY and not sys.platform.startswith("linux"):
        pytest.skip("only Linux tells what threads there are")
    where, explanation = BAD[name]
    assert where in report[name].split(), report[""]
    heading = r"^_+ (?:ERROR at teardown of )?{} _+$"
    sections = re.split(heading.format(name), report[""], flags=re.MULTILINE)[1:]
    said = "".join(
        re.split(heading.format(r"test_\w+"), section, flags=re.MULTILINE)[0] for section in sections
    )
    assert re.search(explanation, said), f"{explanation!r} not said in:\n{said}"


@pytest.mark.parametrize("name", GOOD)
def test_that_a_test_without_fault_passes(report: Mapping[str, str], name: str) -> None:
    assert report[name] == "PASSED", report[""]


def test_that_a_failing_test_is_not_also_blamed_for_what_it_left(report: Mapping[str, str]) -> None:
    assert report["test_bad_itself"] == "FAILED"


def test_that_every_bad_test_is_looked_at() -> None:
    assert set(re.findall(r"def (test_bad\w+)", TESTS)) == set(BAD)
