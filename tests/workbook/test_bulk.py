"""Changing many at once: as one step, the same as one by one, and told who was left out."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from keyaccount_desktop.language import UserError, set_language
from keyaccount_desktop.workbook import accounts, bulk, facts, people, purchases
from keyaccount_desktop.workbook.bulk import Changed, change_department, change_field
from keyaccount_desktop.workbook.document import Workbook
from keyaccount_desktop.workbook.facts import Evidence
from keyaccount_desktop.workbook.listing import people_listing
from tests.workbook.conftest import Dump

FullDump = Callable[[Workbook], Dump]


@pytest.fixture
def team(workbook: Workbook) -> list[str]:
    """Two people of a client with a purchase, one of a client without, one without a client."""
    first, second = accounts.add_account(workbook, "甲"), accounts.add_account(workbook, "乙")
    ids = [people.add_person(workbook, first, name) for name in ("王一", "王二")]
    ids.append(people.add_person(workbook, second, "王三"))
    ids.append(people.add_person(workbook, None, "王四"))
    purchases.add_purchase(workbook, first, "彩超")
    return ids


def column(workbook: Workbook, key: str, ids: list[str]) -> list[object]:
    found = people_listing(workbook, [key])
    return [found.values[key][found.ids.index(id_)] for id_ in ids]


def test_a_field_of_many_is_one_step_that_says_what_it_did(
    workbook: Workbook, team: list[str], dump: FullDump
) -> None:
    before = dump(workbook)
    assert change_field(workbook, "person", team, "person.position", "主任") == Changed(4)
    assert column(workbook, "person.position", team) == ["主任"] * 4
    assert str(workbook.undo_label) == "Change Position of 4 people"
    set_language("zh")
    assert str(workbook.undo_label) == "修改4人的职务"
    workbook.undo()
    assert dump(workbook) == before
    workbook.redo()
    assert change_field(workbook, "person", team[:1], "person.position", None) == Changed(1)
    assert str(workbook.undo_label) == "修改职务"
    assert column(workbook, "person.position", team) == [None, "主任", "主任", "主任"]
    assert change_field(workbook, "person", team, "person.position", "主任") == Changed(1), (
        "the others are so already"
    )


def test_who_says_so_is_kept_with_every_one(workbook: Workbook, team: list[str]) -> None:
    change_field(
        workbook,
        "person",
        team,
        "person.level",
        "decision",
        evidence=Evidence("coach", "assumed", "2026-01-02"),
    )
    for id_ in team:
        (fact,) = facts.facts_of(workbook, ("person", id_))
        assert (fact.value, fact.source, fact.certainty, fact.learned_on) == (
            "decision", "coach", "assumed", "2026-01-02",
        )  # fmt: skip


def test_what_has_several_values_is_added_to_and_taken_from(workbook: Workbook, team: list[str]) -> None:
    facts.set_fact(workbook, ("person", team[0]), "person.tags", ["vip", "old"])
    for how, value, expected in (
        ("add", ["new", "vip"], [["vip", "old", "new"], ["new", "vip"]]),
        ("remove", ["vip", "gone"], [["old", "new"], ["new"]]),
        ("remove", ["new"], [["old"], None]),
        ("set", ["one"], [["one"], ["one"]]),
    ):
        change_field(workbook, "person", team[:2], "person.tags", value, how=how)  # type: ignore[arg-type]
        assert column(workbook, "person.tags", team[:2]) == expected, (how, value)
    change_field(workbook, "person", team[2:3], "person.tags", ["x"], how="remove")
    assert column(workbook, "person.tags", team[2:3]) == [None]


def test_a_judgement_goes_where_each_has_a_part_and_makes_one_where_it_can(
    workbook: Workbook, team: list[str], dump: FullDump
) -> None:
    client = people.person_card(workbook, team[0]).account_id
    assert client is not None
    before = dump(workbook)
    assert change_field(workbook, "person", team, "stakeholder.attitude", "supporter") == Changed(
        2, left_out=2
    )
    assert column(workbook, "stakeholder.attitude", team) == ["supporter", "supporter", None, None]
    workbook.undo()
    assert dump(workbook) == before
    workbook.redo()
    newer = purchases.add_purchase(workbook, client, "磁共振")
    purchases.add_stakeholder(workbook, newer, team[1])
    change_field(workbook, "person", team[:2], "stakeholder.attitude", "opponent")
    stakes = {
        id_: {stake.purchase: facts.value_of(stake.facts, "stakeholder.attitude") for stake in card.stakes}
        for id_, card in zip(team, people.person_cards(workbook, team), strict=True)
    }
    assert stakes[team[0]] == {"彩超": "opponent"}
    assert stakes[team[1]] == {"彩超": "supporter", "磁共振": "opponent"}
    with pytest.raises(UserError, match="purchase"):
        change_field(workbook, "person", team[2:], "stakeholder.attitude", "supporter")


def test_a_department_is_that_of_each_ones_client_and_made_where_it_is_missing(
    workbook: Workbook, team: list[str], dump: FullDump
) -> None:
    client = people.person_card(workbook, team[0]).account_id
    assert client is not None
    kept = accounts.add_department(workbook, client, "设备科", "technical")
    before = dump(workbook)
    assert change_department(workbook, team, " 设备科 ") == Changed(3, left_out=1)
    assert column(workbook, "department", team) == ["设备科"] * 3 + [None]
    assert [card.department.id == kept for card in people.person_cards(workbook, team[:2]) if card.department] == [
        True, True,
    ]  # fmt: skip
    assert len(dump(workbook)["department"]) == 2
    assert change_department(workbook, team[:1], "设备科") == Changed(0)
    assert change_department(workbook, team[:1], "  ") == Changed(1)
    assert column(workbook, "department", team[:1]) == [None]
    workbook.undo()
    workbook.undo()
    assert dump(workbook) == before
    with pytest.raises(UserError):
        change_department(workbook, team[3:], "设备科")


def test_clients_are_changed_and_deleted_together(
    workbook: Workbook, team: list[str], dump: FullDump
) -> None:
    ids = [row.id for row in accounts.accounts(workbook)]
    assert change_field(workbook, "account", ids, "account.grade", "B") == Changed(2)
    assert {row.grade for row in accounts.accounts(workbook)} == {"B"}
    assert str(workbook.undo_label) == "Change Grade of 2 clients"
    before = dump(workbook)
    contents = accounts.contents_of(workbook, *ids)
    assert (contents.people, contents.purchases) == (3, 1)
    accounts.delete_accounts(workbook, ids)
    assert str(workbook.undo_label) == "Delete 2 clients"
    assert accounts.accounts(workbook) == []
    workbook.undo()
    assert dump(workbook) == before


def test_more_are_changed_and_deleted_at_once_than_a_statement_takes_values(workbook: Workbook) -> None:
    account = accounts.add_account(workbook, "甲")
    with workbook.edit(bulk._no_purchase().message):
        driver = workbook.driver_connection
        driver.executemany(
            "INSERT INTO person (id, account_id, kind, name, name_sort, created_at) VALUES (?, ?, 'person', ?, ?, '')",
            [(f"{number:032x}", account, f"人{number}", f"{number:05}") for number in range(33_000)],
        )
    ids = people_listing(workbook, []).ids
    assert change_field(workbook, "person", ids, "person.level", "operation").rows == 33_000
    assert people.contents_of_people(workbook, ids) == (33_000, 0, 0)
    people.delete_people(workbook, ids)
    assert people_listing(workbook, []).ids == []
