"""What to ask next, of a person, of a client, of a purchase."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from keyaccount_desktop.language import Text, UserError
from keyaccount_desktop.method import gaps
from keyaccount_desktop.workbook import accounts, facts, people, purchases, questions
from keyaccount_desktop.workbook.definitions import Form, define_field, retire_field
from keyaccount_desktop.workbook.document import Workbook
from keyaccount_desktop.workbook.facts import Evidence
from keyaccount_desktop.workbook.knowledge import completeness_of_clients, completeness_of_people
from keyaccount_desktop.workbook.questions import (
    Asked,
    Knowledge,
    knowledge_of_client,
    knowledge_of_person,
    knowledge_of_purchase,
)
from tests.workbook import random_workbooks

TODAY = date(2026, 11, 23)


@pytest.fixture
def hospital(workbook: Workbook) -> str:
    account = accounts.add_account(workbook, "滨江市第一医院")
    facts.set_fact(workbook, ("account", account), "account.type", "hospital")
    return account


def of_person(workbook: Workbook, id_: str) -> Knowledge:
    return knowledge_of_person(workbook, people.person_card(workbook, id_))


def fields(known: Knowledge, person_id: str | None = None) -> list[str]:
    return [
        asked.question.field for asked in known.questions if person_id is None or asked.person_id == person_id
    ]


def one(known: Knowledge, field: str, item: str = "") -> Asked:
    (found,) = [
        asked for asked in known.questions if (asked.question.field, asked.question.item) == (field, item)
    ]
    return found


def in_purchase(
    workbook: Workbook, purchase: str, name: str, position: str | None = None, **judged: object
) -> tuple[str, str]:
    account = purchases.purchase_facts(workbook, purchase).account_id
    id_ = people.add_person(workbook, account, name, position=position)
    stake = purchases.add_stakeholder(workbook, purchase, id_)
    for field, value in judged.items():
        facts.set_fact(workbook, ("stakeholder", stake), f"stakeholder.{field}", value)
    return id_, stake


# ---- what is asked, and why


def test_that_a_question_says_whom_it_is_about_and_since_when(workbook: Workbook, hospital: str) -> None:
    purchase = purchases.add_purchase(workbook, hospital, "彩超采购")
    li, stake = in_purchase(workbook, purchase, "李雪梅", "药剂科主任", roles=["decider"])
    long_ago = (date.today() - timedelta(days=243)).isoformat()
    facts.set_fact(
        workbook, ("stakeholder", stake), "stakeholder.attitude", "neutral",
        evidence=Evidence("third_party", "assumed", long_ago),
    )  # fmt: skip
    for known in (knowledge_of_client(workbook, hospital), knowledge_of_purchase(workbook, purchase)):
        asked = one(known, "stakeholder.attitude")
        assert (asked.person_id, asked.person, asked.id) == (li, "李雪梅", stake)
        assert asked.about == Text("药剂科主任 · Decision maker", "药剂科主任 · 决策者")
        assert asked.question.reason == Text("assumed for 8 months", "推测已 8 个月")
        assert (asked.purchase_id, asked.purchase) == (purchase, "彩超采购")


def test_that_whoever_has_two_roles_and_blocks_is_said_to(workbook: Workbook, hospital: str) -> None:
    purchase = purchases.add_purchase(workbook, hospital, "彩超采购")
    in_purchase(workbook, purchase, "李雪梅", roles=["user", "evaluator", "designer"], part="blocks")
    asked = one(knowledge_of_purchase(workbook, purchase), "stakeholder.attitude")
    assert asked.about.en == "Evaluator · Designer · Blocker"


def test_that_what_is_confirmed_leaves_every_list(workbook: Workbook, hospital: str) -> None:
    purchase = purchases.add_purchase(workbook, hospital, "彩超采购")
    li, stake = in_purchase(workbook, purchase, "李雪梅")
    id_ = facts.set_fact(
        workbook,
        ("stakeholder", stake),
        "stakeholder.attitude",
        "neutral",
        evidence=Evidence(None, "assumed"),
    )

    def lists() -> list[Knowledge]:
        return [
            of_person(workbook, li),
            knowledge_of_client(workbook, hospital),
            knowledge_of_purchase(workbook, purchase),
        ]

    before = lists()
    assert all("stakeholder.attitude" in fields(known) for known in before)
    facts.verify_fact(workbook, id_)
    for was, known in zip(before, lists(), strict=True):
        assert "stakeholder.attitude" not in fields(known)
        assert len(known.questions) == len(was.questions) - 1 and known.share == was.share


def test_that_who_is_missing_in_a_purchase_is_asked_until_found(workbook: Workbook, hospital: str) -> None:
    purchase = purchases.add_purchase(workbook, hospital, "彩超采购")
    empty = knowledge_of_purchase(workbook, purchase)
    assert (empty.questions[0].question.field, empty.questions[0].question.item) == (gaps.ROLE, "decider")
    assert empty.questions[0].text.zh == "谁是决策者？"
    assert one(knowledge_of_client(workbook, hospital), gaps.PART, "blocks").purchase == "彩超采购"
    wang, _ = in_purchase(workbook, purchase, "王建国", roles=["decider"], part="blocks", coach="allied")
    facts.set_fact(workbook, ("person", wang), "person.function", "finance")
    known = knowledge_of_purchase(workbook, purchase)
    missing = {
        (asked.question.field, asked.question.item) for asked in known.questions if asked.kind == "purchase"
    }
    assert (
        not {(gaps.ROLE, "decider"), (gaps.PART, "blocks"), (gaps.COACH, ""), (gaps.FUNCTION, "finance")}
        & missing
    )
    assert {(gaps.ROLE, "user"), (gaps.FUNCTION, "using")} <= missing


def test_that_a_decider_is_asked_about_before_a_user(workbook: Workbook, hospital: str) -> None:
    purchase = purchases.add_purchase(workbook, hospital, "彩超采购")
    user, _ = in_purchase(workbook, purchase, "阿一", roles=["user"])
    decider, _ = in_purchase(workbook, purchase, "张三", roles=["decider"])
    for known in (knowledge_of_client(workbook, hospital), knowledge_of_purchase(workbook, purchase)):
        of_decider, of_user = ({}, {})
        for place, asked in enumerate(known.questions):
            {decider: of_decider, user: of_user}.get(asked.person_id, {})[asked.question.field] = place
        assert of_user and all(
            of_decider[field] < place for field, place in of_user.items() if field in of_decider
        )


# ---- a post, a group, an outsider, nothing


def test_that_a_post_is_asked_for_its_holder(workbook: Workbook, hospital: str) -> None:
    purchase = purchases.add_purchase(workbook, hospital, "彩超采购")
    post = people.add_person(workbook, hospital, "药剂科主任?", kind="post", position="药剂科主任")
    purchases.add_stakeholder(workbook, purchase, post)
    asked = of_person(workbook, post).questions
    assert asked[0].question.field == gaps.HOLDER and asked[0].text.zh == "这个职务由谁担任？"
    assert {found.question.field for found in asked} == {
        gaps.HOLDER, "person.level", "person.function",
        "stakeholder.roles", "stakeholder.part", "stakeholder.weight",
    }  # fmt: skip
    people.name_post_holder(workbook, post, "李雪梅")
    assert gaps.HOLDER not in fields(of_person(workbook, post))
    assert "stakeholder.attitude" in fields(of_person(workbook, post))


def test_that_a_group_has_no_life_story(workbook: Workbook, hospital: str) -> None:
    group = people.add_person(workbook, hospital, "评标委员会", kind="group")
    assert set(fields(of_person(workbook, group))) == {"person.position", "person.level", "person.function"}


def test_that_an_outsider_in_a_purchase_belongs_to_what_the_client_is_asked(
    workbook: Workbook, hospital: str
) -> None:
    outsider = people.add_person(workbook, None, "老地区经理")
    assert not fields(knowledge_of_client(workbook, hospital), outsider)
    assert "person.position" in fields(of_person(workbook, outsider))
    purchase = purchases.add_purchase(workbook, hospital, "彩超采购")
    purchases.add_stakeholder(workbook, purchase, outsider)
    assert "stakeholder.attitude" in fields(knowledge_of_client(workbook, hospital), outsider)


def test_that_a_client_with_nothing_is_asked_about_itself(workbook: Workbook, hospital: str) -> None:
    known = knowledge_of_client(workbook, hospital)
    assert {asked.kind for asked in known.questions} == {"account"}
    assert 0 < known.share < 0.2


def test_that_what_is_gone_is_refused(workbook: Workbook) -> None:
    with pytest.raises(UserError):
        knowledge_of_client(workbook, "gone")
    with pytest.raises(UserError):
        knowledge_of_purchase(workbook, "gone")


def test_that_of_very_many_people_those_who_count_most_are_asked_about(
    workbook: Workbook, hospital: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(questions, "MOST_PEOPLE", 2)
    purchase = purchases.add_purchase(workbook, hospital, "彩超采购")
    many = {
        role: in_purchase(workbook, purchase, f"某{role}", roles=[role])[0]
        for role in ("user", "initiator", "decider", "evaluator")
    }
    for known in (knowledge_of_client(workbook, hospital), knowledge_of_purchase(workbook, purchase)):
        assert {asked.person_id for asked in known.questions} == {"", many["decider"], many["evaluator"]}
    assert knowledge_of_client(workbook, hospital).share == completeness_of_clients(workbook)[hospital]


def test_that_fields_of_the_users_own_count_and_are_asked(workbook: Workbook, hospital: str) -> None:
    wang = people.add_person(workbook, hospital, "王建国")
    facts.set_fact(workbook, ("person", wang), "person.native_place", "绍兴")
    before = completeness_of_people(workbook)[wang]
    form = Form("text", sensitive=True, importance=3)
    tea = define_field(workbook, "person.personal", Text("Favourite tea", "爱喝的茶"), form)
    assert completeness_of_people(workbook)[wang] < before
    assert one(of_person(workbook, wang), tea).question.sensitive
    assert one(knowledge_of_client(workbook, hospital), tea).text == Text("Favourite tea?", "爱喝的茶？")
    facts.set_fact(workbook, ("person", wang), tea, "龙井")
    assert tea not in fields(of_person(workbook, wang))
    assert completeness_of_people(workbook)[wang] == of_person(workbook, wang).share > before
    retire_field(workbook, tea)
    assert completeness_of_people(workbook)[wang] == before


# ---- whatever the workbook holds


@pytest.mark.parametrize("seed", range(6))
def test_that_lists_and_pages_say_the_same_of_any_workbook(tmp_path: Path, seed: int) -> None:
    with random_workbooks.made(tmp_path, seed) as workbook:
        shares = completeness_of_people(workbook)
        persons = {id_: of_person(workbook, id_) for id_ in shares}
        assert {id_: known.share for id_, known in persons.items()} == shares
        clients = {row.id: knowledge_of_client(workbook, row.id) for row in accounts.accounts(workbook)}
        assert {id_: known.share for id_, known in clients.items()} == completeness_of_clients(workbook)
        projects = {
            row.id: knowledge_of_purchase(workbook, row.id) for row in purchases.purchases_of(workbook)
        }
        for known in (*persons.values(), *clients.values(), *projects.values()):
            urgency = [asked.question.urgency for asked in known.questions]
            assert urgency == sorted(urgency, reverse=True)
            keys = [(asked.id, asked.question.field, asked.question.item) for asked in known.questions]
            assert len(keys) == len(set(keys)), "nothing is asked twice"
            assert 0.0 <= known.share <= 1.0
        # Whoever is asked about on a client's or purchase's list is asked the same on their own page.
        for known in (*clients.values(), *projects.values()):
            for asked in known.questions:
                if asked.person_id:
                    assert asked in persons[asked.person_id].questions
