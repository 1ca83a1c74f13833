"""What matters most to the client, ranked; why it is a key account; and its season with what it was before.

Three small cards of the client's overview that are changed at once, without opening an editor.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication, QToolButton, QWidget

from keyaccount_desktop.ui import theme
from keyaccount_desktop.ui.fields.checklist import Facts, TickList, by_field, concerns
from keyaccount_desktop.ui.fields.choice_editors import RankedEditor, options_of
from keyaccount_desktop.ui.fields.evidence import short_day, words_of
from keyaccount_desktop.ui.fields.fact_panels import fact_command
from keyaccount_desktop.ui.fields.inputs import end_composition
from keyaccount_desktop.ui.fields.panel import belongs_to
from keyaccount_desktop.ui.fields.pending import InPlace
from keyaccount_desktop.ui.operation import Operation
from keyaccount_desktop.ui.widgets import Button, Card, FlowLayout, Label, plain_tip
from keyaccount_desktop.workbook.facts import Fact, Subject, facts_of, history_of, set_fact

if TYPE_CHECKING:
    from keyaccount_desktop.workbook.document import Workbook
    from keyaccount_desktop.workbook.journal import ChangeSet


class _OfOneField(Card):
    """A card that shows one field of a client, and keeps in step with it."""

    def __init__(self, workbook: Workbook, subject: Subject, key: str) -> None:
        super().__init__("", spacing=theme.GRID)
        self._workbook = workbook
        self.subject = subject
        self.key = key
        self._facts: list[Fact] = []
        self._unsubscribe = workbook.subscribe(self._workbook_changed)

    def show_facts(self, facts: Facts) -> None:
        self._facts = list(facts.get(self.key, ()))

    def release(self) -> None:
        self._unsubscribe()

    def _workbook_changed(self, change: ChangeSet) -> None:
        if change.kind == "reloaded" or concerns(change, self.subject):
            self.show_facts(by_field(facts_of(self._workbook, self.subject)))

    def _store(self, value: object) -> None:
        if not Operation(self, lambda: set_fact(self._workbook, self.subject, self.key, value)).run():
            self.show_facts({self.key: self._facts})

    def fact_command(self, name: str) -> None:
        """``evidence``, ``confirm`` or ``history`` of what the card shows."""
        focused = QApplication.focusWidget()
        beside = focused if focused is not None and self.isAncestorOf(focused) else self
        fact_command(name, lambda: beside, self._workbook, self.subject, self.key, self._facts)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def retranslate(self) -> None:
        """Write everything in the language of now."""

    def _evidence(self) -> str:
        field = self._workbook.catalogue.field(self.key)
        return words_of(self._facts[0], field, date.today())[0] if self._facts else ""


class ConcernsCard(_OfOneField, InPlace):
    """The ranked list: dragged, moved with Alt+Up and Alt+Down, added to by typing. Every change is saved."""

    def __init__(self, workbook: Workbook, subject: Subject, facts: Facts) -> None:
        super().__init__(workbook, subject, "account.concerns")
        self.editor = self._make_editor()
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._follow_focus)
        self.show_facts(facts)
        self.retranslate()

    def _make_editor(self) -> RankedEditor:
        choices = self._workbook.catalogue.field(self.key).choices
        assert choices is not None
        editor = RankedEditor(options_of(choices), [])
        editor.order.editable = not self._workbook.read_only
        editor.adding.setVisible(not self._workbook.read_only)
        editor.reordered.connect(self._save)
        editor.entered.connect(editor.close_panels)
        editor.escaped.connect(self._leave)
        self.column.addWidget(editor)
        self._offered = QWidget()
        self._flow = FlowLayout(self._offered, spacing=2 * theme.GRID)
        self.column.addWidget(self._offered)
        self.column.addStretch(1)
        return editor

    def _offer(self) -> None:
        """The method's own concerns that are not listed yet, a click away."""
        choices = self._workbook.catalogue.field(self.key).choices
        listed = set(self.editor.codes())
        left = [
            choice for choice in (choices.offered if choices is not None else ()) if choice.code not in listed
        ]
        self._flow.clear()
        for choice in left if not self._workbook.read_only else ():
            button = Button(str(choice.text).replace("&", "&&"), "crumb", icon="plus")
            button.clicked.connect(lambda _on=False, code=choice.code: self._add(code))
            self._flow.addWidget(button)
        self._offered.setVisible(self._flow.count() > 0)

    @property
    def offered(self) -> list[QWidget]:
        """The buttons that add a concern."""
        found = (self._flow.itemAt(index) for index in range(self._flow.count()))
        return [widget for item in found if item is not None and (widget := item.widget()) is not None]

    def _add(self, code: str) -> None:
        self._store([*self.editor.codes(), code])

    def show_facts(self, facts: Facts) -> None:
        super().show_facts(facts)
        codes = self._facts[0].value if self._facts else []
        if codes != self.editor.codes():
            self.editor.show_codes(codes)
        self._offer()
        self._say()

    def commit(self) -> bool:
        """Save what was typed and not entered."""
        if self.editor.adding.line.text().strip() and not self._workbook.read_only:
            end_composition()
            self.editor.value()
        return True

    def _save(self) -> None:
        codes = self.editor.codes()
        if codes != (self._facts[0].value if self._facts else []):
            self._store(codes)

    def begin_edit(self) -> None:
        """Take the keyboard, to add what matters."""
        self.editor.start("", offer=True)

    def _leave(self) -> None:
        self.editor.adding.line.clear()
        self.editor.close_panels()

    def _follow_focus(self, old: QWidget | None, new: QWidget | None) -> None:
        if belongs_to(old, self) and not belongs_to(new, self):
            self.commit()
            self.editor.close_panels()

    def stops(self) -> list[QWidget]:
        """What the Tab key goes through, from above."""
        own = [stop for stop in (self.editor.order, self.editor.adding.line) if not stop.isHidden()]
        return [*own, *self.offered]

    def release(self) -> None:
        super().release()
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.disconnect(self._follow_focus)

    def _say(self) -> None:
        field = self._workbook.catalogue.field(self.key)
        assumed = bool(self._facts and self._facts[0].assumed)
        if self.title is not None:
            self.title.set_texts(f"{field.text}{' ?' if assumed else ''}", self._evidence())

    def retranslate(self) -> None:
        field = self._workbook.catalogue.field(self.key)
        self._say()
        self.editor.order.setAccessibleName(str(field.text))
        self.editor.order.setToolTip(self.tr("Drag, or Alt+Up and Alt+Down; Del takes one out"))
        self.editor.adding.line.setPlaceholderText(self.tr("Add what matters…"))
        self.editor.adding.line.setAccessibleName(self.tr("Add what matters"))
        if field.choices is not None:
            self.editor.set_options(options_of(field.choices))
        self._offer()


