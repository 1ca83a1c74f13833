"""The pages of an open workbook: each is made when it is first shown, wired to the window, let go with the workbook.

The window asks for a ``Place`` and gets the page that shows it. Pages ask the window by signals, which end in the
few ways that ``Ways`` names.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, Protocol

from PySide6.QtWidgets import QStackedWidget, QWidget

from keyaccount_desktop.ui import place
from keyaccount_desktop.ui.clients.client_list import ClientList
from keyaccount_desktop.ui.place import CLIENTS, PEOPLE, Place

if TYPE_CHECKING:
    from keyaccount_desktop.workbook.document import Workbook
    from keyaccount_desktop.workbook.questions import Asked


class Ways(Protocol):
    """What pages ask of the window."""

    def go(self, target: Place, *, quietly: bool = False) -> None: ...

    def do(self, action: str) -> None: ...

    def note_place(self, written: str) -> None: ...

    def answer(self, asked: Asked) -> None: ...

    def go_to_found(self, kind: str, id_: str) -> None: ...

    def show_rail(self) -> None: ...


class Pages:
    """The pages by their names in ``place.PAGES``."""

    def __init__(self, window: Ways, stack: QStackedWidget) -> None:
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
            made: QWidget = getattr(self, f"_make_{name}")(self._workbook)
            self._made[name] = made
            self._stack.addWidget(made)
        return self._made[name]

    def show(self, target: Place) -> QWidget:
        """The page that shows the place; raises UserError when what it names is gone."""
        page: Any = self[target.page]
        if target.page == "client":
            page.show_client(target.id, target.tab or "overview", target.detail)
        elif target.page == "person":
            page.show_person(target.id)
        widget: QWidget = page
        return widget

    # ---- making them

    def _go_to_client(self, account_id: str) -> None:
        self._window.go(place.client(account_id))

    def _go_to_person(self, person_id: str) -> None:
        self._window.go(place.person(person_id))

    def _make_clients(self, workbook: Workbook) -> QWidget:
        page = ClientList(workbook)
        page.opened.connect(self._go_to_client)
        page.other_wanted.connect(partial(self._window.go, PEOPLE))
        page.undo_wanted.connect(partial(self._window.do, "undo"))
        page.count_changed.connect(lambda _count: self._window.show_rail())
        return page

    def _make_people(self, workbook: Workbook) -> QWidget:
        from keyaccount_desktop.ui.clients.people_list import PeopleList

        page = PeopleList(workbook)
        page.opened.connect(self._go_to_person)
        page.other_wanted.connect(partial(self._window.go, CLIENTS))
        page.undo_wanted.connect(partial(self._window.do, "undo"))
        return page

    def _make_today(self, workbook: Workbook) -> QWidget:
        from keyaccount_desktop.ui.today.today_page import TodayPage

        page = TodayPage(workbook)
        page.person_opened.connect(self._go_to_person)
        page.client_opened.connect(self._go_to_client)
        page.clients_wanted.connect(partial(self._window.do, "clients"))
        page.export_wanted.connect(partial(self._window.do, "export_calendar"))
        page.undo_wanted.connect(partial(self._window.do, "undo"))
        return page

    def _make_client(self, workbook: Workbook) -> QWidget:
        from keyaccount_desktop.ui.clients.client_page import ClientPage

        page = ClientPage(workbook)
        page.person_opened.connect(self._go_to_person)
        page.place_changed.connect(self._window.note_place)
        page.undo_wanted.connect(partial(self._window.do, "undo"))
        page.cards_wanted.connect(partial(self._window.do, "export_cards"))
        page.question_chosen.connect(self._window.answer)
        return page

    def _make_person(self, workbook: Workbook) -> QWidget:
        from keyaccount_desktop.ui.person_page import PersonPage

        page = PersonPage(workbook)
        page.account_requested.connect(lambda account_id: self._window.go(place.client(account_id, "people")))
        page.map_requested.connect(partial(self._window.go_to_found, "purchase"))
        page.back_requested.connect(partial(self._window.do, "back"))
        return page
