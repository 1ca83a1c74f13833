"""Every page and dialog, in both languages, at 150 % text on a small screen: nothing clipped, no foreign word,
a name for every control, and nothing that flashes up as a window of its own.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QDialog,
    QHeaderView,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QTabBar,
    QTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from keyaccount_desktop.language import set_language
from keyaccount_desktop.ui import place
from keyaccount_desktop.ui.actions import ACTIONS, without_mnemonic
from keyaccount_desktop.ui.clients.client_page import ClientPage
from keyaccount_desktop.ui.crash import CrashWindow
from keyaccount_desktop.ui.export_cards import ExportCardsDialog
from keyaccount_desktop.ui.fields import FactField
from keyaccount_desktop.ui.main_window import MainWindow
from keyaccount_desktop.ui.password import PasswordDialog
from keyaccount_desktop.ui.today.export_calendar import ExportCalendarDialog
from keyaccount_desktop.ui.today.today_page import TodayPage
from keyaccount_desktop.workbook.first_screen import clients
from keyaccount_desktop.workbook.people import people_of
from keyaccount_desktop.workbook.purchases import purchases_of
from tests.ui.clipping import clipped, texts
from tests.ui.influence_map.card_stops import card_stops
from tests.ui.influence_map.what_if_stops import what_if_stops
from tests.ui.lists.stops import list_stops
from tests.ui.merging.samples import merging_stops
from tests.whom import last_met

OpenWindow = Callable[[Path], MainWindow]
LANGUAGES = ("en", "zh")
PASTED = "孙晓东\t信息科科长\t13800002222\n钱文华\t财务科副科长\t13900003333\n"

_LATIN = re.compile(r"[A-Za-z][A-Za-z'-]+")
_HAN = re.compile(r"[\u3400-\u9fff]")
ALLOWED_LATIN = {
    "English", "KeyAccount", "Workbook", "Excel", "Qt", "Python", "SQLite", "SQLCipher", "LGPL", "for",
    "PDF", "SVG", "PNG",
    "Ctrl", "Shift", "Alt", "Del", "Esc", "Enter", "Left", "Right", "PgUp", "PgDown", "Up", "Down",
}  # fmt: skip
"""Names of things, and of keys as they are printed on the keyboard."""


def largest(window: MainWindow) -> str:
    assert window.workbook is not None
    return max(clients(window.workbook), key=lambda row: row.people).id


def stops(window: MainWindow) -> Iterator[tuple[str, Callable[[], object]]]:
    """Name of every page and dialog, and how to get there."""
    from keyaccount_desktop.exchange.pasted_rows import read_pasted
    from keyaccount_desktop.ui.clients.paste_people import PastePeopleDialog

    workbook = window.workbook
    assert workbook is not None
    account_id = largest(window)
    small = min(clients(workbook), key=lambda row: row.people).id
    people = people_of(workbook, account_id)
    known = last_met(workbook, account_id)
    post = next(row for row in people if row.kind == "post")
    (purchase, *_) = purchases_of(workbook, account_id)
    yield "clients", lambda: window.go(place.CLIENTS)
    yield "overview", lambda: window.go(place.client(account_id))
    yield "another overview", lambda: window.go(place.client(small))
    for kind in ("distributor", "company"):
        other = next(row.id for row in clients(workbook) if row.type == kind)
        yield kind, lambda other=other: window.go(place.client(other))
    yield "suppliers", lambda: window.go(place.client(account_id, "suppliers"))
    yield "suppliers unfolded", lambda: unfold_first_supplier(window)
    yield "people", lambda: window.go(place.client(account_id, "people"))
    yield "map", lambda: window.go(place.client(account_id, "map", purchase.id))
    yield "meeting pack", lambda: window.do("map_pack")
    yield "what is not known beside the map", lambda: window.do("unknowns")
    yield from what_if_stops(window, account_id, purchase.id)
    yield from card_stops(window, account_id, purchase.id, settle)
    yield "reviews beside the map", lambda: window.do("map_reviews")
    for mode in ("marked", "beside", "picture"):
        yield f"reviews {mode}", lambda mode=mode: compare_reviews(window, mode)
    yield "person", lambda: window.go(place.person(known))
    yield "birthday", lambda: edit_birthday(window, known)
    yield "question list", lambda: window.do("print_questions")
    yield "today", lambda: today(window)
    yield "post", lambda: window.go(place.person(post.id))
    yield from list_stops(window)
    for tab in place.SETTINGS_TABS:
        yield f"settings {tab}", lambda tab=tab: window.go(place.settings(tab))
    yield from merging_stops(window, account_id, known)
    yield "paste", lambda: PastePeopleDialog(workbook, account_id, read_pasted(PASTED), window).open()
    yield "export", lambda: ExportCardsDialog(workbook, account_id, known, window).open()
    yield "calendar", lambda: calendar(window, account_id)
    yield "password", lambda: PasswordDialog("华东区.kaw", "", window).open()
    yield "crash", lambda: CrashWindow("report\n", "/a/file.txt", window).open()
    for action in ("new", "help", "shortcuts", "about", "find"):
        yield action, lambda action=action: window.do(action)


def compare_reviews(window: MainWindow, mode: str) -> None:
    from keyaccount_desktop.ui.influence_map.reviews_panel import ReviewsPanel

    (panel,) = window.findChildren(ReviewsPanel)
    panel.list.setCurrentRow(1)
    panel.modes[mode].click()  # type: ignore[index]


def unfold_first_supplier(window: MainWindow) -> None:
    page = window.stack.currentWidget()
    assert isinstance(page, ClientPage) and page.suppliers.suppliers is not None
    page.suppliers.suppliers.table.toggle(0)


def edit_birthday(window: MainWindow, person_id: str) -> None:
    """The editor of a date with its panel."""
    window.go(place.person(person_id))
    lines = window.stack.currentWidget().findChildren(FactField)
    next(line for line in lines if line.key == "person.birthday").begin_edit()


def today(window: MainWindow) -> None:
    window.go(place.TODAY)
    page = window.stack.currentWidget()
    assert isinstance(page, TodayPage)
    while page.reading:
        QApplication.processEvents()


def calendar(window: MainWindow, account_id: str) -> None:
    assert window.workbook is not None
    dialog = ExportCalendarDialog(window.workbook, account_id, window)
    dialog.private.setChecked(True)
    dialog.open()


def visit(window: MainWindow, qtbot: QtBot) -> Iterator[tuple[str, QWidget]]:
    """Lead the window to every stop; what is to be looked at there."""
    for name, lead in stops(window):
        lead()
        dialog = next((each for each in window.findChildren(QDialog) if each.isVisible()), None)
        shown = dialog if dialog is not None else window
        settle()
        yield name, shown
        window.popup.close_quietly()
        if dialog is not None:
            dialog.close()
            dialog.deleteLater()
            QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def settle() -> None:
    """Let layouts take up what has changed."""
    for _ in range(3):
        QApplication.sendPostedEvents()
        QApplication.processEvents()


@pytest.fixture
def small_window(window: MainWindow) -> MainWindow:
    window.resize(1280, 720)
    return window


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("zoom", [100, 150])
def test_that_nothing_is_clipped_anywhere(
    small_window: MainWindow, open_window: OpenWindow, demo_files: dict[str, Path], qtbot: QtBot,
    language: str, zoom: int,
) -> None:  # fmt: skip
    window = small_window
    window.do(f"language_{language}")
    window.do(f"text_{zoom}")
    settle()
    found = [f"welcome: {problem}" for problem in clipped(window)]
    open_window(demo_files[language])
    for name, shown in visit(window, qtbot):
        assert shown.width() <= 1280 and shown.height() <= 720, name
        found += [f"{name}: {problem}" for problem in clipped(shown)]
    assert found == []


def test_that_chinese_shows_no_latin_word(
    small_window: MainWindow, open_window: OpenWindow, demo_files: dict[str, Path], qtbot: QtBot
) -> None:
    window = small_window
    window.do("language_zh")
    settle()
    found = latin("welcome", texts(window), set())
    open_window(demo_files["zh"])
    own = words_of_data(window)
    for name, shown in visit(window, qtbot):
        found |= latin(name, texts(shown), own)
    for spec in ACTIONS:
        if spec.id != "language_en":
            found |= latin("menu", [without_mnemonic(window.actions_[spec.id].text())], set())
    for menu in window.findChildren(QMenu):
        found |= latin("menu", [without_mnemonic(menu.title())], set())
    assert sorted(found) == []


def latin(where: str, shown: list[str], own: set[str]) -> set[str]:
    """Latin words in texts that are neither allowed nor in the user's own data."""
    return {
        f"{where}: {text!r}"
        for text in shown
        for word in _LATIN.findall(text)
        if word not in ALLOWED_LATIN and word not in own and not re.fullmatch(r"F\d+|[A-Z]", word)
    }


