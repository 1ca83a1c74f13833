"""What is known of a link, beside the link: strength, note and fields of the user's own, with evidence.

Opened by the map's page for the link that is selected; closed by Esc and by going on elsewhere.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QWidget

from keyaccount_desktop.method.catalogue_purchase import TIE
from keyaccount_desktop.ui import theme
from keyaccount_desktop.ui.fields.fact_field import FactField
from keyaccount_desktop.ui.fields.fact_grid import FactGrid
from keyaccount_desktop.ui.fields.panel import KeyboardPanel
from keyaccount_desktop.ui.widgets import Label
from keyaccount_desktop.workbook.journal import ChangeSet

if TYPE_CHECKING:
    from keyaccount_desktop.ui.influence_map.view import MapView
    from keyaccount_desktop.workbook.document import Workbook

_WIDTH: Final = 380
_SPOT: Final = 12
"""Pixels around the middle of the link that the panel leaves free."""


class LinkPanel(KeyboardPanel):
    """Floats over the map at ``at``, a point of the view; ``title`` says whose link it is."""

    def __init__(self, view: MapView, at: QPoint, workbook: Workbook, link_id: str, title: str) -> None:
        spot = QWidget(view.viewport())
        spot.setFocusProxy(view)
        spot.setGeometry(QRect(at - QPoint(_SPOT, _SPOT), QSize(2 * _SPOT, 2 * _SPOT)))
        spot.show()
        super().__init__(spot, hugging=True)
        self._link_id = link_id
        self.setAccessibleName(title)
        self.column.setContentsMargins(14, 10, 14, 12)
        self.column.addWidget(Label(title, "caption", wrap=True))
        asked = [field.key for field in workbook.catalogue.fields_of("link", TIE.key)]
        self.grid = FactGrid(workbook, ("link", link_id), TIE.key, 1, shown=asked)
        self.grid.setFixedWidth(theme.current().px(_WIDTH))
        self.column.addWidget(self.grid)
        self._unsubscribe = workbook.subscribe(self._workbook_changed)
        self.closed.connect(self._let_go)

    def first_stop(self) -> QWidget:
        return self.grid.stops()[0]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_Escape
            and not isinstance(watched, FactField | QAbstractButton)
        ):
            return False  # it gives up what is being typed, not the panel
        return super().eventFilter(watched, event)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest and self.isVisible():
            self.take_place()
        return super().event(event)

    def _workbook_changed(self, change: ChangeSet) -> None:
        if any(row.table == "link" and row.id == self._link_id and row.after is None for row in change.rows):
            self.close_panel()

    def _let_go(self) -> None:
        self._unsubscribe()
        self.grid.release()
        self.anchor.deleteLater()
