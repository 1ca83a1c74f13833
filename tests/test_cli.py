"""The command line: what scripts rely on. Real processes where exit codes and streams matter."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest

from keyaccount_desktop import cli
from keyaccount_desktop.language import set_language
from keyaccount_desktop.workbook.accounts import add_account
from keyaccount_desktop.workbook.attachments import attach, take_in_content
from keyaccount_desktop.workbook.document import Workbook
from keyaccount_desktop.workbook.maps import influence_map
from keyaccount_desktop.workbook.people import add_person, delete_people
from keyaccount_desktop.workbook.photos import set_photo
from keyaccount_desktop.workbook.purchases import purchases_of
from keyaccount_desktop.workbook.reviews import freeze_review, people_gone, snapshot_of


def keyaccount(*words: object, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "keyaccount_desktop", *map(str, words)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        stdin=subprocess.DEVNULL,
        env={**os.environ, "PYTHONUTF8": "1", **environment},
    )


def run(capsys: Any, *words: object) -> str:
    assert cli.main([str(word) for word in words]) == 0
    return str(capsys.readouterr().out)


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from keyaccount_desktop.workbook.demo import create_demo

    path = tmp_path_factory.mktemp("cli") / "示例 demo.kaw"
    create_demo(path, "zh").close()
    return path


def test_new_makes_a_workbook_and_refuses_to_replace_one(tmp_path: Path) -> None:
    path = tmp_path / "新.kaw"
    assert keyaccount("new", path).returncode == 0
    again = keyaccount("new", path, "--lang", "en")
    assert again.returncode == 3
    assert again.stderr.count("\n") == 2
    assert "Traceback" not in again.stderr


def test_new_with_a_password_makes_an_encrypted_file(tmp_path: Path) -> None:
    path = tmp_path / "a.kaw"
    assert keyaccount("new", path, KEYACCOUNT_PASSWORD="密码").returncode == 0
    assert not path.read_bytes().startswith(b"SQLite")
    assert keyaccount("info", path, KEYACCOUNT_PASSWORD="密码").returncode == 0
    for environment in ({}, {"KEYACCOUNT_PASSWORD": "x"}):
        refused = keyaccount("info", path, **environment)
        assert refused.returncode == 3
        assert "Traceback" not in refused.stderr


def test_info_counts_what_is_there(demo: Path, capsys: Any) -> None:
    found = json.loads(run(capsys, "info", demo, "--json"))
    assert found["accounts"] == 3
    assert found["people"] > 14
    assert found["encrypted"] is False


@pytest.mark.parametrize("what", ["accounts", "people", "purchases"])
def test_lists_are_arrays_of_objects_with_id_and_name(what: str, demo: Path, capsys: Any) -> None:
    rows = json.loads(run(capsys, "list", demo, what, "--json"))
    assert rows
    assert all(row["id"] and row["name"] for row in rows)
    table = run(capsys, "list", demo, what)
    assert table.count("\n") == len(rows)
    assert all(row["name"] in table for row in rows)


@pytest.mark.parametrize(
    ("what", "listed"), [("account", "accounts"), ("person", "people"), ("purchase", "purchases")]
)
def test_show_finds_by_id_and_by_name(what: str, listed: str, demo: Path, capsys: Any) -> None:
    row = json.loads(run(capsys, "list", demo, listed, "--json"))[0]
    by_id = json.loads(run(capsys, "show", demo, what, row["id"], "--json"))
    assert by_id["name"] == row["name"]
    assert json.loads(run(capsys, "show", demo, what, row["name"], "--json")) == by_id
    assert row["name"] in run(capsys, "show", demo, what, row["id"], "--lang", "en")


def test_search_finds_by_pinyin_initials(demo: Path, capsys: Any) -> None:
    person = json.loads(run(capsys, "list", demo, "people", "--json"))[0]
    hits = json.loads(run(capsys, "search", demo, person["name"][:2], "--json"))
    assert person["id"] in {hit["id"] for hit in hits}


def test_export_writes_a_calendar_with_private_dates_only_when_asked_for(
    demo: Path, tmp_path: Path, capsys: Any
) -> None:
    run(capsys, "export", demo, tmp_path / "a.ics")
    run(capsys, "export", demo, tmp_path / "b.ics", "--private", "--lang", "zh")
    shared, private = ((tmp_path / name).read_text(encoding="utf-8") for name in ("a.ics", "b.ics"))
    assert shared.startswith("BEGIN:VCALENDAR") and "National Day" in shared
    assert "刘敏" not in shared and "刘敏 · 生日" in private
    assert keyaccount("export", demo, tmp_path / "a.csv").returncode == 3


def test_backup_writes_a_copy_that_checks_sound(demo: Path, tmp_path: Path) -> None:
    assert keyaccount("backup", demo, tmp_path / "copy.kaw").returncode == 0
    assert keyaccount("backup", demo, tmp_path).returncode == 0
    for copy in (tmp_path / "copy.kaw", tmp_path / demo.name):
        assert keyaccount("check", copy).returncode == 0


def test_check_refuses_a_damaged_file(demo: Path, tmp_path: Path) -> None:
    data = bytearray(demo.read_bytes())
    for page in range(5, len(data) // 4096):
        data[page * 4096 : page * 4096 + 100] = b"\xff" * 100
    bad = tmp_path / "bad.kaw"
    bad.write_bytes(data)
    checked = keyaccount("check", bad)
    assert checked.returncode == 3
    assert "Traceback" not in checked.stderr


def test_erase_takes_a_person_out_for_good(demo: Path, tmp_path: Path, capsys: Any) -> None:
    copy = tmp_path / "copy.kaw"
    copy.write_bytes(demo.read_bytes())
    person = json.loads(run(capsys, "list", copy, "people", "--json"))[0]
    run(capsys, "erase", copy, "person", person["id"])
    assert person["id"] not in {
        row["id"] for row in json.loads(run(capsys, "list", copy, "people", "--json"))
    }


def test_who_was_deleted_before_is_erased_from_reviews_by_name(
    demo: Path, tmp_path: Path, capsys: Any
) -> None:
    copy = tmp_path / "copy.kaw"
    copy.write_bytes(demo.read_bytes())
    with Workbook.open(copy) as workbook:
        (purchase, *_) = purchases_of(workbook)
        (shown, *_) = (card for card in influence_map(workbook, purchase.id).cards if card.placed)
        review = freeze_review(workbook, purchase.id, "last")
        delete_people(workbook, [shown.person_id])
    run(capsys, "erase", copy, "person", shown.name)
    with Workbook.open(copy) as workbook:
        cards = snapshot_of(workbook, review).shown.cards
        assert shown.person_id in {card.person_id for card in cards}
        assert shown.name not in {card.name for card in cards}
        assert people_gone(workbook) == {}


def test_attachments_are_counted_checked_copied_and_erased(tmp_path: Path, capsys: Any) -> None:
    path = tmp_path / "a.kaw"
    secret = b"nobody else has this text in a file"
    with Workbook.create(path) as workbook:
        person = add_person(workbook, add_account(workbook, "滨江市第一医院"), "王建国")
        set_photo(workbook, person, b"\xff\xd8 a picture")
        attach(workbook, ("person", person), [take_in_content(workbook, "简历.pdf", secret)])
    assert json.loads(run(capsys, "info", path, "--json"))["attachments"] == 1
    assert keyaccount("check", path).returncode == 0
    assert keyaccount("backup", path, tmp_path / "b.kaw").returncode == 0
    assert secret in (tmp_path / "b.kaw").read_bytes()
    with Workbook.open(tmp_path / "b.kaw") as workbook:
        workbook.driver_connection.execute("UPDATE blob SET bytes = zeroblob(4)")
    checked = keyaccount("check", tmp_path / "b.kaw", "--lang", "en")
    assert checked.returncode == 3
    assert checked.stdout.splitlines() == [
        "photo of 王建国: its content is missing or damaged",
        "attachment 简历.pdf: its content is missing or damaged",
    ]
    run(capsys, "erase", path, "person", person)
    assert secret not in path.read_bytes()
    assert b"a picture" not in path.read_bytes()
    assert json.loads(run(capsys, "info", path, "--json"))["attachments"] == 0


def test_commands_that_read_run_beside_an_open_window_those_that_write_say_who_has_it(tmp_path: Path) -> None:
    path = tmp_path / "a.kaw"
    with Workbook.create(path) as workbook:
        add_account(workbook, "滨江市第一医院")
        assert "滨江" in keyaccount("list", path, "accounts").stdout
        refused = keyaccount("erase", path, "person", "x", "--lang", "en")
        assert refused.returncode == 3
        assert "is open" in refused.stderr
        for command, name in (("cards", "c.xlsx"), ("export", "c.ics")):
            private = keyaccount(command, path, tmp_path / name, "--private", "--lang", "en")
            assert private.returncode == 3
            assert not (tmp_path / name).exists()
        assert keyaccount("export", path, tmp_path / "c.ics").returncode == 0


@pytest.mark.parametrize(
    "words",
    [
        ["list"],
        ["list", "a.kaw", "cars"],
        ["nonsense", "a", "b"],
        ["--lang", "xx"],
        ["map", "a.kaw", "b.pdf"],
    ],
    ids=" ".join,
)
def test_wrong_usage_exits_2(words: list[str]) -> None:
    done = keyaccount(*words)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    "words",
    [
        ["info", "missing.kaw"],
        ["show", "{demo}", "person", "没有此人"],
        ["map", "{demo}", "x.docx", "--purchase", "x"],
    ],
    ids=lambda words: words[0],
)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_refusals_are_one_line_and_a_hint_in_the_language_asked_for(
    words: list[str], lang: str, demo: Path
) -> None:
    done = keyaccount(*(word.format(demo=demo) for word in words), "--lang", lang)
    assert done.returncode == 3
    assert done.stdout == ""
    message, hint = done.stderr.strip().split("\n")
    assert ("。" in hint) == (lang == "zh")
    assert message


@pytest.mark.parametrize("command", ["map", "pack"])
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_that_the_help_of_what_prints_says_what_each_option_does(
    capsys: Any, command: str, lang: str
) -> None:
    set_language("zh" if lang == "zh" else "en")
    cli.main([command, "--help"])
    said = capsys.readouterr().out
    for option in ("--purchase X", "--mono", "--private"):
        (line,) = [line for line in said.splitlines() if line.startswith(f"  {option}")]
        assert line.removeprefix(f"  {option}").strip(), option


def test_help_names_every_command(capsys: Any) -> None:
    cli.main(["--help"])
    shown = capsys.readouterr().out
    assert all(name in shown for name in cli._COMMANDS)


def test_a_closed_pipe_ends_quietly(demo: Path) -> None:
    done = subprocess.run(
        f'"{sys.executable}" -m keyaccount_desktop list "{demo}" people | head -1',
        shell=True,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stderr == ""


@pytest.mark.parametrize(
    ("command", "name"),
    [("cards", "b.xlsx"), ("map", "b.pdf"), ("map", "b.pptx"), ("pack", "b.pdf"), ("export", "b.ics")],
)
def test_an_export_never_replaces_a_workbook(command: str, name: str, demo: Path, tmp_path: Path) -> None:
    target = tmp_path / name
    target.write_bytes(demo.read_bytes())
    more = ["--purchase", "彩色"] if command in ("map", "pack") else []
    for source in (demo, target):
        refused = keyaccount(command, source, target, *more)
        assert refused.returncode == 3
        assert "Traceback" not in refused.stderr
        assert target.read_bytes() == demo.read_bytes()


def test_cards_of_one_person_hold_nobody_elses_map(demo: Path, tmp_path: Path) -> None:
    import python_calamine

    def sheets(*words: str) -> list[str]:
        assert keyaccount("cards", demo, tmp_path / "c.xlsx", "--lang", "en", *words).returncode == 0
        return python_calamine.CalamineWorkbook.from_path(str(tmp_path / "c.xlsx")).sheet_names

    assert not any("Map" in name for name in sheets("--person", "王建国"))
    assert any("Map" in name for name in sheets("--account", "滨江"))


def test_the_map_beside_shared_cards_shows_no_ties(demo: Path, tmp_path: Path) -> None:
    from keyaccount_desktop.method.vocabulary import TIES
    from keyaccount_desktop.workbook.links import remove_links
    from keyaccount_desktop.workbook.maps import influence_map
    from keyaccount_desktop.workbook.purchases import purchases_of

    copy = tmp_path / demo.name  # the picture's title holds the name of the file
    copy.write_bytes(demo.read_bytes())

    def pictures(*words: str) -> list[bytes]:
        assert keyaccount("cards", copy, tmp_path / "c.xlsx", "--account", "滨江", *words).returncode == 0
        with zipfile.ZipFile(tmp_path / "c.xlsx") as book:
            return [book.read(name) for name in book.namelist() if name.startswith("xl/media/")]

    shared, private = pictures(), pictures("--private")
    assert shared
    assert shared != private
    with Workbook.open(copy) as workbook:
        for purchase in purchases_of(workbook):
            links = influence_map(workbook, purchase.id).links
            remove_links(workbook, [link.id for link in links if link.kind in TIES])
    assert pictures() == shared == pictures("--private")


@pytest.fixture
def own_demo(demo: Path, tmp_path: Path) -> Path:
    copy = tmp_path / "own.kaw"
    copy.write_bytes(demo.read_bytes())
    return copy


@pytest.mark.parametrize("name", ["map.pdf", "map.svg", "map.png", "map.pptx", "pack.pdf"])
def test_maps_and_packs_are_written_and_noted(name: str, own_demo: Path, tmp_path: Path) -> None:
    from keyaccount_desktop.workbook.export_log import exports

    command, _, ending = name.partition(".")
    for more, private in (([], False), (["--private", "--mono", "--paper", "A3"], True)):
        done = keyaccount(command, own_demo, tmp_path / name, "--purchase", "彩色", *more)
        assert (done.returncode, done.stderr) == (0, "")
        assert (tmp_path / name).stat().st_size > 2000
        with Workbook.open(own_demo) as workbook:
            noted = exports(workbook)[0]
        assert (noted.kind, noted.folder) == (f"{command} {ending}", str(tmp_path))
        assert ("stakeholder.coach" in noted.private_fields) == private
        assert ("link.alumni" in noted.private_fields) == private
        assert noted.people > 5


def test_a_scale_makes_the_picture_larger(own_demo: Path, tmp_path: Path) -> None:
    sizes = []
    for scale in (1, 4):
        target = tmp_path / f"{scale}.png"
        assert keyaccount("map", own_demo, target, "--purchase", "彩色", "--scale", scale).returncode == 0
        sizes.append(int.from_bytes(target.read_bytes()[16:20]))
    assert 3.9 < sizes[1] / sizes[0] < 4.1


def test_private_maps_leave_no_workbook_that_is_open_elsewhere(own_demo: Path, tmp_path: Path) -> None:
    with Workbook.open(own_demo):
        for command, name in (("map", "a.pdf"), ("map", "a.pptx"), ("pack", "b.pdf")):
            target = tmp_path / name
            refused = keyaccount(command, own_demo, target, "--purchase", "彩色", "--private")
            assert refused.returncode == 3 and refused.stderr.count("\n") == 2
            assert not target.exists()
            assert keyaccount(command, own_demo, target, "--purchase", "彩色").returncode == 0
            assert target.exists()


def test_what_cannot_be_drawn_is_refused_in_words(own_demo: Path, tmp_path: Path) -> None:
    for words in (
        ("map", own_demo, tmp_path / "a.docx", "--purchase", "彩色"),
        ("map", own_demo, tmp_path / "a.pdf", "--purchase", "没有这个"),
        ("pack", own_demo, tmp_path / "a.pptx", "--purchase", "彩色"),
        ("pack", own_demo, tmp_path / "nowhere" / "a.pdf", "--purchase", "彩色"),
    ):
        refused = keyaccount(*words)
        assert refused.returncode == 3 and "Traceback" not in refused.stderr
    assert keyaccount("pack", own_demo, tmp_path / "a.pdf").returncode == 2
    assert list(tmp_path.iterdir()) == [own_demo]


def test_an_empty_choice_is_refused_not_taken_for_everyone(demo: Path, tmp_path: Path) -> None:
    for words in (["--account", ""], ["--person", ""]):
        assert keyaccount("cards", demo, tmp_path / "c.xlsx", *words).returncode == 3
    assert not (tmp_path / "c.xlsx").exists()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_a_full_output_is_refused_in_words(demo: Path) -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "keyaccount_desktop", "list", str(demo), "people"],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
        )
    assert done.returncode == 3
    assert "Traceback" not in done.stderr


def test_damaged_files_are_refused_in_words_whichever_bytes_are_wrong(
    demo: Path, tmp_path: Path, record_property: Any
) -> None:
    chance, data, refused = random.Random(3), demo.read_bytes(), 0
    bad = tmp_path / "bad.kaw"
    for _ in range(40):
        spoilt = bytearray(data)
        for _ in range(chance.choice((1, 3, 30))):
            at = chance.randrange(100, len(spoilt) - 64)
            spoilt[at : at + chance.choice((1, 8, 64))] = chance.randbytes(chance.choice((1, 8, 64)))
        bad.write_bytes(spoilt)
        for words in (["info", str(bad)], ["list", str(bad), "people"], ["check", str(bad)]):
            code = cli.main(words)
            assert code in (cli.DONE, cli.REFUSED)
            refused += code == cli.REFUSED
    record_property("refused of 120", refused)
    assert refused >= 12


@pytest.mark.skipif(os.name == "nt", reason="needs a limit on the size of files")
@pytest.mark.parametrize("name", ["m.pdf", "m.svg", "m.png", "c.xlsx", "c.ics", "b.kaw"])
def test_a_full_disk_leaves_the_older_export_whole(name: str, demo: Path, tmp_path: Path) -> None:
    target = tmp_path / name
    command = {".xlsx": "cards", ".ics": "export", ".kaw": "backup"}.get(target.suffix, "map")
    more = {"map": ["--purchase", "彩色"], "export": ["--private"]}.get(command, [])
    words = [command, str(demo), str(target), *more]
    assert keyaccount(*words).returncode == 0
    before = target.read_bytes()
    # A limit of 8 KiB a file stands for a disk that is full: the same calls fail, in the same places.
    code = (
        "import resource, signal, sys\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (8192, 8192))\n"
        "from keyaccount_desktop.cli import main\n"
        "sys.exit(main(sys.argv[1:]))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *words, "--lang", "en"],
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
    )
    assert done.returncode == 3, done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    assert target.read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == [name]
