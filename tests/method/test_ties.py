"""Ties found from profiles: what is the same place and school, and that nobody is told twice or tied to themselves."""

from __future__ import annotations

import hypothesis.strategies as st
import pytest
from hypothesis import given, settings

from keyaccount_desktop.method.places import place, same_place
from keyaccount_desktop.method.schools import Years, school, together
from keyaccount_desktop.method.ties import (
    CITY,
    COUNTY,
    KINDS,
    MOST_AMONG,
    NEAR_YEARS,
    TOGETHER,
    UNDATED,
    Background,
    Backing,
    Origin,
    Study,
    found_ties,
    ties_between,
)

SAME_PLACE = [
    ("浙江绍兴", "绍兴市", "绍兴"),
    ("浙江绍兴", "浙江省绍兴市上虞区", "绍兴"),
    ("绍兴人", "绍兴", "绍兴"),
    ("浙江·绍兴", "浙江 绍兴", "绍兴"),
    ("上虞", "浙江省绍兴市上虞区", "绍兴上虞"),
    ("浙江上虞", "绍兴上虞", "绍兴上虞"),
    ("昆山市", "江苏苏州昆山", "苏州昆山"),
    ("绍兴市上虞区", "浙江省绍兴市诸暨市", "绍兴"),
    ("江东省青溪市", "江东省青溪市南浦县", "青溪"),
    ("上海", "上海市浦东新区", "上海"),
    ("吉林市", "吉林省吉林市", "吉林"),
    ("安徽歙县", "歙县", "歙县"),
    ("Linze County, Jiangdong Province", "Linze, Jiangdong Province", "Linze"),
    ("Shaoxing", "Yuecheng District, Shaoxing, Zhejiang", "Shaoxing"),
]
OTHER_PLACE = [
    ("浙江", "浙江绍兴"),
    ("浙江", "浙江省"),
    ("浙江杭州", "浙江绍兴"),
    ("北京市朝阳区", "长春市朝阳区"),
    ("辽宁朝阳", "北京市朝阳区"),
    ("朝阳区", "北京朝阳区"),
    ("吉林", "吉林市"),
    ("江东省青溪市", "江西省青溪市"),
    ("", "绍兴"),
    ("Linze County, Jiangdong Province", "Qingxi, Jiangdong Province"),
]


@pytest.mark.parametrize(("one", "other", "name"), SAME_PLACE)
def test_that_ways_of_writing_one_county_or_city_are_one(one: str, other: str, name: str) -> None:
    for first, second in ((one, other), (other, one)):
        shared = same_place(place(first), place(second))
        assert shared is not None and shared.name == name


@pytest.mark.parametrize(("one", "other"), OTHER_PLACE)
def test_that_a_province_alone_or_a_name_that_recurs_makes_no_townsmen(one: str, other: str) -> None:
    assert same_place(place(one), place(other)) is None
    assert same_place(place(other), place(one)) is None


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("浙大", "浙江大学", True),
        ("浙大医学院", "浙江大学 医学院", True),
        ("浙江大学医学院", "浙江大学管理学院", True),
        ("Zhejiang University School of Medicine", "浙江大学", True),
        ("绍兴一中", "绍兴市第一中学", True),
        ("清华附中", "清华大学附属中学", True),
        ("浙江大学城市学院", "浙江大学", False),
        ("清华附中", "清华大学", False),
        ("北大荒农场学校", "北京大学", False),
        ("南大", "南京大学", False),
        ("绍兴一中", "绍兴二中", False),
        ("江东医科大学", "江东大学", False),
    ],
)
def test_that_a_school_is_known_by_each_of_its_names_but_no_other(one: str, other: str, same: bool) -> None:
    assert (school(one).key == school(other).key) is same


@pytest.mark.parametrize(
    ("one", "other", "how"),
    [
        (Years(1998, 2003), Years(2001, 2006), ("overlapping", 2)),
        (Years(1998, 2003), Years(2003, 2006), ("near", 0)),
        (Years(1998, 2003), Years(2006, 2009), ("near", 0)),
        (Years(1998, 2003), Years(2007, 2009), ("apart", 0)),
        (Years(1998), Years(2000, 2004), ("near", 0)),
        (Years(None, 2003), Years(2015), ("apart", 0)),
        (Years(), Years(2000, 2004), ("undated", 0)),
    ],
)
def test_that_years_tell_whether_two_were_there_together(
    one: Years, other: Years, how: tuple[str, int]
) -> None:
    assert together(one, other) == together(other, one) == how


def test_that_a_tie_tells_its_reason_and_weighs_what_it_says() -> None:
    liu = Background("liu", Origin("浙江绍兴"), (Study("浙江大学医学院", Years(1998, 2003)),))
    li = Background("li", Origin("绍兴市"), (Study("浙江大学医学院", Years(2001, 2006)),))
    place_, alumni = ties_between(liu, li)
    assert (place_.kind, place_.weight, str(place_.reason.en)) == ("place", CITY, "both from 绍兴")
    assert place_.reason.zh == "都是绍兴人"
    assert (alumni.kind, alumni.weight) == ("alumni", TOGETHER)
    assert alumni.reason.en == "浙江大学医学院 1998–2003 / 2001–2006, two years together"
    assert alumni.reason.zh == "浙江大学医学院 1998–2003 / 2001–2006，同校两年"


def test_that_a_tie_is_confirmed_only_where_both_facts_are_and_its_years_are_known() -> None:
    sure, unsure = Backing(False, "self"), Backing(True, "third_party")
    one = Background("a", Origin("绍兴", sure), (Study("浙大", Years(), sure),))
    other = Background("b", Origin("绍兴", unsure), (Study("浙大", Years(), sure),))
    place_, alumni = ties_between(one, other)
    assert place_.backing == Backing(True, "third_party"), "the less sure source"
    assert alumni.backing.assumed and alumni.weight == UNDATED
    assert not ties_between(one, Background("c", Origin("绍兴", sure)))[0].backing.assumed


