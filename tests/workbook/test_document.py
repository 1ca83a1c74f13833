"""Making, opening, locking and closing a workbook, and what happens with files that are none."""

from __future__ import annotations

import multiprocessing
import os
import shutil
import struct
import tempfile
import threading
import traceback
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from sqlcipher3 import dbapi2 as sqlite

from keyaccount_desktop.language import Text, UserError, plain, set_language
from keyaccount_desktop.workbook import driver, migrations, remains
from keyaccount_desktop.workbook.accounts import accounts, add_account, rename_account
from keyaccount_desktop.workbook.document import Workbook
from keyaccount_desktop.workbook.driver import PasswordNeeded, WrongPassword
from keyaccount_desktop.workbook.facts import set_fact
from keyaccount_desktop.workbook.health import problems


def refusal_of(attempt: Callable[[], Any]) -> UserError:
    """The error the attempt is refused with; it reads well in both languages."""
    with pytest.raises(UserError) as caught:
        attempt()
    for text in (caught.value.message, caught.value.hint):
        assert text.en.strip()
        assert text.zh.strip()
        assert "{" not in text.en + text.zh
        assert any("一" <= c <= "鿿" for c in text.zh)
    return caught.value


def test_a_damaged_search_index_is_told_in_words(workbook: Workbook) -> None:
    workbook.driver_connection.execute("UPDATE search_text_config SET v = 0 WHERE k = 'version'")
    with pytest.raises(UserError):
        problems(workbook)


def test_what_was_saved_is_there_after_reopening(tmp_path: Path) -> None:
    path = tmp_path / "a.kaw"
    with Workbook.create(path) as workbook:
        add_account(workbook, "滨江市第一医院")
        id_ = workbook.id
    with Workbook.open(path) as workbook:
        assert [row.name for row in accounts(workbook)] == ["滨江市第一医院"]
        assert workbook.id == id_
        assert not workbook.read_only


def test_a_reader_in_a_worker_waits_for_an_edit_however_large(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(driver, "BUSY_MILLISECONDS", 0)
    path = tmp_path / "a.kaw"
    with Workbook.create(path) as workbook:
        ids = [add_account(workbook, f"Client {number}") for number in range(60)]
        asked = threading.Event()

        def read() -> int:
            asked.set()
            return len([one for one in accounts(workbook) if one.name == "changed"])

        with ThreadPoolExecutor(1) as worker:
            with workbook.edit(Text("Change", "更改")):
                for id_ in ids:
                    # More than SQLite keeps in memory: it writes, and keeps readers out.
                    set_fact(workbook, ("account", id_), "account.notes", "x" * 100_000)
                with (
                    pytest.raises(sqlite.OperationalError),
                    closing(sqlite.connect(path, timeout=0)) as other,
                ):
                    other.execute("SELECT 1 FROM account")
                found = worker.submit(read)
                asked.wait()
                for id_ in ids:
                    rename_account(workbook, id_, "changed")
            assert found.result() == len(ids)


def test_a_closed_workbook_is_one_file_whole_by_itself(tmp_path: Path) -> None:
    with Workbook.create(tmp_path / "a.kaw") as workbook:
        add_account(workbook, "甲")
    assert [path.name for path in tmp_path.iterdir()] == ["a.kaw"]


def test_creating_never_replaces_a_file(tmp_path: Path) -> None:
    path = tmp_path / "a.kaw"
    path.write_text("mine")
    refusal_of(lambda: Workbook.create(path))
    assert path.read_text() == "mine"


def test_the_file_can_be_read_by_its_owner_alone(tmp_path: Path) -> None:
    Workbook.create(tmp_path / "a.kaw").close()
    assert (tmp_path / "a.kaw").stat().st_mode & 0o077 == 0


def test_an_encrypted_workbook_opens_with_its_password_only(tmp_path: Path) -> None:
    path = tmp_path / "a.kaw"
    with Workbook.create(path, "密码 'x") as workbook:
        add_account(workbook, "滨江市第一医院")
    data = path.read_bytes()
    assert not data.startswith(b"SQLite")
    assert "滨江".encode() not in data
    with pytest.raises(PasswordNeeded):
        Workbook.open(path)
    with pytest.raises(WrongPassword):
        Workbook.open(path, "密码")
    with Workbook.open(path, "密码 'x") as workbook:
        assert [row.name for row in accounts(workbook)] == ["滨江市第一医院"]


def test_other_sqlcipher_tools_open_the_file_with_the_same_password(tmp_path: Path) -> None:
    path = tmp_path / "a.kaw"
    Workbook.create(path, "word").close()
    connection = sqlite.connect(str(path))
    connection.execute("PRAGMA key = 'word'")
    assert connection.execute("SELECT count(*) FROM account").fetchone() == (0,)
    connection.close()


def test_a_wrong_password_writes_nothing_to_the_terminal(tmp_path: Path, capfd: Any) -> None:
    Workbook.create(tmp_path / "a.kaw", "word").close()
    with pytest.raises(WrongPassword):
        Workbook.open(tmp_path / "a.kaw", "other")
    assert capfd.readouterr() == ("", "")


def truncated(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:20_000])


