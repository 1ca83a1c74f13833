"""The fields of a purchase, of a person in a purchase, and of a link. Read through ``catalogue``.

A person in a purchase (stakeholder) carries the judgements of the influence map: the same director can
support one project and oppose another.
"""

from __future__ import annotations

from typing import Final

from keyaccount_desktop.language import Text
from keyaccount_desktop.method import vocabulary
from keyaccount_desktop.method.fields import Field, Section

PROJECT: Final = Section("purchase.project", "purchase", Text("Project", "项目"))
NEED: Final = Section("purchase.need", "purchase", Text("Need and motive", "需求与动机"))
TIMING: Final = Section("purchase.timing", "purchase", Text("Dates", "时间"))
POSITION: Final = Section("purchase.position", "purchase", Text("Our position", "竞争与策略"))

IN_PURCHASE: Final = Section("stakeholder.purchase", "stakeholder", Text("In the purchase", "在采购中"))
COACH: Final = Section(
    "stakeholder.coach",
    "stakeholder",
    Text("Coach", "内线"),
    Text("Private: off every print and export unless asked for.", "私密：除非特别要求，打印和导出都不带出。"),
)
TIE: Final = Section("link.link", "link", Text("Link", "关系"))

PURCHASE_SECTIONS: Final = (PROJECT, NEED, TIMING, POSITION)
STAKEHOLDER_SECTIONS: Final = (IN_PURCHASE, COACH)
LINK_SECTIONS: Final = (TIE,)

