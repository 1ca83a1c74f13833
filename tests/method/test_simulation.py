"""Where a decision leans: the published example, bounds, monotony, and that words never claim too much."""

from __future__ import annotations

import random
from dataclasses import replace

import hypothesis.strategies as st
import pytest
from hypothesis import given

from keyaccount_desktop.language import LANGUAGES
from keyaccount_desktop.method.defaults import DEFAULTS
from keyaccount_desktop.method.simulation import (
    CARRIES,
    DOUBT,
    OWN_VOICE,
    STUBBORNNESS,
    Pull,
    Simulation,
    Voice,
    _Network,
    equilibrium,
    opinion_of,
    sensitivity,
    settled,
    shares_of,
    simulate,
)
from keyaccount_desktop.method.simulation_words import (
    band,
    difference,
    move_line,
    move_reason,
    number,
    reasons,
    verdict,
)
from keyaccount_desktop.method.vocabulary import LINK_KIND

CLOSE = 1e-7
FOR_US = {None: 0, "opponent": -1, "neutral": 0, "supporter": 1}


@st.composite
def groups(draw: st.DrawFn, least: int = 1) -> tuple[list[Voice], list[Pull]]:
    """Any people with any links; many decide, some do not."""
    many = draw(st.integers(least, 9))
    voices = [
        Voice(
            f"p{place}",
            draw(st.sampled_from([None, "supporter", "neutral", "opponent"])),
            draw(st.booleans()),
            draw(st.booleans()),
            draw(st.none() | st.integers(1, 5)),
            tuple(draw(st.sets(st.sampled_from(["decider", "designer", "evaluator", "user"])))),
            draw(st.sampled_from([None, "decides", "influences", "blocks"])),
            draw(st.none() | st.sampled_from([0.0, 5.0, 20.0, 60.0])),
            draw(st.sampled_from([None, "decision", "management", "operation"])),
        )
        for place in range(many)
    ]
    ends = st.integers(0, many)  # one more than there are: a link may lead off the map
    pulls = draw(
        st.lists(
            st.builds(
                lambda source, target, kind, strength: Pull(f"p{source}", f"p{target}", kind, strength),
                ends, ends, st.sampled_from(LINK_KIND.codes), st.integers(1, 3),
            ),
            max_size=16,
        )
    )  # fmt: skip
    return voices, pulls


Group = tuple[list[Voice], list[Pull]]


def names(voices: list[Voice]) -> dict[str, str]:
    return {voice.id: f"“{voice.id}”" for voice in voices}


# ---- the equations


def test_that_the_published_example_comes_out() -> None:
    # N. E. Friedkin, E. C. Johnsen, “Social influence networks and opinion change”, Advances in Group Processes 16,
    # 1999: four people, susceptibilities 1 − w(i,i); they print the settled opinions and the matrix V.
    rows = [
        {0: 0.220, 1: 0.120, 2: 0.360, 3: 0.300},
        {0: 0.147, 1: 0.215, 2: 0.344, 3: 0.294},
        {2: 1.0},
        {0: 0.090, 1: 0.178, 2: 0.446, 3: 0.286},
    ]
    moved = [1 - rows[place].get(place, 0.0) for place in range(4)]
    assert equilibrium(rows, moved, [25, 25, 75, 85]) == pytest.approx([60, 60, 75, 75], abs=0.05)
    control = [sensitivity(rows, moved, [float(each == place) for each in range(4)]) for place in range(4)]
    printed = [
        [0.280, 0.045, 0.551, 0.124],
        [0.047, 0.278, 0.549, 0.126],
        [0.000, 0.000, 1.000, 0.000],
        [0.030, 0.048, 0.532, 0.390],
    ]
    for found, row in zip(control, printed, strict=True):
        assert found == pytest.approx(row, abs=0.0015)


def test_that_two_people_come_out_as_by_hand() -> None:
    # A supports us and influences B, who decides, is of firmness 3, and was neutral. B hears themselves with 1 and
    # A with 1·2, so that w(B,A) = 2/3: x = ½·(⅓x + ⅔·1) + ½·0, hence x·(1 − ⅙) = ⅓ and x = 0.4.
    voices = [Voice("A", "supporter"), Voice("B", "neutral", roles=("decider",))]
    found = simulate(voices, [Pull("A", "B", "influences", 2)])
    assert found.lean == pytest.approx(0.4)
    assert (found.low, found.high) == pytest.approx((0.4, 0.4))
    assert found.influence == pytest.approx({"A": 0.4, "B": 0.6})


