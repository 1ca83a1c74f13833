"""Two records beside each other: what to choose where they differ, what both say, what goes along.

``SideBySide`` shows a ``Comparison`` and collects the choices; it changes nothing. Used by ``merge_page``.
"""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QCoreApplication, QEvent, Qt, Signal
from PySide6.QtGui import QPixmap, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from keyaccount_desktop.language import Text
from keyaccount_desktop.method import values, vocabulary
from keyaccount_desktop.ui import counts, theme
from keyaccount_desktop.ui.emptying import empty
from keyaccount_desktop.ui.fields.evidence import short_day
from keyaccount_desktop.ui.fields.value_runs import runs_of, shortened
from keyaccount_desktop.ui.fields.value_text import Run
from keyaccount_desktop.ui.merging.choice_row import BETWEEN, LABEL_WIDTH, ChoiceRow, Row, ValueCell
from keyaccount_desktop.ui.widgets import Avatar, Button, Card, ElidedLabel, Label, Rule
from keyaccount_desktop.workbook.comparison import Along, Comparison, Difference, Party
from keyaccount_desktop.workbook.facts import Fact
from keyaccount_desktop.workbook.photos import photo
from keyaccount_desktop.workbook.products import products
from keyaccount_desktop.workbook.uniting import Side

if TYPE_CHECKING:
    from keyaccount_desktop.workbook.document import Workbook

_AVATAR: Final = 40
_INDENT: Final = 10
_BAR: Final = 10
"""Width of a scroll bar."""
_NARROW: Final = 600
"""Pixels at 100 % text below which names stand over the values."""
_SAID: Final = 12
"""Facts both say that are told at most."""


