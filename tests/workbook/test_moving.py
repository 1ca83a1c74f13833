"""People who go to another client: what they were is history, what may still hold is doubted, the rest stays."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from keyaccount_desktop.language import UserError
from keyaccount_desktop.workbook import accounts, facts, links, maps, people, purchases, tasks, visits
from keyaccount_desktop.workbook.document import Workbook
from keyaccount_desktop.workbook.facts import Evidence
from keyaccount_desktop.workbook.maps import Placement
from keyaccount_desktop.workbook.moving import DOUBTED, LEFT_BEHIND, move_people
from tests.workbook.conftest import contents

KNOWN = Evidence("self", "confirmed", "2026-01-05")


@pytest.fixture
def old(workbook: Workbook) -> str:
    return accounts.add_account(workbook, "滨江市第一医院")


@pytest.fixture
def new(workbook: Workbook) -> str:
    return accounts.add_account(workbook, "东湖医院")


@pytest.fixture
def wang(workbook: Workbook, old: str) -> str:
    place = accounts.add_department(workbook, old, "超声科", "using")
    return people.add_person(
        workbook, old, "王建国", department_id=place, position="主任", level="management", evidence=KNOWN
    )


def test_that_the_client_one_leaves_stands_in_the_career(workbook: Workbook, wang: str, new: str) -> None:
    facts.set_fact(workbook, ("person", wang), "person.tenure", "2012")
    move_people(workbook, [wang], new, on_date="2026年3月")
    card = people.person_card(workbook, wang)
    assert (card.account, card.department) == ("东湖医院", None)
    (entry,) = card.facts["person.career"]
    assert entry.value == {
        "organisation": "滨江市第一医院",
        "department": "超声科",
        "post": "主任",
        "from_date": "2012",
        "to_date": "2026-03",
    }


def test_that_one_career_entry_comes_after_the_other(
    workbook: Workbook, wang: str, old: str, new: str
) -> None:
    move_people(workbook, [wang], new)
    facts.set_fact(workbook, ("person", wang), "person.position", "副院长")
    move_people(workbook, [wang], old)
    career = [entry.value for entry in people.person_card(workbook, wang).facts["person.career"]]
    assert [(entry["organisation"], entry["post"]) for entry in career] == [
        ("滨江市第一医院", "主任"), ("东湖医院", "副院长"),
    ]  # fmt: skip


VALUES = {
    "person.position": "主任", "person.authority": "科室采购", "person.tenure": "十年", "person.post_traits": "管设备",
    "person.assistant": "小李", "person.fax": "0571-88881235", "person.level": "management",
    "person.function": "using", "person.best_time_place": "周三下午", "person.email": "a@b.cn",
    "person.address": "体育场路 1 号",
}  # fmt: skip


def test_that_what_belonged_to_the_post_is_history_and_what_may_still_hold_is_assumed(
    workbook: Workbook, wang: str, new: str
) -> None:
    assert set(VALUES) == {*LEFT_BEHIND, *DOUBTED}
    for field, value in VALUES.items():
        facts.set_fact(workbook, ("person", wang), field, value, evidence=KNOWN)
    facts.set_fact(workbook, ("person", wang), "person.native_place", "绍兴", evidence=KNOWN)
    move_people(workbook, [wang], new)
    held = people.person_card(workbook, wang).facts
    for field in LEFT_BEHIND:
        assert field not in held
        assert [entry.value for entry in facts.history_of(workbook, ("person", wang), field)] == [
            VALUES[field]
        ]
    for field in DOUBTED:
        (entry,) = held[field]
        assert (entry.value, entry.assumed, entry.source, entry.learned_on) == (
            VALUES[field],
            True,
            "self",
            "2026-01-05",
        )
        assert [former.assumed for former in facts.history_of(workbook, ("person", wang), field)] == [
            True,
            False,
        ]
    assert not held["person.native_place"][0].assumed


def test_that_an_office_number_is_doubted_and_a_mobile_is_not(
    workbook: Workbook, wang: str, new: str
) -> None:
    for number, label in (("13800001234", "mobile"), ("0571-88881234", "office")):
        facts.add_entry(
            workbook, ("person", wang), "person.phones", {"number": number, "label": label}, KNOWN
        )
    move_people(workbook, [wang], new)
    phones = people.person_card(workbook, wang).facts["person.phones"]
    assert [(entry.value["label"], entry.assumed) for entry in phones] == [
        ("mobile", False),
        ("office", True),
    ]


def test_that_parts_links_visits_and_the_old_map_stay(
    workbook: Workbook, wang: str, old: str, new: str
) -> None:
    li = people.add_person(workbook, old, "李丹")
    purchase = purchases.add_purchase(workbook, old, "彩超")
    maps.place_cards(workbook, purchase, [Placement(wang, 8, 16), Placement(li, 8, 80)])
    maps.judge(workbook, purchase, [wang], "stakeholder.attitude", "supporter")
    links.draw_link(workbook, li, wang, "reports_to")
    visits.add_visit(workbook, old, kind="visit", on_date="2026-01-05", people=[wang])
    moved = move_people(workbook, [wang], new)
    assert moved.maps == 1
    shown = maps.influence_map(workbook, purchase)
    card = next(card for card in shown.cards if card.person_id == wang)
    assert (card.placed, card.x, card.y) == (True, 8, 16)
    assert card.attitude is not None and card.attitude.value == "supporter"
    assert len(shown.links) == 1
    assert len(people.person_card(workbook, wang).contacts) == 1


def test_that_open_tasks_go_along_but_those_of_a_purchase_stay_with_it(
    workbook: Workbook, wang: str, old: str, new: str
) -> None:
    purchase = purchases.add_purchase(workbook, old, "彩超")
    tasks.add_task(workbook, old, "next_step", "约见面", person_id=wang)
    tasks.add_task(workbook, old, "promise", "送参数", person_id=wang, purchase_id=purchase)
    done = tasks.add_task(workbook, old, "promise", "送样本", person_id=wang)
    tasks.finish_task(workbook, done)
    moved = move_people(workbook, [wang], new)
    assert (moved.tasks, moved.tasks_left) == (1, 1)
    assert [task.text for task in tasks.open_tasks(workbook, new)] == ["约见面"]
    assert [task.text for task in tasks.open_tasks(workbook, old)] == ["送参数"]
    assert {task.text for task in people.person_card(workbook, wang).tasks} == {"约见面", "送参数"}


def test_that_one_may_leave_for_no_client_at_all(workbook: Workbook, wang: str, old: str) -> None:
    tasks.add_task(workbook, old, "next_step", "约见面", person_id=wang)
    moved = move_people(workbook, [wang], None)
    assert (moved.tasks, moved.tasks_left) == (0, 1)
    assert [row.name for row in people.people_of(workbook, None)] == ["王建国"]
    assert len(people.person_card(workbook, wang).facts["person.career"]) == 1


def test_that_an_outsider_who_joins_a_client_keeps_what_is_known(workbook: Workbook, new: str) -> None:
    expert = people.add_person(workbook, None, "陈教授", position="教授", evidence=KNOWN)
    move_people(workbook, [expert], new)
    held = people.person_card(workbook, expert).facts
    assert "person.career" not in held
    assert not held["person.position"][0].assumed


def test_that_a_mistake_is_put_right_without_a_trace_in_the_career(
    workbook: Workbook, wang: str, old: str, new: str
) -> None:
    there = accounts.add_department(workbook, new, "超 声科")
    post = people.add_person(workbook, old, "药剂科主任?", kind="post")
    move_people(workbook, [wang, post], new, correction=True)
    card = people.person_card(workbook, wang)
    assert card.account_id == new
    assert card.department is not None and card.department.id == there
    assert "person.career" not in card.facts
    assert not card.facts["person.position"][0].assumed
    assert people.person_card(workbook, post).account_id == new


def test_that_posts_and_groups_stay_with_their_client(
    workbook: Workbook, wang: str, old: str, new: str
) -> None:
    group = people.add_person(workbook, old, "设备委员会", kind="group")
    before = contents(workbook)
    with pytest.raises(UserError):
        move_people(workbook, [wang, group], new)
    assert contents(workbook) == before


@pytest.mark.parametrize("typed", ["2026-02-30", "soon", (date.today() + timedelta(days=40)).isoformat()])
def test_that_a_day_that_is_none_or_to_come_is_refused_and_changes_nothing(
    workbook: Workbook, wang: str, new: str, typed: str
) -> None:
    before = contents(workbook)
    with pytest.raises(UserError):
        move_people(workbook, [wang], new, on_date=typed)
    assert contents(workbook) == before


def test_that_this_month_and_this_year_are_days_that_have_come(
    workbook: Workbook, wang: str, new: str
) -> None:
    move_people(workbook, [wang], new, on_date=str(date.today().year))


def test_that_a_move_to_where_one_is_is_refused(workbook: Workbook, wang: str, old: str) -> None:
    with pytest.raises(UserError):
        move_people(workbook, [wang], old)


def test_that_those_who_are_gone_cannot_be_moved(workbook: Workbook, wang: str, new: str) -> None:
    people.delete_people(workbook, [wang])
    with pytest.raises(UserError):
        move_people(workbook, [wang], new)


def test_that_many_move_as_one_step_and_come_back_with_one_undo(
    workbook: Workbook, wang: str, old: str, new: str
) -> None:
    ids = [wang, *(people.add_person(workbook, old, f"人{number}", position="科员") for number in range(4))]
    tasks.add_task(workbook, old, "next_step", "约见面", person_id=wang)
    before = contents(workbook)
    moved = move_people(workbook, ids, new, on_date="2026-02")
    assert moved.people == 5
    after = contents(workbook)
    assert workbook.undo_label is not None and workbook.undo_label.en == "Move 5 people to 东湖医院"
    workbook.undo()
    assert contents(workbook) == before
    workbook.redo()
    assert contents(workbook) == after
