"""The method's lists about clients, purchases, visits and tasks.

Chinese terms are those of the sources, word for word. Read through ``vocabulary``.
"""

from __future__ import annotations

from typing import Final

from keyaccount_desktop.language import Text, plain
from keyaccount_desktop.method.choices import Choice, ChoiceList

# The client.

ACCOUNT_TYPE: Final = ChoiceList(
    "account_type",
    Text("Type of client", "客户类型"),
    (
        Choice("hospital", Text("Hospital", "医院")),
        Choice("distributor", Text("Distributor", "经销商"), aliases=("代理商",)),
        Choice("company", Text("Company", "公司"), aliases=("企业",)),
        Choice("government", Text("Government", "政府")),
        Choice("other", Text("Other", "其他"), aliases=("其它",)),
    ),
    editable=True,
)

HOSPITAL_GRADE: Final = ChoiceList(
    "hospital_grade",
    Text("Hospital grade", "医院等级"),
    (
        Choice("tertiary_a", Text("Tertiary, class A", "三级甲等"), aliases=("三甲",)),
        Choice("tertiary_b", Text("Tertiary, class B", "三级乙等"), aliases=("三乙",)),
        Choice("tertiary_c", Text("Tertiary, class C", "三级丙等"), aliases=("三丙",)),
        Choice("secondary_a", Text("Secondary, class A", "二级甲等"), aliases=("二甲",)),
        Choice("secondary_b", Text("Secondary, class B", "二级乙等"), aliases=("二乙",)),
        Choice("secondary_c", Text("Secondary, class C", "二级丙等"), aliases=("二丙",)),
        Choice("primary_a", Text("Primary, class A", "一级甲等"), aliases=("一甲",)),
        Choice("primary_b", Text("Primary, class B", "一级乙等"), aliases=("一乙",)),
        Choice("primary_c", Text("Primary, class C", "一级丙等"), aliases=("一丙",)),
        Choice("ungraded", Text("Not graded", "未定级")),
    ),
    editable=True,
)

KEY_CONCERN: Final = ChoiceList(
    "key_concern",
    Text("Key concern", "关键关注因素"),
    (
        Choice("quality", Text("Quality", "质量")),
        Choice("price", Text("Price", "价格")),
        Choice("supply", Text("Supply capability", "供应能力")),
        Choice("long_term", Text("Long-term cooperation", "对长期合作的考虑"), aliases=("长期合作",)),
    ),
    editable=True,
)

KEY_ACCOUNT_REASON: Final = ChoiceList(
    "key_account_reason",
    Text("Why a key account", "为什么是重点客户"),
    (
        Choice("many_buyers", Text("Many buyers", "许多个“买者”"), Text("The rule of 250", "250原则")),
        Choice("high_return", Text("High return", "高回报")),
        Choice("long_term", Text("Long-term", "长期性")),
    ),
)

CLIENT_STRATEGY: Final = ChoiceList(
    "client_strategy",
    Text("Client's strategy", "客户策略"),
    (
        Choice("low_cost", Text("Low-cost operation", "低成本经营"), aliases=("低成本", "low cost")),
        Choice("differentiation", Text("Product differentiation", "产品差异化"), aliases=("差异化",)),
        Choice("niche", Text("Niche market", "利基市场"), aliases=("利基",)),
    ),
)

# Distributors.

DISTRIBUTOR_NATURE: Final = ChoiceList(
    "distributor_nature",
    Text("Nature", "性质"),
    (
        Choice("individual", Text("Individual", "个人")),
        Choice(
            "affiliated",
            Text("Working under another firm's licence", "挂靠"),
            Text("A risk: works under another firm's licence.", "有风险：使用别家公司的资质。"),
            mark=plain("⚠"),
        ),
        Choice("company", Text("Company", "公司")),
        Choice("joint_stock", Text("Joint-stock company", "股份公司"), under="company"),
        Choice("state_owned", Text("State-owned company", "国营单位"), under="company"),
    ),
)

DISTRIBUTOR_CHANNEL: Final = ChoiceList(
    "distributor_channel",
    Text("Main channel", "主渠道"),
    (
        Choice("clinical", Text("Clinical", "临床")),
        Choice("otc", plain("OTC")),
        Choice("wholesale", Text("Wholesale", "批发")),
    ),
)

