"""The rules by which two people or two clients are suspected to be one: what is alike, how much that weighs.

The rules stand in tables; each groups records by a key, so that the work grows with their number and not with
its square. ``duplicates`` reads the records and asks here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import combinations, pairwise
from typing import Any, Final

from keyaccount_desktop.language import Text
from keyaccount_desktop.method.likeness import (
    account_key,
    bare_person_key,
    hospital_key,
    is_mobile,
    person_key,
    phone_key,
    plain_key,
    regions_agree,
)

LIKELY: Final = 25
"""Weight from which on a pair is worth asking about."""
_ALL_PAIRS_UP_TO: Final = 4
"""Of more that are alike, each is paired with the next only."""
_OFFICE: Final = 6
"""What more people share, such as the number of a switchboard, says nothing."""


@dataclass(slots=True)
class Record:
    """What is compared of a person or a client."""

    id: str
    name: str
    kind: str
    """``account``, or the kind of a person."""
    account_id: str | None
    department_id: str | None
    born: tuple[str, str]
    """When it was entered, and its id: the earlier one is kept."""
    reading: str
    """The name in letters, without tones."""
    facts: dict[str, list[Any]] = field(default_factory=dict)
    key: str = ""
    """Of its name; made here, since most rules ask for it."""

    def __post_init__(self) -> None:
        self.key = plain_key(self.name) if self.kind == "account" else person_key(self.name)

    def value(self, key: str) -> Any:
        values = self.facts.get(key)
        return values[0] if values else None

    def text(self, key: str) -> str:
        return str(self.value(key) or "")


Pair = tuple[Record, Record]


@dataclass(frozen=True, slots=True)
class Rule:
    """Records that share one of the keys are suspected, for this reason and with this weight."""

    reason: Text
    weight: int
    keys: Callable[[Record], Iterable[str]]
    """Empty ones do not count."""
    unless: tuple[Text, ...] = ()
    """Reasons that say it already."""
    shared_by: int = 1_000_000
    """The most that may share a key for it to say something."""
    fits: Callable[[Record, Record], bool] = lambda one, other: True


def suspected(records: Iterable[Record], rules: Sequence[Rule]) -> list[tuple[Pair, dict[Text, int]]]:
    """The pairs that are likely enough, the one entered first before the other, with the reasons and weights."""
    born = sorted(records, key=lambda record: record.born)
    found: dict[tuple[str, str], tuple[Pair, dict[Text, int]]] = {}
    for rule in rules:
        groups: dict[str, list[Record]] = defaultdict(list)
        for record in born:
            for key in rule.keys(record):
                # Of one record's keys that are the same, the first counts.
                if key and (not (group := groups[key]) or group[-1] is not record):
                    group.append(record)
        for group in groups.values():
            if 1 < len(group) <= rule.shared_by:
                for pair in combinations(group, 2) if len(group) <= _ALL_PAIRS_UP_TO else pairwise(group):
                    _suspect(found, pair, rule)
    for pair, reasons in found.values():
        _weigh(pair, reasons)
    return [(pair, reasons) for pair, reasons in found.values() if sum(reasons.values()) >= LIKELY]


def _suspect(found: dict[tuple[str, str], tuple[Pair, dict[Text, int]]], pair: Pair, rule: Rule) -> None:
    one, other = pair
    if (one.kind != other.kind and "group" in (one.kind, other.kind)) or not rule.fits(one, other):
        return
    reasons = found.setdefault((one.id, other.id), (pair, {}))[1]
    if not any(known in reasons for known in rule.unless):
        reasons.setdefault(rule.reason, rule.weight)


# ---- people


_SAME_NAME_HERE: Final = Text("Same name at the same client", "同一客户、姓名相同")
_SAME_NAME: Final = Text("Same name", "名称相同")
_BUT_FOR_TITLE: Final = Text("Same name but for the title", "除称谓外姓名相同")
_OTHER_NAME: Final = Text("One is known by the other's name", "一方的别名与另一方同名")
_SOUNDS_ALIKE: Final = Text("The names sound alike", "名称读音相同")
_SAME_POSITION: Final = Text("Same position", "职务相同")
_NAMED: Final = (_SAME_NAME_HERE, _BUT_FOR_TITLE)


def _here(record: Record, key: str) -> str:
    """A key that counts within one client."""
    return f"{record.account_id}|{key}" if record.account_id and key else ""


def _numbers(record: Record, key: str) -> list[str]:
    return [phone_key(str(entry["number"])) for entry in record.facts.get(key, ()) if entry.get("number")]


def _names(record: Record) -> list[str]:
    return [record.name, *(record.value(f"{_subject(record)}.other_names") or ())]


def _subject(record: Record) -> str:
    return "account" if record.kind == "account" else "person"


def _post(record: Record) -> str:
    return record.key if record.kind == "post" else person_key(record.text("person.position"))


def _name_and_birthday(record: Record) -> str:
    birthday = record.text("person.birthday")
    return f"{record.key}|{birthday}" if birthday else ""


PEOPLE_RULES: Final = (
    Rule(_SAME_NAME_HERE, 50, lambda each: [_here(each, each.key)]),
    Rule(_SAME_NAME, 40, lambda each: [] if each.account_id else [each.key]),
    Rule(_BUT_FOR_TITLE, 40, lambda each: [_here(each, bare_person_key(each.name))], (_SAME_NAME_HERE,)),
    Rule(_OTHER_NAME, 40, lambda each: [_here(each, person_key(name)) for name in _names(each)], _NAMED),
    Rule(
        _SOUNDS_ALIKE,
        30,
        lambda each: [_here(each, each.reading if len(each.reading) > 3 else "")],
        (*_NAMED, _OTHER_NAME),
    ),
    Rule(
        Text("Same mobile number", "手机号相同"),
        60,
        lambda each: [number for number in _numbers(each, "person.phones") if is_mobile(number)],
        shared_by=_OFFICE,
    ),
    Rule(
        Text("Same phone number", "电话号码相同"),
        15,
        lambda each: [number for number in _numbers(each, "person.phones") if not is_mobile(number)],
        shared_by=_OFFICE,
    ),
    Rule(
        Text("Same WeChat", "微信相同"),
        60,
        lambda each: [each.text("person.wechat").strip().casefold()],
        shared_by=_OFFICE,
    ),
    Rule(
        Text("Same e-mail", "电子邮件相同"),
        60,
        lambda each: [each.text("person.email").strip().casefold()],
        shared_by=_OFFICE,
    ),
    Rule(Text("Same name and birthday", "姓名和生日相同"), 35, lambda each: [_name_and_birthday(each)]),
    Rule(
        Text("May hold this post", "可能担任该职务"),
        45,
        lambda each: [_here(each, _post(each))],
        shared_by=3,
        fits=lambda one, other: {one.kind, other.kind} == {"post", "person"},
    ),
)
PERSON_FACTS: Final = (
    "person.phones", "person.wechat", "person.email", "person.birthday", "person.position", "person.gender",
    "person.other_names",
)  # fmt: skip
"""The fields the rules look at."""


# ---- clients


def _hospital(record: Record) -> tuple[str, str]:
    return hospital_key(record.name) or ("", "")


ACCOUNT_RULES: Final = (
    Rule(_SAME_NAME, 60, lambda each: [each.key]),
    Rule(
        Text("Same name but for the legal form", "除公司形式外名称相同"),
        50,
        lambda each: [account_key(each.name)],
        (_SAME_NAME,),
    ),
    Rule(_OTHER_NAME, 50, lambda each: [account_key(name) for name in _names(each)], (_SAME_NAME,)),
    Rule(
        Text("One name may be short for the other", "一方可能是另一方的简称"),
        35,
        lambda each: [_hospital(each)[0]],
        (_SAME_NAME,),
        fits=lambda one, other: regions_agree(_hospital(one)[1], _hospital(other)[1]),
    ),
    Rule(_SOUNDS_ALIKE, 30, lambda each: [each.reading if len(each.reading) > 5 else ""], (_SAME_NAME,)),
    Rule(
        Text("Same phone number", "电话号码相同"),
        40,
        lambda each: _numbers(each, "account.phones"),
        shared_by=_OFFICE,
    ),
)
ACCOUNT_FACTS: Final = ("account.phones", "account.other_names", "account.region")


# ---- what else speaks for or against


_AGAINST: Final = Text("", "")
"""Stands for all that speaks against a pair; it is not told."""


def _weigh(pair: Pair, reasons: dict[Text, int]) -> None:
    one, other = pair
    against = sum(weight for weight, differ in _DIFFERENCES if _known_to_differ(differ(one), differ(other)))
    if one.kind != "account":
        if one.account_id != other.account_id and one.key == other.key:
            reasons.setdefault(_SAME_NAME, 15)
        if (position := person_key(one.text("person.position"))) and position == person_key(
            other.text("person.position")
        ):
            reasons.setdefault(_SAME_POSITION, 10)
    if against:
        reasons[_AGAINST] = -against


def told(reasons: dict[Text, int]) -> tuple[Text, ...]:
    """The reasons to be shown, the most telling first."""
    return tuple(sorted((each for each in reasons if each != _AGAINST), key=lambda each: -reasons[each]))


def _known_to_differ(one: object, other: object) -> bool:
    return bool(one) and bool(other) and one != other


def _day(record: Record) -> object:
    """The solar birthday without its year, which often is not known."""
    value = record.value("person.birthday")
    if not isinstance(value, dict) or value.get("calendar") == "lunar":
        return None
    return (value.get("month"), value.get("day")) if value.get("day") else None


_DIFFERENCES: Final[tuple[tuple[int, Callable[[Record], object]], ...]] = (
    (30, lambda each: each.value("person.gender")),
    (30, _day),
    (5, lambda each: each.department_id),
    (5, lambda each: person_key(each.text("person.position"))),
    (10, lambda each: person_key(each.text("account.region"))),
)
"""What speaks against a pair when both are known and differ."""
