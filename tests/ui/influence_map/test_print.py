"""The map on paper and in files: everything inside its card, found by search, large enough to read."""

from __future__ import annotations

import html
import os
import re
import shutil
import subprocess
import xml.etree.ElementTree as ElementTree
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtCore import QSizeF
from PySide6.QtGui import QColor, QImage
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from keyaccount_desktop.exchange.map_output import SHARED, Output
from keyaccount_desktop.exchange.map_shapes import FADED, SMALL, Rect
from keyaccount_desktop.language import UserError, set_language
from keyaccount_desktop.ui.influence_map import print as printing
from keyaccount_desktop.ui.influence_map.painter import paper_ink
from keyaccount_desktop.ui.influence_map.paper_font import characters, print_families
from keyaccount_desktop.ui.influence_map.preview import preview_map
from keyaccount_desktop.ui.influence_map.print import export_map, map_png, paint_pages, set_page
from keyaccount_desktop.ui.influence_map.sheets import LARGEST_SCALE, SMALLEST_POINTS, Spread
from keyaccount_desktop.workbook.maps import InfluenceMap
from tests.benchmarks.made_maps import made_map
from tests.exchange.map_samples import card, link, map_of
from tests.ui.influence_map.conftest import Book

needs_poppler = pytest.mark.skipif(
    shutil.which("pdftotext") is None, reason="pdftotext (poppler-utils) is not installed"
)

RADICALS = range(0x2E80, 0x2FE0)


@pytest.fixture(autouse=True)
def chinese(qapp: QApplication) -> None:
    set_language("zh")


def words_of(pdf: Path) -> list[tuple[str, Rect]]:
    """The words of a PDF and where they stand, in points from the upper left."""
    said = subprocess.run(
        ["pdftotext", "-bbox", str(pdf), "-"], capture_output=True, check=True, encoding="utf-8"
    ).stdout
    found = re.findall(
        r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">(.*?)</word>', said
    )
    return [
        (html.unescape(text), Rect(float(x), float(y), float(right) - float(x), float(bottom) - float(y)))
        for x, y, right, bottom, text in found
    ]


def cards_on_paper(influence_map: InfluenceMap, pdf: Path, *, mono: bool) -> dict[str, Rect]:
    """Where the cards of a one-page map lie on the sheet, in points."""
    printed = printing.Printed(influence_map, Output(mono=mono))
    layout = printing.page_layout("A3" if "A3" in pdf.name else "A4").fullRectPoints()
    edge = printing.EDGE
    spread = printed.spread(QSizeF(layout.width() - 2 * edge, layout.height() - 2 * edge))
    scale, (sheet,) = spread.scale, spread.sheets
    return {
        id_: Rect(
            edge + sheet.x + (place.x - sheet.part.x) * scale, edge + sheet.y + (place.y - sheet.part.y) * scale,
            place.width * scale, place.height * scale,
        )
        for id_, place in printed.picture.layout.cards.items()
    }  # fmt: skip


def some_map() -> InfluenceMap:
    """Fourteen people whose names appear once each, with characters that fonts share with radicals."""
    surnames = "王金高龙马长生车风麦黄青石田"
    made = made_map(14)
    cards = tuple(
        replace(each, name=f"{surname}{index:02d}生", kind="person")
        for index, (each, surname) in enumerate(zip(made.cards, surnames, strict=True))
    )
    return replace(made, cards=cards)


@needs_poppler
@pytest.mark.parametrize("mono", [False, True], ids=["colour", "mono"])
@pytest.mark.parametrize("paper", ["A4", "A3"])
def test_that_every_name_stands_inside_its_card(tmp_path: Path, paper: str, mono: bool) -> None:
    made, pdf = some_map(), tmp_path / f"map-{paper}.pdf"
    export_map(made, pdf, Output(paper, mono))
    words = words_of(pdf)
    places = cards_on_paper(made, pdf, mono=mono)
    for each in made.cards:
        found = [area for text, area in words if text == each.name]
        assert len(found) == 1, each.name
        place = places[each.person_id].grown(0.5)
        (area,) = found
        assert place.holds(area.x, area.y) and place.holds(area.right, area.bottom), each.name


@needs_poppler
def test_that_the_text_of_a_pdf_is_found_by_searching(tmp_path: Path) -> None:
    pdf = tmp_path / "map.pdf"
    export_map(some_map(), pdf)
    text = "".join(word for word, _ in words_of(pdf))
    assert not [character for character in text if ord(character) in RADICALS]
    wanted = "采购分析图 客户：江滨市第一人民医院 日期：2026-11-03 作者：华东区工作簿 支持者 人选未知 决策层 使用部门"
    for words in wanted.split():
        assert words in text, words


