"""Cards, links and maps for tests, made in one line each, and strategies that make any."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from hypothesis import strategies as st

from keyaccount_desktop.exchange.map_layout import FUNCTIONS, LEVELS
from keyaccount_desktop.exchange.map_shapes import TextStyle
from keyaccount_desktop.method.vocabulary import (
    ATTITUDE,
    BUYING_ROLE,
    CLOSENESS,
    COACH_RUNG,
    LINK_KIND,
    PART,
)
from keyaccount_desktop.workbook.maps import InfluenceMap, Judgement, MapCard, MapLink


def judged(value: object, *, assumed: bool = False, stale: bool = False) -> Judgement | None:
    return None if value is None else Judgement(value, assumed, stale)  # type: ignore[arg-type]


def card(
    person_id: str,
    name: str = "严文博",
    *,
    kind: str = "person",
    position: str = "超声科主任",
    function: str | None = "using",
    level: str | None = "management",
    attitude: str | None = None,
    closeness: str | None = None,
    roles: Sequence[str] = (),
    part: str | None = None,
    weight: float | None = None,
    coach: str | None = None,
    key: bool = False,
    cold: bool = False,
    assumed: bool = False,
    stale: bool = False,
    placed: bool = True,
    x: float = 0.0,
    y: float = 0.0,
    free: tuple[float, float] | None = None,
    pinned: bool = False,
) -> MapCard:
    return MapCard(
        stakeholder_id=f"s-{person_id}",
        person_id=person_id,
        kind=kind,
        name=name,
        position=position,
        function=function,
        level=level,
        attitude=judged(attitude, assumed=assumed, stale=stale),
        closeness=judged(closeness, assumed=assumed),
        roles=judged(tuple(roles) or None, assumed=assumed),
        part=judged(part, assumed=assumed),
        weight=judged(weight, assumed=assumed),
        coach=judged(coach, assumed=assumed),
        key=key,
        cold=cold,
        placed=placed,
        x=x,
        y=y,
        free_x=free[0] if free else None,
        free_y=free[1] if free else None,
        pinned=pinned,
    )


def link(
    source_id: str, target_id: str, kind: str = "influences", strength: int = 2, *, assumed: bool = False
) -> MapLink:
    return MapLink(f"{source_id}-{kind}-{target_id}", source_id, target_id, kind, strength, assumed, "")


def map_of(cards: Iterable[MapCard], links: Iterable[MapLink] = (), *, layout: str = "lanes") -> InfluenceMap:
    return InfluenceMap(
        "purchase", "彩色超声系统采购", "account", "江滨市第一人民医院", layout,
        tuple(cards), tuple(links), "华东区工作簿", "2026-11-03",
    )  # fmt: skip


def measure(text: str, style: TextStyle) -> float:
    """Wide characters as wide as they are high, others a little over half; bold is wider."""
    width = sum(style.size if character >= "\u2e80" else style.size * 0.58 for character in text)
    return width * (1.06 if style.bold else 1.0) + (1.5 if style.italic else 0.0)


# Anything.

coordinates = st.one_of(
    st.floats(allow_nan=True, allow_infinity=True),
    st.floats(-100, 900),
    st.integers(0, 100).map(lambda steps: steps * 8.0),
)
names = st.one_of(
    st.text(max_size=120),
    st.text("王建国李雪梅陈志远欧阳", max_size=40),
    st.text("abc defgh WM", max_size=60),
)


def _one_of(codes: Iterable[str]) -> st.SearchStrategy[str | None]:
    return st.one_of(st.none(), st.sampled_from(sorted(codes)))


def cards(person_id: str, *, placed: bool = True) -> st.SearchStrategy[MapCard]:
    return st.builds(
        card,
        st.just(person_id),
        names,
        kind=st.sampled_from(["person", "group", "post"]),
        position=names,
        function=_one_of(FUNCTIONS),
        level=_one_of(LEVELS),
        attitude=_one_of(ATTITUDE.codes),
        closeness=_one_of(CLOSENESS.codes),
        roles=st.lists(st.sampled_from(BUYING_ROLE.codes), unique=True),
        part=_one_of(PART.codes),
        weight=st.one_of(st.none(), st.integers(0, 100)),
        coach=_one_of(COACH_RUNG.codes),
        key=st.booleans(),
        cold=st.booleans(),
        assumed=st.booleans(),
        stale=st.booleans(),
        placed=st.just(placed),
        x=coordinates,
        y=coordinates,
        free=st.one_of(st.none(), st.tuples(coordinates, coordinates)),
        pinned=st.booleans(),
    )


@st.composite
def maps(draw: st.DrawFn, most: int = 14) -> InfluenceMap:
    """Maps with anything on them, links that lead nowhere and to oneself included."""
    count = draw(st.integers(0, most))
    ids = [f"p{number}" for number in range(count)]
    people = [draw(cards(id_, placed=draw(st.booleans()) or number < 3)) for number, id_ in enumerate(ids)]
    ends = st.sampled_from([*ids, "nobody"])
    made = draw(
        st.lists(
            st.builds(
                link, ends, ends, st.sampled_from(LINK_KIND.codes), st.integers(1, 3), assumed=st.booleans()
            ),
            max_size=2 * most,
            unique_by=lambda made: made.id,
        )
    )
    return map_of(people, made, layout=draw(st.sampled_from(["lanes", "lanes", "free"])))
