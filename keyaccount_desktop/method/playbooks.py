"""Advice of the method beside a person: treatment by style, next moves by rung, playbooks by post, the coach.

All data, in the words of the sources; where they give nothing it stays empty. ``advice`` gives each piece a name
and lets a workbook word it otherwise. Nothing here suggests a benefit to a person.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from keyaccount_desktop.language import Text
from keyaccount_desktop.method.choices import Choice, ChoiceList

# ---- personality style

TREATMENT: Final[dict[str, Text]] = {
    "authority": Text("Let them decide, be brisk.", "让他自己做决定,干脆利索"),
    "analytical": Text(
        "Give time to weigh; bring detailed evidence of product, service and personal credentials.",
        "留出时间让其思考盘算,提供非常细节的产品、服务、个人资信的证据",
    ),
    "expressive": Text("Stories; give them a stage.", "奇闻轶事,给他表现和展现自己的机会"),
    "amiable": Text("Do not press; they like you to chat.", "不要太逼迫他,喜欢你跟他聊天"),
}
"""How to treat someone of each personality style."""

OWN_STYLE: Final = Text(
    "Know yourself, know the other, see the difference; use less of your own style and more of theirs.",
    "了解自己，了解对方，看到差异；少用自己的风格，多用对方的（投其所好/互补长短）。",
)

VALUE_AIM: Final = Text(
    "Aim with A and B clients: a partnership among friends, long-term and cooperative.",
    "A、B 类客户的目标：朋友式的、长期、合作伙伴关系",
)

# ---- product adoption

ADOPTION_MOVES: Final[dict[str, tuple[Text, ...]]] = {
    "unaware": (),
    "aware": (),
    "interested": (
        Text("Solve a problem.", "解决一个问题"),
        Text("The right indication.", "选准适应症"),
        Text("The right user.", "选准用户"),
        Text("Dosage, short and clear.", "剂量(简单明确)"),
    ),
    "trial": (
        Text(
            "Follow closely, help them to the right evaluation.",
            "密切追踪,帮他得出正确的评价",
        ),
    ),
    "evaluating": (),
    "using": (),
    "regular": (),
}
"""What moves someone from each rung to the next; empty where the sources give nothing."""

# ---- posts


@dataclass(frozen=True, slots=True)
class Playbook:
    """What someone in a post answers for and needs, and how to respond."""

    code: str
    text: Text
    responsibility: tuple[Text, ...]
    """角色责任"""
    needs: tuple[Text, ...]
    """角色需求"""
    response: tuple[Text, ...]
    """对策; empty where the sources give none."""


_RECOGNITION: Final = Text("Recognition of their position, and respect", "地位的认同和尊重")
_PARTNER: Final = Text("A cooperative partner", "合作伙伴的配合")

PLAYBOOKS: Final[dict[str, Playbook]] = {
    playbook.code: playbook
    for playbook in (
        Playbook(
            "hospital_director",
            Text("Hospital director", "院长"),
            (
                Text(
                    "Running the hospital (drugs, equipment, service, charges)",
                    "医院运营(药品/器材/服务/收费)",
                ),
                Text("Level of care", "医疗水平"),
                Text("Research and innovation", "科研和创新"),
                Text("Image in the community", "在社区中的形象"),
            ),
            (
                Text("Academic and economic building of the hospital", "医院的学术和经济建设"),
                _RECOGNITION,
                Text("Self-realisation", "自我价值实现"),
                Text("Integrity and credentials of the partner", "合作伙伴的诚信和资质"),
            ),
            (
                Text(
                    "Stress the company, the product (the bond) and humane service.",
                    "强调公司、产品(纽带)、人性化服务",
                ),
            ),
        ),
        Playbook(
            "pharmacy_head",
            Text("Pharmacy head", "药剂科主任"),
            (
                Text(
                    "Helps the director control kinds, quality, quantity, channels and income of drugs",
                    "协助院长控制药品的品种、质量、数量、渠道和收入",
                ),
                Text("Channels and circulation", "渠道和流通"),
                Text("Supervises promotion", "监管促销"),
                Text("Formulary review", "进入医院药品的审评"),
            ),
            (
                _RECOGNITION,
                Text("Academic needs of the department", "科室的学术需求"),
                Text("Drug economics", "药品经济"),
                _PARTNER,
            ),
            (),
        ),
        Playbook(
            "clinical_head",
            Text("Clinical department head", "临床科室主任"),
            (
                Text("Care", "医疗"),
                Text("Research", "科研"),
                Text("Staffing", "人员"),
                Text("Economics of the department", "科室经济"),
            ),
            (
                Text("Academic and economic building of the department", "科室的学术和经济建设"),
                _RECOGNITION,
                Text("Economic success of the department", "科室的经济效益"),
                _PARTNER,
            ),
            (
                Text(
                    "Company, product and humane service; meet often and exchange much.",
                    "公司+产品+人性化服务+多接触多交流",
                ),
            ),
        ),
        Playbook(
            "purchaser",
            Text("Purchaser", "采购"),
            (
                Text("Keeps drugs supplied", "保证药品供应"),
                Text("Commercial channel", "商业渠道"),
                Text("Purchase plan", "采购计划"),
            ),
            (Text("Recognition of their position", "地位认同"),),
            (
                Text("Communicate, above all when nothing is needed.", "沟通, 尤其是没有需求的时候"),
                Text("Keep up the relation.", "维持关系"),
                Text("Visit regularly.", "定期拜访"),
            ),
        ),
        Playbook(
            "expert",
            Text("Pharmaceutical or medical expert", "药学专家/医学专家"),
            (Text("At the top of the field", "本领域的权威"),),
            (Text("Product benefit", "产品利益"),),
            (
                Text("Academic support.", "学术性支持"),
                Text(
                    "The greater the expert, the less small problems get solved, and the narrower the field: "
                    "help with small things outside it, with information.",
                    "越是大专家,越是小问题解决不了;越是专家可能越窄：帮助解决专业以外的小问题(信息服务)",
                ),
            ),
        ),
    )
}
"""By code; shown beside a person whose post matches."""

POSTS: Final = ChoiceList(
    "post",
    Text("Posts with a playbook", "有对策的岗位"),
    tuple(Choice(playbook.code, playbook.text) for playbook in PLAYBOOKS.values()),
    editable=True,
)
"""The posts there are playbooks for; a user adds posts of their own, with advice in their own words."""


def in_lines(texts: Sequence[Text]) -> Text | None:
    """Several points as one text, a line each; None when there are none."""
    if not texts:
        return None
    return Text("\n".join(text.en for text in texts), "\n".join(text.zh for text in texts))


# Titles of rank are no posts: an 超声科副主任医师 heads nothing.
_RANK: Final = re.compile("(?:副?主任|主管|主治|住院)(?:中|西)?(?:医师|医生|药师|技师|护师|检验师)")
_OFFICE: Final = re.compile("院长助理|院长秘书|院长办|院办|院长室")
_DIRECTOR: Final = re.compile("(?<!法院)(?<!学院)(?<!究院)(?<!察院)院长|院领导")
_DIRECTOR_EN: Final = re.compile(
    r"\bhospital (?:(?:vice|deputy) )?(?:director|president|superintendent|ceo|chief executive)\b"
    r"|\b(?:director|president|superintendent|ceo) of (?:the |our )?hospital\b"
)
_PURCHASER: Final = re.compile("采购(?!委员|小组|领导|评审|管理委)|招标办|招采|药品?采办")
_PURCHASER_EN: Final = re.compile(r"\b(?:purchas(?:er|ing)|buyer|procurement)\b")
_PHARMACY: Final = re.compile(
    "(?:药剂|药学|药房|药事|药库|药械|药)(?:科|部|处|室|管理)?[^医]{0,4}(?:主任|科长|部长|负责人)"
)
_PHARMACY_EN: Final = re.compile(
    r"\b(?:head|director|chief|manager)\b.*\bpharmacy\b"
    r"|\bpharmacy (?:department )?(?:head|director|chief|manager)\b"
    r"|\bchief pharmacist\b"
)
_EXPERT: Final = re.compile("专家|院士|教授|学科带头人|主任委员|主委")
_EXPERT_EN: Final = re.compile(r"\b(?:expert|professor|academician|key opinion leader|kol)\b")
_CLINICAL: Final = re.compile("(?:科|室|病区|中心|急诊|门诊|icu|ccu)[^,，、;；/·]{0,6}?(?:主任|负责人)")
_NOT_CLINICAL: Final = re.compile(
    "办公|护理|护士|设备|器械|信息|网络|财务|会计|审计|采购|招标|物资|后勤|总务|基建|保卫|医务|医保|医政|质控|病案|感控|院感"
    "|人事|人力|党|宣传|纪检|监察|工会|团委|科教|教务|研发|技术|客服|营销|市场|培训|供应|总经理|车间|实验中心|法务"
)
_CLINICAL_EN: Final = re.compile(
    r"\b(?:head|director|chief|chair)\b.*\b(?:ultrasound|radiology|imaging|cardiology|surgery|oncology|medicine"
    r"|paediatrics|pediatrics|neurology|orthopaedics|orthopedics|obstetrics|gynaecology|gynecology|urology|icu"
    r"|anaesthesi\w*|anesthesi\w*|clinical|emergency|dermatology|haematology|hematology|nephrology"
    r"|gastroenterology|endocrinology|respiratory|ophthalmology|pathology|department)\b"
    r"|\b(?:ultrasound|radiology|imaging|cardiology|surgery|oncology|neurology|orthopaedics|orthopedics|urology|icu"
    r"|emergency|clinical|clinical department) (?:department )?(?:head|director|chief)\b"
)
_NOT_CLINICAL_EN: Final = re.compile(
    r"\b(?:nursing|equipment|it|information|finance|accounting|audit|logistics|administration|hr|personnel"
    r"|engineering|marketing|sales|quality|legal|security|procurement|purchasing)\b"
)


def playbook_for(position: str) -> Playbook | None:
    """The playbook for a post as it is written on a card; None when none of them fits.

    Who heads the hospital is treated as its director, whatever other posts come along with it.
    """
    text = unicodedata.normalize("NFKC", position[:500]).casefold()
    posts = _RANK.sub("", "".join(text.split()))
    words = " ".join(re.sub(r"[^a-z]+", " ", text).split())
    if (_DIRECTOR.search(_OFFICE.sub("", posts))) or _DIRECTOR_EN.search(words):
        code = "hospital_director"
    elif _PURCHASER.search(posts) or _PURCHASER_EN.search(words):
        code = "purchaser"
    elif _PHARMACY.search(posts) or _PHARMACY_EN.search(words):
        code = "pharmacy_head"
    elif (_CLINICAL.search(posts) and not _NOT_CLINICAL.search(posts)) or (
        _CLINICAL_EN.search(words) and not _NOT_CLINICAL_EN.search(words)
    ):
        code = "clinical_head"
    elif _EXPERT.search(posts) or _EXPERT_EN.search(words):
        code = "expert"
    else:
        return None
    return PLAYBOOKS[code]


# ---- what clients like and dislike in a rep: a self-check

LIKED: Final = (
    Text("A familiar face from frequent visits", "由于经常拜访而面熟"),
    Text("Gives very detailed product information", "提供很细节的产品信息"),
    Text("Organises academic events to a plan", "组织有计划的学术活动"),
    Text("Pleasant and polite", "令人愉快,有礼貌"),
    Text("Knows the products", "熟悉产品"),
    Text("The company's brand", "公司的品牌"),
    Text("Hard-working, honest", "勤奋、诚实"),
)
"""最喜欢"""

DISLIKED: Final = (
    Text("Only sells drugs", "只是在卖药"),
    Text("Visits seldom", "拜访频率低"),
    Text("Changes of person too often", "换人频繁"),
    Text("Poor appearance", "外在形象差"),
    Text("Exaggerates the product", "夸大产品"),
    Text("Does not explain the product enough", "对产品没有足够的说明"),
    Text("Not hard-working, not honest", "不勤奋、不诚实"),
)
"""最不喜欢"""

# ---- the coach

COACH: Final = Text(
    "A person inside the client who likes us and knows the inside: purchaser, section head, anyone long in "
    "service, well informed, easy to talk with.",
    "客户内部喜欢我们、了解内情的人：采购员、科长，任何在职时间长、消息灵通、容易交谈的人。",
)
COACH_TELLS: Final = Text(
    "The coach tells the internal decision process and the forces for and against; agree the development "
    "programme with the coach.",
    "内线说明内部的决策过程以及支持和反对的力量；开发程序要与内线商定。",
)
COACH_LADDER: Final[dict[str, tuple[Text, ...]]] = {
    "acquainted": (),
    "meeting": (),
    "identifying": (),
    "trusting": (),
    "allied": (),
}
"""What leads from each rung of the trust ladder to the next; the sources give nothing, users fill it in."""

COACH_ENOUGH: Final = "trusting"
"""Rung from which a purchase counts as having a coach; below it the map and the gate say so."""

COACH_RULE: Final = Text(
    "A coach is never paid or rewarded. The mark is private: off every print and export unless asked for.",
    "绝不向内线付酬或给予好处。内线标记是私密的：除非特别要求，打印和导出都不带出。",
)
