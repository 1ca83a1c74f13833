"""Run by ``bench_start`` in a process of its own: our window on a workbook, with the moments it reaches.

Prints one JSON line: seconds since the time given until the first painted window and until the client list
is shown and the program answers, and the memory (PSS, MiB) once it is idle.
"""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtWidgets import QApplication

from keyaccount_desktop.ui import application as program
from keyaccount_desktop.ui import place
from tests.benchmarks.moments import Moments

application = QApplication(sys.argv[:1])
window = program.make_window(application)
window.files.open(Path(sys.argv[2]))
moments = Moments(
    float(sys.argv[1]),
    window,
    listed=lambda: window._pages["clients"].table.model().rowCount() > 0,
    settled=lambda: window.loaded,
    use=lambda: window.go(place.client(window._pages["clients"].model.ids()[0], "map")),
)
window.show()
sys.exit(application.exec())
