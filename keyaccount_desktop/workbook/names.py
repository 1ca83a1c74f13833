"""What a name may be: one rule for people, clients, purchases and departments. Called by their commands."""

from __future__ import annotations

from typing import Final

from keyaccount_desktop.language import Text, UserError
from keyaccount_desktop.method.values import clean_text

LONGEST: Final = 200
"""Characters; longer ones are a text pasted by mistake, and no card or map could show them."""


def valid_name(typed: str) -> str:
    """The name as it is stored: one line, without control characters. Raises UserError when nothing is left
    or too much.
    """
    name = " ".join(clean_text(typed).split())
    if not name:
        raise UserError(
            Text("The name is empty.", "名称为空。"),
            Text("Type at least one character.", "请至少输入一个字符。"),
        )
    if len(name) > LONGEST:
        raise UserError(
            Text(
                "The name has {n} characters; {most} is the most.", "名称有 {n} 个字符，最多 {most} 个。"
            ).format(n=len(name), most=LONGEST),
            Text("Shorten it; the rest can go into the notes.", "请缩短名称，其余内容可写入备注。"),
        )
    return name
