"""What one does with whole records chosen on a page or in a list: merge one with another, merge two, move people.

``RecordActions`` opens the panels of this package and asks by signals for the rest. ``RecordMenu`` is the "…"
button of a page; a list puts the same actions into its menu.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QMenu, QWidget

from keyaccount_desktop.language import Text, UserError
from keyaccount_desktop.ui.merging.find_panel import FindPanel
from keyaccount_desktop.ui.merging.move_panel import MovePanel
from keyaccount_desktop.ui.operation import Operation, show_error
from keyaccount_desktop.ui.widgets import IconButton

if TYPE_CHECKING:
    from keyaccount_desktop.workbook.document import Workbook

Chosen = Callable[[], Sequence[tuple[str, str]]]
"""Gives id and name of the records that are chosen now."""


class RecordActions(QObject):
    """``merge_wanted`` carries kind, the id of the record that is kept, and that of the other.

    ``anchor`` gives the widget the panels stand under, once they are asked for.
    """

    merge_wanted = Signal(str, str, str)
    undo_wanted = Signal()

    def __init__(
        self, owner: QWidget, workbook: Workbook, kind: str, chosen: Chosen, anchor: Callable[[], QWidget]
    ) -> None:
        super().__init__(owner)
        self._workbook = workbook
        self._kind = kind
        self._chosen = chosen
        self._anchor = anchor

    def add_to(self, menu: QMenu) -> None:
        """Offer what can be done with what is chosen."""
        n = len(self._chosen())
        if self._workbook.read_only or not n:
            return
        if n <= 2:
            menu.addAction(self.tr("Merge with…") if n == 1 else self.tr("Merge…"), self.merge)
        if self._kind == "person":
            menu.addAction(self.tr("Move to another client…"), self.move)

    def merge(self) -> None:
        """Lead to the two that are chosen, side by side; of one ask for the other."""
        chosen = self._chosen()
        if self._workbook.read_only or not chosen:
            return
        if len(chosen) == 2:
            self.merge_wanted.emit(self._kind, chosen[0][0], chosen[1][0])
        elif len(chosen) > 2:
            show_error(
                self._anchor(),
                UserError(
                    Text("Two can be merged at a time.", "一次只能合并两条。"),
                    Text("Select one or two.", "请选择一条或两条。"),
                ),
            )
        else:
            ((id_, name),) = chosen
            title = self.tr("Merge {name} with").format(name=name)
            panel = FindPanel(self._anchor(), self._workbook, self._kind, [id_], title)
            panel.chosen.connect(lambda kind, other: self.merge_wanted.emit(kind, id_, other))
            panel.open()

    def move(self) -> None:
        """Ask for the client that people go to."""
        ids = [id_ for id_, _ in self._chosen()]
        if self._workbook.read_only or not ids or self._kind != "person":
            return
        anchor = self._anchor()
        Operation(
            anchor,
            lambda: MovePanel(anchor, self._workbook, ids, self.undo_wanted.emit),
            then=lambda panel: panel.open(),
        ).run()

    def edit_command(self, name: str) -> bool:
        """What the Edit menu asks of the records: whether it does that; never while none is chosen."""
        if not self._chosen():
            return False
        if name == "merge_with":
            self.merge()
        elif name == "move_people" and self._kind == "person":
            self.move()
        else:
            return False
        return True


class RecordMenu(IconButton):
    """The “…” button of a person's and a client's page."""

    def __init__(self, workbook: Workbook, kind: str) -> None:
        super().__init__("more")
        self._record: list[tuple[str, str]] = []
        self.actions_ = RecordActions(self, workbook, kind, lambda: self._record, lambda: self)
        if workbook.read_only:
            self.hide()
        self.clicked.connect(self.open_menu)
        self._retranslate()

    def show_record(self, id_: str, name: str) -> None:
        """Whose menu it is."""
        self._record = [(id_, name)]

    def open_menu(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.actions_.add_to(menu)
        menu.popup(self.mapToGlobal(self.rect().bottomLeft()))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def _retranslate(self) -> None:
        self.set_name(self.tr("More to do with this entry"))
