"""The calendar export: read back as other programs read it, to the letter of RFC 5545."""

from __future__ import annotations

import json
import re
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from keyaccount_desktop.exchange import calendar_file
from keyaccount_desktop.exchange.calendar_file import YEARS, write_calendar
from keyaccount_desktop.language import UserError
from keyaccount_desktop.workbook import tables
from keyaccount_desktop.workbook.accounts import add_account
from keyaccount_desktop.workbook.document import Workbook
from keyaccount_desktop.workbook.export_log import exports
from keyaccount_desktop.workbook.facts import Evidence, add_entry, set_fact
from keyaccount_desktop.workbook.people import add_person, rename_person

TODAY = date(2026, 11, 27)


@pytest.fixture
def workbook(tmp_path: Path) -> Any:
    with Workbook.create(tmp_path / "w.kaw") as made:
        yield made


def person(
    workbook: Workbook, name: str, birthday: object, client: str | None = None, **evidence: Any
) -> str:
    made = add_person(workbook, client, name)
    set_fact(workbook, ("person", made), "person.birthday", birthday, evidence=Evidence(**evidence))
    return made


def lines_of(path: Path) -> list[str]:
    """The unfolded lines, after a check of everything a strict reader insists on."""
    raw = path.read_bytes()
    assert raw.endswith(b"END:VCALENDAR\r\n")
    assert b"\n" not in raw.replace(b"\r\n", b"")
    folded = raw.split(b"\r\n")
    assert max(map(len, folded)) <= 75
    for line in folded:
        line.decode("utf-8")  # no character is cut in two
    text = raw.decode("utf-8")
    assert not re.search(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]", text)
    lines = text.replace("\r\n ", "").split("\r\n")[:-1]
    assert all(re.match(r"[A-Z-]+(;[A-Z]+=[^:;]+)*:", line) for line in lines)
    return lines


def events_of(path: Path) -> list[dict[str, str]]:
    """Each event as its properties, texts with their escapes taken back: a reader of our own."""
    events: list[dict[str, str]] = []
    for line in lines_of(path):
        name, _, value = line.partition(":")
        if line == "BEGIN:VEVENT":
            events.append({})
        elif events and name != "END":
            plain = re.sub(r"\\(.)", lambda found: "\n" if found[1] in "nN" else found[1], value)
            assert name.split(";")[0] not in events[-1]
            events[-1][name.split(";")[0]] = plain
    for event in events:
        assert {"UID", "DTSTAMP", "DTSTART", "SUMMARY"} <= event.keys()
    assert len({event["UID"] for event in events}) == len(events)
    return events


def written(workbook: Workbook, path: Path, **options: Any) -> list[dict[str, str]]:
    write_calendar(workbook, path, today=TODAY, **{"private": True, "language": "zh", **options})
    theirs = Calendar.from_ical(path.read_bytes())
    ours = events_of(path)
    assert [str(event["SUMMARY"]) for event in theirs.walk("VEVENT")] == [event["SUMMARY"] for event in ours]
    return ours


def about(events: list[dict[str, str]], name: str) -> list[dict[str, str]]:
    return [event for event in events if name in event["SUMMARY"]]


def test_that_a_solar_birthday_is_one_event_of_every_year(workbook: Workbook, tmp_path: Path) -> None:
    client = add_account(workbook, "滨江市第一医院")
    person(workbook, "刘敏", "1979-12-04", client, certainty="assumed")
    (event,) = about(written(workbook, tmp_path / "c.ics"), "刘敏")
    assert event["SUMMARY"] == "刘敏 · 生日"
    assert (event["DTSTART"], event["RRULE"]) == ("20261204", "FREQ=YEARLY")
    assert event["CLASS"] == "PRIVATE" and event["TRANSP"] == "TRANSPARENT"
    assert event["DESCRIPTION"].split("\n") == [
        "1979年12月4日", "推测，尚未证实。", "滨江市第一医院", "用于问候。",
    ]  # fmt: skip


