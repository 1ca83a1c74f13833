"""How complete, how stale, what to ask next."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keyaccount_desktop.language import Text
from keyaccount_desktop.method import catalogue, completeness
from keyaccount_desktop.method.catalogue import FIELDS, Field
from keyaccount_desktop.method.completeness import (
    Known,
    Standing,
    most_urgent,
    open_questions,
    overall,
    stale,
)
from keyaccount_desktop.method.defaults import DEFAULTS

TODAY = date(2026, 11, 23)


def days_ago(days: int) -> date:
    return TODAY - timedelta(days=days)


# ---- how complete


@pytest.mark.parametrize("subject", catalogue.SUBJECTS)
def test_that_nothing_known_is_nothing_and_everything_is_all(subject: str) -> None:
    nothing = completeness.completeness(subject, (), account_type="distributor")
    assert nothing.whole.known == 0 and nothing.share == 0.0
    everything = completeness.completeness(subject, set(FIELDS), account_type="distributor")
    assert everything.share == 1.0
    assert everything.whole.known == everything.whole.asked == nothing.whole.asked


def test_that_sections_add_up_to_the_whole() -> None:
    found = completeness.completeness("person", {"person.position", "person.wechat", "person.family"})
    assert found.whole.known == sum(share.known for share in found.sections.values()) == 3
    assert found.whole.asked == sum(share.asked for share in found.sections.values())
    assert found.sections["person.contact"].known == 1
    assert "person.notes" not in found.sections, "nobody is asked for notes"


@given(st.sets(st.sampled_from(sorted(FIELDS))), st.sampled_from(sorted(FIELDS)))
def test_that_knowing_more_never_makes_less(known: set[str], more: str) -> None:
    for subject in catalogue.SUBJECTS:
        before = completeness.completeness(subject, known, account_type="hospital")
        after = completeness.completeness(subject, known | {more}, account_type="hospital")
        assert 0.0 <= before.share <= after.share <= 1.0


def test_that_what_matters_weighs_more() -> None:
    position = completeness.completeness("person", {"person.position"})
    email = completeness.completeness("person", {"person.email"})
    assert position.share > email.share
    assert position.whole.known == email.whole.known


def test_that_the_essentials_alone_are_a_good_part_of_a_profile() -> None:
    essentials = {field.key for field in catalogue.essential_fields("person")}
    assert 0.35 < completeness.completeness("person", essentials).share < 0.7


def test_that_hospitals_are_not_asked_what_distributors_are() -> None:
    hospital = completeness.completeness("account", (), account_type="hospital")
    distributor = completeness.completeness("account", (), account_type="distributor")
    assert "account.distributor" not in hospital.sections
    assert "account.distributor" in distributor.sections


def test_that_a_post_is_complete_with_its_place_in_the_organisation() -> None:
    known = {"person.position", "person.level", "person.function"}
    assert completeness.completeness("person", known, person_kind="post").share == 1.0
    assert completeness.completeness("person", known).share < 0.5


def test_that_only_opponents_need_a_countermeasure() -> None:
    def asked(attitude: str | None) -> set[str]:
        standing = Standing(attitude=attitude)
        return {field.key for field in completeness.fields_asked("stakeholder", standing)}

    assert asked("opponent") - asked("supporter") == {"stakeholder.countermeasure"}
    assert asked(None) == asked("neutral") == asked("supporter")


def test_that_deciders_and_key_persons_count_more_among_several() -> None:
    full = completeness.completeness("person", set(FIELDS))
    empty = completeness.completeness("person", ())
    decider, user = Standing(roles=("decider",)), Standing(roles=("user",))
    assert overall([(full, decider), (empty, user)]) == 0.75
    assert overall([(empty, decider), (full, user)]) == 0.25
    assert overall([(full, replace(user, key=True)), (empty, user)]) == pytest.approx(2 / 3)
    assert overall([]) == 1.0


# ---- stale


@pytest.mark.parametrize("field", [key for key, field in FIELDS.items() if field.stale_days])
def test_that_a_judgement_goes_stale_the_day_after_its_days(field: str) -> None:
    days = DEFAULTS.stale_days[field]
    assert not stale(field, days_ago(days), TODAY)
    assert stale(field, days_ago(days + 1), TODAY)
    assert stale(field, days_ago(days + 1).isoformat(), TODAY)
    assert stale(FIELDS[field], days_ago(days + 1).isoformat() + "T10:00:00", TODAY)


def test_that_other_facts_never_go_stale() -> None:
    assert not stale("person.native_place", "1999-01-01", TODAY)
    assert not stale("no.such_field", "1999-01-01", TODAY)


@pytest.mark.parametrize("known_on", [None, "", "someday"])
def test_that_without_a_date_nothing_can_be_counted(known_on: str | None) -> None:
    assert not stale("stakeholder.attitude", known_on, TODAY)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-11-03", date(2026, 11, 3)),
        ("2026-11-03T09:00:00+08:00", date(2026, 11, 3)),
        ("2026-11", date(2026, 11, 1)),
        ("2026", date(2026, 1, 1)),
    ],
)
def test_that_days_are_read_off_dates_and_timestamps(text: str, day: date) -> None:
    assert completeness.day_of(text) == day


def test_that_the_users_own_numbers_hold() -> None:
    own = replace(DEFAULTS, stale_days={"stakeholder.attitude": 7})
    assert stale("stakeholder.attitude", days_ago(8), TODAY, own)
    assert not stale("stakeholder.closeness", days_ago(800), TODAY, own)


# ---- what to ask


def test_that_what_is_unknown_is_asked_the_important_first() -> None:
    asked = open_questions("person", [], TODAY)
    assert {question.state for question in asked} == {"unknown"}
    assert asked[0].field == "person.position"
    importance = [FIELDS[question.field].importance for question in asked]
    assert importance == sorted(importance, reverse=True) and importance[-1] == 1


def test_that_what_is_known_and_confirmed_is_not_asked() -> None:
    asked = open_questions("person", [Known("person.position", known_on=TODAY)], TODAY)
    assert "person.position" not in {question.field for question in asked}


def test_that_assumptions_and_stale_judgements_say_since_when() -> None:
    facts = [
        Known("stakeholder.attitude", assumed=True, known_on=days_ago(243)),
        Known("stakeholder.closeness", known_on=days_ago(100)),
        Known("stakeholder.motive", assumed=True, known_on=TODAY),
        Known("stakeholder.roles", known_on=days_ago(100)),
    ]
    asked = {question.field: question for question in open_questions("stakeholder", facts, TODAY)}
    assert asked["stakeholder.attitude"].reason == Text("assumed for 8 months", "推测已 8 个月")
    assert asked["stakeholder.attitude"].state == "assumed"
    assert asked["stakeholder.closeness"].reason == Text("not verified for 3 months", "已 3 个月未核实")
    assert asked["stakeholder.closeness"].state == "stale"
    assert asked["stakeholder.motive"].reason == Text("assumed", "推测")
    assert asked["stakeholder.part"].reason == Text("not known yet", "未知")
    assert "stakeholder.roles" not in asked, "180 days"
    assert asked["stakeholder.attitude"].text.zh == "对我们是什么态度？"


def test_that_gaps_press_more_than_stale_facts_and_these_more_than_fresh_assumptions() -> None:
    facts = [
        Known("stakeholder.closeness", known_on=days_ago(100)),
        Known("stakeholder.motive", assumed=True, known_on=days_ago(2)),
    ]
    found = [
        question
        for question in open_questions("stakeholder", facts, TODAY)
        if FIELDS[question.field].importance == 3
    ]
    assert [question.state for question in found] == ["unknown", "unknown", "stale", "assumed"]


def test_that_a_deciders_gaps_come_before_those_of_others() -> None:
    deciders = open_questions("stakeholder", [], TODAY, standing=Standing(roles=("decider",), key=True))
    others = open_questions("stakeholder", [], TODAY)
    together = most_urgent({"other": others, "decider": deciders}, limit=5)
    assert [subject for subject, _ in together] == ["decider"] * 5


def test_that_products_are_asked_for_one_by_one() -> None:
    facts = [Known("person.adoption", item="p1", known_on=TODAY)]
    asked = open_questions("person", facts, TODAY, products=("p1", "p2"))
    assert [question.item for question in asked if question.field == "person.adoption"] == ["p2"]
    assert not [q for q in open_questions("person", [], TODAY) if q.field == "person.adoption"]


def test_that_every_doubtful_entry_of_a_field_is_asked_by_itself() -> None:
    facts = [
        Known("person.phones", "one", known_on=days_ago(400)),
        Known("person.phones", "two", known_on=TODAY),
        Known("person.phones", "three", assumed=True, known_on=days_ago(1)),
    ]
    asked = [
        question for question in open_questions("person", facts, TODAY) if question.field == "person.phones"
    ]
    assert [(question.item, question.state) for question in asked] == [("one", "stale"), ("three", "assumed")]
    assert asked[1].reason == Text("assumed for 1 day", "推测已 1 天")


def test_that_fields_of_the_users_own_are_asked_too() -> None:
    own = Field(
        "person.custom_1",
        "person",
        "person.personal",
        "text",
        Text("Favourite tea", "爱喝的茶"),
        stale_days=10,
    )
    assert open_questions("person", [], TODAY, fields=[own])[0].text == Text("Favourite tea?", "爱喝的茶？")
    facts = [Known(own.key, known_on=days_ago(11))]
    assert open_questions("person", facts, TODAY, fields=[own])[0].state == "stale"
    assert completeness.completeness("person", {own.key}, fields=[own]).share == 1.0


@pytest.mark.parametrize(
    ("days", "text"),
    [
        (1, Text("1 day", "1 天")),
        (30, Text("30 days", "30 天")),
        (31, Text("1 month", "1 个月")),
        (365, Text("12 months", "12 个月")),
        (730, Text("2 years", "2 年")),
    ],
)
def test_that_lengths_of_time_read_naturally(days: int, text: Text) -> None:
    assert completeness.span(days) == text