DISTRIBUTOR_OPERATION: Final = ChoiceList(
    "distributor_operation",
    Text("Way of operating", "操作方式"),
    (
        Choice("clinical", Text("Clinical", "临床")),
        Choice("otc", plain("OTC")),
        Choice("end_sales", Text("End sales", "纯销")),
        Choice("distribution", Text("Distribution", "分销")),
    ),
)

DISTRIBUTOR_TIER: Final = ChoiceList(
    "distributor_tier",
    Text("Client tier", "客户层级"),
    (
        Choice("second_tier", Text("Second-tier client", "二级客户")),
        Choice(
            "trial",
            Text("Trial client", "试销客户"),
            Text("Hospitals only, no territory.", "只有医院，没有区域。"),
        ),
    ),
)

DISTRIBUTOR_MESSAGE: Final = ChoiceList(
    "distributor_message",
    Text("Message", "告知内容"),
    (
        Choice("company", Text("Our company", "公司基本介绍")),
        Choice(
            "products",
            Text("Products", "产品情况"),
            Text(
                "Retail price, selling points, functions, advantages, effects",
                "零售价格、卖点、功能、优势、功效",
            ),
        ),
        Choice("sales_approach", Text("Sales approach in the target area", "目标区域的销售思路")),
        Choice("targets", Text("Sales targets, tasks, assessment", "销售目标、任务、考核")),
        Choice(
            "discount",
            Text("Agency discount", "代理扣率"),
            Text(
                "Not told where the territory has an agent or the client cannot be judged. "
                "A term of the contract with the company, never of a person.",
                "区域已有代理，或对客户无法判断时不告知。这是与公司签订的合同条款，绝不针对个人。",
            ),
        ),
        Choice(
            "deposit",
            Text("Deposit policy", "保证金政策"),
            Text(
                "A term of the contract with the company, never of a person.",
                "与公司签订的合同条款，绝不针对个人。",
            ),
        ),
        Choice("protection", Text("Market protection policy", "市场保护政策")),
        Choice("other_products", Text("Other products", "其它产品"), aliases=("其他产品",)),
    ),
)
"""The eight messages, in the order they are told."""

DISCOUNT_NOT_TOLD: Final = ChoiceList(
    "discount_not_told",
    Text("Why the agency discount is not told", "代理扣率未告知的原因"),
    (
        Choice("has_agent", Text("The territory has an agent", "区域已有代理"), aliases=("已有代理",)),
        Choice("not_judged", Text("The client cannot be judged", "对客户无法判断"), aliases=("无法判断",)),
    ),
)

# Suppliers and competitors.

PRICE_COMPANY: Final = ChoiceList(
    "price_company",
    Text("Company", "公司"),
    (Choice("ours", Text("Our company", "我方"), aliases=("我司", "我公司", "本公司", "us", "ours", "we")),),
)
"""Whose price it is: ours, or a company the user names."""

# Segmentation.

GRADE_SCHEME: Final = ChoiceList(
    "grade_scheme",
    Text("Grading scheme", "分级方案"),
    (
        Choice("s0", Text("Value × difficulty of the deal", "价值大小 × 成交难度大小")),
        Choice("s4", Text("Expected time × likelihood of the deal", "预计成交时间 × 成交可能性")),
    ),
)

GRADE_S0: Final = ChoiceList(
    "grade_s0",
    Text("Grade", "级别"),
    (
        Choice(
            "A",
            plain("A"),
            Text("Go all out, enter the key sales process", "全力以赴,进入销售关键流程"),
        ),
        Choice("B", plain("B"), Text("Limit the time, keep up the relation", "控制投入时间,做好关系维护")),
        Choice("C", plain("C"), Text("Watch for change, keep up the relation", "关注变化,做好关系维护")),
        Choice("D", plain("D"), Text("Put off; observe", "暂缓;观察")),
    ),
)

GRADE_S4: Final = ChoiceList(
    "grade_s4",
    Text("Grade", "级别"),
    (
        Choice("A", plain("A"), Text("Go all out, enter the sales process", "全力以赴,进入销售流程")),
        Choice("B", plain("B"), Text("Limit the time, client care", "控制投入时间,客户维护")),
        Choice("C", plain("C"), Text("Watch for change, client care", "关注变化,客户维护")),
        Choice("D", plain("D"), Text("Considered last, client care", "最后考虑,客户维护")),
    ),
)

