"""What the what-if panel shows: where the decision leans, whose move would swing it, and what is supposed.

Three cards that are given what to show, and tell by signals what was pressed; the panel does the rest. Rows that change
with every gesture are written anew, not built anew.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from keyaccount_desktop.language import Text
from keyaccount_desktop.method import simulation_words as words
from keyaccount_desktop.method.simulation import Move, Simulation
from keyaccount_desktop.ui import theme
from keyaccount_desktop.ui.influence_map.beside import EDGE, INDENT, lay_flat
from keyaccount_desktop.ui.influence_map.lean_bar import LeanBar, LeanRow
from keyaccount_desktop.ui.row_button import RowButton
from keyaccount_desktop.ui.widgets import Button, Card, IconButton, Label
from keyaccount_desktop.workbook.what_if import Change

_MOVES: Final = 3
_INDENT: Final = (INDENT, 0, INDENT, 0)


class _SideCard(Card):
    """A card that writes its words anew when the language changes."""

    def __init__(self) -> None:
        super().__init__("")
        lay_flat(self)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def retranslate(self) -> None:
        """Write what it shows in the language of the window."""

    def name(self, title: str, remark: str = "") -> None:
        assert self.title is not None
        self.title.set_texts(title, remark)


class LeanCard(_SideCard):
    """Where the decision leans now, and as it is supposed; in numbers, as a bar, and in words."""

    def __init__(self) -> None:
        super().__init__()
        self._live: Simulation | None = None
        self._supposed: Simulation | None = None
        self.number = Label("", "large")
        self.range = Label("", "small")
        self.verdict = Label("", "strong", wrap=True)
        self.bar = LeanBar()
        self.difference = Label("", "body", wrap=True)
        self.why = Label("", "small", wrap=True)
        self._aid = Label("", "hint", wrap=True)
        first = QHBoxLayout()
        first.setContentsMargins(*_INDENT)
        first.setSpacing(2 * theme.GRID)
        first.addWidget(self.number)
        first.addWidget(self.range, 1, Qt.AlignmentFlag.AlignBottom)
        self.column.addLayout(first)
        for widget in (self.verdict, self.bar, self.difference, self.why, self._aid):
            widget.setContentsMargins(*_INDENT)
            self.column.addWidget(widget)

    def show_leans(self, live: Simulation, supposed: Simulation | None) -> None:
        """``supposed``: None while nothing is."""
        self._live, self._supposed = live, supposed
        self.retranslate()

    def retranslate(self) -> None:
        self.name(self.tr("Where the decision leans"))
        self._aid.setText(self.tr("An aid, no forecast. F1 says how it works."))
        live, supposed = self._live, self._supposed
        if live is None:
            return
        shown = supposed if supposed is not None else live
        some = shown.lean is not None
        self.number.setVisible(some)
        self.range.setVisible(some)
        if shown.lean is not None:
            self.number.setText(words.number(shown.lean))
            self.range.setText(
                self.tr("from {low} to {high}").format(
                    low=words.number(shown.low), high=words.number(shown.high)
                )
            )
        self.verdict.setText(str(words.verdict(shown)))
        self.difference.setText(str(words.difference(live, shown)) if supposed is not None else "")
        self.difference.setVisible(supposed is not None and some)
        self.why.setText(self._reasons(shown))
        self.why.setVisible(bool(self.why.text()))
        self.bar.show_rows(tuple(self._rows(live, supposed)), self.verdict.text())

    def _reasons(self, shown: Simulation) -> str:
        if shown.lean is None:
            return str(words.NOBODY_HINT)
        said = [str(reason) for reason in words.reasons(shown)]
        lines = []
        if said:
            lines.append(self.tr("Unsure because {reasons}.").format(reasons=self.tr("; ").join(said)))
        if shown.basis == "decision_level":
            lines.append(str(words.BY_LEVEL))
        return "\n".join(lines)

    def _rows(self, live: Simulation, supposed: Simulation | None) -> list[LeanRow]:
        rows = []
        for name, found, is_supposed in (
            (self.tr("Now"), live, False),
            (self.tr("What if"), supposed, True),
        ):
            if found is not None and found.lean is not None:
                rows.append(LeanRow(name, found.lean, found.low, found.high, is_supposed))
        return rows


class _MoveRow(QWidget):
    """One single move: what it would change, why, and the button that tries it."""

    def __init__(self) -> None:
        super().__init__()
        self.move_: Move | None = None
        self.line = Label("", wrap=True)
        self.reason = Label("", "hint", wrap=True)
        self.text = RowButton()
        self.text.lay_lines(self.line, self.reason)
        self.try_it = Button("", "link")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.text)
        below = QHBoxLayout()
        below.setContentsMargins(6, 0, 0, 0)
        below.addWidget(self.try_it)
        below.addStretch(1)
        column.addLayout(below)

    def show_move(self, move: Move, names: Mapping[str, str], try_it: str) -> None:
        self.move_ = move
        line, reason = str(words.move_line(move, names)), str(words.move_reason(move, names))
        self.line.setText(line)
        self.reason.setText(reason)
        self.reason.setVisible(bool(reason))
        self.text.setAccessibleName(line)
        self.text.setAccessibleDescription(reason)
        self.try_it.setText(try_it)
        self.try_it.setAccessibleName(f"{try_it}: {line}")
        self.text.updateGeometry()


class MovesCard(_SideCard):
    """Whose single step towards us would change most."""

    tried = Signal(object)
    """A ``Move`` that is to be supposed."""
    chosen = Signal(object)
    """A ``Move`` whose people are to be shown on the map."""

    def __init__(self) -> None:
        super().__init__()
        self._moves: tuple[Move, ...] = ()
        self._names: Mapping[str, str] = {}
        self._asked = False
        self.column.setSpacing(theme.GRID)
        self._none = Label("", "soft", wrap=True)
        self._none.setContentsMargins(*_INDENT)
        self.column.addWidget(self._none)
        self.rows = [_MoveRow() for _ in range(_MOVES)]
        for row in self.rows:
            row.try_it.clicked.connect(lambda _on=False, row=row: self.tried.emit(row.move_))
            row.text.clicked.connect(lambda _on=False, row=row: self.chosen.emit(row.move_))
            self.column.addWidget(row)

    def show_moves(self, moves: tuple[Move, ...], names: Mapping[str, str], *, decided: bool) -> None:
        """``decided``: whether anybody decides at all."""
        self._moves, self._names, self._asked = moves[:_MOVES], names, decided
        self.retranslate()

    def retranslate(self) -> None:
        self.name(self.tr("Who would swing it most"))
        self._none.setText(self.tr("Everyone who counts is for us already."))
        self._none.setVisible(self._asked and not self._moves)
        self.setVisible(self._asked)
        for number, row in enumerate(self.rows):
            row.setVisible(number < len(self._moves))
            if number < len(self._moves):
                row.show_move(self._moves[number], self._names, self.tr("Try it"))


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """A supposed change as it is listed; ``note``: why it cannot be, or what the workbook says by now."""

    change: Change
    text: str
    note: str = ""


class _ChangeRow(QWidget):
    """A change in words, and the cross that takes it back."""

    def __init__(self) -> None:
        super().__init__()
        self.line = ChangeLine(Change("", "", None, None), "")
        self._words = Label("", wrap=True)
        self._note = Label("", "warning", wrap=True)
        self.text = RowButton()
        self.text.lay_lines(self._words, self._note)
        self.cross = IconButton("close")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        row.addWidget(self.text, 1)
        row.addWidget(self.cross, 0, Qt.AlignmentFlag.AlignTop)

    def show_line(self, line: ChangeLine, take_back: str) -> None:
        self.line = line
        self._words.setText(line.text)
        self._note.setText(line.note)
        self._note.setVisible(bool(line.note))
        self.text.setAccessibleName(line.text)
        self.text.setAccessibleDescription(line.note)
        self.text.updateGeometry()
        self.cross.set_name(f"{take_back}: {line.text}")


class ChangesCard(_SideCard):
    """What is supposed, one line each; not there while nothing is."""

    withdrawn = Signal(object)
    """A ``Change`` that is to be supposed no longer."""
    chosen = Signal(object)
    """A ``Change`` whose people are to be shown on the map."""

    def __init__(self) -> None:
        super().__init__()
        self._lines: tuple[ChangeLine, ...] = ()
        self.column.setSpacing(theme.GRID)
        self._made: list[_ChangeRow] = []
        """Rows stay when there are fewer changes: the keyboard keeps its place."""
        self.hide()

    def show_changes(self, lines: Sequence[ChangeLine]) -> None:
        same = tuple(lines) == self._lines
        self._lines = tuple(lines)
        self.setVisible(bool(lines))
        if not same:
            self.retranslate()

    @property
    def rows(self) -> list[_ChangeRow]:
        """Those that are shown."""
        return self._made[: len(self._lines)]

    def retranslate(self) -> None:
        self.name(self.tr("What is supposed"), str(len(self._lines)))
        while len(self._made) < len(self._lines):
            self._add_row()
        for row, line in zip(self._made, self._lines, strict=False):
            row.show_line(line, self.tr("Take back"))
        for number, row in enumerate(self._made):
            row.setVisible(number < len(self._lines))

    def _add_row(self) -> None:
        row = _ChangeRow()
        row.cross.clicked.connect(lambda: self.withdrawn.emit(row.line.change))
        row.text.clicked.connect(lambda: self.chosen.emit(row.line.change))
        self.column.addWidget(row)
        self._made.append(row)


class Ending(QWidget):
    """At the foot of the panel, always in sight: how to try, and what becomes of what was tried."""

    def __init__(self) -> None:
        super().__init__()
        self._many = 0
        self._trying = False
        self._refusal: Text | None = None
        self.said = Label("", "small", wrap=True)
        self.begin = Button("", "primary")
        self.apply = Button("", "primary")
        self.discard = Button("")
        buttons = QHBoxLayout()
        buttons.setSpacing(2 * theme.GRID)
        for button in (self.apply, self.begin, self.discard):
            buttons.addWidget(button)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(EDGE, 2 * theme.GRID, EDGE, 3 * theme.GRID)
        column.setSpacing(2 * theme.GRID)
        column.addWidget(self.said)
        column.addLayout(buttons)

    def show_state(self, many: int, *, trying: bool, refusal: Text | None) -> None:
        """``many`` changes; ``trying``: whether the map shows them; ``refusal``: why they cannot be applied at all."""
        self._many, self._trying, self._refusal = many, trying, refusal
        self._retranslate()

    def _retranslate(self) -> None:
        some = self._many > 0
        if not some and self._trying:
            said = self.tr(
                "Change attitudes, weights, roles or links on the map as ever: nothing of it is saved."
            )
        elif not some:
            said = self.tr("The map shows what is in the workbook. Changes can be tried without saving them.")
        elif self._refusal is not None:
            said = str(self._refusal)
        else:
            said = self.tr("Applied, it counts as assumed. Until then it is kept while the workbook is open.")
        self.said.setText(said)
        self.begin.setText(self.tr("Go on trying") if some else self.tr("Try changes"))
        self.begin.setVisible(not self._trying)
        self.apply.setText(self.tr("Apply"))
        self.apply.setToolTip(self.tr("Write all of this into the workbook, as one step"))
        self.apply.setVisible(some and self._trying)
        self.apply.setEnabled(self._refusal is None)
        self.discard.setText(self.tr("Discard"))
        self.discard.setVisible(some)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)
