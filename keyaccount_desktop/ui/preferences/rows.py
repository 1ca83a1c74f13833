"""Rows in an order of one's own: names written over in place, moved by dragging or Alt+Up and Alt+Down.

``RowColumn`` shows what its owner gives it and tells what the user did; the owner changes the workbook and
shows it again. Used by the tabs of the settings that list fields, choices, products and staff.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QObject, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QGuiApplication, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from keyaccount_desktop.language import Language, UserError, language
from keyaccount_desktop.ui import theme
from keyaccount_desktop.ui.fields.editor import Editor
from keyaccount_desktop.ui.fields.inputs import TextLine, end_composition
from keyaccount_desktop.ui.fields.line import EditableLine
from keyaccount_desktop.ui.fields.quiet_line import INSET, QuietLine
from keyaccount_desktop.ui.fields.text_editors import LineEditor
from keyaccount_desktop.ui.fields.value_text import Run
from keyaccount_desktop.ui.widgets import Button, IconButton, Label

if TYPE_CHECKING:
    from keyaccount_desktop.workbook.document import Workbook

_GRIP: Final = 14
_DOTS: Final = (-4, 0, 4)
_ENTER: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2)
_ALT: Final = Qt.KeyboardModifier.AltModifier

Rename = Callable[[str, str, Language], None]
"""Key, new name, and the language it is in. May raise UserError."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row: its key and name, a faint remark behind the name, a note at the right."""

    key: str
    name: str
    remark: str = ""
    note: str = ""
    other: str = ""
    """The name in the other language."""
    action: str = ""
    """What a small button at the right says; pressing it acts on the row."""
    movable: bool = True


@dataclass(frozen=True, slots=True)
class Heading:
    """A faint line between rows; rows are moved from one heading to another."""

    key: str
    text: str


class RowName(EditableLine):
    """The name of a row; ``asked`` carries what the keyboard asks: up, down, earlier, later, remove, menu."""

    asked = Signal(str)

    def __init__(self, workbook: Workbook, row: Row, rename: Rename) -> None:
        super().__init__(workbook)
        self._row = row
        self._rename = rename
        self._in: Language | None = None
        """The language the name is being written in, where that is not the window's."""
        self.edit_ended.connect(self._in_own_language)
        self.show_row(row)

    def rename_in_other(self) -> None:
        """Write the name over in the other language."""
        self._in = "en" if language() == "zh" else "zh"
        self.begin_edit()

    def _in_own_language(self) -> None:
        self._in = None

    def show_row(self, row: Row) -> None:
        self._row = row
        runs = [Run(row.name, "value" if row.movable else "soft")]
        if row.remark:
            runs.append(Run(f"  {row.remark}", "faint"))
        self.show_value("", runs, empty=False)
        self.setAccessibleName(row.name)
        self.setAccessibleDescription(" · ".join(filter(None, (row.remark, row.note))))

    def draft_key(self) -> Hashable:
        return ("row", self._row.key, self._in)

    def plain_text(self) -> str:
        return self._row.name

    def make_editor(self) -> Editor:
        return LineEditor(self._row.name if self._in is None else self._row.other, lambda typed: typed)

    def save(self, value: object, visit: object) -> None:
        self._rename(self._row.key, str(value or ""), self._in or language())

    def clear(self) -> None:
        self.asked.emit("remove")

    def edits_here(self) -> bool:
        return True

    def edit_command(self, name: str) -> bool:
        """Copy takes the name; Delete asks for the row to be taken away."""
        if name == "copy":
            QGuiApplication.clipboard().setText(self._row.name)
        elif name == "delete" and self.editable:
            self.asked.emit("remove")
        else:
            return False
        return True

    def focusInEvent(self, event: QFocusEvent) -> None:
        QuietLine.focusInEvent(self, event)  # Tab leads to the row; what is written over is asked for

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, alt = event.key(), event.modifiers() == _ALT
        wanted = {
            (Qt.Key.Key_Up, False): "up",
            (Qt.Key.Key_Down, False): "down",
            (Qt.Key.Key_Up, True): "earlier",
            (Qt.Key.Key_Down, True): "later",
            (Qt.Key.Key_Delete, False): "remove",
        }.get((Qt.Key(key), alt))
        if self.editor is not None:
            super().keyPressEvent(event)
        elif wanted is not None:
            self.asked.emit(wanted)
        elif key in _ENTER:
            self.begin_edit()
        elif event.text() and event.text().isprintable():
            event.ignore()
        else:
            super().keyPressEvent(event)

    def _fill_menu(self, menu: QMenu) -> None:
        self.asked.emit("menu")
        menu.deleteLater()


