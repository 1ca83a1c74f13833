"""Filters of the lists of clients and people: conditions on columns, what they mean, how they read.

A condition names a column, a check and a value; ``CHECKS`` says which checks a kind of column offers. Pure: the
lists of the window and ``workbook.views``, which keeps filters under a name, pass the columns and their values.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from keyaccount_desktop.language import Text, plain
from keyaccount_desktop.method.columns import Column, ColumnKind, ListKind, shown_text

UNKNOWN: Final = ""
"""Among the codes of a condition: nothing is known."""

Holds = Callable[[Any], bool]


@dataclass(frozen=True, slots=True)
class Condition:
    """``value`` is what the check asks for: codes or words, a number, a text, a number of days, or nothing."""

    column: str
    check: str
    value: tuple[str, ...] | float | str | None = None


@dataclass(frozen=True, slots=True)
class Check:
    """One way to ask about a column of a kind. ``takes`` says what value it needs."""

    code: str
    text: Text
    """As offered, and before the value."""
    takes: str
    """``codes``, ``code``, ``number``, ``days``, ``words``, ``text`` or nothing."""
    make: Callable[[Column, Any, date], Holds]


# ---- what the checks mean; a value of None is not known


def _any_of(column: Column, value: Any, today: date) -> Holds:
    wanted = set(value)
    if column.kind in ("choices", "tags"):
        return lambda held: bool(wanted.intersection(held)) if held else UNKNOWN in wanted
    return lambda held: (held if held is not None else UNKNOWN) in wanted


def _none_of(column: Column, value: Any, today: date) -> Holds:
    holds = _any_of(column, value, today)
    return lambda held: not holds(held)


def _before_in_list(column: Column, value: Any, today: date) -> Holds:
    choices = column.choices
    assert choices is not None
    end = choices.position(value)
    return lambda held: held is not None and choices.position(held) < end


def _below(column: Column, value: Any, today: date) -> Holds:
    return lambda held: held is not None and held < value


def _at_least(column: Column, value: Any, today: date) -> Holds:
    return lambda held: held is not None and held >= value


def _not_since(column: Column, value: Any, today: date) -> Holds:
    # A date may lack its day or month: then it counts as its last day.
    limit = (today - timedelta(days=int(value))).isoformat()
    return lambda held: held is None or held + "~"[: len(held) < 10] < limit


def _since(column: Column, value: Any, today: date) -> Holds:
    before = _not_since(column, value, today)
    return lambda held: not before(held)


def _holds_text(column: Column, value: Any, today: date) -> Holds:
    wanted = str(value).casefold()
    return lambda held: wanted in shown_text(column, held).casefold()


def _is_known(column: Column, value: Any, today: date) -> Holds:
    return lambda held: bool(held)


def _is_unknown(column: Column, value: Any, today: date) -> Holds:
    return lambda held: not held


def _overdue(column: Column, value: Any, today: date) -> Holds:
    day = today.isoformat()
    return lambda held: held is not None and held[0] is not None and held[0] < day


_ANY = Check("any", Text("is", "是"), "codes", _any_of)
_NONE = Check("none", Text("is not", "不是"), "codes", _none_of)
_BEFORE = Check("before", Text("comes before", "未到"), "code", _before_in_list)
_HAS = Check("any", Text("has any of", "包含"), "codes", _any_of)
_HAS_NOT = Check("none", Text("has none of", "不包含"), "codes", _none_of)
_HAS_WORD = Check("any", Text("has any of", "包含"), "words", _any_of)
_HAS_NO_WORD = Check("none", Text("has none of", "不包含"), "words", _none_of)
_BELOW = Check("below", Text("below", "低于"), "number", _below)
_AT_LEAST = Check("at_least", Text("at least", "不低于"), "number", _at_least)
_NOT_SINCE = Check("not_since", Text("longer ago than, or never", "早于或从未"), "days", _not_since)
_SINCE = Check("since", Text("within the last", "不早于"), "days", _since)
_HOLDS = Check("holds", Text("holds", "包含"), "text", _holds_text)
_YES = Check("yes", Text("yes", "是"), "", _is_known)
_NO = Check("no", Text("no", "否"), "", _is_unknown)
_OVERDUE = Check("overdue", Text("overdue", "已过期"), "", _overdue)
_KNOWN = Check("known", Text("is known", "已知"), "", _is_known)
_UNKNOWN = Check("unknown", Text("is not known", "未知"), "", _is_unknown)
_SET = Check("known", Text("is set", "已设定"), "", _is_known)
_NOT_SET = Check("unknown", Text("is missing", "未设定"), "", _is_unknown)

CHECKS: Final[Mapping[ColumnKind, tuple[Check, ...]]] = {
    "name": (_HOLDS,),
    "text": (_HOLDS, _KNOWN, _UNKNOWN),
    "choice": (_ANY, _NONE, _BEFORE),
    "choices": (_HAS, _HAS_NOT),
    "tags": (_HAS_WORD, _HAS_NO_WORD, _KNOWN, _UNKNOWN),
    "flag": (_YES, _NO),
    "number": (_AT_LEAST, _BELOW, _KNOWN, _UNKNOWN),
    "percent": (_BELOW, _AT_LEAST, _KNOWN, _UNKNOWN),
    "date": (_NOT_SINCE, _SINCE),
    "step": (_SET, _NOT_SET, _OVERDUE),
}
"""What may be asked of a kind of column, the commonest first."""


_LADDERS: Final = frozenset({"coach_rung", "adoption"})
"""Lists whose order is one of more and less, so that one can ask for what comes before."""


def checks_of(column: Column) -> list[Check]:
    """What may be asked of a column, the commonest first."""
    ladder = column.choices is not None and column.choices.code in _LADDERS
    return [check for check in CHECKS[column.kind] if check is not _BEFORE or ladder]


def check_of(column: Column, code: str) -> Check | None:
    """The check of that code that a column offers."""
    return next((check for check in checks_of(column) if check.code == code), None)


def usable(condition: Condition, columns: Mapping[str, Column]) -> bool:
    """Whether a condition still means something: its column is there, and the value is what its check takes."""
    column = columns.get(condition.column)
    check = check_of(column, condition.check) if column is not None else None
    if column is None or check is None:
        return False
    match check.takes:
        case "codes" | "words":
            return isinstance(condition.value, tuple) and bool(condition.value)
        case "code":
            return isinstance(condition.value, str) and column.choices is not None
        case "number" | "days":
            return isinstance(condition.value, (int, float)) and abs(condition.value) <= _MOST
        case "text":
            return isinstance(condition.value, str) and bool(condition.value.strip())
    return condition.value is None


_MOST: Final = 1e12
"""No number anybody means is greater; a day that long ago has no date."""
_MOST_DAYS: Final = 36_500


def matching(
    conditions: Iterable[Condition],
    columns: Mapping[str, Column],
    values: Mapping[str, Sequence[Any]],
    rows: Sequence[int],
    today: date,
) -> Sequence[int]:
    """Those of the rows for which all conditions hold; conditions that mean nothing any more do not count."""
    for condition in conditions:
        if usable(condition, columns):
            holds = predicate(condition, columns[condition.column], today)
            held = values[condition.column]
            rows = [row for row in rows if holds(held[row])]
    return rows


def predicate(condition: Condition, column: Column, today: date) -> Holds:
    """Whether the condition holds of a value of the column; for a condition that is ``usable``."""
    check = check_of(column, condition.check)
    assert check is not None
    value = condition.value
    if check.takes == "days":
        assert isinstance(value, (int, float))
        value = min(max(value, 0), _MOST_DAYS)
    return check.make(column, value, today)


# ---- how they read


def described(condition: Condition, column: Column) -> Text:
    """A condition in a few words, as its chip shows it: “Attitude: Opponent”, “Known below 70%”."""
    check = check_of(column, condition.check)
    assert check is not None
    value = condition.value
    match check.takes:
        case "codes" | "words":
            assert isinstance(value, tuple)
            shown = _joined(_code_text(column, code) for code in value)
            pattern = _NONE_OF if check.code == "none" else _ANY_OF
            return pattern.format(name=column.text, value=shown)
        case "code":
            return Text("{name} before {value}", "{name}未到{value}").format(
                name=column.text, value=_code_text(column, str(value))
            )
        case "days":
            return _DAYS[check.code].format(name=column.text, n=f"{value:g}")
        case "number":
            unit = "%" if column.kind == "percent" else ""
            return Text("{name} {check} {value}", "{name}{check} {value}").format(
                name=column.text, check=check.text, value=f"{value:g}{unit}"
            )
        case "text":
            return Text("{name} holds “{value}”", "{name}包含“{value}”").format(name=column.text, value=value)
    if column.kind == "flag":
        return (
            column.text if check.code == "yes" else Text("{name}: no", "{name}：否").format(name=column.text)
        )
    return Text("{name} {check}", "{name}{check}").format(name=column.text, check=check.text)


_ANY_OF: Final = Text("{name}: {value}", "{name}：{value}")
_NONE_OF: Final = Text("{name} not {value}", "{name}不是{value}")
_DAYS: Final = {
    "not_since": Text("{name}: over {n} days ago or never", "{name}：超过 {n} 天或从未"),
    "since": Text("{name}: within {n} days", "{name}：{n} 天之内"),
}
_NOT_KNOWN: Final = Text("not known", "未知")


def _code_text(column: Column, code: str) -> Text:
    if code == UNKNOWN:
        return _NOT_KNOWN
    choice = column.choices.get(code) if column.choices is not None else None
    return choice.text if choice is not None else plain(code)


def _joined(texts: Iterable[Text]) -> Text:
    shown = list(texts)
    return Text(", ".join(text.en for text in shown), "、".join(text.zh for text in shown))


# ---- how they are kept


def written(conditions: Iterable[Condition]) -> list[dict[str, Any]]:
    """Conditions as JSON."""
    return [
        {
            "column": each.column,
            "check": each.check,
            "value": list(each.value) if isinstance(each.value, tuple) else each.value,
        }
        for each in conditions
    ]


def read(stored: object) -> tuple[Condition, ...]:
    """Conditions from JSON; what is none, from a newer program or a damaged file, is left out."""
    found = []
    for entry in stored if isinstance(stored, list) else ():
        match entry:
            case {"column": str(column), "check": str(check), "value": list(value)}:
                found.append(Condition(column, check, tuple(str(code) for code in value)))
            case {
                "column": str(column),
                "check": str(check),
                "value": None | str() | int() | float() as value,
            }:
                found.append(Condition(column, check, value))
    return tuple(found)


# ---- what a list shows as a whole


@dataclass(frozen=True, slots=True)
class Selection:
    """What a list shows, and in which order."""

    conditions: tuple[Condition, ...] = ()
    text: str = ""
    """Typed into the filter box."""
    sort: tuple[str, bool] | None = None
    """Column, and whether descending; None: by name."""

    def written(self) -> dict[str, Any]:
        """As JSON."""
        stored: dict[str, Any] = {"conditions": written(self.conditions)}
        if self.text:
            stored["text"] = self.text
        if self.sort is not None:
            stored["sort"] = list(self.sort)
        return stored

    @classmethod
    def read(cls, stored: object) -> Selection:
        """From JSON, as far as it is understood: it may come from a newer program."""
        if not isinstance(stored, dict):
            return cls()
        text = stored.get("text")
        sort: tuple[str, bool] | None = None
        match stored.get("sort"):
            case [str(column), bool(descending)]:
                sort = (column, descending)
        return cls(read(stored.get("conditions")), text if isinstance(text, str) else "", sort)


@dataclass(frozen=True, slots=True)
class BuiltIn:
    """A filter every list offers from the beginning."""

    code: str
    text: Text
    selection: Selection


ALL: Final = Selection()
BUILT_IN: Final[Mapping[ListKind, tuple[BuiltIn, ...]]] = {
    "account": (
        BuiltIn("cold", Text("Going cold", "正在变冷"), Selection((Condition("cold", "yes"),))),
        BuiltIn(
            "no_step", Text("No next step", "没有下一步"), Selection((Condition("next_step", "unknown"),))
        ),
        BuiltIn("overdue", Text("Overdue", "已过期"), Selection((Condition("next_step", "overdue"),))),
    ),
    "person": (
        BuiltIn("cold", Text("Going cold", "正在变冷"), Selection((Condition("cold", "yes"),))),
        BuiltIn("incomplete", Text("Incomplete", "资料不全"), Selection((Condition("known", "below", 70),))),
        BuiltIn(
            "opponents",
            Text("Opponents", "反对者"),
            Selection((Condition("stakeholder.attitude", "any", ("opponent",)),)),
        ),
    ),
}
