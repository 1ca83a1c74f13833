"""The links of the map in words: one link, or all of a person as seen from them.

For tooltips, menus and screen readers: what the map says by lines and arrows.
"""

from __future__ import annotations

from typing import Final

from keyaccount_desktop import language
from keyaccount_desktop.exchange.map_cards import ASSUMED, title
from keyaccount_desktop.language import Text, plain
from keyaccount_desktop.method.vocabulary import LINK_KINDS, LINK_STRENGTH, link_reading
from keyaccount_desktop.ui.influence_map.scene import MapScene
from keyaccount_desktop.workbook.maps import MapLink

_SAYS: Final = Text("{what}: {whom}", "{what}：{whom}")
_AND: Final = Text(", ", "、")


def ends_of(scene: MapScene, link: MapLink) -> str:
    """Who is linked to whom: with an arrow where it has a direction."""
    known = LINK_KINDS.get(link.kind)
    arrow = " → " if known is not None and known.directed else " – "
    return arrow.join(_name(scene, id_) for id_ in (link.source_id, link.target_id))


def of_link(scene: MapScene, link: MapLink) -> list[str]:
    """A link in lines: kind and ends, strength, that it is assumed, and its note."""
    kind = link_reading(link.kind, outgoing=True)
    lines = [str(_SAYS).format(what=kind, whom=ends_of(scene, link))]
    strength = LINK_STRENGTH.get(str(link.strength))
    if strength is not None:
        said = plain(str(strength.text))
        lines.append(
            str(_SAYS).format(
                what=LINK_STRENGTH.text, whom=ASSUMED.format(what=said) if link.assumed else said
            )
        )
    if link.note:
        lines.append(link.note)
    return lines


def seen_from(scene: MapScene, link: MapLink, person_id: str) -> str:
    """A link from the side of one of its ends, as in “Superior of: 赵一鸣”."""
    outgoing = link.source_id == person_id
    other = _name(scene, link.target_id if outgoing else link.source_id)
    said = str(_SAYS).format(what=link_reading(link.kind, outgoing), whom=other)
    return str(ASSUMED.format(what=said)) if link.assumed else said


def of_person(scene: MapScene, person_id: str) -> list[str]:
    """Everything that links someone on the map, a line for each kind and side."""
    found: dict[str, list[str]] = {}
    for link in links_of(scene, person_id):
        outgoing = link.source_id == person_id
        other = _name(scene, link.target_id if outgoing else link.source_id)
        found.setdefault(str(link_reading(link.kind, outgoing)), []).append(
            str(ASSUMED.format(what=other)) if link.assumed else other
        )
    return [str(_SAYS).format(what=what, whom=str(_AND).join(whom)) for what, whom in found.items()]


def links_of(scene: MapScene, person_id: str) -> list[MapLink]:
    """The links of someone on the map, in the order of the method's list."""
    if scene.picture is None:
        return []
    order = {code: place for place, code in enumerate(LINK_KINDS)}
    return sorted(
        scene.picture.links_of({person_id}),
        key=lambda link: (order.get(link.kind, len(order)), link.source_id != person_id),
    )


def _name(scene: MapScene, person_id: str) -> str:
    card = scene.card(person_id)
    return title(card, language.language()) if card is not None else ""
