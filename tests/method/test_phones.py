"""Phone numbers as people type them: which are doubted, and in what words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keyaccount_desktop.method.phones import doubt

RIGHT = (
    "13800001234", "138 0000 1234", "+86 138-0000-1234", "0086 13800001234", "（0571）8800 1234",
    "0571-88001234", "021 6408 1234", "0571-88001234转8012", "0571 8800 1234 ext. 12", "0571-88001234-分机12",
    "138 0000 1234 (手机)", "400-820-8820", "800 820 1234", "+1 650 253 0000", "+852 2345 6789",
    "95588", "120", "8012", "短号 661234", "内线 8012", "",
)  # fmt: skip
DOUBTED = {
    "8800 1234": "缺区号？",
    "880 1234": "缺区号？",
    "8800 1234 转 12": "缺区号？",
    "1380000123": "号码不完整？",
    "138 0000 12345": "号码太长？",
    "138 0000 1234 / 139 0000 2222": "号码太长？",
    "14000001234": "号码有误？",
    "+1 650 253": "号码不完整？",
    "+1 999 999 9999": "号码有误？",
}


@pytest.mark.parametrize("typed", RIGHT)
def test_that_numbers_as_people_type_them_are_not_doubted(typed: str) -> None:
    assert doubt(typed) is None


@pytest.mark.parametrize(("typed", "words"), DOUBTED.items())
def test_that_what_cannot_be_a_number_is_doubted_in_words(typed: str, words: str) -> None:
    found = doubt(typed)
    assert found is not None and (found.zh, found.en) == (words, ENGLISH[words])


ENGLISH = {
    "缺区号？": "area code?", "号码不完整？": "number too short?", "号码太长？": "number too long?",
    "号码有误？": "number right?",
}  # fmt: skip


@given(st.text(alphabet="0123456789+-() /转ext.#x（）手机\ud800\x00", max_size=60))
def test_that_no_text_is_too_strange_to_be_looked_at(typed: str) -> None:
    doubt(typed)