def test_that_the_character_maps_of_a_pdf_hold_no_radicals(tmp_path: Path) -> None:
    pdf = tmp_path / "map.pdf"
    export_map(some_map(), pdf)
    said = set(characters(pdf.read_bytes()))
    assert {"生", "金", "高", "龙"} <= said
    assert not [character for character in said if ord(character) in RADICALS]
    assert print_families()


@needs_poppler
def test_that_english_titles_turned_on_their_side_are_found_too(tmp_path: Path) -> None:
    set_language("en")
    pdf = tmp_path / "map.pdf"
    export_map(some_map(), pdf)
    words = [word for word, _ in words_of(pdf)]
    assert {"Management", "Decision-making", "Operational"} <= set(words)


@needs_poppler
def test_that_figures_and_joined_letters_beside_latin_words_are_found(tmp_path: Path) -> None:
    set_language("en")
    pdf = tmp_path / "map.pdf"
    export_map(replace(some_map(), purchase="Official filing 2026"), pdf)
    words = [word for word, _ in words_of(pdf)]
    assert {"Official", "filing", "2026", "2026-11-03"} <= set(words)


def points(made: InfluenceMap, paper: str) -> tuple[float, int]:
    """The size of the smallest text on paper, and on how many sheets."""
    printed = printing.Printed(made, SHARED)
    layout = printing.page_layout(paper).fullRectPoints()
    edge = 2 * printing.EDGE
    spread = printed.spread(QSizeF(layout.width() - edge, layout.height() - edge))
    return spread.scale * SMALL.size, len(spread.sheets)


@pytest.mark.parametrize("people", [1, 5, 14, 60, 200])
@pytest.mark.parametrize("paper", ["A4", "A3"])
def test_that_no_text_on_paper_is_smaller_than_seven_points(people: int, paper: str) -> None:
    size, sheets = points(made_map(people), paper)
    assert size >= 7 - 1e-9
    assert sheets == 1 or people > 14


def spread_over(made: InfluenceMap, needs: float) -> Spread:
    """A map on a sheet that is so much too small for it in both directions, at seven points."""
    printed = printing.Printed(made, SHARED)
    least = SMALLEST_POINTS / SMALL.size / needs
    return printed.spread(QSizeF(printed.bounds.width * least, printed.bounds.height * least))


@pytest.mark.parametrize("room", [(797.0, 550.0), (960.0, 540.0), (1145.0, 796.0)])
def test_that_a_small_map_fills_its_sheet_without_smaller_letters(room: tuple[float, float]) -> None:
    few = made_map(4)
    printed = printing.Printed(few, SHARED)
    natural = printed.bounds
    scale = min(room[0] / natural.width, room[1] / natural.height, LARGEST_SCALE)
    blank = room[0] * room[1] - natural.width * natural.height * scale**2
    spread = printed.spread(QSizeF(*room))
    assert spread.whole and spread.scale >= 0.97 * scale
    width, height = printed.bounds.width * spread.scale, printed.bounds.height * spread.scale
    assert width <= room[0] + 0.1 and height <= room[1] + 0.1
    assert room[0] * room[1] - width * height < 0.6 * blank
    # Lanes are wider or higher; cards are not, and stand as they stood to each other within a lane.
    assert {(each.width, each.height) for each in printed.picture.layout.cards.values()} == {(176, 76)}


def test_that_faded_text_on_paper_can_be_read() -> None:
    ink = paper_ink(print_families())
    for token in ("text_1", "text_2"):
        assert contrast(ink.colour(token + FADED), ink.colour("surface")) >= 4.5


def contrast(one: QColor, other: QColor) -> float:
    def light(colour: QColor) -> float:
        parts = [
            part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
            for part in (colour.redF(), colour.greenF(), colour.blueF())
        ]
        return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]

    brighter, darker = sorted((light(one), light(other)), reverse=True)
    return (brighter + 0.05) / (darker + 0.05)


def test_that_a_map_is_one_sheet_as_long_as_its_text_has_seven_points() -> None:
    for needs in (0.9, 1.0):
        spread = spread_over(some_map(), needs)
        assert len(spread.sheets) == 1 and spread.whole
        assert spread.scale * SMALL.size == pytest.approx(7 / needs)
    assert len(spread_over(some_map(), 1.02).sheets) > 1


def test_that_a_map_much_too_large_goes_over_sheets_that_overlap_and_are_cut_at_the_same_places() -> None:
    spread = spread_over(some_map(), 1.5)
    sheets = spread.sheets
    assert len(sheets) >= 4 and spread.scale * SMALL.size >= 7
    for places, cuts, size in (
        (lambda sheet: sheet.part.x, lambda sheet: sheet.cuts_across, sheets[0].part.width),
        (lambda sheet: sheet.part.y, lambda sheet: sheet.cuts_down, sheets[0].part.height),
    ):
        found = {places(sheet): cuts(sheet) for sheet in sheets}
        starts = sorted(found)
        assert len(found[starts[0]]) == len(found[starts[-1]]) == 1, "an edge without neighbour is not cut"
        for one, next_ in pairwise(starts):
            assert found[one][-1] == pytest.approx(found[next_][0])
            assert next_ + 10 < found[one][-1] < one + size - 10


