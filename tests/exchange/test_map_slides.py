"""The map as a slide: boxes that can be moved, links that hold on to them, text that fits, nothing private."""

from __future__ import annotations

import datetime as dt
import io
import shutil
import subprocess
import textwrap
import time
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from pptx import Presentation
from pptx.enum.text import MSO_AUTO_SIZE

from keyaccount_desktop.exchange.map_output import SHARED, Output
from keyaccount_desktop.exchange.map_shapes import Rect, TextStyle
from keyaccount_desktop.exchange.map_slides import slide_show
from keyaccount_desktop.exchange.slide_connectors import SIDES, Connector, connectors, place_of
from keyaccount_desktop.language import LANGUAGES, Language
from keyaccount_desktop.workbook.maps import InfluenceMap
from tests.benchmarks.made_maps import made_map
from tests.exchange.map_samples import card, link, map_of, maps, measure
from tests.exchange.slides_read_back import A, P, everything, groups, links, misplaced, slide_xml

POINT = 12_700
office = shutil.which("soffice") or shutil.which("libreoffice") or ""
needs_office = pytest.mark.skipif(
    not office or not list(Path("/usr/lib/libreoffice/program").glob("libsd*.so")),
    reason="LibreOffice Impress is not installed",
)


def team() -> InfluenceMap:
    people = [
        card("a", "周德明", function="executive", level="decision", roles=["decider"], attitude="neutral"),
        card("b", "王建国", attitude="supporter", coach="trusting", roles=["user", "initiator"]),
        card("c", "陈志恒", function="purchasing", attitude="opponent", part="blocks", assumed=True),
        card("d", "采购办副主任", kind="post", function="purchasing", y=104),
        card("e", "吴凯", function="using", level="operation", position="<工程师> & “技术员”"),
    ]
    return map_of(
        people,
        [
            link("b", "a", "influences", 3),
            link("e", "b", "reports_to"),
            link("e", "b", "influences", 1),
            link("b", "c", "conflict"),
            link("d", "c", "reports_to"),
            link("b", "e", "alumni"),
            link("c", "a", "introduces", assumed=True),
        ],
    )


def show(made: InfluenceMap, output: Output = SHARED, language: Language = "zh") -> bytes:
    shown = output.shown(made)
    return slide_show(shown, output.style(language, shown), measure)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("mono", [False, True], ids=["colour", "mono"])
def test_that_each_card_is_one_group_with_its_name_in_its_rectangle(language: Language, mono: bool) -> None:
    shown = show(team(), Output(mono=mono), language)
    found = groups(shown)
    assert set(found) == {each.name for each in team().cards}
    assert found["王建国"][1] == ["王建国", "超声科主任"]
    assert found["吴凯"][1] == ["吴凯", "<工程师> & “技术员”"]
    assert misplaced(shown) == []


def test_that_every_link_is_a_connector_that_holds_on_to_the_rectangles_of_its_cards() -> None:
    made = team()
    shown = show(made, Output(ties=True))
    ids = {name: id_ for name, (id_, _) in groups(shown).items()}
    names = {each.person_id: each.name for each in made.cards}
    held = sorted((start, end) for start, _, end, _ in links(shown))
    assert held == sorted((ids[names[each.source_id]], ids[names[each.target_id]]) for each in made.links)
    assert all(0 <= place < 4 for _, start, _, end in links(shown) for place in (start, end))


def test_that_no_two_shapes_have_the_same_id() -> None:
    ids = [element.get("id") for element in slide_xml(show(made_map(30))).iter(f"{P}cNvPr")]
    assert len(ids) == len(set(ids)) > 300


def test_that_two_links_between_the_same_cards_do_not_lie_on_each_other() -> None:
    shown = show(team(), Output(ties=True))
    id_of = {name: id_ for name, (id_, _) in groups(shown).items()}
    pair = {id_of["王建国"], id_of["吴凯"]}
    ways = [frozenset([(a, i), (b, j)]) for a, i, b, j in links(shown) if {a, b} == pair]
    assert len(ways) == len(set(ways)) == 3


