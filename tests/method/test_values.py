"""Values by kind: one canonical form, shown in two languages, read back from what people type."""

from __future__ import annotations

import json
from contextlib import suppress
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keyaccount_desktop.language import LANGUAGES, Language, Text, UserError
from keyaccount_desktop.method import values
from keyaccount_desktop.method.catalogue import FIELDS, Catalogue, Field
from keyaccount_desktop.method.choices import Choice, ChoiceList
from keyaccount_desktop.method.vocabulary import LISTS

TODAY = date(2026, 11, 23)
CHOOSING = [field for field in FIELDS.values() if field.kind in ("choice", "choices", "checklist", "ranked")]


def parse(key: str, text: str) -> Any:
    return values.parse(FIELDS[key], text, today=TODAY)


def normalise(key: str, value: object) -> Any:
    return values.normalise(FIELDS[key], value, today=TODAY)


def shown(key: str, value: Any, language: Language = "zh") -> str:
    text = values.display(FIELDS[key], value)
    return text if isinstance(text, str) else text.in_language(language)


# ---- reading


@pytest.mark.parametrize(
    ("key", "typed", "value"),
    [
        ("person.position", " 超声科\n主任 ", "超声科 主任"),
        ("person.notes", "one\r\ntwo", "one\ntwo"),
        ("person.wechat", "wjg_us", "wjg_us"),
        ("person.email", "a.b@example.com", "a.b@example.com"),
        ("person.level", "管理层", "management"),
        ("person.level", "MANAGEMENT", "management"),
        ("person.function", "院领导/高层", "executive"),
        ("person.gender", "女", "female"),
        ("stakeholder.attitude", "支▲", "supporter"),
        ("stakeholder.attitude", "未知", None),
        ("stakeholder.attitude", "Not known yet", None),
        ("stakeholder.attitude", "/", None),
        ("stakeholder.attitude", "", None),
        ("stakeholder.roles", "发、决,U", ["initiator", "decider", "user"]),
        ("stakeholder.roles", "评估者；发起者；评估者", ["initiator", "evaluator"]),
        ("stakeholder.roles", '["user","decider"]', ["decider", "user"]),
        ("stakeholder.roles", "[]", None),
        ("stakeholder.coach_conditions", "认同我公司产品/服务、信赖销售经理", ["endorses", "trusts_rep"]),
        (
            "person.innovator_signs",
            "希望在学术界提升地位,公司又可以帮忙的、希望崭露头角的",
            ["academic_standing", "wants_to_stand_out"],
        ),
        ("person.value_functional", "图像质量、疗效", ["efficacy", "图像质量"]),
        ("account.concerns", "price, 交货快, Quality", ["price", "交货快", "quality"]),
        ("person.tags", "专家, 老客户；专家", ["专家", "老客户"]),
        ("person.tags", '["a, b"]', ["a, b"]),
        ("purchase.amount", "320万", 3_200_000),
        ("purchase.amount", "1.25亿元", 125_000_000),
        ("purchase.amount", "¥3,200,000.50", 3_200_000.5),
        ("purchase.amount", "RMB 12 k", 12_000),
        ("purchase.amount", "－５", -5),
        ("stakeholder.weight", "20%", 20),
        ("stakeholder.weight", "12.5 ％", 12.5),
        ("stakeholder.firmness", "4 / 5", 4),
        ("stakeholder.firmness", "4分", 4),
        ("link.strength", "强", 3),
        ("link.strength", "Weak", 1),
        ("link.strength", "2", 2),
        ("stakeholder.key", "是", True),
        ("stakeholder.key", "√", True),
        ("stakeholder.key", "no", None),
        ("account.decision_cycle", "90天", 90),
        ("account.decision_cycle", "1 day", 1),
        ("person.age", "46 岁", 46),
        ("purchase.tender_date", "2026年12月10日", "2026-12-10"),
        ("purchase.expected_close", "不详", None),
        ("person.phones", "138 0000 1234", {"number": "138 0000 1234"}),
        ("person.phones", "0571-8800 0000转301 (办公)", {"number": "0571-8800 0000转301", "label": "office"}),
        ("person.phones", "138 0000 1234 (车载)", {"number": "138 0000 1234", "label": "车载"}),
        ("person.phones", '{"number": "110", "label": "private"}', {"number": "110", "label": "private"}),
        ("person.education", "浙江医科大学 1999", {"school": "浙江医科大学", "to_year": 1999}),
        (
            "person.education",
            "浙江医科大学 1994–1999，硕士（影像学）",
            {
                "school": "浙江医科大学",
                "from_year": 1994,
                "to_year": 1999,
                "degree": "硕士",
                "major": "影像学",
            },
        ),
        ("person.family", "女儿：高三", {"relation": "daughter", "occasion": "高三"}),
        ("account.scale", "床位 1200，员工 3000", {"beds": 1200, "staff": 3000}),
        ("account.scale", "staff 3000", {"staff": 3000}),
        (
            "person.birthday",
            "农历八月初十",
            {"calendar": "lunar", "year": None, "month": 8, "day": 10, "leap": False},
        ),
    ],
)
def test_that_values_are_read_as_people_write_them(key: str, typed: str, value: object) -> None:
    assert parse(key, typed) == value


