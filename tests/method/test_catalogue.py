"""The catalogue: every field of the method once, well formed, with its privacy right."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from keyaccount_desktop.language import Text
from keyaccount_desktop.method import catalogue, templates
from keyaccount_desktop.method.boundaries import barred
from keyaccount_desktop.method.catalogue import FIELDS, SECTIONS, Field, Part
from keyaccount_desktop.method.catalogue_distributor import TEN_FACTS
from keyaccount_desktop.method.catalogue_person import STAFF
from keyaccount_desktop.method.defaults import DEFAULTS
from keyaccount_desktop.method.vocabulary import ACCOUNT_TYPE, DISTRIBUTOR_MESSAGE, LISTS

HAN = re.compile(r"[\u4e00-\u9fff]")
KEY = re.compile(r"[a-z]+(_[a-z0-9]+)*\.[a-z]+(_[a-z0-9]+)*")
EVERY_FIELD = pytest.mark.parametrize("field", FIELDS.values(), ids=FIELDS)
CHOOSING = {"choice", "choices", "checklist", "ranked"}

# Chinese name of the field by key, as the method words it.
TERMS = {
    "person.position": "职务",
    "person.level": "级别",
    "person.function": "部门职能",
    "person.native_place": "籍贯",
    "person.birthday": "生日",
    "person.age": "年龄",
    "person.gender": "性别",
    "person.interests": "兴趣",
    "person.hobbies": "爱好",
    "person.tenure": "在该企业时间长短",
    "person.authority": "权限大小",
    "person.character": "性格",
    "person.working_style": "做事风格",
    "person.family": "家庭情况",
    "person.occupation": "职业",
    "person.profession": "专业",
    "person.professional_title": "职称",
    "person.post_traits": "职务特征",
    "person.education": "教育/学校",
    "person.special_experiences": "特殊经历",
    "person.region": "地理特征",
    "person.social_class": "社会阶层",
    "person.reference_group": "参照群体",
    "person.roles_status": "角色与定位",
    "person.life_stage": "年龄与人生阶段",
    "person.economic_situation": "经济状况",
    "person.lifestyle": "生活方式",
    "person.personality": "个性风格",
    "person.motivation": "动机",
    "person.perception": "感觉",
    "person.beliefs_attitudes": "信念与态度",
    "person.values": "基本的价值观念",
    "person.regional_culture": "地域文化",
    "person.wechat": "微信",
    "person.fax": "传真",
    "person.taboos": "禁忌",
    "person.value_psychological": "心理上的",
    "person.value_functional": "功能上的",
    "person.value_economic": "经济上的",
    "person.how_we_help": "我们公司能帮助他什么",
    "stakeholder.attitude": "态度",
    "stakeholder.closeness": "联系",
    "stakeholder.roles": "采购角色",
    "stakeholder.part": "决策作用",
    "stakeholder.weight": "比重",
    "stakeholder.key": "关键决策人",
    "stakeholder.motive": "采购动机",
    "stakeholder.firmness": "坚定程度",
    "stakeholder.countermeasure": "化解措施",
    "account.years_operating": "经营时间",
    "account.scale": "规模",
    "account.present_situation": "目前经营状况",
    "account.business_plan": "业务规划",
    "account.potential_demand": "潜在需求",
    "account.demand_strength": "强烈程度",
    "account.decision_cycle": "采购决策的周期",
    "account.difficulty": "成交难度",
    "account.concerns": "关键关注因素的排序",
    "account.resources": "资源状况",
    "account.stability": "经营稳健性",
    "account.payment_cycle": "付款周期",
    "account.payment_punctuality": "付款时间的准确性",
    "account.quality_problems": "质量问题的处理程序",
    "account.main_competitor": "客户的最大竞争者",
    "account.strengths_weaknesses": "客户与其竞争者各自的优势与劣势",
    "account.complaints_about_us": "客户对我服务的最常抱怨",
    "account.complaints_about_rivals": "客户对我竞争者的最常抱怨",
    "account.product_priorities": "客户选择产品优先考虑的",
    "account.regulation_changes": "即将发生的法规变化对客户的影响",
    "account.client_strategy": "客户策略",
    "account.best_services": "我能给客户提供的三项最佳的服务",
    "account.supplier_structure": "供应商的结构",
    "account.supplier_problems": "供应商现存问题",
    "account.supplier_countermeasures": "我们相应的对策",
    "account.suppliers": "供应商",
    "account.competitors": "竞争对手",
    "account.prices": "价格信息",
    "account.why_key": "为什么是重点客户",
    "account.season": "季节",
    "account.strategy": "策略",
    "account.sales_now": "目前销量",
    "account.growth_potential": "成长潜力",
    "account.relationship_now": "目前关系",
    "account.service_sought": "服务追求",
    "account.lifetime_value": "终身价值",
    "account.told_company": "公司基本介绍",
    "account.told_products": "产品情况",
    "account.told_sales_approach": "目标区域的销售思路",
    "account.told_targets": "销售目标、任务、考核",
    "account.told_discount": "代理扣率",
    "account.told_deposit": "保证金政策",
    "account.told_protection": "市场保护政策",
    "account.told_other_products": "其它产品",
    "purchase.budget": "预算",
    "purchase.contract_date": "合同时间",
    "purchase.delivery_date": "到货时间",
    "purchase.end_date": "结束时间",
    "purchase.lead_state": "客户线索",
}

SENSITIVE = {
    "person.family",
    "person.staff_ties",
    "person.birthday",
    "person.economic_situation",
    "person.beliefs_attitudes",
    "person.special_experiences",
    "person.taboos",
    "person.wechat",
    "person.address",
    "person.notes",
    "account.notes",
    "stakeholder.coach",
    "stakeholder.coach_conditions",
    "link.note",
}


def texts_of(field: Field) -> Iterator[Text]:
    for text in (field.text, field.help, field.ask, field.unit):
        if text is not None:
            yield text
    for part in field.parts:
        yield part.text


def shape(thing: Field | Part) -> None:
    assert thing.kind in catalogue.KINDS
    assert (thing.choices is not None) == (thing.kind in CHOOSING) or thing.kind == "rating"
    if thing.choices is not None and thing.choices is not STAFF:  # who is named in each workbook
        assert LISTS[thing.choices.code] is thing.choices
    if thing.open_ended:
        assert thing.kind in CHOOSING
    if thing.low is not None and thing.high is not None:
        assert thing.low < thing.high


@EVERY_FIELD
def test_that_fields_are_well_formed(field: Field) -> None:
    shape(field)
    assert KEY.fullmatch(field.key)
    assert field.key.startswith(f"{field.subject}.")
    assert field.subject in catalogue.SUBJECTS
    assert SECTIONS[field.section].subject == field.subject
    assert catalogue.field(field.key) is field
    assert field.importance in range(4)
    assert set(field.only_for) <= set(ACCOUNT_TYPE.codes)
    if SECTIONS[field.section].only_for:
        assert field.only_for == SECTIONS[field.section].only_for


@EVERY_FIELD
def test_that_only_records_have_parts_and_read_in_one_line(field: Field) -> None:
    assert bool(field.parts) == (field.kind == "record") == (field.template is not None)
    keys = [part.key for part in field.parts]
    assert len(set(keys)) == len(keys)
    for part in field.parts:
        shape(part)
        assert part.kind not in ("record", "tags", "ranked"), "a part is a single value"
    if field.template is not None:
        parts = {key: f"<{key}>" for key in keys}
        for pattern in (field.template.en, field.template.zh):
            line = templates.filled(pattern, parts)
            assert all(f"<{key}>" in line for key in keys), "every part is shown"


@EVERY_FIELD
def test_that_fields_speak_both_languages(field: Field) -> None:
    for text in texts_of(field):
        assert text.en.strip() == text.en != ""
        assert text.zh.strip() == text.zh != ""
        assert HAN.search(text.zh)
    assert not HAN.search(field.text.en)


@EVERY_FIELD
def test_that_no_field_crosses_the_boundaries(field: Field) -> None:
    for text in (field.text, *(part.text for part in field.parts)):
        assert barred(text.en) is None and barred(text.zh) is None


@pytest.mark.parametrize("key", TERMS)
def test_that_fields_bear_the_methods_own_names(key: str) -> None:
    assert FIELDS[key].text.zh == TERMS[key]


def test_that_the_parts_of_suppliers_and_competitors_bear_the_methods_own_names() -> None:
    parts = {key: {part.text.zh for part in FIELDS[key].parts} for key in FIELDS}
    assert parts["account.suppliers"] >= {
        "产品",
        "份额",
        "价格",
        "优势",
        "劣势",
        "现存问题",
        "我们相应的对策",
    }
    assert parts["account.competitors"] >= {"渠道", "价格", "产品", "广告促销", "占有率", "人员变动"}


def test_that_names_are_told_apart_within_a_section() -> None:
    for section in SECTIONS:
        fields = [field for field in FIELDS.values() if field.section == section]
        assert fields, section
        for names in ({field.text.en for field in fields}, {field.text.zh for field in fields}):
            assert len(names) == len(fields)


def test_that_sensitive_fields_are_those_the_method_names() -> None:
    assert {field.key for field in FIELDS.values() if field.sensitive} == SENSITIVE


def test_that_the_coach_alone_leaves_no_trace_on_prints() -> None:
    assert {field.key for field in FIELDS.values() if field.private} == {
        "stakeholder.coach",
        "stakeholder.coach_conditions",
    }


def test_that_a_number_marked_private_is_sensitive_and_others_are_not() -> None:
    phones = FIELDS["person.phones"]
    assert not catalogue.is_sensitive(phones)
    assert not catalogue.is_sensitive(phones, {"number": "010 1234", "label": "office"})
    assert catalogue.is_sensitive(phones, {"number": "138 0000 1234", "label": "private"})
    assert catalogue.is_sensitive(FIELDS["person.birthday"])
    assert catalogue.is_sensitive(FIELDS["stakeholder.coach"])


def test_that_no_amount_stands_beside_a_person() -> None:
    for field in FIELDS.values():
        if field.subject in ("person", "stakeholder", "link"):
            assert "money" not in (field.kind, *(part.kind for part in field.parts)), field.key


def test_that_nothing_is_kept_of_a_childs_birthday_or_school() -> None:
    family = FIELDS["person.family"]
    assert {part.key for part in family.parts} == {"relation", "name", "occasion", "event", "day"}
    assert family.check is not None, "see test_family for what it refuses"
    assert family.help is not None
    assert "14 岁以下儿童不记姓名、生日和学校" in family.help.zh


def test_that_adoption_is_a_rung_for_each_product() -> None:
    adoption = FIELDS["person.adoption"]
    assert adoption.kind == "choice" and adoption.per_product and not adoption.many


@pytest.mark.parametrize("subject", catalogue.SUBJECTS)
def test_that_a_new_subject_shows_no_more_than_twelve_empty_lines(subject: str) -> None:
    assert 0 < len(catalogue.essential_fields(subject)) <= 12


def test_that_every_field_of_a_page_is_in_one_of_its_sections_in_order() -> None:
    for subject in catalogue.SUBJECTS:
        by_section = [
            field
            for section in catalogue.sections_of(subject)
            for field in catalogue.fields_of(subject, section.key)
        ]
        assert by_section == list(catalogue.fields_of(subject))


def test_that_judgements_go_stale_as_the_defaults_say() -> None:
    assert {key: field.stale_days for key, field in FIELDS.items() if field.stale_days} == dict(
        DEFAULTS.stale_days
    )


def test_that_the_four_groups_of_what_decides_are_fields_that_exist() -> None:
    groups = {
        group.text.zh: [FIELDS[key].text.zh for key in group.fields] for group in catalogue.FACTOR_GROUPS
    }
    assert groups == {
        "文化因素": ["基本的价值观念", "地域文化", "社会阶层"],
        "社会因素": ["参照群体", "家庭情况", "角色与定位"],
        "个人因素": ["年龄与人生阶段", "职业", "经济状况", "生活方式", "个性风格"],
        "心理因素": ["动机", "感觉", "信念与态度"],
    }


def test_that_a_distributor_is_asked_its_own_ten_facts_and_others_are_not() -> None:
    nature, grade = FIELDS["account.nature"], FIELDS["account.hospital_grade"]
    assert catalogue.applies(nature, account_type="distributor")
    assert not catalogue.applies(nature, account_type="hospital")
    assert not catalogue.applies(nature)
    assert catalogue.applies(grade, account_type="hospital")
    assert not catalogue.applies(grade, account_type="company")
    assert len(TEN_FACTS) == 10
    for fact in TEN_FACTS:
        assert all(FIELDS[key].subject == "account" for key in fact.fields)
    covered = {key for fact in TEN_FACTS for key in fact.fields}
    assert covered >= {field.key for field in catalogue.fields_of("account", "account.distributor")} - {
        "account.tier"
    }


def test_that_eight_messages_are_told_on_a_day_and_the_discount_is_never_an_amount() -> None:
    told = [FIELDS[f"account.told_{message.code}"] for message in DISTRIBUTOR_MESSAGE]
    assert len(told) == 8 and all(field.kind == "date" for field in told)
    discount = [field for key, field in FIELDS.items() if "discount" in key]
    assert {field.kind for field in discount} == {"date", "choice"}
    assert not any(field.open_ended for field in discount)


def test_that_volume_and_share_stand_at_the_client_only_and_no_tender_secret_anywhere() -> None:
    for key in ("account.suppliers", "account.competitors", "account.prices"):
        field = FIELDS[key]
        names = [text for part in field.parts for text in (part.text.en, part.text.zh)]
        assert not any(word in name for name in names for word in ("标底", "bid", "投标", "量", "volume"))
        assert field.subject == "account"


@pytest.mark.parametrize("kind", ["post", "group"])
def test_that_posts_and_groups_have_no_life_story(kind: str) -> None:
    asked = {
        field.key for field in catalogue.fields_of("person") if catalogue.applies(field, person_kind=kind)
    }
    assert {"person.position", "person.level", "person.function"} <= asked
    assert not {"person.birthday", "person.family", "person.phones"} & asked


def test_that_the_eight_questions_are_eight() -> None:
    assert len(catalogue.fields_of("account", "account.questions")) == 8
