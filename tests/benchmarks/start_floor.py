"""Run by ``bench_start``: the floor, an empty QMainWindow with menu, toolbar, table and dock."""

from __future__ import annotations

import sys

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDockWidget, QMainWindow, QTableWidget, QToolBar

from tests.benchmarks.moments import Moments

application = QApplication(sys.argv[:1])
window = QMainWindow()
menu = window.menuBar().addMenu("File")
for name in ("New", "Open", "Quit"):
    menu.addAction(name)
bar = QToolBar()
bar.addAction("New")
window.addToolBar(bar)
window.setCentralWidget(QTableWidget(20, 5))
window.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, QDockWidget("Dock"))
window.resize(1280, 800)
moments = Moments(float(sys.argv[1]), window, listed=lambda: True, settled=lambda: True)
window.show()
sys.exit(application.exec())
