"""To the right of the map: a bar of icons, and the one panel that is open beside the map.

``SIDES`` is the table of what can be open there. A panel is made when it is first opened; it may ask of the
map what ``Stage`` offers, and never touches scene or view itself. Made by the map's page.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Protocol

from PySide6.QtCore import QCoreApplication, QEvent, QRectF, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeySequence, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from keyaccount_desktop.ui import theme
from keyaccount_desktop.ui.actions import ACTIONS, QT_TRANSLATE_NOOP, shortcuts_of
from keyaccount_desktop.ui.widgets import Card, IconButton

if TYPE_CHECKING:
    from keyaccount_desktop.exchange.map_compared import Overlay
    from keyaccount_desktop.language import Text
    from keyaccount_desktop.ui.influence_map.actions import MapActions
    from keyaccount_desktop.workbook.maps import InfluenceMap
    from keyaccount_desktop.workbook.questions import Asked

_MARK: Final = 14
_WIDTH: Final = 292
_MOST: Final = 0.4
"""Share of the page that is left to a panel where there is little room."""
EDGE: Final = 4 * theme.GRID
"""From the edge of a panel to its words, whatever they are."""
INDENT: Final = 6
"""From the edge of a row that can be pressed to its words: its ground reaches that far beside them."""


@dataclass(frozen=True, slots=True)
class Side:
    """What can be open beside the map; ``action`` is that of the menus which opens and closes it."""

    key: str
    icon: str
    name: str
    action: str
    commands: tuple[str, ...] = ()
    """What else of the menus the panel does, by ``SidePanel.do``."""


SIDES: Final = (
    Side("questions", "help", QT_TRANSLATE_NOOP("Side", "What we don't know, and the facts of the purchase"),
         "unknowns"),
    Side("health", "health", QT_TRANSLATE_NOOP("Side", "Health of the map"), "map_health"),
    Side("ties", "ties", QT_TRANSLATE_NOOP("Side", "Ties, and who can introduce me"), "map_ties",
         ("map_introduce",)),
    Side("what_if", "what-if", QT_TRANSLATE_NOOP("Side", "What if: where the decision leans, and what would change it"),
         "map_what_if"),
    Side("reviews", "clock", QT_TRANSLATE_NOOP("Side", "Reviews of the map"), "map_reviews",
         ("map_freeze_review", "map_earlier_review", "map_later_review")),
)  # fmt: skip


class Stage(Protocol):
    """What a panel may ask of the map that it stands beside."""

    @property
    def live(self) -> InfluenceMap | None:
        """The map as the workbook has it, whatever is shown; None while there is none."""

    @property
    def live_actions(self) -> MapActions:
        """The gestures that change the workbook."""

    @property
    def selected(self) -> Iterable[str]:
        """The people who are selected on the map that is shown."""

    def select(self, person_ids: Iterable[str]) -> None:
        """Select these people, as far as they are on the map that is shown, and bring them into view."""

    def emphasise(self, person_ids: Iterable[str], link_ids: Iterable[str] = (), words: str = "") -> None:
        """Let everything else fade; with nobody named, everything is as strong as ever.

        ``words`` stand at the foot of the map meanwhile: they name those who are no card on it, too.
        """

    def show_instead(
        self,
        influence_map: InfluenceMap,
        actions: MapActions,
        title: str,
        left: Callable[[], None] | None = None,
        overlay: Overlay | None = None,
        on_paper: InfluenceMap | None = None,
    ) -> None:
        """Show this map in place of the live one, with changes marked on it; gestures go to ``actions``.

        What is printed and exported is this map too, or ``on_paper``.

        A strip above it says ``title`` and leads back. ``left`` is called once when the live map is shown
        again, whoever asked for that. Calling it again with the same ``left`` shows the next map.
        """

    def cover(self, cover: QWidget | None) -> None:
        """Let a widget stand in place of the one map, until another map is shown or without one is asked for."""

    def show_live(self) -> None:
        """Show the live map again."""

    def open_person(self, person_id: str) -> None:
        """Go to the person's page."""

    def ask(self, asked: Asked) -> None:
        """Lead to what answers a question."""


