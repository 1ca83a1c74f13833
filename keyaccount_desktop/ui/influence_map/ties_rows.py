"""The rows of the panel of ties: a way to someone in words, and a tie that was found, with what can be done to it.

``in_words`` reads a chain as one would say it: 我 → 刘敏（密切）—引见→ 李秋梅. Used by ``ties_panel``.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import QCoreApplication, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from keyaccount_desktop.language import Text, plain
from keyaccount_desktop.method.chains import Chain, Tied
from keyaccount_desktop.method.vocabulary import CLOSENESS, LINK_KIND, LINK_KINDS
from keyaccount_desktop.ui import theme
from keyaccount_desktop.ui.row_button import RowButton
from keyaccount_desktop.ui.widgets import Button, FlowLayout, IconButton, Label
from keyaccount_desktop.workbook.chains import Contact, Way
from keyaccount_desktop.workbook.ties import OfferedTie

_ME: Final = Text("Me", "我")
_WITH: Final = Text("{name} ({remark})", "{name}（{remark}）")
_IN: Final = Text("{closeness} in {purchase}", "{purchase}：{closeness}")
_INTRODUCER: Final = Text("introduces", "引见人")
_STAFF: Final = Text("our staff", "我方人员")
_COMMA: Final = Text(", ", "，")
_REMOVES: Final = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)


def in_words(chain: Chain, contacts: Mapping[str, Contact], *, from_us: bool = True) -> str:
    """A chain as one line: who, how close we are, and by what kind of link each comes to the next."""
    words = [f"{_ME} → "] if from_us else []
    for number, id_ in enumerate(chain.people):
        if number:
            words.append(_arrow(chain.links[number - 1], chain.people[number - 1]))
        words.append(_named(contacts[id_], chain if from_us and not number else None))
    return "".join(words)


def _named(contact: Contact, begins: Chain | None) -> str:
    remarks: list[str] = []
    opening = begins.opening if begins is not None else None
    if contact.staff:
        remarks.append(contact.place or str(_STAFF))
    elif contact.place:
        remarks.append(contact.place)
    if opening is not None and opening.via == "introducer":
        remarks.append(str(_INTRODUCER))
    elif opening is not None and opening.closeness:
        closeness = _inside(CLOSENESS[opening.closeness].text)
        elsewhere = opening.via == "elsewhere" and contact.purchase
        remarks.append(
            str(_IN.format(closeness=closeness, purchase=plain(contact.purchase)) if elsewhere else closeness)
        )
    if not remarks:
        return contact.name
    return str(_WITH.format(name=plain(contact.name), remark=plain(str(_COMMA).join(remarks))))


def _arrow(tie: Tied, from_: str) -> str:
    """The kind of a link between two dashes; with an arrow the way the link itself points."""
    kind = LINK_KIND.get(tie.kind)
    name = str(_inside(kind.text)) if kind is not None else tie.kind
    known = LINK_KINDS.get(tie.kind)
    if tie.assumed:
        name += "?"
    if known is None or not known.directed:
        return f" —{name}— "
    return f" —{name}→ " if tie.source == from_ else f" ←{name}— "


def _inside(term: Text) -> Text:
    """A term inside a line."""
    return Text(term.en[:1].lower() + term.en[1:], term.zh)


class WayRow(RowButton):
    """How to come to one person; pressing it emphasises the chain on the map."""

    def __init__(self, way: Way, role: str) -> None:
        super().__init__()
        self.way = way
        self.active = False
        self.words = in_words(way.chain, way.contacts) if way.chain is not None else ""
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        column = QVBoxLayout(self)
        column.setContentsMargins(6, 5, 6, 5)
        column.setSpacing(2)
        column.addWidget(Label(way.target.name, "strong", wrap=True))
        if role:
            column.addWidget(Label(role, "hint", wrap=True))
        if self.words:
            column.addWidget(Label(self.words, wrap=True))
        self.advice = Label("", "small", wrap=True)
        self.advice.hide()
        column.addWidget(self.advice)
        self.setAccessibleName(way.target.name)
        self.setAccessibleDescription(self.words)
        self.let_presses_through()

    def advise(self, text: str) -> None:
        """What would help where there is no chain."""
        self.advice.setText(text)
        self.advice.setVisible(bool(text))
        self.setAccessibleDescription(f"{self.words} {text}".strip())

    def set_active(self, active: bool) -> None:
        """Whether it is what the map emphasises."""
        self.active = active
        self.update()

    def paint_mark(self, painter: QPainter, *, hot: bool) -> None:
        if self.active:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.current().colour("accent"))
            painter.drawRoundedRect(QRectF(1, 6, 3, self.height() - 12), 1.5, 1.5)


class WayBox(QWidget):
    """A way with the buttons for those in it who are not on the map; ``placed`` carries a person's id."""

    placed = Signal(str)

    def __init__(self, way: Way, role: str, *, writable: bool) -> None:
        super().__init__()
        self.row = WayRow(way, role)
        self.buttons: dict[str, Button] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.row)
        absent = [
            way.contacts[id_]
            for id_ in (way.chain.people if way.chain is not None else ())
            if not way.contacts[id_].on_map and not way.contacts[id_].staff
        ]
        if absent and writable:
            flow = FlowLayout(spacing=0)
            flow.setContentsMargins(7, 0, 0, 4)
            for contact in absent:
                words = QCoreApplication.translate("WayBox", "Put {name} on the map")
                button = self.buttons[contact.id] = Button(
                    words.format(name=contact.name.replace("&", "&&")), "crumb"
                )
                button.clicked.connect(lambda _on=False, id_=contact.id: self.placed.emit(id_))
                flow.addWidget(button)
            column.addLayout(flow)

    def stops(self) -> list[QWidget]:
        return [self.row, *self.buttons.values()]


