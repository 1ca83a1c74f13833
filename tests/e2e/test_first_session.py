"""A newcomer's whole first session, with real mouse and key events on visible widgets only.

They open the demo, look at the client who matters, edit a key person with evidence, note a call, set the next
step, drag the influence map into shape, take a step back, print the map to PDF and export the cards, close,
and find everything again.
"""

from __future__ import annotations

import re
import subprocess
from datetime import date
from pathlib import Path

from PySide6.QtCore import QPoint, QPointF, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QDialogButtonBox, QFileDialog, QLineEdit, QMenu, QWidget
from pytestqt.qtbot import QtBot

from keyaccount_desktop.ui.clients.client_page import ClientPage
from keyaccount_desktop.ui.export_cards import ExportCardsDialog
from keyaccount_desktop.ui.influence_map.map_page import MapPage
from keyaccount_desktop.ui.influence_map.view import MapView
from keyaccount_desktop.ui.main_window import MainWindow
from keyaccount_desktop.ui.person_page import PersonPage
from keyaccount_desktop.workbook import facts, people, purchases, tasks, visits
from keyaccount_desktop.workbook.document import Workbook
from keyaccount_desktop.workbook.maps import MapCard, influence_map
from tests.ui.fields.keyboard import focused, press, write

LEFT = Qt.MouseButton.LeftButton
CTRL = Qt.KeyboardModifier.ControlModifier
Key = Qt.Key


def click(widget: QWidget, at: QPoint | None = None) -> None:
    assert widget.isVisible()
    QTest.mouseClick(widget, LEFT, Qt.KeyboardModifier.NoModifier, at or widget.rect().center())


def drag(view: MapView, start: QPoint, end: QPoint) -> None:
    viewport = view.viewport()
    assert viewport.rect().contains(start)
    assert viewport.rect().contains(end)
    QTest.mousePress(viewport, LEFT, Qt.KeyboardModifier.NoModifier, start)
    for step in range(1, 7):
        QTest.mouseMove(viewport, start + (end - start) * step / 6)
        QApplication.processEvents()
    QTest.mouseRelease(viewport, LEFT, Qt.KeyboardModifier.NoModifier, end)


def name_the_file(path: Path) -> None:
    """Answer the file dialog that opens next, from the keyboard."""

    def answer() -> None:
        dialog = next(
            (d for d in QApplication.topLevelWidgets() if isinstance(d, QFileDialog) and d.isVisible()), None
        )
        if dialog is None:
            QTimer.singleShot(20, answer)
            return
        line = dialog.findChild(QLineEdit, "fileNameEdit")
        assert line is not None
        line.setText(str(path))  # typed, it would open a list of completions that takes the Return
        buttons = dialog.findChild(QDialogButtonBox)
        assert buttons is not None
        click(buttons.button(QDialogButtonBox.StandardButton.Save))

    QTimer.singleShot(20, answer)


def choose_from_menu(text: str) -> None:
    """Click the entry that begins so in the menu that opens next."""

    def choose() -> None:
        menu = QApplication.activePopupWidget()
        if not isinstance(menu, QMenu):
            QTimer.singleShot(20, choose)
            return
        action = next(action for action in menu.actions() if action.text().startswith(text))
        QTest.mouseClick(menu, LEFT, Qt.KeyboardModifier.NoModifier, menu.actionGeometry(action).center())

    QTimer.singleShot(20, choose)


