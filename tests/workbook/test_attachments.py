"""Files attached to people, clients and purchases: their names, their limits, what can be done with them."""

from __future__ import annotations

import os
import re
import sys
import threading
import unicodedata
from collections.abc import Callable
from pathlib import Path

import hypothesis.strategies as st
import pytest
from hypothesis import example, given

from keyaccount_desktop.language import UserError
from keyaccount_desktop.workbook import attachments, blobs, outside_files
from keyaccount_desktop.workbook.accounts import add_account, contents_of
from keyaccount_desktop.workbook.attachments import (
    Taken,
    attach,
    attachments_of,
    content_of,
    remove_attachments,
    rename_attachment,
    take_in_content,
    take_in_file,
)
from keyaccount_desktop.workbook.document import Workbook
from keyaccount_desktop.workbook.file_names import LONGEST, ending_of, kept_name, numbered
from keyaccount_desktop.workbook.people import add_person
from keyaccount_desktop.workbook.preferences import set_number
from keyaccount_desktop.workbook.purchases import add_purchase
from tests.workbook.conftest import Dump

# ---- names

KEPT = {
    "报价单.pdf": "报价单.pdf",
    "Offer 2026 (final).docx": "Offer 2026 (final).docx",
    "../../x": "x",
    "..\\..\\windows\\x.txt": "x.txt",
    "/etc/passwd": "passwd",
    "D:\\Daten\\CON": "_CON",
    "CON": "_CON",
    "con": "_con",
    "nul.txt": "_nul.txt",
    "NUL .txt": "_NUL .txt",
    "com1.tar.gz": "_com1.tar.gz",
    "LPT³": "_LPT³",
    "Conin$": "_Conin$",
    "console.log": "console.log",
    "common.txt": "common.txt",
    "offer.pdf...": "offer.pdf",
    "offer.pdf . .": "offer.pdf",
    "  offer.pdf": "offer.pdf",
    "...": "Unnamed file",
    "": "Unnamed file",
    " \u200b\u3000": "Unnamed file",
    "/": "Unnamed file",
    "a\x00b\x1b[31m.txt": "ab[31m.txt",
    "two\nlines.txt": "two lines.txt",
    "exe.fdp\u202egnp.exe": "exe.fdpgnp.exe",
    "x.exe\u200d": "x.exe",
    "invoice.pdf                     .exe": "invoice.pdf .exe",
    'a<b>c:d"e|f?g*h.txt': "a_b_c_d_e_f_g_h.txt",
    "file.txt::$DATA": "file.txt__$DATA",
    "e\u0301te\u0301.txt": "\u00e9t\u00e9.txt",
    "half\ud83d.txt": "half\ufffd.txt",
    ".bashrc": "bashrc",
}


@pytest.mark.parametrize("given_name", KEPT)
def test_that_a_name_is_kept_as_far_as_it_is_safe(given_name: str) -> None:
    assert kept_name(given_name) == KEPT[given_name]


def test_that_a_long_name_keeps_its_ending() -> None:
    for name in ("x" * 300 + ".pdf", "国" * 300 + ".docx", "x" * 300, "a." + "y" * 300):
        kept = kept_name(name)
        assert len(kept) <= LONGEST and len(kept.encode()) <= 180
        assert ending_of(kept) in ("pdf", "docx", "", "y" * (len(kept) - 2))
        assert name.startswith(kept.rpartition(".")[0] or kept)


DEVICES = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³])(\..*)?", re.IGNORECASE)
ANY_NAME = st.one_of(
    st.text(max_size=300),
    st.lists(
        st.sampled_from(
            ["..", "/", "\\", "CON", "nul", "com1", ".", " ", "\u202e", "\u200b", ".exe", ".pdf", "国", "e\u0301",
             "\x00", "\x85", ":", "<\u0338", "\ud800", "\u037e", "\U000e0041", "x" * 90, "é" * 70],
        ),
        max_size=9,
    ).map("".join),
)  # fmt: skip