def newer(path: Path) -> None:
    connection = sqlite.connect(str(path))
    connection.execute("PRAGMA user_version = 999")
    connection.execute("UPDATE setting SET value = '\"9.9\"' WHERE id = 'written_by'")
    connection.commit()
    connection.close()


def of_another_application(path: Path) -> None:
    path.unlink()
    connection = sqlite.connect(str(path))
    connection.execute("CREATE TABLE theirs (a)")
    connection.commit()
    connection.close()


def without_its_inside(path: Path) -> None:
    connection = sqlite.connect(str(path))
    connection.execute("DELETE FROM setting")
    connection.commit()
    connection.close()


def with_a_path_for_an_id(path: Path) -> None:
    connection = sqlite.connect(str(path))
    connection.execute("UPDATE setting SET value = '\"../../elsewhere\"' WHERE id = 'id'")
    connection.commit()
    connection.close()


def only_a_header(path: Path) -> None:
    path.unlink()
    connection = sqlite.connect(str(path))
    connection.execute(f"PRAGMA application_id = {migrations.APPLICATION_ID}")
    connection.execute("PRAGMA user_version = 1")
    connection.close()


BAD: dict[str, Callable[[Path], None]] = {
    "missing": lambda path: path.unlink(),
    "a folder": lambda path: (path.unlink(), path.mkdir())[0],
    "zero bytes": lambda path: path.write_bytes(b"") and None,
    "a text": lambda path: path.write_text("name,phone\n" * 900) and None,
    "a short header": lambda path: path.write_bytes(b"SQLite format 3\x00abc") and None,
    "random pages": lambda path: path.write_bytes(os.urandom(8192)) and None,
    "truncated": truncated,
    "a newer schema": newer,
    "another application's": of_another_application,
    "without settings": without_its_inside,
    "with a path for an id": with_a_path_for_an_id,
    "only a header": only_a_header,
}


@pytest.mark.parametrize("name", BAD)
def test_a_file_that_is_no_workbook_is_refused_with_what_to_do_and_left_alone(
    name: str, tmp_path: Path
) -> None:
    path = tmp_path / "a.kaw"
    Workbook.create(path).close()
    BAD[name](path)
    before = path.read_bytes() if path.is_file() else None
    refusal_of(lambda: Workbook.open(path, "any password"))
    assert (path.read_bytes() if path.is_file() else None) == before
    assert [left.name for left in tmp_path.iterdir() if left != path] == []


@pytest.mark.parametrize(
    "name", ["n" * 300 + ".kaw", "n" * 250 + ".kaw", "a\0b.kaw"], ids=["300", "250", "NUL"]
)
def test_an_impossible_file_name_is_refused_with_what_to_do(name: str, tmp_path: Path) -> None:
    refusal_of(lambda: Workbook.open(tmp_path / name))
    if len(name) != 254:
        refusal_of(lambda: Workbook.create(tmp_path / name))


def test_what_an_interrupted_program_left_is_removed_a_day_later(tmp_path: Path) -> None:
    old, new = remains.beside(tmp_path / "a.kaw"), remains.beside(tmp_path / "a.kaw")
    for path in (old, new):
        path.write_bytes(b"")
    os.utime(old, (0, 0))
    Workbook.create(tmp_path / "a.kaw").close()
    assert not old.exists()
    assert new.exists()


def test_a_newer_file_is_refused_with_the_version_it_needs(tmp_path: Path) -> None:
    path = tmp_path / "a.kaw"
    Workbook.create(path).close()
    newer(path)
    assert "9.9" in str(refusal_of(lambda: Workbook.open(path)))


