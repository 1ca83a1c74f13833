"""Who decides the client's newest purchase, who is for and against, who is going cold: at one glance.

A card of the client's overview. It reads the same map the Map tab draws; every name leads to the person.
"""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QWidget

from keyaccount_desktop.exchange.map_cards import in_words, title
from keyaccount_desktop.language import language
from keyaccount_desktop.method import vocabulary
from keyaccount_desktop.method.completeness import span
from keyaccount_desktop.ui import icons, theme
from keyaccount_desktop.ui.folding import FoldingCard
from keyaccount_desktop.ui.row_button import RowButton
from keyaccount_desktop.ui.widgets import Button, Chip, ElidedLabel, FlowLayout, Label, plain_tip
from keyaccount_desktop.workbook.maps import InfluenceMap, MapCard, influence_map
from keyaccount_desktop.workbook.purchases import newest_purchase
from keyaccount_desktop.workbook.visits import last_contacts

if TYPE_CHECKING:
    from keyaccount_desktop.workbook.document import Workbook
    from keyaccount_desktop.workbook.journal import ChangeSet

_MOST: Final = 8
_TWO_COLUMNS: Final = 560
_TABLES: Final = frozenset(
    {"person", "purchase", "stakeholder", "visit", "visit_person", "department", "account"}
)
"""What the card shows comes from these, and from facts about people."""
_TONES: Final = {"supporter": "supporter", "neutral": "neutral", "opponent": "opponent"}


def foremost(cards: list[MapCard]) -> list[MapCard]:
    """Those who matter most, first: who decides, who blocks or opposes, key people, who goes cold; by weight."""

    def weight(card: MapCard) -> float:
        return float(card.weight.value) if card.weight and isinstance(card.weight.value, int | float) else 0.0

    def rank(card: MapCard) -> int:
        if card.decides:
            return 0
        if attitude_of(card) == "opponent" or (card.part is not None and card.part.value == "blocks"):
            return 1
        return 2 if card.key else 3 if card.cold else 4

    return sorted((card for card in cards if rank(card) < 4), key=lambda card: (rank(card), -weight(card)))


def attitude_of(card: MapCard) -> str:
    """The attitude as coded; ``unknown`` where none is recorded."""
    code = str(card.attitude.value) if card.attitude is not None else ""
    return code if code in vocabulary.ATTITUDE else vocabulary.UNKNOWN_ATTITUDE.code


