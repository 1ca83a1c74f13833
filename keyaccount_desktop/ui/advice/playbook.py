"""What a person's post asks of the rep, and how someone of their style wants to be treated."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from keyaccount_desktop.language import plain
from keyaccount_desktop.method import advice
from keyaccount_desktop.method.choices import Choice
from keyaccount_desktop.ui import theme
from keyaccount_desktop.ui.advice.pressed import PressedLine, Unfold
from keyaccount_desktop.ui.advice.text import AdviceText
from keyaccount_desktop.ui.fields.quiet_line import INSET
from keyaccount_desktop.ui.operation import Operation
from keyaccount_desktop.ui.widgets import Label
from keyaccount_desktop.workbook.definitions import NAME_LIMIT, add_term
from keyaccount_desktop.workbook.facts import value_of
from keyaccount_desktop.workbook.people import PersonCard
from keyaccount_desktop.workbook.preferences import own_style, set_own_style

if TYPE_CHECKING:
    from keyaccount_desktop.workbook.document import Workbook

_AT_ONCE = (advice.RESPONSE, advice.NEEDS)


def column_in(block: QWidget, *parts: QWidget) -> QVBoxLayout:
    """The parts of a block under one another, close together."""
    column = QVBoxLayout(block)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    for part in parts:
        column.addWidget(part)
    return column


def heading(text: str = "", role: str = "strong") -> Label:
    """A line over a block, in line with the words of the texts below."""
    made = Label(text, role, wrap=True)
    made.setContentsMargins(INSET, 0, theme.GRID, 0)
    return made


class PostBlock(QWidget):
    """The playbook for the post: response and needs at once, what the post answers for under a fold."""

    def __init__(self, workbook: Workbook) -> None:
        super().__init__()
        self._workbook = workbook
        self._position = ""
        self._name = heading()
        self.texts = {aspect: AdviceText(workbook) for aspect in advice.ASPECTS}
        self.more = Unfold(self.texts[advice.RESPONSIBILITY])
        self.offer = PressedLine()
        self.offer.clicked.connect(self._write_one)
        at_once = [self.texts[aspect] for aspect in _AT_ONCE]
        column_in(self, self._name, *at_once, self.more, self.texts[advice.RESPONSIBILITY], self.offer)

    def show_card(self, card: PersonCard) -> None:
        self._position = str(value_of(card.facts, "person.position") or "").strip()
        known = self._workbook.catalogue
        post = advice.post_of(known, self._position)
        for part in (self._name, self.more, *(self.texts[aspect] for aspect in _AT_ONCE)):
            part.setVisible(post is not None)
        self.texts[advice.RESPONSIBILITY].setVisible(post is not None and self.more.isChecked())
        offered = post is None and 0 < len(self._position) <= NAME_LIMIT and not self._workbook.read_only
        self.offer.setVisible(offered)
        if post is not None:
            self._name.setText(str(known.lists[advice.POSTS][post].text))
            self.more.set_words(str(advice.ASPECTS[advice.RESPONSIBILITY]))
            for aspect, text in self.texts.items():
                lead = advice.ASPECTS[aspect] if aspect in _AT_ONCE else None
                text.show_piece(advice.of_post(post, aspect), lead)
        elif offered:
            self.offer.set_words(
                self.tr("No playbook for “{post}” yet: write one").format(post=self._position), "hint"
            )
        self.setVisible(post is not None or offered)

    def stops(self) -> list[QWidget]:
        return [
            *(self.texts[aspect] for aspect in _AT_ONCE),
            self.more,
            self.texts[advice.RESPONSIBILITY],
            self.offer,
        ]

    def _write_one(self) -> None:
        """Make a playbook for the post as it is written here; what it says is written in place."""
        post = plain(self._position)
        if Operation(self, lambda: add_term(self._workbook, advice.POSTS, post)).run():
            self.texts[advice.RESPONSE].begin_edit()


class OwnStyle(PressedLine):
    """The rep's own style, and how it differs from theirs; pressing it says another."""

    def __init__(self, workbook: Workbook) -> None:
        super().__init__()
        self._workbook = workbook
        self.clicked.connect(self._offer_styles)

    def show_beside(self, theirs: Choice | None) -> None:
        """Beside someone of a style, or by itself."""
        mine = self._workbook.catalogue.lists["personality"].get(own_style(self._workbook) or "")
        if mine is None:
            words = self.tr("And you? Say your own style to see the difference")
        elif theirs is None:
            words = self.tr("Your own style: {own}").format(own=mine.text)
        elif mine.code == theirs.code:
            words = self.tr("You are of the same style.")
        else:
            words = self.tr("You: {own}. Use less of your own style and more of theirs.").format(
                own=mine.text
            )
        self.set_words(words, "hint")

    def _offer_styles(self) -> None:
        if self._workbook.read_only:
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        mine = own_style(self._workbook)
        styles = self._workbook.catalogue.lists["personality"].offered
        for code, name in (
            *((style.code, str(style.text)) for style in styles),
            (None, self.tr("Not known")),
        ):
            action = menu.addAction(name)
            action.setCheckable(True)
            action.setChecked(code == mine)
            action.triggered.connect(lambda _on=False, chosen=code: self._choose(chosen))
        menu.popup(self.mapToGlobal(QPoint(0, self.height())))

    def _choose(self, style: str | None) -> None:
        Operation(self, lambda: set_own_style(self._workbook, style)).run()


class StyleBlock(QWidget):
    """How to treat someone of this personality style, and how the rep's own differs from it."""

    def __init__(self, workbook: Workbook) -> None:
        super().__init__()
        self._workbook = workbook
        self.text = AdviceText(workbook)
        self.own = OwnStyle(workbook)
        column_in(self, self.text, self.own)

    def show_card(self, card: PersonCard) -> None:
        styles = self._workbook.catalogue.lists["personality"]
        theirs = styles.get(value_of(card.facts, "person.personality") or "")
        self.setVisible(theirs is not None)
        if theirs is not None:
            self.text.show_piece(advice.of_style(theirs.code), theirs.text)
            self.own.show_beside(theirs)

    def stops(self) -> list[QWidget]:
        return [self.text, self.own]
