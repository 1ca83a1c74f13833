"""The Settings page: what the user makes of the method in this workbook, tab by tab.

It is read anew when the workbook's definitions change, by whoever; how much things are used is counted beside.
The page asks the window by signals and knows no other page.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QStackedWidget, QVBoxLayout, QWidget

from keyaccount_desktop.ui import theme
from keyaccount_desktop.ui.fields.pending import commit_pending
from keyaccount_desktop.ui.operation import Job
from keyaccount_desktop.ui.place import SETTINGS_TABS, settings
from keyaccount_desktop.ui.preferences.fields_tab import FieldsTab
from keyaccount_desktop.ui.preferences.lists_tab import ListsTab
from keyaccount_desktop.ui.preferences.look_tab import LookTab
from keyaccount_desktop.ui.preferences.numbers_tab import NumbersTab
from keyaccount_desktop.ui.preferences.products_tab import ProductsTab
from keyaccount_desktop.ui.preferences.staff_tab import StaffTab
from keyaccount_desktop.ui.preferences.tab import Tab
from keyaccount_desktop.ui.preferences.texts_tab import TextsTab
from keyaccount_desktop.ui.widgets import Label, TabLine
from keyaccount_desktop.workbook.document import DEFINING
from keyaccount_desktop.workbook.usage import Usage, usage

if TYPE_CHECKING:
    from keyaccount_desktop.workbook.document import Workbook
    from keyaccount_desktop.workbook.journal import ChangeSet

_COUNTED: Final = frozenset({"fact", "field_definition"})
"""Changes of these tables change how much something is used."""


class SettingsPage(QWidget):
    """``place_changed`` carries a written ``Place``, ``action_wanted`` an action of the window."""

    place_changed = Signal(str)
    action_wanted = Signal(str)

    def __init__(self, workbook: Workbook) -> None:
        super().__init__()
        self._workbook = workbook
        self.fields = FieldsTab(workbook)
        self.fields.list_wanted.connect(lambda code: self._go("lists", code))
        self.lists = ListsTab(workbook)
        self.lists.playbook_wanted.connect(lambda post: self._go("texts", f"playbook.{post}"))
        self.texts = TextsTab(workbook)
        self.products = ProductsTab(workbook)
        self.staff = StaffTab(workbook)
        self.numbers = NumbersTab(workbook)
        self.look = LookTab(workbook)
        self.look.action_wanted.connect(self.action_wanted)
        self._tabs: dict[str, Tab] = {
            "fields": self.fields,
            "lists": self.lists,
            "texts": self.texts,
            "products": self.products,
            "staff": self.staff,
            "numbers": self.numbers,
            "look": self.look,
        }
        self._stale = set(self._tabs)
        self._uncounted = True
        self._counting: Job[Usage] | None = None
        self._title = Label("", "title")
        self.tabs = TabLine([""] * len(self._tabs))
        self.tabs.currentChanged.connect(self._tab_chosen)
        self.stack = QStackedWidget()
        for tab in self._tabs.values():
            self.stack.addWidget(tab)
        header = QFrame()
        header.setObjectName("page_header")
        column = QVBoxLayout(header)
        column.setContentsMargins(theme.PAD, 12, theme.PAD, 0)
        column.setSpacing(6)
        column.addWidget(self._title)
        column.addWidget(self.tabs)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(0)
        page.addWidget(header)
        page.addWidget(self.stack, 1)
        self._unsubscribe = workbook.subscribe(self._workbook_changed)
        self._retranslate()

    # ---- what it shows

    def show_tab(self, name: str = "", detail: str = "") -> None:
        """Go to a tab, and to one of its groups; without a name to the one shown last."""
        commit_pending(self)
        name = name or self.tab
        self.tabs.blockSignals(True)
        self.tabs.setCurrentIndex(SETTINGS_TABS.index(name))
        self.tabs.blockSignals(False)
        self.stack.setCurrentWidget(self._tabs[name])
        self._refresh()
        if detail:
            self._tabs[name].show_detail(detail)

    @property
    def tab(self) -> str:
        """The tab one is at."""
        return SETTINGS_TABS[self.tabs.currentIndex()]

    def release(self) -> None:
        """Listen no more; before the workbook is closed."""
        if self._counting is not None:
            self._counting.cancel()
        self._unsubscribe()

    def reveal(self, change: ChangeSet) -> None:
        """After undo or redo: show the group in which something changed, and stand on it."""
        if "field_definition" in change.tables:
            row = next(row for row in change.rows if row.table == "field_definition")
            values = row.after or row.before or {}
            key = f"{values['subject']}.custom_{row.id}"
            self.fields.show_detail(str(values["subject"]))
            self._stand_on(self.fields, key)
        for row in change.rows:
            values = row.after or row.before or {}
            if row.table == "term" and values["list"] in self.lists.parts.groups.keys:
                self.lists.show_detail(str(values["list"]))
            elif row.table == "colleague":
                self.staff.show_detail(row.id)
            elif row.table == "term" and self.tab == "texts":
                self.texts.show_piece(str(values["code"]))

    def _stand_on(self, tab: FieldsTab, key: str) -> None:
        for rows in (tab.rows, tab.retired):
            if key in rows.order:
                rows.row(key).setFocus(Qt.FocusReason.OtherFocusReason)

    def _tab_chosen(self, _index: int) -> None:
        self._go(self.tab)

    def _go(self, name: str, detail: str = "") -> None:
        """Go to a tab from here, and tell the window."""
        self.show_tab(name, detail)
        self.place_changed.emit(str(settings(self.tab)))

    def _refresh(self) -> None:
        """Show the current tab as the workbook is now, and count what is used."""
        if self.tab in self._stale:
            self._stale.discard(self.tab)
            self._tabs[self.tab].show_now()
        if self._uncounted and self._counting is None:
            self._uncounted = False
            known = self._workbook.catalogue
            job = Job(
                self, "", lambda progress: usage(self._workbook, known, progress.step),
                then=self._show_usage, quiet=True,
            )  # fmt: skip
            self._counting = job
            job.finished.connect(self._counted)
            job.start()

    def _show_usage(self, found: Usage) -> None:
        for tab in self._tabs.values():
            tab.usage = found
        self._stale = set(self._tabs)

    def _counted(self) -> None:
        self._counting = None
        if self.isVisible():
            self._refresh()

    @property
    def counting(self) -> bool:
        """Whether it is being counted how much everything is used."""
        return self._counting is not None

    # ---- in step with the workbook

    def _workbook_changed(self, change: ChangeSet) -> None:
        if change.kind == "reloaded" or change.tables & _COUNTED:
            self._uncounted = True
        if change.kind == "reloaded":
            self._stale = set(self._tabs)
        for name, tab in self._tabs.items():
            if change.tables & tab.TABLES:
                self._stale.add(name)
        if self.isVisible() and (change.kind == "reloaded" or change.tables & (DEFINING | {"product"})):
            self._refresh()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._refresh()

    # ---- words

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        elif event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange) and hasattr(self, "look"):
            self._stale |= {"look", "numbers", "texts"}
            if self.isVisible():
                self._refresh()
        super().changeEvent(event)

    def _retranslate(self) -> None:
        self._title.setText(self.tr("Settings"))
        self.tabs.setAccessibleName(self.tr("Settings"))
        self.tabs.set_names(
            [
                self.tr("Fields"),
                self.tr("Lists"),
                self.tr("Advice"),
                self.tr("Products"),
                self.tr("Our staff"),
                self.tr("Numbers"),
                self.tr("Look"),
            ]
        )
