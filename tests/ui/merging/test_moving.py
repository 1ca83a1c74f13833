"""Someone goes to another client: found by typing, made on the way, since when, and back again with undo."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from keyaccount_desktop.ui import place
from keyaccount_desktop.ui.clients.client_page import ClientPage
from keyaccount_desktop.ui.main_window import MainWindow
from keyaccount_desktop.ui.merging.move_panel import MovePanel
from keyaccount_desktop.workbook import facts
from keyaccount_desktop.workbook.accounts import accounts
from keyaccount_desktop.workbook.document import Workbook
from keyaccount_desktop.workbook.first_screen import clients
from keyaccount_desktop.workbook.people import PersonCard, people_of, person_card
from tests.ui.merging.test_merge_page import select
from tests.whom import supporters

OpenWindow = Callable[[Path], MainWindow]
CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


class Leaving:
    """Someone of the demo's hospital on their page, with the panel open."""

    def __init__(self, window: MainWindow, qtbot: QtBot, kind: str = "person") -> None:
        self.window, self.qtbot = window, qtbot
        assert window.workbook is not None
        self.workbook: Workbook = window.workbook
        self.client = max(clients(self.workbook), key=lambda row: row.people).id
        people, liked = people_of(self.workbook, self.client), supporters(self.workbook, self.client)
        self.person = next(
            row.id for row in people if row.kind == kind and (kind != "person" or row.id in liked)
        )
        window.go(place.person(self.person))
        qtbot.keyClick(window, Qt.Key.Key_M, CONTROL | SHIFT)
        panel = window.findChild(MovePanel)
        assert panel is not None
        self.panel: MovePanel = panel

    def card(self) -> PersonCard:
        return person_card(self.workbook, self.person)

    def type(self, text: str) -> None:
        self.qtbot.keyClicks(self.panel.line, text)

    def press(self, key: Qt.Key) -> None:
        widget = QApplication.focusWidget()
        assert widget is not None
        self.qtbot.keyClick(widget, key)

    @property
    def offered(self) -> list[str]:
        model = self.panel.model
        return [str(model.index(row).data()) for row in range(model.rowCount())]


@pytest.fixture
def leaving(open_window: OpenWindow, english_demo: Path, qtbot: QtBot) -> Leaving:
    return Leaving(open_window(english_demo), qtbot)


def test_that_someone_is_moved_with_a_few_keys_and_comes_back_with_ctrl_z(leaving: Leaving) -> None:
    before = leaving.card()
    assert leaving.panel.line.hasFocus()
    leaving.type("kang")
    assert leaving.offered == ["Jiangdong Kangheng Medical Devices Co., Ltd.", "New client “kang”"]
    leaving.press(Qt.Key.Key_Return)
    assert leaving.panel.day.hasFocus()
    leaving.qtbot.keyClicks(leaving.panel.day, "2026-03")
    leaving.press(Qt.Key.Key_Return)
    after = leaving.card()
    assert after.account == "Jiangdong Kangheng Medical Devices Co., Ltd."
    assert after.facts["person.career"][-1].value == {
        "organisation": "Binjiang First Hospital",
        "department": "Equipment department",
        "post": "Head of the equipment department",
        "to_date": "2026-03",
    }
    assert "person.position" not in after.facts and after.facts["person.level"][0].assumed
    said = leaving.window.messages.text
    assert "Moved Liu Min to Jiangdong Kangheng" in said
    assert "Still on 1 map of other clients" in said and "stays with the old client: 1 task" in said
    assert leaving.window.here == place.person(leaving.person)
    leaving.qtbot.keyClick(leaving.window, Qt.Key.Key_Z, CONTROL)
    assert leaving.card() == before


def test_that_a_client_that_is_not_there_yet_is_made_in_the_same_step(leaving: Leaving) -> None:
    leaving.type("East Lake Hospital")
    assert leaving.offered == ["New client “East Lake Hospital”"]
    leaving.press(Qt.Key.Key_Return)
    leaving.press(Qt.Key.Key_Return)
    assert leaving.card().account == "East Lake Hospital"
    leaving.qtbot.mouseClick(leaving.window.messages.button, Qt.MouseButton.LeftButton)
    assert leaving.card().account == "Binjiang First Hospital"
    assert "East Lake Hospital" not in [row.name for row in accounts(leaving.workbook)]


def test_that_one_can_leave_all_clients(leaving: Leaving) -> None:
    assert leaving.offered == ["No client: outside"]
    leaving.press(Qt.Key.Key_Return)
    leaving.press(Qt.Key.Key_Return)
    assert leaving.card().account_id is None
    assert "Liu Min is outside the clients now" in leaving.window.messages.text


