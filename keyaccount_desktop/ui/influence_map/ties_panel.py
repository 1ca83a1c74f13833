"""Beside the map: who can introduce me to those who decide, and the ties that were found from profiles.

It is read in a worker while it is open: anew with the map, and when something changes that ties are found from.
A way that is pressed is emphasised on the map. Found ties are accepted or dismissed one by one, each one step of
undo; what was dismissed can be shown and offered again. Made by the map's page.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from keyaccount_desktop.exchange.map_layout import lay_out
from keyaccount_desktop.exchange.map_moves import placed_by_themselves
from keyaccount_desktop.language import Text, language, plain
from keyaccount_desktop.method.catalogue_person import STAFF_TIES
from keyaccount_desktop.ui import counts, theme
from keyaccount_desktop.ui.emptying import empty
from keyaccount_desktop.ui.influence_map.beside import INDENT, Beside, SidePanel, Stage, lay_flat
from keyaccount_desktop.ui.influence_map.ties_rows import TieBox, WayBox, in_words
from keyaccount_desktop.ui.operation import Job, Operation, Progress, show_done
from keyaccount_desktop.ui.widgets import Button, Card, Label, Rule
from keyaccount_desktop.workbook.chains import Way, unmet, ways_to
from keyaccount_desktop.workbook.maps import influence_map, place_cards
from keyaccount_desktop.workbook.purchases import add_stakeholder
from keyaccount_desktop.workbook.ties import (
    OfferedTie,
    OfferedTies,
    accept_tie,
    dismiss_tie,
    found_ties,
    restore_tie,
)

if TYPE_CHECKING:
    from keyaccount_desktop.workbook.document import Workbook
    from keyaccount_desktop.workbook.journal import ChangeSet
    from keyaccount_desktop.workbook.maps import InfluenceMap

_FIRST: Final = 4
_FURTHER: Final = 20
"""How many found ties of each group are shown at first, and how many with each press of “more”."""
_WAYS: Final = 12
"""How many ways are shown at first: more deciders than that nobody has met are on very large maps only."""
_TELLING: Final = frozenset({"colleague", "dismissed_tie", "person", "link"})
_TELLING_FACTS: Final = ("person.native_place", "person.education", STAFF_TIES, "stakeholder.", "link.")
"""What ties and ways are found from."""

Read = tuple[OfferedTies, list[Way]]
Stop = tuple[object, int]
"""Whom or which tie a row is about, and which of the things in it."""


class TiesPanel(SidePanel):
    """Ways on top, found ties below, and at the end what was dismissed."""

    def __init__(self, workbook: Workbook, stage: Stage) -> None:
        super().__init__()
        self._workbook = workbook
        self._stage = stage
        self._chosen = ""
        """Whom the way to is asked for besides those who decide."""
        self._wanted_way = ""
        """Whose way is to be emphasised once it has been read."""
        self._active = ""
        self._stale = False
        self._job: Job[Read] | None = None
        self._read: Read | None = None
        self._of: object = None
        """What of the live map it was read for."""
        self._filled_of: object = None
        self._limit, self._way_limit = _FIRST, _WAYS
        self._dismissed_shown = False
        self._stand_on = -1
        """The place of the tie that gets the keyboard when the ties are shown anew."""
        self._come_from: QWidget | None = None
        """What had the keyboard when it was asked for here, before there was anything to stand on."""
        self.way_boxes: list[WayBox] = []
        self.tie_boxes: list[TieBox] = []
        self.ways = Card("", spacing=0)
        self.ties = Card("", spacing=0)
        for card in (self.ways, self.ties):
            lay_flat(card)
        self._way_column = QVBoxLayout()
        self._tie_column = QVBoxLayout()
        for column in (self._way_column, self._tie_column):
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(0)
        self.more_ways = Button("", "crumb")
        self.more_ways.clicked.connect(self._show_more_ways)
        self.more = Button("", "crumb")
        self.more.clicked.connect(self._show_more)
        self.gone = Button("", "crumb")
        self.gone.setCheckable(True)
        self.gone.clicked.connect(self._show_dismissed)
        self._gone_column = QVBoxLayout()
        self._gone_column.setContentsMargins(0, 0, 0, 0)
        self._gone_column.setSpacing(0)
        self.ways.column.addLayout(self._way_column)
        self.ways.column.addWidget(self.more_ways, 0, Qt.AlignmentFlag.AlignLeft)
        self.ties.column.addLayout(self._tie_column)
        self.ties.column.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
        self.ties.column.addWidget(self.gone, 0, Qt.AlignmentFlag.AlignLeft)
        self.ties.column.addLayout(self._gone_column)
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setSpacing(2 * theme.GAP)
        column.addWidget(self.ways)
        column.addWidget(self.ties)
        column.addStretch(1)
        self._area = self.lay_out(inner)
        self._unsubscribe = workbook.subscribe(self._workbook_changed)
        self._fill()

    # ---- what it shows

    def show_purchase(self, purchase_id: str) -> None:
        """Be about this purchase: the way one asked for was on the map of the one before."""
        self._cancel()
        self._of = None
        self._read, self._chosen, self._wanted_way, self._active = None, "", "", ""
        self._limit, self._way_limit, self._dismissed_shown = _FIRST, _WAYS, False
        self._fill()

    def show_map(self, live: InfluenceMap) -> None:
        """Read again if it is another map, in what ways and ties depend on: a card that is moved is no reason."""
        if _looks(live) != self._of:
            self._begin_reading()

    def show_way_to(self, person_id: str) -> None:
        """Find the way to anyone, and emphasise it; the panel is open."""
        self._chosen = self._wanted_way = person_id
        self._begin_reading()

    def do(self, command: str) -> None:
        """Who can introduce me: to the selected person, or to the first of those who decide."""
        selected = list(self._stage.selected)
        if selected:
            self.show_way_to(selected[-1])
        else:
            self.take_focus()

    def take_focus(self) -> None:
        stops = self.stops()
        # Nothing to stand on before it has been read: then, unless one has gone elsewhere meanwhile.
        self._come_from = QApplication.focusWidget() if self.reading and not stops else None
        for stop in stops[:1]:
            stop.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def closing(self) -> None:
        """The map is as strong as ever again."""
        self._active = self._wanted_way = ""  # what is still being read is emphasised no more
        self._stage.emphasise(())
        self._mark()

    def release(self) -> None:
        """Listen no more; before the workbook is closed."""
        self._cancel()
        self._unsubscribe()

    def stops(self) -> list[QWidget]:
        """What the Tab key goes through."""
        ways: list[QWidget] = [stop for box in self.way_boxes for stop in box.stops()]
        ties: list[QWidget] = [stop for box in self.tie_boxes for stop in box.stops()]
        stops = [*ways, self.more_ways, *ties, self.more, self.gone]
        buttons = (self.more_ways, self.more, self.gone)
        return [stop for stop in stops if stop not in buttons or not stop.isHidden()]

    @property
    def reading(self) -> bool:
        """Whether it is being read."""
        return self._job is not None

    # ---- reading

    def _begin_reading(self) -> None:
        """Read in a worker; what was under way is of before."""
        self._cancel()
        live = self._stage.live
        if live is None:
            return
        self._of = _looks(live)
        workbook, usual = self._workbook, self._workbook.defaults.link_strength
        targets = [card.person_id for card in unmet(live)]
        if self._chosen and self._chosen not in targets:
            targets.insert(0, self._chosen)

        def work(progress: Progress) -> Read:
            found = found_ties(workbook, live.purchase_id, progress.step)
            return found, ways_to(workbook, live, targets, found.offered, usual_strength=usual)

        job = Job(self, "", work, then=self._take, quiet=True)
        self._job = job
        job.finished.connect(lambda: self._ended(job))
        job.start()

    def _cancel(self) -> None:
        job, self._job = self._job, None
        if job is not None:
            job.cancel()

    def _ended(self, job: Job[Read]) -> None:
        if self._job is job:
            self._job = None

    def _take(self, read: Read) -> None:
        self._job = None
        if read != self._read or self._of != self._filled_of:
            self._read, self._filled_of = read, self._of
            self._fill()
        self._emphasise_wanted()
        come_from, self._come_from = self._come_from, None
        if come_from is not None and come_from is QApplication.focusWidget():
            self.take_focus()

    def _workbook_changed(self, change: ChangeSet) -> None:
        if change.kind != "reloaded" and not _concerns_ties(change):
            return
        self._stale = True
        if self.isVisible():
            self._stale = False
            self._begin_reading()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale or self._read is None:
            self._stale = False
            self._begin_reading()

    # ---- ways

    def _emphasise_wanted(self) -> None:
        """Emphasise the way that was asked for; the one that is shown stays as it may have become."""
        wanted, self._wanted_way = self._wanted_way or self._active, ""
        box = next((box for box in self.way_boxes if box.row.way.target.id == wanted), None)
        if box is None:
            if self._active:
                self.closing()
            return
        asked_for = wanted == self._chosen and self._active != wanted
        self._emphasise(box.row.way)
        if asked_for:
            box.row.setFocus(Qt.FocusReason.OtherFocusReason)
            self._area.ensureWidgetVisible(box, 0, theme.GRID)

    def _press_way(self, way: Way) -> None:
        """Emphasise a way, or nothing again."""
        if self._active == way.target.id:
            self.closing()
        else:
            self._stage.select(self._emphasise(way))  # the whole chain comes into view
            self._stage.select([way.target.id])

    def _emphasise(self, way: Way) -> list[str]:
        """Let everything else fade; those of the way who are on the map."""
        live = self._stage.live
        placed = {card.person_id for card in live.cards if card.placed} if live is not None else set()
        shown = way.chain or way.by_found_tie or way.nearest
        people = [id_ for id_ in (shown.people if shown is not None else ()) if id_ in placed]
        links = {tie.id for tie in shown.links} if shown is not None else set()
        self._active = way.target.id
        words = self._advice(way) if way.chain is None else in_words(way.chain, way.contacts)
        self._stage.emphasise(people or [way.target.id], links, words)
        self._mark()
        return people

    def _mark(self) -> None:
        for box in self.way_boxes:
            box.row.set_active(box.row.way.target.id == self._active)

    def _place(self, person_id: str, name: str) -> None:
        """Put someone of a chain on the map, with a part in the purchase: one step of undo."""
        live = self._stage.live
        if live is None:
            return
        purchase_id, workbook = live.purchase_id, self._workbook

        def place() -> None:
            with workbook.edit(Text("Place {name}", "放置{name}").format(name=plain(name))):
                add_stakeholder(workbook, purchase_id, person_id)
                shown = influence_map(workbook, purchase_id)
                place_cards(workbook, purchase_id, placed_by_themselves(shown, lay_out(shown), [person_id]))

        if Operation(self, place).run():
            self._stage.select([person_id])

    def _advice(self, way: Way) -> str:
        """What would help where there is no chain yet."""
        if way.chain is not None:
            if len(way.chain.people) > 1:
                return ""
            return self.tr("You are in contact already.")
        said = [self.tr("No chain yet.")]
        if way.by_found_tie is not None:
            words = in_words(way.by_found_tie, way.contacts)
            said.append(
                self.tr("A tie that was found would make one, if it holds: {chain}.").format(chain=words)
            )
        if way.nearest is not None:
            words = in_words(way.nearest, way.contacts, from_us=False)
            first = way.contacts[way.nearest.people[0]].name
            said.append(
                self.tr("Nearest: {chain}. Become close to {name} first.").format(chain=words, name=first)
            )
        else:
            said.append(self.tr("Nobody is linked to {name} yet.").format(name=way.target.name))
        live = self._stage.live
        coaches = [card.name for card in live.cards if card.coach is not None] if live is not None else []
        if coaches:
            said.append(self.tr("Ask the coach who knows them: {names}.").format(names=_listed(coaches)))
        else:
            said.append(self.tr("Find a coach who can say who knows them."))
        return " ".join(said) if not _chinese() else "".join(said)

    # ---- ties

    def _choose(self, tie: OfferedTie) -> None:
        """Show both on the map, as far as they are there."""
        self.closing()
        self._stage.select([tie.one.id, tie.other.id])

    def _accept(self, box: TieBox) -> None:
        tie = box.tie
        if self._run(box, lambda: accept_tie(self._workbook, tie)):
            said = self.tr("{one} and {other} are linked now").format(one=tie.one.name, other=tie.other.name)
            show_done(self, said, self.tr("Undo"), lambda: Operation(self, self._workbook.undo).run())

    def _dismiss(self, box: TieBox) -> None:
        tie = box.tie
        if self._run(box, lambda: dismiss_tie(self._workbook, tie)):
            said = self.tr("Dismissed; it can be offered again below")
            show_done(self, said, self.tr("Undo"), lambda: Operation(self, self._workbook.undo).run())

    def _run(self, box: TieBox, command: Callable[[], object]) -> bool:
        """Do something to a tie, which goes at once; the keyboard goes on with the next one."""
        place = self.tie_boxes.index(box)
        held = box.isAncestorOf(self.window().focusWidget() or self)
        if not Operation(self, command).run():
            return False
        left = [each for each in self.tie_boxes if each is not box and not each.isHidden()]
        if held:
            self._stand_on = place
            if left:
                left[min(place, len(left) - 1)].row.setFocus(Qt.FocusReason.OtherFocusReason)
        box.hide()
        return True

    def _show_more(self) -> None:
        shown = {box.tie.key for box in self.tie_boxes}
        self._limit += _FURTHER
        self._fill()
        # The button may be gone, and whoever pressed it by key goes on with what it brought.
        if (new := next((box for box in self.tie_boxes if box.tie.key not in shown), None)) is not None:
            new.row.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_more_ways(self) -> None:
        before = len(self.way_boxes)
        self._way_limit += _FURTHER
        self._fill()
        if new := self.way_boxes[before:]:
            new[0].row.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_dismissed(self, shown: bool) -> None:
        self._dismissed_shown = shown
        self._fill()
        if shown and (box := next((box for box in self.tie_boxes if box.gone), None)) is not None:
            # They come below the button, which often stands at the lower edge.
            self._area.ensureWidgetVisible(box, 0, theme.GRID)

    # ---- filling

    def _fill(self) -> None:
        held = self._held()
        if held is not None:
            # Rows that go would hand the keyboard on from one to the next, and what is shown would follow it down.
            self.setFocus(Qt.FocusReason.OtherFocusReason)
        self._fill_ways()
        self._fill_ties()
        self._retranslate()
        if held is not None and self.window().focusWidget() is self:
            stops = dict(self._named_stops())
            if (stop := stops.get(held) or next(iter(stops.values()), None)) is not None:
                stop.setFocus(Qt.FocusReason.OtherFocusReason)
        for before, after in pairwise(self.stops()):
            QWidget.setTabOrder(before, after)

    def _named_stops(self) -> Iterator[tuple[Stop, QWidget]]:
        """What the keyboard can stand on in the rows, by names that it keeps when they are filled anew."""
        for way in self.way_boxes:
            yield from (((way.row.way.target.id, place), stop) for place, stop in enumerate(way.stops()))
        for tie in self.tie_boxes:
            yield from (((tie.tie.key, place), stop) for place, stop in enumerate(tie.stops()))

    def _held(self) -> Stop | None:
        """Where in the rows the keyboard stands."""
        at = self.window().focusWidget()
        return next((name for name, stop in self._named_stops() if stop is at), None)

    def _fill_ways(self) -> None:
        empty(self._way_column)
        self.way_boxes = []
        ways = self._read[1] if self._read is not None else []
        cards = (
            {card.person_id: card for card in self._stage.live.cards} if self._stage.live is not None else {}
        )
        wanted = self._wanted_way or self._active  # is shown in any case
        shown = [
            way for number, way in enumerate(ways) if number < self._way_limit or way.target.id == wanted
        ]
        for number, way in enumerate(shown):
            if number:
                self._way_column.addWidget(Rule())
            card = cards.get(way.target.id)
            role = card.position if card is not None else way.target.place
            box = WayBox(way, role, writable=not self._workbook.read_only)
            box.row.advise(self._advice(way))
            box.row.clicked.connect(lambda _on=False, way=way: self._press_way(way))
            box.placed.connect(lambda id_, way=way: self._place(id_, way.contacts[id_].name))
            self._way_column.addWidget(box)
            box.show()
            self.way_boxes.append(box)
        self.more_ways.setText(self.tr("%n more", "", len(ways) - len(shown)))
        self.more_ways.setVisible(len(ways) > len(shown))
        if not ways:
            text = self.tr("Looking for ways…")
            if self._read is not None:
                text = self.tr("Everyone on the map who decides has been contacted.")
            self._way_column.addWidget(_said(text))
        self._mark()

    def _fill_ties(self) -> None:
        empty(self._tie_column)
        empty(self._gone_column)
        self.tie_boxes = []
        found = self._read[0] if self._read is not None else OfferedTies()
        waiting = 0
        for name, ties in (
            (self.tr("On this map"), found.among),
            (self.tr("With our own staff"), found.staff),
            (self.tr("With people elsewhere"), found.elsewhere),
        ):
            if ties:
                heading = Label(name, "caption")
                heading.setContentsMargins(INDENT, 6, 0, 2)
                self._tie_column.addWidget(heading)
            for tie in ties[: self._limit]:
                self._add_tie(self._tie_column, tie, gone=False)
            waiting += max(len(ties) - self._limit, 0)
        if self._read is None:
            self._tie_column.addWidget(_said(self.tr("Comparing native places and schools…")))
        elif not found.offered:
            self._tie_column.addWidget(
                _said(
                    self.tr(
                        "None now. Ties are found from native places and schools of people and of our own staff."
                    )
                )
            )
        if found.left_off and not waiting:
            said = self.tr("Not listed, because they tell less: {content}.")
            self._tie_column.addWidget(_said(said.format(content=counts.ties(found.left_off)), "hint"))
        self.more.setText(self.tr("%n more", "", waiting))
        self.more.setVisible(waiting > 0)
        self.gone.setText(self.tr("%n dismissed", "", len(found.dismissed)))
        self.gone.setVisible(bool(found.dismissed))
        self.gone.setChecked(self._dismissed_shown)
        if self._dismissed_shown:
            for tie in found.dismissed:
                self._add_tie(self._gone_column, tie, gone=True)
        place, self._stand_on = self._stand_on, -1
        if place >= 0 and self.tie_boxes:
            self.tie_boxes[min(place, len(self.tie_boxes) - 1)].row.setFocus(Qt.FocusReason.OtherFocusReason)

    def _add_tie(self, column: QVBoxLayout, tie: OfferedTie, *, gone: bool) -> None:
        box = TieBox(tie, writable=not self._workbook.read_only, gone=gone)
        box.chosen.connect(lambda: self._choose(tie))
        box.accepted.connect(lambda: self._accept(box))
        box.dismissed.connect(lambda: self._dismiss(box))
        box.restored.connect(lambda: self._run(box, lambda: restore_tie(self._workbook, tie)))
        column.addWidget(box)
        box.show()
        self.tie_boxes.append(box)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._fill()
        super().changeEvent(event)

    def _retranslate(self) -> None:
        found = self._read[0] if self._read is not None else OfferedTies()
        if self.ways.title is not None:
            self.ways.title.set_texts(self.tr("Who can introduce me"))
        if self.ties.title is not None:
            number = len(found.offered) + found.left_off
            self.ties.title.set_texts(self.tr("Found ties"), str(number) if number else "")


def introduce(beside: Beside, person_id: str) -> None:
    """Open the panel, and show who can introduce one to someone."""
    beside.open_panel("ties")
    panel = beside.panel("ties")
    assert isinstance(panel, TiesPanel)
    panel.show_way_to(person_id)


def _looks(live: InfluenceMap) -> object:
    """What of a map ties and ways depend on."""
    cards = [
        (
            (card.person_id, card.placed, card.name, card.position, card.level, card.decides),
            (card.closeness, card.attitude, card.coach),
        )
        for card in live.cards
    ]
    return live.purchase_id, cards, live.links


def _concerns_ties(change: ChangeSet) -> bool:
    """Whether a change may make or end a tie or a way."""
    return bool(change.tables & _TELLING) or any(
        str(field).startswith(_TELLING_FACTS) for field in change.values("fact", "field")
    )


def _said(text: str, role: str = "soft") -> Label:
    label = Label(text, role, wrap=True)
    label.setContentsMargins(INDENT, 4, INDENT, 4)
    return label


def _chinese() -> bool:
    return language() == "zh"


def _listed(names: Sequence[str]) -> str:
    return ("、" if _chinese() else ", ").join(names)
