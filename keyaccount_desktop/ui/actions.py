"""Every action of the window, in one table: its words, its place in the menus, its shortcut, when it works.

``build`` makes the menus from the table; the window only says what each action does. The search popup lists
the same actions, the Help menu their shortcuts.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMainWindow, QMenu

from keyaccount_desktop.ui import editing

if TYPE_CHECKING:
    from keyaccount_desktop.ui.influence_map.beside import OwnSteps
    from keyaccount_desktop.ui.place import Place
    from keyaccount_desktop.ui.trail import Trail
    from keyaccount_desktop.workbook.document import Workbook

Key = QKeySequence.StandardKey


def QT_TRANSLATE_NOOP(_context: str, text: str) -> str:
    """Marks a text for lupdate, which knows it by this name; Qt's own has no useful type."""
    return text


@dataclass(frozen=True, slots=True)
class ActionSpec:
    """One line of the table. ``menu`` is ``file``, or ``view/theme`` for a submenu."""

    id: str
    """Those that begin with ``map_`` are done by the client's map, wherever one is."""
    text: str
    menu: str
    shortcuts: tuple[Key | str, ...]
    """All of them work, and the first that exists on this system is shown."""
    icon: str = ""
    works_when: str = "always"
    """A condition of ``CONDITIONS``."""
    choice: bool = False
    """One of several in its menu, the current one checked."""
    separate: bool = False
    """A line goes before it."""
    role: QAction.MenuRole = QAction.MenuRole.NoRole


CONDITIONS: Final = (
    "always",
    "open",
    "writable",
    "list",
    "list_writable",
    "undo",
    "redo",
    "client",
    "record",
    "person",
    "back",
    "forward",
    "editing",
    "fact",
)

MENUS: Final = {
    "file": QT_TRANSLATE_NOOP("Menu", "&File"),
    "file/recent": QT_TRANSLATE_NOOP("Menu", "Open &recent"),
    "edit": QT_TRANSLATE_NOOP("Menu", "&Edit"),
    "edit/fact": QT_TRANSLATE_NOOP("Menu", "This f&act"),
    "view": QT_TRANSLATE_NOOP("Menu", "&View"),
    "view/map": QT_TRANSLATE_NOOP("Menu", "On t&he map"),
    "view/theme": QT_TRANSLATE_NOOP("Menu", "&Theme"),
    "view/language": QT_TRANSLATE_NOOP("Menu", "&Language"),
    "view/text": QT_TRANSLATE_NOOP("Menu", "Te&xt size"),
    "view/motion": QT_TRANSLATE_NOOP("Menu", "Mot&ion"),
    "help": QT_TRANSLATE_NOOP("Menu", "&Help"),
}

_ABOUT = QAction.MenuRole.AboutRole
_QUIT = QAction.MenuRole.QuitRole