@given(ANY_NAME)
@example("<\u0338a")
@example("NUL\u202e.txt")
@example("CON." + "0" * 115)
@example("¡" * 54 + "åçççççççççççççççç.......ççççççççççççççççç")
@example("国" * 59 + "\U0001f600.pdf")
def test_that_every_kept_name_is_safe_on_every_system(given_name: str) -> None:
    kept = kept_name(given_name)
    assert kept
    assert len(kept) <= LONGEST
    assert len(kept.encode("utf-8")) <= 180
    assert not set(kept) & set('<>:"/\\|?*\0')
    assert kept == kept.strip(" .")
    assert "  " not in kept
    assert not any(unicodedata.category(c) in ("Cc", "Cf", "Cs", "Zl", "Zp") for c in kept)
    assert not DEVICES.fullmatch(kept)
    assert os.path.basename(kept) == kept
    # What was kept once stays as it is when it is read again.
    assert kept_name(kept) == kept


@given(ANY_NAME, st.integers(2, 10_000))
def test_that_a_numbered_name_is_safe_and_has_the_same_ending(given_name: str, number: int) -> None:
    kept = kept_name(given_name)
    made = numbered(kept, number)
    assert made != kept
    assert f"({number})" in made
    assert len(made) <= LONGEST
    if len(ending_of(kept)) <= 16:
        assert ending_of(made) == ending_of(kept) or not ending_of(kept)


@given(ANY_NAME)
def test_that_a_kept_name_can_be_a_file_here(given_name: str) -> None:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, kept_name(given_name))
        path.write_bytes(b"x")
        assert [child.name for child in Path(folder).iterdir()] == [path.name] or sys.platform == "darwin"


# ---- attaching


@pytest.fixture
def client(workbook: Workbook) -> str:
    return add_account(workbook, "滨江市第一医院")


@pytest.fixture(params=["account", "person", "purchase"])
def subject(request: pytest.FixtureRequest, workbook: Workbook, client: str) -> tuple[str, str]:
    ids = {
        "account": client,
        "person": add_person(workbook, client, "王建国"),
        "purchase": add_purchase(workbook, client, "彩超"),
    }
    workbook.forget_history()
    return request.param, ids[request.param]


def names(workbook: Workbook, subject: tuple[str, str]) -> list[str]:
    return sorted(file.name for file in attachments_of(workbook, subject))


def test_that_files_are_attached_listed_renamed_removed_and_all_of_it_undone(
    workbook: Workbook, subject: tuple[str, str], tmp_path: Path, dump: Callable[[Workbook], Dump]
) -> None:
    states = [dump(workbook)["attachment"]]
    paths = [tmp_path / "招标文件.pdf", tmp_path / "photo.png"]
    for path in paths:
        path.write_bytes(path.name.encode())
    first, second = attach(workbook, subject, [take_in_file(workbook, path) for path in paths])
    states.append(dump(workbook)["attachment"])
    assert names(workbook, subject) == ["photo.png", "招标文件.pdf"]
    rename_attachment(workbook, first, "招标文件 第二版")
    states.append(dump(workbook)["attachment"])
    assert names(workbook, subject) == ["photo.png", "招标文件 第二版.pdf"]
    remove_attachments(workbook, [first, second])
    states.append(dump(workbook)["attachment"])
    assert attachments_of(workbook, subject) == []
    for state in reversed(states[:-1]):
        workbook.undo()
        assert dump(workbook)["attachment"] == state
    assert workbook.undo() is None
    for state in states[1:]:
        workbook.redo()
        assert dump(workbook)["attachment"] == state


