"""The gestures of the map, done to suppositions: nothing of them reaches the workbook.

``ScratchActions`` is what the view calls while the what-if map is shown, in place of ``WorkbookActions``: the same
mouse, keys and menus, and the same refusals. It turns each gesture into changes of ``workbook.what_if``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from PySide6.QtWidgets import QWidget

from keyaccount_desktop.exchange.map_arrange import auto_arrange
from keyaccount_desktop.language import Text, UserError
from keyaccount_desktop.method import catalogue
from keyaccount_desktop.method.vocabulary import BUYING_ROLE, LINK_KIND
from keyaccount_desktop.ui.operation import Operation
from keyaccount_desktop.workbook import links
from keyaccount_desktop.workbook.document import new_id
from keyaccount_desktop.workbook.maps import InfluenceMap, Placement
from keyaccount_desktop.workbook.what_if import JUDGED, Change, Line, Spot, check_line, now

_NOT_SUPPOSED = Text("That belongs to the map itself.", "这要在影响图本身上修改。")
_GO_BACK = Text("Go back to the map for it.", "请先返回影响图。")


class ScratchActions:
    """The gestures; ``suppose`` takes the changes of one of them, with its name."""

    writable = True
    why_locked = ""

    def __init__(
        self,
        origin: QWidget,
        live: Callable[[], InfluenceMap],
        shown: Callable[[], InfluenceMap],
        suppose: Callable[[Sequence[Change], Text], None],
        open_person: Callable[[str], None],
    ) -> None:
        """``live``: the map as the workbook has it; ``shown``: as it is supposed to be."""
        self._origin = origin
        self._live = live
        self._shown = shown
        self._suppose = suppose
        self.open_person = open_person

    def place(self, placements: Sequence[Placement]) -> None:
        self._put(placements, Text("Suppose on the map", "假设放到图上"))

    def move(self, placements: Sequence[Placement]) -> None:
        self._put(placements, Text("Suppose elsewhere", "假设移动"))

    def take_off(self, person_ids: Sequence[str]) -> None:
        self._change("place", person_ids, None, Text("Suppose off the map", "假设移出"))

    def set_pinned(self, person_ids: Sequence[str], pinned: bool) -> None:
        self._refuse()

    def judge(self, person_ids: Sequence[str], field: str, value: object) -> None:
        if field not in JUDGED:
            self._refuse()
            return
        after = tuple(value) if isinstance(value, list) else value or None if field == "key" else value
        name = catalogue.field(f"stakeholder.{field}").text
        self._change(field, person_ids, after, _supposing(name))

    def set_role(self, roles: dict[str, tuple[str, ...]], role: str, on: bool) -> None:
        changes = []
        for person_id, held in roles.items():
            rest = [code for code in held if code != role]
            wanted = tuple(code for code in BUYING_ROLE.codes if code in rest or (on and code == role))
            changes.append(self._of("roles", person_id, wanted or None))
        self._suppose(changes, _supposing(BUYING_ROLE.text))

    def draw_link(self, source_id: str, target_id: str, kind: str, strength: int) -> None:
        line = Line(source_id, target_id, kind, strength)

        def draw() -> None:
            known = check_line(self._shown(), line)
            if known is not None:
                line_now = now(self._shown(), "link", known)
                self._link(known, line_now._replace(strength=strength))
            else:
                self._link(new_id(), line)

        self._run(draw)

    def report(self, person_ids: Sequence[str], superior_id: str) -> None:
        def draw() -> None:
            lines = [Line(id_, superior_id, "reports_to", 2) for id_ in person_ids]
            new = [line for line in lines if check_line(self._shown(), line) is None]
            changes = [Change("link", new_id(), None, line) for line in new]
            self._suppose(changes, _supposing(LINK_KIND["reports_to"].text))

        self._run(draw)

    def obstacle(self, source_id: str, target_id: str, kind: str, link_id: str | None = None) -> str:
        try:
            known = check_line(self._shown(), Line(source_id, target_id, kind, 1), link_id)
        except UserError as error:
            return str(error.message)
        return str(links.linked_already().message) if known is not None else ""

    def change_link(
        self,
        link_id: str,
        kind: str | None = None,
        strength: int | None = None,
        source_id: str | None = None,
        target_id: str | None = None,
    ) -> None:
        def change() -> None:
            old: Line | None = now(self._shown(), "link", link_id)
            if old is None:
                return
            line = Line(
                source_id or old.source_id,
                target_id or old.target_id,
                kind or old.kind,
                strength or old.strength,
            )
            if line[:3] != old[:3] and check_line(self._shown(), line, link_id) is not None:
                raise links.linked_already()
            self._link(link_id, line)

        self._run(change)

    def remove_links(self, link_ids: Sequence[str]) -> None:
        self._change("link", link_ids, None, Text("Suppose no link", "假设没有此关系"))

    def open_link(self, link_id: str) -> None:
        self._refuse()

    def arrange(self) -> None:
        if placements := auto_arrange(self._shown()):
            self.move(placements)

    def _put(self, placements: Iterable[Placement], label: Text) -> None:
        shown = self._shown()
        cards = {card.person_id: card for card in shown.cards}
        changes = []
        for each in placements:
            card = cards.get(each.person_id)
            if card is not None:
                level, function = each.level or card.level, each.function or card.function
                spot = Spot(each.x, each.y, level, function, shown.layout)
                changes.append(self._of("place", each.person_id, spot))
        self._suppose(changes, label)

    def _link(self, link_id: str, line: Line) -> None:
        self._suppose([self._of("link", link_id, line)], _supposing(LINK_KIND[line.kind].text))

    def _change(self, what: str, subjects: Iterable[str], after: object, label: Text) -> None:
        self._suppose([self._of(what, subject, after) for subject in subjects], label)

    def _of(self, what: str, subject: str, after: object) -> Change:
        return Change(what, subject, now(self._live(), what, subject), after)

    def _refuse(self) -> None:
        def refuse() -> None:
            raise UserError(_NOT_SUPPOSED, _GO_BACK)

        self._run(refuse)

    def _run(self, command: Callable[[], None]) -> None:
        Operation(self._origin, command).run()


def _supposing(what: Text) -> Text:
    return Text("Suppose {what}", "假设{what}").format(what=what)
