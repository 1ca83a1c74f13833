"""The pages of the window but the first: each is imported and made when it is first shown.

Pages know nothing of each other; where each of their wishes leads stands here. Called by ``main_window``.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtWidgets import QWidget

from keyaccount_desktop.ui import place

if TYPE_CHECKING:
    from keyaccount_desktop.ui.main_window import MainWindow
    from keyaccount_desktop.workbook.document import Workbook


def _today(window: MainWindow, workbook: Workbook) -> QWidget:
    from keyaccount_desktop.ui.today.today_page import TodayPage

    page = TodayPage(workbook)
    page.person_opened.connect(lambda person_id: window.go(place.person(person_id)))
    page.client_opened.connect(lambda account_id: window.go(place.client(account_id)))
    page.clients_wanted.connect(partial(window.do, "clients"))
    page.export_wanted.connect(partial(window.do, "export_calendar"))
    page.undo_wanted.connect(partial(window.do, "undo"))
    return page


def _client(window: MainWindow, workbook: Workbook) -> QWidget:
    from keyaccount_desktop.ui.clients.client_page import ClientPage

    page = ClientPage(workbook)
    page.person_opened.connect(lambda person_id: window.go(place.person(person_id)))
    page.person_begun.connect(window.begin_person)
    page.place_changed.connect(window.note_place)
    page.undo_wanted.connect(partial(window.do, "undo"))
    page.cards_wanted.connect(partial(window.do, "export_cards"))
    page.question_chosen.connect(window.answer)
    page.merge_wanted.connect(lambda *pair: window.go(place.merging(*pair)))
    return page


def _person(window: MainWindow, workbook: Workbook) -> QWidget:
    from keyaccount_desktop.ui.person_page import PersonPage

    page = PersonPage(workbook)
    page.account_requested.connect(lambda account_id: window.go(place.client(account_id, "people")))
    page.map_requested.connect(partial(window.go_to_found, "purchase"))
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
    "client": _client,
    "person": _person,
    "merging": _merging,
    "settings": _settings,
}
"""By the page's name in a ``Place``."""


def show(page: Any, target: place.Place) -> None:
    """Have a page show what a place names. Raises UserError when that is gone."""
    if target.page == "client":
        page.show_client(target.id, target.tab or "overview", target.detail)
    elif target.page == "person":
        page.show_person(target.id)
    elif target.page == "merging":
        page.show_place(target.id)
    elif target.page == "settings":
        page.show_tab(target.tab, target.detail)