GRADES: Final[dict[str, ChoiceList]] = {"s0": GRADE_S0, "s4": GRADE_S4}
"""The grades by scheme: the same letters, treated differently."""

SHARE_ZONE: Final = ChoiceList(
    "share_zone",
    Text("Share zone", "份额区"),
    (
        Choice("growth", Text("Growth zone", "增长区"), Text("Present and make known", "介绍和宣传")),
        Choice(
            "development",
            Text("Development zone", "发展区"),
            Text("Build long-term mutual trust", "建立长期的互信关系"),
        ),
        Choice(
            "consolidation",
            Text("Consolidation zone", "巩固区"),
            Text("Keep the relation, keep the client satisfied", "维持关系,保持客户满意度"),
        ),
    ),
)


def share_zone(percent: float) -> str:
    """The zone our share of a client's purchases falls in: below 10 %, 10–30 %, above."""
    if percent < 10:
        return "growth"
    return "development" if percent <= 30 else "consolidation"


STRATEGY: Final = ChoiceList(
    "strategy",
    Text("Strategy", "策略"),
    (
        Choice(
            "hunting",
            Text("Hunting", "打猎"),
            Text(
                "The product is strongly competitive, and/or there are far more opportunities than can be "
                "covered in depth. + Short cycle, quick revenue, low demands on the rep. "
                "– Low win rate, faults leave hidden trouble.",
                "游击战。产品竞争力强，和/或机会远多于能深入覆盖的。＋ 周期短，见效快，对销售人员要求低。"
                "－ 赢单率低，留下隐患。",
            ),
            aliases=("游击战",),
        ),
        Choice(
            "farming",
            Text("Farming", "耕种"),
            Text(
                "Rivals have strengths of their own and deep selling is needed: enter early, help design, "
                "cover the first five phases, light in implementation. "
                "– The rep must know the client's trade and be its consultant.",
                "阵地战。对手各有优势，需要深入销售：早进入，帮助设计，覆盖前五个阶段，实施阶段少投入。"
                "－ 销售人员要懂客户的行业，成为客户的顾问。",
            ),
            aliases=("阵地战",),
        ),
        Choice(
            "partnership",
            Text("Partnership", "伙伴"),
            Text(
                "Some years together, and trust: keep the client satisfied, cover every step; the rep, plus "
                "an inside telephone rep for after-sales and small orders.",
                "合作多年，已有信任：保持满意度，覆盖每一步；销售人员加电话销售，负责售后和小订单。",
            ),
        ),
    ),
)

SEASON: Final = ChoiceList(
    "season",
    Text("Season", "季节"),
    (
        Choice(
            "spring",
            Text("Spring", "春"),
            Text("New business, often harder than thought", "新的生意,常比想象的难对付"),
        ),
        Choice(
            "summer",
            Text("Summer", "夏"),
            Text("Repeat business; fewer cooperate than thought", "重复生意,会合作的比想象少"),
        ),
        Choice("autumn", Text("Autumn", "秋"), Text("Under threat", "存在威胁")),
        Choice("winter", Text("Winter", "冬"), Text("No future", "没有未来")),
    ),
)

SEASON_ATTENTION: Final = ("summer", "spring", "autumn", "winter")
"""Order of attention: summer, spring, plan autumn, winter if it pays."""

# The purchase.

COMPETITIVE_STRATEGY: Final = ChoiceList(
    "competitive_strategy",
    Text("Competitive strategy", "竞争策略"),
    (
        Choice("frontal", Text("Head-on competition", "正面竞争")),
        Choice("reframe", Text("Change the view", "转变观点")),
        Choice("change_process", Text("Change the process", "改变流程")),
        Choice("delay", Text("Delay", "拖延策略")),
        Choice("win_win", Text("Win-win", "双赢策略")),
        Choice(
            "withdraw",
            Text("Withdraw", "退出竞争"),
            Text("Use it to build the relation and wait for the next chance.", "借此建立关系，等待下次机会"),
        ),
    ),
)

