"""The page of today: what is due at the left, the days to greet on at the right, each leading to whom it concerns.

Read when the page is first shown and again when something it shows has changed, or the day has. Greetings
only: nothing here suggests a gift.
"""

from __future__ import annotations

from datetime import date, timedelta
from itertools import groupby
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from keyaccount_desktop.method.dates import near_day_name, with_weekday
from keyaccount_desktop.method.vocabulary import TASK_KIND
from keyaccount_desktop.ui import theme
from keyaccount_desktop.ui.operation import Job, Operation, show_done
from keyaccount_desktop.ui.today.agenda import AgendaList, Entry
from keyaccount_desktop.ui.widgets import Button, Card, EmptyState, Label
from keyaccount_desktop.workbook.occasions import Occasion, occasions
from keyaccount_desktop.workbook.tasks import DueTask, due_tasks, finish_task

if TYPE_CHECKING:
    from keyaccount_desktop.workbook.document import Workbook
    from keyaccount_desktop.workbook.journal import ChangeSet

DAYS: Final = 30
"""How far one looks ahead for dates."""
_WEEK: Final = 7
"""And for what is to be done."""
_OF_BOTH: Final = frozenset({"person", "account"})


class TodayPage(QWidget):
    """Asks by signals: to open a person or a client, to export the calendar, for one step back."""

    person_opened = Signal(str)
    client_opened = Signal(str)
    clients_wanted = Signal()
    export_wanted = Signal()
    undo_wanted = Signal()

    def __init__(self, workbook: Workbook) -> None:
        super().__init__()
        self._workbook = workbook
        self._tasks: list[DueTask] = []
        self._occasions: list[Occasion] = []
        self._day = date.today()
        self._stale_tasks = self._stale_dates = True
        self._reading = self._looked = False
        self._unsubscribe = workbook.subscribe(self._workbook_changed)
        self._title = Label("", "title")
        self._weekday = Label("", "faint")
        self.export = Button("", icon="export")
        self.export.clicked.connect(self.export_wanted)
        self.due = _AgendaCard("done")
        self.dates = _AgendaCard("calendar")
        self.dates.empty.pressed.connect(self.clients_wanted)
        self._hint = Label("", "hint", wrap=True)
        self._hint.setContentsMargins(14, 4, 14, 8)
        self.dates.column.addWidget(self._hint)
        for card in (self.due, self.dates):
            card.list.opened.connect(self._open)
        self.due.list.ticked.connect(self._finish)
        self._lay_out()
        self._retranslate()

    def _lay_out(self) -> None:
        header = QFrame()
        header.setObjectName("page_header")
        row = QHBoxLayout(header)
        row.setContentsMargins(theme.PAD, 14, theme.PAD, 14)
        row.setSpacing(2 * theme.GRID)
        row.addWidget(self._title)
        row.addWidget(self._weekday)
        row.addStretch(1)
        row.addWidget(self.export)
        body = QHBoxLayout()
        body.setContentsMargins(theme.PAD, 16, theme.PAD, theme.PAD)
        body.setSpacing(theme.GAP)
        body.addWidget(self.due, 1)
        body.addWidget(self.dates, 1)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(0)
        page.addWidget(header)
        page.addLayout(body, 1)
        self.setFocusProxy(self.due.list)
        QWidget.setTabOrder(self.due.list, self.dates.list)
        QWidget.setTabOrder(self.dates.list, self.export)

    def release(self) -> None:
        """Listen no more; before the workbook is closed."""
        self._unsubscribe()

    # ---- in step with the workbook and the clock

    def _workbook_changed(self, change: ChangeSet) -> None:
        tables = {row.table for row in change.rows}
        everything = change.kind == "reloaded" or bool(tables & _OF_BOTH)
        self._stale_tasks |= everything or "task" in tables
        self._stale_dates |= everything or bool(tables & {"fact", "term", "field_definition"})
        if self.isVisible():
            self._read()

    def _read(self) -> None:
        """Read what has changed since it was last read, or what another day makes of it."""
        if self._day != date.today():
            self._day = date.today()
            self._stale_tasks = self._stale_dates = True
        if self._stale_tasks:
            until = self._day + timedelta(days=_WEEK)
            Operation(self, lambda: due_tasks(self._workbook, until), then=self._take_tasks).run()
        if self._stale_dates and not self._reading:
            # In a worker: among many thousands of people it takes its time.
            self._stale_dates, self._reading = False, True
            workbook, day = self._workbook, self._day
            work = Job(
                self,
                self.tr("Looking for the days to greet on"),
                lambda _progress: occasions(workbook, day, DAYS),
                then=self._take_dates,
            )
            work.finished.connect(self._end_reading)
            work.start()

    def _end_reading(self) -> None:
        self._reading = False
        if self._stale_dates and self.isVisible():
            self._read()

    @property
    def reading(self) -> bool:
        """Whether the dates are being looked for."""
        return self._reading

    def _take_tasks(self, tasks: list[DueTask]) -> None:
        self._tasks, self._stale_tasks = tasks, False
        self._show_tasks()

    def _take_dates(self, found: list[Occasion]) -> None:
        self._occasions = found
        self._looked = True
        self._show_dates()

    def showEvent(self, event: QShowEvent) -> None:
        self._read()
        super().showEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        elif event.type() == QEvent.Type.ActivationChange and self.isVisible() and self.isActiveWindow():
            self._read()  # the computer may have slept over midnight
        super().changeEvent(event)

    # ---- what is shown

    def _retranslate(self) -> None:
        self._title.setText(self.tr("Today"))
        self.export.setText(self.tr("Export calendar…"))
        self.due.empty.set_texts(
            self.tr("Nothing is due"),
            self.tr(
                "Next steps and promises appear here when their day comes. Write them on a client's or person's page."
            ),
        )
        self.dates.empty.set_texts(
            self.tr("No dates in the next {n} days").format(n=DAYS),
            self.tr("Birthdays and family occasions that you note on a person's page appear here in time."),
            self.tr("Open the clients"),
        )
        self._hint.setText(
            self.tr("Birthdays and family occasions that you note on a person's page appear here in time.")
        )
        self._show_tasks()
        self._show_dates()

    def _show_tasks(self) -> None:
        self._weekday.setText(str(with_weekday(self._day)))
        overdue = [task for task in self._tasks if task.due_on < self._day.isoformat()]
        coming = [task for task in self._tasks if task.due_on >= self._day.isoformat()]
        entries: list[Entry] = []
        if overdue:
            entries.append(Entry(self.tr("Overdue"), heading=True, late=True))
            entries += [self._of_task(task, late=True) for task in overdue]
        for day, tasks in groupby(coming, key=lambda task: task.due_on):
            entries.append(Entry(self._named(date.fromisoformat(day)), heading=True))
            entries += [self._of_task(task) for task in tasks]
        now = sum(task.due_on <= self._day.isoformat() for task in self._tasks)
        self.due.show_entries(self.tr("To do"), self.tr("{n} due").format(n=now) if now else "", entries)

    def _of_task(self, task: DueTask, *, late: bool = False) -> Entry:
        parts = [
            str(near_day_name(date.fromisoformat(task.due_on))) if late else "",
            str(TASK_KIND[task.kind].text),
            task.person or "",
            task.account,
        ]
        where = ("person", task.person_id) if task.person_id else ("account", task.account_id)
        return Entry(
            task.text,
            late=late,
            lines=(" · ".join(part for part in parts if part),),
            task_id=task.id,
            place=where,
        )

    def _show_dates(self) -> None:
        entries: list[Entry] = []
        for day, found in groupby(self._occasions, key=lambda occasion: occasion.day):
            entries.append(Entry(self._named(day), heading=True))
            entries += [self._of_occasion(occasion) for occasion in found]
        people = sum(occasion.kind != "holiday" for occasion in self._occasions)
        ahead = self.tr("next {n} days").format(n=DAYS)
        self.dates.show_entries(self.tr("Days to greet on"), ahead, entries, known=self._looked)
        self._hint.setVisible(bool(entries) and not people)

    def _of_occasion(self, occasion: Occasion) -> Entry:
        if occasion.kind == "holiday":
            lines = (str(occasion.rule),) if occasion.rule is not None else ()
            return Entry(str(occasion.what), lines=lines, icon="calendar")
        remark = str(occasion.what)
        if occasion.years is not None:
            years = self.tr("turns {n}") if occasion.kind == "birthday" else self.tr("{n} years")
            remark = f"{remark} · {years.format(n=occasion.years)}"
        known = str(occasion.written)
        if occasion.assumed:
            known = self.tr("{date}, assumed").format(date=known)
        about = " · ".join(part for part in (known, occasion.account) if part)
        return Entry(
            occasion.person or "",
            remark=remark,
            lines=(about, str(occasion.rule)) if occasion.rule is not None else (about,),
            person=occasion.person or "?",
            place=("person", occasion.person_id or ""),
        )

    def _named(self, day: date) -> str:
        ahead = (day - self._day).days
        named = {0: self.tr("Today"), 1: self.tr("Tomorrow")}.get(ahead, "")
        return " · ".join(part for part in (named, str(near_day_name(day))) if part)

    # ---- what it does

    def _open(self, kind: str, id_: str) -> None:
        (self.person_opened if kind == "person" else self.client_opened).emit(id_)

    def _finish(self, task_id: str) -> None:
        task = next(task for task in self._tasks if task.id == task_id)

        def said(_: object) -> None:
            done = self.tr("Done: {task}").format(task=task.text)
            show_done(self, done, self.tr("Undo"), self.undo_wanted.emit)

        Operation(self, lambda: finish_task(self._workbook, task_id), then=said).run()


class _AgendaCard(Card):
    """A list under a title, or why there is nothing in it."""

    def __init__(self, icon: str) -> None:
        super().__init__("", spacing=0)
        self.column.setContentsMargins(1, 12, 1, 1)
        if self.title is not None:
            self.title.setContentsMargins(14, 0, 14, 2)
        self.list = AgendaList()
        self.empty = EmptyState(icon)
        self._stack = QStackedLayout()
        self.column.addLayout(self._stack, 1)
        self._stack.addWidget(self.list)
        self._stack.addWidget(self.empty)

    def show_entries(self, title: str, remark: str, entries: list[Entry], *, known: bool = True) -> None:
        """``known``: that there are none is certain, and may be said."""
        if self.title is not None:
            self.title.set_texts(title, remark)
        self.list.setAccessibleName(title)
        self.list.show_entries(entries)
        self._stack.setCurrentWidget(self.list if entries or not known else self.empty)
