"""The demo workbook: full of life, free of what may not be kept, the same in both languages."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any, cast

import pytest
from sqlalchemy import select

from keyaccount_desktop.language import LANGUAGES, Language, Text
from keyaccount_desktop.method import boundaries, catalogue, completeness, values, vocabulary
from keyaccount_desktop.workbook import driver, tables
from keyaccount_desktop.workbook.accounts import Account, account, accounts
from keyaccount_desktop.workbook.demo import create_demo, fill_demo
from keyaccount_desktop.workbook.document import Workbook
from keyaccount_desktop.workbook.facts import Fact
from keyaccount_desktop.workbook.journal import ChangeSet
from keyaccount_desktop.workbook.maps import InfluenceMap, influence_map
from keyaccount_desktop.workbook.people import PersonCard, people_of, person_cards
from keyaccount_desktop.workbook.products import products
from keyaccount_desktop.workbook.purchases import purchases_of
from keyaccount_desktop.workbook.tasks import open_tasks
from keyaccount_desktop.workbook.visits import visits_of

CARD = (176, 76)
GAP = 16
GRID = 8
HAN = re.compile("[㐀-鿿豈-﫿]")
ENGLISH_WORDS = re.compile(r"[A-Za-z]{2,}[,;]? [A-Za-z]{2,}")

NOT_IN_A_DEMO = re.compile(
    "处方|开方|统方|回扣|返点|提成|红包|礼金|礼品|礼物|赠送|购物卡|宴|吃饭|请客|餐|烟|酒|赞助|好处|佣金|酬|开户|标底|劳务|讲课费"
    "|旅游|高尔夫|信仰|宗教|病史|患病|住院|体检|小学|幼儿|初中"
    r"|\b(?:prescri\w+|kickbacks?|rebates?|commissions?|brib\w+|gifts?|dinner|lunch|meals?|banquet|wine|sponsor\w*"
    r"|rewards?|benefits?|honorari\w+|reserve price|golf|religio\w+|faith|church|illness|disease|kindergarten"
    r"|primary school)\b",
    re.IGNORECASE,
)
"""Words no record of a person or client here should need; beside what ``boundaries`` bars."""


@dataclass(frozen=True)
class Demo:
    """One demo workbook and what the tests read of it."""

    workbook: Workbook
    hospital: Account
    distributor: Account
    manufacturer: Account
    people: dict[str, PersonCard]
    maps: dict[str, InfluenceMap]
    """By account id."""

    def of(self, client: Account) -> list[PersonCard]:
        return [card for card in self.people.values() if card.account_id == client.id]

    def rows(self, table: str) -> list[dict[str, Any]]:
        with self.workbook.read() as connection:
            query = select(tables.METADATA.tables[table])
            return [dict(row) for row in connection.execute(query).mappings()]

    def texts(self) -> Iterator[str]:
        """Every text a reader of the workbook could meet, and the codes of its facts."""
        for table in ("account", "department", "person", "product", "purchase", "visit", "task"):
            for row in self.rows(table):
                for column in ("name", "aim", "said", "reason_again", "text"):
                    if row.get(column):
                        yield row[column]
        for row in self.rows("fact"):
            yield from _strings(json.loads(row["value"]))


def _strings(value: Any) -> Iterator[str]:
    """The strings in a fact's value, without the keys of records."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, (list, dict)):
        for part in value.values() if isinstance(value, dict) else value:
            yield from _strings(part)


def _read(workbook: Workbook) -> Demo:
    by_type = {row.type: account(workbook, row.id) for row in accounts(workbook)}
    ids = [
        row.id for client in (None, *(c.id for c in by_type.values())) for row in people_of(workbook, client)
    ]
    return Demo(
        workbook,
        by_type["hospital"],
        by_type["distributor"],
        by_type["company"],
        {card.id: card for card in person_cards(workbook, ids)},
        {row.account_id: influence_map(workbook, row.id) for row in purchases_of(workbook)},
    )


