"""The document: open and first list, load a client, save an edit and undo it, search; each ÷ the bare driver."""

from __future__ import annotations

import json
import shutil
from functools import partial
from pathlib import Path
from typing import Any

from keyaccount_desktop.workbook import accounts, driver, facts, maps, people, search
from keyaccount_desktop.workbook.document import Workbook, new_id, timestamp
from keyaccount_desktop.workbook.first_screen import _SQL, clients
from keyaccount_desktop.workbook.upkeep import Upkeep
from tests.benchmarks import floor_search
from tests.benchmarks.measure import Times, interleaved, report, timed


def main(large: Path, scratch: Path) -> None:
    open_and_list(large)
    path = scratch / "edited.kaw"
    shutil.copy(large, path)
    with Workbook.open(path) as workbook:
        load_a_client(workbook)
        save_and_undo(workbook)
        searching(workbook)
        during_upkeep(workbook)


def raw_connection(path: Path) -> Any:
    """The floor: the driver, with the settings every connection of ours has."""
    connection = driver.sqlite.connect(str(path), isolation_level=None)
    for pragma in ("foreign_keys = ON", "synchronous = FULL", "temp_store = MEMORY", "secure_delete = ON"):
        connection.execute(f"PRAGMA {pragma}")
    return connection


def open_and_list(large: Path) -> None:
    def ours() -> Any:
        with Workbook.open(large) as workbook:
            return clients(workbook)

    def floor() -> Any:
        connection = raw_connection(large)
        rows = connection.execute(_SQL).fetchall()
        connection.close()
        return rows

    assert [row.id for row in ours()] == [row[0] for row in floor()]
    mine, theirs = interleaved(ours, floor, 15)
    report("open and first list, 500 clients", mine.median, theirs.median, "<= 2.0")


def load_a_client(workbook: Workbook) -> None:
    account = accounts.accounts(workbook)[7].id
    connection = raw_connection(workbook.path)
    purchase = connection.execute("SELECT id FROM purchase WHERE account_id = ?", (account,)).fetchone()[0]

    def ours() -> Any:
        return accounts.account(workbook, account), maps.influence_map(workbook, purchase)

    def floor() -> Any:
        run = connection.execute
        run("BEGIN")
        found = [
            run("SELECT id, name FROM account WHERE id = ?", (account,)).fetchall(),
            run("SELECT * FROM department WHERE account_id = ?", (account,)).fetchall(),
            run("SELECT count(*) FROM person WHERE account_id = ?", (account,)).fetchall(),
            run("SELECT * FROM task WHERE account_id = ?", (account,)).fetchall(),
            _facts(run, "account_id = ?", account),
            run(
                "SELECT p.id, p.name, p.kind, s.id, n.x, n.y, n.free_x, n.free_y, n.pinned FROM person p"
                " LEFT JOIN stakeholder s ON s.person_id = p.id AND s.purchase_id = ?"
                " LEFT JOIN map_node n ON n.stakeholder_id = s.id"
                " WHERE p.id IN (SELECT id FROM person WHERE account_id = ? UNION"
                " SELECT person_id FROM stakeholder WHERE purchase_id = ?) ORDER BY p.name_sort, p.id",
                (purchase, account, purchase),
            ).fetchall(),
            _facts(
                run,
                "person_id IN (SELECT id FROM person WHERE account_id = ?)"
                " AND field IN ('person.position', 'person.level', 'person.function')",
                account,
            ),
            _facts(run, "stakeholder_id IN (SELECT id FROM stakeholder WHERE purchase_id = ?)", purchase),
            run(
                "SELECT person_id FROM visit_person JOIN visit ON visit.id = visit_id WHERE person_id IN"
                " (SELECT id FROM person WHERE account_id = ?) AND state = 'held' GROUP BY person_id"
                " HAVING max(on_date) < '2026-05-01'",
                (account,),
            ).fetchall(),
            run(
                "SELECT * FROM link WHERE source_id IN (SELECT person_id FROM stakeholder WHERE purchase_id = ?)",
                (purchase,),
            ).fetchall(),
            _facts(run, "link_id IN (SELECT id FROM link WHERE source_id IN"
                   " (SELECT person_id FROM stakeholder WHERE purchase_id = ?))", purchase),
        ]  # fmt: skip
        run("ROLLBACK")
        return found

    client, drawn = ours()
    raw = floor()
    assert len(drawn.cards) == len(raw[5])
    assert len(drawn.links) == len(raw[9])
    assert client.people == raw[2][0][0]
    mine, theirs = interleaved(ours, floor, 40)
    report(
        f"load a client, {len(drawn.cards)} people, {len(drawn.links)} links",
        mine.median,
        theirs.median,
        "<= 2.2",
    )
    connection.close()


