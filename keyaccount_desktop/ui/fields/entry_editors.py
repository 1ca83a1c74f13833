"""Editors for what holds several entries: records such as phones, family and schools; values per product.

Each entry is a small row of inputs; an empty row at the end takes the next one. All is saved together.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from keyaccount_desktop.language import Text, UserError
from keyaccount_desktop.method import values
from keyaccount_desktop.method.fields import Field, Part
from keyaccount_desktop.ui import theme
from keyaccount_desktop.ui.fields.editor import Editor
from keyaccount_desktop.ui.fields.inputs import TextBox, TextLine
from keyaccount_desktop.ui.fields.text_editors import LongTextEditor
from keyaccount_desktop.ui.widgets import IconButton, Label

MakeEditor = Callable[[Field | Part, Any], Editor]
"""Gives the editor for a value of a field or of a part."""
_NARROW: Final = 260
"""Pixels below which the parts of an entry stand under one another."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a field; ``item`` is None for a new one, ``name`` says of which product it is."""

    item: str | None
    value: Any
    name: str = ""


class _Rows(Editor):
    """Rows of inputs under one another."""

    ROOMY = True
    INSET = 0
    SAVES_IN_PAUSES = False  # a new entry saved twice would be two

    def __init__(self) -> None:
        super().__init__()
        self._inner: list[Editor] = []

    def _adopt(self, editor: Editor) -> Editor:
        editor.entered.connect(self._done)
        editor.escaped.connect(self.escaped)
        editor.typed_in.connect(self._typed)
        editor.height_changed.connect(self.height_changed)
        self._inner.append(editor)
        return editor

    def _done(self) -> None:
        self.entered.emit()

    def _typed(self) -> None:
        self.typed_in.emit()

    def close_panels(self) -> None:
        for editor in self._inner:
            editor.close_panels()

    def set_name(self, name: str) -> None:
        """Every input is named by its part; the whole by the field."""
        self.setAccessibleName(name)


class RecordsEditor(_Rows):
    """Entries of a field, each with its parts where it is a record; ``many`` may be added, or one is all."""

    def __init__(self, field: Field, entries: Sequence[Entry], make: MakeEditor, *, many: bool) -> None:
        super().__init__()
        self.column.setSpacing(2 * theme.GRID if field.kind == "record" else theme.GRID)
        self._field = field
        self._make = make
        self._many = many
        self._before = list(entries)
        self._removed: set[str] = set()
        self._rows: list[_Record] = []
        self._narrow = False
        for entry in entries:
            self._add_row(entry.item, entry.value)
        if many or not entries:
            self._add_row(None, None)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < theme.current().px(_NARROW)
        if narrow != self._narrow:
            self._narrow = narrow
            for row in self._rows:
                row.arrange(narrow=narrow)
            self.height_changed.emit()

    def changed(self) -> bool:
        return bool(self._removed) or any(row.changed() for row in self._rows)

    def value(self) -> object:
        made = [Entry(row.item, row.value()) for row in self._rows]
        kept = [entry for entry in made if entry.value is not None]
        if self._many:
            return kept
        return kept[0].value if kept else None

    def saved(self) -> None:
        self._removed.clear()
        for row in self._rows:
            row.saved()

    def draft(self) -> Any:
        return [(row.item, row.drafts()) for row in self._rows]

    def load_draft(self, draft: Any) -> None:
        rows: list[tuple[str | None, list[Any]]] = draft
        kept = {item for item, _ in rows}
        for row in tuple(self._rows):
            if row.item is not None and row.item not in kept:
                self._remove(row)
        new = [row for row in self._rows if row.item is None]
        for item, drafts in rows:
            target = next((row for row in self._rows if row.item == item and item is not None), None)
            if target is None and item is None:
                target = new.pop(0) if new else self._add_row(None, None)
            if target is not None:
                target.load_drafts(drafts)

    def start(self, typed: str, *, offer: bool) -> None:
        row = next((row for row in self._rows if row.item is None), self._rows[0]) if typed else self._rows[0]
        row.editors[0].start(typed, offer=False)

    def stops(self) -> list[QWidget]:
        return [stop for row in self._rows for stop in row.stops()]

    @property
    def rows(self) -> list[_Record]:
        """The rows from above, the empty one last."""
        return self._rows

    def _add_row(self, item: str | None, value: Any) -> _Record:
        row = _Record(self._field, item, value, lambda part, held: self._adopt(self._make(part, held)))
        row.remove.setVisible(self._many and item is not None)
        row.arrange(narrow=self._narrow)
        row.remove.clicked.connect(lambda: self._remove(row))
        self._rows.append(row)
        self.column.addWidget(row)
        return row

    def _remove(self, row: _Record) -> None:
        if row.item is None and row is self._rows[-1]:
            row.empty()
            return
        if row.item is not None:
            self._removed.add(row.item)
        for editor in row.editors:
            editor.close_panels()
            self._inner.remove(editor)
        following = self._rows[min(self._rows.index(row) + 1, len(self._rows) - 1)]
        self._rows.remove(row)
        if following is not row:
            following.editors[0].start("", offer=False)
        self.column.removeWidget(row)
        row.hide()
        row.deleteLater()
        self.typed_in.emit()
        self.height_changed.emit()

    def _typed(self) -> None:
        super()._typed()
        last = self._rows[-1]
        if self._many and (last.item is not None or last.changed()):
            last.remove.show()
            stops = self.stops()
            added = self._add_row(None, None)
            QWidget.setTabOrder(stops[-1], added.stops()[0])
            for before, after in pairwise(added.stops()):
                QWidget.setTabOrder(before, after)
            added.show()
            self.height_changed.emit()


