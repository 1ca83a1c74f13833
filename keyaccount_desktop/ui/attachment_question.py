"""Before a file is opened: what it is, what could happen, and what one wants; asked in place, under the list.

A program is never opened, only saved elsewhere. Shown by ``attachments``.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from keyaccount_desktop.exchange.file_kinds import REFUSED, SAFE, FileKind
from keyaccount_desktop.ui import theme
from keyaccount_desktop.ui.widgets import Button, FlowLayout, Label, restyle
from keyaccount_desktop.workbook.attachments import Attachment
from keyaccount_desktop.workbook.outside_files import in_words

_ENTER: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class OpenQuestion(QFrame):
    """Hidden until ``ask``."""

    open_wanted = Signal()
    save_wanted = Signal()
    given_up = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "message")
        self._file: Attachment | None = None
        self._kind: FileKind | None = None
        self._text = Label("", "strong", wrap=True)
        self._about = Label("", "small", wrap=True)
        self.open = Button("", "primary")
        self.open.clicked.connect(self.open_wanted)
        self.save = Button("")
        self.save.clicked.connect(self.save_wanted)
        self.cancel = Button("", "quiet")
        self.cancel.clicked.connect(self.given_up)
        buttons = QWidget()
        flow = FlowLayout(buttons)
        for button in self.buttons:
            flow.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 10)
        column.setSpacing(theme.GRID)
        column.addWidget(self._text)
        column.addWidget(self._about)
        column.addSpacing(theme.GRID)
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(buttons, 1)
        column.addLayout(row)
        self.hide()

    @property
    def file(self) -> Attachment | None:
        """What is asked about; None while nothing is."""
        return None if self.isHidden() else self._file

    @property
    def buttons(self) -> tuple[Button, Button, Button]:
        return self.open, self.save, self.cancel

    @property
    def text(self) -> str:
        """All that is said."""
        return f"{self._text.text()} {self._about.text()}"

    def ask(self, file: Attachment, kind: FileKind) -> None:
        """Show what the file is, with the keyboard on the answer that does no harm."""
        self._file, self._kind = file, kind
        self.setProperty("tone", {SAFE: "", REFUSED: "error"}.get(kind.danger, "warning"))
        restyle(self)
        self._retranslate()
        self.open.setVisible(kind.danger < REFUSED)
        self.show()
        first = {SAFE: self.open, REFUSED: self.save}.get(kind.danger, self.cancel)
        first.setFocus(Qt.FocusReason.PopupFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        chosen = next((button for button in self.buttons if button.hasFocus()), None)
        if event.key() == Qt.Key.Key_Escape:
            self.given_up.emit()
        elif event.key() in _ENTER and chosen is not None:
            chosen.click()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def _retranslate(self) -> None:
        self.open.setText(self.tr("Open"))
        self.save.setText(self.tr("Save as…"))
        file, kind = self._file, self._kind
        if file is None or kind is None:
            return
        what = f"{kind.text} · {in_words(file.size)}"
        if kind.danger >= REFUSED:
            self._text.setText(self.tr("“{name}” is not opened from here").format(name=file.name))
            self._about.setText(f"{what}\n{kind.why or ''}")
            self.cancel.setText(self.tr("Leave it"))
        else:
            self._text.setText(self.tr("Open “{name}”?").format(name=file.name))
            kept = self.tr("A read-only copy; it goes when the workbook is closed.")
            self._about.setText("\n".join(filter(None, (what, str(kind.why or ""), kept))))
            self.cancel.setText(self.tr("Cancel"))
