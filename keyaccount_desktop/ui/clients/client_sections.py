"""The left side of a client's overview: what is known of it, in parts laid out by hand.

At a glance first: who decides, what matters most, why a key account, the season. Then the sections of the
catalogue, the eight questions, what is asked of a distributor, the departments. Made anew for each client.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from keyaccount_desktop.method import catalogue
from keyaccount_desktop.method.completeness import completeness
from keyaccount_desktop.method.fields import Field
from keyaccount_desktop.ui import theme
from keyaccount_desktop.ui.clients.checklist_card import ChecklistCard
from keyaccount_desktop.ui.clients.departments_card import DepartmentsCard
from keyaccount_desktop.ui.clients.distributor_cards import MessagesCard, TenFactsCard
from keyaccount_desktop.ui.clients.glance_cards import ConcernsCard, SeasonCard, WhyKeyCard
from keyaccount_desktop.ui.clients.who_decides import WhoDecides
from keyaccount_desktop.ui.fields.checklist import Asked
from keyaccount_desktop.ui.fields.fact_grid import FactGrid
from keyaccount_desktop.ui.fields.fact_section import FactSection
from keyaccount_desktop.ui.operation import Operation
from keyaccount_desktop.ui.widgets import Button, Card, FlowLayout, Label
from keyaccount_desktop.workbook.accounts import Account
from keyaccount_desktop.workbook.facts import set_fact, value_of

if TYPE_CHECKING:
    from keyaccount_desktop.workbook.document import Workbook

GRIDS: Final = ("account.facts", "account.business", "account.economics", "account.segment")
"""Sections of lines, from above; the notes come last."""
LAST: Final = "account.notes"
QUESTIONS: Final = "account.questions"
SUPPLIERS: Final = "account.suppliers"
"""The section that has a tab of its own."""
AT_A_GLANCE: Final = frozenset({"account.concerns", "account.why_key", "account.season"})
"""Fields with a card of their own, and no line in a section."""
_SIDE_BY_SIDE: Final = 560
"""Pixels from which the cards at a glance stand beside one another."""


class ClientSections(QWidget):
    """``supplier_field_wanted`` asks the page for a field of the Suppliers tab."""

    person_opened = Signal(str)
    map_wanted = Signal(str)
    supplier_field_wanted = Signal(str)
    undo_wanted = Signal()

    def __init__(self, workbook: Workbook, account: Account) -> None:
        super().__init__()
        self._workbook = workbook
        self._subject = ("account", account.id)
        self._type = value_of(account.facts, "account.type")
        self.ask_type: AskType | None = None
        self.ten_facts: TenFactsCard | None = None
        self.messages: MessagesCard | None = None
        self.who = WhoDecides(workbook)
        self.who.person_opened.connect(self.person_opened)
        self.who.map_wanted.connect(self.map_wanted)
        self.concerns = ConcernsCard(workbook, self._subject, account.facts)
        self.why_key = WhyKeyCard(workbook, self._subject, account.facts)
        self.season = SeasonCard(workbook, self._subject, account.facts)
        self.sections = [self._section(key, account) for key in (*GRIDS, LAST)]
        questions = [
            Asked((field.key,))
            for field in workbook.catalogue.fields_of("account", QUESTIONS)
            if not field.custom
        ]
        self.questions = ChecklistCard(workbook, self._subject, QUESTIONS, questions, account.facts)
        if not self.questions.list.count[0]:
            # Of a new client eight empty lines say nothing; the title says how many wait.
            self.questions.fold_for_now()
        self.departments = DepartmentsCard(workbook, account.id)
        self.departments.undo_wanted.connect(self.undo_wanted)
        if self._type is None and not workbook.read_only:
            self.ask_type = AskType(workbook, account.id)
        elif self._type == "distributor":
            self.ten_facts = TenFactsCard(workbook, self._subject, account.facts)
            self.ten_facts.field_wanted.connect(self.edit_field)
            self.messages = MessagesCard(workbook, self._subject, account.facts)
        self._lay_out()
        grids = [section.grid for section in self.sections]
        for grid in grids:
            grid.share_labels(grids)
            grid.add.shown = self._keys_shown
            grid.changed.connect(self._show_sections)
        self.who.show_client(account.id)
        self.show_shares(account)
        self._show_sections()

    def _lay_out(self) -> None:
        small = QVBoxLayout()
        small.setSpacing(theme.GAP)
        small.addWidget(self.why_key)
        small.addWidget(self.season, 1)
        self._glance = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._glance.setSpacing(theme.GAP)
        self._glance.addWidget(self.concerns, 1)
        self._glance.addLayout(small, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GAP)
        for part in self._parts():
            if part is self.concerns:
                column.addLayout(self._glance)
            elif part not in (self.why_key, self.season):
                column.addWidget(part)

    def _parts(self) -> list[QWidget]:
        """Everything, from above."""
        *sections, notes = self.sections
        found: list[QWidget | None] = [
            self.ask_type, self.who, self.concerns, self.why_key, self.season, self.ten_facts,
            self.messages, *sections, self.questions, self.departments, notes,
        ]  # fmt: skip
        return [part for part in found if part is not None]

    def _section(self, key: str, account: Account) -> FactSection:
        def fields() -> list[str]:
            return [field.key for field in self._fields() if field.section == key]

        def more() -> list[str]:
            return [field.key for field in sorted(self._fields(), key=lambda field: field.section != key)]

        asked = [field.key for field in self._fields() if field.section == key and field.essential]
        grid = FactGrid(self._workbook, self._subject, fields, shown=asked, more=more, facts=account.facts)
        grid.field_wanted.connect(self.edit_field)
        section = FactSection(key, catalogue.section(key).text, grid)
        section.folded_changed.connect(self.order_tabs)
        return section

    def _fields(self) -> list[Field]:
        """All that a client of this type may have a line for, as the catalogue has them now."""
        return [
            field
            for field in self._workbook.catalogue.fields_of("account", retired=True)
            if catalogue.applies(field, account_type=self._type) and field.key not in AT_A_GLANCE
        ]

    def _keys_shown(self) -> list[str]:
        """The fields that have a line on the page, wherever it is."""
        found = [field.key for section in self.sections for field in section.grid.fields]
        found += self.questions.keys_shown()
        if self.ten_facts is not None:
            found += self.ten_facts.keys_shown()
        if self.messages is not None:
            found += [
                field.key for field in self._workbook.catalogue.fields_of("account", "account.messages")
            ]
        return found

    def _show_sections(self) -> None:
        """A section with nothing to show waits behind the "Add…" of the others."""
        for section in self.sections:
            section.setVisible(bool(section.grid.fields))
        self.order_tabs()

    # ---- asking and telling

    def show_shares(self, account: Account) -> None:
        """Say in the titles how much is known."""
        known = completeness(
            "account",
            account.facts.keys(),
            account_type=self._type,
            fields=[
                field
                for field in self._workbook.catalogue.fields_of("account")
                if field.key not in AT_A_GLANCE
            ],
        )
        for section in self.sections:
            if section.key in known.sections:
                section.show_share([known.sections[section.key]])

    def line_of(self, key: str, *, make: bool = True) -> QWidget | None:
        """The line of a field on this side of the page, made and unfolded if need be; None: it is elsewhere."""
        glance = {card.key: card for card in (self.concerns, self.season)}
        if key in glance:
            return glance[key]
        if key == self.why_key.ticks.key:
            return self.why_key
        for section in self.sections:
            if key in section.grid.keys:
                if not make:
                    return section.grid.field(key)
                section.show()
                return section.show_field(key)
        for card in (self.questions, self.ten_facts, self.messages):
            if card is not None and (line := card.line_of(key)) is not None:
                if make:
                    card.unfold()
                return line
        return None

    def edit_field(self, key: str) -> None:
        """Go to a field and begin to edit it."""
        if catalogue.section(self._workbook.catalogue.field(key).section).key == SUPPLIERS:
            self.supplier_field_wanted.emit(key)
            return
        line = self.line_of(key)
        if line is not None:
            line.begin_edit()  # type: ignore[attr-defined]

    def stops(self) -> list[QWidget]:
        """What the Tab key goes through, from above."""
        found: list[QWidget] = []
        for part in self._parts():
            if part.isHidden():
                continue
            if isinstance(part, FactSection):
                found += [part.fold_title, *([] if part.folded else part.grid.stops())]
            else:
                found += part.stops()  # type: ignore[attr-defined]
        return found

    def order_tabs(self, *_: object) -> None:
        for before, after in pairwise(self.stops()):
            QWidget.setTabOrder(before, after)

    def release(self) -> None:
        """Listen no more; before the workbook is closed, or another client is shown."""
        for section in self.sections:
            section.grid.release()
        for part in self._parts():
            if not isinstance(part, FactSection | AskType):
                part.release()  # type: ignore[attr-defined]

    def fit(self, room: int) -> None:
        """Lay out for so many pixels: the cards at a glance side by side, or under one another."""
        narrow = room < theme.current().px(_SIDE_BY_SIDE)
        self._glance.setDirection(
            QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        )
        if self.messages is not None:
            self.messages.fit(room)


class AskType(Card):
    """Asks what kind of client it is, while nobody has said: a press says it."""

    def __init__(self, workbook: Workbook, account_id: str) -> None:
        super().__init__("")
        self._workbook = workbook
        self._account_id = account_id
        self._why = Label("", "soft", wrap=True)
        self.buttons: dict[str, Button] = {}
        holder = QWidget()
        flow = FlowLayout(holder, spacing=2 * theme.GRID)
        choices = workbook.catalogue.field("account.type").choices
        for choice in choices.offered if choices is not None else ():
            button = Button("")
            button.clicked.connect(lambda _on=False, code=choice.code: self._choose(code))
            self.buttons[choice.code] = button
            flow.addWidget(button)
        self.column.addWidget(self._why)
        self.column.addWidget(holder)
        self._retranslate()

    def stops(self) -> list[QWidget]:
        return list(self.buttons.values())

    def _choose(self, code: str) -> None:
        subject = ("account", self._account_id)
        Operation(self, lambda: set_fact(self._workbook, subject, "account.type", code)).run()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def _retranslate(self) -> None:
        if self.title is not None:
            self.title.set_texts(self.tr("What kind of client is this?"))
        self._why.setText(
            self.tr("What is asked depends on it: the grade of a hospital, ten facts of a distributor.")
        )
        choices = self._workbook.catalogue.field("account.type").choices
        for choice in choices or ():
            if (button := self.buttons.get(choice.code)) is not None:
                button.setText(str(choice.text).replace("&", "&&"))
