"""Our own products: named, put in order, retired and brought back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMenu

from keyaccount_desktop.language import Language
from keyaccount_desktop.ui import counts
from keyaccount_desktop.ui.preferences.master import Detail
from keyaccount_desktop.ui.preferences.rows import AddLine, Row, RowColumn
from keyaccount_desktop.ui.preferences.tab import Tab, add
from keyaccount_desktop.ui.widgets import Card
from keyaccount_desktop.workbook import products
from keyaccount_desktop.workbook.products import Product

if TYPE_CHECKING:
    from keyaccount_desktop.workbook.document import Workbook


class ProductsTab(Tab):
    """What a purchase is about, and what a person's adoption is recorded for."""

    TABLES = frozenset({"product"})

    def __init__(self, workbook: Workbook) -> None:
        super().__init__(workbook)
        detail = Detail()
        self.card = Card("")
        self.rows = RowColumn(workbook, self._rename, self._fill_menu)
        self.rows.arranged.connect(self._arrange)
        self.rows.removed.connect(self._retire)
        self.new = AddLine(lambda name: products.add_product(workbook, name))
        self.card.column.addWidget(self.rows)
        self.card.column.addWidget(self.new)
        self.new.setVisible(not workbook.read_only)
        self.retired_card = Card("")
        self.retired = RowColumn(workbook, self._rename, self._fill_menu)
        self.retired.acted.connect(self._restore)
        self.retired_card.column.addWidget(self.retired)
        detail.column.addWidget(self.card)
        detail.column.addWidget(self.retired_card)
        self.fill(detail)

    def show_now(self) -> None:
        found = products.products(self.workbook, retired=True)
        if self.card.title is not None:
            self.card.title.set_texts(self.tr("Our products"))
        self.new.set_words(self.tr("Add a product: name, Enter"))
        self.rows.show_rows([self._row(product) for product in found if not product.retired])
        gone = [product for product in found if product.retired]
        self.retired_card.setVisible(bool(gone))
        if self.retired_card.title is not None:
            self.retired_card.title.set_texts(
                self.tr("Retired"), self.tr("What is known about them is kept.")
            )
        self.retired.show_rows([self._row(product) for product in gone])

    def _row(self, product: Product) -> Row:
        count = self.usage.products[product.id] if self.usage is not None else 0
        used = counts.facts(count) if count else ""
        action = self.tr("Bring back") if product.retired else ""
        return Row(product.id, product.name, "", used, "", action, not product.retired)

    def _rename(self, id_: str, typed: str, _language: Language) -> None:
        products.rename_product(self.workbook, id_, typed)

    def _arrange(self, order: list[str]) -> None:
        self.run(lambda: products.order_products(self.workbook, order))

    def _retire(self, id_: str) -> None:
        self.run(lambda: products.retire_product(self.workbook, id_))

    def _restore(self, id_: str) -> None:
        self.run(lambda: products.restore_product(self.workbook, id_))

    def _fill_menu(self, id_: str, menu: QMenu) -> None:
        retired = id_ in self.retired.order
        rows = self.retired if retired else self.rows
        add(menu, self.tr("Rename"), lambda: rows.row(id_).begin_edit())
        if retired:
            add(menu, self.tr("Bring back"), lambda: self._restore(id_))
            return
        add(menu, self.tr("Move up"), lambda: self.rows.move_row(id_, -1))
        add(menu, self.tr("Move down"), lambda: self.rows.move_row(id_, 1))
        menu.addSeparator()
        add(menu, self.tr("Retire: ask and offer it no longer"), lambda: self._retire(id_))