def test_that_the_same_content_is_attached_to_one_subject_once(workbook: Workbook, client: str) -> None:
    person = add_person(workbook, client, "王建国")
    (first,) = attach(workbook, ("account", client), [take_in_content(workbook, "a.pdf", b"same")])
    label = workbook.undo_label
    again = attach(workbook, ("account", client), [take_in_content(workbook, "b.pdf", b"same")])
    assert again == [first]
    assert workbook.undo_label is label
    attach(workbook, ("person", person), [take_in_content(workbook, "b.pdf", b"same")])
    assert names(workbook, ("account", client)) == ["a.pdf"]
    assert names(workbook, ("person", person)) == ["b.pdf"]
    assert attachments.counts(workbook, "person", [person, "nobody"]) == {person: 1}


def test_that_other_content_of_the_same_name_gets_a_number(workbook: Workbook, client: str) -> None:
    subject = ("account", client)
    for content in (b"1", b"2", b"3"):
        attach(workbook, subject, [take_in_content(workbook, "Offer.pdf", content)])
    assert names(workbook, subject) == ["Offer (2).pdf", "Offer (3).pdf", "Offer.pdf"]
    other = attach(workbook, subject, [take_in_content(workbook, "x.pdf", b"4")])[0]
    rename_attachment(workbook, other, "OFFER.pdf")
    assert "OFFER (4).pdf" in names(workbook, subject)


def test_that_what_goes_along_with_a_client_counts_all_of_its_files(workbook: Workbook, client: str) -> None:
    person = add_person(workbook, client, "王建国")
    purchase = add_purchase(workbook, client, "彩超")
    for subject in (("account", client), ("person", person), ("purchase", purchase)):
        attach(workbook, subject, [take_in_content(workbook, "a.pdf", b"1")])
    assert contents_of(workbook, client).attachments == 3
    assert contents_of(workbook, add_account(workbook, "乙")).attachments == 0


@pytest.mark.parametrize("typed", ["", "  ", "\u200b"])
def test_that_an_empty_name_is_refused(workbook: Workbook, client: str, typed: str) -> None:
    (file,) = attach(workbook, ("account", client), [take_in_content(workbook, "a.pdf", b"1")])
    with pytest.raises(UserError, match="empty"):
        rename_attachment(workbook, file, typed)
    rename_attachment(workbook, file, "../" + "n" * 300)
    (name,) = names(workbook, ("account", client))
    assert re.fullmatch(r"n+\.pdf", name)


def test_that_a_name_a_stranger_wrote_into_the_file_is_made_safe(workbook: Workbook, client: str) -> None:
    attach(workbook, ("account", client), [take_in_content(workbook, "a.pdf", b"1")])
    workbook.driver_connection.execute(
        "UPDATE attachment SET name = ?, added_at = 'never'", ("../../evil\u202efdp.exe ",)
    )
    (file,) = attachments_of(workbook, ("account", client))
    assert (file.name, file.added_on) == ("evilfdp.exe", "")


def test_that_content_larger_than_it_says_is_not_handed_out(workbook: Workbook, client: str) -> None:
    attach(workbook, ("account", client), [take_in_content(workbook, "a.pdf", b"1234")])
    workbook.driver_connection.execute("UPDATE attachment SET size = 3")
    (file,) = attachments_of(workbook, ("account", client))
    with pytest.raises(UserError, match="damaged"):
        list(content_of(workbook, file))


def test_that_attaching_to_what_is_gone_is_refused_in_words(workbook: Workbook) -> None:
    with pytest.raises(UserError, match="no longer"):
        attach(workbook, ("person", "gone"), [take_in_content(workbook, "a.pdf", b"1")])
    with pytest.raises(UserError, match="no longer"):
        rename_attachment(workbook, "gone", "b.pdf")


# ---- what cannot be attached


