"""What a supposition costs on a map of 60 people: the simulation and all that the panel says, against a fit repaint.

``python -m tests.benchmarks.bench_what_if``; also part of ``bench_map``. Ours is everything but the picture: making the
supposed map, building the equations from it, solving them, and writing every number,
bar, word and row of the panel; with its layout and repaint in a row of its own. The floor is one repaint of our own
view of the same map, fitted into the window.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from itertools import cycle
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from PySide6.QtWidgets import QApplication

from tests.benchmarks.made_maps import made_map
from tests.benchmarks.measure import interleaved, report, timed

WINDOW = (1280, 800)


class NoStage:
    """Shows nothing, so that what is measured is the panel alone."""

    live = None

    def __getattr__(self, name: str) -> Callable[..., None]:
        return lambda *arguments, **named: None


def main(path: Path | None = None, folder: Path | None = None) -> None:
    from keyaccount_desktop.language import Text, set_language
    from keyaccount_desktop.ui.influence_map.print import offscreen_application
    from keyaccount_desktop.ui.influence_map.view import MapView
    from keyaccount_desktop.ui.influence_map.what_if_panel import WhatIfPanel
    from keyaccount_desktop.workbook.document import Workbook
    from keyaccount_desktop.workbook.what_if import Change, decision_of

    offscreen_application()
    set_language("zh")
    influence_map = made_map(60)
    stage: Any = NoStage()
    view = MapView(stage)
    view.resize(*WINDOW)
    view.show()
    view.show_map(influence_map)
    view.fit()
    with TemporaryDirectory() as made:
        workbook = Workbook.create(Path(made) / "empty.kaw")
        panel = WhatIfPanel(workbook, stage)
        panel.show_purchase("purchase")
        panel.fit(WINDOW[0])
        panel.resize(panel.width(), WINDOW[1])
        panel.show()
        panel.show_map(influence_map)
        QApplication.processEvents()
        someone = influence_map.cards[0].person_id
        attitudes = cycle(("supporter", "neutral", "opponent"))

        def suppose() -> None:
            panel._suppose([Change("attitude", someone, None, next(attitudes))], Text("Try", "试"))

        def suppose_and_paint() -> None:
            suppose()
            QApplication.processEvents()
            panel.repaint()

        mine, theirs = interleaved(suppose, view.viewport().repaint, 25)
        report("what-if of 60: a supposition ÷ fit repaint", mine.median, theirs.median, "1.0")
        mine, theirs = interleaved(suppose_and_paint, view.viewport().repaint, 25)
        report("what-if of 60: the same, laid out and painted", mine.median, theirs.median, "-")
        large = made_map(1000, arranged=False)
        for shown in (influence_map, large):
            seconds = min(timed(lambda shown=shown: decision_of(shown)) for _ in range(5))
            print(f"   simulation of {len(shown.cards)} people: {seconds * 1000:.1f} ms", flush=True)
        for widget in (panel, view):
            widget.close()
            widget.deleteLater()
        QApplication.processEvents()
        workbook.close()


if __name__ == "__main__":
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    main()
