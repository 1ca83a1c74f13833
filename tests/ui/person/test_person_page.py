"""The person page: what it shows of whom, editing in place, notes, next step, questions, and the way around."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent, QPoint, QRect, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QPlainTextEdit, QWidget

from keyaccount_desktop.language import UserError, set_language
from keyaccount_desktop.method import catalogue
from keyaccount_desktop.ui import person_essentials, place, theme
from keyaccount_desktop.ui.fields.add_field import NEW
from keyaccount_desktop.ui.fields.evidence import EvidencePanel
from keyaccount_desktop.ui.fields.history import HistoryPanel
from keyaccount_desktop.ui.fields.line import EditableLine
from keyaccount_desktop.ui.person_page import PersonPage
from keyaccount_desktop.ui.person_sections import MOST_EMPTY, PERSON_SECTIONS
from keyaccount_desktop.ui.widgets import MessageBar
from keyaccount_desktop.workbook.accounts import account
from keyaccount_desktop.workbook.document import Workbook
from keyaccount_desktop.workbook.facts import Evidence, facts_of, set_fact
from keyaccount_desktop.workbook.people import add_person, all_people, delete_people, person_card
from keyaccount_desktop.workbook.products import add_product
from keyaccount_desktop.workbook.purchases import add_purchase, add_stakeholder
from keyaccount_desktop.workbook.visits import add_visit
from tests.ui.clipping import clipped
from tests.ui.fields import keyboard
from tests.ui.fields.conftest import Book
from tests.ui.person.conftest import empty_lines, line, timeline

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from keyaccount_desktop.ui.main_window import MainWindow

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
LEFT = Qt.MouseButton.LeftButton


# ---- what it shows


def test_that_a_new_person_has_a_dozen_empty_lines_at_most(
    book: Book, open_page: Callable[..., PersonPage]
) -> None:
    alone = add_person(book.workbook, book.ids["account"], "Zhao Lei")
    for person in (alone, book.ids["person"]):
        page = open_page(book.workbook, person)
        assert 6 <= len(empty_lines(page)) <= MOST_EMPTY


def test_that_what_is_known_does_not_count_against_what_is_asked(
    book: Book, open_page: Callable[..., PersonPage]
) -> None:
    for key in ("person.hobbies", "person.taboos", "person.lifestyle"):
        book.set(key, "x")
    page = open_page(book.workbook, book.ids["person"])
    for key in ("person.hobbies", "person.taboos", "person.lifestyle"):
        assert line(page, key).isVisible()
    assert len(empty_lines(page)) == MOST_EMPTY


def test_that_every_field_of_a_person_is_two_clicks_away(page: PersonPage, book: Book) -> None:
    offered = page.findChildren(QWidget)
    assert offered
    add = next(section.grid.add for section in page.sections if section.stake is None)
    shown = {
        found.key for found in page.findChildren(EditableLine) if hasattr(found, "key") and found.isVisible()
    }
    assert set(add.keys) == {field.key for field in catalogue.fields_of("person")}
    QTest.mouseClick(add.button, LEFT)
    assert add.offered is not None
    assert set(add.offered.codes) == set(add.keys) - shown | {NEW}
    keyboard.write("fax")
    keyboard.press(Key.Key_Return)
    fax = line(page, "person.fax")
    assert fax.isVisible() and fax.editor is not None
    keyboard.write("0571 1234")
    keyboard.press(Key.Key_Return)
    assert book.values("person.fax") == ["0571 1234"]


def test_that_a_field_of_the_left_side_is_added_there(page: PersonPage) -> None:
    page.edit_field("person.professional_title", page.person_id)
    keyboard.write("Chief physician")
    keyboard.press(Key.Key_Return)
    shown = line(page, "person.professional_title")
    assert shown.isVisible() and shown.shown == "Chief physician"


def test_that_a_group_is_asked_only_for_its_place(book: Book, open_page: Callable[..., PersonPage]) -> None:
    group = add_person(book.workbook, book.ids["account"], "Evaluation committee", kind="group")
    page = open_page(book.workbook, group)
    keys = {
        found.key for found in page.findChildren(EditableLine) if hasattr(found, "key") and found.isVisible()
    }
    assert keys <= {"person.position", "person.level", "person.function"}


def test_that_each_purchase_has_a_section_of_its_own(
    book: Book, open_page: Callable[..., PersonPage]
) -> None:
    second = add_purchase(book.workbook, book.ids["account"], "MRI system")
    add_stakeholder(book.workbook, second, book.ids["person"])
    page = open_page(book.workbook, book.ids["person"])
    names = [section.stake.purchase for section in page.sections if section.stake is not None]
    assert sorted(names) == ["MRI system", "Ultrasound system"]


def test_that_someone_in_no_purchase_is_offered_one(book: Book, open_page: Callable[..., PersonPage]) -> None:
    alone = add_person(book.workbook, book.ids["account"], "Zhao Lei")
    page = open_page(book.workbook, alone)
    button = page.purchases.findChild(QWidget, options=Qt.FindChildOption.FindChildrenRecursively)
    assert button is not None and page.purchases.isVisible()
    QTest.mouseClick(page.purchases.buttons[0], LEFT)
    assert [stake.purchase_id for stake in person_card(book.workbook, alone).stakes] == [book.ids["purchase"]]
    assert not page.purchases.isVisible()
    assert page.sections[0].stake is not None
    book.workbook.undo()
    assert page.purchases.isVisible()


def test_that_what_is_not_there_is_refused(page: PersonPage) -> None:
    with pytest.raises(UserError):
        page.show_person("nobody")


def test_that_the_sections_of_the_page_are_those_of_the_catalogue() -> None:
    assert set(PERSON_SECTIONS) == {section.key for section in catalogue.sections_of("person")}


# ---- editing in place


def test_that_the_name_is_written_over_in_place(page: PersonPage, book: Book) -> None:
    assert page.edit_command("rename")
    keyboard.write("Wang Jianhua")
    keyboard.press(Key.Key_Return)
    assert person_card(book.workbook, page.person_id).name == "Wang Jianhua"
    assert page.header.name.text() == "Wang Jianhua"
    book.workbook.undo()
    assert page.header.name.text() == "Wang Jianguo"


def test_that_a_name_in_composition_is_not_taken_by_enter(page: PersonPage, book: Book) -> None:
    page.edit_command("rename")
    QApplication.sendEvent(page.header.name, QInputMethodEvent("wang", []))
    keyboard.press(Key.Key_Return)
    assert page.header.name.hasFocus()
    assert person_card(book.workbook, page.person_id).name == "Wang Jianguo"


@pytest.mark.parametrize("typed", ["", "x" * 300])
def test_that_a_name_that_cannot_be_is_not_taken(page: PersonPage, book: Book, typed: str) -> None:
    page.edit_command("rename")
    keyboard.press(Key.Key_Backspace)
    keyboard.write(typed)
    keyboard.press(Key.Key_Return)
    assert page.header.name.text() == "Wang Jianguo"
    assert book.workbook.undo_label is None
    bar = page.findChild(MessageBar)
    assert bar is not None and bool(typed) == ("200 is the most" in bar.text)


def test_that_the_holder_of_a_post_is_named(book: Book, open_page: Callable[..., PersonPage]) -> None:
    post = add_person(book.workbook, book.ids["account"], "Head of pharmacy?", kind="post")
    page = open_page(book.workbook, post)
    QTest.mouseClick(page.header.holder, LEFT)
    keyboard.write("Sun Xiaodong")
    keyboard.press(Key.Key_Return)
    found = person_card(book.workbook, post)
    assert (found.kind, found.name) == ("person", "Sun Xiaodong")
    assert not page.header.holder.isVisible()


def test_that_under_a_birthday_stand_the_age_the_next_day_and_the_rule(
    page: PersonPage, book: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Clock(date):
        @classmethod
        def today(cls) -> date:
            return date(2026, 11, 27)

    monkeypatch.setattr(person_essentials, "date", Clock)
    assert page.essentials is not None
    said = page.essentials.birthday
    assert said.isHidden()
    for born, words in (
        ("农历1979年八月初十", "47 years · next: Fri 2027-09-10"),
        ("农历八月初十", "next: Fri 2027-09-10"),
        ("1979-11-27", "47 years · birthday today"),
        ("02-29", "next: Sun 2027-02-28\n29 February in a year without it: the 28th."),
        ("农历八月", ""),
        ("1979", ""),
    ):
        book.set("person.birthday", born)
        assert said.text() == words
        assert said.isVisible() == bool(words)


def test_that_the_department_is_one_of_the_client_or_a_new_one(page: PersonPage, book: Book) -> None:
    assert page.essentials is not None
    department = page.essentials.department
    department.setFocus()
    keyboard.write("Ultrasound")
    keyboard.press(Key.Key_Return)
    found = person_card(book.workbook, page.person_id).department
    assert found is not None and found.name == "Ultrasound"
    assert department.shown == "Ultrasound"
    assert [made.name for made in account(book.workbook, book.ids["account"]).departments] == ["Ultrasound"]
    book.workbook.undo()
    assert department.empty and account(book.workbook, book.ids["account"]).departments == ()


def test_that_badges_and_shares_follow_a_change(page: PersonPage, book: Book) -> None:
    known = page.unknowns.knowledge.share
    set_fact(book.workbook, book.subject("stakeholder"), "stakeholder.attitude", "supporter")
    chips = [chip.text() for chip in page.findChildren(QWidget) if chip.property("chip") == "supporter"]
    assert chips == ["+ ▲ Supporter"]
    assert page.unknowns.knowledge.share > known
    book.workbook.undo()
    assert not [
        chip
        for chip in page.findChildren(QWidget)
        if chip.property("chip") == "supporter" and chip.isVisible()
    ]
    assert page.unknowns.knowledge.share == known


# ---- what we don't know, advice, timeline


def test_that_a_question_leads_to_the_field_that_answers_it(page: PersonPage, book: Book) -> None:
    asked = {row.accessibleName() for row in page.unknowns.rows}
    assert "For us or against us?" in asked
    row = next(row for row in page.unknowns.rows if row.accessibleName() == "For us or against us?")
    QTest.mouseClick(row, LEFT)
    assert line(page, "stakeholder.attitude", book.ids["stakeholder"]).editor is not None
    keyboard.write("Supporter")
    keyboard.press(Key.Key_Return)
    assert "For us or against us?" not in {row.accessibleName() for row in page.unknowns.rows}


def test_that_a_question_about_each_product_names_it(page: PersonPage, book: Book) -> None:
    add_product(book.workbook, "Aurora P3")
    while page.unknowns.more.isVisible():
        QTest.mouseClick(page.unknowns.more, LEFT)
    asked = [row.accessibleName() for row in page.unknowns.rows]
    assert len(set(asked)) == len(asked)
    assert len([text for text in asked if text.startswith("Aurora P3: ")]) == len(
        [text for text in asked if text.startswith("Aurora X7: ")]
    )
    assert any(text.startswith("Aurora P3: ") for text in asked)


def test_that_a_question_about_what_has_no_line_yet_makes_one(page: PersonPage) -> None:
    while page.unknowns.more.isVisible():
        QTest.mouseClick(page.unknowns.more, LEFT)
    row = next(row for row in page.unknowns.rows if row.asked.question.field == "person.tenure")
    assert page.line_of("person.tenure", page.person_id, make=False) is None
    QTest.mouseClick(row, LEFT)
    tenure = line(page, "person.tenure")
    assert tenure.isVisible() and tenure.editor is not None


def test_that_the_timeline_tells_contacts_and_changes_of_mind(
    book: Book, open_page: Callable[..., PersonPage], qtbot: QtBot
) -> None:
    subject, person = book.subject("stakeholder"), book.ids["person"]
    for value, day in (("opponent", "2026-03-01"), ("neutral", "2026-05-01")):
        set_fact(book.workbook, subject, "stakeholder.attitude", value, evidence=Evidence(learned_on=day))
    for month in range(1, 12):
        add_visit(
            book.workbook, book.ids["account"], kind="call", on_date=f"2025-{month:02}-03",
            people=[person], said=f"call {month}",
        )  # fmt: skip
    page = open_page(book.workbook, person)
    qtbot.waitUntil(lambda: len(timeline(page)) == 8)
    assert timeline(page)[0] == "Attitude to us · Opponent → Neutral"
    assert timeline(page)[1] == "Call: call 11"
    QTest.mouseClick(page.timeline.stops()[0], LEFT)
    qtbot.waitUntil(lambda: len(timeline(page)) == 12)


# ---- in step, and around


def test_that_undo_brings_the_change_into_view(page: PersonPage, book: Book) -> None:
    page.resize(1264, 420)
    set_fact(book.workbook, book.subject("person"), "person.personality", "analytical")
    change = book.workbook.undo()
    assert change is not None
    page.reveal(change)
    shown = line(page, "person.personality")
    assert keyboard.focused() is shown
    assert page.rect().intersects(QRect(shown.mapTo(page, QPoint(0, 0)), shown.size()))


def test_that_a_hidden_page_catches_up_when_it_is_shown(page: PersonPage, book: Book) -> None:
    page.hide()
    set_fact(book.workbook, book.subject("person"), "person.position", "Head of ultrasound")
    page.show()
    assert line(page, "person.position").shown == "Head of ultrasound"


def test_that_the_page_stands_still_when_its_person_goes(page: PersonPage, book: Book) -> None:
    person = page.person_id
    delete_people(book.workbook, [person])
    assert page.person_id == ""
    book.workbook.undo()
    page.show_person(person)
    assert page.header.name.text() == "Wang Jianguo"


def test_that_another_person_takes_the_place_of_the_first(page: PersonPage, book: Book, qtbot: QtBot) -> None:
    other = add_person(book.workbook, book.ids["account"], "Zhao Lei", position="Engineer")
    page.edit_field("person.interests", page.person_id)
    keyboard.write("Go")
    with qtbot.waitSignal(page.person_opened) as opened:
        page.show_person(other)
    assert opened.args == [other]
    assert book.values("person.interests") == ["Go"], "what was being typed was saved"
    assert page.header.name.text() == "Zhao Lei"
    assert line(page, "person.position").shown == "Engineer"
    assert line(page, "person.interests").empty


def test_that_the_page_asks_the_window_to_go(page: PersonPage, book: Book, qtbot: QtBot) -> None:
    with qtbot.waitSignal(page.map_requested) as asked:
        QTest.mouseClick(page.header.map, LEFT)
    assert asked.args == [book.ids["purchase"]]
    with qtbot.waitSignal(page.account_requested) as asked:
        QTest.mouseClick(page.header.stops()[0], LEFT)
    assert asked.args == [book.ids["account"]]
    with qtbot.waitSignal(page.back_requested):
        QTest.keyClick(page, Key.Key_Left, Qt.KeyboardModifier.AltModifier)


def test_that_the_tab_key_reaches_everything_in_the_order_of_the_eye(page: PersonPage) -> None:
    stops = [stop for stop in page.stops() if stop.isVisible() and stop.isEnabled()]
    stops[0].setFocus(Qt.FocusReason.TabFocusReason)
    met = []
    for _ in stops:
        met.append(
            next(stop for stop in page.stops() if keyboard.focused() in (stop, *stop.findChildren(QWidget)))
        )
        keyboard.press(Key.Key_Tab)
    assert len(met) == len(set(map(id, met))) == len(stops)
    columns = [0 if found in page.header.stops() else _column(page, found) for found in met]
    assert columns == sorted(columns)


def _column(page: PersonPage, widget: QWidget) -> int:
    left = widget.mapTo(page, QPoint(0, 0)).x()
    return 1 if left < 250 else 2 if left < page.width() - 300 else 3


def test_that_everything_one_can_reach_has_a_name(page: PersonPage) -> None:
    for widget in page.findChildren(QWidget):
        if widget.isVisible() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget is not page:
            name = widget.accessibleName() or (widget.text() if hasattr(widget, "text") else "")
            assert name, widget


# ---- looks


def cut_lines(page: PersonPage) -> list[str]:
    """Lines of the page that have less height than they need."""
    return [
        found.label
        for found in page.findChildren(EditableLine)
        if found.isVisible() and found.heightForWidth(found.width()) > found.height()
    ]


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize(("size", "zoom"), [((1104, 720), 100), ((1744, 1080), 100), ((1040, 700), 150)])
def test_that_nothing_is_clipped(
    language: str, size: tuple[int, int], zoom: int, demo_files: dict[str, Path], tmp_path: Path,
    open_page: Callable[..., PersonPage], qtbot: QtBot, qapp: QApplication,
) -> None:  # fmt: skip
    from keyaccount_desktop.ui.translation import Translation

    translation = Translation(qapp)
    translation.set_language(language)  # type: ignore[arg-type]
    theme.current().set_zoom(zoom)
    copy = tmp_path / "demo.kaw"
    copy.write_bytes(demo_files[language].read_bytes())
    workbook = Workbook.open(copy)
    try:
        people = [id_ for id_, _, _ in all_people(workbook)]
        page = open_page(workbook, people[0], size)
        for person in people[:8]:
            page.show_person(person)
            qtbot.waitUntil(lambda: not clipped(page) and not cut_lines(page))
        page.release()
    finally:
        translation.set_language("en")
        workbook.close()


def test_that_light_and_dark_are_switched_live(page: PersonPage) -> None:
    before = page.grab().toImage().pixelColor(4, page.height() - 4)
    theme.current().set_mode("dark")
    after = page.grab().toImage().pixelColor(4, page.height() - 4)
    assert before.lightness() > 200 and after.lightness() < 60


def test_that_what_is_being_written_survives_a_change_of_language(page: PersonPage) -> None:
    from PySide6.QtCore import QEvent

    page.edit_field("person.interests", page.person_id)
    keyboard.write("Go")
    box = page.findChild(QPlainTextEdit)
    assert box is not None
    for widget in (page, *page.findChildren(QWidget)):
        QApplication.sendEvent(widget, QEvent(QEvent.Type.LanguageChange))
    assert line(page, "person.interests").editor is not None
    assert facts_of(page.workbook, ("person", page.person_id)) == []


# ---- in the program's own window


@pytest.fixture
def in_window(open_window: Callable[[Path], MainWindow], english_demo: Path, qtbot: QtBot) -> MainWindow:
    """The demo in the program's window, at the page of someone in a purchase."""
    window = open_window(english_demo)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    workbook = window.workbook
    assert workbook is not None
    wang = next(id_ for id_, name, _ in all_people(workbook) if name == "Wang Jianguo")
    window.go(place.person(wang))
    return window


