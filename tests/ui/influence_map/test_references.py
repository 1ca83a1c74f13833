"""A long day of dragging: no reference of Python's constants is lost, and no memory piles up."""

from __future__ import annotations

import gc
import sys

import psutil
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from keyaccount_desktop.ui.influence_map.view import MapView
from tests.ui.influence_map.conftest import Book, Hand

MOVES = 20_000
CONSTANTS = (None, True, False)


def send_moves(view: MapView, start: QPoint, count: int) -> None:
    """Mouse moves as the system sends them, with the repaint that follows.

    Through QTest: an event made in Python itself leaves a reference to None behind, which is not ours to count.
    """
    for number in range(count):
        QTest.mouseMove(view.viewport(), start + QPoint(number * 7 % 120, number * 5 % 80))
        if number % 4 == 0:
            QApplication.processEvents()


@pytest.mark.slow
@pytest.mark.no_qt_log  # each message that is kept, even an ignored one, holds references of its own
@pytest.mark.skipif(
    sys.version_info >= (3, 12), reason="None, True and False are immortal from Python 3.12 on"
)
def test_that_twenty_thousand_drag_moves_keep_all_references(hand: Hand, book: Book, view: MapView) -> None:
    start = hand.at("钟敏")
    hand.press(start)
    send_moves(view, start, 500)
    gc.collect()
    before = [sys.getrefcount(constant) for constant in CONSTANTS]
    send_moves(view, start, MOVES)
    gc.collect()
    after = [sys.getrefcount(constant) for constant in CONSTANTS]
    hand.key(Qt.Key.Key_Escape)
    hand.release(start)
    for constant, was, now in zip(CONSTANTS, before, after, strict=True):
        assert abs(now - was) < 500, f"{constant}: {was} -> {now}"
    assert book.workbook.undo_label is None


@pytest.mark.slow
def test_that_twenty_thousand_drag_moves_take_no_memory(hand: Hand, view: MapView) -> None:
    start = hand.at("钟敏")
    hand.press(start)
    send_moves(view, start, 2_000)
    gc.collect()
    process = psutil.Process()
    before = process.memory_info().rss
    send_moves(view, start, MOVES)
    gc.collect()
    grown = process.memory_info().rss - before
    hand.key(Qt.Key.Key_Escape)
    hand.release(start)
    assert grown < 4 * 2**20


@pytest.mark.slow
def test_that_many_finished_drags_take_no_memory(hand: Hand, book: Book, view: MapView) -> None:
    def some(count: int) -> None:
        for number in range(count):
            start = hand.at("钟敏")
            hand.drag(start, start + QPoint(24 if number % 2 == 0 else -24, 0))

    some(30)
    book.workbook.forget_history()
    gc.collect()
    process = psutil.Process()
    before = process.memory_info().rss
    some(150)
    book.workbook.forget_history()
    gc.collect()
    assert process.memory_info().rss - before < 12 * 2**20
