"""Influence maps of any size, the same on every machine: for benchmarks and for tests of the map."""

from __future__ import annotations

import random
from dataclasses import replace

from keyaccount_desktop.exchange.map_arrange import auto_arrange
from keyaccount_desktop.exchange.map_layout import FUNCTIONS, LEVELS
from keyaccount_desktop.workbook.maps import InfluenceMap, Judgement, MapCard, MapLink

_SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜"
_NAMES = "文博国梁淑芬志强一鸣丽娟凯静敏海涛晓燕建军慧敏思远雨桐"
_POSTS = ("科主任 · 主任医师", "设备科工程师", "采购办专员", "副院长（分管设备）", "护士长", "财务科副科长")
_TIES = ("alumni", "place", "teacher", "conflict", "introduces")


def made_map(people: int, *, arranged: bool = True) -> InfluenceMap:
    """A map with this many people, a reporting line for each but the first, and half as many other links."""
    chance = random.Random(people)
    cards = tuple(_card(chance, number) for number in range(people))
    links = []
    for number in range(1, people):
        links.append(_link(len(links), number, chance.randrange(max(number // 4, 1)), "reports_to", 1))
    for _ in range(people // 2):
        source, target = chance.sample(range(people), 2) if people > 1 else (0, 0)
        kind = "influences" if chance.random() < 0.7 else chance.choice(_TIES)
        links.append(_link(len(links), source, target, kind, chance.randint(1, 3)))
    made = InfluenceMap(
        "purchase", "彩色超声系统采购", "account", "江滨市第一人民医院", "lanes",
        cards, tuple(links), "华东区工作簿", "2026-11-03",
    )  # fmt: skip
    return _arranged(made) if arranged else made


def _arranged(made: InfluenceMap) -> InfluenceMap:
    places = {each.person_id: each for each in auto_arrange(made)}
    cards = tuple(
        replace(card, x=places[card.person_id].x, y=places[card.person_id].y)
        if card.person_id in places
        else card
        for card in made.cards
    )
    return replace(made, cards=cards)


def _card(chance: random.Random, number: int) -> MapCard:
    judged = chance.choice((None, "supporter", "neutral", "opponent"))
    level = chance.choices(LEVELS, (1, 3, 6))[0]
    roles = tuple(code for code in ("initiator", "designer", "user", "evaluator") if chance.random() < 0.25)
    return MapCard(
        stakeholder_id=f"s{number}",
        person_id=f"p{number}",
        kind="person",
        name=chance.choice(_SURNAMES) + "".join(chance.sample(_NAMES, 2)),
        position=chance.choice(_POSTS),
        function=chance.choice(FUNCTIONS),
        level=level,
        attitude=Judgement(judged, chance.random() < 0.3, False) if judged else None,
        closeness=Judgement(chance.choice(("close", "frequent", "distant", "none")), False, False),
        roles=Judgement(roles, False, False) if roles else None,
        part=None,
        weight=Judgement(chance.choice((5, 10, 20, 40)), False, False) if chance.random() < 0.4 else None,
        coach=None,
        key=chance.random() < 0.1,
        cold=chance.random() < 0.1,
        placed=True,
        x=0.0,
        y=0.0,
        free_x=None,
        free_y=None,
        pinned=False,
    )


def _link(number: int, source: int, target: int, kind: str, strength: int) -> MapLink:
    return MapLink(f"l{number}", f"p{source}", f"p{target}", kind, strength, False, "")
