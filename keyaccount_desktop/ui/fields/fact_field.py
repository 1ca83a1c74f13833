"""One field of a subject, as a line: its value with what it rests on, edited by the editor of its kind.

``FactField`` turns facts into what an ``EditableLine`` shows, picks the editor for a kind, and stores what
comes out of it. ``FactGrid`` makes them and tells them when their facts have changed.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QGuiApplication

from keyaccount_desktop.language import Text
from keyaccount_desktop.method import values
from keyaccount_desktop.method.fields import Field, Part
from keyaccount_desktop.ui.fields.editor import Editor
from keyaccount_desktop.ui.fields.entry_editors import Entry, ProductsEditor, RecordsEditor
from keyaccount_desktop.ui.fields.evidence import EvidencePanel, words_of
from keyaccount_desktop.ui.fields.history import HistoryPanel
from keyaccount_desktop.ui.fields.kinds import editor_of
from keyaccount_desktop.ui.fields.line import EditableLine
from keyaccount_desktop.ui.fields.quiet_line import INSET
from keyaccount_desktop.ui.fields.rating_editor import point_at
from keyaccount_desktop.ui.fields.value_runs import doubt_of, runs_of, shortened, shows_points, unbroken
from keyaccount_desktop.ui.fields.value_text import Run, Strength
from keyaccount_desktop.ui.operation import Operation
from keyaccount_desktop.workbook.facts import (
    Evidence,
    Fact,
    Subject,
    add_entry,
    clear_fact,
    facts_of,
    history_of,
    set_fact,
    verify_fact,
    words_in_use,
)
from keyaccount_desktop.workbook.products import add_product, products

if TYPE_CHECKING:
    from keyaccount_desktop.workbook.document import Workbook

_PICTURED: Final = frozenset({"rating", "checklist", "ranked", "tags"})
"""Kinds whose value stands there as more than its words."""
_KEEP_EVIDENCE: Final = frozenset({"text", "long_text", "email", "phone", "tags"})
"""Kinds where a change is mostly a correction: who said it stays. A new judgement is a new fact."""


class FactField(EditableLine):
    """A field of the catalogue, of one subject. Show it its facts with ``show_facts``."""

    def __init__(
        self,
        workbook: Workbook,
        subject: Subject,
        key: str,
        *,
        strength: Strength = "value",
        discreet: bool = False,
    ) -> None:
        super().__init__(workbook)
        self._discreet = discreet
        """Says what the value rests on only when it must be asked again; a mark under the mouse leads to it."""
        self.key = key
        self._field = workbook.catalogue.field(key)
        self.subject = subject
        self._strength: Strength = strength
        self._facts: tuple[Fact, ...] = ()
        self._named = False
        self.show_facts(())

    @property
    def field(self) -> Field:
        """The field as the workbook's catalogue has it now, or had it last: its line may go a moment later."""
        self._field = self._workbook.catalogue.fields.get(self.key, self._field)
        return self._field

    @property
    def facts(self) -> tuple[Fact, ...]:
        return self._facts

    def name_when_empty(self) -> None:
        """Say of what it is when empty: for a line without a label."""
        self._named = True
        self.show_facts(self._facts)

    def show_subject(self, subject: Subject, facts: Sequence[Fact]) -> None:
        """Stand for another subject from now on."""
        self.leave()
        self.subject = subject
        self.show_facts(facts)
        self.restore_draft()

    def show_facts(self, facts: Sequence[Fact]) -> None:
        """What holds now: the entries of a field in their order, at most one where it holds one."""
        self._facts = tuple(facts)
        runs: list[Run] = []
        names = self._product_names() if self.field.per_product and facts else {}
        for number, fact in enumerate(self._facts):
            if number:
                runs.append(Run("\n", "value", number))
            runs += self._runs_of(fact, number, names)
        if runs and self.field.retired:
            runs.append(Run("  " + self.tr("retired"), "faint", len(self._facts) - 1))
        if not runs:
            name = self.field.text
            text = self.tr("Add {field}…").format(field=_lowered(name)) if self._named else self.tr("Add…")
            runs = [Run(text, "empty")]
        spoken = self.plain_text() if self.field.kind in _PICTURED else ""
        self.show_value(str(self.field.text), runs, empty=not self._facts, spoken=spoken)

    def _runs_of(self, fact: Fact, number: int, products: Mapping[str, str]) -> list[Run]:
        """One entry: its value, what is doubted about it, and what it rests on."""
        runs = []
        if self.field.per_product and fact.item:
            runs.append(Run(_of_product(products.get(fact.item, "?"), ""), "value", number))
        runs += runs_of(self.field, fact.value, "assumed" if fact.assumed else self._strength, number)
        if fact.assumed:
            runs.append(Run("\u00a0?", "assumed", number))
        doubt = doubt_of(self.field, fact.value)
        if doubt is not None:
            runs += [Run("  ", "soft", number), Run(unbroken(str(doubt)), "doubt", number)]
        words, stale = words_of(fact, self.field, date.today())
        if words and (stale or not self._discreet):
            runs += [
                Run("  ", "soft", number),
                Run(unbroken(words), "stale" if stale else "evidence", number),
            ]
        return runs

    def retranslate(self) -> None:
        """Write everything in the language of now."""
        self.show_facts(self._facts)

    # ---- what the line asks for

    def draft_key(self) -> Hashable:
        return (*self.subject, self.key)

    def help_text(self) -> str:
        return str(self.field.help) if self.field.help is not None else ""

    def has_evidence(self) -> bool:
        return bool(self._facts)

    def open_evidence(self, entry: int | None = None) -> None:
        if self._facts and self.editable:
            chosen = self._facts if entry is None else self._facts[entry : entry + 1]
            former = [fact for fact in self._history() if fact.replaced_at is not None]
            panel = EvidencePanel(self, self._workbook, chosen, len(former), indent=self._indent())
            panel.history_wanted.connect(self.open_history)
            panel.open()

    def has_history(self) -> bool:
        return any(fact.replaced_at is not None for fact in self._history())

    def open_history(self) -> None:
        history = self._history()
        if history:
            names = self._product_names() if self.field.per_product else {}
            shown = [shortened(self._read_out(fact, names)) for fact in history]
            HistoryPanel(self, self._workbook, history, shown, indent=self._indent()).open()

    def _history(self) -> list[Fact]:
        return history_of(self._workbook, self.subject, self.key, None)

    def _indent(self) -> int:
        """Where a panel begins: under the value, not under the label."""
        return max(self.value_left() - INSET, 0)

    def open_to_doubt(self, entry: int) -> bool:
        fact = self._facts[entry]
        return fact.assumed or words_of(fact, self.field, date.today())[1]

    def confirm(self, entry: int | None = None) -> None:
        chosen = self._facts if entry is None else self._facts[entry : entry + 1]
        if chosen and self.editable:
            Operation(self, lambda: self._confirm(chosen)).run()

    def _confirm(self, facts: Sequence[Fact]) -> None:
        with self._workbook.edit(Text("Confirm {field}", "核实{field}").format(field=self.field.text)):
            for fact in facts:
                verify_fact(self._workbook, fact.id)

    def _read_out(self, fact: Fact, products: Mapping[str, str]) -> str:
        """A value in words, with the product it is of."""
        shown = str(values.display(self.field, fact.value))
        return _of_product(products.get(fact.item, "?"), shown) if self.field.per_product else shown

    def plain_text(self) -> str:
        return "\n".join(str(values.display(self.field, fact.value)) for fact in self._facts)

    def press(self, point: QPointF) -> bool:
        """A click on a point of a rating sets it."""
        if not shows_points(self.field) or len(self._facts) != 1 or self.field.per_product or self.field.many:
            return False
        place = self.value_text(self.width()).place_at(point - QPointF(self.value_left(), self.text_top()))
        picked = point_at(place, self.field.high) if place is not None else None
        if picked is None:
            return False
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        self._store(picked)
        return True

    def toggles(self) -> bool:
        return self.field.kind == "flag" and not (self.field.many or self.field.per_product)

    def toggle(self) -> None:
        self._store(None if self._facts else True)

    def clear(self) -> None:
        self._store([] if self.field.many or self.field.per_product else None)

    def edits_here(self) -> bool:
        """The Edit menu is meant for the line when it has the keyboard."""
        return True

    def edit_command(self, name: str) -> bool:
        """Copy, paste and delete of the Edit menu, while the line is not being edited."""
        if name == "copy" and not self.empty:
            QGuiApplication.clipboard().setText(self.plain_text())
        elif name == "delete" and not self.empty and self.editable:
            self.clear()
        elif name == "paste" and not self.toggles() and self.editable:
            self.begin_edit(QGuiApplication.clipboard().text())
        else:
            return False
        return True

    # ---- editors

    def make_editor(self) -> Editor:
        field = self.field
        if field.per_product:
            held = {fact.item: fact.value for fact in self._facts}
            entries = [
                Entry(product.id, held.get(product.id), product.name)
                for product in products(self._workbook, retired=True)
                if product.id in held or not product.retired
            ]
            return ProductsEditor(entries, lambda value: self._editor_of(field, value))
        if field.many:
            entries = [Entry(fact.item, fact.value) for fact in self._facts]
            return RecordsEditor(field, entries, self._editor_of, many=True)
        return self._editor_of(field, self._facts[0].value if self._facts else None)

    def _editor_of(self, field: Field | Part, value: Any) -> Editor:
        return editor_of(field, value, lambda: words_in_use(self._workbook, self.key))

    def _product_names(self) -> dict[str, str]:
        return {product.id: product.name for product in products(self._workbook, retired=True)}

    # ---- storing

    def save(self, value: object, visit: object) -> None:
        label = Text("Change {field}", "修改{field}").format(field=self.field.text)
        with self._workbook.edit(label, join=visit):
            if self.field.many or self.field.per_product:
                assert isinstance(value, list)
                self._save_entries(value)
            else:
                self._save_entry("", value)

    def _save_entries(self, entries: Sequence[Entry]) -> None:
        kept = {entry.item for entry in entries if entry.value is not None}
        # Read anew: a pause may have saved some of them since the line was last shown.
        for fact in facts_of(self._workbook, self.subject):
            if fact.field == self.key and fact.item not in kept:
                clear_fact(self._workbook, self.subject, self.key, fact.item)
        for entry in entries:
            if entry.value is None:
                continue
            if entry.item is not None:
                self._save_entry(entry.item, entry.value)
            elif self.field.per_product:
                self._save_entry(self._product(entry.name), entry.value)
            else:
                add_entry(self._workbook, self.subject, self.key, entry.value)

    def _save_entry(self, item: str, value: object) -> None:
        before = next((fact for fact in self._facts if fact.item == item), None)
        if before is not None and before.value == value:
            return
        evidence = None
        if before is not None and self.field.kind in _KEEP_EVIDENCE:
            evidence = Evidence(before.source, before.certainty)
        self._set(item, value, evidence)

    def _set(self, item: str, value: object, evidence: Evidence | None) -> None:
        set_fact(self._workbook, self.subject, self.key, value, item=item, evidence=evidence)

    def _product(self, name: str) -> str:
        known = {known_name.casefold(): item for item, known_name in self._product_names().items()}
        return known.get(name.casefold()) or add_product(self._workbook, name)

    def _store(self, value: object) -> None:
        """Save outside an editor."""
        Operation(self, lambda: self.save(value, None)).run()


def _of_product(name: str, value: str) -> str:
    return str(Text("{name}: {value}", "{name}：{value}")).format(name=name, value=value)


def _lowered(name: Text) -> Text:
    """A field's name inside a sentence."""
    return Text(name.en[:1].lower() + name.en[1:] if name.en[1:2].islower() else name.en, name.zh)
