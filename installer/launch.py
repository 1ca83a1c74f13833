"""What is started once everything is there: the window, the main job without one, or the tests.

Called by bootstrap.py. It uses the program as a person would, through its command line.
"""

from __future__ import annotations

import itertools
import json
import os
import sys
from collections.abc import Mapping
from pathlib import Path

from environment import CHECKOUT, ENVIRONMENT, environment_python
from processes import Refusal, output_of, run, say

OUT = CHECKOUT / "out"
ABORTED = 128 + 6  # how Qt ends a program that cannot reach the display


def has_display(variables: Mapping[str, str], system: str) -> bool:
    """Whether a window could be shown. Only Linux is used without; Qt takes either kind of display there."""
    if not system.startswith("linux"):
        return True
    if variables.get("QT_QPA_PLATFORM") in ("offscreen", "minimal"):
        return False
    return bool(variables.get("DISPLAY") or variables.get("WAYLAND_DISPLAY"))


def keyaccount(*arguments: str | Path) -> list[str]:
    return [environment_python(ENVIRONMENT), "-m", "keyaccount_desktop", *map(str, arguments)]


def must(command: list[str], doing: str) -> None:
    code = run(command)
    if code != 0:
        raise Refusal(f"It stopped while {doing} (exit code {code}; see above).")


def run_program(headless: bool) -> int:
    # The demo holds nothing secret; a password meant for another workbook must not lock it.
    os.environ.pop("KEYACCOUNT_PASSWORD", None)
    OUT.mkdir(exist_ok=True)
    demo = OUT / "demo.kaw"
    if headless or not has_display(os.environ, sys.platform):
        return do_main_job(demo)
    if not demo.exists():
        must(keyaccount("new", demo, "--demo"), "making the demo workbook")
    say(f"Opening {demo}")
    code = run(keyaccount(demo))
    if code == ABORTED:
        say("The window could not be opened. Without one: python3 installer/bootstrap.py run --headless")
    return code


def do_main_job(demo: Path) -> int:
    """What a person would do first, without a window: make the demo workbook, export the cards, the map."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    made = {"cards": OUT / "cards.xlsx", "map": OUT / "map.pdf", "window": OUT / "window.png"}
    for path in made.values():
        path.unlink(missing_ok=True)
    if demo.exists():  # someone may have written in it
        say(f"The demo workbook that was there is now {demo.replace(free_name(OUT, 'demo-earlier'))}")
    must(keyaccount("new", demo, "--demo"), "making the demo workbook")
    must(keyaccount("cards", demo, made["cards"]), "exporting the cards")
    must(keyaccount("map", demo, made["map"], "--purchase", first_purchase(demo)), "drawing the map")
    must(keyaccount(demo, "--screenshot", made["window"]), "painting the window")
    say("\nNo window was opened; the main job was done without one:")
    for name, path in {"workbook": demo, **made}.items():
        if not path.exists() or path.stat().st_size == 0:
            raise Refusal(f"Nothing was written to {path}.")
        say(f"  {name:9} {path}")
    return 0


def free_name(folder: Path, stem: str) -> Path:
    """A name no workbook of the folder has: what someone wrote is never replaced."""
    names = itertools.chain([stem], (f"{stem}-{number}" for number in itertools.count(2)))
    return next(path for name in names if not (path := folder / f"{name}.kaw").exists())


def first_purchase(workbook: Path) -> str:
    listed = output_of(keyaccount("list", workbook, "purchases", "--json"), PYTHONIOENCODING="utf-8")
    purchases = json.loads(listed) if listed else []
    if not purchases:
        raise Refusal("The demo workbook lists no purchase, so there is no map to draw.")
    return str(purchases[0]["id"])


def run_tests(arguments: list[str]) -> int:
    return run([environment_python(ENVIRONMENT), "-m", "pytest", *arguments], QT_QPA_PLATFORM="offscreen")
