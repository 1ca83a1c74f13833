"""The map as a PowerPoint slide of native shapes, made from the one description of the picture.

Each card is a group: a rectangle that bears name and post, and the marks on it. Links are connectors that hold
on to the cards' rectangles, so that they follow when a card is moved. Lanes and legend lie behind, locked.
``slide_show`` gives the bytes of the file; called by ``ui.influence_map.print``, which measures.
"""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final
from xml.sax.saxutils import escape, quoteattr

from keyaccount_desktop.exchange import map_links
from keyaccount_desktop.exchange.map_cards import describe
from keyaccount_desktop.exchange.map_paper import paper_colour
from keyaccount_desktop.exchange.map_picture import MapPicture, PictureStyle, filling
from keyaccount_desktop.exchange.map_shapes import (
    NAME,
    SMALL,
    Box,
    Drawing,
    Ellipse,
    Measure,
    Path,
    Polygon,
    Rect,
    Shape,
    TextStyle,
    Words,
    one_line,
)
from keyaccount_desktop.exchange.slide_connectors import SIDES, Connector, connectors
from keyaccount_desktop.language import Language
from keyaccount_desktop.method.vocabulary import LINK_KIND

if TYPE_CHECKING:
    from keyaccount_desktop.workbook.maps import InfluenceMap

_POINT: Final = 12_700
"""A point in the unit of length of presentations."""
_WIDE: Final = 12_192_000
_HIGH: Final = 6_858_000
"""A slide of 16:9."""
_WIDEST: Final = 51_206_400
"""What programs open at most: 56 inches."""
_EDGE: Final = 0.02
"""Of the slide's width left free on each side."""
_SMALLEST_POINTS: Final = 7.0
_LARGEST: Final = 1.15
"""Points per map unit that a small map is enlarged to at most."""
_SLACK: Final = 1.02
"""Letters are a little wider in another font: what was measured leaves so much room."""
FONTS: Final[dict[Language, tuple[str, str]]] = {
    "en": ("Arial", "Microsoft YaHei"),
    "zh": ("Microsoft YaHei", "Microsoft YaHei"),
}
"""For Latin and for Chinese letters; other systems put their own in place. Text is to be measured in them."""
_LANGUAGES: Final[dict[Language, str]] = {"en": "en-US", "zh": "zh-CN"}
_LINE_BASE: Final = 0.8
"""Share of a line's height above its baseline, where the height is given."""
_LONGEST: Final = 255
"""Characters that the file may say about itself in one property."""
_MIDDLE: Final = 0.37
"""Of a font's size: how far above its baseline the middle of a line of text lies."""
_LOCK: Final = (
    '<a:spLocks noGrp="1" noSelect="1" noRot="1" noMove="1" noResize="1" noEditPoints="1" '
    'noAdjustHandles="1" noChangeArrowheads="1" noChangeShapeType="1"/>'
)
_SPACES: Final = (
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)


def slide_show(
    influence_map: InfluenceMap, style: PictureStyle, measure: Measure, *, day: dt.datetime | None = None
) -> bytes:
    """A presentation of one slide with the map. ``style`` says what is shown, as for any print.

    ``day``: when it was made, in UTC.
    """

    def roomy(text: str, text_style: TextStyle) -> float:
        return measure(text, text_style) * _SLACK

    room = (_WIDE * (1 - 2 * _EDGE) / _POINT, (_HIGH - 2 * _EDGE * _WIDE) / _POINT)
    # A slide grows with its map, so that any scale will do.
    picture = filling(MapPicture(influence_map, style, roomy), room, _LARGEST, 0.0)
    return _Slide(picture, measure).presentation(day or dt.datetime.now(dt.UTC))


