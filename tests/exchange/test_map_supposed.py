"""What is only supposed can be told from what is in the workbook, in colour and without."""

from __future__ import annotations

from dataclasses import replace

import pytest

from keyaccount_desktop.exchange.map_cards import SUPPOSED, describe
from keyaccount_desktop.exchange.map_picture import MapPicture, PictureStyle
from keyaccount_desktop.exchange.map_shapes import Box, Words
from keyaccount_desktop.language import LANGUAGES, Language
from keyaccount_desktop.workbook.maps import InfluenceMap
from tests.exchange.map_samples import card, map_of, measure

SHOWN = replace(map_of([replace(card("a"), supposed=True), card("b", x=200.0)]), supposed=True)


def texts(shown: InfluenceMap, language: Language, mono: bool, person_id: str) -> list[str]:
    picture = MapPicture(shown, PictureStyle(language, mono=mono), measure)
    return [shape.text for shape in picture.card(person_id).shapes if isinstance(shape, Words)]


@pytest.mark.parametrize("mono", [False, True])
@pytest.mark.parametrize("language", LANGUAGES)
def test_that_a_supposed_card_has_a_tag_and_a_dashed_ring(language: Language, mono: bool) -> None:
    tag = SUPPOSED.in_language(language)
    assert tag in texts(SHOWN, language, mono, "a") and tag not in texts(SHOWN, language, mono, "b")
    drawn = MapPicture(SHOWN, PictureStyle(language, mono=mono), measure).card("a")
    rings = [shape for shape in drawn.shapes if isinstance(shape, Box) and shape.dash]
    assert len(rings) == 1 and rings[0].x < 0
    for shape in drawn.shapes:
        if isinstance(shape, Box):
            assert shape.x >= drawn.bounds.x and shape.y >= drawn.bounds.y
    assert any("suppos" in line or "假设" in line for line in describe(SHOWN.cards[0], language))


@pytest.mark.parametrize("language", LANGUAGES)
def test_that_a_picture_of_suppositions_says_so_in_its_title(language: Language) -> None:
    def title(shown: InfluenceMap) -> str:
        picture = MapPicture(shown, PictureStyle(language, title=True), measure)
        return " ".join(s.text for drawing in picture.frame for s in drawing.shapes if isinstance(s, Words))

    said = {"en": "what if", "zh": "假设推演"}[language]
    assert said in title(SHOWN)
    assert said not in title(replace(SHOWN, supposed=False))
