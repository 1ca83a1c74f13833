"""What changed between two states of a map, line by line: whoever presses a line sees the person on the map.

Filled by the panel of reviews. Of what changed several times the last is said, and the steps on request.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from keyaccount_desktop.method.change_words import in_words, step
from keyaccount_desktop.method.map_changes import Change
from keyaccount_desktop.ui import theme
from keyaccount_desktop.ui.emptying import empty
from keyaccount_desktop.ui.row_button import RowButton
from keyaccount_desktop.ui.widgets import Button, Label, Rule
from keyaccount_desktop.workbook.reviews import Differences

_FIRST: Final = 30
_FURTHER: Final = 100
"""How many lines are shown at first, and how many with each press of “more”."""


class ChangeRow(RowButton):
    """One change in words."""

    def __init__(self, change: Change, words: str) -> None:
        super().__init__()
        self.change = change
        self.setAccessibleName(words)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        column = QVBoxLayout(self)
        column.setContentsMargins(6, 5, 6, 5)
        column.addWidget(Label(words, wrap=True))
        self.let_presses_through()


class _Steps(QWidget):
    """Under a line: how often it changed, and on request each value on the way."""

    def __init__(self, change: Change) -> None:
        super().__init__()
        self.button = Button("", "crumb")
        self.button.setCheckable(True)
        said = [step(change.field, held) for held in change.steps]
        self._list = Label("\n".join(str(words) for words in said), "small", wrap=True)
        self._list.hide()
        self.button.toggled.connect(self._list.setVisible)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 0, 6, 5)
        column.setSpacing(2)
        row = QHBoxLayout()
        row.addWidget(self.button)
        row.addStretch(1)
        column.addLayout(row)
        column.addWidget(self._list)
        self.button.setText(self.tr("{n} changes in between").format(n=len(said)))

    @property
    def text(self) -> str:
        return self._list.text()


class ChangeList(QWidget):
    """``chosen`` carries the ``Change`` of the line that was pressed."""

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._differences: Differences | None = None
        self._told: Sequence[Change] = ()
        self._shown = _FIRST
        self._rows = QVBoxLayout()
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(0)
        self.more = Button("", "crumb")
        self.more.clicked.connect(self._show_more)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GRID)
        column.addLayout(self._rows)
        column.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)

    def show_differences(self, found: Differences | None) -> None:
        """Show these, the first of them; nothing if there is nothing to compare."""
        self._differences, self._shown = found, _FIRST
        self._told = found.told if found is not None else ()
        self._fill()

    @property
    def rows(self) -> list[ChangeRow]:
        return [
            widget
            for index in range(self._rows.count())
            if isinstance(widget := self._rows.itemAt(index).widget(), ChangeRow)
        ]

    @property
    def steps(self) -> list[_Steps]:
        return [
            widget
            for index in range(self._rows.count())
            if isinstance(widget := self._rows.itemAt(index).widget(), _Steps)
        ]

    def _show_more(self) -> None:
        first_new = self._shown
        self._shown += _FURTHER
        self._fill()
        if first_new < len(self.rows):
            self.rows[first_new].setFocus(Qt.FocusReason.OtherFocusReason)

    def _fill(self) -> None:
        empty(self._rows)
        found = self._differences
        for number, change in enumerate(self._told[: self._shown]) if found is not None else ():
            if number:
                self._rows.addWidget(Rule())
            row = ChangeRow(change, str(in_words(change, found.before, found.after)))
            row.clicked.connect(lambda _on=False, change=change: self.chosen.emit(change))
            self._rows.addWidget(row)
            row.show()  # now, not at the next turn: it may be the one that gets the keyboard
            if change.steps:
                self._rows.addWidget(_Steps(change))
        left = max(len(self._told) - self._shown, 0)
        self.more.setText(self.tr("%n more", "", left))
        self.more.setVisible(left > 0)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._fill()
        super().changeEvent(event)
