"""The program's own numbers, each with the value the program ships and the workbook's own."""

from __future__ import annotations

from collections.abc import Hashable
from typing import TYPE_CHECKING, Final

from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QMenu

from keyaccount_desktop.method.defaults import DEFAULTS
from keyaccount_desktop.method.own_numbers import NUMBERS, Number, value_in
from keyaccount_desktop.ui import theme
from keyaccount_desktop.ui.fields.editor import Editor
from keyaccount_desktop.ui.fields.line import EditableLine
from keyaccount_desktop.ui.fields.text_editors import LineEditor
from keyaccount_desktop.ui.fields.value_text import Run
from keyaccount_desktop.ui.operation import Operation
from keyaccount_desktop.ui.preferences.master import Detail
from keyaccount_desktop.ui.preferences.tab import Tab, add
from keyaccount_desktop.ui.widgets import Card, Label
from keyaccount_desktop.workbook.preferences import own_numbers, set_number

if TYPE_CHECKING:
    from keyaccount_desktop.workbook.document import Workbook

_WIDEST_LABEL: Final = 360


class NumberLine(EditableLine):
    """One number; emptied it is the program's again."""

    def __init__(self, workbook: Workbook, number: Number) -> None:
        super().__init__(workbook)
        self._number = number
        self.retranslate()

    @property
    def own(self) -> bool:
        """Whether the workbook has a number of its own."""
        return self._number.name in own_numbers(self._workbook)

    def retranslate(self) -> None:
        number = self._number
        value = value_in(self._workbook.defaults, number.name)
        shipped = value_in(DEFAULTS, number.name)
        runs = [Run(str(number.shown(value)))]
        if value != shipped:
            runs.append(Run("  " + self.tr("default {value}").format(value=number.shown(shipped)), "faint"))
        self.show_value(str(number.text), runs, empty=False)

    def draft_key(self) -> Hashable:
        return ("number", self._number.name)

    def plain_text(self) -> str:
        return str(self._number.shown(value_in(self._workbook.defaults, self._number.name)))

    def make_editor(self) -> Editor:
        return LineEditor(self.plain_text(), self._read)

    def _read(self, typed: str) -> float | None:
        return self._number.read(typed) if typed.strip() else None

    def save(self, value: object, visit: object) -> None:
        shipped = value_in(DEFAULTS, self._number.name)
        own = None if value is None or value == shipped else float(value)  # type: ignore[arg-type]
        set_number(
            self._workbook, self._number.name, int(own) if own is not None and own == int(own) else own
        )

    def clear(self) -> None:
        """Back to the program's number."""
        Operation(self, lambda: set_number(self._workbook, self._number.name, None)).run()

    def edits_here(self) -> bool:
        return True

    def edit_command(self, name: str) -> bool:
        """Delete of the Edit menu goes back to the program's number."""
        if name != "delete" or not self.own or not self.editable:
            return False
        self.clear()
        return True

    def _fill_menu(self, menu: QMenu) -> None:
        add(menu, self.tr("Edit"), self.begin_edit, offered=self.editable)
        add(menu, self.tr("Back to the default"), self.clear, offered=self.editable and self.own)


class NumbersTab(Tab):
    """Groups of numbers under one another."""

    TABLES = frozenset({"setting"})

    def __init__(self, workbook: Workbook) -> None:
        super().__init__(workbook)
        self._detail = Detail()
        self._hint = Label("", "soft", wrap=True)
        self._detail.column.addWidget(self._hint)
        self._cards: dict[str, Card] = {}
        self.lines: dict[str, NumberLine] = {}
        for number in NUMBERS.values():
            key = number.group.en
            if key not in self._cards:
                self._cards[key] = Card("", spacing=0)
                self._detail.column.addWidget(self._cards[key])
            self.lines[number.name] = NumberLine(workbook, number)
            self._cards[key].column.addWidget(self.lines[number.name])
        self.fill(self._detail)

    def show_now(self) -> None:
        self._hint.setText(
            self.tr(
                "None of these comes from the sources: they are yours to change. Emptied, a line is the default again."
            )
        )
        groups = {number.group.en: number.group for number in NUMBERS.values()}
        for key, card in self._cards.items():
            if card.title is not None:
                card.title.set_texts(str(groups[key]))
        for line in self.lines.values():
            line.retranslate()
        metrics = QFontMetrics(theme.current().font())
        widest = max(metrics.horizontalAdvance(line.label) for line in self.lines.values())
        for line in self.lines.values():
            line.set_label_width(min(widest + 2 * theme.PAD, theme.current().px(_WIDEST_LABEL)))
