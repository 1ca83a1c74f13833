"""Telling of fields that hold text which could not be saved last time, and the way to the first of them.

The window asks once after a workbook was opened; drafts themselves are kept by ``fields.pending``.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from keyaccount_desktop.ui import counts
from keyaccount_desktop.workbook import first_screen

if TYPE_CHECKING:
    from collections.abc import Callable

    from keyaccount_desktop.ui.place import Place
    from keyaccount_desktop.ui.widgets import MessageBar
    from keyaccount_desktop.workbook.document import Workbook


def tell_of_drafts(workbook: Workbook, messages: MessageBar, go: Callable[[Place], QWidget | None]) -> None:
    """Say in the message bar how many fields wait, with a way to the first; nothing where none does.

    ``go`` goes to a place and gives the page that shows it.
    """
    if workbook.read_only or not first_screen.drafts_waiting(workbook):
        return
    from keyaccount_desktop.workbook.drafts import forget_orphans

    forget_orphans(workbook)
    if waiting := first_screen.drafts_waiting(workbook):
        translate = QCoreApplication.translate
        said = translate("Drafts", "Could not be saved and kept as typed: {fields}")
        messages.show_done(
            said.format(fields=counts.fields(waiting)),
            translate("Drafts", "Show"),
            lambda: _show_first(workbook, go),
        )


def _show_first(workbook: Workbook, go: Callable[[Place], QWidget | None]) -> None:
    """Go to the first field with a draft that can still be shown."""
    from keyaccount_desktop.ui.retrace import place_of_draft
    from keyaccount_desktop.workbook.drafts import drafts
    from keyaccount_desktop.workbook.whereabouts import home_of

    for key in drafts(workbook):
        there = place_of_draft(key, partial(home_of, workbook))
        if there is not None:
            page: Any = go(there)
            if there.page == "person" and len(key) == 3:
                page.edit_field(key[2], key[1])
            return
