"""The fields of a client: facts, business, economics, segmentation, the eight questions.

Read through ``catalogue``. The name is a column of the client, not a field. Volumes stand at client level
only.
"""

from __future__ import annotations

from typing import Final

from keyaccount_desktop.language import Text
from keyaccount_desktop.method import vocabulary
from keyaccount_desktop.method.catalogue_distributor import DISTRIBUTOR_FIELDS, DISTRIBUTOR_SECTIONS
from keyaccount_desktop.method.catalogue_person import NUMBER_PARTS, NUMBER_TEMPLATE
from keyaccount_desktop.method.catalogue_suppliers import SUPPLIER_FIELDS, SUPPLIERS
from keyaccount_desktop.method.fields import Field, Part, Section

_HOSPITALS: Final = ("hospital",)

FACTS: Final = Section("account.facts", "account", Text("Facts", "基本资料"))
BUSINESS: Final = Section("account.business", "account", Text("Business and demand", "经营与需求"))
ECONOMICS: Final = Section("account.economics", "account", Text("Economics", "经济状况"))
SEGMENT: Final = Section("account.segment", "account", Text("Segmentation", "客户细分"))
QUESTIONS: Final = Section(
    "account.questions", "account", Text("Eight questions about the client", "关于客户的八个问题")
)
NOTES: Final = Section("account.notes", "account", Text("Notes", "备注"))

ACCOUNT_SECTIONS: Final = (
    FACTS,
    BUSINESS,
    ECONOMICS,
    SEGMENT,
    QUESTIONS,
    SUPPLIERS,
    *DISTRIBUTOR_SECTIONS,
    NOTES,
)

_FACTS_FIELDS: Final = (
    Field(
        "account.type",
        "account",
        FACTS.key,
        "choice",
        Text("Type", "类型"),
        choices=vocabulary.ACCOUNT_TYPE,
        importance=3,
        essential=True,
    ),
    Field(
        "account.hospital_grade",
        "account",
        FACTS.key,
        "choice",
        Text("Hospital grade", "医院等级"),
        choices=vocabulary.HOSPITAL_GRADE,
        importance=2,
        essential=True,
        only_for=_HOSPITALS,
    ),
    Field(
        "account.other_names",
        "account",
        FACTS.key,
        "tags",
        Text("Other names", "别名"),
        help=Text(
            "Short and former names; the search finds them too.",
            "简称、曾用名；查找时也能找到。",
        ),
        importance=0,
    ),
    Field(
        "account.scale",
        "account",
        FACTS.key,
        "record",
        Text("Size", "规模"),
        parts=(
            Part("beds", "number", Text("Beds", "床位数"), low=0),
            Part("staff", "number", Text("Staff", "员工人数"), low=0),
            Part("outpatients", "number", Text("Outpatients a year", "年门诊量"), low=0),
        ),
        importance=2,
        template=Text(
            "[beds {beds}][, staff {staff}][, outpatients a year {outpatients}]",
            "[床位 {beds}][，员工 {staff}][，年门诊量 {outpatients}]",
        ),
        ask=Text("How large is the client?", "规模有多大？"),
    ),
    Field(
        "account.region", "account", FACTS.key, "text", Text("Region", "地区"), importance=2, essential=True
    ),
    Field(
        "account.address", "account", FACTS.key, "text", Text("Address", "地址"), importance=2, essential=True
    ),
    Field("account.postcode", "account", FACTS.key, "text", Text("Postcode", "邮编"), importance=0),
    Field(
        "account.phones",
        "account",
        FACTS.key,
        "record",
        Text("Phones", "电话"),
        parts=NUMBER_PARTS,
        many=True,
        importance=2,
        essential=True,
        template=NUMBER_TEMPLATE,
        sensitive_when=("label", "private"),
    ),
    Field("account.email", "account", FACTS.key, "email", Text("E-mail", "电子邮件"), importance=0),
    Field(
        "account.years_operating",
        "account",
        FACTS.key,
        "number",
        Text("Years in operation", "经营时间"),
        low=0,
        high=2000,
        unit=Text("years", "年"),
    ),
    Field(
        "account.why_key",
        "account",
        FACTS.key,
        "checklist",
        Text("Why a key account", "为什么是重点客户"),
        choices=vocabulary.KEY_ACCOUNT_REASON,
        help=Text("Pareto principle 80/20.", "柏拉图法则 80/20。"),
        importance=0,
    ),
)

