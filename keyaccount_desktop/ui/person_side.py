"""The right side of the person page: how to deal with this person, and what has happened.

Two cards that are read; what one does about it stands in ``person_notes``. They are shown what the page
has read and worked out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Final

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from keyaccount_desktop.method import catalogue, playbooks, values, vocabulary
from keyaccount_desktop.method.vocabulary import ATTITUDE
from keyaccount_desktop.ui import theme
from keyaccount_desktop.ui.fields.evidence import short_day
from keyaccount_desktop.ui.widgets import Button, Card, Label
from keyaccount_desktop.workbook.facts import Fact, value_of
from keyaccount_desktop.workbook.people import PersonCard

_EVENTS: Final = 8
_WORDS: Final = 160
"""Characters of a contact shown in the timeline."""


class Advice(Card):
    """How to deal with this person: their style, their post, the rung they stand on."""

    def __init__(self) -> None:
        super().__init__("", spacing=6)
        self._card: PersonCard | None = None
        self._products: dict[str, str] = {}
        self._body = QVBoxLayout()
        self._body.setSpacing(6)
        self.column.addLayout(self._body)

    def show_card(self, card: PersonCard, products: dict[str, str]) -> None:
        self._card, self._products = card, products
        self._fill()

    def _fill(self) -> None:
        _clear(self._body)
        if self.title is not None:
            self.title.set_texts(self.tr("How to deal with them"))
        if self._card is not None:
            self._add_style(self._card)
            self._add_post(self._card)
            self._add_adoption(self._card)
        self.setVisible(self._body.count() > 0)

    def _add(self, lead: str, text: str) -> None:
        if lead:
            self._body.addWidget(Label(lead, "strong", wrap=True))
        self._body.addWidget(Label(text, "small", wrap=True))

    def _add_style(self, card: PersonCard) -> None:
        style = value_of(card.facts, "person.personality")
        treatment = playbooks.TREATMENT.get(style or "")
        if treatment is not None:
            self._add(str(values.display(catalogue.field("person.personality"), style)), str(treatment))

    def _add_post(self, card: PersonCard) -> None:
        position = value_of(card.facts, "person.position")
        playbook = playbooks.playbook_for(position) if position else None
        if playbook is None:
            return
        self._body.addWidget(Label(str(playbook.text), "strong", wrap=True))
        for lead, texts in (
            (self.tr("Answers for"), playbook.responsibility),
            (self.tr("Needs"), playbook.needs),
            (self.tr("Response"), playbook.response),
        ):
            if texts:
                line = self.tr("{lead}: {texts}").format(lead=lead, texts=self.tr("; ").join(map(str, texts)))
                self._body.addWidget(Label(line, "small", wrap=True))

    def _add_adoption(self, card: PersonCard) -> None:
        field = catalogue.field("person.adoption")
        for fact in card.facts.get(field.key, ()):
            moves = playbooks.ADOPTION_MOVES.get(fact.value, ())
            if moves and fact.item in self._products:
                rung = values.display(field, fact.value)
                self._add(f"{self._products[fact.item]} · {rung}", self.tr("; ").join(map(str, moves)))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._fill()
        super().changeEvent(event)


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
        _clear(self._body)
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


def _clear(layout: QVBoxLayout) -> None:
    while (item := layout.takeAt(0)) is not None:
        if (old := item.widget()) is not None:
            old.hide()
            old.deleteLater()
