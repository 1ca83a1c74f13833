"""The Map tab of a client: the purchases' maps, the people beside them, tools above, legend below.

It reads the map whenever rows that show on it have changed, and hands it to the scene; it never changes the
scene itself. Gestures of the view come back through ``WorkbookActions``.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QSettings, Qt, Signal
from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from keyaccount_desktop.exchange.map_layout import Cell, cell_of
from keyaccount_desktop.exchange.map_moves import placed_by_themselves
from keyaccount_desktop.method.vocabulary import FUNCTION, LEVEL
from keyaccount_desktop.ui import counts, theme
from keyaccount_desktop.ui.influence_map.actions import WorkbookActions
from keyaccount_desktop.ui.influence_map.arranging import Arranging
from keyaccount_desktop.ui.influence_map.beside import SIDES, Beside
from keyaccount_desktop.ui.influence_map.health_panel import HealthPanel, mark_health
from keyaccount_desktop.ui.influence_map.legend import LegendStrip
from keyaccount_desktop.ui.influence_map.link_panel import LinkPanel
from keyaccount_desktop.ui.influence_map.new_cards import NewCards
from keyaccount_desktop.ui.influence_map.outlet import MapOutlet
from keyaccount_desktop.ui.influence_map.people_panel import PeoplePanel
from keyaccount_desktop.ui.influence_map.purchase_panel import PurchasePanel
from keyaccount_desktop.ui.influence_map.remark import Remark
from keyaccount_desktop.ui.influence_map.reviews_panel import ReviewsPanel
from keyaccount_desktop.ui.influence_map.stage import MANY, MapStage
from keyaccount_desktop.ui.influence_map.ties_panel import TiesPanel, introduce
from keyaccount_desktop.ui.influence_map.toolbar import MapToolbar
from keyaccount_desktop.ui.influence_map.view import MapView
from keyaccount_desktop.ui.influence_map.what_if_panel import WhatIfPanel
from keyaccount_desktop.ui.operation import Operation, busy, show_done
from keyaccount_desktop.ui.settings import Settings, settings_file
from keyaccount_desktop.ui.widgets import EmptyState, Label
from keyaccount_desktop.workbook import maps
from keyaccount_desktop.workbook.document import DEFINING
from keyaccount_desktop.workbook.maps import InfluenceMap, Placement
from keyaccount_desktop.workbook.purchases import (
    add_purchase,
    delete_purchase,
    purchases_of,
    rename_purchase,
)
from keyaccount_desktop.workbook.reviews import reviews_of

if TYPE_CHECKING:
    from keyaccount_desktop.exchange.map_output import Output
    from keyaccount_desktop.ui.attachments import AttachmentsCard
    from keyaccount_desktop.workbook.document import Workbook
    from keyaccount_desktop.workbook.journal import ChangeSet
    from keyaccount_desktop.workbook.questions import Asked

_MORE_TABLES: Final = frozenset({"fact", "product", *DEFINING})
"""What only the panels beside the map tell of: facts that do not show on it, and which are asked for."""
_LEGEND: Final = 0.3
"""Share of the page's height that the unfolded legend may take."""
_ROOMY: Final = 1200
"""Pixels that two panels and a map between them need."""