_BUSINESS_FIELDS: Final = (
    Field(
        "account.present_situation",
        "account",
        BUSINESS.key,
        "long_text",
        Text("Present situation", "目前经营状况"),
        importance=2,
        essential=True,
        ask=Text("How is the client doing?", "目前经营状况如何？"),
    ),
    Field(
        "account.business_plan",
        "account",
        BUSINESS.key,
        "long_text",
        Text("Business plan", "业务规划"),
        importance=2,
        ask=Text("What does the client plan?", "有什么业务规划？"),
    ),
    Field(
        "account.potential_demand",
        "account",
        BUSINESS.key,
        "long_text",
        Text("Potential demand", "潜在需求"),
        importance=3,
        essential=True,
        ask=Text("What will the client need?", "有什么潜在需求？"),
    ),
    Field(
        "account.demand_strength",
        "account",
        BUSINESS.key,
        "rating",
        Text("How strong", "强烈程度"),
        help=Text("1 faint – 5 urgent.", "1 微弱 – 5 迫切。"),
        low=1,
        high=5,
        ask=Text("How strong is the demand?", "需求有多强烈？"),
    ),
    Field(
        "account.decision_cycle",
        "account",
        BUSINESS.key,
        "number",
        Text("Decision cycle", "采购决策的周期"),
        importance=2,
        essential=True,
        low=0,
        high=3650,
        unit=Text("days", "天"),
        ask=Text("How long does a decision take?", "采购决策要多长时间？"),
    ),
    Field(
        "account.difficulty",
        "account",
        BUSINESS.key,
        "rating",
        Text("Difficulty of the deal", "成交难度"),
        help=Text("1 easy – 5 hard.", "1 容易 – 5 困难。"),
        importance=2,
        low=1,
        high=5,
    ),
    Field(
        "account.concerns",
        "account",
        BUSINESS.key,
        "ranked",
        Text("What matters, ranked", "关键关注因素的排序"),
        choices=vocabulary.KEY_CONCERN,
        open_ended=True,
        help=Text("Drag what matters most to the top.", "把最看重的拖到最前。"),
        importance=3,
        essential=True,
        ask=Text("What matters most to the client?", "客户最关注什么？"),
    ),
)

_ECONOMICS_FIELDS: Final = (
    Field("account.resources", "account", ECONOMICS.key, "long_text", Text("Resources", "资源状况")),
    Field("account.stability", "account", ECONOMICS.key, "long_text", Text("Stability", "经营稳健性")),
    Field(
        "account.payment_cycle",
        "account",
        ECONOMICS.key,
        "text",
        Text("Payment cycle", "付款周期"),
        importance=2,
        ask=Text("After how many days does the client pay?", "付款周期有多长？"),
    ),
    Field(
        "account.payment_punctuality",
        "account",
        ECONOMICS.key,
        "text",
        Text("Punctuality of payment", "付款时间的准确性"),
        importance=2,
    ),
    Field(
        "account.quality_problems",
        "account",
        ECONOMICS.key,
        "long_text",
        Text("Handling of quality problems", "质量问题的处理程序"),
    ),
    Field(
        "account.category_spend",
        "account",
        ECONOMICS.key,
        "money",
        Text("Purchase of our category a year", "我们品类的年采购额"),
        help=Text("Of the whole client.", "整个客户的采购额。"),
        importance=3,
        ask=Text("How much of our category does the client buy a year?", "我们这类产品一年采购多少？"),
    ),
    Field(
        "account.share_percent",
        "account",
        ECONOMICS.key,
        "percent",
        Text("Our share of wallet", "我们所占的份额"),
        help=Text(
            "Gives the share zone: below 10% growth, 10–30% development, above consolidation.",
            "决定份额区：10% 以下增长区，10–30% 发展区，以上巩固区。",
        ),
        importance=3,
        essential=True,
        ask=Text("Which share of it is ours?", "我们占多少份额？"),
    ),
)

