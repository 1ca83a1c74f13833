"""Choosing which columns a list shows: all there are, ticked or not, found by typing. Opened by ``list_pane``."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from keyaccount_desktop.method import catalogue
from keyaccount_desktop.method.columns import NAME, Column
from keyaccount_desktop.ui import theme
from keyaccount_desktop.ui.fields.inputs import TextLine
from keyaccount_desktop.ui.fields.panel import KeyboardPanel, Option, OptionList, matching
from keyaccount_desktop.ui.widgets import Button


class ColumnPanel(KeyboardPanel):
    """``changed`` carries the keys to show, those shown before in their order and new ones after them."""

    changed = Signal(list)
    reset = Signal()

    def __init__(self, anchor: QWidget, columns: Sequence[Column], shown: Sequence[str]) -> None:
        super().__init__(anchor, width=theme.current().px(260), hugging=True)
        self._shown = list(shown)
        self._options = [
            Option(column.key, str(column.text), "", (column.text.en, column.text.zh), _group(column))
            for column in columns
            if column.key != NAME
        ]
        self.setAccessibleName(self.tr("Columns"))
        self.column.setContentsMargins(10, 10, 10, 8)
        self.line = TextLine()
        self.line.setPlaceholderText(self.tr("Which column?"))
        self.line.setAccessibleName(self.tr("Find a column"))
        self.line.textEdited.connect(self._narrow)
        self.line.stepped.connect(self._step)
        self.line.entered.connect(self._take)
        self.line.escaped.connect(self.close_panel)
        self.options = OptionList(self.line, checks=True)
        self.options.setParent(self)
        self.options.set_checked(self._shown)
        self.options.chosen.connect(self._toggle)
        self.options.list.setAccessibleName(self.tr("Columns"))
        self.at_first = Button(self.tr("Columns as at first"), "link")
        self.at_first.clicked.connect(self._reset)
        self.column.addWidget(self.line)
        self.column.addWidget(self.options)
        self.column.addWidget(self.at_first, 0, Qt.AlignmentFlag.AlignLeft)
        self.options.show()
        self._narrow()

    def first_stop(self) -> QWidget:
        return self.line

    def _narrow(self) -> None:
        self.options.show_options(matching(self._options, self.line.text()))
        if self.isVisible():
            self.take_place()

    def _step(self, by: int) -> None:
        self.options.step(by)

    def _take(self) -> None:
        if self.options.current is not None:
            self._toggle(self.options.current)

    def _toggle(self, key: str) -> None:
        if key in self._shown:
            self._shown.remove(key)
        else:
            self._shown.append(key)
        self.options.set_checked(self._shown)
        self.changed.emit(list(self._shown))

    def _reset(self) -> None:
        self.close_panel()
        self.reset.emit()

    def key_pressed(self, watched: QWidget, event: QKeyEvent) -> bool:
        if watched is self.line and event.key() == Qt.Key.Key_Space and not self.line.text():
            self._take()
            return True
        return False


def _group(column: Column) -> str:
    """The heading a column stands under: the section of its field."""
    return str(catalogue.section(column.field.section).text) if column.field is not None else ""
