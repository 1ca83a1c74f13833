"""Filters: what each check means, told another way; how they read; that what is kept is what is read."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import hypothesis.strategies as st
import pytest
from hypothesis import given

from keyaccount_desktop.language import set_language
from keyaccount_desktop.method.catalogue import CATALOGUE
from keyaccount_desktop.method.columns import Column, ListKind, columns
from keyaccount_desktop.method.filters import (
    BUILT_IN,
    CHECKS,
    Check,
    Condition,
    check_of,
    described,
    matching,
    predicate,
    read,
    usable,
    written,
)

TODAY = date(2026, 11, 23)
PEOPLE = columns("person", CATALOGUE)
CLIENTS = columns("account", CATALOGUE)
ALL = {"person": PEOPLE, "account": CLIENTS}

days = st.integers(-40, 400).map(lambda back: (TODAY - timedelta(days=back)).isoformat())
words = st.sampled_from(["主任", "超声科主任", "Head of IT", "", "a", "%"])
VALUES: dict[str, st.SearchStrategy[Any]] = {
    "name": words,
    "text": st.none() | words,
    "choice": st.none() | st.sampled_from(["acquainted", "meeting", "allied", "of a newer version"]),
    "choices": st.none()
    | st.lists(st.sampled_from(["initiator", "decider", "user"]), unique=True, min_size=1),
    "tags": st.none() | st.lists(st.sampled_from(["vip", "高血压", "new"]), unique=True, min_size=1),
    "flag": st.none() | st.just(True),
    "number": st.none() | st.integers(-5, 120) | st.floats(0, 9),
    "percent": st.none() | st.integers(0, 100),
    "date": st.none() | days | days.map(lambda day: day[:7]) | days.map(lambda day: day[:4]),
    "step": st.none() | st.tuples(st.none() | days, st.just("call")),
}
ONE_OF_EACH = {
    "name": PEOPLE["account"],
    "text": PEOPLE["person.position"],
    "choice": PEOPLE["stakeholder.coach"],
    "choices": PEOPLE["stakeholder.roles"],
    "tags": PEOPLE["person.tags"],
    "flag": PEOPLE["stakeholder.key"],
    "number": PEOPLE["person.age"],
    "percent": PEOPLE["known"],
    "date": PEOPLE["last_contact"],
    "step": CLIENTS["next_step"],
}
"""A column of every kind there is."""


def asked(column: Column, check: Check) -> st.SearchStrategy[Condition]:
    """Conditions with this check, with values a user may give."""
    codes = {
        "choice": ["acquainted", "meeting", "allied", ""],
        "choices": ["initiator", "decider", ""],
        "tags": ["vip", "nobody's", ""],
    }.get(column.kind, [])
    values: dict[str, st.SearchStrategy[Any]] = {
        "codes": st.lists(st.sampled_from(codes or ["-"]), min_size=1, unique=True).map(tuple),
        "words": st.lists(st.sampled_from(codes or ["-"]), min_size=1, unique=True).map(tuple),
        "code": st.sampled_from(["meeting", "allied", "of a newer version"]),
        "number": st.integers(-5, 120) | st.floats(-1, 100),
        "days": st.integers(0, 400),
        "text": st.sampled_from(["主任", "HEAD", "%", "é"]),
        "": st.none(),
    }
    return values[check.takes].map(lambda value: Condition(column.key, check.code, value))


def last_day(held: str) -> date:
    """The latest day a date may stand for."""
    if len(held) == 10:
        return date.fromisoformat(held)
    month = int(held[5:7]) if len(held) == 7 else 12
    following = date(int(held[:4]) + month // 12, month % 12 + 1, 1)
    return following - timedelta(days=1)


ORDER = ["acquainted", "meeting", "identifying", "trusting", "allied"]
TOLD: dict[tuple[str, str], Callable[[Any, Any], bool]] = {
    ("name", "holds"): lambda held, value: value.lower() in held.lower(),
    ("text", "holds"): lambda held, value: held is not None and value.lower() in held.lower(),
    ("text", "known"): lambda held, value: held not in (None, ""),
    ("text", "unknown"): lambda held, value: held in (None, ""),
    ("choice", "any"): lambda held, value: ("" if held is None else held) in value,
    ("choice", "none"): lambda held, value: ("" if held is None else held) not in value,
    ("choice", "before"): lambda held, value: (
        held in ORDER and (value not in ORDER or ORDER.index(held) < ORDER.index(value))
    ),
    ("choices", "any"): lambda held, value: any(code in value for code in held or [""]),
    ("choices", "none"): lambda held, value: all(code not in value for code in held or [""]),
    ("tags", "any"): lambda held, value: any(code in value for code in held or [""]),
    ("tags", "none"): lambda held, value: all(code not in value for code in held or [""]),
    ("tags", "known"): lambda held, value: held is not None,
    ("tags", "unknown"): lambda held, value: held is None,
    ("flag", "yes"): lambda held, value: held is True,
    ("flag", "no"): lambda held, value: held is None,
    ("number", "at_least"): lambda held, value: held is not None and not held < value,
    ("number", "below"): lambda held, value: held is not None and not held >= value,
    ("number", "known"): lambda held, value: held is not None and held != 0,
    ("number", "unknown"): lambda held, value: held is None or held == 0,
    ("percent", "below"): lambda held, value: held is not None and not held >= value,
    ("percent", "at_least"): lambda held, value: held is not None and not held < value,
    ("percent", "known"): lambda held, value: held is not None and held != 0,
    ("percent", "unknown"): lambda held, value: held is None or held == 0,
    ("date", "not_since"): lambda held, value: held is None or (TODAY - last_day(held)).days > value,
    ("date", "since"): lambda held, value: held is not None and (TODAY - last_day(held)).days <= value,
    ("step", "known"): lambda held, value: held is not None,
    ("step", "unknown"): lambda held, value: held is None,
    ("step", "overdue"): lambda held, value: (
        held is not None and held[0] is not None and date.fromisoformat(held[0]) < TODAY
    ),
}
"""What every check means, said a second time and slowly."""


def test_every_check_of_every_kind_is_told_here() -> None:
    assert {(kind, check.code) for kind, checks in CHECKS.items() for check in checks} == TOLD.keys()
    assert ONE_OF_EACH.keys() == CHECKS.keys()


@given(st.data())
def test_a_filter_keeps_exactly_the_rows_its_conditions_hold_of(data: st.DataObject) -> None:
    kinds = data.draw(st.lists(st.sampled_from(sorted(CHECKS)), min_size=1, max_size=3, unique=True))
    chosen = {ONE_OF_EACH[kind].key: ONE_OF_EACH[kind] for kind in kinds}
    count = data.draw(st.integers(0, 12))
    values = {
        column.key: data.draw(st.lists(VALUES[column.kind], min_size=count, max_size=count))
        for column in chosen.values()
    }
    conditions = [
        data.draw(st.sampled_from(CHECKS[column.kind]).flatmap(lambda check, of=column: asked(of, check)))
        for column in chosen.values()
    ]
    expected = [
        row
        for row in range(count)
        if all(
            TOLD[chosen[each.column].kind, each.check](values[each.column][row], each.value)
            for each in conditions
        )
    ]
    assert list(matching(conditions, chosen, values, range(count), TODAY)) == expected


@given(st.data())
def test_a_condition_reads_in_both_languages_and_is_kept_as_it_is(data: st.DataObject) -> None:
    column = ONE_OF_EACH[data.draw(st.sampled_from(sorted(ONE_OF_EACH)))]
    condition = data.draw(st.sampled_from(CHECKS[column.kind]).flatmap(lambda check: asked(column, check)))
    assert usable(condition, {column.key: column})
    text = described(condition, column)
    assert text.en and text.zh
    assert read(json.loads(json.dumps(written([condition])))) == (condition,)


json_values = st.recursive(
    st.none()
    | st.booleans()
    | st.floats()
    | st.text(max_size=4)
    | st.sampled_from(["last_contact", "not_since"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["column", "check", "value"]), inner, max_size=3)
    ),
    max_leaves=12,
)


@given(
    json_values,
    st.sampled_from(sorted(PEOPLE)),
    st.sampled_from(["any", "below", "not_since", "holds", "yes"]),
)
def test_whatever_stands_in_a_file_filters_without_fault(stored: object, column: str, check: str) -> None:
    entries = [*read(stored), *read([{"column": column, "check": check, "value": stored}])]
    values = {each.column: [None] for each in entries}
    assert matching(entries, PEOPLE, values, [0], TODAY) in ([0], [])
    for each in entries:
        if usable(each, PEOPLE):
            described(each, PEOPLE[each.column])


@pytest.mark.parametrize(
    ("condition", "en", "zh"),
    [
        (
            Condition("stakeholder.attitude", "any", ("opponent", "")),
            "Attitude: Opponent, not known",
            "态度：反对者、未知",
        ),
        (
            Condition("stakeholder.attitude", "none", ("supporter",)),
            "Attitude not Supporter",
            "态度不是支持者",
        ),
        (Condition("known", "below", 70), "Known below 70%", "已知低于 70%"),
        (
            Condition("last_contact", "not_since", 90),
            "Last contact: over 90 days ago or never",
            "上次联系：超过 90 天或从未",
        ),
        (Condition("cold", "yes"), "Going cold", "正在变冷"),
        (Condition("stakeholder.key", "no"), "Key person: no", "关键人：否"),
        (Condition("stakeholder.coach", "before", "trusting"), "Coach before Trusting", "内线未到信赖"),
        (Condition("person.position", "holds", "主任"), "Position holds “主任”", "职务包含“主任”"),
        (Condition("person.tags", "any", ("vip",)), "Tags: vip", "标签：vip"),
        (Condition("person.position", "unknown"), "Position is not known", "职务未知"),
        (Condition("account.grade", "any", ("A",)), "Grade of client: A", "客户级别：A"),
    ],
)
def test_how_a_condition_reads(condition: Condition, en: str, zh: str) -> None:
    text = described(condition, PEOPLE[condition.column])
    assert (text.en, text.zh) == (en, zh)


def test_a_coach_below_trusting_is_one_who_is_a_coach_and_not_that_far() -> None:
    column = PEOPLE["stakeholder.coach"]
    holds = predicate(Condition("stakeholder.coach", "before", "trusting"), column, TODAY)
    assert [holds(rung) for rung in (None, "acquainted", "meeting", "identifying", "trusting", "allied")] == [
        False, True, True, True, False, False,
    ]  # fmt: skip


@pytest.mark.parametrize("kind", ["account", "person"])
def test_the_filters_that_come_along_mean_something(kind: ListKind) -> None:
    for built_in in BUILT_IN[kind]:
        assert all(usable(condition, ALL[kind]) for condition in built_in.selection.conditions)
        assert built_in.text.en and built_in.text.zh
    assert check_of(PEOPLE["known"], "overdue") is None
    assert check_of(PEOPLE["stakeholder.attitude"], "before") is None, "attitudes are no ladder"


def test_words_are_compared_in_the_language_one_reads() -> None:
    condition = Condition("person.phones", "holds", "办公")
    for language, found in (("zh", True), ("en", False)):
        set_language(language)  # type: ignore[arg-type]
        holds = predicate(condition, PEOPLE["person.phones"], TODAY)
        assert holds([{"number": "1", "label": "office"}]) is found
