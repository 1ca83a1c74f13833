"""Backups: whole, verified, as encrypted as the file, thinned by rule, and never in the way of an edit."""

from __future__ import annotations

import os
import threading
import time
from datetime import datetime, timedelta
from pathlib import Path

import hypothesis.strategies as st
import pytest
from hypothesis import given

from keyaccount_desktop.language import UserError
from keyaccount_desktop.workbook import backup, driver
from keyaccount_desktop.workbook.accounts import accounts, add_account, rename_account
from keyaccount_desktop.workbook.backup import Backup
from keyaccount_desktop.workbook.document import Workbook
from keyaccount_desktop.workbook.upkeep import Upkeep


def names(workbook: Workbook) -> list[str]:
    return [row.name for row in accounts(workbook)]


def test_a_backup_opens_with_everything_in_it(workbook: Workbook) -> None:
    add_account(workbook, "甲")
    made = backup.make(workbook)
    add_account(workbook, "乙")
    with Workbook.open(made.path, read_only=True) as copy:
        assert names(copy) == ["甲"]
    assert backup.backups_of(workbook.id) == [made]


def test_a_backup_is_as_encrypted_as_the_file(tmp_path: Path) -> None:
    with Workbook.create(tmp_path / "a.kaw", "密码") as workbook:
        add_account(workbook, "滨江市第一医院")
        made = backup.make(workbook)
    assert "滨江".encode() not in made.path.read_bytes()
    assert not made.path.read_bytes().startswith(b"SQLite")
    with Workbook.open(made.path, "密码", read_only=True) as copy:
        assert names(copy) == ["滨江市第一医院"]


def test_a_copy_that_turns_out_bad_replaces_nothing(workbook: Workbook, tmp_path: Path) -> None:
    add_account(workbook, "甲")
    target = tmp_path / "copy.kaw"
    backup.save_copy(workbook, target)
    good = target.read_bytes()

    def spoilt(source: object, path: Path, *_: object, **__: object) -> None:
        path.write_bytes(good[:8192])

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(backup, "copy", spoilt)
        with pytest.raises(UserError):
            backup.save_copy(workbook, target)
    assert target.read_bytes() == good
    assert [path.name for path in tmp_path.glob(".*part")] == []


def test_a_copy_never_replaces_the_workbook_itself(workbook: Workbook) -> None:
    with pytest.raises(UserError):
        backup.save_copy(workbook, workbook.path)


def test_two_backups_in_one_second_are_both_kept(workbook: Workbook) -> None:
    add_account(workbook, "甲")
    assert len({backup.make(workbook).path for _ in range(3)}) == 3


NOW = datetime(2026, 11, 23, 12, 0)
BACKUPS = st.lists(
    st.tuples(st.integers(0, 700 * 24 * 60), st.integers(1, 2_000_000_000)), min_size=1, max_size=60
).map(
    lambda made: [
        Backup(Path(f"{minutes}.kaw"), NOW - timedelta(minutes=minutes), size)
        for minutes, size in dict(made).items()
    ]
)


@given(BACKUPS, st.integers(0, 10**9))
def test_thinning_keeps_the_newest_and_what_the_rule_names(backups: list[Backup], size: int) -> None:
    gone = backup.thinned(backups, NOW, size)
    kept = [one for one in backups if one not in gone]
    newest = max(backups, key=lambda one: one.made)
    assert newest in kept
    limit = max(backup.SIZE_LIMIT, 10 * size)
    assert sum(one.size for one in kept) <= max(limit, newest.size)
    if sum(one.size for one in backups) <= limit:
        recent = [one for one in backups if one.made.date() >= (NOW - timedelta(days=1)).date()]
        assert all(one in kept for one in recent)
        assert len(kept) <= len(recent) + 12 + 10 + 9
        months = {(one.made.year, one.made.month) for one in backups if one not in recent}
        assert len({(one.made.year, one.made.month) for one in kept if one not in recent}) >= min(
            len(months), 9
        )


def test_thinning_what_was_thinned_changes_nothing() -> None:
    backups = [Backup(Path(f"{day}.kaw"), NOW - timedelta(days=day), 1) for day in range(400)]
    gone = backup.thinned(backups, NOW, 0)
    assert backup.thinned([one for one in backups if one not in gone], NOW, 0) == []


def test_a_copy_never_replaces_another_workbook_or_what_is_no_file(
    workbook: Workbook, tmp_path: Path
) -> None:
    with Workbook.create(tmp_path / "other.kaw") as other:
        add_account(other, "乙")
        for target in (other.path, Path("/dev/null"), tmp_path):
            with pytest.raises(UserError):
                backup.save_copy(workbook, target)
        assert names(other) == ["乙"]
    backup.save_copy(workbook, tmp_path / "copy.kaw")
    backup.save_copy(workbook, tmp_path / "copy.kaw")


def test_a_backup_with_a_spoilt_page_does_not_count(workbook: Workbook, tmp_path: Path) -> None:
    for number in range(200):
        add_account(workbook, f"客户 {number}")
    target = tmp_path / "copy.kaw"
    backup.save_copy(workbook, target)
    data = bytearray(target.read_bytes())
    connection = driver.connect(target, None)
    (root,) = connection.execute(
        "SELECT rootpage FROM sqlite_master WHERE name = 'account_by_name'"
    ).fetchone()
    connection.close()
    data[root * 4096 - 300 : root * 4096 - 100] = b"\x55" * 200
    target.write_bytes(data)
    connection = driver.connect(target, None)
    with pytest.raises(UserError):
        backup.verify(connection, target)
    connection.close()


