"""Undo and redo: whatever was done, taking it all back gives the first state, to the byte of every row."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import hypothesis.strategies as st
import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import Bundle, RuleBasedStateMachine, consumes, initialize, invariant, multiple, rule

from keyaccount_desktop.language import Text, UserError
from keyaccount_desktop.workbook import (
    accounts,
    attachments,
    blobs,
    colleagues,
    document,
    facts,
    links,
    maps,
    people,
    photos,
    purchases,
    reviews,
    tasks,
    ties,
    visits,
)
from keyaccount_desktop.workbook.document import Workbook
from keyaccount_desktop.workbook.maps import Placement
from tests.workbook.conftest import Dump, contents

FullDump = Callable[[Workbook], Dump]


def filled(workbook: Workbook) -> dict[str, str]:
    """A client with everything that can hang on it."""
    account = accounts.add_account(workbook, "滨江市第一医院")
    department = accounts.add_department(workbook, account, "超声科", "using")
    wang = people.add_person(
        workbook, account, "王建国", department_id=department, position="主任", level="management"
    )
    li = people.add_person(workbook, account, "李雪梅")
    purchase = purchases.add_purchase(workbook, account, "彩超采购")
    facts.add_entry(workbook, ("person", wang), "person.phones", {"number": "13800001234", "label": "work"})
    maps.place_cards(workbook, purchase, [Placement(wang, 0, 0, "management", "using"), Placement(li, 8, 8)])
    maps.judge(workbook, purchase, [wang, li], "stakeholder.attitude", "supporter")
    link = links.draw_link(workbook, wang, li, "influences", strength=3)
    visits.add_visit(
        workbook, account, kind="visit", on_date="2026-01-05", people=[wang, li], purchase_id=purchase
    )
    tasks.set_next_step(workbook, account, "带样机", person_id=wang)
    return {
        "account": account,
        "wang": wang,
        "li": li,
        "purchase": purchase,
        "link": link,
        "department": department,
    }


def test_deleting_a_client_and_undoing_it_restores_every_row(workbook: Workbook, dump: FullDump) -> None:
    ids = filled(workbook)
    before = dump(workbook)
    accounts.delete_account(workbook, ids["account"])
    gone = dump(workbook)
    assert not gone["person"]
    assert not gone["fact"]
    assert not gone["visit"]
    assert not gone["search"]
    workbook.undo()
    assert dump(workbook) == before
    workbook.redo()
    assert dump(workbook) == gone


def test_all_steps_undone_give_the_empty_workbook_and_redone_the_full_one(
    workbook: Workbook, dump: FullDump
) -> None:
    empty = dump(workbook)
    filled(workbook)
    full = dump(workbook)
    while workbook.undo():
        pass
    assert dump(workbook) == empty
    while workbook.redo():
        pass
    assert dump(workbook) == full


def test_values_replaced_one_after_the_other_come_back_in_turn(workbook: Workbook, dump: FullDump) -> None:
    account = accounts.add_account(workbook, "甲")
    states = [dump(workbook)]
    for typed in ("华", "东", "南"):
        facts.set_fact(workbook, ("account", account), "account.region", typed)
        states.append(dump(workbook))
    with workbook.edit(Text("x", "x")):
        for typed in ("西", "北"):
            facts.set_fact(workbook, ("account", account), "account.region", typed)
    states.append(dump(workbook))
    for state in reversed(states[:-1]):
        workbook.undo()
        assert dump(workbook) == state
    for state in states[1:]:
        workbook.redo()
        assert dump(workbook) == state


def test_undo_raises_the_same_notification_as_an_edit_would(workbook: Workbook) -> None:
    heard: list[Any] = []
    workbook.subscribe(heard.append)
    id_ = accounts.add_account(workbook, "甲")
    workbook.undo()
    workbook.redo()
    assert [change.kind for change in heard] == ["do", "undo", "redo"]
    assert all(change.ids("account") == {id_} for change in heard)
    assert [row.after is None for change in heard for row in change.rows] == [False, True, False]


def test_a_new_edit_ends_what_could_be_redone(workbook: Workbook) -> None:
    accounts.add_account(workbook, "甲")
    workbook.undo()
    accounts.add_account(workbook, "乙")
    assert workbook.redo() is None


def test_an_edit_that_changes_nothing_is_no_step(workbook: Workbook) -> None:
    account = accounts.add_account(workbook, "甲")
    facts.set_fact(workbook, ("account", account), "account.region", "华东")
    label = workbook.undo_label
    heard: list[Any] = []
    workbook.subscribe(heard.append)
    facts.set_fact(workbook, ("account", account), "account.region", "华东")
    assert heard == []
    assert workbook.undo_label is label


def test_edits_joined_are_one_step_with_the_state_before_the_first(workbook: Workbook) -> None:
    account = accounts.add_account(workbook, "甲")
    for typed in ("华", "华东", "华东区"):
        facts.set_fact(workbook, ("account", account), "account.region", typed, join="visit 1")
    workbook.undo()
    assert facts.facts_of(workbook, ("account", account)) == []
    assert accounts.account(workbook, account).name == "甲"


def test_the_history_reaches_back_as_far_as_it_says_and_no_further(
    workbook: Workbook, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(document, "UNDO_STEPS", 3)
    for name in "甲乙丙丁戊":
        accounts.add_account(workbook, name)
    assert sum(workbook.undo() is not None for _ in range(5)) == 3
    assert sorted(row.name for row in accounts.accounts(workbook)) == sorted("甲乙")


def test_an_erased_person_cannot_be_brought_back_and_leaves_no_bytes(workbook: Workbook) -> None:
    ids = filled(workbook)
    people.rename_person(workbook, ids["wang"], "轩辕擎苍")
    facts.set_fact(workbook, ("person", ids["wang"]), "person.notes", "独一无二的备注")
    people.erase_person(workbook, ids["wang"])
    assert workbook.undo_label is None
    assert workbook.redo_label is None
    path = workbook.path
    workbook.close()
    data = path.read_bytes()
    for trace in ("轩辕擎苍", "轩 辕", "xuanyuan", "独一无二", "独 一"):
        assert trace.encode() not in data, trace
    assert ids["wang"].encode() in data  # its id alone stays, for backups that are brought back


NAMES = st.text(min_size=1, max_size=6).filter(lambda name: name.strip().isprintable() and name.strip() != "")
FIELDS = st.sampled_from(["person.position", "person.native_place", "person.notes"])


def tie_of(kind: str, one: str, other: str, *, staff: bool = False) -> ties.OfferedTie:
    parties = ties.Party(one, "甲"), ties.Party(other, "乙", staff=staff)
    return ties.OfferedTie(kind, *parties, Text("both from here", "同乡"), facts.Evidence())


class RandomUser(RuleBasedStateMachine):
    """A user who adds, changes, links, places, deletes, undoes and redoes in any order."""

    clients = Bundle("clients")
    persons = Bundle("persons")
    purchases_ = Bundle("purchases")
    links_ = Bundle("links")
    staff_ = Bundle("staff")
    files = Bundle("files")
    reviews_ = Bundle("reviews")

    @initialize()
    def open_workbook(self) -> None:
        self.folder = tempfile.TemporaryDirectory()
        self.workbook = Workbook.create(Path(self.folder.name, "a.kaw"))
        self.first = contents(self.workbook)
        self.steps = 0

    def teardown(self) -> None:
        if hasattr(self, "workbook"):
            while self.workbook.undo():
                pass
            self.workbook.forget_history()  # and with it the content nobody can ask for any more
            assert contents(self.workbook) == self.first
            self.workbook.close()
            self.folder.cleanup()

    def tried(self, action: Callable[[], Any]) -> Any:
        # What was deleted or undone meanwhile may be refused; then nothing may have changed.
        before, label = contents(self.workbook), self.workbook.undo_label
        try:
            return action()
        except UserError:
            assert contents(self.workbook) == before
            assert self.workbook.undo_label is label
            return None

    @rule(target=clients, name=NAMES)
    def add_client(self, name: str) -> str:
        return accounts.add_account(self.workbook, name)

    @rule(target=persons, client=clients, name=NAMES)
    def add_person(self, client: str, name: str) -> Any:
        found = self.tried(lambda: people.add_person(self.workbook, client, name, position=name))
        return found if found else multiple()

    @rule(target=purchases_, client=clients, name=NAMES)
    def add_purchase(self, client: str, name: str) -> Any:
        found = self.tried(lambda: purchases.add_purchase(self.workbook, client, name))
        return found if found else multiple()

    @rule(person=persons, field=FIELDS, value=st.text(max_size=20))
    def set_fact(self, person: str, field: str, value: str) -> None:
        self.tried(lambda: facts.set_fact(self.workbook, ("person", person), field, value))

    @rule(purchase=purchases_, person=persons, x=st.integers(0, 40), y=st.integers(0, 40))
    def place(self, purchase: str, person: str, x: int, y: int) -> None:
        placement = Placement(person, x * 8, y * 8, "management", "using")
        self.tried(lambda: maps.place_cards(self.workbook, purchase, [placement]))

    @rule(
        target=links_,
        one=persons,
        other=persons,
        kind=st.sampled_from(["reports_to", "influences", "conflict"]),
    )
    def link(self, one: str, other: str, kind: str) -> Any:
        found = self.tried(lambda: links.draw_link(self.workbook, one, other, kind))
        return found if found else multiple()

    @rule(target=reviews_, purchase=purchases_, name=NAMES)
    def freeze(self, purchase: str, name: str) -> Any:
        found = self.tried(lambda: reviews.freeze_review(self.workbook, purchase, name))
        return found if found else multiple()

    @rule(review=reviews_, name=NAMES)
    def rename_review(self, review: str, name: str) -> None:
        self.tried(lambda: reviews.rename_review(self.workbook, review, name))

    @rule(review=reviews_)
    def delete_review(self, review: str) -> None:
        reviews.delete_review(self.workbook, review)

    @rule(target=staff_, name=NAMES)
    def add_colleague(self, name: str) -> Any:
        found = self.tried(lambda: colleagues.add_colleague(self.workbook, name))
        return found if found else multiple()

    @rule(colleague=consumes(staff_))
    def remove_colleague(self, colleague: str) -> None:
        self.tried(lambda: colleagues.remove_colleague(self.workbook, colleague))

    @rule(one=persons, other=persons, kind=st.sampled_from(["place", "alumni"]))
    def dismiss_tie(self, one: str, other: str, kind: str) -> None:
        if one != other:
            self.tried(lambda: ties.dismiss_tie(self.workbook, tie_of(kind, one, other)))

    @rule(one=persons, colleague=staff_, accept=st.booleans())
    def tie_to_colleague(self, one: str, colleague: str, accept: bool) -> None:
        tie = tie_of("place", one, colleague, staff=True)
        self.tried(lambda: (ties.accept_tie if accept else ties.dismiss_tie)(self.workbook, tie))

    @rule(link=links_)
    def remove_link(self, link: str) -> None:
        links.remove_links(self.workbook, [link])

    @rule(client=clients, ids=st.lists(persons, max_size=3, unique=True))
    def visit(self, client: str, ids: list[str]) -> None:
        self.tried(
            lambda: visits.add_visit(self.workbook, client, kind="call", on_date="2026-01-05", people=ids)
        )

    @rule(
        target=files,
        person=persons,
        name=st.text(max_size=9),
        content=st.sampled_from((b"one", b"another", bytes(blobs.PIECE + 1))),
    )
    def attach(self, person: str, name: str, content: bytes) -> Any:
        taken = attachments.take_in_content(self.workbook, name, content)
        found = self.tried(lambda: attachments.attach(self.workbook, ("person", person), [taken]))
        return found[0] if found else multiple()

    @rule(file=files)
    def remove_file(self, file: str) -> None:
        attachments.remove_attachments(self.workbook, [file])

    @rule(person=persons, photo=st.sampled_from((b"", b"\xff\xd8 one", b"\xff\xd8 two")))
    def change_photo(self, person: str, photo: bytes) -> None:
        if photo:
            self.tried(lambda: photos.set_photo(self.workbook, person, photo))
        else:
            self.tried(lambda: photos.remove_photo(self.workbook, person))

    @rule(client=clients, text=st.text(max_size=9))
    def next_step(self, client: str, text: str) -> None:
        self.tried(lambda: tasks.set_next_step(self.workbook, client, text))

    @rule(ids=st.lists(persons, min_size=1, max_size=2, unique=True))
    def delete_people(self, ids: list[str]) -> None:
        people.delete_people(self.workbook, ids)

    @rule(client=consumes(clients))
    def delete_client(self, client: str) -> None:
        accounts.delete_account(self.workbook, client)

    @rule(times=st.integers(1, 4))
    def undo_and_redo(self, times: int) -> None:
        before = contents(self.workbook)
        done = sum(self.workbook.undo() is not None for _ in range(times))
        for _ in range(done):
            assert self.workbook.redo() is not None
        assert contents(self.workbook) == before

    @rule()
    def undo(self) -> None:
        self.workbook.undo()

    @invariant()
    def sound(self) -> None:
        from keyaccount_desktop.workbook.health import problems

        assert problems(self.workbook) == []


TestRandomUser = RandomUser.TestCase
TestRandomUser.settings = settings(
    max_examples=25, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck)
)
