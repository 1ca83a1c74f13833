"""The timeline at the right of the person page: what has happened. It is shown what the page has read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Final

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from keyaccount_desktop.method import vocabulary
from keyaccount_desktop.method.vocabulary import ATTITUDE
from keyaccount_desktop.ui import theme
from keyaccount_desktop.ui.emptying import empty
from keyaccount_desktop.ui.fields.evidence import short_day
from keyaccount_desktop.ui.widgets import Button, Card, Label
from keyaccount_desktop.workbook.facts import Fact
from keyaccount_desktop.workbook.people import PersonCard

_EVENTS: Final = 8
_WORDS: Final = 160
"""Characters of a contact shown in the timeline."""


@dataclass(frozen=True, slots=True)
class Turn:
    """A change of attitude: from and to, None where none was recorded."""

    on_date: str
    before: str | None
    after: str | None


def turns(history: Sequence[Fact]) -> list[Turn]:
    """The changes among all values an attitude has had, the current one first."""
    found = []
    for newer, older in pairwise(history):
        if newer.value != older.value:
            found.append(Turn(newer.learned_on or newer.entered_at[:10], older.value, newer.value))
    return found


class Timeline(Card):
    """Contacts and changes of mind, newest first."""

    def __init__(self) -> None:
        super().__init__("", spacing=6)
        self._card: PersonCard | None = None
        self._turns: list[Turn] = []
        self._all = False
        self._body = QVBoxLayout()
        self._body.setSpacing(6)
        self._more = Button("", "crumb")
        self._more.clicked.connect(self._show_all)
        self.column.addLayout(self._body)
        self.column.addWidget(self._more, 0, Qt.AlignmentFlag.AlignLeft)

    def show_card(self, card: PersonCard, changes: Sequence[Turn]) -> None:
        if self._card is None or self._card.id != card.id:
            self._all = False
        self._card, self._turns = card, list(changes)
        self._fill()

    def stops(self) -> list[QWidget]:
        return [] if self._more.isHidden() else [self._more]

    def _show_all(self) -> None:
        self._all = True
        self._fill()

    def _fill(self) -> None:
        empty(self._body)
        if self.title is not None:
            self.title.set_texts(self.tr("Timeline"))
        if self._card is None:
            return
        today = date.today()
        events: list[tuple[str, str, int | None]] = []
        for contact in self._card.contacts:
            kind = vocabulary.VISIT_KIND.get(contact.kind)
            words = [str(kind.text) if kind is not None else contact.kind]
            if contact.state != "held" and (state := vocabulary.VISIT_STATE.get(contact.state)) is not None:
                words.append(str(state.text))
            said = " ".join((contact.said or contact.aim).split())
            said = said if len(said) <= _WORDS else said[:_WORDS].rstrip() + "…"
            lead = " · ".join(words)
            text = self.tr("{kind}: {said}").format(kind=lead, said=said) if said else lead
            events.append((contact.on_date, text, contact.effect))
        for turn in self._turns:
            names = [
                str((ATTITUDE.get(code or "") or vocabulary.UNKNOWN_ATTITUDE).text)
                for code in (turn.before, turn.after)
            ]
            events.append((turn.on_date, f"{ATTITUDE.text} · {names[0]} → {names[1]}", None))
        events.sort(key=lambda event: event[0], reverse=True)
        shown = events if self._all else events[:_EVENTS]
        for on_date, text, effect in shown:
            self._body.addWidget(_event(short_day(on_date, today), text, effect))
        if not shown:
            self._body.addWidget(
                Label(self.tr("No contact yet. A quick note is the first."), "soft", wrap=True)
            )
        left = len(events) - len(shown)
        self._more.setText(self.tr("%n earlier", "", left))
        self._more.setVisible(left > 0)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._fill()
        super().changeEvent(event)


def _event(day: str, text: str, effect: int | None) -> QWidget:
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(2 * theme.GRID)
    when = Label(day, "hint")
    when.setFixedWidth(theme.current().px(46))
    row.addWidget(when, 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(Label(text, "small", wrap=True), 1)
    if effect:
        row.addWidget(Label(f"{effect:+d}".replace("-", "−"), "hint"), 0, Qt.AlignmentFlag.AlignTop)
    return holder