@pytest.fixture(scope="module")
def demos(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[Language, Demo]]:
    folder = tmp_path_factory.mktemp("demo")
    with ExitStack() as opened:
        made = {
            language: opened.enter_context(create_demo(folder / f"{language}.kaw", language))
            for language in LANGUAGES
        }
        yield {language: _read(workbook) for language, workbook in made.items()}


@pytest.fixture(scope="module", params=LANGUAGES)
def demo(request: pytest.FixtureRequest, demos: dict[Language, Demo]) -> Demo:
    return demos[request.param]


def _value(facts: dict[str, list[Fact]], field: str) -> Any:
    return facts[field][0].value if field in facts else None


def _judged(demo: Demo, client: Account, field: str) -> dict[str, Any]:
    """A judgement of everyone in the client's purchase, by person id."""
    return {
        card.id: _value(stake.facts, f"stakeholder.{field}")
        for card in demo.of(client)
        for stake in card.stakes
    }


def _facts(demo: Demo) -> list[dict[str, Any]]:
    return demo.rows("fact")


# ---- what the hospital shows


def test_that_the_hospital_has_14_people_over_all_levels_functions_and_roles(demo: Demo) -> None:
    people = demo.of(demo.hospital)
    assert len(people) == 14
    assert Counter(card.kind for card in people) == {"person": 12, "post": 1, "group": 1}
    assert {_value(card.facts, "person.level") for card in people} == set(vocabulary.LEVEL.codes)
    functions = {_value(card.facts, "person.function") for card in people}
    assert functions == set(vocabulary.FUNCTION.codes) - {"other"}
    roles = {role for held in _judged(demo, demo.hospital, "roles").values() for role in held or ()}
    assert roles == set(vocabulary.BUYING_ROLE.codes)
    assert set(vocabulary.PART.codes) == {
        part for part in _judged(demo, demo.hospital, "part").values() if part
    }


def test_that_ten_of_them_stand_on_the_map_and_four_wait_beside_it(demo: Demo) -> None:
    cards = demo.maps[demo.hospital.id].cards
    assert [sum(card.placed for card in cards), sum(not card.placed for card in cards)] == [10, 4]


def test_that_supporters_opponents_and_the_undecided_are_all_there(demo: Demo) -> None:
    attitudes = _judged(demo, demo.hospital, "attitude")
    closeness = _judged(demo, demo.hospital, "closeness")
    measures = _judged(demo, demo.hospital, "countermeasure")
    opponents = [id_ for id_, attitude in attitudes.items() if attitude == "opponent"]
    assert {bool(measures[id_]) for id_ in opponents} == {True, False}
    assert "supporter" in attitudes.values()
    assert None in attitudes.values()
    deciders = [id_ for id_, part in _judged(demo, demo.hospital, "part").items() if part == "decides"]
    assert any(attitudes[id_] == "neutral" for id_ in deciders)
    assert any(
        closeness[id_] == "none" and _value(demo.people[id_].facts, "person.level") == "decision"
        for id_ in deciders
    )


def test_that_a_coach_at_trusting_meets_several_but_not_all_conditions(demo: Demo) -> None:
    rungs = _judged(demo, demo.hospital, "coach")
    (coach,) = (id_ for id_, rung in rungs.items() if rung)
    assert rungs[coach] == "trusting"
    conditions = _judged(demo, demo.hospital, "coach_conditions")[coach]
    assert 3 <= len(conditions) < len(vocabulary.COACH_CONDITIONS)


def test_that_the_manufacturer_has_a_supporter_at_decision_level(demo: Demo) -> None:
    attitudes = _judged(demo, demo.manufacturer, "attitude")
    assert 6 <= len(attitudes) <= 7
    assert any(
        attitude == "supporter" and _value(demo.people[id_].facts, "person.level") == "decision"
        for id_, attitude in attitudes.items()
    )
    assert "finance" not in {card.function for card in demo.maps[demo.manufacturer.id].cards}


