"""What one does after a visit: the quick note, and the next step.

A note becomes a contact of today with one key; the next step is a line of text and a day, saved when it is
left. Both belong to one person of a client.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from keyaccount_desktop.language import UserError
from keyaccount_desktop.method.vocabulary import TASK_KIND, VISIT_KIND
from keyaccount_desktop.ui import theme
from keyaccount_desktop.ui.fields.inputs import TextBox, TextLine, end_composition
from keyaccount_desktop.ui.fields.panel import belongs_to
from keyaccount_desktop.ui.fields.pending import InPlace
from keyaccount_desktop.ui.operation import Operation
from keyaccount_desktop.ui.widgets import Button, Card, Label
from keyaccount_desktop.workbook.people import OpenTask, PersonCard
from keyaccount_desktop.workbook.tasks import finish_task, set_next_step
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


class NextStep(Card, InPlace):
    """What comes next with this person, and until when. Leaving the two lines saves them."""

    def __init__(self, workbook: Workbook) -> None:
        super().__init__("")
        self._workbook = workbook
        self._account_id = ""
        self._person_id = ""
        self._step: OpenTask | None = None
        self._tasks: list[OpenTask] = []
        self.text = TextBox(lines=1, most_lines=4, newlines=False)
        self.due = TextLine()
        self.due.setFixedWidth(theme.current().px(112))
        self.done = Button("", "quiet", icon="check")
        self.done.clicked.connect(self._finish)
        self._problem = Label("", "warning_caption", wrap=True)
        self._problem.hide()
        for line in (self.text, self.due):
            line.setReadOnly(workbook.read_only)
            line.entered.connect(self.commit)
            line.escaped.connect(self._restore)
            line.textChanged.connect(self._problem.hide)
        row = QHBoxLayout()
        row.setSpacing(2 * theme.GRID)
        row.addWidget(self.due)
        row.addStretch(1)
        row.addWidget(self.done)
        self._others = QVBoxLayout()
        self._others.setSpacing(theme.GRID)
        self.column.addWidget(self.text)
        self.column.addLayout(row)
        self.column.addWidget(self._problem)
        self.column.addLayout(self._others)
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._follow_focus)
        self._retranslate()

    def show_person(self, card: PersonCard) -> None:
        """Show the person's open step, leaving alone what is being typed for the same one."""
        step = next((task for task in card.tasks if task.kind == "next_step"), None)
        same = card.id == self._person_id
        typing = same and self._typed()
        self._account_id, self._person_id = card.account_id or "", card.id
        self._step = step
        if not typing:
            self._restore()
        self.setVisible(bool(self._account_id))
        self.done.setVisible(step is not None and not self._workbook.read_only)
        self._tasks = [task for task in card.tasks if task is not step]
        self._show_others()

    def _show_others(self) -> None:
        """Promises and whatever else is open with this person."""
        while (item := self._others.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for task in self._tasks:
            kind = TASK_KIND.get(task.kind)
            words = [str(kind.text) if kind is not None else task.kind] + (
                [task.due_on] if task.due_on else []
            )
            done = Button(self.tr("Done"), "crumb")
            done.setAccessibleName(self.tr("Done: {task}").format(task=task.text))
            if self._workbook.read_only:
                done.hide()
            done.clicked.connect(lambda _on=False, task_id=task.id: self._finish_task(task_id))
            texts = QVBoxLayout()
            texts.setSpacing(0)
            texts.addWidget(Label(task.text, wrap=True))
            texts.addWidget(Label(" · ".join(words), "hint"))
            holder = QWidget()
            row = QHBoxLayout(holder)
            row.setContentsMargins(0, theme.GRID, 0, 0)
            row.addLayout(texts, 1)
            row.addWidget(done, 0, Qt.AlignmentFlag.AlignTop)
            self._others.addWidget(holder)

    @property
    def message(self) -> str:
        """Why what was typed could not be saved."""
        return "" if self._problem.isHidden() else self._problem.text()

    @property
    def promises_done(self) -> list[Button]:
        """The buttons that say of a promise, or what else is open, that it was kept."""
        found: list[Button] = []
        for index in range(self._others.count()):
            found += self._others.itemAt(index).widget().findChildren(Button)
        return found

    def stops(self) -> list[QWidget]:
        return [self.text, self.due, self.done, *self.promises_done]

    def commit(self) -> bool:
        """Save the step as it is written; False when the day is none, and stays as written."""
        if not self._typed():
            return True
        end_composition()
        text, typed = self.text.toPlainText().strip(), self.due.text().strip()
        if not text and not typed and self._step is None:
            self._restore()
            return True
        due = read_day(typed, date.today()) if typed else None
        try:
            if text:
                # A day that was not understood is passed on as typed: the refusal says how to write it.
                due = due or typed or None
                set_next_step(self._workbook, self._account_id, text, due, person_id=self._person_id)
            elif self._step is not None:
                set_next_step(self._workbook, self._account_id, "", person_id=self._person_id)
        except UserError as error:
            self._problem.setText(f"{error.message} {error.hint}")
            self._problem.show()
            return False
        self._restore()
        return True

    def _typed(self) -> bool:
        return self.text.document().isModified() or self.due.isModified()

    def _restore(self) -> None:
        self.text.setPlainText(self._step.text if self._step is not None else "")
        self.due.setText((self._step.due_on or "") if self._step is not None else "")
        self._problem.hide()

    def _finish(self) -> None:
        if self._step is not None:
            self._finish_task(self._step.id)

    def _finish_task(self, task_id: str) -> None:
        Operation(self, lambda: finish_task(self._workbook, task_id)).run()

    def _follow_focus(self, old: QWidget | None, new: QWidget | None) -> None:
        if belongs_to(old, self) and not belongs_to(new, self) and self._person_id:
            self.commit()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        elif event.type() == QEvent.Type.FontChange and hasattr(self, "due"):
            self.due.setFixedWidth(theme.current().px(112))
        super().changeEvent(event)

    def _retranslate(self) -> None:
        name = str(TASK_KIND["next_step"].text)
        if self.title is not None:
            self.title.set_texts(name)
        self.text.setPlaceholderText(self.tr("What comes next?"))
        self.text.setAccessibleName(name)
        self.due.setPlaceholderText(self.tr("Day, or +7"))
        self.due.setAccessibleName(self.tr("Day of the next step"))
        self.due.setToolTip(self.tr("2026-12-04, 12-04, or +7 for a week from today"))
        self.done.setText(self.tr("Done"))
        self._show_others()


_DAY: Final = re.compile(r"(?:(\d{4})[-/.年])?(\d{1,2})[-/.月](\d{1,2})日?")


def read_day(typed: str, today: date) -> str | None:
    """The ISO date meant by what was typed; a day without a year is the next such day. None: no date."""
    typed = typed.strip()
    if re.fullmatch(r"\+\d{1,3}", typed):
        return (today + timedelta(days=int(typed))).isoformat()
    if (match := _DAY.fullmatch(typed)) is None:
        return None
    year, month, day = match.groups()
    for candidate in (int(year),) if year else (today.year, today.year + 1):
        try:
            found = date(candidate, int(month), int(day))
        except ValueError:
            continue
        if year or found >= today:
            return found.isoformat()
    return None
