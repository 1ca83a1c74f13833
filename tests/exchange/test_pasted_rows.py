"""Rows copied from Excel or a chat become people: columns, names, refusals, one step of undo."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keyaccount_desktop.exchange.pasted_rows import (
    Candidate,
    Pasted,
    add_pasted,
    people_in,
    read_pasted,
    targets,
)
from keyaccount_desktop.language import UserError
from keyaccount_desktop.method import catalogue
from keyaccount_desktop.workbook.accounts import account, add_account, add_department
from keyaccount_desktop.workbook.document import Workbook
from keyaccount_desktop.workbook.facts import Evidence, facts_of
from keyaccount_desktop.workbook.people import people_of

EXCEL = "姓名\t职务\t科室\t手机\n王建国\t超声科主任\t超声科\t13800001234\n刘敏\t设备科科长\t设备科\t139 0000 1234\n"


def meanings(pasted: Pasted) -> list[str | None]:
    return [column.target for column in pasted.columns]


def known(candidate: Candidate) -> dict[str, object]:
    return dict(candidate.values)


@pytest.fixture
def workbook(tmp_path: Path) -> Iterator[Workbook]:
    with Workbook.create(tmp_path / "try.kaw") as made:
        yield made


# ---- columns


def test_that_headings_say_what_columns_mean() -> None:
    pasted = read_pasted(EXCEL)
    assert meanings(pasted) == ["name", "person.position", "department", "person.phones#mobile"]
    assert len(pasted.rows) == 2


def test_that_english_headings_are_understood_whatever_their_case() -> None:
    pasted = read_pasted("Full name\tJob title\tE-MAIL\nMary Hill\tHead of Radiology\tm.hill@example.org\n")
    assert meanings(pasted) == ["name", "person.position", "person.email"]


@pytest.mark.parametrize(
    "key", [field.key for field in catalogue.fields_of("person") if not field.per_product]
)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_that_every_field_of_a_person_can_be_a_heading(key: str, language: str) -> None:
    heading = catalogue.field(key).text.zh if language == "zh" else catalogue.field(key).text.en
    target = meanings(read_pasted(f"姓名\t{heading}\n王建国\t\n"))
    # A column that is empty in every row does not count; here it has its heading.
    assert target[1] is not None and target[1].partition("#")[0] == key


def test_that_every_meaning_offered_can_be_chosen() -> None:
    pasted = read_pasted("王建国\tabc\n")
    for target, text in targets():
        assert pasted.with_target(1, target).columns[1].target == target
        assert str(text)


def test_that_columns_without_headings_are_known_by_what_they_hold() -> None:
    pasted = read_pasted("王建国\t超声科主任\t138-0000-1234\t男\n刘敏\t设备科科长\t13900001234\t女\n")
    assert meanings(pasted) == ["name", "person.position", "person.phones", "person.gender"]


def test_that_a_column_given_a_meaning_takes_it_from_the_other() -> None:
    pasted = read_pasted("王建国\t刘敏\n").with_target(1, "name")
    assert meanings(pasted) == [None, "name"]


@pytest.mark.parametrize("heading", ["回扣", "处方量", "红包", "统方", "礼品"])
def test_that_barred_columns_are_refused_with_the_reason(heading: str) -> None:
    pasted = read_pasted(f"姓名\t{heading}\n王建国\t300\n")
    assert pasted.columns[1].refused is not None
    assert pasted.with_target(1, "person.notes").columns[1].target is None
    (person,) = people_in(pasted)
    assert person.values == ()


def test_that_excels_quoting_is_undone() -> None:
    pasted = read_pasted('姓名\t备注\n王建国\t"两行\n文字 ""引号"""\n')
    (person,) = people_in(pasted)
    assert known(person)["person.notes"] == '两行 文字 "引号"'


def test_that_a_stray_quote_loses_no_row() -> None:
    pasted = read_pasted('王建国\t主任\n刘敏\t5" 屏幕\n"赵一鸣\t医师\n')
    assert "刘敏" in {row[0] for row in pasted.rows}


# ---- chat


@pytest.mark.parametrize(
    ("line", "name", "position", "phone"),
    [
        ("王建国 超声科主任 13800001234", "王建国", "超声科主任", "13800001234"),
        ("刘敏，设备科科长，139 0000 1234", "刘敏", "设备科科长", "139 0000 1234"),
        ("李雪梅副院长 0571-88886666转801", "李雪梅", "副院长", "0571-88886666转801"),
        ("王主任 13800009999", "王主任", "主任", "13800009999"),
        ("1. 陈志远 采购办主任 电话：13700001111", "陈志远", "采购办主任", "13700001111"),
        ("[2026-11-03 14:20] 刘敏: 周德明 院长 13600001111", "周德明", "院长", "13600001111"),
        (
            "Mary Hill, Head of Radiology, +44 20 7946 0958",
            "Mary Hill",
            "Head of Radiology",
            "+44 20 7946 0958",
        ),
        ("John Smith Chief Engineer 13800001234", "John Smith", "Chief Engineer", "13800001234"),
    ],
)
def test_that_a_line_of_a_chat_is_taken_apart(line: str, name: str, position: str, phone: str) -> None:
    (person,) = people_in(read_pasted(line))
    assert person.name == name
    assert known(person)["person.position"] == position
    assert known(person)["person.phones"]["number"] == phone  # type: ignore[index]


