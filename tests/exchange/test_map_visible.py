"""On any map, however crowded and however long its names: nothing lies on anything else, nothing is cut off
without saying so, and black and white tells apart whatever colour does."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import combinations, pairwise

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from keyaccount_desktop.exchange import map_links, map_marks
from keyaccount_desktop.exchange.map_cards import CardStyle, draw_card, draw_name_card, pips, title
from keyaccount_desktop.exchange.map_frame import Legend
from keyaccount_desktop.exchange.map_layout import CARD_HEIGHT, CARD_WIDTH, FUNCTIONS, LEVELS
from keyaccount_desktop.exchange.map_picture import MapPicture, PictureStyle
from keyaccount_desktop.exchange.map_routes import Route
from keyaccount_desktop.exchange.map_shapes import (
    ELLIPSIS,
    Box,
    Drawing,
    Ellipse,
    Path,
    Polygon,
    Rect,
    Words,
    around,
)
from keyaccount_desktop.language import Language
from keyaccount_desktop.method.vocabulary import (
    ATTITUDE,
    BUYING_ROLE,
    CLOSENESS,
    COACH_RUNG,
    LINK_KIND,
    PART,
    UNKNOWN_ATTITUDE,
)
from keyaccount_desktop.workbook.maps import InfluenceMap, MapCard, MapLink
from tests.benchmarks.made_maps import made_map
from tests.exchange.map_samples import card, judged, link, map_of, measure

languages = st.sampled_from(["zh", "en"])
NAMES = (
    "王建国",
    "欧阳",
    "司马相如的很长很长的名字" * 9,
    "Konstantinopolitanischerdudelsackspfeifenmacher" * 3,
    "Maximilian von Habsburg-Lothringen zu Hohenzollern the Third of That Name",
    "👩‍⚕️👨‍👩‍👧‍👦🇨🇳" * 12,
    "Dr. 李 Anna-Maria Öztürk（设备科）",
    "",
    "A",
)


def crowd(chance: random.Random, people: int, layout: str) -> InfluenceMap:
    """A map on which everything is at its worst: close together, long names, many links between the same two."""
    cards = []
    for number in range(people):
        assumed = chance.random() < 0.5
        cards.append(
            card(
                f"p{number}",
                chance.choice(NAMES),
                kind=chance.choice(["person", "person", "group", "post"]),
                position=chance.choice(NAMES),
                function=chance.choice([*FUNCTIONS[: chance.randint(1, 6)], None]),
                level=chance.choice([*LEVELS, None]),
                attitude=chance.choice([*ATTITUDE.codes, None]),
                closeness=chance.choice([*CLOSENESS.codes, None]),
                roles=[code for code in BUYING_ROLE.codes if chance.random() < 0.5],
                part=chance.choice([*PART.codes, None]),
                weight=chance.choice([None, 0, 5, 20, 60]),
                coach=chance.choice([*COACH_RUNG.codes, None]),
                key=chance.random() < 0.3,
                cold=chance.random() < 0.3,
                assumed=assumed,
                x=chance.choice([0, 8, 184, 190, 400]) * chance.random() * 2,
                y=chance.choice([0, 84, 90, 168]) * chance.random() * 2,
                free=(chance.random() * 1200, chance.random() * 700),
                pinned=chance.random() < 0.3,
            )
        )
    links: dict[str, MapLink] = {}
    for _ in range(people * chance.choice([0, 1, 2])):
        source, target = chance.randrange(people), chance.randrange(people)
        for kind in chance.sample(LINK_KIND.codes, chance.choice([1, 1, 2, 6])):
            if chance.random() < 0.4:
                source, target = target, source
            made = link(f"p{source}", f"p{target}", kind, chance.randint(1, 3), assumed=chance.random() < 0.4)
            links[made.id] = made
    return map_of(cards, links.values(), layout=layout)


crowds = st.builds(
    crowd,
    st.integers(0, 10**9).map(random.Random),
    st.integers(1, 80),
    st.sampled_from(["lanes", "lanes", "free"]),
)


def whole(influence_map: InfluenceMap, language: Language, **style: bool) -> MapPicture:
    shown = PictureStyle(language, coach=True, legend=True, title=True, pins=True, version="1.0", **style)
    return MapPicture(influence_map, shown, measure)


def letters(drawing: Drawing) -> Iterator[Rect]:
    """What the texts of a drawing cover."""
    return (words.area.moved(drawing.x, drawing.y) for words in drawing.words if words.text)


def meeting(areas: Sequence[Rect]) -> list[tuple[Rect, Rect]]:
    """Those that lie on each other, each pair once."""
    found, open_ = [], list[Rect]()
    for area in sorted(areas, key=lambda each: each.x):
        open_ = [each for each in open_ if each.right > area.x]
        found += [(each, area) for each in open_ if each.meets(area)]
        open_.append(area)
    return found


@settings(max_examples=40, deadline=None)
@given(crowds, languages, st.booleans(), st.booleans())
def test_that_no_text_lies_on_another(
    influence_map: InfluenceMap, language: Language, mono: bool, compact: bool
) -> None:
    shown = whole(influence_map, language, mono=mono, compact=compact)
    assert not meeting([area for drawing in shown.drawings() for area in letters(drawing)])


@settings(max_examples=40, deadline=None)
@given(crowds, languages, st.booleans())
def test_that_cards_and_labels_lie_on_nothing(
    influence_map: InfluenceMap, language: Language, compact: bool
) -> None:
    shown = whole(influence_map, language, compact=compact)
    cards = list(shown.layout.cards.values())
    assert not meeting(cards)
    labels = [route.label for route in shown.routes if route.label is not None]
    headings = [area for lane in shown.lanes() for area in letters(lane)]
    framed = [area for drawing in shown.frame for area in letters(drawing)]
    assert not meeting([*cards, *labels, *framed])
    assert not any(label.meets(heading) for label in labels for heading in headings)
    assert not any(place.meets(heading) for place in cards for heading in headings)


@settings(max_examples=30, deadline=None)
@given(crowds, languages, st.booleans())
def test_that_no_text_leaves_what_it_stands_in(
    influence_map: InfluenceMap, language: Language, compact: bool
) -> None:
    shown = whole(influence_map, language, compact=compact)
    rooms: dict[tuple[str, str], Rect] = {("card", id_): place for id_, place in shown.layout.cards.items()}
    rooms |= {("label", route.link.id): route.label for route in shown.routes if route.label is not None}
    for drawing in shown.drawings():
        room = rooms.get((drawing.kind, drawing.id), drawing.bounds).grown(0.01)
        for area in letters(drawing):
            inside = room.x <= area.x and area.right <= room.right
            assert inside and room.y <= area.y and area.bottom <= room.bottom, (drawing.kind, area, room)


@settings(max_examples=30, deadline=None)
@given(crowds, languages)
def test_that_labels_stand_on_their_links_or_are_tied_to_them(
    influence_map: InfluenceMap, language: Language
) -> None:
    lost = 0
    for route in whole(influence_map, language).routes:
        wanted = map_links.label_size(route.link, language, measure) is not None
        assert wanted or route.label is None
        lost += wanted and route.label is None
        if route.label is None:
            continue
        near = route.label.grown(12)
        tied = route.leader is not None and route.label.grown(0.1).holds(*route.leader[0])
        assert tied or any(near.holds(x, y) for x, y in dense(route))
    # Some cards of these maps lie edge to edge over a whole wall; anything less has room for all labels.
    assert lost <= (len(influence_map.links) / 10 if len(influence_map.cards) > 40 else 0)


def test_that_no_label_is_left_out_on_an_arranged_map_with_many_links() -> None:
    chance, made = random.Random(3), made_map(120)
    ids = [each.person_id for each in made.cards]
    links = {
        found.id: found
        for _ in range(240)
        for found in [link(*chance.sample(ids, 2), chance.choice(LINK_KIND.codes), assumed=True)]
    }
    shown = whole(replace(made, links=tuple(links.values())), "en")
    assert all(route.label is not None for route in shown.routes)


def dense(route: Route) -> Iterator[tuple[float, float]]:
    for (x0, y0), (x1, y1) in pairwise(route.points):
        steps = int((abs(x1 - x0) + abs(y1 - y0)) / 8) + 1
        yield from (
            (x0 + (x1 - x0) * step / steps, y0 + (y1 - y0) * step / steps) for step in range(steps + 1)
        )


@pytest.mark.parametrize("count", range(1, 7))
@pytest.mark.parametrize("place", ["beside", "below", "aslant"])
def test_that_several_links_between_the_same_two_can_be_told_apart(count: int, place: str) -> None:
    other = card(
        "b",
        function="technical" if place != "below" else "using",
        level="operation" if place != "beside" else "management",
    )
    kinds = ["influences", "alumni", "conflict", "introduces", "place", "teacher"][:count]
    links = [
        link("a", "b", kind) if number % 2 else link("b", "a", kind) for number, kind in enumerate(kinds)
    ]
    shown = whole(map_of([card("a"), other], links), "zh")
    for one, another in combinations(shown.routes, 2):
        mine, theirs = list(dense(one)), list(dense(another))
        middle = mine[len(mine) // 2]
        away = min(((x - middle[0]) ** 2 + (y - middle[1]) ** 2) ** 0.5 for x, y in theirs)
        assert away > 8
        assert {one.points[0], one.points[-1]}.isdisjoint({another.points[0], another.points[-1]})


# The card by itself.


def marks(drawing: Drawing) -> list[Rect]:
    """What the marks and texts of a card cover, without its sheet, band, border and what lies in another."""
    areas = []
    for shape in drawing.shapes:
        if isinstance(shape, Words):
            if shape.text:
                areas.append(shape.area)
        elif isinstance(shape, Box | Ellipse):
            if shape.x > 8 and shape.width < CARD_WIDTH / 2:
                areas.append(Rect(shape.x, shape.y, shape.width, shape.height))
        elif isinstance(shape, Polygon):
            areas.append(around(Rect(x, y, 0, 0) for x, y in shape.points))
    return [area.grown(-0.4) for area in areas]


def within(inner: Rect, outer: Rect) -> bool:
    outer = outer.grown(0.01)
    return outer.holds(inner.x, inner.y) and outer.holds(inner.right, inner.bottom)


judgements = st.tuples(st.booleans(), st.booleans())


@st.composite
def judged_cards(draw: st.DrawFn, name: str = "王建国") -> MapCard:
    def said(values: st.SearchStrategy[object]) -> object:
        value = draw(values)
        return judged(value or None, assumed=draw(st.booleans())) if value is not None else None

    made = card("a", name, kind=draw(st.sampled_from(["person", "group", "post"])))
    return replace(
        made,
        attitude=said(st.sampled_from([*ATTITUDE.codes, None])),
        closeness=said(st.sampled_from([*CLOSENESS.codes, None])),
        roles=said(st.sets(st.sampled_from(BUYING_ROLE.codes)).map(lambda codes: tuple(sorted(codes)))),
        part=said(st.sampled_from([*PART.codes, None])),
        weight=said(st.sampled_from([None, 10, 20, 50])),
        coach=said(st.sampled_from([*COACH_RUNG.codes, None])),
        key=draw(st.booleans()),
        cold=draw(st.booleans()),
        pinned=draw(st.booleans()),
    )


def styles(mono: bool) -> st.SearchStrategy[CardStyle]:
    return st.builds(CardStyle, languages, st.just(mono), st.booleans(), st.booleans())


@settings(max_examples=300)
@given(judged_cards(), st.one_of(styles(False), styles(True)), st.sampled_from(NAMES), st.sampled_from(NAMES))
def test_that_no_mark_of_a_card_lies_on_another(
    shown: MapCard, style: CardStyle, name: str, position: str
) -> None:
    drawing = draw_card(replace(shown, name=name, position=position), 0, 0, style, measure)
    areas = marks(drawing)
    for one, other in combinations(areas, 2):
        assert not one.meets(other) or within(one, other) or within(other, one), (one, other)
    for area in areas:
        assert within(area, Rect(8, 0, CARD_WIDTH - 9, CARD_HEIGHT)), area


def said_by(shown: MapCard, style: CardStyle) -> tuple[object, ...]:
    """Everything that a card says of a person."""
    weight = pips(shown.weight)
    return (
        shown.kind, shown.attitude, shown.closeness, shown.roles, shown.part,
        (weight, bool(shown.weight and shown.weight.assumed)) if weight else None,
        shown.coach if style.coach else None,
        shown.key, shown.cold, shown.pinned and style.pins,
    )  # fmt: skip


def copied(drawing: Drawing) -> list[object]:
    """A drawing as it comes out of a photocopier: forms and letters, filled or not, without any grey."""
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
            dash = shape.dash if isinstance(shape, Box) else ()
            seen.append(
                (type(shape), place, shape.fill is None, shape.stroke is None, shape.stroke_width, dash)
            )
    return seen


@settings(max_examples=500)
@given(judged_cards(), judged_cards(), styles(True), st.sets(st.integers(0, 8)))
def test_that_black_and_white_tells_any_two_cards_apart(
    one: MapCard, other: MapCard, style: CardStyle, shared: set[int]
) -> None:
    fields = ["kind", "attitude", "closeness", "roles", "part", "weight", "coach", "key", "cold"]
    other = replace(other, **{fields[number]: getattr(one, fields[number]) for number in shared})
    assume(said_by(one, style) != said_by(other, style))
    assert copied(draw_card(one, 0, 0, style, measure)) != copied(draw_card(other, 0, 0, style, measure))


@settings(max_examples=200)
@given(judged_cards(), judged_cards(), languages)
def test_that_black_and_white_shows_all_that_colour_shows(
    one: MapCard, other: MapCard, language: Language
) -> None:
    colour, mono = CardStyle(language, False, True, True), CardStyle(language, True, True, True)
    if draw_card(one, 0, 0, colour, measure) != draw_card(other, 0, 0, colour, measure):
        assert copied(draw_card(one, 0, 0, mono, measure)) != copied(draw_card(other, 0, 0, mono, measure))


@pytest.mark.parametrize("language", ["zh", "en"])
def test_that_black_and_white_tells_any_two_links_apart(language: Language) -> None:
    people = [card("a"), card("b", function="purchasing", level="operation")]
    seen: list[object] = []
    for kind in LINK_KIND.codes:
        for strength in (1, 2, 3):
            for assumed in (False, True):
                made = map_of(people, [link("a", "b", kind, strength, assumed=assumed)])
                shown = MapPicture(made, PictureStyle(language, mono=True), measure)
                (route,) = shown.routes
                label = shown.label(route)
                seen.append((copied(shown.link(route)), [word.text for word in label.words] if label else ""))
    for one, other in combinations(seen, 2):
        assert one != other


@pytest.mark.parametrize("kind", LINK_KIND.codes)
def test_that_a_stronger_link_is_a_wider_line(kind: str) -> None:
    widths = [map_links.look(kind).width(strength) for strength in (1, 2, 3)]
    assert all(wider >= narrower + 0.4 for narrower, wider in pairwise(widths))


# The legend.


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("mono", [False, True])
def test_that_the_legend_explains_every_mark(language: Language, mono: bool) -> None:
    (legend,) = MapPicture(
        map_of([card("a")]), PictureStyle(language, mono=mono, coach=True, pins=True, legend=True), measure
    ).frame
    said = [words.text for words in legend.words]
    for choice in (*ATTITUDE, UNKNOWN_ATTITUDE, *BUYING_ROLE, *PART, *CLOSENESS):
        assert choice.text.in_language(language) in said
    for kind in ("reports_to", "influences", "conflict", "introduces"):
        assert LINK_KIND[kind].text.in_language(language) in said
    others = {
        "zh": "15% 以下,35% 以下,35% 及以上,强度 1–3,五缘（标明）,关键人,群体,人选未知,变冷或待核实,推测,位置固定",
        "en": "Below 15%,Below 35%,35% and more,Strength 1–3,Key person,Group,Holder unknown,Assumed",
    }
    for text in others[language].split(","):
        assert text in said
    # In colour and in black and white alike every mark is drawn as it is on the map.
    assert len([shape for shape in legend.shapes if not isinstance(shape, Words)]) > 40


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("width", [300.0, 720.0, 1500.0])
def test_that_the_legend_keeps_to_its_width(language: Language, width: float) -> None:
    legend = Legend(language, False, True, measure, pins=True).drawn(0, 0, width)
    areas = list(letters(legend))
    assert not meeting(areas)
    assert max(area.right for area in areas) <= width
    assert legend.bounds.bottom >= max(area.bottom for area in areas)


def test_that_the_legend_explains_the_hollow_dots_of_an_assumed_weight() -> None:
    hollow = [
        shape
        for shape in Legend("zh", False, False, measure).drawn(0, 0, 1400).shapes
        if isinstance(shape, Ellipse) and shape.fill is None and shape.width == map_marks.PIP - 1.2
    ]
    assert len(hollow) == 1


@pytest.mark.parametrize("language", ["zh", "en"])
def test_that_on_paper_a_group_of_the_legend_stands_in_one_line(language: Language) -> None:
    legend = Legend(language, False, False, measure).drawn(0, 0, 1400)
    lines: dict[float, str] = {}
    for words in legend.words:
        lines[words.baseline] = lines.get(words.baseline, "") + f" {words.text}"
    for choices in ((*ATTITUDE, UNKNOWN_ATTITUDE), BUYING_ROLE, PART, CLOSENESS):
        texts = [choice.text.in_language(language) for choice in choices]
        assert any(all(text in line for text in texts) for line in lines.values()), texts


def test_that_coach_and_pins_are_explained_only_where_they_are_shown() -> None:
    (legend,) = MapPicture(map_of([card("a")]), PictureStyle("zh", legend=True), measure).frame
    said = "".join(words.text for words in legend.words)
    assert "内线" not in said and "固定" not in said


# From afar.


@settings(max_examples=200)
@given(judged_cards(), languages, st.sampled_from(NAMES), st.sampled_from([21, 28, 36, 44]))
def test_that_from_afar_a_card_shows_the_name_in_full_or_says_that_it_goes_on(
    shown: MapCard, language: Language, name: str, size: int
) -> None:
    style = CardStyle(language, pins=True)
    drawing = draw_name_card(replace(shown, name=name), 0, 0, style, size, measure)
    areas = marks(drawing)
    assert not meeting(areas)
    assert all(within(area, Rect(8, 0, CARD_WIDTH - 9, CARD_HEIGHT)) for area in areas)
    said = "".join(words.text for words in drawing.words).replace("-", "").replace(" ", "")
    whole_name = title(replace(shown, name=name), language).replace("-", "").replace(" ", "")
    assert said == whole_name or (said.endswith(ELLIPSIS) and whole_name.startswith(said[:-1]))


@pytest.mark.parametrize("size", [21, 28, 36])
@pytest.mark.parametrize("name", ["Zhou Deming", "Wang Jianguo", "周德明", "欧阳建国"])
def test_that_from_afar_the_usual_name_is_whole(name: str, size: int) -> None:
    drawing = draw_name_card(card("a", name=name), 0, 0, CardStyle("en"), size, measure)
    assert "".join(words.text for words in drawing.words) == name.replace(" ", "")


@settings(max_examples=40, deadline=None)
@given(crowds, languages, st.sampled_from([21, 28, 36, 44]))
def test_that_from_afar_headings_lie_on_nothing(
    influence_map: InfluenceMap, language: Language, size: int
) -> None:
    shown = whole(influence_map, language)
    headings = [area for lane in shown.lanes(size) for area in letters(lane)]
    assert not meeting([*headings, *shown.layout.cards.values()])
    for lane in shown.lanes(size):
        assert all(within(area, lane.bounds) for area in letters(lane))


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("size", [21, 28])
def test_that_from_afar_every_lane_says_what_it_is_in_letters_as_large_as_its_neighbours(
    language: Language, size: int
) -> None:
    functions = ("executive", "using", "technical", "finance", "purchasing")
    cards = [
        replace(card(function), function=function, level=level)
        for function, level in zip(functions, ("decision", "management", "operation") * 2, strict=False)
    ]
    for kind in ("row", "column"):
        lanes = [each for each in whole(map_of(cards), language).lanes(size) if each.id.startswith(kind)]
        assert all(lane.words for lane in lanes), "a lane without its name"
        assert len({words.style for lane in lanes for words in lane.words}) == 1
