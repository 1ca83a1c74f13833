"""The “…” button of a person's and a client's page: what one rarely does with the whole record.

It opens the panels of this package under itself, and asks the page by signals for the rest.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QMenu

from keyaccount_desktop.ui.merging.find_panel import FindPanel
from keyaccount_desktop.ui.merging.move_panel import MovePanel
from keyaccount_desktop.ui.widgets import IconButton

if TYPE_CHECKING:
    from keyaccount_desktop.workbook.document import Workbook


class RecordMenu(IconButton):
    """``merge_wanted`` carries kind, the id of the record that is kept, and that of the other."""

    merge_wanted = Signal(str, str, str)
    undo_wanted = Signal()

    def __init__(self, workbook: Workbook, kind: str) -> None:
        super().__init__("more")
        self._workbook = workbook
        self._kind = kind
        self._id = ""
        self._name = ""
        self._account_id: str | None = None
        self._stay = False
        if workbook.read_only:
            self.hide()
        self.clicked.connect(self.open_menu)
        self._retranslate()

    def show_record(
        self, id_: str, name: str, account_id: str | None = None, *, kind: str = "person"
    ) -> None:
        """Whose menu it is; of a person with their client and what kind they are."""
        self._id, self._name, self._account_id = id_, name, account_id
        self._stay = kind != "person"

    def open_menu(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(self.tr("Merge with…"), self.merge_with)
        if self._kind == "person":
            menu.addAction(self.tr("Move to another client…"), self.move_person)
        menu.popup(self.mapToGlobal(self.rect().bottomLeft()))

    def merge_with(self) -> None:
        """Ask for the other of two that are one."""
        if self._workbook.read_only or not self._id:
            return
        title = self.tr("Merge {name} with").format(name=self._name)
        panel = FindPanel(self, self._workbook, self._kind, [self._id], title)
        panel.chosen.connect(lambda kind, other: self.merge_wanted.emit(kind, self._id, other))
        panel.open()

    def move_person(self) -> None:
        """Ask for the client someone goes to."""
        if self._workbook.read_only or not self._id or self._kind != "person":
            return
        MovePanel(
            self,
            self._workbook,
            [self._id],
            self._name,
            self._account_id,
            self.undo_wanted.emit,
            stay=self._stay,
        ).open()

    def edit_command(self, name: str) -> bool:
        """What the Edit menu asks of the record: whether it does that."""
        if name == "merge_with":
            self.merge_with()
        elif name == "move_people" and self._kind == "person":
            self.move_person()
        else:
            return False
        return True

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def _retranslate(self) -> None:
        self.set_name(self.tr("More to do with this entry"))
