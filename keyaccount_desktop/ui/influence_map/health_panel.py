"""Beside the map: what a good map passes. Each check shows its light with a sign, why, and what would mend it.

It reads when the map was read. A row selects on the map whom the check concerns; the small buttons below a
row begin what mends it, by way of ``NewCards`` and ``beside.Stage``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QVBoxLayout, QWidget

from keyaccount_desktop.language import Text
from keyaccount_desktop.method import catalogue
from keyaccount_desktop.method.completeness import OpenQuestion
from keyaccount_desktop.method.health import Check, Light, Mend, lights
from keyaccount_desktop.method.vocabulary import BUYING_ROLE, FUNCTION
from keyaccount_desktop.ui import theme
from keyaccount_desktop.ui.influence_map.beside import Beside, SidePanel, Stage, lay_flat
from keyaccount_desktop.ui.influence_map.new_cards import NewCards
from keyaccount_desktop.ui.operation import Operation, show_done
from keyaccount_desktop.ui.row_button import RowButton
from keyaccount_desktop.ui.widgets import Button, Card, FlowLayout, Label, Rule
from keyaccount_desktop.workbook.map_health import confirm_judgements, map_health, mark_role
from keyaccount_desktop.workbook.maps import InfluenceMap, MapCard
from keyaccount_desktop.workbook.questions import Asked

if TYPE_CHECKING:
    from keyaccount_desktop.workbook.document import Workbook

SAID: Final[dict[Light, Text]] = {
    "red": Text("to be mended", "要解决"),
    "amber": Text("to be watched", "要注意"),
    "green": Text("good", "良好"),
    "none": Text("does not apply", "不适用"),
}
"""What each light means in words."""
TOKENS: Final[dict[Light, tuple[str, str]]] = {
    "red": ("opponent", "opponent_soft"),
    "amber": ("warning", "warning_soft"),
    "green": ("supporter", "supporter_soft"),
    "none": ("text_3", "raised"),
}
_COUNTERMEASURE: Final = "stakeholder.countermeasure"
_SIGN: Final = 18
_NAME: Final = 12
"""Characters of a name on a button."""
_MOST_NAMED: Final = 3
"""People of whom each has a button of their own."""


def mark_of(checks: Iterable[Check]) -> tuple[str, str, str]:
    """The mark of the bar's icon: how many checks show the worst light, its colour, and that in words."""
    found = lights(checks)
    worst: tuple[Light, ...] = ("red", "amber")
    for light in worst:
        if found[light]:
            return str(found[light]), TOKENS[light][0], f"{found[light]} {SAID[light]}"
    return "", "", ""


def mark_health(beside: Beside, workbook: Workbook, live: InfluenceMap | None) -> None:
    """At the bar: how much there is to mend on the live map; what the open panel has found is not found twice."""
    panel = beside.panel("health") if beside.current == "health" else None
    if live is None:
        checks: tuple[Check, ...] = ()
    elif isinstance(panel, HealthPanel):
        checks = panel.checks
    else:
        checks = map_health(workbook, live)
    beside.bar["health"].show_mark(*mark_of(checks))


class Sign(QWidget):
    """A light: its colour, and in it a sign that says the same without colour."""

    def __init__(self, size: int = _SIGN) -> None:
        super().__init__()
        self._light: Light = "none"
        self._size = size
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_light(self, light: Light) -> None:
        self._light = light
        self.update()

    def sizeHint(self) -> QSize:
        side = theme.current().px(self._size)
        return QSize(side, side)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_sign(painter, QRectF(self.rect()), self._light)


def paint_sign(painter: QPainter, area: QRectF, light: Light) -> None:
    """A tick, an exclamation mark, a cross or a dash on a soft ground."""
    strong, soft = (theme.current().colour(token) for token in TOKENS[light])
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(soft)
    painter.drawRoundedRect(area, area.width() / 5, area.width() / 5)
    pen = QPen(strong, area.width() / 9)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for stroke in _STROKES[light]:
        points = [QPointF(area.x() + x * area.width(), area.y() + y * area.height()) for x, y in stroke]
        if len(points) == 1:
            painter.drawPoint(points[0])
        else:
            painter.drawPolyline(QPolygonF(points))


_STROKES: Final[dict[Light, tuple[tuple[tuple[float, float], ...], ...]]] = {
    "green": (((0.28, 0.52), (0.44, 0.68), (0.73, 0.34)),),
    "amber": (((0.5, 0.25), (0.5, 0.56)), ((0.5, 0.74),)),
    "red": (((0.33, 0.33), (0.67, 0.67)), ((0.67, 0.33), (0.33, 0.67))),
    "none": (((0.33, 0.5), (0.67, 0.5)),),
}


