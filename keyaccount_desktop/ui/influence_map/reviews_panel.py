"""Beside the map: its reviews. Freeze one, look at one, compare any two states, the live map being one of them.

What is shown in place of the live map goes through the ``Stage``: the frozen picture, the later of two states with
the changes marked on it, or both side by side. Below stands what changed in words. Made by the map's page.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final, Literal

from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QMenu,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from keyaccount_desktop.exchange.map_compared import Overlay, laid_over
from keyaccount_desktop.language import UserError
from keyaccount_desktop.method.map_changes import Change
from keyaccount_desktop.ui import counts, theme
from keyaccount_desktop.ui.elided_box import ElidedBox
from keyaccount_desktop.ui.influence_map.actions import LookActions
from keyaccount_desktop.ui.influence_map.beside import EDGE, INDENT, SidePanel, Stage
from keyaccount_desktop.ui.influence_map.change_list import ChangeList
from keyaccount_desktop.ui.influence_map.stage import MANY
from keyaccount_desktop.ui.influence_map.two_views import TwoViews
from keyaccount_desktop.ui.name_panel import NamePanel
from keyaccount_desktop.ui.operation import Operation, busy, show_done
from keyaccount_desktop.ui.widgets import Button, IconButton, Label, SectionTitle, plain_tip
from keyaccount_desktop.workbook.reviews import (
    DUE_DAYS,
    Differences,
    Review,
    delete_review,
    differences,
    freeze_review,
    rename_review,
    reviews_of,
    snapshot_now,
    snapshot_of,
)
from keyaccount_desktop.workbook.snapshots import Snapshot

if TYPE_CHECKING:
    from keyaccount_desktop.ui.influence_map.view import MapView
    from keyaccount_desktop.workbook.document import Workbook
    from keyaccount_desktop.workbook.journal import ChangeSet
    from keyaccount_desktop.workbook.maps import InfluenceMap

Mode = Literal["picture", "marked", "beside"]
MODES: Final[tuple[Mode, ...]] = ("picture", "marked", "beside")
NOW: Final = ""
"""The key of the live map among the states; a review's is its id."""
_ROWS: Final = 6
"""How many states the list has room for before it scrolls."""


