"""How the window looks: language, colours, size of the text. Kept for this computer, not in the workbook."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLineEdit, QRadioButton, QWidget

from keyaccount_desktop.language import language
from keyaccount_desktop.ui import motion, theme
from keyaccount_desktop.ui.actions import ACTIONS, translated, without_mnemonic
from keyaccount_desktop.ui.preferences.master import Detail
from keyaccount_desktop.ui.preferences.tab import Tab
from keyaccount_desktop.ui.settings import Settings
from keyaccount_desktop.ui.widgets import Card, Label

if TYPE_CHECKING:
    from keyaccount_desktop.workbook.document import Workbook

_GROUPS: Final = ("language", "theme", "text", "motion")
_LABEL: Final = 112


class LookTab(Tab):
    """``action_wanted`` carries an action of the View menu; the buttons say the same as that menu."""

    action_wanted = Signal(str)

    def __init__(self, workbook: Workbook) -> None:
        super().__init__(workbook)
        detail = Detail()
        self.card = Card("")
        detail.column.addWidget(self.card)
        self.buttons: dict[str, QRadioButton] = {}
        self._labels: dict[str, Label] = {}
        for kind in _GROUPS:
            row = QWidget()
            line = QHBoxLayout(row)
            line.setContentsMargins(0, 0, 0, 0)
            line.setSpacing(4 * theme.GRID)
            self._labels[kind] = Label("", "soft")
            line.addWidget(self._labels[kind])
            group = QButtonGroup(self)
            for spec in ACTIONS:
                if spec.menu == f"view/{kind}":
                    button = QRadioButton()
                    button.clicked.connect(lambda _on=False, action=spec.id: self.action_wanted.emit(action))
                    group.addButton(button)
                    self.buttons[spec.id] = button
                    line.addWidget(button)
            line.addStretch(1)
            self.card.column.addWidget(row)
        self.name = QLineEdit()
        self.name.setMaxLength(80)
        self.name.setText(Settings().user_name)
        self.name.textEdited.connect(self._name_given)
        self._labels["name"] = Label("", "soft")
        line = QHBoxLayout()
        line.setSpacing(4 * theme.GRID)
        line.addWidget(self._labels["name"])
        line.addWidget(self.name, 1)
        self.prints = Card("")
        self.prints.column.addLayout(line)
        detail.column.addWidget(self.prints)
        self.fill(detail)

    def _name_given(self, name: str) -> None:
        Settings().user_name = name

    def show_now(self) -> None:
        if self.card.title is not None:
            self.card.title.set_texts(self.tr("Look"), self.tr("on this computer"))
        names = {
            "language": self.tr("Language"),
            "theme": self.tr("Colours"),
            "text": self.tr("Text size"),
            "motion": self.tr("Motion"),
            "name": self.tr("Your name"),
        }
        if self.prints.title is not None:
            self.prints.title.set_texts(self.tr("Prints"), self.tr("on this computer"))
        self.name.setAccessibleName(names["name"])
        self.name.setPlaceholderText(self.tr("Stands on printed and exported maps; else the workbook's name"))
        for kind, label in self._labels.items():
            label.setText(names[kind])
            label.setFixedWidth(theme.current().px(_LABEL))
        for spec in ACTIONS:
            if spec.id in self.buttons:
                self.buttons[spec.id].setText(without_mnemonic(translated(spec)))
        look = theme.current()
        for chosen in (f"language_{language()}", f"theme_{look.mode}", f"text_{look.zoom}"):
            self.buttons[chosen].setChecked(True)
        self.buttons[f"motion_{motion.chosen()}"].setChecked(True)
