"""Names and values that look like markup are shown as they were typed, wherever they are shown."""

from __future__ import annotations

import ast
import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QAbstractListModel, QModelIndex, Qt
from PySide6.QtGui import QTextDocumentFragment
from PySide6.QtWidgets import QAbstractItemView, QLabel, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from keyaccount_desktop.language import UserError, plain
from keyaccount_desktop.ui import place
from keyaccount_desktop.ui.main_window import MainWindow
from keyaccount_desktop.ui.operation import show_error
from keyaccount_desktop.ui.person_page import PersonPage
from keyaccount_desktop.ui.widgets import ElidedLabel, IconButton, plain_tip
from keyaccount_desktop.workbook.definitions import Form, define_field
from keyaccount_desktop.workbook.document import Workbook
from keyaccount_desktop.workbook.facts import set_fact
from tests.ui.test_windows import settle, visit

UI = Path(__file__).resolve().parents[2] / "keyaccount_desktop" / "ui"
HOSTILE = "<b>x</b><img src=a.png>&amp;"
NAMES = {
    "account": ("name",), "department": ("name",), "person": ("name",), "purchase": ("name",),
    "product": ("name",), "task": ("text",), "visit": ("aim", "said"),
}  # fmt: skip


def might_be_markup(text: str) -> bool:
    """By Qt's own rule, which holds for labels and tooltips."""
    from PySide6 import QtGui

    return bool(QtGui.Qt.mightBeRichText(text))


def rendered(text: str) -> str:
    """What a tooltip shows."""
    return QTextDocumentFragment.fromHtml(text).toPlainText() if might_be_markup(text) else text


@pytest.fixture
def hostile(english_demo: Path) -> Path:
    """The demo with markup in front of every name, every text, and every fact of words."""
    with Workbook.open(english_demo) as workbook:
        connection = workbook.driver_connection
        for table, columns in NAMES.items():
            for column in columns:
                connection.execute(
                    f"UPDATE {table} SET {column} = ? || {column} WHERE {column} <> ''", (HOSTILE,)
                )
        for id_, field, value in connection.execute("SELECT id, field, value FROM fact").fetchall():
            if workbook.catalogue.field(field).kind in ("text", "long_text"):
                named = json.dumps(HOSTILE + json.loads(value), ensure_ascii=False)
                connection.execute("UPDATE fact SET value = ? WHERE id = ?", (named, id_))
        name = plain(HOSTILE)
        people = connection.execute("SELECT id FROM person").fetchall()
        key = define_field(workbook, "person.notes", name, Form("text", help=name))
        for (person,) in people:
            set_fact(workbook, ("person", person), key, HOSTILE)
            set_fact(workbook, ("person", person), "person.tags", [HOSTILE])
    return english_demo


def problems(shown: QWidget) -> Iterator[str]:
    """Every label that would render markup, and every tooltip that would not show it as typed."""
    for widget in (shown, *shown.findChildren(QWidget)):
        rich = isinstance(widget, QLabel) and widget.textFormat() != Qt.TextFormat.PlainText
        if rich and might_be_markup(widget.text()):
            yield f"label {widget.text()!r}"
        yield from _of_tip(widget.toolTip(), type(widget).__name__)
        if isinstance(widget, QAbstractItemView) and widget.model() is not None:
            for index in _indexes(widget):
                yield from _of_tip(str(index.data(Qt.ItemDataRole.ToolTipRole) or ""), "an item")


def _of_tip(tip: str, where: str) -> Iterator[str]:
    if "<b>" in tip or (might_be_markup(tip) and HOSTILE not in rendered(tip)):
        yield f"tooltip of {where}: {tip!r}"


def _indexes(view: QAbstractItemView) -> Iterator[QModelIndex]:
    model = view.model()
    nowhere = QModelIndex()
    columns = 1 if isinstance(model, QAbstractListModel) else model.columnCount(nowhere)
    for row in range(model.rowCount(nowhere)):
        for column in range(columns):
            yield model.index(row, column)


