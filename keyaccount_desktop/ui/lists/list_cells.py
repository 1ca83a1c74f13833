"""The cells of the lists while they are edited: a fact, a name, a department.

They come in with the first edit, not with the list. What they save goes through ``workbook.bulk``, as the change of
many does.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import TYPE_CHECKING

from keyaccount_desktop.method.columns import NAME, Column, ListKind
from keyaccount_desktop.ui.fields.cells import Cell
from keyaccount_desktop.ui.fields.choice_editors import ChoiceEditor
from keyaccount_desktop.ui.fields.editor import Editor
from keyaccount_desktop.ui.fields.fact_field import FactField
from keyaccount_desktop.ui.fields.line import EditableLine
from keyaccount_desktop.ui.fields.panel import Option
from keyaccount_desktop.ui.fields.text_editors import LineEditor
from keyaccount_desktop.ui.fields.value_text import Run
from keyaccount_desktop.ui.operation import Operation
from keyaccount_desktop.workbook.accounts import account, rename_account
from keyaccount_desktop.workbook.bulk import change_department, change_field
from keyaccount_desktop.workbook.facts import Evidence, facts_of
from keyaccount_desktop.workbook.listing import newest_parts
from keyaccount_desktop.workbook.people import rename_person

if TYPE_CHECKING:
    from keyaccount_desktop.workbook.document import Workbook


class FactCell(FactField, Cell):
    """A fact of a client, of a person, or of their part in the newest purchase, which is made if there is none."""

    def __init__(self, workbook: Workbook, kind: ListKind, id_: str, column: Column) -> None:
        assert column.field is not None
        self._kind: ListKind = kind
        self._row = id_
        subject = column.field.subject
        part = newest_parts(workbook, [id_]).get(id_, "") if subject == "stakeholder" else id_
        super().__init__(workbook, (subject, part), column.key)
        facts = facts_of(workbook, self.subject) if part else []
        self.show_facts([fact for fact in facts if fact.field == column.key])

    def draft_key(self) -> Hashable:
        return ("list", self._row, self.key)

    def _set(self, item: str, value: object, evidence: Evidence | None) -> None:
        change_field(self._workbook, self._kind, [self._row], self.key, value, evidence=evidence)


class TextCell(Cell):
    """What is no fact: a name, or the name of a department with those of the client to choose from."""

    def __init__(
        self, workbook: Workbook, id_: str, column: Column, text: str, store: Callable[[str], object]
    ) -> None:
        super().__init__(workbook)
        self._row, self._column, self._text, self._store = id_, column, text, store
        self.offered: list[str] | None = None
        """What may be chosen; None: nothing is offered."""
        self.show_value(str(column.text), [Run(text)], empty=not text)

    def draft_key(self) -> Hashable:
        return ("list", self._row, self._column.key)

    def make_editor(self) -> Editor:
        if self.offered is not None:
            options = [Option(name, name) for name in self.offered]
            return ChoiceEditor(options, self._text or None, open_ended=True)
        return LineEditor(self._text, str)

    def save(self, value: object, visit: object) -> None:
        self._store(str(value or ""))

    def clear(self) -> None:
        Operation(self, lambda: self._store("")).run()


def cell_for(
    workbook: Workbook, kind: ListKind, id_: str, column: Column, text: str, account_id: str | None
) -> EditableLine | None:
    """The line that edits a cell of a list; ``text`` stands in it now, ``account_id`` is the person's client."""
    if not column.editable or workbook.read_only:
        return None
    if column.field is not None:
        return FactCell(workbook, kind, id_, column)
    if column.key == NAME:
        rename = rename_person if kind == "person" else rename_account
        return TextCell(workbook, id_, column, text, lambda name: rename(workbook, id_, name))
    made = TextCell(workbook, id_, column, text, lambda name: change_department(workbook, [id_], name))
    made.offered = (
        [] if account_id is None else [place.name for place in account(workbook, account_id).departments]
    )
    return made
