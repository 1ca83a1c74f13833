"""What is asked of a distributor, and what it is told: ten facts and eight messages, as answered checklists.

Cards of the client's overview, made for clients of that type.
"""

from __future__ import annotations

from collections.abc import Hashable
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QCheckBox, QGridLayout, QVBoxLayout, QWidget

from keyaccount_desktop.language import Text
from keyaccount_desktop.method import catalogue, vocabulary
from keyaccount_desktop.method.catalogue_distributor import TEN_FACTS
from keyaccount_desktop.method.choices import Choice
from keyaccount_desktop.ui import theme
from keyaccount_desktop.ui.clients.checklist_card import ChecklistCard
from keyaccount_desktop.ui.fields.checklist import Asked, Facts, by_field, concerns
from keyaccount_desktop.ui.fields.editor import Editor
from keyaccount_desktop.ui.fields.fact_field import FactField
from keyaccount_desktop.ui.fields.fact_grid import FactGrid
from keyaccount_desktop.ui.fields.line import EditableLine
from keyaccount_desktop.ui.fields.text_editors import LineEditor
from keyaccount_desktop.ui.fields.value_text import Run
from keyaccount_desktop.ui.folding import FoldingCard
from keyaccount_desktop.ui.operation import Operation
from keyaccount_desktop.ui.widgets import Label, plain_tip
from keyaccount_desktop.workbook.facts import (
    Subject,
    add_entry,
    clear_fact,
    facts_of,
    set_fact,
    set_part,
)

if TYPE_CHECKING:
    from keyaccount_desktop.workbook.document import Workbook
    from keyaccount_desktop.workbook.journal import ChangeSet

RISK: Final = "affiliated"
_REPLIES: Final = "account.message_replies"
_DISCOUNT: Final = "account.told_discount"
_NOT_TOLD: Final = "account.discount_not_told"
_ONE_ROW: Final = 560
"""Pixels from which a message, its day and its reply stand in one row."""


class TenFactsCard(ChecklistCard):
    """The ten facts, numbered; a warning over them where the client works under another firm's licence."""

    def __init__(self, workbook: Workbook, subject: Subject, facts: Facts) -> None:
        self.risk = Label("", "warning", wrap=True)
        asked = [
            Asked(fact.fields, fact.text, elsewhere=number == 0) for number, fact in enumerate(TEN_FACTS)
        ]
        super().__init__(workbook, subject, "account.distributor", asked, facts)
        self.column.insertWidget(0, self.risk)

    def _count(self, *_: object) -> None:
        super()._count()
        nature = self.list.line_of("account.nature")
        choice = vocabulary.DISTRIBUTOR_NATURE[RISK]
        self.risk.setText(f"{choice.mark} {choice.note}")
        self.risk.setVisible(nature is not None and any(fact.value == RISK for fact in nature.facts))


class MessagesCard(FoldingCard):
    """The eight messages: told or not, on which day, and what was said to it."""

    def __init__(self, workbook: Workbook, subject: Subject, facts: Facts) -> None:
        super().__init__("account.messages", spacing=theme.GRID)
        self._workbook = workbook
        self.subject = subject
        self.rows = [MessageRow(workbook, subject, message) for message in vocabulary.DISTRIBUTOR_MESSAGE]
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(2 * theme.GRID)
        self._grid.setVerticalSpacing(2)
        self._narrow: bool | None = None
        self.fit(theme.current().px(_ONE_ROW))

        def own() -> list[str]:
            found = workbook.catalogue.fields_of("account", "account.messages", retired=True)
            return [field.key for field in found if field.custom]

        self.others = FactGrid(workbook, subject, own, shown=own(), more=(), facts=facts)
        self.column.addLayout(self._grid)
        self.column.addWidget(self.others)
        self.others.setVisible(bool(self.others.fields))
        self._unsubscribe = workbook.subscribe(self._workbook_changed)
        self.show_facts(facts)
        self._retranslate()

    def show_facts(self, facts: Facts) -> None:
        for row in self.rows:
            row.show_facts(facts)
        self._count()

    def _workbook_changed(self, change: ChangeSet) -> None:
        if change.kind == "reloaded" or concerns(change, self.subject):
            self.show_facts(by_field(facts_of(self._workbook, self.subject)))

    def _count(self) -> None:
        told = sum(row.told.isChecked() for row in self.rows)
        name = str(catalogue.section("account.messages").text)
        self.set_texts(name, self.tr("{n} of {all} told").format(n=told, all=len(self.rows)))
        self.set_summary(" · ".join(row.told.text() for row in self.rows if row.told.isChecked()))

    def line_of(self, key: str) -> EditableLine | None:
        """The line of a field that stands here."""
        for row in self.rows:
            if row.day.key == key:
                return row.day
            if isinstance(row.answer, FactField) and row.answer.key == key:
                return row.answer
        return self.others.field(key)

    def stops(self) -> list[QWidget]:
        if self.folded:
            return [self.fold_title]
        stops = [stop for row in self.rows for stop in row.stops()]
        return [self.fold_title, *stops, *self.others.stops()]

    def release(self) -> None:
        self._unsubscribe()
        self.others.release()

    def fit(self, room: int) -> None:
        """Lay out for so many pixels: day and reply beside the message, or under it."""
        narrow = room < theme.current().px(_ONE_ROW)
        for row in self.rows:
            row.day.setFixedWidth(theme.current().px(112))
        if narrow == self._narrow:
            return
        self._narrow = narrow
        for row in self.rows:
            for part in (row.tick, row.day, row.answer):
                self._grid.removeWidget(part)
        for number, row in enumerate(self.rows):
            if narrow:
                self._grid.addWidget(row.tick, 2 * number, 0, 1, 2)
                self._grid.addWidget(row.day, 2 * number + 1, 0)
                self._grid.addWidget(row.answer, 2 * number + 1, 1)
            else:
                self._grid.addWidget(row.tick, number, 0)
                self._grid.addWidget(row.day, number, 1)
                self._grid.addWidget(row.answer, number, 2)
        for column in range(3):
            self._grid.setColumnStretch(column, int(column == (1 if narrow else 2)))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def _retranslate(self) -> None:
        for row in self.rows:
            row.retranslate()
        self._count()


