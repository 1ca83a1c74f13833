"""The method beside the person: what fits them now, said in one's own words, and set by a click or a key."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from keyaccount_desktop.language import Text, plain, set_language
from keyaccount_desktop.method import advice, playbooks
from keyaccount_desktop.ui.advice.card import Advice
from keyaccount_desktop.ui.advice.ladder import Stairs
from keyaccount_desktop.ui.advice.pressed import PressedLine
from keyaccount_desktop.ui.advice.text import AdviceText
from keyaccount_desktop.ui.person_page import PersonPage
from keyaccount_desktop.workbook import definitions, preferences
from keyaccount_desktop.workbook.facts import set_fact
from keyaccount_desktop.workbook.people import add_person, person_card
from keyaccount_desktop.workbook.products import Product, add_product
from keyaccount_desktop.workbook.purchases import add_stakeholder
from tests.ui.fields import keyboard
from tests.ui.fields.conftest import Book

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

Key = Qt.Key
LEFT = Qt.MouseButton.LeftButton
OpenPage = Callable[..., PersonPage]


@pytest.fixture
def shown(book: Book, open_page: OpenPage) -> Callable[..., Advice]:
    """The advice beside someone of whom these facts are known."""

    def advice_for(**facts: object) -> Advice:
        for key, value in facts.items():
            item = book.product if key == "adoption" else ""
            set_fact(book.workbook, ("person", book.ids["person"]), f"person.{key}", value, item=item)
        book.workbook.forget_history()
        return open_page(book.workbook, book.ids["person"]).advice

    return advice_for


def words(root: QWidget) -> str:
    """All that is to be read in a part of the page."""
    found = [part for part in root.findChildren(AdviceText) if part.isVisibleTo(root)]
    lines = [part for part in root.findChildren(PressedLine) if part.isVisibleTo(root)]
    return "\n".join([*(part.shown for part in found), *(part.words for part in lines)])


def press(widget: QWidget, where: QPoint | None = None) -> None:
    """Click, once everything stands where it belongs."""
    QApplication.processEvents()
    QTest.mouseClick(widget, LEFT, Qt.KeyboardModifier.NoModifier, where or widget.rect().center())


def take(stairs: Stairs, rung: str) -> None:
    """Click on a rung."""
    QApplication.processEvents()
    press(stairs, stairs.rung_place(rung).center().toPoint())


# ---- what fits


def test_that_a_post_shows_its_playbook_with_response_and_needs_first(shown: Callable[..., Advice]) -> None:
    card = shown(position="Head of cardiology")
    said = words(card.post)
    assert "Response: Company, product and humane service" in said
    assert "Needs: " in said and "Care; Research" not in said
    press(card.post.more)
    assert "Care; Research; Staffing" in words(card.post)


def test_that_a_post_without_a_playbook_is_offered_one_and_is_known_from_then_on(
    shown: Callable[..., Advice], book: Book
) -> None:
    card = shown(position="Head of the equipment section")
    assert "No playbook for “Head of the equipment section” yet" in words(card.post)
    press(card.post.offer)
    keyboard.write("Bring the service figures")
    keyboard.press(Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert "Response: Bring the service figures" in words(card.post)
    post = advice.post_of(book.workbook.catalogue, "head of the equipment section, acting")
    assert post is not None and post.startswith("own_")
    book.workbook.undo()
    book.workbook.undo()
    assert "No playbook" in words(card.post)


def test_that_a_style_shows_how_to_treat_it_and_how_it_differs_from_ones_own(
    shown: Callable[..., Advice], book: Book
) -> None:
    card = shown(personality="analytical")
    assert str(playbooks.TREATMENT["analytical"]) in words(card.style_)
    assert "Say your own style" in words(card.style_)
    preferences.set_own_style(book.workbook, "authority")
    assert "You: Driver (authoritative). Use less of your own style and more of theirs." in words(card.style_)
    preferences.set_own_style(book.workbook, "analytical")
    assert "You are of the same style." in words(card.style_)


def test_that_ones_own_style_is_chosen_beside_the_person(shown: Callable[..., Advice], book: Book) -> None:
    card = shown(personality="amiable")
    card.style_.own.setFocus()
    keyboard.press(Key.Key_Return)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    QTest.keyClick(menu, Key.Key_Down)
    QTest.keyClick(menu, Key.Key_Return)
    assert preferences.own_style(book.workbook) == "authority"
    book.workbook.undo()
    assert preferences.own_style(book.workbook) is None


def test_that_both_sides_of_what_moves_them_are_shown_and_what_is_missing(
    shown: Callable[..., Advice], book: Book
) -> None:
    card = shown(value_psychological=["status"])
    assert card.values.lines["person.value_psychological"].words == "Psychological: Status"
    assert card.values.lines["person.value_economic"].words == "Economic?"
    lacking = "The rational side is missing: tie the emotional to it."
    assert lacking in [label.text() for label in visible_labels(card.values)]
    set_fact(book.workbook, ("person", book.ids["person"]), "person.value_economic", ["price"])
    assert card.values.lines["person.value_economic"].words == "Economic: Price"
    assert lacking not in [label.text() for label in visible_labels(card.values)]


def visible_labels(root: QWidget) -> list[object]:
    from keyaccount_desktop.ui.widgets import Label

    return [label for label in root.findChildren(Label) if label.isVisibleTo(root)]


def test_that_a_missing_side_leads_to_its_field(book: Book, open_page: OpenPage) -> None:
    page = open_page(book.workbook, book.ids["person"])
    press(page.advice.values.lines["person.value_functional"])
    line = page.line_of("person.value_functional", page.person_id, make=False)
    assert line is not None and line.editor is not None
    keyboard.press(Key.Key_Escape)
    press(page.advice.values.help)
    keyboard.write("Service figures")
    keyboard.press(Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert page.advice.values.help.words.endswith("Service figures")


def test_that_the_aim_is_said_for_a_good_client_while_it_is_open_how_we_help(
    shown: Callable[..., Advice], book: Book
) -> None:
    book.set("account.grade", "A")
    card = shown()
    assert str(playbooks.VALUE_AIM) in words(card.values)
    set_fact(book.workbook, ("person", book.ids["person"]), "person.how_we_help", "Service figures")
    assert str(playbooks.VALUE_AIM) not in words(card.values)


def test_that_a_committee_has_no_style_and_no_motives(book: Book, open_page: OpenPage) -> None:
    group = add_person(book.workbook, book.ids["account"], "Evaluation committee", kind="group")
    page = open_page(book.workbook, group)
    assert page.advice.isHidden()


# ---- adoption


def test_that_a_click_on_a_rung_is_a_fact(shown: Callable[..., Advice], book: Book) -> None:
    card = shown()
    ladder = card.adoption.products[book.product]
    assert ladder.ladder.said == "unknown"
    stairs = ladder.ladder.stairs
    take(stairs, "trial")
    assert book.values("person.adoption") == ["trial"]
    assert ladder.ladder.said == "Trial"
    assert "Follow closely" in words(ladder)
    book.workbook.undo()
    assert book.values("person.adoption") == [] and ladder.ladder.said == "unknown"


def test_that_the_ladder_is_climbed_by_keys(shown: Callable[..., Advice], book: Book) -> None:
    card = shown(adoption="aware")
    ladder = card.adoption.products[book.product].ladder
    ladder.stairs.setFocus()
    keyboard.press(Key.Key_Right)
    assert ladder.said == "Interested" and book.values("person.adoption") == ["aware"], "only looked at"
    keyboard.press(Key.Key_Escape)
    assert ladder.said == "Aware"
    keyboard.press(Key.Key_Right)
    keyboard.press(Key.Key_Right)
    keyboard.press(Key.Key_Return)
    assert book.values("person.adoption") == ["trial"]
    keyboard.press(Key.Key_7)
    assert book.values("person.adoption") == ["regular"]
    keyboard.press(Key.Key_Home)
    keyboard.press(Key.Key_Space)
    assert book.values("person.adoption") == ["unaware"]
    keyboard.press(Key.Key_Delete)
    assert book.values("person.adoption") == []


def test_that_what_the_sources_leave_open_at_a_rung_is_written_there(
    shown: Callable[..., Advice], book: Book
) -> None:
    card = shown(adoption="using")
    text = card.adoption.products[book.product].what_next
    assert text.shown == "not given yet: write your own"
    press(text)
    keyboard.write("Ask how it does")
    keyboard.press(Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert text.shown.startswith("Ask how it does") and text.own
    assert book.workbook.catalogue.texts["adoption.using"] == Text("Ask how it does", "")


def test_that_products_nothing_is_known_of_wait_behind_the_first(
    shown: Callable[..., Advice], book: Book
) -> None:
    others = [add_product(book.workbook, name) for name in ("Aurora P3", "Aurora T2")]
    card = shown(adoption="trial")
    ladders = card.adoption.products
    assert [item for item in ladders if ladders[item].isVisibleTo(card)] == [book.product]
    assert card.adoption.more.words == "2 more products"
    press(card.adoption.more)
    assert all(ladders[item].isVisibleTo(card) for item in others)
    stairs = ladders[others[1]].ladder.stairs
    take(stairs, "aware")
    assert ladders[others[1]].ladder.said == "Aware"


def test_that_factors_of_the_first_use_are_ticked_for_their_product(
    shown: Callable[..., Advice], book: Book
) -> None:
    card = shown(adoption="trial")
    ladder = card.adoption.products[book.product]
    assert ladder.first_use.words == "First use: 0 of 8"
    press(ladder.first_use)
    tick = ladder.factors["person.first_use_product"].ticks.tick("safe")
    tick.setFocus()
    keyboard.press(Key.Key_Space)
    assert book.values("person.first_use_product") == [["safe"]]
    assert ladder.first_use.words == "First use: 1 of 8"
    press(tick)
    assert book.values("person.first_use_product") == []


def test_that_signs_of_an_innovator_are_ticked(shown: Callable[..., Advice], book: Book) -> None:
    card = shown(innovativeness="early_majority")
    assert "Innovativeness: Early majority" in words(card.adoption)
    press(card.adoption.unfold_signs)
    for code in ("wants_to_stand_out", "rising_star"):
        press(card.adoption.signs.ticks.tick(code))
    assert book.values("person.innovator_signs") == [["rising_star", "wants_to_stand_out"]]
    assert card.adoption.unfold_signs.words.endswith("2/6")


# ---- trust


def test_that_nothing_of_a_coach_is_to_be_seen_until_one_unfolds_it(
    shown: Callable[..., Advice], book: Book
) -> None:
    card = shown()
    assert card.trust.unfold.words == "Trust" and not card.trust.unfold.isChecked()
    texts = words(card) + "".join(label.text() for label in visible_labels(card))  # type: ignore[attr-defined]
    assert "oach" not in texts
    press(card.trust.unfold)
    (ladder,) = card.trust.ladders
    stairs = ladder.ladder.stairs
    take(stairs, "identifying")
    assert book.values("stakeholder.coach") == ["identifying"]
    press(ladder.conditions.ticks.tick("endorses"))
    assert book.values("stakeholder.coach_conditions") == [["endorses"]]
    assert "never paid or rewarded" in "".join(
        label.text()
        for label in visible_labels(card)  # type: ignore[attr-defined]
    )


def test_that_trust_is_open_for_whom_it_is_considered_and_folded_for_the_next(
    book: Book, open_page: OpenPage
) -> None:
    set_fact(book.workbook, ("stakeholder", book.ids["stakeholder"]), "stakeholder.coach", "meeting")
    other = add_person(book.workbook, book.ids["account"], "Zhao Lei")
    add_stakeholder(book.workbook, book.ids["purchase"], other)
    page = open_page(book.workbook, book.ids["person"])
    assert page.advice.trust.unfold.isChecked()
    assert page.advice.trust.ladders[0].ladder.said == "Meeting"
    page.show_person(other)
    assert not page.advice.trust.unfold.isChecked()


def test_that_someone_in_no_purchase_is_not_asked_for_trust(book: Book, open_page: OpenPage) -> None:
    alone = add_person(book.workbook, book.ids["account"], "Zhao Lei")
    assert open_page(book.workbook, alone).advice.trust.isHidden()


# ---- words of one's own


def test_that_advice_is_edited_in_place_by_key_marked_and_taken_back(
    shown: Callable[..., Advice], book: Book
) -> None:
    card = shown(personality="authority")
    text = card.style_.text
    method = str(playbooks.TREATMENT["authority"])
    assert text.shown == f"Driver (authoritative): {method}"
    text.setFocus()
    keyboard.press(Key.Key_F2)
    keyboard.press(Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    keyboard.write("Two minutes, one figure.")
    keyboard.press(Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert text.shown == "Driver (authoritative): Two minutes, one figure.  own\u00a0words"
    choose(text, "Back to the method's text")
    assert text.shown == f"Driver (authoritative): {method}" and not text.own
    book.workbook.undo()
    assert text.own
    book.workbook.undo()
    assert not text.own and book.workbook.undo_label is None


def choose(widget: QWidget, action: str) -> None:
    """Choose from the context menu that the keyboard opens."""
    place = widget.rect().center()
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, place, widget.mapToGlobal(place))
    QApplication.sendEvent(widget, event)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    found = next(each for each in menu.actions() if each.text() == action)
    QTest.mouseClick(menu, LEFT, Qt.KeyboardModifier.NoModifier, menu.actionGeometry(found).center())


def test_that_a_click_reads_and_the_pencil_or_a_double_click_writes(shown: Callable[..., Advice]) -> None:
    text = shown(personality="authority").style_.text
    press(text, QPoint(30, 8))
    assert text.editor is None and text.hasFocus()
    press(text, QPoint(text.width() - 10, 10))
    assert text.editor is not None
    keyboard.press(Key.Key_Escape)
    assert text.editor is None
    QTest.mouseDClick(text, LEFT, Qt.KeyboardModifier.NoModifier, QPoint(30, 8))
    assert text.editor is not None
    keyboard.press(Key.Key_Escape)


def test_that_the_methods_own_words_typed_again_are_no_words_of_ones_own(
    shown: Callable[..., Advice], book: Book
) -> None:
    text = shown(personality="authority").style_.text
    for typed in ("Be quick", str(playbooks.TREATMENT["authority"])):
        text.begin_edit()
        keyboard.press(Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        keyboard.write(typed)
        keyboard.press(Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        assert text.own is (typed == "Be quick")


def test_that_words_in_one_language_stand_for_both_until_the_other_is_given(
    shown: Callable[..., Advice], book: Book, qtbot: QtBot
) -> None:
    text = shown(personality="authority").style_.text
    definitions.set_text(book.workbook, "treatment.authority", Text("", "先听他说"))
    assert "先听他说" in text.shown
    text.begin_edit()
    keyboard.press(Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    keyboard.write("Listen first")
    keyboard.press(Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert book.workbook.catalogue.texts["treatment.authority"] == Text("Listen first", "先听他说")
    set_language("zh")
    text.retranslate()
    assert "先听他说" in text.shown


def test_that_advice_being_written_is_kept_when_another_person_is_shown(
    book: Book, open_page: OpenPage
) -> None:
    other = add_person(book.workbook, book.ids["account"], "Zhao Lei")
    for person, style in ((book.ids["person"], "authority"), (other, "amiable")):
        set_fact(book.workbook, ("person", person), "person.personality", style)
    page = open_page(book.workbook, book.ids["person"])
    page.advice.style_.text.begin_edit()
    keyboard.press(Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    keyboard.write("Be quick")
    page.show_person(other)
    assert book.workbook.catalogue.texts == {"treatment.authority": Text("Be quick", "")}
    assert "Do not press" in page.advice.style_.text.shown


def test_that_advice_is_not_written_in_a_workbook_one_only_reads(book: Book) -> None:
    book.workbook.read_only = True
    card = Advice(book.workbook)
    card.show_card(person_card(book.workbook, book.ids["person"]), [Product(book.product, "Aurora X7")])
    assert not card.adoption.products[book.product].ladder.stairs._editable
    card.deleteLater()
    book.workbook.read_only = False


def test_that_the_tab_key_goes_through_all_that_is_shown(shown: Callable[..., Advice], book: Book) -> None:
    card = shown(position="Head of cardiology", personality="amiable", adoption="trial")
    reached = []
    card.post.texts[advice.RESPONSE].setFocus()
    for _ in range(40):
        if QApplication.focusWidget() is None or not card.isAncestorOf(QApplication.focusWidget()):
            break
        reached.append(QApplication.focusWidget())
        keyboard.press(Key.Key_Tab)
    wanted = [stop for stop in card.stops() if stop.isVisibleTo(card)]
    assert reached == wanted
    assert all(stop.accessibleName() for stop in reached)


def test_that_terms_of_ones_own_have_a_rung_and_advice(shown: Callable[..., Advice], book: Book) -> None:
    definitions.rename_term(book.workbook, "adoption", "trial", plain("On trial"))
    own = definitions.add_term(book.workbook, "adoption", plain("Recommends it"))
    card = shown(adoption=own)
    ladder = card.adoption.products[book.product]
    assert ladder.ladder.said == "Recommends it"
    assert ladder.what_next.shown == "not given yet: write your own"
    definitions.retire_term(book.workbook, "adoption", own)
    assert ladder.ladder.said == "Recommends it", "stood on, it is still there"