ACTIONS: Final[tuple[ActionSpec, ...]] = (
    ActionSpec("new", QT_TRANSLATE_NOOP("Action", "&New workbook…"), "file", (Key.New,), "new"),
    ActionSpec("open", QT_TRANSLATE_NOOP("Action", "&Open…"), "file", (Key.Open,), "folder"),
    ActionSpec("open_demo", QT_TRANSLATE_NOOP("Action", "Open the &demo"), "file", ("Ctrl+Shift+O",), "sample"),
    ActionSpec("save_copy", QT_TRANSLATE_NOOP("Action", "&Save a copy…"), "file", (Key.SaveAs, "Ctrl+Shift+S"), "copy",
               "open", separate=True),
    ActionSpec("export_cards", QT_TRANSLATE_NOOP("Action", "&Export cards…"), "file", ("Ctrl+Shift+E",), "export",
               "open"),
    ActionSpec("export_calendar", QT_TRANSLATE_NOOP("Action", "Expor&t calendar…"), "file", ("Ctrl+Shift+D",),
               "calendar", "open"),
    ActionSpec("print_map", QT_TRANSLATE_NOOP("Action", "&Print map…"), "file", (Key.Print, "Ctrl+P"), "print",
               "client"),
    ActionSpec("map_pack", QT_TRANSLATE_NOOP("Action", "Meet&ing pack…"), "file", ("Ctrl+Shift+Y",), "document",
               "client"),
    ActionSpec("print_questions", QT_TRANSLATE_NOOP("Action", "Print question &list…"), "file", ("Ctrl+Shift+L",),
               "print", "client"),
    ActionSpec("close", QT_TRANSLATE_NOOP("Action", "&Close workbook"), "file", ("Ctrl+W",), "close",
               "open", separate=True),
    ActionSpec("quit", QT_TRANSLATE_NOOP("Action", "&Quit"), "file", (Key.Quit, "Ctrl+Q"), role=_QUIT),

    ActionSpec("undo", QT_TRANSLATE_NOOP("Action", "&Undo"), "edit", (Key.Undo,), "undo", "undo"),
    ActionSpec("redo", QT_TRANSLATE_NOOP("Action", "&Redo"), "edit", (Key.Redo, "Ctrl+Y", "Ctrl+Shift+Z"),
               "redo", "redo"),
    ActionSpec("cut", QT_TRANSLATE_NOOP("Action", "Cu&t"), "edit", (Key.Cut,), "cut", "editing", separate=True),
    ActionSpec("copy", QT_TRANSLATE_NOOP("Action", "&Copy"), "edit", (Key.Copy,), "copy", "editing"),
    ActionSpec("paste", QT_TRANSLATE_NOOP("Action", "&Paste"), "edit", (Key.Paste,), "paste", "editing"),
    ActionSpec("delete", QT_TRANSLATE_NOOP("Action", "&Delete"), "edit", (Key.Delete,), "trash", "editing"),
    ActionSpec("map_copy", QT_TRANSLATE_NOOP("Action", "Copy the map a&s a picture"), "edit", ("Ctrl+Alt+C",), "map",
               "client"),
    ActionSpec("rename", QT_TRANSLATE_NOOP("Action", "Re&name"), "edit", ("F2",), "edit", "writable"),
    ActionSpec("evidence", QT_TRANSLATE_NOOP("Action", "&Source and certainty…"), "edit/fact", ("Ctrl+E",), "info",
               "fact"),
    ActionSpec("confirm", QT_TRANSLATE_NOOP("Action", "Holds &today"), "edit/fact", ("Ctrl+T",), "check", "fact"),
    ActionSpec("history", QT_TRANSLATE_NOOP("Action", "&Previous values…"), "edit/fact", ("Ctrl+B",), "clock", "fact"),
    ActionSpec("change_selected", QT_TRANSLATE_NOOP("Action", "Chan&ge the selected…"), "edit", ("Ctrl+Shift+G",),
               "edit", "list_writable"),
    ActionSpec("add_client", QT_TRANSLATE_NOOP("Action", "Add c&lient"), "edit", ("Ctrl+Shift+C",), "building",
               "writable", separate=True),
    ActionSpec("add_person", QT_TRANSLATE_NOOP("Action", "Add p&erson"), "edit", ("Ctrl+Shift+P",), "person",
               "client"),
    ActionSpec("merge_duplicates", QT_TRANSLATE_NOOP("Action", "&Merge duplicates…"), "edit", ("Ctrl+Shift+U",), "copy",
               "open", separate=True),
    ActionSpec("merge_with", QT_TRANSLATE_NOOP("Action", "Merge &with…"), "edit", ("Ctrl+Shift+J",), "link", "record"),
    ActionSpec("move_people", QT_TRANSLATE_NOOP("Action", "Mo&ve to another client…"), "edit", ("Ctrl+Shift+M",),
               "arrow-right", "record"),
    ActionSpec("photo", QT_TRANSLATE_NOOP("Action", "Ph&oto…"), "edit", ("Ctrl+Shift+H",), "photo", "person"),
    ActionSpec("attach", QT_TRANSLATE_NOOP("Action", "Attac&h a file…"), "edit", ("Ctrl+Shift+A",), "attach",
               "client"),
    ActionSpec("find", QT_TRANSLATE_NOOP("Action", "&Find…"), "edit", ("Ctrl+K",), "search", separate=True),
    ActionSpec("filter", QT_TRANSLATE_NOOP("Action", "F&ilter this list"), "edit", (Key.Find,), "filter", "open"),
    ActionSpec("add_filter", QT_TRANSLATE_NOOP("Action", "Add a filter &by…"), "edit", ("Ctrl+Shift+B",), "filter",
               "list"),

    ActionSpec("today", QT_TRANSLATE_NOOP("Action", "Toda&y"), "view", ("Ctrl+0",), "calendar", "open"),
    ActionSpec("clients", QT_TRANSLATE_NOOP("Action", "&Clients"), "view", ("Ctrl+1",), "building", "open"),
    ActionSpec("everyone", QT_TRANSLATE_NOOP("Action", "&Everyone"), "view", ("Ctrl+Shift+R",), "people", "open"),
    ActionSpec("overview", QT_TRANSLATE_NOOP("Action", "&Overview of the client"), "view", ("Ctrl+2",), "document",
               "client"),
    ActionSpec("people", QT_TRANSLATE_NOOP("Action", "&People of the client"), "view", ("Ctrl+3",), "people",
               "client"),
    ActionSpec("map", QT_TRANSLATE_NOOP("Action", "Influence &map"), "view", ("Ctrl+4",), "map", "client"),
    ActionSpec("suppliers", QT_TRANSLATE_NOOP("Action", "&Suppliers of the client"), "view", ("Ctrl+5",), "truck",
               "client"),
    ActionSpec("unknowns", QT_TRANSLATE_NOOP("Action", "What we don't &know"), "view", ("Ctrl+Shift+K",), "help",
               "client", separate=True),
    ActionSpec("fold", QT_TRANSLATE_NOOP("Action", "Fold or unfold &all"), "view", ("Ctrl+Shift+W",), "chevron-down",
               "client"),
    ActionSpec("choose_columns", QT_TRANSLATE_NOOP("Action", "Colum&ns of the list…"), "view", ("Ctrl+Shift+T",), "",
               "list"),
    ActionSpec("settings", QT_TRANSLATE_NOOP("Action", "Settin&gs"), "view", ("Ctrl+,",), "settings", "open"),
    ActionSpec("staff", QT_TRANSLATE_NOOP("Action", "Ou&r staff"), "view", ("Ctrl+Shift+,",), "people", "open"),
    ActionSpec("map_arrange", QT_TRANSLATE_NOOP("Action", "&Arrange the map"), "view/map", ("F8",), "arrange",
               "client"),
    ActionSpec("map_free", QT_TRANSLATE_NOOP("Action", "&Free layout or lanes"), "view/map", ("Ctrl+Shift+F",), "free",
               "client"),
    ActionSpec("back", QT_TRANSLATE_NOOP("Action", "&Back"), "view", (Key.Back, "Alt+Left"), "arrow-left", "back",
               separate=True),
    ActionSpec("forward", QT_TRANSLATE_NOOP("Action", "&Forward"), "view", (Key.Forward, "Alt+Right"),
               "arrow-right", "forward"),
    ActionSpec("map_health", QT_TRANSLATE_NOOP("Action", "&Health of the map"), "view/map", ("Ctrl+Shift+I",),
               "health", "client"),
    ActionSpec("map_ties", QT_TRANSLATE_NOOP("Action", "&Ties, and who can introduce me"), "view/map",
               ("Ctrl+Shift+N",), "ties", "client"),
    ActionSpec("map_introduce", QT_TRANSLATE_NOOP("Action", "&Who can introduce me?"), "view/map", ("Ctrl+I",), "",
               "client"),
    ActionSpec("map_what_if", QT_TRANSLATE_NOOP("Action", "What &if…"), "view/map", ("Ctrl+Shift+X",), "what-if",
               "client"),
    ActionSpec("map_reviews", QT_TRANSLATE_NOOP("Action", "&Reviews"), "view/map", ("Ctrl+Shift+V",), "clock",
               "client"),
    ActionSpec("map_freeze_review", QT_TRANSLATE_NOOP("Action", "Free&ze as a review…"), "view/map", ("Ctrl+R",),
               "photo", "client"),
    ActionSpec("map_earlier_review", QT_TRANSLATE_NOOP("Action", "&Earlier review"), "view/map", ("Alt+PgUp",),
               "chevron-left", "client"),
    ActionSpec("map_later_review", QT_TRANSLATE_NOOP("Action", "&Later review"), "view/map", ("Alt+PgDown",),
               "chevron-right", "client"),
    ActionSpec("theme_system", QT_TRANSLATE_NOOP("Action", "Like the &system"), "view/theme", ("Ctrl+Shift+F6",),
               choice=True),
    ActionSpec("theme_light", QT_TRANSLATE_NOOP("Action", "&Light"), "view/theme", ("Ctrl+Shift+F7",), choice=True),
    ActionSpec("theme_dark", QT_TRANSLATE_NOOP("Action", "&Dark"), "view/theme", ("Ctrl+Shift+F8",), choice=True),
    # Languages are named in themselves, so that one finds the way back.
    ActionSpec("language_en", "English", "view/language", ("Ctrl+Shift+F9",), choice=True),
    ActionSpec("language_zh", "简体中文", "view/language", ("Ctrl+Shift+F10",), choice=True),
    ActionSpec("text_100", "100%", "view/text", ("Ctrl+Shift+F1",), choice=True),
    ActionSpec("text_125", "125%", "view/text", ("Ctrl+Shift+F2",), choice=True),
    ActionSpec("text_150", "150%", "view/text", ("Ctrl+Shift+F3",), choice=True),
    ActionSpec("motion_full", QT_TRANSLATE_NOOP("Action", "&Show how things move"), "view/motion", ("Ctrl+Shift+F4",),
               choice=True),
    ActionSpec("motion_reduced", QT_TRANSLATE_NOOP("Action", "&Reduce motion"), "view/motion", ("Ctrl+Shift+F5",),
               choice=True),
    ActionSpec("full_screen", QT_TRANSLATE_NOOP("Action", "F&ull screen"), "view", (Key.FullScreen, "F11"),
               separate=True),

    ActionSpec("help", QT_TRANSLATE_NOOP("Action", "&Help"), "help", (Key.HelpContents, "F1"), "help"),
    ActionSpec("shortcuts", QT_TRANSLATE_NOOP("Action", "&Keyboard shortcuts"), "help", ("Ctrl+/",)),
    ActionSpec("about", QT_TRANSLATE_NOOP("Action", "&About"), "help", ("Ctrl+F1",), "info", separate=True,
               role=_ABOUT),
)  # fmt: skip


