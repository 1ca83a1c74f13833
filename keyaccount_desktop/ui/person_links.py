"""At the right of the person page: whom someone is linked to, as seen from them. A row leads to the other one.

It is shown what the page has read, and asks by ``person_wanted``.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from keyaccount_desktop.language import Text
from keyaccount_desktop.method.vocabulary import LINK_KIND, LINK_KINDS, LINK_STRENGTH, link_reading
from keyaccount_desktop.ui.emptying import empty
from keyaccount_desktop.ui.row_button import RowButton
from keyaccount_desktop.ui.widgets import Button, Card, Label
from keyaccount_desktop.workbook.facts import value_of
from keyaccount_desktop.workbook.people import PersonCard, PersonLink

_SAYS: Final = Text("{what}: {whom}", "{what}：{whom}")
_FIRST: Final = 8
"""How many are shown unasked."""


class LinkRow(RowButton):
    """One link from the person's side; pressing it leads to the other person."""

    def __init__(self, link: PersonLink) -> None:
        super().__init__()
        self.link = link
        strength = link.facts.get("link.strength", [])
        assumed = bool(strength) and strength[0].assumed
        known = LINK_STRENGTH.get(str(strength[0].value)) if strength else None
        said = str(_SAYS).format(what=link_reading(link.kind, link.outgoing), whom=link.other)
        words = [link.other_position or "", str(known.text) if known is not None else ""]
        words += [self.tr("assumed") if assumed else "", value_of(link.facts, "link.note") or ""]
        about = " · ".join(" ".join(word.split()) for word in words if word)
        self.setAccessibleName(said)
        self.setAccessibleDescription(about)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        column = QVBoxLayout(self)
        column.setContentsMargins(6, 4, 6, 4)
        column.setSpacing(1)
        column.addWidget(Label(f"{said} ?" if assumed else said, wrap=True))
        if about:
            column.addWidget(Label(about, "hint", wrap=True))
        self.let_presses_through()


class Links(Card):
    """Everyone someone is linked to, in the order of the method's list; nothing at all where there is nobody."""

    person_wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__("", spacing=0)
        self.column.setContentsMargins(12, 12, 12, 10)
        if self.title is not None:
            self.title.setContentsMargins(6, 0, 6, 4)
        self._links: list[PersonLink] = []
        self._person_id = ""
        self._all = False
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        self.column.addLayout(self._rows)
        self.more = Button("", "crumb")
        self.more.clicked.connect(self._show_all)
        self.column.addWidget(self.more)
        self.hide()

    def show_card(self, card: PersonCard) -> None:
        order = {code: place for place, code in enumerate(LINK_KINDS)}
        links = sorted(card.links, key=lambda link: (order.get(link.kind, len(order)), not link.outgoing))
        if card.id != self._person_id:
            self._all = False
        elif links == self._links:
            return
        self._person_id, self._links = card.id, links
        self._fill()

    @property
    def rows(self) -> list[LinkRow]:
        found = (self._rows.itemAt(index).widget() for index in range(self._rows.count()))
        return [row for row in found if isinstance(row, LinkRow)]

    def stops(self) -> list[QWidget]:
        """What the Tab key goes through."""
        return [*self.rows, *([] if self.more.isHidden() else [self.more])]

    def _show_all(self) -> None:
        self._all = True
        self._fill()
        self.rows[_FIRST].setFocus()

    def _fill(self) -> None:
        empty(self._rows)
        for link in self._links if self._all else self._links[:_FIRST]:
            row = LinkRow(link)
            row.clicked.connect(lambda _on=False, id_=link.other_id: self.person_wanted.emit(id_))
            self._rows.addWidget(row)
            row.show()
        left = len(self._links) - len(self.rows)
        self.more.setText(self.tr("%n more", "", left))
        self.more.setVisible(left > 0)
        if self.title is not None:
            self.title.set_texts(str(LINK_KIND.text))
        self.setVisible(bool(self._links))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._fill()
        super().changeEvent(event)