class ReviewsPanel(SidePanel):
    """Shows the states of one purchase's map, the live one on top."""

    def __init__(self, workbook: Workbook, stage: Stage, view: MapView) -> None:
        """``view`` is the map's own, which two maps side by side cover."""
        super().__init__()
        self._workbook = workbook
        self._stage = stage
        self._view = view
        self._views: TwoViews | None = None
        self._look = LookActions(stage.open_person, view.remarked.emit)
        self._purchase_id = ""
        self._live: InfluenceMap | None = None
        self._reviews: list[Review] = []
        self._snapshots: dict[str, Snapshot] = {}
        self._shown = NOW
        self._partner: str | None = None
        """The state chosen to compare with; None for the one before the shown one."""
        self._mode: Mode = "picture"
        self._instead = False
        """Whether something of ours is shown in place of the live map."""
        self._found: Differences | None = None
        self._make()
        self._lay_out()
        self._unsubscribe = workbook.subscribe(self._workbook_changed)
        self._retranslate()

    def _make(self) -> None:
        self.title = SectionTitle()
        self.freeze = Button("", icon="photo")
        self.freeze.clicked.connect(self._ask_name)
        self.due = Label("", "warning", wrap=True)
        self.list = QListWidget()
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.list.customContextMenuRequested.connect(self._menu_at)
        self.list.currentRowChanged.connect(self._choose_row)
        self.list.installEventFilter(self)
        self.earlier = IconButton("chevron-left")
        self.earlier.clicked.connect(lambda: self.step(1))
        self.later = IconButton("chevron-right")
        self.later.clicked.connect(lambda: self.step(-1))
        self.more = IconButton("more")
        self.more.clicked.connect(lambda: self._menu(self.more.mapToGlobal(self.more.rect().bottomLeft())))
        self.partners = ElidedBox()
        self.partners.activated.connect(self._choose_partner)
        self._partner_caption = Label("", "caption")
        self.modes: dict[Mode, QToolButton] = {}
        group = QButtonGroup(self)
        for mode in MODES:
            button = self.modes[mode] = QToolButton()
            button.setCheckable(True)
            button.setProperty("kind", "cell")
            button.clicked.connect(lambda _checked=False, mode=mode: self._choose_mode(mode))
            group.addButton(button)
        self.heading = Label("", "strong", wrap=True)
        self.remark = Label("", "soft", wrap=True)
        self.changes = ChangeList()
        self.changes.chosen.connect(self._select)
        self.rename_action = QAction(self)
        self.rename_action.triggered.connect(self._rename)
        self.delete_action = QAction(self)
        self.delete_action.triggered.connect(self._delete)

    def _lay_out(self) -> None:
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setSpacing(2 * theme.GRID)
        self.title.add_control(self.freeze)
        column.addWidget(self.title)
        column.addWidget(self.due)
        column.addWidget(self.list)
        self._steps = QWidget()
        row = QHBoxLayout(self._steps)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.GRID)
        row.addWidget(self.earlier)
        row.addWidget(self.later)
        row.addStretch(1)
        row.addWidget(self.more)
        column.addWidget(self._steps)
        self._comparing = QWidget()
        comparing = QVBoxLayout(self._comparing)
        comparing.setContentsMargins(0, theme.GRID, 0, theme.GRID)
        comparing.setSpacing(theme.GRID)
        comparing.addWidget(self._partner_caption)
        comparing.addWidget(self.partners)
        buttons = QHBoxLayout()
        buttons.setSpacing(theme.GRID)
        for button in self.modes.values():
            buttons.addWidget(button)
        buttons.addStretch(1)
        comparing.addLayout(buttons)
        column.addWidget(self._comparing)
        column.addWidget(self.heading)
        column.addWidget(self.remark)
        column.addWidget(self.changes)
        column.addStretch(1)
        self.lay_out(inner)
        column.setContentsMargins(EDGE - INDENT, theme.GAP, EDGE - INDENT, theme.GAP)
        for part in (self.title, self.due, self._comparing, self.heading, self.remark):
            part.setContentsMargins(INDENT, 0, INDENT, 0)

    # ---- what it shows

    def show_purchase(self, purchase_id: str) -> None:
        if purchase_id != self._purchase_id:
            self._purchase_id = purchase_id
            self._live = None
            self._forget()
            self._shown, self._partner, self._mode = NOW, None, "picture"

    def show_map(self, live: InfluenceMap) -> None:
        first = self._live is None
        self._live = live
        if first or not self._reviews:
            self._read()
        else:
            self._show()

    def take_focus(self) -> None:
        self.list.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def do(self, command: str) -> None:
        if command == "map_freeze_review":
            self._ask_name()
        else:
            self.step(1 if command == "map_earlier_review" else -1)
            self.take_focus()

    def closing(self) -> None:
        self._shown, self._partner, self._mode = NOW, None, "picture"
        self._back_to_live()
        self._fill()

    def release(self) -> None:
        self._unsubscribe()

    @property
    def shown(self) -> str:
        """The id of the review that is shown; ``NOW`` for the live map."""
        return self._shown

    @property
    def found(self) -> Differences | None:
        """What is listed."""
        return self._found

    def step(self, by: int) -> None:
        """Go so many states back in time; forward if negative."""
        self.list.setCurrentRow(min(max(self.list.currentRow() + by, 0), self.list.count() - 1))

    def _forget(self) -> None:
        self._reviews, self._snapshots = [], {}

    def _read(self) -> None:
        """Take the reviews from the workbook, and show what is left of what was shown."""
        if not self._purchase_id or self._live is None:
            return
        self._forget()
        self._reviews = reviews_of(self._workbook, self._purchase_id)
        keys = self._keys()
        if self._shown not in keys:
            self._shown = NOW
        if self._partner not in keys:
            self._partner = None
        self._show()

    def _keys(self) -> list[str]:
        """The states, the latest first."""
        return [NOW, *(review.id for review in self._reviews)]

    def _show(self) -> None:
        with busy(self._live is not None and len(self._live.cards) > MANY):
            self._fill(self._shown_now())

    def _shown_now(self) -> UserError | None:
        """Compare what is to be compared and put it on the stage; why that could not be."""
        self._found = None
        pair = self._pair()
        try:
            shown = self._snapshot(self._shown)
            states = (self._snapshot(pair[0]), self._snapshot(pair[1])) if pair else None
            if states is not None:
                self._found = differences(self._workbook, *states)
            self._stand(shown, states)
        except UserError as error:
            self._back_to_live()
            return error
        return None

    def _snapshot(self, key: str) -> Snapshot:
        if key == NOW:
            assert self._live is not None
            return snapshot_now(self._live)
        if key not in self._snapshots:
            self._snapshots[key] = snapshot_of(self._workbook, key)
        return self._snapshots[key]

    def _pair(self) -> tuple[str, str] | None:
        """The earlier and the later of the two states that are compared; None while there is only one."""
        keys = self._keys()
        if len(keys) < 2:
            return None
        at = keys.index(self._shown)
        partner = self._partner
        if partner is None or partner == self._shown:
            partner = keys[at + 1] if at + 1 < len(keys) else keys[0]
        earlier, later = sorted((self._shown, partner), key=keys.index, reverse=True)
        return earlier, later

    # ---- on the stage

    def _stand(self, shown: Snapshot, states: tuple[Snapshot, Snapshot] | None) -> None:
        """Have the map show what is asked for."""
        if self._mode == "picture" or states is None or self._found is None:
            self._clear_views()
            if self._shown == NOW:
                self._back_to_live()
            else:
                self._put(shown.shown, self.tr("Review: {name}").format(name=self._name(self._shown)))
            return
        before, after = (state.shown for state in states)
        pair = self._pair()
        assert pair is not None
        title = self.tr("{earlier} compared with {later}").format(
            earlier=self._name(pair[0]), later=self._name(pair[1])
        )
        if self._mode == "marked":
            self._clear_views()
            laid = laid_over(before, after, self._found.changes)
            self._put(laid, title, Overlay(self._found.changes), on_paper=after)
            return
        self._put(after, title)
        if self._views is None:
            self._views = TwoViews(self._view, self._stage.open_person)
        titles = (self._name(pair[0]), self._name(pair[1]))
        self._views.show_maps(before, after, titles, self._found.changes)
        self._stage.cover(self._views)

    def _put(
        self,
        influence_map: InfluenceMap,
        title: str,
        overlay: Overlay | None = None,
        on_paper: InfluenceMap | None = None,
    ) -> None:
        self._instead = True
        self._stage.show_instead(influence_map, self._look, title, self._left, overlay, on_paper)

    def _clear_views(self) -> None:
        if self._views is not None:
            self._views.clear()

    def _back_to_live(self) -> None:
        self._clear_views()
        if self._instead:
            self._instead = False
            self._stage.show_live()

    def _left(self) -> None:
        """Someone asked for the live map."""
        if self._instead:
            self._instead = False
            self._shown, self._partner, self._mode = NOW, None, "picture"
            if self._live is not None:
                self._show()

    def _select(self, change: Change) -> None:
        ids = change.people
        if self._mode == "picture" and not self._stands(ids):
            self._choose_mode("marked")  # where they can be seen, as ghosts if need be
        if self._views is not None and self._mode == "beside" and self._instead:
            self._views.select(ids)
        else:
            self._stage.select(ids)

    def _stands(self, person_ids: tuple[str, ...]) -> bool:
        """Whether any of these people stand on the map that is shown."""
        shown = self._snapshot(self._shown).shown
        return any(card.person_id in person_ids for card in shown.cards)

    # ---- choosing

    def _choose_row(self, row: int) -> None:
        keys = self._keys()
        if 0 <= row < len(keys) and keys[row] != self._shown:
            self._shown = keys[row]
            self._show()

    def _choose_partner(self, place: int) -> None:
        self._partner = str(self.partners.itemData(place))
        self._show()

    def _choose_mode(self, mode: Mode) -> None:
        self._mode = mode
        self._show()

    # ---- changing

    def _ask_name(self) -> None:
        if self._workbook.read_only or not self._purchase_id:
            return
        proposed = self.tr("Review {n}").format(n=len(self._reviews) + 1)
        panel = NamePanel(self.freeze, self.tr("Name of the review"), proposed)
        panel.entered.connect(self._freeze)
        panel.open()

    def _freeze(self, name: str) -> None:
        def frozen(review_id: str) -> None:
            show_done(self, self.tr("The map is frozen as “{name}”").format(name=name))
            self.take_focus()

        Operation(self, lambda: freeze_review(self._workbook, self._purchase_id, name), then=frozen).run()

    def _review(self) -> Review | None:
        return next((review for review in self._reviews if review.id == self._shown), None)

    def _rename(self) -> None:
        review = self._review()
        if review is None or self._workbook.read_only:
            return
        panel = NamePanel(self.list, self.tr("Name of the review"), review.name)
        panel.entered.connect(
            lambda name: Operation(self, lambda: rename_review(self._workbook, review.id, name)).run()
        )
        panel.open()

    def _delete(self) -> None:
        review = self._review()
        if review is None or self._workbook.read_only:
            return
        if Operation(self, lambda: delete_review(self._workbook, review.id)).run():
            show_done(
                self,
                self.tr("Deleted the review “{name}”").format(name=review.name),
                self.tr("Undo"),
                lambda: Operation(self, self._workbook.undo).run(),
            )

    def _menu_at(self, at: QPoint) -> None:
        self._menu(self.list.viewport().mapToGlobal(at))

    def _menu(self, at: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for action in (self.rename_action, self.delete_action):
            action.setEnabled(self._review() is not None and not self._workbook.read_only)
            menu.addAction(action)
        menu.popup(at)

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        if watched is self.list and event.type() == QEvent.Type.ShortcutOverride:
            assert isinstance(event, QKeyEvent)
            if event.key() in (Qt.Key.Key_F2, Qt.Key.Key_Delete) and self._review() is not None:
                event.accept()  # of the window's actions of these names it is this one that is meant
        elif watched is self.list and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() == Qt.Key.Key_F2:
                self._rename()
                return True
            if event.key() == Qt.Key.Key_Delete:
                self._delete()
                return True
        return False

    # ---- in step with the workbook

    def _workbook_changed(self, change: ChangeSet) -> None:
        if change.kind != "reloaded" and "map_review" not in change.tables:
            return
        if self.isVisible():
            self._read()
        else:
            self._live = None  # read again when it is opened

    # ---- looks

    def _name(self, key: str) -> str:
        """A state as it is named: with its date."""
        if key == NOW:
            return self.tr("Now")
        review = next(review for review in self._reviews if review.id == key)
        return f"{review.reviewed_on}  {review.name}"

    def _fill(self, problem: UserError | None = None) -> None:
        """Write what was found into the widgets."""
        keys, pair = self._keys(), self._pair()
        self.list.blockSignals(True)
        while self.list.count() > len(keys):
            self.list.takeItem(self.list.count() - 1)
        while self.list.count() < len(keys):
            self.list.addItem(QListWidgetItem())
        for row, key in enumerate(keys):
            item = self.list.item(row)
            item.setText(self._name(key))
            item.setToolTip(
                plain_tip(self._name(key)) if key else self.tr("The map as it stands in the workbook")
            )
        self.list.setCurrentRow(keys.index(self._shown))
        self.list.blockSignals(False)
        height = self.list.sizeHintForRow(0) * min(len(keys), _ROWS)
        self.list.setFixedHeight(height + 2)
        self.partners.clear()
        for key in keys:
            if key != self._shown:
                self.partners.addItem(self._name(key), key)
        if pair is not None:
            self.partners.setCurrentIndex(
                self.partners.findData(next(key for key in pair if key != self._shown))
            )
        for mode, button in self.modes.items():
            button.setChecked(mode == self._mode)
        several = len(keys) > 1
        for widget in (self._steps, self._comparing, self.list):
            widget.setVisible(several)
        self.earlier.setEnabled(self._shown != keys[-1])
        self.later.setEnabled(self._shown != keys[0])
        self.more.setEnabled(self._review() is not None and not self._workbook.read_only)
        self.freeze.setVisible(not self._workbook.read_only)
        self.changes.show_differences(self._found)
        self._tell(problem)

    def _tell(self, problem: UserError | None) -> None:
        """What stands between the controls and the list of changes."""
        told = len(self._found.told) if self._found is not None else 0
        self.heading.setVisible(self._found is not None)
        self.heading.setText(counts.changes(told) if told else self.tr("Nothing has changed"))
        if problem is not None:
            remark = str(problem)
        elif len(self._reviews) == 0:
            remark = self.tr(
                "Freeze the map as it stands, so that the next meeting sees what has changed since."
            )
        else:
            remark = ""
        self.remark.setText(remark)
        self.remark.set_role("warning" if problem is not None else "soft")
        self.remark.setVisible(bool(remark))
        days = self._days_since_last()
        due = self._shown == NOW and told > 0 and days >= DUE_DAYS and not self._workbook.read_only
        self.due.setText(
            self.tr("The last review is {n} days old. Freeze one now?").format(n=days) if due else ""
        )
        self.due.setVisible(due)

    def _days_since_last(self) -> int:
        if not self._reviews:
            return 0
        return (date.today() - date.fromisoformat(self._reviews[0].reviewed_on)).days

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._snapshots = {}  # whoever was erased is called otherwise
            self._retranslate()
            if self._live is not None:
                self._show()
        super().changeEvent(event)

    def _retranslate(self) -> None:
        self.title.set_texts(self.tr("Reviews"))
        self.freeze.setText(self.tr("Freeze now"))
        self.freeze.setToolTip(self.tr("Keep the map as it stands today under a name (Ctrl+R)"))
        self.list.setAccessibleName(self.tr("Reviews"))
        self.earlier.set_name(self.tr("Earlier review (Alt+PgUp)"))
        self.later.set_name(self.tr("Later review (Alt+PgDown)"))
        self.more.set_name(self.tr("More about this review"))
        self._partner_caption.setText(self.tr("Compared with"))
        self.partners.setAccessibleName(self.tr("Compared with"))
        for mode, text, tip in (
            ("picture", self.tr("Picture"), self.tr("The map as it stood")),
            ("marked", self.tr("Changes"), self.tr("The later map, with every change marked")),
            ("beside", self.tr("Side by side"), self.tr("Both maps beside each other")),
        ):
            self.modes[mode].setText(text)  # type: ignore[index]
            self.modes[mode].setToolTip(plain_tip(tip))  # type: ignore[index]
        self.rename_action.setText(self.tr("Rename"))
        self.delete_action.setText(self.tr("Delete"))
        self._fill_if_any()

    def _fill_if_any(self) -> None:
        if self._live is not None:
            self._fill()