def translated(spec: ActionSpec) -> str:
    """The action's words in the current language, with the mnemonic's ``&``."""
    return QCoreApplication.translate("Action", spec.text)


def without_mnemonic(text: str) -> str:
    """``&Open…`` as ``Open…``; ``打开(&O)…`` as ``打开…``."""
    if (start := text.find("(&")) >= 0 and text[start + 3 : start + 4] == ")":
        return text[:start] + text[start + 4 :]
    return text.replace("&", "")


def conditions_of(
    workbook: Workbook | None, here: Place, trail: Trail, steps: Workbook | OwnSteps | None = None
) -> frozenset[str]:
    """Which conditions hold for a window with this workbook, at this place, with the keyboard where it is.

    ``steps``: whose steps undo and redo mean; the workbook's if None.
    """
    steps = steps or workbook
    typing = editing.text_field() is not None
    listed = workbook is not None and (here.page in ("clients", "people") or here.tab == "people")
    holds = {
        "open": workbook is not None,
        "writable": workbook is not None and not workbook.read_only,
        "undo": workbook is not None and ((steps is not None and steps.undo_label is not None) or typing),
        "redo": workbook is not None and ((steps is not None and steps.redo_label is not None) or typing),
        "client": workbook is not None and here.page in ("client", "person"),
        "list": listed,
        "list_writable": listed and not workbook.read_only,
        "record": workbook is not None
        and not workbook.read_only
        and (listed or here.page in ("client", "person")),
        "person": workbook is not None and here.page == "person",
        "back": workbook is not None and trail.can_go_back,
        "forward": workbook is not None and trail.can_go_forward,
        "editing": typing or editing.edit_target() is not None,
        "fact": editing.fact_target() is not None,
    }
    return frozenset(name for name, true in holds.items() if true)