def test_that_a_mistake_is_put_right_without_history(leaving: Leaving) -> None:
    leaving.type("kang")
    leaving.press(Qt.Key.Key_Return)
    leaving.qtbot.mouseClick(leaving.panel.mistake, Qt.MouseButton.LeftButton)
    assert not leaving.panel.day.isVisible()
    leaving.qtbot.mouseClick(leaving.panel.move_button, Qt.MouseButton.LeftButton)
    card = leaving.card()
    assert card.account == "Jiangdong Kangheng Medical Devices Co., Ltd."
    assert "person.career" not in card.facts
    assert facts.value_of(card.facts, "person.position") == "Head of the equipment department"


def test_that_a_day_that_is_none_is_refused_at_the_panel_and_stays_as_typed(leaving: Leaving) -> None:
    leaving.type("kang")
    leaving.press(Qt.Key.Key_Return)
    leaving.qtbot.keyClicks(leaving.panel.day, "2026-02-30")
    leaving.press(Qt.Key.Key_Return)
    assert leaving.panel.isVisible()
    assert leaving.panel.problem and leaving.panel.day.text() == "2026-02-30"
    assert leaving.card().account == "Binjiang First Hospital"


def test_that_another_client_can_be_typed_after_one_was_picked(leaving: Leaving) -> None:
    leaving.type("kang")
    leaving.press(Qt.Key.Key_Return)
    assert leaving.panel.title.text().startswith("Move Liu Min to Jiangdong")
    leaving.panel.line.setFocus()
    leaving.panel.line.selectAll()
    leaving.type("qing")
    assert leaving.panel.title.text() == "Move Liu Min to another client"
    assert not leaving.panel.move_button.isVisible()
    assert leaving.offered[0].startswith("Qingxi")


def test_that_the_tab_key_stays_in_the_panel_from_the_name_to_the_button(leaving: Leaving) -> None:
    panel = leaving.panel
    leaving.type("kang")
    leaving.press(Qt.Key.Key_Return)
    panel.line.setFocus()
    reached: list[QWidget | None] = []
    for _ in range(3):
        leaving.press(Qt.Key.Key_Tab)
        reached.append(QApplication.focusWidget())
    # The two reasons are one stop: the arrow keys go from one to the other.
    assert reached == [panel.changed, panel.day, panel.move_button]


def test_that_esc_leaves_everything_as_it_was(leaving: Leaving) -> None:
    leaving.type("kang")
    leaving.press(Qt.Key.Key_Escape)
    leaving.qtbot.waitUntil(lambda: leaving.window.findChild(MovePanel) is None)
    assert leaving.card().account == "Binjiang First Hospital"
    assert leaving.window.here == place.person(leaving.person)


def test_that_a_post_can_only_be_put_right(open_window: OpenWindow, english_demo: Path, qtbot: QtBot) -> None:
    leaving = Leaving(open_window(english_demo), qtbot, "post")
    leaving.type("kang")
    leaving.press(Qt.Key.Key_Return)
    assert not leaving.panel.changed.isVisible() and not leaving.panel.day.isVisible()
    leaving.press(Qt.Key.Key_Space)
    assert leaving.card().account == "Jiangdong Kangheng Medical Devices Co., Ltd."


def test_that_several_are_moved_at_once_from_the_list(
    open_window: OpenWindow, english_demo: Path, qtbot: QtBot
) -> None:
    window = open_window(english_demo)
    workbook = window.workbook
    assert workbook is not None
    client = max(clients(workbook), key=lambda row: row.people).id
    people = [row for row in people_of(workbook, client) if row.kind == "person"][:3]
    window.go(place.client(client, "people"))
    page = window.stack.currentWidget()
    assert isinstance(page, ClientPage)
    select(page, *(row.id for row in people))
    qtbot.keyClick(window, Qt.Key.Key_M, CONTROL | SHIFT)
    panel = window.findChild(MovePanel)
    assert panel is not None
    assert panel.title.text() == "Move 3 people to another client"
    qtbot.keyClicks(panel.line, "East Lake")
    qtbot.keyClick(panel.line, Qt.Key.Key_Return)
    qtbot.keyClick(panel.day, Qt.Key.Key_Return)
    assert {person_card(workbook, row.id).account for row in people} == {"East Lake"}
    assert "Moved 3 people to East Lake" in window.messages.text
    assert len(people_of(workbook, client)) == 11
    qtbot.keyClick(window, Qt.Key.Key_Z, CONTROL)
    assert len(people_of(workbook, client)) == 14
