"""What we don't know, on the pages: each row leads to the field that answers it, wherever that is."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from keyaccount_desktop.method import gaps
from keyaccount_desktop.method.fields import Field
from keyaccount_desktop.ui import place
from keyaccount_desktop.ui.clients.client_page import ClientPage
from keyaccount_desktop.ui.fields.fact_field import FactField
from keyaccount_desktop.ui.influence_map.map_page import MapPage
from keyaccount_desktop.ui.main_window import MainWindow
from keyaccount_desktop.ui.person_page import PersonPage
from keyaccount_desktop.ui.question_print import QuestionPreview
from keyaccount_desktop.ui.unknowns import QuestionRow, Unknowns
from keyaccount_desktop.workbook import accounts, facts, people, purchases
from keyaccount_desktop.workbook.document import Workbook
from keyaccount_desktop.workbook.questions import knowledge_of_client, knowledge_of_purchase
from tests.ui.fields import keyboard

OpenWindow = Callable[[Path], MainWindow]
LEFT = Qt.MouseButton.LeftButton
CTRL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


BY_HAND = {"account.concerns", "account.season", "account.suppliers", "account.competitors"}
"""Fields with a form of their own, beside the grids."""


class Small:
    """A client of which little is known, open in the window."""

    def __init__(self, window: MainWindow) -> None:
        self.window = window
        workbook = window.workbook
        assert workbook is not None
        self.workbook: Workbook = workbook
        self.account = accounts.add_account(workbook, "Binjiang First Hospital")
        facts.set_fact(workbook, ("account", self.account), "account.type", "hospital")
        self.purchase = purchases.add_purchase(workbook, self.account, "Ultrasound")
        self.li = people.add_person(workbook, self.account, "Li Xuemei", position="Pharmacy head")
        self.stake = purchases.add_stakeholder(workbook, self.purchase, self.li)
        facts.set_fact(workbook, ("stakeholder", self.stake), "stakeholder.roles", ["decider"])

    def overview(self) -> Unknowns:
        self.window.go(place.client(self.account))
        page = self.window.stack.currentWidget()
        assert isinstance(page, ClientPage)
        return page.overview.unknowns

    def map_page(self) -> MapPage:
        self.window.go(place.client(self.account, "map", self.purchase))
        page: Any = self.window.stack.currentWidget()
        assert isinstance(page._map, MapPage)
        return page._map

    @property
    def person(self) -> PersonPage:
        page = self.window.stack.currentWidget()
        assert isinstance(page, PersonPage)
        return page


@pytest.fixture
def small(open_window: OpenWindow, tmp_path: Path) -> Small:
    Workbook.create(tmp_path / "East.kaw").close()
    return Small(open_window(tmp_path / "East.kaw"))


def row_about(card: Unknowns, field: str, item: str = "") -> QuestionRow:
    while card.more.isVisible():
        QTest.mouseClick(card.more, LEFT)
    (row,) = [
        row for row in card.rows if (row.asked.question.field, row.asked.question.item) == (field, item)
    ]
    return row


def purchases_asked_about(page: MapPage) -> set[str]:
    return {row.asked.purchase for row in page.purchase.unknowns.rows} - {""}


def edited(window: MainWindow) -> FactField:
    """The field that is being edited: where the keyboard is."""
    found: Any = QApplication.focusWidget()
    while found is not None and not isinstance(found, FactField):
        found = found.parentWidget()
    assert found is not None and found.editor is not None
    return found


# ---- a client


def test_that_a_clients_card_names_who_is_meant_with_post_and_role(small: Small) -> None:
    card = small.overview()
    assert card.knowledge == knowledge_of_client(small.workbook, small.account)
    row = row_about(card, "stakeholder.attitude")
    assert row.accessibleName() == "Li Xuemei: For us or against us?"
    assert row.accessibleDescription() == "Pharmacy head · Decision maker · not known yet"
    assert len(card.rows) == len(card.knowledge.questions)


def test_that_a_question_about_a_person_leads_to_the_field_on_their_page(small: Small) -> None:
    QTest.mouseClick(row_about(small.overview(), "stakeholder.attitude"), LEFT)
    assert small.window.here == place.person(small.li)
    assert (edited(small.window).key, small.person.person_id) == ("stakeholder.attitude", small.li)
    small.window.do("back")
    QTest.mouseClick(row_about(small.overview(), "person.hobbies"), LEFT)
    assert edited(small.window).key == "person.hobbies", "one that had no line yet"


def test_that_a_question_about_the_client_leads_to_its_field(small: Small) -> None:
    QTest.mouseClick(row_about(small.overview(), "account.region"), LEFT)
    assert small.window.here == place.client(small.account)
    assert edited(small.window).key == "account.region"


def test_that_a_question_about_a_purchase_leads_to_its_map_and_field(small: Small) -> None:
    QTest.mouseClick(row_about(small.overview(), "purchase.budget"), LEFT)
    assert small.window.here == place.client(small.account, "map", small.purchase)
    assert edited(small.window).key == "purchase.budget"
    assert small.map_page().purchase.isVisible()


@pytest.mark.parametrize("kind", ["hospital", "distributor"])
def test_that_every_question_leads_to_the_field_that_answers_it(small: Small, kind: str) -> None:
    facts.set_fact(small.workbook, ("account", small.account), "account.type", kind)
    questions = small.overview().knowledge.questions
    assert {asked.kind for asked in questions} == {"account", "person", "stakeholder", "purchase"}
    lost = []
    for asked in questions:
        field = workbook_field(small, asked.question.field)
        if field is None or field.subject != asked.kind:
            continue  # somebody to be found
        card = small.overview()
        small.window.setFocus()
        card.chosen.emit(asked)
        where: Any = QApplication.focusWidget()
        if where is None or where is small.window or card.isAncestorOf(where) or not where.isVisible():
            lost.append(asked.question.field)
        elif field.key not in BY_HAND:
            assert edited(small.window).key == field.key
        keyboard.press(Qt.Key.Key_Escape)
    assert lost == []


def workbook_field(small: Small, key: str) -> Field | None:
    return small.workbook.catalogue.fields.get(key)


def test_that_an_answer_leaves_the_list(small: Small) -> None:
    card = small.overview()
    before = len(card.rows), card.knowledge.share
    row_about(card, "account.region")
    facts.set_fact(small.workbook, ("account", small.account), "account.region", "Jiangdong")
    assert "account.region" not in {row.asked.question.field for row in card.rows}
    assert card.knowledge.share > before[1]
    small.workbook.undo()
    assert card.knowledge.share == before[1]


def test_that_a_post_is_asked_for_its_holder_and_named_there(small: Small) -> None:
    post = people.add_person(small.workbook, small.account, "Equipment head?", kind="post")
    QTest.mouseClick(row_about(small.overview(), gaps.HOLDER), LEFT)
    assert small.window.here == place.person(post)
    QTest.keyClicks(QApplication.focusWidget(), "Zhong Min")
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert people.person_card(small.workbook, post).kind == "person"


# ---- a purchase


def test_that_the_map_shows_beside_it_what_is_not_known_when_asked(small: Small, qtbot: QtBot) -> None:
    page = small.map_page()
    assert not page.purchase.isVisible()
    QTest.mouseClick(page.beside.bar["questions"], LEFT)
    card = page.purchase.unknowns
    assert card.isVisible()
    assert card.knowledge == knowledge_of_purchase(small.workbook, small.purchase)
    QTest.mouseClick(row_about(card, "purchase.budget"), LEFT)
    assert edited(small.window).key == "purchase.budget"
    QTest.keyClicks(QApplication.focusWidget(), "2000000")
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert purchases.purchase_facts(small.workbook, small.purchase).facts["purchase.budget"]
    assert "purchase.budget" not in {row.asked.question.field for row in card.rows}
    QTest.mouseClick(row_about(card, "stakeholder.motive"), LEFT)
    assert small.window.here == place.person(small.li)
    assert edited(small.window).key == "stakeholder.motive"


def test_that_undo_leads_to_the_fact_of_the_purchase(small: Small) -> None:
    facts.set_fact(small.workbook, ("purchase", small.purchase), "purchase.budget", 1000)
    small.window.go(place.CLIENTS)
    small.window.do("undo")
    assert small.window.here == place.client(small.account, "map", small.purchase)
    shown: Any = QApplication.focusWidget()
    assert isinstance(shown, FactField) and shown.key == "purchase.budget" and shown.isVisible()


def test_that_who_is_missing_is_found_on_the_map(small: Small) -> None:
    page = small.map_page()
    QTest.mouseClick(page.beside.bar["questions"], LEFT)
    QTest.mouseClick(row_about(page.purchase.unknowns, gaps.ROLE, "user"), LEFT)
    assert page.view.hasFocus()
    assert page.toolbar.said.startswith("Who is the user?")
    facts.set_fact(small.workbook, ("stakeholder", small.stake), "stakeholder.roles", ["decider", "user"])
    missing = [(row.asked.question.field, row.asked.question.item) for row in page.purchase.unknowns.rows]
    assert (gaps.ROLE, "user") not in missing


def test_that_the_panel_reads_nothing_while_it_is_closed_and_catches_up(small: Small) -> None:
    page = small.map_page()
    QTest.mouseClick(page.beside.bar["questions"], LEFT)
    before = page.purchase.unknowns.knowledge
    QTest.mouseClick(page.beside.bar["questions"], LEFT)
    facts.set_fact(small.workbook, ("purchase", small.purchase), "purchase.budget", 1000)
    assert page.purchase.unknowns.knowledge == before
    QTest.mouseClick(page.beside.bar["questions"], LEFT)
    assert page.purchase.unknowns.knowledge.share > before.share


def test_that_where_there_is_little_room_the_list_of_people_folds_and_comes_back(
    small: Small, qtbot: QtBot
) -> None:
    page = small.map_page()
    assert not page.panel.folded
    small.window.resize(960, 600)
    QTest.mouseClick(page.beside.bar["questions"], LEFT)
    assert page.panel.folded
    qtbot.waitUntil(lambda: page.view.width() > 360)
    QTest.mouseClick(page.beside.bar["questions"], LEFT)
    assert not page.panel.folded
    QTest.mouseClick(page.beside.bar["questions"], LEFT)
    small.window.resize(1440, 900)
    qtbot.waitUntil(lambda: not page.panel.folded and page.view.width() > 500)


def test_that_another_purchase_brings_its_own_questions_and_facts(small: Small) -> None:
    other = purchases.add_purchase(small.workbook, small.account, "Endoscopes")
    page = small.map_page()
    QTest.mouseClick(page.beside.bar["questions"], LEFT)
    assert purchases_asked_about(page) == {"Ultrasound"}
    page.show_account(small.account, other)
    assert purchases_asked_about(page) == {"Endoscopes"}
    QTest.mouseClick(row_about(page.purchase.unknowns, "purchase.motive"), LEFT)
    assert edited(small.window).subject == ("purchase", other)


# ---- by key


@pytest.mark.parametrize("key", [Qt.Key.Key_Space, Qt.Key.Key_Return])
def test_that_the_keys_lead_to_what_is_not_known_on_every_page(
    small: Small, qtbot: QtBot, key: Qt.Key
) -> None:
    for there in (
        place.client(small.account),
        place.client(small.account, "people"),
        place.client(small.account, "map", small.purchase),
        place.person(small.li),
    ):
        small.window.go(there)
        qtbot.keyClick(small.window, Qt.Key.Key_K, CTRL_SHIFT)
        assert isinstance(QApplication.focusWidget(), QuestionRow), there
        assert QApplication.focusWidget().isVisible()
    QTest.keyClick(QApplication.focusWidget(), key)
    assert edited(small.window).key == "stakeholder.attitude"


def test_that_the_keys_close_the_panel_of_the_map_again(small: Small, qtbot: QtBot) -> None:
    page = small.map_page()
    qtbot.keyClick(small.window, Qt.Key.Key_K, CTRL_SHIFT)
    assert page.purchase.isVisible()
    qtbot.keyClick(small.window, Qt.Key.Key_K, CTRL_SHIFT)
    assert not page.purchase.isVisible() and page.view.hasFocus()


def test_that_more_are_shown_a_few_at_a_time_and_the_keyboard_goes_on_there(small: Small) -> None:
    card = small.overview()
    assert len(card.rows) == 5
    card.more.setFocus()
    QTest.keyClick(card.more, Qt.Key.Key_Space)
    assert len(card.rows) == 25
    assert QApplication.focusWidget() is card.rows[5]


# ---- the list on paper


@pytest.mark.parametrize(
    ("where", "subject", "about"),
    [
        ("client", "Binjiang First Hospital", {"account", "person", "stakeholder", "purchase"}),
        ("map", "Ultrasound · Binjiang First Hospital", {"person", "stakeholder", "purchase"}),
        ("person", "Li Xuemei · Binjiang First Hospital", {"person", "stakeholder"}),
    ],
)
def test_that_the_keys_bring_the_list_of_where_one_is(
    small: Small, qtbot: QtBot, where: str, subject: str, about: set[str]
) -> None:
    there = {
        "client": place.client(small.account),
        "map": place.client(small.account, "map", small.purchase),
        "person": place.person(small.li),
    }[where]
    small.window.go(there)
    qtbot.keyClick(small.window, Qt.Key.Key_L, CTRL_SHIFT)
    preview = small.window.findChild(QuestionPreview)
    qtbot.waitUntil(preview.isVisible)
    assert preview.list.subject == subject
    assert {asked.kind for asked in preview._known.questions} == about
    preview.close()


def test_that_the_button_of_the_card_brings_it_too(small: Small, qtbot: QtBot) -> None:
    QTest.mouseClick(small.overview().print, LEFT)
    preview = small.window.findChild(QuestionPreview)
    qtbot.waitUntil(preview.isVisible)
    preview.close()