def words_of_data(window: MainWindow) -> set[str]:
    """Latin words that stand in the workbook itself, and in paths."""
    workbook = window.workbook
    assert workbook is not None
    connection = workbook.driver_connection
    rows = connection.execute(
        "SELECT value FROM fact UNION ALL SELECT name FROM person UNION ALL SELECT text FROM task"
        " UNION ALL SELECT said FROM visit UNION ALL SELECT aim FROM visit UNION ALL SELECT name FROM product"
    ).fetchall()
    stored = " ".join(str(row[0]) for row in rows)
    return set(_LATIN.findall(f"{stored} {workbook.path} {Path.home()} a file txt report kaw Documents"))


def test_that_english_shows_no_chinese(
    small_window: MainWindow, open_window: OpenWindow, demo_files: dict[str, Path], qtbot: QtBot
) -> None:
    window = small_window
    found = {f"welcome: {text!r}" for text in texts(window) if _HAN.search(text)}
    open_window(demo_files["en"])
    for name, shown in visit(window, qtbot):
        if name not in ("paste", "password"):  # they show what the user brought
            found |= {f"{name}: {text!r}" for text in texts(shown) if _HAN.search(text)}
    assert sorted(text for text in found if "简体中文" not in text) == []


def test_that_every_control_has_a_name_to_be_read_out(
    small_window: MainWindow, open_window: OpenWindow, demo_files: dict[str, Path], qtbot: QtBot
) -> None:
    window = small_window
    open_window(demo_files["en"])
    found = set()
    for name, shown in visit(window, qtbot):
        for widget in shown.findChildren(QWidget):
            if needs_name(widget, shown) and not widget.accessibleName():
                found.add(f"{name}: {type(widget).__name__} {widget.parentWidget().objectName()}")
    assert sorted(found) == []


