"""Schools as people write them, when two are one, and how long two people were there together.

浙大, 浙江大学 and 浙江大学医学院 are one university; 绍兴一中 and 绍兴市第一中学 are one school. Short names stand in a
small table of those that mean one school only: 南大 may be Nanjing's, Nanchang's or Nankai's and is left as it is.
Called by ``ties``.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal

Together = Literal["overlapping", "near", "undated", "apart"]

NEAR_YEARS: Final = 3
"""Ours: so many years after one has left the other came; teachers and stories are still the same."""
_USUAL_YEARS: Final = 4
"""Ours: how long someone is taken to have been there of whom only the first or the last year is known."""

_SHORT_NAMES: Final = {
    "浙大": "浙江大学",
    "北大": "北京大学",
    "清华": "清华大学",
    "复旦": "复旦大学",
    "上海交大": "上海交通大学",
    "西安交大": "西安交通大学",
    "武大": "武汉大学",
    "华科": "华中科技大学",
    "华中科大": "华中科技大学",
    "中科大": "中国科学技术大学",
    "川大": "四川大学",
    "厦大": "厦门大学",
    "哈工大": "哈尔滨工业大学",
    "哈医大": "哈尔滨医科大学",
    "首医": "首都医科大学",
    "首医大": "首都医科大学",
    "重医": "重庆医科大学",
    "温医": "温州医科大学",
    "温医大": "温州医科大学",
    "沈药": "沈阳药科大学",
    "浙工大": "浙江工业大学",
    "zhejiang university": "浙江大学",
    "peking university": "北京大学",
    "tsinghua university": "清华大学",
    "fudan university": "复旦大学",
    "wuhan university": "武汉大学",
    "sichuan university": "四川大学",
}
"""Only those that are sure."""
_WHOLE: Final = re.compile("附属|城市学院|独立学院|宁波理工")
"""What stands behind a university's name and is a school of its own."""
_PART: Final = re.compile("|.*(?:院|系|部|班|所|专业|附中|附小|中学|小学)")
"""What may follow a short name that is one: 北大荒 is no part of 北大."""
_UNIVERSITY: Final = re.compile("^(.{2,}?大学)(?!城)(.*)$")
_LATIN_FACULTY: Final = re.compile(
    r"\b(?:(?:medical |business |graduate |law )?(?:school|college|faculty|institute|department) of|"
    r"(?:medical|business|graduate|law) school)\b.*$",
    re.IGNORECASE,
)
_ORDINAL: Final = re.compile("[市县区]?第?([一二三四五六七八九十]{1,3})(?:中学|中|高级中学|高中)$")
_SIGNS: Final = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class School:
    """A school: the key two ways of writing it share, and the name without the faculty."""

    key: str
    name: str


@dataclass(frozen=True, slots=True)
class Years:
    """When someone was there; None for what is not known."""

    first: int | None = None
    last: int | None = None

    @property
    def known(self) -> bool:
        return self.first is not None or self.last is not None

    @property
    def exact(self) -> bool:
        return self.first is not None and self.last is not None

    @property
    def span(self) -> tuple[int, int]:
        """From when to when, the missing end taken from how long one usually stays."""
        first = self.first if self.first is not None else (self.last or 0) - _USUAL_YEARS
        return first, self.last if self.last is not None else first + _USUAL_YEARS

    def __str__(self) -> str:
        if self.first is None:
            return "" if self.last is None else f"–{self.last}"
        return f"{self.first}–{'' if self.last is None else self.last}"


@lru_cache(maxsize=65_536)
def school(text: str) -> School:
    """The school a text means; an empty key where it says nothing one can compare."""
    plain = unicodedata.normalize("NFKC", text).strip()
    if any("\u3400" <= character <= "\u9fff" for character in plain):
        return _chinese("".join(plain.split()))
    shown = _without_faculty(plain)
    key = " ".join(_SIGNS.split(shown.casefold().replace("'", ""))).strip().removeprefix("the ")
    return School(_SHORT_NAMES.get(key, key), shown)


def _without_faculty(name: str) -> str:
    parts = [part.strip() for part in name.split(",")]
    for part in parts:
        if "university" in part.casefold():
            return _LATIN_FACULTY.sub("", part).strip() or part
    return " ".join(name.split())


def _chinese(name: str) -> School:
    bare = _SIGNS.sub("", name)
    for short in sorted(_SHORT_NAMES, key=len, reverse=True):
        rest = bare.removeprefix(short)
        if rest != bare and not bare.startswith(_SHORT_NAMES[short]) and _PART.fullmatch(rest):
            bare = _SHORT_NAMES[short] + rest
            break
    bare = bare.replace("附中", "附属中学").replace("附小", "附属小学")
    university = _UNIVERSITY.match(bare)
    if university is not None and not _WHOLE.search(university.group(2)):
        return School(university.group(1), university.group(1))
    ordinal = _ORDINAL.search(bare)
    if ordinal is not None and ordinal.start() >= 2:
        return School(f"{bare[: ordinal.start()]}{ordinal.group(1)}中", name)
    return School(bare, name)


def together(one: Years, other: Years) -> tuple[Together, int]:
    """How two stays at one school lie to each other, and the years they share (``overlapping`` only).

    Two who came and left in the years of one another overlap by at least a year of their stays; the years are
    those from the later beginning to the earlier end. What rests on a guessed end is ``near`` at most.
    """
    if not (one.known and other.known):
        return "undated", 0
    (first, last), (began, ended) = one.span, other.span
    shared = min(last, ended) - max(first, began)
    if shared >= 1:
        return ("overlapping", shared) if one.exact and other.exact else ("near", 0)
    return ("near", 0) if shared >= -NEAR_YEARS else ("apart", 0)