class TieRow(RowButton):
    """Who is tied to whom and why; ``removal_wanted`` comes with Delete."""

    removal_wanted = Signal()

    def __init__(self, tie: OfferedTie) -> None:
        super().__init__()
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        kind = str(LINK_KIND[tie.kind].text)
        other = tie.other.name
        if tie.other.place:
            other = str(_WITH.format(name=plain(other), remark=plain(tie.other.place)))
        names = f"{tie.one.name} – {other}"
        assumed = tie.evidence.certainty == "assumed"
        column = QVBoxLayout(self)
        column.setContentsMargins(6, 5, 4, 5)
        column.setSpacing(1)
        column.addWidget(Label(names, wrap=True))
        column.addWidget(Label(f"{kind}{'?' if assumed else ''} · {tie.reason}", "hint", wrap=True))
        self.setAccessibleName(f"{names}: {kind}")
        self.setAccessibleDescription(str(tie.reason))
        self.let_presses_through()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _REMOVES and not event.modifiers():
            self.removal_wanted.emit()
        else:
            super().keyPressEvent(event)


class TieBox(QWidget):
    """A found tie with its buttons: accept and dismiss, or restore for one that was dismissed."""

    accepted = Signal()
    dismissed = Signal()
    restored = Signal()
    chosen = Signal()

    def __init__(self, tie: OfferedTie, *, writable: bool, gone: bool = False) -> None:
        super().__init__()
        self.tie = tie
        self.gone = gone
        """Whether it was dismissed."""
        self.row = TieRow(tie)
        self.row.clicked.connect(self.chosen)
        self.accept = IconButton("check", token="supporter")
        self.dismiss = IconButton("close", token="text_3")
        self.restore = IconButton("undo", token="text_3")
        translate = QCoreApplication.translate
        pair = f"{tie.one.name} – {tie.other.name}"
        self.accept.set_name(translate("TieBox", "Accept: {pair}").format(pair=pair))
        self.dismiss.set_name(translate("TieBox", "Dismiss: {pair} (Delete)").format(pair=pair))
        self.restore.set_name(translate("TieBox", "Offer again: {pair}").format(pair=pair))
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        line.addWidget(self.row, 1)
        for button, signal, shown in (
            (self.accept, self.accepted, not gone),
            (self.dismiss, self.dismissed, not gone),
            (self.restore, self.restored, gone),
        ):
            button.clicked.connect(signal)
            button.setVisible(writable and shown)
            line.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        if writable and not gone:
            self.row.removal_wanted.connect(self.dismissed)

    def stops(self) -> list[QWidget]:
        return [each for each in (self.row, self.accept, self.dismiss, self.restore) if not each.isHidden()]