_SEGMENT_FIELDS: Final = (
    Field(
        "account.grade",
        "account",
        SEGMENT.key,
        "choice",
        Text("Grade", "级别"),
        choices=vocabulary.GRADE_S0,
        help=Text(
            "By the workbook's grading scheme; the letters are the same in both.",
            "按工作簿选定的分级方案；两种方案的字母相同。",
        ),
        importance=3,
        essential=True,
    ),
    Field(
        "account.season",
        "account",
        SEGMENT.key,
        "choice",
        Text("Season", "季节"),
        choices=vocabulary.SEASON,
        help=Text(
            "Seasons move. Attention: summer, spring, plan autumn, winter if it pays.",
            "季节会变。关注顺序：夏、春，规划秋，冬则看是否值得。",
        ),
        importance=2,
        essential=True,
    ),
    Field(
        "account.strategy",
        "account",
        SEGMENT.key,
        "choice",
        Text("Our strategy", "策略"),
        choices=vocabulary.STRATEGY,
        importance=2,
    ),
    Field(
        "account.sales_now", "account", SEGMENT.key, "money", Text("Current sales", "目前销量"), importance=2
    ),
    Field(
        "account.growth_potential",
        "account",
        SEGMENT.key,
        "rating",
        Text("Growth potential", "成长潜力"),
        low=1,
        high=5,
    ),
    Field(
        "account.relationship_now",
        "account",
        SEGMENT.key,
        "rating",
        Text("Present relationship", "目前关系"),
        low=1,
        high=5,
    ),
    Field(
        "account.service_sought",
        "account",
        SEGMENT.key,
        "rating",
        Text("Service sought", "服务追求"),
        low=1,
        high=5,
    ),
    Field(
        "account.lifetime_value",
        "account",
        SEGMENT.key,
        "money",
        Text("Customer lifetime value", "终身价值"),
        importance=0,
    ),
)

_QUESTION_FIELDS: Final = (
    Field(
        "account.main_competitor",
        "account",
        QUESTIONS.key,
        "long_text",
        Text("The client's greatest competitor", "客户的最大竞争者"),
        importance=2,
        ask=Text("Who is the client's greatest competitor?", "客户的最大竞争者是谁？"),
    ),
    Field(
        "account.strengths_weaknesses",
        "account",
        QUESTIONS.key,
        "long_text",
        Text("Strengths and weaknesses of client and competitor", "客户与其竞争者各自的优势与劣势"),
    ),
    Field(
        "account.complaints_about_us",
        "account",
        QUESTIONS.key,
        "long_text",
        Text("What the client complains of most in our service", "客户对我服务的最常抱怨"),
        importance=2,
        ask=Text("What does the client complain of most in our service?", "客户对我们的服务最常抱怨什么？"),
    ),
    Field(
        "account.complaints_about_rivals",
        "account",
        QUESTIONS.key,
        "long_text",
        Text("What the client complains of most in our competitors", "客户对我竞争者的最常抱怨"),
        importance=2,
        ask=Text(
            "What does the client complain of most in our competitors?", "客户对我们的竞争者最常抱怨什么？"
        ),
    ),
    Field(
        "account.product_priorities",
        "account",
        QUESTIONS.key,
        "long_text",
        Text("What the client puts first when choosing products", "客户选择产品优先考虑的"),
    ),
    Field(
        "account.regulation_changes",
        "account",
        QUESTIONS.key,
        "long_text",
        Text("Coming changes of regulation and what they mean", "即将发生的法规变化对客户的影响"),
    ),
    Field(
        "account.client_strategy",
        "account",
        QUESTIONS.key,
        "choice",
        Text("Client's strategy", "客户策略"),
        choices=vocabulary.CLIENT_STRATEGY,
    ),
    Field(
        "account.best_services",
        "account",
        QUESTIONS.key,
        "long_text",
        Text("The three best services I can give the client", "我能给客户提供的三项最佳的服务"),
        importance=2,
    ),
)

_NOTES_FIELDS: Final = (
    Field("account.tags", "account", NOTES.key, "tags", Text("Tags", "标签"), importance=0),
    Field(
        "account.notes",
        "account",
        NOTES.key,
        "long_text",
        Text("Notes", "备注"),
        sensitive=True,
        help=Text("Private: left out of shared exports.", "私人内容：共享导出时不带出。"),
        importance=0,
    ),
)

ACCOUNT_FIELDS: Final = (
    _FACTS_FIELDS
    + _BUSINESS_FIELDS
    + _ECONOMICS_FIELDS
    + _SEGMENT_FIELDS
    + _QUESTION_FIELDS
    + SUPPLIER_FIELDS
    + DISTRIBUTOR_FIELDS
    + _NOTES_FIELDS
)
