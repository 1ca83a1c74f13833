"""The influence map of 60, 200 and 1,000 people against a plain scene of the same shapes.

``python -m tests.benchmarks.bench_map``. Each figure is a ratio of medians (p95 where it says so) with the
milliseconds of both beside it. A drag step is one mouse move with the repaint that follows.
"""

from __future__ import annotations

import os
import random
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QImage, QMouseEvent, QPainter
from PySide6.QtWidgets import QApplication, QGraphicsView

from tests.benchmarks.measure import Times, interleaved, report

SIZES = (60, 200, 1000)
STEPS = 600
WALKS = 5
A3_AT_300 = (4961, 3508)
WINDOW = (1280, 800)


class Gestures:
    """Does nothing that a gesture asks for."""

    writable = True

    def __getattr__(self, name: str) -> Callable[..., None]:
        return lambda *arguments, **named: None


def main(path: Path | None = None, folder: Path | None = None) -> None:
    from keyaccount_desktop.language import set_language
    from keyaccount_desktop.ui.influence_map.print import offscreen_application

    offscreen_application()
    set_language("zh")
    for people in SIZES:
        _measure(people)
    _measure_arranging()
    _measure_pdf()


def _measure_pdf() -> None:
    """Writing the file, from the map to the renamed file, against painting its ready picture into an image.

    Three floors: an image of as many pixels as the sheet has at 300 dpi, what a printer would be sent; one of
    twice the picture's natural size, as a PNG is; and one of its natural size, fewer than any paper wants.
    """
    from keyaccount_desktop.exchange.map_output import Output
    from keyaccount_desktop.exchange.map_picture import MapPicture, PictureStyle
    from keyaccount_desktop.ui.influence_map.painter import paper_ink
    from keyaccount_desktop.ui.influence_map.paper_font import print_families
    from keyaccount_desktop.ui.influence_map.print import export_map
    from tests.benchmarks.made_maps import made_map

    influence_map, ink = made_map(60), paper_ink(print_families())
    style = PictureStyle("zh", compact=True, legend=True, title=True)
    picture = MapPicture(influence_map, style, ink.measure)
    bounds = picture.bounds
    natural = (round(bounds.width), round(bounds.height))
    with TemporaryDirectory() as made:
        target = Path(made) / "map.pdf"

        def write() -> None:
            export_map(influence_map, target, Output("A3", ties=True))

        for name, size, bar in (
            ("an A3 image, 300 dpi", A3_AT_300, "3.0"),
            ("an image, 200 %", (2 * natural[0], 2 * natural[1]), "3.0"),
            ("an image, 100 %", natural, "-"),
        ):
            mine, theirs = interleaved(write, partial(_into_an_image, picture, ink, size), 9)
            report(f"A3 PDF of 60 people ÷ {name}", mine.median, theirs.median, bar)


