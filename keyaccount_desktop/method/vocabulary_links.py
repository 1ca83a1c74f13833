"""The method's lists about links between people, about the coach, and about the evidence of facts.

Chinese terms are those of the sources, word for word. Read through ``vocabulary``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from keyaccount_desktop.language import Text, plain
from keyaccount_desktop.method.choices import Choice, ChoiceList

# Links between people.


@dataclass(frozen=True, slots=True)
class LinkKind(Choice):
    """A kind of link; ``directed`` ones read from source to target."""

    directed: bool = False
    tie: bool = False
    """One of the five ties 五缘: sensitive, drawn dotted with its name."""
    inverse: Text | None = None
    """Of a directed link: what it is seen from the person it leads to."""


_LINK_KINDS: Final = (
    LinkKind(
        "reports_to",
        Text("Reports to", "汇报"),
        Text("From the organisation chart.", "来自组织结构图。"),
        directed=True,
        inverse=Text("Superior of", "下属"),
        aliases=("reports", "上下级"),
    ),
    LinkKind(
        "influences",
        Text("Influences", "影响"),
        Text("From the one who influences to the one influenced.", "从影响者指向被影响者。"),
        mark=plain("→"),
        directed=True,
        inverse=Text("Influenced by", "受影响于"),
    ),
    LinkKind("conflict", Text("Conflict", "冲突"), mark=plain("⚡")),
    LinkKind("blood", Text("Blood tie", "血缘"), tie=True),
    LinkKind("kin", Text("Kinship", "亲缘"), tie=True),
    LinkKind(
        "place",
        Text("Tie of place", "地缘"),
        Text("The same native place.", "同乡。"),
        aliases=("同乡", "老乡"),
        tie=True,
    ),
    LinkKind("affection", Text("Tie of affection", "情缘"), tie=True),
    LinkKind(
        "teacher", Text("Teacher and student", "师生情"), aliases=("师生",), under="affection", tie=True
    ),
    LinkKind("alumni", Text("Alumni", "校友情"), aliases=("校友", "同学"), under="affection", tie=True),
    LinkKind("rapport", Text("Personal goodwill", "人缘"), tie=True),
    LinkKind(
        "introduces",
        Text("Introduces", "引见"),
        Text(
            "Points to the person introduced. Introducers: a former area manager, reps of other companies, "
            "experts and senior clients.",
            "指向被引见的人。引见人：老地区经理、其他公司的代表、专家和资深客户。",
        ),
        directed=True,
        inverse=Text("Introduced by", "引见人"),
    ),
)

LINK_KIND: Final = ChoiceList("link_kind", Text("Kind of link", "关系"), _LINK_KINDS)
LINK_KINDS: Final[dict[str, LinkKind]] = {kind.code: kind for kind in _LINK_KINDS}
"""The same kinds with their direction."""
DIRECTED_LINKS: Final = frozenset(kind.code for kind in _LINK_KINDS if kind.directed)
TIES: Final = frozenset(kind.code for kind in _LINK_KINDS if kind.tie)

TIE_KIND: Final = ChoiceList("tie_kind", Text("Tie", "缘"), tuple(kind for kind in _LINK_KINDS if kind.tie))
"""The five ties alone: what may bind one of our own staff to a person."""


def link_reading(kind: str, outgoing: bool) -> Text:
    """What a link is, seen from one of its ends: from where it begins, or from where it leads to."""
    known = LINK_KINDS.get(kind)
    if known is None:
        return plain(kind)
    return known.text if outgoing or known.inverse is None else known.inverse


LINK_STRENGTH: Final = ChoiceList(
    "link_strength",
    Text("Strength", "强度"),
    (
        Choice("1", Text("Weak", "弱")),
        Choice("2", Text("Medium", "中")),
        Choice("3", Text("Strong", "强")),
    ),
)

# The coach.

COACH_RUNG: Final = ChoiceList(
    "coach_rung",
    Text("Trust ladder", "信任阶梯"),
    (
        Choice("acquainted", Text("Acquainted", "认识"), mark=plain("★1")),
        Choice("meeting", Text("Meeting", "约会"), mark=plain("★2")),
        Choice("identifying", Text("Identifying", "认同"), mark=plain("★3")),
        Choice("trusting", Text("Trusting", "信赖"), mark=plain("★4")),
        Choice("allied", Text("Allied", "同盟"), mark=plain("★5")),
    ),
)

COACH_CONDITIONS: Final = ChoiceList(
    "coach_conditions",
    Text("Six conditions of a coach", "内线的六个条件"),
    (
        Choice("private_contact", Text("Keeps close private contact", "保持密切的私下交流")),
        Choice("endorses", Text("Endorses our product and service", "认同我公司产品/服务")),
        Choice("trusts_rep", Text("Trusts the rep", "信赖销售经理")),
        Choice(
            "knows_benefit",
            Text(
                "Knows what success of the project brings the organisation",
                "知道项目成功会给单位带来什么",
            ),
        ),
        Choice("we_invested", Text("We have invested time and attention", "我们已经投入时间和关注")),
        Choice("next_step", Text("A next step is planned", "有下一步规划")),
    ),
)

# Evidence of every fact.

SOURCE: Final = ChoiceList(
    "source",
    Text("Source", "来源"),
    (
        Choice("coach", Text("Coach", "内线")),
        Choice("self", Text("The person", "本人"), aliases=("self", "themselves")),
        Choice("third_party", Text("Third party", "侧面"), aliases=("侧面了解",)),
        Choice("public", Text("Public", "公开"), aliases=("网上", "网上或其他渠道")),
        Choice("observed", Text("Observed", "亲见")),
    ),
)

CERTAINTY: Final = ChoiceList(
    "certainty",
    Text("Certainty", "确定性"),
    (
        Choice("assumed", Text("Assumed", "推测"), mark=plain("?")),
        Choice("confirmed", Text("Confirmed", "已证实"), aliases=("证实",)),
    ),
)

LINK_LISTS: Final = (LINK_KIND, TIE_KIND, LINK_STRENGTH, COACH_RUNG, COACH_CONDITIONS, SOURCE, CERTAINTY)
