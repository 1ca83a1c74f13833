"""Asking for one condition of a filter: which column, how, and what. The list follows with every press.

What a column is asked for is entered by the same editors as its values are. Opened by ``filter_bar``.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from keyaccount_desktop.language import UserError
from keyaccount_desktop.method import numbers
from keyaccount_desktop.method.columns import Column, ListKind
from keyaccount_desktop.method.filters import UNKNOWN, Check, Condition, check_of, checks_of, usable
from keyaccount_desktop.ui import theme
from keyaccount_desktop.ui.emptying import empty
from keyaccount_desktop.ui.fields.checklist_editor import ChecklistEditor
from keyaccount_desktop.ui.fields.choice_editors import ChoiceEditor, options_of
from keyaccount_desktop.ui.fields.editor import Editor
from keyaccount_desktop.ui.fields.panel import KeyboardPanel, Option
from keyaccount_desktop.ui.fields.text_editors import LineEditor
from keyaccount_desktop.ui.widgets import Label

if TYPE_CHECKING:
    from keyaccount_desktop.workbook.document import Workbook

_FIRST: Final[dict[str, tuple[str, ...]]] = {
    "person": (
        "stakeholder.attitude", "stakeholder.roles", "stakeholder.part", "cold", "known", "last_contact",
        "stakeholder.key", "stakeholder.coach", "person.level", "person.function", "person.tags", "account.grade",
        "account.type", "account.season",
    ),
    "account": (
        "account.grade", "account.type", "account.season", "cold", "last_contact", "next_step", "known",
        "account.region", "account.tags",
    ),
}  # fmt: skip
"""What is filtered by most, offered first."""
_DAYS: Final = 90
_PERCENT: Final = 70


class ConditionPanel(KeyboardPanel):
    """``changed`` carries the condition as it stands now, or None while it asks for nothing."""

    changed = Signal(object)

    def __init__(
        self,
        anchor: QWidget,
        workbook: Workbook,
        kind: ListKind,
        columns: dict[str, Column],
        before: Condition | None,
        column: str = "",
    ) -> None:
        super().__init__(anchor, width=theme.current().px(260), hugging=True)
        self._workbook = workbook
        self._columns = columns
        self._said: Condition | None = before
        self._check: Check | None = None
        self._editor: Editor | None = None
        self._buttons: dict[str, QToolButton] = {}
        self.setAccessibleName(self.tr("Filter"))
        self.column.setContentsMargins(14, 10, 14, 12)
        self.column.setSpacing(2 * theme.GRID)
        self._chosen = columns.get(before.column if before is not None else column)
        self.columns_line = ChoiceEditor(
            self._offered(kind), self._chosen.key if self._chosen is not None else None
        )
        self.columns_line.set_name(self.tr("What to filter by"))
        self.columns_line.line.setPlaceholderText(self.tr("Filter by…"))
        self.columns_line.entered.connect(self._take_column)
        self.columns_line.escaped.connect(self.close_panel)
        self.column.addWidget(self.columns_line)
        self._checks = QHBoxLayout()
        self._checks.setSpacing(theme.GRID)
        self.column.addLayout(self._checks)
        self._problem = Label("", "warning_caption", wrap=True)
        self._problem.hide()
        self.column.addWidget(self._problem)
        if self._chosen is not None:
            self._show_checks(before)
        self._said = before

    def open(self) -> None:
        super().open()
        # What stands there from the start is asked for too; nobody could hear it before.
        self._tell()
        if self._editor is not None:
            self._editor.start("", offer=False)
        elif self._chosen is None:
            # Once it stands where it belongs: what is offered takes its place from the line.
            QTimer.singleShot(0, self.columns_line, lambda: self.columns_line.start("", offer=True))

    def first_stop(self) -> QWidget:
        if self._editor is not None:
            return self._editor.stops()[0]
        checked = next((button for button in self._buttons.values() if button.isChecked()), None)
        return checked or self.columns_line.line

    def _offered(self, kind: ListKind) -> list[Option]:
        first = [self._columns[key] for key in _FIRST[kind] if key in self._columns]
        rest = [column for column in self._columns.values() if column not in first]
        return [
            Option(column.key, str(column.text), "", (column.text.en, column.text.zh))
            for column in (*first, *rest)
        ]

    # ---- column and check

    def _take_column(self) -> None:
        try:
            key = self.columns_line.value()
        except UserError as error:
            self._say(error)
            return
        column = self._columns.get(str(key)) if key is not None else None
        if column is None:
            self.close_panel()
        elif column is not self._chosen or self._editor is None:
            self._chosen = column
            self.columns_line.close_panels()
            self._show_checks(None)
            self.first_stop().setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.first_stop().setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_checks(self, before: Condition | None) -> None:
        column = self._chosen
        assert column is not None
        empty(self._checks)
        self._buttons = {}
        for check in checks_of(column):
            button = QToolButton()
            button.setText(str(check.text))
            button.setCheckable(True)
            button.setAccessibleName(f"{column.text} {check.text}")
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            button.clicked.connect(lambda _on=False, code=check.code: self._choose_check(code, None))
            self._checks.addWidget(button)
            self._buttons[check.code] = button
        self._checks.addStretch(1)
        first = before.check if before is not None else checks_of(column)[0].code
        self._choose_check(first, before)

    def _choose_check(self, code: str, before: Condition | None) -> None:
        column = self._chosen
        assert column is not None
        check = check_of(column, code)
        assert check is not None
        takes = self._check.takes if self._check is not None else None
        self._check = check
        for other, button in self._buttons.items():
            button.setChecked(other == code)
        if before is not None or takes != check.takes or self._editor is None:
            self._show_editor(check, before)
        self._tell()
        if self.isVisible():
            self._place_again()

    # ---- value

    def _show_editor(self, check: Check, before: Condition | None) -> None:
        if self._editor is not None:
            self._editor.close_panels()
            self._editor.hide()
            self._editor.deleteLater()
        column = self._chosen
        assert column is not None
        self._editor = self._make_editor(column, check, before.value if before is not None else None)
        if self._editor is None:
            return
        self._editor.set_name(f"{column.text} {check.text}")
        self._editor.typed_in.connect(self._tell)
        self._editor.entered.connect(self._enter)
        self._editor.escaped.connect(self.close_panel)
        self._editor.height_changed.connect(self._place_again)
        self.column.insertWidget(2, self._editor)
        self._order_stops()

    def _make_editor(self, column: Column, check: Check, value: Any) -> Editor | None:
        match check.takes:
            case "codes" if column.choices is not None:
                unknown = Option(UNKNOWN, self.tr("not known"))
                return ChecklistEditor([*options_of(column.choices), unknown], value or [])
            case "codes" | "words":
                return ChecklistEditor(self._words(column), value or [], open_ended=True)
            case "code" if column.choices is not None:
                return ChoiceEditor(options_of(column.choices), value)
            case "days":
                return LineEditor(f"{_DAYS if value is None else value:g}", _number, unit=self.tr("days"))
            case "number":
                shown = value if value is not None else _PERCENT if column.kind == "percent" else None
                unit = "%" if column.kind == "percent" else ""
                return LineEditor("" if shown is None else f"{shown:g}", _number, unit=unit)
            case "text":
                return LineEditor(value or "", str)
        return None

    def _words(self, column: Column) -> list[Option]:
        from keyaccount_desktop.workbook.facts import words_in_use

        if column.field is None or column.kind not in ("tags", "choices"):
            return []
        return [Option(word, word) for word in words_in_use(self._workbook, column.key, 30)]

    def _order_stops(self) -> None:
        stops: list[QWidget] = [self.columns_line.line, *self._buttons.values()]
        stops += self._editor.stops() if self._editor is not None else []
        for before, after in itertools.pairwise(stops):
            QWidget.setTabOrder(before, after)

    def _condition(self) -> Condition | None:
        """The condition as it stands; None when it asks for nothing. Raises UserError for what is no number."""
        column, check = self._chosen, self._check
        if column is None or check is None:
            return None
        value: Any = None
        if self._editor is not None:
            value = self._editor.value()
        if check.takes in ("codes", "words"):
            value = tuple(value or ())
        condition = Condition(column.key, check.code, value)
        return condition if usable(condition, self._columns) else None

    def _tell(self) -> None:
        try:
            condition = self._condition()
        except UserError as error:
            self._say(error)
            return
        self._say(None)
        if condition != self._said:
            self._said = condition
            self.changed.emit(condition)

    def _enter(self) -> None:
        self._tell()
        if self._problem.isHidden():
            self.close_panel()

    def going(self) -> None:
        if self._editor is not None:
            self._tell()

    def _place_again(self) -> None:
        self.take_place()
        # And once the editor has taken its new height.
        QTimer.singleShot(0, self, self.take_place)

    def close_panel(self) -> None:
        if self._editor is not None:
            self._editor.close_panels()
        self.columns_line.close_panels()
        super().close_panel()

    def key_pressed(self, watched: QWidget, event: QKeyEvent) -> bool:
        if watched in self._buttons.values() and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if isinstance(watched, QToolButton) and not watched.isChecked():
                watched.click()
            elif self._editor is not None:
                self._editor.start("", offer=True)
            else:
                self.close_panel()
            return True
        return False

    def _say(self, error: UserError | None) -> None:
        self._problem.setText(f"{error.message} {error.hint}" if error is not None else "")
        self._problem.setVisible(error is not None)
        if self.isVisible():
            self.take_place()


def _number(typed: str) -> float | None:
    return numbers.read(typed, None) if typed.strip() else None
