"""Every check of a good map shows its light for its reason, and says whom it concerns and what mends it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keyaccount_desktop.method import vocabulary
from keyaccount_desktop.method.completeness import Standing
from keyaccount_desktop.method.health import Check, Member, Mend, health, lights


def member(name: str, **known: object) -> Member:
    standing = {key: known.pop(key) for key in ("roles", "part", "key", "attitude") if key in known}
    return Member(name, name, Standing(**standing), **known)  # type: ignore[arg-type]


def check(code: str, *members: Member, absent: tuple[str, ...] = ()) -> Check:
    return next(found for found in health(members, absent) if found.code == code)


ALL_ROLES = tuple(vocabulary.BUYING_ROLE.codes)
FOUR = ("using", "technical", "finance", "purchasing")

CASES = [
    ("decider", "red", []),
    ("decider", "red", [member("周", roles=("evaluator",), part="influences")]),
    ("decider", "green", [member("周", roles=("decider",))]),
    ("decider", "green", [member("周", part="decides")]),
    ("decider", "amber", [member("院长?", roles=("decider",), holder_known=False)]),
    (
        "decider",
        "green",
        [member("院长?", part="decides", holder_known=False), member("周", roles=("decider",))],
    ),
    ("support", "red", []),
    ("support", "red", [member("周", attitude="neutral", level="decision")]),
    ("support", "amber", [member("周", attitude="supporter", level="management")]),
    ("support", "green", [member("周", attitude="supporter", level="decision")]),
    ("support", "green", [member("周", attitude="supporter", roles=("decider",))]),
    ("support", "green", [member("周", attitude="supporter", part="decides")]),
    ("roles", "red", []),
    ("roles", "amber", [member("周", roles=("user", "evaluator"))]),
    ("roles", "green", [member("周", roles=ALL_ROLES)]),
    ("roles", "green", [member("周", roles=tuple(set(ALL_ROLES) - {"decider"}), part="decides")]),
    ("functions", "red", [member("周", function="executive")]),
    ("functions", "amber", [member("周", function="finance")]),
    ("functions", "green", [member(code, function=code) for code in FOUR]),
    ("contact", "none", [member("周", level="management", closeness="none")]),
    ("contact", "red", [member("周", level="decision", closeness="none")]),
    ("contact", "amber", [member("周", level="decision")]),
    ("contact", "green", [member("周", level="decision", closeness="distant")]),
    ("threads", "red", [member("周", closeness="distant")]),
    ("threads", "amber", [member("周", closeness="close"), member("李", closeness="distant")]),
    ("threads", "green", [member("周", closeness="close"), member("李", closeness="frequent")]),
    ("opponents", "none", [member("周", attitude="neutral")]),
    ("opponents", "red", [member("周", attitude="opponent")]),
    ("opponents", "green", [member("周", attitude="opponent", countermeasure=True)]),
    (
        "opponents",
        "red",
        [member("周", attitude="opponent", countermeasure=True), member("李", attitude="opponent")],
    ),
    ("coach", "red", []),
    *(("coach", "amber", [member("周", coach=rung)]) for rung in ("acquainted", "meeting", "identifying")),
    *(("coach", "green", [member("周", coach=rung)]) for rung in ("trusting", "allied")),
    ("profiles", "none", [member("周")]),
    ("profiles", "red", [member("周", key=True, share=0.699)]),
    ("profiles", "green", [member("周", key=True, share=0.7)]),
    ("profiles", "amber", [member("周", key=True, share=0.2), member("李", key=True, share=0.9)]),
    ("verified", "none", [member("周")]),
    ("verified", "green", [member("周", judged=3)]),
    ("verified", "amber", [member("周", judged=4, stale=2)]),
    ("verified", "red", [member("周", judged=3, stale=2)]),
    ("too_good", "none", []),
    ("too_good", "amber", [member("周", attitude="supporter")]),
    ("too_good", "green", [member("周", attitude="opponent")]),
    ("too_good", "green", [member("周", part="blocks", attitude="supporter")]),
]


@pytest.mark.parametrize(("code", "light", "members"), CASES)
def test_that_each_check_shows_its_light(code: str, light: str, members: list[Member]) -> None:
    assert check(code, *members).light == light


def test_that_the_table_shows_every_light_that_a_check_has() -> None:
    """So that a light nobody tries is noticed: which check can show which."""
    tried = {(code, light) for code, light, _ in CASES}
    assert tried == {
        *((code, light) for code in ("decider", "support", "roles", "functions", "threads", "coach")
          for light in ("red", "amber", "green")),
        *((code, light) for code in ("contact", "profiles", "verified")
          for light in ("red", "amber", "green", "none")),
        *(("opponents", light) for light in ("red", "green", "none")),
        *(("too_good", light) for light in ("amber", "green", "none")),
    }  # fmt: skip
    assert {code for code, _ in tried} == {found.code for found in health([])}


CONCERNED = [
    ("decider", [member("a", roles=("decider",)), member("b")], ("a",)),
    ("support", [member("a", attitude="supporter"), member("b", attitude="opponent")], ("a",)),
    (
        "contact",
        [
            member("a", level="decision", closeness="none"),
            member("b", level="decision", closeness="close"),
            member("c", level="operation", closeness="none"),
        ],
        ("a",),
    ),
    ("threads", [member("a", closeness="close"), member("b", closeness="distant")], ("a",)),
    (
        "opponents",
        [member("a", attitude="opponent", countermeasure=True), member("b", attitude="opponent")],
        ("b",),
    ),
    ("coach", [member("a", coach="meeting"), member("b")], ("a",)),
    ("profiles", [member("a", share=0.3), member("b", share=0.8), member("c")], ("a",)),
    ("verified", [member("a", judged=2, stale=1), member("b", judged=2)], ("a",)),
]


@pytest.mark.parametrize(("code", "members", "people"), CONCERNED)
def test_that_a_check_says_whom_it_concerns_by_id_and_in_words(
    code: str, members: list[Member], people: tuple[str, ...]
) -> None:
    found = check(code, *[replace(one, name=f"名{one.person_id}") for one in members])
    assert found.people == people
    for name in (f"名{id_}" for id_ in people):
        assert name in found.why.zh and name in found.why.en


AMONG_WHOM = [
    (
        "support",
        [member("a", attitude="neutral"), member("b"), member("c", attitude="opponent")],
        ("a", "b"),
    ),
    ("threads", [member("a", closeness="distant"), member("b", closeness="none")], ("a",)),
    ("coach", [member("a", closeness="close"), member("b", closeness="distant")], ("a",)),
    ("too_good", [member("a", attitude="supporter"), member("b")], ("b",)),
]


@pytest.mark.parametrize(("code", "members", "people"), AMONG_WHOM)
def test_that_where_nobody_is_found_it_says_among_whom_to_look(
    code: str, members: list[Member], people: tuple[str, ...]
) -> None:
    found = check(code, *members)
    assert found.light in ("red", "amber") and found.people == people


MENDS = [
    ("decider", [], {Mend("fill_role", "decider")}),
    ("decider", [member("a", roles=("decider",), holder_known=False)], {Mend("name_holder")}),
    (
        "roles",
        [member("a", roles=tuple(set(ALL_ROLES) - {"user"}))],
        {Mend("fill_role", "user"), Mend("role_absent", "user")},
    ),
    ("functions", [member(code, function=code) for code in FOUR[1:]], {Mend("add_post", "using")}),
    ("opponents", [member("a", attitude="opponent")], {Mend("countermeasure")}),
    ("verified", [member("a", judged=2, stale=1)], {Mend("verify")}),
]


@pytest.mark.parametrize(("code", "members", "mends"), MENDS)
def test_that_what_is_wrong_can_be_mended(code: str, members: list[Member], mends: set[Mend]) -> None:
    assert set(check(code, *members).mends) == mends


def test_that_a_role_known_to_be_played_by_nobody_is_not_missed() -> None:
    rest = member("a", roles=tuple(set(ALL_ROLES) - {"designer", "user"}))
    assert check("roles", rest, absent=("designer", "user")).light == "green"
    named = check("roles", rest, absent=("designer",))
    assert named.light == "amber"
    assert named.why.zh == "使用者" and {mend.item for mend in named.mends} == {"user"}


def test_that_only_the_coach_is_private() -> None:
    assert [found.code for found in health([]) if found.private] == ["coach"]


def test_that_of_many_people_the_first_are_named_and_the_rest_counted() -> None:
    crowd = [member(f"p{number}", attitude="opponent") for number in range(9)]
    why = check("opponents", *crowd).why
    assert why.zh == "p0、p1、p2、p3、p4 等 9 人"
    assert why.en == "p0, p1, p2, p3, p4 and 4 more"


def test_that_a_map_without_resistance_is_said_to_be_too_good_in_the_words_of_the_source() -> None:
    found = check("too_good", member("a", attitude="supporter"))
    assert found.why.zh == "攻坚战进行得太顺利,可能已经中了埋伏"


MEMBERS = st.builds(
    member,
    st.sampled_from("abcdef"),
    roles=st.lists(st.sampled_from(ALL_ROLES), unique=True).map(tuple),
    part=st.sampled_from([None, *vocabulary.PART.codes]),
    attitude=st.sampled_from([None, *vocabulary.ATTITUDE.codes]),
    level=st.sampled_from([None, *vocabulary.LEVEL.codes]),
    function=st.sampled_from([None, *vocabulary.FUNCTION.codes]),
    closeness=st.sampled_from([None, *vocabulary.CLOSENESS.codes]),
    coach=st.sampled_from([None, *vocabulary.COACH_RUNG.codes]),
    countermeasure=st.booleans(),
    judged=st.integers(0, 6),
    share=st.none() | st.floats(0, 1),
)


@given(st.lists(MEMBERS, max_size=12), st.lists(st.sampled_from(ALL_ROLES), unique=True))
def test_that_any_map_is_judged_in_words_about_its_own_people(
    members: list[Member], absent: list[str]
) -> None:
    checks = health(members, absent)
    assert sum(lights(checks).values()) == len(checks) == 11
    ids = {one.person_id for one in members}
    for found in checks:
        assert found.title.en and found.title.zh and found.why.en and found.why.zh
        assert set(found.people) <= ids
        assert not found.mends or found.light in ("red", "amber")
