"""Who else supplies the client: suppliers with our countermeasures, competitors, and prices over time.

Made anew for each client; the tables and grids keep themselves in step with the workbook.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from keyaccount_desktop.ui import theme
from keyaccount_desktop.ui.clients.prices_card import PricesCard
from keyaccount_desktop.ui.emptying import empty
from keyaccount_desktop.ui.fields.fact_grid import FactGrid
from keyaccount_desktop.ui.fields.pending import commit_pending
from keyaccount_desktop.ui.fields.record_table import RecordTable
from keyaccount_desktop.ui.folding import FoldingCard
from keyaccount_desktop.workbook.accounts import Account
from keyaccount_desktop.workbook.facts import Fact

if TYPE_CHECKING:
    from keyaccount_desktop.workbook.document import Workbook
    from keyaccount_desktop.workbook.journal import ChangeSet

_TABLES: Final = frozenset({"account.suppliers", "account.competitors", "account.prices"})
"""Fields shown as tables; whatever else stands in the section are lines under the first of them."""


class SuppliersTab(QScrollArea):
    """Shows what ``show_client`` names; ``undo_wanted`` asks the window for one step back."""

    undo_wanted = Signal()

    def __init__(self, workbook: Workbook) -> None:
        super().__init__()
        self._workbook = workbook
        self._account_id = ""
        self.suppliers: TableCard | None = None
        self.competitors: TableCard | None = None
        self.prices: PricesCard | None = None
        self.texts: FactGrid | None = None
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(theme.PAD, 16, theme.PAD, theme.PAD)
        column.setSpacing(theme.GAP)
        self._cards = QVBoxLayout()
        self._cards.setSpacing(theme.GAP)
        column.addLayout(self._cards)
        column.addStretch(1)
        self.setWidget(inner)

    def show_client(self, account: Account) -> None:
        """Show a client as just read from the workbook."""
        facts = [fact for entries in account.facts.values() for fact in entries]
        if account.id != self._account_id:
            commit_pending(self)
            self._account_id = account.id
            self._build(account)
            for part in (self.suppliers, self.competitors, self.prices):
                if part is not None:
                    part.show_facts(facts)
            self.verticalScrollBar().setValue(0)
            self._order_tabs()

    def release(self) -> None:
        """Listen no more; before the workbook is closed."""
        self._account_id = ""
        for part in (self.suppliers, self.competitors, self.prices, self.texts):
            if part is not None:
                part.release()

    def edit_field(self, key: str) -> None:
        """Go to a field and begin to edit it: of a table the row for a new entry."""
        for part in (self.suppliers, self.competitors, self.prices):
            if part is not None and part.table.field.key == key:
                part.unfold()
                self.ensureWidgetVisible(part, 0, 0)
                new = part.table.records.index(part.table.records.rowCount() - 1, 0)
                part.table.setFocus(Qt.FocusReason.OtherFocusReason)
                part.table.edit_cell(new)
        if self.texts is not None and key in self.texts.keys:
            self.ensureWidgetVisible(self.texts, 0, 24)
            self.texts.edit_field(key)

    def reveal(self, change: ChangeSet) -> None:
        """After undo or redo: bring what changed into view, and stand on it."""
        for row in change.rows:
            fact = (row.after or row.before or {}) if row.table == "fact" else {}
            for part in (self.suppliers, self.competitors, self.prices):
                if part is not None and part.table.field.key == fact.get("field"):
                    part.unfold()
                    part.table.reveal(str(fact["item"]))
                    self.ensureWidgetVisible(part, 0, 0)
                    return
            if self.texts is not None and fact.get("field") in self.texts.keys:
                line = self.texts.show_field(str(fact["field"]))
                self.ensureWidgetVisible(line, 0, 24)
                line.setFocus(Qt.FocusReason.OtherFocusReason)
                return

    def _build(self, account: Account) -> None:
        self._take_down()
        subject = ("account", account.id)
        suppliers = RecordTable(
            self._workbook, subject, "account.suppliers",
            ("name", "product", "share", "price", "problems", "countermeasures"),
            details=("strengths", "weaknesses", "problems", "countermeasures"),
            suggested={"name": self._names},
        )  # fmt: skip
        suppliers.set_columns((0, 1, 4, 5), {2: 64, 3: 96})

        def lines() -> list[str]:
            found = self._workbook.catalogue.fields_of("account", "account.suppliers", retired=True)
            return [field.key for field in found if field.key not in _TABLES]

        self.texts = FactGrid(
            self._workbook, subject, lines, 1, shown=lines(), more=(), facts=account.facts
        )  # fmt: skip
        competitors = RecordTable(
            self._workbook, subject, "account.competitors",
            ("name", "products", "price", "share", "channel", "promotion", "staff"),
            details=("promotion", "staff"),
            suggested={"name": self._names},
        )  # fmt: skip
        competitors.set_columns((0, 1, 4, 5, 6), {2: 96, 3: 80})
        self.suppliers = TableCard(suppliers)
        self.suppliers.column.addSpacing(theme.GRID)
        self.suppliers.add_beside_table(self.texts)
        self.competitors = TableCard(competitors)
        self.prices = PricesCard(self._workbook, account.id)
        for card in (self.suppliers, self.competitors, self.prices):
            self._cards.addWidget(card)
        for table in (suppliers, competitors, self.prices.table):
            table.undo_wanted.connect(self.undo_wanted)
        for card in (self.suppliers, self.competitors, self.prices):
            card.folded_changed.connect(self._order_tabs)
        self._retranslate()

    def _names(self) -> list[str]:
        """Suppliers and competitors are often the same companies."""
        found: list[str] = []
        for part in (self.suppliers, self.competitors):
            if part is not None:
                found += [str(fact.value.get("name", "")) for fact in part.table.records.facts]
        return [name for name in found if name]

    def _take_down(self) -> None:
        empty(self._cards)
        for part in (self.suppliers, self.competitors, self.prices, self.texts):
            if part is not None:
                part.release()

    def stops(self) -> list[QWidget]:
        """What the Tab key goes through, from above."""
        found: list[QWidget] = []
        if self.suppliers is not None and self.texts is not None:
            found += self.suppliers.stops()
            found += [] if self.suppliers.folded else self.texts.stops()
        if self.competitors is not None:
            found += self.competitors.stops()
        if self.prices is not None:
            found += self.prices.stops()
        return found

    def _order_tabs(self, *_: object) -> None:
        for before, after in pairwise(self.stops()):
            QWidget.setTabOrder(before, after)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def _retranslate(self) -> None:
        if self.suppliers is not None:
            self.suppliers.table.retranslate(self.tr("Add a supplier…"), self.tr("Deleted {name}"))
        if self.competitors is not None:
            self.competitors.table.retranslate(self.tr("Add a competitor…"), self.tr("Deleted {name}"))
        for card in (self.suppliers, self.competitors):
            if card is not None:
                card.retranslate()


class TableCard(FoldingCard):
    """A table of records under its title."""

    def __init__(self, table: RecordTable) -> None:
        super().__init__(table.field.key)
        self.table = table
        self.add_table(table)
        for signal in (
            table.records.rowsInserted, table.records.rowsRemoved, table.records.dataChanged,
            table.records.modelReset,
        ):  # fmt: skip
            signal.connect(self.retranslate)

    def show_facts(self, facts: Sequence[Fact]) -> None:
        self.table.show_facts(facts)
        self.retranslate()

    def retranslate(self, *_: object) -> None:
        """Write title, count and summary anew."""
        names = [str(fact.value.get("name", "")) for fact in self.table.records.facts]
        self.set_texts(str(self.table.field.text), str(len(names)) if names else "")
        self.set_summary(" · ".join(names))

    def stops(self) -> list[QWidget]:
        return [self.fold_title] if self.folded else [self.fold_title, self.table]

    def release(self) -> None:
        self.table.release()
