"""What one does after a visit: the quick note.

A note becomes a contact of today, or of a day before, with one key. It belongs to one person of a client.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from keyaccount_desktop.language import UserError
from keyaccount_desktop.method.dates import past_day
from keyaccount_desktop.method.vocabulary import VISIT_KIND
from keyaccount_desktop.ui import theme
from keyaccount_desktop.ui.fields.inputs import TextBox, TextLine, end_composition
from keyaccount_desktop.ui.fields.pending import Draft, draft_of, keep_draft
from keyaccount_desktop.ui.operation import Operation, show_done
from keyaccount_desktop.ui.widgets import Button, Card, Label
from keyaccount_desktop.workbook.people import PersonCard
from keyaccount_desktop.workbook.visits import add_visit

if TYPE_CHECKING:
    from keyaccount_desktop.workbook.document import Workbook


class QuickNote(Card):
    """A box to write into; Ctrl+Enter or the button records a contact held today, or on the day written.

    What is written and not recorded waits while other people are shown, and is recorded before the workbook
    is closed: notes are never lost.
    """

    def __init__(self, workbook: Workbook) -> None:
        super().__init__("")
        self._workbook = workbook
        self._account_id = ""
        self._person_id = ""
        self._waiting: dict[tuple[str, str], tuple[str, str]] = {}
        """The text and the day as written."""
        self.box = TextBox(lines=3, most_lines=10)
        self.box.entered.connect(self.record)
        self.box.escaped.connect(self.box.clearFocus)
        self.box.textChanged.connect(self._enable)
        self._problem = Label("", "warning_caption", wrap=True)
        self._problem.hide()
        self._kind = "visit"
        self.kind = Button("", "quiet")
        self._menu = QMenu(self.kind)
        for choice in VISIT_KIND:
            action = self._menu.addAction("")
            action.setData(choice.code)
            action.triggered.connect(lambda _on=False, code=choice.code: self.choose_kind(code))
        self.kind.setMenu(self._menu)
        self.button = Button("", "primary")
        self.button.clicked.connect(self.record)
        self.day = TextLine()
        self.day.entered.connect(self.record)
        self.day.escaped.connect(self.day.clear)
        self.day.editingFinished.connect(self._tidy_day)
        row = QHBoxLayout()
        row.setSpacing(2 * theme.GRID)
        row.addWidget(self.kind)
        row.addWidget(self.day, 1)
        row.addWidget(self.button)
        self.column.addWidget(self.box)
        self.column.addWidget(self._problem)
        self.column.addLayout(row)
        self._retranslate()
        self._enable()

    def show_person(self, card: PersonCard) -> None:
        """Notes are about this person from now on."""
        before = self._account_id, self._person_id
        self._keep()
        self._account_id, self._person_id = card.account_id or "", card.id
        kept, day = self._waiting.pop((self._account_id, self._person_id), ("", ""))
        if not kept and (draft := draft_of(self._workbook, self._draft_key())) is not None:
            kept, day = draft.typed
        if before != (self._account_id, self._person_id):
            self.box.setPlainText(kept)
            self.day.setText(day)
        # Someone outside the clients has no client to record a contact with.
        self.setVisible(bool(self._account_id) and not self._workbook.read_only)

    def _draft_key(self) -> tuple[str, ...]:
        return ("note", self._account_id, self._person_id)

    def tell(self, error: UserError) -> None:
        """Show what is wrong under the box."""
        self._problem.setText(f"{error.message} {error.hint}")
        self._problem.show()

    @property
    def message(self) -> str:
        """What is wrong with what was written."""
        return "" if self._problem.isHidden() else self._problem.text()

    def record(self) -> None:
        """Record what is written as a contact held on the day written, or today."""
        end_composition()
        text = self.box.toPlainText().strip()
        if not text:
            return
        today, typed = date.today(), self.day.text().strip()
        # A day that was not understood is passed on as typed: the refusal says how to write it.
        on_date = (past_day(typed, today) or typed) if typed else today.isoformat()
        if Operation(self, lambda: self._add(self._account_id, self._person_id, text, on_date)).run():
            keep_draft(self._workbook, self._draft_key(), None)
            # Nothing typed is left to take back here: Ctrl+Z now means the contact.
            self.box.setPlainText("")
            self.day.clear()
            done = str(VISIT_KIND[self._kind].text).lower()
            if on_date != today.isoformat():
                done = f"{done} · {_shown(on_date, today)}"
            show_done(
                self,
                self.tr("Recorded: {contact}").format(contact=done),
                self.tr("Undo"),
                lambda: Operation(self, self._workbook.undo).run(),
            )

    def record_waiting(self) -> None:
        """Record every note that was written and not recorded; the workbook is about to be closed.

        One that cannot be recorded is there again when the person is next shown.
        """
        self._keep()
        waiting, self._waiting = self._waiting, {}
        self.box.setPlainText("")
        today = date.today()
        for (account_id, person_id), (text, typed) in waiting.items():
            try:
                self._add(account_id, person_id, text, past_day(typed, today) or today.isoformat())
            except UserError:
                keep_draft(self._workbook, ("note", account_id, person_id), Draft([text, typed]))
            else:
                keep_draft(self._workbook, ("note", account_id, person_id), None)

    def stops(self) -> list[QWidget]:
        return [self.box, self.kind, self.day, self.button]

    def choose_kind(self, code: str) -> None:
        """Say what kind of contact it was: visit, call, message, meeting, event."""
        self._kind = code
        self._retranslate()

    def _add(self, account_id: str, person_id: str, text: str, on_date: str) -> str:
        return add_visit(
            self._workbook,
            account_id,
            kind=self._kind,
            on_date=on_date,
            people=[person_id],
            said=text,
        )

    def _keep(self) -> None:
        text = self.box.toPlainText().strip()
        if text and self._person_id:
            self._waiting[self._account_id, self._person_id] = text, self.day.text().strip()

    def _tidy_day(self) -> None:
        """Write the day as it was understood."""
        today = date.today()
        if (understood := past_day(self.day.text(), today)) is not None:
            self.day.setText("" if understood == today.isoformat() else _shown(understood, today))

    def _enable(self) -> None:
        self._problem.hide()
        self.button.setEnabled(bool(self.box.toPlainText().strip()))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in (QEvent.Type.LanguageChange, QEvent.Type.FontChange) and hasattr(self, "kind"):
            self._retranslate()
        super().changeEvent(event)

    def _retranslate(self) -> None:
        if self.title is not None:
            self.title.set_texts(self.tr("Quick note"))
        for action in self._menu.actions():
            action.setText(str(VISIT_KIND[action.data()].text))
        self.kind.setText(str(VISIT_KIND[self._kind].text))
        # Room for the mark of the menu beside the word.
        self.kind.setFixedWidth(self.kind.fontMetrics().horizontalAdvance(self.kind.text()) + 38)
        self.kind.setAccessibleName(f"{VISIT_KIND.text}: {VISIT_KIND[self._kind].text}")
        self.box.setPlaceholderText(self.tr("What was said?"))
        self.box.setAccessibleName(self.tr("Quick note: what was said"))
        self.button.setText(self.tr("Record"))
        self.button.setToolTip(self.tr("Record the contact (Ctrl+Enter)"))
        self.day.setPlaceholderText(self.tr("today"))
        self.day.setAccessibleName(self.tr("Day of the contact"))
        self.day.setToolTip(self.tr("When it was: yesterday, −2, 11-20; today when left empty"))


def _shown(iso: str, today: date) -> str:
    """A day of this year without the year."""
    return iso[5:] if iso[:4] == str(today.year) else iso
