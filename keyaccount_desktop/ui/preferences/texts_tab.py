"""All of the method's advice in one list, each piece edited where it stands; posts of one's own among it."""

from __future__ import annotations

from collections.abc import Hashable
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QFontMetrics

from keyaccount_desktop.language import Text
from keyaccount_desktop.method import advice
from keyaccount_desktop.method.advice import Piece
from keyaccount_desktop.ui import theme
from keyaccount_desktop.ui.advice.playbook import OwnStyle
from keyaccount_desktop.ui.advice.text import AdviceText
from keyaccount_desktop.ui.fields.new_field import typed_text
from keyaccount_desktop.ui.preferences.rows import AddLine
from keyaccount_desktop.ui.preferences.tab import GroupedTab
from keyaccount_desktop.ui.widgets import Card, Label
from keyaccount_desktop.workbook import definitions

if TYPE_CHECKING:
    from keyaccount_desktop.workbook.document import Workbook

_LEAST_LABEL: Final = 112


class PostWords(AdviceText):
    """The words by which a post of someone's finds its playbook."""

    def words(self) -> Text | None:
        return self._workbook.catalogue.text(self.name, None)

    def draft_key(self) -> Hashable:
        return ("words", self.name)

    def not_given(self) -> str:
        return self.tr("titles that hold one of these words, with commas between")


class TextsTab(GroupedTab):
    """A group for each post, and one for each other thing the method advises on."""

    TABLES = frozenset({"term", "setting", "field_definition"})

    def __init__(self, workbook: Workbook) -> None:
        super().__init__(workbook)
        self.card = Card("", spacing=0)
        self.lines: dict[str, AdviceText] = {}
        self.own_style = OwnStyle(workbook)
        self._hint = Label("", "soft", wrap=True)
        self.card.column.addWidget(self._hint)
        self.card.column.addWidget(self.own_style)
        self.parts.detail.column.addWidget(self.card)
        self.new = AddLine(self._add_post)
        self.parts.left.insertWidget(1, self.new)
        self.new.setVisible(not workbook.read_only)

    def show_now(self) -> None:
        groups: dict[str, Text] = {}
        for piece in advice.pieces(self.workbook.catalogue):
            groups.setdefault(_group(piece), piece.group)
        self.parts.groups.setAccessibleName(self.tr("What the advice is for"))
        self.parts.groups.show_groups([(key, str(name)) for key, name in groups.items()])
        self.new.set_words(self.tr("Add a post: name, Enter"))
        self.show_group()

    def show_group(self) -> None:
        pieces = [piece for piece in advice.pieces(self.workbook.catalogue) if _group(piece) == self.detail]
        if not pieces:
            return
        if self.card.title is not None:
            self.card.title.set_texts(str(pieces[0].group))
        self._hint.setText(
            self.tr(
                "Shown beside a person whose post fits. F2 or the pencil changes a text, each line a point."
            )
            if self.detail.startswith("playbook.")
            else self.tr("F2 or the pencil changes a text, each line a point.")
        )
        wanted = {piece.name: str(piece.text) for piece in pieces}
        if self.detail.startswith("playbook."):
            wanted[f"{self.detail}.{advice.WORDS}"] = self.tr("Also found by")
        for name in [name for name in self.lines if name not in wanted]:
            gone = self.lines.pop(name)
            gone.commit()
            gone.hide()
            gone.deleteLater()
        for name, label in wanted.items():
            if name not in self.lines:
                kind = PostWords if name.endswith(f".{advice.WORDS}") else AdviceText
                self.lines[name] = kind(self.workbook, name, label=label)
                self.lines[name].restore_draft()
            self.card.column.addWidget(self.lines[name])
            self.lines[name].set_heading(label)
            self.lines[name].show()
        self._set_labels()
        self.card.column.addWidget(self.own_style)
        self.own_style.setVisible(any(name == advice.OWN_STYLE for name in wanted))
        self.own_style.show_beside(None)

    def show_piece(self, name: str) -> None:
        """Go to a piece of advice and stand on it."""
        for piece in advice.pieces(self.workbook.catalogue):
            if piece.name == name or name.startswith(f"{_group(piece)}."):
                self.show_detail(_group(piece))
                break
        if name in self.lines:
            self.lines[name].setFocus(Qt.FocusReason.OtherFocusReason)

    def _add_post(self, typed: str) -> None:
        code = definitions.add_term(self.workbook, advice.POSTS, typed_text(typed))
        self.parts.groups.choose(f"playbook.{code}")

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.FontChange:
            self._set_labels()
        super().changeEvent(event)

    def _set_labels(self) -> None:
        metrics = QFontMetrics(theme.current().font())
        widest = max((metrics.horizontalAdvance(line.label) for line in self.lines.values()), default=0)
        width = min(max(widest + theme.GAP + 2, theme.current().px(_LEAST_LABEL)), theme.current().px(220))
        for line in self.lines.values():
            line.set_label_width(width)


def _group(piece: Piece) -> str:
    """The key of the group a piece stands in: ``playbook.POST``, or its heading."""
    kind, _, rest = piece.name.partition(".")
    return f"playbook.{rest.rpartition('.')[0]}" if kind == "playbook" else piece.group.en