def _into_an_image(picture: Any, ink: Any, size: tuple[int, int]) -> None:
    from keyaccount_desktop.ui.influence_map.painter import paint_drawing

    image = QImage(*size, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    bounds = picture.bounds
    scale = min(size[0] / bounds.width, size[1] / bounds.height)
    painter.scale(scale, scale)
    painter.translate(-bounds.x, -bounds.y)
    for drawing in picture.drawings():
        paint_drawing(painter, drawing, ink)
    painter.end()


def _measure(people: int) -> None:
    from keyaccount_desktop.exchange.map_picture import MapPicture, PictureStyle
    from keyaccount_desktop.ui.influence_map.painter import screen_ink
    from tests.benchmarks.made_maps import made_map

    influence_map, ink = made_map(people), screen_ink()
    shapes = MapPicture(influence_map, PictureStyle("zh", coach=True, pins=True), ink.measure)
    ours, plain = _ours(influence_map), _plain(shapes, ink)
    zoom = ours.transform().m11()
    print(f"   {people} people, {len(shapes.routes)} links, shown at {zoom:.0%}", flush=True)
    runs = 15 if people <= 200 else 7
    mine, theirs = interleaved(lambda: _build_ours(influence_map), lambda: _build_plain(shapes, ink), runs)
    report(f"map of {people}: build", mine.median, theirs.median, "2.0 (1.5)" if people == 1000 else "-")
    mine, theirs = interleaved(
        lambda: _painted(_ours(influence_map)), lambda: _painted(_plain(shapes, ink)), max(runs // 3, 3)
    )
    report(f"map of {people}: build and first paint", mine.median, theirs.median, "-")
    (taken_up, again, work), (theirs_taken_up, theirs) = _drags(ours, plain, influence_map)
    mine = Times(tuple(seconds for walk in again for seconds in walk))
    report(f"map of {people}: taking a card up, to its first step", taken_up, theirs_taken_up, "-")
    report(f"map of {people}: drag step, median", mine.median, theirs.median, "-")
    report(f"map of {people}: drag step, p95", mine.percentile(95), theirs.percentile(95), "0.5")
    steady = Times(tuple(statistics.median(walks) for walks in zip(*again, strict=True)))
    slowest = [max(times.seconds) / times.median for times in (steady, work, theirs)]
    name = f"map of {people}: slowest of {STEPS} steps ÷ median"
    print(
        f"{name:<58} {slowest[0]:7.3f} x   bar 4          "
        f"in processor time {slowest[1]:.1f} x   floor {slowest[2]:.1f} x",
        flush=True,
    )
    mine, theirs = interleaved(lambda: _painted(ours), lambda: _painted(plain), runs)
    report(
        f"map of {people}: fit repaint", mine.median, theirs.median, "0.5 (0.3)" if people == 1000 else "-"
    )
    mine, theirs = interleaved(lambda: _zoomed(ours), lambda: _zoomed(plain), runs)
    report(f"map of {people}: two steps of zoom, each repainted", mine.median, theirs.median, "-")
    for view in (ours, plain):
        view.close()
        view.deleteLater()
    QApplication.processEvents()


def _measure_arranging() -> None:
    """How much longer 300 people take than 60, in lanes and without; both make fewer crossings."""
    from keyaccount_desktop.exchange.map_arrange import auto_arrange, placed_at
    from keyaccount_desktop.exchange.map_crossings import crossings
    from keyaccount_desktop.exchange.map_layout import lay_out
    from tests.benchmarks.made_maps import made_map

    for layout in ("lanes", "free"):
        few, many = (replace(made_map(people, arranged=False), layout=layout) for people in (60, 300))
        for loose in (few, many):
            places = {each.person_id: (each.x, each.y) for each in auto_arrange(loose)}
            before, after = (
                crossings(lay_out(each).cards, each.links) for each in (loose, placed_at(loose, places))
            )
            print(
                f"   {layout}, {len(loose.cards)} people: crossings by weight {before:.0f} → {after:.0f}",
                flush=True,
            )
        many_times, few_times = interleaved(partial(auto_arrange, many), partial(auto_arrange, few), 9)
        report(f"arranging 300 people ÷ 60, {layout}", many_times.median, few_times.median, "12.0")


def _ours(influence_map: Any) -> Any:
    from keyaccount_desktop.ui.influence_map.view import MapView

    view = MapView(Gestures())  # type: ignore[arg-type]
    view.resize(*WINDOW)
    view.show()
    view.show_map(influence_map)
    view.fit()
    QApplication.processEvents()
    return view


def _plain(picture: Any, ink: Any) -> Any:
    from tests.benchmarks.floor_map import PlainScene, PlainView

    view = PlainView(PlainScene(picture, ink))
    view.resize(*WINDOW)
    view.show()
    view.fit()
    QApplication.processEvents()
    return view


def _build_ours(influence_map: Any) -> None:
    from keyaccount_desktop.ui.influence_map.scene import MapScene

    MapScene().show(influence_map)


def _build_plain(shapes: Any, ink: Any) -> None:
    """The plain scene is given all shapes ready made; ours finds them, and the ways of the links, itself."""
    from tests.benchmarks.floor_map import PlainScene

    PlainScene(shapes, ink)


def _painted(view: QGraphicsView) -> None:
    view.viewport().repaint()


def _zoomed(view: QGraphicsView) -> None:
    view.scale(1.05, 1.05)
    view.viewport().repaint()
    view.scale(1 / 1.05, 1 / 1.05)
    view.viewport().repaint()


def _drags(
    ours: Any, plain: Any, influence_map: Any
) -> tuple[tuple[float, list[tuple[float, ...]], Times], tuple[float, Times]]:
    """The same walk with the same card on both: how long taking it up takes, and each step.

    Ours is walked ``WALKS`` times: a step that is slow by itself is slow each time, one during which the
    machine did something else is not. The processor time of the last walk tells the same.
    """
    chance = random.Random(4)
    degree: dict[str, int] = {}
    for link in influence_map.links:
        for end in (link.source_id, link.target_id):
            degree[end] = degree.get(end, 0) + 1
    chosen = sorted(degree, key=lambda id_: -degree[id_])[5]
    walk = [QPoint(0, 0)]
    for _ in range(STEPS):
        last = walk[-1]
        walk.append(
            QPoint(
                max(-250, min(250, last.x() + chance.randint(-14, 16))),
                max(-150, min(150, last.y() + chance.randint(-14, 16))),
            )
        )
    place = plain.cards[chosen].sceneBoundingRect().center()
    taken_up, again = [], []
    for number in range(WALKS):
        seconds, steps, work = _drag(ours, _middle(ours, ours.map_scene.place_of(chosen).centre), walk)
        taken_up.append(seconds)
        again.append(steps.seconds)
        if number == 0:
            floor_taken_up, floor, _ = _drag(plain, _middle(plain, (place.x(), place.y())), walk)
    return (taken_up[0], again, work), (floor_taken_up, floor)


def _middle(view: QGraphicsView, point: tuple[float, float]) -> QPoint:
    return view.mapFromScene(QPointF(*point))


def _drag(view: QGraphicsView, at: QPoint, walk: Sequence[QPoint]) -> tuple[float, Times, Times]:
    viewport = view.viewport()
    times, work = [], []
    start = time.perf_counter()
    _mouse(viewport, QEvent.Type.MouseButtonPress, at)
    _mouse(viewport, QEvent.Type.MouseMove, at + QPoint(30, 30))
    QApplication.processEvents()
    taken_up = time.perf_counter() - start
    for step in walk[1:]:
        start, busy = time.perf_counter(), time.thread_time()
        _mouse(viewport, QEvent.Type.MouseMove, at + step)
        QApplication.processEvents()
        times.append(time.perf_counter() - start)
        work.append(time.thread_time() - busy)
    _mouse(viewport, QEvent.Type.MouseMove, at)
    _mouse(viewport, QEvent.Type.MouseButtonRelease, at)
    QApplication.processEvents()
    return taken_up, Times(tuple(times)), Times(tuple(work))


def _mouse(viewport: Any, kind: QEvent.Type, at: QPoint) -> None:
    moving = kind == QEvent.Type.MouseMove
    button = Qt.MouseButton.NoButton if moving else Qt.MouseButton.LeftButton
    held = Qt.MouseButton.NoButton if kind == QEvent.Type.MouseButtonRelease else Qt.MouseButton.LeftButton
    event = QMouseEvent(
        kind, QPointF(at), QPointF(viewport.mapToGlobal(at)), button, held, Qt.KeyboardModifier.NoModifier
    )
    QApplication.sendEvent(viewport, event)


if __name__ == "__main__":
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    main()