class SideBySide(Card):
    """``merge_wanted`` and ``distinct_wanted`` come from the buttons below."""

    merge_wanted = Signal()
    distinct_wanted = Signal()

    def __init__(self, workbook: Workbook) -> None:
        super().__init__(spacing=0)
        self.column.setContentsMargins(14, 12, 8, 10)
        self._workbook = workbook
        self._shown: Comparison | None = None
        self.rows: list[ChoiceRow] = []
        """One for each difference, from above."""
        self._keys: list[str] = []
        self.take_left = Button("", "link")
        self.take_right = Button("", "link")
        self.take_left.clicked.connect(lambda: self._choose_all("keep"))
        self.take_right.clicked.connect(lambda: self._choose_all("other"))
        self.heads = (_Head(self.take_left), _Head(self.take_right))
        self._head_row = Row("", "", *self.heads)
        self._along: Row | None = None
        self._body = QVBoxLayout()
        self._body.setContentsMargins(0, 6, 6, 6)
        self._body.setSpacing(2)
        self._area = QScrollArea()
        self.merge = Button("", "primary")
        self.merge.clicked.connect(self.merge_wanted)
        self.distinct = Button("")
        self.distinct.clicked.connect(self.distinct_wanted)
        self._place = Label("", "hint")
        self._why = ""
        self._lay_out()
        self._retranslate()

    def _lay_out(self) -> None:
        heads = QHBoxLayout()
        heads.setContentsMargins(0, 0, _BAR + 6, 6)
        heads.addWidget(self._head_row)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(self._body)
        column.addStretch(1)
        self._area.setWidget(inside)
        for widget in (inside, self._area.viewport()):
            widget.setAutoFillBackground(False)  # the card shows through
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        foot = QHBoxLayout()
        foot.setContentsMargins(0, 10, 6, 0)
        foot.setSpacing(2 * theme.GRID)
        foot.addWidget(self.merge)
        foot.addWidget(self.distinct)
        foot.addStretch(1)
        foot.addWidget(self._place)
        self.column.addLayout(heads)
        self.column.addWidget(Rule())
        self.column.addWidget(self._area, 1)
        self.column.addWidget(Rule())
        self.column.addLayout(foot)
        self._set_widths()

    # ---- what it shows

    @property
    def shown(self) -> Comparison | None:
        return self._shown

    @property
    def choices(self) -> dict[str, Side]:
        """What is chosen now, for the merge."""
        return {key: row.side for key, row in zip(self._keys, self.rows, strict=True)}

    def show_comparison(self, comparison: Comparison, place: str = "", why: str = "") -> None:
        """Show two records; ``place`` says which of how many pairs it is, ``why`` they are suspected."""
        same = self._shown is not None and _ids(self._shown) == _ids(comparison)
        chosen = self.choices if same else {}
        entered = next((place for place, row in enumerate(self.rows) if same and row.hasFocus()), None)
        self._shown = comparison
        self._place.setText(place)
        self._why = why
        for head, party in zip(self.heads, (comparison.keep, comparison.other), strict=True):
            head.show_party(party, self._photo(party.photo_id))
        self._fill(comparison, chosen)
        if not same:
            self._area.verticalScrollBar().setValue(0)
        elif entered is not None and entered < len(self.rows):
            self.rows[entered].setFocus(Qt.FocusReason.OtherFocusReason)

    def stops(self) -> list[QWidget]:
        """What the Tab key goes through, as the eye does."""
        return [self.take_left, self.take_right, *self.rows, self.merge, self.distinct]

    def enter(self) -> None:
        """Take the keyboard: to the first choice, or where there is none to the button that merges."""
        stop = self.rows[0] if self.rows else self.merge
        stop.setFocus(Qt.FocusReason.OtherFocusReason)

    def _fill(self, comparison: Comparison, chosen: dict[str, Side]) -> None:
        empty(self._body)
        names = {product.id: product.name for product in products(self._workbook)}
        self._keys = [difference.key for difference in comparison.differences]
        self.rows = [
            self._row(difference, names, chosen.get(difference.key, difference.better))
            for difference in comparison.differences
        ]
        for row in self.rows:
            row.neighbour_wanted.connect(self._step)
            self._body.addWidget(row)
            row.show()  # now, so that it can have the keyboard
        self._along = Row(
            self.tr("Goes along"), "", *map(_amounts, (comparison.keep.has, comparison.other.has))
        )
        self._body.addWidget(self._along)
        self._set_widths()
        for text, role in self._remarks(comparison):
            label = Label(text, role, wrap=True)
            label.setContentsMargins(10, 8, 8, 0)
            self._body.addWidget(label)
        for button in (self.take_left, self.take_right):
            button.setVisible(len(self.rows) > 1)
        for before, after in pairwise(self.stops()):
            QWidget.setTabOrder(before, after)

    def _row(self, difference: Difference, products: dict[str, str], side: Side) -> ChoiceRow:
        cells = (self._cell(difference, difference.keep), self._cell(difference, difference.other))
        remark = " · ".join(part for part in (products.get(difference.item, ""), difference.purchase) if part)
        both = self.tr("both") if difference.both else ""
        return ChoiceRow(self._name_of(difference.field), remark, cells, side, both)

    @property
    def _of_people(self) -> bool:
        return self._shown is not None and self._shown.kind == "person"

    def _name_of(self, field: str) -> str:
        columns = {
            "name": self.tr("Name") if self._of_people else self.tr("Client's name"),
            "client": self.tr("Client"),
            "department": self.tr("Department"),
            "photo": self.tr("Photo"),
        }
        if field in columns:
            return columns[field]
        known = self._workbook.catalogue.fields.get(field)
        return str(known.text) if known is not None else field

    def _cell(self, difference: Difference, said: Fact | str) -> ValueCell:
        if isinstance(said, str):
            if difference.field == "photo":
                return ValueCell([Run(self.tr("Photo"))], self._photo(said))
            return ValueCell([Run(said)])
        known = self._workbook.catalogue.fields.get(said.field)
        strength = "assumed" if said.assumed else "value"
        runs = [Run(shortened(str(said.value)))]
        if known is not None:
            runs = runs_of(known, said.value, strength)  # type: ignore[arg-type]
        return ValueCell([*runs, Run("\n"), Run(evidence_of(said), "evidence")])

    def _photo(self, photo_id: str | None) -> QPixmap | None:
        content = photo(self._workbook, photo_id) if photo_id else None
        picture = QPixmap()
        return picture if content is not None and picture.loadFromData(content) else None

    def _remarks(self, comparison: Comparison) -> list[tuple[str, str]]:
        found = []
        if not comparison.differences:
            found.append(
                (self.tr("The two do not contradict each other: there is nothing to choose."), "soft")
            )
        if self._why:
            found.append((self.tr("Suspected: {reasons}").format(reasons=self._why), "small"))
        if comparison.same:
            told = [self._told(fact) for fact in comparison.same[:_SAID]]
            more = "…" if len(comparison.same) > _SAID else ""
            found.append((self.tr("Both say: {facts}").format(facts=" · ".join(told) + more), "small"))
        found.append(
            (
                self.tr(
                    "Everything of both is kept together. A value that is not chosen stays as a previous value,"
                    " a name as another name."
                ),
                "hint",
            )
        )
        if comparison.links_left_out:
            found.append(
                (
                    self.tr("{links} between the two, or in a circle, will be left out.").format(
                        links=counts.links(comparison.links_left_out)
                    ),
                    "warning",
                )
            )
        return found

    def _told(self, fact: Fact) -> str:
        known = self._workbook.catalogue.fields.get(fact.field)
        if known is None:
            return str(fact.value)
        value = shortened(str(values.display(known, fact.value))).split("\n")[0]
        return str(Text("{field}: {value}", "{field}：{value}").format(field=known.text, value=value))

    # ---- what is chosen

    def _choose_all(self, side: Side) -> None:
        for row in self.rows:
            row.choose(side)

    def _step(self, by: int) -> None:
        row = self.sender()
        place = self.rows.index(row) + by if isinstance(row, ChoiceRow) and row in self.rows else 0
        if place >= len(self.rows):
            self.merge.setFocus(Qt.FocusReason.OtherFocusReason)
        elif place >= 0:
            self.rows[place].setFocus(Qt.FocusReason.OtherFocusReason)
            self._area.ensureWidgetVisible(self.rows[place], 0, 4 * theme.GRID)

    # ---- looks

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        elif event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange) and hasattr(self, "_place"):
            self._set_widths()
        super().changeEvent(event)

    def _set_widths(self) -> None:
        narrow = self.width() < theme.current().px(_NARROW)
        labels = 0 if narrow else theme.current().px(LABEL_WIDTH)
        # Room between the two only where both can be chosen.
        between = theme.current().px(BETWEEN) if any(row.both for row in self.rows) else 2 * theme.GRID
        for row in (self._head_row, *self.rows, self._along):
            if row is not None:
                row.set_room(labels, between)
        for head in self.heads:
            head.show_avatar(not narrow)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._set_widths()

    def _retranslate(self) -> None:
        self.merge.setText(self.tr("Merge"))
        self.distinct.setText(self.tr("Not the same"))
        self.distinct.setToolTip(self.tr("Keep both, and do not suspect them again"))
        self.take_left.setText(self.tr("All from here"))
        self.take_right.setText(self.tr("All from here"))
        for button, side in ((self.take_left, self.tr("left")), (self.take_right, self.tr("right"))):
            button.setAccessibleName(f"{button.text()} ({side})")
        if self._shown is not None:
            self.show_comparison(self._shown, self._place.text(), self._why)


