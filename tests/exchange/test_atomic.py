"""Names of files made from names of people, clients and purchases."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keyaccount_desktop.exchange.atomic import file_name


@given(st.text(max_size=300))
def test_that_any_name_can_be_part_of_a_files_name(text: str) -> None:
    name = file_name(text)
    assert len(f"{name} meeting pack.pdf".encode()) <= 255
    assert not set(name) & set('\\/:*?"<>|') and Path(f"{name}.pdf").name == f"{name}.pdf"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("彩色超声系统采购", "彩色超声系统采购"),
        ("A/B: 2026?", "A_B_ 2026_"),
        ("con", "_con"),
        ("LPT1.notes", "_LPT1.notes"),
        ("Conrad", "Conrad"),
        ("采" * 200, "采" * 60),
        ("a\ud800b", "a_b"),
    ],
)
def test_that_names_which_systems_refuse_are_changed(text: str, name: str) -> None:
    assert file_name(text) == name
