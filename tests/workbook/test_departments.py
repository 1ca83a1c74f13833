"""The departments of a client: renamed, given a function, put in order, deleted; each one step of undo."""

from __future__ import annotations

from collections.abc import Callable

import hypothesis.strategies as st
import pytest
from hypothesis import HealthCheck, given, settings

from keyaccount_desktop.language import UserError
from keyaccount_desktop.workbook import accounts, people
from keyaccount_desktop.workbook.document import Workbook
from tests.workbook.conftest import Dump

FullDump = Callable[[Workbook], Dump]
NAMES = ("院领导", "超声科", "设备科", "采购办公室")


@pytest.fixture
def client(workbook: Workbook) -> str:
    id_ = accounts.add_account(workbook, "滨江市第一医院")
    for name in NAMES:
        accounts.add_department(workbook, id_, name)
    return id_


def names(workbook: Workbook, client: str) -> list[str]:
    return [row.name for row in accounts.departments_of(workbook, client)]


def id_of(workbook: Workbook, client: str, name: str) -> str:
    return next(row.id for row in accounts.departments_of(workbook, client) if row.name == name)


def test_that_a_department_is_renamed_and_given_a_function_and_back(workbook: Workbook, client: str) -> None:
    id_ = id_of(workbook, client, "超声科")
    accounts.rename_department(workbook, id_, "  超声医学科 ")
    accounts.set_department_function(workbook, id_, "using")
    row = accounts.departments_of(workbook, client)[1]
    assert (row.name, row.function, row.people) == ("超声医学科", "using", 0)
    workbook.undo()
    workbook.undo()
    row = accounts.departments_of(workbook, client)[1]
    assert (row.name, row.function) == ("超声科", None)


def test_that_a_name_that_says_nothing_and_a_function_that_is_none_are_refused(
    workbook: Workbook, client: str
) -> None:
    id_ = id_of(workbook, client, "超声科")
    with pytest.raises(UserError):
        accounts.rename_department(workbook, id_, " \u200b ")
    with pytest.raises(KeyError):
        accounts.set_department_function(workbook, id_, "nothing")
    assert names(workbook, client) == list(NAMES)


@pytest.mark.parametrize(
    ("name", "to", "order"),
    [
        ("采购办公室", 0, ["采购办公室", "院领导", "超声科", "设备科"]),
        ("院领导", 2, ["超声科", "设备科", "院领导", "采购办公室"]),
        ("院领导", 99, ["超声科", "设备科", "采购办公室", "院领导"]),
        ("设备科", 2, list(NAMES)),
    ],
)
def test_that_a_department_is_moved_to_a_place(
    workbook: Workbook, client: str, name: str, to: int, order: list[str]
) -> None:
    accounts.move_department(workbook, id_of(workbook, client, name), to)
    assert names(workbook, client) == order
    assert [found.name for found in accounts.account(workbook, client).departments] == order


@given(moves=st.lists(st.tuples(st.sampled_from(NAMES), st.integers(-2, 6)), max_size=8))
@settings(deadline=None, max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_that_whatever_is_moved_nothing_is_lost_and_undo_gives_the_first_order(
    workbook: Workbook, client: str, moves: list[tuple[str, int]]
) -> None:
    before, label = names(workbook, client), workbook.undo_label
    steps = 0
    for name, to in moves:
        order = names(workbook, client)
        accounts.move_department(workbook, id_of(workbook, client, name), to)
        expected = [other for other in order if other != name]
        expected.insert(max(to, 0), name)
        assert names(workbook, client) == expected
        steps += workbook.undo_label != label and names(workbook, client) != order
    for _ in range(steps):
        workbook.undo()
    assert names(workbook, client) == before


def test_that_deleting_says_how_many_people_lose_it_and_undo_gives_it_back(
    workbook: Workbook, client: str, dump: FullDump
) -> None:
    id_ = id_of(workbook, client, "超声科")
    for name in ("王建国", "赵一鸣"):
        people.add_person(workbook, client, name, department_id=id_)
    assert accounts.departments_of(workbook, client)[1].people == 2
    before = dump(workbook)
    assert accounts.delete_department(workbook, id_) == 2
    assert names(workbook, client) == ["院领导", "设备科", "采购办公室"]
    assert [row.department for row in people.people_of(workbook, client)] == [None, None]
    workbook.undo()
    assert dump(workbook) == before


def test_that_what_is_gone_is_left_alone(workbook: Workbook, client: str) -> None:
    label = workbook.undo_label
    accounts.move_department(workbook, "gone", 0)
    accounts.rename_department(workbook, "gone", "别名")
    assert accounts.delete_department(workbook, "gone") == 0
    assert names(workbook, client) == list(NAMES)
    assert workbook.undo_label is label
