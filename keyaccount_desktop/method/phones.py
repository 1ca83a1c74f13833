"""How a phone number is put together, and whether it can be one: a quiet doubt, never a change of what was typed.

Numbers without a country code are taken for mainland China's. Asked by whatever shows or compares numbers.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from keyaccount_desktop.language import Text

HOME: Final = "CN"
_EXTENSION: Final = re.compile(
    r"\s*(?:转|轉|分机号?|分機號?|ext(?:ension|n)?\.?|x|#|[,，])\s*[:：]?\s*(\d{1,8})\s*$", re.IGNORECASE
)
_REMARK: Final = re.compile(r"[(（][^\d()（）]*[)）]\s*$")
_DIGIT: Final = re.compile(r"\d")
_INSIDE: Final = 6
"""So many digits are a service number or one inside the house: nothing can be said about it."""
_MOBILE: Final = 11
_LOCAL: Final = re.compile(r"[2-8]\d{6,7}")

_NO_AREA: Final = Text("area code?", "缺区号？")
_TOO_SHORT: Final = Text("number too short?", "号码不完整？")
_TOO_LONG: Final = Text("number too long?", "号码太长？")
_STRANGE: Final = Text("number right?", "号码有误？")


def parted(typed: str) -> tuple[str, str]:
    """A number and its extension, as typed; the extension is empty where there is none."""
    found = _EXTENSION.search(typed)
    return (typed, "") if found is None else (typed[: found.start()], found[1])


@lru_cache(maxsize=4096)
def doubt(typed: str) -> Text | None:
    """What looks wrong about a number, in a few words; None when it looks right, extension aside."""
    # Here: the tables of the world's numbers take a moment to load.
    import phonenumbers

    number = _REMARK.sub("", parted(_REMARK.sub("", typed))[0]).strip()
    digits = "".join(_DIGIT.findall(number))
    if len(digits) <= _INSIDE:
        return None
    try:
        read = phonenumbers.parse(number, HOME)
    except phonenumbers.NumberParseException as error:
        long = error.error_type == phonenumbers.NumberParseException.TOO_LONG
        return _TOO_LONG if long else _STRANGE
    if phonenumbers.is_valid_number(read):
        return None
    at_home = read.country_code == phonenumbers.country_code_for_region(HOME)
    if at_home and _LOCAL.fullmatch(digits):
        return _NO_AREA
    reason = phonenumbers.is_possible_number_with_reason(read)
    national = str(read.national_number)
    if at_home and national.startswith("1"):
        short, long = len(national) < _MOBILE, len(national) > _MOBILE
    else:
        short = reason == phonenumbers.ValidationResult.TOO_SHORT
        long = reason == phonenumbers.ValidationResult.TOO_LONG
    return _TOO_SHORT if short else _TOO_LONG if long else _STRANGE
