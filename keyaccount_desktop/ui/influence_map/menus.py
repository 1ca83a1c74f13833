"""The menus of the map: of cards, of a link, of empty ground, and the one that asks what a new link means.

They say what can be done, show what is, and call the view's actions. Also the tooltip, which says in words
what a card or a link shows in marks.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QActionGroup, QHelpEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QMenu, QToolButton, QToolTip, QWidget, QWidgetAction

from keyaccount_desktop import language
from keyaccount_desktop.exchange.map_cards import describe, title
from keyaccount_desktop.method.choices import ChoiceList
from keyaccount_desktop.method.vocabulary import (
    ATTITUDE,
    BUYING_ROLE,
    CLOSENESS,
    LINK_KIND,
    LINK_STRENGTH,
    PART,
    UNKNOWN_ATTITUDE,
)
from keyaccount_desktop.ui import theme
from keyaccount_desktop.ui.influence_map import keys
from keyaccount_desktop.ui.influence_map.painter import to_qrect
from keyaccount_desktop.ui.influence_map.scene import MapScene
from keyaccount_desktop.ui.widgets import Label, plain_tip
from keyaccount_desktop.workbook.maps import MapCard, MapLink

if TYPE_CHECKING:
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
        menu.addSeparator()
    changes: list[QAction | QMenu] = [
        _attitude(menu, view, cards, ids),
        _roles(menu, view, ids),
        _choices(
            menu, CLOSENESS, _value(cards, "closeness"), lambda code: actions.judge(ids, "closeness", code)
        ),
        _choices(menu, PART, _value(cards, "part"), lambda code: actions.judge(ids, "part", code)),
        _weights(menu, view, cards, ids),
    ]
    key = _entry(
        menu,
        translate("MapMenu", "Key person"),
        partial(actions.judge, ids, "key", None if all(c.key for c in cards) else True),
    )
    key.setCheckable(True)
    key.setChecked(all(card.key for card in cards))
    menu.addSeparator()
    pinned = all(card.pinned for card in cards)
    pin = _entry(menu, translate("MapMenu", "Pin in place"), lambda: actions.set_pinned(ids, not pinned), "P")
    pin.setCheckable(True)
    pin.setChecked(pinned)
    changes += [key, pin]
    if len(cards) == 1:
        changes.append(
            _entry(
                menu,
                translate("MapMenu", "Draw a link from here"),
                lambda: view.start_link_by_keys(ids[0]),
                "L",
            )
        )
    changes.append(
        _entry(menu, translate("MapMenu", "Take off the map"), lambda: actions.take_off(ids), "Del")
    )
    for change in changes:
        change.setEnabled(actions.writable)


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


def _choices(
    menu: QMenu, choices: ChoiceList, now: tuple[object] | None, choose: Callable[[str | None], None]
) -> QMenu:
    submenu = menu.addMenu(str(choices.text))
    group = QActionGroup(submenu)
    for choice in choices:
        action = _entry(submenu, str(choice.text), partial(choose, choice.code))
        _check(action, group, now == (choice.code,))
    submenu.addSeparator()
    _check(_entry(submenu, translate("MapMenu", "Not known"), partial(choose, None)), group, now == (None,))
    return submenu


def _weights(menu: QMenu, view: MapView, cards: Sequence[MapCard], ids: Sequence[str]) -> QMenu:
    submenu = menu.addMenu(translate("MapMenu", "Weight in the decision"))
    group = QActionGroup(submenu)
    now = _value(cards, "weight")
    known = now[0] if now is not None else None
    percents: list[float] = list(WEIGHTS)
    if isinstance(known, int | float) and known not in percents:
        percents = sorted([*percents, known])
    for percent in percents:
        action = _entry(submenu, f"{percent:g}%", partial(view.map_actions.judge, ids, "weight", percent))
        _check(action, group, known == percent)
    submenu.addSeparator()
    clear = _entry(
        submenu, translate("MapMenu", "Left open"), lambda: view.map_actions.judge(ids, "weight", None)
    )
    _check(clear, group, now == (None,))
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
    group = QActionGroup(menu)
    ties = QMenu(_ties_title(), menu)
    for code in (*DIRECT_KINDS, *_ties()):
        within = menu if code in DIRECT_KINDS else ties
        action = _entry(within, str(LINK_KIND[code].text), partial(actions.change_link, link.id, kind=code))
        _check(action, group, code == link.kind)
        action.setEnabled(actions.writable)
    menu.addMenu(ties).setEnabled(actions.writable)
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


def _fill_for_ground(menu: QMenu, view: MapView) -> None:
    _entry(menu, translate("MapMenu", "Arrange automatically"), view.map_actions.arrange).setEnabled(
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
        self.addSeparator()
        for code in DIRECT_KINDS:
            self._offer(self, code)
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
        text = "\n".join(describe(card, language.language()))
    elif (link := scene.link(scene.link_at(at, 6 / view.zoom) or "")) is not None:
        text = in_words(scene, link)
    if text:
        QToolTip.showText(event.globalPos(), plain_tip(text), view)
    else:
        QToolTip.hideText()
    return True


def in_words(scene: MapScene, link: MapLink) -> str:
    """A link as a line of text: who, how, whom, how strongly, and its note."""
    ends = [card.name for id_ in (link.source_id, link.target_id) if (card := scene.card(id_)) is not None]
    kind = LINK_KIND.get(link.kind)
    name = link.kind if kind is None else str(kind.text)
    strength = LINK_STRENGTH.get(str(link.strength))
    colon = "：" if language.language() == "zh" else ": "
    lines = [f"{name}{colon}{' → '.join(ends)}"]
    if strength is not None:
        lines.append(f"{LINK_STRENGTH.text}{colon}{strength.text}")
    if link.assumed:
        lines.append(translate("MapMenu", "assumed"))
    if link.note:
        lines.append(link.note)
    return "\n".join(lines)


def _entry(menu: QMenu, text: str, do: Callable[[], object], key: str = "") -> QAction:
    """An entry; ``key`` is only shown, the view itself listens to it."""
    action = menu.addAction(text.replace("&", "&&") + (f"\t{key}" if key else ""))
    action.triggered.connect(lambda _checked=False: do())
    return action


def _check(action: QAction, group: QActionGroup, checked: bool) -> None:
    action.setCheckable(True)
    group.addAction(action)
    action.setChecked(checked)
