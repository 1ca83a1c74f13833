"""Text as it enters the workbook: whatever is pasted, what is kept can be written anywhere."""

from __future__ import annotations

import json
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keyaccount_desktop.language import UserError
from keyaccount_desktop.method.text import TEXT_LIMIT, clean_text, one_line, quoted, shortened

ANYTHING = st.text(st.characters(exclude_categories=()))
"""Lone surrogates and control characters too."""


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("王建国", "王建国"),
        ("  王建国\u3000\n", "王建国"),
        ("a\x00b\x07c\x1bd\x7fe\x9ff", "abcdef"),
        ("one\r\ntwo\rthree\x0bfour\u2028five", "one\ntwo\nthree\nfour\nfive"),
        ("a\tb", "a\tb"),
        ("\ufeffname", "name"),
        ("\u200b \u2060", ""),
        ("\ud800", "\ufffd"),
        ("a\udfffb", "a\ufffdb"),
        ("\ud83d\ude00", "😀"),
        ("👩\u200d🔬 مرحبا", "👩\u200d🔬 مرحبا"),
        ("a\ufffeb\uffffc", "abc"),
    ],
)
def test_that_control_characters_and_broken_ones_do_not_get_in(typed: str, kept: str) -> None:
    assert clean_text(typed) == kept


@given(ANYTHING)
def test_that_no_control_character_and_no_surrogate_is_ever_left(typed: str) -> None:
    kept = clean_text(typed)
    assert not [
        character
        for character in kept
        if unicodedata.category(character) in ("Cc", "Cs") and character not in "\n\t"
    ]
    kept.encode("utf-8")
    assert kept == kept.strip()


@given(ANYTHING)
def test_that_clean_text_is_clean(typed: str) -> None:
    assert clean_text(clean_text(typed)) == clean_text(typed)
    line = one_line(typed)
    assert one_line(line) == line and "\n" not in line and "\t" not in line


@given(st.text(st.characters(categories=("L", "N", "P", "S"), exclude_characters="\ufeff")))
def test_that_letters_are_never_lost(typed: str) -> None:
    assert clean_text(typed) == typed


def test_that_too_long_a_text_is_refused_and_the_longest_kept() -> None:
    assert len(clean_text("长" * TEXT_LIMIT)) == TEXT_LIMIT
    with pytest.raises(UserError) as refused:
        clean_text("长" * (TEXT_LIMIT + 1))
    assert str(TEXT_LIMIT) in refused.value.message.zh and refused.value.hint.zh


def test_that_long_runs_of_space_cost_no_time_worth_mentioning() -> None:
    assert one_line("a" + " " * 90_000 + "b") == "a b"


@given(ANYTHING)
def test_that_quotes_in_messages_stay_short(typed: str) -> None:
    assert len(shortened(typed)) <= 40
    json.dumps(shortened(typed), ensure_ascii=False).encode("utf-8")


def test_that_even_monstrous_numbers_can_be_quoted() -> None:
    assert quoted(10**10_000) and quoted(None) == "None"
