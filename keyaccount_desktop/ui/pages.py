"""The pages of an open workbook: each is imported and made when it is first shown, and let go with the workbook.

Pages know nothing of each other; where each of their wishes leads stands here. Called by ``main_window``.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtWidgets import QStackedWidget, QWidget

from keyaccount_desktop.ui import place
from keyaccount_desktop.ui.clients.client_list import ClientList
from keyaccount_desktop.ui.place import CLIENTS, PEOPLE, Place

if TYPE_CHECKING:
    from keyaccount_desktop.ui.main_window import MainWindow
    from keyaccount_desktop.workbook.document import Workbook
    from keyaccount_desktop.workbook.questions import Asked


def _begin_person(window: MainWindow, person_id: str) -> None:
    """Open someone's page with the keyboard in its first empty line."""
    window.go(place.person(person_id))
    page: Any = window.stack.currentWidget()
    if window.here == place.person(person_id):
        page.edit_first_empty()


def _answer(window: MainWindow, asked: Asked) -> None:
    """Go to the person a question is about, and to the field that answers it."""
    window.go(place.person(asked.person_id))
    page: Any = window.stack.currentWidget()
    if window.here.page == "person":
        page.answer(asked)


def _today(window: MainWindow, workbook: Workbook) -> QWidget:
    from keyaccount_desktop.ui.today.today_page import TodayPage

    page = TodayPage(workbook)
    page.person_opened.connect(lambda person_id: window.go(place.person(person_id)))
    page.client_opened.connect(lambda account_id: window.go(place.client(account_id)))
    page.clients_wanted.connect(partial(window.do, "clients"))
    page.export_wanted.connect(partial(window.do, "export_calendar"))
    page.undo_wanted.connect(partial(window.do, "undo"))
    return page


def _clients(window: MainWindow, workbook: Workbook) -> QWidget:
    page = ClientList(workbook)
    page.opened.connect(lambda account_id: window.go(place.client(account_id)))
    page.other_wanted.connect(lambda: window.go(PEOPLE))
    page.merge_wanted.connect(lambda *pair: window.go(place.merging(*pair)))
    page.undo_wanted.connect(partial(window.do, "undo"))
    page.count_changed.connect(lambda _count: window.show_rail())
    return page


def _people(window: MainWindow, workbook: Workbook) -> QWidget:
    from keyaccount_desktop.ui.clients.people_list import PeopleList

    page = PeopleList(workbook)
    page.opened.connect(lambda person_id: window.go(place.person(person_id)))
    page.other_wanted.connect(lambda: window.go(CLIENTS))
    page.merge_wanted.connect(lambda *pair: window.go(place.merging(*pair)))
    page.undo_wanted.connect(partial(window.do, "undo"))
    return page


def _client(window: MainWindow, workbook: Workbook) -> QWidget:
    from keyaccount_desktop.ui.clients.client_page import ClientPage

    page = ClientPage(workbook)
    page.person_opened.connect(lambda person_id: window.go(place.person(person_id)))
    page.person_begun.connect(partial(_begin_person, window))
    page.place_changed.connect(window.note_place)
    page.undo_wanted.connect(partial(window.do, "undo"))
    page.cards_wanted.connect(partial(window.do, "export_cards"))
    page.question_chosen.connect(partial(_answer, window))
    page.merge_wanted.connect(lambda *pair: window.go(place.merging(*pair)))
    page.steps_changed.connect(window.renew_actions)
    return page


def _see_on_map(window: MainWindow, purchase_id: str, person_id: str) -> None:
    """Go to the map of a purchase, and there to this person's card."""
    from keyaccount_desktop.ui.clients.client_page import ClientPage

    window.go_to_found("purchase", purchase_id)
    shown = window.stack.currentWidget()
    if isinstance(shown, ClientPage):
        shown.select_on_map(person_id)


def _person(window: MainWindow, workbook: Workbook) -> QWidget:
    from keyaccount_desktop.ui.person_page import PersonPage

    page = PersonPage(workbook)
    page.other_wanted.connect(lambda person_id: window.go(place.person(person_id)))
    page.account_requested.connect(lambda account_id: window.go(place.client(account_id, "people")))
    page.map_requested.connect(lambda purchase_id: _see_on_map(window, purchase_id, page.person_id))
    page.back_requested.connect(partial(window.do, "back"))
    page.merge_requested.connect(lambda *pair: window.go(place.merging(*pair)))
    page.undo_requested.connect(partial(window.do, "undo"))
    return page


def _merging(window: MainWindow, workbook: Workbook) -> QWidget:
    from keyaccount_desktop.ui.merging.merge_page import MergePage

    page = MergePage(workbook)
    page.undo_wanted.connect(partial(window.do, "undo"))
    # The place of the two is no place any more: Back must not lead there.
    page.merged.connect(
        lambda kind, id_: window.replace_here(place.person(id_) if kind == "person" else place.client(id_))
    )
    return page


def _settings(window: MainWindow, workbook: Workbook) -> QWidget:
    from keyaccount_desktop.ui.preferences.page import SettingsPage

    page = SettingsPage(workbook)
    page.place_changed.connect(window.note_place)
    page.action_wanted.connect(window.do)
    return page


MAKERS: Final[dict[str, Callable[[MainWindow, Workbook], QWidget]]] = {
    "today": _today,
    "clients": _clients,
    "people": _people,
    "client": _client,
    "person": _person,
    "merging": _merging,
    "settings": _settings,
}
"""By the page's name in a ``Place``."""


class Pages:
    """The pages by their names, as far as they have been made."""

    def __init__(self, window: MainWindow, stack: QStackedWidget) -> None:
        self._window = window
        self._stack = stack
        self._workbook: Workbook | None = None
        self._made: dict[str, QWidget] = {}

    def open(self, workbook: Workbook) -> ClientList:
        """A workbook has come: its client list, the one page that is there at once."""
        self._workbook = workbook
        made = self["clients"]
        assert isinstance(made, ClientList)
        return made

    def close(self) -> None:
        """The workbook goes, and all its pages with it."""
        for page in self._made.values():
            release = getattr(page, "release", None)
            if release is not None:
                release()
            self._stack.removeWidget(page)
            page.hide()
            page.deleteLater()
        self._made = {}
        self._workbook = None

    def get(self, name: str) -> QWidget | None:
        """A page that has been made already."""
        return self._made.get(name)

    def __getitem__(self, name: str) -> QWidget:
        if name not in self._made:
            if self._workbook is None:
                raise RuntimeError("no workbook is open")
            self._made[name] = MAKERS[name](self._window, self._workbook)
            self._stack.addWidget(self._made[name])
        return self._made[name]

    def show(self, target: Place) -> QWidget:
        """The page that shows the place; raises UserError when what it names is gone."""
        page: Any = self[target.page]
        if target.page == "client":
            page.show_client(target.id, target.tab or "overview", target.detail)
        elif target.page == "person":
            page.show_person(target.id)
        elif target.page == "merging":
            page.show_place(target.id)
        elif target.page == "settings":
            page.show_tab(target.tab, target.detail)
        widget: QWidget = page
        return widget
