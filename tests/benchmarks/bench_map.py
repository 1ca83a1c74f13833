"""The influence map of 60, 200 and 1,000 people against a plain scene of the same shapes.

``python -m tests.benchmarks.bench_map``. Each figure is a ratio of medians (p95 where it says so) with the
milliseconds of both beside it. A drag step is one mouse move with the repaint that follows.
"""

from __future__ import annotations

import os
import random
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QGraphicsView

from tests.benchmarks.measure import Times, interleaved, report, timed

SIZES = (60, 200, 1000)
STEPS = 150
WINDOW = (1280, 800)


class Gestures:
    """Does nothing that a gesture asks for."""

    writable = True

    def __getattr__(self, name: str) -> Callable[..., None]:
        return lambda *arguments, **named: None


def main(path: Path | None = None, folder: Path | None = None) -> None:
    from keyaccount_desktop.exchange.map_output import Output
    from keyaccount_desktop.language import set_language
    from keyaccount_desktop.ui.influence_map.print import export_map, offscreen_application
    from tests.benchmarks.made_maps import made_map

    offscreen_application()
    set_language("zh")
    for people in SIZES:
        _measure(people)
    with TemporaryDirectory() as made:
        target = Path(made) / "map.pdf"
        seconds = timed(lambda: export_map(made_map(60), target, Output("A3", ties=True)))
    print(f"   A3 PDF of 60 people: {seconds * 1000:.0f} ms", flush=True)


def _measure(people: int) -> None:
    from keyaccount_desktop.exchange.map_arrange import auto_arrange
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
    report(f"map of {people}: build", mine.median, theirs.median, "2.0 (1.5)")
    mine, theirs = interleaved(
        lambda: _painted(_ours(influence_map)), lambda: _painted(_plain(shapes, ink)), max(runs // 3, 3)
    )
    report(f"map of {people}: build and first paint", mine.median, theirs.median, "-")
    (taken_up, mine), (theirs_taken_up, theirs) = _drags(ours, plain, influence_map)
    report(f"map of {people}: taking a card up, to its first step", taken_up, theirs_taken_up, "-")
    report(f"map of {people}: drag step, median", mine.median, theirs.median, "-")
    report(f"map of {people}: drag step, p95", mine.percentile(95), theirs.percentile(95), "1.0 (0.5)")
    slowest = [max(times.seconds) / times.median for times in (mine, theirs)]
    print(f"   slowest of {STEPS} steps ÷ median: ours {slowest[0]:.1f}, floor {slowest[1]:.1f}", flush=True)
    mine, theirs = interleaved(lambda: _painted(ours), lambda: _painted(plain), runs)
    report(f"map of {people}: fit repaint", mine.median, theirs.median, "0.5 (0.3)")
    mine, theirs = interleaved(lambda: _zoomed(ours), lambda: _zoomed(plain), runs)
    report(f"map of {people}: two steps of zoom, each repainted", mine.median, theirs.median, "-")
    loose = made_map(people, arranged=False)
    seconds = min(timed(lambda: auto_arrange(loose)) for _ in range(3))
    print(f"   arranging {people} people: {seconds * 1000:.0f} ms", flush=True)
    for view in (ours, plain):
        view.close()
        view.deleteLater()
    QApplication.processEvents()


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


def _drags(ours: Any, plain: Any, influence_map: Any) -> tuple[tuple[float, Times], tuple[float, Times]]:
    """The same walk with the same card on both: how long taking it up takes, and each step."""
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
    mine = _drag(ours, _middle(ours, ours.map_scene.place_of(chosen).centre), walk)
    place = plain.cards[chosen].sceneBoundingRect().center()
    theirs = _drag(plain, _middle(plain, (place.x(), place.y())), walk)
    return mine, theirs


def _middle(view: QGraphicsView, point: tuple[float, float]) -> QPoint:
    return view.mapFromScene(QPointF(*point))


def _drag(view: QGraphicsView, at: QPoint, walk: Sequence[QPoint]) -> tuple[float, Times]:
    viewport = view.viewport()
    times = []
    start = time.perf_counter()
    _mouse(viewport, QEvent.Type.MouseButtonPress, at)
    _mouse(viewport, QEvent.Type.MouseMove, at + QPoint(30, 30))
    QApplication.processEvents()
    taken_up = time.perf_counter() - start
    for step in walk[1:]:
        start = time.perf_counter()
        _mouse(viewport, QEvent.Type.MouseMove, at + step)
        QApplication.processEvents()
        times.append(time.perf_counter() - start)
    _mouse(viewport, QEvent.Type.MouseMove, at)
    _mouse(viewport, QEvent.Type.MouseButtonRelease, at)
    QApplication.processEvents()
    return taken_up, Times(tuple(times))


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
