"""The meeting pack on paper: previewed, found by search, noted, and private only when asked for."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtGui import QPageLayout, QPageSize
from PySide6.QtPrintSupport import QPrinter, QPrintPreviewWidget
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QWidget
from pytestqt.qtbot import QtBot

from keyaccount_desktop.exchange.map_output import SHARED, Output
from keyaccount_desktop.exchange.pack import meeting_pack
from keyaccount_desktop.language import LANGUAGES, UserError, set_language
from keyaccount_desktop.ui.influence_map.paper_font import characters
from keyaccount_desktop.ui.influence_map.print import set_page
from keyaccount_desktop.ui.pack_print import PackPreview, PrintedPack, preview_pack, write_pack
from keyaccount_desktop.workbook.demo import create_demo
from keyaccount_desktop.workbook.document import Workbook
from keyaccount_desktop.workbook.export_log import exports
from keyaccount_desktop.workbook.purchases import purchases_of

needs_poppler = pytest.mark.skipif(
    shutil.which("pdftotext") is None, reason="pdftotext (poppler-utils) is not installed"
)
PRIVATE = {"zh": ("内线", "校友情"), "en": ("Coach", "Alumni")}


@pytest.fixture(params=LANGUAGES)
def demo(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Workbook]:
    set_language(request.param)
    workbook = create_demo(tmp_path / "demo.kaw", request.param)
    yield workbook
    workbook.close()


def purchase_of(workbook: Workbook) -> str:
    return max(purchases_of(workbook), key=lambda row: row.on_map).id


def code() -> str:
    from keyaccount_desktop import language

    return language.language()


def said_in(pdf: Path) -> str:
    done = subprocess.run(["pdftotext", str(pdf), "-"], capture_output=True, check=True, encoding="utf-8")
    return "".join(done.stdout.split())


@needs_poppler
@pytest.mark.parametrize("paper", ["A4", "A3"])
def test_that_its_text_is_found_by_searching(demo: Workbook, tmp_path: Path, paper: str) -> None:
    pdf = tmp_path / "pack.pdf"
    pack = meeting_pack(demo, purchase_of(demo), Output(paper), code(), "李经理")  # type: ignore[arg-type]
    assert write_pack(pack, pdf) >= 4
    said = said_in(pdf)
    people = [person for level in pack.levels for person in level.people]
    for words in (pack.purchase, pack.map.account, "李经理", *(person.name for person in people)):
        assert "".join(words.split()) in said, words
    for words in PRIVATE[code()]:
        assert words not in said
    assert not [each for each in characters(pdf.read_bytes()) if 0x2E80 <= ord(each) < 0x2FE0]
    size = subprocess.run(["pdfinfo", str(pdf)], capture_output=True, check=True, encoding="utf-8").stdout
    assert ("A4" if paper == "A4" else "A3") in size


@needs_poppler
def test_that_coach_and_ties_are_found_when_asked_for(demo: Workbook, tmp_path: Path) -> None:
    pdf = tmp_path / "pack.pdf"
    write_pack(meeting_pack(demo, purchase_of(demo), Output(coach=True, ties=True), code()), pdf)  # type: ignore[arg-type]
    for words in PRIVATE[code()]:
        assert words in said_in(pdf)


def test_that_an_unwritable_folder_is_explained(demo: Workbook, tmp_path: Path) -> None:
    pack = meeting_pack(demo, purchase_of(demo), SHARED, "zh")
    with pytest.raises(UserError):
        write_pack(pack, tmp_path / "nowhere" / "pack.pdf")
    with pytest.raises(UserError):
        write_pack(pack, demo.path)


def test_that_a_printer_gets_the_pages_that_are_asked_for(demo: Workbook, tmp_path: Path) -> None:
    printed = PrintedPack(meeting_pack(demo, purchase_of(demo), SHARED, "zh"))
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    set_page(printer, "A4")
    assert printed.paint_pages(printer, 2, 3) == len(printed.pages)
    assert (tmp_path / "printed.pdf").read_bytes().count(b"/Type /Page\n") == 2
    printed.mend(tmp_path / "printed.pdf")


@needs_poppler
def test_that_other_paper_in_the_printer_holds_the_whole_pages(demo: Workbook, tmp_path: Path) -> None:
    printed = PrintedPack(meeting_pack(demo, purchase_of(demo), SHARED, "zh"))
    target = tmp_path / "printed.pdf"
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(target))
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.Letter))
    printer.setPageOrientation(QPageLayout.Orientation.Portrait)
    printer.setFullPage(True)
    printed.paint_pages(printer)
    drawn = subprocess.run(
        ["pdftotext", "-bbox", str(target), "-"], capture_output=True, check=True, encoding="utf-8"
    ).stdout
    rights = [float(right) for right in re.findall(r'xMax="([\d.]+)"', drawn)]
    assert rights and max(rights) <= 612


@pytest.fixture
def preview(demo: Workbook, qtbot: QtBot) -> Iterator[PackPreview]:
    parent = QWidget()
    qtbot.addWidget(parent)
    parent.resize(1280, 720)
    parent.show()
    shown = preview_pack(parent, demo, purchase_of(demo), SHARED)
    assert shown is not None
    qtbot.waitUntil(shown.isVisible)
    yield shown
    if shiboken6.isValid(shown):  # it goes by itself when the pack is saved
        shown.close()


def press(box: QCheckBox) -> None:
    QTest.mouseClick(box, Qt.MouseButton.LeftButton, pos=box.rect().center() - box.rect().center() / 1.2)


def test_that_the_preview_shows_all_pages_and_follows_the_choices(preview: PackPreview) -> None:
    pages = preview.findChild(QPrintPreviewWidget)
    assert pages.pageCount() == len(preview.printed.pages)
    press(preview.mono)
    assert preview.printed.pack.output.mono
    QTest.mouseClick(preview.presenter, Qt.MouseButton.LeftButton)
    QTest.keyClicks(preview.presenter, "Wang Li")
    preview.mono.setFocus()
    assert preview.printed.pack.presenter == "Wang Li"
    preview.paper.setCurrentText("A3")
    assert preview.printer().pageLayout().fullRectPoints().width() == pytest.approx(1191, abs=2)
    assert pages.pageCount() == len(preview.printed.pages)


def test_that_what_is_private_is_off_until_asked_for_and_then_noted(
    demo: Workbook, preview: PackPreview, tmp_path: Path
) -> None:
    assert not preview.coach.isChecked() and not preview.ties.isChecked()
    press(preview.coach)
    press(preview.ties)
    preview.write(tmp_path / "pack.pdf")
    (noted,) = exports(demo)
    assert (noted.kind, noted.folder) == ("pack pdf", str(tmp_path))
    assert "stakeholder.coach" in noted.private_fields and "link.alumni" in noted.private_fields
    assert noted.people == sum(row.stakeholders for row in purchases_of(demo) if row.id == purchase_of(demo))


def test_that_choices_of_the_map_do_not_carry_what_is_private_over(demo: Workbook, qtbot: QtBot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    parent.show()
    shown = preview_pack(parent, demo, purchase_of(demo), Output("A3", True, coach=True, ties=True))
    assert shown is not None
    qtbot.waitUntil(shown.isVisible)
    assert shown.output == Output("A3", True)
    shown.close()
