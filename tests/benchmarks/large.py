"""A workbook of the size that hurts: 50,000 people, 500 clients, 200,000 visits, about 300,000 facts.

Written with the bare driver in one transaction and indexed by the program; the same on every machine.
"""

from __future__ import annotations

import json
import random
from pathlib import Path

from keyaccount_desktop.workbook import pinyin, search
from keyaccount_desktop.workbook.document import Workbook

ACCOUNTS = 500
PEOPLE = 50_000
VISITS = 200_000
SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高梁郑谢宋唐许邓冯韩曹曾彭萧蔡潘田董袁于余叶蒋杜苏魏程吕丁沈任"
)
GIVEN = (
    "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华建国文斌玉兰志红梅德民春生海燕晓光宏云天宇浩然思远子轩"
)
PLACES = ["绍兴", "宁波", "苏州", "南京", "合肥", "长沙", "重庆", "成都", "西安", "厦门", "青岛", "大连"]
POSITIONS = [
    "院长",
    "副院长",
    "超声科主任",
    "设备科科长",
    "药剂科主任",
    "采购办主任",
    "护士长",
    "财务科科长",
    "工程师",
]


def name_of(chance: random.Random) -> str:
    return chance.choice(SURNAMES) + "".join(chance.choice(GIVEN) for _ in range(chance.choice((1, 2, 2))))


def make(path: Path, *, people: int = PEOPLE, accounts: int = ACCOUNTS, visits: int = VISITS) -> None:
    """Write the workbook to ``path``."""
    chance = random.Random(1)
    with Workbook.create(path) as workbook:
        connection = workbook.driver_connection
        connection.execute("BEGIN")
        account_rows, fact_rows, person_rows = [], [], []

        def fact(column: str, subject: str, field: str, value: object) -> None:
            fact_rows.append(
                (
                    f"{len(fact_rows):032x}",
                    *(subject if column == name else None for name in ("account", "person", "stakeholder")),
                    field,
                    json.dumps(value, ensure_ascii=False, separators=(",", ":")),
                    chance.choice(("coach", "self", "third_party", "public", "observed")),
                    chance.choice(("assumed", "confirmed")),
                    f"2026-{chance.randint(1, 10):02}-{chance.randint(1, 28):02}",
                )
            )

        for number in range(accounts):
            id_, name = f"a{number:031x}", f"{chance.choice(PLACES)}市第{number}医院"
            account_rows.append((id_, name, pinyin.sort_key(name)))
            for field, value in (
                ("account.type", "hospital"),
                ("account.grade", chance.choice("ABCD")),
                ("account.region", chance.choice(PLACES)),
            ):
                fact("account", id_, field, value)
        for number in range(people):
            id_, name = f"b{number:031x}", name_of(chance)
            person_rows.append(
                (id_, account_rows[number % accounts][0], name, pinyin.sort_key(name, person=True))
            )
            for field, value in (
                ("person.position", chance.choice(POSITIONS)),
                ("person.level", chance.choice(("decision", "management", "operation"))),
                (
                    "person.function",
                    chance.choice(("using", "technical", "finance", "purchasing", "executive")),
                ),
                ("person.native_place", chance.choice(PLACES)),
                ("person.notes", "".join(chance.choice(GIVEN) for _ in range(30))),
            ):
                fact("person", id_, field, value)
        connection.executemany("INSERT INTO account VALUES (?, ?, ?, '2026-01-01T00:00:00Z')", account_rows)
        connection.executemany(
            "INSERT INTO person VALUES (?, ?, NULL, 'person', ?, ?, NULL, '2026-01-01T00:00:00Z')",
            person_rows,
        )
        purchases, parts, nodes, links = [], [], [], []
        for number, (account_id, *_) in enumerate(account_rows):
            purchase = f"c{number:031x}"
            purchases.append((purchase, account_id))
            own = [row[0] for row in person_rows[number::accounts]][:60]
            for place, person_id in enumerate(own):
                part = f"d{len(parts):031x}"
                parts.append((part, purchase, person_id))
                nodes.append((f"e{len(nodes):031x}", part, place % 2 * 192.0, place // 2 * 92.0))
                fact(
                    "stakeholder",
                    part,
                    "stakeholder.attitude",
                    chance.choice(("supporter", "neutral", "opponent")),
                )
                fact(
                    "stakeholder",
                    part,
                    "stakeholder.roles",
                    [chance.choice(("user", "evaluator", "decider"))],
                )
                if place:
                    links.append((f"f{len(links):031x}", person_id, own[(place - 1) // 3], "reports_to"))
        connection.executemany(
            "INSERT INTO purchase VALUES (?, ?, '彩色超声采购', '', 'lanes', '2026-01-01T00:00:00Z')",
            purchases,
        )
        connection.executemany("INSERT INTO stakeholder VALUES (?, ?, ?)", parts)
        connection.executemany("INSERT INTO map_node VALUES (?, ?, ?, ?, NULL, NULL, 0)", nodes)
        connection.executemany("INSERT INTO link VALUES (?, ?, ?, ?)", links)
        connection.executemany(
            "INSERT INTO fact (id, account_id, person_id, stakeholder_id, field, value, source, certainty, learned_on,"
            " entered_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, '2026-01-01T00:00:00Z')",
            fact_rows,
        )
        connection.executemany(
            "INSERT INTO visit (id, account_id, kind, state, on_date, said, effect, created_at)"
            " VALUES (?, ?, 'visit', 'held', ?, '谈了参数与交货期', 1, '2026-01-01T00:00:00Z')",
            (
                (
                    f"{number:032x}",
                    account_rows[number % accounts][0],
                    f"2026-{number % 10 + 1:02}-{number % 28 + 1:02}",
                )
                for number in range(visits)
            ),
        )
        connection.executemany(
            "INSERT INTO visit_person VALUES (?, ?, ?, NULL)",
            (
                (f"{number:032x}", f"{number:032x}", person_rows[number % people][0])
                for number in range(visits)
            ),
        )
        connection.execute("COMMIT")
        connection.execute("BEGIN")
        search.rebuild(connection, workbook.catalogue)
        connection.execute("COMMIT")
        connection.execute("ANALYZE")
