"""A small panel that asks for a name, beside what it is the name of."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from keyaccount_desktop.ui import theme
from keyaccount_desktop.ui.fields.inputs import TextLine
from keyaccount_desktop.ui.fields.panel import KeyboardPanel
from keyaccount_desktop.ui.widgets import Label


class NamePanel(KeyboardPanel):
    """``entered`` carries what was typed, when Enter was pressed and anything was."""

    entered = Signal(str)

    def __init__(self, anchor: QWidget, title: str, name: str) -> None:
        super().__init__(anchor, width=theme.current().px(240), hugging=True)
        self.setAccessibleName(title)
        self.column.setContentsMargins(14, 10, 14, 12)
        self.column.addWidget(Label(title, "caption"))
        self.line = TextLine()
        self.line.setText(name)
        self.line.setAccessibleName(title)
        self.line.entered.connect(self._enter)
        self.line.escaped.connect(self.close_panel)
        self.column.addWidget(self.line)

    def open(self) -> None:
        super().open()
        self.line.selectAll()

    def first_stop(self) -> QWidget:
        return self.line

    def _enter(self) -> None:
        name = self.line.text().strip()
        self.close_panel()
        if name:
            self.entered.emit(name)
