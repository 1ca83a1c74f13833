"""What an entry about someone's family may hold, and what the law keeps out of it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keyaccount_desktop.language import LANGUAGES, Language, UserError
from keyaccount_desktop.method import family, values
from keyaccount_desktop.method.catalogue import FIELDS

TODAY = date(2026, 11, 23)
FIELD = FIELDS["person.family"]


def kept(**parts: Any) -> Any:
    return values.normalise(FIELD, parts, today=TODAY)


def day(text: str) -> Any:
    return values.normalise(FIELD.parts[-1], text, today=TODAY)


@pytest.mark.parametrize(
    "relation", ["son", "女儿", "child", "外孙", "小侄子", "our little girl", "次子", "二娃"]
)
def test_that_of_a_child_no_name_and_no_birthday_is_kept(relation: str) -> None:
    assert kept(relation=relation, occasion="刚上学")["occasion"] == "刚上学"
    for parts in (
        {"name": "小宝"},
        {"event": "生日", "day": "5月3日"},
        {"day": "农历八月初十"},
        {"event": "生日", "day": "2014"},
        {"event": "生日", "day": "2012-11-24"},  # fourteen tomorrow
        {"event": "生日", "day": "2012-11"},
        {"event": "生日", "day": "2012"},
        {"name": "小宝", "event": "考试", "day": "2010-06-07"},  # no year of birth
        {"name": "小宝", "event": "生日", "day": "2013年1月2日"},
    ):
        with pytest.raises(UserError) as refused:
            kept(relation=relation, **parts)
        assert "14 岁以下儿童不记姓名、生日和学校" in refused.value.message.zh
        assert "出生年份" in refused.value.hint.zh


@pytest.mark.parametrize("born", ["2012-11-23", "2012-10", "2011", "农历2011年", "2004-05-03"])
def test_that_a_child_shown_to_be_fourteen_may_be_named(born: str) -> None:
    made = kept(relation="daughter", name="王晓", event="birthday", day=born)
    assert made == {"relation": "daughter", "name": "王晓", "event": "birthday", "day": day(born)}


@pytest.mark.parametrize(
    "relation",
    ["spouse", "母亲", "儿媳", "女婿", "女朋友", "孙阿姨", "brother-in-law", "daughter-in-law", "girlfriend"],
)
def test_that_grown_relations_may_be_named(relation: str) -> None:
    made = kept(relation=relation, name="李芳", day="农历八月初十")
    assert made["name"] == "李芳" and made["event"] == "birthday"


def test_that_an_exam_may_lie_ahead_and_a_birthday_may_not() -> None:
    made = kept(relation="daughter", event="高考", day="2027-06-07")
    assert (made["event"], made["day"]["year"]) == ("高考", 2027)
    with pytest.raises(UserError, match="future"):
        kept(relation="spouse", event="birthday", day="2027-06-07")
    with pytest.raises(UserError) as refused:
        kept(relation="daughter", day="2027-06-07")
    assert "什么日子" in refused.value.message.zh


def test_that_exams_come_once_and_wedding_days_every_year() -> None:
    assert all(map(family.comes_once, ("exam", "高考", "毕业典礼", "entrance exam", "graduation")))
    assert not any(map(family.comes_once, ("birthday", "wedding", "金婚纪念日", "moving day")))


def test_that_every_relation_of_the_list_is_either_a_child_or_not() -> None:
    choices = FIELD.parts[0].choices
    assert choices is not None
    children = {choice.code for choice in choices if family.is_child(choice.code)}
    assert children == {"son", "daughter", "child", "grandchild"}
    for choice in choices:
        words = (choice.text.zh, choice.text.en, *choice.aliases)
        assert {family.is_child(word) for word in words} == {choice.code in children}, choice.code


RELATIONS = ("spouse", "father", "表妹", "uncle")


@given(
    st.fixed_dictionaries(
        {"relation": st.sampled_from(RELATIONS)},
        optional={
            "name": st.sampled_from(("李芳", "买买提·艾力", "Anna")),
            "occasion": st.sampled_from(("中学教师", "teaches at a school", "moved, to Hangzhou")),
            "event": st.sampled_from(("birthday", "wedding", "金婚", "moving day")),
            "day": st.sampled_from(
                (
                    "5月3日",
                    "1979-05-03",
                    "农历八月初十",
                    "农历2020年闰四月初一",
                    "1979",
                    "lunar 8/30",
                    "month 5",
                )
            ),
        },
    ),
    st.sampled_from(LANGUAGES),
)
def test_that_an_entry_reads_back_from_what_is_shown(parts: dict[str, Any], language: Language) -> None:
    entry = kept(**parts)
    shown = values.display(FIELD, entry)
    text = shown if isinstance(shown, str) else shown.in_language(language)
    assert values.parse(FIELD, text, today=TODAY) == entry
