"""What stands beside and over the map: the panels' common looks, and the room that they leave to the map."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from keyaccount_desktop.ui.influence_map.beside import EDGE, SIDES
from keyaccount_desktop.ui.influence_map.map_page import MapPage
from keyaccount_desktop.ui.widgets import Card, SectionTitle


def left_of(words: QWidget, panel: QWidget) -> int:
    return words.mapTo(panel, QPoint(words.contentsRect().left(), 0)).x()


@pytest.mark.parametrize("key", [side.key for side in SIDES])
def test_that_headings_of_all_panels_begin_at_one_line_and_nothing_is_boxed(
    page: MapPage, qtbot: QtBot, key: str
) -> None:
    page.resize(1400, 700)
    page.beside.open_panel(key)
    panel = page.beside.panel(key)
    qtbot.waitUntil(lambda: panel.isVisible() and panel.width() > 100)
    titles = [each for each in panel.findChildren(SectionTitle) if each.isVisible()]
    assert titles
    for title in titles:
        (words, *_) = [each for each in title.findChildren(QLabel) if each.isVisible()]
        assert left_of(words, panel) == EDGE + 1  # the line at the panel's edge
    assert all(card.property("kind") == "section" for card in panel.findChildren(Card))


def test_that_between_list_and_panel_the_list_folds_where_both_leave_the_map_no_room(page: MapPage) -> None:
    page.resize(1104, 560)  # what a window of 1280×720 leaves
    assert not page.panel.folded
    page.beside.open_panel("health")
    assert page.panel.folded
    page.resize(1400, 560)
    assert not page.panel.folded
    page.resize(1104, 560)
    page.beside.open_panel("")
    assert not page.panel.folded


@pytest.mark.parametrize("width", [1400, 760])
def test_that_a_remark_is_seen_in_full_within_the_map(page: MapPage, qtbot: QtBot, width: int) -> None:
    page.resize(width, 600)
    page.beside.open_panel("health")
    said = "Decision-making · Purchasing department – also changes 2 other maps " * 2
    page.toolbar.say(said)
    remark = page.remark
    qtbot.waitUntil(lambda: page.view.rect().contains(remark.geometry()))
    assert remark.isVisible()
    room = remark.contentsRect()
    wrapped = int(remark.alignment()) | int(Qt.TextFlag.TextWordWrap)
    needed = QFontMetrics(remark.font()).boundingRect(room, wrapped, said)
    assert needed.height() <= room.height() and needed.width() <= room.width()
    page.toolbar.say("")
    assert not remark.isVisible()
