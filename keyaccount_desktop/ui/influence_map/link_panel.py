"""All of a link beside the link: kind, direction, strength, note and fields of the user's own, with evidence.

Opened by the map's page for the link that is selected; closed by Esc and by going on elsewhere. It changes the
workbook itself, and follows what the map then shows.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QMenu, QWidget

from keyaccount_desktop.method.catalogue_purchase import TIE
from keyaccount_desktop.method.vocabulary import DIRECTED_LINKS, LINK_KIND, link_reading
from keyaccount_desktop.ui import theme
from keyaccount_desktop.ui.fields.fact_field import FactField
from keyaccount_desktop.ui.fields.fact_grid import FactGrid
from keyaccount_desktop.ui.fields.panel import KeyboardPanel
from keyaccount_desktop.ui.influence_map import link_words, menus
from keyaccount_desktop.ui.operation import Operation
from keyaccount_desktop.ui.widgets import Button, IconButton, Label
from keyaccount_desktop.workbook import links
from keyaccount_desktop.workbook.journal import ChangeSet

if TYPE_CHECKING:
    from keyaccount_desktop.ui.influence_map.view import MapView
    from keyaccount_desktop.workbook.document import Workbook

_WIDTH: Final = 340
_RESTS_ON: Final = "link.strength"
"""The fact that says that there is a link: its evidence is that of the link."""
_SPOT: Final = 12
"""Pixels around the middle of the link that the panel leaves free."""


class LinkPanel(KeyboardPanel):
    """Floats over the map at ``at``, a point of the view."""

    def __init__(self, view: MapView, at: QPoint, workbook: Workbook, link_id: str) -> None:
        spot = QWidget(view.viewport())
        spot.setFocusProxy(view)
        spot.setGeometry(QRect(at - QPoint(_SPOT, _SPOT), QSize(2 * _SPOT, 2 * _SPOT)))
        spot.show()
        super().__init__(spot, hugging=True)
        self._scene = view.map_scene
        self._workbook = workbook
        self._link_id = link_id
        self.column.setContentsMargins(14, 10, 14, 12)
        self._ends = Label("", "strong", wrap=True)
        self.kind = Button("")
        self.kind.setMenu(QMenu(self.kind))
        self.turn = IconButton("turn", self.tr("Turn round"))
        self.turn.clicked.connect(self._turn_round)
        self.remove = IconButton("trash", self.tr("Remove link"))
        self.remove.clicked.connect(self._remove)
        self.column.addWidget(self._ends)
        head = QHBoxLayout()
        head.setSpacing(theme.GRID)
        head.addWidget(self.kind)
        head.addWidget(self.turn)
        head.addStretch(1)
        head.addWidget(self.remove)
        self.column.addLayout(head)
        for control in (self.kind, self.turn, self.remove):
            control.setEnabled(not workbook.read_only)
        asked = [field.key for field in workbook.catalogue.fields_of("link", TIE.key)]
        self.grid = FactGrid(workbook, ("link", link_id), TIE.key, 1, shown=asked)
        self.grid.setFixedWidth(theme.current().px(_WIDTH))
        self.column.addWidget(self.grid)
        self.evidence = Button("", "link")
        self.evidence.clicked.connect(self._open_evidence)
        self.column.addWidget(self.evidence, 0, Qt.AlignmentFlag.AlignLeft)
        self._show_link()
        self._unsubscribe = workbook.subscribe(self._workbook_changed)
        self.closed.connect(self._let_go)

    def first_stop(self) -> QWidget:
        return self.grid.stops()[0]

    def _show_link(self) -> None:
        """Say what the link is now; what it rests on keeps itself in step."""
        link = self._scene.link(self._link_id)
        if link is None:
            return
        ends = link_words.ends_of(self._scene, link)
        self.setAccessibleName(link_words.of_link(self._scene, link)[0])
        self._ends.setText(ends)
        kind = str(link_reading(link.kind, outgoing=True))
        self.kind.setText(kind.replace("&", "&&"))
        self.kind.setAccessibleName(f"{LINK_KIND.text}: {kind}")
        self.turn.setVisible(link.kind in DIRECTED_LINKS)
        menu = self.kind.menu()
        menu.clear()
        menus.add_kinds(menu, link.kind, self._become)
        line = self.grid.field(_RESTS_ON)
        self.evidence.setVisible(line is not None and line.has_evidence() and line.editable)
        self.evidence.setText(
            self.tr("Only assumed: who says so?") if link.assumed else self.tr("Who says so?")
        )

    def _open_evidence(self) -> None:
        if (line := self.grid.field(_RESTS_ON)) is not None:
            line.open_evidence()

    def _become(self, kind: str) -> None:
        Operation(self, partial(links.change_link, self._workbook, self._link_id, kind=kind)).run()

    def _turn_round(self) -> None:
        link = self._scene.link(self._link_id)
        if link is not None:
            turned = partial(links.change_link, source_id=link.target_id, target_id=link.source_id)
            Operation(self, partial(turned, self._workbook, self._link_id)).run()

    def _remove(self) -> None:
        # Closed first, so that the keyboard goes back to the map.
        self.close_panel()
        Operation(self.anchor, partial(links.remove_links, self._workbook, [self._link_id])).run()

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
        elif change.kind == "reloaded" or change.tables & {"link", "fact"}:
            self._show_link()

    def _let_go(self) -> None:
        self._unsubscribe()
        self.grid.release()
        self.anchor.deleteLater()
