"""Who can introduce me: the chain found is the best there is, never through a conflict, and always the same."""

from __future__ import annotations

import random
from itertools import pairwise, permutations

import hypothesis.strategies as st
import pytest
from hypothesis import given, settings

from keyaccount_desktop.method.chains import (
    AGAINST_US,
    BEGINNING,
    COST,
    STRONGER,
    Chain,
    Chains,
    Opening,
    Tied,
)
from keyaccount_desktop.method.vocabulary import LINK_KIND

PEOPLE = "abcdef"
CLOSE = Opening("a", "here", "close")


def tied(ends: str, kind: str = "introduces", strength: int = 2, *, assumed: bool = False) -> Tied:
    return Tied(f"{ends}-{kind}", ends[0], ends[1], kind, strength, assumed)


def people_of(chain: Chain | None) -> str:
    return "" if chain is None else "".join(chain.people)


@st.composite
def graphs(draw: st.DrawFn) -> tuple[list[Opening], list[Tied], frozenset[str], int]:
    ends = st.tuples(st.sampled_from(PEOPLE), st.sampled_from(PEOPLE)).filter(lambda pair: pair[0] != pair[1])
    drawn = draw(
        st.lists(
            st.tuples(ends, st.sampled_from([*COST, "conflict"]), st.integers(1, 3), st.booleans()),
            max_size=12,
            unique_by=lambda each: (each[0], each[1]),
        )
    )
    ties = [
        Tied(str(number), source, target, kind, strength, assumed)
        for number, ((source, target), kind, strength, assumed) in enumerate(drawn)
    ]
    openings = [
        Opening(person, via, closeness)
        for person, (via, closeness) in draw(
            st.lists(st.tuples(st.sampled_from(PEOPLE), st.sampled_from(sorted(BEGINNING))), max_size=3)
        )
    ]
    return openings, ties, draw(st.frozensets(st.sampled_from(PEOPLE), max_size=2)), draw(st.integers(1, 6))


def every_chain(
    openings: list[Opening], ties: list[Tied], against: frozenset[str], longest: int, target: str
) -> list[tuple[int, int, int, tuple[str, ...]]]:
    """The rank of each way there is, by trying all orders of all people."""
    apart = {frozenset((tie.source, tie.target)) for tie in ties if tie.kind == "conflict"}
    steps: dict[tuple[str, str], tuple[int, int, int]] = {}
    for tie in ties:
        if tie.kind == "conflict" or frozenset((tie.source, tie.target)) in apart:
            continue
        for ends, cost in zip(
            ((tie.source, tie.target), (tie.target, tie.source)), COST[tie.kind], strict=True
        ):
            if cost is not None:
                step = (cost + STRONGER[tie.strength], 3 - tie.strength, int(tie.assumed))
                steps[ends] = min(steps.get(ends, step), step)
    begin: dict[str, int] = {}
    for opening in openings:
        begin[opening.person] = min(begin.get(opening.person, opening.cost), opening.cost)
    found = []
    others = [person for person in PEOPLE if person != target]
    for number in range(min(longest, len(PEOPLE))):
        for before in permutations(others, number):
            people = (*before, target)
            pairs = list(pairwise(people))
            if people[0] in begin and all(pair in steps for pair in pairs):
                length, lacking, assumed = (sum(steps[pair][part] for pair in pairs) for part in range(3))
                length += begin[people[0]] + AGAINST_US * sum(person in against for person in before)
                found.append((length, lacking, assumed, people))
    return found


@settings(max_examples=400, deadline=None)
@given(graphs(), st.sampled_from(PEOPLE))
def test_that_the_chain_is_the_best_of_all_there_are(
    graph: tuple[list[Opening], list[Tied], frozenset[str], int], target: str
) -> None:
    openings, ties, against, longest = graph
    found = Chains(openings, ties, against, longest=longest).chain_to(target)
    best = min(every_chain(openings, ties, against, longest, target), default=None)
    assert (best is None) == (found is None)
    if found is not None and best is not None:
        lacking = sum(3 - tie.strength for tie in found.links)
        assumed = sum(tie.assumed for tie in found.links)
        assert (found.length, lacking, assumed, found.people) == best
        for (one, other), tie in zip(pairwise(found.people), found.links, strict=True):
            assert {one, other} == {tie.source, tie.target}


