"""How much is known of whom, and what to ask next."""

from __future__ import annotations

from pathlib import Path

import pytest

from keyaccount_desktop.method import playbooks
from keyaccount_desktop.method.catalogue import Catalogue
from keyaccount_desktop.method.completeness import Standing, completeness, overall, standing_in_all
from keyaccount_desktop.workbook import accounts, facts, people, purchases
from keyaccount_desktop.workbook.document import Workbook
from keyaccount_desktop.workbook.facts import value_of
from keyaccount_desktop.workbook.knowledge import completeness_of_clients, completeness_of_people
from keyaccount_desktop.workbook.people import PersonCard
from keyaccount_desktop.workbook.products import products
from tests.workbook import random_workbooks


def standing_of(stake: people.Stake) -> Standing:
    roles, part, key, attitude = (
        value_of(stake.facts, f"stakeholder.{name}") for name in ("roles", "part", "key", "attitude")
    )
    return Standing(tuple(roles or ()), part, bool(key), attitude)


def share_of(card: PersonCard, known: Catalogue, product_ids: list[str]) -> float:
    """How much is known of one person, by the rules of the method alone."""
    position = value_of(card.facts, "person.position")
    playbook = playbooks.playbook_for(position) if position else None
    standing = standing_in_all(map(standing_of, card.stakes), playbook.code if playbook else None)
    parts = [
        completeness(
            "person",
            card.facts,
            standing=standing,
            person_kind=card.kind,
            products=product_ids,
            fields=known.fields_of("person"),
        ).whole,
        *(
            completeness(
                "stakeholder",
                stake.facts,
                standing=standing_of(stake),
                person_kind=card.kind,
                fields=known.fields_of("stakeholder"),
            ).whole
            for stake in card.stakes
        ),
    ]
    asked = sum(part.weight_asked for part in parts)
    return sum(part.weight_known for part in parts) / asked if asked else 1.0


# ---- everyone at once


@pytest.mark.parametrize("seed", range(8))
def test_that_everyone_at_once_is_as_complete_as_one_by_one(tmp_path: Path, seed: int) -> None:
    with random_workbooks.made(tmp_path, seed) as workbook:
        everyone = [id_ for id_, *_ in people.all_people(workbook)]
        product_ids = [product.id for product in products(workbook)]
        one_by_one = {
            card.id: share_of(card, workbook.catalogue, product_ids)
            for card in people.person_cards(workbook, everyone)
        }
        assert len(set(one_by_one.values())) > 10, "people of all sorts"
        assert completeness_of_people(workbook) == one_by_one
        some = everyone[::3]
        assert completeness_of_people(workbook, some) == {id_: one_by_one[id_] for id_ in some}


@pytest.mark.parametrize("seed", range(4))
def test_that_all_clients_at_once_are_as_complete_as_one_by_one(tmp_path: Path, seed: int) -> None:
    with random_workbooks.made(tmp_path, seed) as workbook:
        people_known = completeness_of_people(workbook)
        everyone = [id_ for id_, *_ in people.all_people(workbook)]
        cards = people.person_cards(workbook, everyone)
        expected = {}
        for row in accounts.accounts(workbook):
            known = accounts.account(workbook, row.id).facts
            own = purchases.purchases_of(workbook, row.id)
            own_fields = workbook.catalogue.fields_of("account")
            parts = [(completeness("account", known, account_type=row.type, fields=own_fields).share, 2)]
            parts += [
                (completeness("purchase", purchases.purchase_facts(workbook, each.id).facts).share, 3)
                for each in own
            ]
            for card in cards:
                stakes = {stake.purchase_id for stake in card.stakes}
                if card.account_id == row.id or stakes & {each.id for each in own}:
                    standing = standing_in_all(map(standing_of, card.stakes))
                    parts.append((people_known[card.id], standing.attention()))
            expected[row.id] = pytest.approx(overall(parts))
        assert completeness_of_clients(workbook) == expected
        one = next(iter(expected))
        assert completeness_of_clients(workbook, [one]) == {one: expected[one]}


def test_that_nobody_and_no_purchases_are_sensible(workbook: Workbook) -> None:
    assert completeness_of_people(workbook) == {}
    assert completeness_of_people(workbook, []) == {}
    outsider = people.add_person(workbook, None, "老地区经理")
    assert completeness_of_people(workbook) == {outsider: 0.0}
    assert completeness_of_people(workbook, ["gone", outsider]) == {outsider: 0.0}


def test_that_a_post_is_known_with_its_place(workbook: Workbook) -> None:
    post = people.add_person(
        workbook,
        None,
        "药剂科主任?",
        kind="post",
        position="药剂科主任",
        level="management",
        function="using",
    )
    assert completeness_of_people(workbook) == {post: 1.0}


def test_that_an_attitude_known_counts_more_for_a_decider_than_for_a_user(workbook: Workbook) -> None:
    account = accounts.add_account(workbook, "滨江市第一医院")
    purchase = purchases.add_purchase(workbook, account, "彩超采购")
    gained = {}
    for role in ("decider", "user"):
        id_ = people.add_person(workbook, account, role)
        stake = ("stakeholder", purchases.add_stakeholder(workbook, purchase, id_))
        facts.set_fact(workbook, stake, "stakeholder.roles", [role])
        before = completeness_of_people(workbook)[id_]
        facts.set_fact(workbook, stake, "stakeholder.attitude", "supporter")
        gained[role] = completeness_of_people(workbook)[id_] - before
    assert gained["decider"] > gained["user"] > 0
