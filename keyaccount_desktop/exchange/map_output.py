"""How a map leaves the workbook: on which paper, in colour or not, and what of it is private.

One choice for print, PDF, SVG, PNG, clipboard, slides and the meeting pack alike. What was not asked for is
taken out of the map before any picture is made of it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from keyaccount_desktop import __version__
from keyaccount_desktop.exchange.map_picture import PictureStyle
from keyaccount_desktop.language import Language
from keyaccount_desktop.method.vocabulary import TIES
from keyaccount_desktop.workbook.maps import InfluenceMap, shareable


@dataclass(frozen=True, slots=True)
class Output:
    """The choices; the private ones are off until somebody asks."""

    paper: str = "A4"
    mono: bool = False
    coach: bool = False
    """Who is our coach."""
    ties: bool = False
    """The five ties between people."""
    author: str = ""
    """Who drew the map, for its title; the workbook's name if empty."""

    def shown(self, influence_map: InfluenceMap) -> InfluenceMap:
        """The map as it goes out."""
        return shareable(influence_map, coach=self.coach, ties=self.ties)

    def style(self, language: Language, shown: InfluenceMap) -> PictureStyle:
        """The picture on paper of a map as it goes out, with title and legend."""
        return PictureStyle(
            language,
            mono=self.mono,
            coach=self.coach,
            ties=any(link.kind in TIES for link in shown.links),
            compact=True,
            legend=True,
            title=True,
            author=self.author,
            version=__version__,
        )

    def private_fields(self, influence_map: InfluenceMap) -> set[str]:
        """The keys of what is private and goes out, for the log of exports."""
        shown = self.shown(influence_map)
        kinds = {f"link.{link.kind}" for link in shown.links if link.kind in TIES}
        coached = any(card.placed and card.coach is not None for card in shown.cards)
        return kinds | {"stakeholder.coach"} if coached else kinds


SHARED: Final = Output()
"""What anybody may see: on A4, in colour, nothing that is private."""


def people_on(influence_map: InfluenceMap) -> int:
    """How many people a picture of the map shows."""
    return sum(card.placed for card in influence_map.cards)
