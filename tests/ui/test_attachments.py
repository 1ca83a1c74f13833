"""Attachments in the window: dropped, pasted, chosen; opened after a question; renamed, removed, undone."""

from __future__ import annotations

import os
import re
import shutil
import stat
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QAbstractItemModel, QObject, QPoint, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import (
    QApplication,
    QFileDialog,
    QLabel,
    QLineEdit,
    QMenu,
    QProgressDialog,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from keyaccount_desktop.exchange.opened_copies import OPENED
from keyaccount_desktop.ui import operation, place
from keyaccount_desktop.ui.attachment_list import AttachmentModel
from keyaccount_desktop.ui.attachments import Attachments, AttachmentsCard
from keyaccount_desktop.ui.incoming import Incoming
from keyaccount_desktop.ui.influence_map.purchase_panel import PurchasePanel
from keyaccount_desktop.ui.main_window import MainWindow
from keyaccount_desktop.ui.person_page import PersonPage
from keyaccount_desktop.ui.widgets import MessageBar
from keyaccount_desktop.workbook import blobs
from keyaccount_desktop.workbook.attachments import (
    attach,
    attachments_of,
    content_of,
    remove_attachments,
    take_in_content,
)
from keyaccount_desktop.workbook.backup import data_folder
from keyaccount_desktop.workbook.document import Workbook
from keyaccount_desktop.workbook.first_screen import clients
from keyaccount_desktop.workbook.people import people_of
from keyaccount_desktop.workbook.purchases import purchases_of
from tests.e2e.tour import portrait
from tests.ui import dropping
from tests.ui.clipping import clipped, texts
from tests.ui.fields.conftest import Book
from tests.ui.test_windows import latin, settle

OpenWindow = Callable[[Path], MainWindow]
Key = Qt.Key
LEFT = Qt.MouseButton.LeftButton
PNG = b"\x89PNG\r\n\x1a\n and so on"


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    made = Book(tmp_path / "book.kaw")
    yield made
    made.workbook.close()


class Desktop(QObject):
    """Stands for the desktop: notes what it is asked to open."""

    def __init__(self) -> None:
        super().__init__()
        self.opened: list[Path] = []

    @Slot(QUrl)
    def take(self, url: QUrl) -> None:
        self.opened.append(Path(url.toLocalFile()))


@pytest.fixture
def desktop(qapp: QApplication) -> Iterator[Desktop]:
    made = Desktop()
    QDesktopServices.setUrlHandler("file", made, "take")
    yield made
    QDesktopServices.unsetUrlHandler("file")
    OPENED.remove_all()


ShowCard = Callable[..., AttachmentsCard]


@pytest.fixture
def show_card(qtbot: QtBot) -> Iterator[ShowCard]:
    """Shows the attachments of a subject in a window that has the keyboard."""
    windows: list[QWidget] = []
    cards: list[AttachmentsCard] = []

    def show(workbook: Workbook, subject: tuple[str, str]) -> AttachmentsCard:
        window = QWidget()
        qtbot.addWidget(window)
        card = AttachmentsCard(workbook)
        column = QVBoxLayout(window)
        column.addWidget(card)
        column.addStretch(1)
        MessageBar(window)
        window.resize(320, 640)
        card.show_subject(*subject)
        window.show()
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        windows.append(window)
        cards.append(card)
        return card

    yield show
    for card in cards:
        card.list.release()


@pytest.fixture(params=["person", "account", "purchase"])
def card(request: pytest.FixtureRequest, book: Book, show_card: ShowCard) -> AttachmentsCard:
    return show_card(book.workbook, book.subject(request.param))


def names(card: AttachmentsCard) -> list[str]:
    return sorted(file.name for file in card.list.files)


def message(widget: QWidget) -> str:
    bar = widget.window().findChild(MessageBar)
    assert bar is not None
    return bar.text if bar.isVisible() else ""


def undo_from_message(widget: QWidget) -> None:
    bar = widget.window().findChild(MessageBar)
    assert bar is not None and bar.button.text() == "Undo"
    QTest.mouseClick(bar.button, LEFT)


@pytest.fixture
def paths(tmp_path: Path) -> list[Path]:
    made = [tmp_path / "Tender.pdf", tmp_path / "设备 清单.xlsx"]
    for path in made:
        path.write_bytes(path.name.encode() * 100)
    return made


def add(book: Book, subject: tuple[str, str], *files: tuple[str, bytes]) -> None:
    for name, content in files:
        attach(book.workbook, subject, [take_in_content(book.workbook, name, content)])
    book.workbook.forget_history()


# ---- adding


def test_that_dropped_files_are_attached_as_one_step_of_undo(
    card: AttachmentsCard, book: Book, qtbot: QtBot, paths: list[Path]
) -> None:
    assert dropping.drop(card, dropping.files(paths))
    qtbot.waitUntil(lambda: len(names(card)) == 2)
    assert names(card) == ["Tender.pdf", "设备 清单.xlsx"]
    assert message(card) == "Attached 2 files"
    content = {file.name: b"".join(content_of(book.workbook, file)) for file in card.list.files}
    assert content == {path.name: path.read_bytes() for path in paths}
    undo_from_message(card)
    assert names(card) == []
    assert book.workbook.undo() is None


@pytest.mark.parametrize("what", ["files", "picture"])
def test_that_copied_files_and_pictures_are_pasted(
    card: AttachmentsCard, qtbot: QtBot, paths: list[Path], what: str
) -> None:
    dropping.copy(dropping.files(paths[:1]) if what == "files" else dropping.bytes_of("image/png", PNG))
    card.list.add.setFocus()
    assert card.list.edits_here() and card.list.edit_command("paste")
    qtbot.waitUntil(lambda: len(names(card)) == 1)
    (name,) = names(card)
    assert name == "Tender.pdf" if what == "files" else name.startswith("Picture 2") and name.endswith(".png")


def test_that_files_are_chosen_in_a_dialog(card: AttachmentsCard, qtbot: QtBot, paths: list[Path]) -> None:
    QTest.mouseClick(card.list.add, LEFT)
    qtbot.waitUntil(lambda: bool(card.window().findChildren(QFileDialog)))
    (dialog,) = card.window().findChildren(QFileDialog)
    assert dialog.fileMode() == QFileDialog.FileMode.ExistingFiles
    dialog.filesSelected.emit([str(path) for path in paths])
    dialog.reject()
    qtbot.waitUntil(lambda: len(names(card)) == 2)


def test_that_the_same_file_is_not_doubled(
    card: AttachmentsCard, book: Book, qtbot: QtBot, paths: list[Path]
) -> None:
    for _ in range(2):
        dropping.drop(card, dropping.files(paths[:1]))
        qtbot.waitUntil(lambda: message(card) != "")
    qtbot.waitUntil(lambda: message(card) == "It is attached already")
    assert names(card) == ["Tender.pdf"]
    book.workbook.undo()
    assert names(card) == []


def test_that_what_cannot_be_attached_is_told_and_the_rest_is_kept(
    card: AttachmentsCard, qtbot: QtBot, paths: list[Path], tmp_path: Path
) -> None:
    (tmp_path / "empty.txt").touch()
    (tmp_path / "folder").mkdir()
    bad = [tmp_path / "empty.txt", tmp_path / "folder"]
    dropping.drop(card, dropping.files([bad[0], *paths, bad[1]]))
    qtbot.waitUntil(lambda: message(card) != "")
    assert "“empty.txt” is empty. 1 more could not be attached." in message(card)
    assert "The others are attached." in message(card)
    assert len(names(card)) == 2
    dropping.drop(card, dropping.files(bad[1:]))
    qtbot.waitUntil(lambda: "is a folder" in message(card))
    assert "others" not in message(card)


def test_that_names_from_the_file_system_are_shown_safe(
    card: AttachmentsCard, qtbot: QtBot, tmp_path: Path
) -> None:
    path = tmp_path / ("fdp.exe\u202e" + "n" * 100 + ".txt")
    path.write_bytes(b"x")
    dropping.drop(card, dropping.files([path]))
    qtbot.waitUntil(lambda: len(names(card)) == 1)
    assert names(card) == ["fdp.exe" + "n" * 100 + ".txt"]


def test_that_text_is_neither_dropped_nor_pasted(card: AttachmentsCard) -> None:
    QGuiApplication.clipboard().setText("Tender.pdf")
    data = QGuiApplication.clipboard().mimeData()
    assert not dropping.drop(card, data)
    card.list.edit_command("paste")
    assert "holds no file and no picture" in message(card)


def test_that_a_large_file_is_read_with_progress_and_can_be_cancelled(
    book: Book, show_card: ShowCard, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(operation, "PROGRESS_AFTER_MS", 0)
    path = tmp_path / "large.bin"
    path.write_bytes(os.urandom(8 * blobs.PIECE))
    card = show_card(book.workbook, book.subject("account"))
    # At every piece the reader waits until the window has shown how far it is.
    told: list[int] = []
    go_on = threading.Event()
    step = operation.Progress.step

    def slow(progress: operation.Progress, done: int, total: int) -> None:
        step(progress, done, total)
        told.append(done)
        go_on.wait(10)
        go_on.clear()

    monkeypatch.setattr(operation.Progress, "step", slow)
    dropping.drop(card, dropping.files([path]))
    qtbot.waitUntil(lambda: bool(card.window().findChildren(QProgressDialog)))
    (dialog,) = card.window().findChildren(QProgressDialog)
    for shown in (1, 2):
        qtbot.waitUntil(lambda shown=shown: len(told) == shown and dialog.value() == told[-1])
        assert dialog.maximum() > dialog.value() > 0
        go_on.set()
    qtbot.waitUntil(lambda: len(told) == 3)
    dialog.canceled.emit()
    go_on.set()
    qtbot.waitUntil(lambda: not card.window().findChildren(QProgressDialog))
    assert names(card) == []
    assert book.workbook.undo_label is None


def test_that_a_read_only_workbook_shows_its_files_and_takes_none(
    book: Book, show_card: ShowCard, paths: list[Path]
) -> None:
    add(book, book.subject("account"), ("a.pdf", b"1"))
    book.workbook.close()
    reader = Workbook.open(book.workbook.path, read_only=True)
    try:
        card = show_card(reader, book.subject("account"))
        assert names(card) == ["a.pdf"]
        assert not card.list.add.isVisible()
        assert not dropping.drop(card, dropping.files(paths))
        card.list.view.setFocus()
        QTest.keyClick(card.list.view, Key.Key_Delete)
        assert "cannot be written" in message(card)
        QTest.keyClick(card.list.view, Key.Key_F2)
        assert not card.list.view.findChildren(QLineEdit)
        card.list.release()
    finally:
        reader.close()


# ---- opening


@pytest.fixture
def listed(book: Book, show_card: ShowCard) -> AttachmentsCard:
    add(
        book,
        book.subject("person"),
        ("sheet.xlsm", b"PK\x03\x04"),
        ("fake.pdf", b"MZ\0\0"),
        ("Tender.pdf", b"%PDF-1.7 " * 1000),
    )
    shown = show_card(book.workbook, book.subject("person"))
    shown.list.view.setFocus()
    return shown


def question_about(card: AttachmentsCard, name: str, qtbot: QtBot) -> str:
    """Go to a file with the keyboard and press Enter; what is asked then."""
    view = card.list.view
    QTest.keyClick(view, Key.Key_Home)
    for _ in range(len(card.list.files)):
        if card.list.model.file_at(view.currentIndex()).name == name:
            break
        QTest.keyClick(view, Key.Key_Down)
    QTest.keyClick(view, Key.Key_Return)
    qtbot.waitUntil(lambda: card.list.question.file is not None)
    assert card.list.question.file is not None and card.list.question.file.name == name
    return card.list.question.text


def test_that_opening_asks_first_and_opens_a_private_read_only_copy(
    listed: AttachmentsCard, desktop: Desktop, qtbot: QtBot
) -> None:
    asked = question_about(listed, "Tender.pdf", qtbot)
    assert "Open “Tender.pdf”?" in asked and "PDF document · 9 KB" in asked and "read-only copy" in asked
    assert desktop.opened == []
    assert listed.list.question.open.hasFocus()
    QTest.keyClick(listed.list.question.open, Key.Key_Return)
    qtbot.waitUntil(lambda: len(desktop.opened) == 1)
    (path,) = desktop.opened
    assert path.name == "Tender.pdf"
    assert path.read_bytes() == b"%PDF-1.7 " * 1000
    assert not path.stat().st_mode & stat.S_IWUSR
    assert data_folder() in path.parents
    assert listed.list.view.hasFocus()
    assert listed.list.question.file is None


def test_that_a_question_can_be_left_with_escape_or_cancel(
    listed: AttachmentsCard, desktop: Desktop, qtbot: QtBot
) -> None:
    question_about(listed, "Tender.pdf", qtbot)
    QTest.keyClick(listed.list.question.open, Key.Key_Escape)
    assert listed.list.question.file is None and listed.list.view.hasFocus()
    QTest.mouseClick(listed.list.view.viewport(), LEFT, pos=QPoint(60, 12))
    QTest.mouseDClick(listed.list.view.viewport(), LEFT, pos=QPoint(60, 12))
    qtbot.waitUntil(lambda: listed.list.question.file is not None)
    QTest.mouseClick(listed.list.question.cancel, LEFT)
    assert listed.list.question.file is None
    assert desktop.opened == []


def test_that_macros_are_warned_of_and_the_keyboard_stands_on_cancel(
    listed: AttachmentsCard, desktop: Desktop, qtbot: QtBot
) -> None:
    asked = question_about(listed, "sheet.xlsm", qtbot)
    assert "macros" in asked
    assert listed.list.question.cancel.hasFocus()
    QTest.keyClick(listed.list.question.cancel, Key.Key_Left)
    QTest.keyClick(listed.list.question.save, Key.Key_Left)
    assert listed.list.question.open.hasFocus()
    QTest.keyClick(listed.list.question.open, Key.Key_Return)
    qtbot.waitUntil(lambda: [path.name for path in desktop.opened] == ["sheet.xlsm"])


def test_that_a_program_cannot_be_opened_but_saved(
    listed: AttachmentsCard, desktop: Desktop, qtbot: QtBot, tmp_path: Path
) -> None:
    asked = question_about(listed, "fake.pdf", qtbot)
    assert "“fake.pdf” is not opened from here" in asked and "Program" in asked
    assert not listed.list.question.open.isVisible()
    listed.list.question.open.click()  # nobody can, but nothing would come of it
    assert listed.list.question.save.hasFocus() or listed.list.question.file is None
    qtbot.waitUntil(lambda: "is not opened from here" in message(listed))
    assert desktop.opened == []
    question_about(listed, "fake.pdf", qtbot)
    QTest.keyClick(listed.list.question.save, Key.Key_Return)
    qtbot.waitUntil(lambda: bool(listed.window().findChildren(QFileDialog)))
    (dialog,) = listed.window().findChildren(QFileDialog)
    assert Path(dialog.selectedFiles()[0]).name == "fake.pdf"
    dialog.fileSelected.emit(str(tmp_path / "elsewhere.bin"))
    dialog.reject()
    qtbot.waitUntil((tmp_path / "elsewhere.bin").exists)
    qtbot.waitUntil(lambda: "elsewhere.bin" in message(listed))
    assert (tmp_path / "elsewhere.bin").read_bytes() == b"MZ\0\0"
    assert desktop.opened == []


def test_that_damaged_content_is_told(
    listed: AttachmentsCard, book: Book, desktop: Desktop, qtbot: QtBot
) -> None:
    book.workbook.driver_connection.execute("UPDATE blob SET bytes = zeroblob(3)")
    question_about(listed, "Tender.pdf", qtbot)
    QTest.mouseClick(listed.list.question.open, LEFT)
    qtbot.waitUntil(lambda: "damaged" in message(listed))
    assert desktop.opened == []


def test_that_a_question_goes_with_its_file(listed: AttachmentsCard, book: Book, qtbot: QtBot) -> None:
    question_about(listed, "Tender.pdf", qtbot)
    file = listed.list.question.file
    assert file is not None
    remove_attachments(book.workbook, [file.id])
    assert listed.list.question.file is None


# ---- renaming and removing


def test_that_f2_renames_in_place_and_keeps_the_ending(
    listed: AttachmentsCard, book: Book, qtbot: QtBot
) -> None:
    listed.list.view.select_row(0)
    first = listed.list.files[0].name
    assert listed.list.edit_command("rename")
    (editor,) = listed.list.view.findChildren(QLineEdit)
    qtbot.waitUntil(lambda: editor.selectedText() == first.rpartition(".")[0])
    QTest.keyClicks(editor, "Offer")
    QTest.keyClick(editor, Key.Key_Return)
    qtbot.waitUntil(lambda: f"Offer.{first.rpartition('.')[2]}" in names(listed))
    book.workbook.undo()
    assert first in names(listed)


@pytest.mark.parametrize(
    ("typed", "kept"), [("../../x", "x"), ("CON", "_CON"), ("n" * 300, None), ("a:b", "a_b")]
)
def test_that_any_typed_name_is_made_safe(
    listed: AttachmentsCard, qtbot: QtBot, typed: str, kept: str | None
) -> None:
    listed.list.view.select_row(0)
    ending = listed.list.files[0].name.rpartition(".")[2]
    listed.list.edit_command("rename")
    (editor,) = listed.list.view.findChildren(QLineEdit)
    editor.selectAll()
    QTest.keyClicks(editor, typed)
    QTest.keyClick(editor, Key.Key_Return)
    wanted = kept if kept else "n" * 100
    qtbot.waitUntil(lambda: any(name.startswith(wanted) for name in names(listed)))
    (made,) = (name for name in names(listed) if name.startswith(wanted))
    assert len(made) <= 120
    assert made.endswith(f".{ending}")
    assert kept is None or made == f"{kept}.{ending}"


def test_that_an_empty_name_is_refused_and_escape_keeps_the_old_one(
    listed: AttachmentsCard, book: Book, qtbot: QtBot
) -> None:
    before = names(listed)
    listed.list.view.select_row(1)
    for typed, key in (("", Key.Key_Return), ("other", Key.Key_Escape)):
        listed.list.edit_command("rename")
        editor = listed.list.view.findChildren(QLineEdit)[-1]
        editor.selectAll()
        QTest.keyClick(editor, Key.Key_Backspace)
        QTest.keyClicks(editor, typed)
        QTest.keyClick(editor, key)
        qtbot.waitUntil(lambda: not any(found.isVisible() for found in listed.findChildren(QLineEdit)))
    assert names(listed) == before
    assert "The name is empty" in message(listed)
    assert book.workbook.undo_label is None


def test_that_del_removes_the_chosen_files_and_undo_brings_them_back(
    listed: AttachmentsCard, qtbot: QtBot
) -> None:
    QTest.keyClick(listed.list.view, Key.Key_Home)
    QTest.keyClick(listed.list.view, Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    removed = [file.name for file in listed.list.files[:2]]
    QTest.keyClick(listed.list.view, Key.Key_Delete)
    assert len(names(listed)) == 1
    assert message(listed) == "Removed 2 files"
    undo_from_message(listed)
    assert len(names(listed)) == 3
    listed.list.view.setFocus()
    listed.list.view.select_row(1)
    name = listed.list.files[1].name
    assert listed.list.edit_command("delete")
    assert name not in names(listed)
    assert f"Removed “{name}”" in message(listed)
    assert listed.list.view.currentIndex().row() == 1
    assert len(removed) == 2


def test_that_the_menu_of_a_row_offers_all_of_it(listed: AttachmentsCard, qtbot: QtBot) -> None:
    listed.list.view.customContextMenuRequested.emit(QPoint(60, 12))
    (menu,) = listed.list.findChildren(QMenu)
    assert [action.text() for action in menu.actions() if action.text()] == [
        "Open…", "Save as…", "Rename", "Remove",
    ]  # fmt: skip
    menu.close()


# ---- in step


def test_that_the_model_keeps_qts_rules(book: Book, qtbot: QtBot) -> None:
    model = AttachmentModel()
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    add(book, book.subject("person"), ("a.pdf", b"1"), ("b.exe", b"2"))
    model.show_files(attachments_of(book.workbook, book.subject("person")))
    assert model.rowCount() == 2
    assert not model.setData(model.index(0, 0), "new.pdf")
    model.show_files([])
    assert isinstance(tester.model(), QAbstractItemModel)


def test_that_the_list_follows_the_workbook_also_while_it_is_hidden(
    listed: AttachmentsCard, book: Book
) -> None:
    listed.hide()
    attach(book.workbook, book.subject("person"), [take_in_content(book.workbook, "new.pdf", b"new")])
    attach(book.workbook, book.subject("account"), [take_in_content(book.workbook, "other.pdf", b"o")])
    listed.show()
    assert "new.pdf" in names(listed) and "other.pdf" not in names(listed)
    listed.list.view.select_row(2)
    before = listed.list.files[2].id
    book.workbook.undo()
    book.workbook.undo()
    current = listed.list.view.currentIndex()
    assert listed.list.model.file_at(current).id == before
    assert "new.pdf" not in names(listed)


# ---- in the window


def test_that_a_purchase_has_its_files_beside_its_map(
    open_window: OpenWindow, english_demo: Path, qtbot: QtBot, paths: list[Path]
) -> None:
    window = open_window(english_demo)
    workbook = window.workbook
    assert workbook is not None
    purchase = purchases_of(workbook)[0]
    window.go(place.client(purchase.account_id, "map", purchase.id))
    window.do("unknowns")
    panel = window.findChild(PurchasePanel)
    assert panel is not None and panel.isVisible()
    assert dropping.drop(panel, dropping.files(paths), QPoint(40, panel.height() - 20))
    qtbot.waitUntil(lambda: len(panel.attachments.list.files) == 2)
    assert len(attachments_of(workbook, ("purchase", purchase.id))) == 2
    window.do("unknowns")
    assert not panel.isVisible()
    window.go(place.client(purchase.account_id))
    labels = [label.text() for label in window.findChildren(QLabel) if label.isVisible()]
    assert any(text.endswith(" · 2 files") for text in labels)
    window.do("undo")
    assert panel.isVisible()  # undo shows what it has changed
    qtbot.waitUntil(lambda: not panel.attachments.visibleRegion().isEmpty())
    assert panel.attachments.list.files == []


def test_that_the_menu_attaches_to_whatever_is_shown_and_undo_leads_back(
    open_window: OpenWindow, english_demo: Path, qtbot: QtBot, paths: list[Path]
) -> None:
    window = open_window(english_demo)
    workbook = window.workbook
    assert workbook is not None
    account = max(clients(workbook), key=lambda row: row.people)
    person = people_of(workbook, account.id)[0]
    purchase = purchases_of(workbook, account.id)[0]
    stops = {
        ("person", person.id): place.person(person.id),
        ("account", account.id): place.client(account.id, "people"),
        ("purchase", purchase.id): place.client(account.id, "map", purchase.id),
    }
    for subject, there in stops.items():
        window.go(there)
        assert window.actions_["attach"].isEnabled()
        window.actions_["attach"].trigger()
        qtbot.waitUntil(lambda: bool(window.findChildren(QFileDialog)))
        (dialog,) = window.findChildren(QFileDialog)
        dialog.filesSelected.emit([str(paths[0])])
        dialog.reject()
        qtbot.waitUntil(lambda subject=subject: len(attachments_of(workbook, subject)) == 1)
        qtbot.waitUntil(lambda: not window.findChildren(QFileDialog))
    window.go(place.CLIENTS)
    assert not window.actions_["attach"].isEnabled()
    assert not window.actions_["photo"].isEnabled()
    for there in (
        place.client(account.id, "map", purchase.id),
        place.client(account.id, "overview"),
        place.person(person.id),
    ):
        window.do("undo")
        assert (window.here.page, window.here.id, window.here.tab) == (there.page, there.id, there.tab)
    assert not any(attachments_of(workbook, subject) for subject in stops)


def test_that_keys_mean_the_file_that_has_the_keyboard(
    open_window: OpenWindow, english_demo: Path, qtbot: QtBot
) -> None:
    window = open_window(english_demo)
    workbook = window.workbook
    assert workbook is not None
    person = people_of(workbook, clients(workbook)[0].id)[0]
    attach(workbook, ("person", person.id), [take_in_content(workbook, "a.pdf", b"1")])
    window.go(place.person(person.id))
    shown = next(found for found in window.findChildren(Attachments) if found.isVisible())
    shown.view.setFocus()
    QTest.keyClick(window, Key.Key_F2)
    editor = QApplication.focusWidget()
    assert isinstance(editor, QLineEdit) and editor.text() == "a.pdf"
    QTest.keyClicks(editor, "b")
    QTest.keyClick(editor, Key.Key_Return)
    qtbot.waitUntil(lambda: [file.name for file in shown.files] == ["b.pdf"] and shown.view.hasFocus())
    QTest.keyClick(window, Key.Key_Delete)
    assert shown.files == []
    QTest.keyClick(window, Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert [file.name for file in shown.files] == ["b.pdf"]
    # Elsewhere on the page F2 still means the person.
    window.stack.currentWidget().setFocus()
    QTest.keyClick(window, Key.Key_F2)
    focused = QApplication.focusWidget()
    assert isinstance(focused, QLineEdit) and focused.text() == person.name


def test_that_files_may_be_dropped_anywhere_on_a_page(
    open_window: OpenWindow, english_demo: Path, qtbot: QtBot, paths: list[Path]
) -> None:
    window = open_window(english_demo)
    workbook = window.workbook
    assert workbook is not None
    account = clients(workbook)[0]
    person = people_of(workbook, account.id)[0]
    for there, subject in (
        (place.person(person.id), ("person", person.id)),
        (place.client(account.id), ("account", account.id)),
    ):
        window.go(there)
        page = window.stack.currentWidget()
        assert dropping.drop(page, dropping.files(paths), QPoint(page.width() // 2, page.height() - 60))
        qtbot.waitUntil(lambda subject=subject: len(attachments_of(workbook, subject)) == 2)


def test_that_opened_copies_go_when_the_workbook_is_closed(
    open_window: OpenWindow, english_demo: Path, qtbot: QtBot, desktop: Desktop
) -> None:
    window = open_window(english_demo)
    workbook = window.workbook
    assert workbook is not None
    person = people_of(workbook, clients(workbook)[0].id)[0]
    attach(workbook, ("person", person.id), [take_in_content(workbook, "a.pdf", b"1")])
    (file,) = attachments_of(workbook, ("person", person.id))
    path = OPENED.make(workbook, file)
    assert path.exists()
    window.files.close()
    qtbot.waitUntil(lambda: window.workbook is None)
    assert not path.exists()
    assert not (data_folder() / "opened").exists()


def test_that_a_start_removes_what_was_left_open(open_window: OpenWindow, english_demo: Path) -> None:
    left = data_folder() / "opened" / "0123"
    left.mkdir(parents=True)
    (left / "a.pdf").write_bytes(b"1")
    open_window(english_demo)
    assert not left.exists()


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("zoom", [100, 150])
def test_that_files_questions_and_the_photo_surface_are_whole_in_both_languages(
    open_window: OpenWindow,
    demo_files: dict[str, Path],
    tmp_path: Path,
    qtbot: QtBot,
    language: str,
    zoom: int,
) -> None:
    window = open_window(Path(shutil.copy(demo_files[language], tmp_path / "copy.kaw")))
    window.do(f"language_{language}")
    window.do(f"text_{zoom}")
    workbook = window.workbook
    assert workbook is not None
    person = next(row for row in people_of(workbook, clients(workbook)[0].id) if row.kind == "person")
    named = ("a.pdf", "b.docm", "c.exe") if language == "en" else ("报价.pdf", "清单.docm", "安装.exe")
    for number, name in enumerate(named):
        attach(workbook, ("person", person.id), [take_in_content(workbook, name, bytes([65 + number]))])
    window.go(place.person(person.id))
    page = window.stack.currentWidget()
    assert isinstance(page, PersonPage)
    found: set[str] = set()
    shown = page.attachments.list
    for file in shown.files:
        shown.ask(file)
        qtbot.waitUntil(lambda file=file: shown.question.file == file)
        settle()
        found |= {f"{file.name}: {problem}" for problem in clipped(window)}
        words = [text for text in texts(shown) if file.name not in text]
        if language == "zh":
            found |= latin(file.name, words, {"PDF", "Office"})
        else:
            found |= {text for text in words if re.search("[\u3400-\u9fff]", text)}
    assert page.essentials is not None
    page.essentials.photo.take(Incoming(picture=portrait))
    qtbot.waitUntil(lambda: page.essentials is not None and page.essentials.photo.panel is not None)
    settle()
    found |= {f"crop: {problem}" for problem in clipped(window)}
    panel = page.essentials.photo.panel
    assert panel is not None and window.rect().contains(panel.geometry())
    if language == "zh":
        found |= latin("crop", texts(panel), set())
    assert sorted(found) == []


def test_that_ctrl_v_takes_pictures_as_the_photo_and_files_as_attachments(
    open_window: OpenWindow, english_demo: Path, qtbot: QtBot, paths: list[Path]
) -> None:
    window = open_window(english_demo)
    workbook = window.workbook
    assert workbook is not None
    person = next(row for row in people_of(workbook, clients(workbook)[0].id) if row.kind == "person")
    window.go(place.person(person.id))
    page = window.stack.currentWidget()
    assert isinstance(page, PersonPage) and page.essentials is not None
    circle = page.essentials.photo
    control = Qt.KeyboardModifier.ControlModifier
    dropping.copy(dropping.bytes_of("image/png", portrait()))
    for target in (page, circle):
        target.setFocus()
        QTest.keyClick(window, Key.Key_V, control)
        qtbot.waitUntil(lambda: circle.panel is not None)
        QTest.keyClick(circle.panel.view, Key.Key_Return)
        qtbot.waitUntil(lambda: circle.has_photo)
        QTest.keyClick(window, Key.Key_Z, control)
        assert not circle.has_photo and window.here == place.person(person.id)
    dropping.copy(dropping.files(paths))
    page.setFocus()
    QTest.keyClick(window, Key.Key_V, control)
    qtbot.waitUntil(lambda: len(page.attachments.list.files) == 2)
    circle.setFocus()
    QTest.keyClick(window, Key.Key_V, control)
    assert "one photo" in window.messages.text
