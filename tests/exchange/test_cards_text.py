"""Text is data: whatever it is, a cell shows it and nothing else comes of it."""

from __future__ import annotations

import re
import sys
import unicodedata
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from keyaccount_desktop.exchange.card_names import NAME_LIMIT, SheetNames
from keyaccount_desktop.exchange.card_text import (
    CELL_LIMIT,
    cell_text,
    line_count,
    looks_like_formula,
    sheet_text,
    shortened,
    width,
)
from keyaccount_desktop.exchange.cards import write_cards
from keyaccount_desktop.workbook.accounts import add_account
from keyaccount_desktop.workbook.document import Workbook
from keyaccount_desktop.workbook.people import add_person
from tests.exchange.cards_read_back import parts, put_raw_fact, read_data

ANYTHING = st.text(st.characters(exclude_categories=()), max_size=60)
HOSTILE = st.builds(
    lambda start, text: start + text,
    st.sampled_from(
        ["", "=", "+", "-", "@", "\t=", " =1+1", "\x00", "http://a.example", "mailto:", "_x0041_", "＝"]
    ),
    ANYTHING,
)
FIELDS = ("person.native_place", "person.working_style", "person.position", "person.tenure", "person.hobbies")


@pytest.fixture(scope="module")
def someone(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workbook]:
    """A workbook with one person."""
    path = tmp_path_factory.mktemp("cards") / "w.kaw"
    with Workbook.create(path) as workbook:
        add_person(workbook, add_account(workbook, "客户"), "x")
    with Workbook.open(path) as workbook:
        yield workbook


def _export(workbook: Workbook, texts: list[str], name: str) -> Path:
    """The cards of someone of whom these texts are known, put in as no editor would let them through."""
    run = workbook.driver_connection.execute
    (person,) = run("SELECT id FROM person").fetchone()
    run("UPDATE person SET name = ?", (name,))
    run("DELETE FROM fact")
    for field, text in zip(FIELDS, texts, strict=False):
        put_raw_fact(workbook, ("person", person), field, text)
    put_raw_fact(workbook, ("person", person), "person.tags", texts)
    for place, text in enumerate(texts):
        entry = {"number": text, "label": text}
        put_raw_fact(workbook, ("person", person), "person.phones", entry, f"i{place}", place)
    target = workbook.path.with_suffix(".xlsx")
    write_cards(workbook, target, private=True, log=False)
    return target


@settings(max_examples=40)
@given(texts=st.lists(HOSTILE, min_size=1, max_size=5), name=HOSTILE)
@example(
    texts=['=HYPERLINK("http://a.example","x")', "+86 138", "-1", "@SUM(A1)", "\tx"], name="=cmd|'/C calc'!A0"
)
@example(texts=["\x00", "\ud800", "\udc00\ud83d", "\ufffe", "\r\n\r_x000D_"], name="a\x00b")
@example(texts=["\u202e反", "👨‍👩‍👧", "\u2028", "<c t='f'>", "]]>&amp;"], name="'quoted'")
def test_that_no_text_becomes_a_formula_or_a_link_and_every_value_comes_back(
    someone: Workbook, texts: list[str], name: str
) -> None:
    name = name.encode("utf-8", "ignore").decode() or "x"  # a column of SQLite holds no broken code points
    target = _export(someone, texts, name)
    for path, data in parts(target):
        assert b"<f>" not in data and b"<f " not in data, path
        assert b'TargetMode="External"' not in data, path
        for location in re.findall(rb"<hyperlink ([^>]*)>", data):
            assert location.startswith(b"ref=") and b" location=" in location
    for sheet in openpyxl.load_workbook(target).worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type in ("s", "n"), (sheet.title, cell.coordinate)
                if isinstance(cell.value, str) and looks_like_formula(cell.value):
                    assert cell.quotePrefix, "typing into it later makes no formula of it either"
    (person,) = read_data(target)
    for field, text in zip(FIELDS, texts, strict=False):
        if sheet_text(text):
            assert person.values[field] == text
    assert person.values["person.tags"] == texts
    for place, text in enumerate(texts, 1):
        assert person.evidence[f"person.phones[{place}]"]["v"] == {"number": text, "label": text}