def test_that_a_reporting_line_runs_behind_no_other_card_even_where_its_turns_are_not_heeded() -> None:
    from keyaccount_desktop.exchange.map_picture import MapPicture, PictureStyle

    # The lower of two at the top stands where an elbow from the upper one has its usual turn.
    upper = card("u", "周德明", level="decision", function="executive")
    lower = card("l", "李秋梅", level="decision", function="executive", y=104)
    others = [card("f", "黄静宜", function="finance"), card("w", "王建国"), card("s", "孙丽华", y=104)]
    reports = [("l", "u"), ("f", "u"), ("w", "l"), ("s", "l")]
    made = map_of([upper, lower, *others], [link(*ends, "reports_to") for ends in reports])
    picture = MapPicture(made, PictureStyle("zh", compact=True), measure)
    boxes = picture.layout.cards
    ways = connectors(picture.routes, boxes)
    assert len(ways) == len(reports)
    for way in ways:
        ends = {way.route.link.source_id, way.route.link.target_id}
        heeded_by_none = replace(way, turns=(0.5,)) if way.start != way.end and len(way.turns) == 1 else way
        assert len(way.turns) < 2
        for x, y in (*way.points, *_corners(heeded_by_none)):
            assert not any(box.holds(x, y) for id_, box in boxes.items() if id_ not in ends), way


def _corners(way: Connector) -> Iterator[tuple[float, float]]:
    """Points along an elbow whose one turn is in its middle."""
    (x0, y0), (x1, y1) = way.points[0], way.points[-1]
    if way.turns != (0.5,):
        return
    upright = way.start in ("top", "bottom")
    for step in range(21):
        share = step / 20
        if upright:
            yield x0 + (x1 - x0) * share, (y0 + y1) / 2
        else:
            yield (x0 + x1) / 2, y0 + (y1 - y0) * share


def test_that_connectors_begin_and_end_where_they_hold_on() -> None:
    from keyaccount_desktop.exchange.map_picture import MapPicture, PictureStyle

    picture = MapPicture(made_map(60), PictureStyle("zh", compact=True), measure)
    boxes = picture.layout.cards
    for way in connectors(picture.routes, boxes):
        ends = (
            place_of(boxes[way.route.link.source_id], way.start),
            place_of(boxes[way.route.link.target_id], way.end),
        )
        assert (way.points[0], way.points[-1]) == ends
        assert _drawn_ends(way.box, way.turned, way.mirrored) == [
            (pytest.approx(x, abs=0.6), pytest.approx(y, abs=0.6)) for x, y in ends
        ]


def _drawn_ends(box: Rect, turned: bool, mirrored: tuple[bool, bool]) -> list[tuple[float, float]]:
    """Where a connector's shape begins and ends: its corners, mirrored and then turned."""
    (x0, y0), made = box.centre, []
    for corner in (-1, 1):
        x, y = corner * box.width / 2, corner * box.height / 2
        x, y = (-x if mirrored[0] else x), (-y if mirrored[1] else y)
        x, y = (-y, x) if turned else (x, y)
        made.append((x0 + x, y0 + y))
    return made


def test_that_kinds_of_links_differ_without_colour() -> None:
    shown = slide_xml(show(team(), Output(mono=True, ties=True)))
    looks = {}
    for each in shown.iter(f"{P}cxnSp"):
        line = each.find(f"{P}spPr").find(f"{A}ln")
        looks[each.find(f".//{P}cNvPr").get("name")] = (
            line.get("cmpd"),
            line.find(f"{A}prstDash").get("val"),
            line.find(f"{A}tailEnd") is not None,
        )
    assert looks["冲突"] == ("dbl", "solid", False)
    assert looks["影响"] == (None, "solid", True)
    assert looks["汇报"] == (None, "solid", False)
    assert looks["校友情"] == (None, "sysDot", False)


def test_that_lanes_and_legend_are_locked_and_lie_behind_the_cards() -> None:
    shapes = slide_xml(show(team())).find(f"{P}cSld").find(f"{P}spTree")
    kinds = [shape.tag.removeprefix(P) for shape in shapes]
    locked = [shape for shape in shapes if shape.find(f".//{A}spLocks[@noMove='1']") is not None]
    names = {shape.find(f".//{P}cNvPr").get("name") for shape in locked}
    assert names == {"Lane", "Legend"}
    assert max(list(shapes).index(shape) for shape in locked) < kinds.index("grpSp")