def test_that_the_distributor_has_its_ten_facts_and_some_of_the_eight_messages(demo: Demo) -> None:
    known = demo.distributor.facts
    asked = [field.key for field in catalogue.fields_of("account") if field.only_for == ("distributor",)]
    told = {key: bool(known.get(key)) for key in asked if key.startswith("account.told_")}
    assert len(told) == 8
    assert sum(told.values()) == 6
    assert not told["account.told_discount"]
    assert not told["account.told_deposit"]
    missing = {key for key in asked if key not in told} - known.keys()
    assert missing <= {"account.tier"}
    assert 3 <= len(demo.of(demo.distributor)) <= 4


def test_that_clinical_users_stand_on_different_rungs_of_adoption_per_product(demo: Demo) -> None:
    known = {product.id for product in products(demo.workbook)}
    assert len(known) == 3
    rungs = [
        (fact.item, fact.value)
        for card in demo.people.values()
        for fact in card.facts.get("person.adoption", ())
    ]
    assert {item for item, _ in rungs} == known
    assert len({rung for _, rung in rungs}) >= 4


# ---- links


def test_that_all_families_of_links_are_shown(demo: Demo) -> None:
    kinds = Counter(row["kind"] for row in demo.rows("link"))
    assert {
        "reports_to",
        "influences",
        "conflict",
        "introduces",
        "alumni",
        "place",
        "teacher",
    } <= kinds.keys()
    shown = Counter(link.kind for link in demo.maps[demo.hospital.id].links)
    assert shown["conflict"] == 1
    assert shown["influences"] >= 3
    assert shown["introduces"] == 1
    assert shown.keys() & {"alumni", "place"}


def test_that_reporting_lines_have_no_circle_and_nobody_two_superiors(demo: Demo) -> None:
    above: dict[str, str] = {}
    for row in demo.rows("link"):
        if row["kind"] == "reports_to":
            assert row["source_id"] not in above
            above[row["source_id"]] = row["target_id"]
    for start in above:
        at, seen = start, set[str]()
        while at in above:
            assert at not in seen
            seen.add(at)
            at = above[at]


def test_that_someone_outside_the_client_can_introduce(demo: Demo) -> None:
    outsiders = {card.id for card in demo.people.values() if card.account_id is None}
    assert any(row["kind"] == "introduces" and row["source_id"] in outsiders for row in demo.rows("link"))


# ---- the map


def test_that_cards_on_the_map_lie_in_their_cells_on_the_grid_without_touching(demo: Demo) -> None:
    for shown in demo.maps.values():
        cells: dict[Any, list[tuple[float, float]]] = {}
        for card in shown.cards:
            if card.placed:
                assert card.x >= 0
                assert card.y >= 0
                assert card.x % GRID == 0
                assert card.y % GRID == 0
                assert card.x + CARD[0] <= 2 * CARD[0] + 5 * GRID, "a cell is at most two cards wide"
                assert card.level
                assert card.function
                cells.setdefault((card.level, card.function), []).append((card.x, card.y))
        for spots in cells.values():
            for number, (x, y) in enumerate(spots):
                for other_x, other_y in spots[:number]:
                    assert abs(x - other_x) >= CARD[0] + GAP or abs(y - other_y) >= CARD[1] + GAP


# ---- facts and their evidence


def test_that_every_fact_is_valid_for_the_catalogue(demo: Demo) -> None:
    for card in demo.people.values():
        for key, facts in card.facts.items():
            assert catalogue.applies(catalogue.field(key), person_kind=card.kind), (card.name, key)
            for fact in facts:
                assert values.normalise(catalogue.field(key), fact.value) == fact.value
        for stake in card.stakes:
            for key, facts in stake.facts.items():
                assert values.normalise(catalogue.field(key), facts[0].value) == facts[0].value
    for client in (demo.hospital, demo.distributor, demo.manufacturer):
        type_ = _value(client.facts, "account.type")
        for key, facts in client.facts.items():
            assert catalogue.applies(catalogue.field(key), account_type=type_), (client.name, key)
            for fact in facts:
                assert values.normalise(catalogue.field(key), fact.value) == fact.value


