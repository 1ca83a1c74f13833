"""Cards that are typed where they will stand: new people, groups and posts, and the name of a post's holder.

A line opens on the map itself; Enter or going on elsewhere takes what was typed, Esc gives it up. While one
types, people the workbook knows already are offered, so that nobody comes into it twice. Made by the map's
page; menus, keys, drops and the health panel ask for it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, Literal

from PySide6.QtCore import QObject, QPointF, QRect, Qt, QTimer
from PySide6.QtGui import QFocusEvent, QKeyEvent

from keyaccount_desktop import language
from keyaccount_desktop.exchange import map_moves
from keyaccount_desktop.exchange.map_cards import title
from keyaccount_desktop.exchange.map_shapes import Rect
from keyaccount_desktop.method.choices import word_key
from keyaccount_desktop.ui import theme
from keyaccount_desktop.ui.fields.inputs import TextLine, end_composition
from keyaccount_desktop.ui.fields.panel import Option, OptionList, matching
from keyaccount_desktop.ui.influence_map.painter import to_qrect
from keyaccount_desktop.ui.operation import Operation
from keyaccount_desktop.workbook import posts
from keyaccount_desktop.workbook.maps import MapCard, Placement
from keyaccount_desktop.workbook.people import kind_called, name_post_holder

if TYPE_CHECKING:
    from keyaccount_desktop.ui.influence_map.stage import MapStage
    from keyaccount_desktop.ui.influence_map.view import MapView
    from keyaccount_desktop.workbook.document import Workbook

New = Literal["person", "group", "post"]
_NOWHERE: Final = Placement("", 0, 0)
_MOST_OFFERED: Final = 8
_LEAST_WIDTH: Final = 150
_AROUND: Final = 24
"""Pixels of the line's width that no text takes."""


class NameLine(TextLine):
    """A line over the map, where the card is or will be; it stays there however the map is moved."""

    def __init__(self, view: MapView, place: Rect, prompt: str, finish: Callable[[], None]) -> None:
        super().__init__(view.viewport())
        self._view = view
        self._place = place
        self._finish = finish
        self.setPlaceholderText(prompt)
        self.setAccessibleName(prompt)
        self.follow()
        view.shifted.connect(self.follow)
        self.show()
        self.raise_()

    def follow(self) -> None:
        corner = self._view.mapFromScene(to_qrect(self._place).topLeft())
        asked = self.fontMetrics().horizontalAdvance(self.placeholderText()) + _AROUND
        wide = max(round(self._place.width * self._view.zoom), asked, theme.current().px(_LEAST_WIDTH))
        room = self._view.viewport().rect()
        high = max(self.sizeHint().height(), theme.current().px(30))
        left = min(max(corner.x(), 0), max(room.width() - wide, 0))
        self.setGeometry(QRect(left, min(max(corner.y(), 0), max(room.height() - high, 0)), wide, high))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        super().keyPressEvent(event)
        event.accept()  # what means nothing to the line must not reach the map below it

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        leaves = event.reason() not in (
            Qt.FocusReason.PopupFocusReason,
            Qt.FocusReason.ActiveWindowFocusReason,
        )
        if self.isVisible() and leaves:
            self._finish()


@dataclass(frozen=True, slots=True)
class _Asked:
    """What is being typed, and what becomes of it."""

    purchase_id: str
    kind: New | Literal["holder"]
    known: tuple[MapCard, ...]
    """Who is offered."""
    place: Placement = _NOWHERE
    role: str = ""
    post_id: str = ""


