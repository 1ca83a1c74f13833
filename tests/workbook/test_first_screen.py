"""The client list read before SQLAlchemy is loaded is the list read with it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from keyaccount_desktop.workbook import accounts, facts, people, tasks, visits
from keyaccount_desktop.workbook.document import Workbook
from keyaccount_desktop.workbook.first_screen import clients


def test_the_first_screen_shows_what_the_list_shows(workbook: Workbook) -> None:
    for number, name in enumerate(["浙江", "Beta", "安徽", "重庆", "alpha"]):
        account = accounts.add_account(workbook, name)
        if number % 2:
            facts.set_fact(workbook, ("account", account), "account.grade", "A")
            facts.set_fact(workbook, ("account", account), "account.grade", "B")
            facts.set_fact(workbook, ("account", account), "account.region", "华东")
            person = people.add_person(workbook, account, "王建国")
            visits.add_visit(workbook, account, kind="visit", on_date=f"2026-01-0{number}", people=[person])
            visits.add_visit(workbook, account, kind="call", on_date="2099-01-01", state="planned")
            tasks.set_next_step(workbook, account, "later", "2026-05-01")
            tasks.set_next_step(workbook, account, "sooner", "2026-04-01", person_id=person)
    found = clients(workbook)
    assert found == accounts.accounts(workbook)
    assert [row.name for row in found] == ["alpha", "Beta", "安徽", "重庆", "浙江"]
    assert (found[1].grade, found[1].next_step, found[1].people) == ("B", "sooner", 1)


def test_opening_and_the_first_screen_load_nothing_heavy(tmp_path: Path) -> None:
    Workbook.create(tmp_path / "a.kaw").close()
    code = (
        "import sys\n"
        "from keyaccount_desktop.workbook.document import Workbook\n"
        "from keyaccount_desktop.workbook.first_screen import clients\n"
        f"clients(Workbook.open({str(tmp_path / 'a.kaw')!r}))\n"
        "heavy = ('sqlalchemy', 'openpyxl', 'matplotlib', 'pypinyin', 'PySide6')\n"
        "print([name for name in heavy if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