OPPORTUNITY_ELEMENTS: Final = ChoiceList(
    "opportunity_elements",
    Text("Opportunity elements", "机会要素"),
    (
        Choice("need", Text("Need", "需求")),
        Choice("schedule", Text("Project or purchase schedule", "项目/采购进度表")),
        Choice("budget", Text("Budget", "预算")),
        Choice("competition", Text("Competition", "竞争")),
        Choice("decision", Text("Decision", "决策")),
        Choice("priorities", Text("Priority criteria of the evaluation", "优先评估项")),
    ),
)

NO_OPPORTUNITY: Final = ChoiceList(
    "no_opportunity",
    Text("Why it may be no opportunity", "可能不是机会的原因"),
    (
        Choice("funds_at_risk", Text("Funds at risk", "资金有风险")),
        Choice("too_small", Text("Too small to follow", "项目太小，不值得跟进")),
        Choice("technical", Text("A technical requirement we cannot meet", "技术要求我们达不到")),
    ),
)

LEAD_STATE: Final = ChoiceList(
    "lead_state",
    Text("Lead", "客户线索"),
    (
        Choice("before_approval", Text("Before approval", "立项前")),
        Choice("after_approval", Text("After approval", "立项后"), aliases=("已立项",)),
    ),
)

# Visits and tasks.

VISIT_KIND: Final = ChoiceList(
    "visit_kind",
    Text("Kind of contact", "方式"),
    (
        Choice("visit", Text("Visit", "拜访")),
        Choice("call", Text("Call", "电话")),
        Choice("message", Text("Message", "信息"), aliases=("消息", "微信", "短信", "邮件")),
        Choice("meeting", Text("Meeting", "会议")),
        Choice("event", Text("Event", "活动")),
    ),
)

VISIT_STATE: Final = ChoiceList(
    "visit_state",
    Text("State", "状态"),
    (
        Choice("planned", Text("Planned", "已计划")),
        Choice("held", Text("Held", "已进行")),
        Choice("cancelled", Text("Cancelled", "已取消")),
    ),
)

TASK_KIND: Final = ChoiceList(
    "task_kind",
    Text("Kind of task", "任务类别"),
    (
        Choice("next_step", Text("Next step", "下一步")),
        Choice("promise", Text("Promise", "承诺")),
        Choice("preparation", Text("Preparation", "准备")),
        Choice("support", Text("Company support", "公司支持"), aliases=("support", "支持")),
    ),
)

SUPPORT: Final = ChoiceList(
    "support",
    Text("Support", "支持"),
    (
        Choice("information", Text("Product information and literature", "产品资料和文献")),
        Choice("evidence", Text("Evidence", "证据")),
        Choice(
            "samples",
            Text("Samples for an agreed test", "约定测试用的样品"),
            Text("To the organisation, with a receipt.", "交给单位，有签收。"),
        ),
        Choice("technical_service", Text("Technical service", "技术服务")),
        Choice("product_training", Text("Product training", "产品培训")),
        Choice("top_level_meeting", Text("Top-level meeting", "高层会面")),
        Choice(
            "academic_event",
            Text("Company-approved academic event", "公司批准的学术活动"),
            Text("The approval number is required.", "必须有批准号。"),
        ),
    ),
)
"""The closed list of support; nothing else is ever offered."""

ACCOUNT_LISTS: Final = (
    ACCOUNT_TYPE,
    HOSPITAL_GRADE,
    KEY_CONCERN,
    KEY_ACCOUNT_REASON,
    CLIENT_STRATEGY,
    DISTRIBUTOR_NATURE,
    DISTRIBUTOR_CHANNEL,
    DISTRIBUTOR_OPERATION,
    DISTRIBUTOR_TIER,
    DISTRIBUTOR_MESSAGE,
    DISCOUNT_NOT_TOLD,
    PRICE_COMPANY,
    GRADE_SCHEME,
    GRADE_S0,
    GRADE_S4,
    SHARE_ZONE,
    STRATEGY,
    SEASON,
    COMPETITIVE_STRATEGY,
    OPPORTUNITY_ELEMENTS,
    NO_OPPORTUNITY,
    LEAD_STATE,
    VISIT_KIND,
    VISIT_STATE,
    TASK_KIND,
    SUPPORT,
)
