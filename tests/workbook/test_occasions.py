"""The days to greet on: whose, what, when, by which rule."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from keyaccount_desktop.language import Text
from keyaccount_desktop.workbook import occasions as module
from keyaccount_desktop.workbook.accounts import add_account
from keyaccount_desktop.workbook.definitions import Form, define_field, retire_field
from keyaccount_desktop.workbook.document import Workbook
from keyaccount_desktop.workbook.facts import Evidence, add_entry, clear_fact, set_fact
from keyaccount_desktop.workbook.occasions import Occasion, known_dates, occasions
from keyaccount_desktop.workbook.people import add_person, delete_people

START = date(2026, 11, 27)


class Rep:
    """Two clients, and dates as a rep hears them."""

    def __init__(self, workbook: Workbook) -> None:
        self.workbook = workbook
        self.hospital = add_account(workbook, "滨江市第一医院")
        self.maker = add_account(workbook, "宏远制造")

    def person(
        self, name: str, birthday: object = None, client: str | None = "hospital", **evidence: Any
    ) -> str:
        account_id = getattr(self, client) if client else None
        made = add_person(self.workbook, account_id, name)
        if birthday is not None:
            set_fact(
                self.workbook, ("person", made), "person.birthday", birthday, evidence=Evidence(**evidence)
            )
        return made

    def family(self, person_id: str, **entry: object) -> str:
        return add_entry(self.workbook, ("person", person_id), "person.family", entry)

    def coming(self, days: int = 30, client: str | None = None, start: date = START) -> list[Occasion]:
        """Without the holidays."""
        found = occasions(self.workbook, start, days, getattr(self, client) if client else None)
        return [occasion for occasion in found if occasion.kind != "holiday"]


@pytest.fixture
def rep(workbook: Workbook) -> Rep:
    return Rep(workbook)


def test_that_an_occasion_says_who_what_when_and_how_old(rep: Rep) -> None:
    liu = rep.person("刘敏", "1979-12-04", certainty="assumed")
    (found,) = rep.coming()
    assert found == Occasion(
        date(2026, 12, 4), "birthday", found.what, liu, "刘敏", rep.hospital, "滨江市第一医院", found.written,
        None, 47, True,
    )  # fmt: skip
    assert found.what.zh == "生日"
    assert found.written is not None and found.written.zh == "1979年12月4日"


def test_that_lunar_and_family_dates_come_on_their_solar_day_with_the_rule(rep: Rep) -> None:
    wang = rep.person("王建国", "农历十月三十")  # 2026: the tenth month has 30 days, until 12-08
    rep.family(wang, relation="spouse", event="wedding", day="1998-12-20")
    rep.family(wang, relation="女儿", event="高考", day="2027-06-07")
    (birthday, wedding) = rep.coming()
    assert birthday.day == date(2026, 12, 8) and birthday.rule is None
    assert (wedding.day, wedding.years) == (date(2026, 12, 20), 28)
    assert wedding.what.zh == "配偶：结婚纪念日"
    (later,) = [found for found in rep.coming(days=15, start=date(2029, 11, 25)) if found.kind == "birthday"]
    assert later.day == date(2029, 12, 4)
    assert later.rule is not None and "三十按廿九" in later.rule.zh


def test_that_an_exam_with_its_year_comes_once_and_without_it_every_year(rep: Rep) -> None:
    wang = rep.person("王建国")
    rep.family(wang, relation="daughter", event="exam", day="2027-06-07")
    rep.family(wang, relation="son", event="exam", day="6月8日")
    days = [
        [found.day.isoformat() for found in rep.coming(30, start=date(year, 6, 1))]
        for year in (2026, 2027, 2028)
    ]
    assert days == [["2026-06-08"], ["2027-06-07", "2027-06-08"], ["2028-06-08"]]


def test_that_days_come_in_order_holidays_first_and_people_by_name(rep: Rep) -> None:
    for name in ("赵一帆", "陈志恒", "刘敏"):
        rep.person(name, "1-1")
    rep.person("王建国", "12-31")
    found = occasions(rep.workbook, date(2026, 12, 25), 10)
    assert [occasion.person or occasion.what.zh for occasion in found] == [
        "王建国", "元旦", "陈志恒", "刘敏", "赵一帆",
    ]  # fmt: skip


def test_that_only_the_days_asked_for_count_the_first_among_them(rep: Rep) -> None:
    rep.person("刘敏", "11-27")
    rep.person("吴凯", "12-26")
    rep.person("何伟", "12-27")
    rep.person("黄静宜", "11-26")
    assert [found.person for found in rep.coming()] == ["刘敏", "吴凯"]
    assert [found.person for found in rep.coming(days=1)] == ["刘敏"]


def test_that_a_client_can_be_asked_for_alone_and_outsiders_belong_to_none(rep: Rep) -> None:
    rep.person("刘敏", "12-04")
    rep.person("韩立诚", "12-05", "maker")
    rep.person("沈一舟", "12-06", None)
    assert [found.person for found in rep.coming(client="maker")] == ["韩立诚"]
    assert [(found.person, found.account) for found in rep.coming()] == [
        ("刘敏", "滨江市第一医院"),
        ("韩立诚", "宏远制造"),
        ("沈一舟", None),
    ]


def test_that_what_is_replaced_cleared_or_only_a_month_is_not_shown(rep: Rep) -> None:
    moved = rep.person("刘敏", "12-04")
    set_fact(rep.workbook, ("person", moved), "person.birthday", "6-04")
    cleared = rep.person("吴凯", "12-04")
    clear_fact(rep.workbook, ("person", cleared), "person.birthday")
    rep.person("何伟", "12月")
    rep.person("黄静宜", "农历十月")
    gone = rep.person("马文静", "12-04")
    delete_people(rep.workbook, [gone])
    rep.family(moved, relation="spouse", occasion="中学教师")
    assert rep.coming() == []
    assert [known.written.zh for _, known in known_dates(rep.workbook)] == ["6月4日"]


@pytest.mark.parametrize("start", [date(2026, month, 15) for month in range(1, 13)] + [date(2028, 2, 29)])
def test_that_looking_at_the_months_in_question_misses_nobody(rep: Rep, start: date) -> None:
    for month in range(1, 13):
        for day in (1, 29, 30):
            rep.person(f"农{month}-{day}", {"calendar": "lunar", "month": month, "day": day})
            if month != 2 or day != 30:
                rep.person(f"公{month}-{day}", {"calendar": "solar", "month": month, "day": day})
    expected = {
        (who.person, occurrence.day)
        for who, known in known_dates(rep.workbook)
        if ((occurrence := next(known.coming(start))).day - start).days < 45
    }
    assert {(found.person, found.day) for found in rep.coming(45, start=start)} == expected
    assert len(expected) > 5


def test_that_a_date_of_the_users_own_counts_and_may_lie_ahead(rep: Rep) -> None:
    key = define_field(
        rep.workbook, "person.personal", Text("Book launch", "新书发布日"), Form("partial_date")
    )
    liu = rep.person("刘敏")
    set_fact(rep.workbook, ("person", liu), key, "2026-12-09")
    (found,) = rep.coming()
    assert (found.day, found.kind, found.what.zh) == (date(2026, 12, 9), "own", "新书发布日")
    retire_field(rep.workbook, key)
    assert rep.coming() == []


def test_that_more_people_than_one_statement_takes_are_named(
    rep: Rep, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_AT_ONCE", 3)
    names = [f"王{number}" for number in range(8)]
    for name in names:
        rep.person(name, "12-04")
    assert [found.person for found in rep.coming()] == names
