"""A workbook lent to a worker for a change that takes long: whole or not at all, and told of in its own thread."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from keyaccount_desktop.language import UserError
from keyaccount_desktop.workbook import accounts, people
from keyaccount_desktop.workbook.document import Workbook
from keyaccount_desktop.workbook.journal import ChangeSet
from tests.workbook.conftest import contents


class Worker(threading.Thread):
    """Runs in a lent workbook; ``error`` is what came of it."""

    def __init__(self, workbook: Workbook, command: Callable[[], object], stop: threading.Event) -> None:
        super().__init__()
        self.workbook, self.command, self.stop = workbook, command, stop
        self.error: BaseException | None = None

    def run(self) -> None:
        try:
            with self.workbook.lent(self.stop):
                self.command()
        except BaseException as error:  # noqa: BLE001  (asked for by the test)
            self.error = error


@contextmanager
def lent(workbook: Workbook, command: Callable[[], object]) -> Iterator[Worker]:
    """While the worker has begun and waits; then it goes on to its end."""
    begun, go_on = threading.Event(), threading.Event()

    def waiting() -> None:
        begun.set()
        assert go_on.wait(20)
        command()

    worker = Worker(workbook, waiting, threading.Event())
    worker.start()
    assert begun.wait(20)
    try:
        yield worker
    finally:
        go_on.set()
        worker.join(20)


@pytest.fixture
def heard(workbook: Workbook) -> list[tuple[ChangeSet, int]]:
    """What listeners hear, and in which thread."""
    told: list[tuple[ChangeSet, int]] = []
    workbook.subscribe(lambda change: told.append((change, threading.get_ident())))
    return told


def test_listeners_hear_of_it_in_the_thread_of_the_workbook_and_not_before(
    workbook: Workbook, heard: list[tuple[ChangeSet, int]]
) -> None:
    with lent(workbook, lambda: accounts.add_account(workbook, "甲")) as worker:
        pass
    assert worker.error is None
    assert heard == []
    assert workbook.take_back()
    ((change, thread),) = heard
    assert change.tables == {"account"} and thread == threading.get_ident()
    workbook.undo()
    assert accounts.accounts(workbook) == []


def test_meanwhile_it_can_be_read_but_not_edited_from_its_own_thread(workbook: Workbook) -> None:
    account = accounts.add_account(workbook, "甲")
    with lent(workbook, lambda: accounts.rename_account(workbook, account, "乙")):
        assert accounts.account(workbook, account).name == "甲"
        for edit in (lambda: accounts.add_account(workbook, "丙"), workbook.undo):
            with pytest.raises(UserError, match="still being made"):
                edit()
    workbook.take_back()
    accounts.add_account(workbook, "丙")
    assert {row.name for row in accounts.accounts(workbook)} == {"乙", "丙"}


def test_stopped_it_has_changed_nothing_whatever_had_been_written(workbook: Workbook) -> None:
    account = accounts.add_account(workbook, "甲")
    before, label = contents(workbook), workbook.undo_label
    stop = threading.Event()

    def change() -> None:
        with workbook.edit(label or accounts.Text("x", "x")):
            people.add_person(workbook, account, "王建国")
            stop.set()
            for number in range(100_000):
                people.add_person(workbook, account, f"人{number}")

    worker = Worker(workbook, change, stop)
    worker.start()
    worker.join(60)
    assert worker.error is not None
    assert workbook.take_back()
    assert contents(workbook) == before
    assert workbook.undo_label is label
    people.add_person(workbook, account, "王建国")


def test_undo_of_it_can_take_long_too(workbook: Workbook, heard: list[tuple[ChangeSet, int]]) -> None:
    account = accounts.add_account(workbook, "甲")
    before = contents(workbook)
    people.add_person(workbook, account, "王建国")
    after = contents(workbook)
    assert workbook.steps_to("undo") == 1 and workbook.steps_to("redo") == 0
    for retrace, expected in ((workbook.undo, before), (workbook.redo, after)):
        with lent(workbook, retrace):
            pass
        workbook.take_back()
        assert contents(workbook) == expected
    assert [change.kind for change, _ in heard] == ["do", "do", "undo", "redo"]


def test_closed_meanwhile_nobody_hears_anything(
    workbook: Workbook, heard: list[tuple[ChangeSet, int]]
) -> None:
    with lent(workbook, lambda: accounts.add_account(workbook, "甲")):
        pass
    workbook.close()
    assert not workbook.take_back()
    assert heard == []