class WhyKeyCard(Card):
    """Why it is a key account, as a checklist."""

    def __init__(self, workbook: Workbook, subject: Subject, facts: Facts) -> None:
        super().__init__("", spacing=theme.GRID)
        self._workbook = workbook
        self.ticks = TickList(workbook, subject, "account.why_key", facts)
        self.column.addWidget(self.ticks)
        self.retranslate()

    def begin_edit(self) -> None:
        """Take the keyboard, to tick."""
        self.ticks.stops()[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def stops(self) -> list[QWidget]:
        return self.ticks.stops()

    def release(self) -> None:
        self.ticks.release()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def retranslate(self) -> None:
        field = self._workbook.catalogue.field("account.why_key")
        if self.title is not None:
            self.title.set_texts(str(field.text), str(field.help) if field.help is not None else "")


class SeasonCard(_OfOneField):
    """The four seasons side by side, the client's own filled; under it what it was before, and since when."""

    def __init__(self, workbook: Workbook, subject: Subject, facts: Facts) -> None:
        super().__init__(workbook, subject, "account.season")
        self.buttons: dict[str, QToolButton] = {}
        holder = QWidget()
        row = FlowLayout(holder, spacing=theme.GRID)
        for choice in workbook.catalogue.field(self.key).choices or ():
            button = QToolButton()
            button.setCheckable(True)
            button.setEnabled(not workbook.read_only)
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            button.clicked.connect(lambda _on=False, code=choice.code: self._choose(code))
            self.buttons[choice.code] = button
            row.addWidget(button)
        self._note = Label("", "small", wrap=True)
        self._trail = Label("", "hint", wrap=True)
        self.column.addWidget(holder)
        self.column.addWidget(self._note)
        self.column.addWidget(self._trail)
        self.column.addStretch(1)
        self.show_facts(facts)

    def show_facts(self, facts: Facts) -> None:
        super().show_facts(facts)
        self.retranslate()

    def begin_edit(self) -> None:
        """Take the keyboard, to choose."""
        self.stops()[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def _choose(self, code: str) -> None:
        # A second click on the same season takes it back.
        current = self._facts[0].value if self._facts else None
        self._store(None if code == current else code)

    def stops(self) -> list[QWidget]:
        return list(self.buttons.values())

    @property
    def trail(self) -> str:
        """The seasons it has had, oldest first."""
        return self._trail.text()

    def retranslate(self) -> None:
        field = self._workbook.catalogue.field(self.key)
        current = self._facts[0].value if self._facts else None
        note = ""
        for choice in field.choices or ():
            button = self.buttons[choice.code]
            button.setText(str(choice.text))
            button.setAccessibleName(f"{field.text}: {choice.text}")
            button.setToolTip(plain_tip(str(choice.note) if choice.note is not None else ""))
            button.setChecked(choice.code == current)
            if choice.code == current and choice.note is not None:
                note = str(choice.note)
        if self.title is not None:
            self.title.set_texts(str(field.text), self._evidence())
        self._note.setText(note)
        self._note.setVisible(bool(note))
        past = _turns(history_of(self._workbook, self.subject, self.key)) if self._facts else []
        names = {choice.code: str(choice.text) for choice in field.choices or ()}
        today = date.today()
        steps = [f"{short_day(day, today)} {names.get(code, code)}" for code, day in past]
        self._trail.setText(" → ".join(steps))
        self._trail.setVisible(len(steps) > 1)


def _turns(history: Sequence[Fact]) -> list[tuple[str, str]]:
    """Every season with the day it began, oldest first, out of all values, newest first."""
    oldest_first = list(reversed(history))
    found = [(oldest_first[0].value, _began(oldest_first[0]))] if oldest_first else []
    for before, after in pairwise(oldest_first):
        if before.value != after.value:
            found.append((after.value, _began(after)))
    return found


def _began(fact: Fact) -> str:
    return fact.learned_on or fact.entered_at[:10]
