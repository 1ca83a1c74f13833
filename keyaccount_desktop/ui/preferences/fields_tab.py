"""The user's own fields: made, renamed, moved to another place, kept private, retired and brought back."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QMenu

from keyaccount_desktop.language import Language, Text, language
from keyaccount_desktop.method import catalogue
from keyaccount_desktop.method.fields import KIND_NAMES, SUBJECTS, Field
from keyaccount_desktop.ui import counts
from keyaccount_desktop.ui.fields.new_field import NewFieldPanel, renamed
from keyaccount_desktop.ui.preferences.rows import Heading, Row, RowColumn
from keyaccount_desktop.ui.preferences.tab import GroupedTab, add
from keyaccount_desktop.ui.widgets import Button, Card, Label
from keyaccount_desktop.workbook import definitions

if TYPE_CHECKING:
    from keyaccount_desktop.workbook.document import Workbook

_SUBJECT_NAMES: Final[dict[str, Text]] = {
    "person": Text("People", "人员"),
    "stakeholder": Text("People in a purchase", "采购中的人员"),
    "account": Text("Clients", "客户"),
    "purchase": Text("Purchases", "采购项目"),
    "link": Text("Links between people", "人员关系"),
}
_ORDER: Final = ("person", "stakeholder", "account", "purchase", "link")


class FieldsTab(GroupedTab):
    """``list_wanted`` asks for the choices of a field, by the code of their list."""

    TABLES = frozenset({"field_definition", "term"})
    list_wanted = Signal(str)

    def __init__(self, workbook: Workbook) -> None:
        super().__init__(workbook)
        assert set(_ORDER) == set(SUBJECTS)
        self.card = Card("")
        self._nothing = Label("", "soft", wrap=True)
        self.rows = RowColumn(workbook, self._rename, self._fill_menu)
        self.rows.arranged.connect(self._arrange)
        self.rows.removed.connect(self._retire)
        self.button = Button("", icon="plus")
        self.button.clicked.connect(self._open_panel)
        self.panel: NewFieldPanel | None = None
        for part in (self._nothing, self.rows):
            self.card.column.addWidget(part)
        self.card.column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        self.button.setVisible(not workbook.read_only)
        self.retired_card = Card("")
        self.retired = RowColumn(workbook, self._rename, self._fill_menu)
        self.retired.acted.connect(self._restore)
        self.retired_card.column.addWidget(self.retired)
        self.parts.detail.column.addWidget(self.card)
        self.parts.detail.column.addWidget(self.retired_card)

    def show_now(self) -> None:
        self.parts.groups.setAccessibleName(self.tr("What the fields are about"))
        self.parts.groups.show_groups([(subject, str(_SUBJECT_NAMES[subject])) for subject in _ORDER])
        self.show_group()

    def show_group(self) -> None:
        subject = self.detail
        if not subject:
            return
        own = [field for field in self.workbook.catalogue.fields_of(subject, retired=True) if field.custom]
        live = [field for field in own if not field.retired]
        if self.card.title is not None:
            self.card.title.set_texts(self.tr("Fields of your own"), str(_SUBJECT_NAMES[subject]))
        self._nothing.setText(
            self.tr(
                "None yet. Fields of your own are asked, found, printed and exported like those of the method."
            )
        )
        self._nothing.setVisible(not live)
        self.button.setText(self.tr("New field…"))
        entries: list[Row | Heading] = []
        for section in catalogue.sections_of(subject):
            within = [field for field in live if field.section == section.key]
            if within:
                entries.append(Heading(section.key, str(section.text)))
                entries += [self._row(field) for field in within]
        self.rows.show_rows(entries)
        gone = [field for field in own if field.retired]
        self.retired_card.setVisible(bool(gone))
        if self.retired_card.title is not None:
            self.retired_card.title.set_texts(self.tr("Retired"), self.tr("What they hold is kept."))
        self.retired.show_rows([self._row(field) for field in gone])

    def _row(self, field: Field) -> Row:
        words = [str(KIND_NAMES[field.kind])]
        if field.many:
            words.append(self.tr("several entries"))
        if field.per_product:
            words.append(self.tr("for each product"))
        if field.unit is not None:
            words.append(str(field.unit))
        if field.sensitive:
            words.append(self.tr("private"))
        count = self.usage.fields[field.key] if self.usage is not None else 0
        used = counts.facts(count) if count else ""
        other = field.text.in_language("en" if language() == "zh" else "zh")
        action = self.tr("Bring back") if field.retired else ""
        return Row(field.key, str(field.text), " · ".join(words), used, other, action, not field.retired)

    # ---- what is done

    def _rename(self, key: str, typed: str, code: Language) -> None:
        field = self.workbook.catalogue.field(key)
        definitions.rename_field(self.workbook, key, renamed(field.text, typed, code))

    def _arrange(self, order: list[str]) -> None:
        placed, section = [], ""
        for key in order:
            if key in catalogue.SECTIONS:
                section = key
            else:
                placed.append((key, section))
        self.run(lambda: definitions.arrange_fields(self.workbook, placed))

    def _retire(self, key: str) -> None:
        self.run(lambda: definitions.retire_field(self.workbook, key))

    def _restore(self, key: str) -> None:
        self.run(lambda: definitions.restore_field(self.workbook, key))

    def _move_to(self, key: str, section: str) -> None:
        self.run(lambda: definitions.change_field(self.workbook, key, section=section))

    def _set_private(self, key: str, private: bool) -> None:
        self.run(lambda: definitions.change_field(self.workbook, key, sensitive=private))

    def _open_panel(self) -> None:
        section = catalogue.sections_of(self.detail)[0].key
        if self.detail == "person":
            section = "person.personal"
        self.panel = NewFieldPanel(self.button, self.workbook, section)
        self.panel.made.connect(self._show_made)
        self.panel.closed.connect(self._forget_panel)
        self.panel.open()

    def _forget_panel(self) -> None:
        self.panel = None

    def _show_made(self, key: str) -> None:
        self.rows.row(key).setFocus(Qt.FocusReason.OtherFocusReason)

    def _fill_menu(self, key: str, menu: QMenu) -> None:
        field = self.workbook.catalogue.field(key)
        rows = self.retired if field.retired else self.rows
        add(menu, self.tr("Rename"), lambda: rows.row(key).begin_edit())
        other = self.tr("Name in English…") if language() == "zh" else self.tr("Name in Chinese…")
        add(menu, other, lambda: rows.row(key).rename_in_other())
        if field.retired:
            add(menu, self.tr("Bring back"), lambda: self._restore(key))
            return
        menu.addSeparator()
        private = menu.addAction(self.tr("Private: left out of shared exports"))
        private.setCheckable(True)
        private.setChecked(field.sensitive)
        private.toggled.connect(lambda on: self._set_private(key, on))
        for choices in (field.choices, *(part.choices for part in field.parts)):
            if choices is not None:
                text = self.tr("Choices of “{name}”…").format(name=choices.text)
                add(menu, text, partial(self.list_wanted.emit, choices.code))
        sections = [each for each in catalogue.sections_of(field.subject) if each.key != field.section]
        if sections:
            submenu = menu.addMenu(self.tr("Move to section"))
            for section in sections:
                add(submenu, str(section.text), partial(self._move_to, key, section.key))
        add(menu, self.tr("Move up"), lambda: self.rows.move_row(key, -1))
        add(menu, self.tr("Move down"), lambda: self.rows.move_row(key, 1))
        menu.addSeparator()
        add(menu, self.tr("Retire: ask and offer it no longer"), lambda: self._retire(key))