class Grip(QWidget):
    """Six dots to drag a row by."""

    pressed = Signal()
    dragged = Signal(QPoint)
    released = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setFixedWidth(_GRIP)
        self.setCursor(Qt.CursorShape.SizeVerCursor)
        self.setAccessibleName(self.tr("Drag to another place"))

    def sizeHint(self) -> QSize:
        return QSize(_GRIP, theme.current().px(18) + 10)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.pressed.emit()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            self.dragged.emit(event.globalPosition().toPoint())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.released.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.current().colour("text_3" if self.underMouse() else "line_strong"))
        middle = (theme.current().px(18) + 10) / 2
        for across in (4, 8):
            for down in _DOTS:
                painter.drawEllipse(QRectF(across, middle + down - 1, 2, 2))


class _RowWidget(QWidget):
    """A row as it stands in the column."""

    def __init__(self, workbook: Workbook, row: Row, rename: Rename) -> None:
        super().__init__()
        self.grip = Grip()
        self.name = RowName(workbook, row, rename)
        self._note = Label("", "hint")
        self.action = Button("", "crumb")
        self.menu = IconButton("more", token="text_3")
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        line.addWidget(self.grip, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(self.name, 1)
        line.addWidget(self._note)
        line.addSpacing(2 * theme.GRID)
        line.addWidget(self.action)
        line.addWidget(self.menu)
        self._editable = not workbook.read_only
        self.menu.setVisible(self._editable)
        self.show_row(row)

    def show_row(self, row: Row) -> None:
        self.name.show_row(row)
        self._note.setText(row.note)
        self.grip.setVisible(row.movable and self._editable)
        self.action.setText(row.action)
        self.action.setVisible(bool(row.action) and self._editable)
        self.action.setAccessibleName(f"{row.action}: {row.name}")
        self.menu.set_name(self.tr("More about “{name}”").format(name=row.name))

    def stops(self) -> list[QWidget]:
        name = self.name.editor.stops() if self.name.editor is not None else [self.name]
        return [*name, self.action, self.menu]


class RowColumn(QWidget):
    """``arranged`` carries the keys of rows and headings in their new order, ``removed`` the key of a row
    that is to be taken away, ``acted`` that of one whose small button was pressed.

    ``fill_menu`` is given a key and the row's menu to put actions into.
    """

    arranged = Signal(list)
    removed = Signal(str)
    acted = Signal(str)

    def __init__(
        self, workbook: Workbook, rename: Rename, fill_menu: Callable[[str, QMenu], None] | None = None
    ) -> None:
        super().__init__()
        self._workbook = workbook
        self._rename = rename
        self._fill_menu = fill_menu
        self._entries: list[Row | Heading] = []
        self._rows: dict[str, _RowWidget] = {}
        self._headings: dict[str, Label] = {}
        self._dragged: str | None = None
        self._order_before: list[str] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)

    # ---- showing

    def show_rows(self, entries: Sequence[Row | Heading]) -> None:
        """These rows and headings, in this order; rows there already stay what they are."""
        self._entries = list(entries)
        keys = {entry.key for entry in entries}
        kept: tuple[dict[str, _RowWidget], dict[str, Label]] = (self._rows, self._headings)
        for widgets in kept:
            for key in [key for key in widgets if key not in keys]:
                gone: QWidget = widgets.pop(key)
                gone.hide()
                gone.deleteLater()
        for entry in entries:
            if isinstance(entry, Heading):
                label = self._headings.setdefault(entry.key, Label("", "hint"))
                label.setContentsMargins(0, 2 * theme.GRID, 0, 2)
                label.setText(entry.text)
            elif entry.key in self._rows:
                self._rows[entry.key].show_row(entry)
            else:
                self._rows[entry.key] = self._made(entry)
        self._place([entry.key for entry in entries])

    @property
    def order(self) -> list[str]:
        """The keys as they stand, headings among them."""
        return [entry.key for entry in self._entries]

    def row(self, key: str) -> RowName:
        """The name of a row."""
        return self._rows[key].name

    def grip(self, key: str) -> Grip:
        return self._rows[key].grip

    def button(self, key: str) -> Button:
        """The small button of a row."""
        return self._rows[key].action

    def more(self, key: str) -> IconButton:
        """The button that opens the menu of a row."""
        return self._rows[key].menu

    def stops(self) -> list[QWidget]:
        """What the Tab key goes through, from above."""
        return [stop for key in self.order if key in self._rows for stop in self._rows[key].stops()]

    def _made(self, row: Row) -> _RowWidget:
        made = _RowWidget(self._workbook, row, self._rename)
        key = row.key
        made.name.asked.connect(lambda what: self._asked(key, what))
        made.action.clicked.connect(lambda: self.acted.emit(key))
        made.menu.clicked.connect(lambda: self._open_menu(key))
        made.grip.pressed.connect(lambda: self._begin_drag(key))
        made.grip.dragged.connect(self._drag)
        made.grip.released.connect(self._end_drag)
        return made

    def _place(self, keys: Sequence[str]) -> None:
        while self._column.takeAt(0) is not None:
            pass
        before: QWidget | None = None
        for key in keys:
            widget: QWidget = self._rows[key] if key in self._rows else self._headings[key]
            self._column.addWidget(widget)
            widget.show()
            for stop in self._rows[key].stops() if key in self._rows else ():
                if before is not None:
                    QWidget.setTabOrder(before, stop)
                before = stop

    # ---- keyboard and menu

    def _asked(self, key: str, what: str) -> None:
        if what in ("up", "down"):
            self._step(key, -1 if what == "up" else 1)
        elif what == "menu":
            self._open_menu(key)
        elif self._workbook.read_only:
            return
        elif what == "remove":
            self.removed.emit(key)
        else:
            self.move_row(key, -1 if what == "earlier" else 1)

    def _step(self, key: str, by: int) -> None:
        rows = [each for each in self.order if each in self._rows]
        place = rows.index(key) + by
        if 0 <= place < len(rows):
            self._rows[rows[place]].name.setFocus(Qt.FocusReason.OtherFocusReason)

    def move_row(self, key: str, by: int) -> None:
        """Move a row one place up or down, over a heading into the next group."""
        place = self.order.index(key) + by
        if self._may_stand(key, place):
            self._shift(key, place)
            self.arranged.emit(self.order)
            self._rows[key].name.setFocus(Qt.FocusReason.OtherFocusReason)

    def _open_menu(self, key: str) -> None:
        if self._fill_menu is None:
            return
        row = self._rows[key]
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._fill_menu(key, menu)
        menu.popup(row.menu.mapToGlobal(QPoint(0, row.menu.height())))

    # ---- dragging

    def _may_stand(self, key: str, place: int) -> bool:
        """Whether a row may be moved to a place: among movable ones, and under the first heading."""
        if not 0 <= place < len(self._entries):
            return False
        own = self._entries[self.order.index(key)]
        there = self._entries[place]
        if isinstance(own, Heading) or not own.movable or (isinstance(there, Row) and not there.movable):
            return False
        return place > 0 or not isinstance(self._entries[0], Heading)

    def _shift(self, key: str, place: int) -> None:
        entry = self._entries.pop(self.order.index(key))
        self._entries.insert(place, entry)
        self._place(self.order)

    def _begin_drag(self, key: str) -> None:
        self._dragged = key
        self._order_before = self.order
        QApplication.instance().installEventFilter(self)

    def _drag(self, point: QPoint) -> None:
        if self._dragged is None:
            return
        at = self.mapFromGlobal(point).y()
        for place, key in enumerate(self.order):
            widget: QWidget = self._rows[key] if key in self._rows else self._headings[key]
            area = widget.geometry()
            if (
                area.top() <= at <= area.bottom()
                and key != self._dragged
                and self._may_stand(self._dragged, place)
            ):
                self._shift(self._dragged, place)
                self._column.activate()
                return

    def _end_drag(self) -> None:
        if self._dragged is None:
            return
        QApplication.instance().removeEventFilter(self)
        self._dragged = None
        if self.order != self._order_before:
            self.arranged.emit(self.order)

    def _cancel_drag(self) -> None:
        QApplication.instance().removeEventFilter(self)
        self._dragged = None
        by_key = {entry.key: entry for entry in self._entries}
        self._entries = [by_key[key] for key in self._order_before]
        self._place(self.order)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            self._dragged is not None
            and event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_Escape
        ):
            self._cancel_drag()
            return True
        return False


