"""What we don't know about a person, a client or a purchase: a card with the pressing questions first.

Each row leads to the field that answers it. Shown by the person page, the client's overview and the map
page, which hand it what ``workbook.questions`` has found.
"""

from __future__ import annotations

from typing import Final, Literal

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from keyaccount_desktop.language import Text
from keyaccount_desktop.ui import theme
from keyaccount_desktop.ui.emptying import empty
from keyaccount_desktop.ui.row_button import RowButton
from keyaccount_desktop.ui.widgets import Button, Card, Label, Rule, plain_tip
from keyaccount_desktop.workbook.questions import Asked, Knowledge

Of = Literal["person", "client", "purchase"]
"""Whose card it is: what is plain from the page need not be said in the rows."""

_FIRST: Final = 5
_FURTHER: Final = 20
"""How many are shown at first, and how many with each press of “more”."""
_ABOUT: Final = Text("{person}: {question}", "{person}：{question}")


class QuestionRow(RowButton):
    """A question with its reason; pressing it leads to the field that answers it."""

    def __init__(self, asked: Asked, of: Of, *, name_purchase: bool) -> None:
        super().__init__()
        self.asked = asked
        question = str(asked.text)
        words = [str(asked.question.reason)]
        if of != "person" and asked.person:
            question = str(_ABOUT).format(person=asked.person, question=question)
            words.insert(0, str(asked.about))
        if name_purchase:
            words.append(asked.purchase)
        reason = " · ".join(word for word in words if word)
        self.setAccessibleName(question)
        self.setAccessibleDescription(reason)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        column = QVBoxLayout(self)
        column.setContentsMargins(6, 5, 6, 5)
        column.setSpacing(1)
        column.addWidget(Label(question, wrap=True))
        column.addWidget(Label(reason, "hint", wrap=True))
        self.let_presses_through()


class Unknowns(Card):
    """What we don't know, the pressing first."""

    chosen = Signal(object)
    """The ``Asked`` of the row that was pressed."""
    print_wanted = Signal()

    def __init__(self, of: Of) -> None:
        super().__init__("", spacing=0)
        self.column.setContentsMargins(12, 12, 12, 10)
        self._of: Of = of
        self._known = Knowledge(1.0, ())
        self._shown = _FIRST
        self._share = Label("", "hint")
        if self.title is not None:
            self.title.add_control(self._share)
            self.title.setContentsMargins(6, 0, 6, theme.GRID)
        self._body = QWidget()
        self._rows = QVBoxLayout(self._body)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(0)
        self.more = Button("", "crumb")
        self.more.clicked.connect(self._show_more)
        self.print = Button("", "crumb")
        self.print.clicked.connect(self.print_wanted)
        self.column.addWidget(self._body)
        below = QHBoxLayout()
        below.setContentsMargins(8, theme.GRID, 6, 0)
        below.addWidget(self.more)
        below.addStretch(1)
        below.addWidget(self.print)
        self.column.addLayout(below)

    def show_knowledge(self, known: Knowledge) -> None:
        if known == self._known and self.rows:
            return
        self._known = known
        self._fill()

    @property
    def knowledge(self) -> Knowledge:
        """What is shown."""
        return self._known

    def forget_all(self) -> None:
        """Begin short again: another subject is shown."""
        self._shown = _FIRST

    def take_focus(self) -> None:
        """Stand on the first question."""
        for row in self.rows[:1]:
            row.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def stops(self) -> list[QWidget]:
        """What the Tab key goes through."""
        return [*self.rows, *(button for button in (self.more, self.print) if not button.isHidden())]

    @property
    def rows(self) -> list[QuestionRow]:
        return [
            widget
            for index in range(self._rows.count())
            if isinstance(widget := self._rows.itemAt(index).widget(), QuestionRow)
        ]

    def _show_more(self) -> None:
        first_new = self._shown
        self._shown += _FURTHER
        self._fill()
        # The button may be gone, and whoever pressed it by key goes on with what it brought.
        if first_new < len(self.rows):
            self.rows[first_new].setFocus(Qt.FocusReason.OtherFocusReason)

    def _fill(self) -> None:
        empty(self._rows)
        questions = self._known.questions
        several = len({asked.purchase_id for asked in questions if asked.purchase_id}) > 1
        for number, asked in enumerate(questions[: self._shown]):
            if number:
                self._rows.addWidget(_indented(Rule()))
            row = QuestionRow(asked, self._of, name_purchase=several and self._of != "purchase")
            row.clicked.connect(lambda _on=False, asked=asked: self.chosen.emit(asked))
            self._rows.addWidget(row)
            row.show()  # now, not at the next turn: it may be the one that gets the keyboard
        if not questions:
            label = Label(self.tr("Everything that is asked is known and fresh."), "soft", wrap=True)
            label.setContentsMargins(6, 4, 6, 4)
            self._rows.addWidget(label)
        left = max(len(questions) - self._shown, 0)
        self.more.setText(self.tr("%n more", "", left))
        self.more.setVisible(left > 0)
        self._retranslate()

    def _retranslate(self) -> None:
        if self.title is not None:
            self.title.set_texts(self.tr("What we don't know"))
        share = self.tr("{percent}% known").format(percent=round(self._known.share * 100))
        how = self.tr("What matters more for someone's role, part and post counts more.")
        self._share.setText(share)
        self._share.setToolTip(plain_tip(how))
        self._share.setAccessibleDescription(how)
        self.print.setText(self.tr("Print list…"))
        self.print.setToolTip(self.tr("The open questions on paper, with room for the answers"))
        self.print.setVisible(bool(self._known.questions))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._fill()
        super().changeEvent(event)


def _indented(rule: Rule) -> QWidget:
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(6, 2, 6, 2)
    row.addWidget(rule)
    return holder
