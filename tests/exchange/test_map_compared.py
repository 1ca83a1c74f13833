"""Two states of a map over each other: who is gone is there as a ghost, and every change has its mark."""

from __future__ import annotations

from dataclasses import replace

import pytest

from keyaccount_desktop.exchange.map_compared import Overlay, laid_over
from keyaccount_desktop.exchange.map_picture import MapPicture, PictureStyle
from keyaccount_desktop.exchange.map_shapes import TextStyle
from keyaccount_desktop.language import LANGUAGES, Language
from keyaccount_desktop.method.map_changes import Change, compare
from keyaccount_desktop.workbook.maps import InfluenceMap
from keyaccount_desktop.workbook.reviews import state_of
from tests.exchange.map_samples import card, link


def measure(text: str, style: TextStyle) -> float:
    return len(text) * style.size * 0.6


def shown(*cards: object, links: tuple[object, ...] = ()) -> InfluenceMap:
    return InfluenceMap("p", "彩超", "a", "医院", "lanes", cards, links, "华东区", "2026-11-03")  # type: ignore[arg-type]


BEFORE = shown(
    card("a", "严文博", attitude="neutral"),
    card("b", "钟敏", level="operation"),
    card("gone", "邹志强", function="finance"),
    links=(link("a", "b", "influences", 1), link("a", "gone", "conflict"), link("b", "a", "reports_to")),
)
AFTER = shown(
    card("a", "严文博", attitude="supporter", closeness="close"),
    card("b", "钟敏", level="operation", weight=20),
    card("new", "凌蓉", function="executive"),
    card("gone", "邹志强", placed=False),
    links=(link("a", "b", "influences", 3), link("new", "a", "influences")),
)
CHANGES = compare(state_of(BEFORE), state_of(AFTER))


def pictured(language: Language = "en") -> MapPicture:
    return MapPicture(laid_over(BEFORE, AFTER, CHANGES), PictureStyle(language), measure)


def words(language: Language = "en") -> dict[str, list[str]]:
    drawn = Overlay(CHANGES).drawings(pictured(language), measure)
    return {each.id.removeprefix("change:"): [text.text for text in each.words] for each in drawn}


def test_that_who_is_gone_stands_where_they_stood_and_everyone_only_once() -> None:
    laid = laid_over(BEFORE, AFTER, CHANGES)
    assert [each.person_id for each in laid.cards if each.placed] == ["a", "b", "new", "gone"]
    assert [each.person_id for each in laid.cards] == ["a", "b", "new", "gone"]
    assert Overlay(CHANGES).ghosts == {"gone"}
    ghosts = Overlay(CHANGES).ghost_links
    assert {each.kind for each in laid.links if each.id in ghosts} == {"conflict", "reports_to"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_that_every_change_is_marked(language: Language) -> None:
    said = words(language)
    zh = language == "zh"
    assert said["a"] == (["中", "支", "+1"] if zh else ["+", "+1"])
    assert said["b"] == (["未知 → 20%"] if zh else ["not known → 20%"])
    assert said["new"] == (["新增"] if zh else ["new"])
    assert said["gone"] == (["已离开"] if zh else ["gone"])
    assert said["a-influences-b"] == (["弱 → 强"] if zh else ["weak → strong"])
    assert said["new-influences-a"] == (["新增"] if zh else ["new"])
    assert said["b-reports_to-a"] == (["取消"] if zh else ["removed"])


def test_that_marks_lie_within_their_bounds_and_leave_the_names_free() -> None:
    picture = pictured()
    for drawn in Overlay(CHANGES).drawings(picture, measure):
        place = picture.layout.cards.get(drawn.id.removeprefix("change:"))
        for text in drawn.words:
            assert drawn.bounds.x <= text.x and text.x + text.width <= drawn.bounds.right
            assert drawn.bounds.y <= text.baseline <= drawn.bounds.bottom
            assert place is None or text.baseline < place.y


def test_that_on_the_earlier_map_alone_nobody_is_a_ghost() -> None:
    gone = tuple(change for change in CHANGES if change.what in ("left", "bond_removed"))
    overlay = Overlay(gone, faded=False)
    assert overlay.ghosts == overlay.ghost_links == frozenset()
    picture = MapPicture(BEFORE, PictureStyle("en"), measure)
    marked = {each.id.removeprefix("change:") for each in overlay.drawings(picture, measure)}
    assert marked == {"gone", "b-reports_to-a"}


def test_that_links_of_who_is_gone_fade_without_being_called_removed() -> None:
    said = words()
    assert said["gone"] == ["gone"] and "a-conflict-gone" not in said
    faded = Overlay(CHANGES).ghost_links
    assert any(route.link.id in faded and route.link.kind == "conflict" for route in pictured().routes)


def test_that_a_link_between_others_now_is_new_and_gone_at_once() -> None:
    moved = replace(link("a", "b", "influences"), id="l")
    before = shown(card("a"), card("b"), card("c"), links=(moved,))
    after = replace(before, links=(replace(moved, target_id="c"),))
    changes = compare(state_of(before), state_of(after))
    assert [change.what for change in changes] == ["bond_added", "bond_removed"]
    picture = MapPicture(laid_over(before, after, changes), PictureStyle("en"), measure)
    assert len(picture.routes) == 2
    assert [text.text for each in Overlay(changes).drawings(picture, measure) for text in each.words] == [
        "new",
        "removed",
    ]


def test_that_a_mark_of_long_words_stays_near_its_card() -> None:
    changes = (
        Change("field", "a", field="person.position", before=state_of(BEFORE).people["a"]["person.position"],
               after=replace(state_of(BEFORE).people["a"]["person.position"], value="很长的职务名称" * 20)),
    )  # fmt: skip
    (drawn,) = Overlay(changes).drawings(MapPicture(BEFORE, PictureStyle("zh"), measure), measure)
    place = MapPicture(BEFORE, PictureStyle("zh"), measure).layout.cards["a"]
    assert drawn.bounds.right <= place.right + 12


def test_that_a_review_is_named_in_the_title_block() -> None:
    style = PictureStyle("zh", title=True)
    (title,) = MapPicture(replace(AFTER, review="年初"), style, measure).frame
    assert "采购分析图 · 复盘“年初”" in [text.text for text in title.words]
    assert "采购分析图" in [text.text for text in MapPicture(AFTER, style, measure).frame[0].words]