def needs_name(widget: QWidget, shown: QWidget) -> bool:
    """Whether one can act on it and its own text does not say what it is."""
    if not widget.isVisibleTo(shown) or widget.objectName().startswith("qt_"):
        return False
    if isinstance(widget, QAbstractButton):
        inside = isinstance(widget.parentWidget(), (QLineEdit, QTabBar, QAbstractItemView))
        return not inside and not widget.text()
    if isinstance(widget, QHeaderView):
        return False
    kinds = (QLineEdit, QPlainTextEdit, QTextEdit, QComboBox, QAbstractSpinBox, QAbstractItemView, QTabBar)
    return isinstance(widget, kinds) and widget.focusPolicy() != Qt.FocusPolicy.NoFocus


class Flashes(QObject):
    """Notes every widget that is shown as a window though it is no dialog, menu or popup."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            kind = watched.windowType()
            if kind == Qt.WindowType.Window and not isinstance(watched, MainWindow):
                self.seen.append(f"{type(watched).__name__} {watched.objectName()}")
        return False


@pytest.mark.parametrize("language", LANGUAGES)
def test_that_no_part_of_a_page_flashes_up_as_a_window(
    small_window: MainWindow,
    open_window: OpenWindow,
    demo_files: dict[str, Path],
    qtbot: QtBot,
    language: str,
) -> None:
    flashes = Flashes()
    QApplication.instance().installEventFilter(flashes)
    try:
        open_window(demo_files["en"])
        for name, _ in visit(small_window, qtbot):
            assert flashes.seen == [], name
        small_window.do(f"language_{language}")
        assert flashes.seen == []
    finally:
        QApplication.instance().removeEventFilter(flashes)
        set_language("en")
