"""What an entry about someone's family may hold: days to greet on, and nothing of children under 14.

The catalogue names ``checked`` as the rule of ``person.family``; ``values`` applies it whoever brings the entry.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from keyaccount_desktop.language import Text, UserError
from keyaccount_desktop.method.dates import days_meant

BIRTHDAY: Final = "birthday"
_ONCE: Final = re.compile(r"考|毕业|典礼|\b(?:exam\w*|graduation)\b", re.IGNORECASE)
"""Occasions that do not come round: with a year they are one day."""
ADULT_ENOUGH: Final = 14

_CHILDREN: Final = frozenset({"son", "daughter", "child", "grandchild"})
_CHILD: Final = re.compile(
    r"^[儿子女孙]$|儿子|女儿|子女|儿女|孩|娃|宝宝|宝贝|闺女|千金|公子|[长次幼独养继大小][儿子女](?!科)"
    r"|孙[子女儿辈]|[外长小重曾]孙|侄|甥"
    r"|\b(?:child(?:ren)?|kids?|bab(?:y|ies)|toddlers?|boys?|girls?|twins?|(?:step|grand|god)?(?:sons?|daughters?)"
    r"|grand ?(?:child(?:ren)?|kids?)|nephews?|nieces?)\b",
    re.IGNORECASE,
)
_NO_CHILD: Final = re.compile(r"[媳婿]|\bin[- ]law\b|\b(?:boy|girl) ?friend\b", re.IGNORECASE)

_UNDER_14: Final = Text(
    "Of children under 14 no name, birthday or school is kept.", "14 岁以下儿童不记姓名、生日和学校。"
)
_UNDER_14_HINT: Final = Text(
    "Leave out name and birthday, or give a year of birth that shows 14 or more.",
    "请去掉姓名和生日；已满 14 岁的，请填写出生年份。",
)


def checked(entry: Mapping[str, Any], today: date) -> dict[str, Any]:
    """The entry with what its day means; a day nobody named is a birthday.

    Raises UserError for a birthday still to come, and for name or birthday of a child who is not shown to be
    14 or more.
    """
    made = dict(entry)
    day, relation = made.get("day"), made.get("relation", "")
    if day is not None and "event" not in made:
        if _to_come(day, today):
            raise UserError(
                Text("What this day is has not been said.", "没有写明这是什么日子。"),
                Text("Name it: exam, wedding day …", "请写明：考试、结婚纪念日等。"),
            )
        made["event"] = BIRTHDAY
    born = day if made.get("event") == BIRTHDAY else None
    if born is not None and _to_come(born, today):
        raise UserError(
            Text("A birthday cannot lie in the future.", "生日不能晚于今天。"),
            Text("Check the year, or leave it open.", "请核对年份，或把年份留空。"),
        )
    if is_child(relation) and ("name" in made or born is not None) and not _grown(born, today):
        raise UserError(_UNDER_14, _UNDER_14_HINT)
    return made


def is_child(relation: str) -> bool:
    """Whether a relation, by its code or in the user's own words, may be to a child."""
    if relation in _CHILDREN:
        return True
    return bool(_CHILD.search(relation)) and not _NO_CHILD.search(relation)


def comes_once(event: str) -> bool:
    """Whether an occasion, by its code or in the user's own words, is one day rather than one of every year."""
    return bool(_ONCE.search(event))


def _to_come(day: Mapping[str, Any], today: date) -> bool:
    meant = days_meant(day)
    return meant is not None and meant[0] > today


def _grown(born: Mapping[str, Any] | None, today: date) -> bool:
    """Whether a date of birth shows 14 or more, however late in its year it may lie."""
    meant = days_meant(born) if born is not None else None
    if meant is None:
        return False
    last = meant[1]
    return (last.year + ADULT_ENOUGH, last.month, last.day) <= (today.year, today.month, today.day)
