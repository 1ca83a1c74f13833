"""The method's lists about people: position in a purchase, profile, value, adoption.

Chinese terms are those of the sources, word for word. Read through ``vocabulary``.
"""

from __future__ import annotations

from typing import Final

from keyaccount_desktop.language import Text, plain
from keyaccount_desktop.method.choices import Choice, ChoiceList

# Position in the purchase: the influence map's own table.

FUNCTION: Final = ChoiceList(
    "function",
    Text("Department function", "部门职能"),
    (
        Choice(
            "executive", Text("Executives", "院领导/高层"), aliases=("院领导", "高层", "executive", "top")
        ),
        Choice(
            "using",
            Text("Using department", "使用部门"),
            Text("Starts most purchases and judges at the end.", "发起大多数采购，最后由它评判。"),
            aliases=("使用",),
        ),
        Choice(
            "technical",
            Text("Technical department", "技术部门"),
            Text("Plans, checks feasibility, maintains afterwards.", "规划，检查可行性，事后维护。"),
            aliases=("技术",),
        ),
        Choice(
            "finance",
            Text("Finance department", "财务部门"),
            Text("Compares by the criteria and negotiates.", "按采购指标比较并谈判。"),
            aliases=("财务",),
        ),
        Choice(
            "purchasing",
            Text("Purchasing department", "采购部门"),
            Text(
                "Compares by the criteria and negotiates; a tender centre or supplies company counts here.",
                "按采购指标比较并谈判；招标中心、物资公司也算在这里。",
            ),
            aliases=("采购", "招标中心", "物资公司", "tender centre", "supplies company"),
        ),
        Choice("other", Text("Other", "其他"), aliases=("其它",)),
    ),
)

LEVEL: Final = ChoiceList(
    "level",
    Text("Level", "级别"),
    (
        Choice("decision", Text("Decision-making", "决策层"), aliases=("决策",)),
        Choice("management", Text("Management", "管理层"), aliases=("管理",)),
        Choice("operation", Text("Operational", "操作层"), aliases=("操作",)),
    ),
)

BUYING_ROLE: Final = ChoiceList(
    "buying_role",
    Text("Buying role", "采购角色"),
    (
        Choice(
            "initiator",
            Text("Initiator", "发起者"),
            Text(
                "Proposes the purchase: usually the using department, for a strategic purchase the top.",
                "提出采购：通常是使用部门，战略性采购则是高层。",
            ),
            mark=Text("I", "发"),
            aliases=("发起",),
        ),
        Choice(
            "designer",
            Text("Designer", "设计者"),
            Text(
                "Turns the motive into purchase criteria, the specification.",
                "把采购动机变成采购指标。",
            ),
            mark=Text("Sp", "设"),
            aliases=("设计", "specifier"),
        ),
        Choice(
            "decider",
            Text("Decision maker", "决策者"),
            Text(
                "Settles budget, go-ahead and supplier. The parts in the decision know a decision maker too.",
                "决定预算、是否采购和供应商。决策作用里也有决策者。",
            ),
            mark=Text("De", "决"),
            aliases=("决策",),
        ),
        Choice(
            "user",
            Text("User", "使用者"),
            Text(
                "Takes part throughout, may be the initiator, always belongs to the design and evaluation "
                "groups, and largely decides satisfaction.",
                "全程参与，可能就是发起者，总在设计组和评估组里，很大程度上决定客户满意度。",
            ),
            mark=Text("U", "使"),
            aliases=("使用",),
        ),
        Choice(
            "evaluator",
            Text("Evaluator", "评估者"),
            Text(
                "Compares suppliers against the criteria; outside experts of a tender stand as a group only.",
                "按采购指标比较供应商；招标中的外部专家只作为一个群体记录。",
            ),
            mark=Text("Ev", "评"),
            aliases=("评估",),
        ),
    ),
)

