"""What-if 假设推演 beside the map: where the decision leans, how sure that is, whose move would swing it, and trying.

While it is open the map shows suppositions (``workbook.what_if``), and every gesture adds to them; nothing is written
until they are applied, as one edit. They are kept per purchase as long as the workbook is open, also while the panel
is closed or the map left. Without any, the lean is that of the live map.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from keyaccount_desktop import language
from keyaccount_desktop.exchange.map_cards import title
from keyaccount_desktop.language import Text, UserError
from keyaccount_desktop.method.defaults import Defaults
from keyaccount_desktop.method.simulation import Move, Simulation
from keyaccount_desktop.ui import theme
from keyaccount_desktop.ui.influence_map.beside import SidePanel, Stage
from keyaccount_desktop.ui.influence_map.what_if_actions import ScratchActions
from keyaccount_desktop.ui.influence_map.what_if_cards import (
    ChangeLine,
    ChangesCard,
    Ending,
    LeanCard,
    MovesCard,
)
from keyaccount_desktop.ui.operation import Operation, show_done
from keyaccount_desktop.ui.widgets import Rule
from keyaccount_desktop.workbook import what_if
from keyaccount_desktop.workbook.maps import InfluenceMap, influence_map
from keyaccount_desktop.workbook.what_if import Applied, Change, Scratch

if TYPE_CHECKING:
    from keyaccount_desktop.workbook.document import Workbook

_NAMED: Final = 3
"""How many of those who could not be applied are named."""
READ_ONLY: Final = Text(
    "The workbook is open for reading only: this can be tried, not applied.",
    "工作簿以只读方式打开：可以推演，不能采用。",
)


class WhatIfPanel(SidePanel):
    """The panel. It enters what-if when the user opens it, and leaves it when it is closed."""

    def __init__(self, workbook: Workbook, stage: Stage) -> None:
        super().__init__()
        self._workbook = workbook
        self._stage = stage
        self._purchase_id = ""
        self._scratches: dict[str, Scratch] = {}
        self._taken: InfluenceMap | None = None
        self._live: InfluenceMap | None = None
        """The live map, with the links of those who are supposed to be on it too."""
        self._shown: InfluenceMap | None = None
        self._decided: tuple[InfluenceMap, Defaults, Simulation] | None = None
        self._known: dict[str, str] = {}
        """The names of everyone seen so far."""
        self._trying = False
        """Whether the map shows the suppositions."""
        self._enter = True
        """Whether what-if begins as soon as there is a map: not where the panel was left open last time."""
        self._was_trying = False
        self._actions = ScratchActions(
            self, self._live_now, self._shown_now, self._suppose, stage.open_person
        )
        self.lean = LeanCard()
        self.moves = MovesCard()
        self.moves.tried.connect(self._try)
        self.moves.chosen.connect(self._show_way)
        self.changes = ChangesCard()
        self.changes.withdrawn.connect(self._withdraw)
        self.changes.chosen.connect(self._show_changed)
        self.ending = Ending()
        self.ending.begin.clicked.connect(self._begin)
        self.ending.apply.clicked.connect(self._apply)
        self.ending.discard.clicked.connect(self._discard)
        self._lay_out()

    def _lay_out(self) -> None:
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setSpacing(2 * theme.GAP)
        for card in (self.lean, self.changes, self.moves):
            column.addWidget(card)
        column.addStretch(1)
        self.lay_out(inner)
        self.layout().addWidget(Rule())
        self.layout().addWidget(self.ending)

    # ---- which purchase, which map

    def show_purchase(self, purchase_id: str) -> None:
        if purchase_id == self._purchase_id:
            return
        self._purchase_id = purchase_id
        self._taken = self._live = self._shown = None
        if not self.isHidden():  # another purchase, with the panel open: on as before
            self._enter = self._was_trying

    def show_map(self, live: InfluenceMap) -> None:
        self._taken = live
        if self._enter:
            self._enter, self._trying = False, True
        self._renew()

    def closing(self) -> None:
        self._was_trying, self._enter = self._trying, True
        if self._trying:
            self._stage.show_live()

    def take_focus(self) -> None:
        first = self.ending.begin if not self._trying else self.moves.rows[0].text
        first.setFocus(Qt.FocusReason.ShortcutFocusReason)

    @property
    def trying(self) -> bool:
        """Whether gestures on the map are suppositions now."""
        return self._trying

    @property
    def scratch(self) -> Scratch:
        """What is supposed of the purchase that is shown."""
        return self._scratches.setdefault(self._purchase_id, Scratch())

    # ---- steps of its own, in place of the workbook's

    @property
    def own_steps(self) -> WhatIfPanel | None:
        return self if self._trying else None

    @property
    def undo_label(self) -> Text | None:
        return self.scratch.undo_label

    @property
    def redo_label(self) -> Text | None:
        return self.scratch.redo_label

    def undo(self) -> None:
        if self.scratch.undo():
            self._renew()

    def redo(self) -> None:
        if self.scratch.redo():
            self._renew()

    # ---- supposing

    def _live_now(self) -> InfluenceMap:
        assert self._live is not None
        return self._live

    def _shown_now(self) -> InfluenceMap:
        assert self._shown is not None
        return self._shown

    def _suppose(self, changes: Sequence[Change], label: Text) -> None:
        self.scratch.suppose(changes, label)
        self._renew()  # also where nothing changed: what was carried goes back to its place

    def _try(self, move: Move) -> None:
        self._trying = True
        change = Change(
            "attitude", move.person_id, what_if.now(self._live_now(), "attitude", move.person_id), move.after
        )
        self._suppose([change], Text("Suppose an attitude", "假设态度"))
        self._stage.select([move.person_id])

    def _withdraw(self, change: Change) -> None:
        self.scratch.withdraw(change)
        self._renew()

    def _begin(self) -> None:
        self._trying = True
        self._renew()
        self.moves.rows[0].text.setFocus(Qt.FocusReason.OtherFocusReason)

    def _left(self) -> None:
        """The live map is shown again."""
        self._trying = False
        if self._taken is not None:
            self._renew()

    def _discard(self) -> None:
        self.scratch.clear()
        if self._trying:
            self._stage.show_live()
        else:
            self._renew()

    def _apply(self) -> None:
        changes = self.scratch.changes
        Operation(
            self,
            lambda: what_if.apply_changes(self._workbook, self._purchase_id, changes),
            then=self._applied,
        ).run()

    def _applied(self, applied: Applied) -> None:
        names, catalogue = self._names(), self._workbook.catalogue
        hints = []
        if applied.skipped:
            said = [
                f"{what_if.in_words(change, names, catalogue)} ({why})"
                for change, why in applied.skipped[:_NAMED]
            ]
            said += ["…"] * (len(applied.skipped) > _NAMED)
            hints.append(self.tr("Left out: {changes}").format(changes=self.tr("; ").join(said)))
        if applied.overtaken:
            said = [str(what_if.in_words(change, names, catalogue)) for change in applied.overtaken[:_NAMED]]
            said += ["…"] * (len(applied.overtaken) > _NAMED)
            hints.append(self.tr("Had changed meanwhile: {changes}").format(changes=self.tr("; ").join(said)))
        if not applied.done:
            show_done(self, self.tr("Nothing could be applied"), hint=" ".join(hints))
            return
        self.scratch.clear()
        self._stage.show_live()
        show_done(
            self,
            self.tr("1 change applied")
            if applied.done == 1
            else self.tr("{n} changes applied").format(n=applied.done),
            self.tr("Undo"),
            lambda: Operation(self, self._workbook.undo).run(),
            hint=" ".join(hints),
        )

    # ---- on the map

    def _show_way(self, move: Move) -> None:
        self._stage.select([*(step.person_id for step in reversed(move.path)), move.person_id])

    def _show_changed(self, change: Change) -> None:
        if change.what != "link":
            self._stage.select([change.subject])
            return
        line = change.after if change.after is not None else change.before
        self._stage.select([line.source_id, line.target_id])

    # ---- showing

    def _renew(self) -> None:
        """Compute everything anew, and show it."""
        taken, changes = self._taken, self.scratch.changes
        if taken is None:
            return
        beside = what_if.put_on(changes)
        try:
            self._live = influence_map(self._workbook, self._purchase_id, also=beside) if beside else taken
        except UserError:
            return  # the purchase has gone, unseen; once it is seen, the page shows another
        self._shown = what_if.supposed_map(self._live, changes)
        if self._trying:
            self._stage.show_instead(self._shown, self._actions, self._title(), self._left)
        self._write()
        self.steps_changed.emit()

    def _write(self) -> None:
        taken, live, shown = self._taken, self._live, self._shown
        if taken is None or live is None or shown is None:
            return
        changes, names = self.scratch.changes, self._names()
        before = self._decision_of_live(taken)
        after = what_if.decision_of(shown, self._workbook.defaults) if changes else None
        self.lean.show_leans(before, after)
        decision = after if after is not None else before
        self.moves.show_moves(decision.moves, names, decided=decision.lean is not None)
        self.changes.show_changes([self._line(live, change, names) for change in changes])
        self.ending.show_state(
            len(changes),
            trying=self._trying,
            refusal=READ_ONLY if self._workbook.read_only else None,
        )

    def _decision_of_live(self, taken: InfluenceMap) -> Simulation:
        """Computed once for a map, not at each supposition."""
        defaults = self._workbook.defaults
        known = self._decided
        if known is None or known[0] is not taken or known[1] != defaults:
            known = self._decided = (taken, defaults, what_if.decision_of(taken, defaults))
        return known[2]

    def _line(self, live: InfluenceMap, change: Change, names: Mapping[str, str]) -> ChangeLine:
        note = ""
        if not what_if.stands(live, change):
            note = self.tr("No longer there: will be left out")
        elif what_if.overtaken(live, change):
            note = self.tr("Has changed in the workbook meanwhile")
        return ChangeLine(change, str(what_if.in_words(change, names, self._workbook.catalogue)), note)

    def _names(self) -> dict[str, str]:
        """Also of those who have been deleted meanwhile: what was supposed of them is still listed."""
        cards = self._live.cards if self._live is not None else ()
        if self._workbook.undo_label is None:
            self._known = {}  # nobody can come back; and of someone erased nothing is kept
        self._known |= {card.person_id: title(card, language.language()) for card in cards}
        return self._known

    def _title(self) -> str:
        return self.tr("What if – not saved")

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._renew()
        super().changeEvent(event)
