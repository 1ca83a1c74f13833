"""A new person with ten facts, from the keyboard alone: the way there, and how many keys it takes."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from keyaccount_desktop.ui import place
from keyaccount_desktop.ui.main_window import MainWindow
from keyaccount_desktop.ui.person_page import PersonPage
from keyaccount_desktop.workbook.facts import facts_of
from keyaccount_desktop.workbook.first_screen import clients
from keyaccount_desktop.workbook.people import person_card
from tests.ui.fields import keyboard

Key = Qt.Key
SHORTCUT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier

PER_KEY, PER_THOUGHT, THREE_MINUTES = 0.5, 1.35, 180.0
"""Seconds for a key of someone who types slowly, and to think before each fact (keystroke-level model)."""
MOST_STEERING = 20
"""Keys that are not the facts themselves: Tab, Enter, arrows, the shortcut."""


class Typist:
    """Presses keys where the keyboard is, and counts them."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self.typed = self.steered = self.facts = 0

    def shortcut(self, key: Qt.Key) -> None:
        self.steered += 1
        QTest.keyClick(self._window, key, SHORTCUT)

    def write(self, text: str) -> None:
        self.typed += len(text)
        keyboard.write(text)

    def press(self, *keys: Qt.Key) -> None:
        for key in keys:
            self.steered += 1
            keyboard.press(key)
            QApplication.processEvents()

    def tell(self, text: str, *then: Qt.Key) -> None:
        """A fact, and the keys that lead on to the next."""
        self.facts += 1
        self.write(text)
        self.press(*then)

    @property
    def seconds(self) -> float:
        return (self.typed + self.steered) * PER_KEY + self.facts * PER_THOUGHT


TEXTS = {
    "en": (
        "Sun Xiaodong", "Head of IT", "Information", "3", "2", "138 0000 1234", "sunxd", "lunar 8/10", "Ningbo",
        "Go, tea", "Thorough", "Mondays at ten", "edu", "Zhejiang University",
    ),
    "zh": (
        "孙晓东", "信息科科长", "信息科", "3", "2", "138 0000 1234", "sunxd", "农历八月初十", "宁波",
        "围棋、茶", "仔细", "周一上午十点", "学校", "浙江大学",
    ),
}  # fmt: skip


@pytest.mark.parametrize("language", ["en", "zh"])
def test_that_a_new_person_with_ten_facts_takes_under_three_minutes_by_keyboard_alone(
    language: str, window: MainWindow, open_window: Callable[[Path], MainWindow], demo_files: dict[str, Path],
    tmp_path: Path, qtbot: QtBot, capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    copy = tmp_path / "demo.kaw"
    copy.write_bytes(demo_files[language].read_bytes())
    window.do(f"language_{language}")
    open_window(copy)
    workbook = window.workbook
    assert workbook is not None
    client = max(clients(workbook), key=lambda row: row.people)
    window.go(place.client(client.id))
    name, position, department, function, level, phone, wechat, *others = TEXTS[language]
    birthday, native, likes, style, when, field, school = others
    typist = Typist(window)

    typist.shortcut(Key.Key_P)
    typist.write(name)
    typist.press(Key.Key_Return, Key.Key_Return)
    page = window.stack.currentWidget()
    assert isinstance(page, PersonPage)
    typist.tell(position, Key.Key_Tab)
    typist.tell(department, Key.Key_Tab)
    typist.tell(function, Key.Key_Tab)
    typist.tell(level, Key.Key_Tab)
    typist.tell(phone, Key.Key_Return, Key.Key_Tab)
    typist.tell(wechat, Key.Key_Tab)
    typist.tell(birthday, Key.Key_Tab)
    _go_to(typist, page, "person.native_place")
    typist.tell(native, Key.Key_Tab)
    typist.tell(likes, Key.Key_Tab)
    typist.tell(style, Key.Key_Tab)
    typist.tell(when, Key.Key_Tab)
    typist.press(Key.Key_Return)
    typist.write(field)
    typist.press(Key.Key_Return)
    typist.tell(school, Key.Key_Return)

    person = page.person_id
    card = person_card(workbook, person)
    assert card.name == name
    assert card.department is not None and card.department.name == department
    found = {
        fact.field.removeprefix("person."): fact.value for fact in facts_of(workbook, ("person", person))
    }
    assert found == {
        "position": position,
        "function": "technical",
        "level": "management",
        "phones": {"number": phone},
        "wechat": wechat,
        "birthday": {"calendar": "lunar", "year": None, "month": 8, "day": 10, "leap": False},
        "native_place": native,
        "interests": likes,
        "working_style": style,
        "best_time_place": when,
        "education": {"school": school},
    }
    said = f"{typist.facts} facts: {typist.typed} characters, {typist.steered} other keys"
    with capsys.disabled():
        sys.stdout.write(f"\n   {language}: {said}, about {typist.seconds:.0f} s for a slow typist\n")
    assert typist.typed == sum(map(len, TEXTS[language])), "nothing is typed but the facts"
    assert typist.steered <= MOST_STEERING
    assert typist.seconds < THREE_MINUTES


def _go_to(typist: Typist, page: PersonPage, key: str) -> None:
    """Tab on to a field: over whatever lies between."""
    for _ in range(12):
        line = page.line_of(key, page.person_id, make=False)
        if line is not None and line.isAncestorOf(keyboard.focused()):
            return
        typist.press(Key.Key_Tab)
    raise AssertionError(f"{key} is not reached by Tab")
