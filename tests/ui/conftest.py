"""What the tests of the window share: a real window, and workbooks to open in it."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from keyaccount_desktop.ui.main_window import MainWindow


@pytest.fixture(autouse=True)
def same_look(qapp: QApplication) -> Iterator[None]:
    """Every test begins and ends light, at 100 %, in English; nothing glides."""
    from keyaccount_desktop.ui import motion, theme

    theme.begin(qapp, "light", 100)
    motion.begin("reduced")
    yield
    theme.begin(qapp, "light", 100)
    motion.begin("reduced")


@pytest.fixture(autouse=True)
def empty_clipboard(qapp: QApplication) -> Iterator[None]:
    """What one test copies no other pastes; and nothing of Python's is left in Qt's hands at the end."""
    yield
    qapp.clipboard().clear()


@pytest.fixture(scope="session")
def demo_files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The demo workbook in both languages, made once."""
    from keyaccount_desktop.workbook.demo import create_demo

    folder = tmp_path_factory.mktemp("demo")
    made = {}
    for language in ("zh", "en"):
        made[language] = folder / f"{language}.kaw"
        create_demo(made[language], language).close()
    return made


@pytest.fixture
def demo(demo_files: dict[str, Path], tmp_path: Path) -> Path:
    """A demo workbook in Chinese, of the test's own."""
    return Path(shutil.copy(demo_files["zh"], tmp_path / "华东区.kaw"))


@pytest.fixture
def english_demo(demo_files: dict[str, Path], tmp_path: Path) -> Path:
    return Path(shutil.copy(demo_files["en"], tmp_path / "East.kaw"))


@pytest.fixture
def window(qapp: QApplication, qtbot: QtBot) -> Iterator[MainWindow]:
    """The window as the program starts it, shown, without a workbook."""
    from keyaccount_desktop.ui.application import make_window
    from keyaccount_desktop.ui.settings import Settings

    Settings().language = "en"
    Settings().motion = "reduced"
    made = make_window(qapp)
    made.resize(1280, 720)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(lambda: made.loaded and qapp.activeWindow() is made)
    yield made
    close(made, qtbot)


@pytest.fixture
def open_window(window: MainWindow, qtbot: QtBot) -> Callable[[Path], MainWindow]:
    """Opens a workbook in the window and waits until everything is loaded."""

    def opened(path: Path) -> MainWindow:
        assert window.files.open(path)
        qtbot.waitUntil(lambda: window.loaded)
        return window

    return opened


def close(window: MainWindow, qtbot: QtBot) -> None:
    """Close as a user does, and wait for the backup that is made then."""
    window.do("language_en")
    window.close()
    qtbot.waitUntil(lambda: window.workbook is None and not window.isVisible())
    window.deleteLater()