def test_that_a_lunar_birthday_stands_once_for_each_of_the_coming_years(
    workbook: Workbook, tmp_path: Path
) -> None:
    person(workbook, "王建国", "农历1972年八月初十")
    found = about(written(workbook, tmp_path / "c.ics"), "王建国")
    assert [event["DTSTART"] for event in found][:2] == ["20270910", "20280928"]
    assert len(found) == YEARS - 1, "this year's is over"
    assert not any("RRULE" in event for event in found)
    assert found[0]["DESCRIPTION"].startswith("农历1972年八月初十\n满 55 岁。")


def test_that_the_rule_for_a_day_the_year_lacks_is_said(workbook: Workbook, tmp_path: Path) -> None:
    person(workbook, "韩闰", "1980-02-29")
    person(workbook, "孙丽华", "农历1979年闰六月三十")
    events = written(workbook, tmp_path / "c.ics")
    (leap_day,) = about(events, "韩闰")
    assert leap_day["RRULE"] == "FREQ=YEARLY;BYMONTHDAY=-1;BYMONTH=2"
    assert leap_day["DTSTART"] == "20270228"
    assert "按2月28日" in leap_day["DESCRIPTION"]
    leap_month = about(events, "孙丽华")[0]
    assert "当年没有闰六月，按六月。当年六月只有29天，三十按廿九。" in leap_month["DESCRIPTION"]


def test_that_family_days_and_one_exam_go_out_in_both_languages(workbook: Workbook, tmp_path: Path) -> None:
    wang = add_person(workbook, None, "王建国")
    for entry in (
        {"relation": "spouse", "event": "wedding", "day": "1998-12-10", "occasion": "中学教师"},
        {"relation": "daughter", "event": "exam", "day": "2027-06-07"},
        {"relation": "mother", "day": "农历腊月廿三"},
    ):
        add_entry(workbook, ("person", wang), "person.family", entry)
    found = about(written(workbook, tmp_path / "c.ics", language="en"), "王建国")
    assert [(event["SUMMARY"], event["DTSTART"], event.get("RRULE")) for event in found][:3] == [
        ("王建国 · Spouse: Wedding day", "20261210", "FREQ=YEARLY"),
        ("王建国 · Daughter: Exam", "20270607", None),
        ("王建国 · Mother: Birthday", "20270130", None),
    ]
    assert "中学教师" not in (tmp_path / "c.ics").read_text(encoding="utf-8")
    later = written(workbook, tmp_path / "c.ics", language="zh")
    assert about(later, "配偶：结婚纪念日") and about(later, "春节")


def test_that_without_private_dates_only_holidays_go_out(workbook: Workbook, tmp_path: Path) -> None:
    person(workbook, "刘敏", "1979-12-04")
    report = write_calendar(workbook, tmp_path / "c.ics", today=TODAY)
    assert (report.people, report.private_fields) == (0, ())
    events = events_of(tmp_path / "c.ics")
    assert report.events == len(events)
    assert "刘敏" not in (tmp_path / "c.ics").read_text(encoding="utf-8")
    names = {event["SUMMARY"] for event in events}
    assert {"Spring Festival", "Chinese Doctors' Day", "Qingming Festival"} <= names
    (entry,) = exports(workbook)
    assert (entry.kind, entry.people, entry.private_fields) == ("calendar", 0, ())


def test_that_a_private_export_is_logged_with_count_and_fields_but_no_names(
    workbook: Workbook, tmp_path: Path
) -> None:
    liu = person(workbook, "刘敏", "1979-12-04")
    add_entry(workbook, ("person", liu), "person.family", {"relation": "spouse", "day": "5月3日"})
    person(workbook, "吴凯", "农历八月初十")
    write_calendar(workbook, tmp_path / "c.ics", private=True)
    (entry,) = exports(workbook)
    assert entry.private_fields == ("person.birthday", "person.family")
    assert (entry.people, entry.folder) == (2, str(tmp_path.resolve()))


def test_that_one_client_can_go_out_alone(workbook: Workbook, tmp_path: Path) -> None:
    client = add_account(workbook, "滨江市第一医院")
    person(workbook, "刘敏", "12-04", client)
    person(workbook, "沈一舟", "12-05")
    events = written(workbook, tmp_path / "c.ics", account_id=client)
    assert about(events, "刘敏") and not about(events, "沈一舟")