def test_that_what_a_cell_cannot_hold_is_cut_and_told(tmp_path: Path) -> None:
    long = "a" * 40_000
    with Workbook.create(tmp_path / "w.kaw") as workbook:
        person = add_person(workbook, None, "王建国")
        put_raw_fact(workbook, ("person", person), "person.native_place", long)
        put_raw_fact(workbook, ("person", person), "person.working_style", "😀" * 20_000)
        put_raw_fact(workbook, ("person", person), "person.tags", ["t" * 400] * 100)
        report = write_cards(workbook, tmp_path / "cards.xlsx", language="en")
    told = {cut.what.en for cut in report.cut if cut.where == "data"}
    assert {"Native place, 7233 characters", "Way of working, 3617 characters"} <= told
    assert any(what.startswith("Tags, ") for what in told)
    (found,) = read_data(tmp_path / "cards.xlsx")
    assert found.values["person.native_place"] == long[:CELL_LIMIT]
    assert found.values["person.working_style"] == "😀" * (CELL_LIMIT // 2)
    rows = CalamineWorkbook.from_path(tmp_path / "cards.xlsx").get_sheet_by_name("王建国").to_python()
    assert any(str(cell).endswith("a…") for row in rows for cell in row), "the card says that there is more"


@given(text=ANYTHING)
def test_that_a_sheet_text_is_valid_xml_and_changed_only_where_it_must_be(text: str) -> None:
    clean = sheet_text(text)
    clean.encode("utf-8")
    assert not re.search("[\x00-\x08\x0b-\x1f\ufffe\uffff]", clean)
    assert sheet_text(clean) == clean
    if text.isprintable():
        assert clean == text


@given(text=st.text(max_size=20))
def test_that_cutting_takes_whole_characters_and_only_the_end(text: str) -> None:
    whole = "x" * (CELL_LIMIT - 10) + sheet_text(text)
    kept, lost = cell_text(whole)
    assert whole.startswith(kept)
    assert len(kept) + lost == len(whole)
    assert len(kept.encode("utf-16-le")) // 2 <= CELL_LIMIT


@given(text=st.text(max_size=120), room=st.floats(4, 30), lines=st.integers(1, 4))
def test_that_a_shortened_text_takes_no_more_lines_than_it_may(text: str, room: float, lines: int) -> None:
    cut = shortened(text, room, lines)
    assert line_count(cut, room) <= lines
    assert cut == text or cut.endswith("…")


def test_that_widths_are_estimated_no_smaller_than_they_are() -> None:
    """Measured in the font cards are set in here; others are narrower."""
    from PIL import ImageFont

    found = [
        path
        for path in Path("/usr/share/fonts").rglob("NotoSansCJK-Regular.ttc")
        if sys.platform.startswith("linux")
    ]
    if not found:
        pytest.skip("Noto Sans CJK is not here to be measured")
    font = ImageFont.truetype(BytesIO(found[0].read_bytes()), 1000, index=2)
    for text in (
        "The quick brown fox jumps over the lazy dog",
        "WIDE CAPITALS",
        "浙江医科大学 1999",
        "20% ? 密切 ▂▄▆",
    ):
        assert font.getlength(text) / 1000 <= width(text) * 1.02
        assert font.getlength(text) / 1000 >= width(text) * 0.8


# ---- names of sheets


@given(
    names=st.lists(
        HOSTILE | st.sampled_from(["History", "history", "历史记录", "a" * 40, "'", "A", "a", "ａ"]),
        max_size=12,
    )
)
@example(names=["😀" * 20, "😀" * 20, "😀" * 20])
@example(names=["a" * 31] * 12)
@example(names=["''", "[]:*?/\\", "\ud800", "", " ", "\u202e", "'a'", "a'", "HISTORY", "'History'"])
@example(names=["x (2)", "x", "x"])
def test_that_names_of_sheets_are_what_excel_demands(names: list[str]) -> None:
    sheets = SheetNames()
    given_names = [sheets.take(name, "Person") for name in names]
    for name in given_names:
        assert 0 < len(name.encode("utf-16-le")) // 2 <= NAME_LIMIT
        assert not set(name) & set("[]:*?/\\")
        assert name == name.strip("' ")
        assert name.casefold() not in ("history", "历史记录")
        assert all(unicodedata.category(character) not in ("Cc", "Cs") for character in name)
    assert len({name.casefold() for name in given_names}) == len(names)


def test_that_an_ordinary_name_stays_as_it_is() -> None:
    sheets = SheetNames()
    for name in ("王建国", "O'Brien", "Müller-Lüdenscheidt, Dr. (Einkauf)"[:31].strip(), "שלום", "👩‍⚕️ Li"):
        assert sheets.take(name, "Person") == name
    assert sheets.take("药剂科主任?", "Person") == "药剂科主任"
