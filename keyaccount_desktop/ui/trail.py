"""The way one has come through the window: where one is, what lies behind, what lies ahead."""

from __future__ import annotations

from keyaccount_desktop.ui.place import CLIENTS, Place


class Trail:
    """Places in the order one went to them, as Back and Forward walk through them."""

    def __init__(self) -> None:
        self.here: Place = CLIENTS
        self.begun = False
        """Whether one has gone anywhere yet."""
        self._behind: list[Place] = []
        self._ahead: list[Place] = []

    @property
    def can_go_back(self) -> bool:
        return bool(self._behind)

    @property
    def can_go_forward(self) -> bool:
        return bool(self._ahead)

    def go(self, there: Place) -> None:
        """One has gone on to a place."""
        self.begun = True
        if there != self.here:
            self._behind.append(self.here)
            self._ahead.clear()
            self.here = there

    def refine(self, there: Place) -> None:
        """One is where one was, which is known more exactly now."""
        self.here = there

    def replace(self, there: Place) -> None:
        """Where one is has gone for good: one is ``there`` instead, and never was here."""
        if self._behind and self._behind[-1] == there:
            self._behind.pop()
        self.here = there

    def back(self) -> Place | None:
        """The place before; one is there now. None: there is none."""
        return self._step(self._behind, self._ahead)

    def forward(self) -> Place | None:
        """The place one came back from."""
        return self._step(self._ahead, self._behind)

    def _step(self, source: list[Place], target: list[Place]) -> Place | None:
        if not source:
            return None
        target.append(self.here)
        self.here = source.pop()
        return self.here
