"""Likely doubles are found with their reason, the likeliest first; what is not the same is not asked again."""

from __future__ import annotations

from typing import Any

import pytest

from keyaccount_desktop.language import Text
from keyaccount_desktop.workbook import accounts, facts, people
from keyaccount_desktop.workbook.document import Workbook
from keyaccount_desktop.workbook.duplicates import Suspicion, distinct_pairs, duplicates, set_distinct
from keyaccount_desktop.workbook.merging import merge_people
from tests.workbook.conftest import contents


@pytest.fixture
def client(workbook: Workbook) -> str:
    return accounts.add_account(workbook, "滨江市第一医院")


@pytest.fixture
def second(workbook: Workbook) -> str:
    return accounts.add_account(workbook, "东湖中心医院")


def someone(workbook: Workbook, client: str | None, name: str, *, kind: str = "person", **known: Any) -> str:
    person = people.add_person(workbook, client, name, kind=kind)
    for key, value in known.items():
        if key == "phone":
            facts.add_entry(workbook, ("person", person), "person.phones", {"number": value})
        else:
            facts.set_fact(workbook, ("person", person), f"person.{key}", value)
    return person


def reasons(found: list[Suspicion]) -> list[list[str]]:
    return [[reason.en for reason in each.reasons] for each in found]


@pytest.mark.parametrize(
    ("one", "other", "reason"),
    [
        ({"name": "王建国"}, {"name": "王 建国"}, "Same name at the same client"),
        ({"name": "王建国"}, {"name": "王建国主任"}, "Same name but for the title"),
        ({"name": "王建国"}, {"name": "王健国"}, "The names sound alike"),
        ({"name": "Wang Jianguo"}, {"name": "王建国"}, "The names sound alike"),
        ({"name": "Jianguo Wang"}, {"name": "Wang Jianguo"}, "Same name at the same client"),
        ({"name": "王建国", "other_names": ["老王头"]}, {"name": "老王头"}, "One is known by the other's name"),
        ({"name": "王建国", "phone": "138 0000 1234"}, {"name": "李", "phone": "+8613800001234"}, "Same mobile number"),
        ({"name": "王建国", "wechat": "wjg_us"}, {"name": "李丹", "wechat": "WJG_us"}, "Same WeChat"),
        ({"name": "王建国", "email": "a@b.cn"}, {"name": "李丹", "email": "A@b.cn"}, "Same e-mail"),
        ({"name": "药剂科主任?", "kind": "post"}, {"name": "李丹", "position": "药剂科主任"}, "May hold this post"),
    ],
)  # fmt: skip
def test_that_people_entered_twice_are_found_with_the_reason(
    workbook: Workbook, client: str, one: dict[str, Any], other: dict[str, Any], reason: str
) -> None:
    ids = [someone(workbook, client, **one), someone(workbook, client, **other)]
    (found,) = duplicates(workbook)
    assert (found.kind, found.keep, found.other, found.place) == ("person", *ids, "滨江市第一医院")
    assert reason in reasons([found])[0]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"name": "王建国"}, {"name": "李丹"}),
        ({"name": "王主任"}, {"name": "王院长"}),
        ({"name": "王建国", "phone": "0571-88881234"}, {"name": "李丹", "phone": "0571-88881234"}),
        ({"name": "王建国", "gender": "male"}, {"name": "王健国", "gender": "female"}),
        ({"name": "设备委员会", "kind": "group"}, {"name": "设备委员会"}),
    ],
)
def test_that_people_who_are_two_are_not_suspected(
    workbook: Workbook, client: str, one: dict[str, Any], other: dict[str, Any]
) -> None:
    someone(workbook, client, **one)
    someone(workbook, client, **other)
    assert duplicates(workbook) == []