def test_that_three_in_a_row_come_out_as_by_hand() -> None:
    # A → B → C, all of strength 2 and firmness 3: each passes on 0.4 of what comes in, and keeps 0.6 of the own.
    voices = [Voice("A", "supporter"), Voice("B", "neutral"), Voice("C", "opponent", roles=("decider",))]
    found = simulate(voices, [Pull("A", "B", "influences", 2), Pull("B", "C", "influences", 2)])
    assert found.lean == pytest.approx(0.4 * 0.4 - 0.6)


@given(groups())
def test_that_solving_equals_listening_round_after_round(group: Group) -> None:
    voices, pulls = group
    network = _Network(voices, pulls, DEFAULTS)
    first = [opinion_of(voice) for voice in voices]
    now = list(first)
    for _ in range(400):  # the least stubborn keep a tenth: 0.9 to the 400th is nothing
        now = [
            network.moved[j] * sum(weight * now[k] for k, weight in row.items())
            + (1 - network.moved[j]) * first[j]
            for j, row in enumerate(network.rows)
        ]
    assert list(settled(voices, pulls).values()) == pytest.approx(now, abs=CLOSE)
    found = simulate(voices, pulls)
    if found.lean is not None:
        by_rounds = dict(zip((voice.id for voice in voices), now, strict=True))
        assert found.lean == pytest.approx(
            sum(share * by_rounds[id_] for id_, share in found.shares.items()), abs=CLOSE
        )


@given(groups())
def test_that_everyone_is_heard_in_shares_of_one(group: Group) -> None:
    network = _Network(*group, DEFAULTS)
    for row in network.rows:
        assert sum(row.values()) == pytest.approx(1) and min(row.values()) > 0
    assert all(0 <= moved < 1 for moved in network.moved)


# ---- the lean


@given(groups())
def test_that_the_lean_lies_between_what_people_think(group: Group) -> None:
    voices, pulls = group
    found = simulate(voices, pulls)
    if found.lean is None:
        assert not any(voice.decides or voice.level == "decision" for voice in voices if voice.weight != 0)
        return
    opinions = [opinion_of(voice) for voice in voices]
    assert min(opinions) - CLOSE <= found.lean <= max(opinions) + CLOSE
    assert -1 <= found.low <= found.lean + CLOSE and found.lean - CLOSE <= found.high <= 1
    assert sum(found.influence.values()) == pytest.approx(1) and min(found.influence.values()) >= 0
    assert sum(found.shares.values()) == pytest.approx(1) and min(found.shares.values()) > 0


@given(groups(), st.integers(0, 8))
def test_that_whoever_comes_over_to_us_never_turns_the_decision_away(group: Group, who: int) -> None:
    voices, pulls = group
    who %= len(voices)
    before, after = simulate(voices, pulls), None
    for attitude in ("opponent", "neutral", "supporter"):
        changed = [
            replace(voice, attitude=attitude) if place == who else voice for place, voice in enumerate(voices)
        ]
        now = simulate(changed, pulls)
        if after is not None and after.lean is not None and now.lean is not None:
            assert now.lean >= after.lean - CLOSE
            assert now.low >= after.low - CLOSE and now.high >= after.high - CLOSE
        after = now
    assert (before.lean is None) == (after is not None and after.lean is None)


@given(groups(), st.randoms(use_true_random=False))
def test_that_the_order_of_people_and_links_means_nothing(group: Group, chance: random.Random) -> None:
    voices, pulls = group
    found = simulate(voices, pulls)
    places = chance.sample(range(len(voices)), len(voices))
    renamed = {voice.id: f"q{place}" for voice, place in zip(voices, places, strict=True)}
    others = [replace(voice, id=renamed[voice.id]) for voice in voices]
    again = [
        replace(pull, source=renamed.get(pull.source, "-"), target=renamed.get(pull.target, "-"))
        for pull in pulls
    ]
    chance.shuffle(others)
    chance.shuffle(again)
    second = simulate(others, again)
    if found.lean is None:
        assert second.lean is None
        return
    assert (second.lean, second.low, second.high) == pytest.approx(
        (found.lean, found.low, found.high), abs=CLOSE
    )
    for id_, count in found.influence.items():
        assert second.influence[renamed[id_]] == pytest.approx(count, abs=CLOSE)


