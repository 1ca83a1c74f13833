"""What one does after a visit: the quick note, and the next step.

A note becomes a contact of today with one key; the next step is a line of text and a day, saved when it is
left. Both belong to one person of a client.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from keyaccount_desktop.language import UserError
from keyaccount_desktop.method.vocabulary import VISIT_KIND
from keyaccount_desktop.ui import theme
from keyaccount_desktop.ui.fields.inputs import TextBox, end_composition
from keyaccount_desktop.ui.operation import Operation
from keyaccount_desktop.ui.widgets import Button, Card, Label
from keyaccount_desktop.workbook.people import PersonCard
from keyaccount_desktop.workbook.visits import add_visit

if TYPE_CHECKING:
    from keyaccount_desktop.workbook.document import Workbook


class QuickNote(Card):
    """A box to write into; Ctrl+Enter or the button records a contact held today.

    What is written and not recorded waits while other people are shown, and is recorded before the workbook
    is closed: notes are never lost.
    """

    def __init__(self, workbook: Workbook) -> None:
        super().__init__("")
        self._workbook = workbook
        self._account_id = ""
        self._person_id = ""
        self._waiting: dict[tuple[str, str], str] = {}
        self.box = TextBox(lines=3, most_lines=10)
        self.box.entered.connect(self.record)
        self.box.escaped.connect(self.box.clearFocus)
        self.box.textChanged.connect(self._enable)
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
        self._hint = Label("", "hint")
        row = QHBoxLayout()
        row.setSpacing(2 * theme.GRID)
        row.addWidget(self.kind)
        row.addWidget(self._hint, 1)
        row.addWidget(self.button)
        self.column.addWidget(self.box)
        self.column.addLayout(row)
        self._retranslate()
        self._enable()

    def show_person(self, card: PersonCard) -> None:
        """Notes are about this person from now on."""
        self._keep()
        self._account_id, self._person_id = card.account_id or "", card.id
        kept = self._waiting.pop((self._account_id, self._person_id), "")
        if kept != self.box.toPlainText():
            self.box.setPlainText(kept)
        # Someone outside the clients has no client to record a contact with.
        self.setVisible(bool(self._account_id) and not self._workbook.read_only)

    def record(self) -> None:
        """Record what is written as a contact held today."""
        end_composition()
        text = self.box.toPlainText().strip()
        if not text:
            return
        if Operation(self, lambda: self._add(self._account_id, self._person_id, text)).run():
            # Nothing typed is left to take back here: Ctrl+Z now means the contact.
            self.box.setPlainText("")

    def record_waiting(self) -> None:
        """Record every note that was written and not recorded; the workbook is about to be closed."""
        self._keep()
        waiting, self._waiting = self._waiting, {}
        self.box.setPlainText("")
        for (account_id, person_id), text in waiting.items():
            try:
                self._add(account_id, person_id, text)
            except UserError:
                self._waiting[account_id, person_id] = text

    def stops(self) -> list[QWidget]:
        return [self.box, self.kind, self.button]

    def choose_kind(self, code: str) -> None:
        """Say what kind of contact it was: visit, call, message, meeting, event."""
        self._kind = code
        self._retranslate()

    def _add(self, account_id: str, person_id: str, text: str) -> str:
        return add_visit(
            self._workbook,
            account_id,
            kind=self._kind,
            on_date=date.today().isoformat(),
            people=[person_id],
            said=text,
        )

    def _keep(self) -> None:
        text = self.box.toPlainText().strip()
        if text and self._person_id:
            self._waiting[self._account_id, self._person_id] = text

    def _enable(self) -> None:
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
        self.button.setToolTip(self.tr("Record a contact held today (Ctrl+Enter)"))
        self._hint.setText(self.tr("today"))
