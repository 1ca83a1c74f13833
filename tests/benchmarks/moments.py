"""The moments of a start, watched from inside the started process: the same watcher for ours and the floor."""

from __future__ import annotations

import json
import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QWidget

IDLE_MS = 1500


class Moments(QObject):
    """Prints what ``bench_start`` reads, then quits."""

    def __init__(
        self,
        start: float,
        window: QWidget,
        *,
        listed: Callable[[], bool],
        settled: Callable[[], bool],
        use: Callable[[], object] | None = None,
    ) -> None:
        super().__init__(window)
        self._start, self._window = start, window
        self._listed, self._settled, self._use = listed, settled, use
        self._times: dict[str, float] = {}
        window.installEventFilter(self)
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._tick)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint and "painted" not in self._times:
            self._window.removeEventFilter(self)
            self._times["painted"] = time.time() - self._start
            self._timer.start(0)
        return False

    def _tick(self) -> None:
        # A timer of no delay fires only once the paints before it are done: the program answers.
        if "listed" not in self._times:
            if self._listed():
                self._times["listed"] = time.time() - self._start
        elif self._settled():
            self._timer.stop()
            QTimer.singleShot(IDLE_MS, self._finish)

    def _finish(self) -> None:
        import psutil

        self._times["pss"] = psutil.Process().memory_full_info().pss / 2**20
        if self._use is not None:
            self._use()
        QTimer.singleShot(IDLE_MS, self._report)

    def _report(self) -> None:
        import psutil

        self._times["pss used"] = psutil.Process().memory_full_info().pss / 2**20
        print(json.dumps(self._times), flush=True)
        self._window.close()
        QApplication.exit(0)
