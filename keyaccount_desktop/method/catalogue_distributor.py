"""The fields of a distributor: ten facts, and eight messages with the day each was told.

Read through ``catalogue``; ``TEN_FACTS`` says which fields each of the ten is known by. Volumes stand at
distributor level only; discount and deposit are terms of the contract with the company, and no field holds how
much they are.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from keyaccount_desktop.language import Text
from keyaccount_desktop.method import vocabulary
from keyaccount_desktop.method.fields import Field, Part, Section

_DISTRIBUTORS: Final = ("distributor",)

DISTRIBUTOR: Final = Section(
    "account.distributor",
    "account",
    Text("Distributor: ten facts", "经销商：十项资料"),
    Text("The first, the contact data, stands under Facts.", "第一项联系资料在“基本资料”中。"),
    only_for=_DISTRIBUTORS,
)
MESSAGES: Final = Section(
    "account.messages",
    "account",
    Text("Distributor: eight messages", "经销商：八项告知"),
    Text("When each was told.", "各在哪一天告知。"),
    only_for=_DISTRIBUTORS,
)

DISTRIBUTOR_SECTIONS: Final = (DISTRIBUTOR, MESSAGES)

_DISTRIBUTOR_FIELDS: Final = (
    Field(
        "account.nature",
        "account",
        DISTRIBUTOR.key,
        "choice",
        Text("Nature", "性质"),
        choices=vocabulary.DISTRIBUTOR_NATURE,
        help=Text("挂靠, working under another firm's licence, is a risk.", "挂靠是风险。"),
        importance=3,
        only_for=_DISTRIBUTORS,
    ),
    Field(
        "account.channel",
        "account",
        DISTRIBUTOR.key,
        "choices",
        Text("Main channel", "主渠道"),
        choices=vocabulary.DISTRIBUTOR_CHANNEL,
        importance=2,
        only_for=_DISTRIBUTORS,
    ),
    Field(
        "account.sales_staff",
        "account",
        DISTRIBUTOR.key,
        "record",
        Text("Sales staff", "销售人员"),
        parts=(
            Part("clinical", "number", Text("Clinical reps", "临床代表"), low=0, high=100_000),
            Part("otc", "number", Text("OTC sales reps", "OTC销售代表"), low=0, high=100_000),
            Part("promoters", "number", Text("Full-time promoters", "专职促销"), low=0, high=100_000),
        ),
        help=Text("How many of each.", "各有多少人。"),
        importance=2,
        template=Text(
            "[clinical reps {clinical}][, OTC sales reps {otc}][, full-time promoters {promoters}]",
            "[临床代表 {clinical}][，OTC销售代表 {otc}][，专职促销 {promoters}]",
        ),
        only_for=_DISTRIBUTORS,
    ),
    Field(
        "account.operation",
        "account",
        DISTRIBUTOR.key,
        "choices",
        Text("Way of operating", "操作方式"),
        choices=vocabulary.DISTRIBUTOR_OPERATION,
        importance=2,
        only_for=_DISTRIBUTORS,
    ),
    Field(
        "account.own_territory",
        "account",
        DISTRIBUTOR.key,
        "text",
        Text("Own territory", "自营区域"),
        importance=2,
        only_for=_DISTRIBUTORS,
    ),
    Field(
        "account.distributed_territory",
        "account",
        DISTRIBUTOR.key,
        "text",
        Text("Distributed territory", "分销区域"),
        only_for=_DISTRIBUTORS,
    ),
    Field(
        "account.present_products",
        "account",
        DISTRIBUTOR.key,
        "record",
        Text("Present products", "现有产品"),
        parts=(
            Part("product", "text", Text("Product", "产品"), required=True),
            Part("result", "text", Text("How it does", "销售情况")),
        ),
        many=True,
        importance=2,
        template=Text("{product}[: {result}]", "{product}[：{result}]"),
        only_for=_DISTRIBUTORS,
    ),
    Field(
        "account.interest",
        "account",
        DISTRIBUTOR.key,
        "record",
        Text("Interest", "意向"),
        parts=(
            Part("product", "text", Text("Product", "产品"), required=True),
            Part("area", "text", Text("Area", "区域")),
            Part("feedback", "text", Text("Feedback", "反馈")),
        ),
        many=True,
        importance=2,
        template=Text("{product}[, {area}][: {feedback}]", "{product}[，{area}][：{feedback}]"),
        only_for=_DISTRIBUTORS,
        ask=Text("Which product interests the distributor, and where?", "对哪个产品、哪个区域有意向？"),
    ),
    Field(
        "account.rival_products",
        "account",
        DISTRIBUTOR.key,
        "record",
        Text("Products of the same kind", "同类产品"),
        parts=(
            Part("product", "text", Text("Product", "产品"), required=True),
            Part("price", "text", Text("Price", "价格")),
            Part("policy", "text", Text("Agency policy", "代理政策")),
            Part("volume", "text", Text("Volume of the distributor", "经销商销量")),
            Part("problems", "text", Text("Problems", "问题")),
            Part("why_stopped", "text", Text("Why stopped", "停做原因")),
        ),
        many=True,
        template=Text(
            "{product}[, price {price}][, policy {policy}][, volume {volume}][, problems {problems}]"
            "[, stopped because {why_stopped}]",
            "{product}[，价格 {price}][，代理政策 {policy}][，销量 {volume}][，问题 {problems}]"
            "[，停做原因 {why_stopped}]",
        ),
        only_for=_DISTRIBUTORS,
    ),
    Field(
        "account.requirements",
        "account",
        DISTRIBUTOR.key,
        "long_text",
        Text("Requirements", "要求"),
        importance=2,
        only_for=_DISTRIBUTORS,
        ask=Text("What does the distributor ask of us?", "对我们有什么要求？"),
    ),
    Field(
        "account.tier",
        "account",
        DISTRIBUTOR.key,
        "choice",
        Text("Client tier", "客户层级"),
        choices=vocabulary.DISTRIBUTOR_TIER,
        help=Text("Only if second-tier or on trial.", "只在二级客户或试销客户时填写。"),
        importance=0,
        only_for=_DISTRIBUTORS,
    ),
)


def _told(message: vocabulary.Choice) -> Field:
    return Field(
        f"account.told_{message.code}",
        "account",
        MESSAGES.key,
        "date",
        message.text,
        help=message.note,
        only_for=_DISTRIBUTORS,
    )


_MESSAGE_FIELDS: Final = (
    *(_told(message) for message in vocabulary.DISTRIBUTOR_MESSAGE),
    Field(
        "account.discount_not_told",
        "account",
        MESSAGES.key,
        "choice",
        Text("Agency discount: not told because", "代理扣率：未告知的原因"),
        choices=vocabulary.DISCOUNT_NOT_TOLD,
        importance=0,
        only_for=_DISTRIBUTORS,
    ),
    Field(
        "account.message_replies",
        "account",
        MESSAGES.key,
        "record",
        Text("What the distributor said to it", "经销商的反馈"),
        parts=(
            Part(
                "message", "choice", Text("Message", "告知内容"),
                choices=vocabulary.DISTRIBUTOR_MESSAGE, required=True,
            ),
            Part("reply", "text", Text("Reply", "反馈"), required=True),
        ),
        many=True,
        importance=0,
        template=Text("{message}: {reply}", "{message}：{reply}"),
        only_for=_DISTRIBUTORS,
    ),
)  # fmt: skip

DISTRIBUTOR_FIELDS: Final = _DISTRIBUTOR_FIELDS + _MESSAGE_FIELDS


@dataclass(frozen=True, slots=True)
class TenFact:
    """One of the ten facts of a distributor: known once any of its fields is."""

    text: Text
    fields: tuple[str, ...]


TEN_FACTS: Final = (
    TenFact(Text("Contact data", "联系资料"), ("account.address", "account.phones", "account.email")),
    TenFact(Text("Nature", "性质"), ("account.nature",)),
    TenFact(Text("Main channel", "主渠道"), ("account.channel",)),
    TenFact(Text("Sales staff", "销售人员"), ("account.sales_staff",)),
    TenFact(Text("Way of operating", "操作方式"), ("account.operation",)),
    TenFact(Text("Territories", "区域"), ("account.own_territory", "account.distributed_territory")),
    TenFact(Text("Present products", "现有产品"), ("account.present_products",)),
    TenFact(Text("Interest", "意向"), ("account.interest",)),
    TenFact(Text("Products of the same kind", "同类产品"), ("account.rival_products",)),
    TenFact(Text("Requirements", "要求"), ("account.requirements",)),
)
