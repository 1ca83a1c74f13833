"""The next step with a client or a person: what and until when, and what else is open, with Done beside it.

Saved when its lines are left. A part of the client's overview and of the person page.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from keyaccount_desktop.language import UserError
from keyaccount_desktop.method.dates import near_day
from keyaccount_desktop.method.vocabulary import TASK_KIND
from keyaccount_desktop.ui import theme
from keyaccount_desktop.ui.emptying import empty
from keyaccount_desktop.ui.fields.inputs import TextBox, TextLine, end_composition
from keyaccount_desktop.ui.fields.panel import belongs_to
from keyaccount_desktop.ui.fields.pending import Draft, InPlace, draft_of, keep_draft
from keyaccount_desktop.ui.operation import Operation
from keyaccount_desktop.ui.widgets import Button, Card, Label
from keyaccount_desktop.workbook.people import OpenTask
from keyaccount_desktop.workbook.tasks import Task, finish_task, rewrite_task, set_next_step

if TYPE_CHECKING:
    from keyaccount_desktop.workbook.document import Workbook


class NextStep(Card, InPlace):
    """What comes next, and until when; below it, promises and what else is open. Leaving the lines saves."""

    def __init__(self, workbook: Workbook) -> None:
        super().__init__("")
        self._workbook = workbook
        self._account_id = ""
        self._person_id: str | None = None
        self._step: OpenTask | Task | None = None
        self._tasks: list[OpenTask | Task] = []
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
            line.escaped.connect(self._give_up)
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

    def show_tasks(
        self, account_id: str, tasks: Sequence[OpenTask | Task], *, person_id: str | None = None
    ) -> None:
        """Show the first open step among the tasks and the others below, leaving alone what is being typed.

        A step written where there is none is one of the client, or of the person given.
        """
        step = next((task for task in tasks if task.kind == "next_step"), None)
        typing = (account_id, person_id) == (self._account_id, self._person_id) and self._typed()
        self._account_id, self._person_id = account_id, person_id
        self._step = step
        if not typing:
            self._restore()
            self._restore_draft()
        self.setVisible(bool(account_id))
        self.done.setVisible(step is not None and not self._workbook.read_only)
        self._tasks = [task for task in tasks if task is not step]
        self._show_others()

    def _show_others(self) -> None:
        """Promises and whatever else is open."""
        empty(self._others)
        for task in self._tasks:
            kind = TASK_KIND.get(task.kind)
            words = [str(kind.text) if kind is not None else task.kind]
            late = task.due_on is not None and task.due_on < date.today().isoformat()
            if task.due_on:
                words.append(self.tr("overdue since {day}").format(day=task.due_on) if late else task.due_on)
            done = Button(self.tr("Done"), "crumb")
            done.setAccessibleName(self.tr("Done: {task}").format(task=task.text))
            if self._workbook.read_only:
                done.hide()
            done.clicked.connect(lambda _on=False, task_id=task.id: self._finish_task(task_id))
            texts = QVBoxLayout()
            texts.setSpacing(0)
            texts.addWidget(Label(task.text, wrap=True))
            texts.addWidget(Label(" · ".join(words), "warning_caption" if late else "hint"))
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

    def tell(self, error: UserError) -> None:
        """Show what is wrong under the lines."""
        self._problem.setText(f"{error.message} {error.hint}")
        self._problem.show()

    def commit(self) -> bool:
        """Save the step as it is written; False when the day is none, and stays as written."""
        if not self._typed():
            return True
        end_composition()
        text, typed = self.text.toPlainText().strip(), self.due.text().strip()
        if not text and not typed and self._step is None:
            self._give_up()
            return True
        # A day that was not understood is passed on as typed: the refusal says how to write it.
        due = near_day(typed, date.today()) or typed or None
        try:
            if self._step is not None:
                # By its id: the step may belong to a purchase, and stays with it.
                rewrite_task(self._workbook, self._step.id, text, due)
            else:
                set_next_step(self._workbook, self._account_id, text, due, person_id=self._person_id)
        except UserError as error:
            typed_so_far = [self.text.toPlainText(), self.due.text()]
            keep_draft(
                self._workbook, self._draft_key(), Draft(typed_so_far, f"{error.message} {error.hint}")
            )
            self.tell(error)
            return False
        self._give_up()
        return True

    def _draft_key(self) -> tuple[str | None, ...]:
        return ("next_step", self._account_id, self._person_id)

    def _restore_draft(self) -> None:
        """Show what was typed here before and could not be saved."""
        draft = draft_of(self._workbook, self._draft_key())
        if draft is None or self._workbook.read_only:
            return
        text, due = draft.typed
        self.text.setPlainText(text)
        self.due.setText(due)
        self.text.document().setModified(True)
        if draft.message:
            self._problem.setText(draft.message)
            self._problem.show()

    def _give_up(self) -> None:
        """Show the step as it is; what was typed since is saved, or not wanted."""
        keep_draft(self._workbook, self._draft_key(), None)
        self._restore()

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
        if belongs_to(old, self) and not belongs_to(new, self) and self._account_id:
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