class Actions:
    """The QActions of a window and its menus, made from the table."""

    def __init__(self, window: QMainWindow, handlers: Mapping[str, Callable[[], None]]) -> None:
        self._window = window
        self._menus: dict[str, QMenu] = {}
        self._actions: dict[str, QAction] = {}
        groups: dict[str, QActionGroup] = {}
        for spec in ACTIONS:
            action = QAction(window)
            action.setShortcuts(shortcuts_of(spec))
            action.setMenuRole(spec.role)
            action.triggered.connect(lambda _checked=False, handle=handlers[spec.id]: handle())
            menu = self.menu(spec.menu)
            if spec.separate:
                menu.addSeparator()
            menu.addAction(action)
            if spec.choice:
                action.setCheckable(True)
                if spec.menu not in groups:
                    groups[spec.menu] = QActionGroup(window)
                groups[spec.menu].addAction(action)
            self._actions[spec.id] = action
            if spec.id == "open":
                self.menu("file/recent")
        self.retranslate()

    def __getitem__(self, action_id: str) -> QAction:
        return self._actions[action_id]

    def menu(self, name: str) -> QMenu:
        """A menu by its name in ``MENUS``; made at its first use."""
        if name not in self._menus:
            if "/" in name:
                parent = self.menu(name.split("/")[0])
                self._menus[name] = QMenu(parent)
                parent.addMenu(self._menus[name])
            else:
                self._menus[name] = QMenu(self._window.menuBar())
                self._window.menuBar().addMenu(self._menus[name])
        return self._menus[name]

    def retranslate(self) -> None:
        """Write all words in the current language; the named steps of undo and redo are the window's."""
        for name, menu in self._menus.items():
            menu.setTitle(QCoreApplication.translate("Menu", MENUS[name]))
        for spec in ACTIONS:
            self._actions[spec.id].setText(translated(spec))

    def enable(self, true_conditions: frozenset[str]) -> None:
        """Enable exactly the actions whose condition holds."""
        for spec in ACTIONS:
            self._actions[spec.id].setEnabled(
                spec.works_when in true_conditions or spec.works_when == "always"
            )


def shortcuts_of(spec: ActionSpec) -> list[QKeySequence]:
    """The keys of an action on this system, the one that is shown first: the first key of each entry."""
    found: list[QKeySequence] = []
    for shortcut in spec.shortcuts:
        keys = [QKeySequence(shortcut)] if isinstance(shortcut, str) else QKeySequence.keyBindings(shortcut)
        key = next((key for key in keys if not key.isEmpty()), None)
        if key is not None and key not in found:
            found.append(key)
    return found
