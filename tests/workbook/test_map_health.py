"""The checks of a map are about what the workbook knows of it, and what mends them is one step of undo."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from keyaccount_desktop.method.health import Check
from keyaccount_desktop.workbook import maps, people, purchases
from keyaccount_desktop.workbook.accounts import add_account
from keyaccount_desktop.workbook.document import Workbook
from keyaccount_desktop.workbook.facts import Evidence, facts_of, set_fact
from keyaccount_desktop.workbook.map_health import confirm_judgements, map_health, mark_role
from keyaccount_desktop.workbook.questions import knowledge_of_purchase

LONG_AGO = (date.today() - timedelta(days=400)).isoformat()


class Case:
    """A purchase with someone in it."""

    def __init__(self, workbook: Workbook) -> None:
        self.workbook = workbook
        self.account = add_account(workbook, "滨江市第一医院")
        self.purchase = purchases.add_purchase(workbook, self.account, "彩超")

    def add(self, name: str, kind: str = "person", /, **known: object) -> str:
        id_ = people.add_person(self.workbook, self.account, name, kind=kind)
        part = purchases.add_stakeholder(self.workbook, self.purchase, id_)
        for field, value in known.items():
            set_fact(self.workbook, ("stakeholder", part), f"stakeholder.{field}", value)
        return id_

    def check(self, code: str) -> Check:
        shown = maps.influence_map(self.workbook, self.purchase)
        return next(found for found in map_health(self.workbook, shown) if found.code == code)


@pytest.fixture
def case(workbook: Workbook) -> Case:
    return Case(workbook)


def test_that_whoever_has_no_part_in_the_purchase_is_no_matter(case: Case) -> None:
    people.add_person(case.workbook, case.account, "旁人")
    assert case.check("too_good").light == "none"


def test_that_a_countermeasure_settles_an_opponent(case: Case) -> None:
    against = case.add("陈志远", attitude="opponent")
    assert case.check("opponents").people == (against,)
    part = next(card.stakeholder_id for card in maps.influence_map(case.workbook, case.purchase).cards)
    assert part is not None
    set_fact(case.workbook, ("stakeholder", part), "stakeholder.countermeasure", "请院长出面")
    assert case.check("opponents").light == "green"


def test_that_a_post_is_asked_for_its_holder(case: Case) -> None:
    case.add("院长", "post", roles=["decider"])
    found = case.check("decider")
    assert found.light == "amber"
    assert found.why.zh == "院长?"


def test_that_only_key_persons_need_a_full_profile(case: Case) -> None:
    case.add("王建国")
    assert case.check("profiles").light == "none"
    key = case.add("刘敏", key=True)
    found = case.check("profiles")
    assert found.people == (key,) and "%" in found.why.zh


def test_that_judgements_are_confirmed_at_once_and_only_the_old_ones(case: Case) -> None:
    old, fresh = case.add("王建国"), case.add("刘敏", attitude="neutral")
    parts = {
        card.person_id: card.stakeholder_id or ""
        for card in maps.influence_map(case.workbook, case.purchase).cards
    }
    for field, value in (("attitude", "supporter"), ("closeness", "close")):
        evidence = Evidence("coach", "assumed", LONG_AGO)
        set_fact(case.workbook, ("stakeholder", parts[old]), f"stakeholder.{field}", value, evidence=evidence)
    before = {fact.id: fact for fact in facts_of(case.workbook, ("stakeholder", parts[fresh]))}
    found = case.check("verified")
    assert found.people == (old,) and found.title.zh.startswith("2 ")
    assert confirm_judgements(case.workbook, case.purchase, [old, fresh]) == 2
    assert case.check("verified").light == "green"
    assert {fact.id: fact for fact in facts_of(case.workbook, ("stakeholder", parts[fresh]))} == before
    assert {fact.source for fact in facts_of(case.workbook, ("stakeholder", parts[old]))} == {"coach"}
    case.workbook.undo()
    assert case.check("verified").people == (old,)


def test_that_a_role_nobody_plays_is_asked_for_no_more(case: Case) -> None:
    case.add("王建国", roles=["decider", "user", "evaluator", "initiator"])
    assert case.check("roles").why.zh == "设计者"

    def asked() -> set[str]:
        known = knowledge_of_purchase(case.workbook, case.purchase)
        return {
            found.question.item for found in known.questions if found.question.field == "stakeholder.roles"
        }

    assert "designer" in asked()
    mark_role(case.workbook, case.purchase, "designer", absent=True)
    assert case.check("roles").light == "green"
    assert "designer" not in asked()
    mark_role(case.workbook, case.purchase, "designer", absent=False)
    assert case.check("roles").light == "amber"
    case.workbook.undo()
    case.workbook.undo()
    assert "designer" in asked()
