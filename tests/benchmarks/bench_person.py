"""Opening a person page with 80 facts, 30 previous values and 200 visits ÷ building the same widgets empty.

``python -m tests.benchmarks.bench_person``. Two people of that size are opened in turn, after the first, until
everything is painted.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from tests.benchmarks.measure import interleaved, report

FACTS, PREVIOUS, VISITS = 80, 30, 200
WINDOWS = ((1280, 720), (1920, 1080))
RUNS = 25


def main(path: Path | None = None, folder: Path | None = None) -> None:
    from PySide6.QtWidgets import QApplication, QWidget

    from keyaccount_desktop.language import set_language
    from keyaccount_desktop.ui import theme
    from keyaccount_desktop.ui.person_page import PersonPage
    from keyaccount_desktop.workbook.document import Workbook
    from tests.benchmarks import floor_person

    application = QApplication.instance() or QApplication([])
    theme.begin(application, "light", 100)
    set_language("zh")

    def settle() -> None:
        for _ in range(4):
            application.sendPostedEvents()
            application.processEvents()

    with TemporaryDirectory() as made, Workbook.create(Path(made) / "people.kaw") as workbook:
        people = made_people(workbook)
        for size in WINDOWS:
            page, window = PersonPage(workbook), QWidget()
            holder = QWidget(window)
            for widget in (page, window, holder):
                widget.resize(*size)
                widget.show()
            page.show_person(people[0])
            settle()
            parts = floor_person.parts_of(page)
            mine, theirs = interleaved(
                _in_turn(page, people, settle), floor_person.opened_in(holder, parts, settle), RUNS
            )
            name = f"person page of {FACTS} facts, {size[0]}x{size[1]}"
            report(name, mine.median, theirs.median, "2.0")
            counts = ", ".join(f"{n} {kind}" for kind, n in floor_person.counted(parts).most_common())
            print(f"   p95 {mine.percentile(95) * 1000:.0f} ms; {counts}", flush=True)
            page.release()
            for shown in (page, window):
                shown.close()
                shown.deleteLater()
            settle()


def _in_turn(page: Any, people: list[str], settle: Callable[[], None]) -> Callable[[], None]:
    def open_other() -> None:
        page.show_person(next(person for person in people if person != page.person_id))
        settle()

    return open_other


def made_people(workbook: Any) -> list[str]:
    """Two people of a client, each in one purchase, of the size that is measured."""
    from keyaccount_desktop.workbook.accounts import add_account
    from keyaccount_desktop.workbook.people import add_person
    from keyaccount_desktop.workbook.products import add_product
    from keyaccount_desktop.workbook.purchases import add_purchase, add_stakeholder
    from keyaccount_desktop.workbook.visits import add_visit

    account = add_account(workbook, "滨江市第一医院")
    purchase = add_purchase(workbook, account, "彩色超声系统采购")
    products = [add_product(workbook, name) for name in ("澜影 X8", "澜影 P3")]
    people = []
    for name in ("王建国", "周德明"):
        person = add_person(workbook, account, name)
        stake = add_stakeholder(workbook, purchase, person)
        _know(workbook, person, stake, products)
        for number in range(VISITS):
            day = date.today() - timedelta(days=3 * number)
            add_visit(
                workbook, account, kind=("visit", "call", "message")[number % 3], on_date=day.isoformat(),
                people=[person], said=f"第{number}次：谈了样机演示的安排，答应下周给出意见", effect=number % 5 - 1,
            )  # fmt: skip
        people.append(person)
    return people


def _know(workbook: Any, person: str, stake: str, products: list[str]) -> None:
    from keyaccount_desktop.method import catalogue
    from keyaccount_desktop.workbook.facts import Evidence, add_entry, facts_of, history_of, set_fact
    from tests.ui.fields import keyboard

    subjects = {"person": ("person", person), "stakeholder": ("stakeholder", stake)}
    evidence = [Evidence("self"), Evidence("coach", "assumed"), Evidence("public"), Evidence()]

    def known() -> int:
        return sum(len(facts_of(workbook, subject)) for subject in subjects.values())

    fields = [*catalogue.fields_of("stakeholder"), *catalogue.fields_of("person")]
    for number, field in enumerate(fields):
        subject, rests_on = subjects[field.subject], evidence[number % len(evidence)]
        value = _varied(keyboard.expected(field), person)
        for item in products if field.per_product else [""]:
            if field.many:
                add_entry(workbook, subject, field.key, value, rests_on)
            else:
                set_fact(workbook, subject, field.key, value, item=item, evidence=rests_on)
    many = [field for field in fields if field.many]
    while known() < FACTS:
        field = many[known() % len(many)]
        value = _varied(keyboard.expected(field), f"{known()}{person}")
        add_entry(workbook, subjects[field.subject], field.key, value, evidence[0])
    attitude = subjects["stakeholder"], "stakeholder.attitude"
    for number in range(PREVIOUS):
        day = (date.today() - timedelta(days=20 * (PREVIOUS - number))).isoformat()
        value = ("neutral", "supporter", "opponent")[number % 3]
        set_fact(workbook, *attitude, value, evidence=Evidence("self", learned_on=day))
    assert known() == FACTS, known()
    assert len(history_of(workbook, *attitude)) == PREVIOUS + 1


def _varied(value: Any, whose: str) -> Any:
    """The value in other words for everyone, so that nothing on the page stays as it was."""
    if isinstance(value, dict):
        return {part: _varied(held, whose) if part in _WORDED else held for part, held in value.items()}
    return f"{value} {whose[:6]}" if isinstance(value, str) and " " in value else value


_WORDED = ("number", "school", "name", "major", "degree", "occasion", "hospital", "product")

if __name__ == "__main__":
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    main()
