"""The menus of the map: of cards, of a link, of empty ground, and the one that asks what a new link means.

They say what can be done, show what is, and call the view's actions. Also the tooltip, which says in words
what a card or a link shows in marks.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QActionGroup, QHelpEvent, QKeyEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QHBoxLayout,
    QMenu,
    QToolButton,
    QToolTip,
    QWidget,
    QWidgetAction,
)

from keyaccount_desktop import language
from keyaccount_desktop.exchange import map_moves
from keyaccount_desktop.exchange.map_cards import describe, title
from keyaccount_desktop.method.catalogue import FIELDS
from keyaccount_desktop.method.vocabulary import (
    ATTITUDE,
    BUYING_ROLE,
    CLOSENESS,
    COACH_RUNG,
    DIRECTED_LINKS,
    LINK_KIND,
    LINK_STRENGTH,
    PART,
    UNKNOWN_ATTITUDE,
)
from keyaccount_desktop.ui import theme
from keyaccount_desktop.ui.influence_map import commands, keys, link_words
from keyaccount_desktop.ui.influence_map.aim import What
from keyaccount_desktop.ui.influence_map.painter import to_qrect
from keyaccount_desktop.ui.influence_map.scene import MapScene
from keyaccount_desktop.ui.widgets import Label, plain_tip
from keyaccount_desktop.workbook.maps import MapCard, MapLink

if TYPE_CHECKING:
    from keyaccount_desktop.ui.influence_map.new_cards import New
    from keyaccount_desktop.ui.influence_map.view import MapView

translate = QCoreApplication.translate

WEIGHTS: Final = (5, 10, 15, 20, 25, 30, 40, 50, 60, 80, 100)
DIRECT_KINDS: Final = ("influences", "reports_to", "conflict", "introduces")
"""Offered first; the five ties follow in a menu of their own."""
_BESIDE: Final = 12
"""Pixels between a card and the menu beside it."""


def menu_for(view: MapView) -> QMenu:
    """The menu of what is selected: cards, a link, or the map as such."""
    scene = view.map_scene
    menu = QMenu(view)
    menu.aboutToHide.connect(menu.deleteLater)
    cards = [card for id_ in scene.selection if (card := scene.card(id_)) is not None]
    link = scene.link(scene.selected_link) if scene.selected_link is not None else None
    if cards:
        _fill_for_cards(menu, view, cards)
    elif link is not None:
        _fill_for_link(menu, view, link)
    else:
        _fill_for_ground(menu, view)
    return menu


def roles_of(scene: MapScene, person_ids: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """The roles these people have now."""
    roles: dict[str, tuple[str, ...]] = {}
    for id_ in person_ids:
        card = scene.card(id_)
        held = card.roles.value if card is not None and card.roles is not None else ()
        roles[id_] = held if isinstance(held, tuple) else ()
    return roles


# Cards.


def _fill_for_cards(menu: QMenu, view: MapView, cards: Sequence[MapCard]) -> None:
    ids = [card.person_id for card in cards]
    actions = view.map_actions
    if len(cards) == 1:
        open_ = _entry(
            menu, translate("MapMenu", "Open person"), lambda: actions.open_person(ids[0]), "Enter"
        )
        menu.setDefaultAction(open_)
        words = translate("MapMenu", "Who can introduce me?")
        _entry(menu, words, lambda: view.introduction_wanted.emit(ids[0]), "I")
        if cards[0].kind == "post" and (new := view.new_cards) is not None:
            named = partial(new.name_holder, ids[0])
            _entry(menu, translate("MapMenu", "Name the holder…"), named, "H").setEnabled(new.available)
        _links(menu, view, cards[0])
    menu.addSeparator()
    changes: list[QAction | QMenu] = [
        _attitude(menu, view, cards, ids),
        _roles(menu, view, ids),
        *(_asked(menu.addMenu(_field_text(field)), view, field, cards) for field in ("closeness", "part")),
        _asked(menu.addMenu(_field_text("weight")), view, "weight", cards),
        _asked(menu.addMenu(_field_text("firmness")), view, "firmness", cards),
        _asked(menu.addMenu(_field_text("coach")), view, "coach", cards),
    ]
    key = _entry(
        menu,
        translate("MapMenu", "Key person"),
        partial(view.apply_badge, "key", "yes", ids),
        keys.KEY_OF["key", "yes"],
    )
    key.setCheckable(True)
    key.setChecked(all(card.key for card in cards))
    menu.addSeparator()
    changes += [key, _moves(menu, view)]
    pinned = all(card.pinned for card in cards)
    pin = _entry(menu, translate("MapMenu", "Pin in place"), lambda: actions.set_pinned(ids, not pinned), "P")
    pin.setCheckable(True)
    pin.setChecked(pinned)
    changes.append(pin)
    menu.addSeparator()
    changes.append(_entry(menu, translate("MapMenu", "Reports to…"), partial(view.begin_aim, "report"), "R"))
    if len(cards) == 1:
        changes.append(
            _entry(menu, translate("MapMenu", "Draw a link from here"), partial(view.begin_aim, "link"), "L")
        )
    menu.addSeparator()
    changes.append(
        _entry(menu, translate("MapMenu", "Take off the map"), lambda: actions.take_off(ids), "Del")
    )
    for change in changes:
        change.setEnabled(actions.writable)


def _links(menu: QMenu, view: MapView, card: MapCard) -> None:
    """What links someone, seen from them; an entry leads to the link."""
    scene = view.map_scene
    found = link_words.links_of(scene, card.person_id)
    submenu = menu.addMenu(translate("MapMenu", "Links ({n})").format(n=len(found)))
    submenu.setEnabled(bool(found))
    for link in found:
        _entry(
            submenu,
            link_words.seen_from(scene, link, card.person_id),
            partial(view.map_scene.select, (), link.id),
        )


def _attitude(menu: QMenu, view: MapView, cards: Sequence[MapCard], ids: Sequence[str]) -> QMenu:
    letters = {code: letter for letter, code in keys.ATTITUDE_KEYS.items()}
    submenu = menu.addMenu(str(ATTITUDE.text))
    group = QActionGroup(submenu)
    now = _value(cards, "attitude")
    for choice in (*ATTITUDE, UNKNOWN_ATTITUDE):
        code = None if choice is UNKNOWN_ATTITUDE else choice.code
        action = _entry(
            submenu,
            str(choice.text),
            partial(view.map_actions.judge, ids, "attitude", code),
            letters[code],
        )
        _check(action, group, now == (code,))
    return submenu


def _roles(menu: QMenu, view: MapView, ids: Sequence[str]) -> QMenu:
    held = roles_of(view.map_scene, ids)
    digits = {code: digit for digit, code in keys.ROLE_KEYS.items()}
    submenu = menu.addMenu(str(BUYING_ROLE.text))
    for choice in BUYING_ROLE:
        has = all(choice.code in roles for roles in held.values())
        action = _entry(
            submenu,
            str(choice.text),
            partial(view.map_actions.set_role, held, choice.code, not has),
            digits[choice.code],
        )
        action.setCheckable(True)
        action.setChecked(has)
    return submenu


ASKED: Final = ("closeness", "weight", "coach")
"""Fields whose badge or letter stands for any value: it is asked for where it was dropped."""
_CHOICES: Final = {"closeness": CLOSENESS, "part": PART, "coach": COACH_RUNG}


def ask(view: MapView, field: str, cards: Sequence[MapCard]) -> None:
    """Let the user choose a value for these people, beside the card it was dropped on."""
    menu = QMenu(view)
    menu.aboutToHide.connect(menu.deleteLater)
    heading = menu.addAction(_field_text(field))
    heading.setEnabled(False)
    menu.addSeparator()
    _asked(menu, view, field, cards)
    menu.setActiveAction(next((each for each in menu.actions() if each.isChecked()), menu.actions()[2]))
    menu.popup(view.viewport().mapToGlobal(view.selection_point()))


def _field_text(field: str) -> str:
    if field == "weight":
        return translate("MapMenu", "Weight in the decision")
    if field == "firmness":
        return str(FIELDS["stakeholder.firmness"].text)
    return str(_CHOICES[field].text)


def _asked(menu: QMenu, view: MapView, field: str, cards: Sequence[MapCard]) -> QMenu:
    """Fill a menu with the values of a field; what the cards share is checked."""
    ids = [card.person_id for card in cards]
    group = QActionGroup(menu)
    now = _value(cards, field)
    for value, text in _values_of(field, now):
        action = _entry(menu, text, partial(view.map_actions.judge, ids, field, value))
        _check(action, group, now == (value,))
    menu.addSeparator()
    unknown = translate("MapMenu", "Left open") if field == "weight" else translate("MapMenu", "Not known")
    clear = _entry(menu, unknown, partial(view.map_actions.judge, ids, field, None))
    _check(clear, group, now == (None,))
    return menu


def _values_of(field: str, now: tuple[object] | None) -> list[tuple[object, str]]:
    if field == "firmness":
        return [(points, str(points)) for points in range(1, 6)]
    if field != "weight":
        return [(choice.code, str(choice.text)) for choice in _CHOICES[field]]
    known = now[0] if now is not None else None
    percents: set[float] = {*WEIGHTS, *([known] if isinstance(known, int | float) else [])}
    return [(percent, f"{percent:g}%") for percent in sorted(percents)]


def _moves(menu: QMenu, view: MapView) -> QMenu:
    """What the arrows do with Ctrl, and with Ctrl and Shift."""
    submenu = menu.addMenu(translate("MapMenu", "Move"))
    lanes: tuple[tuple[map_moves.Direction, str, str], ...] = (
        ("up", translate("MapMenu", "One level up"), "Ctrl+↑"),
        ("down", translate("MapMenu", "One level down"), "Ctrl+↓"),
        ("left", translate("MapMenu", "One function to the left"), "Ctrl+←"),
        ("right", translate("MapMenu", "One function to the right"), "Ctrl+→"),
    )
    for direction, text, key in lanes:
        _entry(submenu, text, partial(commands.move_by_lane, view, direction), key)
    submenu.addSeparator()
    steps = (
        ((0, -1), translate("MapMenu", "A step up"), "Ctrl+Shift+↑"),
        ((0, 1), translate("MapMenu", "A step down"), "Ctrl+Shift+↓"),
        ((-1, 0), translate("MapMenu", "A step to the left"), "Ctrl+Shift+←"),
        ((1, 0), translate("MapMenu", "A step to the right"), "Ctrl+Shift+→"),
    )
    for step, text, key in steps:
        _entry(submenu, text, partial(commands.nudge, view, *step), key)
    return submenu


def _value(cards: Sequence[MapCard], field: str) -> tuple[object] | None:
    """The value all the cards share, boxed; None if they differ."""
    values = {judged.value if (judged := getattr(card, field)) is not None else None for card in cards}
    return (values.pop(),) if len(values) == 1 else None


# Links and ground.


def _fill_for_link(menu: QMenu, view: MapView, link: MapLink) -> None:
    actions = view.map_actions
    open_ = _entry(menu, translate("MapMenu", "Note and more…"), lambda: actions.open_link(link.id), "Enter")
    menu.setDefaultAction(open_)
    menu.addSeparator()
    changes = add_kinds(menu, link.kind, lambda code: actions.change_link(link.id, kind=code))
    menu.addSeparator()
    if link.kind in DIRECTED_LINKS:
        turned = partial(actions.change_link, source_id=link.target_id, target_id=link.source_id)
        changes.append(_entry(menu, translate("MapMenu", "Turn round"), lambda: turned(link.id)))
    ends: tuple[tuple[What, str, str], ...] = (
        ("source", translate("MapMenu", "Start at another card…"), "Home"),
        ("target", translate("MapMenu", "End at another card…"), "End"),
    )
    for what, text, key in ends:
        changes.append(_entry(menu, text, partial(view.begin_aim, what), key))
    for change in changes:
        change.setEnabled(actions.writable)
    menu.addSeparator()
    strength = menu.addMenu(str(LINK_STRENGTH.text))
    strength.setEnabled(actions.writable)
    strengths = QActionGroup(strength)
    for choice in LINK_STRENGTH:
        value = int(choice.code)
        action = _entry(strength, str(choice.text), partial(actions.change_link, link.id, strength=value))
        _check(action, strengths, value == link.strength)
    menu.addSeparator()
    _entry(
        menu, translate("MapMenu", "Remove link"), lambda: actions.remove_links([link.id]), "Del"
    ).setEnabled(actions.writable)


def add_kinds(menu: QMenu, now: str, choose: Callable[[str], None]) -> list[QAction | QMenu]:
    """Every kind of link as an entry, the five ties in a menu of their own; what has been added."""
    group = QActionGroup(menu)
    ties = QMenu(_ties_title(), menu)
    added: list[QAction | QMenu] = []
    for code in (*DIRECT_KINDS, *_ties()):
        action = _entry(
            menu if code in DIRECT_KINDS else ties, str(LINK_KIND[code].text), partial(choose, code)
        )
        _check(action, group, code == now)
        added.append(action)
    menu.addMenu(ties)
    return [*added, ties]


def _fill_for_ground(menu: QMenu, view: MapView) -> None:
    _add_cards(menu, view)
    _entry(menu, translate("MapMenu", "Arrange automatically"), view.map_actions.arrange, "F8").setEnabled(
        view.map_actions.writable
    )
    _entry(
        menu,
        translate("MapMenu", "Select all"),
        lambda: view.map_scene.select(_all(view.map_scene)),
        "Ctrl+A",
    )
    menu.addSeparator()
    _entry(menu, translate("MapMenu", "Fit to window"), view.fit, "Ctrl+9")
    _entry(menu, translate("MapMenu", "Natural size"), view.reset_zoom, "Ctrl+0")


def _add_cards(menu: QMenu, view: MapView) -> None:
    """New people, groups and posts, at the point the menu was asked for."""
    new = view.new_cards
    if new is None:
        return
    letters = {kind: letter for letter, kind in keys.NEW_KEYS.items()}
    texts: tuple[tuple[New, str], ...] = (
        ("person", translate("MapMenu", "Add a person here…")),
        ("group", translate("MapMenu", "Add a group here…")),
        ("post", translate("MapMenu", "Add a post whose holder is unknown…")),
    )
    for kind, text in texts:
        _entry(menu, text, partial(new.add, kind, view.menu_at), letters[kind]).setEnabled(new.available)
    menu.addSeparator()


def _all(scene: MapScene) -> Iterable[str]:
    return scene.picture.cards if scene.picture is not None else ()


def _ties() -> list[str]:
    return [code for code in LINK_KIND.codes if code not in DIRECT_KINDS]


def _ties_title() -> str:
    return translate("MapMenu", "The five ties")


class LinkMenu(QMenu):
    """What shall this link mean? Who is linked to whom in the first line, then strength and kinds.

    ``decided`` comes once: with the kind, or with an empty one if the menu was left.
    """

    decided = Signal(str, str, str, int)

    def __init__(self, view: MapView, source_id: str, target_id: str) -> None:
        super().__init__(view)
        self._ends = (source_id, target_id)
        self._strength = 2
        self._kind = ""
        scene = view.map_scene
        names = [
            title(card, language.language()) for id_ in self._ends if (card := scene.card(id_)) is not None
        ]
        self.setAccessibleName(" → ".join(names))
        self.addAction(self._heading(" → ".join(names)))
        self.addAction(self._strengths())
        self.note_next = QCheckBox(translate("MapMenu", "Then say how we know it (N)"))
        """Whether what is known of the link shall be asked for once it is drawn."""
        self.addAction(self._noting())
        self.addSeparator()
        for code in DIRECT_KINDS:
            self._offer(self, code)
        self._say_circle(view)
        self.addSeparator()
        self.ties = self.addMenu(_ties_title())
        for code in _ties():
            self._offer(self.ties, code)
        self.setActiveAction(next(action for action in self.actions() if action.data()))
        self.triggered.connect(self._choose)
        # ``triggered`` comes after the menu has gone: only then is it known that nothing was chosen.
        self.aboutToHide.connect(lambda: QTimer.singleShot(0, self, self._decide))

    def beside(self, view: MapView) -> QPoint:
        """Where it covers neither card: beside the target, at best on the side away from the source."""
        source, target = (
            QRect(view.viewport().mapToGlobal(shown.topLeft()), shown.size())
            for id_ in self._ends
            for shown in (view.mapFromScene(to_qrect(view.map_scene.place_of(id_))).boundingRect(),)
        )
        size, screen = self.sizeHint(), view.screen().availableGeometry()
        right = QPoint(target.right() + _BESIDE, target.top())
        left = QPoint(target.left() - size.width() - _BESIDE, target.top())
        below = QPoint(target.left(), target.bottom() + _BESIDE)
        above = QPoint(target.left(), target.top() - size.height() - _BESIDE)
        sides = (left, right) if source.center().x() > target.center().x() else (right, left)
        for corner in (*sides, below, above):
            place = QRect(corner, size)
            place.moveBottom(min(place.bottom(), screen.bottom()))
            if screen.contains(place) and not (place.intersects(source) or place.intersects(target)):
                return place.topLeft()
        return sides[0]

    def _heading(self, text: str) -> QWidgetAction:
        label = Label(
            self.fontMetrics().elidedText(text, Qt.TextElideMode.ElideMiddle, theme.current().px(320)),
            "strong",
        )
        label.setContentsMargins(12, 6, 12, 2)
        action = QWidgetAction(self)
        action.setText(text)
        action.setDefaultWidget(label)
        action.setEnabled(False)  # the arrows pass it by
        label.setEnabled(True)
        return action

    def _offer(self, menu: QMenu, code: str) -> None:
        action = menu.addAction(str(LINK_KIND[code].text))
        action.setData(code)

    def _say_circle(self, view: MapView) -> None:
        """A reporting line that cannot be says why, and is not offered; one that is there gets the strength."""
        circle = view.map_actions.obstacle(*self._ends, "reports_to")
        shown = view.map_scene.influence_map
        there = shown is not None and any(
            (link.source_id, link.target_id, link.kind) == (*self._ends, "reports_to") for link in shown.links
        )
        if circle and not there:
            (action,) = [action for action in self.actions() if action.data() == "reports_to"]
            action.setText(f"{action.text()} – {circle}")
            action.setEnabled(False)

    def _strengths(self) -> QWidgetAction:
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(12, 4, 12, 4)
        row.setSpacing(4)
        row.addWidget(Label(str(LINK_STRENGTH.text), "small"))
        row.addStretch(1)
        group = QButtonGroup(line)
        for choice in LINK_STRENGTH:
            button = QToolButton()
            button.setText(str(choice.text))
            button.setAccessibleName(f"{LINK_STRENGTH.text}: {choice.text}")
            button.setCheckable(True)
            button.setChecked(int(choice.code) == self._strength)
            group.addButton(button, int(choice.code))
            row.addWidget(button)
        group.idClicked.connect(self._set_strength)
        action = QWidgetAction(self)
        action.setDefaultWidget(line)
        return action

    def _noting(self) -> QWidgetAction:
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(12, 2, 12, 6)
        row.addWidget(self.note_next)
        action = QWidgetAction(self)
        action.setDefaultWidget(line)
        return action

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_N and not event.modifiers():
            self.note_next.toggle()
            return
        super().keyPressEvent(event)

    def _set_strength(self, strength: int) -> None:
        self._strength = strength

    def _choose(self, action: QAction) -> None:
        self._kind = action.data() or ""

    def _decide(self) -> None:
        ends, self._ends = self._ends, ("", "")
        if ends != ("", ""):
            self.decided.emit(*ends, self._kind, self._strength)


# Tooltips.


def show_tip(view: MapView, event: QEvent) -> bool:
    """Say in words what is under the pointer."""
    if not isinstance(event, QHelpEvent):
        return False
    scene = view.map_scene
    at = view.mapToScene(event.pos())
    text = ""
    if (card := scene.card(scene.card_at(at) or "")) is not None:
        text = "\n".join([*describe(card, language.language()), *link_words.of_person(scene, card.person_id)])
    elif (link := scene.link(scene.link_at(at, 6 / view.zoom) or "")) is not None:
        text = "\n".join(link_words.of_link(scene, link))
    if text:
        QToolTip.showText(event.globalPos(), plain_tip(text), view)
    else:
        QToolTip.hideText()
    return True


def _entry(menu: QMenu, text: str, do: Callable[[], object], key: str = "") -> QAction:
    """An entry; ``key`` is only shown, the view itself listens to it."""
    action = menu.addAction(text.replace("&", "&&") + (f"\t{key}" if key else ""))
    action.triggered.connect(lambda _checked=False: do())
    return action


def _check(action: QAction, group: QActionGroup, checked: bool) -> None:
    action.setCheckable(True)
    group.addAction(action)
    action.setChecked(checked)
