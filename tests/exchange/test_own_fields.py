"""Fields of the user's own in all that leaves or enters a workbook: cards, the data sheet, pasted rows, the
command line, questions. The editors are tried in ``tests/ui/fields/test_own_fields.py``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from keyaccount_desktop.exchange.cards import write_cards
from keyaccount_desktop.exchange.pasted_rows import add_pasted, people_in, read_pasted, targets
from keyaccount_desktop.exchange.summary import lines_of
from keyaccount_desktop.language import Text, set_language
from keyaccount_desktop.method import values
from keyaccount_desktop.method.fields import KINDS
from keyaccount_desktop.workbook import definitions
from keyaccount_desktop.workbook.accounts import account, add_account
from keyaccount_desktop.workbook.definitions import Form, define_field
from keyaccount_desktop.workbook.document import Workbook
from keyaccount_desktop.workbook.facts import Evidence, Subject, add_entry, facts_of, set_fact
from keyaccount_desktop.workbook.people import add_person, person_card
from keyaccount_desktop.workbook.products import add_product
from keyaccount_desktop.workbook.purchases import add_purchase, add_stakeholder, purchase_facts
from keyaccount_desktop.workbook.questions import knowledge_of_client, knowledge_of_person
from keyaccount_desktop.workbook.search import search
from tests.exchange.cards_read_back import read_data
from tests.workbook.test_definitions import FORMS, stored

NAME = Text("Favourite tea", "爱喝的茶")
SECTIONS = {
    "person": "person.personal",
    "stakeholder": "stakeholder.purchase",
    "account": "account.facts",
    "purchase": "purchase.project",
}


@pytest.fixture
def workbook(tmp_path: Path) -> Iterator[Workbook]:
    set_language("zh")
    with Workbook.create(tmp_path / "华东区.kaw") as made:
        yield made


@pytest.fixture
def subjects(workbook: Workbook) -> dict[str, Subject]:
    client = add_account(workbook, "滨江市第一医院")
    person = add_person(workbook, client, "王建国")
    purchase = add_purchase(workbook, client, "彩超")
    part = add_stakeholder(workbook, purchase, person)
    return {
        "account": ("account", client),
        "person": ("person", person),
        "purchase": ("purchase", purchase),
        "stakeholder": ("stakeholder", part),
    }


def defined(workbook: Workbook, subject: Subject, kind: str, **more: Any) -> tuple[str, Any, str]:
    """A field of this kind that holds something: its key, its value, and how that reads."""
    form, said = FORMS[kind]
    key = define_field(workbook, SECTIONS[subject[0]], NAME, replace(form, **more))
    field = workbook.catalogue.field(key)
    value = stored(field, said)
    if field.many:
        add_entry(workbook, subject, key, value)
    else:
        set_fact(workbook, subject, key, value)
    (fact,) = [fact for fact in facts_of(workbook, subject) if fact.field == key]
    return key, fact.value, str(values.display(field, fact.value))


def words_of(path: Path) -> str:
    """All that stands on the cards: without the data sheet."""
    book = CalamineWorkbook.from_path(path)
    return "\n".join(
        str(cell)
        for sheet in book.sheet_names[:-1]
        for row in book.get_sheet_by_name(sheet).to_python()
        for cell in row
    )


# ---- cards and the data sheet


@pytest.mark.parametrize("about", ["person", "stakeholder"])
@pytest.mark.parametrize("kind", KINDS)
def test_that_it_stands_on_the_card_and_comes_back_from_the_data_sheet(
    workbook: Workbook, subjects: dict[str, Subject], kind: str, about: str, tmp_path: Path
) -> None:
    key, value, said = defined(workbook, subjects[about], kind)
    write_cards(workbook, target := tmp_path / "cards.xlsx")
    words = words_of(target)
    assert NAME.zh in words
    for line in said.split("\n"):
        assert line in words
    (person,) = read_data(target, "数据")
    many = "[1]" if workbook.catalogue.field(key).many else ""
    column = f"{key}{many}" if about == "person" else f"[1]{key}{many}"
    assert person.values[column] == value


@pytest.mark.parametrize("about", ["person", "stakeholder"])
@pytest.mark.parametrize("private", [False, True])
def test_that_a_private_one_goes_out_only_when_asked_for_and_is_named(
    workbook: Workbook, subjects: dict[str, Subject], private: bool, about: str, tmp_path: Path
) -> None:
    key, _, said = defined(workbook, subjects[about], "text", sensitive=True)
    report = write_cards(workbook, target := tmp_path / "cards.xlsx", private=private)
    assert (said in words_of(target)) is private
    (person,) = read_data(target, "数据")
    assert any(column.endswith(key) for column in person.values) is private
    assert (key in report.private_fields) is private
    definitions.change_field(workbook, key, sensitive=False)
    write_cards(workbook, target := tmp_path / "again.xlsx")
    assert said in words_of(target)


def test_that_a_value_for_each_product_names_the_product(
    workbook: Workbook, subjects: dict[str, Subject], tmp_path: Path
) -> None:
    product = add_product(workbook, "澜影 X8")
    key = define_field(workbook, "person.personal", NAME, Form("text", per_product=True))
    set_fact(workbook, subjects["person"], key, "龙井", item=product)
    write_cards(workbook, target := tmp_path / "cards.xlsx")
    assert "澜影 X8：龙井" in words_of(target)
    (person,) = read_data(target, "数据")
    assert person.values[f"{key}/{product}"] == "龙井"


def test_that_what_a_retired_field_holds_is_in_the_data_sheet_and_not_asked_on_cards(
    workbook: Workbook, subjects: dict[str, Subject], tmp_path: Path
) -> None:
    key, value, said = defined(workbook, subjects["person"], "text")
    empty = define_field(workbook, "person.personal", Text("Dog", "养的狗"), Form("text"))
    for retired in (key, empty):
        definitions.retire_field(workbook, retired)
    write_cards(workbook, target := tmp_path / "cards.xlsx")
    (person,) = read_data(target, "数据")
    assert person.values[key] == value
    keys = CalamineWorkbook.from_path(target).get_sheet_by_name("数据").to_python()[0]
    assert key in keys and empty not in keys
    assert NAME.zh not in words_of(target) and said not in words_of(target)


# ---- pasted rows


@pytest.mark.parametrize("heading", [NAME.zh, NAME.en])
@pytest.mark.parametrize("kind", KINDS)
def test_that_pasted_rows_fill_it(
    workbook: Workbook, subjects: dict[str, Subject], kind: str, heading: str
) -> None:
    form, said = FORMS[kind]
    key = define_field(workbook, "person.personal", NAME, form)
    field = workbook.catalogue.field(key)
    if isinstance(said, list):
        said = "、".join(said)
    elif isinstance(said, dict):
        said = "，".join(said.values())
    elif kind == "long_text":
        said = said.replace("\n", " ")
    elif kind == "flag":
        said = "是"
    pasted = read_pasted(f"姓名\t{heading}\n刘敏\t{said}\n", workbook.catalogue)
    assert key in {target for target, _ in targets(workbook.catalogue)}
    (person,) = people_in(pasted)
    assert not person.problems and [found for found, _ in person.values] == [key]
    (made,) = add_pasted(workbook, subjects["account"][1], [person])
    (fact,) = [fact for fact in facts_of(workbook, ("person", made)) if fact.field == key]
    assert fact.value == values.parse(field, str(said))


# ---- search, questions, the command line


@pytest.mark.parametrize("about", ["person", "account", "purchase"])
@pytest.mark.parametrize("kind", ["text", "long_text", "email", "tags", "record", "phone"])
def test_that_its_words_are_found(
    workbook: Workbook, subjects: dict[str, Subject], kind: str, about: str
) -> None:
    _, value, _ = defined(workbook, subjects[about], kind)
    while not isinstance(value, str):
        value = next(iter(value.values() if isinstance(value, dict) else value))
    word = value.split("\n")[0].split("@")[0].split(" ")[-1]
    assert (about, subjects[about][1]) in {(hit.kind, hit.id) for hit in search(workbook, word)}


@pytest.mark.parametrize("about", ["person", "stakeholder", "account", "purchase"])
def test_that_it_is_asked_counts_and_goes_stale(
    workbook: Workbook, subjects: dict[str, Subject], about: str
) -> None:
    key = define_field(workbook, SECTIONS[about], NAME, Form("text", importance=3, stale_days=10))
    client = subjects["account"][1]

    def asked() -> set[str]:
        known = (
            knowledge_of_client(workbook, client, date.today())
            if about in ("account", "purchase")
            else knowledge_of_person(workbook, person_card(workbook, subjects["person"][1]))
        )
        shares.append(known.share)
        return {found.question.state for found in known.questions if found.question.field == key}

    shares: list[float] = []
    assert asked() == {"unknown"}
    set_fact(workbook, subjects[about], key, "龙井", evidence=Evidence(learned_on="2020-01-01"))
    assert asked() == {"stale"}
    set_fact(workbook, subjects[about], key, "碧螺春")
    assert asked() == set()
    assert shares[0] < shares[1] == shares[2]
    definitions.retire_field(workbook, key)
    assert asked() == set()


@pytest.mark.parametrize("about", list(SECTIONS))
def test_that_the_command_line_shows_it(workbook: Workbook, subjects: dict[str, Subject], about: str) -> None:
    _, _, said = defined(workbook, subjects[about], "choice")
    found: Any = {
        "person": lambda: person_card(workbook, subjects["person"][1]),
        "stakeholder": lambda: person_card(workbook, subjects["person"][1]),
        "account": lambda: account(workbook, subjects["account"][1]),
        "purchase": lambda: purchase_facts(workbook, subjects["purchase"][1]),
    }[about]()
    assert (NAME.zh, said) in list(lines_of(found, workbook.catalogue))