class OwnSteps(Protocol):
    """Steps that undo and redo mean in place of the workbook's; None where there is none in that direction."""

    @property
    def undo_label(self) -> Text | None: ...

    @property
    def redo_label(self) -> Text | None: ...

    def undo(self) -> None: ...

    def redo(self) -> None: ...


def lay_flat(card: Card, *, rows: bool = True) -> None:
    """Make a card a section of a panel: the panel is the surface, and its words all begin at one line.

    With ``rows``, what is in it has a margin of its own.
    """
    card.setProperty("kind", "section")
    side = EDGE - INDENT if rows else EDGE
    card.column.setContentsMargins(side, 0, side, 0)
    if card.title is not None:
        inner = INDENT if rows else 0
        card.title.setContentsMargins(inner, 0, inner, theme.GRID)


class SidePanel(QWidget):
    """What is open beside the map. It shows one purchase, and reads only while it is visible."""

    steps_changed = Signal()
    """Of ``own_steps``: there are others now."""

    @property
    def own_steps(self) -> OwnSteps | None:
        """What undo and redo mean while the panel is open; None: the workbook's steps, as ever."""
        return None

    def show_purchase(self, purchase_id: str) -> None:
        """Be about this purchase; empty if there is none."""

    def show_map(self, live: InfluenceMap) -> None:
        """The live map has been read anew; only called while the panel is visible, and when it becomes so."""

    def take_focus(self) -> None:
        """Stand on the first thing in it."""

    def do(self, command: str) -> None:
        """Do one of the ``commands`` of its ``Side``; the panel is open."""

    def closing(self) -> None:
        """It is being closed, or another purchase is shown: let go of what it did to the map."""

    def release(self) -> None:
        """Listen no more; before the workbook is closed."""

    def lay_out(self, inner: QWidget) -> QScrollArea:
        """Let everything in the panel scroll; its sections stand under one another."""
        column = inner.layout()
        assert column is not None
        column.setContentsMargins(0, theme.GAP, 0, theme.GAP)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(inner)
        inner.setAutoFillBackground(False)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(1, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(area, 1)
        return area

    def fit(self, page: int) -> None:
        """Take a width fit for a page that is so wide."""
        self.setFixedWidth(min(theme.current().px(_WIDTH), max(round(page * _MOST), 1)))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.current().colour("surface"))
        painter.setPen(QPen(theme.current().colour("line"), 1))
        painter.drawLine(0, 0, 0, self.height())


class SideButton(IconButton):
    """An icon of the bar, with a small count at its corner where something is to be seen to."""

    def __init__(self, icon: str) -> None:
        super().__init__(icon)
        self._called = ""
        self._mark: tuple[str, str, str] = ("", "", "")

    def call(self, name: str) -> None:
        """What it opens; what its mark says is read out after that."""
        self._called = name
        self.set_name(" · ".join(part for part in (name, self._mark[2]) if part))

    def show_mark(self, count: str, token: str, words: str) -> None:
        """A count in a colour of the theme, and what it says in words; no mark while it is empty."""
        if (count, token, words) != self._mark:
            self._mark = (count, token, words)
            self.call(self._called)
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        count, token, _ = self._mark
        if not count:
            return
        look = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        font = look.font("caption", bold=True)
        font.setPixelSize(look.px(_MARK - 4))
        side = look.px(_MARK)
        wide = max(side, QFontMetrics(font).horizontalAdvance(count) + 6)
        area = QRectF(self.width() - wide, self.height() - side, wide, side)
        painter.setPen(QPen(look.colour("surface"), 1.5))
        painter.setBrush(look.colour(token))
        painter.drawRoundedRect(area.adjusted(0.5, 0.5, -0.5, -0.5), side / 2, side / 2)
        painter.setFont(font)
        painter.setPen(look.colour("surface"))
        painter.drawText(area, Qt.AlignmentFlag.AlignCenter, count)


