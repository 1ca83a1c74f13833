"""The command line: ``keyaccount [FILE]`` opens the window, ``keyaccount COMMAND …`` works without one.

The commands are stable: scripts rely on their names, options, exit codes (0 done, 2 usage, 3 refused, with
one line and a hint on stderr) and JSON, which uses codes. Qt is imported only inside what draws.
"""

from __future__ import annotations

import argparse
import dataclasses
import getpass
import json
import os
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, Final

from keyaccount_desktop import __version__
from keyaccount_desktop.language import LANGUAGES, Text, UserError, language, set_language

DONE: Final = 0
USAGE: Final = 2
REFUSED: Final = 3

Arguments = argparse.Namespace


def main(argv: list[str] | None = None) -> int:
    """Run one command; the exit code. Never raises for what the user can mend."""
    given = sys.argv[1:] if argv is None else argv
    for stream in (sys.stdout, sys.stderr):
        # A pipe or an old Windows console may know no Chinese: replace a character rather than stop.
        if stream is not None and hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    parser = _command_parser() if _names_command(given) else _window_parser()
    try:
        arguments = parser.parse_args(given)
    except SystemExit as leaving:
        return USAGE if leaving.code else DONE
    if arguments.lang:
        set_language(arguments.lang)
    try:
        code = int(arguments.run(arguments) or DONE)
        sys.stdout.flush()
        return code
    except UserError as error:
        print(error.message, file=sys.stderr)
        print(error.hint, file=sys.stderr)
        return REFUSED
    except BrokenPipeError:
        _discard_output()
        return DONE
    except KeyboardInterrupt:
        return REFUSED
    except OSError as error:
        return _refused_by_the_system(error)


