"""Facts with evidence: what holds now, what held before, who says so."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from keyaccount_desktop.language import UserError
from keyaccount_desktop.workbook import accounts, facts, people
from keyaccount_desktop.workbook.document import Workbook
from keyaccount_desktop.workbook.facts import Evidence


@pytest.fixture
def person(workbook: Workbook) -> facts.Subject:
    return ("person", people.add_person(workbook, accounts.add_account(workbook, "甲"), "王建国"))


def values_of(workbook: Workbook, subject: facts.Subject, field: str) -> list[object]:
    return [fact.value for fact in facts.facts_of(workbook, subject) if fact.field == field]


def test_a_new_value_replaces_the_current_one_and_keeps_it_as_history(
    workbook: Workbook, person: facts.Subject
) -> None:
    facts.set_fact(
        workbook, person, "person.position", "副主任", evidence=Evidence("coach", "assumed", "2025-01-05")
    )
    facts.set_fact(workbook, person, "person.position", "主任", evidence=Evidence("self"))
    assert values_of(workbook, person, "person.position") == ["主任"]
    now, before = facts.history_of(workbook, person, "person.position")
    assert (now.value, now.source, now.assumed, now.replaced_at) == ("主任", "self", False, None)
    assert (before.value, before.source, before.assumed) == ("副主任", "coach", True)
    assert before.known_on == "2025-01-05"
    assert before.replaced_at is not None


def test_clearing_a_field_keeps_what_it_held(workbook: Workbook, person: facts.Subject) -> None:
    facts.set_fact(workbook, person, "person.native_place", "绍兴")
    facts.set_fact(workbook, person, "person.native_place", "  ")
    assert values_of(workbook, person, "person.native_place") == []
    assert [fact.value for fact in facts.history_of(workbook, person, "person.native_place")] == ["绍兴"]


def test_entries_of_a_list_keep_the_order_they_were_added_in(
    workbook: Workbook, person: facts.Subject
) -> None:
    items = [
        facts.add_entry(workbook, person, "person.phones", {"number": number}) for number in ("3", "1", "2")
    ]
    assert [value["number"] for value in values_of(workbook, person, "person.phones")] == ["3", "1", "2"]  # type: ignore[index]
    facts.set_fact(workbook, person, "person.phones", {"number": "9"}, item=items[1])
    facts.clear_fact(workbook, person, "person.phones", items[0])
    assert [value["number"] for value in values_of(workbook, person, "person.phones")] == ["9", "2"]  # type: ignore[index]


def test_the_same_value_from_a_better_source_is_noted(workbook: Workbook, person: facts.Subject) -> None:
    facts.set_fact(workbook, person, "person.position", "主任", evidence=Evidence("third_party", "assumed"))
    facts.set_fact(workbook, person, "person.position", "主任", evidence=Evidence("self", "confirmed"))
    (fact,) = [fact for fact in facts.facts_of(workbook, person) if fact.field == "person.position"]
    assert (fact.source, fact.certainty) == ("self", "confirmed")


def test_the_same_value_heard_again_later_is_no_longer_stale(
    workbook: Workbook, person: facts.Subject
) -> None:
    for day in ("2026-01-05", "2026-11-20"):
        facts.set_fact(
            workbook, person, "person.position", "主任", evidence=Evidence("self", "confirmed", day)
        )
    (fact,) = facts.facts_of(workbook, person)
    assert fact.known_on == "2026-11-20"
    assert len(facts.history_of(workbook, person, "person.position")) == 2


def test_saves_during_one_visit_to_a_field_leave_no_half_typed_history(
    workbook: Workbook, person: facts.Subject
) -> None:
    facts.set_fact(workbook, person, "person.notes", "before")
    for typed in ("af", "afte", "after"):
        facts.set_fact(workbook, person, "person.notes", typed, join="visit")
    facts.set_fact(workbook, person, "person.notes", "later", join="another visit")
    assert [fact.value for fact in facts.history_of(workbook, person, "person.notes")] == [
        "later",
        "after",
        "before",
    ]
    workbook.undo()
    workbook.undo()
    assert [fact.value for fact in facts.history_of(workbook, person, "person.notes")] == ["before"]


def test_verifying_makes_an_assumed_fact_confirmed_today(workbook: Workbook, person: facts.Subject) -> None:
    id_ = facts.set_fact(
        workbook, person, "person.position", "主任", evidence=Evidence("third_party", "assumed", "2025-01-05")
    )
    facts.verify_fact(workbook, id_, "observed")
    (fact,) = facts.facts_of(workbook, person)
    assert (fact.certainty, fact.source, fact.known_on) == ("confirmed", "observed", date.today().isoformat())
    workbook.undo()
    (fact,) = facts.facts_of(workbook, person)
    assert (fact.certainty, fact.known_on) == ("assumed", "2025-01-05")


@pytest.mark.parametrize(
    "learned_on", ["yesterday", "2026-02-30", (date.today() + timedelta(days=1)).isoformat()]
)
def test_evidence_with_an_impossible_date_is_refused(
    learned_on: str, workbook: Workbook, person: facts.Subject
) -> None:
    with pytest.raises(UserError):
        facts.set_fact(
            workbook, person, "person.position", "主任", evidence=Evidence("self", "confirmed", learned_on)
        )
    assert facts.facts_of(workbook, person) == []


def test_a_field_is_set_only_on_what_it_belongs_to(workbook: Workbook, person: facts.Subject) -> None:
    with pytest.raises(ValueError, match="attitude"):
        facts.set_fact(workbook, person, "stakeholder.attitude", "supporter")


def test_a_value_the_field_cannot_hold_is_refused(workbook: Workbook, person: facts.Subject) -> None:
    with pytest.raises(UserError):
        facts.set_fact(workbook, person, "person.level", "emperor")
    assert facts.facts_of(workbook, person) == []


def test_many_set_at_once_end_as_if_set_one_by_one(workbook: Workbook) -> None:
    account = accounts.add_account(workbook, "甲")
    pairs = [
        [people.add_person(workbook, account, name) for name in ("一", "二", "三", "四", "五")]
        for _ in range(2)
    ]
    wanted = ["主任", "主任", "", "副主任", "主任"]
    before = ["院长", "主任", "主任", None, "  主任 "]
    for ids in pairs:
        for id_, value in zip(ids, before, strict=True):
            if value is not None:
                facts.set_fact(workbook, ("person", id_), "person.position", value, evidence=Evidence("self"))
    one_by_one, at_once = pairs
    for evidence in (None, Evidence("coach", "assumed", "2026-01-02")):
        for id_, value in zip(one_by_one, wanted, strict=True):
            facts.set_fact(workbook, ("person", id_), "person.position", value, evidence=evidence)
        count = facts.set_facts(
            workbook, "person", "person.position", dict(zip(at_once, wanted, strict=True)), evidence=evidence
        )
        assert count == (3 if evidence is None else 4)
        for first, second in zip(one_by_one, at_once, strict=True):
            told = [
                [
                    (fact.value, fact.source, fact.certainty, fact.learned_on, fact.replaced_at is None)
                    for fact in facts.history_of(workbook, ("person", id_), "person.position")
                ]
                for id_ in (first, second)
            ]
            assert told[0] == told[1]


def test_many_set_at_once_are_one_step_and_nothing_at_all_when_one_value_is_refused(
    workbook: Workbook,
) -> None:
    account = accounts.add_account(workbook, "甲")
    ids = [people.add_person(workbook, account, f"人{number}") for number in range(3)]
    heard: list[object] = []
    workbook.subscribe(heard.append)
    with pytest.raises(UserError):
        facts.set_facts(workbook, "person", "person.age", dict.fromkeys(ids, 45) | {ids[2]: 1000})
    with pytest.raises(ValueError, match="one value"):
        facts.set_facts(workbook, "person", "person.phones", {ids[0]: {"number": "1"}})
    assert heard == []
    assert facts.set_facts(workbook, "person", "person.age", dict.fromkeys(ids, 45)) == 3
    assert len(heard) == 1
    assert facts.set_facts(workbook, "person", "person.age", dict.fromkeys(ids, 45)) == 0
    assert len(heard) == 1
    workbook.undo()
    assert all(values_of(workbook, ("person", id_), "person.age") == [] for id_ in ids)


# ---- entries of records


@pytest.fixture
def client(workbook: Workbook) -> facts.Subject:
    return ("account", accounts.add_account(workbook, "甲"))


def test_one_part_of_an_entry_changes_and_its_source_stays(workbook: Workbook, client: facts.Subject) -> None:
    item = facts.add_entry(
        workbook, client, "account.suppliers", {"name": "博恩影像", "share": 60}, Evidence("coach", "assumed")
    )
    facts.set_part(workbook, client, "account.suppliers", item, "problems", "备件慢\n停机长")
    facts.set_part(workbook, client, "account.suppliers", item, "share", None)
    (fact,) = facts.facts_of(workbook, client)
    assert fact.value == {"name": "博恩影像", "problems": "备件慢\n停机长"}
    assert (fact.source, fact.certainty, fact.item) == ("coach", "assumed", item)
    workbook.undo()
    assert values_of(workbook, client, "account.suppliers") == [
        {"name": "博恩影像", "share": 60, "problems": "备件慢\n停机长"}
    ]


def test_parts_set_in_one_visit_are_one_step_and_one_value(workbook: Workbook, client: facts.Subject) -> None:
    item = facts.add_entry(workbook, client, "account.suppliers", {"name": "博恩影像"})
    for typed in ("慢", "慢了", "慢了很多"):
        facts.set_part(workbook, client, "account.suppliers", item, "problems", typed, join="visit")
    assert len(facts.history_of(workbook, client, "account.suppliers", item)) == 2
    workbook.undo()
    assert values_of(workbook, client, "account.suppliers") == [{"name": "博恩影像"}]


def test_a_part_that_changes_nothing_is_no_step(workbook: Workbook, client: facts.Subject) -> None:
    item = facts.add_entry(workbook, client, "account.suppliers", {"name": "博恩影像"})
    label = workbook.undo_label
    facts.set_part(workbook, client, "account.suppliers", item, "name", " 博恩影像 ")
    assert workbook.undo_label is label


def test_an_entry_cannot_lose_what_it_needs_nor_be_changed_when_gone(
    workbook: Workbook, client: facts.Subject
) -> None:
    item = facts.add_entry(workbook, client, "account.suppliers", {"name": "博恩影像", "share": 60})
    with pytest.raises(UserError, match="empty"):
        facts.set_part(workbook, client, "account.suppliers", item, "name", " ")
    with pytest.raises(UserError, match="range"):
        facts.set_part(workbook, client, "account.suppliers", item, "share", 101)
    assert values_of(workbook, client, "account.suppliers") == [{"name": "博恩影像", "share": 60}]
    facts.clear_fact(workbook, client, "account.suppliers", item)
    with pytest.raises(UserError, match="no longer"):
        facts.set_part(workbook, client, "account.suppliers", item, "share", 5)


def test_an_entry_with_nothing_left_in_it_is_gone(workbook: Workbook, client: facts.Subject) -> None:
    item = facts.add_entry(workbook, client, "account.suppliers", {"name": "博恩影像"})
    facts.set_part(workbook, client, "account.suppliers", item, "name", "")
    assert values_of(workbook, client, "account.suppliers") == []
    workbook.undo()
    assert values_of(workbook, client, "account.suppliers") == [{"name": "博恩影像"}]


def test_a_former_value_holds_again_with_the_evidence_it_had(
    workbook: Workbook, person: facts.Subject
) -> None:
    facts.set_fact(
        workbook, person, "person.position", "副主任", evidence=Evidence("coach", "assumed", "2025-01-05")
    )
    facts.set_fact(workbook, person, "person.position", "主任")
    before = facts.history_of(workbook, person, "person.position")[1]
    facts.restore_fact(workbook, before.id)
    now, *former = facts.history_of(workbook, person, "person.position")
    assert (now.value, now.source, now.assumed, now.learned_on) == ("副主任", "coach", True, "2025-01-05")
    assert now.id != before.id and [fact.value for fact in former] == ["主任", "副主任"]
    workbook.undo()
    assert values_of(workbook, person, "person.position") == ["主任"]


def test_an_entry_that_was_removed_comes_back_in_its_place(workbook: Workbook, person: facts.Subject) -> None:
    items = [facts.add_entry(workbook, person, "person.phones", {"number": number}) for number in ("3", "1")]
    facts.clear_fact(workbook, person, "person.phones", items[0])
    removed = facts.history_of(workbook, person, "person.phones", None)[-1]
    assert removed.value == {"number": "3"}
    facts.restore_fact(workbook, removed.id)
    assert values_of(workbook, person, "person.phones") == [{"number": "3"}, {"number": "1"}]


def test_a_former_value_that_is_gone_is_refused(workbook: Workbook, person: facts.Subject) -> None:
    with pytest.raises(UserError):
        facts.restore_fact(workbook, "nothing")


def test_the_histories_of_many_are_those_of_each(workbook: Workbook, person: facts.Subject) -> None:
    other = ("person", people.add_person(workbook, None, "周德明"))
    for subject in (person, other):
        for value in ("x", "y", "z"):
            facts.set_fact(workbook, subject, "person.position", f"{value} {subject[1]}")
    found = facts.histories_of(workbook, "person", [person[1], other[1]], "person.position")
    assert found == {
        subject[1]: facts.history_of(workbook, subject, "person.position") for subject in (person, other)
    }
