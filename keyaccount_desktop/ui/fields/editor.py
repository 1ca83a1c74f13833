"""What every editor of a field does: hold a value while it is typed, and say when one is done with it.

``line`` shows an editor in the place of the value and saves what it gives. ``kinds`` knows which kind of field
has which; they are in ``text_editors``, ``date_editors``, ``choice_editors``, ``checklist_editor``,
``rating_editor``, ``tags_editor`` and ``entry_editors``.
"""

from __future__ import annotations

from abc import abstractmethod
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from keyaccount_desktop.ui import theme


class Editor(QWidget):
    """Shown while a field is edited; made anew each time.

    ``entered``: the user is done. ``escaped``: the user wants the old value back. ``rested``: a pause, in
    which what is there may be saved while one goes on typing.
    """

    entered = Signal()
    escaped = Signal()
    rested = Signal()
    typed_in = Signal()
    height_changed = Signal()

    INSET = 11
    """Pixels from the editor's left edge to its text, so that the text stays where it was."""
    ROOMY = False
    """Whether it takes the whole width, under the label."""
    SAVES_IN_PAUSES = True
    """Whether it may be saved while one goes on typing."""

    def __init__(self) -> None:
        super().__init__()
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(theme.GRID)

    @abstractmethod
    def changed(self) -> bool:
        """Whether anything was typed or chosen that would change the value."""

    @abstractmethod
    def value(self) -> object:
        """The value as it stands now, None when empty. Raises UserError for what the field cannot hold."""

    def saved(self) -> None:
        """What is there now has been saved: it counts as unchanged from here on."""

    @abstractmethod
    def draft(self) -> Any:
        """What was typed, so that ``load_draft`` brings it back."""

    @abstractmethod
    def load_draft(self, draft: Any) -> None: ...

    @abstractmethod
    def start(self, typed: str, *, offer: bool) -> None:
        """Take the keyboard. ``typed`` is what was typed to get here; ``offer``: show what may be chosen."""

    @abstractmethod
    def stops(self) -> list[QWidget]:
        """What the Tab key goes through, in order."""

    def refused(self) -> None:
        """What was typed cannot be saved; why is shown beside the editor."""

    def close_panels(self) -> None:
        """Take away what floats beside it."""

    def set_name(self, name: str) -> None:
        """What a screen reader says for it."""
        for stop in self.stops():
            stop.setAccessibleName(name)
