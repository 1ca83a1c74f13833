"""The lists of choices a workbook may have otherwise: choices added, renamed, moved, retired and brought back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu

from keyaccount_desktop.language import Language, language
from keyaccount_desktop.method import advice
from keyaccount_desktop.method.choices import Choice, ChoiceList
from keyaccount_desktop.method.vocabulary import LISTS
from keyaccount_desktop.ui.fields.new_field import renamed, typed_text
from keyaccount_desktop.ui.preferences.rows import AddLine, Row, RowColumn
from keyaccount_desktop.ui.preferences.tab import GroupedTab, add
from keyaccount_desktop.ui.widgets import Card
from keyaccount_desktop.workbook import definitions

if TYPE_CHECKING:
    from keyaccount_desktop.workbook.document import Workbook


class ListsTab(GroupedTab):
    """``playbook_wanted`` asks for the advice for a post, by its code."""

    TABLES = frozenset({"field_definition", "term"})
    playbook_wanted = Signal(str)

    def __init__(self, workbook: Workbook) -> None:
        super().__init__(workbook)
        self.card = Card("")
        self.rows = RowColumn(workbook, self._rename, self._fill_menu)
        self.rows.arranged.connect(self._arrange)
        self.rows.removed.connect(self._retire)
        self.new = AddLine(self._add)
        self.card.column.addWidget(self.rows)
        self.card.column.addWidget(self.new)
        self.new.setVisible(not workbook.read_only)
        self.retired_card = Card("")
        self.retired = RowColumn(workbook, self._rename, self._fill_menu)
        self.retired.acted.connect(self._restore)
        self.retired_card.column.addWidget(self.retired)
        self.parts.detail.column.addWidget(self.card)
        self.parts.detail.column.addWidget(self.retired_card)

    @property
    def choices(self) -> ChoiceList | None:
        """The list that is shown."""
        return self.workbook.catalogue.lists.get(self.detail)

    def show_now(self) -> None:
        known = self.workbook.catalogue
        unseen = {
            choices.code
            for field in known.fields.values()
            if field.retired
            for choices in (field.choices, *(part.choices for part in field.parts))
            if choices is not None
        }
        lists = [each for each in known.lists.values() if each.editable and each.code not in unseen]
        self.parts.groups.setAccessibleName(self.tr("Lists"))
        self.parts.groups.show_groups([(each.code, str(each.text)) for each in lists])
        self.show_group()

    def show_group(self) -> None:
        choices = self.choices
        if choices is None:
            return
        if self.card.title is not None:
            own = self.tr("a list of your own") if choices.code not in LISTS else ""
            self.card.title.set_texts(str(choices.text), own)
        self.new.set_words(self.tr("Add a choice: name, Enter"))
        self.rows.show_rows([self._row(choice) for choice in choices if not choice.retired])
        gone = [choice for choice in choices if choice.retired]
        self.retired_card.setVisible(bool(gone))
        if self.retired_card.title is not None:
            self.retired_card.title.set_texts(
                self.tr("Retired"), self.tr("Where they were chosen they stay.")
            )
        self.retired.show_rows([self._row(choice) for choice in gone])

    def _row(self, choice: Choice) -> Row:
        method = self._of_method(choice.code)
        remark = ""
        if method is not None and str(method.text) != str(choice.text):
            remark = self.tr("in the method: {name}").format(name=method.text)
        used = ""
        if self.usage is not None and self.detail != advice.POSTS:
            count = self.usage.terms[self.detail, choice.code]
            used = self.tr("used {n}×").format(n=count) if count else ""
        other = choice.text.in_language("en" if language() == "zh" else "zh")
        action = self.tr("Bring back") if choice.retired else ""
        return Row(choice.code, str(choice.text), remark, used, other, action, not choice.retired)

    def _of_method(self, code: str) -> Choice | None:
        listed = LISTS.get(self.detail)
        return listed.get(code) if listed is not None else None

    # ---- what is done

    def _add(self, typed: str) -> None:
        definitions.add_term(self.workbook, self.detail, typed_text(typed))

    def _rename(self, code: str, typed: str, in_language: Language) -> None:
        choices = self.workbook.catalogue.lists[self.detail]
        name = renamed(choices[code].text, typed, in_language)
        definitions.rename_term(self.workbook, self.detail, code, name)

    def _arrange(self, order: list[str]) -> None:
        self.run(lambda: definitions.order_terms(self.workbook, self.detail, order))

    def _retire(self, code: str) -> None:
        self.run(lambda: definitions.retire_term(self.workbook, self.detail, code))

    def _restore(self, code: str) -> None:
        self.run(lambda: definitions.restore_term(self.workbook, self.detail, code))

    def _say_as_method(self, method: Choice) -> None:
        self.run(lambda: definitions.rename_term(self.workbook, self.detail, method.code, method.text))

    def _fill_menu(self, code: str, menu: QMenu) -> None:
        choices = self.workbook.catalogue.lists[self.detail]
        choice, method = choices[code], self._of_method(code)
        rows = self.retired if choice.retired else self.rows
        add(menu, self.tr("Rename"), lambda: rows.row(code).begin_edit())
        other = self.tr("Name in English…") if language() == "zh" else self.tr("Name in Chinese…")
        add(menu, other, lambda: rows.row(code).rename_in_other())
        if method is not None and method.text != choice.text:
            add(menu, self.tr("Back to the method's word"), lambda: self._say_as_method(method))
        if choice.retired:
            add(menu, self.tr("Bring back"), lambda: self._restore(code))
            return
        if self.detail == advice.POSTS:
            add(menu, self.tr("Its playbook…"), lambda: self.playbook_wanted.emit(code))
        menu.addSeparator()
        add(menu, self.tr("Move up"), lambda: self.rows.move_row(code, -1))
        add(menu, self.tr("Move down"), lambda: self.rows.move_row(code, 1))
        menu.addSeparator()
        add(menu, self.tr("Retire: offer it no longer"), lambda: self._retire(code))
