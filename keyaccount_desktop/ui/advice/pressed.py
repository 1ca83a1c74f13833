"""Small lines of text one can press: to tick, to unfold what is under them, to go where something is known.

Used where the method stands beside a person.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Final

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from keyaccount_desktop.ui import icons, theme
from keyaccount_desktop.ui.fields.quiet_line import INSET
from keyaccount_desktop.ui.row_button import RowButton
from keyaccount_desktop.ui.widgets import Label

_BOX: Final = 14
_CHEVRON: Final = 12


class PressedLine(RowButton):
    """Words that wrap, in line with the texts around; ``indent``: pixels at 100 % before them, for a mark."""

    ground_from = 3.0

    def __init__(self, text: str = "", *, indent: int = 0, role: str = "small") -> None:
        super().__init__()
        self._indent = indent
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._label = Label("", role, wrap=True)
        row = QHBoxLayout(self)
        row.addWidget(self._label)
        self.let_presses_through()
        self._set_margins()
        self.set_words(text, role)

    def set_words(self, text: str, role: str = "small") -> None:
        self._label.setText(text)
        self._label.set_role(role)
        self.setAccessibleName(text)

    @property
    def words(self) -> str:
        """What stands there."""
        return self._label.text()

    def first_line(self) -> QRect:
        """Where the first line of the words stands, from the left edge."""
        return QRect(0, 2, self.width(), self._label.fontMetrics().height())

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.FontChange and self.layout() is not None:
            self._set_margins()
        super().changeEvent(event)

    def _set_margins(self) -> None:
        self.layout().setContentsMargins(INSET + theme.current().px(self._indent), 2, theme.GRID, 2)


class Tick(PressedLine):
    """A box to tick before the words."""

    def __init__(self, text: str) -> None:
        super().__init__(text, indent=_BOX + 8)
        self.setCheckable(True)

    def paint_mark(self, painter: QPainter, *, hot: bool) -> None:
        colours = theme.current()
        side = colours.px(_BOX)
        line = self.first_line()
        box = QRectF(INSET + 0.5, line.top() + max((line.height() - side) // 2, 0) + 0.5, side, side)
        painter.setPen(QPen(colours.colour("accent" if hot else "line_strong"), 1))
        painter.setBrush(colours.colour("accent" if self.isChecked() else "surface"))
        painter.drawRoundedRect(box, 3, 3)
        if self.isChecked():
            mark = icons.pixmap("check", "on_accent", side - 2, self.devicePixelRatioF())
            painter.drawPixmap(box.toRect().topLeft() + QPoint(1, 1), mark)


class Unfold(PressedLine):
    """Shows and hides ``body``; a mark before the words says which."""

    def __init__(self, body: QWidget) -> None:
        super().__init__(indent=_CHEVRON + 3)
        self.body = body
        self.setCheckable(True)
        self.toggled.connect(self._show_body)
        body.hide()

    def _show_body(self, shown: bool) -> None:
        self.body.setVisible(shown)
        self.setAccessibleDescription(self.tr("open") if shown else self.tr("folded"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            if self.isChecked() != (event.key() == Qt.Key.Key_Right):
                self.click()
        else:
            super().keyPressEvent(event)

    def paint_mark(self, painter: QPainter, *, hot: bool) -> None:
        name = "chevron-down" if self.isChecked() else "chevron-right"
        line = self.first_line()
        picture = icons.pixmap(name, "text_1" if hot else "text_3", _CHEVRON, self.devicePixelRatioF())
        painter.drawPixmap(
            QPoint(INSET - 2, line.top() + max((line.height() - _CHEVRON) // 2, 0) + 1), picture
        )


class Ticks(QWidget):
    """A checklist. ``changed`` carries the codes that are ticked after a tick of the user's."""

    changed = Signal(list)

    def __init__(self) -> None:
        super().__init__()
        self._ticks: dict[str, Tick] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(2)

    def show_choices(
        self, choices: Sequence[tuple[str, str]], ticked: Collection[str], *, editable: bool
    ) -> None:
        """Codes with their words; those in ``ticked`` carry a tick."""
        if [code for code, _ in choices] != list(self._ticks):
            for tick in self._ticks.values():
                self._column.removeWidget(tick)
                tick.hide()
                tick.deleteLater()
            self._ticks = {}
            for code, words in choices:
                tick = Tick(words)
                tick.clicked.connect(self._tell)
                self._ticks[code] = tick
                self._column.addWidget(tick)
        for code, words in choices:
            self._ticks[code].set_words(words)
            self._ticks[code].setChecked(code in ticked)
            self._ticks[code].setEnabled(editable)

    def stops(self) -> list[QWidget]:
        return list(self._ticks.values())

    def tick(self, code: str) -> Tick:
        return self._ticks[code]

    def _tell(self) -> None:
        self.changed.emit([code for code, tick in self._ticks.items() if tick.isChecked()])