def test_that_no_coded_value_was_taken_for_free_text(demo: Demo) -> None:
    for row in _facts(demo):
        field = catalogue.field(row["field"])
        if field.choices is not None and field.kind == "choice":
            assert row["value"].strip('"') in field.choices, row["field"]


def test_that_facts_have_mixed_evidence_and_some_are_stale(demo: Demo) -> None:
    facts = _facts(demo)
    current = [row for row in facts if row["replaced_at"] is None]
    assert len(current) >= 60
    assert {row["source"] for row in current} >= set(vocabulary.SOURCE.codes)
    assert 30 <= sum(row["certainty"] == "assumed" for row in current) <= len(current) / 3
    assert len(facts) - len(current) >= 6, "some judgements have a history"
    today = date.today()
    fields = [catalogue.field(row["field"]) for row in current]
    stale = [
        row
        for row, field in zip(current, fields, strict=True)
        if completeness.stale(field, row["learned_on"], today)
    ]
    assert stale
    assert len(stale) < 12
    assert all(row["learned_on"] <= today.isoformat() for row in facts)


def test_that_most_sections_of_a_client_are_known_at_the_hospital(demo: Demo) -> None:
    known = demo.hospital.facts
    for section in catalogue.sections_of("account"):
        fields = [
            field for field in catalogue.fields_of("account", section.key) if field.key != "account.notes"
        ]
        if not section.only_for and fields:
            assert any(field.key in known for field in fields), section.key
    questions = [field.key for field in catalogue.fields_of("account", "account.questions")]
    assert 0 < sum(key in known for key in questions) < len(questions) == 8


# ---- contacts and tasks


def test_that_visits_of_the_last_eight_months_have_effects_that_fade(demo: Demo) -> None:
    visits = visits_of(demo.workbook, demo.hospital.id)
    held = [visit for visit in visits if visit.state == "held"]
    assert len(held) >= 12
    today = date.today()
    assert all(
        timedelta() < today - date.fromisoformat(visit.on_date) < timedelta(days=245) for visit in held
    )
    assert all(visit.effect is not None and visit.half_life_days and visit.reason_again for visit in held)
    assert {visit.effect for visit in held} >= {-2, -1, 0, 1, 2, 3}
    assert {visit.kind for visit in held} >= {"visit", "call", "meeting", "event"}
    planned = [visit for visit in visits if visit.state == "planned"]
    assert planned
    assert all(visit.on_date > today.isoformat() for visit in planned)


def test_that_nobody_works_at_weekends(demo: Demo) -> None:
    for row in demo.rows("visit"):
        assert date.fromisoformat(row["on_date"]).weekday() < 5
    for row in demo.rows("task"):
        assert date.fromisoformat(row["due_on"]).weekday() < 5


def test_that_every_client_has_a_next_step_and_open_promises(demo: Demo) -> None:
    for client in (demo.hospital, demo.distributor, demo.manufacturer):
        kinds = Counter(task.kind for task in open_tasks(demo.workbook, client.id))
        assert kinds["next_step"]
        assert kinds["promise"]
        assert client.next_step is not None
    assert any(row["done_on"] for row in demo.rows("task"))


# ---- boundaries


def test_that_no_barred_term_stands_anywhere_in_it(demo: Demo) -> None:
    for text in demo.texts():
        assert boundaries.barred(text) is None, text
        assert not NOT_IN_A_DEMO.search(text), text


def test_that_numbers_and_addresses_belong_to_nobody(demo: Demo) -> None:
    for row in _facts(demo):
        if row["field"].endswith(".phones"):
            assert re.search(r'"(13[89] 0000 \d{4}|0500-0000 \d{4})"', row["value"]), row["value"]
        if row["field"].endswith(".email"):
            assert row["value"].endswith('.example"')


def test_that_no_child_is_named(demo: Demo) -> None:
    family = [fact.value for card in demo.people.values() for fact in card.facts.get("person.family", ())]
    assert family
    assert not any("name" in member for member in family)


