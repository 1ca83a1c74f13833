"""What may be opened, with a warning or without, and what never: by ending and by content, in one table."""

from __future__ import annotations

import zipfile
from io import BytesIO

import hypothesis.strategies as st
import pytest
from hypothesis import given

from keyaccount_desktop.exchange.file_kinds import (
    BY_ENDING,
    BY_START,
    MACROS,
    PROGRAM,
    REFUSED,
    SAFE,
    UNKNOWN,
    WARNED,
    kind_of,
)
from keyaccount_desktop.workbook.file_names import ending_of, kept_name

MUST_REFUSE = (
    "exe dll com bat cmd ps1 vbs js jar msi lnk scr hta app sh py desktop pif cpl wsf reg url dmg iso deb rpm chm"
    " command scpt jnlp appimage msix xll"
).split()
MUST_WARN = "docm xlsm pptm xlsb dotm html svg mht one iqy".split()
EVERYDAY = "pdf docx xlsx pptx doc xls ppt txt csv png jpg heic mp3 mp4 zip eml wps et ofd".split()


@pytest.mark.parametrize("ending", MUST_REFUSE)
def test_that_programs_and_scripts_are_refused_by_their_ending(ending: str) -> None:
    for name in (f"offer.{ending}", f"offer.{ending.upper()}", f"offer.pdf.{ending}", f"offer.{ending} ."):
        assert kind_of(name, [b"hello"]).danger == REFUSED, name


@pytest.mark.parametrize("ending", MUST_WARN)
def test_that_files_that_can_carry_programs_are_warned_of(ending: str) -> None:
    kind = kind_of(f"offer.{ending}", [b"hello"])
    assert kind.danger == WARNED
    assert kind.why is not None


@pytest.mark.parametrize("ending", EVERYDAY)
def test_that_everyday_files_open_without_a_warning(ending: str) -> None:
    assert kind_of(f"报价.{ending}", [b"hello"]).danger == SAFE


def test_that_every_entry_of_the_table_is_found_and_says_why() -> None:
    for ending, kind in BY_ENDING.items():
        assert ending == ending.lower() == ending_of(f"x.{ending}"), ending
        assert kind_of(f"x.{ending}", [b"x"]) == kind
    for kind in {*BY_ENDING.values(), *(kind for _, kind in BY_START), UNKNOWN}:
        assert (kind.why is None) == (kind.danger == SAFE)
        assert kind.text.zh and kind.text.en


@pytest.mark.parametrize("start", [start for start, _ in BY_START])
def test_that_a_program_is_known_by_its_first_bytes_whatever_it_is_called(start: bytes) -> None:
    content = start + b"\0 and so on"
    (wanted,) = {kind for known, kind in BY_START if known == start}
    for name in ("offer.pdf", "offer.txt", "offer", "offer.xlsm"):
        assert kind_of(name, [content]).danger >= wanted.danger, name
    if start.isascii() and start.strip(b"\0").isalpha() is False and wanted.danger:
        assert kind_of("a.txt", [b"\xef\xbb\xbf \r\n" + start.upper() + b"\0"]).danger >= min(
            wanted.danger, WARNED
        )


def test_that_a_script_in_wide_characters_is_known() -> None:
    assert kind_of("a.txt", ["\ufeff[InternetShortcut]\r\nURL=x".encode("utf-16")]).danger == REFUSED


def test_that_a_text_may_begin_like_a_program() -> None:
    assert kind_of("a.txt", ["MZ 项目的说明".encode()]).danger == SAFE
    assert kind_of("a.txt", [b"MZ\x90\0\x03"]) == PROGRAM
    assert kind_of("empty.txt", []).danger == SAFE


def office(*parts: str) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as book:
        for part in ("[Content_Types].xml", *parts):
            book.writestr(part, b"x" * 100)
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "part", "warned"),
    [
        ("a.docx", "word/document.xml", False),
        ("a.docx", "word/vbaProject.bin", True),
        ("a.xlsx", "xl/macrosheets/sheet1.xml", True),
        ("a.odt", "Basic/script-lc.xml", True),
        ("a.zip", "word/vbaProject.bin", False),
    ],
)
def test_that_macros_are_found_in_office_files(name: str, part: str, warned: bool) -> None:
    data = office(part)
    for size in (len(data), 16, 7):
        pieces = [data[start : start + size] for start in range(0, len(data), size)]
        assert (kind_of(name, pieces) == MACROS) is warned, size


def test_that_macros_are_found_in_older_office_files() -> None:
    plain = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(3000)
    assert kind_of("a.xls", [plain]).danger == SAFE
    assert kind_of("a.xls", [plain, bytes(90) + "_VBA_PROJECT_CUR".encode("utf-16-le")]) == MACROS
    assert kind_of("a.doc", [plain + "Macros".encode("utf-16-le")]) == MACROS


@given(
    st.text(max_size=40).filter(lambda stem: not set(stem) & set("/\\")),
    st.sampled_from(MUST_REFUSE),
    st.text(alphabet=" .\u200b\u202e\u3000\0", max_size=6),
)
def test_that_nothing_around_an_ending_hides_it(stem: str, ending: str, around: str) -> None:
    name = kept_name(f"x{stem}.{ending}{around}")
    assert kind_of(name, [b"x"]).danger == REFUSED


@given(st.text(max_size=60), st.lists(st.binary(max_size=300), max_size=3))
def test_that_any_file_is_judged(name: str, pieces: list[bytes]) -> None:
    assert kind_of(name, pieces).danger in (SAFE, WARNED, REFUSED)
