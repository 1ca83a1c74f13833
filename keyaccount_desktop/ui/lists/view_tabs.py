"""The views of a list as tabs: all, those that come along, and the user's own, which are saved in the workbook.

The tabs know which view one is in and whether what is shown differs from it. Own views are renamed, moved and
deleted from their menu, and moved by dragging. Used by ``list_pane`` alone.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QMenu, QWidget

from keyaccount_desktop.language import Text
from keyaccount_desktop.method.columns import ListKind
from keyaccount_desktop.method.filters import ALL, BUILT_IN, Selection
from keyaccount_desktop.ui.operation import Operation, show_done
from keyaccount_desktop.ui.widgets import TabLine
from keyaccount_desktop.workbook.first_screen import SavedView, saved_views

if TYPE_CHECKING:
    from keyaccount_desktop.workbook.document import Workbook

_EVERYTHING = Text("All", "全部")


class ViewTabs(TabLine):
    """``chosen`` carries the ``Selection`` of a tab; ``undo_wanted`` asks for one step back."""

    chosen = Signal(object)
    undo_wanted = Signal()

    def __init__(self, workbook: Workbook, kind: ListKind) -> None:
        super().__init__()
        self._workbook = workbook
        self._kind: ListKind = kind
        self._saved: list[SavedView] = []
        self._shown = ALL
        self._asked_id = ""
        self.setUsesScrollButtons(True)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._menu)
        self.setMovable(not workbook.read_only)
        self.currentChanged.connect(self._choose)
        self._pressed = -1
        """The tab the mouse holds."""
        self.retranslate()

    # ---- what there is

    @property
    def _fixed(self) -> int:
        return 1 + len(BUILT_IN[self._kind])

    def read_views(self) -> None:
        """Show the views as the workbook has them now; one stays in the view one is in."""
        here = self.current_view
        self._saved = saved_views(self._workbook, self._kind)
        texts = [str(_EVERYTHING), *(str(each.text) for each in BUILT_IN[self._kind])]
        texts += [view.name.replace("&", "&&") for view in self._saved]
        self.blockSignals(True)
        while self.count() > len(texts):
            self.removeTab(self.count() - 1)
        self.set_names(texts)
        ids = [view.id for view in self._saved]
        wanted = self._asked_id or (here.id if here is not None else "")
        self._asked_id = ""
        if wanted in ids:
            self.setCurrentIndex(self._fixed + ids.index(wanted))
        elif here is not None or self.currentIndex() >= self._fixed:
            self.setCurrentIndex(0)
        self.blockSignals(False)

    def _selection_at(self, place: int) -> Selection:
        if place <= 0:
            return ALL
        if place < self._fixed:
            return BUILT_IN[self._kind][place - 1].selection
        return self._saved[place - self._fixed].selection if place < self._fixed + len(self._saved) else ALL

    @property
    def current_view(self) -> SavedView | None:
        """The user's own view one is in."""
        place = self.currentIndex() - self._fixed
        return self._saved[place] if 0 <= place < len(self._saved) else None

    @property
    def differs(self) -> bool:
        """Whether what is shown is no longer what the view shows."""
        return self._shown != self._selection_at(self.currentIndex())

    def show_selection(self, selection: Selection) -> None:
        """Hear what the list shows now."""
        self._shown = selection

    def choose_all(self) -> None:
        """Go to the view of everything, whatever was changed in the one before."""
        if self.currentIndex() == 0:
            self.chosen.emit(ALL)
        else:
            self.setCurrentIndex(0)

    def _choose(self, place: int) -> None:
        if place >= 0:
            self.chosen.emit(self._selection_at(place))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        at = self.tabAt(event.position().toPoint())
        self.setMovable(at >= self._fixed and not self._workbook.read_only)
        super().mousePressEvent(event)
        self._pressed = at if event.button() == Qt.MouseButton.LeftButton else -1
        if at == self.currentIndex() and self.differs and event.button() == Qt.MouseButton.LeftButton:
            # Pressed again, it shows what it is meant to.
            self._choose(at)

    # ---- own views

    def ask_name(self, anchor: QWidget, view: SavedView | None) -> None:
        """Ask for the name of a new view of what is shown, or for another name of a view."""
        from keyaccount_desktop.ui.name_panel import NamePanel

        panel = NamePanel(anchor, self.tr("Name of the view"), view.name if view is not None else "")
        panel.entered.connect(lambda name: self._save(name) if view is None else self._rename(view, name))
        panel.open()

    def _save(self, name: str) -> None:
        from keyaccount_desktop.workbook.views import save_view

        def saved(view_id: str) -> None:
            self._asked_id = view_id
            self.read_views()
            self.chosen.emit(self._selection_at(self.currentIndex()))

        Operation(self, lambda: save_view(self._workbook, self._kind, name, self._shown), then=saved).run()

    def save_current(self) -> None:
        """Have the view one is in show what is shown now."""
        from keyaccount_desktop.workbook.views import change_view

        if (view := self.current_view) is not None:
            Operation(self, lambda: change_view(self._workbook, view.id, self._shown)).run()
            self.chosen.emit(self._selection_at(self.currentIndex()))

    def _rename(self, view: SavedView, name: str) -> None:
        from keyaccount_desktop.workbook.views import rename_view

        Operation(self, lambda: rename_view(self._workbook, view.id, name)).run()

    def _delete(self, view: SavedView) -> None:
        from keyaccount_desktop.workbook.views import delete_view

        def deleted(_: None) -> None:
            message = self.tr("Deleted the view {name}").format(name=view.name)
            show_done(self, message, self.tr("Undo"), self.undo_wanted.emit)
            self._choose(self.currentIndex())

        Operation(self, lambda: delete_view(self._workbook, view.id), then=deleted).run()

    def _move(self, view: SavedView, by: int) -> None:
        from keyaccount_desktop.workbook.views import move_view

        to = min(max(self._saved.index(view) + by, 0), len(self._saved) - 1)
        Operation(self, lambda: move_view(self._workbook, view.id, to)).run()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        pressed, self._pressed = self._pressed, -1
        # While it is dragged a tab moves by one place at a time; where it is let go is what counts.
        place, to = pressed - self._fixed, max(self.currentIndex() - self._fixed, 0)
        if not 0 <= place < len(self._saved) or to == place:
            return
        view = self._saved[place]
        self._asked_id = view.id
        self._move(view, to - place)
        self.read_views()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        view = self.current_view
        if view is None or self._workbook.read_only:
            super().keyPressEvent(event)
        elif event.key() == Qt.Key.Key_F2:
            self.ask_name(self, view)
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self._delete(view)
        elif event.modifiers() & Qt.KeyboardModifier.AltModifier and event.key() in (
            Qt.Key.Key_Left,
            Qt.Key.Key_Right,
        ):
            self._move(view, 1 if event.key() == Qt.Key.Key_Right else -1)
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            mine = event.key() in (Qt.Key.Key_F2, Qt.Key.Key_Delete, Qt.Key.Key_Left, Qt.Key.Key_Right)
            if mine and self.current_view is not None:
                event.accept()
                return True
        return super().event(event)

    def _menu(self, point: QPoint) -> None:
        at = self.tabAt(point)
        view = self.current_view
        if at >= self._fixed:
            view = self._saved[at - self._fixed]
        if view is None or self._workbook.read_only:
            return
        place = self._saved.index(view)
        entries: list[tuple[str, Callable[[], None], bool]] = [
            (self.tr("Rename…"), lambda: self.ask_name(self, view), True),
            (self.tr("Move left"), lambda: self._move(view, -1), place > 0),
            (self.tr("Move right"), lambda: self._move(view, 1), place < len(self._saved) - 1),
            (self.tr("Delete"), lambda: self._delete(view), True),
        ]
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for text, command, possible in entries:
            menu.addAction(text, command).setEnabled(possible)
        menu.popup(self.mapToGlobal(point))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def retranslate(self) -> None:
        self.setAccessibleName(self.tr("Views"))
        self.read_views()
