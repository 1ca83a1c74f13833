"""The table of actions: each in a menu, with a shortcut of its own, with words in both languages."""

from __future__ import annotations

from collections import Counter

import pytest
from PySide6.QtGui import QKeySequence

from keyaccount_desktop.ui.actions import ACTIONS, CONDITIONS, MENUS, shortcuts_of, without_mnemonic
from keyaccount_desktop.ui.main_window import MainWindow


def test_that_every_action_is_in_a_menu_with_a_shortcut(window: MainWindow) -> None:
    for spec in ACTIONS:
        action = window.actions_[spec.id]
        assert spec.menu in MENUS
        assert action in window.actions_.menu(spec.menu).actions(), spec.id
        assert not action.shortcut().isEmpty(), spec.id
        assert spec.works_when in CONDITIONS, spec.id


def test_that_no_two_actions_have_the_same_shortcut() -> None:
    keys = Counter(
        key.toString(QKeySequence.SequenceFormat.PortableText)
        for spec in ACTIONS
        for key in shortcuts_of(spec)
    )
    assert [key for key, count in keys.items() if count > 1] == []


def test_that_no_action_has_the_name_of_another() -> None:
    assert len({spec.id for spec in ACTIONS}) == len(ACTIONS)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_that_no_menu_has_two_entries_for_one_letter(window: MainWindow, language: str) -> None:
    window.do(f"language_{language}")
    for name in MENUS:
        letters = Counter(
            action.text()[action.text().index("&") + 1].lower()
            for action in window.actions_.menu(name).actions()
            if "&" in action.text()
        )
        assert [letter for letter, count in letters.items() if count > 1] == [], name


@pytest.mark.parametrize(
    ("text", "plain"), [("&Open…", "Open…"), ("打开(&O)…", "打开…"), ("Cu&t", "Cut"), ("100%", "100%")]
)
def test_that_words_are_shown_without_their_mnemonic(text: str, plain: str) -> None:
    assert without_mnemonic(text) == plain


def test_that_without_a_workbook_only_what_needs_none_can_be_done(window: MainWindow) -> None:
    able = {spec.id for spec in ACTIONS if window.actions_[spec.id].isEnabled()}
    assert {"new", "open", "open_demo", "quit", "find", "help", "theme_dark"} <= able
    assert not able & {"save_copy", "close", "undo", "redo", "clients", "add_client", "export_cards", "map"}
