"""Copies of attachments: private and read-only while they are open, gone afterwards; programs never."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from keyaccount_desktop.exchange.cards import write_cards
from keyaccount_desktop.exchange.file_kinds import REFUSED, WARNED
from keyaccount_desktop.exchange.opened_copies import OpenedCopies, clear_leftovers, look_at, save_as
from keyaccount_desktop.language import UserError
from keyaccount_desktop.workbook import attachments, blobs
from keyaccount_desktop.workbook.accounts import add_account
from keyaccount_desktop.workbook.attachments import Attachment, attach, attachments_of, take_in_content
from keyaccount_desktop.workbook.backup import data_folder
from keyaccount_desktop.workbook.document import Workbook
from keyaccount_desktop.workbook.people import add_person


@pytest.fixture
def workbook(tmp_path: Path) -> Iterator[Workbook]:
    made = Workbook.create(tmp_path / "华东区.kaw")
    yield made
    made.close()


@pytest.fixture
def copies() -> Iterator[OpenedCopies]:
    made = OpenedCopies()
    yield made
    made.remove_all()


def kept(workbook: Workbook, name: str, content: bytes) -> Attachment:
    client = add_account(workbook, "甲")
    attach(workbook, ("account", client), [take_in_content(workbook, name, content)])
    (file,) = attachments_of(workbook, ("account", client))
    return file


def opened_folder() -> Path:
    return data_folder() / "opened"


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_that_a_copy_is_whole_read_only_and_ones_own(workbook: Workbook, copies: OpenedCopies) -> None:
    content = os.urandom(2 * blobs.PIECE + 3)
    told: list[tuple[int, int]] = []
    path = copies.make(workbook, kept(workbook, "报价.pdf", content), lambda *step: told.append(step))
    assert path.name == "报价.pdf"
    assert path.read_bytes() == content
    assert told[-1] == (len(content), len(content))
    assert not mode(path) & stat.S_IWUSR
    if sys.platform != "win32":
        assert mode(path) == 0o400
        for folder in (path.parent, path.parent.parent, opened_folder()):
            assert mode(folder) == 0o700
    assert copies.make(workbook, attachments_of(workbook, _client(workbook))[0]) == path


def _client(workbook: Workbook) -> tuple[str, str]:
    (id_,) = workbook.driver_connection.execute("SELECT id FROM account").fetchone()
    return "account", id_


def test_that_copies_go_when_the_workbook_is_closed(workbook: Workbook, copies: OpenedCopies) -> None:
    path = copies.make(workbook, kept(workbook, "a.pdf", b"1"))
    copies.remove_all()
    assert not path.exists()
    assert not opened_folder().exists()


CRASHES = """
import os, sys
from pathlib import Path
from keyaccount_desktop.exchange.opened_copies import OpenedCopies
from keyaccount_desktop.workbook.accounts import accounts
from keyaccount_desktop.workbook.attachments import attachments_of
from keyaccount_desktop.workbook.document import Workbook

