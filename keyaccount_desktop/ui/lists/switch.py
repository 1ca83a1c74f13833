"""The quiet switch at the top of the two lists of a workbook: clients, or everyone."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Signal

from keyaccount_desktop.ui.widgets import TabLine


class ListSwitch(TabLine):
    """``switched`` asks for the other list; the switch itself stays where it is until that is shown."""

    switched = Signal()

    def __init__(self, place: int) -> None:
        super().__init__()
        self.setProperty("kind", "title")
        self._place = place
        self.retranslate()
        self.setCurrentIndex(place)
        self.currentChanged.connect(self._switch)

    def _switch(self, place: int) -> None:
        if place != self._place:
            self.blockSignals(True)
            self.setCurrentIndex(self._place)
            self.blockSignals(False)
            self.switched.emit()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def retranslate(self) -> None:
        self.setAccessibleName(self.tr("Lists"))
        self.set_names((self.tr("Clients"), self.tr("People")))
