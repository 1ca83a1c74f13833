"""The fields about who else supplies a client: suppliers, competitors, and what was seen of their prices.

Read through ``catalogue``. Prices are what was offered openly or published: there is no field for a reserve
price or for a rival's sealed bid. Shares stand at client level only.
"""

from __future__ import annotations

from typing import Final

from keyaccount_desktop.language import Text
from keyaccount_desktop.method import vocabulary
from keyaccount_desktop.method.fields import Field, Part, Section

SUPPLIERS: Final = Section("account.suppliers", "account", Text("Suppliers", "供应商"))

SUPPLIER_FIELDS: Final = (
    Field(
        "account.suppliers",
        "account",
        SUPPLIERS.key,
        "record",
        Text("Suppliers", "供应商"),
        parts=(
            Part("name", "text", Text("Supplier", "供应商"), required=True),
            Part("product", "text", Text("Product", "产品")),
            Part("share", "percent", Text("Share", "份额")),
            Part("price", "text", Text("Price", "价格")),
            Part("strengths", "long_text", Text("Strengths", "优势")),
            Part("weaknesses", "long_text", Text("Weaknesses", "劣势")),
            Part("problems", "long_text", Text("Problems", "现存问题")),
            Part("countermeasures", "long_text", Text("Our countermeasures", "我们相应的对策")),
        ),
        many=True,
        importance=2,
        template=Text(
            "{name}[: {product}][, share {share}][, price {price}][; strengths: {strengths}]"
            "[; weaknesses: {weaknesses}][; problems: {problems}][; our countermeasures: {countermeasures}]",
            "{name}[：{product}][，份额 {share}][，价格 {price}][；优势：{strengths}]"
            "[；劣势：{weaknesses}][；现存问题：{problems}][；我们相应的对策：{countermeasures}]",
        ),
        ask=Text("Who supplies what, and with which share?", "哪些供应商在供什么产品，各占多少份额？"),
    ),
    Field(
        "account.supplier_structure",
        "account",
        SUPPLIERS.key,
        "long_text",
        Text("Structure of suppliers", "供应商的结构"),
        importance=2,
        ask=Text("Who supplies the client now?", "现在的供应商结构如何？"),
    ),
    Field(
        "account.supplier_problems",
        "account",
        SUPPLIERS.key,
        "long_text",
        Text("Problems with present suppliers", "供应商现存问题"),
    ),
    Field(
        "account.supplier_countermeasures",
        "account",
        SUPPLIERS.key,
        "long_text",
        Text("Our countermeasures", "我们相应的对策"),
    ),
    Field(
        "account.competitors",
        "account",
        SUPPLIERS.key,
        "record",
        Text("Competitors", "竞争对手"),
        parts=(
            Part("name", "text", Text("Competitor", "竞争对手"), required=True),
            Part("channel", "text", Text("Channel", "渠道")),
            Part("price", "text", Text("Price", "价格")),
            Part("products", "text", Text("Products", "产品")),
            Part("share", "percent", Text("Market share", "占有率")),
            Part("promotion", "long_text", Text("Advertising and promotion", "广告促销")),
            Part("staff", "long_text", Text("Changes of staff", "人员变动")),
        ),
        many=True,
        template=Text(
            "{name}[: {products}][, channel {channel}][, price {price}][, market share {share}]"
            "[; advertising and promotion: {promotion}][; changes of staff: {staff}]",
            "{name}[：{products}][，渠道 {channel}][，价格 {price}][，占有率 {share}]"
            "[；广告促销：{promotion}][；人员变动：{staff}]",
        ),
        ask=Text("What do our competitors do at this client?", "竞争对手在这个客户那里有什么动向？"),
    ),
    Field(
        "account.prices",
        "account",
        SUPPLIERS.key,
        "record",
        Text("Prices", "价格信息"),
        parts=(
            Part(
                "company", "choice", Text("Company", "公司"),
                choices=vocabulary.PRICE_COMPANY, open_ended=True, required=True,
            ),
            Part("product", "text", Text("Product", "产品"), required=True),
            Part("against", "text", Text("Compares with", "对应我方产品")),
            Part("price", "money", Text("Price", "价格"), required=True, low=0),
            Part("unit", "text", Text("Unit", "单位")),
            Part("day", "date", Text("Day", "日期")),
            Part("source", "text", Text("Where from", "来源")),
        ),
        many=True,
        help=Text(
            "What was offered openly or published; never a reserve price or a sealed bid.",
            "只记公开报价或已公布的价格；不记标底，也不记密封的投标。",
        ),
        importance=0,
        template=Text(
            "{company}, {product}: {price}[ / {unit}][, {day}][, from {source}][, compares with {against}]",
            "{company}，{product}：{price}[ / {unit}][，{day}][，来源 {source}][，对应我方产品 {against}]",
        ),
    ),
)  # fmt: skip