@given(groups())
def test_that_the_range_is_what_the_doubtful_attitudes_can_make_of_it(group: Group) -> None:
    voices, pulls = group
    found = simulate(voices, pulls)
    if found.lean is None:
        return
    if not any(voice.attitude is None or voice.assumed or voice.stale for voice in voices):
        assert (found.low, found.high) == pytest.approx((found.lean, found.lean), abs=CLOSE)
    for end, attitude in ((found.low, "opponent"), (found.high, "supporter")):
        known = [replace(voice, assumed=False, stale=False) for voice in voices]
        if all(voice.attitude is None or not (voice.assumed or voice.stale) for voice in voices):
            worst = [replace(voice, attitude=voice.attitude or attitude) for voice in known]
            assert simulate(worst, pulls).lean == pytest.approx(end, abs=CLOSE)
    assert found.high - found.low <= 2 * sum(doubt.width for doubt in found.doubts) + CLOSE


def test_that_nobody_linked_keeps_the_own_opinion() -> None:
    for attitude, opinion in FOR_US.items():
        found = simulate([Voice("A", attitude, roles=("decider",))], [])
        assert found.lean == opinion
        assert found.high - found.low == (2 if attitude is None else 0)


def test_that_the_immovable_are_not_moved() -> None:
    voices = [Voice("A", "supporter"), Voice("B", "opponent", firmness=5, part="decides")]
    assert simulate(voices, [Pull("A", "B", "influences", 3)]).lean == -1


def test_that_firmer_means_less_moved() -> None:
    leans = []
    for firmness in sorted(STUBBORNNESS):
        voices = [Voice("A", "supporter"), Voice("B", "opponent", firmness=firmness, part="decides")]
        leans.append(simulate(voices, [Pull("A", "B", "influences", 3)]).lean)
    assert leans == sorted(leans, reverse=True) and len(set(leans)) == len(leans)
    assert all(0 < share <= 1 for share in STUBBORNNESS.values())


@pytest.mark.parametrize("kind", LINK_KIND.codes)
def test_which_way_each_kind_of_link_carries(kind: str) -> None:
    """How much of A's and of B's opinion the other takes on, drawn from A to B."""

    def taken(hears: str, other: str) -> float:
        voices = [Voice("A", "neutral"), Voice("B", "neutral")]
        voices = [
            replace(voice, attitude="supporter") if voice.id == other else replace(voice, part="decides")
            for voice in voices
        ]
        lean = simulate(voices, [Pull("A", "B", kind, 2)]).lean
        assert lean is not None
        return lean

    on, back = taken("B", "A"), taken("A", "B")
    if kind == "influences":
        assert on > 0 and back == 0
    elif kind == "reports_to":
        assert back > on > 0, "the superior is heard more"
    elif kind in ("conflict", "introduces"):
        assert on == back == 0
    else:
        assert on == pytest.approx(back) and on > 0
        assert (
            on
            < simulate(
                [Voice("A", "supporter"), Voice("B", "neutral", part="decides")],
                [Pull("A", "B", "influences", 2)],
            ).lean
        )  # type: ignore[operator]
    assert OWN_VOICE > 0 and all(carried > 0 for carried in CARRIES.values())


def test_that_a_conflict_dampens_what_is_heard_and_never_repels() -> None:
    voices = [Voice("A", "supporter"), Voice("B", "neutral", part="decides")]
    heard = Pull("A", "B", "influences", 3)
    leans = [simulate(voices, [heard, Pull("B", "A", "conflict", n)]).lean for n in (1, 2, 3)]
    free = simulate(voices, [heard]).lean
    assert free is not None and leans == sorted(leans, reverse=True)  # type: ignore[type-var]
    assert free > leans[0] and leans[2] > 0  # type: ignore[operator]


# ---- who decides


def test_that_weights_count_as_given_and_open_ones_by_importance() -> None:
    a, b = Voice("A", weight=60, roles=("decider",)), Voice("B", roles=("decider",))
    assert shares_of([a, b, Voice("C")]) == ("deciders", pytest.approx({"A": 2 / 3, "B": 1 / 3}))


def test_that_a_weight_is_a_share_of_the_decision_whatever_the_role() -> None:
    basis, shares = shares_of(
        [Voice("A", roles=("evaluator",), weight=20), Voice("B", part="decides", weight=80)]
    )
    assert basis == "deciders" and shares == pytest.approx({"A": 0.2, "B": 0.8})


def test_that_without_deciders_the_decision_level_counts() -> None:
    people = [
        Voice("A", level="decision", roles=("designer",)),
        Voice("B", level="decision"),
        Voice("C", level="management", roles=("evaluator",)),
    ]
    assert shares_of(people) == ("decision_level", pytest.approx({"A": 2 / 3, "B": 1 / 3}))