def test_that_one_name_at_two_clients_needs_more_than_the_name(
    workbook: Workbook, client: str, second: str
) -> None:
    one, other = someone(workbook, client, "王建国"), someone(workbook, second, "王建国")
    assert duplicates(workbook) == []
    for person in (one, other):
        facts.set_fact(
            workbook, ("person", person), "person.birthday", {"calendar": "solar", "month": 5, "day": 4}
        )
    assert reasons(duplicates(workbook)) == [["Same name and birthday", "Same name"]]


def test_that_a_number_of_a_whole_office_says_nothing(workbook: Workbook, client: str) -> None:
    for name in "甲乙丙丁戊己庚":
        someone(workbook, client, f"王{name}", phone="13800001234")
    assert duplicates(workbook) == []


@pytest.mark.parametrize(
    ("one", "other", "reason"),
    [
        ("康源医药", "康源 医药", "Same name"),
        ("康源医药有限公司", "康源医药", "Same name but for the legal form"),
        ("Northwind Medical Co., Ltd.", "Northwind Medical", "Same name but for the legal form"),
        ("滨江市第三人民医院", "滨江三院", "One name may be short for the other"),
        ("康源医药", "康原医药", "The names sound alike"),
    ],
)
def test_that_clients_entered_twice_are_found_with_the_reason(
    workbook: Workbook, one: str, other: str, reason: str
) -> None:
    ids = [accounts.add_account(workbook, name) for name in (one, other)]
    (found,) = duplicates(workbook)
    assert (found.kind, found.keep, found.other) == ("account", *ids)
    assert reasons([found])[0][0] == reason


def test_that_clients_with_one_number_or_another_name_are_found(workbook: Workbook, client: str) -> None:
    other = accounts.add_account(workbook, "市一")
    facts.set_fact(workbook, ("account", client), "account.other_names", ["市一"])
    for account in (client, other):
        facts.add_entry(workbook, ("account", account), "account.phones", {"number": "0571-88881234"})
    assert reasons(duplicates(workbook)) == [["One is known by the other's name", "Same phone number"]]


def test_that_hospitals_of_other_towns_and_numbers_are_two(workbook: Workbook) -> None:
    for name in ("吉林省人民医院", "吉林市人民医院", "滨江市第一医院", "滨江市第二医院", "滨江市中医院"):
        accounts.add_account(workbook, name)
    assert duplicates(workbook) == []


def test_that_the_likeliest_come_first(workbook: Workbook, client: str) -> None:
    someone(workbook, client, "李维")
    someone(workbook, client, "李伟")
    for _ in range(2):
        someone(workbook, client, "王建国", phone="13800001234")
    assert [each.keep_name for each in duplicates(workbook)] == ["王建国", "李维"]


def test_that_what_is_not_the_same_is_not_asked_again_until_that_is_undone(
    workbook: Workbook, client: str
) -> None:
    ids = [someone(workbook, client, "王建国") for _ in range(2)]
    before = contents(workbook)
    set_distinct(workbook, *ids)
    assert duplicates(workbook) == []
    set_distinct(workbook, *reversed(ids))
    workbook.undo()
    assert contents(workbook) == before
    assert len(duplicates(workbook)) == 1


def test_that_what_is_not_the_other_is_not_the_one_it_was_merged_into(
    workbook: Workbook, client: str
) -> None:
    first, second, third = (someone(workbook, client, "王建国") for _ in range(3))
    set_distinct(workbook, second, third)
    set_distinct(workbook, first, second)
    merge_people(workbook, first, second)
    assert distinct_pairs(workbook) == {frozenset((first, third))}
    assert duplicates(workbook) == []


def test_that_a_name_many_share_makes_no_more_pairs_than_there_are_people(
    workbook: Workbook, client: str
) -> None:
    with workbook.edit(Text("x", "x")):
        for _ in range(40):
            someone(workbook, client, "王伟")
    assert len(duplicates(workbook)) == 39


def test_that_whoever_looks_may_stop_it(workbook: Workbook, client: str) -> None:
    class Stopped(Exception):
        pass

    def stop(done: int, total: int) -> None:
        raise Stopped

    with pytest.raises(Stopped):
        duplicates(workbook, stop)