class _Head(QWidget):
    """Who it is, and how much belongs to them."""

    def __init__(self, take: Button) -> None:
        super().__init__()
        self._avatar = Avatar("", _AVATAR)
        self._name = ElidedLabel("", "heading")
        self._where = ElidedLabel("", "small")
        self._entered = ElidedLabel("", "hint")
        texts = QVBoxLayout()
        texts.setSpacing(1)
        for label in (self._name, self._where, self._entered):
            texts.addWidget(label)
        texts.addWidget(take, 0, Qt.AlignmentFlag.AlignLeft)
        texts.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(_INDENT, 0, 0, 0)
        row.setSpacing(10)
        row.addWidget(self._avatar, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(texts, 1)

    def show_party(self, party: Party, picture: QPixmap | None) -> None:
        self._avatar.set_person(party.name, picture)
        self._name.setText(party.name)
        kind = str(vocabulary.PERSON_KIND[party.kind].text) if party.kind in ("group", "post") else ""
        where = " · ".join(part for part in (kind, party.position, party.place) if part)
        self._where.setText(where)
        self._where.setVisible(bool(where))
        self._entered.setText(
            QCoreApplication.translate("SideBySide", "entered {day}").format(day=party.entered_on)
        )

    def show_avatar(self, shown: bool) -> None:
        self._avatar.setVisible(shown)


def amounts(along: Along) -> list[str]:
    """How much belongs to a record, in words: “3 visits”, “2 purchases”."""
    counted = (
        (counts.people, along.people),
        (counts.visits, along.visits),
        (counts.purchases, along.purchases),
        (counts.facts, along.facts),
        (counts.links, along.links),
        (counts.tasks, along.tasks),
        (counts.attachments, along.attachments),
        (counts.photos, along.photos),
    )
    return [count(n) for count, n in counted if n]


def _amounts(along: Along) -> Label:
    label = Label(" · ".join(amounts(along)) or "–", "small", wrap=True)
    label.setContentsMargins(_INDENT, 7, 4, 4)
    label.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
    return label


def evidence_of(fact: Fact) -> str:
    """What a value rests on, said in full: whoever chooses between two has to weigh them."""
    words = [str(vocabulary.SOURCE[fact.source].text)] if fact.source is not None else []
    words.append(str(vocabulary.CERTAINTY[fact.certainty].text))
    words.append(short_day(fact.known_on, date.today()))
    return " · ".join(words)


def _ids(comparison: Comparison) -> tuple[str, str]:
    return comparison.keep.id, comparison.other.id
