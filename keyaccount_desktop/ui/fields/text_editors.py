"""Editors for what is typed: one line (text, numbers, dates, tags), and text of several lines."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from keyaccount_desktop.method import values
from keyaccount_desktop.method.fields import Field, Part
from keyaccount_desktop.ui.fields.editor import Editor
from keyaccount_desktop.ui.fields.inputs import TextBox, TextLine

REST_MS: Final = 2000
"""A pause this long in a long text saves it."""

Reader = Callable[[str], Any]
"""From typed text to a value; raises UserError."""


def typed_form(field: Field | Part, value: Any) -> str:
    """A value as one would type it: what an editor begins with."""
    if value is None:
        return ""
    if field.kind in ("number", "money", "percent"):
        return str(value)
    return str(values.display(field, value))


class LineEditor(Editor):
    """One line; what is typed is read when one is done. ``unit`` stands at its end."""

    def __init__(self, text: str, read: Reader, *, unit: str = "") -> None:
        super().__init__()
        self._before = text
        self._read = read
        self.line = TextLine()
        self.line.show_unit(unit)
        self.line.setText(text)
        self.line.setCursorPosition(0)
        self.line.entered.connect(self.entered)
        self.line.escaped.connect(self.escaped)
        self.line.textEdited.connect(self.typed_in)
        self.column.addWidget(self.line)

    def changed(self) -> bool:
        return self.line.text() != self._before

    def value(self) -> object:
        return self._read(self.line.text())

    def saved(self) -> None:
        self._before = self.line.text()

    def draft(self) -> Any:
        return self.line.text()

    def load_draft(self, draft: Any) -> None:
        self.line.setText(str(draft))

    def start(self, typed: str, *, offer: bool) -> None:
        self.line.start(typed)

    def stops(self) -> list[QWidget]:
        return [self.line]


class LongTextEditor(Editor):
    """Several lines in a box that grows; saved also in every pause."""

    INSET = 9

    def __init__(self, text: str, read: Reader) -> None:
        super().__init__()
        self._before = text
        self._read = read
        self.box = TextBox()
        self.box.setPlainText(text)
        self.box.entered.connect(self.entered)
        self.box.escaped.connect(self.escaped)
        self.box.height_changed.connect(self.height_changed)
        self.column.addWidget(self.box)
        self.rest = QTimer(self)
        self.rest.setSingleShot(True)
        self.rest.setInterval(REST_MS)
        self.rest.timeout.connect(self.rested)
        self._seen = text
        self.box.textChanged.connect(self._typed)

    def _typed(self) -> None:
        text = self.box.toPlainText()
        if text == self._seen:  # Qt says so also after a drop that was refused
            return
        self._seen = text
        self.rest.start()
        self.typed_in.emit()

    def changed(self) -> bool:
        return self.box.toPlainText() != self._before

    def value(self) -> object:
        return self._read(self.box.toPlainText())

    def saved(self) -> None:
        self._before = self.box.toPlainText()

    def draft(self) -> Any:
        return self.box.toPlainText()

    def load_draft(self, draft: Any) -> None:
        self.box.setPlainText(str(draft))

    def start(self, typed: str, *, offer: bool) -> None:
        self.box.start(typed)

    def stops(self) -> list[QWidget]:
        return [self.box]

    def close_panels(self) -> None:
        self.rest.stop()