class AddLine(QWidget):
    """A line to add a row by its name and Enter; what cannot be stays, with the reason under it."""

    def __init__(self, add: Callable[[str], object]) -> None:
        super().__init__()
        self._add = add
        self.line = TextLine()
        self.line.entered.connect(self.commit)
        self.line.escaped.connect(self._clear)
        self.line.textEdited.connect(self._unsay)
        self._problem = Label("", "warning_caption", wrap=True)
        self._problem.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(_GRIP, theme.GRID, 0, 0)
        column.setSpacing(2)
        column.addWidget(self.line)
        column.addWidget(self._problem)

    def set_words(self, placeholder: str) -> None:
        self.line.setPlaceholderText(placeholder)
        self.line.setAccessibleName(placeholder)

    @property
    def message(self) -> str:
        """Why what was typed could not be added."""
        return "" if self._problem.isHidden() else self._problem.text()

    def commit(self) -> bool:
        """Add what is typed."""
        end_composition()
        if not self.line.text().strip():
            return True
        try:
            self._add(self.line.text())
        except UserError as error:
            self._problem.setText(f"{error.message} {error.hint}")
            self._problem.setContentsMargins(INSET - 2, 0, 0, 0)
            self._problem.show()
            return False
        self._clear()
        return True

    def _clear(self) -> None:
        self.line.clear()
        self._unsay()

    def _unsay(self) -> None:
        self._problem.hide()
