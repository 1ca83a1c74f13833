"""A paper clip with the number of files of a purchase; pressing it shows them on a panel beside it.

For places that have no room for a card: the line above the map, and a line in a list of purchases.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from keyaccount_desktop.ui import theme
from keyaccount_desktop.ui.attachment_list import SIDE
from keyaccount_desktop.ui.attachments import Attachments
from keyaccount_desktop.ui.fields.panel import Panel, belongs_to
from keyaccount_desktop.ui.incoming import brings_something, incoming
from keyaccount_desktop.ui.widgets import IconButton, SectionTitle
from keyaccount_desktop.workbook.attachments import counts

if TYPE_CHECKING:
    from keyaccount_desktop.workbook.document import Workbook
    from keyaccount_desktop.workbook.journal import ChangeSet

_WIDTH = 300


class AttachmentsPanel(Panel):
    """The files on a panel. Esc or a press elsewhere in the window closes it."""

    def __init__(self, anchor: QWidget, workbook: Workbook, purchase_id: str) -> None:
        super().__init__(anchor, width=theme.current().px(_WIDTH))
        self.column.setContentsMargins(8, 12, 8, 8)
        title = SectionTitle(self.tr("Attachments"))
        title.setContentsMargins(SIDE, 0, SIDE, 0)
        self.list = Attachments(workbook)
        self.list.count_changed.connect(self._fit)
        self.column.addWidget(title)
        self.column.addWidget(self.list)
        self.column.addStretch(1)
        self.setAccessibleName(self.tr("Attachments"))
        self.list.question.installEventFilter(self)
        self.list.show_subject("purchase", purchase_id)

    def open(self) -> None:
        super().open()
        QApplication.instance().installEventFilter(self)
        first = self.list.add if self.list.view.isHidden() else self.list.view
        first.setFocus(Qt.FocusReason.PopupFocusReason)

    def close_panel(self) -> None:
        QApplication.instance().removeEventFilter(self)
        self.list.release()
        if belongs_to(QApplication.focusWidget(), self):
            self.anchor.setFocus(Qt.FocusReason.PopupFocusReason)
        super().close_panel()

    def _fit(self) -> None:
        if self.isVisible():
            self.take_place()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.MouseButtonPress and isinstance(watched, QWidget):
            # A press in a dialog it has opened is none elsewhere.
            if watched.window() is self.window() and not belongs_to(watched, self):
                if watched is not self.anchor:
                    self.close_panel()
                return False
        elif watched is self.list.question and event.type() in (QEvent.Type.Show, QEvent.Type.Hide):
            self._fit()
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_panel()
        # Whatever else is pressed here is not meant for the page.


class AttachmentsButton(IconButton):
    """Shows how many files the purchase has that ``show_purchase`` names."""

    def __init__(self, workbook: Workbook) -> None:
        super().__init__("attach")
        self._workbook = workbook
        self._purchase_id = ""
        self.panel: AttachmentsPanel | None = None
        """What shows the files at the moment."""
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setAcceptDrops(not workbook.read_only)
        self.clicked.connect(self._toggle)
        self._unsubscribe = workbook.subscribe(self._workbook_changed)

    def show_purchase(self, purchase_id: str) -> None:
        """Stand for a purchase; for none if the id is empty."""
        if purchase_id != self._purchase_id and self.panel is not None:
            self.panel.close_panel()
        self._purchase_id = purchase_id
        self._count()
        self.setVisible(bool(purchase_id))

    def release(self) -> None:
        """Listen no more."""
        self._unsubscribe()
        if self.panel is not None:
            self.panel.close_panel()

    def open(self) -> AttachmentsPanel:
        """Show the files."""
        if self.panel is None:
            self.panel = AttachmentsPanel(self, self._workbook, self._purchase_id)
            self.panel.closed.connect(self._forget)
            self.panel.open()
        return self.panel

    def _toggle(self) -> None:
        if self.panel is not None:
            self.panel.close_panel()
        else:
            self.open()

    def _forget(self) -> None:
        self.panel = None

    def _workbook_changed(self, change: ChangeSet) -> None:
        if change.kind == "reloaded" or self._purchase_id in change.values("attachment", "purchase_id"):
            self._count()

    def _count(self) -> None:
        found = counts(self._workbook, "purchase", [self._purchase_id]) if self._purchase_id else {}
        count = found.get(self._purchase_id, 0)
        self.setText(str(count) if count else "")
        self.set_name(self.tr("Attachments of the purchase"))
        self.setAccessibleDescription(self.text())

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if brings_something(event.mimeData()):
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
            self.setDown(True)

    def dragLeaveEvent(self, event: QEvent) -> None:
        self.setDown(False)

    def dropEvent(self, event: QDropEvent) -> None:
        self.setDown(False)
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        self.open().list.take(incoming(event.mimeData()))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange and hasattr(self, "_purchase_id"):
            self._count()
        super().changeEvent(event)
