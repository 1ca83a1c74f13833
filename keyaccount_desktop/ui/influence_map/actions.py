"""What can be done to a map, as the view asks for it, and how the workbook does it.

Tools, keys and menus call ``MapActions``: one gesture, one call, one step of undo. ``WorkbookActions``
carries the calls out; the scene then hears of the change from the workbook like everybody else. Ends of a
call that the workbook refuses are shown where the user looks.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Final, Protocol

from PySide6.QtWidgets import QWidget

from keyaccount_desktop.language import Text
from keyaccount_desktop.method.vocabulary import BUYING_ROLE
from keyaccount_desktop.ui.operation import Operation
from keyaccount_desktop.workbook import links, maps
from keyaccount_desktop.workbook.document import Workbook
from keyaccount_desktop.workbook.maps import Placement

_FROZEN: Final = Text(
    "A review stays as it was. Go back to the map to change it.", "复盘保持原样。请返回影响图再修改。"
)

_MANY: Final = 50
"""So many cards at once may take a moment: the busy cursor says so."""


class MapActions(Protocol):
    """The gestures of the map. People are meant by person id throughout."""

    @property
    def writable(self) -> bool: ...

    @property
    def why_locked(self) -> str:
        """Why nothing can be changed, to be said to whoever tries; empty if it can."""

    def place(self, placements: Sequence[Placement]) -> None: ...

    def move(self, placements: Sequence[Placement]) -> None: ...

    def take_off(self, person_ids: Sequence[str]) -> None: ...

    def set_pinned(self, person_ids: Sequence[str], pinned: bool) -> None: ...

    def judge(self, person_ids: Sequence[str], field: str, value: object) -> None:
        """Set ``attitude``, ``closeness``, ``part``, ``weight`` or ``key``; None clears it."""

    def set_role(self, roles: dict[str, tuple[str, ...]], role: str, on: bool) -> None:
        """Give or take a role; ``roles`` are those each person has now."""

    def draw_link(self, source_id: str, target_id: str, kind: str, strength: int) -> None: ...

    def report(self, person_ids: Sequence[str], superior_id: str) -> None:
        """Let people report to someone; whoever does already goes on doing so."""

    def change_link(
        self,
        link_id: str,
        kind: str | None = None,
        strength: int | None = None,
        source_id: str | None = None,
        target_id: str | None = None,
    ) -> None: ...

    def obstacle(self, source_id: str, target_id: str, kind: str, link_id: str | None = None) -> str:
        """Why two people cannot be linked so, for a drag to say before it ends; empty if they can.

        ``link_id`` is a link that would run there instead of where it runs now.
        """

    def remove_links(self, link_ids: Sequence[str]) -> None: ...

    def open_person(self, person_id: str) -> None: ...

    def open_link(self, link_id: str) -> None: ...

    def arrange(self) -> None: ...


class LookActions:
    """The gestures of a map that can only be looked at: a person's page can be opened, nothing is changed."""

    def __init__(self, open_person: Callable[[str], None], say: Callable[[str], object]) -> None:
        """``say`` tells why what was asked for is not to be had here."""
        self._open_person = open_person
        self._say = say

    @property
    def writable(self) -> bool:
        return False

    def open_person(self, person_id: str) -> None:
        self._open_person(person_id)

    def open_link(self, link_id: str) -> None:
        """What stands beside a link is that of the live one."""
        self._say(self.why_locked)

    def _not_here(self, *_: object, **__: object) -> None:
        """What nobody can ask for while the map is not writable."""

    place = move = take_off = set_pinned = judge = set_role = report = _not_here
    draw_link = change_link = remove_links = arrange = _not_here

    @property
    def why_locked(self) -> str:
        return str(_FROZEN)

    def obstacle(self, source_id: str, target_id: str, kind: str, link_id: str | None = None) -> str:
        return self.why_locked


class WorkbookActions:
    """The gestures, done to one purchase of a workbook."""

    def __init__(
        self,
        origin: QWidget,
        workbook: Workbook,
        purchase_id: str,
        *,
        open_person: Callable[[str], None],
        open_link: Callable[[str], None],
        arrange: Callable[[], None],
        moved: Callable[[Sequence[Placement]], None],
    ) -> None:
        """``origin``: whose window shows refusals. ``moved`` hears of cards that were put into a lane."""
        self._origin = origin
        self._workbook = workbook
        self._purchase_id = purchase_id
        self._moved = moved
        self.open_person = open_person
        self.open_link = open_link
        self.arrange = arrange

    @property
    def writable(self) -> bool:
        return not self._workbook.read_only

    @property
    def why_locked(self) -> str:
        return "" if (refusal := self._workbook.refusal) is None else str(refusal.message)

    def place(self, placements: Sequence[Placement]) -> None:
        if self._run(lambda: maps.place_cards(self._workbook, self._purchase_id, placements), placements):
            self._moved(placements)

    def move(self, placements: Sequence[Placement]) -> None:
        if self._run(lambda: maps.move_cards(self._workbook, self._purchase_id, placements), placements):
            self._moved(placements)

    def take_off(self, person_ids: Sequence[str]) -> None:
        self._run(lambda: maps.take_off_map(self._workbook, self._purchase_id, person_ids))

    def set_pinned(self, person_ids: Sequence[str], pinned: bool) -> None:
        self._run(lambda: maps.pin(self._workbook, self._purchase_id, person_ids, pinned))

    def judge(self, person_ids: Sequence[str], field: str, value: object) -> None:
        self._run(lambda: self._judge(person_ids, field, value))

    def set_role(self, roles: dict[str, tuple[str, ...]], role: str, on: bool) -> None:
        label = Text("Change {field}", "修改{field}").format(field=BUYING_ROLE.text)

        def change() -> None:
            with self._workbook.edit(label):
                for person_id, held in roles.items():
                    rest = [code for code in held if code != role]
                    wanted = [code for code in BUYING_ROLE.codes if code in rest or (on and code == role)]
                    if set(wanted) != set(held):
                        self._judge([person_id], "roles", wanted or None)

        self._run(change)

    def draw_link(self, source_id: str, target_id: str, kind: str, strength: int) -> None:
        self._run(lambda: links.draw_link(self._workbook, source_id, target_id, kind, strength=strength))

    def report(self, person_ids: Sequence[str], superior_id: str) -> None:
        self._run(lambda: links.draw_reporting_lines(self._workbook, person_ids, superior_id))

    def change_link(
        self,
        link_id: str,
        kind: str | None = None,
        strength: int | None = None,
        source_id: str | None = None,
        target_id: str | None = None,
    ) -> None:
        self._run(
            lambda: links.change_link(
                self._workbook,
                link_id,
                kind=kind,
                strength=strength,
                source_id=source_id,
                target_id=target_id,
            )
        )

    def obstacle(self, source_id: str, target_id: str, kind: str, link_id: str | None = None) -> str:
        found = links.obstacle(self._workbook, source_id, target_id, kind, link_id)
        return "" if found is None else str(found.message)

    def remove_links(self, link_ids: Sequence[str]) -> None:
        self._run(lambda: links.remove_links(self._workbook, link_ids))

    def _judge(self, person_ids: Iterable[str], field: str, value: object) -> None:
        maps.judge(self._workbook, self._purchase_id, person_ids, f"stakeholder.{field}", value)

    def _run(self, command: Callable[[], object], many: Sequence[object] = ()) -> bool:
        return Operation(self._origin, command, slow=len(many) > _MANY).run()