@pytest.mark.parametrize("people", [1, 14, 60, 300])
def test_that_text_is_large_enough_and_stays_in_its_box(people: int) -> None:
    show_ = Presentation(io.BytesIO(show(made_map(people))))
    assert show_.slide_width / show_.slide_height == pytest.approx(16 / 9, abs=0.001)
    for shape in _leaves(show_.slides[0].shapes):
        assert shape.left >= 0 and shape.left + shape.width <= show_.slide_width
        assert shape.top >= 0 and shape.top + shape.height <= show_.slide_height
        if not shape.has_text_frame or not shape.text_frame.text:
            continue
        assert shape.text_frame.auto_size == MSO_AUTO_SIZE.NONE
        upright = "vert270" in shape._element.xml
        room = (shape.height if upright else shape.width) - shape.text_frame.margin_left
        for paragraph in shape.text_frame.paragraphs:
            (run,) = paragraph.runs
            size = run.font.size.pt
            assert size >= 6.9, run.text
            style = TextStyle(size, bold=bool(run.font.bold), italic=bool(run.font.italic))
            # What slanted letters lean out is the same at every size.
            assert measure(run.text, style) * POINT <= room * 1.02 + POINT, run.text


def _leaves(shapes):
    for shape in shapes:
        if shape.shape_type == 6:
            yield from _leaves(shape.shapes)
        elif not shape._element.tag.endswith("cxnSp"):
            yield shape


def test_that_each_language_has_its_letters() -> None:
    for language, latin in (("en", "Arial"), ("zh", "Microsoft YaHei")):
        shown = everything(show(team(), language=language))  # type: ignore[arg-type]
        assert f'latin typeface="{latin}"/><a:ea typeface="Microsoft YaHei"' in shown


def test_that_the_slide_has_a_title_and_says_for_screen_readers_what_a_card_shows() -> None:
    shown = show(team())
    slide = Presentation(io.BytesIO(shown)).slides[0]
    assert slide.shapes.title is not None
    assert slide.shapes.title.text_frame.text == "彩色超声系统采购"
    texts = [element.get("descr") or "" for element in slide_xml(shown).iter(f"{P}cNvPr")]
    assert any(text.startswith("王建国") and "支持者" in text for text in texts)
    assert "王建国 → 周德明" in texts


def test_that_coach_ties_and_notes_are_in_no_part_of_the_file_unless_asked_for() -> None:
    from dataclasses import replace

    made = team()
    made = replace(made, links=tuple(replace(each, note="秘密备注") for each in made.links))
    shared, asked = everything(show(made)), everything(show(made, Output(coach=True, ties=True)))
    for words in ("校友情", "内线", "信赖", "五缘"):
        assert words not in shared, words
        assert words in asked, words
    assert "秘密备注" not in shared + asked
    assert everything(show(made, language="en")).count("oach") == 0


@settings(max_examples=25, deadline=None)
@given(maps())
def test_that_any_map_becomes_a_slide(made: InfluenceMap) -> None:
    shown = show(made, Output(coach=True, ties=True))
    assert len(Presentation(io.BytesIO(shown)).slides) == 1
    assert misplaced(shown) == []


def test_that_long_and_strange_names_become_a_slide() -> None:
    torn = "a\x00b\x0b\ud800<&>\"'\ufffe"
    people = [card("a", torn, position=torn), card("b", "名" * 200, position="职" * 200, y=104)]
    made = map_of(people, [link("a", "b", "a kind\x01 of a later version")])
    for purchase, account in (("购" * 200, "户" * 200), (torn, torn)):
        shown = show(replace(made, purchase=purchase, account=account, workbook="簿" * 300))
        about = Presentation(io.BytesIO(shown)).core_properties
        assert about.title.startswith(purchase[:1])
        assert misplaced(shown) == []