workbook = Workbook.open(sys.argv[1], read_only=True)
file, = attachments_of(workbook, ("account", accounts(workbook)[0].id))
copies = OpenedCopies()
print(copies.make(workbook, file), flush=True)
sys.stdin.readline()
os._exit(1)
"""


def test_that_the_next_start_removes_what_a_crash_left_and_nothing_in_use(
    workbook: Workbook, copies: OpenedCopies
) -> None:
    mine = copies.make(workbook, kept(workbook, "a.pdf", b"secret"))
    other = subprocess.Popen(
        [sys.executable, "-c", CRASHES, workbook.path],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8",
        env={**os.environ, "PYTHONUTF8": "1"},
    )  # fmt: skip
    assert other.stdin is not None and other.stdout is not None
    theirs = Path(other.stdout.readline().strip())
    assert theirs.read_bytes() == b"secret"
    clear_leftovers()
    assert theirs.exists() and mine.exists()
    other.communicate("crash\n")
    assert theirs.exists()
    clear_leftovers()
    assert not theirs.exists()
    assert mine.exists()


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_that_tidying_up_follows_no_link(tmp_path: Path) -> None:
    precious = tmp_path / "precious"
    precious.mkdir()
    (precious / "a.txt").write_text("x")
    opened_folder().mkdir(parents=True)
    (opened_folder() / "link").symlink_to(precious)
    inside = opened_folder() / "left"
    inside.mkdir()
    (inside / "link").symlink_to(precious)
    clear_leftovers()
    assert not inside.exists()
    assert (precious / "a.txt").read_text() == "x"


@pytest.mark.parametrize(
    ("name", "content"),
    [("setup.exe", b"MZ\0"), ("offer.pdf", b"\x7fELF\0"), ("read me.txt", b"#!/bin/sh\n"), ("a.lnk", b"x")],
)
def test_that_programs_are_never_opened_but_can_be_saved(
    workbook: Workbook, copies: OpenedCopies, tmp_path: Path, name: str, content: bytes
) -> None:
    file = kept(workbook, name, content)
    assert look_at(workbook, file).danger == REFUSED
    with pytest.raises(UserError, match="is not opened from here"):
        copies.make(workbook, file)
    assert not opened_folder().exists()
    save_as(workbook, file, tmp_path / "elsewhere", None)
    assert (tmp_path / "elsewhere").read_bytes() == content
    assert not mode(tmp_path / "elsewhere") & 0o111


def test_that_a_name_a_stranger_wrote_into_the_file_leads_nowhere(
    workbook: Workbook, copies: OpenedCopies
) -> None:
    kept(workbook, "a.pdf", b"1")
    workbook.driver_connection.execute("UPDATE attachment SET name = '../../../evil.txt'")
    (file,) = attachments_of(workbook, _client(workbook))
    path = copies.make(workbook, file)
    assert path.name == "evil.txt"
    assert opened_folder() in path.parents


def test_that_what_is_damaged_is_neither_opened_nor_saved(
    workbook: Workbook, copies: OpenedCopies, tmp_path: Path
) -> None:
    file = kept(workbook, "a.txt", b"1" * 100)
    workbook.driver_connection.execute("UPDATE blob SET bytes = zeroblob(100)")
    target = tmp_path / "a.txt"
    target.write_text("older")
    with pytest.raises(UserError, match="damaged"):
        copies.make(workbook, file)
    with pytest.raises(UserError, match="damaged"):
        save_as(workbook, file, target)
    assert target.read_text() == "older"
    assert not [path for path in opened_folder().rglob("*") if path.is_file() and path.suffix == ".txt"]


@pytest.mark.skipif(os.name == "nt", reason="needs a limit on the size of files")
def test_that_a_full_disk_is_told_in_words(workbook: Workbook, tmp_path: Path) -> None:
    kept(workbook, "a.pdf", os.urandom(100_000))
    workbook.close()
    # A limit of 8 KiB a file stands for a disk that is full: the same calls fail, in the same places.
    code = CRASHES.replace("print(copies.make(workbook, file), flush=True)\nsys.stdin.readline()\nos._exit(1)", """
import resource, signal
from keyaccount_desktop.exchange.opened_copies import save_as
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (8192, 8192))
for attempt in (lambda: copies.make(workbook, file), lambda: save_as(workbook, file, Path(sys.argv[2]))):
    try:
        attempt()
    except Exception as error:
        print(type(error).__name__)
print([path.name for path in Path(os.environ["KEYACCOUNT_DATA"], "opened").rglob("*.pdf")])
copies.remove_all()
""")  # fmt: skip
    done = subprocess.run(
        [sys.executable, "-c", code, workbook.path, tmp_path / "b.pdf"], capture_output=True, text=True
    )
    assert done.stdout.split("\n")[:3] == ["UserError", "UserError", "[]"], done.stderr
    assert not (tmp_path / "b.pdf").exists()


def test_that_attachments_are_in_no_export(workbook: Workbook, tmp_path: Path) -> None:
    client = add_account(workbook, "甲")
    person = add_person(workbook, client, "王建国")
    for subject in (("account", client), ("person", person)):
        attach(workbook, subject, [take_in_content(workbook, "独一无二.txt", b"nobody else has this")])
    write_cards(workbook, target := tmp_path / "cards.xlsx", private=True)
    with zipfile.ZipFile(target) as book:
        parts = [book.read(name) for name in book.namelist()]
    assert not [part for part in parts if "独一无二".encode() in part or b"nobody else has this" in part]


def test_that_macros_are_warned_of_and_opened_by_whoever_wants(
    workbook: Workbook, copies: OpenedCopies
) -> None:
    file = kept(workbook, "a.xlsm", b"PK\x03\x04")
    assert look_at(workbook, file).danger == WARNED
    assert copies.make(workbook, file).exists()
    assert file.size < attachments.most_bytes(workbook)
