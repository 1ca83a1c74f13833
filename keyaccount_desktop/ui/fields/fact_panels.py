"""What a fact rests on, what it was before, and that it holds today: for whatever shows a fact without a line.

``fact_command`` does what the actions of the Edit menu ask (``editing.fact_target``). Used by tables of records
and by the cards of the client's overview; a ``FactField`` does it by itself.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from keyaccount_desktop.language import Text
from keyaccount_desktop.method import values
from keyaccount_desktop.ui.fields.evidence import EvidencePanel
from keyaccount_desktop.ui.fields.history import HistoryPanel
from keyaccount_desktop.ui.fields.panel import Panel
from keyaccount_desktop.ui.fields.value_runs import shortened
from keyaccount_desktop.ui.operation import Operation
from keyaccount_desktop.workbook.facts import Fact, Subject, history_of, verify_fact

if TYPE_CHECKING:
    from keyaccount_desktop.workbook.document import Workbook

Anchor = Callable[[], QWidget]
"""Gives the widget that a panel stands beside."""


def fact_command(
    name: str, anchor: Anchor, workbook: Workbook, subject: Subject, key: str, facts: Sequence[Fact]
) -> Panel | None:
    """``evidence``, ``confirm`` or ``history`` of the facts that hold now; the panel that was opened."""
    item = facts[0].item if facts else ""
    if name == "history":
        return _open_history(anchor, workbook, subject, key, item)
    if not facts or workbook.read_only:
        return None
    if name == "evidence":
        former = [fact for fact in history_of(workbook, subject, key, item) if fact.replaced_at is not None]
        panel = EvidencePanel(anchor(), workbook, facts, len(former))
        panel.history_wanted.connect(lambda: _open_history(anchor, workbook, subject, key, item))
        panel.open()
        return panel
    Operation(anchor(), lambda: _confirm(workbook, key, facts)).run()
    return None


def _open_history(anchor: Anchor, workbook: Workbook, subject: Subject, key: str, item: str) -> Panel | None:
    history = history_of(workbook, subject, key, item)
    if not history:
        return None
    field = workbook.catalogue.field(key)
    shown = [shortened(str(values.display(field, fact.value))) for fact in history]
    panel = HistoryPanel(anchor(), workbook, history, shown)
    panel.open()
    return panel


def _confirm(workbook: Workbook, key: str, facts: Sequence[Fact]) -> None:
    field = workbook.catalogue.field(key)
    with workbook.edit(Text("Confirm {field}", "核实{field}").format(field=field.text)):
        for fact in facts:
            verify_fact(workbook, fact.id)
