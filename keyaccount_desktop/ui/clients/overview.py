"""A client at a glance: what is known of it at the left, what is to be done at the right.

The left side is ``client_sections``; the next step, purchases and last contacts are lists of their own here.
"""

from __future__ import annotations

import contextlib
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from keyaccount_desktop.language import UserError
from keyaccount_desktop.method import vocabulary
from keyaccount_desktop.ui import counts, theme
from keyaccount_desktop.ui.attachments import AttachmentsCard, DropZone
from keyaccount_desktop.ui.clients.client_sections import ClientSections
from keyaccount_desktop.ui.emptying import empty
from keyaccount_desktop.ui.fields.panel import belongs_to
from keyaccount_desktop.ui.fields.pending import commit_pending
from keyaccount_desktop.ui.next_step import NextStep
from keyaccount_desktop.ui.operation import Operation
from keyaccount_desktop.ui.unknowns import Unknowns
from keyaccount_desktop.ui.widgets import Button, Card, ElidedLabel, Label
from keyaccount_desktop.workbook.accounts import Account
from keyaccount_desktop.workbook.attachments import counts as attachment_counts
from keyaccount_desktop.workbook.document import DEFINING
from keyaccount_desktop.workbook.facts import value_of
from keyaccount_desktop.workbook.purchases import PurchaseRow, add_purchase, purchases_of
from keyaccount_desktop.workbook.questions import Asked, knowledge_of_client
from keyaccount_desktop.workbook.tasks import open_tasks
from keyaccount_desktop.workbook.visits import visits_of

if TYPE_CHECKING:
    from keyaccount_desktop.workbook.document import Workbook
    from keyaccount_desktop.workbook.journal import ChangeSet

_SIDE_WIDTH = 300
_VISITS_SHOWN = 5


