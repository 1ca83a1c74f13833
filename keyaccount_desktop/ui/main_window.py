"""The window: rail, pages, menus, and the way from one to the other.

It composes: pages know nothing of each other and ask by signals. It appears with the rail and the client
list alone; everything heavier is imported afterwards, one piece at a time, while nothing is being typed.
"""

from __future__ import annotations

import importlib
import linecache
from collections.abc import Callable
from datetime import date
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any, Final, Literal

from PySide6.QtCore import QEvent, QSize, Qt, QTimer
from PySide6.QtGui import QCloseEvent, QShowEvent
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QMainWindow,
    QMenu,
    QMenuBar,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from keyaccount_desktop import language
from keyaccount_desktop.language import Text, UserError
from keyaccount_desktop.ui import editing, motion, place, theme
from keyaccount_desktop.ui.actions import ACTIONS, Actions, conditions_of, translated
from keyaccount_desktop.ui.banner import Banner
from keyaccount_desktop.ui.files import Files
from keyaccount_desktop.ui.finding import entries_for
from keyaccount_desktop.ui.lists.list_page import ListPage
from keyaccount_desktop.ui.long_edit import LongEdit
from keyaccount_desktop.ui.operation import Operation, show_error
from keyaccount_desktop.ui.pages import Pages
from keyaccount_desktop.ui.place import CLIENTS, PEOPLE, TODAY, Place
from keyaccount_desktop.ui.rail import Rail
from keyaccount_desktop.ui.search_entry import Entry
from keyaccount_desktop.ui.settings import Settings
from keyaccount_desktop.ui.trail import Trail
from keyaccount_desktop.ui.translation import Translation
from keyaccount_desktop.ui.waiting_drafts import tell_of_drafts
from keyaccount_desktop.ui.widgets import MessageBar
from keyaccount_desktop.workbook import first_screen

if TYPE_CHECKING:
    from keyaccount_desktop.ui.influence_map.beside import OwnSteps
    from keyaccount_desktop.ui.search_popup import SearchPopup
    from keyaccount_desktop.ui.welcome import Welcome
    from keyaccount_desktop.workbook.document import Workbook
    from keyaccount_desktop.workbook.journal import ChangeSet

SMALLEST: Final = (960, 600)
_FIRST_SIZE: Final = (1280, 800)
_TITLE_BAR: Final = 40
_LATER: Final = (
    "keyaccount_desktop.workbook.accounts",
    "keyaccount_desktop.workbook.people",
    "keyaccount_desktop.workbook.search",
    "keyaccount_desktop.ui.clients.client_page",
    "keyaccount_desktop.ui.person_page",
    "keyaccount_desktop.ui.today.today_page",
)
"""What is loaded after the first paint, in this order."""


_PAGE_COMMANDS: Final = frozenset(
    {
        "rename", "filter", "attach", "photo", "print_questions", "unknowns", "merge_with", "move_people",
        "change_selected", "add_filter", "choose_columns",
    }
)  # fmt: skip
"""Actions that mean whatever page one is at."""


