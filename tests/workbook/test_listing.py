"""The lists of clients and people: what stands in them, and that reading some rows again is reading them all."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import hypothesis.strategies as st
import pytest
from hypothesis import given

from keyaccount_desktop.language import Text
from keyaccount_desktop.method.catalogue import CATALOGUE
from keyaccount_desktop.method.columns import SHOWN, Column, columns
from keyaccount_desktop.workbook import accounts, facts, maps, people, pinyin, purchases, tasks, visits
from keyaccount_desktop.workbook.definitions import Form, define_field
from keyaccount_desktop.workbook.document import Workbook
from keyaccount_desktop.workbook.duplicates import set_distinct
from keyaccount_desktop.workbook.first_screen import clients
from keyaccount_desktop.workbook.journal import ChangeSet
from keyaccount_desktop.workbook.knowledge import completeness_of_clients, completeness_of_people
from keyaccount_desktop.workbook.listing import (
    Listing,
    client_listing,
    concerned,
    of_first_screen,
    people_listing,
    sort_keys,
)
from keyaccount_desktop.workbook.preferences import set_number
from keyaccount_desktop.workbook.warmth import warmth_of_clients, warmth_of_people

EVERY = [*columns("person", CATALOGUE)]


def ago(days: int) -> str:
    return (date.today() - timedelta(days=days)).isoformat()


def row(listing: Listing, id_: str, *keys: str) -> list[Any]:
    place = listing.ids.index(id_)
    return [listing.values[key][place] for key in keys]


@pytest.fixture
def filled(workbook: Workbook) -> dict[str, str]:
    hospital = accounts.add_account(workbook, "滨江市第一医院")
    other = accounts.add_account(workbook, "安和医院")
    facts.set_fact(workbook, ("account", hospital), "account.grade", "A")
    department = accounts.add_department(workbook, hospital, "超声科", "using")
    wang = people.add_person(
        workbook, hospital, "王建国", position="主任", level="management", department_id=department
    )
    li = people.add_person(workbook, hospital, "李雪梅")
    post = people.add_person(workbook, other, "药剂科主任?", kind="post")
    outsider = people.add_person(workbook, None, "赵代表")
    for number in ("138", "139"):
        facts.add_entry(workbook, ("person", wang), "person.phones", {"number": number})
    first = purchases.add_purchase(workbook, hospital, "旧设备")
    second = purchases.add_purchase(workbook, hospital, "彩超采购")
    maps.judge(workbook, first, [wang, li], "stakeholder.attitude", "opponent")
    maps.judge(workbook, second, [wang], "stakeholder.attitude", "supporter")
    maps.judge(workbook, second, [wang], "stakeholder.roles", ["user", "evaluator"])
    visits.add_visit(workbook, hospital, kind="visit", on_date=ago(40), people=[wang, li], effect=2)
    visits.add_visit(workbook, hospital, kind="visit", on_date=ago(3), people=[wang], effect=1)
    visits.add_visit(workbook, hospital, kind="visit", on_date="2099-01-01", people=[li], state="planned")
    return {"hospital": hospital, "other": other, "wang": wang, "li": li, "post": post, "outsider": outsider,
            "first": first, "second": second}  # fmt: skip


# ---- people


def test_everyone_stands_in_the_list_in_pinyin_order_with_what_is_known(
    workbook: Workbook, filled: dict[str, str]
) -> None:
    found = people_listing(workbook, EVERY)
    assert [found.values["name"][place] for place in range(4)] == [
        "李雪梅",
        "王建国",
        "药剂科主任?",
        "赵代表",
    ]
    assert row(found, filled["wang"], "account", "department", "person.position", "person.level", "kind") == [
        "滨江市第一医院", "超声科", "主任", "management", "person",
    ]  # fmt: skip
    assert row(found, filled["wang"], "person.phones") == [[{"number": "138"}, {"number": "139"}]]
    assert row(found, filled["li"], "person.phones", "person.position", "department") == [None, None, None]
    assert row(found, filled["wang"], "account.grade") == ["A"]
    assert row(found, filled["outsider"], "account", "account.grade", "last_contact") == [None, None, None]


def test_what_is_judged_comes_from_the_newest_purchase_someone_has_a_part_in(
    workbook: Workbook, filled: dict[str, str]
) -> None:
    found = people_listing(workbook, EVERY)
    assert row(found, filled["wang"], "stakeholder.attitude", "stakeholder.roles", "purchase") == [
        "supporter", ["user", "evaluator"], "彩超采购",
    ]  # fmt: skip
    assert row(found, filled["li"], "stakeholder.attitude", "stakeholder.roles", "purchase") == [
        "opponent", None, "旧设备",
    ]  # fmt: skip
    assert row(found, filled["post"], "stakeholder.attitude", "purchase") == [None, None]


def test_contact_warmth_and_completeness_are_those_of_everywhere_else(
    workbook: Workbook, filled: dict[str, str]
) -> None:
    found = people_listing(workbook, EVERY)
    shares = completeness_of_people(workbook)
    warm = warmth_of_people(workbook)
    for id_ in found.ids:
        cold = id_ in warm and warm[id_].cold
        assert row(found, id_, "known", "cold") == [int(shares[id_] * 100), True if cold else None]
    assert row(found, filled["wang"], "last_contact", "cold") == [ago(3), None]
    assert row(found, filled["li"], "last_contact", "cold") == [ago(40), True], (
        "an A client, silent for 40 days"
    )
    # Warm by the same rules for one as for all.
    assert warmth_of_people(workbook, [filled["li"]]) == {filled["li"]: warm[filled["li"]]}


def test_the_people_of_a_client_are_those_of_the_whole_list(
    workbook: Workbook, filled: dict[str, str]
) -> None:
    whole = people_listing(workbook, EVERY)
    own = people_listing(workbook, EVERY, account_id=filled["hospital"])
    some = people_listing(workbook, EVERY, ids=[filled["wang"], filled["outsider"], "nobody"])
    assert set(own.ids) == {filled["wang"], filled["li"]}
    assert set(some.ids) == {filled["wang"], filled["outsider"]}
    for part in (own, some):
        assert part.values.keys() == whole.values.keys()
        for id_ in part.ids:
            assert row(part, id_, *EVERY) == row(whole, id_, *EVERY)
    assert people_listing(workbook, EVERY, ids=[]).values.keys() == whole.values.keys()


# ---- read again


def test_after_any_edit_reading_whom_it_concerns_gives_the_whole_list(
    workbook: Workbook, filled: dict[str, str]
) -> None:
    heard: list[ChangeSet] = []
    workbook.subscribe(heard.append)
    wang, li, hospital = filled["wang"], filled["li"], filled["hospital"]
    edits = {
        "a fact": lambda: facts.set_fact(workbook, ("person", wang), "person.level", "decision"),
        "a judgement": lambda: maps.judge(
            workbook, filled["second"], [wang], "stakeholder.attitude", "neutral"
        ),
        "a part in a newer purchase": lambda: maps.judge(
            workbook, filled["second"], [li], "stakeholder.part", "blocks"
        ),
        "a name": lambda: people.rename_person(workbook, wang, "安建国"),
        "a new person": lambda: people.add_person(workbook, filled["other"], "孙晓东"),
        "a fact of the client": lambda: facts.set_fact(workbook, ("account", hospital), "account.grade", "D"),
        "a client's name": lambda: accounts.rename_account(workbook, hospital, "江滨医院"),
        "a visit": lambda: visits.add_visit(
            workbook, hospital, kind="call", on_date=ago(0), people=[li], effect=3
        ),
        "a purchase's name": lambda: purchases.rename_purchase(workbook, filled["second"], "超声"),
        "a purchase gone": lambda: purchases.delete_purchase(workbook, filled["second"]),
        "a person gone": lambda: people.delete_people(workbook, [li]),
        "a client gone": lambda: accounts.delete_account(workbook, hospital),
    }
    listing = people_listing(workbook, EVERY)
    for what, edit in edits.items():
        for change in (edit, workbook.undo, workbook.redo):
            change()
            asked = concerned(workbook, heard[-1], "person")
            assert asked, what
            listing = listing.updated(asked, people_listing(workbook, EVERY, ids=asked))
            assert listing == people_listing(workbook, EVERY), what


def test_numbers_and_words_of_the_workbook_concern_everyone(
    workbook: Workbook, filled: dict[str, str]
) -> None:
    heard: list[ChangeSet] = []
    workbook.subscribe(heard.append)
    before = people_listing(workbook, ["cold"]).values["cold"]
    clients_before = client_listing(workbook, ["cold"]).values["cold"]
    set_number(workbook, "cold_days/A", 1)
    assert client_listing(workbook, ["cold"]).values["cold"] != clients_before
    assert concerned(workbook, heard[-1], "person") is None
    assert concerned(workbook, heard[-1], "account") is None
    assert people_listing(workbook, ["cold"]).values["cold"] != before
    define_field(workbook, "person.notes", Text("Wine", "葡萄酒"), Form("text"))
    assert concerned(workbook, heard[-1], "person") is None
    set_distinct(workbook, filled["wang"], filled["li"])
    assert concerned(workbook, heard[-1], "person") == set()


def test_what_was_read_earlier_holds_until_it_is_read_again(
    workbook: Workbook, filled: dict[str, str]
) -> None:
    before = people_listing(workbook, ["known", "person.level"])
    people.delete_people(workbook, [filled["li"]])
    added = people.add_person(workbook, filled["hospital"], "孙晓东")
    after = people_listing(workbook, ["person.level"])
    kept = after.carried_on(["known", "cold"], before)
    assert kept.ids == after.ids and "cold" not in kept.values
    assert row(kept, filled["wang"], "known") == row(before, filled["wang"], "known")
    assert row(kept, added, "known") == [None]
    assert "known" not in after.values


def test_an_edit_elsewhere_concerns_nobody(workbook: Workbook, filled: dict[str, str]) -> None:
    heard: list[ChangeSet] = []
    workbook.subscribe(heard.append)
    tasks.set_next_step(workbook, filled["hospital"], "带样机")
    assert concerned(workbook, heard[-1], "person") == set()
    assert concerned(workbook, heard[-1], "account") is None
    assert concerned(workbook, ChangeSet(Text("x", "x"), "reloaded"), "person") is None


orders = st.lists(
    st.tuples(st.sampled_from("abcd"), st.sampled_from([f"{n}" for n in range(30)])), unique_by=lambda r: r[1]
)


@given(orders, orders, st.sets(st.sampled_from([f"{n}" for n in range(30)])))
def test_rows_read_again_take_their_places(before: Any, after: Any, others: set[str]) -> None:
    """Whatever changed among those asked for: as if everything had been read."""
    asked = {id_ for _, id_ in after} | others

    def listing(rows: Any, mark: str) -> Listing:
        rows = sorted(rows)
        return Listing(
            [id_ for _, id_ in rows], [key for key, _ in rows], {"v": [f"{mark}{id_}" for _, id_ in rows]}
        )

    kept = [each for each in before if each[1] not in asked]
    expected = sorted(
        [(*each, f"old{each[1]}") for each in kept] + [(*each, f"new{each[1]}") for each in after]
    )
    found = listing(before, "old").updated(asked, listing(after, "new"))
    assert list(zip(found.order, found.ids, found.values["v"], strict=True)) == expected


# ---- clients


def test_the_client_list_is_that_of_the_first_screen_with_more_columns(
    workbook: Workbook, filled: dict[str, str]
) -> None:
    facts.set_fact(workbook, ("account", filled["hospital"]), "account.season", "spring")
    tasks.set_next_step(workbook, filled["hospital"], "带样机", "2026-12-01")
    first = of_first_screen(clients(workbook))
    found = client_listing(workbook, [*SHOWN["account"], "account.season", "cold", "known"])
    assert first.ids == found.ids
    assert all(found.values[key] == held for key, held in first.values.items())
    shares = completeness_of_clients(workbook)
    assert row(found, filled["hospital"], "account.season", "cold", "next_step", "people") == [
        "spring", None, ("2026-12-01", "带样机"), 2,
    ]  # fmt: skip
    assert row(found, filled["hospital"], "known") == [int(shares[filled["hospital"]] * 100)]
    assert row(found, filled["other"], "account.season", "cold", "next_step", "last_contact") == [None] * 4


def test_a_client_goes_cold_in_the_list_as_its_page_says(workbook: Workbook, filled: dict[str, str]) -> None:
    """By the numbers of the workbook, and by what is left of past effects as well as by time."""

    def cold(client: str) -> bool | None:
        found: bool | None = row(client_listing(workbook, ["name", "cold"]), filled[client], "cold")[0]
        warm = warmth_of_clients(workbook, [filled[client]]).get(filled[client])
        assert found == ((warm is not None and warm.cold) or None)
        return found

    assert cold("hospital") is None
    assert cold("other") is None, "never contacted"
    set_number(workbook, "cold_days/A", 1)
    assert cold("hospital") is True, "an A client, silent for 3 days where one is allowed"
    set_number(workbook, "cold_days/A", None)
    visits.add_visit(workbook, filled["hospital"], kind="visit", on_date=ago(1), people=[], effect=-3)
    assert cold("hospital") is True, "seen yesterday, and it went badly"


# ---- order


def test_texts_sort_in_pinyin_order_and_codes_in_the_order_of_their_list() -> None:
    known = columns("person", CATALOGUE)

    def ordered(column: Column, values: list[Any]) -> list[Any]:
        keys = sort_keys(column, values)
        places = [place for place in range(len(values)) if keys[place] is not None]
        return [values[place] for place in sorted(places, key=keys.__getitem__)]

    assert ordered(known["person.position"], ["主任", None, "副院长", "Head", "采购员", "院长"]) == [
        "Head", "采购员", "副院长", "院长", "主任",
    ]  # fmt: skip
    assert ordered(known["account"], ["重庆医院", "安和医院", "长沙医院"]) == [
        "安和医院",
        "长沙医院",
        "重庆医院",
    ]
    levels = ["operation", "of a newer version", "decision", None, "management"]
    assert ordered(known["person.level"], levels) == [
        "decision",
        "management",
        "operation",
        "of a newer version",
    ]
    assert ordered(known["stakeholder.roles"], [["user"], ["initiator", "user"], None, ["initiator"]]) == [
        ["initiator"], ["initiator", "user"], ["user"],
    ]  # fmt: skip
    step = columns("account", CATALOGUE)["next_step"]
    assert ordered(step, [("2026-02-01", "b"), (None, "a"), None, ("2026-01-01", "c")])[0] == (
        "2026-01-01",
        "c",
    )


@given(st.lists(st.text(alphabet="王李安重庆abZ 1", max_size=5), max_size=8))
def test_a_column_of_texts_sorts_as_names_of_places_do(texts: list[str]) -> None:
    keys = sort_keys(columns("person", CATALOGUE)["person.position"], texts)
    known = [place for place, text in enumerate(texts) if text]
    assert [keys[place] is None for place in range(len(texts))] == [not text for text in texts]
    assert [texts[place] for place in sorted(known, key=keys.__getitem__)] == sorted(
        filter(None, texts), key=pinyin.sort_key
    )


def test_a_list_of_thousands_is_read_whole_again_after_a_change_of_most(tmp_path: Path) -> None:
    from tests.benchmarks import large

    large.make(tmp_path / "large.kaw", people=2500, accounts=5, visits=10)
    with Workbook.open(tmp_path / "large.kaw") as workbook:
        heard: list[ChangeSet] = []
        workbook.subscribe(heard.append)
        ids = people_listing(workbook, []).ids
        facts.set_facts(workbook, "person", "person.level", dict.fromkeys(ids[:300], "decision"))
        asked = concerned(workbook, heard[-1], "person")
        assert asked is not None and asked <= set(ids[:300])
        facts.set_facts(workbook, "person", "person.position", dict.fromkeys(ids, "主任"))
        assert concerned(workbook, heard[-1], "person") is None
