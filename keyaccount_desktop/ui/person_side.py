"""The right side of the person page: what we don't know, and what has happened.

Two cards that are read; what one does about it stands in ``person_notes``, how to deal with the person in
``advice``. They are shown what the page has read and worked out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Final

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from keyaccount_desktop.language import Text
from keyaccount_desktop.method import vocabulary
from keyaccount_desktop.method.completeness import OpenQuestion
from keyaccount_desktop.method.vocabulary import ATTITUDE
from keyaccount_desktop.ui import theme
from keyaccount_desktop.ui.fields.evidence import short_day
from keyaccount_desktop.ui.widgets import Button, Card, Label, Rule
from keyaccount_desktop.workbook.facts import Fact
from keyaccount_desktop.workbook.people import PersonCard

_QUESTIONS: Final = 5
_EVENTS: Final = 8
_WORDS: Final = 160
"""Characters of a contact shown in the timeline."""


class QuestionRow(QAbstractButton):
    """A question with its reason; pressing it leads to the field that answers it."""

    def __init__(self, question: str, reason: str) -> None:
        super().__init__()
        self.setAccessibleName(question)
        self.setAccessibleDescription(reason)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        column = QVBoxLayout(self)
        column.setContentsMargins(6, 5, 6, 5)
        column.setSpacing(1)
        for label in (Label(question, wrap=True), Label(reason, "hint", wrap=True)):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            column.addWidget(label)

    def sizeHint(self) -> QSize:
        return self.layout().sizeHint()

    def minimumSizeHint(self) -> QSize:
        return self.layout().minimumSize()

    def heightForWidth(self, width: int) -> int:
        return self.layout().totalHeightForWidth(width)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        if self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.current().colour("raised"))
            painter.drawRoundedRect(area, 5, 5)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.current().colour("accent"), 1))
            painter.drawRoundedRect(area, 5, 5)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with whom it is about: the subject's kind and id, and a word that tells subjects apart.

    ``product``: the name of the product it is asked about, where it is asked for each.
    """

    subject: tuple[str, str]
    question: OpenQuestion
    about: str = ""
    product: str = ""

    @property
    def text(self) -> str:
        if not self.product:
            return str(self.question.text)
        words = Text("{product}: {question}", "{product}：{question}")
        return str(words).format(product=self.product, question=self.question.text)


class Unknowns(Card):
    """What we don't know, the pressing first."""

    chosen = Signal(str, str, str)
    """Kind and id of the subject, and the field."""

    def __init__(self) -> None:
        super().__init__("", spacing=0)
        self.column.setContentsMargins(12, 12, 12, 10)
        self._asked: list[Asked] = []
        self._share = 1.0
        self._all = False
        self._known = Label("", "hint")
        if self.title is not None:
            self.title.add_control(self._known)
            self.title.setContentsMargins(6, 0, 6, theme.GRID)
        self._body = QWidget()
        self._rows = QVBoxLayout(self._body)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(0)
        self._more = Button("", "crumb")
        self._more.clicked.connect(self._show_all)
        self.column.addWidget(self._body)
        more = QHBoxLayout()
        more.setContentsMargins(8, theme.GRID, 0, 0)
        more.addWidget(self._more)
        more.addStretch(1)
        self.column.addLayout(more)

    def show_questions(self, asked: Sequence[Asked], share: float) -> None:
        self._asked, self._share = list(asked), share
        self._fill()

    @property
    def share(self) -> float:
        """How much is known, 0 to 1."""
        return self._share

    def forget_all(self) -> None:
        """Begin short again: another person is shown."""
        self._all = False

    def stops(self) -> list[QWidget]:
        return [*self.rows, self._more] if not self._more.isHidden() else list(self.rows)

    @property
    def rows(self) -> list[QuestionRow]:
        return [
            widget
            for index in range(self._rows.count())
            if isinstance(widget := self._rows.itemAt(index).widget(), QuestionRow)
        ]

    def _show_all(self) -> None:
        self._all = True
        self._fill()

    def _fill(self) -> None:
        _clear(self._rows)
        shown = self._asked if self._all else self._asked[:_QUESTIONS]
        for number, asked in enumerate(shown):
            if number:
                self._rows.addWidget(_indented(Rule()))
            words = [str(asked.question.reason)] + ([asked.about] if asked.about else [])
            row = QuestionRow(asked.text, " · ".join(words))
            row.clicked.connect(
                lambda _on=False, found=asked: self.chosen.emit(*found.subject, found.question.field)
            )
            self._rows.addWidget(row)
        if not shown:
            label = Label(self.tr("Everything that is asked is known and fresh."), "soft", wrap=True)
            label.setContentsMargins(6, 4, 6, 4)
            self._rows.addWidget(label)
        left = len(self._asked) - len(shown)
        self._more.setText(self.tr("%n more", "", left))
        self._more.setVisible(left > 0)
        if self.title is not None:
            self.title.set_texts(self.tr("What we don't know"))
        self._known.setText(self.tr("{percent} % known").format(percent=round(self._share * 100)))

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


def _indented(rule: Rule) -> QWidget:
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(6, 2, 6, 2)
    row.addWidget(rule)
    return holder


def _clear(layout: QVBoxLayout) -> None:
    while (item := layout.takeAt(0)) is not None:
        if (old := item.widget()) is not None:
            old.hide()
            old.deleteLater()