class CheckRow(RowButton):
    """One check: its light, what it found, and why."""

    def __init__(self) -> None:
        super().__init__()
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.sign = Sign()
        self._title = Label("", wrap=True)
        self._why = Label("", "hint", wrap=True)
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addWidget(self._title)
        words.addWidget(self._why)
        row = QHBoxLayout(self)
        row.setContentsMargins(6, 5, 6, 5)
        row.setSpacing(2 * theme.GRID)
        row.addWidget(self.sign, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        self.let_presses_through()

    def show_check(self, check: Check) -> None:
        self.sign.show_light(check.light)
        self._title.setText(str(check.title))
        self._why.setText(str(check.why))
        self.setAccessibleName(f"{check.title} ({SAID[check.light]})")
        self.setAccessibleDescription(str(check.why))
        self.updateGeometry()


class CheckBlock(QWidget):
    """A check with the buttons that begin to mend it."""

    def __init__(self) -> None:
        super().__init__()
        self.check: Check | None = None
        self.row = CheckRow()
        self._mending = QWidget()
        self._flow = FlowLayout(self._mending, spacing=theme.GRID)
        self._flow.setContentsMargins(6 + _SIGN + 2 * theme.GRID, 0, 6, 5)
        self.buttons: list[Button] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.row)
        column.addWidget(self._mending)
        self._mending.hide()

    def show_check(self, check: Check, buttons: Iterable[Button]) -> None:
        self.check = check
        self.row.show_check(check)
        for old in self.buttons:
            old.hide()
            old.deleteLater()
        while self._flow.takeAt(0) is not None:
            pass
        self.buttons = list(buttons)
        for button in self.buttons:
            self._flow.addWidget(button)
            button.show()
        self._mending.setVisible(bool(self.buttons))