def test_that_an_export_made_again_brings_the_same_events(workbook: Workbook, tmp_path: Path) -> None:
    wang = person(workbook, "王建国", "农历八月初十")
    first = {event["UID"]: event["DTSTART"] for event in written(workbook, tmp_path / "a.ics")}
    rename_person(workbook, wang, "王建国（院长）")
    again = {event["UID"]: event["DTSTART"] for event in written(workbook, tmp_path / "b.ics")}
    assert first == again
    assert not any(wang in uid for uid in first)


def test_that_private_dates_leave_no_workbook_that_someone_else_has_open(
    workbook: Workbook, tmp_path: Path
) -> None:
    person(workbook, "刘敏", "12-04")
    path = workbook.path
    workbook.close()
    with Workbook.open(path, read_only=True) as reading:
        with pytest.raises(UserError):
            write_calendar(reading, tmp_path / "c.ics", private=True)
        assert not (tmp_path / "c.ics").exists()
        assert write_calendar(reading, tmp_path / "c.ics").events > 0


def test_that_an_interrupted_export_leaves_the_older_file_whole(workbook: Workbook, tmp_path: Path) -> None:
    person(workbook, "刘敏", "12-04")
    target = tmp_path / "c.ics"
    target.write_text("older", encoding="utf-8")

    def stop(done: int, total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_calendar(workbook, target, private=True, progress=stop)
    assert target.read_text(encoding="utf-8") == "older"
    assert [path.name for path in tmp_path.iterdir() if path.suffix == ".ics"] == ["c.ics"]
    assert exports(workbook) == []


NASTY = (
    "王;建,国\\n",
    "a\r\nBEGIN:VEVENT\r\nSUMMARY:forged\r\nEND:VEVENT",
    "🎂" * 100,
    "x" * 1_000_000,
    "\ud83c lone \udc82",
    "\x00\x07\x1b[31m",
    'DESCRIPTION;X="y":z',
    "\u2028line\u2029\x85\x0b",
    "\\, \\; \\N",
)


@pytest.mark.parametrize("name", NASTY, ids=range(len(NASTY)))
def test_that_no_text_breaks_the_file(name: str, workbook: Workbook, tmp_path: Path) -> None:
    client = add_account(workbook, "x")
    wang = person(workbook, "x", "12-04", client)
    # Past the commands, as a file written by something else may hold it.
    entry = {"relation": name, "event": name, "day": {"calendar": "solar", "year": None, "month": 5, "day": 3,
             "leap": False}}  # fmt: skip
    item = add_entry(workbook, ("person", wang), "person.family", {"relation": "spouse", "day": "5月3日"})
    stored = name.encode("utf-8", "replace").decode("utf-8")
    driver = workbook.driver_connection
    driver.execute("UPDATE person SET name = ?", (stored,))
    driver.execute("UPDATE account SET name = ?", (stored,))
    driver.execute("UPDATE fact SET value = ? WHERE item = ?", (json.dumps(entry), item))
    events = written(workbook, tmp_path / "c.ics", log=False)
    assert len([event for event in events if "RRULE" in event and "CLASS" in event]) == 2
    assert not about(events, "forged") or len(events) == len(
        Calendar.from_ical((tmp_path / "c.ics").read_bytes()).walk("VEVENT")
    )
    assert (tmp_path / "c.ics").stat().st_size < 100_000


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=st.text(min_size=1, max_size=90), born=st.dates(date(1930, 1, 1), date(2005, 1, 1)))
def test_that_any_name_and_any_day_come_back(
    name: str, born: date, workbook: Workbook, tmp_path: Path
) -> None:
    try:
        made = person(workbook, name, born.isoformat())
    except UserError:
        return
    try:
        with workbook.read() as connection:
            kept = connection.execute(tables.person.select().where(tables.person.c.id == made)).one().name
        events = [event for event in written(workbook, tmp_path / "c.ics") if "CLASS" in event]
        (event,) = events
        day = date.fromisoformat(event["DTSTART"])
        assert TODAY <= day < TODAY + timedelta(days=367)
        assert event["SUMMARY"] == f"{calendar_file.shortened(kept, 80)} · 生日"
    finally:
        from keyaccount_desktop.workbook.people import delete_people

        delete_people(workbook, [made])