PURCHASE_FIELDS: Final = (
    Field(
        "purchase.products",
        "purchase",
        PROJECT.key,
        "tags",
        Text("Products", "产品"),
        importance=3,
        essential=True,
        ask=Text("Which products is it about?", "要采购哪些产品？"),
    ),
    Field(
        "purchase.amount",
        "purchase",
        PROJECT.key,
        "money",
        Text("Amount", "金额"),
        importance=3,
        essential=True,
        ask=Text("How large is the purchase?", "采购金额有多大？"),
    ),
    Field(
        "purchase.budget",
        "purchase",
        PROJECT.key,
        "money",
        Text("Budget", "预算"),
        importance=3,
        essential=True,
        ask=Text("Which budget is set?", "预算是多少？"),
    ),
    Field(
        "purchase.lead_state",
        "purchase",
        PROJECT.key,
        "choice",
        Text("Lead", "客户线索"),
        choices=vocabulary.LEAD_STATE,
        help=Text("Before or after the client's approval of the project.", "客户立项之前或之后。"),
        importance=2,
        essential=True,
        ask=Text("Has the client approved the project?", "客户是否已经立项？"),
    ),
    Field(
        "purchase.absent_roles",
        "purchase",
        PROJECT.key,
        "choices",
        Text("Roles nobody plays", "无人担任的角色"),
        choices=vocabulary.BUYING_ROLE,
        help=Text(
            "Known to be missing in this purchase, so nobody is looked for.",
            "已确认这次采购中没有，不必再找。",
        ),
        importance=0,
    ),
    Field(
        "purchase.entered_at_step",
        "purchase",
        PROJECT.key,
        "text",
        Text("Client's step when we entered", "我们进入时客户所处的步骤"),
        help=Text(
            "For tailored products: the earlier in, the better the odds.",
            "量身定制的产品：愈早进入,成功的概率愈大",
        ),
        importance=1,
    ),
    Field(
        "purchase.background",
        "purchase",
        NEED.key,
        "long_text",
        Text("Background", "背景"),
        importance=2,
        essential=True,
        ask=Text("What is behind the purchase?", "采购的背景是什么？"),
    ),
    Field(
        "purchase.motive",
        "purchase",
        NEED.key,
        "long_text",
        Text("Motive", "动机"),
        help=Text(
            "The need behind the need 需求背后的需求: the decider's strategic aim.",
            "需求背后的需求：决策者的战略目标。",
        ),
        importance=3,
        essential=True,
        ask=Text("What is the need behind the need?", "需求背后的需求是什么？"),
    ),
    Field(
        "purchase.opportunity",
        "purchase",
        NEED.key,
        "checklist",
        Text("Opportunity elements", "机会要素"),
        choices=vocabulary.OPPORTUNITY_ELEMENTS,
        help=Text("Tick what we know for certain.", "勾选已经清楚的。"),
        importance=2,
    ),
    Field(
        "purchase.no_opportunity",
        "purchase",
        NEED.key,
        "checklist",
        Text("Why it may be no opportunity", "可能不是机会的原因"),
        choices=vocabulary.NO_OPPORTUNITY,
        help=Text("Not every project is an opportunity.", "不是每个项目都是机会。"),
        importance=0,
    ),
    Field(
        "purchase.expected_close",
        "purchase",
        TIMING.key,
        "date",
        Text("Expected close", "预计成交时间"),
        importance=3,
        essential=True,
        ask=Text("When will it be decided?", "预计什么时候成交？"),
    ),
    Field(
        "purchase.tender_date",
        "purchase",
        TIMING.key,
        "date",
        Text("Tender", "招标时间"),
        importance=2,
        essential=True,
        ask=Text("When is the tender?", "什么时候招标？"),
    ),
    Field(
        "purchase.contract_date", "purchase", TIMING.key, "date", Text("Contract", "合同时间"), essential=True
    ),
    Field("purchase.delivery_date", "purchase", TIMING.key, "date", Text("Delivery", "到货时间")),
    Field("purchase.end_date", "purchase", TIMING.key, "date", Text("End", "结束时间")),
    Field(
        "purchase.probability",
        "purchase",
        POSITION.key,
        "percent",
        Text("Probability", "成交可能性"),
        importance=2,
        essential=True,
        ask=Text("How likely is the deal?", "成交的可能性有多大？"),
    ),
    Field(
        "purchase.competitors",
        "purchase",
        POSITION.key,
        "tags",
        Text("Competitors", "竞争对手"),
        importance=3,
        essential=True,
        ask=Text("Who competes with us?", "有哪些竞争对手？"),
    ),
    Field(
        "purchase.our_value",
        "purchase",
        POSITION.key,
        "long_text",
        Text("Our value", "我们的价值"),
        help=Text("Our unique value for this client 独特价值.", "我们对这个客户的独特价值。"),
        importance=2,
        essential=True,
        ask=Text("Why should the client choose us?", "客户为什么要选择我们？"),
    ),
    Field(
        "purchase.strategy",
        "purchase",
        POSITION.key,
        "choice",
        Text("Competitive strategy", "竞争策略"),
        choices=vocabulary.COMPETITIVE_STRATEGY,
        help=Text("All rest on trust with the decider.", "都以决策者的信任为基础。"),
        importance=2,
    ),
)

