"""What has been typed and not saved yet: one way to save it from outside, and drafts of what cannot be saved.

``commit_pending`` is for whoever takes the page away from the user (quit, another tab, the lock). A text
that the workbook refuses stays as a draft, and is there again when its field is shown again, also after the
workbook was closed.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Hashable
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from PySide6.QtWidgets import QWidget

from keyaccount_desktop.language import UserError
from keyaccount_desktop.workbook import drafts

if TYPE_CHECKING:
    from keyaccount_desktop.workbook.document import Workbook


class InPlace:
    """A widget one types into that saves by itself; mixed into its class."""

    @abstractmethod
    def commit(self) -> bool:
        """Save what was typed; False if it cannot be, and stays as a draft."""


def commit_pending(root: QWidget) -> bool:
    """Save whatever is being typed anywhere in ``root``; False if some of it had to stay as a draft."""
    pending = [widget for widget in (root, *root.findChildren(QWidget)) if isinstance(widget, InPlace)]
    saved = [widget.commit() for widget in pending]  # all of them, even after one that could not be
    return all(saved)


@dataclass(frozen=True, slots=True)
class Draft:
    """What was typed, in the editor's own form, and why it could not be saved.

    ``message`` is empty after the workbook was opened anew: whoever shows the draft finds out again.
    """

    typed: Any
    message: str = ""


_drafts: WeakKeyDictionary[Workbook, dict[Hashable, Draft]] = WeakKeyDictionary()


def draft_of(workbook: Workbook, key: Hashable) -> Draft | None:
    """The draft kept for a field of a subject."""
    return _of(workbook).get(key)


def keep_draft(workbook: Workbook, key: Hashable, draft: Draft | None) -> None:
    """Keep a draft in the workbook until it is saved; None forgets it."""
    kept = _of(workbook)
    if kept.get(key) == draft:
        return
    if draft is None:
        kept.pop(key, None)
    else:
        kept[key] = draft
    # A file that cannot be written now keeps it as long as it is open.
    with suppress(UserError):
        if draft is None:
            drafts.forget_draft(workbook, _stored(key))
        else:
            drafts.keep_draft(workbook, _stored(key), draft.typed)


def _of(workbook: Workbook) -> dict[Hashable, Draft]:
    if workbook not in _drafts:
        found = {} if workbook.read_only else drafts.drafts(workbook)
        _drafts[workbook] = {key: Draft(typed) for key, typed in found.items()}
    return _drafts[workbook]


def _stored(key: Hashable) -> tuple[Any, ...]:
    return key if isinstance(key, tuple) else (key,)