def shown_page(window: MainWindow) -> PersonPage:
    page = window.stack.currentWidget()
    assert isinstance(page, PersonPage)
    return page


def test_that_keys_of_a_field_are_not_taken_for_those_of_the_window(in_window: MainWindow) -> None:
    page = shown_page(in_window)
    interests = line(page, "person.interests")
    interests.setFocus()
    keyboard.press(Key.Key_F2)
    assert interests.editor is not None, "F2 is not the window's Rename here"
    keyboard.press(Key.Key_Escape)
    keyboard.press(Key.Key_Delete)
    assert interests.empty
    keyboard.press(Key.Key_Z, CTRL)
    assert not interests.empty and keyboard.focused() is interests


def test_that_ctrl_z_in_the_window_takes_back_typing_first_and_then_the_step(in_window: MainWindow) -> None:
    page = shown_page(in_window)
    before = line(page, "person.hobbies").shown
    line(page, "person.hobbies").setFocus()
    keyboard.write("Fishing")
    keyboard.press(Key.Key_Tab)
    keyboard.write("x")
    keyboard.press(Key.Key_Z, CTRL)
    assert line(page, "person.hobbies").shown.startswith("Fishing"), "only the typing was taken back"
    keyboard.press(Key.Key_Z, CTRL)
    assert line(page, "person.hobbies").shown == before
    assert in_window.messages.text.startswith("Undone: Change Hobbies")