@settings(max_examples=100, deadline=None)
@given(graphs(), st.sampled_from(PEOPLE), st.randoms(use_true_random=False))
def test_that_the_order_in_which_links_are_told_makes_no_difference(
    graph: tuple[list[Opening], list[Tied], frozenset[str], int], target: str, chance: random.Random
) -> None:
    openings, ties, against, longest = graph
    shuffled = list(ties)
    chance.shuffle(shuffled)
    once = Chains(openings, ties, against, longest=longest).chain_to(target)
    again = Chains(openings[::-1], shuffled, against, longest=longest).chain_to(target)
    assert once == again


def test_that_every_kind_of_link_leads_on_or_never_does() -> None:
    assert set(COST) | {"conflict"} == set(LINK_KIND.codes)


def test_that_an_introducer_leads_to_the_person_introduced_only() -> None:
    assert people_of(Chains([CLOSE], [tied("ab")]).chain_to("b")) == "ab"
    assert Chains([CLOSE], [tied("ba")]).chain_to("b") is None


def test_that_nothing_leads_on_between_two_in_conflict_whatever_else_links_them() -> None:
    ties = [tied("ab", "reports_to"), tied("ba", "conflict"), tied("ac"), tied("cb")]
    assert people_of(Chains([CLOSE], ties).chain_to("b")) == "acb"
    assert Chains([CLOSE], ties[:2]).chain_to("b") is None


def test_that_of_two_ways_of_one_length_the_stronger_then_the_surer_one_is_taken() -> None:
    doubtful = [tied("ab", assumed=True), tied("bd")]
    sure = [tied("ac"), tied("cd")]
    assert people_of(Chains([CLOSE], doubtful + sure).chain_to("d")) == "acd"


def test_that_someone_against_us_is_asked_only_where_there_is_no_better_way() -> None:
    through_b, through_c = [tied("ab"), tied("bd")], [tied("ac", "place"), tied("cd", "place")]
    assert people_of(Chains([CLOSE], through_b + through_c).chain_to("d")) == "abd"
    assert people_of(Chains([CLOSE], through_b + through_c, {"b"}).chain_to("d")) == "acd"
    assert people_of(Chains([CLOSE], through_b, {"b"}).chain_to("d")) == "abd"
    assert people_of(Chains([CLOSE], through_b, {"d"}).chain_to("d")) == "abd"


def test_that_whom_we_know_in_this_purchase_comes_before_whom_we_know_elsewhere() -> None:
    ties = [tied("ac"), tied("bc")]
    openings = [Opening("a", "elsewhere", "close"), Opening("b", "here", "close")]
    assert people_of(Chains(openings, ties).chain_to("c")) == "bc"
    assert people_of(Chains([CLOSE], []).chain_to("a")) == "a"


def test_that_where_there_is_no_chain_the_nearest_person_to_win_is_told() -> None:
    chains = Chains([CLOSE], [tied("cd", "reports_to"), tied("bc"), tied("de")])
    assert chains.chain_to("e") is None
    nearest = chains.nearest_to("e", {"b", "c"})
    assert people_of(nearest) == "cde" and nearest is not None and nearest.opening is None
    assert chains.nearest_to("e", {"f"}) is None


@pytest.mark.parametrize("longest", [1, 2, 3])
def test_that_a_chain_has_no_more_hands_than_allowed(longest: int) -> None:
    ties = [tied("ab"), tied("bc")]
    assert (Chains([CLOSE], ties, longest=longest).chain_to("c") is not None) == (longest == 3)
