"""One part of an entry of records, edited in place: as a cell of a table, or as a line with its label.

``record_table`` makes them and says where what comes out of them goes.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtWidgets import QWidget

from keyaccount_desktop.method import values
from keyaccount_desktop.method.fields import Part
from keyaccount_desktop.ui.fields.cells import Cell
from keyaccount_desktop.ui.fields.choice_editors import ChoiceEditor, options_of
from keyaccount_desktop.ui.fields.editor import Editor
from keyaccount_desktop.ui.fields.kinds import editor_of
from keyaccount_desktop.ui.fields.line import EditableLine
from keyaccount_desktop.ui.fields.panel import Option
from keyaccount_desktop.ui.fields.value_text import Run
from keyaccount_desktop.ui.operation import Operation

if TYPE_CHECKING:
    from keyaccount_desktop.workbook.document import Workbook

Store = Callable[[Part, Any, object], None]
"""Saves a part: its value, and the visit that joins what is saved into one step of undo."""
_SHOWN_CHARACTERS: Final = 600


class _OfPart(EditableLine):
    """What both have in common. ``key`` is what a draft is kept under, ``known`` what may be suggested."""

    def __init__(
        self, workbook: Workbook, part: Part, key: Hashable, store: Store, known: Sequence[str] = ()
    ) -> None:
        super().__init__(workbook)
        self.part = part
        self._key = key
        self._store = store
        self._known = known
        self.value: Any = None

    def show_part(self, value: Any) -> None:
        """What the part holds now; None when empty."""
        self.value = value
        shown = str(values.display(self.part, value)) if value is not None else ""
        if len(shown) > _SHOWN_CHARACTERS:
            shown = shown[:_SHOWN_CHARACTERS].rstrip() + "…"
        runs = [Run(shown)] if shown else [Run(self.tr("Add…"), "empty")]
        self.show_value(str(self.part.text), runs, empty=value is None)

    def retranslate(self) -> None:
        self.show_part(self.value)

    def draft_key(self) -> Hashable:
        return self._key

    def make_editor(self) -> Editor:
        options = options_of(self.part.choices) if self.part.choices is not None else []
        listed = {option.code for option in options}
        options += [Option(word, word) for word in self._known if word not in listed]
        if options and self.part.kind in ("text", "choice"):
            open_ended = self.part.kind == "text" or self.part.open_ended
            return ChoiceEditor(options, self.value, open_ended=open_ended)
        return editor_of(self.part, self.value)

    def save(self, value: object, visit: object) -> None:
        self._store(self.part, value, visit)

    def clear(self) -> None:
        Operation(self, lambda: self._store(self.part, None, None)).run()

    def plain_text(self) -> str:
        return str(values.display(self.part, self.value)) if self.value is not None else ""


class PartLine(_OfPart):
    """A part under its label, as the lines of the page are."""

    def stops(self) -> list[QWidget]:
        return self.editor.stops() if self.editor is not None else [self]


class PartCell(_OfPart, Cell):
    """A part in a cell of a table, while it is edited."""
