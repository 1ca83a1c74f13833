"""Chinese texts of the method are set with Chinese punctuation."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import keyaccount_desktop.method

_HALF_WIDTH = re.compile("[\u4e00-\u9fff][,;!?(]|[,;!?)]\\s?[\u4e00-\u9fff]")


def chinese_texts() -> list[str]:
    """What ``Text`` says in Chinese, wherever it is written out in the package."""
    found = []
    for file in sorted(Path(keyaccount_desktop.method.__path__[0]).glob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Text":
                found += [each.value for each in node.args[1:2] if isinstance(each, ast.Constant)]
    return found


def test_that_no_chinese_text_has_half_width_commas_or_brackets() -> None:
    texts = chinese_texts()
    assert len(texts) > 500
    assert [text for text in texts if _HALF_WIDTH.search(text)] == []
