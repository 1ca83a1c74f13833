"""Content of photos and attachments: kept once, read as it was, and gone when nothing can ask for it any more."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from keyaccount_desktop.language import UserError
from keyaccount_desktop.workbook import attachments, blobs, people, photos
from keyaccount_desktop.workbook.accounts import add_account, delete_account
from keyaccount_desktop.workbook.document import Workbook
from keyaccount_desktop.workbook.health import problems
from keyaccount_desktop.workbook.people import add_person
from tests.workbook.conftest import Dump

SECRET = b"nobody else has this text in a file"
PHOTO = b"\xff\xd8 not really a picture, but only its name counts here \xff\xd9"


@pytest.fixture
def client(workbook: Workbook) -> str:
    return add_account(workbook, "滨江市第一医院")


def rows(workbook: Workbook) -> int:
    (count,) = workbook.driver_connection.execute("SELECT count(*) FROM blob").fetchone()
    return int(count)


def attached(workbook: Workbook, subject: tuple[str, str], name: str, content: bytes) -> str:
    (made,) = attachments.attach(workbook, subject, [attachments.take_in_content(workbook, name, content)])
    return made


def read(workbook: Workbook, subject: tuple[str, str]) -> list[bytes]:
    return [
        b"".join(attachments.content_of(workbook, file))
        for file in attachments.attachments_of(workbook, subject)
    ]


def test_that_every_reference_to_content_keeps_it_alive(workbook: Workbook) -> None:
    connection = workbook.driver_connection
    tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    found = {
        (table, row[3])
        for table in tables
        for row in connection.execute(f"PRAGMA foreign_key_list({table})")
        if row[2] == "blob"
    }
    assert found == set(blobs.REFERENCES)


@pytest.mark.parametrize("size", [1, 1000, blobs.PIECE - 1, blobs.PIECE, blobs.PIECE + 1, 3 * blobs.PIECE])
def test_that_content_of_every_size_comes_back_as_it_was(workbook: Workbook, client: str, size: int) -> None:
    content = os.urandom(size)
    attached(workbook, ("account", client), "a.bin", content)
    assert read(workbook, ("account", client)) == [content]
    assert problems(workbook) == []
    longest = workbook.driver_connection.execute("SELECT max(length(bytes)) FROM blob").fetchone()[0]
    assert longest <= blobs.PIECE


def test_that_the_same_content_is_kept_once(workbook: Workbook, client: str) -> None:
    person = add_person(workbook, client, "王建国")
    content = os.urandom(blobs.PIECE + 10)
    attached(workbook, ("account", client), "a.bin", content)
    before = rows(workbook)
    attached(workbook, ("person", person), "b.bin", content)
    assert rows(workbook) == before
    assert read(workbook, ("person", person)) == [content]


def test_that_a_file_of_equal_pieces_comes_back_whole(workbook: Workbook, client: str) -> None:
    attached(workbook, ("account", client), "zeros", bytes(3 * blobs.PIECE))
    assert read(workbook, ("account", client)) == [bytes(3 * blobs.PIECE)]


@pytest.mark.parametrize("password", [None, "密码"])
@pytest.mark.parametrize("size", [len(SECRET), blobs.PIECE + 1000])
def test_that_what_was_removed_comes_back_while_undo_can_and_leaves_no_bytes_afterwards(
    tmp_path: Path, password: str | None, size: int
) -> None:
    workbook = Workbook.create(tmp_path / "a.kaw", password)
    client = add_account(workbook, "甲")
    subject = ("account", client)
    content = (SECRET * (size // len(SECRET) + 1))[:size]
    made = attached(workbook, subject, "offer.pdf", content)
    attachments.remove_attachments(workbook, [made])
    assert read(workbook, subject) == []
    assert rows(workbook) > 0
    workbook.undo()
    assert read(workbook, subject) == [content]
    workbook.undo()  # the attaching itself
    assert rows(workbook) > 0
    workbook.redo()
    assert read(workbook, subject) == [content]
    workbook.redo()
    workbook.forget_history()
    assert rows(workbook) == 0
    workbook.close()
    if password is None:
        assert SECRET not in (tmp_path / "a.kaw").read_bytes()


def test_that_closing_removes_what_only_undo_could_bring_back(tmp_path: Path) -> None:
    path = tmp_path / "a.kaw"
    with Workbook.create(path) as workbook:
        client = add_account(workbook, "甲")
        kept = attached(workbook, ("account", client), "kept.txt", b"this stays")
        gone = attached(workbook, ("account", client), "gone.txt", SECRET)
        attachments.remove_attachments(workbook, [gone])
        attachments.take_in_content(workbook, "never attached.txt", SECRET + b"!")
    assert SECRET not in path.read_bytes()
    with Workbook.open(path) as workbook:
        (file,) = attachments.attachments_of(workbook, ("account", client))
        assert file.id == kept
        assert read(workbook, ("account", client)) == [b"this stays"]
        assert rows(workbook) == 1


def test_that_dropping_the_history_keeps_what_others_share(workbook: Workbook, client: str) -> None:
    wang, li = add_person(workbook, client, "王建国"), add_person(workbook, client, "李雪梅")
    long = os.urandom(2 * blobs.PIECE + 5)
    for person in (wang, li):
        attached(workbook, ("person", person), "shared.bin", long)
        photos.set_photo(workbook, person, PHOTO)
    people.delete_people(workbook, [wang])
    workbook.forget_history()
    assert read(workbook, ("person", li)) == [long]
    assert photos.photo(workbook, str(people.person_card(workbook, li).photo_id)) == PHOTO
    assert problems(workbook) == []


def test_that_deleting_people_and_clients_and_undoing_it_brings_photo_and_files_back(
    workbook: Workbook, client: str, dump: Callable[[Workbook], Dump]
) -> None:
    person = add_person(workbook, client, "王建国")
    photos.set_photo(workbook, person, PHOTO)
    attached(workbook, ("person", person), "cv.pdf", SECRET)
    attached(workbook, ("account", client), "plan.pdf", SECRET + b"2")
    before = dump(workbook)
    for delete in (
        lambda: people.delete_people(workbook, [person]),
        lambda: delete_account(workbook, client),
    ):
        delete()
        workbook.undo()
        assert dump(workbook) == before
        assert read(workbook, ("person", person)) == [SECRET]


@pytest.mark.parametrize("shared", [False, True])
def test_that_an_erased_person_leaves_no_bytes_of_photo_and_files_unless_others_share_them(
    tmp_path: Path, shared: bool
) -> None:
    path = tmp_path / "a.kaw"
    workbook = Workbook.create(path)
    client = add_account(workbook, "甲")
    person, other = add_person(workbook, client, "王建国"), add_person(workbook, client, "李雪梅")
    long = SECRET + os.urandom(blobs.PIECE)
    photos.set_photo(workbook, person, PHOTO)
    attached(workbook, ("person", person), "独一无二的简历.pdf", long)
    removed = attached(workbook, ("person", person), "removed before.txt", SECRET[::-1])
    attachments.remove_attachments(workbook, [removed])
    if shared:
        photos.set_photo(workbook, other, PHOTO)
        attached(workbook, ("person", other), "copy.pdf", long)
    people.erase_person(workbook, person)
    assert workbook.undo() is None
    assert rows(workbook) == (4 if shared else 0)  # the photo, two pieces and their list
    assert (read(workbook, ("person", other)) == [long]) is shared
    workbook.close()
    data = path.read_bytes()
    assert (SECRET in data) is shared
    assert (PHOTO in data) is shared
    assert SECRET[::-1] not in data
    assert "独一无二".encode() not in data


def test_that_an_erasure_takes_the_content_along_at_once(
    workbook: Workbook, client: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = add_person(workbook, client, "王建国")
    photos.set_photo(workbook, person, PHOTO)
    attached(workbook, ("person", person), "cv.pdf", SECRET)
    # As if the program were killed right after the erasure was saved.
    monkeypatch.setattr(Workbook, "forget_history", lambda _: None)
    people.erase_person(workbook, person)
    monkeypatch.undo()
    assert rows(workbook) == 0


def test_that_names_of_files_that_hold_an_erased_name_are_counted(workbook: Workbook, client: str) -> None:
    person = add_person(workbook, client, "王建国")
    attached(workbook, ("account", client), "王建国简历.pdf", b"x")
    assert people.erase_person(workbook, person) == 1


def test_that_photos_are_set_replaced_removed_and_undone_one_by_one(workbook: Workbook, client: str) -> None:
    person = add_person(workbook, client, "王建国")

    def shown() -> bytes | None:
        photo_id = people.person_card(workbook, person).photo_id
        return photos.photo(workbook, photo_id) if photo_id else None

    workbook.forget_history()
    photos.set_photo(workbook, person, PHOTO)
    photos.set_photo(workbook, person, PHOTO + b"2")
    photos.set_photo(workbook, person, PHOTO + b"2")  # the same again is no step
    photos.remove_photo(workbook, person)
    states = []
    while True:
        states.append(shown())
        if workbook.undo() is None:
            break
    assert states == [None, PHOTO + b"2", PHOTO, None]
    with pytest.raises(UserError, match="no longer"):
        photos.set_photo(workbook, "nobody", PHOTO)
    with pytest.raises(ValueError, match="bytes"):
        photos.set_photo(workbook, person, bytes(photos.MOST_BYTES + 1))


def test_that_a_read_only_workbook_takes_nothing_in_and_loses_nothing(tmp_path: Path) -> None:
    path = tmp_path / "a.kaw"
    with Workbook.create(path) as workbook:
        client = add_account(workbook, "甲")
        attached(workbook, ("account", client), "a.txt", SECRET)
    with Workbook.open(path, read_only=True) as reader:
        with pytest.raises(UserError, match="cannot be written"):
            attachments.take_in_content(reader, "b.txt", b"b")
        reader.forget_history()
        assert read(reader, ("account", client)) == [SECRET]


def test_that_a_full_disk_is_told_in_words_and_loses_nothing(
    workbook: Workbook, client: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = blobs.driver.connect

    def nearly_full(*given: object, **options: object) -> object:
        connection = real(*given, **options)  # type: ignore[arg-type]
        (pages,) = connection.execute("PRAGMA page_count").fetchone()
        connection.execute(f"PRAGMA max_page_count = {pages + 10}")
        return connection

    monkeypatch.setattr(blobs.driver, "connect", nearly_full)
    with pytest.raises(UserError, match="The disk is full"):
        attachments.take_in_content(workbook, "big.bin", os.urandom(100_000))
    monkeypatch.undo()
    assert attachments.attachments_of(workbook, ("account", client)) == []
    assert problems(workbook) == []


def test_that_what_is_given_up_half_way_leaves_nothing_behind(workbook: Workbook, client: str) -> None:
    def given_up() -> Iterator[bytes]:
        yield os.urandom(blobs.PIECE)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        blobs.take_in(workbook, given_up())
    assert rows(workbook) == 1
    workbook.forget_history()
    assert rows(workbook) == 0


def test_that_edits_go_on_while_a_file_is_taken_in(workbook: Workbook, client: str) -> None:
    def pieces() -> Iterator[bytes]:
        for number in range(4):
            yield os.urandom(blobs.PIECE)
            # Between two pieces the file is free: this would be refused after five seconds.
            add_person(workbook, client, f"人{number}")

    content, size = blobs.take_in(workbook, pieces())
    assert size == 4 * blobs.PIECE
    assert len(people.people_of(workbook, client)) == 4
    attachments.attach(workbook, ("account", client), [attachments.Taken("a", content, size)])
    assert len(read(workbook, ("account", client))[0]) == size


DAMAGE = {
    "a piece is gone": "DELETE FROM blob WHERE id = (SELECT id FROM blob WHERE media_type <> '{pieces}' LIMIT 1)",
    "a piece is another": "UPDATE blob SET bytes = zeroblob(9) WHERE media_type <> '{pieces}'",
    "the list is none": "UPDATE blob SET bytes = CAST('{{' AS BLOB) WHERE media_type = '{pieces}'",
    "the list is no list": "UPDATE blob SET bytes = CAST('7' AS BLOB) WHERE media_type = '{pieces}'",
    "the list is endless": "UPDATE blob SET bytes = CAST('[' || substr(replace(hex(zeroblob(3000)), '00',"
    " ',\"a\"'), 2) || ']' AS BLOB) WHERE media_type = '{pieces}'",
    "the list lacks one": "UPDATE blob SET bytes = CAST(json_remove(CAST(bytes AS TEXT), '$[0]') AS BLOB)"
    " WHERE media_type = '{pieces}'",
    "the list names one twice": "UPDATE blob SET bytes = CAST(json_insert(CAST(bytes AS TEXT), '$[#]',"
    " json_extract(CAST(bytes AS TEXT), '$[0]')) AS BLOB) WHERE media_type = '{pieces}'",
}


@pytest.mark.parametrize("damage", DAMAGE)
def test_that_damaged_content_is_reported_and_never_handed_out(
    workbook: Workbook, client: str, damage: str
) -> None:
    attached(workbook, ("account", client), "报价.pdf", os.urandom(blobs.PIECE + 100))
    workbook.driver_connection.execute(DAMAGE[damage].format(pieces=blobs.PIECES))
    with pytest.raises(UserError, match="missing from the workbook, or damaged"):
        read(workbook, ("account", client))
    assert problems(workbook) == ["attachment 报价.pdf: its content is missing or damaged"]


def test_that_a_photo_without_content_is_reported(workbook: Workbook, client: str) -> None:
    person = add_person(workbook, client, "王建国")
    photos.set_photo(workbook, person, PHOTO)
    workbook.driver_connection.execute("UPDATE blob SET bytes = zeroblob(3)")
    assert problems(workbook) == ["photo of 王建国: its content is missing or damaged"]


def test_that_content_dropped_with_the_history_in_between_is_not_attached(
    workbook: Workbook, client: str
) -> None:
    taken = attachments.take_in_content(workbook, "a.bin", os.urandom(blobs.PIECE * 2))
    workbook.forget_history()
    with pytest.raises(UserError, match="add it again"):
        attachments.attach(workbook, ("account", client), [taken])
    assert attachments.attachments_of(workbook, ("account", client)) == []
