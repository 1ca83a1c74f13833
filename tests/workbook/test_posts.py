"""A post whose holder is unknown gets one, and nothing that was known of either is lost."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from keyaccount_desktop.language import UserError
from keyaccount_desktop.workbook import links, maps, people, purchases
from keyaccount_desktop.workbook.accounts import add_account, add_department
from keyaccount_desktop.workbook.document import Workbook
from keyaccount_desktop.workbook.facts import Evidence, history_of, set_fact
from keyaccount_desktop.workbook.maps import MapCard, Placement
from keyaccount_desktop.workbook.posts import add_to_map, hold_post
from tests.workbook.conftest import Dump

PLACE = Placement("", 64, 48, "management", "technical")


class Case:
    """A map with a post, linked and judged, and somebody beside it."""

    def __init__(self, workbook: Workbook) -> None:
        self.workbook = workbook
        self.account = add_account(workbook, "滨江市第一医院")
        self.purchase = purchases.add_purchase(workbook, self.account, "彩超")
        self.post = add_to_map(workbook, self.purchase, "设备科科长", PLACE, kind="post", role="designer")
        self.chief = add_to_map(
            workbook, self.purchase, "周德明", Placement("", 0, 0, "decision", "executive")
        )
        self.person = people.add_person(workbook, self.account, "刘敏")
        links.draw_link(workbook, self.post, self.chief, "reports_to")
        self.part = purchases.add_stakeholder(workbook, self.purchase, self.post)
        set_fact(workbook, ("stakeholder", self.part), "stakeholder.attitude", "opponent")
        set_fact(workbook, ("stakeholder", self.part), "stakeholder.attitude", "neutral")
        workbook.forget_history()

    def card(self, id_: str) -> MapCard | None:
        shown = maps.influence_map(self.workbook, self.purchase)
        return next((card for card in shown.cards if card.person_id == id_), None)

    def value(self, id_: str, field: str) -> object:
        found = people.person_card(self.workbook, id_).facts.get(field)
        return found[0].value if found else None


@pytest.fixture
def case(workbook: Workbook) -> Case:
    return Case(workbook)


def holds_the_post(case: Case, id_: str) -> None:
    """What was the post's is the holder's: place, lane, role, judgement with its history, link."""
    card = case.card(id_)
    assert card is not None and card.placed and card.kind == "person"
    assert (card.x, card.y, card.level, card.function) == (64, 48, "management", "technical")
    assert card.position == "设备科科长"
    assert card.roles is not None and card.roles.value == ("designer",)
    assert card.stakeholder_id is not None
    past = history_of(case.workbook, ("stakeholder", card.stakeholder_id), "stakeholder.attitude")
    assert [fact.value for fact in past] == ["neutral", "opponent"]
    (link,) = maps.influence_map(case.workbook, case.purchase).links
    assert (link.source_id, link.target_id, link.kind) == (id_, case.chief, "reports_to")


@pytest.mark.parametrize("kind", people.KINDS)
def test_that_someone_new_comes_onto_the_map_in_one_step(
    case: Case, dump: Callable[[Workbook], Dump], kind: str
) -> None:
    before = dump(case.workbook)
    id_ = add_to_map(case.workbook, case.purchase, "评标委员会", PLACE, kind=kind, role="evaluator")
    card = case.card(id_)
    assert card is not None and (card.kind, card.level, card.function) == (kind, "management", "technical")
    assert card.roles is not None and card.roles.value == ("evaluator",)
    case.workbook.undo()
    assert dump(case.workbook) == before
    assert case.workbook.undo_label is None


def test_that_a_name_that_is_none_adds_nobody(case: Case, dump: Callable[[Workbook], Dump]) -> None:
    before = dump(case.workbook)
    with pytest.raises(UserError):
        add_to_map(case.workbook, case.purchase, "  ", PLACE)
    with pytest.raises(UserError):
        add_to_map(case.workbook, "gone", "王建国", PLACE)
    assert dump(case.workbook) == before


def test_that_a_post_whose_holder_is_named_turns_into_the_person(
    case: Case, dump: Callable[[Workbook], Dump]
) -> None:
    before = dump(case.workbook)
    people.name_post_holder(case.workbook, case.post, "何伟")
    holds_the_post(case, case.post)
    assert case.card(case.post).name == "何伟"  # type: ignore[union-attr]
    case.workbook.undo()
    assert dump(case.workbook) == before


def test_that_a_position_known_better_is_not_overwritten_by_the_posts_name(case: Case) -> None:
    evidence = Evidence("coach", "assumed", "2026-01-05")
    set_fact(case.workbook, ("person", case.post), "person.position", "设备科副科长", evidence=evidence)
    people.name_post_holder(case.workbook, case.post, "何伟")
    (fact,) = people.person_card(case.workbook, case.post).facts["person.position"]
    assert (fact.value, fact.source, fact.certainty) == ("设备科副科长", "coach", "assumed")


def test_that_someone_known_takes_the_post_with_all_that_belongs_to_it(
    case: Case, dump: Callable[[Workbook], Dump]
) -> None:
    set_fact(case.workbook, ("person", case.person), "person.native_place", "绍兴")
    set_fact(case.workbook, ("person", case.post), "person.notes", "办公室在三楼")
    case.workbook.forget_history()
    before = dump(case.workbook)
    hold_post(case.workbook, case.post, case.person)
    holds_the_post(case, case.person)
    assert case.card(case.post) is None
    assert case.value(case.person, "person.native_place") == "绍兴"
    assert case.value(case.person, "person.notes") == "办公室在三楼"
    case.workbook.undo()
    assert dump(case.workbook) == before
    case.workbook.redo()
    holds_the_post(case, case.person)


def test_that_what_both_had_is_kept_as_history_and_the_post_says_where_they_stand(case: Case) -> None:
    workbook = case.workbook
    for field, value in (
        ("person.level", "operation"),
        ("person.function", "finance"),
        ("person.position", "会计"),
    ):
        set_fact(workbook, ("person", case.person), field, value)
    maps.place_cards(workbook, case.purchase, [Placement(case.person, 400, 8)])
    maps.judge(workbook, case.purchase, [case.person], "stakeholder.closeness", "close")
    maps.judge(workbook, case.purchase, [case.person], "stakeholder.roles", ["user"])
    links.draw_link(workbook, case.person, case.chief, "alumni")
    hold_post(workbook, case.post, case.person)
    card = case.card(case.person)
    assert card is not None
    assert (card.x, card.y, card.level, card.function) == (64, 48, "management", "technical")
    assert card.position == "设备科科长"
    assert card.closeness is not None and card.closeness.value == "close"
    assert card.roles is not None and set(card.roles.value) == {"designer", "user"}  # type: ignore[arg-type]
    for field, former in (("person.level", "operation"), ("person.position", "会计")):
        assert former in [fact.value for fact in history_of(workbook, ("person", case.person), field)]
    kinds = {link.kind for link in maps.influence_map(workbook, case.purchase).links}
    assert kinds == {"reports_to", "alumni"}


def test_that_the_department_of_the_post_counts_and_else_the_holders_stays(case: Case) -> None:
    own, of_post = (add_department(case.workbook, case.account, name, None) for name in ("财务科", "设备科"))
    people.move_to_department(case.workbook, case.person, own)
    hold_post(case.workbook, case.post, case.person)
    assert people.person_card(case.workbook, case.person).department.id == own  # type: ignore[union-attr]
    case.workbook.undo()
    people.move_to_department(case.workbook, case.post, of_post)
    hold_post(case.workbook, case.post, case.person)
    assert people.person_card(case.workbook, case.person).department.id == of_post  # type: ignore[union-attr]


def test_that_a_reporting_line_to_the_new_holder_is_left_out_and_counted(case: Case) -> None:
    links.draw_link(case.workbook, case.post, case.person, "reports_to")
    assert hold_post(case.workbook, case.post, case.person).links_left_out == 1


def test_that_an_outsider_who_takes_the_post_belongs_to_the_client(case: Case) -> None:
    outsider = people.add_person(case.workbook, None, "何伟")
    hold_post(case.workbook, case.post, outsider)
    assert people.person_card(case.workbook, outsider).account_id == case.account


def test_that_only_a_person_of_the_client_can_hold_a_post(
    case: Case, dump: Callable[[Workbook], Dump]
) -> None:
    workbook = case.workbook
    other = people.add_person(workbook, add_account(workbook, "第二医院"), "何伟")
    group = people.add_person(workbook, case.account, "评标委员会", kind="group")
    before = dump(workbook)
    for post, person in (
        (case.post, other),
        (case.post, group),
        (case.chief, case.person),
        (case.post, "gone"),
    ):
        with pytest.raises(UserError):
            hold_post(workbook, post, person)
    assert dump(workbook) == before
