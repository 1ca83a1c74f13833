"""Workbooks come and go in the window: new, open, recent, demo, copy, password, read-only, refusals."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QDialogButtonBox, QFileDialog, QLineEdit
from pytestqt.qtbot import QtBot

from keyaccount_desktop.ui.main_window import MainWindow
from keyaccount_desktop.ui.password import NewWorkbookDialog, PasswordDialog
from keyaccount_desktop.workbook.document import Workbook

OpenWindow = Callable[[Path], MainWindow]


def dialog_of(kind: type[QDialog], window: MainWindow, qtbot: QtBot) -> QDialog:
    """The dialog of this kind that is open over the window."""
    qtbot.waitUntil(lambda: any(dialog.isVisible() for dialog in window.findChildren(kind)))
    return next(dialog for dialog in window.findChildren(kind) if dialog.isVisible())


def type_over(line: QLineEdit, text: str, qtbot: QtBot) -> None:
    line.setFocus()
    qtbot.keyClick(line, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClicks(line, text)


def test_that_the_window_begins_by_offering_what_can_be_done(window: MainWindow) -> None:
    assert window.stack.currentWidget() is window.welcome
    assert window.welcome.new.isVisible() and window.welcome.demo.isVisible()
    assert not window.rail.clients.isVisible()


def test_that_a_new_workbook_is_made_by_typing_its_name(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    qtbot.mouseClick(window.welcome.new, Qt.MouseButton.LeftButton)
    dialog = dialog_of(NewWorkbookDialog, window, qtbot)
    assert isinstance(dialog, NewWorkbookDialog)
    type_over(dialog.folder, str(tmp_path), qtbot)
    type_over(dialog.name, "Southern region", qtbot)
    qtbot.keyClick(dialog.name, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.workbook is not None)
    assert window.workbook is not None and window.workbook.path.name == "Southern region.kaw"
    assert "Southern region" in window.windowTitle()
    assert window.settings.recent == [str(window.workbook.path)]


def test_that_a_new_workbook_makes_the_folder_it_is_to_lie_in(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    window.do("new")
    dialog = dialog_of(NewWorkbookDialog, window, qtbot)
    assert isinstance(dialog, NewWorkbookDialog)
    type_over(dialog.folder, str(tmp_path / "Documents" / "clients"), qtbot)
    qtbot.keyClick(dialog.folder, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.workbook is not None)
    assert (tmp_path / "Documents" / "clients" / "My clients.kaw").exists()


def test_that_a_new_workbook_that_is_refused_is_told_where_it_was_asked_for(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("in the way")
    window.do("new")
    dialog = dialog_of(NewWorkbookDialog, window, qtbot)
    assert isinstance(dialog, NewWorkbookDialog)
    type_over(dialog.name, "East", qtbot)
    for folder, why in ((tmp_path / "file" / "deeper", "Not a directory"), (tmp_path, "exists already")):
        if folder == tmp_path:
            (tmp_path / "East.kaw").write_text("mine")
        type_over(dialog.folder, str(folder), qtbot)
        qtbot.keyClick(dialog.folder, Qt.Key.Key_Return)
        assert dialog.isVisible() and why in dialog.problem
        assert dialog.name.text() == "East", "nothing is to be typed again"
    type_over(dialog.name, "West", qtbot)
    assert dialog.problem == ""
    qtbot.keyClick(dialog.name, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.workbook is not None)
    assert (tmp_path / "East.kaw").read_text() == "mine"


def test_that_a_password_must_be_typed_twice_alike(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    window.do("new")
    dialog = dialog_of(NewWorkbookDialog, window, qtbot)
    assert isinstance(dialog, NewWorkbookDialog)
    type_over(dialog.folder, str(tmp_path), qtbot)
    dialog.protect.setFocus()
    qtbot.keyClick(dialog.protect, Qt.Key.Key_Space)
    type_over(dialog.first, "secret", qtbot)
    type_over(dialog.second, "secre", qtbot)
    assert not dialog._create.isEnabled()
    qtbot.keyClicks(dialog.second, "t")
    qtbot.keyClick(dialog.second, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.workbook is not None)
    assert window.workbook is not None and window.workbook.key is not None


def test_that_an_encrypted_workbook_asks_until_the_password_is_right(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    path = tmp_path / "secret.kaw"
    Workbook.create(path, "right").close()
    window.files.open(path)
    first = dialog_of(PasswordDialog, window, qtbot)
    assert isinstance(first, PasswordDialog)
    qtbot.keyClicks(first.line, "wrong")
    qtbot.keyClick(first.line, Qt.Key.Key_Return)
    qtbot.waitUntil(
        lambda: any(d.isVisible() and d is not first for d in window.findChildren(PasswordDialog))
    )
    second = dialog_of(PasswordDialog, window, qtbot)
    assert isinstance(second, PasswordDialog) and second._problem.isVisible()
    qtbot.keyClicks(second.line, "right")
    qtbot.keyClick(second.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.workbook is not None)


def test_that_the_demo_opens_with_one_press_and_the_same_one_again(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.mouseClick(window.welcome.demo, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: window.loaded and window.workbook is not None)
    assert window.workbook is not None
    first = window.workbook.path
    assert window.actions_["add_client"].isEnabled()
    window.do("close")
    qtbot.waitUntil(lambda: window.workbook is None)
    assert window.stack.currentWidget() is window.welcome
    window.do("open_demo")
    assert window.workbook is not None and window.workbook.path == first


@pytest.mark.parametrize(
    ("content", "says"),
    [(b"", "empty"), (b"no workbook at all", "not a"), (b"SQLite format 3\x00" + b"\x00" * 50, "")],
)
def test_that_a_file_that_is_no_workbook_is_refused_in_the_window(
    window: MainWindow, tmp_path: Path, content: bytes, says: str
) -> None:
    path = tmp_path / "other.kaw"
    path.write_bytes(content)
    assert not window.files.open(path)
    assert window.messages.isVisible()
    assert says in window.messages.text
    assert window.stack.currentWidget() is window.welcome


def test_that_a_missing_recent_file_is_refused_and_forgotten(window: MainWindow, tmp_path: Path) -> None:
    window.settings.remember_file(str(tmp_path / "gone.kaw"))
    assert not window.files.open(tmp_path / "gone.kaw")
    assert "gone.kaw" in window.messages.text
    assert window.settings.recent == []


def test_that_a_refused_file_leaves_the_open_one_open(
    open_window: OpenWindow, demo: Path, tmp_path: Path
) -> None:
    window = open_window(demo)
    (tmp_path / "other.kaw").write_bytes(b"x" * 10_000)
    assert not window.files.open(tmp_path / "other.kaw")
    assert window.workbook is not None and window.workbook.path == demo


def test_that_another_workbook_takes_the_place_of_the_open_one(
    open_window: OpenWindow, demo: Path, english_demo: Path
) -> None:
    window = open_window(demo)
    open_window(english_demo)
    assert window.workbook is not None and window.workbook.path == english_demo
    with Workbook.open(demo) as freed:
        assert not freed.read_only


def test_that_a_copy_is_saved_where_one_says(
    open_window: OpenWindow, demo: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    window = open_window(demo)
    target = tmp_path / "copy.kaw"
    QApplication.setAttribute(Qt.ApplicationAttribute.AA_DontUseNativeDialogs)

    window.do("save_copy")
    dialog = dialog_of(QFileDialog, window, qtbot)
    line = dialog.findChild(QLineEdit, "fileNameEdit")
    type_over(line, "copy", qtbot)
    line.completer().popup().hide()  # else it would take the press
    save = dialog.findChild(QDialogButtonBox).button(QDialogButtonBox.StandardButton.Save)
    qtbot.mouseClick(save, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "copy.kaw" in window.messages.text)
    with Workbook.open(target) as copied:
        assert copied.id


HOLD = """
import sys
from keyaccount_desktop.workbook.document import Workbook
workbook = Workbook.open(sys.argv[1])
print("held", flush=True)
sys.stdin.readline()
workbook.close()
"""


def test_that_a_workbook_someone_else_has_open_is_shown_read_only(
    open_window: OpenWindow, demo: Path, qtbot: QtBot
) -> None:
    other = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(demo)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    try:
        assert other.stdout is not None and other.stdout.readline() == "held\n"
        window = open_window(demo)
        assert window.banner.isVisible()
        assert "has this workbook open" in window.banner.text.text()
        assert not window.actions_["add_client"].isEnabled()
        assert window.rail.state == "Read-only"
    finally:
        other.communicate("\n")
        other.wait()
    qtbot.mouseClick(window.banner.again, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: window.workbook is not None and not window.workbook.read_only)
    assert not window.banner.isVisible()


def test_that_closing_the_window_backs_the_workbook_up(
    open_window: OpenWindow, demo: Path, qtbot: QtBot
) -> None:
    from keyaccount_desktop.workbook.accounts import add_account
    from keyaccount_desktop.workbook.backup import backups_of

    window = open_window(demo)
    workbook = window.workbook
    assert workbook is not None
    add_account(workbook, "新客户")
    window.close()
    qtbot.waitUntil(lambda: window.workbook is None and not window.isVisible())
    (newest, *_) = backups_of(workbook.id)
    with Workbook.open(newest.path, read_only=True) as backup:
        from keyaccount_desktop.workbook.accounts import accounts

        assert "新客户" in {account.name for account in accounts(backup)}


def test_that_recent_workbooks_are_listed_and_open(
    open_window: OpenWindow, window: MainWindow, demo: Path, qtbot: QtBot
) -> None:
    open_window(demo)
    window.do("close")
    qtbot.waitUntil(lambda: window.workbook is None)
    menu = window.actions_.menu("file/recent")
    menu.aboutToShow.emit()
    assert str(demo) in menu.actions()[0].text()
    menu.actions()[0].trigger()
    assert window.workbook is not None and window.workbook.path == demo
