"""What is never kept, whatever it is called; and what only looks like it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keyaccount_desktop.method.boundaries import (
    NO_BENEFIT,
    NO_CHILDREN,
    NO_HEALTH_OR_RELIGION,
    NO_PRESCRIPTION_VOLUME,
    NO_TENDER_SECRET,
    barred,
)

NAMED = ("处方量", "开方量", "统方", "回扣", "返点", "提成", "红包", "礼金", "礼品")

PRESCRIPTIONS = (
    "處方量|統方|月处方量|医生处方量|处方数量|处方金额|处方总量|处方张数|医院系统统方|统方数据|医生统方|科室用量|医生月用量"
    "|医生的月平均用量|各科用量|人均处方|非法统方|总统方量|科主任销量|每单科用药量"
    "|prescription_volume|PrescriptionVolume|Prescription count|number of prescriptions|Rx count"
    "|prescriptions per month|sales per doctor|doctor usage|volume by physician|prescribing data"
).split("|")
BENEFITS = (
    "回扣率|返點|紅包|禮品|禮金|礼品卡|主任返利|医生佣金|讲课费(专家)|医生费用|支付给医生|个人返利|好处费|临床费|进院费"
    "|内线奖励|个人提成|购物卡|🧧|院长赞助|給醫生的費用|商业贿赂"
    "|kickback|Kick-back|kick back|kickBackAmount|gift|Gifts|giftAmount|gift_card|red envelope|hongbao"
    "|rebate to doctor|doctor rebate|doctor's commission|commission|Commission rate|payment to physician|bribe"
    "|personal rebate|coach reward|buyer's bonus|fee to the director|honorarium"
).split("|")
DISGUISED = (
    "回-扣|回 扣|回·扣|回_扣|回/扣|(回)扣|回\u200b扣|回\u3000扣|回\n扣|回̶扣̶|处 方 量|红+包|礼　品|ｋｉｃｋｂａｃｋ"
    "|k.i.c.k.b.a.c.k|K I C K B A C K|統．方"
).split("|")
TENDER = "标底|招标底价|Reserve price|对手密封报价|rival's sealed bid".split("|")
HEALTH = "宗教信仰|健康状况|病史|信教情况|Religion|religious beliefs|health status|medical history".split("|")
CHILDREN = "孩子生日|女儿学校|子女姓名|儿子的名字|child's name|children birthday|daughter's school".split("|")

HARMLESS = (
    "礼貌|礼仪|典礼品牌|礼品部|礼品公司|处方药分类|处方药|处方药数量|处方权|处方集|处方外流|代理扣率|扣率|商业扣率"
    "|返回扣款|保证金政策|返利政策|系统方案|系统 方案|传统方法|传统，方案|统一方案"
    "|统计方法|笼统方面|反统方系统|前提成立"
    "|提成果|红包装|往返点|公开方量|打点滴|临床费用控制|反商业贿赂承诺|目标底线|投标底价|人均销售额|销量|年销量|区域销量"
    "|医院月用量|科室采购数量|科室数量|医生数量|床位数|采购金额|预算金额|付款周期|支付方式|医保支付|个人付款账户"
    "|主任医师|主任医师奖项|专家评审意见|健康体检中心|大健康产品|宗教事务局|信念与态度|子女教育|孩子情况|下次联系时间|院长|职务"
    "|gift shop|gifted|Marketing if testing|commissioning date|prescription drug share|distributor rebate"
    "|Rebate policy|discount|Director|fee schedule|buyer payment terms|payment terms|Personal notes|Private mobile"
    "|Notes for the director|children's hospital|child health|health insurance|Health system|sales volume"
    "|annual volume|share of wallet|professional title|people|number of beds|"
).split("|")


@pytest.mark.parametrize("name", [*NAMED, *PRESCRIPTIONS, *BENEFITS, *DISGUISED, *TENDER, *HEALTH, *CHILDREN])
def test_that_it_is_refused_with_a_reason_in_both_languages(name: str) -> None:
    reason = barred(name)
    assert reason is not None, name
    assert reason.en and reason.zh


@pytest.mark.parametrize("name", HARMLESS)
def test_that_what_only_looks_like_it_is_let_through(name: str) -> None:
    assert barred(name) is None


def test_that_the_reason_says_which_boundary_it_is() -> None:
    assert {barred(name) for name in PRESCRIPTIONS} == {NO_PRESCRIPTION_VOLUME}
    assert {barred(name) for name in BENEFITS} == {NO_BENEFIT}
    assert {barred(name) for name in TENDER} == {NO_TENDER_SECRET}
    assert {barred(name) for name in HEALTH} == {NO_HEALTH_OR_RELIGION}
    assert {barred(name) for name in CHILDREN} == {NO_CHILDREN}


@given(
    name=st.sampled_from(NAMED),
    signs=st.lists(st.sampled_from(" ·-_/.*|~　\u200b\u2060\t"), min_size=2, max_size=2),
    around=st.tuples(
        st.sampled_from(("", "月", "2026", "A ", "(")), st.sampled_from(("", "(元)", " 1", ")"))
    ),
)
def test_that_signs_between_the_characters_hide_nothing(
    name: str, signs: list[str], around: tuple[str, str]
) -> None:
    hidden = name[0] + signs[0] + name[1] + (signs[1] + name[2:] if len(name) > 2 else "")
    assert barred(around[0] + hidden + around[1]) is not None


@given(st.text(max_size=200))
def test_that_any_text_can_be_asked_about(name: str) -> None:
    assert barred(name) is None or barred(name) == barred(name)


@pytest.mark.parametrize("name", ["回" * 100_000, "a " * 50_000, "处方" * 50_000, "\ud800回扣"])
def test_that_monstrous_names_are_answered_too(name: str) -> None:
    barred(name)
