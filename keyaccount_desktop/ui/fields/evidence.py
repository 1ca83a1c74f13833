"""What a fact rests on, in a few quiet words; and the small panel in which one click says it.

``words_of`` gives the words that stand behind a value. ``EvidencePanel`` sets source, certainty and the day
it was learned; every click is saved at once, all of one visit to the panel as one step of undo.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from keyaccount_desktop.language import Text, UserError
from keyaccount_desktop.method import completeness
from keyaccount_desktop.method.choices import ChoiceList
from keyaccount_desktop.method.dates import normalise_date
from keyaccount_desktop.method.fields import Field
from keyaccount_desktop.method.vocabulary import CERTAINTY, SOURCE
from keyaccount_desktop.ui import counts, theme
from keyaccount_desktop.ui.fields.inputs import TextLine
from keyaccount_desktop.ui.fields.panel import KeyboardPanel
from keyaccount_desktop.ui.widgets import Button, Label
from keyaccount_desktop.workbook.facts import Evidence, Fact, set_evidence, verify_fact

if TYPE_CHECKING:
    from keyaccount_desktop.workbook.document import Workbook

_LABEL: Final = Text("Change the evidence", "修改依据")
_SOURCE_MATTERS: Final = frozenset(
    f"stakeholder.{key}" for key in ("attitude", "closeness", "roles", "part", "weight", "firmness")
)
"""Judgements that are worth what their source is worth."""


def words_of(fact: Fact, field: Field, today: date) -> tuple[str, bool]:
    """What stands behind a value: source and day, or that it is assumed; and whether it must be asked again.

    Of a judgement without a source it says when it was made, and asks for the source.
    """
    words: list[str] = []
    stale = completeness.stale(field, fact.known_on, today)
    if fact.source is not None:
        words.append(str(SOURCE[fact.source].text))
    elif fact.assumed:
        words.append(str(CERTAINTY["assumed"].text))
    asks_source = not words and fact.field in _SOURCE_MATTERS
    if words or stale or asks_source:
        of_today = asks_source and _known_day(fact) == today.isoformat()
        words.append(
            QCoreApplication.translate("Evidence", "today") if of_today else short_day(fact.known_on, today)
        )
    if asks_source:
        words.append(QCoreApplication.translate("Evidence", "source?"))
    if stale:
        words.append(QCoreApplication.translate("Evidence", "ask again"))
    return " · ".join(words), stale


def local_day(stamp: str) -> str:
    """The day of a time stamp by the clock on the wall: rows are stamped in UTC."""
    if len(stamp) <= len("2026-11-03"):
        return stamp
    return datetime.fromisoformat(stamp).astimezone().date().isoformat()


def _known_day(fact: Fact) -> str:
    """The day a fact was last known to hold."""
    return fact.known_on if fact.verified_on or fact.learned_on else local_day(fact.entered_at)


def short_day(iso: str, today: date) -> str:
    """A day of this year as 11-03, an earlier one as 2025-11."""
    return iso[5:10] if iso[:4] == str(today.year) else iso[:7]


class EvidencePanel(KeyboardPanel):
    """Says where facts come from. Closes on Esc, Enter, or when one goes on elsewhere.

    ``former`` is how many values the field had before; ``history_wanted`` asks to see them.
    """

    history_wanted = Signal()

    def __init__(
        self, anchor: QWidget, workbook: Workbook, facts: Sequence[Fact], former: int = 0, *, indent: int = 0
    ) -> None:
        super().__init__(anchor, indent=indent, hugging=True)
        self._workbook = workbook
        self._facts = [fact.id for fact in facts]
        self._visit = object()
        first = facts[0]
        self._source = first.source
        self._certainty = first.certainty
        self._learned = first.learned_on or ""
        self.setAccessibleName(self.tr("Evidence"))
        self.column.setContentsMargins(14, 10, 14, 12)
        self.column.setSpacing(theme.GRID)
        self.sources = self._row(SOURCE, self._source, self._set_source)
        self.certainties = self._row(CERTAINTY, self._certainty, self._set_certainty)
        self._add_day()
        self.history = Button(counts.former_values(former), "link")
        self.history.clicked.connect(self.history_wanted)
        # First into the panel: shown before that, it would be a window of its own.
        self.column.addWidget(self.history, 0, Qt.AlignmentFlag.AlignLeft)
        self.history.setVisible(former > 0)
        self._problem = Label("", "warning_caption", wrap=True)
        self._problem.hide()
        self.column.addWidget(self._problem)

    def first_stop(self) -> QWidget:
        return self.sources.get(self._source or "", next(iter(self.sources.values())))

    def going(self) -> None:
        self._save_day()

    # ---- parts

    def _row(
        self, choices: ChoiceList, current: str | None, command: Callable[[str], None]
    ) -> dict[str, QToolButton]:
        self.column.addWidget(Label(str(choices.text), "caption"))
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.GRID)
        buttons = {}
        for choice in choices:
            button = QToolButton()
            button.setText(str(choice.text))
            button.setCheckable(True)
            button.setChecked(choice.code == current)
            button.setAccessibleName(f"{choices.text}: {choice.text}")
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            button.clicked.connect(lambda _on=False, code=choice.code: command(code))
            row.addWidget(button)
            buttons[choice.code] = button
        row.addStretch(1)
        self.column.addLayout(row)
        return buttons

    def _add_day(self) -> None:
        self.column.addWidget(Label(self.tr("Learned on"), "caption"))
        self.day = TextLine()
        self.day.setText(self._learned)
        self.day.setAccessibleName(self.tr("Learned on"))
        self.day.setFixedWidth(theme.current().px(116))
        self.day.entered.connect(self._enter_day)
        self.day.escaped.connect(self.close_panel)
        self.holds = Button(self.tr("Still true today"), "link")
        self.holds.setToolTip(self.tr("I checked: this still holds today"))
        self.holds.clicked.connect(self._verify)
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.day)
        row.addStretch(1)
        row.addWidget(self.holds)
        self.column.addLayout(row)

    # ---- commands

    def _set_source(self, code: str) -> None:
        # A second click on the same source takes it back.
        self._source = None if code == self._source else code
        self._save()

    def _set_certainty(self, code: str) -> None:
        self._certainty = code
        self._save()

    def _save(self, learned_on: str | None = None) -> bool:
        evidence = Evidence(self._source, self._certainty, learned_on)
        try:
            with self._workbook.edit(_LABEL, join=self._visit):
                for fact_id in self._facts:
                    set_evidence(self._workbook, fact_id, evidence)
        except UserError as error:
            self._say(f"{error.message} {error.hint}")
            return False
        for buttons, current in ((self.sources, self._source), (self.certainties, self._certainty)):
            for code, button in buttons.items():
                button.setChecked(code == current)
        self._say("")
        return True

    def _verify(self) -> None:
        try:
            with self._workbook.edit(_LABEL, join=self._visit):
                for fact_id in self._facts:
                    verify_fact(self._workbook, fact_id)
        except UserError as error:
            self._say(f"{error.message} {error.hint}")
            return
        self.close_panel()

    def _save_day(self) -> bool:
        typed = self.day.text().strip()
        if typed == self._learned or not typed:
            return True
        try:
            learned = normalise_date(typed) or ""
        except UserError as error:
            self._say(f"{error.message} {error.hint}")
            return False
        if not self._save(learned):
            return False
        self._learned = learned
        return True

    def _enter_day(self) -> None:
        if self._save_day():
            self.close_panel()

    def _say(self, text: str) -> None:
        self._problem.setText(text)
        self._problem.setVisible(bool(text))
        self.take_place()

    def key_pressed(self, watched: QWidget, event: QKeyEvent) -> bool:
        key = event.key()
        if isinstance(watched, TextLine):
            return False
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if watched in (self.holds, self.history):
                watched.click()
                return True
            if isinstance(watched, QToolButton) and not watched.isChecked():
                watched.click()
            self.close_panel()
            return True
        if key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self.focusNextPrevChild(key == Qt.Key.Key_Right)
            return True
        return False