class Session:
    """What the newcomer sees and does."""

    def __init__(self, window: MainWindow, qtbot: QtBot) -> None:
        self.window, self.qtbot = window, qtbot

    @property
    def workbook(self) -> Workbook:
        assert self.window.workbook is not None
        return self.window.workbook

    def person(self, name: str) -> str:
        return next(id_ for id_, found, _ in people.all_people(self.workbook) if found == name)

    def card(self, name: str) -> MapCard:
        purchase = next(
            row for row in purchases.purchases_of(self.workbook) if row.account.startswith("Binjiang")
        )
        return next(card for card in influence_map(self.workbook, purchase.id).cards if card.name == name)

    def find(self, typed: str) -> None:
        """Ctrl+K, type, Enter."""
        QTest.keyClick(self.window, Key.Key_K, CTRL)
        self.qtbot.waitUntil(self.window.popup.isVisible)
        QTest.keyClicks(focused(), typed)
        self.qtbot.waitUntil(lambda: self.window.popup.model.rowCount() > 0)
        QTest.keyClick(focused(), Key.Key_Return)

    def page(self, kind: type[QWidget]) -> QWidget:
        self.qtbot.waitUntil(lambda: isinstance(self.window.stack.currentWidget(), kind))
        return self.window.stack.currentWidget()

    # ---- what they do

    def open_the_demo(self) -> None:
        click(self.window.welcome.demo)
        self.qtbot.waitUntil(lambda: self.window.workbook is not None and self.window.loaded)

    def open_the_hospital(self) -> ClientPage:
        table = self.window._pages["clients"].table  # type: ignore[attr-defined]
        row = next(
            r for r in range(table.model().rowCount()) if "Hospital" in str(table.model().index(r, 0).data())
        )
        at = table.visualRect(table.model().index(row, 0)).center()
        QTest.mouseClick(table.viewport(), LEFT, Qt.KeyboardModifier.NoModifier, at)
        QTest.mouseDClick(table.viewport(), LEFT, Qt.KeyboardModifier.NoModifier, at)
        page = self.page(ClientPage)
        assert isinstance(page, ClientPage)
        return page

    def edit_a_person(self) -> None:
        self.find("jianguo")
        page = self.page(PersonPage)
        assert isinstance(page, PersonPage)
        subject = ("person", page.person_id)
        line = page.line_of("person.hobbies", page.person_id, make=False)
        assert line is not None
        line.setFocus()
        press(Key.Key_Return)
        focused().selectAll()  # type: ignore[attr-defined]
        write("Chess and hill walking")
        press(Key.Key_Return)
        now = facts.history_of(self.workbook, subject, "person.hobbies")
        assert now[0].value == "Chess and hill walking"
        assert len(now) == 2, "the former value is kept"

    def note_a_call(self) -> None:
        page = self.page(PersonPage)
        assert isinstance(page, PersonPage)
        account = people.person_card(self.workbook, page.person_id).account_id
        assert account is not None
        before = len(visits.visits_of(self.workbook, account))
        page.note.box.setFocus()
        QTest.keyClicks(page.note.box, "Confirmed the date for the demonstration")
        QTest.keyClick(page.note.box, Key.Key_Return, CTRL)
        newest = next(visit for visit in visits.visits_of(self.workbook, account) if visit.state == "held")
        assert len(visits.visits_of(self.workbook, account)) == before + 1
        assert newest.said.startswith("Confirmed")
        assert newest.on_date == date.today().isoformat()
        assert newest.people == (page.person_id,)

    def set_the_next_step(self) -> None:
        page = self.page(PersonPage)
        assert isinstance(page, PersonPage)
        line = page.next_step.text
        line.setFocus()
        QTest.keyClick(line, Key.Key_A, CTRL)
        QTest.keyClicks(line, "Bring the comparison sheet")
        QTest.keyClick(line, Key.Key_Return)
        account = people.person_card(self.workbook, page.person_id).account_id
        assert account is not None
        assert "Bring the comparison sheet" in [
            task.text for task in tasks.open_tasks(self.workbook, account)
        ]

    def go_to_the_map(self) -> MapPage:
        QTest.keyClick(self.window, Key.Key_Left, Qt.KeyboardModifier.AltModifier)
        page = self.page(ClientPage)
        assert isinstance(page, ClientPage)
        QTest.keyClick(self.window, Key.Key_4, CTRL)
        self.qtbot.waitUntil(
            lambda: bool(page.findChildren(MapPage)) and page.findChildren(MapPage)[0].isVisible()
        )
        return page.findChildren(MapPage)[0]

    def drag_the_map_into_shape(self, page: MapPage) -> None:
        view = page.view
        picture = view.map_scene.picture
        assert picture is not None

        def at(name: str, dx: float, dy: float) -> QPoint:
            place = view.map_scene.place_of(self.person(name))
            return view.mapFromScene(QPointF(place.x + dx, place.y + dy))

        # A card into another lane: level changes with it.
        assert self.card("Zhao Yifan").level == "operation"
        end = picture.layout.lanes.cell_rect(("management", "using"))
        drag(
            view,
            at("Zhao Yifan", 60, 20),
            view.mapFromScene(QPointF(end.x + end.width - 60, end.y + end.height - 30)),
        )
        assert (self.card("Zhao Yifan").level, self.card("Zhao Yifan").function) == ("management", "using")
        # Back with Ctrl+Z, and again.
        QTest.keyClick(view, Key.Key_Z, CTRL)
        assert self.card("Zhao Yifan").level == "operation"
        again = self.window.actions_["redo"].shortcut()[0]
        QTest.keyClick(view, again.key(), again.keyboardModifiers())
        assert self.card("Zhao Yifan").level == "management"
        # A person from the list, placed from the keyboard.
        panel = page.panel
        assert not self.card("He Wei").placed
        row = next(
            r
            for r in range(panel.list.model().rowCount())
            if panel.list.model().index(r, 0).data() == "He Wei"
        )
        panel.list.setCurrentIndex(panel.list.model().index(row, 0))
        panel.list.setFocus()
        QTest.keyClick(panel.list, Key.Key_Return)
        assert self.card("He Wei").placed

    def print_the_map(self, page: MapPage, path: Path) -> None:
        name_the_file(path)
        choose_from_menu("PDF")
        click(page.toolbar.export)
        self.qtbot.waitUntil(path.exists)
        text = subprocess.run(
            ["pdftotext", str(path), "-"], capture_output=True, text=True, check=True
        ).stdout
        words = re.sub(r"\s+", " ", text)
        for name in ("Zhou Deming", "Wang Jianguo", "Zhao Yifan", "He Wei"):
            assert name in words, name

    def export_the_cards(self, path: Path) -> None:
        self.window.activateWindow()
        self.qtbot.waitUntil(self.window.isActiveWindow)
        QTest.keyClick(self.window, Key.Key_E, CTRL | Qt.KeyboardModifier.ShiftModifier)
        self.qtbot.waitUntil(lambda: any(d.isVisible() for d in self.window.findChildren(ExportCardsDialog)))
        dialog = next(d for d in self.window.findChildren(ExportCardsDialog) if d.isVisible())
        name_the_file(path)
        QTest.keyClick(dialog, Key.Key_Return)
        self.qtbot.waitUntil(path.exists, timeout=30_000)
        self.qtbot.waitUntil(lambda: not any(d.isVisible() for d in self.window.findChildren(QDialog)))

        import python_calamine

        names = python_calamine.CalamineWorkbook.from_path(str(path)).sheet_names
        assert any("Wang Jianguo" in name for name in names)


def test_that_a_newcomers_first_session_works_from_demo_to_cards(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    session = Session(window, qtbot)
    session.open_the_demo()
    session.open_the_hospital()
    session.edit_a_person()
    session.note_a_call()
    session.set_the_next_step()
    page = session.go_to_the_map()
    session.drag_the_map_into_shape(page)
    session.print_the_map(page, tmp_path / "map.pdf")
    session.export_the_cards(tmp_path / "cards.xlsx")
    path = session.workbook.path
    window.do("close")
    qtbot.waitUntil(lambda: window.workbook is None)
    with Workbook.open(path) as workbook:
        assert facts.value_of(
            people.person_card(
                workbook, next(id_ for id_, name, _ in people.all_people(workbook) if name == "Wang Jianguo")
            ).facts,
            "person.hobbies",
        ) == ("Chess and hill walking")
