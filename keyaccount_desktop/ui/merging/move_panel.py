"""The panel that moves people to another client: type its name, say since when, Enter.

A client that does not exist yet is made on the way; none at all makes outsiders of them. Opened from the
person page, the lists and the Edit menu.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QHBoxLayout, QRadioButton, QVBoxLayout, QWidget

from keyaccount_desktop.language import UserError
from keyaccount_desktop.ui import counts, theme
from keyaccount_desktop.ui.fields.inputs import TextLine, end_composition
from keyaccount_desktop.ui.merging.find_panel import FindPanel
from keyaccount_desktop.ui.operation import show_done
from keyaccount_desktop.ui.search_entry import Entry
from keyaccount_desktop.ui.widgets import Button, Label
from keyaccount_desktop.workbook.moving import Moved, move_people, move_to_new_client, standing_of

if TYPE_CHECKING:
    from keyaccount_desktop.workbook.document import Workbook

_NEW: Final = "new"
_OUTSIDE: Final = "outside"
_MANY: Final = 50
"""People whose move takes longer than one waits without a sign."""


class MovePanel(FindPanel):
    """Moves people (ids) away from their clients. Raises UserError when one of them is gone."""

    def __init__(
        self, anchor: QWidget, workbook: Workbook, people: Sequence[str], undo: Callable[[], object]
    ) -> None:
        standing = standing_of(workbook, people)
        self._people = list(people)
        self._name = standing.names[0] if len(people) == 1 else counts.people(len(people))
        self._leaving = bool(standing.accounts)
        """Whether any of them is at a client; an outsider leaves none."""
        self._rooted = standing.rooted
        self._undo = undo
        self._target: Entry | None = None
        there = standing.accounts if len(standing.accounts) == 1 and not standing.outsiders else ()
        super().__init__(anchor, workbook, "account", there, "")
        self.line.setPlaceholderText(self.tr("The new client: name or pinyin"))
        self.line.textEdited.connect(self._unpick)
        self.changed = QRadioButton(self.tr("Has changed: the old post becomes history"))
        self.mistake = QRadioButton(self.tr("Was entered at the wrong client"))
        (self.mistake if self._rooted else self.changed).setChecked(True)
        self.changed.toggled.connect(self._show_reason)
        self.day = TextLine()
        self.day.setAccessibleName(self.tr("Since when"))
        self.day.setPlaceholderText(self.tr("2026-03, if known"))
        self.day.setFixedWidth(theme.current().px(150))
        self.day.entered.connect(self.move_them)
        self.day.escaped.connect(self.close_panel)
        self.move_button = Button(self.tr("Move"), "primary")
        self.move_button.clicked.connect(self.move_them)
        self._explained = Label("", "hint", wrap=True)
        self._problem = Label("", "warning", wrap=True)
        self._problem.hide()
        self._rest = QWidget()
        self._lay_out_rest()
        self._say_title()

    def _lay_out_rest(self) -> None:
        day = QHBoxLayout()
        day.setContentsMargins(0, 0, 0, 0)
        day.setSpacing(2 * theme.GRID)
        self._since = Label(self.tr("Since"), "soft")
        day.addWidget(self._since)
        day.addWidget(self.day)
        day.addStretch(1)
        day.addWidget(self.move_button)
        rest = QVBoxLayout(self._rest)
        rest.setContentsMargins(0, 4, 0, 0)
        rest.setSpacing(6)
        rest.addWidget(self.changed)
        rest.addWidget(self.mistake)
        rest.addWidget(self._explained)
        rest.addLayout(day)
        rest.addWidget(self._problem)
        self.column.addWidget(self._rest)
        self._rest.hide()
        for before, after in (
            (self.line, self.changed),
            (self.changed, self.mistake),
            (self.mistake, self.day),
        ):
            QWidget.setTabOrder(before, after)
        QWidget.setTabOrder(self.day, self.move_button)
        if self._rooted or not self._leaving:
            # Whoever is outside the clients leaves none; a post belongs to its client and can only be put right.
            self.changed.hide()
            self.mistake.hide()
        self._show_reason()

    @property
    def problem(self) -> str:
        """Why they could not be moved; empty while nothing is in the way."""
        return "" if self._problem.isHidden() else self._problem.text()

    # ---- picking

    def entries(self, typed: str) -> list[Entry]:
        found = super().entries(typed)
        known = {entry.title.casefold() for entry in found}
        if typed and typed.casefold() not in known:
            found.append(Entry("action", _NEW, self.tr("New client “{name}”").format(name=typed)))
        if not typed and self._leaving:
            found.append(Entry("action", _OUTSIDE, self.tr("No client: outside"), self.tr("an outsider")))
        return found

    def picked(self, entry: Entry) -> None:
        self._target = entry
        if entry.id == _NEW:
            self._target = Entry("action", _NEW, self.line.text().strip())
        elif entry.id != _OUTSIDE:
            self.line.setText(entry.title)
        self.list.hide()
        self._rest.show()
        self._say_title()
        self._say("")
        (self.move_button if self.day.isHidden() else self.day).setFocus(Qt.FocusReason.OtherFocusReason)

    def _unpick(self) -> None:
        if self._target is not None:
            self._target = None
            self._rest.hide()
            self._say_title()

    def _say_title(self) -> None:
        if self._target is None:
            title = self.tr("Move {name} to another client").format(name=self._name)
        elif self._target.id == _OUTSIDE:
            title = self.tr("Move {name} outside the clients").format(name=self._name)
        else:
            title = self.tr("Move {name} to {client}").format(name=self._name, client=self._target.title)
        self.title.setText(title)
        self.setAccessibleName(title)
        self.line.setAccessibleName(title)

    def _show_reason(self) -> None:
        real = self.changed.isChecked() and self._leaving
        self.day.setVisible(real)
        self._since.setVisible(real)
        self._explained.setText(
            self.tr(
                "The client left goes into the career. The position is asked anew, level and function count as"
                " assumed. Links, visits and parts in purchases stay."
            )
            if real
            else self.tr("Nothing becomes history. Links, visits and parts in purchases stay.")
        )
        if self.isVisible():
            self.take_place()

    # ---- moving

    def move_them(self) -> None:
        """Move them, or say what is in the way and keep what was typed."""
        target = self._target
        if target is None:
            return
        end_composition()
        correction = self.mistake.isChecked()
        day = self.day.text().strip() or None if self._leaving and not correction else None
        many = len(self._people) > _MANY
        if many:
            QApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
        try:
            moved = self._move(target, day, correction)
        except UserError as error:
            self._say(f"{error.message} {error.hint}")
            return
        finally:
            if many:
                QApplication.restoreOverrideCursor()
        anchor = self.anchor
        self.close_panel()
        show_done(anchor, self._done(target), self.tr("Undo"), self._undo, self._meant(moved))

    def _move(self, target: Entry, day: str | None, correction: bool) -> Moved:
        workbook, people = self._workbook, self._people
        if target.id == _NEW:
            name = target.title
            return move_to_new_client(workbook, people, name, on_date=day, correction=correction)[1]
        client = None if target.id == _OUTSIDE else target.id
        return move_people(workbook, people, client, on_date=day, correction=correction)

    def _done(self, target: Entry) -> str:
        if target.id == _OUTSIDE:
            return self.tr("{name} is outside the clients now").format(name=self._name)
        return self.tr("Moved {name} to {client}").format(name=self._name, client=target.title)

    def _meant(self, moved: Moved) -> str:
        """What the move means for the rest, as far as it means anything."""
        said = []
        if moved.maps:
            said.append(self.tr("Still on {maps} of other clients").format(maps=counts.maps(moved.maps)))
        if moved.tasks:
            said.append(self.tr("went along: {tasks}").format(tasks=counts.tasks(moved.tasks)))
        if moved.tasks_left:
            said.append(
                self.tr("stays with the old client: {tasks}").format(tasks=counts.tasks(moved.tasks_left))
            )
        return " · ".join(said)

    def _say(self, text: str) -> None:
        self._problem.setText(text)
        self._problem.setVisible(bool(text))
        self.take_place()