class _Slide:
    """Writes the shapes of one picture."""

    def __init__(self, picture: MapPicture, measure: Measure) -> None:
        self._picture = picture
        self._style = picture.style
        self._measure = measure
        bounds = picture.bounds
        share = 1 - 2 * _EDGE
        points = min(
            _WIDE * share / bounds.width / _POINT, (_HIGH - 2 * _EDGE * _WIDE) / bounds.height / _POINT
        )
        smallest = points * SMALL.size
        grown = min(max(_SMALLEST_POINTS / smallest, 1.0), _WIDEST / _WIDE)
        self.width, self.height = round(_WIDE * grown), round(_HIGH * grown)
        self._scale = min(points * grown, _LARGEST)
        """Points per map unit."""
        self._x = self.width / 2 - bounds.centre[0] * self._unit
        self._y = self.height / 2 - bounds.centre[1] * self._unit
        self._last_id = 1
        self._card_ids: dict[str, int] = {}

    @property
    def _unit(self) -> float:
        """Of the slide, per map unit."""
        return self._scale * _POINT

    def presentation(self, day: dt.datetime) -> bytes:
        from pptx import Presentation
        from pptx.oxml import parse_xml

        show = Presentation()
        _stretch(show, self.width, self.height)
        shown = self._picture.map
        about = show.core_properties
        about.title = one_line(f"{shown.purchase} · {shown.account}")[:_LONGEST]
        about.author = about.last_modified_by = one_line(self._style.author or shown.workbook)[:_LONGEST]
        about.subject = about.keywords = about.comments = ""
        about.created = about.modified = day
        about.revision = 1
        slide = show.slides.add_slide(show.slide_layouts[5])
        tree = slide.shapes._spTree
        title = slide.shapes.title
        assert title is not None
        tree.remove(title._element)
        for xml in self._shapes():
            tree.append(parse_xml(xml))
        _drop_remains(show)
        made = io.BytesIO()
        show.save(made)
        return made.getvalue()

    def _shapes(self) -> Iterator[str]:
        """Everything in the order it lies on the slide, as XML."""
        picture = self._picture
        for drawing in picture.lanes():
            yield from self._locked(drawing)
        frame = picture.frame
        yield from self._title([drawing for drawing in frame if drawing.kind == "title"])
        for drawing in frame:
            if drawing.kind == "legend":
                yield from self._locked(drawing)
        for person in picture.cards:
            self._card_ids[person] = self._next_id()
        ways = connectors(picture.routes, picture.layout.cards)
        # Under the cards: an end never hides what a card says.
        for way in ways:
            yield self._connector(way)
        for person in picture.cards:
            yield self._card(person)
        yield from self._labels(ways)

    def _next_id(self) -> int:
        self._last_id += 1
        return self._last_id

    # ---- what lies behind

    def _locked(self, drawing: Drawing) -> Iterator[str]:
        for shape in self._merged(drawing.shapes):
            yield self._shape(shape, drawing, drawing.kind.capitalize(), locked=True)

    def _title(self, drawings: Iterable[Drawing]) -> Iterator[str]:
        """The title block; what the map is called is the slide's own title."""
        for drawing in drawings:
            for index, words in enumerate(drawing.words):
                yield self._words(words, drawing, "Title" if index == 0 else "About", heading=index == 0)

    # ---- cards

    def _card(self, person: str) -> str:
        picture, style = self._picture, self._style
        drawing, place = picture.card(person), picture.place(person)
        card = picture.cards[person]
        said = "\n".join(one_line(line) for line in describe(card, style.language, coach=style.coach))
        name = one_line(card.name) or "Card"
        shapes = list(drawing.shapes)
        outline = next(
            shape for shape in reversed(shapes) if isinstance(shape, Box) and _frames(shape, place)
        )
        surface = next(
            shape for shape in shapes if isinstance(shape, Box) and shape.fill and _frames(shape, place)
        )
        lines = _text_lines(shapes)
        rest = [shape for shape in shapes if shape not in (outline, surface) and shape not in lines]
        # The band lies on the rectangle, which is painted first here: in from the border, so that it shows.
        inner = "".join(
            self._shape(shape, drawing, "Mark") for shape in self._merged(_within(rest, outline, place))
        )
        body = self._outline(self._card_ids[person], name, outline, surface, drawing, lines, said)
        frame = self._frame(Rect(drawing.x, drawing.y, place.width, place.height), children=True)
        group = self._next_id()
        return (
            f"<p:grpSp {_SPACES}><p:nvGrpSpPr>"
            f'<p:cNvPr id="{group}" name={quoteattr(name)} descr={quoteattr(said)}/>'
            f"<p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr>{frame}</p:grpSpPr>{body}{inner}</p:grpSp>"
        )

    def _outline(
        self,
        id_: int,
        name: str,
        outline: Box,
        surface: Box,
        drawing: Drawing,
        lines: Sequence[Words],
        said: str,
    ) -> str:
        """The rectangle that links hold on to, with name and post as its own text."""
        place = Rect(drawing.x + outline.x, drawing.y + outline.y, outline.width, outline.height)
        if lines:
            gaps = [
                lines[0].baseline,
                *(b.baseline - a.baseline for a, b in pairwise(lines)),
            ]
            first = lines[0].style.size * 1.25
            heights = [first, *gaps[1:]]
            top = lines[0].baseline - outline.y - first * _LINE_BASE
            text = self._body(
                lines, heights, wrap=True, left=lines[0].x - outline.x, top=max(top, 0.0), anchor="t"
            )
        else:
            text = self._body((), (), wrap=True)
        return (
            f'<p:sp {_SPACES}><p:nvSpPr><p:cNvPr id="{id_}" name={quoteattr(name)}/><p:cNvSpPr/><p:nvPr/>'
            f"</p:nvSpPr><p:spPr>{self._frame(place)}{_geometry(outline)}{self._fill(surface.fill)}"
            f"{self._line(outline.stroke, outline.stroke_width, outline.dash)}</p:spPr>{text}</p:sp>"
        )

    # ---- links

    def _connector(self, way: Connector) -> str:
        link = way.route.link
        look = map_links.look(link.kind)
        width = look.width(link.strength)
        double = link.kind == "conflict" and self._style.mono
        line = self._line(
            look.colour, width * 1.6 if double else width, look.dash, arrow=look.arrow, double=double
        )
        turns = "".join(
            f'<a:gd name="adj{index}" fmla="val {round(turn * 100_000)}"/>'
            for index, turn in enumerate(way.turns, 1)
        )
        mirrored = "".join(
            f' {name}="1"' for name, on in zip(("flipH", "flipV"), way.mirrored, strict=True) if on
        )
        turned = ' rot="5400000"' if way.turned else ""
        kind = LINK_KIND.get(link.kind)
        name = link.kind if kind is None else kind.text.in_language(self._style.language)
        ends = " → ".join(self._picture.cards[end].name for end in (link.source_id, link.target_id))
        source, target = self._card_ids[link.source_id], self._card_ids[link.target_id]
        return (
            f'<p:cxnSp {_SPACES}><p:nvCxnSpPr><p:cNvPr id="{self._next_id()}" name={quoteattr(one_line(name))} '
            f"descr={quoteattr(one_line(ends))}/>"
            f'<p:cNvCxnSpPr><a:stCxn id="{source}" idx="{SIDES.index(way.start)}"/>'
            f'<a:endCxn id="{target}" idx="{SIDES.index(way.end)}"/></p:cNvCxnSpPr><p:nvPr/></p:nvCxnSpPr>'
            f"<p:spPr>{self._frame(way.box, turned + mirrored)}"
            f'<a:prstGeom prst="{way.shape}"><a:avLst>{turns}</a:avLst></a:prstGeom>{line}</p:spPr></p:cxnSp>'
        )

    def _labels(self, ways: Sequence[Connector]) -> Iterator[str]:
        """Labels and marks of links, each moved onto the way that its connector takes."""
        taken = [place.grown(2) for place in self._picture.layout.cards.values()]
        for way in ways:
            drawing = self._picture.label(way.route)
            area = way.route.label
            if drawing is None or area is None:
                continue
            x, y = _spot(way, area, taken)
            moved = Rect(x - area.width / 2, y - area.height / 2, area.width, area.height)
            taken.append(moved.grown(2))
            at = Drawing(drawing.kind, drawing.id, moved.x - area.x, moved.y - area.y, moved, drawing.shapes)
            parts = [self._shape(shape, at, "Label") for shape in self._merged(drawing.shapes)]
            if len(parts) == 1:
                yield parts[0]
                continue
            frame = self._frame(moved, children=True)
            yield (
                f'<p:grpSp {_SPACES}><p:nvGrpSpPr><p:cNvPr id="{self._next_id()}" name="Label"/><p:cNvGrpSpPr/>'
                f"<p:nvPr/></p:nvGrpSpPr><p:grpSpPr>{frame}</p:grpSpPr>{''.join(parts)}</p:grpSp>"
            )

    # ---- one shape

    def _merged(self, shapes: Sequence[Shape]) -> list[Shape | tuple[Box, Words]]:
        """The shapes, where a box and the text in its middle are one."""
        made: list[Shape | tuple[Box, Words]] = []
        waiting = list(shapes)
        while waiting:
            shape = waiting.pop(0)
            if (
                isinstance(shape, Box)
                and waiting
                and isinstance(waiting[0], Words)
                and _bears(shape, waiting[0])
            ):
                made.append((shape, waiting.pop(0)))  # type: ignore[arg-type]
            else:
                made.append(shape)
        return made

    def _shape(
        self, shape: Shape | tuple[Box, Words], drawing: Drawing, name: str, *, locked: bool = False
    ) -> str:
        if isinstance(shape, Words):
            return self._words(shape, drawing, name, locked=locked)
        text = ""
        if isinstance(shape, tuple):
            shape, words = shape
            text = self._body((words,), (), align="ctr")
        if isinstance(shape, Box):
            place = Rect(shape.x, shape.y, shape.width, shape.height)
            form = _geometry(shape)
        elif isinstance(shape, Ellipse):
            place = Rect(shape.x, shape.y, shape.width, shape.height)
            form = '<a:prstGeom prst="ellipse"><a:avLst/></a:prstGeom>'
        else:
            shape = _straightened(shape) if drawing.kind == "legend" else shape
            place, form = self._freeform(shape)
        double = isinstance(shape, Path) and shape.stroke_width < 0
        line = self._line(
            shape.stroke,
            abs(shape.stroke_width) * (1.6 if double else 1),
            getattr(shape, "dash", ()),
            double=double,
        )
        moved = place.moved(drawing.x, drawing.y)
        return (
            f'<p:sp {_SPACES}><p:nvSpPr><p:cNvPr id="{self._next_id()}" name={quoteattr(name)}/>'
            f"<p:cNvSpPr>{_LOCK if locked else ''}</p:cNvSpPr><p:nvPr/></p:nvSpPr>"
            f"<p:spPr>{self._frame(moved)}{form}{self._fill(shape.fill)}{line}</p:spPr>{text}</p:sp>"
        )

    def _words(
        self, words: Words, drawing: Drawing, name: str, *, locked: bool = False, heading: bool = False
    ) -> str:
        """A line of text in a box of its own, as wide as it was measured."""
        size = words.style.size
        x, y = drawing.x + words.x, drawing.y + words.baseline
        if words.turned:
            place = Rect(x - size * (_MIDDLE + 0.7), y - words.width, size * 1.4, words.width)
        else:
            place = Rect(x, y - size * (_MIDDLE + 0.7), words.width, size * 1.4)
        kind = '<p:nvPr><p:ph type="title"/></p:nvPr>' if heading else "<p:nvPr/>"
        lock = _LOCK if locked else '<a:spLocks noGrp="1"/>' if heading else ""
        box = "" if heading else ' txBox="1"'
        # Where the right end or the middle of a text has its place, that holds in a narrower font too.
        ends_right = abs(words.x + words.width - drawing.bounds.right) < 1
        align = "ctr" if drawing.kind == "lane" else "r" if ends_right else "l"
        text = self._body((words,), (), turned=words.turned, align=align)
        return (
            f'<p:sp {_SPACES}><p:nvSpPr><p:cNvPr id="{self._next_id()}" name={quoteattr(name)}/>'
            f"<p:cNvSpPr{box}>{lock}</p:cNvSpPr>{kind}</p:nvSpPr><p:spPr>{self._frame(place)}"
            f'<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/></p:spPr>{text}</p:sp>'
        )

    # ---- parts of a shape

    def _frame(self, place: Rect, turned: str = "", *, children: bool = False) -> str:
        x, y = round(self._x + place.x * self._unit), round(self._y + place.y * self._unit)
        width, height = round(place.width * self._unit), round(place.height * self._unit)
        inner = f'<a:chOff x="{x}" y="{y}"/><a:chExt cx="{width}" cy="{height}"/>' if children else ""
        return f'<a:xfrm{turned}><a:off x="{x}" y="{y}"/><a:ext cx="{width}" cy="{height}"/>{inner}</a:xfrm>'

    def _freeform(self, shape: Path | Polygon) -> tuple[Rect, str]:
        """Where a drawn line or area lies, and the line itself."""
        if isinstance(shape, Polygon):
            (x, y), *more = shape.points
            steps = [("moveTo", ((x, y),)), *(("lnTo", (point,)) for point in more), ("close", ())]
        else:
            steps = [_step(segment) for segment in shape.segments]
            if shape.fill:
                steps.append(("close", ()))
        ends = [point for _, points in steps for point in points]
        left, top = min(x for x, _ in ends), min(y for _, y in ends)
        place = Rect(left, top, max(x for x, _ in ends) - left, max(y for _, y in ends) - top)

        def at(point: tuple[float, float]) -> str:
            x, y = round((point[0] - left) * self._unit), round((point[1] - top) * self._unit)
            return f'<a:pt x="{x}" y="{y}"/>'

        drawn = "".join(f"<a:{name}>{''.join(map(at, points))}</a:{name}>" for name, points in steps)
        width, height = round(place.width * self._unit), round(place.height * self._unit)
        fill = "" if shape.fill else ' fill="none"'
        return place, (
            '<a:custGeom><a:avLst/><a:gdLst/><a:ahLst/><a:cxnLst/><a:rect l="0" t="0" r="r" b="b"/>'
            f'<a:pathLst><a:path w="{width}" h="{height}"{fill}>{drawn}</a:path></a:pathLst></a:custGeom>'
        )

    def _fill(self, token: str | None) -> str:
        return "<a:noFill/>" if token is None else f"<a:solidFill>{self._colour(token)}</a:solidFill>"

    def _colour(self, token: str) -> str:
        return f'<a:srgbClr val="{paper_colour(token, mono=self._style.mono)[1:]}"/>'

    def _line(
        self,
        token: str | None,
        width: float,
        dash: tuple[float, ...],
        *,
        arrow: bool = False,
        double: bool = False,
    ) -> str:
        if token is None:
            return "<a:ln><a:noFill/></a:ln>"
        kind = "sysDot" if dash and dash[0] < 1 else "sysDash" if dash else "solid"
        head = '<a:tailEnd type="triangle" w="med" len="med"/>' if arrow else ""
        compound = ' cmpd="dbl"' if double else ""
        return (
            f'<a:ln w="{max(round(width * self._unit), 3175)}"{compound}><a:solidFill>{self._colour(token)}'
            f'</a:solidFill><a:prstDash val="{kind}"/><a:round/>{head}</a:ln>'
        )

    def _body(
        self,
        lines: Sequence[Words],
        heights: Sequence[float],
        *,
        wrap: bool = False,
        align: str = "l",
        turned: bool = False,
        left: float = 0.0,
        top: float = 0.0,
        anchor: str = "ctr",
    ) -> str:
        """Text as it stands: no box grows or shrinks with it; ``heights`` are those of its lines, if given."""
        upright = ' vert="vert270"' if turned else ""
        paragraphs = "".join(
            self._paragraph(words, heights[index] if heights else None, align)
            for index, words in enumerate(lines)
        )
        return (
            f'<p:txBody><a:bodyPr{upright} wrap="{"square" if wrap else "none"}" lIns="{round(left * self._unit)}" '
            f'tIns="{round(top * self._unit)}" rIns="0" bIns="0" anchor="{anchor}" anchorCtr="0">'
            f"<a:noAutofit/></a:bodyPr><a:lstStyle/>{paragraphs or '<a:p/>'}</p:txBody>"
        )

    def _paragraph(self, words: Words, height: float | None, align: str) -> str:
        language = self._style.language
        latin, chinese = FONTS[language]
        size = max(int(words.style.size * self._scale * 100), 100)
        bold, italic = int(words.style.bold), int(words.style.italic)
        spacing = (
            '<a:lnSpc><a:spcPct val="100000"/></a:lnSpc>'
            if height is None
            else f'<a:lnSpc><a:spcPts val="{round(height * self._scale * 100)}"/></a:lnSpc>'
        )
        text = escape(one_line(words.text))
        return (
            f'<a:p><a:pPr algn="{align}">{spacing}<a:spcBef><a:spcPts val="0"/></a:spcBef><a:buNone/></a:pPr>'
            f'<a:r><a:rPr lang="{_LANGUAGES[language]}" sz="{size}" b="{bold}" i="{italic}" dirty="0">'
            f'<a:solidFill>{self._colour(words.colour)}</a:solidFill><a:latin typeface="{latin}"/>'
            f'<a:ea typeface="{chinese}"/></a:rPr><a:t>{text}</a:t></a:r></a:p>'
        )


