"""What the window shows while no workbook is open: make one, open one, look at the demo, go on where one was."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from keyaccount_desktop.ui import theme
from keyaccount_desktop.ui.emptying import empty
from keyaccount_desktop.ui.widgets import Button, Card, ElidedLabel, Label, Rule, SectionTitle


class Welcome(QWidget):
    """Asks by signals; the window does it."""

    new_wanted = Signal()
    open_wanted = Signal()
    demo_wanted = Signal()
    recent_chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._recent: list[str] = []
        self._title = Label("", "title")
        self._text = Label("", "soft", wrap=True)
        self.new = Button("", "primary")
        self.open = Button("", "plain")
        self.demo = Button("", "plain")
        self.new.clicked.connect(self.new_wanted)
        self.open.clicked.connect(self.open_wanted)
        self.demo.clicked.connect(self.demo_wanted)
        buttons = QHBoxLayout()
        buttons.setSpacing(2 * theme.GRID)
        for button in (self.new, self.open, self.demo):
            buttons.addWidget(button)
        buttons.addStretch(1)
        self._recent_card = Card(spacing=0)
        self._recent_title = SectionTitle()
        self._lines = QVBoxLayout()
        self._lines.setSpacing(0)
        self._recent_card.column.addWidget(self._recent_title)
        self._recent_card.column.addSpacing(theme.GRID)
        self._recent_card.column.addLayout(self._lines)
        self._column = QWidget()
        inner = QVBoxLayout(self._column)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(3 * theme.GRID)
        inner.addWidget(self._title)
        inner.addWidget(self._text)
        inner.addSpacing(theme.GRID)
        inner.addLayout(buttons)
        inner.addSpacing(4 * theme.GRID)
        inner.addWidget(self._recent_card)
        # Centred by stretches: an alignment would ignore that wrapped text grows higher as it grows narrower.
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addWidget(self._column)
        middle.addStretch(1)
        outer = QVBoxLayout(self)
        outer.addStretch(2)
        outer.addLayout(middle)
        outer.addStretch(3)
        self.setFocusProxy(self.new)
        self._retranslate()
        self._set_width()

    def show_recent(self, paths: Sequence[str]) -> None:
        """List the workbooks opened last."""
        self._recent = list(paths)
        empty(self._lines)
        for number, path in enumerate(paths[:5]):
            if number:
                self._lines.addWidget(Rule())
            self._lines.addWidget(self._line(path))
        self._recent_card.setVisible(bool(paths))

    def _line(self, path: str) -> QWidget:
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 4, 0, 4)
        name = Button(Path(path).stem, "link")
        name.clicked.connect(lambda _checked=False: self.recent_chosen.emit(path))
        folder = ElidedLabel(str(Path(path).parent), "hint")
        folder.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(name)
        row.addWidget(folder, 1)
        return line

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        elif event.type() == QEvent.Type.FontChange:
            self._set_width()
        super().changeEvent(event)

    def _set_width(self) -> None:
        self._column.setFixedWidth(theme.current().px(520))

    def _retranslate(self) -> None:
        self._title.setText(QApplication.applicationDisplayName())
        self._text.setText(
            self.tr(
                "What you know about your clients, in one file on this computer: "
                "the people who decide, what moves them, and what you still have to find out."
            )
        )
        self.new.setText(self.tr("New workbook…"))
        self.open.setText(self.tr("Open…"))
        self.demo.setText(self.tr("Open the demo"))
        self._recent_title.set_texts(self.tr("Recent workbooks"))