def test_that_without_anybody_who_decides_there_is_no_lean() -> None:
    for people in (
        [],
        [Voice("A", "supporter", level="management")],
        [Voice("A", part="decides", weight=0.0)],
    ):
        found = simulate(people, [])
        assert found.lean is None and found.basis == "nobody" and not found.moves


# ---- single moves


@given(groups())
def test_that_a_move_gains_what_it_says(group: Group) -> None:
    voices, pulls = group
    found = simulate(voices, pulls)
    assert [move.gain for move in found.moves] == sorted((move.gain for move in found.moves), reverse=True)
    for move in found.moves:
        moved = [
            replace(voice, attitude=move.after) if voice.id == move.person_id else voice for voice in voices
        ]
        after = simulate(moved, pulls)
        assert found.lean is not None and after.lean is not None
        assert after.lean - found.lean == pytest.approx(move.gain, abs=CLOSE)
    told = {move.person_id for move in found.moves}
    for voice in voices:
        silent = found.influence.get(voice.id, 0.0) <= 1e-9
        assert (voice.id in told) == (voice.attitude != "supporter" and not silent)


@given(groups())
def test_that_the_way_told_leads_along_links_to_someone_who_decides(group: Group) -> None:
    voices, pulls = group
    found = simulate(voices, pulls)
    ends = {(pull.source, pull.target) for pull in pulls} | {(pull.target, pull.source) for pull in pulls}
    for move in found.moves:
        at = move.person_id
        for step in move.path:
            assert (at, step.person_id) in ends
            at = step.person_id
        assert at in found.shares


def test_that_the_strongest_way_is_told() -> None:
    voices = [Voice("A", "opponent"), Voice("B", "neutral"), Voice("C", "neutral", roles=("decider",))]
    pulls = [
        Pull("A", "B", "influences", 3), Pull("B", "C", "influences", 3), Pull("A", "C", "rapport", 1),
    ]  # fmt: skip
    move = next(move for move in simulate(voices, pulls).moves if move.person_id == "A")
    assert [(step.person_id, step.way) for step in move.path] == [("B", "influences"), ("C", "influences")]


# ---- words


@given(groups())
def test_that_everything_can_be_said_in_both_languages(group: Group) -> None:
    voices, pulls = group
    found = simulate(voices, pulls)
    said = [verdict(found), *reasons(found)]
    for move in found.moves:
        said += [move_line(move, names(voices)), move_reason(move, names(voices))]
    other = simulate([replace(voice, attitude="supporter") for voice in voices], pulls)
    said.append(difference(found, other))
    for text in said:
        for language in LANGUAGES:
            words = text.in_language(language)
            assert words and "{" not in words and "}" not in words


@given(groups())
def test_that_what_could_turn_is_never_called_sure(group: Group) -> None:
    found = simulate(*group)
    if found.lean is None:
        return
    words = verdict(found).en
    if "well founded" in words:
        assert found.high - found.low <= 0.2
    if found.lean >= 0.15 and found.low <= -0.15:
        assert "could turn" in words
    if "turn" in words or "either way" in words:
        assert reasons(found), "it says why"


def test_that_unknown_deciders_are_named_as_the_reason() -> None:
    people = [
        Voice("A", "supporter", part="decides", weight=60.0),
        Voice("B", part="decides", weight=20.0),
        Voice("C", part="decides", weight=20.0),
    ]
    found = simulate(people, [])
    assert verdict(found).en == "Clearly for us, with some doubt"
    assert [text.en for text in reasons(found)] == ["the attitudes of 2 deciders are unknown"]
    assert [text.zh for text in reasons(found)] == ["2 位决策者的态度未知"]
    turning = simulate([*people, Voice("D", part="decides", weight=90.0)], [])
    assert verdict(turning).zh == "倾向我们，但可能翻转"


def test_that_numbers_are_signed_and_zero_is_not() -> None:
    assert [number(lean) for lean in (0.184, -0.05, 0.004, -0.004, 1)] == [
        "+0.18",
        "−0.05",
        "0.00",
        "0.00",
        "+1.00",
    ]


def test_that_each_lean_has_its_words() -> None:
    said = [band(lean / 100).en for lean in range(100, -101, -1)]
    assert len(dict.fromkeys(said)) == 5 and said[0] == "Clearly for us" and said[-1] == "Clearly against us"


def test_that_doubts_widen_and_never_pass_the_ends() -> None:
    for assumed in (False, True):
        for stale in (False, True):
            found: Simulation = simulate([Voice("A", "supporter", assumed, stale, part="decides")], [])
            assert found.high == 1 and found.low == 1 - DOUBT["assumed"] * assumed - DOUBT["stale"] * stale
