"""What a field of the catalogue is: its kind, its parts, how private it is, when it must be asked again.

The fields themselves stand in ``catalogue``. A custom field of a workbook is the same ``Field``, built from
its stored definition by ``workbook.definitions``.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, Literal, get_args

from keyaccount_desktop.language import Text
from keyaccount_desktop.method.choices import ChoiceList

Kind = Literal[
    "text",  # one line
    "long_text",  # several lines
    "email",
    "phone",
    "choice",  # one code
    "choices",  # several codes, kept in the order of their list
    "checklist",  # the same, shown as boxes to tick
    "ranked",  # several codes in the user's order
    "tags",  # several words of the user's own
    "number",
    "percent",
    "money",
    "rating",  # a whole number on a short scale
    "flag",
    "date",  # a year, a month or a day
    "partial_date",  # a birthday: solar or lunar, with or without year
    "record",  # several parts under one heading
]
KINDS: Final[tuple[Kind, ...]] = get_args(Kind)
KIND_NAMES: Final[dict[Kind, Text]] = {
    "text": Text("Line of text", "单行文字"),
    "long_text": Text("Long text", "多行文字"),
    "choice": Text("One of a list", "单选"),
    "choices": Text("Several of a list", "多选"),
    "number": Text("Number", "数字"),
    "date": Text("Date", "日期"),
    "flag": Text("Yes or no", "是/否"),
    "rating": Text("Rating", "评分"),
    "percent": Text("Percentage", "百分比"),
    "money": Text("Amount of money", "金额"),
    "phone": Text("Phone", "电话"),
    "email": Text("E-mail", "电子邮件"),
    "partial_date": Text("Birthday or anniversary", "生日或纪念日"),
    "tags": Text("Tags", "标签"),
    "checklist": Text("Checklist", "勾选清单"),
    "ranked": Text("Ranking", "排序"),
    "record": Text("Entry with several parts", "多栏条目"),
}
"""What the user is offered to make a field of, the usual ones first."""
SEVERAL_KINDS: Final[frozenset[Kind]] = frozenset(
    {"text", "choice", "number", "date", "money", "phone", "email", "partial_date", "record"}
)
"""Kinds of which a field may hold several entries; the others hold several things in one value, or are one thing."""

Subject = Literal["account", "person", "stakeholder", "purchase", "link"]
SUBJECTS: Final[tuple[Subject, ...]] = get_args(Subject)


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a record, such as the school of an education."""

    key: str
    kind: Kind
    text: Text
    choices: ChoiceList | None = None
    open_ended: bool = False
    required: bool = False
    """The record says nothing without it."""
    low: float | None = None
    high: float | None = None
    unit: Text | None = None
    ahead: bool = False
    """Of a partial date: it may be a day still to come, which no birthday is."""


@dataclass(frozen=True, slots=True)
class Field:
    """One thing that can be known about a subject. Values have the form that ``values`` gives its kind."""

    key: str
    """Global and dotted: ``person.native_place``."""
    subject: Subject
    section: str
    kind: Kind
    text: Text
    choices: ChoiceList | None = None
    parts: tuple[Part, ...] = ()
    """Of a record, in the order they are asked."""
    many: bool = False
    """Holds any number of entries, each a fact of its own."""
    per_product: bool = False
    """Holds one value for each product."""
    sensitive: bool = False
    """Left out of shared exports unless asked for."""
    help: Text | None = None
    stale_days: int | None = None
    """Days until it must be verified again; None: never."""
    importance: int = 1
    """3 is asked first, 0 does not count towards completeness."""
    private: bool = False
    """Never on a print or map unless asked for, not even its trace."""
    essential: bool = False
    """Shown as an empty line for a new subject; the others wait behind “Add…”."""
    open_ended: bool = False
    """Takes words of the user's own beside the choices."""
    low: float | None = None
    high: float | None = None
    unit: Text | None = None
    template: Text | None = None
    """How a record reads in one line: ``{part}`` filled in, ``[…]`` left out when a part in it is empty,
    ``[a|b]`` the first alternative that can be filled."""
    ask: Text | None = None
    """The question to ask, or to ask oneself, when it is not known."""
    only_for: tuple[str, ...] = ()
    """Types of client it applies to; empty: all."""
    sensitive_when: tuple[str, str] | None = None
    """Part and code that make a single entry sensitive though the field is not."""
    ahead: bool = False
    """Of a partial date: it may be a day still to come, which no birthday is."""
    check: Callable[[dict[str, Any], date], dict[str, Any]] | None = None
    """Of a record: what holds for its parts together. Given the entry and the day of today it returns the
    entry, completed if need be, or raises UserError."""
    custom: bool = False
    """The user's own; its key tells the definition in the workbook."""
    retired: bool = False
    """No longer offered or asked; what it holds is kept and can be seen."""


@dataclass(frozen=True, slots=True)
class Section:
    """A heading of fields on page and card."""

    key: str
    subject: Subject
    text: Text
    help: Text | None = None
    only_for: tuple[str, ...] = ()
    """Types of client it applies to; empty: all."""


@dataclass(frozen=True, slots=True)
class FactorGroup:
    """One of the four groups of factors that decide how a person buys."""

    code: str
    text: Text
    fields: tuple[str, ...]