def test_that_no_page_and_no_dialog_renders_what_a_user_typed(
    window: MainWindow, open_window: Callable[[Path], MainWindow], hostile: Path, qtbot: QtBot
) -> None:
    open_window(hostile)
    met, found = 0, []
    for name, shown in visit(window, qtbot):
        found += [f"{name}: {problem}" for problem in problems(shown)]
        met += sum(HOSTILE in label.text() for label in shown.findChildren(QLabel))
    assert found == []
    assert met > 20, "the names were not met at all"


def test_that_what_floats_over_a_persons_page_renders_nothing(
    window: MainWindow, open_window: Callable[[Path], MainWindow], hostile: Path
) -> None:
    workbook = open_window(hostile).workbook
    assert workbook is not None
    (person,) = workbook.driver_connection.execute(
        "SELECT s.person_id FROM stakeholder s JOIN person p ON p.id = s.person_id WHERE p.kind = 'person'"
    ).fetchone()
    window.go(place.person(person))
    page = window.stack.currentWidget()
    assert isinstance(page, PersonPage)
    offers = [
        lambda: page.edit_field("person.adoption", person),
        lambda: page.edit_field("person.tags", person),
        lambda: page.sections[-1].grid.add.open(),
        lambda: page.sections[-1].grid.fields[0].open_evidence(),
        lambda: page.sections[-1].set_folded(True),
    ]
    for offer in offers:
        offer()
        settle()
        assert list(problems(window)) == []
    assert HOSTILE in page.sections[-1].fold_title.summary


def test_that_a_refusal_in_a_box_is_plain(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    alone = QWidget()
    qtbot.addWidget(alone)
    seen: list[Qt.TextFormat] = []

    def look(box: QMessageBox) -> int:
        texts = [label for label in box.findChildren(QLabel) if HOSTILE in label.text()]
        seen.extend(label.textFormat() for label in texts)
        return 0

    monkeypatch.setattr(QMessageBox, "exec", look)
    show_error(alone, UserError(plain(HOSTILE), plain(HOSTILE)))
    assert seen == [Qt.TextFormat.PlainText] * 2


@pytest.mark.parametrize("text", [HOSTILE, "a\n<b>", "x" * 3000 + "<i>", "1 < 2", "plain"])
def test_that_a_tooltip_shows_what_was_typed(qtbot: QtBot, text: str) -> None:
    shown = rendered(plain_tip(text)).replace("\u2028", "\n")
    assert shown == (text if len(text) < 1000 else text[:1000] + "…")
    button = IconButton("close", text)
    qtbot.addWidget(button)
    assert rendered(button.toolTip()).startswith(text[:5])


def test_that_an_elided_name_is_whole_and_plain_in_its_tooltip(qtbot: QtBot) -> None:
    label = ElidedLabel(HOSTILE)
    qtbot.addWidget(label)
    label.resize(30, 20)
    label.show()
    label.grab()
    assert rendered(label.toolTip()) == HOSTILE


def tips() -> Iterator[tuple[str, ast.expr]]:
    """Every text given to a tooltip in the window's code, and where."""
    for path in UI.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                if node.func.attr == "setToolTip":
                    yield f"{path.name}:{node.lineno}", node.args[0]
                elif node.func.attr == "showText":
                    yield f"{path.name}:{node.lineno}", node.args[1]


def test_that_every_tooltip_is_the_programs_own_or_made_plain() -> None:
    found = [where for where, text in tips() if not _is_plain(text)]
    assert found == []


def _is_plain(text: ast.expr) -> bool:
    if isinstance(text, ast.IfExp):
        return _is_plain(text.body) and _is_plain(text.orelse)
    if isinstance(text, ast.Constant):
        return True
    if not isinstance(text, ast.Call):
        return False
    if isinstance(text.func, ast.Name):
        return text.func.id == "plain_tip"
    return isinstance(text.func, ast.Attribute) and text.func.attr == "tr"
