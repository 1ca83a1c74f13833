"""How Chinese names are read: sort keys in pinyin order, and what a search by pinyin or initials may hit.

Readings of single characters come from pypinyin's table; where a character read as a surname or in a place
name sounds otherwise, the tables here say so. Called when names are saved and when the search index is
brought up to date, never for the first screen.
"""

from __future__ import annotations

import os
import re
import unicodedata
from functools import cache
from typing import Final

HAN: Final = re.compile("[㐀-鿿豈-﫿\U00020000-\U0003ffff]")

SURNAMES: Final[dict[str, str]] = {
    "单": "shàn", "曾": "zēng", "仇": "qiú", "区": "ōu", "解": "xiè", "查": "zhā", "盖": "gě", "朴": "piáo",
    "覃": "qín", "翟": "zhái", "乐": "yuè", "缪": "miào", "任": "rén", "华": "huà", "折": "shé", "员": "yùn",
    "种": "chóng", "召": "shào", "洗": "xiǎn", "隗": "wěi", "纪": "jǐ", "宁": "nìng", "尉迟": "yùchí",
    "万俟": "mòqí", "长孙": "zhǎngsūn", "令狐": "línghú", "澹台": "tántái", "哈": "hǎ", "过": "guō", "葛": "gě",
    "薄": "bó", "卜": "bǔ", "晁": "cháo", "么": "yāo", "柏": "bǎi", "应": "yīng", "臧": "zāng", "粘": "nián",
    "重": "chóng", "石": "shí", "阚": "kàn", "牟": "mù", "逄": "páng", "祭": "zhài", "繁": "pó", "车": "chē",
    "冯": "féng", "沈": "shěn", "谌": "chén", "俞": "yú", "不": "fǒu", "能": "nài", "尹": "yǐn", "那": "nā",
}  # fmt: skip
"""Surnames whose reading is not the character's commonest one."""

PLACES: Final[dict[str, str]] = {
    "重庆": "chóngqìng", "厦门": "xiàmén", "长沙": "chángshā", "长春": "chángchūn", "长江": "chángjiāng",
    "长治": "chángzhì", "长安": "cháng'ān", "长宁": "chángníng", "六安": "lù'ān", "丽水": "líshuǐ",
    "台州": "tāizhōu", "亳州": "bózhōu", "蚌埠": "bèngbù", "番禺": "pānyú", "乐清": "yuèqīng", "乐山": "lèshān",
    "银行": "yínháng", "单县": "shànxiàn", "洪洞": "hóngtóng", "大同": "dàtóng", "都江堰": "dūjiāngyàn",
    "成都": "chéngdū", "首都": "shǒudū", "涪陵": "fúlíng", "朝阳": "cháoyáng", "曲阜": "qūfù", "瑞安": "ruì'ān",
    "宁波": "níngbō", "南宁": "nánníng", "西藏": "xīzàng", "西安": "xī'ān", "长": "cháng", "行": "háng",
    "大夫": "dàifu", "会计": "kuàijì", "重点": "zhòngdiǎn",
}  # fmt: skip
"""Places and words in names of organisations; the longest match from the left counts."""

_TONES: Final = {"\u0304": "1", "\u0301": "2", "\u030c": "3", "\u0300": "4"}


@cache
def _table() -> dict[int, str]:
    # Names need no phrases; without them the table loads in a third of the time and a quarter of the memory.
    os.environ.setdefault("PYPINYIN_NO_PHRASES", "true")
    from pypinyin.constants import PINYIN_DICT

    return dict(PINYIN_DICT)


@cache
def _readings(character: str) -> tuple[str, ...]:
    """All readings with tone marks, the commonest first; empty for what is no Han character."""
    return tuple(_table().get(ord(character), "").split(",")) if HAN.match(character) else ()


def _toneless(reading: str) -> str:
    decomposed = unicodedata.normalize("NFD", reading)
    letters = "".join(c for c in decomposed.replace("u\u0308", "v") if c.isascii() and c.isalpha())
    return letters


def _numbered(reading: str) -> str:
    tone = next((_TONES[c] for c in unicodedata.normalize("NFD", reading) if c in _TONES), "5")
    return _toneless(reading) + tone


def _chosen(name: str, *, person: bool) -> list[str]:
    """One reading a character, '' for what is not Han."""
    chosen = [(_readings(c) or ("",))[0] for c in name]
    if person:
        for length in (2, 1):
            if (surname := SURNAMES.get(name[:length])) and len(name) >= length:
                chosen[:length] = _split(surname, length)
                break
        return chosen
    index = 0
    while index < len(name):
        for length in (3, 2, 1):
            word = name[index : index + length]
            if len(word) == length and word in PLACES:
                chosen[index : index + length] = _split(PLACES[word], length)
                index += length
                break
        else:
            index += 1
    return chosen


_SYLLABLE: Final = re.compile("[bpmfdtnlgkhjqxrzcsyw]?h?[aeiouv]+(?:ng?(?![aeiouv])|r(?![aeiouv]))?")


def _split(reading: str, count: int) -> list[str]:
    if count == 1:
        return [reading]
    parts, rest = [], unicodedata.normalize("NFC", reading)
    plain = [_toneless(c) or c for c in rest]
    for match in _SYLLABLE.finditer("".join(plain)):
        parts.append(rest[match.start() : match.end()])
    assert len(parts) == count, reading
    return parts


def sort_key(name: str, *, person: bool = False) -> str:
    """A key whose plain comparison gives the order Chinese users expect: Latin first, then by pinyin, tone,
    character. ``person``: the name begins with a surname.
    """
    key = []
    for character, reading in zip(name, _chosen(name, person=person), strict=True):
        key.append(f"~{_numbered(reading)}{character}" if reading else character.casefold())
    return "".join(key)


def search_tokens(name: str, *, person: bool = False) -> str:
    """Words for finding a name: its full pinyin and initials, from every character on, with the other
    readings a character may have. Empty without Han characters.
    """
    return " ".join(readings(name, person=person))


def readings(name: str, *, person: bool = False) -> dict[str, bool]:
    """The same words, each with whether it reads the name from its first character on."""
    chosen = [_toneless(reading) for reading in _chosen(name, person=person)]
    variants = [chosen]
    for index, character in enumerate(name[:12]):
        for reading in dict.fromkeys(_toneless(r) for r in _readings(character)[:4]):
            spellings = (
                {reading, reading.replace("v", "u"), reading.replace("v", "yu")}
                if "v" in reading
                else {reading}
            )
            variants += [
                [*chosen[:index], spelling, *chosen[index + 1 :]]
                for spelling in sorted(spellings)
                if spelling != chosen[index]
            ]
    found: dict[str, bool] = {}
    for syllables in variants:
        initials = [syllable[:1] for syllable in syllables]
        for parts, shortest in ((syllables, 1), (initials, 2)):
            for begins, run in _runs(parts):
                for start in range(len(run) - shortest + 1):
                    word = "".join(run[start:])
                    found[word] = found.get(word, False) or (begins and start == 0)
    return found


def _runs(syllables: list[str]) -> list[tuple[bool, list[str]]]:
    """The stretches of syllables between what has none, each with whether it is where the name begins."""
    runs: list[tuple[bool, list[str]]] = []
    within = False
    for index, syllable in enumerate(syllables):
        if not syllable:
            within = False
        elif within:
            runs[-1][1].append(syllable)
        else:
            runs.append((index == 0, [syllable]))
            within = True
    return runs