class MainWindow(QMainWindow):
    """One window with at most one workbook."""

    def __init__(self, settings: Settings, translation: Translation) -> None:
        super().__init__()
        self.settings = settings
        self._translation = translation
        self._trail = Trail()
        self._unsubscribe: Callable[[], None] | None = None
        self._loading: list[str] = list(_LATER)
        self.files = Files(self, settings)
        self.files.opened.connect(self._show_workbook)
        self.files.closing.connect(self._leave_workbook)
        self.files.closed.connect(self._show_welcome)
        self.files.safety_changed.connect(self._show_safety)
        self.rail = Rail()
        self.rail.page_chosen.connect(lambda page: self.go(Place(page)))
        self.banner = Banner()
        self.banner.again_wanted.connect(self._open_again)
        self.stack = QStackedWidget()
        self._pages = Pages(self, self.stack)
        self._central = self._laid_out()
        self.setCentralWidget(self._central)
        self.messages = MessageBar(self.stack)
        self.rail.search_wanted.connect(partial(self.do, "find"))
        self.actions_ = Actions(self, {spec.id: partial(self.do, spec.id) for spec in ACTIONS})
        self.actions_.menu("file/recent").aboutToShow.connect(self._list_recent)
        self._window_keys = editing.WindowKeys(self)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._window_keys.follow)
            application.focusChanged.connect(self.renew_actions)
        self._touched = False
        self._waiting = False
        self._drafts_told = False
        self._idle = QTimer(self)
        self._idle.setInterval(30)
        self._idle.timeout.connect(self._load_one)
        self.setMinimumSize(*SMALLEST)
        # On a small laptop all of it must be on the screen, title bar and all.
        room = self.screen().availableSize() - QSize(0, _TITLE_BAR)
        self.resize(QSize(*_FIRST_SIZE).boundedTo(room))
        if not settings.window_state.isEmpty():
            self.restoreGeometry(settings.window_state)
        self._show_title()
        self._check_choices()
        self.renew_actions()

    @cached_property
    def welcome(self) -> Welcome:
        """The page without a workbook; made when it is first shown."""
        from keyaccount_desktop.ui.welcome import Welcome

        page = Welcome()
        page.new_wanted.connect(self.files.make)
        page.open_wanted.connect(self.files.choose)
        page.demo_wanted.connect(self.files.open_demo)
        page.recent_chosen.connect(self.files.open)
        self.stack.addWidget(page)
        return page

    @cached_property
    def popup(self) -> SearchPopup:
        """The search; made when it is first asked for."""
        from keyaccount_desktop.ui.search_popup import SearchPopup

        popup = SearchPopup(self._central, self._find)
        popup.chosen.connect(self.go_to_found)
        return popup

    def _laid_out(self) -> QWidget:
        right = QVBoxLayout()
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        right.addWidget(self.banner)
        right.addWidget(self.stack, 1)
        central = QWidget()
        row = QHBoxLayout(central)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.rail)
        row.addLayout(right, 1)
        return central

    @property
    def here(self) -> Place:
        """Where one is."""
        return self._trail.here

    @property
    def workbook(self) -> Workbook | None:
        return self.files.workbook

    # ---- a workbook comes and goes

    def _show_workbook(self) -> None:
        workbook = self._opened()
        self._unsubscribe = workbook.subscribe(self._workbook_changed)
        clients = self._pages.open(workbook)
        clients.show_rows(first_screen.clients(workbook))
        self.rail.show_workbook(workbook.path.stem, str(workbook.path))
        self.banner.show_holder(workbook.holder if workbook.read_only else None, read_only=workbook.read_only)
        self._trail = Trail()
        self._drafts_told = False
        self.stack.setCurrentWidget(clients)
        clients.table.setFocus()
        self._show_safety()
        self._show_title()
        self.show_rail()
        self.renew_actions()
        if self.isVisible():
            self._idle.start()

    def _opened(self) -> Workbook:
        if self.workbook is None:
            raise RuntimeError("no workbook is open")
        return self.workbook

    def _leave_workbook(self) -> None:
        editing.commit_field()
        workbook = self._opened()
        self.settings.set_place(workbook.id, str(self.here))
        if self._unsubscribe is not None:
            self._unsubscribe()
            self._unsubscribe = None
        self._pages.close()

    def _show_welcome(self) -> None:
        self.rail.show_workbook(None)
        self.rail.show_page("", None)
        self.banner.show_holder(None, read_only=False)
        self.welcome.show_recent(self.settings.recent)
        self.stack.setCurrentWidget(self.welcome)
        self.welcome.setFocus()
        self._show_title()
        self.renew_actions()

    def _feel(self) -> None:
        """Someone is there: load what the next press will need."""
        self._touched = True
        if self.isVisible():
            self._idle.start()

    def _load_one(self) -> None:
        """Import the next heavy piece; when all are there, go where one was last time.

        A window nobody has touched yet stays light, unless it has to show another place than the list.
        """
        there = self._remembered_place()
        if self._loading and (self._touched or there != CLIENTS):
            importlib.import_module(self._loading.pop(0))
            if not self._loading:
                # PySide reads the source of every module imported after it, and Python keeps it: 14 MB.
                linecache.clearcache()
            return
        self._idle.stop()
        if self._loading and not self._waiting:
            self._waiting = True
            editing.FirstTouch(self).felt.connect(self._feel)
        self.files.begin_upkeep()
        if there != CLIENTS:
            self.go(there, quietly=True)
        if self.workbook is not None and not self._drafts_told:
            self._drafts_told = True
            tell_of_drafts(self.workbook, self.messages, self._gone_to)

    def _remembered_place(self) -> Place:
        """Where one was in this workbook last time, as long as one has gone nowhere yet."""
        if self.workbook is None or self._trail.begun:
            return CLIENTS
        return Place.read(self.settings.place(self.workbook.id))

    @property
    def loaded(self) -> bool:
        """Whether nothing more comes in after the first paint, unless one does something."""
        return not self._idle.isActive()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self.workbook is None:
            self._show_welcome()
        self._idle.start()

    def closeEvent(self, event: QCloseEvent) -> None:
        self.settings.window_state = self.saveGeometry()
        if self.workbook is None:
            self.settings.save()
            super().closeEvent(event)
            return
        event.ignore()
        # Later: a window cannot be closed from within its own closing.
        self.files.close(then=lambda: QTimer.singleShot(0, self.close))

    def _open_again(self) -> None:
        """A read-only workbook may be free by now."""
        path = self._opened().path
        self.settings.set_place(self._opened().id, str(self.here))
        self.files.close(then=partial(self.files.open, path))

    # ---- pages and places

    def go(self, target: Place, *, quietly: bool = False) -> None:
        """Show a place. ``quietly``: fall back to the client list without a word when it is gone."""
        if self.workbook is None:
            return
        editing.commit_field()
        try:
            page = self._pages.show(target)
        except UserError as error:
            if not quietly:
                show_error(self, error)
            target = CLIENTS
            page = self._pages["clients"]
        self._trail.go(target)
        self._arrive(page)

    def _arrive(self, page: QWidget) -> None:
        if self.stack.currentWidget() is not page:
            self.stack.setCurrentWidget(page)
            page.setFocus()
        take_keyboard = getattr(page, "take_keyboard", None)
        if take_keyboard is not None:
            take_keyboard()
        self.show_rail()
        self.renew_actions()

    def _gone_to(self, target: Place) -> QWidget | None:
        """Go to a place; the page that is shown then."""
        self.go(target)
        return self.stack.currentWidget()

    def note_place(self, written: str) -> None:
        """The page itself went to another of its tabs."""
        arrived = Place.read(written)
        if (arrived.id, arrived.tab) == (self.here.id, self.here.tab):
            self._trail.refine(arrived)
        else:
            self._trail.go(arrived)
        self.renew_actions()

    def _walk(self, there: Place | None) -> None:
        """Show the place that Back or Forward led to."""
        if there is None:
            return
        editing.commit_field()
        try:
            self._arrive(self._pages.show(there))
        except UserError as error:
            show_error(self, error)
            self.go(CLIENTS)

    def replace_here(self, there: Place) -> None:
        """Go on to a place instead of the one one is at, which is gone for good."""
        self._trail.replace(there)
        self._walk(there)

    def show_first_map(self) -> None:
        """Go to the map of the first purchase, if there is one: for a picture of the window."""
        if self.workbook is not None:
            from keyaccount_desktop.workbook.purchases import purchases_of

            for purchase in purchases_of(self.workbook)[:1]:
                self.go(place.client(purchase.account_id, "map", purchase.id))

    # ---- what is done

    def do(self, action: str) -> None:
        """Do one of the actions of the table."""
        handlers: dict[str, Callable[[], object]] = {
            "new": self.files.make,
            "open": self.files.choose,
            "open_demo": self.files.open_demo,
            "save_copy": self.files.save_copy,
            "export_cards": self._export_cards,
            "export_calendar": self._export_calendar,
            "print_map": partial(self._client_command, "print_map"),
            "close": self.files.close,
            "quit": self.close,
            "undo": partial(self._retrace, "undo"),
            "redo": partial(self._retrace, "redo"),
            "add_client": self._add_client,
            "merge_duplicates": lambda: self.go(place.merging()),
            "find": lambda: self.popup.open(),
            "today": lambda: self.go(TODAY),
            "clients": lambda: self.go(CLIENTS),
            "everyone": lambda: self.go(PEOPLE),
            "settings": lambda: self.go(Place("settings")),
            "staff": lambda: self.go(place.settings("staff")),
            "back": lambda: self._walk(self._trail.back()),
            "forward": lambda: self._walk(self._trail.forward()),
            "full_screen": lambda: self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen),
        }
        if action in handlers:
            handlers[action]()
        elif action in ("cut", "copy", "paste", "delete"):
            editing.edit(action)
        elif action == "fold":
            from keyaccount_desktop.ui.folding import fold_or_unfold_all

            fold_or_unfold_all(self.stack)
        elif action in ("evidence", "confirm", "history"):
            if (target := editing.fact_target()) is not None:
                target.fact_command(action)
        elif action == "rename" and (named := editing.edit_target()) and named.edit_command(action):
            pass  # what has the keyboard is renamed
        elif action == "add_person" or action.startswith("map_"):
            self._client_command(action)
        elif action in _PAGE_COMMANDS:
            self._page_command(action)
        elif action in place.TABS:
            if (account_id := self._account_here()) is not None:
                self.go(place.client(account_id, action))
        elif action in ("help", "shortcuts", "about"):
            self._show_help(action)
        else:
            kind, _, value = action.partition("_")
            self._choose(kind, value)

    def _choose(self, kind: str, value: str) -> None:
        if kind == "theme":
            self.settings.theme = value
            theme.current().set_mode(value)  # type: ignore[arg-type]
        elif kind == "language":
            self.settings.language = value
            self._translation.set_language(value)  # type: ignore[arg-type]
        elif kind == "text":
            self.settings.zoom = int(value)
            theme.current().set_zoom(int(value))
        elif kind == "motion":
            self.settings.motion = value
            motion.begin(value)
        self._check_choices()

    def _check_choices(self) -> None:
        look = theme.current()
        chosen = (f"theme_{look.mode}", f"language_{language.language()}", f"text_{look.zoom}")
        for choice in (*chosen, f"motion_{motion.chosen()}"):
            self.actions_[choice].setChecked(True)

    def _show_help(self, which: str) -> None:
        from keyaccount_desktop.ui.help import AboutWindow, HelpWindow, ShortcutsWindow

        {"help": HelpWindow, "shortcuts": ShortcutsWindow, "about": AboutWindow}[which](self).open()

    def _add_client(self) -> None:
        self.go(CLIENTS)
        self._page_command("add_client")

    def _page_command(self, name: str) -> None:
        page: Any = self.stack.currentWidget()
        if hasattr(page, "edit_command"):
            page.edit_command(name)

    def _client_command(self, name: str) -> None:
        """Something only a client's page does: go there first."""
        if (account_id := self._account_here()) is not None:
            if self.here.page != "client":
                self.go(place.client(account_id, "people"))
            self._page_command(name)

    def _account_here(self) -> str | None:
        """The client of the place one is at."""
        if self.here.page == "client":
            return self.here.id
        if self.here.page == "person" and self.workbook is not None:
            from keyaccount_desktop.workbook.whereabouts import home_of

            home = home_of(self.workbook, "person", self.here.id)
            return home.account_id if home is not None else None
        return None

    def _export_cards(self) -> None:
        from keyaccount_desktop.ui.export_cards import ExportCardsDialog

        person_id = self.here.id if self.here.page == "person" else None
        ExportCardsDialog(self._opened(), self._account_here(), person_id, self).open()

    def _export_calendar(self) -> None:
        from keyaccount_desktop.ui.today.export_calendar import ExportCalendarDialog

        ExportCalendarDialog(self._opened(), self._account_here(), self).open()

    # ---- undo

    def _retrace(self, kind: Literal["undo", "redo"]) -> None:
        if editing.undo_typing(kind) or self.workbook is None:
            return
        if (own := self._own_steps()) is not None:
            step = own.undo_label if kind == "undo" else own.redo_label
            (own.undo if kind == "undo" else own.redo)()
            if step is not None:
                self._say_retraced(kind, step)
            return
        editing.commit_field()
        workbook = self.workbook
        retrace, rows = (workbook.undo if kind == "undo" else workbook.redo), workbook.steps_to(kind)
        title = self.tr("Undoing") if kind == "undo" else self.tr("Doing it again")
        LongEdit(self, workbook, title, retrace, rows=rows, then=self._show_retraced).start()

    def _show_retraced(self, change: ChangeSet | None) -> None:
        if change is None:
            return
        from keyaccount_desktop.ui.retrace import place_of
        from keyaccount_desktop.workbook.whereabouts import home_of

        page: Any = self.stack.currentWidget()
        if not (isinstance(page, ListPage) and page.shows(change)):
            there = place_of(change, self.here, partial(home_of, self._opened()))
            if there != self.here:
                self.go(there, quietly=True)
            page = self.stack.currentWidget()
        if hasattr(page, "reveal"):
            page.reveal(change)
        self._say_retraced("undo" if change.kind == "undo" else "redo", change.label)

    def _say_retraced(self, kind: Literal["undo", "redo"], step: Text) -> None:
        """Name the step, and offer the way back."""
        if kind == "undo":
            said, offer, action = self.tr("Undone: {step}"), self.tr("Redo"), "redo"
        else:
            said, offer, action = self.tr("Done again: {step}"), self.tr("Undo"), "undo"
        self.messages.show_done(said.format(step=step), offer, partial(self.do, action))

    def _workbook_changed(self, change: ChangeSet) -> None:
        self.messages.withdraw_offer()
        self.renew_actions()
        if change.kind == "reloaded" or any(row.table == "task" for row in change.rows):
            self.show_rail()
        # A page may show what has just gone; it must not stay on it.
        if change.kind in ("do", "reloaded"):
            gone = any(row.after is None and row.id == self.here.id for row in change.rows)
            if gone and self.here.page in ("client", "person"):
                self.go(CLIENTS, quietly=True)

    def _own_steps(self) -> OwnSteps | None:
        """The steps of what-if, while one is at it: they stand before the workbook's."""
        return getattr(self.stack.currentWidget(), "own_steps", None)

    def renew_actions(self, *_: object) -> None:
        """Enable what can be done here and now, and name the steps of undo and redo."""
        if isinstance(QApplication.focusWidget(), QMenuBar):
            return  # while the menu has the keyboard, it is still about what had it before
        steps = self._own_steps() or self.workbook
        self.actions_.enable(conditions_of(self.workbook, self.here, self._trail, steps))
        self._name_steps()

    def _name_steps(self) -> None:
        steps = self._own_steps() or self.workbook
        for action, label in (
            ("undo", steps.undo_label if steps else None),
            ("redo", steps.redo_label if steps else None),
        ):
            word = translated(next(spec for spec in ACTIONS if spec.id == action))
            self.actions_[action].setText(f"{word} {str(label).replace('&', '&&')}" if label else word)

    # ---- search

    def _find(self, typed: str) -> list[Entry]:
        found: list[Entry] = []
        Operation(self, lambda: entries_for(self.workbook, self.actions_, typed), then=found.extend).run()
        return found

    def go_to_found(self, kind: str, id_: str) -> None:
        """Show what was found, or do it if it is an action."""
        if kind == "account":
            self.go(place.client(id_))
        elif kind == "person":
            self.go(place.person(id_))
        elif kind == "purchase":
            from keyaccount_desktop.workbook.whereabouts import home_of

            home = home_of(self._opened(), "purchase", id_)
            if home is not None and home.account_id is not None:
                self.go(place.client(home.account_id, "map", id_))
        else:
            self.do(id_)

    # ---- words and looks

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange and hasattr(self, "actions_"):
            self.actions_.retranslate()
            self._name_steps()
            self._show_title()
            self._show_safety()
        super().changeEvent(event)

    def _show_title(self) -> None:
        name = QApplication.applicationDisplayName()
        self.setWindowTitle(f"{self.workbook.path.stem} – {name}" if self.workbook is not None else name)

    def show_rail(self) -> None:
        """Write the numbers in the rail, and mark where one is."""
        clients = self._pages.get("clients")
        count = clients.model.total if isinstance(clients, ListPage) else None
        if self.workbook is None:
            self.rail.show_page("", count)
        else:
            due = first_screen.due(self.workbook, date.today().isoformat())
            self.rail.show_page(self.here.page, count, due)

    def _show_safety(self) -> None:
        if self.workbook is not None:
            problem = self.files.problem
            self.rail.show_safety(
                self.files.last_backup,
                read_only=self.workbook.read_only,
                problem=str(problem.message) if problem is not None else "",
            )

    def _list_recent(self) -> None:
        menu: QMenu = self.actions_.menu("file/recent")
        menu.clear()
        for number, path in enumerate(self.settings.recent, start=1):
            shown = path.replace("&", "&&")
            menu.addAction(f"&{number}  {shown}", partial(self.files.open, path))
        if menu.isEmpty():
            menu.addAction(self.tr("No workbook opened yet")).setEnabled(False)
