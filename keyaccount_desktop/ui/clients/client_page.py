"""One client: its header, and the tabs Overview, People, Map and Suppliers under it.

The header is read anew with every change of the client; a tab only while it is the one shown. The page asks
the window by signals; ``place_changed`` tells it which tab one went to.
"""

from __future__ import annotations

from collections.abc import Mapping
from math import ceil
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QStackedWidget,
    QStyle,
    QStyleOptionFrame,
    QVBoxLayout,
    QWidget,
)

from keyaccount_desktop.method import vocabulary
from keyaccount_desktop.method.completeness import span
from keyaccount_desktop.ui import theme
from keyaccount_desktop.ui.clients.distributor_cards import RISK
from keyaccount_desktop.ui.clients.overview import Overview
from keyaccount_desktop.ui.clients.people_tab import PeopleTab
from keyaccount_desktop.ui.clients.suppliers_tab import SuppliersTab
from keyaccount_desktop.ui.merging.record_actions import RecordMenu
from keyaccount_desktop.ui.operation import Operation
from keyaccount_desktop.ui.place import TABS, Place, client
from keyaccount_desktop.ui.widgets import Button, Chip, ElidedLabel, TabLine, plain_tip
from keyaccount_desktop.workbook.accounts import Account, account, rename_account
from keyaccount_desktop.workbook.facts import value_of
from keyaccount_desktop.workbook.warmth import warmth_of_clients

if TYPE_CHECKING:
    from keyaccount_desktop.ui.influence_map.beside import OwnSteps
    from keyaccount_desktop.workbook.document import Workbook
    from keyaccount_desktop.workbook.journal import ChangeSet
    from keyaccount_desktop.workbook.questions import Asked

_PEOPLE_TABLES: Final = frozenset(
    {"person", "department", "stakeholder", "purchase", "visit", "visit_person"}
)