class Overview(QScrollArea):
    """Asks by signals to open a purchase's map, a person, the Suppliers tab at a field; and for a step back."""

    purchase_opened = Signal(str)
    person_opened = Signal(str)
    supplier_field_wanted = Signal(str)
    undo_wanted = Signal()
    question_chosen = Signal(object)
    """A question that is answered elsewhere: an ``Asked`` about a person or a purchase."""
    questions_wanted = Signal()

    def __init__(self, workbook: Workbook) -> None:
        super().__init__()
        self._workbook = workbook
        self._account: Account | None = None
        self._shown_for: tuple[str, str | None] = ("", None)
        self.sections: ClientSections | None = None
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.unknowns = Unknowns("client")
        self.unknowns.chosen.connect(self._answer)
        self.unknowns.print_wanted.connect(self.questions_wanted)
        self.next_step = NextStep(workbook)
        self._purchases = _ListCard(add=not workbook.read_only)
        self._purchases.added.connect(self._add_purchase)
        self._visits = Card("", spacing=theme.GRID)
        self.attachments = AttachmentsCard(workbook)
        DropZone(self.viewport(), self.attachments)
        self._side = QWidget()
        side = QVBoxLayout(self._side)
        side.setContentsMargins(0, 0, 0, 0)
        side.setSpacing(theme.GAP)
        for card in (self.unknowns, self.next_step, self._purchases, self.attachments, self._visits):
            side.addWidget(card)
        side.addStretch(1)
        inner = QWidget()
        row = QHBoxLayout(inner)
        row.setContentsMargins(theme.PAD, 16, theme.PAD, theme.PAD)
        row.setSpacing(theme.GAP)
        self._left = QVBoxLayout()
        self._left.addStretch(1)
        row.addLayout(self._left, 1)
        row.addWidget(self._side)
        self.setWidget(inner)
        self._set_width()
        self._retranslate()
        self._unsubscribe = workbook.subscribe(self._workbook_changed)

    def show_client(self, account: Account) -> None:
        """Show a client as just read from the workbook."""
        if self._account is None or self._account.id != account.id:
            self.unknowns.forget_all()
        self._account = account
        self._show_sections(account)
        self.unknowns.show_knowledge(knowledge_of_client(self._workbook, account.id))
        self.next_step.show_tasks(account.id, open_tasks(self._workbook, account.id))
        self._show_purchases(account)
        self._show_visits(account)
        self.attachments.show_subject("account", account.id)
        self._order_tabs()

    def release(self) -> None:
        """Listen no more; before the workbook is closed."""
        self._unsubscribe()
        if self.sections is not None:
            self.sections.release()

    def reveal(self, change: ChangeSet) -> None:
        """After undo or redo: bring what changed into view, and stand on it."""
        if "attachment" in change.tables:
            self._bring_into_view(self.attachments)
        if self.sections is None:
            return
        for row in change.rows:
            values = row.after or row.before or {}
            if row.table == "department":
                self._bring_into_view(self.sections.departments)
                self.sections.departments.reveal(row.id)
                return
            line = None
            if row.table == "fact" and values.get("account_id"):
                line = self.sections.line_of(str(values["field"]))
            if line is not None:
                self._bring_into_view(line)
                line.setFocus(Qt.FocusReason.OtherFocusReason)
                return
        if "task" in change.tables:
            self._bring_into_view(self.next_step)

    def edit_field(self, key: str) -> None:
        """Go to a field and begin to edit it."""
        if self.sections is None:
            return
        if (line := self.sections.line_of(key)) is not None:
            self._bring_into_view(line)
        self.sections.edit_field(key)

    def _answer(self, asked: Asked) -> None:
        """Lead to the field that answers a question, here or elsewhere."""
        if asked.kind == "account":
            self.edit_field(asked.question.field)
        else:
            self.question_chosen.emit(asked)

    def _bring_into_view(self, widget: QWidget) -> None:
        # What has just been made or unfolded has no place yet.
        if (layout := self.widget().layout()) is not None:
            layout.activate()
        self.ensureWidgetVisible(widget, 0, 6 * theme.GRID)

    # ---- facts

    def _show_sections(self, account: Account) -> None:
        """Make the left side for another client or another type; else it keeps itself in step."""
        wanted = (account.id, value_of(account.facts, "account.type"))
        if wanted == self._shown_for and self.sections is not None:
            self.sections.show_shares(account)
            return
        another = account.id != self._shown_for[0]
        stood_here = self.sections is not None and belongs_to(QApplication.focusWidget(), self.sections)
        self._shown_for = wanted
        self._take_down()
        self.sections = ClientSections(self._workbook, account)
        self.sections.person_opened.connect(self.person_opened)
        self.sections.map_wanted.connect(self._open_map)
        self.sections.supplier_field_wanted.connect(self.supplier_field_wanted)
        self.sections.undo_wanted.connect(self.undo_wanted)
        self._left.insertWidget(0, self.sections)
        self._fit()
        if another:
            self.verticalScrollBar().setValue(0)
        elif stood_here and (line := self.sections.line_of("account.type")) is not None:
            # Its type was just said: go on from there.
            self._bring_into_view(line)
            line.setFocus(Qt.FocusReason.OtherFocusReason)

    def _take_down(self) -> None:
        if self.sections is not None:
            commit_pending(self.sections)
            self.sections.release()
            self._left.removeWidget(self.sections)
            self.sections.hide()
            self.sections.deleteLater()
            self.sections = None

    def _workbook_changed(self, change: ChangeSet) -> None:
        # Fields or terms of the user's own. What is in sight follows by itself; the rest is made anew.
        if change.tables & DEFINING and not self.isVisible():
            self._shown_for = ("", None)

    def _open_map(self, purchase_id: str) -> None:
        if purchase_id:
            self.purchase_opened.emit(purchase_id)
        else:
            self._purchases.begin()
            self._bring_into_view(self._purchases)

    def _order_tabs(self) -> None:
        left = self.sections.stops() if self.sections is not None else []
        right = [
            *self.unknowns.stops(),
            *self.next_step.stops(),
            *self._purchases.stops(),
            *self.attachments.list.stops(),
        ]
        for before, after in pairwise([*left, *right]):
            QWidget.setTabOrder(before, after)

    # ---- lists at the right

    def _show_purchases(self, account: Account) -> None:
        found = purchases_of(self._workbook, account.id)
        files = attachment_counts(self._workbook, "purchase", [purchase.id for purchase in found])
        self._purchases.show_lines(
            [
                _Line(
                    purchase.name,
                    " · ".join(filter(None, (self._people_in(purchase), self._files_of(files, purchase)))),
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

    @staticmethod
    def _files_of(files: dict[str, int], purchase: PurchaseRow) -> str:
        return counts.attachments(files[purchase.id]) if purchase.id in files else ""

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

    # ---- looks

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        elif event.type() == QEvent.Type.FontChange:
            self._set_width()
        super().changeEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """What is asked of the room is asked of the view: its content may be wider than it for a moment."""
        if self.sections is not None:
            beside = self._side.minimumWidth() + 2 * theme.PAD + theme.GAP
            self.sections.fit(self.viewport().width() - beside)

    def _set_width(self) -> None:
        self._side.setFixedWidth(theme.current().px(_SIDE_WIDTH))
        self._fit()

    def _retranslate(self) -> None:
        self._purchases.set_texts(
            self.tr("Purchases"), self.tr("Add a purchase: name, Enter"), self.tr("None yet")
        )
        for card, title in ((self._visits, self.tr("Last contacts")),):
            if card.title is not None:
                card.title.set_texts(title)
        if self._account is not None:
            # It may have gone meanwhile; of that the page hears by itself.
            with contextlib.suppress(UserError):
                self._show_purchases(self._account)
                self._show_visits(self._account)


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
        empty(self._lines)
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

    def begin(self) -> None:
        """Take the keyboard, to add one."""
        self._add.setFocus(Qt.FocusReason.OtherFocusReason)

    def stops(self) -> list[QWidget]:
        """What the Tab key goes through, from above."""
        found: list[QWidget] = []
        for index in range(self._lines.count()):
            found += self._lines.itemAt(index).widget().findChildren(Button)
        return found if self._add.isHidden() else [*found, self._add]

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
