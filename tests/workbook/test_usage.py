"""How much fields, choices and products are used."""

from __future__ import annotations

import pytest

from keyaccount_desktop.language import Text, plain
from keyaccount_desktop.workbook import definitions, usage
from keyaccount_desktop.workbook.accounts import add_account
from keyaccount_desktop.workbook.definitions import Form, NewPart, define_field
from keyaccount_desktop.workbook.document import Workbook
from keyaccount_desktop.workbook.facts import add_entry, clear_fact, set_fact
from keyaccount_desktop.workbook.people import add_person
from keyaccount_desktop.workbook.products import add_product


def test_that_facts_choices_and_products_are_counted_as_they_hold_now(workbook: Workbook) -> None:
    account = add_account(workbook, "滨江")
    people = [("person", add_person(workbook, account, name)) for name in ("王建国", "刘敏", "李雪梅")]
    product = add_product(workbook, "澜影")
    tea = define_field(workbook, "person.personal", plain("茶"), Form("text"))
    sorts = (NewPart("choice", plain("种类"), (plain("绿茶"), plain("红茶"))),)
    kinds = define_field(workbook, "person.personal", plain("茶叶"), Form("record", many=True, parts=sorts))
    for person in people:
        set_fact(workbook, person, "person.personality", "analytical")
        set_fact(workbook, person, tea, "龙井")
        set_fact(workbook, person, "person.adoption", "trial", item=product)
    set_fact(workbook, people[0], tea, "碧螺春")
    clear_fact(workbook, people[1], tea)
    set_fact(workbook, people[2], "person.personality", "amiable")
    listed = workbook.catalogue.field(kinds).parts[0].choices
    assert listed is not None
    for code in (listed.codes[0], listed.codes[0], listed.codes[1]):
        add_entry(workbook, people[0], kinds, {"part_1": code})
    set_fact(workbook, ("account", account), "account.concerns", ["price", "quality"])

    found = usage.usage(workbook, workbook.catalogue)

    assert found.fields[tea] == 2 and found.fields[kinds] == 3
    assert found.terms["personality", "analytical"] == 2 and found.terms["personality", "amiable"] == 1
    assert [found.terms[listed.code, code] for code in listed.codes] == [2, 1]
    assert found.terms["adoption", "trial"] == 3 and found.terms["key_concern", "price"] == 1
    assert found.products == {product: 3}


def test_that_all_facts_are_seen_however_many_pieces_they_are_read_in(
    workbook: Workbook, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = ("person", add_person(workbook, add_account(workbook, "滨江"), "王建国"))
    key = define_field(workbook, "person.personal", Text("Tea", "茶"), Form("text", many=True))
    for number in range(23):
        add_entry(workbook, person, key, f"{number}")
    monkeypatch.setattr(usage, "_PIECE_END", usage._PIECE_END.offset(4))
    steps: list[int] = []
    assert usage.usage(workbook, workbook.catalogue, lambda done, _: steps.append(done)).fields[key] == 23
    assert len(steps) >= 5


def test_that_counting_can_be_stopped(workbook: Workbook) -> None:
    def stop(_done: int, _all: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        usage.usage(workbook, workbook.catalogue, stop)


# ---- arranging


def test_that_fields_stand_where_they_are_put_in_one_step(workbook: Workbook) -> None:
    made = [
        define_field(workbook, "person.personal", plain(name), Form("text"))
        for name in ("甲", "乙", "丙", "丁")
    ]
    one, two, three, four = made
    definitions.arrange_fields(
        workbook, [(three, "person.contact"), (two, "person.personal"), (one, "person.personal")]
    )
    assert [field.key for field in workbook.catalogue.fields_of("person", "person.contact")][-1] == three
    assert [field.key for field in workbook.catalogue.fields_of("person", "person.personal")][-3:] == [
        two,
        one,
        four,
    ]
    workbook.undo()
    assert [field.key for field in workbook.catalogue.fields_of("person", "person.personal")][-4:] == made
    with pytest.raises(ValueError, match="account"):
        definitions.arrange_fields(workbook, [(one, "account.facts")])
