"""The user's own fields, terms and words: made, renamed, retired and brought back without loss."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from keyaccount_desktop.language import Text, UserError, plain
from keyaccount_desktop.method import boundaries, catalogue, values
from keyaccount_desktop.method.catalogue import CATALOGUE
from keyaccount_desktop.method.fields import KINDS
from keyaccount_desktop.workbook import definitions
from keyaccount_desktop.workbook.accounts import add_account
from keyaccount_desktop.workbook.definitions import Form, NewPart, define_field
from keyaccount_desktop.workbook.document import Workbook
from keyaccount_desktop.workbook.facts import add_entry, clear_fact, facts_of, set_fact
from keyaccount_desktop.workbook.people import add_person
from keyaccount_desktop.workbook.search import search

NAME = Text("Favourite tea", "爱喝的茶")
CHOICES = (Text("Green", "绿茶"), Text("Black", "红茶"))
FORMS: dict[str, tuple[Form, Any]] = {
    "text": (Form("text"), "龙井"),
    "long_text": (Form("long_text"), "龙井\n碧螺春"),
    "email": (Form("email"), "wang@example.com"),
    "phone": (Form("phone"), "138 0000 1234"),
    "choice": (Form("choice", choices=CHOICES), "绿茶"),
    "choices": (Form("choices", choices=CHOICES), ["绿茶", "红茶"]),
    "checklist": (Form("checklist", choices=CHOICES), ["红茶"]),
    "ranked": (Form("ranked", choices=CHOICES), ["红茶", "绿茶"]),
    "tags": (Form("tags"), ["明前", "新茶"]),
    "number": (Form("number", unit=Text("cups", "杯")), 3),
    "percent": (Form("percent"), 40),
    "money": (Form("money"), 1200),
    "rating": (Form("rating", low=1, high=5), 4),
    "flag": (Form("flag"), True),
    "date": (Form("date"), "2026-11"),
    "partial_date": (Form("partial_date"), "农历八月初十"),
    "record": (
        Form(
            "record",
            many=True,
            parts=(NewPart("text", Text("Name", "名称")), NewPart("choice", Text("Sort", "种类"), CHOICES)),
        ),
        {"part_1": "龙井", "part_2": "绿茶"},
    ),
}


@pytest.fixture
def person(workbook: Workbook) -> str:
    return add_person(workbook, add_account(workbook, "滨江"), "王建国")


def stored(field: Any, value: Any) -> Any:
    """The value with the codes in place of the words."""
    if isinstance(value, dict):
        return {part.key: values.parse(part, value[part.key]) for part in field.parts}
    if isinstance(value, list):
        return values.parse(field, "、".join(value))
    return values.parse(field, value) if isinstance(value, str) else value


def test_the_forms_tried_here_are_all_kinds_there_are() -> None:
    assert set(FORMS) == set(KINDS)


@pytest.mark.parametrize("kind", KINDS)
def test_a_field_of_the_users_own_holds_what_one_of_the_method_does(
    workbook: Workbook, person: str, kind: str, dump: Callable[[Workbook], Any]
) -> None:
    form, said = FORMS[kind]
    key = define_field(workbook, "person.personal", NAME, form)
    before = dump(workbook)
    field = workbook.catalogue.field(key)
    value = stored(field, said)
    subject = ("person", person)
    if field.many:
        add_entry(workbook, subject, key, value)
    else:
        set_fact(workbook, subject, key, value)
    (fact,) = [fact for fact in facts_of(workbook, subject) if fact.field == key]
    assert fact.value == values.normalise(field, value)
    assert "custom" not in str(values.display(field, fact.value))
    workbook.undo()
    assert dump(workbook) == before


def test_a_field_of_the_users_own_ends_its_section(workbook: Workbook) -> None:
    key = define_field(workbook, "person.personal", NAME, Form("text"))
    keys = [field.key for field in workbook.catalogue.fields_of("person", "person.personal")]
    assert keys[-1] == key
    assert keys[:-1] == [field.key for field in CATALOGUE.fields_of("person", "person.personal")]
    of_all = [field.section for field in workbook.catalogue.fields_of("person")]
    assert of_all == sorted(of_all, key=[section.key for section in catalogue.sections_of("person")].index)


def test_what_a_field_of_the_users_own_says_is_found(workbook: Workbook, person: str) -> None:
    key = define_field(workbook, "person.personal", NAME, Form("text"))
    set_fact(workbook, ("person", person), key, "西湖龙井")
    assert [hit.id for hit in search(workbook, "龙井")] == [person]


def test_a_retired_field_is_asked_no_longer_and_comes_back_with_all_it_held(
    workbook: Workbook, person: str
) -> None:
    key = define_field(workbook, "person.personal", NAME, Form("text"))
    set_fact(workbook, ("person", person), key, "龙井")
    definitions.retire_field(workbook, key)
    assert key not in {field.key for field in workbook.catalogue.fields_of("person")}
    assert workbook.catalogue.field(key).retired
    definitions.restore_field(workbook, key)
    assert key in {field.key for field in workbook.catalogue.fields_of("person")}
    assert [fact.value for fact in facts_of(workbook, ("person", person))] == ["龙井"]


def test_a_renamed_field_keeps_what_it_holds(workbook: Workbook, person: str) -> None:
    key = define_field(workbook, "person.personal", NAME, Form("text"))
    set_fact(workbook, ("person", person), key, "龙井")
    definitions.rename_field(workbook, key, Text("Tea", "茶"))
    assert workbook.catalogue.field(key).text == Text("Tea", "茶")
    assert [fact.field for fact in facts_of(workbook, ("person", person))] == [key]


def test_defining_renaming_and_retiring_are_undone_and_done_again(workbook: Workbook) -> None:
    key = define_field(workbook, "person.personal", NAME, Form("choice", choices=CHOICES))
    definitions.rename_field(workbook, key, Text("Tea", "茶"))
    definitions.retire_field(workbook, key)
    workbook.undo()
    assert not workbook.catalogue.field(key).retired
    workbook.undo()
    assert workbook.catalogue.field(key).text == NAME
    workbook.undo()
    assert workbook.catalogue is CATALOGUE
    workbook.redo()
    assert [choice.text for choice in workbook.catalogue.field(key).choices or ()] == list(CHOICES)


def test_an_edit_that_fails_leaves_the_catalogue_as_it_was(workbook: Workbook) -> None:
    def fail() -> None:
        with workbook.edit(plain("x")):
            define_field(workbook, "person.personal", NAME, Form("text"))
            assert len(workbook.catalogue.fields) > len(CATALOGUE.fields)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert workbook.catalogue is CATALOGUE


@pytest.mark.parametrize("name", ["处方量", "开方量", "统方", "回扣", "返点", "提成", "红包", "礼金", "礼品"])
@pytest.mark.parametrize("where", ["name", "part", "choice"])
def test_what_the_method_bars_is_refused_with_the_reason(workbook: Workbook, name: str, where: str) -> None:
    barred = plain(name)
    form = {
        "name": Form("text"),
        "part": Form("record", parts=(NewPart("text", barred),)),
        "choice": Form("choice", choices=(*CHOICES, barred)),
    }[where]
    with pytest.raises(UserError) as refused:
        define_field(workbook, "person.personal", barred if where == "name" else NAME, form)
    assert refused.value.hint == boundaries.barred(name)
    assert workbook.catalogue is CATALOGUE


def test_a_field_cannot_be_renamed_to_what_is_barred(workbook: Workbook) -> None:
    key = define_field(workbook, "person.personal", NAME, Form("text"))
    with pytest.raises(UserError):
        definitions.rename_field(workbook, key, plain("返点"))
    assert workbook.catalogue.field(key).text == NAME


@pytest.mark.parametrize(
    ("name", "form"),
    [
        (Text("", ""), Form("text")),
        (Text("Hobbies", ""), Form("text")),
        (Text("", "兴趣"), Form("text")),
        (NAME, Form("choice")),
        (NAME, Form("record")),
        (NAME, Form("number", low=5, high=1)),
        (plain("长" * 61), Form("text")),
    ],
)
def test_a_field_that_makes_no_sense_is_refused(workbook: Workbook, name: Text, form: Form) -> None:
    with pytest.raises(UserError):
        define_field(workbook, "person.personal", name, form)


def test_the_name_of_a_retired_field_leads_back_to_it(workbook: Workbook) -> None:
    key = define_field(workbook, "person.personal", NAME, Form("text"))
    definitions.retire_field(workbook, key)
    with pytest.raises(UserError, match="Bring it back"):
        define_field(workbook, "person.personal", NAME, Form("text"))


def test_a_name_in_one_language_stands_for_both(workbook: Workbook) -> None:
    key = define_field(workbook, "person.personal", Text("", "茶"), Form("text"))
    assert workbook.catalogue.field(key).text == plain("茶")


# ---- terms


def test_a_term_added_renamed_and_retired_is_never_lost(workbook: Workbook) -> None:
    account = ("account", add_account(workbook, "滨江"))
    code = definitions.add_term(workbook, "account_type", Text("Clinic", "诊所"))
    set_fact(workbook, account, "account.type", code)
    definitions.rename_term(workbook, "account_type", code, Text("Chain clinic", "连锁诊所"))
    definitions.retire_term(workbook, "account_type", code)
    field = workbook.catalogue.field("account.type")
    (fact,) = facts_of(workbook, account)
    assert values.display(field, fact.value) == Text("Chain clinic", "连锁诊所")
    assert code not in {choice.code for choice in field.choices.offered}  # type: ignore[union-attr]
    clear_fact(workbook, account, "account.type")
    definitions.restore_term(workbook, "account_type", code)
    assert values.parse(workbook.catalogue.field("account.type"), "连锁诊所") == code


def test_a_term_of_the_method_called_otherwise_is_still_read_from_old_sheets(workbook: Workbook) -> None:
    definitions.rename_term(workbook, "personality", "analytical", Text("Thinker", "深思者"))
    field = workbook.catalogue.field("person.personality")
    assert values.display(field, "analytical") == Text("Thinker", "深思者")
    assert values.parse(field, "思考者") == values.parse(field, "深思者") == "analytical"


def test_terms_stand_in_the_users_order(workbook: Workbook) -> None:
    codes = list(workbook.catalogue.lists["personality"].codes)
    definitions.order_terms(workbook, "personality", codes[::-1])
    assert list(workbook.catalogue.lists["personality"].codes) == codes[::-1]
    new = definitions.add_term(workbook, "personality", plain("第五种"))
    assert list(workbook.catalogue.lists["personality"].codes) == [*codes[::-1], new]


def test_the_last_term_of_a_list_stays(workbook: Workbook) -> None:
    key = define_field(workbook, "person.personal", NAME, Form("choice", choices=CHOICES[:1]))
    choices = workbook.catalogue.field(key).choices
    assert choices is not None
    with pytest.raises(UserError):
        definitions.retire_term(workbook, choices.code, choices.codes[0])


def test_a_list_of_the_method_that_is_fixed_cannot_be_changed(workbook: Workbook) -> None:
    with pytest.raises(ValueError, match="attitude"):
        definitions.add_term(workbook, "attitude", plain("很支持"))


# ---- advice


def test_advice_in_the_users_words_replaces_the_methods_until_it_is_taken_back(workbook: Workbook) -> None:
    default = Text("Be brisk.", "干脆利索")
    definitions.set_text(workbook, "treatment.authority", plain("先听他说"))
    assert workbook.catalogue.text("treatment.authority", default) == plain("先听他说")
    definitions.set_text(workbook, "treatment.authority", None)
    assert workbook.catalogue.text("treatment.authority", default) == default
