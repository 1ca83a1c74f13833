"""Dates typed and understood at once, or chosen from the panel, by mouse and by keyboard alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QToolButton, QWidget

from keyaccount_desktop.language import set_language
from keyaccount_desktop.method import dates
from keyaccount_desktop.ui.fields import FactField
from keyaccount_desktop.ui.fields import date_editors as module
from keyaccount_desktop.ui.fields.date_editors import DateEditor
from keyaccount_desktop.ui.fields.date_panel import DatePanel, _Choices
from keyaccount_desktop.ui.fields.entry_editors import RecordsEditor
from tests.ui.fields import keyboard
from tests.ui.fields.conftest import Book, ShowGrid
from tests.ui.fields.test_editing import click, line_of

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

Key = Qt.Key


class Fixed(dates.date):
    """A clock that stands."""

    @classmethod
    def today(cls) -> dates.date:
        return dates.date(2026, 11, 27)


@pytest.fixture(autouse=True)
def same_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "date", Fixed)


@pytest.fixture
def birthday(book: Book, show_grid: ShowGrid) -> FactField:
    return line_of(show_grid(book, ["person.birthday", "person.interests"]), "person.birthday")


@pytest.fixture
def close_date(book: Book, show_grid: ShowGrid) -> FactField:
    key = "purchase.expected_close"
    return line_of(show_grid(book, [key], "purchase"), key)


def editor_of(line: FactField) -> DateEditor:
    assert isinstance(line.editor, DateEditor)
    return line.editor


def panel_of(editor: DateEditor) -> DatePanel:
    assert editor.panel is not None and editor.panel.isVisible()
    return editor.panel


def words(choices: _Choices) -> list[str]:
    return [button.text() for button in choices.buttons if not button.isHidden()]


def cell(choices: _Choices, word: str) -> QToolButton:
    return next(button for button in choices.buttons if button.text() == word and not button.isHidden())


def press_on(widget: QWidget) -> None:
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton)


def born(
    month: int | None, day: int | None, year: int | None = None, calendar: str = "solar", leap: bool = False
) -> dict[str, Any]:
    return {"calendar": calendar, "year": year, "month": month, "day": day, "leap": leap}


# ---- typing


@pytest.mark.parametrize(
    ("typed", "understood", "kept"),
    [
        ("农历八月初十", "下次 2027-09-10 周五", born(8, 10, calendar="lunar")),
        ("lunar 8/10", "农历八月初十 → 下次 2027-09-10 周五", born(8, 10, calendar="lunar")),
        ("5月3日", "下次 2027-05-03 周一", born(5, 3)),
        ("5/3", "5月3日 → 下次 2027-05-03 周一", born(5, 3)),
        ("1979-12-04", "1979年12月4日 → 下次 2026-12-04 周五，满 47 岁", born(12, 4, 1979)),
        ("1979", "1979年", born(None, None, 1979)),
        ("2/29", "2月29日 → 下次 2027-02-28 周日。2月29日，当年没有这一天时按2月28日。", born(2, 29)),
        ("闰六月十五", "农历闰六月十五 → 下次 2027-07-18 周日。当年没有闰六月，按六月。",
         born(6, 15, calendar="lunar", leap=True)),
    ],
)  # fmt: skip
def test_that_a_birthday_is_understood_while_it_is_typed(
    typed: str, understood: str, kept: dict[str, Any], book: Book, birthday: FactField
) -> None:
    set_language("zh")
    birthday.setFocus()
    keyboard.write(typed)
    editor = editor_of(birthday)
    assert editor.preview.text() == understood
    assert editor.preview.isVisible() and editor.line.accessibleDescription() == understood
    keyboard.press(Key.Key_Return)
    assert birthday.editor is None
    assert book.values("person.birthday") == [kept]


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("2/30", "Feb has no day 30."),
        ("农历闰13月", "A lunar month runs from 1 to 12, its day from 1 to 30."),
        ("lunar 1979-08-01 (leap month)", "Lunar 1979 has no leap month 8."),
        ("农历1979年十月三十", "Month 10 of lunar 1979 has only 29 days."),
        ("2198-11-28", "A birthday cannot lie in the future."),
        ("1850", "Nobody alive was born in 1850."),
    ],
)
def test_that_what_can_be_no_date_is_said_at_the_field_while_the_text_stays(
    typed: str, why: str, book: Book, birthday: FactField
) -> None:
    birthday.setFocus()
    keyboard.write(typed)
    editor = editor_of(birthday)
    assert editor.preview.text() == why and editor.preview.isVisible()
    keyboard.press(Key.Key_Return)
    assert birthday.editor is editor, "still there"
    assert editor.line.text() == typed
    assert why in birthday.message
    assert editor.preview.isHidden(), "the reason is said once"
    assert book.values("person.birthday") == []
    keyboard.press(Key.Key_End)
    keyboard.press(Key.Key_Backspace)
    assert birthday.message == ""


def test_that_nothing_is_said_against_a_date_one_is_still_typing(birthday: FactField) -> None:
    birthday.setFocus()
    for character in "农历八月":
        keyboard.write(character)
        shown = editor_of(birthday).preview
        assert shown.property("text_role") != "warning_caption" or shown.isHidden(), shown.text()


def test_that_a_refused_date_is_there_again_as_a_draft(
    book: Book, birthday: FactField, show_grid: ShowGrid
) -> None:
    birthday.setFocus()
    keyboard.write("2/30")
    keyboard.press(Key.Key_Tab)
    again = line_of(show_grid(book, ["person.birthday"]), "person.birthday")
    again.restore_draft()
    assert editor_of(again).line.text() == "2/30"
    assert "Feb has no day 30" in again.message


def test_that_escape_brings_the_old_date_back(book: Book, birthday: FactField) -> None:
    book.set("person.birthday", "1979-05-03")
    click(birthday)
    keyboard.write("农历八月初十")
    keyboard.press(Key.Key_Escape)
    assert birthday.editor is None
    assert book.values("person.birthday") == [born(5, 3, 1979)]


def test_that_an_ordinary_date_says_its_weekday(book: Book, close_date: FactField) -> None:
    close_date.setFocus()
    keyboard.write("2026/11/3")
    assert editor_of(close_date).preview.text() == "Tue 2026-11-03"
    keyboard.press(Key.Key_Return)
    assert book.values("purchase.expected_close") == ["2026-11-03"]


# ---- choosing with the mouse


def test_that_a_lunar_birthday_is_chosen_with_the_mouse_alone(
    book: Book, birthday: FactField, qtbot: QtBot
) -> None:
    set_language("zh")
    click(birthday)
    panel = panel_of(editor_of(birthday))
    press_on(cell(panel.calendars, panel.calendars.buttons[1].text()))
    assert words(panel.months)[:2] == ["正月", "二月"] and words(panel.days)[9] == "初十"
    press_on(cell(panel.months, "八月"))
    press_on(cell(panel.days, "初十"))
    editor = editor_of(birthday)
    assert editor.line.text() == "农历八月初十"
    assert editor.preview.text() == "下次 2027-09-10 周五"
    elsewhere = birthday.window().findChild(QWidget, "elsewhere")
    press_on(elsewhere)
    elsewhere.setFocus()
    assert birthday.editor is None
    assert book.values("person.birthday") == [born(8, 10, calendar="lunar")]
    qtbot.waitUntil(lambda: not birthday.window().findChildren(DatePanel))


def test_that_a_year_shows_the_months_it_really_has(birthday: FactField) -> None:
    set_language("zh")
    click(birthday)
    keyboard.write("农历1979年")
    panel = panel_of(editor_of(birthday))
    assert words(panel.months)[5:8] == ["六月", "闰六月", "七月"]
    assert len(words(panel.months)) == 13
    assert panel.leap.isHidden()
    press_on(cell(panel.months, "闰六月"))
    assert len(words(panel.days)) == 30
    assert editor_of(birthday).line.text() == "农历1979年闰六月"
    press_on(panel.year)
    keyboard.press(Key.Key_Up)  # 1980 has no leap month
    assert len(words(panel.months)) == 12
    assert editor_of(birthday).line.text() == "农历1980年六月"


def test_that_without_a_year_any_leap_month_may_be_chosen_that_ever_is(birthday: FactField) -> None:
    set_language("zh")
    click(birthday)
    keyboard.write("农历六月")
    panel = panel_of(editor_of(birthday))
    press_on(panel.leap)
    assert words(panel.months)[0] == "闰二月" and "闰正月" not in words(panel.months)
    press_on(cell(panel.months, "闰四月"))
    press_on(cell(panel.days, "三十"))
    assert editor_of(birthday).line.text() == "农历闰四月三十"
    press_on(panel.leap)
    assert editor_of(birthday).line.text() == "农历四月三十"


def test_that_a_day_the_month_lacks_is_open_again(birthday: FactField) -> None:
    click(birthday)
    keyboard.write("1979-01-31")
    panel = panel_of(editor_of(birthday))
    press_on(cell(panel.months, "Feb"))
    assert len(words(panel.days)) == 28
    assert editor_of(birthday).line.text() == "1979-02"
    press_on(cell(panel.months, "Feb"))
    assert editor_of(birthday).line.text() == "1979", "a second press leaves the month open"


# ---- choosing with the keyboard


def test_that_the_panel_is_worked_by_keyboard_alone(book: Book, birthday: FactField) -> None:
    birthday.setFocus()
    keyboard.press(Key.Key_Return)
    keyboard.press(Key.Key_Down)  # into the panel
    keyboard.press(Key.Key_Right)  # lunar
    keyboard.press(Key.Key_Tab)
    keyboard.write("1979")
    keyboard.press(Key.Key_Tab)  # the months
    assert panel_of(editor_of(birthday)).months.buttons[0].hasFocus()
    for _ in range(6):
        keyboard.press(Key.Key_Right)  # the seventh is leap month 6
    keyboard.press(Key.Key_Tab)
    keyboard.press(Key.Key_Down)
    keyboard.press(Key.Key_Right)
    assert editor_of(birthday).line.text() == "lunar 1979-06-09 (leap month)"
    keyboard.press(Key.Key_Return)
    assert birthday.editor is None
    assert book.values("person.birthday") == [born(6, 9, 1979, "lunar", leap=True)]


def test_that_delete_leaves_a_part_open_and_escape_goes_back_to_the_line(
    book: Book, birthday: FactField
) -> None:
    book.set("person.birthday", "1979-05-03")
    birthday.setFocus()
    keyboard.press(Key.Key_Return)
    keyboard.press(Key.Key_Down)
    keyboard.press(Key.Key_Tab)
    keyboard.press(Key.Key_Delete)  # the year, all selected
    assert editor_of(birthday).line.text() == "05-03"
    keyboard.press(Key.Key_Tab)
    keyboard.press(Key.Key_Tab)
    keyboard.press(Key.Key_Delete)  # the day
    keyboard.press(Key.Key_Escape)
    editor = editor_of(birthday)
    assert editor.panel is None and editor.line.hasFocus()
    keyboard.press(Key.Key_Return)
    assert book.values("person.birthday") == [born(5, None)]


def test_that_an_ordinary_date_begins_this_month_and_takes_a_day(book: Book, close_date: FactField) -> None:
    close_date.setFocus()
    keyboard.press(Key.Key_Return)
    panel = panel_of(editor_of(close_date))
    assert panel.calendars.isHidden()
    assert panel.year.text() == "2026"
    press_on(cell(panel.days, "30"))
    assert editor_of(close_date).line.text() == "2026-11-30"
    keyboard.press(Key.Key_Return)
    assert book.values("purchase.expected_close") == ["2026-11-30"]


def test_that_what_is_typed_shows_in_the_open_panel(birthday: FactField) -> None:
    click(birthday)
    keyboard.write("1979-05-03")
    panel = panel_of(editor_of(birthday))
    assert panel.year.text() == "1979"
    assert cell(panel.months, "May").isChecked() and cell(panel.days, "3").isChecked()
    keyboard.press(Key.Key_Backspace)
    assert panel.value["month"] == 5, "what is not a date now leaves the panel as it was"


def test_that_a_screen_reader_hears_what_each_choice_is(birthday: FactField) -> None:
    click(birthday)
    panel = panel_of(editor_of(birthday))
    assert cell(panel.months, "May").accessibleName() == "Month: May"
    assert cell(panel.days, "3").accessibleName() == "Day: 3"
    assert panel.year.accessibleName() == "Year"
    assert {name.accessibleName() for name in panel.calendars.buttons} == {
        "Calendar: Solar",
        "Calendar: Lunar",
    }


# ---- inside records


@pytest.fixture
def family(book: Book, show_grid: ShowGrid) -> FactField:
    return line_of(show_grid(book, ["person.family"]), "person.family")


def test_that_a_family_occasion_is_entered_part_by_part(book: Book, family: FactField) -> None:
    set_language("zh")
    click(family)
    for number, text in enumerate(("配偶", "李芳", "中学教师", "结婚纪念日", "1998年12月10日")):
        if number:
            keyboard.press(Key.Key_Tab)
        keyboard.write(text)
    assert isinstance(family.editor, RecordsEditor)
    day = family.editor.rows[0].editors[4]
    assert isinstance(day, DateEditor) and day.preview.text() == "下次 2026-12-10 周四"
    keyboard.press(Key.Key_Return)
    assert family.editor is None
    (entry,) = book.values("person.family")
    assert entry["event"] == "wedding" and entry["day"] == born(12, 10, 1998)
    assert "配偶 李芳：中学教师 · 结婚纪念日：1998年12月10日" in family.shown


def test_that_a_childs_birthday_is_refused_with_the_reason_and_the_rest_stays(
    book: Book, family: FactField
) -> None:
    click(family)
    keyboard.write("daughter")
    keyboard.press(Key.Key_Tab)
    keyboard.press(Key.Key_Tab)
    keyboard.write("starts school")
    keyboard.press(Key.Key_Tab)
    keyboard.press(Key.Key_Tab)
    keyboard.write("2019-05-03")
    keyboard.press(Key.Key_Return)
    assert "Of children under 14 no name, birthday or school is kept." in family.message
    assert isinstance(family.editor, RecordsEditor)
    assert family.editor.rows[0].drafts() == ["daughter", "", "starts school", "", "2019-05-03"]
    assert book.values("person.family") == []
    day = family.editor.rows[0].editors[4]
    assert isinstance(day, DateEditor)
    day.line.selectAll()
    keyboard.press(Key.Key_Delete)
    keyboard.press(Key.Key_Return)
    assert book.values("person.family") == [{"relation": "daughter", "occasion": "starts school"}]


def test_that_the_panel_of_a_part_closes_when_one_goes_to_the_next(family: FactField, qtbot: QtBot) -> None:
    click(family)
    assert isinstance(family.editor, RecordsEditor)
    day = family.editor.rows[0].editors[4]
    assert isinstance(day, DateEditor)
    press_on(day.line)
    day.line.setFocus()
    assert day.panel is not None
    keyboard.press(Key.Key_Down)
    assert day.panel is not None and family.editor is not None, "in the panel one is still in the field"
    first = family.editor.rows[0].editors[1].stops()[0]
    press_on(first)
    first.setFocus()
    qtbot.waitUntil(lambda: day.panel is None)
    assert family.editor is not None