class SideBar(QFrame):
    """An icon for each of ``SIDES``; that of the open panel is pressed in."""

    toggled = Signal(str, bool)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("sidebar")
        self._buttons: dict[str, SideButton] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(3, 2 * theme.GRID, 3, theme.GRID)
        column.setSpacing(theme.GRID)
        for side in SIDES:
            button = self._buttons[side.key] = SideButton(side.icon)
            button.setCheckable(True)
            button.clicked.connect(lambda checked, key=side.key: self.toggled.emit(key, checked))
            column.addWidget(button)
        column.addStretch(1)
        self._retranslate()

    def __getitem__(self, key: str) -> SideButton:
        return self._buttons[key]

    def show_open(self, key: str) -> None:
        for each, button in self._buttons.items():
            button.setChecked(each == key)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def _retranslate(self) -> None:
        keys = {spec.id: shortcuts_of(spec) for spec in ACTIONS}
        for side in SIDES:
            name = QCoreApplication.translate("Side", side.name)
            shown = [
                key.toString(QKeySequence.SequenceFormat.NativeText) for key in keys.get(side.action, [])[:1]
            ]
            self._buttons[side.key].call(f"{name} ({shown[0]})" if shown else name)


class Beside(QWidget):
    """The whole right side of the map: the bar, and left of it the open panel."""

    opened = Signal(str)
    """The key of the panel that is open now; empty if none is."""
    steps_changed = Signal()

    def __init__(self, makers: Mapping[str, Callable[[], SidePanel]]) -> None:
        super().__init__()
        self._makers = makers
        self._panels: dict[str, SidePanel] = {}
        self._purchase_id = ""
        self._live: InfluenceMap | None = None
        self._page = 0
        self.current = ""
        self.bar = SideBar()
        self.bar.toggled.connect(lambda key, on: self.open_panel(key if on else ""))
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(0)
        self._row.addWidget(self.bar)
        self.setSizePolicy(self.sizePolicy().Policy.Fixed, self.sizePolicy().Policy.Preferred)

    def panel(self, key: str) -> SidePanel:
        """A panel by its key; made at its first use."""
        found = self._panels.get(key)
        if found is None:
            found = self._panels[key] = self._makers[key]()
            found.hide()
            self._row.insertWidget(0, found)
            found.show_purchase(self._purchase_id)
            found.fit(self._page)
            found.steps_changed.connect(self.steps_changed)
            self.setTabOrder(found, self.bar)
        return found

    def open_panel(self, key: str) -> None:
        """Open a panel in place of the one that is open; with an empty key, only close that."""
        if key == self.current:
            self.bar.show_open(key)
            return
        before, self.current = self.current, key
        if before:
            self._panels[before].closing()
            self._panels[before].hide()
        self.bar.show_open(key)
        self.steps_changed.emit()
        if key:
            panel = self.panel(key)
            panel.show()
            if self._live is not None:
                panel.show_map(self._live)
        self.opened.emit(key)

    @property
    def own_steps(self) -> OwnSteps | None:
        """What undo and redo mean by the panel that is open."""
        return self.panel(self.current).own_steps if self.current else None

    def toggle(self, key: str) -> None:
        """What a shortcut means: open the panel and go there, or close the one that has the keyboard."""
        # Of the window: our own last focus says nothing while the keyboard is on the map.
        if self.current == key and self.panel(key).isAncestorOf(self.window().focusWidget() or self):
            self.open_panel("")
        else:
            self.open_panel(key)
            self.panel(key).take_focus()

    def show_purchase(self, purchase_id: str) -> None:
        """Another purchase is shown from now on."""
        self._purchase_id, self._live = purchase_id, None
        if self.current:
            self._panels[self.current].closing()
        for panel in self._panels.values():
            panel.show_purchase(purchase_id)

    def show_map(self, live: InfluenceMap | None) -> None:
        """The live map has been read anew."""
        self._live = live
        if self.current and live is not None:
            self._panels[self.current].show_map(live)

    def fit(self, page: int) -> None:
        self._page = page
        for panel in self._panels.values():
            panel.fit(page)

    def release(self) -> None:
        for panel in self._panels.values():
            panel.release()