class _Record(QWidget):
    """One entry: its parts side by side, two to a line; under one another where there is little room."""

    def __init__(self, field: Field, item: str | None, value: Any, make: MakeEditor) -> None:
        super().__init__()
        self.item = item
        self._field = field
        self._parts: Sequence[Field | Part] = field.parts if field.kind == "record" else [field]
        held = (value or {}) if field.kind == "record" else {field.key: value}
        self.editors = [make(part, held.get(part.key)) for part in self._parts]
        self.remove = IconButton("close", self.tr("Remove this entry"))
        if item is None:
            # Nothing to remove yet: one Tab less on the way to the next entry.
            self.remove.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        for part, editor in zip(self._parts, self.editors, strict=True):
            name = f"{field.text}: {part.text}" if part is not field else str(field.text)
            editor.set_name(name)
            for line in editor.stops():
                if isinstance(line, TextLine | TextBox) and part is not field:
                    line.setPlaceholderText(str(part.text))
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(theme.GRID)
        self._grid.setColumnStretch(0, 3)
        self._grid.setColumnStretch(1, 2)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        row.addLayout(self._grid, 1)
        row.addWidget(self.remove)
        self.arrange(narrow=False)

    def arrange(self, *, narrow: bool) -> None:
        """Place the parts: long texts have a row to themselves, and of an odd number of others the first, the
        main one, has too.
        """
        for editor in self.editors:
            self._grid.removeWidget(editor)
        short = [editor for editor in self.editors if not isinstance(editor, LongTextEditor)]
        place = len(short) % 2
        for number, editor in enumerate(short):
            if narrow or number < len(short) % 2:
                self._grid.addWidget(editor, number, 0, 1, 2)
            else:
                self._grid.addWidget(editor, (number + place) // 2, (number + place) % 2)
        for number, editor in enumerate(each for each in self.editors if each not in short):
            self._grid.addWidget(editor, len(short) + number, 0, 1, 2)

    def changed(self) -> bool:
        return any(editor.changed() for editor in self.editors)

    def value(self) -> Any:
        made = [editor.value() for editor in self.editors]
        if self._field.kind != "record":
            return made[0]
        parts = {part.key: value for part, value in zip(self._parts, made, strict=True)}
        return values.normalise(self._field, parts)

    def saved(self) -> None:
        for editor in self.editors:
            editor.saved()

    def drafts(self) -> list[Any]:
        return [editor.draft() for editor in self.editors]

    def load_drafts(self, drafts: Sequence[Any]) -> None:
        for editor, draft in zip(self.editors, drafts, strict=True):
            editor.load_draft(draft)

    def empty(self) -> None:
        """Let nothing stay in its lines."""
        for editor in self.editors:
            for line in editor.findChildren(QLineEdit):
                line.clear()

    def stops(self) -> list[QWidget]:
        inputs = [stop for editor in self.editors for stop in editor.stops()]
        return inputs if self.item is None else [*inputs, self.remove]


class ProductsEditor(_Rows):
    """One value for each product; a last row names a product that is not in the workbook yet."""

    def __init__(self, entries: Sequence[Entry], make: Callable[[Any], Editor]) -> None:
        super().__init__()
        self._rows: list[tuple[Entry, Editor]] = []
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(theme.GRID)
        grid.setColumnStretch(0, 2)
        grid.setColumnStretch(1, 3)
        for row, entry in enumerate(entries):
            editor = self._adopt(make(entry.value))
            name = Label(entry.name, "soft", wrap=True)
            for stop in editor.stops():
                stop.setAccessibleName(entry.name)
            name.setContentsMargins(0, 5, 0, 0)  # in line with the first line of its editor
            grid.addWidget(name, row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(editor, row, 1, Qt.AlignmentFlag.AlignTop)
            self._rows.append((entry, editor))
        self.new_name = TextLine()
        self.new_name.setPlaceholderText(self.tr("Another product"))
        self.new_name.setAccessibleName(self.tr("Another product"))
        self.new_name.entered.connect(self.entered)
        self.new_name.escaped.connect(self.escaped)
        self.new_name.textEdited.connect(self.typed_in)
        self.new_value = self._adopt(make(None))
        grid.addWidget(self.new_name, len(entries), 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(self.new_value, len(entries), 1, Qt.AlignmentFlag.AlignTop)
        holder = QVBoxLayout()
        holder.addLayout(grid)
        self.column.addLayout(holder)

    def changed(self) -> bool:
        return any(editor.changed() for _, editor in self._rows) or bool(
            self.new_name.text().strip() or self.new_value.changed()
        )

    def value(self) -> object:
        made = [Entry(entry.item, editor.value(), entry.name) for entry, editor in self._rows]
        name, value = self.new_name.text().strip(), self.new_value.value()
        if name and value is not None:
            made.append(Entry(None, value, name))
        elif name or value is not None:
            raise UserError(
                Text("A product needs its name and a value.", "产品需要名称和取值。"),
                Text("Fill in both, or empty the line.", "请两项都填，或清空这一行。"),
            )
        return made

    def saved(self) -> None:
        for _, editor in self._rows:
            editor.saved()

    def draft(self) -> Any:
        return [editor.draft() for editor in self._inner], self.new_name.text()

    def load_draft(self, draft: Any) -> None:
        drafts, name = draft
        for editor, kept in zip(self._inner, drafts, strict=False):
            editor.load_draft(kept)
        self.new_name.setText(name)

    def start(self, typed: str, *, offer: bool) -> None:
        if self._rows:
            self._rows[0][1].start(typed, offer=offer)
        else:
            self.new_name.start(typed)

    def stops(self) -> list[QWidget]:
        known = [stop for _, editor in self._rows for stop in editor.stops()]
        return [*known, self.new_name, *self.new_value.stops()]
