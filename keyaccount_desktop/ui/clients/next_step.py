"""The next step with a client: what and until when, saved when the line is left."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit

from keyaccount_desktop.ui import theme
from keyaccount_desktop.ui.fields.inputs import TextBox
from keyaccount_desktop.ui.operation import Operation
from keyaccount_desktop.ui.widgets import Button, Card
from keyaccount_desktop.workbook.tasks import Task, finish_task, set_next_step

if TYPE_CHECKING:
    from keyaccount_desktop.workbook.document import Workbook


class NextStepCard(Card):
    """Two lines, text and day; leaving them saves. A step that is done makes room for the next."""

    def __init__(self, workbook: Workbook) -> None:
        super().__init__("")
        self._workbook = workbook
        self._account_id = ""
        self._step: Task | None = None
        self.text = _Lines()
        self.due = QLineEdit()
        self.done = Button("", "quiet", icon="check")
        self.done.clicked.connect(self._finish)
        for line in (self.text, self.due):
            line.setReadOnly(workbook.read_only)
            line.editingFinished.connect(self._save)
        row = QHBoxLayout()
        row.setSpacing(2 * theme.GRID)
        row.addWidget(self.due)
        row.addStretch(1)
        row.addWidget(self.done)
        self.column.addWidget(self.text)
        self.column.addLayout(row)
        self._set_width()
        self._retranslate()

    def show_step(self, account_id: str, step: Task | None) -> None:
        """Show the open step of a client, leaving alone what is being typed for the same one."""
        typing = account_id == self._account_id and (
            (self.text.hasFocus() and self.text.document().isModified())
            or (self.due.hasFocus() and self.due.isModified())
        )
        self._account_id, self._step = account_id, step
        if not typing:
            self.text.setPlainText(step.text if step else "")
            self.due.setText((step.due_on or "") if step else "")
        self.done.setVisible(step is not None and not self._workbook.read_only)

    def _save(self) -> None:
        text, typed = self.text.toPlainText().strip(), self.due.text().strip()
        due = read_day(typed, date.today()) if typed else None
        before = (self._step.text, self._step.due_on) if self._step is not None else ("", None)
        self.text.document().setModified(False)
        self.due.setModified(False)
        if (text, due) == before or (not text and self._step is None):
            return
        # A day that was not understood is passed on as typed: the refusal says how to write it.
        # The step stays with the person or purchase it is for.
        about = (self._step.person_id, self._step.purchase_id) if self._step is not None else (None, None)
        Operation(
            self,
            lambda: set_next_step(
                self._workbook,
                self._account_id,
                text,
                due or typed or None,
                person_id=about[0],
                purchase_id=about[1],
            ),
        ).run()

    def _finish(self) -> None:
        step = self._step
        if step is not None:
            Operation(self, lambda: finish_task(self._workbook, step.id)).run()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        elif event.type() == QEvent.Type.FontChange:
            self._set_width()
        super().changeEvent(event)

    def _set_width(self) -> None:
        self.due.setFixedWidth(theme.current().px(130))

    def _retranslate(self) -> None:
        if self.title is not None:
            self.title.set_texts(self.tr("Next step"))
        self.text.setPlaceholderText(self.tr("What comes next?"))
        self.text.setAccessibleName(self.tr("Next step"))
        self.due.setPlaceholderText(self.tr("Day, or +7"))
        self.due.setAccessibleName(self.tr("Day of the next step"))
        self.due.setToolTip(self.tr("2026-12-04, 12-04, or +7 for a week from today"))
        self.done.setText(self.tr("Done"))


class _Lines(TextBox):
    """A few lines; leaving them or Enter finishes, Shift+Enter begins a new one."""

    editingFinished = Signal()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()  # narrower, and the same text needs more lines

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.editingFinished.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and plain and not self.composing:
            self.editingFinished.emit()
            return
        super().keyPressEvent(event)


_DAY: Final = re.compile(r"(?:(\d{4})[-/.年])?(\d{1,2})[-/.月](\d{1,2})日?")


def read_day(typed: str, today: date) -> str | None:
    """The ISO date meant by what was typed; a day without year is the next such day. None: no date."""
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