@needs_poppler
def test_that_every_sheet_of_several_bears_title_headings_and_legend(tmp_path: Path) -> None:
    pdf = tmp_path / "map.pdf"
    export_map(made_map(60), pdf)
    sheets = points(made_map(60), "A4")[1]
    assert sheets > 1
    for number in range(1, sheets + 1):
        said = subprocess.run(
            ["pdftotext", "-f", str(number), "-l", str(number), str(pdf), "-"],
            capture_output=True, check=True, encoding="utf-8",
        ).stdout.replace(" ", "")  # fmt: skip
        for words in ("采购分析图", "支持者", f"{number}/{sheets}"):
            assert words in said, (number, words)
        assert "层" in said and ("部门" in said or "高层" in said), number


def test_that_a_usual_map_fits_one_sheet_of_a4() -> None:
    for code in ("zh", "en"):
        set_language(code)  # type: ignore[arg-type]
        people = [
            card("a", function="executive", level="decision"),
            card("b", function="executive", level="decision", y=104),
            *(
                card(f"m{f}", function=f, level="management")
                for f in ("using", "technical", "purchasing", "other")
            ),
            card("p", function="purchasing", level="management", y=104),
            *(card(f"o{f}", function=f, level="operation") for f in ("using", "technical", "purchasing")),
            card("n", function="using", level="operation", y=104),
        ]
        assert points(map_of(people, [link("ma", "a")]), "A4")[1] == 1


def test_that_sheets_of_a_large_map_overlap_and_leave_nothing_out() -> None:
    printed = printing.Printed(made_map(200), SHARED)
    sheets = printed.spread(QSizeF(780, 530)).sheets
    assert len(sheets) > 4
    for x, y in [place.centre for place in printed.picture.layout.cards.values()]:
        assert any(sheet.part.holds(x, y) for sheet in sheets)
    lefts = sorted({sheet.part.x for sheet in sheets})
    for left, right in pairwise(lefts):
        assert right < left + sheets[0].part.width


@needs_poppler
def test_that_a_large_map_is_printed_over_numbered_sheets(tmp_path: Path) -> None:
    pdf = tmp_path / "map.pdf"
    export_map(made_map(200), pdf)
    said = subprocess.run(
        ["pdftotext", str(pdf), "-"], capture_output=True, check=True, encoding="utf-8"
    ).stdout
    sheets = points(made_map(200), "A4")[1]
    said = said.replace(" ", "")
    assert f"1/{sheets}" in said and f"{sheets}/{sheets}" in said


# The coach is private.


def coach_map() -> InfluenceMap:
    return map_of([card("a", coach="allied"), card("b", function="finance")])


def test_that_the_coach_is_on_no_print_or_export_unless_asked_for(tmp_path: Path) -> None:
    plain = map_of([card("a"), card("b", function="finance")])
    for name in ("map.svg", "map.png"):
        with_coach, without, asked = (tmp_path / f"{part}-{name}" for part in ("coach", "none", "asked"))
        export_map(coach_map(), with_coach)
        export_map(plain, without)
        export_map(coach_map(), asked, Output(coach=True))
        assert with_coach.read_bytes() == without.read_bytes()
        assert asked.read_bytes() != without.read_bytes()
    assert map_png(coach_map()) == map_png(plain) != map_png(coach_map(), Output(coach=True))


# Files.


def test_that_svg_holds_real_text(tmp_path: Path) -> None:
    target = tmp_path / "map.svg"
    export_map(some_map(), target)
    texts = {
        "".join(node.itertext()).strip()
        for node in ElementTree.parse(target).iter()
        if node.tag.endswith("text")
    }
    assert {each.name for each in some_map().cards} <= texts
    assert "彩色超声系统采购" in texts


def test_that_png_shows_the_whole_map(tmp_path: Path) -> None:
    target = tmp_path / "map.png"
    export_map(some_map(), target)
    image = QImage(str(target))
    bounds = printing.Printed(some_map(), SHARED).bounds.grown(16)
    assert image.width() / image.height() == pytest.approx(bounds.width / bounds.height, rel=0.01)
    assert image.width() > 1500
    # Nothing touches the edge, whatever it is pasted into.
    background = image.pixelColor(0, 0)
    along = [(x, y) for x in range(image.width()) for y in (20, image.height() - 20)]
    along += [(x, y) for y in range(image.height()) for x in (20, image.width() - 20)]
    assert all(image.pixelColor(*each) == background for each in along)


