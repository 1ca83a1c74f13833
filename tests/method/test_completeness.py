"""How complete, how stale, what to ask next."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keyaccount_desktop.language import Text
from keyaccount_desktop.method import catalogue, completeness, emphasis, playbooks, vocabulary
from keyaccount_desktop.method.catalogue import FIELDS, Catalogue, Field
from keyaccount_desktop.method.completeness import (
    Known,
    Standing,
    overall,
    stale,
)
from keyaccount_desktop.method.defaults import DEFAULTS
from tests.method.asking import open_questions

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
        return {field.key for field, _ in completeness.weighed("stakeholder", standing)}

    assert asked("opponent") - asked("supporter") == {"stakeholder.countermeasure"}
    assert asked(None) == asked("neutral") == asked("supporter")


def test_that_a_post_is_asked_what_it_does_in_a_purchase_but_not_what_its_holder_thinks() -> None:
    asked = {field.key for field, _ in completeness.weighed("stakeholder", person_kind="post")}
    assert asked == {"stakeholder.roles", "stakeholder.part", "stakeholder.weight"}


def test_that_adoption_is_asked_where_there_are_products() -> None:
    everything = completeness.completeness("person", set(FIELDS) - {"person.adoption"})
    assert everything.share == 1.0
    missing = completeness.completeness("person", set(FIELDS) - {"person.adoption"}, products=("p1",))
    assert missing.whole.asked == missing.whole.known + 1


def test_that_deciders_and_key_persons_count_more_among_several() -> None:
    decider, user = Standing(roles=("decider",)), Standing(roles=("user",))
    assert overall([(1.0, decider.attention()), (0.0, user.attention())]) == 0.75
    assert overall([(0.0, decider.attention()), (1.0, user.attention())]) == 0.25
    assert overall([(1.0, replace(user, key=True).attention()), (0.0, user.attention())]) == pytest.approx(
        2 / 3
    )
    assert overall([]) == 1.0


# ---- what matters about whom

ROLES = [*vocabulary.BUYING_ROLE.codes, "role the user added"]
STANDINGS = st.builds(
    Standing,
    st.lists(st.sampled_from(ROLES), unique=True, max_size=3).map(tuple),
    st.sampled_from([None, *vocabulary.PART.codes]),
    st.booleans(),
    st.sampled_from([None, *vocabulary.ATTITUDE.codes]),
    st.sampled_from([None, "post of our own", *playbooks.PLAYBOOKS]),
)
TABLES = [
    *((f"role {code}", table) for code, table in emphasis.BY_ROLE.items()),
    *((f"part {code}", table) for code, table in emphasis.BY_PART.items()),
    *((f"post {code}", table) for code, table in emphasis.BY_POST.items()),
    ("key person", emphasis.FOR_KEY),
]


def test_that_the_table_knows_every_role_part_and_post() -> None:
    assert set(emphasis.BY_ROLE) == set(vocabulary.BUYING_ROLE.codes)
    assert set(emphasis.BY_PART) == set(vocabulary.PART.codes)
    assert set(emphasis.BY_POST) == set(playbooks.PLAYBOOKS)


@pytest.mark.parametrize(("name", "table"), TABLES, ids=[name for name, _ in TABLES])
def test_that_what_matters_more_is_a_field_that_person_has(name: str, table: dict[str, int]) -> None:
    for key, gain in table.items():
        assert FIELDS[key].subject in (("person",) if name.startswith("post") else ("person", "stakeholder"))
        assert 1 <= gain <= emphasis.MOST
        assert catalogue.applies(FIELDS[key]), "asked whoever it is"
        assert key == "stakeholder.why_help" or FIELDS[key].importance, (
            "only weighs more what is asked anyway"
        )


def test_that_attitude_and_motive_weigh_more_for_a_decider_than_for_a_user() -> None:
    decider, user = Standing(("decider",)), Standing(("user",))
    for field in ("stakeholder.attitude", "stakeholder.motive"):
        shares = [
            completeness.completeness("stakeholder", {field}, standing=standing).share
            for standing in (decider, user)
        ]
        assert shares[0] > shares[1], field
    by_section = [
        completeness.completeness("person", {"person.how_we_help"}, standing=standing).sections
        for standing in (decider, user)
    ]
    assert by_section[0]["person.value"].share > by_section[1]["person.value"].share
    assert by_section[0]["person.value"].known == by_section[1]["person.value"].known == 1


def test_that_the_post_says_what_matters_too() -> None:
    pharmacy = Standing(post="pharmacy_head")
    known = {"person.value_economic"}
    assert (
        completeness.completeness("person", known, standing=pharmacy).share
        > completeness.completeness("person", known).share
    )


def test_that_the_reason_to_help_us_is_asked_of_key_persons_alone() -> None:
    def asked(standing: Standing) -> bool:
        found = open_questions("stakeholder", [], TODAY, standing=standing)
        return "stakeholder.why_help" in {question.field for question in found}

    assert asked(Standing(key=True)) and not asked(Standing(("decider",)))


@given(st.lists(STANDINGS, max_size=4), st.permutations(range(4)))
def test_that_someone_in_several_purchases_is_what_they_are_in_any(
    standings: list[Standing], order: list[int]
) -> None:
    together = completeness.standing_in_all(standings)
    shuffled = [standings[place] for place in order if place < len(standings)]
    assert together == completeness.standing_in_all(shuffled), "whichever comes first"
    for field in catalogue.fields_of("person"):
        alone = [completeness.importance(field, replace(each, post=None)) for each in standings]
        assert completeness.importance(field, together) == max(alone, default=field.importance)
    assert together.attention() >= max((each.attention() for each in standings), default=1)


# ---- stale


@pytest.mark.parametrize("field", [key for key, field in FIELDS.items() if field.stale_days])
def test_that_a_judgement_goes_stale_the_day_after_its_days(field: str) -> None:
    days = DEFAULTS.stale_days[field]
    assert not stale(FIELDS[field], days_ago(days), TODAY)
    assert stale(FIELDS[field], days_ago(days + 1), TODAY)
    assert stale(FIELDS[field], days_ago(days + 1).isoformat(), TODAY)
    assert stale(FIELDS[field], days_ago(days + 1).isoformat() + "T10:00:00", TODAY)


def test_that_other_facts_never_go_stale() -> None:
    assert not stale(FIELDS["person.native_place"], "1999-01-01", TODAY)


@pytest.mark.parametrize("known_on", [None, "", "someday"])
def test_that_without_a_date_nothing_can_be_counted(known_on: str | None) -> None:
    assert not stale(FIELDS["stakeholder.attitude"], known_on, TODAY)


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
    own = Catalogue(defaults=replace(DEFAULTS, stale_days={"stakeholder.attitude": 7}))
    assert stale(own.field("stakeholder.attitude"), days_ago(8), TODAY)
    assert not stale(own.field("stakeholder.closeness"), days_ago(800), TODAY)
    facts = [Known("stakeholder.attitude", known_on=days_ago(8))]
    asked = open_questions("stakeholder", facts, TODAY, fields=own.fields_of("stakeholder"))
    assert "stale" in {question.state for question in asked if question.field == "stakeholder.attitude"}


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


@given(STANDINGS, st.sampled_from(("person", "stakeholder")))
def test_that_what_is_unknown_of_a_decider_comes_before_the_same_of_a_user(
    standing: Standing, subject: str
) -> None:
    decider = {
        question.field: question
        for question in open_questions(subject, [], TODAY, standing=replace(standing, roles=("decider",)))
    }
    user = replace(standing, roles=("user",), part=None)
    for question in open_questions(subject, [], TODAY, standing=user):
        assert decider[question.field].urgency > question.urgency, question.field


@given(STANDINGS, st.sampled_from(("person", "stakeholder")), st.integers(0, 2000), st.booleans())
def test_that_the_less_sure_the_sooner_it_is_asked(
    standing: Standing, subject: str, days: int, assumed: bool
) -> None:
    def urgency(key: str, facts: list[Known]) -> float:
        found = open_questions(subject, facts, TODAY, standing=standing, products=("p1",))
        return max((question.urgency for question in found if question.field == key), default=0.0)

    for field, _ in completeness.weighed(subject, standing, products=("p1",)):
        item = "p1" if field.per_product else ""
        unknown = urgency(field.key, [])
        doubted = urgency(field.key, [Known(field.key, item, assumed, days_ago(days))])
        longer = urgency(field.key, [Known(field.key, item, assumed, days_ago(days + 30))])
        fresh = urgency(field.key, [Known(field.key, item, known_on=TODAY)])
        assert fresh == 0.0 <= doubted <= longer < unknown, field.key


@given(STANDINGS, st.sampled_from(("person", "stakeholder")), st.sets(st.sampled_from(sorted(FIELDS))))
def test_that_for_everyone_a_sure_and_fresh_fact_adds_and_leaves_the_list(
    standing: Standing, subject: str, known: set[str]
) -> None:
    facts = [Known(key, "p1" if FIELDS[key].per_product else "", known_on=TODAY) for key in known]
    asked = open_questions(subject, facts, TODAY, standing=standing, products=("p1",))
    left = [field.key for field, _ in completeness.weighed(subject, standing, products=("p1",))]
    assert {question.field for question in asked} == set(left) - known
    share = completeness.completeness(subject, known, standing=standing, products=("p1",)).share
    for question in asked:
        more = completeness.completeness(
            subject, known | {question.field}, standing=standing, products=("p1",)
        ).share
        assert more > share


def test_that_what_a_purchase_is_about_is_as_pressing_as_its_decider() -> None:
    (budget,) = [
        question for question in open_questions("purchase", [], TODAY) if question.field == "purchase.budget"
    ]
    asked = {question.field: question for question in open_questions("stakeholder", [], TODAY)}
    assert budget.urgency > asked["stakeholder.attitude"].urgency


def test_that_sensitive_questions_are_marked() -> None:
    marked = {question.field for question in open_questions("person", [], TODAY) if question.sensitive}
    assert "person.birthday" in marked and "person.family" in marked
    assert "person.interests" not in marked and "person.phones" not in marked


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
