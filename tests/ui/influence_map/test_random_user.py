"""A user at random on a real map: whatever is done, undone and redone, the scene is what the workbook holds.

Gestures go the way of the user's own: tools, keys and menus end in the view's actions; what comes from
elsewhere in the window (someone deleted, renamed, an undo in the middle of a drag) goes to the workbook.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from keyaccount_desktop.exchange import map_moves
from keyaccount_desktop.language import Text, UserError
from keyaccount_desktop.method.vocabulary import BUYING_ROLE, FUNCTION, LINK_KINDS
from keyaccount_desktop.ui.influence_map.map_page import MapPage
from keyaccount_desktop.ui.influence_map.people_panel import PERSON
from keyaccount_desktop.ui.widgets import MessageBar
from keyaccount_desktop.workbook import people, posts
from keyaccount_desktop.workbook.accounts import add_account
from keyaccount_desktop.workbook.document import Workbook
from keyaccount_desktop.workbook.links import draw_link
from keyaccount_desktop.workbook.maps import InfluenceMap, Placement, influence_map, place_cards
from keyaccount_desktop.workbook.purchases import add_purchase
from tests.ui.influence_map.test_scene import assert_mirrors
from tests.workbook.conftest import contents

LEFT = Qt.MouseButton.LeftButton
NO_KEY = Qt.KeyboardModifier.NoModifier
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
WHO = st.integers(0, 40)
"""Which of those there are, counted round."""
X, Y = st.integers(-200, 1400), st.integers(-100, 900)
"""Points of the picture, inside its lanes and beside them."""
KINDS = st.sampled_from(sorted(LINK_KINDS))


class RandomUser(RuleBasedStateMachine):
    """One client, one purchase, and hands that do not tire."""

    @initialize()
    def open_map(self) -> None:
        self.folder = tempfile.TemporaryDirectory()
        self.workbook = Workbook.create(Path(self.folder.name, "a.kaw"))
        with self.workbook.edit(Text("Make", "做")):
            self.account = add_account(self.workbook, "滨江市第一医院")
            self.purchase = add_purchase(self.workbook, self.account, "彩超")
            ids = [
                people.add_person(self.workbook, self.account, f"某{number}", kind=kind)
                for number, kind in enumerate(("person", "person", "person", "post", "group", "person"))
            ]
            places = [
                Placement(id_, 0, 0, "management", code)
                for id_, code in zip(ids, FUNCTION.codes, strict=True)
            ]
            place_cards(self.workbook, self.purchase, places[:4])
            draw_link(self.workbook, ids[0], ids[1], "influences")
            draw_link(self.workbook, ids[3], ids[2], "reports_to")
        self.workbook.forget_history()
        self.first = contents(self.workbook)
        self.page = MapPage(self.workbook)
        MessageBar(self.page)
        self.page.resize(1200, 700)
        self.page.show_account(self.account)
        self.page.beside.open_panel("health")
        self.page.show()
        self.view = self.page.view
        self.first_map = self.map()

    def teardown(self) -> None:
        if hasattr(self, "page"):
            try:
                while self.workbook.undo():
                    pass
                assert contents(self.workbook) == self.first
                assert self.map() == self.first_map
                self.page.arranging.glide.finish()
                assert_mirrors(self.view.map_scene, self.first_map)
            finally:
                self.page.release()
                self.page.close()
                self.page.deleteLater()
                QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
                self.workbook.close()
                self.folder.cleanup()

    # ---- what there is

    def map(self) -> InfluenceMap:
        return influence_map(self.workbook, self.purchase)

    def someone(self, number: int) -> str:
        cards = self.map().cards
        return cards[number % len(cards)].person_id if cards else "gone"

    def placed(self, number: int) -> str | None:
        cards = [card.person_id for card in self.map().cards if card.placed]
        return cards[number % len(cards)] if cards else None

    def link(self, number: int) -> Any:
        links = self.map().links
        return links[number % len(links)] if links else None

    def listed(self) -> list[str]:
        """Who stands beside the map."""
        model = self.page.panel.model
        return [model.index(row).data(PERSON) for row in range(model.rowCount())]

    def elsewhere(self, action: Callable[[], object]) -> None:
        """From another page; what is refused there has changed nothing."""
        before = contents(self.workbook)
        try:
            action()
        except UserError:
            assert contents(self.workbook) == before

    # ---- on the map

    @rule(numbers=st.lists(WHO, min_size=1, max_size=3), x=X, y=Y)
    def drop(self, numbers: list[int], x: int, y: int) -> None:
        picture = self.view.map_scene.picture
        assert picture is not None
        ids = [self.someone(number) for number in numbers]
        self.view.map_actions.place(map_moves.dropped(picture.map, picture.layout, ids, x, y))

    @rule(number=WHO, dx=st.integers(-300, 300), dy=st.integers(-300, 300), undone=st.booleans())
    def drag(self, number: int, dx: int, dy: int, undone: bool) -> None:
        """A card is carried by the mouse; sometimes the last step is undone while it is in the hand."""
        id_ = self.placed(number)
        if id_ is None:
            return
        self.view.reveal(id_)
        place = self.view.map_scene.place_of(id_)
        start = self.view.mapFromScene(place.x + 30, place.y + 20)
        viewport = self.view.viewport()
        QTest.mousePress(viewport, LEFT, NO_KEY, start)
        for part in (0.3, 1.0):
            QTest.mouseMove(viewport, start + QPoint(round(dx * part), round(dy * part)))
        if undone:
            self.workbook.undo()
        QTest.mouseRelease(viewport, LEFT, NO_KEY, start + QPoint(dx, dy))

    @rule(numbers=st.lists(WHO, max_size=3))
    def select(self, numbers: list[int]) -> None:
        self.view.map_scene.select([id_ for number in numbers if (id_ := self.placed(number))])

    @rule(number=WHO)
    def select_link(self, number: int) -> None:
        link = self.link(number)
        if link is not None:
            self.view.map_scene.select((), link.id)

    @rule(
        key=st.sampled_from(
            [
                *((key, NO_KEY) for key in "SNOU12345BKP"),
                *((key, NO_KEY) for key in (Qt.Key.Key_Delete, Qt.Key.Key_Escape, Qt.Key.Key_BracketRight)),
                *(
                    (key, modifiers)
                    for key in (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right)
                    for modifiers in (NO_KEY, SHIFT, CTRL, CTRL | SHIFT)
                ),
            ]
        )
    )
    def press_key(self, key: tuple[Any, Any]) -> None:
        QTest.keyClick(self.view, *key)

    @rule(one=WHO, other=WHO, kind=KINDS, strength=st.integers(1, 3))
    def draw_link(self, one: int, other: int, kind: str, strength: int) -> None:
        source, target = self.placed(one), self.placed(other)
        if source is not None and target is not None:
            self.view.map_actions.draw_link(source, target, kind, strength)

    @rule(number=WHO, kind=st.none() | KINDS, strength=st.none() | st.integers(1, 3), turned=st.booleans())
    def change_link(self, number: int, kind: str | None, strength: int | None, turned: bool) -> None:
        link = self.link(number)
        if link is not None:
            ends = {"source_id": link.target_id, "target_id": link.source_id} if turned else {}
            self.view.map_actions.change_link(link.id, kind, strength, **ends)

    @rule(one=WHO, other=WHO)
    def report(self, one: int, other: int) -> None:
        source, target = self.placed(one), self.placed(other)
        if source is not None and target is not None:
            self.view.map_actions.report([source], target)

    @rule(numbers=st.lists(WHO, min_size=1, max_size=3), closeness=st.sampled_from(["close", "none", None]))
    def judge(self, numbers: list[int], closeness: str | None) -> None:
        ids = [self.someone(number) for number in numbers]
        self.view.map_actions.judge(ids, "closeness", closeness)

    @rule()
    def arrange(self) -> None:
        self.page.arranging.arrange()

    @rule()
    def switch_layout(self) -> None:
        self.page.arranging.switch_layout()

    @rule(x=X, y=Y, kind=st.sampled_from(people.KINDS), role=st.sampled_from(["", *BUYING_ROLE.codes]))
    def add_card(self, x: int, y: int, kind: Any, role: str) -> None:
        picture = self.view.map_scene.picture
        assert picture is not None
        place, _ = map_moves.new_card(picture.map, picture.layout, x, y)
        posts.add_to_map(self.workbook, self.purchase, f"新{kind}", place, kind=kind, role=role)

    @rule(number=WHO, other=WHO)
    def hold_post(self, number: int, other: int) -> None:
        found = [card.person_id for card in self.map().cards if card.kind == "post"]
        if found:
            post, person = found[number % len(found)], self.someone(other)
            self.elsewhere(lambda: posts.hold_post(self.workbook, post, person))

    # ---- from elsewhere

    @rule(number=WHO)
    def delete(self, number: int) -> None:
        people.delete_people(self.workbook, [self.someone(number)])

    @rule(number=WHO, name=st.sampled_from(["王建国", "某", "A very long English name of a person", "??"]))
    def rename(self, number: int, name: str) -> None:
        self.elsewhere(lambda: people.rename_person(self.workbook, self.someone(number), name))

    @rule(number=WHO)
    def name_holder(self, number: int) -> None:
        self.elsewhere(lambda: people.name_post_holder(self.workbook, self.someone(number), "刘敏"))

    @precondition(lambda self: self.workbook.undo_label is not None)
    @rule(times=st.integers(1, 3))
    def undo(self, times: int) -> None:
        for _ in range(times):
            self.workbook.undo()

    @precondition(lambda self: self.workbook.redo_label is not None)
    @rule(times=st.integers(1, 3))
    def redo(self, times: int) -> None:
        for _ in range(times):
            self.workbook.redo()

    # ---- what always holds

    @invariant()
    def the_scene_is_the_workbook(self) -> None:
        self.page.arranging.glide.finish()
        scene, now = self.view.map_scene, self.map()
        assert scene.influence_map == now
        assert_mirrors(scene, now)
        assert self.page.stage.live == now

    @invariant()
    def only_what_is_there_is_selected(self) -> None:
        scene, now = self.view.map_scene, self.map()
        assert set(scene.selection) <= {card.person_id for card in now.cards if card.placed}
        assert scene.selected_link in {None, *(link.id for link in now.links)}

    @invariant()
    def whoever_is_not_on_the_map_stands_beside_it(self) -> None:
        assert self.listed() == [card.person_id for card in self.map().cards if not card.placed]

    @invariant()
    def nothing_is_in_the_hand(self) -> None:
        assert not self.view.still.held


def test_that_whatever_a_user_does_the_map_shows_the_workbook_and_undo_leads_back(qapp: QApplication) -> None:
    run_state_machine_as_test(  # type: ignore[no-untyped-call]
        RandomUser,
        settings=settings(
            max_examples=12, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )
