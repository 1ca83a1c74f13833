"""The demo workbook: a hospital, a distributor and a manufacturer as a rep might know them. All invented.

The words stand in the shipped ``samples/demo.toml``, in both languages side by side; here they become a
workbook, through the same commands a user's own work goes through. Called by the window (File › New demo),
by ``keyaccount new --demo`` and by tests that want a workbook full of life.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from keyaccount_desktop.language import Language, Text
from keyaccount_desktop.method import catalogue
from keyaccount_desktop.method.dates import PartialDate
from keyaccount_desktop.resources import resource
from keyaccount_desktop.workbook.accounts import add_account, add_department
from keyaccount_desktop.workbook.colleagues import (
    add_colleague,
    set_native_place,
    set_post,
    set_schools,
)
from keyaccount_desktop.workbook.document import Workbook
from keyaccount_desktop.workbook.facts import Evidence, Subject, add_entry, set_fact, verify_fact
from keyaccount_desktop.workbook.links import draw_link
from keyaccount_desktop.workbook.maps import Placement, place_cards
from keyaccount_desktop.workbook.people import add_person
from keyaccount_desktop.workbook.products import add_product
from keyaccount_desktop.workbook.purchases import add_purchase, add_stakeholder
from keyaccount_desktop.workbook.reviews import freeze_review
from keyaccount_desktop.workbook.tasks import add_task, finish_task, set_next_step
from keyaccount_desktop.workbook.visits import add_visit

if TYPE_CHECKING:
    Entry = Mapping[str, Any]
    """A table of the sample file."""

SAMPLE: Final = "samples/demo.toml"
_FRIDAY: Final = 4
_FEBRUARY: Final = 2


def create_demo(path: Path | str, language: Language, password: str | None = None) -> Workbook:
    """Make a new workbook that holds the demo, and open it. Refuses to replace a file; a failure leaves none."""
    workbook = Workbook.create(path, password)
    try:
        fill_demo(workbook, language)
    except BaseException:
        workbook.close()
        workbook.path.unlink(missing_ok=True)
        raise
    return workbook


def fill_demo(workbook: Workbook, language: Language) -> None:
    """Add the demo's clients to a workbook, in one language. Cannot be undone, and clears what could be."""
    sample = tomllib.loads(resource(SAMPLE).read_text(encoding="utf-8"))
    with workbook.edit(Text("Make the demo", "生成演示数据")):
        _Demo(workbook, language).add(sample)
    workbook.forget_history()


class _Demo:
    """One filling of a workbook; knows the ids that the keys of the sample file got."""

    def __init__(self, workbook: Workbook, language: Language) -> None:
        self._workbook = workbook
        self._language = language
        self._today = date.today()
        self._products: dict[str, str] = {}
        self._departments: dict[str, str] = {}
        self._people: dict[str, str] = {}
        self._purchases: dict[str, str] = {}
        self._reviewed: dict[str, int] = {}
        """How many days ago a purchase's map was reviewed."""
        self._later: list[Callable[[], object]] = []
        """What has happened since the reviews, in its order."""

    def add(self, sample: Entry) -> None:
        for product in sample["products"]:
            self._products[product["key"]] = add_product(self._workbook, self._said(product["name"]))
        for colleague in sample["colleagues"]:
            self._add_colleague(colleague)
        for person in sample["outsiders"]:
            self._add_person(None, person)
        for account in sample["accounts"]:
            self._add_account(account)
        last = max(self._reviewed.values(), default=0)
        for link in sample["links"]:
            if link["days_ago"] < last:
                self._later.append(partial(self._add_links, link))
            else:
                self._add_links(link)
        for account in sample["accounts"]:
            for purchase in account.get("purchases", ()):
                self._add_review(purchase)
        for happened in self._later:
            happened()

    def _add_colleague(self, colleague: Entry) -> None:
        id_ = add_colleague(self._workbook, self._said(colleague["name"]))
        set_post(self._workbook, id_, self._said(colleague["post"]))
        set_native_place(self._workbook, id_, self._said(colleague.get("native_place")))
        set_schools(self._workbook, id_, self._said(colleague["schools"]))

    def _add_account(self, account: Entry) -> None:
        id_ = add_account(self._workbook, self._said(account["name"]))
        for department in account["departments"]:
            self._departments[department["key"]] = add_department(
                self._workbook, id_, self._said(department["name"]), department["function"]
            )
        self._add_facts(("account", id_), account["facts"])
        for person in account["people"]:
            self._add_person(id_, person)
        for purchase in account.get("purchases", ()):
            self._add_purchase(id_, purchase)
        for visit in account["visits"]:
            self._add_visit(id_, visit)
        for step in account["next_steps"]:
            set_next_step(
                self._workbook,
                id_,
                self._said(step["text"]),
                self._day(step),
                person_id=self._people[step["person"]],
                purchase_id=self._purchase(step),
            )
        for task in account["tasks"]:
            self._add_task(id_, task)

    def _add_person(self, account_id: str | None, person: Entry) -> None:
        department = person.get("department")
        id_ = add_person(
            self._workbook,
            account_id,
            self._said(person["name"]),
            kind=person.get("kind", "person"),
            department_id=self._departments[department] if department else None,
            position=self._said(person.get("position")),
            level=person.get("level"),
            function=person.get("function"),
            evidence=self._evidence(person),
        )
        self._people[person["key"]] = id_
        self._add_facts(("person", id_), person.get("facts", ()))

    def _add_purchase(self, account_id: str, purchase: Entry) -> None:
        id_ = self._purchases[purchase["key"]] = add_purchase(
            self._workbook, account_id, self._said(purchase["name"])
        )
        self._add_facts(("purchase", id_), purchase["facts"])
        reviewed = purchase["review"]["days_ago"] if "review" in purchase else 0
        if reviewed:
            self._reviewed[purchase["key"]] = reviewed
        placements = []
        for entry in purchase["stakeholders"]:
            person_id = self._people[entry["person"]]
            subject = ("stakeholder", add_stakeholder(self._workbook, id_, person_id))
            before = [fact for fact in entry["facts"] if fact.get("days_ago", reviewed) >= reviewed]
            self._add_facts(subject, before)
            since = [fact for fact in entry["facts"] if fact not in before]
            self._later.append(partial(self._add_facts, subject, since))
            if place := entry.get("place"):
                placements.append(Placement(person_id, *place))
        place_cards(self._workbook, id_, placements)

    def _add_review(self, purchase: Entry) -> None:
        """Freeze the map as it stood then: what is younger is not in the workbook yet."""
        if review := purchase.get("review"):
            freeze_review(
                self._workbook,
                self._purchases[purchase["key"]],
                self._said(review["name"]),
                date.fromisoformat(self._day(review)),
            )

    def _add_visit(self, account_id: str, visit: Entry) -> None:
        add_visit(
            self._workbook,
            account_id,
            kind=visit["kind"],
            on_date=self._day(visit),
            people=[self._people[key] for key in visit["people"]],
            purchase_id=self._purchase(visit),
            state=visit.get("state", "held"),
            at_time=visit["time"],
            aim=self._said(visit["aim"]),
            said=self._said(visit.get("said", "")),
            effect=visit.get("effect"),
            half_life_days=visit.get("half_life"),
            reason_again=self._said(visit.get("again", "")),
        )

    def _add_task(self, account_id: str, task: Entry) -> None:
        id_ = add_task(
            self._workbook,
            account_id,
            task["kind"],
            self._said(task["text"]),
            self._day(task),
            person_id=self._people[task["person"]],
            purchase_id=self._purchase(task),
        )
        if task.get("done"):
            finish_task(self._workbook, id_)

    def _add_links(self, link: Entry) -> None:
        for source, target in link["pairs"]:
            id_ = draw_link(
                self._workbook,
                self._people[source],
                self._people[target],
                link["kind"],
                strength=link.get("strength", 2),
                evidence=self._evidence(link),
            )
            if "note" in link:
                set_fact(
                    self._workbook,
                    ("link", id_),
                    "link.note",
                    self._said(link["note"]),
                    evidence=self._evidence(link),
                )

    def _add_facts(self, subject: Subject, facts: Iterable[Entry]) -> None:
        for fact in facts:
            key, value, evidence = fact["field"], self._said(fact["value"]), self._evidence(fact)
            if catalogue.field(key).many:
                add_entry(self._workbook, subject, key, value, evidence)
                continue
            item = self._products[fact["product"]] if "product" in fact else ""
            id_ = set_fact(self._workbook, subject, key, value, item=item, evidence=evidence)
            if fact.get("verified"):
                verify_fact(self._workbook, id_)

    def _purchase(self, entry: Entry) -> str | None:
        key = entry.get("purchase")
        return self._purchases[key] if key else None

    def _evidence(self, entry: Entry) -> Evidence:
        return Evidence(
            entry.get("source"), "assumed" if entry.get("assumed") else "confirmed", self._day(entry)
        )

    def _said(self, value: Any) -> Any:
        """A value of the sample file with its texts in one language and its days as dates."""
        if isinstance(value, list):
            return [self._said(part) for part in value]
        if not isinstance(value, dict):
            return value
        if value.keys() == {"zh", "en"}:
            return value[self._language]
        if value.keys() <= {"days_ago", "in_days"}:
            return self._day(value)
        if value.keys() == {"in_days", "year"}:
            return self._anniversary(value)
        return {key: self._said(part) for key, part in value.items()}

    def _anniversary(self, entry: Entry) -> PartialDate:
        """A date of an earlier year that comes round in some days."""
        day = self._today + timedelta(days=entry["in_days"])
        known_in_every_year = min(day.day, 28) if day.month == _FEBRUARY else day.day
        return {"calendar": "solar", "year": entry["year"], "month": day.month, "day": known_in_every_year}

    def _day(self, entry: Entry) -> str:
        """The ISO date an entry tells: nobody works on a Sunday, so the past goes back to a Friday, and
        what is still to come moves on to a Monday.
        """
        days = entry["in_days"] if "in_days" in entry else -entry.get("days_ago", 0)
        day = self._today + timedelta(days=days)
        if (over := day.weekday() - _FRIDAY) > 0:
            day += timedelta(days=3 - over if days > 0 else -over)
        return day.isoformat()