def test_that_a_black_and_white_map_has_no_colour(tmp_path: Path) -> None:
    target = tmp_path / "map.png"
    export_map(some_map(), target, Output(mono=True))
    image = QImage(str(target)).scaled(300, 200)
    assert all(
        max(c) - min(c) < 6
        for x in range(300)
        for y in range(200)
        for c in (
            [image.pixelColor(x, y).red(), image.pixelColor(x, y).green(), image.pixelColor(x, y).blue()],
        )
    )


def test_that_prints_look_the_same_whatever_the_windows_theme(tmp_path: Path) -> None:
    from keyaccount_desktop.ui import theme

    light = map_png(some_map())
    theme.current().set_mode("dark")
    assert map_png(some_map()) == light


def test_that_an_unknown_ending_is_refused_with_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(UserError) as refused:
        export_map(some_map(), tmp_path / "map.docx")
    assert ".pdf" in str(refused.value.hint)


@pytest.mark.skipif(os.name == "nt", reason="modes of files")
@pytest.mark.parametrize("ending", ["pdf", "svg", "png"])
def test_that_an_older_file_is_replaced_as_a_whole(tmp_path: Path, ending: str) -> None:
    target = tmp_path / f"map.{ending}"
    target.write_text("old")
    export_map(some_map(), target)
    assert target.stat().st_size > 2000
    assert target.stat().st_mode & 0o777 == 0o600
    assert list(tmp_path.iterdir()) == [target]


def test_that_a_folder_that_is_not_there_is_explained(tmp_path: Path) -> None:
    with pytest.raises(UserError):
        export_map(some_map(), tmp_path / "nowhere" / "map.pdf")


def test_that_strange_names_can_be_exported(tmp_path: Path) -> None:
    strange = map_of([
        card("a", "x" * 300), card("b", "", y=104), card("c", "مرحبا 😀", y=208), card("d", "a\x00b\n<&>", y=312),
    ])  # fmt: skip
    strange = replace(
        strange,
        purchase="p\x00<&\ud800>\x0b\ufffe",
        account="\x01\udfff",
        links=(link("a", "b", "a kind\x01 of a later version"),),
    )
    for ending in ("pdf", "svg", "png", "pptx"):
        export_map(strange, tmp_path / f"map.{ending}")
    ElementTree.parse(tmp_path / "map.svg")


def test_that_a_picture_without_room_in_memory_is_no_empty_file() -> None:
    with pytest.raises(UserError):
        printing._encoded(QImage())


def unwritable_printer(folder: Path) -> QPrinter:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(folder / "nowhere" / "printed.pdf"))
    return printer


@pytest.mark.qt_log_ignore("QPainter::begin", extend=True)
def test_that_a_printer_that_takes_nothing_is_told_of(tmp_path: Path) -> None:
    with pytest.raises(UserError):
        paint_pages(unwritable_printer(tmp_path), some_map())


def test_that_a_printer_gets_the_same_pages(tmp_path: Path) -> None:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    set_page(printer, "A4")
    assert paint_pages(printer, some_map()) == 1
    assert (tmp_path / "printed.pdf").stat().st_size > 5000


def test_that_the_preview_shows_the_map_before_it_is_printed(qtbot: QtBot, book: Book) -> None:
    from PySide6.QtWidgets import QWidget

    parent = QWidget()
    qtbot.addWidget(parent)
    parent.show()
    dialog = preview_map(parent, book.workbook, some_map(), Output("A3"))
    assert dialog is not None
    qtbot.waitUntil(dialog.isVisible)
    assert dialog.printer().pageLayout().fullRectPoints().width() == pytest.approx(1191, abs=2)
    dialog.close()


def test_that_the_preview_is_no_larger_than_the_window_it_belongs_to(qtbot: QtBot, book: Book) -> None:
    from PySide6.QtWidgets import QWidget

    parent = QWidget()
    qtbot.addWidget(parent)
    parent.resize(900, 640)
    parent.show()
    dialog = preview_map(parent, book.workbook, some_map(), SHARED)
    assert dialog is not None
    qtbot.waitUntil(dialog.isVisible)
    assert dialog.width() <= 900 and dialog.height() <= 640
    dialog.close()


def test_that_sheets_are_filled_before_they_overlap_more_than_they_must() -> None:
    for people in (60, 200):
        sheets = printing.Printed(made_map(people), SHARED).spread(QSizeF(1145, 796)).sheets
        overlaps = []
        for start, size in ((lambda part: part.x, "width"), (lambda part: part.y, "height")):
            places = sorted({start(sheet.part) for sheet in sheets})
            overlaps += [one + getattr(sheets[0].part, size) - next_ for one, next_ in pairwise(places)]
        assert min(overlaps) < 90