# Reading a drawing.


def _frames(box: Box, place: Rect) -> bool:
    """Whether a box is as large as the card it belongs to."""
    return place.width - 8 < box.width <= place.width and place.height - 8 < box.height <= place.height


def _text_lines(shapes: Iterable[Shape]) -> list[Words]:
    """The lines of name and post: what stands below each other from the name's beginning on."""
    words = [shape for shape in shapes if isinstance(shape, Words)]
    first = next((each for each in words if each.style == NAME), None)
    if first is None:
        return []
    return [each for each in words if each.x == first.x and each.style in (NAME, SMALL) and not each.turned]


def _within(shapes: Sequence[Shape], outline: Box, place: Rect) -> list[Shape]:
    """Marks as they are; the band of the attitude as a strip inside the outline."""
    edge = outline.stroke_width
    made: list[Shape] = []
    for shape in shapes:
        if isinstance(shape, Path) and _is_band(shape, place):
            right = max(point[0] for _, points in map(_step, shape.segments) for point in points)
            made.append(
                Box(
                    outline.x + edge / 2, outline.y + outline.radius, right - outline.x - edge / 2,
                    outline.height - 2 * outline.radius, fill=shape.fill, stroke=shape.stroke,
                )
            )  # fmt: skip
        else:
            made.append(shape)
    return made


