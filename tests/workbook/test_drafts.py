"""Drafts: kept in the file until they are saved or given up, no part of undo, gone with an erased person."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from keyaccount_desktop.workbook import accounts, drafts, people, purchases
from keyaccount_desktop.workbook.document import Workbook
from keyaccount_desktop.workbook.first_screen import drafts_waiting

Dump = dict[str, list[tuple[object, ...]]]
KEY = ("person", "0" * 32, "person.age")


def test_that_a_draft_is_there_when_the_workbook_is_opened_again(workbook: Workbook) -> None:
    drafts.keep_draft(workbook, KEY, ["old as the hills", {"x": 1}])
    drafts.keep_draft(workbook, KEY, "old")
    path = workbook.path
    workbook.close()
    with Workbook.open(path) as again:
        assert drafts.drafts(again) == {KEY: "old"}
        assert drafts_waiting(again) == 1
        drafts.forget_draft(again, KEY)
        assert drafts.drafts(again) == {} and drafts_waiting(again) == 0


def test_that_drafts_are_no_step_of_undo(workbook: Workbook) -> None:
    account = accounts.add_account(workbook, "甲")
    drafts.keep_draft(workbook, KEY, "old")
    workbook.undo()
    assert workbook.redo_label is not None
    drafts.forget_draft(workbook, KEY)
    workbook.redo()
    assert accounts.account(workbook, account).name == "甲"


def test_that_an_erased_person_leaves_no_draft(
    workbook: Workbook, dump: Callable[[Workbook], Dump], tmp_path: Path
) -> None:
    account = accounts.add_account(workbook, "甲")
    person, other = (people.add_person(workbook, account, name) for name in ("王建国", "周德明"))
    stake = purchases.add_stakeholder(workbook, purchases.add_purchase(workbook, account, "乙"), person)
    for kind, subject in (("person", person), ("stakeholder", stake), ("person", other)):
        drafts.keep_draft(workbook, (kind, subject, "x"), "secret words")
    people.erase_person(workbook, person)
    assert list(drafts.drafts(workbook)) == [("person", other, "x")]


def test_that_drafts_of_what_was_deleted_go_and_others_stay(workbook: Workbook) -> None:
    client = accounts.add_account(workbook, "滨江医院")
    gone, there = (people.add_person(workbook, client, name) for name in ("王建国", "李雪梅"))
    part = purchases.add_stakeholder(workbook, purchases.add_purchase(workbook, client, "彩超"), gone)
    kept = [
        ("person", there, "person.notes"), ("list", client, "name"), ("note", client, there),
        ("department", client, 0), ("words", "post/x"),
    ]  # fmt: skip
    lost = [
        ("person", gone, "person.notes"),
        ("stakeholder", part, "stakeholder.motive"),
        ("list", gone, "name"),
    ]
    for key in (*kept, *lost):
        drafts.keep_draft(workbook, key, "typed")
    people.delete_people(workbook, [gone])
    assert len(drafts.drafts(workbook)) == len(kept) + len(lost), "undo may still bring the person back"
    drafts.forget_orphans(workbook)
    assert set(drafts.drafts(workbook)) == set(kept)
