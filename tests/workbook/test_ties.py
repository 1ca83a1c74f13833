"""Ties in the workbook: offered, accepted, dismissed and restored; our own staff; who can introduce me."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from keyaccount_desktop.language import UserError
from keyaccount_desktop.workbook import accounts, facts, links, maps, merging, people, purchases
from keyaccount_desktop.workbook.chains import unmet, ways_to
from keyaccount_desktop.workbook.colleagues import (
    add_colleague,
    colleagues,
    order_colleagues,
    remove_colleague,
    rename_colleague,
    set_native_place,
    set_post,
    set_schools,
)
from keyaccount_desktop.workbook.document import Workbook
from keyaccount_desktop.workbook.facts import Evidence, facts_of
from keyaccount_desktop.workbook.maps import Placement
from keyaccount_desktop.workbook.ties import (
    OfferedTie,
    accept_tie,
    dismiss_tie,
    found_ties,
    restore_tie,
)
from tests.workbook.conftest import Dump

FullDump = Callable[[Workbook], Dump]


class Team:
    """A purchase with 刘敏 and 李秋梅 on its map, and 何平 at another client."""

    def __init__(self, workbook: Workbook) -> None:
        self.workbook = workbook
        hospital, other = (
            accounts.add_account(workbook, "滨江市第一医院"),
            accounts.add_account(workbook, "二院"),
        )
        self.liu = people.add_person(workbook, hospital, "刘敏")
        self.li = people.add_person(workbook, hospital, "李秋梅", level="decision")
        self.he = people.add_person(workbook, other, "何平")
        self.purchase = purchases.add_purchase(workbook, hospital, "彩超采购")
        self.elsewhere = purchases.add_purchase(workbook, other, "监护仪")
        maps.place_cards(workbook, self.purchase, [Placement(self.liu, 0, 0), Placement(self.li, 200, 0)])
        purchases.add_stakeholder(workbook, self.elsewhere, self.he)

    def know(
        self, person: str, place: str, certainty: str = "confirmed", source: str | None = "self"
    ) -> None:
        facts.set_fact(
            self.workbook,
            ("person", person),
            "person.native_place",
            place,
            evidence=Evidence(source, certainty),
        )

    def study(self, person: str, school: str, first: int, last: int) -> None:
        value = {"school": school, "from_year": first, "to_year": last}
        facts.add_entry(self.workbook, ("person", person), "person.education", value, Evidence("public"))

    def offered(self) -> list[tuple[str, str, str]]:
        found = found_ties(self.workbook, self.purchase)
        return sorted((tie.kind, *sorted((tie.one.name, tie.other.name))) for tie in found.offered)

    def one(self) -> OfferedTie:
        (tie,) = found_ties(self.workbook, self.purchase).offered
        return tie

    def close(self, person: str, how: str = "close", purchase: str | None = None) -> None:
        maps.judge(self.workbook, purchase or self.purchase, [person], "stakeholder.closeness", how)

    def way(self, person: str | None = None):  # type: ignore[no-untyped-def]
        shown = maps.influence_map(self.workbook, self.purchase)
        offered = found_ties(self.workbook, self.purchase).offered
        (way,) = ways_to(self.workbook, shown, [person or self.li], offered)
        return way


@pytest.fixture
def team(workbook: Workbook) -> Team:
    return Team(workbook)


# ---- ties found


def test_an_accepted_tie_is_a_link_with_its_reason_as_sure_as_what_it_rests_on(
    team: Team, dump: FullDump
) -> None:
    team.know(team.liu, "浙江绍兴")
    team.know(team.li, "绍兴市", "assumed", "third_party")
    before = dump(team.workbook)
    id_ = accept_tie(team.workbook, team.one())
    shown = maps.influence_map(team.workbook, team.purchase)
    (link,) = shown.links
    assert (link.id, link.kind, link.assumed) == (id_, "place", True)
    assert "绍兴" in link.note
    strength = next(fact for fact in facts_of(team.workbook, ("link", id_)) if fact.field == "link.strength")
    assert (strength.value, strength.source) == (2, "third_party")
    assert team.offered() == []
    team.workbook.undo()
    assert dump(team.workbook) == before
    assert team.offered() == [("place", "刘敏", "李秋梅")]


def test_a_tie_that_is_accepted_twice_or_drawn_meanwhile_stays_as_it_is(team: Team, dump: FullDump) -> None:
    team.know(team.liu, "绍兴")
    team.know(team.li, "绍兴")
    set_native_place(team.workbook, add_colleague(team.workbook, "周航"), "绍兴")
    found = found_ties(team.workbook, team.purchase)
    links.draw_link(team.workbook, team.liu, team.li, "place", strength=3)
    for tie in found.offered[1:]:
        accept_tie(team.workbook, tie)
    before = dump(team.workbook)
    assert len(found.staff) == 2 and len(found.among) == 1
    for tie in found.offered:
        accept_tie(team.workbook, tie)
    assert dump(team.workbook) == before


def test_a_tie_with_one_of_our_staff_who_is_gone_is_not_noted(team: Team, dump: FullDump) -> None:
    team.know(team.liu, "绍兴")
    colleague = add_colleague(team.workbook, "周航")
    set_native_place(team.workbook, colleague, "绍兴")
    tie = team.one()
    remove_colleague(team.workbook, colleague)
    before = dump(team.workbook)
    for command in (accept_tie, dismiss_tie):
        with pytest.raises(UserError):
            command(team.workbook, tie)
    assert dump(team.workbook) == before


def test_a_tie_of_two_confirmed_facts_is_confirmed(team: Team) -> None:
    team.know(team.liu, "浙江绍兴")
    team.know(team.li, "绍兴市")
    accept_tie(team.workbook, team.one())
    assert not maps.influence_map(team.workbook, team.purchase).links[0].assumed


def test_what_is_linked_already_is_not_offered(team: Team) -> None:
    team.study(team.liu, "浙大", 1998, 2003)
    team.study(team.li, "浙江大学", 2001, 2006)
    team.know(team.liu, "绍兴")
    team.know(team.li, "绍兴")
    links.draw_link(team.workbook, team.li, team.liu, "teacher")
    assert team.offered() == [("place", "刘敏", "李秋梅")]


def test_a_dismissed_tie_stays_away_until_it_is_restored(team: Team, dump: FullDump) -> None:
    team.know(team.liu, "绍兴")
    team.know(team.li, "绍兴")
    tie = team.one()
    before = dump(team.workbook)
    dismiss_tie(team.workbook, tie)
    dismiss_tie(team.workbook, tie)
    assert team.offered() == []
    assert [each.key for each in found_ties(team.workbook, team.purchase).dismissed] == [tie.key]
    team.know(team.li, "浙江绍兴")
    assert team.offered() == []
    restore_tie(team.workbook, found_ties(team.workbook, team.purchase).dismissed[0])
    assert team.offered() == [("place", "刘敏", "李秋梅")]
    for _ in range(3):
        team.workbook.undo()
    assert dump(team.workbook) == before


def test_ties_reach_other_clients_but_touch_the_map(team: Team) -> None:
    third = people.add_person(team.workbook, None, "外人")
    for person in (team.liu, team.he, third):
        team.know(person, "绍兴上虞")
    assert team.offered() == [("place", "何平", "刘敏"), ("place", "刘敏", "外人")]
    (first, _) = sorted(found_ties(team.workbook, team.purchase).elsewhere, key=lambda tie: tie.other.name)
    assert (first.one.name, first.other.place) == ("刘敏", "二院")


def test_whom_we_are_close_to_elsewhere_comes_first(team: Team) -> None:
    for number in range(8):
        team.know(people.add_person(team.workbook, None, f"外人{number}"), "绍兴上虞")
    team.know(team.liu, "绍兴上虞")
    team.know(team.he, "绍兴")
    team.close(team.he, purchase=team.elsewhere)
    found = found_ties(team.workbook, team.purchase)
    assert "何平" in [tie.other.name for tie in found.elsewhere]
    assert (len(found.elsewhere), found.left_off) == (5, 4)


def test_an_erased_person_leaves_no_trace_of_what_was_dismissed(team: Team, dump: FullDump) -> None:
    team.know(team.liu, "绍兴")
    team.know(team.li, "绍兴")
    dismiss_tie(team.workbook, team.one())
    colleague = add_colleague(team.workbook, "林方")
    set_native_place(team.workbook, colleague, "绍兴")
    for tie in found_ties(team.workbook, team.purchase).staff:
        dismiss_tie(team.workbook, tie)
    people.erase_person(team.workbook, team.liu)
    assert [row[1] for row in dump(team.workbook)["dismissed_tie"]] == [team.li]
    remove_colleague(team.workbook, colleague)
    assert dump(team.workbook)["dismissed_tie"] == []


def test_when_two_people_become_one_what_was_dismissed_of_either_holds(team: Team, dump: FullDump) -> None:
    team.know(team.liu, "绍兴")
    team.know(team.li, "绍兴")
    team.know(team.he, "绍兴")
    colleague = add_colleague(team.workbook, "林方")
    set_native_place(team.workbook, colleague, "绍兴")
    for tie in found_ties(team.workbook, team.purchase).offered:
        dismiss_tie(team.workbook, tie)
    before = dump(team.workbook)
    assert len(before["dismissed_tie"]) == 5
    merging.merge_people(team.workbook, team.liu, team.he)
    rows = dump(team.workbook)["dismissed_tie"]
    assert sorted(row[1] for row in rows) == sorted([min(team.liu, team.li), team.liu, team.li])
    assert team.offered() == []
    team.workbook.undo()
    assert dump(team.workbook) == before


# ---- our own staff


def test_our_staff_is_kept_in_order_with_native_place_and_schools(team: Team, dump: FullDump) -> None:
    workbook = team.workbook
    empty = dump(workbook)
    lin, gu = add_colleague(workbook, " 林方 "), add_colleague(workbook, "顾明")
    rename_colleague(workbook, gu, "顾明远")
    set_post(workbook, lin, "销售代表")
    set_native_place(workbook, lin, "浙江绍兴")
    set_schools(workbook, lin, [{"school": "浙大", "from_year": 1998.0, "to_year": 2002}])
    order_colleagues(workbook, [gu, lin])
    assert [(each.name, each.post, each.native_place) for each in colleagues(workbook)] == [
        ("顾明远", "", ""),
        ("林方", "销售代表", "浙江绍兴"),
    ]
    assert colleagues(workbook)[1].schools == ({"school": "浙大", "from_year": 1998, "to_year": 2002},)
    full = dump(workbook)
    for _ in range(7):
        workbook.undo()
    assert dump(workbook) == empty
    for _ in range(7):
        workbook.redo()
    assert dump(workbook) == full


def test_two_of_our_staff_are_told_apart_by_name(team: Team) -> None:
    add_colleague(team.workbook, "林方")
    gu = add_colleague(team.workbook, "顾明")
    for attempt in (
        lambda: add_colleague(team.workbook, "林方"),
        lambda: rename_colleague(team.workbook, gu, "林方"),
    ):
        with pytest.raises(UserError):
            attempt()
    with pytest.raises(UserError):
        set_schools(team.workbook, gu, [{"from_year": 1998}])


def test_a_tie_with_our_staff_is_a_sensitive_fact_of_the_person_and_goes_with_the_colleague(
    team: Team, dump: FullDump
) -> None:
    workbook = team.workbook
    lin = add_colleague(workbook, "林方")
    set_native_place(workbook, lin, "绍兴")
    team.know(team.li, "绍兴")
    accept_tie(workbook, team.one())
    (tie,) = [fact for fact in facts_of(workbook, ("person", team.li)) if fact.field == "person.staff_ties"]
    assert tie.value["colleague"] == lin and tie.value["kind"] == "place" and not tie.assumed
    field = workbook.catalogue.field("person.staff_ties")
    assert field.sensitive
    from keyaccount_desktop.method import values

    assert str(values.display(field, tie.value)).startswith("林方")
    rename_colleague(workbook, lin, "林芳")
    assert "林芳" in str(values.display(workbook.catalogue.field("person.staff_ties"), tie.value))
    assert team.offered() == []
    before = dump(workbook)
    assert remove_colleague(workbook, lin) == 1
    assert not any("staff_ties" in str(row) for row in dump(workbook)["fact"])
    workbook.undo()
    assert dump(workbook) == before


# ---- who can introduce me


def test_the_chain_begins_at_whom_we_are_close_to_and_names_everyone_in_it(team: Team) -> None:
    assert [card.person_id for card in unmet(maps.influence_map(team.workbook, team.purchase))] == [team.li]
    team.close(team.liu)
    links.draw_link(team.workbook, team.liu, team.li, "introduces")
    way = team.way()
    assert way.chain is not None and way.chain.people == (team.liu, team.li)
    assert (way.chain.opening.via, way.chain.opening.closeness) == ("here", "close")
    assert way.contacts[team.liu].name == "刘敏" and way.contacts[team.liu].on_map
    team.close(team.li, "distant")
    assert unmet(maps.influence_map(team.workbook, team.purchase)) == []


def test_people_at_other_clients_stand_in_the_chain_with_client_and_purchase(team: Team) -> None:
    team.close(team.he, "frequent", team.elsewhere)
    links.draw_link(team.workbook, team.he, team.liu, "rapport")
    links.draw_link(team.workbook, team.liu, team.li, "reports_to")
    way = team.way()
    assert way.chain is not None and way.chain.people == (team.he, team.liu, team.li)
    he = way.contacts[team.he]
    assert (he.place, he.purchase, he.on_map) == ("二院", "监护仪", False)


def test_our_staff_leads_on_by_ties_that_were_accepted_and_found_ones_are_only_told(team: Team) -> None:
    lin = add_colleague(team.workbook, "林方")
    set_native_place(team.workbook, lin, "绍兴")
    team.know(team.li, "绍兴")
    way = team.way()
    assert way.chain is None
    assert way.by_found_tie is not None and way.by_found_tie.people == (lin, team.li)
    accept_tie(team.workbook, team.one())
    way = team.way()
    assert way.chain is not None and way.chain.people == (lin, team.li)
    assert way.contacts[lin].staff


def test_an_outsider_who_introduces_is_a_beginning(team: Team) -> None:
    former = people.add_person(team.workbook, None, "老区域经理")
    links.draw_link(team.workbook, former, team.li, "introduces")
    way = team.way()
    assert way.chain is not None and way.chain.opening.via == "introducer"


def test_a_post_without_a_holder_and_a_group_introduce_no_one(team: Team) -> None:
    hospital = maps.influence_map(team.workbook, team.purchase).account_id
    for kind in ("post", "group"):
        between = people.add_person(team.workbook, hospital, kind, kind=kind)
        links.draw_link(team.workbook, team.liu, between, "influences")
        links.draw_link(team.workbook, between, team.li, "influences")
    team.close(team.liu)
    assert team.way().chain is None


def test_where_nobody_leads_on_the_nearest_person_is_told_those_we_have_met_first(team: Team) -> None:
    hospital = maps.influence_map(team.workbook, team.purchase).account_id
    met = people.add_person(team.workbook, hospital, "孙丽")
    links.draw_link(team.workbook, met, team.liu, "reports_to")
    links.draw_link(team.workbook, team.liu, team.li, "reports_to")
    way = team.way()
    assert way.chain is None and way.nearest is not None and way.nearest.people == (team.liu, team.li)
    team.close(met, "distant")
    way = team.way()
    assert way.nearest is not None and way.nearest.people == (met, team.liu, team.li)
