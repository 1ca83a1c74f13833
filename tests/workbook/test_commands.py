"""Commands and queries on people, links, the map, visits and tasks."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from keyaccount_desktop.language import UserError
from keyaccount_desktop.workbook import accounts, facts, links, maps, people, purchases, tasks, visits
from keyaccount_desktop.workbook.document import Workbook
from keyaccount_desktop.workbook.facts import Evidence
from keyaccount_desktop.workbook.lookup import find
from keyaccount_desktop.workbook.maps import MapCard, Placement


@pytest.fixture
def client(workbook: Workbook) -> str:
    return accounts.add_account(workbook, "滨江市第一医院")


def days_ago(days: int) -> str:
    return (date.today() - timedelta(days=days)).isoformat()


def card_of(workbook: Workbook, purchase: str, person: str) -> MapCard:
    return next(card for card in maps.influence_map(workbook, purchase).cards if card.person_id == person)


# ---- people


def test_a_persons_card_holds_all_that_is_known(workbook: Workbook, client: str) -> None:
    department = accounts.add_department(workbook, client, "超声科", "using")
    wang = people.add_person(
        workbook, client, "王建国", department_id=department, position="主任", level="management"
    )
    li = people.add_person(workbook, client, "李雪梅", position="副院长")
    purchase = purchases.add_purchase(workbook, client, "彩超")
    maps.judge(workbook, purchase, [wang], "stakeholder.attitude", "supporter")
    links.draw_link(workbook, li, wang, "introduces", strength=1)
    visits.add_visit(
        workbook, client, kind="visit", on_date=days_ago(9), people=[wang], said="演示", effect=2
    )
    visits.add_visit(workbook, client, kind="call", on_date=days_ago(3), people=[wang, li])
    tasks.set_next_step(workbook, client, "带样机", days_ago(-5), person_id=wang)
    card = people.person_card(workbook, wang)
    assert (card.name, card.account, card.department and card.department.name) == (
        "王建国",
        "滨江市第一医院",
        "超声科",
    )
    assert facts.value_of(card.facts, "person.position") == "主任"
    (stake,) = card.stakes
    assert (stake.purchase, facts.value_of(stake.facts, "stakeholder.attitude")) == ("彩超", "supporter")
    (link,) = card.links
    assert (link.kind, link.outgoing, link.other, link.other_position) == (
        "introduces",
        False,
        "李雪梅",
        "副院长",
    )
    assert [contact.kind for contact in card.contacts] == ["call", "visit"]
    assert [task.text for task in card.tasks] == ["带样机"]


def test_a_posts_holder_who_becomes_known_keeps_links_and_place(workbook: Workbook, client: str) -> None:
    post = people.add_person(workbook, client, "药剂科主任?", kind="post")
    other = people.add_person(workbook, client, "王建国")
    purchase = purchases.add_purchase(workbook, client, "彩超")
    maps.place_cards(workbook, purchase, [Placement(post, 16, 24), Placement(other, 0, 0)])
    links.draw_link(workbook, post, other, "influences")
    people.name_post_holder(workbook, post, "陈志远")
    card = card_of(workbook, purchase, post)
    assert (card.kind, card.name, card.x, card.y) == ("person", "陈志远", 16, 24)
    assert len(maps.influence_map(workbook, purchase).links) == 1


def test_asking_for_who_is_gone_is_a_clear_error(workbook: Workbook, client: str) -> None:
    for query in (people.person_card, accounts.account, purchases.purchase_facts, maps.influence_map):
        with pytest.raises(UserError):
            query(workbook, "nobody")


def test_what_was_done_to_someone_who_is_gone_is_refused_in_words(workbook: Workbook, client: str) -> None:
    purchase = purchases.add_purchase(workbook, client, "彩超")
    for attempt in (
        lambda: people.add_person(workbook, "gone", "甲"),
        lambda: facts.set_fact(workbook, ("person", "gone"), "person.notes", "x"),
        lambda: maps.judge(workbook, purchase, ["gone"], "stakeholder.attitude", "neutral"),
        lambda: visits.add_visit(workbook, client, kind="call", on_date=days_ago(1), people=["gone"]),
    ):
        with pytest.raises(UserError, match="no longer"):
            attempt()


def test_erasing_tells_how_many_other_texts_hold_the_name(workbook: Workbook, client: str) -> None:
    wang, li = (people.add_person(workbook, client, name) for name in ("王建国", "李雪梅"))
    visits.add_visit(
        workbook, client, kind="visit", on_date=days_ago(1), people=[wang, li], said="王建国也在"
    )
    facts.set_fact(workbook, ("person", li), "person.notes", "王建国的同学")
    tasks.set_next_step(workbook, client, "问王建国", person_id=wang)
    tasks.add_task(workbook, client, "promise", "告诉李雪梅")
    assert people.erase_person(workbook, wang) == 2


# ---- links


def test_a_link_to_oneself_and_a_circle_of_reporting_lines_are_refused(
    workbook: Workbook, client: str
) -> None:
    a, b, c = (people.add_person(workbook, client, name) for name in "甲乙丙")
    with pytest.raises(UserError):
        links.draw_link(workbook, a, a, "influences")
    links.draw_link(workbook, a, b, "reports_to")
    links.draw_link(workbook, b, c, "reports_to")
    with pytest.raises(UserError):
        links.draw_link(workbook, c, a, "reports_to")
    links.draw_link(workbook, c, a, "influences")
    with pytest.raises(UserError):
        links.change_link(workbook, links.draw_link(workbook, c, b, "influences"), kind="reports_to")


def test_a_double_link_is_one_with_the_new_strength_whichever_end_a_tie_is_drawn_from(
    workbook: Workbook, client: str
) -> None:
    a, b = (people.add_person(workbook, client, name) for name in "甲乙")
    first = links.draw_link(workbook, a, b, "alumni", strength=1)
    assert links.draw_link(workbook, b, a, "alumni", strength=3) == first
    assert links.draw_link(workbook, a, b, "influences") != links.draw_link(workbook, b, a, "influences")
    purchase = purchases.add_purchase(workbook, client, "x")
    maps.place_cards(workbook, purchase, [Placement(a, 0, 0), Placement(b, 0, 0)])
    drawn = {(link.kind, link.strength) for link in maps.influence_map(workbook, purchase).links}
    assert drawn == {("alumni", 3), ("influences", 2)}


def test_links_can_be_turned_strengthened_and_removed(workbook: Workbook, client: str) -> None:
    a, b, c = (people.add_person(workbook, client, name) for name in "甲乙丙")
    link = links.draw_link(workbook, a, b, "influences")
    links.change_link(workbook, link, strength=3, target_id=c)
    (seen,) = people.person_card(workbook, c).links
    assert (seen.other, seen.outgoing, facts.value_of(seen.facts, "link.strength")) == ("甲", False, 3)
    links.remove_links(workbook, [link])
    assert people.person_card(workbook, c).links == ()


# ---- the map


def test_a_drop_on_a_lane_sets_level_and_function_for_all_maps_and_says_how_many(
    workbook: Workbook, client: str
) -> None:
    wang = people.add_person(workbook, client, "王建国", level="operation", function="technical")
    one, two = (purchases.add_purchase(workbook, client, name) for name in ("甲", "乙"))
    maps.place_cards(workbook, one, [Placement(wang, 0, 0)])
    maps.place_cards(workbook, two, [Placement(wang, 8, 8)])
    assert maps.other_maps(workbook, [wang], one) == 1
    maps.move_cards(workbook, one, [Placement(wang, 40, 48, "management", "using")])
    for purchase, x in ((one, 40), (two, 8)):
        card = card_of(workbook, purchase, wang)
        assert (card.level, card.function, card.x) == ("management", "using", x)
    workbook.undo()
    assert (card_of(workbook, one, wang).level, card_of(workbook, one, wang).x) == ("operation", 0)


def test_each_layout_of_a_map_keeps_its_own_places(workbook: Workbook, client: str) -> None:
    wang, li = (people.add_person(workbook, client, name) for name in ("王建国", "李雪梅"))
    purchase = purchases.add_purchase(workbook, client, "彩超")

    def places(person: str) -> tuple[object, ...]:
        card = card_of(workbook, purchase, person)
        return card.x, card.y, card.free_x, card.free_y

    maps.place_cards(workbook, purchase, [Placement(wang, 8, 16)])
    maps.set_layout(workbook, purchase, "free", [Placement(wang, 100, 200)])
    assert places(wang) == (8, 16, 100, 200)
    maps.move_cards(workbook, purchase, [Placement(wang, -40, 0)])
    maps.place_cards(workbook, purchase, [Placement(li, 300, 0, in_lanes=(0, 104))])
    assert (places(wang), places(li)) == ((8, 16, -40, 0), (0, 104, 300, 0))
    maps.set_layout(workbook, purchase, "lanes")
    maps.move_cards(workbook, purchase, [Placement(wang, 24, 24)])
    assert places(wang) == (24, 24, -40, 0)
    for _ in range(5):
        workbook.undo()
    assert places(wang) == (8, 16, None, None)
    assert maps.influence_map(workbook, purchase).layout == "lanes"


def test_taking_a_card_off_the_map_keeps_what_was_judged(workbook: Workbook, client: str) -> None:
    wang = people.add_person(workbook, client, "王建国")
    purchase = purchases.add_purchase(workbook, client, "彩超")
    maps.place_cards(workbook, purchase, [Placement(wang, 0, 0)])
    maps.judge(workbook, purchase, [wang], "stakeholder.attitude", "opponent")
    maps.take_off_map(workbook, purchase, [wang])
    card = card_of(workbook, purchase, wang)
    assert not card.placed
    assert card.attitude is not None
    assert card.attitude.value == "opponent"


def test_the_map_shows_what_is_assumed_stale_and_cold(workbook: Workbook, client: str) -> None:
    wang = people.add_person(workbook, client, "王建国")
    purchase = purchases.add_purchase(workbook, client, "彩超")
    part = purchases.add_stakeholder(workbook, purchase, wang)
    facts.set_fact(
        workbook,
        ("stakeholder", part),
        "stakeholder.attitude",
        "neutral",
        evidence=Evidence("third_party", "assumed", days_ago(100)),
    )
    facts.set_fact(workbook, ("stakeholder", part), "stakeholder.roles", ["decider", "user"])
    visits.add_visit(workbook, client, kind="visit", on_date=days_ago(50), people=[wang])
    facts.set_fact(workbook, ("account", client), "account.grade", "A")
    card = card_of(workbook, purchase, wang)
    assert card.attitude is not None
    assert card.attitude.assumed
    assert card.attitude.stale
    assert card.cold
    assert card.decides
    assert card.stale
    facts.set_fact(workbook, ("account", client), "account.grade", "C")
    assert not card_of(workbook, purchase, wang).cold


def test_outsiders_with_a_part_in_the_purchase_are_on_its_list(workbook: Workbook, client: str) -> None:
    outsider = people.add_person(workbook, None, "老地区经理")
    other = people.add_person(workbook, accounts.add_account(workbook, "乙"), "别家的人")
    purchase = purchases.add_purchase(workbook, client, "彩超")
    purchases.add_stakeholder(workbook, purchase, outsider)
    shown = {card.person_id for card in maps.influence_map(workbook, purchase).cards}
    assert outsider in shown
    assert other not in shown


# ---- visits and tasks


@pytest.mark.parametrize(
    "wrong",
    [{"on_date": "2026-02-30"}, {"on_date": "soon"}, {"on_date": days_ago(-1)}, {"effect": 4}],
    ids=str,
)
def test_a_contact_that_cannot_be_is_refused(
    wrong: dict[str, object], workbook: Workbook, client: str
) -> None:
    given: dict[str, object] = {"kind": "visit", "on_date": days_ago(1), **wrong}
    with pytest.raises(UserError):
        visits.add_visit(workbook, client, **given)  # type: ignore[arg-type]
    assert visits.visits_of(workbook, client) == []


def test_the_next_step_takes_the_place_of_the_last_one_and_an_empty_one_removes_it(
    workbook: Workbook, client: str
) -> None:
    tasks.set_next_step(workbook, client, "甲", "2026-05-01")
    tasks.set_next_step(workbook, client, "乙")
    promise = tasks.add_task(workbook, client, "promise", "寄资料")
    assert [task.text for task in tasks.open_tasks(workbook, client)] == ["乙", "寄资料"]
    tasks.finish_task(workbook, promise)
    tasks.set_next_step(workbook, client, " ")
    assert tasks.open_tasks(workbook, client) == []
    with pytest.raises(UserError):
        tasks.set_next_step(workbook, client, "丙", "someday")


# ---- finding by what was typed


def test_an_entry_is_meant_by_its_id_its_name_or_a_unique_part(workbook: Workbook, client: str) -> None:
    ids = {name: people.add_person(workbook, client, name) for name in ("王建国", "王建", "李%_")}
    assert find(workbook, "person", ids["王建国"]) == ids["王建国"]
    assert find(workbook, "person", "王建") == ids["王建"]
    assert find(workbook, "person", "建国") == ids["王建国"]
    assert find(workbook, "person", "%_") == ids["李%_"]
    with pytest.raises(UserError, match="several"):
        find(workbook, "person", "王")
    for nothing in ("张", "\ud800"):
        with pytest.raises(UserError, match="no person"):
            find(workbook, "person", nothing)
    for empty in ("", "  "):
        with pytest.raises(UserError, match="named"):
            find(workbook, "person", empty)
    doctor = people.add_person(workbook, client, "ÄRZTEHAUS")
    assert find(workbook, "person", "ärzte") == doctor


def test_the_last_contact_is_the_newest_that_was_held(workbook: Workbook, client: str) -> None:
    wang, li, zhou = (people.add_person(workbook, client, name) for name in ("王建国", "李雪梅", "周德明"))
    for ago, who in ((90, [wang, li]), (9, [wang])):
        visits.add_visit(workbook, client, kind="call", on_date=days_ago(ago), people=who)
    visits.add_visit(workbook, client, kind="call", on_date=days_ago(-3), people=[li], state="planned")
    assert visits.last_contacts(workbook, [wang, li, zhou]) == {wang: days_ago(9), li: days_ago(90)}


def test_the_newest_purchase_is_the_one_added_last(workbook: Workbook, client: str) -> None:
    assert purchases.newest_purchase(workbook, client) is None
    for name in ("乙", "甲"):
        newest = purchases.add_purchase(workbook, client, name)
    assert purchases.newest_purchase(workbook, client) == newest