def test_that_an_evaluation_committee_stands_as_a_group_only(demo: Demo) -> None:
    (group,) = (card for card in demo.people.values() if card.kind == "group")
    assert group.name in ("评标委员会", "Evaluation committee")


# ---- languages


def test_that_the_chinese_demo_has_no_english_sentence(demos: dict[Language, Demo]) -> None:
    for text in demos["zh"].texts():
        assert not ENGLISH_WORDS.search(text), text


def test_that_the_english_demo_has_no_han(demos: dict[Language, Demo]) -> None:
    for text in demos["en"].texts():
        assert not HAN.search(text), text


def test_that_both_languages_have_the_same_structure(demos: dict[Language, Demo]) -> None:
    def structure(demo: Demo) -> dict[str, Counter[Any]]:
        shape: dict[str, Counter[Any]] = {}
        for table in tables.METADATA.tables:
            if table in ("setting", "search_entry"):
                continue
            rows = demo.rows(table)
            shape[table] = Counter(
                tuple(
                    (column, row[column])
                    for column in (
                        "field",
                        "source",
                        "certainty",
                        "learned_on",
                        "kind",
                        "state",
                        "on_date",
                        "at_time",
                        "effect",
                        "half_life_days",
                        "due_on",
                        "done_on",
                        "function",
                        "position",
                        "x",
                        "y",
                    )
                    if column in row
                )
                for row in rows
            )
        return shape

    assert structure(demos["zh"]) == structure(demos["en"])

    def coded(demo: Demo) -> Counter[tuple[str, str]]:
        return Counter(
            (row["field"], row["value"])
            for row in _facts(demo)
            if catalogue.field(row["field"]).kind
            in ("choice", "number", "money", "percent", "rating", "date")
        )

    assert coded(demos["zh"]) == coded(demos["en"])


def test_that_every_text_of_the_chinese_demo_is_chinese(demos: dict[Language, Demo]) -> None:
    demo = demos["zh"]
    for table in ("account", "department", "person", "product", "purchase", "visit", "task"):
        for row in demo.rows(table):
            for column in ("name", "aim", "said", "reason_again", "text"):
                assert not row.get(column) or HAN.search(row[column]), row[column]
    for row in _facts(demo):
        field = catalogue.field(row["field"])
        if field.kind in ("text", "long_text", "tags") and field.key not in (
            "person.wechat",
            "account.postcode",
        ):
            assert all(HAN.search(text) for text in _strings(json.loads(row["value"]))), row["value"]


# ---- making it


def test_that_undo_history_is_empty_after_creation(demo: Demo) -> None:
    assert demo.workbook.undo_label is None
    assert demo.workbook.redo_label is None


def test_that_it_is_built_in_one_edit(tmp_path: Path) -> None:
    with Workbook.create(tmp_path / "one.kaw") as workbook:
        changes: list[ChangeSet] = []
        workbook.subscribe(changes.append)
        fill_demo(workbook, "zh")
    assert [change.label for change in changes] == [Text("Make the demo", "生成演示数据")]


def test_that_a_password_makes_it_encrypted(tmp_path: Path) -> None:
    path = tmp_path / "locked.kaw"
    create_demo(path, "en", "correct horse").close()
    assert driver.encrypted(path)
    with Workbook.open(path, "correct horse") as workbook:
        assert len(accounts(workbook)) == 3


def test_that_a_failure_leaves_no_file_behind(tmp_path: Path) -> None:
    path = tmp_path / "half.kaw"
    with pytest.raises(KeyError):
        create_demo(path, cast(Language, "fr"))
    assert not path.exists()


def test_that_an_existing_file_is_not_touched(tmp_path: Path) -> None:
    path = tmp_path / "mine.kaw"
    path.write_bytes(b"mine")
    with pytest.raises(Exception, match="mine"):
        create_demo(path, "zh")
    assert path.read_bytes() == b"mine"
