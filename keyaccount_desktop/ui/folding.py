"""Cards whose content folds away under their title, and stay as one left them.

A ``FoldingCard`` is a ``Card`` with a title that takes the keyboard: a click or Space folds and unfolds, Left
folds, Right unfolds. Folded it shows its title, its remark, and faintly the first of what is in it. Which
cards are folded is remembered in the settings by their key. Used by the pages that show sections of fields.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QLayout, QSizePolicy, QVBoxLayout, QWidget

from keyaccount_desktop.ui import icons, theme
from keyaccount_desktop.ui.settings import Settings
from keyaccount_desktop.ui.widgets import Card, ElidedLabel, Label, plain_tip

_CHEVRON: Final = 12
_HANGS: Final = 14
"""Pixels the chevron stands left of the words; it hangs in the card's margin."""
_MARGIN: Final = 18
_CELL: Final = 10
"""Pixels between the edge of a cell of a table and its text."""
_ENTER: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class FoldTitle(QAbstractButton):
    """A card's name, its remark and, while folded, a summary; checked while the card is open."""

    def __init__(self) -> None:
        super().__init__()
        self.setCheckable(True)
        self.setChecked(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._text = ""
        self._name = Label("", "heading")
        self._remark = Label("", "hint")
        self._summary = ElidedLabel("", "faint")
        self._summary.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(self)
        row.setContentsMargins(_HANGS, 0, 0, 0)
        row.setSpacing(2 * theme.GRID)
        row.addWidget(self._name)
        row.addWidget(self._remark)
        row.addWidget(self._summary, 1)
        for label in (self._name, self._remark, self._summary):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.toggled.connect(self._say)
        self._say()

    def set_texts(self, name: str, remark: str = "", explained: str = "") -> None:
        """``explained`` is what the remark means, for whoever stays on it or has it read out."""
        self.setToolTip(plain_tip(explained))
        self._name.setText(name)
        self._remark.setText(remark)
        self._remark.setVisible(bool(remark))
        self._say()

    def set_summary(self, text: str) -> None:
        """The first of what is in the card, for while it is folded."""
        self._text = text
        self._say()

    @property
    def summary(self) -> str:
        """What is shown of the content of a folded card; empty while it is open."""
        return self._summary.text()

    def _say(self) -> None:
        self._summary.setText("" if self.isChecked() else self._text)
        state = self.tr("open") if self.isChecked() else self.tr("folded")
        self.setAccessibleName(" ".join(filter(None, (self._name.text(), self._remark.text()))))
        self.setAccessibleDescription(" · ".join(filter(None, (state, self.toolTip(), self.summary))))
        self.update()

    def sizeHint(self) -> QSize:
        return self.layout().sizeHint()

    def minimumSizeHint(self) -> QSize:
        return self.layout().minimumSize()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            if self.isChecked() != (key == Qt.Key.Key_Right):
                self.click()
        elif key in _ENTER:
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        token = "text_2" if self.underMouse() or self.hasFocus() else "text_3"
        chevron = "chevron-down" if self.isChecked() else "chevron-right"
        place = QRect(0, 0, _CHEVRON, _CHEVRON)
        place.moveCenter(QPoint(_CHEVRON // 2 - 1, self._name.geometry().center().y() + 1))
        painter.drawPixmap(place.topLeft(), icons.pixmap(chevron, token, _CHEVRON, self.devicePixelRatioF()))
        if self.hasFocus():
            words = self._name.geometry()
            if not self._remark.isHidden():
                words = words.united(self._remark.geometry())
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(theme.current().colour("accent"), 1))
            painter.drawRoundedRect(QRectF(words).adjusted(-3.5, 0.5, 3.5, -0.5), 5, 5)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._say()
        super().changeEvent(event)


def fold_or_unfold_all(page: QWidget) -> None:
    """Fold all the cards of a page; unfold them where all are folded."""
    cards = [card for card in page.findChildren(FoldingCard) if card.isVisible()]
    anything_open = any(not card.folded for card in cards)
    for card in cards:
        card.set_folded(anything_open)


class FoldingCard(Card):
    """A card that folds. ``key`` names it in the settings; content goes into ``column`` as in any card.

    Whoever leads the user to something inside calls ``unfold``: the card opens for now, and what the user
    chose stays remembered.
    """

    folded_changed = Signal(bool)

    def __init__(self, key: str, title: str = "", *, spacing: int = 2 * theme.GRID) -> None:
        super().__init__(spacing=0)
        self._key = key
        self.fold_title = FoldTitle()
        self.fold_title.set_texts(title)
        self.fold_title.clicked.connect(self._remember)
        self.fold_title.toggled.connect(self._fold)
        self._controls = QHBoxLayout()
        self._controls.setSpacing(2 * theme.GRID)
        head = QHBoxLayout()
        head.setContentsMargins(_MARGIN - _HANGS, 0, _MARGIN, 0)
        head.setSpacing(2 * theme.GRID)
        head.addWidget(self.fold_title, 1)
        head.addLayout(self._controls)
        self.body = QWidget()
        outer = self.column
        outer.addLayout(head)
        outer.addWidget(self.body)
        self.column = QVBoxLayout(self.body)
        self.column.setContentsMargins(_MARGIN, spacing, _MARGIN, 0)
        self.column.setSpacing(spacing)
        self._outer = outer
        self.show_remembered()
        self._fold(self.fold_title.isChecked())

    def set_texts(self, title: str, remark: str = "", explained: str = "") -> None:
        self.fold_title.set_texts(title, remark, explained)

    def set_summary(self, text: str) -> None:
        """The first of what is inside, in one line."""
        self.fold_title.set_summary(text)

    def add_table(self, table: QWidget) -> None:
        """A table: its texts, not its cells, stand in line with the title."""
        self.column.setContentsMargins(
            _MARGIN - _CELL, self.column.contentsMargins().top(), _MARGIN - _CELL, 0
        )
        self.column.addWidget(table)

    def add_beside_table(self, content: QWidget | QLayout) -> None:
        """What stands over or under a table, in line with its texts."""
        holder = QVBoxLayout()
        holder.setContentsMargins(_CELL, 0, _CELL, 0)
        if isinstance(content, QWidget):
            holder.addWidget(content)
        else:
            holder.addLayout(content)
        self.column.addLayout(holder)

    def add_control(self, control: QWidget) -> None:
        """A control at the right end of the title; it stays when the card is folded."""
        self._controls.addWidget(control)

    @property
    def key(self) -> str:
        return self._key

    @property
    def folded(self) -> bool:
        return not self.fold_title.isChecked()

    def set_folded(self, folded: bool) -> None:
        """Fold or unfold as if the user had: it is remembered."""
        if folded != self.folded:
            self.fold_title.click()

    def unfold(self) -> None:
        """Open for now."""
        self.fold_title.setChecked(True)

    def fold_for_now(self) -> None:
        """Fold what has nothing to show yet; what the user chose stays remembered."""
        self.fold_title.setChecked(False)

    def show_remembered(self, key: str | None = None) -> None:
        """Be as the user left it: after ``unfold``, or when it stands for another ``key`` from now on."""
        self._key = self._key if key is None else key
        self.fold_title.setChecked(not Settings().folded(self._key))

    def _remember(self, opened: bool) -> None:
        Settings().set_folded(self._key, not opened)

    def _fold(self, opened: bool) -> None:
        below = 4 * theme.GRID if opened else 3 * theme.GRID
        self._outer.setContentsMargins(0, 3 * theme.GRID, 0, below)
        self.body.setVisible(opened)
        self.folded_changed.emit(not opened)