def test_a_damaged_page_is_reported_not_raised(tmp_path: Path) -> None:
    path = tmp_path / "a.kaw"
    with Workbook.create(path) as workbook:
        for number in range(50):
            add_account(workbook, f"客户 {number}")
    data = bytearray(path.read_bytes())
    for page in range(2, len(data) // 4096):
        data[page * 4096 : page * 4096 + 200] = b"\xff" * 200
    path.write_bytes(data)

    def use() -> None:
        with Workbook.open(path) as workbook:
            accounts(workbook)

    refusal_of(use)


# ---- who has it open


def _hold(path: str, ready: Any, done: Any) -> None:
    with Workbook.open(path) as workbook:
        add_account(workbook, "theirs")
        ready.set()
        done.wait(30)


@pytest.fixture
def held(tmp_path: Path) -> Any:
    """A workbook that another process has open."""
    path = tmp_path / "a.kaw"
    Workbook.create(path).close()
    context = multiprocessing.get_context("spawn")
    ready, done = context.Event(), context.Event()
    process = context.Process(target=_hold, args=(str(path), ready, done))
    process.start()
    assert ready.wait(30)
    yield path
    done.set()
    process.join(30)


def test_a_second_opener_reads_and_is_told_who_holds_the_file(held: Path) -> None:
    with Workbook.open(held) as workbook:
        assert workbook.read_only
        assert workbook.holder is not None
        assert workbook.holder.host
        assert [row.name for row in accounts(workbook)] == ["theirs"]
        error = refusal_of(lambda: add_account(workbook, "mine"))
        assert workbook.holder.user in str(error)


def test_the_holders_lock_survives_our_looking_at_the_file(held: Path) -> None:
    for _ in range(3):
        with Workbook.open(held) as workbook:
            assert workbook.read_only


def test_a_reader_notices_what_the_holder_saves(tmp_path: Path) -> None:
    path = tmp_path / "a.kaw"
    Workbook.create(path).close()
    with Workbook.open(path, read_only=True) as reader:
        kinds: list[str] = []
        reader.subscribe(lambda change: kinds.append(change.kind))
        assert not reader.reread_if_changed()
        other = driver.connect(path, None)
        other.execute("INSERT INTO account VALUES ('x', '乙', 'yi', '')")
        other.close()
        assert reader.reread_if_changed()
        assert kinds == ["reloaded"]
        assert [row.name for row in accounts(reader)] == ["乙"]


def test_the_same_file_is_not_opened_twice_in_one_program(workbook: Workbook) -> None:
    refusal_of(lambda: Workbook.open(workbook.path))


def test_the_lock_goes_with_its_holder(tmp_path: Path) -> None:
    path = tmp_path / "a.kaw"
    Workbook.create(path).close()
    (tmp_path / ".a.kaw.lock").write_text('{"user": "gone", "host": "gone", "since": "then"}')
    with Workbook.open(path) as workbook:
        assert not workbook.read_only


def _as_an_ordinary_user(action: Callable[[], None]) -> int:
    """Run the action in a child without superuser rights, whom permissions bind; its exit code."""
    child = os.fork()
    if child == 0:
        try:
            if os.geteuid() == 0:
                os.setgroups([])
                os.setuid(65534)
            action()
            os._exit(0)
        except BaseException:  # noqa: BLE001 (a child must not go on as a second pytest)
            traceback.print_exc()
            os._exit(1)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


@pytest.mark.skipif(os.name == "nt", reason="needs fork")
@pytest.mark.parametrize("read_only", ["file", "folder"])
def test_a_read_only_file_or_folder_opens_for_reading(read_only: str) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder, path = Path(name), Path(name, "a.kaw")
        with Workbook.create(path) as workbook:
            add_account(workbook, "甲")
            assert accounts(workbook)  # all modules are loaded: the child may not be able to read them
        folder.chmod(0o555 if read_only == "folder" else 0o777)
        path.chmod(0o444 if read_only == "file" else 0o666)

        def use() -> None:
            with Workbook.open(path) as workbook:
                assert workbook.read_only
                assert workbook.holder is None
                assert [row.name for row in accounts(workbook)] == ["甲"]
                refusal_of(lambda: add_account(workbook, "乙"))

        assert _as_an_ordinary_user(use) == 0
        folder.chmod(0o700)


def test_a_workbook_opened_for_reading_refuses_to_change(tmp_path: Path) -> None:
    path = tmp_path / "a.kaw"
    Workbook.create(path).close()
    with Workbook.open(path, read_only=True) as workbook:
        refusal_of(lambda: add_account(workbook, "x"))
        assert accounts(workbook) == []


# ---- names and texts

SHOWN_AS = {
    "名" * 300: None,
    "": None,
    "   \t ": None,
    "\x00\x01": None,
    "😀 客户": "😀 客户",
    "شركة العميل": "شركة العميل",
    "a\x00b\x1f": "ab",
    "  two\n lines ": "two lines",
    "lone \ud800 surrogate": "lone � surrogate",
    "'; DROP TABLE account; --": "'; DROP TABLE account; --",
}


@pytest.mark.parametrize("typed", SHOWN_AS, ids=ascii)
def test_any_name_is_stored_cleaned_or_refused_with_what_to_do(typed: str, workbook: Workbook) -> None:
    shown = SHOWN_AS[typed]
    if shown is None:
        refusal_of(lambda: add_account(workbook, typed))
        assert accounts(workbook) == []
    else:
        id_ = add_account(workbook, typed)
        assert [row.name for row in accounts(workbook)] == [shown]
        rename_account(workbook, id_, "2" + typed.lstrip())
        assert accounts(workbook)[0].name == "2" + shown


# ---- edits


def test_an_edit_that_fails_changes_nothing(workbook: Workbook) -> None:
    def fail() -> None:
        with workbook.edit(Text("x", "x")):
            add_account(workbook, "甲")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert accounts(workbook) == []
    assert workbook.undo_label is None
    add_account(workbook, "乙")
    assert [row.name for row in accounts(workbook)] == ["乙"]


def test_a_full_disk_refuses_the_edit_and_loses_nothing(workbook: Workbook) -> None:
    add_account(workbook, "甲")
    pages = workbook.driver_connection.execute("PRAGMA page_count").fetchone()[0]
    workbook.driver_connection.execute(f"PRAGMA max_page_count = {pages}")

    def fill() -> None:
        with workbook.edit(Text("x", "x")):
            for number in range(2000):
                add_account(workbook, f"客户 {number}")

    assert "full" in refusal_of(fill).message.en
    assert [row.name for row in accounts(workbook)] == ["甲"]
    workbook.driver_connection.execute("PRAGMA max_page_count = 1073741823")
    add_account(workbook, "乙")
    assert len(accounts(workbook)) == 2


def test_an_edit_inside_an_edit_joins_it(workbook: Workbook) -> None:
    heard: list[Any] = []
    workbook.subscribe(heard.append)
    with workbook.edit(Text("Both", "两者")):
        add_account(workbook, "甲")
        add_account(workbook, "乙")
    assert len(heard) == 1
    assert len(heard[0].ids("account")) == 2
    assert str(workbook.undo_label) in ("Both", "两者")
    workbook.undo()
    assert accounts(workbook) == []


def test_reads_inside_an_edit_see_what_it_did(workbook: Workbook) -> None:
    with workbook.edit(Text("x", "x")):
        add_account(workbook, "甲")
        assert len(accounts(workbook)) == 1


def test_undo_labels_read_in_the_language_chosen(workbook: Workbook) -> None:
    add_account(workbook, "滨江")
    set_language("zh")
    assert str(workbook.undo_label) == "添加客户滨江"
    set_language("en")
    assert str(workbook.undo_label) == "Add client 滨江"


def test_nothing_of_the_journal_stays_in_the_file(workbook: Workbook) -> None:
    add_account(workbook, "甲")
    names = {row[0] for row in workbook.driver_connection.execute("SELECT name FROM main.sqlite_master")}
    assert not any("journal" in name for name in names)


# ---- schema


def test_the_tables_in_code_are_those_of_the_file(workbook: Workbook) -> None:
    from keyaccount_desktop.workbook.tables import METADATA

    for name, table in METADATA.tables.items():
        columns = [row[1] for row in workbook.driver_connection.execute(f"PRAGMA table_info({name})")]
        assert [column.name for column in table.columns] == columns, name


def test_every_foreign_key_has_an_index(workbook: Workbook) -> None:
    connection = workbook.driver_connection
    for name in (
        row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
    ):
        for key in connection.execute(f"PRAGMA foreign_key_list({name})").fetchall():
            plan = connection.execute(
                f"EXPLAIN QUERY PLAN SELECT 1 FROM {name} WHERE {key[3]} = ?", ("x",)
            ).fetchall()
            assert "SEARCH" in plan[0][3], (name, key[3])


RELEASED = Path(__file__).parent.parent / "data" / "released"


@pytest.mark.parametrize("released", sorted(RELEASED.glob("*.kaw")), ids=lambda path: path.name)
def test_files_of_every_released_version_open(released: Path, tmp_path: Path) -> None:
    path = tmp_path / released.name
    shutil.copy(released, path)
    path.chmod(0o600)
    with Workbook.open(path, "released" if "password" in released.name else None) as workbook:
        assert migrations.version_of(workbook.driver_connection) == migrations.NEWEST
        assert [row.name for row in accounts(workbook)] == ["Hartwell Instruments", "滨江市第一医院"]


def test_every_schema_version_has_a_released_file() -> None:
    found = set()
    for path in RELEASED.glob("*.kaw"):
        header = path.read_bytes()[:100]
        if header.startswith(b"SQLite"):
            found.add(struct.unpack(">I", header[60:64])[0])
    assert found == set(range(1, migrations.NEWEST + 1))


def test_migrating_leaves_the_search_index_as_the_users_own_fields_have_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from keyaccount_desktop.workbook.definitions import Form, define_field

    path = tmp_path / "a.kaw"
    with Workbook.create(path) as workbook:
        account = ("account", add_account(workbook, "甲"))
        teas = (plain("龙井"), plain("乌龙"))
        key = define_field(workbook, "account.facts", plain("茶"), Form("choice", choices=teas))
        choices = workbook.catalogue.field(key).choices
        assert choices is not None
        set_fact(workbook, account, key, choices.codes[0])
        before = workbook.driver_connection.execute("SELECT * FROM search_text").fetchall()
    step = "CREATE TABLE later (id TEXT PRIMARY KEY) STRICT"
    monkeypatch.setattr(migrations, "STEPS", (*migrations.STEPS, step))
    monkeypatch.setattr(migrations, "NEWEST", len(migrations.STEPS))
    monkeypatch.setattr(migrations.migrate, "__defaults__", (migrations.STEPS,))
    with Workbook.open(path) as workbook:
        assert workbook.driver_connection.execute("SELECT * FROM search_text").fetchall() == before


def test_migrating_backs_up_first_and_swaps_the_migrated_copy_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from keyaccount_desktop.workbook.backup import backups_of

    path = tmp_path / "a.kaw"
    with Workbook.create(path) as workbook:
        add_account(workbook, "甲")
        id_ = workbook.id
    step = "CREATE TABLE later (id TEXT PRIMARY KEY) STRICT"
    monkeypatch.setattr(migrations, "STEPS", (*migrations.STEPS, step))
    monkeypatch.setattr(migrations, "NEWEST", len(migrations.STEPS))
    monkeypatch.setattr(migrations.migrate, "__defaults__", (migrations.STEPS,))
    with Workbook.open(path) as workbook:
        assert migrations.version_of(workbook.driver_connection) == migrations.NEWEST
        assert [row.name for row in accounts(workbook)] == ["甲"]
        assert len(backups_of(id_)) == 1


def test_a_migration_that_fails_leaves_the_file_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.kaw"
    Workbook.create(path).close()
    before = path.read_bytes()
    monkeypatch.setattr(migrations, "STEPS", (*migrations.STEPS, "CREATE TABLE account (id)"))
    monkeypatch.setattr(migrations, "NEWEST", len(migrations.STEPS))
    monkeypatch.setattr(migrations.migrate, "__defaults__", (migrations.STEPS,))
    with pytest.raises(sqlite.OperationalError):
        Workbook.open(path)
    assert path.read_bytes() == before
    assert [
        left.name for left in tmp_path.iterdir() if left.suffix != "" and left != path and left.is_file()
    ] == []


def test_a_long_read_in_a_worker_gives_way_to_an_edit(workbook: Workbook) -> None:
    reading, ended = threading.Event(), []

    def read_for_hours() -> None:
        endless = (
            "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n, account"
        )
        try:
            with workbook.read() as connection:
                connection.exec_driver_sql("SELECT 1 FROM account").fetchall()
                reading.set()
                connection.exec_driver_sql(endless)
        except driver.GaveWay as error:
            ended.append(error)

    add_account(workbook, "甲")
    worker = threading.Thread(target=read_for_hours, daemon=True)
    worker.start()
    assert reading.wait(10)
    add_account(workbook, "乙")
    worker.join(10)
    assert not worker.is_alive()
    assert len(ended) == 1
    assert [row.name for row in accounts(workbook)] == ["甲", "乙"]