class MapPage(QWidget):
    """Shows the map of the client and purchase that ``show_account`` names."""

    person_opened = Signal(str)
    purchase_chosen = Signal(str)
    """Another purchase's map is shown now."""
    question_chosen = Signal(object)
    """An ``Asked`` about a person."""

    def __init__(self, workbook: Workbook, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workbook = workbook
        self._account_id = ""
        self._purchase_id = ""
        self._live_actions = self._actions("")
        self._stale = False
        self._asked_for: tuple[frozenset[str], int] = (frozenset(), 0)
        self._said_about: frozenset[str] | None = None
        self._chosen = QSettings(str(settings_file()), QSettings.Format.IniFormat)
        self.panel = PeoplePanel()
        self.view = MapView(self._live_actions)
        self.stage = MapStage(self.view)
        self.arranging = Arranging(self.view, self.stage, workbook, self._say_briefly)
        new_cards = self.view.new_cards = NewCards(self.view, workbook, self.stage)
        self.beside = Beside(
            {
                "questions": self._question_panel,
                "ties": lambda: TiesPanel(workbook, self.stage),
                "health": lambda: HealthPanel(workbook, self.stage, new_cards),
                "reviews": lambda: ReviewsPanel(workbook, self.stage, self.view),
                "what_if": lambda: WhatIfPanel(workbook, self.stage),
            }
        )
        self.toolbar = MapToolbar()
        self.remark = Remark(self.view)
        self.outlet = MapOutlet(self, self.view, workbook, self._going_out, self._output)
        self.legend = LegendStrip()
        self.panel.fold(self._flag("list_folded"))
        self.legend.unfold(self._flag("legend_unfolded"))
        self.empty = EmptyState("map")
        self._welcome = Label("", "soft", wrap=True)
        self._welcome.setParent(self.view.viewport())
        self._welcome.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._welcome.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._body = QStackedWidget()
        self._lay_out()
        self._connect()
        self._unsubscribe = workbook.subscribe(self._workbook_changed)
        self._retranslate()
        opened = self._chosen.value("map/beside")
        self.beside.open_panel(opened if opened in {side.key for side in SIDES} else "")

    def _lay_out(self) -> None:
        picture = QVBoxLayout()
        picture.setContentsMargins(0, 0, 0, 0)
        picture.setSpacing(0)
        picture.addWidget(self.stage.strip)
        picture.addWidget(self.stage.frame, 1)
        picture.addWidget(self.legend)
        shown = QWidget()
        row = QHBoxLayout(shown)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.panel)
        row.addLayout(picture, 1)
        row.addWidget(self.beside)
        self._body.addWidget(self.empty)
        self._body.addWidget(shown)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(0)
        page.addWidget(self.toolbar)
        page.addWidget(self._body, 1)
        self.setTabOrder(self.toolbar, self.panel)
        self.setTabOrder(self.panel, self.view)

    def _connect(self) -> None:
        toolbar, view = self.toolbar, self.view
        toolbar.purchase_chosen.connect(self._choose_purchase)
        toolbar.purchase_named.connect(self._add_purchase)
        toolbar.purchase_renamed.connect(self._rename_purchase)
        toolbar.purchase_deleted.connect(self._delete_purchase)
        toolbar.arranged.connect(self.arranging.arrange)
        toolbar.layout_switched.connect(self._switch_layout)
        toolbar.zoomed_in.connect(view.zoom_in)
        toolbar.zoomed_out.connect(view.zoom_out)
        toolbar.zoom_reset.connect(view.reset_zoom)
        toolbar.fitted.connect(view.fit)
        toolbar.remarked.connect(self.remark.say)
        self.beside.opened.connect(self._side_opened)
        self.stage.person_opened.connect(self.person_opened)
        self.stage.question_chosen.connect(self.question_chosen)
        self.stage.changed.connect(self._show_people)
        self.stage.told.connect(self._say_on)
        toolbar.printed.connect(self.outlet.print)
        toolbar.exported.connect(self.outlet.export)
        toolbar.copied.connect(self.outlet.copy)
        toolbar.pack_wanted.connect(self.outlet.pack)
        view.zoom_changed.connect(toolbar.show_zoom)
        view.lane_hovered.connect(self._say_lane)
        view.said.connect(self._say_on)
        view.remarked.connect(self._remark)
        view.gesture_begun.connect(self._forget_said)
        view.introduction_wanted.connect(partial(introduce, self.beside))
        view.map_scene.selection_changed.connect(self._selection_changed)
        view.viewport().installEventFilter(self)
        self.panel.placed.connect(self._place_by_key)
        self.panel.opened.connect(self.person_opened)
        self.panel.refused.connect(view.may_change)
        self.panel.badge_chosen.connect(self._apply_badge)
        self.panel.folded_changed.connect(lambda folded: self._set_flag("list_folded", folded))
        self.legend.unfolded_changed.connect(lambda unfolded: self._set_flag("legend_unfolded", unfolded))
        self.empty.pressed.connect(toolbar.name_purchase)

    # What is shown.

    @property
    def purchase_id(self) -> str:
        """The purchase whose map is shown; empty if there is none."""
        return self._purchase_id

    def show_attachments(self) -> AttachmentsCard:
        """Open what stands beside the map, at the files of the purchase."""
        self.beside.open_panel("questions")
        return self.purchase.reveal_attachments()

    @property
    def purchase(self) -> PurchasePanel:
        """Beside the map: what we don't know about the purchase, its files and its facts."""
        panel = self.beside.panel("questions")
        assert isinstance(panel, PurchasePanel)
        return panel

    def _question_panel(self) -> PurchasePanel:
        panel = PurchasePanel(self._workbook)
        panel.question_chosen.connect(self.question_chosen)
        panel.missing_chosen.connect(self._say_missing)
        return panel

    def show_account(self, account_id: str, purchase_id: str | None = None) -> None:
        """Show a client's map: of this purchase, or of the one that was shown last."""
        self._account_id = account_id
        self._show_purchases(purchase_id or self._remembered(account_id))

    def _show_purchases(self, wanted: str) -> None:
        purchases = purchases_of(self._workbook, self._account_id) if self._account_id else []
        known = [purchase.id for purchase in purchases]
        purchase_id = wanted if wanted in known else known[0] if known else ""
        self.toolbar.show_purchases([(purchase.id, purchase.name) for purchase in purchases], purchase_id)
        self.toolbar.set_writable(not self._workbook.read_only)
        self._body.setCurrentIndex(1 if purchase_id else 0)
        other = purchase_id != self._purchase_id
        if other:
            self.view.cancel_tool()
            self._purchase_id = purchase_id
            self._live_actions = self._actions(purchase_id)
            self._say_on("")
            self.beside.show_purchase(purchase_id)
            if purchase_id:
                self._remember(purchase_id)
                self.purchase_chosen.emit(purchase_id)
        self._show_map(other=other)

    def _show_map(self, *, other: bool) -> None:
        """``other``: all of it is shown anew, not only what has changed."""
        self._stale = False
        self._asked_for = (frozenset(), 0)
        live = maps.influence_map(self._workbook, self._purchase_id) if self._purchase_id else None
        with busy(other and live is not None and len(live.cards) > MANY):
            self.stage.take(live, self._live_actions)
            self.beside.show_map(live)
            mark_health(self.beside, self._workbook, self.stage.live)

    def _look_again_beside(self) -> None:
        """What is not on the map has changed, but may be beside it."""
        if self.isVisible():
            self.beside.show_map(self.stage.live)
            mark_health(self.beside, self._workbook, self.stage.live)
        else:
            self._stale = True

    def _show_people(self) -> None:
        """Beside the map that is shown, live or not: who is not on it."""
        shown = self.influence_map
        cards = shown.cards if shown is not None else ()
        writable = self.view.map_actions.writable
        if not self.stage.shows_live:
            self._forget_said()
        self.panel.setVisible(writable or self.stage.shows_live)  # there is nobody to be put onto what was
        self.panel.set_writable(writable)
        self.toolbar.arrange.setEnabled(writable)
        self.toolbar.free.setEnabled(writable and self.stage.shows_live)
        self.panel.show_people(cards)
        self.toolbar.show_layout(shown.layout if shown is not None else "lanes")
        self._welcome.setVisible(shown is not None and not any(card.placed for card in cards))

    def _output(self) -> Output:
        """How the map goes out: as the toolbar says, under the user's name."""
        return replace(self.toolbar.output, author=Settings().user_name)

    @property
    def influence_map(self) -> InfluenceMap | None:
        return self.stage.on_paper if self._purchase_id else None

    def release(self) -> None:
        """Listen no more; before the workbook is closed."""
        self._unsubscribe()
        self.beside.release()

    def _workbook_changed(self, change: ChangeSet) -> None:
        self._forget_said()  # a move of cards says its own right after this
        if not self._account_id:
            return
        if not maps.touches_maps(change):
            if change.tables & _MORE_TABLES:
                self._look_again_beside()
            return
        if not self.isVisible():
            self._stale = True
            return
        with self.arranging.glide.from_here(change.kind in ("undo", "redo")):
            self._show_purchases(self._purchase_after(change))

    def _purchase_after(self, change: ChangeSet) -> str:
        """The purchase to show after a change: one that has just come into being, else the same."""
        if change.kind != "reloaded":
            for row in change.rows:
                new = row.after if row.table == "purchase" and row.before is None else None
                if new is not None and new["account_id"] == self._account_id:
                    return row.id
        return self._purchase_id

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.legend.limit(round(self.height() * _LEGEND))
        if event.size().width() != event.oldSize().width():
            self._make_room()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale and self._account_id:
            self._show_purchases(self._purchase_id)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.view.cancel_tool()

    def _remembered(self, account_id: str) -> str:
        value = self._chosen.value(f"maps/{account_id}")
        return value if isinstance(value, str) else ""

    def _remember(self, purchase_id: str) -> None:
        self._chosen.setValue(f"maps/{self._account_id}", purchase_id)

    def _flag(self, name: str) -> bool:
        return self._chosen.value(f"map/{name}") == "yes"

    def _set_flag(self, name: str, on: bool) -> None:
        self._chosen.setValue(f"map/{name}", "yes" if on else "no")

    # What can be done.

    def _actions(self, purchase_id: str) -> WorkbookActions:
        return WorkbookActions(
            self,
            self._workbook,
            purchase_id,
            open_person=self.person_opened.emit,
            open_link=self.open_link,
            arrange=lambda: self.arranging.arrange(),
            moved=self._say_moved,
        )

    def open_link(self, link_id: str) -> None:
        """Show what is known of a link, beside it."""
        link = self.view.map_scene.link(link_id)
        if link is None:
            return
        LinkPanel(self.view, self.view.selection_point(), self._workbook, link_id).open()

    def _switch_layout(self) -> None:
        self.arranging.switch_layout()
        shown = self.influence_map
        self.toolbar.show_layout(shown.layout if shown is not None else "lanes")

    def take_keyboard(self) -> None:
        """Be ready for the keys of the map, or without a purchase for adding the first."""
        if self._purchase_id:
            self.view.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.empty.take_keyboard()

    def _place_by_key(self, person_ids: list[str]) -> None:
        picture = self.view.map_scene.picture
        if picture is None or not self.view.may_change():
            return
        self.view.map_actions.place(placed_by_themselves(picture.map, picture.layout, person_ids))
        self.view.map_scene.select(person_ids)

    def _apply_badge(self, field: str, code: str | None) -> None:
        chosen = self.view.map_scene.selection
        if chosen:
            self.view.apply_badge(field, code, chosen)
        else:
            self._say_briefly(self.tr("Select a card first, or drag the badge onto one"))

    def _choose_purchase(self, purchase_id: str) -> None:
        if purchase_id != self._purchase_id:
            self._show_purchases(purchase_id)
            self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _add_purchase(self, name: str) -> None:
        if Operation(self, lambda: add_purchase(self._workbook, self._account_id, name)).run():
            self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _rename_purchase(self, name: str) -> None:
        Operation(self, lambda: rename_purchase(self._workbook, self._purchase_id, name)).run()

    def _delete_purchase(self) -> None:
        live = self.stage.live
        if live is None:
            return
        placed = sum(card.placed for card in live.cards)
        frozen = len(reviews_of(self._workbook, live.purchase_id))
        if Operation(self, lambda: delete_purchase(self._workbook, live.purchase_id)).run():
            gone = counts.joined([counts.cards(placed), counts.reviews(frozen) if frozen else ""])
            show_done(
                self,
                self.tr("Deleted {name} with its map: {content}").format(name=live.purchase, content=gone),
                self.tr("Undo"),
                lambda: Operation(self, self._workbook.undo).run(),
            )

    # What is said: it holds for one gesture and the people it was about, and goes with them.

    def _say_briefly(self, text: str, about: Iterable[str] = ()) -> None:
        self._said_about = frozenset(about)
        self.toolbar.say(text)

    def _remark(self, text: str) -> None:
        self._say_briefly(text, self.view.map_scene.selection)

    def _say_on(self, text: str) -> None:
        """Say until told otherwise: what the keyboard is in the middle of."""
        self._said_about = None
        self.toolbar.say(text)

    def _forget_said(self) -> None:
        if self._said_about is not None:
            self._say_on("")

    def _selection_changed(self) -> None:
        # A card dropped from the list is selected right after it has been spoken of.
        if self._said_about != frozenset(self.view.map_scene.selection):
            self._forget_said()

    def _say_lane(self, cells: dict[str, Cell]) -> None:
        self._say_briefly(self._said_of(cells), cells)

    def _say_moved(self, placements: Sequence[Placement]) -> None:
        changed = {each.person_id for each in placements if each.level or each.function}
        shown = self.influence_map
        cards = shown.cards if shown is not None else ()
        self._say_briefly(
            self._said_of({card.person_id: cell_of(card) for card in cards if card.person_id in changed}),
            (each.person_id for each in placements),
        )

    def _said_of(self, cells: dict[str, Cell]) -> str:
        """Which lane people come into, and what that means beyond this map."""
        said = [" · ".join(_lane_names(cell)) for cell in set(cells.values())] if cells else []
        said = said[:1] if len(said) == 1 else []
        others = self._other_maps(frozenset(cells))
        if others == 1:
            said.append(self.tr("also changes 1 other map"))
        elif others:
            said.append(self.tr("also changes {n} other maps").format(n=others))
        return " – ".join(said)

    def _other_maps(self, person_ids: frozenset[str]) -> int:
        """On how many other maps these people are; asked once per drag, not at every lane it crosses."""
        if person_ids and person_ids != self._asked_for[0]:
            others = maps.other_maps(self._workbook, person_ids, self._purchase_id)
            self._asked_for = (person_ids, others)
        return self._asked_for[1] if person_ids else 0

    # What we don't know.

    def answer(self, asked: Asked) -> None:
        """Lead to what answers a question about the shown purchase."""
        self.beside.open_panel("questions")
        self.purchase.answer(asked)

    def reveal(self, change: ChangeSet) -> None:
        """After undo or redo: open the panel on a fact of the purchase that has changed."""
        if self._purchase_id and self._purchase_id in change.values("map_review", "purchase_id"):
            self.beside.open_panel("reviews")
            return
        for row in change.rows:
            fact = (row.after or row.before or {}) if row.table == "fact" else {}
            if self._purchase_id and fact.get("purchase_id") == self._purchase_id:
                self.beside.open_panel("questions")
                self.purchase.reveal(str(fact["field"]))
                return

    def edit_command(self, name: str) -> bool:
        """What the menus ask of the page: whether it does that."""
        if not self._purchase_id:
            return False
        if name == "print_questions":
            self.purchase.print_questions()
            return True
        if name in ("map_arrange", "map_free"):
            (self.arranging.arrange if name == "map_arrange" else self._switch_layout)()
            return True
        if self.outlet.do(name):
            return True
        for side in SIDES:
            if side.action == name:
                self.beside.toggle(side.key)
                if self.beside.current != side.key:
                    self.view.setFocus(Qt.FocusReason.ShortcutFocusReason)
                return True
            if name in side.commands:
                self.beside.open_panel(side.key)
                self.beside.panel(side.key).do(name)
                return True
        return False

    def _side_opened(self, key: str) -> None:
        self._chosen.setValue("map/beside", key)
        self._make_room()

    def _make_room(self) -> None:
        """Between two panels the map needs room: where there is little, the list of people folds."""
        self.beside.fit(self.width())
        crowded = bool(self.beside.current) and self.width() < theme.current().px(_ROOMY)
        self.panel.blockSignals(True)  # what the user chose stays remembered
        self.panel.fold(crowded or self._flag("list_folded"))
        self.panel.blockSignals(False)

    def _say_missing(self, asked: Asked) -> None:
        """Who is missing is found on the map itself: a badge, or another card, answers it."""
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)
        self._say_briefly(
            self.tr("{question} Drag the badge onto a card, or add the person").format(question=asked.text)
        )

    # Paper and files.

    def _going_out(self) -> tuple[InfluenceMap | None, str]:
        return self.influence_map, "" if self.stage.shows_live else self.stage.strip.text.text()

    # Looks.

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            area = self.view.viewport().rect()
            self._welcome.setGeometry(area.adjusted(area.width() // 5, 0, -area.width() // 5, 0))
            self.remark.take_place()
        return False

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
            mark_health(self.beside, self._workbook, self.stage.live)
        elif event.type() == QEvent.Type.FontChange and hasattr(self, "_body"):
            self._make_room()
        super().changeEvent(event)

    def _retranslate(self) -> None:
        self.empty.set_texts(
            self.tr("No purchase yet"),
            self.tr(
                "An influence map shows who decides, who influences and who is against us in one purchase."
            ),
            self.tr("New purchase") if not self._workbook.read_only else "",
        )
        self._welcome.setText(
            self.tr("Drag people from the left onto the map, or select them there and press Enter.")
        )


def _lane_names(cell: Cell) -> list[str]:
    level, function = cell
    names = [str(LEVEL[level].text)] if level is not None else []
    return names + ([str(FUNCTION[function].text)] if function is not None else [])