class WhoDecides(FoldingCard):
    """``person_opened`` carries a person's id, ``map_wanted`` a purchase's (empty: none yet)."""

    person_opened = Signal(str)
    map_wanted = Signal(str)

    def __init__(self, workbook: Workbook) -> None:
        super().__init__("account.who_decides", spacing=2 * theme.GRID)
        self._workbook = workbook
        self._account_id = ""
        self._map: InfluenceMap | None = None
        self.to_map = Button("", "crumb")
        self.to_map.clicked.connect(self._open_map)
        self.add_control(self.to_map)
        self._counts = QWidget()
        self._chips = FlowLayout(self._counts)
        self._people = QWidget()
        self._grid = QGridLayout(self._people)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(3 * theme.GRID)
        self._grid.setVerticalSpacing(0)
        self._nobody = Label("", "soft", wrap=True)
        self._start = Button("", icon="map")
        self._start.clicked.connect(self._open_map)
        start = QHBoxLayout()
        start.addWidget(self._nobody, 1)
        start.addWidget(self._start)
        for part in (self._counts, self._people):
            self.column.addWidget(part)
        self.column.addLayout(start)
        self._columns = 0
        self._rows: list[PersonLine] = []
        self._stale = False
        self._unsubscribe = workbook.subscribe(self._workbook_changed)

    def release(self) -> None:
        """Listen no more; before the workbook is closed."""
        self._unsubscribe()

    def _workbook_changed(self, change: ChangeSet) -> None:
        facts = {
            (row.after or row.before or {}).get("account_id") for row in change.rows if row.table == "fact"
        }
        # A fact of somebody: in a purchase, or of a person; or the grade, which says how soon one is cold.
        of_people = None in facts or any(
            (row.after or row.before or {}).get("field") == "account.grade" for row in change.rows
        )
        if not self._account_id or not (change.kind == "reloaded" or change.tables & _TABLES or of_people):
            return
        self._stale = True
        if self.isVisible():
            self._read_again()

    def _read_again(self) -> None:
        self._stale = False
        self.show_client(self._account_id)

    def showEvent(self, event: QShowEvent) -> None:
        if self._stale:
            self._read_again()
        super().showEvent(event)

    def show_client(self, account_id: str) -> None:
        """Read and show who stands where in the newest purchase of a client."""
        self._account_id = account_id
        purchase_id = newest_purchase(self._workbook, account_id)
        self._map = influence_map(self._workbook, purchase_id) if purchase_id is not None else None
        self._fill()

    @property
    def rows(self) -> list[PersonLine]:
        """The people shown, the most important first."""
        return list(self._rows)

    def stops(self) -> list[QWidget]:
        if self.folded:
            return [self.fold_title]
        shown = [*self._rows, self._start] if not self._start.isHidden() else list(self._rows)
        return [self.fold_title, *([] if self.to_map.isHidden() else [self.to_map]), *shown]

    def _open_map(self) -> None:
        self.map_wanted.emit(self._map.purchase_id if self._map is not None else "")

    def _fill(self) -> None:
        shown = self._map
        part_in = [card for card in shown.cards if card.stakeholder_id is not None] if shown else []
        self._fill_counts(part_in)
        for row in self._rows:
            row.hide()
            row.deleteLater()
        self._rows = []
        people = foremost(part_in)[:_MOST]
        last = last_contacts(self._workbook, [card.person_id for card in people if card.cold])
        for card in people:
            row = PersonLine(card, last.get(card.person_id))
            row.clicked.connect(lambda _on=False, id_=card.person_id: self.person_opened.emit(id_))
            self._rows.append(row)
        # The names stand in one line.
        widest = max((row.badge.sizeHint().width() for row in self._rows), default=0)
        for row in self._rows:
            row.badge.setFixedWidth(widest)
        self._columns = 0
        self._arrange()
        self._people.setVisible(bool(self._rows))
        self._retranslate()

    def _fill_counts(self, cards: list[MapCard]) -> None:
        self._chips.clear()
        stands = Counter(map(attitude_of, cards))
        words = []
        for code in (*vocabulary.ATTITUDE.codes, vocabulary.UNKNOWN_ATTITUDE.code):
            if stands[code]:
                choice = vocabulary.ATTITUDE.get(code) or vocabulary.UNKNOWN_ATTITUDE
                text = f"{choice.mark} {choice.text} {stands[code]}"
                self._chips.addWidget(Chip(text, _TONES.get(code, "unknown")))
                words.append(text)
        if cold := sum(card.cold for card in cards):
            self._chips.addWidget(Chip(self.tr("Going cold {n}").format(n=cold), "warning"))
        self._counts.setVisible(bool(cards))
        self._counts.setAccessibleName(", ".join(words))

    def _arrange(self) -> None:
        columns = 2 if self.width() >= theme.current().px(_TWO_COLUMNS) else 1
        if columns == self._columns and self._grid.count() == len(self._rows):
            return
        self._columns = columns
        while self._grid.takeAt(0) is not None:
            pass
        lines = -(-len(self._rows) // columns)
        for number, row in enumerate(self._rows):
            # Down the first column, then the second: the most important stand together.
            self._grid.addWidget(row, number % lines, number // lines)
            row.show()
        for column in range(2):
            self._grid.setColumnStretch(column, int(column < columns))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def changeEvent(self, event: QEvent) -> None:
        changed = event.type() in (QEvent.Type.LanguageChange, QEvent.Type.FontChange)
        if changed and self._account_id:
            self._fill()
        super().changeEvent(event)

    def _retranslate(self) -> None:
        shown = self._map
        self.set_texts(self.tr("Who decides"), shown.purchase if shown is not None else "")
        self.set_summary(" · ".join(row.card.name for row in self._rows[:4]))
        self.to_map.setText(self.tr("On the map"))
        self.to_map.setVisible(bool(self._rows))
        if shown is None:
            text, button = (
                self.tr("No purchase yet: with the first one comes its map."),
                self.tr("Add a purchase"),
            )
        else:
            text = self.tr("Nobody is known yet who decides, opposes or is a key person.")
            button = self.tr("Open the map")
        self._nobody.setText(text)
        self._nobody.setVisible(not self._rows)
        self._start.setText(button)
        self._start.setVisible(not self._rows and not self._workbook.read_only)


class PersonLine(RowButton):
    """Someone in one line: the attitude as colour and sign, name and post, why they stand here, how cold."""

    def __init__(self, card: MapCard, last_contact: str | None) -> None:
        super().__init__()
        self.card = card
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(in_words(card, language()))
        self.setToolTip(plain_tip("\n".join(in_words(card, language()).split("; "))))
        code = attitude_of(card)
        choice = vocabulary.ATTITUDE.get(code) or vocabulary.UNKNOWN_ATTITUDE
        assumed = card.attitude is not None and card.attitude.assumed
        badge = Chip(f"{choice.mark}{' ?' if assumed else ''}", _TONES.get(code, "unknown"))
        if assumed:
            font = badge.font()
            font.setItalic(True)
            badge.setFont(font)
        badge.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.badge = badge
        name = Label(title(card, language()), "strong")
        post = ElidedLabel(card.position, "small")
        post.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(self)
        row.setContentsMargins(4, 4, 6, 4)
        row.setSpacing(2 * theme.GRID)
        row.addWidget(badge)
        row.addWidget(name)
        row.addWidget(post, 1)
        if why := self._why(card):
            row.addWidget(Label(why, "hint"))
        if card.cold and last_contact is not None:
            days = (date.today() - date.fromisoformat(last_contact)).days
            row.addWidget(_Clock())
            row.addWidget(Label(str(span(days)), "warning_caption"))
        self.let_presses_through()

    def _why(self, card: MapCard) -> str:
        """Why someone stands in this card, in a word."""
        if card.decides:
            return str(vocabulary.PART["decides"].text)
        if card.part is not None and card.part.value == "blocks":
            return str(vocabulary.PART["blocks"].text)
        return self.tr("Key person") if card.key else ""

    def minimumSizeHint(self) -> QSize:
        return QSize(120, self.layout().minimumSize().height())


class _Clock(QWidget):
    """The mark of what is going cold, as on the map."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedSize(QSize(14, 14))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.drawPixmap(0, 0, icons.pixmap("clock", "warning", 14, self.devicePixelRatioF()))