class HealthPanel(SidePanel):
    """The checks of the live map, in the order of the method."""

    def __init__(self, workbook: Workbook, stage: Stage, new_cards: NewCards) -> None:
        super().__init__()
        self._workbook = workbook
        self._stage = stage
        self._new_cards = new_cards
        self._live: InfluenceMap | None = None
        self._checks: tuple[Check, ...] = ()
        self.card = Card("", spacing=0)
        lay_flat(self.card)
        self._counts: dict[Light, Label] = {}
        self.blocks: list[CheckBlock] = []
        self._add_counts()
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.addWidget(self.card)
        column.addStretch(1)
        self._area = self.lay_out(inner)

    def _add_counts(self) -> None:
        """At the head: how many checks show each light."""
        title = self.card.title
        assert title is not None
        counted: tuple[Light, ...] = ("red", "amber", "green")
        for light in counted:
            sign = Sign(14)
            sign.show_light(light)
            self._counts[light] = Label("", "hint")
            title.add_control(sign)
            title.add_control(self._counts[light])

    # What it shows.

    @property
    def checks(self) -> tuple[Check, ...]:
        """What was found at the last reading of the map."""
        return self._checks

    def show_purchase(self, purchase_id: str) -> None:
        self._live, self._checks = None, ()
        for block in self.blocks:
            block.check = None

    def show_map(self, live: InfluenceMap) -> None:
        self._live = live
        checks = map_health(self._workbook, live)
        if checks != self._checks:
            self._checks = checks
            self._fill()

    def take_focus(self) -> None:
        for block in self.blocks[:1]:
            block.row.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def stops(self) -> list[QWidget]:
        """What the Tab key goes through."""
        return [stop for block in self.blocks for stop in (block.row, *block.buttons)]

    def _fill(self) -> None:
        """Show the checks in the rows there are: the keyboard stays where it is."""
        while len(self.blocks) < len(self._checks):
            if self.blocks:
                self.card.column.addWidget(Rule())
            block = CheckBlock()
            block.row.clicked.connect(partial(self._go, block))
            self.blocks.append(block)
            self.card.column.addWidget(block)
        for block, check in zip(self.blocks, self._checks, strict=True):
            if block.check != check:
                block.show_check(check, self._buttons(check))
        for before, after in pairwise(self.stops()):
            QWidget.setTabOrder(before, after)
        found = lights(self._checks)
        for light, label in self._counts.items():
            label.setText(str(found[light]))
            label.setAccessibleName(f"{found[light]} {SAID[light]}")
        if self.card.title is not None:
            self.card.title.set_texts(self.tr("Health of the map"))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange and self._checks:
            for block in self.blocks:
                block.check = None
            self._fill()
        super().changeEvent(event)

    # What mends.

    def _buttons(self, check: Check) -> list[Button]:
        if not self._stage.live_actions.writable:
            return []
        made = []
        for mend in check.mends:
            if mend.action == "role_absent":
                continue  # in the menu of the role
            if mend.action in ("countermeasure", "name_holder"):
                made += [self._of_person(mend, id_) for id_ in check.people[:_MOST_NAMED]]
            else:
                made.append(self._button(mend, check))
        return made

    def _button(self, mend: Mend, check: Check) -> Button:
        if mend.action == "verify":
            button = _small(self.tr("Still true today"), partial(self._verify, check))
            button.setToolTip(self.tr("The old judgements of the selected people, or of all named here"))
        elif mend.action == "add_post":
            name = str(FUNCTION[mend.item].text)
            button = _small(
                name, partial(self._begin, partial(self._new_cards.add_to_function, mend.item)), "plus"
            )
            button.setToolTip(self.tr("Add a post whose holder is unknown"))
            button.setAccessibleDescription(button.toolTip())
        else:
            button = _small(str(BUYING_ROLE[mend.item].text), None, "plus")
            absent = Mend("role_absent", mend.item) in check.mends
            button.setProperty("menu", "true")  # room for its arrow
            button.setMenu(self._role_menu(button, mend.item, absent=absent))
        return button

    def _of_person(self, mend: Mend, person_id: str) -> Button:
        card = self._card_of(person_id)
        name = card.name if card is not None else ""
        if mend.action == "name_holder":
            return _small(
                self.tr("Name the holder…"),
                partial(self._begin, partial(self._new_cards.name_holder, person_id)),
            )
        text = self.tr("Write one for {name}…").format(
            name=name if len(name) <= _NAME else name[:_NAME] + "…"
        )
        return _small(text, partial(self._write_countermeasure, person_id), "edit")

    def _role_menu(self, button: Button, role: str, *, absent: bool) -> QMenu:
        menu = QMenu(button)
        hint = menu.addAction(self.tr("Drag its badge onto a card, or:"))
        hint.setEnabled(False)
        add = menu.addAction(self.tr("Add a post whose holder is unknown…"))
        typed = partial(self._new_cards.add, "post", role=role)
        if role == "decider":  # stands at the top, if anywhere
            typed = partial(self._new_cards.add_to_function, "executive", "decision", role=role)
        add.triggered.connect(lambda _on=False: self._begin(typed))
        if absent:
            none = menu.addAction(self.tr("Nobody plays this role"))
            none.triggered.connect(lambda _on=False: self._mark_absent(role))
        return menu

    def _begin(self, act: Callable[[], object]) -> None:
        """Whatever is added is added to the live map."""
        self._stage.show_live()
        act()

    def _mark_absent(self, role: str) -> None:
        live = self._live
        if live is not None:
            command = partial(mark_role, self._workbook, live.purchase_id, role, absent=True)
            Operation(self, command).run()
            self._stay(lambda check: check.code == "roles")

    def _verify(self, check: Check) -> None:
        live = self._live
        if live is None:
            return
        selected = set(self._stage.selected)
        chosen = [id_ for id_ in check.people if id_ in selected] or list(check.people)

        def say(count: int) -> None:
            self._stay(lambda each: each.code == check.code)
            show_done(
                self,
                self.tr("1 judgement holds today")
                if count == 1
                else self.tr("{n} judgements hold today").format(n=count),
                self.tr("Undo"),
                lambda: Operation(self, self._workbook.undo).run(),
            )

        Operation(self, lambda: confirm_judgements(self._workbook, live.purchase_id, chosen), then=say).run()

    def _write_countermeasure(self, person_id: str) -> None:
        card = self._card_of(person_id)
        if card is None or card.stakeholder_id is None or self._live is None:
            return
        field = catalogue.field(_COUNTERMEASURE)
        text = field.ask or field.text
        question = OpenQuestion(_COUNTERMEASURE, "", "unknown", text, text, 0.0)
        self._stage.ask(
            Asked("stakeholder", card.stakeholder_id, question, person_id, card.name,
                  purchase_id=self._live.purchase_id, purchase=self._live.purchase)
        )  # fmt: skip

    # Where it leads.

    def _go(self, block: CheckBlock) -> None:
        """Select whom the check concerns; where nobody of them is on the map, go to the first one's page."""
        check = block.check
        if check is None:
            return
        if check.people:
            placed = [id_ for id_ in check.people if (card := self._card_of(id_)) is not None and card.placed]
            if placed:
                self._stage.select(placed)
            else:
                self._stage.open_person(check.people[0])
        elif block.buttons:
            button = block.buttons[0]
            button.setFocus()
            if button.menu() is not None:
                button.menu().popup(button.mapToGlobal(button.rect().bottomLeft()))
            else:
                button.click()

    def _stay(self, wanted: Callable[[Check], bool]) -> None:
        """The button that was pressed may have gone: the keyboard stays at its check."""
        for block in self.blocks:
            if block.check is not None and wanted(block.check):
                block.row.setFocus(Qt.FocusReason.OtherFocusReason)

    def _card_of(self, person_id: str) -> MapCard | None:
        cards = self._live.cards if self._live is not None else ()
        return next((card for card in cards if card.person_id == person_id), None)


def _small(text: str, act: Callable[[], object] | None, icon: str | None = None) -> Button:
    button = Button(text.replace("&", "&&"), "chip", icon=icon)
    if act is not None:
        button.clicked.connect(lambda _on=False: act())
    return button