def _discard_output() -> None:
    """Whoever read our output has seen enough; keep Python from writing the rest at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _refused_by_the_system(error: OSError) -> int:
    """A full disk, a folder that is not there, an output that takes no more: no fault of ours."""
    from keyaccount_desktop.workbook.driver import explained

    refusal = explained(error, Path(error.filename) if isinstance(error.filename, str) else Path("-"))
    assert refusal is not None
    print(refusal.message, file=sys.stderr)
    print(refusal.hint, file=sys.stderr)
    if error.filename is None:
        _discard_output()
    return REFUSED


# ---- parsing


def _names_command(given: list[str]) -> bool:
    first = next((word for word in given if not word.startswith("-")), "")
    return first in _COMMANDS or (not first and any(word in ("-h", "--help") for word in given))


def _window_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="keyaccount")
    parser.add_argument("file", nargs="?", type=Path, metavar="FILE")
    parser.add_argument("--screenshot", type=Path, metavar="OUT.png")
    parser.add_argument("--lang", choices=LANGUAGES)
    parser.add_argument("--version", action="version", version=__version__)
    parser.set_defaults(run=_window)
    return parser


def _command_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="keyaccount",
        description=str(
            Text(
                "Without a command: open FILE in the window. With one: work without a window.",
                "不带命令：在窗口中打开 FILE。带命令：无窗口运行。",
            )
        ),
        epilog="keyaccount [FILE]",
    )
    parser.add_argument("--version", action="version", version=__version__)
    commands = parser.add_subparsers(metavar="COMMAND", required=True)
    for name, (text, add_options, run) in _COMMANDS.items():
        command = commands.add_parser(name, help=str(text), description=str(text))
        add_options(command)
        command.add_argument("--lang", choices=LANGUAGES)
        command.set_defaults(run=run)
    return parser


def _file(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE")


def _file_json(parser: argparse.ArgumentParser) -> None:
    _file(parser)
    parser.add_argument("--json", action="store_true")


def _new_options(parser: argparse.ArgumentParser) -> None:
    _file(parser)
    parser.add_argument("--demo", action="store_true")


def _list_options(parser: argparse.ArgumentParser) -> None:
    _file(parser)
    parser.add_argument("what", choices=("accounts", "people", "purchases"))
    parser.add_argument("--json", action="store_true")


def _show_options(parser: argparse.ArgumentParser) -> None:
    _file(parser)
    parser.add_argument("what", choices=("person", "account", "purchase"))
    parser.add_argument("which", metavar="X")
    parser.add_argument("--json", action="store_true")


def _search_options(parser: argparse.ArgumentParser) -> None:
    _file(parser)
    parser.add_argument("text", metavar="TEXT")
    parser.add_argument("--json", action="store_true")


def _cards_options(parser: argparse.ArgumentParser) -> None:
    _file(parser)
    parser.add_argument("out", type=Path, metavar="OUT.xlsx")
    parser.add_argument("--account", metavar="X")
    parser.add_argument("--person", metavar="X", action="append", default=[])
    parser.add_argument("--private", action="store_true")


def _map_options(parser: argparse.ArgumentParser) -> None:
    _file(parser)
    parser.add_argument("out", type=Path, metavar="OUT.pdf|svg|png|pptx")
    _print_options(parser)
    parser.add_argument(
        "--scale",
        type=int,
        choices=(1, 2, 4),
        default=2,
        help=str(Text("how large a PNG is drawn", "PNG 图片的放大倍数")),
    )


def _pack_options(parser: argparse.ArgumentParser) -> None:
    _file(parser)
    parser.add_argument("out", type=Path, metavar="OUT.pdf")
    _print_options(parser)
    parser.add_argument(
        "--presenter", metavar="NAME", default="", help=str(Text("who presents the project", "介绍人"))
    )


def _print_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--purchase",
        metavar="X",
        required=True,
        help=str(
            Text("the purchase: its id, name, or a part of the name", "采购项目：编号、名称或名称的一部分")
        ),
    )
    parser.add_argument("--paper", choices=("A4", "A3"), default="A4", help=str(Text("the sheets", "纸张")))
    parser.add_argument("--mono", action="store_true", help=str(Text("black and white", "黑白")))
    parser.add_argument(
        "--private",
        action="store_true",
        help=str(
            Text("with what is private: who is our coach, and ties", "包括私密内容：谁是内线、五缘关系")
        ),
    )


def _export_options(parser: argparse.ArgumentParser) -> None:
    _file(parser)
    parser.add_argument("out", type=Path, metavar="OUT.ics")
    parser.add_argument("--private", action="store_true")


def _backup_options(parser: argparse.ArgumentParser) -> None:
    _file(parser)
    parser.add_argument("dest", type=Path, metavar="DEST")


def _erase_options(parser: argparse.ArgumentParser) -> None:
    _file(parser)
    parser.add_argument("what", choices=("person",))
    parser.add_argument("which", metavar="ID")


def _no_options(parser: argparse.ArgumentParser) -> None:
    del parser


# ---- opening


def _password(path: Path, *, new: bool = False) -> str | None:
    """The password from the environment, else asked for where someone can answer."""
    if given := os.environ.get("KEYACCOUNT_PASSWORD"):
        return given
    if new or sys.stdin is None or not sys.stdin.isatty():
        return None
    try:
        return getpass.getpass(f"{Text('Password of', '密码')} {path.name}: ")
    except EOFError:
        return None


def _opened(path: Path, *, write: bool = False) -> Any:
    """The workbook, read-only unless it is to be written; then it must not be open elsewhere."""
    from keyaccount_desktop.workbook import driver
    from keyaccount_desktop.workbook.document import Workbook

    password = _password(path) if driver.encrypted(path) else None
    workbook = Workbook.open(path, password, read_only=not write)
    if write and (refusal := workbook.refusal) is not None:
        workbook.close()
        raise refusal
    return workbook


def _opened_to_export(arguments: Arguments) -> Any:
    """The workbook, for what is logged in it if we may; what is private goes out of no other."""
    if arguments.private:
        return _opened(arguments.file, write=True)
    from keyaccount_desktop.workbook import driver
    from keyaccount_desktop.workbook.document import Workbook

    # An export beside an open window goes unlogged.
    password = _password(arguments.file) if driver.encrypted(arguments.file) else None
    return Workbook.open(arguments.file, password)


def _print_json(value: object) -> None:
    def plain(item: object) -> object:
        if dataclasses.is_dataclass(item) and not isinstance(item, type):
            return dataclasses.asdict(item)
        raise TypeError(type(item).__name__)

    print(json.dumps(value, ensure_ascii=False, indent=2, default=plain))


def _print_table(rows: Iterable[tuple[object, ...]]) -> None:
    for row in rows:
        print(
            "\t".join("" if cell is None else str(cell).replace("\t", " ").replace("\n", " ") for cell in row)
        )


# ---- commands


def _window(arguments: Arguments) -> int:
    from keyaccount_desktop.ui.application import run

    return run(arguments.file, screenshot=arguments.screenshot)


def _new(arguments: Arguments) -> None:
    from keyaccount_desktop.workbook.document import Workbook

    password = _password(arguments.file, new=True)
    if arguments.demo:
        from keyaccount_desktop.workbook.demo import create_demo

        create_demo(arguments.file, language(), password).close()
    else:
        Workbook.create(arguments.file, password).close()
    print(Text("Made {path}", "已创建 {path}").format(path=arguments.file))


def _info(arguments: Arguments) -> None:
    from keyaccount_desktop.workbook.health import contents

    with _opened(arguments.file) as workbook:
        found = {"id": workbook.id, "path": str(workbook.path), **dataclasses.asdict(contents(workbook))}
    if arguments.json:
        _print_json(found)
    else:
        _print_table(found.items())


def _list(arguments: Arguments) -> None:
    from keyaccount_desktop.workbook import accounts, people, purchases

    rows: list[dict[str, object]]
    with _opened(arguments.file) as workbook:
        if arguments.what == "accounts":
            rows = [dataclasses.asdict(row) for row in accounts.accounts(workbook)]
        elif arguments.what == "people":
            rows = [
                {"id": id_, "name": name, "account": client}
                for id_, name, client in people.all_people(workbook)
            ]
        else:
            rows = [dataclasses.asdict(row) for row in purchases.purchases_of(workbook)]
    if arguments.json:
        _print_json(rows)
    else:
        _print_table(tuple(row.values()) for row in rows)


def _show(arguments: Arguments) -> None:
    from keyaccount_desktop.exchange.summary import lines_of
    from keyaccount_desktop.workbook import accounts, people, purchases
    from keyaccount_desktop.workbook.lookup import find

    query: Callable[..., Any] = {
        "person": people.person_card,
        "account": accounts.account,
        "purchase": purchases.purchase_facts,
    }[arguments.what]
    with _opened(arguments.file) as workbook:
        found = query(workbook, find(workbook, arguments.what, arguments.which))
        lines = list(lines_of(found, workbook.catalogue))
    if arguments.json:
        _print_json(found)
    else:
        _print_table(lines)


def _search(arguments: Arguments) -> None:
    from keyaccount_desktop.workbook.search import reasons, search

    with _opened(arguments.file) as workbook:
        hits = search(workbook, arguments.text)
        why = reasons(workbook, arguments.text, hits)
    if arguments.json:
        _print_json(
            [
                {
                    "id": hit.id,
                    "name": hit.title,
                    "kind": hit.kind,
                    "about": hit.subtitle,
                    "field": why[hit.id].field if hit.id in why else None,
                    "text": why[hit.id].snippet if hit.id in why else None,
                }
                for hit in hits
            ]
        )
    else:
        _print_table(
            (hit.kind, hit.id, hit.title, hit.subtitle, why[hit.id].snippet if hit.id in why else "")
            for hit in hits
        )


def _cards(arguments: Arguments) -> None:
    from keyaccount_desktop.exchange.cards import write_cards
    from keyaccount_desktop.workbook.lookup import find

    _check_ending(arguments.out, (".xlsx",))
    with _opened_to_export(arguments) as workbook:
        account = None if arguments.account is None else find(workbook, "account", arguments.account)
        people = [find(workbook, "person", typed) for typed in arguments.person] or None
        # Cards of single people go out without the map of everyone around them.
        pictures = [] if people else _map_pictures(workbook, account, private=arguments.private)
        report = write_cards(
            workbook,
            arguments.out,
            account_id=account,
            person_ids=people,
            private=arguments.private,
            map_png=pictures,
        )
    print(Text("{n} cards in {path}", "{n} 张卡片，{path}").format(n=report.people, path=arguments.out))
    for cut in report.cut:
        print(
            Text("{name}: no room for {what}", "{name}：放不下{what}").format(name=cut.person, what=cut.what)
        )


def _export(arguments: Arguments) -> None:
    _check_ending(arguments.out, (".ics",))
    from keyaccount_desktop.exchange.calendar_file import write_calendar

    with _opened_to_export(arguments) as workbook:
        report = write_calendar(workbook, arguments.out, private=arguments.private)
    print(
        Text("{n} events, {people} people, {path}", "{n} 个日程，{people} 人，{path}").format(
            n=report.events, people=report.people, path=arguments.out
        )
    )


def _map_pictures(workbook: Any, account: str | None, *, private: bool) -> list[tuple[str, bytes]]:
    from keyaccount_desktop.exchange.map_output import Output
    from keyaccount_desktop.ui.influence_map.print import map_png, offscreen_application
    from keyaccount_desktop.workbook.maps import influence_map
    from keyaccount_desktop.workbook.purchases import purchases_of

    offscreen_application()
    maps = [influence_map(workbook, purchase.id) for purchase in purchases_of(workbook, account)]
    return [
        (found.purchase, map_png(found, Output(ties=private)))
        for found in maps
        if any(card.placed for card in found.cards)
    ]


def _map(arguments: Arguments) -> None:
    _check_ending(arguments.out, (".pdf", ".svg", ".png", ".pptx"))
    from keyaccount_desktop.ui.influence_map.outlet import note
    from keyaccount_desktop.ui.influence_map.print import export_map, offscreen_application
    from keyaccount_desktop.workbook.lookup import find
    from keyaccount_desktop.workbook.maps import influence_map

    output = _output(arguments)
    with _opened_to_export(arguments) as workbook:
        found = influence_map(workbook, find(workbook, "purchase", arguments.purchase))
        offscreen_application()
        kind, folder = f"map {arguments.out.suffix.lower()[1:]}", arguments.out.resolve().parent
        export_map(
            found,
            arguments.out,
            output,
            scale=arguments.scale,
            note=lambda: note(workbook, kind, folder, found, output),
        )
    print(Text("Drew {path}", "已输出 {path}").format(path=arguments.out))


def _pack(arguments: Arguments) -> None:
    _check_ending(arguments.out, (".pdf",))
    from keyaccount_desktop.exchange.pack import meeting_pack
    from keyaccount_desktop.ui.influence_map.print import offscreen_application
    from keyaccount_desktop.ui.pack_print import note_pack, write_pack
    from keyaccount_desktop.workbook.lookup import find

    with _opened_to_export(arguments) as workbook:
        purchase_id = find(workbook, "purchase", arguments.purchase)
        pack = meeting_pack(workbook, purchase_id, _output(arguments), language(), arguments.presenter)
        offscreen_application()
        folder = arguments.out.resolve().parent
        pages = write_pack(pack, arguments.out, lambda: note_pack(workbook, "pack pdf", folder, pack))
    print(Text("{n} pages in {path}", "{n} 页，{path}").format(n=pages, path=arguments.out))


def _output(arguments: Arguments) -> Any:
    """How a map goes out; --private asks for all that is private on it."""
    from keyaccount_desktop.exchange.map_output import Output
    from keyaccount_desktop.ui.settings import Settings

    private, author = arguments.private, Settings().user_name
    return Output(arguments.paper, arguments.mono, coach=private, ties=private, author=author)


def _check_ending(path: Path, endings: tuple[str, ...]) -> None:
    if path.suffix.lower() not in endings:
        raise UserError(
            Text("“{name}” does not end in {endings}.", "“{name}”的扩展名不是 {endings}。").format(
                name=path.name, endings=" / ".join(endings)
            ),
            Text("Choose a name with that ending.", "请使用该扩展名。"),
        )


def _backup(arguments: Arguments) -> None:
    from keyaccount_desktop.workbook.backup import save_copy

    with _opened(arguments.file) as workbook:
        dest: Path = arguments.dest
        target = dest / workbook.path.name if dest.is_dir() else dest
        save_copy(workbook, target)
    print(Text("Backed up to {path}", "已备份到 {path}").format(path=target))


def _check(arguments: Arguments) -> None:
    from keyaccount_desktop.workbook.health import problems

    with _opened(arguments.file) as workbook:
        found = problems(workbook)
    if found:
        for line in found:
            print(line)
        raise UserError(
            Text("{n} problems found.", "发现 {n} 个问题。").format(n=len(found)),
            Text("Go on with the newest backup that is sound.", "请改用最近一份完好的备份。"),
        )
    print(Text("{path} is sound.", "{path} 完好。").format(path=arguments.file))


def _erase(arguments: Arguments) -> None:
    from keyaccount_desktop.workbook.lookup import find
    from keyaccount_desktop.workbook.people import erase_person
    from keyaccount_desktop.workbook.reviews import people_gone

    with _opened(arguments.file, write=True) as workbook:
        # Whoever was deleted before may still stand in reviews.
        which = find(workbook, "person", arguments.which, also=people_gone(workbook))
        mentions = erase_person(workbook, which)
    print(
        Text(
            "Erased. Backups made before still hold the person until they are thinned out.",
            "已彻底删除。之前的备份在清理前仍含有此人。",
        )
    )
    if mentions:
        print(
            Text(
                "{n} texts about others still hold the name: search for it and correct them.",
                "另有 {n} 处关于他人的文字仍含此姓名：请查找并修改。",
            ).format(n=mentions)
        )


def _self_test(arguments: Arguments) -> int:
    from keyaccount_desktop.self_test import run

    return run()


_COMMANDS: Final[
    dict[str, tuple[Text, Callable[[argparse.ArgumentParser], None], Callable[[Arguments], Any]]]
] = {
    "new": (Text("make a workbook", "新建工作簿"), _new_options, _new),
    "info": (Text("what a workbook holds", "工作簿概况"), _file_json, _info),
    "list": (Text("list clients, people or purchases", "列出客户、人员或采购项目"), _list_options, _list),
    "show": (
        Text("show one person, client or purchase", "显示一个人员、客户或采购项目"),
        _show_options,
        _show,
    ),
    "search": (Text("find people, clients, purchases", "查找人员、客户、采购项目"), _search_options, _search),
    "cards": (Text("write Excel profile cards", "导出 Excel 客户卡片"), _cards_options, _cards),
    "map": (Text("draw the influence map of a purchase", "输出采购分析图"), _map_options, _map),
    "pack": (
        Text("print the meeting pack of a purchase as a PDF", "输出采购项目的研讨材料（PDF）"),
        _pack_options,
        _pack,
    ),
    "export": (
        Text("write the days to greet on as a calendar (.ics)", "导出日历（.ics）：问候的日子"),
        _export_options,
        _export,
    ),
    "backup": (Text("write a verified copy", "写出经校验的副本"), _backup_options, _backup),
    "check": (Text("check that a workbook is sound", "检查工作簿是否完好"), _file, _check),
    "erase": (Text("erase a person without trace", "彻底删除一个人"), _erase_options, _erase),
    "self-test": (Text("test this installation", "自检本程序"), _no_options, _self_test),
}
