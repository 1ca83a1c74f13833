"""The top of the person page: where it lies, the name, and what else can be done with this person."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from keyaccount_desktop.language import UserError
from keyaccount_desktop.method.vocabulary import PERSON_KIND
from keyaccount_desktop.ui import theme
from keyaccount_desktop.ui.fields.inputs import TextLine, end_composition
from keyaccount_desktop.ui.fields.pending import InPlace
from keyaccount_desktop.ui.merging.record_actions import RecordMenu
from keyaccount_desktop.ui.operation import show_error
from keyaccount_desktop.ui.widgets import Breadcrumb, Button, Chip
from keyaccount_desktop.workbook.people import PersonCard, name_post_holder, rename_person

if TYPE_CHECKING:
    from keyaccount_desktop.workbook.document import Workbook

_NAME_INSET: Final = 3
"""From the edge of the name line to its text."""


class NameLine(TextLine, InPlace):
    """The name as the page's title, written over in place."""

    def __init__(self, workbook: Workbook) -> None:
        super().__init__()
        self._workbook = workbook
        self._person_id = ""
        self._name = ""
        self._naming_holder = False
        self.setProperty("kind", "title")
        self.setReadOnly(workbook.read_only)
        self.entered.connect(self._enter)
        self.escaped.connect(self._restore)
        self.editingFinished.connect(self.commit)
        self.textChanged.connect(self._fit)

    def show_name(self, card: PersonCard) -> None:
        """Show the name as it is in the workbook, unless another is being typed for the same person."""
        typing = card.id == self._person_id and self.hasFocus() and self.isModified()
        self._person_id, self._name = card.id, card.name
        if not typing and not self._naming_holder:
            self._restore()

    def ask_for_holder(self, prompt: str) -> None:
        """Empty the line for the name of whoever holds the post."""
        self._naming_holder = True
        self.setPlaceholderText(prompt)
        self.clear()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def rename(self) -> None:
        """Begin to write over the name."""
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.selectAll()

    def commit(self) -> bool:
        if not (self.isModified() or self._naming_holder):
            return True
        end_composition()
        typed = " ".join(self.text().split())
        naming, self._naming_holder = self._naming_holder, False
        if not typed or typed == self._name:
            self._restore()
            return True
        try:
            (name_post_holder if naming else rename_person)(self._workbook, self._person_id, typed)
        except UserError as error:
            self._restore()
            show_error(self, error)
            return False
        self._restore()
        return True

    def _enter(self) -> None:
        self.commit()
        self.clearFocus()

    def _restore(self) -> None:
        self._naming_holder = False
        self.setPlaceholderText("")
        self.setText(self._name)
        self.setCursorPosition(0)
        self.setModified(False)

    def sizeHint(self) -> Any:
        hint = super().sizeHint()
        hint.setHeight(self.fontMetrics().height() + 6)
        return hint

    def minimumSizeHint(self) -> Any:
        hint = self.sizeHint()
        hint.setWidth(theme.current().px(160))
        return hint

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit()
        super().changeEvent(event)

    def _fit(self) -> None:
        shown = self.text() or self.placeholderText()
        wide = max(self.fontMetrics().horizontalAdvance(shown) + 24, theme.current().px(80))
        self.setMaximumWidth(wide)
        self.setMinimumWidth(min(wide, theme.current().px(160)))
        self.resize(wide, self.height())
        self.updateGeometry()


class PersonHeader(QFrame):
    """Breadcrumb, name, and the way to the map."""

    account_wanted = Signal()
    map_wanted = Signal(str)

    def __init__(self, workbook: Workbook) -> None:
        super().__init__()
        self.setObjectName("page_header")
        self._workbook = workbook
        self._card: PersonCard | None = None
        self.breadcrumb = Breadcrumb()
        self.breadcrumb.chosen.connect(lambda _part: self.account_wanted.emit())
        self.name = NameLine(workbook)
        self._kind = Chip("", "unknown")
        self.holder = Button("", "quiet")
        self.holder.clicked.connect(lambda: self.name.ask_for_holder(self.tr("Who holds this post?")))
        self.map = Button("", icon="map")
        self.map.clicked.connect(self._open_map)
        self.more = RecordMenu(workbook, "person")
        names = QHBoxLayout()
        names.setContentsMargins(0, 0, 0, 0)
        names.setSpacing(2 * theme.GRID)
        names.addWidget(self.name)
        names.addWidget(self._kind)
        names.addWidget(self.holder)
        names.addStretch(1)
        left = QVBoxLayout()
        left.setSpacing(0)
        # The frame of the name line begins left of its text: that stands under the breadcrumb's.
        above = QHBoxLayout()
        above.setContentsMargins(_NAME_INSET, 0, 0, 0)
        above.addWidget(self.breadcrumb)
        left.addLayout(above)
        left.addLayout(names)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.PAD - _NAME_INSET, 3 * theme.GRID, theme.PAD, 2 * theme.GRID)
        row.setSpacing(3 * theme.GRID)
        row.addLayout(left, 1)
        row.addWidget(self.map, 0, Qt.AlignmentFlag.AlignBottom)
        row.addWidget(self.more, 0, Qt.AlignmentFlag.AlignBottom)
        self._retranslate()

    def show_card(self, card: PersonCard) -> None:
        self._card = card
        self.name.show_name(card)
        self.more.show_record(card.id, card.name)
        self._retranslate()

    def stops(self) -> list[QWidget]:
        crumbs: list[QWidget] = [
            button for button in self.breadcrumb.findChildren(Button) if not button.isHidden()
        ]
        return [*crumbs, self.name, self.holder, self.map, self.more]

    def _open_map(self) -> None:
        if self._card is None or not self._card.stakes:
            return
        if len(self._card.stakes) == 1:
            self.map_wanted.emit(self._card.stakes[0].purchase_id)
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for stake in self._card.stakes:
            action = menu.addAction(stake.purchase.replace("&", "&&"))
            action.triggered.connect(
                lambda _on=False, purchase_id=stake.purchase_id: self.map_wanted.emit(purchase_id)
            )
        menu.popup(self.map.mapToGlobal(self.map.rect().bottomLeft()))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def _retranslate(self) -> None:
        card = self._card
        self.name.setAccessibleName(self.tr("Name"))
        self.map.setText(self.tr("See on the map"))
        self.holder.setText(self.tr("Name the holder…"))
        self.map.setVisible(card is not None and bool(card.stakes))
        is_post = card is not None and card.kind == "post"
        self.holder.setVisible(is_post and not self._workbook.read_only)
        self._kind.setVisible(card is not None and card.kind != "person")
        if card is None:
            return
        self._kind.set_chip(str(PERSON_KIND[card.kind].text), "unknown")
        people = self.tr("People")
        # A step of the breadcrumb is a button: there an ampersand would be taken for a shortcut.
        if card.account is not None:
            self.breadcrumb.set_parts([card.account.replace("&", "&&"), people])
        else:
            self.breadcrumb.set_parts([self.tr("Outside the clients")])