PLACES = ["浙江", "绍兴", "绍兴上虞", "上虞", "宁波", "江东省青溪市", ""]
SCHOOLS = ["浙大", "浙江大学医学院", "绍兴一中", "江东医科大学"]
YEARS = st.builds(Years, st.none() | st.integers(1990, 1996), st.none() | st.integers(1996, 2004))
BACKINGS = st.builds(Backing, st.booleans(), st.sampled_from([None, "self", "coach", "public"]))


def backgrounds(id_: str) -> st.SearchStrategy[Background]:
    return st.builds(
        Background,
        st.just(id_),
        st.none() | st.builds(Origin, st.sampled_from(PLACES), BACKINGS),
        st.lists(st.builds(Study, st.sampled_from(SCHOOLS), YEARS, BACKINGS), max_size=3).map(tuple),
    )


@settings(max_examples=300, deadline=None)
@given(backgrounds("a"), backgrounds("b"))
def test_that_a_tie_is_the_same_from_either_end(one: Background, other: Background) -> None:
    there, back = ties_between(one, other), ties_between(other, one)
    assert [(tie.kind, tie.weight, tie.backing, tie.pair) for tie in there] == [
        (tie.kind, tie.weight, tie.backing, tie.pair) for tie in back
    ]
    assert ties_between(one, one) == []
    assert len({tie.kind for tie in there}) == len(there)


EVERYONE = "abcdefgh"


@settings(max_examples=200, deadline=None)
@given(
    st.tuples(*(backgrounds(id_) for id_ in EVERYONE)),
    st.integers(0, 4),
    st.frozensets(st.tuples(st.sampled_from(EVERYONE), st.sampled_from(EVERYONE), st.sampled_from(KINDS))),
    st.integers(1, 4),
    st.integers(1, 4),
)
def test_that_what_is_found_is_what_comparing_everyone_finds(
    everyone: tuple[Background, ...],
    number: int,
    settled: frozenset[tuple[str, str, str]],
    most_here: int,
    most: int,
) -> None:
    mine, staff, others = everyone[:number], everyone[number : number + 2], everyone[number + 2 :]
    known = {(frozenset((one, other)), kind) for one, other, kind in settled if one != other}
    found = found_ties(mine, staff, [*others, *mine], known, most_among=most_here, most_elsewhere=most)

    def expected(one: Background, many: tuple[Background, ...]) -> set[tuple[frozenset[str], str]]:
        ties = (tie for other in many for tie in ties_between(one, other))
        return {(tie.pair, tie.kind) for tie in ties if (tie.pair, tie.kind) not in known}

    among = {each for place_, one in enumerate(mine) for each in expected(one, mine[place_ + 1 :])}
    told = [(tie.pair, tie.kind) for tie in found.among]
    assert set(told) <= among and len(told) == len(set(told))
    for one in mine:
        there = expected(one, mine)
        weights = sorted((tie.weight for tie in found.among if one.id in tie.pair), reverse=True)
        best = sorted(
            (
                tie.weight
                for other in mine
                for tie in ties_between(one, other)
                if (tie.pair, tie.kind) in there
            ),
            reverse=True,
        )
        assert weights[:most_here] == best[:most_here]
    told = [(tie.pair, tie.kind) for tie in found.staff]
    assert set(told) == {each for one in mine for each in expected(one, staff)} and len(told) == len(
        set(told)
    )
    elsewhere = [(tie.pair, tie.kind) for tie in found.elsewhere]
    assert len(elsewhere) == len(set(elsewhere))
    for one in mine:
        there = expected(one, others)
        offered = [tie for tie in found.elsewhere if tie.one == one.id]
        assert len(offered) == min(len(there), most)
        assert {(tie.pair, tie.kind) for tie in offered} <= there
        weights = sorted(
            (
                tie.weight
                for other in others
                for tie in ties_between(one, other)
                if (tie.pair, tie.kind) in there
            ),
            reverse=True,
        )
        assert sorted((tie.weight for tie in offered), reverse=True) == weights[: len(offered)]
    left_off = sum(len(expected(one, others)) for one in mine) - len(elsewhere)
    assert found.left_off == left_off + len(among) - len(found.among)


def test_that_someone_we_are_close_to_comes_first_among_those_elsewhere() -> None:
    mine = [Background("a", Origin("绍兴上虞"))]
    others = [Background(id_, Origin("绍兴上虞")) for id_ in "bcd"] + [Background("z", Origin("绍兴"))]
    found = found_ties(mine, [], others, preferred={"z"}, most_elsewhere=2)
    assert [tie.other for tie in sorted(found.elsewhere, key=lambda tie: tie.other)] == ["b", "z"]
    assert found.left_off == 2
    assert {tie.weight for tie in found.elsewhere} == {COUNTY, CITY}
    assert NEAR_YEARS not in {tie.weight for tie in found.elsewhere}


def test_that_of_a_whole_hospital_from_one_city_each_is_offered_few_ties_and_all_are_counted() -> None:
    people = [Background(str(number), Origin("浙江绍兴")) for number in range(100)]
    found = found_ties(people, [], people, preferred={"99"})
    assert len(found.among) <= len(people) * MOST_AMONG and found.elsewhere == ()
    assert found.left_off == 100 * 99 // 2 - len(found.among)
    assert sum("99" in tie.pair for tie in found.among) == 99, "whom we are close to leads to everyone"