def test_that_a_department_in_front_of_a_name_is_no_name() -> None:
    (person,) = people_in(read_pasted("超声科 赵一鸣 主治医师"))
    assert (person.name, person.department) == ("赵一鸣", "超声科")


def test_that_blocks_of_headings_and_values_are_one_person_each() -> None:
    text = "姓名：王建国\n职务：超声科主任\n电话：13800001234\n姓名：刘敏\n手机：13900001234\n回扣：5\n"
    pasted = read_pasted(text)
    first, second = people_in(pasted)
    assert (first.name, second.name) == ("王建国", "刘敏")
    assert known(first)["person.position"] == "超声科主任"
    assert [column.heading for column in pasted.columns if column.refused] == ["回扣"]


def test_that_wechat_is_the_phone_where_they_say_so() -> None:
    (person,) = people_in(read_pasted("刘敏 设备科科长 13900001234（微信同号）"))
    assert known(person)["person.wechat"] == "13900001234"


def test_that_a_name_with_a_question_mark_is_a_post_and_a_committee_a_group() -> None:
    post, group = people_in(read_pasted("药剂科主任?\n评标委员会"))
    assert (post.name, post.kind) == ("药剂科主任", "post")
    assert (group.name, group.kind) == ("评标委员会", "group")


# ---- who is made


def test_that_people_who_are_there_already_are_not_added_again_unasked() -> None:
    first, second = people_in(read_pasted(EXCEL), [("p1", "王 建国")])
    assert first.known_as == "p1" and not first.new
    assert second.new


def test_that_a_name_that_comes_twice_is_flagged() -> None:
    first, second = people_in(read_pasted("王建国\t主任\n王建国\t院长\n"))
    assert first.new and second.repeats and not second.new


def test_that_a_row_without_a_name_makes_nobody() -> None:
    _, nobody = people_in(read_pasted("姓名\t职务\n王建国\t主任\n\t科长\n"))
    assert nobody.refused is not None


def test_that_a_cell_its_field_cannot_hold_is_named_and_the_rest_taken() -> None:
    (person,) = people_in(read_pasted("姓名\t邮箱\t职务\n王建国\tno mail\t主任\n"))
    assert len(person.problems) == 1 and "no mail" in person.problems[0].zh
    assert known(person) == {"person.position": "主任"}


def test_that_nothing_and_far_too_much_are_refused_with_a_hint() -> None:
    for text in ("", " \n\t\n ", "\x00", "王建国\n" * 3000):
        with pytest.raises(UserError) as refused:
            read_pasted(text)
        assert refused.value.hint.zh and refused.value.hint.en


def test_that_pasted_people_are_one_step_of_undo(workbook: Workbook) -> None:
    client = add_account(workbook, "滨江市第一医院")
    add_department(workbook, client, "超声科")
    people = people_in(read_pasted(EXCEL))
    ids = add_pasted(workbook, client, people, Evidence("coach"))
    made = people_of(workbook, client)
    assert {person.name for person in made} == {"王建国", "刘敏"}
    assert {person.department for person in made} == {"超声科", "设备科"}
    assert [place.name for place in account(workbook, client).departments] == ["超声科", "设备科"]
    assert {fact.source for fact in facts_of(workbook, ("person", ids[0]))} == {"coach"}
    workbook.undo()
    assert people_of(workbook, client) == []
    assert [place.name for place in account(workbook, client).departments] == ["超声科"]


# ---- anything at all

CELL = st.text(
    alphabet=st.one_of(
        st.characters(), st.sampled_from("王建国主任科 138-0@:：,，\"'\t\n\r\x00？?\ud800\u200b=+")
    ),
    max_size=30,
)


@given(st.text(alphabet=st.one_of(st.characters(), st.sampled_from('王建国主任 1380@:\t\n"')), max_size=400))
def test_that_any_text_is_read_or_refused_but_never_breaks(text: str) -> None:
    try:
        pasted = read_pasted(text)
    except UserError:
        return
    people = people_in(pasted)
    assert len(people) == len(pasted.rows)
    for person in people:
        assert person.refused is not None or person.name.strip()


@given(st.lists(st.lists(CELL, min_size=2, max_size=4), min_size=1, max_size=6))
def test_that_any_table_is_read_with_rows_as_wide_as_its_columns(rows: list[list[str]]) -> None:
    try:
        pasted = read_pasted("\n".join("\t".join(row) for row in rows))
    except UserError:
        return
    assert all(len(row) == len(pasted.columns) for row in pasted.rows)
    people_in(pasted)
