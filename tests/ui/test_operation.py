"""Operations and jobs: refusals are shown, long work shows itself, can be cancelled, leaves nothing behind."""

from __future__ import annotations

import threading

import pytest
from PySide6.QtCore import Qt, QThreadPool
from PySide6.QtWidgets import QApplication, QMessageBox, QProgressDialog, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from keyaccount_desktop.language import Text, UserError
from keyaccount_desktop.ui import operation
from keyaccount_desktop.ui.operation import Job, Operation, Progress
from keyaccount_desktop.ui.widgets import MessageBar
from keyaccount_desktop.workbook.driver import GaveWay

REFUSED = UserError(Text("The disk is full.", "磁盘已满。"), Text("Free some space.", "请腾出空间。"))


def refuse(*_: object) -> None:
    raise REFUSED


@pytest.fixture
def page(qtbot: QtBot) -> QWidget:
    """A window with a message bar."""
    window = QWidget()
    window.resize(800, 600)
    qtbot.addWidget(window)
    MessageBar(window)
    window.show()
    return window


def bar_of(page: QWidget) -> MessageBar:
    bar = operation.message_bar(page)
    assert bar is not None
    return bar


def test_that_a_command_that_goes_through_hands_on_its_result(page: QWidget) -> None:
    results: list[int] = []
    assert Operation(page, lambda: 3, then=results.append).run()
    assert results == [3]


def test_that_a_refusal_is_shown_with_what_to_do(page: QWidget) -> None:
    assert not Operation(page, refuse).run()
    assert bar_of(page).isVisible()
    assert bar_of(page).text == "The disk is full. Free some space."


def test_that_a_refusal_without_a_message_bar_is_a_box(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    shown: list[str] = []
    monkeypatch.setattr(
        QMessageBox, "exec", lambda box: shown.append(f"{box.text()} {box.informativeText()}")
    )
    assert not Operation(window, refuse).run()
    assert shown == ["The disk is full. Free some space."]


def test_that_a_fault_of_ours_is_not_swallowed(page: QWidget) -> None:
    def fault() -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        Operation(page, fault, slow=True).run()
    assert QApplication.overrideCursor() is None


def test_that_a_job_delivers_its_result_in_the_windows_thread(page: QWidget, qtbot: QtBot) -> None:
    threads: list[int] = []
    job = Job(page, "Working", lambda _: threading.get_ident(), then=lambda id_: threads.append(id_))
    with qtbot.waitSignal(job.finished):
        job.start()
    assert threads and threads[0] != threading.get_ident()


def test_that_a_job_that_is_refused_says_so(page: QWidget, qtbot: QtBot) -> None:
    job = Job(page, "Working", refuse)
    with qtbot.waitSignal(job.finished):
        job.start()
    assert "disk is full" in bar_of(page).text


def test_that_long_work_shows_a_busy_cursor_then_progress_and_can_be_cancelled(
    page: QWidget, qtbot: QtBot
) -> None:
    begun = threading.Event()

    def work(progress: Progress) -> None:
        begun.set()
        while True:
            progress.step(3, 10)
            progress.stop.wait(0.001)

    done: list[None] = []
    job = Job(page, "Working", work, then=done.append)
    job.start()
    qtbot.waitUntil(lambda: QApplication.overrideCursor() is not None)
    qtbot.waitUntil(lambda: page.findChild(QProgressDialog) is not None)
    dialog = page.findChild(QProgressDialog)
    qtbot.waitUntil(lambda: dialog.maximum() == 10)
    with qtbot.waitSignal(job.finished):
        qtbot.mouseClick(dialog.findChild(QPushButton), Qt.MouseButton.LeftButton)
    assert QApplication.overrideCursor() is None
    assert done == []
    assert not bar_of(page).isVisible()


def test_that_long_work_delivers_its_result_though_its_progress_closes(page: QWidget, qtbot: QtBot) -> None:
    shown = threading.Event()

    def work(_: Progress) -> str:
        assert shown.wait(10)
        return "done"

    done: list[str] = []
    job = Job(page, "Working", work, then=done.append)
    job.start()
    qtbot.waitUntil(lambda: page.findChild(QProgressDialog) is not None)
    with qtbot.waitSignal(job.finished):
        shown.set()
    assert done == ["done"]


def test_that_quick_work_shows_nothing(page: QWidget, qtbot: QtBot) -> None:
    job = Job(page, "Working", lambda _: None)
    with qtbot.waitSignal(job.finished):
        job.start()
    assert page.findChild(QProgressDialog) is None
    assert QApplication.overrideCursor() is None


def test_that_a_window_that_goes_ends_its_jobs(qtbot: QtBot) -> None:
    window = QWidget()
    done: list[None] = []

    def work(progress: Progress) -> None:
        progress.stop.wait()

    job = Job(window, "Working", work, then=done.append)
    job.start()
    window.deleteLater()
    with qtbot.waitSignal(job.finished):
        pass
    assert done == []


def test_that_what_was_cancelled_as_it_ended_is_not_delivered(page: QWidget, qtbot: QtBot) -> None:
    done: list[str] = []
    ended = threading.Event()

    def work(_: Progress) -> str:
        ended.set()
        return "done"

    job = Job(page, "Working", work, then=done.append)
    job.start()
    assert ended.wait(10)
    operation.stop_jobs()  # as before a workbook is closed: nothing may come after it
    with qtbot.waitSignal(job.finished):
        pass
    assert done == []


def test_that_stopping_waits_for_what_runs(page: QWidget, qtbot: QtBot) -> None:
    ended = threading.Event()

    def work(progress: Progress) -> None:
        progress.stop.wait()
        ended.set()

    job = Job(page, "Working", work)
    job.start()
    operation.stop_jobs()
    assert ended.is_set() and QThreadPool.globalInstance().activeThreadCount() == 0
    with qtbot.waitSignal(job.finished):
        pass


def test_that_work_whose_reading_gave_way_to_an_edit_is_begun_again(page: QWidget, qtbot: QtBot) -> None:
    begun: list[int] = []
    results: list[str] = []

    def read(_progress: Progress) -> str:
        begun.append(1)
        if len(begun) < 3:
            raise GaveWay
        return "read"

    Job(page, "Reading", read, then=results.append).start()
    qtbot.waitUntil(lambda: bool(results))
    assert results == ["read"]
    assert len(begun) == 3