def _is_band(path: Path, place: Rect) -> bool:
    ys = [y for _, points in map(_step, path.segments) for _, y in points]
    return max(ys) - min(ys) > place.height - 8


def _bears(box: Box, words: Words) -> bool:
    """Whether a text stands in the middle of a box and has it to itself."""
    middle = words.x + words.width / 2
    return (
        not words.turned
        and abs(middle - box.x - box.width / 2) < 2
        and box.y < words.baseline - words.style.size * _MIDDLE < box.y + box.height
        and words.width <= box.width
    )


def _step(segment: Sequence[Any]) -> tuple[str, tuple[tuple[float, float], ...]]:
    name = {"M": "moveTo", "L": "lnTo", "C": "cubicBezTo"}[segment[0]]
    numbers = segment[1:]
    return name, tuple(zip(numbers[::2], numbers[1::2], strict=True))


def _straightened(shape: Path | Polygon) -> Path | Polygon:
    """No connector is a zig-zag: a conflict in black and white is a double line, in the legend too."""
    if isinstance(shape, Polygon) or len(shape.segments) < 6 or shape.fill:
        return shape
    if any(segment[0] != "L" for segment in shape.segments[1:]):
        return shape
    ends = (shape.segments[0], shape.segments[-1])
    return Path(ends, stroke=shape.stroke, stroke_width=-shape.stroke_width)


