"""The page of one person: essentials at the left, what is known in the middle, what to ask and do at the right.

Everything is edited in place and saved as one leaves it. The page reads a person once, shows it, and reads
again when a change of the workbook touches that person; the grids of facts keep themselves in step. It asks
the window by signals and knows no other page.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from keyaccount_desktop.language import UserError
from keyaccount_desktop.method import catalogue, gaps
from keyaccount_desktop.ui import theme
from keyaccount_desktop.ui.advice.card import Advice
from keyaccount_desktop.ui.attachments import AttachmentsCard, DropZone
from keyaccount_desktop.ui.fields.line import EditableLine
from keyaccount_desktop.ui.fields.pending import commit_pending
from keyaccount_desktop.ui.incoming import pasted
from keyaccount_desktop.ui.next_step import NextStep
from keyaccount_desktop.ui.person_essentials import Essentials
from keyaccount_desktop.ui.person_header import PersonHeader
from keyaccount_desktop.ui.person_links import Links
from keyaccount_desktop.ui.person_notes import QuickNote
from keyaccount_desktop.ui.person_sections import (
    PERSON_SECTIONS,
    PurchaseOffer,
    SectionCard,
    asked,
    fields_in,
)
from keyaccount_desktop.ui.person_side import Timeline, Turn, turns
from keyaccount_desktop.ui.unknowns import Unknowns
from keyaccount_desktop.workbook.facts import histories_of
from keyaccount_desktop.workbook.people import PersonCard, person_card, touches
from keyaccount_desktop.workbook.products import products
from keyaccount_desktop.workbook.questions import Asked, knowledge_of_person

if TYPE_CHECKING:
    from keyaccount_desktop.workbook.document import Workbook
    from keyaccount_desktop.workbook.journal import ChangeSet

_LEFT = 232
_RIGHT = 272
_LEAST_MIDDLE = 420
"""Narrower, and what stands at the right goes to the left."""
_ROOM_TO_CHOOSE = 180
"""Pixels around a field that is gone to: its list of choices needs room."""
_BAR = 10
"""Width of a scroll bar."""


class PersonPage(QWidget):
    """Shows one person at a time, by ``show_person``."""

    back_requested = Signal()
    map_requested = Signal(str)
    account_requested = Signal(str)
    person_opened = Signal(str)
    other_wanted = Signal(str)
    """Someone linked to the one who is shown."""
    merge_requested = Signal(str, str, str)
    undo_requested = Signal()

    def __init__(self, workbook: Workbook) -> None:
        super().__init__()
        self._workbook = workbook
        self._card: PersonCard | None = None
        self._stale = False
        self._essentials: Essentials | None = None
        self._of_stakes: list[SectionCard] = []
        self._of_person: list[SectionCard] = []
        self._stakes: tuple[str, ...] = ()
        self._made_for = ""
        """Kind of person and catalogue that the lines are made for."""
        self._narrow: bool | None = None
        self.header = PersonHeader(workbook)
        self.header.account_wanted.connect(self._open_account)
        self.header.map_wanted.connect(self.map_requested)
        self.header.more.actions_.merge_wanted.connect(self.merge_requested)
        self.header.more.actions_.undo_wanted.connect(self.undo_requested)
        self.note = QuickNote(workbook)
        self.next_step = NextStep(workbook)
        self.unknowns = Unknowns("person")
        self.unknowns.chosen.connect(self.answer)
        self.unknowns.print_wanted.connect(self._print_questions)
        self.advice = Advice(workbook)
        self.advice.field_wanted.connect(self._edit_wanted)
        self.links = Links()
        self.links.person_wanted.connect(self.other_wanted)
        self.timeline = Timeline()
        self.attachments = AttachmentsCard(workbook)
        DropZone(self, self.attachments)
        self.purchases = PurchaseOffer(workbook)
        self._lay_out()
        self._unsubscribe = workbook.subscribe(self._workbook_changed)

    def _lay_out(self) -> None:
        self._left = QVBoxLayout()
        self._left.setSpacing(theme.GAP)
        self._middle = QVBoxLayout()
        self._middle.setSpacing(theme.GAP)
        # What one does after a visit stays in sight, whatever the room: apart from what is read.
        self._doing = _column_of(self.note, self.next_step)
        self._reading = _column_of(self.unknowns, self.advice, self.links, self.attachments, self.timeline)
        self._side = _column_of(self._doing, self._reading)
        self._left_area = _ScrollArea()
        left = QWidget()
        self._left_column = QVBoxLayout(left)
        self._left_column.setContentsMargins(theme.PAD, 16, _BAR, theme.PAD)
        self._left_column.setSpacing(theme.GAP)
        self._left_column.addLayout(self._left)
        self._left_column.addStretch(1)
        # The card keeps its width, whether there is something to scroll or not.
        self._left_area.verticalScrollBar().rangeChanged.connect(
            lambda _least, most: self._left_column.setContentsMargins(
                theme.PAD, 16, 0 if most else _BAR, theme.PAD
            )
        )
        self._left_area.setWidget(left)
        self._main_area = _ScrollArea()
        main = QWidget()
        self._main_row = QHBoxLayout(main)
        self._main_row.setContentsMargins(theme.GAP - _BAR, 16, theme.PAD, theme.PAD)
        self._main_row.setSpacing(theme.GAP)
        middle = QVBoxLayout()
        middle.addLayout(self._middle)
        middle.addStretch(1)
        self._main_row.addLayout(middle, 1)
        self._main_row.addWidget(self._side, 0, Qt.AlignmentFlag.AlignTop)
        self._main_area.setWidget(main)
        body = QHBoxLayout()
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(0)
        body.addWidget(self._left_area)
        body.addWidget(self._main_area, 1)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(0)
        page.addWidget(self.header)
        page.addLayout(body, 1)
        self._fit()

    # ---- what it shows

    @property
    def workbook(self) -> Workbook:
        return self._workbook

    @property
    def sections(self) -> list[SectionCard]:
        """The sections of the middle, from above."""
        return [*self._of_stakes, *self._of_person]

    @property
    def essentials(self) -> Essentials | None:
        """The left side; None before anyone is shown."""
        return self._essentials

    @property
    def person_id(self) -> str:
        """Who is shown; empty before the first and when they are gone."""
        return self._card.id if self._card is not None else ""

    def show_person(self, person_id: str) -> None:
        """Show someone. Raises UserError when they are not in the workbook."""
        commit_pending(self)
        card = person_card(self._workbook, person_id)
        another = card.id != self.person_id
        self._stale = False
        if another:
            self.unknowns.forget_all()
            self._build(card)
            self._left_area.verticalScrollBar().setValue(0)
            self._main_area.verticalScrollBar().setValue(0)
        self._show(card)
        if another:
            self.person_opened.emit(person_id)

    def release(self) -> None:
        """Record what was noted, and listen no more; before the workbook is closed."""
        self.note.record_waiting()
        self._unsubscribe()
        self.attachments.list.release()
        self._release_parts()

    def reveal(self, change: ChangeSet) -> None:
        """After undo or redo: bring what changed into view, and stand on it."""
        for row in change.rows:
            if row.table != "fact":
                continue
            fact = row.after or row.before or {}
            subject = fact.get("person_id") or fact.get("stakeholder_id")
            line = self.line_of(str(fact["field"]), str(subject), make=False) if subject else None
            if line is not None:
                self._bring_into_view(line)
                line.setFocus(Qt.FocusReason.OtherFocusReason)
                return
        shown = (
            ("link", self.links),
            ("visit", self.timeline),
            ("task", self.next_step),
            ("attachment", self.attachments),
        )
        for table, card in shown:
            if table in change.tables:
                self._bring_into_view(card)

    def edit_command(self, name: str) -> bool:
        """What the Edit menu asks of the page: whether it does that."""
        if self._card is None:
            return False
        if name == "rename" and not self._workbook.read_only:
            self.header.name.rename()
        elif name == "attach":
            self._bring_into_view(self.attachments)
            self.attachments.list.choose()
        elif name == "photo" and self._essentials is not None:
            self._essentials.photo.choose()
        elif name == "paste":
            return self._paste()
        elif name == "print_questions":
            self._print_questions()
        elif name == "unknowns":
            self._bring_into_view(self.unknowns)
            self.unknowns.take_focus()
        else:
            return self.header.more.actions_.edit_command(name)
        return True

    def edits_here(self) -> bool:
        """Only while nothing on the page has the keyboard: lines copy and paste by themselves."""
        return self.hasFocus() and self._card is not None and not self._workbook.read_only

    def _paste(self) -> bool:
        """A copied picture is meant as the photo, copied files are attached."""
        found = pasted()
        if found.picture is not None and self._essentials is not None:
            self._essentials.photo.take(found)
        elif found:
            self.attachments.list.take(found)
        return bool(found)

    def line_of(self, key: str, subject: str, *, make: bool = True) -> EditableLine | None:
        """The line of a field of the person or of one of their parts in a purchase; made if need be."""
        if self._card is None or self._essentials is None:
            return None
        if subject == self._card.id and (line := self._essentials.line_of(key)) is not None:
            return line
        for section in self.sections:
            if section.grid.subject[1] == subject and key in section.grid.keys:
                if make:
                    section.show()
                    return section.show_field(key)
                return section.grid.field(key)
        return None

    def edit_field(self, key: str, subject: str) -> None:
        """Go to a field and begin to edit it."""
        line = self.line_of(key, subject)
        if line is not None:
            self._settle()
            self._bring_into_view(line, theme.current().px(_ROOM_TO_CHOOSE))
            line.begin_edit()

    def edit_first_empty(self) -> None:
        """Begin to write in the first line that asks for something."""
        empty = (stop for stop in self.stops() if isinstance(stop, EditableLine) and stop.empty)
        line = next(empty, None)
        if line is not None:
            self._settle()
            self._bring_into_view(line)
            line.begin_edit()

    def answer(self, asked: Asked) -> None:
        """Go to the field that answers a question, and begin to edit it."""
        if asked.question.field == gaps.HOLDER:
            self.header.holder.click()
        else:
            self.edit_field(asked.question.field, asked.id)

    def _print_questions(self) -> None:
        from keyaccount_desktop.ui.question_print import preview_questions

        card = self._card
        if card is not None:
            subject = " · ".join(name for name in (card.name, card.account) if name)
            preview_questions(self, self._workbook, self.unknowns.knowledge, subject)

    # ---- building

    def _build(self, card: PersonCard) -> None:
        """Have the lines for a person; what else they show comes with ``_show``.

        The lines of the person before are taken over, as far as both are people, groups or posts.
        """
        self._card = card
        wanted = asked(card)
        if self._essentials is None or card.kind != self._made_for:
            self._release_parts()
            self._made_for = card.kind
            self._essentials = Essentials(self._workbook, card, wanted[card.id])
            self._essentials.edit_ended.connect(self._order_tabs)
            self._left.insertWidget(1 if self._narrow else 0, self._essentials)
            self._essentials.show()
            self._middle.addWidget(self.purchases)
            for key in PERSON_SECTIONS:
                self._add_section(key, card, wanted[card.id])
        else:
            self._essentials.show_person(card, wanted[card.id])
            for section in self._of_person:
                section.show_subject(("person", card.id), card.facts, wanted[card.id])
        self._build_stakes(card, wanted)
        for section in self._of_person:
            # A section with nothing to show waits behind the "Add…" of the others.
            section.setVisible(bool(section.grid.fields))
        grids = [section.grid for section in self.sections]
        for grid in grids:
            grid.share_labels(grids)
        self._order_tabs()

    def _add_section(self, section: str, card: PersonCard, wanted: set[str]) -> None:
        kind, known = card.kind, self._workbook
        if not fields_in(known.catalogue, section, kind):
            return

        def of_person() -> list[str]:
            fields = [
                field
                for field in known.catalogue.fields_of("person")
                if catalogue.applies(field, person_kind=kind)
            ]
            return [field.key for field in sorted(fields, key=lambda field: field.section != section)]

        made = SectionCard(
            known, ("person", card.id), (section,), lambda: fields_in(known.catalogue, section, kind),
            asked=wanted, facts=card.facts, more=of_person,
        )  # fmt: skip
        made.grid.add.shown = self._keys_shown
        self._of_person.append(made)
        self._place_section(made, self._middle.count())

    def _build_stakes(self, card: PersonCard, wanted: dict[str, set[str]]) -> None:
        """Have a section for each purchase, above those of the person."""
        while len(self._of_stakes) > len(card.stakes):
            self._let_go(self._of_stakes.pop())
        for place, stake in enumerate(card.stakes):
            subject, asking = ("stakeholder", stake.stakeholder_id), wanted[stake.stakeholder_id]
            if place < len(self._of_stakes):
                self._of_stakes[place].show_subject(subject, stake.facts, asking, stake)
                continue
            made = SectionCard(
                self._workbook, subject, [section.key for section in catalogue.sections_of("stakeholder")],
                self._fields_of_stake, asked=asking, more=self._fields_of_stake, facts=stake.facts, stake=stake,
            )  # fmt: skip
            self._of_stakes.append(made)
            self._place_section(made, place)
            made.show()
        self._stakes = tuple(stake.stakeholder_id for stake in card.stakes)

    def _fields_of_stake(self) -> list[str]:
        return [field.key for field in self._workbook.catalogue.fields_of("stakeholder", retired=True)]

    def _place_section(self, section: SectionCard, place: int) -> None:
        section.field_wanted.connect(self._edit_wanted)
        section.map_wanted.connect(self.map_requested)
        section.folded_changed.connect(self._order_tabs)
        section.grid.edit_ended.connect(self._order_tabs)
        self._middle.insertWidget(place, section)

    def _keys_shown(self) -> list[str]:
        """The fields of the person that have a line on the page, wherever it is."""
        grids = [section.grid for section in self._of_person]
        found = [field.key for grid in grids for field in grid.fields]
        return found + (self._essentials.keys_shown() if self._essentials is not None else [])

    def _release_parts(self) -> None:
        self._middle.removeWidget(self.purchases)
        for part in (*self.sections, self._essentials):
            if part is not None:
                self._let_go(part)
        self._of_person, self._of_stakes = [], []
        self._essentials = None

    def _let_go(self, part: SectionCard | Essentials) -> None:
        (part if isinstance(part, Essentials) else part.grid).release()
        part.hide()
        (self._left if isinstance(part, Essentials) else self._middle).removeWidget(part)
        part.deleteLater()

    def stops(self) -> list[QWidget]:
        """What the Tab key goes through, as the eye does: the header, then column by column."""
        if self._essentials is None:
            return []
        doing = [*self.note.stops(), *self.next_step.stops()]
        reading = [
            *self.unknowns.stops(),
            *self.advice.stops(),
            *self.links.stops(),
            *self.attachments.list.stops(),
            *self.timeline.stops(),
        ]
        middle = list(self.purchases.buttons)
        for section in self.sections:
            middle += section.stops()
        left = self._essentials.stops()
        order = (doing, left, reading, middle) if self._narrow else (left, middle, doing, reading)
        return [*self.header.stops(), *(stop for part in order for stop in part)]

    def _order_tabs(self) -> None:
        for before, after in pairwise(self.stops()):
            QWidget.setTabOrder(before, after)

    # ---- showing

    def _show(self, card: PersonCard) -> None:
        self._card = card
        self.header.show_card(card)
        if self._essentials is not None:
            self._essentials.show_card(card)
        self.note.show_person(card)
        self.next_step.show_tasks(card.account_id or "", card.tasks, person_id=card.id)
        self._show_knowledge(card)
        self.advice.show_card(card, products(self._workbook, retired=True))
        self.links.show_card(card)
        self.timeline.show_card(card, self._turns(card))
        self.attachments.show_subject("person", card.id)
        self.purchases.show_person(card)
        self._order_tabs()

    def _show_knowledge(self, card: PersonCard) -> None:
        """Show what is known and what to ask, of the person and of their part in each purchase."""
        known = knowledge_of_person(self._workbook, card)
        for section in self.sections:
            section.offer_map(len(card.stakes) > 1)
            of_subject = section.grid.subject[1]
            section.show_share(
                [
                    known.sections[key]
                    for name in section.sections
                    if (key := (of_subject, name)) in known.sections
                ]
            )
        self.unknowns.show_knowledge(known)

    def _turns(self, card: PersonCard) -> list[Turn]:
        stakes = [stake.stakeholder_id for stake in card.stakes]
        histories = histories_of(self._workbook, "stakeholder", stakes, "stakeholder.attitude")
        return [turn for history in histories.values() for turn in turns(history)]

    # ---- in step with the workbook

    def _workbook_changed(self, change: ChangeSet) -> None:
        if self._card is None or not (change.kind == "reloaded" or touches(self._card, change)):
            return
        if self.isVisible():
            self._read_again()
        else:
            self._stale = True

    def _read_again(self) -> None:
        self._stale = False
        try:
            card = person_card(self._workbook, self.person_id)
        except UserError:
            self._card = None  # the window hears of it too, and goes elsewhere
            return
        stakes = tuple(stake.stakeholder_id for stake in card.stakes)
        if stakes != self._stakes or card.kind != self._made_for:
            self._build(card)
        self._show(card)

    def showEvent(self, event: QShowEvent) -> None:
        if self._stale and self._card is not None:
            self._read_again()
        super().showEvent(event)

    # ---- going

    def _edit_wanted(self, key: str) -> None:
        if self._card is not None:
            self.edit_field(key, self._card.id)

    def _open_account(self) -> None:
        if self._card is not None and self._card.account_id is not None:
            self.account_requested.emit(self._card.account_id)

    def _settle(self) -> None:
        """Let the layout take up what has just been made, so that it can be scrolled to."""
        for area in (self._left_area, self._main_area):
            if (layout := area.widget().layout()) is not None:
                layout.activate()

    def _bring_into_view(self, widget: QWidget, below: int = 6 * theme.GRID) -> None:
        """Scroll to a part of the page, with some room around it, and open its section for now."""
        for section in self.sections:
            if section.folded and section.isAncestorOf(widget):
                section.unfold()
                self._settle()
        for area in (self._left_area, self._main_area):
            if area.isAncestorOf(widget):
                area.ensureWidgetVisible(
                    widget, 0, min(below, max((area.height() - widget.height()) // 2, 0))
                )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        alt = event.modifiers() == Qt.KeyboardModifier.AltModifier
        if alt and event.key() == Qt.Key.Key_Left:
            self.back_requested.emit()
        elif event.key() in (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp):
            bar = self._main_area.verticalScrollBar()
            bar.setValue(bar.value() + bar.pageStep() * (1 if event.key() == Qt.Key.Key_PageDown else -1))
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.BackButton:
            self.back_requested.emit()
        else:
            super().mousePressEvent(event)

    # ---- looks

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            if self._card is not None:
                self._show_knowledge(self._card)
        elif event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit()
        super().changeEvent(event)

    def _fit(self) -> None:
        """Three columns where there is room, else two: what is done above the essentials, what is read below."""
        if not hasattr(self, "_main_area"):
            return
        left, right = theme.current().px(_LEFT), theme.current().px(_RIGHT)
        room = self.width() - left - right - 2 * theme.PAD - 2 * theme.GAP
        narrow = room < theme.current().px(_LEAST_MIDDLE)
        if narrow != self._narrow:
            self._narrow = narrow
            if narrow:
                self._left.insertWidget(0, self._doing)
                self._left.addWidget(self._reading)
            elif (side := self._side.layout()) is not None:
                side.addWidget(self._doing)
                side.addWidget(self._reading)
            self._side.setVisible(not narrow)
            self._order_tabs()
        self._left_area.setFixedWidth((max(left, right) if narrow else left) + theme.PAD + _BAR)
        self._side.setFixedWidth(right)


def _column_of(*cards: QWidget) -> QWidget:
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(theme.GAP)
    for card in cards:
        column.addWidget(card)
    return holder


class _ScrollArea(QScrollArea):
    """Scrolls up and down only, without a frame."""

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
