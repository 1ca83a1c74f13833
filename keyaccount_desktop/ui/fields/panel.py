"""A small surface that floats over the page beside what it belongs to, and lists to choose from on it.

It is a child of the window, not a window of its own: the keyboard stays where one types, nothing is
grabbed, and it follows when the page scrolls. Used by the editors that choose, by evidence and history, and
by "Add…".
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QRectF,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QIcon, QKeyEvent, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QListWidget,
    QListWidgetItem,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from keyaccount_desktop.method.choices import word_key
from keyaccount_desktop.ui import icons, theme
from keyaccount_desktop.ui.widgets import plain_tip

_MOST_ROWS: Final = 9
_NUMBER: Final = 20
"""Pixels for the digit at the end of an option."""
CODE_ROLE: Final = Qt.ItemDataRole.UserRole
_NUMBER_ROLE: Final = Qt.ItemDataRole.UserRole + 1
_DIGITS: Final = tuple("123456789")


class Panel(QFrame):
    """A surface under (or, where there is no room, over) the widget it belongs to."""

    closed = Signal()

    def __init__(self, anchor: QWidget, *, width: int = 0, indent: int = 0, hugging: bool = False) -> None:
        super().__init__(anchor.window())
        self._anchor = anchor
        self._indent = indent
        self._least_width = width
        self._hugging = hugging
        """Only as wide as its content, however wide what it belongs to."""
        self._watched: list[QWidget] = []
        self._gone = False
        self._waiting = False
        """What it belongs to has been scrolled out of sight."""
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(theme.GRID, theme.GRID, theme.GRID, theme.GRID)
        self.column.setSpacing(theme.GRID)
        self.hide()

    @property
    def anchor(self) -> QWidget:
        """What it belongs to; leaving the panel for that is no leaving."""
        return self._anchor

    def open(self) -> None:
        if not self._watched:
            above: QWidget | None = self._anchor
            while above is not None:
                above.installEventFilter(self)
                self._watched.append(above)
                above = None if above.isWindow() else above.parentWidget()
        self.take_place()
        self.show()
        self.raise_()

    def close_panel(self) -> None:
        """Take it away for good."""
        if self._gone:
            return
        self._gone = True
        for widget in self._watched:
            widget.removeEventFilter(self)
        self._watched.clear()
        self.hide()
        self.closed.emit()
        self.deleteLater()

    def take_place(self) -> None:
        """Stand where there is room, at the size the content wants."""
        window = self.parentWidget()
        assert window is not None
        area = window.rect().adjusted(theme.GRID, theme.GRID, -theme.GRID, -theme.GRID)
        corner = self._anchor.mapTo(window, QPoint(self._indent, 0))
        for part in self.findChildren(QWidget):
            part.ensurePolished()  # before, it does not know how high it has to be
        self.layout().invalidate()
        self.layout().activate()
        wanted = self.sizeHint()
        beside = 0 if self._hugging else self._anchor.width() - self._indent
        width = min(max(wanted.width(), beside, self._least_width), area.width())
        height = wanted.height()
        if self.layout().hasHeightForWidth():
            height = self.layout().totalHeightForWidth(width)
        below = area.bottom() - (corner.y() + self._anchor.height()) - 2
        above = corner.y() - area.top() - 2
        height = min(height, max(below, above))
        top = corner.y() + self._anchor.height() + 2
        if height > below:
            top = corner.y() - 2 - height
        left = corner.x()
        if left + width > area.right() + 1:
            # Under the right end of what it belongs to, not out over the margin of the page.
            left = self._anchor.mapTo(window, QPoint(self._anchor.width(), 0)).x() - width
        left = min(max(left, area.left()), area.right() - width + 1)
        if self._hugging and height < wanted.height():
            # Neither over nor under: beside it, whole.
            height = min(wanted.height(), area.height())
            top = min(max(corner.y(), area.top()), area.bottom() - height + 1)
            right = corner.x() + self._anchor.width() + 2
            left = right if right + width <= area.right() else max(corner.x() - 2 - width, area.left())
        self.setGeometry(QRect(left, top, width, height))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched in self._watched:
            if event.type() == QEvent.Type.Hide:
                self.close_panel()  # what it belongs to has gone, maybe for good
            elif event.type() in (QEvent.Type.Move, QEvent.Type.Resize) and (
                self.isVisible() or self._waiting
            ):
                self._follow()
        return False

    def _follow(self) -> None:
        """Go where what it belongs to has gone; scrolled out of sight, wait there and cover nothing else."""
        self.take_place()
        self._waiting = self._anchor.isVisible() and self._anchor.visibleRegion().isEmpty()
        holds_keyboard = belongs_to(QApplication.focusWidget(), self)
        if not self._waiting:
            self.show()
        elif not holds_keyboard:
            self.hide()

    def paintEvent(self, event: QPaintEvent) -> None:
        colours = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(colours.colour("line_strong"), 1))
        painter.setBrush(colours.colour("surface"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)


class KeyboardPanel(Panel):
    """A panel that takes the keyboard, and gives it back. Esc closes it, and so does going on elsewhere."""

    def open(self) -> None:
        super().open()
        self._before = QApplication.focusWidget()
        application = _application()
        application.installEventFilter(self)
        application.focusChanged.connect(self._follow_focus)
        self.first_stop().setFocus(Qt.FocusReason.PopupFocusReason)

    def close_panel(self) -> None:
        if self._gone:
            return
        application = _application()
        application.removeEventFilter(self)
        application.focusChanged.disconnect(self._follow_focus)
        if belongs_to(QApplication.focusWidget(), self):
            before, back = self._before, self.anchor
            if before is not None and isValid(before) and before.isVisible():
                back = before
            back.setFocus(Qt.FocusReason.PopupFocusReason)
        super().close_panel()

    @abstractmethod
    def first_stop(self) -> QWidget:
        """What has the keyboard at first."""

    def going(self) -> None:
        """One has gone on elsewhere; the last moment to save."""

    def key_pressed(self, watched: QWidget, event: QKeyEvent) -> bool:
        """A key in one of its widgets, Esc excepted; whether that is all there is to it."""
        return False

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and isinstance(watched, QWidget):
            if belongs_to(watched, self):
                if event.key() == Qt.Key.Key_Escape:
                    self.close_panel()
                    return True
                return self.key_pressed(watched, event)
        elif kind == QEvent.Type.MouseButtonPress and isinstance(watched, QWidget):
            if not belongs_to(watched, self):
                self.going()
                self.close_panel()
            return False
        return super().eventFilter(watched, event)

    def _follow(self) -> None:
        super()._follow()
        if self._waiting:
            # Not at once: while a page lays itself out anew, things stand elsewhere for a moment.
            QTimer.singleShot(0, self, self._leave_out_of_sight)

    def _leave_out_of_sight(self) -> None:
        if self._waiting and not self._gone:
            self.going()
            self.close_panel()

    def _follow_focus(self, old: QWidget | None, new: QWidget | None) -> None:
        if new is not None and not belongs_to(new, self):
            self.going()
            self.close_panel()


def _application() -> QApplication:
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    return application


def belongs_to(widget: QWidget | None, owner: QWidget) -> bool:
    """Whether a widget stands inside ``owner`` or on a panel that belongs to it."""
    while widget is not None:
        if widget is owner:
            return True
        widget = widget.anchor if isinstance(widget, Panel) else widget.parentWidget()
    return False


@dataclass(frozen=True, slots=True)
class Option:
    """One line to choose; ``words`` are further words it is found by, ``group`` a faint heading over it."""

    code: str
    text: str
    note: str = ""
    words: tuple[str, ...] = ()
    group: str = ""


Readings = Callable[[str], str]


def matching(options: Sequence[Option], typed: str, *, numbered: bool = False) -> list[Option]:
    """The options that hold what is typed, those that begin with it first; pinyin and initials count.

    Where they are ``numbered``, a digit that none of them holds means the one in that place.
    """
    wanted = word_key(typed)
    if not wanted:
        return list(options)
    ranked: list[tuple[int, int, Option]] = []
    for place, option in enumerate(options):
        rank = min(_rank(word_key(word), wanted) for word in (option.text, *option.words))
        if rank > 2 and wanted.isascii():
            rank = min(rank, 2 if _reads_as(option.text, wanted) else 3)
        if rank < 3:
            ranked.append((rank, place, option))
    if numbered and not ranked and wanted in _DIGITS and int(wanted) <= len(options):
        return [options[int(wanted) - 1]]
    return [option for _, _, option in sorted(ranked, key=lambda found: found[:2])]


def _rank(word: str, wanted: str) -> int:
    if word == wanted:
        return 0
    if word.startswith(wanted):
        return 1
    return 2 if wanted in word else 3


def _reads_as(text: str, wanted: str) -> bool:
    # Here: the readings take a moment to load and few people type them.
    from keyaccount_desktop.workbook import pinyin

    return any(token.startswith(wanted) for token in pinyin.search_tokens(text).split())


class OptionList(Panel):
    """Options to choose from while the keyboard stays in the line one types into.

    ``chosen`` carries the code of the line that was clicked or confirmed. With ``checks`` the codes in
    ``checked`` carry a tick, and choosing one does not close the list.
    """

    chosen = Signal(str)

    def __init__(
        self, anchor: QWidget, *, checks: bool = False, numbered: bool = False, width: int = 0
    ) -> None:
        super().__init__(anchor, width=width)
        self._checks = checks
        self._numbered = numbered
        self._checked: frozenset[str] = frozenset()
        self.list = QListWidget()
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setMouseTracking(True)
        self.list.setIconSize(QSize(16, 16))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setUniformItemSizes(False)
        self.list.setItemDelegate(_Numbered(self.list))
        self.list.setSelectionMode(QListWidget.SelectionMode.SingleSelection)
        self.list.itemEntered.connect(self._point_at)
        self.list.itemClicked.connect(self._click)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.column.addWidget(self.list)

    def show_options(self, options: Sequence[Option], current: str | None = None) -> None:
        """List these; the current one, else the first, is the one Enter takes."""
        self.list.clear()
        group = ""
        first = -1
        numbers = iter(_DIGITS if self._numbered else ())
        for option in options:
            if option.group and option.group != group:
                group = option.group
                self._add_heading(group)
            item = QListWidgetItem(option.text)
            item.setData(CODE_ROLE, option.code)
            item.setToolTip(plain_tip(option.note))
            item.setData(_NUMBER_ROLE, next(numbers, ""))
            if self._checks:
                self._tick(item, option.code in self._checked)
            self.list.addItem(item)
            if first < 0 or option.code == current:
                first = self.list.count() - 1
        self.list.setCurrentRow(first)
        self._fit()
        if self.isVisible():
            self.take_place()

    def set_checked(self, codes: Sequence[str]) -> None:
        self._checked = frozenset(codes)
        for row in range(self.list.count()):
            item = self.list.item(row)
            if self._checks and item.data(CODE_ROLE) is not None:
                self._tick(item, item.data(CODE_ROLE) in self._checked)

    def _tick(self, item: QListWidgetItem, on: bool) -> None:
        item.setIcon(icons.icon("check", "accent") if on else _nothing())
        item.setData(Qt.ItemDataRole.AccessibleDescriptionRole, self.tr("ticked") if on else "")

    @property
    def checked(self) -> frozenset[str]:
        """The codes that carry a tick."""
        return self._checked

    @property
    def current(self) -> str | None:
        """The code Enter would take."""
        return self.list.currentIndex().data(CODE_ROLE)

    @property
    def codes(self) -> list[str]:
        """What is listed now."""
        found = (self.list.item(row).data(CODE_ROLE) for row in range(self.list.count()))
        return [code for code in found if code is not None]

    def step(self, by: int) -> None:
        """Go up or down the list, round its ends, over headings."""
        rows = [row for row in range(self.list.count()) if self.list.item(row).data(CODE_ROLE) is not None]
        if not rows:
            return
        at = rows.index(self.list.currentRow()) if self.list.currentRow() in rows else -1
        row = rows[(at + by) % len(rows)]
        self.list.setCurrentRow(row)
        self.list.scrollToItem(self.list.item(row))

    def place_of(self, code: str) -> QRect:
        """Where an option stands, in the list's own coordinates."""
        for row in range(self.list.count()):
            if self.list.item(row).data(CODE_ROLE) == code:
                return self.list.visualItemRect(self.list.item(row))
        return QRect()

    def _add_heading(self, text: str) -> None:
        item = QListWidgetItem(text)
        item.setFlags(Qt.ItemFlag.NoItemFlags)
        item.setFont(theme.current().font("small"))
        item.setForeground(theme.current().colour("text_3"))
        self.list.addItem(item)

    def _point_at(self, item: QListWidgetItem) -> None:
        if item.data(CODE_ROLE) is not None:
            self.list.setCurrentItem(item)

    def _click(self, item: QListWidgetItem) -> None:
        if item.data(CODE_ROLE) is not None:
            self.chosen.emit(item.data(CODE_ROLE))

    def _fit(self) -> None:
        rows = self.list.count()
        heights = [self.list.sizeHintForRow(row) for row in range(min(rows, _MOST_ROWS))]
        self.list.setFixedHeight(sum(heights) + 2)
        bar = self.list.verticalScrollBar().sizeHint().width() if rows > _MOST_ROWS else 0
        bar += theme.current().px(_NUMBER) if self._numbered else 0
        self.list.setMinimumWidth(
            min(self.list.sizeHintForColumn(0) + bar + 2 * theme.GRID, theme.current().px(420))
        )

    def sizeHint(self) -> QSize:
        margins = self.column.contentsMargins()
        return QSize(
            self.list.minimumWidth() + margins.left() + margins.right(),
            self.list.minimumHeight() + margins.top() + margins.bottom(),
        )


class _Numbered(QStyledItemDelegate):
    """An option with the digit that chooses it, faint at the right."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().paint(painter, option, index)
        if number := index.data(_NUMBER_ROLE):
            painter.setFont(theme.current().font("caption"))
            painter.setPen(theme.current().colour("text_3"))
            place = option.rect.adjusted(0, 0, -2 * theme.GRID, 0)
            painter.drawText(place, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, number)


@cache
def _nothing() -> QIcon:
    """As wide as a tick, so that the words stay in line."""
    picture = QPixmap(16, 16)
    picture.fill(Qt.GlobalColor.transparent)
    return QIcon(picture)