# ---- upkeep


def until(condition: object, seconds: float = 20) -> None:
    """Wait for what a thread brings about; fails when it never does."""
    end = time.monotonic() + seconds
    while not condition():  # type: ignore[operator]
        assert time.monotonic() < end, "it never happened"
        threading.Event().wait(0.005)


@pytest.fixture
def large(workbook: Workbook) -> Workbook:
    """Large enough that a backup or check takes many edits' time."""
    workbook.driver_connection.execute("BEGIN")
    for number in range(300):
        workbook.driver_connection.execute(
            "INSERT INTO blob VALUES (?, 'image/png', randomblob(100000))", (str(number),)
        )
    workbook.driver_connection.execute("COMMIT")
    return workbook


def test_200_edits_during_backups_and_checks_all_succeed(large: Workbook) -> None:
    account = add_account(large, "甲")
    upkeep = Upkeep(large, rest=0.0, every=0.0)
    upkeep.start()
    for number in range(200):
        rename_account(large, account, f"甲{number}")
        if number % 20 == 0:
            # Let work begin, so that the next edits meet it half-way.
            until(lambda seen=upkeep.interrupted: upkeep.interrupted > seen or upkeep.last_backup is not None)
    assert names(large) == ["甲199"]
    until(lambda: upkeep.last_backup is not None)
    assert upkeep.problem is None


def test_work_begun_is_given_up_for_an_edit_and_done_after_the_rest(large: Workbook) -> None:
    account = add_account(large, "甲")
    upkeep = Upkeep(large, rest=0.0, every=0.0)
    upkeep.start()
    number = 0

    def interrupted() -> bool:
        nonlocal number
        number += 1
        rename_account(large, account, f"甲{number}")
        return upkeep.interrupted > 0

    until(interrupted)
    until(lambda: upkeep.checks > 0 and upkeep.last_backup is not None)
    newest = backup.backups_of(large.id)[0]
    with Workbook.open(newest.path, read_only=True) as copy:
        assert names(copy) == [f"甲{number}"]


def test_upkeep_goes_on_after_a_failure_and_says_so_meanwhile(
    workbook: Workbook, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_account(workbook, "甲")
    real, failures = backup.make, [driver.OperationalError("database or disk is full"), RuntimeError("x")]
    seen: list[UserError | None] = []

    def failing(*args: object, **more: object) -> object:
        seen.append(upkeep.problem)
        if failures:
            raise failures.pop(0)
        return real(*args, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(backup, "make", failing)
    upkeep = Upkeep(workbook, rest=0.0, every=0.0)
    upkeep.start()
    until(lambda: upkeep.last_backup is not None)
    assert seen[0] is None
    assert all(problem is not None for problem in seen[1:])
    until(lambda: upkeep.problem is None)


def test_an_edit_made_while_old_backups_are_thinned_is_backed_up_later(
    workbook: Workbook, monkeypatch: pytest.MonkeyPatch
) -> None:
    account = add_account(workbook, "before")
    thinning, edited = threading.Event(), threading.Event()
    real = backup.thinned

    def slow(*args: object) -> object:
        thinning.set()
        edited.wait(20)
        return real(*args)  # type: ignore[arg-type]

    monkeypatch.setattr(backup, "thinned", slow)
    upkeep = Upkeep(workbook, rest=0.0, every=0.0)
    upkeep.start()
    until(thinning.is_set)
    rename_account(workbook, account, "after")
    edited.set()

    def newest() -> list[str]:
        with Workbook.open(backup.backups_of(workbook.id)[0].path, read_only=True) as copy:
            return names(copy)

    until(lambda: backup.backups_of(workbook.id) and newest() == ["after"])


def test_closing_backs_up_what_changed_and_nothing_twice(workbook: Workbook) -> None:
    add_account(workbook, "甲")
    first = Upkeep(workbook)
    first.back_up_now()
    first.back_up_now()
    assert len(backup.backups_of(workbook.id)) == 1
    Upkeep(workbook).back_up_now()
    assert len(backup.backups_of(workbook.id)) == 1, "nothing has changed since that backup"
    os.utime(workbook.path, (time.time() + 60, time.time() + 60))
    Upkeep(workbook).back_up_now()
    assert len(backup.backups_of(workbook.id)) == 2


def test_closing_ends_the_upkeep(large: Workbook) -> None:
    Upkeep(large, rest=0.0, every=0.0).start()
    large.close()
    assert not [thread for thread in threading.enumerate() if thread.name == "upkeep"]


def test_while_the_check_fails_no_backup_is_thinned(
    workbook: Workbook, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_account(workbook, "甲")
    thinning: list[bool] = []
    real = backup.make
    monkeypatch.setattr(
        backup,
        "make",
        lambda book, *, stop=None, thin=True: (thinning.append(thin), real(book, stop=stop, thin=thin))[1],
    )
    monkeypatch.setattr(Upkeep, "_check", lambda self: (_ for _ in ()).throw(_damage(workbook)))
    upkeep = Upkeep(workbook, rest=0.0, every=0.0)
    upkeep.start()
    until(lambda: thinning)
    assert thinning[0] is False


def _damage(workbook: Workbook) -> UserError:
    from keyaccount_desktop.workbook.driver import damaged

    return damaged(workbook.path)
