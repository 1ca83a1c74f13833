"""Cards that fold away under their title, by mouse and keyboard, and are remembered."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from keyaccount_desktop.ui.folding import FoldingCard, fold_or_unfold_all
from keyaccount_desktop.ui.settings import FOLDED_KEPT, Settings
from keyaccount_desktop.ui.widgets import Label

Key = Qt.Key


@pytest.fixture
def card(qtbot: QtBot) -> FoldingCard:
    window = QWidget()
    made = FoldingCard("person.personal", "Personal")
    made.column.addWidget(Label("Shaoxing"))
    made.set_texts("Personal", "1 / 2")
    made.set_summary("Shaoxing · Go")
    column = QVBoxLayout(window)
    column.addWidget(made)
    column.addStretch(1)
    qtbot.addWidget(window)
    window.resize(600, 300)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    made.kept = window  # type: ignore[attr-defined]
    return made


def folds(card: FoldingCard) -> bool:
    """Whether it is folded, as the eye sees it."""
    assert card.body.isVisible() != card.folded
    return card.folded


def test_that_a_click_on_the_title_folds_and_unfolds(card: FoldingCard) -> None:
    assert not folds(card)
    high = card.sizeHint().height()
    QTest.mouseClick(card.fold_title, Qt.MouseButton.LeftButton)
    assert folds(card) and card.sizeHint().height() < high
    QTest.mouseClick(card.fold_title, Qt.MouseButton.LeftButton)
    assert not folds(card)


@pytest.mark.parametrize("key", [Key.Key_Space, Key.Key_Return, Key.Key_Enter])
def test_that_a_key_on_the_title_folds_and_unfolds(card: FoldingCard, key: Qt.Key) -> None:
    card.fold_title.setFocus()
    QTest.keyClick(card.fold_title, key)
    assert folds(card)
    QTest.keyClick(card.fold_title, key)
    assert not folds(card)


def test_that_left_folds_and_right_unfolds_and_the_keyboard_stays(card: FoldingCard) -> None:
    card.fold_title.setFocus()
    for key, folded in ((Key.Key_Left, True), (Key.Key_Left, True), (Key.Key_Right, False)):
        QTest.keyClick(card.fold_title, key)
        assert folds(card) == folded
        assert card.fold_title.hasFocus()


def test_that_alt_and_an_arrow_are_left_to_the_window(card: FoldingCard) -> None:
    card.fold_title.setFocus()
    QTest.keyClick(card.fold_title, Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert not folds(card)


def test_that_a_folded_card_says_what_is_in_it(card: FoldingCard) -> None:
    assert card.fold_title.summary == ""
    card.set_folded(True)
    assert card.fold_title.summary == "Shaoxing · Go"
    assert card.fold_title.accessibleName() == "Personal 1 / 2"
    assert card.fold_title.accessibleDescription() == "folded · Shaoxing · Go"


def test_that_what_the_user_folded_stays_folded(card: FoldingCard, qtbot: QtBot) -> None:
    card.set_folded(True)
    again, other = FoldingCard("person.personal"), FoldingCard("person.contact")
    for made in (again, other):
        qtbot.addWidget(made)
    assert (again.folded, other.folded) == (True, False)
    again.set_folded(False)
    assert not Settings().folded("person.personal")


def test_that_opening_it_to_show_something_is_not_remembered(card: FoldingCard) -> None:
    card.set_folded(True)
    card.unfold()
    assert not folds(card)
    card.show_remembered()
    assert folds(card)


def test_that_the_folded_cards_remembered_are_not_too_many() -> None:
    settings = Settings()
    for number in range(FOLDED_KEPT + 2):
        settings.set_folded(str(number), True)
    assert settings.folded(str(FOLDED_KEPT + 1)) and not settings.folded("0")


def test_that_all_cards_of_a_page_are_folded_and_unfolded_at_once(card: FoldingCard) -> None:
    page = card.window()
    other = FoldingCard("person.contact")
    page.layout().addWidget(other)
    other.show()
    card.set_folded(True)
    fold_or_unfold_all(page)
    assert card.folded and other.folded
    fold_or_unfold_all(page)
    assert not card.folded and not other.folded
