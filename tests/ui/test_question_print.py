"""The question list on paper: previewed, found by search, private only when asked for."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMarginsF, QPoint, Qt
from PySide6.QtGui import QPageLayout, QPageSize, QPdfWriter
from PySide6.QtPrintSupport import QPrinter, QPrintPreviewWidget
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from keyaccount_desktop.exchange.question_list import QuestionList
from keyaccount_desktop.language import set_language
from keyaccount_desktop.ui.influence_map.paper_font import characters
from keyaccount_desktop.ui.question_print import (
    QuestionPreview,
    mend_list,
    paint_list,
    preview_questions,
)
from keyaccount_desktop.workbook import accounts, facts, people, purchases
from keyaccount_desktop.workbook.document import Workbook
from keyaccount_desktop.workbook.export_log import exports
from keyaccount_desktop.workbook.questions import knowledge_of_client

needs_poppler = pytest.mark.skipif(
    shutil.which("pdftotext") is None, reason="pdftotext (poppler-utils) is not installed"
)
RADICALS = range(0x2E80, 0x2FE0)


@pytest.fixture
def workbook(tmp_path: Path) -> Iterator[Workbook]:
    made = Workbook.create(tmp_path / "华东区2026.kaw")
    account = accounts.add_account(made, "龙门金生医院")
    purchase = purchases.add_purchase(made, account, "彩色超声采购")
    for name, role in (("王金龙", "decider"), ("高长生", "user"), ("马凤", "evaluator")):
        id_ = people.add_person(made, account, name, position="药剂科主任")
        stake = purchases.add_stakeholder(made, purchase, id_)
        facts.set_fact(made, ("stakeholder", stake), "stakeholder.roles", [role])
    yield made
    made.close()


@pytest.fixture
def preview(workbook: Workbook, qtbot: QtBot) -> Iterator[QuestionPreview]:
    set_language("zh")
    parent = QWidget()
    qtbot.addWidget(parent)
    parent.resize(1280, 720)
    parent.show()
    account = accounts.accounts(workbook)[0].id
    shown = preview_questions(parent, workbook, knowledge_of_client(workbook, account), "龙门金生医院")
    qtbot.waitUntil(shown.isVisible)
    yield shown
    shown.close()


def printed(shown: QuestionList, pdf: Path) -> int:
    writer = QPdfWriter(str(pdf))
    a4 = QPageSize(QPageSize.PageSizeId.A4)
    writer.setPageLayout(QPageLayout(a4, QPageLayout.Orientation.Portrait, QMarginsF(0, 0, 0, 0)))
    writer.setResolution(720)
    count = paint_list(writer, shown)
    del writer
    mend_list(pdf, shown)
    return count


def said(pdf: Path, page: int | None = None) -> str:
    only = ["-f", str(page), "-l", str(page)] if page is not None else []
    return subprocess.run(
        ["pdftotext", "-layout", *only, str(pdf), "-"], capture_output=True, check=True, encoding="utf-8"
    ).stdout


@needs_poppler
@pytest.mark.parametrize("language", ["zh", "en"])
def test_that_every_word_on_paper_is_found_by_searching(
    preview: QuestionPreview, tmp_path: Path, language: str
) -> None:
    set_language(language)  # type: ignore[arg-type]
    shown = preview.list
    count = printed(shown, tmp_path / "list.pdf")
    text = "".join(said(tmp_path / "list.pdf").split())
    assert not [character for character in text if ord(character) in RADICALS]
    wanted = [shown.title, shown.subject, shown.remark, shown.file, shown.day.isoformat()]
    for group in shown.groups:
        wanted += [group.name, group.about]
        for entry in group.entries:
            wanted += [entry.text, entry.reason, *entry.choices]
    for words in wanted:
        assert "".join(words.split()) in text, words
    for page in range(1, count + 1):
        paging = f"第{page}/{count}页" if language == "zh" else f"Page{page}/{count}"
        assert paging in "".join(said(tmp_path / "list.pdf", page).split())


def test_that_the_character_maps_of_the_pdf_hold_no_radicals(
    preview: QuestionPreview, tmp_path: Path
) -> None:
    printed(preview.list, tmp_path / "list.pdf")
    found = set(characters((tmp_path / "list.pdf").read_bytes()))
    assert {"生", "金", "高", "龙"} <= found
    assert not [character for character in found if ord(character) in RADICALS]


def test_that_the_preview_shows_the_list_and_follows_what_is_chosen(
    preview: QuestionPreview, qtbot: QtBot
) -> None:
    pages = preview.findChild(QPrintPreviewWidget)
    qtbot.waitUntil(lambda: pages.pageCount() > 0)
    assert preview.printer().pageLayout().pageSize().id() == QPageSize.PageSizeId.A4
    assert sum(len(group.entries) for group in preview.list.groups) == 20
    before = pages.pageCount()
    preview.length.setFocus()
    QTest.keyClick(preview.length, Qt.Key.Key_Up)
    assert sum(len(group.entries) for group in preview.list.groups) == 10
    assert pages.pageCount() < before


def test_that_private_questions_are_printed_only_after_a_tick(preview: QuestionPreview) -> None:
    QTest.keyClick(preview.length, Qt.Key.Key_End)
    birthday = "生日是哪天？"
    assert birthday not in repr(preview.list)
    assert not preview.private.isChecked()
    QTest.mouseClick(preview.private, Qt.MouseButton.LeftButton, pos=QPoint(8, preview.private.height() // 2))
    assert preview.private.isChecked() and birthday in repr(preview.list)


@pytest.mark.parametrize("to_file", [False, True])
def test_that_a_printed_list_is_noted_without_names(
    preview: QuestionPreview, workbook: Workbook, tmp_path: Path, to_file: bool
) -> None:
    QTest.keyClick(preview.length, Qt.Key.Key_End)
    preview.private.setChecked(to_file)
    if to_file:
        preview.printer().setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        preview.printer().setOutputFileName(str(tmp_path / "list.pdf"))
    preview.accepted.emit()
    (noted,) = exports(workbook)
    asked = {group.name for group in preview.list.groups}
    assert (noted.kind, noted.people) == ("questions", len(asked & {"王金龙", "高长生", "马凤"}))
    assert noted.folder == (str(tmp_path) if to_file else "")
    assert ("person.birthday" in noted.private_fields) is to_file
    assert "王" not in repr(noted)


def test_that_private_questions_stay_where_it_cannot_be_noted(workbook: Workbook, qtbot: QtBot) -> None:
    path = workbook.path
    parent = QWidget()
    qtbot.addWidget(parent)
    workbook.close()
    with Workbook.open(path, read_only=True) as other:
        known = knowledge_of_client(other, accounts.accounts(other)[0].id)
        shown = QuestionPreview(parent, other, known, "龙门金生医院")
        assert not shown.private.isEnabled() and not shown.private.isChecked()
        shown.close()


def test_that_one_page_of_several_can_be_printed(preview: QuestionPreview, tmp_path: Path) -> None:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    printer.setPrintRange(QPrinter.PrintRange.PageRange)
    printer.setFromTo(2, 2)
    preview.paintRequested.emit(printer)
    assert (tmp_path / "printed.pdf").read_bytes().count(b"/Type /Page\n") == 1


def test_that_no_strange_text_stops_a_list(workbook: Workbook, qtbot: QtBot, tmp_path: Path) -> None:
    account = accounts.accounts(workbook)[0].id
    for name in ("x" * 200, "<b>粗</b>", "مرحبا 😀", "一" * 200):
        people.add_person(workbook, account, name, position="很长的职务" * 40)
    parent = QWidget()
    qtbot.addWidget(parent)
    shown = QuestionPreview(parent, workbook, knowledge_of_client(workbook, account), "名" * 300)
    shown.length.setCurrentIndex(shown.length.count() - 1)
    assert printed(shown.list, tmp_path / "list.pdf") > 1
    shown.close()
