"""Prices seen at a client: over time in a chart, the newest beside ours in a list, each one in a table.

What is compared is chosen by product; at one client or at all of them. Part of the Suppliers tab.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QPointF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QCheckBox,
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QWidget,
)

from keyaccount_desktop.method import numbers
from keyaccount_desktop.method.prices import Comparison, Series, comparisons
from keyaccount_desktop.ui import theme
from keyaccount_desktop.ui.clients.price_chart import Look, PriceChart, looks, paint_point, series_text
from keyaccount_desktop.ui.emptying import empty
from keyaccount_desktop.ui.fields.evidence import short_day
from keyaccount_desktop.ui.fields.record_table import RecordTable
from keyaccount_desktop.ui.folding import FoldingCard
from keyaccount_desktop.ui.widgets import ElidedLabel, Label, plain_tip
from keyaccount_desktop.workbook.facts import Fact
from keyaccount_desktop.workbook.prices import prices_seen
from keyaccount_desktop.workbook.products import products

if TYPE_CHECKING:
    from collections.abc import Sequence

    from keyaccount_desktop.workbook.document import Workbook
    from keyaccount_desktop.workbook.journal import ChangeSet

_NARROW: Final = 760
"""Pixels below which the list stands under the chart."""
_SAID: Final = ("company", "product", "against", "unit", "source")
"""Columns that offer what was written in them before, and of these which offer our products too."""
_OURS: Final = ("product", "against")


class PricesCard(FoldingCard):
    """``undo_wanted`` asks the window for one step back."""

    undo_wanted = Signal()

    def __init__(self, workbook: Workbook, account_id: str) -> None:
        super().__init__("account.prices")
        self._workbook = workbook
        self._account_id = account_id
        self._comparisons: list[Comparison] = []
        self.choice = QComboBox()
        self.choice.currentIndexChanged.connect(self._show_chosen)
        self.everywhere = QCheckBox()
        self.everywhere.toggled.connect(self._read)
        self._about = Label("", "soft")
        chooser = QHBoxLayout()
        chooser.setSpacing(2 * theme.GRID)
        chooser.addWidget(self._about)
        chooser.addWidget(self.choice)
        chooser.addSpacing(2 * theme.GRID)
        chooser.addWidget(self.everywhere)
        chooser.addStretch(1)
        self._chooser = QWidget()
        self._chooser.setLayout(chooser)
        chooser.setContentsMargins(0, 0, 0, 0)
        self.chart = PriceChart()
        self.newest = NewestPrices()
        self._both = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._both.setSpacing(6 * theme.GRID)
        self._both.addWidget(self.chart, 3)
        self._both.addWidget(self.newest, 2, Qt.AlignmentFlag.AlignTop)
        self.table = RecordTable(
            workbook,
            ("account", account_id),
            "account.prices",
            ("company", "product", "against", "price", "unit", "day", "source"),
            suggested={key: self._products if key in _OURS else list for key in _SAID},
        )
        self.table.most_rows = 12
        self.table.set_columns((0, 1, 2, 6), {3: 96, 4: 56, 5: 96})
        self.table.undo_wanted.connect(self.undo_wanted)
        self.add_beside_table(self._chooser)
        self.add_beside_table(self._both)
        self.add_table(self.table)
        self._unsubscribe = workbook.subscribe(self._workbook_changed)
        self._retranslate()

    def _products(self) -> list[str]:
        return [product.name for product in products(self._workbook)]

    def show_facts(self, facts: Sequence[Fact]) -> None:
        self.table.show_facts(facts)
        self._read()

    def stops(self) -> list[QWidget]:
        """What the Tab key goes through, from above."""
        if self.folded:
            return [self.fold_title]
        return [self.fold_title, self.choice, self.everywhere, self.table]

    def release(self) -> None:
        self._unsubscribe()
        self.table.release()

    def _workbook_changed(self, change: ChangeSet) -> None:
        fields = {(row.after or row.before or {}).get("field") for row in change.rows if row.table == "fact"}
        if change.kind == "reloaded" or "account.prices" in fields:
            self._read()

    def _read(self, *_: object) -> None:
        """Read what was seen, and keep to the product that was chosen."""
        chosen = self.chosen
        account_id = None if self.everywhere.isChecked() else self._account_id
        self._comparisons = comparisons(prices_seen(self._workbook, account_id))
        names = [f"{each.product} / {each.unit}" if each.unit else each.product for each in self._comparisons]
        self.set_summary(" · ".join(names))
        self.choice.blockSignals(True)
        self.choice.clear()
        self.choice.addItems(names)
        if chosen is not None:
            same = (chosen.product, chosen.unit)
            found = [n for n, each in enumerate(self._comparisons) if (each.product, each.unit) == same]
            self.choice.setCurrentIndex(found[0] if found else 0)
        self.choice.blockSignals(False)
        for part in (self._chooser, self.chart, self.newest):
            part.setVisible(bool(self._comparisons))
        self._show_chosen()

    @property
    def chosen(self) -> Comparison | None:
        """What is compared now."""
        number = self.choice.currentIndex()
        return self._comparisons[number] if 0 <= number < len(self._comparisons) else None

    def _show_chosen(self) -> None:
        self.chart.show_comparison(self.chosen)
        self.newest.show_comparison(self.chosen)

    # ---- looks

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < theme.current().px(_NARROW)
        self._both.setDirection(
            QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        )

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def _retranslate(self) -> None:
        self.set_texts(str(self.table.field.text))
        self._about.setText(self.tr("Compared with"))
        self.choice.setAccessibleName(self.tr("Product to compare"))
        self.everywhere.setText(self.tr("At all clients"))
        self.table.retranslate(self.tr("Add a price…"), self.tr("Deleted the price of {name}"))
        self.setToolTip("")
        self.fold_title.setToolTip(plain_tip(str(self.table.field.help)))
        self._show_chosen()


class NewestPrices(QWidget):
    """The newest price of each company, how it has moved, and how far it is from ours."""

    def __init__(self) -> None:
        super().__init__()
        self._comparison: Comparison | None = None
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(3 * theme.GRID)
        self._grid.setVerticalSpacing(theme.GRID + 2)
        self._grid.setColumnStretch(1, 1)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)

    def show_comparison(self, comparison: Comparison | None) -> None:
        self._comparison = comparison
        empty(self._grid)
        if comparison is None:
            return
        has_ours = comparison.reference is not None
        headings = (
            self.tr("Newest price"),
            self.tr("Since first"),
            self.tr("Against ours") if has_ours else "",
        )
        for column, text in enumerate(headings, start=2):
            if text:
                self._add(Label(text, "hint"), 0, column, right=True)
        for row, (series, look) in enumerate(zip(comparison.series, looks(comparison), strict=True), start=1):
            self._grid.addWidget(_Mark(look), row, 0)
            name = ElidedLabel(self._name(comparison, series), "strong" if series.ours else "body")
            name.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
            name.setMinimumWidth(theme.current().px(70))
            self._grid.addWidget(name, row, 1)
            self._add(Label(self._price(series)), row, 2, right=True)
            self._add(Label(_percent(series.change), "soft"), row, 3, right=True)
            if has_ours:
                self._add(Label(_percent(comparison.against_ours(series)), "soft"), row, 4, right=True)

    @staticmethod
    def _name(comparison: Comparison, series: Series) -> str:
        """Whose price it is, and of what where that is called otherwise."""
        name = series_text(series)
        return name if series.product == comparison.product else f"{name} {series.product}"

    @staticmethod
    def _price(series: Series) -> str:
        price = series.latest.price
        amount = numbers.money(int(price) if price == int(price) else round(price, 2))
        return f"{amount}  {short_day(series.latest.day.isoformat(), date.today())}"

    def _add(self, label: QLabel, row: int, column: int, *, right: bool) -> None:
        across = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        self._grid.addWidget(label, row, column, across | Qt.AlignmentFlag.AlignVCenter)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in (QEvent.Type.LanguageChange, QEvent.Type.FontChange):
            self.show_comparison(self._comparison)
        super().changeEvent(event)


class _Mark(QWidget):
    """The shape by which a company's line is known in the chart."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.setFixedSize(QSize(12, 14))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_point(painter, QPointF(self.width() / 2, self.height() / 2), self._look, 4)


def _percent(change: float | None) -> str:
    if change is None:
        return "–"
    rounded = round(change, 1)
    sign = "+" if rounded > 0 else "−" if rounded < 0 else "±"
    return f"{sign}{abs(rounded):g}%"
