"""What leaves the map's page: noted each time, on the clipboard as a picture, and never with what is private."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QByteArray, Qt
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtPrintSupport import QPrinter, QPrintPreviewWidget
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from keyaccount_desktop.exchange.map_output import SHARED, Output
from keyaccount_desktop.exchange.pack import meeting_pack
from keyaccount_desktop.language import Text, UserError, set_language
from keyaccount_desktop.ui.influence_map.map_page import MapPage
from keyaccount_desktop.ui.influence_map.outlet import check_private, note
from keyaccount_desktop.ui.influence_map.preview import MapPreview
from keyaccount_desktop.ui.influence_map.print import export_map, map_picture_data
from keyaccount_desktop.ui.pack_print import note_pack, preview_pack, write_pack
from keyaccount_desktop.ui.widgets import MessageBar
from keyaccount_desktop.workbook.backup import save_copy
from keyaccount_desktop.workbook.document import Workbook
from keyaccount_desktop.workbook.export_log import exports
from keyaccount_desktop.workbook.facts import set_fact
from keyaccount_desktop.workbook.links import draw_link
from keyaccount_desktop.workbook.maps import InfluenceMap, influence_map, judge, shareable
from keyaccount_desktop.workbook.purchases import delete_purchase
from tests.exchange.slides_read_back import everything
from tests.ui.influence_map.conftest import Book

NOTE = "他们私下的事"
needs_poppler = pytest.mark.skipif(
    shutil.which("pdftotext") is None, reason="pdftotext (poppler-utils) is not installed"
)


@pytest.fixture
def secrets(book: Book) -> Book:
    """The book with a coach, a tie, and a note on it."""
    set_language("zh")
    judge(book.workbook, book.purchase, [book.people["钟敏"]], "stakeholder.coach", "allied")
    tie = draw_link(book.workbook, book.people["方凯"], book.people["邹志强"], "alumni")
    set_fact(book.workbook, ("link", tie), "link.note", NOTE)
    return book


def said_by(influence_map: InfluenceMap, output: Output, folder: Path, ending: str) -> str:
    """All the text that a file of this kind holds."""
    target = folder / f"map.{ending}"
    export_map(influence_map, target, output)
    if ending == "pptx":
        return everything(target.read_bytes())
    if ending == "svg":
        return target.read_text(encoding="utf-8")
    done = subprocess.run(["pdftotext", str(target), "-"], capture_output=True, check=True, encoding="utf-8")
    return done.stdout


@needs_poppler
@pytest.mark.parametrize("ending", ["pdf", "svg", "pptx"])
def test_that_coach_and_ties_are_in_no_file_unless_asked_for(
    secrets: Book, page: MapPage, tmp_path: Path, ending: str
) -> None:
    shown = page.influence_map
    assert shown is not None
    for output, told in (
        (SHARED, set()),
        (Output(coach=True), {"内线"}),
        (Output(ties=True), {"校友情", "五缘"}),
        (Output(coach=True, ties=True), {"内线", "校友情", "五缘"}),
    ):
        said = said_by(shown, output, tmp_path, ending)
        assert "沈国梁" in said
        assert {words for words in ("内线", "校友情", "五缘") if words in said} == told
        assert NOTE not in said


def test_that_pictures_without_what_is_private_are_those_of_a_map_that_has_none(
    secrets: Book, tmp_path: Path
) -> None:
    shown = secrets.map()
    bare = replace(
        shown,
        cards=tuple(replace(card, coach=None) for card in shown.cards),
        links=tuple(link for link in shown.links if link.kind != "alumni"),
    )
    drawn = []
    for number, each in enumerate((shown, bare)):
        export_map(each, tmp_path / f"{number}.png")
        drawn.append((tmp_path / f"{number}.png").read_bytes())
    assert drawn[0] == drawn[1]
    assert shareable(shown) == replace(bare, links=tuple(replace(link, note="") for link in bare.links))


def test_that_the_clipboard_gets_pixels_and_a_drawing(secrets: Book, page: MapPage) -> None:
    page.view.setFocus()
    QTest.keyClick(page.view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    data = QGuiApplication.clipboard().mimeData()
    image = QImage(data.imageData())
    assert image.width() > 1000
    drawing = bytes(QByteArray(data.data("image/svg+xml")).data()).decode("utf-8")
    assert "沈国梁" in drawing and "校友情" not in drawing and "内线" not in drawing
    assert data.data("application/pdf").startsWith(b"%PDF")
    (noted,) = exports(secrets.workbook)
    assert (noted.kind, noted.folder, noted.people, noted.private_fields) == ("map copy", "", 5, ())


def test_that_a_copy_shows_what_was_asked_for(secrets: Book, page: MapPage) -> None:
    page.toolbar._ties.setChecked(True)
    page.toolbar._coach.setChecked(True)
    page.toolbar.copy.trigger()
    drawing = bytes(QByteArray(QGuiApplication.clipboard().mimeData().data("image/svg+xml")).data())
    assert "校友情" in drawing.decode("utf-8") and "内线" in drawing.decode("utf-8")
    (noted,) = exports(secrets.workbook)
    assert noted.private_fields == ("link.alumni", "stakeholder.coach")


@pytest.mark.parametrize("ending", ["pdf", "svg", "png", "pptx"])
def test_that_each_file_is_noted_without_names(
    secrets: Book, page: MapPage, tmp_path: Path, ending: str
) -> None:
    page.toolbar._ties.setChecked(True)
    page.outlet.write(tmp_path / f"map.{ending}")
    (noted,) = exports(secrets.workbook)
    assert (noted.kind, noted.folder, noted.people) == (f"map {ending}", str(tmp_path), 5)
    assert noted.private_fields == ("link.alumni",)


def test_that_what_cannot_be_noted_does_not_go_out(secrets: Book, tmp_path: Path) -> None:
    workbook = secrets.workbook
    with workbook.edit(Text("x", "x"), undoable=False) as connection:
        connection.execute(text("DROP TABLE export_log"))
    shown = influence_map(workbook, secrets.purchase)
    pack = meeting_pack(workbook, secrets.purchase, SHARED, "zh")
    with pytest.raises(SQLAlchemyError):
        export_map(
            shown, tmp_path / "map.pdf", note=lambda: note(workbook, "map pdf", tmp_path, shown, SHARED)
        )
    with pytest.raises(SQLAlchemyError):
        write_pack(pack, tmp_path / "pack.pdf", lambda: note_pack(workbook, "pack pdf", tmp_path, pack))
    assert not list(tmp_path.glob("*.pdf"))


def test_that_printing_is_noted(secrets: Book, page: MapPage, qtbot: QtBot) -> None:
    page.outlet.do("print_map")
    preview = page.findChild(MapPreview)
    qtbot.waitUntil(preview.isVisible)
    assert exports(secrets.workbook) == []
    preview.accept()
    (noted,) = exports(secrets.workbook)
    assert (noted.kind, noted.people) == ("map print", 5)


@pytest.mark.qt_log_ignore("QPainter::begin", extend=True)
def test_that_what_was_refused_by_the_printer_is_not_noted(
    secrets: Book, page: MapPage, tmp_path: Path, qtbot: QtBot
) -> None:
    bar = MessageBar(page)
    page.outlet.do("print_map")
    preview = page.findChild(MapPreview)
    qtbot.waitUntil(preview.isVisible)
    preview.printer().setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    preview.printer().setOutputFileName(str(tmp_path / "nowhere" / "printed.pdf"))
    preview.findChild(QPrintPreviewWidget).print_()
    preview.accept()
    assert any("打印机" in label.text() for label in bar.findChildren(QLabel))
    assert exports(secrets.workbook) == []


def test_that_the_pack_of_a_purchase_that_is_gone_is_refused_in_words(secrets: Book) -> None:
    delete_purchase(secrets.workbook, secrets.purchase)
    window = QWidget()
    bar = MessageBar(window)
    window.show()
    try:
        assert preview_pack(window, secrets.workbook, secrets.purchase, SHARED) is None
        assert any(label.text() for label in bar.findChildren(QLabel))
    finally:
        window.close()


def test_that_the_size_of_a_picture_is_chosen(book: Book, tmp_path: Path) -> None:
    widths = []
    for scale in (1, 2, 4):
        size = export_map(book.map(), tmp_path / "map.png", scale=scale)
        image = QImage(str(tmp_path / "map.png"))
        assert size == (image.width(), image.height())
        widths.append(image.width())
    assert widths[1] == pytest.approx(2 * widths[0], abs=2) and widths[2] == pytest.approx(
        4 * widths[0], abs=4
    )


def test_that_the_menu_exports_pictures_of_the_size_it_says(page: MapPage, qtbot: QtBot) -> None:
    for scale, action in page.toolbar._sizes.items():
        with qtbot.waitSignal(page.toolbar.exported) as asked:
            page.toolbar.exported.disconnect(page.outlet.export)
            action.trigger()
            page.toolbar.exported.connect(page.outlet.export)
        assert asked.args == ["png", scale]


def test_that_ties_have_to_be_asked_for_each_time(secrets: Book, page: MapPage) -> None:
    from keyaccount_desktop.workbook.purchases import add_purchase

    page.toolbar._ties.setChecked(True)
    assert page.toolbar.output.ties
    other = add_purchase(secrets.workbook, secrets.account, "内镜系统")
    page.show_account(secrets.account, other)
    assert not page.toolbar.output.ties


def test_that_nothing_private_leaves_a_workbook_that_cannot_note_it(secrets: Book, tmp_path: Path) -> None:
    save_copy(secrets.workbook, tmp_path / "copy.kaw")
    with Workbook.open(tmp_path / "copy.kaw", read_only=True) as reader:
        shown = influence_map(reader, secrets.purchase)
        check_private(reader, shown, SHARED)
        for output in (Output(coach=True), Output(ties=True)):
            with pytest.raises(UserError):
                check_private(reader, shown, output)


def test_that_another_map_goes_out_under_its_own_title(secrets: Book, page: MapPage, tmp_path: Path) -> None:
    shown = page.influence_map
    assert shown is not None
    page.stage.show_instead(shown, page.view.map_actions, "如果陈志恒支持我们")
    page.outlet.write(tmp_path / "map.svg")
    assert "如果陈志恒支持我们" in (tmp_path / "map.svg").read_text(encoding="utf-8")
    page.stage.show_live()
    page.outlet.write(tmp_path / "map.svg")
    assert "如果陈志恒支持我们" not in (tmp_path / "map.svg").read_text(encoding="utf-8")


def test_that_data_for_the_clipboard_is_made_without_a_page(book: Book) -> None:
    assert set(map_picture_data(book.map()).formats()) >= {"application/pdf", "image/svg+xml"}
