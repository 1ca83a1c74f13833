"""The fields of what moves a person: style, value orientation, innovativeness, adoption of our products.

Read through ``catalogue``. Adoption is a rung, never a quantity.
"""

from __future__ import annotations

from typing import Final

from keyaccount_desktop.language import Text
from keyaccount_desktop.method import vocabulary
from keyaccount_desktop.method.catalogue_person import VALUE
from keyaccount_desktop.method.fields import Field

VALUE_FIELDS: Final = (
    Field(
        "person.personality",
        "person",
        VALUE.key,
        "choice",
        Text("Personality style", "个性风格"),
        choices=vocabulary.PERSONALITY,
        help=Text(
            "Know yourself, know the other, see the difference: less of your own style, more of theirs.",
            "了解自己，了解对方，看到差异：少用自己的风格，多用对方的（投其所好/互补长短）。",
        ),
        importance=3,
        essential=True,
        ask=Text("Which personality style?", "是哪种个性风格？"),
    ),
    Field(
        "person.value_psychological",
        "person",
        VALUE.key,
        "choices",
        Text("Psychological values", "心理上的"),
        choices=vocabulary.VALUE_PSYCHOLOGICAL,
        open_ended=True,
        help=Text("What moves this person: the emotional side.", "什么能打动他：感性的一面。"),
        importance=2,
        ask=Text("What matters most to this person psychologically?", "心理上最看重什么？"),
    ),
    Field(
        "person.value_functional",
        "person",
        VALUE.key,
        "choices",
        Text("Functional values", "功能上的"),
        choices=vocabulary.VALUE_FUNCTIONAL,
        open_ended=True,
        help=Text("What the product must do for this person.", "产品必须为他做到什么。"),
        importance=2,
        ask=Text("What matters most to this person functionally?", "功能上最看重什么？"),
    ),
    Field(
        "person.value_economic",
        "person",
        VALUE.key,
        "choices",
        Text("Economic values", "经济上的"),
        choices=vocabulary.VALUE_ECONOMIC,
        open_ended=True,
        help=Text("For the organisation, not for the person.", "对单位而言，不是对个人。"),
        importance=2,
        ask=Text("What matters most to this person economically?", "经济上最看重什么？"),
    ),
    Field(
        "person.how_we_help",
        "person",
        VALUE.key,
        "long_text",
        Text("What our company can help with", "我们公司能帮助他什么"),
        help=Text(
            "In the work: knowledge, service, standing of the department. Tie the emotional to the rational. "
            "Aim with A and B clients: a long-term partnership among friends.",
            "在工作上：知识、服务、科室的地位。把感性和理性结合起来。"
            "对 A、B 类客户的目标：朋友式的、长期、合作伙伴关系。",
        ),
        importance=2,
        ask=Text("What can our company help this person with?", "我们公司能帮助他什么？"),
    ),
    Field(
        "person.innovativeness",
        "person",
        VALUE.key,
        "choice",
        Text("Innovativeness", "创新类型"),
        choices=vocabulary.INNOVATIVENESS,
        ask=Text("How early does this person take up something new?", "对新事物接受得早还是晚？"),
    ),
    Field(
        "person.innovator_signs",
        "person",
        VALUE.key,
        "checklist",
        Text("Signs of an innovator", "创新者的迹象"),
        choices=vocabulary.INNOVATOR_SIGNS,
        importance=0,
    ),
    Field(
        "person.adoption",
        "person",
        VALUE.key,
        "choice",
        Text("Product adoption", "产品接受程度"),
        choices=vocabulary.ADOPTION,
        per_product=True,
        help=Text("One rung for each product.", "每个产品一个阶段。"),
        importance=2,
        ask=Text("How far has this person taken up our product?", "对我们的产品接受到哪一步？"),
    ),
    Field(
        "person.first_use_product",
        "person",
        VALUE.key,
        "checklist",
        Text("First use: the product", "首次使用：药品因素"),
        choices=vocabulary.FIRST_USE_PRODUCT,
        per_product=True,
        help=Text("What made or will make the first use possible.", "促成首次使用的因素。"),
        importance=0,
    ),
    Field(
        "person.first_use_rep",
        "person",
        VALUE.key,
        "checklist",
        Text("First use: the rep", "首次使用：代表因素"),
        choices=vocabulary.FIRST_USE_REP,
        per_product=True,
        help=Text("What made or will make the first use possible.", "促成首次使用的因素。"),
        importance=0,
    ),
)
