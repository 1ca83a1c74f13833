"""What every tab of the settings does: show the workbook as it is now, and say how much something is used."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from keyaccount_desktop.ui.operation import Operation
from keyaccount_desktop.ui.preferences.master import MasterDetail
from keyaccount_desktop.workbook.usage import Usage

if TYPE_CHECKING:
    from keyaccount_desktop.workbook.document import Workbook


class Tab(QWidget):
    """The page calls ``show_now`` when the tab is shown and whenever something it shows has changed."""

    TABLES: frozenset[str] = frozenset()
    """What it shows is in these tables."""

    def __init__(self, workbook: Workbook) -> None:
        super().__init__()
        self.workbook = workbook
        self.usage: Usage | None = None
        """None while it is being counted."""

    @abstractmethod
    def show_now(self) -> None:
        """Show everything as it is in the workbook now."""

    def show_detail(self, key: str) -> None:
        """Go to one of the groups of the tab."""

    @property
    def detail(self) -> str:
        """The group one is at."""
        return ""

    def fill(self, content: QWidget) -> None:
        """Take all the room for one widget."""
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(content)

    def run(self, command: Callable[[], object]) -> bool:
        """Change the workbook; whether it went through."""
        return Operation(self, command).run()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.show_now()
        super().changeEvent(event)


class GroupedTab(Tab):
    """A tab with a list of groups at the left."""

    def __init__(self, workbook: Workbook) -> None:
        super().__init__(workbook)
        self.parts = MasterDetail()
        self.parts.groups.chosen.connect(lambda _key: self.show_group())
        self.fill(self.parts)

    @abstractmethod
    def show_group(self) -> None:
        """Show the group that is current."""

    def show_detail(self, key: str) -> None:
        if key in self.parts.groups.keys:
            self.parts.groups.choose(key)

    @property
    def detail(self) -> str:
        return self.parts.groups.current


def add(menu: QMenu, text: str, command: Callable[[], object], *, offered: bool = True) -> None:
    """Put an action into a menu, if it is on offer."""
    if offered:
        menu.addAction(text).triggered.connect(lambda _on=False: command())