@pytest.mark.parametrize(
    ("key", "typed"),
    [
        ("person.level", "很高"),
        ("stakeholder.attitude", "挺好"),
        ("stakeholder.roles", "发起者、老板"),
        ("person.email", "not an address"),
        ("person.email", "a@b@c"),
        ("stakeholder.weight", "120%"),
        ("stakeholder.weight", "-1"),
        ("stakeholder.firmness", "0"),
        ("stakeholder.firmness", "6"),
        ("stakeholder.firmness", "3.5"),
        ("stakeholder.firmness", "4 / 10"),
        ("link.strength", "4"),
        ("stakeholder.key", "maybe"),
        ("purchase.amount", "a lot"),
        ("purchase.amount", "1,5"),
        ("purchase.amount", "9" * 30),
        ("purchase.amount", "1" * 100_000),
        ("person.age", "130"),
        ("purchase.tender_date", "2026-02-30"),
        ("person.birthday", "2030-01-01"),
        ("person.phones", "call me"),
        ("person.education", '{"from_year": 1999}'),
        ("person.education", '{"school": "x", "from_year": 1999, "to_year": 1990}'),
        ("person.education", '{"school": "x", "rank": 1}'),
        ("person.phones", '{"number": "1", "label": 5e400}'),
        ("person.position", "长" * 100_001),
        ("person.tags", "长" * 1_001),
    ],
)
def test_that_what_cannot_be_is_refused_and_names_the_field(key: str, typed: str) -> None:
    with pytest.raises(UserError) as refused:
        parse(key, typed)
    for language in LANGUAGES:
        assert refused.value.message.in_language(language).startswith(FIELDS[key].text.in_language(language))
        assert refused.value.hint.in_language(language)
        assert len(refused.value.message.in_language(language)) < 200


@pytest.mark.parametrize("key", ["stakeholder.attitude", "person.personality"])
def test_that_a_refused_choice_names_the_choices(key: str) -> None:
    with pytest.raises(UserError) as refused:
        parse(key, "something else")
    choices = FIELDS[key].choices
    assert choices is not None
    assert all(choice.text.zh in refused.value.hint.zh for choice in choices)


# ---- canonical form


@pytest.mark.parametrize(
    ("key", "value", "canonical"),
    [
        ("person.position", 12.0, "12"),
        ("person.position", 1380001234, "1380001234"),
        ("person.position", "\x00\u200b ", None),
        ("person.position", None, None),
        ("stakeholder.roles", ["evaluator", "initiator", "evaluator"], ["initiator", "evaluator"]),
        ("stakeholder.roles", ("user",), ["user"]),
        ("stakeholder.roles", {"user", "decider"}, ["decider", "user"]),
        ("stakeholder.roles", "user", ["user"]),
        ("stakeholder.roles", [], None),
        ("account.concerns", ["supply", "price", "交货"], ["supply", "price", "交货"]),
        ("account.concerns", ["价格", "price"], ["price"]),
        ("stakeholder.weight", 20.0, 20),
        ("stakeholder.weight", 0.1 + 0.2, 0.3),
        ("stakeholder.weight", 0, 0),
        ("stakeholder.key", True, True),
        ("stakeholder.key", False, None),
        ("stakeholder.firmness", 3.0, 3),
        ("purchase.amount", -0.0, 0),
        ("person.phones", {"number": " 138 ", "label": None}, {"number": "138"}),
        ("person.phones", {"number": "", "label": ""}, None),
        ("person.phones", {}, None),
        ("account.scale", {"beds": 1800.0, "staff": None}, {"beds": 1800}),
        ("account.scale", {"beds": 0}, {"beds": 0}),
    ],
)
def test_that_the_same_knowledge_always_has_the_same_form(key: str, value: object, canonical: object) -> None:
    found = normalise(key, value)
    assert found == canonical
    assert type(found) is type(canonical)