class NewCards(QObject):
    """Opens one line at a time over a view, and carries out what was typed in it."""

    def __init__(self, view: MapView, workbook: Workbook, stage: MapStage) -> None:
        super().__init__(view)
        self._view = view
        self._workbook = workbook
        self._stage = stage
        self._asked: _Asked | None = None
        self._working = False
        self._to_say = ""
        self.line: NameLine | None = None
        self.options: OptionList | None = None
        stage.changed.connect(self._look_again)

    @property
    def available(self) -> bool:
        """Whether people can be added to the map that is shown: to the live one, where it can be changed."""
        return self._stage.shows_live and self._stage.live is not None and self._view.map_actions.writable

    # What is asked for.

    def add(self, kind: New, at: QPointF | None = None, *, role: str = "") -> None:
        """Let a new card be typed at a point of the scene, or else beside the current card; with a role."""
        scene, live = self._view.map_scene, self._stage.live
        if scene.picture is None or live is None or not (self._stage.shows_live and self._view.may_change()):
            return
        if at is None:
            current = scene.current
            middle = self._view.mapToScene(self._view.viewport().rect().center())
            at = QPointF(*scene.place_of(current).centre) if current is not None else middle
        place, rect = map_moves.new_card(live, scene.picture.layout, at.x(), at.y())
        known = [card for card in live.cards if not card.placed and card.kind == kind]
        prompts = {
            "person": self.tr("Name of the person"),
            "group": self.tr("Name of the group"),
            "post": self.tr("Which post?"),
        }
        self._ask(_Asked(live.purchase_id, kind, tuple(known), place, role), rect, prompts[kind])

    def add_to_function(self, function: str, level: str = "management", *, role: str = "") -> None:
        """Let a post whose holder is unknown be typed in the lane of a function; with a role."""
        picture = self._view.map_scene.picture
        if picture is None:
            return
        if picture.layout.lanes.rows:
            area = picture.layout.lanes.cell_rect((level, function))
            self._view.ensureVisible(to_qrect(area), 8, 8)
            self.add("post", QPointF(*area.centre), role=role)
        else:
            self.add("post", role=role)

    def name_holder(self, post_id: str) -> None:
        """Let the name of whoever holds a post be typed on its card."""
        scene, live = self._view.map_scene, self._stage.live
        card = scene.card(post_id)
        if card is None or card.kind != "post" or live is None:
            return
        if not (self._stage.shows_live and self._view.may_change()):
            return
        self._view.reveal(post_id)
        known = [card for card in live.cards if card.kind == "person"]
        self._ask(
            _Asked(live.purchase_id, "holder", tuple(known), post_id=post_id),
            scene.place_of(post_id),
            self.tr("Who holds this post?"),
        )

    def can_hold(self, post_id: str | None, person_id: str) -> bool:
        """Whether someone dropped onto a card would hold that post."""
        post = self._view.map_scene.card(post_id or "")
        person = self._view.map_scene.everyone.get(person_id)
        return (
            self.available
            and post is not None
            and post.kind == "post"
            and person is not None
            and person.kind == "person"
        )

    def hold(self, post_id: str, person_id: str) -> None:
        """Let someone known hold a post."""
        Operation(self._view, lambda: self._hold(post_id, person_id), then=self._select).run()

    # The line.

    def _ask(self, asked: _Asked, place: Rect, prompt: str) -> None:
        self.close()
        self._asked = asked
        self.line = NameLine(self._view, place, prompt, self.finish)
        self.line.entered.connect(self._enter)
        self.line.escaped.connect(self._give_up)
        self.line.stepped.connect(self._step)
        self.line.textEdited.connect(self._offer)
        # Not before a menu that led here has given the keyboard back.
        QTimer.singleShot(0, self.line, self.line.setFocus)
        self._offer()

    def close(self) -> None:
        """Give up what is being typed."""
        line, self.line, self._asked = self.line, None, None
        self._close_options()
        if line is not None:
            line.hide()
            line.deleteLater()

    def finish(self) -> None:
        """Take what was typed, as the keyboard has gone elsewhere; with nothing typed there is nothing to take."""
        if self.line is None or self._working:
            return
        if self.line.text().strip():
            self._take(self.line.text())
        else:
            self.close()

    def _give_up(self) -> None:
        self.close()
        self._view.setFocus()

    def _enter(self) -> None:
        end_composition()
        chosen = self.options.current if self.options is not None else None
        if chosen is not None:
            self._choose(chosen)
        elif self.line is not None and self._take(self.line.text()):
            self._view.setFocus()

    def _take(self, typed: str) -> bool:
        """Do what was asked for with a name; whether it went through, and else the line stays."""
        asked = self._asked
        if asked is None:
            return False
        if not typed.strip():
            self.close()
            return True
        same = [card for card in asked.known if word_key(card.name) == word_key(typed)]
        if len(same) == 1:
            return self._choose(same[0].person_id)
        return self._carry_out(asked, lambda: self._make(asked, typed))

    def _make(self, asked: _Asked, name: str) -> str:
        if asked.kind == "holder":
            name_post_holder(self._workbook, asked.post_id, name)
            return asked.post_id
        kind = kind_called(name) if asked.kind == "person" else asked.kind
        return posts.add_to_map(
            self._workbook, asked.purchase_id, name, asked.place, kind=kind, role=asked.role
        )

    def _choose(self, person_id: str) -> bool:
        """Do what was asked for with someone the workbook knows."""
        asked = self._asked
        if asked is None:
            return False
        if asked.kind == "holder":
            return self._carry_out(asked, lambda: self._hold(asked.post_id, person_id))
        place = replace(asked.place, person_id=person_id)
        return self._carry_out(
            asked, lambda: posts.put_on_map(self._workbook, asked.purchase_id, place, role=asked.role)
        )

    def _carry_out(self, asked: _Asked, command: Callable[[], str]) -> bool:
        self._working = True  # the line loses the keyboard in the middle of it
        done = Operation(self._view, command, then=self._select).run()
        self._working = False
        if done and asked is self._asked:
            self.close()
            self._view.setFocus()
        return done

    def _hold(self, post_id: str, person_id: str) -> str:
        known = self._view.map_scene.everyone.get(person_id)
        left_out = posts.hold_post(self._workbook, post_id, person_id).links_left_out
        said = []
        if known is not None and known.position:
            said.append(
                self.tr("{name} was: {position}").format(
                    name=title(known, language.language()), position=known.position
                )
            )
        if left_out:
            said.append(
                self.tr("Left out: {n} of their links, between the two or closing a circle").format(
                    n=left_out
                )
            )
        self._to_say = self.tr("; ").join(said)
        return person_id

    def _select(self, person_id: str) -> None:
        """Select who has come, and say what is to be known of it: what is said before goes with the selection."""
        said, self._to_say = self._to_say, ""
        self._stage.select([person_id])
        if said:
            self._view.remarked.emit(said)

    # Who is offered.

    def _offer(self) -> None:
        asked, line = self._asked, self.line
        if asked is None or line is None:
            return
        typed = line.text().strip()
        # Before anything is typed: a post's holder is likelier among those who are not on the map yet.
        likely = asked.known if typed else [card for card in asked.known if asked.post_id and not card.placed]
        known = [Option(card.person_id, title(card, language.language()), card.position) for card in likely]
        shown = matching(known, typed)[:_MOST_OFFERED]
        if not shown:
            self._close_options()
            return
        if self.options is None:
            self.options = OptionList(line)
            self.options.chosen.connect(self._choose)
            self.options.closed.connect(self._forget_options)
            self.options.show_options(shown)
            self.options.open()
        else:
            self.options.show_options(shown)
        # Enter takes what was typed, unless one has gone into the list.
        self.options.list.setCurrentRow(-1)

    def _step(self, by: int) -> None:
        if self.options is not None:
            self.options.step(by)

    def _close_options(self) -> None:
        options, self.options = self.options, None
        if options is not None:
            options.close_panel()

    def _forget_options(self) -> None:
        self.options = None

    def _look_again(self) -> None:
        """Another map is shown: what was typed was for the one before."""
        asked, live = self._asked, self._stage.live
        if asked is not None and (
            live is None or not self._stage.shows_live or live.purchase_id != asked.purchase_id
        ):
            self.close()