def test_that_nothing_of_the_template_is_told_by_the_file() -> None:
    with zipfile.ZipFile(io.BytesIO(show(team()))) as package:
        names = package.namelist()
    assert not [name for name in names if "printerSettings" in name or "thumbnail" in name]


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="the time zone of a process cannot be set here")
def test_that_the_file_says_in_utc_when_it_was_made(
    monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    request.addfinalizer(time.tzset)  # undone after the variable is
    with monkeypatch.context() as patch:
        patch.setenv("TZ", "Asia/Shanghai")
        time.tzset()
        check_made_now()


def check_made_now() -> None:
    before = dt.datetime.now(dt.UTC).replace(tzinfo=None, microsecond=0)
    made = Presentation(io.BytesIO(show(team()))).core_properties.created
    assert before <= made.replace(tzinfo=None) <= dt.datetime.now(dt.UTC).replace(tzinfo=None)


def test_that_every_side_of_a_box_is_numbered_as_presentations_do() -> None:
    box = Rect(10, 20, 100, 50)
    assert [place_of(box, side) for side in SIDES] == [(60, 20), (10, 45), (60, 70), (110, 45)]


# In another program.


@needs_office
def test_that_impress_opens_it_with_every_connector_attached(tmp_path: Path) -> None:
    target = tmp_path / "map.pptx"
    target.write_bytes(show(team(), Output(ties=True)))
    subprocess.run(
        [office, f"-env:UserInstallation={(tmp_path / 'office').as_uri()}", "--headless", "--convert-to",
         "fodp", "--outdir", str(tmp_path), str(target)],
        check=True, capture_output=True, timeout=300,
    )  # fmt: skip
    read = (tmp_path / "map.fodp").read_text(encoding="utf-8")
    connectors_ = read.count("<draw:connector ")
    assert connectors_ == len(team().links)
    assert read.count("draw:start-shape=") == read.count("draw:end-shape=") == connectors_
    for name in ("王建国", "采购办副主任", "校友情", "彩色超声系统采购"):
        assert name in read


MOVE = """
import subprocess, sys, time
import uno
from com.sun.star.awt import Point

office = subprocess.Popen(sys.argv[1:4] + ["--accept=pipe,name=keyaccount-test;urp;", "--norestore"])
local = uno.getComponentContext()
resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
until = time.monotonic() + 120
while True:
    try:
        context = resolver.resolve("uno:pipe,name=keyaccount-test;urp;StarOffice.ComponentContext")
        break
    except Exception:
        if time.monotonic() > until:
            office.kill()
            raise
        time.sleep(0.2)
desktop = context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
document = desktop.loadComponentFromURL(sys.argv[4], "_blank", 0, ())
page = document.DrawPages.getByIndex(0)
shapes = [page.getByIndex(index) for index in range(page.Count)]
links = [shape for shape in shapes if shape.ShapeType.endswith("ConnectorShape")]


def places():
    return [(at.X, at.Y) for link in links for at in (link.StartPosition, link.EndPosition)]


def boxes():
    return [box.Name for link in links for box in (link.StartShape, link.EndShape)]


before = places()
card = next(shape for shape in shapes if shape.Name == sys.argv[5])
card.Position = Point(card.Position.X + 1000, card.Position.Y + 700)
for name, old, new in zip(boxes(), before, places()):
    print(name, new[0] - old[0], new[1] - old[1])
document.close(True)
desktop.terminate()
office.wait(60)
"""


def _python_of_the_office() -> str:
    """The system's own Python, where it can speak to LibreOffice."""
    found = shutil.which("python3", path="/usr/bin")
    if not office or found is None:
        return ""
    asked = subprocess.run([found, "-c", "import uno"], capture_output=True, check=False)
    return found if asked.returncode == 0 else ""


@needs_office
def test_that_a_box_moved_in_impress_takes_its_connectors_along(tmp_path: Path) -> None:
    python = _python_of_the_office()
    if not python:
        pytest.skip("python3-uno is not installed")
    target, script = tmp_path / "map.pptx", tmp_path / "move.py"
    target.write_bytes(show(team(), Output(ties=True)))
    script.write_text(textwrap.dedent(MOVE), encoding="utf-8")
    profile = f"-env:UserInstallation={(tmp_path / 'office').as_uri()}"
    done = subprocess.run(
        [python, str(script), office, profile, "--headless", target.as_uri(), "王建国"],
        capture_output=True, check=True, encoding="utf-8", timeout=300,
    )  # fmt: skip
    moved = [line.rsplit(" ", 2) for line in done.stdout.splitlines()]
    assert {name for name, _, _ in moved} >= {"王建国", "周德明", "吴凯"}
    for name, x, y in moved:
        wanted = (1000, 700) if name == "王建国" else (0, 0)
        assert (int(x), int(y)) == pytest.approx(wanted, abs=2), name
