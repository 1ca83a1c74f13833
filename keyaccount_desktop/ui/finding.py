"""What Ctrl+K finds for what is typed: people, clients and purchases of the workbook, then actions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from keyaccount_desktop.language import Text
from keyaccount_desktop.ui.actions import ACTIONS, Actions, shortcuts_of, translated, without_mnemonic
from keyaccount_desktop.ui.search_entry import Entry

if TYPE_CHECKING:
    from keyaccount_desktop.workbook.document import Workbook
    from keyaccount_desktop.workbook.search import Reason

_MOST: Final = 30
_SUGGESTED: Final = frozenset(
    {
        "add_client",
        "add_person",
        "today",
        "clients",
        "overview",
        "people",
        "map",
        "export_cards",
        "new",
        "open",
    }
)
"""Actions offered before anything is typed."""


def entries_for(workbook: Workbook | None, actions: Actions, typed: str) -> list[Entry]:
    """The entries, best first. Raises UserError when the workbook cannot be read."""
    found: list[Entry] = []
    if typed and workbook is not None:
        from keyaccount_desktop.workbook.search import reasons, search

        hits = search(workbook, typed, limit=_MOST)
        why = reasons(workbook, typed, hits)
        found = [
            Entry(hit.kind, hit.id, hit.title, hit.subtitle, _said(workbook, why.get(hit.id))) for hit in hits
        ]
    return found + _actions(actions, typed.casefold())


def _said(workbook: Workbook, reason: Reason | None) -> str:
    """“Interests: the game of Go”: the field and what was found in it."""
    if reason is None:
        return ""
    field = workbook.catalogue.fields.get(reason.field)
    name = field.text if field is not None else reason.field
    return str(Text("{field}: {text}", "{field}：{text}").format(field=name, text=reason.snippet))


def _actions(actions: Actions, typed: str) -> list[Entry]:
    found = []
    for spec in ACTIONS:
        words = without_mnemonic(translated(spec))
        wanted = typed in words.casefold() if typed else spec.id in _SUGGESTED
        if wanted and actions[spec.id].isEnabled() and spec.id != "find":
            keys = shortcuts_of(spec)
            found.append(Entry("action", spec.id, words, keys[0].toString() if keys else ""))
    return found