class MessageRow:
    """One message: a box that says told today, the day, and the reply; of the discount why it was not told."""

    def __init__(self, workbook: Workbook, subject: Subject, message: Choice) -> None:
        self._workbook = workbook
        self._subject = subject
        self._message = message
        self._key = f"account.told_{message.code}"
        self.told = QCheckBox()
        self.told.setEnabled(not workbook.read_only)
        self.told.clicked.connect(self._tell)
        self.tick = QWidget()
        tick = QVBoxLayout(self.tick)
        tick.setContentsMargins(0, 5, 0, 0)  # level with the texts beside it
        tick.addWidget(self.told)
        tick.addStretch(1)
        self.day = FactField(workbook, subject, self._key, discreet=True)
        self.answer: EditableLine = (
            WhyNotTold(workbook, subject) if self._key == _DISCOUNT else ReplyLine(workbook, subject, message)
        )
        for line in (self.day, self.answer):
            line.restore_draft()

    def show_facts(self, facts: Facts) -> None:
        told = facts.get(self._key, ())
        self.told.setChecked(bool(told))
        self.day.show_facts(told)
        if isinstance(self.answer, ReplyLine):
            self.answer.show_replies(facts)
        elif isinstance(self.answer, WhyNotTold):
            self.answer.show_facts(facts.get(_NOT_TOLD, ()))
            self.answer.setVisible(not told)

    def stops(self) -> list[QWidget]:
        found: list[QWidget] = [self.told]
        for line in (self.day, self.answer):
            if not line.isHidden():
                found += line.editor.stops() if line.editor is not None else [line]
        return found

    def _tell(self) -> None:
        """Tick: told today. Untick: not told after all; the day stays as history."""
        told = self.told.isChecked()

        def command() -> None:
            label = Text("Change {field}", "修改{field}").format(field=self._message.text)
            with self._workbook.edit(label):
                if told:
                    set_fact(self._workbook, self._subject, self._key, date.today().isoformat())
                else:
                    clear_fact(self._workbook, self._subject, self._key)
                if told and self._key == _DISCOUNT:
                    clear_fact(self._workbook, self._subject, _NOT_TOLD)

        Operation(self.told, command).run()

    def retranslate(self) -> None:
        self.told.setText(str(self._message.text).replace("&", "&&"))
        self.told.setToolTip(plain_tip(str(self._message.note) if self._message.note is not None else ""))
        self.day.retranslate()
        self.answer.retranslate()


class WhyNotTold(FactField):
    """Why the agency discount was not told: a choice, never an amount."""

    def __init__(self, workbook: Workbook, subject: Subject) -> None:
        super().__init__(workbook, subject, _NOT_TOLD)

    def show_facts(self, facts: Any) -> None:
        super().show_facts(facts)
        if not facts:
            runs = [Run(self.tr("Not told because…"), "empty")]
            self.show_value(str(self.field.text), runs, empty=True)


class ReplyLine(EditableLine):
    """What the distributor said to a message."""

    def __init__(self, workbook: Workbook, subject: Subject, message: Choice) -> None:
        super().__init__(workbook)
        self._subject = subject
        self._asked = message
        self._item = ""
        self._reply: str | None = None

    def show_replies(self, facts: Facts) -> None:
        found = [fact for fact in facts.get(_REPLIES, ()) if fact.value["message"] == self._asked.code]
        self._item = found[0].item if found else ""
        self._reply = found[0].value["reply"] if found else None
        self.retranslate()

    def retranslate(self) -> None:
        runs = [Run(self._reply)] if self._reply else [Run(self.tr("What they said…"), "empty")]
        name = self.tr("What they said to: {message}").format(message=self._asked.text)
        self.show_value(name, runs, empty=self._reply is None)

    def draft_key(self) -> Hashable:
        return (*self._subject, _REPLIES, self._asked.code)

    def plain_text(self) -> str:
        return self._reply or ""

    def make_editor(self) -> Editor:
        return LineEditor(self._reply or "", lambda typed: typed.strip() or None)

    def save(self, value: object, visit: object) -> None:
        if self._item and value is not None:
            set_part(self._workbook, self._subject, _REPLIES, self._item, "reply", value, join=visit)
        elif self._item:
            clear_fact(self._workbook, self._subject, _REPLIES, self._item)
        elif value is not None:
            reply = {"message": self._asked.code, "reply": value}
            add_entry(self._workbook, self._subject, _REPLIES, reply)

    def clear(self) -> None:
        Operation(self, lambda: self.save(None, None)).run()
