"""The Chinese texts of the window: complete, current, compiled; and the switch while the window is open."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
import translate
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QDialogButtonBox
from pytestqt.qtbot import QtBot

from keyaccount_desktop.language import language
from keyaccount_desktop.ui.main_window import MainWindow

OpenWindow = Callable[[Path], MainWindow]


@pytest.fixture(scope="module")
def renewed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The catalogue as lupdate makes it of the sources now."""
    copy = tmp_path_factory.mktemp("i18n") / "keyaccount_zh.ts"
    shutil.copy(translate.CATALOGUE, copy)
    translate.update(copy)
    return copy


def test_that_no_text_of_the_window_is_missing_or_unfinished(renewed: Path) -> None:
    assert translate.unfinished_texts(renewed) == []


def test_that_the_committed_catalogue_is_the_current_one(renewed: Path) -> None:
    assert translate.entries(translate.CATALOGUE) == translate.entries(renewed)


def test_that_the_compiled_catalogue_is_the_current_one(tmp_path: Path) -> None:
    translate.compile_catalogue(translate.CATALOGUE, tmp_path / "new.qm")
    assert (tmp_path / "new.qm").read_bytes() == translate.COMPILED.read_bytes()


def test_that_every_placeholder_stands_in_both_languages() -> None:
    wrong = []
    for (context, source), translation in translate.entries(translate.CATALOGUE).items():
        for pattern in (r"\{[a-z_]*\}", r"%n"):
            if sorted(re.findall(pattern, source)) != sorted(re.findall(pattern, translation or "")):
                wrong.append(f"{context}: {source!r}")
    assert wrong == []


def test_that_ellipses_and_mnemonics_are_kept() -> None:
    wrong = []
    for (context, source), translation in translate.entries(translate.CATALOGUE).items():
        shown = translation or ""
        if source.endswith("…") != shown.endswith("…") or ("&" in source) != ("&" in shown):
            wrong.append(f"{context}: {source!r} → {shown!r}")
    assert wrong == []


def test_that_the_language_switches_while_the_window_is_open(
    open_window: OpenWindow, demo: Path, qtbot: QtBot
) -> None:
    window = open_window(demo)
    assert window.rail.clients.text() == "Clients"
    window.do("language_zh")
    qtbot.waitUntil(lambda: window.rail.clients.text() == "客户")
    assert language() == "zh"
    assert window.actions_["open"].text() == "打开(&O)…"
    assert window.settings.language == "zh"
    window.do("language_en")
    qtbot.waitUntil(lambda: window.rail.clients.text() == "Clients")


def test_that_qts_own_buttons_are_translated_too(window: MainWindow, qtbot: QtBot) -> None:
    window.do("language_zh")
    box = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
    qtbot.addWidget(box)
    box.event(QEvent(QEvent.Type.LanguageChange))
    assert box.button(QDialogButtonBox.StandardButton.Cancel).text() == "取消"
