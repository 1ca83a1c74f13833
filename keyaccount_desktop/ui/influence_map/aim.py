"""Aiming from the keyboard or a menu: something is begun at one card, and another card ends it.

A link, a reporting line, an end of a link. While one aims, arrows walk to the other card and Enter takes it;
a click on it does the same. The view says all along what would happen. ``KeyMap`` holds the aim.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from PySide6.QtCore import QCoreApplication

from keyaccount_desktop import language
from keyaccount_desktop.exchange.map_cards import title
from keyaccount_desktop.ui.influence_map.link_tools import End, reattach, reattach_obstacle
from keyaccount_desktop.ui.influence_map.move_tool import reporting

if TYPE_CHECKING:
    from keyaccount_desktop.ui.influence_map.view import MapView

translate = QCoreApplication.translate

What = Literal["link", "report", "source", "target"]


def QT_TRANSLATE_NOOP(_context: str, text: str) -> str:
    """Marks a text for lupdate."""
    return text


BEGINNINGS: Final[dict[What, str]] = {
    "link": QT_TRANSLATE_NOOP("MapAim", "Link from {name}: go to the other card and press Enter"),
    "report": QT_TRANSLATE_NOOP("MapAim", "Superior of {name}: go to that card and press Enter"),
    "source": QT_TRANSLATE_NOOP("MapAim", "New start of the link: go to that card and press Enter"),
    "target": QT_TRANSLATE_NOOP("MapAim", "New end of the link: go to that card and press Enter"),
}


@dataclass(frozen=True, slots=True)
class Aim:
    """What was begun, and with whom or with which link."""

    what: What
    people: tuple[str, ...] = ()
    link_id: str = ""

    def alive(self, view: MapView) -> bool:
        """Whether it can still be ended: nobody and nothing of it has gone, and the map may be changed."""
        scene = view.map_scene
        if not view.map_actions.writable:
            return False
        if self.what in ("source", "target"):
            return scene.link(self.link_id) is not None
        return all(scene.card(id_) is not None for id_ in self.people)

    def beginning(self, view: MapView) -> str:
        """What to do next, in words."""
        cards = [view.map_scene.card(id_) for id_ in self.people[:1]]
        names = [title(card, language.language()) for card in cards if card is not None]
        name = ", ".join(names) + (f" + {len(self.people) - 1}" if len(self.people) > 1 else "")
        return translate("MapAim", BEGINNINGS[self.what]).format(name=name)

    def said_of(self, view: MapView, person_id: str) -> str:
        """What Enter on this card would do, or why it does nothing."""
        if person_id in self.people:
            return self.beginning(view)
        if self.what == "report":
            wanted, reason = self._reporting(view, person_id)
            return reporting(view.map_scene, wanted, person_id) if wanted else reason
        if self.what in ("source", "target"):
            return self._reattach_obstacle(view, person_id) or self.beginning(view)
        return self.beginning(view)

    def take(self, view: MapView, person_id: str) -> None:
        """End it at this card: one step of undo, or a remark on why there is none."""
        if self.what == "link":
            source = self.people[0]
            if source == person_id:
                view.remarked.emit(view.map_actions.obstacle(source, source, "influences"))
            else:
                view.ask_for_link(source, person_id)
        elif self.what == "report":
            wanted, refused = self._reporting(view, person_id)
            said = reporting(view.map_scene, wanted, person_id) if wanted else refused
            if wanted:
                view.map_actions.report(wanted, person_id)
                view.map_scene.select(self.people)
            view.remarked.emit(said)
        elif refused := self._reattach_obstacle(view, person_id):
            view.remarked.emit(refused)
        elif (link := view.map_scene.link(self.link_id)) is not None:
            reattach(view, link, self._end, person_id)
            view.map_scene.select((), self.link_id)

    def _reporting(self, view: MapView, superior_id: str) -> tuple[list[str], str]:
        """Who can report to someone, and why the first of the others cannot."""
        reasons = {id_: view.map_actions.obstacle(id_, superior_id, "reports_to") for id_ in self.people}
        refused = [reason for reason in reasons.values() if reason]
        return [id_ for id_, reason in reasons.items() if not reason], refused[0] if refused else ""

    @property
    def _end(self) -> End:
        return "source" if self.what == "source" else "target"

    def _reattach_obstacle(self, view: MapView, person_id: str) -> str:
        link = view.map_scene.link(self.link_id)
        return reattach_obstacle(view, link, self._end, person_id) if link is not None else ""
