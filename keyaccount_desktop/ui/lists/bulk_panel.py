"""Changing one thing of all that is selected: which field, to what, and who says so. One step of undo.

A panel, not a form: it asks for the field first, by typing, and then shows the one editor that field needs. Opened
by ``list_pane``; what it asks for is done by ``workbook.bulk``.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from keyaccount_desktop.language import Text, UserError
from keyaccount_desktop.method import catalogue
from keyaccount_desktop.method.choices import ChoiceList
from keyaccount_desktop.method.columns import Column, ListKind
from keyaccount_desktop.method.vocabulary import CERTAINTY, SOURCE
from keyaccount_desktop.ui import counts, theme
from keyaccount_desktop.ui.fields.choice_editors import ChoiceEditor
from keyaccount_desktop.ui.fields.editor import Editor
from keyaccount_desktop.ui.fields.kinds import editor_of
from keyaccount_desktop.ui.fields.panel import KeyboardPanel, Option
from keyaccount_desktop.ui.fields.text_editors import LineEditor
from keyaccount_desktop.ui.long_edit import LongEdit
from keyaccount_desktop.ui.widgets import Button, Label
from keyaccount_desktop.workbook.bulk import SEVERAL, Changed, How, change_department, change_field
from keyaccount_desktop.workbook.facts import Evidence, words_in_use

if TYPE_CHECKING:
    from keyaccount_desktop.workbook.document import Workbook

_FIRST: Final = (
    "stakeholder.attitude", "stakeholder.roles", "stakeholder.part", "stakeholder.closeness", "stakeholder.key",
    "person.position", "department", "person.level", "person.function", "person.tags", "account.grade", "account.type",
    "account.season", "account.region", "account.tags",
)  # fmt: skip
"""What is changed of many most often, offered first."""
_EMPTY: Final = "empty"
_HOW: Final[dict[str, Text]] = {
    "set": Text("Set", "设为"),
    "add": Text("Add", "添加"),
    "remove": Text("Take away", "去掉"),
    _EMPTY: Text("Clear", "清空"),
}
"""What is done with the field; adding and taking away only where it holds several."""
_YES: Final = "yes"
_NO: Final = "no"


class BulkPanel(KeyboardPanel):
    """``done`` carries the words that say what was changed."""

    done = Signal(str)

    def __init__(
        self,
        anchor: QWidget,
        workbook: Workbook,
        kind: ListKind,
        columns: Sequence[Column],
        ids: Sequence[str],
    ) -> None:
        super().__init__(anchor, width=theme.current().px(320), hugging=True)
        self._workbook = workbook
        self._kind: ListKind = kind
        self._ids = list(ids)
        self._columns = {column.key: column for column in columns if column.for_many}
        self._chosen: Column | None = None
        self._editor: Editor | None = None
        self._how = "set"
        self._source: str | None = None
        self._certainty = "confirmed"
        self._working = False
        who = counts.people(len(ids)) if kind == "person" else counts.clients(len(ids))
        self._who = who
        self.setAccessibleName(self.tr("Change {who}").format(who=who))
        self.column.setContentsMargins(14, 10, 14, 12)
        self.column.setSpacing(2 * theme.GRID)
        self.column.addWidget(Label(self.tr("Change {who}").format(who=who), "caption"))
        self.fields_line = ChoiceEditor(self._offered(), None)
        self.fields_line.set_name(self.tr("What to change"))
        self.fields_line.line.setPlaceholderText(self.tr("What to change?"))
        self.fields_line.entered.connect(self._take_field)
        self.fields_line.escaped.connect(self.close_panel)
        self.column.addWidget(self.fields_line)
        self.hows = self._row(None, list(_HOW.items()), self._choose_how)
        self._value_place = self.column.count()
        self._evidence = Label(self.tr("Evidence"), "caption")
        self.column.addWidget(self._evidence)
        self.sources = self._row(SOURCE, [(each.code, each.text) for each in SOURCE], self._choose_source)
        self.certainties = self._row(
            CERTAINTY, [(each.code, each.text) for each in CERTAINTY], self._choose_certainty
        )
        self._problem = Label("", "warning_caption", wrap=True)
        self._problem.hide()
        self.column.addWidget(self._problem)
        self.apply = Button("", "primary")
        self.apply.clicked.connect(self._apply)
        self.column.addWidget(self.apply, 0, Qt.AlignmentFlag.AlignRight)
        self._mark()
        self._show_parts()

    def open(self) -> None:
        super().open()
        QTimer.singleShot(0, self.fields_line, lambda: self.fields_line.start("", offer=True))

    def first_stop(self) -> QWidget:
        return self.fields_line.line

    def _offered(self) -> list[Option]:
        first = [self._columns[key] for key in _FIRST if key in self._columns]
        rest = [column for column in self._columns.values() if column not in first]
        return [
            Option(column.key, str(column.text), "", (column.text.en, column.text.zh), group)
            for column, group in (*((each, "") for each in first), *((each, _group(each)) for each in rest))
        ]

    def _row(
        self,
        choices: ChoiceList | None,
        entries: Sequence[tuple[Any, Text]],
        command: Callable[[Any], None],
    ) -> dict[str, QToolButton]:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.GRID)
        buttons: dict[str, QToolButton] = {}
        for code, text in entries:
            button = QToolButton()
            button.setText(str(text))
            button.setCheckable(True)
            button.setAccessibleName(f"{choices.text}: {text}" if choices is not None else str(text))
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            button.clicked.connect(lambda _on=False, code=code: command(code))
            row.addWidget(button)
            buttons[code] = button
        row.addStretch(1)
        self.column.addWidget(holder)
        return buttons

    # ---- which field

    def _take_field(self) -> None:
        try:
            key = self.fields_line.value()
        except UserError as error:
            self._say(error)
            return
        column = self._columns.get(str(key)) if key is not None else None
        if column is None:
            return
        self._say(None)
        self.fields_line.close_panels()
        if column is not self._chosen:
            self._chosen = column
            self._how = "set"
            self._show_editor(column)
            self._mark()
        self._show_parts()
        if self._editor is not None:
            self._editor.start("", offer=False)

    def _show_editor(self, column: Column) -> None:
        if self._editor is not None:
            self._editor.close_panels()
            self._editor.hide()
            self._editor.deleteLater()
        self._editor = self._make_editor(column)
        self._editor.set_name(str(column.text))
        self._editor.entered.connect(self._value_entered)
        self._editor.escaped.connect(self.close_panel)
        self._editor.typed_in.connect(self._name_step)
        self._editor.height_changed.connect(self._place_again)
        self.column.insertWidget(self._value_place, self._editor)
        self._order_stops()

    def _make_editor(self, column: Column) -> Editor:
        field = column.field
        if field is None:
            return LineEditor("", str)
        if field.kind == "flag":
            options = [Option(_YES, self.tr("Yes")), Option(_NO, self.tr("No"))]
            return ChoiceEditor(options, _YES)
        return editor_of(field, None, lambda: words_in_use(self._workbook, field.key))

    def _show_parts(self) -> None:
        """Show what the chosen field needs, and nothing before one is chosen."""
        column = self._chosen
        field = column.field if column is not None else None
        several = field is not None and field.kind in SEVERAL
        for code, button in self.hows.items():
            button.setVisible(code in ("set", _EMPTY) or several)
        told = field is not None and self._how != _EMPTY
        for buttons, shown in (
            (self.hows, column is not None and (field is None or field.kind != "flag")),
            (self.sources, told),
            (self.certainties, told),
        ):
            next(iter(buttons.values())).parentWidget().setVisible(shown)
        self._evidence.setVisible(told)
        if self._editor is not None:
            self._editor.setVisible(self._how != _EMPTY)
        self.apply.setVisible(column is not None)
        self._name_step()
        if self.isVisible():
            self._place_again()

    def _order_stops(self) -> None:
        assert self._editor is not None
        stops: list[QWidget] = [
            self.fields_line.line,
            *self.hows.values(),
            *self._editor.stops(),
            *self.sources.values(),
            *self.certainties.values(),
            self.apply,
        ]
        for before, after in itertools.pairwise(stops):
            QWidget.setTabOrder(before, after)

    # ---- how, and who says so

    def _choose_how(self, how: str) -> None:
        self._how = how
        self._mark()
        self._show_parts()

    def _choose_source(self, code: str) -> None:
        # A second click on the same source takes it back.
        self._source = None if code == self._source else code
        self._mark()

    def _choose_certainty(self, code: str) -> None:
        self._certainty = code
        self._mark()

    def _mark(self) -> None:
        for buttons, current in (
            (self.hows, self._how),
            (self.sources, self._source),
            (self.certainties, self._certainty),
        ):
            for code, button in buttons.items():
                button.setChecked(code == current)

    # ---- what is done

    def _name_step(self) -> None:
        """The button says what it does, and does nothing before there is something to do."""
        column, editor = self._chosen, self._editor
        if column is None or editor is None:
            return
        flag = column.field is not None and column.field.kind == "flag"
        self.apply.setEnabled(flag or self._how == _EMPTY or editor.changed())
        emptied = self.tr("Clear {field} of {who}").format(field=column.text, who=self._who)
        changed = self.tr("Change {who}").format(who=self._who)
        self.apply.setText(emptied if self._how == _EMPTY else changed)

    def _value_entered(self) -> None:
        self._name_step()
        self.apply.setFocus(Qt.FocusReason.OtherFocusReason)

    def _apply(self) -> None:
        column, editor = self._chosen, self._editor
        if column is None or editor is None:
            return
        try:
            value = None if self._how == _EMPTY else editor.value()
        except UserError as error:
            self._say(error)
            editor.start("", offer=False)
            return
        self._working = True
        edit = LongEdit(
            self.anchor,
            self._workbook,
            self.tr("Changing {who}").format(who=self._who),
            lambda: self._change(column, value),
            rows=len(self._ids),
            then=self._tell,
        )
        edit.ended.connect(self._stop_working)
        edit.start()

    def _stop_working(self) -> None:
        self._working = False
        if self.isVisible() and not self.apply.hasFocus():
            self.apply.setFocus(Qt.FocusReason.OtherFocusReason)

    def _follow_focus(self, old: QWidget | None, new: QWidget | None) -> None:
        # What shows how far it is takes the keyboard; refused, what was typed is still there.
        if not self._working:
            super()._follow_focus(old, new)

    def _change(self, column: Column, value: Any) -> Changed:
        if column.field is None:
            return change_department(self._workbook, self._ids, str(value or ""))
        if column.field.kind == "flag":
            value = value == _YES or None
        evidence = None
        if self._source is not None or self._certainty != "confirmed":
            evidence = Evidence(self._source, self._certainty)
        how: How = "add" if self._how == "add" else "remove" if self._how == "remove" else "set"
        return change_field(
            self._workbook, self._kind, self._ids, column.key, value, how=how, evidence=evidence
        )

    def _tell(self, changed: Changed) -> None:
        self.close_panel()
        count = counts.people if self._kind == "person" else counts.clients
        said = self.tr("{who} changed").format(who=count(changed.rows))
        if changed.left_out:
            why = (
                self.tr("{n} without a purchase left out")
                if self._chosen is not None and self._chosen.field is not None
                else self.tr("{n} without a client left out")
            )
            said = counts.joined([said, why.format(n=f"{changed.left_out:,}")])
        self.done.emit(said)

    def _place_again(self) -> None:
        self.take_place()
        # And once the editor has taken its new height.
        QTimer.singleShot(0, self, self.take_place)

    def close_panel(self) -> None:
        for editor in (self.fields_line, self._editor):
            if editor is not None:
                editor.close_panels()
        super().close_panel()

    def key_pressed(self, watched: QWidget, event: QKeyEvent) -> bool:
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            return False
        if isinstance(watched, QToolButton):
            watched.click()
            return True
        if watched is self.apply:
            self.apply.click()
            return True
        return False

    def _say(self, error: UserError | None) -> None:
        self._problem.setText(f"{error.message} {error.hint}" if error is not None else "")
        self._problem.setVisible(error is not None)
        if self.isVisible():
            self.take_place()


def _group(column: Column) -> str:
    """The heading a field stands under: its section."""
    return str(catalogue.section(column.field.section).text) if column.field is not None else ""
