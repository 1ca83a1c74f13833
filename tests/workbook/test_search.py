"""Search: any part of a name or fact, pinyin, initials, digits; and an index that follows every change."""

from __future__ import annotations

import hypothesis.strategies as st
import pytest
from hypothesis import HealthCheck, given, settings

from keyaccount_desktop.workbook import accounts, facts, people, pinyin, purchases
from keyaccount_desktop.workbook.document import Workbook
from keyaccount_desktop.workbook.search import search


def titles(workbook: Workbook, typed: str) -> list[str]:
    return [hit.title for hit in search(workbook, typed)]


@pytest.fixture
def filled(workbook: Workbook) -> Workbook:
    hospital = accounts.add_account(workbook, "滨江市第一医院")
    wang = people.add_person(workbook, hospital, "王建国", position="超声科主任")
    people.add_person(workbook, hospital, "单雄信")
    people.add_person(workbook, hospital, "吕绿")
    people.add_person(workbook, hospital, "O'Brien, Mary-Ann")
    facts.add_entry(workbook, ("person", wang), "person.phones", {"number": "138 0000 1234"})
    facts.set_fact(workbook, ("person", wang), "person.native_place", "绍兴上虞")
    purchases.add_purchase(workbook, hospital, "彩色超声系统采购")
    accounts.add_account(workbook, "重庆长江器械")
    return workbook


PARTS = """
王 建国 王建国 wangjianguo jianguo wang wjg WJG 王建国+主任 0000+1234 13800001234 1234 上虞 超声科 主任+绍兴
"""


@pytest.mark.parametrize("typed", [part.replace("+", " ") for part in PARTS.split()])
def test_a_person_is_found_by_any_part_of_what_is_known(typed: str, filled: Workbook) -> None:
    assert "王建国" in titles(filled, typed)


READINGS = {
    "shan": "单雄信",
    "dan": "单雄信",
    "sxx": "单雄信",
    "lvlv": "吕绿",
    "lu": "吕绿",
    "brien": "O'Brien, Mary-Ann",
    "mary ann": "O'Brien, Mary-Ann",
    "chongqing": "重庆长江器械",
    "zhongqing": "重庆长江器械",
    "cscsxtcg": "彩色超声系统采购",
    "第一": "滨江市第一医院",
    "dyyy": "滨江市第一医院",
}


@pytest.mark.parametrize(("typed", "title"), READINGS.items())
def test_readings_and_other_names_are_found(typed: str, title: str, filled: Workbook) -> None:
    assert title in titles(filled, typed)


def test_names_come_before_other_facts(workbook: Workbook) -> None:
    account = accounts.add_account(workbook, "甲")
    mentions = people.add_person(workbook, account, "李四")
    facts.set_fact(workbook, ("person", mentions), "person.notes", "与王五同学")
    people.add_person(workbook, account, "小王五")
    people.add_person(workbook, account, "王五")
    assert titles(workbook, "王五") == ["王五", "小王五", "李四"]


@pytest.mark.parametrize("typed", ["", " ", "*", '"', "'", "-", "name:", "( ", "^", "😀"])
def test_what_holds_no_word_finds_nothing(typed: str, filled: Workbook) -> None:
    found = titles(filled, typed)
    assert found == [] or typed == "name:"


@given(typed=st.text(max_size=30))
@settings(suppress_health_check=list(HealthCheck), deadline=None, max_examples=200)
def test_nothing_typed_is_ever_query_syntax(typed: str, filled: Workbook) -> None:
    search(filled, typed)


def test_the_index_follows_renaming_deleting_and_undo(filled: Workbook) -> None:
    wang = search(filled, "王建国")[0].id
    people.rename_person(filled, wang, "汪洋")
    assert titles(filled, "王建国") == []
    assert titles(filled, "wy") == ["汪洋"]
    people.delete_people(filled, [wang])
    assert titles(filled, "汪洋") == []
    filled.undo()
    filled.undo()
    assert titles(filled, "wjg") == ["王建国"]


def test_a_renamed_client_shows_beside_its_people(filled: Workbook) -> None:
    client = search(filled, "滨江市第一医院", kinds=("account",))[0].id
    accounts.rename_account(filled, client, "江滨医院")
    assert search(filled, "王建国")[0].subtitle == "超声科主任 · 江滨医院"


def test_several_words_must_all_be_found(filled: Workbook) -> None:
    assert titles(filled, "王建国 院长") == []


def test_a_phrase_is_not_found_across_two_facts(workbook: Workbook) -> None:
    person = people.add_person(workbook, accounts.add_account(workbook, "甲"), "乙", position="城建")
    facts.set_fact(workbook, ("person", person), "person.notes", "国画")
    facts.set_fact(workbook, ("person", person), "person.native_place", "国泰")
    assert titles(workbook, "建国") == []
    assert titles(workbook, "城建 国画") == ["乙"]


def test_people_sort_in_pinyin_order_with_surnames_read_as_such() -> None:
    names = ["曾宪", "王建国", "Anna", "单雄信", "阿明", "仇英", "张三", "王建安", "解缙", "区志", "zoe"]
    assert sorted(names, key=lambda name: pinyin.sort_key(name, person=True)) == [
        "Anna", "zoe", "阿明", "区志", "仇英", "单雄信", "王建安", "王建国", "解缙", "曾宪", "张三",
    ]  # fmt: skip


def test_place_names_sort_as_they_are_spoken() -> None:
    assert sorted(["重庆医院", "长沙医院", "厦门医院", "宗医院"], key=pinyin.sort_key) == [
        "长沙医院", "重庆医院", "厦门医院", "宗医院",
    ]  # fmt: skip


@given(st.text(max_size=20))
@settings(deadline=None)
def test_every_text_has_a_sort_key_and_search_words(name: str) -> None:
    assert isinstance(pinyin.sort_key(name), str)
    assert pinyin.search_tokens(name, person=True).isascii()


@pytest.mark.parametrize("table", [pinyin.SURNAMES, pinyin.PLACES], ids=["surnames", "places"])
def test_the_tables_of_readings_have_a_syllable_a_character(table: dict[str, str]) -> None:
    for word, reading in table.items():
        assert len(pinyin._split(reading, len(word))) == len(word)
        # A reading differs from the commonest one at most in known alternatives or in tone.
        for character, syllable in zip(word, pinyin._split(reading, len(word)), strict=True):
            known = {pinyin._toneless(other) for other in pinyin._readings(character)}
            assert pinyin._toneless(syllable) in known, (word, character, syllable, known)
