"""The small parts: flow, elision, chips, avatars, tabs, breadcrumb, the message bar."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from keyaccount_desktop.language import Text, UserError
from keyaccount_desktop.ui.widgets import (
    Breadcrumb,
    Button,
    ElidedLabel,
    EmptyState,
    FlowLayout,
    IconButton,
    Label,
    MessageBar,
    initial,
)


def test_that_a_flow_goes_on_to_the_next_line(qtbot: QtBot) -> None:
    widget = QWidget()
    qtbot.addWidget(widget)
    flow = FlowLayout(widget, spacing=5)
    for _ in range(6):
        label = QLabel()
        label.setFixedSize(40, 10)
        flow.addWidget(label)
    assert flow.heightForWidth(300) == 10
    assert flow.heightForWidth(90) == 40  # three lines of two, and two gaps
    flow.clear()
    assert flow.count() == 0


def test_that_a_long_text_ends_in_dots_and_is_whole_in_the_tooltip(qtbot: QtBot) -> None:
    label = ElidedLabel("A text that is far too long for the room there is")
    qtbot.addWidget(label)
    label.resize(80, 20)
    label.show()
    label.grab()
    assert label.elided_text().endswith("…")
    assert label.toolTip() == label.text()
    label.resize(800, 20)
    label.grab()
    assert label.toolTip() == ""


@pytest.mark.parametrize("label", [Label, ElidedLabel])
def test_that_what_a_user_typed_is_never_read_as_markup(qtbot: QtBot, label: type[Label]) -> None:
    shown = label("<b>x</b><img src=x>")
    qtbot.addWidget(shown)
    assert shown.textFormat() == Qt.TextFormat.PlainText


@pytest.mark.parametrize(("name", "shown"), [("王建国", "王"), ("mary", "M"), ("  ", "?"), ("", "?")])
def test_that_a_person_without_a_photo_has_an_initial(name: str, shown: str) -> None:
    assert initial(name) == shown


def test_that_a_breadcrumb_leads_back(qtbot: QtBot) -> None:
    crumbs = Breadcrumb()
    qtbot.addWidget(crumbs)
    crumbs.set_parts(["Hospital", "People"])
    crumbs.show()
    step = crumbs.findChild(Button)
    with qtbot.waitSignal(crumbs.chosen) as chosen:
        qtbot.mouseClick(step, Qt.MouseButton.LeftButton)
    assert chosen.args == [0]


def test_that_an_empty_state_offers_its_button_only_when_it_has_one(qtbot: QtBot) -> None:
    state = EmptyState("people", "Nobody", "Add someone", "")
    qtbot.addWidget(state)
    state.show()
    assert not state.findChild(Button).isVisible()
    state.set_texts("Nobody", "", "Add")
    with qtbot.waitSignal(state.pressed):
        qtbot.mouseClick(state.findChild(Button), Qt.MouseButton.LeftButton)


@pytest.fixture
def bar(qtbot: QtBot) -> Iterator[MessageBar]:
    parent = QWidget()
    parent.resize(700, 400)
    qtbot.addWidget(parent)
    parent.show()
    yield MessageBar(parent)
    parent.hide()


def test_that_an_error_stays_and_what_was_done_goes(bar: MessageBar) -> None:
    bar.show_error(UserError(Text("Refused.", "拒绝。"), Text("Do this.", "请这样做。")))
    assert bar.isVisible() and not bar._going.isActive()
    bar.show_done("Done")
    assert bar._going.isActive()


def test_that_the_bar_lies_inside_its_window_whatever_its_size(bar: MessageBar) -> None:
    parent = bar.parentWidget()
    bar.show_error(UserError(Text("word " * 60, "字"), Text("hint " * 60, "字")))
    for width, height in ((700, 400), (500, 400), (1600, 900)):
        parent.resize(width, height)
        assert parent.rect().contains(bar.geometry())


def test_that_the_offer_is_taken_once(bar: MessageBar, qtbot: QtBot) -> None:
    taken: list[int] = []
    bar.show_done("Deleted", "Undo", lambda: taken.append(1))
    qtbot.mouseClick(bar.button, Qt.MouseButton.LeftButton)
    assert taken == [1] and not bar.isVisible()
    bar.withdraw_offer()
    assert taken == [1]


def test_that_an_error_is_not_withdrawn_with_an_offer(bar: MessageBar) -> None:
    bar.show_error(UserError(Text("Refused.", "拒绝。"), Text("Do this.", "请这样做。")))
    bar.withdraw_offer()
    assert bar.isVisible()


@pytest.mark.parametrize("kind", [Button, IconButton])
def test_that_a_button_is_pressed_by_enter_as_by_space(qtbot: QtBot, kind: type[Button | IconButton]) -> None:
    button = kind("close")
    qtbot.addWidget(button)
    button.show()
    pressed: list[str] = []
    button.clicked.connect(lambda _on=False: pressed.append("clicked"))
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
        QTest.keyClick(button, key)
    QTest.keyClick(button, Qt.Key.Key_Return, Qt.KeyboardModifier.AltModifier)
    assert len(pressed) == 3