@pytest.mark.parametrize(
    "value",
    [object(), float("nan"), float("inf"), 10**5000, b"bytes", {"x": 1}, [[]], [None], {1: 2}, True],
    ids=range(10),
)
def test_that_no_value_makes_any_field_stumble(value: object) -> None:
    for field in FIELDS.values():
        with suppress(UserError):
            found = values.normalise(field, value, today=TODAY)
            json.dumps(found, allow_nan=False)
            values.display(field, found)


@pytest.mark.parametrize(
    "stored", [None, "", "no_such_code", ["no_such_code", 3], {"new": {"er": 1}}, 7, 1.5, True, [], {}]
)
def test_that_what_a_newer_version_stored_is_shown_all_the_same(stored: object) -> None:
    for field in FIELDS.values():
        assert isinstance(values.display(field, stored), (str, Text)), field.key


# ---- showing


@pytest.mark.parametrize(
    ("key", "value", "zh", "en"),
    [
        ("person.level", "management", "管理层", "Management"),
        ("person.level", "gone_code", "gone_code", "gone_code"),
        ("stakeholder.roles", ["initiator", "user"], "发起者、使用者", "Initiator, User"),
        ("person.value_functional", ["efficacy", "图像质量"], "疗效、图像质量", "Efficacy, 图像质量"),
        ("person.tags", ["a", "b"], "a、b", "a, b"),
        ("purchase.amount", 3_200_000, "320 万", "3,200,000"),
        ("purchase.amount", 125_000_000, "1.25 亿", "125,000,000"),
        ("purchase.amount", 12_345_678, "12,345,678", "12,345,678"),
        ("purchase.amount", 9_999, "9999", "9999"),
        ("purchase.amount", 0.5, "0.5", "0.5"),
        ("stakeholder.weight", 20, "20%", "20%"),
        ("stakeholder.weight", 12.5, "12.5%", "12.5%"),
        ("stakeholder.firmness", 4, "4 / 5", "4 / 5"),
        ("link.strength", 3, "强", "Strong"),
        ("stakeholder.key", True, "是", "Yes"),
        ("account.decision_cycle", 90, "90 天", "90 days"),
        ("account.decision_cycle", 1, "1 天", "1 day"),
        ("purchase.tender_date", "2026-12-10", "2026-12-10", "2026-12-10"),
        ("person.phones", {"number": "138", "label": "mobile"}, "138 (手机)", "138 (Mobile)"),
        ("person.phones", {"number": "138"}, "138", "138"),
        (
            "person.education",
            {"school": "浙大", "from_year": 1994, "degree": "硕士"},
            "浙大 1994–，硕士",
            "浙大 1994–, 硕士",
        ),
        (
            "person.family",
            {"relation": "daughter", "occasion": "高三"},
            "女儿：高三",
            "Daughter: 高三",
        ),
        ("account.scale", {"staff": 3000}, "员工 3000", "staff 3000"),
        ("account.scale", {"beds": 1800, "outpatients": 2_600_000}, "床位 1800，年门诊量 2,600,000", None),
        (
            "account.sales_staff",
            {"clinical": 3, "promoters": 1},
            "临床代表 3，专职促销 1",
            "clinical reps 3, full-time promoters 1",
        ),
        ("person.position", "{0} [x|y]", "{0} [x|y]", "{0} [x|y]"),
        ("person.family", {"relation": "[{name}]", "name": "{x}"}, "[{name}] {x}", "[{name}] {x}"),
    ],
)
def test_that_values_read_as_each_language_expects(key: str, value: object, zh: str, en: str | None) -> None:
    assert shown(key, value, "zh") == zh
    if en is not None:
        assert shown(key, value, "en") == en


