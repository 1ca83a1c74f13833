"""Numbers as people write and read them: ``320万``, ``3,200,000``, ``12.5 %``, ``46 岁``.

Used by ``values`` for the kinds number, money, percent and rating.
"""

from __future__ import annotations

import math
import re
import unicodedata
from decimal import Decimal
from typing import Final

from keyaccount_desktop.language import Text, UserError, plain
from keyaccount_desktop.method.text import quoted, shortened

LARGEST: Final = 1e15
"""Beyond this a float no longer counts in ones."""
_PLACES: Final = 4

_SCALES: Final = {
    "千": 1_000,
    "万": 10_000,
    "萬": 10_000,
    "百万": 1_000_000,
    "千万": 10_000_000,
    "亿": 100_000_000,
    "億": 100_000_000,
    "k": 1_000,
    "m": 1_000_000,
    "million": 1_000_000,
}
_NUMBER: Final = re.compile(
    r"([+-]?(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?|[+-]?\.[0-9]+)"
    r"(千万|百万|千|万|萬|亿|億|million|k|m)?"
)
_DECORATION: Final = re.compile(r"人民币|rmb|cny|[¥￥$€£]|元$|%$")


def read(text: str, unit: Text | None) -> int | float:
    """The number a text writes, with or without thousands commas, currency, 万 or its unit."""
    short = unicodedata.normalize("NFKC", text[:100]).casefold()
    tidied = "".join(short.replace("\u2212", "-").split())
    for word in (unit.zh, unit.en) if unit is not None else ():
        name = word.casefold().replace(" ", "")
        tidied = tidied.removesuffix(name).removesuffix(name.removesuffix("s"))
    match = _NUMBER.fullmatch(_DECORATION.sub("", tidied))
    if match is None or len(text) > 100:
        raise UserError(
            Text("“{typed}” is not a number.", "“{typed}”不是数字。").format(typed=shortened(text)),
            Text("Type digits, such as 1200 or 12.5.", "请输入数字，如 1200 或 12.5。"),
        )
    exact = Decimal(match[1].replace(",", "")) * _SCALES.get(match[2] or "", 1)
    return int(exact) if exact == exact.to_integral_value() else float(exact)


def checked(value: object, low: float | None, high: float | None) -> int | float:
    """The number in canonical form. Raises UserError when it is none, or out of range."""
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not _finite(value):
        raise UserError(
            Text("“{typed}” is not a number.", "“{typed}”不是数字。").format(typed=quoted(value)),
            Text("Type digits, such as 1200 or 12.5.", "请输入数字，如 1200 或 12.5。"),
        )
    number = int(value) if value == int(value) else round(float(value), _PLACES)
    number = int(number) if number == int(number) else number
    least = -LARGEST if low is None else low
    most = LARGEST if high is None else high
    if not least <= number <= most:
        raise UserError(
            Text("{value} is out of range.", "{value} 超出范围。").format(value=quoted(value)),
            Text("It runs from {low} to {high}.", "应在 {low} 到 {high} 之间。").format(
                low=grouped(least), high=grouped(most)
            ),
        )
    return number


def whole(value: object, low: float, high: float) -> int:
    """A whole number on a scale. Raises UserError when it is none."""
    number = checked(value, low, high)
    if isinstance(number, float):
        raise UserError(
            Text("{value} lies between two steps.", "{value} 不是整数。").format(value=number),
            Text("Choose a whole number from {low} to {high}.", "请选择 {low} 到 {high} 的整数。").format(
                low=int(low), high=int(high)
            ),
        )
    return number


def _finite(value: int | float) -> bool:
    # An int may be too large to be turned into a float at all.
    return math.isfinite(value) if isinstance(value, float) else True


def plain_number(value: int | float) -> str:
    """Without exponent, without needless zeros."""
    if isinstance(value, int):
        return str(value)
    return f"{value:.{_PLACES}f}".rstrip("0").rstrip(".")


def grouped(value: int | float) -> str:
    """With thousands commas from 10,000 on, so that years and small counts stay as they are."""
    if abs(value) < 10_000:
        return plain_number(value)
    whole_part, point, rest = plain_number(value).partition(".")
    return f"{int(whole_part):,}{point}{rest}"


def with_unit(value: int | float, unit: Text | None) -> Text:
    shown = grouped(value)
    if unit is None:
        return plain(shown)
    one = unit.en.removesuffix("s") if value == 1 else unit.en
    space = "" if unit.en == "%" else " "
    return Text(f"{shown}{space}{one}", f"{shown}{space}{unit.zh}")


def money(value: int | float) -> Text:
    """An amount: ``3,200,000`` in English, ``320 万`` in Chinese where nothing is lost by it."""
    shown = grouped(value)
    for scale, name in ((100_000_000, "亿"), (10_000, "万")):
        if isinstance(value, int) and abs(value) >= scale and value % (scale // 100) == 0:
            return Text(
                shown, f"{grouped(int(value // scale) if value % scale == 0 else value / scale)} {name}"
            )
    return plain(shown)
