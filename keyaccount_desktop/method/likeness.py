"""When two names or numbers are likely meant for the same: keys that are equal then.

People write 王建国 and 王建国主任, 138 0000 1234 and +86 13800001234, 滨江市第一人民医院 and 滨江一院. A key says
nothing for certain: whoever compares keys asks the user. Called by ``workbook.duplicates`` and where two
records become one.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from keyaccount_desktop.method.phones import parted

_SIGNS: Final = re.compile(r"[\W_]+")
_LATIN_NAME: Final = re.compile(r"[a-z' .,-]+")

_TITLES: Final = (
    "副主任医师", "主任医师", "主治医师", "住院医师", "副主任药师", "主任药师", "主管药师", "主管护师",
    "副总经理", "总经理", "副院长", "院长", "副主任", "主任", "副科长", "科长", "副处长", "处长", "副部长", "部长",
    "副所长", "所长", "副局长", "局长", "书记", "护士长", "高级工程师", "工程师", "副教授", "教授", "医生", "医师",
    "药师", "博士", "老师", "经理", "总监", "会长", "先生", "女士", "小姐",
)  # fmt: skip
"""What is put behind a name in address books; the longer before what it ends with."""
_LATIN_TITLES: Final = frozenset({"dr", "prof", "professor", "mr", "mrs", "ms", "miss"})

_LEGAL_FORMS: Final = ("股份有限公司", "有限责任公司", "有限公司", "集团公司", "公司", "集团")
_LATIN_FORMS: Final = frozenset(
    {
        "co",
        "company",
        "corp",
        "corporation",
        "gmbh",
        "group",
        "holdings",
        "inc",
        "limited",
        "llc",
        "ltd",
        "plc",
    }
)
_REGIONS: Final = re.compile("[省市县区]")
_ORDINAL: Final = re.compile("第([一二三四五六七八九十]+)")

_LEAST_DIGITS: Final = 7
_MOBILE: Final = re.compile(r"1\d{10}")


def person_key(name: str) -> str:
    """The name without width, case, spaces, signs; of a Latin name the words in any order."""
    plain = unicodedata.normalize("NFKC", name).casefold()
    if _LATIN_NAME.fullmatch(plain):
        words = [word for word in _SIGNS.split(plain) if word]
        return " ".join(sorted(word for word in words if word not in _LATIN_TITLES) or words)
    return _SIGNS.sub("", plain)


def bare_person_key(name: str) -> str:
    """``person_key`` without the title behind the name, unless only a surname would be left."""
    key = person_key(name)
    for title in _TITLES:
        if key.endswith(title) and len(key) - len(title) >= 2:
            return key.removesuffix(title)
    return key


def plain_key(name: str) -> str:
    """Any name without width, case, spaces and signs."""
    return _SIGNS.sub("", unicodedata.normalize("NFKC", name).casefold())


def account_key(name: str) -> str:
    """The organisation's name without width, case, spaces, signs and legal form."""
    plain = unicodedata.normalize("NFKC", name).casefold()
    words = [word for word in _SIGNS.split(plain) if word]
    kept = list(words)
    while len(kept) > 1 and kept[-1] in _LATIN_FORMS:
        kept.pop()
    if len(kept) > 1 and kept[0] == "the":
        kept.pop(0)
    key = "".join(kept)
    for form in _LEGAL_FORMS:
        if key.endswith(form) and len(key) - len(form) >= 2:
            return key.removesuffix(form)
    return key


def hospital_key(name: str) -> tuple[str, str] | None:
    """A hospital's name as people shorten it, 滨江市第一人民医院 as 滨江一院, and its words for regions.

    None for what is no hospital. Two hospitals are alike only where ``regions_agree`` as well: 吉林省人民医院
    and 吉林市人民医院 are two.
    """
    key = account_key(name)
    if not key.endswith(("医院", "院")):
        return None
    short = _ORDINAL.sub(r"\1", key).replace("人民医院", "院").replace("医院", "院").replace("附属", "附")
    shortest = _REGIONS.sub("", short)
    return (shortest, "".join(_REGIONS.findall(short))) if len(shortest) >= 3 else None


def regions_agree(one: str, other: str) -> bool:
    """Whether one name leaves out words for regions the other has, but has none of its own."""
    shorter, longer = sorted((one, other), key=len)
    rest = iter(longer)
    return all(region in rest for region in shorter)


def phone_key(number: str) -> str:
    """The digits of a phone number without the code of the country, with its extension; empty for too few."""
    plain, extension = parted(unicodedata.normalize("NFKC", number))
    digits = re.sub(r"\D", "", plain).removeprefix("00")
    if digits.startswith("86") and len(digits) >= _LEAST_DIGITS + 5:
        digits = digits.removeprefix("86")
        digits = digits if _MOBILE.fullmatch(digits) or digits.startswith("0") else f"0{digits}"
    if len(digits) < _LEAST_DIGITS:
        return ""
    return f"{digits}x{extension}" if extension else digits


def is_mobile(key: str) -> bool:
    """Whether a ``phone_key`` is a mobile number, which hardly two people share."""
    return _MOBILE.fullmatch(key) is not None