STAKEHOLDER_FIELDS: Final = (
    Field(
        "stakeholder.attitude",
        "stakeholder",
        IN_PURCHASE.key,
        "choice",
        Text("Attitude to us", "态度"),
        choices=vocabulary.ATTITUDE,
        help=Text("Leave it empty while not known: that is not neutral.", "不知道就留空：未知不等于中立。"),
        importance=3,
        essential=True,
        ask=Text("For us or against us?", "对我们是什么态度？"),
    ),
    Field(
        "stakeholder.closeness",
        "stakeholder",
        IN_PURCHASE.key,
        "choice",
        Text("Contact closeness", "联系"),
        choices=vocabulary.CLOSENESS,
        importance=3,
        essential=True,
        ask=Text("How close is the contact?", "联系有多密切？"),
    ),
    Field(
        "stakeholder.roles",
        "stakeholder",
        IN_PURCHASE.key,
        "choices",
        Text("Buying role", "采购角色"),
        choices=vocabulary.BUYING_ROLE,
        help=Text("Several may apply.", "可以有多个。"),
        importance=3,
        essential=True,
        ask=Text("Which role in the purchase?", "在采购中是什么角色？"),
    ),
    Field(
        "stakeholder.part",
        "stakeholder",
        IN_PURCHASE.key,
        "choice",
        Text("Part in the decision", "决策作用"),
        choices=vocabulary.PART,
        help=Text("Parts change: what held before is kept.", "动态原则：作用会变，以前的保留为历史。"),
        importance=2,
        essential=True,
        ask=Text("Which part in the decision?", "在决策中起什么作用？"),
    ),
    Field(
        "stakeholder.weight",
        "stakeholder",
        IN_PURCHASE.key,
        "percent",
        Text("Weight", "比重"),
        help=Text("Share of the decision 关键人所占的比重; may stay open.", "关键人所占的比重，可以不填。"),
        importance=2,
        essential=True,
        ask=Text("How much does this voice weigh?", "在决策中占多大比重？"),
    ),
    Field(
        "stakeholder.key",
        "stakeholder",
        IN_PURCHASE.key,
        "flag",
        Text("Key person", "关键决策人"),
        help=Text(
            "Profile, simulation and weight are asked for key persons first.",
            "关键人的资料、模拟和比重最先要问。",
        ),
        importance=0,
    ),
    Field(
        "stakeholder.firmness",
        "stakeholder",
        IN_PURCHASE.key,
        "rating",
        Text("Firmness", "坚定程度"),
        help=Text(
            "1 easily moved – 5 immovable; 3 while not known.", "1 容易改变 – 5 不会改变；未知时按 3。"
        ),
        low=1,
        high=5,
        ask=Text("How firm is this attitude?", "态度有多坚定？"),
    ),
    Field(
        "stakeholder.motive",
        "stakeholder",
        IN_PURCHASE.key,
        "long_text",
        Text("Purchase motive", "采购动机"),
        help=Text("Why this person wants the purchase.", "本人为什么希望采购。"),
        importance=3,
        essential=True,
        ask=Text("What does this person want from the purchase?", "想通过这次采购得到什么？"),
    ),
    Field(
        "stakeholder.countermeasure",
        "stakeholder",
        IN_PURCHASE.key,
        "long_text",
        Text("Countermeasure", "化解措施"),
        help=Text(
            "What dissolves the opposition. Every opponent needs one.", "怎样化解反对。每个反对者都要有。"
        ),
        importance=1,
        ask=Text("What dissolves the opposition?", "怎样化解反对？"),
    ),
    Field(
        "stakeholder.why_help",
        "stakeholder",
        IN_PURCHASE.key,
        "long_text",
        Text("Why would this person help us", "关键决策人为什么要帮助我们"),
        help=Text(
            "What work was done, and how far it moves the decision our way.",
            "列出做了哪些工作,这些工作在多大程度上会影响到他的决策向我们倾斜",
        ),
        importance=0,
    ),
    Field(
        "stakeholder.coach",
        "stakeholder",
        COACH.key,
        "choice",
        Text("Coach: trust ladder", "内线：信任阶梯"),
        choices=vocabulary.COACH_RUNG,
        sensitive=True,
        private=True,
        help=Text(
            "Someone inside who likes us and knows the inside. Never paid or rewarded.",
            "客户内部喜欢我们、了解内情的人。绝不付酬、不给好处。",
        ),
        importance=0,
    ),
    Field(
        "stakeholder.coach_conditions",
        "stakeholder",
        COACH.key,
        "checklist",
        Text("Coach: six conditions", "内线：六个条件"),
        choices=vocabulary.COACH_CONDITIONS,
        sensitive=True,
        private=True,
        importance=0,
    ),
)

LINK_FIELDS: Final = (
    Field(
        "link.strength",
        "link",
        TIE.key,
        "rating",
        Text("Strength", "强度"),
        choices=vocabulary.LINK_STRENGTH,
        low=1,
        high=3,
        essential=True,
    ),
    Field("link.note", "link", TIE.key, "long_text", Text("Note", "说明"), sensitive=True, essential=True),
)
