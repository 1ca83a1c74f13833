"""Two states of a map side by side: the same zoom and the same part of both, and the same people selected.

Stands in place of the one map while the panel of reviews compares (``Stage.cover``). The toolbar's zoom goes to the
map's own view, which is covered meanwhile: both views here follow it, and it follows them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import QRectF, QTimer
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from keyaccount_desktop.exchange.map_compared import Overlay
from keyaccount_desktop.method.map_changes import Change
from keyaccount_desktop.ui import theme
from keyaccount_desktop.ui.influence_map.actions import LookActions
from keyaccount_desktop.ui.influence_map.view import MapView
from keyaccount_desktop.ui.influence_map.zoom_view import Look
from keyaccount_desktop.ui.widgets import ElidedLabel
from keyaccount_desktop.workbook.maps import InfluenceMap

_READABLE = 0.33
"""The zoom down to which the names of cards are read with ease, for text of 100 %."""
_EARLIER = frozenset({"left", "merged", "bond_removed"})
"""Changes that can be seen on the earlier map only."""


class _Titled(QWidget):
    """A map under its name."""

    def __init__(self, view: MapView) -> None:
        super().__init__()
        self.view = view
        self.title = ElidedLabel("", "small")
        self.title.setContentsMargins(theme.PAD, 4, theme.PAD, 4)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.title)
        column.addWidget(view, 1)


class TwoViews(QSplitter):
    """The earlier state on the left, the later one on the right."""

    def __init__(self, covered: MapView, open_person: Callable[[str], None]) -> None:
        super().__init__()
        self._covered = covered
        self._following = False
        self._before: Look | None = None
        """How the covered view looked before its zoom became that of these."""
        actions = LookActions(open_person, covered.remarked.emit)
        self._sides = [_Titled(MapView(actions)) for _ in range(2)]
        self.setChildrenCollapsible(False)
        for side in self._sides:
            self.addWidget(side)
            side.view.shifted.connect(lambda view=side.view: self._follow(view))
            side.view.zoom_changed.connect(lambda _zoom, view=side.view: self._follow(view))
            for bar in (side.view.horizontalScrollBar(), side.view.verticalScrollBar()):
                bar.valueChanged.connect(lambda _value, view=side.view: self._follow(view))
            side.view.map_scene.selection_changed.connect(lambda view=side.view: self._select_like(view))
            side.view.remarked.connect(covered.remarked)
            side.view.introduction_wanted.connect(covered.introduction_wanted)
        covered.zoom_changed.connect(self._zoom_like_covered)
        self._fitting = QTimer(self)
        """Both take their places first; then they are fitted into them."""
        self._fitting.setSingleShot(True)
        self._fitting.timeout.connect(self.show_beginning)

    @property
    def views(self) -> tuple[MapView, MapView]:
        return self._sides[0].view, self._sides[1].view

    def show_maps(
        self,
        before: InfluenceMap,
        after: InfluenceMap,
        titles: tuple[str, str],
        changes: tuple[Change, ...],
    ) -> None:
        """Show both from their beginning, or in the part that was seen if they were shown already."""
        marked = (
            Overlay(tuple(change for change in changes if change.what in _EARLIER), faded=False),
            Overlay(tuple(change for change in changes if change.what not in _EARLIER)),
        )
        first = self.views[0].map_scene.picture is None
        self._following = True
        for side, shown, title, overlay in zip(self._sides, (before, after), titles, marked, strict=True):
            side.title.setText(title)
            side.view.setAccessibleName(title)
            side.view.map_scene.set_overlay(overlay)
            side.view.map_scene.show(shown)
        whole = QRectF()
        for view in self.views:
            whole = whole.united(view.map_scene.sceneRect())
        for view in self.views:
            view.map_scene.setSceneRect(whole)
        self._following = False
        if first:
            self._fitting.start()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self.views[0].map_scene.picture is not None:
            self._follow(self.views[0])

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        before, self._before = self._before, None
        if before is not None:
            self._following = True
            self._covered.look_again(before)
            self._following = False

    def clear(self) -> None:
        """Show nothing: what is covered up need not be kept in step with language and theme."""
        self._fitting.stop()
        self._following = True
        for view in self.views:
            view.map_scene.set_overlay(None)
            view.map_scene.clear_map()
        self._following = False

    def select(self, person_ids: Iterable[str]) -> None:
        """Select these people on both, and bring them into view."""
        ids = list(person_ids)
        for view in self.views:
            view.map_scene.select(ids)
        for view in reversed(self.views):
            for id_ in view.map_scene.selection:
                view.reveal(id_)

    def fit(self) -> None:
        """Show everything of both, at the zoom that lets the larger one be whole."""
        self._following = True
        for view in self.views:
            view.fit()
        smaller = min(self.views, key=lambda view: view.zoom)
        self._following = False
        self._follow(smaller)

    def show_beginning(self) -> None:
        """Show everything where names can then be read, else as much as can be, from the upper left on."""
        self.fit()
        view, least = self.views[0], _READABLE * theme.current().zoom / 100
        if view.zoom < least:
            self._following = True
            view.set_zoom(least)
            corner = view.mapFromScene(view.whole().topLeft())
            view.pan(-corner)
            self._following = False
            self._follow(view)

    def _follow(self, view: MapView) -> None:
        """The other one sees what this one sees."""
        if self._following:
            return
        self._following = True
        for other in self.views:
            if other is not view:
                other.look_like(view)
        if self.isVisible():
            if self._before is None:
                self._before = self._covered.look()
            self._covered.set_zoom(view.zoom)
        self._following = False

    def _zoom_like_covered(self, zoom: float) -> None:
        """A button of the toolbar was pressed."""
        if self._following or not self.isVisible():
            return
        if self._covered.fits:
            self.fit()
        else:
            self.views[0].set_zoom(zoom)

    def _select_like(self, view: MapView) -> None:
        if self._following:
            return
        self._following = True
        for other in self.views:
            if other is not view:
                other.map_scene.select(view.map_scene.selection)
        self._following = False