def test_that_leaving_the_page_saves_the_field_in_hand(in_window: MainWindow) -> None:
    page = shown_page(in_window)
    line(page, "person.interests").setFocus()
    keyboard.write("Chess")
    in_window.do("clients")
    workbook = in_window.workbook
    assert workbook is not None
    card = person_card(workbook, page.person_id)
    assert [fact.value for fact in card.facts["person.interests"]] == ["Chess"]


def test_that_showing_many_people_leaves_no_listeners_behind(in_window: MainWindow) -> None:
    page, workbook = shown_page(in_window), in_window.workbook
    assert workbook is not None
    people = [id_ for id_, _, _ in all_people(workbook)][:6]
    page.show_person(people[0])
    most = len(workbook._listeners)
    for person in people * 2:
        page.show_person(person)
        assert len(workbook._listeners) <= most + 6


def test_that_sections_are_as_high_as_their_lines_after_the_language_is_switched(
    book: Book, open_page: Callable[..., PersonPage], qtbot: QtBot
) -> None:
    for key, value in (
        ("person.special_experiences", "Studied abroad; " * 12),
        ("person.best_time_place", "At ten in the department, by appointment"),
        ("person.working_style", "Thorough; looks at the records first"),
        ("person.gender", "male"),
        ("stakeholder.motive", "Less downtime"),
    ):
        book.set(key, value, source="observed")
    for size in ((1104, 690), (1264, 860)):
        set_language("en")
        page = open_page(book.workbook, book.ids["person"], size)
        for code in ("zh", "en", "zh"):
            set_language(code)  # type: ignore[arg-type]
            QApplication.sendEvent(page, QEvent(QEvent.Type.LanguageChange))
            grids = [section.grid for section in page.sections if section.isVisible()]
            qtbot.waitUntil(
                lambda grids=grids: all(grid.height() == grid.heightForWidth(grid.width()) for grid in grids)
            )
    set_language("en")


def test_that_the_menu_acts_on_the_fact_that_has_the_keyboard(in_window: MainWindow, qtbot: QtBot) -> None:
    page = shown_page(in_window)
    place_line = line(page, "person.native_place")
    assert not in_window.actions_["evidence"].isEnabled()
    place_line.setFocus()
    assert in_window.actions_["evidence"].isEnabled()
    in_window.actions_["evidence"].trigger()
    assert [panel for panel in in_window.findChildren(EvidencePanel) if panel.isVisible()]
    keyboard.press(Key.Key_Escape)
    assert place_line.hasFocus()
    QTest.keyClick(in_window, Key.Key_E, Qt.KeyboardModifier.AltModifier)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    QTest.keyClick(menu, Key.Key_A)
    submenu = QApplication.activePopupWidget()
    assert isinstance(submenu, QMenu) and submenu is not menu
    QTest.keyClick(submenu, Key.Key_P)
    qtbot.waitUntil(
        lambda: bool([panel for panel in in_window.findChildren(HistoryPanel) if panel.isVisible()])
    )