PART: Final = ChoiceList(
    "part",
    Text("Part in the decision", "决策作用"),
    (
        Choice(
            "decides",
            Text("Decision maker", "决策者"),
            Text(
                "Has the say; success hangs on this person, who is not met every time.",
                "谁说了算,事关成败,但不是每次都见得到",
            ),
            aliases=("decider", "决策"),
        ),
        Choice(
            "influences",
            Text("Influencer", "影响者"),
            Text("Moves the decision without the final say.", "影响决策，但没有最后决定权。"),
            aliases=("影响",),
        ),
        Choice("executes", Text("Implementer", "执行者"), aliases=("执行",)),
        Choice(
            "blocks",
            Text("Blocker", "阻碍者"),
            Text(
                "Hardest to find, and often overlooked when things are pressing.",
                "最难发现,当紧急时,时常忽略他们",
            ),
            mark=plain("⛔"),
            aliases=("阻碍",),
        ),
    ),
)

ATTITUDE: Final = ChoiceList(
    "attitude",
    Text("Attitude to us", "态度"),
    (
        Choice(
            "supporter",
            Text("Supporter", "支持者"),
            mark=Text("+ ▲", "支▲"),
            aliases=("支持", "支", "▲"),
        ),
        Choice("neutral", Text("Neutral", "中立者"), mark=Text("●", "中●"), aliases=("中立", "中", "●")),
        Choice(
            "opponent",
            Text("Opponent", "反对者"),
            mark=Text("– ▼", "反▼"),
            aliases=("反对", "反", "▼"),
        ),
    ),
)

UNKNOWN_ATTITUDE: Final = Choice(
    "unknown",
    Text("Not known yet", "未知"),
    Text("Not known yet, which is not neutral.", "还不知道，不等于中立。"),
    mark=Text("? ○", "?○"),
)
"""What is shown where no attitude is recorded. Never stored: a missing fact says it."""

CLOSENESS: Final = ChoiceList(
    "closeness",
    Text("Contact closeness", "联系"),
    (
        Choice("close", Text("Close", "密切"), mark=plain("▂▄▆")),
        Choice("frequent", Text("Frequent", "频繁"), mark=plain("▂▄▁")),
        Choice("distant", Text("Distant", "疏远"), mark=plain("▂▁▁")),
        Choice("none", Text("Not contacted", "未联系"), mark=plain("▁▁▁")),
    ),
)

CLOSENESS_BARS: Final[dict[str, int]] = {"close": 3, "frequent": 2, "distant": 1, "none": 0}
"""How many of the three signal bars are filled."""

PERSON_KIND: Final = ChoiceList(
    "person_kind",
    Text("Entry", "类别"),
    (
        Choice("person", Text("Person", "人")),
        Choice(
            "group",
            Text("Group", "群体"),
            Text(
                "A role held together; an evaluation committee stays a group until the result is public.",
                "共同担任一个角色；评标委员会在结果公开前只作为群体。",
            ),
        ),
        Choice(
            "post",
            Text("Post, holder unknown", "职位(人选未知)"),
            Text("The post is known, its holder is not.", "职位已知，人选未知。"),
        ),
    ),
)

# Profile.

GENDER: Final = ChoiceList(
    "gender",
    Text("Gender", "性别"),
    (
        Choice("male", Text("Male", "男"), aliases=("男性", "m", "先生", "mr")),
        Choice("female", Text("Female", "女"), aliases=("女性", "f", "女士", "ms")),
    ),
)

PROFESSION: Final = ChoiceList(
    "profession",
    Text("Profession", "专业"),
    (
        Choice("medical", Text("Medical", "医学专业"), aliases=("医学",)),
        Choice("pharmaceutical", Text("Pharmaceutical", "药学专业"), aliases=("药学",)),
        Choice("other", Text("Other", "其他"), aliases=("其它",)),
    ),
)

PHONE_LABEL: Final = ChoiceList(
    "phone_label",
    Text("Kind of number", "号码类别"),
    (
        Choice("mobile", Text("Mobile", "手机"), aliases=("移动电话", "cell", "mobile phone")),
        Choice("office", Text("Office", "办公"), aliases=("办公电话", "座机", "work", "office phone")),
        Choice("switchboard", Text("Switchboard", "总机")),
        Choice(
            "private",
            Text("Private", "私人"),
            Text("Left out of shared exports.", "共享导出时不带出。"),
            aliases=("私人手机", "私人电话", "住宅", "家庭电话", "home", "private mobile"),
        ),
    ),
    editable=True,
)

FAMILY_RELATION: Final = ChoiceList(
    "family_relation",
    Text("Relation", "家庭关系"),
    (
        Choice("spouse", Text("Spouse", "配偶"), aliases=("爱人", "husband", "wife", "丈夫", "妻子")),
        Choice("son", Text("Son", "儿子")),
        Choice("daughter", Text("Daughter", "女儿")),
        Choice("child", Text("Child", "孩子"), aliases=("小孩", "子女", "kid", "children")),
        Choice(
            "grandchild",
            Text("Grandchild", "孙辈"),
            aliases=("孙子", "孙女", "外孙", "外孙女", "grandson", "granddaughter"),
        ),
        Choice("father", Text("Father", "父亲")),
        Choice("mother", Text("Mother", "母亲")),
        Choice("sibling", Text("Brother or sister", "兄弟姐妹"), aliases=("brother", "sister")),
        Choice("other", Text("Other", "其他"), aliases=("其它",)),
    ),
    editable=True,
)

FAMILY_OCCASION: Final = ChoiceList(
    "family_occasion",
    Text("Occasion", "重要日子"),
    (
        Choice("birthday", Text("Birthday", "生日"), aliases=("过生日", "寿辰")),
        Choice(
            "wedding", Text("Wedding day", "结婚纪念日"), aliases=("结婚日", "wedding anniversary", "wedding")
        ),
        Choice("exam", Text("Exam", "考试"), aliases=("examination",)),
        Choice("graduation", Text("Graduation", "毕业"), aliases=("毕业典礼",)),
    ),
    editable=True,
)

PERSONALITY: Final = ChoiceList(
    "personality",
    Text("Personality style", "个性风格"),
    (
        Choice(
            "authority",
            Text("Driver (authoritative)", "权威者"),
            Text("Often holds a management post.", "常在管理岗位。"),
            aliases=("权威", "driver", "权威型"),
        ),
        Choice("analytical", Text("Analytical", "思考者"), aliases=("思考", "分析型", "思考型")),
        Choice("expressive", Text("Expressive", "沟通者"), aliases=("沟通", "表现型", "沟通型")),
        Choice("amiable", Text("Amiable", "合作者"), aliases=("合作", "亲切型", "合作型")),
    ),
    editable=True,
)

# Value orientation: what moves this person.

VALUE_PSYCHOLOGICAL: Final = ChoiceList(
    "value_psychological",
    Text("Psychological values", "心理上的"),
    (
        Choice("status", Text("Status", "地位")),
        Choice("reputation", Text("Reputation", "名誉")),
        Choice("relationship", Text("Relationship", "关系")),
        Choice("trend", Text("Trend", "潮流")),
    ),
)

VALUE_FUNCTIONAL: Final = ChoiceList(
    "value_functional",
    Text("Functional values", "功能上的"),
    (
        Choice("efficacy", Text("Efficacy", "疗效")),
        Choice("side_effects", Text("Side effects", "副作用")),
    ),
)

VALUE_ECONOMIC: Final = ChoiceList(
    "value_economic",
    Text("Economic values", "经济上的"),
    (
        Choice("price", Text("Price", "价格")),
        Choice("hospital_resources", Text("Use of hospital resources", "医院资源的使用")),
    ),
)

# Product adoption: a rung, never a quantity.

ADOPTION: Final = ChoiceList(
    "adoption",
    Text("Product adoption", "产品接受程度"),
    (
        Choice("unaware", Text("Unaware", "不知道")),
        Choice("aware", Text("Aware", "知道")),
        Choice("interested", Text("Interested", "感兴趣")),
        Choice("trial", Text("Trial", "试用")),
        Choice("evaluating", Text("Evaluating", "评价")),
        Choice("using", Text("Using", "使用")),
        Choice("regular", Text("Regular use", "经常使用"), aliases=("反复使用", "regular")),
    ),
    editable=True,
)

INNOVATIVENESS: Final = ChoiceList(
    "innovativeness",
    Text("Innovativeness", "创新类型"),
    (
        Choice(
            "innovator", Text("Innovator", "创新"), Text("2 % of people", "占 2 %"), aliases=("创新纪录",)
        ),
        Choice("early_adopter", Text("Early adopter", "跟随"), Text("14 % of people", "占 14 %")),
        Choice("early_majority", Text("Early majority", "早期主流"), Text("34 % of people", "占 34 %")),
        Choice("late_majority", Text("Late majority", "晚期主流"), Text("34 % of people", "占 34 %")),
        Choice("laggard", Text("Laggard", "迟钝"), Text("16 % of people", "占 16 %")),
    ),
)

INNOVATIVENESS_SHARE: Final[dict[str, int]] = {
    "innovator": 2,
    "early_adopter": 14,
    "early_majority": 34,
    "late_majority": 34,
    "laggard": 16,
}
"""Share of all people in each group, in percent."""

INNOVATOR_SIGNS: Final = ChoiceList(
    "innovator_signs",
    Text("Signs of an innovator", "创新者的迹象"),
    (
        Choice("rising_star", Text("Young, a rising star", "年轻人冉冉升起的新星")),
        Choice("back_from_abroad", Text("Back from studies abroad", "留学回来的")),
        Choice(
            "academic_standing",
            Text(
                "Wants academic standing, and the company can help",
                "希望在学术界提升地位,公司又可以帮忙的",
            ),
        ),
        Choice(
            "authority_in_department", Text("Wants authority in the department", "希望在科室里树立威信的")
        ),
        Choice("wants_to_stand_out", Text("Wants to stand out", "希望崭露头角的")),
        Choice(
            "discipline_leader",
            Text(
                "Leader of the discipline (evidence-based: bring evidence)",
                "学科带头人(循证医学,拿出证据)",
            ),
            aliases=("学科带头人",),
        ),
    ),
)

FIRST_USE_PRODUCT: Final = ChoiceList(
    "first_use_product",
    Text("First use: the product", "药品因素"),
    (
        Choice("clinical_need", Text("Meets a clinical need", "临床治疗要求")),
        Choice("economics", Text("Meets the economic requirements", "符合经济学的要求")),
        Choice("safe", Text("Safe", "安全")),
    ),
)

FIRST_USE_REP: Final = ChoiceList(
    "first_use_rep",
    Text("First use: the rep", "代表因素"),
    (
        Choice("convincing", Text("The product presentation convinces", "产品的介绍让人信服")),
        Choice("knows_company", Text("Knows the company", "了解公司")),
        Choice("good_record", Text("Good record of working together", "良好的合作记录")),
        Choice("regular_visits", Text("Regular, lasting visits", "定期的持续拜访")),
        Choice("field_work", Text("Thorough work on the spot", "深入的现场工作")),
    ),
)

PEOPLE_LISTS: Final = (
    FUNCTION,
    LEVEL,
    BUYING_ROLE,
    PART,
    ATTITUDE,
    CLOSENESS,
    PERSON_KIND,
    GENDER,
    PROFESSION,
    PHONE_LABEL,
    FAMILY_RELATION,
    FAMILY_OCCASION,
    PERSONALITY,
    VALUE_PSYCHOLOGICAL,
    VALUE_FUNCTIONAL,
    VALUE_ECONOMIC,
    ADOPTION,
    INNOVATIVENESS,
    INNOVATOR_SIGNS,
    FIRST_USE_PRODUCT,
    FIRST_USE_REP,
)