# ---- lists of a workbook


def test_that_terms_the_user_added_are_taken_shown_and_read() -> None:
    own = ChoiceList(
        "adoption",
        Text("Adoption", "产品接受程度"),
        (Choice("champion", Text("Champion", "带头使用")),),
        True,
    )
    field = Catalogue(lists={"adoption": own}).field("person.adoption")
    assert values.parse(field, "带头使用") == "champion"
    assert values.normalise(field, "champion") == "champion"
    assert values.display(field, "champion") == Text("Champion", "带头使用")
    with pytest.raises(UserError):
        values.normalise(FIELDS["person.adoption"], "champion")


# ---- properties


@st.composite
def _typed(draw: st.DrawFn) -> tuple[Field, str]:
    field = draw(st.sampled_from(list(FIELDS.values())))
    text = draw(
        st.text(st.characters(exclude_categories=()), max_size=60)
        | st.text('0123456789-/.年月日初廿农历闰万亿%, 、()（）：[]{}":', max_size=30)
        | st.sampled_from([text.zh for choices in LISTS.values() for text in [c.text for c in choices]])
    )
    return field, text


@given(_typed())
def test_that_typed_text_is_read_or_refused_and_what_is_read_stays_as_it_is(typed: tuple[Field, str]) -> None:
    field, text = typed
    try:
        value = values.parse(field, text, today=TODAY)
    except UserError:
        return
    assert values.normalise(field, value, today=TODAY) == value
    json.dumps(value, allow_nan=False, ensure_ascii=False).encode("utf-8")
    values.display(field, value)


@given(st.data(), st.sampled_from(CHOOSING), st.sampled_from(LANGUAGES))
def test_that_choices_read_back_from_what_is_shown(
    data: st.DataObject, field: Field, language: Language
) -> None:
    assert field.choices is not None
    codes = st.sampled_from(field.choices.codes)
    chosen = data.draw(codes if field.kind == "choice" else st.lists(codes, min_size=1, unique=True))
    value = values.normalise(field, chosen)
    text = values.display(field, value)
    assert values.parse(field, text if isinstance(text, str) else text.in_language(language)) == value


@given(
    st.data(),
    st.sampled_from([f for f in FIELDS.values() if f.kind in ("number", "percent", "money", "rating")]),
    st.sampled_from(LANGUAGES),
)
def test_that_numbers_read_back_from_what_is_shown(
    data: st.DataObject, field: Field, language: Language
) -> None:
    low = {"percent": 0, "rating": 1}.get(field.kind, -1e14) if field.low is None else field.low
    high = {"percent": 100, "rating": 5}.get(field.kind, 1e14) if field.high is None else field.high
    number: st.SearchStrategy[int | float] = st.integers(int(low), int(high))
    if field.kind != "rating":
        number |= st.floats(max(low, -1e9), min(high, 1e9)).map(lambda value: round(value, 4))
    value = values.normalise(field, data.draw(number))
    text = values.display(field, value)
    assert values.parse(field, text if isinstance(text, str) else text.in_language(language)) == value


@given(
    st.fixed_dictionaries(
        {"school": st.sampled_from(("浙江医科大学", "Zhejiang Medical University", "四川大学华西医学中心"))},
        optional={
            "from_year": st.integers(1950, 1990),
            "to_year": st.integers(1991, 2025),
            "degree": st.sampled_from(("硕士", "MD")),
            "major": st.sampled_from(("影像学", "medicine")),
        },
    ),
    st.sampled_from(LANGUAGES),
)
def test_that_an_education_reads_back_from_what_is_shown(record: dict[str, Any], language: Language) -> None:
    assert parse("person.education", shown("person.education", record, language)) == record


@given(st.text(min_size=1))
def test_that_text_reads_back_from_what_is_shown(typed: str) -> None:
    value = normalise("person.notes", typed)
    if value is not None:
        assert parse("person.notes", shown("person.notes", value)) == value
