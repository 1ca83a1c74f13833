"""A program killed at any moment leaves a workbook that opens, with whole edits only."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from keyaccount_desktop.workbook.accounts import accounts
from keyaccount_desktop.workbook.document import Workbook
from keyaccount_desktop.workbook.health import problems

RUNS = 16

CHILD = textwrap.dedent(
    """
    import sys
    from keyaccount_desktop.language import Text
    from keyaccount_desktop.workbook import accounts, people
    from keyaccount_desktop.workbook.document import Workbook
    workbook = Workbook.open(sys.argv[1])
    number = 0
    while True:
        number += 1
        with workbook.edit(Text("x", "x")):
            print("in", flush=True)
            account = accounts.add_account(workbook, f"a{number}")
            for index in range(5):
                people.add_person(workbook, account, f"p{index}", position="x" * 500)
        print("out", flush=True)
    """
)


@pytest.mark.skipif(os.name == "nt", reason="needs SIGKILL")
def test_a_killed_program_leaves_whole_edits_only(tmp_path: Path) -> None:
    path = tmp_path / "a.kaw"
    Workbook.create(path).close()
    inside = 0
    chance = random.Random(7)
    for _ in range(RUNS):
        child = subprocess.Popen(
            [sys.executable, "-c", CHILD, str(path)], stdout=subprocess.PIPE, text=True, env=dict(os.environ)
        )
        assert child.stdout is not None
        seen = [child.stdout.readline() for _ in range(2 * chance.randint(1, 4) - 1)]
        assert seen[-1] == "in\n"
        child.send_signal(signal.SIGKILL)
        rest = child.stdout.read()
        child.wait()
        child.stdout.close()
        inside += not rest.endswith("out\n")
        with Workbook.open(path) as workbook:
            assert not workbook.read_only
            assert problems(workbook) == []
            assert {row.people for row in accounts(workbook)} <= {5}
    assert inside >= RUNS / 4
