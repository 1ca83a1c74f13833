"""Names and numbers that are likely meant for the same have one key; those that are not, have two."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keyaccount_desktop.method.likeness import (
    account_key,
    bare_person_key,
    hospital_key,
    is_mobile,
    person_key,
    phone_key,
    regions_agree,
)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("王建国", "王 建国"),
        ("王建国", "王建国 "),
        ("Ａnna Li", "anna  li"),
        ("Wang Jianguo", "Jianguo Wang"),
        ("Dr. Wang Jianguo", "Wang, Jianguo"),
        ("阿依古丽·买买提", "阿依古丽买买提"),
        ("药剂科主任?", "药剂科主任？"),
    ],
)
def test_that_spellings_of_one_name_have_one_key(one: str, other: str) -> None:
    assert person_key(one) == person_key(other)


@pytest.mark.parametrize(
    ("one", "other"), [("王建国", "王建军"), ("Wang Li", "Wang Lin"), ("王主任", "李主任")]
)
def test_that_different_names_have_different_keys(one: str, other: str) -> None:
    assert person_key(one) != person_key(other)
    assert bare_person_key(one) != bare_person_key(other)


@pytest.mark.parametrize(
    ("titled", "bare"),
    [
        ("王建国主任", "王建国"),
        ("王建国副主任医师", "王建国"),
        ("李丹女士", "李丹"),
        ("王主任", "王主任"),
        ("Dr. Li Dan", "dan li"),
    ],
)
def test_that_a_title_behind_a_name_is_left_out_unless_only_the_surname_would_stay(
    titled: str, bare: str
) -> None:
    assert bare_person_key(titled) == bare


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("康源医药有限公司", "康源医药"),
        ("康源医药股份有限公司", "康源医药（集团）公司"),
        ("Northwind Medical Co., Ltd.", "northwind medical"),
        ("The Northwind Group", "Northwind"),
        ("滨江市第一医院", "滨江市 第一医院"),
    ],
)
def test_that_an_organisation_is_known_without_its_legal_form(one: str, other: str) -> None:
    assert account_key(one) == account_key(other)


def test_that_nothing_is_left_of_no_name() -> None:
    assert account_key("公司") == "公司"
    assert account_key("Limited") == "limited"


@pytest.mark.parametrize(
    ("long", "short"),
    [
        ("滨江市第一人民医院", "滨江一院"),
        ("滨江市第一人民医院", "滨江市一院"),
        ("浙江省人民医院", "浙江人民医院"),
        ("滨江医科大学附属第二医院", "滨江医科大学附二院"),
    ],
)
def test_that_a_hospital_is_known_by_its_short_name(long: str, short: str) -> None:
    one, other = hospital_key(long), hospital_key(short)
    assert one is not None and other is not None
    assert one[0] == other[0]
    assert regions_agree(one[1], other[1])


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("滨江市第一人民医院", "滨江市第二人民医院"),
        ("滨江市人民医院", "滨江市中医院"),
        ("吉林省人民医院", "吉林市人民医院"),
        ("滨江市第一医院", "滨江市第一医院北院区"),
    ],
)
def test_that_two_hospitals_are_kept_apart(one: str, other: str) -> None:
    first, second = hospital_key(one), hospital_key(other)
    alike = first is not None and second is not None and first[0] == second[0]
    assert not (alike and first is not None and second is not None and regions_agree(first[1], second[1]))


def test_that_what_is_no_hospital_has_no_short_name() -> None:
    assert hospital_key("康源医药有限公司") is None
    assert hospital_key("市医院") is None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("13800001234", "138 0000 1234"),
        ("0571-88881234转801", "0571 88881234 分机号：801"),
        ("0571-88881234转801", "(0571)88881234 extension 801"),
        ("13800001234", "+86 138-0000-1234"),
        ("13800001234", "008613800001234"),
        ("0571-8888 1234", "(0571) 88881234"),
        ("0571-88881234", "+86 571 8888 1234"),
        ("0571-88881234转801", "0571 88881234 ext. 801"),
        ("１３８００００１２３４", "13800001234"),
    ],
)
def test_that_one_number_typed_in_two_ways_has_one_key(one: str, other: str) -> None:
    assert phone_key(one) == phone_key(other) != ""


@pytest.mark.parametrize(
    ("one", "other"),
    [("13800001234", "13800001235"), ("0571-88881234转801", "0571-88881234转802"), ("88881234", "88881235")],
)
def test_that_two_numbers_have_two_keys(one: str, other: str) -> None:
    assert phone_key(one) != phone_key(other)


def test_that_too_few_digits_are_no_number() -> None:
    assert phone_key("转 801") == phone_key("120") == phone_key("不知道") == ""


def test_that_a_mobile_number_is_told_from_a_line_that_many_share() -> None:
    assert is_mobile(phone_key("+86 138 0000 1234"))
    assert not is_mobile(phone_key("0571-88881234"))


@given(st.text(max_size=40))
def test_that_any_text_has_keys(text: str) -> None:
    for key in (person_key, bare_person_key, account_key, hospital_key, phone_key):
        assert key(text) == key(text + " ")
