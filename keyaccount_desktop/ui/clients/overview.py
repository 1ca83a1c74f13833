"""A client at a glance: what is known of it at the left, what is to be done at the right.

The facts are edited in place by the field editors of ``ui.fields``; the next step, purchases and departments
are lists of their own here.
"""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from keyaccount_desktop.language import UserError
from keyaccount_desktop.method import catalogue, vocabulary
from keyaccount_desktop.ui import counts, theme
from keyaccount_desktop.ui.next_step import NextStep
from keyaccount_desktop.ui.operation import Operation
from keyaccount_desktop.ui.unknowns import Unknowns
from keyaccount_desktop.ui.widgets import Button, Card, ElidedLabel, Label
from keyaccount_desktop.workbook.accounts import Account, add_department
from keyaccount_desktop.workbook.facts import value_of
from keyaccount_desktop.workbook.purchases import PurchaseRow, add_purchase, purchases_of
from keyaccount_desktop.workbook.questions import Asked, knowledge_of_client
from keyaccount_desktop.workbook.tasks import open_tasks
from keyaccount_desktop.workbook.visits import visits_of

if TYPE_CHECKING:
    from keyaccount_desktop.workbook.document import Workbook

_SIDE_WIDTH = 300
_VISITS_SHOWN = 5


class Overview(QScrollArea):
    """Asks by signals to open a purchase's map or a person."""

    purchase_opened = Signal(str)
    person_opened = Signal(str)
    question_chosen = Signal(object)
    """A question that is answered elsewhere: an ``Asked`` about a person or a purchase."""
    questions_wanted = Signal()

    def __init__(self, workbook: Workbook) -> None:
        super().__init__()
        self._workbook = workbook
        self._account: Account | None = None
        self._shown_for: tuple[str, str | None] = ("", None)
        self._grids: list[Any] = []
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._sections = QVBoxLayout()
        self._sections.setSpacing(3 * theme.GRID)
        self.unknowns = Unknowns("client")
        self.unknowns.chosen.connect(self._answer)
        self.unknowns.print_wanted.connect(self.questions_wanted)
        self.next_step = NextStep(workbook)
        self._purchases = _ListCard(add=not workbook.read_only)
        self._purchases.added.connect(self._add_purchase)
        self._visits = Card("", spacing=theme.GRID)
        self._departments = _ListCard(add=not workbook.read_only)
        self._departments.added.connect(self._add_department)
        self._side = QWidget()
        side = QVBoxLayout(self._side)
        side.setContentsMargins(0, 0, 0, 0)
        side.setSpacing(3 * theme.GRID)
        for card in (self.unknowns, self.next_step, self._purchases, self._visits, self._departments):
            side.addWidget(card)
        side.addStretch(1)
        inner = QWidget()
        row = QHBoxLayout(inner)
        row.setContentsMargins(theme.PAD, 16, theme.PAD, theme.PAD)
        row.setSpacing(3 * theme.GRID)
        left = QVBoxLayout()
        left.addLayout(self._sections)
        left.addStretch(1)
        row.addLayout(left, 1)
        row.addWidget(self._side)
        self.setWidget(inner)
        self._set_width()
        self._retranslate()

    def show_client(self, account: Account) -> None:
        """Show a client as just read from the workbook."""
        if self._account is None or self._account.id != account.id:
            self.unknowns.forget_all()
        self._account = account
        self._build_sections(account)
        self.unknowns.show_knowledge(knowledge_of_client(self._workbook, account.id))
        tasks = open_tasks(self._workbook, account.id)
        self.next_step.show_tasks(account.id, tasks)
        self._show_purchases(account)
        self._show_visits(account)
        self._departments.show_lines(
            [
                _Line(
                    department.name,
                    str(vocabulary.FUNCTION[department.function].text) if department.function else "",
                )
                for department in account.departments
            ]
        )

    def release(self) -> None:
        """Listen no more; before the workbook is closed."""
        for grid in self._grids:
            if hasattr(grid, "release"):
                grid.release()

    # ---- facts

    def _build_sections(self, account: Account) -> None:
        kind = value_of(account.facts, "account.type")
        wanted = (account.id, kind)
        if wanted == self._shown_for:
            return
        self._shown_for = wanted
        self.release()
        self._grids = []
        while (item := self._sections.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        from keyaccount_desktop.ui.fields import FactGrid

        for section in catalogue.sections_of("account"):
            if section.only_for and kind not in section.only_for:
                continue
            card = Card(str(section.text))
            grid = FactGrid(self._workbook, ("account", account.id), section.key)
            self._grids.append(grid)
            card.column.addWidget(grid)
            self._sections.addWidget(card)

    def _answer(self, asked: Asked) -> None:
        """Lead to the field that answers a question, here or elsewhere."""
        if asked.kind != "account":
            self.question_chosen.emit(asked)
            return
        for grid in self._grids:
            if asked.question.field in grid.keys:
                line = grid.show_field(asked.question.field)
                self.widget().layout().activate()
                self.ensureWidgetVisible(line, 0, 6 * theme.GRID)
                line.begin_edit()

    # ---- lists at the right

    def _show_purchases(self, account: Account) -> None:
        found = purchases_of(self._workbook, account.id)
        self._purchases.show_lines(
            [
                _Line(
                    purchase.name,
                    self._people_in(purchase),
                    lambda purchase_id=purchase.id: self.purchase_opened.emit(purchase_id),
                )
                for purchase in found
            ]
        )

    def _people_in(self, purchase: PurchaseRow) -> str:
        """How many have a part in a purchase; and how many of them are on its map, where some are not."""
        if purchase.on_map == purchase.stakeholders:
            return counts.people(purchase.stakeholders) if purchase.stakeholders else ""
        return self.tr("{n} of {all} on the map").format(n=purchase.on_map, all=purchase.stakeholders)

    def _show_visits(self, account: Account) -> None:
        _empty(self._visits)
        held = [visit for visit in visits_of(self._workbook, account.id) if visit.state == "held"]
        visits = held[:_VISITS_SHOWN]
        self._visits.setVisible(bool(visits))
        for visit in visits:
            holder = QWidget()
            row = QHBoxLayout(holder)
            row.setContentsMargins(0, 0, 0, 0)
            row.setSpacing(3 * theme.GRID)
            row.addWidget(Label(visit.on_date[5:], "hint"))
            kind = str(vocabulary.VISIT_KIND[visit.kind].text)
            about = visit.aim or visit.said
            row.addWidget(ElidedLabel(f"{kind} · {about}" if about else kind), 1)
            if visit.effect:
                row.addWidget(Label(f"{visit.effect:+d}".replace("-", "−"), "hint"))
            self._visits.column.addWidget(holder)

    # ---- what it does

    def _add_purchase(self, name: str) -> None:
        account = self._account
        if (
            account is not None
            and Operation(self, lambda: add_purchase(self._workbook, account.id, name)).run()
        ):
            self._purchases.clear_line()

    def _add_department(self, name: str) -> None:
        account = self._account
        if (
            account is not None
            and Operation(self, lambda: add_department(self._workbook, account.id, name)).run()
        ):
            self._departments.clear_line()

    # ---- looks

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        elif event.type() == QEvent.Type.FontChange:
            self._set_width()
        super().changeEvent(event)

    def _set_width(self) -> None:
        self._side.setFixedWidth(theme.current().px(_SIDE_WIDTH))

    def _retranslate(self) -> None:
        self._purchases.set_texts(
            self.tr("Purchases"), self.tr("Add a purchase: name, Enter"), self.tr("None yet")
        )
        self._departments.set_texts(
            self.tr("Departments"), self.tr("Add a department: name, Enter"), self.tr("None yet")
        )
        for card, title in ((self._visits, self.tr("Last contacts")),):
            if card.title is not None:
                card.title.set_texts(title)
        self._shown_for = ("", None)
        if self._account is not None:
            # It may have gone meanwhile; of that the page hears by itself.
            with contextlib.suppress(UserError):
                self.show_client(self._account)


class _Line:
    """One line of a ``_ListCard``: words, a remark, and what a press does."""

    def __init__(self, text: str, remark: str = "", press: Any = None) -> None:
        self.text, self.remark, self.press = text, remark, press


class _ListCard(Card):
    """A titled list with a line to add to it."""

    added = Signal(str)

    def __init__(self, *, add: bool) -> None:
        super().__init__("", spacing=theme.GRID)
        self._add = QLineEdit()
        if not add:
            self._add.hide()
        self._add.returnPressed.connect(self._emit)
        self._nothing = Label("", "faint")
        self._lines = QVBoxLayout()
        self._lines.setSpacing(theme.GRID)
        self.column.addLayout(self._lines)
        self.column.addWidget(self._nothing)
        self.column.addSpacing(theme.GRID)
        self.column.addWidget(self._add)

    def show_lines(self, lines: list[_Line]) -> None:
        while (item := self._lines.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for line in lines:
            holder = QWidget()
            row = QHBoxLayout(holder)
            row.setContentsMargins(0, 0, 0, 0)
            row.setSpacing(2 * theme.GRID)
            if line.press is not None:
                button = Button(line.text, "link")
                button.clicked.connect(lambda _checked=False, press=line.press: press())
                row.addWidget(button)
                row.addStretch(1)
            else:
                row.addWidget(ElidedLabel(line.text), 1)
            if line.remark:
                row.addWidget(Label(line.remark, "hint"))
            self._lines.addWidget(holder)
        self._nothing.setVisible(not lines)

    def set_texts(self, title: str, add: str, nothing: str) -> None:
        if self.title is not None:
            self.title.set_texts(title)
        self._add.setPlaceholderText(add)
        self._add.setAccessibleName(add)
        self._nothing.setText(nothing)

    def clear_line(self) -> None:
        self._add.clear()

    def _emit(self) -> None:
        if self._add.text().strip():
            self.added.emit(self._add.text())


def _empty(card: Card) -> None:
    """Take everything out of a card but its title."""
    while card.column.count() > 1:
        item = card.column.takeAt(1)
        if item is not None and (old := item.widget()) is not None:
            old.hide()
            old.deleteLater()