def test_that_only_ordinary_files_up_to_the_limit_are_read(
    workbook: Workbook, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    most = attachments.most_bytes(workbook)
    assert most == 50 * 1024**2
    large = tmp_path / "large.iso"
    with large.open("wb") as file:
        file.truncate(most + 1)
    (tmp_path / "folder").mkdir()
    (tmp_path / "empty.txt").touch()
    refused = {
        large: "is larger than 50 MB",
        tmp_path / "folder": "is a folder",
        tmp_path / "empty.txt": "is empty",
        tmp_path / "nowhere.txt": "could not be read",
        tmp_path / ("n" * 300): "cannot be the name",
        tmp_path / "nul\0.txt": "cannot be the name",
        workbook.path: "is open here as a workbook",
    }
    if sys.platform != "win32":
        os.mkfifo(tmp_path / "pipe")
        refused |= {tmp_path / "pipe": "no ordinary file", Path("/dev/zero"): "no ordinary file"}
        if os.geteuid():
            (tmp_path / "locked.txt").write_text("x")
            (tmp_path / "locked.txt").chmod(0)
            refused[tmp_path / "locked.txt"] = "could not be read"
    for path, words in refused.items():
        with pytest.raises(UserError, match=words):
            take_in_file(workbook, path)
    with pytest.raises(UserError, match="is larger than"):
        take_in_content(workbook, "clip.png", bytes(most + 1))
    assert workbook.driver_connection.execute("SELECT count(*) FROM blob").fetchone() == (0,)


def test_that_the_limit_may_be_ones_own(workbook: Workbook, tmp_path: Path) -> None:
    large = tmp_path / "film.mp4"
    large.write_bytes(b"1" * (1024**2 + 1))
    set_number(workbook, "attachment_megabytes", 1)
    with pytest.raises(UserError, match="is larger than 1 MB"):
        take_in_file(workbook, large)
    set_number(workbook, "attachment_megabytes", 2)
    assert take_in_file(workbook, large).size == 1024**2 + 1


def test_that_a_file_that_grows_while_it_is_read_is_refused(workbook: Workbook, tmp_path: Path) -> None:
    path = tmp_path / "log.txt"
    path.write_bytes(bytes(blobs.PIECE))

    def grow(_done: int, _size: int) -> None:
        with path.open("ab") as file:
            file.write(bytes(blobs.PIECE))

    with pytest.raises(UserError, match="is larger than"):
        for _ in outside_files.pieces(path, 3 * blobs.PIECE, grow):
            pass


def test_that_reading_tells_how_far_it_is_and_can_be_stopped(workbook: Workbook, tmp_path: Path) -> None:
    path = tmp_path / "big.bin"
    path.write_bytes(os.urandom(3 * blobs.PIECE))
    told: list[tuple[int, int]] = []
    take_in_file(workbook, path, lambda done, size: told.append((done, size)))
    assert told == [(number * blobs.PIECE, 3 * blobs.PIECE) for number in (1, 2, 3)]

    class Stop(Exception):
        pass

    def stop(done: int, _size: int) -> None:
        raise Stop

    with pytest.raises(Stop):
        take_in_file(workbook, path, stop)


def test_that_files_are_taken_in_from_any_thread(workbook: Workbook, client: str, tmp_path: Path) -> None:
    path = tmp_path / "big.bin"
    path.write_bytes(os.urandom(2 * blobs.PIECE))
    taken: list[Taken] = []
    thread = threading.Thread(target=lambda: taken.append(take_in_file(workbook, path)))
    thread.start()
    thread.join()
    attach(workbook, ("account", client), taken)
    (file,) = attachments_of(workbook, ("account", client))
    assert b"".join(content_of(workbook, file)) == path.read_bytes()


@pytest.mark.parametrize(
    ("size", "words"),
    [(0, "0 B"), (1023, "1023 B"), (1024, "1 KB"), (999 * 1024, "999 KB"), (1024**2, "1 MB"),
     (1_500_000, "1.4 MB"), (12_900_000, "12 MB"), (50 * 1024**2, "50 MB")],
)  # fmt: skip
def test_that_sizes_are_told_as_people_read_them(size: int, words: str) -> None:
    assert outside_files.in_words(size) == words