class ClientPage(QWidget):
    """``person_opened`` carries a person's id, ``place_changed`` a written ``Place``."""

    person_opened = Signal(str)
    person_begun = Signal(str)
    """Someone just added, whose page is to be opened to write on."""
    place_changed = Signal(str)
    undo_wanted = Signal()
    cards_wanted = Signal()
    merge_wanted = Signal(str, str, str)
    question_chosen = Signal(object)
    """A question that a person's page answers: an ``Asked``."""
    steps_changed = Signal()
    """``own_steps`` may be others now."""

    def __init__(self, workbook: Workbook) -> None:
        super().__init__()
        self._workbook = workbook
        self._account: Account | None = None
        self._account_id = ""
        self._stale = False
        self._unsubscribe = workbook.subscribe(self._workbook_changed)
        self.name = NameLine()
        self.name.setReadOnly(workbook.read_only)
        self.name.renamed.connect(self._rename)
        self._grade = Chip("", "accent")
        self._chips = [Chip() for _ in range(5)]
        self._next_step = ElidedLabel("", "soft")
        self.cards = Button("", icon="export")
        self.cards.clicked.connect(self.cards_wanted)
        self.more = RecordMenu(workbook, "account")
        self.more.actions_.merge_wanted.connect(self.merge_wanted)
        self.tabs = TabLine([""] * len(TABS))
        self.tabs.currentChanged.connect(self._tab_chosen)
        self.stack = QStackedWidget()
        self.overview = Overview(workbook)
        self.overview.person_opened.connect(self.person_opened)
        self.overview.purchase_opened.connect(self._open_purchase)
        self.overview.supplier_field_wanted.connect(self._open_supplier_field)
        self.overview.undo_wanted.connect(self.undo_wanted)
        self.overview.question_chosen.connect(self._answer)
        self.overview.questions_wanted.connect(self._print_questions)
        self.people = PeopleTab(workbook)
        self.people.person_opened.connect(self.person_opened)
        self.people.person_begun.connect(self.person_begun)
        self.people.undo_wanted.connect(self.undo_wanted)
        self.people.merge_wanted.connect(self.merge_wanted)
        self.suppliers = SuppliersTab(workbook)
        self.suppliers.undo_wanted.connect(self.undo_wanted)
        self._map: Any = None
        self.stack.addWidget(self.overview)
        self.stack.addWidget(self.people)
        self.stack.addWidget(self.suppliers)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(0)
        page.addWidget(self._header())
        page.addWidget(self.stack, 1)
        self._retranslate()

    def _header(self) -> QFrame:
        first = QHBoxLayout()
        first.setSpacing(theme.GRID)
        first.addWidget(self.name)
        first.addWidget(self._grade)
        first.addSpacing(theme.GAP)
        first.addStretch(1)
        first.addWidget(self.cards)
        first.addWidget(self.more)
        second = QHBoxLayout()
        second.setSpacing(2 * theme.GRID)
        for chip in self._chips:
            second.addWidget(chip)
        second.addWidget(self._next_step, 1)
        # The frame of the name line begins left of its text: that stands over what is below it.
        below = QVBoxLayout()
        below.setContentsMargins(NameLine.INSET, 0, 0, 0)
        below.setSpacing(6)
        below.addLayout(second)
        below.addWidget(self.tabs)
        header = QFrame()
        header.setObjectName("page_header")
        column = QVBoxLayout(header)
        column.setContentsMargins(theme.PAD - NameLine.INSET, 12, theme.PAD, 0)
        column.setSpacing(6)
        column.addLayout(first)
        column.addLayout(below)
        return header

    # ---- what it shows

    def show_client(self, account_id: str, tab: str = "overview", purchase_id: str = "") -> None:
        """Show a client at one of its tabs. Raises UserError when it is not in the workbook."""
        self._account = account(self._workbook, account_id)
        self._account_id = account_id
        self._stale = False
        self._show_header()
        self.tabs.blockSignals(True)
        self.tabs.setCurrentIndex(TABS.index(tab))
        self.tabs.blockSignals(False)
        self._show_tab(purchase_id)

    def select_on_map(self, person_id: str) -> None:
        """Select someone's card and bring it into view, where the map is shown."""
        if self._map is not None and self.stack.currentWidget() is self._map:
            self._map.stage.select([person_id])

    def release(self) -> None:
        """Listen no more; before the workbook is closed."""
        self._unsubscribe()
        if self._map is not None:
            self._map.release()
        self.overview.release()
        self.suppliers.release()
        self.overview.attachments.list.release()

    def reveal(self, change: ChangeSet) -> None:
        """After undo or redo: bring what came back into view."""
        current = self.stack.currentWidget()
        if "attachment" in change.tables and current is self._map and self._map.purchase_id:
            self._map.show_attachments()
        if current is self.suppliers or current is self.overview:
            current.reveal(change)
            return
        ids = [row.id for row in change.rows if row.table == "person" and row.after is not None]
        if ids and self.stack.currentWidget() is self.people:
            self.people.select_person(ids[0])
        elif self._map is not None and self.stack.currentWidget() is self._map:
            self._map.reveal(change)

    def _show_header(self) -> None:
        shown = self._account
        if shown is None:
            return
        facts = {field: value_of(shown.facts, field) for field in shown.facts}
        self.name.show_name(shown.name)
        self.more.show_record(shown.id, shown.name)
        grade = facts.get("account.grade")
        self._grade.set_chip(self.tr("Grade {grade}").format(grade=grade) if grade else "", "accent")
        self._grade.setVisible(bool(grade))
        chips = [
            (self._kind(facts), "plain"),
            (self._risk(facts), "warning"),
            (self._share(facts.get("account.share_percent")), "plain"),
            (self._named("account.season", facts), "plain"),
            self._warmth(shown.id),
        ]
        for chip, (word, tone) in zip(self._chips, chips, strict=True):
            chip.set_chip(word, tone)
            chip.setVisible(bool(word))
        step = shown.next_step
        if step is None:
            self._next_step.setText(self.tr("No next step yet"))
            self._next_step.set_role("faint")
        else:
            due = f"{step.due_on} " if step.due_on else ""
            self._next_step.setText(self.tr("Next step: {step}").format(step=f"{due}{step.text}"))
            self._next_step.set_role("soft")
        self._name_tabs(shown.people)

    def _name_tabs(self, people: int) -> None:
        self.tabs.set_names(
            (
                self.tr("Overview"),
                self.tr("People {n}").format(n=people) if people else self.tr("People"),
                self.tr("Influence map"),
                self.tr("Suppliers"),
            )
        )

    def _named(self, field: str, facts: Mapping[str, Any]) -> str:
        """A choice as the workbook calls it; as it is when its list does not know it."""
        code = facts.get(field)
        choices = self._workbook.catalogue.field(field).choices
        choice = choices.get(code) if choices is not None and code is not None else None
        return str(choice.text) if choice is not None else code or ""

    def _kind(self, facts: Mapping[str, Any]) -> str:
        """The type, or of a hospital its grade, which says it."""
        grade = self._named("account.hospital_grade", facts)
        return (
            grade if grade and facts.get("account.type") == "hospital" else self._named("account.type", facts)
        )

    @staticmethod
    def _risk(facts: Mapping[str, Any]) -> str:
        """A distributor that works under another firm's licence is a risk, and says so on every tab."""
        if facts.get("account.type") != "distributor" or facts.get("account.nature") != RISK:
            return ""
        nature = vocabulary.DISTRIBUTOR_NATURE[RISK]
        return f"{nature.mark} {nature.text}"

    def _warmth(self, account_id: str) -> tuple[str, str]:
        """What is left of the last peak, or that it is going cold; and the tone for it."""
        found = warmth_of_clients(self._workbook, [account_id]).get(account_id)
        if found is None:
            return "", "plain"
        last = self.tr("Last contact {time} ago").format(time=span(found.days_since))
        self._chips[-1].setToolTip(plain_tip(last if found.days_since else self.tr("Last contact today")))
        if found.cold:
            return self.tr("Going cold · {time}").format(time=span(found.days_since)), "warning"
        return self.tr("Warmth {percent}%").format(percent=round(100 * found.share)), "plain"

    def _share(self, percent: float | None) -> str:
        if percent is None:
            return ""
        zone = vocabulary.SHARE_ZONE[vocabulary.share_zone(percent)].text
        return self.tr("Share {percent}% · {zone}").format(percent=f"{percent:g}", zone=zone)

    def _show_tab(self, purchase_id: str = "") -> None:
        tab = TABS[self.tabs.currentIndex()]
        if tab == "overview" and self._account is not None:
            self.overview.show_client(self._account)
            self.stack.setCurrentWidget(self.overview)
        elif tab == "people":
            self.people.show_client(self._account_id)
            self.stack.setCurrentWidget(self.people)
        elif tab == "suppliers" and self._account is not None:
            self.suppliers.show_client(self._account)
            self.stack.setCurrentWidget(self.suppliers)
        else:
            self._show_map(purchase_id)
        if not self.tabs.hasFocus():  # whoever walks along the tabs is not called away from there
            self.take_keyboard()

    def _show_map(self, purchase_id: str) -> None:
        if self._map is None:
            from keyaccount_desktop.ui.influence_map.map_page import MapPage

            self._map = MapPage(self._workbook)
            self._map.person_opened.connect(self.person_opened)
            self._map.purchase_chosen.connect(self._note_purchase)
            self._map.question_chosen.connect(self._answer)
            self._map.beside.steps_changed.connect(self.steps_changed)
            self.stack.addWidget(self._map)
        self._map.show_account(self._account_id, purchase_id or None)
        self.stack.setCurrentWidget(self._map)

    @property
    def own_steps(self) -> OwnSteps | None:
        """What undo and redo mean here in place of the workbook's steps."""
        on_map = self._map is not None and self.stack.currentWidget() is self._map
        return self._map.beside.own_steps if on_map and self._map.purchase_id else None

    def take_keyboard(self) -> None:
        """Table and map are ready for their keys; forms are not entered unasked."""
        shown = self.stack.currentWidget()
        if not self.isVisible():
            return
        if shown is self.people and self.people.model.rowCount():
            self.people.table.setFocus()
        elif shown is self._map:
            self._map.take_keyboard()

    def _tab_chosen(self) -> None:
        if self._account_id:
            self._show_tab()
            self.place_changed.emit(str(self.place))
            self.steps_changed.emit()

    def _open_purchase(self, purchase_id: str) -> None:
        self.tabs.blockSignals(True)
        self.tabs.setCurrentIndex(TABS.index("map"))
        self.tabs.blockSignals(False)
        self._show_tab(purchase_id)
        self.place_changed.emit(str(client(self._account_id, "map", purchase_id)))

    def _open_supplier_field(self, key: str) -> None:
        self.tabs.setCurrentIndex(TABS.index("suppliers"))
        self.suppliers.edit_field(key)

    def _note_purchase(self, purchase_id: str) -> None:
        if self.stack.currentWidget() is self._map:
            self.place_changed.emit(str(client(self._account_id, "map", purchase_id)))

    @property
    def place(self) -> Place:
        return client(self._account_id, TABS[self.tabs.currentIndex()])

    # ---- the workbook changes

    def _workbook_changed(self, change: ChangeSet) -> None:
        if not self._account_id:
            return
        if not self.isVisible():
            self._stale = True
            return
        whole = change.kind == "reloaded"
        concerned = whole or self._account_id in change.ids("account") | self._accounts_of(change)
        if concerned and not self._read_again():
            return
        if self.stack.currentWidget() is self.people and (whole or self._touches_people(change)):
            self.people.show_client(self._account_id)

    def _accounts_of(self, change: ChangeSet) -> set[str]:
        found: set[str] = set()
        for table in ("person", "department", "purchase", "task", "visit", "fact"):
            found |= change.values(table, "account_id")
        return found

    @staticmethod
    def _touches_people(change: ChangeSet) -> bool:
        return bool(_PEOPLE_TABLES & change.tables) or any(
            row.table == "fact" and (row.after or row.before or {}).get("account_id") is None
            for row in change.rows
        )

    def _read_again(self) -> bool:
        """Read the client anew; False when it is gone (the window then leaves the page)."""
        from keyaccount_desktop.language import UserError

        try:
            self._account = account(self._workbook, self._account_id)
        except UserError:
            self._account, self._account_id = None, ""
            return False
        self._show_header()
        if self.stack.currentWidget() is self.overview:
            self.overview.show_client(self._account)
        return True

    def showEvent(self, event: QShowEvent) -> None:
        if self._stale and self._account_id:
            self._stale = False
            if self._read_again():
                self._show_tab()
        super().showEvent(event)

    # ---- what it does

    def _rename(self, name: str) -> None:
        if not Operation(self, lambda: rename_account(self._workbook, self._account_id, name)).run():
            self._show_header()

    def edits_here(self) -> bool:
        """Whether the shown tab takes cut, copy, paste and delete; the map has keys of its own for that."""
        return self.stack.currentWidget() is self.people

    def edit_command(self, name: str) -> bool:
        """What the Edit menu asks of the page: whether it does that."""
        current: Any = self.stack.currentWidget()
        if name == "attach":
            if current is self._map and self._map.purchase_id:
                self._map.show_attachments().list.choose()
            else:
                self.tabs.setCurrentIndex(TABS.index("overview"))
                self.overview.ensureWidgetVisible(self.overview.attachments)
                self.overview.attachments.list.choose()
            return True
        if name == "print_questions" and current is not self._map:
            self._print_questions()
            return True
        if name == "unknowns" and current is not self._map:
            self.tabs.setCurrentIndex(TABS.index("overview"))
            self.overview.ensureWidgetVisible(self.overview.unknowns)
            self.overview.unknowns.take_focus()
            return True
        if name == "add_person":
            self.tabs.setCurrentIndex(TABS.index("people"))
            return self.people.edit_command(name)
        if name.startswith("map_") or name == "print_map":
            self.tabs.setCurrentIndex(TABS.index("map"))
            return self._map.edit_command(name)
        if current is not self.overview and hasattr(current, "edit_command") and current.edit_command(name):
            return True
        if name == "rename":
            self.name.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.name.selectAll()
            return True
        return self.more.actions_.edit_command(name)

    def _answer(self, asked: Asked) -> None:
        """Lead to what answers a question: a person, or the purchase it is about."""
        if asked.person_id:
            self.question_chosen.emit(asked)
        else:
            self._open_purchase(asked.purchase_id)
            self._map.answer(asked)

    def _print_questions(self) -> None:
        from keyaccount_desktop.ui.question_print import preview_questions
        from keyaccount_desktop.workbook.questions import knowledge_of_client

        if self._account is not None:
            known = knowledge_of_client(self._workbook, self._account_id)
            preview_questions(self, self._workbook, known, self._account.name)

    # ---- looks

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def _retranslate(self) -> None:
        self.name.setAccessibleName(self.tr("Name of the client"))
        self.cards.setText(self.tr("Export cards…"))
        self.tabs.setAccessibleName(self.tr("Parts of the client's page"))
        self._name_tabs(0)
        self._show_header()


