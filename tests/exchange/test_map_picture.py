"""What the picture of a map shows: every judgement by its own mark, text that fits, links that can be followed."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import combinations, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from keyaccount_desktop.exchange import map_cards, map_links
from keyaccount_desktop.exchange.map_cards import CardStyle, describe, draw_card, in_words
from keyaccount_desktop.exchange.map_layout import CARD_HEIGHT, CARD_WIDTH
from keyaccount_desktop.exchange.map_picture import MapPicture, PictureStyle
from keyaccount_desktop.exchange.map_shapes import (
    ELLIPSIS,
    FADED,
    NAME,
    Box,
    Drawing,
    Ellipse,
    Path,
    Polygon,
    Rect,
    Shape,
    Words,
    elide,
    one_line,
    wrap,
)
from keyaccount_desktop.language import Language
from keyaccount_desktop.method.vocabulary import (
    ATTITUDE,
    BUYING_ROLE,
    CLOSENESS,
    LINK_KIND,
    PART,
    TIES,
    UNKNOWN_ATTITUDE,
)
from keyaccount_desktop.workbook.maps import InfluenceMap, Judgement, MapCard
from tests.benchmarks.made_maps import made_map
from tests.exchange.map_samples import card, cards, link, map_of, maps, measure

ZH, EN = CardStyle("zh", coach=True, pins=True), CardStyle("en", coach=True, pins=True)
MONO = CardStyle("zh", mono=True, coach=True, pins=True)
languages = st.sampled_from(["zh", "en"])


def drawn(shown: MapCard, style: CardStyle = ZH) -> Drawing:
    return draw_card(shown, 0, 0, style, measure)


def picture(influence_map: InfluenceMap, language: Language = "zh", **style: object) -> MapPicture:
    return MapPicture(influence_map, PictureStyle(language, **style), measure)  # type: ignore[arg-type]


def texts(drawing: Drawing) -> list[str]:
    return [words.text for words in drawing.words]


def ink(words: Words) -> Rect:
    """About where the letters of a text are."""
    return Rect(words.x, words.baseline - words.style.size * 0.86, words.width, words.style.size)


def colourless(drawing: Drawing) -> list[object]:
    """A drawing as a photocopier sees it: forms, letters, and whether a form is filled."""
    seen: list[object] = []
    for shape in drawing.shapes:
        if isinstance(shape, Words):
            seen.append((shape.text, shape.style, round(shape.x)))
        elif isinstance(shape, Path):
            seen.append((shape.segments, shape.fill is None, shape.stroke_width, shape.dash))
        elif isinstance(shape, Polygon):
            seen.append((shape.points, shape.fill is None))
        else:
            place = (shape.x, shape.y, shape.width, shape.height)
            seen.append((type(shape), place, shape.fill is None, shape.stroke is None, shape.stroke_width))
    return seen


def filled(drawing: Drawing, token: str) -> list[Shape]:
    return [shape for shape in drawing.shapes if getattr(shape, "fill", None) == token]


# Text fits.


@settings(max_examples=150)
@given(cards("a"), languages)
def test_that_no_text_leaves_its_card_or_lies_on_other_text(shown: MapCard, language: Language) -> None:
    drawing = drawn(shown, replace(ZH, language=language))
    words = [each for each in drawing.words if each.text]
    for each in words:
        area = ink(each)
        assert area.x >= 8 and area.right <= CARD_WIDTH - 2, each
        assert area.y >= 0 and area.bottom <= CARD_HEIGHT, each
    for one, other in combinations(words, 2):
        assert not ink(one).meets(ink(other)), (one, other)


@settings(max_examples=100)
@given(cards("a"), languages)
def test_that_marks_do_not_lie_on_the_name(shown: MapCard, language: Language) -> None:
    drawing = drawn(shown, replace(ZH, language=language))
    names = [ink(each) for each in drawing.words if each.style == NAME]
    marks = [
        Rect(shape.x, shape.y, shape.width, shape.height)
        for shape in drawing.shapes
        if isinstance(shape, Box | Ellipse) and shape.width < CARD_WIDTH / 2 and shape.x > 10
    ]
    assert not any(name.meets(mark) for name in names for mark in marks)


@given(st.text(max_size=80), st.floats(0, 300))
def test_that_elided_text_fits_and_says_that_something_is_missing(text: str, width: float) -> None:
    short = elide(text, width, NAME, measure)
    whole = one_line(text)
    assert measure(short, NAME) <= width or short == ""
    assert short == whole or short == "" or (short.endswith(ELLIPSIS) and whole.startswith(short[:-1]))


@given(st.text("ab cd王建国, 。()（）", max_size=80), st.lists(st.floats(20, 300), min_size=1, max_size=4))
def test_that_wrapped_lines_fit(text: str, widths: list[float]) -> None:
    lines = wrap(text, widths, NAME, measure)
    assert len(lines) <= len(widths)
    for line, width in zip(lines, widths, strict=False):
        assert measure(line, NAME) <= width


def test_that_lines_break_between_words_and_chinese_characters_but_not_before_a_comma() -> None:
    assert wrap("Head of Ultrasound", (60, 200), NAME, measure) == ["Head of", "Ultrasound"]
    assert wrap("超声科主任，主任医师", (70, 200), NAME, measure) == ["超声科主", "任，主任医师"]


def test_that_an_endless_word_is_broken_with_a_hyphen_instead_of_lost() -> None:
    assert wrap("Donaudampfschifffahrt", (70, 200), NAME, measure) == ["Donauda-", "mpfschifffahrt"]
    names = [w.text for w in drawn(card("a", "Konstantinopolitanisch", key=True)).words if w.style == NAME]
    assert "".join(names).replace("-", "") == "Konstantinopolitanisch"


@pytest.mark.parametrize("sign", ["👩‍⚕️", "👨‍👩‍👧‍👦", "🇨🇳", "e\u0301", "👍🏽"])
def test_that_no_sign_is_cut_in_two(sign: str) -> None:
    for room in range(20, 120):
        shown = elide(sign * 12, room, NAME, measure).removesuffix(ELLIPSIS)
        assert shown == sign * (len(shown) // len(sign))
        first = wrap(sign * 12, (room, 400), NAME, measure)[0].removesuffix(ELLIPSIS)
        assert first == sign * (len(first) // len(sign))


def test_that_a_coach_who_is_due_for_checking_shows_it_only_where_the_coach_is_shown() -> None:
    due = replace(card("a"), coach=Judgement("trusting", False, True))
    assert any(isinstance(s, Ellipse) and s.stroke == "warning" for s in drawn(due).shapes)
    assert colourless(drawn(due, replace(ZH, coach=False))) == colourless(
        drawn(card("a"), replace(ZH, coach=False))
    )


def test_that_a_long_name_takes_two_lines_and_then_ends_in_dots() -> None:
    drawing = drawn(card("a", "Margaret Thistlewood-Carrington of Ashby and Elsewhere"))
    names = [words.text for words in drawing.words if words.style == NAME]
    assert len(names) == 2
    assert names[1].endswith(ELLIPSIS)


# The visual language.


def test_that_a_living_persons_name_is_never_red() -> None:
    for attitude in (*ATTITUDE.codes, None):
        for cold in (False, True):
            name = next(w for w in drawn(card("a", attitude=attitude, cold=cold)).words if w.style == NAME)
            assert name.colour in ("text_1", "text_2")


@pytest.mark.parametrize(("language", "letters"), [("zh", "支中反?"), ("en", ("+", "", "–", "?"))])
def test_that_the_attitudes_badge_says_it_in_a_letter_and_a_sign(
    language: Language, letters: Sequence[str]
) -> None:
    seen = []
    for attitude, letter in zip((*ATTITUDE.codes, None), letters, strict=True):
        drawing = drawn(card("a", attitude=attitude), replace(ZH, language=language))
        assert not letter or letter in texts(drawing)
        seen.append(colourless(drawing))
    assert all(one != other for one, other in combinations(seen, 2))


def test_that_the_band_is_hollow_for_an_unknown_attitude_only() -> None:
    assert isinstance(filled(drawn(card("a", attitude="supporter")), "supporter")[0], Path)
    unknown = drawn(card("a"))
    assert not filled(unknown, UNKNOWN_ATTITUDE.code)
    assert any(isinstance(shape, Path) and shape.stroke == "unknown" for shape in unknown.shapes)


@pytest.mark.parametrize(
    ("weight", "pips"), [(None, 0), (0, 0), (5, 1), (14, 1), (15, 2), (34, 2), (35, 3), (100, 3)]
)
def test_that_weight_is_one_to_three_pips(weight: float | None, pips: int) -> None:
    dots = [
        shape
        for shape in drawn(card("a", attitude="supporter", weight=weight)).shapes
        if isinstance(shape, Ellipse)
    ]
    assert len(dots) == pips


@pytest.mark.parametrize(
    "decides", [card("a", roles=["decider"]), card("a", part="decides")], ids=["role", "part"]
)
def test_that_a_decision_maker_has_a_heavy_border(decides: MapCard) -> None:
    def border(shown: MapCard) -> float:
        return max(
            shape.stroke_width
            for shape in drawn(shown).shapes
            if isinstance(shape, Box) and shape.width > 150 and shape.stroke
        )

    assert border(decides) > 2 * border(card("a"))


@pytest.mark.parametrize(("closeness", "bars"), [("close", 3), ("frequent", 2), ("distant", 1), ("none", 0)])
def test_that_closeness_fills_its_bars(closeness: str, bars: int) -> None:
    drawing = drawn(card("a", closeness=closeness))
    assert len(filled(drawing, "text_2")) == bars
    assert len(filled(drawing, "line_strong")) == 3 - bars


def test_that_roles_stand_as_boxed_letters_and_the_deciders_is_filled() -> None:
    drawing = drawn(card("a", roles=BUYING_ROLE.codes))
    assert [text for text in texts(drawing) if text in "发设决使评"] == list("发设决使评")
    assert len(filled(drawing, "text_1")) == 1
    english = drawn(card("a", roles=BUYING_ROLE.codes), EN)
    assert [text for text in texts(english) if text in ("I", "Sp", "De", "U", "Ev")] == [
        "I",
        "Sp",
        "De",
        "U",
        "Ev",
    ]


def test_that_every_part_in_the_decision_has_a_mark_of_its_own() -> None:
    seen = [colourless(drawn(card("a", part=code))) for code in (*PART.codes, None)]
    assert all(one != other for one, other in combinations(seen, 2))
    assert filled(drawn(card("a", part="blocks")), "opponent")


def test_that_the_coach_is_shown_only_where_asked_for() -> None:
    coach = card("a", coach="trusting")
    assert "4" in texts(drawn(coach))
    assert colourless(drawn(coach, replace(ZH, coach=False))) == colourless(
        drawn(card("a"), replace(ZH, coach=False))
    )
    assert "信赖" in in_words(coach, "zh")
    assert "信赖" not in "".join(describe(coach, "zh", coach=False))


def test_that_a_post_without_a_holder_is_dashed_and_asks_who_it_is() -> None:
    drawing = drawn(card("a", "药剂科主任", kind="post", position=""))
    assert "药剂科主任?" in texts(drawing)
    assert "人选未知" in texts(drawing)
    assert any(isinstance(shape, Box) and shape.dash for shape in drawing.shapes)
    assert "药剂科主任?" in texts(drawn(card("a", "药剂科主任?", kind="post")))


@pytest.mark.parametrize(
    "doubtful", [card("a", cold=True), card("a", attitude="neutral", stale=True)], ids=["cold", "stale"]
)
def test_that_what_goes_cold_or_stale_fades_and_shows_a_clock(doubtful: MapCard) -> None:
    drawing = drawn(doubtful)
    assert any(str(getattr(shape, "colour", "")).endswith(FADED) for shape in drawing.shapes)
    clocks = [s for s in drawing.shapes if isinstance(s, Ellipse) and s.stroke == "warning"]
    assert len(clocks) == 1
    on_paper = drawn(doubtful, MONO)
    assert not any(FADED in str(shape) for shape in on_paper.shapes)
    assert any(isinstance(s, Ellipse) and s.stroke == "warning" for s in on_paper.shapes)


def test_that_what_is_assumed_stands_in_italics_with_a_question_mark() -> None:
    badge = next(w for w in drawn(card("a", attitude="neutral", assumed=True)).words if w.text == "中")
    assert badge.style.italic
    assert "?" in texts(drawn(card("a", attitude="neutral", assumed=True)))
    assert not any(w.style.italic for w in drawn(card("a", attitude="neutral")).words)
    role = next(w for w in drawn(card("a", roles=["user"], assumed=True)).words if w.text == "使")
    assert role.style.italic


def differing() -> Iterable[tuple[str, list[MapCard]]]:
    """For every judgement the cards that must not look alike."""
    yield "attitude", [card("a", attitude=code) for code in (*ATTITUDE.codes, None)]
    yield "closeness", [card("a", closeness=code) for code in (*CLOSENESS.codes, None)]
    yield "roles", [card("a", roles=[code]) for code in BUYING_ROLE.codes]
    yield "weight", [card("a", weight=percent) for percent in (0, 10, 20, 50)]
    yield "decider", [card("a"), card("a", part="decides")]
    yield "blocker", [card("a"), card("a", part="blocks")]
    yield "coach", [card("a"), card("a", coach="meeting"), card("a", coach="allied")]
    yield "key", [card("a"), card("a", key=True)]
    yield "kind", [card("a", kind=kind) for kind in ("person", "group", "post")]
    yield "cold", [card("a"), card("a", cold=True)]
    yield "assumed", [card("a", attitude="neutral"), card("a", attitude="neutral", assumed=True)]
    yield "pinned", [card("a"), card("a", pinned=True)]


@pytest.mark.parametrize(
    ("what", "alike"), list(differing()), ids=lambda value: value if isinstance(value, str) else ""
)
def test_that_black_and_white_loses_nothing(what: str, alike: list[MapCard]) -> None:
    seen = [colourless(drawn(shown, MONO)) for shown in alike]
    for one, other in combinations(seen, 2):
        assert one != other


def test_that_a_card_says_in_words_what_it_shows_in_marks() -> None:
    shown = card(
        "a", attitude="opponent", closeness="distant", roles=["evaluator"], part="blocks", weight=25, key=True,
        cold=True, assumed=True,
    )  # fmt: skip
    said = in_words(shown, "zh")
    for word in "严文博 超声科主任 管理层 使用部门 反对者（推测） 疏远 评估者 阻碍者 25 关键人 变冷".split():
        assert word in said


# Links.


def routes_of(influence_map: InfluenceMap, **style: object) -> dict[str, map_links.Route]:
    return {route.link.kind: route for route in picture(influence_map, **style).routes}


def two(kind: str, **options: object) -> InfluenceMap:
    people = [card("a"), card("b", function="purchasing", level="operation")]
    return map_of(people, [link("a", "b", kind, **options)])  # type: ignore[arg-type]


def on_border(point: tuple[float, float], rect: Rect) -> bool:
    x, y = point
    across = rect.x - 0.01 <= x <= rect.right + 0.01 and min(abs(y - rect.y), abs(y - rect.bottom)) < 0.01
    down = rect.y - 0.01 <= y <= rect.bottom + 0.01 and min(abs(x - rect.x), abs(x - rect.right)) < 0.01
    return across or down


@settings(max_examples=60)
@given(maps(8))
def test_that_links_run_from_border_to_border(influence_map: InfluenceMap) -> None:
    shown = picture(influence_map)
    for route in shown.routes:
        assert on_border(route.points[0], shown.place(route.link.source_id))
        assert on_border(route.points[-1], shown.place(route.link.target_id))
        assert all(math.isfinite(x + y) for x, y in route.points)


@settings(max_examples=60)
@given(maps(8), languages)
def test_that_labels_lie_on_no_card_and_on_no_other_label(
    influence_map: InfluenceMap, language: Language
) -> None:
    shown = picture(influence_map, language)
    labels = [route.label for route in shown.routes if route.label is not None]
    for label in labels:
        assert not any(label.meets(place) for place in shown.layout.cards.values())
    for one, other in combinations(labels, 2):
        assert not one.meets(other)


def test_that_a_link_goes_around_the_card_between_its_ends() -> None:
    people = [card("a", function="executive"), card("b", function="using"), card("c", function="technical")]
    shown = picture(map_of(people, [link("a", "c")]))
    between = shown.place("b")
    (route,) = shown.routes
    assert not any(between.holds(x, y) for x, y in route.points)


def test_that_links_to_oneself_or_to_nobody_are_left_out() -> None:
    people = [card("a"), card("b", function="finance", placed=False)]
    assert picture(map_of(people, [link("a", "a"), link("a", "x"), link("a", "b")])).routes == ()


def test_that_reporting_lines_are_elbows_without_an_arrow() -> None:
    route = routes_of(two("reports_to"))["reports_to"]
    assert all(a[0] == pytest.approx(b[0]) or a[1] == pytest.approx(b[1]) for a, b in pairwise(route.points))
    assert len(map_links.draw_link(route, False).shapes) == 1


def test_that_influence_is_an_arrow_as_wide_as_it_is_strong() -> None:
    widths = []
    for strength in (1, 2, 3):
        line, head = map_links.draw_link(
            routes_of(two("influences", strength=strength))["influences"], False
        ).shapes
        assert isinstance(line, Path) and isinstance(head, Polygon)
        assert line.stroke == head.fill == "accent"
        widths.append(line.stroke_width)
    assert widths == sorted(set(widths))


def test_that_a_conflict_is_red_with_a_bolt_and_a_zigzag_without_colour() -> None:
    route = routes_of(two("conflict"))["conflict"]
    (line,) = map_links.draw_link(route, False).shapes
    assert isinstance(line, Path) and line.stroke == "opponent"
    (zigzag,) = map_links.draw_link(route, True).shapes
    assert isinstance(zigzag, Path) and len(zigzag.segments) > 20
    label = map_links.draw_label(route, "zh", measure)
    assert label is not None and any(isinstance(shape, Polygon) for shape in label.shapes)


@pytest.mark.parametrize("kind", sorted(TIES))
def test_that_ties_are_dotted_and_named(kind: str) -> None:
    route = routes_of(two(kind))[kind]
    (line,) = map_links.draw_link(route, False).shapes
    assert isinstance(line, Path) and line.dash
    for language in ("zh", "en"):
        label = map_links.draw_label(route, language, measure)
        assert label is not None
        assert texts(label) == [LINK_KIND[kind].text.in_language(language)]


def test_that_introducing_is_a_named_arrow_to_the_person_introduced() -> None:
    shown = picture(two("introduces"))
    (route,) = shown.routes
    assert on_border(route.tip, shown.place("b"))
    assert len(map_links.draw_link(route, False).shapes) == 2
    label = map_links.draw_label(route, "zh", measure)
    assert label is not None and texts(label) == ["引见"]


def test_that_an_assumed_link_asks() -> None:
    for kind in LINK_KIND.codes:
        label = map_links.draw_label(routes_of(two(kind, assumed=True))[kind], "zh", measure)
        assert label is not None
        assert texts(label)[0].endswith("?")


def test_that_two_links_at_one_side_do_not_share_their_port() -> None:
    people = [card("a"), card("b", function="technical"), card("c", function="technical", y=104)]
    shown = picture(map_of(people, [link("a", "b"), link("a", "c")]))
    first, second = shown.routes
    assert first.points[0] != second.points[0]


def test_that_different_links_between_the_same_two_do_not_cover_each_other() -> None:
    people = [card("a"), card("b", function="technical")]
    shown = picture(map_of(people, [link("a", "b"), link("b", "a"), link("a", "b", "conflict")]))
    assert len({route.points[0] for route in shown.routes}) == 3


# The whole.


@settings(max_examples=40)
@given(maps(8), languages, st.booleans())
def test_that_everything_lies_inside_the_picture(
    influence_map: InfluenceMap, language: Language, compact: bool
) -> None:
    shown = picture(influence_map, language, compact=compact, legend=True, title=True)
    bounds = shown.bounds.grown(2)
    for drawing in shown.drawings():
        for words in drawing.words:
            x, y = drawing.x + words.x, drawing.y + words.baseline
            end = (x, y - words.width) if words.turned else (x + words.width, y)
            assert bounds.holds(x, y) and bounds.holds(*end), words


def test_that_title_and_legend_are_there_when_asked_for() -> None:
    shown = picture(made_map(14), legend=True, title=True, version="2.1")
    said = [words.text for drawing in shown.frame for words in drawing.words]
    whole = " ".join(said)
    expected = (
        "彩色超声系统采购 江滨市第一人民医院 华东区工作簿 2026-11-03 2.1 支持者 冲突 五缘 人选未知 推测"
    )
    for text in expected.split():
        assert text in whole
    assert "内线" not in whole
    assert picture(made_map(14)).frame == ()


@pytest.mark.parametrize("language", ["zh", "en"])
def test_that_the_legend_explains_every_attitude_and_role(language: Language) -> None:
    shown = picture(made_map(3), language, legend=True)
    said = {words.text for drawing in shown.frame for words in drawing.words}
    for choice in (*ATTITUDE, UNKNOWN_ATTITUDE, *BUYING_ROLE):
        assert choice.text.in_language(language) in said


def test_that_legend_entries_do_not_run_into_each_other() -> None:
    for language in ("zh", "en"):
        (legend,) = picture(made_map(14), language, legend=True).frame
        areas = [ink(words) for words in legend.words]
        assert not any(one.meets(other) for one, other in combinations(areas, 2))
        assert all(area.right <= legend.bounds.right + 1 for area in areas)


def test_that_an_empty_map_still_has_its_lanes() -> None:
    shown = picture(map_of([]), title=True, legend=True)
    said = {words.text for drawing in shown.lanes() for words in drawing.words}
    assert {"决策层", "管理层", "操作层", "院领导/高层", "财务部门", "暂无人"} <= said


def test_that_cards_are_drawn_only_when_asked_for() -> None:
    shown = picture(made_map(60))
    assert not shown._drawn
    shown.card("p7")
    assert list(shown._drawn) == [("p7", 0)]


def test_that_a_changed_judgement_leaves_the_ways_of_the_links_alone() -> None:
    before = made_map(30)
    cards = (replace(before.cards[0], attitude=None, cold=True), *before.cards[1:])
    shown = picture(before)
    again = MapPicture(replace(before, cards=cards), shown.style, measure, earlier=shown)
    assert again.routes is shown.routes
    moved = (replace(before.cards[0], x=before.cards[0].x + 400), *before.cards[1:])
    assert (
        MapPicture(replace(before, cards=moved), shown.style, measure, earlier=shown).routes
        is not shown.routes
    )


def test_that_paper_wastes_no_room() -> None:
    wide, close = picture(made_map(14), "en").bounds, picture(made_map(14), "en", compact=True).bounds
    assert close.width < wide.width - 60
    assert close.height < wide.height


def test_that_pips_and_names_survive_strange_values() -> None:
    assert map_cards.title(card("a", "   "), "en") == "(no name)"
    assert map_cards.title(card("a", "a\nb\tc"), "en") == "a b c"
    assert map_cards.pips(card("a", weight=-5).weight) == 0
