"""The user at random of ``test_random_user`` with everything beside the map at hand too.

Panels are opened and closed, reviews frozen, looked at and compared, changes tried, applied and thrown away,
purchases, languages and themes switched in the midst of all that. The live map is always the workbook's, what
is shown in its place is that and nothing else, and nothing is left behind when the live map comes back.
"""

from __future__ import annotations

from typing import Any, cast

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, rule, run_state_machine_as_test
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication

from keyaccount_desktop.language import set_language
from keyaccount_desktop.ui import theme
from keyaccount_desktop.ui.influence_map.beside import SIDES
from keyaccount_desktop.ui.influence_map.reviews_panel import MODES, ReviewsPanel
from keyaccount_desktop.ui.influence_map.what_if_panel import WhatIfPanel
from keyaccount_desktop.ui.operation import stop_jobs
from keyaccount_desktop.workbook import reviews, what_if
from keyaccount_desktop.workbook.purchases import add_purchase
from tests.ui.influence_map.test_random_user import RandomUser
from tests.ui.influence_map.test_scene import assert_mirrors
from tests.workbook.conftest import contents

KEYS = tuple(side.key for side in SIDES)


class RandomPanels(RandomUser):
    """The same hands, and the whole window beside the map."""

    @initialize()
    def open_map(self) -> None:
        super().open_map()
        self.other = add_purchase(self.workbook, self.account, "监护仪")
        self.workbook.forget_history()
        self.first = contents(self.workbook)
        self.home = self.purchase
        self.switch(home=True)

    def teardown(self) -> None:
        if hasattr(self, "home"):
            self.page.beside.open_panel("")
            self.switch(home=True)
            stop_jobs()
            theme.current().set_mode("light")
            self.speak("en")
        super().teardown()

    # ---- hands reach only for what is shown

    def someone(self, number: int) -> str:
        shown = self.view.map_scene.everyone
        cards = [card for card in self.map().cards if card.person_id in shown]
        return cards[number % len(cards)].person_id if cards else super().someone(number)

    def placed(self, number: int) -> str | None:
        picture = self.view.map_scene.picture
        ids = list(picture.cards) if picture is not None else []
        return ids[number % len(ids)] if ids else None

    def link(self, number: int) -> Any:
        picture = self.view.map_scene.picture
        links = [route.link for route in picture.routes] if picture is not None else []
        return links[number % len(links)] if links else None

    # ---- beside the map

    @rule(key=st.sampled_from(["", *KEYS]))
    def open_panel(self, key: str) -> None:
        self.page.beside.open_panel(key)

    @rule(command=st.sampled_from([each for side in SIDES for each in (side.action, *side.commands)]))
    def do(self, command: str) -> None:
        if command != "map_freeze_review":  # asks for a name first
            self.page.edit_command(command)

    @rule(name=st.sampled_from(["一", "二"]))
    def freeze(self, name: str) -> None:
        reviews.freeze_review(self.workbook, self.purchase, name)

    @rule(mode=st.sampled_from(MODES), row=st.integers(0, 4), partner=st.integers(0, 4))
    def compare(self, mode: str, row: int, partner: int) -> None:
        self.page.beside.open_panel("reviews")
        panel = self.reviews_panel
        panel.list.setCurrentRow(min(row, panel.list.count() - 1))
        if panel.modes[mode].isVisible():  # type: ignore[index]
            panel.modes[mode].click()  # type: ignore[index]
        if partner < panel.partners.count():
            panel.partners.activated.emit(partner)

    @rule()
    def delete_review(self) -> None:
        found = reviews.reviews_of(self.workbook, self.purchase)
        if found:
            reviews.delete_review(self.workbook, found[0].id)

    @rule(what=st.sampled_from(["try", "undo", "redo", "apply", "discard"]))
    def suppose(self, what: str) -> None:
        self.page.beside.open_panel("what_if")
        panel = self.what_if_panel
        row = panel.moves.rows[0]
        if what == "try" and row.isVisible():
            row.try_it.click()
        elif what in ("undo", "redo") and panel.own_steps is not None:
            getattr(panel.own_steps, what)()
        elif what in ("apply", "discard"):
            getattr(panel.ending, what).click()

    @rule(home=st.booleans())
    def switch(self, home: bool) -> None:
        self.purchase = self.home if home else self.other
        self.page.show_account(self.account, self.purchase)

    @rule(code=st.sampled_from(["en", "zh"]))
    def speak(self, code: Any) -> None:
        set_language(code)
        QApplication.sendEvent(self.page, QEvent(QEvent.Type.LanguageChange))

    @rule(mode=st.sampled_from(["light", "dark"]))
    def look(self, mode: Any) -> None:
        theme.current().set_mode(mode)

    @rule()
    def look_away_and_back(self) -> None:
        self.page.hide()
        self.page.show()

    # ---- what always holds

    @property
    def reviews_panel(self) -> ReviewsPanel:
        return cast("ReviewsPanel", self.page.beside.panel("reviews"))

    @property
    def what_if_panel(self) -> WhatIfPanel:
        return cast("WhatIfPanel", self.page.beside.panel("what_if"))

    @invariant()
    def the_scene_is_the_workbook(self) -> None:
        self.page.arranging.glide.finish()
        stage, scene, now = self.page.stage, self.view.map_scene, self.map()
        assert self.page.purchase_id == self.purchase and stage.live == now
        assert scene.influence_map is not None
        if stage.shows_live:
            assert scene.influence_map == now
            assert stage.strip.isHidden() and stage.frame.currentWidget() is self.view
            assert self.view.map_actions is stage.live_actions
        elif self.page.beside.current == "what_if":
            panel = self.what_if_panel
            assert panel.trying and self.view.map_actions is not stage.live_actions
            live = panel._live_now()
            assert scene.influence_map == what_if.supposed_map(live, panel.scratch.changes)
        else:
            assert self.page.beside.current == "reviews" and not self.view.map_actions.writable
            known = {each.id for each in reviews.reviews_of(self.workbook, self.purchase)}
            assert known >= {self.reviews_panel.shown} - {""} and known
        if self.page.beside.current == "what_if":
            assert self.what_if_panel.trying is not stage.shows_live
        assert_mirrors(scene, scene.influence_map)

    @invariant()
    def nothing_is_left_in_the_scene(self) -> None:
        scene = self.view.map_scene
        kept = (scene._cards, scene._links, scene._labels, scene._lanes, scene._changes)
        assert len(scene.items()) == sum(map(len, kept)) + 3
        if self.page.beside.current not in ("ties", "reviews"):
            assert all(item.opacity() == 1 for item in (*scene._cards.values(), *scene._links.values()))

    @invariant()
    def only_what_is_there_is_selected(self) -> None:
        scene = self.view.map_scene
        assert scene.picture is not None
        assert set(scene.selection) <= set(scene.picture.cards)
        assert scene.selected_link in {None, *(route.link.id for route in scene.picture.routes)}

    @invariant()
    def whoever_is_not_on_the_map_stands_beside_it(self) -> None:
        """The map that is shown; without its ghosts, which are laid over it only."""
        shown = self.page.stage.on_paper
        assert shown is not None
        assert self.listed() == [card.person_id for card in shown.cards if not card.placed]


def test_that_whatever_is_opened_beside_it_the_map_shows_what_it_says(qapp: QApplication) -> None:
    run_state_machine_as_test(  # type: ignore[no-untyped-call]
        RandomPanels,
        settings=settings(
            max_examples=12, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )
