"""Search: any part of a name or fact, pinyin, initials, digits; and an index that follows every change."""

from __future__ import annotations

import hypothesis.strategies as st
import pytest
from hypothesis import HealthCheck, given, settings

from keyaccount_desktop.workbook import accounts, facts, people, pinyin, purchases, search_words
from keyaccount_desktop.workbook.document import Workbook
from keyaccount_desktop.workbook.search import found_ids, reasons, search


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
王 建 国 建国 王建 王建国 wangjianguo jianguo wang wjg WJG ＷＪＧ 声 声科 声科主 １３８
王建国+主任 0000+1234 13800001234 1234 上虞 超声科 主任+绍兴
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
    "rien": "O'Brien, Mary-Ann",
    "Ann": "O'Brien, Mary-Ann",
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


def test_a_name_that_begins_so_comes_before_one_that_holds_it_by_pinyin_too(workbook: Workbook) -> None:
    account = accounts.add_account(workbook, "甲")
    for name in ("小王建国", "王建国", "刘王建国华", "王建国栋"):
        people.add_person(workbook, account, name)
    for typed in ("王建国", "wangjianguo", "wjg"):
        assert titles(workbook, typed) == ["王建国", "王建国栋", "小王建国", "刘王建国华"], typed


def test_no_kind_is_crowded_out_by_another(workbook: Workbook) -> None:
    clients = [accounts.add_account(workbook, f"江北第{number}医院") for number in range(4)]
    for number in range(40):
        people.add_person(workbook, clients[0], f"江{number}")
    purchases.add_purchase(workbook, clients[0], "采购江北彩超")
    found = search(workbook, "江", limit=12)
    assert len(found) == 12
    assert [hit.kind for hit in found].count("account") == 4
    assert found[-1].kind == "purchase", "what only holds it comes last, but comes"
    many = [accounts.add_account(workbook, f"江南第{number}医院") for number in range(40)]
    assert len(many) == 40
    shares = [hit.kind for hit in search(workbook, "江", limit=12)]
    assert min(shares.count("account"), shares.count("person")) >= 5
    assert [hit.kind for hit in search(workbook, "江", limit=12, kinds=("purchase",))] == ["purchase"]


def test_what_was_found_by_a_fact_says_by_which(filled: Workbook) -> None:
    wang = search(filled, "王建国")[0].id
    facts.set_fact(filled, ("person", wang), "person.interests", "周末下围棋，也喝茶" + "很多茶" * 20)
    found = reasons(filled, "围棋", search(filled, "围棋"))
    assert (found[wang].field, found[wang].snippet[:9]) == ("person.interests", "周末下围棋，也喝茶")
    assert len(found[wang].snippet) < 40
    by_number = reasons(filled, "00001234", search(filled, "00001234"))
    assert (by_number[wang].field, by_number[wang].snippet) == ("person.phones", "138 0000 1234")
    assert reasons(filled, "王建国", search(filled, "王建国")) == {}
    assert reasons(filled, "超声科", search(filled, "超声科")) == {}, "the post stands beside the name"


def test_a_list_is_filtered_by_any_word_and_people_by_their_client_too(filled: Workbook) -> None:
    everyone = {hit.id for hit in search(filled, "滨江", limit=99)} | {
        row.id for row in people.people_of(filled, accounts.accounts(filled)[0].id)
    }
    wang = search(filled, "王建国")[0].id
    assert found_ids(filled, "  ", "person") is None
    assert found_ids(filled, "binjiang", "person") == everyone & (
        found_ids(filled, "滨江", "person") or set()
    )
    assert len(found_ids(filled, "滨江", "person") or ()) == 4
    assert found_ids(filled, "滨江 主任", "person") == {wang}
    assert found_ids(filled, "主任 长江", "person") == frozenset()
    assert len(found_ids(filled, "医院", "account") or ()) == 1


def test_a_change_of_a_code_or_of_evidence_leaves_the_index_alone(filled: Workbook) -> None:
    wang = search(filled, "王建国")[0].id
    written = []
    filled.driver_connection.set_trace_callback(written.append)
    facts.set_fact(filled, ("person", wang), "person.level", "decision")
    place = next(
        fact for fact in facts.facts_of(filled, ("person", wang)) if fact.field == "person.native_place"
    )
    facts.verify_fact(filled, place.id, "coach")
    assert not any("search_" in statement for statement in written)
    facts.set_fact(filled, ("person", wang), "person.native_place", "宁波")
    filled.driver_connection.set_trace_callback(None)
    assert any("search_text" in statement for statement in written)


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
def test_any_part_of_any_text_finds_it(name: str) -> None:
    """Asked of the words themselves: what a part is looked for as is among what the text is indexed as."""
    words = search_words.of_facts([name]).split()
    own = search_words.of_name(name, person=False).split()
    for part in search_words.parts(name):
        for start in range(len(part.run)):
            for end in range(start + 1, len(part.run) + 1):
                piece = search_words.Part(part.run[start:end])
                assert any(word.startswith(piece.in_name.strip('"*')) for word in own)
                if pinyin.HAN.match(piece.run):
                    first, *rest = piece.in_fact.strip('"*').split()
                    assert any(word.startswith(first) for word in words)
                    assert not rest or rest[-1] in words


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