def _facts(run: Any, condition: str, subject: str) -> list[tuple[Any, ...]]:
    rows = run(
        "SELECT id, person_id, stakeholder_id, field, item, position, value, source, certainty, learned_on,"
        f" verified_on, entered_at, replaced_at FROM fact WHERE {condition} AND replaced_at IS NULL"
        " ORDER BY position, item",
        (subject,),
    ).fetchall()
    # The floor does the same work with the same bytes: values are stored as JSON.
    return [(*row[:6], json.loads(row[6]), *row[7:]) for row in rows]


def save_and_undo(workbook: Workbook) -> None:
    person, other = (row[0] for row in people.all_people(workbook)[11:13])
    connection = raw_connection(workbook.path)
    ((rowid, *text),) = floor_search.index_rows(connection, [other])
    number = 0

    def ours() -> None:
        nonlocal number
        number += 1
        facts.set_fact(workbook, ("person", person), "person.native_place", f"绍兴{number}")

    def floor() -> None:
        nonlocal number
        number += 1
        connection.execute("BEGIN IMMEDIATE")
        (old,) = connection.execute(
            "SELECT id FROM fact WHERE person_id = ? AND field = 'person.native_place' AND item = ''"
            " AND replaced_at IS NULL",
            (other,),
        ).fetchone()
        connection.execute("UPDATE fact SET replaced_at = ? WHERE id = ?", (timestamp(), old))
        connection.execute(
            "INSERT INTO fact (id, person_id, field, value, certainty, learned_on, entered_at)"
            " VALUES (?, ?, 'person.native_place', ?, 'confirmed', '2026-11-23', ?)",
            (new_id(), other, json.dumps(f"绍兴{number}", ensure_ascii=False), timestamp()),
        )
        connection.execute("DELETE FROM search_text WHERE rowid = ?", (rowid,))
        connection.execute("INSERT INTO search_text (rowid, name, body) VALUES (?, ?, ?)", (rowid, *text))
        connection.execute("COMMIT")

    mine, theirs = interleaved(ours, floor, 60)
    report("save an edit", mine.median, theirs.median, "<= 2.5")
    undone = Times(tuple(timed(workbook.undo) for _ in range(40)))
    report("undo it", undone.median, theirs.median, "<= 2.5")
    connection.close()


def searching(workbook: Workbook) -> None:
    connection = raw_connection(workbook.path)
    floor_search.write_texts(connection)
    for typed in ("王", "建国", "王建国", "国梅", "wjg", "wangjian", "设备科"):

        def ours(typed: str = typed) -> Any:
            return search.search(workbook, typed, limit=30)

        for name, scan, bar in (
            ("", floor_search.scan, "<= 0.05"),
            (", plain table", floor_search.scan_plain, "-"),
        ):
            floor = partial(scan, connection, typed)
            found = {row[1] for row in floor()}
            assert all(hit.id in found for hit in ours())
            assert len(ours()) == min(len(found), 30)
            mine, theirs = interleaved(ours, floor, 15)
            report(
                f"search {typed}: {len(ours())} shown of {len(found)}{name}", mine.median, theirs.median, bar
            )
    connection.close()


def during_upkeep(workbook: Workbook) -> None:
    """200 edits while backups and checks are tried all the time ÷ the same edits in peace, p99."""
    account = accounts.accounts(workbook)[3].id

    def edits() -> Times:
        return Times(
            tuple(
                timed(lambda n=n: accounts.rename_account(workbook, account, f"客户{n}")) for n in range(200)
            )
        )

    edits()
    quiet = edits()
    upkeep = Upkeep(workbook, rest=0.0, every=0.0)
    upkeep.start()
    busy = edits()
    report(
        f"edits during backup and check, p99 ({upkeep.interrupted} interrupted)",
        busy.percentile(99),
        quiet.percentile(99),
        "<= 5",
    )
    print(f"    the longest edit waited {max(busy.seconds) * 1000:.0f} ms", flush=True)
