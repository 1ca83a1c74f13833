"""The list of people who are not on the map, and the palette of badges below it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtGui import QDrag
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from keyaccount_desktop.ui.influence_map import mime
from keyaccount_desktop.ui.influence_map.map_page import MapPage
from keyaccount_desktop.ui.influence_map.people_panel import PERSON, PeopleModel, PeoplePanel
from keyaccount_desktop.ui.translation import Translation
from keyaccount_desktop.workbook import maps
from keyaccount_desktop.workbook.people import add_person, rename_person
from tests.exchange.map_samples import card
from tests.ui.clipping import clipped
from tests.ui.influence_map.conftest import LEFT, NO_KEY, Book


def names(model: QAbstractItemModel) -> list[str]:
    return [model.index(row, 0).data() for row in range(model.rowCount())]


def test_that_the_model_keeps_its_promises_through_all_changes(qtbot: QtBot) -> None:
    panel = PeoplePanel()
    qtbot.addWidget(panel)
    model = PeopleModel(panel)
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Warning)
    for shown in ("abc", "ac", "xac", "", "abcd", "dcba", "bd"):
        model.show([card(id_, id_.upper()) for id_ in shown])
        assert names(model) == list(shown.upper())
    tester.deleteLater()


def test_that_it_lists_who_is_not_on_the_map_and_counts_them(page: MapPage, book: Book) -> None:
    assert sorted(names(page.panel.model)) == sorted(["凌蓉", "韩伟"])
    assert page.panel._title.text() == "Not on the map (2)"
    maps.place_cards(book.workbook, book.purchase, [maps.Placement(book.people["韩伟"], 0, 0)])
    assert names(page.panel.model) == ["凌蓉"]
    add_person(book.workbook, book.account, "许小燕")
    rename_person(book.workbook, book.people["凌蓉"], "凌晓蓉")
    assert sorted(names(page.panel.model)) == sorted(["凌晓蓉", "许小燕"])


def test_that_people_taken_off_the_map_come_back_to_the_list(page: MapPage, book: Book) -> None:
    maps.take_off_map(book.workbook, book.purchase, [book.people["钟敏"]])
    assert "钟敏" in names(page.panel.model)


def test_that_a_drag_carries_all_selected_people(
    page: MapPage, book: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The platform's own drag loop needs a mouse of its own; everything up to it is real."""
    carried: list[str] = []

    def exec_(drag: QDrag, *_: object) -> Qt.DropAction:
        carried.extend(mime.people(drag.mimeData()))
        assert not drag.pixmap().isNull()
        return Qt.DropAction.CopyAction

    monkeypatch.setattr(QDrag, "exec", exec_)
    people = page.panel.list
    people.selectAll()
    start = people.visualRect(people.model().index(0, 0)).center()
    QTest.mousePress(people.viewport(), LEFT, NO_KEY, start)
    for step in (4, 12, 24):
        QTest.mouseMove(people.viewport(), start + type(start)(step, step // 4))
        QApplication.processEvents()
    QTest.mouseRelease(people.viewport(), LEFT, NO_KEY, start)
    assert sorted(carried) == sorted([book.people["凌蓉"], book.people["韩伟"]])


def test_that_a_double_click_puts_a_person_on_the_map(page: MapPage, book: Book) -> None:
    people = page.panel.list
    index = next(people.model().index(r, 0) for r in range(2) if people.model().index(r, 0).data() == "凌蓉")
    assert index.data(PERSON) == book.people["凌蓉"]
    spot = people.visualRect(index).center()
    QTest.mouseClick(people.viewport(), LEFT, NO_KEY, spot)
    QTest.mouseDClick(people.viewport(), LEFT, NO_KEY, spot)
    assert book.card("凌蓉").placed


def test_that_every_badge_says_in_words_what_it_is(page: MapPage) -> None:
    said = [badge.accessibleName() for badge in page.panel.palette_.badges]
    assert len(set(said)) == len(page.panel.palette_.badges) == 18
    assert "Attitude to us: Not known yet" in said and "Buying role: Evaluator" in said


def test_that_an_empty_list_says_why(page: MapPage, book: Book) -> None:
    page.panel.list.selectAll()
    page.panel.list.chosen.emit(page.panel.list.selected())
    assert page.panel._empty.text() == "Everyone is on the map."
    assert page.panel._empty.isVisible()


@pytest.mark.parametrize("zoom", [100, 150])
@pytest.mark.parametrize("code", ["en", "zh"])
def test_that_nothing_is_clipped_in_either_language(
    page: MapPage, qapp: QApplication, qtbot: QtBot, code: str, zoom: int
) -> None:
    from keyaccount_desktop.ui import theme

    translation = Translation(qapp, code)  # type: ignore[arg-type]
    theme.current().set_zoom(zoom)
    qtbot.waitUntil(lambda: clipped(page) == [])
    translation.set_language("en")
