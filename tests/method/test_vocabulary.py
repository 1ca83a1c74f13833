"""The lists of the method: complete, in its own words, with codes a file can rely on."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from keyaccount_desktop.language import LANGUAGES, Text
from keyaccount_desktop.method import vocabulary
from keyaccount_desktop.method.choices import Choice, ChoiceList
from keyaccount_desktop.method.vocabulary import LISTS

HAN = re.compile(r"[\u4e00-\u9fff]")
CODE = re.compile(r"[A-D]|[1-3]|[a-z][a-z0-9_]*")
NOT_HAN = {"A", "B", "C", "D", "OTC"}
"""Names that Chinese sources write in Latin letters too."""

EVERY_LIST = pytest.mark.parametrize("choices", LISTS.values(), ids=LISTS)

TERMS = {
    "function": "院领导/高层 使用部门 技术部门 财务部门 采购部门 其他",
    "level": "决策层 管理层 操作层",
    "buying_role": "发起者 设计者 决策者 使用者 评估者",
    "part": "决策者 影响者 执行者 阻碍者",
    "attitude": "支持者 中立者 反对者",
    "closeness": "密切 频繁 疏远 未联系",
    "profession": "医学专业 药学专业 其他",
    "personality": "权威者 思考者 沟通者 合作者",
    "value_psychological": "地位 名誉 关系 潮流",
    "value_functional": "疗效 副作用",
    "value_economic": "价格 医院资源的使用",
    "adoption": "不知道 知道 感兴趣 试用 评价 使用 经常使用",
    "innovativeness": "创新 跟随 早期主流 晚期主流 迟钝",
    "innovator_signs": "年轻人冉冉升起的新星 留学回来的 希望在学术界提升地位,公司又可以帮忙的 希望在科室里树立威信的"
    " 希望崭露头角的 学科带头人(循证医学,拿出证据)",
    "first_use_product": "临床治疗要求 符合经济学的要求 安全",
    "first_use_rep": "产品的介绍让人信服 了解公司 良好的合作记录 定期的持续拜访 深入的现场工作",
    "link_kind": "汇报 影响 冲突 血缘 亲缘 地缘 情缘 师生情 校友情 人缘 引见",
    "coach_rung": "认识 约会 认同 信赖 同盟",
    "source": "内线 本人 侧面 公开 亲见",
    "certainty": "推测 已证实",
    "account_type": "医院 经销商 公司 政府 其他",
    "key_concern": "质量 价格 供应能力 对长期合作的考虑",
    "key_account_reason": "许多个“买者” 高回报 长期性",
    "client_strategy": "低成本经营 产品差异化 利基市场",
    "distributor_nature": "个人 挂靠 公司 股份公司 国营单位",
    "distributor_channel": "临床 OTC 批发",
    "distributor_operation": "临床 OTC 纯销 分销",
    "distributor_tier": "二级客户 试销客户",
    "share_zone": "增长区 发展区 巩固区",
    "strategy": "打猎 耕种 伙伴",
    "season": "春 夏 秋 冬",
    "competitive_strategy": "正面竞争 转变观点 改变流程 拖延策略 双赢策略 退出竞争",
    "opportunity_elements": "需求 项目/采购进度表 预算 竞争 决策 优先评估项",
    "task_kind": "下一步 承诺 准备 公司支持",
}
CODES = {
    "function": "executive using technical finance purchasing other",
    "level": "decision management operation",
    "buying_role": "initiator designer decider user evaluator",
    "part": "decides influences executes blocks",
    "attitude": "supporter neutral opponent",
    "closeness": "close frequent distant none",
    "personality": "authority analytical expressive amiable",
    "adoption": "unaware aware interested trial evaluating using regular",
    "innovativeness": "innovator early_adopter early_majority late_majority laggard",
    "link_kind": "reports_to influences conflict blood kin place affection teacher alumni rapport introduces",
    "coach_rung": "acquainted meeting identifying trusting allied",
    "source": "coach self third_party public observed",
    "certainty": "assumed confirmed",
    "client_strategy": "low_cost differentiation niche",
    "grade_s0": "A B C D",
    "grade_s4": "A B C D",
    "share_zone": "growth development consolidation",
    "strategy": "hunting farming partnership",
    "season": "spring summer autumn winter",
    "competitive_strategy": "frontal reframe change_process delay win_win withdraw",
    "visit_kind": "visit call message meeting event",
    "task_kind": "next_step promise preparation support",
}


def texts_of(choices: ChoiceList) -> list[Text]:
    every = [choices.text]
    for choice in choices:
        every += [text for text in (choice.text, choice.note) if text is not None]
    return every


def test_that_every_list_stands_under_its_own_code() -> None:
    assert all(code == choices.code for code, choices in LISTS.items())


def test_that_every_list_of_the_vocabulary_can_be_found_by_its_code() -> None:
    named = {name for name in vocabulary.__all__ if isinstance(getattr(vocabulary, name), ChoiceList)}
    found = {name for name in named if LISTS.get(getattr(vocabulary, name).code) is getattr(vocabulary, name)}
    assert found == named and len(named) == len(LISTS)


@EVERY_LIST
def test_that_codes_are_unique_and_fit_for_a_file(choices: ChoiceList) -> None:
    assert len(choices) > 1 or choices.code == "price_company", "all companies but ours are named by the user"
    assert len(set(choices.codes)) == len(choices.choices)
    assert all(CODE.fullmatch(choice.code) for choice in choices)


@EVERY_LIST
def test_that_both_languages_say_something_and_chinese_is_chinese(choices: ChoiceList) -> None:
    for text in texts_of(choices):
        assert text.en.strip() == text.en != ""
        assert text.zh.strip() == text.zh != ""
        assert HAN.search(text.zh) or text.zh in NOT_HAN, text
        assert not HAN.search(text.en), text


@EVERY_LIST
def test_that_names_differ_within_a_list_in_each_language(choices: ChoiceList) -> None:
    for language in LANGUAGES:
        assert len({choice.text.in_language(language) for choice in choices}) == len(choices)


@EVERY_LIST
def test_that_no_word_means_two_choices_of_a_list(choices: ChoiceList) -> None:
    meant: dict[str, set[str]] = {}
    for choice in choices:
        words = {choice.code, choice.text.en, choice.text.zh, *choice.aliases}
        words |= {choice.mark.en, choice.mark.zh} if choice.mark else set()
        for word in words:
            meant.setdefault(word.casefold(), set()).add(choice.code)
    assert {word: codes for word, codes in meant.items() if len(codes) > 1} == {}


@EVERY_LIST
def test_that_every_word_for_a_choice_finds_it(choices: ChoiceList) -> None:
    for choice in choices:
        for word in (choice.code, choice.text.en, choice.text.zh, f" {choice.text.zh}  ", *choice.aliases):
            assert choices.find(word) is choice
        assert choices[choice.code] is choice and choice.code in choices
    assert choices.find("nothing of the kind") is None
    assert choices.get("nothing of the kind") is None


@EVERY_LIST
def test_that_a_choice_under_another_follows_it(choices: ChoiceList) -> None:
    for choice in choices:
        if choice.under is not None:
            assert choices.position(choice.under) < choices.position(choice.code)


@pytest.mark.parametrize("code", TERMS)
def test_that_the_terms_are_the_methods_own(code: str) -> None:
    assert [choice.text.zh for choice in LISTS[code]] == TERMS[code].split(" ")


@pytest.mark.parametrize("code", CODES)
def test_that_codes_stay_what_files_hold(code: str) -> None:
    assert list(LISTS[code].codes) == CODES[code].split()


def test_that_the_users_may_edit_what_the_method_leaves_open() -> None:
    editable = {code for code, choices in LISTS.items() if choices.editable}
    assert {"personality", "adoption", "account_type", "key_concern"} <= editable
    assert not {"attitude", "closeness", "level", "function", "buying_role", "part", "certainty"} & editable


def test_that_marks_are_the_badges_of_the_map() -> None:
    def marks(choices: ChoiceList, language: str) -> list[str]:
        return [getattr(choice.mark, language) for choice in choices]

    assert marks(vocabulary.ATTITUDE, "zh") == ["支▲", "中●", "反▼"]
    assert marks(vocabulary.ATTITUDE, "en") == ["+ ▲", "●", "– ▼"]
    assert vocabulary.UNKNOWN_ATTITUDE.mark == Text("? ○", "?○")
    assert "".join(marks(vocabulary.BUYING_ROLE, "zh")) == "发设决使评"
    assert marks(vocabulary.BUYING_ROLE, "en") == ["I", "Sp", "De", "U", "Ev"]
    assert vocabulary.CLOSENESS_BARS == {"close": 3, "frequent": 2, "distant": 1, "none": 0}
    assert vocabulary.PART["blocks"].mark == Text("⛔", "⛔")


def test_that_not_known_is_no_attitude_that_could_be_stored() -> None:
    assert vocabulary.UNKNOWN_ATTITUDE.code not in vocabulary.ATTITUDE
    assert vocabulary.UNKNOWN_ATTITUDE.text == Text("Not known yet", "未知")


def test_that_links_know_their_direction_and_ties_are_the_five() -> None:
    assert {"reports_to", "influences", "introduces"} == vocabulary.DIRECTED_LINKS
    ties = {code for code in vocabulary.TIES if vocabulary.LINK_KIND[code].under is None}
    assert ties == {"blood", "kin", "place", "affection", "rapport"}
    assert {code for code in vocabulary.TIES if vocabulary.LINK_KIND[code].under} == {"teacher", "alumni"}
    assert not vocabulary.LINK_KINDS["conflict"].directed and not vocabulary.LINK_KINDS["conflict"].tie


def test_that_the_groups_of_innovativeness_make_up_everyone() -> None:
    assert tuple(vocabulary.INNOVATIVENESS_SHARE.values()) == (2, 14, 34, 34, 16)
    assert tuple(vocabulary.INNOVATIVENESS_SHARE) == vocabulary.INNOVATIVENESS.codes
    for choice in vocabulary.INNOVATIVENESS:
        assert choice.note is not None
        assert f"{vocabulary.INNOVATIVENESS_SHARE[choice.code]} %" in choice.note.zh


def test_that_what_was_printed_otherwise_is_understood_too() -> None:
    assert vocabulary.INNOVATIVENESS.find("创新纪录") is vocabulary.INNOVATIVENESS["innovator"]
    assert vocabulary.ADOPTION.find("反复使用") is vocabulary.ADOPTION["regular"]
    assert vocabulary.HOSPITAL_GRADE.find("三甲") is vocabulary.HOSPITAL_GRADE["tertiary_a"]


def test_that_both_grading_schemes_keep_their_own_treatment() -> None:
    def treatment(choices: ChoiceList) -> list[str]:
        return [choice.note.zh for choice in choices if choice.note]

    assert treatment(vocabulary.GRADE_S0) == [
        "全力以赴,进入销售关键流程",
        "控制投入时间,做好关系维护",
        "关注变化,做好关系维护",
        "暂缓;观察",
    ]
    assert treatment(vocabulary.GRADE_S4) == [
        "全力以赴,进入销售流程",
        "控制投入时间,客户维护",
        "关注变化,客户维护",
        "最后考虑,客户维护",
    ]
    assert vocabulary.GRADES == {"s0": vocabulary.GRADE_S0, "s4": vocabulary.GRADE_S4}
    assert tuple(vocabulary.GRADES) == vocabulary.GRADE_SCHEME.codes


@pytest.mark.parametrize(
    ("percent", "zone"),
    [
        (0, "growth"),
        (9.9, "growth"),
        (10, "development"),
        (30, "development"),
        (30.1, "consolidation"),
        (100, "consolidation"),
    ],
)
def test_that_share_gives_the_zone(percent: float, zone: str) -> None:
    assert vocabulary.share_zone(percent) == zone


def test_that_the_season_order_of_attention_names_every_season() -> None:
    assert vocabulary.SEASON_ATTENTION == ("summer", "spring", "autumn", "winter")
    assert set(vocabulary.SEASON_ATTENTION) == set(vocabulary.SEASON.codes)


def test_that_there_are_six_conditions_and_five_rungs_of_a_coach() -> None:
    assert len(vocabulary.COACH_CONDITIONS) == 6 and len(vocabulary.COACH_RUNG) == 5
    printed = [choice.text.zh for choice in vocabulary.COACH_CONDITIONS]
    for term in ("保持密切的私下交流", "认同我公司产品/服务", "信赖销售经理", "有下一步规划"):
        assert term in printed


def test_that_support_is_a_closed_list_without_a_benefit_to_a_person() -> None:
    assert not vocabulary.SUPPORT.editable
    assert Counter(vocabulary.SUPPORT.codes) == Counter(
        (
            "information",
            "evidence",
            "samples",
            "technical_service",
            "product_training",
            "top_level_meeting",
            "academic_event",
        )
    )


def test_that_lists_can_be_replaced_by_those_of_a_workbook() -> None:
    own = ChoiceList(
        "attitude", Text("Attitude", "态度"), (Choice("fan", Text("Fan", "粉丝")),), editable=True
    )
    assert own.codes == ("fan",) and own["fan"].text.zh == "粉丝"
    with pytest.raises(KeyError):
        own["supporter"]