def _geometry(box: Box) -> str:
    if not box.radius:
        return '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
    share = min(round(box.radius / min(box.width, box.height) * 100_000), 50_000)
    return (
        f'<a:prstGeom prst="roundRect"><a:avLst><a:gd name="adj" fmla="val {share}"/></a:avLst></a:prstGeom>'
    )


def _spot(way: Connector, area: Rect, taken: Sequence[Rect]) -> tuple[float, float]:
    """Where on its connector a label stands: near its place on the map, on no card and no other label."""
    x, y = area.centre
    points = sorted(way.points[1:-1] or way.points, key=lambda each: (each[0] - x) ** 2 + (each[1] - y) ** 2)
    for px, py in points:
        place = Rect(px - area.width / 2, py - area.height / 2, area.width, area.height)
        if not any(place.meets(other) for other in taken):
            return px, py
    return points[0]


# The presentation around it.


def _stretch(show: Any, width: int, height: int) -> None:
    """Give the slides their size, and what the template lays out its share of it."""
    across, down = width / show.slide_width, height / show.slide_height
    show.slide_width, show.slide_height = width, height
    master = show.slide_master
    for owner in (master, *master.slide_layouts):
        for shape in owner.shapes:
            if shape._element.xpath(".//a:xfrm"):
                shape.left, shape.top = round(shape.left * across), round(shape.top * down)
                shape.width, shape.height = round(shape.width * across), round(shape.height * down)


def _drop_remains(show: Any) -> None:
    """The template's own picture of itself, and the printer of whoever made it, are nothing of this file's."""
    for relations in (show.part.package._rels, show.part._rels):
        for key, relation in list(relations.items()):
            if relation.reltype.endswith(("/metadata/thumbnail", "/printerSettings")):
                relations.pop(key)
