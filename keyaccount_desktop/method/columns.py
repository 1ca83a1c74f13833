"""What may stand in a list of clients or of people: its columns, what kind of values they hold, how those read.

Every field of the catalogue is a column; beside them stand a few that are counted or worked out. Used by
``filters``, by ``workbook.listing`` that reads the values, and by the lists of the window. Light on purpose: the
client list of the first screen needs ``FIRST_SCREEN`` before the catalogue is loaded.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Literal

from keyaccount_desktop.language import Text
from keyaccount_desktop.method.choices import ChoiceList
from keyaccount_desktop.method.vocabulary_account import ACCOUNT_TYPE, GRADE_S0

if TYPE_CHECKING:
    from keyaccount_desktop.method.catalogue import Catalogue
    from keyaccount_desktop.method.fields import Field

ColumnKind = Literal[
    "name",  # of the row itself, or of its client
    "text",
    "choice",  # one code
    "choices",  # several codes
    "tags",  # several words
    "flag",  # True or None
    "number",
    "percent",  # 0 to 100
    "date",  # ISO, maybe only a year or a month
    "step",  # (day or None, text)
]
ListKind = Literal["account", "person"]


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a list. ``None`` in it means: not known."""

    key: str
    text: Text
    kind: ColumnKind
    choices: ChoiceList | None = None
    field: Field | None = None
    """The field whose facts it shows, where it shows facts."""
    own: bool = False
    """Whether the facts are the row's own, and not those of its client."""

    @property
    def editable(self) -> bool:
        """Whether a cell may be changed in the list."""
        if self.field is not None:
            return (
                self.own and not (self.field.many or self.field.per_product) and self.field.kind != "record"
            )
        return self.own or self.key in ("name", "department")

    @property
    def for_many(self) -> bool:
        """Whether one value makes sense for several rows at once."""
        return (
            self.editable
            and (self.field is None or self.field.kind not in _PERSONAL_KINDS)
            and self.key != "name"
        )


_PERSONAL_KINDS: Final = frozenset({"email", "phone", "partial_date"})
_KINDS: Final[dict[str, ColumnKind]] = {
    "choice": "choice",
    "choices": "choices",
    "checklist": "choices",
    "ranked": "choices",
    "tags": "tags",
    "flag": "flag",
    "number": "number",
    "money": "number",
    "rating": "number",
    "percent": "percent",
    "date": "date",
}
"""Kinds of fields by the kind of their column; all others read as text."""

NAME: Final = "name"
LAST_CONTACT: Final = Column("last_contact", Text("Last contact", "上次联系"), "date")
COLD: Final = Column("cold", Text("Going cold", "正在变冷"), "flag")
KNOWN: Final = Column("known", Text("Known", "已知"), "percent")

FIRST_SCREEN: Final[tuple[Column, ...]] = (
    Column(NAME, Text("Client", "客户"), "name"),
    Column("account.type", Text("Type", "类型"), "choice", ACCOUNT_TYPE, own=True),
    Column("account.grade", Text("Grade", "级别"), "choice", GRADE_S0, own=True),
    Column("people", Text("People", "人员"), "number"),
    Column("next_step", Text("Next step", "下一步"), "step"),
    LAST_CONTACT,
    Column("account.region", Text("Region", "地区"), "text", own=True),
)
"""The columns of clients that are read before the catalogue is loaded; the last one as a remark to the name."""

SHOWN: Final[dict[ListKind, tuple[str, ...]]] = {
    "account": ("name", "account.type", "account.grade", "people", "next_step", "last_contact"),
    "person": (
        "name",
        "account",
        "person.position",
        "person.level",
        "stakeholder.attitude",
        "stakeholder.roles",
        "last_contact",
        "known",
    ),
}
"""The columns a list shows until the user chooses others."""


def columns(kind: ListKind, catalogue: Catalogue) -> dict[str, Column]:
    """All columns a list may show, by key, in the order they are offered."""
    if kind == "account":
        return _by_key(
            Column(NAME, Text("Client", "客户"), "name"),
            *_of_fields("account", catalogue),
            *(column for column in FIRST_SCREEN if "." not in column.key and column.key != NAME),
            COLD,
            KNOWN,
        )
    return _by_key(
        Column(NAME, Text("Name", "姓名"), "name"),
        Column("account", Text("Client", "客户"), "name"),
        Column("department", Text("Department", "部门"), "text"),
        *_of_fields("person", catalogue),
        *_of_fields("stakeholder", catalogue),
        Column("purchase", Text("Purchase", "采购项目"), "text"),
        LAST_CONTACT,
        COLD,
        KNOWN,
        *_of_client(catalogue),
    )


def _by_key(*made: Column) -> dict[str, Column]:
    return {column.key: column for column in made}


def _of_fields(subject: str, catalogue: Catalogue) -> list[Column]:
    return [
        Column(field.key, _SHORT.get(field.key, field.text), _kind(field), field.choices, field, own=True)
        for field in catalogue.fields_of(subject)
        if not field.per_product
    ]


_SHORT: Final = {
    "person.function": Text("Function", "职能"),
    "stakeholder.attitude": Text("Attitude", "态度"),
    "stakeholder.closeness": Text("Closeness", "联系"),
    "stakeholder.roles": Text("Roles", "采购角色"),
    "stakeholder.part": Text("Part", "决策作用"),
    "stakeholder.key": Text("Key person", "关键人"),
    "stakeholder.coach": Text("Coach", "内线"),
}
"""Names short enough for a heading, where the field's own is not."""


def _of_client(catalogue: Catalogue) -> list[Column]:
    """What is known of a person's client, as far as people are told apart by it."""
    prefix = Text("{field} of client", "客户{field}")
    return [
        Column(field.key, prefix.format(field=field.text), _kind(field), field.choices, field)
        for field in catalogue.fields_of("account")
        if field.kind == "choice" or field.key == "account.region"
    ]


def _kind(field: Field) -> ColumnKind:
    return "text" if field.many else _KINDS.get(field.kind, "text")


def shown_text(column: Column, value: Any) -> str:
    """How a value of a column reads in one cell, in the current language; empty when it is not known."""
    if value is None:
        return ""
    if column.kind in ("text", "name") and isinstance(value, str):
        return value
    if column.field is not None and column.kind != "flag":
        from keyaccount_desktop.method import values

        entries = value if column.field.many else [value]
        return str(Text("; ", "；")).join(str(values.display(column.field, entry)) for entry in entries)
    match column.kind:
        case "choice" if column.choices is not None:
            choice = column.choices.get(value)
            return str(choice.text) if choice is not None else str(value)
        case "flag":
            return "✓"
        case "percent":
            return f"{value:g}%"
        case "step":
            return " ".join(part for part in value if part)
    return str(value)
