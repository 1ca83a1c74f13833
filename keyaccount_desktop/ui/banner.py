"""The line above the pages that says a workbook is read-only, and who has it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout

from keyaccount_desktop.ui import theme
from keyaccount_desktop.ui.widgets import Button, Label
from keyaccount_desktop.workbook.lock import Holder


class Banner(QFrame):
    """Hidden while there is nothing to say."""

    again_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "banner")
        self._holder: Holder | None = None
        self.text = Label("", "warning", wrap=True)
        self.again = Button("", "link")
        self.again.clicked.connect(self.again_wanted)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.PAD, 6, theme.PAD, 6)
        row.addWidget(self.text, 1)
        row.addWidget(self.again)
        self.hide()

    def show_holder(self, holder: Holder | None, *, read_only: bool) -> None:
        """Say who has the workbook open, or only that it cannot be written."""
        self._holder = holder
        self._retranslate()
        self.setVisible(read_only)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def _retranslate(self) -> None:
        if self._holder is not None:
            self.text.setText(
                self.tr("Read-only: {who} has this workbook open. You see what is saved there.").format(
                    who=self._holder.text
                )
            )
        else:
            self.text.setText(
                self.tr("Read-only: this file or its folder cannot be written. Save a copy to edit it.")
            )
        self.again.setText(self.tr("Try again"))
