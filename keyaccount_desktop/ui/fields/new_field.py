"""A field of the user's own, made in a few seconds where it is missed: name, kind, and what that kind needs.

A panel over the page, opened by "Add…" and by the settings. Names that the method bars are refused with the
reason, beside what was typed. ``made`` carries the key of the new field.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QCheckBox, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from keyaccount_desktop.language import Language, Text, UserError, language
from keyaccount_desktop.method import catalogue
from keyaccount_desktop.method.fields import KIND_NAMES, SEVERAL_KINDS, Kind
from keyaccount_desktop.method.numbers import read
from keyaccount_desktop.ui import theme
from keyaccount_desktop.ui.fields.choice_editors import ChoiceEditor
from keyaccount_desktop.ui.fields.inputs import TextBox, TextLine, end_composition
from keyaccount_desktop.ui.fields.panel import Option, Panel, belongs_to
from keyaccount_desktop.ui.widgets import Button, Label
from keyaccount_desktop.workbook.definitions import PART_KINDS, Form, NewPart, define_field

if TYPE_CHECKING:
    from keyaccount_desktop.workbook.document import Workbook

_WIDTH: Final = 340
_CHOOSING: Final = frozenset({"choice", "choices", "checklist", "ranked"})
_COUNTING: Final = frozenset({"number"})
_BETWEEN: Final = re.compile(r"[、,，;；\n]+")
_WITH_PRODUCTS: Final = ("person", "account")
_LEAST_PARTS: Final = 2


def typed_text(typed: str) -> Text:
    """What was typed, in the language it was typed in; the workbook lets it stand for both."""
    return Text("", typed) if language() == "zh" else Text(typed, "")


def renamed(before: Text, typed: str, code: Language | None = None) -> Text:
    """A name as it is after it was written over in one language, that of the window unless another is given.

    A word that was the same in both is changed in both.
    """
    code = code or language()
    if before.en == before.zh:
        return Text("", typed) if code == "zh" else Text(typed, "")
    return Text(before.en, typed) if code == "zh" else Text(typed, before.zh)


def words_in(typed: str) -> list[str]:
    """The names in a text, one a line or parted by commas."""
    return [word for part in _BETWEEN.split(typed) if (word := part.strip())]


def kind_options(kinds: Sequence[Kind]) -> list[Option]:
    return [
        Option(kind, str(KIND_NAMES[kind]), words=(KIND_NAMES[kind].zh, KIND_NAMES[kind].en))
        for kind in kinds
    ]


class PartRows(QWidget):
    """The parts of an entry: name and kind of each; an empty row at the end takes the next."""

    grown = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[tuple[TextLine, ChoiceEditor, TextLine]] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.GRID)
        for _ in range(_LEAST_PARTS):
            self._add_row()

    def parts(self) -> list[NewPart]:
        """The parts that have a name."""
        made = []
        for name, kind, choices in self.rows:
            if name.text().strip():
                code = kind.value() or "text"
                names = tuple(map(typed_text, words_in(choices.text()))) if code == "choice" else ()
                made.append(NewPart(code, typed_text(name.text()), names))  # type: ignore[arg-type]
        return made

    def stops(self) -> list[QWidget]:
        return [stop for name, kind, choices in self.rows for stop in (name, *kind.stops(), choices)]

    def close_panels(self) -> None:
        for _, kind, _ in self.rows:
            kind.close_panels()

    def _add_row(self) -> None:
        name, kind, choices = TextLine(), ChoiceEditor(kind_options(PART_KINDS), "text"), TextLine()
        name.textEdited.connect(self._grow)
        name.entered.connect(lambda: kind.start("", offer=True))
        kind.entered.connect(lambda: self._chosen(kind, choices))
        row = QGridLayout()
        row.setSpacing(theme.GRID)
        row.addWidget(name, 0, 0)
        row.addWidget(kind, 0, 1)
        row.addWidget(choices, 1, 0, 1, 2)
        choices.hide()
        self._column.addLayout(row)
        stops = self.stops()
        self.rows.append((name, kind, choices))
        before = stops[-1] if stops else None
        for stop in (name, *kind.stops(), choices):
            if before is not None:
                QWidget.setTabOrder(before, stop)
            before = stop
        self.retranslate()

    def _chosen(self, kind: ChoiceEditor, choices: TextLine) -> None:
        kind.close_panels()
        choices.setVisible(kind.value() == "choice")
        if choices.isVisible():
            choices.setFocus(Qt.FocusReason.OtherFocusReason)
        self.grown.emit()

    def _grow(self) -> None:
        if self.rows[-1][0].text():
            self._add_row()
            self.grown.emit()

    def retranslate(self) -> None:
        for number, (name, kind, choices) in enumerate(self.rows, 1):
            name.setPlaceholderText(self.tr("Part {n}").format(n=number))
            name.setAccessibleName(self.tr("Name of part {n}").format(n=number))
            kind.set_name(self.tr("Kind of part {n}").format(n=number))
            choices.setPlaceholderText(self.tr("Choices, with commas between"))
            choices.setAccessibleName(self.tr("Choices of part {n}").format(n=number))


class NewFieldPanel(Panel):
    """Makes a field for a subject, in one of its sections."""

    made = Signal(str)

    def __init__(self, anchor: QWidget, workbook: Workbook, section: str, name: str = "") -> None:
        super().__init__(anchor, width=theme.current().px(_WIDTH))
        self._workbook = workbook
        self._subject = catalogue.section(section).subject
        self.setAccessibleName(self.tr("New field"))
        self.column.setContentsMargins(14, 12, 14, 12)
        self.column.setSpacing(2 * theme.GRID)
        self.name = TextLine()
        self.name.setText(name)
        self.name.setPlaceholderText(self.tr("Name"))
        self.name.setAccessibleName(self.tr("Name of the new field"))
        self.name.entered.connect(self._name_entered)
        self.kind: ChoiceEditor = ChoiceEditor(kind_options(tuple(KIND_NAMES)), "text")
        self.kind.set_name(self.tr("Kind"))
        self.kind.entered.connect(self._kind_entered)
        self.choices = TextBox(lines=3, most_lines=8)
        self.choices.setPlaceholderText(self.tr("The choices, one a line"))
        self.choices.setAccessibleName(self.tr("Choices"))
        self.choices.entered.connect(self.make)
        self.choices.height_changed.connect(self._fit)
        self.parts = PartRows()
        self.parts.grown.connect(self._fit)
        self.unit = self._short_line(self.tr("Unit, such as beds"), self.tr("Unit"))
        self.low = self._short_line("1", self.tr("Lowest step"))
        self.high = self._short_line("5", self.tr("Highest step"))
        self._scale = QWidget()
        scale = QHBoxLayout(self._scale)
        scale.setContentsMargins(0, 0, 0, 0)
        for part in (Label(self.tr("From"), "small"), self.low, Label(self.tr("to"), "small"), self.high):
            scale.addWidget(part)
        self.sensitive = QCheckBox(self.tr("Private: left out of shared exports"))
        self.many = QCheckBox(self.tr("Several entries"))
        self.per_product = QCheckBox(self.tr("One value for each product"))
        sections = [Option(each.key, str(each.text)) for each in catalogue.sections_of(self._subject)]
        # Several entries for each product would be one too many.
        self.many.toggled.connect(lambda on: self.per_product.setEnabled(not on))
        self.per_product.toggled.connect(lambda on: self.many.setEnabled(not on))
        self.section = ChoiceEditor(sections, section)
        self.section.set_name(self.tr("Section"))
        self._problem = Label("", "warning_caption", wrap=True)
        self._problem.hide()
        for changed in (self.name.textChanged, self.choices.textChanged, self.kind.line.textChanged):
            changed.connect(self._unsay)
        self.button = Button(self.tr("Add field"), "primary")
        self.button.clicked.connect(self.make)
        cancel = Button(self.tr("Cancel"))
        cancel.clicked.connect(self.close_panel)
        self._lay_out(cancel, several_sections=len(sections) > 1)
        self._show_details()

    def _lay_out(self, cancel: Button, *, several_sections: bool) -> None:
        form = QGridLayout()
        form.setHorizontalSpacing(3 * theme.GRID)
        form.setVerticalSpacing(2 * theme.GRID)
        form.setColumnStretch(1, 1)
        rows = [
            (self.tr("Name"), self.name),
            (self.tr("Kind"), self.kind),
            (self.tr("Section"), self.section),
        ]
        for number, (text, editor) in enumerate(rows):
            label = Label(text, "small")
            form.addWidget(label, number, 0)
            form.addWidget(editor, number, 1)
            if editor is self.section and not several_sections:
                label.hide()
                editor.hide()
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(cancel)
        buttons.addWidget(self.button)
        self.column.addLayout(form)
        for part in (
            self.choices, self.parts, self.unit, self._scale, self.many, self.per_product, self.sensitive,
            self._problem,
        ):  # fmt: skip
            self.column.addWidget(part)
        self.column.addLayout(buttons)
        self._tab_order(cancel)

    def _tab_order(self, cancel: Button) -> None:
        stops = [
            self.name, *self.kind.stops(), *self.section.stops(), self.choices, *self.parts.stops(), self.unit,
            self.low, self.high, self.many, self.per_product, self.sensitive, cancel, self.button,
        ]  # fmt: skip
        for before, after in pairwise(stops):
            QWidget.setTabOrder(before, after)

    def open(self) -> None:
        super().open()
        QApplication.instance().installEventFilter(self)
        if self.name.text().strip():
            self.kind.start("", offer=False)
        else:
            self.name.setFocus(Qt.FocusReason.PopupFocusReason)

    def close_panel(self) -> None:
        if self._gone:
            return
        QApplication.instance().removeEventFilter(self)
        self.kind.close_panels()
        self.section.close_panels()
        self.parts.close_panels()
        had_focus = belongs_to(QApplication.focusWidget(), self)
        super().close_panel()
        if had_focus and self._anchor.isVisible():
            self._anchor.setFocus(Qt.FocusReason.OtherFocusReason)

    # ---- what it makes

    @property
    def message(self) -> str:
        """Why the field could not be made."""
        return "" if self._problem.isHidden() else self._problem.text()

    def make(self) -> None:
        """Add the field as it is written here; what is refused stays to be mended."""
        end_composition()
        try:
            section = self.section.value()
            assert isinstance(section, str)
            key = define_field(self._workbook, section, typed_text(self.name.text()), self._form())
        except UserError as error:
            self._problem.setText(f"{error.message} {error.hint}")
            self._problem.show()
            self._fit()
            return
        made = self.made
        self.close_panel()
        made.emit(key)

    def _unsay(self) -> None:
        if self.message:
            self._problem.hide()
            self._fit()

    def _form(self) -> Form:
        kind = self._chosen_kind()
        low, high = (self._step(line) for line in (self.low, self.high))
        return Form(
            kind,
            many=self.many.isVisibleTo(self) and self.many.isChecked(),
            per_product=self.per_product.isVisibleTo(self) and self.per_product.isChecked(),
            sensitive=self.sensitive.isChecked(),
            choices=tuple(map(typed_text, words_in(self.choices.toPlainText()))) if kind in _CHOOSING else (),
            parts=tuple(self.parts.parts()) if kind == "record" else (),
            unit=typed_text(self.unit.text().strip())
            if kind in _COUNTING and self.unit.text().strip()
            else None,
            low=low if kind == "rating" else None,
            high=high if kind == "rating" else None,
        )

    def _step(self, line: TextLine) -> float:
        return read(line.text().strip() or line.placeholderText(), None)

    def _chosen_kind(self) -> Kind:
        kind = self.kind.value()
        return kind if kind in KIND_NAMES else "text"

    # ---- how it changes with the kind

    def _name_entered(self) -> None:
        self.kind.start("", offer=True)

    def _kind_entered(self) -> None:
        before = self.details_of
        self.kind.close_panels()
        self._show_details()
        first = {
            "choices": self.choices,
            "parts": self.parts.rows[0][0],
            "unit": self.unit,
            "scale": self.low,
        }
        if self.details_of and (self.details_of != before or self.details_of in ("choices", "parts")):
            first[self.details_of].setFocus(Qt.FocusReason.OtherFocusReason)
        elif self.name.text().strip():
            self.make()
        else:
            self.name.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_details(self) -> None:
        try:
            kind = self._chosen_kind()
        except UserError:
            return
        self.details_of = _DETAILS.get(kind, "")
        self.choices.setVisible(self.details_of == "choices")
        self.parts.setVisible(self.details_of == "parts")
        self.unit.setVisible(self.details_of == "unit")
        self._scale.setVisible(self.details_of == "scale")
        self.many.setVisible(kind in SEVERAL_KINDS)
        self.per_product.setVisible(self._subject in _WITH_PRODUCTS)
        self._fit()

    def _fit(self) -> None:
        if self.isVisible():
            self.take_place()

    def _short_line(self, placeholder: str, name: str) -> TextLine:
        line = TextLine()
        line.setPlaceholderText(placeholder)
        line.setAccessibleName(name)
        line.entered.connect(self.make)
        return line

    # ---- keyboard

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_Escape
            and isinstance(watched, QWidget)
            and belongs_to(watched, self)
            and not getattr(watched, "composing", False)
        ):
            if self.kind.offered is not None or self.section.offered is not None:
                self.kind.close_panels()
                self.section.close_panels()
            else:
                self.close_panel()
            return True
        return super().eventFilter(watched, event)


_DETAILS: Final[dict[str, str]] = {
    **dict.fromkeys(_CHOOSING, "choices"),
    **dict.fromkeys(_COUNTING, "unit"),
    "record": "parts",
    "rating": "scale",
}
"""What more must be said of a kind."""
