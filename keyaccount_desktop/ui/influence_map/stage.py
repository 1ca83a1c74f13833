"""What the map's view shows: the live map of the workbook, or another one in its place.

A frozen review or the scratch map of what-if is shown instead of the live map, under a strip that says so;
the live map is kept meanwhile. The map's page hands in what it has read; the panels beside the map ask for
the rest (``beside.Stage``).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QWidget

from keyaccount_desktop.exchange.map_compared import Overlay
from keyaccount_desktop.ui import theme
from keyaccount_desktop.ui.influence_map.actions import MapActions
from keyaccount_desktop.ui.influence_map.view import MapView
from keyaccount_desktop.ui.widgets import Button, ElidedLabel
from keyaccount_desktop.workbook.maps import InfluenceMap
from keyaccount_desktop.workbook.questions import Asked

MANY: Final = 150
"""Showing more cards than that anew, or arranging them, may take longer than one waits without a sign."""


class Strip(QFrame):
    """Above a map that is not the live one: which it is, and the way back."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "strip")
        self.text = ElidedLabel("", "strong")
        self.back = Button("", "link")
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.PAD, 4, theme.PAD, 4)
        row.addWidget(self.text, 1)
        row.addWidget(self.back)
        self._retranslate()
        self.hide()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def _retranslate(self) -> None:
        self.back.setText(self.tr("Back to the map"))


class MapStage(QObject):
    """Decides which map the view shows; ``beside.Stage`` says what the panels may ask."""

    person_opened = Signal(str)
    question_chosen = Signal(object)
    """An ``Asked``."""
    told = Signal(str)
    """What is emphasised, in words; empty if nothing is."""
    changed = Signal()
    """Another map is shown now, or the same with other gestures."""

    def __init__(self, view: MapView) -> None:
        super().__init__()
        self._view = view
        self._live: InfluenceMap | None = None
        self._live_actions: MapActions = view.map_actions
        self._instead: InfluenceMap | None = None
        self._left: Callable[[], None] | None = None
        self._cover: QWidget | None = None
        self.frame = QStackedWidget()
        self.frame.addWidget(view)
        self._words = ""
        self.strip = Strip()
        self.strip.back.clicked.connect(self.show_live)

    # What the page hands in.

    def take(self, live: InfluenceMap | None, actions: MapActions) -> None:
        """The live map, and the gestures that change it; shown unless another map is."""
        other = live is None or self._live is None or live.purchase_id != self._live.purchase_id
        self._live, self._live_actions = live, actions
        if other or self._instead is None:
            self.show_live()

    # What the panels ask for.

    @property
    def live(self) -> InfluenceMap | None:
        return self._live

    @property
    def live_actions(self) -> MapActions:
        return self._live_actions

    @property
    def on_paper(self) -> InfluenceMap | None:
        """What is printed and exported: the map that is shown, without what is only laid over it."""
        return self._instead or self._live

    @property
    def shows_live(self) -> bool:
        return self._instead is None

    @property
    def selected(self) -> Iterable[str]:
        return self._view.map_scene.selection

    def select(self, person_ids: Iterable[str]) -> None:
        scene = self._view.map_scene
        scene.select(person_ids)
        for id_ in scene.selection:
            self._view.reveal(id_)

    def emphasise(self, person_ids: Iterable[str], link_ids: Iterable[str] = (), words: str = "") -> None:
        self._view.map_scene.emphasise(person_ids, link_ids)
        if words != self._words:
            self._words = words
            self.told.emit(words)

    def show_instead(
        self,
        influence_map: InfluenceMap,
        actions: MapActions,
        title: str,
        left: Callable[[], None] | None = None,
        overlay: Overlay | None = None,
        on_paper: InfluenceMap | None = None,
    ) -> None:
        if self._left is not None and self._left != left:
            self._leave()
        self._instead, self._left = on_paper or influence_map, left
        self.strip.text.setText(title)
        self.strip.show()
        self.cover(None)
        self._view.map_scene.set_overlay(overlay)
        self._show(influence_map, actions)

    def cover(self, cover: QWidget | None) -> None:
        if self._cover is not None and self._cover is not cover:
            self.frame.removeWidget(self._cover)
            self._cover.hide()
        self._cover = cover
        if cover is not None:
            self.frame.addWidget(cover)
        self.frame.setCurrentWidget(cover or self._view)

    def show_live(self) -> None:
        self.strip.hide()
        self.cover(None)
        self._view.map_scene.set_overlay(None)
        if self._instead is not None:
            self._instead = None
            self._leave()
        if self._live is None:
            self._view.map_actions = self._live_actions
            self._view.map_scene.clear_map()
            self.changed.emit()
        else:
            self._show(self._live, self._live_actions)

    def open_person(self, person_id: str) -> None:
        self.person_opened.emit(person_id)

    def ask(self, asked: Asked) -> None:
        self.question_chosen.emit(asked)

    def _show(self, influence_map: InfluenceMap, actions: MapActions) -> None:
        if self._view.map_actions is not actions:
            self._view.cancel_tool()
            self._view.map_actions = actions
        self._view.show_map(influence_map)
        self.changed.emit()

    def _leave(self) -> None:
        left, self._left = self._left, None
        if left is not None:
            left()
