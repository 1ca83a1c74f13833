"""Workbooks filled at random with whatever the catalogue has: for what must hold of any of them."""

from __future__ import annotations

import json
import random
from pathlib import Path

from sqlalchemy import insert

from keyaccount_desktop.language import Text
from keyaccount_desktop.method import catalogue, vocabulary
from keyaccount_desktop.workbook import accounts, people, products, purchases
from keyaccount_desktop.workbook.definitions import Form, define_field
from keyaccount_desktop.workbook.document import Workbook, new_id
from keyaccount_desktop.workbook.tables import fact

POSITIONS = ("院长", "药剂科主任", "超声科主任", "采购办主任", "学科带头人", "保安", "Hospital director")


def fill(workbook: Workbook, seed: int, size: int = 30) -> None:
    """A few clients and purchases, people of all kinds with and without them, and facts about everything."""
    chance = random.Random(seed)
    for number, section in enumerate(("person.personal", "stakeholder.purchase", "account.facts")):
        if chance.random() < 0.5:
            name = Text(f"Own {number}", f"自定义{number}")
            define_field(workbook, section, name, Form("text", importance=chance.randint(0, 3)))
    clients = [accounts.add_account(workbook, f"客户{number}") for number in range(3)]
    if chance.random() < 0.6:
        products.add_product(workbook, "彩超")
    projects = [
        purchases.add_purchase(workbook, chance.choice(clients), f"项目{number}")
        for number in range(chance.randrange(4))
    ]
    for account in clients:
        _know(workbook, chance, ("account", account))
    for project in projects:
        _know(workbook, chance, ("purchase", project))
    for number in range(size):
        kind = chance.choice(("person", "person", "person", "group", "post"))
        id_ = people.add_person(workbook, chance.choice([*clients, None]), f"某{number}", kind=kind)
        _know(workbook, chance, ("person", id_))
        for project in projects:
            if chance.random() < 0.5:
                _know(workbook, chance, ("stakeholder", purchases.add_stakeholder(workbook, project, id_)))


def _know(workbook: Workbook, chance: random.Random, subject: tuple[str, str]) -> None:
    known = chance.random()
    rows = []
    for field in workbook.catalogue.fields_of(subject[0]):
        if chance.random() > known:
            continue
        for _ in range(chance.randint(1, 3) if field.many else 1):
            replaced = "2026-05-01T00:00:00Z" if chance.random() < 0.1 else None
            rows.append(
                {
                    "id": new_id(),
                    f"{subject[0]}_id": subject[1],
                    "field": field.key,
                    "item": new_id() if field.many or field.per_product else "",
                    "position": 0,
                    "value": json.dumps(_value(chance, field)),
                    "certainty": chance.choice(("assumed", "confirmed")),
                    "learned_on": f"{chance.randint(2020, 2026)}-0{chance.randint(1, 9)}-11",
                    "entered_at": "2026-01-01T00:00:00Z",
                    "replaced_at": replaced,
                }
            )
    if rows:
        with workbook.edit(Text("Fill", "填写")) as connection:
            connection.execute(insert(fact), rows)


def _value(chance: random.Random, field: catalogue.Field) -> object:
    if field.key == "stakeholder.roles":
        return chance.sample(sorted(vocabulary.BUYING_ROLE.codes), chance.randint(1, 3))
    if field.key == "person.position":
        return chance.choice(POSITIONS)
    if field.kind == "choice" and field.choices is not None:
        return chance.choice(sorted(field.choices.codes))
    return True if field.kind == "flag" else "已知"


def made(folder: Path, seed: int, size: int = 30) -> Workbook:
    workbook = Workbook.create(folder / f"{seed}.kaw")
    fill(workbook, seed, size)
    return workbook