class NameLine(QLineEdit):
    """A title that can be written over: Enter or leaving it renames, Esc takes the typing back."""

    renamed = Signal(str)
    INSET: Final = 3
    """Pixels between its frame and its text."""
    _AROUND: Final = 14
    """Pixels of its width that no text takes."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "title")
        self._name = ""
        self.editingFinished.connect(self._finish)
        self.textChanged.connect(self._fit)

    def show_name(self, name: str) -> None:
        """Show the name as the workbook has it, unless someone is typing another."""
        self._name = name
        if not (self.hasFocus() and self.isModified()):
            self.setText(name)
            self.setCursorPosition(0)
            self.setModified(False)

    def _finish(self) -> None:
        typed = " ".join(self.text().split())
        self.setModified(False)
        if typed and typed != self._name:
            self.renamed.emit(typed)
        elif not typed:
            self.setText(self._name)

    def keyPressEvent(self, event: Any) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.setText(self._name)
            self.setModified(False)
            self.clearFocus()
            return
        super().keyPressEvent(event)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.clearFocus()

    def paintEvent(self, event: QPaintEvent) -> None:
        metrics, room = self.fontMetrics(), self.width() - self._AROUND
        shown = metrics.elidedText(self.text(), Qt.TextElideMode.ElideRight, room)
        cut = not self.hasFocus() and shown != self.text()
        self.setToolTip(plain_tip(self.text()) if cut else "")
        if not cut:
            super().paintEvent(event)
            return
        option = QStyleOptionFrame()
        self.initStyleOption(option)
        painter = QPainter(self)
        self.style().drawPrimitive(QStyle.PrimitiveElement.PE_PanelLineEdit, option, painter, self)
        painter.setPen(self.palette().text().color())
        place = self.rect().adjusted(self.INSET, 0, 0, 0)
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit()
        super().changeEvent(event)

    def _fit(self) -> None:
        least = theme.current().px(160)
        self.setMinimumWidth(min(self._wanted, least))
        self.setMaximumWidth(max(self._wanted, least))
        self.setFixedHeight(self.fontMetrics().height() + 8)
        self.updateGeometry()

    @property
    def _wanted(self) -> int:
        # Rounded up: a fraction of a pixel too little, and the end of the name is cut off.
        return ceil(QFontMetricsF(self.font()).horizontalAdvance(self.text())) + self._AROUND

    def sizeHint(self) -> QSize:
        return QSize(self._wanted, super().sizeHint().height())
