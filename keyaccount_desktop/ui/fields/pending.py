"""What has been typed and not saved yet: one way to save it from outside, and drafts of what cannot be saved.

``commit_pending`` is for whoever takes the page away from the user (quit, another tab, the lock). A text
that the workbook refuses stays as a draft, and is there again when its field is shown again.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Hashable
from dataclasses import dataclass
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from PySide6.QtWidgets import QWidget

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
    """What was typed, in the editor's own form, and why it could not be saved."""

    typed: object
    message: str


_drafts: WeakKeyDictionary[Workbook, dict[Hashable, Draft]] = WeakKeyDictionary()


def draft_of(workbook: Workbook, key: Hashable) -> Draft | None:
    """The draft kept for a field of a subject."""
    return _drafts.get(workbook, {}).get(key)


def keep_draft(workbook: Workbook, key: Hashable, draft: Draft | None) -> None:
    """Keep a draft while the workbook is open; None forgets it."""
    kept = _drafts.setdefault(workbook, {})
    if draft is None:
        kept.pop(key, None)
    else:
        kept[key] = draft
