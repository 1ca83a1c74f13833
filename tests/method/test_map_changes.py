"""What differs between two states of a map, and how it is said."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keyaccount_desktop.language import LANGUAGES
from keyaccount_desktop.method.change_words import in_words, step
from keyaccount_desktop.method.map_changes import (
    COMPARED,
    NAME,
    NOTHING,
    Bond,
    Change,
    Held,
    MapState,
    compare,
)
from keyaccount_desktop.method.vocabulary import DIRECTED_LINKS, LINK_KIND

IDS = "abcdef"
VALUES = {
    "stakeholder.attitude": st.sampled_from(["supporter", "neutral", "opponent"]),
    "stakeholder.firmness": st.integers(1, 5),
    "stakeholder.closeness": st.sampled_from(["close", "none"]),
    "stakeholder.roles": st.sampled_from([("decider",), ("user", "evaluator")]),
    "stakeholder.part": st.sampled_from(["decides", "blocks"]),
    "stakeholder.weight": st.integers(0, 100),
    "stakeholder.key": st.just(True),
    "stakeholder.coach": st.sampled_from(["trusting", "allied"]),
    NAME: st.text(min_size=1, max_size=5),
    "person.position": st.text(min_size=1, max_size=5),
    "person.level": st.sampled_from(["decision", "operation"]),
    "person.function": st.sampled_from(["using", "finance"]),
}


@st.composite
def states(draw: st.DrawFn) -> MapState:
    people: dict[str, Mapping[str, Held]] = {}
    for id_ in draw(st.lists(st.sampled_from(IDS), unique=True)):
        keys = draw(st.lists(st.sampled_from(COMPARED), unique=True))
        people[id_] = {
            key: Held(
                draw(VALUES[key]), draw(st.booleans()), draw(st.sampled_from([None, "coach"])), "2026-11-03"
            )
            for key in COMPARED
            if key in keys
        }
    bonds: dict[tuple[str, str, str], Bond] = {}
    ids = sorted(people)
    for number in range(draw(st.integers(0, 6)) if len(ids) > 1 else 0):
        one, other = draw(st.permutations(ids))[:2]
        kind = draw(st.sampled_from(["influences", "reports_to", "conflict", "alumni"]))
        made = Bond(f"l{number}", one, other, kind, Held(draw(st.integers(1, 3)), draw(st.booleans())))
        bonds.setdefault(made.means, made)
    return MapState(people, tuple(bonds.values()))


def applied(before: MapState, changes: tuple[Change, ...]) -> MapState:
    """The state that the changes say ``before`` has become; of who is new only the attitude is told."""
    people = {id_: dict(held) for id_, held in before.people.items()}
    bonds = {bond.means: bond for bond in before.bonds}
    for change in changes:
        if change.what == "joined":
            people[change.person_id] = {COMPARED[0]: change.after} if change.after != NOTHING else {}
        elif change.what == "left":
            del people[change.person_id]
        elif change.what == "field" and change.after == NOTHING:
            people[change.person_id].pop(change.field, None)
        elif change.what == "field":
            people[change.person_id][change.field] = change.after
        else:
            ends = (change.person_id, change.other_id)
            old = Bond(change.link_id, *ends, change.kind_before or change.kind, change.before)
            new = Bond(change.link_id, *ends, change.kind, change.after)
            if change.what == "bond_removed":
                del bonds[old.means]
            elif change.what == "bond_changed":
                del bonds[turned_from(bonds, old)]
            if change.what != "bond_removed":
                bonds[new.means] = new
    return MapState(people, tuple(bonds.values()))


def turned_from(bonds: Mapping[tuple[str, str, str], Bond], old: Bond) -> tuple[str, str, str]:
    """What the link that was changed said: it may have run the other way, or been drawn anew."""
    ends = {old.source_id, old.target_id}
    return next(
        means
        for means, bond in bonds.items()
        if bond.kind == old.kind
        and {bond.source_id, bond.target_id} == ends
        and bond.strength == old.strength
        and (bond.means == old.means or bond.id == old.id)
    )


def said_of(state: MapState) -> set[tuple[object, ...]]:
    return {(*bond.means, bond.strength) for bond in state.bonds}


@given(states())
def test_that_a_state_does_not_differ_from_itself(state: MapState) -> None:
    assert compare(state, state) == ()
    assert compare(state, MapState(dict(state.people), state.bonds)) == ()


@given(states(), states())
def test_that_the_changes_make_the_later_state_of_the_earlier(before: MapState, after: MapState) -> None:
    made = applied(before, compare(before, after))
    assert made.people.keys() == after.people.keys()
    for id_ in before.people.keys() & after.people.keys():
        assert made.people[id_] == after.people[id_]
    assert said_of(made) == said_of(after)


@given(states(), states())
def test_that_backwards_the_same_things_differ(before: MapState, after: MapState) -> None:
    def fields(changes: tuple[Change, ...]) -> set[tuple[object, ...]]:
        return {(change.person_id, change.field) for change in changes if change.what == "field"}

    there, back = compare(before, after), compare(after, before)
    assert fields(there) == fields(back)
    assert {c.person_id for c in there if c.what == "joined"} == {
        c.person_id for c in back if c.what == "left"
    }
    assert all(change.before != change.after for change in there if change.what == "field")


@given(states(), states())
def test_that_every_change_is_said_in_both_languages(before: MapState, after: MapState) -> None:
    for change in compare(before, after):
        for language in LANGUAGES:
            assert in_words(change, before, after).in_language(language).strip()


def test_that_links_without_direction_are_the_same_whichever_end_they_are_drawn_from() -> None:
    for kind in LINK_KIND.codes:
        there = MapState({"a": {}, "b": {}}, (Bond("1", "a", "b", kind, Held(2)),))
        back = MapState({"a": {}, "b": {}}, (Bond("2", "b", "a", kind, Held(2)),))
        assert (compare(there, back) == ()) is (kind not in DIRECTED_LINKS)


def test_that_a_link_whose_kind_was_changed_is_one_change() -> None:
    before = MapState({"a": {}, "b": {}}, (Bond("1", "a", "b", "influences", Held(2)),))
    after = MapState({"a": {}, "b": {}}, (Bond("1", "a", "b", "conflict", Held(2)),))
    (change,) = compare(before, after)
    assert (change.what, change.kind_before, change.kind) == ("bond_changed", "influences", "conflict")


def test_that_a_link_whose_end_was_put_onto_someone_else_is_one_less_and_one_more() -> None:
    people: Mapping[str, Mapping[str, Held]] = {"a": {}, "b": {}, "c": {}}
    before = MapState(people, (Bond("1", "a", "b", "influences", Held(2)),))
    after = MapState(people, (Bond("1", "a", "c", "influences", Held(2)),))
    assert [change.what for change in compare(before, after)] == ["bond_added", "bond_removed"]


def test_that_whoever_was_merged_into_another_has_not_left() -> None:
    before = MapState(
        {"old": {NAME: Held("王建国")}, "c": {}}, (Bond("1", "old", "c", "influences", Held(2)),)
    )
    after = MapState(
        {"new": {NAME: Held("王建国")}, "c": {}}, (Bond("1", "new", "c", "influences", Held(2)),)
    )
    assert compare(before, after, {"old": "new"}) == ()
    both = MapState({**before.people, "new": {}}, before.bonds)
    changes = compare(both, after, {"old": "new"})
    assert [(change.what, change.person_id, change.other_id) for change in changes] == [
        ("field", "new", ""),
        ("merged", "old", "new"),
    ]
    # A merge that was before both, or after both, concerns neither.
    assert compare(both, both, {"old": "new"}) == ()


A, B = "王建国", "李雪梅"


@pytest.mark.parametrize(
    ("change", "zh", "en"),
    [
        (
            Change(
                "field", "a", field="stakeholder.attitude", before=Held("neutral"),
                after=Held("supporter", False, "coach", "2026-11-03"),
            ),
            "王建国 中立 → 支持，2026-11-03，内线证实",
            "王建国 neutral → supporter, 2026-11-03, confirmed by the coach",
        ),
        (
            Change(
                "field", "a", field="stakeholder.attitude", before=NOTHING,
                after=Held("opponent", True, None, "2026-10-01"),
            ),
            "王建国 未知 → 反对，2026-10-01，推测",
            "王建国 not known → opponent, 2026-10-01, assumed",
        ),
        (
            Change(
                "field", "a", field="stakeholder.attitude", before=Held("supporter", True),
                after=Held("supporter", False, "self", "2026-10-01"),
            ),
            "王建国 支持（推测） → 支持，2026-10-01，本人证实",
            "王建国 supporter (assumed) → supporter, 2026-10-01, confirmed by the person",
        ),
        (
            Change("field", "a", field="stakeholder.roles", before=NOTHING, after=Held(("user", "evaluator"))),
            "王建国 采购角色 无 → 使用者、评估者",
            "王建国: buying role none → user, evaluator",
        ),
        (
            Change("field", "a", field="stakeholder.weight", before=Held(20), after=Held(35)),
            "王建国 比重 20% → 35%",
            "王建国: weight 20% → 35%",
        ),
        (
            Change("field", "a", field="stakeholder.key", before=NOTHING, after=Held(True)),
            "王建国 成为关键人",
            "王建国 is a key person now",
        ),
        (
            Change("field", "a", field="stakeholder.closeness", before=Held("close"),
                   after=Held(None, day="2026-11-01")),
            "王建国 联系 密切 → 未知，2026-11-01",
            "王建国: contact closeness close → not known, 2026-11-01",
        ),
        (
            Change("joined", "a", after=Held("supporter", day="2026-11-01")),
            "王建国 新上图：支持",
            "王建国 is new on the map: supporter",
        ),
        (
            Change("bond_changed", "a", "b", "link.strength", Held(2), Held(3), link_id="l", kind="influences",
                   kind_before="influences"),
            "关系 王建国 → 李雪梅（影响）：中 → 强",
            "Link 王建国 → 李雪梅 (influences): medium → strong",
        ),
        (
            Change("bond_added", "a", "b", "link.strength", NOTHING, Held(2), link_id="l", kind="own kind"),
            "新增关系：王建国 – 李雪梅（own kind，中）",
            "New link: 王建国 – 李雪梅 (own kind, medium)",
        ),
    ],
)  # fmt: skip
def test_that_a_change_reads_as_one_says_it(change: Change, zh: str, en: str) -> None:
    state = MapState({"a": {NAME: Held(A)}, "b": {NAME: Held(B)}})
    words = in_words(change, state, state)
    assert (words.zh, words.en) == (zh, en)


def test_that_a_step_on_the_way_says_its_day_and_source() -> None:
    words = step("stakeholder.attitude", Held("opponent", True, None, "2026-10-01"))
    assert (words.zh, words.en) == ("→ 反对，2026-10-01，推测", "→ opponent, 2026-10-01, assumed")


def test_that_names_with_braces_are_names() -> None:
    state = MapState({"a": {NAME: Held("{name}{0}")}})
    assert "{name}{0}" in in_words(Change("left", "a"), state, MapState({})).zh
